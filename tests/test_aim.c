/* test_aim.c -- what an [optimise] asks for: rows as they are read, layered, refused and written. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/experiment.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static sim_experiment e;
static sim_error err;

static void set_up(void) { memset(&e, 0, sizeof e); }
static void tear_down(void) { sim_experiment_free(&e); }

static const char text[] = "[optimise]\n"
                           "maximise = specific_relief_month_12 * doses_per_donor\n"
                           "condition enough cells = harvested >= doses * dose\n"
                           "condition = cumulative_doublings <= 25\n"
                           "condition = potency >= 0.3\n"
                           "arm = P2\n"
                           "climbs = 3\n"
                           "passaging.harvest_passage = 1..12\n"
                           "product.dose = log 1e5..1e8\n"
                           "[arm P2]\npassaging.harvest_passage = 2\n";

START_TEST(rows_are_read)
{
    experiment_read(&e, text, experiment_no_sets);
    ck_assert(sim_aim_is_given(&e.aim));
    ck_assert_str_eq(e.aim.number.how, "specific_relief_month_12 * doses_per_donor");
    ck_assert(!e.aim.is_least);
    ck_assert_str_eq(e.aim.arm.how, "P2");
    ck_assert_uint_eq(e.aim.n_conditions, 3);
    ck_assert_str_eq(sim_aim_condition(&e.aim, 0), "enough cells");
    ck_assert_str_eq(sim_aim_condition(&e.aim, 1), "cumulative_doublings <= 25");
    ck_assert_str_eq(sim_aim_condition(&e.aim, 2), "potency >= 0.3");
    ck_assert_uint_eq(e.aim.axes.n, 2);
    ck_assert_uint_eq(e.aim.axes.list[0].levels, 12);
    ck_assert(e.aim.axes.list[1].log);
    ck_assert_double_eq(sim_experiment_value(&e, "optimise", "climbs"), 3);
    ck_assert_double_eq(sim_experiment_value(&e, "optimise", "scan"), 512);
}
END_TEST

START_TEST(none_is_given_where_the_file_says_nothing)
{
    char *written;

    experiment_read(&e, "[run]\ndays = 23\n", experiment_no_sets);
    ck_assert(!sim_aim_is_given(&e.aim));
    written = experiment_text(&e);
    ck_assert_ptr_null(strstr(written, "optimise"));
    free(written);
}
END_TEST

/* Those of --set stand over those of the file; a condition without a name stands beside them. */
START_TEST(set_stands_over_the_file)
{
    static const char *const sets[EXPERIMENT_SETS] = {
        "optimise.minimise=dose", "optimise.condition enough cells=harvested >= 1e8",
        "optimise.condition=hit >= 0.5"};

    experiment_read(&e, text, sets);
    ck_assert(e.aim.is_least);
    ck_assert_str_eq(e.aim.number.how, "dose");
    ck_assert_uint_eq(e.aim.n_conditions, 4);
    ck_assert_str_eq(e.aim.conditions[0].how, "harvested >= 1e8");
    ck_assert_str_eq(e.aim.conditions[3].how, "hit >= 0.5");
}
END_TEST

START_TEST(a_condition_with_a_name_can_go)
{
    static const char *const sets[EXPERIMENT_SETS] = {
        "optimise.condition enough cells=none", "optimise.condition other=none"};

    experiment_read(&e, text, sets);
    ck_assert_uint_eq(e.aim.n_conditions, 2);
    ck_assert_str_eq(e.aim.conditions[0].how, "cumulative_doublings <= 25");
    ck_assert_str_eq(e.aim.conditions[1].how, "potency >= 0.3");
}
END_TEST

START_TEST(what_is_written_reads_back)
{
    sim_experiment again;
    char *written, *twice;

    experiment_read(&e, text, experiment_no_sets);
    written = experiment_text(&e);
    experiment_read(&again, written, experiment_no_sets);
    twice = experiment_text(&again);
    ck_assert_str_eq(written, twice);
    ck_assert_uint_eq(sim_experiment_hash(&e), sim_experiment_hash(&again));
    sim_experiment_free(&again);
    free(written);
    free(twice);
}
END_TEST

static const struct {
    const char *rows, *message;
} refused[] = {
    {"maximize = potency\n",
     ":2: what is optimised has no row 'maximize'; did you mean 'maximise'?"},
    {"goal = potency\n", ":2: what is optimised has no row 'goal'; one of maximise, "
                         "minimise, condition, arm would be right"},
    {"maximise = potency\nmaximise = dose\n", ":3: maximise is given twice, first at "},
    {"maximise = potency\nminimise = dose\n", ":3: minimise stands beside maximise at "},
    {"condition a = potency > 0\ncondition a = dose > 0\n",
     ":3: condition a is given twice, first at "},
    {"conditions = potency > 0\n", ":2: what is optimised has no row 'conditions'; did you "
                                   "mean 'condition'?"},
    {"maximise =\n", ":2: maximise has no value; the name of an arm, or a formula as in "},
    {"product.dose = 1e9..1e5\n", ":2: product.dose = 1e9..1e5 is an empty range; "},
    {"product.dosis = 1e5..1e9\n", ":2: unknown parameter 'product.dosis'"},
    {"climbs = 0\n", ":2: optimise.climbs = 0 is outside [1, 1000]"},
};

START_TEST(what_is_wrong_is_told_with_its_place)
{
    char file[512];

    snprintf(file, sizeof file, "[optimise]\n%s", refused[_i].rows);
    ck_assert_int_ne(experiment_try(&e, file, experiment_no_sets, &err), SIM_OK);
    ck_assert_msg(strncmp(err.text, experiment_file, strlen(experiment_file)) == 0 &&
                      strncmp(err.text + strlen(experiment_file), refused[_i].message,
                              strlen(refused[_i].message)) == 0,
                  "%s", err.text);
}
END_TEST

START_TEST(there_are_so_many_conditions)
{
    char file[2048] = "[optimise]\n";

    for (int i = 0; i < SIM_AIM_CONDITIONS; i++) strcat(file, "condition = potency > 0\n");
    experiment_read(&e, file, experiment_no_sets);
    ck_assert_uint_eq(e.aim.n_conditions, SIM_AIM_CONDITIONS);
    sim_experiment_free(&e);
    strcat(file, "condition = potency > 0\n");
    ck_assert_int_eq(experiment_try(&e, file, experiment_no_sets, &err), SIM_EVALUE);
    ck_assert_ptr_nonnull(
        strstr(err.text, ":18: is condition number 17; at most 16 would be right"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("aim");
    TCase *cases = tcase_create("aim");

    experiment_add_fixture(cases);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, rows_are_read);
    tcase_add_test(cases, none_is_given_where_the_file_says_nothing);
    tcase_add_test(cases, set_stands_over_the_file);
    tcase_add_test(cases, a_condition_with_a_name_can_go);
    tcase_add_test(cases, what_is_written_reads_back);
    tcase_add_loop_test(cases, what_is_wrong_is_told_with_its_place, 0, LENGTH(refused));
    tcase_add_test(cases, there_are_so_many_conditions);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
