/* test_marks.c -- which panel of a validation's page shows a row, and where on its axes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/marks.h"
#include "tests/finding.h"
#include "tests/suite.h"

static const char *panel_of(const plot_mark *mark)
{
    return mark->panel == PLOT_NO_PANEL ? "none"
                                        : plot_question_find((size_t)mark->panel)->name;
}

/* ---- which panel ----------------------------------------------------------- */

typedef struct {
    const char *quantity, *how, *unit, *at, *against, *arm;
    bool is_sign;
    double n, doublings;
    const char *panel;
} panel_case;

static const panel_case panels[] = {
    {"senescent_fraction", "value", "%", "8", "", "P8", false, NAN, 21.4, "senescence"},
    {"senescent_fraction", "value", "%", "8", "", "P8", false, NAN, NAN, "patients"},
    {"senescent_fraction", "value", "1", "8", "", "P8", false, NAN, 21.4, "patients"},
    {"senescent_fraction", "value", "%", "8", "", "P8", true, NAN, 21.4, "signs"},
    {"doublings", "mean", "PD", "1-10", "", "P8", false, NAN, NAN, "doublings"},
    {"doublings", "value", "PD", "end", "", "P8", false, NAN, NAN, "patients"},
    {"doublings", "value difference", "PD", "3/1", "", "P8", false, NAN, NAN, "patients"},
    {"doubling_time", "pooled", "h", "1-10", "", "P8", false, NAN, NAN, "doubling_time"},
    {"log_phase_doubling_time", "value", "h", "6", "", "P8", false, NAN, NAN,
     "doubling_time"},
    {"doubling_time", "pooled ratio", "1", "11-20/1-10", "", "P8", false, NAN, NAN,
     "patients"},
    {"passage", "value", "passage", "end", "", "P8", false, NAN, NAN, "life_span"},
    {"day", "value", "day", "end", "", "P8", false, NAN, NAN, "life_span"},
    {"cumulative_doublings", "at_day", "PD", "112", "", "P8", false, NAN, NAN, "life_span"},
    {"cumulative_doublings", "value", "PD", "3", "", "P8", false, NAN, NAN, "patients"},
    {"beside_fraction", "day_below", "day", "1-400", "", "own", false, NAN, NAN, "lasting"},
    {"dna_fraction", "mean", "1", "1-30", "", "own", false, NAN, NAN, "seen"},
    {"dna_fraction", "value ratio", "1", "7", "fresh", "own", false, NAN, NAN, "patients"},
    {"specific_relief", "value", "mm", "182", "", "50M", false, 12, NAN, "net_relief"},
    {"specific_relief", "value", "mm", "182", "", "50M", false, NAN, NAN, "net_relief"},
    {"total_relief", "value difference", "mm", "182", "HA", "50M", false, 12, NAN,
     "net_relief"},
    {"total_relief", "value difference", "mm", "365/182", "", "50M", false, 12, NAN,
     "patients"},
    {"vas", "value", "mm", "365", "", "50M", false, 12, NAN, "relief"},
    {"vas", "relative_fall", "%", "365", "", "50M", false, 12, NAN, "patients"},
    {"placebo_relief", "per_sd", "1", "91", "", "saline", false, NAN, NAN, "placebo"},
    {"total_relief", "value", "mm", "91", "", "saline", false, NAN, NAN, "placebo"},
    {"total_relief", "value", "mm", "91", "", "50M", false, NAN, NAN, "patients"},
    {"what nobody knows", "somehow", "", "", "", "", false, NAN, NAN, "patients"},
    {"tnf", "rise difference", "1", "27-38", "own", "donor", true, NAN, NAN, "signs"},
};

enum { N_PANELS = sizeof panels / sizeof *panels };

START_TEST(a_row_is_in_the_panel_that_asks_for_it)
{
    const panel_case *c = &panels[_i];
    plot_finding row = finding_plain;
    plot_mark mark;

    row.quantity = c->quantity;
    row.how = c->how;
    row.unit = c->unit;
    row.at = c->at;
    row.against = c->against;
    row.arm = c->arm;
    row.is_sign = c->is_sign;
    row.n = c->n;
    row.doublings = c->doublings;
    if (c->is_sign) row.measured = row.predicted = 1;
    mark = plot_mark_find(&row, false);
    ck_assert_str_eq(panel_of(&mark), c->panel);
    ck_assert_ptr_eq(mark.row, &row);
    row.is_of_culture = true;
    mark = plot_mark_find(&row, false);
    ck_assert_str_eq(panel_of(&mark),
                     strcmp(c->panel, "patients") == 0 ? "culture" : c->panel);
}
END_TEST

START_TEST(what_does_not_run_or_has_no_value_is_nowhere)
{
    plot_finding row = finding_plain;

    row.runs = false;
    ck_assert_int_eq(plot_mark_find(&row, false).panel, PLOT_NO_PANEL);
    row = finding_plain;
    row.predicted = NAN;
    ck_assert_int_eq(plot_mark_find(&row, false).panel, PLOT_NO_PANEL);
    row = finding_plain;
    row.measured = NAN;
    row.low = -INFINITY;
    row.high = INFINITY;
    ck_assert_int_eq(plot_mark_find(&row, false).panel, PLOT_NO_PANEL);
}
END_TEST

