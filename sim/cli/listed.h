/* listed.h -- the rows that `potency params` prints: which of them a pattern fits, and all of
 * them as JSON.
 *
 * Memory: everything is borrowed.
 */
#ifndef SIM_CLI_LISTED_H
#define SIM_CLI_LISTED_H

#include "sim/study/session.h"
#include "sim/study/trial_plan.h"

typedef struct {
    const sim_session *session;
    const char *pattern; /* NULL: all */
    const bool *unread;  /* [catalog.n] nothing of the chain reads the row */
} sim_listed;

bool sim_listed_matches(const sim_parameter *parameter, const char *pattern);

/* Its value where nothing is said; what is treated is said by the chain. */
double sim_listed_default(const sim_session *session, const sim_parameter *parameter);

/* The i-th default draw, or parameter that is gone, that a pattern fits, and past the last NULL;
 * *at goes on. */
const sim_draw *sim_listed_next_draw(const sim_session *session, const char *pattern,
                                     size_t *at);
const sim_former *sim_listed_next_former(const sim_session *session, const char *pattern,
                                         size_t *at);

/* The number of the next row of text of a [trial] that a pattern fits, from *at on;
 * SIM_TRIAL_TEXTS past the last. */
sim_trial_text sim_listed_next_trial(const char *pattern, size_t *at);

/* The parameter that is drawn. */
const sim_parameter *sim_listed_drawn(const sim_session *session, const sim_draw *draw);

/* listed_json.c */
sim_status sim_listed_print_json(const sim_listed *listed, sim_error *err);

#endif
