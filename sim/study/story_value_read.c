/* story_value_read.c -- of story_value.h: values read from their words. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/story_text.h"

enum { HINT_SIZE = 640 };

/* ---- names ---------------------------------------------------------------- */

static const sim_table *find_table(const sim_tables *tables, const char *name)
{
    for (size_t i = 0; name && i < tables->n; i++)
        if (strcmp(tables->table[i].name, name) == 0) return &tables->table[i];
    return NULL;
}

/* The tables that a name may be a column of, by number: the summary and the reports, or courses
 * from the last on; NULL past the last. */
static const sim_table *table_at(const sim_story_world *w, bool on_day, size_t i)
{
    const sim_chain *chain = w->job->session.chain;
    const sim_tables *tables = w->tables;

    if (!on_day && i-- == 0) return &tables->table[tables->summary];
    for (size_t stage = chain->n_stages; stage-- > 0;) {
        const sim_stage *s = &chain->stages[stage];
        const sim_table *table = find_table(tables, on_day ? s->course : s->reports);

        if (table && i-- == 0) return table;
    }
    return NULL;
}

static sim_status refuse_column(const sim_story_text *t, const char *name, bool on_day)
{
    sim_nearest nearest = {.wanted = name};
    const sim_table *table;
    char hint[HINT_SIZE], where[SIM_STORY_WORD];

    snprintf(where, sizeof where, "a column of %s.csv would be right",
             table_at(t->world, on_day, 0)->name);
    for (size_t i = 0; (table = table_at(t->world, on_day, i)); i++)
        for (size_t c = 0; c < table->n_columns; c++)
            sim_nearest_offer(&nearest, table->columns[c].name);
    sim_nearest_print(&nearest, where, hint, sizeof hint);
    return sim_story_text_refuse(t, "there is no number '%s'%s%s", name,
                                 on_day ? " on a day" : "", hint);
}

static sim_status find_column(const sim_story_text *t, const char *name, bool on_day,
                              sim_story_term *term)
{
    const sim_table *table;

    for (size_t i = 0; (table = table_at(t->world, on_day, i)); i++) {
        const size_t column = sim_table_find(table, name);

        if (column == table->n_columns) continue;
        term->table = table->name;
        term->column = table->columns[column].name;
        term->unit = table->columns[column].unit;
        return SIM_OK;
    }
    return refuse_column(t, name, on_day);
}

static sim_status find_row(const sim_story_text *t, const char *key, sim_story_term *term)
{
    const sim_catalog *catalog = &t->world->job->session.catalog;
    const char *dot = strchr(key, '.');
    char section[SIM_STORY_WORD];
    sim_status status;

    snprintf(section, sizeof section, "%.*s", (int)(dot - key), key);
    status = sim_catalog_find(catalog, section, dot + 1, t->place, &term->row, t->err);
    if (status != SIM_OK) return status;
    term->kind = SIM_STORY_ROW;
    term->table = catalog->rows[term->row].section;
    term->column = catalog->rows[term->row].symbol->name;
    term->unit = catalog->rows[term->row].symbol->unit;
    return catalog->rows[term->row].symbol->kind != SIM_WORD
               ? SIM_OK
               : sim_story_text_refuse(
                     t, "%s is a word and no number; a number would be right", key);
}

/* ---- terms ---------------------------------------------------------------- */

static sim_status read_name(sim_story_text *t, char name[SIM_STORY_WORD])
{
    size_t length = 0;

    sim_story_text_skip(t);
    while (isalnum((unsigned char)t->at[length]) || strchr("_.", t->at[length])) {
        if (!t->at[length]) break;
        length++;
    }
    if (length == 0 || length >= SIM_STORY_WORD || isdigit((unsigned char)*t->at))
        return sim_story_text_refuse(
            t,
            "%s stands where the name of a number should; NUMBER of ARM would "
            "be right",
            sim_story_text_shown(t, name));
    snprintf(name, SIM_STORY_WORD, "%.*s", (int)length, t->at);
    t->at += length;
    return SIM_OK;
}

/* What the population calls one: "patient". */
static const char *subject(const sim_story_text *t)
{
    return sim_owner_name(t->world->job->session.chain->population, SIM_SUBJECT);
}

/* "patients with" */
static bool take_subjects(sim_story_text *t)
{
    char words[SIM_STORY_WORD];

    snprintf(words, sizeof words, "%ss with", subject(t));
    return sim_story_take(t, words);
}

