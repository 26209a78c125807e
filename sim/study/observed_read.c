/* observed_read.c -- of observed.h: what the section of a table says. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/observed_parts.h"

enum { HINT_SIZE = 640 };

/* How observations scatter: the row that says it, and what its numbers are. */
static const struct {
    const char *row;
    sim_error_kind kind;
    const char *right;
} scatters[] = {
    {"sd", SIM_ERROR_NORMAL, "sd = 0.1"},
    {"sd_relative", SIM_ERROR_RELATIVE, "sd_relative = 20 %"},
    {"log", SIM_ERROR_LOGARITHM, "log = 0.3"},
};

enum { N_SCATTERS = sizeof scatters / sizeof *scatters };

static const char *const plain[] = {"y", "x_unit", "value_unit", "sd_unit"};

/* ---- rows of the section -------------------------------------------------------------- */

static const char *text_of(const sim_tabled *t, const char *name)
{
    const sim_data_row *row = sim_data_find(t->data, name);

    return row ? row->text : NULL;
}

static void name_fields(sim_tabled *t)
{
    t->fields[SIM_FIELD_X].name = "x";
    t->fields[SIM_FIELD_VALUE].name = "value";
    t->fields[SIM_FIELD_ARM].name = "arm";
    t->fields[SIM_FIELD_SUBJECT].name = sim_observed_subject(t->o->chain);
    t->fields[SIM_FIELD_SD].name = "sd";
    t->fields[SIM_FIELD_LIMIT].name = "limit";
    t->fields[SIM_FIELD_LIMIT_ABOVE].name = "limit_above";
}

static bool is_name_of_row(const sim_tabled *t, size_t i, const char **name)
{
    const size_t n_plain = sizeof plain / sizeof *plain;

    *name = i < SIM_FIELDS                          ? t->fields[i].name
            : i < SIM_FIELDS + n_plain              ? plain[i - SIM_FIELDS]
            : i < SIM_FIELDS + n_plain + N_SCATTERS ? scatters[i - SIM_FIELDS - n_plain].row
                                                    : NULL;
    return *name != NULL;
}

static sim_status check_row(const sim_tabled *t, const sim_data_row *row)
{
    sim_nearest nearest = {.wanted = row->name};
    char hint[HINT_SIZE];
    const char *name;

    if (sim_data_row_is_of_table(row)) return SIM_OK;
    for (size_t i = 0; is_name_of_row(t, i, &name); i++) {
        if (strcmp(row->name, name) == 0) return SIM_OK;
        sim_nearest_offer(&nearest, name);
    }
    sim_nearest_offer(&nearest, "format");
    sim_nearest_offer(&nearest, "file");
    sim_nearest_offer(&nearest, "columns");
    sim_nearest_print(&nearest, "y, file, x, value or sd would be right", hint,
                      sizeof hint);
    return sim_fail(t->o->err, SIM_ENAME, "%s: data.%.80s is unknown%s", row->place,
                    row->name, hint);
}

/* ---- units ------------------------------------------------------------------------------- */

static sim_status take_unit(const sim_tabled *t, const char *name, const char *unit,
                            const char **from)
{
    const sim_data_row *row = sim_data_find(t->data, name);
    const bool is_ours = strcmp(unit, t->set.unit) == 0;
    double one;

    if (!row) return SIM_OK;
    *from = row->text;
    if (sim_data_convert(t->o->e->catalog->units, 1, row->text, unit, &one) && one > 0)
        return SIM_OK;
    return sim_data_refuse(row, t->o->err, "is no unit of %s; %s would be right",
                           is_ours ? t->set.quantity : "such an sd",
                           sim_data_unit_told(unit));
}

static sim_status take_x_unit(sim_tabled *t)
{
    const sim_data_row *row = sim_data_find(t->data, "x_unit");
    double one;

    if (!row) return SIM_OK;
    if (t->set.where != SIM_OBSERVED_COURSE)
        return sim_data_refuse(row, t->o->err,
                               "x of %s has no unit; leaving it out would be right",
                               t->set.quantity);
    t->x_unit = row->text;
    if (sim_data_convert(t->o->e->catalog->units, 1, row->text, t->set.x_unit, &one) &&
        one > 0)
        return SIM_OK;
    return sim_data_refuse(row, t->o->err, "is no unit of time; %s would be right",
                           t->set.x_unit);
}

static sim_status take_units(sim_tabled *t)
{
    const bool is_normal = t->set.kind == SIM_ERROR_NORMAL;
    sim_status status = take_unit(t, "value_unit", t->set.unit, &t->value_unit);

    if (is_normal) t->sd_unit = t->value_unit;
    if (status == SIM_OK)
        status = take_unit(t, "sd_unit", is_normal ? t->set.unit : "1", &t->sd_unit);
    return status == SIM_OK ? take_x_unit(t) : status;
}

/* ---- how it scatters ------------------------------------------------------------------------ */

static sim_status find_scatter(sim_tabled *t)
{
    sim_field *sd = &t->fields[SIM_FIELD_SD];

    for (size_t i = 0; i < N_SCATTERS; i++) {
        const sim_data_row *row = sim_data_find(t->data, scatters[i].row);

        if (!row) continue;
        if (sd->row)
            return sim_data_refuse(row, t->o->err,
                                   "stands beside '%s'; one of the two would be right",
                                   sd->row->name);
        sd->row = row;
        sd->name = scatters[i].row;
        t->set.kind = scatters[i].kind;
    }
    if (sd->row || sim_data_table_find(t->table, sd->name) < t->table->n_columns)
        return SIM_OK;
    return sim_fail(
        t->o->err, SIM_EPARSE,
        "%s: [data %s] does not say how it scatters; %s, %s, %s or sd = %s would be "
        "right",
        t->data->place, t->data->name, scatters[0].right, scatters[1].right,
        scatters[2].right, sim_data_estimate);
}

