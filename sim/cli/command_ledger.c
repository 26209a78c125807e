/* command_ledger.c -- potency ledger FILE: why does one arm do less than another? */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/seen.h"
#include "plots/waterfall.h"
#include "sim/cli/explain.h"
#include "sim/cli/progress.h"
#include "sim/cli/report.h"
#include "sim/cli/sheet.h"
#include "sim/cli/solving.h"
#include "sim/io/text.h"
#include "sim/study/losses.h"

static const char ledger_name[] = "ledger", columns_file[] = "columns.csv";

enum { TEXT_SIZE = 1024, SAYING_SIZE = 256 };

typedef struct {
    sim_arguments shared;
    sim_sheet_look look;
    const char *arm, *against, *number;
    size_t replicates, threads;
} ledger_options;

typedef struct {
    const ledger_options *options;
    sim_job job;
    sim_losses losses;
    sim_files files;
    sim_findings warnings;
    sim_provenance provenance;
    plot_facts facts;
    char asked[TEXT_SIZE];
} ledger;

static const sim_option options[] = {
    {.group = sim_result_options},
    {.group = sim_kernel_options},
    {"arm", 'a', "ARM", "The arm that does less, or more (the second of two)",
     SIM_INTO(ledger_options, arm), .again = true},
    {"against", 'b', "ARM", "The arm that it is held against (the first of two)",
     SIM_INTO(ledger_options, against), .again = true},
    {"number", 'q', "NUMBER",
     "What is looked at: a column of summary.csv (what an arm is measured by in its "
     "indication)",
     SIM_INTO(ledger_options, number), .again = true},
    {"seed", 'r', "S", "Seed of the random numbers, as --set run.seed=S", sim_read_setting,
     .setting = "run.seed"},
    {"replicates", 'n', "N", "A ledger of each of N replicates, drawn as [cohort] says",
     SIM_INTO(ledger_options, replicates), .least = 1, .most = SIM_LOSSES_REPLICATES,
     .again = true},
    {"threads", 'j', "T", "Threads that solve (as many as there are processors)",
     SIM_INTO(ledger_options, threads), .least = 1, .most = SIM_THREADS_MOST},
    {.group = sim_sheet_rows, .at = offsetof(ledger_options, look)},
    {0},
};

/* ---- finding -------------------------------------------------------------- */

static sim_status find(ledger *l, sim_error *err)
{
    const ledger_options *o = l->options;
    sim_progress progress;
    const sim_hooks hooks = sim_progress_start(&progress, "replicates", 0, o->replicates);
    const sim_losses_ask ask = {.arm = o->arm,
                                .against = o->against,
                                .number = o->number,
                                .replicates = o->replicates,
                                .threads = o->threads,
                                .hooks = o->replicates > 0 ? &hooks : NULL};
    const sim_status status = sim_losses_find(&l->losses, &l->job, &ask, err);

    sim_progress_end(&progress);
    return status;
}

static sim_status check_defined(const ledger *l, sim_error *err)
{
    char text[TEXT_SIZE];

    const sim_summary *number = l->losses.number;
    const double days = sim_experiment_value(&l->job.experiment, "run", "days");

    if (l->losses.whole == l->losses.whole) return SIM_OK;
    if (isfinite(number->day) && number->day > days)
        return sim_fail(
            err, SIM_EVALUE,
            "%.200s: run.days = %g ends before %s; run.days = %g would be right",
            l->job.file, days, number->name, number->day);
    sim_losses_print(&l->losses, text, sizeof text);
    return sim_fail(err, SIM_EVALUE, "%.200s: %.700s", l->job.file, text);
}

static sim_status note_failed(ledger *l, sim_error *err)
{
    const sim_losses *s = &l->losses;
    sim_status status = sim_report_note_method(&l->job.experiment, &l->warnings, err);

    if (status == SIM_OK && s->n_failed > 0)
        status = sim_findings_print(&l->warnings, err,
                                    "%zu of %zu replicates failed and count for nothing; "
                                    "the first: %s",
                                    s->n_failed, s->replicates, s->why.text);
    if (status == SIM_OK && s->n_undefined > 0)
        status = sim_findings_print(&l->warnings, err,
                                    "%zu of %zu replicates have no such number and count "
                                    "for nothing",
                                    s->n_undefined, s->replicates);
    if (status == SIM_OK && s->n_folded > 0)
        status = sim_findings_print(&l->warnings, err,
                                    "the arms differ in too much: 'everything else' stands "
                                    "for the %zu rows that move it least",
                                    s->n_folded);
    return status;
}

