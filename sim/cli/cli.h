/* cli.h -- the commands. */
#ifndef SIM_CLI_CLI_H
#define SIM_CLI_CLI_H

#include "sim/cli/option.h"
#include "sim/study/session.h"
#include "sim/study/version.h"

extern const sim_command sim_command_run, sim_command_check, sim_command_plot,
    sim_command_params, sim_command_presets, sim_command_models, sim_command_sweep,
    sim_command_export, sim_command_verify, sim_command_merge, sim_command_slurm,
    sim_command_sensitivity, sim_command_selftest, sim_command_completion,
    sim_command_manual, sim_command_words, sim_command_card, sim_command_validate;

/* All of them, in the order of help; ends at {0}. */
extern const sim_listing sim_commands[];

const sim_listing *sim_command_find(const char *name); /* NULL: there is none */

#endif
