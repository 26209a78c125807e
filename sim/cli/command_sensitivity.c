/* command_sensitivity.c -- potency sensitivity FILE: which parameters matter most? */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/phrase.h"
#include "plots/ranks.h"
#include "sim/cli/explain.h"
#include "sim/cli/progress.h"
#include "sim/cli/report.h"
#include "sim/cli/sheet.h"
#include "sim/cli/solving.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/sensitivity.h"

enum { LISTED = 12 };

/* What the signs of the chart are, where ranks are sizes. */
static const char sign_words[] =
    "size of the mean effect; before the bar its sign: + raises, \xE2\x88\x92 lowers, "
    "\xC2\xB1 does either";

/* Of bars that are not to be compared with others. */
static const char apart_words[] =
    "a whole number, which moves by 1 at least: further than others, not to be compared";

typedef struct {
    sim_arguments shared;
    sim_sheet_look look;
    const char *method, *number, *arm, *vary;
    size_t threads;
} sensitivity_options;

typedef struct {
    const sensitivity_options *options;
    sim_sensitivity found;
    sim_files files;
} analysis;

static const sim_option options[] = {
    {.group = sim_result_options},
    {.group = sim_kernel_options},
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
    {.group = sim_sheet_rows, .at = offsetof(sensitivity_options, look)},
    {0},
};

/* ---- the chart ------------------------------------------------------------ */

/* The texts of the chart. */
typedef struct {
    char title[SIM_SENSITIVITY_TEXT], saying[6 * SIM_SENSITIVITY_TEXT],
        axis[PLOT_WORDS_SIZE];
    char (*details)[2 * SIM_SENSITIVITY_TEXT]; /* [n_axes] */
    plot_rank *bars;                           /* [n_axes] */
    bool *apart;                               /* the same */
    plot_facts facts;
} words;

/* "4.55×10⁷ to 5.5×10⁷ cells" */
static void print_range(const sim_axis *axis, const char *unit,
                        char text[SIM_SENSITIVITY_TEXT])
{
    GString *range = g_string_new(axis->list ? axis->how : NULL);

    if (!axis->list) {
        plot_phrase_number(axis->low, "1", range);
        g_string_append(range, " to ");
        plot_phrase_number(axis->high, unit, range);
    }
    snprintf(text, SIM_SENSITIVITY_TEXT, "%s", range->str);
    g_string_free(range, TRUE);
}

static void fill_bar(const analysis *a, size_t i, words *w)
{
    const sim_screening *s = a->found.screening;
    const double *cells = &a->found.table[i * s->n_columns];
    const sim_axis *axis = &a->found.record.axes.list[i];
    const sim_column column = sim_axis_column(axis, &a->found.record.plan.world);
    char range[SIM_SENSITIVITY_TEXT];

    print_range(axis, column.unit, range);
    w->apart[i] = sim_sensitivity_is_wide(&a->found, axis);
    snprintf(w->details[i], sizeof w->details[i], "%s, %s%s", axis->name, range,
             axis->whole ? " (whole)" : "");
    w->bars[i] = (plot_rank){
        .label = column.meaning,
        .detail = w->details[i],
        .value = cells[s->rank],
        .low = cells[s->rank + 1],
        .high = cells[s->rank + 2],
        .other = cells[s->other],
        .other_low = s->other_has_interval ? cells[s->other + 1] : NAN,
        .other_high = s->other_has_interval ? cells[s->other + 2] : NAN,
        .mean = s->sign > 0 ? cells[s->sign] : NAN,
    };
}

/* What ranks is what the number moves by: shares and percentages move by points.  A measure
 * with a unit of its own is told in that. */
static sim_unit_told unit_told(const analysis *a)
{
    const char *own = a->found.screening->columns[a->found.screening->rank].unit;
    const sim_column number = sim_sensitivity_number(&a->found);
    sim_unit_told told =
        sim_chain_unit_told(a->found.record.plan.task->chain, number.name, number.unit);

    if (own) return (sim_unit_told){own, 1, false};
    if (strcmp(told.unit, "%") == 0) told.unit = SIM_POINT;
    return told;
}

