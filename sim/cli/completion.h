/* completion.h -- shells that can complete the command line, for `potency completion`. */
#ifndef SIM_CLI_COMPLETION_H
#define SIM_CLI_COMPLETION_H

#include <stddef.h>

const char *sim_completion_shell(size_t i); /* NULL past the last */

#endif
