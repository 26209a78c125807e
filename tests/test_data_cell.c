/* test_data_cell.c -- what a cell of a table says: a number in a unit of its kind, or a name. */
#include <check.h>
#include <string.h>

#include "sim/study/data_cell.h"
#include "tests/suite.h"

static sim_units *units;

static void open_units(void)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_units_init(&units, &err), SIM_OK);
}

static void close_units(void) { sim_units_free(units); }

/* ---- numbers ---------------------------------------------------------------------------- */

START_TEST(a_plain_number_fills_its_cell)
{
    char wrong[SIM_DATA_WRONG] = "untouched";
    double number;

    ck_assert(sim_data_number("12.5", &number, wrong));
    ck_assert_double_eq(number, 12.5);
    ck_assert(sim_data_number("-3e4", &number, wrong));
    ck_assert_double_eq(number, -3e4);
    ck_assert_str_eq(wrong, "untouched");
}
END_TEST

static const struct {
    const char *text, *wrong;
} no_numbers[] = {
    {"many", "is no number; a plain one such as 12.5, or an empty cell, would be right"},
    {"12.5 x", "is no number; a plain one such as 12.5, or an empty cell, would be right"},
    {"0,5", "is no number: it has a decimal comma; 0.5 would be right"},
    {"\u22125", "is no number: its minus sign is U+2212, not -; -5 would be right"},
};

START_TEST(what_is_no_number_is_told_with_what_was_meant)
{
    char wrong[SIM_DATA_WRONG];
    double number;

    ck_assert(!sim_data_number(no_numbers[_i].text, &number, wrong));
    ck_assert_str_eq(wrong, no_numbers[_i].wrong);
}
END_TEST

/* ---- units -------------------------------------------------------------------------------- */

static const struct {
    double number;
    const char *from, *unit;
    double value;
} conversions[] = {
    {3, NULL, "day", 3},
    {3, "day", "day", 3},
    {2, "week", "day", 14},
    {50, "%", "1", 0.5},
    {1.2, "cm", "mm", 12},
    {2.5, "1e6", "cell", 2.5e6},
    {2.5, "1e6 cell", "cell", 2.5e6},
    {7, "1e3", "1", 7000},
};

START_TEST(a_number_is_taken_in_the_unit_that_is_asked_for)
{
    double value;

    ck_assert(sim_data_convert(units, conversions[_i].number, conversions[_i].from,
                               conversions[_i].unit, &value));
    ck_assert_double_eq_tol(value, conversions[_i].value, 1e-12 * conversions[_i].value);
}
END_TEST

START_TEST(a_unit_of_another_kind_and_a_number_too_large_do_not_fit)
{
    double value;

    ck_assert(!sim_data_convert(units, 1, "mm", "day", &value));
    ck_assert(!sim_data_convert(units, 1, "fortnights", "day", &value));
    ck_assert(!sim_data_convert(units, 1e308, "week", "day", &value));
}
END_TEST

START_TEST(a_share_is_told_in_per_cent)
{
    ck_assert_str_eq(sim_data_unit_told("1"), "%");
    ck_assert_str_eq(sim_data_unit_told("mm"), "mm");
}
END_TEST

/* ---- names -------------------------------------------------------------------------------- */

static const struct {
    const char *text, *wrong;
} no_names[] = {
    {"M\xFF", "holds the byte 0xFF as its character 2, which is not UTF-8; a file saved as "
              "UTF-8 would be right"},
    {"M\u200B1", "holds U+200B, a space without width; a plain space would be right"},
};

START_TEST(a_name_that_shows_something_else_is_none)
{
    char wrong[SIM_DATA_WRONG];

    ck_assert(!sim_data_is_name(no_names[_i].text, wrong));
    ck_assert_str_eq(wrong, no_names[_i].wrong);
}
END_TEST

START_TEST(a_name_may_have_blanks_commas_and_letters_of_any_language)
{
    char wrong[SIM_DATA_WRONG] = "untouched";

    ck_assert(sim_data_is_name("M, 1", wrong));
    ck_assert(sim_data_is_name("J\u00FCrgen", wrong));
    ck_assert_str_eq(wrong, "untouched");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("data_cell");
    TCase *tc = tcase_create("data_cell");

    tcase_add_checked_fixture(tc, open_units, close_units);
    tcase_add_test(tc, a_plain_number_fills_its_cell);
    tcase_add_loop_test(tc, what_is_no_number_is_told_with_what_was_meant, 0,
                        sizeof no_numbers / sizeof *no_numbers);
    tcase_add_loop_test(tc, a_number_is_taken_in_the_unit_that_is_asked_for, 0,
                        sizeof conversions / sizeof *conversions);
    tcase_add_test(tc, a_unit_of_another_kind_and_a_number_too_large_do_not_fit);
    tcase_add_test(tc, a_share_is_told_in_per_cent);
    tcase_add_loop_test(tc, a_name_that_shows_something_else_is_none, 0,
                        sizeof no_names / sizeof *no_names);
    tcase_add_test(tc, a_name_may_have_blanks_commas_and_letters_of_any_language);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
