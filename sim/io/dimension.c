#include "sim/io/dimension.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"

const sim_base sim_bases[SIM_BASES] = {
    {"ng", "g", 1e9, "gram", 1e-9},
    {"cell", "cell", 1, "item", 1},
    {"cm", "m", 100, "metre", 0.01},
    {"day", "day", 1, "second", 86400},
};

const sim_dimension sim_dimensionless = {.scale = 1};

/* Scales are products of a few numbers of 15 digits. */
static const double equal_to = 1e-12;

/* ---- units as numbers ------------------------------------------------------ */

static void add_part(sim_dimension *dimension, sim_unit_part part)
{
    for (size_t b = 0; b < SIM_BASES; b++) {
        if (strcmp(part.base, sim_bases[b].base) != 0) continue;
        dimension->power[b] = part.power;
        dimension->scale *= pow(sim_bases[b].in_base, part.power);
    }
}

bool sim_dimension_parse(const sim_units *units, const char *text, sim_dimension *dimension)
{
    sim_unit_parts parts;

    if (!sim_units_split(units, text, &parts)) return false;
    *dimension = (sim_dimension){.scale = parts.scale};
    for (size_t i = 0; i < parts.n; i++) add_part(dimension, parts.parts[i]);
    dimension->scale = sim_number_round(dimension->scale, 15);
    return true;
}

sim_dimension sim_dimension_multiply(sim_dimension a, sim_dimension b, int power)
{
    a.scale *= pow(b.scale, power);
    for (size_t i = 0; i < SIM_BASES; i++) a.power[i] += power * b.power[i];
    return a;
}

static bool same_scale(double a, double b) { return fabs(a - b) <= equal_to * fabs(b); }

static bool same_powers(sim_dimension a, sim_dimension b)
{
    return memcmp(a.power, b.power, sizeof a.power) == 0;
}

bool sim_dimension_equal(sim_dimension a, sim_dimension b)
{
    return same_powers(a, b) && same_scale(a.scale, b.scale);
}

/* Appends the base units on one side of the stroke. */
static void print_side(char text[SIM_DIMENSION_TEXT], sim_dimension d, int sign)
{
    for (size_t i = 0; i < SIM_BASES; i++) {
        const int power = sign * d.power[i];

        if (power <= 0) continue;
        sim_text_append(text, SIM_DIMENSION_TEXT, "%s%s",
                        sign < 0 ? "/" : (*text ? " " : ""), sim_bases[i].name);
        if (power > 1) sim_text_append(text, SIM_DIMENSION_TEXT, "%d", power);
    }
}

void sim_dimension_print(char text[SIM_DIMENSION_TEXT], sim_dimension d)
{
    *text = '\0';
    if (!same_scale(d.scale, 1)) snprintf(text, SIM_DIMENSION_TEXT, "%.6g", d.scale);
    print_side(text, d, 1);
    if (!*text) strcpy(text, "1");
    print_side(text, d, -1);
}

/* ---- what operations do to units ------------------------------------------- */

typedef enum {
    NUMBER,
    NAME,
    SUM,       /* all arguments and the value alike */
    PRODUCT,   /* the units multiply */
    QUOTIENT,  /* they divide */
    CONDITION, /* arguments alike, the value holds or not */
    CHOICE,    /* a condition, then arguments like the value */
    RATIO,     /* arguments alike, the value dimensionless */
    PLAIN,     /* all dimensionless */
    POWER,
    ROOT,
    PAIRS,
} behaviour;

static const struct {
    const char *name; /* of the operation */
    behaviour behaviour;
} behaviours[] = {
    {"+", SUM},        {"-", SUM},          {"min", SUM},     {"max", SUM},
    {"*", PRODUCT},    {"sample", PRODUCT}, {"/", QUOTIENT},  {"<=", CONDITION},
    {">=", CONDITION}, {"==", CONDITION},   {"<", CONDITION}, {">", CONDITION},
    {"when", CHOICE},  {"H", RATIO},        {"exp", PLAIN},   {"expm1", PLAIN},
    {"log", PLAIN},    {"log1p", PLAIN},    {"log2", PLAIN},  {"pow", POWER},
    {"sqrt", ROOT},    {"pairs", PAIRS},
};

static behaviour behaviour_of(const sim_formula_node *node)
{
    size_t i = 0;

    if (!node->operation) return *node->name ? NAME : NUMBER;
    while (strcmp(behaviours[i].name, node->operation->name) != 0) {
        i++;
        sim_bug(i == sizeof behaviours / sizeof *behaviours);
    }
    return behaviours[i].behaviour;
}

/* How far a unit is known before its surroundings are. */
typedef enum {
    OPEN,    /* numbers only: any unit will do */
    GUESSED, /* as it is if no number in it converts */
    KNOWN,
} certainty;

