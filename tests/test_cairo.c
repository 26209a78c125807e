/* test_cairo.c -- letters as they are shown, and what can be drawn on. */
#include <check.h>
#include <math.h>
#include <string.h>
#include <zlib.h>

#include "plots/cairo.h"
#include "sim/io/memory.h"
#include "tests/suite.h"

static double width(plot_canvas *canvas, double size, bool bold, const char *text)
{
    const plot_text style = {.size = size, .bold = bold};

    return plot_measure_text(canvas, &style, text).width;
}

static void open_blank(plot_canvas *canvas)
{
    sim_error err;

    ck_assert_int_eq(plot_cairo_init_blank(canvas, &err), SIM_OK);
}

/* Pairs that fonts move together, or show as one sign. */
static const char *const pairs[][3] = {
    {"A", "V", "AV"}, {"T", "e", "Te"}, {"f", "i", "fi"}, {"PGE", "₂", "PGE₂"}};

START_TEST(a_text_is_as_wide_as_its_letters)
{
    plot_canvas canvas;

    open_blank(&canvas);
    ck_assert_double_eq_tol(width(&canvas, 9.5, _i % 2, pairs[_i][2]),
                            width(&canvas, 9.5, _i % 2, pairs[_i][0]) +
                                width(&canvas, 9.5, _i % 2, pairs[_i][1]),
                            1e-9);
    plot_canvas_free(&canvas);
}
END_TEST

/* DejaVu Sans: an advance of "0" is 1303 of 2048, in bold 1425; ascent and descent 1901, 483. */
START_TEST(letters_have_the_sizes_of_their_font)
{
    const plot_text style = {.size = 20.48};
    plot_canvas canvas;

    open_blank(&canvas);
    ck_assert_double_eq_tol(width(&canvas, 20.48, false, "00"), 26.06, 0.01);
    ck_assert_double_eq_tol(width(&canvas, 20.48, true, "00"), 28.50, 0.01);
    ck_assert_double_eq_tol(width(&canvas, 20.48, false, "00"), 26.06, 0.01);
    ck_assert_double_eq_tol(plot_measure_text(&canvas, &style, "0").height, 23.84, 0.02);
    plot_canvas_free(&canvas);
}
END_TEST

START_TEST(characters_without_width_take_none)
{
    plot_canvas canvas;

    open_blank(&canvas);
    ck_assert_double_eq(width(&canvas, 12, false, "e\u0301"),
                        width(&canvas, 12, false, "e"));
    ck_assert_double_eq(width(&canvas, 12, false, "\u200B\u2060"), 0);
    ck_assert_double_gt(width(&canvas, 12, false, "\uE2385"), 0);
    plot_canvas_free(&canvas);
}
END_TEST

/* Where letters are drawn is where they were measured, to half a pixel. */
START_TEST(letters_stand_in_their_box)
{
    const plot_cairo_paper paper = {PLOT_ON_PIXELS, "png", 100, 40, 2, NULL, NULL};
    const plot_text style = {.size = 14, .color = {1, 1, 1, 1}, .align_x = 1};
    int left = 1000, right = 0, top = 1000, bottom = 0;
    plot_canvas canvas;
    plot_pixels p;
    plot_box box;
    sim_error err;

    ck_assert_int_eq(plot_cairo_init(&canvas, &paper, &err), SIM_OK);
    box = plot_draw_text(&canvas, &style, (plot_point){90, 10}, "HAVE");
    ck_assert_int_eq(plot_cairo_end(&canvas, &err), SIM_OK);
    p = plot_cairo_pixels(&canvas);
    ck_assert_uint_eq(p.width, 200);
    ck_assert_uint_eq(p.height, 80);
    for (int y = 0; y < 80; y++)
        for (int x = 0; x < 200; x++) {
            if (p.bytes[(size_t)y * p.stride + 4 * (size_t)x] < 128) continue;
            left = x < left ? x : left;
            right = x > right ? x : right;
            top = y < top ? y : top;
            bottom = y > bottom ? y : bottom;
        }
    ck_assert_double_eq_tol(0.5 * left, box.x + 0.098 * 14, 1); /* H begins behind a gap */
    ck_assert_double_eq_tol(0.5 * right, 90 - 0.06 * 14, 1);
    ck_assert_double_eq_tol(0.5 * bottom, 10 + 0.928 * 14, 1); /* on the line */
    ck_assert_double_eq_tol(0.5 * (bottom - top), 0.729 * 14, 1);
    plot_canvas_free(&canvas);
}
END_TEST

