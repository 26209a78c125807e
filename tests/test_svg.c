/* test_svg.c -- drawings as SVG: what shapes, windows, panels and texts become. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "plots/svg.h"
#include "sim/io/memory.h"
#include "tests/markup.h"
#include "tests/suite.h"
#include "tests/vector.h"

static const plot_color red = {1, 0, 0, 1};
static const plot_pen pen = {{0, 0, 1, 1}, 1.5, PLOT_SOLID};
static const plot_text style = {.size = 8, .color = {0, 0, 0, 1}};

typedef struct {
    plot_canvas canvas;
    sim_memory text;
    xmlDocPtr document; /* its shapes, in one element */
} drawing;

static void begin(drawing *d)
{
    sim_error err;

    ck_assert_int_eq(sim_memory_open(&d->text, "drawing", &err), SIM_OK);
    fputs("<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\">", d->text.stream);
    ck_assert_int_eq(plot_svg_init(&d->canvas, d->text.stream, "fig", &err), SIM_OK);
}

static void end(drawing *d)
{
    sim_error err;

    ck_assert_int_eq(plot_svg_end(&d->canvas, &err), SIM_OK);
    fputs("</svg>", d->text.stream);
    ck_assert_int_eq(sim_memory_close(&d->text, "drawing", &err), SIM_OK);
    d->document = markup_parse(d->text.bytes);
}

static void close(drawing *d)
{
    xmlFreeDoc(d->document);
    plot_canvas_free(&d->canvas);
    sim_memory_free(&d->text);
}

START_TEST(shapes_are_elements)
{
    static const plot_point points[] = {{0, 0}, {4, 0}, {4, 3}};
    drawing d;

    begin(&d);
    plot_draw_line(&d.canvas, &pen, points, 3);
    plot_draw_area(&d.canvas, red, points, 3);
    plot_draw_box(&d.canvas, red, (plot_box){1, 2, 3, 4});
    plot_draw_disk(&d.canvas, red, &pen, (plot_point){5, 6}, 2);
    end(&d);
    ck_assert_str_eq(
        d.text.bytes + strlen("<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\">"),
        "<path fill=\"none\" stroke=\"#0000ff\" stroke-width=\"1.5\" d=\"M0 0l4 0 0 3\"/>\n"
        "<path fill=\"#ff0000\" d=\"M0 0l4 0 0 3z\"/>\n"
        "<rect fill=\"#ff0000\" x=\"1\" y=\"2\" width=\"3\" height=\"4\"/>\n"
        "<circle fill=\"#ff0000\" stroke=\"#0000ff\" stroke-width=\"1.5\" cx=\"5\" "
        "cy=\"6\" "
        "r=\"2\"/>\n</svg>");
    close(&d);
}
END_TEST

START_TEST(a_hatch_is_seen_within_its_area)
{
    static const plot_point points[] = {{10, 10}, {30, 10}, {30, 20}, {10, 20}};
    plot_point line[200];
    drawing d;
    size_t n;

    begin(&d);
    plot_draw_hatch(&d.canvas, &pen, 4, points, 4);
    end(&d);
    markup_expect(d.document, "count(//clipPath) = 1 and count(/svg/path) = 1");
    markup_expect(d.document, "//clipPath/path/@d = 'M10 10l20 0 0 10-20 0z'");
    markup_expect(d.document, "/svg/path/@clip-path = 'url(#fig-clip-0)'");
    n = vector_trace(d.document->children->children->next->next, line, 200);
    ck_assert_uint_eq(n, 3 * 8 - 1); /* from 0 on, at each 4 up to 30 */
    for (size_t i = 0; i < n; i += 3) {
        ck_assert_double_eq_tol(line[i].x, (double)i / 3 * 4, 1e-9);
        ck_assert_double_eq_tol(line[i].y, 20, 1e-9);
        ck_assert_double_eq_tol(line[i + 1].x, line[i].x + 10, 1e-9);
        ck_assert_double_eq_tol(line[i + 1].y, 10, 1e-9);
    }
    close(&d);
}
END_TEST

