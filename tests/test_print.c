/* test_print.c -- kernels as C: those of the models that only tests know, printed and compiled
 * beside this program. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/print.h"
#include "tests/anywhere.h"
#include "tests/data_models.h"
#include "tests/kernels.h"
#include "tests/printed.h"
#include "tests/suite.h"

static const struct {
    const sim_kernel *table;
    size_t lanes;
} tables[] = {
    {printed_kernels_1, 1},
    {printed_kernels_2, 2},
    {printed_kernels_4, 4},
    {printed_kernels_8, 8},
};
enum { N_TABLES = sizeof tables / sizeof *tables };

START_TEST(every_model_is_printed_or_built_in)
{
    size_t n = 0;

    for (size_t i = 0; anywhere_model(i); i++)
        n += sim_kernel_find(anywhere_model(i), 1, NULL) == NULL;
    for (int k = 0; k < N_TABLES; k++) {
        size_t rows = 0;

        while (tables[k].table[rows].model) rows++;
        ck_assert_uint_eq(rows, n);
    }
}
END_TEST

START_TEST(a_kernel_is_what_its_rows_say)
{
    for (const sim_kernel *k = tables[_i].table; k->model; k++) {
        ck_assert_uint_eq(k->lanes, tables[_i].lanes);
        if (kernels_run(k->lanes)) kernels_check(k);
    }
}
END_TEST

START_TEST(rules_are_those_of_the_rows_to_the_bit)
{
    for (const sim_kernel *k = tables[_i].table; k->model; k++)
        if (kernels_run(k->lanes)) kernels_check_rules(k);
}
END_TEST

START_TEST(a_lane_has_the_bits_that_it_has_alone)
{
    for (size_t i = 0; tables[_i].table[i].model; i++)
        if (kernels_run(tables[_i].lanes))
            kernels_check_lanes(&tables[_i].table[i], &printed_kernels_1[i]);
}
END_TEST

/* All that is printed of some models; the caller frees it. */
static char *print(const sim_model *const models[], size_t n)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    sim_error err = {""};

    ck_assert_ptr_nonnull(out);
    ck_assert_msg(sim_print_kernels(out, models, n, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;

    for (const char *at = text; (at = strstr(at, part)) != NULL; at++) n++;
    return n;
}

START_TEST(a_model_that_stands_twice_is_printed_once)
{
    const sim_model *const models[] = {&model_circle, &model_driven, &model_circle};
    char *text = print(models, 3);

    ck_assert_uint_eq(count(text, "static void prepare_circle("), 1);
    ck_assert_uint_eq(count(text, "KERNEL(circle)"), 1);
    ck_assert_uint_eq(count(text, "KERNEL(driven)"), 1);
    free(text);
}
END_TEST

START_TEST(a_model_that_integrates_nothing_is_not_printed)
{
    const sim_model *const models[] = {&model_giver};
    char *text = print(models, 1);

    ck_assert_uint_eq(model_giver.n_moving, 0);
    ck_assert_uint_eq(count(text, "giver"), 0);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("print");
    TCase *all = tcase_create("print");

    tcase_set_timeout(all, 60);
    tcase_add_test(all, every_model_is_printed_or_built_in);
    tcase_add_loop_test(all, a_kernel_is_what_its_rows_say, 0, N_TABLES);
    tcase_add_loop_test(all, rules_are_those_of_the_rows_to_the_bit, 0, N_TABLES);
    tcase_add_loop_test(all, a_lane_has_the_bits_that_it_has_alone, 1, N_TABLES);
    tcase_add_test(all, a_model_that_stands_twice_is_printed_once);
    tcase_add_test(all, a_model_that_integrates_nothing_is_not_printed);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
