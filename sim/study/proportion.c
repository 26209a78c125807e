#include "sim/study/proportion.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include <gsl/gsl_cdf.h>

#include "sim/io/text.h"

const double sim_alpha_usual = 0.05;

/* ---- intervals ------------------------------------------------------------ */

sim_share sim_wilson_of(double share, double n, double alpha)
{
    const double z = gsl_cdf_ugaussian_Pinv(1 - alpha / 2), widening = 1 + z * z / n;
    const double middle = (share + z * z / (2 * n)) / widening;
    const double half = z / widening * sqrt(share * (1 - share) / n + z * z / (4 * n * n));

    return (sim_share){share, share == 0 ? 0 : middle - half,
                       share == 1 ? 1 : middle + half};
}

sim_share sim_wilson(size_t hits, size_t n, double alpha)
{
    if (n == 0) return (sim_share){NAN, NAN, NAN};
    return sim_wilson_of((double)hits / (double)n, (double)n, alpha);
}

sim_difference sim_newcombe(size_t hits, size_t n, size_t hits_of_other, size_t n_of_other,
                            double alpha)
{
    const sim_share one = sim_wilson(hits, n, alpha);
    const sim_share other = sim_wilson(hits_of_other, n_of_other, alpha);
    const double mean = one.share - other.share;

    return (sim_difference){mean,
                            mean - hypot(one.share - one.low, other.high - other.share),
                            mean + hypot(one.high - one.share, other.share - other.low)};
}

/* ---- Fisher's test -------------------------------------------------------- */

/* Tables with the same margins differ in how many hits the first group has; each is as likely
 * as the next times this. */
typedef struct {
    double n, n_of_other, hits; /* hits: of both */
} margins;

static double rise(const margins *m, double first)
{
    return (m->n - first) * (m->hits - first) /
           ((first + 1) * (m->n_of_other - m->hits + first + 1));
}

/* From the likeliest table, whose weight is 1, up or down to the last: their weights, summed, and
 * of those that are as unlikely as `observed`. */
typedef struct {
    double observed, all, extreme;
} weights;

static void add_tables(const margins *m, double from, bool up, weights *sums)
{
    const double last = up ? fmin(m->n, m->hits) : fmax(0, m->hits - m->n_of_other);
    double weight = 1;

    for (double i = from; i != last && weight > 0; i += up ? 1 : -1) {
        weight = up ? weight * rise(m, i) : weight / rise(m, i - 1);
        sums->all += weight;
        if (weight <= sums->observed) sums->extreme += weight;
    }
}

/* The weight of one table. */
static double weigh(const margins *m, double likeliest, double first)
{
    double weight = 1;

    for (double i = likeliest; i < first; i++) weight *= rise(m, i);
    for (double i = likeliest; i > first; i--) weight /= rise(m, i - 1);
    return weight;
}

double sim_fisher(size_t hits, size_t n, size_t hits_of_other, size_t n_of_other)
{
    const double rounding = 1 + 1e-7; /* of tables that are alike; as R has it */
    const margins m = {(double)n, (double)n_of_other, (double)(hits + hits_of_other)};
    const double likeliest = floor((m.n + 1) * (m.hits + 1) / (m.n + m.n_of_other + 2));
    weights sums = {.observed = rounding * weigh(&m, likeliest, (double)hits), .all = 1};

    if (sums.observed >= 1) return 1;
    add_tables(&m, likeliest, true, &sums);
    add_tables(&m, likeliest, false, &sums);
    return sums.extreme / sums.all;
}

/* ---- numbers needed to treat ---------------------------------------------- */

static void append_number(double share, char text[], size_t size)
{
    const double number = 1 / fabs(share);

    if (share == 0)
        sim_text_append(text, size, "infinity");
    else
        sim_text_append(text, size, "%.*f", number < 99.95 ? 1 : 0, number);
}

static void append_open(const sim_difference *d, char text[], size_t size)
{
    sim_text_append(text, size, "NNT ");
    if (d->high > 0) append_number(d->high, text, size);
    if (d->high > 0) sim_text_append(text, size, " to ");
    sim_text_append(text, size, "infinity");
    if (d->low >= 0) return;
    sim_text_append(text, size, " to harm ");
    append_number(d->low, text, size);
}

void sim_nnt_print(const sim_difference *d, char text[], size_t size)
{
    const bool harms = d->high < 0;

    snprintf(text, size, "%s", "");
    if (!isfinite(d->mean) || !isfinite(d->low) || !isfinite(d->high)) {
        sim_text_append(text, size, "NNT undefined");
        return;
    }
    if (d->low <= 0 && d->high >= 0) {
        append_open(d, text, size);
        return;
    }
    sim_text_append(text, size, "NNT %s", harms ? "to harm " : "");
    append_number(d->mean, text, size);
    sim_text_append(text, size, " (");
    append_number(harms ? d->low : d->high, text, size);
    sim_text_append(text, size, " to ");
    append_number(harms ? d->high : d->low, text, size);
    sim_text_append(text, size, ")");
}
