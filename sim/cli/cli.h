/* cli.h -- the commands. */
#ifndef SIM_CLI_CLI_H
#define SIM_CLI_CLI_H

#include "sim/cli/option.h"
#include "sim/study/session.h"
#include "sim/study/version.h"

#define COMMAND(name, argument, phrase, help) extern const sim_command sim_command_##name;
#include "sim/cli/commands.def"
#undef COMMAND

/* All of them, in the order of help; ends at {0}. */
extern const sim_listing sim_commands[];

const sim_listing *sim_command_find(const char *name); /* NULL: there is none */

#endif
