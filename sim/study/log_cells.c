/* log_cells.c -- of log.h: a cell of a log, read by what its column is. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/data_cell.h"
#include "sim/study/log_parts.h"

enum { WRONG_SIZE = 480, RANGE_SIZE = 120 };

static const sim_log_column *column_of(const sim_log_reader *r, size_t column)
{
    return &r->log->book->columns[column];
}

static sim_status refuse_cell(const sim_log_reader *r, size_t column, const char *text,
                              const char *wrong)
{
    return sim_log_refuse(r, r->line, "%s = %.100s: %s", column_of(r, column)->name,
                          *text ? text : "(empty)", wrong);
}

/* ---- amounts ------------------------------------------------------------------ */

static void print_range(const sim_log_column *c, char text[RANGE_SIZE])
{
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];
    const bool is_share = strcmp(c->unit, "1") == 0;

    sim_number_print(low, c->low, SIM_NUMBER_SHORT);
    sim_number_print(high, c->high, SIM_NUMBER_SHORT);
    snprintf(text, RANGE_SIZE, "%s%s%s%s%s", c->positive ? "more than " : "", low,
             c->positive ? " and at most " : " to ", high, is_share ? "" : " ");
    if (!is_share) sim_text_append(text, RANGE_SIZE, "%s", c->unit);
}

static bool is_within(const sim_log_column *c, double value)
{
    return value >= c->low && value <= c->high && !(c->positive && value == 0);
}

static sim_status check_range(const sim_log_reader *r, size_t column, double value,
                              const char *text)
{
    const sim_log_column *c = column_of(r, column);
    char wrong[WRONG_SIZE], range[RANGE_SIZE];

    if (is_within(c, value)) return SIM_OK;
    print_range(c, range);
    snprintf(wrong, sizeof wrong, "is out of range; %s%s would be right", range,
             c->needed ? "" : ", or an empty cell,");
    if (strcmp(c->unit, "1") == 0 && !r->units[column] && value > 1 && value <= 100)
        snprintf(
            wrong, sizeof wrong,
            "is above 1, as a percentage is; %s_unit = %% in [data %.40s] would be right",
            c->name, r->data->name);
    return refuse_cell(r, column, text, wrong);
}

static sim_status take_amount(sim_log_reader *r, size_t column, const char *text,
                              sim_log_row *row)
{
    double number, *value = &row->value[column];
    char wrong[SIM_DATA_WRONG];

    if (*text == '\0') return SIM_OK;
    if (!sim_data_number(text, &number, wrong)) return refuse_cell(r, column, text, wrong);
    if (!sim_data_convert(r->world->units, number, r->units[column],
                          column_of(r, column)->unit, value))
        return refuse_cell(r, column, text, "is too large; a smaller one would be right");
    r->log->has[column] = true;
    return check_range(r, column, *value, text);
}

/* ---- numbers, times and subjects -------------------------------------------------- */

/* "P3" of a passage is 3. */
static sim_status take_report(const sim_log_reader *r, size_t column, const char *text,
                              sim_log_row *row)
{
    const sim_log_column *c = column_of(r, column);
    const char initial = r->log->book->unit_word[0];
    const bool has_initial = tolower((unsigned char)*text) == initial;
    char wrong[WRONG_SIZE];
    double number;

    if (sim_number_parse_whole(text + has_initial, &number) && number >= c->low &&
        number <= c->high) {
        row->number = (size_t)number;
        return SIM_OK;
    }
    snprintf(wrong, sizeof wrong,
             "is no whole number from %g to %g; one of them would be right", c->low,
             c->high);
    return refuse_cell(r, column, text, wrong);
}

static sim_status note_times(sim_log_reader *r, size_t column, const char *text,
                             sim_times times)
{
    char wrong[WRONG_SIZE];

    if (r->times == SIM_TIMES_UNKNOWN) {
        r->times = times;
        r->times_line = r->line;
    }
    if (r->times == times) return SIM_OK;
    snprintf(wrong, sizeof wrong,
             "is a %s, and line %zu has a %s; one of the two in all "
             "rows would be right",
             times == SIM_TIMES_DATES ? "date" : "number of days", r->times_line,
             times == SIM_TIMES_DATES ? "number of days" : "date");
    return refuse_cell(r, column, text, wrong);
}

