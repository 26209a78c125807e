/* command_selftest.c -- potency selftest: the engine against closed forms. */
#include <stdio.h>

#include "sim/cli/cli.h"
#include "sim/selftest/selftest.h"

static const sim_option options[] = {
    {"runs", 'n', "N", "Replicates of each check in counts (10000)",
     SIM_INTO(sim_selftest, runs), .least = SIM_SELFTEST_LEAST, .most = SIM_SELFTEST_MOST},
    {"seed", 'r', "S", "Seed of the random numbers (1)", SIM_INTO(sim_selftest, seed),
     .most = SIM_SEED_MOST},
    {"threads", 'j', "T", "Threads that run them (as many as there are processors)",
     SIM_INTO(sim_selftest, threads), .least = 1, .most = SIM_THREADS_MOST},
    {0},
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

static sim_status call(const sim_call *how, sim_error *err)
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

    sim_options_read(how, &selftest);
    status = sim_selftest_run(&selftest, err);
    if (status == SIM_OK)
        printf("all %zu checks passed; the limit of Z and Y is %.2f\n", so_far.n,
               so_far.limit);
    return status;
}

const sim_command sim_command_selftest = {.options = options, .call = call};
