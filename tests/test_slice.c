/* test_slice.c -- what a figure of a sweep shows where: axes, panels, means, words. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/study/job.h"
#include "sim/study/slice.h"
#include "tests/suite.h"
#include "tests/temp.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { AXES = 8, NUMBERS = 512 };

static const char number_name[] = "specific_relief_month_1";

static char dir[TEMP_PATH];
static sim_job job;
static sim_plan_task task;
static sim_plan plan;
static sim_store store;
static sim_slice slice;
static sim_error err;

static void succeed(sim_status status) { ck_assert_msg(status == SIM_OK, "%s", err.text); }

static void set_up(void)
{
    temp_folder("slice", dir);
    ck_assert_int_eq(chdir(dir), 0);
}

static void tear_down(void)
{
    char command[TEMP_PATH + 8];

    sim_slice_free(&slice);
    sim_store_close(&store);
    sim_plan_free(&plan);
    sim_job_close(&job);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

/* ---- a sweep that nobody solved ------------------------------------------- */

static double own_value; /* that the second arm has of all numbers; 0: none of its own */

/* The number that a point has: told by its values and its arm; NAN: it was refused. */
typedef double rule(const double values[], size_t arm);

static void add_point(size_t point, const double values[], rule *number_of)
{
    double numbers[2][NUMBERS];
    sim_store_input inputs[2][AXES];
    sim_store_row rows[2];
    const size_t n_arms = job.experiment.n_arms;
    size_t number;

    ck_assert_uint_le(plan.form.n_numbers, NUMBERS);
    succeed(sim_plan_find_number(&plan, number_name, &number, &err));
    for (size_t arm = 0; arm < n_arms; arm++) {
        const double value = number_of(values, arm);

        for (size_t i = 0; i < NUMBERS; i++) numbers[arm][i] = -1;
        numbers[arm][number] = value;
        for (size_t i = 0; i < task.axes->n; i++) {
            static char words[AXES][SIM_NUMBER_SIZE];
            const sim_axis *axis = &task.axes->list[i];

            sim_axis_print(axis, &plan.world, values[i], words[i]);
            inputs[arm][i] =
                sim_axis_has_words(axis, &plan.world)
                    ? (sim_store_input){.word = words[i], .number = NAN}
                    : (sim_store_input){.number = arm == 1 && own_value > 0 ? own_value
                                                                            : values[i]};
        }
        rows[arm] = (sim_store_row){.point = point,
                                    .arm = arm,
                                    .arm_name = job.arm_names[arm],
                                    .inputs = inputs[arm],
                                    .status = isnan(value) ? "refused" : "ok",
                                    .numbers = numbers[arm]};
    }
    succeed(
        sim_store_add_point(&store, &(sim_store_point){point, 1, 0.5, rows, n_arms}, &err));
}

/* Fills the first `n` points of a sweep, or all of them, by a rule. */
static void fill(const char *rows, rule *number_of, size_t n)
{
    char text[1024];
    const sim_source source = {.file = "a.ini", .text = text};
    double values[AXES];
    size_t build;

    snprintf(text, sizeof text, "[run]\ndays = 40\n[sweep]\n%s", rows);
    succeed(sim_job_read(&job, &source, &err));
    task = (sim_plan_task){.file = "a.ini",
                           .chain = job.session.chain,
                           .experiment = &job.experiment,
                           .axes = &job.experiment.sweep};
    succeed(sim_plan_init(&plan, &task, &err));
    succeed(sim_store_create(&store, "a.db", &plan.form, &err));
    succeed(sim_store_add_build(&store, "none", &build, &err));
    for (size_t i = 0; (n == 0 || i < n) && sim_plan_next(&plan, values); i++)
        add_point(i + 1, values, number_of);
    succeed(sim_store_commit(&store, &err));
}

static const sim_slice_wish all = {.number = number_name, .panels = 24};

static void look(const sim_slice_wish *wish)
{
    succeed(sim_slice_init(&slice, &plan, &store, wish, &err));
}

