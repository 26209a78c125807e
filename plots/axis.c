#include "plots/axis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sim/error.h"

static const double slack = 1e-9;        /* of a step: rounding in an end that is a tick */
static const double short_of_decade = 5; /* end by start of a log axis with even ticks */
enum { MOST_EVEN = 5 };                  /* such ticks */
static const double beyond_axis = 0.03;  /* of it: what is beyond a tick by no more is worth
                                          * no other */

const plot_unit plot_number = {"", 1, {0}};
const plot_unit plot_whole = {"", 1, {1, 2, 5, 10, 0}};
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

/* value * 10^exponent, rounded once: dividing by 10 is exact where times 0.1 is not. */
static double scaled(double value, int exponent)
{
    return exponent < 0 ? value / pow(10, -exponent) : value * pow(10, exponent);
}

/* Sets the smallest step of 1, 2, 5 times a power of ten that is not below `least`. */
static void choose_decimal(plot_axis *axis, double least)
{
    static const int steps[] = {1, 2, 5, 10};
    size_t i = 0;

    axis->exponent = (int)floor(log10(least));
    while (i < 3 && scaled(steps[i], axis->exponent) < least * (1 - slack)) i++;
    axis->step = steps[i];
    if (axis->step == 10) {
        axis->step = 1;
        axis->exponent++;
    }
}

static void choose_step(plot_axis *axis, double least)
{
    const int *steps = axis->unit->steps;
    size_t i = 0;

    if (!steps[0]) {
        choose_decimal(axis, least);
        return;
    }
    while (steps[i + 1] && steps[i] < least * (1 - slack)) i++;
    axis->step = steps[i];
    axis->exponent = 0;
    if (steps[i] < least * (1 - slack)) {
        choose_decimal(axis, least / steps[i]);
        axis->step *= steps[i];
    }
}

static double step_size(const plot_axis *axis)
{
    return scaled(axis->step, axis->exponent) * axis->unit->size;
}

static void count_ticks(plot_axis *axis)
{
    double size = step_size(axis);
    double last = floor(axis->to / size + slack);

    axis->first = (long long)ceil(axis->from / size - slack);
    axis->n_ticks = (size_t)fmax(0, last - (double)axis->first + 1);
}

static void part(double *from, double *to)
{
    double room = *from == 0 ? 1 : 0.5 * fabs(*from);

    if (*from<*to && * to - *from> 1e-12 * fmax(fabs(*from), fabs(*to))) return;
    *to += room;
    if (*from != 0) *from -= room;
}

plot_axis plot_axis_linear(const plot_unit *unit, double from, double to, size_t most)
{
    plot_axis axis = {.scale = PLOT_LINEAR, .unit = unit};

    sim_bug(!plot_drawable(from) || !plot_drawable(to) || most == 0);
    part(&from, &to);
    axis.from = from;
    axis.to = to;
    choose_step(&axis, (to - from) / unit->size / (double)most);
    count_ticks(&axis);
    return axis;
}

/* Moves the ends outward, each to the tick that is next to it but for `beyond` steps. */
static plot_axis round_ends(plot_axis axis, double beyond)
{
    double size = step_size(&axis);

    axis.first = (long long)floor(axis.from / size + beyond);
    axis.n_ticks = (size_t)((long long)ceil(axis.to / size - beyond) - axis.first) + 1;
    axis.from = plot_axis_tick(&axis, 0);
    axis.to = plot_axis_tick(&axis, axis.n_ticks - 1);
    return axis;
}

plot_axis plot_axis_rounded(const plot_unit *unit, double from, double to, size_t most)
{
    plot_axis axis = plot_axis_linear(unit, from, to, most);

    return round_ends(axis, beyond_axis * (axis.to - axis.from) / step_size(&axis));
}

static plot_axis even_log(double from, double to, size_t most)
{
    plot_axis axis = round_ends(
        plot_axis_linear(&plot_number, from, to, most < MOST_EVEN ? most : MOST_EVEN),
        slack);

    axis.scale = PLOT_LOG;
    axis.even = true;
    return axis;
}

