/* test_search.c -- the best of functions whose best is known, under conditions or without. */
#include <check.h>
#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "sim/study/search.h"
#include "tests/suite.h"

enum { MOST_AXES = 3 };

/* A function with its best, known in closed form. */
typedef struct {
    const char *name;
    sim_search_axis axes[MOST_AXES];
    size_t n_axes, n_conditions;
    void (*find)(const double x[], sim_search_seen *seen);
    double best[MOST_AXES], value;
    double within; /* of a real variable at the best, and of the value */
} known;

static void hill(const double x[], sim_search_seen *seen)
{
    seen->value = 3.71 - pow(x[0] - 0.312, 2) - 2 * pow(x[1] - 0.771, 2);
}

/* Rosenbrock's valley, with its best at (1, 1) of [-2, 2]. */
static void valley(const double x[], sim_search_seen *seen)
{
    const double a = 4 * x[0] - 2, b = 4 * x[1] - 2;

    seen->value = -pow(1 - a, 2) - 100 * pow(b - a * a, 2);
}

/* It goes up to the corner of the box. */
static void slope(const double x[], sim_search_seen *seen)
{
    seen->value = 2.385 * x[0] - 1.7 * x[1];
}

/* The highest x + y on a disk of radius 0.9: in the middle of its edge. */
static void disk(const double x[], sim_search_seen *seen)
{
    seen->value = x[0] + x[1];
    seen->gaps[0] = sim_search_gap(0.81, x[0] * x[0] + x[1] * x[1]);
}

