/* sbml_mixture.c -- of the SBML writer: what two courses make together. */
#include <string.h>

#include "sim/io/sbml_parts.h"

static const char letters[] = /* of names */
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

enum { EXPANDED = 4096 };

/* Of a chain, a model that stands there twice; once. */
static bool is_mixed(const sim_sbml *d) { return d->of->course && !d->of->is_copy; }

static bool has_mixture(const sim_symbol *s)
{
    return sim_symbol_is_state(s) || s->kind == SIM_RULE || s->kind == SIM_CHANCE;
}

/* The mixture's id of a name. */
static const char *mixed_id(sim_sbml *d, const char *name)
{
    const char *id;

    d->is_mixed = true;
    id = sim_sbml_id(d, name);
    d->is_mixed = false;
    return id;
}

void sim_sbml_mixture_parameters(sim_sbml *d)
{
    for (size_t i = 0; is_mixed(d) && i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];
        char text[SIM_SBML_NOTE] = "";

        if (!has_mixture(s)) continue;
        sim_sbml_open_parameter(d, mixed_id(d, s->name), s->meaning,
                                sim_sbml_unit_of_symbol(d, s),
                                s->kind == SIM_CHANCE && !d->of->varies[i]);
        sim_sbml_add_blank(d, s, text);
        if (s->kind == SIM_CHANCE)
            sim_sbml_paragraph(d, "notes", "its probability: the share of this course");
        else if (*text)
            sim_sbml_paragraph(d, "notes", text);
        sim_xml_close(d->xml);
    }
}

void sim_sbml_mixture_start(sim_sbml *d)
{
    for (size_t i = 0; is_mixed(d) && i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];

        if (s->kind == SIM_CHANCE && !d->of->varies[i])
            sim_sbml_assign_constant(d, "initialAssignment", s);
    }
}

/* share * hit_X + (1 - share) * miss_X */
static void write_mean(sim_sbml *d, const sim_symbol *s)
{
    const sim_sbml_row row = {s->at, s->name};
    const sim_sbml_model *hit = d->of, *miss = d->of + 1;
    const char *share = hit->course; /* the name of the CHANCE */

    sim_mathml_open_apply("plus", d->xml);
    sim_mathml_open_apply("times", d->xml);
    sim_mathml_write_leaf("ci", mixed_id(d, share), d->xml);
    sim_mathml_write_leaf("ci", sim_sbml_id(d, s->name), d->xml);
    sim_xml_close(d->xml);
    sim_mathml_open_apply("times", d->xml);
    sim_mathml_open_apply("minus", d->xml);
    sim_sbml_formula(d, row, "1", &sim_dimensionless);
    sim_mathml_write_leaf("ci", mixed_id(d, share), d->xml);
    sim_xml_close(d->xml);
    d->of = miss;
    sim_mathml_write_leaf("ci", sim_sbml_id(d, s->name), d->xml);
    d->of = hit;
    sim_xml_close_some(d->xml, 2);
}

static void add(char text[EXPANDED], const char *more, size_t n)
{
    const size_t at = strlen(text);

    sim_bug(at + n >= EXPANDED);
    memcpy(text + at, more, n);
    text[at + n] = '\0';
}

/* Adds a formula with that of each RULE in place of its name. */
static void expand(const sim_model *m, const char *formula, char text[EXPANDED])
{
    while (*formula) {
        const size_t length = strspn(formula, letters);
        const size_t n = length > 0 ? length : 1;
        const sim_symbol *s = sim_model_find_part(m, formula, length);

        if (s && s->kind == SIM_RULE) {
            add(text, "(", 1);
            expand(m, s->formula, text);
            add(text, ")", 1);
        } else {
            add(text, formula, n);
        }
        formula += n;
    }
}

/* A RATIO of the mixed state has the RULEs of that state, and not their means. */
static void write_ratio(sim_sbml *d, const sim_symbol *s)
{
    char text[EXPANDED] = "";

    expand(d->of->model, s->formula, text);
    d->is_mixed = true;
    sim_sbml_formula(d, (sim_sbml_row){s->at, s->name}, text,
                     &d->of->symbols[s - d->of->model->symbols]);
    d->is_mixed = false;
}

/* A state or a reading is the mean of both; a RATIO is that of the mixed states. */
static void add_mixed(sim_sbml *d, const sim_symbol *s)
{
    sim_sbml_element(d, "assignmentRule");
    sim_xml_attribute(d->xml, "variable", mixed_id(d, s->name));
    sim_sbml_open_math(d);
    if (s->is_ratio)
        write_ratio(d, s);
    else
        write_mean(d, s);
    sim_xml_close_some(d->xml, 2);
}

void sim_sbml_mixture_rules(sim_sbml *d)
{
    for (size_t i = 0; is_mixed(d) && i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];

        if (s->kind == SIM_CHANCE && d->of->varies[i])
            sim_sbml_assign_constant(d, "assignmentRule", s);
        else if (has_mixture(s) && s->kind != SIM_CHANCE)
            add_mixed(d, s);
    }
}
