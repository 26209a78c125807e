#include "sim/study/losses.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/losses_parts.h"
#include "sim/study/shapley.h"

enum { TEXT_SIZE = 700 };

/* ---- which arms ----------------------------------------------------------- */

/* The background of which arm is that one?  NULL: it is none. */
static const char *owner_of(const sim_experiment *e, const char *name)
{
    for (size_t i = e->n_own; i < e->n_arms; i++)
        if (strcmp(e->arms[i].name, name) == 0)
            return e->arms[e->background_owners[i - e->n_own]].name;
    return NULL;
}

static sim_status refuse_arm(const sim_losses_work *w, const char *option, const char *name,
                             sim_error *err)
{
    const sim_experiment *e = &w->job->experiment;
    sim_choice choice = {.nearest = {.wanted = name}};
    const char *owner = owner_of(e, name);
    char hint[TEXT_SIZE];

    for (size_t i = 0; i < e->n_own; i++) sim_choice_offer(&choice, e->arms[i].name);
    sim_choice_print(&choice, hint, sizeof hint);
    if (owner)
        return sim_fail(err, SIM_ENAME,
                        "%s %.100s: is the background of %.100s, which the numbers "
                        "_against_background already have; an [arm] of the file would be "
                        "right",
                        option, name, owner);
    return sim_fail(err, SIM_ENAME, "%s %.100s: is no arm of %.200s%s", option, name,
                    w->job->file, hint);
}

static sim_status refuse_unsaid(const sim_losses_work *w, const char *option,
                                sim_error *err)
{
    const sim_experiment *e = &w->job->experiment;
    sim_choice choice = {.nearest = {.wanted = ""}};
    char hint[TEXT_SIZE];

    for (size_t i = 0; i < e->n_own; i++) sim_choice_offer(&choice, e->arms[i].name);
    choice.nearest.best = NULL;
    sim_choice_print(&choice, hint, sizeof hint);
    if (e->n_own < 2)
        return sim_fail(err, SIM_EVALUE,
                        "%s: has one arm, and a ledger is of two; another [arm] would be "
                        "right",
                        w->job->file);
    return sim_fail(err, SIM_EVALUE, "%.200s: has %zu arms, and %s names none%s",
                    w->job->file, e->n_own, option, hint);
}

static sim_status find_arm(const sim_losses_work *w, const char *option, const char *name,
                           size_t *found, sim_error *err)
{
    const sim_experiment *e = &w->job->experiment;

    *found = 0;
    while (*found < e->n_own && strcmp(e->arms[*found].name, name) != 0) ++*found;
    return *found < e->n_own ? SIM_OK : refuse_arm(w, option, name, err);
}

/* Of two arms the one that is not said is the other; where neither is, the first is what the
 * second is held against. */
static sim_status find_arms(sim_losses_work *w, sim_error *err)
{
    const sim_losses_ask *ask = w->ask;
    const bool are_two = w->job->experiment.n_own == 2;
    sim_status status = SIM_OK;

    if (!are_two && (!ask->arm || w->job->experiment.n_own < 2))
        return refuse_unsaid(w, "--arm", err);
    if (!are_two && !ask->against) return refuse_unsaid(w, "--against", err);
    if (ask->arm) status = find_arm(w, "--arm", ask->arm, &w->arm, err);
    if (status == SIM_OK && ask->against)
        status = find_arm(w, "--against", ask->against, &w->against, err);
    if (status != SIM_OK) return status;
    if (!ask->against) w->against = ask->arm ? 1 - w->arm : 0;
    if (!ask->arm) w->arm = 1 - w->against;
    if (w->arm == w->against)
        return sim_fail(err, SIM_EVALUE,
                        "--against %.100s: is the arm itself; another arm would be right",
                        ask->against);
    w->losses->arm = w->job->experiment.arms[w->arm].name;
    w->losses->against = w->job->experiment.arms[w->against].name;
    return SIM_OK;
}

/* ---- which number --------------------------------------------------------- */

static const sim_model *last_of(const sim_chain *chain)
{
    return chain->stages[chain->n_stages - 1].model;
}

static const sim_summary *summary_of(const sim_chain *chain, const char *name)
{
    const sim_model *m = last_of(chain);

    for (size_t i = 0; i < m->n_summaries; i++)
        if (strcmp(m->summaries[i].name, name) == 0) return &m->summaries[i];
    return NULL;
}

/* What an arm is measured by: what the chain says, or what titles of figures are about. */
static const sim_summary *usual_number(const sim_chain *chain)
{
    const sim_model *m = last_of(chain);
    const sim_summary *number = chain->number ? summary_of(chain, chain->number) : NULL;

    sim_bug(chain->number && !number);
    return number ? number : &m->summaries[m->has_headline ? m->headline.best : 0];
}

