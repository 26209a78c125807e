#include "sim/study/point_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/data_rows.h"

enum { NAME_SIZE = 160, WRONG_SIZE = 400, LISTED_MOST = 12 };

/* ---- rows of the section -------------------------------------------------- */

static const char row_word[] = "row";

bool sim_point_table_has_row(const char *name)
{
    return sim_data_row_is_of_table(&(sim_data_row){.name = (char *)name});
}

static void row_free(sim_data_row *row)
{
    free(row->name);
    free(row->text);
    free(row->place);
}

static sim_status keep(sim_data *texts, const char *name, const char *text,
                       const char *place, sim_error *err)
{
    const sim_data_row row = {sim_text_copy(name), sim_text_copy(text),
                              sim_text_copy(place)};

    if (!row.name || !row.text || !row.place ||
        !sim_memory_grow(&texts->rows, texts->n, sizeof *texts->rows)) {
        row_free((sim_data_row *)&row);
        return sim_fail_memory(err, place);
    }
    texts->rows[texts->n++] = row;
    return SIM_OK;
}

/* Rows of the table stand in their order, so that none is there twice. */
static sim_status check_number(const sim_data *texts, const sim_row *row, sim_error *err)
{
    size_t next = 1;
    char name[NAME_SIZE];

    for (size_t i = texts->n; i > 0 && next == 1; i--)
        if (sim_data_name_behind(&texts->rows[i - 1], row_word))
            next =
                strtoul(sim_data_name_behind(&texts->rows[i - 1], row_word), NULL, 10) + 1;
    snprintf(name, sizeof name, "%s %zu", row_word, next);
    if (strcmp(row->name, name) == 0) return SIM_OK;
    return sim_fail(err, SIM_ENAME,
                    "%s: sweep.%.80s is not the next row; sweep.%s would be right",
                    row->place, row->name, name);
}

static sim_data_row *find_row(const sim_data *texts, const char *name)
{
    return (sim_data_row *)sim_data_find(texts, name);
}

/* What the file says stands over nothing, --set over that. */
static sim_status keep_over(sim_data *texts, const sim_row *row, sim_error *err)
{
    sim_data_row *first = find_row(texts, row->name);
    const bool is_set = row->layer > 1;
    char name[NAME_SIZE];

    snprintf(name, sizeof name, "sweep.%.80s", row->name);
    if (first && !is_set)
        return sim_row_refuse_second(
            &(sim_row){name, row->how, row->place, row->origin, row->layer}, first->place,
            err);
    if (first) {
        row_free(first);
        *first = texts->rows[--texts->n];
    }
    return keep(texts, row->name, row->how, row->place, err);
}

sim_status sim_point_table_set(sim_point_table *t, const sim_row *row, sim_error *err)
{
    const sim_data_row named = {.name = (char *)row->name};
    sim_status status;

    if (!sim_data_name_behind(&named, row_word)) return keep_over(&t->texts, row, err);
    status = check_number(&t->texts, row, err);
    return status == SIM_OK ? keep(&t->texts, row->name, row->how, row->place, err)
                            : status;
}

static void forget_texts(sim_data *texts)
{
    for (size_t i = 0; i < texts->n; i++) row_free(&texts->rows[i]);
    free(texts->rows);
    *texts = (sim_data){0};
}

sim_status sim_point_table_put(sim_point_table *t, const char *text, const char *place,
                               sim_error *err)
{
    char *copy = sim_text_copy(text), *line = copy;
    sim_status status = copy ? SIM_OK : sim_fail_memory(err, place);

    forget_texts(&t->texts);
    for (size_t i = 0; status == SIM_OK && *line; i++) {
        char name[NAME_SIZE], at[NAME_SIZE], *end = line + strcspn(line, "\n");
        const bool is_last = *end == '\0';

        *end = '\0';
        snprintf(name, sizeof name, i == 0 ? "columns" : "%s %zu", row_word, i);
        snprintf(at, sizeof at, "%.120s:%zu", place, i + 1);
        status = keep(&t->texts, name, line, at, err);
        line = end + !is_last;
    }
    free(copy);
    return status;
}

