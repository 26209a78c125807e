/* log_order.c -- of log.h: the rows of a log among each other. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/study/log_parts.h"

enum { TIME_SIZE = 48 };

/* ---- rows of a subject ----------------------------------------------------------- */

static int by_subject(const void *a, const void *b)
{
    const sim_log_row *x = a, *y = b;

    if (x->subject != y->subject) return x->subject < y->subject ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static sim_status sort(sim_log_reader *r)
{
    sim_log *log = r->log;

    qsort(log->rows, log->n, sizeof *log->rows, by_subject);
    log->first = calloc(log->n_subjects + 1, sizeof *log->first);
    if (!log->first) return sim_fail_memory(r->err, log->file);
    for (size_t i = 0; i < log->n; i++) log->first[log->rows[i].subject + 1] = i + 1;
    return SIM_OK;
}

/* Whose row it is, for messages: "" in a log of one. */
static const char *owner_of(const sim_log_reader *r, const sim_log_row *row, char text[],
                            size_t size)
{
    const sim_logbook *book = r->log->book;
    const char *name = r->log->subjects[row->subject];

    snprintf(text, size, " of %s %.60s",
             book->columns[sim_logbook_of(book, SIM_LOG_SUBJECT)].name, name);
    return *name ? text : "";
}

/* ---- numbers ---------------------------------------------------------------------- */

static sim_status check_number(const sim_log_reader *r, const sim_log_row *before,
                               const sim_log_row *row)
{
    const char *word = r->log->book->unit_word;
    char owner[2 * TIME_SIZE];

    if (row->number == before->number + 1) return SIM_OK;
    if (row->number > before->number && !r->log->drives) return SIM_OK;
    if (row->number == before->number)
        return sim_log_refuse(
            r, row->line,
            "%s %zu%s is given twice, first in line %zu; one row for each "
            "would be right",
            word, row->number, owner_of(r, row, owner, sizeof owner), before->line);
    if (row->number < before->number)
        return sim_log_refuse(
            r, row->line,
            "%s %zu%s stands behind %s %zu (line %zu); rows in their order "
            "would be right",
            word, row->number, owner_of(r, row, owner, sizeof owner), word, before->number,
            before->line);
    return sim_log_refuse(r, row->line,
                          "%s %zu%s follows %s %zu (line %zu); a row for %s %zu, with what "
                          "is known of it, would be right",
                          word, row->number, owner_of(r, row, owner, sizeof owner), word,
                          before->number, before->line, word, before->number + 1);
}

/* A later row may have the number of one before it that is not the last. */
static sim_status check_twice(const sim_log_reader *r, const sim_log_row *first,
                              const sim_log_row *row)
{
    for (const sim_log_row *other = first; other < row; other++)
        if (other->number == row->number) return check_number(r, other, row);
    return SIM_OK;
}

/* ---- times ------------------------------------------------------------------------- */

static const char *print_time(const sim_log_reader *r, double time, char text[TIME_SIZE])
{
    if (r->times == SIM_TIMES_DATES && time == floor(time)) {
        sim_date_print(time, text);
    } else {
        memcpy(text, "day ", sizeof "day ");
        sim_number_print(text + strlen("day "), time, SIM_NUMBER_SHORT);
    }
    return text;
}

/* When the first row of a subject starts, where it does not say so itself. */
static sim_status find_start(const sim_log_reader *r, sim_log_row *row)
{
    const sim_logbook *book = r->log->book;
    const sim_log_column *start = &book->columns[sim_logbook_of(book, SIM_LOG_START)];
    const double fixed = r->fixed[start - book->columns];
    char owner[2 * TIME_SIZE];

    if (!isnan(fixed) && r->fixed_times != r->times)
        return sim_log_refuse(
            r, row->line,
            "its times are %s, and '%s' in [data %.40s] is a %s; one of the "
            "two in both would be right",
            r->times == SIM_TIMES_DATES ? "dates" : "numbers of days", start->name,
            r->data->name, r->times == SIM_TIMES_DATES ? "number of days" : "date");
    if (!isnan(fixed))
        row->start = fixed;
    else if (r->times == SIM_TIMES_DAYS && (row->number > 0 || row->end > 0))
        row->start = 0;
    if (!isnan(row->start) || row->number == 0) return SIM_OK;
    return sim_log_refuse(r, row->line,
                          "nobody says when %s %zu%s starts, which is its first; a column "
                          "'%s', or %s = 2019-03-12 in [data %.40s], would be right",
                          book->unit_word, row->number,
                          owner_of(r, row, owner, sizeof owner), start->name, start->name,
                          r->data->name);
}

static sim_status check_times(const sim_log_reader *r, const sim_log_row *before,
                              sim_log_row *row)
{
    const char *word = r->log->book->unit_word;
    char one[TIME_SIZE], other[TIME_SIZE];
    sim_status status = SIM_OK;

    if (isnan(row->start) && before) row->start = before->end;
    if (isnan(row->start)) status = find_start(r, row);
    if (status != SIM_OK) return status;
    if (before && row->start < before->end)
        return sim_log_refuse(r, row->line,
                              "%s %zu starts on %s, before the end of %s %zu on %s (line "
                              "%zu); no earlier than that would be right",
                              word, row->number, print_time(r, row->start, one), word,
                              before->number, print_time(r, before->end, other),
                              before->line);
    if (isnan(row->start) || row->end > row->start) return SIM_OK;
    return sim_log_refuse(
        r, row->line, "%s %zu ends on %s, and starts on %s; a later end would be right",
        word, row->number, print_time(r, row->end, one), print_time(r, row->start, other));
}

/* ---- amounts ------------------------------------------------------------------------ */

/* What the file lacks is in all rows what the section says. */
static void fill_fixed(const sim_log_reader *r, sim_log_row *row)
{
    for (size_t c = 0; c < r->log->book->n_columns; c++)
        if (r->log->book->columns[c].role == SIM_LOG_AMOUNT && !r->in_file[c])
            row->value[c] = r->fixed[c];
}

static sim_status check_needed(const sim_log_reader *r, const sim_log_row *row)
{
    const sim_logbook *book = r->log->book;

    for (size_t c = 0; c < book->n_columns; c++) {
        const sim_log_column *column = &book->columns[c];

        if (column->role != SIM_LOG_AMOUNT || !column->needed || row->number == 0 ||
            !isnan(row->value[c]))
            continue;
        return sim_log_refuse(
            r, row->line, "%s = (empty): %s %zu needs it; a number, in %s, would be right",
            column->name, book->unit_word, row->number, column->unit);
    }
    return SIM_OK;
}

/* Days count from the start of the first row, so that the section that is written of a log reads
 * as the same. */
static void count_days(sim_log *log)
{
    for (size_t i = 0; i < log->n_subjects; i++) {
        const double origin = sim_log_origin(log, &log->rows[log->first[i]]);

        for (size_t k = log->first[i]; k < log->first[i + 1]; k++) {
            log->rows[k].start -= origin;
            log->rows[k].end -= origin;
        }
    }
}

sim_status sim_log_order(sim_log_reader *r)
{
    sim_log *log = r->log;
    sim_status status = sort(r);

    for (size_t i = 0; status == SIM_OK && i < log->n; i++) {
        sim_log_row *row = &log->rows[i];
        const size_t first = log->first[row->subject];
        sim_log_row *before = i > first ? row - 1 : NULL;

        fill_fixed(r, row);
        if (before) status = check_twice(r, &log->rows[first], row);
        if (before && status == SIM_OK) status = check_number(r, before, row);
        if (!log->drives) continue;
        if (status == SIM_OK) status = check_needed(r, row);
        if (status == SIM_OK) status = check_times(r, before, row);
    }
    if (status == SIM_OK) count_days(log);
    return status;
}
