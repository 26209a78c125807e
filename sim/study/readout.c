#include "sim/study/readout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/numbers.h"
#include "sim/study/tables.h"

enum { NAME_SIZE = 96, MEANING_SIZE = 384 };

static const sim_model *last_model(const sim_chain *chain)
{
    return chain->stages[chain->n_stages - 1].model;
}

size_t sim_readout_find(const sim_readout *r, const char *name)
{
    size_t i = 0;

    while (i < r->n && strcmp(r->list[i].column.name, name) != 0) i++;
    return i;
}

/* ---- the list ------------------------------------------------------------- */

static void add_symbol(sim_readout *r, size_t stage, const sim_symbol *s)
{
    if (sim_readout_find(r, s->name) < r->n) return;
    r->list[r->n++] = (sim_number){
        .column = sim_column_of(s), .symbol = s, .stage = stage, .fate = SIM_FATES};
}

static void add_stage(sim_readout *r, size_t stage)
{
    const sim_model *m = r->chain->stages[stage].model;
    const bool is_last = stage + 1 == r->chain->n_stages;

    for (size_t i = 0; !is_last && i < m->n_columns; i++)
        add_symbol(r, stage, &m->symbols[m->columns[i]]);
    for (size_t i = 0; i < m->n_symbols; i++) {
        if (m->symbols[i].kind == SIM_CHANCE) add_symbol(r, stage, &m->symbols[i]);
    }
}

const char *sim_readout_measured(const sim_chain *chain)
{
    const char *symbol = chain->population->measured.symbol;
    const sim_telling *telling = sim_chain_telling(chain, symbol);

    return telling && telling->words ? telling->words : symbol;
}

static void add_visits(sim_readout *r, const sim_visits *measured, const sim_symbol *s)
{
    const double days[SIM_VISITS] = {measured->before, measured->after};

    for (size_t v = 0; v < SIM_VISITS; v++) {
        snprintf(r->names[v], sizeof r->names[v], "measured_%s_day_%g", s->name, days[v]);
        r->list[r->n++] =
            (sim_number){.column = {r->names[v], s->unit, "reading of a visit, with noise",
                                    SIM_CELL_NUMBER},
                         .fate = SIM_FATES};
    }
    r->fall = r->n;
    snprintf(r->names[SIM_VISITS], sizeof r->names[SIM_VISITS], "measured_%s_fall",
             s->name);
    snprintf(r->fell, sizeof r->fell, "fall of measured %s from day %g to day %g",
             sim_readout_measured(r->chain), days[0], days[1]);
    r->list[r->n++] =
        (sim_number){.column = {r->names[SIM_VISITS], s->unit, r->fell, SIM_CELL_NUMBER},
                     .fate = SIM_FATES};
}

/* "responder (1) or not (0): measured pain falls by at least 20 mm from day 0 to day 182" */
static void add_responder(sim_readout *r, const sim_responder *rule, const sim_symbol *s)
{
    const sim_visits *measured = &r->chain->population->measured;
    char *text = r->rules[r->n - r->responders], part[48] = "";
    const bool plain = strcmp(s->unit, "1") == 0;

    sim_bug(r->n - r->responders == SIM_RULES);
    if (rule->part > 0) snprintf(part, sizeof part, " and by %g %%", 100 * rule->part);
    snprintf(text, sizeof r->rules[0],
             "responder (1) or not (0): measured %s falls by at least %g%s%s%s from day %g "
             "to day %g%s%s",
             sim_readout_measured(r->chain), rule->fall, plain ? "" : " ",
             plain ? "" : s->unit, part, measured->before, measured->after,
             *rule->note ? "; " : "", rule->note);
    r->list[r->n++] = (sim_number){.column = {rule->name, "1", text, SIM_CELL_NUMBER},
                                   .fate = SIM_FATES,
                                   .is_share = true};
}

static void add_measured(sim_readout *r)
{
    const sim_population *population = r->chain->population;
    const sim_symbol *s;

    r->visits = r->fall = r->responders = r->n;
    if (!population || !population->measured.symbol) return;
    s = sim_model_find(last_model(r->chain), population->measured.symbol);
    sim_bug(!s);
    add_visits(r, &population->measured, s);
    r->responders = r->n;
    for (size_t i = 0; i < population->n_responders; i++)
        add_responder(r, &population->responders[i], s);
}

