/* test_optimum.c -- the best of an experiment, under conditions or without, held against a grid of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/study/optimum.h"
#include "tests/suite.h"
#include "tests/temp.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

#define AXES "passaging.harvest_passage = 1..12\nproduct.dose = log 1e5..1e8\n"
#define MOST "[optimise]\nmaximise = specific_relief_month_12 * doses_per_donor\n"
#define FELT "condition worth having = specific_relief_month_12 >= 10 mm\n"
#define FEW "scan = 128\nclimbs = 3\n"

static char dir[TEMP_PATH];
static sim_optimum o;
static sim_findings said;
static sim_error err;

static void set_up(void)
{
    temp_folder("optimum", dir);
    ck_assert_int_eq(chdir(dir), 0);
}

static void tear_down(void)
{
    char command[TEMP_PATH + 8];

    sim_findings_free(&said);
    sim_optimum_free(&o);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

static sim_status read_text(const char *text)
{
    const sim_source source = {.file = "a.ini", .text = text};

    return sim_optimum_read(&o, &source, &err);
}

static void run(const char *text, size_t threads)
{
    ck_assert_msg(read_text(text) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_optimum_run(&o, threads, NULL, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_optimum_tell(&o, &said, &err) == SIM_OK, "%s", err.text);
}

static double best_value(void) { return sim_optimum_value(&o, sim_optimum_best(&o)); }

static const char *line_with(const char *words)
{
    for (size_t i = 0; i < said.n; i++)
        if (strstr(said.lines[i], words)) return said.lines[i];
    return "";
}

/* ---- a grid beside it ------------------------------------------------------- */

enum { PASSAGES = 12, DOSES = 40 };

/* The best of all 12 passages at 40 doses where the relief is at least that; how many have it. */
static double find_on_grid(double relief, size_t *n)
{
    sim_plan_task task = o.task;
    sim_plan plan;
    sim_probe probe;
    double best = -INFINITY;

    *n = 0;
    ck_assert_int_eq(sim_plan_init(&plan, &task, &err), SIM_OK);
    ck_assert_int_eq(sim_probe_init(&probe, &plan, NULL, &err), SIM_OK);
    for (size_t i = 0; i < PASSAGES * DOSES; i++) {
        const size_t felt = sim_readout_find(&plan.readout, "specific_relief_month_12");
        const size_t doses = sim_readout_find(&plan.readout, "doses_per_donor");

        probe.values[0] = (double)(1 + i % PASSAGES);
        probe.values[1] = 1e5 * pow(1000, (double)(i / PASSAGES) / (DOSES - 1));
        ck_assert_int_eq(sim_probe_solve(&probe, 1, &err), SIM_OK);
        if (!(probe.rows[0].numbers[felt] >= relief)) continue;
        best = fmax(best, probe.rows[0].numbers[felt] * probe.rows[0].numbers[doses]);
        ++*n;
    }
    sim_probe_free(&probe);
    sim_plan_free(&plan);
    return best;
}

/* No worse than the best of the grid, and no more than the grid's next dose would leave open. */
START_TEST(it_finds_what_a_grid_finds)
{
    double grid;
    size_t n;

    run(MOST FELT FEW AXES, 2);
    ck_assert_double_eq(sim_optimum_best(&o)->values[0], 3);
    grid = find_on_grid(10, &n);
    ck_assert_uint_gt(n, 40);
    ck_assert_double_ge(best_value(), grid);
    ck_assert_double_le(best_value(), grid * 1.2);
    ck_assert(sim_optimum_is_met(&o, sim_optimum_best(&o)));
    ck_assert_double_lt(sim_optimum_sides_at(&o, sim_optimum_best(&o), 0).margin, 1e-4);
}
END_TEST

