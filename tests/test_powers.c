/* test_powers.c -- functions of several numbers at once have the bits that they have one by one:
 * as kernels compute them, of each number of lanes and of the set of instructions that fits it. */
#include <check.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/data_models.h"
#include "tests/kernels.h"
#include "tests/printed.h"
#include "tests/suite.h"

static const sim_kernel *const tables[] = {printed_kernels_2, printed_kernels_4,
                                           printed_kernels_8};
enum { N_TABLES = sizeof tables / sizeof *tables, POWER = 0, RAISED = 1, N_RULES = 2 };

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

/* That of the model whose rules are these functions; NULL: this processor has none. */
static const sim_kernel *find_kernel(int table)
{
    const sim_kernel *k = tables[table];

    while (k->model != &model_powers) k++;
    return kernels_run(k->lanes) ? k : NULL;
}

/* The states: a in each lane, then b in each. */
static void check(const sim_kernel *k, const double x[])
{
    static const double t[SIM_LANES_MOST], p[1];
    _Alignas(sizeof t) double found[N_RULES * SIM_LANES_MOST];

    k->observe(t, x, p, ~0ULL, found);
    for (size_t l = 0; l < k->lanes; l++) {
        const double a = x[l], b = x[k->lanes + l];
        const double power = found[POWER * k->lanes + l],
                     raised = found[RAISED * k->lanes + l];

        if (!are_alike(power, exp(a)))
            ck_abort_msg("exp(%a) = %a, not %a", a, power, exp(a));
        if (!are_alike(raised, pow(a, b)))
            ck_abort_msg("pow(%a, %a) = %a, not %a", a, b, raised, pow(a, b));
    }
}

START_TEST(numbers_side_by_side_have_their_bits)
{
    const sim_kernel *k = find_kernel(_i / N_KINDS);
    const size_t n = count_numbers();
    uint64_t state = 88172645463325252;

    for (size_t i = 0; k && i < n; i += k->lanes) {
        _Alignas(64) double x[2 * SIM_LANES_MOST];

        for (size_t l = 0; l < k->lanes; l++) {
            x[l] = kinds[_i % N_KINDS].a(&state);
            x[k->lanes + l] = kinds[_i % N_KINDS].b(&state);
        }
        check(k, x);
    }
}
END_TEST

START_TEST(what_needs_care_has_its_bits_beside_any_other)
{
    const sim_kernel *k = find_kernel(_i);
    uint64_t state = 362436069;

    for (size_t i = 0; k && i < N_ODD * N_ODD; i++) {
        _Alignas(64) double x[2 * SIM_LANES_MOST];

        for (size_t l = 0; l < k->lanes; l++) {
            const bool is_odd = l == i % k->lanes;

            x[l] = is_odd ? odd[i / N_ODD] : draw_near_one(&state);
            x[k->lanes + l] = is_odd ? odd[i % N_ODD] : draw_near_one(&state);
        }
        check(k, x);
    }
}
END_TEST

START_TEST(rules_are_these_functions)
{
    ck_assert_uint_eq(model_powers.n_rules, N_RULES);
    ck_assert_uint_eq(sim_model_find(&model_powers, "a")->slot, 0);
    ck_assert_uint_eq(sim_model_find(&model_powers, "power")->slot, POWER);
    ck_assert_uint_eq(sim_model_find(&model_powers, "raised")->slot, RAISED);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("powers");
    TCase *all = tcase_create("powers");

    tcase_set_timeout(all, 600);
    tcase_add_test(all, rules_are_these_functions);
    tcase_add_loop_test(all, numbers_side_by_side_have_their_bits, 0, N_TABLES * N_KINDS);
    tcase_add_loop_test(all, what_needs_care_has_its_bits_beside_any_other, 0, N_TABLES);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
