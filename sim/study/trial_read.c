/* trial_read.c -- of trial_measure.h: what is kept of a member of the pool, and what a trial reads
 * of a subject that is drawn from it.
 */
#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>

#include "sim/engine/instant.h"
#include "sim/study/tables.h"
#include "sim/study/trial_measure.h"

/* ---- what is kept of a member ------------------------------------------------- */

static const double never[SIM_FATES]; /* uniform numbers at which nobody is struck */

/* An arm of a solution. */
typedef struct {
    const sim_trial_measure *m;
    const sim_solution *solution;
    size_t arm;
    const sim_population *population;
    const sim_outcome *own, *background; /* the last may be NULL */
} view;

static double spared_at(const sim_outcome *o, const sim_fate *fate, size_t output)
{
    return sim_outcome_output(o, sim_model_find(o->model, fate->spared), output);
}

/* How likely no fate that ends readings has come by an output, in the arm and in its background
 * where that is read too: one uniform number is both's. */
static double alive_at(const view *v, size_t output)
{
    const bool is_against = sim_trial_measure_is_against(v->m) && v->background;
    double alive = 1;

    for (size_t i = 0; i < v->population->n_fates; i++) {
        const sim_fate *fate = &v->population->fates[i];
        const double own = fate->ends ? spared_at(v->own, fate, output) : 1;

        alive *= fate->ends && is_against
                     ? fmin(own, spared_at(v->background, fate, output))
                     : own;
    }
    return alive;
}

/* The output on which the number is read: the last that it needs. */
static size_t find_output(const view *v)
{
    size_t low = 0, high = v->own->result.grid.n;

    if (isnan(sim_summary_read_before(v->solution, v->arm, v->m->summary, high)))
        return high;
    while (low + 1 < high) { /* enough with `high`, not with `low` */
        const size_t middle = (low + high) / 2;
        const bool enough =
            !isnan(sim_summary_read_before(v->solution, v->arm, v->m->summary, middle));

        if (enough)
            high = middle;
        else
            low = middle;
    }
    return high - 1;
}

/* How likely a subject is spared by the day of a count. */
static double spared_by(const view *v, const sim_count *count)
{
    sim_count all = *count;
    sim_life life;

    sim_life_init(&life, v->population, v->own, never);
    all.least = -INFINITY;
    all.most = INFINITY;
    switch (count->how) {
    case SIM_STRUCK:
        return 1 - sim_life_expect(&life, count, NAN);
    case SIM_WORTH:
        return sim_life_expect(&life, count, 1);
    default:
        return sim_life_expect(&life, &all, 0);
    }
}

static double day_value(const view *v, double day)
{
    return sim_outcome_on_day(v->own, v->m->symbol, day);
}

static void take_value(const view *v, sim_trial_member *member)
{
    const sim_trial_measure *m = v->m;

    if (m->visit == SIM_VISIT_FALL || m->visit == SIM_VISIT_CHANGE)
        member->first = day_value(v, m->before);
    if (m->visit != SIM_VISIT_NONE)
        member->value = day_value(v, m->after);
    else if (m->summary)
        member->value = sim_summary_read(v->solution, v->arm, m->summary);
    else if (m->symbol)
        member->value = sim_outcome_end(v->own, m->symbol);
}

static void take_spared(const view *v, sim_trial_member *member)
{
    const sim_trial_measure *m = v->m;
    size_t output;

    if (m->count) {
        member->spared = spared_by(v, m->count);
    } else if (m->lost == SIM_LOST_MISSING) {
        output = find_output(v);
        member->spared = output < v->own->result.grid.n ? alive_at(v, output) : NAN;
    }
    if (isnan(member->spared)) member->value = NAN;
    if (m->count && !m->summary && !m->symbol) member->value = member->spared;
}

/* The last output by the day that a population counts from. */
static size_t find_origin(const view *v)
{
    const double *t = v->own->result.grid.t;
    const size_t n = v->own->result.grid.n;
    const char *origin = NULL;
    double day = 0;
    size_t i = 0;

    for (size_t k = 0; !origin && k < v->population->n_counts; k++)
        origin = v->population->counts[k].origin;
    if (origin) day = v->own->p[sim_model_find(v->own->model, origin)->slot];
    while (i + 1 < n && (t[i + 1] <= day || sim_is_one_instant(t[i + 1], day))) i++;
    return i;
}

/* How likely each fate of an event has not come, output by output; how many there are. */
static size_t find_readers(const view *v, sim_reader readers[SIM_FATES])
{
    size_t n = 0;

    for (size_t i = 0; i < v->population->n_fates; i++) {
        const sim_fate *fate = &v->population->fates[i];

        if (v->m->fate == SIM_FATES || v->m->fate == i)
            readers[n++] = sim_outcome_reader(
                v->own, sim_model_find(v->own->model, fate->spared), &v->own->result.grid);
    }
    return n;
}

