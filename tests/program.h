/* program.h -- the program as its users run it: by the shell, in a folder of its own.
 *
 * Memory: a result holds what was printed, cut at its size.
 * Safety: one folder at a time; Check runs each test in a process of its own.
 */
#ifndef TESTS_PROGRAM_H
#define TESTS_PROGRAM_H

#include <check.h>
#include <stdbool.h>
#include <stddef.h>

enum { PROGRAM_TEXT = 1 << 16, PROGRAM_PATH = 512 };

typedef struct {
    int code; /* of the exit */
    char out[PROGRAM_TEXT], err[PROGRAM_TEXT];
} program_result;

/* Gives every test of a case an empty folder, which is gone afterwards, come what may; so
 * is what stands beside it. */
void program_add_folder(TCase *cases);

/* Runs a command line in that folder; "$POTENCY" in it is the program. */
void program_shell(const char *command, program_result *result);

/* Runs the program with arguments as the shell reads them. */
void program_run(const char *arguments, program_result *result);

/* Does the same and asserts that it went well and printed nothing to standard error. */
void program_succeed(const char *arguments, program_result *result);

/* The same, but for what it tells there of choices. */
void program_tell(const char *arguments, const char *told, program_result *result);

/* Asserts that it refused: this one line, nothing else, exit 1. */
void program_check_refusal(const program_result *result, const char *message);

/* Runs the program, which must refuse and leave all files as they are. */
void program_refuse(const char *arguments, const char *message);

/* `run a.ini` with these options into a folder that is not there yet, and into one that holds a
 * run: both are refused so. */
void program_refuse_run(const char *options, const char *message);

/* The same of a file with this text. */
typedef struct {
    const char *file, *options, *message;
} program_refusal;
void program_refuse_file(const program_refusal *refusal);

/* Is there a program of that name? */
bool program_exists(const char *name);

/* Cuts what was printed down to the part from `start` to before `end`, or to its end. */
void program_cut(program_result *result, const char *start, const char *end);

void program_write(const char *name, const char *bytes, size_t length);
void program_write_text(const char *name, const char *text);

/* Prints what the folder holds: names and kinds, of files also size, sum and time. */
void program_list(char text[PROGRAM_TEXT]);

#endif
