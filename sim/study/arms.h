/* arms.h -- what an experiment asks for: every parameter of every arm, and whence it came.
 *
 * Layers, each over the one before: default, the file's presets, the file's rows, what a
 * point of a sweep says, the arm's presets, the arm's rows, and the same again for --set and
 * for --set 'arm NAME:...'.
 * Of each group of presets the last one chosen holds and the others count for nothing.
 *
 * Memory: an experiment owns its strings and arrays; catalog and presets are borrowed.
 */
#ifndef SIM_STUDY_ARMS_H
#define SIM_STUDY_ARMS_H

#include "sim/io/findings.h"
#include "sim/io/memory.h"
#include "sim/study/aim.h"
#include "sim/study/axis.h"
#include "sim/study/cohort.h"
#include "sim/study/figures.h"
#include "sim/study/fit_plan.h"
#include "sim/study/log.h"
#include "sim/study/numbers.h"
#include "sim/study/point_table.h"
#include "sim/study/presets.h"
#include "sim/study/trial_plan.h"
#include "sim/study/watch.h"

enum { SIM_ARMS_MAX = 4000 };

/* Who says so; later ones win. */
typedef enum {
    SIM_BY_DEFAULT,
    SIM_BY_FILE,
    SIM_BY_POINT, /* of a sweep */
    SIM_BY_ARM,
    SIM_BY_POINT_ARM, /* of a sweep, of one arm alone */
    SIM_BY_SET,
    SIM_BY_SET_ARM,
    SIM_BY_ANALYSIS, /* of sensitivity: around what is in force */
    SIM_SCOPES,
} sim_scope;

/* Of one arm alone? */
bool sim_scope_is_own(sim_scope scope);

