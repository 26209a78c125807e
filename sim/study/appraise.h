/* appraise.h -- an offer held against the model: what is solved for it, and what is answered.
 *
 * What an offer does not say is an unknown with two ends.  All their combinations are solved (the
 * corners), so that the worst and the best of them are found whatever the parameters are; then
 * those two beside the arms that they are held against.
 *
 * Memory: an appraisal owns all it holds; the table of rows and the task are borrowed.
 */
#ifndef SIM_STUDY_APPRAISE_H
#define SIM_STUDY_APPRAISE_H

#include "sim/study/job.h"
#include "sim/study/offer.h"

/* One question, answered. */
typedef struct {
    const char *question, *verdict;
    const char *const *paragraphs; /* up to NULL */
} sim_answer;

typedef struct {
    const sim_offer_row *rows; /* the table */
    const sim_source *source;  /* the file, and the texts of --set */
} sim_appraisal_task;

/* What is not known of an offer, and how much that matters. */
typedef struct {
    const sim_offer_row *row;
    double moves; /* at most, of the main number */
} sim_unknown;

/* Some arms of `corners`: an offer, or the reference with what one question asks of it. */
typedef struct {
    const char *of; /* the question; NULL: the whole offer */
    size_t from, n;
    sim_range value; /* of the main number */
} sim_corners;

enum { SIM_UNKNOWNS = 10, SIM_PARTS_OF_OFFER = 8 };

typedef struct {
    const sim_appraisal_task *task;
    sim_ini ini; /* of the file */
    sim_offer offer;
    sim_job corners, job; /* `job` has the arms "offer", or "offer at worst" and "offer at
                           * best", and those beside them */
    sim_unknown unknowns[SIM_UNKNOWNS];
    size_t n_unknowns;
    sim_corners parts[SIM_PARTS_OF_OFFER]; /* the first is the offer */
    size_t n_parts;
    size_t worst, best;        /* arms of `corners` */
    double reference;          /* the main number of that arm */
    double least;              /* difference of it that is worth a word; 0: any */
    const sim_answer *answers; /* [n_answers] */
    size_t n_answers;
    const char *about;  /* what the offer is for, in words */
    const char *title;  /* the verdict, for a figure; NULL: there is no model to draw */
    const char **drawn; /* [n_drawn] arms of `job` that a figure shows */
    size_t n_drawn;
    sim_pool pool;
} sim_appraisal;

/* Reads, solves and answers.  sim_appraisal_free is legal after a failure too. */
sim_status sim_appraisal_init(sim_appraisal *appraisal, const sim_appraisal_task *task,
                              sim_error *err);
void sim_appraisal_free(sim_appraisal *appraisal);

/* Puts the verdict above the figure of `job`: after the experiment was written, which may be
 * solved anew to another one. */
sim_status sim_appraisal_title(sim_appraisal *appraisal, sim_error *err);

/* ---- its parts -------------------------------------------------------------- */

/* A number of the answers, as sim_offer_find wants it; "NAME of ARM" too. */
bool sim_appraisal_find(const void *appraisal, const char *name, sim_range *range);

/* The part of the reference that a main number is: 0 of what does harm; NAN where the reference
 * does nothing. */
double sim_appraisal_kept(const sim_appraisal *appraisal, double value);

/* Are the ends of the whole offer apart by what is worth a word? */
bool sim_appraisal_is_range(const sim_appraisal *appraisal);

/* Does an unknown matter? */
bool sim_appraisal_asks(const sim_appraisal *appraisal, const sim_unknown *unknown);

/* Fills answers and title from what is solved. */
sim_status sim_appraisal_tell(sim_appraisal *appraisal, sim_error *err);

#endif
