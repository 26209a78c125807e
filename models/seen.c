/* seen.c -- of chains.def the last word of each SWITCH. */
#include "models/seen.h"

#include <string.h>

#define CULTURE
#define PRODUCT
#define GIVEN
#define PAGE(...)
#define EXPERIMENT(...)
#define DAYS(...)
#define CLOCK(...)
#define STAGES(...)
#define TREATMENT(...)
#define MARKS(...)
#define NUMBER(...)
#define TRIAL(...)
#define POPULATION(...)
#define YARDSTICK(...)
#define LOG(...)
#define SWITCHES(...) __VA_ARGS__
#define SWITCH(text, rows, seen) {text, #seen},
#define CHAIN(id, text, ...) {#id, NULL}, __VA_ARGS__

/* A chain, and then its switches. */
static const struct {
    const char *name, *column; /* NULL: of a chain */
} rows[] = {
#include "models/chains.def"
};

enum { N_ROWS = sizeof rows / sizeof *rows };

const char *models_seen_in(const char *chain, const char *name)
{
    size_t i = 0;

    while (i < N_ROWS && (rows[i].column || strcmp(rows[i].name, chain) != 0)) i++;
    for (i++; i < N_ROWS && rows[i].column; i++)
        if (strcmp(rows[i].name, name) == 0) return rows[i].column;
    return NULL;
}
