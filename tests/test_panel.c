/* test_panel.c -- the axes that a panel chooses for its data, what stands around them, and what
 * is told of it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    last = &f.view.x[c->n_parts - 1];
    ck_assert_ptr_eq(last->unit, c->unit);
    ck_assert_double_eq(last->from, c->from);
    ck_assert_double_eq(last->to, c->to);
    if (c->n_parts == 2) {
        ck_assert_ptr_eq(f.view.x[0].unit, &plot_days);
        ck_assert_double_eq(f.view.x[0].from, 0);
        ck_assert_double_eq(f.view.x[0].to, 7);
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
    a = plot_frame_place(&f.view.parts[0], 7, 3.71e5);
    b = plot_frame_place(&f.view.parts[1], 7, 3.71e5);
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

START_TEST(a_small_dip_below_zero_moves_no_tick_and_is_inside)
{
    plot_panel relief = view_panel;
    view_fixture f;

    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    view_open(&f, &relief, 150);
    ck_assert_double_eq(f.view.y.ticks[0], 0);
    ck_assert_double_le(f.view.y.from, -0.2385); /* the relief on day 0 */
    ck_assert_double_ge(f.view.y.from, -0.5);
    ck_assert_double_eq(f.view.y.to, 15);
    view_close(&f);
}
END_TEST

/* A model that has read a relief of at least 10 mm on an axis, and 1 mm as worth a word. */
static const sim_symbol symbols[] = {{.kind = SIM_RULE, .name = "relief", .unit = "mm"},
                                     {.kind = SIM_RULE, .name = "cells", .unit = "cell"}};
static const sim_telling told[] = {{.symbol = 0, .least = 1, .span = 10},
                                   {.symbol = 1, .least = 1, .span = 1}};
static const sim_model model = {
    .symbols = symbols, .n_symbols = 2, .tellings = told, .n_tellings = 2};
static const sim_stage stages[] = {{.model = &model}};
static const sim_chain chain = {.stages = stages, .n_stages = 1};

/* All values of a column become `most` but for those of day 0; told by the chain, or not. */
static void open_flat(view_fixture *f, const plot_y *y, const double values[2],
                      const sim_chain *by)
{
    const plot_spot spot = {{20, 30, 290, 230}, 24, 'A', true, 0};
    plot_panel p = view_panel;
    size_t column;

    p.y = *y;
    view_open(f, &p, 60);
    column = f->view.layers[PLOT_FRONT].y;
    for (size_t row = 0; row < f->table.n_rows; row++)
        view_put(f, row, column, values[sim_table_cell(&f->table, row, DAY) > 0]);
    f->data.chain = by;
    plot_view_set_axes(&f->view, &f->canvas, spot);
    plot_view_arrange(&f->view, 30);
}

static const struct {
    double values[2];
    double start, end;
    const sim_chain *by;
    double from, to; /* ticks */
} spans[] = {
    {{60, 60.00001}, NAN, NAN, &chain, 54, 66},
    {{60, 60.00001}, NAN, NAN, NULL, 56, 64},
    {{1, 0.99999}, NAN, 1, &chain, 0, 10},
    {{0, 4e-15}, NAN, NAN, NULL, 0, 1},
    {{0, 0.3}, 0, 5, &chain, 0, 10},
    {{-12, -12.00001}, NAN, NAN, NULL, -13, -11},
    {{0, 23.85}, 0, 5, &chain, 0, 25},
};

enum { N_SPANS = sizeof spans / sizeof *spans };

START_TEST(an_axis_spans_what_is_worth_it)
{
    const plot_y y = {"relief", PLOT_LINEAR, spans[_i].start, spans[_i].end, NAN, "relief"};
    view_fixture f;

    open_flat(&f, &y, spans[_i].values, spans[_i].by);
    ck_assert_double_eq_tol(f.view.y.ticks[0], spans[_i].from, 1e-9);
    ck_assert_double_eq_tol(f.view.y.ticks[f.view.y.n - 1], spans[_i].to, 1e-9);
    view_close(&f);
}
END_TEST