START_TEST(a_page_too_big_is_refused_by_its_name)
{
    const plot_cairo_paper paper = {PLOT_ON_PIXELS, "png", 40000, 40000, 2, NULL, NULL};
    plot_canvas canvas;
    sim_error err;

    ck_assert_int_eq(plot_cairo_init(&canvas, &paper, &err), SIM_EIO);
    ck_assert_str_eq(err.text, "drawing png: cairo says 'invalid value (typically too big) "
                               "for the size of the input (surface, pattern, etc.)'");
    plot_canvas_free(&canvas);
}
END_TEST

START_TEST(a_canvas_of_bytes_is_whole_once_it_ends)
{
    static const char end[] = "%%EOF\n";
    sim_memory memory;
    plot_canvas canvas;
    sim_error err;

    ck_assert_int_eq(sim_memory_open(&memory, "drawing", &err), SIM_OK);
    ck_assert_int_eq(plot_cairo_init(&canvas,
                                     &(plot_cairo_paper){PLOT_ON_PDF, "it", 71, 37, 1,
                                                         memory.stream, NULL},
                                     &err),
                     SIM_OK);
    plot_draw_box(&canvas, (plot_color){1, 0, 0, 1}, (plot_box){1, 2, 3, 4});
    ck_assert_int_eq(plot_canvas_check(&canvas, &err), SIM_OK);
    plot_cairo_describe(&canvas, "a title", "what it \xFF shows", "seed: 2385");
    ck_assert_int_eq(plot_cairo_end(&canvas, &err), SIM_OK);
    ck_assert_int_eq(sim_memory_close(&memory, "drawing", &err), SIM_OK);
    ck_assert_uint_gt(memory.size, strlen(end));
    ck_assert_str_eq(memory.bytes + memory.size - strlen(end), end);
    plot_canvas_free(&canvas);
    sim_memory_free(&memory);
}
END_TEST

static size_t count(const char *text, const char *word)
{
    size_t n = 0;

    for (const char *at = text; (at = strstr(at, word)); at += strlen(word)) n++;
    return n;
}

enum { DRAWING = 4096 };

/* The first stream of a PDF, which is its drawing, as text. */
static void unpack_drawing(const sim_memory *pdf, char text[DRAWING])
{
    const char *const at = strstr(pdf->bytes, "stream\n") + strlen("stream\n");
    z_stream z = {.next_in = (Bytef *)at,
                  .avail_in = (uInt)(pdf->bytes + pdf->size - at),
                  .next_out = (Bytef *)text,
                  .avail_out = DRAWING - 1};

    ck_assert_int_eq(inflateInit(&z), Z_OK);
    ck_assert_int_eq(inflate(&z, Z_FINISH), Z_STREAM_END);
    text[z.total_out] = '\0';
    inflateEnd(&z);
}

/* Who magnifies a drawing sees more than a pixel. */
START_TEST(on_paper_no_point_is_passed_over)
{
    const plot_pen pen = {{0, 0, 0, 1}, 1, PLOT_SOLID};
    plot_point points[20];
    char drawing[DRAWING];
    sim_memory memory;
    plot_canvas canvas;
    sim_error err;

    ck_assert_int_eq(sim_memory_open(&memory, "drawing", &err), SIM_OK);
    ck_assert_int_eq(plot_cairo_init(&canvas,
                                     &(plot_cairo_paper){PLOT_ON_PDF, "pdf", 71, 37, 1,
                                                         memory.stream, NULL},
                                     &err),
                     SIM_OK);
    for (int i = 0; i < 20; i++) points[i] = (plot_point){3 + i, 0.004 * (i * i)};
    plot_draw_line(&canvas, &pen, points, 20);
    ck_assert_int_eq(plot_cairo_end(&canvas, &err), SIM_OK);
    ck_assert_int_eq(sim_memory_close(&memory, "drawing", &err), SIM_OK);
    unpack_drawing(&memory, drawing);
    ck_assert_uint_eq(count(drawing, " l"), 19);
    plot_canvas_free(&canvas);
    sim_memory_free(&memory);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cairo");
    TCase *text = tcase_create("text"), *ground = tcase_create("ground");

    tcase_add_loop_test(text, a_text_is_as_wide_as_its_letters, 0, 4);
    tcase_add_test(text, letters_have_the_sizes_of_their_font);
    tcase_add_test(text, characters_without_width_take_none);
    tcase_add_test(text, letters_stand_in_their_box);
    tcase_add_test(ground, a_page_too_big_is_refused_by_its_name);
    tcase_add_test(ground, a_canvas_of_bytes_is_whole_once_it_ends);
    tcase_add_test(ground, on_paper_no_point_is_passed_over);
    suite_add_tcase(suite, text);
    suite_add_tcase(suite, ground);
    return suite_run(suite);
}
