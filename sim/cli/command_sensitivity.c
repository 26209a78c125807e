/* command_sensitivity.c -- potency sensitivity FILE: which parameters matter most? */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/ranks.h"
#include "sim/cli/pages.h"
#include "sim/cli/progress.h"
#include "sim/cli/solving.h"
#include "sim/io/results.h"
#include "sim/io/text.h"
#include "sim/study/probe.h"
#include "sim/study/vary.h"

enum { DIGITS = 4, PATH_SIZE = 4096, TEXT_SIZE = 512, LISTED = 12, NAMED = 3 };

/* What the signs of the chart are, where ranks are sizes. */
static const char sign_words[] =
    "size of the mean effect, mu; before the bar its sign: + raises, \xE2\x88\x92 lowers, "
    "\xC2\xB1 does either (mu is less than half of mu_star)";

static const char own_name[] = "sensitivity", columns_name[] = "sensitivity_columns";

/* Above this part of points without a number the others are too few to speak for all. */
static const double most_lost = 0.2;

typedef struct {
    sim_arguments shared;
    sim_pages_look look;
    const char *method, *number, *arm, *vary;
    size_t threads;
    const sim_screening *screening; /* the method */
} sensitivity_options;

/* What one analysis is about. */
typedef struct {
    const sensitivity_options *options;
    sim_record record;
    char path[PATH_SIZE]; /* of the database */
    char old[PATH_SIZE];  /* of that of an analysis before this one */
    bool put_aside;       /* it was there */
    size_t number;        /* of the store's */
    size_t still;         /* parameters that were meant and cannot vary */
    size_t n_undefined;   /* points that were solved and do not have it */
    double *y;            /* [n points] */
    double *table;        /* [n_axes][n_columns] */
    size_t *order;        /* [n_axes] by rank */
    sim_stored_tally tally;
    sim_files files;
} analysis;

/* ---- options -------------------------------------------------------------- */

static const sim_option options[] = {
    {.group = sim_result_options},
    {"method", 'm', "METHOD", "How to find out (morris)",
     SIM_INTO(sensitivity_options, method), .words = sim_screening_name},
    {"number", 'q', "NUMBER",
     "What is looked at: a column of summary.csv, or of the harvest (the one that figures "
     "are titled by)",
     SIM_INTO(sensitivity_options, number)},
    {"arm", 'a', "ARM", "The arm around whose values parameters vary (the first)",
     SIM_INTO(sensitivity_options, arm)},
    {"vary", 'v', "LIST",
     "What varies: sections, models and section.name, with commas (all parameters)",
     SIM_INTO(sensitivity_options, vary)},
    {"spread", 'p', "FACTOR",
     "How far each parameter varies, as --set sensitivity.spread=FACTOR", sim_read_setting,
     .setting = "sensitivity.spread"},
    {"samples", 'n', "N", "Trajectories or samples, as --set sensitivity.samples=N",
     sim_read_setting, .setting = "sensitivity.samples"},
    {"threads", 'j', "T", "Threads that solve (as many as there are processors)",
     SIM_INTO(sensitivity_options, threads), .least = 1, .most = SIM_THREADS_MOST},
    {.group = sim_pages_rows, .at = offsetof(sensitivity_options, look)},
    {0},
};

static sim_column number_column(const analysis *a)
{
    return a->record.plan.columns[a->record.plan.form.n_inputs + a->number];
}

/* ---- solving -------------------------------------------------------------- */

/* What is there, if it can be read. */
static bool look(const char *path, sim_stored_extent *x)
{
    sim_store store = {0};
    sim_error ignored;
    const bool can = sim_store_open(&store, path, false, &ignored) == SIM_OK &&
                     sim_stored_read_extent(&store, x, &ignored) == SIM_OK;

    sim_store_close(&store);
    return can && x->is_screening;
}

