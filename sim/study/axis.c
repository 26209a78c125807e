#include "sim/study/axis.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/mistakes.h"
#include "sim/io/text.h"

enum { NAME_SIZE = 128, TEXT_SIZE = 256, LEVELS_MAX = 1000000 };

static const char range_word[] = "range", log_word[] = "log";

/* A row while it is understood. */
typedef struct {
    const sim_axis_world *world;
    const sim_axis_row *row;
    const sim_parameter *parameter; /* NULL: presets */
    char group[NAME_SIZE];
    sim_axis axis;
} reading;

static sim_status refuse(const reading *r, const char *wrong, const char *right,
                         sim_error *err)
{
    return sim_fail(err, SIM_EVALUE, "%s: %s = %s %s; %s would be right", r->row->place,
                    r->row->name, r->row->how, wrong, right);
}

/* ---- values --------------------------------------------------------------- */

static double round_shown(double value)
{
    char text[SIM_NUMBER_SIZE];
    double shown = value;

    sim_number_print(text, value, SIM_NUMBER_TABLE);
    return sim_number_parse(text, &shown) ? shown : value;
}

/* The part of the way, 0 to 1, from one end of a range to the other. */
static double along(const sim_axis *axis, double low, double high, double part)
{
    const double value =
        axis->log ? low * pow(high / low, part) : low + (high - low) * part;

    return fmin(fmax(value, low), high);
}

double sim_axis_level(const sim_axis *axis, size_t i)
{
    const double part = axis->levels > 1 ? (double)i / (double)(axis->levels - 1) : 0;
    double value;

    if (axis->list) return axis->list[i];
    value = along(axis, axis->low, axis->high, part);
    value = axis->whole ? round(value) : round_shown(value);
    return fmin(fmax(value, axis->low), axis->high);
}

double sim_axis_at(const sim_axis *axis, double place)
{
    double value;

    if (axis->levels > 0) {
        const size_t i = (size_t)(place * (double)axis->levels);

        return sim_axis_level(axis, i < axis->levels ? i : axis->levels - 1);
    }
    value = axis->whole ? floor(along(axis, axis->low, axis->high + 1, place))
                        : round_shown(along(axis, axis->low, axis->high, place));
    return fmin(fmax(value, axis->low), axis->high);
}

/* ---- words ---------------------------------------------------------------- */

static sim_status parse_value(const reading *r, const char *text, double *value,
                              sim_error *err)
{
    size_t group = 0, preset = 0;
    sim_status status;

    if (r->parameter)
        return sim_parameter_parse(r->parameter, text, r->row->place, value, err);
    status = sim_presets_find(r->world->presets, r->group, text, r->row->place, &group,
                              &preset, err);
    *value = (double)preset;
    return status;
}

static sim_status add_value(reading *r, double value, sim_error *err)
{
    double *grown;

    for (size_t i = 0; i < r->axis.levels; i++) {
        if (r->axis.list[i] == value)
            return refuse(r, "names a value twice", "each of them once", err);
    }
    grown = realloc(r->axis.list, (r->axis.levels + 1) * sizeof *grown);
    if (!grown) return sim_fail_memory(err, r->row->place);
    r->axis.list = grown;
    grown[r->axis.levels++] = value;
    return SIM_OK;
}

/* The parts of a list; they point into its text. */
typedef struct {
    char *text[TEXT_SIZE];
    size_t n;
} parts;

static void split(char *text, parts *p)
{
    p->n = 0;
    for (char *rest = text, *part = sim_text_next(&rest); part; part = sim_text_next(&rest))
        p->text[p->n++] = part;
}

/* What stands behind a number; "" if nothing does, or it is none. */
static const char *unit_behind(const char *text)
{
    const char *unit;
    double number;

    if (!sim_number_parse_start(text, &number, &unit)) return "";
    unit += strspn(unit, " \t");
    return *unit && strchr("0123456789.,;+-", *unit) ? "" : unit;
}

/* A unit that stands behind the last value alone is that of all; else each has its own, or
 * none has. */
