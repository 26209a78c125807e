/* test_ranking.c -- the order of ranked bars, their axis, their signs, and what is told. */
#include <math.h>
#include <string.h>

#include <check.h>

#include "plots/ranking.h"
#include "tests/suite.h"

static sim_pool pool; /* of what a test takes, and frees at its end */

enum { N_BARS = 4 };

static const plot_rank bars[N_BARS] = {
    {"viability", NULL, 0.2385, 0.19, 0.29, NAN, NAN, NAN, -0.2},
    {"dose", NULL, 3.71, 3.02, 44.16, 1.25, 1.1, 1.42, 0.5},
    {"failed", NULL, NAN, NAN, NAN, NAN, NAN, NAN, NAN},
    {"equal", NULL, 0.2385, NAN, NAN, NAN, NAN, NAN, 0.2},
};

static const plot_ranks plain = {.title = "What <matters>",
                                 .axis_label = "effect (mm)",
                                 .sign_label = "size of the mean",
                                 .bars = bars,
                                 .n_bars = N_BARS};

static plot_ranking find(const plot_ranks *ranks)
{
    plot_ranking ranking;
    sim_error err = {""};

    ck_assert_msg(plot_ranking_init(&ranking, ranks, &pool, &err) == SIM_OK, "%s",
                  err.text);
    return ranking;
}

START_TEST(the_longest_is_first_and_equal_ones_keep_their_order)
{
    plot_ranking r = find(&plain);

    ck_assert(r.n_defined == 3 && r.n_drawn == 3 && r.has_other);
    ck_assert_str_eq(plot_ranking_bar(&r, 0)->label, "dose");
    ck_assert_str_eq(plot_ranking_bar(&r, 1)->label, "viability");
    ck_assert_str_eq(plot_ranking_bar(&r, 2)->label, "equal");
    sim_pool_free(&pool);
}
END_TEST

START_TEST(an_interval_widens_the_axis_within_reason)
{
    plot_ranks share = plain;
    plot_ranking r = find(&plain);
    plot_range range = plot_ranking_range(&r);

    ck_assert_double_eq(range.from, 0);
    ck_assert_double_eq_tol(range.to, 1.5 * 3.71, 1e-12); /* not the interval's 44.16 */
    sim_pool_free(&pool);
    share.share = true;
    share.bars = &bars[3];
    share.n_bars = 1;
    r = find(&share);
    range = plot_ranking_range(&r);
    ck_assert(range.from == 0 && range.to == 1);
    sim_pool_free(&pool);
}
END_TEST

