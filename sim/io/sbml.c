#include "sim/io/sbml.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/sbml_parts.h"
#include "sim/model/equation.h"

static const char sbml_space[] = "http://www.sbml.org/sbml/level3/version2/core";
static const char place[] = "place_of_all"; /* the one compartment */

enum { NOTE = 1024 };

/* ---- units of rows ---------------------------------------------------------- */

static const char *unit_of_symbol(sim_sbml *d, const sim_symbol *s)
{
    return sim_sbml_unit_of_row(d, s->unit ? s->unit : "1",
                                d->symbols[s - d->model->symbols]);
}

static sim_dimension per_time(const sim_sbml *d, sim_dimension unit)
{
    return sim_dimension_multiply(unit, d->time, -1);
}

/* ---- functions, species, parameters ---------------------------------------- */

static bool find_argument(const char *name, const void *scope, sim_dimension *dimension)
{
    (void)name, (void)scope;
    *dimension = sim_dimensionless;
    return true;
}

static void write_function(sim_sbml *d, const sim_mathml_function *f)
{
    const sim_names names = {find_argument, NULL};
    const sim_mathml_ids ids = {sim_sbml_name, sim_sbml_unit, d};
    sim_measured body;

    sim_bug(sim_measure(&body, f->body, &sim_dimensionless, &names, d->err) != SIM_OK);
    sim_sbml_open(d, "functionDefinition", f->name, NULL);
    sim_sbml_open_math(d);
    sim_xml_open(d->xml, "lambda");
    for (size_t i = 0; i < 2 && f->args[i]; i++) {
        sim_xml_open(d->xml, "bvar");
        sim_mathml_write_leaf("ci", f->args[i], d->xml);
        sim_xml_close(d->xml);
    }
    sim_mathml_write(&body, &ids, d->xml);
    for (int i = 0; i < 3; i++) sim_xml_close(d->xml);
}

static void write_functions(sim_sbml *d)
{
    sim_xml_open(d->xml, "listOfFunctionDefinitions");
    for (const sim_mathml_function *f = sim_mathml_functions; f->name; f++)
        write_function(d, f);
    sim_xml_close(d->xml);
}

static void write_compartment(sim_sbml *d)
{
    sim_xml_open(d->xml, "listOfCompartments");
    sim_sbml_open(d, "compartment", place,
                  "where all is; species are counts and need no volume");
    sim_xml_attribute(d->xml, "spatialDimensions", "3");
    sim_xml_attribute(d->xml, "size", "1");
    sim_xml_attribute(d->xml, "units", "litre");
    sim_xml_attribute(d->xml, "constant", "true");
    sim_xml_close(d->xml);
    sim_xml_close(d->xml);
}

static void write_species(sim_sbml *d)
{
    sim_xml_open(d->xml, "listOfSpecies");
    for (size_t i = 0; i < d->model->n_symbols; i++) {
        const sim_symbol *s = &d->model->symbols[i];
        double start;

        if (s->kind != SIM_SPECIES) continue;
        sim_sbml_open(d, "species", s->name, s->meaning);
        sim_xml_attribute(d->xml, "compartment", place);
        if (sim_number_parse(s->formula, &start))
            sim_xml_attribute_number(d->xml, "initialAmount", start);
        sim_xml_attribute(d->xml, "substanceUnits", unit_of_symbol(d, s));
        sim_xml_attribute(d->xml, "hasOnlySubstanceUnits", "true");
        sim_xml_attribute(d->xml, "boundaryCondition", "false");
        sim_xml_attribute(d->xml, "constant", "false");
        sim_xml_close(d->xml);
    }
    sim_xml_close(d->xml);
}