/* What is a thousandth of what is worth a word counts as 0, which has no place. */
static const struct {
    double values[2];
    const sim_chain *by;
    double from, to;
} decades[] = {
    {{2.385e-4, 371}, &chain, 100, 1e3}, {{2.385e-4, 371}, NULL, 1e-4, 1e3},
    {{2.385e-15, 371}, NULL, 100, 1e3},  {{0, 371}, &chain, 100, 1e3},
    {{371, 379}, &chain, 100, 1e3},      {{98, 101}, &chain, 10, 1e3},
};

enum { N_DECADES = sizeof decades / sizeof *decades };

START_TEST(a_log_axis_has_a_decade_of_what_is_drawn)
{
    const plot_y y = {"cells", PLOT_LOG, NAN, NAN, NAN, "cells"};
    view_fixture f;

    open_flat(&f, &y, decades[_i].values, decades[_i].by);
    ck_assert_double_eq_tol(f.view.y.from, decades[_i].from, 1e-9 * decades[_i].from);
    ck_assert_double_eq_tol(f.view.y.to, decades[_i].to, 1e-9 * decades[_i].to);
    view_close(&f);
}
END_TEST

static const plot_box *find(const view_fixture *f, const char *text)
{
    const plot_drawn *drawn = plot_recording_find(&f->list, text);

    ck_assert_msg(drawn != NULL, "%s", text);
    return &drawn->box;
}

static double right_of(const plot_box *box) { return box->x + box->width; }

/* Room {20, 30, 290, 230}, of which 24 points are kept below for words. */
START_TEST(words_stand_around_the_box)
{
    view_fixture f;
    const plot_box *box = &f.view.box;

    view_open(&f, &view_panel, 120);
    view_record(&f);
    plot_view_draw(&f.view);
    ck_assert(!f.pool.failed);
    ck_assert_double_eq(find(&f, "A   Cells")->x, 20);
    ck_assert_double_eq(find(&f, "A   Cells")->y, 30);
    ck_assert_double_eq(find(&f, "cells")->x, 20);
    ck_assert_double_lt(find(&f, "cells")->y + find(&f, "cells")->height, box->y);
    ck_assert_double_eq_tol(right_of(find(&f, "10⁶")), box->x - plot_em(&f.look, 0.45),
                            1e-9);
    ck_assert_double_gt(find(&f, "days")->y, box->y + box->height);
    ck_assert_double_lt(right_of(find(&f, "days")), find(&f, "time (months)")->x);
    ck_assert_double_eq(find(&f, "days")->y, find(&f, "time (months)")->y);
    ck_assert_ptr_null(plot_recording_find(&f.list, "nothing to show for these arms"));
    view_close(&f);
}
END_TEST

START_TEST(a_panel_without_a_number_says_so)
{
    view_fixture f;
    const plot_spot spot = {{20, 30, 290, 230}, 24, '\0', false, 0};

    view_open(&f, &view_panel, 60);
    for (size_t row = 0; row < f.table.n_rows; row++) view_put(&f, row, CELLS, NAN);
    plot_view_set_axes(&f.view, &f.canvas, spot);
    plot_view_arrange(&f.view, 30);
    view_record(&f);
    plot_view_draw(&f.view);
    ck_assert(!f.pool.failed);
    /* in the middle: two roundings of a few hundred */
    ck_assert_double_eq_tol(2 * find(&f, "nothing to show for these arms")->x +
                                find(&f, "nothing to show for these arms")->width,
                            2 * f.view.box.x + f.view.box.width, 1e-9);
    find(&f, "Cells");
    ck_assert_ptr_null(plot_recording_find(&f.list, "1"));
    ck_assert_ptr_null(plot_recording_find(&f.list, "time (weeks)"));
    view_close(&f);
}
END_TEST

