#include "plots/bins.h"

enum { LEAST_IN_BIN = 5, LEAST_AT_VALUE = 2, EVEN_BINS = 10 };

static size_t count_values(const plot_point sorted[], size_t n)
{
    size_t values = n > 0;

    for (size_t i = 1; i < n; i++)
        if (sorted[i].x != sorted[i - 1].x) values++;
    return values;
}

static plot_point find_mean(const plot_point points[], size_t n)
{
    plot_point mean = {0, 0};

    for (size_t i = 0; i < n; i++) {
        mean.x += (points[i].x - mean.x) / (double)(i + 1);
        mean.y += (points[i].y - mean.y) / (double)(i + 1);
    }
    return mean;
}

/* Where the bin that starts at `first` ends: at the next of even ends that gives it enough
 * points, behind those that are equal to its last, and at the end of all if those that are
 * left were too few for another. */
static size_t find_end(const plot_point sorted[], size_t n, size_t bins, size_t first)
{
    size_t end = n;

    for (size_t k = bins; k-- > 1 && k * n / bins >= first + LEAST_IN_BIN;)
        end = k * n / bins;
    while (end < n && sorted[end].x == sorted[end - 1].x) end++;
    return n - end < LEAST_IN_BIN ? n : end;
}

static size_t value_end(const plot_point sorted[], size_t n, size_t first)
{
    size_t end = first + 1;

    while (end < n && sorted[end].x == sorted[first].x) end++;
    return end;
}

size_t plot_bins_find(const plot_point sorted[], size_t n, plot_point means[PLOT_MOST_BINS])
{
    size_t values = count_values(sorted, n), bins, found = 0, end;
    bool by_value = values <= PLOT_MOST_BINS && n >= LEAST_AT_VALUE * values;

    bins = by_value ? values : n / LEAST_IN_BIN;
    if (!by_value && bins > EVEN_BINS) bins = EVEN_BINS;
    if (bins < 2 || values < 2) return 0;
    for (size_t first = 0; first < n; first = end) {
        end = by_value ? value_end(sorted, n, first) : find_end(sorted, n, bins, first);
        means[found++] = find_mean(&sorted[first], end - first);
    }
    return found;
}
