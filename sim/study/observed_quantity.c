/* observed_quantity.c -- of observed.h: the quantity of the model that a table is about. */
#include <math.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/observed_parts.h"

static const char summary_name[] = "summary";

enum { NAME_SIZE = 128, HINT_SIZE = 640 };

/* "TABLE.COLUMN" taken apart. */
typedef struct {
    sim_tabled *t;
    const sim_data_row *row;
    char table[NAME_SIZE];
    const char *column;
} asked;

/* ---- names that are near ---------------------------------------------------------------- */

static void offer_course(sim_nearest *nearest, const sim_model *m)
{
    for (size_t i = 0; i < m->n_symbols; i++)
        if (sim_symbol_is_state(&m->symbols[i]) || m->symbols[i].kind == SIM_RULE)
            sim_nearest_offer(nearest, m->symbols[i].name);
    for (size_t i = 0; i < m->n_againsts; i++)
        sim_nearest_offer(nearest, m->againsts[i].name);
}

static sim_status refuse_column(const asked *a, sim_nearest *nearest)
{
    char hint[HINT_SIZE];

    sim_nearest_print(
        nearest, "a column of that table, which columns.csv of a run lists, would be right",
        hint, sizeof hint);
    return sim_data_refuse(a->row, a->t->o->err, "table %s has no column '%.80s'%s",
                           a->table, a->column, hint);
}

static sim_status refuse_table(const asked *a)
{
    const sim_observing *o = a->t->o;
    sim_choice choice = {.nearest.wanted = a->table};
    char hint[HINT_SIZE];

    if (o->reports.n_columns > 0) sim_choice_offer(&choice, o->reports.name);
    for (size_t i = 0; i < o->chain->n_stages; i++)
        if (o->chain->stages[i].course)
            sim_choice_offer(&choice, o->chain->stages[i].course);
    sim_choice_offer(&choice, summary_name);
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_data_refuse(a->row, o->err, "there is no table '%.80s' to compare with%s",
                           a->table, hint);
}

/* ---- of three kinds ------------------------------------------------------------------------ */

static sim_status find_report(const asked *a)
{
    const sim_observing *o = a->t->o;
    const sim_column *number = &o->reports.columns[o->all->report_number];
    sim_observed_set *set = &a->t->set;
    sim_nearest nearest = {.wanted = a->column};

    set->where = SIM_OBSERVED_REPORT;
    set->number = sim_table_find(&o->reports, a->column);
    set->x_name = number->name;
    set->x_unit = number->unit;
    if (set->number == o->reports.n_columns) {
        for (size_t i = 0; i < o->reports.n_columns; i++)
            sim_nearest_offer(&nearest, o->reports.columns[i].name);
        return refuse_column(a, &nearest);
    }
    set->unit = o->reports.columns[set->number].unit;
    return SIM_OK;
}

static sim_status find_in_course(const asked *a, size_t stage)
{
    const sim_model *m = a->t->o->chain->stages[stage].model;
    const sim_symbol *s = sim_model_find(m, a->column);
    sim_observed_set *set = &a->t->set;
    sim_nearest nearest = {.wanted = a->column};

    set->where = SIM_OBSERVED_COURSE;
    set->stage = stage;
    set->x_name = sim_day_column.name;
    set->x_unit = m->time_unit;
    if (s && (sim_symbol_is_state(s) || s->kind == SIM_RULE)) {
        set->symbol = s;
        set->unit = s->unit;
        return SIM_OK;
    }
    for (size_t i = 0; i < m->n_againsts; i++) {
        if (strcmp(m->againsts[i].name, a->column) != 0) continue;
        set->against = &m->againsts[i];
        set->symbol = &m->symbols[set->against->telling.symbol];
        set->unit = sim_column_against(m, set->against).unit;
        return SIM_OK;
    }
    offer_course(&nearest, m);
    return refuse_column(a, &nearest);
}

/* Is it the same whenever it is worked out? */
static bool is_certain(const sim_number *number)
{
    return number->summary || number->symbol || (number->count && number->expects);
}

static sim_status find_number(const asked *a)
{
    const sim_readout *r = &a->t->o->readout;
    sim_observed_set *set = &a->t->set;
    sim_nearest nearest = {.wanted = a->column};

    set->where = SIM_OBSERVED_NUMBER;
    set->number = sim_readout_find(r, a->column);
    if (set->number == r->n) {
        for (size_t i = 0; i < r->n; i++)
            if (is_certain(&r->list[i]))
                sim_nearest_offer(&nearest, r->list[i].column.name);
        return refuse_column(a, &nearest);
    }
    set->unit = r->list[set->number].column.unit;
    if (is_certain(&r->list[set->number])) return SIM_OK;
    return sim_data_refuse(
        a->row, a->t->o->err, "is drawn by chance for each replicate; %s would be right",
        r->list[set->number].count ? "what it is on average, NAME_expected,"
                                   : "a number of summary.csv");
}

static sim_status find_table(const asked *a)
{
    const sim_observing *o = a->t->o;

    if (strcmp(a->table, summary_name) == 0) return find_number(a);
    if (o->reports.n_columns > 0 && strcmp(a->table, o->reports.name) == 0)
        return find_report(a);
    for (size_t i = 0; i < o->chain->n_stages; i++)
        if (o->chain->stages[i].course && strcmp(a->table, o->chain->stages[i].course) == 0)
            return find_in_course(a, i);
    return refuse_table(a);
}

sim_status sim_tabled_find_quantity(sim_tabled *t)
{
    asked a = {.t = t, .row = sim_data_find(t->data, "y")};
    const char *point = a.row ? strchr(a.row->text, '.') : NULL;

    if (!a.row)
        return sim_fail(
            t->o->err, SIM_EPARSE,
            "%s: [data %s] does not say what was observed; y = TABLE.COLUMN, or "
            "format = %s of a log, would be right",
            t->data->place, t->data->name,
            t->o->chain->log ? t->o->chain->log->name : "NAME");
    if (!point || point == a.row->text || (size_t)(point - a.row->text) >= sizeof a.table)
        return sim_data_refuse(
            a.row, t->o->err,
            "is no quantity; TABLE.COLUMN, such as %s.NAME, would be right", summary_name);
    memcpy(a.table, a.row->text, (size_t)(point - a.row->text));
    a.column = point + 1;
    t->set.quantity = sim_observing_text(t->o, a.row->text);
    return find_table(&a);
}
