/* drawing.c -- what a [figure NAME] comes to, once the tables are known that it draws from. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/text.h"
#include "sim/study/drawing_parts.h"

enum { HINT_SIZE = 640, COLUMNS_MAX = 12 };

#define DAY "day"

sim_status sim_drawing_refuse(const sim_drawing_reader *r, sim_figure_row row,
                              const char *format, ...)
{
    const char *place = r->figure->row_place[row];
    char what[3 * HINT_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return sim_fail(r->err, SIM_ENAME, "%s: figure %s: %s",
                    place ? place : r->figure->place, r->figure->name, what);
}

static bool has_column(const sim_table *table, const char *name)
{
    return sim_table_find(table, name) < table->n_columns;
}

/* Splits y at its commas; the parts point into drawing->words. */
static sim_status split_columns(sim_drawing_reader *r)
{
    sim_drawing *d = r->drawing;
    char *rest;

    if (!r->figure->text[SIM_FIGURE_Y])
        return sim_drawing_refuse(r, SIM_FIGURE_Y,
                                  "has no y; a row such as y = tnf, il10 would be right");
    d->words = sim_text_copy(r->figure->text[SIM_FIGURE_Y]);
    d->y = calloc(COLUMNS_MAX, sizeof *d->y);
    if (!d->words || !d->y) return sim_fail_memory(r->err, r->figure->place);
    rest = d->words;
    for (char *c = sim_text_next(&rest); c; c = sim_text_next(&rest)) {
        if (!*c)
            return sim_drawing_refuse(r, SIM_FIGURE_Y,
                                      "y lacks a column; y = tnf, il10 would be right");
        if (d->n_y == COLUMNS_MAX)
            return sim_drawing_refuse(r, SIM_FIGURE_Y,
                                      "draws more than 12 columns; fewer would be right");
        for (size_t i = 0; i < d->n_y; i++) {
            if (strcmp(d->y[i], c) == 0)
                return sim_drawing_refuse(r, SIM_FIGURE_Y,
                                          "names a column twice; once would be right");
        }
        d->y[d->n_y++] = c;
    }
    return SIM_OK;
}

/* How many columns a figure needs of its table, and the i-th of them: y and, of a course, x and
 * the band; and the row that names it. */
static size_t count_needed(const sim_drawing_reader *r)
{
    const sim_drawing *d = r->drawing;

    return d->kind == SIM_FIGURE_COURSE ? d->n_y + 1 + (d->band != NULL) : d->n_y;
}

static const char *needed(const sim_drawing_reader *r, size_t i)
{
    const sim_drawing *d = r->drawing;

    return i < d->n_y ? d->y[i] : i == d->n_y ? d->x : d->band;
}

static sim_figure_row row_of(const sim_drawing_reader *r, size_t i)
{
    const size_t n_y = r->drawing->n_y;

    return i < n_y ? SIM_FIGURE_Y : i == n_y ? SIM_FIGURE_X : SIM_FIGURE_BAND;
}

/* How many of them a table has before it lacks one. */
static size_t count_had(const sim_drawing_reader *r, const sim_table *table)
{
    size_t i = 0;

    while (i < count_needed(r) && has_column(table, needed(r, i))) i++;
    return i;
}

/* The first file that has the column; NULL if none has. */
static const sim_table *find_elsewhere(const sim_drawing_reader *r, const char *column)
{
    const sim_tables *tables = r->world->tables;

    for (size_t t = 0; t < tables->n; t++) {
        if (has_column(&tables->table[t], column)) return &tables->table[t];
    }
    return NULL;
}

static void offer_columns(const sim_table *table, sim_nearest *nearest)
{
    for (size_t i = 0; i < table->n_columns; i++)
        sim_nearest_offer(nearest, table->columns[i].name);
}

/* What would be right instead of a column that there is not. */
static void print_column_hint(const sim_drawing_reader *r, const char *column,
                              char hint[HINT_SIZE])
{
    const sim_tables *tables = r->world->tables;
    const sim_table *other = find_elsewhere(r, column);
    const sim_chain *chain =
        other ? NULL : sim_chains_find_column(r->world->catalog->chains, column);
    sim_nearest nearest = {.wanted = column};
    const sim_former *former =
        sim_formers_find_column(r->world->catalog->formers,
                                r->drawing->table ? r->drawing->table->name : NULL, column);

    if (former) {
        snprintf(hint, HINT_SIZE, ": gone since %s: %s", former->since, former->what);
        return;
    }
    if (chain) {
        snprintf(hint, HINT_SIZE,
                 ": it is of indication %s; [run] indication = %s, or another column, "
                 "would be right",
                 chain->name, chain->name);
        return;
    }
    if (r->drawing->table)
        offer_columns(r->drawing->table, &nearest);
    else
        for (size_t t = 0; t < tables->n; t++) offer_columns(&tables->table[t], &nearest);
    if (strpbrk(column, " \t") && !(nearest.best && nearest.cost == 0))
        snprintf(hint, HINT_SIZE, "; a comma between two columns would be right");
    else if (other)
        snprintf(hint, HINT_SIZE, "; %s.csv has it", other->name);
    else
        sim_nearest_print(&nearest, "columns.csv of a run lists them", hint, HINT_SIZE);
}

