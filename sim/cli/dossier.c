#include "sim/cli/dossier.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/embedded.h"
#include "sim/io/text.h"
#include "sim/study/version.h"

enum { TEXT_SIZE = 1024, ARMS_NAMED = 8, LINE_SIZE = 4096 };

const char *sim_dossier_keep(sim_dossier *d, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *copy = sim_pool_take(&d->pool, size, 1);

    return copy ? memcpy(copy, text, size) : NULL;
}

/* ---- the question ------------------------------------------------------------- */

/* "P2, P5 and P8", and how many more. */
static void list_arms(const sim_experiment *e, char text[TEXT_SIZE])
{
    const size_t n = e->n_own < ARMS_NAMED ? e->n_own : ARMS_NAMED;

    *text = '\0';
    for (size_t i = 0; i < n; i++)
        sim_text_append(text, TEXT_SIZE, "%s%s",
                        i == 0                                 ? ""
                        : i + 1 == n && e->n_own <= ARMS_NAMED ? " and "
                                                               : ", ",
                        e->arms[i].name);
    if (e->n_own > n) sim_text_append(text, TEXT_SIZE, " and %zu more", e->n_own - n);
}

/* What stands in a story before its first empty line. */
static void take_question(const char *story, char text[TEXT_SIZE])
{
    const char *end = strstr(story, "\n\n");

    snprintf(text, TEXT_SIZE, "%.*s", end ? (int)(end - story) : (int)strlen(story), story);
    for (char *c = text; *c; c++)
        if (*c == '\n') *c = ' ';
}

static void print_question(const sim_dossier *d, char text[TEXT_SIZE])
{
    const sim_experiment *e = &d->job->experiment;
    char arms[TEXT_SIZE];

    list_arms(e, arms);
    if (d->story)
        take_question(d->story, text);
    else if (d->trial)
        sim_dossier_print_trial(d->trial, text, TEXT_SIZE);
    else if (d->fit)
        sim_dossier_print_fit(d->fit, text, TEXT_SIZE);
    else if (d->record)
        snprintf(text, TEXT_SIZE, "What changes what %.900s %s?", arms,
                 e->n_own == 1 ? "does" : "do");
    else if (d->job->tables.n == 0)
        snprintf(text, TEXT_SIZE, "Where does the difference come from?");
    else
        snprintf(text, TEXT_SIZE, "What %s %.900s do?", e->n_own == 1 ? "does" : "do",
                 arms);
}

static void write_disclaimer(const sim_dossier *d)
{
    sim_html_open(d->xml, "p", "disclaimer");
    sim_xml_text(d->xml, "This is ");
    sim_xml_text(d->xml, sim_disclaimer);
    sim_xml_text(d->xml, ".");
    sim_html_close(d->xml);
}

static void write_lead(const sim_dossier *d)
{
    const sim_chain *chain = d->job->session.chain;

    sim_html_open(d->xml, "p", "lead");
    sim_xml_text(d->xml, "A simulation of ");
    sim_xml_text(d->xml, chain->title);
    sim_xml_text(d->xml, ", by Potency ");
    sim_xml_text(d->xml, sim_version);
    sim_xml_text(d->xml, ". Its results are about the model.");
    sim_html_close(d->xml);
}

/* ---- what made it ---------------------------------------------------------------- */

/* The next line of the comments above a run.ini; false past the last. */
static bool next_comment(const char **at, char line[LINE_SIZE])
{
    size_t length;

    if (**at != '#') return false;
    length = strcspn(*at, "\n");
    snprintf(line, LINE_SIZE, "%.*s", (int)length, *at);
    *at += length + ((*at)[length] == '\n');
    return true;
}

static const char warning_start[] = "# Warning: ", command_start[] = "#     ";

static void write_warnings(const sim_dossier *d)
{
    const char *at = d->ini;
    char line[LINE_SIZE];
    size_t n = 0;

    while (!d->record && next_comment(&at, line)) {
        if (!sim_text_starts(line, warning_start)) continue;
        if (n++ == 0) {
            sim_html_element(d->xml, "h2", "Warnings");
            sim_xml_open(d->xml, "ul");
        }
        sim_html_element(d->xml, "li", line + sizeof warning_start - 1);
    }
    if (n > 0) sim_html_close(d->xml);
}

static void write_note(const sim_dossier *d, const char *name, const char *value)
{
    sim_html_element(d->xml, "dt", name);
    sim_html_element(d->xml, "dd", value);
}

/* "# Seed: 1" */
static void write_notes(const sim_dossier *d)
{
    const char *at = d->ini;
    char line[LINE_SIZE];

    while (next_comment(&at, line)) {
        char *colon = strstr(line, ": ");

        if (!colon || line[1] != ' ' || line[2] == ' ') continue;
        if (sim_text_starts(line, warning_start) || strstr(line, SIM_INI_ORIGIN)) continue;
        *colon = '\0';
        write_note(d, line + 2, colon + 2);
    }
}

static sim_status write_notes_of_sweep(const sim_dossier *d, sim_error *err)
{
    const sim_plan *plan = &d->record->plan;
    sim_making making = {.plan = plan, .replicates = plan->replicates};
    sim_provenance p;
    const sim_status status = sim_plan_hash(plan, &making.hash, err);

    if (status != SIM_OK) return status;
    sim_provenance_init(&p, &d->job->experiment, &making);
    for (size_t i = 0; i < p.caption.n_notes; i++)
        write_note(d, p.notes[i].name, p.notes[i].value);
    return SIM_OK;
}