static plot_axis decades_log(double from, double to, size_t most)
{
    plot_axis axis = {.scale = PLOT_LOG, .unit = &plot_number};
    int lo, hi, decades;

    lo = (int)floor(log10(from) + slack);
    hi = (int)ceil(log10(to) - slack);
    if (hi <= lo) hi = lo + 1;
    decades = hi - lo;
    axis.step = (decades - 1) / (int)most + 1;
    axis.first = lo;
    axis.n_ticks = (size_t)(decades / axis.step) + 1;
    axis.from = scaled(1, lo);
    axis.to = scaled(1, hi);
    return axis;
}

plot_axis plot_axis_log(double from, double to, size_t most)
{
    sim_bug(!(from > 0) || !plot_drawable(to) || from > to || most == 0);
    if (to > from && to < short_of_decade * from) {
        plot_axis axis = even_log(from, to, most);

        if (axis.from > 0) return axis;
    }
    return decades_log(from, to, most);
}

static bool counts_decades(const plot_axis *axis)
{
    return axis->scale == PLOT_LOG && !axis->even;
}

double plot_axis_tick(const plot_axis *axis, size_t i)
{
    long long number = axis->first + (long long)i;

    if (counts_decades(axis)) return scaled(1, (int)axis->first + axis->step * (int)i);
    return scaled((double)number * axis->step, axis->exponent) * axis->unit->size;
}

void plot_print_power(int power, char text[PLOT_POWER_SIZE])
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char plain[16];
    size_t n = 0;

    snprintf(plain, sizeof plain, "%d", power);
    n += (size_t)snprintf(text, PLOT_POWER_SIZE, "10");
    for (const char *c = plain; *c; c++)
        n += (size_t)snprintf(text + n, PLOT_POWER_SIZE - n, "%s",
                              *c == '-' ? "⁻" : digits[*c - '0']);
}

/* What is large or small is written with one power for the whole axis. */
static void print_number(const plot_axis *axis, double tick, char text[PLOT_LABEL_SIZE])
{
    double largest = fmax(fabs(axis->from), fabs(axis->to)) / axis->unit->size;
    int power = (int)floor(log10(largest) + slack);
    bool scientific = power >= 5 || power <= -4;
    int digits = scientific ? power - axis->exponent : -axis->exponent;
    const char *sign = tick < 0 ? "−" : "";
    char tail[PLOT_POWER_SIZE];

    digits = digits < 0 ? 0 : digits < 9 ? digits : 9;
    if (!scientific) {
        snprintf(text, PLOT_LABEL_SIZE, "%s%.*f", sign, digits, fabs(tick));
        return;
    }
    if (tick == 0) {
        snprintf(text, PLOT_LABEL_SIZE, "0");
        return;
    }
    plot_print_power(power, tail);
    snprintf(text, PLOT_LABEL_SIZE, "%s%.*f×%s", sign, digits, scaled(fabs(tick), -power),
             tail);
}

void plot_axis_print(const plot_axis *axis, size_t i, char text[PLOT_LABEL_SIZE])
{
    int power = (int)axis->first + axis->step * (int)i;
    char tail[PLOT_POWER_SIZE];

    if (!counts_decades(axis))
        print_number(axis, plot_axis_tick(axis, i) / axis->unit->size, text);
    else if (power >= -2 && power <= 2)
        snprintf(text, PLOT_LABEL_SIZE, "%.*f", power < 0 ? -power : 0, scaled(1, power));
    else {
        plot_print_power(power, tail);
        snprintf(text, PLOT_LABEL_SIZE, "%s", tail);
    }
}

double plot_axis_place(const plot_axis *axis, double value)
{
    if (!plot_drawable(value)) return NAN;
    if (axis->scale == PLOT_LINEAR) return (value - axis->from) / (axis->to - axis->from);
    return value > 0 ? log10(value / axis->from) / log10(axis->to / axis->from) : NAN;
}
