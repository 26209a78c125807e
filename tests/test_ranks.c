/* test_ranks.c -- ranked bars: their order, what is left out, their length, what is refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/ranks.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N_BARS = 5, N_MANY = 76 };

static const plot_rank five[N_BARS] = {
    {"viability", "product.viability", 0.2385, 0.19, 0.29, NAN, NAN, NAN, NAN},
    {"dose <cells>", NULL, 3.71, 3.02, 4.416, 1.25, 1.1, 1.42, NAN},
    {"failed", "x.failed", NAN, NAN, NAN, NAN, NAN, NAN, NAN},
    {"equal to viability", "x.equal", 0.2385, NAN, NAN, 0.3, NAN, NAN, NAN},
    {"below", "x.below", -0.05, -0.1, 0.02, NAN, NAN, NAN, NAN},
};

static const plot_ranks plain = {
    .title = "What <matters>",
    .saying = "a saying",
    .value_label = "total: with all interactions",
    .other_label = "first: by itself",
    .axis_label = "mean absolute effect (mm)",
    .bars = five,
    .n_bars = N_BARS,
};

static page draw(const plot_ranks *ranks, plot_look look)
{
    return page_draw(&plot_ranks_maker, ranks, look);
}

START_TEST(an_svg_tells_the_ranks)
{
    static const char *const words[] = {
        "<title id=\"figure-title\">What &lt;matters&gt;</title>",
        "Figure of 4 bars, ranked. To the right: mean absolute effect (mm). Bars: total: "
        "with "
        "all interactions. Thin bars: first: by itself. "
        "1. dose &lt;cells&gt;: 3.71 (3.02 to 4.42), 1.25 (1.1 to 1.42). "
        "2. viability: 0.238 (0.19 to 0.29). 3. equal to viability: 0.238, 0.3. "
        "4. below: −0.05 (−0.1 to 0.02). 1 without a value. ",
        "for teaching and research</desc>",
    };
    page written = draw(&plain, page_plain("svg"));

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(page_holds(&written, words[i]), "%s", words[i]);
    ck_assert(!page_holds(&written, "not used"));
    ck_assert(!page_holds(&written, "\"nan") && !page_holds(&written, "\"inf"));
    free(written.bytes);
}
END_TEST

/* Where the mean is below half of the size, effects go both ways. */
START_TEST(signs_of_means_stand_before_the_bars)
{
    static const plot_rank signed_bars[] = {
        {"up", NULL, 3.71, NAN, NAN, NAN, NAN, NAN, 3.5},
        {"down", NULL, 2.385, NAN, NAN, NAN, NAN, NAN, -2.385},
        {"both", NULL, 1.5, NAN, NAN, NAN, NAN, NAN, -0.71},
        {"none", NULL, 0, NAN, NAN, NAN, NAN, NAN, 0},
    };
    static const char *const words[] = {
        "Dots: size of the mean. 1. up: 3.71, mean 3.5 (+). 2. down: 2.38, mean −2.38 "
        "(\xE2\x88\x92). 3. both: 1.5, mean −0.71 (\xC2\xB1). 4. none: 0. "};
    plot_ranks ranks = plain;
    page written;

    ranks.bars = signed_bars;
    ranks.n_bars = sizeof signed_bars / sizeof *signed_bars;
    ranks.sign_label = "size of the mean";
    written = draw(&ranks, page_plain("svg"));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(page_holds(&written, words[i]), "%s", words[i]);
    free(written.bytes);
    ranks.sign_label = NULL;
    written = draw(&ranks, page_plain("svg"));
    ck_assert(
        page_holds(&written, "1. up: 3.71. 2. down: 2.38. 3. both: 1.5. 4. none: 0. "));
    ck_assert(!page_holds(&written, "Dots"));
    free(written.bytes);
}
END_TEST

typedef struct {
    size_t most;
    double largest; /* of those left out */
    const char *words;
} rest_case;

