/* test_found.c -- where the most is and where the least, case by case. */
#include <math.h>
#include <string.h>

#include <check.h>

#include "plots/found.h"
#include "tests/suite.h"

static const plot_measure passage = {"passage whose harvest becomes the product",
                                     "passage",
                                     PLOT_LINEAR,
                                     true,
                                     NULL,
                                     0,
                                     NULL};
static const plot_measure dose = {"cells", "cell", PLOT_LOG, false, NULL, 0, NULL};

static const sim_telling more = {.least = 1, .better = SIM_MORE_IS_BETTER};
static const sim_telling less = {.least = 0.02, .better = SIM_LESS_IS_BETTER};

static sim_pool pool;

static void tear_down(void) { sim_pool_free(&pool); }

enum { MOST_POINTS = 4 };

/* Of points at passage 2, 5, 9, 12. */
typedef struct {
    const sim_telling *telling;
    double values[MOST_POINTS];
    size_t n;
    const char *of;
    plot_case is;
    const char *title;
} found_case;

static const found_case cases[] = {
    {&more,
     {16.3, 14.71, 12.385, 8.5},
     4,
     NULL,
     PLOT_DIFFERENT,
     "Relief: most, 16.3 mm, at harvest passage 2 (lowest tried); least, 8.5 mm, at 12: 48 "
     "% "
     "less"},
    {&more,
     {14.71, 16.3, 12.385, 8.5},
     4,
     "mean of 20",
     PLOT_DIFFERENT,
     "Relief, mean of 20: most, 16.3 mm, at harvest passage 5; least, 8.5 mm, at 12: 48 % "
     "less"},
    {&more,
     {NAN, 16.3, 0.385, NAN},
     4,
     NULL,
     PLOT_DIFFERENT,
     "Relief: most, 16.3 mm, at harvest passage 5; least, less than 1 mm, at 9; 2 of 4 "
     "points "
     "do not have it"},
    {&less,
     {0.5, 0.75, 0.61, 1.25},
     4,
     NULL,
     PLOT_DIFFERENT,
     "Relief: least, 0.5 mm, at harvest passage 2 (lowest tried); most, 1.25 mm, at 12: "
     "150 % "
     "more"},
    {&less,
     {0.5, 5.5, 0.61, 1.25},
     4,
     NULL,
     PLOT_DIFFERENT,
     "Relief: least, 0.5 mm, at harvest passage 2 (lowest tried); most, 5.5 mm, at 5: 11 "
     "times "
     "as much"},
    {NULL,
     {2.37, 3.71, 3.02, 2.9},
     4,
     NULL,
     PLOT_DIFFERENT,
     "Relief: most, 3.71 mm, at harvest passage 5; least, 2.37 mm, at 2: 36 % less"},
    {&more,
     {16.3, 16.1, 15.9, 15.42},
     4,
     NULL,
     PLOT_TIE,
     "Relief: about 16.3 mm at all 4 points"},
    {&more,
     {0.3, -0.71, 2e-7, 0},
     4,
     NULL,
     PLOT_NOTHING,
     "Relief: less than 1 mm at all 4 points"},
    {&more,
     {-2.37, 0.71, -1.2, 0},
     4,
     NULL,
     PLOT_HARM,
     "Relief: none at any point; at worst, −2.37 mm, at harvest passage 2"},
    {&more,
     {-2.37, 3.71, -1.2, 0},
     4,
     NULL,
     PLOT_MIXED,
     "Relief: most, 3.71 mm, at harvest passage 5; at worst, −2.37 mm, at 2"},
    {&more, {3.71}, 1, NULL, PLOT_ONE, "Relief: 3.71 mm at harvest passage 2"},
    {&more, {NAN, NAN, NAN}, 3, NULL, PLOT_NOTHING, "Relief: none of 3 points has it"},
};

static plot_place places[MOST_POINTS];

static plot_found find(const found_case *c, plot_told *told)
{
    static const double at[] = {2, 5, 9, 12};

    *told = (plot_told){.words = "Relief",
                        .column = "relief",
                        .unit = "mm",
                        .telling = c->telling,
                        .of = c->of,
                        .x = "harvest passage",
                        .pool = &pool};
    for (size_t i = 0; i < c->n; i++)
        places[i] = (plot_place){.x = at[i], .y = NAN, .value = c->values[i]};
    return (plot_found){told, &passage, NULL, places, c->n};
}

START_TEST(each_case_has_its_words)
{
    const found_case *c = &cases[_i];
    plot_told told;
    const plot_found found = find(c, &told);

    ck_assert_str_eq(plot_found_print(&found, &pool), c->title);
    ck_assert_int_eq(plot_found_fact(&found).is, c->is);
}
END_TEST

START_TEST(points_as_good_as_the_best_are_counted)
{
    const found_case some = {.telling = &more, .values = {16.3, 15.42, 15.1, 8.5}, .n = 4};
    plot_told told;
    const plot_found found = find(&some, &told);

    ck_assert_str_eq(plot_found_say(&found, "4 points", &pool),
                     "4 points; 1 more point is within 1 mm of the most");
}
END_TEST

