/* test_strata.c -- an axis parts points by its few levels, or into quarters. */
#include "sim/study/session.h"
#include "sim/study/strata.h"
#include "tests/suite.h"

static sim_session session;
static sim_axes axes;
static sim_axis_world world;
static sim_error err;

static void set_up(void)
{
    ck_assert_int_eq(sim_session_open(&session, &models_chains[0], &err), SIM_OK);
    world = (sim_axis_world){&session.catalog, &session.presets, false};
}

static void tear_down(void)
{
    sim_axes_free(&axes);
    sim_session_close(&session);
}

static const sim_axis *add(const char *name, const char *how)
{
    const sim_row row = {name, how, "a.ini:3", "a.ini:3", 0};

    ck_assert_msg(sim_axes_set(&axes, &world, &row, &err) == SIM_OK, "%s", err.text);
    return sim_axes_find(&axes, name);
}

START_TEST(few_levels_and_words_part_by_themselves)
{
    double values[] = {3.71, 2.385};
    sim_strata s;

    sim_strata_init(&s, add("joint.volume", "2.385, 3.71, 5"), &world, values, 2);
    ck_assert(s.by_level);
    ck_assert_uint_eq(s.n, 3);
    ck_assert_uint_eq(sim_strata_find(&s, 3.71), 1);
    ck_assert_uint_eq(sim_strata_find(&s, 3.7), 3);
    ck_assert_str_eq(sim_strata_at(&s, 0).level, "2.385");
    ck_assert(!sim_strata_at(&s, 0).has_words);
    sim_strata_init(&s, add("presets.source", "umbilical, adipose"), &world, values, 2);
    ck_assert_uint_eq(s.n, 2);
    ck_assert_str_eq(sim_strata_at(&s, 1).level, "adipose");
    ck_assert(sim_strata_at(&s, 1).has_words);
}
END_TEST

/* Of nine values the quarters start at the ranks 0, 2, 4 and 6. */
START_TEST(a_range_is_parted_into_quarters_of_its_points)
{
    double values[] = {4.1, 2.02, 3.33, 2.75, 4.96, 2.2, 3.6, 2.41, 4.4};
    static const double low[] = {2.02, 2.41, 3.33, 4.1}, high[] = {2.2, 2.75, 3.6, 4.96};
    sim_strata s;

    sim_strata_init(&s, add("joint.volume", "2..5"), &world, values, 9);
    ck_assert(!s.by_level);
    ck_assert_uint_eq(s.n, SIM_STRATA_MOST);
    for (size_t i = 0; i < s.n; i++) {
        ck_assert_double_eq(s.low[i], low[i]);
        ck_assert_double_eq(s.high[i], high[i]);
        ck_assert_uint_eq(sim_strata_find(&s, low[i]), i);
        ck_assert_uint_eq(sim_strata_find(&s, high[i]), i);
    }
    ck_assert_double_eq(sim_strata_at(&s, 3).low, 4.1);
    ck_assert_double_eq(sim_strata_at(&s, 3).high, 4.96);
}
END_TEST

/* All of one value: they are in the last, and the others have none. */
START_TEST(equal_values_leave_strata_without_points)
{
    double values[] = {2.385, 2.385, 2.385, 2.385, 2.385};
    sim_strata s;

    sim_strata_init(&s, add("joint.volume", "2..5 x 7"), &world, values, 5);
    ck_assert_uint_eq(s.n, SIM_STRATA_MOST);
    ck_assert_uint_eq(sim_strata_find(&s, 2.385), 3);
    ck_assert(sim_strata_at(&s, 0).is_empty);
    ck_assert(!sim_strata_at(&s, 3).is_empty);
    ck_assert_double_eq(sim_strata_at(&s, 3).low, 2.385);
    ck_assert_double_eq(sim_strata_at(&s, 3).high, 2.385);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("strata");
    TCase *cases = tcase_create("strata");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, few_levels_and_words_part_by_themselves);
    tcase_add_test(cases, a_range_is_parted_into_quarters_of_its_points);
    tcase_add_test(cases, equal_values_leave_strata_without_points);
    suite_add_tcase(s, cases);
    return suite_run(s);
}
