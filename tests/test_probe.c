/* test_probe.c -- a point of a sweep is what a run gives with the same values. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/ensemble.h"
#include "tests/points.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

#define ARMS \
    "[arm treated]\n[arm untreated]\nproduct.dose = 0\n" \
    "[arm own]\npassaging.harvest_passage = 2\npresets.source = umbilical\n"
#define SWEPT \
    "[sweep]\ndesign = grid\nproduct.dose = log 1e6..1.44e8 x 3\n" \
    "passaging.harvest_passage = 5, 1\npresets.source = adipose, bone_marrow\n"

START_TEST(each_point_is_what_a_run_gives)
{
    static const char text[] = "[run]\ndays = 30\n" ARMS;
    points_results *r = points_sweep("[run]\ndays = 30\n" SWEPT ARMS, false);

    ck_assert_uint_eq(r->n, 12 * 3);
    for (size_t i = 0; i < r->n; i++) {
        const points_row *k = &r->rows[i - i % 3]; /* the first arm's: as the point says */
        char more[256];
        sim_job job;

        snprintf(more, sizeof more,
                 "[presets]\nsource = %s\n[product]\ndose = %.9g\n"
                 "[passaging]\nharvest_passage = %g\n",
                 k->words[2], k->inputs[0], k->inputs[1]);
        points_run(&job, text, more);
        points_check_run(&job, &r->rows[i]);
        sim_job_close(&job);
    }
    points_free(r);
}
END_TEST

START_TEST(arms_show_the_values_of_their_own_rows)
{
    points_results *r = points_sweep("[run]\ndays = 30\n" SWEPT ARMS, false);
    bool seen[3][2][2] = {{{false}}};

    for (size_t i = 0; i < r->n; i++) {
        const points_row *k = &r->rows[i], *treated = &r->rows[i - i % 3];
        static const double doses[] = {1e6, 1.2e7, 1.44e8};

        ck_assert_uint_eq(k->point, i / 3 + 1);
        ck_assert_uint_eq(k->arm, i % 3);
        ck_assert_str_eq(k->arm_name, i % 3 == 0   ? "treated"
                                      : i % 3 == 1 ? "untreated"
                                                   : "own");
        ck_assert_double_eq(k->inputs[0], i % 3 == 1 ? 0 : treated->inputs[0]);
        ck_assert_double_eq(k->inputs[1], i % 3 == 2 ? 2 : treated->inputs[1]);
        ck_assert_str_eq(k->words[2], i % 3 == 2 ? "umbilical" : treated->words[2]);
        for (size_t d = 0; i % 3 == 0 && d < 3; d++) {
            if (k->inputs[0] == doses[d])
                seen[d][k->inputs[1] == 5][strcmp(k->words[2], "adipose") == 0] = true;
        }
    }
    for (size_t i = 0; i < 12; i++) ck_assert(((bool *)seen)[i]);
    points_free(r);
}
END_TEST

START_TEST(a_preset_of_a_point_equals_one_that_is_set)
{
    static const char text[] = "[run]\ndays = 30\n"
                               "[arm a]\n[arm b]\njoint.load = 2.385\n";
    char all[POINTS_TEXT];
    points_results *r;

    snprintf(all, sizeof all, "%s[sweep]\ndesign = grid\npresets.%s = range\n", text,
             _i ? "product" : "source");
    r = points_sweep(all, false);
    ck_assert_uint_eq(r->n, _i ? 18 : 6);
    for (size_t i = 0; i < r->n; i++) {
        char set[128];
        const char *const sets[] = {set};
        const sim_source source = {
            .file = "b.ini", .text = text, .sets = sets, .n_sets = 1};
        sim_job job;

        snprintf(set, sizeof set, "presets.%s=%s", _i ? "product" : "source",
                 r->rows[i].words[0]);
        points_succeed(sim_job_read(&job, &source, &points_err));
        points_succeed(sim_job_solve(&job, &points_err));
        points_check_run(&job, &r->rows[i]);
        sim_job_close(&job);
    }
    points_free(r);
}
END_TEST

/* ---- what is refused ------------------------------------------------------ */

