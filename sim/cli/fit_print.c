#include "sim/cli/fit_print.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/report.h"
#include "sim/io/text.h"
#include "sim/study/fit_tables.h"

enum { NAME_WIDTH = 30, TEXT_SIZE = 1024 };

static const char *plural(size_t n) { return n == 1 ? "" : "s"; }

/* ---- data ------------------------------------------------------------------------------------- */

static void print_error_of(const sim_observed_set *set, char text[], size_t size)
{
    static const char *const of[] = {"", " of what was measured", " of logarithms"};

    if (set->is_fitted)
        snprintf(text, size, "sd%s fitted", of[set->kind]);
    else if (isnan(set->sd))
        snprintf(text, size, "sd%s each its own", of[set->kind]);
    else
        snprintf(text, size, "sd%s %.4g%s%s", of[set->kind], set->sd,
                 set->kind == SIM_ERROR_NORMAL && strcmp(set->unit, "1") != 0 ? " " : "",
                 set->kind == SIM_ERROR_NORMAL && strcmp(set->unit, "1") != 0 ? set->unit
                                                                              : "");
}

static void print_data(const sim_fit *f, FILE *out)
{
    fprintf(out, "%zu observation%s:\n", f->all.n, plural(f->all.n));
    for (size_t s = 0; s < f->all.n_sets; s++) {
        const sim_observed_set *set = &f->all.sets[s];
        char error[TEXT_SIZE];

        print_error_of(set, error, sizeof error);
        fprintf(out, "  %-16s %-36s %4zu, %s", set->name, set->quantity, set->n, error);
        if (set->n_censored > 0) fprintf(out, ", %zu beyond a limit", set->n_censored);
        fputc('\n', out);
    }
}

/* ---- one part --------------------------------------------------------------------------------- */

static void print_row(const sim_fit_part *part, size_t k, FILE *out)
{
    const sim_fitted *a = &part->answers[k];
    char name[SIM_FIT_NAME];

    snprintf(name, sizeof name, "%s", a->item->name);
    fprintf(out, "%-*s", NAME_WIDTH, name);
    sim_report_print_cell(a->value, out);
    sim_report_print_cell(a->low, out);
    sim_report_print_cell(a->high, out);
    fprintf(out, "  %-9s  %s\n", a->item->unit, sim_profile_status_text(a->status));
    if (*a->words) sim_paragraph_print("    ", a->words, 4, out);
}

static void print_starts(const sim_fit_part *part, FILE *out)
{
    const sim_starts *s = &part->starts;
    const double best = part->profiles.best.chi2;
    const double within = 0.01 + s->list[s->order[0]].chi2 - best;

    fprintf(out, "starts: %zu of %zu came to within 0.01 of the best",
            sim_starts_reached(s, within), s->n);
    if (s->redrawn > 0) fprintf(out, "; %zu draws that the model refused", s->redrawn);
    if (s->refused > 0) fprintf(out, ", %zu starts given up", s->refused);
    if (part->profiles.rounds > 1)
        fprintf(out, "; a better point was found along a profile");
    if (!part->profiles.settled) fprintf(out, ", and there may be more");
    fputc('\n', out);
}

static void print_runs(const sim_runs *r, FILE *out)
{
    const bool is_odd = r->p < 0.05;

    if (isnan(r->p))
        fprintf(out, "; %s\n",
                r->above > 0   ? "all above the model"
                : r->below > 0 ? "all below the model"
                               : "all 0");
    else
        fprintf(out, "; %zu runs of one sign, %.3g by chance (p = %.2g)%s\n", r->runs,
                r->expected, r->p,
                !is_odd          ? ""
                : r->few < 0.025 ? ": they follow a pattern that the model does not have"
                                 : ": they alternate more than by chance");
}

/* As many numbers as observations, and all of them on the model: residuals are noise of the search. */
static bool is_through_all(const sim_fit_part *part)
{
    const sim_fit_problem *p = &part->problem;

    return p->n_seen <= p->problem.n_unknowns && part->chi2 < SIM_FIT_NOTHING;
}

