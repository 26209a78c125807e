/* test_sweep.c -- the points of a sweep are what a run gives with the same values, however
 * often it was interrupted and whoever solved them. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#include "sim/study/ensemble.h"
#include "sim/study/record.h"
#include "tests/suite.h"
#include "tests/temp.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { TEXT = 1 << 14, ROWS_MAX = 256 };

static char dir[TEMP_PATH];
static sim_record record;
static sim_error err;

static void set_up(void)
{
    gsl_set_error_handler_off();
    temp_folder("sweep", dir);
    ck_assert_int_eq(chdir(dir), 0);
}

static void tear_down(void)
{
    char command[TEMP_PATH + 8];

    sim_record_close(&record);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

static void succeed(sim_status status) { ck_assert_msg(status == SIM_OK, "%s", err.text); }

/* ---- a sweep -------------------------------------------------------------- */

static void read_plan(const char *text, bool keeps_courses)
{
    static const sim_source source = {.file = "a.ini"};
    FILE *out = fopen("a.ini", "wb");

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
    succeed(sim_record_read(&record, &source, &err));
    succeed(sim_record_plan(&record, NULL, keeps_courses, &err));
}

/* Makes the hooks stop after so many points. */
typedef struct {
    size_t done, last;
} brake;

static bool is_pulled(void *self)
{
    const brake *b = self;

    return b->done >= b->last;
}

static void count(void *self, size_t done) { ((brake *)self)->done = done; }

typedef struct {
    size_t threads, shard, shards;
    size_t last; /* 0: to the end */
} how;

/* Solves some of it, into a database that may be there. */
static sim_status solve(const char *file, const how *h)
{
    brake b = {0, h->last};
    const sim_hooks hooks = {is_pulled, count, &b};
    const sim_sweep_task task = {.plan = &record.plan,
                                 .store = &record.store,
                                 .advice = "--resume goes on",
                                 .build = "this one",
                                 .threads = h->threads,
                                 .shard = h->shard,
                                 .shards = h->shards,
                                 .hooks = h->last > 0 ? &hooks : NULL};
    sim_status status;

    record.shard = h->shard;
    record.shards = h->shards;
    succeed(sim_record_create(&record, file, true, &err));
    status = sim_sweep_run(&record.sweep, &task, &err);
    if (status == SIM_OK) succeed(sim_store_finish(&record.store, &err));
    if (status == SIM_OK || h->last > 0) sim_store_close(&record.store);
    return status;
}

/* One row as it was read. */
typedef struct {
    size_t point, arm;
    char *arm_name, *status, *condition, *reason, *words[4];
    double inputs[4], *numbers;
} kept_row;

typedef struct {
    kept_row rows[ROWS_MAX];
    size_t n, n_inputs, n_numbers;
    char *text; /* all that was read, but no times */
} results;

static char *copy(const char *text) { return text ? strdup(text) : NULL; }

static sim_status take_row(void *self, const sim_store_row *row, sim_error *ignored)
{
    results *r = self;
    kept_row *k = &r->rows[r->n++];

    (void)ignored;
    ck_assert_uint_lt(r->n, ROWS_MAX);
    *k = (kept_row){.point = row->point,
                    .arm = row->arm,
                    .arm_name = copy(row->arm_name),
                    .status = copy(row->status),
                    .condition = copy(row->condition),
                    .reason = copy(row->reason),
                    .numbers = malloc((r->n_numbers + 1) * sizeof(double))};
    for (size_t i = 0; i < r->n_inputs; i++) {
        k->words[i] = copy(row->inputs[i].word);
        k->inputs[i] = row->inputs[i].number;
    }
    memcpy(k->numbers, row->numbers, r->n_numbers * sizeof(double));
    return SIM_OK;
}

static void print_rows(const results *r, FILE *out)
{
    for (size_t i = 0; i < r->n; i++) {
        const kept_row *k = &r->rows[i];

        fprintf(out, "%zu %zu %s %s %s %s", k->point, k->arm, k->arm_name, k->status,
                k->condition ? k->condition : "-", k->reason ? k->reason : "-");
        for (size_t j = 0; j < r->n_inputs; j++)
            fprintf(out, " %s %.17g", k->words[j] ? k->words[j] : "-", k->inputs[j]);
        for (size_t j = 0; j < r->n_numbers; j++) fprintf(out, " %.17g", k->numbers[j]);
        fputc('\n', out);
    }
}

