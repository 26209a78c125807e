/* escape.h -- texts of files and databases of others, as a terminal may be shown them.
 *
 * What steers a terminal or hides in a line is written out: control characters and bytes
 * that are no UTF-8 as \xNN, characters that a terminal obeys or does not show (controls of
 * Latin-1, directions, zero widths) as \u{NNNN}.  Everything else stays as it is.
 */
#ifndef SIM_IO_ESCAPE_H
#define SIM_IO_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { SIM_ESCAPE_PIECE = 16 };

/* The next piece of a text as it is shown; how many bytes of the text it stands for. */
size_t sim_escape_next(const char *text, char piece[SIM_ESCAPE_PIECE]);

/* Is it shown as it is? */
bool sim_escape_is_plain(const char *text);

void sim_escape_write(const char *text, FILE *out);

/* A copy that the caller frees; NULL where memory is short. */
char *sim_escape_copy(const char *text);

/* Into a text of a fixed size; what does not fit whole is left out. */
void sim_escape_print(const char *text, char out[], size_t size);

/* Is it UTF-8 all through? */
bool sim_escape_is_utf8(const char *text);

#endif
