/* test_bracket.c -- where a quantity rises through 0, ever narrower. */
#include <check.h>
#include <math.h>

#include "sim/engine/bracket.h"
#include "tests/suite.h"

/* Rises through 0 at 1.371, ever more steeply or ever less. */
static double steep(double t) { return pow(t / 1.371, 9) - 1; }
static double flat(double t) { return 1 - pow(1.371 / t, 9); }

START_TEST(a_bracket_closes_on_the_crossing_from_both_sides)
{
    double (*const quantities[])(double t) = {steep, flat};

    for (int q = 0; q < 2; q++) {
        sim_bracket b = {0.385, 2.385, quantities[q](0.385), quantities[q](2.385), 0};
        int steps = 0;

        while (b.hi - b.lo > 1e-12 && ++steps < 60) {
            const double t = sim_bracket_middle(&b, steps);

            ck_assert_msg(t > b.lo && t < b.hi, "%g is not within (%g, %g)", t, b.lo, b.hi);
            sim_bracket_narrow(&b, t, quantities[q](t));
        }
        ck_assert_int_lt(steps, 60); /* halving alone takes 41 */
        ck_assert_double_eq_tol(b.hi, 1.371, 1e-11);
        ck_assert(b.lo < 1.371 + 1e-15 && b.hi >= 1.371 - 1e-15);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bracket");
    TCase *tcase = tcase_create("bracket");

    tcase_add_test(tcase, a_bracket_closes_on_the_crossing_from_both_sides);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
