#include "sim/study/reads.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/reads_parts.h"

typedef sim_reads_guess guess;
typedef sim_reads_law law;
typedef sim_reads_timetable timetable;
typedef sim_reads_stage stage;

static const guess unknown = {false, 0};

/* Where a name is looked up: a stage, and what the index of a timetable is. */
typedef struct {
    sim_reads *reads;
    size_t stage;
    const char *zero; /* a name that is 0 here; NULL: none */
} scope;

/* ---- what is known -------------------------------------------------------- */

static guess guess_symbol(const scope *where, const sim_symbol *symbol);

static bool is_zero(guess g) { return g.known && g.value == 0; }

/* Operations that are 0 wherever their first argument is. */
static bool keeps_zero(const sim_operation *o)
{
    static const char *const names[] = {"*", "/", "H", "sample", "pairs"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(o->name, names[i]) == 0) return true;
    }
    return false;
}

static bool is_product(const sim_operation *o) { return strcmp(o->name, "*") == 0; }

static bool is_choice(const sim_operation *o) { return strcmp(o->name, "when") == 0; }

static guess guess_node(const scope *where, const law *l, int n);

static bool is_equal(guess a, guess b) { return a.known && b.known && a.value == b.value; }

/* Of when(condition, a, b): a or b, or both if they are the same. */
static guess guess_choice(const scope *where, const law *l, const sim_formula_node *node,
                          guess condition)
{
    guess a, b;

    if (condition.known)
        return guess_node(where, l, node->arg[condition.value != 0 ? 1 : 2]);
    a = guess_node(where, l, node->arg[1]);
    b = guess_node(where, l, node->arg[2]);
    return is_equal(a, b) ? a : unknown;
}

static guess guess_node(const scope *where, const law *l, int n)
{
    const sim_formula_node *node = &l->f.node[n];
    double a[SIM_FORMULA_ARGS];
    guess g;

    if (!node->operation) {
        if (!*node->name) return (guess){true, node->number};
        if (l->symbol[n]) return guess_symbol(where, l->symbol[n]);
        return (guess){where->zero && strcmp(where->zero, node->name) == 0, 0};
    }
    g = guess_node(where, l, node->arg[0]);
    if (is_choice(node->operation)) return guess_choice(where, l, node, g);
    if (keeps_zero(node->operation) && is_zero(g)) return g;
    a[0] = g.value;
    for (int i = 1; i < node->operation->n_args; i++) {
        const guess other = guess_node(where, l, node->arg[i]);

        if (is_product(node->operation) && is_zero(other)) return other;
        g.known = g.known && other.known;
        a[i] = other.value;
    }
    return g.known ? (guess){true, node->operation->compute(a)} : unknown;
}

/* What an INPUT takes its value from, of a stage before. */
static const sim_symbol *find_source(const scope *where, const sim_symbol *input,
                                     scope *source)
{
    *source = (scope){where->reads, where->stage, NULL};
    input = sim_chain_find_source(where->reads->chain, input->name, where->stage,
                                  &source->stage);
    sim_bug(!input);
    return input;
}

/* Is it 0 because its stage is skipped? */
static bool is_missing(const scope *source, const sim_symbol *s)
{
    return source->reads->stages[source->stage].skipped && !sim_symbol_is_constant(s);
}

/* With a chance between 0 and 1 there are courses with both. */
static guess guess_chance(guess g) { return g.value == 0 || g.value == 1 ? g : unknown; }

/* A record that nothing tells or sets is what it starts as. */
static bool stands_still(const scope *where, const sim_symbol *symbol)
{
    const sim_model *m = where->reads->stages[where->stage].model;

    if (symbol->kind != SIM_RECORD || where->reads->is_told) return false;
    for (size_t i = 0; i < m->n_sets; i++)
        if (strcmp(m->sets[i].name, symbol->name) == 0) return false;
    return true;
}

