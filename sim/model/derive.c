#include "sim/model/derive.h"

#include <stdlib.h>
#include <string.h>

enum { NONE = -1, FIRST_ROOM = 256 };

/* ---- what operations are, and what they turn into ------------------------- */

/* Operations that are written out, over the parts a, b and c. */
static const sim_text written_out[] = {
    {"H", "a / (a + b)"},
    {"pairs", "0.5 * a * a"},
    {"sample", "a * b"},
};
enum { N_WRITTEN_OUT = sizeof written_out / sizeof *written_out };

/* The derivatives of the others by their parts, over these and the operation's own value y.
 * Comparisons have none; nor has a root at 0, where it is infinitely steep: it counts as flat. */
static const struct {
    const char *name, *by[SIM_FORMULA_ARGS];
} partials[] = {
    {"+", {"1", "1"}},
    {"-", {"1", "-1"}}, /* of two parts; by one part, see below */
    {"*", {"b", "a"}},
    {"/", {"1 / b", "-y / b"}},
    {"min", {"when(a < b, 1, 0)", "when(a < b, 0, 1)"}},
    {"max", {"when(a > b, 1, 0)", "when(a > b, 0, 1)"}},
    {"when", {"0", "when(a, 1, 0)", "when(a, 0, 1)"}},
    {"exp", {"y"}},
    {"expm1", {"y + 1"}},
    {"log", {"1 / a"}},
    {"log1p", {"1 / (1 + a)"}},
    {"log2", {"1 / (a * log(2))"}},
    {"pow", {"when(a == 0, b == 1, b * pow(a, b - 1))", "when(y == 0, 0, y * log(a))"}},
    {"sqrt", {"when(y == 0, 0, 0.5 / y)"}},
};
enum { N_PARTIALS = sizeof partials / sizeof *partials };

/* ---- nodes ---------------------------------------------------------------- */

static void note_failure(sim_graph *g, sim_status status)
{
    if (g->status == SIM_OK) g->status = status;
}

static bool is_number(const sim_graph *g, int n, double number)
{
    return g->nodes[n].kind == SIM_NODE_NUMBER && g->nodes[n].number == number;
}

bool sim_graph_is_zero(const sim_graph *g, int node) { return is_number(g, node, 0); }

static bool is_same(const sim_node *a, const sim_node *b)
{
    return a->kind == b->kind && a->operation == b->operation && a->slot == b->slot &&
           memcmp(&a->number, &b->number, sizeof a->number) == 0 &&
           memcmp(a->arg, b->arg, sizeof a->arg) == 0;
}

static size_t hash_node(const sim_node *node)
{
    size_t hash = (size_t)node->kind + 31 * node->slot;
    unsigned char bytes[sizeof node->number];

    memcpy(bytes, &node->number, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) hash = 31 * hash + bytes[i];
    for (int i = 0; i < SIM_FORMULA_ARGS; i++)
        hash = 31 * hash + (size_t)(node->arg[i] + 1);
    return node->operation ? 31 * hash + (unsigned char)*node->operation->name : hash;
}

static bool moves(const sim_graph *g, const sim_node *node)
{
    bool any = node->kind == SIM_NODE_TIME ||
               (node->kind == SIM_NODE_STATE && node->slot < g->model->n_moving);

    for (int i = 0; i < SIM_FORMULA_ARGS; i++)
        any = any || (node->arg[i] != NONE && g->nodes[node->arg[i]].moves);
    return any;
}

static void fill_buckets(sim_graph *g)
{
    for (int i = 0; i < g->n_buckets; i++) g->buckets[i] = NONE;
    for (int n = 0; n < g->n_nodes; n++) {
        int *bucket = &g->buckets[hash_node(&g->nodes[n]) % (size_t)g->n_buckets];

        g->next[n] = *bucket;
        *bucket = n;
    }
}

/* Room for one more node, which is the caller's to fill. */
static bool grow(sim_graph *g)
{
    const size_t room = 2 * (size_t)g->room;
    sim_node *nodes;
    int *next, *buckets;

    if (g->n_nodes < g->room) return true;
    nodes = realloc(g->nodes, room * sizeof *nodes);
    if (nodes) g->nodes = nodes;
    next = realloc(g->next, room * sizeof *next);
    if (next) g->next = next;
    buckets = realloc(g->buckets, 2 * room * sizeof *buckets);
    if (buckets) g->buckets = buckets;
    if (!nodes || !next || !buckets) {
        note_failure(g, sim_fail_memory(g->err, g->model->name));
        return false;
    }
    g->room = (int)room;
    g->n_buckets = (int)(2 * room);
    fill_buckets(g);
    return true;
}