static sim_status refuse_column(const sim_drawing_reader *r, size_t i)
{
    const char *key = r->world->tables->table[0].all[0].name, *column = needed(r, i);
    const sim_figure_row row = row_of(r, i);
    char hint[HINT_SIZE];

    print_column_hint(r, column, hint);
    if (strcmp(column, key) == 0)
        return sim_drawing_refuse(
            r, row, "column '%s' is text; a column of numbers would be right", column);
    if (r->drawing->table)
        return sim_drawing_refuse(r, row, "%s.csv has no column '%s'%s",
                                  r->drawing->table->name, column, hint);
    return sim_drawing_refuse(r, row, "no file has the column '%s'%s", column, hint);
}

static sim_status find_named_table(sim_drawing_reader *r)
{
    const sim_tables *tables = r->world->tables;
    const char *name = r->figure->text[SIM_FIGURE_FILE];
    const size_t length = strcspn(name, ".");
    sim_choice choice = {.nearest = {.wanted = name}};
    char hint[HINT_SIZE];

    for (size_t t = 0; t < tables->n; t++) {
        const sim_table *table = &tables->table[t];

        if (strlen(table->name) == length && strncmp(table->name, name, length) == 0 &&
            (!name[length] || strcmp(name + length, ".csv") == 0)) {
            r->drawing->table = table;
            return SIM_OK;
        }
        sim_choice_offer(&choice, table->name);
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_drawing_refuse(r, SIM_FIGURE_FILE, "there is no file '%s'%s", name, hint);
}

/* The first column that no table has, or where two of them stand apart. */
static sim_status refuse_mixture(const sim_drawing_reader *r)
{
    const sim_table *first;
    size_t i;

    for (i = 0; i < count_needed(r); i++) {
        if (!find_elsewhere(r, needed(r, i))) return refuse_column(r, i);
    }
    first = find_elsewhere(r, needed(r, 0));
    i = count_had(r, first);
    return sim_drawing_refuse(
        r, row_of(r, i),
        "%s is in %s.csv and %s in %s.csv; columns of one file would be right",
        needed(r, 0), first->name, needed(r, i), find_elsewhere(r, needed(r, i))->name);
}

/* Those of a kind that has one table. */
static sim_status find_in(sim_drawing_reader *r, const sim_table *table)
{
    size_t had;

    r->drawing->table = table;
    had = count_had(r, table);
    return had < count_needed(r) ? refuse_column(r, had) : SIM_OK;
}

static sim_status find_columns(sim_drawing_reader *r)
{
    const sim_tables *tables = r->world->tables;
    sim_drawing *d = r->drawing;

    if (d->kind == SIM_FIGURE_SUBJECTS) return find_in(r, r->world->subjects);
    if (r->figure->text[SIM_FIGURE_FILE]) {
        sim_status status = find_named_table(r);

        return status == SIM_OK ? find_in(r, d->table) : status;
    }
    if (d->kind != SIM_FIGURE_COURSE) return find_in(r, &tables->table[tables->summary]);
    for (size_t t = 0; t < tables->n; t++) {
        if (count_had(r, &tables->table[t]) < count_needed(r)) continue;
        d->table = &tables->table[t];
        return SIM_OK;
    }
    return refuse_mixture(r);
}

static const char *skip_blanks(const char *text) { return text + strspn(text, " \t"); }

/* The arm whose name stands at the start of a list; the longest of several, as names may
 * hold commas too.  NULL if there is none. */
static const char *find_arm(const sim_drawing_reader *r, const char *list)
{
    const char *found = NULL;

    for (size_t i = 0; i < r->world->n_arms; i++) {
        const char *name = r->world->arm_names[i], *end;
        const size_t length = strlen(name);

        if (strncmp(list, name, length) != 0) continue;
        end = skip_blanks(list + length);
        if ((*end == '\0' || *end == ',') && (!found || length > strlen(found)))
            found = name;
    }
    return found;
}

static bool looks_like(const char *name, const char *other)
{
    char *a = sim_characters_look(name), *b = sim_characters_look(other);
    const bool same = a && b && strcmp(a, b) == 0;

    free(a);
    free(b);
    return same;
}

/* The arms of a row, as they are read. */
typedef struct {
    sim_figure_row row;
    const char **list; /* [n] */
    size_t n;
} arm_list;

static sim_status refuse_arm(const sim_drawing_reader *r, const arm_list *arms,
                             const char *list)
{
    const char *row = sim_figure_row_name(arms->row);
    char name[HINT_SIZE / 2], hint[HINT_SIZE], *trimmed;
    sim_nearest nearest = {0};

    snprintf(name, sizeof name, "%.*s", (int)strcspn(list, ","), list);
    trimmed = sim_text_trim(name);
    if (!*trimmed)
        return sim_drawing_refuse(r, arms->row,
                                  "%s lacks a name; %s = P2, P8 would be right", row, row);
    nearest.wanted = trimmed;
    for (size_t i = 0; i < r->world->n_arms; i++) {
        sim_nearest_offer(&nearest, r->world->arm_names[i]);
        if (looks_like(trimmed, r->world->arm_names[i]))
            return sim_drawing_refuse(
                r, arms->row,
                "the name of an arm is written in other characters here; the same "
                "ones would be right");
    }
    sim_nearest_print(&nearest, "the name of an [arm] of the file would be right", hint,
                      sizeof hint);
    return sim_drawing_refuse(r, arms->row, "there is no arm '%s'%s", trimmed, hint);
}

static sim_status add_arm(const sim_drawing_reader *r, arm_list *arms, const char *name)
{
    for (size_t i = 0; i < arms->n; i++) {
        if (arms->list[i] == name)
            return sim_drawing_refuse(r, arms->row,
                                      "names an arm twice; once would be right");
    }
    arms->list[arms->n++] = name;
    return SIM_OK;
}

static sim_status read_list(const sim_drawing_reader *r, arm_list *arms)
{
    const char *list = r->figure->text[arms->row];
    sim_status status = SIM_OK;

    if (!list) return SIM_OK;
    arms->list = calloc(r->world->n_arms + 1, sizeof *arms->list);
    if (!arms->list) return sim_fail_memory(r->err, r->figure->place);
    while (status == SIM_OK && list) {
        const char *name;

        list = skip_blanks(list);
        name = find_arm(r, list);
        if (!name) return refuse_arm(r, arms, list);
        status = add_arm(r, arms, name);
        list = skip_blanks(list + strlen(name));
        list = *list == ',' ? list + 1 : NULL;
    }
    return status;
}

static sim_status read_arms(sim_drawing_reader *r)
{
    arm_list arms = {.row = SIM_FIGURE_ARMS};
    const sim_status status = read_list(r, &arms);

    r->drawing->arms = arms.list;
    r->drawing->n_arms = arms.n;
    return status;
}

/* "exercise + cells" */
static sim_status name_sum(sim_drawing_reader *r)
{
    sim_drawing *d = r->drawing;
    size_t size = 1;

    for (size_t i = 0; i < d->n_sum; i++) size += strlen(d->sum[i]) + strlen(" + ");
    d->sum_name = calloc(size, 1);
    if (!d->sum_name) return sim_fail_memory(r->err, r->figure->place);
    for (size_t i = 0; i < d->n_sum; i++)
        sim_text_append(d->sum_name, size, "%s%s", i > 0 ? " + " : "", d->sum[i]);
    for (size_t i = 0; i < r->world->n_arms; i++) {
        if (strcmp(r->world->arm_names[i], d->sum_name) == 0)
            return sim_drawing_refuse(
                r, SIM_FIGURE_SUM,
                "the sum has the name of arm '%s'; another name of that arm would be right",
                d->sum_name);
    }
    return SIM_OK;
}

/* Courses have a row for each day of each arm. */
static sim_status read_sum(sim_drawing_reader *r)
{
    arm_list arms = {.row = SIM_FIGURE_SUM};
    sim_drawing *d = r->drawing;
    const sim_status status = read_list(r, &arms);

    d->sum = arms.list;
    d->n_sum = arms.n;
    if (status != SIM_OK || !r->figure->text[SIM_FIGURE_SUM]) return status;
    if (d->n_sum < 2)
        return sim_drawing_refuse(r, SIM_FIGURE_SUM,
                                  "sum = %s is of one arm; two or more would be right",
                                  d->sum[0]);
    if (strcmp(d->x, DAY) != 0)
        return sim_drawing_refuse(r, SIM_FIGURE_SUM,
                                  "arms are added up along %s, and x = %s; no such x would "
                                  "be right",
                                  DAY, d->x);
    return name_sum(r);
}

sim_status sim_drawing_init(sim_drawing *d, const sim_figure *figure,
                            const sim_figure_world *world, sim_error *err)
{
    sim_drawing_reader r = {d, figure, world, err};
    const char *x = figure->text[SIM_FIGURE_X];
    sim_status status;

    *d = (sim_drawing){.x = x ? x : DAY,
                       .band = figure->text[SIM_FIGURE_BAND],
                       .title = figure->text[SIM_FIGURE_TITLE]};
    status = sim_drawing_read_kind(&r);
    if (d->kind == SIM_FIGURE_TRIALS || d->kind == SIM_FIGURE_POWER) return status;
    if (status == SIM_OK) status = split_columns(&r);
    if (status == SIM_OK) status = find_columns(&r);
    if (status == SIM_OK) status = sim_drawing_read_rows(&r);
    if (status == SIM_OK) status = read_arms(&r);
    if (status == SIM_OK) status = read_sum(&r);
    return status;
}

void sim_drawing_free(sim_drawing *d)
{
    free(d->y);
    free(d->arms);
    free(d->sum);
    free(d->sum_name);
    free(d->words);
    free(d->line_text);
    free(d->axis.list);
    *d = (sim_drawing){0};
}