static void check_level(size_t panel, size_t part, const char *level)
{
    const size_t stratum = sim_slice_panel_stratum(&slice, panel, part);

    ck_assert_str_eq(sim_strata_at(&slice.parts[part], stratum).level, level);
}

static void check_saying(const char *saying)
{
    char text[SIM_SLICE_SAYING];

    sim_slice_print_saying(&slice, text);
    ck_assert_str_eq(text, saying);
}

static double sum(const double values[], size_t arm)
{
    double total = 100 * (double)arm;

    for (size_t i = 0; i < task.axes->n; i++) total += (double)(i + 1) * values[i];
    return total;
}

/* ---- axes and panels ------------------------------------------------------ */

static void check_line(size_t line, const char *name)
{
    char text[SIM_SLICE_TEXT];

    sim_slice_print_line(&slice, line, text);
    ck_assert_str_eq(text, name);
}

START_TEST(words_part_the_points_into_lines_of_one_panel)
{
    static const char *const names[] = {"fresh, guided hip", "fresh, blind shoulder",
                                        "dead, guided hip", "dead, blind shoulder"};
    sim_slice_columns c;

    fill("presets.product = fresh, dead\nproduct.dose = 2.385e6, 3.71e7, 9.1e7\n"
         "presets.guidance = guided_hip, blind_shoulder\n",
         sum, 0);
    look(&all);
    ck_assert_str_eq(slice.x->name, "product.dose");
    ck_assert_ptr_null(slice.y);
    ck_assert_uint_eq(slice.n_panels, 1);
    ck_assert_uint_eq(sim_slice_count_lines(&slice), 4);
    ck_assert(!sim_slice_scatters(&slice));
    for (size_t line = 0; line < 4; line++) {
        const double words =
            slice.words[0]->list[line / 2] + 3 * slice.words[1]->list[line % 2];

        check_line(line, names[line]);
        succeed(sim_slice_line(&slice, 0, line, &c, &err));
        ck_assert_uint_eq(c.n, 3);
        for (size_t i = 0; i < c.n; i++)
            ck_assert_double_eq(c.number[i], words + 2 * c.x[i]);
    }
    check_saying("12 points, grid");
}
END_TEST

START_TEST(arms_and_words_part_lines)
{
    sim_slice_columns c;

    fill("presets.product = fresh, dead\nproduct.dose = 2.385e6, 3.71e7\n"
         "[arm early]\n[arm late]\n",
         sum, 0);
    look(&all);
    ck_assert_uint_eq(sim_slice_count_lines(&slice), 4);
    check_line(1, "fresh, late");
    check_line(2, "dead, early");
    succeed(sim_slice_line(&slice, 0, 3, &c, &err));
    ck_assert_uint_eq(c.n, 2);
    for (size_t i = 0; i < c.n; i++)
        ck_assert_double_eq(c.number[i], 100 + slice.words[0]->list[1] + 2 * c.x[i]);
    sim_slice_free(&slice);
    look(&(sim_slice_wish){number_name, "late", NULL, 24});
    check_line(1, "dead");
    succeed(sim_slice_line(&slice, 0, 1, &c, &err));
    ck_assert_double_eq(c.number[0], 100 + slice.words[0]->list[1] + 2 * c.x[0]);
}
END_TEST

/* Fresh and dead are not one line, whether their axis is asked for or not. */
START_TEST(no_line_mixes_words_that_nobody_asked_to_mix)
{
    sim_slice_columns c;

    fill("presets.product = fresh, dead\nproduct.dose = 2.385e6, 3.71e7\n"
         "joint.volume = 2.385, 3.71\n",
         sum, 0);
    look(&(sim_slice_wish){number_name, NULL, "product.dose", 24});
    ck_assert_uint_eq(sim_slice_count_lines(&slice), 2);
    ck_assert(sim_slice_scatters(&slice)); /* over the volume */
    ck_assert(!slice.mixes_words);
    succeed(sim_slice_line(&slice, 0, 1, &c, &err));
    ck_assert_uint_eq(c.n, 4);
}
END_TEST

