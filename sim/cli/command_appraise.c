/* command_appraise.c -- potency appraise FILE: a clinic's offer, held against the model. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/pages.h"
#include "sim/cli/progress.h"
#include "sim/cli/report.h"
#include "sim/cli/solving.h"
#include "sim/io/characters.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/appraise.h"

static const char text_file[] = "appraisal.txt";

enum { HEADING = 4096, INDENT = 4 };

typedef struct {
    sim_arguments shared;
    sim_sheet_look look;
} appraise_options;

static const sim_option options[] = {
    {.group = sim_result_options},
    {.group = sim_sheet_rows, .at = offsetof(appraise_options, look)},
    {0},
};

static void check_options(const void *options_read, struct argp_state *state)
{
    const appraise_options *o = options_read;

    if (!o->shared.argument && (o->shared.dir || o->shared.n_sets > 0))
        argp_error(state, "without a FILE there is no offer to appraise");
}

/* All that an appraisal holds; released in one place. */
typedef struct {
    appraise_options options;
    sim_source source;
    sim_appraisal_task task;
    sim_appraisal appraisal;
    sim_memory text;
    sim_provenance provenance;
    sim_findings warnings;
    sim_files files;
} appraise_state;

/* ---- the text ---------------------------------------------------------------- */

static void print_heading(const appraise_state *s, FILE *out)
{
    const sim_appraisal *a = &s->appraisal;
    const char *beside = a->offer.condition->world->beside;
    char text[HEADING], shown[HEADING];

    fprintf(out, "%s\n\n", sim_disclaimer);
    sim_escape_print(s->options.shared.argument, shown, sizeof shown);
    snprintf(text, sizeof text, "An offer%s%s (", *a->about ? " for " : "", a->about);
    sim_text_append(text, sizeof text, "%s", shown);
    for (size_t i = 0; i < s->source.n_sets; i++) {
        sim_escape_print(s->source.sets[i], shown, sizeof shown);
        sim_text_append(text, sizeof text, ", --set %s", shown);
    }
    sim_text_append(text, sizeof text, ")");
    if (beside)
        sim_text_append(text, sizeof text, ", held against the reference of a model: %s.",
                        beside);
    sim_paragraph_print("", text, 0, out);
}

static sim_status print_escaped(const char *text, FILE *out, sim_error *err)
{
    char *shown = sim_escape_copy(text);

    if (!shown) return sim_fail_memory(err, "appraisal");
    sim_paragraph_print("", shown, INDENT, out);
    free(shown);
    return SIM_OK;
}

static sim_status print_answer(const sim_answer *answer, FILE *out, sim_error *err)
{
    sim_status status = SIM_OK;

    fprintf(out, "\n%s  %s\n", answer->question, answer->verdict);
    for (size_t i = 0; status == SIM_OK && answer->paragraphs[i]; i++)
        status = print_escaped(answer->paragraphs[i], out, err);
    return status;
}

/* Of the offer alone: what its culture cannot give, say.  And how it is not solved. */
static void print_warnings(const appraise_state *s, FILE *out)
{
    static const char start[] = "arm offer", common[] = "run.";

    for (size_t i = 0; i < s->warnings.n; i++) {
        const char *line = s->warnings.lines[i];

        if (sim_text_starts(line, start))
            line += strlen("arm ");
        else if (!sim_text_starts(line, common))
            continue;
        fputc('\n', out);
        sim_paragraph_print("warning: ", line, INDENT, out);
    }
}

static sim_status print_text(appraise_state *s, sim_error *err)
{
    sim_status status = sim_memory_open(&s->text, "appraisal", err);

    if (status != SIM_OK) return status;
    print_heading(s, s->text.stream);
    for (size_t i = 0; status == SIM_OK && i < s->appraisal.n_answers; i++)
        status = print_answer(&s->appraisal.answers[i], s->text.stream, err);
    print_warnings(s, s->text.stream);
    if (status != SIM_OK) return status;
    return sim_memory_close(&s->text, "appraisal", err);
}

/* ---- files -------------------------------------------------------------------- */

static sim_status write_text(appraise_state *s, sim_error *err)
{
    FILE *out = NULL;
    const sim_status status = sim_files_open(&s->files, text_file, &out, err);

    if (status == SIM_OK) fputs(s->text.bytes, out);
    return status;
}

/* The offer as it was said, below all arms that are shown. */
static void write_offer(const appraise_state *s, FILE *out)
{
    const sim_offer *o = &s->appraisal.offer;

    fputs("\n[offer]\n", out);
    for (size_t i = 0; i < o->n_rows; i++)
        if (o->said[i].text) fprintf(out, "%s = %s\n", o->rows[i].name, o->said[i].text);
}

static sim_status write_run(appraise_state *s, sim_error *err)
{
    FILE *out = NULL;
    const sim_status status = sim_files_open(&s->files, "run.ini", &out, err);

    if (status != SIM_OK) return status;
    sim_report_write_run(&s->provenance, &s->appraisal.job.experiment, &s->warnings, out);
    write_offer(s, out);
    return SIM_OK;
}

