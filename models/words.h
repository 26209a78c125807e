/* words.h -- the glossary: words.def as a table. */
#ifndef MODELS_WORDS_H
#define MODELS_WORDS_H

typedef struct {
    const char *term;
    const char *also;       /* other words and headings, separated by ", " */
    const char *meaning;    /* one line */
    const char *parameters; /* "section.name", separated by blanks; "" without any */
} models_word;

extern const models_word models_words[]; /* ends at a term of NULL */

#endif
