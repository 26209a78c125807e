/* test_arms_rows.c -- rows of an experiment: those that are refused (unknown, twice, in the wrong
 * place), run.ini, and the hash. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/experiment.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- refusals ------------------------------------------------------------- */

/* 60 characters without a meaning */
#define SIXTY "qwertzuiopasdfghjklyxcvbnmQWERTZUIOPASDFGHJKLYXCVBNM23857151"

static const program_refusal rows[] = {
    {"[passaging]\n\ncylce_time = 30\n", "",
     "a.ini:3: unknown parameter 'passaging.cylce_time'; did you mean 'cycle_time'?"},
    {"[passaging]\nCycle_Time = 30\n", "",
     "a.ini:2: unknown parameter 'passaging.Cycle_Time'; did you mean 'cycle_time'?"},
    {"[passaging]\ndose = 3e7\n", "",
     "a.ini:2: unknown parameter 'passaging.dose'; did you mean 'product.dose'?"},
    {"[passaging]\ncolour = blue\n", "",
     "a.ini:2: unknown parameter 'passaging.colour'; `potency params passaging.` lists "
     "those of that section"},
    {"[passaging]\npassaging.cycle_time = 30\n", "",
     "a.ini:2: unknown parameter 'passaging.passaging.cycle_time'; did you mean "
     "'cycle_time'?"},
    {"[product]\ndose = 3e7\ndose = 4e7\n", "",
     "a.ini:3: product.dose is given twice, first at a.ini:2; one of the two would be "
     "right"},
    {"[product]\n" SIXTY SIXTY " = 3e7\n", "",
     "a.ini:2: unknown parameter 'product." SIXTY SIXTY
     "'; `potency params product.` lists those of that section"},
    {"[arm x]\ndose = 3e7\n", "",
     "a.ini:2: 'dose' is no parameter; did you mean 'product.dose'?"},
    {"[arm x]\nprodcut.dose = 3e7\n", "",
     "a.ini:2: unknown section 'prodcut'; did you mean 'product'?"},
    {"[arm x]\nproduct.dsoe = 3e7\n", "",
     "a.ini:2: unknown parameter 'product.dsoe'; did you mean 'dose'?"},
    {"[arm x]\nproduct. = 3e7\n", "",
     "a.ini:2: 'product.' is no parameter; section.name would be right"},
    {"[arm x]\nrun.days = 30\n", "",
     "a.ini:2: run.days belongs to the whole run; a row of [run] would be right"},
    {"[arm x]\nweight = 70\n", "",
     "a.ini:2: 'weight' is no parameter; section.name would be right"},
};

START_TEST(a_row_is_refused_with_what_would_be_right) { program_refuse_file(&rows[_i]); }
END_TEST

/* A preset of the file, its row, and the same of an arm. */
#define FILE_PRESET "[presets]\nproduct = thawed_injected\n"
#define FILE_ROW "[product]\nfitness = 0.2385\n"
#define ARM_PRESET "presets.product = thawed_rested\n"
#define ARM_ROW "product.fitness = 0.371\n"

/* ---- the hash ------------------------------------------------------------- */

static const char *const changes[] = {"joint.load=0.7385", "arm y:joint.load=0.7385",
                                      "run.seed=2385", "presets.guidance=blind_knee"};

START_TEST(the_hash_changes_with_any_value)
{
    static const char text[] = "[arm x]\n[arm y]\n";
    sim_experiment e, changed;

    experiment_read(&e, text, experiment_no_sets);
    experiment_read(&changed, text, (const char *const[EXPERIMENT_SETS]){changes[_i]});
    ck_assert(sim_experiment_hash(&e) != sim_experiment_hash(&changed));
    sim_experiment_free(&e);
    sim_experiment_free(&changed);
}
END_TEST

START_TEST(the_hash_does_not_ask_where_a_value_came_from)
{
    sim_experiment e, same;

    experiment_read(&e, "[joint]\nload = 0.7385\n[arm x]\n", experiment_no_sets);
    experiment_read(&same, "[arm x]\njoint.load = 7.385e-1\n",
                    (const char *const[EXPERIMENT_SETS]){"presets.source=bone_marrow"});
    ck_assert(sim_experiment_hash(&e) == sim_experiment_hash(&same));
    sim_experiment_free(&e);
    sim_experiment_free(&same);
}
END_TEST

/* ---- run.ini -------------------------------------------------------------- */

