/* dossier_models.c -- the equations of the models that a report is of, as MathML. */
#include <stdio.h>
#include <string.h>

#include "sim/cli/dossier.h"
#include "sim/io/shown.h"

enum { NAME_SIZE = 128 };

typedef struct {
    sim_xml *xml;
    const sim_model *model;
    sim_error *err;
    sim_status status;
    bool is_open; /* a table is */
    size_t event; /* of the row before */
} writer;

/* Tables that have no row are none. */
static void open_row(writer *w, const char *caption)
{
    if (!w->is_open) {
        sim_html_open_table(w->xml, caption);
        sim_xml_open(w->xml, "tbody");
    }
    w->is_open = true;
    sim_xml_open(w->xml, "tr");
}

static void close_table(writer *w)
{
    if (w->is_open) {
        sim_html_close(w->xml);
        sim_html_close_table(w->xml);
    }
    w->is_open = false;
}

/* The meaning stands below: long formulas need the width. */
static void write_formula(writer *w, const char *name, bool is_rate, const char *text)
{
    sim_xml_open(w->xml, "td");
    if (w->status == SIM_OK)
        w->status = sim_shown_write(w->xml, name, is_rate, text, w->err);
}

static void write_meaning(writer *w, const char *meaning, const char *unit)
{
    sim_html_open(w->xml, "div", "meaning");
    sim_xml_text(w->xml, meaning ? meaning : "");
    if (unit && strcmp(unit, "1") != 0) {
        sim_xml_text(w->xml, ", in ");
        sim_xml_text(w->xml, unit);
    }
    sim_xml_close_some(w->xml, 2);
    sim_html_close(w->xml);
}

/* "a -> b + c" with an arrow; what is gone is nothing. */
static void write_equation(sim_xml *xml, const char *equation)
{
    static const char arrow[] = "->";
    const char *at = strstr(equation, arrow);
    const char *to = at ? at + sizeof arrow - 1 : "";

    to += strspn(to, " ");
    sim_xml_open(xml, "td");
    sim_xml_text_some(xml, equation, at ? (size_t)(at - equation) : strlen(equation));
    if (at) sim_xml_text(xml, "\u2192 ");
    sim_xml_text(xml, at && *to == '\0' ? "\u2205" : to);
    sim_xml_close(xml);
}

static void write_flows(writer *w)
{
    const sim_model *m = w->model;

    for (size_t i = 0; i < m->n_reactions; i++) {
        open_row(w, "Reactions, and how often they happen");
        sim_html_head_cell(w->xml, "row", m->flows[i].name);
        write_equation(w->xml, m->flows[i].equation);
        write_formula(w, NULL, false, m->flows[i].formula);
        write_meaning(w, m->flows[i].meaning, NULL);
    }
    close_table(w);
    for (size_t i = m->n_reactions; i < m->n_flows; i++) {
        const sim_symbol *s = sim_model_find(m, m->flows[i].name);

        open_row(w, "Rates");
        sim_html_head_cell(w->xml, "row", m->flows[i].name);
        write_formula(w, m->flows[i].name, true, m->flows[i].formula);
        write_meaning(w, s ? s->meaning : m->flows[i].meaning, NULL);
    }
    close_table(w);
}

static void write_symbols(writer *w, sim_kind kind, const char *caption)
{
    for (size_t i = 0; i < w->model->n_symbols; i++) {
        const sim_symbol *s = &w->model->symbols[i];

        if (s->kind != kind || !s->formula) continue;
        open_row(w, caption);
        sim_html_head_cell(w->xml, "row", s->name);
        write_formula(w, s->name, false, s->formula);
        write_meaning(w, s->meaning, s->unit);
    }
    close_table(w);
}

/* A row of an event, as a sentence: words, a formula, and perhaps both again; its meaning stands
 * in the first. */
typedef struct {
    const char *words, *formula, *more_words, *more;
} sentence;

