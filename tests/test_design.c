/* test_design.c -- points of a sweep: all there, once, and evenly spread at any time. */
#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_qrng.h>

#include "sim/study/design.h"
#include "tests/suite.h"

static double *reserve(size_t n)
{
    double *list = calloc(n, sizeof *list);

    ck_assert_ptr_nonnull(list);
    return list;
}

/* All points [n][n_axes] of a design. */
static double *points_of(const sim_design_spec *spec, size_t *n)
{
    sim_error err = {""};
    sim_design d;
    double *u;

    ck_assert_msg(sim_design_init(&d, spec, &err) == SIM_OK, "%s", err.text);
    *n = d.n;
    u = reserve(d.n * spec->n_axes + 1);
    for (size_t i = 0; i < d.n; i++) sim_design_next(&d, &u[i * spec->n_axes]);
    sim_design_free(&d);
    return u;
}

/* ---- all kinds ------------------------------------------------------------ */

START_TEST(designs_have_names)
{
    ck_assert_str_eq(sim_design_name(SIM_GRID), "grid");
    ck_assert_str_eq(sim_design_name(SIM_LHS), "lhs");
    ck_assert_str_eq(sim_design_name(SIM_SOBOL), "sobol");
    ck_assert_str_eq(sim_design_name(SIM_TABLE), "table");
    ck_assert_ptr_null(sim_design_name(SIM_TABLE + 1));
}
END_TEST

static const size_t some_levels[] = {7, 5, 3};

START_TEST(equal_specs_give_equal_points)
{
    const sim_design_spec spec = {(size_t)_i, 3, some_levels, 105, 23};
    size_t n, m;
    double *u = points_of(&spec, &n), *w = points_of(&spec, &m), again[3];
    sim_error err = {""};
    sim_design d;

    ck_assert_uint_eq(n, 105);
    ck_assert_mem_eq(u, w, n * 3 * sizeof *u);
    ck_assert_int_eq(sim_design_init(&d, &spec, &err), SIM_OK);
    ck_assert_uint_eq(d.kind, (size_t)_i);
    for (int i = 0; i < 23; i++) sim_design_next(&d, again);
    sim_design_rewind(&d);
    for (size_t i = 0; i < n; i++) {
        sim_design_next(&d, again);
        ck_assert_mem_eq(again, &u[i * 3], sizeof again);
    }
    sim_design_free(&d);
    free(u);
    free(w);
}
END_TEST

START_TEST(a_design_without_axes_has_points)
{
    const sim_design_spec spec = {.kind = (size_t)_i, .points = 7};
    sim_error err = {""};
    sim_design d;
    double u[1] = {3.71};

    ck_assert_int_eq(sim_design_init(&d, &spec, &err), SIM_OK);
    ck_assert_uint_eq(d.n, _i == SIM_GRID ? 1 : 7);
    for (size_t i = 0; i < d.n; i++) sim_design_next(&d, u);
    ck_assert_double_eq(u[0], 3.71);
    sim_design_free(&d);
}
END_TEST

static const size_t huge_levels[] = {40000, 30000};
static const size_t just_too_many[] = {10000001};

static const struct {
    sim_design_spec spec;
    const char *message;
} refused[] = {
    {{SIM_GRID, 2, huge_levels, 0, 0},
     "grid: the axes have 1.2e+09 points; at most 10000000 would be right"},
    {{SIM_GRID, 1, just_too_many, 0, 0},
     "grid: the axes have 1e+07 points; at most 10000000 would be right"},
    {{SIM_LHS, 2, NULL, 0, 0}, "lhs: points = 0 is outside [1, 10000000]"},
    {{SIM_LHS, 2, NULL, 10000001, 0}, "lhs: points = 10000001 is outside [1, 10000000]"},
    {{SIM_LHS, 23, NULL, 10000000, 0},
     "lhs: points = 10000000 are too many for 23 axes; at most 4347826 would be right"},
    {{SIM_SOBOL, 2, NULL, 0, 0}, "sobol: points = 0 is outside [1, 10000000]"},
    {{SIM_SOBOL, 2, NULL, 10000001, 0},
     "sobol: points = 10000001 is outside [1, 10000000]"},
    {{SIM_SOBOL, 50, NULL, 10000000, 0},
     "lhs: points = 10000000 are too many for 50 axes; at most 2000000 would be right"},
};

