/* losses.h -- why a number of one arm is not that of another: the parts that what they differ in
 * has in the difference.
 *
 * Courses of the last stage are solved that have, of each switch (see sim_switch) in which the
 * arms differ, its constants from one arm or from the other; earlier stages (a culture) are solved
 * once for each arm, and count by what they hand on.  A part is the Shapley value of a switch over
 * all these courses, so that the parts sum to the difference and hang on no order.  All is solved
 * in the mean, whatever [run] method says.
 *
 * In a cohort each subject has a ledger: parts are the means over subjects, and sum to the mean
 * difference.  It is read of each course to its end, whether a subject lives until then or not.
 *
 * Units:  those of the number; a part is above 0 where the switch adds to the number of `arm`.
 * Memory: losses own their parts; job, names and texts are borrowed.
 */
#ifndef SIM_STUDY_LOSSES_H
#define SIM_STUDY_LOSSES_H

#include "sim/study/job.h"
#include "sim/study/team.h"

enum { SIM_LOSSES_REPLICATES = 20000 }; /* at most */

/* What is asked. */
typedef struct {
    const char *arm, *against; /* NULL: of two arms the second, against the first */
    const char *number;        /* of the summary; NULL: the chain's own */
    size_t replicates;         /* of a cohort; 0: none */
    size_t threads;            /* 0: as many as there are processors */
    const sim_hooks *hooks;    /* NULL: none */
} sim_losses_ask;

typedef struct {
    const char *name; /* of the switch, or of a row that is in none */
    double part;
    double low, high; /* of a cohort, between which nine subjects in ten are: 5th and 95th
                       * percentile; else NAN */
} sim_loss;

typedef struct {
    const sim_chain *chain;
    const char *arm, *against; /* their names */
    const sim_summary *number;
    sim_column column;          /* of the number: name, unit, meaning */
    const sim_telling *telling; /* how it is told; NULL: no row says */
    const char *lone; /* the one of them that has no background, where the number is against
                       * one and the other has it; else NULL */
    double value, value_against; /* of both arms; of a cohort, means; NAN: not defined */
    double whole;                /* their difference: the sum of the parts */
    sim_loss *parts; /* [n] the largest first; none where whole is not defined */
    size_t n;
    size_t n_folded; /* rows that the part "everything else" stands for; 0: there is none */
    size_t replicates;  /* of a cohort: asked for */
    size_t n_counted;   /* and those that count */
    size_t n_failed;    /* could not be solved */
    size_t n_undefined; /* have no such number, in an arm or between them */
    sim_error why;      /* of the first that failed */
    sim_pool pool;
} sim_losses;

/* Of a job that was read.  Fails for names that are none, and where a course between the arms is
 * refused.  sim_losses_free is legal after a failure too. */
sim_status sim_losses_find(sim_losses *losses, const sim_job *job,
                           const sim_losses_ask *ask, sim_error *err);
void sim_losses_free(sim_losses *losses);

/* How its numbers are shown: a share of 1 in percent, differences of it in points; all with as
 * many decimals as show four digits of the largest, so that what is seen sums. */
typedef struct {
    double times;
    const char *unit, *unit_of_parts;
    int decimals;
    double least; /* the smallest difference that is worth a word */
} sim_losses_scale;
sim_losses_scale sim_losses_scale_of(const sim_losses *losses);
void sim_losses_print_number(const sim_losses_scale *scale, double number, char text[],
                             size_t size);

/* What is found, in a line: "Specific pain relief after 6 months (day 182): P12 has 7.73 mm less
 * than P2, of which 46 % is secretion per cell". */
void sim_losses_print_title(const sim_losses *losses, char text[], size_t size);

/* One to three sentences about it, made from the numbers: what the arm gives less or more, and
 * what of it each switch is, the largest first. */
void sim_losses_print(const sim_losses *losses, char text[], size_t size);

/* The columns of ledger.csv, and its rows. */
extern const sim_layout sim_losses_layout;
sim_status sim_losses_write(const sim_losses *losses, const sim_rows_to *to,
                            sim_error *err);

#endif
