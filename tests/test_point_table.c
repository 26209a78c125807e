/* test_point_table.c -- a sweep whose points are rows of a table. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/points.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

#define ARMS "[run]\ndays = 20\n[arm P2]\n[arm late]\npassaging.harvest_passage = 9\n"
#define SWEEP ARMS "[sweep]\ndesign = table\nfile = draws.csv\n"

static const char draws[] =
    "ensemble,walker,step,log_posterior,passaging.cycle_time,sd of log.harvested,"
    "product.dose@late,passaging.lag_time [d],presets.source,passaging.harvest_passage\n"
    "1,1,5,-3.4,24.5,0.1,2e6,1.5,adipose,2\n"
    "1,2,5,-3.125,25.123456789012,0.12,3e6 cell,0.25,bone_marrow,5\n"
    "2,1,5,-2.5,1.1 d,0.2,1e7,1,adipose,3\n";

static void write_file(const char *name, const char *text)
{
    FILE *out = fopen(name, "wb");

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
}

static void plan(const char *ini)
{
    write_file("draws.csv", draws);
    points_plan(ini, false);
}

static size_t row_of(const char *section, const char *name)
{
    const sim_catalog *catalog = points_record.job.experiment.catalog;

    return (size_t)(sim_catalog_get(catalog, section, name) - catalog->rows);
}

/* ---- points --------------------------------------------------------------- */

static const struct {
    const char *name;
    double values[3];
} columns[] = {
    {"passaging.cycle_time", {24.5, 25.123456789012, 26.4}},
    {"product.dose@late", {2e6, 3e6, 1e7}},
    {"passaging.lag_time", {36, 6, 24}},
    {"presets.source", {NAN, NAN, NAN}},
    {"passaging.harvest_passage", {2, 5, 3}},
};

/* To the last bit but for units, in the order of the file, whatever stands beside. */
START_TEST(rows_are_points)
{
    double values[LENGTH(columns)];

    plan(SWEEP);
    ck_assert_uint_eq(points_record.plan.n, 3);
    ck_assert_uint_eq(points_record.task.axes->n, LENGTH(columns));
    for (size_t point = 0; point < 3; point++) {
        ck_assert(sim_plan_next(&points_record.plan, values));
        for (int c = 0; c < LENGTH(columns); c++) {
            ck_assert_str_eq(points_record.task.axes->list[c].name, columns[c].name);
            if (!isnan(columns[c].values[0]))
                ck_assert_double_eq_tol(values[c], columns[c].values[point],
                                        1e-15 * columns[c].values[point]);
        }
    }
    ck_assert(!sim_plan_next(&points_record.plan, values));
    ck_assert(sim_plan_find(&points_record.plan, 2, values));
    ck_assert_double_eq(values[0], 25.123456789012);
    ck_assert_str_eq(points_record.job.experiment.table.left_out,
                     "ensemble, walker, step, log_posterior, sd of log.harvested");
}
END_TEST

/* A column of an arm stands over that arm's own row, and moves no other; one of all does not. */
START_TEST(columns_of_an_arm_are_its_alone)
{
    double values[LENGTH(columns)];
    sim_experiment placed;
    size_t dose, passage;

    plan(SWEEP);
    dose = row_of("product", "dose");
    passage = row_of("passaging", "harvest_passage");
    points_succeed(sim_experiment_place_init(&placed, &points_record.job.experiment,
                                             points_record.task.axes, SIM_BY_POINT,
                                             &points_err));
    ck_assert(sim_plan_find(&points_record.plan, 2, values));
    sim_experiment_place(&placed, values);
    ck_assert_double_eq(placed.arms[0].settings[passage].value, 5);
    ck_assert_double_eq(placed.arms[1].settings[passage].value, 9);
    ck_assert_double_eq(placed.arms[0].settings[dose].value, 5e7);
    ck_assert_double_eq(placed.arms[1].settings[dose].value, 3e6);
    sim_experiment_unplace(&placed);
}
END_TEST

/* Levels where values come again, or are words. */
START_TEST(axes_have_levels_or_a_range)
{
    static const size_t levels[] = {0, 0, 0, 2, 3};

    plan(SWEEP);
    for (int c = 0; c < LENGTH(columns); c++) {
        const sim_axis *axis = &points_record.task.axes->list[c];

        ck_assert_uint_eq(axis->levels, levels[c]);
        if (levels[c] > 0) continue;
        ck_assert_double_eq(axis->low, columns[c].values[c == 2 ? 1 : 0]);
        ck_assert_double_eq(axis->high, columns[c].values[c == 2 ? 0 : 2]);
    }
}
END_TEST

static void add_points(TCase *cases)
{
    tcase_add_test(cases, rows_are_points);
    tcase_add_test(cases, columns_of_an_arm_are_its_alone);
    tcase_add_test(cases, axes_have_levels_or_a_range);
}

int main(void)
{
    Suite *suite = suite_create("point_table");

    points_add_case(suite, "points", add_points);
    return suite_run(suite);
}
