/* test_model.c -- what is asked of a declaration. */
#include <check.h>

#include "models/models.h"
#include "tests/data_models.h"
#include "tests/suite.h"

START_TEST(symbols_are_found_by_name_and_know_their_section)
{
    const sim_symbol *s = sim_model_find(&model_passaging, "cycle_time");

    ck_assert_ptr_nonnull(s);
    ck_assert_str_eq(s->name, "cycle_time");
    ck_assert_str_eq(sim_model_section(&model_passaging, s), "passaging");
    ck_assert_ptr_null(sim_model_find(&model_passaging, "cylce_time"));
}
END_TEST

START_TEST(a_symbol_is_set_constant_or_state)
{
    const sim_symbol *set = sim_model_find(&model_passaging, "cycle_time"),
                     *made = sim_model_find(&model_passaging, "cycle"),
                     *state = sim_model_find(&model_passaging, "cycling");

    ck_assert(sim_symbol_is_settable(set) && sim_symbol_is_constant(set));
    ck_assert(!sim_symbol_is_settable(made) && sim_symbol_is_constant(made));
    ck_assert(!sim_symbol_is_constant(state) && sim_symbol_is_state(state));
}
END_TEST

START_TEST(an_input_comes_from_the_nearest_stage_before_that_has_it)
{
    const sim_chain *chain = &models_chains[0];
    size_t stage = 99;
    const sim_symbol *s = sim_chain_find_source(chain, "viability", 2, &stage);

    ck_assert_ptr_nonnull(s);
    ck_assert_uint_eq(stage, 1);
    ck_assert_str_eq(s->name, "viability");
    ck_assert_ptr_null(sim_chain_find_source(chain, "viability", 0, &stage));
}
END_TEST

/* A share in percent, its difference in points; what is in percent anyhow likewise. */
START_TEST(shares_and_differences_have_units_of_their_own)
{
    static const struct {
        const char *chain, *column, *unit, *told;
        double times;
        bool is_difference;
    } rows[] = {
        {"gvhd", "survival", "1", "%", 100, false},
        {"gvhd", "survival_day_100", "1", "%", 100, false},
        {"gvhd", "survival_against_background", "1", SIM_POINT, 100, true},
        {"gvhd", "survival_day_100_against_background", "1", SIM_POINT, 100, true},
        {"gvhd", "regulatory", "1", "1", 1, false},
        {"ards", "pf_against_background", "mmHg", "mmHg", 1, true},
        {"heart", "lvef", "%", "%", 1, false},
        {"heart", "lvef_against_background", "%", SIM_POINT, 1, true},
        {"knee", "total_relief", "mm", "mm", 1, false},
        {NULL, "survival", "1", "1", 1, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const sim_unit_told told =
            sim_chain_unit_told(rows[i].chain ? models_chain(rows[i].chain) : NULL,
                                rows[i].column, rows[i].unit);

        ck_assert_str_eq(told.unit, rows[i].told);
        ck_assert_double_eq(told.times, rows[i].times);
        ck_assert_int_eq(told.is_difference, rows[i].is_difference);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("model");
    TCase *all = tcase_create("model");

    tcase_add_test(all, symbols_are_found_by_name_and_know_their_section);
    tcase_add_test(all, a_symbol_is_set_constant_or_state);
    tcase_add_test(all, an_input_comes_from_the_nearest_stage_before_that_has_it);
    tcase_add_test(all, shares_and_differences_have_units_of_their_own);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
