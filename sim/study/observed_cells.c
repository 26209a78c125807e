/* observed_cells.c -- of observed.h: the rows of a table, and what holds for all of them. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/arms_parts.h"
#include "sim/study/observed_parts.h"

enum { WRONG_SIZE = 480, PLACE_SIZE = 320 };

static const sim_units *units_of(const sim_tabled *t) { return t->o->e->catalog->units; }

static sim_status refuse_cell(const sim_tabled *t, sim_field_id id, const char *wrong)
{
    const size_t column = t->fields[id].column;
    const char *text = t->cells[column];

    return sim_data_refuse_at(t->table->file, t->line, t->o->err, "%.80s = %.100s: %s",
                              t->table->heading[column], *text ? text : "(empty)", wrong);
}

/* A number with a unit of its own, or one as cells have it. */
static bool read_number(const sim_tabled *t, const char *text, const char *from,
                        const char *unit, double *value)
{
    const char *behind;
    double number;

    if (sim_number_parse(text, &number))
        return sim_data_convert(units_of(t), number, from, unit, value);
    return sim_units_read(units_of(t), text, unit, value, &behind);
}

/* ---- x ------------------------------------------------------------------------------------ */

/* "P3" of a passage is 3. */
static bool read_report(const sim_tabled *t, const char *text, double *number)
{
    const sim_logbook *book = t->o->chain->log;
    const bool has_initial = book && tolower((unsigned char)*text) == book->unit_word[0];

    return sim_number_parse_whole(text + has_initial, number) && *number >= 0;
}

static bool read_time(const sim_tabled *t, const char *text, double *time)
{
    return read_number(t, text, t->x_unit, t->set.x_unit, time) && *time >= 0;
}

/* What is wrong with an x that was read of an arm; "" if nothing is. */
static void check_x(sim_tabled *t, size_t arm, double x, char wrong[WRONG_SIZE])
{
    const sim_experiment *e = t->o->e;
    const sim_logbook *book = t->o->chain->log;
    const bool is_last = t->set.stage + 1 == t->o->chain->n_stages;
    const double end = sim_experiment_value(e, "run", "days");

    wrong[0] = '\0';
    if (t->set.where == SIM_OBSERVED_REPORT && book && t->known != arm)
        t->last = sim_observed_last_report(e, t->known = arm);
    if (t->set.where == SIM_OBSERVED_COURSE && is_last && x > end)
        snprintf(
            wrong, WRONG_SIZE,
            "is behind the end of the course on day %g; an earlier one, or [run] days = "
            "%g, would be right",
            end, ceil(x));
    if (t->set.where == SIM_OBSERVED_REPORT && book && x > t->last)
        snprintf(
            wrong, WRONG_SIZE,
            "is behind the last %s of arm '%.60s', number %g; an earlier one, or %s = %g, "
            "would be right",
            book->unit_word, e->arm_names[arm].text, t->last, book->last, x);
}

static sim_status take_x(sim_tabled *t, sim_observed *to)
{
    const sim_field *field = &t->fields[SIM_FIELD_X];
    const bool is_report = t->set.where == SIM_OBSERVED_REPORT;
    char wrong[WRONG_SIZE];

    to->x = NAN;
    if (t->set.where == SIM_OBSERVED_NUMBER) return SIM_OK;
    to->x = field->fixed;
    if (!field->is_fixed && is_report && !read_report(t, t->cells[field->column], &to->x))
        return refuse_cell(t, SIM_FIELD_X,
                           "is no whole number from 0 on; one would be right");
    if (!field->is_fixed && !is_report && !read_time(t, t->cells[field->column], &to->x))
        return refuse_cell(t, SIM_FIELD_X, "is no time from 0 on; a number would be right");
    check_x(t, to->arm, to->x, wrong);
    if (*wrong && field->is_fixed)
        return sim_data_refuse(field->row, t->o->err, "%s", wrong);
    return *wrong ? refuse_cell(t, SIM_FIELD_X, wrong) : SIM_OK;
}

/* ---- whose ----------------------------------------------------------------------------------- */

static sim_status take_arm(const sim_tabled *t, sim_observed *to)
{
    const sim_field *field = &t->fields[SIM_FIELD_ARM];
    const sim_experiment *e = t->o->e;
    char place[PLACE_SIZE];

    to->arm = (size_t)field->fixed;
    if (field->is_fixed) return SIM_OK;
    if (*t->cells[field->column] == '\0')
        return refuse_cell(t, SIM_FIELD_ARM, "has no name; one in each row would be right");
    to->arm = sim_arms_find(e, t->cells[field->column]);
    if (to->arm < e->n_own) return SIM_OK;
    snprintf(place, sizeof place, "%.200s:%zu", t->table->file, t->line);
    return sim_arms_refuse(e, t->cells[field->column], place, t->o->err);
}