static const struct {
    const char *text, *sets[EXPERIMENT_SETS];
} written[] = {
    {"", {NULL}},
    {"[arm x]\n", {NULL}},
    {FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW "[arm y]\n", {NULL}},
    /* an arm's preset gives up what the file's preset had set */
    {"[presets]\nproduct = exosomes\n[arm x]\n" ARM_PRESET "[arm y]\n", {NULL}},
    /* an arm's preset and row that repeat the file's */
    {FILE_PRESET "[arm x]\npresets.product = thawed_injected\nproduct.dose = 5e7\n",
     {NULL}},
    {"[arm x]\n" ARM_ROW, {"presets.product=thawed_injected", "product.viability=0.7385"}},
    {"[presets]\nsource = umbilical\n[arm x]\n" ARM_PRESET ARM_ROW,
     {"arm x:product.dose=2.385e7", "arm x:presets.source=adipose"}},
    /* numbers that six digits do not hold */
    {"[run]\nsolver = rkf45\nrtol = 2.3850000000000001e-8\nseed = 9007199254740991\n"
     "[product]\ndose = 23853711.061709\nfitness = 0.30000000000000004\n",
     {NULL}},
    {"[figure own]\ny = tnf, il10\nfrom = 1 week\ntitle = What \"it\" says: a = b\n"
     "[arm x]\n[figure other]\ny = vas\n",
     {NULL}},
    {"[arm one; two = 3]\njoint.load = 0.7385\n[arm \xC3\xA9t\xC3\xA9]\n", {NULL}},
    /* --set over an arm's preset and over an arm's row */
    {"[arm x]\npresets.product = thawed_injected\n", {"product.fitness=0.371"}},
    {"[arm x]\n" ARM_PRESET ARM_ROW "[arm y]\n", {"product.fitness=0.511"}},
};

START_TEST(what_was_written_reads_as_the_same_experiment)
{
    sim_experiment first, second;
    char *text, *again;

    experiment_read(&first, written[_i].text, written[_i].sets);
    text = experiment_text(&first);
    experiment_read(&second, text, experiment_no_sets);
    again = experiment_text(&second);
    ck_assert_uint_eq(second.n_arms, first.n_arms);
    for (size_t a = 0; a < first.n_arms; a++) {
        ck_assert_str_eq(second.arms[a].name, first.arms[a].name);
        for (size_t i = 0; i < first.catalog->n; i++)
            ck_assert_msg(
                second.arms[a].settings[i].value == first.arms[a].settings[i].value,
                "arm %s: %s = %.17g reads back as %.17g", first.arms[a].name,
                first.catalog->rows[i].symbol->name, first.arms[a].settings[i].value,
                second.arms[a].settings[i].value);
    }
    ck_assert(sim_experiment_hash(&first) == sim_experiment_hash(&second));
    ck_assert_str_eq(again, text);
    free(text);
    free(again);
    sim_experiment_free(&first);
    sim_experiment_free(&second);
}
END_TEST

START_TEST(every_value_is_written_with_where_it_came_from)
{
    static const char *const lines[] = {
        "\n[presets]\nproduct = thawed_injected\n",
        "\nfitness = 0.2385 #: a.ini:4\n",
        "\nviability = 0.9 #: preset thawed_injected\n",
        "\ndose = 3.71e+07 #: --set product.dose=3.71e7\n",
        "\nload = 1 #: default\n",
        "\n[arm x]\npresets.product = thawed_rested\nproduct.viability = 0.9 #: preset ",
        " #: preset thawed_rested\nproduct.fitness = 0.371 #: a.ini:7\n",
    };
    sim_experiment e;
    char *text;

    experiment_read(&e, FILE_PRESET FILE_ROW "[arm x]\n" ARM_PRESET ARM_ROW,
                    (const char *const[EXPERIMENT_SETS]){"product.dose=3.71e7"});
    text = experiment_text(&e);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        ck_assert_msg(strstr(text, lines[i]) != NULL, "'%s' is missing", lines[i]);
    free(text);
    sim_experiment_free(&e);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arms_rows");
    TCase *of_rows = tcase_create("rows"), *cases = tcase_create("run.ini");

    program_add_folder(of_rows);
    tcase_set_timeout(of_rows, 60);
    tcase_add_loop_test(of_rows, a_row_is_refused_with_what_would_be_right, 0,
                        LENGTH(rows));
    suite_add_tcase(suite, of_rows);
    experiment_add_fixture(cases);
    tcase_add_loop_test(cases, the_hash_changes_with_any_value, 0, LENGTH(changes));
    tcase_add_test(cases, the_hash_does_not_ask_where_a_value_came_from);
    tcase_add_loop_test(cases, what_was_written_reads_as_the_same_experiment, 0,
                        LENGTH(written));
    tcase_add_test(cases, every_value_is_written_with_where_it_came_from);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
