/* test_store_facts.c -- what a stores_one says beside its points comes out as it went in. */
#include <stdlib.h>

#include "tests/stores.h"
#include "tests/suite.h"

START_TEST(facts_are_kept_by_name)
{
    char *value = NULL;

    stores_create("a.db", &stores_form);
    stores_succeed(sim_store_set_fact(&stores_one, "text", "[run]\ndays = 30 # it's; '\n",
                                      &stores_err));
    stores_succeed(sim_store_set_fact(&stores_one, "text", stores_long, &stores_err));
    stores_succeed(sim_store_get_fact(&stores_one, "text", &value, &stores_err));
    ck_assert_str_eq(value, stores_long);
    free(value);
    stores_succeed(sim_store_get_fact(&stores_one, "it's", &value, &stores_err));
    ck_assert_ptr_null(value);
}
END_TEST

typedef struct {
    sim_store_parameter list[3];
    size_t n;
} given;

static sim_status check_parameter(void *self, const sim_store_parameter *p,
                                  sim_error *ignored)
{
    given *g = self;
    const sim_store_parameter *right = &g->list[g->n++];

    (void)ignored;
    ck_assert_str_eq(p->name, right->name);
    ck_assert_str_eq(p->value, right->value);
    ck_assert_str_eq(p->unit, right->unit);
    ck_assert_str_eq(p->origin, right->origin);
    return SIM_OK;
}

START_TEST(parameters_keep_their_order)
{
    given g = {{{"product.dose", "2.385e+07", "cell", "default"},
                {"arm no, \"it's\": product.dose", "0", "cell", "--set 'x'=\"1\""},
                {"a", "", "1", ""}},
               0};

    stores_create("a.db", &stores_form);
    for (size_t i = 0; i < 3; i++)
        stores_succeed(sim_store_add_parameter(&stores_one, &g.list[i], &stores_err));
    stores_succeed(sim_store_each_parameter(&stores_one, check_parameter, &g, &stores_err));
    ck_assert_uint_eq(g.n, 3);
}
END_TEST

START_TEST(builds_have_numbers)
{
    size_t number = 0;

    stores_create("a.db", &stores_form);
    stores_succeed(sim_store_find_build(&stores_one, "gcc 12", &number, &stores_err));
    ck_assert_uint_eq(number, 0);
    stores_succeed(sim_store_add_build(&stores_one, "gcc 12", &number, &stores_err));
    ck_assert_uint_eq(number, 1);
    stores_succeed(
        sim_store_add_build(&stores_one, "clang 14, it's", &number, &stores_err));
    ck_assert_uint_eq(number, 2);
    stores_succeed(sim_store_add_build(&stores_one, "gcc 12", &number, &stores_err));
    ck_assert_uint_eq(number, 1);
    stores_succeed(
        sim_store_find_build(&stores_one, "clang 14, it's", &number, &stores_err));
    ck_assert_uint_eq(number, 2);
}
END_TEST

static void add_contents(TCase *cases)
{
    tcase_add_test(cases, facts_are_kept_by_name);
    tcase_add_test(cases, parameters_keep_their_order);
    tcase_add_test(cases, builds_have_numbers);
}

int main(void)
{
    Suite *suite = suite_create("store_facts");

    stores_add_case(suite, "contents", add_contents);
    return suite_run(suite);
}
