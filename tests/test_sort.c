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

static kind_of_number *const kinds[] = {any, few, rising, falling, peaked, far};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static void sort_and_compare(kind_of_number *kind, size_t n, gsl_rng *rng)
{
    double x[MOST], y[MOST];

    for (size_t i = 0; i < n; i++) x[i] = y[i] = kind(i, n, rng);
    sim_sort(x, n);
    gsl_sort(y, 1, n);
    ck_assert_msg(memcmp(x, y, n * sizeof *x) == 0, "%zu numbers of kind %d", n,
                  (int)(kind == any));
}

START_TEST(numbers_of_every_kind_come_in_order)
{
    static const size_t sizes[] = {0, 1, 2, 3, 15, 16, 17, 18, 60, 61, 100, 1000, MOST};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        sort_and_compare(kinds[_i], sizes[i], rng);
    for (size_t n = 0; n < 200; n++) sort_and_compare(kinds[_i], n, rng);
    gsl_rng_free(rng);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sort");
    TCase *tcase = tcase_create("sort");

    tcase_add_loop_test(tcase, numbers_of_every_kind_come_in_order, 0, N_KINDS);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
