#include "sim/model/formula.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- operations ----------------------------------------------------------- */

static double op_lt(const double a[]) { return a[0] < a[1]; }
static double op_gt(const double a[]) { return a[0] > a[1]; }
static double op_le(const double a[]) { return a[0] <= a[1]; }
static double op_ge(const double a[]) { return a[0] >= a[1]; }
static double op_eq(const double a[]) { return a[0] == a[1]; }
static double op_add(const double a[]) { return a[0] + a[1]; }
static double op_sub(const double a[]) { return a[0] - a[1]; }
static double op_mul(const double a[]) { return a[0] * a[1]; }
static double op_div(const double a[]) { return a[0] / a[1]; }
static double op_neg(const double a[]) { return -a[0]; }
static double op_when(const double a[]) { return a[0] != 0 ? a[1] : a[2]; }
static double op_hill(const double a[]) { return a[0] / (a[0] + a[1]); }
static double op_min(const double a[]) { return a[0] < a[1] ? a[0] : a[1]; }
static double op_max(const double a[]) { return a[0] > a[1] ? a[0] : a[1]; }
static double op_exp(const double a[]) { return exp(a[0]); }
static double op_expm1(const double a[]) { return expm1(a[0]); }
static double op_log(const double a[]) { return log(a[0]); }
static double op_log1p(const double a[]) { return log1p(a[0]); }
static double op_log2(const double a[]) { return log2(a[0]); }
static double op_pow(const double a[]) { return pow(a[0], a[1]); }
static double op_sqrt(const double a[]) { return sqrt(a[0]); }
static double op_pairs(const double a[]) { return 0.5 * a[0] * a[0]; }
static double op_sample(const double a[]) { return a[0] * a[1]; }

/* An infix operator comes before any that is a prefix of it. */
static const sim_operation operations[] = {
    {"<=", 1, 2, op_le},         {">=", 1, 2, op_ge},       {"==", 1, 2, op_eq},
    {"<", 1, 2, op_lt},          {">", 1, 2, op_gt},        {"+", 2, 2, op_add},
    {"-", 2, 2, op_sub},         {"*", 3, 2, op_mul},       {"/", 3, 2, op_div},
    {"when", 0, 3, op_when},     {"H", 0, 2, op_hill},      {"min", 0, 2, op_min},
    {"max", 0, 2, op_max},       {"exp", 0, 1, op_exp},     {"expm1", 0, 1, op_expm1},
    {"log", 0, 1, op_log},       {"log1p", 0, 1, op_log1p}, {"log2", 0, 1, op_log2},
    {"pow", 0, 2, op_pow},       {"sqrt", 0, 1, op_sqrt},   {"pairs", 0, 1, op_pairs},
    {"sample", 0, 2, op_sample},
};
static const sim_operation negation = {"-", 0, 1, op_neg};

enum {
    N_OPERATIONS = sizeof operations / sizeof *operations,
    LOOSEST = 1,
    TIGHTEST = 3,
    FAILED = -1
};

const sim_operation *sim_operation_find(const char *name, int n_args)
{
    if (n_args == 1 && strcmp(name, negation.name) == 0) return &negation;
    for (size_t i = 0; i < N_OPERATIONS; i++) {
        if (operations[i].n_args == n_args && strcmp(operations[i].name, name) == 0)
            return &operations[i];
    }
    return NULL;
}

/* ---- parsing: each function returns the index of a node, or FAILED -------- */

typedef struct {
    sim_formula *f;
    const char *text, *at;
    sim_error *err;
} parser;

static int parse_infix(parser *p, int level);

static int expected(parser *p, const char *what)
{
    sim_fail(p->err, SIM_EPARSE, "expected %s at '%s' in \"%s\"", what, p->at, p->text);
    return FAILED;
}

static bool skip(parser *p, const char *token)
{
    while (isspace((unsigned char)*p->at)) p->at++;
    if (strncmp(p->at, token, strlen(token)) != 0) return false;
    p->at += strlen(token);
    return true;
}

static int add_node(parser *p, const sim_operation *operation)
{
    if (p->f->n_nodes == SIM_FORMULA_NODES) return expected(p, "a shorter formula");
    p->f->node[p->f->n_nodes] = (sim_formula_node){.operation = operation};
    return p->f->n_nodes++;
}

