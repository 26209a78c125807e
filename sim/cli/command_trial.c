/* command_trial.c -- potency trial FILE: what would trials of these arms find? */
#include <stdio.h>

#include "sim/cli/progress.h"
#include "sim/cli/solving.h"
#include "sim/cli/trial_print.h"
#include "sim/cli/trialing.h"

typedef struct {
    sim_arguments shared;
    sim_sheet_look look;
    size_t threads;
    bool resumes, json;
} trial_options;

static const sim_option options[] = {
    {.group = sim_result_options},
    {.group = sim_kernel_options},
    {"patients", 'n', "N", "Patients in each arm, as --set trial.patients=N (30)",
     sim_read_setting, .setting = "trial.patients"},
    {"control", 'b', "ARM", "The arm that the others are held against (the first)",
     sim_read_setting, .setting = "trial.control"},
    {"number", 'q', "NUMBER",
     "What is compared: a column of summary.csv, what is measured, responders, or what "
     "befalls a patient",
     sim_read_setting, .setting = "trial.number"},
    {"trials", 't', "N", "Trials that are drawn, as --set trial.trials=N (1000)",
     sim_read_setting, .setting = "trial.trials"},
    {"seed", 'r', "S", "Seed of the random numbers, as --set run.seed=S", sim_read_setting,
     .setting = "run.seed"},
    {"threads", 'j', "T", "Threads that solve (as many as there are processors)",
     SIM_INTO(trial_options, threads), .least = 1, .most = SIM_THREADS_MOST},
    {"resume", 'R', NULL, "Go on with the pool that an interrupted trial left in DIR",
     SIM_INTO(trial_options, resumes)},
    {"json", 0, NULL,
     "Also write all tables, and what made them, into one file for programs, results.json",
     SIM_INTO(trial_options, json)},
    {.group = sim_sheet_rows, .at = offsetof(trial_options, look)},
    {0},
};

static void report(const sim_trialing *t)
{
    sim_trial_print(&t->view, stdout);
    for (size_t i = 0; i < t->warnings.n; i++)
        printf("\nwarning: %s\n", t->warnings.lines[i]);
    printf("\n");
    sim_files_print(&t->files, stdout);
    printf("\n%s\n", sim_disclaimer);
}

static sim_status call(const sim_call *how, sim_error *err)
{
    trial_options o = {.shared.dir = "out"};
    sim_trialing t = {0};
    sim_status status;

    sim_options_read(how, &o);
    t.options = (sim_trialing_options){.source = sim_arguments_source(&o.shared),
                                       .dir = o.shared.dir,
                                       .look = &o.look,
                                       .again = o.shared.again,
                                       .threads = o.threads,
                                       .resumes = o.resumes,
                                       .json = o.json};
    status = sim_signals_hold(sim_trialing_work, &t, err);
    if (status == SIM_OK) report(&t);
    sim_trialing_free(&t);
    return status;
}

const sim_command sim_command_trial = {.options = options, .call = call, .again = true};