/* Of those who are spared at the origin. */
static void take_course(const view *v, double course[], size_t n_days)
{
    const size_t n = v->own->result.grid.n, origin = find_origin(v);
    sim_reader readers[SIM_FATES];
    const size_t n_readers = find_readers(v, readers);
    double least = 1;

    for (size_t day = 0; day < n_days; day++) {
        double spared = 1;

        course[day] = NAN;
        if (origin + day >= n) continue;
        for (size_t i = 0; i < n_readers; i++)
            spared *= sim_reader_at(&readers[i], origin + day) /
                      sim_reader_at(&readers[i], origin);
        least = fmin(least, spared);
        course[day] = least;
    }
}

static bool is_apart(const view *v)
{
    const sim_readout *r = v->m->readout;
    const sim_summary *row = r->apart < r->n ? r->list[r->apart].summary : NULL;

    return row && sim_summary_read(v->solution, v->arm, row) > 0;
}

void sim_trial_measure_take(const sim_trial_measure *m, const sim_solution *solution,
                            size_t arm, sim_trial_member *member, double course[],
                            size_t n_days)
{
    const sim_chain *chain = m->readout->chain;
    const view v = {.m = m,
                    .solution = solution,
                    .arm = arm,
                    .population = chain->population,
                    .own = sim_solution_outcome(solution, arm, chain->n_stages - 1),
                    .background = sim_solution_background(solution, arm)};

    *member = (sim_trial_member){NAN, NAN, 1, is_apart(&v)};
    if (member->apart > 0) return;
    if (m->kind != SIM_TRIAL_EVENT) {
        take_value(&v, member);
        take_spared(&v, member);
        return;
    }
    take_course(&v, course, n_days);
    while (n_days > 0 && isnan(course[n_days - 1])) n_days--;
    member->first = (double)n_days;
    member->value = member->spared = n_days > 0 ? course[n_days - 1] : NAN;
}

/* ---- readings ------------------------------------------------------------------- */

bool sim_trial_measure_is_against(const sim_trial_measure *m)
{
    return m->visit == SIM_VISIT_NONE && m->summary &&
           sim_reading_is_against(m->summary->reading);
}

size_t sim_trial_measure_visits(const sim_trial_measure *m)
{
    return m->visit == SIM_VISIT_NONE || m->noise == 0 ? 0
           : m->visit == SIM_VISIT_ONE                 ? 1
                                                       : SIM_VISITS;
}

bool sim_trial_measure_has_fate(const sim_trial_measure *m)
{
    return m->count || m->lost != SIM_LOST_NEVER || m->kind == SIM_TRIAL_EVENT;
}

static double clip(const sim_trial_measure *m, double reading)
{
    return fmin(fmax(reading, m->low), m->high);
}

/* What both visits read. */
typedef struct {
    double before, after, number;
} visits;

static visits read_visits(const sim_trial_measure *m, const sim_trial_member *member,
                          const sim_trial_luck *luck)
{
    visits v = {.number = member->value};

    switch (m->visit) {
    case SIM_VISIT_NONE:
        break;
    case SIM_VISIT_ONE:
        v.number = clip(m, member->value + m->noise * luck->noise[0]);
        break;
    case SIM_VISIT_BOTH:
        v.number = clip(m, member->value + m->noise * (luck->noise[1] - luck->noise[0]));
        break;
    default:
        v.before = clip(m, member->first + m->noise * luck->noise[0]);
        v.after = clip(m, member->value + m->noise * luck->noise[1]);
        v.number = m->visit == SIM_VISIT_FALL ? v.before - v.after : v.after - v.before;
    }
    return v;
}

static double judge(const sim_trial_measure *m, const visits *v, bool is_spared)
{
    switch (m->judge) {
    case SIM_JUDGE_SPARED:
        return is_spared;
    case SIM_JUDGE_STRUCK:
        return !is_spared;
    case SIM_JUDGE_RULE:
        return sim_responder_read(m->rule, v->before, v->after);
    case SIM_JUDGE_WITHIN:
        return is_spared && v->number >= m->least && v->number <= m->most;
    default:
        return NAN;
    }
}

sim_trial_reading sim_trial_measure_read(const sim_trial_measure *m,
                                         const sim_trial_member *member,
                                         const sim_trial_luck *luck)
{
    const bool is_spared =
        !sim_trial_measure_has_fate(m) || !(member->spared < luck->uniform);
    const visits v = read_visits(m, member, luck);
    const double judged = judge(m, &v, is_spared);

    if (m->kind != SIM_TRIAL_MEAN) return (sim_trial_reading){judged, judged};
    if (is_spared) return (sim_trial_reading){v.number, judged};
    return (sim_trial_reading){m->lost == SIM_LOST_ZERO ? 0 : NAN, NAN};
}

/* ---- over all luck ---------------------------------------------------------------- */

