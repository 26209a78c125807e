/* curves.h -- for tests: curves that SciPy has fitted (data/fits/least.py), as problems. */
#ifndef TESTS_CURVES_H
#define TESTS_CURVES_H

#include "sim/study/unknown.h"

enum { CURVES = 4, CURVES_UNKNOWNS = 4, CURVES_POINTS = 14 };

typedef struct {
    const char *name;
    bool log;      /* unknowns are fitted as logarithms */
    bool log_data; /* noise is of logarithms */
    double sd;
    size_t n_unknowns, n_points;
    double t[CURVES_POINTS], y[CURVES_POINTS];
    double low[CURVES_UNKNOWNS], high[CURVES_UNKNOWNS];
    double chi2, values[CURVES_UNKNOWNS]; /* SciPy's best */
    double below[CURVES_UNKNOWNS],
        above[CURVES_UNKNOWNS]; /* ends of its profiles; NAN: none */
} curve;

extern const curve curves[CURVES];

/* Unknowns of a curve, and the problem with them. */
void curves_unknowns(const curve *c, sim_fit_unknown unknowns[CURVES_UNKNOWNS]);
sim_problem curves_problem(const curve *c, const sim_fit_unknown unknowns[]);

#endif
