/* test_arms_background.c -- the arms that stand beside treated ones. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/params.h"
#include "sim/study/session.h"
#include "sim/study/tables.h"
#include "tests/data_models.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const sim_stage stages[] = {{&model_giver, NULL, NULL, NULL, NULL},
                                   {&model_treated, NULL, "course", NULL, NULL}};
static const sim_row_name treatment[] = {{"giver", "give"}};
static const sim_chain chain = {.name = "planted",
                                .title = "a gift",
                                .stages = stages,
                                .n_stages = 2,
                                .treatment = treatment,
                                .n_treatment = 1};
static const sim_model *const models[] = {&model_settings, &model_giver, &model_treated};

/* An experiment of the chain. */
typedef struct {
    sim_catalog catalog;
    sim_presets presets;
    sim_experiment experiment;
} world;

static sim_status open_world(world *w, const char *text, sim_error *err)
{
    static const sim_text no_presets[] = {{NULL, NULL}};
    const sim_source source = {.text = text};

    *w = (world){0};
    ck_assert_int_eq(sim_catalog_init(&w->catalog, models, 3, err), SIM_OK);
    w->catalog.chain = &chain;
    ck_assert_int_eq(sim_presets_init(&w->presets, &w->catalog, no_presets, err), SIM_OK);
    return sim_experiment_read(&w->experiment, &w->catalog, &w->presets, &source, err);
}

static void close_world(world *w)
{
    sim_experiment_free(&w->experiment);
    sim_presets_free(&w->presets);
    sim_catalog_free(&w->catalog);
}

/* "a b c|background": the arms, and which of them each is held against. */
static const struct {
    const char *text, *arms, *backgrounds;
} asked[] = {
    {"[arm a]\n", "a background ", "1 - "},
    {"[giver]\ngive = 0\n[arm a]\n[arm b]\n", "a b ", "- - "},
    {"[arm a]\ngiver.give = 0\n[arm b]\n", "a b background ", "- 2 - "},
    {"[arm a]\ngiver.give = 7.1\n[arm b]\n", "a b background ", "2 2 - "},
    {"[arm a]\n[arm b]\ntreated.self = 0.5\n[arm c]\ntreated.self = 0.5\n",
     "a b c background of a background of b ", "3 4 4 - - "},
    {"[arm a]\n[arm b]\ntreated.self = 0.23\n", "a b background ", "2 2 - "},
    {"[arm a]\n[arm b]\ntreated.self = 0.23\n[sweep]\ntreated.self = 0.1..1 x 3\n",
     "a b background of a background of b ", "2 3 - - "},
    {"[giver]\ngive = 0\n[arm a]\n[sweep]\ngiver.give = 0..7 x 3\n", "a background ",
     "1 - "},
};

START_TEST(a_treated_arm_has_a_background_of_its_own_rows)
{
    char arms[256] = "", backgrounds[64] = "";
    sim_error err = {""};
    world w;

    ck_assert_msg(open_world(&w, asked[_i].text, &err) == SIM_OK, "%s", err.text);
    for (size_t i = 0; i < w.experiment.n_arms; i++) {
        const size_t background = w.experiment.backgrounds[i];

        strcat(strcat(arms, w.experiment.arms[i].name), " ");
        if (background == SIM_NONE)
            strcat(backgrounds, "- ");
        else
            sprintf(backgrounds + strlen(backgrounds), "%zu ", background);
    }
    ck_assert_str_eq(arms, asked[_i].arms);
    ck_assert_str_eq(backgrounds, asked[_i].backgrounds);
    close_world(&w);
}
END_TEST

START_TEST(a_background_has_all_rows_but_the_treatment)
{
    sim_error err = {""};
    const sim_parameter *give, *self;
    const sim_arm *background;
    world w;

    ck_assert_int_eq(
        open_world(&w, "[arm a]\ngiver.give = 7.1\ntreated.self = 0.71\n", &err), SIM_OK);
    give = sim_catalog_get(&w.catalog, "giver", "give");
    self = sim_catalog_get(&w.catalog, "treated", "self");
    background = &w.experiment.arms[1];
    ck_assert_double_eq(background->settings[give - w.catalog.rows].value, 0);
    ck_assert_double_eq(background->settings[self - w.catalog.rows].value, 0.71);
    close_world(&w);
}
END_TEST

