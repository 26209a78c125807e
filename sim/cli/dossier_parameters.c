/* dossier_parameters.c -- every parameter in force: value, unit, range, whence it came, and its
 * source; what is assumed or unverified is marked. */
#include <stdlib.h>
#include <string.h>

#include "sim/cli/dossier.h"
#include "sim/io/sections.h"
#include "sim/study/unread.h"

enum { TEXT_SIZE = 256 };

/* What a source says of itself where nobody has measured it, or nobody here has looked it up. */
static const char *const doubts[] = {"assumed", "unverified", "from memory"};

static const char *find_doubt(const char *source)
{
    for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++)
        if (strstr(source, doubts[i])) return doubts[i];
    return NULL;
}

/* The word of doubt stands out where it stands. */
static void write_source(sim_xml *xml, const char *source)
{
    const char *doubt = find_doubt(source), *at = doubt ? strstr(source, doubt) : source;
    char before[TEXT_SIZE];

    sim_html_open(xml, "td", "words");
    if (doubt) {
        snprintf(before, sizeof before, "%.*s", (int)(at - source), source);
        sim_xml_text(xml, before);
        sim_html_open(xml, "strong", "open");
        sim_xml_text(xml, doubt);
        sim_xml_close(xml);
        at += strlen(doubt);
    }
    sim_xml_text(xml, at);
    sim_xml_close(xml);
}

static void print_value(const sim_parameter *q, double value, char text[TEXT_SIZE])
{
    char number[SIM_NUMBER_SIZE];
    const bool has_unit = strcmp(q->symbol->unit, "1") != 0;

    sim_parameter_print(q, value, number);
    snprintf(text, TEXT_SIZE, "%s%s%s", number, has_unit ? " " : "",
             has_unit ? q->symbol->unit : "");
}

static void print_range(const sim_symbol *s, char text[TEXT_SIZE])
{
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    if (s->kind == SIM_WORD) {
        snprintf(text, TEXT_SIZE, "a word");
        return;
    }
    sim_number_print_exact(low, s->low);
    sim_number_print_exact(high, s->high);
    snprintf(text, TEXT_SIZE, "%s to %s", low, high);
}

static void write_columns(sim_xml *xml, const char *const names[], size_t n)
{
    sim_xml_open(xml, "thead");
    sim_xml_open(xml, "tr");
    for (size_t i = 0; i < n; i++) sim_html_head_cell(xml, "col", names[i]);
    sim_xml_close(xml);
    sim_html_close(xml);
}

static void write_parameter(sim_xml *xml, const sim_parameter *q,
                            const sim_setting *in_force)
{
    char text[TEXT_SIZE];

    sim_xml_open(xml, "tr");
    sim_html_head_cell(xml, "row", q->symbol->name);
    print_value(q, in_force->value, text);
    sim_html_plain_cell(xml, text);
    print_range(q->symbol, text);
    sim_html_whole_cell(xml, text);
    sim_html_whole_cell(xml, in_force->origin);
    sim_html_words_cell(xml, q->symbol->meaning);
    write_source(xml, q->symbol->source);
    sim_html_close(xml);
}

/* Is it of what is reported?  How a sweep is made, no run hangs on. */
static bool is_of_report(const sim_dossier *d, const sim_parameter *q)
{
    const sim_section_kind kind = sim_section_kind_of(q->section);

    return sim_sections[kind].is_hashed || kind == d->asks;
}

/* ---- what holds for all ------------------------------------------------------------ */

static void write_section(sim_xml *xml, const char *section)
{
    sim_xml_open(xml, "tr");
    sim_xml_open(xml, "th");
    sim_xml_attribute(xml, "scope", "rowgroup");
    sim_xml_attribute(xml, "colspan", "6");
    sim_xml_text(xml, section);
    sim_xml_close(xml);
    sim_html_close(xml);
}

