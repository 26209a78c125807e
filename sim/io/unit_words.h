/* unit_words.h -- a unit as the product of its words: "mm day", that what is worked out of units
 * reads as they do.
 *
 * Memory: nothing is allocated.
 */
#ifndef SIM_IO_UNIT_WORDS_H
#define SIM_IO_UNIT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum { SIM_UNIT_WORDS = 12, SIM_UNIT_WORD = 16, SIM_UNIT_TEXT = 96 };

typedef struct {
    char text[SIM_UNIT_WORD]; /* "mm" */
    int power;                /* not 0 */
} sim_unit_word;

/* scale times the product of the words to their powers. */
typedef struct {
    double scale;
    size_t n;
    sim_unit_word list[SIM_UNIT_WORDS];
} sim_unit_words;

extern const sim_unit_words sim_unit_no_words; /* "1" */

/* Takes a unit apart: "1e6 cell/kg/day".  False of what has a form that these have not, or of too
 * many words; whether they are words of units is not looked at. */
bool sim_unit_words_read(const char *text, sim_unit_words *words);

/* *a times b to a power that is not 0.  False where that has too many words. */
bool sim_unit_words_multiply(sim_unit_words *a, const sim_unit_words *b, int power);

/* Their square root; false where a power is odd. */
bool sim_unit_words_root(sim_unit_words *words);

/* Prints "1e6 cell/kg/day"; what has no words is "1".  False where it does not fit. */
bool sim_unit_words_print(const sim_unit_words *words, char text[SIM_UNIT_TEXT]);

#endif
