/* held.c -- it has no page. */
#include "sim/cli/held.h"

const sim_text sim_held_pages[] = {{0}};

const bool sim_held_is_other = false;
