/* powers.h -- functions of LANES numbers at once, for vector.h: exp and pow in vectors where they
 * are musl's, with the bits that those give one by one; all others one by one.
 *
 * exp(x) is 2^(k/128) exp(r), where |r| < ln 2 / 256: the power comes from a table, exp(r) - 1
 * from a polynomial.  pow(x, y) is exp(y log x), where log x = k ln 2 + log c + log(z / c) for the
 * c of a table nearest to z, and it and its product with y are sums of two numbers.  What rounds
 * is done in musl's order, which makes the bits; tables and coefficients are musl's own, within
 * build/kernels/mathematics.o.  What needs care (zero, less, subnormal, not finite, too large or
 * too small) is left to musl's function.
 *
 * Source: Tang (1989) ACM Trans. Math. Softw. 15, 144, and (1990) 16, 378; as in Arm's Optimized
 * Routines (2018), math/exp.c and math/pow.c, which musl took over.
 */
#ifndef SIM_ENGINE_POWERS_H
#define SIM_ENGINE_POWERS_H

#include <math.h>

#define ONE_BY_ONE(function) \
    static inline void function##_of(real *y, const real *a) \
    { \
        for (int l = 0; l < LANES; l++) LANE(*y, l) = function(LANE(*a, l)); \
    }
ONE_BY_ONE(expm1)
ONE_BY_ONE(log)
ONE_BY_ONE(log1p)
ONE_BY_ONE(log2)
ONE_BY_ONE(sqrt)

#if LANES == 1 || !defined MATHEMATICS_OF_MUSL
ONE_BY_ONE(exp)
static inline void pow_of(real *y, const real *a, const real *b)
{
    for (int l = 0; l < LANES; l++) LANE(*y, l) = pow(LANE(*a, l), LANE(*b, l));
}
#else
typedef unsigned long long pattern __attribute__((vector_size(8 * LANES)));

extern const struct {
    double per_ln2, shift, ln2_high, ln2_low; /* 128 / ln 2; - ln 2 / 128 in two parts */
    double c[4];                              /* of exp(r) - 1 - r, from r^2 on */
    double other[6];
    /* 2^(i/128): what it lacks, and its bits less i * 2^45 */
    unsigned long long power[2 * 128];
} sim_exp_data;

extern const struct {
    double ln2_high, ln2_low;
    double c[7]; /* of log(1 + r) - r, from r^2 on */
    struct {
        double inverse, other, log, rest; /* 1 / c; log c in two parts */
    } table[128];
} sim_pow_data;

enum { TABLE_BITS = 7, FRACTION_BITS = 52, LEAST_EXPONENT = 0x3c9, MOST_EXPONENT = 0x408 };

/* exp(x + rest), |rest| much less than |x|; `apart`: where |x| is not less than 512. */
static inline void exp_of_sum(real *y, const real *x, const real *rest, truth *apart)
{
    const truth exponent = (truth)((pattern)*x >> FRACTION_BITS & 0x7ff);
    const real shifted = sim_exp_data.per_ln2 * *x + sim_exp_data.shift;
    const real n = shifted - sim_exp_data.shift;
    const real r = *x + n * sim_exp_data.ln2_high + n * sim_exp_data.ln2_low + *rest;
    const double *c = sim_exp_data.c;
    const pattern k = (pattern)shifted, i = 2 * (k & 127);
    const real r2 = r * r;
    pattern lacks, power;
    real part;

    for (int l = 0; l < LANES; l++) {
        lacks[l] = sim_exp_data.power[i[l]];
        power[l] = sim_exp_data.power[i[l] + 1];
    }
    power += k << (FRACTION_BITS - TABLE_BITS);
    part = (real)lacks + r + r2 * (c[0] + r * c[1]) + r2 * r2 * (c[2] + r * c[3]);
    *y = SELECT(exponent < LEAST_EXPONENT, 1 + *x, (real)power + (real)power * part);
    *apart = exponent >= MOST_EXPONENT;
}

static inline void exp_of(real *y, const real *a)
{
    const real x = *a, rest = {0};
    truth apart;

    exp_of_sum(y, &x, &rest, &apart);
    for (int l = 0; l < LANES; l++)
        if (apart[l]) (*y)[l] = exp(x[l]);
}

/* log x of a positive normal number, and what this lacks. */
static inline void log_of_normal(real *high, real *low, const real *x)
{
    const pattern from = (pattern)*x - 0x3fe6955500000000,
                  i = from >> (FRACTION_BITS - TABLE_BITS) & 127;
    const truth exponent = (truth)((from >> FRACTION_BITS ^ 0x800) - 0x800);
    const pattern z = (pattern)*x - (from & 0xfff0000000000000);
    /* as numbers: k + 1.5 * 2^52, less that */
    const real k = (real)(exponent + 0x4338000000000000) - 0x1.8p52;
    const real z_high = (real)((z + (1ULL << 31)) & -1ULL << 32), z_low = (real)z - z_high;
    const double *c = sim_pow_data.c;
    real inverse, log_c, rest_c;

    for (int l = 0; l < LANES; l++) {
        inverse[l] = sim_pow_data.table[i[l]].inverse;
        log_c[l] = sim_pow_data.table[i[l]].log;
        rest_c[l] = sim_pow_data.table[i[l]].rest;
    }
    {
        const real r_high = z_high * inverse - 1, r_low = z_low * inverse,
                   r = r_high + r_low;
        const real t1 = k * sim_pow_data.ln2_high + log_c, t2 = t1 + r;
        const real low1 = k * sim_pow_data.ln2_low + rest_c, low2 = t1 - t2 + r;
        const real ar = c[0] * r, ar2 = r * ar, ar3 = r * ar2;
        const real ar_high = c[0] * r_high, ar2_high = r_high * ar_high,
                   sum = t2 + ar2_high;
        const real low3 = r_low * (ar + ar_high), low4 = t2 - sum + ar2_high;
        const real p =
            ar3 * (c[1] + r * c[2] + ar2 * (c[3] + r * c[4] + ar2 * (c[5] + r * c[6])));
        const real lows = low1 + low2 + low3 + low4 + p;

        *high = sum + lows;
        *low = sum - *high + lows;
    }
}

static inline void pow_of(real *y, const real *a, const real *b)
{
    const real x = *a, by = *b;
    const truth at_x = (truth)((pattern)x >> FRACTION_BITS);
    const truth at_by = (truth)((pattern)by >> FRACTION_BITS & 0x7ff);
    real high, low, product, rest;
    truth apart;

    log_of_normal(&high, &low, &x);
    {
        const real by_high = (real)((pattern)by & -1ULL << 27), by_low = by - by_high;
        const real high_high = (real)((pattern)high & -1ULL << 27);
        const real high_low = high - high_high + low;

        product = by_high * high_high;
        rest = by_low * high_high + by * high_low;
    }
    exp_of_sum(y, &product, &rest, &apart);
    apart |= (at_x < 1) | (at_x >= 0x7ff) | (at_by < 0x3be) | (at_by >= 0x43e);
    for (int l = 0; l < LANES; l++)
        if (apart[l]) (*y)[l] = pow(x[l], by[l]);
}
#endif

#endif