START_TEST(a_window_is_written_once_in_a_panel)
{
    static const plot_box box = {1, 2, 30, 40}, holes[] = {{3, 4, 5, 6}};
    const plot_scope panel = {.panel = "pain", .room = box};
    drawing d;

    begin(&d);
    for (int i = 0; i < 2; i++) {
        plot_clip(&d.canvas, box, 0);
        plot_draw_box(&d.canvas, red, box);
        plot_unclip(&d.canvas);
    }
    plot_open_scope(&d.canvas, &panel);
    plot_clip(&d.canvas, box, 0);
    plot_unclip(&d.canvas);
    plot_close_scope(&d.canvas);
    plot_clip_to(&d.canvas, (plot_window){.box = box, .holes = holes, .n = 1});
    plot_unclip(&d.canvas);
    end(&d);
    markup_expect(d.document, "count(//clipPath) = 3");
    markup_expect(d.document, "count(/svg/g[@clip-path = 'url(#fig-clip-0)']/rect) = 2");
    markup_expect(d.document, "//*[@data-panel]/clipPath/@id = 'fig-clip-1'");
    markup_expect(d.document, "//*[@data-panel]/g/@clip-path = 'url(#fig-clip-1)'");
    markup_expect(d.document, "/svg/clipPath[2]/path[@clip-rule = 'evenodd']/@d = "
                              "'M1 2l30 0 0 40-30 0zM3 4l5 0 0 6-5 0z'");
    close(&d);
}
END_TEST

START_TEST(a_panel_can_be_taken_out)
{
    static const plot_axis days[] = {{12, 20, 0, 14, false}, {22.5, 38, 14, 730, false}};
    static const plot_axis cells = {55, 25, 1e-5, 4.75e7, true};
    const plot_scope panel = {.panel = "pain & relief",
                              .room = {10, 20, 30.5, 40},
                              .table = "timecourse",
                              .column = "vas",
                              .across = days,
                              .upward = &cells,
                              .n_across = 2};
    drawing d;

    begin(&d);
    plot_open_scope(&d.canvas, &panel);
    plot_open_arm(&d.canvas, "P2 <fresh>");
    plot_draw_box(&d.canvas, red, (plot_box){1, 2, 3, 4});
    plot_close_scope(&d.canvas);
    plot_open_scope(&d.canvas, &(plot_scope){.place = "caption"});
    plot_close_scope(&d.canvas);
    plot_draw_box(&d.canvas, red, (plot_box){1, 2, 3, 4});
    plot_close_scope(&d.canvas);
    plot_draw_box(&d.canvas, red, (plot_box){1, 2, 3, 4});
    end(&d);
    markup_expect(d.document, "count(//rect) = 3 and count(/svg/rect) = 1");
    markup_expect(d.document, "/svg/svg[@x = 10 and @y = 20 and @width = 30.5 and @height "
                              "= 40]/@viewBox = '10 20 30.5 40'");
    markup_expect(d.document, "/svg/svg[@overflow = 'visible']/@data-panel = "
                              "'pain & relief'");
    markup_expect(d.document, "/svg/svg[@data-table = 'timecourse']/@data-column = 'vas'");
    markup_expect(d.document, "/svg/svg/@data-x = '12 20 0 14; 22.5 38 14 730'");
    markup_expect(d.document, "/svg/svg/@data-y = '55 25 1e-05 47500000 log'");
    markup_expect(d.document, "count(/svg/svg/g[@data-place = 'caption']) = 1");
    markup_expect(d.document, "not(//g/@data-x) and not(//g/@data-y)");
    markup_expect(d.document, "count(/svg/svg/rect) = 1");
    markup_expect(d.document, "count(/svg/svg/g[@data-arm = 'P2 <fresh>']/rect) = 1");
    close(&d);
}
END_TEST

START_TEST(what_is_open_is_closed_at_the_end)
{
    drawing d;

    begin(&d);
    plot_clip(&d.canvas, (plot_box){0, 0, 9, 9}, 1);
    plot_open_scope(&d.canvas, &(plot_scope){.panel = "a"});
    plot_open_arm(&d.canvas, "b");
    end(&d);
    markup_expect(d.document, "count(/svg/g/svg/g[@data-arm = 'b']) = 1");
    markup_expect(d.document, "//clipPath/path/@d = 'M-1-1l11 0 0 11-11 0z'");
    close(&d);
}
END_TEST

