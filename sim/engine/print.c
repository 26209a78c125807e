#include "sim/engine/print.h"

#include <stdlib.h>
#include <string.h>

#include "sim/engine/derived.h"

enum { NOT_PREPARED = -1 };

typedef struct {
    FILE *out;
    const sim_model *model;
    const sim_derived *derived;
    const sim_graph *graph;
    bool *needed; /* [n_nodes] by the function that is being printed */
    int *
        prepared; /* [n_nodes] the place in q[] of what does not move, NOT_PREPARED: none */
    int n_prepared;
} printer;

/* ---- which nodes ---------------------------------------------------------- */

static const sim_node *node_at(const printer *p, int n) { return &p->graph->nodes[n]; }

static bool is_comparison(const printer *p, int n)
{
    const sim_node *node = node_at(p, n);

    return node->kind == SIM_NODE_OPERATION && node->operation->binds == 1;
}

/* Marks what a node is made of; what was prepared needs no more. */
static void need(printer *p, int n, bool preparing)
{
    const sim_node *node = node_at(p, n);

    if (p->needed[n]) return;
    p->needed[n] = true;
    if (node->kind != SIM_NODE_OPERATION || (!preparing && !node->moves)) return;
    for (int i = 0; i < node->operation->n_args; i++) need(p, node->arg[i], preparing);
}

static void need_flows(printer *p)
{
    memset(p->needed, 0, (size_t)p->graph->n_nodes * sizeof *p->needed);
    for (size_t i = 0; i < p->model->n_flows; i++) need(p, p->derived->flows[i], false);
}

static void need_all(printer *p)
{
    need_flows(p);
    for (size_t i = 0; i < p->derived->n_entries; i++)
        need(p, p->derived->entries[i].node, false);
    for (size_t i = 0; i < p->model->n_moving; i++) need(p, p->derived->by_time[i], false);
}

/* Numbers stand where they are used; all else that does not move is prepared. */
static void find_prepared(printer *p)
{
    need_all(p);
    for (int n = 0; n < p->graph->n_nodes; n++) {
        const sim_node *node = node_at(p, n);
        const bool is = p->needed[n] && !node->moves && node->kind != SIM_NODE_NUMBER;

        p->prepared[n] = is ? p->n_prepared++ : NOT_PREPARED;
    }
}

/* ---- nodes as C ----------------------------------------------------------- */

static void print_node(const printer *p, int n, bool preparing)
{
    const sim_node *node = node_at(p, n);

    if (!preparing && p->prepared[n] != NOT_PREPARED)
        fprintf(p->out, "q[%d]", p->prepared[n]);
    else if (node->kind == SIM_NODE_NUMBER)
        fprintf(p->out, "ALL(%a)", node->number);
    else if (node->kind == SIM_NODE_CONSTANT)
        fprintf(p->out, "p[%zu]", node->slot);
    else if (node->kind == SIM_NODE_STATE)
        fprintf(p->out, "x[%zu]", node->slot);
    else if (node->kind == SIM_NODE_TIME)
        fputs("*t", p->out);
    else
        fprintf(p->out, "n%d", n);
}

static bool is_truth(const printer *p, int n, bool preparing)
{
    return is_comparison(p, n) && (preparing || p->prepared[n] == NOT_PREPARED);
}

/* As a number: 1 where a comparison holds. */
static void print_value(const printer *p, int n, bool preparing)
{
    const bool truth = is_truth(p, n, preparing);

    if (truth) fputs("SELECT(", p->out);
    print_node(p, n, preparing);
    if (truth) fputs(", ALL(1), ALL(0))", p->out);
}

static void print_condition(const printer *p, int n, bool preparing)
{
    print_node(p, n, preparing);
    if (!is_truth(p, n, preparing)) fputs(" != ALL(0)", p->out);
}

/* How an operation is written: before, between and behind its two parts. */
static const struct {
    const char *name, *before, *between, *behind;
} forms[] = {
    {"min", "SMALLER(", ", ", ")"},
    {"max", "LARGER(", ", ", ")"},
};
enum { N_FORMS = sizeof forms / sizeof *forms };

static void print_call(const printer *p, const sim_node *node, int n, bool preparing)
{
    const bool two = node->operation->n_args == 2;

    for (int i = 0; i < node->operation->n_args; i++) {
        fprintf(p->out, "    const real a%d_%d = ", n, i);
        print_value(p, node->arg[i], preparing);
        fputs(";\n", p->out);
    }
    fprintf(p->out, "    real n%d;\n\n    CALL%s(&n%d, %s, &a%d_0", n, two ? "2" : "", n,
            node->operation->name, n);
    if (two) fprintf(p->out, ", &a%d_1", n);
    fputs(");\n", p->out);
}

static void print_choice(const printer *p, const sim_node *node, bool preparing)
{
    fputs("SELECT(", p->out);
    print_condition(p, node->arg[0], preparing);
    for (int i = 1; i < 3; i++) {
        fputs(", ", p->out);
        print_value(p, node->arg[i], preparing);
    }
    fputs(")", p->out);
}