/* Two percentages differ by points; of differences in points one is a part of the other. */
START_TEST(shares_are_told_in_percent)
{
    const found_case some = {.telling = &less, .values = {0.247, 0.2097, 0.2133}, .n = 3};
    plot_told told;
    const plot_found found = find(&some, &told);

    told.unit = "%";
    told.times = 100;
    ck_assert_str_eq(plot_found_print(&found, &pool),
                     "Relief: least, 21 %, at harvest passage 5; most, 24.7 %, at 2: 3.7 "
                     "points more");
    ck_assert_str_eq(plot_found_say(&found, "3 points", &pool),
                     "3 points; 1 more point is within 2 points of the least");
    told.unit = SIM_POINT;
    ck_assert_str_eq(plot_found_print(&found, &pool),
                     "Relief: least, 21 points, at harvest passage 5; most, 25 points, at "
                     "2: 18 % more");
}
END_TEST

START_TEST(places_are_told_by_words_and_by_both_axes)
{
    const plot_told told = {.words = "Relief",
                            .column = "relief",
                            .unit = "mm",
                            .telling = &more,
                            .x = "harvest passage",
                            .y = "dose",
                            .pool = &pool};
    plot_place list[] = {{{"adipose", NULL, ""}, 2, 1e6, 3.71},
                         {{"adipose", NULL, ""}, 5, 1.5e8, 16.3},
                         {{"umbilical", NULL, ""}, 5, 1e7, 12.1}};
    const plot_found found = {&told, &passage, &dose, list, 3};
    const plot_fact fact = plot_found_fact(&found);

    ck_assert_str_eq(
        plot_found_print(&found, &pool),
        "Relief: most, 16.3 mm, with adipose at harvest passage 5, dose "
        "1.5×10⁸ cells (highest tried); least, 3.71 mm, with adipose at harvest "
        "passage 2, dose 10⁶ cells: 77 % less");
    ck_assert_str_eq(fact.arm.arm, "with adipose at harvest passage 5, dose 1.5×10⁸ cells");
    ck_assert_str_eq(fact.other.arm, "with adipose at harvest passage 2, dose 10⁶ cells");
    ck_assert_double_eq(fact.other.value, 3.71);
}
END_TEST

/* At passage 2 the dose does not matter, at passage 5 it does. */
START_TEST(an_axis_along_which_nothing_changes_is_told_as_such)
{
    static const plot_measure axis = {.label = "a", .unit = "1"};
    const plot_told told = {.words = "Relief", .unit = "mm", .x = "passage", .y = "dose"};
    plot_place list[] = {{{"a"}, 2, 1, 16.3},
                         {{"a"}, 2, 3, 16.3},
                         {{"a"}, 5, 1, 3.71},
                         {{"a"}, 5, 3, 2.385},
                         {{"b"}, 2, 3, 9.1}};
    const plot_found found = {&told, &axis, &axis, list, 5};

    ck_assert_str_eq(plot_found_print(&found, &pool),
                     "Relief: most, 16.3 mm, with a at passage 2, any dose tried; least, "
                     "2.38 mm, with a at passage 5, dose 3: 85 % less");
    sim_pool_free(&pool);
}
END_TEST

/* span: 10 mm; without a row a tenth of what is largest. */
START_TEST(rounding_fills_no_axis)
{
    const sim_telling mm = {.least = 1, .span = 10};
    const plot_told by_row = {.telling = &mm}, plain = {.unit = "mm"};
    plot_range r = plot_told_range(&by_row, (plot_range){0.02385, 0.0371});

    ck_assert(r.from == 0 && fabs(r.to - 10) < 1e-12);
    r = plot_told_range(&by_row, (plot_range){-0.371, -0.02385});
    ck_assert(fabs(r.from + 10) < 1e-12 && r.to == 0);
    r = plot_told_range(&by_row, (plot_range){-0.371, 16.3});
    ck_assert(r.from == -0.371 && r.to == 16.3);
    r = plot_told_range(&plain, (plot_range){100, 100.1});
    ck_assert_double_eq_tol(r.to - r.from, 10.01, 1e-9);
}
END_TEST

START_TEST(a_part_is_told_under_its_name)
{
    plot_facts facts = {0};
    plot_told told;
    const plot_found found = find(&cases[1], &told);

    plot_found_add(&found, "adipose",
                   &(plot_saying){.figure = "s", .panel = "", .place = "alt"}, &facts);
    ck_assert_uint_eq(facts.n, 1);
    ck_assert_str_eq(facts.list[0].quantity, "relief");
    ck_assert_str_eq(
        facts.list[0].text,
        "adipose: most, 16.3 mm, at harvest passage 5; least, 8.5 mm, at 12: 48 % "
        "less");
    plot_facts_free(&facts);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("found");
    TCase *found = tcase_create("found");

    tcase_add_checked_fixture(found, NULL, tear_down);
    tcase_add_loop_test(found, each_case_has_its_words, 0, sizeof cases / sizeof *cases);
    tcase_add_test(found, points_as_good_as_the_best_are_counted);
    tcase_add_test(found, shares_are_told_in_percent);
    tcase_add_test(found, places_are_told_by_words_and_by_both_axes);
    tcase_add_test(found, an_axis_along_which_nothing_changes_is_told_as_such);
    tcase_add_test(found, rounding_fills_no_axis);
    tcase_add_test(found, a_part_is_told_under_its_name);
    suite_add_tcase(s, found);
    return suite_run(s);
}
