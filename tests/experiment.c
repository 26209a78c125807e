#include "tests/experiment.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "models/models.h"

sim_session experiment_session;
char experiment_file[TEMP_PATH + 16];
static char dir[TEMP_PATH];
const char *const experiment_no_sets[EXPERIMENT_SETS];

static void set_up(void)
{
    sim_error err = {""};

    temp_folder("experiment", dir);
    snprintf(experiment_file, sizeof experiment_file, "%s/a.ini", dir);
    ck_assert_msg(sim_session_open(&experiment_session, &models_chains[0], &err) == SIM_OK,
                  "%s", err.text);
}

static void tear_down(void)
{
    sim_session_close(&experiment_session);
    unlink(experiment_file);
    ck_assert_int_eq(rmdir(dir), 0);
}

void experiment_add_fixture(TCase *cases)
{
    tcase_add_checked_fixture(cases, set_up, tear_down);
}

sim_status experiment_try(sim_experiment *e, const char *text, const char *const sets[],
                          sim_error *err)
{
    FILE *out = fopen(experiment_file, "wb");
    size_t n = 0;

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
    while (n < EXPERIMENT_SETS && sets[n]) n++;
    return sim_experiment_read(
        e, &experiment_session.catalog, &experiment_session.presets,
        &(sim_source){.file = experiment_file, .sets = sets, .n_sets = n}, err);
}

void experiment_read(sim_experiment *e, const char *text, const char *const sets[])
{
    sim_error err = {""};

    ck_assert_msg(experiment_try(e, text, sets, &err) == SIM_OK, "%s", err.text);
}

char *experiment_text(const sim_experiment *e)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    sim_experiment_write(e, out);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

size_t experiment_row(const char *section, const char *name)
{
    sim_error err = {""};
    size_t row = 0;

    ck_assert_msg(sim_catalog_find(&experiment_session.catalog, section, name, "test", &row,
                                   &err) == SIM_OK,
                  "%s", err.text);
    return row;
}

const sim_setting *experiment_setting(const sim_experiment *e, size_t arm,
                                      const char *section, const char *name)
{
    ck_assert_uint_lt(arm, e->n_arms);
    return &e->arms[arm].settings[experiment_row(section, name)];
}
