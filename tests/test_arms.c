/* test_arms.c -- layers of an experiment: who wins, and where it came from. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/experiment.h"
#include "tests/suite.h"

/* The preset in force of a group; NULL without one. */
static const char *preset_of(const sim_experiment *e, const sim_arm *arm, const char *group)
{
    size_t g = 0;

    while (strcmp(e->presets->groups[g], group) != 0) g++;
    return arm->presets[g] == SIM_NONE ? NULL : e->presets->list[arm->presets[g]].name;
}

/* ---- layers --------------------------------------------------------------- */

/* Each case adds one layer to the case before; thawed_injected has fitness 0.1,
 * thawed_rested 0.95; the default is 1. */
#define FILE_PRESET "[presets]\nproduct = thawed_injected\n"
#define FILE_ROW "[product]\nfitness = 0.2385\n"
#define ARM_PRESET "presets.product = thawed_rested\n"
#define ARM_ROW "product.fitness = 0.371\n"

static const struct {
    const char *text, *sets[EXPERIMENT_SETS];
    double base, arm; /* product.fitness */
    sim_scope scope;  /* of the arm's */
    const char *origin;
} layers[] = {
    {"[arm x]\n", {NULL}, 1, 1, SIM_BY_DEFAULT, "default"},
    {FILE_PRESET "[arm x]\n", {NULL}, 0.1, 0.1, SIM_BY_FILE, "preset thawed_injected"},
    {FILE_PRESET FILE_ROW "[arm x]\n", {NULL}, 0.2385, 0.2385, SIM_BY_FILE, "a.ini:4"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET,
     {NULL},
     0.2385,
     0.95,
     SIM_BY_ARM,
     "preset thawed_rested"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
     {NULL},
     0.2385,
     0.371,
     SIM_BY_ARM,
     "a.ini:7"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
     {"presets.product=thawed_injected"},
     0.1,
     0.1,
     SIM_BY_SET,
     "preset thawed_injected"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
     {"presets.product=thawed_injected", "product.fitness=0.511"},
     0.511,
     0.511,
     SIM_BY_SET,
     "--set product.fitness=0.511"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
     {"product.fitness=0.511", "arm x:presets.product=thawed_rested"},
     0.511,
     0.95,
     SIM_BY_SET_ARM,
     "preset thawed_rested"},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
     {"arm x:product.fitness=0.617", "product.fitness=0.511",
      "arm x:presets.product=thawed_rested"},
     0.511,
     0.617,
     SIM_BY_SET_ARM,
     "--set arm x:product.fitness=0.617"},
    /* the place in the file does not matter, the layer does */
    {"[arm x]\n" ARM_ROW ARM_PRESET FILE_ROW FILE_PRESET,
     {NULL},
     0.2385,
     0.371,
     SIM_BY_ARM,
     "a.ini:2"},
    {FILE_ROW FILE_PRESET "[arm x]\n", {NULL}, 0.2385, 0.2385, SIM_BY_FILE, "a.ini:2"},
};

