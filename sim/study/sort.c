#include "sim/study/sort.h"

#include <stdbool.h>

#include <gsl/gsl_sort.h>

enum { FEW = 16 }; /* numbers that are sorted by insertion */

static void insert_each(double x[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const double number = x[i];
        size_t at = i;

        for (; at > 0 && x[at - 1] > number; at--) x[at] = x[at - 1];
        x[at] = number;
    }
}

static double middle_of_three(double a, double b, double c)
{
    const double low = a < b ? a : b, high = a < b ? b : a;

    return c < low ? low : c > high ? high : c;
}

/* Numbers before the place that is returned are at most those from it on; both parts have
 * some. */
static size_t part(double x[], size_t n)
{
    const double pivot = middle_of_three(x[0], x[n / 2], x[n - 1]);
    size_t left = 0, right = n - 1;

    for (;;) {
        while (x[left] < pivot) left++;
        while (pivot < x[right]) right--;
        if (left >= right) return left > 0 ? left : 1;
        {
            const double number = x[left];

            x[left++] = x[right];
            x[right--] = number;
        }
    }
}

/* `rounds`: parts within parts that are allowed. */
static void sort_within(double x[], size_t n, int rounds)
{
    while (n > FEW) {
        size_t at;

        if (rounds-- == 0) {
            gsl_sort(x, 1, n);
            return;
        }
        at = part(x, n);
        sort_within(x, at, rounds);
        x += at;
        n -= at;
    }
    insert_each(x, n);
}

void sim_sort(double numbers[], size_t n)
{
    int rounds = 2;

    for (size_t left = n; left > 1; left /= 2) rounds += 2;
    sort_within(numbers, n, rounds);
}
