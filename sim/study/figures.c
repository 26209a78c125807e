#include "sim/study/figures.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/io/characters.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"

enum { NAME_MAX_LENGTH = 40, HINT_SIZE = 640, SHORT = 198, LONG = 1000 };

/* A bit for each kind. */
enum {
#define KIND(id, word) id = 1 << SIM_FIGURE_##id,
#define ROW(...)
#include "sim/study/figures.def"
#undef KIND
#undef ROW
    ALL = COURSE | BARS | RESPONSE | SUBJECTS, /* that draw columns */
    EVERY = ALL | TRIALS | POWER,
};

static const char *const kinds[] = {
#define KIND(id, word) word,
#define ROW(...)
#include "sim/study/figures.def"
#undef KIND
#undef ROW
};

static const struct {
    const char *name, *doc;
    size_t most;    /* characters; 0: any number */
    bool whole;     /* with what would be a comment elsewhere */
    unsigned kinds; /* that have it */
    bool is_new;    /* since 0.3 */
} rows[] = {
#define KIND(...)
#define ROW(id, ...) {__VA_ARGS__},
#include "sim/study/figures.def"
#undef KIND
#undef ROW
};

const char *sim_figure_kind_name(size_t i)
{
    return i < SIM_FIGURE_KINDS ? kinds[i] : NULL;
}

bool sim_figure_is(const sim_figure *figure, sim_figure_kind kind)
{
    const char *word = figure->text[SIM_FIGURE_KIND];

    return word && strcmp(word, kinds[kind]) == 0;
}

bool sim_figure_kind_has(sim_figure_kind kind, sim_figure_row row)
{
    return rows[row].kinds & 1U << kind;
}

const char *sim_figure_row_name(size_t i)
{
    return i < SIM_FIGURE_ROWS ? rows[i].name : NULL;
}

const char *sim_figure_row_doc(size_t i)
{
    return i < SIM_FIGURE_ROWS ? rows[i].doc : NULL;
}

bool sim_figure_row_is_new(sim_figure_row row) { return rows[row].is_new; }

bool sim_figure_row_is_whole(const char *row)
{
    for (size_t i = 0; i < SIM_FIGURE_ROWS; i++) {
        if (strcmp(rows[i].name, row) == 0) return rows[i].whole;
    }
    return false;
}

/* ---- sections ------------------------------------------------------------- */

/* Names of files that are taken, whatever their case: by figures of the program's own, and
 * by Windows, for devices. */
