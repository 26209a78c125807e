/* rodas_attempt.h -- a step of Rodas5P, tried by LANES courses: the function OF_MODEL(attempt).
 * What includes it defines before
 *
 *     OF_MODEL(name)  what a function is called for the model
 *     N, N_VALUES     states that are integrated; values of the sparse factors of their matrix
 *     WITH            what the following four are told first
 *     OF_MODEL(linearize)(with, t, x, d, f, v, ft)  slopes, the matrix d - J among the values,
 *                                                   and df/dt
 *     OF_MODEL(slopes)(with, t, x, f)
 *     OF_MODEL(factor)(with, v, smallest)           factors it in place; its smallest pivot
 *     OF_MODEL(solve)(with, v, y)
 *
 * of pointers to `real`.  It includes itself once for each model, so has no guard.
 */
#include "sim/engine/rodas_tableau.h"
#include "sim/engine/vector.h"

/* The sum of the first stages' k of state i by their weights w. */
#define SUM1(w) (w[0] * k[i])
#define SUM2(w) (SUM1(w) + w[1] * k[1 * n + i])
#define SUM3(w) (SUM2(w) + w[2] * k[2 * n + i])
#define SUM4(w) (SUM3(w) + w[3] * k[3 * n + i])
#define SUM5(w) (SUM4(w) + w[4] * k[4 * n + i])
#define SUM6(w) (SUM5(w) + w[5] * k[5 * n + i])
#define SUM7(w) (SUM6(w) + w[6] * k[6 * n + i])
#define SUM8(w) (SUM7(w) + w[7] * k[7 * n + i])

/* Solves for the k of a stage, the state of which is in u. */
#define SOLVE_STAGE(s, with_time) \
    at = *t + rodas_at[s] * *h; \
    OF_MODEL(slopes)(WITH, &at, u, f); \
    share = rodas_d[s] * *h; \
    for (size_t i = 0; i < n; i++) \
        k[s * n + i] = \
            f[i] + (with_time ? share * ft[i] : ALL(0)) + SUM##s(rodas_c[s]) * per_step; \
    OF_MODEL(solve)(WITH, v, k + s * n)

#define STAGE(s) \
    for (size_t i = 0; i < n; i++) u[i] = x[i] + SUM##s(rodas_a[s]); \
    SOLVE_STAGE(s, true)

#define LAST_STAGE(s) \
    for (size_t i = 0; i < n; i++) u[i] += k[(s - 1) * n + i]; \
    SOLVE_STAGE(s, false)

static void OF_MODEL(attempt)(const sim_trial *b)
{
    const size_t n = N;
    const real *t = (const real *)b->t, *h = (const real *)b->h, *x = (const real *)b->x;
    const real *scale = (const real *)b->scale, *rtol = (const real *)b->rtol;
    const real per_step = ALL(1) / *h, d = per_step / rodas_gamma;
    real *x1 = (real *)b->x1, *dense = (real *)b->dense, *error = (real *)b->error;
    real *k = (real *)b->work, *f = k + SIM_RODAS_STAGES * n, *ft = f + n, *u = ft + n;
    real *v = u + n, smallest = ALL(INFINITY), at, share, most = ALL(0), sum = ALL(0);

    OF_MODEL(linearize)(WITH, t, x, &d, f, v, ft);
    OF_MODEL(factor)(WITH, v, &smallest);
    share = rodas_d[0] * *h;
    for (size_t i = 0; i < n; i++) k[i] = f[i] + share * ft[i];
    OF_MODEL(solve)(WITH, v, k);
    STAGE(1);
    STAGE(2);
    STAGE(3);
    STAGE(4);
    STAGE(5);
    LAST_STAGE(6);
    LAST_STAGE(7);
    for (size_t i = 0; i < n; i++) {
        x1[i] = u[i] + k[7 * n + i];
        for (size_t m = 0; m < SIM_DENSE; m++) dense[m * n + i] = SUM8(rodas_dense[m]);
        u[i] = 0.5 * (x[i] + x1[i] +
                      0.5 * (dense[i] + 0.5 * (dense[n + i] + 0.5 * dense[2 * n + i])));
    }
    at = *t + 0.5 * *h;
    OF_MODEL(slopes)(WITH, &at, u, f);
    for (size_t i = 0; i < n; i++) {
        const real rise = x1[i] - x[i] + 0.25 * (dense[n + i] + dense[2 * n + i]);

        f[i] = (f[i] - rise * per_step) * d;
    }
    OF_MODEL(solve)(WITH, v, f);
    OF_MODEL(solve)(WITH, v, f);
    for (size_t i = 0; i < n; i++) {
        const real last = k[7 * n + i], size = LARGER(SIZE(x[i]), SIZE(x1[i]));
        const real larger = LARGER(SIZE(last), rodas_between * SIZE(f[i]));

        most = LARGER(most, larger / (*rtol * (scale[i] + size)));
        sum += last + f[i];
    }
    /* What is no number stays none, and a pivot that has lost its digits gives none. */
    *error = most + (sum - sum) +
             SELECT(smallest < rodas_smallest_pivot * d, ALL(INFINITY), ALL(0));
}

#undef SUM1
#undef SUM2
#undef SUM3
#undef SUM4
#undef SUM5
#undef SUM6
#undef SUM7
#undef SUM8
#undef SOLVE_STAGE
#undef STAGE
#undef LAST_STAGE
