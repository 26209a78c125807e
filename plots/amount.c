#include "plots/amount.h"

#include <math.h>
#include <string.h>

#include "plots/phrase.h"
#include "plots/words.h"

enum { FEW_DIGITS = 2 };

static const double whole_days = 10; /* from here on days are told without a fraction */

static const char *unit_of(const plot_topic *topic)
{
    const char *rest;

    plot_unit_power(topic->unit, &rest);
    return rest;
}

/* A power of ten in its unit is part of the number. */
static double times_of(const plot_topic *topic)
{
    const char *rest;

    return plot_unit_power(topic->unit, &rest) * (topic->times > 0 ? topic->times : 1);
}

/* Of a hundred patients two digits are told. */
static int digits_of(const plot_topic *topic)
{
    return strcmp(topic->unit, SIM_POINT) == 0 && topic->times > 1 ? FEW_DIGITS
                                                                   : PLOT_PHRASE_DIGITS;
}

void plot_amount_tell_bare(double value, const plot_topic *topic, GString *text)
{
    plot_add_number(text, times_of(topic) * value, digits_of(topic));
}

void plot_amount_tell(double value, const plot_topic *topic, GString *text)
{
    const size_t start = text->len;

    plot_amount_tell_bare(value, topic, text);
    plot_phrase_unit(strcmp(text->str + start, "1") == 0 ? 1 : NAN, unit_of(topic), text);
}

/* Rounding, as of shares taken from each other, is none. */
static double without_rounding(double value)
{
    return fabs(value) <= SIM_NEGLIGIBLE ? 0 : value;
}

void plot_amount_tell_bare_count(double value, const plot_topic *topic, GString *text)
{
    const double shown = without_rounding(value);

    if (topic->is_difference && shown > 0) g_string_append_c(text, '+');
    plot_amount_tell_bare(shown, topic, text);
}

void plot_amount_tell_count(double value, const plot_topic *topic, GString *text)
{
    const size_t start = text->len;

    plot_amount_tell_bare_count(value, topic, text);
    plot_phrase_unit(strcmp(text->str + start, "+1") == 0 ? 1 : NAN, unit_of(topic), text);
}

void plot_amount_tell_interval(const plot_read *read, const char *lead,
                               const plot_topic *topic, GString *text)
{
    if (!isfinite(read->low) || !isfinite(read->high)) return;
    g_string_append(text, lead);
    plot_amount_tell_bare(without_rounding(read->low), topic, text);
    g_string_append(text, " to ");
    plot_amount_tell_bare(without_rounding(read->high), topic, text);
    g_string_append_c(text, ')');
}

void plot_amount_tell_background(const plot_topic *topic, GString *text)
{
    const plot_topic plain = {.unit =
                                  strcmp(topic->unit, SIM_POINT) == 0 ? "%" : topic->unit,
                              .times = topic->times};
    GString *low = g_string_new(NULL), *high = g_string_new(NULL);

    plot_amount_tell_bare(without_rounding(topic->background_low), &plain, low);
    plot_amount_tell_bare(without_rounding(topic->background_high), &plain, high);
    if (strcmp(low->str, high->str) == 0)
        g_string_append(text, " against the background's ");
    else
        g_string_append_printf(text, " against the backgrounds' %s to ", low->str);
    g_string_append(text, high->str);
    plot_amount_tell_unit(&plain, text);
    g_string_free(low, TRUE);
    g_string_free(high, TRUE);
}

void plot_amount_tell_unit(const plot_topic *topic, GString *text)
{
    plot_phrase_unit(NAN, unit_of(topic), text);
}

void plot_amount_tell_least(const plot_topic *topic, GString *text)
{
    if (topic->telling)
        plot_phrase_number(times_of(topic) * topic->telling->least,
                           strcmp(topic->unit, "%") == 0 ? SIM_POINT : unit_of(topic),
                           text);
    else
        g_string_append_printf(text, "%g %%", 100 * plot_telling_least(NULL, 1, 1));
}

/* "37", "2.4", "12". */
void plot_amount_tell_x(double x, const plot_topic *topic, GString *text)
{
    const bool is_day = strcmp(topic->x, "day") == 0;

    if (is_day && x >= whole_days)
        g_string_append_printf(text, "%.0f", x);
    else
        plot_add_plain(text, x, is_day ? FEW_DIGITS : PLOT_PHRASE_DIGITS);
}

/* "on day 37", "at passage 12". */
/* "at dose 1.5×10⁸", "at harvest passage 3": of a parameter its name without its section. */
static void tell_at_parameter(double at, const char *name, GString *text)
{
    const size_t start = text->len;

    g_string_append_printf(text, "at %s ", name);
    for (size_t i = start; i < text->len; i++)
        if (text->str[i] == '_') text->str[i] = ' ';
    plot_add_number(text, at, PLOT_PHRASE_DIGITS);
}

void plot_amount_tell_at(double at, const plot_topic *topic, GString *text)
{
    const bool is_day = strcmp(topic->x, "day") == 0;
    const char *section = strchr(topic->x, '.');

    if (is_day && at > 0 && at < 1) {
        plot_phrase_hours(at, text);
        return;
    }
    if (section) {
        tell_at_parameter(at, section + 1, text);
        return;
    }
    g_string_append_printf(text, "%s %s ", is_day ? "on" : "at", topic->x);
    plot_amount_tell_x(at, topic, text);
}

/* "until day 319", "with breaks until day 319", "to the end, day 730". */
void plot_amount_tell_until(const plot_topic *topic, const plot_read *read, GString *text)
{
    if (read->is_broken) g_string_append(text, "with breaks ");
    g_string_append_printf(text, "%s %s ", read->is_end ? "to the end," : "until",
                           topic->x);
    plot_amount_tell_x(read->at, topic, text);
}

/* "16.3 mm"; "less than 1 mm", "within 1 mm of 0 mm" of what is not worth a word. */
void plot_amount_tell_value(double value, const plot_topic *topic, GString *text)
{
    const bool is_small = value != 0 && plot_fact_is_small(topic, value);

    if (!is_small || !topic->telling) {
        plot_amount_tell(is_small ? 0 : value, topic, text);
        return;
    }
    g_string_append(text, value > 0 ? "less than " : "within ");
    if (value > 0) plot_amount_tell(topic->telling->least, topic, text);
    if (value > 0) return;
    plot_amount_tell_least(topic, text);
    g_string_append(text, " of ");
    plot_amount_tell(0, topic, text);
}

void plot_amount_tell_kind(const plot_topic *topic, GString *text)
{
    static const char *const kinds[2][2] = {{"", " (on whole days)"},
                                            {" (median)", " (median, on whole days)"}};

    g_string_append(text, kinds[topic->is_median][topic->is_of_days]);
}
