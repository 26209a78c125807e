#include "tests/cohort.h"

#include <math.h>
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
const planted_world planted_sum = {&chain, &model_taker};

/* ---- who may die ------------------------------------------------------------ */

static const sim_stage mortals[] = {{&model_giver, NULL, NULL, NULL, NULL},
                                    {&model_mortal, NULL, "course", NULL, NULL}};
static const sim_draw mortal_draws[] = {{SIM_SUBJECT, "mortal", "need", "normal 3"}};
static const char *const mortal_columns[] = {"level", "survival"};
static const char *const mortal_parted[] = {"survival_day_6"};
static const sim_fate fates[] = {SIM_FATE("death", "survival", "alive", true),
                                 SIM_FATE("fall", "upright", "upright", false)};
static const char *const chances[] = {"survival", "upright"};
static const sim_count counts[] = {
    {SIM_RESPONDS, "responder", "level_day_6", 6, .least = 12.5, .most = INFINITY,
     .meaning = "responders", .note = "planted"},
    {SIM_RESPONDS, "gainer", "gain_day_6", 6, .least = 2, .most = 100,
     .meaning = "gainers"},
    {SIM_SPARED, "alive_day_6", "death", 6, .meaning = "alive on day 6"},
    {SIM_STRUCK, "dead_in_trial", "death", 4, "trial", .meaning = "dead in the trial"},
    {SIM_STRUCK, "any_day_6", NULL, 6, .meaning = "any by day 6"},
    {SIM_WORTH, "worth", "taken", 6, .meaning = "level at the end of the trial"},
    {SIM_SPARED, "alive_late", "death", 10, .among = "responder", .meaning = "late"},
    {SIM_SPARED, "others_late", "death", 10, .among = "responder", .others = true,
     .meaning = "others, late"},
    {SIM_SPARED, "alive_day_11", "death", 11, .meaning = "alive on day 11"},
    {SIM_READ, NULL, "level_day_6", .meaning = "level on day 6, of the living"},
};
static const sim_population mortal_population = {
    .owners =
        {[SIM_SOURCE] = {"donor", "whose gift"}, [SIM_SUBJECT] = {"patient", "whose life"}},
    .chance = {"chance", "one by one"},
    .sharing = "donors_per_laboratory",
    .draws = mortal_draws,
    .n_draws = 1,
    .columns = mortal_columns,
    .n_columns = 2,
    .parted = mortal_parted,
    .n_parted = 1,
    .entry = {"strength", 4},
    .fates = fates,
    .n_fates = 2,
    .chances = chances,
    .n_chances = 2,
    .counts = counts,
    .n_counts = sizeof counts / sizeof *counts};
static const sim_row_name treatment[] = {{"giver", "give"}};
static const sim_chain mortal_chain = {.name = "mortal",
                                       .title = "who may die",
                                       .stages = mortals,
                                       .n_stages = 2,
                                       .treatment = treatment,
                                       .n_treatment = 1,
                                       .population = &mortal_population};
const planted_world planted_mortal = {&mortal_chain, &model_mortal};

/* ---- experiments ------------------------------------------------------------ */

static void collect(planted *p)
{
    const sim_experiment *e = &p->experiment;
    const size_t n[] = {model_giver.n_constants, p->world->last->n_constants};
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

static sim_status read_world(planted *p, const char *text, sim_error *err)
{
    static const sim_text no_presets[] = {{NULL, NULL}};
    char dir[TEMP_PATH], file[TEMP_PATH + 8];
    const sim_source source = {.file = file};
    sim_status status;
    FILE *out;

    if (!p->world) p->world = &planted_sum;
    p->models[0] = &model_settings;
    p->models[1] = &model_giver;
    p->models[2] = p->world->last;
    temp_folder("cohort", dir);
    snprintf(file, sizeof file, "%s/a.ini", dir);
    out = fopen(file, "wb");
    sim_bug(!out || fputs(text, out) < 0 || fclose(out) != 0);
    status = sim_catalog_init(&p->catalog, p->models, 3, err);
    p->catalog.population = p->world->chain->population;
    p->catalog.chain = p->world->chain;
    if (status == SIM_OK)
        status = sim_presets_init(&p->presets, &p->catalog, no_presets, err);
    if (status == SIM_OK)
        status =
            sim_experiment_read(&p->experiment, &p->catalog, &p->presets, &source, err);
    unlink(file);
    rmdir(dir);
    return status;
}

sim_status planted_read(planted *p, const char *text, sim_error *err)
{
    *p = (planted){0};
    return read_world(p, text, err);
}

sim_status planted_open_in(planted *p, const planted_world *world, const char *text,
                           sim_error *err)
{
    sim_status status;

    *p = (planted){.world = world};
    status = read_world(p, text, err);

    if (status != SIM_OK) return status;
    collect(p);
    p->task = (sim_task){
        .chain = p->world->chain,
        .params = p->params,
        .n_arms = p->experiment.n_arms,
        .backgrounds = p->experiment.backgrounds,
        .end = PLANTED_DAYS,
        .every = 1,
        .options = {.method = (size_t)sim_experiment_value(&p->experiment, "run", "method"),
                    .rtol = 1e-7}};
    return sim_assay_init(&p->assay, &p->task, &p->experiment, err);
}

sim_status planted_open(planted *p, const char *text, sim_error *err)
{
    return planted_open_in(p, NULL, text, err);
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

static void run_task(planted *p, const planted_world *world, const char *text,
                     sim_ensemble_task task, sim_ensemble *e)
{
    sim_error err = {""};
    sim_status status = planted_open_in(p, world, text, &err);

    task.assay = &p->assay;
    if (status == SIM_OK) status = sim_ensemble_run(e, &task, &err);
    if (status == SIM_OK) return;
    fprintf(stderr, "%s\n", err.text);
    abort();
}

void planted_run(planted *p, const char *text, size_t n, sim_ensemble *e)
{
    run_task(p, NULL, text, (sim_ensemble_task){.n = n, .threads = 2}, e);
}

void planted_within(planted *p, const char *text, size_t n, size_t room, sim_ensemble *e)
{
    run_task(p, NULL, text, (sim_ensemble_task){.n = n, .room = room}, e);
}

void planted_run_in(planted *p, const planted_world *world, const char *text, size_t n,
                    sim_ensemble *e)
{
    run_task(p, world, text, (sim_ensemble_task){.n = n, .threads = 2}, e);
}

const sim_tally *planted_tally(const sim_ensemble *e, size_t arm, const char *number)
{
    const sim_readout *r = &e->assay->readout;
    const size_t i = sim_readout_find(r, number);

    sim_bug(i == r->n);
    return &e->numbers[arm * r->n + i];
}
