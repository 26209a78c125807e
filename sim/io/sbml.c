#include "sim/io/sbml.h"

#include <stdarg.h>

#include "sim/io/number.h"
#include "sim/io/sbml_parts.h"
#include "sim/io/text.h"

static const char place[] = "place_of_all"; /* the one compartment */

enum { NOTE = SIM_SBML_NOTE };

static const struct {
    const char *word, *version, *space;
} levels[] = {
    {"3.1", "1", "http://www.sbml.org/sbml/level3/version1/core"},
    {"3.2", "2", "http://www.sbml.org/sbml/level3/version2/core"},
};

const char *sim_sbml_level(size_t i)
{
    return i < sizeof levels / sizeof *levels ? levels[i].word : NULL;
}

/* Writes a list, to which each model adds what it has. */
static void write_list(sim_sbml *d, const char *list, void add(sim_sbml *d))
{
    sim_sbml_open_list(d, list);
    for (size_t i = 0; i < d->n_models; i++) {
        d->of = &d->models[i];
        add(d);
    }
    sim_sbml_close_list(d);
}

/* ---- functions, species, parameters ---------------------------------------- */

static bool find_argument(const char *name, const void *scope, sim_dimension *dimension)
{
    (void)name, (void)scope;
    *dimension = sim_dimensionless;
    return true;
}

static const char *name_argument(const char *name, void *scope)
{
    (void)scope;
    return name;
}

static void write_function(sim_sbml *d, const sim_mathml_function *f)
{
    const sim_names names = {find_argument, NULL};
    const sim_mathml_ids ids = {name_argument, sim_sbml_unit, d};
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
    sim_xml_close_some(d->xml, 3);
}

static void write_functions(sim_sbml *d)
{
    sim_sbml_open_list(d, "listOfFunctionDefinitions");
    for (const sim_mathml_function *f = sim_mathml_functions; f->name; f++)
        write_function(d, f);
    sim_sbml_close_list(d);
}

static void write_compartment(sim_sbml *d)
{
    sim_sbml_open_list(d, "listOfCompartments");
    sim_sbml_open(d, "compartment", place,
                  "where all is; species are counts and need no volume");
    sim_xml_attribute(d->xml, "spatialDimensions", "3");
    sim_xml_attribute(d->xml, "size", "1");
    sim_xml_attribute(d->xml, "units", "litre");
    sim_xml_attribute(d->xml, "constant", "true");
    sim_xml_close(d->xml);
    sim_sbml_close_list(d);
}

/* What a row means; of two courses, in which of them. */
static const char *meaning_of(const sim_sbml *d, const sim_symbol *s, char text[NOTE])
{
    if (!d->of->course || (sim_symbol_is_constant(s) && s->kind != SIM_CHANCE))
        return s->meaning;
    snprintf(text, NOTE, "%s: %s", d->of->course, s->meaning);
    return text;
}

static void add_one_species(sim_sbml *d, const sim_symbol *s)
{
    char text[NOTE];
    double start;

    sim_sbml_open(d, "species", sim_sbml_id(d, s->name), meaning_of(d, s, text));
    sim_xml_attribute(d->xml, "compartment", place);
    if (sim_number_parse(s->formula, &start))
        sim_xml_attribute_number(d->xml, "initialAmount", start);
    sim_xml_attribute(d->xml, "substanceUnits", sim_sbml_unit_of_symbol(d, s));
    sim_xml_attribute(d->xml, "hasOnlySubstanceUnits", "true");
    sim_xml_attribute(d->xml, "boundaryCondition", "false");
    sim_xml_attribute(d->xml, "constant", "false");
    sim_xml_close(d->xml);
}

static void add_species(sim_sbml *d)
{
    for (size_t i = 0; !d->of->is_skipped && i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];

        if (s->kind == SIM_SPECIES) add_one_species(d, s);
    }
}

static void print_note_of_number(const sim_sbml *d, const sim_symbol *s, char text[NOTE])
{
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    sim_number_print(low, s->low, SIM_NUMBER_SHORT);
    sim_number_print(high, s->high, SIM_NUMBER_SHORT);
    if (d->chain)
        snprintf(text, NOTE, "%s.%s: ", sim_model_section(d->of->model, s), s->name);
    sim_text_append(text, NOTE, "default %g, accepted from %s to %s; source: %s", s->value,
                    low, high, s->source);
}

static void print_note_of_chance(const sim_sbml *d, const sim_symbol *s, char text[NOTE])
{
    const bool varies = d->of->varies[s - d->of->model->symbols];
    char number[SIM_NUMBER_SIZE];

    sim_number_print(number, d->of->p[s->slot], SIM_NUMBER_SHORT);
    snprintf(text, NOTE,
             "1: it happens; 0: it does not. Its probability is %s%s%s, and the mean "
             "course is the mixture of both courses.",
             s->formula, varies ? "" : " = ", varies ? "" : number);
}

