/* stopwatch.h -- for `make bench`: what the program, $POTENCY, takes. */
#ifndef TESTS_STOPWATCH_H
#define TESTS_STOPWATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

double stopwatch_now(void); /* s */

/* Sorts them. */
double stopwatch_median(double values[], size_t n);

const char *stopwatch_program(void);

/* Starts the program; argv[0] is filled in. */
pid_t stopwatch_start(const char *argv[]);

typedef struct {
    double peak; /* MiB of memory, the most so far */
    double cpu;  /* s of all processors, of the last */
} stopwatch_cost;

/* Waits for one; false where it failed. */
bool stopwatch_await(pid_t child, stopwatch_cost *cost);

/* Runs the program once; the seconds it took, negative where it failed. */
double stopwatch_run(const char *argv[], stopwatch_cost *cost);

/* What a point, a replicate, a run costs, by the difference of many and few; 1: one failed. */
int bench_work(void);

/* A fit of a log beside the same by SciPy; 1: it failed. */
int bench_fit(void);

#endif