typedef struct {
    certainty certainty;
    sim_dimension unit;
} guess;

typedef struct {
    sim_measured *measured;
    const sim_formula *f;
    const sim_names *names;
    const char *text;
    sim_error *err;
} measurer;

static sim_status refuse_dimension(const measurer *m, const char *what, sim_dimension is,
                                   sim_dimension right)
{
    char a[SIM_DIMENSION_TEXT], b[SIM_DIMENSION_TEXT];

    sim_dimension_print(a, is);
    sim_dimension_print(b, right);
    return sim_fail(m->err, SIM_EVALUE, "%s is in %s, where %s would be right, in \"%s\"",
                    what, a, b, m->text);
}

/* ---- from the names upward ------------------------------------------------- */

static guess guess_node(const measurer *m, int n);

static guess best_of(const measurer *m, const int args[], int n_args)
{
    guess best = {OPEN, sim_dimensionless};

    for (int i = 0; i < n_args; i++) {
        guess g = guess_node(m, args[i]);

        if (g.certainty > best.certainty) best = g;
    }
    return best;
}

/* The whole exponent of a power; 0 if it is not one. */
static int exponent_of(const measurer *m, const sim_formula_node *node)
{
    const sim_formula_node *exponent = &m->f->node[node->arg[1]];

    if (behaviour_of(exponent) != NUMBER || exponent->number != rint(exponent->number) ||
        fabs(exponent->number) > 16)
        return 0;
    return (int)exponent->number;
}

static guess guess_product(const measurer *m, const sim_formula_node *node, int sign)
{
    guess a = guess_node(m, node->arg[0]), b = guess_node(m, node->arg[1]);
    guess g = {KNOWN, sim_dimension_multiply(a.unit, b.unit, sign)};

    if (a.certainty != KNOWN || b.certainty != KNOWN) g.certainty = GUESSED;
    if (a.certainty == OPEN && b.certainty == OPEN) g.certainty = OPEN;
    return g;
}

static guess guess_power(const measurer *m, int base, int power)
{
    guess g = guess_node(m, base);

    g.unit = sim_dimension_multiply(sim_dimensionless, g.unit, power);
    return g;
}

static guess guess_node(const measurer *m, int n)
{
    const sim_formula_node *node = &m->f->node[n];
    guess g = {KNOWN, sim_dimensionless};

    switch (behaviour_of(node)) {
    case NUMBER:
        return (guess){OPEN, sim_dimensionless};
    case NAME:
        if (!m->names->look_up(node->name, m->names->scope, &g.unit)) g.certainty = OPEN;
        return g;
    case SUM:
        return best_of(m, node->arg, node->operation->n_args);
    case CHOICE:
        return best_of(m, node->arg + 1, 2);
    case PRODUCT:
        return guess_product(m, node, 1);
    case QUOTIENT:
        return guess_product(m, node, -1);
    case POWER:
        return guess_power(m, node->arg[0], exponent_of(m, node));
    case PAIRS:
        return guess_power(m, node->arg[0], 2);
    case ROOT:
        g = guess_node(m, node->arg[0]);
        g.unit.scale = sqrt(g.unit.scale);
        for (size_t i = 0; i < SIM_BASES; i++) g.unit.power[i] /= 2;
        return g;
    case CONDITION:
    case RATIO:
    case PLAIN:
        break;
    }
    return g;
}

/* ---- from the value downward ----------------------------------------------- */

static sim_status settle(const measurer *m, int n, sim_dimension target);

static sim_status settle_all(const measurer *m, const int args[], int n_args,
                             sim_dimension target)
{
    sim_status status = SIM_OK;

    for (int i = 0; status == SIM_OK && i < n_args; i++)
        status = settle(m, args[i], target);
    return status;
}

static sim_status expect(const measurer *m, const sim_formula_node *node, sim_dimension is,
                         sim_dimension target)
{
    return sim_dimension_equal(is, target)
               ? SIM_OK
               : refuse_dimension(m, node->operation ? node->operation->name : node->name,
                                  is, target);
}

typedef struct {
    int node, sign;
} factor;

typedef struct {
    factor factors[SIM_FORMULA_NODES];
    int n;
} product;

/* Lays nested products, quotients and signs out flat. */
static void flatten(const measurer *m, int n, int sign, product *flat)
{
    const sim_formula_node *node = &m->f->node[n];
    const behaviour b = behaviour_of(node);

    if (b == PRODUCT || b == QUOTIENT) {
        flatten(m, node->arg[0], sign, flat);
        flatten(m, node->arg[1], b == PRODUCT ? sign : -sign, flat);
    } else if (b == SUM && node->operation->n_args == 1) {
        flatten(m, node->arg[0], sign, flat);
    } else {
        flat->factors[flat->n++] = (factor){n, sign};
    }
}

