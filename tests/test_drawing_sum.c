/* test_drawing_sum.c -- arms of a figure that are added up, day by day. */
#include <math.h>
#include <string.h>

#include <check.h>

#include "sim/study/figures.h"
#include "tests/suite.h"

enum { DAY, RELIEF, TRAINED, N_COLUMNS };

static const sim_column key = {"arm", "1", "arm of the study", SIM_CELL_TEXT};
static const sim_column columns[N_COLUMNS] = {
    [DAY] = {"day", "day", "day of the course", SIM_CELL_NUMBER},
    [RELIEF] = {"relief", "mm", "relief", SIM_CELL_NUMBER},
    [TRAINED] = {"trained", "1", "state of training", SIM_CELL_NUMBER}};

static const struct {
    const char *arm;
    double cells[N_COLUMNS];
} rows[] = {
    {"one", {0, 2.385, 0.1}}, {"one", {1, 3.71, 0.2}}, {"one", {7, -1.5, 0.3}},
    {"two", {0, 0.5, 0}},     {"two", {7, 4.25, NAN}}, {"both", {0, 8.9, 0.7}},
    {"both", {1, 7.1, 0.6}},
};

enum { N_ROWS = sizeof rows / sizeof *rows };

static sim_table course, drawn;
static sim_error err;

static const char *const y[] = {"relief", "trained"};
static const char *sum[] = {"one", "two"};

static sim_drawing open_drawing(const char **arms, size_t n_arms)
{
    ck_assert_int_eq(sim_table_init(&course, "course", key, columns, N_COLUMNS, &err),
                     SIM_OK);
    for (size_t i = 0; i < N_ROWS; i++) {
        double *cells;

        ck_assert_int_eq(sim_table_add_row(&course, rows[i].arm, &cells, &err), SIM_OK);
        memcpy(cells, rows[i].cells, sizeof rows[i].cells);
    }
    return (sim_drawing){.table = &course,
                         .x = "day",
                         .y = (const char **)y,
                         .n_y = 2,
                         .arms = arms,
                         .n_arms = n_arms,
                         .sum = sum,
                         .n_sum = 2,
                         .sum_name = (char *)"one + two"};
}

static void add_up(const char **arms, size_t n_arms)
{
    const sim_drawing d = open_drawing(arms, n_arms);

    ck_assert_int_eq(sim_drawing_add_up(&d, &drawn, &err), SIM_OK);
}

static void give_back(void)
{
    sim_table_free(&drawn);
    sim_table_free(&course);
}

static double cell(size_t row, const char *column)
{
    return sim_table_cell(&drawn, row, sim_table_find(&drawn, column));
}

START_TEST(what_arms_come_to_stands_behind_them)
{
    static const char *arms[] = {"both"};

    add_up(arms, 1);
    ck_assert_uint_eq(drawn.n_rows, 5);
    ck_assert_str_eq(drawn.name, "course");
    ck_assert_str_eq(drawn.keys[1], "both");
    ck_assert_double_eq(cell(1, "relief"), 7.1);
    for (size_t i = 2; i < 5; i++) ck_assert_str_eq(drawn.keys[i], "one + two");
    ck_assert_double_eq(cell(2, "day"), 0);
    ck_assert_double_eq(cell(2, "relief"), 2.385 + 0.5);
    ck_assert_double_eq(cell(2, "trained"), 0.1);
    ck_assert_double_eq(cell(4, "day"), 7);
    ck_assert_double_eq(cell(4, "relief"), 4.25 - 1.5);
    give_back();
}
END_TEST

START_TEST(what_one_of_them_lacks_is_undefined)
{
    add_up(NULL, 0);
    ck_assert_uint_eq(drawn.n_rows, N_ROWS + 3);
    ck_assert_double_eq(cell(N_ROWS + 1, "day"), 1);
    ck_assert(isnan(cell(N_ROWS + 1, "relief")));
    ck_assert(isnan(cell(N_ROWS + 2, "trained")));
    give_back();
}
END_TEST

START_TEST(columns_are_those_that_are_drawn_each_once)
{
    sim_drawing d = open_drawing(NULL, 0);

    d.n_y = 1;
    d.band = "relief";
    ck_assert_int_eq(sim_drawing_add_up(&d, &drawn, &err), SIM_OK);
    ck_assert_uint_eq(drawn.n_columns, 2);
    ck_assert_str_eq(drawn.columns[0].name, "day");
    ck_assert_str_eq(drawn.columns[1].name, "relief");
    ck_assert_str_eq(drawn.columns[1].unit, "mm");
    give_back();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("drawing_sum");
    TCase *c = tcase_create("sum");

    tcase_add_test(c, what_arms_come_to_stands_behind_them);
    tcase_add_test(c, what_one_of_them_lacks_is_undefined);
    tcase_add_test(c, columns_are_those_that_are_drawn_each_once);
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