/* 5 products by 3 guidances are 15 lines. */
START_TEST(more_lines_than_are_told_apart_become_panels)
{
    static const char rows[] =
        "presets.product = fresh, dead, apoptotic, exosomes, saline\nproduct.dose = 2e6, "
        "3e7\npresets.guidance = guided_hip, blind_shoulder, guided_knee\n";

    fill(rows, sum, 0);
    look(&all);
    ck_assert_uint_eq(slice.n_panels, 15);
    ck_assert_uint_eq(sim_slice_count_lines(&slice), 1);
    check_level(1, 0, "fresh");
    check_level(1, 1, "blind shoulder");
    ck_assert_ptr_null(sim_slice_panel_arm(&slice, 1));
    ck_assert(!slice.mixes_words);
    sim_slice_free(&slice);
    look(&(sim_slice_wish){number_name, NULL, "product.dose", 24});
    ck_assert(slice.mixes_words);
}
END_TEST

START_TEST(two_axes_of_numbers_make_a_map_for_each_arm)
{
    sim_slice_columns c;

    fill("joint.volume = 2.385, 3.71\nproduct.dose = 1.5e6, 9e7\n[arm early]\n[arm late]\n",
         sum, 0);
    look(&all);
    ck_assert_str_eq(slice.x->name, "joint.volume");
    ck_assert_str_eq(slice.y->name, "product.dose");
    ck_assert_uint_eq(slice.n_panels, 2);
    ck_assert_str_eq(sim_slice_panel_arm(&slice, 1), "late");
    succeed(sim_slice_map(&slice, 1, &c, &err));
    ck_assert_uint_eq(c.n, 4);
    for (size_t i = 0; i < c.n; i++)
        ck_assert_double_eq(c.number[i], 100 + c.x[i] + 2 * c.y[i]);
    sim_slice_free(&slice);
    look(&(sim_slice_wish){number_name, "late", NULL, 24});
    ck_assert_uint_eq(slice.n_panels, 1);
    ck_assert_ptr_null(sim_slice_panel_arm(&slice, 0));
    ck_assert(sim_slice_shows(&slice, 1) && !sim_slice_shows(&slice, 0));
    check_saying("4 points, grid, arm late");
}
END_TEST

START_TEST(of_many_axes_each_has_a_panel)
{
    sim_slice_columns c;
    size_t n = 0;

    fill("joint.volume = 2..5\nproduct.dose = log 1e6..1e8\npresets.source = range\n"
         "joint.load = 0.9..1.1\ndesign = lhs\npoints = 11\n",
         sum, 0);
    look(&all);
    ck_assert(slice.scatters);
    ck_assert_uint_eq(slice.n_panels, 4);
    ck_assert_ptr_null(slice.x);
    for (size_t line = 0; line < sim_slice_count_lines(&slice); line++) {
        succeed(sim_slice_line(&slice, 2, line, &c, &err));
        n += c.n;
        for (size_t i = 0; i < c.n; i++) /* a word is the number of its level */
            ck_assert_double_eq(c.x[i], (double)line);
    }
    ck_assert_uint_eq(n, 11);
    sim_slice_free(&slice);
    look(&(sim_slice_wish){number_name, NULL, NULL, 3});
    ck_assert_uint_eq(slice.n_panels, 3);
    check_saying("11 points, lhs; 1 more axis is not shown");
}
END_TEST

/* ---- means ---------------------------------------------------------------- */

/* Refused where the load is high and the volume low. */
static double some(const double values[], size_t arm)
{
    return values[2] > 1 && values[0] < 3 ? NAN : sum(values, arm);
}