/* ---- columns -------------------------------------------------------------- */

/* A table while it is read. */
typedef struct {
    sim_point_table *table;
    sim_axes *axes;
    const sim_axis_world *world;
    size_t first;                   /* axis of the table's first column */
    size_t axis_of[SIM_CSV_FIELDS]; /* SIM_NONE: left out */
    char units[SIM_CSV_FIELDS][48]; /* "": the parameter's own */
} reader;

/* Is it written as the name of a parameter is? */
static bool is_name(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", text[i])) return false;
    return length > 0;
}

/* A parameter that a name without a section may stand for; NULL: none. */
static const sim_parameter *find_bare(const sim_catalog *catalog, const char *name)
{
    for (size_t i = 0; i < catalog->n; i++) {
        const sim_parameter *q = &catalog->rows[i];

        if (strcmp(q->symbol->name, name) == 0 &&
            !sim_catalog_is_of_run(catalog, q->section))
            return q;
    }
    return NULL;
}

/* Parts "section.name@ARM [unit]" in place. */
static void part_heading(char *heading, char unit[48])
{
    const size_t length = strlen(heading);
    char *open = strrchr(heading, '[');

    unit[0] = '\0';
    if (!open || open == heading || heading[length - 1] != ']') return;
    snprintf(unit, 48, "%.*s", (int)(heading + length - 1 - open - 1), open + 1);
    *open = '\0';
    sim_text_trim(heading);
}

static sim_status check_unit(const reader *r, const sim_axis *axis, const char *unit,
                             const sim_data_cells *cells, sim_error *err)
{
    const sim_symbol *s =
        axis->is_preset ? NULL : r->world->catalog->rows[axis->row].symbol;
    double one;

    if (!*unit) return SIM_OK;
    if (s && s->kind != SIM_WORD &&
        sim_units_convert(r->world->catalog->units, 1, unit, s->unit, &one))
        return SIM_OK;
    return sim_data_refuse_at(cells->file, cells->line, err,
                              "column %s has the unit %s; %s would be right", axis->name,
                              unit,
                              !s || s->kind == SIM_WORD   ? "none"
                              : strcmp(s->unit, "1") == 0 ? "%"
                                                          : s->unit);
}

/* Adds the axis of a column, whose heading is parted. */
static sim_status add_axis(reader *r, const char *name, const char *unit,
                           const sim_data_cells *cells, sim_error *err)
{
    char bare[NAME_SIZE], place[WRONG_SIZE];
    const sim_row row = {bare, "table", place, place, 1};
    sim_axis axis;
    sim_status status;

    snprintf(bare, sizeof bare, "%.*s", (int)strcspn(name, "@"), name);
    snprintf(place, sizeof place, "%.300s:%zu", cells->file, cells->line);
    status = sim_axis_subject(&axis, r->world, &row, err);
    if (status == SIM_OK && sim_axes_find(r->axes, name))
        status = sim_data_refuse_at(cells->file, cells->line, err,
                                    "has two columns %s; one would be right", name);
    axis.is_of_table = true;
    axis.whole =
        !axis.is_preset && r->world->catalog->rows[axis.row].symbol->kind == SIM_WHOLE;
    if (status == SIM_OK)
        status =
            sim_axes_take(r->axes, &axis, &(sim_row){name, "table", place, place, 1}, err);
    if (status != SIM_OK) return status;
    return check_unit(r, &r->axes->list[r->axes->n - 1], unit, cells, err);
}

/* A column whose name has a point is a parameter's, unless it has blanks, as "sd of log.harvested". */
static bool is_axis(const char *name)
{
    const char *dot = strchr(name, '.');

    return dot && is_name(name, (size_t)(dot - name));
}

