/* log.h -- a log of reports, as a [data NAME] section and its CSV have it: checked, in order, in
 * the units of its book.
 *
 *     format = passages             the book: a word of the chain's
 *     file = log.csv                beside the parameter file; or, in its place,
 *     columns = NAME, NAME, ...     a header, and
 *     row N = CELL, CELL, ...       its rows, N = 1, 2, ...
 *     arm = NAME                    whose stage it tells; not needed where there is one arm
 *     donor = NAME                  (the book's word for a subject) whose rows are taken
 *     column NAME = HEADER          the heading of a column in the file
 *     NAME_unit = 1e6 cell          what its numbers are in
 *     NAME = 530                    its number in all rows, of a column that the file lacks;
 *                                   of the start: when the first row starts
 *     NAME_sd = 10 %                how what was seen scatters, or the word estimate; without it, as the
 *                                   book says
 *
 * Units:  amounts in those of the book; times in days (of a date, since 1970-01-01).
 * Memory: a log owns its rows and texts; its book is static.
 */
#ifndef SIM_STUDY_LOG_H
#define SIM_STUDY_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "sim/engine/cues.h"
#include "sim/io/memory.h"
#include "sim/io/units.h"
#include "sim/model/model.h"
#include "sim/study/data.h"

enum { SIM_LOG_COLUMNS = 16, SIM_LOG_ROWS = 20000, SIM_LOG_SUBJECTS = 1000 };

typedef struct {
    size_t subject; /* of the log's */
    size_t number;
    double start, end;             /* start: NAN where nobody knows, of a row of number 0 */
    double value[SIM_LOG_COLUMNS]; /* by the book's column, of AMOUNTs; NAN: empty */
    size_t line;                   /* in its file */
} sim_log_row;

typedef struct {
    const sim_logbook *book;
    char *file;        /* for messages */
    sim_log_row *rows; /* [n] those of a subject together, by their numbers */
    size_t n;
    char **subjects; /* [n_subjects] in the order of the file; "" where it names none */
    size_t *first;   /* [n_subjects + 1] into rows */
    size_t n_subjects;
    bool has[SIM_LOG_COLUMNS];       /* has any row a number of that column? */
    double sd[SIM_LOG_COLUMNS];      /* of what was seen; NAN: as the book says */
    bool is_fitted[SIM_LOG_COLUMNS]; /* is that to be estimated? */
    bool drives; /* does it say how it went?  Else only what was seen, of some reports */
} sim_log;

typedef struct {
    const sim_logbook *book; /* NULL: the chain keeps none */
    const sim_units *units;
    const char
        *beside; /* the file that `file` is relative to; NULL: the folder we are in */
} sim_log_world;

/* Is a section a log: has it a row `format`? */
bool sim_data_is_log(const sim_data *data);

/* Reads the log of a section; messages start with FILE:LINE of whatever is wrong.  sim_log_free
 * is legal after a failure too. */
sim_status sim_log_read(sim_log *log, const sim_data *data, const sim_log_world *world,
                        sim_error *err);
void sim_log_free(sim_log *log);

/* The place of a column of the book, by its name; n_columns: it has none. */
size_t sim_logbook_find(const sim_logbook *book, const char *name);

/* That of a role; of an AMOUNT the first. */
size_t sim_logbook_of(const sim_logbook *book, sim_log_role role);

/* What was seen, in the unit of its column: times the share that the book says; NAN: nothing. */
double sim_log_seen(const sim_log *log, const sim_log_row *row, size_t column);

/* Doublings of a row, as the book counts them; NAN where a number lacks. */
double sim_log_growth(const sim_log *log, const sim_log_row *row);

/* How long it was from a row's start to its end; NAN: nobody knows. */
double sim_log_length(const sim_log_row *row);

/* When the first row of its subject started or, where nobody knows that, ended: day 0. */
double sim_log_origin(const sim_log *log, const sim_log_row *row);

/* The subject of a name; n_subjects: none. */
size_t sim_log_find_subject(const sim_log *log, const char *name);

/* What the rows of a subject tell a run of the book's model; the list is the pool's. */
sim_status sim_log_cues(const sim_log *log, size_t subject, sim_pool *pool, sim_cues *cues,
                        sim_error *err);

/* Takes all that those rows say into a hash. */
void sim_log_hash(const sim_log *log, size_t subject, uint64_t *hash);

/* Writes the section that is read as the rows of one subject, or of all
 * (n_subjects or more), in the units of the book. */
void sim_log_write(const sim_log *log, size_t subject, const char *name, const char *arm,
                   FILE *out);

#endif
