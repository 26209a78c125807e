/* axis_read.c -- an axis as its row says it: a list of values, words or presets, or a range. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/mistakes.h"
#include "sim/io/sections.h"
#include "sim/io/text.h"
#include "sim/study/axis.h"

enum { NAME_SIZE = 128, TEXT_SIZE = 256 };

static const char range_word[] = "range", log_word[] = "log";

/* A row while it is understood. */
typedef struct {
    const sim_axis_world *world;
    const sim_row *row;
    const sim_parameter *parameter; /* NULL: presets */
    char group[NAME_SIZE];
    sim_axis axis;
} reading;

static sim_status refuse_axis(const reading *r, const char *wrong, const char *right,
                              sim_error *err)
{
    return sim_row_refuse(r->row, " ", wrong, right, err);
}

static sim_status refuse_length(const reading *r, sim_error *err)
{
    return refuse_axis(r, "is longer than 255 characters", "a shorter list", err);
}

/* ---- words ---------------------------------------------------------------- */

static sim_status parse_value(const reading *r, const char *text, double *value,
                              sim_error *err)
{
    size_t group = 0, preset = 0;
    sim_status status;

    if (r->axis.is_spread) {
        if (sim_number_parse(text, value) && *value > 0 && isfinite(*value)) return SIM_OK;
        return refuse_axis(r, "is no standard deviation of a draw", "numbers above 0", err);
    }
    if (r->parameter)
        return sim_parameter_parse(r->parameter, text, r->row->place, value, err);
    status = sim_presets_find(r->world->presets, r->group, text, r->row->place, &group,
                              &preset, err);
    *value = (double)preset;
    return status;
}

static sim_status add_value(reading *r, double value, sim_error *err)
{
    for (size_t i = 0; i < r->axis.levels; i++) {
        if (r->axis.list[i] == value)
            return refuse_axis(r, "names a value twice", "each of them once", err);
    }
    if (!sim_memory_grow(&r->axis.list, r->axis.levels, sizeof value))
        return sim_fail_memory(err, r->row->place);
    r->axis.list[r->axis.levels++] = value;
    return SIM_OK;
}

/* The parts of a list; they point into its text. */
typedef struct {
    char **text; /* [n] */
    size_t n;
} parts;

/* None may be longer than a value with its unit is. */
static sim_status split(const reading *r, char *text, parts *p, sim_error *err)
{
    size_t most = 1;

    for (const char *c = text; *c; c++) most += *c == ',';
    p->n = 0;
    p->text = calloc(most, sizeof *p->text);
    if (!p->text) return sim_fail_memory(err, r->row->place);
    for (char *rest = text, *part = sim_text_next(&rest); part;
         part = sim_text_next(&rest)) {
        if (strlen(part) >= TEXT_SIZE) return refuse_length(r, err);
        p->text[p->n++] = part;
    }
    return SIM_OK;
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
    return refuse_axis(r, "has a unit behind some values only",
                       "one behind each of them, or one at the end for all,", err);
}

/* The last one comes first: a unit that is none is told of where it stands. */
static sim_status parse_parts(reading *r, const parts *p, sim_error *err)
{
    char part[2 * TEXT_SIZE];
    const char *unit;
    double value;
    sim_status status = find_unit(r, p, &unit, err);

    if (status == SIM_OK && *unit) status = parse_value(r, p->text[p->n - 1], &value, err);
    for (size_t i = 0; status == SIM_OK && i < p->n; i++) {
        if (p->n > 1 && !*p->text[i])
            return refuse_axis(r, "lacks a value beside a comma", "one between any two",
                               err);
        snprintf(part, sizeof part, "%s %s", p->text[i], i + 1 < p->n ? unit : "");
        status = parse_value(r, sim_text_trim(part), &value, err);
        if (status == SIM_OK) status = add_value(r, value, err);
    }
    return status;
}