static void write_note_of(sim_sbml *d, const sim_symbol *s)
{
    char text[NOTE], low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    if (s->kind == SIM_INPUT) {
        sim_sbml_paragraph(d, "notes", "the value that an earlier stage gave");
    } else if (s->kind == SIM_CHANCE) {
        sim_number_print(low, d->p[s->slot], SIM_NUMBER_SHORT);
        snprintf(text, sizeof text,
                 "1: it happens; 0: it does not. Its probability is %s = %s, and the mean "
                 "course is the mixture of both courses.",
                 s->formula, low);
        sim_sbml_paragraph(d, "notes", text);
    } else if (s->source) {
        sim_number_print(low, s->low, SIM_NUMBER_SHORT);
        sim_number_print(high, s->high, SIM_NUMBER_SHORT);
        snprintf(text, sizeof text, "default %g, accepted from %s to %s; source: %s",
                 s->value, low, high, s->source);
        sim_sbml_paragraph(d, "notes", text);
    }
}

static void write_parameter(sim_sbml *d, const sim_symbol *s)
{
    const bool constant = sim_symbol_is_constant(s);
    double value = 0;

    sim_sbml_open_parameter(d, s->name, s->meaning, unit_of_symbol(d, s), constant);
    if (s->kind == SIM_CHANCE)
        sim_xml_attribute(d->xml, "value", d->p[s->slot] > 0 ? "1" : "0");
    else if (constant && s->kind != SIM_DERIVED)
        sim_xml_attribute_number(d->xml, "value", d->p[s->slot]);
    else if (sim_symbol_is_state(s) && sim_number_parse(s->formula, &value))
        sim_xml_attribute_number(d->xml, "value", value);
    write_note_of(d, s);
    sim_xml_close(d->xml);
}

static void write_lets(sim_sbml *d)
{
    const sim_model *m = d->model;

    for (size_t i = 0; i < m->n_lets; i++) {
        sim_sbml_open_parameter(d, m->lets[i].name, NULL, sim_sbml_unit(d->lets[i], d),
                                false);
        sim_xml_close(d->xml);
    }
}

static void write_parameters(sim_sbml *d)
{
    sim_xml_open(d->xml, "listOfParameters");
    for (size_t i = 0; i < d->model->n_symbols; i++) {
        const sim_symbol *s = &d->model->symbols[i];

        if (s->kind != SIM_SECTION && s->kind != SIM_SPECIES) write_parameter(d, s);
    }
    write_lets(d);
    sim_sbml_event_parameters(d);
    sim_xml_close(d->xml);
}

/* ---- start values and rules ------------------------------------------------ */

static void write_starts(sim_sbml *d)
{
    sim_xml_open(d->xml, "listOfInitialAssignments");
    for (size_t i = 0; i < d->model->n_symbols; i++) {
        const sim_symbol *s = &d->model->symbols[i];
        double number;

        if (s->kind != SIM_DERIVED && !sim_symbol_is_state(s)) continue;
        if (s->kind == SIM_DERIVED || !sim_number_parse(s->formula, &number))
            sim_sbml_assignment(d, "initialAssignment", "symbol",
                                (sim_sbml_row){s->at, s->name}, s->formula, d->symbols[i]);
    }
    sim_xml_close(d->xml);
}

static void write_rules(sim_sbml *d)
{
    const sim_model *m = d->model;

    sim_xml_open(d->xml, "listOfRules");
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind == SIM_RULE)
            sim_sbml_assignment(d, "assignmentRule", "variable",
                                (sim_sbml_row){s->at, s->name}, s->formula, d->symbols[i]);
    }
    for (size_t i = 0; i < m->n_lets; i++)
        sim_sbml_assignment(d, "assignmentRule", "variable",
                            (sim_sbml_row){m->lets[i].at, m->lets[i].name},
                            m->lets[i].formula, d->lets[i]);
    for (size_t i = m->n_reactions; i < m->n_flows; i++) {
        const sim_flow *f = &m->flows[i];
        sim_dimension unit;

        sim_bug(!sim_sbml_dimension(f->name, d, &unit));
        sim_sbml_assignment(d, "rateRule", "variable", (sim_sbml_row){f->at, f->name},
                            f->formula, per_time(d, unit));
    }
    sim_xml_close(d->xml);
}

