/* test_units.c -- the texts of units. */
#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/cli/cli.h"
#include "sim/io/units.h"
#include "tests/suite.h"

static sim_units *units;

static void set_up(void)
{
    sim_error err;

    ck_assert_msg(sim_units_init(&units, &err) == SIM_OK, "%s", err.text);
}

static void tear_down(void) { sim_units_free(units); }

static const struct {
    const char *from, *to;
    double factor;
} factors[] = {
    {"day", "h", 24},
    {"d", "hours", 24},
    {"h", "day", 1.0 / 24},
    {"h", "min", 60},
    {"min", "s", 60},
    {"day", "s", 86400},
    {"year", "day", 365},
    {"weeks", "days", 7},
    {"month", "day", 365.0 / 12},
    {"year", "months", 12},
    {"/d", "1/year", 365},
    {"/h", "/day", 24},
    {"per week", "1/day", 1.0 / 7},
    {"% / d", "/year", 3.65},
    {"cells/cm\302\262", "cell/cm2", 1},
    {"/cm2", "/m2", 1e4},
    {"/(1e6 cell)", "/cell", 1e-6},
    {"1/day", "1/year", 365},
    {"1/day", "1/h", 1.0 / 24},
    {"%", "1", 0.01},
    {"1", "percent", 100},
    {"L", "mL", 1000},
    {"mL", "L", 0.001},
    {"mL", "cm3", 1},
    {"\302\265L", "mm3", 1},
    {"uL", "\316\274L", 1},
    {"um2", "cm2", 1e-8},
    {"\302\265m2", "um2", 1},
    {"m", "nm", 1e9},
    {"ng/mL", "pg/mL", 1000},
    {"ng/mL", "ug/L", 1},
    {"kg", "g", 1000},
    {"kb", "bp", 1000},
    {"cells", "1e6 cell", 1e-6},
    {"cell/cm2", "1e6 cells/m2", 0.01},
    {"ng/(1e6 cell)/day", "pg/cell/day", 1e-3},
    {"1e9 particle/(1e6 cell)/day", "particles/cell/h", 1000.0 / 24},
    {"donors", "donor", 1},
    {"copies/mL", "copy/mL", 1},
    {"copy/mL", "copies/uL", 1e-3},
    {"mmHg", "mmHg", 1},
    {"mg/dL", "mg/L", 10},
    {"mL/day", "L/week", 0.007},
    {"cell day", "day cell", 1},
    {"PD", "PD", 1},
    {"kb/division", "bp/division", 1000},
    {"1e3", "1", 1000},
    {"m-3", "1/m3", 1},
};

START_TEST(a_factor_turns_one_unit_into_the_other)
{
    double there = 0, back = 0;

    ck_assert_msg(sim_units_convert(units, 1, factors[_i].from, factors[_i].to, &there),
                  "%s is not read as %s", factors[_i].from, factors[_i].to);
    ck_assert_double_eq(there, factors[_i].factor);
    ck_assert(sim_units_convert(units, 1, factors[_i].to, factors[_i].from, &back));
    /* Each is rounded once. */
    ck_assert_double_eq_tol(there * back, 1, 4e-16);
}
END_TEST

START_TEST(a_millimetre_of_mercury_is_a_pressure)
{
    double pascal = 0;

    ck_assert(sim_units_convert(units, 1, "mmHg", "kg/(m s2)", &pascal));
    ck_assert_double_eq_tol(pascal, 133.322387415, 1e-12);
    ck_assert(sim_units_convert(units, 40, "kPa", "kg/(m s2)", &pascal));
    ck_assert_double_eq_tol(pascal, 40000, 1e-9);
    ck_assert(!sim_units_convert(units, 1, "mmHg", "mm", &pascal));
    ck_assert(!sim_units_convert(units, 1, "cell/mL", "copy/mL", &pascal));
}
END_TEST

static const struct {
    double number;
    const char *from, *to;
    double right; /* as the compiler reads it, and divides once */
} once[] = {
    {28, "h", "day", 7.0 / 6},
    {8, "h", "day", 1.0 / 3},
    {20, "h", "day", 5.0 / 6},
    {90, "min", "day", 0.0625},
    {50, "min", "h", 5.0 / 6},
    {1, "week", "day", 7},
    {3, "month", "day", 91.25},
    {1, "month", "day", 365.0 / 12},
    {1.3, "day", "h", 31.2},
    {1.2, "d", "h", 28.8},
    {0.7, "d", "min", 1008},
    {2.385, "mL", "L", 0.002385},
    {0.1, "%", "1", 0.001},
    {4.5, "%/year", "1/day", 0.045 / 365},
    {-28, "h", "day", -7.0 / 6},
    {0, "h", "day", 0},
    {2.5e-7, "h", "s", 9e-4},
    {1e300, "h", "day", 1e300 / 24},
    {1.1666666666666667, "day", "day", 1.1666666666666667},
};