/* Gives the finished one a name that is free, and makes the new one. */
static sim_status put_aside(analysis *a, sim_error *err)
{
    sim_error ignored;
    sim_status status;
    size_t number = 1;

    do {
        if (snprintf(a->old, sizeof a->old, "%s/sensitivity.old%zu.db",
                     a->options->shared.dir, number++) >= (int)sizeof a->old)
            return sim_fail(err, SIM_EIO, "%s: the path is too long",
                            a->options->shared.dir);
    } while (sim_store_exists(a->old));
    status = sim_store_rename(a->path, a->old, err);
    if (status != SIM_OK) return status;
    status = sim_record_create(&a->record, a->path, false, err);
    a->put_aside = status == SIM_OK;
    if (status != SIM_OK) sim_store_rename(a->old, a->path, &ignored);
    return status;
}

/* Goes on with what is there, if it is of this analysis; one of another that was finished
 * is put aside. */
static sim_status open_database(analysis *a, sim_error *err)
{
    sim_error why = {""};
    sim_stored_extent x;
    sim_status status = sim_record_create(&a->record, a->path, true, &why);

    if (status == SIM_OK) return SIM_OK;
    sim_store_close(&a->record.store);
    if (status != SIM_EVALUE || !look(a->path, &x))
        return sim_fail(err, status, "%s", why.text);
    if (x.had < x.points)
        return sim_fail(
            err, status,
            "%s; it has %zu of its %zu points: another -o, or removing it, would "
            "be right",
            why.text, x.had, x.points);
    return put_aside(a, err);
}

static sim_status take_row(void *self, const sim_store_row *row, sim_error *err)
{
    analysis *a = self;
    const double number = row->numbers[a->number];

    (void)err;
    if (row->point < 1 || row->point > a->record.plan.n) return SIM_OK;
    if (strcmp(row->status, sim_probe_ok) != 0) return SIM_OK;
    a->y[row->point - 1] = number;
    a->n_undefined += isfinite(number) ? 0 : 1;
    return SIM_OK;
}

static size_t count_lost(const analysis *a)
{
    return a->tally.refused + a->tally.failed + a->n_undefined;
}

static sim_status check_lost(const analysis *a, sim_error *err)
{
    const sim_stored_tally *t = &a->tally;
    const char *reason = t->reason;
    char undefined[TEXT_SIZE];

    if ((double)count_lost(a) <= most_lost * (double)t->rows) return SIM_OK;
    if (a->n_undefined > t->refused + t->failed) {
        snprintf(undefined, sizeof undefined, "%s is not defined there",
                 number_column(a).name);
        reason = undefined;
    }
    return sim_fail(err, SIM_EVALUE,
                    "%s: %zu of %zu points gave no number, above %.0f %%, most often for: "
                    "%s%s%.300s; %s would be right",
                    a->path, count_lost(a), t->rows, 100 * most_lost,
                    reason == undefined ? "" : t->condition,
                    reason == undefined || !*t->condition ? "" : ": ", reason,
                    reason == undefined
                        ? "another --number or --arm, or a longer run.days,"
                        : "a smaller --spread, or ranges in [sensitivity],");
}

/* Is the number the same wherever it is defined? */
static bool is_constant(const analysis *a)
{
    double low = INFINITY, high = -INFINITY;

    for (size_t i = 0; i < a->record.plan.n; i++) {
        if (!isfinite(a->y[i])) continue;
        low = fmin(low, a->y[i]);
        high = fmax(high, a->y[i]);
    }
    return sim_screen_difference(high, low) == 0;
}

/* What differs by rounding alone has shares of a variance that is none. */
static void level(analysis *a)
{
    const double *first = NULL;

    if (!is_constant(a)) return;
    for (size_t i = 0; i < a->record.plan.n; i++) {
        if (!isfinite(a->y[i])) continue;
        if (!first) first = &a->y[i];
        a->y[i] = *first;
    }
}