static void write_note_of(sim_sbml *d, const sim_symbol *s)
{
    char text[NOTE] = "";

    if (d->of->is_skipped)
        snprintf(text, sizeof text, "of %s, which is left out", d->of->model->name);
    else if (s->kind == SIM_INPUT)
        snprintf(text, sizeof text, "the value that an earlier stage gave");
    else if (s->kind == SIM_CHANCE)
        print_note_of_chance(d, s, text);
    else if (s->source)
        print_note_of_number(d, s, text);
    if (!d->of->is_skipped && (!d->of->course || sim_symbol_is_constant(s)))
        sim_sbml_add_blank(d, s, text);
    if (*text) sim_sbml_paragraph(d, "notes", text);
}

static void add_parameter(sim_sbml *d, const sim_symbol *s)
{
    const bool skipped = d->of->is_skipped, constant = sim_symbol_is_constant(s);
    const bool varies = !skipped && d->of->varies[s - d->of->model->symbols];
    char text[NOTE];
    double value = 0;

    sim_sbml_open_parameter(d, sim_sbml_id(d, s->name), meaning_of(d, s, text),
                            sim_sbml_unit_of_symbol(d, s),
                            skipped || (constant && (!varies || s->kind == SIM_CHANCE)));
    if (s->kind == SIM_CHANCE)
        sim_xml_attribute_number(d->xml, "value", d->of->chance);
    else if (constant && (s->kind != SIM_DERIVED || skipped))
        sim_xml_attribute_number(d->xml, "value", d->of->p[s->slot]);
    else if (skipped || (sim_symbol_is_state(s) && sim_number_parse(s->formula, &value)))
        sim_xml_attribute_number(d->xml, "value", value);
    write_note_of(d, s);
    sim_xml_close(d->xml);
}

/* Is a row a parameter of the document?  In a chain, an INPUT is but a name. */
static bool is_parameter(sim_sbml *d, const sim_symbol *s)
{
    if (s->kind == SIM_SECTION || (d->chain && s->kind == SIM_INPUT)) return false;
    if (d->of->is_skipped) return sim_sbml_is_needed(d, s);
    if (s->kind == SIM_SPECIES) return false;
    return !d->of->is_copy || s->kind == SIM_CHANCE || !sim_symbol_is_constant(s);
}

static void add_lets(sim_sbml *d)
{
    const sim_model *m = d->of->model;

    for (size_t i = 0; i < m->n_lets; i++)
        sim_sbml_parameter(d, sim_sbml_id(d, m->lets[i].name), NULL,
                           sim_sbml_unit(d->of->lets[i], d), NULL, false);
}

static void add_parameters(sim_sbml *d)
{
    for (size_t i = 0; i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];

        if (is_parameter(d, s)) add_parameter(d, s);
    }
    if (d->of->is_skipped) return;
    add_lets(d);
    sim_sbml_event_parameters(d);
    sim_sbml_mixture_parameters(d);
}

/* ---- start values and rules ------------------------------------------------ */

static void add_start(sim_sbml *d, const sim_symbol *s)
{
    double number;

    if (s->kind == SIM_DERIVED && !d->of->is_copy &&
        !d->of->varies[s - d->of->model->symbols])
        sim_sbml_assign_constant(d, "initialAssignment", s);
    if (sim_symbol_is_state(s) && !sim_number_parse(s->formula, &number))
        sim_sbml_assign_symbol(d, "initialAssignment", s);
}

static void add_starts(sim_sbml *d)
{
    for (size_t i = 0; !d->of->is_skipped && i < d->of->model->n_symbols; i++)
        add_start(d, &d->of->model->symbols[i]);
    sim_sbml_mixture_start(d);
}

static void add_assignment_rules(sim_sbml *d)
{
    const sim_model *m = d->of->model;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind == SIM_RULE) sim_sbml_assign_symbol(d, "assignmentRule", s);
        if (s->kind == SIM_DERIVED && d->of->varies[i] && !d->of->is_copy)
            sim_sbml_assign_constant(d, "assignmentRule", s);
    }
    for (size_t i = 0; i < m->n_lets; i++)
        sim_sbml_assignment(d, "assignmentRule",
                            (sim_sbml_row){m->lets[i].at, m->lets[i].name},
                            m->lets[i].formula, d->of->lets[i]);
}

static void add_rules(sim_sbml *d)
{
    if (d->of->is_skipped) return;
    sim_sbml_clock_rules(d);
    add_assignment_rules(d);
    sim_sbml_rate_rules(d);
    sim_sbml_mixture_rules(d);
}

