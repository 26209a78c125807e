/* command_selftest.c -- potency selftest: the engine against closed forms. */
#include <stdio.h>

#include "sim/cli/cli.h"
#include "sim/selftest/selftest.h"

static const double seeds = 9007199254740991; /* as [run] seed takes */

enum { THREADS_MOST = 1024 };

static const struct argp_option options[] = {
    {"runs", 'n', "N", 0, "Replicates of each check in counts (10000)", 0},
    {"seed", 'r', "S", 0, "Seed of the random numbers (1)", 0},
    {"threads", 'j', "T", 0, "Threads that run them (as many as there are processors)", 0},
    {0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    sim_selftest *s = state->input;

    switch (key) {
    case 'n':
        s->runs =
            sim_parse_count("--runs", arg, SIM_SELFTEST_LEAST, SIM_SELFTEST_MOST, state);
        return 0;
    case 'r':
        s->seed = sim_parse_count("--seed", arg, 0, seeds, state);
        return 0;
    case 'j':
        s->threads = sim_parse_count("--threads", arg, 1, THREADS_MOST, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp selftest_argp = {
    .options = options,
    .parser = parse,
    .doc = "Solves small models whose courses are known in closed form, by every method, "
           "and prints each number with what was expected, its standard error (or the "
           "tolerance of a number that is not drawn), and how many of these lie between.  "
           "The limit is such that a sound program fails for one seed in a thousand.  "
           "Exits with 1 if a check fails.",
};

typedef struct {
    size_t n, n_failed;
} count;

static void print(void *self, const sim_check *c)
{
    count *total = self;

    if (total->n++ == 0)
        printf("%-6s %-4s %-38s %-9s %12s %12s %9s %6s\n", "", "by", "check", "number",
               "found", "expected", "error", "Z");
    total->n_failed += !c->passed;
    printf("%-6s %-4s %-38s %-9s %12.7g %12.7g %9.2g %6.2f\n", c->passed ? "pass" : "FAIL",
           c->method, c->what, c->number, c->found, c->expected, c->error, c->z);
    fflush(stdout);
}

static sim_status call(int argc, char **argv, sim_error *err)
{
    count total = {0};
    sim_selftest selftest = {.known = &model_known,
                             .ramp = &model_ramp,
                             .dimer = &model_dimer,
                             .runs = 10000,
                             .seed = 1,
                             .tell = print,
                             .self = &total};
    sim_status status;

    argp_parse(&selftest_argp, argc, argv, 0, NULL, &selftest);
    status = sim_selftest_run(&selftest, err);
    if (status != SIM_OK) return status;
    if (total.n_failed > 0)
        return sim_fail(err, SIM_EVALUE,
                        "selftest: %zu of %zu checks failed, each told above",
                        total.n_failed, total.n);
    printf("all %zu checks passed\n", total.n);
    return SIM_OK;
}

const sim_command sim_command_selftest = {
    "selftest", "check the solvers against closed forms", &selftest_argp, call};
