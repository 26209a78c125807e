/* test_cohort.c -- rows of [cohort]: what they say, what is refused, what is drawn. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "tests/cohort.h"
#include "tests/suite.h"

/* ---- rows ----------------------------------------------------------------- */

static const struct {
    const char *text, *message; /* behind the name of the folder */
} refused[] = {
    {"[cohort]\ntaker.nead = fixed\n",
     "a.ini:2: unknown parameter 'taker.nead'; did you mean 'need'?"},
    {"[cohort]\n\ntaker.need = lognormel 0.3\n",
     "a.ini:3: taker.need = lognormel 0.3: 'lognormel' is no distribution; did you mean "
     "'lognormal'?"},
    {"[cohort]\ntaker.need = lognormal\n",
     "a.ini:2: taker.need = lognormal: has too few numbers; lognormal 0.3 (sd of the "
     "logarithm) would be right"},
    {"[cohort]\ntaker.need = lognormal 0.3 0.4\n",
     "a.ini:2: taker.need = lognormal 0.3 0.4: has too many numbers; lognormal 0.3 (sd of "
     "the logarithm) would be right"},
    {"[cohort]\ntaker.need = normal 1 2\n",
     "a.ini:2: taker.need = normal 1 2: has one bound of two; normal 12 or normal 12 30 95 "
     "(sd, lowest, highest) would be right"},
    {"[cohort]\ntaker.need = normal -2.385\n",
     "a.ini:2: taker.need = normal -2.385: the standard deviation is not above 0; a "
     "positive "
     "one, or fixed, would be right"},
    {"[cohort]\ntaker.need = normal 2 4 x\n",
     "a.ini:2: taker.need = normal 2 4 x: has a word that is no number; normal 12 or "
     "normal "
     "12 30 95 (sd, lowest, highest) would be right"},
    {"[cohort]\ntaker.need = uniform 4 3.71\n",
     "a.ini:2: taker.need = uniform 4 3.71: the lower bound is not below the upper one; "
     "uniform 0.01 0.1 (lowest, highest) would be right"},
    {"[cohort]\ntaker.need = uniform 4 371\n",
     "a.ini:2: taker.need = uniform 4 371: goes beyond the parameter's range; bounds "
     "within "
     "[-100, 100] would be right"},
    {"[cohort]\ntaker.number = fixed\n",
     "a.ini:2: taker.number takes whole numbers or words and cannot be drawn; a parameter "
     "with fractions would be right"},
    {"[cohort]\nrun.rtol = fixed\n", "a.ini:2: run.rtol belongs to the whole run and "
                                     "cannot be drawn; a parameter of a donor "
                                     "or patient would be right"},
    {"[cohort]\ncohort.donors_per_laboratory = 5\n",
     "a.ini:2: cohort.donors_per_laboratory says how a cohort is made and cannot be drawn; "
     "in [cohort] its name is donors_per_laboratory alone"},
    {"[cohort]\ngiver.give = lognormal 30 % laboratory 0.5\n",
     "a.ini:2: giver.give = lognormal 30 % laboratory 0.5: has a unit, and the logarithm "
     "has "
     "none; lognormal 0.3 or lognormal 0.3 laboratory 0.5 (sd of the logarithm) would be "
     "right"},
    {"[cohort]\ndraw = coohrt\n",
     "a.ini:2: cohort.draw = coohrt is unknown; did you mean 'cohort'?"},
    {"[cohort]\npain_noise = 41\n",
     "a.ini:2: cohort.pain_noise = 41 mm is outside [0, 40] mm"},
    {"[cohort]\ngiver.give = lognormal 0.3 laboratory\n",
     "a.ini:2: giver.give = lognormal 0.3 laboratory: has no number behind laboratory; "
     "lognormal 0.3 laboratory 0.5 (sd of the logarithm, of donors and of laboratories) "
     "would be right"},
    {"[cohort]\ngiver.give = lognormal 0.3 laboratory 0.5 0.6\n",
     "a.ini:2: giver.give = lognormal 0.3 laboratory 0.5 0.6: has more behind laboratory "
     "than one number; lognormal 0.3 laboratory 0.5 (sd of the logarithm, of donors and of "
     "laboratories) would be right"},
    {"[cohort]\ngiver.give = lognormal 0.3 laboratory 0\n",
     "a.ini:2: giver.give = lognormal 0.3 laboratory 0: the standard deviation of "
     "laboratories is not above 0; a positive one, or the same without laboratory, would "
     "be right"},
    {"[cohort]\ngiver.give = lognormal 0.3 laboratory half\n",
     "a.ini:2: giver.give = lognormal 0.3 laboratory half: has a word that is no number; "
     "lognormal 0.3 or lognormal 0.3 laboratory 0.5 (sd of the logarithm) would be right"},
    {"[cohort]\ngiver.give = lognormal 0.3 labratory 0.5\n",
     "a.ini:2: giver.give = lognormal 0.3 labratory 0.5: has a word that is no number; "
     "lognormal 0.3 or lognormal 0.3 laboratory 0.5 (sd of the logarithm) would be right"},
    {"[cohort]\ngiver.give = lognormal laboratory 0.5\n",
     "a.ini:2: giver.give = lognormal laboratory 0.5: has too few numbers; lognormal 0.3 "
     "or lognormal 0.3 laboratory 0.5 (sd of the logarithm) would be right"},
    {"[cohort]\ngiver.give = normal 2.385 laboratory 0.5\n",
     "a.ini:2: giver.give = normal 2.385 laboratory 0.5: a laboratory is a factor, which a "
     "log-normal draw alone takes; lognormal 0.3 laboratory 0.5 (sd of the logarithm, of "
     "donors and of laboratories) would be right"},
    {"[cohort]\ngiver.give = uniform 2 3 laboratory 0.5\n",
     "a.ini:2: giver.give = uniform 2 3 laboratory 0.5: a laboratory is a factor, which a "
     "log-normal draw alone takes; lognormal 0.3 laboratory 0.5 (sd of the logarithm, of "
     "donors and of laboratories) would be right"},
    {"[cohort]\ngiver.give = fixed laboratory 0.5\n",
     "a.ini:2: giver.give = fixed laboratory 0.5: is fixed and differs between "
     "laboratories; lognormal 0.3 laboratory 0.5 (sd of the logarithm, of donors and of "
     "laboratories) would be right"},
    {"[cohort]\ntaker.need = lognormal 0.3 laboratory 0.5\n",
     "a.ini:2: taker.need = lognormal 0.3 laboratory 0.5: is a patient's, and "
     "laboratories have none; the same without laboratory would be right"},
    {"[cohort]\ndonors_per_laboratory = 0\n",
     "a.ini:2: cohort.donors_per_laboratory = 0 donor is outside [1, 10000] donor"},
    {"[cohort]\ndonors_per_laboratory = 2.5\n",
     "a.ini:2: cohort.donors_per_laboratory = 2.5 is not whole; a whole number in [1, "
     "10000] donor would be right"},
    {"[arm x]\ncohort.taker.need = fixed\n", "a.ini:2: cohort.taker.need belongs to the "
                                             "whole run; a row of [cohort] would be right"},
    {"[run]\nensemble_columns = result, rsult\n",
     "a.ini:2: run.ensemble_columns: unknown column 'rsult'; did you mean 'result'?"},
    {"[run]\nensemble_columns = got, got\n",
     "a.ini:2: run.ensemble_columns names got twice; once would be right"},
};

