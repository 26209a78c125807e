#include "plots/measure.h"

#include <math.h>
#include <stdio.h>

#include "sim/error.h"
#include "sim/io/number.h"

enum { VALUE_DIGITS = 3, FEW_DECADES = 3, MOST_DECADES = 300, MOST_MOVES = 40 };

static const double slack = 1e-9; /* of a step: rounding in an end that is a tick */
static const double same = 1e-6;  /* of a value: rounding in one that is listed */
static const double short_of_decade =
    5;                                  /* end by start of a log ruler that counts evenly */
enum { MOST_EVEN = 5 };                 /* ticks of one that ends on ticks */
static const double beyond_axis = 0.03; /* of it: what is beyond a tick by no more is worth
                                          * no other */
static const double single_log = 0.25;  /* decades to each side of a single value */
static const double zero_near = 0.5; /* lower end, relative to the upper, that asks for 0 */

const plot_unit plot_number = {"", 1, {0}};
const plot_unit plot_whole = {"", 1, {1, 2, 5, 10, 0}};
const plot_unit plot_percent = {"%", 0.01, {0}};
const plot_unit plot_days = {"days", 1, {1, 2, 5, 10, 20, 30, 60, 0}};
const plot_unit plot_weeks = {"weeks", 7, {1, 2, 4, 8, 13, 26, 52, 0}};
const plot_unit plot_months = {"months", 365.0 / 12, {1, 2, 3, 6, 12, 0}};
const plot_unit plot_time = {"time", 1, {0}};

static const double most_days = 35, most_weeks = 70; /* shown in days, in weeks */

const plot_unit *plot_unit_for(const plot_unit *unit, double span)
{
    if (unit != &plot_time) return unit;
    return span <= most_days ? &plot_days : span <= most_weeks ? &plot_weeks : &plot_months;
}

bool plot_drawable(double value) { return isfinite(value) && fabs(value) < 1e100; }

static bool has_words(const plot_measure *m) { return m->words != NULL; }

static bool is_log(const plot_measure *m) { return m->scale == PLOT_LOG && !has_words(m); }

void plot_measure_print(char text[PLOT_WORDS_SIZE], const plot_measure *m)
{
    plot_print_label(text, m->label, has_words(m) ? "1" : m->unit);
}

double plot_measure_told(const plot_measure *m, double value)
{
    return m->counted ? value / m->counted->size : value;
}

static double even(double value, bool log)
{
    if (!plot_drawable(value)) return NAN;
    if (!log) return value;
    return value > 0 ? log10(value) : NAN;
}

double plot_measure_even(const plot_measure *m, double value)
{
    return even(value, is_log(m));
}

double plot_measure_value(const plot_measure *m, double even)
{
    return is_log(m) ? pow(10, even) : even;
}

static void print_word(char text[PLOT_WORDS_SIZE], const plot_measure *m, double value)
{
    bool known = value >= 0 && value < (double)m->n_words;

    snprintf(text, PLOT_WORDS_SIZE, "%s", known ? m->words[(size_t)value] : "?");
}

