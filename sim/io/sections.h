/* sections.h -- the kinds of sections of a parameter file, by their headers: what sections.def
 * says of each.  No other file compares a section's name.
 */
#ifndef SIM_IO_SECTIONS_H
#define SIM_IO_SECTIONS_H

#include <stdbool.h>

/* SIM_SECTION_MODEL, the last: of parameters of a model, or unknown. */
typedef enum {
#define SECTION(kind, ...) SIM_SECTION_##kind,
#include "sim/io/sections.def"
#undef SECTION
    SIM_SECTION_KINDS,
} sim_section_kind;

typedef struct {
    const char *word, *shown; /* "arm", "arm NAME" */
    bool has_parameters;      /* rows of the catalog */
    bool is_hashed;           /* with an experiment */
    const char *solver;       /* the command that solves what it says; NULL: run */
} sim_section;

extern const sim_section sim_sections[SIM_SECTION_KINDS];

/* The kind of "cohort" or "arm P8". */
sim_section_kind sim_section_kind_of(const char *header);

/* "arm P8" -> "P8" for the kind that begins so, the word alone -> ""; NULL for a header of
 * another kind. */
const char *sim_section_name(const char *header, sim_section_kind kind);

#endif
