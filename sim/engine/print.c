#include "sim/engine/print.h"

#include <stdlib.h>
#include <string.h>

#include "sim/engine/kernel.h"
#include "sim/engine/print_nodes.h"

/* ---- what functions need ---- */

static const sim_node *node_at(const sim_printer *p, int n) { return &p->graph->nodes[n]; }

static void need_flows(sim_printer *p)
{
    memset(p->needed, 0, (size_t)p->graph->n_nodes * sizeof *p->needed);
    for (size_t i = 0; i < p->model->n_flows; i++)
        sim_print_need(p, p->derived->flows[i], false);
}

static void need_all(sim_printer *p)
{
    need_flows(p);
    for (size_t i = 0; i < p->derived->n_entries; i++)
        sim_print_need(p, p->derived->entries[i].node, false);
    for (size_t i = 0; i < p->model->n_moving; i++)
        sim_print_need(p, p->derived->by_time[i], false);
}

/* Numbers stand where they are used; all else that does not move is prepared. */
static void find_prepared(sim_printer *p)
{
    need_all(p);
    for (int n = 0; n < p->graph->n_nodes; n++) {
        const sim_node *node = node_at(p, n);
        const bool is = p->needed[n] && !node->moves && node->kind != SIM_NODE_NUMBER;

        p->prepared[n] = is ? p->n_prepared++ : SIM_NOT_PREPARED;
    }
}

/* ---- functions ------------------------------------------------------------ */

static void print_prepare(sim_printer *p)
{
    const char *name = p->model->name;

    memset(p->needed, 0, (size_t)p->graph->n_nodes * sizeof *p->needed);
    for (int n = 0; n < p->graph->n_nodes; n++)
        if (p->prepared[n] != SIM_NOT_PREPARED) sim_print_need(p, n, true);
    fprintf(p->out,
            "static void prepare_%s(const double x_[], const double p_[], double q_[])\n{\n"
            "    const real *x = (const real *)x_, *p = (const real *)p_;\n"
            "    real *q = (real *)q_;\n\n    (void)x, (void)p, (void)q;\n",
            name);
    sim_print_operations(p, true);
    for (int n = 0; n < p->graph->n_nodes; n++) {
        if (p->prepared[n] == SIM_NOT_PREPARED) continue;
        fprintf(p->out, "    q[%d] = ", p->prepared[n]);
        sim_print_value(p, n, true);
        fputs(";\n", p->out);
    }
    fputs("}\n\n", p->out);
}

/* amount * law, or the size of it, as a term of a sum. */
static void print_term(const sim_printer *p, const sim_change *c, bool size, bool first)
{
    const double amount = size && c->amount < 0 ? -c->amount : c->amount;

    fputs(amount < 0 ? (first ? "-" : " - ") : first ? "" : " + ", p->out);
    if (amount != 1 && amount != -1)
        fprintf(p->out, "ALL(%a) * ", amount < 0 ? -amount : amount);
    if (size) fputs("SIZE(", p->out);
    sim_print_value(p, p->derived->flows[c->flow], false);
    if (size) fputs(")", p->out);
}

static size_t print_terms(const sim_printer *p, size_t state, bool size)
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
static void print_slopes_of_states(const sim_printer *p)
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

static void print_slopes(sim_printer *p)
{
    need_flows(p);
    fprintf(
        p->out,
        "static void slopes_%s(const real *q, const real *t, const real *x, real *f)\n{\n"
        "    (void)q, (void)t, (void)x;\n",
        p->model->name);
    sim_print_operations(p, false);
    print_slopes_of_states(p);
    fputs("}\n\n", p->out);
}

static void print_matrix(const sim_printer *p)
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
            sim_print_value(p, d->entries[next++].node, false);
        } else if (!on_diagonal) {
            fputs("ALL(0)", p->out);
        }
        fputs(";\n", p->out);
        diagonal += on_diagonal;
    }
}

