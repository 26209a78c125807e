/* test_recording.c -- a drawing as a list of shapes and texts, each where it stands. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/cairo.h"
#include "plots/draft.h"
#include "plots/recording.h"
#include "tests/page.h"
#include "tests/suite.h"

typedef struct {
    plot_canvas measure, canvas;
    plot_recording list;
} fixture;

static void begin(fixture *f)
{
    sim_error err;

    ck_assert_int_eq(plot_cairo_init_blank(&f->measure, &err), SIM_OK);
    f->list = (plot_recording){.measure = &f->measure};
    f->canvas = plot_recording_canvas(&f->list);
}

static void end(fixture *f)
{
    plot_canvas_free(&f->canvas);
    plot_recording_free(&f->list);
    plot_canvas_free(&f->measure);
}

static void check_box(const plot_box *box, plot_box right)
{
    ck_assert_double_eq_tol(box->x, right.x, 1e-9);
    ck_assert_double_eq_tol(box->y, right.y, 1e-9);
    ck_assert_double_eq_tol(box->width, right.width, 1e-9);
    ck_assert_double_eq_tol(box->height, right.height, 1e-9);
}

static const plot_color red = {0.9, 0.1, 0.2, 1};
static const plot_pen pen = {{0.1, 0.2, 0.3, 1}, 1.7, PLOT_SOLID};

START_TEST(shapes_are_kept_with_the_box_around_them)
{
    plot_point line[] = {{7.25, 3}, {NAN, 1}, {1.5, 12.5}};
    const plot_point back[] = {{8, 20}, {0.5, 3}, {2, 2}};
    fixture f;

    begin(&f);
    plot_draw_line(&f.canvas, &pen, line, 3);
    line[1] = (plot_point){4, 4};
    plot_draw_strip(&f.canvas, red, line, back, 3);
    plot_draw_disk(&f.canvas, red, &pen, (plot_point){10, 20}, 2.5);
    ck_assert_uint_eq(f.list.n, 3);
    check_box(&f.list.drawn[0].box, (plot_box){1.5, 3, 5.75, 9.5});
    ck_assert(isnan(f.list.drawn[0].shape.points[1].x));
    check_box(&f.list.drawn[1].box, (plot_box){0.5, 2, 7.5, 18});
    check_box(&f.list.drawn[2].box, (plot_box){7.5, 17.5, 5, 5});
    ck_assert_double_eq(f.list.drawn[2].shape.fill.red, 0.9);
    end(&f);
}
END_TEST

START_TEST(what_is_clipped_knows_its_window)
{
    const plot_point corners[] = {{3, 4}, {30, 4}, {3, 41}};
    fixture f;

    begin(&f);
    plot_draw_box(&f.canvas, red, (plot_box){0, 0, 1, 1});
    plot_clip(&f.canvas, (plot_box){2, 3, 50, 60}, 0);
    plot_clip_to(&f.canvas, (plot_window){.points = corners, .n = 3});
    plot_draw_box(&f.canvas, red, (plot_box){0, 0, 1, 1});
    plot_unclip(&f.canvas);
    plot_draw_box(&f.canvas, red, (plot_box){0, 0, 1, 1});
    plot_unclip(&f.canvas);
    plot_draw_box(&f.canvas, red, (plot_box){0, 0, 1, 1});
    ck_assert_uint_eq(f.list.drawn[0].clip, 0);
    ck_assert_uint_eq(f.list.drawn[1].clip, 2);
    ck_assert_uint_eq(f.list.drawn[2].clip, 1);
    ck_assert_uint_eq(f.list.drawn[3].clip, 0);
    check_box(&f.list.clips[1], (plot_box){3, 4, 27, 37});
    end(&f);
}
END_TEST

START_TEST(texts_are_kept_line_by_line)
{
    const plot_text style = {.size = 9.5, .align_x = 0.5, .width = 60, .lines = 2};
    fixture f;
    plot_box box;
    const plot_drawn *last;

    begin(&f);
    box =
        plot_draw_text(&f.canvas, &style, (plot_point){100, 20}, "cells left in the joint");
    ck_assert_uint_eq(f.list.n, 2);
    ck_assert_str_eq(f.list.drawn[0].text, "cells left in");
    ck_assert_ptr_null(plot_recording_find(&f.list, "cells"));
    last = plot_recording_find(&f.list, "the joint");
    ck_assert_ptr_eq(last, &f.list.drawn[1]);
    ck_assert_double_eq_tol(last->box.x + 0.5 * last->box.width, 100, 1e-9);
    ck_assert_double_eq_tol(last->box.y + last->box.height, 20 + box.height, 1e-9);
    ck_assert_double_eq(last->style.size, 9.5);
    end(&f);
}
END_TEST

typedef struct {
    plot_draft *draft;
    double *top, *height; /* noted for the test */
} list_page;

