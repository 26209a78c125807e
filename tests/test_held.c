/* test_held.c -- curves that are drawn into the axes of an earlier page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/held.h"
#include "plots/svg.h"
#include "tests/figure.h"
#include "tests/suite.h"

enum { ARMS = 5, CARTILAGE = 5, RELIEF = 6, IMPRINT = 9 };

/* A run, the axes of its page, and that page: as they were kept, and whole. */
typedef struct {
    figure_tables tables;
    plot_held held;
    page bare, whole;
} holding;

static plot_data data_of(const sim_table *all[2], const figure_tables *t)
{
    all[0] = &t->passages;
    all[1] = &t->timecourse;
    return (plot_data){.runs = {{all, 2, NULL}, {NULL, 0, NULL}}};
}

static page draw_bare(const figure_tables *t, plot_held *held)
{
    const plot_look look = figure_look("light", "a4", "svg");
    const sim_table *all[2];
    plot_data data = data_of(all, t);
    const plot_page shown = {"potency", &data, NULL, NULL};
    page drawn = {NULL, 0};
    FILE *out = open_memstream(&drawn.bytes, &drawn.size);
    sim_error err = {""};

    data.held = held;
    ck_assert_msg(plot_figure_write(&(plot_figure){&plot_page_maker, &shown},
                                    &figure_caption, &look, out, &err) == SIM_OK,
                  "%s", err.text);
    ck_assert_int_eq(fclose(out), 0);
    return drawn;
}

/* Arms whose lines are one are woven in a page, and not later. */
static void part_arms(sim_table *t)
{
    double arm = 0;

    for (size_t row = 0; row < t->n_rows; row++) {
        arm += row > 0 && strcmp(t->keys[row], t->keys[row - 1]) != 0;
        t->cells[row * t->n_columns + CARTILAGE] -= 0.01 * arm;
    }
}

static void set_up(holding *h)
{
    *h = (holding){.held = {.n = 0}};
    figure_init(&h->tables, ARMS);
    part_arms(&h->tables.timecourse);
    h->bare = draw_bare(&h->tables, &h->held);
    h->whole = figure_page(&h->tables, "svg");
}

static void tear_down(holding *h)
{
    free(h->bare.bytes);
    free(h->whole.bytes);
    plot_held_free(&h->held);
    figure_free(&h->tables);
}