static sim_status leave_out(reader *r, const char *name, const sim_data_cells *cells,
                            sim_error *err)
{
    const sim_parameter *q = find_bare(r->world->catalog, name);

    if (q)
        return sim_data_refuse_at(cells->file, cells->line, err,
                                  "column %s names no section; %s.%s would be right", name,
                                  q->section, q->symbol->name);
    sim_text_list(r->table->left_out, sizeof r->table->left_out, name);
    return SIM_OK;
}

static sim_status take_heading(reader *r, size_t i, const sim_data_cells *cells,
                               sim_error *err)
{
    char name[NAME_SIZE];

    if (strlen(cells->cell[i]) >= sizeof name)
        return sim_data_refuse_at(
            cells->file, cells->line, err,
            "column %zu has a name of more than %d bytes; a shorter one "
            "would be right",
            i + 1, NAME_SIZE - 1);
    snprintf(name, sizeof name, "%s", cells->cell[i]);
    part_heading(name, r->units[i]);
    r->axis_of[i] = SIM_NONE;
    if (!is_axis(name)) return leave_out(r, name, cells, err);
    r->axis_of[i] = r->table->n_columns++;
    return add_axis(r, name, r->units[i], cells, err);
}

static sim_status take_header(void *self, const sim_data_cells *cells, sim_error *err)
{
    reader *r = self;
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < cells->n; i++)
        status = take_heading(r, i, cells, err);
    if (status == SIM_OK && r->table->n_columns == 0)
        status =
            sim_data_refuse_at(cells->file, cells->line, err,
                               "names no parameter; a column such as product.dose would be "
                               "right");
    return status;
}

/* ---- points --------------------------------------------------------------- */

static sim_status take_cell(const reader *r, size_t i, const sim_data_cells *cells,
                            double *value, sim_error *err)
{
    const sim_axis *axis = &r->axes->list[r->first + r->axis_of[i]];
    char text[NAME_SIZE + 64], place[WRONG_SIZE];

    if (*cells->cell[i] == '\0')
        return sim_data_refuse_at(cells->file, cells->line, err,
                                  "column %s is empty; a value would be right", axis->name);
    if (strlen(cells->cell[i]) >= NAME_SIZE)
        return sim_data_refuse_at(
            cells->file, cells->line, err,
            "column %s has more than %d bytes; a value would be right", axis->name,
            NAME_SIZE - 1);
    snprintf(place, sizeof place, "%.300s:%zu", cells->file, cells->line);
    snprintf(text, sizeof text, "%s%s%s", cells->cell[i], *r->units[i] ? " " : "",
             r->units[i]);
    return sim_axis_parse(axis, r->world, text, place, value, err);
}

static sim_status take_row(void *self, const sim_data_cells *cells, sim_error *err)
{
    reader *r = self;
    sim_point_table *t = r->table;
    sim_status status = SIM_OK;

    if (!sim_memory_grow(&t->cells, t->n, t->n_columns * sizeof *t->cells))
        return sim_fail_memory(err, cells->file);
    for (size_t i = 0; status == SIM_OK && i < cells->n; i++) {
        if (r->axis_of[i] == SIM_NONE) continue;
        status =
            take_cell(r, i, cells, &t->cells[t->n * t->n_columns + r->axis_of[i]], err);
    }
    t->n += status == SIM_OK;
    return status;
}

/* ---- what axes then have -------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Are n values of so many points the levels of an axis, and not some of a range? */
static bool are_levels(const reader *r, const sim_axis *axis, size_t n)
{
    if (sim_axis_has_words(axis, r->world)) return true;
    return n <= LISTED_MOST && (axis->whole || n == 1 || 2 * n <= r->table->n);
}