static int parse_call(parser *p, const char *name)
{
    size_t i = 0;
    int n;

    while (i < N_OPERATIONS && (operations[i].binds || strcmp(operations[i].name, name)))
        i++;
    if (i == N_OPERATIONS) return expected(p, "a function of define_model.h");
    n = add_node(p, &operations[i]);
    for (int a = 0; n != FAILED && a < operations[i].n_args; a++) {
        int arg = a == 0 || skip(p, ",") ? parse_infix(p, LOOSEST) : expected(p, ",");

        if (arg == FAILED) return FAILED;
        p->f->node[n].arg[a] = arg;
    }
    return skip(p, ")") ? n : expected(p, ")");
}

static int parse_name(parser *p)
{
    char name[SIM_FORMULA_NAME] = "";
    size_t length = 0;
    int n;

    while (isalnum((unsigned char)p->at[length]) || p->at[length] == '_') length++;
    if (length == 0 || length >= sizeof name) return expected(p, "a name");
    memcpy(name, p->at, length);
    p->at += length;
    if (skip(p, "(")) return parse_call(p, name);
    n = add_node(p, NULL);
    if (n != FAILED) memcpy(p->f->node[n].name, name, sizeof name);
    return n;
}

static int parse_number(parser *p)
{
    char *end;
    double number = strtod(p->at, &end);
    int n = add_node(p, NULL);

    p->at = end;
    if (n != FAILED) p->f->node[n].number = number;
    return n;
}

static int parse_primary(parser *p)
{
    int n, arg;

    if (skip(p, "(")) {
        n = parse_infix(p, LOOSEST);
        return n == FAILED || skip(p, ")") ? n : expected(p, ")");
    }
    if (skip(p, "-")) {
        arg = parse_primary(p);
        n = arg == FAILED ? FAILED : add_node(p, &negation);
        if (n != FAILED) p->f->node[n].arg[0] = arg;
        return n;
    }
    return isdigit((unsigned char)*p->at) || *p->at == '.' ? parse_number(p)
                                                           : parse_name(p);
}

static const sim_operation *skip_infix(parser *p, int level)
{
    for (size_t i = 0; i < N_OPERATIONS; i++) {
        if (operations[i].binds == level && skip(p, operations[i].name))
            return &operations[i];
    }
    return NULL;
}

static int parse_infix(parser *p, int level)
{
    const sim_operation *operation;
    int left = level == TIGHTEST ? parse_primary(p) : parse_infix(p, level + 1);

    while (left != FAILED && (operation = skip_infix(p, level)) != NULL) {
        int right = level == TIGHTEST ? parse_primary(p) : parse_infix(p, level + 1);
        int n = right == FAILED ? FAILED : add_node(p, operation);

        if (n == FAILED) return FAILED;
        p->f->node[n].arg[0] = left;
        p->f->node[n].arg[1] = right;
        left = n;
    }
    return left;
}

sim_status sim_formula_parse(sim_formula *f, const char *text, sim_error *err)
{
    parser p = {f, text, text, err};

    f->n_nodes = 0;
    f->root = parse_infix(&p, LOOSEST);
    if (f->root != FAILED && (skip(&p, ""), *p.at != '\0'))
        f->root = expected(&p, "an operator");
    return f->root == FAILED ? SIM_EPARSE : SIM_OK;
}

/* ---- reading -------------------------------------------------------------- */

static double eval(const sim_formula *f, int n, sim_lookup *lookup, void *data)
{
    const sim_formula_node *node = &f->node[n];
    double a[SIM_FORMULA_ARGS];

    if (!node->operation) return *node->name ? lookup(node->name, data) : node->number;
    for (int i = 0; i < node->operation->n_args; i++)
        a[i] = eval(f, node->arg[i], lookup, data);
    return node->operation->compute(a);
}

double sim_formula_eval(const sim_formula *f, sim_lookup *lookup, void *data)
{
    return eval(f, f->root, lookup, data);
}

/* The formula that gives a symbol its value at any time; NULL for a state. */
static const char *formula_of(const sim_symbol *symbol)
{
    return sim_symbol_is_state(symbol) ? NULL : symbol->formula;
}

