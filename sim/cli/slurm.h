/* slurm.h -- the job script of `potency slurm`, made from slurm.sh when the program is built. */
#ifndef SIM_CLI_SLURM_H
#define SIM_CLI_SLURM_H

extern const char *const sim_slurm_script[]; /* its lines; ends at NULL */

#endif
