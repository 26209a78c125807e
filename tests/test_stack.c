/* test_stack.c -- bars of shares: where their parts end, what is written, what is refused. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>
#include <check.h>

#include "plots/stack.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N_PARTS = 4, N_BARS = 2 };

static const char *const parts[PLOT_MOST_PARTS + 1] = {
    "donor: whose cells",
    "patient: whose <knee>",
    "needle: hit or miss",
    "chance: what remains",
};

static const char *const labels[PLOT_MOST_BARS + 1] = {
    "P2: best relief",
    "P12: relief at 6 months & \"later\"",
    "C",
    "D",
    "E",
    "F",
    "G",
    "H",
    "a name of many words that does not end where it ought to end",
};

static const double shares[N_BARS * N_PARTS] = {0.4238, 0.3071, 0.2185, 0.0506,
                                                0.1239, 0.7053, 0.0154, 0.1554};
static const double errors[N_BARS * N_PARTS] = {0.0238, 0.0171, 0.0285, 0.0052,
                                                0.0183, 0.0307, 0.0038, 0.0119};

static const plot_caption caption = {
    .title = "not used", .footer = "Potency 0.2.0, seed 2385; for teaching and research"};

static const plot_stack plain = {
    .title = "What decides <relief>",
    .parts = parts,
    .n_parts = N_PARTS,
    .labels = labels,
    .n_bars = N_BARS,
    .shares = shares,
    .errors = errors,
};

static const char *const formats[] = {"png", "svg", "pdf"};
static const char *const sizes[] = {"a4", "column", "slide", "square"};
static const char *const themes[] = {"light", "dark"};

enum { N_FORMATS = 3, N_SIZES = 4, N_THEMES = 2 };

typedef struct {
    char *bytes;
    size_t size;
} file;

static plot_look make_look(const char *theme, const char *size, const char *format)
{
    return (plot_look){plot_theme_find(theme), plot_size_find(size),
                       plot_format_find(format), false};
}

static file draw(const plot_stack *stack, plot_look look)
{
    file drawn = {NULL, 0};
    FILE *out = open_memstream(&drawn.bytes, &drawn.size);
    sim_error err = {""};
    sim_status status = plot_figure_write(&(plot_figure){&plot_stack_maker, stack},
                                          &caption, &look, out, &err);

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    ck_assert_int_eq(fclose(out), 0);
    return drawn;
}

static bool holds(const file *drawn, const char *text)
{
    size_t n = strlen(text);

    for (size_t i = 0; i + n <= drawn->size; i++)
        if (memcmp(drawn->bytes + i, text, n) == 0) return true;
    return false;
}

START_TEST(an_svg_tells_every_number)
{
    static const char *const words[] = {
        "<title id=\"figure-title\">What decides &lt;relief&gt;</title>",
        "Figure of 2 bars, stacked of parts: donor: whose cells; patient: whose "
        "&lt;knee&gt;; needle: hit or miss; chance: what remains. To the right: share of "
        "the variance (%). ",
        "P2: best relief: donor 42 ± 2 %, patient 31 ± 2 %, needle 22 ± 3 %, chance 5.1 ± "
        "0.5 %. ",
        "P12: relief at 6 months &amp; &quot;later&quot;: donor 12 ± 2 %, patient 71 ± 3 "
        "%, needle 1.5 ± 0.4 %, chance 16 ± 1 %. ",
        "for teaching and research</desc>",
    };
    file drawn = draw(&plain, make_look("light", sizes[_i], "svg"));

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(holds(&drawn, words[i]), "%s", words[i]);
    ck_assert(!holds(&drawn, "not used"));
    free(drawn.bytes);
}
END_TEST

START_TEST(numbers_need_no_errors)
{
    static const double some[] = {NAN, 0.0171, NAN, NAN, NAN, NAN, NAN, NAN};
    plot_stack stack = plain;
    file drawn;

    stack.errors = some;
    drawn = draw(&stack, make_look("dark", "a4", "svg"));
    ck_assert(
        holds(&drawn,
              "P2: best relief: donor 42 %, patient 31 ± 2 %, needle 22 %, chance 5 %. "));
    free(drawn.bytes);
    stack.errors = NULL;
    drawn = draw(&stack, make_look("dark", "a4", "svg"));
    ck_assert(
        holds(&drawn, "P2: best relief: donor 42 %, patient 31 %, needle 22 %, chance 5 "));
    free(drawn.bytes);
}
END_TEST

typedef struct {
    double shares[N_PARTS];
    const char *words;
} odd_case;

static const odd_case odd[] = {
    {{-0.0238, 0.3071, 0.5, 0.2167},
     "donor −2 % (drawn as 0), patient 31 %, needle 50 %, chance 22 %. "},
    {{0.4238, NAN, 0.2185, 0.0506},
     "donor 42 %, patient not known, needle 22 %, chance 5 %. "},
    {{INFINITY, -INFINITY, NAN, NAN},
     "donor not known, patient not known, needle not known, chance not known. "},
    {{0, 0, 0, 0}, "donor 0 %, patient 0 %, needle 0 %, chance 0 %. "},
    {{1.2, -0.2, 0, 0},
     "donor 120 %, patient −20 % (drawn as 0), needle 0 %, chance 0 %. "},
    {{0.5012, 0.5012, 1e-3, 4e-4}, "donor 50 %, patient 50 %, needle 0.1 %, chance 0 %. "},
    {{-1e-7, 1, 0, 0}, "donor 0 %, patient 100 %, needle 0 %, chance 0 %. "},
};

enum { N_ODD = sizeof odd / sizeof *odd };

START_TEST(what_cannot_be_drawn_is_told)
{
    plot_stack stack = plain;
    file drawn;

    stack.n_bars = 1;
    stack.shares = odd[_i % N_ODD].shares;
    stack.errors = NULL;
    drawn = draw(&stack, make_look("light", sizes[_i / N_ODD], "svg"));
    ck_assert_msg(holds(&drawn, odd[_i % N_ODD].words), "%s", odd[_i % N_ODD].words);
    ck_assert(!holds(&drawn, "\"nan") && !holds(&drawn, "\"inf"));
    free(drawn.bytes);
}
END_TEST

typedef struct {
    size_t n_parts, n_bars;
    double share; /* of every part of the first bar */
    const char *message;
} error_case;

