/* phrase_number.c -- numbers, their units and what is more or less, in words. */
#include <math.h>
#include <string.h>

#include "plots/phrase.h"
#include "plots/words.h"

enum { TIMES_DIGITS = 2 };

static const double most_percent = 99.5; /* what is more is not all */
static const double most_more = 200;     /* percent; beyond, how many times is told */

/* " per day" of "day", " per 10⁶ cells" of "(1e6 cell)". */
static void add_per(const char *of, GString *text)
{
    const size_t bracket = *of == '(' ? 1 : 0;
    char *bare = g_strndup(of + bracket, strlen(of) - 2 * bracket);
    char several[PLOT_WORDS_SIZE];

    plot_print_unit(several, bare);
    g_string_append_printf(text, " per %s", g_ascii_isdigit(*bare) ? several : bare);
    g_free(bare);
}

/* Is it one over something, in brackets or without: "1/day"? */
static bool is_per(const char *unit)
{
    return g_str_has_prefix(unit, "1/") && !strchr(unit + 2, '/') &&
           (unit[2] == '(') == g_str_has_suffix(unit, ")");
}

/* "37 cells", "1 cell", "0.37×10⁶ cells", "2 per day". */
void plot_phrase_unit(double value, const char *unit, GString *text)
{
    char printed[PLOT_WORDS_SIZE];

    plot_print_unit(printed, unit);
    if (!*unit || strcmp(unit, "1") == 0) return;
    if (is_per(unit)) {
        add_per(unit + 2, text);
        return;
    }
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
