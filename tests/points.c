/* points.c -- see points.h. */
#include "tests/points.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#include "tests/temp.h"

static char dir[TEMP_PATH];
sim_record points_record;
sim_error points_err;

static void set_up(void)
{
    gsl_set_error_handler_off();
    temp_folder("sweep", dir);
    ck_assert_int_eq(chdir(dir), 0);
}

static void tear_down(void)
{
    char command[TEMP_PATH + 8];

    sim_record_close(&points_record);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

void points_succeed(sim_status status)
{
    ck_assert_msg(status == SIM_OK, "%s", points_err.text);
}

void points_plan(const char *text, bool keeps_courses)
{
    static const sim_source source = {.file = "a.ini"};
    FILE *out = fopen("a.ini", "wb");

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
    points_succeed(sim_record_read(&points_record, &source, &points_err));
    points_succeed(sim_record_plan(&points_record, NULL, keeps_courses, &points_err));
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

sim_status points_solve(const char *file, const points_how *h)
{
    brake b = {0, h->last};
    const sim_hooks hooks = {is_pulled, count, &b};
    const sim_sweep_task task = {.plan = &points_record.plan,
                                 .store = &points_record.store,
                                 .advice = "--resume goes on",
                                 .build = "this one",
                                 .threads = h->threads,
                                 .shard = h->shard,
                                 .shards = h->shards,
                                 .together =
                                     h->last > 0, /* so that it ends at that point */
                                 .hooks = h->last > 0 ? &hooks : NULL};
    sim_status status;

    points_record.shard = h->shard;
    points_record.shards = h->shards;
    points_succeed(sim_record_create(&points_record, file, true, &points_err));
    status = sim_sweep_run(&points_record.sweep, &task, &points_err);
    if (status == SIM_OK)
        points_succeed(sim_store_finish(&points_record.store, &points_err));
    if (status == SIM_OK || h->last > 0) sim_store_close(&points_record.store);
    return status;
}

static char *copy(const char *text) { return text ? strdup(text) : NULL; }

static sim_status take_row(void *self, const sim_store_row *row, sim_error *ignored)
{
    points_results *r = self;
    points_row *k = &r->rows[r->n++];

    (void)ignored;
    ck_assert_uint_lt(r->n, POINTS_ROWS);
    *k = (points_row){.point = row->point,
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

static void print_rows(const points_results *r, FILE *out)
{
    for (size_t i = 0; i < r->n; i++) {
        const points_row *k = &r->rows[i];

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

points_results *points_read(const char *file)
{
    points_results *r = calloc(1, sizeof *r);
    sim_store store = {0};
    size_t size = 0;
    FILE *out = open_memstream(&r->text, &size);

    points_succeed(sim_store_open(&store, file, false, &points_err));
    r->n_inputs = store.form.n_inputs;
    r->n_numbers = store.form.n_numbers;
    points_succeed(sim_store_each_row(&store, 0, take_row, r, &points_err));
    print_rows(r, out);
    if (store.form.n_course > 0)
        points_succeed(sim_store_each_day(&store, print_day,
                                          &(day_printer){out, &store.form}, &points_err));
    sim_store_close(&store);
    ck_assert_int_eq(fclose(out), 0);
    return r;
}

void points_free(points_results *r)
{
    for (size_t i = 0; i < r->n; i++) {
        points_row *k = &r->rows[i];

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

const points_how points_at_once = {1, 1, 1, 0};

points_results *points_sweep(const char *text, bool keeps_courses)
{
    points_plan(text, keeps_courses);
    ck_assert_msg(points_solve("a.db", &points_at_once) == SIM_OK, "%s", points_err.text);
    return points_read("a.db");
}

void points_run(sim_job *job, const char *text, const char *more)
{
    char all[POINTS_TEXT];
    const sim_source source = {.file = "b.ini", .text = all};

    snprintf(all, sizeof all, "%s%s", more, text);
    points_succeed(sim_job_read(job, &source, &points_err));
    points_succeed(sim_job_solve(job, &points_err));
}

size_t points_number(const char *name)
{
    size_t i = 0;

    while (i < points_record.plan.form.n_numbers &&
           strcmp(points_record.plan.form.numbers[i].name, name) != 0)
        i++;
    ck_assert_msg(i < points_record.plan.form.n_numbers, "%s", name);
    return i;
}

void points_check_run(const sim_job *job, const points_row *k)
{
    const sim_table *t = &job->tables.table[job->tables.summary];
    size_t row = 0;

    while (row < t->n_rows && strcmp(t->keys[row], k->arm_name) != 0) row++;
    ck_assert_uint_lt(row, t->n_rows);
    ck_assert_str_eq(k->status, "ok");
    for (size_t i = 0; i < t->n_columns; i++) {
        /* tables keep the digits that they print */
        const double right = sim_table_cell(t, row, i),
                     found = sim_number_round(k->numbers[points_number(t->columns[i].name)],
                                              SIM_NUMBER_TABLE);

        ck_assert_msg(found == right || (isnan(found) && !isfinite(right)),
                      "point %zu, arm %s: %s = %.17g, not %.17g", k->point, k->arm_name,
                      t->columns[i].name, found, right);
    }
}

void points_add_case(Suite *suite, const char *name, void (*add)(TCase *cases))
{
    TCase *cases = tcase_create(name);

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 60);
    add(cases);
    suite_add_tcase(suite, cases);
}