START_TEST(axes_without_a_value_have_no_numbers)
{
    view_fixture f;
    const plot_spot spot = {{20, 30, 290, 230}, 24, '\0', true, 0};

    view_open(&f, &view_panel, 60);
    for (size_t row = 0; row < f.table.n_rows; row++) view_put(&f, row, DAY, NAN);
    plot_view_set_axes(&f.view, &f.canvas, spot);
    plot_view_arrange(&f.view, 30);
    view_record(&f);
    plot_view_draw(&f.view);
    ck_assert_uint_gt(f.list.n, 0);
    for (size_t i = 0; i < f.list.n; i++) {
        const char *text = f.list.drawn[i].text;

        ck_assert_msg(!text || !strpbrk(text, "0123456789"), "%s", text);
    }
    view_close(&f);
}
END_TEST

static bool overlap(const plot_box *a, const plot_box *b)
{
    const double filled = 0.75; /* of the height of a line, by letters */

    return fabs(a->y - b->y) < filled * fmin(a->height, b->height) &&
           a->x < b->x + b->width && b->x < a->x + a->width;
}

static void check_texts(const view_fixture *f, double width, int days)
{
    const plot_box *room = &f->view.spot.room;
    const double more = plot_em(&f->look, 0.9); /* half a number beyond the axis */

    for (size_t i = 0; i < f->list.n; i++) {
        const plot_drawn *d = &f->list.drawn[i];

        if (!d->text) continue;
        ck_assert_msg(d->box.x >= room->x - more &&
                          right_of(&d->box) <= right_of(room) + more,
                      "%s at %g of %g, %d days", d->text, d->box.x, width, days);
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(
                !f->list.drawn[k].text || !overlap(&d->box, &f->list.drawn[k].box),
                "%s, %s: %g wide, %d days", d->text, f->list.drawn[k].text, width, days);
    }
}

START_TEST(no_text_of_a_split_axis_meets_another_or_leaves_its_room)
{
    static const double ems[] = {13.7, 17.9, 24.2, 30.5, 44.2, 94.7};
    static const int lengths[] = {15, 16, 30, 40, 60, 71, 120, 400, 730, 3650};

    for (size_t i = 0; i < sizeof ems / sizeof *ems; i++)
        for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
            const plot_size *size = plot_size_find(plot_size_name((size_t)_i));
            const double width = ems[i] * size->text;
            plot_panel p = view_panel;
            view_fixture f;

            p.x.to = NAN;
            p.x.label = "time since day 0";
            view_open(&f, &p, lengths[k]);
            f.look.size = size;
            plot_view_set_axes(&f.view, &f.canvas,
                               (plot_spot){{20, 30, width, 230}, 0, 'A', true, 0});
            plot_view_arrange(&f.view, plot_frame_left(&f.view.parts[0]));
            view_record(&f);
            plot_view_draw(&f.view);
            check_texts(&f, width, lengths[k]);
            view_close(&f);
        }
}
END_TEST

START_TEST(numbers_of_a_low_box_keep_apart)
{
    static const double heights[] = {80, 100, 115, 130, 150, 200, 400};
    plot_panel p = view_panel;

    for (size_t i = 0; i < sizeof heights / sizeof *heights; i++) {
        view_fixture f;

        p.y = _i == 0 ? view_panel.y
                      : (plot_y){"relief", PLOT_LINEAR, -50, 20, NAN, "relief"};
        view_open(&f, &p, 60);
        plot_view_set_axes(&f.view, &f.canvas,
                           (plot_spot){{20, 30, 290, heights[i]}, 0, 'A', true, 0});
        plot_view_arrange(&f.view, plot_frame_left(&f.view.parts[0]));
        view_record(&f);
        plot_frame_draw_y_numbers(&f.view.parts[0]);
        ck_assert_uint_ge(f.list.n, 1);
        check_texts(&f, 290, 60);
        view_close(&f);
    }
}
END_TEST

