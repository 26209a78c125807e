/* schema.h -- the tables of a store: how they are made, and that a file has these and no others.
 *
 * A file of somebody else may say that an index, a view or a trigger stands behind a name, and
 * so have a reader do what it does not mean to.  So nothing but the statements that this
 * program makes tables by, text for text, is accepted.
 */
#ifndef SIM_IO_SCHEMA_H
#define SIM_IO_SCHEMA_H

#include "sim/io/store.h"

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