START_TEST(bad_rows_are_refused)
{
    sim_error err = {""};
    planted p;

    ck_assert_int_ne(planted_read(&p, refused[_i].text, &err), SIM_OK);
    ck_assert_ptr_nonnull(strstr(err.text, "a.ini:"));
    ck_assert_str_eq(strstr(err.text, "a.ini:"), refused[_i].message);
    planted_close(&p);
}
END_TEST

static char *written(const planted *p)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    sim_experiment_write(&p->experiment, out);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

START_TEST(what_is_written_reads_as_the_same)
{
    static const char text[] =
        "[run]\nensemble_columns = got\n[cohort]\npain_noise = 3.71\n"
        "giver.give = fixed\ntaker.odds = uniform 0.2385 0.371\n"
        "taker.need = normal 2.385 -3.5 7\n[arm x]\n";
    sim_error err = {""};
    planted one, two;
    char *first, *second;

    ck_assert_int_eq(planted_read(&one, text, &err), SIM_OK);
    first = written(&one);
    ck_assert_ptr_nonnull(strstr(first, "ensemble_columns = got #: a.ini:2\n"));
    ck_assert_ptr_nonnull(strstr(first, "\ngiver.give = fixed #: a.ini:5\n"));
    ck_assert_ptr_nonnull(strstr(first, "\ntaker.need = normal 2.385 -3.5 7 #: a.ini:7\n"));
    ck_assert_ptr_nonnull(
        strstr(first, "\ntaker.odds = uniform 0.2385 0.371 #: a.ini:6\n"));
    ck_assert_int_eq(planted_read(&two, first, &err), SIM_OK);
    second = written(&two);
    ck_assert_str_eq(first, second);
    ck_assert(sim_experiment_hash(&one.experiment) == sim_experiment_hash(&two.experiment));
    free(first);
    free(second);
    planted_close(&one);
    planted_close(&two);
}
END_TEST

