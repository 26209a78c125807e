/* test_validate_solve.c -- bands and cohorts of a validation: whose draws they are, alike on any number of threads. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/measured.h"
#include "tests/suite.h"

START_TEST(the_band_is_of_donors_and_laboratories_alone)
{
    const measured_wish wish = {
        .files = measured_banded, .replicates = 20, .no_cohorts = true};
    measured m;
    const sim_measurement *list;

    measured_solve(&m, measured_banded_rows, &wish);
    list = m.table.list;
    ck_assert_double_lt(list[0].low90, list[0].predicted);
    ck_assert_double_gt(list[0].high90, list[0].low90 + 0.5);
    /* whose saline has nothing of a donor in it; the patient stays at the rows */
    ck_assert_double_eq(list[1].low90, list[1].predicted);
    ck_assert_double_eq(list[1].high90, list[1].predicted);
    /* of a sign it is that of the reading */
    ck_assert(list[2].low90 < list[2].reading && list[2].reading < list[2].high90);
    ck_assert_double_gt(list[3].high90, 10 * list[3].low90);
    ck_assert_double_gt(list[4].high90, 1.5 * list[4].low90);
    ck_assert(isinf(list[5].low90) && isinf(list[5].high90));
    ck_assert(isnan(list[6].low90) && isnan(list[6].high90));
    ck_assert_uint_eq(m.validation.n_lost, 0);
    measured_close(&m);
}
END_TEST

/* Where growth outlasts the passages of the file, the band has no upper end; what has no
 * value for another reason is left out and counted. */
START_TEST(a_band_tells_what_it_leaves_out)
{
    static const char asked[] = MEASURED_HEADER
        "A,a,predicted,number,3,2,4,passage,cul.ini,air,,passage,end,value,\n"
        "A,b,predicted,number,3,2,4,PD,cul.ini,air,,cumulative_doublings,end,value,\n"
        "A,c,predicted,number,3,2,4,%,cul.ini,air,,senescent_fraction,end,value,\n"
        "A,d,predicted,number,3,2,4,%,cul.ini,air,,senescent_fraction,6,value,\n"
        "A,e,predicted,number,3,2,4,day,own.ini,P2,,live_fraction,1-30,day_below,2\n";
    const measured_wish wish = {
        .files = measured_banded, .replicates = 20, .no_cohorts = true};
    measured m;
    const sim_measurement *list;

    measured_solve(&m, asked, &wish);
    list = m.table.list;
    for (size_t i = 0; i < 2; i++) {
        ck_assert(isnan(list[i].predicted) && isfinite(list[i].low90));
        ck_assert(isinf(list[i].high90));
        ck_assert_uint_eq(list[i].n_band, 20);
    }
    ck_assert(list[2].n_band < 20 && isfinite(list[2].high90));
    ck_assert_uint_eq(list[3].n_band, 20);
    ck_assert_str_eq(list[0].remark, "growth does not end by the last passage of the file");
    ck_assert_ptr_null(list[3].remark);
    ck_assert_str_eq(list[4].remark, "it is below the limit from the first day on, and so "
                                     "never crosses it");
    measured_close(&m);
}
END_TEST

START_TEST(any_number_of_threads_gives_the_same)
{
    const measured_wish one = {.files = measured_banded, .replicates = 12, .threads = 1};
    const measured_wish three = {.files = measured_banded, .replicates = 12, .threads = 3};
    measured a, b;

    measured_solve(&a, measured_banded_rows, &one);
    measured_solve(&b, measured_banded_rows, &three);
    for (size_t i = 0; i < a.table.n; i++) {
        const sim_measurement *x = &a.table.list[i], *y = &b.table.list[i];
        const double these[] = {x->predicted, x->reading, x->low90, x->high90};
        const double those[] = {y->predicted, y->reading, y->low90, y->high90};

        ck_assert_mem_eq(these, those, sizeof these);
    }
    measured_close(&b);
    measured_close(&a);
}
END_TEST