static sim_status find_unit(const reading *r, const parts *p, const char **unit,
                            sim_error *err)
{
    size_t with = 0;

    for (size_t i = 0; i < p->n; i++) with += *unit_behind(p->text[i]) != '\0';
    *unit = "";
    if (with == 0 || with == p->n) return SIM_OK;
    *unit = unit_behind(p->text[p->n - 1]);
    if (with == 1 && **unit) return SIM_OK;
    return refuse(r, "has a unit behind some values only",
                  "one behind each of them, or one at the end for all,", err);
}

/* The last one comes first: a unit that is none is told of where it stands. */
static sim_status parse_numbers(reading *r, char *text, sim_error *err)
{
    char part[2 * TEXT_SIZE];
    const char *unit;
    double value;
    sim_status status;
    parts p;

    split(text, &p);
    status = find_unit(r, &p, &unit, err);
    if (status == SIM_OK && *unit) status = parse_value(r, p.text[p.n - 1], &value, err);
    for (size_t i = 0; status == SIM_OK && i < p.n; i++) {
        if (p.n > 1 && !*p.text[i])
            return refuse(r, "lacks a value beside a comma", "one between any two", err);
        snprintf(part, sizeof part, "%s %s", p.text[i], i + 1 < p.n ? unit : "");
        status = parse_value(r, sim_text_trim(part), &value, err);
        if (status == SIM_OK) status = add_value(r, value, err);
    }
    return status;
}

static sim_status parse_words(reading *r, char *text, sim_error *err)
{
    sim_status status = SIM_OK;
    double value = 0;

    for (char *rest = text, *part = sim_text_next(&rest); status == SIM_OK && part;
         part = sim_text_next(&rest)) {
        status = parse_value(r, part, &value, err);
        if (status == SIM_OK) status = add_value(r, value, err);
    }
    return status;
}

/* All words of a parameter or presets of a group. */
static sim_status add_all(reading *r, sim_error *err)
{
    const sim_presets *presets = r->world->presets;
    sim_status status = SIM_OK;

    if (r->parameter) {
        for (size_t i = 0; status == SIM_OK && r->parameter->symbol->words(i); i++)
            status = add_value(r, (double)i, err);
        return status;
    }
    for (size_t i = 0; status == SIM_OK && i < presets->n; i++) {
        if (strcmp(presets->list[i].group, r->group) == 0)
            status = add_value(r, (double)i, err);
    }
    return status;
}

/* ---- ranges --------------------------------------------------------------- */

/* Refuses what stands for "x 9" elsewhere. */
static sim_status check_levels(const reading *r, const char *text, sim_error *err)
{
    static const char *const signs[] = {"\u00D7", "*", "X", "x"};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *at = strstr(text, signs[i]);
        char head[TEXT_SIZE], right[2 * TEXT_SIZE];
        double levels;

        if (!at || at == text || !sim_number_parse(at + strlen(signs[i]), &levels))
            continue;
        snprintf(head, sizeof head, "%.*s", (int)(at - text), text);
        snprintf(right, sizeof right, "%s x %g", sim_text_trim(head), levels);
        return refuse(r, "has levels that are not as they are written here", right, err);
    }
    return SIM_OK;
}

/* Cuts "x 9" off the end. */
static sim_status take_levels(reading *r, char *text, sim_error *err)
{
    char *x = strrchr(text, 'x');
    double levels;

    if (!x || x == text || !isspace((unsigned char)x[-1]) ||
        !sim_number_parse(x + 1, &levels))
        return check_levels(r, text, err);
    if (levels != floor(levels) || levels < 2 || levels > LEVELS_MAX)
        return refuse(r, "has no such number of levels", "x 2 to x 1000000", err);
    r->axis.levels = (size_t)levels;
    *x = '\0';
    return SIM_OK;
}

static bool take_word(char **text, const char *word)
{
    const size_t length = strlen(word);

    if (strncmp(*text, word, length) != 0) return false;
    if ((*text)[length] != '\0' && !isspace((unsigned char)(*text)[length])) return false;
    *text = sim_text_trim(*text + length);
    return true;
}