static sim_status refuse_number(const sim_losses_work *w, const char *name, sim_error *err)
{
    const sim_chain *own = w->job->session.chain;
    const sim_model *m = last_of(own);
    const sim_chain *other = w->job->session.catalog.chains;
    sim_nearest nearest = {.wanted = name};
    char hint[256];

    for (size_t i = 0; i < m->n_summaries; i++)
        sim_nearest_offer(&nearest, m->summaries[i].name);
    sim_nearest_print(&nearest, "a column of summary.csv would be right", hint,
                      sizeof hint);
    while (other && other->name && !summary_of(other, name)) other++;
    if (other && other->name)
        return sim_fail(err, SIM_ENAME,
                        "--number %.100s: is of indication %s, and this experiment treats "
                        "%s; %s or another column of its summary.csv would be right",
                        name, other->name, own->name, w->losses->number->name);
    return sim_fail(err, SIM_ENAME, "--number %.100s: is no number of the summary%s", name,
                    hint);
}

static sim_status find_number(sim_losses_work *w, sim_error *err)
{
    const sim_chain *chain = w->job->session.chain;
    sim_losses *l = w->losses;

    l->number = usual_number(chain);
    if (w->ask->number) {
        const sim_summary *number = summary_of(chain, w->ask->number);

        if (!number) return refuse_number(w, w->ask->number, err);
        l->number = number;
    }
    l->column = sim_summary_column(last_of(chain), l->number);
    l->telling = sim_chain_telling(chain, l->number->name);
    return SIM_OK;
}

/* ---- both arms, solved ---------------------------------------------------- */

static sim_status solve_arms(sim_losses_work *w, sim_error *err)
{
    const sim_experiment *e = &w->job->experiment;
    const size_t arms[] = {w->arm, w->against};
    sim_error why = {""};
    sim_status status;

    w->task = sim_params_task(&w->job->params, e);
    w->task.options.method = 0;
    w->asked = calloc(e->n_arms + 1, sizeof *w->asked);
    if (!w->asked) return sim_fail_memory(err, w->job->file);
    for (size_t i = 0; i < 2; i++) {
        w->asked[arms[i]] = true;
        if (e->backgrounds[arms[i]] < e->n_arms) w->asked[e->backgrounds[arms[i]]] = true;
    }
    w->task.asked = w->asked;
    status = sim_chain_make_nets(w->task.chain, &w->nets, err);
    w->task.nets = w->nets;
    if (status != SIM_OK) return status;
    status = sim_chain_solve(&w->task, &w->solution, &why);
    if (status == SIM_OK) return SIM_OK;
    return sim_fail(err, status, "%s: arm %s: %s", w->job->file,
                    e->arms[w->solution.failed_arm].name, why.text);
}

sim_pair sim_losses_pair(const sim_losses_work *w, const sim_solution *s)
{
    const size_t last = s->chain->n_stages - 1;
    const sim_outcome *arm = sim_solution_background(s, w->arm);
    const sim_outcome *against = sim_solution_background(s, w->against);
    const bool both = arm && against;

    return (sim_pair){.arm = sim_solution_outcome(s, w->arm, last)->p,
                      .against = sim_solution_outcome(s, w->against, last)->p,
                      .arm_background = both ? arm->p : NULL,
                      .against_background = both ? against->p : NULL};
}

static void find_lone(const sim_losses_work *w)
{
    const bool arm = sim_solution_background(&w->solution, w->arm) != NULL;
    const bool against = sim_solution_background(&w->solution, w->against) != NULL;

    if (sim_reading_is_against(w->losses->number->reading) && arm != against)
        w->losses->lone = arm ? w->losses->against : w->losses->arm;
}

/* ---- what the number hangs on --------------------------------------------- */

static bool differs(const sim_losses_work *w, size_t stage, size_t slot)
{
    const sim_experiment *e = &w->job->experiment;
    const size_t n_stages = w->task.chain->n_stages;
    const double first = w->task.params[w->arm * n_stages + stage][slot];

    for (size_t arm = 0; arm < e->n_arms; arm++)
        if (w->asked[arm] && w->task.params[arm * n_stages + stage][slot] != first)
            return true;
    return false;
}

/* What differs, and what a cohort draws, may have any value in a course between the arms. */
static void release(const sim_losses_work *w, sim_reads *reads)
{
    const sim_chain *chain = w->task.chain;

    for (size_t stage = 0; stage < chain->n_stages; stage++) {
        const sim_model *m = chain->stages[stage].model;

        for (size_t i = 0; i < m->n_symbols; i++) {
            const sim_symbol *symbol = &m->symbols[i];

            if (!sim_symbol_is_settable(symbol)) continue;
            if (w->ask->replicates > 0 || differs(w, stage, symbol->slot))
                sim_reads_release(reads, stage, symbol);
        }
    }
}

