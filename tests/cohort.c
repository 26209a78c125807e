#include "tests/cohort.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/data_models.h"
#include "tests/temp.h"

static const sim_stage stages[] = {{&model_giver, NULL, NULL, NULL, NULL},
                                   {&model_taker, NULL, "course", NULL, NULL}};
static const sim_draw draws[] = {{SIM_SOURCE, "giver", "give", "normal 2"},
                                 {SIM_SUBJECT, "taker", "need", "normal 3"}};
static const char *const columns[] = {"result", "got"};
static const char *const parted[] = {"final"};
static const sim_responder responders[] = {{"responder", 2, 0, ""},
                                           {"steep", 1, 0.05, "planted"}};
static const sim_population population = {
    .owners =
        {[SIM_SOURCE] = {"donor", "whose gift"}, [SIM_SUBJECT] = {"patient", "whose need"}},
    .luck = {"odds", "taken or not"},
    .chance = {"chance", "one by one"},
    .sharing = "donors_per_laboratory",
    .draws = draws,
    .n_draws = 2,
    .columns = columns,
    .n_columns = 2,
    .parted = parted,
    .n_parted = 1,
    .measured = {"result", 0, 100, 0, 10, "pain_noise"},
    .responders = responders,
    .n_responders = 2};
static const sim_chain chain = {.name = "planted",
                                .title = "a planted cohort",
                                .stages = stages,
                                .n_stages = 2,
                                .population = &population};
static const sim_model *const models[] = {&model_settings, &model_giver, &model_taker};

static void collect(planted *p)
{
    const sim_experiment *e = &p->experiment;
    const size_t n[] = {model_giver.n_constants, model_taker.n_constants};
    double *at;

    p->values = at = calloc(e->n_arms * (n[0] + n[1]) + 1, sizeof *p->values);
    p->params = calloc(e->n_arms * 2 + 1, sizeof *p->params);
    sim_bug(!p->values || !p->params);
    for (size_t i = 0; i < 2 * e->n_arms; i++) {
        p->params[i] = at;
        for (size_t r = 0; r < p->catalog.n; r++) {
            const sim_parameter *q = &p->catalog.rows[r];

            if (q->model == i % 2 + 1)
                at[q->symbol->slot] = e->arms[i / 2].settings[r].value;
        }
        at += n[i % 2];
    }
}

sim_status planted_read(planted *p, const char *text, sim_error *err)
{
    static const sim_text no_presets[] = {{NULL, NULL}};
    char dir[TEMP_PATH], file[TEMP_PATH + 8];
    const sim_source source = {.file = file};
    sim_status status;
    FILE *out;

    *p = (planted){0};
    temp_folder("cohort", dir);
    snprintf(file, sizeof file, "%s/a.ini", dir);
    out = fopen(file, "wb");
    sim_bug(!out || fputs(text, out) < 0 || fclose(out) != 0);
    status = sim_catalog_init(&p->catalog, models, 3, err);
    p->catalog.population = &population;
    if (status == SIM_OK)
        status = sim_presets_init(&p->presets, &p->catalog, no_presets, err);
    if (status == SIM_OK)
        status =
            sim_experiment_read(&p->experiment, &p->catalog, &p->presets, &source, err);
    unlink(file);
    rmdir(dir);
    return status;
}

sim_status planted_open(planted *p, const char *text, sim_error *err)
{
    sim_status status = planted_read(p, text, err);

    if (status != SIM_OK) return status;
    collect(p);
    p->task = (sim_task){
        .chain = &chain,
        .params = p->params,
        .n_arms = p->experiment.n_arms,
        .end = PLANTED_DAYS,
        .every = 1,
        .options = {.method = (size_t)sim_experiment_value(&p->experiment, "run", "method"),
                    .rtol = 1e-7}};
    return sim_assay_init(&p->assay, &p->task, &p->experiment, err);
}

void planted_close(planted *p)
{
    sim_assay_free(&p->assay);
    sim_experiment_free(&p->experiment);
    sim_presets_free(&p->presets);
    sim_catalog_free(&p->catalog);
    free(p->values);
    free(p->params);
}

static void run_task(planted *p, const char *text, sim_ensemble_task task, sim_ensemble *e)
{
    sim_error err = {""};
    sim_status status = planted_open(p, text, &err);

    task.assay = &p->assay;
    if (status == SIM_OK) status = sim_ensemble_run(e, &task, &err);
    if (status == SIM_OK) return;
    fprintf(stderr, "%s\n", err.text);
    abort();
}

void planted_run(planted *p, const char *text, size_t n, sim_ensemble *e)
{
    run_task(p, text, (sim_ensemble_task){.n = n, .threads = 2}, e);
}

void planted_within(planted *p, const char *text, size_t n, size_t room, sim_ensemble *e)
{
    run_task(p, text, (sim_ensemble_task){.n = n, .room = room}, e);
}

const sim_tally *planted_tally(const sim_ensemble *e, size_t arm, const char *number)
{
    const sim_readout *r = &e->assay->readout;
    const size_t i = sim_readout_find(r, number);

    sim_bug(i == r->n);
    return &e->numbers[arm * r->n + i];
}