typedef struct {
    FILE *out;
    const sim_store_form *form;
} day_printer;

static sim_status print_day(void *self, const sim_store_day *day, sim_error *ignored)
{
    const day_printer *p = self;

    (void)ignored;
    fprintf(p->out, "%zu %zu %.17g", day->point, day->arm, day->day);
    for (size_t i = 0; i < p->form->n_course; i++) fprintf(p->out, " %.17g", day->cells[i]);
    fputc('\n', p->out);
    return SIM_OK;
}

static results *read_all(const char *file)
{
    results *r = calloc(1, sizeof *r);
    sim_store store = {0};
    size_t size = 0;
    FILE *out = open_memstream(&r->text, &size);

    succeed(sim_store_open(&store, file, false, &err));
    r->n_inputs = store.form.n_inputs;
    r->n_numbers = store.form.n_numbers;
    succeed(sim_store_each_row(&store, 0, take_row, r, &err));
    print_rows(r, out);
    if (store.form.n_course > 0)
        succeed(
            sim_store_each_day(&store, print_day, &(day_printer){out, &store.form}, &err));
    sim_store_close(&store);
    ck_assert_int_eq(fclose(out), 0);
    return r;
}

static void results_free(results *r)
{
    for (size_t i = 0; i < r->n; i++) {
        kept_row *k = &r->rows[i];

        free(k->arm_name);
        free(k->status);
        free(k->condition);
        free(k->reason);
        for (size_t j = 0; j < r->n_inputs; j++) free(k->words[j]);
        free(k->numbers);
    }
    free(r->text);
    free(r);
}

static const how all_at_once = {1, 1, 1, 0};

static results *sweep(const char *text, bool keeps_courses)
{
    read_plan(text, keeps_courses);
    ck_assert_msg(solve("a.db", &all_at_once) == SIM_OK, "%s", err.text);
    return read_all("a.db");
}

/* ---- as a run ------------------------------------------------------------- */

/* A run of the same experiment; its file says more. */
static void run(sim_job *job, const char *text, const char *more)
{
    char all[TEXT];
    const sim_source source = {.file = "b.ini", .text = all};

    snprintf(all, sizeof all, "%s%s", more, text);
    succeed(sim_job_read(job, &source, &err));
    succeed(sim_job_solve(job, &err));
}

static size_t number_of(const char *name)
{
    size_t i = 0;

    while (i < record.plan.form.n_numbers &&
           strcmp(record.plan.form.numbers[i].name, name) != 0)
        i++;
    ck_assert_msg(i < record.plan.form.n_numbers, "%s", name);
    return i;
}

/* Every column of summary.csv is among the numbers, to the last bit. */
static void check_as_run(const sim_job *job, const kept_row *k)
{
    const sim_table *t = &job->tables.table[job->tables.summary];
    size_t row = 0;

    while (row < t->n_rows && strcmp(t->keys[row], k->arm_name) != 0) row++;
    ck_assert_uint_lt(row, t->n_rows);
    ck_assert_str_eq(k->status, "ok");
    for (size_t i = 0; i < t->n_columns; i++) {
        const double right = sim_table_cell(t, row, i),
                     found = k->numbers[number_of(t->columns[i].name)];

        ck_assert_msg(found == right || (isnan(found) && !isfinite(right)),
                      "point %zu, arm %s: %s = %.17g, not %.17g", k->point, k->arm_name,
                      t->columns[i].name, found, right);
    }
}

#define ARMS \
    "[arm treated]\n[arm untreated]\nproduct.dose = 0\n" \
    "[arm own]\npassaging.harvest_passage = 2\npresets.source = umbilical\n"
#define SWEPT \
    "[sweep]\ndesign = grid\nproduct.dose = log 1e6..1.44e8 x 3\n" \
    "passaging.harvest_passage = 5, 1\npresets.source = adipose, bone_marrow\n"

