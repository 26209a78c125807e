/* test_between.c -- where a state may have been between the ends of a step. */
#include <check.h>

#include "models/models.h"
#include "sim/engine/between.h"
#include "tests/suite.h"

enum { STATES = 64 };

static size_t slot(const char *name) { return sim_model_find(&model_knee, name)->slot; }

START_TEST(species_are_whole_signals_on_the_line_and_records_as_at_the_start)
{
    double x0[STATES] = {0}, x1[STATES] = {0}, x[STATES];
    const sim_ends ends = {2.385, 3.385, x0, x1};

    ck_assert_uint_le(model_knee.n_states, STATES);
    x0[slot("fresh")] = 7;
    x1[slot("fresh")] = 17;
    x0[slot("drive")] = 1;
    x1[slot("drive")] = 3;
    x1[slot("injected")] = 371;
    sim_between(&model_knee, &ends, 2.385 + 0.371, x);
    ck_assert_double_eq(x[slot("fresh")], 11);
    ck_assert_double_eq_tol(x[slot("drive")], 1.742, 1e-12);
    ck_assert_double_eq(x[slot("injected")], 0);
}
END_TEST

START_TEST(beyond_an_end_is_that_end)
{
    double x0[STATES] = {0}, x1[STATES] = {0}, x[STATES];
    const sim_ends ends = {2.385, 3.385, x0, x1};

    x0[slot("drive")] = 1;
    x1[slot("drive")] = 3;
    sim_between(&model_knee, &ends, 2.3, x);
    ck_assert_double_eq(x[slot("drive")], 1);
    sim_between(&model_knee, &ends, 3.4, x);
    ck_assert_double_eq(x[slot("drive")], 3);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("between");
    TCase *tcase = tcase_create("between");

    tcase_add_test(tcase,
                   species_are_whole_signals_on_the_line_and_records_as_at_the_start);
    tcase_add_test(tcase, beyond_an_end_is_that_end);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