/* ---- columns ---------------------------------------------------------------------------------- */

static sim_status refuse_heading(const sim_tabled *t, const sim_field *field,
                                 const char *wanted)
{
    sim_nearest nearest = {.wanted = wanted};
    char hint[HINT_SIZE];

    for (size_t i = 0; i < t->table->n_columns; i++)
        sim_nearest_offer(&nearest, t->table->heading[i]);
    snprintf(hint, sizeof hint, "; one, or %s = HEADING in [data %.40s], would be right",
             field->name, t->data->name);
    if (nearest.best)
        snprintf(hint, sizeof hint, "; %s = %.80s in [data %.40s] may be meant",
                 field->name, nearest.best, t->data->name);
    return sim_data_refuse_at(t->table->file, t->table->line, t->o->err,
                              "has no column '%.80s'%s", wanted, hint);
}

static sim_status find_column(sim_tabled *t, sim_field *field, const char *heading)
{
    const size_t column = sim_data_table_find(t->table, heading);

    field->column = SIM_NONE;
    if (column == t->table->n_columns) return SIM_OK;
    field->column = column;
    t->table->used[column] = true;
    for (size_t i = column + 1; i < t->table->n_columns; i++)
        if (strcmp(t->table->heading[i], heading) == 0)
            return sim_data_refuse_at(t->table->file, t->table->line, t->o->err,
                                      "has two columns '%.80s'; one of that name would be "
                                      "right",
                                      heading);
    return SIM_OK;
}

/* A heading or, where the file has none such, what holds for all rows. */
static sim_status find_field(sim_tabled *t, sim_field_id id)
{
    sim_field *field = &t->fields[id];
    const char *usual = id == SIM_FIELD_X ? t->set.x_name : field->name;
    sim_status status;

    if (!field->row) field->row = sim_data_find(t->data, field->name);
    if (!usual) usual = field->name;
    status = find_column(t, field, field->row ? field->row->text : usual);
    if (status != SIM_OK || field->column != SIM_NONE || !field->row) return status;
    if (!sim_tabled_is_fixed(t, id, field->row->text))
        return refuse_heading(t, field, field->row->text);
    return sim_tabled_take_fixed(t, id);
}

static sim_status check_field(const sim_tabled *t, sim_field_id id)
{
    const sim_field *field = &t->fields[id];

    if (field->is_fixed || field->column != SIM_NONE) return SIM_OK;
    return refuse_heading(t, field,
                          field->row          ? field->row->text
                          : id == SIM_FIELD_X ? t->set.x_name
                                              : field->name);
}

static sim_status check_arm(sim_tabled *t)
{
    const sim_experiment *e = t->o->e;
    sim_field *arm = &t->fields[SIM_FIELD_ARM];

    if (arm->is_fixed || arm->column != SIM_NONE) return SIM_OK;
    arm->is_fixed = true; /* the only one */
    if (e->n_own == 1) return SIM_OK;
    return sim_fail(
        t->o->err, SIM_ENAME,
        "%s: [data %s] does not say which of %zu arms it is about; arm = %s, or the "
        "heading of a column, would be right",
        t->data->place, t->data->name, e->n_own, e->arm_names[0].text);
}

static sim_status find_fields(sim_tabled *t)
{
    const bool has_x = t->set.where != SIM_OBSERVED_NUMBER;
    sim_status status = SIM_OK;

    if (!has_x && text_of(t, "x"))
        return sim_data_refuse(sim_data_find(t->data, "x"), t->o->err,
                               "%s has no x; leaving it out would be right",
                               t->set.quantity);
    for (sim_field_id id = 0; status == SIM_OK && id < SIM_FIELDS; id++)
        if (id != SIM_FIELD_X || has_x) status = find_field(t, id);
    if (status == SIM_OK && has_x) status = check_field(t, SIM_FIELD_X);
    if (status == SIM_OK) status = check_field(t, SIM_FIELD_VALUE);
    return status == SIM_OK ? check_arm(t) : status;
}

/* ---- a section ----------------------------------------------------------------------------------- */

sim_status sim_observing_take_table(sim_observing *o, const sim_data *data)
{
    sim_tabled t = {.o = o, .data = data, .table = data->table, .known = SIM_NONE};
    sim_status status = SIM_OK;

    sim_bug(!data->table);
    t.set = (sim_observed_set){.log = SIM_NONE, .sd = NAN};
    t.set.name = sim_observing_text(o, data->name);
    t.set.place = sim_observing_text(o, data->place);
    name_fields(&t);
    for (size_t i = 0; status == SIM_OK && i < data->n; i++)
        status = check_row(&t, &data->rows[i]);
    if (status == SIM_OK) status = sim_tabled_find_quantity(&t);
    if (status == SIM_OK) status = find_scatter(&t);
    if (status == SIM_OK) status = take_units(&t);
    if (status == SIM_OK) status = find_fields(&t);
    return status == SIM_OK ? sim_tabled_take_rows(&t) : status;
}