static void print_infix(const printer *p, const sim_node *node, bool preparing)
{
    const char *before = "", *behind = "", *name = node->operation->name;

    for (int i = 0; i < N_FORMS; i++) {
        if (strcmp(forms[i].name, name) != 0) continue;
        before = forms[i].before;
        behind = forms[i].behind;
        name = ",";
    }
    fputs(before, p->out);
    print_value(p, node->arg[0], preparing);
    fprintf(p->out, " %s ", name);
    print_value(p, node->arg[1], preparing);
    fputs(behind, p->out);
}

static bool is_call(const sim_operation *o)
{
    return o->binds == 0 && strcmp(o->name, "min") != 0 && strcmp(o->name, "max") != 0 &&
           strcmp(o->name, "when") != 0 && strcmp(o->name, "-") != 0;
}

static void print_operation(const printer *p, int n, bool preparing)
{
    const sim_node *node = node_at(p, n);
    const sim_operation *o = node->operation;

    if (is_call(o)) {
        print_call(p, node, n, preparing);
        return;
    }
    fprintf(p->out, "    const %s n%d = ", o->binds == 1 ? "truth" : "real", n);
    if (strcmp(o->name, "when") == 0) {
        print_choice(p, node, preparing);
    } else if (o->n_args == 1) {
        fputs("-", p->out);
        print_value(p, node->arg[0], preparing);
    } else {
        print_infix(p, node, preparing);
    }
    fputs(";\n", p->out);
}

static void print_operations(const printer *p, bool preparing)
{
    for (int n = 0; n < p->graph->n_nodes; n++) {
        if (!p->needed[n] || node_at(p, n)->kind != SIM_NODE_OPERATION) continue;
        if (preparing || node_at(p, n)->moves) print_operation(p, n, preparing);
    }
}

/* ---- functions ------------------------------------------------------------ */

static void print_prepare(printer *p)
{
    const char *name = p->model->name;

    memset(p->needed, 0, (size_t)p->graph->n_nodes * sizeof *p->needed);
    for (int n = 0; n < p->graph->n_nodes; n++)
        if (p->prepared[n] != NOT_PREPARED) need(p, n, true);
    fprintf(p->out,
            "static void prepare_%s(const double x_[], const double p_[], double q_[])\n{\n"
            "    const real *x = (const real *)x_, *p = (const real *)p_;\n"
            "    real *q = (real *)q_;\n\n    (void)x, (void)p, (void)q;\n",
            name);
    print_operations(p, true);
    for (int n = 0; n < p->graph->n_nodes; n++) {
        if (p->prepared[n] == NOT_PREPARED) continue;
        fprintf(p->out, "    q[%d] = ", p->prepared[n]);
        print_value(p, n, true);
        fputs(";\n", p->out);
    }
    fputs("}\n\n", p->out);
}

/* amount * law, or the size of it, as a term of a sum. */
static void print_term(const printer *p, const sim_change *c, bool size, bool first)
{
    const double amount = size && c->amount < 0 ? -c->amount : c->amount;

    fputs(amount < 0 ? (first ? "-" : " - ") : first ? "" : " + ", p->out);
    if (amount != 1 && amount != -1)
        fprintf(p->out, "ALL(%a) * ", amount < 0 ? -amount : amount);
    if (size) fputs("SIZE(", p->out);
    print_value(p, p->derived->flows[c->flow], false);
    if (size) fputs(")", p->out);
}

static size_t print_terms(const printer *p, size_t state, bool size)
{
    const sim_network *net = p->derived->net;
    size_t n = 0;

    for (size_t i = 0; i < net->n_changes; i++) {
        if (net->changes[i].state == state) print_term(p, &net->changes[i], size, n++ == 0);
    }
    if (n == 0) fputs("ALL(0)", p->out);
    return n;
}

/* What flows into a state and out of it alike, but for rounding, does not move it. */
static void print_slopes_of_states(const printer *p)
{
    for (size_t i = 0; i < p->model->n_moving; i++) {
        size_t n;

        fprintf(p->out, "    f[%zu] = ", i);
        n = print_terms(p, i, false);
        fputs(";\n", p->out);
        if (n < 2) continue;
        fprintf(p->out, "    STILL(f[%zu], ", i);
        print_terms(p, i, true);
        fputs(");\n", p->out);
    }
}

static void print_slopes(printer *p)
{
    need_flows(p);
    fprintf(
        p->out,
        "static void slopes_%s(const real *q, const real *t, const real *x, real *f)\n{\n"
        "    (void)q, (void)t, (void)x;\n",
        p->model->name);
    print_operations(p, false);
    print_slopes_of_states(p);
    fputs("}\n\n", p->out);
}

static void print_matrix(const printer *p)
{
    const sim_derived *d = p->derived;
    const size_t n = d->lu.n;
    size_t next = 0, diagonal = 0;

    for (size_t place = 0; place < d->lu.n_values; place++) {
        const bool entry = next < d->n_entries && d->entries[next].place == place;
        const bool on_diagonal =
            diagonal < n && d->lu.place[diagonal * n + diagonal] == place;

        fprintf(p->out, "    v[%zu] = %s", place, on_diagonal ? "*d" : "");
        if (entry) {
            fputs(on_diagonal ? " - " : "-", p->out);
            print_value(p, d->entries[next++].node, false);
        } else if (!on_diagonal) {
            fputs("ALL(0)", p->out);
        }
        fputs(";\n", p->out);
        diagonal += on_diagonal;
    }
}

