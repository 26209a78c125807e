/* test_measurement_read.c -- the rows of a validation table: what is read, and what is refused. */
#include <check.h>
#include <math.h>

#include "tests/measured.h"
#include "tests/suite.h"

/* ---- what is refused ------------------------------------------------------ */

#define HEADER MEASURED_HEADER
#define ROW_END ",mm,own.ini,saline,,vas,182,value,\n"

static const struct {
    const char *rows, *message;
} refused[] = {
    {"", "rows.csv: cannot be read or is empty"},
    {HEADER,
     "rows.csv: has a header and no rows; a row for each measurement would be right"},
    {"study;row;role\nA;b;predicted\n",
     "rows.csv:1: its columns are separated by semicolons; commas would be right"},
    {"study;row;role\n",
     "rows.csv:1: its columns are separated by semicolons; commas would be right"},
    {"study\trow\trole\n",
     "rows.csv:1: its columns are separated by tabs; commas would be right"},
    {"study,row,role,kind,measured,low,high,units,file,arm,quantity,at,how\n",
     "rows.csv:1: has no column 'unit'; 'units' may be meant for it"},
    {"study,row,role,kind,measured,low,high,unit,file,arm,at,how\n",
     "rows.csv:1: has no column 'quantity'; a column for what is read would be right"},
    {"study,row,role,kind,measured,high,unit,file,arm,quantity,at,how\n",
     "rows.csv:1: has no column 'low'; a column for lower bound; of a sign that of no "
     "difference; empty: open would be right"},
    {"row,study,role,kind,measured,low,high,unit,file,arm,quantity,at,how,row\n",
     "rows.csv:1: column 'row' is given twice; one of the two would be right"},
    {HEADER "A,b,predicted,number,3.71,2,4,mm,own.ini,saline,,vas,182,value\n",
     "rows.csv:2: has 14 cells; 15, as many as the header, would be right"},
    {HEADER "A,b,predicted,number,3.71,2,4,mm,own.ini,saline,,vas,182,value,,x\n",
     "rows.csv:2: has 16 cells; 15, as many as the header, would be right"},
    {HEADER ",b,predicted,number,3.71,2,4" ROW_END,
     "rows.csv:2: study = (empty): is missing; who measured would be right"},
    {HEADER "A,,predicted,number,3.71,2,4" ROW_END,
     "rows.csv:2: row = (empty): is missing; what was measured; unique within its study "
     "would be right"},
    {HEADER "A,b,predcited,number,3.71,2,4" ROW_END,
     "rows.csv:2: role = predcited: is none of its words; did you mean 'predicted'?"},
    {HEADER "A,b,,number,3.71,2,4" ROW_END, "rows.csv:2: role = (empty): is none of its "
                                            "words; one of calibration, predicted would "
                                            "be right"},
    {HEADER "A,b,predicted,sing,3.71,2,4" ROW_END,
     "rows.csv:2: kind = sing: is none of its words; did you mean 'sign'?"},
    {HEADER "A,b,predicted,number,\"3,71\",2,4" ROW_END,
     "rows.csv:2: measured = 3,71: is no number: it has a decimal comma; 3.71 would be "
     "right"},
    {HEADER "A,b,predicted,number,3.71 mm,2,4" ROW_END,
     "rows.csv:2: measured = 3.71 mm: is no number; a plain one such as 12.5 would be "
     "right"},
    {HEADER "A,b,predicted,number,,2,4" ROW_END,
     "rows.csv:2: measured = (empty): is no number; the published one would be right"},
    {HEADER "A,b,predicted,number,3.71,nan,4" ROW_END,
     "rows.csv:2: low = nan: is no number; a plain one such as 12.5, or nothing, would be "
     "right"},
    {HEADER "A,b,predicted,number,3.71,4.2,2.385" ROW_END,
     "rows.csv:2: low = 4.2: lies above high = 2.385; the two swapped would be right"},
    {HEADER "A,b,predicted,number,3.71,," ROW_END,
     "rows.csv:2: low = (empty): and high are both open, so that nothing could miss; a "
     "bound "
     "would be right"},
    {HEADER "A,b,predicted,sign,0.5,2,4" ROW_END,
     "rows.csv:2: measured = 0.5: is no sign; 1, 0 or -1 would be right"},
    {HEADER "A,b,predicted,sign,1,2," ROW_END,
     "rows.csv:2: measured = 1: has no high that it lies above; a high, or another sign, "
     "would be right"},
    {HEADER "A,b,predicted,sign,-1,,2" ROW_END,
     "rows.csv:2: measured = -1: has no low that it lies below; a low, or another sign, "
     "would be right"},
    {HEADER "A,b,predicted,sign,0,," ROW_END,
     "rows.csv:2: measured = 0: has neither low nor high; what bounds no difference would "
     "be "
     "right"},
    {"study,row,role,kind,scale,measured,low,high,unit,file,arm,quantity,at,how\n"
     "A,b,predicted,number,lgo2,3.71,2,4,mm,own.ini,saline,vas,182,value\n",
     "rows.csv:2: scale = lgo2: is none of its words; did you mean 'log2'?"},
    {"study,row,role,kind,scale,measured,low,high,unit,file,arm,quantity,at,how\n"
     "A,b,predicted,number,sign,3.71,2,4,mm,own.ini,saline,vas,182,value\n",
     "rows.csv:2: scale = sign: is that of a sign; another, or nothing, would be right for "
     "kind = number"},
    {"study,row,role,kind,scale,measured,low,high,unit,file,arm,quantity,at,how\n"
     "A,b,predicted,sign,mm,1,,4,mm,own.ini,saline,vas,182,value\n",
     "rows.csv:2: scale = mm: is that of a number; 'sign' would be right for kind = sign"},
    {"study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how,n\n"
     "A,b,predicted,number,3.71,2,4,mm,own.ini,saline,vas,182,value,12.5\n",
     "rows.csv:2: n = 12.5: is no whole number from 1 on, nor empty; one of them would be "
     "right"},
    {"study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how,n\n"
     "A,b,predicted,number,3.71,2,4,mm,own.ini,saline,vas,182,value,0\n",
     "rows.csv:2: n = 0: is no whole number from 1 on, nor empty; one of them would be "
     "right"},
    {"study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how,runs\n"
     "A,b,predicted,number,3.71,2,4,mm,own.ini,saline,vas,182,value,no\n",
     "rows.csv:2: runs = no: is neither; 'yes', or 'no: ' and why, would be right"},
    {HEADER "A,b,predicted,number,3.71,2,4" ROW_END
            "\n\"C\nD\",b,predicted,number,3.71,2,4" ROW_END
            "A,b,predicted,number,4,2,4" ROW_END,
     "rows.csv:4: study holds U+000A, a control character; plain text would be right"},
    {HEADER "A,b,predicted,number,3.71,2,4" ROW_END
            "\nC,b,predicted,number,3.71,2,4" ROW_END
            "\r\nA,b,predicted,number,4,2,4" ROW_END,
     "rows.csv:6: row = b: stands twice for study 'A', first in line 2; another name would "
     "be right"},
    {HEADER "\"A\x1b[31m\",b,predicted,number,3.71,2,4" ROW_END,
     "rows.csv:2: study holds U+001B, a control character; plain text would be right"},
    {HEADER "Z\xFCrich,b,predicted,number,3.71,2,4" ROW_END,
     "rows.csv:2: study holds the byte 0xFC as its character 2, which is not UTF-8; a file "
     "saved as UTF-8 would be right"},
    {"Gr\xF6\xDF"
     "e,study\n",
     "rows.csv:1: a column's name holds the byte 0xF6 as its character 3, which is not "
     "UTF-8; a file saved as UTF-8 would be right"},
    {"study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how,,\n",
     "rows.csv:1: columns 14 and 15 have no name; a name for each, or no such columns, "
     "would be right"},
    {HEADER "A,\"b,predicted,number,3.71,2,4" ROW_END,
     "rows.csv:2: a quote is not closed, or stands inside a cell; a CSV with commas and "
     "quotes would be right"},
};

