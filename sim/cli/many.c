#include "sim/cli/many.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/stack.h"
#include "sim/cli/counted.h"
#include "sim/cli/progress.h"
#include "sim/cli/report.h"
#include "sim/cli/solving.h"
#include "sim/io/text.h"
#include "sim/study/tallies.h"

/* ---- solving -------------------------------------------------------------- */

static sim_ensemble_task make_task(sim_many *m, const sim_hooks *hooks)
{
    return (sim_ensemble_task){.assay = &m->assay,
                               .n = m->options->replicates,
                               .threads = m->options->threads,
                               .ledger = &m->keep.ledger,
                               .singles = m->options->lines ? SIM_SINGLES_MOST : 0,
                               .shard = m->options->keep.shard,
                               .shards = m->options->keep.shards,
                               .hooks = hooks};
}

static sim_status solve(sim_many *m, const sim_rows_to *replicates, sim_error *err)
{
    const size_t n = m->options->replicates;
    sim_progress progress;
    sim_hooks hooks = sim_progress_start(&progress, "replicates", 0, n);
    sim_ensemble_task task = make_task(m, &hooks);
    sim_status status;

    task.replicates = replicates;
    sim_assay_stop_by(&m->assay, hooks.stop, NULL);
    status = sim_ensemble_run(&m->ensemble, &task, err);
    sim_progress_end(&progress);
    if (status != SIM_OK || !m->options->spread) return status;
    hooks = sim_progress_start(&progress, "samples of the spread", 0, n);
    status = sim_spread_run(&m->spread, &task, err);
    sim_progress_end(&progress);
    return status == SIM_OK ? sim_shares_init(&m->shares, &m->spread, err) : status;
}

/* The tables of tallies, in the order in which they are written. */
static const struct {
    sim_tallies_file file;
    sim_status (*write)(const sim_ensemble *e, const sim_rows_to *to, sim_error *err);
} tallies[] = {{SIM_TALLIES_COURSE, sim_tallies_write_course},
               {SIM_TALLIES_GLANCES, sim_tallies_write_glances},
               {SIM_TALLIES_NUMBERS, sim_tallies_write_numbers},
               {SIM_TALLIES_REPORTS, sim_tallies_write_reports},
               {SIM_TALLIES_OUTCOMES, sim_census_write_outcomes},
               {SIM_TALLIES_SURVIVAL, sim_census_write_survival}};
enum { N_TALLIES = sizeof tallies / sizeof *tallies };

static sim_status claim_table(const char *name, const sim_files *files, sim_error *err)
{
    char file[SIM_TALLIES_NAME + 8];

    snprintf(file, sizeof file, "%s.csv", name);
    return sim_files_claim(files, file, err);
}

sim_status sim_many_claim(const sim_many *m, const sim_files *files, sim_error *err)
{
    char name[SIM_TALLIES_NAME];
    sim_status status;

    if (m->options->replicates == 0) return SIM_OK;
    status = claim_table("replicates", files, err);
    for (size_t i = 0; status == SIM_OK && i < N_TALLIES; i++) {
        if (sim_tallies_name(tallies[i].file, m->job->session.chain, name))
            status = claim_table(name, files, err);
    }
    if (status != SIM_OK || !m->options->spread) return status;
    return claim_table("spread", files, err);
}

static sim_status write_files(const sim_many *m, sim_results *results, sim_error *err)
{
    char name[SIM_TALLIES_NAME];
    sim_status status = SIM_OK;
    sim_rows_to to;

    for (size_t i = 0; status == SIM_OK && i < N_TALLIES; i++) {
        if (!sim_tallies_name(tallies[i].file, m->job->session.chain, name)) continue;
        status = sim_results_add(results, name, &to, err);
        if (status == SIM_OK) status = tallies[i].write(&m->ensemble, &to, err);
    }
    if (status != SIM_OK || !m->options->spread) return status;
    status = sim_results_add(results, "spread", &to, err);
    return status == SIM_OK ? sim_spread_write(&m->spread, &to, err) : status;
}

