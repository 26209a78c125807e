/* phrase_parts.c -- names of arms and hours, in words. */
#include <string.h>

#include "plots/phrase.h"
#include "plots/words.h"

enum { HOUR_DIGITS = 2 };

static const double hours_a_day = 24;

void plot_phrase_name(const char *name, GString *text)
{
    static const char *const links[] = {" and ", " with ", ", ", "; ", ": "};
    bool is_joined = false;

    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        is_joined = is_joined || strstr(name, links[i]);
    g_string_append_printf(text, is_joined ? "“%s”" : "%s", name);
}

void plot_phrase_names(const char *one, const char *other, GString *text)
{
    plot_phrase_name(one, text);
    g_string_append(text, " and ");
    plot_phrase_name(other, text);
}

void plot_phrase_hours(double days, GString *text)
{
    const double hours = days * hours_a_day;

    g_string_append(text, "after ");
    plot_add_plain(text, hours, HOUR_DIGITS);
    g_string_append(text, hours == 1 ? " hour" : " hours");
}
