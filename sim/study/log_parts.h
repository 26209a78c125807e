/* log_parts.h -- what the files that read a log share: log_read.c (sections, headers, rows),
 * log_cells.c (a cell) and log_order.c (rows among each other). */
#ifndef SIM_STUDY_LOG_PARTS_H
#define SIM_STUDY_LOG_PARTS_H

#include "sim/study/data_rows.h"
#include "sim/study/dates.h"
#include "sim/study/log.h"

/* Times of a log are all dates or all numbers of days. */
typedef enum { SIM_TIMES_UNKNOWN, SIM_TIMES_DATES, SIM_TIMES_DAYS } sim_times;

typedef struct {
    sim_log *log;
    const sim_data *data;
    const sim_log_world *world;
    sim_error *err;
    size_t line;                        /* of the row that is read, in log->file */
    size_t book_of[SIM_CSV_FIELDS];     /* the book's column of each; n_columns: none */
    const char *units[SIM_LOG_COLUMNS]; /* what numbers are in; NULL: as the book says */
    bool in_file[SIM_LOG_COLUMNS];
    double fixed[SIM_LOG_COLUMNS]; /* in all rows; NAN: none */
    sim_times fixed_times;         /* of a start that holds for the first row */
    sim_times times;
    size_t times_line; /* where that was first seen */
} sim_log_reader;

/* "FILE:LINE: ", what is wrong and what would be right. */
sim_status sim_log_refuse(const sim_log_reader *r, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Reads a cell of a column of the book into a row. */
sim_status sim_log_take_cell(sim_log_reader *r, size_t column, const char *text,
                             sim_log_row *row);

/* The numbers that the section gives for all rows, of columns that the file lacks. */
sim_status sim_log_take_fixed(sim_log_reader *r, size_t column, const sim_data_row *from);

/* Does a column say how it went, and not what was seen? */
bool sim_log_column_drives(const sim_log_column *column);

/* Puts the rows of each subject together, and checks their numbers and times. */
sim_status sim_log_order(sim_log_reader *r);

#endif
