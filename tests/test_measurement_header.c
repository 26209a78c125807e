/* test_measurement_header.c -- the first row of a validation table. */
#include <check.h>

#include "tests/measured.h"
#include "tests/suite.h"

START_TEST(a_header_is_refused_with_what_would_be_right)
{
    static const char *const cases[][2] = {
        {"study;row;role\n",
         "rows.csv:1: its columns are separated by semicolons; commas would be right"},
        {"study,row,role,kind,measured,low,high,units,file,arm,quantity,at,how\n",
         "rows.csv:1: has no column 'unit'; 'units' may be meant for it"},
        {"study,row,role,kind,measured,low,high,unit,file,arm,at,how\n",
         "rows.csv:1: has no column 'quantity'; a column for what is read would be right"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sim_measurements table;
        sim_error err = {""};

        ck_assert_int_ne(measured_read(&table, cases[i][0], &err), SIM_OK);
        ck_assert_str_eq(err.text, cases[i][1]);
        sim_measurements_free(&table);
    }
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

int main(void)
{
    Suite *suite = suite_create("measurement_header");
    TCase *reading = tcase_create("reading");

    tcase_add_test(reading, a_header_is_refused_with_what_would_be_right);
    tcase_add_test(reading, a_column_that_is_nearly_known_is_remarked);
    suite_add_tcase(suite, reading);
    return suite_run(suite);
}