static sim_status take_source(const sim_tabled *t, sim_observed *to)
{
    const sim_field *field = &t->fields[SIM_FIELD_SUBJECT];
    const char *name = field->column != SIM_NONE ? t->cells[field->column]
                       : field->row              ? field->row->text
                                                 : "";
    char wrong[SIM_DATA_WRONG];

    if (field->column != SIM_NONE && *name == '\0')
        return refuse_cell(t, SIM_FIELD_SUBJECT,
                           "has no name; one in each row would be right");
    if (field->column != SIM_NONE && !sim_data_is_name(name, wrong))
        return sim_data_refuse_at(t->table->file, t->line, t->o->err, "%.80s %s",
                                  t->table->heading[field->column], wrong);
    return sim_observing_source(t->o, name, &to->source);
}

/* ---- what was seen ----------------------------------------------------------------------------- */

/* A number of a cell in our unit; NAN of an empty one. */
static sim_status take_number(const sim_tabled *t, sim_field_id id, const char *text,
                              double *value)
{
    const char *from = id == SIM_FIELD_SD ? t->sd_unit : t->value_unit;
    const char *unit =
        id == SIM_FIELD_SD && t->set.kind != SIM_ERROR_NORMAL ? "1" : t->set.unit;
    char wrong[SIM_DATA_WRONG];
    double number;

    *value = NAN;
    if (*text == '\0') return SIM_OK;
    if (!sim_data_number(text, &number, wrong)) return refuse_cell(t, id, wrong);
    if (sim_data_convert(units_of(t), number, from, unit, value)) return SIM_OK;
    return refuse_cell(t, id, "is too large; a smaller one would be right");
}

static sim_status take_field(const sim_tabled *t, sim_field_id id, double *value)
{
    const sim_field *field = &t->fields[id];

    *value = field->is_fixed ? field->fixed : NAN;
    if (field->is_fixed || field->column == SIM_NONE) return SIM_OK;
    return take_number(t, id, t->cells[field->column], value);
}

/* Cuts "<" or ">" off, which say that it is a limit. */
static const char *cut_mark(const char *text, sim_sighting *seen)
{
    *seen = *text == '<' ? SIM_SEEN_BELOW : *text == '>' ? SIM_SEEN_ABOVE : SIM_SEEN;
    if (*seen == SIM_SEEN) return text;
    text++;
    return text + strspn(text, " \t=");
}

/* Beyond a limit only that is known. */
static sim_status take_limits(const sim_tabled *t, sim_observation *seen)
{
    double low, high;
    sim_status status = take_field(t, SIM_FIELD_LIMIT, &low);

    if (status == SIM_OK) status = take_field(t, SIM_FIELD_LIMIT_ABOVE, &high);
    if (status != SIM_OK) return status;
    if (low >= high)
        return sim_data_refuse_at(
            t->table->file, t->line, t->o->err,
            "its limits %g and %g leave nothing between them; a higher "
            "limit_above would be right",
            low, high);
    if (seen->value <= low)
        *seen = (sim_observation){seen->kind, SIM_SEEN_BELOW, low, seen->sd};
    if (seen->value >= high)
        *seen = (sim_observation){seen->kind, SIM_SEEN_ABOVE, high, seen->sd};
    return SIM_OK;
}

static sim_status take_sd(const sim_tabled *t, double *sd)
{
    sim_status status;

    *sd = 0;
    if (t->set.is_fitted) return SIM_OK;
    status = take_field(t, SIM_FIELD_SD, sd);
    if (status != SIM_OK || *sd > 0) return status;
    return refuse_cell(t, SIM_FIELD_SD,
                       "is no standard deviation; a number above 0 would be right");
}

static sim_status check_value(const sim_tabled *t, const sim_observation *seen)
{
    if (seen->kind == SIM_ERROR_LOGARITHM && !(seen->value > 0))
        return refuse_cell(
            t, SIM_FIELD_VALUE,
            "has no logarithm; a number above 0, or a limit in its place, would "
            "be right");
    if (seen->kind == SIM_ERROR_RELATIVE && seen->value == 0)
        return refuse_cell(
            t, SIM_FIELD_VALUE,
            "has no sd that is a part of it; another number, or sd = NUMBER, "
            "would be right");
    return SIM_OK;
}

/* A value with its limits, or NAN of an empty cell. */
static sim_status take_value(const sim_tabled *t, sim_observation *seen)
{
    const sim_field *field = &t->fields[SIM_FIELD_VALUE];
    const char *text;
    sim_status status = SIM_OK;

    *seen = (sim_observation){.kind = t->set.kind, .value = field->fixed};
    if (!field->is_fixed) {
        text = cut_mark(t->cells[field->column], &seen->seen);
        status = take_number(t, SIM_FIELD_VALUE, text, &seen->value);
        if (status == SIM_OK && seen->seen != SIM_SEEN && isnan(seen->value))
            return refuse_cell(t, SIM_FIELD_VALUE, "names no limit; <1e3 would be right");
    }
    if (status != SIM_OK || isnan(seen->value)) return status;
    if (seen->seen == SIM_SEEN) status = take_limits(t, seen);
    if (status == SIM_OK) status = check_value(t, seen);
    return status == SIM_OK ? take_sd(t, &seen->sd) : status;
}