static sim_status find_number(const sim_story_text *t, const char *name,
                              sim_story_term *term)
{
    const sim_readout *readout = t->world->readout;
    sim_nearest nearest = {.wanted = name};
    char hint[HINT_SIZE];

    if (!readout)
        return sim_story_text_refuse(
            t, "there are no cohorts here; a number of an arm would be right");
    term->row = sim_readout_find(readout, name);
    if (term->row < readout->n) {
        term->column = readout->list[term->row].column.name;
        term->unit = readout->list[term->row].column.unit;
        return SIM_OK;
    }
    for (size_t i = 0; i < readout->n; i++)
        sim_nearest_offer(&nearest, readout->list[i].column.name);
    sim_nearest_print(&nearest, "a column of replicates.csv would be right", hint,
                      sizeof hint);
    return sim_story_text_refuse(t, "%ss have no number '%s'%s", subject(t), name, hint);
}

static sim_status read_subjects(sim_story_text *t, sim_story_term *term)
{
    char name[SIM_STORY_WORD], word[SIM_STORY_WORD];
    sim_status status = read_name(t, name);

    term->kind = SIM_STORY_SUBJECTS;
    if (status == SIM_OK) status = find_number(t, name, term);
    if (status == SIM_OK) status = sim_story_text_of_arm(t, term);
    if (status != SIM_OK) return status;
    if (!sim_story_take(t, "from"))
        return sim_story_text_refuse(
            t,
            "%s stands where 'from' should; %ss with %s of %s from X would be "
            "right",
            sim_story_text_shown(t, word), subject(t), name,
            t->world->job->arm_names[term->arm]);
    return sim_story_level_read(t, term->unit, &term->level);
}

/* ---- responses ------------------------------------------------------------ */

/* Does a list with commas have that entry? */
static bool lists(const char *list, const char *entry)
{
    const size_t length = strlen(entry);

    for (const char *at = list; (at = strstr(at, entry)); at++) {
        const char *end = at + length + strspn(at + length, " \t");

        if ((at == list || strchr(", \t", at[-1])) && (*end == '\0' || *end == ','))
            return true;
    }
    return false;
}

/* The figure that shows a number over the values of a parameter; NULL: there is none. */
static const sim_figure *find_figure(const sim_story_text *t, const char *number,
                                     const char *key)
{
    const sim_figures *figures = &t->world->job->experiment.figures;

    for (size_t i = 0; i < figures->n; i++) {
        const char *const *text = (const char *const *)figures->list[i].text;
        const char *over = text[SIM_FIGURE_OVER];

        if (sim_figure_is(&figures->list[i], SIM_FIGURE_RESPONSE) && over &&
            strcmp(over, key) == 0 && text[SIM_FIGURE_Y] &&
            lists(text[SIM_FIGURE_Y], number))
            return &figures->list[i];
    }
    return NULL;
}

/* "over ROW", of which a place has the unit. */
static sim_status read_over(sim_story_text *t, sim_story_term *term)
{
    const sim_figure *figure;
    sim_story_term row = {.arm = 0};
    char key[SIM_STORY_WORD];
    sim_status status = SIM_OK;

    if (!sim_story_take(t, "over"))
        return sim_story_text_refuse(
            t, "%s stands where 'over' should; over SECTION.NAME would be right",
            sim_story_text_shown(t, key));
    status = read_name(t, key);
    if (status == SIM_OK && !strchr(key, '.'))
        return sim_story_text_refuse(t, "'%s' is no parameter; SECTION.NAME would be right",
                                     key);
    if (status == SIM_OK) status = find_row(t, key, &row);
    if (status != SIM_OK) return status;
    figure = find_figure(t, term->column, key);
    if (!figure)
        return sim_story_text_refuse(
            t,
            "no figure shows %s over %s; one with kind = response, y = %s and "
            "over = %s would be right",
            term->column, key, term->column, key);
    term->table = figure->name;
    term->row = row.row;
    if (term->kind != SIM_STORY_HIGHEST) term->unit = row.unit;
    return SIM_OK;
}

/* Behind "highest", "place of highest" and "place of". */
static sim_status read_response(sim_story_text *t, sim_story_term *term)
{
    char name[SIM_STORY_WORD], word[SIM_STORY_WORD];
    sim_status status = read_name(t, name);

    if (status == SIM_OK) status = find_column(t, name, false, term);
    if (status == SIM_OK) status = sim_story_text_of_arm(t, term);
    if (status == SIM_OK && term->kind == SIM_STORY_PLACE_REACHING) {
        if (!sim_story_take(t, "reaching"))
            return sim_story_text_refuse(
                t, "%s stands where 'reaching' should; reaching X would be right",
                sim_story_text_shown(t, word));
        status = sim_story_level_read(t, term->unit, &term->level);
    }
    return status == SIM_OK ? read_over(t, term) : status;
}

/* What the words before a number ask of it. */
static bool take_response(sim_story_text *t, sim_story_kind *kind)
{
    static const struct {
        const char *words;
        sim_story_kind kind;
    } all[] = {{"highest", SIM_STORY_HIGHEST},
               {"place of highest", SIM_STORY_PLACE_OF_HIGHEST},
               {"place of", SIM_STORY_PLACE_REACHING}};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *kind = all[i].kind;
        if (sim_story_take(t, all[i].words)) return true;
    }
    return false;
}