static sim_status refuse_time(const sim_log_reader *r, size_t column, const char *text,
                              const char *right)
{
    char wrong[WRONG_SIZE];

    snprintf(wrong, sizeof wrong,
             "is no date and no day; 2019-03-12, or a number of days, would be right");
    if (sim_date_is_meant(text))
        snprintf(wrong, sizeof wrong, "is no date as ISO 8601 has it; %s would be right",
                 *right ? right : "a day of the calendar as 2019-03-12");
    return refuse_cell(r, column, text, wrong);
}

static sim_status take_time(sim_log_reader *r, size_t column, const char *text,
                            double *time)
{
    char right[SIM_DATE_SIZE];
    double value;

    if (sim_date_read(text, &value, right)) {
        *time = value;
        return note_times(r, column, text, SIM_TIMES_DATES);
    }
    if (!sim_number_parse(text, &value) || fabs(value) > 1e5)
        return refuse_time(r, column, text, right);
    *time = value;
    return note_times(r, column, text, SIM_TIMES_DAYS);
}

static sim_status add_subject(sim_log_reader *r, const char *name)
{
    sim_log *log = r->log;
    char *copy;

    if (log->n_subjects == SIM_LOG_SUBJECTS)
        return sim_log_refuse(
            r, r->line,
            "is of more than %d different %ss; fewer, or "
            "another column for them, would be right",
            SIM_LOG_SUBJECTS,
            column_of(r, sim_logbook_of(log->book, SIM_LOG_SUBJECT))->name);
    copy = sim_text_copy(name);
    if (!copy || !sim_memory_grow(&log->subjects, log->n_subjects, sizeof *log->subjects)) {
        free(copy);
        return sim_fail_memory(r->err, log->file);
    }
    log->subjects[log->n_subjects++] = copy;
    return SIM_OK;
}

static sim_status take_subject(sim_log_reader *r, size_t column, const char *text,
                               sim_log_row *row)
{
    char wrong[SIM_DATA_WRONG];

    if (r->in_file[column] && *text == '\0')
        return refuse_cell(r, column, text, "has no name; one in each row would be right");
    if (!sim_data_is_name(text, wrong))
        return sim_log_refuse(r, r->line, "%s %s", column_of(r, column)->name, wrong);
    row->subject = sim_log_find_subject(r->log, text);
    return row->subject == r->log->n_subjects ? add_subject(r, text) : SIM_OK;
}

sim_status sim_log_take_cell(sim_log_reader *r, size_t column, const char *text,
                             sim_log_row *row)
{
    switch (column_of(r, column)->role) {
    case SIM_LOG_SUBJECT:
        return take_subject(r, column, text, row);
    case SIM_LOG_NUMBER:
        return take_report(r, column, text, row);
    case SIM_LOG_START:
        return *text ? take_time(r, column, text, &row->start) : SIM_OK;
    case SIM_LOG_END:
        return take_time(r, column, text, &row->end);
    case SIM_LOG_AMOUNT:
        break;
    }
    return take_amount(r, column, text, row);
}

/* ---- for all rows ---------------------------------------------------------------- */

sim_status sim_log_take_fixed(sim_log_reader *r, size_t column, const sim_data_row *from)
{
    const sim_log_column *c = column_of(r, column);
    const char *behind;
    double *value = &r->fixed[column];
    char right[SIM_DATE_SIZE], range[RANGE_SIZE];

    if (c->role == SIM_LOG_START) {
        r->fixed_times =
            sim_date_read(from->text, value, right) ? SIM_TIMES_DATES : SIM_TIMES_DAYS;
        if (r->fixed_times == SIM_TIMES_DATES ||
            sim_units_read(r->world->units, from->text, "day", value, &behind))
            return SIM_OK;
        return sim_data_refuse(
            from, r->err, "is no date and no day; 2019-03-12, or 0 day, would be right");
    }
    if (c->role != SIM_LOG_AMOUNT)
        return sim_data_refuse(from, r->err,
                               "cannot hold for all rows; a column '%s' would "
                               "be right",
                               c->name);
    if (!sim_units_read(r->world->units, from->text, c->unit, value, &behind))
        return sim_data_refuse(from, r->err, "is no number of %s; one would be right",
                               strcmp(c->unit, "1") == 0 ? "1" : c->unit);
    if (is_within(c, *value)) {
        r->log->has[column] = true;
        return SIM_OK;
    }
    print_range(c, range);
    return sim_data_refuse(from, r->err, "is out of range; %s would be right", range);
}