static guess work_out(const scope *where, const sim_symbol *symbol)
{
    const stage *s = &where->reads->stages[where->stage];
    const size_t i = (size_t)(symbol - s->model->symbols);
    const scope here = {where->reads, where->stage, NULL};
    scope source;

    if (sim_symbol_is_settable(symbol))
        return (guess){!s->free[i], where->reads->params[where->stage][symbol->slot]};
    if (symbol->kind == SIM_INPUT) {
        symbol = find_source(where, symbol, &source);
        return is_missing(&source, symbol) ? (guess){true, 0}
                                           : guess_symbol(&source, symbol);
    }
    if (!symbol->formula) return unknown;
    if (sim_symbol_is_state(symbol) && !stands_still(where, symbol)) return unknown;
    if (symbol->kind == SIM_CHANCE)
        return guess_chance(guess_node(&here, &s->of[i], s->of[i].f.root));
    return guess_node(&here, &s->of[i], s->of[i].f.root);
}

static guess guess_symbol(const scope *where, const sim_symbol *symbol)
{
    const stage *s = &where->reads->stages[where->stage];
    const size_t i = (size_t)(symbol - s->model->symbols);

    if (!s->guessed[i]) {
        s->guesses[i] = work_out(where, symbol);
        s->guessed[i] = true;
    }
    return s->guesses[i];
}

/* The largest value that a choice may have; INFINITY where it is not known. */
static double most_of(const scope *where, const law *l, int n)
{
    const sim_formula_node *node = &l->f.node[n];
    const guess g = guess_node(where, l, n);
    const sim_symbol *symbol = l->symbol[n];
    scope source = {where->reads, where->stage, NULL};
    const stage *s;

    if (g.known) return g.value;
    if (node->operation && is_choice(node->operation))
        return fmax(most_of(where, l, node->arg[1]), most_of(where, l, node->arg[2]));
    if (node->operation || !symbol) return INFINITY;
    if (symbol->kind == SIM_INPUT) symbol = find_source(where, symbol, &source);
    if (!symbol->formula || sim_symbol_is_state(symbol)) return INFINITY;
    s = &where->reads->stages[source.stage];
    l = &s->of[symbol - s->model->symbols];
    return most_of(&source, l, l->f.root);
}

/* ---- what is read --------------------------------------------------------- */

static void read_symbol(const scope *where, const sim_symbol *symbol);

static void read_node(const scope *where, const law *l, int n);

/* A condition that decides nothing is not read. */
static void read_choice(const scope *where, const law *l, const sim_formula_node *node,
                        guess condition)
{
    if (condition.known || !guess_choice(where, l, node, condition).known)
        read_node(where, l, node->arg[0]);
    if (!condition.known || condition.value != 0) read_node(where, l, node->arg[1]);
    if (!condition.known || condition.value == 0) read_node(where, l, node->arg[2]);
}

static void read_node(const scope *where, const law *l, int n)
{
    const sim_formula_node *node = &l->f.node[n];
    const sim_operation *o = node->operation;
    guess first;

    if (!o) {
        if (l->symbol[n]) read_symbol(where, l->symbol[n]);
        return;
    }
    first = guess_node(where, l, node->arg[0]);
    if (is_product(o) && !is_zero(first) && is_zero(guess_node(where, l, node->arg[1]))) {
        read_node(where, l, node->arg[1]);
        return;
    }
    if (is_choice(o)) {
        read_choice(where, l, node, first);
        return;
    }
    read_node(where, l, node->arg[0]);
    if (keeps_zero(o) && is_zero(first)) return;
    for (int i = 1; i < o->n_args; i++) read_node(where, l, node->arg[i]);
}

static void read_law(const scope *where, const law *l) { read_node(where, l, l->f.root); }

static void read_moves(const scope *where, const sim_symbol *state);

