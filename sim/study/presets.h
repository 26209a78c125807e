/* presets.h -- named sets of overridden rows, one of each group per arm.
 *
 * A preset is an INI text: [preset] with its group and what it is about, then rows.  One may
 * have rows of several chains: those of others than the catalog's are passed over, and one
 * that has no other rows is not offered.
 *
 * Memory: sim_presets owns its lists.
 */
#ifndef SIM_STUDY_PRESETS_H
#define SIM_STUDY_PRESETS_H

#include "sim/io/catalog.h"
#include "sim/io/ini.h"

typedef struct {
    size_t row; /* of the catalog */
    double value;
} sim_preset_row;

typedef struct {
    const char *name, *group, *about; /* in `ini`; the name borrowed */
    const char *of;  /* the indication that it was measured for; NULL: it is for any */
    char origin[48]; /* "preset NAME" */
    sim_preset_row *rows;
    size_t n_rows;
    sim_ini ini;
    const sim_chain *elsewhere; /* of a row that was passed over; NULL: none was */
} sim_preset;

typedef struct {
    sim_preset *list; /* those that are offered, then those of other chains */
    size_t n, n_all;
    const char **groups; /* [n_groups] in the order of their names */
    size_t n_groups;
} sim_presets;

enum { SIM_NONE = 1 << 30 }; /* no preset, no arm */

/* Reads the texts, up to one whose name is NULL.  sim_presets_free is legal after a
 * failure too. */
sim_status sim_presets_init(sim_presets *presets, const sim_catalog *catalog,
                            const sim_text texts[], sim_error *err);

void sim_presets_free(sim_presets *presets);

/* Finds the preset `name` of `group`; a message starts with `place`. */
sim_status sim_presets_find(const sim_presets *presets, const char *group, const char *name,
                            const char *place, size_t *group_index, size_t *preset_index,
                            sim_error *err);

#endif