/* The node that is like this one; after a failure any. */
static int add(sim_graph *g, sim_node node)
{
    int *bucket;

    if (g->status != SIM_OK || !grow(g)) return 0;
    bucket = &g->buckets[hash_node(&node) % (size_t)g->n_buckets];
    for (int n = *bucket; n != NONE; n = g->next[n]) {
        if (is_same(&g->nodes[n], &node)) return n;
    }
    node.moves = moves(g, &node);
    g->nodes[g->n_nodes] = node;
    g->next[g->n_nodes] = *bucket;
    return *bucket = g->n_nodes++;
}

static int add_leaf(sim_graph *g, sim_node_kind kind, size_t slot, double number)
{
    sim_node node;

    memset(&node, 0, sizeof node);
    node.kind = kind;
    node.slot = slot;
    node.number = number;
    for (int i = 0; i < SIM_FORMULA_ARGS; i++) node.arg[i] = NONE;
    return add(g, node);
}

int sim_graph_number(sim_graph *g, double number)
{
    return add_leaf(g, SIM_NODE_NUMBER, 0, number);
}

sim_status sim_graph_init(sim_graph *g, const sim_model *model, sim_error *err)
{
    *g = (sim_graph){.model = model, .room = FIRST_ROOM, .err = err};
    g->n_buckets = 2 * g->room;
    g->nodes = calloc((size_t)g->room, sizeof *g->nodes);
    g->next = calloc((size_t)g->room, sizeof *g->next);
    g->buckets = calloc((size_t)g->n_buckets, sizeof *g->buckets);
    g->rules = calloc(model->n_rules + 1, sizeof *g->rules);
    if (!g->nodes || !g->next || !g->buckets || !g->rules)
        return sim_fail_memory(err, model->name);
    fill_buckets(g);
    for (size_t i = 0; i < model->n_rules; i++) g->rules[i] = NONE;
    return SIM_OK;
}

void sim_graph_free(sim_graph *g)
{
    free(g->nodes);
    free(g->next);
    free(g->buckets);
    free(g->rules);
    *g = (sim_graph){0};
}

/* ---- operations of nodes, simplified -------------------------------------- */

static int make(sim_graph *g, const sim_operation *operation, const int arg[]);

/* Of a text, its names told by `find`. */
typedef int find_name(sim_graph *g, const char *name, const int parts[]);

static int build(sim_graph *g, const char *text, find_name *find, const int parts[]);

/* a, b and c are parts; y stands behind them. */
static int find_part(sim_graph *g, const char *name, const int parts[])
{
    (void)g;
    return parts[*name == 'y' ? SIM_FORMULA_ARGS : *name - 'a'];
}

static int make_named(sim_graph *g, const char *name, int n_args, int a, int b, int c)
{
    const int arg[SIM_FORMULA_ARGS] = {a, b, c};

    return make(g, sim_operation_find(name, n_args), arg);
}

int sim_graph_make(sim_graph *g, const char *operation, int a, int b, int c)
{
    return make_named(g, operation, c != NONE ? 3 : b != NONE ? 2 : 1, a, b, c);
}

static bool is_operation(const sim_graph *g, int n, const char *name, int n_args)
{
    const sim_operation *o = g->nodes[n].operation;

    return o && o->n_args == n_args && strcmp(o->name, name) == 0;
}

/* A choice between something and 0, whose 0 stays whatever it is multiplied by. */
static bool is_gate(const sim_graph *g, int n)
{
    return is_operation(g, n, "when", 3) && (sim_graph_is_zero(g, g->nodes[n].arg[1]) ||
                                             sim_graph_is_zero(g, g->nodes[n].arg[2]));
}

/* The same choice of what an operation makes of what it lets through: a product with a gate
 * is a gate of products, where no infinity of the branch not taken comes out. */
static int pass_gate(sim_graph *g, int gate, const sim_operation *operation,
                     const int arg[], int at)
{
    const int condition = g->nodes[gate].arg[0];
    int branch[2] = {g->nodes[gate].arg[1], g->nodes[gate].arg[2]};

    for (int i = 0; i < 2; i++) {
        int parts[SIM_FORMULA_ARGS];

        memcpy(parts, arg, sizeof parts);
        parts[at] = branch[i];
        if (!sim_graph_is_zero(g, branch[i])) branch[i] = make(g, operation, parts);
    }
    return make_named(g, "when", 3, condition, branch[0], branch[1]);
}

static int simplify_product(sim_graph *g, const int arg[])
{
    if (sim_graph_is_zero(g, arg[0]) || sim_graph_is_zero(g, arg[1]))
        return sim_graph_number(g, 0);
    for (int i = 0; i < 2; i++) {
        if (is_number(g, arg[i], 1)) return arg[1 - i];
        if (is_number(g, arg[i], -1)) return make_named(g, "-", 1, arg[1 - i], NONE, NONE);
    }
    return NONE;
}