static const struct {
    const char *text;
    const char *rows; /* point, arm, status, condition, reason */
} refusals[] = {
    {"joint.drive_tnf = 0.5, 0.8\n[arm a]\n[arm b]\njoint.drive_mmp = 0.1\n",
     "0.5 a ok - -\n0.5 b ok - -\n"
     "0.8 a refused drive_tnf + drive_mmp > 1 drive_tnf + drive_mmp = 0.8 + 0.3 must not "
     "exceed 1\n0.8 b ok - -\n"},
    {"joint.recruit = 2.385e6, 2.5e6\n[arm a]\n",
     "2.385e+06 a ok - -\n"
     "2.5e+06 a refused recruit_base < 0 recruit_base = -50000 cell/day must not be "
     "negative; lower recruit or renew, or raise m1_loss or m2_loss\n"},
    {"joint.il10_m2 = 0.61, 0.62\n[arm a]\njoint.il10_m1 = 0.385\n[arm b]\n"
     "joint.il10_m1 = 0.383\n[arm c]\njoint.il10_m1 = 0.29\n",
     "0.61 a ok - -\n0.61 b ok - -\n0.61 c ok - -\n"
     "0.62 a refused il10_m1 + il10_m2 > 1 il10_m1 + il10_m2 = 0.385 + 0.62 must not "
     "exceed "
     "1\n"
     "0.62 b refused il10_m1 + il10_m2 > 1 il10_m1 + il10_m2 = 0.383 + 0.62 must not "
     "exceed "
     "1\n0.62 c ok - -\n"},
    {"passaging.age_slope = 0.0064, 0.02\n[arm a]\n[arm b]\npassaging.donor_age = 83\n",
     "0.0064 a ok - -\n0.0064 b ok - -\n0.02 a ok - -\n"
     "0.02 b refused scale <= 0 scale = 0 division must be above 0; lower age_slope or "
     "donor_age\n"},
};

static int by_input(const void *a, const void *b)
{
    const points_row *p = a, *q = b;
    const double d = p->inputs[0] - q->inputs[0];

    return d != 0 ? (d > 0) - (d < 0) : (p->arm > q->arm) - (p->arm < q->arm);
}

START_TEST(a_refused_arm_is_a_row_and_leaves_the_others_alone)
{
    char all[POINTS_TEXT], found[POINTS_TEXT] = "";
    points_results *r;

    snprintf(all, sizeof all, "[run]\ndays = 30\n[sweep]\ndesign = grid\n%s",
             refusals[_i].text);
    r = points_sweep(all, false);
    qsort(r->rows, r->n, sizeof *r->rows, by_input);
    for (size_t i = 0; i < r->n; i++) {
        const points_row *k = &r->rows[i];

        snprintf(found + strlen(found), sizeof found - strlen(found), "%g %s %s %s %s\n",
                 k->inputs[0], k->arm_name, k->status, k->condition ? k->condition : "-",
                 k->reason ? k->reason : "-");
        for (size_t n = 0; n < r->n_numbers && k->reason; n++)
            ck_assert(isnan(k->numbers[n]));
        ck_assert(isnan(k->numbers[points_number("potency")]) == (k->reason != NULL));
    }
    ck_assert_str_eq(found, refusals[_i].rows);
    points_free(r);
}
END_TEST

START_TEST(beside_a_refused_arm_the_others_are_what_a_run_gives)
{
    static const char arms[] = "[arm a]\n[arm b]\njoint.drive_mmp = 0.1\n",
                      run_arms[] = "[run]\ndays = 30\n[arm b]\njoint.drive_mmp = 0.1\n";
    char all[POINTS_TEXT];
    points_results *r;

    snprintf(all, sizeof all,
             "[run]\ndays = 30\n[sweep]\ndesign = grid\njoint.drive_tnf = 0.5, 0.8\n%s",
             arms);
    r = points_sweep(all, false);
    for (size_t i = 1; i < r->n; i += 2) {
        char more[64];
        sim_job job;

        snprintf(more, sizeof more, "[joint]\ndrive_tnf = %g\n", r->rows[i].inputs[0]);
        points_run(&job, run_arms, more);
        points_check_run(&job, &r->rows[i]);
        sim_job_close(&job);
    }
    points_free(r);
}
END_TEST

