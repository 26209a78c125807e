/* story_trials.c -- of story_value.h: what is said of the trials that [trial] asks for.
 *
 *     truth of ARM                        how far the means of the pool lie apart, the arm's less
 *                                         the control's
 *     pool mean of ARM                    that mean itself, of any arm
 *     lowest, mean, highest estimate of ARM
 *                                         of the differences that trials find
 *     patients of ARM, patients against ARM
 *                                         how many a trial has there, and in the control
 *     trials with ARM WHAT                a share of all trials that have a difference
 *     number of trials with ARM WHAT      how many they are
 *     power of ARM at N                   the share whose p is below alpha, of trials of N in
 *                                         each arm
 *
 * WHAT is better or worse (the estimate, by what is wished for, or more and less), significantly
 * better or worse (p is below alpha too), undecided (p is not) or twice the truth (or more).
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/story_text.h"

enum { HINT_SIZE = 640 };

typedef enum {
    TRUTH,
    MEAN,
    LOWEST,
    MIDDLE,
    HIGHEST,
    SIZE,
    AGAINST,
    POWER,
    COUNTED /* and what follows: a question to each trial */
} what;

typedef enum { OF_DIFFERENCES, OF_NUMBERS, OF_COUNTS, OF_SHARES } measured;

typedef bool question(const sim_trial_measure *m, const sim_trial_found *f, double truth,
                      double alpha);

static double along(const sim_trial_measure *m, const sim_trial_found *f)
{
    return m->better == SIM_LESS_IS_BETTER ? -f->difference : f->difference;
}

static bool is_better(const sim_trial_measure *m, const sim_trial_found *f, double truth,
                      double alpha)
{
    (void)truth;
    (void)alpha;
    return along(m, f) > 0;
}

static bool is_worse(const sim_trial_measure *m, const sim_trial_found *f, double truth,
                     double alpha)
{
    (void)truth;
    (void)alpha;
    return along(m, f) < 0;
}

static bool is_surely_better(const sim_trial_measure *m, const sim_trial_found *f,
                             double truth, double alpha)
{
    return f->p < alpha && is_better(m, f, truth, alpha);
}

static bool is_surely_worse(const sim_trial_measure *m, const sim_trial_found *f,
                            double truth, double alpha)
{
    return f->p < alpha && is_worse(m, f, truth, alpha);
}

static bool is_undecided(const sim_trial_measure *m, const sim_trial_found *f, double truth,
                         double alpha)
{
    (void)m;
    (void)truth;
    return !(f->p < alpha);
}

static bool is_twice(const sim_trial_measure *m, const sim_trial_found *f, double truth,
                     double alpha)
{
    (void)m;
    (void)alpha;
    return truth != 0 && f->difference / truth >= 2;
}

/* %s is what the population calls a subject. */
static const struct {
    const char *before, *behind; /* the name of the arm */
    what what;
    measured in;
    question *ask;   /* of COUNTED */
    bool of_any_arm; /* of the control too */
} forms[] = {
    {"truth of", "", TRUTH, OF_DIFFERENCES, NULL, false},
    {"pool mean of", "", MEAN, OF_NUMBERS, NULL, true},
    {"lowest estimate of", "", LOWEST, OF_DIFFERENCES, NULL, false},
    {"mean estimate of", "", MIDDLE, OF_DIFFERENCES, NULL, false},
    {"highest estimate of", "", HIGHEST, OF_DIFFERENCES, NULL, false},
    {"%ss of", "", SIZE, OF_COUNTS, NULL, true},
    {"%ss against", "", AGAINST, OF_COUNTS, NULL, false},
    {"power of", "at", POWER, OF_SHARES, NULL, false},
#define COUNT(behind, ask) \
    {"trials with", behind, COUNTED, OF_SHARES, ask, false}, \
    { \
        "number of trials with", behind, COUNTED, OF_COUNTS, ask, false \
    }
    COUNT("better", is_better),
    COUNT("worse", is_worse),
    COUNT("significantly better", is_surely_better),
    COUNT("significantly worse", is_surely_worse),
    COUNT("undecided", is_undecided),
    COUNT("twice the truth", is_twice),
#undef COUNT
};