static sim_status analyze(analysis *a, sim_error *err)
{
    const sim_screening *s = a->options->screening;
    const size_t n_axes = a->record.axes.n;
    sim_error why = {""};
    sim_status status = sim_stored_count(&a->record.store, &a->tally, err);

    a->y = malloc((a->record.plan.n + 1) * sizeof *a->y);
    a->table = calloc(n_axes * s->n_columns + 1, sizeof *a->table);
    if (!a->y || !a->table) return sim_fail_memory(err, "sensitivity");
    for (size_t i = 0; i < a->record.plan.n; i++) a->y[i] = NAN;
    if (status == SIM_OK)
        status = sim_store_each_row(&a->record.store, 0, take_row, a, err);
    if (status == SIM_OK) status = check_lost(a, err);
    if (status != SIM_OK) return status;
    level(a);
    status = s->analyze(&a->record.plan.screen, a->y, a->table, &why);
    if (status == SIM_OK) return SIM_OK;
    return sim_fail(err, status, "number %s: %s", number_column(a).name, why.text);
}

/* ---- ranks ---------------------------------------------------------------- */

static double rank_of(const analysis *a, size_t axis)
{
    const sim_screening *s = a->options->screening;
    const double value = a->table[axis * s->n_columns + s->rank];

    return isnan(value) ? -INFINITY : value;
}

/* By insertion: there are few. */
static sim_status rank(analysis *a, sim_error *err)
{
    const size_t n = a->record.axes.n;

    a->order = calloc(n + 1, sizeof *a->order);
    if (!a->order) return sim_fail_memory(err, "sensitivity");
    for (size_t i = 0; i < n; i++) {
        size_t at = i;

        for (; at > 0 && rank_of(a, i) > rank_of(a, a->order[at - 1]); at--)
            a->order[at] = a->order[at - 1];
        a->order[at] = i;
    }
    return SIM_OK;
}

/* ---- words ---------------------------------------------------------------- */

static const char *arm_name(const analysis *a)
{
    return a->record.job.experiment.arms[0].name;
}

/* "6.4 to 9.6 day" */
static void print_range(const sim_axis *axis, const char *unit, char text[TEXT_SIZE])
{
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];
    const bool plain = strcmp(unit, "1") == 0;

    if (axis->list) {
        snprintf(text, TEXT_SIZE, "%s", axis->how);
        return;
    }
    sim_number_print(low, axis->low, DIGITS);
    sim_number_print(high, axis->high, DIGITS);
    snprintf(text, TEXT_SIZE, "%s to %s%s%s", low, high, plain ? "" : " ",
             plain ? "" : unit);
}

static void print_refused(const analysis *a, char text[TEXT_SIZE])
{
    const sim_stored_tally *t = &a->tally;
    const double n = t->rows > 0 ? (double)t->rows : 1;

    snprintf(text, TEXT_SIZE, "%zu points, %.3g %% of them refused", t->rows,
             100 * (double)(t->refused + t->failed) / n);
    if (a->n_undefined > 0)
        snprintf(text + strlen(text), TEXT_SIZE - strlen(text),
                 ", %.3g %% without this number", 100 * (double)a->n_undefined / n);
}

/* "sum of first over all parameters 0.8 (0.71 to 1.02)"; "" where nothing is summed. */
static void print_sum(const analysis *a, char text[TEXT_SIZE])
{
    const sim_screening *s = a->options->screening;
    const double *sum = &a->table[s->sum];
    char numbers[3][SIM_NUMBER_SIZE];

    *text = '\0';
    if (s->sum == s->n_columns || !isfinite(sum[0]) || !isfinite(sum[1])) return;
    for (size_t i = 0; i < 3; i++) sim_number_print(numbers[i], sum[i], DIGITS);
    snprintf(text, TEXT_SIZE, "%s %s (%s to %s)", s->columns[s->sum].meaning, numbers[0],
             numbers[1], numbers[2]);
}

/* Whole numbers move by one at least, which may be further than by the factor of the rest. */
static bool is_wide(const analysis *a, const sim_axis *axis)
{
    const double spread =
        sim_experiment_value(&a->record.job.experiment, "sensitivity", "spread");

    return axis->whole && axis->high > (1 + 1e-9) * spread * spread * axis->low;
}