static const struct {
    plot_scale scale;
    double level;
    size_t more; /* lines than without a level, which has one for each part */
} levels[] = {{PLOT_LINEAR, 2.385, 2}, {PLOT_LINEAR, 238.5, 0}, {PLOT_LINEAR, -1.5, 0}};

static size_t count_lines(double level)
{
    plot_panel relief = view_panel;
    view_fixture f;
    size_t n = 0;

    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, level, "relief"};
    view_open(&f, &relief, 120);
    view_record(&f);
    plot_view_draw(&f.view);
    ck_assert(!f.pool.failed);
    for (size_t i = 0; i < f.list.n; i++)
        n += !f.list.drawn[i].text && f.list.drawn[i].shape.kind == PLOT_A_LINE &&
             f.list.drawn[i].clip == 0;
    view_close(&f);
    return n;
}

START_TEST(a_level_is_a_line_where_the_axis_has_it)
{
    ck_assert_uint_eq(count_lines(levels[_i].level), count_lines(NAN) + levels[_i].more);
}
END_TEST

static const struct {
    int days;
    plot_y y;
    const char *told;
} tellings[] = {
    {120,
     {"cells", PLOT_LOG, 1, NAN, NAN, "cells"},
     "A: Cells. Upward: cells from 10⁴ to 10⁷ on a log scale; to the right: days from 0 to "
     "7, then time (months) from 0.23 to 3.95. two and one share a line. two: 3.71×10⁶ "
     "cells on day 0, 36600 cells on day 120; one: 3.71×10⁶ cells on day 0, 36600 cells on "
     "day 120; three: 3.71×10⁶ cells on day 0, 3.68×10⁵ cells on day 60. "},
    {14,
     {"relief", PLOT_LINEAR, 0, 5, NAN, "relief"},
     "A: Cells. Upward: relief (mm) from 0 to 6; to the right: time (days) from 0 to "
     "14. two and one share a line. two: −0.238 mm on day 0, 3.14 mm on day 14; one: "
     "−0.238 mm on day 0, 3.14 mm on day 14; three: −0.238 mm on day 0, 1.47 mm on day "
     "7. "},
};

START_TEST(a_panel_is_told_in_sentences)
{
    plot_panel panel = view_panel;
    GString *words = g_string_new(NULL);
    view_fixture f;

    panel.y = tellings[_i].y;
    view_open(&f, &panel, tellings[_i].days);
    plot_tell_panel(&f.view, words);
    ck_assert_msg(g_str_has_prefix(words->str, tellings[_i].told), "%s", words->str);
    g_string_free(words, TRUE);
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("panel");
    TCase *tcase = tcase_create("panel");

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, the_first_week_is_split_off_where_another_follows, 0,
                        N_SPLITS);
    tcase_add_test(tcase, a_split_axis_shows_its_end_on_both_sides_of_the_break);
    tcase_add_test(tcase, a_small_dip_below_zero_moves_no_tick_and_is_inside);
    tcase_add_loop_test(tcase, an_axis_spans_what_is_worth_it, 0, N_SPANS);
    tcase_add_loop_test(tcase, a_log_axis_has_a_decade_of_what_is_drawn, 0, N_DECADES);
    tcase_add_test(tcase, words_stand_around_the_box);
    tcase_add_test(tcase, a_panel_without_a_number_says_so);
    tcase_add_test(tcase, axes_without_a_value_have_no_numbers);
    tcase_add_loop_test(tcase, numbers_of_a_low_box_keep_apart, 0, 2);
    tcase_add_loop_test(tcase, no_text_of_a_split_axis_meets_another_or_leaves_its_room, 0,
                        3);
    tcase_add_loop_test(tcase, a_level_is_a_line_where_the_axis_has_it, 0, 3);
    tcase_add_loop_test(tcase, a_panel_is_told_in_sentences, 0, 2);
    return suite_run(suite);
}
