/* test_format.c -- the files that a page is written as, and what they say of themselves. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "plots/format.h"
#include "tests/page.h"
#include "tests/suite.h"

static const plot_note notes[] = {{"seed", "2385"}, {"hash", "a<b & c\x01"}};
static const plot_caption caption = {"P2 > P12", "a footer", notes, 2};

/* A page with a red box, in `out`. */
static sim_status write(const char *name, FILE *out, sim_error *err)
{
    plot_canvas canvas;
    plot_sheet sheet;
    sim_status status = plot_sheet_init(&sheet, plot_format_find(name),
                                        (plot_paper){71, 37, 2}, &canvas, err);

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

int main(void)
{
    Suite *suite = suite_create("format");
    TCase *files = tcase_create("files");

    tcase_add_test(files, formats_are_found_by_their_names);
    tcase_add_test(files, an_svg_says_what_it_shows);
    tcase_add_loop_test(files, a_page_is_the_same_bytes_whatever_was_drawn_before, 0,
                        PAGE_FORMATS);
    tcase_add_loop_test(files, a_disk_that_is_full_is_told, 0, PAGE_FORMATS);
    suite_add_tcase(suite, files);
    return suite_run(suite);
}
