/* observed_logs.c -- of observed.h: what logs have seen. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/study/observed_parts.h"

enum { NAME_SIZE = 256 };

typedef struct {
    sim_observing *o;
    size_t log;
    const sim_log *of;
    size_t column; /* of the book's */
} seeing;

static sim_status add_set(const seeing *s)
{
    sim_observing *o = s->o;
    const sim_arm_log *log = &o->e->logs[s->log];
    const sim_data *data = &o->e->data.list[log->data];
    const sim_log_column *c = &log->log.book->columns[s->column];
    const sim_column *number = &o->reports.columns[o->all->report_number];
    char quantity[NAME_SIZE];
    sim_observed_set set = {.where = SIM_OBSERVED_REPORT,
                            .log = s->log,
                            .unit = c->unit,
                            .sd = log->log.is_fitted[s->column] ? NAN : c->spread,
                            .is_fitted = log->log.is_fitted[s->column],
                            .x_name = number->name,
                            .x_unit = number->unit};

    snprintf(quantity, sizeof quantity, "%s.%s", o->reports.name, c->seen);
    set.name = sim_observing_text(o, data->name);
    set.place = sim_observing_text(o, data->place);
    set.quantity = sim_observing_text(o, quantity);
    set.number = sim_table_find(&o->reports, c->seen);
    set.kind = c->scatter == SIM_LOG_NORMAL ? SIM_ERROR_NORMAL : SIM_ERROR_LOGARITHM;
    if (!isnan(log->log.sd[s->column])) set.sd = log->log.sd[s->column];
    sim_bug(set.number == o->reports.n_columns);
    sim_bug(strcmp(o->reports.columns[set.number].unit, c->unit) != 0);
    return sim_observing_add_set(o, &set);
}

/* Of row 0 nobody tells what was plated, so that what came of it says nothing. */
static bool is_compared(const seeing *s, const sim_log_row *row)
{
    const sim_logbook *book = s->of->book;

    if (row->number == 0 && strcmp(book->columns[s->column].name, book->over) == 0)
        return false;
    return !isnan(row->value[s->column]);
}

static sim_status add_row(const seeing *s, size_t row)
{
    const sim_observed_set *set = &s->o->all->sets[s->o->all->n_sets - 1];
    const sim_log_row *of = &s->of->rows[row];
    sim_observed observed = {
        .arm = s->o->e->logs[s->log].arm,
        .x = (double)of->number,
        .seen = {set->kind, SIM_SEEN, sim_log_seen(s->of, of, s->column),
                 set->is_fitted ? 0 : set->sd},
        .line = of->line,
        .row = row,
    };
    sim_status status =
        sim_observing_source(s->o, s->of->subjects[of->subject], &observed.source);

    return status == SIM_OK ? sim_observing_add(s->o, &observed) : status;
}

static sim_status take_column(const seeing *s)
{
    const size_t chosen = s->o->e->logs[s->log].subject;
    sim_status status = add_set(s);

    for (size_t i = 0; status == SIM_OK && i < s->of->n; i++) {
        const sim_log_row *row = &s->of->rows[i];

        if ((chosen == SIM_NONE || row->subject == chosen) && is_compared(s, row))
            status = add_row(s, i);
    }
    if (status == SIM_OK && s->o->all->sets[s->o->all->n_sets - 1].n == 0)
        s->o->all->n_sets--;
    return status;
}

sim_status sim_observing_take_log(sim_observing *o, size_t log)
{
    const sim_logbook *book = o->e->logs[log].log.book;
    seeing s = {o, log, &o->e->logs[log].log, 0};
    sim_status status = SIM_OK;

    if (o->e->logs[log].arm == SIM_NONE) return SIM_OK;
    for (; status == SIM_OK && s.column < book->n_columns; s.column++)
        if (book->columns[s.column].seen && s.of->has[s.column]) status = take_column(&s);
    return status;
}
