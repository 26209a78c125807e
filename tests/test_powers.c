/* test_powers.c -- functions of several numbers at once have the bits that they have one by one. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LANES 4
#include "sim/engine/vector.h"
#include "tests/suite.h"

/* 1e5 arguments of each kind, or as many as NUMBERS says. */
static size_t count_numbers(void)
{
    const char *wish = getenv("NUMBERS");

    return wish ? strtoul(wish, NULL, 10) : 100000;
}

/* Xorshift: Marsaglia (2003) J. Stat. Softw. 8(14). */
static uint64_t step(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

static const double odd[] = {
    0.0,         -0.0,        1,           -1,       INFINITY,    -INFINITY, NAN,
    5e-324,      -5e-324,     1e-310,      DBL_MIN,  DBL_MAX,     -DBL_MAX,  1e-17,
    -1e-17,      0x1p-54,     0x1.fp-55,   512,      -512,        0x1.fffp8, 709.78,
    709.79,      -745.1,      -745.2,      -708.4,   0.5,         2,         3,
    1 + 0x1p-52, 1 - 0x1p-53, 1 + 0x1p-30, 0x1.8p-1, 0x1.6p-1,    0x1.6ap0,  0x1p-65,
    0x1p63,      0x1.fp62,    1e300,       1e-300,   0x1.fffp1023};
enum { N_ODD = sizeof odd / sizeof *odd };

/* Any number there is; one that is not far from 1; one below 1000 on either side. */
static double draw_any(uint64_t *state)
{
    const uint64_t bits = step(state);
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}
static double draw_near_one(uint64_t *state)
{
    return (double)(step(state) >> 11) * 0x1p-52;
}
static double draw_below(uint64_t *state) { return 1000 * (draw_near_one(state) - 1); }
static double draw_positive(uint64_t *state) { return ldexp(draw_near_one(state), 40); }

static const struct {
    double (*a)(uint64_t *), (*b)(uint64_t *);
} kinds[] = {{draw_any, draw_any},           {draw_any, draw_below},
             {draw_near_one, draw_below},    {draw_below, draw_near_one},
             {draw_positive, draw_near_one}, {draw_near_one, draw_near_one}};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static bool are_alike(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static void check(const real *a, const real *b)
{
    real power, raised;

    CALL(&power, exp, a);
    CALL2(&raised, pow, a, b);
    for (int l = 0; l < LANES; l++) {
        const double one = exp((*a)[l]), two = pow((*a)[l], (*b)[l]);

        if (!are_alike(power[l], one))
            ck_abort_msg("exp(%a) = %a, not %a", (*a)[l], power[l], one);
        if (!are_alike(raised[l], two))
            ck_abort_msg("pow(%a, %a) = %a, not %a", (*a)[l], (*b)[l], raised[l], two);
    }
}

START_TEST(numbers_side_by_side_have_their_bits)
{
    const size_t n = count_numbers();
    uint64_t state = 88172645463325252;

    for (size_t i = 0; i < n; i += LANES) {
        real a, b;

        for (int l = 0; l < LANES; l++) {
            a[l] = kinds[_i].a(&state);
            b[l] = kinds[_i].b(&state);
        }
        check(&a, &b);
    }
}
END_TEST

START_TEST(what_needs_care_has_its_bits_beside_any_other)
{
    uint64_t state = 362436069;

    for (int i = 0; i < N_ODD * N_ODD; i++) {
        real a, b;

        for (int l = 0; l < LANES; l++) {
            a[l] = l == i % LANES ? odd[i / N_ODD] : draw_near_one(&state);
            b[l] = l == i % LANES ? odd[i % N_ODD] : draw_near_one(&state);
        }
        check(&a, &b);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("powers");
    TCase *all = tcase_create("powers");

    tcase_set_timeout(all, 600);
    tcase_add_loop_test(all, numbers_side_by_side_have_their_bits, 0, N_KINDS);
    tcase_add_test(all, what_needs_care_has_its_bits_beside_any_other);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
