/* story_read.c -- of story.h: a [story] section understood, row by row. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/sections.h"
#include "sim/io/text.h"
#include "sim/study/story_parts.h"

enum {
    HINT_SIZE = 640,
    NAME_SIZE = 64,
    CHOICES_MOST = 8,
    SLIDERS_MOST = 6,
    REPLICATES_MOST = 10000
};

static const char outcome_word[] = "outcome ";

typedef sim_story_reader reader;

/* ---- parts of rows ---------------------------------------------------------- */

static sim_status read_text(reader *r, const char *text, void *field)
{
    *(const char **)field = sim_story_keep(r, text, strlen(text));
    return sim_story_check_room(r);
}

/* Entries stand between upright strokes. */
static sim_status read_list(reader *r, const char *text, void *field)
{
    sim_story_list *list = field;
    size_t most = 1;
    const char *end;

    for (const char *c = text; *c; c++) most += *c == '|';
    list->list = sim_pool_take(&r->story->pool, most, sizeof *list->list);
    for (;; text = end + 1) {
        end = strchr(text, '|');
        if (!list->list || !end) end = text + strlen(text);
        if (list->list)
            list->list[list->n++] = sim_story_keep(r, text, (size_t)(end - text));
        if (r->story->pool.failed || !*end) break;
    }
    if (sim_story_check_room(r) != SIM_OK) return SIM_ENOMEM;
    for (size_t i = 0; i < list->n; i++)
        if (!*list->list[i])
            return sim_story_refuse(r, "lacks an entry beside a |; A | B would be right");
    return SIM_OK;
}

static sim_status check_twice(reader *r, const sim_story_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(list->list[i], list->list[k]) == 0)
                return sim_story_refuse(r, "names '%s' twice; once would be right",
                                        list->list[i]);
    return SIM_OK;
}

static sim_status read_choices(reader *r, const char *text, void *field)
{
    sim_story_list *list = field;
    sim_status status = read_list(r, text, field);

    if (status == SIM_OK && (list->n < 2 || list->n > CHOICES_MOST))
        return sim_story_refuse(r, "has %zu entr%s; 2 to %d, A | B, would be right",
                                list->n, list->n == 1 ? "y" : "ies", CHOICES_MOST);
    return status == SIM_OK ? check_twice(r, list) : status;
}

/* A row that takes a number. */
static sim_status check_slider(reader *r, const char *name)
{
    const sim_catalog *catalog = &r->job->session.catalog;
    const char *dot = strchr(name, '.');
    char section[NAME_SIZE];
    sim_error why = {""};
    size_t row;

    if (!dot || (size_t)(dot - name) >= sizeof section)
        return sim_story_refuse(r, "'%s' is no row; section.name would be right", name);
    snprintf(section, sizeof section, "%.*s", (int)(dot - name), name);
    if (sim_catalog_find(catalog, section, dot + 1, name, &row, &why) != SIM_OK)
        return sim_story_refuse(r, "%s", why.text);
    return catalog->rows[row].symbol->kind != SIM_WORD
               ? SIM_OK
               : sim_story_refuse(r, "'%s' takes words; a row of a number would be right",
                                  name);
}

static sim_status read_sliders(reader *r, const char *text, void *field)
{
    const sim_story_list *list = field;
    sim_status status = read_list(r, text, field);

    if (status == SIM_OK && list->n > SLIDERS_MOST)
        return sim_story_refuse(r, "has %zu entries; %d at most would be right", list->n,
                                SLIDERS_MOST);
    for (size_t i = 0; status == SIM_OK && i < list->n; i++)
        status = check_slider(r, list->list[i]);
    return status == SIM_OK ? check_twice(r, list) : status;
}

static sim_status check_end(const reader *r, const sim_story_text *t)
{
    const char *rest = t->at + strspn(t->at, " \t");

    return *rest
               ? sim_story_refuse(r, "'%s' stands behind it; nothing would be right", rest)
               : SIM_OK;
}

static sim_status read_answer(reader *r, const char *text, void *field)
{
    sim_story_text t = sim_story_text_of(r, text);
    sim_status status = sim_story_value_read(&t, field);

    if (status == SIM_OK) sim_story_note(r->story, field);
    return status == SIM_OK ? check_end(r, &t) : status;
}

static sim_status read_ledger(reader *r, const char *text, void *field)
{
    sim_story_text t = sim_story_text_of(r, text);
    size_t *arms = field;
    sim_status status = sim_story_arm_read(&t, &arms[0]);

    if (status == SIM_OK && !sim_story_take(&t, "against"))
        return sim_story_refuse(r, "names no second arm; ARM against ARM would be right");
    if (status == SIM_OK) status = sim_story_arm_read(&t, &arms[1]);
    if (status == SIM_OK && arms[0] == arms[1])
        return sim_story_refuse(r,
                                "holds an arm against itself; another arm would be right");
    return status == SIM_OK ? check_end(r, &t) : status;
}