/* Values that come again and again are its levels; others lie on a range. */
static sim_status fill_axis(const reader *r, size_t column, double values[], sim_error *err)
{
    const sim_point_table *t = r->table;
    sim_axis *axis = &r->axes->list[r->first + column];
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++) values[i] = t->cells[i * t->n_columns + column];
    qsort(values, t->n, sizeof *values, compare);
    axis->low = values[0];
    axis->high = values[t->n - 1];
    for (size_t i = 0; i < t->n; i++)
        if (i == 0 || values[i] != values[n - 1]) values[n++] = values[i];
    if (!are_levels(r, axis, n)) return SIM_OK;
    axis->list = calloc(n, sizeof *axis->list);
    if (!axis->list) return sim_fail_memory(err, axis->name);
    memcpy(axis->list, values, n * sizeof *values);
    axis->levels = n;
    return SIM_OK;
}

static void find_hash(sim_point_table *t)
{
    char text[SIM_NUMBER_SIZE];

    t->hash = SIM_HASH;
    for (size_t i = 0; i < t->n * t->n_columns; i++) {
        sim_number_print_exact(text, t->cells[i]);
        sim_text_hash(&t->hash, text);
    }
}

static sim_status fill_axes(const reader *r, sim_error *err)
{
    double *values = calloc(r->table->n, sizeof *values);
    sim_status status = values ? SIM_OK : sim_fail_memory(err, "table");

    for (size_t i = 0; status == SIM_OK && i < r->table->n_columns; i++)
        status = fill_axis(r, i, values, err);
    free(values);
    find_hash(r->table);
    return status;
}

sim_status sim_point_table_read(sim_point_table *t, sim_axes *axes,
                                const sim_axis_world *world, const char *beside,
                                sim_error *err)
{
    reader r = {.table = t, .axes = axes, .world = world, .first = axes->n};
    const sim_data_taker to = {.header = take_header,
                               .row = take_row,
                               .self = &r,
                               .unit_word = "point",
                               .section = "sweep",
                               .most = SIM_TABLE_POINTS};
    const sim_status status = sim_data_take_rows(&t->texts, beside, &to, err);

    return status == SIM_OK ? fill_axes(&r, err) : status;
}

/* ---- writing -------------------------------------------------------------- */

/* The axes of a table are the last of all. */
static const sim_axis *axis_of(const sim_point_table *t, const sim_axes *axes,
                               size_t column)
{
    return &axes->list[axes->n - t->n_columns + column];
}

static void print_name(const char *name, FILE *out)
{
    const bool is_plain = !strpbrk(name, ",\"");

    if (is_plain) {
        fputs(name, out);
        return;
    }
    fputc('"', out);
    for (; *name; name++) fputs(*name == '"' ? "\"\"" : (char[2]){*name, '\0'}, out);
    fputc('"', out);
}

static void print_header(const sim_point_table *t, const sim_axes *axes, FILE *out)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        if (c > 0) fputc(',', out);
        print_name(axis_of(t, axes, c)->name, out);
    }
    fputc('\n', out);
}

static void print_point(const sim_point_table *t, const sim_axes *axes,
                        const sim_axis_world *world, size_t i, FILE *out)
{
    char text[SIM_NUMBER_SIZE];

    for (size_t c = 0; c < t->n_columns; c++) {
        sim_axis_print(axis_of(t, axes, c), world, t->cells[i * t->n_columns + c], text);
        fprintf(out, "%s%s", c > 0 ? "," : "", text);
    }
    fputc('\n', out);
}

void sim_point_table_print(const sim_point_table *t, const sim_axes *axes,
                           const sim_axis_world *world, FILE *out)
{
    print_header(t, axes, out);
    for (size_t i = 0; i < t->n; i++) print_point(t, axes, world, i, out);
}

void sim_point_table_write(const sim_point_table *t, const sim_axes *axes,
                           const sim_axis_world *world, FILE *out)
{
    if (t->n == 0) return;
    fputs("columns = ", out);
    print_header(t, axes, out);
    for (size_t i = 0; i < t->n; i++) {
        fprintf(out, "%s %zu = ", row_word, i + 1);
        print_point(t, axes, world, i, out);
    }
}

void sim_point_table_free(sim_point_table *t)
{
    forget_texts(&t->texts);
    free(t->cells);
    *t = (sim_point_table){0};
}