static void fill_words(const analysis *a, words *w)
{
    const sim_screening *s = a->found.screening;
    const sim_column number = sim_sensitivity_number(&a->found);
    char refused[SIM_SENSITIVITY_TEXT], sum[SIM_SENSITIVITY_TEXT],
        doubt[SIM_SENSITIVITY_TEXT];

    sim_sensitivity_print_refused(&a->found, refused);
    snprintf(w->title, sizeof w->title, "%.*s", (int)strcspn(number.meaning, ";"),
             number.meaning);
    w->title[0] = (char)toupper((unsigned char)w->title[0]);
    sim_sensitivity_print_sum(&a->found, sum);
    snprintf(w->saying, sizeof w->saying, "arm %s%s%s", sim_sensitivity_arm(&a->found),
             *sum ? "; " : "", sum);
    for (size_t i = 0; i < s->n_doubts; i++) {
        if (sim_sensitivity_print_doubt(&a->found, &s->doubts[i], doubt))
            sim_text_append(w->saying, sizeof w->saying, "; %s", doubt);
    }
    sim_text_append(
        w->saying, sizeof w->saying,
        "; whiskers: 95 %% intervals; each parameter varies within the range below its "
        "name; %s",
        refused);
    plot_measure_print(w->axis,
                       &(plot_measure){.label = s->measure, .unit = unit_told(a).unit});
    for (size_t i = 0; i < a->found.record.axes.n; i++) fill_bar(a, i, w);
}

static plot_told find_told(const analysis *a, const words *w)
{
    const sim_column number = sim_sensitivity_number(&a->found);
    const sim_unit_told told = unit_told(a);

    return (plot_told){
        .words = w->title,
        .column = number.name,
        .unit = told.unit,
        .times = told.times,
        .telling = sim_chain_telling(a->found.record.plan.task->chain, number.name)};
}

static sim_status write_chart(analysis *a, words *w, sim_error *err)
{
    const sim_screening *s = a->found.screening;
    const plot_told told = find_told(a, w);
    sim_making making = {.plan = &a->found.record.plan};
    sim_status status = sim_plan_hash(making.plan, &making.hash, err);
    sim_provenance provenance;
    const plot_ranks ranks = {.title = w->title,
                              .saying = w->saying,
                              .value_label = s->columns[s->rank].meaning,
                              .other_label = s->columns[s->other].meaning,
                              .sign_label = s->sign > 0 ? sign_words : NULL,
                              .axis_label = w->axis,
                              .share = s->columns[s->rank].unit != NULL,
                              .bars = w->bars,
                              .apart = w->apart,
                              .apart_label = apart_words,
                              .told = &told,
                              .n_bars = a->found.record.axes.n};
    const sim_sheet sheet = {sim_sensitivity_name,
                             &a->options->look,
                             &provenance.caption,
                             &plot_ranks_maker,
                             &ranks,
                             &w->facts};

    if (status != SIM_OK) return status;
    sim_provenance_init(&provenance, &a->found.record.job.experiment, &making);
    provenance.caption.title = w->title;
    provenance.caption.run_ini =
        SIM_NOT_AGAIN "it shows a sweep, whose points it does not carry; `potency "
                      "sensitivity` with the parameter file would be right";
    status = sim_sheet_write(&sheet, &a->files, err);
    if (status != SIM_OK) return status;
    return sim_sheet_write_facts(sim_sensitivity_name, &w->facts, &a->files, err);
}

static sim_status write_all(analysis *a, sim_error *err)
{
    const size_t n = a->found.record.axes.n;
    sim_pool pool = {0};
    words w = {.details = sim_pool_take(&pool, n, sizeof *w.details),
               .bars = sim_pool_take(&pool, n, sizeof *w.bars),
               .apart = sim_pool_take(&pool, n, sizeof *w.apart)};
    sim_status status = sim_pool_check(&pool, "sensitivity", err);

    if (status == SIM_OK) status = sim_sensitivity_write(&a->found, &a->files, err);
    if (status == SIM_OK) status = sim_files_replace(&a->files, err);
    if (status == SIM_OK) {
        fill_words(a, &w);
        status = write_chart(a, &w, err);
    }
    if (status == SIM_OK) status = sim_files_commit(&a->files, err);
    plot_facts_free(&w.facts);
    sim_pool_free(&pool);
    return status;
}

/* ---- the report ----------------------------------------------------------- */

static void print_row(const analysis *a, size_t i)
{
    const sim_screening *s = a->found.screening;
    const double *cells = &a->found.table[i * s->n_columns];

    printf("%-34s", a->found.record.axes.list[i].name);
    sim_report_print_cell(cells[s->rank], stdout);
    sim_report_print_cell(cells[s->rank + 1], stdout);
    sim_report_print_cell(cells[s->rank + 2], stdout);
    if (s->sign > 0) sim_report_print_cell(cells[s->sign], stdout);
    sim_report_print_cell(cells[s->other], stdout);
    for (size_t k = 1; s->other_has_interval && k <= 2; k++)
        sim_report_print_cell(cells[s->other + k], stdout);
    printf("  %s\n",
           sim_axis_column(&a->found.record.axes.list[i], &a->found.record.plan.world)
               .meaning);
}

