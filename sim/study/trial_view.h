/* trial_view.h -- both tables of trials, solved here or read back, and how their numbers are told.
 *
 * Units:  those that numbers are told in: a share of 1 in percent, differences of it in points.
 * Memory: a view borrows all; texts are the caller's, and cut off where they do not fit.
 */
#ifndef SIM_STUDY_TRIAL_VIEW_H
#define SIM_STUDY_TRIAL_VIEW_H

#include "sim/study/trial_set.h"

typedef struct {
    const sim_experiment *experiment;
    const sim_trial_measure *measure;
    const sim_table *trial, *across;
} sim_trial_view;

/* What those who are drawn are called, one of them; against whom the others are held, which has no
 * rows in the table of all trials. */
const char *sim_trial_subject(const sim_trial_view *view);
const char *sim_trial_view_control(const sim_trial_view *view);

/* Who takes part, in the order of the experiment, the control among them: the i-th; NULL past
 * the last. */
const char *sim_trial_view_arm(const sim_trial_view *view, size_t i);

/* The row of that arm in trial number `trial` (from 1), or among trials of the size that is
 * asked for; a cell of it, NAN where there is no such row. */
double sim_trial_view_found(const sim_trial_view *view, const char *arm, size_t trial,
                            const char *column);
double sim_trial_view_across(const sim_trial_view *view, const char *arm,
                             const char *column);

/* A cell of a column that the table has. */
double sim_trial_cell(const sim_table *table, size_t row, const char *column);

/* How numbers are told, and differences of them. */
typedef struct {
    double times;
    const char *unit, *unit_of_differences; /* "" of plain numbers */
} sim_trial_scale;
sim_trial_scale sim_trial_scale_of(const sim_trial_view *view);

/* A unit as a table is headed by it: "mm", "points". */
void sim_trial_print_units(const char *unit, char text[], size_t size);

/* Adds a number with that unit: "8.3 mm", "12.5 points"; as many decimals as show a tenth of what
 * is worth a word. */
void sim_trial_add_amount(const sim_trial_view *view, double number, const char *unit,
                          char text[], size_t size);

/* Adds a share of trials: "less than 1 %", "23 %", "more than 99 %". */
void sim_trial_add_percent(double share, char text[], size_t size);

/* What a number is, up to what its column says of it behind a semicolon. */
void sim_trial_print_number(const sim_trial_view *view, char text[], size_t size);

/* "Welch's t test"; what the interval is of: "Welch". */
const char *sim_trial_test(const sim_trial_view *view);
const char *sim_trial_interval(const sim_trial_view *view);

/* What intervals and p hang on beside that, in a phrase: "everyone in every arm"; "" where on nothing. */
void sim_trial_print_design(const sim_trial_view *view, char text[], size_t size);

#endif