START_TEST(a_map_has_means_over_the_axes_that_it_does_not_show)
{
    const sim_slice_wish wish = {number_name, NULL, "product.dose,joint.volume", 24};
    sim_slice_columns c;

    fill("joint.volume = 2.385, 3.71\nproduct.dose = 1.5e6, 9e7\njoint.load = 0.93, 1.07\n",
         some, 0);
    look(&wish);
    ck_assert_str_eq(slice.x->name, "product.dose");
    succeed(sim_slice_map(&slice, 0, &c, &err));
    ck_assert_uint_eq(c.n, 4);
    for (size_t i = 0; i < c.n; i++) {
        const double load = c.y[i] < 3 ? 0.93 : (0.93 + 1.07) / 2;

        ck_assert_double_eq_tol(c.number[i], c.y[i] + 2 * c.x[i] + 3 * load,
                                1e-7); /* of 1.8e8: a few roundings */
    }
    check_saying("8 points, grid; mean over the other axes");
}
END_TEST

START_TEST(places_that_are_not_solved_yet_have_no_number)
{
    sim_slice_columns c;
    size_t n_missing = 0;

    fill("joint.volume = 2.385, 3.71, 4.4\nproduct.dose = 1.5e6, 9e7\n", sum, 4);
    look(&all);
    ck_assert(!sim_slice_is_whole(&slice));
    succeed(sim_slice_map(&slice, 0, &c, &err));
    ck_assert_uint_eq(c.n, 6);
    for (size_t i = 0; i < c.n; i++) n_missing += isnan(c.number[i]) ? 1 : 0;
    ck_assert_uint_eq(n_missing, 2);
    check_saying("4 of 6 points, grid");
}
END_TEST

/* An arm's own row stands over the axis in what its points were solved with. */
START_TEST(arms_with_rows_of_their_own_are_told)
{
    own_value = 3.02;
    fill("joint.volume = 2.385, 3.71\n[arm early]\n[arm late]\n", sum, 0);
    look(&all);
    check_saying("2 points, grid, 2 arms; late has its own joint.volume");
}
END_TEST

/* ---- refusals ------------------------------------------------------------- */

static const struct {
    sim_slice_wish wish;
    const char *message;
} refusals[] = {
    {{number_name, NULL, "product.dose,product.dose", 24},
     "--axes names product.dose twice; once would be right"},
    {{number_name, NULL, "product.does", 24},
     "--axes product.does is no axis of this sweep; did you mean 'product.dose'?"},
    {{number_name, "lade", NULL, 24},
     "--arm lade is no arm of this sweep; did you mean 'late'?"},
    {{number_name, NULL, NULL, 1},
     "a.db: would have 2 panels; --axes or --arm, so that there are at most 1, would be "
     "right"},
};

START_TEST(what_cannot_be_shown_is_refused)
{
    fill("product.dose = 1e6, 9e7\nproduct.doses = 1, 2\npresets.source = umbilical, "
         "adipose\n"
         "[arm early]\n[arm late]\n",
         sum, 0);
    ck_assert_int_ne(sim_slice_init(&slice, &plan, &store, &refusals[_i].wish, &err),
                     SIM_OK);
    ck_assert_str_eq(err.text, refusals[_i].message);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("slice");
    TCase *cases = tcase_create("slice");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, words_part_the_points_into_lines_of_one_panel);
    tcase_add_test(cases, arms_and_words_part_lines);
    tcase_add_test(cases, no_line_mixes_words_that_nobody_asked_to_mix);
    tcase_add_test(cases, more_lines_than_are_told_apart_become_panels);
    tcase_add_test(cases, two_axes_of_numbers_make_a_map_for_each_arm);
    tcase_add_test(cases, of_many_axes_each_has_a_panel);
    tcase_add_test(cases, a_map_has_means_over_the_axes_that_it_does_not_show);
    tcase_add_test(cases, places_that_are_not_solved_yet_have_no_number);
    tcase_add_test(cases, arms_with_rows_of_their_own_are_told);
    tcase_add_loop_test(cases, what_cannot_be_shown_is_refused, 0, LENGTH(refusals));
    suite_add_tcase(s, cases);
    return suite_run(s);
}