/* What the figure is made again from. */
static sim_status embed(appraise_state *s, sim_error *err)
{
    char again[sizeof "appraise" + SIM_AGAIN_SIZE];
    FILE *out;
    sim_status status;

    snprintf(again, sizeof again, "appraise%s", s->options.shared.again);
    status = sim_provenance_start(&s->provenance, &s->appraisal.job.experiment, again, &out,
                                  err);
    if (status != SIM_OK) return status;
    write_offer(s, out);
    return sim_provenance_end(&s->provenance, err);
}

static sim_status write_figure(appraise_state *s, sim_error *err)
{
    const sim_pages pages = {.job = &s->appraisal.job,
                             .look = &s->options.look,
                             .provenance = &s->provenance,
                             .own_only = true};
    const sim_status status = sim_appraisal_title(&s->appraisal, err);

    if (status != SIM_OK || !s->appraisal.title) return status;
    return sim_pages_write(&pages, &s->files, err);
}

static sim_status claim_all(appraise_state *s, sim_error *err)
{
    sim_status status = sim_files_claim(&s->files, text_file, err);

    if (status == SIM_OK) status = sim_files_claim(&s->files, "run.ini", err);
    if (status == SIM_OK && s->appraisal.title) {
        status = sim_sheet_claim("appraisal", &s->options.look, &s->files, err);
        if (status == SIM_OK) status = sim_sheet_claim_facts(NULL, &s->files, err);
    }
    return status;
}

static sim_status write_all(void *self, sim_error *err)
{
    appraise_state *s = self;
    sim_status status = sim_files_init(&s->files, s->options.shared.dir, "appraisal", err);

    sim_provenance_init(
        &s->provenance, &s->appraisal.job.experiment,
        &(sim_making){.asked = "appraise", .solver = s->appraisal.job.solver});
    if (status == SIM_OK) {
        sim_files_source(&s->files, s->options.shared.argument);
        status = claim_all(s, err);
    }
    if (status == SIM_OK) status = write_text(s, err);
    if (status == SIM_OK) status = write_run(s, err);
    if (status == SIM_OK) status = embed(s, err);
    if (status == SIM_OK) status = write_figure(s, err);
    if (status == SIM_OK) status = sim_files_replace(&s->files, err);
    sim_files_leave(&s->files);
    return status;
}

/* ---- what an offer may say -------------------------------------------------------- */

enum { KEY_WIDTH = 14 };

static bool is_key(const sim_offer_row *row) { return row->kind <= SIM_OFFER_NUMBER; }

static void print_key(const sim_offer_row *key, FILE *out)
{
    const char *before = key->kind == SIM_OFFER_WORDS ? ": " : "; a text, or ";
    char text[HEADING];

    snprintf(text, sizeof text, "%s", key->text);
    for (const sim_offer_row *row = models_offers; row->kind != SIM_OFFER_END; row++) {
        if (row->kind != SIM_OFFER_WORD || strcmp(row->of, key->name) != 0 || key->low)
            continue;
        sim_text_append(text, sizeof text, "%s%s", before, row->name);
        before = ", ";
    }
    if (key->low) sim_text_append(text, sizeof text, ": a value of %s", key->low);
    sim_paragraph_print(key->name, text, KEY_WIDTH, out);
}

static void print_keys(FILE *out)
{
    fprintf(out, "%s\n\nrows of a section [offer]; what is left out is not said\n",
            sim_disclaimer);
    for (const sim_offer_row *row = models_offers; row->kind != SIM_OFFER_END; row++)
        if (is_key(row)) print_key(row, out);
}

/* ---- the command ---------------------------------------------------------------- */

static sim_status appraise(appraise_state *s, sim_error *err)
{
    sim_status status;

    s->source = sim_arguments_source(&s->options.shared);
    s->task = (sim_appraisal_task){models_offers, &s->source};
    status = sim_appraisal_init(&s->appraisal, &s->task, err);
    if (status == SIM_OK) status = sim_job_warnings(&s->appraisal.job, &s->warnings, err);
    if (status == SIM_OK)
        status = sim_report_note_method(&s->appraisal.job.experiment, &s->warnings, err);
    if (status == SIM_OK) status = print_text(s, err);
    if (status == SIM_OK && s->options.shared.dir)
        status = sim_signals_hold(write_all, s, err);
    if (status != SIM_OK) return status;
    fputs(s->text.bytes, stdout);
    if (s->options.shared.dir) {
        putchar('\n');
        sim_files_print(&s->files, stdout);
    }
    return SIM_OK;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    appraise_state s = {.options = {.look = {.dark = false}}};
    sim_status status;

    sim_options_read(how, &s.options);
    if (!s.options.shared.argument) {
        print_keys(stdout);
        return SIM_OK;
    }
    status = appraise(&s, err);
    sim_provenance_free(&s.provenance);
    sim_files_free(&s.files);
    sim_memory_free(&s.text);
    sim_findings_free(&s.warnings);
    sim_appraisal_free(&s.appraisal);
    return status;
}

const sim_command sim_command_appraise = {
    .options = options, .check = check_options, .call = call, .again = true};