static void print_linearize(printer *p)
{
    need_all(p);
    fprintf(p->out,
            "static void linearize_%s(const real *q, const real *t, const real *x,\n"
            "                         const real *d, real *f, real *v, real *ft)\n{\n"
            "    (void)q, (void)t, (void)x;\n",
            p->model->name);
    print_operations(p, false);
    print_slopes_of_states(p);
    print_matrix(p);
    for (size_t i = 0; i < p->model->n_moving; i++) {
        fprintf(p->out, "    ft[%zu] = ", i);
        print_value(p, p->derived->by_time[i], false);
        fputs(";\n", p->out);
    }
    fputs("}\n\n", p->out);
}

static void print_factor(const printer *p)
{
    const sim_sparse *lu = &p->derived->lu;

    fprintf(
        p->out,
        "static void factor_%s(const real *q, real *v, real *smallest)\n{\n    (void)q;\n",
        p->model->name);
    for (const sim_lu_step *s = lu->factor; s < lu->factor + lu->n_factor; s++) {
        if (s->kind == SIM_LU_PIVOT)
            fprintf(p->out,
                    "    *smallest = SMALLER(SIZE(v[%zu]), *smallest);\n"
                    "    v[%zu] = ALL(1) / v[%zu];\n",
                    s->a, s->a, s->a);
        else if (s->kind == SIM_LU_DIVIDE)
            fprintf(p->out, "    v[%zu] *= v[%zu];\n", s->a, s->b);
        else
            fprintf(p->out, "    v[%zu] -= v[%zu] * v[%zu];\n", s->a, s->b, s->c);
    }
    fputs("}\n\n", p->out);
}

static void print_solve(const printer *p)
{
    const sim_sparse *lu = &p->derived->lu;

    fprintf(
        p->out,
        "static void solve_%s(const real *q, const real *v, real *y)\n{\n    (void)q;\n",
        p->model->name);
    for (const sim_lu_step *s = lu->solve; s < lu->solve + lu->n_solve; s++) {
        if (s->kind == SIM_LU_DIVIDE)
            fprintf(p->out, "    y[%zu] *= v[%zu];\n", s->a, s->b);
        else
            fprintf(p->out, "    y[%zu] -= v[%zu] * y[%zu];\n", s->a, s->b, s->c);
    }
    fputs("}\n\n", p->out);
}

static void print_functions(printer *p)
{
    fprintf(p->out, "/* ---- %s ---- */\n\nextern const sim_model model_%s;\n\n",
            p->model->name, p->model->name);
    find_prepared(p);
    print_prepare(p);
    print_slopes(p);
    print_linearize(p);
    print_factor(p);
    print_solve(p);
    fprintf(
        p->out,
        "#define OF_MODEL(function) function##_%s\n#define N %zu\n#define N_VALUES %zu\n"
        "#define N_PREPARED %d\n#include \"sim/engine/rodas_kernel.h\"\n\n",
        p->model->name, p->model->n_moving, p->derived->lu.n_values, p->n_prepared);
}

/* ---- files ---------------------------------------------------------------- */

static sim_status print_model(FILE *out, const sim_model *model, sim_error *err)
{
    sim_network net;
    printer p = {.out = out, .model = model};
    sim_status status = sim_network_init(&net, model, err);

    if (status == SIM_OK) {
        p.derived = net.derived;
        p.graph = &net.derived->graph;
        p.needed = calloc((size_t)p.graph->n_nodes + 1, sizeof *p.needed);
        p.prepared = calloc((size_t)p.graph->n_nodes + 1, sizeof *p.prepared);
        if (p.needed && p.prepared)
            print_functions(&p);
        else
            status = sim_fail_memory(err, model->name);
    }
    free(p.needed);
    free(p.prepared);
    sim_network_free(&net);
    return status;
}

static bool is_printed(const sim_model *const models[], size_t i)
{
    for (size_t before = 0; before < i; before++)
        if (models[before] == models[i]) return false;
    return models[i]->n_moving > 0;
}

sim_status sim_print_kernels(FILE *out, const sim_model *const models[], size_t n_models,
                             sim_error *err)
{
    sim_status status = SIM_OK;

    fputs(
        "/* Printed by the build from the rows of the models: see sim/engine/print.h. */\n"
        "#include \"sim/engine/vector.h\"\n\n",
        out);
    for (size_t i = 0; status == SIM_OK && i < n_models; i++)
        if (is_printed(models, i)) status = print_model(out, models[i], err);
    fputs("const sim_kernel KERNELS[] = {\n", out);
    for (size_t i = 0; i < n_models; i++)
        if (is_printed(models, i)) fprintf(out, "    KERNEL(%s),\n", models[i]->name);
    fputs("    {0},\n};\n", out);
    return status;
}
