#include "sim/study/fit_answers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "sim/io/number.h"
#include "sim/io/text.h"

const double sim_fit_bound_from = 0.99;

/* Of those that make up for another, the ones that go at least this part of the farthest's way. */
static const double partner_part = 0.5;

typedef struct {
    const sim_fit_part *part;
    size_t k;
    sim_fitted *answer;
} teller;

static const char *name_of(const teller *t, size_t k)
{
    return t->part->problem.items[k].name;
}

/* ---- partners --------------------------------------------------------------------------------- */

/* Sums along a profile, of logarithms. */
typedef struct {
    double n, own, other, own_own, own_other, other_other;
    bool are_positive;
} along;

static void add(along *a, double own, double other)
{
    a->are_positive &= own > 0 && other > 0;
    if (!a->are_positive) return;
    own = log(own);
    other = log(other);
    a->n++;
    a->own += own;
    a->other += other;
    a->own_own += own * own;
    a->own_other += own * other;
    a->other_other += other * other;
}

static bool is_inside(const sim_fit_unknown *u, double x)
{
    return x > sim_unknown_low(u) && x < sim_unknown_high(u);
}

static void add_side(const teller *t, size_t s, size_t other, along *a)
{
    const sim_profiles *ps = &t->part->profiles;
    const sim_profile_side *side = &ps->list[t->k].sides[s];
    const sim_fit_unknown *u = t->part->problem.unknowns;

    for (size_t i = 0; i < side->n; i++) {
        const sim_profile_point *point = &side->points[i];

        if (point->chi2 <= ps->best.chi2 + ps->threshold &&
            is_inside(&u[other], point->x[other]))
            add(a, sim_unknown_value(&u[t->k], point->x[t->k]),
                sim_unknown_value(&u[other], point->x[other]));
    }
}

/* A product or a ratio, whatever the scales on which both are fitted. */
static sim_relation relation_of_logs(const teller *t, size_t other)
{
    enum { LEAST = 4 };
    const double *best = t->part->profiles.best.values;
    along a = {.are_positive = true};
    double own, both, others, slope;

    add(&a, best[t->k], best[other]);
    for (size_t s = 0; s < 2; s++) add_side(t, s, other, &a);
    own = a.own_own - a.own * a.own / a.n;
    both = a.own_other - a.own * a.other / a.n;
    others = a.other_other - a.other * a.other / a.n;
    if (!a.are_positive || a.n < LEAST || !(own > 0) || !(others > 0)) return SIM_TOGETHER;
    slope = both / own;
    if (fabs(both) < sim_fit_bound_from * sqrt(own * others) ||
        fabs(fabs(slope) - 1) > 0.02)
        return SIM_TOGETHER;
    return slope < 0 ? SIM_ONLY_PRODUCT : SIM_ONLY_RATIO;
}

static sim_relation relation_of(const teller *t, size_t other)
{
    const sim_relation relation =
        sim_profiles_relation(&t->part->profiles, &t->part->problem.problem, t->k, other);

    return relation == SIM_APART || relation == SIM_TOGETHER ? relation_of_logs(t, other)
                                                             : relation;
}

/* How far another goes along, in standard errors that it had alone. */
static double reach_of(const teller *t, size_t other)
{
    const sim_profiles *ps = &t->part->profiles;

    return other == t->k ? 0 : ps->companions[t->k * ps->n + other].reach;
}

/* Those that make up for it: farther than they could go alone, and the farthest of them. */
static size_t mark_partners(const teller *t, bool partners[])
{
    const size_t n = t->part->profiles.n;
    double least = sqrt(t->part->profiles.threshold);
    size_t found = 0;

    for (size_t i = 0; i < n; i++) least = fmax(least, partner_part * reach_of(t, i));
    for (size_t i = 0; i < n; i++) {
        partners[i] = reach_of(t, i) >= least;
        found += partners[i];
    }
    return found;
}

/* ---- words ------------------------------------------------------------------------------------ */

