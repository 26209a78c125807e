/* cohort.h -- how those of a cohort differ: which parameters are drawn, and how.
 *
 * The chain's population says it; rows of [cohort] in a parameter file stand over that:
 * "passaging.lag_time = lognormal 0.3", "normal 12 30 95", "uniform 0.01 0.1", "fixed".
 *
 * A source's log-normal draw may have a level above it: of "lognormal 0.3 laboratory 0.5"
 * the second number is the sd of the logarithm of a factor that a laboratory's sources
 * share, the first that of a source's own.  Other shapes have no such factor: a uniform draw
 * hangs on no row that it could multiply, a normal one adds, and may fall below 0.
 *
 * Draws of one owner may be correlated: "correlate = product.lot_potency, passaging.hazard_scale 0.5",
 * with `|` between several; a Gaussian copula (copula.h) of the normal numbers that they are made
 * from.  What a laboratory's sources share is left as it is.
 *
 * Memory: a cohort owns its list and texts; the catalog is borrowed.
 */
#ifndef SIM_STUDY_COHORT_H
#define SIM_STUDY_COHORT_H

#include <stdio.h>

#include "sim/io/catalog.h"
#include "sim/study/copula.h"
#include "sim/study/row.h"

typedef enum { SIM_FIXED, SIM_LOGNORMAL, SIM_NORMAL, SIM_UNIFORM } sim_shape;

typedef struct {
    sim_shape shape;
    double sd;        /* of the logarithm or, in the parameter's unit, of a normal draw */
    double low, high; /* what a draw is kept within */
    bool bounded;     /* these were given, and are not the parameter's range */
    double laboratory_sd; /* of the logarithm of the laboratory's factor; 0: it has none */
} sim_distribution;

typedef struct {
    size_t row; /* of the catalog */
    sim_owner owner;
    sim_distribution how;
    unsigned layer;       /* who says so: 0 the population, and what stands over it */
    char *place, *origin; /* for messages; for run.ini */
} sim_drawn;

typedef struct {
    sim_drawn *list; /* [n] those of the population first, in its order */
    size_t n;
    sim_row_kept correlate;
    sim_pair_of *pairs; /* [n_pairs] of rows of the catalog, as that row says */
    size_t n_pairs;
} sim_cohort;

extern const char sim_correlate_row[]; /* its name */

/* The i-th word that `[cohort] draw` accepts; NULL past the last. */
const char *sim_cohort_draw_name(size_t i);
enum { SIM_DRAW_COHORT, SIM_DRAW_NONE };

/* Starts with the population of the catalog.  sim_cohort_free is legal after a failure
 * too. */
sim_status sim_cohort_init(sim_cohort *cohort, const sim_catalog *catalog, sim_error *err);

void sim_cohort_free(sim_cohort *cohort);

/* Understands a row of [cohort] and puts it over what stands in a lower layer; a second one in its own
 * layer is refused.  Messages start with the row's place. */
sim_status sim_cohort_set(sim_cohort *cohort, const sim_catalog *catalog,
                          const sim_row *row, sim_error *err);

/* Takes the row that says what is correlated. */
sim_status sim_cohort_correlate(sim_cohort *cohort, const sim_row *row, sim_error *err);

/* Understands it, when all draws are there: refuses what is not drawn, draws of different owners, and
 * pairs that cannot be together. */
sim_status sim_cohort_settle(sim_cohort *cohort, const sim_catalog *catalog,
                             sim_error *err);

/* The copula of n draws of a cohort, by their rows of the catalog and with their names: of the pairs
 * that both are among them.  sim_copula_free is legal after a failure too. */
sim_status sim_cohort_copula(const sim_cohort *cohort, size_t n, const size_t rows[],
                             const char *const names[], sim_copula *copula, sim_error *err);

/* The draw of a row of the catalog; NULL: it has none. */
const sim_drawn *sim_cohort_find(const sim_cohort *cohort, size_t row);

/* Writes the rows; reading them gives the same cohort. */
void sim_cohort_write(const sim_cohort *cohort, const sim_catalog *catalog, FILE *out);

/* How a distribution reads in a row. */
enum { SIM_DISTRIBUTION_SIZE = 128 };
void sim_distribution_print(const sim_distribution *how, char text[SIM_DISTRIBUTION_SIZE]);

/* The value that a uniform number in (0, 1) stands for, by inversion, where the
 * parameter's own row says `median`; and whether it is within the bounds. */
double sim_distribution_value(const sim_distribution *how, double uniform, double median);
bool sim_distribution_accepts(const sim_distribution *how, double value);

#endif
