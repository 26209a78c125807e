#include "sim/study/copula.h"

#include <math.h>
#include <string.h>

/* L of the matrix; false where that is not positive definite. */
static bool decompose(const double matrix[], size_t n, double lower[])
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j <= i; j++) {
            double left = matrix[i * n + j];

            for (size_t k = 0; k < j; k++) left -= lower[i * n + k] * lower[j * n + k];
            if (i == j && !(left > 1e-12)) return false;
            lower[i * n + j] = i == j ? sqrt(left) : left / lower[j * n + j];
        }
    }
    return true;
}

static const char *place_of(const sim_pair_of *pair)
{
    return pair->place ? pair->place : "correlate";
}

static sim_status check_pair(const sim_pair_of *p, const char *const names[],
                             const double matrix[], size_t n, sim_error *err)
{
    if (p->one == p->other)
        return sim_fail(err, SIM_EVALUE,
                        "%s: %s is correlated with itself; two names would be right",
                        place_of(p), names[p->one]);
    if (!(fabs(p->correlation) < 1))
        return sim_fail(
            err, SIM_EVALUE,
            "%s: %s and %s: a correlation of %g is not between -1 and 1, as would "
            "be right",
            place_of(p), names[p->one], names[p->other], p->correlation);
    if (matrix[p->one * n + p->other] != 0)
        return sim_fail(err, SIM_EVALUE,
                        "%s: %s and %s are correlated twice; once would be right",
                        place_of(p), names[p->one], names[p->other]);
    return SIM_OK;
}

/* Numbers hang together where pairs lead from one to the other. */
static void join(size_t groups[], size_t n, size_t one, size_t other)
{
    const size_t a = groups[one], b = groups[other];

    for (size_t i = 0; i < n; i++) {
        if (groups[i] == a || groups[i] == b) groups[i] = a < b ? a : b;
    }
}

static void set(double matrix[], size_t n, const sim_pair_of *p, double correlation)
{
    matrix[p->one * n + p->other] = matrix[p->other * n + p->one] = correlation;
}

static sim_status add_pair(sim_copula *c, const sim_pair_of *p, const char *const names[],
                           double matrix[], sim_error *err)
{
    const sim_status status = check_pair(p, names, matrix, c->n, err);

    if (status != SIM_OK) return status;
    set(matrix, c->n, p, p->correlation);
    join(c->groups, c->n, p->one, p->other);
    return SIM_OK;
}

/* ---- what is not positive definite ---------------------------------------- */

typedef struct {
    double *matrix, *lower;
    size_t n;
} trial;

static bool allows(const trial *t, const sim_pair_of *p, double correlation)
{
    set(t->matrix, t->n, p, correlation);
    return decompose(t->matrix, t->n, t->lower);
}

/* The end of what is allowed, between a correlation that is and one that is not. */
static double find_end(const trial *t, const sim_pair_of *p, double allowed, double other)
{
    for (int i = 0; i < 40; i++) {
        const double middle = (allowed + other) / 2;

        *(allows(t, p, middle) ? &allowed : &other) = middle;
    }
    return allowed;
}

/* Correlations of one pair that the others allow are an interval, as positive definite matrices are
 * convex; false where there is none. */
static bool find_allowed(const trial *t, const sim_pair_of *p, double ends[2])
{
    enum { STEPS = 400 };
    double inside = 0;
    bool any = false;

    for (int i = 1; i < STEPS && !any; i++) {
        inside = -1 + 2.0 * i / STEPS;
        any = allows(t, p, inside);
    }
    if (any) {
        ends[0] = find_end(t, p, inside, -1);
        ends[1] = find_end(t, p, inside, 1);
    }
    set(t->matrix, t->n, p, p->correlation);
    return any;
}

/* The last pair that alone could mend it, or else just the last one. */
static sim_status tell_pair(const trial *t, const char *const names[],
                            const sim_pair_of pairs[], size_t n_pairs, sim_error *err)
{
    const sim_pair_of *last = &pairs[n_pairs - 1];

    for (size_t i = n_pairs; i-- > 0;) {
        const sim_pair_of *p = &pairs[i];
        double ends[2];

        if (!find_allowed(t, p, ends)) continue;
        return sim_fail(
            err, SIM_EVALUE,
            "%s: %s and %s cannot be correlated by %g beside the other pairs (the "
            "matrix is not positive definite); between %.3g and %.3g would be right",
            place_of(p), names[p->one], names[p->other], p->correlation, ends[0], ends[1]);
    }
    return sim_fail(
        err, SIM_EVALUE,
        "%s: %s and %s cannot be correlated by %g beside the other pairs, more of "
        "which do not fit (the matrix is not positive definite); fewer pairs would "
        "be right",
        place_of(last), names[last->one], names[last->other], last->correlation);
}

sim_status sim_copula_init(sim_copula *c, size_t n, const char *const names[],
                           const sim_pair_of pairs[], size_t n_pairs, sim_error *err)
{
    double *matrix;
    sim_status status = SIM_OK;

    *c = (sim_copula){.n = n};
    c->lower = sim_pool_take(&c->pool, n * n + 1, sizeof *c->lower);
    c->groups = sim_pool_take(&c->pool, n + 1, sizeof *c->groups);
    matrix = sim_pool_take(&c->pool, n * n + 1, sizeof *matrix);
    if (c->pool.failed) return sim_fail_memory(err, "correlations");
    for (size_t i = 0; i < n; i++) {
        matrix[i * n + i] = c->lower[i * n + i] = 1;
        c->groups[i] = i;
    }
    for (size_t i = 0; status == SIM_OK && i < n_pairs; i++)
        status = add_pair(c, &pairs[i], names, matrix, err);
    if (status != SIM_OK || decompose(matrix, n, c->lower)) return status;
    return tell_pair(&(trial){matrix, c->lower, n}, names, pairs, n_pairs, err);
}

void sim_copula_free(sim_copula *c)
{
    sim_pool_free(&c->pool);
    *c = (sim_copula){0};
}

/* From the last on: each needs those before it as they were. */
void sim_copula_correlate(const sim_copula *c, double z[])
{
    for (size_t i = c->n; i-- > 0;) {
        const double *row = &c->lower[i * c->n];
        double sum = row[i] * z[i];

        for (size_t j = 0; j < i; j++) sum += row[j] * z[j];
        z[i] = sum;
    }
}
