#include <stdio.h>
#include <string.h>

#include "sim/io/sbml_parts.h"
#include "sim/io/text.h"

static const char math_space[] = "http://www.w3.org/1998/Math/MathML";
static const char note_space[] = "http://www.w3.org/1999/xhtml";

sim_status sim_sbml_refuse(sim_sbml *d, sim_status status, sim_sbml_row r, const char *text)
{
    if (d->status == SIM_OK)
        d->status =
            sim_fail(d->err, status, "%s:%d: %s: %s", r.at.file, r.at.line, r.name, text);
    return d->status;
}

/* ---- lists and elements ---------------------------------------------------- */

void sim_sbml_open_list(sim_sbml *d, const char *list) { d->list = list; }

void sim_sbml_close_list(sim_sbml *d)
{
    if (!d->list) sim_xml_close(d->xml);
    d->list = NULL;
}

void sim_sbml_element(sim_sbml *d, const char *element)
{
    if (d->list) sim_xml_open(d->xml, d->list);
    d->list = NULL;
    sim_xml_open(d->xml, element);
}

void sim_sbml_open(sim_sbml *d, const char *element, const char *id, const char *name)
{
    sim_sbml_element(d, element);
    sim_xml_attribute(d->xml, "id", id);
    if (name) sim_xml_attribute(d->xml, "name", name);
}

void sim_sbml_open_parameter(sim_sbml *d, const char *id, const char *name,
                             const char *unit, bool constant)
{
    sim_sbml_open(d, "parameter", id, name);
    sim_xml_attribute(d->xml, "units", unit);
    sim_xml_attribute(d->xml, "constant", constant ? "true" : "false");
}

void sim_sbml_parameter(sim_sbml *d, const char *id, const char *name, const char *unit,
                        const char *value, bool constant)
{
    sim_sbml_open_parameter(d, id, name, unit, constant);
    if (value) sim_xml_attribute(d->xml, "value", value);
    sim_xml_close(d->xml);
}

void sim_sbml_p(sim_sbml *d, const char *text)
{
    sim_xml_open(d->xml, "p");
    sim_xml_attribute(d->xml, "xmlns", note_space);
    sim_xml_text(d->xml, text);
    sim_xml_close(d->xml);
}

void sim_sbml_paragraph(sim_sbml *d, const char *element, const char *text)
{
    sim_xml_open(d->xml, element);
    sim_sbml_p(d, text);
    sim_xml_close(d->xml);
}

void sim_sbml_add_blank(const sim_sbml *d, const sim_symbol *s, char text[SIM_SBML_NOTE])
{
    const sim_model *m = d->of->model;

    for (size_t i = 0; i < m->n_blanks; i++) {
        if (&m->symbols[m->blanks[i].symbol] == s)
            sim_text_append(text, SIM_SBML_NOTE, "%sempty in tables where %s",
                            *text ? "; " : "", m->blanks[i].condition);
    }
}

/* ---- formulas -------------------------------------------------------------- */

void sim_sbml_formula(sim_sbml *d, sim_sbml_row r, const char *text,
                      const sim_dimension *target)
{
    const sim_names names = {sim_sbml_dimension, d};
    const sim_mathml_ids ids = {sim_sbml_name, sim_sbml_unit, d};
    sim_measured measured;
    sim_error why;
    sim_status status;

    if (d->status != SIM_OK) return;
    status = sim_measure(&measured, text, target, &names, &why);
    if (status == SIM_OK)
        sim_mathml_write(&measured, &ids, d->xml);
    else
        sim_sbml_refuse(d, status, r, why.text);
}

void sim_sbml_open_math(sim_sbml *d)
{
    sim_xml_open(d->xml, "math");
    sim_xml_attribute(d->xml, "xmlns", math_space);
}

void sim_sbml_math(sim_sbml *d, sim_sbml_row r, const char *text, sim_dimension target)
{
    sim_sbml_open_math(d);
    sim_sbml_formula(d, r, text, &target);
    sim_xml_close(d->xml);
}

void sim_sbml_moving_math(sim_sbml *d, sim_sbml_row r, const char *text,
                          sim_dimension target)
{
    if (!d->chain) {
        sim_sbml_math(d, r, text, target);
        return;
    }
    sim_sbml_open_math(d);
    sim_xml_open(d->xml, "piecewise");
    sim_xml_open(d->xml, "piece");
    sim_sbml_formula(d, r, text, &target);
    sim_sbml_formula(d, r, SIM_SBML_PHASE " == 1", NULL);
    sim_xml_close(d->xml);
    sim_xml_open(d->xml, "otherwise");
    sim_sbml_formula(d, r, "0", &target);
    sim_xml_close_some(d->xml, 3);
}

void sim_sbml_assign(sim_sbml *d, const char *element, const char *id, sim_sbml_row r,
                     const char *text, sim_dimension target)
{
    const bool at_start = strcmp(element, "initialAssignment") == 0;

    sim_sbml_element(d, element);
    sim_xml_attribute(d->xml, at_start ? "symbol" : "variable", id);
    sim_sbml_math(d, r, text, target);
    sim_xml_close(d->xml);
}

void sim_sbml_assignment(sim_sbml *d, const char *element, sim_sbml_row r, const char *text,
                         sim_dimension target)
{
    sim_sbml_assign(d, element, sim_sbml_id(d, r.name), r, text, target);
}

void sim_sbml_assign_constant(sim_sbml *d, const char *element, const sim_symbol *s)
{
    d->is_mixed = true;
    sim_sbml_assignment(d, element, (sim_sbml_row){s->at, s->name}, s->formula,
                        d->of->symbols[s - d->of->model->symbols]);
    d->is_mixed = false;
}