START_TEST(a_brief_page_leaves_details_out)
{
    plot_finding row = finding_plain;
    plot_mark mark = plot_mark_find(&row, true);

    ck_assert_str_eq(panel_of(&mark), "relief");
    row.quantity = "placebo_relief";
    mark = plot_mark_find(&row, true);
    ck_assert_str_eq(panel_of(&mark), "none");
}
END_TEST

/* Whatever a row holds, a panel that shows it can place it. */
START_TEST(a_shown_row_can_be_placed)
{
    static const double values[] = {-INFINITY, -1e300, -2.385, 0,
                                    1e-300,    3.71,   1e300,  INFINITY};
    enum { N = sizeof values / sizeof *values };
    const panel_case *c = &panels[_i];

    for (size_t i = 0; i < N * N; i++) {
        plot_finding row = finding_plain;
        const plot_question *q;
        plot_mark m;

        row.quantity = c->quantity;
        row.how = c->how;
        row.unit = c->unit;
        row.at = c->at;
        row.n = values[i % N];
        row.doublings = values[i % N];
        row.measured = row.low = row.high = values[i / N];
        row.predicted = values[i % N];
        m = plot_mark_find(&row, false);
        if (m.panel == PLOT_NO_PANEL) continue;
        q = plot_question_find((size_t)m.panel);
        ck_assert(!isnan(m.predicted));
        ck_assert(m.low <= m.high);
        if (q->form < PLOT_LINES && !m.is_across)
            ck_assert(!isnan(plot_measure_even(&q->at, m.at)) ||
                      (q->form == PLOT_BY_SIZE && m.at == INFINITY));
    }
}
END_TEST

/* ---- where ----------------------------------------------------------------- */

START_TEST(a_range_of_passages_stands_in_its_middle)
{
    plot_finding row = finding_plain;

    row.quantity = "doublings";
    row.how = "mean";
    row.unit = "PD";
    row.at = "11-20";
    ck_assert(plot_mark_find(&row, false).at == 15.5);
    row.at = "7";
    ck_assert(plot_mark_find(&row, false).at == 7);
}
END_TEST

START_TEST(days_stand_as_months)
{
    ck_assert_double_eq_tol(plot_mark_find(&finding_plain, false).at, 12, 1e-12);
}
END_TEST

START_TEST(an_effect_size_is_shown_at_20_mm_an_sd)
{
    plot_finding row = finding_plain;
    plot_mark m;

    row.quantity = "placebo_relief";
    row.how = "per_sd";
    row.unit = "1";
    row.measured = 0.68;
    row.low = 0.57;
    row.high = INFINITY;
    row.predicted = 0.705;
    m = plot_mark_find(&row, false);
    ck_assert_double_eq_tol(m.measured, 13.6, 1e-12);
    ck_assert_double_eq_tol(m.low, 11.4, 1e-12);
    ck_assert_double_eq_tol(m.predicted, 14.1, 1e-12);
    ck_assert_double_eq_tol(m.high90, 20 * 27.1, 1e-9);
    ck_assert(m.high == INFINITY);
}
END_TEST

START_TEST(a_pooled_study_is_a_band_across)
{
    plot_finding row = finding_plain;
    plot_mark m;

    row.quantity = "specific_relief";
    row.study = "pooled effect over control";
    m = plot_mark_find(&row, false);
    ck_assert_str_eq(panel_of(&m), "net_relief");
    ck_assert(m.is_across && isnan(m.at));
}
END_TEST

START_TEST(a_life_span_is_a_multiple_of_the_measured_one)
{
    plot_finding row = finding_plain;
    plot_mark m;

    row.quantity = "passage";
    row.at = "end";
    row.unit = "passage";
    row.measured = 16;
    row.low = 8;
    row.high = 32;
    row.predicted = 40;
    m = plot_mark_find(&row, false);
    ck_assert(m.measured == 1 && m.low == 0.5 && m.high == 2 && m.predicted == 2.5);
}
END_TEST

typedef struct {
    const char *scale;
    double measured, low, high, predicted, spans;
} span_case;

/* An open side is never missed; a bound that is the measured value has no width. */
static const span_case spans[] = {
    {"mm", 10, 6, 12, 14, 2},
    {"mm", 10, 6, 12, 4, -1.5},
    {"mm", 10, 6, 12, 10, 0},
    {"log2", 8, 4, 32, 2, -2},
    {"log2", 8, 4, 32, 128, 2},
    {"log2c", 8, 4, 32, 2, -1.5},
    {"log2", 8, 0, 32, 4, -0.5},
    {"mm", 10, -INFINITY, 12, -500, 0},
    {"mm", 50, 50, INFINITY, 38.3, -INFINITY},
    {"mm", 50, 50, INFINITY, 61, 0},
    {"log2", 8, 4, 32, INFINITY, INFINITY},
    {"log2", 8, 4, 32, 0, -INFINITY},
};

