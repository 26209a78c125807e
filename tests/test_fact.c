/* test_fact.c -- what is read of curves, and which case that is. */
#include <check.h>
#include <math.h>

#include "plots/fact.h"
#include "tests/suite.h"

static const sim_telling relief = {
    .least = 1, .better = SIM_MORE_IS_BETTER, .words = "relief"};
static const sim_telling ratio = {
    .least = 0.02, .better = SIM_LESS_IS_BETTER, .words = "the ratio"};
static const sim_telling cells = {.least = 1, .words = "cells"};

static plot_topic topic_of(const sim_telling *telling, plot_reading reading)
{
    return (plot_topic){
        .unit = "1", .telling = telling, .reading = reading, .x = "day", .limit = 1};
}

/* ---- reading -------------------------------------------------------------- */

enum { MOST = 5 };

static const struct {
    const sim_telling *telling;
    plot_reading reading;
    double y[MOST], value, at;
    bool is_end, is_broken;
} curves[] = {
    {&relief, PLOT_READ_BEST, {0, 3.71, 16.27, 8.5, 2.4}, 16.27, 2, false, false},
    {&relief, PLOT_READ_BEST, {0, -3.71, 2.385, 16.27, 16.9}, 16.9, 4, true, false},
    /* what is not worth a word does not hide what is worse */
    {&relief, PLOT_READ_BEST, {0, -3.71, 0.31, 0.2, 0}, -3.71, 1, false, false},
    {&ratio, PLOT_READ_BEST, {1.78, 0.36, 2.4, 1.9, 1.8}, 0.36, 1, false, false},
    /* rounding chooses no day */
    {&relief, PLOT_READ_BEST, {0, 16.27, 16.27 + 1e-9, 16.27, 2}, 16.27, 1, false, false},
    {&relief, PLOT_READ_BEST, {1e-13, 0, 2e-12, 0, 3e-11}, 1e-13, 0, false, false},
    {&relief, PLOT_READ_WORST, {0, -3.71, 2.385, 16.27, 16.9}, -3.71, 1, false, false},
    {&ratio, PLOT_READ_WORST, {1.78, 0.36, 2.4, 1.9, 1.8}, 2.4, 2, false, false},
    {&cells, PLOT_READ_FARTHEST, {5, 9, 2, 3, 1.5}, 9, 1, false, false},
    {&cells, PLOT_READ_FARTHEST, {5, 6, 2, 3, 4}, 2, 2, false, false},
    {&ratio, PLOT_READ_LAST, {0.1, 0.2, 0.3, 0.4, 0.5}, 0.5, 4, true, false},
    {&ratio, PLOT_READ_LAST, {0.1, 0.2, 0.3, 0.4, NAN}, NAN, NAN, true, false},
    {&cells, PLOT_READ_UNTIL, {9, 4, 2, 1, 0.5}, 3, 3, false, false},
    {&cells, PLOT_READ_UNTIL, {9, 4, 0.5, 6, 0.4}, 3, 3, false, true},
    {&cells, PLOT_READ_UNTIL, {0, 0, 9, 8, 7}, 4, 4, true, false},
    {&cells, PLOT_READ_UNTIL, {0.4, 0.3, 0.2, 0, 0}, NAN, NAN, false, false},
    {&relief,
     PLOT_READ_BEST,
     {NAN, INFINITY, 2.385, NAN, -INFINITY},
     2.385,
     2,
     true,
     false},
    {&relief, PLOT_READ_BEST, {NAN, NAN, NAN, NAN, NAN}, NAN, NAN, false, false},
};

static sim_table make_table(const double y[MOST])
{
    static const sim_column columns[] = {{"day", "day", "", SIM_CELL_NUMBER},
                                         {"y", "1", "", SIM_CELL_NUMBER}};
    static const sim_column arm = {"arm", "1", "", SIM_CELL_TEXT};
    sim_table table;
    sim_error err;

    ck_assert_int_eq(sim_table_init(&table, "curve", arm, columns, 2, &err), SIM_OK);
    for (size_t i = 0; i < MOST; i++) {
        double *row;

        ck_assert_int_eq(sim_table_add_row(&table, "P2", &row, &err), SIM_OK);
        row[0] = (double)i;
        row[1] = y[i];
    }
    return table;
}

static void check_number(double found, double right)
{
    if (isnan(right))
        ck_assert_double_nan(found);
    else
        ck_assert_double_eq(found, right);
}

