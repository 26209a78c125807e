#include "tests/dual.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t directions(const dual_model *d) { return d->model->n_moving + 1; }

/* ---- formulas ------------------------------------------------------------- */

static void read_formula(const sim_model *m, const char *text, dual_formula *f)
{
    sim_error err = {""};

    ck_assert_msg(sim_formula_parse(&f->formula, text, &err) == SIM_OK, "%s", err.text);
    for (int i = 0; i < f->formula.n_nodes; i++) {
        const char *name = f->formula.node[i].name;

        f->names[i] = *name ? sim_model_find(m, name) : NULL;
        ck_assert(!*name || f->names[i] || strcmp(name, "t") == 0);
    }
}

void dual_open(dual_model *d, const sim_model *m)
{
    ck_assert(m->n_moving < DUAL_MOST && m->n_rules <= DUAL_RULES &&
              m->n_flows <= DUAL_FLOWS);
    *d = (dual_model){.model = m};
    d->flows = calloc(m->n_flows + 1, sizeof *d->flows);
    d->rules = calloc(m->n_rules + 1, sizeof *d->rules);
    d->values = calloc(m->n_rules + 1, sizeof *d->values);
    ck_assert(d->flows && d->rules && d->values);
    for (size_t i = 0; i < m->n_flows; i++)
        read_formula(m, m->flows[i].formula, &d->flows[i]);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind == SIM_RULE) read_formula(m, s->formula, &d->rules[s->slot]);
    }
}

void dual_close(dual_model *d)
{
    free(d->flows);
    free(d->rules);
    free(d->values);
}

/* ---- numbers -------------------------------------------------------------- */

/* What an operation has of each of its parts: its value there, by how much it changes with each
 * of them, and the size of what that was summed of. */
typedef struct {
    double value, size;
    double by[SIM_FORMULA_ARGS], sizes[SIM_FORMULA_ARGS];
} change_of;

static double size_of(double a) { return fabs(a); }

/* `by`, a number that nothing was taken from. */
static change_of of_one(double value, double by)
{
    return (change_of){value, size_of(value), {by}, {size_of(by)}};
}

static change_of of_two(double value, double by_a, double by_b)
{
    return (change_of){value, size_of(value), {by_a, by_b}, {size_of(by_a), size_of(by_b)}};
}

static change_of of_quotient(const dual a[])
{
    return of_two(a[0].value / a[1].value, 1 / a[1].value,
                  -a[0].value / a[1].value / a[1].value);
}

/* a / (a + b) */
static change_of of_share(const dual a[])
{
    const double sum = a[0].value + a[1].value, y = a[0].value / sum;
    change_of c = of_two(y, a[1].value / sum / sum, -y / sum);

    c.sizes[0] = (1 + size_of(y)) / size_of(sum);
    return c;
}

/* A power of 0 grows by nothing with its exponent, and a root there counts as flat. */
static change_of of_power(const dual a[])
{
    const double x = a[0].value, n = a[1].value, y = pow(x, n);

    return of_two(y, x == 0 ? n == 1 : n * pow(x, n - 1), y == 0 ? 0 : y * log(x));
}

static change_of of_sum(const dual a[], double sign)
{
    change_of c = of_two(a[0].value + sign * a[1].value, 1, sign);

    c.size = a[0].size + a[1].size;
    return c;
}

static change_of of_product(const dual a[])
{
    change_of c = of_two(a[0].value * a[1].value, a[1].value, a[0].value);

    c.size = a[0].size * a[1].size;
    return c;
}

/* The branch that was taken alone. */
static change_of of_choice(dual_model *d, const dual a[], int taken)
{
    change_of c = {.value = a[taken].value, .size = a[taken].size};

    c.by[taken] = c.sizes[taken] = 1;
    d->choices = 31 * d->choices + (unsigned long)taken;
    return c;
}

static change_of of_function(const char *name, double a)
{
    if (strcmp(name, "exp") == 0) return of_one(exp(a), exp(a));
    if (strcmp(name, "expm1") == 0) return of_one(expm1(a), exp(a));
    if (strcmp(name, "log") == 0) return of_one(log(a), 1 / a);
    if (strcmp(name, "log1p") == 0) return of_one(log1p(a), 1 / (1 + a));
    if (strcmp(name, "log2") == 0) return of_one(log2(a), 1 / (a * log(2)));
    if (strcmp(name, "sqrt") == 0) return of_one(sqrt(a), 0.5 / sqrt(a));
    if (strcmp(name, "pairs") == 0) return of_one(0.5 * a * a, a);
    ck_assert_str_eq(name, "-");
    return of_one(-a, -1);
}

