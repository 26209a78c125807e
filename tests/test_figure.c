/* test_figure.c -- pages of any number of arms in every format; pixels only for "not
 * blank", for the numbers behind them are tested in test_measure.c. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>
#include <check.h>

#include "tests/figure.h"
#include "tests/suite.h"

typedef struct {
    const char *name, *start, *end;
} format_case;

static const format_case formats[] = {
    {"png", "\x89PNG\r\n\x1a\n", "IEND\xae\x42\x60\x82"},
    {"svg", "<?xml", "</svg>\n"},
    {"pdf", "%PDF-1.", "%%EOF\n"},
};

static const size_t arm_counts[] = {1, 5, 9, FIGURE_ARMS};

enum { N_FORMATS = 3, N_COUNTS = 4 };

START_TEST(every_format_holds_any_number_of_arms)
{
    const format_case *format = &formats[_i % N_FORMATS];
    figure_tables t;
    page drawn;
    size_t start = strlen(format->start), end = strlen(format->end);

    figure_init(&t, arm_counts[_i / N_FORMATS]);
    drawn = figure_page(&t, format->name);
    ck_assert_uint_gt(drawn.size, 10000);
    ck_assert_mem_eq(drawn.bytes, format->start, start);
    ck_assert_mem_eq(drawn.bytes + drawn.size - end, format->end, end);
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

START_TEST(equal_input_gives_equal_bytes)
{
    figure_tables t;
    page one, two;

    figure_init(&t, 5);
    one = figure_page(&t, formats[_i].name);
    two = figure_page(&t, formats[_i].name);
    ck_assert_uint_eq(one.size, two.size);
    ck_assert_mem_eq(one.bytes, two.bytes, one.size);
    free(one.bytes);
    free(two.bytes);
    figure_free(&t);
}
END_TEST

START_TEST(no_file_says_when_it_was_made)
{
    static const char *const marks[] = {"CreationDate", "ModDate", "tIME"};
    figure_tables t;
    page drawn;

    figure_init(&t, 1);
    drawn = figure_page(&t, formats[_i].name);
    for (size_t i = 0; i < 3; i++)
        ck_assert_msg(!page_holds(&drawn, marks[i]), "%s", marks[i]);
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

START_TEST(a_png_names_its_making_in_text_chunks)
{
    static const char *const chunks[] = {"tEXtSoftware", "tEXtSeed", "tEXtTitle",
                                         "iTXtChanged", "iTXtDescription"};
    figure_tables t;
    page drawn;

    figure_init(&t, 1);
    drawn = figure_page(&t, "png");
    for (size_t i = 0; i < 5; i++)
        ck_assert_msg(page_holds(&drawn, chunks[i]), "%s", chunks[i]);
    ck_assert(page_holds(&drawn, "joint.volume = 3.71 mL <&> \"größer\""));
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

START_TEST(an_svg_names_its_making_in_escaped_xml)
{
    figure_tables t;
    page drawn;

    figure_init(&t, 1);
    drawn = figure_page(&t, "svg");
    ck_assert(page_holds(
        &drawn,
        "<title id=\"figure-title\">Cells of late passages secrete less &amp; relieve less "
        "&lt;pain&gt;</title>"));
    ck_assert(page_holds(&drawn,
                         "<metadata>\nSoftware: Potency 0.1.0\nSeed: 2385\nChanged: "
                         "joint.volume = 3.71 mL &lt;&amp;&gt; &quot;größer&quot;\n"
                         "</metadata>"));
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

typedef struct {
    const page *file;
    size_t at;
} reader;

static cairo_status_t read_bytes(void *closure, unsigned char *bytes, unsigned n)
{
    reader *r = closure;

    if (r->at + n > r->file->size) return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, r->file->bytes + r->at, n);
    r->at += n;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *read_png(const page *written)
{
    reader r = {written, 0};
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_bytes, &r);

    ck_assert_int_eq(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
    return image;
}

/* The share of pixels of a box (parts of the page) that are not white. */
static double inked(cairo_surface_t *image, double x, double y, double width, double height)
{
    int w = cairo_image_surface_get_width(image), n = 0, ink = 0;
    int h = cairo_image_surface_get_height(image);
    const unsigned char *data = cairo_image_surface_get_data(image);

    for (int j = (int)(y * h); j < (int)((y + height) * h); j++)
        for (int i = (int)(x * w); i < (int)((x + width) * w); i++, n++) {
            const unsigned char *pixel =
                data + (ptrdiff_t)j * cairo_image_surface_get_stride(image) + 4 * i;

            ink += memcmp(pixel, "\xff\xff\xff", 3) != 0;
        }
    return (double)ink / n;
}

