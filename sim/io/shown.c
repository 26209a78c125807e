#include "sim/io/shown.h"

#include <stdio.h>
#include <string.h>

#include "sim/io/number.h"

enum { LOOSE = 0, SUM = 2, PRODUCT = 3, TIGHT = 9 };

typedef struct {
    const sim_formula *f;
    sim_xml *xml;
} writer;

static void write_node(const writer *w, int n, int within);

static void write_leaf(sim_xml *xml, const char *element, const char *text)
{
    sim_xml_open(xml, element);
    sim_xml_text(xml, text);
    sim_xml_close(xml);
}

/* 1e+06 is 10 to the 6th, 2.5e-06 that many times 10 to the -6th. */
static void write_number(sim_xml *xml, double number)
{
    char text[SIM_NUMBER_SIZE], power[SIM_NUMBER_SIZE + 4], *e;

    sim_number_print_exact(text, number);
    e = strchr(text, 'e');
    if (!e) {
        write_leaf(xml, "mn", text);
        return;
    }
    *e++ = '\0';
    snprintf(power, sizeof power, "%s%s", *e == '-' ? "\u2212" : "", e + strspn(e, "+-0"));
    sim_xml_open(xml, "mrow");
    if (strcmp(text, "1") != 0) {
        write_leaf(xml, "mn", text);
        write_leaf(xml, "mo", "\u00d7");
    }
    sim_xml_open(xml, "msup");
    write_leaf(xml, "mn", "10");
    write_leaf(xml, "mn", power);
    sim_xml_close_some(xml, 2);
}

/* How tightly what stands there holds together. */
static int binding(const sim_operation *operation)
{
    if (strcmp(operation->name, "/") == 0) return TIGHT;
    if (strcmp(operation->name, "sample") == 0) return PRODUCT;
    if (operation->n_args == 1 && strcmp(operation->name, "-") == 0) return SUM;
    return operation->binds > 0 ? operation->binds : TIGHT;
}

static void write_infix(const writer *w, const sim_formula_node *node, const char *sign,
                        int binds)
{
    write_node(w, node->arg[0], binds);
    write_leaf(w->xml, "mo", sign);
    write_node(w, node->arg[1],
               strcmp(node->operation->name, "-") == 0 ? binds + 1 : binds);
}

static void write_pair(const writer *w, const char *element, const int args[], int binds)
{
    sim_xml_open(w->xml, element);
    write_node(w, args[0], binds);
    write_node(w, args[1], LOOSE);
    sim_xml_close(w->xml);
}

/* x / (x + k) */
static void write_hill(const writer *w, const int args[])
{
    sim_xml_open(w->xml, "mfrac");
    write_node(w, args[0], LOOSE);
    sim_xml_open(w->xml, "mrow");
    write_node(w, args[0], SUM);
    write_leaf(w->xml, "mo", "+");
    write_node(w, args[1], SUM);
    sim_xml_close_some(w->xml, 2);
}

static void write_case(const writer *w, int value, int condition)
{
    sim_xml_open(w->xml, "mtr");
    sim_xml_open(w->xml, "mtd");
    write_node(w, value, LOOSE);
    sim_xml_close(w->xml);
    sim_xml_open(w->xml, "mtd");
    write_leaf(w->xml, "mtext", condition < 0 ? "otherwise" : "if\u00a0");
    if (condition >= 0) write_node(w, condition, LOOSE);
    sim_xml_close_some(w->xml, 2);
}

static void write_when(const writer *w, const int args[])
{
    sim_xml_open(w->xml, "mrow");
    write_leaf(w->xml, "mo", "{");
    sim_xml_open(w->xml, "mtable");
    write_case(w, args[1], args[0]);
    write_case(w, args[2], -1);
    sim_xml_close_some(w->xml, 2);
}

static void write_call(const writer *w, const sim_formula_node *node)
{
    sim_xml_open(w->xml, "mrow");
    write_leaf(w->xml, "mi", node->operation->name);
    write_leaf(w->xml, "mo", "(");
    for (int i = 0; i < node->operation->n_args; i++) {
        if (i > 0) write_leaf(w->xml, "mo", ",");
        write_node(w, node->arg[i], LOOSE);
    }
    write_leaf(w->xml, "mo", ")");
    sim_xml_close(w->xml);
}

static void write_negative(const writer *w, const sim_formula_node *node)
{
    write_leaf(w->xml, "mo", "\u2212");
    write_node(w, node->arg[0], PRODUCT);
}

static const struct {
    const char *name, *sign;
} infixes[] = {
    {"+", "+"}, {"-", "\u2212"},  {"*", "\u00b7"},  {"sample", "\u00b7"}, {"<", "<"},
    {">", ">"}, {"<=", "\u2264"}, {">=", "\u2265"}, {"==", "="},          {0},
};

static void write_operation(const writer *w, const sim_formula_node *node)
{
    const char *name = node->operation->name;
    size_t i = 0;

    while (infixes[i].name && strcmp(infixes[i].name, name) != 0) i++;
    if (infixes[i].name && node->operation->n_args == 2) {
        write_infix(w, node, infixes[i].sign, binding(node->operation));
    } else if (infixes[i].name) {
        write_negative(w, node);
    } else if (strcmp(name, "/") == 0) {
        write_pair(w, "mfrac", node->arg, LOOSE);
    } else if (strcmp(name, "pow") == 0) {
        write_pair(w, "msup", node->arg, TIGHT + 1);
    } else if (strcmp(name, "H") == 0) {
        write_hill(w, node->arg);
    } else if (strcmp(name, "when") == 0) {
        write_when(w, node->arg);
    } else if (strcmp(name, "sqrt") == 0) {
        sim_xml_open(w->xml, "msqrt");
        write_node(w, node->arg[0], LOOSE);
        sim_xml_close(w->xml);
    } else {
        write_call(w, node);
    }
}

/* In brackets where what stands around it would hold its parts more tightly. */
static void write_node(const writer *w, int n, int within)
{
    const sim_formula_node *node = &w->f->node[n];
    bool has_brackets;

    if (!node->operation) {
        if (*node->name)
            write_leaf(w->xml, "mi", node->name);
        else
            write_number(w->xml, node->number);
        return;
    }
    has_brackets = binding(node->operation) < within;
    sim_xml_open(w->xml, "mrow");
    if (has_brackets) write_leaf(w->xml, "mo", "(");
    write_operation(w, node);
    if (has_brackets) write_leaf(w->xml, "mo", ")");
    sim_xml_close(w->xml);
}

static void write_name(sim_xml *xml, const char *name, bool is_rate)
{
    if (is_rate) {
        sim_xml_open(xml, "mfrac");
        sim_xml_open(xml, "mrow");
        write_leaf(xml, "mo", "d");
    }
    write_leaf(xml, "mi", name);
    if (is_rate) {
        sim_xml_close(xml);
        sim_xml_open(xml, "mrow");
        write_leaf(xml, "mo", "d");
        write_leaf(xml, "mi", "t");
        sim_xml_close_some(xml, 2);
    }
    write_leaf(xml, "mo", "=");
}

sim_status sim_shown_write(sim_xml *xml, const char *name, bool is_rate, const char *text,
                           sim_error *err)
{
    sim_formula formula;
    const writer w = {&formula, xml};
    const sim_status status = sim_formula_parse(&formula, text, err);

    if (status != SIM_OK) return status;
    sim_xml_open(xml, "math");
    sim_xml_open(xml, "mrow");
    if (name) write_name(xml, name, is_rate);
    write_node(&w, formula.root, LOOSE);
    sim_xml_close_some(xml, 2);
    return SIM_OK;
}
