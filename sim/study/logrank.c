#include "sim/study/logrank.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_cdf.h>

static int compare(const void *a, const void *b)
{
    const sim_followed *one = a, *two = b;

    return (one->time > two->time) - (one->time < two->time);
}

/* Puts those who are spared until after everybody who is struck last, in any order; returns how
 * many come before. */
static size_t set_apart(sim_followed list[], size_t n)
{
    double last = -INFINITY;
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (list[i].struck) last = fmax(last, list[i].time);
    }
    for (size_t i = 0; i < n; i++) {
        const sim_followed one = list[i];

        if (one.time > last) continue;
        list[i] = list[kept];
        list[kept++] = one;
    }
    return kept;
}

/* Who is followed still, and what was found so far. */
typedef struct {
    double followed[2]; /* of the first group, of the other */
    double excess;      /* O - E of the first group */
    double variance;
} course;

/* Takes those of a time, of whom so many of each group are struck. */
static void take(course *c, const double struck[2], const double leaving[2])
{
    const double n = c->followed[0] + c->followed[1], all = struck[0] + struck[1];
    const double part = c->followed[0] / n;

    if (all > 0) c->excess += struck[0] - all * part;
    if (all > 0 && n > 1) c->variance += all * part * (1 - part) * (n - all) / (n - 1);
    for (int i = 0; i < 2; i++) c->followed[i] -= leaving[i];
}

sim_logrank_result sim_logrank(sim_followed list[], size_t n, double alpha)
{
    const size_t sorted = set_apart(list, n);
    const double z = gsl_cdf_ugaussian_Pinv(1 - alpha / 2);
    sim_logrank_result r = {NAN, NAN, NAN, NAN, NAN, {0, 0}, 0};
    course c = {{0, 0}, 0, 0};

    for (size_t i = 0; i < n; i++) c.followed[list[i].other]++;
    qsort(list, sorted, sizeof *list, compare);
    for (size_t i = 0, next; i < sorted; i = next) {
        double struck[2] = {0, 0}, leaving[2] = {0, 0};

        for (next = i; next < sorted && list[next].time == list[i].time; next++) {
            struck[list[next].other] += list[next].struck;
            leaving[list[next].other]++;
            r.struck[list[next].other] += list[next].struck;
        }
        take(&c, struck, leaving);
    }
    r.expected = (double)r.struck[0] - c.excess;
    if (c.variance <= 0) return r;
    r.chi2 = c.excess * c.excess / c.variance;
    r.p = gsl_cdf_chisq_Q(r.chi2, 1);
    r.hazard_ratio = exp(c.excess / c.variance);
    r.low = exp(c.excess / c.variance - z / sqrt(c.variance));
    r.high = exp(c.excess / c.variance + z / sqrt(c.variance));
    return r;
}
