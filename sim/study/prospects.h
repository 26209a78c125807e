/* prospects.h -- what a log says once it was fitted (sim_log_worth): how far that which it tells of is spent,
 * up to which report it is still worth enough, and how much of it there is by then.
 *
 * Of a log that says nothing of how it went (sim_log.drives) there are no amounts: those of its stage are
 * nobody's.  Behind the last row of a log it goes on by the rows of its stage, up to the highest number that the book
 * knows; what lies there is extrapolated.  A report is worth enough as long as all before it were.
 *
 * Each answer has three intervals: low .. high, by the fit, of the level of its profiles (foretold.h); that of
 * ranges, over the corners of the ranges of parameters that no log tells, at the best point; and over both,
 * those corners at the ends of the first.  Parameters that the fit has itself have no corners.
 *
 * Units:  spent is a share; the number of a report; amounts in parts of the book's size, up to 1e9.
 * Memory: prospects own their list and texts; the fit is borrowed.
 */
#ifndef SIM_STUDY_PROSPECTS_H
#define SIM_STUDY_PROSPECTS_H

#include "sim/io/results.h"
#include "sim/study/fit.h"

typedef enum {
    SIM_PROSPECT_SPENT,  /* share of the worth that is gone at the last row */
    SIM_PROSPECT_UNTIL,  /* number of the last report that is worth enough */
    SIM_PROSPECT_AMOUNT, /* the most in a report up to that */
    SIM_PROSPECT_ALL,    /* had all gone on since the log starts */
    SIM_PROSPECTS,
} sim_prospect_kind;

typedef struct {
    double low, high;
} sim_prospect_span;

typedef struct {
    double value; /* NAN: there is none */
    sim_prospect_span fit, ranges, both;
    bool is_open
        [2]; /* the data do not bound it downward, upward: as far as ranges let it go */
    bool is_extrapolated[2]; /* the value; an end of `fit` */
} sim_prospect;

typedef struct {
    const sim_fit_part *part;
    const sim_arm_log *of;
    size_t subject, arm, source; /* of the log; of the experiment; of the observations */
    size_t last, highest; /* numbers: of its last row; the highest that is looked at */
    double size;          /* what is counted in; with its unit: */
    const char *unit;
    sim_prospect list[SIM_PROSPECTS];
} sim_log_prospects;

typedef struct {
    sim_log_prospects *list; /* [n] */
    size_t n;
    sim_pool pool;
} sim_prospects;

/* Of all logs of a fit that is solved.  SIM_ESTOP where a hook says so.  sim_prospects_free is legal after
 * a failure too. */
sim_status sim_prospects_init(sim_prospects *prospects, const sim_fit *fit,
                              const sim_hooks *hooks, sim_error *err);
void sim_prospects_free(sim_prospects *prospects);

enum { SIM_PROSPECT_WORDS = 640 };

/* What is counted is told up to that; a number above it is that. */
extern const double sim_prospect_many;

/* An answer in the book's words; "" where there is none. */
void sim_prospect_print(const sim_log_prospects *of, const sim_fit *fit,
                        sim_prospect_kind kind, char text[SIM_PROSPECT_WORDS]);

/* Whose answers those of log i are, "A, B": its own and all those of whom all answers are the same; "" where
 * they are those of a log before. */
void sim_prospect_print_whose(const sim_prospects *prospects, const sim_fit *fit, size_t i,
                              char text[SIM_PROSPECT_WORDS]);

/* The parameters that no log tells, with their ranges: "product.secretion_loss 0..0.08 1/division and ..." */
void sim_prospect_print_untold(const sim_log_prospects *of, const sim_fit *fit,
                               char text[SIM_PROSPECT_WORDS]);

/* The table answers.csv, a row for each answer; and what its columns are. */
extern const char sim_prospects_table[];
sim_status sim_prospects_write(const sim_prospects *prospects, const sim_fit *fit,
                               sim_results *results, sim_error *err);
void sim_prospects_describe(const sim_fit *fit, sim_rows *rows);

#endif
