/* log_read.c -- of log.h: the section of a log, its file or its rows, header and cells. */
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/number.h"
#include "sim/io/text.h"
#include "sim/study/log_parts.h"

enum { WRONG_SIZE = 720, HINT_SIZE = 640 };

sim_status sim_log_refuse(const sim_log_reader *r, size_t line, const char *format, ...)
{
    char wrong[WRONG_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(wrong, sizeof wrong, format, args);
    va_end(args);
    return sim_fail(r->err, SIM_EVALUE, "%.200s:%zu: %s", r->log->file, line, wrong);
}

/* ---- rows of the section ------------------------------------------------------------- */

static const char unit_end[] = "_unit", sd_end[] = "_sd";

/* The book's column whose name a text starts with, with `behind` to its end; n_columns. */
static size_t find_named(const sim_logbook *book, const char *text, const char *behind)
{
    for (size_t c = 0; c < book->n_columns; c++) {
        const size_t length = strlen(book->columns[c].name);

        if (strncmp(text, book->columns[c].name, length) == 0 &&
            strcmp(text + length, behind) == 0)
            return c;
    }
    return book->n_columns;
}

/* "column heading": what is mapped is no column of the book. */
static sim_status refuse_mapping(const sim_log_reader *r, const sim_data_row *row,
                                 const char *mapped)
{
    const sim_logbook *book = r->log->book;
    sim_nearest nearest = {.wanted = mapped};
    char names[HINT_SIZE] = "", right[HINT_SIZE], hint[HINT_SIZE];
    size_t used = 0;

    for (size_t c = 0; c < book->n_columns && used < sizeof names; c++) {
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s",
                                 c > 0 ? ", " : "column ", book->columns[c].name);
        sim_nearest_offer(&nearest, book->columns[c].name);
    }
    snprintf(right, sizeof right, "%.500s would be right", names);
    sim_nearest_print(&nearest, right, hint, sizeof hint);
    return sim_fail(r->err, SIM_ENAME, "%s: data.%.80s is of no column that a log has%s",
                    row->place, row->name, hint);
}

static sim_status refuse_row(const sim_log_reader *r, const sim_data_row *row)
{
    static const char *const plain[] = {"format", "file", "columns", "arm"};
    const sim_logbook *book = r->log->book;
    sim_nearest nearest = {.wanted = row->name};
    char hint[HINT_SIZE];

    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        sim_nearest_offer(&nearest, plain[i]);
    for (size_t c = 0; c < book->n_columns; c++)
        sim_nearest_offer(&nearest, book->columns[c].name);
    sim_nearest_print(
        &nearest, "column NAME, NAME_unit, NAME_sd or the NAME of a column would be right",
        hint, sizeof hint);
    return sim_fail(r->err, SIM_ENAME, "%s: data.%.80s is unknown%s", row->place, row->name,
                    hint);
}

static sim_status take_unit(sim_log_reader *r, size_t column, const sim_data_row *row)
{
    const sim_log_column *c = &r->log->book->columns[column];
    double one, factor;

    if (c->role == SIM_LOG_AMOUNT &&
        (sim_units_convert(r->world->units, 1, row->text, c->unit, &one) ||
         sim_number_parse(row->text, &factor))) {
        r->units[column] = row->text;
        return SIM_OK;
    }
    if (c->role == SIM_LOG_AMOUNT)
        return sim_data_refuse(row, r->err, "is no unit of %s; %s would be right", c->name,
                               strcmp(c->unit, "1") == 0 ? "%" : c->unit);
    return sim_data_refuse(row, r->err, "%s has no unit; leaving it out would be right",
                           c->name);
}

/* Of logarithms it has no unit. */
static sim_status take_sd(sim_log_reader *r, size_t column, const sim_data_row *row)
{
    const sim_log_column *c = &r->log->book->columns[column];
    const char *unit = c->scatter == SIM_LOG_NORMAL ? c->unit : "1", *behind;
    double *sd = &r->log->sd[column];

    if (!c->seen)
        return sim_data_refuse(row, r->err,
                               "%s is not compared with anything; leaving it out would be "
                               "right",
                               c->name);
    r->log->is_fitted[column] = strcmp(row->text, sim_data_estimate) == 0;
    if (r->log->is_fitted[column]) return SIM_OK;
    if (sim_units_read(r->world->units, row->text, unit, sd, &behind) && *sd > 0)
        return SIM_OK;
    return sim_data_refuse(row, r->err,
                           "is no standard deviation%s; a number above 0, in %s, or %s "
                           "would be right",
                           c->scatter == SIM_LOG_NORMAL ? "" : " of logarithms",
                           strcmp(unit, "1") == 0 ? "%" : unit, sim_data_estimate);
}

