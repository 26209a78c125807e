#include "sim/study/log.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"
#include "sim/io/text.h"

bool sim_data_is_log(const sim_data *data) { return sim_data_find(data, "format") != NULL; }

void sim_log_free(sim_log *log)
{
    for (size_t i = 0; i < log->n_subjects; i++) free(log->subjects[i]);
    free(log->subjects);
    free(log->first);
    free(log->rows);
    free(log->file);
    *log = (sim_log){0};
}

/* ---- books ------------------------------------------------------------------ */

size_t sim_logbook_find(const sim_logbook *book, const char *name)
{
    size_t i = 0;

    while (i < book->n_columns && strcmp(book->columns[i].name, name) != 0) i++;
    return i;
}

size_t sim_logbook_of(const sim_logbook *book, sim_log_role role)
{
    size_t i = 0;

    while (i < book->n_columns && book->columns[i].role != role) i++;
    return i;
}

/* ---- rows ------------------------------------------------------------------- */

double sim_log_seen(const sim_log *log, const sim_log_row *row, size_t column)
{
    const char *times = log->book->columns[column].times;
    const double share = times ? row->value[sim_logbook_find(log->book, times)] : NAN;

    return row->value[column] * (isnan(share) ? 1 : share);
}

double sim_log_growth(const sim_log *log, const sim_log_row *row)
{
    const size_t over = sim_logbook_find(log->book, log->book->over);
    const size_t under = sim_logbook_find(log->book, log->book->under);

    return log2(sim_log_seen(log, row, over) / sim_log_seen(log, row, under));
}

double sim_log_length(const sim_log_row *row) { return row->end - row->start; }

double sim_log_origin(const sim_log *log, const sim_log_row *row)
{
    const sim_log_row *first = &log->rows[log->first[row->subject]];

    return isnan(first->start) ? first->end : first->start;
}

size_t sim_log_find_subject(const sim_log *log, const char *name)
{
    size_t i = 0;

    while (i < log->n_subjects && strcmp(log->subjects[i], name) != 0) i++;
    return i;
}

/* ---- writing ------------------------------------------------------------------ */

static size_t first_of(const sim_log *log, size_t subject)
{
    return subject < log->n_subjects ? log->first[subject] : 0;
}

static size_t end_of(const sim_log *log, size_t subject)
{
    return subject < log->n_subjects ? log->first[subject + 1] : log->n;
}

static bool is_written(const sim_log *log, size_t subject, size_t column)
{
    const sim_log_role role = log->book->columns[column].role;

    if (role == SIM_LOG_SUBJECT) return subject >= log->n_subjects && log->n_subjects > 1;
    if (role == SIM_LOG_START || role == SIM_LOG_END) return log->drives;
    return role != SIM_LOG_AMOUNT || log->has[column];
}

static double number_in(const sim_log *log, const sim_log_row *row, size_t column)
{
    switch (log->book->columns[column].role) {
    case SIM_LOG_NUMBER:
        return (double)row->number;
    case SIM_LOG_START:
        return row->start - sim_log_origin(log, row);
    case SIM_LOG_END:
        return row->end - sim_log_origin(log, row);
    default:
        return row->value[column];
    }
}

static void write_text(const char *text, FILE *out)
{
    fputc('"', out);
    for (; *text; text++) fputs(*text == '"' ? "\"\"" : (char[2]){*text, '\0'}, out);
    fputc('"', out);
}

static void write_cell(const sim_log *log, const sim_log_row *row, size_t column, FILE *out)
{
    const double number = number_in(log, row, column);
    char text[SIM_NUMBER_SIZE];

    if (log->book->columns[column].role == SIM_LOG_SUBJECT) {
        write_text(log->subjects[row->subject], out);
        return;
    }
    sim_number_print_exact(text, number);
    fputs(isnan(number) ? "" : text, out);
}

static void write_header(const sim_log *log, size_t subject, FILE *out)
{
    const char *mark = "columns = ";

    for (size_t c = 0; c < log->book->n_columns; c++) {
        if (!is_written(log, subject, c)) continue;
        fprintf(out, "%s%s", mark, log->book->columns[c].name);
        mark = ",";
    }
    fputc('\n', out);
}

static void write_sds(const sim_log *log, FILE *out)
{
    char text[SIM_NUMBER_SIZE];

    for (size_t c = 0; c < log->book->n_columns; c++) {
        if (isnan(log->sd[c]) && !log->is_fitted[c]) continue;
        sim_number_print_exact(text, log->sd[c]);
        fprintf(out, "%s_sd = %s\n", log->book->columns[c].name,
                log->is_fitted[c] ? sim_data_estimate : text);
    }
}

void sim_log_write(const sim_log *log, size_t subject, const char *name, const char *arm,
                   FILE *out)
{
    const size_t first = first_of(log, subject);

    fprintf(out, "\n[data %s]\nformat = %s\narm = %s\n", name, log->book->name, arm);
    if (subject < log->n_subjects && *log->subjects[subject])
        fprintf(out, "%s = %s\n",
                log->book->columns[sim_logbook_of(log->book, SIM_LOG_SUBJECT)].name,
                log->subjects[subject]);
    write_sds(log, out);
    write_header(log, subject, out);
    for (size_t i = first; i < end_of(log, subject); i++) {
        const char *mark = "";

        fprintf(out, "row %zu = ", i - first + 1);
        for (size_t c = 0; c < log->book->n_columns; c++) {
            if (!is_written(log, subject, c)) continue;
            fputs(mark, out);
            write_cell(log, &log->rows[i], c, out);
            mark = ",";
        }
        fputc('\n', out);
    }
}

void sim_log_hash(const sim_log *log, size_t subject, uint64_t *hash)
{
    char text[SIM_NUMBER_SIZE];

    for (size_t i = first_of(log, subject); i < end_of(log, subject); i++) {
        sim_text_hash(hash, log->subjects[log->rows[i].subject]);
        for (size_t c = 0; c < log->book->n_columns; c++) {
            if (log->book->columns[c].role == SIM_LOG_SUBJECT) continue;
            sim_number_print_exact(text, number_in(log, &log->rows[i], c));
            sim_text_hash(hash, text);
        }
    }
}