START_TEST(bad_rows_are_refused)
{
    sim_measurements table;
    sim_error err = {""};

    ck_assert_int_ne(measured_read(&table, refused[_i].rows, &err), SIM_OK);
    ck_assert_str_eq(err.text, refused[_i].message);
    sim_measurements_free(&table);
}
END_TEST

/* ---- what is read --------------------------------------------------------- */

START_TEST(columns_come_in_any_order_and_may_be_missing)
{
    static const char rows[] =
        "\xEF\xBB\xBFhow,at,quantity,arm,file,unit,high,low,measured,kind,role,row,"
        "study\r\n"
        "value,182,vas,saline,own.ini,mm,,2.385,3.71, number ,calibration,b,A\r\n";
    sim_measurements table;
    const sim_measurement *m;
    sim_error err = {""};

    ck_assert_msg(measured_read(&table, rows, &err) == SIM_OK, "%s", err.text);
    m = &table.list[0];
    ck_assert_uint_eq(table.n, 1);
    ck_assert_str_eq(m->study, "A");
    ck_assert_str_eq(m->name, "b");
    ck_assert_str_eq(m->scale, "abs");
    ck_assert_str_eq(m->against, "");
    ck_assert_int_eq(m->role, SIM_CALIBRATION);
    ck_assert_int_eq(m->kind, SIM_NUMBER_ROW);
    ck_assert_double_eq(m->low, 2.385);
    ck_assert(isinf(m->high) && isnan(m->limit) && isnan(m->n) && !m->why_not);
    sim_measurements_free(&table);
}
END_TEST

