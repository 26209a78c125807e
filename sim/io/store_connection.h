/* store_connection.h -- how the file of a store is opened, locked and logged by SQLite. */
#ifndef SIM_IO_STORE_CONNECTION_H
#define SIM_IO_STORE_CONNECTION_H

#include "sim/io/store.h"

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

#endif
