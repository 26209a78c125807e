/* test_measurement.c -- the rows of a validation table: what is read, refused, judged and
 * written. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/measurement_parts.h"
#include "tests/measured.h"
#include "tests/suite.h"

#define HEADER MEASURED_HEADER
#define ROW_END ",mm,own.ini,saline,,vas,182,value,\n"

/* ---- cells ---------------------------------------------------------------- */

/* Takes one cell of a column. */
static sim_status take(sim_measurement *m, const char *column, const char *cell,
                       sim_error *err)
{
    sim_measurements table = {.file = "rows.csv"};
    const sim_measured_column *c = sim_measured_columns;

    while (strcmp(c->name, column) != 0) c++;
    m->line = 7;
    return c->take ? c->take(&(sim_measuring){&table, m, c, cell, err}) : SIM_OK;
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

/* ---- judging -------------------------------------------------------------- */

static const struct {
    sim_row_kind kind;
    double measured, low, high, reading, predicted;
    bool hit;
} judged[] = {
    {SIM_NUMBER_ROW, 3, 2.385, 3.71, 2.385, 2.385, true}, /* bounds included */
    {SIM_NUMBER_ROW, 3, 2.385, 3.71, 3.71, 3.71, true},
    {SIM_NUMBER_ROW, 3, 2.385, 3.71, 3.7100001, 3.7100001, false},
    {SIM_NUMBER_ROW, 3, 2.385, 3.71, 2.3849999, 2.3849999, false},
    {SIM_NUMBER_ROW, 200, 200, INFINITY, INFINITY, INFINITY, true}, /* never */
    {SIM_NUMBER_ROW, 30, 30, 180, INFINITY, INFINITY, false},
    {SIM_NUMBER_ROW, 0, 0, 5, -9.9e-10, 0, true}, /* a size below 1e-9 is 0 */
    {SIM_NUMBER_ROW, 0, 0, 5, -1.1e-9, -1.1e-9, false},
    {SIM_NUMBER_ROW, 0, -1, 5, NAN, NAN, false},
    {SIM_SIGN_ROW, 1, -INFINITY, 0.01, 0.0101, 1, true},
    {SIM_SIGN_ROW, 1, -INFINITY, 0.01, 0.01, 0, false}, /* a bound is no difference */
    {SIM_SIGN_ROW, 0, 1e-6, 0.05, 0.0115, 0, true},
    {SIM_SIGN_ROW, 0, 1e-6, 0.05, 0, -1, false},
    {SIM_SIGN_ROW, -1, 0, INFINITY, -2.3, -1, true},
    {SIM_SIGN_ROW, -1, 0, INFINITY, -5e-10, 0, false},
    {SIM_SIGN_ROW, 0, -1, 1, NAN, NAN, false},
};

START_TEST(a_reading_is_a_hit_within_the_bounds)
{
    sim_measurement m = {.kind = judged[_i].kind,
                         .measured = judged[_i].measured,
                         .low = judged[_i].low,
                         .high = judged[_i].high};

    sim_measurement_judge(&m, judged[_i].reading);
    ck_assert_int_eq(m.hit, judged[_i].hit);
    if (isnan(judged[_i].predicted))
        ck_assert(isnan(m.predicted) && isnan(m.reading));
    else
        ck_assert_double_eq(m.predicted, judged[_i].predicted);
    if (m.kind == SIM_SIGN_ROW && !isnan(judged[_i].reading))
        ck_assert_double_eq_tol(m.reading, judged[_i].reading, 1e-9); /* or 0 */
}
END_TEST

/* ---- writing -------------------------------------------------------------- */

static void write(const sim_measurements *table, const bool chosen[], char text[2048])
{
    FILE *out = fmemopen(text, 2048, "w");
    sim_error err;

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(
        sim_measurements_write(table, chosen, &(sim_rows_to){.csv = out}, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
}

START_TEST(columns_are_written_back_with_what_the_model_says)
{
    static const char rows[] =
        "colour,study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how,runs\n"
        "\"a \"\"red\"\", "
        "b\",A,b,predicted,number,3.710,2,4,mm,own.ini,x,vas,182,value,yes\n"
        ",A,c,predicted,sign,1,,4,mm,own.ini,x,vas,182,value,yes\n"
        ",A,d,predicted,number,3,2,4,day,own.ini,x,vas,1-9,day_below,yes\n"
        ",A,e,predicted,number,3,2,4,mm,,,,,,\"no: a, b\"\n"
        ",A,f,predicted,number,3,2,4,mm,,,,,,no: left out\n";
    static const char right[] =
        "colour,study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how,runs,"
        "predicted,predicted_reading,low90,high90,predicted_hit,why_not_run\n"
        "\"a \"\"red\"\", "
        "b\",A,b,predicted,number,3.710,2,4,mm,own.ini,x,vas,182,value,yes,"
        "2.385,,2.25,2.5,1,\n"
        ",A,c,predicted,sign,1,,4,mm,own.ini,x,vas,182,value,yes,1,4.5,,,1,\n"
        ",A,d,predicted,number,3,2,4,day,own.ini,x,vas,1-9,day_below,yes,inf,,,inf,0,\n"
        ",A,e,predicted,number,3,2,4,mm,,,,,,\"no: a, b\",,,,,,\"a, b\"\n";
    const bool chosen[] = {true, true, true, true, false};
    char text[2048], again[2048];
    sim_measurements table;
    sim_error err = {""};

    ck_assert_msg(measured_read(&table, rows, &err) == SIM_OK, "%s", err.text);
    sim_measurement_judge(&table.list[0], 2.385);
    table.list[0].low90 = 2.25;
    table.list[0].high90 = 2.5;
    sim_measurement_judge(&table.list[1], 4.5);
    sim_measurement_judge(&table.list[2], INFINITY);
    table.list[2].high90 = INFINITY;
    write(&table, chosen, text);
    ck_assert_str_eq(text, right);
    sim_measurements_free(&table);

    /* what an earlier table says is replaced, not doubled */
    ck_assert_msg(measured_read(&table, text, &err) == SIM_OK, "%s", err.text);
    write(&table, NULL, again);
    ck_assert_ptr_nonnull(strstr(again, ",vas,182,value,yes,,,,,0,\n"));
    ck_assert_ptr_null(strstr(again, "why_not_run,"));
    sim_measurements_free(&table);
}
END_TEST

START_TEST(every_written_column_is_explained)
{
    sim_column column;
    size_t i = 0;

    for (; sim_measurement_column(i, &column); i++) {
        ck_assert(*column.name != '\0');
        ck_assert(*column.meaning != '\0');
    }
    ck_assert_uint_gt(i, 30);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("measurement");
    TCase *cells = tcase_create("cells"), *judging = tcase_create("judging"),
          *writing = tcase_create("writing");

    tcase_add_test(cells, an_empty_cell_is_what_its_column_says);
    tcase_add_test(cells, a_cell_that_is_there_is_taken);
    tcase_add_test(cells, a_cell_that_cannot_be_is_refused);
    tcase_add_loop_test(judging, a_reading_is_a_hit_within_the_bounds, 0,
                        sizeof judged / sizeof *judged);
    tcase_add_test(writing, columns_are_written_back_with_what_the_model_says);
    tcase_add_test(writing, every_written_column_is_explained);
    suite_add_tcase(suite, cells);
    suite_add_tcase(suite, judging);
    suite_add_tcase(suite, writing);
    return suite_run(suite);
}