static const error_case wrong[] = {
    {4, 0, 0.1, "figure 'What decides <relief>': 0 bars; 1 to 12 would be right"},
    {4, 13, 0.1, "figure 'What decides <relief>': 13 bars; 1 to 12 would be right"},
    {0, 2, 0.1, "figure 'What decides <relief>': 0 parts; 1 to 8 would be right"},
    {9, 2, 0.1, "figure 'What decides <relief>': 9 parts; 1 to 8 would be right"},
    {4, 1, 0.2525,
     "figure 'What decides <relief>': the shares of 'P2: best relief' add up to 1.01; at "
     "most 1 would be right"},
};

enum { N_WRONG = sizeof wrong / sizeof *wrong };

START_TEST(what_is_wrong_is_named)
{
    const error_case *c = &wrong[_i];
    const double all[] = {c->share, c->share, c->share, c->share};
    const plot_look look = make_look("light", "a4", "svg");
    plot_stack stack = plain;
    FILE *out = tmpfile();
    sim_error err;

    stack.n_parts = c->n_parts;
    stack.n_bars = c->n_bars;
    stack.shares = all;
    ck_assert_int_eq(plot_figure_write(&(plot_figure){&plot_stack_maker, &stack}, &caption,
                                       &look, out, &err),
                     SIM_EVALUE);
    ck_assert_str_eq(err.text, c->message);
    ck_assert_int_eq(ftell(out), 0);
    fclose(out);
}
END_TEST

START_TEST(equal_input_gives_equal_bytes)
{
    const plot_look look = make_look(themes[_i % N_THEMES], "a4", formats[_i / N_THEMES]);
    file one = draw(&plain, look), two = draw(&plain, look);

    ck_assert_uint_eq(one.size, two.size);
    ck_assert_mem_eq(one.bytes, two.bytes, one.size);
    free(one.bytes);
    free(two.bytes);
}
END_TEST

typedef struct {
    const file *drawn;
    size_t at;
} reader;

static cairo_status_t read_bytes(void *closure, unsigned char *bytes, unsigned n)
{
    reader *r = closure;

    if (r->at + n > r->drawn->size) return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, r->drawn->bytes + r->at, n);
    r->at += n;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *read_png(const file *drawn)
{
    reader r = {drawn, 0};
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_bytes, &r);

    ck_assert_int_eq(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
    return image;
}

static const unsigned char *pixel(cairo_surface_t *image, int x, int y)
{
    return cairo_image_surface_get_data(image) +
           (ptrdiff_t)y * cairo_image_surface_get_stride(image) + 4 * x;
}

/* The longest run of one color, not that of the corner, in any line of an image. */
static int longest_run(cairo_surface_t *image)
{
    int most = 0, run = 0, width = cairo_image_surface_get_width(image);

    for (int y = 0; y < cairo_image_surface_get_height(image); y++, run = 0)
        for (int x = 1; x < width; x++) {
            bool goes_on = memcmp(pixel(image, x, y), pixel(image, x - 1, y), 3) == 0;
            bool paper = memcmp(pixel(image, x, y), pixel(image, 0, 0), 3) == 0;

            run = goes_on && !paper ? run + 1 : 0;
            most = run > most ? run : most;
        }
    return most;
}