/* A condition on what an earlier stage gives counts from where it has given it. */
static void add_constraint(sim_sbml *d, const sim_notice *r)
{
    const sim_sbml_row row = {r->at, "REFUSE"};
    const bool varies = sim_sbml_varies(d, r->condition);

    sim_sbml_element(d, "constraint");
    sim_sbml_open_math(d);
    if (varies) {
        sim_mathml_open_apply("or", d->xml);
        sim_sbml_formula(d, row, SIM_SBML_PHASE " == 0", NULL);
    }
    sim_mathml_open_apply("not", d->xml);
    sim_sbml_formula(d, row, r->condition, NULL);
    sim_xml_close_some(d->xml, varies ? 3 : 2);
    sim_sbml_paragraph(d, "message", r->text);
    sim_xml_close(d->xml);
}

static void add_constraints(sim_sbml *d)
{
    if (d->of->is_skipped || d->of->is_copy) return;
    d->is_mixed = true;
    for (size_t i = 0; i < d->of->model->n_refusals; i++)
        add_constraint(d, &d->of->model->refusals[i]);
    d->is_mixed = false;
}

/* ---- what is said of the whole --------------------------------------------- */

static __attribute__((format(printf, 2, 3))) void write_note(sim_sbml *d,
                                                             const char *format, ...)
{
    char text[NOTE];
    va_list args;

    va_start(args, format);
    sim_bug(vsnprintf(text, sizeof text, format, args) >= NOTE);
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

static void write_notes(sim_sbml *d)
{
    sim_xml_open(d->xml, "notes");
    write_note(d,
               "A model for teaching and research, not for treatment decisions: nothing in "
               "it is fitted to one person. Formulas are those of the mean course; kb, PD, "
               "division, passage, particle and copy are counted as dimensionless.");
    if (d->chain)
        write_notes_on_chain(d);
    else
        write_note_on_model(d);
    for (size_t i = 0; i < d->form->n_notes; i++) sim_sbml_p(d, d->form->notes[i]);
    sim_xml_close(d->xml);
}

/* ---- the document ---------------------------------------------------------- */

static void write_model(sim_sbml *d)
{
    const sim_model *m = d->models[0].model;
    const char *time = sim_sbml_unit_of_row(d, m->time_unit, d->time);
    const char *count = sim_sbml_unit(d->count, d);

    sim_sbml_open(d, "model", d->chain ? d->chain->name : m->name,
                  d->chain ? d->chain->title : m->title);
    sim_xml_attribute(d->xml, "substanceUnits", count);
    sim_xml_attribute(d->xml, "timeUnits", time);
    sim_xml_attribute(d->xml, "volumeUnits", "litre");
    sim_xml_attribute(d->xml, "extentUnits", count);
    write_notes(d);
    write_functions(d);
    sim_sbml_write_units(d);
    write_compartment(d);
    write_list(d, "listOfSpecies", add_species);
    write_list(d, "listOfParameters", add_parameters);
    write_list(d, "listOfInitialAssignments", add_starts);
    write_list(d, "listOfRules", add_rules);
    write_list(d, "listOfConstraints", add_constraints);
    write_list(d, "listOfReactions", sim_sbml_reactions);
    write_list(d, "listOfEvents", sim_sbml_events);
    sim_xml_close(d->xml);
}

static sim_status write_document(sim_sbml *d)
{
    sim_xml_free(d->xml);
    d->status = sim_xml_init(&d->xml, d->err);
    if (d->status != SIM_OK) return d->status;
    sim_xml_open(d->xml, "sbml");
    sim_xml_attribute(d->xml, "xmlns", levels[d->form->level].space);
    sim_xml_attribute(d->xml, "xmlns:sbml", levels[d->form->level].space);
    sim_xml_attribute(d->xml, "level", "3");
    sim_xml_attribute(d->xml, "version", levels[d->form->level].version);
    write_model(d);
    sim_xml_close(d->xml);
    return d->status;
}

/* Writes what was taken up. */
static sim_status write_taken(sim_sbml *d, FILE *out)
{
    if (d->status == SIM_OK) d->status = write_document(d);
    if (d->status == SIM_OK) d->status = write_document(d);
    if (d->status == SIM_OK) d->status = sim_xml_write(d->xml, out, d->err);
    sim_xml_free(d->xml);
    sim_sbml_leave(d);
    return d->status;
}

sim_status sim_sbml_write(const sim_sbml_form *form, const sim_model *model,
                          const double p[], FILE *out, sim_error *err)
{
    sim_sbml d = {.form = form, .count = sim_dimensionless, .err = err};

    sim_sbml_take(&d, model, p);
    return write_taken(&d, out);
}

sim_status sim_sbml_write_chain(const sim_sbml_form *form, const sim_chain *chain,
                                const double *const p[], FILE *out, sim_error *err)
{
    sim_sbml d = {.form = form, .count = sim_dimensionless, .err = err};

    sim_sbml_take_chain(&d, chain, p);
    return write_taken(&d, out);
}
