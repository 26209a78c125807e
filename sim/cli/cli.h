/* cli.h -- the commands, and what they share.
 *
 * Memory: sim_session owns its catalog and presets.
 */
#ifndef SIM_CLI_CLI_H
#define SIM_CLI_CLI_H

#include "models/models.h"
#include "sim/study/presets.h"

/* A row of the table in main.c; `call` parses its own options and reports with `err`. */
typedef struct {
    const char *name, *doc;
    sim_status (*call)(int argc, char **argv, sim_error *err);
} sim_command;

sim_status sim_command_run(int argc, char **argv, sim_error *err);
sim_status sim_command_params(int argc, char **argv, sim_error *err);
sim_status sim_command_presets(int argc, char **argv, sim_error *err);
sim_status sim_command_models(int argc, char **argv, sim_error *err);

extern const sim_model model_settings; /* the rows of [run] */

enum { SIM_SESSION_MODELS = 16 };

/* Everything that can be set, for one chain of models. */
typedef struct {
    const sim_chain *chain;
    const sim_model *models[SIM_SESSION_MODELS]; /* the settings, then the stages */
    sim_catalog catalog;
    sim_presets presets;
} sim_session;

/* sim_session_close is legal after a failure too. */
sim_status sim_session_open(sim_session *session, const sim_chain *chain, sim_error *err);

void sim_session_close(sim_session *session);

extern const char sim_version[];  /* "0.1.0" */
extern const char sim_build_id[]; /* compiler, flags, libc: apart from compared content */
extern const char sim_disclaimer[];

#endif