/* ---- what befalls and what is counted --------------------------------------- */

/* A text of the readout: the first, then the second. */
static const char *keep_text(sim_readout *r, size_t size, const char *first,
                             const char *second)
{
    char *text = sim_pool_take(&r->pool, size, 1);

    if (text && second) snprintf(text, size, "%s%s", first, second);
    return text;
}

static const char *unit_of(const sim_readout *r, const sim_count *count)
{
    const sim_symbol *s =
        count->how == SIM_WORTH ? sim_model_find(last_model(r->chain), count->of) : NULL;

    return s ? s->unit : "1";
}

static const char *mean_of(sim_readout *r, const sim_count *count)
{
    if (!count->note) return count->meaning;
    return keep_text(r, MEANING_SIZE, count->meaning,
                     keep_text(r, MEANING_SIZE, "; ", count->note));
}

/* The number of a count and, of all subjects, what it is on average. */
static void add_count(sim_readout *r, const sim_count *count)
{
    const char *unit = unit_of(r, count), *meaning = mean_of(r, count);

    r->list[r->n++] = (sim_number){.column = {count->name, unit, meaning, SIM_CELL_NUMBER},
                                   .count = count,
                                   .fate = SIM_FATES,
                                   .is_share = count->how != SIM_WORTH};
    if (count->among) return;
    r->list[r->n++] =
        (sim_number){.column = {keep_text(r, NAME_SIZE, count->name, "_expected"), unit,
                                keep_text(r, MEANING_SIZE,
                                          "how likely, or on average: ", count->meaning),
                                SIM_CELL_NUMBER},
                     .count = count,
                     .expects = true,
                     .fate = SIM_FATES};
}

static void add_counts(sim_readout *r, const sim_population *p)
{
    for (size_t i = 0; i < p->n_counts; i++) {
        const sim_count *count = &p->counts[i];

        r->counted[i] = count->how == SIM_READ ? sim_readout_find(r, count->of) : r->n;
        sim_bug(count->how == SIM_READ && r->counted[i] == r->n);
        if (count->how != SIM_READ) add_count(r, count);
    }
    for (size_t i = 0; i < p->n_counts; i++)
        r->expected[i] =
            p->counts[i].how != SIM_READ && !p->counts[i].among ? r->counted[i] + 1 : r->n;
}

static void add_fates(sim_readout *r)
{
    const sim_population *p = r->chain->population;

    r->fates = r->n;
    if (!p) return;
    for (size_t i = 0; i < p->n_fates; i++)
        r->list[r->n++] = (sim_number){
            .column = {keep_text(r, NAME_SIZE, p->fates[i].name, "_day"),
                       last_model(r->chain)->time_unit,
                       keep_text(r, MEANING_SIZE, p->fates[i].name,
                                 ": when; empty where it does not come within the course"),
                       SIM_CELL_NUMBER},
            .fate = i};
    add_counts(r, p);
}

bool sim_readout_is_of_living(const sim_readout *r, const sim_symbol *s)
{
    const sim_population *p = r->chain->population;
    bool is_chance = false;

    for (size_t i = 0; p && i < p->n_chances; i++)
        is_chance = is_chance || strcmp(p->chances[i], s->name) == 0;
    return sim_population_has_end(p) && !is_chance;
}

/* Finds what sets replicates apart, and what is over all of them. */
static void find_apart(sim_readout *r)
{
    const sim_population *p = r->chain->population;

    r->apart = p && p->apart ? sim_readout_find(r, p->apart) : r->n;
    sim_bug(p && p->apart && r->apart == r->n);
    for (size_t i = 0; p && i < p->n_over_all; i++) {
        const size_t number = sim_readout_find(r, p->over_all[i]);

        sim_bug(number == r->n);
        r->list[number].over_all = true;
    }
}

static void add_summary(sim_readout *r, const sim_model *last, const sim_summary *summary)
{
    r->list[r->n++] = (sim_number){
        .column = sim_summary_column(last, summary),
        .summary = summary,
        .fate = SIM_FATES,
        .ends = summary->own
                    ? sim_population_has_end(r->chain->population)
                    : sim_readout_is_of_living(r, &last->symbols[summary->symbol])};
}