START_TEST(other_numbers_are_off_by_half_widths)
{
    const span_case *c = &spans[_i];
    plot_finding row = finding_plain;
    plot_mark m;

    row.quantity = "cell_area";
    row.scale = c->scale;
    row.measured = c->measured;
    row.low = c->low;
    row.high = c->high;
    row.predicted = c->predicted;
    m = plot_mark_find(&row, false);
    ck_assert_str_eq(panel_of(&m), "patients");
    if (isinf(c->spans))
        ck_assert(m.predicted == c->spans);
    else
        ck_assert_double_eq_tol(m.predicted, c->spans, 1e-12);
    ck_assert(m.measured == 0);
    if (isfinite(c->low) && c->low != c->measured)
        ck_assert_double_eq_tol(m.low, -1, 1e-12);
    if (isfinite(c->high)) ck_assert_double_eq_tol(m.high, 1, 1e-12);
}
END_TEST

typedef struct {
    double sign, low, high, from, to;
} sign_case;

/* What of the reading would give the sign that was measured. */
static const sign_case signs[] = {
    {1, NAN, 0.01, 0.01, INFINITY},
    {0, NAN, 0.01, -INFINITY, 0.01},
    {0, 1e-6, 0.05, 1e-6, 0.05},
    {-1, 1e-6, 0.05, -INFINITY, 1e-6},
};

START_TEST(seen_or_not_is_shown_as_the_share_that_is_seen)
{
    const sign_case *c = &signs[_i];
    plot_finding row = finding_plain;
    plot_mark m;

    row.is_sign = true;
    row.quantity = "live_fraction";
    row.unit = "1";
    row.measured = c->sign;
    row.low = c->low;
    row.high = c->high;
    row.predicted = 1;
    row.reading = 0.02385;
    m = plot_mark_find(&row, false);
    ck_assert_str_eq(panel_of(&m), "seen");
    ck_assert(m.low == c->from && m.high == c->to);
    ck_assert(m.predicted == 0.02385 && isnan(m.measured));
}
END_TEST

START_TEST(a_sign_is_one_of_three)
{
    plot_finding row = finding_plain;
    plot_mark m;

    row.is_sign = true;
    row.measured = -1;
    row.predicted = 1;
    row.reading = 3.71;
    row.low = 0;
    row.high = NAN;
    m = plot_mark_find(&row, false);
    ck_assert(m.low == -0.5 && m.high == 0.5 && m.predicted == 2);
    ck_assert(isnan(m.low90) && isnan(m.high90));
}
END_TEST

/* ---- scores ---------------------------------------------------------------- */

START_TEST(totals_never_mix_kinds_or_roles)
{
    plot_score score = {0};
    char text[PLOT_WORDS_SIZE];

    for (int i = 0; i < 16; i++) {
        plot_finding row = finding_plain;

        row.is_sign = i & 1;
        row.is_calibration = i & 2;
        row.hit = i % 3 == 0;
        row.runs = i < 12;
        plot_score_add(&score, &row);
    }
    plot_share_print(text, score.numbers, "numbers");
    ck_assert_str_eq(text, "1 of 3 calibration numbers and 1 of 3 predicted ones");
    plot_share_print(text, score.signs, "");
    ck_assert_str_eq(text, "1 of 3 calibration, 1 of 3 predicted");
    score.signs[0] = (plot_share){0, 0};
    plot_share_print(text, score.signs, "signs");
    ck_assert_str_eq(text, "1 of 3 calibration signs");
    score.signs[1] = (plot_share){0, 0};
    plot_share_print(text, score.signs, "signs");
    ck_assert_str_eq(text, "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("marks");
    TCase *which = tcase_create("panels"), *where = tcase_create("places");
    TCase *off = tcase_create("spans"), *score = tcase_create("scores");

    tcase_add_loop_test(which, a_row_is_in_the_panel_that_asks_for_it, 0, N_PANELS);
    tcase_add_test(which, what_does_not_run_or_has_no_value_is_nowhere);
    tcase_add_test(which, a_brief_page_leaves_details_out);
    tcase_add_loop_test(which, a_shown_row_can_be_placed, 0, N_PANELS);
    tcase_add_test(where, a_range_of_passages_stands_in_its_middle);
    tcase_add_test(where, days_stand_as_months);
    tcase_add_test(where, an_effect_size_is_shown_at_20_mm_an_sd);
    tcase_add_test(where, a_pooled_study_is_a_band_across);
    tcase_add_test(where, a_life_span_is_a_multiple_of_the_measured_one);
    tcase_add_loop_test(off, other_numbers_are_off_by_half_widths, 0,
                        sizeof spans / sizeof *spans);
    tcase_add_loop_test(where, seen_or_not_is_shown_as_the_share_that_is_seen, 0,
                        sizeof signs / sizeof *signs);
    tcase_add_test(where, a_sign_is_one_of_three);
    tcase_add_test(score, totals_never_mix_kinds_or_roles);
    suite_add_tcase(suite, which);
    suite_add_tcase(suite, where);
    suite_add_tcase(suite, off);
    suite_add_tcase(suite, score);
    return suite_run(suite);
}