START_TEST(what_binds_is_told_with_what_it_costs)
{
    const sim_optimum_point *other;
    double grid;
    size_t n;

    run(MOST FELT "condition = harvested >= doses * dose\n" FEW AXES, 2);
    other = sim_optimum_without(&o, 0);
    ck_assert_ptr_nonnull(other);
    grid = find_on_grid(-INFINITY, &n);
    ck_assert_uint_eq(n, PASSAGES * DOSES);
    ck_assert_double_ge(sim_optimum_value(&o, other), grid);
    ck_assert_double_le(sim_optimum_value(&o, other), grid * 1.001);
    ck_assert_ptr_null(sim_optimum_without(&o, 1));
    ck_assert_ptr_nonnull(strstr(line_with("binds"),
                                 "'worth having', specific_relief_month_12 "
                                 ">= 10 mm, binds: without it 2169 mm, "));
    ck_assert_ptr_nonnull(strstr(line_with("binds"), "nobody would feel it"));
    ck_assert_ptr_nonnull(
        strstr(line_with("costs nothing"), "'harvested >= doses * dose' costs nothing"));
    ck_assert_str_eq(line_with("The most") + strlen(line_with("The most")) - 5, "cells");
}
END_TEST

/* Near 3e5 cells, which is 0.3 mm for each of many. */
START_TEST(without_a_condition_nobody_would_feel_the_best)
{
    const sim_optimum_point *best;

    run(MOST FEW AXES, 2);
    best = sim_optimum_best(&o);
    ck_assert_double_eq(best->values[0], 3);
    ck_assert_double_gt(best->values[1], 2.5e5);
    ck_assert_double_lt(best->values[1], 5e5);
    ck_assert_ptr_nonnull(
        strstr(line_with("The most"), "specific_relief_month_12 is 0.28"));
    ck_assert_ptr_nonnull(strstr(line_with("The most"),
                                 "nobody would feel it, as less than 9.7 mm is not noticed "
                                 "(Ehrich 2000"));
}
END_TEST

START_TEST(what_cannot_be_had_is_told)
{
    run(MOST "condition worth having = specific_relief_month_12 >= 30 mm\n"
             "condition = cumulative_doublings <= 25\n" FEW AXES,
        2);
    ck_assert(!sim_optimum_is_met(&o, sim_optimum_best(&o)));
    ck_assert_ptr_nonnull(strstr(line_with("No point"), "where all conditions hold, of "));
    ck_assert_ptr_nonnull(strstr(line_with("fails most"), "'worth having', "));
    ck_assert_ptr_nonnull(strstr(line_with("fails most"), "it lacks 13.1 mm"));
    ck_assert_ptr_nonnull(strstr(line_with("alone leaves nothing"), "without it 2169 mm"));
}
END_TEST

START_TEST(where_nothing_has_a_number_that_is_told)
{
    run("[presets]\nproduct = saline\n[optimise]\nmaximise = potency\nscan = 8\nclimbs = "
        "1\n"
        "joint.load = 0.9..1.1\n",
        1);
    ck_assert_uint_eq(said.n, 1);
    ck_assert_ptr_nonnull(strstr(said.lines[0], "No point has a number to compare: of "));
}
END_TEST

START_TEST(what_is_as_good_is_told)
{
    run("[optimise]\nmaximise = doses_per_donor\nscan = 16\nclimbs = 2\n"
        "product.dose = 1e6, 1e7\nproduct.doses = 1..3\n",
        1);
    ck_assert_ptr_nonnull(
        strstr(line_with("only one"), "as good is product.dose = 1e+06 cells"));
}
END_TEST

START_TEST(the_end_of_a_range_is_told)
{
    run("[optimise]\nmaximise = specific_relief_month_12\n" FEW
        "product.dose = log 1e6..3e7\nproduct.viability = 0.5..1\n",
        2);
    ck_assert_double_eq(sim_optimum_best(&o)->values[0], 3e7);
    ck_assert_str_eq(line_with("upper end"),
                     "product.dose = 3e+07 cells is the upper end of its range: what lies "
                     "beyond it was not looked at, and may be better");
    ck_assert_ptr_nonnull(line_with("product.viability = 1 is the upper end of its range: "
                                    "beyond it the parameter cannot be"));
    ck_assert_ptr_null(strstr(line_with("The most"), "nobody"));
}
END_TEST

