/* test_cause.c -- a cause is named only where it is the only difference of two arms. */
#include <check.h>

#include "sim/cli/cause.h"
#include "tests/experiment.h"
#include "tests/suite.h"

static const struct {
    const char *rows, *words;
} differences[] = {
    {"passaging.harvest_passage = 12\n",
     "a and b differ in passaging.harvest_passage alone: 5 and 12 passages"},
    {"product.dose = 2.385e7\n", "a and b differ in product.dose alone: 5×10⁷ and "
                                 "2.38×10⁷ cells"},
    /* too near for three digits */
    {"product.dose = 50000001\n",
     "a and b differ in product.dose alone: 50000000 and 50000001"},
    {"presets.product = thawed_rested\nproduct.fitness = 1\n",
     "a and b differ in product.viability alone: 0.95 and 0.9"},
    /* of two differences none is the cause */
    {"product.dose = 1e7\nproduct.viability = 0.371\n",
     "a and b differ in both product.dose (5×10⁷ and 10⁷ cells) and product.viability "
     "(0.95 "
     "and 0.371)"},
    {"presets.product = thawed_injected\n", "a and b differ in 3 parameters"},
    {"product.dose = 5e7\n", ""},
};

START_TEST(the_only_difference_is_told)
{
    sim_experiment e;
    GString *file = g_string_new("[product]\ndose = 5e7\nviability = 0.95\nfitness = 1\n"
                                 "[passaging]\nharvest_passage = 5\n[arm a]\n[arm b]\n");
    GString *text = g_string_new(NULL);

    g_string_append(file, differences[_i].rows);
    experiment_read(&e, file->str, experiment_no_sets);
    sim_cause_print(&e, "a", "b", text);
    ck_assert_str_eq(text->str, differences[_i].words);
    g_string_truncate(text, 0);
    sim_cause_print(&e, "a", "nobody", text);
    ck_assert_str_eq(text->str, "");
    sim_experiment_free(&e);
    g_string_free(file, TRUE);
    g_string_free(text, TRUE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cause");
    TCase *cases = tcase_create("differences");

    suite_add_tcase(suite, cases);
    experiment_add_fixture(cases);
    tcase_add_loop_test(cases, the_only_difference_is_told, 0,
                        sizeof differences / sizeof *differences);
    return suite_run(suite);
}
