/* trial_measure.h -- what a trial reads of a subject: a number, whether something is so, or when
 * something befalls it.
 *
 * Of a member of the pool is kept, for each arm, what a reading hangs on but chance: the truth
 * at its visits, how likely the subject is spared until then, the course of that.  A subject that
 * is drawn has a noise of its own at each visit and one uniform number, below which what it is
 * spared falls when it is struck; nothing is ever counted by halves.
 *
 * Units:  those of the number; days from the origin that the population counts from, or day 0.
 * Memory: a measure borrows the readout and must not move; it owns nothing.
 * Safety: may be read by any number of threads.
 */
#ifndef SIM_STUDY_TRIAL_MEASURE_H
#define SIM_STUDY_TRIAL_MEASURE_H

#include "sim/study/arms.h"
#include "sim/study/readout.h"

typedef enum { SIM_TRIAL_MEAN, SIM_TRIAL_SHARE, SIM_TRIAL_EVENT } sim_trial_kind;

/* How a number is made of what is read. */
typedef enum {
    SIM_VISIT_NONE,   /* no instrument reads it */
    SIM_VISIT_ONE,    /* of one visit */
    SIM_VISIT_FALL,   /* by how much the second of two is below the first */
    SIM_VISIT_CHANGE, /* or above it */
    SIM_VISIT_BOTH,   /* the truth is the change; two readings make it */
} sim_trial_visit;

/* What is asked of a subject beside, or in place of, the number. */
typedef enum {
    SIM_JUDGE_NONE,
    SIM_JUDGE_SPARED,
    SIM_JUDGE_STRUCK,
    SIM_JUDGE_RULE,   /* a responder by its readings */
    SIM_JUDGE_WITHIN, /* one whose number lies within bounds */
} sim_trial_judge;

/* What of a subject that was struck by a fate which ends readings. */
typedef enum { SIM_LOST_NEVER, SIM_LOST_MISSING, SIM_LOST_ZERO } sim_trial_lost;

typedef struct {
    sim_trial_kind kind;
    sim_column column; /* name, unit and meaning of the number */
    const sim_readout *readout;
    const sim_summary *summary; /* what is read; NULL: none of these */
    const sim_count *count;     /* likewise */
    const sim_symbol *symbol;   /* that is read on days, or at the end */
    size_t fate;                /* of an event; SIM_FATES: any */
    sim_trial_visit visit;
    double noise, low, high; /* sd of a reading, and what that is kept within */
    double before, after;    /* days of the visits */
    sim_trial_lost lost;
    sim_trial_judge judge;
    const sim_responder *rule; /* of SIM_JUDGE_RULE */
    double least, most;        /* of SIM_JUDGE_WITHIN */
    const char *judged;        /* the column of who counts; NULL: none does */
    sim_better better;
    double worth; /* the smallest difference that is worth a word; 0: any */
    char meaning[512];
} sim_trial_measure;

/* Finds a number of the readout, a fate by its name or "any_event".  Refuses what no trial reads;
 * messages start with `place`.  What hangs on a background is of paired trials alone. */
typedef struct {
    const char *name, *place;
    bool is_paired;
} sim_trial_number;
sim_status sim_trial_measure_init(sim_trial_measure *measure, const sim_readout *readout,
                                  const sim_experiment *experiment,
                                  const sim_trial_number *number, sim_error *err);

extern const char sim_trial_any_event[];

/* By what of its readings a subject counts as a responder, "measured pain falls by at least 20 mm
 * from day 0 to day 182"; empty: by none. */
enum { SIM_RULE_TEXT = 384 };
void sim_trial_measure_print_rule(const sim_trial_measure *measure, char text[],
                                  size_t size);

/* What is kept of a member of the pool in an arm. */
typedef struct {
    double first; /* the truth at the first visit */
    double value; /* at the second, or what is read otherwise; as if nobody was struck; NAN:
                    * there is none */
    double spared; /* how likely it is not struck by then; 1 where no fate matters */
    double
        apart; /* 1 of an arm that the population sets apart, which has no number; else 0 */
} sim_trial_member;

/* Reads an arm of a solution: the member and, of an event, how likely it is spared on each of
 * the n_days days from the origin on: NAN behind the course's end. */
void sim_trial_measure_take(const sim_trial_measure *measure, const sim_solution *solution,
                            size_t arm, sim_trial_member *member, double course[],
                            size_t n_days);

/* What chance gives a subject that is drawn. */
typedef struct {
    double uniform;           /* in (0, 1): it is struck when what it is spared is below */
    double noise[SIM_VISITS]; /* standard normal */
} sim_trial_luck;

/* The last day on which a subject with those constants of the last model is read; NAN or infinite:
 * the end of the course, or what is worked out from all of it. */
double sim_trial_measure_day(const sim_trial_measure *measure, const double constants[]);

/* Is it read against the background of an arm? */
bool sim_trial_measure_is_against(const sim_trial_measure *measure);

/* How many of the noises are read. */
size_t sim_trial_measure_visits(const sim_trial_measure *measure);

/* Is the uniform number read? */
bool sim_trial_measure_has_fate(const sim_trial_measure *measure);

/* A subject as a trial reads it. */
typedef struct {
    double number; /* 1 or 0 of a share; NAN: it has none */
    double judged; /* does it count, 1 or 0; NAN: nothing is asked, or it has no number */
} sim_trial_reading;
sim_trial_reading sim_trial_measure_read(const sim_trial_measure *measure,
                                         const sim_trial_member *member,
                                         const sim_trial_luck *luck);

/* The same over all luck. */
typedef struct {
    double weight; /* how likely it has a number */
    double mean, variance;
} sim_trial_expected;
sim_trial_expected sim_trial_measure_expect(const sim_trial_measure *measure,
                                            const sim_trial_member *member);

#endif
