#include "sim/engine/remark.h"

#include <math.h>
#include <stdio.h>

size_t sim_remark_count(const sim_model *m) { return m->n_timetables + 1; }

/* Events after the end; of a timetable whose events do nothing there is nothing to say. */
static bool print_missed(const sim_result *result, const sim_model *m, size_t timetable,
                         char text[], size_t size)
{
    const double given = result->given[timetable], missed = result->missed[timetable];

    if (!(given > 0) || !(missed > 0)) return false;
    snprintf(text, size, "%s %g of %g times: the other %g would come after the end (%s %g)",
             m->events[m->timetables[timetable].event].meaning, given, given + missed,
             missed, m->time_unit, result->t_end);
    return true;
}

static bool print_part(const sim_result *result, char text[], size_t size)
{
    if (!result->part_of) return false;
    snprintf(text, size,
             "%s: %.9g cell is no whole number; counts take it for %g, numbers of the mean "
             "keep it; a whole number would be right",
             result->part_of, result->part, round(result->part));
    return true;
}

bool sim_remark_print(const sim_result *result, const sim_model *m, size_t i, char text[],
                      size_t size)
{
    if (!result->given) return false;
    return i < m->n_timetables ? print_missed(result, m, i, text, size)
                               : print_part(result, text, size);
}
