/* test_store_points.c -- points, stores_rows and days come out as they went in, also of a file that is
 * joined to another. */
#include <math.h>
#include <string.h>

#include "tests/stores.h"
#include "tests/suite.h"

START_TEST(what_goes_in_comes_out_in_order)
{
    stores_seen s = {0};

    stores_make("a.db");
    stores_succeed(sim_store_open(&stores_one, "a.db", false, &stores_err));
    ck_assert_uint_eq(stores_one.form.n_inputs, 2);
    ck_assert_uint_eq(stores_one.form.n_numbers, 4);
    ck_assert_uint_eq(stores_one.form.n_course, 0);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_str_eq(stores_one.form.numbers[i].name, stores_numbers[i].name);
        ck_assert_str_eq(stores_one.form.numbers[i].unit, stores_numbers[i].unit);
        ck_assert_str_eq(stores_one.form.numbers[i].meaning, stores_numbers[i].meaning);
    }
    for (size_t i = 0; i < 2; i++)
        ck_assert_str_eq(stores_one.form.inputs[i].name, stores_inputs[i].name);
    stores_succeed(sim_store_each_row(&stores_one, 0, stores_check_row, &s, &stores_err));
    ck_assert_uint_eq(s.n, 4);
    ck_assert(s.points[0] == 1 && s.points[1] == 1 && s.points[2] == 3 && s.points[3] == 3);
    ck_assert(s.seconds[0] == 0.125 && s.seconds[3] == 0.25);
    s.n = 0;
    stores_succeed(sim_store_each_row(&stores_one, 3, stores_check_row, &s, &stores_err));
    ck_assert(s.n == 2 && s.points[0] == 3);
    s.n = 0;
    stores_succeed(sim_store_each_row(&stores_one, 2, stores_check_row, &s, &stores_err));
    ck_assert_uint_eq(s.n, 0);
}
END_TEST

static sim_status stop_at_once(void *self, const sim_store_row *row, sim_error *told)
{
    (void)self;
    return sim_fail(told, SIM_ESTOP, "point %zu is enough", row->point);
}

START_TEST(a_failure_of_who_takes_ends_the_reading)
{
    stores_make("a.db");
    stores_succeed(sim_store_open(&stores_one, "a.db", false, &stores_err));
    ck_assert_int_eq(sim_store_each_row(&stores_one, 0, stop_at_once, NULL, &stores_err),
                     SIM_ESTOP);
    ck_assert_str_eq(stores_err.text, "point 1 is enough");
}
END_TEST

static void take_point(void *self, size_t point, size_t build)
{
    stores_seen *s = self;

    ck_assert_uint_eq(build, 1);
    s->points[s->n++] = point;
}

START_TEST(points_come_rising)
{
    stores_seen s = {0};
    size_t n = 0;

    stores_make("a.db");
    stores_succeed(sim_store_open(&stores_one, "a.db", false, &stores_err));
    stores_succeed(sim_store_each_point(&stores_one, take_point, &s, &stores_err));
    ck_assert(s.n == 2 && s.points[0] == 1 && s.points[1] == 3);
    stores_succeed(sim_store_count_points(&stores_one, &n, &stores_err));
    ck_assert_uint_eq(n, 2);
}
END_TEST

static sim_status check_day(void *self, const sim_store_day *day, sim_error *ignored)
{
    stores_seen *s = self;

    (void)ignored;
    ck_assert_str_eq(day->arm_name, stores_rows[day->arm].arm_name);
    ck_assert_uint_eq(day->arm, s->n / 3 % 2);
    ck_assert(day->day == 7.5 * (double)(s->n % 3));
    ck_assert(day->cells[0] == day->day * 0.371);
    ck_assert(isnan(day->cells[1]));
    s->points[s->n++] = day->point;
    return SIM_OK;
}

START_TEST(courses_come_by_point_arm_and_day)
{
    stores_seen s = {0};

    stores_create("a.db", &stores_form_course);
    stores_add(2, 1);
    for (size_t i = 6; i-- > 0;) {
        const double day = 7.5 * (double)(i % 3), values[] = {day * 0.371, NAN};

        stores_succeed(sim_store_add_day(
            &stores_one,
            &(sim_store_day){2, i / 3, day, values, stores_rows[i / 3].arm_name},
            &stores_err));
    }
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    stores_succeed(sim_store_finish(&stores_one, &stores_err));
    sim_store_close(&stores_one);
    stores_succeed(sim_store_open(&stores_one, "a.db", false, &stores_err));
    ck_assert_uint_eq(stores_one.form.n_course, 2);
    ck_assert_str_eq(stores_one.form.course[1].name, "it's");
    stores_succeed(sim_store_each_day(&stores_one, check_day, &s, &stores_err));
    ck_assert_uint_eq(s.n, 6);
}
END_TEST