START_TEST(differences_are_to_the_background)
{
    const char *const names[] = {"a", "background"};
    sim_error err = {""};
    sim_solution solution;
    sim_params params;
    sim_tables tables;
    sim_task task;
    world w;
    double gain = 0.371 * 7.1;

    ck_assert_int_eq(open_world(&w, "[run]\ndays = 6\n[arm a]\ngiver.give = 7.1\n", &err),
                     SIM_OK);
    ck_assert_int_eq(sim_params_init(&params, &chain, &w.experiment, &err), SIM_OK);
    task = sim_params_task(&params, &w.experiment);
    ck_assert_int_eq(sim_chain_solve(&task, &solution, &err), SIM_OK);
    ck_assert_int_eq(sim_tables_init(&tables, &solution, names, &err), SIM_OK);
    ck_assert_str_eq(tables.table[0].columns[2].name, "level_against_background");
    ck_assert_double_eq_tol(tables.table[0].cells[3 * 3 + 2], 3 * gain, 1e-6);
    ck_assert(isnan(tables.table[0].cells[(7 + 3) * 3 + 2]));
    ck_assert_double_eq_tol(tables.table[tables.summary].cells[1], 4 * gain, 1e-6);
    ck_assert(isnan(tables.table[tables.summary].cells[2 + 1]));
    sim_tables_free(&tables);
    sim_solution_free(&solution);
    sim_params_free(&params);
    close_world(&w);
}
END_TEST

static const struct {
    const char *name;
    bool is_refused;
} taken[] = {{"background", true},
             {"background of a", true},
             {"Background", true},
             {"backgrounds", false},
             {"my background", false}};

START_TEST(the_name_of_a_background_is_taken)
{
    sim_error err = {""};
    char text[64], right[200];
    sim_status status;
    world w;

    snprintf(text, sizeof text, "[arm a]\n[arm %s]\n", taken[_i].name);
    status = open_world(&w, text, &err);
    ck_assert_int_eq(status, taken[_i].is_refused ? SIM_ENAME : SIM_OK);
    snprintf(right, sizeof right,
             "text:2: arm '%s' has the name of what is solved beside treated arms; another "
             "name would be right",
             taken[_i].name);
    if (taken[_i].is_refused) ck_assert_str_eq(err.text, right);
    close_world(&w);
}
END_TEST

START_TEST(the_file_of_a_run_has_its_own_arms_alone)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    sim_error err = {""};
    world w;

    ck_assert_int_eq(open_world(&w, "[arm a]\n", &err), SIM_OK);
    sim_experiment_write(&w.experiment, out);
    fclose(out);
    ck_assert_ptr_null(strstr(text, "[arm background"));
    ck_assert_ptr_nonnull(strstr(text, "[arm a]"));
    free(text);
    close_world(&w);
}
END_TEST

START_TEST(an_arm_that_is_kept_keeps_its_background)
{
    sim_error err = {""};
    world w;

    ck_assert_int_eq(open_world(&w, "[arm a]\n[arm b]\ntreated.self = 0.5\n", &err),
                     SIM_OK);
    ck_assert_int_eq(sim_experiment_keep_arm(&w.experiment, "background of b", "x", &err),
                     SIM_ENAME);
    ck_assert_int_eq(sim_experiment_keep_arm(&w.experiment, "b", "x", &err), SIM_OK);
    ck_assert_uint_eq(w.experiment.n_arms, 2);
    ck_assert_str_eq(w.experiment.arms[0].name, "b");
    ck_assert_str_eq(w.experiment.arms[1].name, "background");
    ck_assert_uint_eq(w.experiment.backgrounds[0], 1);
    close_world(&w);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arms_background");
    TCase *cases = tcase_create("arms");

    tcase_add_loop_test(cases, a_treated_arm_has_a_background_of_its_own_rows, 0,
                        LENGTH(asked));
    tcase_add_test(cases, a_background_has_all_rows_but_the_treatment);
    tcase_add_test(cases, differences_are_to_the_background);
    tcase_add_loop_test(cases, the_name_of_a_background_is_taken, 0, LENGTH(taken));
    tcase_add_test(cases, the_file_of_a_run_has_its_own_arms_alone);
    tcase_add_test(cases, an_arm_that_is_kept_keeps_its_background);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