/* Room for all that there may be. */
static sim_status make_room(sim_readout *r, sim_error *err)
{
    const sim_population *p = r->chain->population;
    const size_t n_counts = p ? p->n_counts : 0;
    size_t n = last_model(r->chain)->n_summaries + SIM_VISITS + 1 + SIM_RULES + SIM_FATES +
               2 * n_counts;

    for (size_t i = 0; i < r->chain->n_stages; i++)
        n += r->chain->stages[i].model->n_symbols;
    r->list = calloc(n + 1, sizeof *r->list);
    r->counted = sim_pool_take(&r->pool, n_counts, sizeof *r->counted);
    r->expected = sim_pool_take(&r->pool, n_counts, sizeof *r->expected);
    return r->list && !r->pool.failed ? SIM_OK : sim_fail_memory(err, "ensemble");
}

sim_status sim_readout_init(sim_readout *r, const sim_chain *chain, sim_error *err)
{
    const sim_model *last = last_model(chain);
    sim_status status;

    *r = (sim_readout){.chain = chain};
    status = make_room(r, err);
    if (status != SIM_OK) return status;
    for (size_t i = 0; i < last->n_summaries; i++)
        add_summary(r, last, &last->summaries[i]);
    for (size_t i = 0; i < chain->n_stages; i++) add_stage(r, i);
    add_measured(r);
    add_fates(r);
    find_apart(r);
    return sim_pool_check(&r->pool, "ensemble", err);
}

void sim_readout_free(sim_readout *r)
{
    free(r->list);
    sim_pool_free(&r->pool);
    *r = (sim_readout){0};
}

bool sim_readout_is_share(const sim_readout *r, size_t number)
{
    return number == r->apart || r->list[number].is_share;
}

/* ---- what is read --------------------------------------------------------- */

static void want(const sim_model *m, const char *name, bool wanted[])
{
    const sim_symbol *s = name ? sim_model_find(m, name) : NULL;

    if (s) wanted[s - m->symbols] = true;
}

void sim_readout_want(const sim_readout *r, bool wanted[])
{
    const sim_population *p = r->chain->population;
    const sim_model *m = last_model(r->chain);

    for (size_t i = 0; i < m->n_summaries; i++) {
        wanted[m->summaries[i].symbol] = true;
        if (m->summaries[i].own) sim_formed_want(m->summaries[i].own, wanted);
    }
    if (!p) return;
    want(m, p->measured.symbol, wanted);
    for (size_t i = 0; i < p->n_fates; i++) want(m, p->fates[i].spared, wanted);
}

/* ---- reading -------------------------------------------------------------- */

static double read_symbol(const sim_number *number, const sim_outcome *outcome)
{
    if (number->symbol->kind == SIM_CHANCE) return outcome->chance;
    if (outcome->skipped && !sim_symbol_is_constant(number->symbol)) return NAN;
    return sim_outcome_end(outcome, number->symbol);
}

double sim_visits_read(const sim_visits *visits, double truth, double noise)
{
    return isfinite(truth) ? fmin(fmax(truth + noise, visits->low), visits->high) : NAN;
}

double sim_responder_read(const sim_responder *rule, double before, double after)
{
    const double fall = before - after;

    return isfinite(fall) ? fall >= rule->fall && fall >= rule->part * before : NAN;
}

static void read_measured(const sim_readout *r, const sim_outcome *outcome,
                          const double noise[SIM_VISITS], double out[])
{
    const sim_population *population = r->chain->population;
    const sim_visits *measured = &population->measured;
    const sim_symbol *symbol = sim_model_find(outcome->model, measured->symbol);
    const double days[SIM_VISITS] = {measured->before, measured->after};

    for (size_t v = 0; v < SIM_VISITS; v++)
        out[v] = sim_visits_read(measured, sim_outcome_on_day(outcome, symbol, days[v]),
                                 noise[v]);
    out[SIM_VISITS] = out[0] - out[1];
    for (size_t i = 0; i < population->n_responders; i++)
        out[SIM_VISITS + 1 + i] =
            sim_responder_read(&population->responders[i], out[0], out[1]);
}

bool sim_readout_is_apart(const sim_readout *r, const double numbers[])
{
    return r->apart < r->n && numbers[r->apart] > 0;
}

bool sim_readout_set_apart(const sim_readout *r, double numbers[])
{
    const bool is_apart = sim_readout_is_apart(r, numbers);

    for (size_t i = 0; is_apart && i < r->n; i++) {
        if (!r->list[i].over_all) numbers[i] = NAN;
    }
    return is_apart;
}

