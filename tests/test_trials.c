/* test_trials.c -- many trials in order: what is read of tables, counted, and said of it. */
#include <math.h>
#include <string.h>

#include <check.h>

#include "tests/suite.h"
#include "tests/trialed.h"

enum { ALL = 30 };

typedef struct {
    trialed made;
    sim_pool pool;
    plot_trials_set set;
} reading;

/* No trial and no rung but what a test adds. */
static void begin(reading *r)
{
    *r = (reading){0};
    trialed_init(&r->made, NULL, 0, 1, 0);
}

static const plot_trials_arm *read_all(reading *r, size_t most)
{
    sim_error err = {""};

    ck_assert_msg(plot_trials_init(&r->set, &r->made.shown, most, &r->pool, &err) == SIM_OK,
                  "%s", err.text);
    return &r->set.arms[0];
}

static void end(reading *r)
{
    sim_pool_free(&r->pool);
    trialed_free(&r->made);
}

/* Two exclude 0, one of them below it. */
static void add_five(reading *r, double truth)
{
    trialed_add_rung(&r->made, "P2", 12, true, truth, 0.4);
    trialed_add(&r->made, "P2", 5.1, 1.3, 8.9);
    trialed_add(&r->made, "P2", -2.385, -6.2, 2.1);
    trialed_add(&r->made, "P2", NAN, NAN, NAN);
    trialed_add(&r->made, "P2", -7.3, -13.1, -1.5);
    trialed_add(&r->made, "P2", 3.71, NAN, NAN);
}

START_TEST(trials_are_counted_by_their_intervals)
{
    reading r;
    const plot_trials_arm *arm;

    begin(&r);
    add_five(&r, 4.2);
    arm = read_all(&r, ALL);
    ck_assert_uint_eq(arm->n_trials, 5);
    ck_assert_uint_eq(arm->n_list, 4);
    ck_assert_uint_eq(arm->n_excluding, 2);
    ck_assert_uint_eq(arm->n_wrong, 2);
    ck_assert_uint_eq(arm->n_excluding_wrong, 1);
    ck_assert_uint_eq(arm->n_holding, 1);
    ck_assert_double_eq(arm->truth, 4.2);
    ck_assert_double_eq(arm->n, 12);
    end(&r);
}
END_TEST

START_TEST(estimates_rise_and_only_the_first_trials_are_read)
{
    reading r;
    const plot_trials_arm *arm;

    begin(&r);
    add_five(&r, 4.2);
    arm = read_all(&r, 4);
    ck_assert_uint_eq(arm->n_trials, 4);
    ck_assert_uint_eq(arm->n_list, 3);
    ck_assert_double_eq(arm->list[0].at, -7.3);
    ck_assert_double_eq(arm->list[0].high, -1.5);
    ck_assert_double_eq(arm->list[1].at, -2.385);
    ck_assert_double_eq(arm->list[2].at, 5.1);
    end(&r);
}
END_TEST

static const struct {
    double truth;
    const char *words;
} counts[] = {
    {4.2, "2 of 4 exclude 0; 2 on the wrong side; 1 without an estimate"},
    {-4.2, "2 of 4 exclude 0; 2 on the wrong side; 1 without an estimate"},
    {0, "2 of 4 exclude 0; 1 without an estimate"},
    {NAN, "2 of 4 exclude 0; 1 without an estimate"},
};

START_TEST(no_side_is_wrong_without_a_difference)
{
    GString *text = g_string_new(NULL);
    reading r;

    begin(&r);
    add_five(&r, counts[_i].truth);
    plot_trials_tell_counts(read_all(&r, ALL), text);
    ck_assert_str_eq(text->str, counts[_i].words);
    g_string_free(text, TRUE);
    end(&r);
}
END_TEST

START_TEST(arms_are_all_but_the_control_in_their_order)
{
    reading r;

    begin(&r);
    trialed_add_rung(&r.made, "P8", 12, true, 1, 0.4);
    trialed_add_rung(&r.made, "saline", 12, true, 1, 0.4);
    trialed_add_rung(&r.made, "P2", 12, true, 1, 0.4);
    trialed_add_rung(&r.made, "P8", 24, false, 1, 0.4);
    read_all(&r, ALL);
    ck_assert_uint_eq(r.set.n_arms, 2);
    ck_assert_str_eq(r.set.arms[0].name, "P8");
    ck_assert_str_eq(r.set.arms[1].name, "P2");
    ck_assert_uint_eq(r.set.arms[0].n_ladder, 1);
    ck_assert_double_eq(r.set.arms[0].ladder[0].n, 24);
    ck_assert_double_eq(r.set.arms[1].ladder[0].n, 12);
    end(&r);
}
END_TEST

static const struct {
    double power, n;
} reached[] = {{0.3, 10}, {0.5, 10}, {0.7, 20}, {0.9, 40}, {0.95, NAN}};

