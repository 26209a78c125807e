/* page.h -- the program as a page calls it: a command's words and the text of its file go in, what
 * it prints and the files that it writes come out; nothing touches a disk.
 *
 *     char *words = potency_room(n_words_and_text);
 *     // "run\0params.ini\0--format=svg\0" and then the text of params.ini
 *     int code = potency_call(words, 3, 1);
 *     for (i = 0; i < potency_files(); i++) ... potency_file_name(i), _bytes(i), _size(i)
 *
 * Files are those of the last call, under the names that they have in the folder of the command
 * line; a later part of the call may read them.  files.csv, which lists digests for a later reading,
 * is not made.  Beside commands.def there are `rows FILE` (values in force), `stories`
 * (their texts), what drag.h has, and, for
 * tests, `trap` and `trap memory`.  What is printed goes to WASI's file descriptors 1 and 2.  A call that ends the
 * program (wrong usage, or no memory for a figure) ends the instance too.
 */
#ifndef SIM_PAGE_PAGE_H
#define SIM_PAGE_PAGE_H

#include <stddef.h>

/* Room for so many bytes, and a NUL behind them; NULL where memory is short.  It holds until the
 * next. */
char *potency_room(size_t n);

/* Exit code of the command of these words (12 where memory was short), which stand there one behind the other, each with a NUL.
 * Behind them stands the text of the file that they name, and with two texts, behind its NUL, that of
 * another, POTENCY_OTHER, which --against may name; n_texts: 0 to 2.  A text alone goes to the end of the
 * room, and is refused where it holds a NUL. */
#define POTENCY_OTHER "pinned.ini"
int potency_call(char *words, int n, int n_texts);

/* What the page gives: it is told how far a long calculation is, "37 of 240 patients", ten times a
 * second at most.  The text is gone afterwards. */
enum { POTENCY_PROGRESS = 128 };
void potency_progress(const char *text)
    __attribute__((import_module("page"), import_name("potency_progress")));

/* The text of POTENCY_OTHER, which the caller holds; NULL: there is none. */
void potency_set_other(const char *text);

/* What the last call wrote goes; the next one does so first. */
void potency_forget(void);

size_t potency_files(void);
const char *potency_file_name(size_t i);
const char *potency_file_bytes(size_t i);
size_t potency_file_size(size_t i);

#endif