START_TEST(a_point_twice_is_refused)
{
    const sim_store_point again = {3, 1, 1, stores_rows, 2};

    stores_make("a.db");
    stores_succeed(sim_store_open(&stores_one, "a.db", true, &stores_err));
    stores_succeed(sim_store_begin(&stores_one, &stores_err));
    stores_refuse(sim_store_add_point(&stores_one, &again, &stores_err),
                  "a.db: UNIQUE constraint failed: points.point");
}
END_TEST

/* ---- joining -------------------------------------------------------------- */

/* One whose only point was solved by a build that has number 1 there. */
static void make_other(const char *name, const char *build, const sim_store_form *columns)
{
    sim_store_row mine[2] = {stores_rows[0], stores_rows[1]};
    const double values[] = {2.385, 3.71};
    size_t number = 0;

    mine[0].point = mine[1].point = 2;
    stores_create(name, columns);
    stores_succeed(sim_store_add_build(&stores_one, build, &number, &stores_err));
    ck_assert_uint_eq(number, 1);
    stores_succeed(sim_store_add_point(
        &stores_one, &(sim_store_point){2, number, 0.5, mine, 2}, &stores_err));
    if (columns->n_course > 0)
        stores_succeed(sim_store_add_day(
            &stores_one, &(sim_store_day){2, 1, 7.5, values, "late"}, &stores_err));
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    if (columns->n_course == 0) stores_succeed(sim_store_finish(&stores_one, &stores_err));
    sim_store_close(&stores_one);
}

START_TEST(joining_renumbers_builds)
{
    stores_seen s = {0};

    stores_make("a.db");
    make_other("b.db", "clang 14", &stores_form);
    stores_succeed(sim_store_open(&stores_one, "a.db", true, &stores_err));
    stores_succeed(stores_join("b.db"));
    stores_succeed(sim_store_finish(&stores_one, &stores_err));
    stores_succeed(sim_store_each_row(&stores_one, 0, stores_check_row, &s, &stores_err));
    ck_assert_uint_eq(s.n, 6);
    sim_store_close(&stores_one);
    ck_assert_str_eq(stores_files(), "a.db b.db ");
    ck_assert_str_eq(
        stores_sql("a.db", "SELECT group_concat(point || ' by ' || b.build, '; ') FROM "
                           "(SELECT * FROM points ORDER BY point) p JOIN builds b ON "
                           "b.number = p.build"),
        "1 by gcc 12; 2 by clang 14; 3 by gcc 12");
    ck_assert_str_eq(stores_sql("a.db", "PRAGMA integrity_check"), "ok");
}
END_TEST

START_TEST(joining_takes_courses_and_what_was_not_finished)
{
    stores_create("a.db", &stores_form_course);
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    sim_store_close(&stores_one);
    make_other("b.db", "gcc 12", &stores_form_course);
    stores_succeed(sim_store_open(&stores_one, "a.db", true, &stores_err));
    stores_succeed(stores_join("b.db"));
    stores_succeed(sim_store_finish(&stores_one, &stores_err));
    sim_store_close(&stores_one);
    ck_assert_str_eq(stores_files(), "a.db b.db ");
    ck_assert_str_eq(
        stores_sql(
            "a.db",
            "SELECT point || ' ' || arm_number || ' ' || arm || ' ' || day || ' ' || "
            "m1 || ' ' || \"it's\" FROM courses"),
        "2 1 late 7.5 2.385 3.71");
}
END_TEST

START_TEST(joining_a_point_that_is_there_is_refused)
{
    stores_make("a.db");
    stores_make("b.db");
    stores_succeed(sim_store_open(&stores_one, "a.db", true, &stores_err));
    stores_refuse(stores_join("b.db"), "a.db: UNIQUE constraint failed: points.point");
    sim_store_close(&stores_one);
    ck_assert_str_eq(stores_sql("a.db", "SELECT count(*) FROM results"), "4");
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static void add_contents(TCase *cases)
{
    tcase_add_test(cases, what_goes_in_comes_out_in_order);
    tcase_add_test(cases, a_failure_of_who_takes_ends_the_reading);
    tcase_add_test(cases, points_come_rising);
    tcase_add_test(cases, courses_come_by_point_arm_and_day);
    tcase_add_test(cases, a_point_twice_is_refused);
}

static void add_joins(TCase *cases)
{
    tcase_add_test(cases, joining_renumbers_builds);
    tcase_add_test(cases, joining_takes_courses_and_what_was_not_finished);
    tcase_add_test(cases, joining_a_point_that_is_there_is_refused);
}

int main(void)
{
    Suite *suite = suite_create("store_points");

    stores_add_case(suite, "contents", add_contents);
    stores_add_case(suite, "joins", add_joins);
    return suite_run(suite);
}
