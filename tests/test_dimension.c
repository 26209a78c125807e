/* test_dimension.c -- the units that numbers in formulas get. */
#include <check.h>
#include <string.h>

#include "sim/io/dimension.h"
#include "tests/suite.h"

static sim_units *units;

static void set_up(void)
{
    sim_error err;

    ck_assert_msg(sim_units_init(&units, &err) == SIM_OK, "%s", err.text);
}

static void tear_down(void) { sim_units_free(units); }

static sim_dimension of(const char *text)
{
    sim_dimension dimension;

    ck_assert_msg(sim_dimension_parse(units, text, &dimension), "%s", text);
    return dimension;
}

static const char *const names[][2] = {
    {"cells", "cell"},
    {"rate", "1/day"},
    {"cycle", "h"},
    {"loss", "1/year"},
    {"volume", "mL"},
    {"density", "cell/cm2"},
    {"area", "cm2"},
    {"far", "mm"},
    {"part", "1"},
    {"vesicles", "particle"},
    {"t", "day"},
    {"kept", "1e6 cell"},
    {"divisions", "division"},
    {"appetite", "1/(cell day)"},
    {"each", "1/(1e6 cell)"},
    {"sparse", "cell/cm2"},
    {"fades", "day"},
};

static bool look_up(const char *name, const void *scope, sim_dimension *dimension)
{
    (void)scope;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i][0], name) != 0) continue;
        *dimension = of(names[i][1]);
        return true;
    }
    return false;
}

static sim_status measure(const char *text, const char *target, sim_measured *measured,
                          sim_error *err)
{
    const sim_names here = {look_up, NULL};
    const sim_dimension unit = target ? of(target) : sim_dimensionless;

    return sim_measure(measured, text, target ? &unit : NULL, &here, err);
}

/* The unit of the number `number` in a formula whose value is in `target`. */
static const struct {
    const char *text, *target;
    double number;
    const char *unit;
} good[] = {
    {"part * 24 / cycle", "1/day", 24, "h/day"},
    {"24 * t", "h", 24, "h/day"},
    {"loss / 365", "1/day", 365, "day/year"},
    {"rate - loss / 365", "1/day", 365, "day/year"},
    {"cells / 1e6", "1e6 cell", 1e6, "1e-6"},
    {"part * (kept * 1e6 + cells)", "cell", 1e6, "1e-6"},
    {"vesicles / 1e9 / volume", "1e9/mL", 1e9, "1e-9"},
    {"cells / 2", "cell", 2, "1"},
    {"-2 * cells * rate", "cell/day", 2, "1"},
    {"cells + 2.385", "cell", 2.385, "cell"},
    {"max(2.385, cells)", "cell", 2.385, "cell"},
    {"when(cells >= 2.385, part, 1)", "1", 2.385, "cell"},
    {"when(cells > 1, far, 2.385)", "mm", 2.385, "mm"},
    {"when(2.385 < density * area, 1, 0)", "1", 2.385, "cell"},
    {"H(2.385, far)", "1", 2.385, "mm"},
    {"exp(-rate * t) - 2.385", "1", 2.385, "1"},
    {"log(2.385) / rate", "day", 2.385, "1"},
    {"pow(far, 2) + 2.385", "mm2", 2.385, "mm2"},
    {"pow(divisions / 2.385, part)", "1", 2.385, "1"},
    {"sqrt(area) + 2.385", "cm", 2.385, "cm"},
    {"pairs(cells) + 2.385", "cell2", 2.385, "cell2"},
    {"sample(2.385 + cells, part)", "cell", 2.385, "cell"},
    {"2.385", "cell/day", 2.385, "cell/day"},
    {"cells * 2.385", NULL, 2.385, "1"},
    {"appetite * (cells + 2.385)", "1/day", 2.385, "cell"},
    {"appetite * kept * 1e6", "1/day", 1e6, "1e-6"},
    {"each * cells / 1e6", "1", 1e6, "1e-6"},
    {"each * (cells / 1e6 + max(2.385, kept))", "1", 2.385, "1e6 cell"},
    {"exp((2.385 - t) / fades)", "1", 2.385, "day"},
    {"log(sparse / density) / log(10)", "1", 10, "1"},
};

START_TEST(a_bare_number_gets_the_unit_that_fits)
{
    sim_measured m;
    sim_error err = {""};
    int n = 0;

    ck_assert_msg(measure(good[_i].text, good[_i].target, &m, &err) == SIM_OK, "%s: %s",
                  good[_i].text, err.text);
    while (m.formula.node[n].operation || *m.formula.node[n].name ||
           m.formula.node[n].number != good[_i].number)
        ck_assert_int_lt(++n, m.formula.n_nodes);
    ck_assert_msg(sim_dimension_equal(m.node[n], of(good[_i].unit)), "%s", good[_i].text);
}
END_TEST