static sim_status take_named(sim_log_reader *r, const sim_data_row *row)
{
    const sim_logbook *book = r->log->book;
    size_t column = find_named(book, row->name, unit_end);

    if (column < book->n_columns) return take_unit(r, column, row);
    column = find_named(book, row->name, sd_end);
    return column < book->n_columns ? take_sd(r, column, row) : refuse_row(r, row);
}

/* Rows that are read elsewhere: which book it is, and whose. */
static bool is_read_elsewhere(const sim_data_row *row)
{
    static const char *const names[] = {"format", "arm"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(row->name, names[i]) == 0) return true;
    return sim_data_row_is_of_table(row);
}

/* The book's column of a name, or of its other name; n_columns. */
static size_t find_mapped(const sim_logbook *book, const char *name)
{
    size_t c = 0;

    while (c < book->n_columns && strcmp(name, book->columns[c].name) != 0 &&
           !(book->columns[c].also && strcmp(name, book->columns[c].also) == 0))
        c++;
    return c;
}

/* The row that says what a column of the book is called in the file; NULL: its own name. */
static const sim_data_row *mapping_of(const sim_log_reader *r, size_t column)
{
    for (size_t i = 0; i < r->data->n; i++) {
        const char *name = sim_data_name_behind(&r->data->rows[i], "column");

        if (name && find_mapped(r->log->book, name) == column) return &r->data->rows[i];
    }
    return NULL;
}

static sim_status check_mapping(const sim_log_reader *r, size_t column,
                                const sim_data_row *row)
{
    const sim_data_row *first = mapping_of(r, column);

    if (first == row) return SIM_OK;
    return sim_data_refuse(row, r->err, "stands beside '%s'; one of the two would be right",
                           first->name);
}

static sim_status take_data_row(sim_log_reader *r, const sim_data_row *row)
{
    const sim_logbook *book = r->log->book;
    const char *mapped = sim_data_name_behind(row, "column");
    size_t column;

    if (is_read_elsewhere(row)) return SIM_OK;
    column = mapped ? find_mapped(book, mapped) : find_named(book, row->name, "");
    if (mapped && column < book->n_columns) return check_mapping(r, column, row);
    if (!mapped && column < book->n_columns)
        return book->columns[column].role == SIM_LOG_SUBJECT
                   ? SIM_OK
                   : sim_log_take_fixed(r, column, row);
    return mapped ? refuse_mapping(r, row, mapped) : take_named(r, row);
}

/* ---- the header ------------------------------------------------------------------------ */

static bool is_called(const sim_log_reader *r, size_t column, const char *heading)
{
    const sim_log_column *c = &r->log->book->columns[column];
    const sim_data_row *mapping = mapping_of(r, column);

    if (mapping) return strcmp(heading, mapping->text) == 0;
    return strcmp(heading, c->name) == 0 || (c->also && strcmp(heading, c->also) == 0);
}

static sim_status claim(sim_log_reader *r, size_t field, size_t column, const char *heading)
{
    if (r->in_file[column])
        return sim_log_refuse(
            r, r->line,
            "has two columns for %s, of which '%.80s' is the second; one, "
            "or column %s = HEADING in [data %.40s], would be right",
            r->log->book->columns[column].name, heading, r->log->book->columns[column].name,
            r->data->name);
    r->in_file[column] = true;
    r->book_of[field] = column;
    return SIM_OK;
}

static sim_status refuse_missing(const sim_log_reader *r, const sim_data_cells *header,
                                 size_t column)
{
    const sim_log_column *c = &r->log->book->columns[column];
    const sim_data_row *mapping = mapping_of(r, column);
    const char *wanted = mapping ? mapping->text : c->name;
    sim_nearest nearest = {.wanted = wanted};
    char hint[HINT_SIZE];

    snprintf(hint, sizeof hint,
             "; one for %s, or column %s = HEADING in [data %.40s], would be right",
             c->meaning, c->name, r->data->name);
    for (size_t f = 0; f < header->n; f++)
        if (r->book_of[f] == r->log->book->n_columns)
            sim_nearest_offer(&nearest, header->cell[f]);
    if (nearest.best)
        snprintf(hint, sizeof hint, "; column %s = %.80s in [data %.40s] may be meant",
                 c->name, nearest.best, r->data->name);
    return sim_log_refuse(r, r->line, "has no column '%.80s'%s", wanted, hint);
}

