/* bench.c -- what a run costs: medians of several rounds, printed, never asserted. */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/data_models.h"
#include "tests/solve.h"

enum { ROUNDS = 15, RUNS = 9, MAX = 256 };

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

/* ---- counts --------------------------------------------------------------- */

enum { SSA = 1, TAU, AUTO }; /* as in sim_steppers */

/* One model in counts; `times` runs make a round long enough to measure. */
static const struct {
    const char *name;
    const sim_model *model;
    size_t method;
    double end;
    int times;
    change changes[3];
} counts[] = {
    {"dimers, exact", &model_dimer, SSA, 10, 20, {{0}}},
    {"oscillator, exact", &model_vilar, SSA, 200, 1, {{0}}},
    {"dimers, leaping", &model_dimer, TAU, 10, 20, {{0}}},
    {"P1 of 20, exact",
     &model_passaging,
     SSA,
     INFINITY,
     1,
     {{"founders", 20}, {"harvest_passage", 1}}},
    {"P1 of 20, leaping",
     &model_passaging,
     TAU,
     INFINITY,
     10,
     {{"founders", 20}, {"harvest_passage", 1}}},
    {"P8 of 2,000, leaping", &model_passaging, TAU, INFINITY, 3, {{"harvest_passage", 8}}},
    {"P8 of 200,000",
     &model_passaging,
     TAU,
     INFINITY,
     3,
     {{"founders", 2e5}, {"harvest_passage", 8}}},
};
enum { N_COUNTS = sizeof counts / sizeof *counts };

/* Runs one row once, with what it took added to *cost. */
static sim_status count_once(size_t row, const sim_network *net, uint64_t replicate,
                             sim_cost *cost, sim_error *err)
{
    const sim_model *m = counts[row].model;
    const sim_options options = {.method = counts[row].method,
                                 .stream = {.seed = 1, .replicate = replicate}};
    double p[MAX] = {0};
    const sim_run run = {net, p, &options, counts[row].end, 0};
    sim_result result;
    sim_status status;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (!sim_symbol_is_settable(s)) continue;
        p[s->slot] = s->value;
        for (const change *c = counts[row].changes; c->name; c++)
            if (strcmp(c->name, s->name) == 0) p[s->slot] = c->value;
    }
    m->derive(p);
    status = sim_run_model(&run, &result, err);
    cost->events += result.cost.events;
    cost->steps += result.cost.steps;
    sim_result_free(&result);
    return status;
}

static int bench_counts(size_t row)
{
    double seconds[ROUNDS], rates[ROUNDS];
    sim_network net;
    sim_cost cost = {0};
    sim_error err = {""};
    sim_status status = sim_network_init(&net, counts[row].model, &err);

    for (int i = 0; status == SIM_OK && i < ROUNDS; i++) {
        double start = now();

        cost = (sim_cost){0};
        for (int k = 0; status == SIM_OK && k < counts[row].times; k++)
            status =
                count_once(row, &net, (uint64_t)(i * counts[row].times + k), &cost, &err);
        seconds[i] = now() - start;
        rates[i] = (double)cost.events / seconds[i];
    }
    sim_network_free(&net);
    if (status != SIM_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    printf("%-22s %9zu %8zu %10.3g %9.2f\n", counts[row].name,
           cost.events / (size_t)counts[row].times, cost.steps / (size_t)counts[row].times,
           median(rates, ROUNDS), 1e3 * median(seconds, ROUNDS) / counts[row].times);
    return 0;
}

/* A replicate of the knee, its product being uncultured. */
static int bench_knee(size_t method, double dose)
{
    const change changes[] = {{"expanded", 0}, {"dose", dose}, {0}}, *const arm = changes;
    double ms[ROUNDS];
    sim_error err = {""};

    for (int i = 0; i < ROUNDS; i++) {
        const sim_options options = {.method = method,
                                     .rtol = 1e-7,
                                     .stream = {.seed = 1, .replicate = (uint64_t)i}};
        solved s;
        double start = now();

        if (solve_arms(&s, &arm, 1, 730, &options, &err) != SIM_OK) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
        ms[i] = 1e3 * (now() - start);
        if (i + 1 == ROUNDS) {
            const sim_result *knee = &solved_stage(&s, 0, "knee")->result;

            printf("knee, %.0e cells, %-5s%9zu %8zu %10s %9.2f\n", dose, knee->solver,
                   knee->cost.events, knee->cost.steps, "", median(ms, ROUNDS));
        }
        solved_free(&s);
    }
    return 0;
}

static int bench_all_counts(void)
{
    int failed = 0;

    printf("\n%-22s %9s %8s %10s %9s\n", "in counts, one run", "events", "leaps",
           "events/s", "ms");
    for (size_t i = 0; i < N_COUNTS; i++) failed |= bench_counts(i);
    failed |= bench_knee(AUTO, 5e7) | bench_knee(TAU, 5e7) | bench_knee(AUTO, 1e4);
    printf("(events: reactions fired one by one; medians of %d)\n", ROUNDS);
    return failed;
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
    failed |= bench_all_counts();
    return failed | bench_program();
}