/* "whole numbers, which vary more than others: product.doses and 1 more"; "" for none. */
static void print_wide(const analysis *a, char text[TEXT_SIZE])
{
    size_t n = 0;

    *text = '\0';
    for (size_t k = 0; k < a->record.axes.n; k++) {
        const sim_axis *axis = &a->record.axes.list[a->order[k]];

        if (!is_wide(a, axis) || ++n > NAMED) continue;
        snprintf(text + strlen(text), TEXT_SIZE - strlen(text), "%s%s",
                 n == 1 ? "whole numbers, whose ranges are wider than those of others: "
                        : ", ",
                 axis->name);
    }
    if (n > NAMED)
        snprintf(text + strlen(text), TEXT_SIZE - strlen(text), " and %zu more", n - NAMED);
}

/* "first is above ... : joint.volume, joint.load and 3 more"; false if it holds nowhere. */
static bool print_doubt(const analysis *a, const sim_doubt *doubt, char text[TEXT_SIZE])
{
    const sim_screening *s = a->options->screening;
    const size_t n = a->record.axes.n;
    size_t held = 0;

    snprintf(text, TEXT_SIZE, "%s", doubt->words);
    for (size_t k = 0; k < n; k++) {
        const size_t i = a->order[k];

        if (!doubt->holds(&a->table[i * s->n_columns])) continue;
        if (++held <= NAMED && !doubt->of_all)
            snprintf(text + strlen(text), TEXT_SIZE - strlen(text), "%s%s",
                     held == 1 ? ": " : ", ", a->record.axes.list[i].name);
    }
    if (held > NAMED && !doubt->of_all)
        snprintf(text + strlen(text), TEXT_SIZE - strlen(text), " and %zu more",
                 held - NAMED);
    return held > 0;
}

/* ---- writing -------------------------------------------------------------- */

/* What a row starts with; the columns of the method follow. */
static const sim_column first_columns[] = {
    {"number", "1", "the number that is looked at", SIM_CELL_TEXT},
    {"arm", "1", "the arm around whose values parameters vary", SIM_CELL_TEXT},
    {"method", "1", "how it was found out", SIM_CELL_TEXT},
    {"parameter", "1", "the parameter that varies", SIM_CELL_TEXT},
    {"meaning", "1", "what the parameter is", SIM_CELL_TEXT},
    {"unit", "1", "unit of the parameter", SIM_CELL_TEXT},
    {"value", "as unit says", "value of the parameter in that arm", SIM_CELL_NUMBER},
    {"low", "as unit says", "lower end of what it varies over; empty for a list",
     SIM_CELL_NUMBER},
    {"high", "as unit says", "upper end of what it varies over", SIM_CELL_NUMBER},
};
enum { N_FIRST = sizeof first_columns / sizeof *first_columns };

static void write_row(const analysis *a, size_t i, sim_rows *rows)
{
    const sim_screening *s = a->options->screening;
    const sim_record *r = &a->record;
    const sim_axis *axis = &r->axes.list[i];
    const sim_column column = sim_axis_column(axis, &r->plan.world);

    sim_rows_text(rows, number_column(a).name);
    sim_rows_text(rows, arm_name(a));
    sim_rows_text(rows, s->name);
    sim_rows_text(rows, axis->name);
    sim_rows_text(rows, column.meaning);
    sim_rows_text(rows, column.unit);
    sim_rows_number(rows, sim_experiment_setting(&r->job.experiment, 0, axis));
    sim_rows_number(rows, axis->list ? NAN : axis->low);
    sim_rows_number(rows, axis->list ? NAN : axis->high);
    sim_rows_numbers(rows, &a->table[i * s->n_columns], s->n_columns);
}

