/* escape.h -- texts of files and databases of others, as a terminal may be shown them.
 *
 * What steers a terminal or hides in a line is written out: control characters and bytes
 * that are no UTF-8 as \xNN, characters that a terminal obeys or does not show (controls of
 * Latin-1, directions, zero widths) as \u{NNNN}.  Everything else stays as it is.
 */
#ifndef SIM_IO_ESCAPE_H
#define SIM_IO_ESCAPE_H

#include <stddef.h>
#include <stdio.h>

void sim_escape_write(const char *text, FILE *out);

/* A copy that the caller frees; NULL where memory is short. */
char *sim_escape_copy(const char *text);

/* Into a text of a fixed size; what does not fit whole is left out. */
void sim_escape_print(const char *text, char out[], size_t size);

#endif