START_TEST(each_point_is_what_a_run_gives)
{
    static const char text[] = "[run]\ndays = 30\n" ARMS;
    results *r = sweep("[run]\ndays = 30\n" SWEPT ARMS, false);

    ck_assert_uint_eq(r->n, 12 * 3);
    for (size_t i = 0; i < r->n; i++) {
        const kept_row *k = &r->rows[i - i % 3]; /* the first arm's: as the point says */
        char more[256];
        sim_job job;

        snprintf(more, sizeof more,
                 "[presets]\nsource = %s\n[product]\ndose = %.9g\n"
                 "[passaging]\nharvest_passage = %g\n",
                 k->words[2], k->inputs[0], k->inputs[1]);
        run(&job, text, more);
        check_as_run(&job, &r->rows[i]);
        sim_job_close(&job);
    }
    results_free(r);
}
END_TEST

START_TEST(arms_show_the_values_of_their_own_rows)
{
    results *r = sweep("[run]\ndays = 30\n" SWEPT ARMS, false);
    bool seen[3][2][2] = {{{false}}};

    for (size_t i = 0; i < r->n; i++) {
        const kept_row *k = &r->rows[i], *treated = &r->rows[i - i % 3];
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
    results_free(r);
}
END_TEST

START_TEST(set_puts_an_axis_over_that_of_the_file)
{
    static const char *const sets[] = {"sweep.product.viability = 0.371"};
    const sim_source source = {.file = "a.ini", .sets = sets, .n_sets = 1};
    results *r;

    read_plan("[run]\ndays = 30\n[sweep]\ndesign = grid\n"
              "passaging.harvest_passage = 1, 5\nproduct.viability = 0.72, 0.9\n",
              false);
    ck_assert_uint_eq(record.plan.n, 4);
    sim_record_close(&record);
    succeed(sim_record_read(&record, &source, &err));
    succeed(sim_record_plan(&record, NULL, false, &err));
    succeed(solve("a.db", &all_at_once));
    r = read_all("a.db");
    ck_assert_uint_eq(r->n, 2);
    ck_assert_double_eq(r->rows[0].inputs[1], 0.371);
    results_free(r);
}
END_TEST

/* ---- presets -------------------------------------------------------------- */

START_TEST(a_preset_of_a_point_equals_one_that_is_set)
{
    static const char text[] = "[run]\ndays = 30\n"
                               "[arm a]\n[arm b]\njoint.load = 2.385\n";
    char all[TEXT];
    results *r;

    snprintf(all, sizeof all, "%s[sweep]\ndesign = grid\npresets.%s = range\n", text,
             _i ? "product" : "source");
    r = sweep(all, false);
    ck_assert_uint_eq(r->n, _i ? 18 : 6);
    for (size_t i = 0; i < r->n; i++) {
        char set[128];
        const char *const sets[] = {set};
        const sim_source source = {
            .file = "b.ini", .text = text, .sets = sets, .n_sets = 1};
        sim_job job;

        snprintf(set, sizeof set, "presets.%s=%s", _i ? "product" : "source",
                 r->rows[i].words[0]);
        succeed(sim_job_read(&job, &source, &err));
        succeed(sim_job_solve(&job, &err));
        check_as_run(&job, &r->rows[i]);
        sim_job_close(&job);
    }
    results_free(r);
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
    const kept_row *p = a, *q = b;
    const double d = p->inputs[0] - q->inputs[0];

    return d != 0 ? (d > 0) - (d < 0) : (p->arm > q->arm) - (p->arm < q->arm);
}

START_TEST(a_refused_arm_is_a_row_and_leaves_the_others_alone)
{
    char all[TEXT], found[TEXT] = "";
    results *r;

    snprintf(all, sizeof all, "[run]\ndays = 30\n[sweep]\ndesign = grid\n%s",
             refusals[_i].text);
    r = sweep(all, false);
    qsort(r->rows, r->n, sizeof *r->rows, by_input);
    for (size_t i = 0; i < r->n; i++) {
        const kept_row *k = &r->rows[i];

        snprintf(found + strlen(found), sizeof found - strlen(found), "%g %s %s %s %s\n",
                 k->inputs[0], k->arm_name, k->status, k->condition ? k->condition : "-",
                 k->reason ? k->reason : "-");
        for (size_t n = 0; n < r->n_numbers && k->reason; n++)
            ck_assert(isnan(k->numbers[n]));
        ck_assert(isnan(k->numbers[number_of("potency")]) == (k->reason != NULL));
    }
    ck_assert_str_eq(found, refusals[_i].rows);
    results_free(r);
}
END_TEST

START_TEST(beside_a_refused_arm_the_others_are_what_a_run_gives)
{
    static const char arms[] = "[arm a]\n[arm b]\njoint.drive_mmp = 0.1\n",
                      run_arms[] = "[run]\ndays = 30\n[arm b]\njoint.drive_mmp = 0.1\n";
    char all[TEXT];
    results *r;

    snprintf(all, sizeof all,
             "[run]\ndays = 30\n[sweep]\ndesign = grid\njoint.drive_tnf = 0.5, 0.8\n%s",
             arms);
    r = sweep(all, false);
    for (size_t i = 1; i < r->n; i += 2) {
        char more[64];
        sim_job job;

        snprintf(more, sizeof more, "[joint]\ndrive_tnf = %g\n", r->rows[i].inputs[0]);
        run(&job, run_arms, more);
        check_as_run(&job, &r->rows[i]);
        sim_job_close(&job);
    }
    results_free(r);
}
END_TEST

START_TEST(a_cohort_that_is_refused_is_a_row)
{
    results *r = sweep("[run]\ndays = 30\n[sweep]\ndesign = grid\nreplicates = 4\n"
                       "joint.drive_tnf = 0.8\n[arm a]\n[arm b]\njoint.drive_mmp = 0.1\n",
                       false);

    ck_assert_uint_eq(r->n, 2);
    ck_assert_str_eq(r->rows[0].status, "refused");
    ck_assert_str_eq(r->rows[0].condition, "drive_tnf + drive_mmp > 1");
    ck_assert_str_eq(r->rows[0].reason,
                     "drive_tnf + drive_mmp = 0.8 + 0.3 must not exceed 1");
    ck_assert(isnan(r->rows[0].numbers[number_of("potency")]));
    ck_assert_str_eq(r->rows[1].status, "ok");
    ck_assert_ptr_null(r->rows[1].reason);
    ck_assert(isfinite(r->rows[1].numbers[number_of("potency")]));
    results_free(r);
}
END_TEST

/* ---- cohorts -------------------------------------------------------------- */

enum { REPLICATES = 7 };

/* What `run --replicates` counts, with the values of a point in the file. */
/* The day of the culture is told from that of a course. */
static const char *name_of_number(const char *name)
{
    return strcmp(name, "day") == 0 ? "passaging_day" : name;
}

static void check_as_cohort(const sim_job *job, const sim_ensemble *e, const kept_row *k)
{
    const sim_readout *readout = &e->assay->readout;
    const sim_store_form *form = &record.plan.form;

    ck_assert_uint_eq(form->n_numbers, readout->n * SIM_KEPT);
    for (size_t i = 0; i < readout->n; i++) {
        const sim_tally *t = &e->numbers[k->arm * readout->n + i];
        const double right[SIM_KEPT] = {sim_tally_mean(t), sim_moments_sd(&t->moments),
                                        sim_tally_quantile(t, 0),
                                        sim_tally_quantile(t, SIM_QUANTILES - 1)};

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
    char all[TEXT];
    results *r;

    snprintf(all, sizeof all,
             "[run]\ndays = 190\nseed = 7\n[sweep]\ndesign = grid\nreplicates = %d\n"
             "passaging.harvest_passage = 2, 4\n%s",
             REPLICATES, arms);
    r = sweep(all, false);
    ck_assert_uint_eq(r->n, 4);
    for (size_t i = 0; i < r->n; i++) {
        char more[128];
        sim_ensemble e = {0};
        sim_assay assay;
        sim_job job;

        snprintf(more, sizeof more,
                 "[run]\ndays = 190\nseed = 7\n[passaging]\nharvest_passage = %g\n",
                 r->rows[i].inputs[0]);
        run(&job, arms, more);
        succeed(sim_assay_init(&assay, &job.task, &job.experiment, &err));
        succeed(sim_ensemble_run(
            &e, &(sim_ensemble_task){.assay = &assay, .n = REPLICATES, .threads = 1},
            &err));
        check_as_cohort(&job, &e, &r->rows[i]);
        sim_ensemble_free(&e);
        sim_assay_free(&assay);
        sim_job_close(&job);
    }
    results_free(r);
}
END_TEST

START_TEST(columns_of_a_cohort_have_endings)
{
    read_plan("[sweep]\nreplicates = 7\nproduct.dose = 1e6..1e7 x 2\n", false);
    ck_assert_str_eq(record.plan.form.numbers[4].name, "potency");
    ck_assert_str_eq(record.plan.form.numbers[5].name, "potency_sd");
    ck_assert_str_eq(record.plan.form.numbers[6].name, "potency_q05");
    ck_assert_str_eq(record.plan.form.numbers[7].name, "potency_q95");
    ck_assert_str_eq(record.plan.form.numbers[5].meaning,
                     "standard deviation of the replicates that have a product");
    ck_assert_str_eq(record.plan.form.numbers[6].meaning,
                     "5 % of the replicates that have a product are below");
    ck_assert_str_eq(record.plan.form.numbers[7].meaning,
                     "95 % of the replicates that have a product are below");
    ck_assert_str_eq(record.plan.form.numbers[8].name, "extinct");
    ck_assert_str_eq(record.plan.form.numbers[9].meaning,
                     "standard deviation of the replicates");
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
    ck_assert_double_eq(day->cells[0], cell(c->table, row, "vas"));
    ck_assert_double_eq(day->cells[1], cell(c->table, row, "m1"));
    return SIM_OK;
}

START_TEST(kept_courses_are_those_of_a_run_on_some_days)
{
    char text[TEXT];
    sim_job job;
    results *r;

    snprintf(text, sizeof text,
             "[run]\ndays = %d\nensemble_columns = vas, m1\n[arm a]\n[arm b]\n"
             "product.dose = 0\n[sweep]\ndesign = grid\nproduct.dose = 2.385e7\n",
             courses[_i].days);
    r = sweep(text, true);
    run(&job, text, "[product]\ndose = 2.385e7\n");
    {
        course_checker c = {_i, 0, course_of(&job)};
        sim_store store;

        succeed(sim_store_open(&store, "a.db", false, &err));
        ck_assert_str_eq(store.form.course[0].name, "vas");
        ck_assert_str_eq(store.form.course[1].name, "m1");
        succeed(sim_store_each_day(&store, check_day, &c, &err));
        ck_assert_uint_eq(c.n, 2 * courses[_i].n);
        sim_store_close(&store);
    }
    sim_job_close(&job);
    results_free(r);
}
END_TEST

/* ---- whoever solves them -------------------------------------------------- */

static const char many[] = "[run]\ndays = 20\nensemble_columns = vas\n"
                           "[arm a]\n[arm b]\nproduct.dose = 0\n"
                           "[sweep]\ndesign = lhs\npoints = 12\n"
                           "product.dose = log 1e6..1e8\npassaging.donor_age = 18..83.5\n"
                           "presets.host = range\n";

/* All of it, solved at once by one thread. */
static results *expected(void)
{
    read_plan(many, true);
    succeed(solve("whole.db", &all_at_once));
    return read_all("whole.db");
}

START_TEST(an_interrupted_sweep_goes_on_to_the_same_end)
{
    const how first = {1, 1, 1, (size_t)_i}, second = {(size_t)_i % 3 + 1, 1, 1, 0};
    char message[256];
    results *r = expected(), *again;

    ck_assert_int_eq(solve("part.db", &first), SIM_ESTOP);
    snprintf(message, sizeof message,
             "part.db: interrupted after %d of 12 points, which are kept; --resume goes on",
             _i);
    ck_assert_str_eq(err.text, message);
    succeed(solve("part.db", &second));
    ck_assert_uint_eq(record.sweep.before, (size_t)_i);
    ck_assert_uint_eq(record.sweep.done, 12);
    again = read_all("part.db");
    ck_assert_str_eq(again->text, r->text);
    results_free(again);
    results_free(r);
}
END_TEST

START_TEST(it_may_be_interrupted_again_and_again)
{
    results *r = expected(), *again;

    for (size_t i = 0; i < 11; i++) {
        const how one_more = {1, 1, 1, 1};

        ck_assert_int_eq(solve("part.db", &one_more), SIM_ESTOP);
        ck_assert_uint_eq(record.sweep.done, i + 1);
    }
    succeed(solve("part.db", &all_at_once));
    again = read_all("part.db");
    ck_assert_str_eq(again->text, r->text);
    results_free(again);
    results_free(r);
}
END_TEST

START_TEST(threads_change_nothing)
{
    const how by_several = {(size_t)_i, 1, 1, 0};
    results *r = expected(), *again;

    succeed(solve("part.db", &by_several));
    again = read_all("part.db");
    ck_assert_str_eq(again->text, r->text);
    results_free(again);
    results_free(r);
}
END_TEST

START_TEST(shards_joined_are_the_whole)
{
    const size_t shards = (size_t)_i;
    results *r = expected(), *again;
    char name[32];

    for (size_t i = 1; i <= shards; i++) {
        snprintf(name, sizeof name, "%zu.db", i);
        succeed(solve(name, &(how){i % 3 + 1, i, shards, 0}));
        ck_assert_uint_eq(record.sweep.n, sim_sweep_points(12, i, shards));
    }
    record.shard = record.shards = 1;
    succeed(sim_record_create(&record, "joined.db", false, &err));
    for (size_t i = shards; i >= 1; i--) {
        static const sim_store_rule all = {NULL, NULL, NULL};
        sim_store shard = {0};

        snprintf(name, sizeof name, "%zu.db", i);
        succeed(sim_store_open(&shard, name, false, &err));
        succeed(sim_store_add_all(&record.store, &shard, &all, &err));
        sim_store_close(&shard);
    }
    succeed(sim_store_commit(&record.store, &err));
    succeed(sim_store_finish(&record.store, &err));
    sim_store_close(&record.store);
    again = read_all("joined.db");
    ck_assert_str_eq(again->text, r->text);
    results_free(again);
    results_free(r);
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

/* ---- the plan ------------------------------------------------------------- */

static const char *const designs[] = {
    "design = grid\nproduct.dose = 1e6..9e6 x 3\npassaging.harvest_passage = 1..5\n",
    ("design = lhs\npoints = 13\nproduct.dose = 1e6..9e6\n"
     "passaging.harvest_passage = log 1..5\n"),
    "design = sobol\npoints = 13\nproduct.dose = 1e6..9e6\npresets.source = range\n",
};

START_TEST(a_point_is_found_again)
{
    enum { MOST = 15 };
    double values[MOST][2], again[2];
    char text[TEXT];
    sim_plan *plan = &record.plan;

    snprintf(text, sizeof text, "[sweep]\n%s", designs[_i]);
    read_plan(text, false);
    ck_assert_uint_eq(plan->n, _i == 0 ? 15 : 13);
    for (size_t i = 0; i < plan->n; i++) ck_assert(sim_plan_next(plan, values[i]));
    ck_assert(!sim_plan_next(plan, again));
    for (size_t k = 0; k < plan->n; k++) {
        const size_t i = k * 8 % plan->n;

        ck_assert(sim_plan_find(plan, i + 1, again));
        ck_assert(again[0] == values[i][0] && again[1] == values[i][1]);
    }
    ck_assert(!sim_plan_find(plan, 0, again));
    ck_assert(!sim_plan_find(plan, plan->n + 1, again));
    ck_assert(!sim_plan_find(plan, SIZE_MAX, again));
}
END_TEST

START_TEST(an_axis_that_does_not_move_every_arm_is_told)
{
    sim_findings findings = {0};

    read_plan("[sweep]\nproduct.dose = 1e6, 9e6\npassaging.donor_age = 33\n[arm a]\n"
              "[arm b]\nproduct.dose = 0\n[arm c]\nproduct.dose = 2e7\n",
              false);
    succeed(sim_plan_advise(&record.plan, &findings, &err));
    ck_assert_uint_eq(findings.n, 1);
    ck_assert_str_eq(findings.lines[0], "a.ini:2: product.dose does not vary in b, c: rows "
                                        "of its own stand over it");
    sim_findings_free(&findings);
}
END_TEST

/* What a cohort draws joint.vas_base within is 30 to 95. */
static const struct {
    const char *text, *told;
} beyond[] = {
    {"[sweep]\nreplicates = 2\njoint.vas_base = 23.85, 60\n",
     "a.ini:3: sweep.joint.vas_base = 23.85, 60 goes beyond [30, 95], within which a "
     "cohort "
     "draws it: points there have none"},
    {"[sweep]\nreplicates = 2\ndesign = lhs\njoint.vas_base = 37.1..96\n",
     "a.ini:4: sweep.joint.vas_base = 37.1..96 goes beyond [30, 95], within which a cohort "
     "draws it: points there have none"},
    {"[sweep]\nreplicates = 2\njoint.vas_base = 37.1, 60\njoint.load = 0.9, 1.1\n", NULL},
    {"[sweep]\njoint.vas_base = 23.85, 60\n", NULL},
    {"[cohort]\ndraw = none\n[sweep]\nreplicates = 2\njoint.vas_base = 23.85, 60\n", NULL},
    {"[cohort]\njoint.vas_base = uniform 40 50\n[sweep]\nreplicates = 2\n"
     "joint.vas_base = 23.85, 60\n",
     NULL},
};

START_TEST(an_axis_beyond_what_a_cohort_draws_is_told)
{
    sim_findings findings = {0};

    read_plan(beyond[_i].text, false);
    succeed(sim_plan_advise(&record.plan, &findings, &err));
    ck_assert_uint_eq(findings.n, beyond[_i].told ? 1 : 0);
    if (beyond[_i].told) ck_assert_str_eq(findings.lines[0], beyond[_i].told);
    sim_findings_free(&findings);
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static void add_points(TCase *cases)
{
    tcase_add_test(cases, each_point_is_what_a_run_gives);
    tcase_add_test(cases, arms_show_the_values_of_their_own_rows);
    tcase_add_test(cases, set_puts_an_axis_over_that_of_the_file);
    tcase_add_loop_test(cases, a_preset_of_a_point_equals_one_that_is_set, 0, 2);
    tcase_add_loop_test(cases, a_refused_arm_is_a_row_and_leaves_the_others_alone, 0,
                        LENGTH(refusals));
    tcase_add_test(cases, beside_a_refused_arm_the_others_are_what_a_run_gives);
    tcase_add_test(cases, a_cohort_that_is_refused_is_a_row);
    tcase_add_test(cases, a_cohort_at_a_point_is_that_of_a_run);
    tcase_add_test(cases, columns_of_a_cohort_have_endings);
    tcase_add_loop_test(cases, kept_courses_are_those_of_a_run_on_some_days, 0,
                        LENGTH(courses));
}

static void add_ways(TCase *cases)
{
    tcase_add_loop_test(cases, an_interrupted_sweep_goes_on_to_the_same_end, 1, 12);
    tcase_add_test(cases, it_may_be_interrupted_again_and_again);
    tcase_add_loop_test(cases, threads_change_nothing, 2, 5);
    tcase_add_loop_test(cases, shards_joined_are_the_whole, 2, 6);
    tcase_add_test(cases, parts_have_equally_many_points);
    tcase_add_loop_test(cases, a_point_is_found_again, 0, LENGTH(designs));
    tcase_add_test(cases, an_axis_that_does_not_move_every_arm_is_told);
    tcase_add_loop_test(cases, an_axis_beyond_what_a_cohort_draws_is_told, 0,
                        LENGTH(beyond));
}

int main(void)
{
    static void (*const add[])(TCase *) = {add_points, add_ways};
    static const char *const names[] = {"points", "ways"};
    Suite *suite = suite_create("sweep");

    for (size_t i = 0; i < 2; i++) {
        TCase *cases = tcase_create(names[i]);

        tcase_add_checked_fixture(cases, set_up, tear_down);
        tcase_set_timeout(cases, 60);
        add[i](cases);
        suite_add_tcase(suite, cases);
    }
    return suite_run(suite);
}
