/* test_measure.c -- ranges, and ticks, labels and places on a ruler, number by number. */
#include <math.h>
#include <stdlib.h>

#include <check.h>

#include "plots/measure.h"
#include "tests/suite.h"

typedef struct {
    const plot_unit *unit;
    double from, to;
    size_t most;
    size_t n;
    double ticks[10];
    const char *labels[10];
} tick_case;

/* clang-format off */
static const tick_case fixed[] = {
    {&plot_number, 0, 0.971, 5, 5, {0, 0.2, 0.4, 0.6, 0.8}, {"0.0", "0.2", "0.4"}},
    {&plot_number, 0.07, 0.34, 5, 3, {0.1, 0.2, 0.3}, {"0.1", "0.2", "0.3"}},
    {&plot_number, -2.385, 3.71, 4, 3, {-2, 0, 2}, {"−2", "0", "2"}},
    {&plot_number, 0, 3.71e6, 4, 4, {0, 1e6, 2e6, 3e6}, {"0", "1×10⁶", "2×10⁶"}},
    {&plot_number, 0, 1.23e5, 3, 3, {0, 5e4, 1e5}, {"0", "0.5×10⁵", "1.0×10⁵"}},
    {&plot_number, 0, 2.385e-5, 3, 3, {0, 1e-5, 2e-5}, {"0", "1×10⁻⁵", "2×10⁻⁵"}},
    {&plot_whole, 0, 2, 7, 3, {0, 1, 2}, {"0", "1", "2"}},
    {&plot_whole, 0, 12, 7, 7, {0, 2, 4, 6, 8, 10, 12}, {"0", "2", "4", "6"}},
    {&plot_whole, 0, 61, 3, 2, {0, 50}, {"0", "50"}},
    {&plot_days, 0, 126.3, 7, 7, {0, 20, 40, 60, 80, 100, 120}, {"0", "20", "40"}},
    {&plot_days, 0, 182, 7, 7, {0, 30, 60, 90, 120, 150, 180}, {"0", "30", "60"}},
    {&plot_days, 0, 730, 7, 7, {0, 120, 240, 360, 480, 600, 720}, {"0", "120"}},
    {&plot_weeks, 0, 182, 7, 7, {0, 28, 56, 84, 112, 140, 168}, {"0", "4", "8"}},
    {&plot_months, 0, 730, 7, 5, {0, 182.5, 365, 547.5, 730}, {"0", "6", "12", "18"}},
    {&plot_months, 0, 182.5, 7, 7, {0, 365.0 / 12, 365.0 / 6}, {"0", "1", "2"}},
    {&plot_months, 0, 3650, 7, 6, {0, 730, 1460}, {"0", "24", "48"}},
};

static const tick_case rounded[] = {
    {&plot_number, 0, 32.71, 5, 5, {0, 10, 20, 30, 40}, {"0", "10", "20", "30"}},
    {&plot_number, 0.629, 1, 5, 5, {0.6, 0.7, 0.8, 0.9, 1}, {"0.6", "0.7", "0.8"}},
    {&plot_number, 0.3, 0.7, 5, 5, {0.3, 0.4, 0.5, 0.6, 0.7}, {"0.3", "0.4"}},
    {&plot_number, -0.371, 1.2, 5, 5, {-0.5, 0, 0.5, 1, 1.5}, {"−0.5", "0.0", "0.5"}},
    {&plot_number, 2, 2, 4, 5, {1, 1.5, 2, 2.5, 3}, {"1.0", "1.5", "2.0"}},
    {&plot_number, 0, 0, 2, 3, {0, 0.5, 1}, {"0.0", "0.5", "1.0"}},
    {&plot_number, -3, -3, 3, 5, {-5, -4, -3, -2, -1}, {"−5", "−4"}},
    {&plot_number, -0.2385, 12.23, 4, 4, {0, 5, 10, 15}, {"0", "5", "10", "15"}},
    {&plot_number, -12.23, 0.2385, 4, 4, {-15, -10, -5, 0}, {"−15", "−10", "−5", "0"}},
    {&plot_number, 0.5371, 1.0000002385, 5, 6, {0.5, 0.6, 0.7, 0.8, 0.9, 1}, {"0.5", "0.6"}},
    {&plot_number, 0.99821, 1, 4, 5, {0.998, 0.9985, 0.999, 0.9995, 1}, {"0.9980", "0.9985"}},
    {&plot_number, -0.2385, 3.71, 4, 6, {-1, 0, 1, 2, 3, 4}, {"−1", "0", "1", "2"}},
    {&plot_number, 0, 10.46, 2, 3, {0, 10, 20}, {"0", "10", "20"}},
    {&plot_number, 0, 10.46, 3, 4, {0, 5, 10, 15}, {"0", "5", "10", "15"}},
    {&plot_number, 0, 10.27, 3, 3, {0, 5, 10}, {"0", "5", "10"}},
};

