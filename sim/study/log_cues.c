/* log_cues.c -- of log.h: what a log tells a run of the stage that it is about. */
#include <math.h>
#include <string.h>

#include "sim/study/log.h"

static size_t state_of(const sim_model *m, const char *name)
{
    const sim_symbol *s = sim_model_find(m, name);

    sim_bug(!s || s->kind != SIM_RECORD);
    return s->slot;
}

static size_t event_of(const sim_logbook *book)
{
    size_t i = 0;

    while (i < book->model->n_events &&
           strcmp(book->model->events[i].name, book->event) != 0)
        i++;
    sim_bug(i == book->model->n_events);
    return i;
}

typedef struct {
    const sim_logbook *book;
    size_t event;
    sim_cue *list;
    size_t n;
} telling;

/* What nobody knows is untold. */
static void tell(telling *t, size_t after, const char *record, double value)
{
    t->list[t->n++] = (sim_cue){t->event, after, state_of(t->book->model, record),
                                isnan(value) ? SIM_UNTOLD : value};
}

static void tell_row(telling *t, const sim_log_row *row)
{
    for (size_t c = 0; c < t->book->n_columns; c++) {
        const sim_log_column *column = &t->book->columns[c];

        if (column->starts && row->number == 0 && !isnan(row->value[c]))
            tell(t, 0, column->starts, row->value[c]);
        if (!column->tells) continue;
        if (column->role == SIM_LOG_END)
            tell(t, row->number, column->tells, sim_log_length(row));
        else if (row->number > 0)
            tell(t, row->number - column->ahead, column->tells, row->value[c]);
    }
}

/* Behind its last row a log tells nothing. */
static void tell_end(telling *t, size_t last)
{
    for (size_t c = 0; c < t->book->n_columns; c++) {
        const sim_log_column *column = &t->book->columns[c];
        const bool is_ahead = column->role != SIM_LOG_END && column->ahead;

        if (column->tells) tell(t, last + 1 - is_ahead, column->tells, NAN);
    }
}

sim_status sim_log_cues(const sim_log *log, size_t subject, sim_pool *pool, sim_cues *cues,
                        sim_error *err)
{
    const size_t from = log->first[subject], to = log->first[subject + 1];
    telling t = {.book = log->book, .event = event_of(log->book)};

    *cues = (sim_cues){0};
    if (!log->drives) return SIM_OK;
    t.list =
        sim_pool_take(pool, (to - from + 1) * 2 * log->book->n_columns, sizeof *t.list);
    if (!t.list) return sim_fail_memory(err, log->file);
    for (size_t i = from; i < to; i++) tell_row(&t, &log->rows[i]);
    tell_end(&t, log->rows[to - 1].number);
    *cues = (sim_cues){log->book->model, t.list, t.n};
    return SIM_OK;
}
