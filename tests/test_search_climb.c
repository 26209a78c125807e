/* test_search_climb.c -- one start: which points it looks at, and where it ends. */
#include <math.h>
#include <string.h>

#include <check.h>

#include "sim/study/search_parts.h"
#include "tests/suite.h"

enum { MOST_AXES = 4, FIRST = 70, MEMBER = 3 };

/* What is looked at, and by whom. */
typedef struct {
    void (*find)(const double x[], sim_search_seen *seen);
    size_t n_axes, looked, fails_at;
} asked;

static sim_error err;

static sim_status look(void *self, size_t member, size_t number, const double x[],
                       sim_search_seen *seen, sim_error *why)
{
    asked *a = self;

    ck_assert_uint_eq(member, MEMBER);
    ck_assert_uint_eq(number, FIRST + a->looked);
    for (size_t i = 0; i < a->n_axes; i++) ck_assert_double_ge(x[i], 0);
    a->looked++;
    *seen = (sim_search_seen){0};
    if (number == a->fails_at) return sim_fail(why, SIM_ENOMEM, "no memory at %zu", number);
    a->find(x, seen);
    return SIM_OK;
}

typedef struct {
    asked asked;
    sim_search_problem problem;
    sim_search search;
    sim_climb climb;
} start;

static sim_status go(start *s, const sim_search_axis axes[], size_t n_conditions,
                     const double from[], size_t without)
{
    s->problem = (sim_search_problem){axes, s->asked.n_axes, n_conditions, look, &s->asked};
    s->search = (sim_search){.problem = &s->problem, .scale = 1};
    s->climb = (sim_climb){.from = from, .first = FIRST, .member = MEMBER};
    ck_assert_int_eq(sim_climb_init(&s->climb, &s->search, without, &err), SIM_OK);
    return sim_climb_run(&s->climb, &err);
}

static const sim_search_point *last_end(const start *s)
{
    ck_assert_uint_gt(s->climb.n_ends, 0);
    return &s->climb.ends[s->climb.n_ends - 1];
}

/* No point is looked at twice. */
static void check_apart(const start *s)
{
    const size_t size = s->asked.n_axes * sizeof(double);

    ck_assert_uint_eq(s->climb.n_tried, s->asked.looked);
    for (size_t i = 0; i < s->climb.n_tried; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert(memcmp(s->climb.tried[i].x, s->climb.tried[k].x, size) != 0);
}

static void hill(const double x[], sim_search_seen *seen)
{
    seen->value = 3.71 - pow(x[0] - 0.312, 2) - 2 * pow(x[1] - 0.771, 2);
}

START_TEST(real_variables_go_up_from_where_they_begin)
{
    static const sim_search_axis axes[2] = {{0, false}, {0, false}};
    static const double from[2] = {0.95, 0.05};
    start s = {.asked = {hill, 2, 0, 0}};

    ck_assert_int_eq(go(&s, axes, 0, from, SIM_SEARCH_ALL), SIM_OK);
    ck_assert_uint_eq(s.climb.n_real, 2);
    ck_assert_int_eq(memcmp(s.climb.tried[0].x, from, sizeof from), 0);
    ck_assert_double_eq_tol(last_end(&s)->x[0], 0.312, 1e-4);
    ck_assert_double_eq_tol(last_end(&s)->x[1], 0.771, 1e-4);
    ck_assert_double_eq_tol(last_end(&s)->seen.value, 3.71, 1e-8);
    for (size_t i = 0; i < s.climb.n_tried; i++) /* it is the best that it met */
        ck_assert_double_le(s.climb.tried[i].seen.value, last_end(&s)->seen.value);
    ck_assert(!s.climb.is_spent);
    check_apart(&s);
    sim_climb_free(&s.climb);
}
END_TEST

/* From 0 by 1, 2 and 3 to 4, which is worse: each once, and the best again at the end. */
static void steps(const double x[], sim_search_seen *seen)
{
    seen->value = -pow(x[0] - 3, 2);
}

START_TEST(a_whole_variable_goes_level_by_level)
{
    static const sim_search_axis axes[1] = {{9, false}};
    static const double from[1] = {0};
    start s = {.asked = {steps, 1, 0, 0}};

    ck_assert_int_eq(go(&s, axes, 0, from, SIM_SEARCH_ALL), SIM_OK);
    ck_assert_uint_eq(s.asked.looked, 5);
    ck_assert_uint_eq(s.climb.n_ends, 6);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_double_eq(s.climb.ends[i].x[0], (double)i);
        ck_assert_uint_eq(s.climb.ends[i].number, FIRST + i);
    }
    ck_assert_double_eq(last_end(&s)->x[0], 3);
    ck_assert_uint_eq(last_end(&s)->number, FIRST + 3);
    check_apart(&s);
    sim_climb_free(&s.climb);
}
END_TEST

