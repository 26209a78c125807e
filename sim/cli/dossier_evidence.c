/* dossier_evidence.c -- published measurements that models of the report's chain are held
 * against: what was measured, by whom. */
#include <math.h>
#include <string.h>

#include "sim/cli/dossier.h"
#include "sim/cli/published.h"
#include "sim/io/text.h"

enum { TEXT_SIZE = 256, LINE_SIZE = 1024 };

static const char *find_text(const char *name)
{
    for (const sim_text *held = models_validation_texts; held->name; held++)
        if (strcmp(held->name, name) == 0) return held->text;
    return NULL;
}

/* The chain that reads the rows of a file; NULL of one that is not there. */
static sim_status find_chain(const char *name, const sim_chain **chain, sim_error *err)
{
    const char *text = find_text(name);
    const sim_source source = {.file = name, .text = text};
    sim_status status;
    sim_ini ini;

    *chain = NULL;
    if (!text) return SIM_OK;
    status = sim_ini_read_text(&ini, name, text, err);
    if (status == SIM_OK) *chain = sim_source_chain(&source, &ini, models_chains);
    sim_ini_free(&ini);
    return status;
}

/* What a file says of itself in a comment "# Citation: ...". */
static void print_citation(const char *name, char text[LINE_SIZE])
{
    static const char start[] = "# Citation: ";
    const char *file = find_text(name), *at = file ? strstr(file, start) : NULL;

    *text = '\0';
    if (!at) return;
    at += sizeof start - 1;
    snprintf(text, LINE_SIZE, "%.*s", (int)strcspn(at, "\n"), at);
}

static void write_measured(sim_xml *xml, const sim_measurement *m)
{
    sim_xml_open(xml, "td");
    sim_html_number(xml, m->measured);
    if (strcmp(m->unit, "1") != 0) {
        sim_xml_text(xml, " ");
        sim_xml_text(xml, m->unit);
    }
    sim_xml_close(xml);
    sim_xml_open(xml, "td");
    if (isfinite(m->low) || isfinite(m->high)) {
        sim_html_number(xml, m->low);
        sim_xml_text(xml, " to ");
        sim_html_number(xml, m->high);
    }
    sim_xml_close(xml);
}

static void write_row(sim_xml *xml, const sim_measurement *m)
{
    char citation[LINE_SIZE];

    print_citation(m->file, citation);
    sim_xml_open(xml, "tr");
    sim_html_head_cell(xml, "row", m->study);
    sim_html_words_cell(xml, m->name);
    write_measured(xml, m);
    sim_html_words_cell(xml, sim_role_name(m->role));
    sim_html_words_cell(xml, citation);
    sim_html_words_cell(xml, m->note);
    sim_html_close(xml);
}

static void write_header(sim_xml *xml)
{
    static const char *const names[] = {"study", "what",   "measured", "counts as right",
                                        "use",   "source", "note"};

    sim_html_open_table(xml, "Published measurements");
    sim_xml_open(xml, "thead");
    sim_xml_open(xml, "tr");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        sim_html_head_cell(xml, "col", names[i]);
    sim_xml_close(xml);
    sim_html_close(xml);
    sim_xml_open(xml, "tbody");
}

static void open_rows(const sim_dossier *d)
{
    sim_html_open(d->xml, "details", "printed");
    sim_html_element(d->xml, "summary", "What was measured, study by study");
    write_header(d->xml);
}

static void close_rows(const sim_dossier *d)
{
    sim_html_close(d->xml);
    sim_html_close_table(d->xml);
    sim_html_close(d->xml);
}

static sim_status write_rows(const sim_dossier *d, const sim_measurements *table, size_t *n,
                             sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < table->n; i++) {
        const sim_measurement *m = &table->list[i];
        const sim_chain *chain = NULL;

        if (!m->why_not) status = find_chain(m->file, &chain, err);
        if (chain != d->job->session.chain) continue;
        if ((*n)++ == 0) open_rows(d);
        write_row(d->xml, m);
    }
    if (*n > 0) close_rows(d);
    return status;
}

static void write_count(const sim_dossier *d, size_t n)
{
    char text[TEXT_SIZE];

    snprintf(text, sizeof text,
             "The models of indication %s are held against %zu published numbers; "
             "`potency validate` prints what they predict of each, hits and misses.",
             d->job->session.chain->name, n);
    sim_html_prose(d->xml, "p", text);
}

sim_status sim_dossier_write_evidence(sim_dossier *d, sim_error *err)
{
    sim_measurements table;
    size_t n = 0;
    sim_status status = sim_published_read(&table, err);

    if (status == SIM_OK) {
        sim_html_element(d->xml, "h2", "Published measurements");
        status = write_rows(d, &table, &n, err);
        write_count(d, n);
    }
    sim_measurements_free(&table);
    return status;
}
