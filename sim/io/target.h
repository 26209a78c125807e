/* target.h -- may a file be written under this name?
 *
 * Written are plain files and new names only: never a device, a pipe, a socket or a folder,
 * nor a link to one, nor through a link that leads nowhere.
 */
#ifndef SIM_IO_TARGET_H
#define SIM_IO_TARGET_H

#include <stdbool.h>

#include "sim/error.h"

/* Refuses what stands there and is no plain file, or a name that cannot be written, for
 * its own reason; files beside it are written too.  Touches nothing. */
sim_status sim_files_check_target(const char *path, sim_error *err);

/* The same of a new file, for which a link is no name either. */
sim_status sim_files_check_new_target(const char *path, sim_error *err);

/* Do two paths lead to one file?  False if one of them leads to none. */
bool sim_files_are_same(const char *one, const char *other);

#endif
