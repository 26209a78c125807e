/* test_shelf.c -- outcomes that tasks share: found by constants and manner, kept while anybody
 * has them. */
#include <check.h>

#include "sim/study/shelf.h"
#include "tests/data_models.h"
#include "tests/suite.h"

static const sim_manner usual = {0, 1e-6, 730, 1};

/* An outcome of a model whose first constant is the number. */
static sim_outcome *make(double number)
{
    sim_outcome *outcome;
    sim_error err = {""};

    ck_assert_int_eq(sim_outcome_init(&outcome, &model_circle, &err), SIM_OK);
    outcome->p[0] = number;
    return outcome;
}

static sim_outcome *find(const sim_shelf *shelf, double number, const sim_manner *manner)
{
    sim_outcome *like = make(number), *found = sim_shelf_find(shelf, like, manner);

    sim_outcome_free(like);
    return found;
}

START_TEST(what_has_the_same_constants_is_found)
{
    sim_shelf shelf = {0};
    sim_outcome *one = make(2.37), *other = make(3.71);

    sim_shelf_put(&shelf, one, &usual);
    sim_shelf_put(&shelf, other, &usual);
    ck_assert_ptr_eq(find(&shelf, 2.37, &usual), one);
    ck_assert_ptr_eq(find(&shelf, 3.71, &usual), other);
    ck_assert_ptr_null(find(&shelf, 2.38, &usual));
    sim_outcome_free(one);
    sim_outcome_free(other);
    sim_shelf_clear(&shelf);
}
END_TEST

START_TEST(another_manner_is_another_outcome)
{
    static const sim_manner others[] = {
        {1, 1e-6, 730, 1}, {0, 1e-7, 730, 1}, {0, 1e-6, 729, 1}, {0, 1e-6, 730, 0.5}};
    sim_shelf shelf = {0};
    sim_outcome *one = make(2.37);

    sim_shelf_put(&shelf, one, &usual);
    ck_assert_ptr_eq(find(&shelf, 2.37, &usual), one);
    ck_assert_ptr_null(find(&shelf, 2.37, &others[_i]));
    sim_outcome_free(one);
    sim_shelf_clear(&shelf);
}
END_TEST

/* A sanitizer or valgrind would tell what is freed too early or never. */
START_TEST(the_oldest_makes_room_and_lives_on_where_it_is_held)
{
    sim_shelf shelf = {0};
    sim_outcome *first = make(-1);

    sim_shelf_put(&shelf, first, &usual);
    for (int i = 0; i < SIM_SHELF; i++) {
        sim_outcome *one = make(i);

        ck_assert_ptr_eq(find(&shelf, -1, &usual), first);
        sim_shelf_put(&shelf, one, &usual);
        sim_outcome_free(one);
    }
    ck_assert_ptr_null(find(&shelf, -1, &usual));
    ck_assert_double_eq(first->p[0], -1);
    ck_assert_ptr_nonnull(find(&shelf, 0, &usual));
    sim_outcome_free(first);
    sim_shelf_clear(&shelf);
    ck_assert_ptr_null(find(&shelf, 0, &usual));
}
END_TEST

START_TEST(one_that_failed_is_found_no_more)
{
    sim_shelf shelf = {0};
    sim_outcome *one = make(2.37);

    sim_shelf_put(&shelf, one, &usual);
    sim_shelf_drop(&shelf, one);
    ck_assert_ptr_null(find(&shelf, 2.37, &usual));
    sim_outcome_free(one);
    sim_shelf_clear(&shelf);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shelf");
    TCase *tcase = tcase_create("shelf");

    tcase_add_test(tcase, what_has_the_same_constants_is_found);
    tcase_add_loop_test(tcase, another_manner_is_another_outcome, 0, 4);
    tcase_add_test(tcase, the_oldest_makes_room_and_lives_on_where_it_is_held);
    tcase_add_test(tcase, one_that_failed_is_found_no_more);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