void sim_many_describe(const sim_many *m, sim_rows *columns)
{
    if (m->options->replicates == 0) return;
    sim_tallies_describe(&m->ensemble, columns);
    if (m->options->spread) sim_rows_describe(columns, &sim_spread_layout, "");
}

static sim_status start(sim_many *m, const char *dir, sim_error *err)
{
    const sim_job *job = m->job;
    sim_status status = sim_assay_init(&m->assay, &job->task, &job->experiment, err);

    return status == SIM_OK ? sim_keep_open(&m->keep, job, dir, &m->options->keep, err)
                            : status;
}

sim_status sim_many_run(sim_many *m, sim_results *results, sim_error *err)
{
    const sim_tables *tables = &m->job->tables;
    sim_rows_to replicates;
    sim_error why = {""};
    sim_status status = start(m, results->files->dir, err);

    if (status == SIM_OK) status = sim_results_add(results, "replicates", &replicates, err);
    if (status != SIM_OK) return status;
    status = solve(m, &replicates, &why);
    if (status == SIM_ESOLVER && m->ensemble.n_failed == m->ensemble.n)
        sim_keep_discard(&m->keep); /* nothing to go on with */
    if (status != SIM_OK) return sim_fail(err, status, "%s: %s", m->job->file, why.text);
    status =
        sim_outlook_init(&m->outlook, &m->ensemble, &tables->table[tables->summary], err);
    return status == SIM_OK ? write_files(m, results, err) : status;
}

/* ---- a shard -------------------------------------------------------------- */

static sim_status fill(sim_many *m, size_t *done, sim_error *err)
{
    const sim_keep_options *o = &m->options->keep;
    sim_progress progress;
    sim_hooks hooks =
        sim_progress_start(&progress, "replicates", 0,
                           sim_sweep_points(m->options->replicates, o->shard, o->shards));
    const sim_ensemble_task task = make_task(m, &hooks);
    sim_status status;

    sim_assay_stop_by(&m->assay, hooks.stop, NULL);
    status = sim_ensemble_fill(&task, done, err);
    sim_progress_end(&progress);
    return status;
}

sim_status sim_many_fill(sim_many *m, const char *dir, sim_error *err)
{
    const sim_many_options *o = m->options;
    size_t done = 0;
    sim_error why = {""};
    sim_status status = start(m, dir, err), closed;

    if (status == SIM_OK) status = fill(m, &done, err);
    closed = sim_keep_close(&m->keep, &why);
    if (status == SIM_OK && closed != SIM_OK)
        status = sim_fail(err, closed, "%s", why.text);
    if (status == SIM_OK)
        printf(
            "%zu of %zu replicates, shard %zu of %zu\n%s/replicates-%zu-of-%zu.db\n\n%s\n",
            done, o->replicates, o->keep.shard, o->keep.shards, dir, o->keep.shard,
            o->keep.shards, sim_disclaimer);
    return status;
}

/* ---- the end -------------------------------------------------------------- */

/* What went wrong before is what is told. */
void sim_many_free(sim_many *m)
{
    sim_error ignored;

    (void)sim_keep_close(&m->keep, &ignored);
    sim_outlook_free(&m->outlook);
    sim_ensemble_free(&m->ensemble);
    sim_spread_free(&m->spread);
    sim_shares_free(&m->shares);
    sim_assay_free(&m->assay);
    *m = (sim_many){0};
}

/* ---- words ---------------------------------------------------------------- */

