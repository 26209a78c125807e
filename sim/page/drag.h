/* drag.h -- what a page draws while somebody moves a number: curves in the axes of the figure as it
 * stood, and nothing else; no tables, no words.
 *
 *     hold FILE [--dark --against=...]   as `run` draws the page of FILE, but its axes alone, which are
 *                                        kept; prints the arms that have a curve, one a line
 *     frame FILE [ARM ...]               the curves of these arms, or of all, in the axes that are
 *                                        held, as frame.svg, which has panels as a figure has
 *
 * What frames have in common is kept from one to the next: networks, and all but the last stage.
 *
 * Memory: all that is kept lasts as long as the instance of the program.
 */
#ifndef SIM_PAGE_DRAG_H
#define SIM_PAGE_DRAG_H

#include "sim/cli/option.h"

extern const sim_command sim_command_hold, sim_command_frame;

#endif
