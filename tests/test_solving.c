/* test_solving.c -- what is told of an experiment stands in the order of its file; a
 * shard is i of n; a sweep is solved to its end, with a line of progress. */
#include <stdio.h>

#include "sim/cli/solving.h"
#include "tests/points.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
    const char *text;
    size_t shard, shards; /* 0: it is none */
} parts[] = {{"1/1", 1, 1}, {"3/7", 3, 7}, {"100000/100000", 100000, 100000},
             {"7/3", 0, 0}, {"0/3", 0, 0}, {"1/100001", 0, 0},
             {"3", 0, 0},   {"/", 0, 0},   {"2.5/7", 0, 0},
             {"2/7x", 0, 0}};

START_TEST(a_shard_is_one_of_so_many)
{
    size_t shard = 0, shards = 0;
    char message[128];
    sim_error err;
    const sim_status status = sim_parse_shard(parts[_i].text, &shard, &shards, &err);

    ck_assert_uint_eq(shard, parts[_i].shard);
    ck_assert_uint_eq(shards, parts[_i].shards);
    ck_assert((status == SIM_OK) == (parts[_i].shards > 0));
    if (status == SIM_OK) return;
    snprintf(message, sizeof message,
             "--shard %s is no part of a whole; 1/4 to 4/4 would be right", parts[_i].text);
    ck_assert_str_eq(err.text, message);
}
END_TEST

START_TEST(arguments_name_a_file_and_its_sets)
{
    const sim_arguments arguments = {
        .argument = "a.ini", .sets = {"run.days=23", "joint.load=1.07"}, .n_sets = 2};
    const sim_source source = sim_arguments_source(&arguments);

    ck_assert_str_eq(source.file, "a.ini");
    ck_assert_uint_eq(source.n_sets, 2);
    ck_assert_str_eq(source.sets[1], "joint.load=1.07");
    ck_assert_ptr_null(source.text);
}
END_TEST

static const char *const lines[] = {"a.ini:12: the second", "all of it: the last",
                                    "a.ini:3: the first"};

START_TEST(lines_are_told_in_the_order_of_the_file)
{
    const sim_job job = {.file = "a.ini"};
    sim_findings told = {0};
    sim_error err = {""};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        ck_assert_int_eq(sim_findings_add(&told, lines[i], &err), SIM_OK);
    ck_assert_int_eq(sim_told_print(&job, &told, &err), SIM_OK);
    ck_assert_uint_eq(told.n, 3);
    ck_assert_str_eq(told.lines[0], lines[2]);
    ck_assert_str_eq(told.lines[1], lines[0]);
    ck_assert_str_eq(told.lines[2], lines[1]);
    sim_findings_free(&told);
}
END_TEST

START_TEST(points_that_are_there_are_not_solved_again)
{
    points_plan("[run]\ndays = 12\n[sweep]\njoint.load = 0.9, 1.07\n", false);
    points_succeed(sim_record_create(&points_record, "a.db", false, &points_err));
    points_succeed(sim_solve_points(&points_record, 1, &points_err));
    ck_assert(points_record.sweep.before == 0 && points_record.sweep.done == 2);
    sim_store_close(&points_record.store);
    points_succeed(sim_record_create(&points_record, "a.db", true, &points_err));
    points_succeed(sim_solve_points(&points_record, 1, &points_err));
    ck_assert(points_record.sweep.before == 2 && points_record.sweep.done == 2);
}
END_TEST

static void add_all(TCase *cases)
{
    tcase_add_loop_test(cases, a_shard_is_one_of_so_many, 0, LENGTH(parts));
    tcase_add_test(cases, arguments_name_a_file_and_its_sets);
    tcase_add_test(cases, lines_are_told_in_the_order_of_the_file);
    tcase_add_test(cases, points_that_are_there_are_not_solved_again);
}

int main(void)
{
    Suite *suite = suite_create("solving");

    points_add_case(suite, "solving", add_all);
    return suite_run(suite);
}
