/* tried.h -- what a story says of trials, read anew from the files that it wrote: trial.csv,
 * trials.csv and run.ini. */
#ifndef TESTS_TRIED_H
#define TESTS_TRIED_H

#include <stdbool.h>

/* "truth of ARM", "[number of] trials with ARM worse", ...; false: the term is of no trials. */
bool tried_read(const char *dir, const char *term, double *value);

/* What is worth a word of the number that is compared, as the models say it. */
double tried_worth(const char *dir);

#endif
