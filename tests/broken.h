/* broken.h -- files of data that are broken, each with the line that is to tell so, for tests.
 *
 * A folder has expected.txt, a line for each of its NAME.csv: NAME|rows of its section, ';' between|message.
 */
#ifndef TESTS_BROKEN_H
#define TESTS_BROKEN_H

#include "sim/study/session.h"

enum { BROKEN_TEXT = 1024 };

extern int n_broken;

/* Reads the list, before a test has a folder of its own. */
void broken_read(const char *folder);

/* Reads case i as an experiment: `head`, file = NAME.csv and its rows, in a file own.ini of the folder.  It
 * must be refused with the message, which begins with FILE:LINE. */
void broken_try(int i, const sim_session *session, const char *head);

#endif
