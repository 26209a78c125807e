/* arms_parts.h -- what the parts of arms.h share: arms.c (layers), arms_read.c (files and --set),
 * arms_rows.c (what a row says; run.ini), arms_background.c (arms that stand beside treated
 * ones) and arms_trial.c (what a [trial] compares).
 */
#ifndef SIM_STUDY_ARMS_PARTS_H
#define SIM_STUDY_ARMS_PARTS_H

#include "sim/io/sections.h"
#include "sim/study/arms.h"

/* A row before it is understood. */
typedef struct {
    sim_scope scope;
    size_t arm;          /* SIM_NONE: all of them */
    const char *section; /* "joint"; "arm P8" */
    const char *whole; /* the value with what would be a comment elsewhere; NULL without */
    sim_row row;
} sim_arms_row;

/* A section before its rows are read. */
typedef struct {
    const char *section, *place;
    bool is_empty;
} sim_arms_header;

typedef sim_status sim_arms_opener(sim_experiment *e, const sim_arms_header *header,
                                   sim_error *err);
typedef sim_status sim_arms_setter(sim_experiment *e, const sim_arms_row *raw,
                                   sim_error *err);
typedef void sim_arms_writer(const sim_experiment *e, FILE *out);

/* What sections.def says of each kind of section. */
typedef struct {
    sim_arms_opener *open;
    const char *rows;
    sim_arms_setter *set;
    sim_arms_writer *write;
} sim_arms_kind;

extern const sim_arms_kind sim_arms_kinds[SIM_SECTION_KINDS];

/* Reads the file of a source into an experiment that is empty. */
sim_status sim_arms_read_file(sim_experiment *e, const sim_source *source, sim_error *err);

/* Reads "arm P8:product.dose=1e7" or "product.dose=1e7". */
sim_status sim_arms_read_set(sim_experiment *e, const char *set, sim_error *err);

/* Splits the row's "section.name" in `key`, in place, and sets it. */
sim_status sim_arms_set_key(sim_experiment *e, sim_arms_row *raw, char *key,
                            sim_error *err);

/* Sets a row of a section that takes rows as they are; an old file's may be refused. */
sim_status sim_arms_set_row(sim_experiment *e, const sim_arms_row *raw, sim_error *err);

/* Adds an arm, and finds one by what its name looks like (SIM_NONE: there is none). */
sim_status sim_arms_add(sim_experiment *e, const char *name, const char *place,
                        sim_error *err);
size_t sim_arms_find(const sim_experiment *e, const char *name);
sim_status sim_arms_refuse(const sim_experiment *e, const char *name, const char *place,
                           sim_error *err);

/* Room for the arms as they are named, and their values as the rows say. */
sim_status sim_arms_make_room(sim_experiment *e, sim_error *err);
void sim_arms_resolve_all(sim_experiment *e);

/* Refuses a key that no row of [trial] has. */
sim_status sim_arms_refuse_trial_row(const sim_experiment *e, const char *key,
                                     const char *place, sim_error *err);

/* Reads the logs of the file, and notes what they tell its arms; of all but one arm, forgets. */
sim_status sim_arms_settle_logs(sim_experiment *e, const sim_source *source,
                                sim_error *err);
sim_status sim_arms_tell(sim_experiment *e, sim_error *err);
void sim_arms_keep_logs_of(sim_experiment *e, size_t arm);
void sim_arms_write_data(const sim_experiment *e, FILE *out);
void sim_arms_hash_logs(const sim_experiment *e, uint64_t *hash);
void sim_arms_free_logs(sim_experiment *e);

/* Sets a row of [sweep]; reads its table of points, whose axes it makes; writes what are no parameters. */
sim_status sim_arms_set_sweep(sim_experiment *e, const sim_arms_row *raw, sim_error *err);
sim_status sim_arms_settle_table(sim_experiment *e, const sim_source *source,
                                 sim_error *err);
void sim_arms_write_sweep(const sim_experiment *e, FILE *out);

/* Sets a row of the catalog; refuses one of the whole run in an arm. */
sim_status sim_arms_set_value(sim_experiment *e, const sim_arms_row *raw, sim_error *err);
sim_status sim_arms_refuse_arm_row(const sim_arms_row *raw, sim_error *err);

/* Fills the plan of a trial, of arms that are resolved. */
sim_status sim_arms_settle_trial(sim_experiment *e, sim_error *err);

/* Resolves the arms of the file, then adds a background for each treated one whose rows of the
 * last model no other one has. */
sim_status sim_backgrounds_add(sim_experiment *e, sim_error *err);

/* The arm whose rows an arm has: itself, if it is no background. */
size_t sim_background_owner(const sim_experiment *e, size_t arm);

/* Takes the treatment out of an arm. */
void sim_background_strip(const sim_experiment *e, sim_arm *arm);

/* Refuses a name that a background has. */
sim_status sim_background_check_name(const sim_experiment *e, const char *name,
                                     const char *place, sim_error *err);

#endif
