/* fit.h -- parameters fitted to what was observed: from many starts to the best point, from there along
 * profiles to intervals, and what they say.
 *
 * A fit has a part for all that was observed or, where all of its parameters are a source's own, one for
 * each source (the first of two stages; the second: fit_sources.h).  Ends of intervals are where a profile
 * of the likelihood crosses its threshold (profile.h): that of chi2 of one degree of freedom, or where
 * noise is fitted, F's (1, n - p), with n the observations whose noise is, and p all other numbers that
 * are fitted with them but one sd.  (Several sds: each takes its degree; observations of known noise add
 * none.  Both make intervals wider.)
 *
 * Units:  values in those of the parameters; x on the fitted scale.
 * Memory: a fit owns all it holds; its source and folder are borrowed.
 */
#ifndef SIM_STUDY_FIT_H
#define SIM_STUDY_FIT_H

#include "sim/study/curvature.h"
#include "sim/study/fit_problem.h"
#include "sim/study/fit_store.h"
#include "sim/study/profile.h"
#include "sim/study/reml.h"
#include "sim/study/runs.h"
#include "sim/study/starts.h"

enum { SIM_FIT_WORDS = 512 };

/* A sum of squares that is none: the search ends there. */
#define SIM_FIT_NOTHING 1e-6

/* What is known of an unknown in the end. */
typedef struct {
    const sim_fit_item *item; /* name, whose, unit */
    double value;             /* best */
    double low, high;         /* of its interval; NAN: open there */
    double error; /* standard error, on the fitted scale; NAN or infinite: none */
    int at;       /* -1, 1: it lies on its lower, its upper bound; else 0 */
    sim_profile_status status;
    char words
        [SIM_FIT_WORDS]; /* "not identifiable, only its product with B is", "its upper end
                                stands only because the range of B ends", ...; "" */
} sim_fitted;

/* Residuals of a set, in the order of x. */
typedef struct {
    size_t set; /* of the observations */
    size_t n;   /* uncensored */
    sim_runs runs;
    double chi2; /* of its observations */
} sim_fit_pattern;

/* All that was observed, or what was of one source. */
typedef struct {
    size_t source; /* of the observations; SIM_NONE: everybody's */
    sim_fit_problem problem;
    sim_starts starts;
    sim_profiles profiles; /* profiles.best is the best point */
    sim_curvature curvature;
    bool is_solved;
    double log_likelihood;
    sim_runs runs; /* of all residuals, set by set */
    double chi2;   /* sum of squares of the observations */
    double
        lack; /* how likely that much or more is, were the model right and noise as given (chi2 of n less the
                    unknowns); NAN where noise is fitted, or limits or beliefs play a part */
    sim_criteria criteria;
    double threshold;
    bool by_f;                 /* the threshold is F's */
    sim_pool pool;             /* of what follows */
    double *model;             /* [n_seen] at the best point */
    sim_fitted *answers;       /* [n_unknowns] */
    sim_fit_pattern *patterns; /* [n_sets] of the observations; n 0: none here */
} sim_fit_part;

/* What sources have of one parameter, on its fitted scale. */
typedef struct {
    const sim_fit_row *row;
    bool is_found; /* else `why` */
    sim_reml reml; /* fitted scale */
    double low,
        high; /* of the mean, natural scale, as `middle` is: of logarithms the geometric mean */
    double middle;
    size_t n;                     /* sources that count */
    char left_out[SIM_FIT_WORDS]; /* "A, B": those whose own is open */
    char why[SIM_FIT_WORDS];
} sim_fit_population;

typedef struct {
    sim_job job;
    sim_observations all;
    sim_fit_plan plan; /* what is fitted, by default where the file does not say */
    bool by_default;
    size_t threads, starts;
    double level;
    sim_fit_store store;
    sim_pool pool;       /* of what follows */
    sim_fit_part *parts; /* [n_parts] */
    size_t n_parts;
    sim_fit_population *populations; /* [n_populations] of parameters that sources have */
    size_t n_populations;
} sim_fit;

/* Reads experiment, data and what is fitted; sim_fit_free is legal after a failure of this or the
 * functions below. */
sim_status sim_fit_read(sim_fit *fit, const sim_source *source, size_t threads,
                        sim_error *err);

/* Opens DIR/fit.db, which keeps what is worked out; `resumes`: goes on with one that is there. */
sim_status sim_fit_open(sim_fit *fit, const char *dir, bool resumes, sim_error *err);

/* How many starts there are, of all parts. */
size_t sim_fit_starts(const sim_fit *fit);

/* Finds starts, best points and profiles of all parts, and what they say.  Hooks are told of
 * starts, then of points of profiles.  SIM_ESTOP where they say so. */
sim_status sim_fit_solve(sim_fit *fit, const sim_hooks *starts, const sim_hooks *profiles,
                         sim_error *err);

/* What the model says at the observations of a part, model[n_seen], at x[n_unknowns]. */
sim_status sim_fit_part_predict(const sim_fit_part *part, size_t member, const double x[],
                                double model[], sim_error *err);

/* The store is removed, as all is in the tables; else closed, to be gone on with. */
void sim_fit_done(sim_fit *fit);
sim_status sim_fit_close(sim_fit *fit, sim_error *err);

void sim_fit_free(sim_fit *fit);

#endif
