/* test_sweep.c -- the points of a sweep are the same however often it was interrupted and
 * whoever solved them. */
#include <check.h>
#include <stdio.h>

#include "tests/points.h"
#include "tests/suite.h"

static const char many[] = "[run]\ndays = 20\nensemble_columns = vas\n"
                           "[arm a]\n[arm b]\nproduct.dose = 0\n"
                           "[sweep]\ndesign = lhs\npoints = 12\n"
                           "product.dose = log 1e6..1e8\npassaging.donor_age = 18..83.5\n"
                           "presets.host = range\n";

/* All of it, solved at once by one thread. */
static points_results *expected(void)
{
    points_plan(many, true);
    points_succeed(points_solve("whole.db", &points_at_once));
    return points_read("whole.db");
}

START_TEST(an_interrupted_sweep_goes_on_to_the_same_end)
{
    const points_how first = {1, 1, 1, (size_t)_i}, second = {(size_t)_i % 3 + 1, 1, 1, 0};
    char message[256];
    points_results *r = expected(), *again;

    ck_assert_int_eq(points_solve("part.db", &first), SIM_ESTOP);
    snprintf(message, sizeof message,
             "part.db: interrupted after %d of 12 points, which are kept; --resume goes on",
             _i);
    ck_assert_str_eq(points_err.text, message);
    points_succeed(points_solve("part.db", &second));
    ck_assert_uint_eq(points_record.sweep.before, (size_t)_i);
    ck_assert_uint_eq(points_record.sweep.done, 12);
    again = points_read("part.db");
    ck_assert_str_eq(again->text, r->text);
    points_free(again);
    points_free(r);
}
END_TEST

START_TEST(it_may_be_interrupted_again_and_again)
{
    points_results *r = expected(), *again;

    for (size_t i = 0; i < 11; i++) {
        const points_how one_more = {1, 1, 1, 1};

        ck_assert_int_eq(points_solve("part.db", &one_more), SIM_ESTOP);
        ck_assert_uint_eq(points_record.sweep.done, i + 1);
    }
    points_succeed(points_solve("part.db", &points_at_once));
    again = points_read("part.db");
    ck_assert_str_eq(again->text, r->text);
    points_free(again);
    points_free(r);
}
END_TEST

START_TEST(threads_change_nothing)
{
    const points_how by_several = {(size_t)_i, 1, 1, 0};
    points_results *r = expected(), *again;

    points_succeed(points_solve("part.db", &by_several));
    again = points_read("part.db");
    ck_assert_str_eq(again->text, r->text);
    points_free(again);
    points_free(r);
}
END_TEST

START_TEST(shards_joined_are_the_whole)
{
    const size_t shards = (size_t)_i;
    points_results *r = expected(), *again;
    char name[32];

    for (size_t i = 1; i <= shards; i++) {
        snprintf(name, sizeof name, "%zu.db", i);
        points_succeed(points_solve(name, &(points_how){i % 3 + 1, i, shards, 0}));
        ck_assert_uint_eq(points_record.sweep.n, sim_sweep_points(12, i, shards));
    }
    points_record.shard = points_record.shards = 1;
    points_succeed(sim_record_create(&points_record, "joined.db", false, &points_err));
    for (size_t i = shards; i >= 1; i--) {
        static const sim_store_rule all = {NULL, NULL, NULL};
        sim_store shard = {0};

        snprintf(name, sizeof name, "%zu.db", i);
        points_succeed(sim_store_open(&shard, name, false, &points_err));
        points_succeed(sim_store_add_all(&points_record.store, &shard, &all, &points_err));
        sim_store_close(&shard);
    }
    points_succeed(sim_store_commit(&points_record.store, &points_err));
    points_succeed(sim_store_finish(&points_record.store, &points_err));
    sim_store_close(&points_record.store);
    again = points_read("joined.db");
    ck_assert_str_eq(again->text, r->text);
    points_free(again);
    points_free(r);
}
END_TEST

START_TEST(parts_have_equally_many_points)
{
    static const size_t parts[][4] = {
        {10, 1, 4, 3}, {10, 2, 4, 3}, {10, 3, 4, 2}, {10, 4, 4, 2}, {12, 1, 1, 12},
        {3, 3, 5, 1},  {3, 4, 5, 0},  {3, 5, 5, 0},  {1, 1, 9, 1},
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        ck_assert_uint_eq(sim_sweep_points(parts[i][0], parts[i][1], parts[i][2]),
                          parts[i][3]);
}
END_TEST

static void add_ways(TCase *cases)
{
    tcase_add_loop_test(cases, an_interrupted_sweep_goes_on_to_the_same_end, 1, 12);
    tcase_add_test(cases, it_may_be_interrupted_again_and_again);
    tcase_add_loop_test(cases, threads_change_nothing, 2, 5);
    tcase_add_loop_test(cases, shards_joined_are_the_whole, 2, 6);
    tcase_add_test(cases, parts_have_equally_many_points);
}

int main(void)
{
    Suite *suite = suite_create("sweep");

    points_add_case(suite, "ways", add_ways);
    return suite_run(suite);
}