typedef struct {
    double mean, variance;
} spread;

/* Of a normal number that is kept within the bounds of a reading. */
static spread clipped(const sim_trial_measure *m, double middle, double sd)
{
    const double a = (m->low - middle) / sd, b = (m->high - middle) / sd;
    const double below = gsl_cdf_ugaussian_P(a), above = gsl_cdf_ugaussian_Q(b);
    const double between = 1 - below - above;
    const double da = gsl_ran_ugaussian_pdf(a), db = gsl_ran_ugaussian_pdf(b);
    /* of z = (reading - middle) / sd; at a bound that is none, a times its density is 0 */
    const double first = da - db;
    const double second = between + (isfinite(a) ? a * da : 0) - (isfinite(b) ? b * db : 0);
    const double z = first + (below > 0 ? a * below : 0) + (above > 0 ? b * above : 0);
    const double zz =
        second + (below > 0 ? a * a * below : 0) + (above > 0 ? b * b * above : 0);

    return (spread){middle + sd * z, sd * sd * fmax(0, zz - z * z)};
}

static spread expect_reading(const sim_trial_measure *m, double truth, double times)
{
    if (m->noise == 0) return (spread){clip(m, truth), 0};
    return clipped(m, truth, times * m->noise);
}

static spread expect_number(const sim_trial_measure *m, const sim_trial_member *member)
{
    spread before, after;

    if (m->visit == SIM_VISIT_NONE) return (spread){member->value, 0};
    if (m->visit == SIM_VISIT_ONE) return expect_reading(m, member->value, 1);
    if (m->visit == SIM_VISIT_BOTH) return expect_reading(m, member->value, M_SQRT2);
    before = expect_reading(m, member->first, 1);
    after = expect_reading(m, member->value, 1);
    return (spread){m->visit == SIM_VISIT_FALL ? before.mean - after.mean
                                               : after.mean - before.mean,
                    before.variance + after.variance};
}

/* How likely a reading of that truth is at most so much, or less. */
static double chance_below(const sim_trial_measure *m, double truth, double most)
{
    if (most >= m->high) return 1;
    if (most < m->low) return 0;
    return gsl_cdf_ugaussian_P((most - truth) / m->noise);
}

/* How likely the second reading makes a subject count, after that first one. */
static double chance_after(const sim_trial_measure *m, double truth, double before)
{
    const sim_responder *rule = m->rule;
    const double sign = m->visit == SIM_VISIT_FALL ? -1 : 1;
    const double one = before + sign * m->least, other = before + sign * m->most;

    if (rule) return chance_below(m, truth, before - fmax(rule->fall, rule->part * before));
    return chance_below(m, truth, fmax(one, other)) -
           (isinf(fmin(one, other)) ? 0 : chance_below(m, truth, fmin(one, other)));
}

/* How likely a subject counts by its readings: midpoints of equal parts of all first ones. */
static double chance_to_count(const sim_trial_measure *m, const sim_trial_member *member)
{
    enum { PARTS = 400 };
    const sim_trial_luck none = {.uniform = 0};
    double sum = 0;

    if (sim_trial_measure_visits(m) == 0) {
        const visits v = read_visits(m, member, &none);

        return judge(m, &v, true);
    }
    if (m->visit == SIM_VISIT_BOTH || m->visit == SIM_VISIT_ONE) {
        const double sd = m->visit == SIM_VISIT_BOTH ? M_SQRT2 * m->noise : m->noise;

        return gsl_cdf_gaussian_P(m->most - member->value, sd) -
               gsl_cdf_gaussian_P(m->least - member->value, sd);
    }
    for (size_t i = 0; i < PARTS; i++) {
        const double z = gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / PARTS);

        sum += chance_after(m, member->value, clip(m, member->first + m->noise * z));
    }
    return sum / PARTS;
}

static double expect_judged(const sim_trial_measure *m, const sim_trial_member *member)
{
    switch (m->judge) {
    case SIM_JUDGE_SPARED:
        return member->spared;
    case SIM_JUDGE_STRUCK:
        return 1 - member->spared;
    default:
        return member->spared * chance_to_count(m, member);
    }
}

sim_trial_expected sim_trial_measure_expect(const sim_trial_measure *m,
                                            const sim_trial_member *member)
{
    sim_trial_expected e = {.weight = 1};
    spread number;

    if (m->kind != SIM_TRIAL_MEAN) {
        e.mean = expect_judged(m, member);
        e.variance = e.mean * (1 - e.mean);
        return e;
    }
    number = expect_number(m, member);
    e.mean = number.mean;
    e.variance = number.variance;
    if (m->lost == SIM_LOST_MISSING) e.weight = member->spared;
    if (m->lost == SIM_LOST_ZERO) {
        e.mean *= member->spared;
        e.variance = member->spared * (number.variance + number.mean * number.mean) -
                     e.mean * e.mean;
    }
    return e;
}
