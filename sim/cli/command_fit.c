/* command_fit.c -- potency fit FILE: parameters, by what was measured. */
#include <stdio.h>

#include "sim/cli/fit_print.h"
#include "sim/cli/fitting.h"
#include "sim/cli/progress.h"
#include "sim/cli/prospects_print.h"
#include "sim/cli/solving.h"

typedef struct {
    sim_arguments shared;
    sim_sheet_look look;
    size_t threads;
    bool resumes, json;
} fit_options;

static const sim_option options[] = {
    {.group = sim_result_options},
    {.group = sim_kernel_options},
    {"starts", 'n', "N", "Points from which it goes down, as --set fit.starts=N (20)",
     sim_read_setting, .setting = "fit.starts"},
    {"level", 'l', "L",
     "How often an interval is to hold the truth, as --set fit.level=L (0.95)",
     sim_read_setting, .setting = "fit.level"},
    {"method", 'm', "METHOD",
     "How intervals are found, as --set fit.intervals=METHOD: profile; mcmc draws too",
     sim_read_setting, .setting = "fit.intervals"},
    {"steps", 'N', "N", "Steps of the sampler, as --set fit.steps=N (5000)",
     sim_read_setting, .setting = "fit.steps"},
    {"seed", 'r', "S", "Seed of the random numbers, as --set run.seed=S", sim_read_setting,
     .setting = "run.seed"},
    {"threads", 'j', "T", "Threads that solve (as many as there are processors)",
     SIM_INTO(fit_options, threads), .least = 1, .most = SIM_THREADS_MOST},
    {"resume", 'R', NULL, "Go on with what an interrupted fit left in DIR",
     SIM_INTO(fit_options, resumes)},
    {"json", 0, NULL,
     "Also write all tables, and what made them, into one file for programs, results.json",
     SIM_INTO(fit_options, json)},
    {.group = sim_sheet_rows, .at = offsetof(fit_options, look)},
    {0},
};

static void report(const sim_fitting *f)
{
    sim_fit_print(&f->fit, stdout);
    sim_fit_draws_print(&f->draws, stdout);
    sim_prospects_print(&f->prospects, &f->fit, stdout);
    for (size_t i = 0; i < f->warnings.n; i++)
        printf("\nwarning: %s\n", f->warnings.lines[i]);
    printf("\n");
    sim_files_print(&f->files, stdout);
    printf("\n%s\n", sim_disclaimer);
}

static sim_status call(const sim_call *how, sim_error *err)
{
    fit_options o = {.shared.dir = "out"};
    sim_fitting f = {0};
    sim_status status;

    sim_options_read(how, &o);
    f.options = (sim_fitting_options){.source = sim_arguments_source(&o.shared),
                                      .dir = o.shared.dir,
                                      .look = &o.look,
                                      .again = o.shared.again,
                                      .threads = o.threads,
                                      .resumes = o.resumes,
                                      .json = o.json};
    status = sim_signals_hold(sim_fitting_work, &f, err);
    if (status == SIM_OK) report(&f);
    sim_fitting_free(&f);
    return status;
}

const sim_command sim_command_fit = {.options = options, .call = call, .again = true};
