/* test_together.c -- axes of a sweep that go together. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/together.h"
#include "tests/points.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { AXES = 3 };

#define SWEEP(design) \
    "[run]\ndays = 20\n[sweep]\ndesign = " design "\npoints = 40\n" \
    "together = passaging.cycle_time, passaging.lag_time\n" \
    "passaging.cycle_time = 20, 25, 30\nproduct.dose = log 1e6..1e7 x 4\n"

/* Three values go together, so that there are 12 points and not 36; each pair as often as another. */
START_TEST(a_grid_has_each_value_with_its_own)
{
    double values[AXES];
    int met[3][4] = {{0}};

    points_plan(_i == 0 ? SWEEP("grid") "passaging.lag_time = 36, 24, 30 h\n"
                        : SWEEP("grid") "passaging.lag_time = 24..36 x 3\n",
                false);
    ck_assert_uint_eq(points_record.plan.n, 12);
    while (sim_plan_next(&points_record.plan, values)) {
        static const double lags[2][3] = {{36, 24, 30}, {24, 30, 36}};
        const int k = (int)lround((values[0] - 20) / 5);
        const int dose = (int)lround(3 * log10(values[1] / 1e6));

        ck_assert_double_eq(values[2], lags[_i][k]);
        met[k][dose]++;
    }
    for (int i = 0; i < 12; i++) ck_assert_int_eq(met[i / 4][i % 4], 1);
}
END_TEST

static const char *const random_sweeps[] = {
    SWEEP("lhs") "passaging.lag_time = 36, 24, 30\n",
    SWEEP("sobol") "passaging.lag_time = 36, 24, 30\n"};

START_TEST(lists_go_together_in_random_designs)
{
    double values[AXES];
    int met[3] = {0};

    points_plan(random_sweeps[_i], false);
    ck_assert_uint_eq(points_record.plan.n, 40);
    while (sim_plan_next(&points_record.plan, values)) {
        const int k = (int)lround((values[0] - 20) / 5);

        ck_assert_double_eq(values[2], ((double[]){36, 24, 30})[k]);
        met[k]++;
    }
    for (int k = 0; k < 3; k++) ck_assert_int_ge(met[k], 12);
}
END_TEST

/* One coordinate: the same part of the way, whether linear or of logarithms; the third is its own. */
START_TEST(ranges_have_one_coordinate)
{
    double values[AXES], with = 0, without = 0;

    points_plan("[run]\ndays = 20\n[sweep]\ndesign = lhs\npoints = 200\n"
                "product.dose = log 1e6..1e8\npassaging.lag_time = 12..48\n"
                "passaging.cycle_time = 20..40\n"
                "together = passaging.lag_time, product.dose\n",
                false);
    while (sim_plan_next(&points_record.plan, values)) {
        const double dose = log10(values[0] / 1e6) / 2, lag = (values[1] - 12) / 36;
        const double cycle = (values[2] - 20) / 20;

        with = fmax(with, fabs(dose - lag));
        without = fmax(without, fabs(dose - cycle));
    }
    ck_assert_double_lt(with, 1e-7);
    ck_assert_double_gt(without, 0.5);
}
END_TEST

START_TEST(the_row_is_kept_and_read_again)
{
    points_plan(SWEEP("grid") "passaging.lag_time = 36, 24, 30\n", false);
    points_succeed(points_solve("a.db", &points_at_once));
    sim_record_close(&points_record);
    points_succeed(sim_record_load(&points_record, "a.db", &points_err));
    ck_assert_uint_eq(points_record.plan.n, 12);
    ck_assert_uint_eq(points_record.task.axes->list[2].follows, 1);
}
END_TEST

static void add_points(TCase *cases)
{
    tcase_add_loop_test(cases, a_grid_has_each_value_with_its_own, 0, 2);
    tcase_add_loop_test(cases, lists_go_together_in_random_designs, 0,
                        LENGTH(random_sweeps));
    tcase_add_test(cases, ranges_have_one_coordinate);
    tcase_add_test(cases, the_row_is_kept_and_read_again);
}

/* ---- sweeps --------------------------------------------------------------- */

static program_result result;