sim_status sim_many_warnings(const sim_many *m, sim_findings *findings, sim_error *err)
{
    const sim_ensemble *e = &m->ensemble;
    char named[256] = "";

    if (e->n_failed > 0) {
        for (size_t i = 0; i < e->n_failed && i < SIM_FAILED_NAMED; i++)
            sim_text_append(named, sizeof named, "%s%zu", i > 0 ? ", " : "", e->failed[i]);
        if (sim_findings_print(
                findings, err,
                "%zu of %zu replicates failed and count for no arm (%s%s), the first with: "
                "%s",
                e->n_failed, e->n, named, e->n_failed > SIM_FAILED_NAMED ? ", ..." : "",
                e->why.text) != SIM_OK)
            return SIM_ENOMEM;
    }
    if (!m->assay.draws && !sim_task_is_random(&m->job->task) &&
        sim_findings_add(
            findings,
            "nothing is drawn and run.method = ode knows no chance: all "
            "replicates are one course; tau, auto or cohort.draw = cohort would "
            "set them apart",
            err) != SIM_OK)
        return SIM_ENOMEM;
    if (m->options->spread && m->spread.n_failed > 0) {
        return sim_findings_print(
            findings, err, "%zu of %zu samples of the spread failed and do not count",
            m->spread.n_failed, m->spread.n);
    }
    return SIM_OK;
}

static void print_difference(const sim_many *m, size_t arm, size_t number, double scale,
                             FILE *out)
{
    const sim_difference d = sim_ensemble_difference(&m->ensemble, arm, number);

    if (isfinite(d.mean)) fprintf(out, "  %+9.3g", scale * d.mean);
    if (isfinite(d.low))
        fprintf(out, " (%.3g to %.3g)", scale * d.low, scale * d.high);
    else if (isfinite(d.mean))
        fputs(" (no interval: too few)", out);
    fputc('\n', out);
}

bool sim_many_has_apart(const sim_many *m)
{
    for (size_t arm = 0; arm < m->job->experiment.n_arms; arm++) {
        if (m->ensemble.n_apart[arm] > 0) return true;
    }
    return false;
}

/* How many replicates of each arm are set apart, if any are. */
static void print_apart(const sim_many *m, FILE *out)
{
    const sim_population *population = m->job->session.chain->population;
    const sim_ensemble *e = &m->ensemble;
    const sim_experiment *x = &m->job->experiment;
    const int width = sim_report_width(m->job->arm_names, x->n_arms);

    if (!sim_many_has_apart(m)) return;
    fprintf(out,
            "\nreplicates that %s: of these alone are the means, quantiles, "
            "differences and responders\n",
            population->others);
    sim_report_print_name("arm", width, out);
    fprintf(out, "  %9s  %9s\n", "replicates", population->apart);
    for (size_t arm = 0; arm < x->n_arms; arm++) {
        sim_report_print_name(x->arms[arm].name, width, out);
        fprintf(out, "  %10zu  %9zu\n", e->n - e->n_failed - e->n_apart[arm],
                e->n_apart[arm]);
    }
}

static void print_number(const sim_many *m, size_t number, FILE *out)
{
    const sim_readout *r = &m->assay.readout;
    const sim_column *column = &r->list[number].column;
    const sim_experiment *e = &m->job->experiment;
    const int width = sim_report_width(m->job->arm_names, e->n_arms);
    bool are_exact = true;

    fprintf(out, "\n%s, %s\n", column->meaning, column->unit);
    sim_report_print_name("arm", width, out);
    fprintf(out, "  %9s  %9s  %9s  %9s", "mean", "sd", "5 %", "95 %");
    if (e->n_arms > 1) fprintf(out, "  difference to %s (95 %% interval)", e->arms[0].name);
    fputc('\n', out);
    for (size_t arm = 0; arm < e->n_arms; arm++) {
        const sim_tally *tally = &m->ensemble.numbers[arm * r->n + number];

        sim_report_print_name(e->arms[arm].name, width, out);
        sim_report_print_cell(sim_tally_mean(tally), out);
        sim_report_print_cell(sim_moments_sd(&tally->moments), out);
        sim_report_print_cell(sim_tally_quantile(tally, 0), out);
        sim_report_print_cell(sim_tally_quantile(tally, SIM_QUANTILES - 1), out);
        print_difference(m, arm, number, 1, out);
        are_exact = are_exact && sim_tally_is_exact(tally);
    }
    if (!are_exact)
        fputs("5 % and 95 % are estimated: the numbers do not fit 256 MiB\n", out);
}

