/* test_extent.c -- the axes that a panel chooses for its data, and where they stand. */
#include <math.h>

#include <check.h>

#include "tests/suite.h"
#include "tests/view.h"

typedef struct {
    int days; /* that the table has */
    size_t n_parts;
    const plot_unit *unit; /* of the last part */
    double from, to;       /* of the last part */
} split_case;

static const split_case splits[] = {
    {14, 1, &plot_days, 0, 14},     {15, 2, &plot_days, 7, 15},
    {30, 2, &plot_days, 7, 30},     {60, 2, &plot_weeks, 7, 60},
    {120, 2, &plot_months, 7, 120}, {730, 2, &plot_months, 7, 183},
};

enum { N_SPLITS = sizeof splits / sizeof *splits };

START_TEST(the_first_week_is_split_off_where_another_follows)
{
    const split_case *c = &splits[_i];
    view_fixture f;
    const plot_ruler *last;

    view_open(&f, &view_panel, c->days);
    ck_assert_uint_eq(f.view.n_parts, c->n_parts);
    last = &f.view.parts[c->n_parts - 1].x;
    ck_assert_ptr_eq(last->unit, c->unit);
    ck_assert_double_eq(last->from, c->from);
    ck_assert_double_eq(last->to, c->to);
    if (c->n_parts == 2) {
        ck_assert_ptr_eq(f.view.parts[0].x.unit, &plot_days);
        ck_assert_double_eq(f.view.parts[0].x.from, 0);
        ck_assert_double_eq(f.view.parts[0].x.to, 7);
    }
    view_close(&f);
}
END_TEST

START_TEST(a_split_axis_shows_its_end_on_both_sides_of_the_break)
{
    view_fixture f;
    const plot_box *left, *right;
    plot_point a, b;

    view_open(&f, &view_panel, 730);
    left = &f.view.parts[0].box;
    right = &f.view.parts[1].box;
    a = plot_view_place(&f.view, 0, 7, 3.71e5);
    b = plot_view_place(&f.view, 1, 7, 3.71e5);
    /* one multiplication and one addition: two roundings of a few hundred */
    ck_assert_double_eq_tol(a.x, left->x + left->width, 1e-12);
    ck_assert_double_eq_tol(b.x, right->x, 1e-12);
    ck_assert_double_gt(right->x, left->x + left->width + 5);
    ck_assert_double_eq(a.y, b.y);
    ck_assert_double_eq(left->y, right->y);
    ck_assert_double_eq_tol(right->x + right->width, f.view.box.x + f.view.box.width,
                            1e-12);
    view_close(&f);
}
END_TEST

START_TEST(a_small_dip_below_zero_moves_no_axis)
{
    plot_panel relief = view_panel;
    view_fixture f;

    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    view_open(&f, &relief, 150);
    ck_assert_double_eq(f.view.y.from, 0);
    ck_assert_double_eq(f.view.y.to, 15);
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("extent");
    TCase *extent = tcase_create("extent");

    suite_add_tcase(suite, extent);
    tcase_add_loop_test(extent, the_first_week_is_split_off_where_another_follows, 0,
                        N_SPLITS);
    tcase_add_test(extent, a_split_axis_shows_its_end_on_both_sides_of_the_break);
    tcase_add_test(extent, a_small_dip_below_zero_moves_no_axis);
    return suite_run(suite);
}
