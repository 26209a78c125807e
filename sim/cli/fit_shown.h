/* fit_shown.h -- what figures and reports show of a fit, from the tables in its folder.
 *
 * Memory: owns all of it.
 */
#ifndef SIM_CLI_FIT_SHOWN_H
#define SIM_CLI_FIT_SHOWN_H

#include "plots/estimate.h"
#include "sim/study/chain.h"

/* A row of criteria.csv. */
typedef struct {
    const char *source, *by;
    double observations, fitted, minus2, aic, aicc, bic, chi2, lack, threshold;
} sim_fit_criteria;

/* A row of band.csv, and one of residuals.csv, in the words of the first. */
typedef struct {
    const char *data, *quantity, *arm, *source;
    double x;
    double model, low, high;
    const char *unit, *meaning, *x_name, *x_unit;
} sim_fit_modelled;
typedef struct {
    const char *data, *quantity, *arm, *source;
    double x, observed, model, residual, sd;
    const char *seen, *error;
} sim_fit_observed;

typedef struct {
    sim_pool pool;
    plot_estimate_of figures;
    sim_fit_modelled *modelled; /* [n_modelled] */
    size_t n_modelled;
    sim_fit_observed *observed; /* [n_observed] */
    size_t n_observed;
    sim_fit_criteria *criteria; /* [n_criteria] */
    size_t n_criteria;
    plot_estimated *numbers; /* [n_numbers] */
    size_t n_numbers;
    plot_estimate_starts *starts; /* [n_starts] */
    size_t n_starts;
    plot_estimate_draws draws;
    plot_estimate_set *sets; /* [n_sets] */
    size_t n_sets;
} sim_fit_shown;

/* Where its tables are. */
typedef struct {
    const char *dir;
    const sim_chain *chain;
    double level; /* of intervals */
} sim_fit_shown_of;

/* Reads DIR/NAME.csv of each.  sim_fit_shown_free is legal after a failure too. */
sim_status sim_fit_shown_read(sim_fit_shown *shown, const sim_fit_shown_of *of,
                              sim_error *err);
void sim_fit_shown_free(sim_fit_shown *shown);

/* fit_panels.c: puts what was read into panels. */
void sim_fit_shown_arrange(sim_fit_shown *shown);

/* fit_drawn.c: reads draws.csv and posterior.csv, where they are. */
sim_status sim_fit_shown_read_draws(sim_fit_shown *shown, const sim_fit_shown_of *of,
                                    sim_error *err);

/* A copy that lives as long as it. */
const char *sim_fit_shown_keep(sim_fit_shown *shown, const char *text);

#endif
