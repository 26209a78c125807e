/* test_record.c -- a sweep and its database: read, made, and made again from what it tells. */
#include <check.h>

#include "tests/points.h"
#include "tests/suite.h"

START_TEST(set_puts_an_axis_over_that_of_the_file)
{
    static const char *const sets[] = {"sweep.product.viability = 0.371"};
    const sim_source source = {.file = "a.ini", .sets = sets, .n_sets = 1};
    points_results *r;

    points_plan("[run]\ndays = 30\n[sweep]\ndesign = grid\n"
                "passaging.harvest_passage = 1, 5\nproduct.viability = 0.72, 0.9\n",
                false);
    ck_assert_uint_eq(points_record.plan.n, 4);
    sim_record_close(&points_record);
    points_succeed(sim_record_read(&points_record, &source, &points_err));
    points_succeed(sim_record_plan(&points_record, NULL, false, &points_err));
    points_succeed(points_solve("a.db", &points_at_once));
    r = points_read("a.db");
    ck_assert_uint_eq(r->n, 2);
    ck_assert_double_eq(r->rows[0].inputs[1], 0.371);
    points_free(r);
}
END_TEST

START_TEST(a_text_that_is_no_file_is_kept)
{
    const sim_source source = {
        .text = "[run]\ndays = 2\n[sweep]\nproduct.viability = 0.72, 0.9, 0.371\n"};

    points_succeed(sim_record_read(&points_record, &source, &points_err));
    points_succeed(sim_record_plan(&points_record, NULL, false, &points_err));
    points_succeed(points_solve("a.db", &points_at_once));
    sim_record_close(&points_record);
    points_succeed(sim_record_load(&points_record, "a.db", &points_err));
    ck_assert_str_eq(points_record.job.file, "text");
    ck_assert_uint_eq(points_record.plan.n, 3);
}
END_TEST

/* What was made with an arm, a set and a shard is so again. */
START_TEST(a_loaded_one_is_planned_as_it_was_made)
{
    static const char *const sets[] = {"sweep.product.viability = 0.371"};
    const sim_source source = {.file = "a.ini", .sets = sets, .n_sets = 1};
    double values[2][2];

    points_plan("[run]\ndays = 30\n[sweep]\nproduct.viability = 0.72, 0.9\n"
                "passaging.harvest_passage = 1, 5\n[arm early]\n[arm late]\n",
                true);
    sim_record_close(&points_record);
    points_succeed(sim_record_read(&points_record, &source, &points_err));
    points_succeed(sim_record_keep_arm(&points_record, "late", &points_err));
    points_succeed(sim_record_plan(&points_record, NULL, true, &points_err));
    points_succeed(points_solve("a.db", &(points_how){1, 2, 2, 0}));
    ck_assert(sim_plan_find(&points_record.plan, 2, values[0]));
    sim_record_close(&points_record);
    points_succeed(sim_record_load(&points_record, "a.db", &points_err));
    ck_assert_str_eq(points_record.job.file, "a.ini");
    ck_assert_uint_eq(points_record.job.experiment.n_arms, 1);
    ck_assert_str_eq(points_record.job.experiment.arms[0].name, "late");
    ck_assert_uint_eq(points_record.plan.n, 2);
    ck_assert(points_record.task.keeps_courses);
    ck_assert(points_record.shard == 2 && points_record.shards == 2);
    ck_assert(sim_plan_find(&points_record.plan, 2, values[1]));
    ck_assert(values[0][0] == values[1][0] && values[0][1] == values[1][1]);
}
END_TEST

START_TEST(points_are_counted_by_status)
{
    sim_stored_tally tally;
    points_results *r = points_sweep("[run]\ndays = 30\n[sweep]\ndesign = grid\n"
                                     "joint.recruit = 2.385e6, 2.5e6\n[arm a]\n[arm b]\n"
                                     "joint.m1_loss = 0.45\n",
                                     false);

    points_succeed(sim_store_open(&points_record.store, "a.db", false, &points_err));
    points_succeed(sim_stored_count(&points_record.store, &tally, &points_err));
    ck_assert(tally.points == 2 && tally.rows == 4);
    ck_assert(tally.refused == 1 && tally.failed == 0 && tally.thinned == 0);
    ck_assert_str_eq(tally.condition, "recruit_base < 0");
    points_free(r);
}
END_TEST

static void add_records(TCase *cases)
{
    tcase_add_test(cases, set_puts_an_axis_over_that_of_the_file);
    tcase_add_test(cases, a_text_that_is_no_file_is_kept);
    tcase_add_test(cases, a_loaded_one_is_planned_as_it_was_made);
    tcase_add_test(cases, points_are_counted_by_status);
}

int main(void)
{
    Suite *suite = suite_create("record");

    points_add_case(suite, "records", add_records);
    return suite_run(suite);
}