START_TEST(too_many_points_are_refused)
{
    sim_error err = {""};
    sim_design d;

    ck_assert_int_eq(sim_design_init(&d, &refused[_i].spec, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, refused[_i].message);
    sim_design_free(&d);
}
END_TEST

/* ---- evenness ------------------------------------------------------------- */

/* Centred L2 discrepancy of points [n][n_axes] (Hickernell (1998) Math. Comput. 67, 299,
 * eq. 5.1c), squared. */
static double discrepancy(const double u[], size_t n, size_t n_axes)
{
    double one = 0, two = 0;

    for (size_t i = 0; i < n; i++) {
        const double *x = &u[i * n_axes];
        double product = 1;

        for (size_t j = 0; j < n_axes; j++) {
            const double off = fabs(x[j] - 0.5);

            product *= 1 + off / 2 - off * off / 2;
        }
        one += product;
        for (size_t k = 0; k < n; k++) {
            const double *y = &u[k * n_axes];

            product = 1;
            for (size_t j = 0; j < n_axes; j++)
                product *=
                    1 + (fabs(x[j] - 0.5) + fabs(y[j] - 0.5) - fabs(x[j] - y[j])) / 2;
            two += product;
        }
    }
    return pow(13.0 / 12, (double)n_axes) - 2 * one / (double)n +
           two / (double)n / (double)n;
}

/* Its mean over independent uniform points: the terms of two different points average to
 * (13/12)^d as the others do, those of a point with itself to (5/4)^d. */
static double random_discrepancy(size_t n, size_t n_axes)
{
    return (pow(1.25, (double)n_axes) - pow(13.0 / 12, (double)n_axes)) / (double)n;
}

/* Of an lhs, axes alone are even and only what they do together is left to chance.  The
 * terms of a point with itself have 13/12 + 1/6 = 5/4 for each axis, and those with 1/6 of
 * one axis only go.  What stays is doubled at most: neighbours are in opposite halves of
 * each axis, so that quadrants are chosen by half as many coins. */
static double left_to_chance(size_t n_axes)
{
    const double mean = 13.0 / 12, d = (double)n_axes;
    const double all = pow(1.25, d) - pow(mean, d);

    return 2 * (all - d / 6 * pow(mean, d - 1)) / all;
}

static const struct {
    size_t kind, n_axes, points;
} spread[] = {{SIM_LHS, 2, 1024}, {SIM_LHS, 5, 1024},   {SIM_LHS, 2, 1000},
              {SIM_LHS, 5, 1000}, {SIM_SOBOL, 2, 1000}, {SIM_SOBOL, 5, 1000}};

START_TEST(any_beginning_is_more_even_than_chance)
{
    enum { SEEDS = 20 };
    const size_t n_axes = spread[_i].n_axes;

    for (size_t parts = 1; parts <= 4; parts *= 2) {
        const size_t n = spread[_i].points / parts;
        double sum = 0;

        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            size_t all;
            double *u = points_of(
                &(sim_design_spec){spread[_i].kind, n_axes, NULL, spread[_i].points, seed},
                &all);

            sum += discrepancy(u, n, n_axes) / random_discrepancy(n, n_axes) / SEEDS;
            free(u);
        }
        ck_assert_double_lt(sum, left_to_chance(n_axes));
    }
}
END_TEST

/* The most and the least of numbers. */
static size_t range(const size_t counts[], size_t n)
{
    size_t least = counts[0], most = counts[0];

    for (size_t i = 1; i < n; i++) {
        if (counts[i] < least) least = counts[i];
        if (counts[i] > most) most = counts[i];
    }
    return most - least;
}