bool sim_log_column_drives(const sim_log_column *c)
{
    return c->tells || c->role == SIM_LOG_START || c->role == SIM_LOG_END;
}

/* What says how it went is needed where any of it is there. */
static sim_status check_header(const sim_log_reader *r, const sim_data_cells *header)
{
    const sim_logbook *book = r->log->book;

    for (size_t c = 0; c < book->n_columns; c++)
        if (sim_log_column_drives(&book->columns[c]))
            r->log->drives |= r->in_file[c] || !isnan(r->fixed[c]);
    for (size_t c = 0; c < book->n_columns; c++) {
        const sim_log_column *column = &book->columns[c];
        const bool is_needed = column->needed && isnan(r->fixed[c]) &&
                               (r->log->drives || !sim_log_column_drives(column));

        if ((is_needed || mapping_of(r, c)) && !r->in_file[c])
            return refuse_missing(r, header, c);
    }
    return SIM_OK;
}

static sim_status take_header(void *self, const sim_data_cells *cells, sim_error *err)
{
    sim_log_reader *r = self;
    const sim_logbook *book = r->log->book;
    sim_status status = SIM_OK;

    r->err = err;
    r->line = cells->line;
    r->log->file = sim_text_copy(cells->file);
    if (!r->log->file) return sim_fail_memory(err, cells->file);
    for (size_t f = 0; status == SIM_OK && f < cells->n; f++) {
        r->book_of[f] = book->n_columns;
        for (size_t c = 0; status == SIM_OK && c < book->n_columns; c++)
            if (is_called(r, c, cells->cell[f])) status = claim(r, f, c, cells->cell[f]);
    }
    return status == SIM_OK ? check_header(r, cells) : status;
}

/* ---- rows ------------------------------------------------------------------------------- */

static sim_status take_row(void *self, const sim_data_cells *cells, sim_error *err)
{
    sim_log_reader *r = self;
    sim_log *log = r->log;
    const size_t subject = sim_logbook_of(log->book, SIM_LOG_SUBJECT);
    sim_log_row row = {.start = NAN, .end = NAN, .line = cells->line};
    sim_status status = SIM_OK;

    r->err = err;
    r->line = cells->line;
    for (size_t c = 0; c < SIM_LOG_COLUMNS; c++) row.value[c] = NAN;
    if (subject < log->book->n_columns && !r->in_file[subject])
        status = sim_log_take_cell(r, subject, "", &row);
    for (size_t f = 0; status == SIM_OK && f < cells->n; f++)
        if (r->book_of[f] < log->book->n_columns)
            status = sim_log_take_cell(r, r->book_of[f], cells->cell[f], &row);
    if (status != SIM_OK) return status;
    if (!sim_memory_grow(&log->rows, log->n, sizeof *log->rows))
        return sim_fail_memory(err, log->file);
    log->rows[log->n++] = row;
    return SIM_OK;
}

static sim_status find_book(const sim_log_reader *r)
{
    const sim_data_row *format = sim_data_find(r->data, "format");
    const sim_logbook *book = r->world->book;

    if (!format)
        return sim_fail(r->err, SIM_EPARSE, "%s: [data %s] has no format", r->data->place,
                        r->data->name);
    if (book && strcmp(format->text, book->name) == 0) return SIM_OK;
    return sim_data_refuse(format, r->err, "is no format; %s would be right",
                           book ? book->name : "no such row, as this chain keeps no log,");
}

sim_status sim_log_read(sim_log *log, const sim_data *data, const sim_log_world *world,
                        sim_error *err)
{
    sim_log_reader r = {.log = log, .data = data, .world = world, .err = err};
    sim_status status = find_book(&r);

    *log = (sim_log){.book = world->book};
    if (status != SIM_OK) return status;
    sim_bug(log->book->n_columns > SIM_LOG_COLUMNS);
    for (size_t c = 0; c < SIM_LOG_COLUMNS; c++) r.fixed[c] = log->sd[c] = NAN;
    for (size_t i = 0; status == SIM_OK && i < data->n; i++)
        status = take_data_row(&r, &data->rows[i]);
    if (status == SIM_OK)
        status =
            sim_data_take_rows(data, world->beside,
                               &(sim_data_taker){take_header, take_row, &r,
                                                 log->book->unit_word, SIM_LOG_ROWS, NULL},
                               err);
    return status == SIM_OK ? sim_log_order(&r) : status;
}