/* ---- values --------------------------------------------------------------- */

START_TEST(draws_are_made_by_inversion)
{
    const sim_distribution lognormal = {.shape = SIM_LOGNORMAL, .sd = 0.371, .high = 100};
    const sim_distribution normal = {
        .shape = SIM_NORMAL, .sd = 2.385, .low = -100, .high = 100};
    const sim_distribution uniform = {
        .shape = SIM_UNIFORM, .low = 2.385, .high = 3.71, .bounded = true};

    ck_assert_double_eq(sim_distribution_value(&lognormal, 0.5, 3.71), 3.71);
    ck_assert_double_eq(sim_distribution_value(&normal, 0.5, 3.71), 3.71);
    ck_assert_double_eq_tol(sim_distribution_value(&lognormal, 0.8413447460685429, 3.71),
                            3.71 * exp(0.371), 1e-12); /* one sd up; rounding */
    ck_assert_double_eq_tol(sim_distribution_value(&normal, 0.8413447460685429, 3.71),
                            3.71 + 2.385, 1e-12);
    ck_assert_double_eq_tol(sim_distribution_value(&uniform, 0.25, 9),
                            0.75 * 2.385 + 0.25 * 3.71, 1e-15);
}
END_TEST

static void draw(planted *p, const char *text, size_t n, double *low, double *high,
                 size_t *redraws)
{
    sim_error err = {""};
    sim_sample sample;
    const sim_lottery *lottery = &p->assay.lottery;

    ck_assert_msg(planted_open(p, text, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_sample_init(&sample, lottery, &err), SIM_OK);
    *low = INFINITY;
    *high = -INFINITY;
    *redraws = 0;
    for (size_t i = 0; i < n; i++) {
        const sim_member member = sim_lottery_member(lottery, i);
        double value;

        ck_assert_msg(sim_sample_draw(&sample, lottery, &member, &err) == SIM_OK, "%s",
                      err.text);
        value = sim_sample_value(&sample, lottery, 0, 1); /* taker.need */
        *low = fmin(*low, value);
        *high = fmax(*high, value);
        *redraws += sample.redraws;
    }
    sim_sample_free(&sample, lottery);
}

/* `outside`: the part of the draws that cannot be had; each takes part / (1 - part) more. */
static const struct {
    const char *text;
    double low, high, outside;
} bounds[] = {
    {"[cohort]\ntaker.need = normal 3 0 6\n", 0, 6, 0.31731050786},
    {"[taker]\nmost = 6\n", -100, 6, 0.15865525393}, /* the REFUSE row */
    /* one arm's bound is the other's */
    {"[taker]\nmost = 6\n[arm a]\n[arm b]\ntaker.most = 3\n", -100, 3, 0.5},
    {"", -100, 100, 0},
};

START_TEST(what_cannot_be_had_is_drawn_again_and_counted)
{
    const double expected = bounds[_i].outside / (1 - bounds[_i].outside);
    const size_t n = 2000;
    double low, high;
    size_t redraws;
    planted p;

    draw(&p, bounds[_i].text, n, &low, &high, &redraws);
    ck_assert_double_ge(low, bounds[_i].low);
    ck_assert_double_le(high, bounds[_i].high);
    /* geometric: variance part / (1 - part)^2; within five standard errors */
    ck_assert_double_eq_tol(
        (double)redraws / (double)n, expected,
        5 * sqrt(bounds[_i].outside / (double)n) / (1 - bounds[_i].outside) + 1e-12);
    planted_close(&p);
}
END_TEST

static const struct {
    const char *text, *message;
} hopeless[] = {
    {"[taker]\nneed = 8\n[cohort]\ntaker.need = normal 3 0 6\n",
     "a.ini:4: taker.need is drawn within [0, 6] around 8, the row of an arm; a row "
     "within, "
     "or other bounds, would be right"},
    {"[taker]\nmost = 2.385\n", "need = 3 must not exceed most = 2.385"},
};

START_TEST(rows_that_cannot_be_had_are_refused)
{
    sim_error err = {""};
    planted p;

    ck_assert_int_eq(planted_open(&p, hopeless[_i].text, &err), SIM_EVALUE);
    ck_assert_ptr_nonnull(strstr(err.text, hopeless[_i].message));
    ck_assert_str_eq(strstr(err.text, hopeless[_i].message), hopeless[_i].message);
    planted_close(&p);
}
END_TEST

static const struct {
    const char *text, *message;
} in_vain[] = {
    {"[taker]\nmost = 40\n[cohort]\ntaker.need = uniform 50 60\n",
     "a.ini:4: no draw of taker.need and those beside it can be had; a smaller spread "
     "would "
     "be right"},
    {"[cohort]\ngiver.give = normal 0.385\n[arm x]\ngiver.give = -100\n[arm y]\n"
     "giver.give = 100\n", /* both ends of the range */
     "a.ini:2: no draw of giver.give and those beside it can be had in all arms at once; a "
     "smaller spread, or rows of arms that lie closer together, would be right"},
};

START_TEST(a_thousand_draws_in_vain_are_an_error)
{
    const sim_member member = {0};
    sim_error err = {""};
    sim_sample sample;
    planted p;

    ck_assert_int_eq(planted_open(&p, in_vain[_i].text, &err), SIM_OK);
    ck_assert_int_eq(sim_sample_init(&sample, &p.assay.lottery, &err), SIM_OK);
    ck_assert_int_eq(sim_sample_draw(&sample, &p.assay.lottery, &member, &err), SIM_EVALUE);
    ck_assert_uint_eq(sample.redraws, 1000);
    ck_assert_str_eq(strstr(err.text, "a.ini:"), in_vain[_i].message);
    sim_sample_free(&sample, &p.assay.lottery);
    planted_close(&p);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("cohort");
    TCase *rows = tcase_create("rows"), *values = tcase_create("values");

    tcase_add_loop_test(rows, bad_rows_are_refused, 0, sizeof refused / sizeof *refused);
    tcase_add_test(rows, what_is_written_reads_as_the_same);
    tcase_add_test(values, draws_are_made_by_inversion);
    tcase_add_loop_test(values, what_cannot_be_had_is_drawn_again_and_counted, 0,
                        sizeof bounds / sizeof *bounds);
    tcase_add_loop_test(values, rows_that_cannot_be_had_are_refused, 0,
                        sizeof hopeless / sizeof *hopeless);
    tcase_add_loop_test(values, a_thousand_draws_in_vain_are_an_error, 0,
                        sizeof in_vain / sizeof *in_vain);
    suite_add_tcase(s, rows);
    suite_add_tcase(s, values);
    return s;
}

int main(void) { return suite_run(suite()); }