START_TEST(no_panel_of_a_png_is_blank)
{
    figure_tables t;
    page drawn;
    cairo_surface_t *image;
    double share;

    figure_init(&t, 5);
    drawn = figure_page(&t, "png");
    image = read_png(&drawn);
    share = inked(image, _i % 3 / 3.0, 0.12 + 0.28 * (_i / 3), 1 / 3.0, 0.28);
    ck_assert_double_gt(share, 0.01);
    ck_assert_double_lt(share, 0.6);
    /* nothing runs over the edge of the page */
    ck_assert_double_eq(inked(image, 0, 0, 0.01, 1), 0);
    ck_assert_double_eq(inked(image, 0.99, 0, 0.01, 1), 0);
    ck_assert_double_eq(inked(image, 0, 0, 1, 0.01), 0);
    ck_assert_double_eq(inked(image, 0, 0.99, 1, 0.01), 0);
    cairo_surface_destroy(image);
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

START_TEST(empty_tables_make_an_empty_page)
{
    figure_tables t;
    page drawn;

    figure_init(&t, 0);
    drawn = figure_page(&t, formats[_i].name);
    ck_assert_uint_gt(drawn.size, 3000);
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

static void fill(sim_table *table, double value)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) table->cells[i] = value;
}

START_TEST(any_number_can_stand_in_a_cell)
{
    static const double values[] = {NAN,    INFINITY, -INFINITY, 0,     -2.385,
                                    1e-300, 1e300,    3.71e99,   -1e99, 1e-12};
    figure_tables t;
    page drawn;

    figure_init(&t, 2);
    fill(&t.passages, values[_i]);
    fill(&t.timecourse, values[_i]);
    drawn = figure_page(&t, "svg");
    ck_assert(!page_holds(&drawn, "\"nan"));
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

START_TEST(one_row_of_an_arm_is_enough)
{
    figure_tables t;
    page drawn;

    figure_init(&t, 2);
    t.passages.n_rows = 1;
    t.timecourse.n_rows = 1;
    drawn = figure_page(&t, "png");
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

typedef struct {
    const char *figure;
    size_t n_tables;    /* given, of the two */
    const char *hidden; /* column of timecourse that gets another name */
    sim_status status;
    const char *message;
    const char *panel; /* the only one that is wished for; NULL: all */
} error_case;

static const error_case errors[] = {
    {"potenzy", 2, NULL, SIM_ENAME,
     "unknown figure 'potenzy'; known: 'potency', 'gvhd', 'ards', 'heart', 'log'", NULL},
    {"potency", 1, NULL, SIM_ENAME,
     "figure 'potency': panel 'persistence' draws the table 'timecourse', which was not "
     "given",
     NULL},
    {"potency", 2, "tnf", SIM_ENAME,
     "figure 'potency': panel 'inflammation' draws the column 'tnf', which the table "
     "'timecourse' "
     "does not have",
     NULL},
    {"potency", 2, "day", SIM_ENAME,
     "figure 'potency': panel 'persistence' draws the column 'day', which the table "
     "'timecourse' does not have",
     NULL},
    {"heart", 2, NULL, SIM_ENAME,
     "figure 'heart' has no panel 'pain'; one of gain, ejection, volume, worsening, "
     "infarction, walk, cells, lung, systemic, macrophages, stunned, scar, potency would "
     "be "
     "right",
     "pain"},
};

START_TEST(what_is_missing_is_named)
{
    const error_case *c = &errors[_i];
    figure_tables t;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const plot_data source = {.runs = {{all, c->n_tables, NULL}}};
    const plot_page shown = {c->figure, &source, NULL, c->panel};
    const plot_look look = figure_look("light", "a4", "pdf");
    sim_error err;
    FILE *out = tmpfile();

    figure_init(&t, 2);
    for (size_t i = 0; c->hidden && i < FIGURE_TIME; i++)
        if (strcmp(t.timecourse.columns[i].name, c->hidden) == 0)
            t.timecourse.columns[i].name = "hidden";
    ck_assert_int_eq(plot_figure_write(&(plot_figure){&plot_page_maker, &shown},
                                       &figure_caption, &look, out, &err),
                     c->status);
    ck_assert_str_eq(err.text, c->message);
    ck_assert_int_eq(ftell(out), 0);
    fclose(out);
    figure_free(&t);
}
END_TEST

/* Themes, sizes, words. */

typedef struct {
    const char *size;
    int width, height; /* of the PNG; 0: as the panels need */
    const char *words;
} size_case;

static const size_case sizes[] = {
    {"a4", 1785, 0, "Figure of 9 panels, "},
    {"column", 1004, 0, "Figure of 4 panels, "},
    {"slide", 1920, 1080, "Figure of 3 panels, "},
    {"square", 1440, 1440, "Figure of 2 panels, "},
};

enum { N_SIZES = 4 };

/* Do panels leave no more than a tenth of a sheet's height empty? */
static bool fills_sheet(int pixels, const char *name)
{
    const plot_size *size = plot_size_find(name);
    double height = pixels / size->pixels;

    return height <= size->most_height && height >= 0.9 * size->most_height;
}

START_TEST(a_size_has_its_width_and_its_panels)
{
    const size_case *c = &sizes[_i];
    figure_tables t;
    page drawn;
    cairo_surface_t *image;

    figure_init(&t, 9);
    drawn = figure_draw(&t, NULL, NULL, figure_look("light", c->size, "png"));
    ck_assert(page_holds(&drawn, c->words));
    image = read_png(&drawn);
    ck_assert_int_eq(cairo_image_surface_get_width(image), c->width);
    if (c->height)
        ck_assert_int_eq(cairo_image_surface_get_height(image), c->height);
    else
        ck_assert(fills_sheet(cairo_image_surface_get_height(image), c->size));
    /* nothing runs over the edge of the page */
    ck_assert_double_eq(inked(image, 0, 0, 0.01, 1), 0);
    ck_assert_double_eq(inked(image, 0.99, 0, 0.01, 1), 0);
    cairo_surface_destroy(image);
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

START_TEST(a_theme_colors_the_paper)
{
    static const char *const themes[] = {"light", "dark"};
    static const unsigned char blue[] = {255, 25}, green[] = {255, 20}, red[] = {255, 19};
    figure_tables t;
    page drawn;
    cairo_surface_t *image;
    const unsigned char *corner;

    figure_init(&t, 2);
    drawn = figure_draw(&t, NULL, NULL, figure_look(themes[_i], "a4", "png"));
    image = read_png(&drawn);
    corner = cairo_image_surface_get_data(image);
    ck_assert_uint_eq(corner[0], blue[_i]);
    ck_assert_uint_eq(corner[1], green[_i]);
    ck_assert_uint_eq(corner[2], red[_i]);
    cairo_surface_destroy(image);
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

START_TEST(a_full_disk_is_reported)
{
    static const char *const messages[] = {
        "writing png: No space left on device",
        "writing svg: No space left on device",
        "writing pdf: No space left on device",
    };
    figure_tables t;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const plot_data source = {.runs = {{all, 2, NULL}}};
    const plot_page shown = {"potency", &source, NULL, NULL};
    const plot_look look = figure_look("light", "a4", formats[_i].name);
    FILE *out = fopen("/dev/full", "wb");
    sim_error err;

    if (!out) return;
    figure_init(&t, 1);
    ck_assert_int_eq(plot_figure_write(&(plot_figure){&plot_page_maker, &shown},
                                       &figure_caption, &look, out, &err),
                     SIM_EIO);
    ck_assert_str_eq(err.text, messages[_i]);
    fclose(out);
    figure_free(&t);
}
END_TEST

START_TEST(formats_are_found_by_name)
{
    ck_assert_ptr_nonnull(plot_format_find(formats[_i].name));
    ck_assert_str_eq(plot_format_name((size_t)_i), formats[_i].name);
    ck_assert_ptr_null(plot_format_find("bmp"));
    ck_assert_ptr_null(plot_format_name(N_FORMATS));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("figure");
    TCase *cases = tcase_create("figure");

    suite_add_tcase(suite, cases);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, every_format_holds_any_number_of_arms, 0,
                        N_FORMATS * N_COUNTS);
    tcase_add_loop_test(cases, equal_input_gives_equal_bytes, 0, N_FORMATS);
    tcase_add_loop_test(cases, no_file_says_when_it_was_made, 0, N_FORMATS);
    tcase_add_test(cases, a_png_names_its_making_in_text_chunks);
    tcase_add_test(cases, an_svg_names_its_making_in_escaped_xml);
    tcase_add_loop_test(cases, no_panel_of_a_png_is_blank, 0, 9);
    tcase_add_loop_test(cases, empty_tables_make_an_empty_page, 0, N_FORMATS);
    tcase_add_loop_test(cases, any_number_can_stand_in_a_cell, 0, 10);
    tcase_add_test(cases, one_row_of_an_arm_is_enough);
    tcase_add_loop_test(cases, what_is_missing_is_named, 0, 4);
    tcase_add_loop_test(cases, a_size_has_its_width_and_its_panels, 0, N_SIZES);
    tcase_add_loop_test(cases, a_theme_colors_the_paper, 0, 2);
    tcase_add_loop_test(cases, a_full_disk_is_reported, 0, N_FORMATS);
    tcase_add_loop_test(cases, formats_are_found_by_name, 0, N_FORMATS);
    return suite_run(suite);
}
