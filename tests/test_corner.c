/* test_corner.c -- which points of a line are seen. */
#include <math.h>
#include <stdint.h>

#include <check.h>

#include "plots/corner.h"
#include "tests/suite.h"

enum { N = 400 };

static const double apart = 0.01;

/* From 0 to 1. */
static double toss(uint64_t *state)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (double)(*state >> 11) / 9007199254740992.;
}

/* A smooth curve, one with steps, one that turns back, and one that wanders. */
static void make(plot_point points[N], int kind)
{
    uint64_t state = 2385;

    for (int i = 0; i < N; i++) {
        const double x = 0.3 * i, wave = 40 * sin(0.02 * i);
        const plot_point kinds[] = {{x, wave},
                                    {x, i % 50 < 25 ? wave : wave + 30},
                                    {60 * cos(0.05 * i), wave},
                                    {x + toss(&state) - 0.5, 0.05 * toss(&state)}};

        points[i] = kinds[kind];
    }
}

/* How far a point is from the straight line between two others, and how far along it. */
static double beside(plot_point a, plot_point b, plot_point p, double *along)
{
    const double x = b.x - a.x, y = b.y - a.y, length = hypot(x, y);

    *along = ((p.x - a.x) * x + (p.y - a.y) * y) / length;
    return fabs((p.y - a.y) * x - (p.x - a.x) * y) / length;
}

START_TEST(what_is_passed_over_is_near_and_in_order)
{
    plot_point points[N];
    size_t at = 0, n = 0;

    make(points, _i);
    for (size_t next; at + 1 < N; at = next, n++) {
        double last = 0;

        next = plot_corner_next(points, N, at, apart);
        ck_assert_uint_gt(next, at);
        for (size_t i = at + 1; i < next; i++) {
            double along,
                most = hypot(points[next].x - points[at].x, points[next].y - points[at].y);

            ck_assert_double_le(beside(points[at], points[next], points[i], &along),
                                apart * (1 + 1e-9));
            ck_assert_double_ge(along, last - 2 * apart);
            ck_assert_double_le(along, most + 2 * apart);
            last = along;
        }
    }
    ck_assert_uint_eq(at, N - 1); /* the end is drawn */
    if (_i == 0) ck_assert_uint_lt(n, N / 3);
}
END_TEST

START_TEST(of_a_straight_line_the_ends_are_drawn)
{
    plot_point points[N];

    for (int i = 0; i < N; i++) points[i] = (plot_point){0.1 * i, 7 - 0.3 * i};
    ck_assert_uint_eq(plot_corner_next(points, N, 0, apart), N - 1);
    ck_assert_uint_eq(plot_corner_next(points, N, N - 1, apart), N);
    ck_assert_uint_eq(plot_corner_next(points, N, 0, 0), 1);
    points[100].y = NAN;
    ck_assert_uint_eq(plot_corner_next(points, N, 0, apart), 99);
    ck_assert_uint_eq(plot_corner_next(points, N, 99, apart), 100);
    ck_assert_uint_eq(plot_corner_next(points, N, 101, apart), N - 1);
}
END_TEST

START_TEST(points_upon_each_other_end_nowhere_else)
{
    const plot_point points[] = {{1, 1}, {1, 1}, {1, 1}, {2, 1}, {1.5, 1}};

    ck_assert_uint_eq(plot_corner_next(points, 5, 0, apart), 1);
    ck_assert_uint_eq(plot_corner_next(points, 5, 1, apart), 2);
    ck_assert_uint_eq(plot_corner_next(points, 5, 2, apart), 3);
    ck_assert_uint_eq(plot_corner_next(points, 5, 3, apart), 4);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("corner");
    TCase *corner = tcase_create("corner");

    tcase_add_loop_test(corner, what_is_passed_over_is_near_and_in_order, 0, 4);
    tcase_add_test(corner, of_a_straight_line_the_ends_are_drawn);
    tcase_add_test(corner, points_upon_each_other_end_nowhere_else);
    suite_add_tcase(suite, corner);
    return suite_run(suite);
}
