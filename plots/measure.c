#include "plots/measure.h"

#include <math.h>
#include <stdio.h>

#include "sim/error.h"
#include "sim/io/number.h"

enum { VALUE_DIGITS = 3, FEW_DECADES = 3 };

static const double slack = 1e-9; /* of an even unit: rounding in an end */
static const double short_of_decade =
    5;                                 /* end by start of a log ruler that counts evenly */
static const double single_log = 0.25; /* decades to each side of a single value */

static bool has_words(const plot_measure *m) { return m->words != NULL; }

static bool is_log(const plot_measure *m) { return m->scale == PLOT_LOG && !has_words(m); }

void plot_measure_print(char text[PLOT_WORDS_SIZE], const plot_measure *m)
{
    plot_print_label(text, m->label, has_words(m) ? "1" : m->unit);
}

double plot_measure_even(const plot_measure *m, double value)
{
    if (!plot_drawable(value)) return NAN;
    if (!is_log(m)) return value;
    return value > 0 ? log10(value) : NAN;
}

double plot_measure_value(const plot_measure *m, double even)
{
    return is_log(m) ? pow(10, even) : even;
}

/* Ranges. */

plot_range plot_range_empty(void) { return (plot_range){INFINITY, -INFINITY}; }

void plot_range_add(plot_range *range, const plot_measure *m, double value)
{
    if (isnan(plot_measure_even(m, value))) return;
    range->from = fmin(range->from, value);
    range->to = fmax(range->to, value);
}

bool plot_range_is_empty(plot_range range) { return !(range.from <= range.to); }

static double single_width(const plot_measure *m, double value)
{
    if (is_log(m)) return single_log;
    if (has_words(m) || m->whole) return 0.5;
    return value == 0 ? 1 : 0.5 * fabs(value);
}

plot_range plot_range_widen(plot_range range, const plot_measure *m, double part)
{
    double from = plot_measure_even(m, range.from), to = plot_measure_even(m, range.to);
    double more = part * (to - from);

    if (!(to - from > 1e-12 * fmax(fabs(from), fabs(to))))
        more = single_width(m, range.from);
    if (more == 0) return range;
    return (plot_range){plot_measure_value(m, from - more),
                        plot_measure_value(m, to + more)};
}

/* Rulers. */

static const plot_unit *unit_of(const plot_measure *m)
{
    return m->whole ? &plot_whole : &plot_number;
}

static void take_ticks(plot_ruler *r)
{
    r->even = true;
    r->n = r->axis.n_ticks < PLOT_MOST_TICKS ? r->axis.n_ticks : PLOT_MOST_TICKS;
    for (size_t i = 0; i < r->n; i++) r->ticks[i] = plot_axis_tick(&r->axis, i);
}

static void count_words(plot_ruler *r)
{
    for (size_t i = 0; i < r->measure->n_words && r->n < PLOT_MOST_TICKS; i++)
        if ((double)i >= r->from && (double)i <= r->to) r->ticks[r->n++] = (double)i;
}

/* One tick for each of the leading digits in every `step`th decade. */
static size_t count_decades(plot_ruler *r, const int digits[], int step)
{
    int first = (int)floor(log10(r->from) + slack), last = (int)floor(log10(r->to) + slack);

    r->n = 0;
    for (int power = first; power <= last; power++)
        for (size_t i = 0; digits[i] && power % step == 0; i++) {
            double tick =
                power < 0 ? digits[i] / pow(10, -power) : digits[i] * pow(10, power);
            bool inside = tick >= r->from * (1 - slack) && tick <= r->to * (1 + slack);

            if (inside && r->n < PLOT_MOST_TICKS) r->ticks[r->n++] = tick;
        }
    return r->n;
}

/* Decades where there are some, else with digits between them. */
static void count_log(plot_ruler *r, size_t most)
{
    static const int ones[] = {1, 0}, threes[] = {1, 3, 0}, fives[] = {1, 2, 5, 0};
    int step = 1;

    if (count_decades(r, ones, 1) < FEW_DECADES) {
        if (count_decades(r, fives, 1) <= most) return;
        if (count_decades(r, threes, 1) <= most) return;
    }
    while (count_decades(r, ones, step) > most && step < 300) step++;
}

static bool is_narrow(const plot_ruler *r) { return r->to < short_of_decade * r->from; }

plot_ruler plot_ruler_exact(const plot_measure *m, plot_range range, size_t most)
{
    plot_ruler r = {.measure = m, .from = range.from, .to = range.to};

    sim_bug(!(range.from < range.to) || most == 0);
    if (has_words(m))
        count_words(&r);
    else if (is_log(m) && !is_narrow(&r))
        count_log(&r, most);
    else {
        r.axis = plot_axis_linear(unit_of(m), range.from, range.to, most);
        take_ticks(&r);
    }
    return r;
}

plot_ruler plot_ruler_rounded(const plot_measure *m, plot_range range, size_t most)
{
    plot_ruler r = plot_ruler_exact(m, range, most);

    if (has_words(m)) return r;
    if (is_log(m) && !is_narrow(&r)) {
        r.axis = plot_axis_log(range.from, range.to, most);
        range = (plot_range){r.axis.from, r.axis.to};
        return plot_ruler_exact(m, range, most);
    }
    r.axis = plot_axis_rounded(unit_of(m), range.from, range.to, most);
    if (is_log(m) && !(r.axis.from > 0)) return r;
    r.from = fmin(r.axis.from, range.from); /* what is a little beyond a tick */
    r.to = fmax(r.axis.to, range.to);
    take_ticks(&r);
    return r;
}

double plot_ruler_place(const plot_ruler *r, double value)
{
    double from = plot_measure_even(r->measure, r->from);
    double to = plot_measure_even(r->measure, r->to);

    return (plot_measure_even(r->measure, value) - from) / (to - from);
}

static void print_word(char text[PLOT_WORDS_SIZE], const plot_measure *m, double value)
{
    bool known = value >= 0 && value < (double)m->n_words;

    snprintf(text, PLOT_WORDS_SIZE, "%s", known ? m->words[(size_t)value] : "?");
}

/* "5×10⁶", "10⁷", "0.02". */
static void print_digit(char text[PLOT_WORDS_SIZE], double tick)
{
    int power = (int)floor(log10(tick) + slack);
    int digit = (int)lround(tick * pow(10, -power));
    char tail[PLOT_POWER_SIZE];

    plot_print_power(power, tail);
    if (power >= -2 && power <= 2)
        snprintf(text, PLOT_WORDS_SIZE, "%.*f", power < 0 ? -power : 0, tick);
    else if (digit == 1)
        snprintf(text, PLOT_WORDS_SIZE, "%s", tail);
    else
        snprintf(text, PLOT_WORDS_SIZE, "%d×%s", digit, tail);
}

void plot_ruler_print(const plot_ruler *r, size_t i, char text[PLOT_WORDS_SIZE])
{
    char label[PLOT_LABEL_SIZE];

    if (has_words(r->measure)) {
        print_word(text, r->measure, r->ticks[i]);
    } else if (r->even) {
        plot_axis_print(&r->axis, i, label);
        snprintf(text, PLOT_WORDS_SIZE, "%s", label);
    } else {
        print_digit(text, r->ticks[i]);
    }
}

void plot_measure_print_value(char text[PLOT_WORDS_SIZE], const plot_measure *m,
                              double value)
{
    char number[SIM_NUMBER_SIZE];

    if (has_words(m)) {
        print_word(text, m, value);
        return;
    }
    sim_number_print(number, value, VALUE_DIGITS);
    snprintf(text, PLOT_WORDS_SIZE, "%s", number);
}
