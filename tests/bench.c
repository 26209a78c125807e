/* bench.c -- what a run costs: medians of several rounds, printed, never asserted. */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/data_models.h"
#include "tests/ending.h"
#include "tests/stopwatch.h"

enum { ROUNDS = 15, RUNS = 9, MAX = 256 };

static const struct {
    const char *name;
    change changes[3];
    const sim_chain *chain; /* NULL: the knee's */
    double days, rtol;
} arms[] = {
    {"P2", {{"harvest_passage", 2}}, NULL, 730, 1e-7},
    {"P5", {{"harvest_passage", 5}}, NULL, 730, 1e-7},
    {"P8", {{"harvest_passage", 8}}, NULL, 730, 1e-7},
    {"P12", {{"harvest_passage", 12}}, NULL, 730, 1e-7},
    {"untreated", {{"dose", 0}}, NULL, 730, 1e-7},
    {"saline", {{"dose", 0}, {"vehicle", 1}}, NULL, 730, 1e-7},
    {"P2, hit for certain", {{"hit_probability", 1}}, NULL, 730, 1e-7},
    {"gvhd", {{"dose", 1.4e8}, {"doses", 8}}, &ending_gvhd, 180, 1e-6},
    {"gvhd, background", {{"dose", 0}}, &ending_gvhd, 180, 1e-6},
    {"ards", {{"dose", 4e8}}, &ending_ards, 80, 1e-6},
    {"ards, background", {{"dose", 0}}, &ending_ards, 80, 1e-6},
    {"heart", {{"dose", 1e8}, {"mismatch", 1}}, &ending_heart, 730, 1e-6},
    {"heart, background", {{"dose", 0}}, &ending_heart, 730, 1e-6},
};
enum { N_ARMS = sizeof arms / sizeof *arms };

static void print_cost(const char *stage, const sim_outcome *outcome)
{
    const sim_cost *cost = &outcome->result.cost;

    printf("  %-9s %-6s %6zu %5zu %6zu", stage, outcome->result.solver, cost->rhs,
           cost->jacobians, cost->steps);
}

static int bench_arm(size_t arm)
{
    const change *const changes = arms[arm].changes;
    const sim_chain *chain = arms[arm].chain ? arms[arm].chain : &models_chains[0];
    const sim_options options = {.rtol = arms[arm].rtol};
    double ms[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        sim_error err = {""};
        solved s;
        double start = stopwatch_now();

        if (solve_chain(&s, chain, &changes, 1, arms[arm].days, &options, &err) != SIM_OK) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
        ms[i] = 1e3 * (stopwatch_now() - start);
        if (i + 1 == ROUNDS) {
            printf("%-20s", arms[arm].name);
            print_cost("passaging", solved_stage(&s, 0, "passaging"));
            print_cost(chain->name, solved_stage(&s, 0, chain->name));
        }
        solved_free(&s);
    }
    printf("  %7.2f\n", stopwatch_median(ms, ROUNDS));
    return 0;
}