static void describe(ledger *l)
{
    const sim_losses *s = &l->losses;

    snprintf(l->asked, sizeof l->asked,
             "ledger --arm '%.200s' --against '%.200s' --number %s", s->arm, s->against,
             s->number->name);
    sim_provenance_init(&l->provenance, &l->job.experiment,
                        &(sim_making){.asked = l->asked, .replicates = s->replicates});
}

/* ---- writing -------------------------------------------------------------- */

static sim_status claim(const ledger *l, sim_error *err)
{
    static const char *const names[] = {"run.ini", columns_file, "ledger.csv"};
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < sizeof names / sizeof *names; i++)
        status = sim_files_claim(&l->files, names[i], err);
    if (status == SIM_OK)
        status = sim_sheet_claim(ledger_name, &l->options->look, &l->files, err);
    return status == SIM_OK ? sim_sheet_claim_facts(NULL, &l->files, err) : status;
}

static sim_status open_folder(ledger *l, sim_error *err)
{
    const sim_status status =
        sim_files_init(&l->files, l->options->shared.dir, ledger_name, err);

    if (status != SIM_OK) return status;
    sim_files_source(&l->files, l->job.file);
    return claim(l, err);
}

static sim_status write_columns(ledger *l, sim_error *err)
{
    sim_rows_to to = {0};
    sim_rows rows;
    sim_status status = sim_files_open(&l->files, columns_file, &to.csv, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &sim_columns_layout, &to);
    sim_rows_describe(&rows, &sim_losses_layout, l->losses.column.unit);
    sim_rows_describe(&rows, &plot_facts_layout, "");
    return sim_rows_end(&rows, err);
}

static sim_status write_tables(ledger *l, sim_error *err)
{
    sim_rows_to to = {0};
    FILE *out = NULL;
    sim_status status = sim_files_open(&l->files, "ledger.csv", &to.csv, err);

    if (status == SIM_OK) status = sim_losses_write(&l->losses, &to, err);
    if (status == SIM_OK) status = write_columns(l, err);
    if (status == SIM_OK) status = sim_files_open(&l->files, "run.ini", &out, err);
    if (status != SIM_OK) return status;
    sim_report_write_run(&l->provenance, &l->job.experiment, &l->warnings, out);
    return sim_files_replace(&l->files, err);
}

/* What the figure is made again from. */
static sim_status embed(ledger *l, sim_error *err)
{
    char again[sizeof ledger_name + SIM_AGAIN_SIZE];
    FILE *out;
    sim_status status;

    snprintf(again, sizeof again, "%s%s", ledger_name, l->options->shared.again);
    status = sim_provenance_start(&l->provenance, &l->job.experiment, again, &out, err);
    return status == SIM_OK ? sim_provenance_end(&l->provenance, err) : status;
}

static sim_status write_figure(ledger *l, sim_error *err)
{
    const sim_losses *s = &l->losses;
    const sim_losses_scale scale = sim_losses_scale_of(s);
    char title[TEXT_SIZE], saying[SAYING_SIZE], axis[TEXT_SIZE];
    sim_pool pool = {0};
    plot_fall *falls = sim_pool_take(&pool, s->n, sizeof *falls);
    const plot_waterfall shown = {.title = title,
                                  .saying = saying,
                                  .from_label = s->against,
                                  .to_label = s->arm,
                                  .from = s->value_against,
                                  .to = s->value,
                                  .falls = falls,
                                  .n = s->n,
                                  .axis = axis,
                                  .unit = scale.unit,
                                  .times = scale.times,
                                  .decimals = scale.decimals,
                                  .column = s->number->name,
                                  .range_label =
                                      s->replicates > 0 ? "nine in ten replicates" : NULL};
    const sim_sheet sheet = {
        ledger_name, &l->options->look, &l->provenance.caption, &plot_waterfall_maker,
        &shown,      &l->facts};
    sim_status status = sim_pool_check(&pool, "figure", err);

    sim_losses_print_title(s, title, sizeof title);
    snprintf(axis, sizeof axis, "%.*s", (int)strcspn(s->column.meaning, ";"),
             s->column.meaning);
    snprintf(
        saying, sizeof saying,
        "from %.60s to %.60s: what each difference changes, on average over all orders "
        "of making them",
        s->against, s->arm);
    for (size_t i = 0; status == SIM_OK && i < s->n; i++)
        falls[i] = (plot_fall){s->parts[i].name, s->parts[i].part, s->parts[i].low,
                               s->parts[i].high};
    l->provenance.caption.title = title;
    if (status == SIM_OK) status = sim_sheet_write(&sheet, &l->files, err);
    if (status == SIM_OK) status = sim_sheet_write_facts(NULL, &l->facts, &l->files, err);
    sim_pool_free(&pool);
    return status;
}