/* NULL for what names no symbol. */
static const sim_symbol *find_used(const sim_model *model, const sim_formula_node *node)
{
    return *node->name ? sim_model_find(model, node->name) : NULL;
}

sim_status sim_formula_mark_uses(const sim_model *model, const char *text, bool uses[],
                                 sim_error *err)
{
    sim_formula f;
    sim_status status = sim_formula_parse(&f, text, err);

    for (int n = 0; status == SIM_OK && n < f.n_nodes; n++) {
        const sim_symbol *used = find_used(model, &f.node[n]);

        if (!used || uses[used - model->symbols]) continue;
        uses[used - model->symbols] = true;
        if (formula_of(used))
            status = sim_formula_mark_uses(model, formula_of(used), uses, err);
    }
    return status;
}

sim_status sim_formula_mark_time(const sim_model *model, const char *text, bool *time,
                                 sim_error *err)
{
    sim_formula f;
    sim_status status = sim_formula_parse(&f, text, err);

    for (int n = 0; status == SIM_OK && !*time && n < f.n_nodes; n++) {
        const sim_symbol *used = find_used(model, &f.node[n]);

        if (used && used->kind == SIM_RULE)
            status = sim_formula_mark_time(model, used->formula, time, err);
        else
            *time = !used && strcmp(f.node[n].name, "t") == 0;
    }
    return status;
}

/* ---- equations of reactions ------------------------------------------------ */

typedef struct {
    sim_equation *equation;
    const sim_model *model;
    const sim_flow *flow;
    const char *at;
    sim_error *err;
} equation_parser;

static void skip_space(equation_parser *p)
{
    while (isspace((unsigned char)*p->at)) p->at++;
}

static bool at_arrow(const equation_parser *p) { return strncmp(p->at, "->", 2) == 0; }

static sim_status expected_term(const equation_parser *p, const char *what)
{
    return sim_fail(p->err, SIM_EPARSE, "%s:%d: %s: expected %s, got \"%s\"",
                    p->flow->at.file, p->flow->at.line, p->flow->name, what,
                    p->flow->equation);
}

static sim_status add_term(equation_parser *p, const char *name, size_t length,
                           double count)
{
    const sim_symbol *s = sim_model_find_part(p->model, name, length);

    if (p->equation->n == SIM_EQUATION_TERMS) return expected_term(p, "fewer terms");
    if (s && s->kind == SIM_SPECIES) {
        p->equation->terms[p->equation->n++] = (sim_equation_term){s, count};
        return SIM_OK;
    }
    return sim_fail(p->err, SIM_ENAME, "%s:%d: %s: unknown species '%.*s' in \"%s\"",
                    p->flow->at.file, p->flow->at.line, p->flow->name, (int)length, name,
                    p->flow->equation);
}

/* side = [ term { "+" term } ], term = [ integer ] name. */
static sim_status parse_side(equation_parser *p)
{
    skip_space(p);
    if (*p->at == '\0' || at_arrow(p)) return SIM_OK;
    for (;;) {
        long count = 1;
        const char *name;
        sim_status status;

        skip_space(p);
        if (isdigit((unsigned char)*p->at)) {
            char *end;

            count = strtol(p->at, &end, 10);
            p->at = end;
        }
        skip_space(p);
        name = p->at;
        while (isalnum((unsigned char)*p->at) || *p->at == '_') p->at++;
        status = add_term(p, name, (size_t)(p->at - name), (double)count);
        if (status != SIM_OK) return status;
        skip_space(p);
        if (*p->at != '+') return SIM_OK;
        p->at++;
    }
}

sim_status sim_equation_parse(sim_equation *equation, const sim_model *model,
                              const sim_flow *flow, sim_error *err)
{
    equation_parser p = {equation, model, flow, flow->equation, err};
    sim_status status;

    *equation = (sim_equation){.n = 0};
    status = parse_side(&p);
    if (status != SIM_OK) return status;
    equation->n_left = equation->n;
    if (!at_arrow(&p)) return expected_term(&p, "\"A + B -> C\"");
    p.at += 2;
    status = parse_side(&p);
    if (status != SIM_OK) return status;
    return *p.at == '\0' ? SIM_OK : expected_term(&p, "\"A + B -> C\"");
}
