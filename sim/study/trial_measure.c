#include "sim/study/trial_measure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"

const char sim_trial_any_event[] = "any_event";

/* A difference of shares that is worth a word where no row says. */
static const double least_share = 0.01;

enum { HINT_SIZE = 640 };

/* What is being found. */
typedef struct {
    sim_trial_measure *m;
    const sim_experiment *experiment;
    const sim_trial_number *asked;
    const sim_chain *chain;
    const sim_population *population;
    const sim_model *last;
} search;

/* ---- what is worth a word --------------------------------------------------- */

static double worth_of(const search *s, const char *column)
{
    const sim_telling *telling = column ? sim_chain_telling(s->chain, column) : NULL;

    return telling ? telling->least : 0;
}

static sim_better better_of(const search *s, const char *column)
{
    const sim_telling *telling = sim_chain_telling(s->chain, column);

    return telling ? telling->better : SIM_NEITHER_IS_BETTER;
}

/* Of a share that is counted so, of these fates. */
static double worth_of_share(const search *s, const char *name, const char *fate)
{
    const sim_headcount *told = &s->last->counted;
    double worth = 0;

    if (told->name && strcmp(told->name, name) == 0) return told->telling.least;
    for (size_t i = 0; i < s->population->n_fates; i++) {
        const sim_fate *f = &s->population->fates[i];

        if (!fate || strcmp(f->name, fate) == 0)
            worth = fmax(worth, worth_of(s, f->spared));
    }
    return worth > 0 ? worth : least_share;
}

/* ---- refusals --------------------------------------------------------------- */

static sim_status refuse(const search *s, const char *why, sim_error *err)
{
    return sim_fail(err, SIM_ENAME, "%s: trial.number = %.100s %s", s->asked->place,
                    s->asked->name, why);
}

static void offer_all(const search *s, sim_nearest *nearest)
{
    const sim_readout *r = s->m->readout;

    for (size_t i = 0; i < r->n; i++) {
        if (r->list[i].summary ||
            (i >= r->fall && !r->list[i].expects && r->list[i].fate == SIM_FATES))
            sim_nearest_offer(nearest, r->list[i].column.name);
    }
    for (size_t i = 0; s->population && i < s->population->n_fates; i++)
        sim_nearest_offer(nearest, s->population->fates[i].name);
    if (s->population && s->population->n_fates > 0)
        sim_nearest_offer(nearest, sim_trial_any_event);
}

static bool has_number(const sim_chain *chain, const char *name)
{
    const sim_model *m = chain->stages[chain->n_stages - 1].model;
    const sim_population *p = chain->population;

    for (size_t i = 0; i < m->n_summaries; i++) {
        if (strcmp(m->summaries[i].name, name) == 0) return true;
    }
    for (size_t i = 0; p && i < p->n_fates; i++) {
        if (strcmp(p->fates[i].name, name) == 0) return true;
    }
    for (size_t i = 0; p && i < p->n_counts; i++) {
        if (p->counts[i].name && strcmp(p->counts[i].name, name) == 0) return true;
    }
    for (size_t i = 0; p && i < p->n_responders; i++) {
        if (strcmp(p->responders[i].name, name) == 0) return true;
    }
    return false;
}

static sim_status refuse_unknown(const search *s, sim_error *err)
{
    const sim_chain *other = s->experiment->catalog->chains;
    sim_nearest nearest = {.wanted = s->asked->name};
    char hint[HINT_SIZE];

    offer_all(s, &nearest);
    sim_nearest_print(&nearest,
                      s->population && s->population->n_fates > 0
                          ? "a column of summary.csv, a share that a cohort counts, a fate "
                            "or any_event would be right"
                          : "a column of summary.csv, what is measured or who responds "
                            "would be right",
                      hint, sizeof hint);
    while (other && other->name && !has_number(other, s->asked->name)) other++;
    if (!nearest.best && other && other->name)
        return sim_fail(err, SIM_ENAME,
                        "%s: trial.number = %.100s is of indication %s, and this "
                        "experiment treats %s%s",
                        s->asked->place, s->asked->name, other->name, s->chain->name, hint);
    return sim_fail(err, SIM_ENAME,
                    "%s: trial.number = %.100s is nothing that a trial reads%s",
                    s->asked->place, s->asked->name, hint);
}

