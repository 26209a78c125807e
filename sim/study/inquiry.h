/* inquiry.h -- what rows ask of a cohort: of how many, drawn with which seed; what one of them
 * replies, and what all replies say.
 *
 * Units:  what is concluded is in the row's unit.
 * Safety: a question may be read by any number of threads.
 */
#ifndef SIM_STUDY_INQUIRY_H
#define SIM_STUDY_INQUIRY_H

#include "sim/study/question.h"

/* Who responds, by readings with noise; or chances, of which nothing is drawn. */
typedef enum { SIM_ASKS_WHO_RESPONDS, SIM_ASKS_CHANCES, SIM_INQUIRIES } sim_inquiry;

enum { SIM_ASKED_MOST = 2000 };

typedef struct {
    size_t n; /* at most SIM_ASKED_MOST */
    uint64_t seed;
} sim_asked;

extern const sim_asked sim_inquiries[SIM_INQUIRIES];

enum { SIM_SIDES = 2 }; /* of a comparison */

/* Its part of the sums whose ratio is asked; NAN where nothing is read. */
typedef struct {
    double above[SIM_SIDES], below[SIM_SIDES];
} sim_reply;

/* For questions of a cohort alone. */
sim_inquiry sim_question_inquiry(const sim_question *question);

/* What a replicate replies, whose visits are off by noise[SIM_VISITS]. */
sim_reply sim_question_reply(const sim_question *question, const sim_solved *solved,
                             const double noise[SIM_VISITS]);

/* What all replies say; those without a number count nowhere.  NAN of none. */
double sim_question_conclude(const sim_question *question, const sim_reply replies[],
                             size_t n);

#endif
