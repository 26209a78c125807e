/* test_view.c -- which arms a figure shows and in which order, which of them a panel draws. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/tell.h"
#include "tests/suite.h"
#include "tests/view.h"

static const char *const keys[] = {"P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7",
                                   "P8", "P9", "Q0", "Q1", "Q2", "Q3", "Q4"};

/* A table with a row for each of n arms from the first on. */
static void fill(sim_table *table, size_t first, size_t n)
{
    static const sim_column columns[] = {{"day", "day", "time", SIM_CELL_NUMBER}};
    const sim_column key = {"arm", "1", "arm", SIM_CELL_TEXT};
    double *row;
    sim_error err;

    ck_assert_int_eq(sim_table_init(table, "course", key, columns, 1, &err), SIM_OK);
    for (size_t i = 0; i < 2 * n; i++)
        ck_assert_int_eq(sim_table_add_row(table, keys[first + i / 2], &row, &err), SIM_OK);
}

static sim_pool pool; /* of the arms in order */

static plot_arms order_with(plot_wanted wanted, plot_wanted backgrounds, size_t n_front,
                            size_t n_behind)
{
    sim_table front, behind;
    const sim_table *fronts[] = {&front}, *behinds[] = {&behind};
    plot_data data = {.runs = {{fronts, 1, NULL}, {behinds, 1, NULL}},
                      .backgrounds = backgrounds,
                      .pool = &pool};
    sim_error err;

    fill(&front, 0, n_front);
    fill(&behind, n_front - 1, n_behind);
    ck_assert_int_eq(plot_arms_find_all(&data, wanted, &err), SIM_OK);
    for (size_t i = 0; i < data.arms.n; i++) { /* the tables end here; keys stay */
        size_t k = 0;

        while (strcmp(keys[k], data.arms.names[i]) != 0) k++;
        data.arms.names[i] = keys[k];
    }
    sim_table_free(&front);
    sim_table_free(&behind);
    return data.arms;
}

static plot_arms order(plot_wanted wanted, size_t n_front, size_t n_behind)
{
    return order_with(wanted, (plot_wanted){0}, n_front, n_behind);
}

