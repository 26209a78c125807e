/* sbml_notes.c -- of the SBML writer: what is said of the whole document. */
#include <stdarg.h>
#include <stdio.h>

#include "sim/io/sbml_parts.h"

static void write_note(sim_sbml *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void write_note(sim_sbml *d, const char *format, ...)
{
    char text[SIM_SBML_NOTE];
    va_list args;

    va_start(args, format);
    sim_bug(vsnprintf(text, sizeof text, format, args) >= SIM_SBML_NOTE);
    va_end(args);
    sim_sbml_p(d, text);
}

static void write_note_on_courses(sim_sbml *d, const sim_sbml_model *m)
{
    if (!m->course || m->is_copy) return;
    d->of = m;
    d->is_mixed = true;
    write_note(
        d,
        "%s stands here twice: %s_X is its X where %s = 1, miss_X where it is 0. X is "
        "the mean of both, by the probability %s, as in the tables of the program; "
        "ratios are those of the mixed counts.",
        m->model->name, m->course, m->course, sim_sbml_id(d, m->course));
    d->is_mixed = false;
}

static void write_note_on_stage(sim_sbml *d, const sim_sbml_model *m)
{
    const char *name = m->model->name;

    if (m->is_skipped)
        write_note(d, "%s is left out: what it would give counts as 0.", name);
    if (m->is_skipped || m->is_copy || m->model->n_states == 0) return;
    if (m->before)
        write_note(
            d,
            "%s begins at the time %s_start, when %s is over; %s_time is the time in "
            "its tables.",
            name, name, m->before->model->name, name);
    else
        write_note(d, "%s begins at time 0; %s_time is the time in its tables.", name,
                   name);
}

static void write_notes_on_chain(sim_sbml *d)
{
    write_note(d,
               "All stages of one arm: %s. A stage moves while its STAGE_phase is 1, and "
               "then keeps what the next one goes on with. A name that several stages have "
               "stands here as STAGE_name.",
               d->chain->title);
    for (size_t i = 0; i < d->n_models; i++) write_note_on_stage(d, &d->models[i]);
    for (size_t i = 0; i < d->n_models; i++) write_note_on_courses(d, &d->models[i]);
}

/* A single model with a CHANCE is one course of two. */
static void write_note_on_model(sim_sbml *d)
{
    const sim_model *m = d->models[0].model;

    for (size_t i = 0; i < m->n_symbols; i++) {
        if (m->symbols[i].kind == SIM_CHANCE)
            write_note(
                d,
                "One course of two: that in which %s = %g. The tables of the program "
                "are the mixture of both by its probability, %s; `potency models FILE "
                "--sbml` writes both and their mixture.",
                m->symbols[i].name, d->models[0].chance, m->symbols[i].formula);
    }
    if (m->n_stops > 0)
        write_note(d, "The program stops where the parameter `ended` becomes 1.");
}

void sim_sbml_notes(sim_sbml *d)
{
    sim_xml_open(d->xml, "notes");
    write_note(
        d, "A model for teaching and research, not for treatment decisions: nothing in "
           "it is fitted to one patient. Formulas are those of the mean course; kb, PD, "
           "division, passage and particle are counted as dimensionless.");
    if (d->chain)
        write_notes_on_chain(d);
    else
        write_note_on_model(d);
    for (size_t i = 0; i < d->form->n_notes; i++) sim_sbml_p(d, d->form->notes[i]);
    sim_xml_close(d->xml);
}