/* One row of a file or one --set: a value of a parameter, or a preset of a group. */
typedef struct {
    sim_scope scope;
    size_t arm; /* SIM_NONE: all of them */
    bool is_preset;
    bool is_spread;     /* of what a cohort draws of `row`; of a point alone */
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

/* The name of an arm, and what it looks like; owned. */
typedef struct {
    char *text, *look;
} sim_arm_name;

/* A log that the file names. */
typedef struct {
    size_t data;    /* which section of the experiment */
    sim_log log;    /* owned */
    size_t arm;     /* of the file; SIM_NONE: one that was left out */
    size_t subject; /* of the log; SIM_NONE: several, of which none was chosen */
} sim_arm_log;

/* Which version of the program a file says that it is for. */
typedef enum {
    SIM_AGE_UNSAID,
    SIM_AGE_OLD, /* one since which names or meanings have changed */
    SIM_AGE_NEW,
} sim_age;

typedef struct {
    const sim_catalog *catalog;
    const sim_presets *presets;
    sim_age age;
    char version[16]; /* as the file says; "" */
    sim_assignment *assignments;
    size_t n_assignments;
    sim_pool pool;    /* of the arrays that follow */
    size_t *own;      /* [n_assignments] their numbers: of arm 0, 1, ..; of all; of none */
    size_t *own_from; /* [n_arms + 3] where each of those starts */
    sim_arm *arms;    /* [n_arms] in the order of the file */
    sim_arm base;     /* what holds for all arms; its name is NULL */
    sim_arm_name *arm_names; /* [n_arms] */
    size_t n_arms;
    size_t n_own;        /* of the file; those behind them are the backgrounds of some */
    size_t *backgrounds; /* [n_arms] the arm that an arm is held against, SIM_NONE */
    size_t *background_owners; /* [n_arms - n_own] whose rows a background has */
    sim_numbers *numbers;      /* of one's own */
    sim_figures figures;
    sim_cohort cohort;
    sim_watch watch;
    sim_axes sweep, sensitivity; /* the rows of those sections that vary parameters */
    sim_aim aim;                 /* of [optimise] */
    sim_point_table table;       /* of the sweep's points; n 0: there is none */
    sim_trial_plan trial;
    sim_fit_plan fit; /* the rows of [fit] that are no parameters */
    sim_data_list data;
    sim_arm_log *logs; /* [n_logs] of its sections that are logs */
    size_t n_logs;
    sim_cues *cues; /* [n_arms] what those tell, of the pool; NULL: there are none */
    sim_kernel_choice kernels;
} sim_experiment;

/* Where an experiment stands. */
typedef struct {
    const char *file;        /* NULL: none; without a text too, all at their defaults */
    const char *const *sets; /* [n_sets] the texts of --set */
    size_t n_sets;
    sim_findings *findings; /* NULL: the first problem ends the reading */
    const char *text;       /* what stands in the file; NULL: it is read */
    const sim_ini *ini;     /* its rows, where they were read before; or NULL */
    const char *
        table; /* of the points of its [sweep], as sim_point_table_print prints it; NULL: it
                        * is read */
    sim_kernel_choice kernels; /* that solve it: no number depends on them */
    bool all_subjects;         /* may a log have several, of which none is chosen? */
} sim_source;

/* What messages call it. */
const char *sim_source_name(const sim_source *source);

/* Reads the rows of a source, none where it has no file and no text; sim_ini_free is legal
 * after a failure too. */
sim_status sim_source_read(const sim_source *source, sim_ini *ini, sim_error *err);

/* The chain that [run] indication asks for, in --set texts or these rows; the first of the
 * chains where they name none, and reading them tells so. */
const sim_chain *sim_source_chain(const sim_source *source, const sim_ini *ini,
                                  const sim_chain chains[]);

/* Does a text of --set give a value to a section that other chains have, and not this one? */
bool sim_set_is_elsewhere(const char *set, const sim_catalog *catalog);

/* Reads the parameter file and the --set texts and resolves all arms; rows with a problem
 * that was noted in findings are left out.  sim_experiment_free is legal after a failure
 * too. */
sim_status sim_experiment_read(sim_experiment *experiment, const sim_catalog *catalog,
                               const sim_presets *presets, const sim_source *source,
                               sim_error *err);

void sim_experiment_free(sim_experiment *experiment);

/* Resolves an arm as if assignment number `left_out` (SIM_NONE: none) did not stand. */
void sim_experiment_resolve(const sim_experiment *e, size_t arm, size_t left_out,
                            sim_arm *resolved);

/* The row of an arm's preset of a group for a row of the catalog; NULL without one. */
const sim_preset_row *sim_arm_preset_row(const sim_experiment *e, const sim_arm *arm,
                                         size_t group, size_t row);

/* An arm with room for that, which the pool has. */
sim_arm sim_arm_take(const sim_experiment *e, const char *name, sim_pool *pool);

/* The log that tells an arm, or that whose background it is; NULL: none does. */
const sim_arm_log *sim_experiment_log(const sim_experiment *e, size_t arm);

/* Leaves the other arms out; refuses a name that is none, saying `place`. */
sim_status sim_experiment_keep_arm(sim_experiment *e, const char *name, const char *place,
                                   sim_error *err);

/* A copy of an experiment whose arms stand at a point, where values of axes come in as
 * `scope` says; it borrows all but its arms.  sim_experiment_unplace frees it, and is legal
 * after a failure too. */
sim_status sim_experiment_place_init(sim_experiment *placed, const sim_experiment *e,
                                     const sim_axes *axes, sim_scope scope, sim_error *err);
void sim_experiment_unplace(sim_experiment *placed);

/* Moves it to the point with these values of its axes. */
void sim_experiment_place(sim_experiment *placed, const double values[]);

/* Does a value of this axis come into force in an arm, or do rows stand over it? */
bool sim_experiment_is_moved(const sim_experiment *placed, size_t arm,
                             const sim_axis *axis);

/* The value of a parameter, or the preset of a group (SIM_NONE without one), in an arm. */
double sim_experiment_setting(const sim_experiment *e, size_t arm, const sim_axis *axis);

/* The value of a parameter that all arms share, by its name. */
double sim_experiment_value(const sim_experiment *experiment, const char *section,
                            const char *name);

/* Writes every value in force, its origin as a comment; reading that file gives the same
 * experiment. */
void sim_experiment_write(const sim_experiment *experiment, FILE *out);

/* A number that changes with any value in force, those of [sweep], [sensitivity] and
 * [trial] aside (FNV-1a, 64 bits). */
unsigned long long sim_experiment_hash(const sim_experiment *experiment);

/* The same with what its [trial] asks for. */
unsigned long long sim_experiment_trial_hash(const sim_experiment *experiment);

/* The last row of an arm that something of a model hangs on, which uses these of its symbols;
 * NULL if none differs from its default. */
const sim_setting *sim_experiment_culprit(const sim_experiment *experiment, size_t arm,
                                          const sim_model *model, const bool uses[]);

#endif