static void print_linearize(sim_printer *p)
{
    need_all(p);
    fprintf(p->out,
            "static void linearize_%s(const real *q, const real *t, const real *x,\n"
            "                         const real *d, real *f, real *v, real *ft)\n{\n"
            "    (void)q, (void)t, (void)x;\n",
            p->model->name);
    sim_print_operations(p, false);
    print_slopes_of_states(p);
    print_matrix(p);
    for (size_t i = 0; i < p->model->n_moving; i++) {
        fprintf(p->out, "    ft[%zu] = ", i);
        sim_print_value(p, p->derived->by_time[i], false);
        fputs(";\n", p->out);
    }
    fputs("}\n\n", p->out);
}

static void print_factor(const sim_printer *p)
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

static void print_solve(const sim_printer *p)
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

/* ---- rules ---------------------------------------------------------------- */

static unsigned long long asker(size_t rule) { return 1ULL << rule % SIM_ASKERS; }

static void ask(sim_printer *p, int n, unsigned long long by)
{
    const sim_node *node = node_at(p, n);

    if ((p->askers[n] & by) == by) return;
    p->askers[n] |= by;
    for (int i = 0; node->kind == SIM_NODE_OPERATION && i < node->operation->n_args; i++)
        ask(p, node->arg[i], by);
}

static void need_rules(sim_printer *p)
{
    memset(p->needed, 0, (size_t)p->graph->n_nodes * sizeof *p->needed);
    for (size_t i = 0; i < p->model->n_rules; i++) {
        sim_print_need(p, p->rules[i], true);
        ask(p, p->rules[i], asker(i));
    }
    for (size_t i = 0; i < p->model->n_zeros; i++) {
        sim_print_need(p, p->zeros[i], true);
        ask(p, p->zeros[i], ~0ULL);
    }
}

static void print_zero(const sim_printer *p, size_t i)
{
    const size_t slot = p->model->symbols[p->model->zeros[i].symbol].slot;

    fprintf(p->out, "    o[%zu] = SELECT((o[%zu] < ", slot, slot);
    sim_print_value(p, p->zeros[i], true);
    fprintf(p->out, ") & (o[%zu] > -", slot);
    sim_print_value(p, p->zeros[i], true);
    fprintf(p->out, "), ALL(0), o[%zu]);\n", slot);
}

/* Constants stand for all lanes, and nothing is prepared: a row may have any records. */
static void print_observe(sim_printer *p)
{
    need_rules(p);
    p->constant = "ALL(p[%zu])";
    p->asks = true;
    fprintf(
        p->out,
        "static void observe_%s(const double t_[], const double x_[], const double p[],\n"
        "                       unsigned long long asked, double o_[])\n{\n"
        "    const real *t = (const real *)t_, *x = (const real *)x_;\n"
        "    real *o = (real *)o_;\n\n    (void)t, (void)x, (void)p, (void)o;\n"
        "    (void)asked;\n",
        p->model->name);
    sim_print_operations(p, true);
    for (size_t i = 0; i < p->model->n_rules; i++) {
        fprintf(p->out, "    o[%zu] = ", i);
        sim_print_value(p, p->rules[i], true);
        fputs(";\n", p->out);
    }
    for (size_t i = 0; i < p->model->n_zeros; i++) print_zero(p, i);
    fputs("}\n\n", p->out);
    p->asks = false;
    p->constant = "p[%zu]";
}

/* ---- what rules read ------------------------------------------------------ */

static unsigned long long reads_of(const sim_printer *p, int n)
{
    const sim_node *node = node_at(p, n);
    unsigned long long reads = 0;

    if (node->kind == SIM_NODE_STATE) return asker(node->slot);
    for (int i = 0; node->kind == SIM_NODE_OPERATION && i < node->operation->n_args; i++)
        reads |= reads_of(p, node->arg[i]);
    return reads;
}

static void print_reads(const sim_printer *p, const char *what, const int nodes[], size_t n)
{
    fprintf(p->out, "static const unsigned long long %s_reads_%s[] = {", what,
            p->model->name);
    for (size_t i = 0; i < n; i++) fprintf(p->out, "0x%llxULL, ", reads_of(p, nodes[i]));
    fputs("0};\n\n", p->out);
}

