/* bench.c -- what a run costs: medians of several rounds, printed, never asserted. */
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/solve.h"

enum { ROUNDS = 15, RUNS = 9 };

static const struct {
    const char *name;
    change changes[3];
} arms[] = {
    {"P2", {{"harvest_passage", 2}}}, {"P5", {{"harvest_passage", 5}}},
    {"P8", {{"harvest_passage", 8}}}, {"P12", {{"harvest_passage", 12}}},
    {"untreated", {{"dose", 0}}},     {"P2, hit for certain", {{"hit_probability", 1}}},
};
enum { N_ARMS = sizeof arms / sizeof *arms };

static double now(void)
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

static double median(double values[], size_t n)
{
    qsort(values, n, sizeof *values, compare);
    return values[n / 2];
}

static void print_cost(const char *stage, const sim_outcome *outcome)
{
    const sim_cost *cost = &outcome->result.cost;

    printf("  %-9s %-6s %6zu %5zu %6zu", stage, outcome->result.solver, cost->rhs,
           cost->jacobians, cost->steps);
}

static int bench_arm(size_t arm)
{
    const change *const changes = arms[arm].changes;
    double ms[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        sim_error err = {""};
        solved s;
        double start = now();

        if (solve_arms(&s, &changes, 1, 730, &(sim_options){.rtol = 1e-7}, &err) !=
            SIM_OK) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
        ms[i] = 1e3 * (now() - start);
        if (i + 1 == ROUNDS) {
            printf("%-20s", arms[arm].name);
            print_cost("passaging", solved_stage(&s, 0, "passaging"));
            print_cost("knee", solved_stage(&s, 0, "knee"));
        }
        solved_free(&s);
    }
    printf("  %7.2f\n", median(ms, ROUNDS));
    return 0;
}

/* Runs the program once; the seconds it took; *peak is the largest memory so far, MiB. */
static double run_program(const char *program, const char *dir, double *peak)
{
    double start = now();
    struct rusage usage;
    int status = 1;
    pid_t child;

    fflush(stdout);
    child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stdout)) _exit(127);
        execl(program, program, "run", "params.ini", "-o", dir, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) return -1;
    if (getrusage(RUSAGE_CHILDREN, &usage) != 0) return -1;
    *peak = (double)usage.ru_maxrss / 1024;
    return now() - start;
}

static int bench_program(void)
{
    const char *program = getenv("POTENCY");
    double seconds[RUNS], peak = 0;

    if (!program) program = "build/potency";
    for (int i = -1; i < RUNS; i++) { /* the first one warms the font cache */
        double taken = run_program(program, "build/bench-out", &peak);

        if (taken < 0) {
            fprintf(stderr, "%s run params.ini failed\n", program);
            return 1;
        }
        if (i >= 0) seconds[i] = taken;
    }
    printf("\nfrom start to finished figure: %.3f s (median of %d), peak memory %.1f MiB\n",
           median(seconds, RUNS), RUNS, peak);
    return 0;
}

int main(void)
{
    int failed = 0;

    gsl_set_error_handler_off();
    printf("%-20s  %-9s %-6s %6s %5s %6s  %-9s %-6s %6s %5s %6s  %7s\n", "arm", "stage",
           "solver", "rhs", "jac", "steps", "stage", "solver", "rhs", "jac", "steps", "ms");
    for (size_t i = 0; i < N_ARMS; i++) failed |= bench_arm(i);
    printf(
        "(rhs: right-hand sides, those for Jacobians included; hit_probability between 0 "
        "and 1\ntakes two courses of the knee; ms: the whole chain, median of %d)\n",
        ROUNDS);
    return failed | bench_program();
}
