/* test_turns.c -- lines that coincide share their length in dashes, and their points. */
#include <math.h>

#include <check.h>

#include "plots/recording.h"
#include "plots/turns.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N = 4 };

static const plot_point points[N] = {{71, 100}, {171, 138.5}, {271, 100}, {371, 223.85}};

/* What one of several lines draws, as a list; the caller frees it. */
static void record(page_list *l, const plot_point at[], size_t which, size_t of)
{
    const plot_look look = page_plain("svg");
    plot_canvas canvas;

    page_blank(&l->measure);
    l->list = (plot_recording){.measure = &l->measure};
    canvas = plot_recording_canvas(&l->list);
    plot_course_draw(&(plot_course){.canvas = &canvas,
                                    .look = &look,
                                    .pen = {{0, 0, 0, 1}, 1.5, PLOT_DASHED},
                                    .points = at,
                                    .n = N,
                                    .has_dots = true,
                                    .at = which,
                                    .of = of});
}

static double length_of(const page_list *l)
{
    double sum = 0;

    for (size_t i = 0; i < l->list.n; i++) {
        const plot_drawn *d = &l->list.drawn[i];

        if (!d->text && d->shape.kind == PLOT_A_LINE)
            sum += hypot(d->box.width, d->box.height);
    }
    return sum;
}

static size_t count(const page_list *l, plot_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < l->list.n; i++)
        n += !l->list.drawn[i].text && l->list.drawn[i].shape.kind == kind;
    return n;
}

START_TEST(lines_that_coincide_share_their_length_and_their_points)
{
    double all = 0;
    size_t dots = 0;

    for (size_t i = 1; i < N; i++)
        all += hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    for (size_t i = 0; i < (size_t)_i; i++) {
        page_list l;

        record(&l, points, i, (size_t)_i);
        ck_assert_double_gt(length_of(&l), 0.9 * all / _i); /* a dash more or less */
        ck_assert_double_lt(length_of(&l), 1.1 * all / _i);
        dots += count(&l, PLOT_A_DISK);
        page_list_free(&l);
    }
    ck_assert_uint_eq(dots, N);
}
END_TEST

START_TEST(a_line_alone_is_one_stroke)
{
    page_list l;

    record(&l, points, 0, 1);
    ck_assert_uint_eq(count(&l, PLOT_A_LINE), 1);
    ck_assert_uint_eq(count(&l, PLOT_A_DISK), N);
    page_list_free(&l);
}
END_TEST

START_TEST(points_that_failed_part_all_of_them)
{
    plot_point parted[N];
    page_list l;

    for (size_t i = 0; i < N; i++) parted[i] = points[i];
    parted[1] = (plot_point){NAN, NAN};
    for (size_t which = 0; which < 2; which++) {
        record(&l, parted, which, 2);
        for (size_t i = 0; i < l.list.n; i++)
            if (l.list.drawn[i].shape.kind == PLOT_A_LINE)
                ck_assert_double_ge(l.list.drawn[i].box.x, points[2].x - 1e-9);
        page_list_free(&l);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("turns");
    TCase *cases = tcase_create("turns");

    tcase_add_loop_test(cases, lines_that_coincide_share_their_length_and_their_points, 2,
                        6);
    tcase_add_test(cases, a_line_alone_is_one_stroke);
    tcase_add_test(cases, points_that_failed_part_all_of_them);
    suite_add_tcase(s, cases);
    return suite_run(s);
}
