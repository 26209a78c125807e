/* commands.c -- the commands as one table. */
#include "sim/cli/cli.h"

#include <string.h>

const sim_listing sim_commands[] = {
#define COMMAND(name, argument, phrase, help) \
    {#name, &sim_command_##name, argument, phrase, help},
#include "sim/cli/commands.def"
#undef COMMAND
    {0},
};

const sim_listing *sim_command_find(const char *name)
{
    for (const sim_listing *listing = sim_commands; listing->name; listing++) {
        if (strcmp(listing->name, name) == 0) return listing;
    }
    return NULL;
}