START_TEST(arms_in_front_come_first_and_each_once)
{
    plot_arms arms = order((plot_wanted){0}, 3, 2);

    ck_assert_uint_eq(arms.n, 4);
    ck_assert_uint_eq(arms.n_front, 3);
    ck_assert_uint_eq(arms.n_named, 4);
    ck_assert_str_eq(arms.names[3], "P3");
    ck_assert_uint_eq(plot_arms_find(&arms, "P2", 0), 2);
    ck_assert_uint_eq(plot_arms_find(&arms, "P1", 3), 1);
    ck_assert_uint_eq(plot_arms_find(&arms, "P7", 0), arms.n);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(only_arms_that_are_wanted_are_shown)
{
    static const char *const names[] = {"P3", "P1"};
    plot_arms arms = order((plot_wanted){names, 2}, 5, 1);

    ck_assert_uint_eq(arms.n, 2);
    ck_assert_str_eq(arms.names[0], "P1");
    ck_assert_str_eq(arms.names[1], "P3");
    sim_pool_free(&pool);
}
END_TEST

/* Twelve of fifteen, first and last among them, before the three that are thin. */
START_TEST(named_arms_are_spread_over_all_and_stand_first)
{
    plot_arms arms = order((plot_wanted){0}, 15, 1);

    ck_assert_uint_eq(arms.n, 15);
    ck_assert_uint_eq(arms.n_named, PLOT_NAMED_MAX);
    ck_assert_str_eq(arms.names[0], "P0");
    ck_assert_str_eq(arms.names[PLOT_NAMED_MAX - 1], "Q4");
    for (size_t i = 1; i < PLOT_NAMED_MAX; i++)
        ck_assert_int_lt(strcmp(arms.names[i - 1], arms.names[i]), 0);
    sim_pool_free(&pool);
}
END_TEST

static bool are_same(plot_color a, plot_color b)
{
    return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

/* What the others are held against takes no color of theirs. */
START_TEST(a_background_is_gray_and_takes_no_color)
{
    static const char *const names[] = {"P3", "P1"};
    const plot_look look = {plot_theme_find("light"), plot_size_find("a4"), NULL, false};
    const plot_arms arms = order_with((plot_wanted){0}, (plot_wanted){names, 2}, 5, 0);
    const plot_pen first = plot_arms_pen(&arms, &look, 1),
                   second = plot_arms_pen(&arms, &look, 3);
    size_t n = 0;

    ck_assert_uint_eq(arms.n_named, 5);
    ck_assert_uint_eq(arms.n_colored, 3);
    ck_assert(plot_arms_is_background(&arms, 1) && plot_arms_is_background(&arms, 3));
    ck_assert(are_same(first.color, look.theme->axis));
    ck_assert(are_same(second.color, look.theme->axis));
    ck_assert_int_eq(first.line, PLOT_SOLID);
    ck_assert_int_ne(second.line, PLOT_SOLID);
    for (size_t arm = 0; arm < arms.n; arm++) {
        const plot_pen pen = plot_arms_pen(&arms, &look, arm);

        if (plot_arms_is_background(&arms, arm)) continue;
        ck_assert(are_same(pen.color, plot_arm_color(look.theme, n++, 3)));
    }
    sim_pool_free(&pool);
}
END_TEST

/* Twelve of 13 that are treated, and one of the two that they are held against. */
START_TEST(of_too_many_arms_a_background_keeps_its_name)
{
    static const char *const names[] = {"Q3", "Q4"};
    const plot_arms arms = order_with((plot_wanted){0}, (plot_wanted){names, 2}, 15, 0);

    ck_assert_uint_eq(arms.n, 15);
    ck_assert_uint_eq(arms.n_named, PLOT_NAMED_MAX + 1);
    ck_assert_uint_eq(arms.n_colored, PLOT_NAMED_MAX);
    ck_assert_str_eq(arms.names[0], "P0");
    ck_assert_str_eq(arms.names[PLOT_NAMED_MAX - 1], "Q2");
    ck_assert_str_eq(arms.names[PLOT_NAMED_MAX], "Q3");
    ck_assert_str_eq(arms.names[14], "Q4");
    ck_assert(plot_arms_is_background(&arms, 14));
    sim_pool_free(&pool);
}
END_TEST

START_TEST(of_arms_with_the_same_points_the_one_with_a_dose_is_drawn)
{
    plot_panel points = view_panel;
    view_fixture f;

    points.points = (plot_points){"day", NULL, "dose"};
    view_open(&f, &points, 30);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[0].drawn_for, 1);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[1].drawn_for, 1);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[2].drawn_for, 2);
    view_close(&f);
    points.points.owner = NULL;
    view_open(&f, &points, 30);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[0].drawn_for, 0);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[1].drawn_for, 0);
    view_close(&f);
    view_open(&f, &view_panel, 30);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[0].drawn_for, 0);
    view_close(&f);
}
END_TEST

START_TEST(points_that_nobody_owns_are_not_drawn)
{
    plot_panel points = view_panel;
    const plot_spot spot = {{20, 30, 290, 230}, 24, 'A', true, 0};
    view_fixture f;
    sim_error err;

    points.points = (plot_points){"day", NULL, "dose"};
    view_open(&f, &points, 30);
    sim_pool_free(&f.pool);
    f.table.cells[7 * N_COLUMNS + CELLS] = 2.385e11; /* of the arm "two" */
    f.table.cells[(31 + 7) * N_COLUMNS + CELLS] = NAN;
    ck_assert_int_eq(plot_view_init(&f.view, &points, &f.data, &f.look, &err), SIM_OK);
    plot_view_set_axes(&f.view, &f.canvas, spot);
    ck_assert_int_eq(plot_canvas_check(&f.canvas, &err), SIM_OK);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[0].drawn_for, N_ARMS);
    ck_assert_uint_eq(f.view.layers[PLOT_FRONT].rows[1].drawn_for, 1);
    ck_assert_double_eq(f.view.y.to, 1e7); /* as without that arm */
    view_close(&f);
}
END_TEST

