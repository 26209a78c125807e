/* test_weave.c -- arms that are drawn as one line: whose turn it is where. */
#include <math.h>

#include <check.h>

#include "plots/weave.h"
#include "tests/suite.h"
#include "tests/view.h"

/* The curves of "two" and "one" are one; "three", half as long, lies 4 mm above. */
static void open_relief(view_fixture *f, const char *numbered)
{
    plot_panel relief = view_panel;

    relief.x = (plot_x){"day", &plot_time, 0, NAN, "time", 0};
    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    relief.points.column = numbered;
    view_open(f, &relief, 150);
    for (size_t row = 302; row < f->table.n_rows; row++)
        view_put(f, row, RELIEF, sim_table_cell(&f->table, row, RELIEF) + 4);
}

START_TEST(arms_that_coincide_have_one_lead_and_turns)
{
    view_fixture f;

    open_relief(&f, _i == 0 ? NULL : "day");
    ck_assert_uint_eq(f.view.lead[0], 0);
    ck_assert_uint_eq(f.view.lead[1], 0);
    ck_assert_uint_eq(f.view.lead[2], 2);
    ck_assert_uint_eq(plot_view_turn(&f.view, 1).at, 1);
    ck_assert_uint_eq(plot_view_turn(&f.view, 0).of, 2);
    ck_assert_uint_eq(plot_view_turn(&f.view, 2).of, 1);
    f.data.arms.n_named = 1; /* thin ones have no turn, but are there */
    plot_view_find_leads(&f.view);
    ck_assert_uint_eq(f.view.lead[1], 0);
    ck_assert_uint_eq(plot_view_turn(&f.view, 0).of, 1);
    ck_assert_uint_eq(plot_view_turn(&f.view, 0).all, 2);
    view_close(&f);
}
END_TEST

static double length_of(const plot_shape *line)
{
    double length = 0;

    for (size_t i = 1; i < line->n; i++)
        length += hypot(line->points[i].x - line->points[i - 1].x,
                        line->points[i].y - line->points[i - 1].y);
    return length;
}

/* How long the lines of a color are, and how many; each at most 0.8 em. */
static double sum_up(const view_fixture *f, plot_color color, size_t *n)
{
    double sum = 0;

    *n = 0;
    for (size_t i = 0; i < f->list.n; i++) {
        const plot_shape *s = &f->list.drawn[i].shape;

        if (s->kind != PLOT_A_LINE || s->pen.color.red != color.red) continue;
        ck_assert_int_eq(s->pen.line, PLOT_SOLID);
        ck_assert_double_le(length_of(s), plot_em(&f->look, 0.8) + 1e-9);
        sum += length_of(s);
        ++*n;
    }
    return sum;
}

START_TEST(dashes_of_all_arms_fill_the_line_and_do_not_overlap)
{
    view_fixture f;
    double whole = 0, one, two;
    size_t n, n_one, n_two;

    open_relief(&f, NULL);
    n = plot_view_trace(&f.view, (plot_curve){PLOT_FRONT, 0, RELIEF, 0});
    whole = length_of(&(plot_shape){.points = f.view.points, .n = n});
    view_record(&f);
    plot_view_draw_curves(&f.view);
    two = sum_up(&f, plot_view_pen(&f.view, PLOT_FRONT, 0).color, &n_two);
    one = sum_up(&f, plot_view_pen(&f.view, PLOT_FRONT, 1).color, &n_one);
    ck_assert_double_eq_tol(one + two, whole, 1e-6); /* of some hundred sums */
    ck_assert_double_le(fabs(one - two), plot_em(&f.look, 0.8));
    ck_assert_uint_ge(n_one, 10);
    ck_assert_uint_le(n_two - n_one, 1);
    view_close(&f);
}
END_TEST

/* Where one of them has no number, the line of both is interrupted. */
START_TEST(a_gap_interrupts_the_dashes)
{
    view_fixture f;

    open_relief(&f, NULL);
    for (size_t arm = 0; arm < 2; arm++)
        for (size_t day = 40; day < 60; day++) view_put(&f, 151 * arm + day, RELIEF, NAN);
    plot_view_find_leads(&f.view);
    ck_assert_uint_eq(f.view.lead[1], 0);
    view_record(&f);
    plot_view_draw_curves(&f.view);
    for (size_t i = 0; i < f.list.n; i++) {
        const plot_drawn *d = &f.list.drawn[i];
        double from = plot_frame_x(&f.view.parts[0], 39.01);
        double to = plot_frame_x(&f.view.parts[0], 59.99);

        if (d->shape.pen.color.red == plot_view_pen(&f.view, PLOT_FRONT, 2).color.red)
            continue;
        ck_assert(d->box.x + d->box.width < from || d->box.x > to);
    }
    view_close(&f);
}
END_TEST

static void lift(view_fixture *f, size_t day, double more)
{
    const size_t row = 151 + day; /* of "one" */

    view_put(f, row, RELIEF, sim_table_cell(&f->table, row, RELIEF) + more);
}

/* "one" leaves the line for 20 days of 150, and is whole there. */
START_TEST(where_arms_part_each_is_drawn_whole)
{
    view_fixture f;
    const plot_frame *part = &f.view.parts[0];
    double away = 0, last = 0;

    open_relief(&f, NULL);
    for (size_t day = 60; day < 80; day++) lift(&f, day, _i == 0 ? 1.5 : -1.5);
    plot_view_find_leads(&f.view);
    ck_assert_uint_eq(f.view.lead[1], 0);
    view_record(&f);
    plot_view_draw_curves(&f.view);
    for (size_t i = 0; i < f.list.n; i++) {
        const plot_shape *s = &f.list.drawn[i].shape;

        if (s->pen.color.red != plot_view_pen(&f.view, PLOT_FRONT, 1).color.red) continue;
        for (size_t k = 1; k < s->n; k++)
            if (s->points[k - 1].x > plot_frame_x(part, 59) - 1e-6 &&
                s->points[k].x < plot_frame_x(part, 80) + 1e-6)
                away += s->points[k].x - s->points[k - 1].x;
        last = fmax(last, s->n > 0 ? s->points[s->n - 1].x : 0);
    }
    /* some hundred sums */
    ck_assert_double_eq_tol(away, plot_frame_x(part, 80) - plot_frame_x(part, 59), 1e-6);
    ck_assert_double_ge(last, plot_frame_x(part, 140));
    for (size_t day = 30; day < 110; day++) lift(&f, day, 1.5);
    plot_view_find_leads(&f.view);
    ck_assert_uint_eq(f.view.lead[1], 1);
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("weave");
    TCase *tcase = tcase_create("weave");

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, arms_that_coincide_have_one_lead_and_turns, 0, 2);
    tcase_add_test(tcase, dashes_of_all_arms_fill_the_line_and_do_not_overlap);
    tcase_add_test(tcase, a_gap_interrupts_the_dashes);
    tcase_add_loop_test(tcase, where_arms_part_each_is_drawn_whole, 0, 2);
    return suite_run(suite);
}
