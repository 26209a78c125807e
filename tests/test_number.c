/* test_number.c -- numbers as text. */
#include <check.h>
#include <stdlib.h>

#include "sim/io/number.h"

static const struct {
    const char *text;
    double value;
} good[] = {
    {"2.385", 2.385}, {" 3.71e7 ", 3.71e7}, {"-0.5", -0.5}, {"+4", 4}, {".25", 0.25}};

START_TEST(a_decimal_number_is_read)
{
    double value = 0;

    ck_assert(sim_number_parse(good[_i].text, &value));
    ck_assert_double_eq(value, good[_i].value);
}
END_TEST

static const char *const bad[] = {"",      " ",   "nan",   "inf",  "-infinity", "1e999",
                                  "0x1p3", "2,5", "3 day", "3day", "1e",        "--1",
                                  "1.2.3", "e5",  "1 2",   "+",    ".",         "1d5"};

START_TEST(anything_else_is_refused)
{
    double value;

    ck_assert_msg(!sim_number_parse(bad[_i], &value), "'%s' was read", bad[_i]);
}
END_TEST

static const struct {
    double value;
    const char *exact, *table;
} printed[] = {
    {0.1, "0.1", "0.1"},
    {-0.0, "0", "0"},
    {2.385e7, "2.385e+07", "23850000"},
    {0.1 + 0.2, "0.30000000000000004", "0.3"},
    {1e-7, "1e-07", "1e-07"},
    {123456789.0, "123456789", "123456789"},
};

START_TEST(a_number_is_printed_short_and_reads_back)
{
    char text[SIM_NUMBER_SIZE];

    sim_number_print_exact(text, printed[_i].value);
    ck_assert_str_eq(text, printed[_i].exact);
    ck_assert_double_eq(strtod(text, NULL), printed[_i].value);
    sim_number_print(text, printed[_i].value, SIM_NUMBER_TABLE);
    ck_assert_str_eq(text, printed[_i].table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("number");
    TCase *numbers = tcase_create("numbers");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_loop_test(numbers, a_decimal_number_is_read, 0, sizeof good / sizeof *good);
    tcase_add_loop_test(numbers, anything_else_is_refused, 0, sizeof bad / sizeof *bad);
    tcase_add_loop_test(numbers, a_number_is_printed_short_and_reads_back, 0,
                        sizeof printed / sizeof *printed);
    suite_add_tcase(suite, numbers);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