START_TEST(a_figure_says_what_goes_together)
{
    program_write_text("a.ini", SWEEP("grid") "passaging.lag_time = 36, 24, 30\n");
    program_shell(
        "\"$POTENCY\" sweep a.ini -o a.db >said 2>&1 && \"$POTENCY\" plot a.db -f svg "
        ">said && "
        "grep -o 'passaging.lag_time goes with passaging.cycle_time;' a.svg | sort -u; "
        "\"$POTENCY\" run a.ini -o o >said && grep '^together' o/run.ini && "
        "\"$POTENCY\" sweep o/run.ini -o b.db >said 2>&1 && "
        "\"$POTENCY\" export a.db >a.csv && \"$POTENCY\" export b.db | cmp - a.csv",
        &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out,
                     "passaging.lag_time goes with passaging.cycle_time;\n"
                     "together = passaging.cycle_time, passaging.lag_time #: a.ini:6\n");
}
END_TEST

START_TEST(another_pair_is_another_sweep)
{
    program_write_text("a.ini", SWEEP("lhs") "passaging.lag_time = 24..36\n");
    program_shell(
        "\"$POTENCY\" sweep a.ini --set sweep.passaging.cycle_time=20..30 -o a.db >said "
        "2>&1 "
        "&& \"$POTENCY\" sweep a.ini --set sweep.passaging.cycle_time=20..30 --set "
        "sweep.together=passaging.lag_time,product.dose -o a.db --resume",
        &result);
    program_check_refusal(
        &result,
        "a.db: is of another sweep: sweep.together here passaging.lag_time,product.dose, "
        "there passaging.cycle_time, passaging.lag_time");
}
END_TEST

/* ---- what does not go together -------------------------------------------- */

static const struct {
    const char *rows, *message;
} refused[] = {
    {"together = product.viability, product.dose\n",
     "a.ini:8: sweep.together: product.viability is no axis; a row of [sweep] with its "
     "values "
     "would be right"},
    {"together = product.dose\n", "a.ini:8: sweep.together: product.dose stands alone; "
                                  "another one behind a comma would be "
                                  "right"},
    {"together = product.dose, product.dose\n",
     "a.ini:8: sweep.together: product.dose is named twice; once would be right"},
    {"together = product.dose, | passaging.lag_time, passaging.cycle_time\n",
     "a.ini:8: sweep.together: a name lacks beside a comma; those of two axes or more "
     "would be "
     "right"},
    {"together = product.dose, passaging.lag_time\n",
     "a.ini:8: sweep.together: product.dose has 2 values and passaging.lag_time 3; as many "
     "would "
     "be right"},
    {"together = product.dose, passaging.lag_time | passaging.cycle_time, product.dose\n",
     "a.ini:8: sweep.together: product.dose is named twice; once would be right"},
    {"together = passaging.cycle_time, passaging.lag_time\ntogether = product.dose, "
     "passaging.lag_time\n",
     "a.ini:9: sweep.together is given twice, first at a.ini:8; one of the two would be "
     "right"},
    {"design = lhs\ntogether = product.dose, passaging.lag_time\n",
     "a.ini:9: sweep.together: product.dose has 2 values and passaging.lag_time 3; as many "
     "would "
     "be right"},
    {"[arm a]\nsweep.together = product.dose, passaging.lag_time\n",
     "a.ini:9: sweep.together belongs to the whole run; a row of [sweep] would be right"},
};

START_TEST(what_does_not_go_together_is_one_line)
{
    char ini[1024];

    snprintf(ini, sizeof ini, "%s%s",
             "[run]\ndays = 20\n[sweep]\n# axes\nproduct.dose = 1e6, 1e7\n"
             "passaging.lag_time = 24, 30, 36\npassaging.cycle_time = 20..30 x 3\n",
             refused[_i].rows);
    program_write_text("a.ini", ini);
    program_refuse("sweep a.ini -o a.db", refused[_i].message);
}
END_TEST

static void add_sweeps(TCase *cases)
{
    program_add_folder(cases);
    tcase_add_test(cases, a_figure_says_what_goes_together);
    tcase_add_test(cases, another_pair_is_another_sweep);
    tcase_add_loop_test(cases, what_does_not_go_together_is_one_line, 0, LENGTH(refused));
}

int main(void)
{
    Suite *suite = suite_create("together");
    TCase *sweeps = tcase_create("sweeps");

    points_add_case(suite, "points", add_points);
    add_sweeps(sweeps);
    suite_add_tcase(suite, sweeps);
    return suite_run_apart(suite);
}
