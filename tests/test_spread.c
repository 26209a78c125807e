/* test_spread.c -- where the spread of a cohort comes from, of planted parts. */
#include <check.h>
#include <math.h>

#include "tests/cohort.h"
#include "tests/suite.h"

START_TEST(few_samples_of_the_spread_have_no_shares)
{
    for (size_t n = 7; n <= 8; n++) {
        sim_error err = {""};
        sim_spread s;
        planted p;

        ck_assert_int_eq(planted_open(&p, "", &err), SIM_OK);
        ck_assert_int_eq(
            sim_spread_run(&s, &(sim_ensemble_task){.assay = &p.assay, .n = n}, &err),
            SIM_OK);
        ck_assert_int_eq(isfinite(sim_spread_share(&s, 0, 0, 0)), n == 8);
        ck_assert_int_eq(isfinite(sim_spread_error(&s, 0, 0, 0)), n == 8);
        sim_spread_free(&s);
        planted_close(&p);
    }
}
END_TEST

static const struct {
    const char *text;
    double shares[SIM_PARTS]; /* laboratory, donor, patient, needle, chance */
} parts[] = {
    /* variances 4, 9, 16 / 4 and 3 */
    {"[run]\nmethod = ssa\n", {0, 0.2, 0.45, 0.2, 0.15}},
    {"", {0, 4.0 / 17, 9.0 / 17, 4.0 / 17, 0}},
    {"[cohort]\ngiver.give = fixed\n", {0, 0, 9.0 / 13, 4.0 / 13, 0}},
    {"[run]\nmethod = ssa\n[taker]\nodds = 1\n[cohort]\ndraw = none\n", {0, 0, 0, 0, 1}},
    {"[run]\nmethod = ssa\n[taker]\nodds = 1\n[cohort]\ngiver.give = fixed\n"
     "taker.need = fixed\n",
     {0, 0, 0, 0, 1}},
    /* log-normal by 0.25 and 0.35: a laboratory's part is 25 e^(u + v) (e^u - 1), a donor's in
     * it 25 e^(2 u) e^v (e^v - 1), with u and v the squares of 0.35 and 0.25 */
    {"[cohort]\ngiver.give = lognormal 0.25 laboratory 0.35\n",
     {0.2051001, 0.1147311, 0.4708860, 0.2092827, 0}},
    /* one laboratory: its factor is the same in all */
    {"[taker]\nodds = 0\n[cohort]\ntaker.need = fixed\ndonors_per_laboratory = 4000\n"
     "giver.give = lognormal 0.25 laboratory 0.35\n",
     {0, 1, 0, 0, 0}},
    {"[taker]\nodds = 0\n[cohort]\ntaker.need = fixed\ndonors_per_laboratory = 3999\n"
     "giver.give = lognormal 0.25 laboratory 0.35\n",
     {0.6412761, 0.3587239, 0, 0, 0}},
};

START_TEST(the_spread_finds_planted_parts)
{
    const size_t n = 4000;
    sim_error err = {""};
    sim_spread s;
    planted p;
    double sum = 0;

    ck_assert_msg(planted_open(&p, parts[_i].text, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(
        sim_spread_run(&s, &(sim_ensemble_task){.assay = &p.assay, .n = n}, &err), SIM_OK);
    for (size_t part = 0; part < SIM_PARTS; part++) {
        const double share = sim_spread_share(&s, 0, 0, part);
        const double error = sim_spread_error(&s, 0, 0, part);

        ck_assert_double_eq_tol(share, parts[_i].shares[part], 4 * error + 1e-12);
        ck_assert_double_le(error, 0.03); /* a share of 4,000 samples is worth that much */
        sum += share;
    }
    ck_assert_double_eq_tol(sum, 1, 1e-12);
    sim_spread_free(&s);
    planted_close(&p);
}
END_TEST

START_TEST(where_nothing_varies_there_are_no_shares)
{
    sim_error err = {""};
    sim_spread s;
    planted p;

    ck_assert_int_eq(planted_open(&p, "[cohort]\ndraw = none\n", &err), SIM_OK);
    ck_assert_int_eq(
        sim_spread_run(&s, &(sim_ensemble_task){.assay = &p.assay, .n = 9}, &err), SIM_OK);
    for (size_t part = 0; part < SIM_PARTS; part++)
        ck_assert(isnan(sim_spread_share(&s, 0, 0, part)));
    sim_spread_free(&s);
    planted_close(&p);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("spread");
    TCase *spread = tcase_create("spread");

    tcase_add_test(spread, few_samples_of_the_spread_have_no_shares);
    tcase_add_loop_test(spread, the_spread_finds_planted_parts, 0,
                        sizeof parts / sizeof *parts);
    tcase_add_test(spread, where_nothing_varies_there_are_no_shares);
    tcase_set_timeout(spread, 60);
    suite_add_tcase(suite, spread);
    return suite_run(suite);
}