/* The same in three variables, of which one has to be at least another. */
static void ball(const double x[], sim_search_seen *seen)
{
    seen->value = x[0] + 2 * x[1] + 2 * x[2];
    seen->gaps[0] = sim_search_gap(0.81, x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
    seen->gaps[1] = sim_search_gap(0.9, x[1] + x[2]);
}

/* A crest for each whole number, the highest of 7, and each of them elsewhere. */
static void crests(const double x[], sim_search_seen *seen)
{
    seen->value = 10 - pow(x[0] - 7, 2) - 50 * pow(x[1] - x[0] / 13, 2);
}

/* The whole variable may not be more than 4.385. */
static void held(const double x[], sim_search_seen *seen)
{
    crests(x, seen);
    seen->gaps[0] = sim_search_gap(4.385, x[0]);
}

/* Words without an order: the value of a level says nothing of the next. */
static void words(const double x[], sim_search_seen *seen)
{
    static const double values[] = {3, -2, 5.5, 1, 5.4, -7};

    seen->value = values[(size_t)x[0]] - pow(x[1] - 0.6, 2);
}

/* There is no number in most of the box, and nothing at all in a part of it. */
static void islands(const double x[], sim_search_seen *seen)
{
    seen->value =
        x[0] > 0.61 && x[1] < 0.43 ? 1 - fabs(x[0] - 0.7) - fabs(x[1] - 0.2) : NAN;
    seen->is_refused = x[0] < 0.3;
}

#define REAL \
    { \
        0, false \
    }

static const known functions[] = {
    {"hill", {REAL, REAL}, 2, 0, hill, {0.312, 0.771}, 3.71, 1e-9},
    {"valley", {REAL, REAL}, 2, 0, valley, {0.75, 0.75}, 0, 1e-9},
    {"slope", {REAL, REAL}, 2, 0, slope, {1, 0}, 2.385, 0},
    {"disk", {REAL, REAL}, 2, 1, disk, {0.636396, 0.636396}, 1.2727922, 1e-6},
    {"ball", {REAL, REAL, REAL}, 3, 2, ball, {0.636396, 0.45, 0.45}, 2.436396, 1e-3},
    {"crests", {{12, false}, REAL}, 2, 0, crests, {7, 7.0 / 13}, 10, 1e-9},
    {"held", {{12, false}, REAL}, 2, 1, held, {4, 4.0 / 13}, 1, 1e-9},
    {"words", {{6, true}, REAL}, 2, 0, words, {2, 0.6}, 5.5, 1e-9},
    {"islands", {REAL, REAL}, 2, 0, islands, {0.7, 0.2}, 1, 1e-6},
};
enum { N_FUNCTIONS = sizeof functions / sizeof *functions };

static atomic_size_t looked;
static atomic_size_t fails_at = (size_t)-1;

static sim_status look(void *self, size_t member, size_t number, const double x[],
                       sim_search_seen *seen, sim_error *err)
{
    const known *f = self;

    (void)member;
    looked++;
    *seen = (sim_search_seen){0};
    if (number == fails_at) return sim_fail(err, SIM_ENOMEM, "no memory at %zu", number);
    f->find(x, seen);
    return SIM_OK;
}

static sim_search_problem problem_of(const known *f)
{
    return (sim_search_problem){f->axes, f->n_axes, f->n_conditions, look, (void *)f};
}

static const sim_search_way all = {0, SIM_SEARCH_ALL, NULL};
static sim_error err;

static void run(const sim_search_problem *p, const sim_search_ask *ask, sim_search *s,
                sim_search_ends *ends)
{
    ck_assert_msg(sim_search_scan(s, p, ask, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_search_climb(s, &all, ends, &err) == SIM_OK, "%s", err.text);
}

START_TEST(the_best_is_found)
{
    const known *f = &functions[_i];
    const sim_search_problem p = problem_of(f);
    const sim_search_ask ask = {.scan = 64, .starts = 4, .threads = 2};
    sim_search s;
    sim_search_ends ends;

    run(&p, &ask, &s, &ends);
    ck_assert_double_eq(sim_search_lack(&p, &ends.list[0].seen, SIM_SEARCH_ALL), 0);
    ck_assert_msg(fabs(ends.list[0].seen.value - f->value) <= f->within, "%s: %.9g",
                  f->name, ends.list[0].seen.value);
    for (size_t i = 0; i < f->n_axes; i++) {
        const double within = f->axes[i].levels > 0 ? 0 : sqrt(f->within);

        ck_assert_msg(fabs(ends.list[0].x[i] - f->best[i]) <= within, "%s: %zu at %.9g",
                      f->name, i, ends.list[0].x[i]);
    }
    ck_assert_msg(looked < 64 + 5 * 1500, "%s: %zu", f->name, (size_t)looked);
    ck_assert_uint_eq(ends.spent, 0);
    sim_search_free(&s);
}
END_TEST

/* The better first, and no two that are the same. */
START_TEST(ends_are_in_order_and_apart)
{
    const sim_search_problem p = problem_of(&functions[5]);
    const sim_search_ask ask = {.scan = 64, .starts = 4, .threads = 2};
    sim_search s;
    sim_search_ends ends;

    run(&p, &ask, &s, &ends);
    ck_assert_uint_ge(ends.n, 3); /* the best, and its two neighbours */
    ck_assert_double_eq_tol(ends.list[1].seen.value, 9, 1e-4);
    ck_assert_double_eq_tol(ends.list[2].seen.value, 9, 1e-4);
    ck_assert(ends.list[1].x[0] != ends.list[2].x[0]);
    for (size_t i = 1; i < ends.n; i++)
        ck_assert(!sim_search_is_better(&p, &ends.list[i].seen, &ends.list[i - 1].seen,
                                        SIM_SEARCH_ALL));
    sim_search_free(&s);
}
END_TEST

/* From one end of a whole variable to the best of it, step by step. */
START_TEST(whole_variables_go_from_neighbour_to_neighbour)
{
    const sim_search_problem p = problem_of(&functions[5]);
    const sim_search_ask ask = {.scan = 1, .starts = 1, .threads = 1};
    sim_search s;
    sim_search_ends ends;

    run(&p, &ask, &s, &ends);
    ck_assert_double_eq(s.scan[0].x[0], 0);
    ck_assert_double_eq(ends.list[0].x[0], 7);
    ck_assert_uint_eq(ends.n, 9); /* 0 to 8 */
    sim_search_free(&s);
}
END_TEST

static void check_same(const sim_search_ends *a, const sim_search_ends *b, size_t n_axes)
{
    ck_assert_uint_eq(a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        ck_assert_uint_eq(a->list[i].number, b->list[i].number);
        ck_assert_int_eq(memcmp(a->list[i].x, b->list[i].x, n_axes * sizeof(double)), 0);
        ck_assert_int_eq(memcmp(&a->list[i].seen.value, &b->list[i].seen.value, 8), 0);
    }
}

START_TEST(threads_play_no_part)
{
    const known *f = &functions[_i];
    const sim_search_problem p = problem_of(f);
    const sim_search_ask one = {.scan = 64, .starts = 4, .threads = 1},
                         three = {.scan = 64, .starts = 4, .threads = 3};
    sim_search s, t;
    sim_search_ends a, b;

    run(&p, &one, &s, &a);
    run(&p, &three, &t, &b);
    check_same(&a, &b, f->n_axes);
    sim_search_free(&s);
    sim_search_free(&t);
}
END_TEST

/* What would be had if a condition did not stand. */
START_TEST(a_condition_can_be_left_out)
{
    const sim_search_problem p = problem_of(&functions[6]);
    const sim_search_ask ask = {.scan = 64, .starts = 4, .threads = 2};
    sim_search s;
    sim_search_ends with, without;
    sim_search_way way = {.climb = 1, .without = 0};

    run(&p, &ask, &s, &with);
    way.besides = with.list[0].x;
    ck_assert_int_eq(sim_search_climb(&s, &way, &without, &err), SIM_OK);
    ck_assert_double_eq(without.list[0].x[0], 7);
    ck_assert_double_eq_tol(without.list[0].seen.value, 10, 1e-4);
    ck_assert_double_lt(without.list[0].seen.gaps[0], 0);
    for (size_t i = 0; i < without.n; i++) {
        ck_assert_uint_ge(without.list[i].number, sim_search_numbers(&s, 1));
        ck_assert_uint_lt(without.list[i].number, sim_search_numbers(&s, 2));
    }
    sim_search_free(&s);
}
END_TEST

static void impossible(const double x[], sim_search_seen *seen)
{
    seen->value = -x[0];
    seen->gaps[0] = sim_search_gap(x[0] + x[1], 2.385);
}

/* What lacks least is the best then, whatever its value. */
START_TEST(where_nothing_holds_the_least_lack_is_found)
{
    const known f = {"impossible", {REAL, REAL}, 2, 1, impossible, {0}, 0, 0};
    const sim_search_problem p = problem_of(&f);
    const sim_search_ask ask = {.scan = 16, .starts = 2, .threads = 1};
    sim_search s;
    sim_search_ends ends;

    run(&p, &ask, &s, &ends);
    ck_assert_double_eq(ends.list[0].x[0], 1);
    ck_assert_double_eq(ends.list[0].x[1], 1);
    ck_assert_double_eq_tol(sim_search_lack(&p, &ends.list[0].seen, SIM_SEARCH_ALL),
                            0.385 / 4.385, 1e-12);
    sim_search_free(&s);
}
END_TEST

START_TEST(a_gap_is_a_part)
{
    ck_assert_double_eq(sim_search_gap(0, 0), 0);
    ck_assert_double_eq(sim_search_gap(3, 1), 0.5);
    ck_assert_double_eq(sim_search_gap(1, 3), -0.5);
    ck_assert_double_eq(sim_search_gap(2, -2), 1);
    ck_assert_double_eq(sim_search_gap(INFINITY, 2), 1);
    ck_assert_double_eq(sim_search_gap(1, INFINITY), -1);
    ck_assert(isnan(sim_search_gap(NAN, 1)));
}
END_TEST

/* Nothing found lacks more than all that can be told. */
START_TEST(what_cannot_be_told_lacks_a_whole)
{
    const known f = {"none", {REAL}, 1, 2, hill, {0}, 0, 0};
    const sim_search_problem p = problem_of(&f);
    const sim_search_seen whole = {.value = 1, .gaps = {0.2, 0}};
    const sim_search_seen unknown = {.value = 1, .gaps = {0.2, NAN}};
    const sim_search_seen no_value = {.value = NAN, .gaps = {-0.25, 0}};
    const sim_search_seen refused = {.is_refused = true};

    ck_assert_double_eq(sim_search_lack(&p, &whole, SIM_SEARCH_ALL), 0);
    ck_assert_double_eq(sim_search_lack(&p, &unknown, SIM_SEARCH_ALL), 1);
    ck_assert_double_eq(sim_search_lack(&p, &unknown, 1), 0);
    ck_assert_double_eq(sim_search_lack(&p, &no_value, SIM_SEARCH_ALL), 1.25);
    ck_assert_double_eq(sim_search_lack(&p, &no_value, 0), 1);
    ck_assert_double_eq(sim_search_lack(&p, &refused, 0), 4);
}
END_TEST

START_TEST(a_failure_ends_it)
{
    const sim_search_problem p = problem_of(&functions[0]);
    const sim_search_ask ask = {.scan = 16, .starts = 2, .threads = 1};
    sim_search s;
    sim_search_ends ends;

    fails_at = 5;
    ck_assert_int_eq(sim_search_scan(&s, &p, &ask, &err), SIM_ENOMEM);
    ck_assert_str_eq(err.text, "no memory at 5");
    sim_search_free(&s);
    fails_at = 16 + SIM_SEARCH_MOST + 7;
    ck_assert_int_eq(sim_search_scan(&s, &p, &ask, &err), SIM_OK);
    ck_assert_int_eq(sim_search_climb(&s, &all, &ends, &err), SIM_ENOMEM);
    sim_search_free(&s);
    ck_assert_int_eq(
        sim_search_scan(&s, &p, &(sim_search_ask){.scan = 0, .starts = 1}, &err),
        SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "optimise: 0 points and 1 starts; at least 1 of each would be right");
    sim_search_free(&s);
}
END_TEST

static bool stop_at_ten(void *self)
{
    (void)self;
    return looked >= 10;
}

START_TEST(a_hook_stops_it)
{
    const sim_search_problem p = problem_of(&functions[0]);
    const sim_hooks hooks = {.stop = stop_at_ten};
    const sim_search_ask ask = {.scan = 64, .starts = 2, .threads = 1, .hooks = &hooks};
    sim_search s;

    ck_assert_int_eq(sim_search_scan(&s, &p, &ask, &err), SIM_ESTOP);
    ck_assert_uint_lt(looked, 12);
    sim_search_free(&s);
}
END_TEST

static void begin_anew(void)
{
    looked = 0;
    fails_at = (size_t)-1;
    err = (sim_error){""};
}

int main(void)
{
    Suite *suite = suite_create("search");
    TCase *cases = tcase_create("search");

    tcase_add_checked_fixture(cases, begin_anew, NULL);
    tcase_add_loop_test(cases, the_best_is_found, 0, N_FUNCTIONS);
    tcase_add_loop_test(cases, threads_play_no_part, 0, N_FUNCTIONS);
    tcase_add_test(cases, ends_are_in_order_and_apart);
    tcase_add_test(cases, whole_variables_go_from_neighbour_to_neighbour);
    tcase_add_test(cases, a_condition_can_be_left_out);
    tcase_add_test(cases, where_nothing_holds_the_least_lack_is_found);
    tcase_add_test(cases, a_gap_is_a_part);
    tcase_add_test(cases, what_cannot_be_told_lacks_a_whole);
    tcase_add_test(cases, a_failure_ends_it);
    tcase_add_test(cases, a_hook_stops_it);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
