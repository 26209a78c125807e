#include "sim/study/shapley.h"

#include "sim/error.h"

static size_t count_bits(size_t set)
{
    size_t n = 0;

    for (; set > 0; set &= set - 1) n++;
    return n;
}

/* The part of all orders in which a given set of k players comes just before another:
 * 1 / (n choose(n - 1, k)). */
static void fill_weights(size_t n, double weights[])
{
    double choose = 1;

    for (size_t k = 0; k < n; k++) {
        weights[k] = 1 / ((double)n * choose);
        choose = choose * (double)(n - 1 - k) / (double)(k + 1);
    }
}

void sim_shapley(size_t n, const double values[], double parts[])
{
    double weights[SIM_SHAPLEY_MOST];

    sim_bug(n > SIM_SHAPLEY_MOST);
    fill_weights(n, weights);
    for (size_t i = 0; i < n; i++) {
        const size_t player = (size_t)1 << i;

        parts[i] = 0;
        for (size_t set = 0; set < (size_t)1 << n; set++) {
            if (set & player) continue;
            parts[i] += weights[count_bits(set)] * (values[set | player] - values[set]);
        }
    }
}