double sim_readout_end(const sim_readout *r, const double numbers[])
{
    const sim_population *p = r->chain->population;
    double end = INFINITY;

    for (size_t i = 0; p && i < p->n_fates; i++) {
        if (p->fates[i].ends) end = fmin(end, numbers[r->fates + i]);
    }
    return end;
}

/* Is some arm held against that one? */
static bool is_background(const sim_solution *solution, size_t arm)
{
    size_t i = 0;

    while (solution->backgrounds && i < solution->n_arms && solution->backgrounds[i] != arm)
        i++;
    return solution->backgrounds && i < solution->n_arms;
}

/* The row or symbol that a count is of, as if nobody died. */
static double value_of(const sim_readout *r, const sim_count *count,
                       const sim_solution *solution, size_t arm)
{
    const sim_outcome *last = sim_solution_outcome(solution, arm, r->chain->n_stages - 1);
    size_t i;

    if (count->how == SIM_WORTH)
        return sim_outcome_end(last, sim_model_find(last->model, count->of));
    if (count->how != SIM_RESPONDS) return NAN;
    i = sim_readout_find(r, count->of);
    sim_bug(i == r->n || !r->list[i].summary);
    if (r->list[i].summary->reading == SIM_AGAINST && is_background(solution, arm))
        return 0;
    return sim_summary_read(solution, arm, r->list[i].summary);
}

/* Leaves a count of those who respond, or who do not, alone. */
static double read_among(const sim_readout *r, const sim_count *count, double counted,
                         const double numbers[])
{
    const size_t i = count->among ? sim_readout_find(r, count->among) : r->n;

    sim_bug(count->among && i == r->n);
    return i == r->n || numbers[i] == (count->others ? 0 : 1) ? counted : NAN;
}

static void read_fates(const sim_readout *r, const sim_life *life,
                       const sim_solution *solution, size_t arm, double numbers[])
{
    for (size_t i = r->fates; i < r->n; i++) {
        const sim_number *number = &r->list[i];
        double value;

        if (number->fate < SIM_FATES) numbers[i] = sim_life_day(life, number->fate);
        if (!number->count) continue;
        value = value_of(r, number->count, solution, arm);
        numbers[i] = number->expects
                         ? sim_life_expect(life, number->count, value)
                         : read_among(r, number->count,
                                      sim_life_count(life, number->count, value), numbers);
    }
}

/* The first output on which a number is not read: of a difference, in either arm. */
static size_t end_of(const sim_number *number, const sim_life *own,
                     const sim_life *background)
{
    const sim_summary *row = number->summary;
    const bool is_against =
        row->own ? row->own->is_against : sim_reading_is_against(row->reading);

    return is_against && background->end < own->end ? background->end : own->end;
}

static double read_number(const sim_number *number, const sim_solution *solution,
                          size_t arm, const sim_life lives[2])
{
    if (number->ends)
        return sim_summary_read_before(solution, arm, number->summary,
                                       end_of(number, &lives[0], &lives[1]));
    if (number->summary) return sim_summary_read(solution, arm, number->summary);
    return read_symbol(number, sim_solution_outcome(solution, arm, number->stage));
}

double sim_readout_plain(const sim_readout *r, size_t number, const sim_solution *solution,
                         size_t arm, size_t end)
{
    const sim_number *plain = &r->list[number];

    if (plain->summary)
        return sim_summary_read_before(solution, arm, plain->summary,
                                       plain->ends ? end : SIZE_MAX);
    return read_symbol(plain, sim_solution_outcome(solution, arm, plain->stage));
}

void sim_readout_read(const sim_readout *r, const sim_solution *solution, size_t arm,
                      const sim_fortune *fortune, double numbers[])
{
    const sim_population *population = r->chain->population;
    const sim_outcome *own = sim_solution_outcome(solution, arm, r->chain->n_stages - 1);
    const sim_outcome *background = sim_solution_background(solution, arm);
    sim_life lives[2];

    sim_life_init(&lives[0], population, own, fortune->fates);
    sim_life_init(&lives[1], population, background ? background : own, fortune->fates);
    for (size_t i = 0; i < r->visits; i++)
        numbers[i] = read_number(&r->list[i], solution, arm, lives);
    if (r->visits < r->fates) read_measured(r, own, fortune->noise, &numbers[r->visits]);
    read_fates(r, &lives[0], solution, arm, numbers);
}
