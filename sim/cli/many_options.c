/* many_options.c -- the options of a cohort, and what does not go together. */
#include "sim/cli/many.h"
#include "sim/cli/solving.h"

static void read_shard(const sim_option *option, char *text, void *field,
                       struct argp_state *state)
{
    sim_keep_options *keep = field;
    sim_error why;

    (void)option;
    if (sim_parse_shard(text, &keep->shard, &keep->shards, &why) != SIM_OK)
        argp_error(state, "%s", why.text);
}

const sim_option sim_many_rows[] = {
    {"replicates", 'n', "N",
     "Also solve a cohort of N replicates, each with a donor and patients drawn as "
     "[cohort] says",
     SIM_INTO(sim_many_options, replicates), .least = 1, .most = SIM_REPLICATES_MAX,
     .again = true},
    {"threads", 'j', "T", "Threads that solve them (as many as there are processors)",
     SIM_INTO(sim_many_options, threads), .least = 1, .most = SIM_THREADS_MOST},
    {"spread", 'p', NULL,
     "Also split the variance of the cohort into laboratory, donor, patient, luck and "
     "chance",
     SIM_INTO(sim_many_options, spread), .again = true},
    {"lines", 'l', NULL,
     "Draw the first of the replicates, 200 at most, each as a thin line in place of bands",
     SIM_INTO(sim_many_options, lines), .again = true},
    {"resume", 'R', NULL,
     "Go on with the replicates that an interrupted run, or shards, left in DIR",
     SIM_INTO(sim_many_options, keep.resumes)},
    {"shard", 'i', "I/N",
     "Solve only part I of N of the replicates, into DIR, for a later --resume", read_shard,
     .at = offsetof(sim_many_options, keep)},
    {0},
};

void sim_many_check(const sim_many_options *o, struct argp_state *state)
{
    if (o->replicates > 0) return;
    if (o->keep.resumes || o->keep.shards > 0)
        argp_error(state, "--resume and --shard are of a cohort; --replicates 500 beside "
                          "them would be right");
    if (o->spread)
        argp_error(state,
                   "--spread needs a cohort; --replicates 500 beside it would be right");
    if (o->lines)
        argp_error(state,
                   "--lines are of a cohort; --replicates 40 beside it would be right");
}
