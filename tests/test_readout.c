/* test_readout.c -- what is read off a replicate: numbers, visits, responders. */
#include <check.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "tests/cohort.h"
#include "tests/suite.h"

/* Numbers of the last stage, of the stages before, the needle, then what is measured. */
START_TEST(what_is_read_has_an_order)
{
    static const char *const names[] = {"final",
                                        "first",
                                        "gift",
                                        "hit",
                                        "measured_result_day_0",
                                        "measured_result_day_10",
                                        "measured_result_fall",
                                        "responder",
                                        "steep"};
    enum { N = sizeof names / sizeof *names };
    sim_error err = {""};
    const sim_readout *r;
    planted p;

    ck_assert_int_eq(planted_open(&p, "", &err), SIM_OK);
    r = &p.assay.readout;
    ck_assert_uint_eq(r->n, N);
    for (size_t i = 0; i < N; i++) {
        ck_assert_str_eq(r->list[i].column.name, names[i]);
        ck_assert_int_eq(sim_readout_is_share(r, i), i >= 7);
    }
    ck_assert_str_eq(r->list[6].column.meaning,
                     "fall of measured result from day 0 to day 10");
    ck_assert_str_eq(
        r->list[7].column.meaning,
        "responder (1) or not (0): measured result falls by at least 2 mm from "
        "day 0 to day 10");
    ck_assert_uint_eq(sim_readout_find(r, "gif"), N);
    planted_close(&p);
}
END_TEST

/* What arrives makes the truth rise by 3.71: noise alone makes it fall. */
START_TEST(responders_are_those_whose_readings_fall_enough)
{
    const size_t n = 1000;
    const double part = gsl_cdf_gaussian_P(-3.71 - 2, sqrt(2) * 2.385);
    const double flat = gsl_cdf_gaussian_P(-3.71 - 1, sqrt(2) * 2.385);
    const sim_tally *responder, *fall;
    sim_ensemble e;
    planted p;

    planted_run(&p,
                "[giver]\ngive = 50\n[taker]\nodds = 1\nflow = 0.371\n[cohort]\n"
                "pain_noise = 2.385\n",
                n, &e);
    responder = planted_tally(&e, 0, "responder");
    ck_assert_uint_eq(responder->moments.n, n);
    ck_assert_double_eq_tol(sim_tally_mean(responder), part,
                            4 * sqrt(part / (double)n)); /* standard errors */
    fall = planted_tally(&e, 0, "measured_result_fall");
    ck_assert_double_eq_tol(sim_tally_mean(fall), -3.71,
                            4 * sqrt(2) * 2.385 / sqrt((double)n));
    /* a second rule: 1 mm, and a twentieth of some 57 mm, which is more */
    responder = planted_tally(&e, 0, "steep");
    ck_assert_double_gt(sim_tally_mean(responder), 0);
    ck_assert_double_lt(sim_tally_mean(responder), flat / 1.4);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

/* Noise of 40 mm around 50 mm: readings are cut at 0 and 100. */
START_TEST(readings_stay_on_their_scale)
{
    const sim_tally *before;
    sim_ensemble e;
    planted p;

    planted_run(&p, "[giver]\ngive = 47\n[taker]\nodds = 0\n[cohort]\npain_noise = 40\n",
                200, &e);
    before = planted_tally(&e, 0, "measured_result_day_0");
    ck_assert_double_eq(before->kept[0], 0);
    ck_assert_double_eq(before->kept[199], 100);
    sim_ensemble_free(&e);
    planted_close(&p);
}
END_TEST

/* By hand, from what each replicate's readings are. */
START_TEST(a_rule_by_part_of_the_first_reading_asks_for_both)
{
    const sim_responder *rules = models_chains[0].population->responders;
    static const struct {
        double before, after;
        bool responds[2];
    } falls[] = {
        {60, 40, {true, true}},    {60, 41, {false, true}},      {60, 48, {false, true}},
        {60, 49, {false, false}},  {40, 30.5, {false, false}},   {47, 37, {false, true}},
        {52, 41.5, {false, true}}, {52.9, 42.4, {false, false}}, {0, 0, {false, false}},
    };

    ck_assert_uint_eq(models_chains[0].population->n_responders, 2);
    for (size_t i = 0; i < sizeof falls / sizeof *falls; i++) {
        for (size_t k = 0; k < 2; k++)
            ck_assert_msg(sim_responder_read(&rules[k], falls[i].before, falls[i].after) ==
                              (falls[i].responds[k] ? 1 : 0),
                          "%g to %g by %s", falls[i].before, falls[i].after, rules[k].name);
    }
    ck_assert(isnan(sim_responder_read(&rules[0], NAN, 3.71)));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("readout");
    TCase *known = tcase_create("known");
    TCase *rules = tcase_create("rules");

    tcase_add_test(known, what_is_read_has_an_order);
    tcase_add_test(known, responders_are_those_whose_readings_fall_enough);
    tcase_add_test(known, readings_stay_on_their_scale);
    tcase_add_test(rules, a_rule_by_part_of_the_first_reading_asks_for_both);
    tcase_set_timeout(known, 60);
    tcase_set_timeout(rules, 60);
    suite_add_tcase(suite, known);
    suite_add_tcase(suite, rules);
    return suite_run(suite);
}