START_TEST(a_converted_number_is_rounded_once)
{
    double result = -1;

    ck_assert(
        sim_units_convert(units, once[_i].number, once[_i].from, once[_i].to, &result));
    ck_assert_msg(result == once[_i].right, "%g %s are %.17g %s, not %.17g",
                  once[_i].number, once[_i].from, result, once[_i].to, once[_i].right);
}
END_TEST

/* Things are counted: what says only per what it is may leave them out, one way. */
static const struct {
    const char *from, *to;
    double factor;
} counted[] = {
    {"/cm2", "cell/cm2", 1}, {"per m2", "cell/cm2", 1e-4}, {"/week", "cell/day", 1.0 / 7}};

START_TEST(a_thing_that_is_counted_may_be_left_out_before_per)
{
    double there = 0, back = 2.385;

    ck_assert(sim_units_convert(units, 1, counted[_i].from, counted[_i].to, &there));
    ck_assert_double_eq(there, counted[_i].factor);
    ck_assert(!sim_units_convert(units, 1, counted[_i].to, counted[_i].from, &back));
    ck_assert_double_eq(back, 2.385);
}
END_TEST

/* Whole hours are hours / 24, whatever their digits. */
START_TEST(every_whole_hour_meets_its_day)
{
    for (int hours = 1; hours <= 24 * 400; hours++) {
        double day = 0;

        ck_assert(sim_units_convert(units, hours, "h", "day", &day));
        ck_assert_msg(day == hours / 24.0, "%d h are %.17g day", hours, day);
    }
}
END_TEST

static const char *const apart[][2] = {
    {"day", "1/day"},     {"cell", "particle"}, {"cell", "1"},        {"PD", "division"},
    {"donor", "cell"},    {"mL", "cm2"},        {"g", "m"},           {"h", "parsec"},
    {"parsec", "parsec"}, {"m2", "m3"},         {"cell day", "cell"}, {"day", ""},
    {"/day", "cell"},     {"/cell", "cell"},    {"%", "cell"},
};

START_TEST(what_differs_in_dimension_has_no_factor)
{
    double factor = 2.385;

    ck_assert_msg(!sim_units_convert(units, 1, apart[_i][0], apart[_i][1], &factor),
                  "%s became %s", apart[_i][0], apart[_i][1]);
    ck_assert_double_eq(factor, 2.385);
}
END_TEST

static const char *const bad[] = {
    "",
    " ",
    " day",
    "day ",
    "Day",
    "H",
    "ML",
    "pd",
    "Month",
    "/",
    "//d",
    "/2",
    "/ 2 d",
    "per",
    "per 2",
    "h/",
    "(h",
    "h)",
    ")h(",
    "day*",
    "cell^",
    "cell^99999",
    "2 cell/((day) (",
    "h/(day foo",
    "0 day",
    "-1 day",
    "day/0",
    "1e400",
    "1e300 1e300",
    "nan",
    "inf day",
    "day + 1",
    "day from 3",
    "day @ 3",
    "days since 2000-01-01",
    "2000-01-01",
    "lg(re 1 m)",
    "da\ty",
    "day\n",
    "\001",
    "\377\376",
    "\302",
    "\342\202",
    "day\302\240\302",
    "m s g cell particle division passage PD kb",
};

START_TEST(anything_else_is_no_unit)
{
    sim_unit_parts parts;

    errno = ENOMEM; /* of something else */
    ck_assert_msg(!sim_units_known(units, bad[_i]), "'%s' was read", bad[_i]);
    ck_assert(!sim_units_lack_memory());
    ck_assert(!sim_units_split(units, bad[_i], &parts));
}
END_TEST

START_TEST(a_text_of_any_length_is_answered)
{
    char *text = malloc(100001);

    ck_assert_ptr_nonnull(text);
    for (int c = 1; c < 256; c++) {
        for (size_t length = 1; length <= 100000; length *= 10) {
            memset(text, c, length);
            text[length] = '\0';
            if (sim_units_known(units, text)) ck_assert(strpbrk(text, "123456789dhmgsLl%"));
        }
    }
    free(text);
}
END_TEST

