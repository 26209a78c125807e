/* test_answers.c -- the rows that answer a question: their order, words and axes. */
#include <math.h>
#include <string.h>

#include <check.h>

#include "plots/answers.h"
#include "tests/finding.h"
#include "tests/suite.h"

static sim_pool pool; /* of what a test takes, and frees at its end */

enum { N = 4 };

typedef struct {
    plot_finding rows[N];
    plot_mark marks[N];
    plot_answer answer;
} answered;

/* Relief after 12, 6, 12 and 3 months; the last misses. */
static void answer(answered *a)
{
    static const char *const days[N] = {"365", "182.5", "365", "91.25"};

    for (int i = 0; i < N; i++) {
        a->rows[i] = finding_plain;
        a->rows[i].study = "Lee 2019 (three arms)";
        a->rows[i].row = "high dose";
        a->rows[i].at = days[i];
        a->rows[i].is_calibration = i < 2;
        a->rows[i].hit = i < 3;
        a->marks[i] = plot_mark_find(&a->rows[i], false);
    }
    plot_answer_init(&a->answer, &pool, a->marks[0].panel, a->marks, N);
    ck_assert(!pool.failed);
}

START_TEST(points_stand_over_categories_of_their_time)
{
    answered a;
    plot_facet facet;

    answer(&a);
    facet = plot_answer_facet(&a.answer);
    ck_assert(!plot_answer_has_lines(&a.answer) && a.answer.n == N);
    ck_assert_uint_eq(a.answer.at.n_words, 3);
    ck_assert_str_eq(a.answer.labels[0], "3");
    ck_assert_str_eq(a.answer.labels[2], "12");
    ck_assert(a.answer.marks[0]->row == &a.rows[3]);
    ck_assert(plot_answer_at(&a.answer, 0) == 0 && plot_answer_at(&a.answer, 1) == 1);
    ck_assert(plot_answer_at(&a.answer, 2) == 2 && plot_answer_at(&a.answer, 3) == 2);
    ck_assert(facet.range.from == -0.5 && facet.range.to == 2.5);
    ck_assert_double_eq(facet.y_range.from, 0); /* as the question says */
    ck_assert_double_eq_tol(facet.y_range.to, 1.05 * 49.1, 1e-12);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(a_saying_counts_roles_apart)
{
    answered a;
    GString *words = g_string_new(NULL);

    answer(&a);
    ck_assert_str_eq(a.answer.saying, "within: 2 of 2 calibration, 1 of 2 predicted");
    plot_answer_tell(&a.answer, words);
    ck_assert_msg(g_str_has_suffix(
                      words->str, ", 4 rows, within: 2 of 2 calibration, 1 of 2 predicted. "
                                  "Misses: Lee 2019 (three arms), high dose: 23.9 against "
                                  "34.7 mm. "),
                  "%s", words->str);
    g_string_free(words, TRUE);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(the_models_number_stretches_an_axis_only_so_far)
{
    answered a;
    plot_range near, far;

    answer(&a);
    near = plot_answer_facet(&a.answer).y_range;
    a.marks[1].predicted =
        3 * 49.1; /* three spans of what was measured, which end at 49.1 */
    ck_assert_double_gt(plot_answer_facet(&a.answer).y_range.to, near.to);
    a.marks[1].predicted = 1000 * 49.1;
    far = plot_answer_facet(&a.answer).y_range;
    ck_assert(far.from == near.from && far.to == near.to);
    sim_pool_free(&pool);
}
END_TEST

START_TEST(lines_are_hidden_with_a_word_for_all)
{
    answered a;

    answer(&a);
    plot_answer_hide_labels(&a.answer);
    ck_assert_str_eq(a.answer.words[1], "");
    ck_assert_str_eq(a.answer.at.label, "a line for each row");
    sim_pool_free(&pool);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("answers");
    TCase *tcase = tcase_create("answers");

    tcase_add_test(tcase, points_stand_over_categories_of_their_time);
    tcase_add_test(tcase, a_saying_counts_roles_apart);
    tcase_add_test(tcase, the_models_number_stretches_an_axis_only_so_far);
    tcase_add_test(tcase, lines_are_hidden_with_a_word_for_all);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