static change_of of_two_parts(dual_model *d, const sim_operation *o, const dual a[])
{
    const char *name = o->name;
    const double pair[] = {a[0].value, a[1].value};

    if (strcmp(name, "+") == 0) return of_sum(a, 1);
    if (strcmp(name, "-") == 0) return of_sum(a, -1);
    if (strcmp(name, "*") == 0 || strcmp(name, "sample") == 0) return of_product(a);
    if (strcmp(name, "/") == 0) return of_quotient(a);
    if (strcmp(name, "H") == 0) return of_share(a);
    if (strcmp(name, "pow") == 0) return of_power(a);
    if (strcmp(name, "min") == 0) return of_choice(d, a, pair[0] < pair[1] ? 0 : 1);
    if (strcmp(name, "max") == 0) return of_choice(d, a, pair[0] > pair[1] ? 0 : 1);
    ck_assert_int_eq(o->binds, 1);
    return of_two(o->compute(pair), 0, 0);
}

static change_of change_by(dual_model *d, const sim_operation *o, const dual a[])
{
    if (o->n_args == 3) return of_choice(d, a, a[0].value != 0 ? 1 : 2);
    if (o->n_args == 2) return of_two_parts(d, o, a);
    return of_function(o->name, a[0].value);
}

/* What does not move, or is not asked for, adds nothing, were it multiplied by infinity. */
static void chain_rule(const dual_model *d, const change_of *c, const dual a[], int n_args,
                       dual *out)
{
    *out = (dual){.value = c->value, .size = c->size};
    for (int k = 0; k < n_args; k++) {
        for (size_t i = 0; i < directions(d); i++) {
            if (a[k].sizes[i] == 0 || c->sizes[k] == 0) continue;
            if (a[k].by[i] != 0) out->by[i] += c->by[k] * a[k].by[i];
            out->sizes[i] += c->sizes[k] * a[k].sizes[i];
        }
    }
}

static void eval(dual_model *d, const dual_formula *f, int n, dual *out);

static void read_name(dual_model *d, const sim_symbol *s, dual *out)
{
    *out = (dual){0};
    if (!s) {
        out->value = d->t;
        out->by[d->model->n_moving] = out->sizes[d->model->n_moving] = 1;
    } else if (s->kind == SIM_RULE) {
        if (!d->known[s->slot])
            eval(d, &d->rules[s->slot], d->rules[s->slot].formula.root,
                 &d->values[s->slot]);
        d->known[s->slot] = true;
        *out = d->values[s->slot];
        return;
    } else if (sim_symbol_is_state(s)) {
        out->value = d->x[s->slot];
        if (s->slot < d->model->n_moving) out->by[s->slot] = out->sizes[s->slot] = 1;
    } else {
        out->value = d->p[s->slot];
    }
    out->size = size_of(out->value);
}

static void eval(dual_model *d, const dual_formula *f, int n, dual *out)
{
    const sim_formula_node *node = &f->formula.node[n];
    dual a[SIM_FORMULA_ARGS];
    change_of c;

    if (!node->operation && *node->name) {
        read_name(d, f->names[n], out);
        return;
    }
    if (!node->operation) {
        *out = (dual){.value = node->number, .size = size_of(node->number)};
        return;
    }
    for (int i = 0; i < node->operation->n_args; i++) eval(d, f, node->arg[i], &a[i]);
    c = change_by(d, node->operation, a);
    chain_rule(d, &c, a, node->operation->n_args, out);
}

void dual_laws(dual_model *d, double t, const double x[], const double p[], dual flows[])
{
    d->t = t;
    d->x = x;
    d->p = p;
    d->choices = 17;
    memset(d->known, 0, sizeof d->known);
    for (size_t i = 0; i < d->model->n_flows; i++)
        eval(d, &d->flows[i], d->flows[i].formula.root, &flows[i]);
}

void dual_slopes(dual_model *d, const sim_network *net, double t, const double x[],
                 const double p[], dual slopes[])
{
    static dual flows[DUAL_FLOWS];

    dual_laws(d, t, x, p, flows);
    for (size_t i = 0; i < d->model->n_moving; i++) slopes[i] = (dual){0};
    for (const sim_change *c = net->changes; c < net->changes + net->n_changes; c++) {
        const dual *flow = &flows[c->flow];
        dual *s = &slopes[c->state];

        s->value += c->amount * flow->value;
        s->size += size_of(c->amount) * size_of(flow->value);
        for (size_t i = 0; i < directions(d); i++) {
            s->by[i] += c->amount * flow->by[i];
            s->sizes[i] += size_of(c->amount) * flow->sizes[i];
        }
    }
}