static int bench_program(void)
{
    const char *argv[] = {NULL, "run", "params.ini", "-o", "build/bench-out", NULL};
    double seconds[RUNS];
    stopwatch_cost cost = {0};

    for (int i = -1; i < RUNS; i++) { /* the first one warms the font cache */
        double taken = stopwatch_run(argv, &cost);

        if (taken < 0) {
            fprintf(stderr, "%s run params.ini failed\n", stopwatch_program());
            return 1;
        }
        if (i >= 0) seconds[i] = taken;
    }
    printf("\nfrom start to finished figure: %.3f s (median of %d), peak memory %.1f MiB\n",
           stopwatch_median(seconds, RUNS), RUNS, cost.peak);
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
    const sim_run run = {.net = net, .p = p, .options = &options, .end = counts[row].end};
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
        double start = stopwatch_now();

        cost = (sim_cost){0};
        for (int k = 0; status == SIM_OK && k < counts[row].times; k++)
            status =
                count_once(row, &net, (uint64_t)(i * counts[row].times + k), &cost, &err);
        seconds[i] = stopwatch_now() - start;
        rates[i] = (double)cost.events / seconds[i];
    }
    sim_network_free(&net);
    if (status != SIM_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    printf("%-22s %9zu %8zu %10.3g %9.2f\n", counts[row].name,
           cost.events / (size_t)counts[row].times, cost.steps / (size_t)counts[row].times,
           stopwatch_median(rates, ROUNDS),
           1e3 * stopwatch_median(seconds, ROUNDS) / counts[row].times);
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
        double start = stopwatch_now();

        if (solve_arms(&s, &arm, 1, 730, &options, &err) != SIM_OK) {
            fprintf(stderr, "%s\n", err.text);
            return 1;
        }
        ms[i] = 1e3 * (stopwatch_now() - start);
        if (i + 1 == ROUNDS) {
            const sim_result *knee = &solved_stage(&s, 0, "knee")->result;

            printf("knee, %.0e cells, %-5s%9zu %8zu %10s %9.2f\n", dose, knee->solver,
                   knee->cost.events, knee->cost.steps, "", stopwatch_median(ms, ROUNDS));
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

/* ---- sweeps --------------------------------------------------------------- */

enum { SWEEPS = 5, POINTS = 1000 };

static const char sweep_file[] = "build/bench-sweep.ini";

static bool write_sweep(size_t points)
{
    FILE *out = fopen(sweep_file, "w");

    if (!out) return false;
    fprintf(out,
            "[sweep]\ndesign = sobol\npoints = %zu\n"
            "passaging.harvest_passage = 1..12\nproduct.dose = log 1e6..1.5e8\n"
            "persistence.tail = range\n",
            points);
    return fclose(out) == 0;
}

/* Starts a part of the sweep into a database of its own. */
static pid_t start_sweep(const char *threads, const char *shard, const char *database)
{
    const char *argv[] = {NULL,        "sweep", sweep_file, "-o",  database,
                          "--threads", threads, "--shard",  shard, NULL};

    remove(database);
    return stopwatch_start(argv);
}

/* Seconds of a whole sweep: by threads of one process, or by two processes. */
static double time_sweep(const char *threads, bool two, stopwatch_cost *cost)
{
    const double start = stopwatch_now();
    const pid_t one = start_sweep(threads, two ? "1/2" : "1/1", "build/bench-1.db");
    const pid_t other = two ? start_sweep(threads, "2/2", "build/bench-2.db") : 0;
    bool went_well = stopwatch_await(one, cost);

    if (two) went_well &= stopwatch_await(other, cost);
    return went_well ? stopwatch_now() - start : -1;
}

static int bench_sweeps(void)
{
    static const struct {
        const char *name, *threads;
        bool two;
    } ways[] = {{"one thread", "1", false},
                {"two threads", "2", false},
                {"two processes", "1", true}};
    enum { N_WAYS = sizeof ways / sizeof *ways };
    const char *asked = getenv("SWEEP_POINTS");
    const size_t points = asked ? strtoul(asked, NULL, 10) : POINTS;
    double rates[N_WAYS][SWEEPS], ratios[SWEEPS];
    stopwatch_cost costs[N_WAYS] = {{0}};

    if (!write_sweep(points)) return 1;
    for (int i = 0; i < SWEEPS; i++) {
        for (size_t w = 0; w < N_WAYS; w++) {
            const double taken = time_sweep(ways[w].threads, ways[w].two, &costs[w]);

            if (taken < 0) {
                fprintf(stderr, "%s sweep failed\n", stopwatch_program());
                return 1;
            }
            rates[w][i] = (double)points / taken;
        }
        ratios[i] = rates[1][i] / rates[2][i];
    }
    printf("\nsweep of %zu points of the default knee, one arm\n", points);
    for (size_t w = 0; w < N_WAYS; w++)
        printf("  %-14s %6.1f points/s, peak memory %.1f MiB\n", ways[w].name,
               stopwatch_median(rates[w], SWEEPS), costs[w].peak);
    printf("  two threads by two processes, round by round: %.3f "
           "(medians of %d; SWEEP_POINTS sets the points)\n",
           stopwatch_median(ratios, SWEEPS), SWEEPS);
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
        "and 1\ntakes two courses of the knee; rtol is 1e-7 there, 1e-6 elsewhere; ms: the "
        "whole "
        "chain, median of %d)\n",
        ROUNDS);
    failed |= bench_all_counts();
    failed |= bench_program() | bench_work() | bench_fit();
    return failed | bench_sweeps();
}
