/* command_export.c -- potency export DB: what a sweep found, as CSV on standard output. */
#include <stdio.h>
#include <string.h>

#include "sim/cli/record.h"
#include "sim/io/escape.h"

typedef struct {
    sim_arguments shared;
    bool times, courses, columns;
} export_options;

static const sim_option options[] = {
    {"timing", 't', NULL, "Also the seconds that each point took",
     SIM_INTO(export_options, times)},
    {"courses", 'k', NULL, "The courses in time that --keep-courses kept",
     SIM_INTO(export_options, courses)},
    {"columns", 'c', NULL, "What the columns are: name, unit, meaning",
     SIM_INTO(export_options, columns)},
    {0},
};

/* Columns of each row beside inputs and numbers, in their order. */
static const sim_column point_column = {"point", "1", "number of the point, from 1"},
                        arm_column = {"arm", "1", "name of the arm"},
                        status_column = {"status", "1", "ok, refused or failed"},
                        reason_column = {"reason", "1", "why it was not ok"},
                        seconds_column = {"seconds", "s",
                                          "time that the point took, all its arms"},
                        day_column = {"day", "day", "time since the first dose"};

/* ---- rows ----------------------------------------------------------------- */

/* A text of the database, as a field and as a terminal may be shown it. */
static void print_text(const char *text)
{
    char piece[SIM_ESCAPE_PIECE];

    if (sim_escape_is_plain(text)) {
        sim_csv_write_text(text, stdout);
        return;
    }
    putchar('"');
    while (*text) {
        text += sim_escape_next(text, piece);
        if (*piece == '"') putchar('"');
        fputs(piece, stdout);
    }
    putchar('"');
}

static void print_names(const sim_column columns[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        putchar(',');
        print_text(columns[i].name);
    }
}

static void print_header(const sim_store *s, const export_options *o)
{
    printf("%s,%s", point_column.name, arm_column.name);
    print_names(s->form.inputs, s->form.n_inputs);
    printf(",%s,%s", status_column.name, reason_column.name);
    print_names(s->form.numbers, s->form.n_numbers);
    if (o->times) printf(",%s", seconds_column.name);
    putchar('\n');
}

typedef struct {
    const sim_store *store;
    const export_options *options;
} printer;

static sim_status print_row(void *self, const sim_store_row *row, sim_error *err)
{
    const printer *p = self;

    (void)err;
    printf("%zu,", row->point);
    print_text(row->arm_name);
    for (size_t i = 0; i < p->store->form.n_inputs; i++) {
        if (row->inputs[i].word) {
            putchar(',');
            print_text(row->inputs[i].word);
        } else {
            sim_csv_write_number(row->inputs[i].number, stdout);
        }
    }
    putchar(',');
    print_text(row->status);
    putchar(',');
    print_text(row->reason ? row->reason : "");
    for (size_t i = 0; i < p->store->form.n_numbers; i++)
        sim_csv_write_number(row->numbers[i], stdout);
    if (p->options->times) sim_csv_write_number(row->seconds, stdout);
    putchar('\n');
    return SIM_OK;
}

static sim_status print_day(void *self, const sim_store_day *day, sim_error *err)
{
    const sim_store *s = self;

    (void)err;
    printf("%zu,", day->point);
    print_text(day->arm_name);
    sim_csv_write_number(day->day, stdout);
    for (size_t i = 0; i < s->form.n_course; i++)
        sim_csv_write_number(day->cells[i], stdout);
    putchar('\n');
    return SIM_OK;
}

static sim_status print_courses(sim_store *s, sim_error *err)
{
    if (s->form.n_course == 0)
        return sim_fail(err, SIM_EVALUE,
                        "%s: keeps no courses; a sweep with --keep-courses would be right",
                        s->path);
    printf("%s,%s,%s", point_column.name, arm_column.name, day_column.name);
    print_names(s->form.course, s->form.n_course);
    putchar('\n');
    return sim_store_each_day(s, print_day, s, err);
}

/* ---- columns -------------------------------------------------------------- */

static void print_column(const char *kind, const sim_column *c)
{
    printf("%s,", kind);
    print_text(c->name);
    putchar(',');
    print_text(c->unit);
    putchar(',');
    print_text(c->meaning);
    putchar('\n');
}

static void print_columns(const sim_store *s)
{
    puts("kind,column,unit,meaning");
    print_column("key", &point_column);
    print_column("key", &arm_column);
    for (size_t i = 0; i < s->form.n_inputs; i++) print_column("input", &s->form.inputs[i]);
    print_column("status", &status_column);
    print_column("status", &reason_column);
    for (size_t i = 0; i < s->form.n_numbers; i++)
        print_column("number", &s->form.numbers[i]);
    print_column("timing", &seconds_column);
    if (s->form.n_course > 0) print_column("course", &day_column);
    for (size_t i = 0; i < s->form.n_course; i++)
        print_column("course", &s->form.course[i]);
}

/* ---- the command ---------------------------------------------------------- */

/* Says, apart from the CSV, if more points are planned than are there. */
static sim_status say_unfinished(sim_store *s, sim_error *err)
{
    char shown[1024];
    sim_record_extent x;
    sim_status status = sim_record_read_extent(s, &x, err);
    const char *advice = x.is_screening ? "; potency sensitivity goes on with it"
                                        : "; potency sweep --resume adds the others";

    if (status == SIM_OK && x.had < x.points) {
        sim_escape_print(s->path, shown, sizeof shown);
        fprintf(stderr, "%s: has %zu of %zu points%s\n", shown, x.had, x.points,
                x.shards > 1 ? ", being a shard" : advice);
    }
    return status;
}

static sim_status print_all(sim_store *s, const export_options *o, sim_error *err)
{
    sim_status status = SIM_OK;
    printer p = {s, o};

    if (o->columns) {
        print_columns(s);
        return SIM_OK;
    }
    status = sim_store_check_rows(s, err); /* what is refused is not printed in part */
    if (status == SIM_OK) status = say_unfinished(s, err);
    if (status != SIM_OK || o->courses)
        return status == SIM_OK ? print_courses(s, err) : status;
    print_header(s, o);
    return sim_store_each_row(s, 0, print_row, &p, err);
}

static sim_status call(const sim_call *how, sim_error *err)
{
    export_options o = {0};
    sim_store store = {0};
    sim_status status;

    sim_options_read(how, &o);
    status = sim_store_open(&store, o.shared.argument, false, err);
    if (status == SIM_OK) status = sim_store_check_log(&store, err);
    if (status == SIM_OK) status = print_all(&store, &o, err);
    sim_store_close(&store);
    return status;
}

const sim_command sim_command_export = {.options = options, .call = call};
