/* test_inquiry.c -- what is asked of a cohort: the sum of what its members reply, and what that
 * says. */
#include <check.h>
#include <math.h>

#include "sim/study/inquiry.h"
#include "sim/study/reduction.h"
#include "tests/measured.h"
#include "tests/suite.h"

static const sim_text lung[] = {
    {"lung.ini", "[run]\nindication = ards\ndays = 70\n[arm cells]\n[arm none]\n"
                 "product.dose = 0\n"},
    {NULL, NULL},
};

#define ASK(name, rest) "A," name ",predicted,number,3,2,4," rest ",\n"

enum { DEAD, ALIVE, ODDS, OF_NONE, RATIO, GAIN, MODERATE, SEVERE, WATER, SURVIVORS, LOST };

static const char rows[] = MEASURED_HEADER ASK("a",
                                               "%,lung.ini,cells,,dead,37,cohort_share")
    ASK("b", "1,lung.ini,cells,,alive,37,cohort_share")
        ASK("c", "1,lung.ini,cells,,dead,37,cohort_odds")
            ASK("d", "1,lung.ini,none,,dead,37,cohort_share")
                ASK("e", "1,lung.ini,cells,none,dead,37,cohort_share ratio") ASK(
                    "f", "point,lung.ini,cells,none,dead,37,cohort_share difference")
                    ASK("g", "1,lung.ini,cells,,dead_moderate,37,cohort_share") ASK(
                        "h", "1,lung.ini,cells,,dead_severe,37,cohort_share")
                        ASK("i", "mL/kg,lung.ini,cells,,water,9,cohort_mean") ASK(
                            "j", "mL/kg,lung.ini,cells,,water_of_survivors,9,cohort_mean")
                            ASK("k", "mL/kg,lung.ini,cells,,water_of_dead,9,cohort_mean");

static const measured_wish few = {.files = lung, .most_asked = 30};

START_TEST(shares_odds_and_means_hang_together)
{
    measured m;
    double dead, none;

    measured_solve(&m, rows, &few);
    dead = measured_said(&m, DEAD) / 100, none = measured_said(&m, OF_NONE);
    ck_assert(dead > 0.1 && dead < none && none < 0.6);
    ck_assert_double_eq_tol(measured_said(&m, ALIVE), 1 - dead, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, ODDS), dead / (1 - dead), 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, RATIO), dead / none, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, GAIN), 100 * (dead - none), 1e-10);
    /* all of a cohort of that median are below 200 at enrolment */
    ck_assert(measured_said(&m, MODERATE) <= dead && dead <= measured_said(&m, SEVERE));
    /* nobody is dead at enrolment, and who dies has more water */
    ck_assert_double_gt(measured_said(&m, LOST), measured_said(&m, WATER));
    ck_assert_double_eq_tol(dead * measured_said(&m, LOST) +
                                (1 - dead) * measured_said(&m, SURVIVORS),
                            measured_said(&m, WATER), 1e-9);
    measured_close(&m);
}
END_TEST

/* Each is asked by its own number of draws and seed, wherever it stands. */
START_TEST(what_is_asked_does_not_hang_on_other_rows)
{
    static const char alone[] =
        MEASURED_HEADER ASK("a", "%,lung.ini,cells,,dead,37,cohort_share");
    measured a, b;

    measured_solve(&a, rows, &few);
    measured_solve(&b, alone, &few);
    ck_assert_double_eq(measured_said(&a, DEAD), measured_said(&b, 0));
    measured_close(&b);
    measured_close(&a);
}
END_TEST

START_TEST(who_has_no_number_counts_nowhere)
{
    const sim_reduction how = {.name = "cohort_share", .demand = SIM_A_STATE};
    const sim_question q = {.how = &how, .factor = 100};
    const sim_reply replies[] = {{{0.3, 0.3}, {1, 1}},
                                 {{NAN, 0.3}, {1, 1}},
                                 {{0.9, 0.3}, {1, NAN}},
                                 {{0.2, 0.3}, {1, 1}}};

    ck_assert_int_eq(sim_question_inquiry(&q), SIM_ASKS_CHANCES);
    ck_assert_double_eq_tol(sim_question_conclude(&q, replies, 4), 25, 1e-12);
    ck_assert(isnan(sim_question_conclude(&q, &replies[1], 2)));
    for (size_t i = 0; i < SIM_INQUIRIES; i++)
        ck_assert_uint_le(sim_inquiries[i].n, SIM_ASKED_MOST);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("inquiry");
    TCase *cases = tcase_create("cases");

    tcase_add_test(cases, shares_odds_and_means_hang_together);
    tcase_add_test(cases, what_is_asked_does_not_hang_on_other_rows);
    tcase_add_test(cases, who_has_no_number_counts_nowhere);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
