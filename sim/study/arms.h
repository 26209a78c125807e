/* arms.h -- what an experiment asks for: every parameter of every arm, and whence it came.
 *
 * Layers, each over the one before: default, the file's presets, the file's rows, the
 * arm's presets, the arm's rows, and the same again for --set and for --set 'arm NAME:...'.
 * Of each group of presets the last one chosen holds and the others count for nothing.
 *
 * Memory: an experiment owns its strings and arrays; catalog and presets are borrowed.
 */
#ifndef SIM_STUDY_ARMS_H
#define SIM_STUDY_ARMS_H

#include "sim/io/findings.h"
#include "sim/study/cohort.h"
#include "sim/study/figures.h"
#include "sim/study/presets.h"
#include "sim/study/watch.h"

/* Who says so; later ones win. */
typedef enum {
    SIM_BY_DEFAULT,
    SIM_BY_FILE,
    SIM_BY_ARM,
    SIM_BY_SET,
    SIM_BY_SET_ARM,
} sim_scope;

/* One row of a file or one --set: a value of a parameter, or a preset of a group. */
typedef struct {
    sim_scope scope;
    size_t arm; /* SIM_NONE: all of them */
    bool is_preset;
    size_t row, preset; /* of the catalog or the groups; of the presets */
    double value;
    char *place, *origin; /* for messages; for run.ini */
} sim_assignment;

typedef struct {
    double value;
    sim_scope scope;
    size_t order;       /* among rows of the same scope; 0 of a preset */
    const char *origin; /* "default", "preset NAME", "FILE:LINE", "--set ..." */
    const char *place;  /* for messages; NULL for a default */
} sim_setting;

/* A resolved arm. */
typedef struct {
    const char *name;
    sim_setting *settings; /* [catalog->n] */
    size_t *presets;       /* [n_groups] SIM_NONE without one */
    sim_scope *chosen_by;  /* [n_groups] */
} sim_arm;

typedef struct {
    const sim_catalog *catalog;
    const sim_presets *presets;
    sim_assignment *assignments;
    size_t n_assignments, capacity;
    sim_arm *arms; /* [n_arms] in the order of the file */
    size_t n_arms;
    sim_arm base;     /* what holds for all arms; its name is NULL */
    char **arm_names; /* owned, as long as n_arms */
    sim_figures figures;
    sim_cohort cohort;
    sim_watch watch;
} sim_experiment;

/* Where an experiment stands. */
typedef struct {
    const char *file;        /* NULL: none, all at their defaults */
    const char *const *sets; /* [n_sets] the texts of --set */
    size_t n_sets;
    sim_findings *findings; /* NULL: the first problem ends the reading */
} sim_source;

/* Reads the parameter file and the --set texts and resolves all arms; rows with a problem
 * that was noted in findings are left out.  sim_experiment_free is legal after a failure
 * too. */
sim_status sim_experiment_read(sim_experiment *experiment, const sim_catalog *catalog,
                               const sim_presets *presets, const sim_source *source,
                               sim_error *err);

void sim_experiment_free(sim_experiment *experiment);

/* The value of a parameter that all arms share, by its name. */
double sim_experiment_value(const sim_experiment *experiment, const char *section,
                            const char *name);

/* Writes every value in force, its origin as a comment; reading that file gives the same
 * experiment. */
void sim_experiment_write(const sim_experiment *experiment, FILE *out);

/* A number that changes with any value in force (FNV-1a, 64 bits). */
unsigned long long sim_experiment_hash(const sim_experiment *experiment);

#endif