/* Numbers of one's own. */
static void print_formed(const sim_many *m, FILE *out)
{
    const sim_readout *r = &m->assay.readout;

    for (size_t i = 0; i < r->n; i++)
        if (r->list[i].summary && r->list[i].summary->own) print_number(m, i, out);
}

static void print_percent(const sim_tally *tally, FILE *out)
{
    if (tally->moments.n > 0)
        fprintf(out, "  %9.1f", 100 * sim_tally_mean(tally));
    else
        fprintf(out, "  %9s", "-");
}

bool sim_many_has_measured(const sim_many *m)
{
    const sim_readout *r = &m->assay.readout;
    bool any = false;

    for (size_t arm = 0; r->fall < r->fates && arm < m->job->experiment.n_arms; arm++)
        any = any || m->ensemble.numbers[arm * r->n + r->fall].moments.n > 0;
    return any;
}

/* "responders by 20 %: measured pain falls by at least 10 mm, and by 20 % of day 0, from ..." */
static void print_rule(const sim_chain *chain, const char *unit, const sim_responder *rule,
                       FILE *out)
{
    const sim_visits *measured = &chain->population->measured;
    const bool plain = strcmp(unit, "1") == 0;

    fputs("\nresponders", out);
    if (rule->part > 0) fprintf(out, " by %g %%", 100 * rule->part);
    fprintf(out, ": measured %s falls by at least %g%s%s", sim_readout_measured(chain),
            rule->fall, plain ? "" : " ", plain ? "" : unit);
    if (rule->part > 0)
        fprintf(out, ", and by %g %% of day %g,", 100 * rule->part, measured->before);
    fprintf(out, " from day %g to day %g\n", measured->before, measured->after);
    if (*rule->note) fprintf(out, "(%s)\n", rule->note);
}

static void print_responders(const sim_many *m, size_t number, FILE *out)
{
    const sim_readout *r = &m->assay.readout;
    const sim_experiment *e = &m->job->experiment;
    const int width = sim_report_width(m->job->arm_names, e->n_arms);

    sim_report_print_name("arm", width, out);
    fprintf(out, "  %9s", "%");
    if (e->n_arms > 1)
        fprintf(out, "  difference to %s, in percent points (95 %% interval)",
                e->arms[0].name);
    fputc('\n', out);
    for (size_t arm = 0; arm < e->n_arms; arm++) {
        sim_report_print_name(e->arms[arm].name, width, out);
        print_percent(&m->ensemble.numbers[arm * r->n + number], out);
        print_difference(m, arm, number, 100, out);
    }
}

/* How far measured pain falls, and who so counts as a responder by each of the rules. */
static void print_measured(const sim_many *m, FILE *out)
{
    const sim_population *population = m->job->session.chain->population;
    const sim_readout *r = &m->assay.readout;

    print_number(m, r->fall, out);
    for (size_t i = 0; i < population->n_responders; i++) {
        print_rule(r->chain, r->list[r->fall].column.unit, &population->responders[i], out);
        print_responders(m, r->responders + i, out);
    }
}

static void print_shares(const sim_spread *s, size_t arm, size_t q, FILE *out)
{
    for (size_t part = 0; part < SIM_PARTS; part++) {
        const double share = sim_spread_share(s, arm, q, part);

        if (!sim_spread_part(s->assay->task->chain->population, part).name) continue;
        if (isfinite(share))
            fprintf(out, "  %5.1f (%5.1f)", 100 * share,
                    100 * sim_spread_error(s, arm, q, part));
        else
            fprintf(out, "  %13s", "-");
    }
}

