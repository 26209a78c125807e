/* test_copula.c -- normal numbers that vary together as asked for, and what cannot be asked for. */
#include <check.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "sim/engine/rng.h"
#include "sim/study/copula.h"
#include "tests/suite.h"

enum { N = 5 };

static const char *const names[N] = {"one", "two", "three", "four", "five"};

static sim_copula make(const sim_pair_of pairs[], size_t n_pairs)
{
    sim_error err = {""};
    sim_copula c;

    ck_assert_msg(sim_copula_init(&c, N, names, pairs, n_pairs, &err) == SIM_OK, "%s",
                  err.text);
    return c;
}

/* Of three that fit together, though with 0 as the third the first two would not. */
static const sim_pair_of three[] = {
    {1, 3, 0.8, NULL}, {3, 0, -0.8, NULL}, {0, 1, -0.4, NULL}};

/* The matrix is L L'. */
START_TEST(the_matrix_is_the_one_asked_for)
{
    sim_copula c = make(three, 3);
    double wanted[N][N] = {{0}};

    for (size_t i = 0; i < N; i++) wanted[i][i] = 1;
    for (size_t i = 0; i < 3; i++)
        wanted[three[i].one][three[i].other] = wanted[three[i].other][three[i].one] =
            three[i].correlation;
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            double sum = 0;

            for (size_t k = 0; k < N; k++) sum += c.lower[i * N + k] * c.lower[j * N + k];
            ck_assert_double_eq_tol(sum, wanted[i][j], 1e-14);
        }
    }
    sim_copula_free(&c);
}
END_TEST

START_TEST(those_without_a_pair_stay_what_they_were)
{
    sim_copula c = make(three, 3);
    const double before[N] = {0.371, -1.3, 2.385, 0.2, -0.9};
    const size_t groups[N] = {0, 0, 2, 0, 4};
    double z[N];

    memcpy(z, before, sizeof z);
    sim_copula_correlate(&c, z);
    ck_assert_double_eq(z[0], before[0]);
    ck_assert_double_eq(z[2], before[2]);
    ck_assert_double_eq(z[4], before[4]);
    ck_assert_double_ne(z[1], before[1]);
    ck_assert_double_ne(z[3], before[3]);
    for (size_t i = 0; i < N; i++) ck_assert_uint_eq(c.groups[i], groups[i]);
    sim_copula_free(&c);
}
END_TEST

START_TEST(draws_vary_together_as_asked_for)
{
    enum { DRAWS = 20000 };
    sim_copula c = make(three, 3);
    double sums[N] = {0}, products[N][N] = {{0}};
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    for (uint64_t draw = 0; draw < DRAWS; draw++) {
        double z[N];

        sim_rng_start(rng, &(sim_stream){3, draw, 0, "copula"});
        for (size_t i = 0; i < N; i++) z[i] = gsl_ran_gaussian(rng, 1);
        sim_copula_correlate(&c, z);
        for (size_t i = 0; i < N; i++) {
            sums[i] += z[i] / DRAWS;
            for (size_t j = 0; j < N; j++) products[i][j] += z[i] * z[j] / DRAWS;
        }
    }
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            double wanted = i == j;

            for (size_t k = 0; k < 3; k++) {
                if ((three[k].one == i && three[k].other == j) ||
                    (three[k].one == j && three[k].other == i))
                    wanted = three[k].correlation;
            }
            ck_assert_double_eq_tol((products[i][j] - sums[i] * sums[j]) /
                                        sqrt((products[i][i] - sums[i] * sums[i]) *
                                             (products[j][j] - sums[j] * sums[j])),
                                    wanted, 0.02);
        }
    }
    gsl_rng_free(rng);
    sim_copula_free(&c);
}
END_TEST

START_TEST(without_pairs_nothing_changes)
{
    sim_copula c = make(NULL, 0);
    double z[N] = {1, 2, 3, 4, 5};

    sim_copula_correlate(&c, z);
    for (size_t i = 0; i < N; i++) ck_assert_double_eq(z[i], (double)(i + 1));
    sim_copula_free(&c);
}
END_TEST

/* ---- refused -------------------------------------------------------------- */

static const struct {
    sim_pair_of pairs[3];
    size_t n;
    const char *text;
} refused[] = {
    {{{0, 1, 0.9, "a.ini:3"}, {1, 2, 0.9, "a.ini:4"}, {0, 2, -0.5, "a.ini:5"}},
     3,
     "a.ini:5: one and three cannot be correlated by -0.5 beside the other pairs (the "
     "matrix is "
     "not positive definite); between 0.62 and 1 would be right"},
    {{{0, 1, 0.8, "a.ini:3"}, {1, 2, 0.8, "a.ini:4"}},
     2,
     "a.ini:4: two and three cannot be correlated by 0.8 beside the other pairs (the "
     "matrix is "
     "not positive definite); between -0.6 and 0.6 would be right"},
    {{{0, 1, 0.99, "a.ini:3"}, {1, 2, 0.99, "a.ini:4"}, {1, 3, 0.99, "a.ini:5"}},
     3,
     "a.ini:5: two and four cannot be correlated by 0.99 beside the other pairs, more of "
     "which do "
     "not fit (the matrix is not positive definite); fewer pairs would be right"},
    {{{2, 2, 0.3, "a.ini:7"}},
     1,
     "a.ini:7: three is correlated with itself; two names would be right"},
    {{{2, 4, 1, "a.ini:7"}},
     1,
     "a.ini:7: three and five: a correlation of 1 is not between -1 and 1, as would be "
     "right"},
    {{{2, 4, NAN, NULL}},
     1,
     "correlate: three and five: a correlation of nan is not between -1 and 1, as would be "
     "right"},
    {{{2, 4, 0.3, "a.ini:7"}, {4, 2, 0.4, "a.ini:8"}},
     2,
     "a.ini:8: five and three are correlated twice; once would be right"},
};

START_TEST(what_cannot_be_is_one_line)
{
    sim_error err = {""};
    sim_copula c;

    ck_assert_int_eq(sim_copula_init(&c, N, names, refused[_i].pairs, refused[_i].n, &err),
                     SIM_EVALUE);
    ck_assert_str_eq(err.text, refused[_i].text);
    sim_copula_free(&c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("copula");
    TCase *draws = tcase_create("draws"), *pairs = tcase_create("pairs");

    tcase_add_test(draws, the_matrix_is_the_one_asked_for);
    tcase_add_test(draws, those_without_a_pair_stay_what_they_were);
    tcase_add_test(draws, draws_vary_together_as_asked_for);
    tcase_add_test(draws, without_pairs_nothing_changes);
    tcase_add_loop_test(pairs, what_cannot_be_is_one_line, 0,
                        sizeof refused / sizeof *refused);
    suite_add_tcase(suite, draws);
    suite_add_tcase(suite, pairs);
    return suite_run(suite);
}