static const tick_case logs[] = {
    {NULL, 1.43e3, 5e7, 10, 6, {1e3, 1e4, 1e5, 1e6, 1e7, 1e8}, {"10³", "10⁴", "10⁵"}},
    {NULL, 0.02385, 371, 10, 6, {0.01, 0.1, 1, 10, 100, 1000}, {"0.01", "0.1", "1"}},
    {NULL, 0.5371, 0.971, 10, 6, {0.5, 0.6, 0.7, 0.8, 0.9, 1}, {"0.5", "0.6"}},
    {NULL, 2.385e7, 3.71e7, 4, 5, {2e7, 2.5e7, 3e7, 3.5e7, 4e7}, {"2.0×10⁷", "2.5×10⁷"}},
    {NULL, 0.0385, 0.19, 10, 3, {0.01, 0.1, 1}, {"0.01", "0.1", "1"}},
    {NULL, 100, 100, 10, 2, {100, 1000}, {"100", "10³"}},
    {NULL, 1, 1e8, 4, 5, {1, 100, 1e4, 1e6, 1e8}, {"1", "100", "10⁴", "10⁶", "10⁸"}},
    {NULL, 2e-12, 3e-11, 4, 3, {1e-12, 1e-11, 1e-10}, {"10⁻¹²", "10⁻¹¹", "10⁻¹⁰"}},
};
/* clang-format on */

enum {
    N_FIXED = sizeof fixed / sizeof *fixed,
    N_ROUNDED = sizeof rounded / sizeof *rounded,
    N_LOGS = sizeof logs / sizeof *logs,
};

/* Exact: ticks are worked out from whole numbers.  Ticks of months are a product with
 * 365/12, so they may differ in the last bit. */
static void check_ticks(const plot_ruler *axis, const tick_case *c)
{
    char label[PLOT_WORDS_SIZE];

    ck_assert_uint_eq(axis->n, c->n);
    for (size_t i = 0; i < c->n; i++) {
        if (i > 0 && c->ticks[i] == 0) break;
        if (c->unit == &plot_months)
            ck_assert_double_eq_tol(axis->ticks[i], c->ticks[i], 1e-12);
        else
            ck_assert_double_eq(axis->ticks[i], c->ticks[i]);
    }
    for (size_t i = 0; i < c->n && c->labels[i]; i++) {
        plot_ruler_print(axis, i, label);
        ck_assert_str_eq(label, c->labels[i]);
    }
}

static const plot_measure plain = {.unit = "1"}, decades = {.unit = "1", .scale = PLOT_LOG};

START_TEST(a_fixed_axis_keeps_its_ends_and_has_round_ticks)
{
    const tick_case *c = &fixed[_i];
    const plot_measure measure = {.unit = "1", .counted = c->unit};
    plot_ruler axis = plot_ruler_exact(&measure, (plot_range){c->from, c->to}, c->most);

    check_ticks(&axis, c);
    ck_assert_double_eq(axis.from, c->from);
    ck_assert_double_eq(axis.to, c->to);
}
END_TEST

