/* store_parts.h -- what store.c is made of: statements, and failures told in one line; how the
 * file is opened, locked and logged by SQLite; its tables.
 *
 * Memory: a statement is the caller's to finalize; texts hold until its next step.
 */
#ifndef SIM_IO_STORE_PARTS_H
#define SIM_IO_STORE_PARTS_H

#include <sqlite3.h>

#include "sim/io/store.h"

/* Columns of a table before those of inputs, numbers and course. */
enum { SIM_SQL_RESULT_FIXED = 7, SIM_SQL_COURSE_FIXED = 4, SIM_SQL_POINT_FIXED = 3 };

/* The longest text of a value, and the longest of all, that of a parameter file. */
enum { SIM_SQL_TEXT = 1 << 20, SIM_SQL_FILE = 1 << 26 };

/* Says what is wrong with a file, and that one which potency sweep wrote would be right. */
sim_status sim_store_refuse(const char *path, sim_error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The failure that SQLite's code tells of. */
sim_status sim_sql_fail(const sim_store *store, int code, sim_error *err);

sim_status sim_sql_execute(const sim_store *store, const char *sql, sim_error *err);
sim_status sim_sql_prepare(const sim_store *store, const char *sql,
                           sqlite3_stmt **statement, sim_error *err);

/* Runs a statement that gives no rows, and makes it ready for the next. */
sim_status sim_sql_run(const sim_store *store, sqlite3_stmt *statement, sim_error *err);

/* Runs an insertion with as many texts as it has parameters. */
sim_status sim_sql_insert(const sim_store *store, const char *sql,
                          const char *const texts[], sim_error *err);

/* The one number that a query gives. */
sim_status sim_sql_get_count(const sim_store *store, const char *sql, size_t *count,
                             sim_error *err);

/* Values of a statement's parameters, counted from 1; what is not finite is NULL there.  A
 * text must hold until the statement has run. */
void sim_sql_bind_text(sqlite3_stmt *statement, int i, const char *text);
void sim_sql_bind_number(sqlite3_stmt *statement, int i, double number);
void sim_sql_bind_count(sqlite3_stmt *statement, int i, size_t count);

/* Takes one row of a query after the other.  What is read of a row may fail, as somebody else
 * may have written it: the first failure stays, and ends the rows.
 *
 *     while (sim_sql_next(&row)) name = sim_sql_text(&row, 0);
 *     return sim_sql_end(&row);
 */
typedef struct {
    const sim_store *store;
    const char *table; /* for messages */
    sqlite3_stmt *get;
    sim_status status;
    sim_error *err;
} sim_sql_rows;

sim_sql_rows sim_sql_query(const sim_store *store, const char *table, const char *sql,
                           sim_error *err);
bool sim_sql_next(sim_sql_rows *rows);
sim_status sim_sql_end(sim_sql_rows *rows);

/* Values of its columns, counted from 0: texts are UTF-8 of at most SIM_SQL_TEXT bytes, NUL not
 * among them; a number that is not there, or not finite, is NAN.  After a failure "", NULL, NAN
 * and 0. */
const char *sim_sql_text(sim_sql_rows *rows, int i);
const char *sim_sql_text_or_null(sim_sql_rows *rows, int i);
const char *sim_sql_file(sim_sql_rows *rows, int i); /* up to SIM_SQL_FILE */
double sim_sql_number(sim_sql_rows *rows, int i);
size_t sim_sql_count(sim_sql_rows *rows, int i);

/* Refuses the row for what stands in one of its columns. */
void sim_sql_refuse(sim_sql_rows *rows, int i, const char *what);

/* Statements of a store that has items. */
sim_status sim_store_prepare_items(sim_store *store, bool adds, sim_error *err);

/* Adds the names of columns to a statement: "r." before each says of which table it is, a
 * type follows. */
void sim_sql_add_names(sqlite3_str *sql, const sim_column columns[], size_t n,
                       const char *before, const char *type);

/* Ends a statement that was put together and prepares it. */
sim_status sim_sql_prepare_built(const sim_store *store, sqlite3_str *sql,
                                 sqlite3_stmt **statement, sim_error *err);

/* ---- connection --------------------------------------------------------- */

/* Others are waited for in so many steps: readers when it is added to, who writes when it is
 * read.  A log of so many pages goes into the file, twice as many then: it starts anew so
 * seldom that a copy can be made in between. */
enum { SIM_STORE_STEPS = 250, SIM_STORE_STEP = 20 /* ms */, SIM_STORE_LOG_FIRST = 4096 };

/* Opens a file by flags of SQLite: nothing that it says is run, and nothing but it is
 * opened. */
sim_status sim_store_connect(sim_store *store, const char *file, int flags, sim_error *err);

/* Did another take its name meanwhile? */
sim_status sim_store_check_name(const sim_store *store, sim_error *err);

/* Tries again where *busy says that another was there at the same moment. */
typedef sim_status sim_store_attempt(sim_store *store, bool *busy, sim_error *err);
sim_status sim_store_insist(sim_store *store, sim_store_attempt *get, sim_error *err);

/* The lock comes before the log: the log then needs no memory that is shared. */
sim_status sim_store_lock(sim_store *store, sim_error *err);
sim_status sim_store_start_log(sim_store *store, sim_error *err);

/* ---- tables ------------------------------------------------------------- */

/* The tables: how they are made, and that a file has these and no others.
 *
 * A file of somebody else may say that an index, a view or a trigger stands behind a name, and
 * so have a reader do what it does not mean to.  So nothing but the statements that this
 * program makes tables by, text for text, is accepted. */

/* The most columns of all kinds: those of two tables of SQLite. */
enum { SIM_SCHEMA_COLUMNS = 4000 };

/* Makes the tables and describes their columns. */
sim_status sim_schema_make(sim_store *store, sim_error *err);

/* Reads the form, after checking that the file is whole and has these tables only; what was
 * read is the store's after a failure too. */
sim_status sim_schema_read(sim_store *store, sim_error *err);

/* Fails where SQLite finds the file damaged. */
sim_status sim_schema_check_file(const sim_store *store, sim_error *err);

#endif