enum { FORMS = sizeof forms / sizeof *forms };

bool sim_story_trials_is_power(const sim_story_term *term)
{
    return forms[term->row].what == POWER;
}

/* ---- reading ---------------------------------------------------------------- */

static const char *subject(const sim_story_world *w)
{
    return sim_owner_name(w->job->session.chain->population, SIM_SUBJECT);
}

static void print_before(const sim_story_world *w, size_t form, char words[SIM_STORY_WORD])
{
    const char *before = forms[form].before;

    if (sim_text_starts(before, "%s"))
        snprintf(words, SIM_STORY_WORD, "%s%s", subject(w), before + strlen("%s"));
    else
        snprintf(words, SIM_STORY_WORD, "%s", before);
}

/* The first form that starts so; FORMS: none does. */
static size_t take_before(sim_story_text *t)
{
    char words[SIM_STORY_WORD];
    size_t form = 0;

    while (form < FORMS) {
        print_before(t->world, form, words);
        if (sim_story_take(t, words)) break;
        form++;
    }
    return form;
}

bool sim_story_trials_follow(const sim_story_text *t)
{
    sim_story_text ahead = *t;

    return take_before(&ahead) < FORMS;
}

/* What stands behind the arm, among forms that start alike. */
static sim_status read_behind(sim_story_text *t, size_t form, size_t *found)
{
    const char *before = forms[form].before;
    char hint[HINT_SIZE] = "", word[SIM_STORY_WORD];

    for (*found = form; *found < FORMS; (*found)++) {
        if (strcmp(forms[*found].before, before) != 0) continue;
        if (!*forms[*found].behind || sim_story_take(t, forms[*found].behind))
            return SIM_OK;
        sim_text_append(hint, sizeof hint, "%s%s", *hint ? ", " : "", forms[*found].behind);
    }
    sim_story_text_skip(t);
    return sim_story_text_refuse(t, "%s stands behind '%s ARM'; one of %s would be right",
                                 sim_story_text_shown(t, word), before, hint);
}

/* Trials are drawn of sizes that a list has. */
static sim_status check_size(const sim_story_text *t, double n)
{
    char hint[HINT_SIZE] = "";

    for (size_t i = 0; sim_trial_rung(i) > 0; i++) {
        if ((double)sim_trial_rung(i) == n) return SIM_OK;
        sim_text_append(hint, sizeof hint, "%s%zu", i > 0 ? ", " : "", sim_trial_rung(i));
    }
    return sim_story_text_refuse(
        t, "no trials have %g in each arm; one of %s would be right", n, hint);
}

sim_status sim_story_trials_check(const sim_story_text *t, const sim_story_term *term)
{
    const sim_experiment *e = &t->world->job->experiment;
    const char *name = t->world->job->arm_names[term->arm];

    if (e->trial.n[term->arm] == 0)
        return sim_story_text_refuse(t, "%s is in no trial; an arm of them would be right",
                                     name);
    if (term->arm == e->trial.control && !forms[term->row].of_any_arm)
        return sim_story_text_refuse(t,
                                     "%s is what trials hold the others against; another "
                                     "arm would be right",
                                     name);
    return SIM_OK;
}

sim_status sim_story_trials_read(sim_story_text *t, sim_story_term *term)
{
    const sim_trial_measure *m = t->world->measure;
    const size_t form = take_before(t);
    sim_status status;

    term->kind = SIM_STORY_TRIALS;
    term->row = form;
    if (!m)
        return sim_story_text_refuse(t, "there are no trials here; a section [trial] with "
                                        "control, number, trials and how many are in each "
                                        "arm would be right");
    status = sim_story_arm_read(t, &term->arm);
    if (status == SIM_OK) status = read_behind(t, form, &term->row);
    if (status != SIM_OK) return status;
    term->table = "trials";
    term->column = m->column.name;
    term->unit = forms[term->row].in <= OF_NUMBERS ? m->column.unit : "1";
    if (forms[term->row].what == POWER) {
        status = sim_story_level_read(t, "1", &term->level);
        if (status == SIM_OK) status = check_size(t, term->level);
    }
    return status == SIM_OK ? sim_story_trials_check(t, term) : status;
}

