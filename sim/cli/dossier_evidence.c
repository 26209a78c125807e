/* dossier_evidence.c -- published measurements that models of the report's chain are held
 * against: what was measured, by whom. */
#include <math.h>
#include <string.h>

#include "sim/cli/dossier.h"
#include "sim/cli/published.h"
#include "sim/cli/verdict.h"
#include "sim/io/text.h"

enum { TEXT_SIZE = 512, LINE_SIZE = 1024 };

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

static bool is_predicted(const sim_measurement *m) { return !isnan(m->predicted); }

static void write_measured(sim_xml *xml, const sim_measurement *m)
{
    char bounds[SIM_VERDICT_SIZE], predicted[SIM_VERDICT_SIZE];

    sim_xml_open(xml, "td");
    sim_html_number(xml, m->measured);
    if (strcmp(m->unit, "1") != 0) {
        sim_xml_text(xml, " ");
        sim_xml_text(xml, m->unit);
    }
    sim_xml_close(xml);
    sim_verdict_print_bounds(m, bounds);
    sim_html_plain_cell(xml, bounds);
    sim_verdict_print_predicted(m, predicted);
    sim_html_plain_cell(xml, predicted);
    sim_html_plain_cell(xml, !is_predicted(m) ? "not asked here" : m->hit ? "hit" : "MISS");
}

static void write_row(sim_xml *xml, const sim_measurement *m)
{
    char citation[LINE_SIZE];

    print_citation(m->file, citation);
    sim_xml_open(xml, "tr");
    sim_html_head_cell(xml, "row", m->study);
    sim_html_words_cell(xml, m->name);
    write_measured(xml, m);
    sim_html_plain_cell(xml, sim_role_name(m->role));
    sim_html_words_cell(xml, citation);
    sim_html_words_cell(xml, m->note);
    sim_html_close(xml);
}

static void write_header(sim_xml *xml)
{
    static const char *const names[] = {"study", "what",     "measured", "counts as right",
                                        "model", "came out", "use",      "source",
                                        "note"};

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

/* The rows whose files are of the report's chain. */
static sim_status choose(const sim_dossier *d, const sim_measurements *table, bool chosen[],
                         sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < table->n; i++) {
        const sim_measurement *m = &table->list[i];
        const sim_chain *chain = NULL;

        if (!m->why_not) status = find_chain(m->file, &chain, err);
        chosen[i] = chain && strcmp(chain->name, d->job->session.chain->name) == 0;
    }
    return status;
}

/* What the mean course says of each; cohorts take longer than a report may. */
static sim_status predict(const sim_dossier *d, sim_measurements *table,
                          const bool chosen[], sim_error *err)
{
    const sim_validation_task task = {.chains = models_chains,
                                      .find = sim_published_find,
                                      .chosen = chosen,
                                      .no_cohorts = true,
                                      .threads = d->threads};
    sim_validation validation;
    sim_status status = sim_validation_init(&validation, &task, table, err);

    if (status == SIM_OK) status = sim_validation_solve(&validation, NULL, err);
    sim_validation_free(&validation);
    return status;
}

static void write_rows(const sim_dossier *d, const sim_measurements *table,
                       const bool chosen[])
{
    open_rows(d);
    for (size_t i = 0; i < table->n; i++)
        if (chosen[i]) write_row(d->xml, &table->list[i]);
    close_rows(d);
}

/* "62 of 79 numbers that they were set by, ...": never roles or kinds in one. */
static void print_hits(const sim_measurements *table, const bool chosen[],
                       char text[TEXT_SIZE])
{
    static const char *const kinds[] = {
        [SIM_NUMBER_ROW] = "numbers", [SIM_SIGN_ROW] = "directions of a difference"};
    static const char *const roles[] = {
        [SIM_CALIBRATION] = "they were set by", [SIM_PREDICTED] = "they were not set by"};

    *text = '\0';
    for (size_t i = 0; i < SIM_ROLES * (size_t)SIM_ROW_KINDS; i++) {
        const size_t role = i / SIM_ROW_KINDS, kind = i % SIM_ROW_KINDS;
        size_t n = 0, hits = 0;

        for (size_t row = 0; row < table->n; row++) {
            const sim_measurement *m = &table->list[row];

            if (!chosen[row] || !is_predicted(m) || m->role != role || m->kind != kind)
                continue;
            n++;
            hits += m->hit;
        }
        if (n == 0) continue;
        sim_text_append(text, TEXT_SIZE, "%s%zu of %zu %s that %s", *text ? ", " : "", hits,
                        n, kinds[kind], roles[role]);
    }
}

static void write_count(const sim_dossier *d, const sim_measurements *table,
                        const bool chosen[])
{
    char hits[TEXT_SIZE], text[TEXT_SIZE * 2];
    size_t n = 0;

    for (size_t i = 0; i < table->n; i++) n += chosen[i];
    print_hits(table, chosen, hits);
    snprintf(
        text, sizeof text,
        "The models of indication %s are held against %zu published numbers. Of what is "
        "read off their mean course these come out right: %s. `potency validate` adds "
        "bands, and what is asked of cohorts.",
        d->job->session.chain->name, n, *hits ? hits : "none was asked");
    sim_html_prose(d->xml, "p", text);
}

static sim_status write_all(const sim_dossier *d, sim_measurements *table, bool chosen[],
                            sim_error *err)
{
    sim_status status = choose(d, table, chosen, err);

    if (status == SIM_OK) status = predict(d, table, chosen, err);
    if (status != SIM_OK) return status;
    sim_html_element(d->xml, "h2", "Published measurements");
    write_count(d, table, chosen);
    write_rows(d, table, chosen);
    return SIM_OK;
}

sim_status sim_dossier_write_evidence(sim_dossier *d, sim_error *err)
{
    sim_measurements table;
    sim_status status = sim_published_read(&table, err);
    bool *chosen = NULL;

    if (status == SIM_OK) {
        chosen = sim_pool_take(&d->pool, table.n + 1, sizeof *chosen);
        status = sim_pool_check(&d->pool, "report", err);
    }
    if (status == SIM_OK) status = write_all(d, &table, chosen, err);
    sim_measurements_free(&table);
    return status;
}