static sim_status init(void *self, const void *shown, plot_draft *draft, sim_error *err)
{
    double *noted = *(double *const *)shown;

    (void)err;
    *(list_page *)self = (list_page){draft, &noted[0], &noted[1]};
    draft->caption.title = "A title";
    draft->saying = "and what it says";
    return SIM_OK;
}

static void arrange(void *self)
{
    plot_draft *draft = ((list_page *)self)->draft;

    draft->height = 100 + draft->top + draft->below;
}

static void draw(void *self)
{
    const list_page *p = self;

    plot_draw_box(&p->draft->canvas, red, (plot_box){20, p->draft->top, 300, 100});
    *p->top = p->draft->top;
    *p->height = p->draft->height;
}

static void tell(const void *figure, GString *words)
{
    (void)figure;
    g_string_append(words, "Nothing. ");
}

START_TEST(a_figure_is_drawn_to_a_list)
{
    static const plot_maker maker = {sizeof(list_page), init, arrange, draw, tell, NULL};
    plot_look look = page_plain("png");
    double noted[2] = {0}, *shown = noted;
    plot_format format;
    const plot_drawn *title, *footer;
    fixture f;
    sim_error err;

    begin(&f);
    format = plot_recording_format(&f.list);
    look.format = &format;
    ck_assert_int_eq(plot_figure_write(&(plot_figure){&maker, &shown}, &page_caption, &look,
                                       stdout, &err),
                     SIM_OK);
    title = plot_recording_find(&f.list, "A title");
    footer = plot_recording_find(&f.list, page_caption.footer);
    ck_assert_ptr_nonnull(title);
    ck_assert_ptr_nonnull(plot_recording_find(&f.list, "and what it says"));
    ck_assert_ptr_nonnull(footer);
    check_box(&f.list.drawn[0].box, (plot_box){0, 0, 595.3, noted[1]});
    check_box(&f.list.drawn[f.list.n - 1].box, (plot_box){20, noted[0], 300, 100});
    ck_assert_double_eq(title->box.x, look.size->margin);
    ck_assert_double_gt(footer->box.y, noted[0] + 100);
    ck_assert_double_eq_tol(footer->box.y + footer->box.height,
                            noted[1] - 0.7 * look.size->margin, 1e-9);
    end(&f);
}
END_TEST

START_TEST(a_list_that_is_not_whole_is_no_drawing)
{
    fixture f;
    sim_error err;

    begin(&f);
    ck_assert_int_eq(plot_canvas_check(&f.canvas, &err), SIM_OK);
    f.list.failed = true;
    plot_draw_box(&f.canvas, red, (plot_box){0, 0, 1, 1});
    ck_assert_int_eq(plot_canvas_check(&f.canvas, &err), SIM_ENOMEM);
    ck_assert_str_eq(err.text,
                     "drawing: out of memory; close other programs or ask for less");
    ck_assert_uint_eq(f.list.n, 0);
    end(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recording");
    TCase *list = tcase_create("list"), *figure = tcase_create("figure");

    tcase_add_test(list, shapes_are_kept_with_the_box_around_them);
    tcase_add_test(list, what_is_clipped_knows_its_window);
    tcase_add_test(list, texts_are_kept_line_by_line);
    tcase_add_test(list, a_list_that_is_not_whole_is_no_drawing);
    tcase_add_test(figure, a_figure_is_drawn_to_a_list);
    suite_add_tcase(suite, list);
    suite_add_tcase(suite, figure);
    return suite_run(suite);
}
