/* survey.h -- the figure of a sweep: a number over one, two or three axes, or over each of
 * many (slice.h).
 */
#ifndef SIM_CLI_SURVEY_H
#define SIM_CLI_SURVEY_H

#include "sim/cli/sheet.h"
#include "sim/study/record.h"
#include "sim/study/slice.h"

typedef struct {
    sim_record *record;         /* loaded */
    const sim_slice_wish *wish; /* but for panels: as many as a page has room for */
    const sim_sheet_look *look;
    const double
        *levels; /* [n_levels] of contours, which only a map has; none: as they come */
    size_t n_levels;
} sim_survey;

/* Adds the figure to the set of files, under the name of the database, and what it says as
 * NAME_figures.csv. */
sim_status sim_survey_write(const sim_survey *survey, sim_files *files, sim_error *err);

#endif
