/* tokens.h -- the numbers that stand in a text, as they are written. */
#ifndef TESTS_TOKENS_H
#define TESTS_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char text[32];
    size_t start, end; /* where it stands */
} token;

enum { TOKENS_MOST = 32 };

typedef struct {
    token list[TOKENS_MOST];
    size_t n;
} tokens;

/* But for digits within a word: "M1". */
tokens tokens_find(const char *text);

/* Is it this number, rounded to so many digits? */
bool token_is(const token *t, double value, int digits);

/* Is any? */
bool tokens_show(const tokens *all, double value, int digits);

#endif
