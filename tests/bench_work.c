/* bench_work.c -- what one point of a sweep, one replicate of a cohort, one run costs: time of
 * the processor, on one thread. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/stopwatch.h"

enum { ROUNDS = 3, MOST_WORDS = 12 };

static const char folder[] = "build/bench-work", file[] = "build/bench-work.ini";

/* A command that does the more work the larger its number. */
typedef struct {
    const char *name;
    const char *sweep;             /* axes but that of the doses; NULL: no sweep */
    const char *words[MOST_WORDS]; /* of the command; "N" stands for the number */
    size_t few, many;              /* 0, 1: the whole command is the one piece */
    double pieces;                 /* that one of the number makes */
    size_t rounds;                 /* ROUNDS at most */
} work;

#define SWEEP "sweep", file, "--threads", "1", "-o", "build/bench-work.db"
#define RUN(experiment) \
    { \
        "run", experiment, "-o", folder \
    }

static const work works[] = {
    {"a point: dose x tail x passage",
     "persistence.tail = 0.02, 0.03\npassaging.harvest_passage = 2, 5\n",
     {SWEEP},
     20,
     120,
     4,
     ROUNDS},
    {"a point: and cycle_time",
     "persistence.tail = 0.02, 0.03\npassaging.harvest_passage = 2, 5\n"
     "passaging.cycle_time = 30, 31, 32, 33, 34\n",
     {SWEEP},
     5,
     25,
     20,
     ROUNDS},
    {"a replicate of a cohort",
     NULL,
     {"run", "params.ini", "--threads", "1", "-o", folder, "-n", "N"},
     20,
     120,
     1,
     ROUNDS},
    {"a run, knee", NULL, RUN("params.ini"), 0, 1, 1, ROUNDS},
    {"a run, gvhd", NULL, RUN("models/experiments/gvhd.ini"), 0, 1, 1, ROUNDS},
    {"a run, ards", NULL, RUN("models/experiments/ards.ini"), 0, 1, 1, ROUNDS},
    {"a run, heart", NULL, RUN("models/experiments/heart.ini"), 0, 1, 1, ROUNDS},
    {"validate, without bands",
     NULL,
     {"validate", "--threads", "1", "-o", folder, "-n", "0"},
     0,
     1,
     1,
     1},
    {"sensitivity, a trajectory of Morris",
     NULL,
     {"sensitivity", "params.ini", "--threads", "1", "-o", folder, "-n", "N"},
     8,
     16,
     1,
     ROUNDS},
};
enum { N_WORKS = sizeof works / sizeof *works };

/* So many doses, and the other axes. */
static bool write_sweep(const work *w, size_t n)
{
    FILE *out = fopen(file, "w");

    if (!out) return false;
    fprintf(out, "[sweep]\n%sproduct.dose = ", w->sweep);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s%.9g", i ? ", " : "", 1e7 + 1e5 * (double)i);
    fprintf(out, "\n[arm A]\n");
    return fclose(out) == 0;
}

/* Seconds of the processor; negative where it failed. */
static double cpu_of(const work *w, size_t n)
{
    const char *argv[MOST_WORDS + 2] = {NULL};
    char number[24];
    stopwatch_cost cost = {0};

    snprintf(number, sizeof number, "%zu", n);
    if (w->sweep && !write_sweep(w, n)) return -1;
    remove("build/bench-work.db");
    if (system("rm -rf build/bench-work") != 0) return -1;
    for (size_t i = 0; i < MOST_WORDS && w->words[i]; i++)
        argv[i + 1] = w->words[i][0] == 'N' && !w->words[i][1] ? number : w->words[i];
    return stopwatch_run(argv, &cost) < 0 ? -1 : cost.cpu;
}

static int bench_one(const work *w)
{
    double ms[ROUNDS];

    for (size_t i = 0; i < w->rounds; i++) {
        const double few = w->few ? cpu_of(w, w->few) : 0, many = cpu_of(w, w->many);

        if (few < 0 || many < 0) {
            fprintf(stderr, "%s failed: %s\n", w->name, w->words[0]);
            return 1;
        }
        ms[i] = 1e3 * (many - few) / ((double)(w->many - w->few) * w->pieces);
    }
    printf("  %-36s %9.3f\n", w->name, stopwatch_median(ms, w->rounds));
    return 0;
}

int bench_work(void)
{
    int failed = 0;

    printf("\n  %-36s %9s\n", "of the processor", "ms");
    for (size_t i = 0; i < N_WORKS; i++) failed |= bench_one(&works[i]);
    printf("  (one thread; medians of %d, validate once; runs with tables and figures)\n",
           ROUNDS);
    return failed;
}