static const rest_case rests[] = {
    {0, 0.2837, "25. b: 1. and 51 more, all below 0.29. "},
    {0, 0.29, "25. b: 1. and 51 more, all below 0.3. "},
    {10, 0.2837, "10. b: 1. and 66 more, all below 1.1. "},
    {75, 0.002, "75. b: 0.002. and 1 more, below 0.0021. "},
    {25, 0, "25. b: 1. and 51 more, all at most 0. "},
    {25, -0.31, "25. b: 1. and 51 more, all below −0.3. "},
    {400, 0.2837, "76. b: 0.284. Potency"},
};

enum { N_RESTS = sizeof rests / sizeof *rests };

START_TEST(what_is_left_out_is_counted_and_bounded)
{
    const rest_case *c = &rests[_i];
    plot_rank bars[N_MANY];
    plot_ranks ranks = plain;
    plot_look look = page_plain("svg");
    plot_size tall = *look.size;
    page written;

    tall.most_height = 5000;
    for (size_t i = 0; i < N_MANY; i++)
        bars[i] = (plot_rank){
            "b", NULL, i % 3 == 0 && i < 75 ? 1 : c->largest, NAN, NAN, NAN, NAN, NAN, NAN};
    ranks.bars = bars;
    ranks.n_bars = N_MANY;
    ranks.most = c->most;
    look.size = &tall;
    written = draw(&ranks, look);
    ck_assert_msg(page_holds(&written, c->words), "%s", c->words);
    ck_assert(!page_holds(&written, "Thin bars"));
    free(written.bytes);
}
END_TEST

/* Their colors as ranks.c mixes them, of the light theme. */
static plot_color bar_color(void)
{
    const plot_theme *theme = plot_theme_find("light");

    return plot_mix(theme->arms[2], theme->paper, 0.35);
}

/* The legend has the color too: what two bars add to that of one half as long is compared. */
START_TEST(a_bar_is_as_long_as_its_value)
{
    double areas[3];

    for (int i = 0; i < 3; i++) {
        plot_rank bars[] = {{"b", NULL, 0.3 * (i + 1), NAN, NAN, NAN, NAN, NAN, NAN}};
        plot_ranks ranks = plain;
        page written;

        ranks.share = true;
        ranks.bars = bars;
        ranks.n_bars = 1;
        ranks.value_label = NULL;
        written = draw(&ranks, page_plain("png"));
        areas[i] = (double)page_count_color(&written, bar_color());
        free(written.bytes);
    }
    ck_assert_double_gt(areas[0], 1000);
    ck_assert_double_eq_tol(areas[1] / areas[0], 2, 0.02); /* pixels at the end */
    ck_assert_double_eq_tol(areas[2] / areas[0], 3, 0.02);
}
END_TEST

START_TEST(equal_input_gives_equal_bytes_in_every_look)
{
    page one = draw(&plain, page_look(_i)), two = draw(&plain, page_look(_i));

    ck_assert_uint_eq(one.size, two.size);
    ck_assert_mem_eq(one.bytes, two.bytes, one.size);
    if (page_look(_i).format == plot_format_find("png")) page_check_png(&one);
    free(one.bytes);
    free(two.bytes);
}
END_TEST

/* Long labels, intervals far beyond the axis, more bars than a page holds. */
START_TEST(any_bars_have_room)
{
    static const size_t counts[] = {1, 12, N_MANY};
    static const char *const labels[] = {
        "short",
        "a label of many words that goes on to the second line and then further on",
        "clearance of dead cells by macrophages"};
    plot_rank bars[N_MANY];
    plot_ranks ranks = plain;
    page written;

    for (size_t i = 0; i < N_MANY; i++) {
        double value = i % 7 == 6 ? NAN : 0.95 * exp(-0.08 * (double)i);

        bars[i] = (plot_rank){labels[i % 3],
                              i % 2 ? NULL : labels[1],
                              value,
                              i % 5 ? value - 0.1 : -40,
                              i % 4 ? value + 0.1 : 40,
                              0.5 * value,
                              0.2 * value,
                              0.7 * value,
                              NAN};
    }
    ranks.bars = bars;
    ranks.n_bars = counts[_i % 3];
    ranks.share = _i / 3 % 2;
    written = draw(&ranks, page_look(_i / 6));
    page_check_png(&written);
    free(written.bytes);
}
END_TEST