static const char *const taken[] = {
    "spread", "sensitivity", "con",  "prn",  "aux",  "nul",  "com1", "com2",
    "com3",   "com4",        "com5", "com6", "com7", "com8", "com9", "lpt1",
    "lpt2",   "lpt3",        "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};

enum { N_TAKEN = sizeof taken / sizeof *taken };

static bool is_file_name(const char *name)
{
    for (const char *c = name; *c; c++) {
        if (!isalnum((unsigned char)*c) && *c != '_' && *c != '-') return false;
    }
    return *name && strlen(name) <= NAME_MAX_LENGTH;
}

static bool is_taken(const sim_chain chains[], const char *name)
{
    for (size_t i = 0; i < N_TAKEN; i++) {
        if (strcasecmp(taken[i], name) == 0) return true;
    }
    for (const sim_chain *chain = chains; chain && chain->name; chain++) {
        if (chain->page && strcasecmp(chain->page, name) == 0) return true;
    }
    return false;
}

static sim_status check_name(const sim_figures *figures, const sim_chain chains[],
                             const char *name, const char *place, sim_error *err)
{
    if (!is_file_name(name))
        return sim_fail(
            err, SIM_ENAME,
            "%s: figure '%s' needs a name of 1 to 40 letters, digits, _ or -, as "
            "its file has; [figure cytokines] would be right",
            place, name);
    if (is_taken(chains, name))
        return sim_fail(err, SIM_ENAME,
                        "%s: figure '%s' has the name of another file or of a device; "
                        "[figure own_%s] would be right",
                        place, name, name);
    for (size_t i = 0; i < figures->n; i++) {
        const char *other = figures->list[i].name;

        if (strcmp(other, name) == 0)
            return sim_fail(err, SIM_ENAME,
                            "%s: figure '%s' is given twice; another name would be right",
                            place, name);
        if (strcasecmp(other, name) == 0)
            return sim_fail(err, SIM_ENAME,
                            "%s: figure '%s' differs from figure '%s' in case only, and "
                            "would share its file on some systems; another name would be "
                            "right",
                            place, name, other);
    }
    return SIM_OK;
}

sim_status sim_figures_add(sim_figures *figures, const sim_chain chains[], const char *name,
                           const char *place, sim_error *err)
{
    sim_figure *figure;
    sim_status status = check_name(figures, chains, name, place, err);

    if (status != SIM_OK) return status;
    if (!sim_memory_grow(&figures->list, figures->n, sizeof *figure))
        return sim_fail_memory(err, place);
    figure = &figures->list[figures->n++];
    *figure = (sim_figure){.name = sim_text_copy(name), .place = sim_text_copy(place)};
    return figure->name && figure->place ? SIM_OK : sim_fail_memory(err, place);
}

static sim_status refuse_name(const char *row, const char *place, sim_error *err)
{
    sim_choice choice = {.nearest = {.wanted = row}};
    char hint[HINT_SIZE];

    for (size_t i = 0; i < SIM_FIGURE_ROWS; i++) sim_choice_offer(&choice, rows[i].name);
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s: a figure has no row '%s'%s", place, row, hint);
}

sim_status sim_figures_set(sim_figures *figures, const char *row, const char *text,
                           const char *place, sim_error *err)
{
    sim_figure *figure = &figures->list[figures->n - 1];
    char odd[SIM_CHARACTERS_WHAT];
    size_t i = 0;

    while (i < SIM_FIGURE_ROWS && strcmp(rows[i].name, row) != 0) i++;
    if (i == SIM_FIGURE_ROWS) return refuse_name(row, place, err);
    if (sim_characters_are_odd(text, SIM_PLAIN_TEXT, odd))
        return sim_fail(err, SIM_EPARSE, "%s: %s", place, odd);
    if (rows[i].most > 0 && sim_characters_count(text) > rows[i].most)
        return sim_fail(err, SIM_EPARSE,
                        "%s: %s has %zu characters; at most %zu would be right", place, row,
                        sim_characters_count(text), rows[i].most);
    if (figure->text[i])
        return sim_fail(err, SIM_ENAME,
                        "%s: %s is given twice, first at %s; one of the two would be right",
                        place, row, figure->row_place[i]);
    figure->text[i] = sim_text_copy(text);
    figure->row_place[i] = sim_text_copy(place);
    if (!figure->text[i] || !figure->row_place[i]) return sim_fail_memory(err, place);
    if (rows[i].whole) {
        const char *unquoted = sim_text_unquote(figure->text[i]);

        memmove(figure->text[i], unquoted, strlen(unquoted) + 1);
    }
    return SIM_OK;
}

void sim_figures_free(sim_figures *figures)
{
    for (size_t f = 0; f < figures->n; f++) {
        sim_figure *figure = &figures->list[f];

        for (size_t i = 0; i < SIM_FIGURE_ROWS; i++) {
            free(figure->text[i]);
            free(figure->row_place[i]);
        }
        free(figure->name);
        free(figure->place);
    }
    free(figures->list);
    *figures = (sim_figures){0};
}

/* Without gaps where they would make the text a comment. */
static void write_row(const char *name, const char *text, FILE *out)
{
    const bool tight = *text == '#' || *text == ';';

    fprintf(out, "%s%s%s\n", name, tight ? "=" : " = ", text);
}

void sim_figures_write(const sim_figures *figures, FILE *out)
{
    for (size_t f = 0; f < figures->n; f++) {
        const sim_figure *figure = &figures->list[f];

        fprintf(out, "\n[figure %s]\n", figure->name);
        for (size_t i = 0; i < SIM_FIGURE_ROWS; i++) {
            if (figure->text[i]) write_row(rows[i].name, figure->text[i], out);
        }
    }
}