static sim_status parse_numbers(reading *r, char *text, sim_error *err)
{
    parts p;
    sim_status status = split(r, text, &p, err);

    if (status == SIM_OK) status = parse_parts(r, &p, err);
    free(p.text);
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
        return refuse_axis(r, "has levels that are not as they are written here", right,
                           err);
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
    if (levels != floor(levels) || levels < 2 || levels > SIM_AXIS_LEVELS)
        return refuse_axis(r, "has no such number of levels", "x 2 to x 1000000", err);
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
    char *both[] = {text, sim_text_trim(dots + strlen(".."))};
    const parts ends = {both, 2};
    const char *unit;
    char low[2 * TEXT_SIZE];
    sim_status status;

    *dots = '\0';
    both[0] = sim_text_trim(text);
    status = find_unit(r, &ends, &unit, err);
    if (status == SIM_OK) status = parse_value(r, both[1], &r->axis.high, err);
    if (status != SIM_OK) return status;
    snprintf(low, sizeof low, "%s %s", both[0], unit);
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
        return refuse_axis(r, "is an empty range", "the lower end first, as in 1..12,",
                           err);
    if (axis->log && !(axis->low > 0))
        return refuse_axis(r, "has a logarithm that starts at 0 or below",
                           "a lower end above 0, or no 'log',", err);
    if (axis->whole && axis->levels == 0 && !axis->log && count <= SIM_AXIS_LEVELS)
        axis->levels = (size_t)count;
    if (axis->whole && (double)axis->levels > count)
        return refuse_axis(r, "has more levels than whole numbers", "fewer", err);
    return has_equal_levels(axis)
               ? refuse_axis(r, "has levels that are equal when rounded", "fewer", err)
               : SIM_OK;
}

static sim_status parse_range(reading *r, char *text, sim_error *err)
{
    const sim_symbol *s = r->parameter->symbol;
    sim_status status =
        strlen(text) < TEXT_SIZE ? take_levels(r, text, err) : refuse_length(r, err);

    if (status != SIM_OK) return status;
    text = sim_text_trim(text);
    r->axis.log = take_word(&text, log_word);
    r->axis.whole = s->kind == SIM_WHOLE;
    r->axis.low = r->axis.is_spread ? 0 : s->low;
    r->axis.high = r->axis.is_spread ? 0 : s->high;
    if (strstr(text, ".."))
        status = parse_ends(r, text, err);
    else if (strcmp(text, range_word) != 0)
        return refuse_axis(r, "is no range", "1e6..1.5e8, or range,", err);
    return status == SIM_OK ? check_range(r, err) : status;
}

/* ---- rows ----------------------------------------------------------------- */

/* Refuses what is written in another way than lists and ranges are here. */
static sim_status check_numbers(const reading *r, const char *text, sim_error *err)
{
    sim_mistake m;

    if (sim_mistake_find_in_list(text, &m)) return refuse_axis(r, m.what, m.right, err);
    if (!sim_mistake_find(text, &m)) return SIM_OK;
    if (m.kind == SIM_MISTAKE_RANGE)
        return refuse_axis(r, "is no range as they are written here", m.right, err);
    return m.kind == SIM_MISTAKE_LIST && !strchr(text, ',')
               ? refuse_axis(r, "has no commas between its values", "1, 2, 4", err)
               : SIM_OK;
}

/* Trimmed; it may be written to. */
static sim_status parse_how(reading *r, char *text, sim_error *err)
{
    const bool has_words = !r->parameter || r->parameter->symbol->kind == SIM_WORD;
    const bool has_ends = strstr(text, "..") != NULL;
    sim_mistake m;
    sim_status status;

    if (has_words && strcmp(text, range_word) == 0) return add_all(r, err);
    if (has_words)
        return sim_mistake_find_in_list(text, &m) ? refuse_axis(r, m.what, m.right, err)
                                                  : parse_words(r, text, err);
    status = has_ends && !strstr(text, "...") ? SIM_OK : check_numbers(r, text, err);
    if (status != SIM_OK) return status;
    if (has_ends || sim_text_starts(text, range_word) || sim_text_starts(text, log_word))
        return parse_range(r, text, err);
    return parse_numbers(r, text, err);
}

static sim_status refuse_of_run(const reading *r, const sim_parameter *q, sim_error *err)
{
    return sim_fail(err, SIM_EVALUE,
                    "%s: %s.%s belongs to the whole run and is no axis; %sa parameter of a "
                    "model would be right",
                    r->row->place, q->section, q->symbol->name,
                    q->symbol->kind == SIM_WORD ? "a sweep for each of its values, or "
                                                : "");
}

