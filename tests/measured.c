#include "tests/measured.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"

sim_status measured_read(sim_measurements *table, const char *text, sim_error *err)
{
    FILE *in = fmemopen((char *)text, strlen(text), "rb");
    sim_status status;

    ck_assert_ptr_nonnull(in);
    status = sim_measurements_read(table, "rows.csv", in, err);
    fclose(in);
    return status;
}

static sim_status find(void *self, const char *name, sim_found *found, sim_error *err)
{
    const measured *m = self;

    (void)err;
    for (const sim_text *file = m->files; file->name; file++) {
        if (strcmp(file->name, name) != 0) continue;
        found->text = sim_text_copy(file->text);
        found->place = sim_text_copy(name);
    }
    return SIM_OK;
}

sim_status measured_open(measured *m, const char *rows, const measured_wish *wish,
                         sim_error *err)
{
    sim_status status;

    *m = (measured){.files = wish->files};
    status = sim_session_open(&m->session, &models_chains[0], err);
    if (status == SIM_OK) status = measured_read(&m->table, rows, err);
    m->task = (sim_validation_task){.chain = m->session.chain,
                                    .catalog = &m->session.catalog,
                                    .presets = &m->session.presets,
                                    .find = find,
                                    .self = m,
                                    .sets = wish->sets,
                                    .n_sets = wish->n_sets,
                                    .replicates = wish->replicates,
                                    .threads = wish->threads,
                                    .no_cohorts = wish->no_cohorts};
    if (status == SIM_OK)
        status = sim_validation_init(&m->validation, &m->task, &m->table, err);
    return status;
}

void measured_close(measured *m)
{
    sim_validation_free(&m->validation);
    sim_measurements_free(&m->table);
    sim_session_close(&m->session);
}

void measured_solve(measured *m, const char *rows, const measured_wish *wish)
{
    sim_error err = {""};
    sim_status status = measured_open(m, rows, wish, &err);

    if (status == SIM_OK) status = sim_validation_solve(&m->validation, NULL, &err);
    ck_assert_msg(status == SIM_OK, "%s", err.text);
}