/* Rows as --set takes them: read as such, to know. */
static sim_status read_reverse(reader *r, const char *text, void *field)
{
    const sim_session *session = &r->job->session;
    sim_story_list *list = field;
    sim_status status = read_list(r, text, field);
    const sim_source source = {.file = r->ini->file,
                               .ini = r->ini,
                               .sets = list->list,
                               .n_sets = list->n,
                               .kernels = r->job->experiment.kernels};
    sim_experiment e;
    sim_error why = {""};

    if (status != SIM_OK) return status;
    status = sim_experiment_read(&e, &session->catalog, &session->presets, &source, &why);
    sim_experiment_free(&e);
    if (status == SIM_OK) return status;
    sim_story_refuse(r, "%s", why.text);
    return status;
}

static sim_status read_replicates(reader *r, const char *text, void *field)
{
    double n;

    if (!sim_number_parse_whole(text, &n) || n < 1 || n > REPLICATES_MOST)
        return sim_story_refuse(r,
                                "'%s' is no whole number from 1 to %d; 500 would be right",
                                text, REPLICATES_MOST);
    *(size_t *)field = (size_t)n;
    return SIM_OK;
}

/* ---- rows ------------------------------------------------------------------- */

static const struct {
    const char *name, *doc;
    sim_status (*read)(reader *r, const char *text, void *field);
    size_t at; /* of its field */
    bool is_needed, is_whole;
} rows[] = {
    {"question", "what is asked", read_text, offsetof(sim_story, question), true, true},
    {"choices", "what one may expect, parted by |", read_choices,
     offsetof(sim_story, choices), true, true},
    {"answer", "the value that decides", read_answer, offsetof(sim_story, answer), true,
     false},
    {"outcome NAME", "a condition, and the sentence that is then told: from 0.8: ...", NULL,
     0, false, true},
    {"ledger", "two arms, ARM against ARM, whose difference is parted", read_ledger,
     offsetof(sim_story, ledger), false, false},
    {"about", "a few sentences of background", read_text, offsetof(sim_story, about), false,
     true},
    {"literature", "what was measured, and by whom, parted by |", read_list,
     offsetof(sim_story, literature), false, true},
    {"reverse", "rows as --set takes them, with which another outcome comes, parted by |",
     read_reverse, offsetof(sim_story, reverse), false, false},
    {"sliders", "rows, section.name, that a page lets one turn, parted by |", read_sliders,
     offsetof(sim_story, sliders), false, false},
    {"replicates", "of the cohort, where nobody says how many", read_replicates,
     offsetof(sim_story, replicates), false, false},
};

enum { N_ROWS = sizeof rows / sizeof *rows };

const char *sim_story_row_name(size_t i) { return i < N_ROWS ? rows[i].name : NULL; }

const char *sim_story_row_doc(size_t i) { return i < N_ROWS ? rows[i].doc : NULL; }

static bool is_of_story(const sim_ini_row *row)
{
    return sim_section_kind_of(row->section) == SIM_SECTION_STORY;
}

static bool is_outcome(const char *name) { return sim_text_starts(name, outcome_word); }

/* The header of the section; NULL: there is none. */
static const sim_ini_row *find_header(const sim_ini *ini)
{
    for (size_t i = 0; i < ini->n_rows; i++)
        if (!ini->rows[i].name && is_of_story(&ini->rows[i])) return &ini->rows[i];
    return NULL;
}

static const sim_ini_row *find_row(const sim_ini *ini, const char *name)
{
    for (size_t i = 0; i < ini->n_rows; i++)
        if (ini->rows[i].name && is_of_story(&ini->rows[i]) &&
            strcmp(ini->rows[i].name, name) == 0)
            return &ini->rows[i];
    return NULL;
}

const char *sim_story_question(const sim_ini *ini)
{
    const sim_ini_row *row = find_row(ini, rows[0].name);

    return row ? sim_story_row_text(row, true) : NULL;
}

static sim_status check_name(reader *r, const sim_ini_row *row)
{
    sim_choice choice = {.nearest = {.wanted = row->name}};
    char hint[HINT_SIZE];

    if (find_row(r->ini, row->name) != row)
        return sim_story_refuse(
            r, "is given twice, first in line %d; one of the two would be right",
            find_row(r->ini, row->name)->line);
    if (!*row->value) return sim_story_refuse(r, "is empty; a text would be right");
    if (is_outcome(row->name)) return SIM_OK;
    for (size_t i = 0; i < N_ROWS; i++) {
        if (rows[i].read && strcmp(rows[i].name, row->name) == 0) return SIM_OK;
        sim_choice_offer(&choice, rows[i].name);
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_story_refuse(r, "is no row of [story]%s", hint);
}

static sim_status check_names(reader *r)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < r->ini->n_rows; i++) {
        const sim_ini_row *row = &r->ini->rows[i];

        if (!row->name || !is_of_story(row)) continue;
        sim_story_set_place(r, row);
        status = check_name(r, row);
    }
    return status;
}

