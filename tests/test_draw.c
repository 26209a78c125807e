/* test_draw.c -- what a medium is told to draw, and where texts stand. */
#include <check.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "plots/draw.h"
#include "tests/suite.h"

enum { MOST = 8 };

/* A medium that keeps what it is told; every letter is half as wide as the font is high. */
typedef struct {
    plot_shape shapes[MOST];
    plot_window windows[MOST];
    char texts[MOST][64];
    plot_words words[MOST];
    size_t n_shapes, n_windows, n_halos, n_words;
    int depth;
    bool is_freed;
} told;

static plot_letter find(void *self, int32_t character, bool bold)
{
    (void)self;
    return (plot_letter){character == 0x2026 ? 1 : bold ? 0.6 : 0.5, 0.9, 0.25};
}

static void draw(void *self, const plot_shape *shape)
{
    told *t = self;

    t->shapes[t->n_shapes++] = *shape;
}

static void clip(void *self, const plot_window *window)
{
    told *t = self;

    t->windows[t->n_windows++] = *window;
    t->depth++;
}

static void unclip(void *self) { ((told *)self)->depth--; }

static void show(void *self, const plot_text *style, const plot_words *words)
{
    told *t = self;

    if (style->halo > 0) {
        ck_assert_double_eq(style->halo, 2.385);
        ck_assert_uint_eq(t->n_words, 0); /* all halos lie below all letters */
        ck_assert_double_gt(words->box.width, 0);
        t->n_halos++;
        return;
    }
    ck_assert_uint_lt(strlen(words->text), sizeof *t->texts);
    strcpy(t->texts[t->n_words], words->text);
    t->words[t->n_words++] = *words;
}

static sim_status check(const void *self, sim_error *err)
{
    const told *t = self;

    return t->depth == 0 ? SIM_OK : sim_fail(err, SIM_EIO, "told: %d clips", t->depth);
}

static void set_freed(void *self) { ((told *)self)->is_freed = true; }

static const plot_medium medium = {.find = find,
                                   .draw = draw,
                                   .clip = clip,
                                   .unclip = unclip,
                                   .show = show,
                                   .check = check,
                                   .free = set_freed};

static const plot_color red = {0.9, 0.1, 0.2, 1};
static const plot_pen pen = {{0.1, 0.2, 0.3, 1}, 1.7, PLOT_DASHED};
static const plot_point three[] = {{1.5, 2.5}, {7.25, 3}, {4, 9.75}};
static const plot_point other[] = {{1.5, 5}, {7.25, 6}, {4, 10}};

START_TEST(a_canvas_tells_its_medium_what_to_draw)
{
    told t = {0};
    plot_canvas canvas = {.medium = &medium, .self = &t};

    plot_draw_line(&canvas, &pen, three, 3);
    plot_draw_area(&canvas, red, three, 3);
    plot_draw_strip(&canvas, red, three, other, 3);
    plot_draw_hatch(&canvas, &pen, 3.71, three, 3);
    plot_draw_box(&canvas, red, (plot_box){2, 3, 4.5, 5.5});
    plot_draw_disk(&canvas, red, &pen, (plot_point){10, 20}, 2.5);
    plot_draw_image(&canvas, (plot_box){1, 1, 8, 9}, &red, 1, 1);
    ck_assert_uint_eq(t.n_shapes, 7);
    ck_assert_int_eq(t.shapes[0].kind, PLOT_A_LINE);
    ck_assert_double_eq(t.shapes[0].pen.width, 1.7);
    ck_assert_ptr_eq(t.shapes[1].points, three);
    ck_assert_ptr_null(t.shapes[1].back);
    ck_assert_int_eq(t.shapes[2].kind, PLOT_AN_AREA);
    ck_assert_ptr_eq(t.shapes[2].back, other);
    ck_assert_double_eq(t.shapes[3].apart, 3.71);
    ck_assert_double_eq(t.shapes[4].box.height, 5.5);
    ck_assert_double_eq(t.shapes[5].box.x, 7.5);
    ck_assert_double_eq(t.shapes[5].box.width, 5);
    ck_assert_uint_eq(t.shapes[6].n_columns * t.shapes[6].n_rows, 1);
}
END_TEST