/* "product.lot_potency" of "cohort.product.lot_potency" */
static sim_status find_spread(reading *r, const char *name, sim_error *err)
{
    const char *dot = strchr(name, '.');
    sim_status status;

    snprintf(r->group, sizeof r->group, "%.*s", (int)(dot - name), name);
    status = sim_catalog_find(r->world->catalog, r->group, dot + 1, r->row->place,
                              &r->axis.row, err);
    if (status != SIM_OK) return status;
    r->axis.is_spread = true;
    r->parameter = &r->world->catalog->rows[r->axis.row];
    if (r->parameter->symbol->kind == SIM_PARAM) return SIM_OK;
    return refuse_axis(r, "is not drawn", "the spread of a parameter with fractions", err);
}

static sim_status find_subject(reading *r, sim_error *err)
{
    const sim_row *row = r->row;
    const char *dot = strchr(row->name, '.');
    size_t ignored = 0;
    bool takes_cohorts;
    sim_status status;

    if (!dot || dot == row->name || !dot[1])
        return sim_catalog_refuse_key(r->world->catalog, row->name, row->place, err);
    snprintf(r->group, sizeof r->group, "%.*s", (int)(dot - row->name), row->name);
    if (sim_section_kind_of(r->group) == SIM_SECTION_PRESETS) {
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
    takes_cohorts = r->world->takes == SIM_AXES_SWEPT &&
                    sim_section_kind_of(r->group) == SIM_SECTION_COHORT;
    if (takes_cohorts && strchr(dot + 1, '.')) return find_spread(r, dot + 1, err);
    status = sim_catalog_find(r->world->catalog, r->group, dot + 1, row->place,
                              &r->axis.row, err);
    if (status != SIM_OK) return status;
    r->parameter = &r->world->catalog->rows[r->axis.row];
    if (!takes_cohorts && sim_catalog_is_of_run(r->world->catalog, r->group))
        return refuse_of_run(r, r->parameter, err);
    return SIM_OK;
}

/* A draw can be anywhere in a range, as far as it is even. */
static sim_status check_even(const sim_axis *axis, const sim_row *row, sim_error *err)
{
    if (axis->whole && (double)axis->levels != axis->high - axis->low + 1)
        return sim_row_refuse(row, " ", "is uneven in whole numbers",
                              "the range alone, without 'log' and 'x',", err);
    if (!axis->list) return SIM_OK;
    return sim_row_refuse(
        row, " ", "is no range",
        axis->is_preset ? "a parameter and its range" : "0.9..1.1, or range,", err);
}

sim_status sim_axis_subject(sim_axis *axis, const sim_axis_world *world, const sim_row *row,
                            sim_error *err)
{
    reading r = {.world = world, .row = row};
    const sim_status status = find_subject(&r, err);

    *axis = r.axis;
    return status;
}

sim_status sim_axis_parse(const sim_axis *axis, const sim_axis_world *world,
                          const char *text, const char *place, double *value,
                          sim_error *err)
{
    const sim_row row = {axis->name, text, place, place, 0};
    reading r = {.world = world, .row = &row};

    if (axis->is_preset)
        snprintf(r.group, sizeof r.group, "%s", world->presets->groups[axis->row]);
    else
        r.parameter = &world->catalog->rows[axis->row];
    r.axis.is_spread = axis->is_spread;
    return parse_value(&r, text, value, err);
}

sim_status sim_axis_read(sim_axis *axis, const sim_axis_world *world, const sim_row *row,
                         sim_error *err)
{
    reading r = {.world = world, .row = row};
    char *text = sim_text_copy(row->how);
    sim_status status = text ? find_subject(&r, err) : sim_fail_memory(err, row->place);

    if (status == SIM_OK) status = parse_how(&r, sim_text_trim(text), err);
    if (status == SIM_OK && world->takes == SIM_AXES_EVEN)
        status = check_even(&r.axis, row, err);
    free(text);
    *axis = r.axis;
    return status;
}