static void write_all(const sim_dossier *d, const bool unread[])
{
    static const char *const names[] = {"parameter", "value",   "range",
                                        "from",      "meaning", "source"};
    const sim_experiment *e = &d->job->experiment;
    const char *section = NULL;

    sim_html_open_table(d->xml, "What holds for every arm that says nothing else");
    write_columns(d->xml, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_parameter *q = &e->catalog->rows[i];

        if (unread[i] || !is_of_report(d, q)) continue;
        if (!section || strcmp(section, q->section) != 0) {
            if (section) sim_html_close(d->xml);
            sim_xml_open(d->xml, "tbody");
            write_section(d->xml, q->section);
        }
        section = q->section;
        write_parameter(d->xml, q, &e->base.settings[i]);
    }
    if (section) sim_html_close(d->xml);
    sim_html_close_table(d->xml);
}

/* ---- what sets arms apart ------------------------------------------------------------- */

static bool is_own(const sim_setting *own, const sim_setting *base)
{
    return own->value != base->value || strcmp(own->origin, base->origin) != 0;
}

/* Has any arm something that others have not? */
static bool are_apart(const sim_experiment *e)
{
    for (size_t arm = 0; arm < e->n_own; arm++)
        for (size_t i = 0; i < e->catalog->n; i++)
            if (is_own(&e->arms[arm].settings[i], &e->base.settings[i])) return true;
    return false;
}

static void write_own(const sim_dossier *d, const sim_arm *arm)
{
    const sim_experiment *e = &d->job->experiment;

    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_parameter *q = &e->catalog->rows[i];
        const sim_setting *own = &arm->settings[i], *base = &e->base.settings[i];
        char text[TEXT_SIZE];

        if (!is_own(own, base)) continue;
        sim_xml_open(d->xml, "tr");
        sim_html_head_cell(d->xml, "row", arm->name);
        snprintf(text, sizeof text, "%s.%s", q->section, q->symbol->name);
        sim_html_whole_cell(d->xml, text);
        print_value(q, own->value, text);
        sim_html_plain_cell(d->xml, text);
        sim_html_whole_cell(d->xml, own->origin);
        sim_html_close(d->xml);
    }
}

static void write_arms(const sim_dossier *d)
{
    static const char *const names[] = {"arm", "parameter", "value", "from"};
    const sim_experiment *e = &d->job->experiment;

    if (!are_apart(e)) return;
    sim_html_open_table(d->xml, "What sets arms apart");
    write_columns(d->xml, names, sizeof names / sizeof *names);
    sim_xml_open(d->xml, "tbody");
    for (size_t arm = 0; arm < e->n_own; arm++) write_own(d, &e->arms[arm]);
    sim_html_close(d->xml);
    sim_html_close_table(d->xml);
}

static void write_count(const sim_dossier *d, const bool unread[])
{
    const sim_catalog *catalog = d->job->experiment.catalog;
    size_t n = 0, n_doubts = 0;
    char text[TEXT_SIZE];

    for (size_t i = 0; i < catalog->n; i++) {
        if (unread[i] || !is_of_report(d, &catalog->rows[i])) continue;
        n++;
        n_doubts += find_doubt(catalog->rows[i].symbol->source) != NULL;
    }
    snprintf(text, sizeof text,
             "%zu parameters are in force; the source of %zu of them is wholly or in part "
             "an assumption or was not verified, and is marked.",
             n, n_doubts);
    sim_html_element(d->xml, "p", text);
}

sim_status sim_dossier_write_parameters(sim_dossier *d, sim_error *err)
{
    bool *unread;
    const sim_status status = sim_unread_find(&d->job->session, &unread, err);

    if (status != SIM_OK) return status;
    sim_html_open(d->xml, "h2", "page");
    sim_xml_attribute(d->xml, "id", "parameters");
    sim_xml_text(d->xml, "Parameters");
    sim_html_close(d->xml);
    write_count(d, unread);
    write_arms(d);
    write_all(d, unread);
    free(unread);
    return SIM_OK;
}