START_TEST(a_cohort_that_is_refused_is_a_row)
{
    points_results *r =
        points_sweep("[run]\ndays = 30\n[sweep]\ndesign = grid\nreplicates = 4\n"
                     "joint.drive_tnf = 0.8\n[arm a]\n[arm b]\njoint.drive_mmp = 0.1\n",
                     false);

    ck_assert_uint_eq(r->n, 2);
    ck_assert_str_eq(r->rows[0].status, "refused");
    ck_assert_str_eq(r->rows[0].condition, "drive_tnf + drive_mmp > 1");
    ck_assert_str_eq(r->rows[0].reason,
                     "drive_tnf + drive_mmp = 0.8 + 0.3 must not exceed 1");
    ck_assert(isnan(r->rows[0].numbers[points_number("potency")]));
    ck_assert_str_eq(r->rows[1].status, "ok");
    ck_assert_ptr_null(r->rows[1].reason);
    ck_assert(isfinite(r->rows[1].numbers[points_number("potency")]));
    points_free(r);
}
END_TEST

/* ---- cohorts -------------------------------------------------------------- */

enum { REPLICATES = 7 };

/* The day of the culture is told from that of a course. */
static const char *name_of_number(const char *name)
{
    return strcmp(name, "day") == 0 ? "passaging_day" : name;
}

static void check_as_cohort(const sim_job *job, const sim_ensemble *e, const points_row *k)
{
    const sim_readout *readout = &e->assay->readout;
    const sim_store_form *form = &points_record.plan.form;

    ck_assert_uint_eq(form->n_numbers, readout->n * SIM_KEPT);
    for (size_t i = 0; i < readout->n; i++) {
        const sim_tally *t = &e->numbers[k->arm * readout->n + i];
        const sim_difference d = sim_ensemble_difference(e, k->arm, i);
        const double right[SIM_KEPT] = {sim_tally_mean(t),
                                        sim_moments_sd(&t->moments),
                                        sim_tally_quantile(t, 0),
                                        sim_tally_quantile(t, SIM_QUANTILES - 1),
                                        d.mean,
                                        d.low,
                                        d.high};

        ck_assert_str_eq(form->numbers[i * SIM_KEPT].name,
                         name_of_number(readout->list[i].column.name));
        for (size_t s = 0; s < SIM_KEPT; s++) {
            const double found = k->numbers[i * SIM_KEPT + s];

            ck_assert_msg(found == right[s] || (isnan(found) && !isfinite(right[s])),
                          "point %zu, arm %zu of %zu: %s = %.17g, not %.17g", k->point,
                          k->arm, job->experiment.n_arms,
                          form->numbers[i * SIM_KEPT + s].name, found, right[s]);
        }
    }
}

START_TEST(a_cohort_at_a_point_is_that_of_a_run)
{
    static const char arms[] = "[arm a]\n[arm b]\nproduct.dose = 3.71e7\n";
    char all[POINTS_TEXT];
    points_results *r;

    snprintf(all, sizeof all,
             "[run]\ndays = 190\nseed = 7\n[sweep]\ndesign = grid\nreplicates = %d\n"
             "passaging.harvest_passage = 2, 4\n%s",
             REPLICATES, arms);
    r = points_sweep(all, false);
    ck_assert_uint_eq(r->n, 4);
    for (size_t i = 0; i < r->n; i++) {
        char more[128];
        sim_ensemble e = {0};
        sim_assay assay;
        sim_job job;

        snprintf(more, sizeof more,
                 "[run]\ndays = 190\nseed = 7\n[passaging]\nharvest_passage = %g\n",
                 r->rows[i].inputs[0]);
        points_run(&job, arms, more);
        points_succeed(sim_assay_init(&assay, &job.task, &job.experiment, &points_err));
        points_succeed(sim_ensemble_run(
            &e, &(sim_ensemble_task){.assay = &assay, .n = REPLICATES, .threads = 1},
            &points_err));
        check_as_cohort(&job, &e, &r->rows[i]);
        sim_ensemble_free(&e);
        sim_assay_free(&assay);
        sim_job_close(&job);
    }
    points_free(r);
}
END_TEST

