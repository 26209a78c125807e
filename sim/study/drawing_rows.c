/* drawing_rows.c -- rows of a [figure NAME] beside its columns and arms: its kind, its axes and
 * their ends, the line and the band. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/io/characters.h"
#include "sim/io/mistakes.h"
#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/drawing_parts.h"

enum { HINT_SIZE = 640, VALUES_MAX = 400, LINE_WORDS = 60 };

/* Ends of an axis, in the unit of its column, 0 aside; the least window, by its ends. */
static const double least_end = 1e-9, most_end = 1e15, least_window = 1e-9;

/* ---- kinds ---------------------------------------------------------------- */

/* "kind = course or response has" */
static sim_status refuse_foreign(const sim_drawing_reader *r, sim_figure_row row)
{
    const sim_drawing *d = r->drawing;
    char have[HINT_SIZE] = "";

    for (sim_figure_kind kind = 0; kind < SIM_FIGURE_KINDS; kind++)
        if (sim_figure_kind_has(kind, row))
            sim_text_append(have, sizeof have, "%s%s", *have ? " or " : "",
                            sim_figure_kind_name(kind));
    return sim_drawing_refuse(
        r, row,
        "kind = %s has no %s; without it, or with kind = %s, it would "
        "be right",
        sim_figure_kind_name(d->kind), sim_figure_row_name(row), have);
}

sim_status sim_drawing_read_kind(sim_drawing_reader *r)
{
    const char *kind = r->figure->text[SIM_FIGURE_KIND];
    sim_choice choice = {.nearest = {.wanted = kind}};
    char hint[HINT_SIZE];
    sim_figure_kind i = 0;

    while (kind && i < SIM_FIGURE_KINDS && strcmp(sim_figure_kind_name(i), kind) != 0)
        sim_choice_offer(&choice, sim_figure_kind_name(i++));
    if (i == SIM_FIGURE_KINDS) {
        sim_choice_print(&choice, hint, sizeof hint);
        return sim_drawing_refuse(r, SIM_FIGURE_KIND, "there is no kind '%s'%s", kind,
                                  hint);
    }
    r->drawing->kind = i;
    for (sim_figure_row row = 0; row < SIM_FIGURE_ROWS; row++) {
        if (!r->figure->text[row]) continue;
        if (!sim_figure_kind_has(i, row)) return refuse_foreign(r, row);
        r->drawing->is_told = r->drawing->is_told || sim_figure_row_is_new(row);
    }
    return SIM_OK;
}

/* ---- scales --------------------------------------------------------------- */

static sim_status read_scale(const sim_drawing_reader *r, sim_figure_row row, bool *log)
{
    const char *scale = r->figure->text[row];

    *log = scale && strcmp(scale, "log") == 0;
    if (!scale || *log || strcmp(scale, "linear") == 0) return SIM_OK;
    return sim_drawing_refuse(r, row, "%s = %s is unknown; linear or log would be right",
                              sim_figure_row_name(row), scale);
}

/* ---- ends of axes --------------------------------------------------------- */

/* What a row is read by. */
typedef struct {
    sim_figure_row row;
    const char *text, *column, *unit;
    bool log;
} quantity;

/* Is it an end that an axis can have? */
static sim_status check_end(const sim_drawing_reader *r, const quantity *q, double end)
{
    if (q->log && !(end > 0))
        return sim_drawing_refuse(
            r, q->row, "%s = %.80s has no place on a log axis; more than 0 would be right",
            sim_figure_row_name(q->row), q->text);
    if (end == 0 || (fabs(end) >= least_end && fabs(end) <= most_end)) return SIM_OK;
    return sim_drawing_refuse(
        r, q->row,
        "%s = %s is no end of an axis; 0, or between %g and %g in size, would be right",
        sim_figure_row_name(q->row), q->text, least_end, most_end);
}

static sim_status read_number(const sim_drawing_reader *r, const quantity *q, double *end)
{
    const sim_units *units = r->world->catalog->units;
    const char *unit = q->unit, *name = sim_figure_row_name(q->row), *rest;
    sim_mistake m;
    double right;

    if (sim_units_read(units, q->text, unit, end, &rest)) return check_end(r, q, *end);
    if (sim_mistake_find(q->text, &m) && *m.right &&
        sim_units_read(units, m.right, unit, &right, &rest))
        return sim_drawing_refuse(r, q->row,
                                  "%s = %.80s is not a number: %s; %s would be right", name,
                                  q->text, m.what, m.right);
    return sim_drawing_refuse(
        r, q->row, "%s = %.80s is no value of %s; a number%s%s would be right", name,
        q->text, q->column, strcmp(unit, "1") ? " in " : "", strcmp(unit, "1") ? unit : "");
}

static const sim_column *column_of(const sim_drawing_reader *r, const char *name)
{
    const sim_table *table = r->drawing->table;

    return &table->columns[sim_table_find(table, name)];
}