static void read_symbol(const scope *where, const sim_symbol *symbol)
{
    const stage *s = &where->reads->stages[where->stage];
    const size_t i = (size_t)(symbol - s->model->symbols);
    const scope here = {where->reads, where->stage, NULL};
    scope source;

    if (s->read[i]) return;
    s->read[i] = true;
    if (where->reads->follows && symbol->kind == SIM_INPUT) return;
    if (where->reads->follows && sim_symbol_is_state(symbol)) read_moves(&here, symbol);
    if (symbol->kind == SIM_INPUT) {
        symbol = find_source(where, symbol, &source);
        if (!is_missing(&source, symbol)) read_symbol(&source, symbol);
    } else if (symbol->formula && !sim_symbol_is_state(symbol)) {
        read_law(&here, &s->of[i]);
    }
}

static void read_timetable(sim_reads *r, size_t at, size_t i)
{
    const timetable *table = &r->stages[at].timetables[i];
    scope where = {r, at, NULL};
    const double most = most_of(&where, &table->count, table->count.f.root);

    read_law(&where, &table->count);
    if (most <= 1) where.zero = table->index;
    if (most > 0) read_law(&where, &table->time);
}

/* What moves the states of a stage, and what its tables show. */
static void read_stage(sim_reads *r, size_t at)
{
    const stage *s = &r->stages[at];
    const sim_model *m = s->model;
    const scope where = {r, at, NULL};

    for (size_t i = 0; i < s->n_roots; i++) read_law(&where, &s->roots[i]);
    for (size_t i = 0; i < m->n_timetables; i++) read_timetable(r, at, i);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *symbol = &m->symbols[i];

        if (sim_symbol_is_state(symbol) && symbol->formula) read_law(&where, &s->of[i]);
        if (symbol->kind == SIM_CHANCE ||
            (symbol->kind == SIM_RULE && r->chain->stages[at].course))
            read_symbol(&where, symbol);
    }
}

/* Columns stand in the rows of reports, of the stage itself or of one before; what empties
 * cells is read wherever they stand. */
static void read_outputs(sim_reads *r)
{
    const size_t last = r->chain->n_stages - 1;
    const sim_model *m = r->chain->stages[last].model;
    bool reports = false;

    for (size_t at = 0; at <= last; at++) {
        const sim_model *of = r->chain->stages[at].model;
        const scope where = {r, at, NULL};

        for (size_t i = 0; i < of->n_blanks; i++)
            read_law(&where, &r->stages[at].blanks[i]);
        if (of->n_states > 0)
            reports = r->chain->stages[at].reports && !r->stages[at].skipped;
        for (size_t i = 0; reports && i < of->n_columns; i++)
            read_symbol(&where, &of->symbols[of->columns[i]]);
    }
    for (size_t i = 0; i < m->n_summaries; i++)
        if (!m->summaries[i].own)
            read_symbol(&(scope){r, last, NULL}, &m->symbols[m->summaries[i].symbol]);
}

/* The stage of the parameter that a stage needs; n_stages without one. */
static size_t find_need(const sim_reads *r, size_t at, const sim_symbol **need)
{
    const sim_chain *chain = r->chain;
    size_t of = chain->stages[at].needs ? 0 : chain->n_stages;

    *need = NULL;
    for (; of < chain->n_stages; of++) {
        *need = sim_model_find(chain->stages[of].model, chain->stages[at].needs);
        if (*need && (*need)->kind != SIM_INPUT) break;
    }
    return of;
}

/* Forgets what was read, and finds which stages are skipped. */
static void start(sim_reads *r, const double *const params[])
{
    r->params = params;
    for (size_t at = 0; at < r->chain->n_stages; at++) {
        stage *s = &r->stages[at];
        const sim_symbol *need;
        const size_t of = find_need(r, at, &need);

        memset(s->read, 0, s->model->n_symbols * sizeof *s->read);
        memset(s->guessed, 0, s->model->n_symbols * sizeof *s->guessed);
        s->skipped = of < r->chain->n_stages &&
                     !r->stages[of].free[need - r->stages[of].model->symbols] &&
                     params[of][need->slot] <= 0;
    }
}