/* The least of a number; words as an axis. */
START_TEST(it_minimises_over_words_too)
{
    run("[optimise]\nminimise = lowest_m1_m2_ratio\ncondition = doses_per_donor >= 20\n"
        "scan = 32\nclimbs = 2\npresets.source = bone_marrow, adipose, umbilical\n"
        "product.dose = 1e6..1e8\n",
        2);
    ck_assert(sim_optimum_is_met(&o, sim_optimum_best(&o)));
    ck_assert_ptr_nonnull(strstr(line_with("The least"), "presets.source = "));
    for (size_t i = 0; i < o.n; i++) {
        const sim_optimum_point *p = &o.points[i];

        if (sim_optimum_is_met(&o, p))
            ck_assert_double_ge(sim_optimum_value(&o, p), best_value() * (1 - 1e-9));
    }
}
END_TEST

/* ---- the same again --------------------------------------------------------- */

static double *copy_values(size_t *n)
{
    double *values = calloc(o.n + 1, sizeof *values);

    *n = o.n;
    for (size_t i = 0; i < o.n; i++) values[i] = sim_optimum_value(&o, &o.points[i]);
    return values;
}

static void check_same(const double values[], size_t n)
{
    ck_assert_uint_eq(o.n, n);
    for (size_t i = 0; i < n; i++) {
        const double value = sim_optimum_value(&o, &o.points[i]);

        ck_assert_int_eq(memcmp(&values[i], &value, sizeof value), 0);
    }
}

START_TEST(threads_play_no_part)
{
    double *values;
    size_t n;

    run(MOST FELT FEW AXES, 1);
    values = copy_values(&n);
    sim_optimum_free(&o);
    sim_findings_free(&said);
    run(MOST FELT FEW AXES, 3);
    check_same(values, n);
    free(values);
}
END_TEST

static bool stop_late(void *self)
{
    sim_optimum *optimum = self;

    return optimum->n >= 300;
}