static sim_status read_rows(reader *r)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < N_ROWS; i++) {
        const sim_ini_row *row = rows[i].read ? find_row(r->ini, rows[i].name) : NULL;

        sim_story_set_place(r, row ? row : find_header(r->ini));
        if (row)
            status = rows[i].read(r, sim_story_row_text(row, rows[i].is_whole),
                                  (char *)r->story + rows[i].at);
        else if (rows[i].is_needed)
            status = sim_story_refuse(r, "has no row '%s'; %s would be right", rows[i].name,
                                      rows[i].doc);
    }
    return status;
}

/* ---- outcomes --------------------------------------------------------------- */

static sim_status read_outcomes(reader *r)
{
    const sim_ini *ini = r->ini;
    sim_status status = SIM_OK;
    size_t n = 0;

    for (size_t i = 0; i < ini->n_rows; i++)
        n += ini->rows[i].name && is_of_story(&ini->rows[i]) &&
             is_outcome(ini->rows[i].name);
    sim_story_set_place(r, find_header(ini));
    if (n == 0)
        return sim_story_refuse(
            r, "has no row 'outcome NAME'; one for each choice would be right");
    r->story->outcomes = sim_pool_take(&r->story->pool, n, sizeof *r->story->outcomes);
    status = sim_story_check_room(r);
    for (size_t i = 0; status == SIM_OK && i < ini->n_rows; i++)
        if (ini->rows[i].name && is_of_story(&ini->rows[i]) &&
            is_outcome(ini->rows[i].name))
            status = sim_story_read_outcome(r, &ini->rows[i], outcome_word);
    return status;
}

/* ---- all -------------------------------------------------------------------- */

static sim_status check_choice(reader *r, const char *choice)
{
    const sim_story *s = r->story;

    for (size_t i = 0; i < s->n_outcomes; i++)
        if (strcmp(s->outcomes[i].name, choice) == 0) return SIM_OK;
    sim_story_set_place(r, find_row(r->ini, "choices"));
    return sim_story_refuse(r, "'%s' has no outcome; a row 'outcome %s' would be right",
                            choice, choice);
}

static sim_status check_all(reader *r)
{
    const sim_story *s = r->story;
    sim_status status = SIM_OK;

    for (size_t i = 0; i < s->n_outcomes; i++) {
        const bool is_last = i + 1 == s->n_outcomes;

        if ((s->outcomes[i].n_tests == 0) == is_last) continue;
        snprintf(r->place, sizeof r->place, "%s", s->outcomes[i].place);
        return sim_story_refuse(
            r, is_last ? "is the last and has a condition; 'otherwise' would be "
                         "right"
                       : "is 'otherwise' before the last; a condition would be "
                         "right");
    }
    for (size_t i = 0; status == SIM_OK && i < s->choices.n; i++)
        status = check_choice(r, s->choices.list[i]);
    if (status != SIM_OK || !s->asks_subjects || s->replicates > 0) return status;
    sim_story_set_place(r, find_header(r->ini));
    return sim_story_refuse(
        r, "asks for a cohort and has no row 'replicates'; replicates = 500 would "
           "be right");
}

/* What trials of the file compare. */
static sim_status start_trials(reader *r)
{
    const sim_trial_plan *plan = &r->job->experiment.trial;
    const sim_trial_number number = {.name = plan->number,
                                     .place = sim_trial_plan_place(plan, SIM_TRIAL_NUMBER),
                                     .is_paired = plan->design == SIM_TRIAL_PAIRED};
    sim_story *s = r->story;

    if (!plan->given) return SIM_OK;
    s->world.measure = &s->measure;
    return sim_trial_measure_init(&s->measure, &s->readout, &r->job->experiment, &number,
                                  r->err);
}

static sim_status start(reader *r)
{
    const sim_solution nothing = {.chain = r->job->session.chain};
    sim_story *s = r->story;
    sim_status status = sim_tables_init(&r->tables, &nothing, NULL, r->err);

    s->world = (sim_story_world){.job = r->job, .tables = &r->tables};
    if (status != SIM_OK || !r->job->session.chain->population) return status;
    s->world.readout = &s->readout;
    status = sim_readout_init(&s->readout, r->job->session.chain, r->err);
    return status == SIM_OK ? start_trials(r) : status;
}

sim_status sim_story_read(sim_story *story, const sim_ini *ini, const sim_job *job,
                          sim_error *err)
{
    reader r = {.story = story, .ini = ini, .job = job, .err = err};
    sim_status status;

    *story = (sim_story){.file = ini->file, .ledger = {SIM_NONE, SIM_NONE}};
    if (!find_header(ini))
        return sim_fail(err, SIM_EPARSE,
                        "%s: has no section [story]; `potency story NAME --ini` prints a "
                        "file that has one",
                        ini->file);
    status = start(&r);
    if (status == SIM_OK) status = check_names(&r);
    if (status == SIM_OK) status = read_rows(&r);
    if (status == SIM_OK) status = read_outcomes(&r);
    if (status == SIM_OK) status = check_all(&r);
    sim_tables_free(&r.tables);
    story->world.tables = &job->tables;
    return status;
}

void sim_story_free(sim_story *s)
{
    if (s->world.readout) sim_readout_free(&s->readout);
    sim_pool_free(&s->pool);
    *s = (sim_story){0};
}