void sim_reads_tell(sim_reads *r, bool is_told) { r->is_told = is_told; }

void sim_reads_take(sim_reads *r, const double *const params[])
{
    start(r, params);
    for (size_t at = 0; at < r->chain->n_stages; at++) {
        const sim_symbol *need;
        const size_t of = find_need(r, at, &need);

        if (of < r->chain->n_stages) read_symbol(&(scope){r, of, NULL}, need);
        if (!r->stages[at].skipped) read_stage(r, at);
    }
    read_outputs(r);
}

/* ---- what one quantity hangs on ------------------------------------------- */

/* Does a flow change that state? */
static bool moves(const sim_model *m, const sim_flow *flow, const sim_symbol *state)
{
    sim_equation equation;
    sim_error err;

    if (!flow->equation) return flow->target == state->slot;
    sim_bug(sim_equation_parse(&equation, m, flow, &err) != SIM_OK);
    for (size_t i = 0; i < equation.n; i++)
        if (equation.terms[i].species == state) return true;
    return false;
}

/* What an event's time and its LETs hang on. */
static void read_event(const scope *where, size_t event)
{
    const stage *s = &where->reads->stages[where->stage];
    const sim_model *m = s->model;
    const law *crossings = &s->roots[m->n_flows], *lets = &crossings[2 * m->n_crossings];

    for (size_t i = 0; i < m->n_crossings; i++) {
        if (m->crossings[i].event != event) continue;
        read_law(where, &crossings[2 * i]);
        read_law(where, &crossings[2 * i + 1]);
    }
    for (size_t i = 0; i < m->n_lets; i++)
        if (m->lets[i].event == event) read_law(where, &lets[i]);
    for (size_t i = 0; i < m->n_timetables; i++)
        if (m->timetables[i].event == event) read_timetable(where->reads, where->stage, i);
}

static void read_moves(const scope *where, const sim_symbol *state)
{
    const stage *s = &where->reads->stages[where->stage];
    const sim_model *m = s->model;
    const law *sets = &s->roots[m->n_flows + 2 * m->n_crossings + m->n_lets];

    if (state->formula) read_law(where, &s->of[state - m->symbols]);
    for (size_t i = 0; i < m->n_flows; i++)
        if (moves(m, &m->flows[i], state)) read_law(where, &s->roots[i]);
    for (size_t i = 0; i < m->n_sets; i++) {
        if (strcmp(m->sets[i].name, state->name) != 0) continue;
        read_law(where, &sets[i]);
        read_event(where, m->sets[i].event);
    }
}

/* Where a stage ends, its quantities do; and a cell that is empty for a reason reads that. */
void sim_reads_take_one(sim_reads *r, const double *const params[],
                        const sim_symbol *quantity)
{
    const size_t last = r->chain->n_stages - 1;
    const stage *s = &r->stages[last];
    const sim_model *m = s->model;
    const scope where = {r, last, NULL};

    start(r, params);
    r->follows = true;
    read_symbol(&where, quantity);
    for (size_t i = 0; i < m->n_stops; i++) {
        read_law(&where, &s->roots[s->n_roots - m->n_stops + i]);
        read_event(&where, m->stops[i].event);
    }
    for (size_t i = 0; i < m->n_blanks; i++)
        if (&m->symbols[m->blanks[i].symbol] == quantity) read_law(&where, &s->blanks[i]);
    r->follows = false;
}

void sim_reads_release(sim_reads *r, size_t at, const sim_symbol *symbol)
{
    r->stages[at].free[symbol - r->stages[at].model->symbols] = true;
}

bool sim_reads_has(const sim_reads *r, size_t at, const sim_symbol *symbol)
{
    return r->stages[at].read[symbol - r->stages[at].model->symbols];
}