static size_t stratum(double u, size_t n) { return (size_t)(u * (double)n); }

/* ---- grid ----------------------------------------------------------------- */

/* Counts of levels of an axis in any beginning differ by no more than this.  Of small
 * grids, by 2.  In a random order, ten counts of half of the cells of 10 x 10 x 10 have a
 * range of 3.1 standard deviations of 5, and a thousand of 1000 x 1000 one of 6.5 of 16. */
static const struct {
    size_t n_axes, levels[4], most;
} grids[] = {
    {1, {1}, 0},           {1, {12}, 1},          {2, {12, 9}, 2},   {3, {7, 5, 3}, 2},
    {4, {2, 1, 3, 1}, 2},  {4, {3, 3, 3, 3}, 3},  {2, {11, 13}, 2},  {3, {10, 10, 10}, 6},
    {4, {16, 2, 4, 8}, 2}, {2, {1000, 1000}, 10}, {3, {5, 3, 7}, 2}, {4, {2, 2, 2, 2}, 2},
    {1, {37}, 2},          {3, {1, 23, 1}, 2},
};
enum { N_GRIDS = sizeof grids / sizeof *grids };

static size_t cell_of(const double u[], const size_t levels[], size_t n_axes)
{
    size_t cell = 0;

    for (size_t j = n_axes; j-- > 0;) {
        ck_assert(u[j] >= 0 && u[j] < (double)levels[j] && u[j] == floor(u[j]));
        cell = cell * levels[j] + (size_t)u[j];
    }
    return cell;
}

START_TEST(a_grid_has_every_cell_once)
{
    const size_t n_axes = grids[_i].n_axes, *levels = grids[_i].levels;
    size_t n, product = 1;
    double *u = points_of(&(sim_design_spec){SIM_GRID, n_axes, levels, 0, 0}, &n);
    bool *met = calloc(n, sizeof *met);

    ck_assert_ptr_nonnull(met);
    for (size_t j = 0; j < n_axes; j++) product *= levels[j];
    ck_assert_uint_eq(n, product);
    for (size_t i = 0; i < n; i++) {
        const size_t cell = cell_of(&u[i * n_axes], levels, n_axes);

        ck_assert_uint_lt(cell, n);
        if (met[cell]) ck_abort_msg("cell %zu came twice", cell);
        met[cell] = true;
    }
    free(met);
    free(u);
}
END_TEST

/* Of the large grid, every 997th beginning. */
START_TEST(any_beginning_of_a_grid_has_all_levels)
{
    const size_t n_axes = grids[_i].n_axes, *levels = grids[_i].levels;
    size_t n;
    double *u = points_of(&(sim_design_spec){SIM_GRID, n_axes, levels, 0, 0}, &n);

    for (size_t j = 0; j < n_axes; j++) {
        size_t *counts = calloc(levels[j], sizeof *counts);

        ck_assert_ptr_nonnull(counts);
        for (size_t i = 0; i < n; i++) {
            counts[(size_t)u[i * n_axes + j]]++;
            if (n < 10000 || i % 997 == 0)
                ck_assert_uint_le(range(counts, levels[j]), grids[_i].most);
        }
        free(counts);
    }
    free(u);
}
END_TEST

/* Beginnings have what the whole grid has of its levels, and something of chance. */
START_TEST(any_beginning_of_a_grid_is_more_even_than_chance)
{
    const size_t levels[] = {40, 30};
    size_t n;
    double *u = points_of(&(sim_design_spec){SIM_GRID, 2, levels, 0, 0}, &n), whole;

    for (size_t i = 0; i < n * 2; i++) u[i] = (u[i] + 0.5) / (double)levels[i % 2];
    whole = discrepancy(u, n, 2);
    for (size_t part = n / 2; part > n / 20; part /= 2)
        ck_assert_double_lt(discrepancy(u, part, 2) - whole,
                            left_to_chance(2) * random_discrepancy(part, 2));
    free(u);
}
END_TEST