/* Both ends; a unit behind the second one holds for both. */
static sim_status parse_ends(reading *r, char *text, sim_error *err)
{
    char *dots = strstr(text, "..");
    parts ends = {{text, sim_text_trim(dots + strlen(".."))}, 2};
    const char *unit;
    char low[2 * TEXT_SIZE];
    sim_status status;

    *dots = '\0';
    ends.text[0] = sim_text_trim(text);
    status = find_unit(r, &ends, &unit, err);
    if (status == SIM_OK) status = parse_value(r, ends.text[1], &r->axis.high, err);
    if (status != SIM_OK) return status;
    snprintf(low, sizeof low, "%s %s", ends.text[0], unit);
    return parse_value(r, sim_text_trim(low), &r->axis.low, err);
}

/* Rounded, each level still differs from the one before. */
static bool has_equal_levels(const sim_axis *axis)
{
    double last = -INFINITY;

    for (size_t i = 0; i < axis->levels; i++) {
        const double value = sim_axis_level(axis, i);

        if (!(value > last)) return true;
        last = value;
    }
    return false;
}

static sim_status check_range(reading *r, sim_error *err)
{
    sim_axis *axis = &r->axis;
    const double count = axis->high - axis->low + 1;

    if (!(axis->low < axis->high))
        return refuse(r, "is an empty range", "the lower end first, as in 1..12,", err);
    if (axis->log && !(axis->low > 0))
        return refuse(r, "has a logarithm that starts at 0 or below",
                      "a lower end above 0, or no 'log',", err);
    if (axis->whole && axis->levels == 0 && !axis->log && count <= LEVELS_MAX)
        axis->levels = (size_t)count;
    if (axis->whole && (double)axis->levels > count)
        return refuse(r, "has more levels than whole numbers", "fewer", err);
    return has_equal_levels(axis)
               ? refuse(r, "has levels that are equal when rounded", "fewer", err)
               : SIM_OK;
}

static sim_status parse_range(reading *r, char *text, sim_error *err)
{
    const sim_symbol *s = r->parameter->symbol;
    sim_status status = take_levels(r, text, err);

    if (status != SIM_OK) return status;
    text = sim_text_trim(text);
    r->axis.log = take_word(&text, log_word);
    r->axis.whole = s->kind == SIM_WHOLE;
    r->axis.low = s->low;
    r->axis.high = s->high;
    if (strstr(text, ".."))
        status = parse_ends(r, text, err);
    else if (strcmp(text, range_word) != 0)
        return refuse(r, "is no range", "1e6..1.5e8, or range,", err);
    return status == SIM_OK ? check_range(r, err) : status;
}

/* ---- rows ----------------------------------------------------------------- */

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* Refuses what is written in another way than lists and ranges are here. */
static sim_status check_numbers(const reading *r, const char *text, sim_error *err)
{
    sim_mistake m;

    if (sim_mistake_find_in_list(text, &m)) return refuse(r, m.what, m.right, err);
    if (!sim_mistake_find(text, &m)) return SIM_OK;
    if (m.kind == SIM_MISTAKE_RANGE)
        return refuse(r, "is no range as they are written here", m.right, err);
    return m.kind == SIM_MISTAKE_LIST && !strchr(text, ',')
               ? refuse(r, "has no commas between its values", "1, 2, 4", err)
               : SIM_OK;
}

static sim_status parse_how(reading *r, sim_error *err)
{
    const bool has_words = !r->parameter || r->parameter->symbol->kind == SIM_WORD;
    char text[TEXT_SIZE], *start;
    sim_mistake m;
    sim_status status;

    if (strlen(r->row->how) >= sizeof text)
        return refuse(r, "is longer than 255 characters", "a shorter list", err);
    snprintf(text, sizeof text, "%s", r->row->how);
    start = sim_text_trim(text);
    if (has_words && strcmp(start, range_word) == 0) return add_all(r, err);
    if (has_words)
        return sim_mistake_find_in_list(start, &m) ? refuse(r, m.what, m.right, err)
                                                   : parse_words(r, start, err);
    status = strstr(start, "..") && !strstr(start, "...") ? SIM_OK
                                                          : check_numbers(r, start, err);
    if (status != SIM_OK) return status;
    if (strstr(start, "..") || starts_with(start, range_word) ||
        starts_with(start, log_word))
        return parse_range(r, start, err);
    return parse_numbers(r, start, err);
}