static sim_status write_table(analysis *a, const sim_layout *layout, sim_error *err)
{
    sim_rows_to to;
    sim_rows rows;
    sim_status status =
        sim_results_add(&(sim_results){.files = &a->files}, layout->name, &to, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, layout, &to);
    for (size_t k = 0; k < a->record.axes.n; k++) write_row(a, a->order[k], &rows);
    return sim_rows_end(&rows, err);
}

static sim_status write_columns(analysis *a, const sim_layout *layout, sim_error *err)
{
    sim_rows_to to;
    sim_rows rows;
    sim_status status =
        sim_results_add(&(sim_results){.files = &a->files}, columns_name, &to, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &sim_columns_layout, &to);
    sim_rows_describe(&rows, layout, number_column(a).unit);
    return sim_rows_end(&rows, err);
}

static sim_status write_tables(analysis *a, sim_error *err)
{
    const sim_screening *s = a->options->screening;
    sim_column *columns = calloc(N_FIRST + s->n_columns, sizeof *columns);
    const sim_layout layout = {own_name, columns, N_FIRST + s->n_columns};
    sim_status status;

    if (!columns) return sim_fail_memory(err, own_name);
    memcpy(columns, first_columns, sizeof first_columns);
    memcpy(columns + N_FIRST, s->columns, s->n_columns * sizeof *columns);
    status = write_table(a, &layout, err);
    if (status == SIM_OK) status = write_columns(a, &layout, err);
    free(columns);
    return status;
}

/* The texts of the chart. */
typedef struct {
    char title[TEXT_SIZE], saying[6 * TEXT_SIZE], axis[TEXT_SIZE];
    char (*details)[2 * TEXT_SIZE]; /* [n_axes] */
    plot_rank *bars;                /* [n_axes] */
} words;

static void fill_bar(const analysis *a, size_t i, words *w)
{
    const sim_screening *s = a->options->screening;
    const double *cells = &a->table[i * s->n_columns];
    const sim_axis *axis = &a->record.axes.list[i];
    const sim_column column = sim_axis_column(axis, &a->record.plan.world);
    char range[TEXT_SIZE];

    print_range(axis, column.unit, range);
    snprintf(w->details[i], sizeof w->details[i], "%s, %s%s", axis->name, range,
             is_wide(a, axis) ? ", wider than others" : "");
    w->bars[i] = (plot_rank){
        .label = column.meaning,
        .detail = w->details[i],
        .value = cells[s->rank],
        .low = cells[s->rank + 1],
        .high = cells[s->rank + 2],
        .other = cells[s->other],
        .other_low = s->other_has_interval ? cells[s->other + 1] : NAN,
        .other_high = s->other_has_interval ? cells[s->other + 2] : NAN,
        .mean = s->sign < s->n_columns ? cells[s->sign] : NAN,
    };
}

static void fill_words(const analysis *a, words *w)
{
    const sim_screening *s = a->options->screening;
    const sim_column number = number_column(a), ranks = s->columns[s->rank];
    const char *unit = ranks.unit ? ranks.unit : number.unit;
    const bool plain = strcmp(unit, "1") == 0;
    char refused[TEXT_SIZE], sum[TEXT_SIZE], doubt[TEXT_SIZE];

    print_refused(a, refused);
    snprintf(w->title, sizeof w->title, "What matters for %s", number.meaning);
    print_sum(a, sum);
    snprintf(w->saying, sizeof w->saying, "arm %s%s%s", arm_name(a), *sum ? "; " : "", sum);
    for (size_t i = 0; i < s->n_doubts; i++) {
        if (print_doubt(a, &s->doubts[i], doubt))
            snprintf(w->saying + strlen(w->saying), sizeof w->saying - strlen(w->saying),
                     "; %s", doubt);
    }
    snprintf(
        w->saying + strlen(w->saying), sizeof w->saying - strlen(w->saying),
        "; whiskers: 95 %% intervals; each parameter varies within the range below its "
        "name; %s",
        refused);
    snprintf(w->axis, sizeof w->axis, "%s%s%s%s", s->measure, plain ? "" : " (",
             plain ? "" : unit, plain ? "" : ")");
    for (size_t i = 0; i < a->record.axes.n; i++) fill_bar(a, i, w);
}

