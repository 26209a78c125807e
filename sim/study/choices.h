/* choices.h -- what somebody chose holds, or is told.
 *
 * A choice is a row of a file or a --set: a value, or a preset of a group.  One that stands
 * over another value of a preset is told with both; one without effect is told too, as far
 * as the rows alone show it (reads.h); effects.h finds the others by solving.
 *
 * Memory: choices own their arrays; experiment and chain are borrowed.
 */
#ifndef SIM_STUDY_CHOICES_H
#define SIM_STUDY_CHOICES_H

#include "sim/study/arms.h"
#include "sim/study/params.h"
#include "sim/study/reads.h"

/* What a choice does, in some arm. */
enum {
    SIM_CHOICE_SAYS_SAME = 1, /* as what would hold without it */
    SIM_CHOICE_IS_READ = 2,   /* it differs from that, and something reads it */
    SIM_CHOICE_UNREAD = 4,    /* it differs, and nothing does */
    SIM_CHOICE_BEATEN = 8,    /* others stand over it */
    SIM_CHOICE_REFINED = 16,  /* the same, for all arms as it was itself */
};

typedef struct {
    const sim_experiment *experiment;
    const sim_chain *chain;
    sim_reads *reads;
    sim_pool pool;       /* of the arrays that follow */
    sim_arm without;     /* an arm without a choice */
    unsigned *seen;      /* [n_assignments] of what is above, in any arm */
    const char **victor; /* [n_assignments] what stands over it */
    bool *told_over;     /* [n_assignments][presets->n] to stand over that */
    sim_findings over;   /* the lines of those */
    bool *draws;         /* [cohort.n] has a row that a draw can move, in some arm */
    bool *heard;         /* [cohort.n] has a row that is read, in some arm */
    const sim_axes *axes;
    bool *moving; /* [axes->n] moves a row that is read, in some arm */
} sim_choices;

/* sim_choices_free is legal after a failure too. */
sim_status sim_choices_init(sim_choices *choices, const sim_experiment *experiment,
                            const sim_chain *chain, sim_error *err);
void sim_choices_free(sim_choices *choices);

/* Looks at all arms as they stand or, where there are any, along the axes of a sweep. */
sim_status sim_choices_look(sim_choices *choices, const sim_axes *axes, sim_error *err);

/* Adds a line for each choice that was seen to stand over a preset's value, and for each
 * that was seen to have no effect, draws of [cohort] among them. */
sim_status sim_choices_tell(const sim_choices *choices, sim_findings *findings,
                            sim_error *err);

/* Adds a line for each axis that puts its values over a preset's, or moves nothing that any
 * arm reads. */
sim_status sim_choices_tell_axes(const sim_choices *choices, const sim_axes *axes,
                                 sim_findings *findings, sim_error *err);

/* "product.dose = 5e+07", "presets.product = exosomes". */
enum { SIM_CHOICES_NAME = 256 };
void sim_choices_name(const sim_experiment *experiment, const sim_assignment *assignment,
                      char text[SIM_CHOICES_NAME]);

/* Adds the line of one choice, "FILE:LINE: section.row = value has no effect in arm A". */
sim_status sim_choices_tell_one(const sim_choices *choices, size_t assignment,
                                sim_findings *findings, sim_error *err);

/* Does that choice belong to the chain (true), or say how it is run? */
bool sim_choices_counts(const sim_experiment *experiment, size_t assignment);

/* Resolves an arm without a choice into `without`; false if it says the same. */
bool sim_choices_remove(sim_choices *choices, const sim_experiment *view, size_t arm,
                        size_t assignment);

#endif
