/* test_format.c -- the files that a page is written as, and what they say of themselves. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "plots/font.h"
#include "plots/format_parts.h"
#include "tests/page.h"
#include "tests/suite.h"

/* Of pixels, read back by libpng. */
static const plot_note png_notes[] = {{"seed", "2385"}, {"units", "10⁶ cells"}};
static const plot_caption png_caption = {"a title", "a footer", png_notes, 2, NULL};
static const unsigned colors[2][3] = {{0x010203, 0xFF8040, 0x23850A}, {0x371100, 7, 8}};

/* Three pixels by two, a box each. */
static FILE *open_png(void)
{
    const double part = 1.0 / 255;
    FILE *out = tmpfile();
    plot_canvas canvas;
    plot_sheet sheet;
    sim_error err;

    ck_assert_int_eq(plot_sheet_init(&sheet, plot_format_find("png"),
                                     (plot_paper){1.5, 1, 2, NULL, NULL}, &canvas, &err),
                     SIM_OK);
    for (int i = 0; i < 6; i++) {
        unsigned c = colors[i / 3][i % 3];

        plot_draw_box(
            &canvas,
            (plot_color){part * (c >> 16), part * (c >> 8 & 255), part * (c & 255), 1},
            (plot_box){0.5 * (i % 3), 0.5 * (i / 3), 0.5, 0.5});
    }
    ck_assert_int_eq(plot_sheet_write(&sheet, &png_caption, "words", out, &err), SIM_OK);
    plot_sheet_free(&sheet);
    rewind(out);
    return out;
}

static const plot_note notes[] = {{"seed", "2385"}, {"hash", "a<b & c\x01"}};
static const plot_caption caption = {"P2 > P12", "a footer", notes, 2, NULL};

/* A page with a red box, in `out`. */
static sim_status write(const char *name, FILE *out, sim_error *err)
{
    plot_canvas canvas;
    plot_sheet sheet;
    sim_status status = plot_sheet_init(&sheet, plot_format_find(name),
                                        (plot_paper){71, 37, 2, NULL, NULL}, &canvas, err);

    ck_assert_int_eq(status, SIM_OK);
    plot_draw_box(&canvas, (plot_color){1, 0, 0, 1}, (plot_box){5, 5, 60, 20});
    plot_draw_image(&canvas, (plot_box){8, 8, 9, 9}, (plot_color[]){{0, 1, 0, 1}}, 1, 1);
    status = plot_sheet_write(&sheet, &caption, "What it shows, \"in words\".", out, err);
    plot_sheet_free(&sheet);
    return status;
}