static sim_status read_end(const sim_drawing_reader *r, sim_figure_row row, double *end)
{
    const sim_drawing *d = r->drawing;
    const quantity q = {row, r->figure->text[row], d->x, column_of(r, d->x)->unit,
                        d->x_log};

    return q.text ? read_number(r, &q, end) : SIM_OK;
}

/* Is the end of one row below that of the next, and not too near? */
static sim_status check_ends(const sim_drawing_reader *r, sim_figure_row first, double from,
                             double to)
{
    const char *name = sim_figure_row_name(first), *other = sim_figure_row_name(first + 1);

    if (isnan(from) || isnan(to) ||
        (to > from && to - from >= least_window * fmax(fabs(from), fabs(to))))
        return SIM_OK;
    return sim_drawing_refuse(r, first + 1,
                              "%s = %s is %s %s = %s; a smaller %s would be right", name,
                              r->figure->text[first], from < to ? "too near" : "not below",
                              other, r->figure->text[first + 1], name);
}

static sim_status read_window(const sim_drawing_reader *r)
{
    sim_drawing *d = r->drawing;
    sim_status status = read_end(r, SIM_FIGURE_FROM, &d->from);

    if (status == SIM_OK) status = read_end(r, SIM_FIGURE_TO, &d->to);
    return status == SIM_OK ? check_ends(r, SIM_FIGURE_FROM, d->from, d->to) : status;
}

/* ---- what stands at a value of y ------------------------------------------ */

/* A value of y means one thing where all columns have one unit. */
static sim_status check_units(const sim_drawing_reader *r, sim_figure_row row,
                              const char *column)
{
    const sim_drawing *d = r->drawing;
    const char *unit = column_of(r, column)->unit;

    for (size_t i = 0; i < d->n_y; i++) {
        const char *other = column_of(r, d->y[i])->unit;

        if (strcmp(unit, other) != 0)
            return sim_drawing_refuse(
                r, row,
                "%s goes with columns of one unit, and %s is in %s, %s "
                "in %s; another figure for %s would be right",
                sim_figure_row_name(row), column, unit, d->y[i], other, d->y[i]);
    }
    return SIM_OK;
}

static sim_status read_value(const sim_drawing_reader *r, sim_figure_row row,
                             const char *text, double *value)
{
    const sim_drawing *d = r->drawing;
    const quantity q = {row, text, d->y[0], column_of(r, d->y[0])->unit, d->log};
    const sim_status status = check_units(r, row, d->y[0]);

    return status == SIM_OK ? read_number(r, &q, value) : status;
}

static sim_status read_limits(const sim_drawing_reader *r)
{
    sim_drawing *d = r->drawing;
    char *const *text = r->figure->text;
    sim_status status = SIM_OK;

    if (text[SIM_FIGURE_LOW])
        status = read_value(r, SIM_FIGURE_LOW, text[SIM_FIGURE_LOW], &d->low);
    if (status == SIM_OK && text[SIM_FIGURE_HIGH])
        status = read_value(r, SIM_FIGURE_HIGH, text[SIM_FIGURE_HIGH], &d->high);
    return status == SIM_OK ? check_ends(r, SIM_FIGURE_LOW, d->low, d->high) : status;
}

/* A line beyond the limits would not be seen. */
static sim_status check_within(const sim_drawing_reader *r)
{
    const sim_drawing *d = r->drawing;
    const bool is_below = d->line < d->low;
    const sim_figure_row row = is_below ? SIM_FIGURE_LOW : SIM_FIGURE_HIGH;

    if (!is_below && !(d->line > d->high)) return SIM_OK;
    return sim_drawing_refuse(
        r, SIM_FIGURE_LINE, "line is %s %s = %s; a line within the limits would be right",
        is_below ? "below" : "above", sim_figure_row_name(row), r->figure->text[row]);
}

/* "10 mm: worth having"; without words the value stands for itself. */
static sim_status read_line(const sim_drawing_reader *r)
{
    sim_drawing *d = r->drawing;
    const char *text = r->figure->text[SIM_FIGURE_LINE];
    char *colon, *value;
    sim_status status;

    if (!text) return SIM_OK;
    d->line_text = sim_text_copy(text);
    if (!d->line_text) return sim_fail_memory(r->err, r->figure->place);
    colon = strchr(d->line_text, ':');
    if (colon) *colon = '\0';
    value = sim_text_trim(d->line_text);
    d->line_words = colon ? sim_text_trim(colon + 1) : value;
    if (colon && !*d->line_words)
        return sim_drawing_refuse(r, SIM_FIGURE_LINE,
                                  "line lacks words behind its colon; line = 10 mm: worth "
                                  "having would be right");
    if (sim_characters_count(d->line_words) > LINE_WORDS)
        return sim_drawing_refuse(
            r, SIM_FIGURE_LINE,
            "the words of the line have %zu characters; at most %d would be right",
            sim_characters_count(d->line_words), LINE_WORDS);
    status = read_value(r, SIM_FIGURE_LINE, value, &d->line);
    return status == SIM_OK ? check_within(r) : status;
}