START_TEST(a_rounded_axis_ends_on_ticks_that_cover_the_data)
{
    const tick_case *c = &rounded[_i];
    const plot_measure measure = {.unit = "1", .counted = c->unit};
    plot_ruler axis = plot_ruler_on_ticks(&measure, (plot_range){c->from, c->to}, c->most);

    check_ticks(&axis, c);
    ck_assert_double_eq(axis.from, c->ticks[0]);
    /* three percent of what is drawn may stand out */
    ck_assert_double_le(axis.from, c->from + 0.03 * (c->to - c->from));
    ck_assert_double_ge(axis.to, c->to - 0.03 * (c->to - c->from));
}
END_TEST

typedef struct {
    const plot_unit *asked;
    double span; /* days */
    const plot_unit *answer;
} unit_case;

static const unit_case units[] = {
    {&plot_time, 0, &plot_days},       {&plot_time, 14, &plot_days},
    {&plot_time, 30, &plot_days},      {&plot_time, 35, &plot_days},
    {&plot_time, 36, &plot_weeks},     {&plot_time, 70, &plot_weeks},
    {&plot_time, 71, &plot_months},    {&plot_time, 730, &plot_months},
    {&plot_time, 3650, &plot_months},  {&plot_days, 3650, &plot_days},
    {&plot_weeks, 2.385, &plot_weeks}, {&plot_number, 371, &plot_number},
};

enum { N_UNITS = sizeof units / sizeof *units };

START_TEST(time_is_counted_in_what_the_range_asks_for)
{
    ck_assert_ptr_eq(plot_unit_for(units[_i].asked, units[_i].span), units[_i].answer);
}
END_TEST

START_TEST(a_log_axis_has_whole_decades_or_even_ticks)
{
    const tick_case *c = &logs[_i];
    plot_ruler axis = plot_ruler_on_ticks(&decades, (plot_range){c->from, c->to}, c->most);

    check_ticks(&axis, c);
    ck_assert_double_le(axis.from, c->from);
    ck_assert_double_ge(axis.to, c->to);
}
END_TEST

START_TEST(a_linear_place_is_the_share_of_the_way)
{
    static const double values[] = {2.385, 3.71, 5.11, 0.5};
    plot_ruler axis = plot_ruler_exact(&plain, (plot_range){1.5, 6.5}, 5);
    double value = values[_i];

    /* one subtraction and one division: two roundings */
    ck_assert_double_eq_tol(plot_ruler_place(&axis, value), (value - 1.5) / 5, 1e-15);
}
END_TEST

START_TEST(a_log_place_is_the_share_of_the_decades)
{
    static const double values[][2] = {
        {1e3, 0}, {1e8, 1}, {1e5, 0.4}, {3.71e6, 0.71387478192301}, {1e2, -0.2}};
    plot_ruler axis = plot_ruler_on_ticks(&decades, (plot_range){1e3, 1e8}, 10);

    /* the expected place is printed to 14 digits */
    ck_assert_double_eq_tol(plot_ruler_place(&axis, values[_i][0]), values[_i][1], 1e-13);
}
END_TEST

START_TEST(what_an_axis_cannot_show_has_no_place)
{
    static const double values[] = {0, -2.385, NAN, INFINITY, -INFINITY, 1e300};
    plot_ruler log = plot_ruler_on_ticks(&decades, (plot_range){1, 1e3}, 10);
    plot_ruler linear = plot_ruler_exact(&plain, (plot_range){-5, 5}, 5);

    ck_assert_double_nan(plot_ruler_place(&log, values[_i]));
    if (!plot_drawable(values[_i]))
        ck_assert_double_nan(plot_ruler_place(&linear, values[_i]));
}
END_TEST

START_TEST(ends_that_are_almost_equal_move_apart)
{
    double above = nextafter(2.385, 3);
    plot_ruler axis = plot_ruler_exact(&plain, (plot_range){2.385, above}, 5);

    ck_assert_double_lt(axis.from, 2.385);
    ck_assert_double_gt(axis.to, above);
    ck_assert_uint_ge(axis.n, 3);
    ck_assert_uint_le(axis.n, 7);
}
END_TEST

