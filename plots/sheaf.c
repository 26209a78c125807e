#include "plots/sheaf.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double low_part = 0.05, high_part = 0.95;

static int compare(const void *a, const void *b)
{
    const double one = *(const double *)a, other = *(const double *)b;

    return (one > other) - (one < other);
}

double plot_sheaf_quantile(const plot_sheaf *s, double part)
{
    const double at = part * (double)(s->n > 0 ? s->n - 1 : 0);
    const size_t below = (size_t)at, above = below + 1 < s->n ? below + 1 : below;

    if (s->n == 0) return NAN;
    return s->list[below] + (at - (double)below) * (s->list[above] - s->list[below]);
}

plot_sheaf plot_sheaf_find(const sim_table *table, size_t column, const char *arm,
                           sim_pool *pool)
{
    plot_sheaf s = {.arm = arm, .low = NAN, .high = NAN};

    for (size_t row = 0; row < table->n_rows; row++)
        s.n_rows += strcmp(table->keys[row], arm) == 0;
    s.list = sim_pool_take(pool, s.n_rows, sizeof *s.list);
    for (size_t row = 0; s.list && row < table->n_rows; row++) {
        const double value = sim_table_cell(table, row, column);

        if (strcmp(table->keys[row], arm) == 0 && plot_drawable(value))
            s.list[s.n++] = value;
    }
    if (s.n > 1) qsort(s.list, s.n, sizeof *s.list, compare);
    s.middle = plot_sheaf_quantile(&s, 0.5);
    if (s.n > 1) {
        s.low = plot_sheaf_quantile(&s, low_part);
        s.high = plot_sheaf_quantile(&s, high_part);
    }
    return s;
}

size_t plot_sheaf_count(const plot_sheaf *s, double number, bool is_below)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++)
        n += is_below ? s->list[i] <= number : s->list[i] >= number;
    return n;
}

/* Those that touch stand in turns above and below: 0, 1, -1, 2, -2. */
static int step_of(size_t i)
{
    const int half = (int)((i + 1) / 2);

    return i % 2 == 1 ? half : -half;
}

size_t plot_sheaf_pile(const double at[], size_t n, double width, int steps[])
{
    size_t first = 0, most = 0;

    for (size_t i = 0; i < n; i++) {
        if (at[i] - at[first] >= width) first = i;
        steps[i] = step_of(i - first);
        if (i - first + 1 > most) most = i - first + 1;
    }
    return most;
}