/* The summary of the same symbol and day that needs no background; NULL: there is none. */
static const sim_summary *find_own(const search *s, const sim_summary *against)
{
    for (size_t i = 0; against->reading == SIM_AGAINST && i < s->last->n_summaries; i++) {
        const sim_summary *row = &s->last->summaries[i];

        if (row->reading == SIM_ON_DAY && row->symbol == against->symbol &&
            row->day == against->day)
            return row;
    }
    return NULL;
}

/* Nobody has a twin without treatment. */
static sim_status refuse_against(const search *s, const sim_summary *row, sim_error *err)
{
    const sim_summary *own = find_own(s, row);
    char hint[HINT_SIZE] = "a number of a day";

    if (own) snprintf(hint, sizeof hint, "%s", own->name);
    return sim_fail(
        err, SIM_ENAME,
        "%s: trial.number = %.100s holds each %s against itself without treatment, which "
        "is in a model alone; %.100s, or design = paired, would be right",
        s->asked->place, s->asked->name, sim_owner_name(s->population, SIM_SUBJECT), hint);
}

/* ---- kinds of numbers --------------------------------------------------------- */

static const sim_gauge *find_gauge(const search *s, const sim_summary *row)
{
    const sim_population *p = s->population;
    const char *symbol = s->last->symbols[row->symbol].name;

    if (row->reading != SIM_ON_DAY && row->reading != SIM_AGAINST) return NULL;
    for (size_t i = 0; p && isfinite(row->day) && i < p->n_gauges; i++) {
        if (strcmp(p->gauges[i].symbol, symbol) == 0) return &p->gauges[i];
    }
    return NULL;
}

static const char *words_of_noise(const sim_trial_measure *m)
{
    return m->visit != SIM_VISIT_NONE && m->noise > 0 ? "as two readings with noise give it"
                                                      : "read without noise";
}

static void mean(const search *s, const char *change)
{
    snprintf(s->m->meaning, sizeof s->m->meaning, "%s%s, %s", s->m->column.meaning, change,
             words_of_noise(s->m));
    s->m->column.meaning = s->m->meaning;
}

/* What an instrument reads is told as the change since the first visit. */
static void use_gauge(const search *s, const sim_gauge *gauge, const sim_summary *row)
{
    sim_trial_measure *m = s->m;

    m->symbol = &s->last->symbols[row->symbol];
    m->visit = isnan(gauge->before) ? SIM_VISIT_BOTH : SIM_VISIT_CHANGE;
    m->noise = sim_experiment_value(s->experiment, "cohort", gauge->noise);
    m->low = gauge->low;
    m->high = gauge->high;
    m->before = gauge->before;
    m->after = row->day;
}

/* A change where a truth is read twice. */
static void mean_number(const search *s)
{
    char change[64] = "";

    if (s->m->visit == SIM_VISIT_CHANGE)
        snprintf(change, sizeof change, ": the change from day %g", s->m->before);
    mean(s, change);
}

static void print_within(const sim_trial_measure *m, char text[], size_t size)
{
    const bool in_percent = strcmp(m->symbol->unit, "%") == 0;
    char most[64] = "";

    if (isfinite(m->most)) snprintf(most, sizeof most, " and by %g at most", m->most);
    snprintf(text, size, "%s is up by %g %s or more%s from day %g to day %g",
             m->symbol->meaning, m->least, in_percent ? SIM_POINT "s" : m->symbol->unit,
             most, m->before, m->after);
}

void sim_trial_measure_print_rule(const sim_trial_measure *m, char text[], size_t size)
{
    *text = '\0';
    if (m->judge == SIM_JUDGE_RULE) {
        const size_t i = sim_readout_find(m->readout, m->rule->name);
        const char *meaning = m->readout->list[i].column.meaning, *rule;

        rule = strstr(meaning, ": ");
        rule = rule ? rule + 2 : meaning;
        snprintf(text, size, "%.*s", (int)strcspn(rule, ";"), rule);
    } else if (m->judge == SIM_JUDGE_WITHIN && m->visit == SIM_VISIT_CHANGE) {
        print_within(m, text, size);
    }
}

/* Who responds by the change that is read, and by no background. */
static void mean_response(const search *s)
{
    char rule[SIM_RULE_TEXT];

    print_within(s->m, rule, sizeof rule);
    snprintf(s->m->meaning, sizeof s->m->meaning, "responders: %s, %s", rule,
             words_of_noise(s->m));
    s->m->column.meaning = s->m->meaning;
}

static const sim_summary *row_of(const search *s, const sim_count *count)
{
    const size_t i = sim_readout_find(s->m->readout, count->of);

    return i < s->m->readout->n ? s->m->readout->list[i].summary : NULL;
}

