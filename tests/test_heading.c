/* test_heading.c -- headline and footer of a page. */
#include <check.h>
#include <string.h>

#include "plots/cairo.h"
#include "plots/heading.h"
#include "plots/recording.h"
#include "tests/page.h"
#include "tests/suite.h"

typedef struct {
    plot_canvas measure, canvas;
    plot_recording list;
    plot_look look;
} fixture;

static void begin(fixture *f)
{
    sim_error err;

    ck_assert_int_eq(plot_cairo_init_blank(&f->measure, &err), SIM_OK);
    f->list = (plot_recording){.measure = &f->measure};
    f->canvas = plot_recording_canvas(&f->list);
    f->look = page_plain("png");
}

static void end(fixture *f)
{
    plot_recording_free(&f->list);
    plot_canvas_free(&f->measure);
}

START_TEST(a_short_headline_keeps_its_size)
{
    fixture f;
    double below;

    begin(&f);
    below = plot_headline_draw(&f.canvas, &f.look, 720, "Relief peaks at 16.3 mm");
    ck_assert_uint_eq(f.list.n, 1);
    ck_assert_double_eq(f.list.drawn[0].style.size, 1.75 * 9.5);
    ck_assert_double_eq(f.list.drawn[0].box.x, 20);
    ck_assert_double_eq(f.list.drawn[0].box.y, 15);
    ck_assert_double_eq_tol(below, 15 + f.list.drawn[0].box.height, 1e-9);
    end(&f);
}
END_TEST

/* Just too long for one line, at first. */
START_TEST(a_headline_is_smaller_where_that_saves_a_line)
{
    static const char title[] =
        "Pain relief beyond placebo peaks at 16.3 mm with P2 and at 8.5";
    plot_text style;
    fixture f;
    double width;

    begin(&f);
    style = plot_text_for(&f.look, PLOT_HEADLINE);
    width = plot_measure_text(&f.canvas, &style, title).width;
    plot_headline_draw(&f.canvas, &f.look, 0.96 * width + 40, title);
    ck_assert_uint_eq(f.list.n, 1);
    ck_assert_double_eq_tol(f.list.drawn[0].style.size, 0.94 * style.size, 1e-9);
    ck_assert_str_eq(f.list.drawn[0].text, title);
    end(&f);
}
END_TEST

START_TEST(a_footer_stands_at_the_bottom_whatever_its_lines)
{
    static const char footer[] =
        "Potency 0.4.0 · seed 2385 · parameters 9153e6fc90c9457f · "
        "for teaching and research, not for treatment decisions";
    fixture f;
    double height;

    begin(&f);
    height = plot_footer_draw(&f.canvas, &f.look, (plot_point){300, 500}, footer);
    ck_assert_uint_eq(f.list.n, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_double_le(f.list.drawn[i].box.width,
                            plot_inner_width(&f.look, 300) + 1e-6);
    ck_assert_double_eq_tol(f.list.drawn[2].box.y + f.list.drawn[2].box.height, 500 - 14,
                            1e-9);
    ck_assert_double_eq_tol(height, 500 - f.list.drawn[0].box.y + 0.9 * 9.5, 1e-9);
    end(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("heading");
    TCase *pages = tcase_create("page");

    tcase_add_test(pages, a_short_headline_keeps_its_size);
    tcase_add_test(pages, a_headline_is_smaller_where_that_saves_a_line);
    tcase_add_test(pages, a_footer_stands_at_the_bottom_whatever_its_lines);
    suite_add_tcase(suite, pages);
    return suite_run(suite);
}