/* ---- a model -------------------------------------------------------------- */

static void print_functions(sim_printer *p)
{
    fprintf(p->out, "/* ---- %s ---- */\n\nextern const sim_model model_%s;\n\n",
            p->model->name, p->model->name);
    find_prepared(p);
    print_prepare(p);
    print_slopes(p);
    print_linearize(p);
    print_factor(p);
    print_solve(p);
    print_observe(p);
    print_reads(p, "rule", p->rules, p->model->n_rules);
    print_reads(p, "blank", p->blanks, p->model->n_blanks);
    fprintf(
        p->out,
        "#define OF_MODEL(function) function##_%s\n#define N %zu\n#define N_VALUES %zu\n"
        "#define N_PREPARED %d\n#include \"sim/engine/rodas_kernel.h\"\n\n",
        p->model->name, p->model->n_moving, p->derived->lu.n_values, p->n_prepared);
}

/* ---- files ---------------------------------------------------------------- */

/* Adds the rules to the graph. */
static sim_status add_rules(sim_printer *p, sim_graph *graph, sim_error *err)
{
    p->rules = calloc(p->model->n_rules + 1, sizeof *p->rules);
    p->zeros = calloc(p->model->n_zeros + 1, sizeof *p->zeros);
    p->blanks = calloc(p->model->n_blanks + 1, sizeof *p->blanks);
    if (!p->rules || !p->zeros || !p->blanks) return sim_fail_memory(err, p->model->name);
    for (size_t i = 0; i < p->model->n_symbols; i++) {
        const sim_symbol *s = &p->model->symbols[i];

        if (s->kind == SIM_RULE) p->rules[s->slot] = sim_graph_formula(graph, s->formula);
    }
    for (size_t i = 0; i < p->model->n_zeros; i++)
        p->zeros[i] = sim_graph_formula(graph, p->model->zeros[i].below);
    for (size_t i = 0; i < p->model->n_blanks; i++)
        p->blanks[i] = sim_graph_formula(graph, p->model->blanks[i].condition);
    return graph->status;
}

static sim_status open_printer(sim_printer *p, sim_derived *derived, sim_error *err)
{
    sim_status status = add_rules(p, &derived->graph, err);
    const size_t n = (size_t)derived->graph.n_nodes;

    p->derived = derived;
    p->graph = &derived->graph;
    p->needed = calloc(n + 1, sizeof *p->needed);
    p->prepared = calloc(n + 1, sizeof *p->prepared);
    p->askers = calloc(n + 1, sizeof *p->askers);
    if (status == SIM_OK && (!p->needed || !p->prepared || !p->askers))
        status = sim_fail_memory(err, p->model->name);
    return status;
}

static void close_printer(sim_printer *p)
{
    free(p->rules);
    free(p->zeros);
    free(p->blanks);
    free(p->needed);
    free(p->prepared);
    free(p->askers);
}

static sim_status print_model(FILE *out, const sim_model *model, sim_error *err)
{
    sim_network net;
    sim_printer p = {.out = out, .model = model, .constant = "p[%zu]"};
    sim_status status = sim_network_init(&net, model, err);

    if (status == SIM_OK) status = open_printer(&p, net.derived, err);
    if (status == SIM_OK) print_functions(&p);
    close_printer(&p);
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
        "#include \"sim/engine/scribe_kernel.h\"\n\n",
        out);
    for (size_t i = 0; status == SIM_OK && i < n_models; i++)
        if (is_printed(models, i)) status = print_model(out, models[i], err);
    fputs("const sim_kernel KERNELS[] = {\n", out);
    for (size_t i = 0; i < n_models; i++)
        if (is_printed(models, i)) fprintf(out, "    KERNEL(%s),\n", models[i]->name);
    fputs("    {0},\n};\n", out);
    return status;
}