/* What was kept is not solved again, and comes to the same. */
START_TEST(one_that_was_interrupted_goes_on)
{
    const sim_hooks hooks = {.stop = stop_late, .self = &o};
    double *values;
    size_t n;

    run(MOST FELT FEW AXES, 2);
    values = copy_values(&n);
    sim_optimum_free(&o);
    ck_assert_int_eq(read_text(MOST FELT FEW AXES), SIM_OK);
    ck_assert_int_eq(sim_optimum_open(&o, ".", false, &err), SIM_OK);
    ck_assert_int_eq(sim_optimum_run(&o, 1, &hooks, &err), SIM_ESTOP);
    ck_assert_msg(strstr(err.text, "which are kept; --resume goes on") != NULL, "%s",
                  err.text);
    sim_optimum_free(&o);
    ck_assert_int_eq(read_text(MOST FELT FEW AXES), SIM_OK);
    ck_assert_int_eq(sim_optimum_open(&o, ".", false, &err), SIM_EIO);
    sim_optimum_free(&o);
    ck_assert_int_eq(read_text(MOST FELT FEW AXES), SIM_OK);
    ck_assert_msg(sim_optimum_open(&o, ".", true, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(sim_optimum_run(&o, 2, NULL, &err), SIM_OK);
    ck_assert_uint_ge(o.before, 299);
    check_same(values, n);
    sim_optimum_discard(&o);
    ck_assert_int_ne(access("optimise.db", F_OK), 0);
    free(values);
}
END_TEST

START_TEST(what_is_kept_is_of_this_question_alone)
{
    const sim_hooks hooks = {.stop = stop_late, .self = &o};

    ck_assert_int_eq(read_text(MOST FELT FEW AXES), SIM_OK);
    ck_assert_int_eq(sim_optimum_open(&o, ".", false, &err), SIM_OK);
    ck_assert_int_eq(sim_optimum_run(&o, 1, &hooks, &err), SIM_ESTOP);
    sim_optimum_free(&o);
    ck_assert_int_eq(read_text(MOST FEW AXES), SIM_OK);
    ck_assert_int_eq(sim_optimum_open(&o, ".", true, &err), SIM_EVALUE);
    ck_assert_msg(strstr(err.text, "another folder would be right") != NULL, "%s",
                  err.text);
}
END_TEST

/* ---- a cohort --------------------------------------------------------------- */

/* Wherever it was looked at, a dose has the same replicates, and so the same mean. */
START_TEST(of_a_cohort_it_is_the_mean)
{
    run("[optimise]\nmaximise = specific_relief_month_6 * doses_per_donor\nscan = 8\n"
        "climbs = 1\nmeans_of = 4\nproduct.dose = log 1e6..1e8 x 4\n",
        2);
    ck_assert_str_eq(line_with("means over"),
                     "Numbers are means over 4 replicates, the same at each point");
    ck_assert(sim_optimum_is_met(&o, sim_optimum_best(&o)));
    for (size_t i = 0; i < o.n; i++) {
        if (o.points[i].values[0] == sim_optimum_best(&o)->values[0])
            ck_assert_double_eq(sim_optimum_value(&o, &o.points[i]), best_value());
    }
}
END_TEST

/* ---- what is refused -------------------------------------------------------- */

static const struct {
    const char *text, *message;
} refused[] = {
    {"[run]\ndays = 100\n", "a.ini: asks for no optimum; a section [optimise] with a row "
                            "'maximise = NUMBER', or minimise, would be right"},
    {MOST, "a.ini: nothing varies; a row of [optimise] such as 'product.dose = log "
           "1e6..1.5e8' would be right"},
    {"[optimise]\nmaximise = relief\nproduct.dose = 1e6..1e7\n",
     "a.ini:2: maximise = relief"},
    {"[optimise]\nmaximise = specific_relief_month_12 + days\nproduct.dose = 1e6..1e7\n",
     "a.ini:2: maximise = specific_relief_month_12 + days"},
    {"[optimise]\nmaximise = potency\ncondition = potency\nproduct.dose = 1e6..1e7\n",
     "a.ini:3: condition = potency"},
    {MOST "arm = P9\nproduct.dose = 1e6..1e7\n[arm P2]\n", "a.ini:3: there is no arm 'P9'"},
    {MOST "arm = P2\nproduct.dose = 1e6..1e7\n[arm P2]\nproduct.dose = 1e6\n",
     "a.ini:4: product.dose varies in no arm, as rows of [arm NAME] or --set stand over "
     "it"},
};

START_TEST(what_cannot_be_worked_out_is_told_in_one_line)
{
    ck_assert_int_ne(read_text(refused[_i].text), SIM_OK);
    ck_assert_msg(strncmp(err.text, refused[_i].message, strlen(refused[_i].message)) == 0,
                  "%s", err.text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("optimum");
    TCase *cases = tcase_create("optimum");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, it_finds_what_a_grid_finds);
    tcase_add_test(cases, what_binds_is_told_with_what_it_costs);
    tcase_add_test(cases, without_a_condition_nobody_would_feel_the_best);
    tcase_add_test(cases, what_cannot_be_had_is_told);
    tcase_add_test(cases, where_nothing_has_a_number_that_is_told);
    tcase_add_test(cases, what_is_as_good_is_told);
    tcase_add_test(cases, the_end_of_a_range_is_told);
    tcase_add_test(cases, it_minimises_over_words_too);
    tcase_add_test(cases, threads_play_no_part);
    tcase_add_test(cases, one_that_was_interrupted_goes_on);
    tcase_add_test(cases, what_is_kept_is_of_this_question_alone);
    tcase_add_test(cases, of_a_cohort_it_is_the_mean);
    tcase_add_loop_test(cases, what_cannot_be_worked_out_is_told_in_one_line, 0,
                        LENGTH(refused));
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