static sim_status work(void *self, sim_error *err)
{
    ledger *l = self;
    const sim_source source = sim_arguments_source(&l->options->shared);
    sim_status status = sim_job_read(&l->job, &source, err);

    if (status == SIM_OK) status = sim_job_check_size(&l->job, NULL, err);
    if (status == SIM_OK) status = sim_job_check_refusals(&l->job, NULL, err);
    if (status == SIM_OK) status = sim_told_look(&l->job, NULL, err);
    if (status == SIM_OK) status = open_folder(l, err);
    if (status == SIM_OK) status = find(l, err);
    if (status == SIM_OK) status = check_defined(l, err);
    if (status == SIM_OK) status = note_failed(l, err);
    if (status == SIM_OK) describe(l);
    if (status == SIM_OK) status = write_tables(l, err);
    if (status == SIM_OK) status = embed(l, err);
    if (status == SIM_OK) status = write_figure(l, err);
    if (status == SIM_OK) status = sim_files_commit(&l->files, err);
    sim_files_leave(&l->files);
    return status;
}

/* ---- the report ----------------------------------------------------------- */

static void print_number(const sim_losses_scale *scale, double number)
{
    char text[64];

    sim_losses_print_number(scale, number, text, sizeof text);
    printf("  %9s", text);
}

static void print_row(const ledger *l, const sim_losses_scale *scale, int width, size_t i)
{
    const sim_losses *s = &l->losses;
    const sim_loss *loss = &s->parts[i];
    const double percent = 100 * loss->part / s->whole;

    sim_report_print_name(loss->name, width, stdout);
    print_number(scale, loss->part);
    if (s->whole != 0)
        if (fabs(s->whole) < scale->least || s->whole == 0)
            printf("  %9s", "-");
        else
            printf("  %7.1f %%", fabs(percent) < 0.05 ? 0 : percent);
    else
        printf("  %9s", "-");
    if (s->replicates > 0) {
        print_number(scale, loss->low);
        print_number(scale, loss->high);
    }
    printf("\n");
}

static void print_table(const ledger *l)
{
    const sim_losses *s = &l->losses;
    const sim_losses_scale scale = sim_losses_scale_of(s);
    const char *names[64] = {s->arm, s->against, "switch"};
    int width;

    for (size_t i = 0; i < s->n; i++) names[3 + i] = s->parts[i].name;
    width = sim_report_width(names, 3 + s->n);
    sim_report_print_name("switch", width, stdout);
    printf("  %9s  %9s",
           strcmp(scale.unit_of_parts, "1") == 0 ? "part" : scale.unit_of_parts, "of all");
    printf(s->replicates > 0 ? "  %9s  %9s\n" : "\n", "5 %", "95 %");
    sim_report_print_name(s->against, width, stdout);
    print_number(&scale, s->value_against);
    printf("\n");
    for (size_t i = 0; i < s->n; i++) print_row(l, &scale, width, i);
    sim_report_print_name(s->arm, width, stdout);
    print_number(&scale, s->value);
    printf("\n");
}

/* Where the largest part is seen, if that is one of words. */
static void print_seen(const sim_losses *s)
{
    const char *name = s->n > 0 ? s->parts[0].name : "";
    const char *column = models_seen_in(s->chain->name, name);

    if (column) printf("The first part, %s, is seen in the column %s.\n", name, column);
}

static void print_report(const ledger *l)
{
    char text[TEXT_SIZE];

    print_table(l);
    sim_losses_print(&l->losses, text, sizeof text);
    printf("\n");
    sim_paragraph_print("", text, 0, stdout);
    print_seen(&l->losses);
    for (size_t i = 0; i < l->warnings.n; i++)
        printf("warning: %s\n", l->warnings.lines[i]);
    printf("\n");
    sim_files_print(&l->files, stdout);
    printf("\n%s\n", sim_disclaimer);
}

static sim_status call(const sim_call *how, sim_error *err)
{
    ledger_options o = {.shared.dir = "out"};
    ledger l = {.options = &o};
    sim_status status;

    sim_options_read(how, &o);
    status = sim_signals_hold(work, &l, err);
    if (status == SIM_OK) print_report(&l);
    plot_facts_free(&l.facts);
    sim_provenance_free(&l.provenance);
    sim_files_free(&l.files);
    sim_findings_free(&l.warnings);
    sim_losses_free(&l.losses);
    sim_job_close(&l.job);
    return status;
}

const sim_command sim_command_ledger = {.options = options, .call = call, .again = true};