START_TEST(no_bar_with_a_value_is_told)
{
    plot_ranks ranks = plain;
    page written;

    ranks.bars = &five[2];
    ranks.n_bars = 1;
    written = draw(&ranks, page_look(2 * _i));
    page_check_png(&written);
    free(written.bytes);
    written = draw(&ranks, page_plain("svg"));
    ck_assert(page_holds(&written, "Figure of 0 bars, ranked. "));
    ck_assert(page_holds(&written, "1 without a value. "));
    free(written.bytes);
}
END_TEST

/* What a parameter was varied over says whether bars are to be compared: it is not cut. */
START_TEST(the_range_of_a_bar_is_told_in_full)
{
    static const char range[] = "passaging.harvest_passage, 1 to 3 passages (whole)";
    const plot_rank bar = {"passage", range, 0.5, 0.4, 0.6, NAN, NAN, NAN, NAN};
    const plot_look look = page_look(_i);
    plot_ranks ranks = plain;
    page_list list;

    ranks.bars = &bar;
    ranks.n_bars = 1;
    page_record(&list, &plot_ranks_maker, &ranks, &page_caption, &look);
    ck_assert(page_list_shows(&list, range));
    page_list_free(&list);
}
END_TEST

typedef struct {
    size_t n;
    double low, other_low;
    const char *message;
} error_case;

static const error_case wrong[] = {
    {0, 0, 0, "figure 'What <matters>': 0 bars; 1 or more would be right"},
    {1, 1.1, 0, "figure 'What <matters>': the interval of 'b' ends before it starts"},
    {1, 0, 1.1, "figure 'What <matters>': the interval of 'b' ends before it starts"},
};

enum { N_WRONG = sizeof wrong / sizeof *wrong };

START_TEST(what_is_wrong_is_named)
{
    const error_case *c = &wrong[_i];
    const plot_rank bar = {"b", NULL, 0.5, c->low, 1, 0.5, c->other_low, 1, NAN};
    const plot_look look = page_plain("svg");
    plot_ranks ranks = plain;
    FILE *out = tmpfile();
    sim_error err;

    ranks.bars = &bar;
    ranks.n_bars = c->n;
    ck_assert_int_eq(plot_figure_write(&(plot_figure){&plot_ranks_maker, &ranks},
                                       &page_caption, &look, out, &err),
                     SIM_EVALUE);
    ck_assert_str_eq(err.text, c->message);
    ck_assert_int_eq(ftell(out), 0);
    fclose(out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ranks");
    TCase *cases = tcase_create("ranks"), *signs = tcase_create("signs");

    suite_add_tcase(suite, cases);
    suite_add_tcase(suite, signs);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, an_svg_tells_the_ranks);
    tcase_add_test(signs, signs_of_means_stand_before_the_bars);
    tcase_add_loop_test(cases, what_is_left_out_is_counted_and_bounded, 0, N_RESTS);
    tcase_add_test(cases, a_bar_is_as_long_as_its_value);
    tcase_add_loop_test(cases, equal_input_gives_equal_bytes_in_every_look, 0, PAGE_LOOKS);
    tcase_add_loop_test(cases, any_bars_have_room, 0, 6 * PAGE_THEMES * PAGE_SIZES);
    tcase_add_loop_test(cases, no_bar_with_a_value_is_told, 0, PAGE_SIZES);
    tcase_add_loop_test(cases, the_range_of_a_bar_is_told_in_full, 0,
                        PAGE_SIZES * PAGE_THEMES);
    tcase_add_loop_test(cases, what_is_wrong_is_named, 0, N_WRONG);
    return suite_run(suite);
}