static void print_patterns(const sim_fit *f, const sim_fit_part *part, FILE *out)
{
    size_t n = 0;

    if (is_through_all(part)) return;
    for (size_t s = 0; s < f->all.n_sets; s++) {
        const sim_fit_pattern *p = &part->patterns[s];

        if (p->n == 0) continue;
        fprintf(out, "residuals of %s %s: sum of squares %.4g of %zu", f->all.sets[s].name,
                f->all.sets[s].quantity, p->chi2, p->n);
        print_runs(&p->runs, out);
        n++;
    }
    if (n < 2) return;
    fprintf(out, "all residuals: sum of squares %.4g of %zu", part->chi2,
            part->problem.n_seen);
    print_runs(&part->runs, out);
}

/* Do the model and the noise that was given account for what was seen? */
static void print_lack(const sim_fit_part *part, FILE *out)
{
    const size_t n = part->problem.n_seen, k = part->problem.problem.n_unknowns;

    if (isnan(part->lack)) return;
    fprintf(out, "sum of squares %.4g, where %zu would be expected (p = %.2g)%s\n",
            part->chi2, n - k, part->lack,
            part->lack < 0.01 ? ": the model does not go through these data, and intervals "
                                "that take their noise for all there is are too short"
                              : "");
}

static void print_part(const sim_fit *f, const sim_fit_part *part, FILE *out)
{
    const sim_fit_problem *p = &part->problem;
    const size_t n = p->problem.n_unknowns;

    if (part->source != SIM_NONE)
        fprintf(out, "\n%s %s\n", sim_observed_subject(f->job.session.chain),
                f->all.sources[part->source]);
    fprintf(out, "\n%-*s  %9s  %9s  %9s  %-9s  %s\n", NAME_WIDTH, "parameter", "value",
            "low", "high", "unit", "status");
    for (size_t k = 0; k < n; k++) print_row(part, k, out);
    fprintf(out, "\n-2 log likelihood %.6g; AIC %.6g, ", -2 * part->log_likelihood,
            part->criteria.aic);
    if (isfinite(part->criteria.aicc)) fprintf(out, "AICc %.6g, ", part->criteria.aicc);
    fprintf(out, "BIC %.6g (%zu observation%s, %zu numbers fitted)\n", part->criteria.bic,
            p->n_seen, plural(p->n_seen), n);
    if (p->n_seen <= n)
        fprintf(
            out,
            "barely determined: as many numbers are fitted as there are observations, so "
            "that nothing is left to tell whether the model is right\n");
    fprintf(
        out,
        "intervals: %g %%, where a profile of -2 log likelihood has risen by %.4g (%s)\n",
        100 * f->level, part->threshold,
        part->by_f ? "F, as noise is fitted" : "chi2 of one degree of freedom");
    print_lack(part, out);
    print_starts(part, out);
    print_patterns(f, part, out);
}

/* ---- what sources have ------------------------------------------------------------------------ */

static void print_population(const sim_fit *f, const sim_fit_population *p, FILE *out)
{
    const char *unit = f->job.experiment.catalog->rows[p->row->row].symbol->unit;

    fprintf(out, "\n%s of %zu %ss: ", p->row->name, p->n,
            sim_observed_subject(f->job.session.chain));
    if (!p->is_found)
        fprintf(out, "%s\n", p->why);
    else
        fprintf(out, "%s %.4g (95 %%: %.4g to %.4g) %s, spread %.3g (%.3g to %.3g)%s\n",
                p->row->log ? "geometric mean" : "mean", p->middle, p->low, p->high, unit,
                p->reml.spread, p->reml.spread_low, p->reml.spread_high,
                p->row->log ? " of logarithms" : "");
    if (*p->left_out) fprintf(out, "  left out, as theirs is open: %s\n", p->left_out);
}

void sim_fit_print(const sim_fit *f, FILE *out)
{
    print_data(f, out);
    if (f->by_default)
        fprintf(out, "fitted by default of a log; a section [fit] says otherwise\n");
    for (size_t i = 0; i < f->n_parts; i++) print_part(f, &f->parts[i], out);
    for (size_t i = 0; i < f->n_populations; i++)
        print_population(f, &f->populations[i], out);
}