static void write_constraints(sim_sbml *d)
{
    const sim_model *m = d->model;

    sim_xml_open(d->xml, "listOfConstraints");
    for (size_t i = 0; i < m->n_refusals; i++) {
        const sim_notice *r = &m->refusals[i];

        sim_xml_open(d->xml, "constraint");
        sim_sbml_open_math(d);
        sim_sbml_open_apply(d, "not");
        sim_sbml_formula(d, (sim_sbml_row){r->at, "REFUSE"}, r->condition, NULL);
        sim_xml_close(d->xml);
        sim_xml_close(d->xml);
        sim_sbml_paragraph(d, "message", r->text);
        sim_xml_close(d->xml);
    }
    sim_xml_close(d->xml);
}

/* ---- reactions ------------------------------------------------------------- */

static void write_side(sim_sbml *d, const char *list, const sim_term terms[], size_t n)
{
    if (n == 0) return;
    sim_xml_open(d->xml, list);
    for (size_t i = 0; i < n; i++) {
        sim_xml_open(d->xml, "speciesReference");
        sim_xml_attribute(d->xml, "species", terms[i].species->name);
        sim_xml_attribute_number(d->xml, "stoichiometry", terms[i].count);
        sim_xml_attribute(d->xml, "constant", "true");
        sim_xml_close(d->xml);
    }
    sim_xml_close(d->xml);
}

static bool takes_part(const sim_equation *equation, const sim_symbol *species)
{
    for (size_t i = 0; i < equation->n; i++)
        if (equation->terms[i].species == species) return true;
    return false;
}

static bool names(const sim_formula *law, const char *name)
{
    for (int n = 0; n < law->n_nodes; n++)
        if (!law->node[n].operation && strcmp(law->node[n].name, name) == 0) return true;
    return false;
}

/* Species that the law names and the equation does not. */
static void write_modifiers(sim_sbml *d, const sim_flow *flow, const sim_equation *equation)
{
    sim_formula law;
    sim_error ignored; /* the law is parsed again where its failure is told */
    bool open = false;

    if (sim_formula_parse(&law, flow->formula, &ignored) != SIM_OK) return;
    for (size_t i = 0; i < d->model->n_symbols; i++) {
        const sim_symbol *s = &d->model->symbols[i];

        if (s->kind != SIM_SPECIES || takes_part(equation, s) || !names(&law, s->name))
            continue;
        if (!open) sim_xml_open(d->xml, "listOfModifiers");
        open = true;
        sim_xml_open(d->xml, "modifierSpeciesReference");
        sim_xml_attribute(d->xml, "species", s->name);
        sim_xml_close(d->xml);
    }
    if (open) sim_xml_close(d->xml);
}

static void write_reaction(sim_sbml *d, const sim_flow *flow)
{
    const sim_sbml_row r = {flow->at, flow->name};
    sim_equation equation;

    if (d->status != SIM_OK) return;
    if (sim_model_find(d->model, flow->name)) {
        sim_sbml_refuse(d, SIM_ENAME, r,
                        "is a reaction and a symbol; SBML needs two names");
        return;
    }
    d->status = sim_equation_parse(&equation, d->model, flow, d->err);
    if (d->status != SIM_OK) return;
    sim_sbml_open(d, "reaction", flow->name, flow->meaning);
    sim_xml_attribute(d->xml, "reversible", "false");
    write_side(d, "listOfReactants", equation.terms, equation.n_left);
    write_side(d, "listOfProducts", equation.terms + equation.n_left,
               equation.n - equation.n_left);
    write_modifiers(d, flow, &equation);
    sim_xml_open(d->xml, "kineticLaw");
    sim_sbml_math(d, r, flow->formula, per_time(d, d->count));
    sim_xml_close(d->xml);
    sim_xml_close(d->xml);
}

static void write_reactions(sim_sbml *d)
{
    sim_xml_open(d->xml, "listOfReactions");
    for (size_t i = 0; i < d->model->n_reactions; i++)
        write_reaction(d, &d->model->flows[i]);
    sim_xml_close(d->xml);
}

/* ---- the document ---------------------------------------------------------- */

