/* fit_tables.h -- the tables of a fit: fit.csv (a row for each unknown), populations.csv (what sources have),
 * profiles.csv, residuals.csv, starts.csv, correlation.csv, criteria.csv (what each part comes to as a whole); and what their columns are.
 */
#ifndef SIM_STUDY_FIT_TABLES_H
#define SIM_STUDY_FIT_TABLES_H

#include "sim/io/results.h"
#include "sim/study/fit.h"

/* Their names, without an ending; the i-th, NULL past the last. */
const char *sim_fit_table_name(size_t i);

/* Their columns; NULL: there is none of that name. */
const sim_layout *sim_fit_table_layout(const char *name);

/* Adds all of a fit that is solved to a folder of results. */
sim_status sim_fit_tables_write(const sim_fit *fit, sim_results *results, sim_error *err);

/* Describes their columns, for columns.csv. */
void sim_fit_tables_describe(const sim_fit *fit, sim_rows *rows);

/* A layout whose columns without a name are named by the chain's word for a source. */
enum { SIM_FIT_COLUMNS = 24 };
sim_layout sim_fit_name_columns(const sim_chain *chain, const sim_layout *layout,
                                sim_column room[SIM_FIT_COLUMNS]);

/* Points of a profile, rising in the value of its own parameter; how many. */
size_t sim_fit_profile_points(const sim_fit_part *part, size_t unknown,
                              const sim_profile_point *list[2 * SIM_PROFILE_POINTS + 1]);

/* "log" or "linear"; what a parameter's arm and source are in tables: "" where it is of all. */
const char *sim_fit_scale(const sim_fit_unknown *unknown);
const char *sim_fit_arm(const sim_fit *fit, const sim_fit_item *item);
const char *sim_fit_source(const sim_fit *fit, const sim_fit_part *part,
                           const sim_fit_item *item);

/* "passaging.cycle_time", "sd of log harvested", without whose it is. */
void sim_fit_print_name(const sim_fit_item *item, char text[SIM_FIT_NAME]);

#endif