static void words(const double x[], sim_search_seen *seen)
{
    static const double values[] = {3, -2, 1, 5.5, 4};

    seen->value = values[(size_t)x[0]];
}

START_TEST(each_word_is_a_neighbour_of_every_other)
{
    static const sim_search_axis axes[1] = {{5, true}};
    static const double from[1] = {1};
    start s = {.asked = {words, 1, 0, 0}};

    ck_assert_int_eq(go(&s, axes, 0, from, SIM_SEARCH_ALL), SIM_OK);
    ck_assert_uint_eq(s.asked.looked, 5);
    ck_assert_double_eq(last_end(&s)->x[0], 3);
    ck_assert_double_eq(last_end(&s)->seen.value, 5.5);
    sim_climb_free(&s.climb);
}
END_TEST

/* The levels of the steps, of which no more than 1.5 are allowed. */
static void held(const double x[], sim_search_seen *seen)
{
    steps(x, seen);
    seen->gaps[0] = sim_search_gap(1.5, x[0]);
}

START_TEST(a_condition_holds_it_unless_it_is_left_out)
{
    static const sim_search_axis axes[1] = {{9, false}};
    static const double from[1] = {5}, best[2] = {1, 3};
    const size_t without[2] = {SIM_SEARCH_ALL, 0};
    start s = {.asked = {held, 1, 0, 0}};

    ck_assert_int_eq(go(&s, axes, 1, from, without[_i]), SIM_OK);
    ck_assert_double_eq(last_end(&s)->x[0], best[_i]);
    sim_climb_free(&s.climb);
}
END_TEST

/* A valley (Rosenbrock) of three variables for each word, a little better with the next. */
static void valleys(const double x[], sim_search_seen *seen)
{
    double sum = 0;

    for (size_t i = 1; i < 3; i++) {
        const double a = 4 * x[i] - 2, b = 4 * x[i + 1] - 2;

        sum += pow(1 - a, 2) + 100 * pow(b - a * a, 2);
    }
    seen->value = 1000 + x[0] - sum;
}

START_TEST(no_start_has_more_points_than_it_may)
{
    static const sim_search_axis axes[4] = {{60, true}, {0, false}, {0, false}, {0, false}};
    static const double from[4] = {0, 0.2, 0.8, 0.3};
    start s = {.asked = {valleys, 4, 0, 0}};

    ck_assert_int_eq(go(&s, axes, 0, from, SIM_SEARCH_ALL), SIM_OK);
    ck_assert(s.climb.is_spent);
    ck_assert_uint_eq(s.climb.n_tried, SIM_SEARCH_MOST);
    ck_assert_uint_eq(s.asked.looked, SIM_SEARCH_MOST);
    ck_assert_uint_le(s.climb.n_ends, SIM_SEARCH_ENDS);
    sim_climb_free(&s.climb);
}
END_TEST

START_TEST(what_fails_ends_it)
{
    static const sim_search_axis axes[2] = {{0, false}, {0, false}};
    static const double from[2] = {0.95, 0.05};
    start s = {.asked = {hill, 2, 0, FIRST + 7}};

    ck_assert_int_eq(go(&s, axes, 0, from, SIM_SEARCH_ALL), SIM_ENOMEM);
    ck_assert_str_eq(err.text, "no memory at 77");
    ck_assert_uint_eq(s.asked.looked, 8);
    ck_assert_uint_eq(s.climb.n_tried, 7); /* the last is no point */
    ck_assert_uint_eq(s.climb.n_ends, 0);
    sim_climb_free(&s.climb);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("search_climb");
    TCase *cases = tcase_create("search_climb");

    tcase_add_test(cases, real_variables_go_up_from_where_they_begin);
    tcase_add_test(cases, a_whole_variable_goes_level_by_level);
    tcase_add_test(cases, each_word_is_a_neighbour_of_every_other);
    tcase_add_loop_test(cases, a_condition_holds_it_unless_it_is_left_out, 0, 2);
    tcase_add_test(cases, no_start_has_more_points_than_it_may);
    tcase_add_test(cases, what_fails_ends_it);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
