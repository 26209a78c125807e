/* mistakes.h -- what people write in place of a number, and what they mean by it: the ways
 * of word processors, spreadsheets and other languages, in one table.
 */
#ifndef SIM_IO_MISTAKES_H
#define SIM_IO_MISTAKES_H

#include <stdbool.h>

typedef enum {
    SIM_MISTAKE_NUMBER, /* one number is meant */
    SIM_MISTAKE_SWITCH, /* 0 or 1 is */
    SIM_MISTAKE_RANGE,
    SIM_MISTAKE_LIST,
} sim_mistake_kind;

enum { SIM_MISTAKE_TEXT = 256 };

typedef struct {
    sim_mistake_kind kind;
    char what[SIM_MISTAKE_TEXT / 2]; /* "a comma groups its thousands" */
    char right[SIM_MISTAKE_TEXT];    /* "50000 cells"; "" where nothing is known */
    char other[SIM_MISTAKE_TEXT];    /* what it may mean as well: "50.000 cells"; or "" */
    const char *other_if;            /* "the comma is a decimal point" */
} sim_mistake;

/* Finds what is meant by a text that is not read as a number, with its unit or without;
 * false if it is none of the usual mistakes. */
bool sim_mistake_find(const char *text, sim_mistake *mistake);

/* The same of a list of numbers, "10,000, 50,000" or "1; 2": what is wrong with what stands
 * between its digits, and the list as it would be read. */
bool sim_mistake_find_in_list(const char *text, sim_mistake *mistake);

#endif
