/* test_mathematics.c -- functions of numbers have the same bits wherever the program was built
 * with musl's, and GSL calls the same ones. */
#include <check.h>
#include <dlfcn.h>
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/version.h"
#include "tests/suite.h"

enum { NUMBERS = 100000 };

static double of_pow(double x) { return pow(fabs(x), 3.71 - x); }
static double of_roots(double x) { return pow(x, 0.2); }

/* Each with the hash of what it gives: by musl 1.2.3 on any x86-64 machine. */
static const struct {
    const char *name;
    double (*function)(double);
    double low, high; /* where half of the arguments lie; the others are any numbers */
    uint64_t hash;
} functions[] = {
    {"exp", exp, -750, 712, 0xf119d240887afabdu},
    {"expm1", expm1, -40, 712, 0xda1b9d3c00d37d5bu},
    {"log", log, 0, 3, 0x365f7287270922cdu},
    {"log1p", log1p, -1, 3, 0xcfb7460fd0382cfau},
    {"log2", log2, 0, 3, 0xe207f86a9351675fu},
    {"pow", of_pow, -20, 20, 0xfad1a35804315f19u},
    {"fifth root", of_roots, 0, 9, 0xbbb30ad6b3b733a2u},
    {"tgamma", tgamma, -5, 172, 0x434e9d0ff1b9f122u},
    {"cbrt", cbrt, -9, 9, 0x06d10b15b731d700u},
    {"log10", log10, 0, 3, 0x88a0d7368bc56d5au},
    {"cosh", cosh, -9, 9, 0x6c2ca606640062adu},
    {"sin", sin, -99, 99, 0x3b77a669dea75eb2u},
    {"cos", cos, -99, 99, 0x59214dfab4a6b183u},
    {"atan", atan, -9, 9, 0x7ee430f9928e38bdu},
};

static double number_of(uint64_t bits)
{
    double x;

    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t bits_of(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return isnan(x) ? 1 : bits;
}

/* Xorshift: Marsaglia (2003) J. Stat. Softw. 8(14). */
static uint64_t step(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

static double argument(uint64_t *state, size_t i, double low, double high)
{
    static const double odd[] = {0.0,    -0.0,    1,      -1,      INFINITY, -INFINITY,
                                 5e-324, -5e-324, 1e-310, DBL_MIN, DBL_MAX,  -DBL_MAX,
                                 1e-17,  -1e-17,  0.5,    2};
    const uint64_t bits = step(state);

    if (i < sizeof odd / sizeof *odd) return odd[i];
    return i % 2 ? number_of(bits) : low + (high - low) * (double)(bits >> 11) * 0x1p-53;
}

START_TEST(bits_are_those_of_every_machine)
{
    uint64_t state = 88172645463325252, hash = 14695981039346656037u;

    for (size_t i = 0; i < NUMBERS; i++) {
        const double x = argument(&state, i, functions[_i].low, functions[_i].high);

        hash = (hash ^ bits_of(functions[_i].function(x))) * 1099511628211u;
    }
    ck_assert_msg(hash == functions[_i].hash, "%s: %016llx", functions[_i].name,
                  (unsigned long long)hash);
}
END_TEST

/* ---- GSL ------------------------------------------------------------------ */

START_TEST(libraries_find_them_first)
{
    static const struct {
        const char *name;
        uintptr_t at;
    } served[] = {{"exp", (uintptr_t)exp},   {"expm1", (uintptr_t)expm1},
                  {"log", (uintptr_t)log},   {"log1p", (uintptr_t)log1p},
                  {"pow", (uintptr_t)pow},   {"tgamma", (uintptr_t)tgamma},
                  {"cosh", (uintptr_t)cosh}, {"sin", (uintptr_t)sin}};
    void *program = dlopen(NULL, RTLD_NOW);

    ck_assert_ptr_nonnull(program);
    for (size_t i = 0; i < sizeof served / sizeof *served; i++)
        ck_assert_msg((uintptr_t)dlsym(program, served[i].name) == served[i].at, "%s",
                      served[i].name);
    dlclose(program);
}
END_TEST

START_TEST(gsl_gives_the_same_bits)
{
    uint64_t state = 362436069;
    int differ = 0;

    for (size_t i = 0; i < NUMBERS; i++) {
        const double part = (double)(step(&state) >> 11) * 0x1p-53, x = 20 * part;

        differ += gsl_cdf_exponential_Q(x, 1) != exp(-x);
        differ += gsl_cdf_exponential_P(x, 1) != -expm1(-x);
        differ += gsl_cdf_exponential_Qinv(part, 1) != -log(part);
        differ += gsl_cdf_exponential_Pinv(part, 1) != -log1p(-part);
        differ += gsl_cdf_pareto_Q(1 + x, 2.37, 1) != pow(1 / (1 + x), 2.37);
    }
    ck_assert_int_eq(differ, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mathematics");
    TCase *all = tcase_create("mathematics");

    if (strstr(sim_build_id, "mathematics of musl")) {
        tcase_add_loop_test(all, bits_are_those_of_every_machine, 0,
                            sizeof functions / sizeof *functions);
        tcase_add_test(all, libraries_find_them_first);
    } else {
        printf("skipped: mathematics: built without musl-dev\n");
    }
    tcase_add_test(all, gsl_gives_the_same_bits);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
