#include "sim/study/unread.h"

#include <stdlib.h>

#include "sim/study/params.h"
#include "sim/study/reads.h"

/* The rows at their usual values, any of which may be another. */
static void release_all(const sim_catalog *catalog, sim_reads *reads,
                        const sim_params *params)
{
    for (size_t i = 0; i < catalog->n; i++) {
        const sim_parameter *q = &catalog->rows[i];

        if (q->model == 0) continue;
        ((double *)params->at[q->model - 1])[q->symbol->slot] = q->usual;
        sim_reads_release(reads, q->model - 1, q->symbol);
    }
    sim_reads_take(reads, params->at);
}

sim_status sim_unread_find(const sim_session *session, bool **unread, sim_error *err)
{
    const sim_catalog *catalog = &session->catalog;
    sim_params params = {0};
    sim_reads *reads = NULL;
    sim_status status;

    *unread = NULL;
    status = sim_params_room(&params, session->chain, 1, err);
    if (status == SIM_OK) status = sim_reads_init(&reads, session->chain, err);
    if (status == SIM_OK) {
        *unread = calloc(catalog->n + 1, sizeof **unread);
        if (!*unread) status = sim_fail_memory(err, "parameters");
    }
    if (status == SIM_OK) {
        release_all(catalog, reads, &params);
        for (size_t i = 0; i < catalog->n; i++) {
            const sim_parameter *q = &catalog->rows[i];

            (*unread)[i] = q->model > 0 && !sim_reads_has(reads, q->model - 1, q->symbol);
        }
    }
    sim_reads_free(reads);
    sim_params_free(&params);
    return status;
}