static sim_status draw(const void *figure, const plot_caption *caption,
                       const plot_look *look, FILE *out, sim_error *err)
{
    return plot_ranks_write(figure, caption, look, out, err);
}

static sim_status write_chart(analysis *a, const words *w, sim_error *err)
{
    const sim_screening *s = a->options->screening;
    sim_provenance provenance;
    const plot_ranks ranks = {.title = w->title,
                              .saying = w->saying,
                              .value_label = s->columns[s->rank].meaning,
                              .other_label = s->columns[s->other].meaning,
                              .sign_label = s->sign < s->n_columns ? sign_words : NULL,
                              .axis_label = w->axis,
                              .share = s->columns[s->rank].unit != NULL,
                              .bars = w->bars,
                              .n_bars = a->record.axes.n};
    plot_caption caption = {.title = w->title};
    const sim_sheet sheet = {
        own_name, a->options->shared.dir, &a->options->look, &caption, draw, &ranks};

    sim_provenance_init(&provenance, &a->record.job.experiment,
                        &(sim_making){.plan = &a->record.plan});
    caption.footer = provenance.footer;
    caption.notes = provenance.notes;
    caption.n_notes = provenance.n;
    return sim_sheet_write(&sheet, &a->files, err);
}

static sim_status write_all(analysis *a, sim_error *err)
{
    const size_t n = a->record.axes.n;
    words *w = calloc(1, sizeof *w);
    sim_status status = w ? SIM_OK : sim_fail_memory(err, "sensitivity");

    if (status != SIM_OK) return status;
    w->details = calloc(n, sizeof *w->details);
    w->bars = calloc(n, sizeof *w->bars);
    if (!w->details || !w->bars) status = sim_fail_memory(err, "sensitivity");
    if (status == SIM_OK) status = write_tables(a, err);
    if (status == SIM_OK) {
        fill_words(a, w);
        status = sim_files_replace(&a->files, err);
    }
    if (status == SIM_OK) status = write_chart(a, w, err);
    if (status == SIM_OK) status = sim_files_commit(&a->files, err);
    free(w->details);
    free(w->bars);
    free(w);
    return status;
}

/* ---- the report ----------------------------------------------------------- */

static void print_row(const analysis *a, size_t i)
{
    const sim_screening *s = a->options->screening;
    const double *cells = &a->table[i * s->n_columns];

    printf("%-34s", a->record.axes.list[i].name);
    sim_report_print_cell(cells[s->rank], stdout);
    sim_report_print_cell(cells[s->rank + 1], stdout);
    sim_report_print_cell(cells[s->rank + 2], stdout);
    if (s->sign < s->n_columns) sim_report_print_cell(cells[s->sign], stdout);
    sim_report_print_cell(cells[s->other], stdout);
    for (size_t k = 1; s->other_has_interval && k <= 2; k++)
        sim_report_print_cell(cells[s->other + k], stdout);
    printf("  %s\n",
           sim_axis_column(&a->record.axes.list[i], &a->record.plan.world).meaning);
}

