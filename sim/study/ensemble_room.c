#include "sim/study/ensemble_room.h"

#include <stdlib.h>

/* Numbers that are kept for exact quantiles. */
enum { KEPT_BYTES = 256 << 20 };

/* Gives n tallies what they point into, for `each` numbers.  *left: numbers that still fit. */
static sim_status allocate_room(sim_tally tallies[], size_t n, size_t each, size_t *left,
                                sim_tally_room *room, sim_error *err)
{
    const bool fit = n * each <= *left;

    /* the estimates take as much as many numbers: few are kept whatever they take */
    if (fit || each * sizeof *room->kept <= sizeof *room->estimates)
        room->kept = malloc((n * each + 1) * sizeof *room->kept);
    else
        room->estimates = malloc((n + 1) * sizeof *room->estimates);
    if (!room->kept && !room->estimates) return sim_fail_memory(err, "ensemble");
    if (fit) *left -= n * each;
    for (size_t i = 0; i < n; i++)
        sim_tally_init(&tallies[i], room->kept ? &room->kept[i * each] : NULL,
                       room->kept ? NULL : &room->estimates[i]);
    return SIM_OK;
}

size_t sim_ensemble_cells(const sim_ensemble *e)
{
    return e->assay->task->n_arms * e->n_days * e->watch->n;
}

sim_status sim_ensemble_make_room(sim_ensemble *e, const sim_ensemble_task *task,
                                  sim_error *err)
{
    const sim_assay *a = task->assay;
    const size_t n_arms = a->task->n_arms, n_numbers = n_arms * a->readout.n;
    size_t left = (task->room > 0 ? task->room : KEPT_BYTES) / sizeof(double);
    sim_status status;

    e->courses = malloc((sim_ensemble_cells(e) + 1) * sizeof *e->courses);
    e->numbers = malloc((n_numbers + 1) * sizeof *e->numbers);
    e->differences = calloc(n_numbers + 1, sizeof *e->differences);
    e->n_apart = calloc(n_arms + 1, sizeof *e->n_apart);
    if (!e->courses || !e->numbers || !e->differences || !e->n_apart)
        return sim_fail_memory(err, "ensemble");
    status = allocate_room(e->numbers, n_numbers, task->n, &left,
                           &e->rooms[SIM_TALLIED_NUMBERS], err);
    if (status != SIM_OK) return status;
    return allocate_room(e->courses, sim_ensemble_cells(e), task->n, &left,
                         &e->rooms[SIM_TALLIED_COURSES], err);
}

void sim_ensemble_free(sim_ensemble *e)
{
    free(e->courses);
    free(e->numbers);
    free(e->differences);
    free(e->n_apart);
    for (size_t i = 0; i < SIM_TALLIED; i++) {
        free(e->rooms[i].kept);
        free(e->rooms[i].estimates);
    }
    *e = (sim_ensemble){0};
}
