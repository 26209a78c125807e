#include "plots/cloud.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define NOBODY SIZE_MAX

enum { MOST_NEAR = 80, MOST_TRIED = 200 }; /* points to fit to; points left out */
enum { LEAST_IN_BIN = 5, LEAST_AT_VALUE = 2, EVEN_BINS = 10 };

static const double flat = 1e-9; /* determinant, relative, of points on one line */
static const double far = 2;     /* from their middle, in standard deviations of them */

/* The nearest points of a place that have a value, by distance. */
typedef struct {
    size_t points[MOST_NEAR + 1];
    double distances[MOST_NEAR + 1]; /* squared */
    size_t n, most;
} neighbors;

/* Outline: Andrew (1979) Inf. Process. Lett. 9, 216. */

static int compare_points(const void *one, const void *other)
{
    const plot_point *a = one, *b = other;

    if (a->x != b->x) return (a->x > b->x) - (a->x < b->x);
    return (a->y > b->y) - (a->y < b->y);
}

/* Twice the area of a triangle, positive if it turns left. */
static double turn(plot_point a, plot_point b, plot_point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* Adds a point to a chain after dropping those that it makes turn right. */
static size_t extend(plot_point chain[], size_t n, size_t start, plot_point next)
{
    while (n >= start + 2 && turn(chain[n - 2], chain[n - 1], next) <= 0) n--;
    chain[n] = next;
    return n + 1;
}

/* `sorted` [n]; the outline has room for 2 n. */
static void find_outline(plot_cloud *c, const plot_point sorted[], size_t n)
{
    size_t lower;

    c->n_outline = 0;
    if (n < 3) return;
    for (size_t i = 0; i < n; i++)
        c->n_outline = extend(c->outline, c->n_outline, 0, sorted[i]);
    lower = c->n_outline - 1;
    for (size_t i = n - 1; i-- > 0;)
        c->n_outline = extend(c->outline, c->n_outline, lower, sorted[i]);
    c->n_outline--; /* the first again */
}

bool plot_cloud_covers(const plot_cloud *c, plot_point at)
{
    if (c->n_outline < 3) return false;
    for (size_t i = 0; i < c->n_outline; i++)
        if (turn(c->outline[i], c->outline[(i + 1) % c->n_outline], at) < 0) return false;
    return true;
}

/* Fit. */

static void insert(neighbors *near, size_t point, double distance)
{
    size_t i = near->n < near->most ? near->n++ : near->most - 1;

    for (; i > 0 && near->distances[i - 1] > distance; i--) {
        near->points[i] = near->points[i - 1];
        near->distances[i] = near->distances[i - 1];
    }
    near->points[i] = point;
    near->distances[i] = distance;
}

static double squared_distance(plot_point a, plot_point b)
{
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/* All but one point, or NOBODY; the nearest of all may be one without a value. */
static bool find_near(const plot_cloud *c, plot_point at, size_t without, neighbors *near)
{
    double nearest_failed = INFINITY;

    near->n = 0;
    for (size_t i = 0; i < c->n; i++) {
        double distance = squared_distance(c->at[i], at);

        if (i == without) continue;
        if (isnan(c->z[i]))
            nearest_failed = fmin(nearest_failed, distance);
        else if (near->n < near->most || distance < near->distances[near->n - 1])
            insert(near, i, distance);
    }
    return near->n > 0 && near->distances[0] <= nearest_failed;
}

/* Weighted sums of a fit z = a + b x + c y, x and y from the place. */
typedef struct {
    double w, x, y, xx, xy, yy, z, xz, yz, low, high;
} sums;

/* Weights: (1 - (d / D)^3)^3, 0 at the distance D just beyond the last. */
static sums add_up(const plot_cloud *c, plot_point at, const neighbors *near, size_t n)
{
    sums s = {.low = INFINITY, .high = -INFINITY};
    double beyond = n < near->n ? near->distances[n] : 1.21 * near->distances[n - 1];

    for (size_t i = 0; i < n; i++) {
        double d = beyond > 0 ? sqrt(near->distances[i] / beyond) : 0;
        double part = fmax(1e-6, 1 - d * d * d), w = part * part * part;
        double x = c->at[near->points[i]].x - at.x, y = c->at[near->points[i]].y - at.y;
        double z = c->z[near->points[i]];

        s.w += w;
        s.x += w * x;
        s.y += w * y;
        s.xx += w * x * x;
        s.xy += w * x * y;
        s.yy += w * y * y;
        s.z += w * z;
        s.xz += w * x * z;
        s.yz += w * y * z;
        s.low = fmin(s.low, z);
        s.high = fmax(s.high, z);
    }
    return s;
}

/* The plane at the place, by moments about the mean; the mean where it has no plane.  It is
 * not followed farther from the points than they reach: on those that lie near one line it
 * would tilt at will. */
static double solve(const sums *s)
{
    double x = s->x / s->w, y = s->y / s->w, z = s->z / s->w;
    double xx = s->xx / s->w - x * x, yy = s->yy / s->w - y * y, xy = s->xy / s->w - x * y;
    double xz = s->xz / s->w - x * z, yz = s->yz / s->w - y * z;
    double determinant = xx * yy - xy * xy, away, part;

    if (!(determinant > flat * (xx + yy) * (xx + yy))) return z;
    away = (x * x * yy - 2 * x * y * xy + y * y * xx) / determinant;
    part = away > far * far ? far / sqrt(away) : 1;
    z -= part * (x * (yy * xz - xy * yz) + y * (xx * yz - xy * xz)) / determinant;
    return fmin(fmax(z, s->low), s->high);
}

static double fit(const plot_cloud *c, plot_point at, const neighbors *near, size_t n)
{
    sums s = add_up(c, at, near, n < near->n ? n : near->n);

    return solve(&s);
}

double plot_cloud_fit(const plot_cloud *c, plot_point at)
{
    neighbors near = {.most = c->n_near + 1};

    if (!find_near(c, at, NOBODY, &near)) return NAN;
    return fit(c, at, &near, c->n_near);
}

/* The number of neighbors that predicts best; points at the edge have them on one side
 * only, as have all others there. */
static void choose_near(plot_cloud *c)
{
    static const size_t choices[] = {6, 9, 14, 22, 35, 55, MOST_NEAR};
    enum { N_CHOICES = sizeof choices / sizeof *choices };
    double errors[N_CHOICES] = {0};
    size_t step = c->n / MOST_TRIED + 1, best = 0;
    neighbors near = {.most = MOST_NEAR + 1};

    for (size_t i = 0; i < c->n; i += step) {
        if (isnan(c->z[i])) continue;
        find_near(c, c->at[i], i, &near);
        if (near.n == 0) continue;
        for (size_t k = 0; k < N_CHOICES; k++) {
            double error = fit(c, c->at[i], &near, choices[k]) - c->z[i];

            errors[k] += error * error;
        }
    }
    for (size_t k = 1; k < N_CHOICES; k++)
        if (errors[k] < errors[best]) best = k;
    c->n_near = choices[best];
}

void plot_cloud_init(plot_cloud *c, sim_pool *pool, const plot_point at[], const double z[],
                     size_t n)
{
    plot_point *sorted = sim_pool_take(pool, n, sizeof *sorted);
    size_t kept = 0;

    *c = (plot_cloud){.at = at, .z = z, .n = n};
    c->outline = sim_pool_take(pool, 2 * n + 2, sizeof *c->outline);
    if (pool->failed) return;
    for (size_t i = 0; i < n; i++)
        if (!isnan(z[i])) sorted[kept++] = at[i];
    qsort(sorted, kept, sizeof *sorted, compare_points);
    find_outline(c, sorted, kept);
    choose_near(c);
}

/* Bins. */

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
    size_t values = 0, bins, found = 0, end;
    bool by_value;

    for (size_t first = 0; first < n; first = value_end(sorted, n, first)) values++;
    by_value = values <= PLOT_MOST_BINS && n >= LEAST_AT_VALUE * values;
    bins = by_value ? values : n / LEAST_IN_BIN;
    if (!by_value && bins > EVEN_BINS) bins = EVEN_BINS;
    if (bins < 2 || values < 2) return 0;
    for (size_t first = 0; first < n; first = end) {
        end = by_value ? value_end(sorted, n, first) : find_end(sorted, n, bins, first);
        means[found++] = find_mean(&sorted[first], end - first);
    }
    return found;
}
