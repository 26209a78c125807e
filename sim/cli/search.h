/* search.h -- parameters by what somebody remembers of them. */
#ifndef SIM_CLI_SEARCH_H
#define SIM_CLI_SEARCH_H

#include "sim/io/catalog.h"

/* How well a parameter fits: the lower, the better. */
typedef enum {
    SIM_BY_NAME,
    SIM_BY_MEANING,
    SIM_BY_GLOSSARY,
    SIM_BY_SOURCE, /* or unit */
    SIM_NOT_AT_ALL
} sim_fit;

/* How well a parameter fits a pattern, NULL for any.  One of several words fits as badly as
 * the worst of them, or as they do together. */
sim_fit sim_search_fit(const sim_parameter *parameter, const char *pattern);

#endif
