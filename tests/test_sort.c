/* test_sort.c -- numbers in ascending order, against GSL's heapsort. */
#include <check.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

#include "sim/study/sort.h"
#include "tests/suite.h"

enum { MOST = 3000 };

typedef double kind_of_number(size_t i, size_t n, gsl_rng *rng);

static double any(size_t i, size_t n, gsl_rng *rng)
{
    (void)i, (void)n;
    return gsl_rng_uniform(rng) - 0.371;
}

static double few(size_t i, size_t n, gsl_rng *rng)
{
    (void)i, (void)n;
    return (double)gsl_rng_uniform_int(rng, 3);
}

static double rising(size_t i, size_t n, gsl_rng *rng)
{
    (void)n, (void)rng;
    return (double)i;
}

static double falling(size_t i, size_t n, gsl_rng *rng)
{
    (void)rng;
    return (double)(n - i);
}

/* Rises to the middle and falls again. */
static double peaked(size_t i, size_t n, gsl_rng *rng)
{
    (void)rng;
    return (double)(i < n / 2 ? i : n - i);
}

static double far(size_t i, size_t n, gsl_rng *rng)
{
    (void)n;
    if (i % 7 == 3) return i % 2 == 0 ? INFINITY : -INFINITY;
    return pow(10, 600 * gsl_rng_uniform(rng) - 300);
}

/* With both signs, among a few others. */
static double zeros(size_t i, size_t n, gsl_rng *rng)
{
    (void)i, (void)n;
    return (double)(gsl_rng_uniform_int(rng, 5) - 2) / 2.0 *
           (gsl_rng_uniform(rng) < 0.5 ? -0.0 : 1);
}

static kind_of_number *const kinds[] = {any, few, rising, falling, peaked, far, zeros};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static void sort_and_compare(const double from[], size_t n, sim_order *order)
{
    double x[MOST], y[MOST];

    for (size_t i = 0; i < n; i++) x[i] = y[i] = from[i];
    sim_sort(x, n, order);
    gsl_sort(y, 1, n);
    for (size_t i = 0; i < n; i++) y[i] += 0.0; /* which has no sign then */
    ck_assert_msg(memcmp(x, y, n * sizeof *x) == 0, "%zu numbers", n);
}

static void sort_kind(size_t kind, size_t n, gsl_rng *rng, sim_order *order)
{
    double x[MOST];

    for (size_t i = 0; i < n; i++) x[i] = kinds[kind](i, n, rng);
    sort_and_compare(x, n, order);
}

START_TEST(numbers_of_every_kind_come_in_order)
{
    static const size_t sizes[] = {0, 1, 2, 3, 15, 16, 17, 18, 60, 61, 100, 1000, MOST};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    sim_pool pool = {0};
    sim_order order = sim_order_take(&pool, MOST);

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        sort_kind((size_t)_i, sizes[i], rng, &order);
    for (size_t n = 0; n < 200; n++) sort_kind((size_t)_i, n, rng, &order);
    for (size_t n = 200; n > 0; n--) sort_kind((size_t)_i, n, rng, &order);
    sim_pool_free(&pool);
    gsl_rng_free(rng);
}
END_TEST

/* One kind after the other, with what is remembered of the others. */
START_TEST(what_was_sorted_before_makes_no_difference)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    sim_pool pool = {0};
    sim_order order = sim_order_take(&pool, MOST);

    for (size_t i = 0; i < 2 * N_KINDS * N_KINDS; i++) {
        sort_kind(i % N_KINDS, (size_t)_i, rng, &order);
        sort_kind(i / 2 / N_KINDS, (size_t)_i, rng, &order);
    }
    sim_pool_free(&pool);
    gsl_rng_free(rng);
}
END_TEST

/* Numbers that drift past each other, some of which are still. */
START_TEST(numbers_that_drift_stay_in_order)
{
    enum { N = 371, DAYS = 60 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    sim_pool pool = {0};
    sim_order order = sim_order_take(&pool, N);
    double x[N], drift[N];

    for (size_t i = 0; i < N; i++) x[i] = gsl_rng_uniform(rng);
    for (size_t i = 0; i < N; i++)
        drift[i] = i % 3 == 0 ? 0 : 0.01 * (gsl_rng_uniform(rng) - 0.5);
    for (size_t day = 0; day < DAYS; day++) {
        for (size_t i = 0; i < N; i++) x[i] += drift[i];
        sort_and_compare(x, N, &order);
    }
    sim_pool_free(&pool);
    gsl_rng_free(rng);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sort");
    TCase *tcase = tcase_create("sort");

    tcase_add_loop_test(tcase, numbers_of_every_kind_come_in_order, 0, N_KINDS);
    tcase_add_loop_test(tcase, what_was_sorted_before_makes_no_difference, 40, 43);
    tcase_add_test(tcase, numbers_that_drift_stay_in_order);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