static sim_status read_constants(sim_losses_work *w, sim_error *err)
{
    const sim_chain *chain = w->task.chain;
    const sim_symbol *symbol = &last_of(chain)->symbols[w->losses->number->symbol];
    sim_reads *reads = NULL;
    sim_status status = sim_reads_init(&reads, chain, err);

    if (status == SIM_OK) status = sim_players_init(&w->players, chain, err);
    if (status == SIM_OK) release(w, reads);
    for (size_t arm = 0; status == SIM_OK && arm < w->task.n_arms; arm++) {
        if (!w->asked[arm]) continue;
        sim_reads_tell(reads, w->task.cues && w->task.cues[arm].n > 0);
        sim_reads_take_one(reads, &w->task.params[arm * chain->n_stages], symbol);
        sim_players_read(&w->players, chain, reads);
    }
    sim_reads_free(reads);
    return status;
}

/* ---- players -------------------------------------------------------------- */

void sim_losses_say_set(const sim_losses_work *w, const size_t players[], size_t set,
                        sim_status status, sim_error *err)
{
    const sim_error why = *err;
    char names[TEXT_SIZE / 2] = "";

    for (size_t i = 0; set >> i > 0; i++)
        if (set >> i & 1)
            sim_text_list(names, sizeof names, sim_players_name(&w->players, players[i]));
    sim_fail(err, status, "%.200s: with %s of %.60s and all else of %.60s: %.300s",
             w->job->file, *names ? names : "nothing", w->losses->arm, w->losses->against,
             why.text);
}

/* How much each that differs changes alone, effects[n_all]. */
static sim_status find_effects(sim_losses_work *w, double effects[], sim_error *err)
{
    const sim_players *p = &w->players;
    const size_t n = p->model->n_constants;
    size_t *bits = calloc(n + 1, sizeof *bits), failed;
    const sim_mix mix = {.pair = w->pair, .bits = bits};
    sim_status status = bits ? SIM_OK : sim_fail_memory(err, w->job->file);

    for (size_t i = 0; status == SIM_OK && i < p->n_all; i++) {
        double values[2];

        if (!p->differs[i]) continue;
        for (size_t k = 0; k < n; k++) bits[k] = p->owners[k] == i ? 0 : SIM_NONE;
        status = sim_hybrids_solve(&w->hybrids, &mix, 0, 2, values, &failed, err);
        if (status == SIM_OK) effects[i] = values[1] - values[0];
        if (status == SIM_OK && isnan(effects[i])) effects[i] = INFINITY;
    }
    free(bits);
    return status;
}

sim_status sim_losses_choose(sim_losses_work *w, sim_error *err)
{
    double *effects = calloc(w->players.n_all + 1, sizeof *effects);
    sim_status status = effects ? SIM_OK : sim_fail_memory(err, w->job->file);

    if (status == SIM_OK && sim_players_are_many(&w->players))
        status = find_effects(w, effects, err);
    if (status == SIM_OK) sim_players_choose(&w->players, effects);
    free(effects);
    w->losses->n_folded = w->players.n_folded;
    return status;
}

/* ---- two arms as their rows say ------------------------------------------- */

/* The courses between them, by chunks of sets. */
typedef struct {
    const sim_losses_work *work;
    sim_mix mix;
    double *values; /* [n_sets] */
    size_t n_sets;
    struct {
        sim_status status;
        size_t failed;
        sim_error why;
    } * chunks;
} courses;

static void solve_chunk(void *self, size_t member, size_t i)
{
    const courses *c = self;
    const size_t first = i * SIM_HYBRIDS, left = c->n_sets - first;

    (void)member;
    c->chunks[i].status = sim_hybrids_solve(
        &c->work->hybrids, &c->mix, first, left < SIM_HYBRIDS ? left : SIM_HYBRIDS,
        &c->values[first], &c->chunks[i].failed, &c->chunks[i].why);
}

static sim_status solve_courses(courses *c, sim_error *err)
{
    const size_t n_chunks = (c->n_sets + SIM_HYBRIDS - 1) / SIM_HYBRIDS;
    size_t players[SIM_PLAYERS];

    for (size_t i = 0; i < SIM_PLAYERS; i++) players[i] = i;
    sim_team_share(sim_threads(c->work->ask->threads), n_chunks, solve_chunk, c);
    for (size_t i = 0; i < n_chunks; i++) {
        if (c->chunks[i].status == SIM_OK) continue;
        *err = c->chunks[i].why;
        sim_losses_say_set(c->work, players, c->chunks[i].failed, c->chunks[i].status, err);
        return c->chunks[i].status;
    }
    return SIM_OK;
}