static void write_model(sim_sbml *d)
{
    const sim_model *m = d->model;
    const char *time = sim_sbml_unit_of_row(d, m->time_unit, d->time);
    const char *count = sim_sbml_unit(d->count, d);

    sim_sbml_open(d, "model", m->name, m->title);
    sim_xml_attribute(d->xml, "substanceUnits", count);
    sim_xml_attribute(d->xml, "timeUnits", time);
    sim_xml_attribute(d->xml, "volumeUnits", "litre");
    sim_xml_attribute(d->xml, "extentUnits", count);
    sim_sbml_paragraph(
        d, "notes",
        "A model for teaching and research, not for treatment decisions: nothing "
        "in it is fitted to one patient. Formulas are those of the mean course; "
        "kb, PD, division, passage and particle are counted as dimensionless.");
    write_functions(d);
    sim_unit_ids_write(&d->ids, d->xml);
    write_compartment(d);
    write_species(d);
    write_parameters(d);
    write_starts(d);
    write_rules(d);
    write_constraints(d);
    write_reactions(d);
    sim_sbml_events(d);
    sim_xml_close(d->xml);
}

static sim_status write_document(sim_sbml *d)
{
    sim_xml_free(d->xml);
    d->status = sim_xml_init(&d->xml, d->err);
    if (d->status != SIM_OK) return d->status;
    sim_xml_open(d->xml, "sbml");
    sim_xml_attribute(d->xml, "xmlns", sbml_space);
    sim_xml_attribute(d->xml, "xmlns:sbml", sbml_space);
    sim_xml_attribute(d->xml, "level", "3");
    sim_xml_attribute(d->xml, "version", "2");
    write_model(d);
    sim_xml_close(d->xml);
    return d->status;
}

/* Reads the units of all rows. */
static sim_status read_units(sim_sbml *d)
{
    const sim_model *m = d->model;

    if (!sim_dimension_parse(d->units, m->time_unit, &d->time))
        return sim_fail(d->err, SIM_EVALUE, "%s: '%s' is no unit of time", m->name,
                        m->time_unit);
    d->count = sim_dimensionless;
    for (size_t i = m->n_symbols; i-- > 0;) {
        const sim_symbol *s = &m->symbols[i];
        char text[NOTE];

        d->symbols[i] = sim_dimensionless;
        if (!s->unit) continue;
        if (!sim_dimension_parse(d->units, s->unit, &d->symbols[i])) {
            snprintf(text, sizeof text, "'%s' is no unit; '1/day' is one", s->unit);
            return sim_sbml_refuse(d, SIM_EVALUE, (sim_sbml_row){s->at, s->name}, text);
        }
        if (s->kind == SIM_SPECIES) d->count = d->symbols[i];
    }
    return SIM_OK;
}

/* LETs have no unit in their rows: it is that of what they are worked out from. */
static sim_status measure_lets(sim_sbml *d)
{
    const sim_model *m = d->model;
    const sim_names names_here = {sim_sbml_dimension, d};

    for (size_t i = 0; i < m->n_lets; i++) {
        sim_measured measured;
        sim_error why;
        sim_status status =
            sim_measure(&measured, m->lets[i].formula, NULL, &names_here, &why);

        if (status != SIM_OK)
            return sim_sbml_refuse(
                d, status, (sim_sbml_row){m->lets[i].at, m->lets[i].name}, why.text);
        d->lets[i] = measured.value;
    }
    return SIM_OK;
}

sim_status sim_sbml_write(const sim_model *model, const double p[], const sim_units *units,
                          FILE *out, sim_error *err)
{
    sim_sbml d = {.model = model, .p = p, .units = units, .err = err};
    sim_status status = SIM_OK;

    d.symbols = calloc(model->n_symbols + 1, sizeof *d.symbols);
    d.lets = calloc(model->n_lets + 1, sizeof *d.lets);
    if (!d.symbols || !d.lets) status = sim_fail_memory(err, "writing SBML");
    if (status == SIM_OK) status = read_units(&d);
    if (status == SIM_OK) status = measure_lets(&d);
    if (status == SIM_OK) status = write_document(&d);
    if (status == SIM_OK) status = write_document(&d);
    if (status == SIM_OK) status = sim_xml_write(d.xml, out, err);
    sim_xml_free(d.xml);
    free(d.symbols);
    free(d.lets);
    return status;
}
