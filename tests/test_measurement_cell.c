/* test_measurement_cell.c -- cells of a validation table, each taken by the kind of its column. */
#include <check.h>
#include <math.h>

#include "sim/study/measurement_parts.h"
#include "tests/suite.h"

/* Takes one cell of a column. */
static sim_status take(sim_measurement *m, const char *column, const char *cell,
                       sim_error *err)
{
    sim_measurements table = {.file = "rows.csv"};
    const sim_measuring r = {
        &table, m, &sim_measured_columns[sim_measured_column_find(column)], cell, err};

    m->line = 7;
    return sim_measuring_take_cell(&r);
}

START_TEST(an_empty_cell_is_what_its_column_says)
{
    sim_measurement m = {.why_not = NULL};
    sim_error err = {""};

    ck_assert_int_eq(take(&m, "measured", "", &err), SIM_OK);
    ck_assert_int_eq(take(&m, "low", "", &err), SIM_OK);
    ck_assert_int_eq(take(&m, "high", "", &err), SIM_OK);
    ck_assert_int_eq(take(&m, "n", "", &err), SIM_OK);
    ck_assert_int_eq(take(&m, "scale", "", &err), SIM_OK);
    ck_assert_int_eq(take(&m, "runs", "", &err), SIM_OK);
    ck_assert(isnan(m.measured) && isnan(m.n));
    ck_assert_double_eq(m.low, -INFINITY);
    ck_assert_double_eq(m.high, INFINITY);
    ck_assert_str_eq(m.scale, "");
    ck_assert_ptr_null(m.why_not);
}
END_TEST

START_TEST(a_cell_that_is_there_is_taken)
{
    sim_measurement m = {.why_not = NULL};
    sim_error err = {""};

    ck_assert_int_eq(take(&m, "high", "23.85", &err), SIM_OK);
    ck_assert_int_eq(take(&m, "kind", "sign", &err), SIM_OK);
    ck_assert_int_eq(take(&m, "scale", "log10", &err), SIM_OK);
    ck_assert_int_eq(take(&m, "runs", "no:  no vein", &err), SIM_OK);
    ck_assert_int_eq(take(&m, "hit", "is not looked at", &err), SIM_OK);
    ck_assert_double_eq(m.high, 23.85);
    ck_assert_int_eq(m.kind, SIM_SIGN_ROW);
    ck_assert_str_eq(m.scale, "log10");
    ck_assert_str_eq(m.why_not, "no vein");
}
END_TEST

START_TEST(a_cell_that_cannot_be_is_refused)
{
    static const char *const cases[][3] = {
        {"study", "",
         "rows.csv:7: study = (empty): is missing; who measured would be right"},
        {"n", "0.5",
         "rows.csv:7: n = 0.5: is no whole number from 1 on, nor empty; one of them would "
         "be "
         "right"},
        {"high", "tall",
         "rows.csv:7: high = tall: is no number; a plain one such as 12.5, or nothing, "
         "would "
         "be right"},
        {"measured", "tall",
         "rows.csv:7: measured = tall: is no number; a plain one such as 12.5 would be "
         "right"},
        {"runs", "no:",
         "rows.csv:7: runs = no:: is neither; 'yes', or 'no: ' and why, would be right"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sim_measurement m = {.why_not = NULL};
        sim_error err = {""};

        ck_assert_int_eq(take(&m, cases[i][0], cases[i][1], &err), SIM_EVALUE);
        ck_assert_str_eq(err.text, cases[i][2]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("measurement_cell");
    TCase *cells = tcase_create("cells");

    tcase_add_test(cells, an_empty_cell_is_what_its_column_says);
    tcase_add_test(cells, a_cell_that_is_there_is_taken);
    tcase_add_test(cells, a_cell_that_cannot_be_is_refused);
    suite_add_tcase(suite, cells);
    return suite_run(suite);
}
