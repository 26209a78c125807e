/* test_expression.c -- what is worked out of named numbers, its unit, and what is refused. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/expression.h"
#include "tests/suite.h"

static sim_units *units;

static void set_up(void)
{
    sim_error err;

    ck_assert_msg(sim_units_init(&units, &err) == SIM_OK, "%s", err.text);
}

static void tear_down(void) { sim_units_free(units); }

/* Slots are not in the order of names. */
static const struct {
    sim_named named;
    double value;
} known[] = {
    {{"relief", "mm", 3}, 12.75},
    {{"doses_per_donor", "1", 0}, 7.3},
    {{"harvested", "cell", 1}, 3.1e8},
    {{"dose", "1e6 cell/kg", 5}, 2.25},
    {{"product.dose", "cell", 2}, 4.5e7},
    {{"length", "cm", 4}, 1.9},
    {{"ejected", "%", 6}, 41.5},
    {{"gone", "mm", 7}, NAN},
    {{"lag", "h", 8}, 36},
    {{"delay", "day", 9}, 2.5},
    {{"doublings", "PD", 10}, 23.4},
    {{"odd", "as unit says", 11}, 1},
};
enum { N_KNOWN = sizeof known / sizeof *known };

static bool name_known(void *scope, size_t i, sim_named *named)
{
    (void)scope;
    if (i < N_KNOWN) *named = known[i].named;
    return i < N_KNOWN;
}

/* sum_of(a, b, ..): the lengths of its texts, in the slot of relief for one, else of lag. */
static sim_status call_own(void *scope, const sim_expression_call *call, bool *is_own,
                           sim_named *named, sim_error *err)
{
    (void)scope;
    *is_own = strcmp(call->name, "place_of") == 0;
    if (!*is_own) return SIM_OK;
    if (call->n_args > 2)
        return sim_row_refuse(call->row, ": ", "place_of of too many", "two", err);
    *named = known[call->n_args == 1 ? 0 : 8].named;
    if (call->n_args == 2 && strcmp(call->args[1], "max(a, b)") != 0)
        return sim_row_refuse(call->row, ": ", call->args[1], "max(a, b)", err);
    return SIM_OK;
}

static const char *own_function(size_t i) { return i == 0 ? "place_of" : NULL; }

static const double *slots(void)
{
    static double values[N_KNOWN];

    for (size_t i = 0; i < N_KNOWN; i++) values[known[i].named.slot] = known[i].value;
    return values;
}

static sim_expression_world world(void)
{
    return (sim_expression_world){units, name_known, call_own, own_function, NULL};
}

static sim_row row_of(const char *how)
{
    return (sim_row){.name = "mine", .how = how, .place = "a.ini:3", .origin = "a.ini:3"};
}

static const struct {
    const char *text;
    double value;
    const char *unit;
} good[] = {
    {"relief", 12.75, "mm"},
    {"relief * doses_per_donor", 12.75 * 7.3, "mm"},
    {"doses_per_donor*relief", 12.75 * 7.3, "mm"},
    {"2 + 3 * 4", 14, "1"},
    {"(2 + 3) * 4", 20, "1"},
    {"2 - 3 - 4", -5, "1"},
    {"64 / 4 / 2", 8, "1"},
    {"2 ^ 3 ^ 2", 512, "1"},
    {"-2 ^ 2", -4, "1"},
    {"--3", 3, "1"},
    {"2 ^ -1", 0.5, "1"},
    {"2*-3", -6, "1"},
    {".5 + 1e1", 10.5, "1"},
    {"relief + 10", 22.75, "mm"},
    {"10 + relief", 22.75, "mm"},
    {"relief + 1 cm", 22.75, "mm"},
    {"1 cm + relief", 2.275, "cm"},
    {"relief + length", 31.75, "mm"},
    {"length - relief", 0.625, "cm"},
    {"relief / length", 12.75 / 1.9, "mm/cm"},
    {"exp(relief / length)", 1.956295495612342, "1"}, /* exp(1.275 / 1.9) */
    {"relief * delay", 12.75 * 2.5, "mm day"},
    {"relief ^ 2", 12.75 * 12.75, "mm2"},
    {"relief ^ -2 * relief", 1 / 12.75, "1/mm"},
    {"sqrt(relief ^ 2)", 12.75, "mm"},
    {"relief / 5 mm", 2.55, "1"},
    {"relief * delay - 3 mm day", 12.75 * 2.5 - 3, "mm day"},
    {"relief / 5 mm/day", 2.55, "day"},
    {"relief / 5 mm /delay", 2.55 / 2.5, "1/day"},
    {"delay + lag", 4, "day"},
    {"lag + delay", 96, "h"},
    {"delay + 12 h", 3, "day"},
    {"max(lag, delay)", 60, "h"},
    {"min(relief, 1 cm)", 10, "mm"},
    {"max(gone, relief)", NAN, "mm"},
    {"max(relief, gone)", NAN, "mm"},
    {"abs(relief - 20)", 7.25, "mm"},
    {"1 - 5 %", 0.95, "1"},
    {"ejected - 40", 1.5, "%"},
    {"ejected - 40 %", 1.5, "%"},
    {"log10(ejected)", -0.3819519032879073, "1"}, /* log10(0.415) */
    {"log2(8) + log(1)", 3, "1"},
    {"1 / 0", NAN, "1"},
    {"relief * gone", NAN, "mm2"},
    {"sqrt(-1)", NAN, "1"},
    {"product.dose * doses_per_donor", 4.5e7 * 7.3, "cell"},
    {"dose / 1e6 cell/kg", 2.25, "1"},
    {"dose * 70 kg", 2.25 * 70, "1e6 cell"},
    {"dose", 2.25, "1e6 cell/kg"},
    {"doublings - 3 PD", 20.4, "PD"},
    {"doublings - 3", 20.4, "PD"},
    {"place_of(relief)", 12.75, "mm"},
    {"place_of( x , max(a, b) ) + lag", 72, "h"},
};