/* Of numbers that are defined; a course between the arms may have none. */
static sim_status take_parts(sim_losses_work *w, const courses *c, sim_error *err)
{
    sim_losses *l = w->losses;
    double parts[SIM_PLAYERS];
    size_t players[SIM_PLAYERS];

    for (size_t i = 0; i < SIM_PLAYERS; i++) players[i] = i;
    l->value_against = c->values[0];
    l->value = c->values[c->n_sets - 1];
    l->whole = l->value - l->value_against;
    if (isnan(l->whole)) return SIM_OK;
    for (size_t set = 0; set < c->n_sets; set++) {
        if (!isnan(c->values[set])) continue;
        sim_fail(err, SIM_EVALUE, "%s is not defined", l->number->name);
        sim_losses_say_set(w, players, set, SIM_EVALUE, err);
        return SIM_EVALUE;
    }
    sim_shapley(w->players.n, c->values, parts);
    l->n = w->players.n;
    for (size_t i = 0; i < l->n; i++)
        l->parts[i] = (sim_loss){sim_players_name(&w->players, i), parts[i], (double)NAN,
                                 (double)NAN};
    return SIM_OK;
}

static sim_status find_typical(sim_losses_work *w, sim_error *err)
{
    courses c = {.work = w, .mix = {.pair = w->pair, .bits = w->players.bits}};
    sim_status status;

    sim_players_compare(&w->players, &w->pair);
    status = sim_losses_choose(w, err);
    if (status != SIM_OK) return status;
    c.n_sets = (size_t)1 << w->players.n;
    c.values = calloc(c.n_sets, sizeof *c.values);
    c.chunks = calloc(c.n_sets, sizeof *c.chunks);
    status =
        c.values && c.chunks ? solve_courses(&c, err) : sim_fail_memory(err, w->job->file);
    if (status == SIM_OK) status = take_parts(w, &c, err);
    free(c.values);
    free(c.chunks);
    return status;
}

/* ---- all ------------------------------------------------------------------ */

/* The larger first; of those that are alike the one that stands first. */
static void sort_parts(sim_losses *l)
{
    for (size_t i = 1; i < l->n; i++) {
        const sim_loss loss = l->parts[i];
        size_t at = i;

        for (; at > 0 && fabs(l->parts[at - 1].part) < fabs(loss.part); at--)
            l->parts[at] = l->parts[at - 1];
        l->parts[at] = loss;
    }
}

/* Names of players live on in the losses. */
static sim_status keep_names(sim_losses *l, sim_error *err)
{
    for (size_t i = 0; i < l->n; i++) {
        const char *name = l->parts[i].name;
        char *copy = sim_pool_take(&l->pool, strlen(name) + 1, 1);

        if (!copy) break;
        l->parts[i].name = strcpy(copy, name);
    }
    return sim_pool_check(&l->pool, "ledger", err);
}

static sim_status find_all(sim_losses_work *w, sim_error *err)
{
    sim_losses *l = w->losses;
    sim_status status = find_number(w, err);

    if (status == SIM_OK) status = find_arms(w, err);
    if (status == SIM_OK) status = solve_arms(w, err);
    if (status == SIM_OK) status = read_constants(w, err);
    if (status == SIM_OK) status = sim_hybrids_init(&w->hybrids, &w->task, l->number, err);
    if (status != SIM_OK) return status;
    w->pair = sim_losses_pair(w, &w->solution);
    find_lone(w);
    l->parts = sim_pool_take(&l->pool, SIM_PLAYERS, sizeof *l->parts);
    if (!l->parts) return sim_fail_memory(err, w->job->file);
    status = w->ask->replicates > 0 ? sim_losses_find_cohort(w, err) : find_typical(w, err);
    if (status == SIM_OK) sort_parts(l);
    return status == SIM_OK ? keep_names(l, err) : status;
}

sim_status sim_losses_find(sim_losses *losses, const sim_job *job,
                           const sim_losses_ask *ask, sim_error *err)
{
    sim_losses_work w = {.losses = losses, .job = job, .ask = ask};
    sim_status status;

    *losses = (sim_losses){.chain = job->session.chain, .replicates = ask->replicates};
    status = find_all(&w, err);
    sim_hybrids_free(&w.hybrids);
    sim_players_free(&w.players);
    sim_solution_free(&w.solution);
    sim_chain_free_nets(job->session.chain, w.nets);
    free(w.asked);
    return status;
}

void sim_losses_free(sim_losses *losses) { sim_pool_free(&losses->pool); }