START_TEST(a_unit_is_taken_apart)
{
    sim_unit_parts parts;

    ck_assert(sim_units_split(units, "ng/(1e6 cell)/day", &parts));
    ck_assert_double_eq(parts.scale, 1e-15);
    ck_assert_uint_eq(parts.n, 3);
    ck_assert_str_eq(parts.parts[0].base, "day");
    ck_assert_int_eq(parts.parts[0].power, -1);
    ck_assert_str_eq(parts.parts[1].base, "g");
    ck_assert_int_eq(parts.parts[1].power, 1);
    ck_assert_str_eq(parts.parts[2].base, "cell");
    ck_assert_int_eq(parts.parts[2].power, -1);

    ck_assert(sim_units_split(units, "um2/cm2", &parts));
    ck_assert_double_eq(parts.scale, 1e-8);
    ck_assert_uint_eq(parts.n, 0);
}
END_TEST

static void check_model(const sim_model *model)
{
    ck_assert_msg(sim_units_known(units, model->time_unit), "%s", model->time_unit);
    for (size_t i = 0; i < model->n_symbols; i++) {
        const sim_symbol *s = &model->symbols[i];
        double factor = 0;

        if (!s->unit || s->kind == SIM_SECTION || s->kind == SIM_WORD) continue;
        ck_assert_msg(sim_units_known(units, s->unit), "%s:%d: '%s' is no unit", s->at.file,
                      s->at.line, s->unit);
        ck_assert(sim_units_convert(units, 1, s->unit, s->unit, &factor));
        ck_assert_double_eq(factor, 1);
    }
}

START_TEST(every_unit_of_every_model_is_known)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++)
        for (size_t i = 0; i < chain->n_stages; i++) check_model(chain->stages[i].model);
    check_model(&model_settings);
}
END_TEST

START_TEST(two_systems_do_not_disturb_each_other)
{
    sim_units *other = NULL;
    sim_error err;
    double factor = 0;

    ck_assert_int_eq(sim_units_init(&other, &err), SIM_OK);
    sim_units_free(other);
    sim_units_free(NULL);
    ck_assert(sim_units_convert(units, 1, "day", "h", &factor));
    ck_assert_double_eq(factor, 24);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
    double number, above, below;
} ratios[] = {{1.0 / 24, 1, 24}, {365.0 / 12, 365, 12},
              {1e-8, 1, 1e8},    {0.0385, 77, 2000},
              {7, 7, 1},         {23853712.0 / 7, 23853712, 7}};

START_TEST(a_ratio_is_the_simplest)
{
    sim_ratio ratio;

    ck_assert(sim_ratio_find(ratios[_i].number, &ratio));
    ck_assert_double_eq(ratio.above, ratios[_i].above);
    ck_assert_double_eq(ratio.below, ratios[_i].below);
}
END_TEST

/* 28 / 24 is one rounding from 7/6, 28 * (1/24.) is two; 1.3 * 24 is 31.200000000000003. */
START_TEST(a_product_is_rounded_once)
{
    ck_assert_double_eq(sim_ratio_multiply(28, (sim_ratio){1, 24}), 7.0 / 6);
    ck_assert_double_eq(sim_ratio_multiply(1.3, (sim_ratio){24, 1}), 31.2);
    ck_assert_double_eq(sim_ratio_multiply(0.7, (sim_ratio){1, 100}), 0.007);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("units");
    TCase *exact = tcase_create("exact");
    TCase *tcase = tcase_create("units");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_factor_turns_one_unit_into_the_other, 0, LENGTH(factors));
    tcase_add_loop_test(tcase, what_differs_in_dimension_has_no_factor, 0, LENGTH(apart));
    tcase_add_loop_test(tcase, anything_else_is_no_unit, 0, LENGTH(bad));
    tcase_add_test(tcase, a_text_of_any_length_is_answered);
    tcase_add_test(tcase, a_unit_is_taken_apart);
    tcase_add_test(tcase, every_unit_of_every_model_is_known);
    tcase_add_test(tcase, two_systems_do_not_disturb_each_other);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("counted");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_thing_that_is_counted_may_be_left_out_before_per, 0,
                        LENGTH(counted));
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("once");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_millimetre_of_mercury_is_a_pressure);
    tcase_add_loop_test(tcase, a_converted_number_is_rounded_once, 0, LENGTH(once));
    tcase_add_test(tcase, every_whole_hour_meets_its_day);
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(exact, a_ratio_is_the_simplest, 0, sizeof ratios / sizeof *ratios);
    tcase_add_test(exact, a_product_is_rounded_once);
    suite_add_tcase(suite, exact);
    return suite_run(suite);
}