START_TEST(a_value_and_its_unit_are_worked_out)
{
    const sim_expression_world w = world();
    const sim_row row = row_of(good[_i].text);
    sim_expression e;
    sim_error err;
    double value;

    ck_assert_msg(sim_expression_read(&e, &w, &row, &err) == SIM_OK, "%s", err.text);
    value = sim_expression_value(&e, slots());
    ck_assert_str_eq(e.unit, good[_i].unit);
    if (isnan(good[_i].value))
        ck_assert_msg(isnan(value), "%s = %g", good[_i].text, value);
    else
        ck_assert_double_eq_tol(value, good[_i].value, 1e-13 * fabs(good[_i].value));
}
END_TEST

static const struct {
    const char *text, *wrong;
} bad[] = {
    {"", "it ends too early; a number, a name or a ( would be right"},
    {"2 +", "it ends too early; a number, a name or a ( would be right"},
    {"relief + delay", "it adds mm and day; two of one kind would be right"},
    {"relief + 5 day", "it adds mm and day; two of one kind would be right"},
    {"relief - harvested", "it subtracts mm and cell; two of one kind would be right"},
    {"max(relief, delay)", "it compares mm and day; two of one kind would be right"},
    {"exp(relief)", "exp is taken of mm; what has no unit would be right"},
    {"sqrt(relief)", "sqrt is taken of mm; that of a square would be right"},
    {"relief ^ 0.5",
     "it raises mm to a power that its unit cannot have; a whole number, not 0 "
     "would be right"},
    {"relief ^ doses_per_donor", "it raises mm to a power that its unit cannot have; a "
                                 "whole number, not 0 would be right"},
    {"2 ^ relief", "it raises to the power of mm; a power without a unit would be right"},
    {"releif", "unknown number 'releif'; relief would be right"},
    {"nothing_such",
     "unknown number 'nothing_such'; one that columns.csv of a run lists would be right"},
    {"lg(3)", "unknown function 'lg'; log would be right"},
    {"placeof(3)", "unknown function 'placeof'; place_of would be right"},
    {"place_of(a, b, c)", "place_of of too many; two would be right"},
    {"2 relief",
     "'relief' behind a number is no unit; a unit, or an operator before a name "
     "would be right"},
    {"2 mm x", "'x' cannot stand there; an operator or the end would be right"},
    {"relief relief", "'relief' cannot stand there; an operator or the end would be right"},
    {"(2", "it ends too early; a ) would be right"},
    {"2)", "')' cannot stand there; an operator or the end would be right"},
    {"max(2)", "')' cannot stand there; a comma and a second number would be right"},
    {"max(2, 3, 4)", "', 4)' cannot stand there; a ) would be right"},
    {"relief = 3", "'= 3' cannot stand there; an operator or the end would be right"},
    {"relief > 3", "'> 3' cannot stand there; an operator or the end would be right"},
    {"odd + 1",
     "nothing can be worked out in as unit says; a unit of others would be right"},
    {"1e999", "'1e999' is no number; one such as 12.5 or 1e7 would be right"},
    {"((((((((((((((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))))))))))))))"
     ")",
     "it is nested too deep; fewer parentheses would be right"},
};

START_TEST(what_cannot_be_is_one_line)
{
    const sim_expression_world w = world();
    const sim_row row = row_of(bad[_i].text);
    sim_expression e;
    sim_error err;
    char text[1024];

    ck_assert_int_ne(sim_expression_read(&e, &w, &row, &err), SIM_OK);
    snprintf(text, sizeof text, "a.ini:3: mine = %s: %s", bad[_i].text, bad[_i].wrong);
    ck_assert_str_eq(err.text, text);
}
END_TEST

