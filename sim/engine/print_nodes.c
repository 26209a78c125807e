#include "sim/engine/print_nodes.h"

#include <string.h>

/* ---- which nodes ---------------------------------------------------------- */

static const sim_node *node_at(const sim_printer *p, int n) { return &p->graph->nodes[n]; }

static bool is_comparison(const sim_printer *p, int n)
{
    const sim_node *node = node_at(p, n);

    return node->kind == SIM_NODE_OPERATION && node->operation->binds == 1;
}

/* Marks what a node is made of; what was prepared needs no more. */
void sim_print_need(sim_printer *p, int n, bool preparing)
{
    const sim_node *node = node_at(p, n);

    if (p->needed[n]) return;
    p->needed[n] = true;
    if (node->kind != SIM_NODE_OPERATION || (!preparing && !node->moves)) return;
    for (int i = 0; i < node->operation->n_args; i++)
        sim_print_need(p, node->arg[i], preparing);
}

/* ---- nodes as C ----------------------------------------------------------- */

static void print_node(const sim_printer *p, int n, bool preparing)
{
    const sim_node *node = node_at(p, n);

    if (!preparing && p->prepared[n] != SIM_NOT_PREPARED)
        fprintf(p->out, "q[%d]", p->prepared[n]);
    else if (node->kind == SIM_NODE_NUMBER)
        fprintf(p->out, "ALL(%a)", node->number);
    else if (node->kind == SIM_NODE_CONSTANT)
        fprintf(p->out, p->constant, node->slot);
    else if (node->kind == SIM_NODE_STATE)
        fprintf(p->out, "x[%zu]", node->slot);
    else if (node->kind == SIM_NODE_TIME)
        fputs("*t", p->out);
    else
        fprintf(p->out, "n%d", n);
}

static bool is_truth(const sim_printer *p, int n, bool preparing)
{
    return is_comparison(p, n) && (preparing || p->prepared[n] == SIM_NOT_PREPARED);
}

/* As a number: 1 where a comparison holds. */
void sim_print_value(const sim_printer *p, int n, bool preparing)
{
    const bool truth = is_truth(p, n, preparing);

    if (truth) fputs("SELECT(", p->out);
    print_node(p, n, preparing);
    if (truth) fputs(", ALL(1), ALL(0))", p->out);
}

static void print_condition(const sim_printer *p, int n, bool preparing)
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

static void print_call(const sim_printer *p, const sim_node *node, int n, bool preparing)
{
    const bool two = node->operation->n_args == 2;

    for (int i = 0; i < node->operation->n_args; i++) {
        fprintf(p->out, "    const real a%d_%d = ", n, i);
        sim_print_value(p, node->arg[i], preparing);
        fputs(";\n", p->out);
    }
    fprintf(p->out, "    real n%d%s;\n\n    ", n, p->asks ? " = ALL(0)" : "");
    if (p->asks) fprintf(p->out, "if (asked & 0x%llxULL) ", p->askers[n]);
    fprintf(p->out, "CALL%s(&n%d, %s, &a%d_0", two ? "2" : "", n, node->operation->name, n);
    if (two) fprintf(p->out, ", &a%d_1", n);
    fputs(");\n", p->out);
}

static void print_choice(const sim_printer *p, const sim_node *node, bool preparing)
{
    fputs("SELECT(", p->out);
    print_condition(p, node->arg[0], preparing);
    for (int i = 1; i < 3; i++) {
        fputs(", ", p->out);
        sim_print_value(p, node->arg[i], preparing);
    }
    fputs(")", p->out);
}

static void print_infix(const sim_printer *p, const sim_node *node, bool preparing)
{
    const char *before = "", *behind = "", *name = node->operation->name;

    for (int i = 0; i < N_FORMS; i++) {
        if (strcmp(forms[i].name, name) != 0) continue;
        before = forms[i].before;
        behind = forms[i].behind;
        name = ",";
    }
    fputs(before, p->out);
    sim_print_value(p, node->arg[0], preparing);
    fprintf(p->out, " %s ", name);
    sim_print_value(p, node->arg[1], preparing);
    fputs(behind, p->out);
}

static bool is_call(const sim_operation *o)
{
    return o->binds == 0 && strcmp(o->name, "min") != 0 && strcmp(o->name, "max") != 0 &&
           strcmp(o->name, "when") != 0 && strcmp(o->name, "-") != 0;
}

static void print_operation(const sim_printer *p, int n, bool preparing)
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
        sim_print_value(p, node->arg[0], preparing);
    } else {
        print_infix(p, node, preparing);
    }
    fputs(";\n", p->out);
}

void sim_print_operations(const sim_printer *p, bool preparing)
{
    for (int n = 0; n < p->graph->n_nodes; n++) {
        if (!p->needed[n] || node_at(p, n)->kind != SIM_NODE_OPERATION) continue;
        if (preparing || node_at(p, n)->moves) print_operation(p, n, preparing);
    }
}
