#include "sim/io/sbml_parts.h"

#include <string.h>

static const char math_space[] = "http://www.w3.org/1998/Math/MathML";
static const char note_space[] = "http://www.w3.org/1999/xhtml";

sim_status sim_sbml_refuse(sim_sbml *d, sim_status status, sim_sbml_row r, const char *text)
{
    if (d->status == SIM_OK)
        d->status =
            sim_fail(d->err, status, "%s:%d: %s: %s", r.at.file, r.at.line, r.name, text);
    return d->status;
}

/* ---- names and units ------------------------------------------------------- */

bool sim_sbml_dimension(const char *name, const void *scope, sim_dimension *dimension)
{
    const sim_sbml *d = scope;
    const sim_model *m = d->model;
    const sim_symbol *s = sim_model_find(m, name);

    *dimension = sim_dimensionless;
    if (d->timetable && strcmp(name, d->timetable->index) == 0) return true;
    if (strcmp(name, "t") == 0) {
        *dimension = d->time;
        return true;
    }
    if (s) *dimension = d->symbols[s - m->symbols];
    for (size_t i = 0; !s && i < m->n_lets; i++) {
        if (strcmp(m->lets[i].name, name) != 0) continue;
        *dimension = d->lets[i];
        return true;
    }
    return s != NULL;
}

const char *sim_sbml_name(const char *name, void *scope)
{
    const sim_sbml *d = scope;

    return d->timetable && strcmp(name, d->timetable->index) == 0 ? d->counter : name;
}

const char *sim_sbml_unit(sim_dimension unit, void *scope)
{
    sim_sbml *d = scope;
    const char *id = sim_unit_ids_find(&d->ids, unit);

    sim_bug(!id);
    return id;
}

const char *sim_sbml_unit_of_row(sim_sbml *d, const char *text, sim_dimension unit)
{
    const char *id = sim_unit_ids_add(&d->ids, text, unit);

    sim_bug(!id);
    return id;
}

/* ---- small elements -------------------------------------------------------- */

void sim_sbml_open(sim_sbml *d, const char *element, const char *id, const char *name)
{
    sim_xml_open(d->xml, element);
    sim_xml_attribute(d->xml, "id", id);
    if (name) sim_xml_attribute(d->xml, "name", name);
}

void sim_sbml_paragraph(sim_sbml *d, const char *element, const char *text)
{
    sim_xml_open(d->xml, element);
    sim_xml_open(d->xml, "p");
    sim_xml_attribute(d->xml, "xmlns", note_space);
    sim_xml_text(d->xml, text);
    sim_xml_close(d->xml);
    sim_xml_close(d->xml);
}

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

void sim_sbml_open_apply(sim_sbml *d, const char *operator)
{
    sim_xml_open(d->xml, "apply");
    sim_xml_open(d->xml, operator);
    sim_xml_close(d->xml);
}

void sim_sbml_assignment(sim_sbml *d, const char *element, const char *key, sim_sbml_row r,
                         const char *text, sim_dimension target)
{
    sim_xml_open(d->xml, element);
    sim_xml_attribute(d->xml, key, r.name);
    sim_sbml_math(d, r, text, target);
    sim_xml_close(d->xml);
}

void sim_sbml_open_parameter(sim_sbml *d, const char *id, const char *name,
                             const char *unit, bool constant)
{
    sim_sbml_open(d, "parameter", id, name);
    sim_xml_attribute(d->xml, "units", unit);
    sim_xml_attribute(d->xml, "constant", constant ? "true" : "false");
}
