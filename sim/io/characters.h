/* characters.h -- the characters of a text, beyond ASCII: which of them no name may hold,
 * which names look the same, and how a terminal is shown texts of others.
 *
 * utf8proc knows what a character is; texts are UTF-8.
 */
#ifndef SIM_IO_CHARACTERS_H
#define SIM_IO_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { SIM_CHARACTERS_WHAT = 128 };

/* The character that a text starts with, and how many bytes it has; -1 and 1 where it is
 * broken: nothing overlong, no surrogates. */
int32_t sim_characters_next(const char *text, size_t *length);

/* Does a text that is not empty end with a digit, or one that is raised? */
bool sim_characters_end_with_number(const char *start, const char *end);

/* How many characters it has. */
size_t sim_characters_count(const char *text);

/* Leaves its first characters, whole ones, in place. */
void sim_characters_cut(char *text, size_t most);

/* Puts a ? in place of every character that no plain name holds, and of broken bytes. */
void sim_characters_make_plain(char *text);

/* Does it hold bytes that are not UTF-8?  Says which: "the byte 0xE9 as its character 7". */
bool sim_characters_are_broken(const char *text, char what[SIM_CHARACTERS_WHAT]);

typedef enum {
    SIM_PLAIN_NAME, /* no character that cannot be seen */
    SIM_PLAIN_TEXT, /* but those that join others may be: some scripts need them */
} sim_plainness;

/* Does it hold a character that is none of plain text: a control, one that turns the
 * direction of text, one that cannot be seen, a blank that is no space?  A tab may be.  Says
 * which, and what would be right: "holds U+202E, which turns the direction of text; plain
 * text would be right". */
bool sim_characters_are_odd(const char *text, sim_plainness plainness,
                            char what[SIM_CHARACTERS_WHAT]);

/* What a name looks like: two that look the same have the same text here, whatever their
 * characters (Unicode's NFKC, letters of other alphabets as the Latin ones they look like,
 * blanks as one space).  The caller frees it; NULL where memory is short or bytes are
 * broken. */
char *sim_characters_look(const char *name);

/* ---- texts of others, as a terminal may be shown them -----------------------
 *
 * What steers a terminal or hides in a line is written out: control characters and bytes
 * that are no UTF-8 as \xNN, characters that a terminal obeys or does not show (controls of
 * Latin-1, directions, zero widths) as \u{NNNN}.  Everything else stays as it is. */

void sim_escape_write(const char *text, FILE *out);

/* A copy that the caller frees; NULL where memory is short. */
char *sim_escape_copy(const char *text);

/* Into a text of a fixed size; what does not fit whole is left out. */
void sim_escape_print(const char *text, char out[], size_t size);

#endif
