/* test_number.c -- numbers as text. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "tests/suite.h"

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
    const char *text;
    double value;
    const char *rest;
} started[] = {{"2.385", 2.385, ""},
               {" 3.71e7 cells", 3.71e7, " cells"},
               {"1.3d", 1.3, "d"},
               {"2,5", 2, ",5"},
               {"3e", 3, "e"},
               {"1.2.3", 1.2, ".3"},
               {"95 %", 95, " %"},
               {"-0.5e-3e", -0.5e-3, "e"},
               {"5e7cells", 5e7, "cells"}};

START_TEST(a_number_ends_where_something_else_starts)
{
    const char *rest;
    double value = 0;

    ck_assert(sim_number_parse_start(started[_i].text, &value, &rest));
    ck_assert_double_eq(value, started[_i].value);
    ck_assert_str_eq(rest, started[_i].rest);
}
END_TEST

static const char *const unstarted[] = {"",        " ",      "x1", "nan", "inf h",
                                        "1e999 h", "0x10 h", ",5", "%",   "+-1"};

START_TEST(what_starts_with_no_number_is_refused)
{
    const char *rest;
    double value;

    ck_assert_msg(!sim_number_parse_start(unstarted[_i], &value, &rest), "'%s' was read",
                  unstarted[_i]);
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

/* The neighbours of these numbers differ in the last bit only. */
static const double exact[] = {2.385,   -3.71e-7, 1.0 / 3,        9007199254740991.0,
                               5e-324,  DBL_MAX,  -DBL_MIN / 3,   0.1 + 0.7,
                               6.02e23, 1e22,     123456.7890123, -2.5e-10};

START_TEST(an_exact_number_reads_back_to_the_last_bit)
{
    char text[SIM_NUMBER_SIZE];
    double value = 0;

    sim_number_print_exact(text, exact[_i]);
    ck_assert_msg(sim_number_parse(text, &value), "'%s' was not read", text);
    ck_assert_double_eq(value, exact[_i]);
}
END_TEST

START_TEST(a_message_has_six_digits)
{
    char text[SIM_NUMBER_SIZE];

    sim_number_print(text, -23853711.061709, SIM_NUMBER_SHORT);
    ck_assert_str_eq(text, "-2.38537e+07");
    sim_number_print(text, -0.0, SIM_NUMBER_SHORT);
    ck_assert_str_eq(text, "0");
}
END_TEST

static const struct {
    const char *text;
    double value;
} whole[] = {
    {"0", 0},
    {"-0", 0},
    {"0.000", 0},
    {"0.0e-5", 0},
    {"0e99999999999999999999", 0},
    {"007", 7},
    {" 7 ", 7},
    {"1e3", 1000},
    {"1.50e1", 15},
    {"1000e-3", 1},
    {"-23.0", -23},
    {"2385E-0", 2385},
    {"9007199254740991", 9007199254740991},
    {"0000000000000000000000000000000000000000000000000000000000000000000000000000009", 9},
};

START_TEST(a_whole_number_is_read_to_the_last_digit)
{
    double value = 1;

    ck_assert(sim_number_parse_whole(whole[_i].text, &value));
    ck_assert_double_eq(value, whole[_i].value);
}
END_TEST

/* Those that a double rounds to a whole one are among them. */
static const char *const not_whole[] = {"1.5",
                                        "0.99999999999999999999",
                                        "1.0000000000000000000001",
                                        "4503599627370496.5",
                                        "1e-400",
                                        "1e-5",
                                        "1500e-3",
                                        "9007199254740993",
                                        "9007199254740992",
                                        "-9007199254740993",
                                        "1e300",
                                        "",
                                        "7 h",
                                        "0x10",
                                        "nan"};

START_TEST(what_a_double_would_round_is_not_whole)
{
    double value;

    ck_assert_msg(!sim_number_parse_whole(not_whole[_i], &value), "'%s' was read",
                  not_whole[_i]);
}
END_TEST

START_TEST(the_environment_does_not_change_the_decimal_point)
{
    char text[SIM_NUMBER_SIZE];
    double value = 0;

    ck_assert_int_eq(setenv("LC_ALL", "de_DE.UTF-8", 1), 0);
    sim_number_print_exact(text, 2.385);
    ck_assert_str_eq(text, "2.385");
    ck_assert(sim_number_parse("2.385", &value));
    ck_assert_double_eq(value, 2.385);
    ck_assert(!sim_number_parse("2,385", &value));
}
END_TEST

static void assert_nine_digits(double number)
{
    char text[SIM_NUMBER_SIZE], right[SIM_NUMBER_SIZE];

    sim_number_print(text, number, SIM_NUMBER_TABLE);
    snprintf(right, sizeof right, "%.9g", number == 0 ? 0 : number);
    if (strcmp(text, right) != 0) ck_abort_msg("%s is printed for %s", text, right);
    if (sim_number_round(number, SIM_NUMBER_TABLE) != strtod(right, NULL))
        ck_abort_msg("%s is not what %s rounds to", right, right);
}

/* Numbers of any size, whole ones, and those about halfway between two of nine digits. */
START_TEST(nine_digits_are_those_of_printf)
{
    static const double odd[] = {
        0,           -0.0,    1,         -1,         9.999999995, 999999999.5, 99999.99995,
        0.000123456, 1e-5,    9.9999e-5, 1e22,       1e27,        1e28,        1e-300,
        5e-324,      1.7e308, 123456789, 1234567890, 2.5e-10,     1000000000};
    uint64_t state = 2385;

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) assert_nine_digits(odd[i]);
    for (int i = 0; i < 300000; i++) {
        double part, number;

        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        part = (double)(state >> 11) / 9007199254740992.;
        number = (part - 0.5) * pow(10, (int)(state % 64) - 32);
        assert_nine_digits(number);
        assert_nine_digits(part * pow(10, (int)(state >> 32) % 330));
        assert_nine_digits(round(1e6 * part));
        assert_nine_digits((round(1e9 * part) + 0.5) * pow(10, (int)(state % 24) - 12));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("number");
    TCase *numbers = tcase_create("numbers"), *wholes = tcase_create("whole numbers");

    tcase_add_loop_test(numbers, a_decimal_number_is_read, 0, sizeof good / sizeof *good);
    tcase_add_loop_test(numbers, anything_else_is_refused, 0, sizeof bad / sizeof *bad);
    tcase_add_loop_test(numbers, a_number_ends_where_something_else_starts, 0,
                        sizeof started / sizeof *started);
    tcase_add_loop_test(numbers, what_starts_with_no_number_is_refused, 0,
                        sizeof unstarted / sizeof *unstarted);
    tcase_add_loop_test(numbers, a_number_is_printed_short_and_reads_back, 0,
                        sizeof printed / sizeof *printed);
    tcase_add_loop_test(numbers, an_exact_number_reads_back_to_the_last_bit, 0,
                        sizeof exact / sizeof *exact);
    tcase_add_test(numbers, nine_digits_are_those_of_printf);
    tcase_add_test(numbers, a_message_has_six_digits);
    tcase_add_test(numbers, the_environment_does_not_change_the_decimal_point);
    tcase_add_loop_test(wholes, a_whole_number_is_read_to_the_last_digit, 0,
                        sizeof whole / sizeof *whole);
    tcase_add_loop_test(wholes, what_a_double_would_round_is_not_whole, 0,
                        sizeof not_whole / sizeof *not_whole);
    suite_add_tcase(suite, numbers);
    suite_add_tcase(suite, wholes);
    return suite_run(suite);
}