/* A dip within the first day of "one", deeper than all that its days have. */
static void add_dip(sim_table *between, const sim_table *like)
{
    static const double hours[] = {3, 6, 9};
    sim_error err;
    double *row;

    ck_assert_int_eq(
        sim_table_init(between, "soon", like->all[0], like->columns, N_COLUMNS, &err),
        SIM_OK);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(sim_table_add_row(between, "one", &row, &err), SIM_OK);
        row[DAY] = hours[i] / 24;
        row[CELLS] = i == 1 ? 23.85 : 2385;
        row[RELIEF] = row[DOSE] = 0.371;
    }
}

/* Opens the view anew, now with these rows between. */
static void join(view_fixture *f, const sim_table *const betweens[])
{
    sim_error err;

    f->data.runs[PLOT_FRONT].between = betweens;
    f->panel.reading = PLOT_READ_FARTHEST;
    ck_assert_int_eq(plot_view_init(&f->view, &f->panel, &f->data, &f->look, &err), SIM_OK);
    plot_view_set_axes(&f->view, &f->canvas,
                       (plot_spot){{20, 30, 290, 230}, 24, 'A', true, 0});
    plot_view_arrange(&f->view, plot_frame_left(&f->view.parts[0]));
}

enum { ONE = 1 };

static size_t trace_one(const view_fixture *f)
{
    return plot_view_trace(&f->view, (plot_curve){PLOT_FRONT, ONE, f->view.layers[0].y, 0});
}

START_TEST(rows_between_are_drawn_and_not_told)
{
    view_fixture f;
    sim_table between;
    const sim_table *betweens[] = {&between};
    plot_facts facts = {0};
    size_t n_days;

    view_open(&f, &view_panel, 18);
    n_days = trace_one(&f);
    add_dip(&between, &f.table);
    join(&f, betweens);
    ck_assert_uint_eq(trace_one(&f), n_days + 3);
    ck_assert_double_gt(f.view.points[2].y, f.view.points[1].y + 20);
    ck_assert_double_gt(f.view.points[2].y, f.view.points[3].y + 20);
    ck_assert_double_lt(f.view.points[2].y, f.view.box.y + f.view.box.height + 1e-6);
    plot_view_find(&f.view, "page", &facts);
    ck_assert_uint_gt(facts.n, ONE);
    for (size_t i = 0; i < facts.n; i++) {
        const plot_read *read = &facts.list[i].fact.arm;

        if (facts.list[i].has_fact && read->arm && read->at >= 0)
            ck_assert_double_eq(read->at, floor(read->at));
        if (strcmp(facts.list[i].place, "alt") == 0)
            ck_assert_int_eq(g_str_has_suffix(facts.list[i].text, " (on whole days)"),
                             strcmp(read->arm, "one") == 0);
    }
    plot_facts_free(&facts);
    sim_table_free(&between);
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("view");
    TCase *view = tcase_create("view"), *arms = tcase_create("arms");

    suite_add_tcase(suite, view);
    suite_add_tcase(suite, arms);
    tcase_add_test(view, rows_between_are_drawn_and_not_told);
    tcase_add_test(arms, arms_in_front_come_first_and_each_once);
    tcase_add_test(arms, only_arms_that_are_wanted_are_shown);
    tcase_add_test(arms, named_arms_are_spread_over_all_and_stand_first);
    tcase_add_test(arms, a_background_is_gray_and_takes_no_color);
    tcase_add_test(arms, of_too_many_arms_a_background_keeps_its_name);
    tcase_add_test(view, of_arms_with_the_same_points_the_one_with_a_dose_is_drawn);
    tcase_add_test(view, points_that_nobody_owns_are_not_drawn);
    return suite_run(suite);
}
