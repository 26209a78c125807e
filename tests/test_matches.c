/* test_matches.c -- where what was measured and the model stand in a panel. */
#include <math.h>

#include <check.h>

#include "plots/matches.h"
#include "tests/suite.h"

enum { N = 3 };

static const char *const months[] = {"6", "12"};

/* Two marks over 6 months, one over 12; a box of 200 by 100 points for 0 to 50 mm. */
typedef struct {
    plot_finding row;
    plot_mark marks[N];
    const plot_mark *list[N];
    size_t lines[N];
    plot_question question;
    plot_answer answer;
    plot_look look;
    plot_ruler x, y;
    plot_matches matches;
} scene;

static void set(scene *s)
{
    *s = (scene){.row = {.is_calibration = true, .hit = true},
                 .lines = {0, 0, 1},
                 .question = {.form = PLOT_BY_TIME},
                 .look = {plot_theme_find("light"), plot_size_find("a4"),
                          plot_format_find("svg"), false}};
    for (int i = 0; i < N; i++) {
        s->marks[i] = (plot_mark){.row = &s->row,
                                  .measured = 20,
                                  .low = 10,
                                  .high = 30,
                                  .predicted = 23.85,
                                  .low90 = NAN,
                                  .high90 = NAN};
        s->list[i] = &s->marks[i];
    }
    s->answer =
        (plot_answer){.question = &s->question,
                      .marks = s->list,
                      .n = N,
                      .lines = s->lines,
                      .at = {.label = "month", .unit = "1", .words = months, .n_words = 2},
                      .values = {.label = "pain", .unit = "mm"}};
    s->x = plot_ruler_exact(&s->answer.at, (plot_range){-0.5, 1.5}, 2);
    s->y = plot_ruler_exact(&s->answer.values, (plot_range){0, 50}, 5);
    s->matches = (plot_matches){
        {.look = &s->look, .box = {40, 30, 200, 100}, .x = &s->x, .y = &s->y}, &s->answer};
}

START_TEST(points_over_one_place_stand_side_by_side)
{
    scene s;
    plot_group g;
    plot_target one, other;

    set(&s);
    g = plot_matches_group(&s.matches, 0);
    ck_assert(g.first == 0 && g.end == 2);
    ck_assert_double_eq_tol(g.middle, 40 + 50, 1e-9);
    one = plot_matches_target(&s.matches, 0, &g);
    other = plot_matches_target(&s.matches, 1, &g);
    ck_assert_double_eq_tol(other.across - one.across, g.step, 1e-9);
    ck_assert_double_eq_tol(one.across + other.across, 2 * g.middle, 1e-9);
    ck_assert_double_le(one.width, g.step);
    g = plot_matches_group(&s.matches, 2);
    ck_assert(g.first == 2 && g.end == N);
    ck_assert_double_eq_tol(g.middle, 40 + 150, 1e-9);
}
END_TEST

START_TEST(values_go_upward_and_signs_follow_the_row)
{
    scene s;
    plot_group g;
    plot_target t;

    set(&s);
    s.row.hit = false;
    g = plot_matches_group(&s.matches, 2);
    t = plot_matches_target(&s.matches, 2, &g);
    ck_assert(t.is_upright && t.is_filled && t.is_miss && t.beyond == 0);
    ck_assert_double_eq_tol(t.from, 30 + 80, 1e-9); /* 10 of 50 mm from below */
    ck_assert_double_eq_tol(t.to, 30 + 40, 1e-9);
    ck_assert_double_eq_tol(t.predicted, 130 - 2 * 23.85, 1e-9);
    ck_assert_double_nan(t.low90);
}
END_TEST

START_TEST(what_is_beyond_the_axis_is_at_its_edge)
{
    scene s;
    plot_group g;
    plot_target t;

    set(&s);
    s.marks[2].predicted = INFINITY;
    s.marks[2].low = -INFINITY;
    g = plot_matches_group(&s.matches, 2);
    t = plot_matches_target(&s.matches, 2, &g);
    ck_assert_int_eq(t.beyond, 1);
    ck_assert_double_eq_tol(t.predicted, 30 + plot_target_reach(&s.look), 1e-9);
    ck_assert_double_eq_tol(t.from, 130, 1e-9);
}
END_TEST

START_TEST(lines_lie_along_the_values)
{
    scene s;
    plot_group g;
    plot_target t;

    set(&s);
    s.question.form = PLOT_LINES;
    s.x = plot_ruler_exact(&s.answer.values, (plot_range){0, 50}, 5);
    s.y = plot_ruler_exact(&s.answer.at, (plot_range){-0.5, 1.5}, 2);
    g = plot_matches_group(&s.matches, 0);
    t = plot_matches_target(&s.matches, 0, &g);
    ck_assert(g.end == 1 && !t.is_upright);
    ck_assert_double_eq_tol(t.across, 30 + 75, 1e-9);
    ck_assert_double_eq_tol(t.measured, 40 + 80, 1e-9);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("matches");
    TCase *tcase = tcase_create("matches");

    tcase_add_test(tcase, points_over_one_place_stand_side_by_side);
    tcase_add_test(tcase, values_go_upward_and_signs_follow_the_row);
    tcase_add_test(tcase, what_is_beyond_the_axis_is_at_its_edge);
    tcase_add_test(tcase, lines_lie_along_the_values);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
