/* held.h -- the page that `make page` left in the program, made when that is built. */
#ifndef SIM_CLI_HELD_H
#define SIM_CLI_HELD_H

#include <stdbool.h>

#include "sim/model/model.h"

/* The page, HTML in UTF-8; ends at {0}, which is all there is before `make page`. */
extern const sim_text sim_held_pages[];

/* Was it made of other sources than this program? */
extern const bool sim_held_is_other;

#endif