/* As run.ini says. */
static void write_command(const sim_dossier *d)
{
    const char *at = d->ini;
    char line[LINE_SIZE];

    while (next_comment(&at, line))
        if (sim_text_starts(line, command_start)) {
            sim_xml_text(d->xml, line + sizeof command_start - 1);
            sim_xml_text(d->xml, "\n");
        }
    sim_xml_text(d->xml, "potency report out -o report.html\n");
}

static void write_command_of_sweep(const sim_dossier *d)
{
    const sim_stored *made = &d->record->made;

    sim_xml_text(d->xml, "potency sweep run.ini -o run.db");
    for (size_t i = 0; i < made->n_sets; i++) {
        sim_xml_text(d->xml, " --set '");
        sim_xml_text(d->xml, made->sets[i]);
        sim_xml_text(d->xml, "'");
    }
    sim_xml_text(d->xml, "\npotency report run.db -o report.html\n");
}

static void write_again(const sim_dossier *d)
{
    char text[TEXT_SIZE];

    if (sim_text_starts(d->again, SIM_NOT_AGAIN))
        snprintf(text, sizeof text,
                 "`potency rerun` cannot make this page again from itself: %.*s.",
                 (int)strcspn(d->again + sizeof SIM_NOT_AGAIN - 1, "\n"),
                 d->again + sizeof SIM_NOT_AGAIN - 1);
    else
        snprintf(text, sizeof text,
                 "This page carries all of that: with the same version, `potency rerun "
                 "report.html -o again` makes it again, byte for byte.");
    sim_html_prose(d->xml, "p", text);
}

static sim_status write_making(const sim_dossier *d, sim_error *err)
{
    sim_status status = SIM_OK;

    sim_html_open(d->xml, "h2", "page");
    sim_xml_text(d->xml, "How to do it again");
    sim_html_close(d->xml);
    sim_html_element(d->xml, "p",
                     "Save the file below as run.ini. The same version of Potency then "
                     "gives the same numbers:");
    sim_html_open_wide(d->xml, "pre", "What to type");
    sim_xml_open(d->xml, "code");
    if (d->record)
        write_command_of_sweep(d);
    else
        write_command(d);
    sim_xml_close(d->xml);
    sim_html_close(d->xml);
    write_again(d);
    sim_xml_open(d->xml, "dl");
    if (d->record)
        status = write_notes_of_sweep(d, err);
    else
        write_notes(d);
    sim_html_close(d->xml);
    sim_html_open(d->xml, "details", "printed");
    sim_html_element(d->xml, "summary", "run.ini");
    sim_html_open_wide(d->xml, "pre", "run.ini");
    sim_xml_text(d->xml, d->ini);
    sim_html_close(d->xml);
    sim_html_close(d->xml);
    return status;
}

/* ---- all of it -------------------------------------------------------------------- */

static sim_status write_parts(sim_dossier *d, sim_error *err)
{
    char question[TEXT_SIZE];
    sim_status status = sim_dossier_read_said(d, err);

    if (status != SIM_OK) return status;
    print_question(d, question);
    sim_html_start(d->xml, question, sim_dossier_styles[0].text);
    write_disclaimer(d);
    sim_html_element(d->xml, "h1", question);
    write_lead(d);
    sim_dossier_write_findings(d);
    if (d->trial) sim_dossier_write_trial(d);
    if (d->fit) status = sim_dossier_write_fit(d, err);
    if (d->story) status = sim_dossier_write_story(d, err);
    if (status != SIM_OK) return status;
    write_warnings(d);
    status = sim_dossier_write_figures(d, err);
    if (status == SIM_OK)
        status =
            d->record ? sim_dossier_write_points(d, err) : sim_dossier_write_tables(d, err);
    if (status == SIM_OK) status = sim_dossier_write_parameters(d, err);
    if (status == SIM_OK) status = sim_dossier_write_models(d, err);
    if (status == SIM_OK) status = sim_dossier_write_evidence(d, err);
    if (status == SIM_OK) status = write_making(d, err);
    if (status != SIM_OK) return status;
    write_disclaimer(d);
    sim_html_end(d->xml);
    return SIM_OK;
}

/* As a comment, behind what is shown. */
static sim_status carry(const sim_dossier *d, FILE *out, sim_error *err)
{
    sim_status status;

    fputs("<!--\n", out);
    status = sim_embedded_write(d->again, "", out, err);
    fputs("-->\n", out);
    return status;
}

sim_status sim_dossier_write(sim_dossier *d, FILE *out, sim_error *err)
{
    sim_status status = sim_xml_init_html(&d->xml, err);

    if (status == SIM_OK) status = write_parts(d, err);
    if (status == SIM_OK) status = sim_xml_write(d->xml, out, err);
    if (status == SIM_OK) status = carry(d, out, err);
    sim_xml_free(d->xml);
    d->xml = NULL;
    free(d->said);
    free(d->described);
    d->said = NULL;
    d->described = NULL;
    d->n_said = d->n_described = 0;
    d->has_fonts = false;
    sim_pool_free(&d->pool);
    return status;
}