/* 0.23 mm of a quantity that is told from 2.385 mm on is a short bar. */
START_TEST(rounding_fills_no_axis_of_bars)
{
    const sim_telling telling = {.least = 2.385};
    const plot_told told = {.unit = "mm", .telling = &telling};
    plot_ranks small = plain;
    plot_ranking r;

    small.bars = &bars[3];
    small.n_bars = 1;
    small.told = &told;
    r = find(&small);
    ck_assert_double_eq(plot_ranking_range(&r).to, 2.385);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(a_sign_is_that_of_a_mean_that_is_clear)
{
    ck_assert_str_eq(plot_rank_sign(&bars[0]), "\xE2\x88\x92");
    ck_assert_str_eq(plot_rank_sign(&bars[1]), "\xC2\xB1"); /* 0.5 of 3.71: some go down */
    ck_assert_str_eq(plot_rank_sign(&bars[2]), "");
    ck_assert_str_eq(plot_rank_sign(&bars[3]), "+");
    ck_assert(plot_rank_has_sign(&bars[0]) && !plot_rank_has_sign(&bars[2]));
}
END_TEST

/* Their numbers stay what they are in the tables. */
START_TEST(effects_on_shares_are_told_in_points)
{
    const plot_told told = {
        .words = "Deaths", .column = "deaths", .unit = "point", .times = 100};
    plot_ranks shares = plain;
    GString *words = g_string_new(NULL);
    plot_facts facts = {0};
    plot_ranking r;

    shares.bars = &bars[3];
    shares.n_bars = 1;
    shares.told = &told;
    r = find(&shares);
    ck_assert_str_eq(plot_ranking_print(&r, &pool),
                     "Deaths depends most on equal: 23.8 points");
    ck_assert(r.measure.counted == &plot_percent);
    plot_ranking_tell(&r, words);
    ck_assert_ptr_nonnull(strstr(words->str, "1. equal: 23.8, mean 20 (+)"));
    plot_ranking_add(&r, "a", &facts);
    ck_assert_double_eq(facts.list[0].fact.arm.value, 0.2385);
    plot_facts_free(&facts);
    g_string_free(words, TRUE);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(the_rest_is_counted_and_bounded)
{
    plot_ranking r = find(&plain);
    char rest[PLOT_WORDS_SIZE];

    r.n_drawn = 1;
    plot_ranking_print_rest(&r, rest);
    ck_assert_str_eq(rest, "and 2 more, all below 0.24; 1 without a value");
    sim_pool_free(&pool);
}
END_TEST

START_TEST(each_bar_is_told)
{
    plot_ranking r = find(&plain);
    GString *words = g_string_new(NULL);

    r.n_drawn = 2;
    plot_ranking_tell(&r, words);
    ck_assert_str_eq(words->str,
                     "Figure of 2 bars, ranked. To the right: effect (mm). Dots: size of "
                     "the mean. 1. dose: 3.71 (3.02 to 44.2), 1.25 (1.1 to 1.42), mean 0.5 "
                     "(\xC2\xB1). 2. viability: 0.238 (0.19 to 0.29), mean −0.2 "
                     "(\xE2\x88\x92). and 1 more, below 0.24; 1 without a value. ");
    g_string_free(words, TRUE);
    sim_pool_free(&pool);
}
END_TEST

/* What is told. */

static const sim_telling mm = {.least = 1, .better = SIM_MORE_IS_BETTER};

typedef struct {
    plot_rank bars[3];
    bool apart[3];
    bool share;
    const char *title;
} told_case;

#define NO_OTHER NAN, NAN, NAN, NAN
static const told_case told_cases[] = {
    {{{"dose", NULL, 3.71, 3.1, 4.2, NO_OTHER},
      {"load", NULL, 2.37, 2.1, 2.6, NO_OTHER},
      {"volume", NULL, 0.4, 0.3, 0.5, NO_OTHER}},
     {false},
     false,
     "Relief depends most on dose: 3.71 mm"},
    {{{"dose; live", NULL, 3.71, 2.4, 4.2, NO_OTHER},
      {"load", NULL, 2.37, 2.1, 2.6, NO_OTHER},
      {"volume", NULL, 0.4, 0.3, 0.5, NO_OTHER}},
     {false},
     false,
     "Relief depends most on dose: 3.71 mm; as much, maybe, on load"},
    {{{"doses", NULL, 3.71, 3.1, 4.2, NO_OTHER},
      {"load", NULL, 2.37, 2.1, 2.6, NO_OTHER},
      {"volume", NULL, 0.4, 0.3, 0.5, NO_OTHER}},
     {true, false, false},
     false,
     "Relief depends most on doses, which moves further than others: 3.71 mm; of what "
     "moves "
     "alike, on load: 2.37 mm"},
    {{{"doses", NULL, 3.71, 3.1, 4.2, NO_OTHER},
      {"load", NULL, 0.7, 0.6, 0.8, NO_OTHER},
      {"volume", NULL, 0.4, 0.3, 0.5, NO_OTHER}},
     {true, false, false},
     false,
     "Relief depends most on doses, which moves further than others: 3.71 mm"},
    {{{"dose", NULL, 0.71, 0.6, 0.8, NO_OTHER},
      {"load", NULL, 0.37, 0.1, 0.6, NO_OTHER},
      {"volume", NULL, NAN, NAN, NAN, NO_OTHER}},
     {false},
     false,
     "Relief: nothing of this moves it by 1 mm"},
    {{{"dose", NULL, 0, 0, 0, NO_OTHER},
      {"load", NULL, 0, 0, 0, NO_OTHER},
      {"volume", NULL, 0, 0, 0, NO_OTHER}},
     {false},
     false,
     "Relief: nothing of this moves it"},
    {{{"dose", NULL, 0.71, 0.6, 0.8, NO_OTHER},
      {"load", NULL, 0.37, 0.1, 0.5, NO_OTHER},
      {"volume", NULL, NAN, NAN, NAN, NO_OTHER}},
     {false},
     true,
     "Relief depends most on dose: 0.71 (effect (mm))"},
};

START_TEST(a_title_tells_what_matters_most)
{
    const told_case *c = &told_cases[_i];
    const plot_told told = {
        .words = "Relief", .column = "relief", .unit = "mm", .telling = &mm};
    plot_ranks ranks = plain;
    plot_facts facts = {0};
    plot_ranking r;

    ranks.bars = c->bars;
    ranks.apart = c->apart;
    ranks.apart_label = "whole";
    ranks.n_bars = 3;
    ranks.share = c->share;
    ranks.told = &told;
    r = find(&ranks);
    ck_assert_str_eq(plot_ranking_print(&r, &pool), c->title);
    ck_assert(plot_ranking_has_apart(&r) == c->apart[0]);
    plot_ranking_add(&r, "sensitivity", &facts);
    ck_assert_uint_eq(facts.n, 1 + r.n_drawn);
    ck_assert_str_eq(facts.list[0].text, c->title);
    plot_facts_free(&facts);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(an_interval_turned_over_is_refused)
{
    plot_rank turned = bars[0];
    plot_ranks ranks = plain;
    plot_ranking r;
    sim_error err = {""};

    turned.low = 0.3;
    ranks.bars = &turned;
    ranks.n_bars = 1;
    ck_assert_int_eq(plot_ranking_init(&r, &ranks, &pool, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, "figure 'What <matters>': the interval of 'viability' ends "
                               "before it starts");
    sim_pool_free(&pool);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ranking");
    TCase *tcase = tcase_create("ranking");

    tcase_add_test(tcase, the_longest_is_first_and_equal_ones_keep_their_order);
    tcase_add_loop_test(tcase, a_title_tells_what_matters_most, 0,
                        sizeof told_cases / sizeof *told_cases);
    tcase_add_test(tcase, an_interval_widens_the_axis_within_reason);
    tcase_add_test(tcase, rounding_fills_no_axis_of_bars);
    tcase_add_test(tcase, a_sign_is_that_of_a_mean_that_is_clear);
    tcase_add_test(tcase, effects_on_shares_are_told_in_points);
    tcase_add_test(tcase, the_rest_is_counted_and_bounded);
    tcase_add_test(tcase, each_bar_is_told);
    tcase_add_test(tcase, an_interval_turned_over_is_refused);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
