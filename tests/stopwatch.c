#define _DEFAULT_SOURCE /* wait4 */

#include "tests/stopwatch.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

double stopwatch_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double stopwatch_median(double values[], size_t n)
{
    qsort(values, n, sizeof *values, compare);
    return values[n / 2];
}

const char *stopwatch_program(void)
{
    const char *program = getenv("POTENCY");

    return program ? program : "build/potency";
}

pid_t stopwatch_start(const char *argv[])
{
    pid_t child;

    fflush(stdout);
    argv[0] = stopwatch_program();
    child = fork();
    if (child != 0) return child;
    if (freopen("/dev/null", "w", stdout) && freopen("/dev/null", "w", stderr))
        execv(argv[0], (char *const *)argv);
    _exit(127);
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

bool stopwatch_await(pid_t child, stopwatch_cost *cost)
{
    struct rusage usage;
    int status = 1;

    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) return false;
    cost->peak = fmax(cost->peak, (double)usage.ru_maxrss / 1024);
    cost->cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    return true;
}

double stopwatch_run(const char *argv[], stopwatch_cost *cost)
{
    double start = stopwatch_now();

    return stopwatch_await(stopwatch_start(argv), cost) ? stopwatch_now() - start : -1;
}