static void write_math(writer *w, const char *words, const char *formula)
{
    sim_xml_text(w->xml, words);
    sim_xml_text(w->xml, " ");
    if (w->status == SIM_OK)
        w->status = sim_shown_write(w->xml, NULL, false, formula, w->err);
}

static void write_sentence(writer *w, size_t event, const sentence *s)
{
    const sim_event *e = &w->model->events[event];
    const bool is_first = w->event != event;

    open_row(w, "Events: when they happen, and what they change");
    sim_html_head_cell(w->xml, "row", e->name);
    sim_xml_open(w->xml, "td");
    write_math(w, s->words, s->formula);
    if (s->more) {
        sim_xml_text(w->xml, " ");
        write_math(w, s->more_words, s->more);
    }
    if (is_first) {
        sim_html_open(w->xml, "div", "meaning");
        sim_xml_text(w->xml, e->meaning);
        sim_xml_close(w->xml);
    }
    sim_xml_close(w->xml);
    sim_html_close(w->xml);
    w->event = event;
}

static void write_triggers(writer *w, size_t event)
{
    const sim_model *m = w->model;

    for (size_t i = 0; i < m->n_crossings; i++) {
        const sim_crossing *c = &m->crossings[i];

        if (c->event == event)
            write_sentence(w, event,
                           &(sentence){"when", c->quantity, "rises through", c->level});
    }
    for (size_t i = 0; i < m->n_timetables; i++) {
        const sim_timetable *t = &m->timetables[i];
        char words[NAME_SIZE];

        if (t->event != event) continue;
        snprintf(words, sizeof words, "for %.60s from 0 to 1 less than", t->index);
        write_sentence(w, event, &(sentence){"at time", t->time, words, t->count});
    }
}

static void write_actions(writer *w, const sim_action *actions, size_t n, size_t event,
                          const char *between)
{
    for (size_t i = 0; i < n; i++) {
        char words[NAME_SIZE];

        if (actions[i].event != event) continue;
        snprintf(words, sizeof words, "%.60s%s", actions[i].name ? actions[i].name : "",
                 between);
        write_sentence(w, event,
                       &(sentence){.words = words, .formula = actions[i].formula});
    }
}

static void write_events(writer *w)
{
    const sim_model *m = w->model;

    w->event = m->n_events;
    for (size_t event = 0; event < m->n_events; event++) {
        write_triggers(w, event);
        write_actions(w, m->stops, m->n_stops, event, "the stage ends if");
        write_actions(w, m->lets, m->n_lets, event, " is");
        write_actions(w, m->sets, m->n_sets, event, " becomes");
    }
    close_table(w);
}

static void write_model(writer *w)
{
    sim_html_open(w->xml, "details", "printed");
    sim_html_element(w->xml, "summary", w->model->title);
    write_flows(w);
    write_symbols(w, SIM_RULE, "Worked out from the state");
    write_symbols(w, SIM_DERIVED, "Constants worked out once");
    write_symbols(w, SIM_CHANCE, "Chances: drawn in counts, mixed in the mean");
    write_symbols(w, SIM_SPECIES, "Counts at the start");
    write_symbols(w, SIM_SIGNAL, "Continuous quantities at the start");
    write_symbols(w, SIM_RECORD, "Records at the start");
    write_events(w);
    sim_html_close(w->xml);
}

sim_status sim_dossier_write_models(sim_dossier *d, sim_error *err)
{
    const sim_chain *chain = d->job->session.chain;
    writer w = {.xml = d->xml, .err = err};

    sim_html_element(d->xml, "h2", "Equations");
    sim_html_prose(d->xml, "p",
                   "Each model as it is solved, in the names of its parameters. What is "
                   "drawn in counts "
                   "is shown as its mean, a product; `pairs(n)` is half of n squared in "
                   "the mean and half "
                   "of n (n - 1) in counts. An event reads the state before it.");
    for (size_t i = 0; w.status == SIM_OK && i < chain->n_stages; i++) {
        w.model = chain->stages[i].model;
        write_model(&w);
    }
    return w.status;
}