/* ---- all of them ------------------------------------------------------------ */

static sim_status read_term(sim_story_text *t, sim_story_term *term)
{
    char name[SIM_STORY_WORD];
    sim_story_kind kind;
    sim_status status;

    *term = (sim_story_term){.kind = SIM_STORY_NUMBER};
    if (sim_story_trials_follow(t)) return sim_story_trials_read(t, term);
    if (take_response(t, &kind)) {
        term->kind = kind;
        return read_response(t, term);
    }
    if (take_subjects(t)) return read_subjects(t, term);
    status = read_name(t, name);
    if (status == SIM_OK) status = sim_story_text_of_arm(t, term);
    if (status != SIM_OK) return status;
    if (strchr(name, '.')) return find_row(t, name, term);
    if (!sim_story_take(t, "on day")) return find_column(t, name, false, term);
    term->kind = SIM_STORY_DAY;
    status = find_column(t, name, true, term);
    return status == SIM_OK ? sim_story_level_read(t, "day", &term->level) : status;
}

/* ---- values --------------------------------------------------------------- */

/* Does a term follow, or else the name of an arm?  Of an arm that is called so the name. */
static bool is_term(const sim_story_text *t)
{
    sim_story_text ahead = *t;
    sim_story_kind kind;
    size_t length;

    sim_story_text_skip(&ahead);
    if (sim_story_text_find_arm(&ahead, &length) != SIM_NONE) return false;
    if (take_subjects(&ahead) || take_response(&ahead, &kind) ||
        sim_story_trials_follow(&ahead))
        return true;
    ahead.at += strcspn(ahead.at, " \t:}]");
    return sim_story_take(&ahead, "of");
}

/* Of trials not every arm may take the place of another. */
static sim_status check_arm(const sim_story_text *t, const sim_story_term *term)
{
    return term->kind == SIM_STORY_TRIALS ? sim_story_trials_check(t, term) : SIM_OK;
}

static sim_status read_whole(sim_story_text *t, sim_story_value *v)
{
    sim_story_term term = v->terms[0];
    sim_status status = sim_story_arm_read(t, &v->whole);

    term.arm = v->whole;
    return status == SIM_OK ? check_arm(t, &term) : status;
}

static sim_status add_term(sim_story_text *t, sim_story_value *v)
{
    sim_story_term *term = &v->terms[v->n];
    sim_status status;

    if (v->n == SIM_STORY_TERMS)
        return sim_story_text_refuse(t, "has more than %d parts; fewer would be right",
                                     SIM_STORY_TERMS);
    if (v->n == 0 || is_term(t)) {
        status = read_term(t, term);
    } else {
        *term = v->terms[v->n - 1];
        status = sim_story_arm_read(t, &term->arm);
        if (status == SIM_OK) status = check_arm(t, term);
    }
    v->n++;
    if (status != SIM_OK || strcmp(term->unit, v->terms[0].unit) == 0) return status;
    return sim_story_text_refuse(t, "takes %s in %s from %s in %s; one unit would be right",
                                 term->column, term->unit, v->terms[0].column,
                                 v->terms[0].unit);
}

/* Does `less` stand before something that is taken away, or does it end a test? */
static bool takes_away(sim_story_text *t)
{
    sim_story_text ahead = *t;

    if (!sim_story_take(&ahead, "less")) return false;
    sim_story_text_skip(&ahead);
    if (sim_story_text_ends(ahead.at) || sim_story_text_behind(ahead.at, "and"))
        return false;
    t->at = ahead.at;
    return true;
}

static sim_status read_unit(sim_story_text *t, sim_story_value *v)
{
    const sim_units *units = t->world->job->session.catalog.units;
    size_t length;

    sim_story_text_skip(t);
    length = sim_story_text_length(t->at);
    snprintf(v->as, sizeof v->as, "%.*s", (int)length, t->at);
    if (length >= sizeof v->as ||
        !sim_units_convert(units, 1, sim_story_value_unit(v), v->as, &v->times))
        return sim_story_text_refuse(
            t, "'%.*s' is no unit that %s can be told in; another would be right",
            (int)length, t->at, sim_story_value_unit(v));
    t->at += length;
    return SIM_OK;
}

sim_status sim_story_value_read(sim_story_text *t, sim_story_value *v)
{
    sim_status status;

    *v = (sim_story_value){.whole = SIM_NONE};
    status = add_term(t, v);
    while (status == SIM_OK && takes_away(t)) status = add_term(t, v);
    if (status == SIM_OK && sim_story_take(t, "in")) status = read_whole(t, v);
    return status == SIM_OK && sim_story_take(t, "as") ? read_unit(t, v) : status;
}