START_TEST(each_layer_stands_over_the_one_before)
{
    sim_experiment e;
    const sim_setting *s;

    experiment_read(&e, layers[_i].text, layers[_i].sets);
    s = experiment_setting(&e, 0, "product", "fitness");
    /* exact: values are read, never worked out */
    ck_assert_double_eq(s->value, layers[_i].arm);
    ck_assert_int_eq((int)s->scope, (int)layers[_i].scope);
    ck_assert_str_eq(s->origin, layers[_i].origin);
    ck_assert_double_eq(sim_experiment_value(&e, "product", "fitness"), layers[_i].base);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(a_place_for_messages_names_the_whole_path)
{
    char place[sizeof experiment_file + 8];
    sim_experiment e;

    experiment_read(&e, FILE_ROW "[arm x]\n" ARM_ROW, experiment_no_sets);
    snprintf(place, sizeof place, "%s:4", experiment_file);
    ck_assert_str_eq(experiment_setting(&e, 0, "product", "fitness")->place, place);
    ck_assert_ptr_null(experiment_setting(&e, 0, "product", "dose")->place);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(an_arm_differs_in_what_it_says_and_in_nothing_else)
{
    sim_experiment e;
    size_t dose = experiment_row("product", "dose");

    experiment_read(&e,
                    "[presets]\nsource = adipose\n[joint]\nload = 0.7385\n"
                    "[arm x]\nproduct.dose = 3.71e7\n[arm y]\n[arm z]\n",
                    (const char *const[EXPERIMENT_SETS]){"arm z:product.dose=2.385e7"});
    ck_assert_uint_eq(e.n_arms, 3);
    ck_assert_str_eq(e.arms[0].name, "x");
    ck_assert_str_eq(e.arms[1].name, "y");
    ck_assert_str_eq(e.arms[2].name, "z");
    for (size_t i = 0; i < e.catalog->n; i++) {
        ck_assert_double_eq(e.arms[1].settings[i].value, e.base.settings[i].value);
        if (i == dose) continue;
        ck_assert_double_eq(e.arms[0].settings[i].value, e.base.settings[i].value);
        ck_assert_double_eq(e.arms[2].settings[i].value, e.base.settings[i].value);
    }
    ck_assert_double_eq(e.arms[0].settings[dose].value, 3.71e7);
    ck_assert_double_eq(e.arms[1].settings[dose].value, 5e7);
    ck_assert_double_eq(e.arms[2].settings[dose].value, 2.385e7);
    sim_experiment_free(&e);
}
END_TEST

/* ---- presets -------------------------------------------------------------- */

START_TEST(a_preset_of_an_arm_replaces_the_one_of_the_file)
{
    sim_experiment e;

    experiment_read(&e,
                    "[presets]\nproduct = exosomes\nsource = adipose\n"
                    "[arm x]\n[arm y]\npresets.product = thawed_rested\n",
                    experiment_no_sets);
    ck_assert_str_eq(preset_of(&e, &e.base, "product"), "exosomes");
    ck_assert_str_eq(preset_of(&e, &e.arms[0], "product"), "exosomes");
    ck_assert_str_eq(preset_of(&e, &e.arms[1], "product"), "thawed_rested");
    ck_assert_str_eq(preset_of(&e, &e.arms[1], "source"), "adipose");
    ck_assert_ptr_null(preset_of(&e, &e.arms[1], "host"));
    /* rows that only the replaced preset has are back at their defaults */
    ck_assert_double_eq(experiment_setting(&e, 0, "product", "vesicles")->value, 1e11);
    ck_assert_double_eq(experiment_setting(&e, 0, "product", "dose")->value, 0);
    ck_assert_double_eq(experiment_setting(&e, 1, "product", "vesicles")->value, 0);
    ck_assert_double_eq(experiment_setting(&e, 1, "product", "dose")->value, 5e7);
    ck_assert_str_eq(experiment_setting(&e, 1, "product", "dose")->origin, "default");
    ck_assert_double_eq(experiment_setting(&e, 1, "product", "fitness")->value, 0.95);
    ck_assert_double_eq(experiment_setting(&e, 1, "passaging", "cycle_time")->value, 24);
    sim_experiment_free(&e);
}
END_TEST

static const char *const default_presets[][2] = {
    {"source", "bone_marrow"}, {"host", "own_cells"}, {"guidance", "guided_knee"}};

START_TEST(a_default_preset_repeats_the_defaults)
{
    const sim_preset *preset;
    sim_error err = {""};
    size_t group, index;

    ck_assert_msg(sim_presets_find(&experiment_session.presets, default_presets[_i][0],
                                   default_presets[_i][1], "test", &group, &index,
                                   &err) == SIM_OK,
                  "%s", err.text);
    preset = &experiment_session.presets.list[index];
    ck_assert_uint_gt(preset->n_rows, 0);
    for (size_t i = 0; i < preset->n_rows; i++) {
        const sim_symbol *s = experiment_session.catalog.rows[preset->rows[i].row].symbol;

        ck_assert_msg(preset->rows[i].value == s->value, "%s: %g, but the default is %g",
                      s->name, preset->rows[i].value, s->value);
    }
}
END_TEST

/* A muscle bed clears cells in its own time, whatever the host. */
static const struct {
    const char *file;
    double tail, tail_miss;
} muscles[] = {
    {"[presets]\nguidance = muscle\nhost = immunodeficient\n", 0.014, 0.018},
    {"[presets]\nhost = immunodeficient\n[arm x]\npresets.guidance = muscle\n", 0.014,
     0.018},
    {"[presets]\nguidance = muscle\n[arm x]\npresets.host = immunodeficient\n", 0.014,
     0.018},
    {"[arm x]\npresets.host = immunodeficient\npresets.guidance = muscle\n", 0.014, 0.018},
    {"[presets]\nhost = immunodeficient\n", 0.014, 0.14},
    {"[presets]\nguidance = muscle\n[arm x]\npresets.host = own_cells\n", 0.05, 0.018},
    {"[presets]\nguidance = muscle\n[arm x]\npresets.host = immunodeficient\n"
     "persistence.tail_miss = 0.31\n",
     0.014, 0.31},
};

START_TEST(of_two_presets_guidance_stands_over_host)
{
    sim_experiment e;

    experiment_read(&e, muscles[_i].file, experiment_no_sets);
    ck_assert_double_eq(experiment_setting(&e, 0, "persistence", "tail")->value,
                        muscles[_i].tail);
    ck_assert_double_eq(experiment_setting(&e, 0, "persistence", "tail_miss")->value,
                        muscles[_i].tail_miss);
    sim_experiment_free(&e);
}
END_TEST

/* The one row of two groups. */
static bool is_shared(const sim_presets *p, size_t a, size_t b)
{
    return (strcmp(p->list[a].name, "muscle") == 0 &&
            strcmp(p->list[b].name, "immunodeficient") == 0);
}

START_TEST(other_presets_of_two_groups_never_set_the_same_row)
{
    const sim_presets *p = &experiment_session.presets;

    for (size_t a = 0; a < p->n; a++) {
        for (size_t b = 0; b < a; b++) {
            if (strcmp(p->list[a].group, p->list[b].group) == 0 || is_shared(p, a, b))
                continue;
            for (size_t i = 0; i < p->list[a].n_rows; i++) {
                for (size_t j = 0; j < p->list[b].n_rows; j++)
                    ck_assert_msg(p->list[a].rows[i].row != p->list[b].rows[j].row,
                                  "%s and %s set the same row", p->list[a].name,
                                  p->list[b].name);
            }
        }
    }
}
END_TEST

/* ---- no arms, empty arms -------------------------------------------------- */

START_TEST(a_file_without_arms_is_one_arm_named_default)
{
    sim_experiment e;

    experiment_read(
        &e, _i == 0 ? "" : "# nothing\n[joint]\n\nload = 0.7385\n",
        (const char *const[EXPERIMENT_SETS]){"arm default:product.dose=3.71e7"});
    ck_assert_uint_eq(e.n_arms, 1);
    ck_assert_str_eq(e.arms[0].name, "default");
    ck_assert_double_eq(experiment_setting(&e, 0, "joint", "load")->value,
                        _i == 0 ? 1 : 0.7385);
    ck_assert_double_eq(experiment_setting(&e, 0, "product", "dose")->value, 3.71e7);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(an_empty_arm_is_what_the_file_says)
{
    sim_experiment e;

    experiment_read(&e, "[joint]\nload = 0.7385\n[arm x]\n", experiment_no_sets);
    ck_assert_uint_eq(e.n_arms, 1);
    ck_assert_str_eq(e.arms[0].name, "x");
    for (size_t i = 0; i < e.catalog->n; i++)
        ck_assert_double_eq(e.arms[0].settings[i].value, e.base.settings[i].value);
    sim_experiment_free(&e);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static void add_layers(TCase *cases)
{
    tcase_add_loop_test(cases, each_layer_stands_over_the_one_before, 0, LENGTH(layers));
    tcase_add_test(cases, a_place_for_messages_names_the_whole_path);
    tcase_add_test(cases, an_arm_differs_in_what_it_says_and_in_nothing_else);
    tcase_add_test(cases, a_preset_of_an_arm_replaces_the_one_of_the_file);
    tcase_add_loop_test(cases, a_default_preset_repeats_the_defaults, 0,
                        LENGTH(default_presets));
    tcase_add_loop_test(cases, of_two_presets_guidance_stands_over_host, 0,
                        LENGTH(muscles));
    tcase_add_test(cases, other_presets_of_two_groups_never_set_the_same_row);
    tcase_add_loop_test(cases, a_file_without_arms_is_one_arm_named_default, 0, 2);
    tcase_add_test(cases, an_empty_arm_is_what_the_file_says);
}

int main(void)
{
    Suite *suite = suite_create("arms");
    TCase *cases = tcase_create("layers");

    experiment_add_fixture(cases);
    add_layers(cases);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