/* ---- lhs ------------------------------------------------------------------ */

static const struct {
    size_t n_axes, points;
} cubes[] = {{1, 1},    {2, 2},     {41, 3},    {41, 256}, {41, 1000},
             {100, 37}, {100, 512}, {3, 65536}, {2, 99991}};
enum { N_CUBES = sizeof cubes / sizeof *cubes };

START_TEST(every_stratum_of_every_axis_has_one_point)
{
    const size_t n_axes = cubes[_i].n_axes;
    size_t n;
    double *u =
        points_of(&(sim_design_spec){SIM_LHS, n_axes, NULL, cubes[_i].points, 23}, &n);
    size_t *counts = calloc(n, sizeof *counts);

    ck_assert_ptr_nonnull(counts);
    ck_assert_uint_eq(n, cubes[_i].points);
    for (size_t j = 0; j < n_axes; j++) {
        memset(counts, 0, n * sizeof *counts);
        for (size_t i = 0; i < n; i++) {
            ck_assert(u[i * n_axes + j] >= 0 && u[i * n_axes + j] < 1);
            counts[stratum(u[i * n_axes + j], n)]++;
        }
        ck_assert_uint_eq(range(counts, n), 0);
    }
    free(counts);
    free(u);
}
END_TEST

/* Points [first, first + size) on an axis: the most that one of `size` strata has. */
static size_t most_in_strata(const double u[], size_t n_axes, size_t first, size_t size)
{
    size_t counts[512] = {0}, most = 0;

    for (size_t i = first; i < first + size; i++) {
        const size_t at = stratum(u[i * n_axes], size);

        if (++counts[at] > most) most = counts[at];
    }
    return most;
}

/* One, if the number of points is a power of two.  Others stretch the strata, by less than
 * a width, so that they touch three at most. */
START_TEST(blocks_of_points_have_strata_of_their_own)
{
    const size_t n_axes = 41, most = _i == 0 ? 1 : 3;
    size_t n;
    double *u =
        points_of(&(sim_design_spec){SIM_LHS, n_axes, NULL, _i == 0 ? 512 : 1000, 23}, &n);

    for (size_t size = 1; size <= 512; size *= 2) {
        for (size_t first = 0; first + size <= n; first += size) {
            for (size_t j = 0; j < n_axes; j++)
                ck_assert_uint_le(most_in_strata(&u[j], n_axes, first, size), most);
        }
    }
    free(u);
}
END_TEST

START_TEST(points_of_many_axes_differ)
{
    const size_t n_axes = _i == 0 ? 41 : 100;
    const sim_design_spec spec = {SIM_SOBOL, n_axes, NULL, 500, 23};
    sim_error err = {""};
    sim_design d;
    size_t n;
    double *u = points_of(&spec, &n);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            ck_assert(memcmp(&u[i * n_axes], &u[k * n_axes], n_axes * sizeof *u) != 0);
    }
    ck_assert_int_eq(sim_design_init(&d, &spec, &err), SIM_OK);
    ck_assert_uint_eq(d.kind, SIM_LHS);
    sim_design_free(&d);
    free(u);
}
END_TEST

START_TEST(another_seed_gives_another_lhs)
{
    size_t n;
    double *u = points_of(&(sim_design_spec){SIM_LHS, 3, NULL, 100, 23}, &n);
    double *w = points_of(&(sim_design_spec){SIM_LHS, 3, NULL, 100, 24}, &n);

    for (size_t i = 0; i < n * 3; i++) ck_assert_double_ne(u[i], w[i]);
    free(u);
    free(w);
}
END_TEST

/* Points in the same half of two axes less those in different ones: a sum of n / 2 steps
 * by 2 or -2, as neighbours are in opposite halves of each.  On a diagonal it is n or -n.
 * Of 820 pairs of axes and 10 seeds, none is expected 5 standard deviations away, and the
 * mean square is known to a few per cent; the hash is let be a fifth off. */