/* What is shaded has the axis of y. */
static sim_status check_band(const sim_drawing_reader *r)
{
    const char *band = r->drawing->band;

    return band ? check_units(r, SIM_FIGURE_BAND, band) : SIM_OK;
}

/* ---- a response ----------------------------------------------------------- */

static sim_status need(const sim_drawing_reader *r, sim_figure_row row, const char *right)
{
    if (r->figure->text[row]) return SIM_OK;
    return sim_drawing_refuse(r, SIM_FIGURE_KIND,
                              "kind = response needs a row %s; %s would be right",
                              sim_figure_row_name(row), right);
}

/* Are the values a number of them, in their order, that the figure can show? */
static sim_status check_values(const sim_drawing_reader *r)
{
    const sim_drawing *d = r->drawing;
    const sim_axis *axis = &d->axis;
    const char *text = r->figure->text[SIM_FIGURE_VALUES];

    if (axis->levels == 0)
        return sim_drawing_refuse(
            r, SIM_FIGURE_VALUES,
            "values = %.80s does not say how many; '%.80s x 25' would be right", text,
            text);
    if (axis->levels > VALUES_MAX)
        return sim_drawing_refuse(
            r, SIM_FIGURE_VALUES,
            "values = %.80s are %zu, and each is solved in each arm; at most %d would be "
            "right",
            text, axis->levels, VALUES_MAX);
    for (size_t i = 0; d->x_log && i < axis->levels; i++)
        if (!(sim_axis_level(axis, i) > 0))
            return sim_drawing_refuse(r, SIM_FIGURE_X_SCALE,
                                      "x_scale = log has no place for %g, one of the "
                                      "values; x_scale = linear would be right",
                                      sim_axis_level(axis, i));
    return SIM_OK;
}

/* Without x_scale, what is evenly spread in the logarithm is drawn so. */
static void choose_scale(const sim_drawing_reader *r)
{
    sim_drawing *d = r->drawing;

    if (!r->figure->text[SIM_FIGURE_X_SCALE]) d->x_log = d->axis.log;
}

/* Its numbers are written to NAME.csv, which no other file of a run may be. */
static sim_status check_file(const sim_drawing_reader *r)
{
    static const char *const others[] = {"columns", "figures",    "files",
                                         "results", "replicates", "ensemble"};
    const sim_tables *tables = r->world->tables;
    const char *name = r->figure->name;
    bool is_taken = sim_text_starts(name, "cohort");

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        is_taken = is_taken || strcasecmp(others[i], name) == 0;
    for (size_t i = 0; i < tables->n; i++)
        is_taken = is_taken || strcasecmp(tables->table[i].name, name) == 0;
    if (!is_taken) return SIM_OK;
    return sim_drawing_refuse(r, SIM_FIGURE_KIND,
                              "kind = response writes %s.csv, which is another file of a "
                              "run; [figure own_%s] would be right",
                              name, name);
}

static sim_status read_axis(const sim_drawing_reader *r)
{
    sim_drawing *d = r->drawing;
    const sim_axis_world world = {r->world->catalog, r->world->presets, false};
    const char *over = r->figure->text[SIM_FIGURE_OVER];
    char place[2 * HINT_SIZE];
    sim_status status = check_file(r);

    if (status == SIM_OK) status = need(r, SIM_FIGURE_OVER, "over = product.dose");
    if (status == SIM_OK)
        status = need(r, SIM_FIGURE_VALUES, "values = log 1e4..1.5e8 x 25");
    if (status != SIM_OK) return status;
    snprintf(place, sizeof place, "%s: figure %s", r->figure->row_place[SIM_FIGURE_VALUES],
             r->figure->name);
    status = sim_axis_read(&d->axis, &world,
                           &(sim_row){.name = over,
                                      .how = r->figure->text[SIM_FIGURE_VALUES],
                                      .place = place,
                                      .origin = place},
                           r->err);
    if (status != SIM_OK) return status;
    d->x = d->axis.name = r->figure->text[SIM_FIGURE_OVER];
    if (d->x_log && (d->axis.is_preset || sim_axis_has_words(&d->axis, &world)))
        return sim_drawing_refuse(
            r, SIM_FIGURE_X_SCALE,
            "x_scale = log, and %s has words for values; no such row would be right", over);
    choose_scale(r);
    return check_values(r);
}

/* ---- all of them ---------------------------------------------------------- */

sim_status sim_drawing_read_rows(sim_drawing_reader *r)
{
    sim_drawing *d = r->drawing;
    sim_status status = read_scale(r, SIM_FIGURE_SCALE, &d->log);

    d->from = d->to = d->low = d->high = d->line = NAN;
    if (status == SIM_OK) status = read_scale(r, SIM_FIGURE_X_SCALE, &d->x_log);
    if (status == SIM_OK && d->kind == SIM_FIGURE_COURSE) status = read_window(r);
    if (status == SIM_OK) status = read_limits(r);
    if (status == SIM_OK) status = read_line(r);
    if (status == SIM_OK) status = check_band(r);
    if (status == SIM_OK && d->kind == SIM_FIGURE_RESPONSE) status = read_axis(r);
    return status;
}
