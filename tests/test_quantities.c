/* test_quantities.c -- what laboratories measure is a formula of rows that the models have. */
#include <check.h>
#include <string.h>

#include "models/models.h"
#include "sim/model/model.h"
#include "sim/study/reduction.h"
#include "tests/suite.h"

START_TEST(quantities_have_names_of_their_own)
{
    const sim_yardstick *y = &models_knee_yardstick;

    ck_assert_uint_ge(y->n_quantities, 5);
    for (size_t i = 0; i < y->n_quantities; i++) {
        ck_assert_ptr_nonnull(
            strpbrk(y->quantities[i].formula, "abcdefghijklmnopqrstuvwxyz"));
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(y->quantities[i].name, y->quantities[k].name);
    }
}
END_TEST

START_TEST(what_a_passage_is_numbered_by_is_a_row_of_the_culture)
{
    ck_assert_ptr_nonnull(sim_model_find(&model_passaging, models_knee_yardstick.number));
    ck_assert_ptr_nonnull(sim_model_find(&model_passaging, models_knee_yardstick.progress));
    ck_assert_ptr_nonnull(sim_model_find(&model_passaging, models_knee_yardstick.last));
}
END_TEST

/* Names that start with then_ are those of the same model. */
static void check_names(const sim_model *m, const char *text)
{
    sim_formula f;
    sim_error err = {""};

    ck_assert_msg(sim_formula_parse(&f, text, &err) == SIM_OK, "%s", err.text);
    for (int i = 0; i < f.n_nodes; i++) {
        const char *name = sim_term_name(f.node[i].name);

        ck_assert_msg(*name == '\0' || sim_model_find(m, name), "%s: %s", text, name);
    }
}

START_TEST(what_is_counted_of_a_cohort_is_of_rows_of_its_model)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        const sim_yardstick *y = chain->yardstick;
        const sim_model *last = chain->stages[chain->n_stages - 1].model;

        ck_assert_ptr_nonnull(y);
        ck_assert(!y->weight || sim_model_find(last, y->weight));
        for (size_t i = 0; i < y->n_counted; i++) {
            const sim_counted *c = &y->counted[i];

            check_names(last, c->above);
            check_names(last, c->below);
            if (c->then) check_names(last, c->then);
            ck_assert_int_eq(!strstr(c->above, sim_term_then) &&
                                 !strstr(c->below, sim_term_then),
                             !c->then);
            if (c->is_state) ck_assert_str_eq(c->unit, "1");
        }
    }
}
END_TEST

/* Passages are those of one culture, whatever becomes of the cells. */
START_TEST(all_chains_read_a_culture_alike)
{
    const sim_yardstick *knee = models_chains->yardstick;

    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        const sim_yardstick *y = chain->yardstick;

        for (size_t i = 0; i < 2; i++)
            ck_assert_str_eq(y->quantities[i].name, knee->quantities[i].name);
        ck_assert_ptr_eq(y->pooled, knee->pooled);
        ck_assert_str_eq(y->last, knee->last);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("quantities");
    TCase *tests = tcase_create("tests");

    tcase_add_test(tests, quantities_have_names_of_their_own);
    tcase_add_test(tests, what_a_passage_is_numbered_by_is_a_row_of_the_culture);
    tcase_add_test(tests, what_is_counted_of_a_cohort_is_of_rows_of_its_model);
    tcase_add_test(tests, all_chains_read_a_culture_alike);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