START_TEST(axes_are_not_aligned)
{
    enum { N = 1024, AXES = 41, SEEDS = 10 };
    double squares = 0, pairs = 0;
    size_t n;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        double *u = points_of(&(sim_design_spec){SIM_LHS, AXES, NULL, N, seed}, &n);

        for (size_t pair = 0; pair < AXES * AXES; pair++) {
            const size_t j = pair / AXES, k = pair % AXES;
            double sum = 0;

            if (j <= k) continue;
            for (size_t i = 0; i < N; i++)
                sum += (u[i * AXES + j] < 0.5) == (u[i * AXES + k] < 0.5) ? 1 : -1;
            ck_assert_double_lt(fabs(sum), 5 * sqrt(2 * N));
            squares += sum * sum / (2 * N);
            pairs++;
        }
        free(u);
    }
    ck_assert_double_gt(squares / pairs, 0.8);
    ck_assert_double_lt(squares / pairs, 1.2);
}
END_TEST

/* ---- sobol ---------------------------------------------------------------- */

/* Of more axes, gsl_qrng_alloc gives a generator whose state it has not set. */
START_TEST(gsl_has_forty_axes_and_leaves_out_the_origin)
{
    gsl_qrng *qrng = gsl_qrng_alloc(gsl_qrng_sobol, SIM_SOBOL_AXES);
    double first[SIM_SOBOL_AXES];

    ck_assert_ptr_nonnull(qrng);
    gsl_qrng_get(qrng, first);
    for (size_t j = 0; j < SIM_SOBOL_AXES; j++) ck_assert_double_eq(first[j], 0.5);
    ck_assert_uint_eq(gsl_qrng_sobol->max_dimension, SIM_SOBOL_AXES);
    ck_assert_int_eq(gsl_qrng_sobol->init_state(qrng->state, SIM_SOBOL_AXES + 1),
                     GSL_EINVAL);
    gsl_qrng_free(qrng);
}
END_TEST

START_TEST(the_first_points_of_sobol_are_known)
{
    static const double known[5][2] = {
        {0, 0}, {0.5, 0.5}, {0.75, 0.25}, {0.25, 0.75}, {0.375, 0.375}};
    size_t n;
    double *u = points_of(&(sim_design_spec){SIM_SOBOL, 2, NULL, 5, 0}, &n);

    ck_assert_mem_eq(u, known, sizeof known);
    free(u);
}
END_TEST

START_TEST(every_axis_of_sobol_is_stratified)
{
    size_t n;
    double *u =
        points_of(&(sim_design_spec){SIM_SOBOL, SIM_SOBOL_AXES, NULL, 16384, 0}, &n);
    size_t *counts = calloc(n, sizeof *counts);

    ck_assert_ptr_nonnull(counts);
    for (size_t size = 1; size <= n; size *= 2) {
        for (size_t j = 0; j < SIM_SOBOL_AXES; j++) {
            memset(counts, 0, size * sizeof *counts);
            for (size_t i = 0; i < size; i++)
                counts[stratum(u[i * SIM_SOBOL_AXES + j], size)]++;
            ck_assert_uint_eq(range(counts, size), 0);
        }
    }
    free(counts);
    free(u);
}
END_TEST

/* Degrees of the primitive polynomials of the axes (Bratley & Fox (1988), table 1). */
static size_t degree(size_t axis)
{
    static const size_t last[] = {0, 1, 2, 4, 6, 12, 18, 36, 39};
    size_t d = 0;

    while (axis > last[d]) d++;
    return d;
}

/* Points that share a box of area 2^-4, as few as can be with these polynomials: 2^t, t
 * being the sum of degrees, each less 1 (Sobol' (1967), sect. 3). */
static size_t quality(size_t axis, size_t other)
{
    return (axis > 0 ? degree(axis) - 1 : 0) + (other > 0 ? degree(other) - 1 : 0);
}

enum { BOX_BITS = 4, BOXES = 1 << BOX_BITS };

