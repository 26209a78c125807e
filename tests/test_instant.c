/* test_instant.c -- when outputs are due, and what times are one instant. */
#include <check.h>
#include <math.h>

#include "sim/engine/instant.h"
#include "tests/suite.h"

#define LENGTH(list) (sizeof(list) / sizeof *(list))

START_TEST(outputs_lie_at_whole_multiples_rounded_once)
{
    static const struct {
        double every, end, i, t, count;
    } cases[] = {
        {0.1, 7, 70, 7, 71},
        {0.1, 7, 3, 0.3, 71},
        {0.25, 7, 28, 7, 29},
        {1. / 24, 2, 48, 2, 49},
        {1. / 24, 2, 28, 7. / 6, 49},
        {0.7, 2.1, 3, 2.1, 4},
        {1, 7.5, 7, 7, 8},
        {7, 30, 4, 28, 5},
        {1, INFINITY, 730, 730, 0},
        {2.5, 10, 3, 7.5, 5},
    };

    for (size_t i = 0; i < LENGTH(cases); i++) {
        const sim_outputs outputs = sim_outputs_make(cases[i].every, cases[i].end);

        ck_assert_msg(sim_outputs_time(&outputs, cases[i].i) == cases[i].t,
                      "number %g of every %g: %.17g", cases[i].i, cases[i].every,
                      sim_outputs_time(&outputs, cases[i].i));
        if (cases[i].count > 0)
            ck_assert_double_eq(sim_outputs_count(&outputs), cases[i].count);
    }
    const sim_outputs none = sim_outputs_make(0, 7);

    ck_assert_double_eq(sim_outputs_count(&none), 0);
}
END_TEST

START_TEST(what_is_within_rounding_of_an_output_is_at_it)
{
    static const struct {
        double every, end, t, at;
    } cases[] = {
        {1, 30, 6 * 1.16666666666667, 7},
        {1, 30, 6 * 1.16666666666666, 7},
        {1, 30, 6 * 1.1666666667, 6 * 1.1666666667}, /* 17 microseconds late */
        {0.1, 30, 70 * 0.1, 7},
        {7, 10, 9.99999999999999, 10},
        {0, 10, 7.00000000000001, 7.00000000000001},
        {1, INFINITY, 38.00000000000001, 38},
        {1, 30, INFINITY, INFINITY},
        {1, 30, 0, 0},
    };

    for (size_t i = 0; i < LENGTH(cases); i++) {
        const sim_outputs outputs = sim_outputs_make(cases[i].every, cases[i].end);
        const double at = sim_outputs_snap(&outputs, cases[i].t);

        ck_assert_msg(at == cases[i].at, "%.17g: %.17g", cases[i].t, at);
    }
}
END_TEST

/* k * interval, rounded once, is the day that k intervals of whole hours or minutes make. */
START_TEST(whole_hours_and_minutes_make_whole_days)
{
    static const int units[] = {24, 1440};

    for (size_t u = 0; u < LENGTH(units); u++) {
        for (int n = 1; n <= 3000; n++) {
            const double interval = (double)n / units[u];

            for (int k = 1; k <= 12; k++) {
                if (n * k % units[u] != 0) continue;
                ck_assert_double_eq(k * interval, n * k / units[u]);
            }
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("instant");
    TCase *instants = tcase_create("instants");

    tcase_add_test(instants, outputs_lie_at_whole_multiples_rounded_once);
    tcase_add_test(instants, what_is_within_rounding_of_an_output_is_at_it);
    tcase_add_test(instants, whole_hours_and_minutes_make_whole_days);
    suite_add_tcase(suite, instants);
    return suite_run(suite);
}