/* Rulers that hold all of their range, with digits between few decades. */
static const struct {
    plot_measure measure;
    plot_range range;
    size_t most;
    plot_range ends;
    size_t n;
    const char *first, *last;
} held[] = {
    {{.unit = "1"}, {-0.2385, 12.23}, 4, {-0.2385, 15}, 4, "0", "15"},
    {{.unit = "1"}, {0, 3.71}, 4, {0, 4}, 5, "0", "4"},
    {{.unit = "1", .whole = true}, {0.7, 3.71}, 7, {0, 4}, 5, "0", "4"},
    {{.unit = "1", .scale = PLOT_LOG}, {2.385, 37.1}, 6, {1, 100}, 3, "1", "100"},
    {{.unit = "1", .scale = PLOT_LOG}, {1.2385, 9.71}, 9, {1, 10}, 4, "1", "10"},
    {{.unit = "1", .scale = PLOT_LOG},
     {1.24e6, 3.71e6},
     3,
     {1e6, 4e6},
     4,
     "1×10⁶",
     "4×10⁶"},
    {{.unit = "1", .scale = PLOT_LOG}, {2e-7, 3e11}, 5, {1e-7, 1e12}, 5, "10⁻⁴", "10¹²"},
};

START_TEST(a_rounded_ruler_holds_its_range)
{
    const plot_measure *m = &held[_i].measure;
    const plot_ruler r = plot_ruler_rounded(m, held[_i].range, held[_i].most);
    char first[PLOT_WORDS_SIZE], last[PLOT_WORDS_SIZE];

    plot_ruler_print(&r, 0, first);
    plot_ruler_print(&r, r.n - 1, last);
    ck_assert_str_eq(first, held[_i].first);
    ck_assert_str_eq(last, held[_i].last);
    ck_assert_double_eq(r.from, held[_i].ends.from);
    ck_assert_double_eq(r.to, held[_i].ends.to);
    ck_assert_uint_eq(r.n, held[_i].n);
}
END_TEST

START_TEST(categories_are_ticks_with_their_words)
{
    static const char *const words[] = {"fresh", "thawed", "dead"};
    const plot_measure m = {.label = "product", .unit = "1", .words = words, .n_words = 3};
    const plot_ruler r = plot_ruler_exact(&m, (plot_range){-0.5, 2.5}, 1);
    char text[PLOT_WORDS_SIZE];

    ck_assert_uint_eq(r.n, 3);
    plot_ruler_print(&r, 1, text);
    ck_assert_str_eq(text, "thawed");
    plot_measure_print_value(text, &m, 2);
    ck_assert_str_eq(text, "dead");
    plot_measure_print_value(text, &m, 3);
    ck_assert_str_eq(text, "?");
    plot_measure_print_value(text, &plain, 0.0238512);
    ck_assert_str_eq(text, "0.0239");
    plot_measure_print_value(text, &(plot_measure){.unit = "%", .counted = &plot_percent},
                             0.0238512);
    ck_assert_str_eq(text, "2.39");
    ck_assert_double_eq_tol(plot_ruler_place(&r, 1), 0.5, 1e-15); /* two roundings */
}
END_TEST

START_TEST(a_range_holds_what_can_be_shown)
{
    static const double values[] = {NAN, 3.71, -2.385, 0, 1e300, 238.5};
    plot_range linear = plot_range_empty(), log = linear;

    ck_assert(plot_range_is_empty(linear));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        plot_range_add(&linear, &plain, values[i]);
        plot_range_add(&log, &decades, values[i]);
    }
    ck_assert(linear.from == -2.385 && linear.to == 238.5);
    ck_assert(log.from == 3.71 && log.to == 238.5);
}
END_TEST

static const struct {
    const plot_measure *measure;
    plot_range range;
    double from;
} lows[] = {
    {&plain, {0.49, 1}, 0}, {&plain, {0.51, 1}, 0.51}, {&plain, {-0.2, 1}, -0.2},
    {&plain, {-3, -1}, -3}, {&decades, {0.1, 1}, 0.1}, {&plain, {0, 2.385}, 0},
};