static void print_words(const analysis *a)
{
    const sim_screening *s = a->found.screening;
    const char *const printed[] = {sim_sensitivity_number(&a->found).name,
                                   "arm",
                                   s->columns[s->rank].name,
                                   "2.5 %",
                                   s->columns[s->other].name,
                                   NULL};
    sim_explained explained = {0};

    sim_explain_words(&explained, printed);
    sim_explain_print(&explained, stdout);
}

static void print_report(const analysis *a)
{
    const sim_screening *s = a->found.screening;
    const sim_column number = sim_sensitivity_number(&a->found);
    const size_t n = a->found.record.axes.n;
    char text[SIM_SENSITIVITY_TEXT];

    sim_sensitivity_print_refused(&a->found, text);
    printf("%s (%s), arm %s: %s\n%s\n\n", number.meaning, number.name,
           sim_sensitivity_arm(&a->found), text, s->doc);
    printf("%-34s  %9s  %9s  %9s", "parameter", s->columns[s->rank].name, "2.5 %",
           "97.5 %");
    if (s->sign > 0) printf("  %9s", s->columns[s->sign].name);
    printf("  %9s", s->columns[s->other].name);
    printf(s->other_has_interval ? "  %9s  %9s\n" : "\n", "2.5 %", "97.5 %");
    for (size_t k = 0; k < n && k < LISTED; k++) print_row(a, a->found.order[k]);
    if (n > LISTED) printf("and %zu more in sensitivity.csv\n", n - LISTED);
    if (sim_sensitivity_is_constant(&a->found))
        printf("it is the same at all points: nothing of this moves it\n");
    sim_sensitivity_print_sum(&a->found, text);
    if (*text) printf("%s\n", text);
    sim_sensitivity_print_wide(&a->found, text);
    if (*text) printf("%s\n", text);
    if (a->found.still > 0)
        printf("%zu parameters do not vary: those that are 0, words or switches\n",
               a->found.still);
    for (size_t i = 0; i < s->n_doubts; i++) {
        if (sim_sensitivity_print_doubt(&a->found, &s->doubts[i], text))
            printf("warning: %s; more --samples would be right\n", text);
    }
    print_words(a);
    printf("\n");
    sim_files_print(&a->files, stdout);
    printf("%s\n", a->found.path);
    if (a->found.put_aside) printf("%s is of the analysis before\n", a->found.old);
    printf("\n%s\n", sim_disclaimer);
}

/* ---- the command ---------------------------------------------------------- */

/* Its files could be written: known before anything is solved. */
static sim_status open_folder(analysis *a, sim_error *err)
{
    const char *const names[] = {sim_sensitivity_name, sim_sensitivity_columns};
    sim_status status =
        sim_files_init(&a->files, a->options->shared.dir, sim_sensitivity_name, err);

    if (status != SIM_OK) return status;
    sim_files_source(&a->files, a->options->shared.argument);
    for (size_t i = 0; status == SIM_OK && i < 2; i++) {
        char name[SIM_FILES_NAME];

        snprintf(name, sizeof name, "%s.csv", names[i]);
        status = sim_files_claim(&a->files, name, err);
    }
    if (status == SIM_OK)
        status = sim_sheet_claim(sim_sensitivity_name, &a->options->look, &a->files, err);
    if (status == SIM_OK)
        status = sim_sheet_claim_facts(sim_sensitivity_name, &a->files, err);
    return status;
}

static sim_status analyze(void *self, sim_error *err)
{
    analysis *a = self;
    const sensitivity_options *o = a->options;
    const sim_source source = sim_arguments_source(&o->shared);
    const sim_sensitivity_wish wish = {sim_screening_find(o->method), o->number, o->arm,
                                       o->vary};
    sim_status status = sim_sensitivity_plan(&a->found, &wish, &source, err);

    if (status == SIM_OK) status = open_folder(a, err);
    if (status == SIM_OK) status = sim_sensitivity_open(&a->found, o->shared.dir, err);
    if (status == SIM_OK) status = sim_solve_points(&a->found.record, o->threads, err);
    if (status == SIM_OK) status = sim_sensitivity_analyze(&a->found, err);
    if (status == SIM_OK) status = write_all(a, err);
    sim_files_leave(&a->files);
    return status;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    sensitivity_options o = {.shared.dir = "out", .method = sim_morris.name};
    analysis a = {.options = &o};
    sim_status status;

    sim_options_read(how, &o);
    status = sim_signals_hold(analyze, &a, err);
    if (status == SIM_OK) print_report(&a);
    sim_files_free(&a.files);
    sim_sensitivity_free(&a.found);
    return status;
}

const sim_command sim_command_sensitivity = {.options = options, .call = call};