START_TEST(one_number_is_read_of_a_curve)
{
    const plot_topic topic = topic_of(curves[_i].telling, curves[_i].reading);
    sim_table table = make_table(curves[_i].y);
    const plot_stretch all = {&table, 0, MOST, 0, 1, -INFINITY, INFINITY};
    const plot_read read = plot_fact_read(&topic, &all);

    ck_assert_str_eq(read.arm, "P2");
    check_number(read.value, curves[_i].value);
    check_number(read.at, curves[_i].at);
    ck_assert_int_eq(read.is_end, curves[_i].is_end);
    ck_assert_int_eq(read.is_broken, curves[_i].is_broken);
    sim_table_free(&table);
}
END_TEST

START_TEST(what_is_outside_the_window_is_not_read)
{
    const plot_topic topic = topic_of(&relief, PLOT_READ_BEST);
    const double y[MOST] = {0, 3.71, 2.385, 16.27, 30};
    sim_table table = make_table(y);
    const plot_stretch part = {&table, 0, MOST, 0, 1, 0, 2};

    ck_assert_double_eq(plot_fact_read(&topic, &part).value, 3.71);
    sim_table_free(&table);
}
END_TEST

/* ---- comparing ------------------------------------------------------------- */

static const char *const names[] = {"P2", "P5", "P12"};

static const struct {
    const sim_telling *telling;
    size_t n;
    double values[3], base;
    plot_case is;
    const char *arm, *other;
    size_t n_read, n_changed;
} arms[] = {
    {&relief, 3, {0.31, -0.62, 0}, 0, PLOT_NOTHING, NULL, NULL, 3, 0},
    {&relief, 1, {16.27}, 0, PLOT_ONE, "P2", NULL, 1, 1},
    {&relief, 3, {NAN, 16.27, NAN}, 0, PLOT_ONE, "P5", NULL, 1, 1},
    {&relief, 3, {0.2, 16.27, NAN}, 0, PLOT_ALONE, "P5", NULL, 2, 1},
    {&relief, 3, {16.27, 16.9, 16.5}, 0, PLOT_TIE, "P2", "P5", 3, 3},
    {&relief, 3, {16.27, 0.5, 16.9}, 0, PLOT_TIE, "P2", "P12", 3, 2},
    /* on both sides of what is worth a word, but not worth one apart */
    {&relief, 2, {0.8, 1.2}, 0, PLOT_TIE, "P2", "P5", 2, 2},
    {&relief, 3, {16.27, 12.1, 8.521}, 0, PLOT_WORSE, "P2", "P12", 3, 3},
    {&relief, 3, {8.521, 12.1, 16.27}, 0, PLOT_BETTER, "P2", "P12", 3, 3},
    {&relief, 3, {16.27, 12.1, -3.71}, 0, PLOT_MIXED, "P2", "P12", 3, 3},
    {&relief, 3, {0.2, -2.385, -3.71}, 0, PLOT_HARM, "P12", NULL, 3, 2},
    {&ratio, 2, {0.355, 0.94}, 1.778, PLOT_WORSE, "P2", "P5", 2, 2},
    {&ratio, 2, {2.385, 0.94}, 1.778, PLOT_MIXED, "P5", "P2", 2, 2},
    {&ratio, 2, {1.9, 2.385}, 1.778, PLOT_HARM, "P5", NULL, 2, 2},
    {&relief, 2, {-20.3, -3.71}, -30, PLOT_BETTER, "P2", "P5", 2, 2},
    {&cells, 2, {1.5e6, 3.71e7}, NAN, PLOT_DIFFERENT, "P2", "P5", 2, 2},
    /* no row says how it is told */
    {NULL, 2, {3.71, 3.72}, NAN, PLOT_TIE, "P2", "P5", 2, 2},
    {NULL, 2, {3.71, 3.8}, NAN, PLOT_DIFFERENT, "P2", "P5", 2, 2},
    {NULL, 2, {0, 0}, 0, PLOT_NOTHING, NULL, NULL, 2, 0},
    {&relief, 2, {NAN, NAN}, 0, PLOT_UNDEFINED, NULL, NULL, 0, 0},
    {&relief, 0, {0}, 0, PLOT_UNDEFINED, NULL, NULL, 0, 0},
};

