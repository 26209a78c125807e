/* profile.h -- profile likelihood: how far an unknown can go while the others make up for it.
 *
 * Each unknown is moved away from the best point, to either side, and held while all others are fitted
 * again from the last point; an end of its interval is where the sum of squares has risen by a
 * threshold (Venzon & Moolgavkar (1988) Appl. Stat. 37, 87; Raue et al. (2009) Bioinformatics 25,
 * 1923).  Steps aim at equal rises of its square root, which is nearly linear; the crossing is found
 * to 1e-4 of the distance from the best point.  Where no crossing is, the interval is open: the data
 * do not bound it.  A crossing that stands only because the range of another unknown ends is open,
 * too: where, were that one free, more than half of the rise would be undone.  A bound at which an
 * unknown is pressed at the best point already is part of what is asked.
 *
 * A side that follows its last point alone may climb a wall where a valley bends away.  At a crossing
 * the others are therefore fitted again from ends of starts that lie within the threshold themselves;
 * from one that is lower the side goes on, and what it took for the profile before is dropped.  Where
 * none is, but such an end lies farther out, it goes on there: an interval reaches from the lowest to
 * the highest value within the threshold, whatever is between.
 *
 * Points of a side follow from each other, the best point and the starts alone, so that threads play no part
 * and what is kept serves again.  A point below the best one ends a round: the search goes down from
 * there, and all profiles begin again.
 *
 * Memory: profiles own their arrays.
 */
#ifndef SIM_STUDY_PROFILE_H
#define SIM_STUDY_PROFILE_H

#include "sim/study/curvature.h"
#include "sim/study/starts.h"
#include "sim/study/team.h"

/* How far chi2 may rise within an interval of that level, 0.95: chi2's quantile of one degree of
 * freedom. */
double sim_profile_threshold(double level);

/* The same where the noise of all n observations is fitted along with p other unknowns, for a chi2
 * that has 2 log sd of each: n log(1 + F/(n - p)) with F's quantile of (1, n - p) degrees, exact for
 * linear models (Bates & Watts (1988) Nonlinear Regression Analysis, ch. 6.1; Seber & Wild (1989)
 * Nonlinear Regression, ch. 5.3).  INFINITY where n <= p. */
double sim_profile_threshold_of_noise(double level, size_t n, size_t p);

enum { SIM_PROFILE_POINTS = 64, SIM_PROFILE_ROUNDS = 6 };

/* One point of a side. */
typedef struct {
    double chi2; /* INFINITY: refused */
    double
        gain; /* fall of chi2 if unknowns at a bound were free, beyond that at the best point */
    size_t by; /* the one of them that would gain most; n_unknowns: none is at a bound */
    size_t evaluations;
    double *x; /* [n_unknowns] fitted scale */
} sim_profile_point;

typedef enum {
    SIM_SIDE_CROSSED, /* the data bound it */
    SIM_SIDE_RANGE,   /* its own range ends first */
    SIM_SIDE_OTHERS,  /* crossed, but only because the range of another unknown ends */
    SIM_SIDE_LOST,    /* points were refused, or there were too many */
} sim_side_end;

typedef struct {
    sim_side_end end;
    double
        at; /* natural scale: the crossing, of SIM_SIDE_OTHERS too; else as far as it went */
    double rise; /* of chi2 as far as it went */
    size_t by;   /* SIM_SIDE_OTHERS: the unknown whose range ends */
    size_t n;
    sim_profile_point *points; /* [n] as they were worked out; the profiles' */
    size_t aside;              /* evaluations for points that are none of these */
} sim_profile_side;

typedef enum {
    SIM_TWO_SIDED,
    SIM_OPEN_BELOW,
    SIM_OPEN_ABOVE,
    SIM_NOT_IDENTIFIABLE,
} sim_profile_status;

/* "two-sided", "open below", ... */
const char *sim_profile_status_text(sim_profile_status status);

typedef struct {
    bool done;                 /* was asked for */
    sim_profile_status status; /* an end that is no crossing is open */
    sim_profile_side sides[2]; /* downward, upward */
} sim_profile;

/* How another unknown moves along a profile. */
typedef enum {
    SIM_APART,           /* hardly, or not in line with it */
    SIM_ONLY_PRODUCT,    /* both logarithms: only their product matters */
    SIM_ONLY_RATIO,      /* or their ratio */
    SIM_ONLY_SUM,        /* both as they are: only their sum */
    SIM_ONLY_DIFFERENCE, /* or their difference */
    SIM_TOGETHER,        /* in line, but otherwise */
} sim_relation;

/* "product", "ratio", ...; SIM_APART: NULL */
const char *sim_relation_text(sim_relation relation);

typedef struct {
    double correlation; /* of both along the profile, as far as it has not crossed */
    double slope;       /* of the other, fitted scales */
    double reach;       /* of the other, in standard errors that it had if it were alone */
} sim_companion;

/* Where points are kept, as in starts.h. */
typedef struct {
    size_t round, unknown, side, number;
} sim_profile_key;

typedef struct {
    bool (*have)(void *self, const sim_profile_key *key, sim_profile_point *point);
    sim_status (*keep)(void *self, const sim_profile_key *key,
                       const sim_profile_point *point, sim_error *err);
    void *self;
} sim_profile_store;

typedef struct {
    double threshold;
    const bool *which;        /* [n_unknowns] NULL: all */
    const sim_starts *starts; /* whose ends a side may go on from; NULL: none */
    size_t threads;
    const sim_profile_store *store; /* NULL: none */
    const sim_hooks *hooks;         /* told how many points are done; NULL: none */
} sim_profile_ask;

typedef struct {
    size_t n; /* unknowns */
    double threshold;
    size_t rounds;      /* 1: no better point was found */
    bool settled;       /* nor was one in the last round */
    size_t evaluations; /* of all rounds */
    sim_least best;     /* where the last round began */
    sim_pool pool;
    sim_profile *list;         /* [n] */
    sim_companion *companions; /* [n][n] along the profile of the first */
} sim_profiles;

/* `from` is a fit of the problem in which nothing is held.  SIM_ESTOP where a hook says so.
 * sim_profiles_free is legal after a failure too. */
sim_status sim_profiles_run(const sim_problem *problem, const sim_least *from,
                            const sim_profile_ask *ask, sim_profiles *profiles,
                            sim_error *err);
void sim_profiles_free(sim_profiles *profiles);

/* What `other` is to `unknown` along the profile of the latter: in line where they are correlated by
 * more than 0.99 and the other goes farther than it could alone. */
sim_relation sim_profiles_relation(const sim_profiles *profiles, const sim_problem *problem,
                                   size_t unknown, size_t other);

#endif