static int simplify_sum(sim_graph *g, const int arg[])
{
    for (int i = 0; i < 2; i++) {
        if (sim_graph_is_zero(g, arg[i])) return arg[1 - i];
        if (is_operation(g, arg[i], "-", 1))
            return make_named(g, "-", 2, arg[1 - i], g->nodes[arg[i]].arg[0], NONE);
    }
    return NONE;
}

static int simplify_difference(sim_graph *g, const int arg[])
{
    if (sim_graph_is_zero(g, arg[1])) return arg[0];
    if (sim_graph_is_zero(g, arg[0])) return make_named(g, "-", 1, arg[1], NONE, NONE);
    if (is_operation(g, arg[1], "-", 1))
        return make_named(g, "+", 2, arg[0], g->nodes[arg[1]].arg[0], NONE);
    return NONE;
}

static int simplify_quotient(sim_graph *g, const int arg[])
{
    return sim_graph_is_zero(g, arg[0]) || is_number(g, arg[1], 1) ? arg[0] : NONE;
}

static int simplify_negative(sim_graph *g, const int arg[])
{
    return is_operation(g, arg[0], "-", 1) ? g->nodes[arg[0]].arg[0] : NONE;
}

static int simplify_choice(sim_graph *g, const int arg[])
{
    if (arg[1] == arg[2]) return arg[1];
    if (g->nodes[arg[0]].kind != SIM_NODE_NUMBER) return NONE;
    return g->nodes[arg[0]].number != 0 ? arg[1] : arg[2];
}

static const struct {
    const char *name;
    int n_args;
    int (*simplify)(sim_graph *g, const int arg[]);
    bool commutes;
    int gates; /* this many of its parts may be gates that it passes through */
} rules[] = {
    {"*", 2, simplify_product, true, 2},     {"+", 2, simplify_sum, true, 0},
    {"-", 2, simplify_difference, false, 0}, {"/", 2, simplify_quotient, false, 1},
    {"-", 1, simplify_negative, false, 1},   {"when", 3, simplify_choice, false, 0},
};
enum { N_RULES = sizeof rules / sizeof *rules };

static int fold_numbers(sim_graph *g, const sim_operation *operation, const int arg[])
{
    double a[SIM_FORMULA_ARGS];

    for (int i = 0; i < operation->n_args; i++) {
        if (g->nodes[arg[i]].kind != SIM_NODE_NUMBER) return NONE;
        a[i] = g->nodes[arg[i]].number;
    }
    return sim_graph_number(g, operation->compute(a));
}

static int add_operation(sim_graph *g, const sim_operation *operation, const int arg[],
                         bool commutes)
{
    const bool turn = commutes && arg[0] > arg[1];
    sim_node node;

    memset(&node, 0, sizeof node);
    node.kind = SIM_NODE_OPERATION;
    node.operation = operation;
    for (int i = 0; i < SIM_FORMULA_ARGS; i++)
        node.arg[i] = i < operation->n_args ? arg[turn && i < 2 ? 1 - i : i] : NONE;
    return add(g, node);
}

static int make(sim_graph *g, const sim_operation *operation, const int arg[])
{
    int made;

    sim_bug(!operation);
    if (g->status != SIM_OK) return 0;
    made = fold_numbers(g, operation, arg);
    if (made != NONE) return made;
    for (int i = 0; i < N_WRITTEN_OUT; i++) {
        if (strcmp(written_out[i].name, operation->name) == 0)
            return build(g, written_out[i].text, find_part, arg);
    }
    for (int i = 0; i < N_RULES; i++) {
        if (rules[i].n_args != operation->n_args ||
            strcmp(rules[i].name, operation->name) != 0)
            continue;
        made = rules[i].simplify(g, arg);
        for (int a = 0; made == NONE && a < rules[i].gates; a++) {
            if (is_gate(g, arg[a])) made = pass_gate(g, arg[a], operation, arg, a);
        }
        return made != NONE ? made : add_operation(g, operation, arg, rules[i].commutes);
    }
    return add_operation(g, operation, arg, false);
}

/* ---- formulas ------------------------------------------------------------- */

static int build_node(sim_graph *g, const sim_formula *f, int n, find_name *find,
                      const int parts[])
{
    const sim_formula_node *node = &f->node[n];
    int arg[SIM_FORMULA_ARGS] = {NONE, NONE, NONE};

    if (!node->operation)
        return *node->name ? find(g, node->name, parts) : sim_graph_number(g, node->number);
    for (int i = 0; i < node->operation->n_args; i++)
        arg[i] = build_node(g, f, node->arg[i], find, parts);
    return make(g, node->operation, arg);
}