START_TEST(arms_are_told_apart_by_what_is_worth_a_word)
{
    const plot_topic topic = topic_of(arms[_i].telling, PLOT_READ_BEST);
    plot_read reads[3];
    plot_fact fact;

    for (size_t i = 0; i < 3; i++)
        reads[i] = (plot_read){.arm = names[i],
                               .value = arms[_i].values[i],
                               .at = 31 + (double)i,
                               .base = arms[_i].base,
                               .order = i};
    fact = plot_fact_of(&topic, reads, arms[_i].n);
    ck_assert_int_eq(fact.is, arms[_i].is);
    ck_assert_pstr_eq(fact.arm.arm, arms[_i].arm);
    ck_assert_pstr_eq(fact.other.arm, arms[_i].other);
    ck_assert_uint_eq(fact.n_all, arms[_i].n);
    ck_assert_uint_eq(fact.n, arms[_i].n_read);
    ck_assert_uint_eq(fact.n_changed, arms[_i].n_changed);
}
END_TEST

static const struct {
    double reads[2], worsts[2];
    const char *arm;
} setbacks[] = {
    {{0.463, 0.727}, {1, 1.638}, "P5"},
    {{0.463, 0.727}, {1.51, 1.26}, NULL},  /* not farther than its own best */
    {{0.463, 1.07}, {1.26, 1.638}, NULL},  /* that one is told as harmed */
    {{0.99, 0.995}, {1.005, 1.015}, NULL}, /* not worth a word */
    {{0.99, NAN}, {1.05, NAN}, "P2"},
};

START_TEST(a_setback_is_farther_than_what_was_won)
{
    const plot_topic topic = topic_of(&ratio, PLOT_READ_BEST);
    plot_read reads[2], worsts[2];
    plot_fact fact;

    for (size_t i = 0; i < 2; i++) {
        reads[i] = (plot_read){
            .arm = names[i], .value = setbacks[_i].reads[i], .base = 1, .order = i};
        worsts[i] = reads[i];
        worsts[i].value = setbacks[_i].worsts[i];
    }
    fact = plot_fact_of_setback(&topic, reads, worsts, 2);
    ck_assert_pstr_eq(fact.arm.arm, setbacks[_i].arm);
    ck_assert_int_eq(fact.is, setbacks[_i].arm ? PLOT_SETBACK : PLOT_UNDEFINED);
    ck_assert_uint_eq(fact.n_all, 2);
}
END_TEST

START_TEST(the_earlier_arm_is_named_first)
{
    const plot_topic topic = topic_of(&relief, PLOT_READ_BEST);
    const plot_read reads[] = {{.arm = "P12", .value = 8.521, .order = 9},
                               {.arm = "P2", .value = 16.27, .order = 2}};
    const plot_fact fact = plot_fact_of(&topic, reads, 2);

    ck_assert_str_eq(fact.arm.arm, "P2");
    ck_assert_str_eq(fact.other.arm, "P12");
    ck_assert_int_eq(fact.is, PLOT_WORSE);
}
END_TEST

START_TEST(an_arm_without_an_effect_has_no_day)
{
    const plot_topic topic = topic_of(&ratio, PLOT_READ_BEST);
    const plot_read read = {.arm = "saline", .value = 1.771, .at = 37, .base = 1.778};
    const plot_fact fact = plot_fact_of_one(&topic, &read);

    ck_assert_int_eq(fact.is, PLOT_NOTHING);
    ck_assert_double_eq(fact.arm.value, 1.778);
    ck_assert_double_nan(fact.arm.at);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fact");
    TCase *reading = tcase_create("reading"), *comparing = tcase_create("comparing");

    suite_add_tcase(suite, reading);
    tcase_add_loop_test(reading, one_number_is_read_of_a_curve, 0,
                        sizeof curves / sizeof *curves);
    tcase_add_test(reading, what_is_outside_the_window_is_not_read);
    suite_add_tcase(suite, comparing);
    tcase_add_loop_test(comparing, arms_are_told_apart_by_what_is_worth_a_word, 0,
                        sizeof arms / sizeof *arms);
    tcase_add_loop_test(comparing, a_setback_is_farther_than_what_was_won, 0,
                        sizeof setbacks / sizeof *setbacks);
    tcase_add_test(comparing, the_earlier_arm_is_named_first);
    tcase_add_test(comparing, an_arm_without_an_effect_has_no_day);
    return suite_run(suite);
}