/* "A", "A and B", "A, B and C" of those that are marked. */
static void list_names(const teller *t, const bool marked[], char text[], size_t size)
{
    const size_t n = t->part->profiles.n;
    size_t left = 0;

    *text = '\0';
    for (size_t i = 0; i < n; i++) left += marked[i];
    for (size_t i = 0, done = 0; i < n; i++) {
        if (!marked[i]) continue;
        sim_text_append(text, size, "%s%s",
                        done == 0          ? ""
                        : done + 1 == left ? " and "
                                           : ", ",
                        name_of(t, i));
        done++;
    }
}

static void tell_pair(const teller *t, size_t other, sim_relation relation, char text[],
                      size_t size)
{
    static const char signs[] = {[SIM_ONLY_PRODUCT] = 'x',
                                 [SIM_ONLY_RATIO] = '/',
                                 [SIM_ONLY_SUM] = '+',
                                 [SIM_ONLY_DIFFERENCE] = '-'};

    if (relation == SIM_TOGETHER)
        snprintf(text, size, "not identifiable: only %s with %s is",
                 name_of(t, other < t->k ? other : t->k),
                 name_of(t, other < t->k ? t->k : other));
    else
        snprintf(text, size, "not identifiable, only their %s: %s %c %s",
                 sim_relation_text(relation), name_of(t, t->k), signs[relation],
                 name_of(t, other));
}

/* What nothing bounds: alone, or together with others. */
static void tell_open(const teller *t, const bool partners[], size_t n, char text[],
                      size_t size)
{
    char names[SIM_FIT_WORDS];
    size_t other = 0;

    while (n > 0 && !partners[other]) other++;
    list_names(t, partners, names, sizeof names);
    if (n == 0)
        snprintf(text, size, "not identifiable from these data");
    else if (n == 1)
        tell_pair(t, other, relation_of(t, other), text, size);
    else
        snprintf(text, size, "not identifiable, only together with %s", names);
}

/* An end that is none. */
static void tell_side(const teller *t, size_t s, char text[], size_t size)
{
    const sim_profile_side *side = &t->part->profiles.list[t->k].sides[s];
    const char *end = s == 0 ? "lower" : "upper";
    char at[SIM_NUMBER_SIZE];

    sim_number_print(at, side->at, 4);
    if (side->end == SIM_SIDE_OTHERS)
        sim_text_append(text, size,
                        "%sthe data do not bound it %s: %s would do only because the range "
                        "of %s ends",
                        *text ? "; " : "", s == 0 ? "below" : "above", at,
                        name_of(t, side->by));
    else if (side->end == SIM_SIDE_LOST)
        sim_text_append(text, size, "%sits %s end was not found: points beyond %s fail",
                        *text ? "; " : "", end, at);
    else if (side->end == SIM_SIDE_RANGE)
        sim_text_append(text, size, "%sthe data do not bound it %s", *text ? "; " : "",
                        s == 0 ? "below" : "above");
}

/* Those that the best value hangs together with, whatever their intervals. */
static void tell_close(const teller *t, char text[], size_t size)
{
    const size_t n = t->part->profiles.n;

    for (size_t i = 0; i < n; i++) {
        if (i == t->k || !sim_fit_is_bound(t->part, t->k, i)) continue;
        sim_text_append(text, size, "%scorrelated with %s by %.3f", *text ? "; " : "",
                        name_of(t, i),
                        sim_curvature_correlation(&t->part->curvature, t->k, i));
    }
}

static void tell(const teller *t, bool partners[])
{
    char *text = t->answer->words;
    const size_t size = sizeof t->answer->words;

    *text = '\0';
    if (t->answer->status == SIM_NOT_IDENTIFIABLE) {
        const size_t n = mark_partners(t, partners);

        tell_open(t, partners, n, text, size);
        return;
    }
    for (size_t s = 0; s < 2; s++) tell_side(t, s, text, size);
    if (t->answer->at != 0)
        sim_text_append(text, size, "%sits best value is the %s end of its range",
                        *text ? "; " : "", t->answer->at < 0 ? "lower" : "upper");
    tell_close(t, text, size);
}