START_TEST(a_strip_is_interrupted_where_either_side_is)
{
    const plot_point one[] = {{1, 1}, {2, 1}, {3, NAN}, {4, 1}, {5, 1}, {6, 1}, {7, 1}};
    const plot_point back[] = {{1, 2},        {2, 2}, {3, 2}, {4, 2},
                               {5, INFINITY}, {6, 2}, {7, 2}};
    told t = {0};
    plot_canvas canvas = {.medium = &medium, .self = &t};

    plot_draw_strip(&canvas, red, one, back, 7);
    ck_assert_uint_eq(t.n_shapes, 2); /* a single pair has no area */
    ck_assert_ptr_eq(t.shapes[0].points, one);
    ck_assert_uint_eq(t.shapes[0].n, 2);
    ck_assert_ptr_eq(t.shapes[1].points, &one[5]);
    ck_assert_ptr_eq(t.shapes[1].back, &back[5]);
    ck_assert_uint_eq(t.shapes[1].n, 2);
}
END_TEST

START_TEST(clips_are_boxes_with_holes_or_polygons)
{
    const plot_box box = {1, 2, 30, 40}, hole = {3, 4, 5, 6};
    told t = {0};
    plot_canvas canvas = {.medium = &medium, .self = &t};
    sim_error err;

    plot_clip(&canvas, box, 0);
    plot_clip_to(&canvas, (plot_window){.box = box, .holes = &hole, .n = 1});
    plot_clip_to(&canvas, (plot_window){.points = three, .n = 3});
    ck_assert_uint_eq(t.windows[0].n, 0);
    ck_assert_double_eq(t.windows[0].box.height, 40);
    ck_assert_double_eq(t.windows[1].holes->width, 5);
    ck_assert_ptr_eq(t.windows[2].points, three);
    plot_unclip(&canvas);
    plot_unclip(&canvas);
    ck_assert_int_eq(plot_canvas_check(&canvas, &err), SIM_EIO);
    ck_assert_str_eq(err.text, "told: 1 clips");
    plot_unclip(&canvas);
    ck_assert_int_eq(plot_canvas_check(&canvas, &err), SIM_OK);
}
END_TEST

START_TEST(a_text_stands_around_its_point)
{
    static const double aligned[] = {0, 0.5, 1};
    const plot_text style = {.size = 8, .align_x = aligned[_i], .align_y = aligned[_i]};
    told t = {0};
    plot_canvas canvas = {.medium = &medium, .self = &t};
    plot_box box = plot_measure_text(&canvas, &style, "doses");

    ck_assert_uint_eq(t.n_words, 0);
    ck_assert_double_eq_tol(box.width, 5 * 0.5 * 8, 1e-9);
    box = plot_draw_text(&canvas, &style, (plot_point){100, 50}, "doses");
    ck_assert_double_eq_tol(box.width, 5 * 0.5 * 8, 1e-9);
    ck_assert_double_eq_tol(box.height, 1.15 * 8, 1.0 / 1024); /* the grid of letters */
    ck_assert_double_eq_tol(box.x, 100 - aligned[_i] * box.width, 1e-9);
    ck_assert_double_eq_tol(box.y, 50 - aligned[_i] * box.height, 1e-9);
}
END_TEST