static int build(sim_graph *g, const char *text, find_name *find, const int parts[])
{
    sim_formula f;
    sim_status status = sim_formula_parse(&f, text, g->err);

    note_failure(g, status);
    return status == SIM_OK ? build_node(g, &f, f.root, find, parts) : 0;
}

static int find_symbol(sim_graph *g, const char *name, const int parts[])
{
    const sim_symbol *s = sim_model_find(g->model, name);

    if (!s && strcmp(name, "t") == 0) return add_leaf(g, SIM_NODE_TIME, 0, 0);
    if (!s) {
        note_failure(g, sim_fail(g->err, SIM_ENAME,
                                 "%s: a formula names '%s', which is not declared",
                                 g->model->name, name));
        return 0;
    }
    if (sim_symbol_is_constant(s)) return add_leaf(g, SIM_NODE_CONSTANT, s->slot, 0);
    if (sim_symbol_is_state(s)) return add_leaf(g, SIM_NODE_STATE, s->slot, 0);
    if (g->rules[s->slot] == NONE)
        g->rules[s->slot] = build(g, s->formula, find_symbol, parts);
    return g->rules[s->slot];
}

int sim_graph_formula(sim_graph *g, const char *text)
{
    return build(g, text, find_symbol, NULL);
}

/* ---- derivatives ---------------------------------------------------------- */

typedef struct {
    sim_graph *g;
    int by;    /* the leaf by which is differentiated */
    int *done; /* [nodes there were] the derivative of each, NONE: not yet worked out */
} derivation;

/* By which text an operation is differentiated by its part number i. */
static const char *find_partial(const sim_operation *o, int i)
{
    if (o->binds == 1) return "0"; /* a comparison */
    if (strcmp(o->name, "-") == 0 && o->n_args == 1) return "-1";
    for (int k = 0; k < N_PARTIALS; k++) {
        if (strcmp(partials[k].name, o->name) == 0) return partials[k].by[i];
    }
    sim_bug(true);
    return NULL;
}

static int differentiate(derivation *d, int n);

static int differentiate_operation(derivation *d, int n)
{
    const sim_operation *o = d->g->nodes[n].operation;
    int parts[SIM_FORMULA_ARGS + 1], sum = sim_graph_number(d->g, 0);

    memcpy(parts, d->g->nodes[n].arg, sizeof d->g->nodes[n].arg);
    parts[SIM_FORMULA_ARGS] = n;
    for (int i = 0; i < o->n_args; i++) {
        const int slope = differentiate(d, parts[i]);
        int partial;

        if (sim_graph_is_zero(d->g, slope)) continue;
        partial = build(d->g, find_partial(o, i), find_part, parts);
        sum = make_named(d->g, "+", 2, sum, make_named(d->g, "*", 2, partial, slope, NONE),
                         NONE);
    }
    return sum;
}

static int differentiate(derivation *d, int n)
{
    int slope;

    if (d->g->status != SIM_OK) return 0;
    if (d->done[n] != NONE) return d->done[n];
    if (d->g->nodes[n].kind == SIM_NODE_OPERATION)
        slope = differentiate_operation(d, n);
    else
        slope = sim_graph_number(d->g, n == d->by ? 1 : 0);
    return d->done[n] = slope;
}

static int differentiate_by(sim_graph *g, int of, int by)
{
    derivation d = {g, by, malloc((size_t)(of + 1) * sizeof *d.done)};
    int slope = 0;

    if (!d.done)
        note_failure(g, sim_fail_memory(g->err, g->model->name));
    else {
        for (int n = 0; n <= of; n++) d.done[n] = NONE;
        slope = differentiate(&d, of);
    }
    free(d.done);
    return slope;
}

int sim_graph_by_state(sim_graph *g, int of, size_t state)
{
    return differentiate_by(g, of, add_leaf(g, SIM_NODE_STATE, state, 0));
}

int sim_graph_by_time(sim_graph *g, int of)
{
    return differentiate_by(g, of, add_leaf(g, SIM_NODE_TIME, 0, 0));
}

/* ---- working them out ----------------------------------------------------- */

void sim_graph_compute(const sim_graph *g, double t, const double x[], const double p[],
                       double values[])
{
    for (int n = 0; n < g->n_nodes; n++) {
        const sim_node *node = &g->nodes[n];
        double a[SIM_FORMULA_ARGS] = {0};

        switch (node->kind) {
        case SIM_NODE_NUMBER:
            values[n] = node->number;
            break;
        case SIM_NODE_CONSTANT:
            values[n] = p[node->slot];
            break;
        case SIM_NODE_STATE:
            values[n] = x[node->slot];
            break;
        case SIM_NODE_TIME:
            values[n] = t;
            break;
        case SIM_NODE_OPERATION:
            for (int i = 0; i < node->operation->n_args; i++) a[i] = values[node->arg[i]];
            values[n] = node->operation->compute(a);
        }
    }
}
