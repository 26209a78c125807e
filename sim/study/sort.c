#include "sim/study/sort.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <gsl/gsl_sort.h>

#include "sim/error.h"

enum { FEW = 16 };   /* numbers that are sorted by insertion */
enum { MOVES = 12 }; /* of one number, on average, that cost less than quicksort */

sim_order sim_order_take(sim_pool *pool, size_t most)
{
    sim_order order = {.most = most};

    order.from = sim_pool_take(pool, most, sizeof *order.from);
    order.room = sim_pool_take(pool, most, sizeof *order.room);
    return order;
}

/* ---- quicksort ------------------------------------------------------------ */

static void insert_each(double x[], size_t from[], size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const double number = x[i];
        const size_t place = from[i];
        size_t at = i;

        for (; at > 0 && x[at - 1] > number; at--) {
            x[at] = x[at - 1];
            from[at] = from[at - 1];
        }
        x[at] = number;
        from[at] = place;
    }
}

static double middle_of_three(double a, double b, double c)
{
    const double low = a < b ? a : b, high = a < b ? b : a;

    return c < low ? low : c > high ? high : c;
}

/* Numbers before the place that is returned are at most those from it on; both parts have
 * some. */
static size_t part(double x[], size_t from[], size_t n)
{
    const double pivot = middle_of_three(x[0], x[n / 2], x[n - 1]);
    size_t left = 0, right = n - 1;

    for (;;) {
        while (x[left] < pivot) left++;
        while (pivot < x[right]) right--;
        if (left >= right) return left > 0 ? left : 1;
        {
            const double number = x[left];
            const size_t place = from[left];

            x[left] = x[right];
            from[left++] = from[right];
            x[right] = number;
            from[right--] = place;
        }
    }
}

/* `rounds`: parts within parts that are allowed.  After them the places are no longer those of
 * the numbers, which is only slower the next time. */
static void sort_within(double x[], size_t from[], size_t n, int rounds)
{
    while (n > FEW) {
        size_t at;

        if (rounds-- == 0) {
            gsl_sort(x, 1, n);
            return;
        }
        at = part(x, from, n);
        sort_within(x, from, at, rounds);
        x += at;
        from += at;
        n -= at;
    }
    insert_each(x, from, n);
}

static void sort_anew(double x[], size_t from[], size_t n)
{
    int rounds = 2;

    for (size_t left = n; left > 1; left /= 2) rounds += 2;
    sort_within(x, from, n, rounds);
}

/* ---- by the order before -------------------------------------------------- */

/* Takes numbers[n] into x by their places, and mends the order: false after too many moves. */
static bool mend(double x[], size_t from[], const double numbers[], size_t n)
{
    const size_t most = MOVES * n;
    double last = -INFINITY;
    size_t moves = 0;

    for (size_t i = 0; i < n; i++) {
        const size_t place = from[i];
        const double number = numbers[place] + 0.0; /* -0 */
        size_t at = i;

        if (number >= last) {
            x[i] = last = number;
            continue;
        }
        for (; at > 0 && x[at - 1] > number; at--) {
            x[at] = x[at - 1];
            from[at] = from[at - 1];
        }
        x[at] = number;
        from[at] = place;
        moves += i - at;
        if (moves <= most) continue;
        while (++i < n) x[i] = numbers[from[i]] + 0.0;
        return false;
    }
    return true;
}

void sim_sort(double numbers[], size_t n, sim_order *order)
{
    sim_bug(n > order->most);
    for (size_t i = order->n == n ? n : 0; i < n; i++) order->from[i] = i;
    order->n = n;
    if (!mend(order->room, order->from, numbers, n)) sort_anew(order->room, order->from, n);
    if (n > 0) memcpy(numbers, order->room, n * sizeof *numbers);
}
