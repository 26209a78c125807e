/* command_selftest.c -- potency selftest: the engine against closed forms. */
#include <stdio.h>

#include "sim/cli/cli.h"
#include "sim/selftest/selftest.h"

static const double seeds = 9007199254740991; /* as [run] seed takes */

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
        s->threads = sim_parse_threads(arg, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp selftest_argp = {
    .options = options,
    .parser = parse,
    .doc =
        "Solves small models whose courses are known in closed form, by every method, "
        "and prints each number with what was expected, its standard error (or the "
        "tolerance of a number that is not drawn), what the error of leaps itself may "
        "explain, and how many standard errors the rest is: Z of a mean, Y of a variance.  "
        "Their limit is such that a sound program fails for one seed in a thousand.  "
        "Exits with 1 if a check fails.",
};

typedef struct {
    size_t n;
    double limit; /* of Z and Y */
} printed;

static void print(void *self, const sim_check *c)
{
    printed *so_far = self;

    if (so_far->n++ == 0)
        printf("%-4s %-3s %-31s %-8s %10s %10s %8s %8s %7s\n", "", "by", "check", "number",
               "found", "expected", "error", "allowed", "Z or Y");
    if (c->letter != '-') so_far->limit = c->limit;
    printf("%s %-3s %-31s %-8s %10.6g %10.6g %8.2g %8.2g %c %5.2f\n",
           c->passed ? "pass" : "FAIL", c->method, c->what, c->number, c->found,
           c->expected, c->error, c->allowed, c->letter, c->z);
    fflush(stdout);
}

static sim_status call(int argc, char **argv, sim_error *err)
{
    printed so_far = {0};
    sim_selftest selftest = {.known = &model_known,
                             .ramp = &model_ramp,
                             .dimer = &model_dimer,
                             .runs = 10000,
                             .seed = 1,
                             .tell = print,
                             .self = &so_far};
    sim_status status;

    sim_read_arguments(&selftest_argp, argc, argv, 0, &selftest);
    status = sim_selftest_run(&selftest, err);
    if (status == SIM_OK)
        printf("all %zu checks passed; the limit of Z and Y is %.2f\n", so_far.n,
               so_far.limit);
    return status;
}

const sim_command sim_command_selftest = {
    "selftest", "check the solvers against closed forms", &selftest_argp, call};