static page written(const char *name)
{
    page p = {0};
    FILE *out = open_memstream(&p.bytes, &p.size);
    sim_error err;

    ck_assert_int_eq(write(name, out, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
    return p;
}

START_TEST(formats_are_found_by_their_names)
{
    size_t n = 0;

    for (; plot_format_name(n); n++)
        ck_assert_str_eq(plot_format_find(plot_format_name(n))->name, plot_format_name(n));
    ck_assert_uint_eq(n, PAGE_FORMATS);
    ck_assert_ptr_eq(plot_format_find("png"), &plot_format_png);
    ck_assert_ptr_eq(plot_format_find("svg"), &plot_format_svg);
    ck_assert_ptr_eq(plot_format_find("pdf"), &plot_format_pdf);
    ck_assert_ptr_null(plot_format_find("gif"));
    ck_assert_ptr_null(plot_format_find("recording"));
}
END_TEST

START_TEST(an_svg_says_what_it_shows)
{
    page p = written("svg");

    ck_assert(
        page_holds(&p, " role=\"img\" aria-labelledby=\"figure-title figure-desc\">"));
    ck_assert(page_holds(&p, "<title id=\"figure-title\">P2 &gt; P12</title>"));
    ck_assert(
        page_holds(&p, "<desc id=\"figure-desc\">What it shows, &quot;in words&quot;."));
    ck_assert(page_holds(&p, "seed: 2385\nhash: a&lt;b &amp; c \n</metadata>"));
    free(p.bytes);
}
END_TEST

/* For readers that have not the font; and nothing else is fetched. */
START_TEST(an_svg_carries_its_letters)
{
    static const char face[] = "@font-face{font-family:\"DejaVu Sans\";font-weight:%s;"
                               "src:url(\"data:font/woff;base64,%s";
    page p = written("svg");
    char text[256];

    for (int bold = 0; bold < PLOT_FACES; bold++) {
        snprintf(text, sizeof text, face, bold ? "bold" : "normal",
                 plot_font_carried.faces[bold].woff[0]);
        ck_assert_msg(page_holds(&p, text), "%s", text);
    }
    ck_assert(page_holds(&p, "<g font-family=\"'DejaVu Sans', sans-serif\""));
    free(p.bytes);
}
END_TEST

/* So that several stand on one page of HTML. */
START_TEST(parts_of_an_svg_are_called_by_its_name)
{
    const plot_paper paper = {71.5, 37, 2, NULL, "my fig"};
    page p = {0};
    FILE *out = open_memstream(&p.bytes, &p.size);
    plot_canvas canvas;
    plot_sheet sheet;
    sim_error err;

    ck_assert_int_eq(plot_sheet_init(&sheet, plot_format_find("svg"), paper, &canvas, &err),
                     SIM_OK);
    plot_clip(&canvas, (plot_box){0, 0, 3, 4}, 0);
    ck_assert_int_eq(plot_sheet_write(&sheet, &caption, "words", out, &err), SIM_OK);
    plot_sheet_free(&sheet);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert(page_holds(&p, " width=\"71.5pt\" height=\"37pt\" viewBox=\"0 0 71.5 37\""));
    ck_assert(page_holds(&p, " aria-labelledby=\"my_20fig-title my_20fig-desc\">"));
    ck_assert(page_holds(&p, "<title id=\"my_20fig-title\">"));
    ck_assert(page_holds(&p, "<desc id=\"my_20fig-desc\">words</desc>"));
    ck_assert(page_holds(&p, "<clipPath id=\"my_20fig-clip-0\">"));
    ck_assert(page_holds(&p, "</g>\n</g>\n</svg>\n"));
    free(p.bytes);
}
END_TEST

/* cairo numbers its images through the life of a process. */
START_TEST(a_page_is_the_same_bytes_whatever_was_drawn_before)
{
    const char *name = plot_format_name((size_t)_i);
    page first = written(name), second = written(name);

    ck_assert_uint_eq(first.size, second.size);
    ck_assert_int_eq(memcmp(first.bytes, second.bytes, first.size), 0);
    free(first.bytes);
    free(second.bytes);
}
END_TEST

START_TEST(a_disk_that_is_full_is_told)
{
    const char *name = plot_format_name((size_t)_i);
    FILE *full = fopen("/dev/full", "w");
    char message[128];
    sim_error err;

    ck_assert_ptr_nonnull(full);
    ck_assert_int_eq(write(name, full, &err), SIM_EIO);
    snprintf(message, sizeof message, "writing %s: No space left on device", name);
    ck_assert_str_eq(err.text, message);
    fclose(full);
}
END_TEST

START_TEST(pixels_are_read_back_as_they_were)
{
    static const unsigned char right[] = {1,    2,    3, 255, 128, 64, 0x23, 0x85, 10,
                                          0x37, 0x11, 0, 0,   0,   7,  0,    0,    8};
    png_image image = {.version = PNG_IMAGE_VERSION};
    unsigned char bytes[sizeof right];
    FILE *file = open_png();

    ck_assert(png_image_begin_read_from_stdio(&image, file));
    ck_assert_uint_eq(image.width, 3);
    ck_assert_uint_eq(image.height, 2);
    image.format = PNG_FORMAT_RGB;
    ck_assert(png_image_finish_read(&image, NULL, bytes, 0, NULL));
    ck_assert_mem_eq(bytes, right, sizeof right);
    fclose(file);
}
END_TEST

START_TEST(words_and_size_stand_in_the_file)
{
    static const char *const right[][2] = {{"Title", "a title"},
                                           {"Description", "words"},
                                           {"seed", "2385"},
                                           {"units", "10⁶ cells"}};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    FILE *file = open_png();
    png_textp texts;
    int n;

    png_init_io(png, file);
    png_read_info(png, info);
    ck_assert_uint_eq(png_get_x_pixels_per_meter(png, info), 5669); /* 144 an inch */
    ck_assert_int_eq(png_get_text(png, info, &texts, &n), 4);
    for (int i = 0; i < n; i++) {
        ck_assert_str_eq(texts[i].key, right[i][0]);
        ck_assert_str_eq(texts[i].text, right[i][1]);
    }
    png_destroy_read_struct(&png, &info, NULL);
    fclose(file);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("format");
    TCase *files = tcase_create("files");

    tcase_add_test(files, formats_are_found_by_their_names);
    tcase_add_test(files, an_svg_says_what_it_shows);
    tcase_add_test(files, an_svg_carries_its_letters);
    tcase_add_test(files, parts_of_an_svg_are_called_by_its_name);
    tcase_add_loop_test(files, a_page_is_the_same_bytes_whatever_was_drawn_before, 0,
                        PAGE_FORMATS);
    tcase_add_loop_test(files, a_disk_that_is_full_is_told, 0, PAGE_FORMATS);
    tcase_add_test(files, pixels_are_read_back_as_they_were);
    tcase_add_test(files, words_and_size_stand_in_the_file);
    suite_add_tcase(suite, files);
    return suite_run(suite);
}
