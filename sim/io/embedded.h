/* embedded.h -- a text that a file of any kind carries: deflated, in letters that PNG, SVG, PDF
 * and HTML take as they are, between two marks, by which it is found again without knowing the
 * kind of file.
 *
 *     potency-run.ini-begin
 *     eNqNVm1v2zYQ/u5fQXQ...
 *     potency-run.ini-end
 *
 * Its checksum is that of zlib (RFC 1950).
 */
#ifndef SIM_IO_EMBEDDED_H
#define SIM_IO_EMBEDDED_H

#include <stdio.h>

#include "sim/error.h"

/* Bytes of a text at most, and of a file that one is looked for in. */
enum { SIM_EMBEDDED_MOST = 16 << 20, SIM_EMBEDDED_FILE_MOST = 256 << 20 };

/* Writes it; each line starts with `before`: "%" where that begins a comment.  A text that is
 * longer than may be is left out. */
sim_status sim_embedded_write(const char *text, const char *before, FILE *out,
                              sim_error *err);

/* Finds the text of a file, which the caller frees; NULL: the file has none.  Refuses one that
 * is not as it was written, and two that differ. */
sim_status sim_embedded_read(const char *path, char **text, sim_error *err);

#endif