START_TEST(a_range_that_starts_near_zero_starts_there)
{
    const plot_range r = plot_range_from_zero(lows[_i].range, lows[_i].measure);

    ck_assert_double_eq(r.from, lows[_i].from);
    ck_assert_double_eq(r.to, lows[_i].range.to);
}
END_TEST

START_TEST(a_single_value_gets_a_width)
{
    const plot_measure whole = {.unit = "1", .whole = true};
    plot_range r = plot_range_widen((plot_range){3, 3}, &whole, 0.1);

    ck_assert(r.from == 2.5 && r.to == 3.5);
    r = plot_range_widen((plot_range){3, 3}, &plain, 0.1);
    ck_assert(r.from == 1.5 && r.to == 4.5);
    r = plot_range_widen((plot_range){2, 12}, &plain, 0.1);
    ck_assert(r.from == 1 && r.to == 13);
    r = plot_range_widen((plot_range){10, 1000}, &decades, 0.5);
    /* a logarithm and its power */
    ck_assert_double_eq_tol(r.from, 1, 1e-12);
    ck_assert_double_eq_tol(r.to, 1e4, 1e-8);
}
END_TEST

static const struct {
    plot_range range;
    double span;
    plot_range within, wide;
} least[] = {
    {{3, 4}, 0.5, {0, 10}, {3, 4}},
    {{3, 4}, 2, {0, 10}, {2.5, 4.5}},
    {{0.25, 0.5}, 2, {0, 10}, {0, 2}},
    {{9, 9.5}, 4, {0, 10}, {6, 10}},
    {{-1, 9.5}, 12.5, {0, 10}, {-2.5, 10}},
    {{2, 2}, 12, {0, 10}, {0, 12}},
    {{9.9e99, 9.91e99}, 1e99, {-INFINITY, INFINITY}, {9.9e99, 9.91e99}},
    {{2, 2.5}, 1, {-INFINITY, INFINITY}, {1.75, 2.75}},
};

START_TEST(a_range_that_spans_too_little_is_widened_within_its_bounds)
{
    const plot_range r =
        plot_range_at_least(least[_i].range, least[_i].span, least[_i].within);

    ck_assert_double_eq_tol(r.from, least[_i].wide.from, 1e-12);
    ck_assert_double_eq_tol(r.to, least[_i].wide.to, 1e-12);
}
END_TEST

static const struct {
    const plot_measure *measure;
    plot_range range;
    bool low, high; /* which end moves */
} rooms[] = {
    {&plain, {3, 7}, false, false},  {&plain, {0.2, 7}, true, false},
    {&plain, {0, 10}, true, true},   {&plain, {-1, 9.9}, true, true},
    {&decades, {1, 7}, true, false}, {&decades, {2.385, 10}, false, true},
};

START_TEST(a_ruler_makes_room_for_marks_at_its_ends)
{
    const double from = rooms[_i].measure == &plain ? 0 : 1;
    plot_ruler r = plot_ruler_exact(rooms[_i].measure, (plot_range){from, 10}, 5);
    const size_t n = r.n;

    plot_ruler_make_room(&r, rooms[_i].range, 0.05);
    ck_assert_int_eq(r.from < from, rooms[_i].low);
    ck_assert_int_eq(r.to > 10, rooms[_i].high);
    ck_assert_uint_eq(r.n, n);
    /* 40 steps, each a twentieth of the last */
    if (rooms[_i].low)
        ck_assert_double_eq_tol(plot_ruler_place(&r, rooms[_i].range.from), 0.05, 1e-12);
    if (rooms[_i].high)
        ck_assert_double_eq_tol(plot_ruler_place(&r, rooms[_i].range.to), 0.95, 1e-12);
}
END_TEST

typedef struct {
    plot_measure measure;
    double values[6];
    size_t n, most;
    const char *labels; /* of the ticks */
} values_case;