static const struct {
    const char *text, *target, *message;
} bad[] = {
    {"cells", "1/day", "cells is in cell, where 1/day would be right, in \"cells\""},
    {"cells + rate", "cell",
     "rate is in 1/day, where cell would be right, in \"cells + "
     "rate\""},
    {"cells * rate", "cell",
     "a product is in cell/day, where cell would be right, in \"cells * rate\""},
    {"part / cycle", "1/day",
     "a product is in 24/day, where 1/day would be right, in \"part / cycle\""},
    {"part / 24 / cycle", "1/day",
     "a product is in 24/day, where 1/day would be right, in \"part / 24 / cycle\""},
    {"part * 25 / cycle", "1/day",
     "a product is in 24/day, where 1/day would be right, in \"part * 25 / cycle\""},
    {"exp(cells)", "1", "cells is in cell, where 1 would be right, in \"exp(cells)\""},
    {"exp(part)", "cell", "exp is in 1, where cell would be right, in \"exp(part)\""},
    {"when(cells > rate, 1, 0)", "1",
     "rate is in 1/day, where cell would be right, in \"when(cells > rate, 1, 0)\""},
    {"H(cells, volume)", "1",
     "volume is in cm3, where cell would be right, in \"H(cells, volume)\""},
    {"pow(far, part)", "1",
     "far is in 0.1 cm, where 1 would be right, in \"pow(far, "
     "part)\""},
    {"pow(far, 3)", "mm2",
     "pow is in 0.001 cm3, where 0.01 cm2 would be right, in "
     "\"pow(far, 3)\""},
    {"sqrt(volume)", "mm",
     "sqrt is in cm3, where 0.01 cm2 would be right, in "
     "\"sqrt(volume)\""},
    {"pairs(cells)", "cell",
     "pairs is in cell2, where cell would be right, in "
     "\"pairs(cells)\""},
    {"log(1000 / density)", "1",
     "a product is in cm2/cell, where 1 would be right, in \"log(1000 / density)\""},
    {"each * (cells / 1e6 + 5 * exp(-t / fades))", "1",
     "a product is in 1, where cell would be right, in \"each * (cells / 1e6 + 5 * exp(-t "
     "/ "
     "fades))\""},
    {"when(cells + vesicles > 0, 1, 0)", "1",
     "vesicles is in 1, where cell would be right, in \"when(cells + vesicles > 0, 1, "
     "0)\""},
    {"cells + zebra", "cell", "unknown name 'zebra' in \"cells + zebra\""},
    {"cells +", "cell", "expected a name at '' in \"cells +\""},
};

START_TEST(what_no_reading_makes_consistent_is_refused)
{
    sim_measured m;
    sim_error err = {""};

    ck_assert_int_ne(measure(bad[_i].text, bad[_i].target, &m, &err), SIM_OK);
    ck_assert_str_eq(err.text, bad[_i].message);
}
END_TEST

START_TEST(a_value_without_a_target_has_the_unit_of_its_names)
{
    sim_measured m;
    sim_error err = {""};

    ck_assert_int_eq(measure("min(area, cells / density)", NULL, &m, &err), SIM_OK);
    ck_assert(sim_dimension_equal(m.value, of("cm2")));
    ck_assert_int_eq(measure("1 + 2", NULL, &m, &err), SIM_OK);
    ck_assert(sim_dimension_equal(m.value, sim_dimensionless));
}
END_TEST

static const char *const printed[][2] = {
    {"1", "1"},           {"1e6 cell", "1e+06 cell"}, {"cell day/mL", "cell day/cm3"},
    {"1/day", "1/day"},   {"1e9/mL", "1e+09/cm3"},    {"%", "0.01"},
    {"kb/division", "1"},
};

START_TEST(a_unit_is_printed)
{
    char text[SIM_DIMENSION_TEXT];

    sim_dimension_print(text, of(printed[_i][0]));
    ck_assert_str_eq(text, printed[_i][1]);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("dimension");
    TCase *tcase = tcase_create("dimension");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_bare_number_gets_the_unit_that_fits, 0, LENGTH(good));
    tcase_add_loop_test(tcase, what_no_reading_makes_consistent_is_refused, 0, LENGTH(bad));
    tcase_add_test(tcase, a_value_without_a_target_has_the_unit_of_its_names);
    tcase_add_loop_test(tcase, a_unit_is_printed, 0, LENGTH(printed));
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
