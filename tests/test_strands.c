/* test_strands.c -- single ones of a cohort in a panel: where they are drawn, and how. */
#include <math.h>

#include <check.h>

#include "plots/strands.h"
#include "tests/suite.h"
#include "tests/view.h"

enum { ROWS = 101, ONES = 5, WIDTH = N_COLUMNS - 1 };

static const char *const arms[] = {"two", "one", "three"};

static double days[ROWS], numbers[ONES * N_ARMS * ROWS * WIDTH];

static double *cell(size_t one, size_t arm, size_t row, size_t column)
{
    return &numbers[((one * N_ARMS + arm) * ROWS + row) * WIDTH + column - 1];
}

/* The last arm has half. */
static double most_of(size_t one, size_t arm)
{
    return 5 * (double)(one + 1) * (arm + 1 == N_ARMS ? 0.5 : 1);
}

/* Each has a relief of its own: 5 to 25 mm at most, the last dead after 60 days. */
static void fill(void)
{
    for (size_t one = 0; one < ONES; one++)
        for (size_t arm = 0; arm < N_ARMS; arm++)
            for (size_t row = 0; row < ROWS; row++) {
                const double day = days[row] = (double)row;

                *cell(one, arm, row, CELLS) = 1e6 * exp(-0.1 * (double)(one + 1) * day);
                *cell(one, arm, row, RELIEF) =
                    one + 1 == ONES && row > 60 ? NAN : most_of(one, arm) * sin(0.02 * day);
                *cell(one, arm, row, DOSE) = NAN;
            }
}

/* A view of a panel beside whose curves stand single ones. */
static void open(view_fixture *f, const plot_panel *panel)
{
    const plot_spot spot = {{20, 30, 290, 230}, 24, 'A', true, 0};
    sim_error err;

    fill();
    view_open(f, panel, 100);
    f->data.strands = (plot_strands){.of = &f->table,
                                     .n = ONES,
                                     .n_arms = N_ARMS,
                                     .n_rows = ROWS,
                                     .arms = arms,
                                     .x = days,
                                     .numbers = numbers};
    f->data.bands.n = 2;
    ck_assert_int_eq(plot_view_init(&f->view, &f->panel, &f->data, &f->look, &err), SIM_OK);
    plot_view_set_axes(&f->view, &f->canvas, spot);
    plot_view_arrange(&f->view, plot_frame_left(&f->view.parts[0]));
}

static plot_panel relief_panel(void)
{
    plot_panel p = view_panel;

    p.x.split = 0;
    p.x.to = NAN;
    p.y = (plot_y){"relief", PLOT_LINEAR, 0, NAN, NAN, "relief"};
    return p;
}

START_TEST(the_axis_holds_all_of_them)
{
    const plot_panel p = relief_panel();
    view_fixture f;

    view_open(&f, &p, 100);
    ck_assert_double_lt(f.view.y.to, 20); /* of the curves alone: 12 mm */
    ck_assert(!plot_view_has_strands(&f.view));
    view_close(&f);
    open(&f, &p);
    ck_assert(plot_view_has_strands(&f.view) && plot_view_has_spans(&f.view));
    /* 25 mm sin(0.02 60), before it dies; 20 of who lives to the peak */
    ck_assert_double_ge(f.view.drawn_y.to, 25 * sin(1.2) - 1e-9);
    ck_assert_double_lt(f.view.drawn_y.to, 25);
    ck_assert_double_ge(f.view.y.to, f.view.drawn_y.to);
    view_close(&f);
}
END_TEST

/* Where a panel draws what they do not have, or points, it has none. */
START_TEST(a_panel_of_something_else_has_none)
{
    plot_panel p = relief_panel();
    view_fixture f;

    p.points.column = "dose";
    open(&f, &p);
    ck_assert(!plot_view_has_strands(&f.view));
    view_close(&f);
    p = relief_panel();
    p.x.column = "dose";
    open(&f, &p);
    ck_assert(!plot_view_has_strands(&f.view));
    view_close(&f);
    p = relief_panel();
    p.y.column = "day";
    open(&f, &p);
    ck_assert(!plot_view_has_strands(&f.view));
    view_close(&f);
}
END_TEST

static double place_y(const view_fixture *f, double value)
{
    return plot_frame_y(&f->view.parts[0], value);
}

START_TEST(each_is_a_thin_line_of_its_numbers)
{
    const plot_panel p = relief_panel();
    view_fixture f;

    open(&f, &p);
    view_record(&f);
    plot_view_draw_strands(&f.view);
    ck_assert_uint_eq(f.list.n, ONES * N_ARMS);
    for (size_t i = 0; i < f.list.n; i++) {
        const plot_shape *line = &f.list.drawn[i].shape;
        const double most = most_of(ONES - 1 - i % ONES, N_ARMS - 1 - i / ONES);
        const bool is_dead = i % ONES == 0;
        const double top = is_dead ? most * sin(1.2) : most * sin(0.02 * 79);

        ck_assert_int_eq(line->kind, PLOT_A_LINE);
        ck_assert_double_lt(line->pen.width, 0.6);
        ck_assert_double_lt(line->pen.color.alpha, 0.6);
        ck_assert_uint_ge(line->n, 5);
        ck_assert_uint_lt(line->n, ROWS / 2); /* nobody would see the others */
        ck_assert_double_eq_tol(f.list.drawn[i].box.y, place_y(&f, top), 0.25);
        ck_assert_double_eq_tol(f.list.drawn[i].box.x + f.list.drawn[i].box.width,
                                plot_frame_x(&f.view.parts[0], is_dead ? 60 : 100), 1e-6);
    }
    view_close(&f);
}
END_TEST

START_TEST(more_of_them_are_paler_but_never_gone)
{
    const plot_panel p = relief_panel();
    double alpha[2];
    view_fixture f;

    for (size_t i = 0; i < 2; i++) {
        open(&f, &p);
        if (i == 0) f.data.strands.n = 1;
        view_record(&f);
        plot_view_draw_strands(&f.view);
        alpha[i] = f.list.drawn[0].shape.pen.color.alpha;
        view_close(&f);
    }
    ck_assert_double_ge(alpha[0], alpha[1]);
    ck_assert_double_ge(alpha[1], 0.2);
}
END_TEST

/* The cells of the fastest are below 1 from day 27 on: its line leaves the axis and ends. */
START_TEST(a_line_below_a_log_axis_goes_no_farther)
{
    plot_panel p = view_panel;
    view_fixture f;
    double lowest;

    p.x.split = 0;
    open(&f, &p);
    view_record(&f);
    plot_view_draw_strands(&f.view);
    lowest = place_y(&f, 1e6 * exp(-0.5 * 28));
    ck_assert_double_ge(f.list.drawn[0].box.y + f.list.drawn[0].box.height,
                        f.view.box.y + f.view.box.height);
    ck_assert_double_le(f.list.drawn[0].box.y + f.list.drawn[0].box.height, lowest + 0.25);
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("strands");
    TCase *cases = tcase_create("strands");

    tcase_add_test(cases, the_axis_holds_all_of_them);
    tcase_add_test(cases, a_panel_of_something_else_has_none);
    tcase_add_test(cases, each_is_a_thin_line_of_its_numbers);
    tcase_add_test(cases, more_of_them_are_paler_but_never_gone);
    tcase_add_test(cases, a_line_below_a_log_axis_goes_no_farther);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