static void check_boxes(const unsigned char digits[], size_t j, size_t k)
{
    const size_t share = (size_t)1 << quality(j, k);

    for (unsigned bits = 0; bits <= BOX_BITS; bits++) {
        size_t counts[BOXES] = {0};

        for (size_t i = 0; i < share * BOXES; i++) {
            const unsigned x = digits[i * SIM_SOBOL_AXES + j] >> (BOX_BITS - bits);
            const unsigned y = digits[i * SIM_SOBOL_AXES + k] >> bits;

            counts[x << (BOX_BITS - bits) | y]++;
        }
        for (size_t box = 0; box < BOXES; box++) ck_assert_uint_eq(counts[box], share);
    }
}

/* Wrong direction numbers keep each axis even, but not pairs of them. */
START_TEST(every_pair_of_axes_of_sobol_fills_boxes_evenly)
{
    const size_t n = (size_t)BOXES << quality(SIM_SOBOL_AXES - 1, SIM_SOBOL_AXES - 2);
    unsigned char *digits = calloc(n * SIM_SOBOL_AXES, sizeof *digits);
    double u[SIM_SOBOL_AXES];
    sim_error err = {""};
    sim_design d;

    ck_assert_ptr_nonnull(digits);
    ck_assert_int_eq(
        sim_design_init(&d, &(sim_design_spec){SIM_SOBOL, SIM_SOBOL_AXES, NULL, n, 0},
                        &err),
        SIM_OK);
    for (size_t i = 0; i < n * SIM_SOBOL_AXES; i++) {
        if (i % SIM_SOBOL_AXES == 0) sim_design_next(&d, u);
        digits[i] = (unsigned char)(u[i % SIM_SOBOL_AXES] * BOXES);
    }
    for (size_t j = 0; j < SIM_SOBOL_AXES; j++) {
        for (size_t k = 0; k < j; k++) check_boxes(digits, j, k);
    }
    sim_design_free(&d);
    free(digits);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("design");
    TCase *all = tcase_create("all"), *grid = tcase_create("grid");
    TCase *lhs = tcase_create("lhs"), *sobol = tcase_create("sobol");

    tcase_add_test(all, designs_have_names);
    tcase_add_loop_test(all, equal_specs_give_equal_points, 0, 3);
    tcase_add_loop_test(all, a_design_without_axes_has_points, 0, 3);
    tcase_add_loop_test(all, too_many_points_are_refused, 0,
                        sizeof refused / sizeof *refused);
    tcase_add_loop_test(all, any_beginning_is_more_even_than_chance, 0,
                        sizeof spread / sizeof *spread);
    tcase_add_loop_test(grid, a_grid_has_every_cell_once, 0, N_GRIDS);
    tcase_add_loop_test(grid, any_beginning_of_a_grid_has_all_levels, 0, N_GRIDS);
    tcase_add_test(grid, any_beginning_of_a_grid_is_more_even_than_chance);
    tcase_add_loop_test(lhs, every_stratum_of_every_axis_has_one_point, 0, N_CUBES);
    tcase_add_loop_test(lhs, blocks_of_points_have_strata_of_their_own, 0, 2);
    tcase_add_loop_test(lhs, points_of_many_axes_differ, 0, 2);
    tcase_add_test(lhs, another_seed_gives_another_lhs);
    tcase_add_test(lhs, axes_are_not_aligned);
    tcase_add_test(sobol, gsl_has_forty_axes_and_leaves_out_the_origin);
    tcase_add_test(sobol, the_first_points_of_sobol_are_known);
    tcase_add_test(sobol, every_axis_of_sobol_is_stratified);
    tcase_add_test(sobol, every_pair_of_axes_of_sobol_fills_boxes_evenly);
    for (int i = 0; i < 4; i++) {
        TCase *tcase = ((TCase *[]){all, grid, lhs, sobol})[i];

        tcase_set_timeout(tcase, 60);
        suite_add_tcase(s, tcase);
    }
    return s;
}

int main(void) { return suite_run(suite()); }