/* Where some are set apart or die, with the samples of which all solves count. */
static void print_spread(const sim_many *m, FILE *out)
{
    const sim_spread *s = &m->spread;
    const sim_experiment *e = &m->job->experiment;
    const sim_population *population = m->job->session.chain->population;
    const bool counts = sim_many_has_apart(m) || sim_population_has_end(population);
    const int width = sim_report_width(m->job->arm_names, e->n_arms);

    for (size_t q = 0; q < s->n_parted; q++) {
        fprintf(out, "\nwhere the variance of the %s comes from, in %% (standard error)\n",
                m->assay.readout.list[s->numbers[q]].column.meaning);
        sim_report_print_name("arm", width, out);
        for (size_t part = 0; part < SIM_PARTS; part++) {
            const char *name = sim_spread_part(population, part).name;

            if (name) fprintf(out, "  %13s", name);
        }
        fprintf(out, "%s\n", counts ? "    samples" : "");
        for (size_t arm = 0; arm < e->n_arms; arm++) {
            sim_report_print_name(e->arms[arm].name, width, out);
            print_shares(s, arm, q, out);
            if (counts) fprintf(out, "  %9zu", sim_spread_samples(s, arm, q));
            fputc('\n', out);
        }
    }
}

static void print_sharing(const sim_assay *a, size_t replicates, FILE *out)
{
    const sim_population *population = a->task->chain->population;
    const unsigned long long n = a->lottery.per_laboratory;
    const bool is_one = n > 1 && n >= replicates;

    fputs(is_one ? "one laboratory" : "laboratories", out);
    if (n > 1 && !is_one)
        fprintf(out, " of %llu %ss each", n, sim_owner_name(population, SIM_SOURCE));
    fputs(", ", out);
}

/* "laboratories of 25 donors each, donors, patients and the needle drawn". */
static void print_drawn(const sim_assay *a, size_t replicates, FILE *out)
{
    const sim_population *population = a->task->chain->population;
    const char *luck = population ? population->luck.name : NULL;

    if (!a->draws) {
        fputs("nothing drawn: chance alone", out);
        return;
    }
    if (sim_lottery_has(&a->lottery, SIM_LABORATORY)) print_sharing(a, replicates, out);
    fprintf(out, "%ss%s %ss", sim_owner_name(population, SIM_SOURCE), luck ? "," : " and",
            sim_owner_name(population, SIM_SUBJECT));
    if (luck) fprintf(out, " and the %s", luck);
    fputs(" drawn", out);
}

void sim_many_print(const sim_many *m, FILE *out)
{
    const sim_ensemble *e = &m->ensemble;
    const sim_population *population = m->job->session.chain->population;

    fprintf(out, "\n%zu replicate%s, ", e->n - e->n_failed,
            e->n - e->n_failed == 1 ? "" : "s");
    print_drawn(&m->assay, e->n, out);
    if (e->redraws > 0) sim_counted_print_redraws(e, out);
    fputc('\n', out);
    print_apart(m, out);
    sim_counted_print(e, sim_report_width(m->job->arm_names, m->job->experiment.n_arms),
                      out);
    for (size_t q = 0; population && population->n_counts == 0 && q < population->n_parted;
         q++)
        print_number(m, sim_readout_find(&m->assay.readout, population->parted[q]), out);
    if (sim_many_has_measured(m)) print_measured(m, out);
    print_formed(m, out);
    if (!m->options->spread) return;
    print_spread(m, out);
    if (m->spread.n < SIM_ALIKE_LEAST)
        fprintf(out, "(no shares: fewer than %d samples)\n", SIM_ALIKE_LEAST);
    if (m->spread.n_parted * m->job->experiment.n_arms > PLOT_MOST_BARS)
        fprintf(out, "(the figure of the spread shows the first %d of these rows)\n",
                PLOT_MOST_BARS);
}