/* Lines of 5 and 3 letters and one that is cut, aligned to the right. */
START_TEST(lines_are_aligned_inside_their_box)
{
    const plot_text style = {
        .size = 10, .align_x = 1, .width = 27, .lines = 3, .halo = 2.385};
    told t = {0};
    plot_canvas canvas = {.medium = &medium, .self = &t};
    plot_box box = plot_draw_text(&canvas, &style, (plot_point){90, 7}, "seven a b upside");

    ck_assert_uint_eq(t.n_words, 3);
    ck_assert_uint_eq(t.n_halos, 3);
    ck_assert_str_eq(t.texts[0], "seven");
    ck_assert_str_eq(t.texts[1], "a b");
    ck_assert_str_eq(t.texts[2], "ups…");
    ck_assert_double_eq_tol(box.width, 27, 1e-9);
    ck_assert_double_eq_tol(box.height, 3 * 11.5, 1e-9);
    ck_assert_double_eq_tol(t.words[1].box.x, 90 - 15, 1e-9);
    ck_assert_double_eq_tol(t.words[1].box.y, 7 + 11.5, 1e-9);
    ck_assert_double_eq_tol(t.words[1].ascent, 9, 1e-9);
    ck_assert_double_eq_tol(t.words[2].box.width, 27, 1e-9);
}
END_TEST

START_TEST(bold_letters_are_measured_as_such)
{
    const plot_text style = {.size = 10, .bold = true};
    told t = {0};
    plot_canvas canvas = {.medium = &medium, .self = &t};

    ck_assert_double_eq_tol(plot_measure_text(&canvas, &style, "P12").width, 18, 1e-9);
}
END_TEST

START_TEST(a_canvas_frees_its_medium_once)
{
    told t = {0};
    plot_canvas canvas = {.medium = &medium, .self = &t};

    plot_canvas_free(&canvas);
    ck_assert(t.is_freed);
    ck_assert_ptr_null(canvas.medium);
    plot_canvas_free(&canvas);
}
END_TEST

START_TEST(want_of_memory_stays_in_the_canvas)
{
    told t = {0};
    const plot_canvas canvas = {.medium = &medium, .self = &t, .failed = true};
    sim_error err;

    ck_assert_int_eq(plot_canvas_check(&canvas, &err), SIM_ENOMEM);
    ck_assert_str_eq(err.text,
                     "drawing: out of memory; close other programs or ask for less");
}
END_TEST

START_TEST(pixels_are_words_of_colors_times_alpha)
{
    const plot_color pixels[] = {
        {1, 0, 0, 1}, {1, 1, 0.2, 0.2}, {0, 1, 0, 1}, {0, 0, 1, 0}};
    const plot_shape image = {
        .kind = PLOT_AN_IMAGE, .pixels = pixels, .n_columns = 2, .n_rows = 2};
    const uint32_t right[] = {0xffff0000, 0x3333330a, 7, 0xff00ff00, 0, 7};
    uint32_t words[] = {7, 7, 7, 7, 7, 7};

    plot_fill_rows(&image, (unsigned char *)words, 3 * sizeof *words);
    ck_assert_mem_eq(words, right, sizeof right);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("draw");
    TCase *shapes = tcase_create("shapes"), *words = tcase_create("words");
    TCase *canvas = tcase_create("canvas");

    tcase_add_test(shapes, a_canvas_tells_its_medium_what_to_draw);
    tcase_add_test(shapes, a_strip_is_interrupted_where_either_side_is);
    tcase_add_test(shapes, pixels_are_words_of_colors_times_alpha);
    tcase_add_test(shapes, clips_are_boxes_with_holes_or_polygons);
    tcase_add_loop_test(words, a_text_stands_around_its_point, 0, 3);
    tcase_add_test(words, lines_are_aligned_inside_their_box);
    tcase_add_test(words, bold_letters_are_measured_as_such);
    tcase_add_test(canvas, a_canvas_frees_its_medium_once);
    tcase_add_test(canvas, want_of_memory_stays_in_the_canvas);
    suite_add_tcase(suite, shapes);
    suite_add_tcase(suite, words);
    suite_add_tcase(suite, canvas);
    return suite_run(suite);
}