static const values_case listed[] = {
    {{.label = "p", .unit = "1"}, {0, 1}, 2, 8, "0 1 "},
    {{.label = "p", .unit = "1", .whole = true}, {2, 5, 8, 12}, 4, 8, "2 5 8 12 "},
    {{.label = "p", .unit = "1"}, {-2.5, 0, 0.125}, 3, 8, "−2.5 0 0.125 "},
    {{.label = "p", .unit = "1", .scale = PLOT_LOG}, {1e-9, 1e12}, 2, 8, "10⁻⁹ 10¹² "},
    {{.label = "p", .unit = "1", .scale = PLOT_LOG}, {3.71e7}, 1, 8, "3.71×10⁷ "},
    {{.label = "p", .unit = "1", .scale = PLOT_LOG},
     {1e6, 4641588.83, 21544346.9, 1e8},
     4,
     8,
     "10⁶ 10⁷ 10⁸ "},
    {{.label = "p", .unit = "1"}, {0, 0.2385, 0.371, 1}, 4, 8, "0.0 0.5 1.0 "},
    {{.label = "p", .unit = "1", .whole = true}, {1, 2, 3, 4, 5, 6}, 6, 3, "1 6 "},
    {{.label = "p", .unit = "1"}, {2.3851, 2.3859}, 2, 1, "2.39 "},
};

/* None stands where no value is: not at the edges of cells. */
START_TEST(an_axis_of_values_is_numbered_at_them)
{
    const values_case *c = &listed[_i];
    const plot_values values = {c->values, c->n};
    plot_range range = {c->values[0], c->values[c->n - 1]};
    GString *labels = g_string_new(NULL);
    plot_ruler r;

    range = plot_range_widen(range, &c->measure, 0.5);
    r = plot_ruler_at(&c->measure, range, values, c->most);
    for (size_t i = 0; i < r.n; i++) {
        char text[PLOT_WORDS_SIZE];

        plot_ruler_print(&r, i, text);
        g_string_append_printf(labels, "%s ", text);
        ck_assert_double_ge(r.ticks[i], c->values[0]);
        ck_assert_double_le(r.ticks[i], c->values[c->n - 1] * (1 + 1e-9));
    }
    ck_assert_str_eq(labels->str, c->labels);
    ck_assert(r.from == range.from && r.to == range.to);
    g_string_free(labels, TRUE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("measure");
    TCase *cases = tcase_create("ruler"), *ends = tcase_create("ends");

    suite_add_tcase(suite, cases);
    tcase_add_loop_test(cases, a_fixed_axis_keeps_its_ends_and_has_round_ticks, 0, N_FIXED);
    suite_add_tcase(suite, ends);
    tcase_add_loop_test(ends, a_rounded_axis_ends_on_ticks_that_cover_the_data, 0,
                        N_ROUNDED);
    tcase_add_loop_test(cases, time_is_counted_in_what_the_range_asks_for, 0, N_UNITS);
    tcase_add_loop_test(cases, a_log_axis_has_whole_decades_or_even_ticks, 0, N_LOGS);
    tcase_add_loop_test(cases, a_linear_place_is_the_share_of_the_way, 0, 4);
    tcase_add_loop_test(cases, a_log_place_is_the_share_of_the_decades, 0, 5);
    tcase_add_loop_test(cases, what_an_axis_cannot_show_has_no_place, 0, 6);
    tcase_add_test(cases, ends_that_are_almost_equal_move_apart);
    tcase_add_loop_test(cases, a_rounded_ruler_holds_its_range, 0,
                        sizeof held / sizeof *held);
    tcase_add_test(cases, categories_are_ticks_with_their_words);
    tcase_add_test(cases, a_range_holds_what_can_be_shown);
    tcase_add_loop_test(cases, a_range_that_starts_near_zero_starts_there, 0,
                        sizeof lows / sizeof *lows);
    tcase_add_test(cases, a_single_value_gets_a_width);
    tcase_add_loop_test(ends, a_range_that_spans_too_little_is_widened_within_its_bounds, 0,
                        sizeof least / sizeof *least);
    tcase_add_loop_test(cases, an_axis_of_values_is_numbered_at_them, 0,
                        sizeof listed / sizeof *listed);
    tcase_add_loop_test(ends, a_ruler_makes_room_for_marks_at_its_ends, 0,
                        sizeof rooms / sizeof *rooms);
    return suite_run(suite);
}