static sim_status find_subject(reading *r, sim_error *err)
{
    const sim_axis_row *row = r->row;
    const char *dot = strchr(row->name, '.');
    size_t ignored = 0;
    sim_status status;

    if (!dot || dot == row->name || !dot[1])
        return sim_catalog_refuse_key(r->world->catalog, row->name, row->place, err);
    snprintf(r->group, sizeof r->group, "%.*s", (int)(dot - row->name), row->name);
    if (strcmp(r->group, "presets") == 0) {
        snprintf(r->group, sizeof r->group, "%s", dot + 1);
        r->axis.is_preset = true;
        for (size_t g = 0; g < r->world->presets->n_groups; g++) {
            if (strcmp(r->world->presets->groups[g], r->group) != 0) continue;
            r->axis.row = g;
            return SIM_OK;
        }
        return sim_presets_find(r->world->presets, r->group, "", row->place, &r->axis.row,
                                &ignored, err);
    }
    status = sim_catalog_find(r->world->catalog, r->group, dot + 1, row->place,
                              &r->axis.row, err);
    if (status != SIM_OK) return status;
    r->parameter = &r->world->catalog->rows[r->axis.row];
    if (sim_catalog_is_of_run(r->world->catalog, r->group))
        return sim_fail(err, SIM_EVALUE,
                        "%s: %s belongs to the whole run and is no axis; a parameter of a "
                        "model would be right",
                        row->place, row->name);
    return SIM_OK;
}

/* ---- the list ------------------------------------------------------------- */

static sim_axis *find(const sim_axes *axes, const char *name)
{
    for (size_t i = 0; i < axes->n; i++) {
        if (strcmp(axes->list[i].name, name) == 0) return &axes->list[i];
    }
    return NULL;
}

const sim_axis *sim_axes_find(const sim_axes *axes, const char *name)
{
    return find(axes, name);
}

static void axis_free(sim_axis *axis)
{
    free(axis->name);
    free(axis->how);
    free(axis->list);
    free(axis->place);
    free(axis->origin);
}

void sim_axes_free(sim_axes *axes)
{
    for (size_t i = 0; i < axes->n; i++) axis_free(&axes->list[i]);
    free(axes->list);
    *axes = (sim_axes){0};
}

/* Takes the axis into the list, which then owns it, or frees it. */
static sim_status take(sim_axes *axes, sim_axis *axis, const sim_axis_row *row,
                       sim_error *err)
{
    sim_axis *old = find(axes, row->name), *grown;

    axis->layer = row->layer;
    axis->name = sim_text_copy(row->name);
    axis->how = sim_text_copy(row->how);
    axis->place = sim_text_copy(row->place);
    axis->origin = sim_text_copy(row->origin);
    grown = old ? axes->list : realloc(axes->list, (axes->n + 1) * sizeof *grown);
    if (grown) axes->list = grown;
    if (!grown || !axis->name || !axis->how || !axis->place || !axis->origin) {
        axis_free(axis);
        return sim_fail_memory(err, row->place);
    }
    if (old) axis_free(old);
    *(old ? old : &axes->list[axes->n++]) = *axis;
    return SIM_OK;
}

