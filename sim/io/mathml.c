#include "sim/io/mathml.h"

#include <string.h>

#include "sim/io/number.h"

const sim_mathml_function sim_mathml_functions[] = {
    {"H", {"x", "k"}, "x / (x + k)"},
    {"log1p", {"x"}, "log(1 + x)"},
    {"expm1", {"x"}, "exp(x) - 1"},
    {0},
};

/* Operations that MathML has under another name; the others are functions above, or
 * written by hand below. */
static const struct {
    const char *name, *element;
} elements[] = {
    {"+", "plus"},  {"-", "minus"}, {"*", "times"},   {"sample", "times"}, {"/", "divide"},
    {"<", "lt"},    {">", "gt"},    {"<=", "leq"},    {">=", "geq"},       {"==", "eq"},
    {"exp", "exp"}, {"log", "ln"},  {"pow", "power"}, {"sqrt", "root"},    {0},
};

typedef struct {
    const sim_measured *formula;
    const sim_mathml_ids *ids;
    sim_xml *xml;
} writer;

static void write_node(const writer *w, int n);

static void write_empty(const char *element, sim_xml *xml)
{
    sim_xml_open(xml, element);
    sim_xml_close(xml);
}

void sim_mathml_open_apply(const char *function, sim_xml *xml)
{
    sim_xml_open(xml, "apply");
    write_empty(function, xml);
}

void sim_mathml_write_leaf(const char *element, const char *text, sim_xml *xml)
{
    sim_xml_open(xml, element);
    sim_xml_text(xml, text);
    sim_xml_close(xml);
}

/* 1e+06 is <cn type="e-notation">1<sep/>6</cn>. */
static void write_number(const writer *w, double number, sim_dimension unit)
{
    char text[SIM_NUMBER_SIZE], *e;

    sim_number_print_exact(text, number);
    e = strchr(text, 'e');
    sim_xml_open(w->xml, "cn");
    sim_xml_attribute(w->xml, "sbml:units", w->ids->unit(unit, w->ids->scope));
    if (e) {
        *e++ = '\0';
        sim_xml_attribute(w->xml, "type", "e-notation");
    }
    sim_xml_text(w->xml, text);
    if (e) {
        sim_xml_inline(w->xml, "sep");
        sim_xml_text(w->xml, *e == '+' ? e + 1 : e);
    }
    sim_xml_close(w->xml);
}

static void write_name(const writer *w, const char *name)
{
    const char *id = w->ids->name(name, w->ids->scope);

    if (!id) {
        sim_xml_open(w->xml, "csymbol");
        sim_xml_attribute(w->xml, "encoding", "text");
        sim_xml_attribute(w->xml, "definitionURL", "http://www.sbml.org/sbml/symbols/time");
        sim_xml_text(w->xml, "t");
        sim_xml_close(w->xml);
        return;
    }
    sim_mathml_write_leaf("ci", id, w->xml);
}

static void write_comparison(const writer *w, const char *relation, const int args[])
{
    sim_mathml_open_apply(relation, w->xml);
    write_node(w, args[0]);
    write_node(w, args[1]);
    sim_xml_close(w->xml);
}

/* when(condition, a, b); with a relation, the one of two values for which it holds, else the
 * other: min and max, which Level 3 has from Version 2 on only. */
static void write_choice(const writer *w, const char *relation, const int args[])
{
    const int *values = relation ? args : args + 1;

    sim_xml_open(w->xml, "piecewise");
    sim_xml_open(w->xml, "piece");
    write_node(w, values[0]);
    if (relation)
        write_comparison(w, relation, args);
    else
        write_node(w, args[0]);
    sim_xml_close(w->xml);
    sim_xml_open(w->xml, "otherwise");
    write_node(w, values[1]);
    sim_xml_close_some(w->xml, 2);
}

/* pairs(A) in the mean: A * A / 2 */
static void write_pairs(const writer *w, int arg)
{
    sim_mathml_open_apply("divide", w->xml);
    sim_mathml_open_apply("times", w->xml);
    write_node(w, arg);
    write_node(w, arg);
    sim_xml_close(w->xml);
    write_number(w, 2, sim_dimensionless);
    sim_xml_close(w->xml);
}

static void write_operator(const writer *w, const char *name)
{
    size_t i = 0;

    while (elements[i].name && strcmp(elements[i].name, name) != 0) i++;
    if (elements[i].name) {
        write_empty(elements[i].element, w->xml);
    } else if (strcmp(name, "log2") == 0) {
        write_empty("log", w->xml);
        sim_xml_open(w->xml, "logbase");
        write_number(w, 2, sim_dimensionless);
        sim_xml_close(w->xml);
    } else {
        sim_mathml_write_leaf("ci", name, w->xml);
    }
}

static void write_node(const writer *w, int n)
{
    const sim_formula_node *node = &w->formula->formula.node[n];

    if (!node->operation && *node->name) {
        write_name(w, node->name);
    } else if (!node->operation) {
        write_number(w, node->number, w->formula->node[n]);
    } else if (strcmp(node->operation->name, "when") == 0) {
        write_choice(w, NULL, node->arg);
    } else if (strcmp(node->operation->name, "min") == 0) {
        write_choice(w, "lt", node->arg);
    } else if (strcmp(node->operation->name, "max") == 0) {
        write_choice(w, "gt", node->arg);
    } else if (strcmp(node->operation->name, "pairs") == 0) {
        write_pairs(w, node->arg[0]);
    } else {
        sim_xml_open(w->xml, "apply");
        write_operator(w, node->operation->name);
        for (int i = 0; i < node->operation->n_args; i++) write_node(w, node->arg[i]);
        sim_xml_close(w->xml);
    }
}

void sim_mathml_write(const sim_measured *formula, const sim_mathml_ids *ids, sim_xml *xml)
{
    write_node(&(writer){formula, ids, xml}, formula->formula.root);
}
