/* phrase_number.c -- numbers, their units and what is more or less, in words. */
#include <math.h>
#include <string.h>

#include "plots/phrase.h"
#include "plots/words.h"

enum { TIMES_DIGITS = 2 };

static const double most_percent = 99.5; /* what is more is not all */
static const double most_more = 200;     /* percent; beyond, how many times is told */

/* "37 cells", "1 cell", "0.37×10⁶ cells". */
void plot_phrase_unit(double value, const char *unit, GString *text)
{
    char printed[PLOT_WORDS_SIZE];

    plot_print_unit(printed, unit);
    if (!*unit || strcmp(unit, "1") == 0) return;
    if (g_str_has_prefix(printed, "10")) {
        g_string_append_printf(text, "×%s", printed);
        return;
    }
    if (value == 1 && g_str_has_suffix(printed, "s") && !g_str_has_suffix(unit, "s"))
        printed[strlen(printed) - 1] = '\0';
    g_string_append_printf(text, " %s", printed);
}

void plot_phrase_number(double value, const char *unit, GString *text)
{
    plot_add_number(text, value, PLOT_PHRASE_DIGITS);
    plot_phrase_unit(value, unit, text);
}

void plot_phrase_change(double ratio, GString *text)
{
    const double percent = 100 * fabs(ratio - 1);

    if (!(ratio > 0) || !isfinite(ratio)) return;
    if (ratio < 1 && percent > most_percent) {
        g_string_append(text, ": over 99 % less");
    } else if (ratio > 1 && percent > most_more) {
        g_string_append(text, ": ");
        plot_add_plain(text, ratio, TIMES_DIGITS);
        g_string_append(text, " times as much");
    } else if (percent >= 0.5) {
        g_string_append_printf(text, ": %.0f %% %s", percent, ratio < 1 ? "less" : "more");
    }
}