START_TEST(a_text_says_how_wide_it_is)
{
    plot_text bold = style;
    plot_box box;
    drawing d;

    bold.bold = true;
    begin(&d);
    box = plot_draw_text(&d.canvas, &bold, (plot_point){10, 20}, "A  b <&");
    plot_draw_text(&d.canvas, &style, (plot_point){10, 40}, "");
    plot_draw_text(&d.canvas, &style, (plot_point){10, 40}, "one two");
    end(&d);
    markup_expect(d.document, "count(//text) = 2 and //text[1] = 'A  b <&'");
    markup_expect(d.document, "//text[1]/@font-weight = 'bold' and //text[1]/@x = 10");
    markup_expect(d.document, "not(//text[2]/@font-weight)");
    ck_assert_double_eq_tol(markup_number(d.document, "//text[1]/@textLength"), box.width,
                            5e-4);
    ck_assert_double_eq_tol(markup_number(d.document, "//text[1]/@y"),
                            20 + 8 * 1901 / 2048.0, 1e-3);
    /* XML would make one space of two */
    markup_expect(d.document, "//text[1]/@*[name() = 'xml:space'] = 'preserve'");
    markup_expect(d.document, "not(//text[2]/@*[name() = 'xml:space'])");
    close(&d);
}
END_TEST

/* Below all letters of the text, and of these letters alone. */
START_TEST(a_halo_lies_below_its_letters)
{
    plot_text haloed = style;
    drawing d;

    haloed.halo = 3;
    haloed.halo_color = red;
    haloed.width = 30;
    haloed.lines = 2;
    begin(&d);
    plot_draw_text(&d.canvas, &style, (plot_point){10, 10}, "before");
    plot_draw_text(&d.canvas, &haloed, (plot_point){10, 20}, "first second");
    plot_draw_text(&d.canvas, &style, (plot_point){10, 60}, "behind");
    end(&d);
    markup_expect(d.document, "count(/svg/*) = 6 and count(//use) = 2");
    markup_expect(d.document, "//use[1]/preceding-sibling::text = 'before'");
    markup_expect(d.document, "count(//use[2]/preceding-sibling::text) = 1");
    markup_expect(d.document, "//use[1]/@*[name() = 'xlink:href'] = '#fig-text-0'");
    markup_expect(d.document, "//text[@id = 'fig-text-0'] = 'first'");
    markup_expect(d.document, "//use[2]/@*[name() = 'xlink:href'] = '#fig-text-1'");
    markup_expect(d.document, "//text[@id = 'fig-text-1'] = 'second'");
    markup_expect(d.document, "//use[2]/@stroke = '#ff0000' and //use/@stroke-width = 3");
    markup_expect(d.document, "not(//text/@stroke) and count(//text/@id) = 2");
    close(&d);
}
END_TEST

START_TEST(a_canvas_that_shows_nothing_measures_the_same)
{
    plot_canvas blank;
    sim_error err;
    drawing d;

    begin(&d);
    ck_assert_int_eq(plot_svg_init(&blank, NULL, "", &err), SIM_OK);
    plot_open_scope(&blank, &(plot_scope){.panel = "a"});
    plot_clip(&blank, (plot_box){0, 0, 1, 1}, 0);
    plot_draw_box(&blank, red, (plot_box){0, 0, 1, 1});
    ck_assert_double_eq(plot_draw_text(&blank, &style, (plot_point){0, 0}, "Width").width,
                        plot_measure_text(&d.canvas, &style, "Width").width);
    plot_unclip(&blank);
    plot_close_scope(&blank);
    ck_assert_int_eq(plot_svg_end(&blank, &err), SIM_OK);
    plot_canvas_free(&blank);
    end(&d);
    markup_expect(d.document, "not(/svg/*)");
    close(&d);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("svg");
    TCase *shapes = tcase_create("shapes"), *texts = tcase_create("texts");

    tcase_add_test(shapes, shapes_are_elements);
    tcase_add_test(shapes, a_hatch_is_seen_within_its_area);
    tcase_add_test(shapes, a_window_is_written_once_in_a_panel);
    tcase_add_test(shapes, a_panel_can_be_taken_out);
    tcase_add_test(shapes, what_is_open_is_closed_at_the_end);
    tcase_add_test(texts, a_text_says_how_wide_it_is);
    tcase_add_test(texts, a_halo_lies_below_its_letters);
    tcase_add_test(texts, a_canvas_that_shows_nothing_measures_the_same);
    suite_add_tcase(suite, shapes);
    suite_add_tcase(suite, texts);
    return suite_run(suite);
}