bool sim_fit_is_bound(const sim_fit_part *part, size_t i, size_t j)
{
    const int *at = part->profiles.best.at;

    return at[i] == 0 && at[j] == 0 &&
           fabs(sim_curvature_correlation(&part->curvature, i, j)) > sim_fit_bound_from;
}

/* ---- numbers ---------------------------------------------------------------------------------- */

static void fill_answer(sim_fit_part *part, size_t k)
{
    const sim_least *best = &part->profiles.best;
    const sim_profile *profile = &part->profiles.list[k];
    double ends[2];

    for (size_t s = 0; s < 2; s++)
        ends[s] = profile->sides[s].end == SIM_SIDE_CROSSED ? profile->sides[s].at : NAN;
    part->answers[k] = (sim_fitted){.item = &part->problem.items[k],
                                    .value = best->values[k],
                                    .low = ends[0],
                                    .high = ends[1],
                                    .error = sim_curvature_error(&part->curvature, k),
                                    .at = best->at[k],
                                    .status = profile->status};
}

static sim_status fill_patterns(const sim_fit *f, sim_fit_part *part, sim_error *err)
{
    const sim_fit_problem *p = &part->problem;
    double *residuals = calloc(p->n_seen + 1, sizeof *residuals);
    size_t n = 0;

    if (!residuals) return sim_fail_memory(err, "fit");
    for (size_t i = 0; i < p->n_seen; i++)
        if (f->all.list[p->seen[i]].seen.seen == SIM_SEEN)
            residuals[n++] = part->profiles.best.residuals[i];
    part->runs = sim_runs_of(residuals, n);
    for (size_t s = 0; s < f->all.n_sets; s++) {
        sim_fit_pattern *pattern = &part->patterns[s];

        *pattern = (sim_fit_pattern){.set = s};
        for (size_t i = 0; i < p->n_seen; i++) {
            const double r = part->profiles.best.residuals[i];

            if (f->all.list[p->seen[i]].set != s) continue;
            pattern->chi2 += r * r;
            if (f->all.list[p->seen[i]].seen.seen == SIM_SEEN) residuals[pattern->n++] = r;
        }
        pattern->runs = sim_runs_of(residuals, pattern->n);
    }
    free(residuals);
    return SIM_OK;
}

/* Of noise that is known alone, and of what was seen itself. */
static double lack_of(const sim_fit_part *part)
{
    const sim_fit_problem *p = &part->problem;

    if (p->n_noises > 0 || p->n_priors > 0 || p->n_seen <= p->problem.n_unknowns)
        return NAN;
    for (size_t i = 0; i < p->n_seen; i++)
        if (p->all->list[p->seen[i]].seen.seen != SIM_SEEN) return NAN;
    return gsl_cdf_chisq_Q(part->chi2, (double)(p->n_seen - p->problem.n_unknowns));
}

static void weigh(sim_fit_part *part)
{
    const sim_fit_problem *p = &part->problem;
    const double *values = part->profiles.best.values;

    part->log_likelihood = sim_fit_log_likelihood(p, values, part->model);
    part->criteria =
        sim_misfit_criteria(part->log_likelihood, p->n_seen, p->problem.n_unknowns);
    part->chi2 = sim_sum_of_squares(part->profiles.best.residuals, p->n_seen);
    part->lack = lack_of(part);
    part->is_solved = true;
}

sim_status sim_fit_part_answer(const sim_fit *f, sim_fit_part *part, sim_error *err)
{
    const size_t n = part->problem.problem.n_unknowns;
    const double *values = part->profiles.best.values;
    bool *partners = calloc(n + 1, sizeof *partners);
    sim_status status = partners ? SIM_OK : sim_fail_memory(err, "fit");

    if (status == SIM_OK)
        status = sim_fit_predict(&part->problem, 0, values, part->model, err);
    if (status == SIM_OK) status = fill_patterns(f, part, err);
    for (size_t k = 0; status == SIM_OK && k < n; k++) {
        fill_answer(part, k);
        tell(&(teller){part, k, &part->answers[k]}, partners);
    }
    free(partners);
    if (status == SIM_OK) weigh(part);
    return status;
}