START_TEST(one_that_is_too_long_is_refused)
{
    const sim_expression_world w = world();
    char text[600] = "1";
    const sim_row row = row_of(text);
    sim_expression e;
    sim_error err;

    for (size_t i = 0; i < 70; i++) strcat(text, "+1");
    ck_assert_int_ne(sim_expression_read(&e, &w, &row, &err), SIM_OK);
    ck_assert_ptr_nonnull(strstr(err.text, "it is too long; one of fewer parts"));
}
END_TEST

static const struct {
    const char *text;
    double margin;
    bool holds;
    const char *unit;
} conditions[] = {
    {"relief >= 10 mm", 2.75, true, "mm"},
    {"relief >= 1 cm", 2.75, true, "mm"},
    {"relief >= 10", 2.75, true, "mm"},
    {"10 >= relief", -2.75, false, "mm"},
    {"harvested >= doses_per_donor * product.dose", 3.1e8 - 7.3 * 4.5e7, false, "cell"},
    {"doublings <= 25", 1.6, true, "PD"},
    {"doublings<25 PD", 1.6, true, "PD"},
    {"lag <= delay", 24, true, "h"},
    {"2 > 2", 0, false, "1"},
    {"2 < 2", 0, false, "1"},
    {"2 >= 2", 0, true, "1"},
    {"2 <= 2", 0, true, "1"},
    {"gone >= 1", NAN, false, "mm"},
};

START_TEST(a_condition_holds_or_not)
{
    const sim_expression_world w = world();
    const sim_row row = row_of(conditions[_i].text);
    sim_condition c;
    sim_error err;
    double margin;

    ck_assert_msg(sim_condition_read(&c, &w, &row, &err) == SIM_OK, "%s", err.text);
    margin = sim_condition_margin(&c, slots());
    ck_assert_str_eq(c.left.unit, conditions[_i].unit);
    ck_assert_str_eq(c.right.unit, conditions[_i].unit);
    ck_assert(sim_condition_holds(&c, slots()) == conditions[_i].holds);
    if (isnan(conditions[_i].margin))
        ck_assert(isnan(margin));
    else
        ck_assert_double_eq_tol(margin, conditions[_i].margin,
                                1e-13 * fmax(1e8, fabs(margin)));
}
END_TEST

static const struct {
    const char *text, *wrong;
} no_conditions[] = {
    {"relief",
     "it ends too early; one of >=, <=, > and < with a number behind it would be right"},
    {"relief >= 3 day", "it compares mm and day; two of one kind would be right"},
    {"relief >= 3 >= 2",
     "'>= 2' cannot stand there; an operator or the end would be right"},
    {">= 3", "it ends too early; a number, a name or a ( would be right"},
    {"relief >=", "it ends too early; a number, a name or a ( would be right"},
};

START_TEST(what_is_no_condition_is_one_line)
{
    const sim_expression_world w = world();
    const sim_row row = row_of(no_conditions[_i].text);
    sim_condition c;
    sim_error err;
    char text[1024];

    ck_assert_int_ne(sim_condition_read(&c, &w, &row, &err), SIM_OK);
    snprintf(text, sizeof text, "a.ini:3: mine = %s: %s", no_conditions[_i].text,
             no_conditions[_i].wrong);
    ck_assert_str_eq(err.text, text);
}
END_TEST

START_TEST(it_says_what_it_needs)
{
    const sim_expression_world w = world();
    const sim_row product = row_of("relief * delay"), alone = row_of("(delay)");
    sim_expression e;
    sim_error err;
    size_t slot = 99;

    ck_assert_int_eq(sim_expression_read(&e, &w, &product, &err), SIM_OK);
    ck_assert(sim_expression_uses(&e, 3) && sim_expression_uses(&e, 9));
    ck_assert(!sim_expression_uses(&e, 0) && !sim_expression_is_name(&e, &slot));
    ck_assert_int_eq(sim_expression_read(&e, &w, &alone, &err), SIM_OK);
    ck_assert(sim_expression_is_name(&e, &slot));
    ck_assert_uint_eq(slot, 9);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("expression");
    TCase *tcase = tcase_create("expression");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_value_and_its_unit_are_worked_out, 0, LENGTH(good));
    tcase_add_loop_test(tcase, what_cannot_be_is_one_line, 0, LENGTH(bad));
    tcase_add_test(tcase, one_that_is_too_long_is_refused);
    tcase_add_loop_test(tcase, a_condition_holds_or_not, 0, LENGTH(conditions));
    tcase_add_loop_test(tcase, what_is_no_condition_is_one_line, 0, LENGTH(no_conditions));
    tcase_add_test(tcase, it_says_what_it_needs);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
