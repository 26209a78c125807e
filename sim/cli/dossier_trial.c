/* dossier_trial.c -- trials in a report: what was asked, what they teach, one of them and all. */
#include <math.h>
#include <string.h>

#include "sim/cli/dossier.h"
#include "sim/cli/trial_print.h"
#include "sim/io/text.h"
#include "sim/study/trial_words.h"

enum { TEXT_SIZE = 2048, ARMS_MOST = 24 };

typedef struct {
    const sim_dossier *d;
    const sim_table *table;
    const char *where; /* a row of each arm is shown: the first in which that column is 1 */
    size_t rows[ARMS_MOST], n; /* these */
} shown;

void sim_dossier_print_trial(const sim_trial_view *v, char text[], size_t size)
{
    const char *control = sim_trial_view_control(v), *arm;
    size_t n = 0, i = 0;

    while (sim_trial_view_arm(v, n)) n++;
    snprintf(text, size, "What do trials of ");
    for (size_t k = 0; (arm = sim_trial_view_arm(v, k)); k++) {
        if (strcmp(arm, control) == 0) continue;
        sim_text_append(text, size, "%s%s", i == 0 ? "" : i + 2 == n ? " and " : ", ", arm);
        i++;
    }
    sim_text_append(text, size, " against %s find?", control);
}

static void find_rows(shown *s)
{
    for (size_t row = 0; row < s->table->n_rows && s->n < ARMS_MOST; row++)
        if (sim_trial_cell(s->table, row, s->where) == 1) s->rows[s->n++] = row;
}

static bool has_number(const shown *s, size_t column)
{
    for (size_t i = 0; i < s->n; i++)
        if (isfinite(sim_table_cell(s->table, s->rows[i], column))) return true;
    return false;
}

static void write_row(const shown *s, size_t column)
{
    const sim_column *c = &s->table->columns[column];
    sim_xml *xml = s->d->xml;

    sim_xml_open(xml, "tr");
    sim_xml_open(xml, "th");
    sim_xml_attribute(xml, "scope", "row");
    sim_xml_text(xml, c->meaning);
    if (strcmp(c->unit, "1") != 0) {
        sim_xml_text(xml, " ");
        sim_html_open(xml, "span", "unit");
        sim_xml_text(xml, c->unit);
        sim_xml_close(xml);
    }
    sim_xml_close(xml);
    for (size_t i = 0; i < s->n; i++)
        sim_html_number_cell(xml, sim_table_cell(s->table, s->rows[i], column));
    sim_html_close(xml);
}

/* A row a number, a column an arm. */
static void write_table(const sim_dossier *d, const sim_table *table, const char *where,
                        const char *caption)
{
    shown s = {.d = d, .table = table, .where = where};
    const size_t chosen = sim_table_find(table, where);
    sim_xml *xml = d->xml;

    find_rows(&s);
    sim_html_open_table(xml, caption);
    sim_xml_open(xml, "thead");
    sim_xml_open(xml, "tr");
    sim_html_head_cell(xml, "col", "number");
    for (size_t i = 0; i < s.n; i++) sim_html_head_cell(xml, "col", table->keys[s.rows[i]]);
    sim_xml_close(xml);
    sim_html_close(xml);
    sim_xml_open(xml, "tbody");
    for (size_t c = 0; c < table->n_columns; c++)
        if (c != chosen && has_number(&s, c)) write_row(&s, c);
    sim_html_close(xml);
    sim_html_close_table(xml);
}

static void write_words(const sim_dossier *d)
{
    sim_explained words = {0};

    sim_trial_explain(d->trial, &words);
    sim_html_open(d->xml, "details", "printed");
    sim_html_element(d->xml, "summary", "What words mean");
    sim_xml_open(d->xml, "dl");
    for (size_t i = 0; i < words.n; i++) {
        sim_html_element(d->xml, "dt", words.list[i]->term);
        sim_html_element(d->xml, "dd", words.list[i]->meaning);
    }
    sim_html_close(d->xml);
    sim_html_close(d->xml);
}

void sim_dossier_write_trial(const sim_dossier *d)
{
    const sim_trial_view *v = d->trial;
    char text[TEXT_SIZE], caption[TEXT_SIZE];
    const char *arm;

    sim_html_element(d->xml, "h2", "What trials teach");
    sim_trial_print_asked(v, text, sizeof text);
    sim_html_element(d->xml, "p", text);
    for (size_t i = 0; (arm = sim_trial_view_arm(v, i)); i++) {
        if (strcmp(arm, sim_trial_view_control(v)) == 0) continue;
        sim_html_element(d->xml, "h3", arm);
        sim_trial_print_lesson(v, arm, text, sizeof text);
        sim_html_element(d->xml, "p", text);
        sim_trial_print_nnt(v, arm, 1, text, sizeof text);
        snprintf(caption, sizeof caption, "In trial 1, of %.200s", text);
        if (*text) sim_html_element(d->xml, "p", caption);
    }
    sim_trial_print_rule(v, text, sizeof text);
    if (*text) sim_html_element(d->xml, "p", text);
    sim_trial_print_notes(v, text, sizeof text);
    sim_html_element(d->xml, "p", text);
    write_words(d);
    sim_trial_print_number(v, text, sizeof text);
    snprintf(caption, sizeof caption, "Trial 1, as it would be published: %.1000s", text);
    write_table(d, v->trial, "trial", caption);
    snprintf(caption, sizeof caption, "All %zu trials, against %.200s",
             v->experiment->trial.trials, sim_trial_view_control(v));
    write_table(d, v->across, "asked", caption);
}