/* Gives the number that is 1 in what the product lacks this unit; false if none is. */
static bool convert(const measurer *m, const product *flat, sim_dimension lacks)
{
    for (int i = 0; i < flat->n; i++) {
        const int n = flat->factors[i].node;
        const sim_dimension unit =
            sim_dimension_multiply(sim_dimensionless, lacks, flat->factors[i].sign);

        if (behaviour_of(&m->f->node[n]) != NUMBER ||
            !same_scale(unit.scale * m->f->node[n].number, 1))
            continue;
        m->measured->node[n] = unit;
        return true;
    }
    return false;
}

static sim_status settle_product(const measurer *m, int n, sim_dimension target)
{
    product flat = {.n = 0};
    sim_dimension is = sim_dimensionless, lacks;

    flatten(m, n, 1, &flat);
    for (int i = 0; i < flat.n; i++) {
        const sim_dimension unit = guess_node(m, flat.factors[i].node).unit;
        sim_status status = settle(m, flat.factors[i].node, unit);

        if (status != SIM_OK) return status;
        is = sim_dimension_multiply(is, unit, flat.factors[i].sign);
    }
    lacks = sim_dimension_multiply(target, is, -1);
    if (sim_dimension_equal(lacks, sim_dimensionless)) return SIM_OK;
    if (same_powers(lacks, sim_dimensionless) && convert(m, &flat, lacks)) return SIM_OK;
    return refuse_dimension(m, "a product", is, target);
}

static sim_status settle_power(const measurer *m, const sim_formula_node *node,
                               sim_dimension target)
{
    const int power = exponent_of(m, node);
    const sim_dimension base = power ? guess_node(m, node->arg[0]).unit : sim_dimensionless;
    sim_status status = settle(m, node->arg[0], base);

    if (status == SIM_OK) status = settle(m, node->arg[1], sim_dimensionless);
    if (status != SIM_OK) return status;
    return expect(m, node, sim_dimension_multiply(sim_dimensionless, base, power), target);
}

/* sqrt and pairs: the unit of the argument is the value's to the power of 2, or less. */
static sim_status settle_square(const measurer *m, const sim_formula_node *node,
                                sim_dimension target)
{
    const bool is_root = behaviour_of(node) == ROOT;
    const sim_dimension arg = guess_node(m, node->arg[0]).unit;
    const sim_dimension square =
        sim_dimension_multiply(sim_dimensionless, is_root ? target : arg, 2);
    sim_status status = settle(m, node->arg[0], arg);

    if (status != SIM_OK) return status;
    return is_root ? expect(m, node, arg, square) : expect(m, node, square, target);
}

static sim_status settle_name(const measurer *m, const sim_formula_node *node,
                              sim_dimension target)
{
    sim_dimension unit;

    if (!m->names->look_up(node->name, m->names->scope, &unit))
        return sim_fail(m->err, SIM_ENAME, "unknown name '%s' in \"%s\"", node->name,
                        m->text);
    return expect(m, node, unit, target);
}

static sim_status settle(const measurer *m, int n, sim_dimension target)
{
    const sim_formula_node *node = &m->f->node[n];
    sim_status status = SIM_OK;

    switch (behaviour_of(node)) {
    case NUMBER:
        m->measured->node[n] = target;
        return SIM_OK;
    case NAME:
        return settle_name(m, node, target);
    case SUM:
        return settle_all(m, node->arg, node->operation->n_args, target);
    case PRODUCT:
    case QUOTIENT:
        return settle_product(m, n, target);
    case CHOICE:
        status = settle(m, node->arg[0], sim_dimensionless);
        return status == SIM_OK ? settle_all(m, node->arg + 1, 2, target) : status;
    case CONDITION:
    case RATIO:
        status = settle_all(m, node->arg, node->operation->n_args,
                            best_of(m, node->arg, node->operation->n_args).unit);
        break;
    case PLAIN:
        status = settle_all(m, node->arg, node->operation->n_args, sim_dimensionless);
        break;
    case POWER:
        return settle_power(m, node, target);
    case ROOT:
    case PAIRS:
        return settle_square(m, node, target);
    }
    return status == SIM_OK ? expect(m, node, sim_dimensionless, target) : status;
}

sim_status sim_measure(sim_measured *measured, const char *text,
                       const sim_dimension *target, const sim_names *names, sim_error *err)
{
    const measurer m = {measured, &measured->formula, names, text, err};
    sim_status status = sim_formula_parse(&measured->formula, text, err);

    if (status != SIM_OK) return status;
    measured->value = target ? *target : guess_node(&m, measured->formula.root).unit;
    return settle(&m, measured->formula.root, measured->value);
}