/* ---- finding ---------------------------------------------------------------- */

/* The number of an arm in the pool. */
static size_t place_of(const sim_trial_pool *p, size_t arm)
{
    size_t a = 0;

    while (a < p->n_arms && p->arms[a].arm != arm) a++;
    return a;
}

static double count(const sim_trial_set *s, size_t a, const sim_story_term *term)
{
    const sim_trial_pool *p = s->pool;
    const double truth = s->sizes[a].truth;
    size_t n = 0, hits = 0;

    for (size_t i = 0; i < s->trials; i++) {
        const sim_trial_found *f = &s->found[i * p->n_arms + a];

        if (isnan(f->difference)) continue;
        n++;
        hits += forms[term->row].ask(&p->measure, f, truth, p->plan->alpha);
    }
    if (forms[term->row].in == OF_COUNTS) return n > 0 ? (double)hits : NAN;
    return n > 0 ? (double)hits / (double)n : NAN;
}

static double find_end(const sim_trial_set *s, size_t a, bool is_highest)
{
    double end = NAN;

    for (size_t i = 0; i < s->trials; i++) {
        const double d = s->found[i * s->pool->n_arms + a].difference;

        end = is_highest ? fmax(end, d) : fmin(end, d);
    }
    return end;
}

/* Larger trials than those after which nearly all find it find it as often. */
static double find_power(const sim_trial_set *s, size_t a, double n)
{
    double power = NAN;

    for (size_t i = 1; i < s->n_sizes; i++) {
        const sim_trial_sizes *size = &s->sizes[i * s->pool->n_arms + a];

        if ((double)size->n <= n) power = size->power.share;
    }
    return power;
}

double sim_story_trials_find(const sim_story_term *term, const sim_story_world *w)
{
    const sim_trial_plan *plan = &w->job->experiment.trial;
    const sim_trial_set *s = w->trials;
    const what asked = forms[term->row].what;
    size_t a;

    if (asked == SIZE) return (double)plan->n[term->arm];
    if (asked == AGAINST) return (double)plan->against[term->arm];
    if (!s) return NAN;
    a = place_of(s->pool, term->arm);
    switch (asked) {
    case TRUTH:
        return s->sizes[a].truth;
    case MEAN:
        return s->pool->arms[a].truth.mean;
    case MIDDLE:
        return s->sizes[a].estimates.n > 0 ? s->sizes[a].estimates.mean : NAN;
    case LOWEST:
    case HIGHEST:
        return find_end(s, a, asked == HIGHEST);
    case POWER:
        return find_power(s, a, term->level);
    default:
        return count(s, a, term);
    }
}

/* ---- telling ---------------------------------------------------------------- */

sim_unit_told sim_story_trials_told(const sim_story_term *term, const sim_story_world *w)
{
    const measured in = forms[term->row].in;
    sim_unit_told told = {"1", 1, false};

    if (in == OF_COUNTS) return told;
    if (in == OF_SHARES || w->measure->kind != SIM_TRIAL_MEAN)
        told = (sim_unit_told){"%", 100, false};
    else
        told = sim_chain_unit_told(w->job->session.chain, term->column, term->unit);
    if (in != OF_DIFFERENCES) return told;
    told.is_difference = true;
    if (strcmp(told.unit, "%") == 0) told.unit = SIM_POINT;
    return told;
}

double sim_story_trials_least(const sim_story_term *term, const sim_story_world *w)
{
    return forms[term->row].in <= OF_NUMBERS ? w->measure->worth : 0;
}

void sim_story_trials_name(const sim_story_term *term, const sim_story_world *w,
                           char text[], size_t size)
{
    const char *behind = forms[term->row].behind;
    char before[SIM_STORY_WORD];

    print_before(w, term->row, before);
    sim_text_append(text, size, "%s %s%s%s", before, w->job->arm_names[term->arm],
                    *behind ? " " : "", behind);
    if (forms[term->row].what == POWER) sim_text_append(text, size, " %g", term->level);
}
