#include "sim/study/row.h"

#include <stdlib.h>

#include "sim/io/text.h"

sim_status sim_row_keep(const sim_row *row, char **place, char **origin, sim_error *err)
{
    free(*place);
    free(*origin);
    *place = sim_text_copy(row->place);
    *origin = sim_text_copy(row->origin);
    return *place && *origin ? SIM_OK : sim_fail_memory(err, row->place);
}

sim_status sim_row_take(sim_row_kept *kept, const char *name, const sim_row *row,
                        sim_error *err)
{
    sim_row named = *row;
    char *how;

    named.name = name;
    if (kept->how && kept->layer == row->layer)
        return sim_row_refuse_second(&named, kept->place, err);
    if (kept->how && kept->layer > row->layer) return SIM_OK;
    how = sim_text_copy(row->how);
    if (!how) return sim_fail_memory(err, row->place);
    free(kept->how);
    kept->how = how;
    kept->layer = row->layer;
    return sim_row_keep(row, &kept->place, &kept->origin, err);
}

void sim_row_forget(sim_row_kept *kept)
{
    free(kept->how);
    free(kept->place);
    free(kept->origin);
    *kept = (sim_row_kept){0};
}

sim_status sim_row_refuse(const sim_row *row, const char *glue, const char *wrong,
                          const char *right, sim_error *err)
{
    return sim_fail(err, SIM_EVALUE, "%s: %s = %s%s%s; %s would be right", row->place,
                    row->name, row->how, glue, wrong, right);
}

sim_status sim_row_refuse_second(const sim_row *row, const char *first, sim_error *err)
{
    return sim_fail(err, SIM_ENAME,
                    "%s: %s is given twice, first at %s; one of the two would be right",
                    row->place, row->name, first);
}
