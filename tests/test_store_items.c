/* test_store_items.c -- what is kept of a long calculation comes back number by number. */
#include <math.h>

#include "tests/stores.h"
#include "tests/suite.h"

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
    Suite *suite = suite_create("store_items");

    stores_add_case(suite, "items", add_items);
    return suite_run(suite);
}
