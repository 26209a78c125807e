/* sbml_reactions.c -- of the SBML writer: reactions, from their equations and laws. */
#include <string.h>

#include "sim/io/sbml_parts.h"
#include "sim/model/equation.h"

static void write_side(sim_sbml *d, const char *list, const sim_term terms[], size_t n)
{
    if (n == 0) return;
    sim_xml_open(d->xml, list);
    for (size_t i = 0; i < n; i++) {
        sim_xml_open(d->xml, "speciesReference");
        sim_xml_attribute(d->xml, "species", sim_sbml_id(d, terms[i].species->name));
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

/* Is it a count, here or in the stage that an INPUT comes from? */
static bool is_species(const sim_sbml *d, const sim_symbol *s)
{
    const sim_sbml_model *source = NULL;

    if (s->kind == SIM_INPUT) source = sim_sbml_source(d, s->name, &s);
    return s && s->kind == SIM_SPECIES && (!source || !source->is_skipped);
}

/* Species that the law names and the equation does not. */
static void write_modifiers(sim_sbml *d, const sim_flow *flow, const sim_equation *equation)
{
    sim_formula law;
    sim_error ignored; /* the law is parsed again where its failure is told */
    bool open = false;

    if (sim_formula_parse(&law, flow->formula, &ignored) != SIM_OK) return;
    for (size_t i = 0; i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];

        if (s->kind == SIM_SECTION || !names(&law, s->name)) continue;
        if (takes_part(equation, s) || !is_species(d, s)) continue;
        if (!open) sim_xml_open(d->xml, "listOfModifiers");
        open = true;
        sim_xml_open(d->xml, "modifierSpeciesReference");
        sim_xml_attribute(d->xml, "species", sim_sbml_name(s->name, d));
        sim_xml_close(d->xml);
    }
    if (open) sim_xml_close(d->xml);
}

static void add_reaction(sim_sbml *d, const sim_flow *flow)
{
    const sim_sbml_row r = {flow->at, flow->name};
    sim_equation equation;

    if (d->status != SIM_OK) return;
    if (sim_model_find(d->of->model, flow->name)) {
        sim_sbml_refuse(d, SIM_ENAME, r,
                        "is a reaction and a symbol; SBML needs two names");
        return;
    }
    d->status = sim_equation_parse(&equation, d->of->model, flow, d->err);
    if (d->status != SIM_OK) return;
    sim_sbml_open(d, "reaction", sim_sbml_id(d, flow->name), flow->meaning);
    sim_xml_attribute(d->xml, "reversible", "false");
    if (d->form->level == 0) sim_xml_attribute(d->xml, "fast", "false");
    write_side(d, "listOfReactants", equation.terms, equation.n_left);
    write_side(d, "listOfProducts", equation.terms + equation.n_left,
               equation.n - equation.n_left);
    write_modifiers(d, flow, &equation);
    sim_xml_open(d->xml, "kineticLaw");
    sim_sbml_moving_math(d, r, flow->formula, sim_sbml_per_time(d, d->count));
    sim_xml_close_some(d->xml, 2);
}

void sim_sbml_reactions(sim_sbml *d)
{
    for (size_t i = 0; !d->of->is_skipped && i < d->of->model->n_reactions; i++)
        add_reaction(d, &d->of->model->flows[i]);
}
