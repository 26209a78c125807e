/* test_store_facts.c -- what a store says beside its points comes out as it went in: facts, and
 * what is kept of a long calculation, number by number. */
#include <math.h>
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

static const sim_store_form form = {0, 0, 0, NULL, NULL, NULL, 2, true};

/* Makes one with two items. */
static void make(void)
{
    static const double numbers[] = {2.385, NAN, -3.71e-300}, one[] = {0.5};
    const sim_store_item items[] = {
        {.item = 7, .status = 0, .redraws = 3, .reason = "", .numbers = numbers, .n = 3},
        {.item = 2, .status = 4, .reason = "it's refused", .numbers = one, .n = 1}};

    stores_create("a.db", &form);
    stores_succeed(sim_store_begin(&stores_one, &stores_err));
    for (size_t i = 0; i < 2; i++)
        stores_succeed(sim_store_add_item(&stores_one, &items[i], &stores_err));
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    stores_succeed(sim_store_finish(&stores_one, &stores_err));
    sim_store_close(&stores_one);
    stores_succeed(sim_store_open(&stores_one, "a.db", false, &stores_err));
    ck_assert(stores_one.form.has_items);
}

START_TEST(items_come_back_with_all_their_numbers)
{
    sim_store_item item = {.item = 7, .n = 3};
    double numbers[3];
    size_t n = 0;
    bool there = false;

    make();
    stores_succeed(sim_store_get_item(&stores_one, &item, numbers, &there, &stores_err));
    ck_assert(there && item.status == 0 && item.redraws == 3);
    ck_assert(numbers[0] == 2.385 && isnan(numbers[1]) && numbers[2] == -3.71e-300);
    item = (sim_store_item){.item = 2, .n = 1};
    stores_succeed(sim_store_get_item(&stores_one, &item, numbers, &there, &stores_err));
    ck_assert(there && item.status == 4);
    ck_assert_str_eq(item.reason, "it's refused");
    item = (sim_store_item){.item = 3, .n = 1};
    stores_succeed(sim_store_get_item(&stores_one, &item, numbers, &there, &stores_err));
    ck_assert(!there);
    stores_succeed(sim_store_count_items(&stores_one, &n, &stores_err));
    ck_assert_uint_eq(n, 2);
}
END_TEST

START_TEST(an_item_of_another_size_is_refused)
{
    sim_store_item item = {.item = 7, .n = 2};
    double numbers[3];
    bool there = false;

    make();
    ck_assert_int_eq(sim_store_get_item(&stores_one, &item, numbers, &there, &stores_err),
                     SIM_EPARSE);
}
END_TEST

static void add_items(TCase *cases)
{
    tcase_add_test(cases, items_come_back_with_all_their_numbers);
    tcase_add_test(cases, an_item_of_another_size_is_refused);
}

int main(void)
{
    Suite *suite = suite_create("store_facts");

    stores_add_case(suite, "contents", add_contents);
    stores_add_case(suite, "items", add_items);
    return suite_run(suite);
}