static void print_report(const analysis *a)
{
    const sim_screening *s = a->options->screening;
    const sim_column number = number_column(a);
    const size_t n = a->record.axes.n;
    char text[TEXT_SIZE];

    print_refused(a, text);
    printf("%s (%s), arm %s: %s\n%s\n\n", number.meaning, number.name, arm_name(a), text,
           s->doc);
    printf("%-34s  %9s  %9s  %9s", "parameter", s->columns[s->rank].name, "2.5 %",
           "97.5 %");
    if (s->sign < s->n_columns) printf("  %9s", s->columns[s->sign].name);
    printf("  %9s", s->columns[s->other].name);
    printf(s->other_has_interval ? "  %9s  %9s\n" : "\n", "2.5 %", "97.5 %");
    for (size_t k = 0; k < n && k < LISTED; k++) print_row(a, a->order[k]);
    if (n > LISTED) printf("and %zu more in sensitivity.csv\n", n - LISTED);
    if (is_constant(a)) printf("it is the same at all points: nothing of this moves it\n");
    print_sum(a, text);
    if (*text) printf("%s\n", text);
    print_wide(a, text);
    if (*text) printf("%s\n", text);
    if (a->still > 0)
        printf("%zu parameters do not vary: those that are 0, words or switches\n",
               a->still);
    for (size_t i = 0; i < s->n_doubts; i++) {
        if (print_doubt(a, &s->doubts[i], text))
            printf("warning: %s; more --samples would be right\n", text);
    }
    printf("\n");
    sim_files_print(&a->files, stdout);
    printf("%s\n", a->path);
    if (a->put_aside) printf("%s is of the analysis before\n", a->old);
    printf("\n%s\n", sim_disclaimer);
}

/* ---- the command ---------------------------------------------------------- */

static sim_status prepare(analysis *a, sim_error *err)
{
    const sensitivity_options *o = a->options;
    sim_record *r = &a->record;
    const sim_source source = sim_arguments_source(&o->shared);
    sim_status status = sim_record_read(r, &source, err);

    if (status == SIM_OK)
        status =
            sim_record_keep_arm(r, o->arm ? o->arm : r->job.experiment.arms[0].name, err);
    if (status == SIM_OK) status = sim_vary_choose(r, o->vary, &a->still, err);
    if (status == SIM_OK) status = sim_record_plan(r, o->screening, false, err);
    if (status == SIM_OK)
        status = sim_plan_find_number(&r->plan, o->number, &a->number, err);
    return status;
}

/* Its files could be written: known before anything is solved. */
static sim_status open_folder(analysis *a, sim_error *err)
{
    sim_status status = sim_files_init(&a->files, a->options->shared.dir, own_name, err);

    if (status != SIM_OK) return status;
    sim_files_source(&a->files, a->options->shared.argument);
    for (size_t i = 0; status == SIM_OK && i < 2; i++) {
        char name[SIM_FILES_NAME];

        snprintf(name, sizeof name, "%s.csv", i == 0 ? own_name : columns_name);
        status = sim_files_claim(&a->files, name, err);
    }
    if (status == SIM_OK)
        status = sim_sheet_claim(own_name, &a->options->look, &a->files, err);
    return status;
}

static sim_status solve(analysis *a, sim_error *err)
{
    const char *dir = a->options->shared.dir;
    sim_status status = open_folder(a, err);

    snprintf(a->path, sizeof a->path, "%s/sensitivity.db", dir);
    if (status == SIM_OK && strlen(dir) + sizeof "/sensitivity.db" > sizeof a->path)
        status = sim_fail(err, SIM_EIO, "%s: the path is too long", dir);
    if (status == SIM_OK) status = open_database(a, err);
    return status == SIM_OK ? sim_solve_points(&a->record, a->options->threads, err)
                            : status;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    sensitivity_options o = {.shared.dir = "out", .method = sim_morris.name};
    analysis a = {.options = &o};
    sigset_t before;
    sim_status status;

    sim_options_read(how, &o);
    o.screening = sim_screening_find(o.method);
    sim_signals_block(&before);
    status = prepare(&a, err);
    if (status == SIM_OK) status = solve(&a, err);
    if (status == SIM_OK) status = analyze(&a, err);
    if (status == SIM_OK) status = rank(&a, err);
    if (status == SIM_OK) status = write_all(&a, err);
    sim_files_leave(&a.files);
    if (status == SIM_ESTOP) sim_signals_take();
    sim_signals_restore(&before);
    if (status == SIM_OK) print_report(&a);
    sim_files_free(&a.files);
    free(a.y);
    free(a.table);
    free(a.order);
    sim_record_close(&a.record);
    return status;
}

const sim_command sim_command_sensitivity = {.options = options, .call = call};
