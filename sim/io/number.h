/* number.h -- numbers as text, with a decimal point whatever the environment.
 *
 * Safety: a program that never calls setlocale (ours does not) runs in the "C" locale,
 *         whatever the environment says; so do these.
 */
#ifndef SIM_IO_NUMBER_H
#define SIM_IO_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SIM_NUMBER_SIZE = 32, /* characters that hold any printed number */
    SIM_NUMBER_TABLE = 9, /* significant digits in a CSV */
    SIM_NUMBER_SHORT = 6, /* significant digits in a message */
};

/* Prints `number` with %.*g; what is 0 is "0", never "-0".  How many characters. */
size_t sim_number_print(char text[SIM_NUMBER_SIZE], double number, int digits);

/* The number with so many digits. */
double sim_number_round(double number, int digits);

/* Prints the shortest decimal that reads back as the same number. */
void sim_number_print_exact(char text[SIM_NUMBER_SIZE], double number);

/* Reads one decimal number that fills `text`, white space around it aside.  False for
 * anything else: an empty text, trailing letters, hexadecimal, NaN, infinity, overflow. */
bool sim_number_parse(const char *text, double *number);

/* The same of a whole number.  False where its digits have a fraction, however small, and
 * beyond 2^53, where a double would take another number for it. */
bool sim_number_parse_whole(const char *text, double *number);

/* Reads the number that `text` starts with, and where it ends.  False as above. */
bool sim_number_parse_start(const char *text, double *number, const char **rest);

#endif
