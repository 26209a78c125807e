/* story_value_read.c -- of story_value.h: values read from their words. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/story_value.h"

enum { WORD_SIZE = 128, LEVEL_SIZE = 64, HINT_SIZE = 640 };

static sim_status __attribute__((format(printf, 2, 3)))
refuse(const sim_story_text *t, const char *format, ...)
{
    char what[2 * HINT_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return sim_fail(t->err, SIM_EPARSE, "%s: %s", t->place, what);
}

/* ---- words ---------------------------------------------------------------- */

/* Where a word, a name or a number ends. */
static bool ends(const char *at) { return *at == '\0' || strchr(" \t:}]", *at); }

static void skip_blanks(sim_story_text *t) { t->at += strspn(t->at, " \t"); }

/* Behind these words, one blank or more for each of theirs; NULL: others stand there. */
static const char *behind(const char *at, const char *words)
{
    for (; *words; words++) {
        if (*words == ' ') {
            if (*at != ' ' && *at != '\t') return NULL;
            at += strspn(at, " \t");
        } else if (*at++ != *words) {
            return NULL;
        }
    }
    return ends(at) ? at : NULL;
}

bool sim_story_take(sim_story_text *t, const char *words)
{
    const char *rest;

    skip_blanks(t);
    rest = behind(t->at, words);
    if (rest) t->at = rest;
    return rest != NULL;
}

/* The words that may stand behind a name or a number. */
static const char *const links[] = {"of",    "on",      "in",        "less",    "more",
                                    "alike", "from",    "below",     "over",    "reaching",
                                    "and",   "against", "undefined", "defined", "as"};

/* How many bytes there are before the next of them, or the end. */
static size_t up_to_link(const char *at)
{
    const char *c = at;

    for (; *c && !strchr(":}]", *c); c++) {
        if (*c != ' ' && *c != '\t') continue;
        for (size_t i = 0; i < sizeof links / sizeof *links; i++)
            if (behind(c + strspn(c, " \t"), links[i])) return (size_t)(c - at);
    }
    return (size_t)(c - at);
}

/* What stands there, for a message. */
static const char *shown(const sim_story_text *t, char word[WORD_SIZE])
{
    const size_t length = up_to_link(t->at);

    if (length == 0 && *t->at == '\0') return "nothing";
    snprintf(word, WORD_SIZE, "'%.*s'", (int)(length > 0 ? length : strlen(t->at)), t->at);
    return word;
}

/* ---- arms ----------------------------------------------------------------- */

/* The arm of the longest name that stands there. */
static size_t find_arm(const sim_story_text *t, size_t *length)
{
    const sim_job *job = t->world->job;
    size_t found = SIM_NONE;

    *length = 0;
    for (size_t i = 0; i < job->experiment.n_arms; i++) {
        const char *name = job->arm_names[i];
        const size_t n = strlen(name);

        if (n <= *length || !sim_text_starts(t->at, name) || !ends(t->at + n)) continue;
        *length = n;
        found = i;
    }
    return found;
}

sim_status sim_story_arm_read(sim_story_text *t, size_t *arm)
{
    const sim_job *job = t->world->job;
    char word[WORD_SIZE], name[WORD_SIZE], hint[HINT_SIZE];
    sim_choice choice = {.nearest = {.wanted = name}};
    size_t length;

    skip_blanks(t);
    *arm = find_arm(t, &length);
    t->at += length;
    if (*arm != SIM_NONE) return SIM_OK;
    snprintf(name, sizeof name, "%.*s", (int)up_to_link(t->at), t->at);
    for (size_t i = 0; i < job->experiment.n_arms; i++)
        sim_choice_offer(&choice, job->arm_names[i]);
    sim_choice_print(&choice, hint, sizeof hint);
    return *name ? refuse(t, "%s is no arm%s", shown(t, word), hint)
                 : refuse(t, "lacks the name of an arm%s", hint);
}

static sim_status read_of_arm(sim_story_text *t, sim_story_term *term)
{
    char word[WORD_SIZE];

    if (!sim_story_take(t, "of")) {
        skip_blanks(t);
        return refuse(t, "%s stands where 'of' should; NUMBER of ARM would be right",
                      shown(t, word));
    }
    return sim_story_arm_read(t, &term->arm);
}

/* ---- levels --------------------------------------------------------------- */

sim_status sim_story_level_read(sim_story_text *t, const char *unit, double *level)
{
    char text[LEVEL_SIZE];
    const char *rest;
    size_t length;

    skip_blanks(t);
    length = up_to_link(t->at);
    snprintf(text, sizeof text, "%.*s", (int)length, t->at);
    if (length == 0) return refuse(t, "lacks a number; 'from 0.8' has one");
    if (!sim_units_read(t->world->job->session.catalog.units, text, unit, level, &rest))
        return refuse(t, "'%s' is no number%s%s; one would be right", text,
                      strcmp(unit, "1") == 0 ? "" : " in ",
                      strcmp(unit, "1") == 0 ? "" : unit);
    t->at += length;
    return SIM_OK;
}

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
    char hint[HINT_SIZE], where[WORD_SIZE];

    snprintf(where, sizeof where, "a column of %s.csv would be right",
             table_at(t->world, on_day, 0)->name);
    for (size_t i = 0; (table = table_at(t->world, on_day, i)); i++)
        for (size_t c = 0; c < table->n_columns; c++)
            sim_nearest_offer(&nearest, table->columns[c].name);
    sim_nearest_print(&nearest, where, hint, sizeof hint);
    return refuse(t, "there is no number '%s'%s%s", name, on_day ? " on a day" : "", hint);
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
    char section[WORD_SIZE];
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
               : refuse(t, "%s is a word and no number; a number would be right", key);
}

