/* unread.h -- which rows nothing of a chain reads, whatever their values are: rows of a stage
 * that several chains share, and that only others of them heed.
 */
#ifndef SIM_STUDY_UNREAD_H
#define SIM_STUDY_UNREAD_H

#include "sim/study/session.h"

/* For each row of the session's catalog: is it read by no stage?  Rows that say how an
 * experiment is run are not.  To be freed; NULL after a failure. */
sim_status sim_unread_find(const sim_session *session, bool **unread, sim_error *err);

#endif