static sim_status set(sim_axes *axes, const sim_axis_world *world, const sim_axis_row *row,
                      bool ranges_only, sim_error *err)
{
    reading r = {.world = world, .row = row};
    const sim_axis *old;
    sim_status status = find_subject(&r, err);

    old = status == SIM_OK ? find(axes, row->name) : NULL;
    if (old && old->layer == row->layer)
        status = sim_fail(err, SIM_ENAME,
                          "%s: %s is given twice, first at %s; one of the two would be "
                          "right",
                          row->place, row->name, old->place);
    if (status == SIM_OK) status = parse_how(&r, err);
    if (status == SIM_OK && ranges_only && r.axis.whole &&
        (double)r.axis.levels != r.axis.high - r.axis.low + 1)
        status = refuse(&r, "is uneven in whole numbers",
                        "the range alone, without 'log' and 'x',", err);
    if (status == SIM_OK && ranges_only && r.axis.list)
        status =
            refuse(&r, "is no range",
                   r.parameter ? "0.9..1.1, or range," : "a parameter and its range", err);
    if (status != SIM_OK || (old && old->layer > row->layer)) {
        free(r.axis.list);
        return status;
    }
    return take(axes, &r.axis, row, err);
}

sim_status sim_axes_set(sim_axes *axes, const sim_axis_world *world,
                        const sim_axis_row *row, sim_error *err)
{
    return set(axes, world, row, false, err);
}

sim_status sim_axes_set_range(sim_axes *axes, const sim_axis_world *world,
                              const sim_axis_row *row, sim_error *err)
{
    return set(axes, world, row, true, err);
}

static bool is_switch(const sim_symbol *s)
{
    return s->kind == SIM_WHOLE && s->high - s->low == 1;
}

sim_status sim_axes_spread(sim_axes *axes, const sim_axis_world *world,
                           const sim_axis_spread *spread, sim_error *err)
{
    const sim_parameter *q = &world->catalog->rows[spread->row];
    const sim_symbol *s = q->symbol;
    const double a = spread->value / spread->spread, b = spread->value * spread->spread;
    char name[NAME_SIZE], how[TEXT_SIZE], low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];
    const sim_axis_row row = {name, how, "spread", "spread", 0};
    sim_axis axis = {.row = spread->row,
                     .whole = s->kind == SIM_WHOLE,
                     .low = fmax(s->low, round_shown(fmin(a, b))),
                     .high = fmin(s->high, round_shown(fmax(a, b)))};

    if (s->kind == SIM_WORD || is_switch(s) || spread->value == 0) return SIM_OK;
    if (axis.whole) {
        axis.low = fmax(s->low, fmin(ceil(axis.low), spread->value - 1));
        axis.high = fmin(s->high, fmax(floor(axis.high), spread->value + 1));
        axis.levels = (size_t)fmin(axis.high - axis.low + 1, LEVELS_MAX);
    }
    axis.log = !axis.whole && axis.low > 0;
    if (!(axis.low < axis.high)) return SIM_OK;
    snprintf(name, sizeof name, "%s.%s", q->section, s->name);
    sim_number_print_exact(low, axis.low);
    sim_number_print_exact(high, axis.high);
    snprintf(how, sizeof how, "%s%s..%s", axis.log ? "log " : "", low, high);
    return take(axes, &axis, &row, err);
}

void sim_axes_write(const sim_axes *axes, FILE *out)
{
    for (size_t i = 0; i < axes->n; i++)
        fprintf(out, "%s = %s " SIM_INI_ORIGIN "%s\n", axes->list[i].name,
                axes->list[i].how, axes->list[i].origin);
}

/* ---- for tables ----------------------------------------------------------- */

bool sim_axis_has_words(const sim_axis *axis, const sim_axis_world *world)
{
    return axis->is_preset || world->catalog->rows[axis->row].symbol->kind == SIM_WORD;
}

void sim_axis_print(const sim_axis *axis, const sim_axis_world *world, double value,
                    char text[SIM_NUMBER_SIZE])
{
    if (!axis->is_preset)
        sim_parameter_print(&world->catalog->rows[axis->row], value, text);
    else
        snprintf(text, SIM_NUMBER_SIZE, "%s", world->presets->list[(size_t)value].name);
}

sim_column sim_axis_column(const sim_axis *axis, const sim_axis_world *world)
{
    if (axis->is_preset) return (sim_column){axis->name, "1", "preset"};
    return (sim_column){axis->name, world->catalog->rows[axis->row].symbol->unit,
                        world->catalog->rows[axis->row].symbol->meaning};
}