/* ---- courses -------------------------------------------------------------- */

static const struct {
    int days;
    size_t n;          /* days that are kept */
    double step, last; /* all but the last are apart by a step */
} courses[] = {
    {30, 31, 1, 30}, {100, 101, 1, 100}, {101, 52, 2, 101}, {250, 85, 3, 250}, {1, 2, 1, 1},
};

typedef struct {
    int which; /* of these */
    size_t n;  /* days so far */
    const sim_table *table;
} course_checker;

static const sim_table *course_of(const sim_job *job)
{
    for (size_t i = 0; i < job->tables.n; i++) {
        if (strcmp(job->tables.table[i].name, "timecourse") == 0)
            return &job->tables.table[i];
    }
    ck_abort_msg("no courses");
    return NULL;
}

static double cell(const sim_table *table, size_t row, const char *column)
{
    return sim_table_cell(table, row, sim_table_find(table, column));
}

static sim_status check_day(void *self, const sim_store_day *day, sim_error *ignored)
{
    course_checker *c = self;
    const size_t n = courses[c->which].n, i = c->n++ % n;
    const double right =
        i + 1 < n ? courses[c->which].step * (double)i : courses[c->which].last;
    const size_t row = (size_t)right + day->arm * (size_t)(courses[c->which].days + 1);

    (void)ignored;
    ck_assert_double_eq(day->day, right);
    ck_assert_double_eq(cell(c->table, row, "day"), right);
    /* tables keep the digits that they print */
    ck_assert_double_eq(sim_number_round(day->cells[0], SIM_NUMBER_TABLE),
                        cell(c->table, row, "vas"));
    ck_assert_double_eq(sim_number_round(day->cells[1], SIM_NUMBER_TABLE),
                        cell(c->table, row, "m1"));
    return SIM_OK;
}

START_TEST(kept_courses_are_those_of_a_run_on_some_days)
{
    char text[POINTS_TEXT];
    sim_job job;
    points_results *r;

    snprintf(text, sizeof text,
             "[run]\ndays = %d\nensemble_columns = vas, m1\n[arm a]\n[arm b]\n"
             "product.dose = 0\n[sweep]\ndesign = grid\nproduct.dose = 2.385e7\n",
             courses[_i].days);
    r = points_sweep(text, true);
    points_run(&job, text, "[product]\ndose = 2.385e7\n");
    {
        course_checker c = {_i, 0, course_of(&job)};
        sim_store store;

        points_succeed(sim_store_open(&store, "a.db", false, &points_err));
        ck_assert_str_eq(store.form.course[0].name, "vas");
        ck_assert_str_eq(store.form.course[1].name, "m1");
        points_succeed(sim_store_each_day(&store, check_day, &c, &points_err));
        ck_assert_uint_eq(c.n, 2 * courses[_i].n);
        sim_store_close(&store);
    }
    sim_job_close(&job);
    points_free(r);
}
END_TEST

static void add_points(TCase *cases)
{
    tcase_add_test(cases, each_point_is_what_a_run_gives);
    tcase_add_test(cases, arms_show_the_values_of_their_own_rows);
    tcase_add_loop_test(cases, a_preset_of_a_point_equals_one_that_is_set, 0, 2);
    tcase_add_loop_test(cases, a_refused_arm_is_a_row_and_leaves_the_others_alone, 0,
                        LENGTH(refusals));
    tcase_add_test(cases, beside_a_refused_arm_the_others_are_what_a_run_gives);
    tcase_add_test(cases, a_cohort_that_is_refused_is_a_row);
    tcase_add_test(cases, a_cohort_at_a_point_is_that_of_a_run);
    tcase_add_loop_test(cases, kept_courses_are_those_of_a_run_on_some_days, 0,
                        LENGTH(courses));
}

int main(void)
{
    Suite *suite = suite_create("probe");

    points_add_case(suite, "points", add_points);
    return suite_run(suite);
}