START_TEST(a_column_that_is_nearly_known_is_remarked)
{
    sim_measurements table;
    sim_error err = {""};

    ck_assert_int_eq(
        measured_read(&table,
                      "study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how,"
                      "againts,colour\n"
                      "A,b,predicted,number,3.71,2,4,mm,own.ini,x,vas,182,value,y,z\n",
                      &err),
        SIM_OK);
    ck_assert_uint_eq(table.remarks.n, 1);
    ck_assert_str_eq(table.remarks.lines[0], "rows.csv:1: column 'againts' is kept but not "
                                             "read; did you mean 'against'?");
    sim_measurements_free(&table);
}
END_TEST

START_TEST(a_number_outside_its_own_interval_is_remarked)
{
    sim_measurements table;
    sim_error err = {""};

    ck_assert_int_eq(measured_read(&table,
                                   HEADER "A,b,predicted,number,8,9,16" ROW_END
                                          "A,c,predicted,number,8,,7" ROW_END
                                          "A,d,predicted,number,8,8,8" ROW_END
                                          "A,e,predicted,sign,1,2,3" ROW_END,
                                   &err),
                     SIM_OK);
    ck_assert_uint_eq(table.remarks.n, 2);
    ck_assert_str_eq(table.remarks.lines[0], "rows.csv:2: measured = 8 lies below its own "
                                             "low = 9; is one of the two wrong?");
    ck_assert_str_eq(table.remarks.lines[1], "rows.csv:3: measured = 8 lies above its own "
                                             "high = 7; is one of the two wrong?");
    sim_measurements_free(&table);
}
END_TEST

START_TEST(a_row_that_does_not_run_needs_no_bounds)
{
    sim_measurements table;
    sim_error err = {""};

    ck_assert_int_eq(
        measured_read(&table,
                      "study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how,"
                      "runs\nA,b,predicted,sign,1,,,,,,,,,no: no vein\n",
                      &err),
        SIM_OK);
    ck_assert_str_eq(table.list[0].why_not, "no vein");
    sim_measurements_free(&table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("measurement_read");
    TCase *reading = tcase_create("reading");

    tcase_add_loop_test(reading, bad_rows_are_refused, 0, sizeof refused / sizeof *refused);
    tcase_add_test(reading, columns_come_in_any_order_and_may_be_missing);
    tcase_add_test(reading, a_column_that_is_nearly_known_is_remarked);
    tcase_add_test(reading, a_number_outside_its_own_interval_is_remarked);
    tcase_add_test(reading, a_row_that_does_not_run_needs_no_bounds);
    suite_add_tcase(suite, reading);
    return suite_run(suite);
}
