/* survey.h -- the figure of a sweep: a number over one, two or three axes, or over each of
 * many.
 *
 * One axis of numbers makes lines, two make a heat map; words, the third axis and, of a heat
 * map, arms make panels.  More axes than three make a panel each, of scattered points.
 */
#ifndef SIM_CLI_SURVEY_H
#define SIM_CLI_SURVEY_H

#include "sim/cli/pages.h"
#include "sim/cli/record.h"

typedef struct {
    const char *number; /* NULL: the one that figures are titled by */
    const char *arm;    /* NULL: all, or the first where there is room for one */
    const char *axes;   /* which, with commas; NULL: all */
} sim_survey_wish;

typedef struct {
    sim_record *record; /* loaded */
    const sim_survey_wish *wish;
    const sim_pages_look *look;
    const char *dir;
} sim_survey;

/* Adds the figure to the set of files, under the name of the database. */
sim_status sim_survey_write(const sim_survey *survey, sim_files *files, sim_error *err);

#endif
