#include "sim/study/spots.h"

#include <math.h>
#include <stdlib.h>

static int by_spot(const void *one, const void *other)
{
    const sim_spot *a = one, *b = other;

    if (a->x != b->x) return (a->x > b->x) - (a->x < b->x);
    return (a->y > b->y) - (a->y < b->y);
}

size_t sim_spots_join(sim_spot list[], size_t n)
{
    size_t joined = 0;

    qsort(list, n, sizeof *list, by_spot);
    for (size_t first = 0, end; first < n; first = end) {
        double sum = 0;
        size_t count = 0;

        for (end = first; end < n && by_spot(&list[first], &list[end]) == 0; end++) {
            if (isnan(list[end].z)) continue;
            sum += list[end].z;
            count++;
        }
        list[joined] = list[first];
        list[joined++].z = count > 0 ? sum / (double)count : NAN;
    }
    return joined;
}

size_t sim_spots_complete(sim_spot list[], size_t n, const sim_axis *x, const sim_axis *y)
{
    const size_t had = n;

    for (size_t i = 0; i < x->levels * y->levels; i++) {
        const sim_spot missing = {sim_axis_level(x, i / y->levels),
                                  sim_axis_level(y, i % y->levels), NAN};

        if (!bsearch(&missing, list, had, sizeof *list, by_spot)) list[n++] = missing;
    }
    return n;
}
