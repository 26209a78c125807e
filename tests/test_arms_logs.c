/* test_arms_logs.c -- the logs of an experiment: whose each is, what run.ini has of it, and what
 * its arms are told. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/params.h"
#include "tests/experiment.h"
#include "tests/suite.h"

#define ROWS \
    "columns = passage,day,seeded,harvested\nrow 1 = 1,7,3710,23850\n" \
    "row 2 = 2,15.5,4e3,\n"
#define LOG "[data log]\nformat = passages\n"
static const char two[] = "[arm a]\n[arm b]\nproduct.dose = 0\n" LOG "arm = b\n" ROWS;

static double told(const sim_cues *cues, size_t after, const char *record)
{
    double found = NAN;

    for (size_t i = 0; i < cues->n; i++)
        if (cues->list[i].after == after &&
            cues->list[i].state == sim_model_find(cues->model, record)->slot)
            found = cues->list[i].value;
    return found;
}

START_TEST(a_log_tells_its_arm_and_no_other)
{
    sim_experiment e;

    experiment_read(&e, two, experiment_no_sets);
    ck_assert_uint_eq(e.n_logs, 1);
    ck_assert_ptr_null(sim_experiment_log(&e, 0));
    ck_assert_ptr_eq(sim_experiment_log(&e, 1), &e.logs[0]);
    ck_assert_ptr_null(e.cues[0].model);
    ck_assert_ptr_eq(e.cues[1].model, &model_passaging);
    ck_assert_double_eq(told(&e.cues[1], 0, "told_cells"), 3710);
    ck_assert_double_eq(told(&e.cues[1], 2, "told_days"), 8.5);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(a_background_is_told_what_its_arm_is)
{
    const sim_source source = {.file = "own.ini", .text = "[arm b]\n" LOG ROWS};
    sim_session session;
    sim_params params;
    sim_experiment e;
    sim_error err = {""};

    ck_assert_int_eq(sim_session_open(&session, models_chain("gvhd"), &err), SIM_OK);
    ck_assert_int_eq(
        sim_experiment_read(&e, &session.catalog, &session.presets, &source, &err), SIM_OK);
    ck_assert_uint_eq(e.n_own, 1);
    ck_assert_uint_eq(e.backgrounds[0], 1);
    ck_assert_int_eq(sim_cues_compare(&e.cues[0], &e.cues[1]), 0);
    ck_assert_ptr_eq(e.cues[1].model, &model_passaging);
    ck_assert_int_eq(sim_params_init(&params, session.chain, &e, &err), SIM_OK);
    ck_assert_ptr_eq(sim_params_task(&params, &e).cues, e.cues);
    sim_params_free(&params);
    sim_experiment_free(&e);
    sim_session_close(&session);
}
END_TEST

START_TEST(what_run_ini_has_reads_as_the_same)
{
    sim_experiment e, again;
    char *text, *second;

    experiment_read(&e, two, experiment_no_sets);
    text = experiment_text(&e);
    ck_assert_ptr_nonnull(strstr(text, "\n[data log]\nformat = passages\narm = b\n"
                                       "columns = passage,plated,day,seeded,harvested\n"
                                       "row 1 = 1,0,7,3710,23850\n"
                                       "row 2 = 2,7,15.5,4000,\n"));
    experiment_read(&again, text, experiment_no_sets);
    second = experiment_text(&again);
    ck_assert_ptr_nonnull(strstr(second, strstr(text, "[data log]")));
    ck_assert_uint_eq(sim_experiment_hash(&e), sim_experiment_hash(&again));
    ck_assert_int_eq(sim_cues_compare(&e.cues[1], &again.cues[1]), 0);
    free(text);
    free(second);
    sim_experiment_free(&e);
    sim_experiment_free(&again);
}
END_TEST

START_TEST(the_hash_is_of_what_a_log_says)
{
    static const char *const others[] = {
        "[arm a]\n[arm b]\nproduct.dose = 0\n",
        "[arm a]\n[arm b]\nproduct.dose = 0\n" LOG "arm = a\n" ROWS,
        "[arm a]\n[arm b]\nproduct.dose = 0\n" LOG "arm = b\n" ROWS "row 3 = 3,16,1,\n",
        "[arm a]\n[arm b]\nproduct.dose = 0\n" LOG "arm = b\n"
        "columns = passage,day,seeded,harvested\nrow 1 = 1,7,3711,23850\nrow 2 = "
        "2,15.5,4e3,\n",
    };
    sim_experiment e, other;

    experiment_read(&e, two, experiment_no_sets);
    experiment_read(&other, others[_i], experiment_no_sets);
    ck_assert_uint_ne(sim_experiment_hash(&e), sim_experiment_hash(&other));
    sim_experiment_free(&e);
    sim_experiment_free(&other);
}
END_TEST

START_TEST(an_arm_that_is_kept_keeps_its_log)
{
    sim_experiment e;
    sim_error err = {""};

    experiment_read(&e, two, experiment_no_sets);
    ck_assert_int_eq(sim_experiment_keep_arm(&e, "b", "--arm b", &err), SIM_OK);
    ck_assert_ptr_eq(sim_experiment_log(&e, 0), &e.logs[0]);
    ck_assert_ptr_eq(e.cues[0].model, &model_passaging);
    sim_experiment_free(&e);
    experiment_read(&e, two, experiment_no_sets);
    ck_assert_int_eq(sim_experiment_keep_arm(&e, "a", "--arm a", &err), SIM_OK);
    ck_assert_ptr_null(sim_experiment_log(&e, 0));
    ck_assert_ptr_null(e.cues[0].model);
    sim_experiment_free(&e);
}
END_TEST

#define DONORS "columns = donor,passage,day,seeded\nrow 1 = A,1,7,1e5\nrow 2 = B,1,8,1e5\n"
static const struct {
    const char *text, *message;
} refused[] = {
    {"[arm a]\n[arm b]\n" LOG ROWS,
     ":3: [data log] does not say which of 2 arms it is about; "
     "arm = a would be right"},
    {"[arm a]\n" LOG "arm = c\n" ROWS,
     ":4: there is no arm 'c'; the name of an [arm] of the file would be "
     "right"},
    {"[arm a]\n" LOG ROWS "[data more]\nformat = passages\n" ROWS,
     ":7: arm 'a' has a log at "},
    {"[arm a]\n" LOG DONORS,
     ":2: [data log] has 2 donors (A, B); donor = A, which takes one "
     "of them, would be right"},
    {"[arm a]\n" LOG "donor = C\n" DONORS,
     ":4: donor = C: is no donor of that log; one of A, B would be right"},
    {"[arm a]\n[data log]\nformat = passage\n" ROWS,
     ":3: format = passage: is no format; passages would be right"},
};

START_TEST(a_log_of_nobody_is_refused)
{
    sim_experiment e;
    sim_error err = {""};

    ck_assert_int_ne(experiment_try(&e, refused[_i].text, experiment_no_sets, &err),
                     SIM_OK);
    ck_assert_msg(strstr(err.text, refused[_i].message), "%s", err.text);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(one_of_several_is_taken_by_its_name)
{
    sim_experiment e;

    experiment_read(&e, "[arm a]\n" LOG "donor = B\n" DONORS, experiment_no_sets);
    ck_assert_uint_eq(e.logs[0].subject, 1);
    ck_assert_double_eq(told(&e.cues[0], 1, "told_days"), 8);
    sim_experiment_free(&e);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arms_logs");
    TCase *tc = tcase_create("arms_logs");

    experiment_add_fixture(tc);
    tcase_add_test(tc, a_log_tells_its_arm_and_no_other);
    tcase_add_test(tc, a_background_is_told_what_its_arm_is);
    tcase_add_test(tc, what_run_ini_has_reads_as_the_same);
    tcase_add_loop_test(tc, the_hash_is_of_what_a_log_says, 0, 4);
    tcase_add_test(tc, an_arm_that_is_kept_keeps_its_log);
    tcase_add_loop_test(tc, a_log_of_nobody_is_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_test(tc, one_of_several_is_taken_by_its_name);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