/* Who so counts, if somebody is counted by the same readings as the number. */
static void judge_beside(const search *s, const sim_summary *row)
{
    for (size_t i = 0; i < s->population->n_counts; i++) {
        const sim_count *count = &s->population->counts[i];
        const sim_summary *of = count->how == SIM_RESPONDS ? row_of(s, count) : NULL;

        if (!of || of->symbol != row->symbol || of->day != row->day) continue;
        s->m->judge = SIM_JUDGE_WITHIN;
        s->m->least = count->least;
        s->m->most = count->most;
        s->m->judged = count->name;
        return;
    }
}

static bool is_on_day(const sim_summary *row)
{
    return row->reading == SIM_ON_DAY || row->reading == SIM_AGAINST;
}

static sim_status use_summary(const search *s, const sim_number *number, sim_error *err)
{
    sim_trial_measure *m = s->m;
    const sim_gauge *gauge = find_gauge(s, number->summary);

    m->summary = number->summary;
    m->better = better_of(s, number->summary->name);
    m->worth = worth_of(s, number->summary->name);
    if (sim_reading_is_against(m->summary->reading) && !s->asked->is_paired)
        return refuse_against(s, m->summary, err);
    if (number->ends && !is_on_day(m->summary))
        return refuse(s, "hangs on how long each lives; a number of a day would be right",
                      err);
    if (number->ends) m->lost = SIM_LOST_MISSING;
    if (gauge && m->summary->reading == SIM_ON_DAY) use_gauge(s, gauge, m->summary);
    mean_number(s);
    if (m->visit == SIM_VISIT_CHANGE) judge_beside(s, m->summary);
    return SIM_OK;
}

static sim_status use_response(const search *s, const sim_count *count, sim_error *err)
{
    sim_trial_measure *m = s->m;
    const sim_summary *row = row_of(s, count);
    const sim_gauge *gauge = find_gauge(s, row);

    m->judge = SIM_JUDGE_WITHIN;
    m->least = count->least;
    m->most = count->most;
    m->summary = row;
    if (gauge) use_gauge(s, gauge, row);
    if (gauge && s->m->visit == SIM_VISIT_CHANGE)
        mean_response(s);
    else if (!gauge && sim_reading_is_against(row->reading) && !s->asked->is_paired)
        return refuse_against(s, row, err);
    return SIM_OK;
}

static sim_status use_count(const search *s, const sim_count *count, sim_error *err)
{
    sim_trial_measure *m = s->m;

    if (count->among)
        return refuse(s,
                      "is counted among those who respond or do not, whom nobody draws "
                      "lots for; a share of all would be right",
                      err);
    m->count = count;
    m->kind = count->how == SIM_WORTH ? SIM_TRIAL_MEAN : SIM_TRIAL_SHARE;
    m->better = count->how == SIM_STRUCK ? SIM_LESS_IS_BETTER : SIM_MORE_IS_BETTER;
    if (count->how == SIM_WORTH) {
        m->symbol = sim_model_find(s->last, count->of);
        m->worth = worth_of(s, count->of);
        m->lost = SIM_LOST_ZERO;
        return SIM_OK;
    }
    m->judged = count->name;
    if (count->how == SIM_RESPONDS) {
        m->worth = worth_of_share(s, count->name, "");
        return use_response(s, count, err);
    }
    m->worth = worth_of_share(s, count->name, count->of);
    m->judge = count->how == SIM_SPARED ? SIM_JUDGE_SPARED : SIM_JUDGE_STRUCK;
    return SIM_OK;
}

/* What is measured on the population's visits: one of them, the fall, who so responds. */
static void use_visits(const search *s, size_t number)
{
    sim_trial_measure *m = s->m;
    const sim_readout *r = m->readout;
    const sim_visits *visits = &s->population->measured;

    m->symbol = sim_model_find(s->last, visits->symbol);
    m->noise = sim_experiment_value(s->experiment, "cohort", visits->noise);
    m->low = visits->low;
    m->high = visits->high;
    m->before = visits->before;
    m->after = number == r->visits ? visits->before : visits->after;
    m->visit = number < r->fall ? SIM_VISIT_ONE : SIM_VISIT_FALL;
    m->worth = worth_of(s, visits->symbol);
    m->better = better_of(s, visits->symbol);
    if (number < r->fall) return;
    if (m->better != SIM_NEITHER_IS_BETTER)
        m->better =
            m->better == SIM_LESS_IS_BETTER ? SIM_MORE_IS_BETTER : SIM_LESS_IS_BETTER;
    if (number == r->fall && s->population->n_responders == 0) return;
    m->judge = SIM_JUDGE_RULE;
    m->rule = &s->population->responders[number == r->fall ? 0 : number - r->responders];
    m->judged = m->rule->name;
    if (number == r->fall) return;
    m->kind = SIM_TRIAL_SHARE;
    m->better = SIM_MORE_IS_BETTER;
    m->worth = worth_of_share(s, m->rule->name, "");
}