START_TEST(a_seed_draws_other_donors)
{
    static const char *const sets[] = {"run.seed=7"};
    const measured_wish one = {.files = measured_banded, .replicates = 5};
    const measured_wish other = {
        .files = measured_banded, .replicates = 5, .sets = sets, .n_sets = 1};
    measured a, b;

    measured_solve(&a, measured_banded_rows, &one);
    measured_solve(&b, measured_banded_rows, &other);
    ck_assert_double_eq(a.table.list[3].predicted, b.table.list[3].predicted);
    ck_assert_double_ne(a.table.list[3].low90, b.table.list[3].low90);
    /* a row about a cohort has its own seed */
    ck_assert_double_eq(a.table.list[6].predicted, b.table.list[6].predicted);
    measured_close(&b);
    measured_close(&a);
}
END_TEST

/* A cohort of 600 that `run --replicates` would solve with seed 3 has these responders. */
START_TEST(responders_are_those_of_a_cohort)
{
    const measured_wish wish = {.files = measured_banded};
    measured m;

    measured_solve(&m, measured_banded_rows, &wish);
    ck_assert_double_gt(m.table.list[6].predicted, 5);
    ck_assert_double_lt(m.table.list[6].predicted, 95);
    ck_assert_double_eq_tol(fmod(m.table.list[6].predicted * 6, 1), 0, 1e-9);
    measured_close(&m);
}
END_TEST

START_TEST(what_cannot_be_solved_is_told_with_its_file_and_arm)
{
    static const sim_text bad[] = {
        {"own.ini", "[run]\ndays = 30\n[arm P2]\njoint.drive_tnf = 0.9\n"}, {NULL, NULL}};
    const measured_wish wish = {.files = bad};
    measured m;
    sim_error err = {""};

    ck_assert_int_eq(measured_open(&m,
                                   MEASURED_HEADER "A,a,predicted,number,3,2,4,mm,own.ini,"
                                                   "P2,,vas,30,value,\n",
                                   &wish, &err),
                     SIM_OK);
    ck_assert_int_ne(sim_validation_solve(&m.validation, NULL, &err), SIM_OK);
    ck_assert_str_eq(err.text,
                     "own.ini: arm P2: drive_tnf + drive_mmp = 0.9 + 0.3 must not "
                     "exceed 1");
    measured_close(&m);
}
END_TEST

static bool always(void *self)
{
    (void)self;
    return true;
}

START_TEST(who_asks_to_stop_is_obeyed)
{
    const measured_wish wish = {.files = measured_banded, .replicates = 3};
    const sim_hooks hooks = {.stop = always};
    measured m;
    sim_error err = {""};

    ck_assert_int_eq(measured_open(&m, measured_banded_rows, &wish, &err), SIM_OK);
    ck_assert_int_eq(sim_validation_solve(&m.validation, &hooks, &err), SIM_ESTOP);
    ck_assert_str_eq(err.text, "validate: interrupted; nothing is written");
    measured_close(&m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("validate_solve");
    TCase *band = tcase_create("band"), *file = tcase_create("files"),
          *owners = tcase_create("owners");

    tcase_add_test(owners, the_band_is_of_donors_and_laboratories_alone);
    tcase_add_test(owners, a_band_tells_what_it_leaves_out);
    tcase_add_test(band, any_number_of_threads_gives_the_same);
    tcase_add_test(band, a_seed_draws_other_donors);
    tcase_add_test(band, responders_are_those_of_a_cohort);
    tcase_add_test(file, what_cannot_be_solved_is_told_with_its_file_and_arm);
    tcase_add_test(file, who_asks_to_stop_is_obeyed);
    tcase_set_timeout(band, 60);
    tcase_set_timeout(owners, 60);
    suite_add_tcase(suite, owners);
    suite_add_tcase(suite, band);
    suite_add_tcase(suite, file);
    return suite_run(suite);
}