/* On a line over the logarithm: half way from 10 to 40 is 20. */
START_TEST(power_is_reached_between_rungs)
{
    const double n = reached[_i].n;
    reading r;
    double found;

    begin(&r);
    trialed_add_rung(&r.made, "P2", 40, false, 1, 0.9);
    trialed_add_rung(&r.made, "P2", 80, false, 1, 0.92);
    trialed_add_rung(&r.made, "P2", 10, false, 1, 0.5);
    found = plot_trials_reach(read_all(&r, ALL), reached[_i].power);
    if (isnan(n))
        ck_assert(isnan(found));
    else
        ck_assert_double_eq_tol(found, n, 1e-12 * n);
    end(&r);
}
END_TEST

static const struct {
    double control, n[4];
    size_t n_arms;
    const char *words;
} sizes[] = {
    {10, {10, 10}, 2, "10 patients an arm"},
    {20, {40}, 1, "20 (saline) and 40 (P2) patients"},
    {20, {40, 30}, 2, "20 (saline), 40 (P2) and 30 (P8) patients"},
    {20, {40, 30, 30, 10}, 4, "10 to 40 patients an arm"},
};

START_TEST(sizes_are_told_once_where_they_are_alike)
{
    static const char *const names[] = {"P2", "P8", "P12", "needle"};
    GString *text = g_string_new(NULL);
    reading r;

    begin(&r);
    for (size_t i = 0; i < sizes[_i].n_arms; i++)
        trialed_add_plan(&r.made, names[i], sizes[_i].n[i], sizes[_i].control);
    read_all(&r, ALL);
    plot_trials_tell_n(&r.set, text);
    ck_assert_str_eq(text->str, sizes[_i].words);
    g_string_assign(text, "");
    plot_trials_tell_level(&r.set, text);
    ck_assert_str_eq(text->str, "95 %");
    g_string_free(text, TRUE);
    end(&r);
}
END_TEST

static void expect_refused(reading *r, const char *message)
{
    sim_error err = {""};

    ck_assert_int_eq(plot_trials_init(&r->set, &r->made.shown, ALL, &r->pool, &err),
                     SIM_EVALUE);
    ck_assert_str_eq(err.text, message);
    end(r);
}

START_TEST(arms_may_have_controls_of_other_sizes)
{
    GString *text = g_string_new(NULL);
    reading r;

    begin(&r);
    trialed_add_plan(&r.made, "P2", 40, 20);
    trialed_add_plan(&r.made, "P8", 30, 30);
    read_all(&r, ALL);
    plot_trials_tell_n(&r.set, text);
    ck_assert_str_eq(text->str, "40 against 20 (P2) and 30 against 30 (P8) patients");
    g_string_free(text, TRUE);
    end(&r);
}
END_TEST

START_TEST(sizes_may_have_other_numbers_of_trials)
{
    GString *text = g_string_new(NULL);
    reading r;

    begin(&r);
    trialed_add_rung(&r.made, "P2", 10, false, 1, 0.4);
    trialed_add_rung(&r.made, "P2", 20, false, 1, 0.5);
    r.made.trials.cells[sim_table_find(&r.made.trials, "trials")] = 200;
    read_all(&r, ALL);
    plot_trials_tell_number(&r.set, text);
    ck_assert_str_eq(text->str, "200 to 1000");
    g_string_free(text, TRUE);
    end(&r);
}
END_TEST

START_TEST(without_an_arm_but_the_control_there_is_no_figure)
{
    reading r;

    begin(&r);
    expect_refused(&r, "figure 'trials': no arm but 'saline'; two or more would be right");
}
END_TEST

START_TEST(a_table_of_something_else_is_refused)
{
    reading r;

    begin(&r);
    add_five(&r, 1);
    r.made.shown.trial = &r.made.trials;
    expect_refused(&r, "figure 'trials': trials has no column 'difference'; a table of "
                       "trials would be right");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("trials");
    TCase *c = tcase_create("reading");

    tcase_add_test(c, trials_are_counted_by_their_intervals);
    tcase_add_test(c, estimates_rise_and_only_the_first_trials_are_read);
    tcase_add_loop_test(c, no_side_is_wrong_without_a_difference, 0,
                        sizeof counts / sizeof *counts);
    tcase_add_test(c, arms_are_all_but_the_control_in_their_order);
    tcase_add_loop_test(c, power_is_reached_between_rungs, 0,
                        sizeof reached / sizeof *reached);
    tcase_add_loop_test(c, sizes_are_told_once_where_they_are_alike, 0,
                        sizeof sizes / sizeof *sizes);
    tcase_add_test(c, arms_may_have_controls_of_other_sizes);
    tcase_add_test(c, sizes_may_have_other_numbers_of_trials);
    tcase_add_test(c, without_an_arm_but_the_control_there_is_no_figure);
    tcase_add_test(c, a_table_of_something_else_is_refused);
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