/* The curves of a run in the axes that are held. */
static page draw_curves(const holding *h, const figure_tables *t)
{
    const sim_table *all[2];
    const plot_data data = data_of(all, t);
    page drawn = {NULL, 0};
    FILE *out = open_memstream(&drawn.bytes, &drawn.size);
    plot_canvas canvas;
    sim_error err = {""};

    ck_assert_int_eq(plot_svg_init(&canvas, out, "figure", &err), SIM_OK);
    ck_assert_msg(plot_held_draw(&h->held, &data, &canvas, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(plot_svg_end(&canvas, &err), SIM_OK);
    plot_canvas_free(&canvas);
    ck_assert_int_eq(fclose(out), 0);
    return drawn;
}

/* The next line of a text that begins like this, as a text of its own; NULL past the last. */
static char *next_line(const char **at, const char *begin)
{
    const char *found = *at ? strstr(*at, begin) : NULL;

    if (!found) return NULL;
    *at = found + strcspn(found, "\n");
    return strndup(found, (size_t)(*at - found));
}

/* How many lines begin like this, all of which the other page has, too. */
static size_t count_shared(const page *drawn, const char *begin, const page *other)
{
    const char *at = drawn->bytes;
    size_t n = 0;

    for (char *line; (line = next_line(&at, begin)); n++) {
        ck_assert_msg(page_holds(other, line), "%s", line);
        free(line);
    }
    return n;
}

START_TEST(the_same_numbers_give_the_curves_of_the_page)
{
    holding h;
    page curves;

    set_up(&h);
    curves = draw_curves(&h, &h.tables);
    ck_assert_uint_ge(count_shared(&curves, "<path fill=\"none\"", &h.whole), 9 * ARMS);
    ck_assert_uint_gt(count_shared(&curves, "<circle", &h.whole), 0);
    ck_assert_uint_gt(count_shared(&curves, "<path fill=\"#", &h.whole), 0); /* shade */
    free(curves.bytes);
    tear_down(&h);
}
END_TEST

START_TEST(what_is_kept_has_axes_and_nothing_in_them)
{
    holding h;
    page curves;
    const char *begin = "<svg overflow=\"visible\"";

    set_up(&h);
    curves = draw_curves(&h, &h.tables);
    ck_assert(!page_holds(&h.bare, "data-arm"));
    ck_assert(!page_holds(&h.bare, "data-place=\"caption\""));
    ck_assert_uint_eq(count_shared(&h.bare, begin, &h.whole), h.held.n);
    ck_assert_uint_eq(h.held.n, 9);
    ck_assert_uint_gt(count_shared(&h.bare, "<text", &h.whole), 90);
    for (size_t i = 0; i < h.held.n; i++) {
        char room[64];

        snprintf(room, sizeof room, "data-panel=\"%s\"", h.held.axes[i].panel.name);
        ck_assert(page_holds(&curves, room));
    }
    free(curves.bytes);
    tear_down(&h);
}
END_TEST

/* Of relief ten times as much. */
static void move(figure_tables *t, double times)
{
    for (size_t row = 0; row < t->timecourse.n_rows; row++)
        t->timecourse.cells[row * t->timecourse.n_columns + RELIEF] *= times;
}

START_TEST(other_numbers_leave_the_axes_where_they_are)
{
    static const double times[] = {1, 0.5, 10, -10};
    static const size_t pointers[] = {0, 0, ARMS - 1, ARMS - 1}; /* the first stays at 0 */
    holding h;
    figure_tables other;
    page curves, moved;
    const char *at;
    size_t n = 0;

    set_up(&h);
    figure_init(&other, ARMS);
    part_arms(&other.timecourse);
    move(&other, times[_i]);
    curves = draw_curves(&h, &h.tables);
    moved = draw_curves(&h, &other);
    ck_assert_uint_gt(count_shared(&moved, "<clipPath", &curves), 9);
    at = strstr(moved.bytes, "data-panel=\"pain\"");
    for (char *line; (line = next_line(&at, "<g data-arm")); n++) free(line);
    ck_assert_uint_ge(n, 2 * ARMS + pointers[_i]); /* a split axis has two stretches */
    ck_assert_uint_le(n, 2 * ARMS + pointers[_i]);
    ck_assert_int_eq(strcmp(curves.bytes, moved.bytes) == 0, times[_i] == 1);
    free(curves.bytes);
    free(moved.bytes);
    figure_free(&other);
    tear_down(&h);
}
END_TEST

/* The run's arms but for the first n. */
static void leave_out(sim_table *t, size_t n)
{
    size_t row = 0;

    for (size_t arm = 0; arm < n; arm++) {
        const char *key = t->keys[row];

        while (row < t->n_rows && strcmp(t->keys[row], key) == 0) row++;
    }
    t->n_rows -= row;
    memmove(t->keys, t->keys + row, t->n_rows * sizeof *t->keys);
    memmove(t->cells, t->cells + row * t->n_columns,
            t->n_rows * t->n_columns * sizeof *t->cells);
}

START_TEST(arms_alone_keep_their_looks)
{
    holding h;
    page curves;
    const char *at;
    size_t n = 0;

    set_up(&h);
    leave_out(&h.tables.passages, 3);
    leave_out(&h.tables.timecourse, 3);
    curves = draw_curves(&h, &h.tables);
    at = strstr(curves.bytes, "data-panel=\"imprint\"");
    ck_assert(at);
    for (char *line; (line = next_line(&at, "<path fill=\"none\"")); free(line))
        if (!strstr(line, "d=\"\"")) n += page_holds(&h.whole, line);
    ck_assert_uint_ge(n, 2);
    free(curves.bytes);
    tear_down(&h);
}
END_TEST

START_TEST(a_column_that_is_gone_is_named)
{
    holding h;
    plot_canvas canvas;
    const sim_table *all[2];
    plot_data data;
    sim_error err = {""};

    set_up(&h);
    data = data_of(all, &h.tables);
    h.tables.timecourse.columns[IMPRINT].name = "other";
    ck_assert_int_eq(plot_svg_init(&canvas, NULL, "figure", &err), SIM_OK);
    ck_assert_int_eq(plot_held_draw(&h.held, &data, &canvas, &err), SIM_ENAME);
    ck_assert_msg(strstr(err.text, "imprint"), "%s", err.text);
    plot_canvas_free(&canvas);
    tear_down(&h);
}
END_TEST

START_TEST(nothing_is_held_of_nothing)
{
    plot_held held = {0};
    sim_error err;

    ck_assert_int_eq(plot_held_take(&held, NULL, 0, &err), SIM_OK);
    ck_assert_uint_eq(held.n, 0);
    plot_held_free(&held);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("held");
    TCase *tc = tcase_create("held");

    tcase_add_test(tc, the_same_numbers_give_the_curves_of_the_page);
    tcase_add_test(tc, what_is_kept_has_axes_and_nothing_in_them);
    tcase_add_loop_test(tc, other_numbers_leave_the_axes_where_they_are, 0, 4);
    tcase_add_test(tc, arms_alone_keep_their_looks);
    tcase_add_test(tc, a_column_that_is_gone_is_named);
    tcase_add_test(tc, nothing_is_held_of_nothing);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