static sim_status use_number(const search *s, size_t i, sim_error *err)
{
    const sim_readout *r = s->m->readout;
    const sim_number *number = &r->list[i];
    char hint[HINT_SIZE];

    s->m->column = number->column;
    if (number->summary) return use_summary(s, number, err);
    if (number->expects) {
        snprintf(hint, sizeof hint,
                 "is how likely it is; %.100s, which is drawn, would be right",
                 number->count->name);
        return refuse(s, hint, err);
    }
    if (number->count) return use_count(s, number->count, err);
    if (number->fate < SIM_FATES) {
        snprintf(hint, sizeof hint,
                 "is a day that not everybody has; %.100s would be right",
                 s->population->fates[number->fate].name);
        return refuse(s, hint, err);
    }
    if (i < r->visits)
        return refuse(
            s, "is read before the treatment; a column of summary.csv would be right", err);
    use_visits(s, i);
    return SIM_OK;
}

/* ---- events --------------------------------------------------------------------- */

double sim_trial_measure_day(const sim_trial_measure *m, const double constants[])
{
    const sim_chain *chain = m->readout->chain;
    const sim_model *last = chain->stages[chain->n_stages - 1].model;

    if (m->count && m->count->origin)
        return m->count->day + constants[sim_model_find(last, m->count->origin)->slot];
    if (m->count) return m->count->day;
    if (m->visit != SIM_VISIT_NONE) return m->after;
    return m->summary && is_on_day(m->summary) ? m->summary->day : NAN;
}

static bool find_event(const search *s)
{
    const sim_population *p = s->population;
    sim_trial_measure *m = s->m;
    const bool is_any = strcmp(s->asked->name, sim_trial_any_event) == 0;

    while (p && m->fate < p->n_fates && strcmp(p->fates[m->fate].name, s->asked->name) != 0)
        m->fate++;
    if (!p || p->n_fates == 0 || (m->fate == p->n_fates && !is_any)) return false;
    m->kind = SIM_TRIAL_EVENT;
    m->better = SIM_LESS_IS_BETTER;
    m->worth = worth_of_share(s, "", is_any ? NULL : s->asked->name);
    m->judge = SIM_JUDGE_STRUCK;
    m->judged = s->asked->name;
    snprintf(m->meaning, sizeof m->meaning,
             is_any ? "any event, to the end of the course"
                    : "%s, to the end of the course",
             s->asked->name);
    m->column = (sim_column){s->asked->name, "1", m->meaning, SIM_CELL_NUMBER};
    if (is_any) m->fate = SIM_FATES;
    return true;
}

static sim_status find(const search *s, sim_error *err)
{
    const size_t i = sim_readout_find(s->m->readout, s->asked->name);

    if (!find_event(s)) {
        s->m->fate = SIM_FATES;
        return i == s->m->readout->n ? refuse_unknown(s, err) : use_number(s, i, err);
    }
    if (!s->asked->is_paired) return SIM_OK;
    return refuse(
        s,
        "befalls each once, and pairs are compared by a number or a share; design "
        "= parallel would be right",
        err);
}

sim_status sim_trial_measure_init(sim_trial_measure *m, const sim_readout *readout,
                                  const sim_experiment *experiment,
                                  const sim_trial_number *number, sim_error *err)
{
    const sim_chain *chain = readout->chain;
    const search s = {.m = m,
                      .experiment = experiment,
                      .asked = number,
                      .chain = chain,
                      .population = chain->population,
                      .last = chain->stages[chain->n_stages - 1].model};

    *m = (sim_trial_measure){.readout = readout, .low = -INFINITY, .high = INFINITY};
    if (!*number->name)
        return sim_fail(
            err, SIM_ENAME,
            "%s: trial.number is not said, and %s has none of its own; a column "
            "of summary.csv would be right",
            number->place, chain->name);
    return find(&s, err);
}