/* ---- terms ---------------------------------------------------------------- */

static sim_status read_name(sim_story_text *t, char name[WORD_SIZE])
{
    size_t length = 0;

    skip_blanks(t);
    while (isalnum((unsigned char)t->at[length]) || strchr("_.", t->at[length])) {
        if (!t->at[length]) break;
        length++;
    }
    if (length == 0 || length >= WORD_SIZE || isdigit((unsigned char)*t->at))
        return refuse(t,
                      "%s stands where the name of a number should; NUMBER of ARM would "
                      "be right",
                      shown(t, name));
    snprintf(name, WORD_SIZE, "%.*s", (int)length, t->at);
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
    char words[WORD_SIZE];

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
        return refuse(t, "there are no cohorts here; a number of an arm would be right");
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
    return refuse(t, "%ss have no number '%s'%s", subject(t), name, hint);
}

static sim_status read_subjects(sim_story_text *t, sim_story_term *term)
{
    char name[WORD_SIZE], word[WORD_SIZE];
    sim_status status = read_name(t, name);

    term->kind = SIM_STORY_SUBJECTS;
    if (status == SIM_OK) status = find_number(t, name, term);
    if (status == SIM_OK) status = read_of_arm(t, term);
    if (status != SIM_OK) return status;
    if (!sim_story_take(t, "from"))
        return refuse(t,
                      "%s stands where 'from' should; %ss with %s of %s from X would be "
                      "right",
                      shown(t, word), subject(t), name,
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
        const char *kind = text[SIM_FIGURE_KIND], *over = text[SIM_FIGURE_OVER];

        if (kind && strcmp(kind, sim_figure_kind_name(SIM_FIGURE_RESPONSE)) == 0 && over &&
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
    char key[WORD_SIZE];
    sim_status status = SIM_OK;

    if (!sim_story_take(t, "over"))
        return refuse(t, "%s stands where 'over' should; over SECTION.NAME would be right",
                      shown(t, key));
    status = read_name(t, key);
    if (status == SIM_OK && !strchr(key, '.'))
        return refuse(t, "'%s' is no parameter; SECTION.NAME would be right", key);
    if (status == SIM_OK) status = find_row(t, key, &row);
    if (status != SIM_OK) return status;
    figure = find_figure(t, term->column, key);
    if (!figure)
        return refuse(t,
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
    char name[WORD_SIZE], word[WORD_SIZE];
    sim_status status = read_name(t, name);

    if (status == SIM_OK) status = find_column(t, name, false, term);
    if (status == SIM_OK) status = read_of_arm(t, term);
    if (status == SIM_OK && term->kind == SIM_STORY_PLACE_REACHING) {
        if (!sim_story_take(t, "reaching"))
            return refuse(t, "%s stands where 'reaching' should; reaching X would be right",
                          shown(t, word));
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
    char name[WORD_SIZE];
    sim_story_kind kind;
    sim_status status;

    *term = (sim_story_term){.kind = SIM_STORY_NUMBER};
    if (take_response(t, &kind)) {
        term->kind = kind;
        return read_response(t, term);
    }
    if (take_subjects(t)) return read_subjects(t, term);
    status = read_name(t, name);
    if (status == SIM_OK) status = read_of_arm(t, term);
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

    skip_blanks(&ahead);
    if (find_arm(&ahead, &length) != SIM_NONE) return false;
    if (take_subjects(&ahead) || take_response(&ahead, &kind)) return true;
    ahead.at += strcspn(ahead.at, " \t:}]");
    return sim_story_take(&ahead, "of");
}

static sim_status add_term(sim_story_text *t, sim_story_value *v)
{
    sim_story_term *term = &v->terms[v->n];
    sim_status status;

    if (v->n == SIM_STORY_TERMS)
        return refuse(t, "has more than %d parts; fewer would be right", SIM_STORY_TERMS);
    if (v->n == 0 || is_term(t)) {
        status = read_term(t, term);
    } else {
        *term = v->terms[v->n - 1];
        status = sim_story_arm_read(t, &term->arm);
    }
    v->n++;
    if (status != SIM_OK || strcmp(term->unit, v->terms[0].unit) == 0) return status;
    return refuse(t, "takes %s in %s from %s in %s; one unit would be right", term->column,
                  term->unit, v->terms[0].column, v->terms[0].unit);
}

/* Does `less` stand before something that is taken away, or does it end a test? */
static bool takes_away(sim_story_text *t)
{
    sim_story_text ahead = *t;

    if (!sim_story_take(&ahead, "less")) return false;
    skip_blanks(&ahead);
    if (ends(ahead.at) || behind(ahead.at, "and")) return false;
    t->at = ahead.at;
    return true;
}

static sim_status read_unit(sim_story_text *t, sim_story_value *v)
{
    const sim_units *units = t->world->job->session.catalog.units;
    size_t length;

    skip_blanks(t);
    length = up_to_link(t->at);
    snprintf(v->as, sizeof v->as, "%.*s", (int)length, t->at);
    if (length >= sizeof v->as ||
        !sim_units_convert(units, 1, sim_story_value_unit(v), v->as, &v->times))
        return refuse(t, "'%.*s' is no unit that %s can be told in; another would be right",
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
    if (status == SIM_OK && sim_story_take(t, "in"))
        status = sim_story_arm_read(t, &v->whole);
    return status == SIM_OK && sim_story_take(t, "as") ? read_unit(t, v) : status;
}