/* ---- rows ------------------------------------------------------------------------------------- */

static sim_status take_row(sim_tabled *t, size_t row)
{
    sim_observed to = {.line = t->table->lines[row], .row = SIM_NONE};
    sim_status status;

    t->line = to.line;
    t->cells = &t->table->cells[row * t->table->n_columns];
    status = take_value(t, &to.seen);
    if (status != SIM_OK || isnan(to.seen.value)) return status;
    status = take_arm(t, &to);
    if (status == SIM_OK) status = take_x(t, &to);
    if (status == SIM_OK) status = take_source(t, &to);
    return status == SIM_OK ? sim_observing_add(t->o, &to) : status;
}

sim_status sim_tabled_take_rows(sim_tabled *t)
{
    sim_observations *all = t->o->all;
    sim_status status = sim_observing_add_set(t->o, &t->set);

    for (size_t i = 0; status == SIM_OK && i < t->table->n; i++) status = take_row(t, i);
    if (status != SIM_OK || all->sets[all->n_sets - 1].n > 0) return status;
    return sim_data_refuse_at(
        t->table->file, t->table->line, t->o->err,
        "has no number in its column '%.80s'; one in some row would be "
        "right",
        t->table->heading[t->fields[SIM_FIELD_VALUE].column]);
}

/* ---- for all rows ------------------------------------------------------------------------------- */

/* Of a scatter without a unit: nothing that was measured scatters by more. */
static const double most_plain = 3;

static sim_status take_fixed_sd(sim_tabled *t, sim_field *field)
{
    const bool is_normal = t->set.kind == SIM_ERROR_NORMAL;
    const char *unit = is_normal ? t->set.unit : "1";
    double plain;

    t->set.is_fitted = strcmp(field->row->text, sim_data_estimate) == 0;
    if (t->set.is_fitted) return SIM_OK;
    if (!is_normal && sim_number_parse(field->row->text, &plain) && plain > most_plain)
        return sim_data_refuse(field->row, t->o->err,
                               "is above %g, as a percentage is; %g %% would be right",
                               most_plain, plain);
    if (read_number(t, field->row->text, t->sd_unit, unit, &field->fixed) &&
        field->fixed > 0) {
        t->set.sd = field->fixed;
        return SIM_OK;
    }
    return sim_data_refuse(field->row, t->o->err,
                           "is no heading of the file and no standard deviation; a number "
                           "above 0, in %s, or %s would be right",
                           sim_data_unit_told(unit), sim_data_estimate);
}

static sim_status take_fixed_number(sim_tabled *t, sim_field *field)
{
    if (read_number(t, field->row->text, t->value_unit, t->set.unit, &field->fixed))
        return SIM_OK;
    return sim_data_refuse(field->row, t->o->err,
                           "is no heading of the file and no number in %s; one of the two "
                           "would be right",
                           sim_data_unit_told(t->set.unit));
}

static sim_status take_fixed_x(sim_tabled *t, sim_field *field)
{
    const char *text = field->row->text;
    const bool is_report = t->set.where == SIM_OBSERVED_REPORT;

    if (is_report ? read_report(t, text, &field->fixed) : read_time(t, text, &field->fixed))
        return SIM_OK;
    return sim_data_refuse(
        field->row, t->o->err,
        "is no heading of the file and no %s; one of the two would be right",
        is_report ? "whole number" : "time");
}

static sim_status take_fixed_arm(sim_tabled *t, sim_field *field)
{
    const sim_experiment *e = t->o->e;
    const size_t arm = sim_arms_find(e, field->row->text);

    field->fixed = (double)arm;
    return arm < e->n_own
               ? SIM_OK
               : sim_arms_refuse(e, field->row->text, field->row->place, t->o->err);
}

bool sim_tabled_is_fixed(const sim_tabled *t, sim_field_id id, const char *text)
{
    double number;

    if (id == SIM_FIELD_ARM || id == SIM_FIELD_SUBJECT) return true;
    if (id == SIM_FIELD_SD && strcmp(text, sim_data_estimate) == 0) return true;
    if (id == SIM_FIELD_X && read_report(t, text, &number)) return true;
    return *text == '\0' || isdigit((unsigned char)*text) || strchr("+-.", *text);
}

sim_status sim_tabled_take_fixed(sim_tabled *t, sim_field_id id)
{
    sim_field *field = &t->fields[id];

    field->is_fixed = true;
    switch (id) {
    case SIM_FIELD_X:
        return take_fixed_x(t, field);
    case SIM_FIELD_SD:
        return take_fixed_sd(t, field);
    case SIM_FIELD_ARM:
        return take_fixed_arm(t, field);
    case SIM_FIELD_SUBJECT:
        return SIM_OK;
    default:
        return take_fixed_number(t, field);
    }
}