/* Without its label a bar is as wide as the page lets it: its parts are compared. */
START_TEST(a_segment_is_as_long_as_its_share)
{
    static const double halves[] = {0.25, 0, 0, 0.75}, all[] = {0, 0, 0, 1};
    plot_stack stack = plain;
    file drawn;
    cairo_surface_t *image;
    int part, whole;

    stack.n_bars = 1;
    stack.errors = NULL;
    stack.shares = all;
    drawn = draw(&stack, make_look("light", sizes[_i], "png"));
    image = read_png(&drawn);
    whole = longest_run(image);
    cairo_surface_destroy(image);
    free(drawn.bytes);
    stack.shares = halves;
    drawn = draw(&stack, make_look("light", sizes[_i], "png"));
    image = read_png(&drawn);
    part = longest_run(image);
    cairo_surface_destroy(image);
    free(drawn.bytes);
    ck_assert_int_gt(whole, 400);
    ck_assert_int_le(abs(part - 3 * whole / 4), 4); /* pixels of edges and rims */
}
END_TEST

START_TEST(any_number_of_bars_has_room)
{
    static const size_t counts[] = {1, 2, 5, PLOT_MOST_BARS};
    double many[PLOT_MOST_BARS * PLOT_MOST_PARTS];
    plot_stack stack = plain;
    file drawn;
    cairo_surface_t *image;
    int width, height;

    for (size_t i = 0; i < sizeof many / sizeof *many; i++) many[i] = 0.1185;
    stack.n_bars = counts[_i % 4];
    stack.n_parts = _i / 4 % 2 ? PLOT_MOST_PARTS : 1;
    stack.parts = (const char *[]){"a", "b", "c", "d", "e", "f", "g", "h"};
    stack.labels =
        (const char *[]){"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", labels[8]};
    stack.shares = many;
    stack.errors = many;
    drawn = draw(&stack, make_look("light", sizes[_i / 8], "png"));
    image = read_png(&drawn);
    width = cairo_image_surface_get_width(image);
    height = cairo_image_surface_get_height(image);
    for (int x = 0; x < width; x++)
        ck_assert_mem_eq(pixel(image, x, height - 4), "\xff\xff\xff", 3);
    for (int y = 0; y < height; y++)
        ck_assert_mem_eq(pixel(image, width - 4, y), "\xff\xff\xff", 3);
    cairo_surface_destroy(image);
    free(drawn.bytes);
}
END_TEST

START_TEST(each_bar_is_listed_with_its_largest_share)
{
    static const char *const arms[] = {"P2", "P12"};
    static const char *const columns[] = {"best", "late"};
    const plot_look look = make_look("light", "a4", "png");
    plot_stack stack = plain;
    plot_facts facts = {0};
    page_list list;

    stack.arms = arms;
    stack.columns = columns;
    stack.n_left = 3;
    page_record_said(&list, &(plot_figure){&plot_stack_maker, &stack}, &caption, &look,
                     &facts);
    ck_assert_uint_eq(facts.n, 4);
    ck_assert_str_eq(facts.list[0].text, plain.title);
    ck_assert_str_eq(facts.list[1].text, "3 more bars have no room");
    ck_assert(page_list_shows(&list, facts.list[1].text));
    for (size_t bar = 0; bar < 2; bar++) {
        const plot_saying *s = &facts.list[2 + bar];

        ck_assert_str_eq(s->fact.arm.arm, arms[bar]);
        ck_assert_str_eq(s->quantity, columns[bar]);
        ck_assert_double_eq(s->fact.arm.value, bar == 0 ? 0.4238 : 0.7053);
    }
    ck_assert_str_eq(facts.list[2].text,
                     "P2: best relief: donor 42 ± 2 %, patient 31 ± 2 %, needle 22 ± 3 %, "
                     "chance 5.1 ± 0.5 %");
    plot_facts_free(&facts);
    page_list_free(&list);
}
END_TEST

START_TEST(a_full_disk_is_reported)
{
    const plot_look look = make_look("light", "a4", "svg");
    FILE *out = fopen("/dev/full", "wb");
    sim_error err;

    if (!out) return;
    ck_assert_int_eq(plot_figure_write(&(plot_figure){&plot_stack_maker, &plain}, &caption,
                                       &look, out, &err),
                     SIM_EIO);
    ck_assert_str_eq(err.text, "writing svg: No space left on device");
    fclose(out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stack");
    TCase *cases = tcase_create("stack");

    suite_add_tcase(suite, cases);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, an_svg_tells_every_number, 0, N_SIZES);
    tcase_add_test(cases, numbers_need_no_errors);
    tcase_add_loop_test(cases, what_cannot_be_drawn_is_told, 0, N_ODD * N_SIZES);
    tcase_add_loop_test(cases, what_is_wrong_is_named, 0, N_WRONG);
    tcase_add_loop_test(cases, equal_input_gives_equal_bytes, 0, N_FORMATS * N_THEMES);
    tcase_add_loop_test(cases, a_segment_is_as_long_as_its_share, 0, N_SIZES);
    tcase_add_loop_test(cases, any_number_of_bars_has_room, 0, 8 * N_SIZES);
    tcase_add_test(cases, each_bar_is_listed_with_its_largest_share);
    tcase_add_test(cases, a_full_disk_is_reported);
    return suite_run(suite);
}
