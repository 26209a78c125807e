/* test_question_quantity.c -- quantities that are made of others. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/summary.h"
#include "tests/measured.h"
#include "tests/suite.h"

/* DNA of living and dead cells; with a needle that always misses all of it is beside. */
START_TEST(derived_quantities_are_those_of_their_formulas)
{
    static const char *const questions[] = {"1,own.ini,P2,,dna_fraction,7,value,",
                                            "cell,own.ini,P2,,live_in_joint,7,value,",
                                            "cell,own.ini,P2,,dead,7,value,",
                                            "cell,own.ini,P2,,debris,7,value,",
                                            "cell,own.ini,P2,,injected,7,value,",
                                            "1,own.ini,P2,,beside_fraction,0,value,",
                                            "1,own.ini,P2,,beside_dna_fraction,0,value,",
                                            "1,own.ini,saline,,dna_fraction,7,value,",
                                            "1/day,own.ini,P2,,m1_to_m2_rate,7,value,",
                                            "1,own.ini,P2,,repair,7,value,",
                                            "1/day,own.ini,saline,,m2_to_m1_rate,0,value,",
                                            "1,own.ini,P2,,polarize,7,value,",
                                            "1,own.ini,P2,,lung_dna_fraction,1,value,",
                                            "1,own.ini,P2,,lung_fraction,1,value,"};
    measured m;

    measured_ask(&m, questions, 11);
    ck_assert_double_eq_tol(
        measured_said(&m, 0),
        (measured_said(&m, 1) + measured_said(&m, 2) + measured_said(&m, 3)) /
            measured_said(&m, 4),
        1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 5), 1 - 0.81, 1e-12);
    ck_assert_double_eq_tol(measured_said(&m, 6), (1 - 0.81) / 0.95,
                            1e-12); /* viability 0.95 */
    ck_assert_double_eq(measured_said(&m, 7), 0);
    ck_assert_double_gt(measured_said(&m, 8), 0);
    ck_assert_double_eq_tol(measured_said(&m, 10), 0.027689, 1e-6);
    measured_close(&m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("question_quantity");
    TCase *derived = tcase_create("derived");

    tcase_add_test(derived, derived_quantities_are_those_of_their_formulas);
    suite_add_tcase(suite, derived);
    return suite_run(suite);
}