void plot_measure_print_value(char text[PLOT_WORDS_SIZE], const plot_measure *m,
                              double value)
{
    if (has_words(m))
        print_word(text, m, value);
    else
        plot_print_number(text, plot_measure_told(m, value), VALUE_DIGITS);
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

plot_range plot_range_from_zero(plot_range range, const plot_measure *m)
{
    bool near = range.from > 0 && range.from < zero_near * range.to;

    return (plot_range){m->scale == PLOT_LINEAR && near ? 0 : range.from, range.to};
}

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

plot_range plot_range_at_least(plot_range range, double span, plot_range within)
{
    const double more = 0.5 * (span - (range.to - range.from));
    plot_range wide = {range.from - more, range.to + more};
    double down = 0;

    if (!(more > 0)) return range;
    if (range.to <= within.to) down = fmax(0, wide.to - within.to);
    if (range.from >= within.from) down = fmin(down, wide.from - within.from);
    wide = (plot_range){wide.from - down, wide.to - down};
    return plot_drawable(wide.from) && plot_drawable(wide.to) ? wide : range;
}

/* Even ticks. */

/* value * 10^exponent, rounded once: dividing by 10 is exact where times 0.1 is not. */
static double scaled(double value, int exponent)
{
    return exponent < 0 ? value / pow(10, -exponent) : value * pow(10, exponent);
}

/* The smallest of some steps, with a 0 behind the last, that is not below `least`; 0: none. */
static int find_step(const int steps[], int exponent, double least)
{
    while (*steps && scaled(*steps, exponent) < least * (1 - slack)) steps++;
    return *steps;
}

/* A step of the unit; beyond its last, that times 1, 2, 5 times a power of ten. */
static void choose_step(plot_ruler *r, double least)
{
    static const int decimal[] = {1, 2, 5, 10, 0};
    int last = 1;

    r->exponent = 0;
    r->step = find_step(r->unit->steps, 0, least);
    if (r->step) return;
    for (const int *step = r->unit->steps; *step; step++) last = *step;
    r->exponent = (int)floor(log10(least / last));
    r->step = find_step(decimal, r->exponent, least / last);
    if (r->step == 10) {
        r->step = 1;
        r->exponent++;
    }
    r->step *= last;
}

static double step_size(const plot_ruler *r)
{
    return scaled(r->step, r->exponent) * r->unit->size;
}

/* Ticks from step number `first` to `last`. */
static void take_ticks(plot_ruler *r, double first, double last)
{
    r->n = 0;
    for (double k = first; k <= last && r->n < PLOT_MOST_TICKS; k++)
        r->ticks[r->n++] = scaled(k * r->step, r->exponent) * r->unit->size;
}

static void part_ends(double *from, double *to)
{
    double room = *from == 0 ? 1 : 0.5 * fabs(*from);

    if (*to - *from > 1e-12 * fmax(fabs(*from), fabs(*to))) return;
    *to += room;
    if (*from != 0) *from -= room;
}

static plot_ruler count_evenly(const plot_measure *m, plot_range range, size_t most)
{
    plot_ruler r = {.measure = m, .from = range.from, .to = range.to};
    double size;

    part_ends(&r.from, &r.to);
    r.unit = m->counted ? plot_unit_for(m->counted, range.to - range.from)
             : m->whole ? &plot_whole
                        : &plot_number;
    choose_step(&r, (r.to - r.from) / r.unit->size / (double)most);
    size = step_size(&r);
    take_ticks(&r, ceil(r.from / size - slack), floor(r.to / size + slack));
    return r;
}

/* Moves the ends outward, each to the tick that is next to it but for `beyond` steps. */
static void round_ends(plot_ruler *r, double beyond)
{
    double size = step_size(r);

    take_ticks(r, floor(r->from / size + beyond), ceil(r->to / size - beyond));
    r->from = r->ticks[0];
    r->to = r->ticks[r->n - 1];
}

static plot_ruler round_evenly(const plot_measure *m, plot_range range, size_t most)
{
    plot_ruler r = count_evenly(m, range, most);

    round_ends(&r, beyond_axis * (r.to - r.from) / step_size(&r));
    return r;
}

/* Ticks on a logarithm. */

/* One tick for each of the leading digits in every `step`th decade from the first. */
static size_t count_decades(plot_ruler *r, const int digits[], int first, int step)
{
    int last = (int)floor(log10(r->to) + slack);

    r->n = 0;
    for (int power = first; power <= last; power += step)
        for (size_t i = 0; digits[i]; i++) {
            double tick = scaled(digits[i], power);
            bool inside = tick >= r->from * (1 - slack) && tick <= r->to * (1 + slack);

            if (inside && r->n < PLOT_MOST_TICKS) r->ticks[r->n++] = tick;
        }
    return r->n;
}

static int next_multiple(int number, int step)
{
    while (number % step != 0) number++;
    return number;
}

static const int ones[] = {1, 0};

/* Decades where there are some, else with digits between them. */
static plot_ruler count_digits(const plot_measure *m, plot_range range, size_t most)
{
    static const int threes[] = {1, 3, 0}, fives[] = {1, 2, 5, 0};
    plot_ruler r = {.measure = m, .from = range.from, .to = range.to};
    int first = (int)floor(log10(r.from) + slack), step = 1;

    if (count_decades(&r, ones, first, 1) < FEW_DECADES) {
        if (count_decades(&r, fives, first, 1) <= most) return r;
        if (count_decades(&r, threes, first, 1) <= most) return r;
    }
    while (count_decades(&r, ones, next_multiple(first, step), step) > most &&
           step < MOST_DECADES)
        step++;
    return r;
}

/* From and to whole decades, a tick at each or at each of several. */
static plot_ruler round_decades(const plot_measure *m, plot_range range, size_t most)
{
    plot_ruler r = {.measure = m};
    int from = (int)floor(log10(range.from) + slack);
    int to = (int)ceil(log10(range.to) - slack);

    if (to <= from) to = from + 1;
    r.from = scaled(1, from);
    r.to = scaled(1, to);
    count_decades(&r, ones, from, (to - from - 1) / (int)most + 1);
    return r;
}

/* Rulers. */

/* Are its ticks decades and digits of them? */
static bool has_decades(const plot_measure *m, plot_range range)
{
    return is_log(m) && !(range.to < short_of_decade * range.from);
}

static plot_ruler list_words(const plot_measure *m, plot_range range)
{
    plot_ruler r = {.measure = m, .from = range.from, .to = range.to};

    for (size_t i = 0; i < m->n_words && r.n < PLOT_MOST_TICKS; i++)
        if ((double)i >= r.from && (double)i <= r.to) r.ticks[r.n++] = (double)i;
    return r;
}

static void check_range(plot_range range, size_t most)
{
    sim_bug(!plot_drawable(range.from) || !plot_drawable(range.to) || most == 0);
    sim_bug(range.from > range.to);
}

plot_ruler plot_ruler_exact(const plot_measure *m, plot_range range, size_t most)
{
    check_range(range, most);
    if (has_words(m)) return list_words(m, range);
    return has_decades(m, range) ? count_digits(m, range, most)
                                 : count_evenly(m, range, most);
}

/* Has it a short number? */
static bool is_short(const plot_measure *m, double value)
{
    const double size = fabs(value);
    const int digits = size < 1e5 && (size >= 1e-3 || size == 0) ? VALUE_DIGITS : 2;

    return m->whole || fabs(sim_number_round(value, digits) - value) <= same * size;
}

static plot_ruler list_values(const plot_measure *m, plot_range range, plot_values values,
                              size_t step)
{
    plot_ruler r = {.measure = m, .from = range.from, .to = range.to, .is_listed = true};

    for (size_t i = 0; i < values.n && r.n < PLOT_MOST_TICKS; i += step)
        r.ticks[r.n++] = values.list[i];
    return r;
}

/* Drops ticks beyond the first and last value. */
static void keep_ticks(plot_ruler *r, plot_values values)
{
    const double first = values.list[0], last = values.list[values.n - 1];
    const double more = same * fmax(fabs(first), fabs(last));
    size_t n = 0;

    for (size_t i = 0; i < r->n; i++)
        if (r->ticks[i] >= first - more && r->ticks[i] <= last + more)
            r->ticks[n++] = r->ticks[i];
    r->n = n;
}

plot_ruler plot_ruler_at(const plot_measure *m, plot_range range, plot_values values,
                         size_t most)
{
    bool all = values.n <= most;
    plot_ruler r;

    if (has_words(m) || values.n == 0) return plot_ruler_exact(m, range, most);
    for (size_t i = 0; i < values.n; i++) all &= is_short(m, values.list[i]);
    if (all || values.n == 1) return list_values(m, range, values, 1);
    r = plot_ruler_exact(m, range, most);
    keep_ticks(&r, values);
    return r.n > 1 ? r : list_values(m, range, values, most > 1 ? values.n - 1 : values.n);
}

plot_ruler plot_ruler_on_ticks(const plot_measure *m, plot_range range, size_t most)
{
    plot_ruler r;

    check_range(range, most);
    sim_bug(is_log(m) && !(range.from > 0));
    if (!is_log(m)) return round_evenly(m, range, most);
    if (has_decades(m, range) || range.from == range.to)
        return round_decades(m, range, most);
    r = count_evenly(m, range, most < MOST_EVEN ? most : MOST_EVEN);
    round_ends(&r, slack);
    return r.from > 0 ? r : round_decades(m, range, most);
}

plot_ruler plot_ruler_rounded(const plot_measure *m, plot_range range, size_t most)
{
    plot_ruler r;

    check_range(range, most);
    if (has_words(m)) return list_words(m, range);
    if (has_decades(m, range)) {
        r = round_decades(m, range, most);
        return count_digits(m, (plot_range){r.from, r.to}, most);
    }
    r = round_evenly(m, range, most);
    if (is_log(m) && !(r.from > 0)) return count_evenly(m, range, most);
    r.from = fmin(r.from, range.from); /* what is a little beyond a tick */
    r.to = fmax(r.to, range.to);
    return r;
}

void plot_ruler_make_room(plot_ruler *r, plot_range range, double part)
{
    const double begun = plot_measure_even(r->measure, r->from);
    const double ended = plot_measure_even(r->measure, r->to);
    const double low = plot_measure_even(r->measure, range.from);
    const double high = plot_measure_even(r->measure, range.to);
    double from = begun, to = ended;

    for (int i = 0; i < MOST_MOVES; i++) { /* each end moves on less than the other did */
        from = fmin(from, (low - part * to) / (1 - part));
        to = fmax(to, (high - part * from) / (1 - part));
    }
    range.from = from < begun ? plot_measure_value(r->measure, from) : r->from;
    range.to = to > ended ? plot_measure_value(r->measure, to) : r->to;
    if (!plot_drawable(range.from) || !plot_drawable(range.to)) return;
    r->from = range.from;
    r->to = range.to;
}

double plot_ruler_place(const plot_ruler *r, double value)
{
    double from;

    if (!is_log(r->measure))
        return plot_drawable(value) ? (value - r->from) / (r->to - r->from) : NAN;
    from = even(r->from, true);
    return (even(value, true) - from) / (even(r->to, true) - from);
}

/* Labels. */

/* What is large or small is written with one power for the whole ruler. */
static void print_number(char text[PLOT_WORDS_SIZE], const plot_ruler *r, double tick)
{
    double largest = fmax(fabs(r->from), fabs(r->to)) / r->unit->size;
    int power = (int)floor(log10(largest) + slack);
    bool scientific = power >= 5 || power <= -4;
    int digits = scientific ? power - r->exponent : -r->exponent;
    const char *sign = tick < 0 ? "−" : "";
    char tail[PLOT_POWER_SIZE];

    digits = digits < 0 ? 0 : digits < 9 ? digits : 9;
    plot_print_power(power, tail);
    if (!scientific)
        snprintf(text, PLOT_WORDS_SIZE, "%s%.*f", sign, digits, fabs(tick));
    else if (tick == 0)
        snprintf(text, PLOT_WORDS_SIZE, "0");
    else
        snprintf(text, PLOT_WORDS_SIZE, "%s%.*f×%s", sign, digits,
                 scaled(fabs(tick), -power), tail);
}

/* "5×10⁶", "10⁷", "0.02". */
static void print_digit(char text[PLOT_WORDS_SIZE], double tick)
{
    int power = (int)floor(log10(tick) + slack);
    int digit = (int)lround(scaled(tick, -power));
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
    if (has_words(r->measure))
        print_word(text, r->measure, r->ticks[i]);
    else if (r->is_listed)
        plot_print_number(text, r->ticks[i], VALUE_DIGITS);
    else if (r->unit)
        print_number(text, r, r->ticks[i] / r->unit->size);
    else
        print_digit(text, r->ticks[i]);
}
