/* held.c -- the page that test programs hold in place of the program's: as small as one can be, and
 * of other sources. */
#include "sim/cli/held.h"

const sim_text sim_held_pages[] = {
    {"potency", "<!DOCTYPE html>\n"
                "<script type=\"text/plain\" id=\"start\"></script>\n"
                "<p>\xc3\xa4 behind</p>\n"},
    {0},
};

const bool sim_held_is_other = true;
