#include "plots/words.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"

static const double most_plain = 1e5, least_plain = 1e-3; /* else as a power of ten */

typedef struct {
    const char *plain, *printed;
} spelling;

static const spelling spellings[] = {
#define PAGE(...)
#define PANEL(...)
#define SPELL(plain, printed) {plain, printed},
#include "plots/figures.def"
};

enum { N_SPELLINGS = sizeof spellings / sizeof *spellings };

/* Does the word that ends before or starts at this character go on? */
static bool goes_on(char c) { return g_ascii_isalnum(c) || c == '-' || (c & 0x80); }

static const spelling *find_spelling(const char *at)
{
    for (size_t i = 0; i < N_SPELLINGS; i++) {
        size_t n = strlen(spellings[i].plain);

        if (strncmp(at, spellings[i].plain, n) == 0 && !goes_on(at[n]))
            return &spellings[i];
    }
    return NULL;
}

void plot_spell(char text[PLOT_WORDS_SIZE], const char *plain)
{
    GString *out = g_string_new(NULL);

    for (const char *at = plain; *at;) {
        bool starts = at == plain || !goes_on(at[-1]);
        const spelling *s = starts ? find_spelling(at) : NULL;

        if (s)
            g_string_append(out, s->printed);
        else
            g_string_append_c(out, *at);
        at += s ? strlen(s->plain) : 1;
    }
    snprintf(text, PLOT_WORDS_SIZE, "%s", out->str);
    g_string_free(out, TRUE);
}

/* "cell" and "day", but not "copy" or "cells". */
static bool takes_s(const char *word, size_t length)
{
    const char last = word[length - 1];

    return last != 's' && (last != 'y' || strchr("aeo", word[length - 2]));
}

/* Where the plural of a unit has its s: behind "cell", also of "cell/kg"; NULL: it has none,
 * as "mm" or "1/day". */
static const char *find_plural(const char *unit)
{
    const char *space = strrchr(unit, ' '), *word = space ? space + 1 : unit;
    const size_t length = strcspn(word, "/");
    const bool has_one = length > 2 &&
                         strspn(word, "abcdefghijklmnopqrstuvwxyz") == length &&
                         takes_s(word, length);

    return has_one ? word + length : NULL;
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

void plot_add_plain(GString *text, double value, int digits)
{
    char number[SIM_NUMBER_SIZE];

    sim_number_print(number, sim_number_round(fabs(value), digits), SIM_NUMBER_TABLE);
    g_string_append_printf(text, "%s%s", value < 0 ? "−" : "", number);
}

/* "4.5×10⁷"; "10⁷". */
static void add_scientific(GString *text, double value, int digits)
{
    const double rounded = sim_number_round(fabs(value), digits);
    const int power = (int)floor(log10(rounded) + 1e-9);
    const double factor = sim_number_round(rounded / pow(10, power), digits);
    char tens[PLOT_POWER_SIZE];

    plot_print_power(power, tens);
    if (factor == 1) {
        g_string_append_printf(text, "%s%s", value < 0 ? "−" : "", tens);
        return;
    }
    plot_add_plain(text, value < 0 ? -factor : factor, digits);
    g_string_append_printf(text, "×%s", tens);
}

void plot_add_number(GString *text, double value, int digits)
{
    const double size = fabs(value);

    if (value != 0 && (size >= most_plain || size < least_plain))
        add_scientific(text, value, digits);
    else
        plot_add_plain(text, value, digits);
}

void plot_print_number(char text[PLOT_WORDS_SIZE], double value, int digits)
{
    GString *number = g_string_new(NULL);

    plot_add_number(number, value, digits);
    snprintf(text, PLOT_WORDS_SIZE, "%s", number->str);
    g_string_free(number, TRUE);
}

/* Where a unit has a power of ten, "1e6 cell", "1/(1e6 cell)"; NULL: nowhere. */
static const char *find_power(const char *unit)
{
    for (const char *at = unit; (at = strstr(at, "1e")); at++)
        if ((at == unit || !g_ascii_isalnum(at[-1])) && g_ascii_isdigit(at[2])) return at;
    return NULL;
}

void plot_print_unit(char text[PLOT_WORDS_SIZE], const char *unit)
{
    const char *plural = find_plural(unit), *power = find_power(unit), *at = unit;
    GString *out = g_string_new(NULL);

    while (*at) {
        char tens[PLOT_POWER_SIZE], *rest;

        if (at == plural) g_string_append_c(out, 's');
        if (at == power) {
            plot_print_power((int)strtol(power + 2, &rest, 10), tens);
            g_string_append(out, tens);
            at = rest;
        } else {
            g_string_append_c(out, *at++);
        }
    }
    if (plural && *plural == '\0') g_string_append_c(out, 's');
    plot_spell(text, out->str);
    g_string_free(out, TRUE);
}

double plot_unit_power(const char *unit, const char **rest)
{
    char *end = NULL;
    const double power = find_power(unit) == unit ? strtod(unit, &end) : 1;

    *rest = end && *end == ' ' ? end + 1 : unit;
    return *rest == unit ? 1 : power;
}

/* Does the label name the unit, in the singular or plural: "population doublings"? */
static bool names_unit(const char *label, const char *unit)
{
    size_t n = strlen(unit);

    for (const char *at = label; (at = strstr(at, unit)); at++) {
        bool starts = at == label || at[-1] == ' ';
        size_t end = n + (at[n] == 's');

        if (starts && (at[end] == '\0' || strchr(" ,;", at[end]))) return true;
    }
    return false;
}

void plot_print_label(char text[PLOT_WORDS_SIZE], const char *label, const char *unit)
{
    char spelled[PLOT_WORDS_SIZE], printed[PLOT_WORDS_SIZE];

    plot_spell(spelled, label);
    spelled[strcspn(spelled, ";")] = '\0';
    plot_print_unit(printed, unit);
    if (unit[0] == '\0' || strcmp(unit, "1") == 0 || names_unit(label, unit))
        snprintf(text, PLOT_WORDS_SIZE, "%s", spelled);
    else if (g_str_has_suffix(spelled, ")"))
        snprintf(text, PLOT_WORDS_SIZE, "%.150s, in %.100s", spelled, printed);
    else
        snprintf(text, PLOT_WORDS_SIZE, "%.150s (%.100s)", spelled, printed);
}

void plot_shorten_label(plot_canvas *canvas, const plot_text *style,
                        char text[PLOT_WORDS_SIZE])
{
    const char *bracket = g_str_has_suffix(text, ")") ? strrchr(text, '(') : NULL;
    char *unit = g_strdup(bracket ? bracket - 1 : "");
    char *words = g_strndup(text, strlen(text) - strlen(unit)), *space;
    plot_text free_style = *style;

    free_style.width = 0;
    while (plot_measure_text(canvas, &free_style, text).width > style->width &&
           (space = strrchr(words, ' '))) {
        *space = '\0';
        snprintf(text, PLOT_WORDS_SIZE, "%s…%s", words, unit);
    }
    g_free(unit);
    g_free(words);
}

/* Does a name go on with this character, to be cut before the one that it belongs to? */
static bool continues(const char *at)
{
    const gunichar c = g_utf8_get_char_validated(at, -1), joiner = 0x200D;
    const char *before = at;

    if (c == joiner || (c != (gunichar)-1 && g_unichar_ismark(c))) return true;
    do before--;
    while (((unsigned char)*before & 0xC0) == 0x80);
    return g_utf8_get_char_validated(before, -1) == joiner;
}

void plot_fit_name(plot_canvas *canvas, const plot_text *style, double width,
                   char text[PLOT_WORDS_SIZE], const char *behind)
{
    char *name = g_strdup(text), *end = name + strlen(name);

    snprintf(text, PLOT_WORDS_SIZE, "%.*s%s", PLOT_NAME_SIZE, name, behind);
    while (plot_measure_text(canvas, style, text).width > width && end > name + 1) {
        do end--;
        while (end > name + 1 && (((unsigned char)*end & 0xC0) == 0x80 || continues(end)));
        *end = '\0';
        g_strchomp(name);
        snprintf(text, PLOT_WORDS_SIZE, "%.*s…%s", PLOT_NAME_SIZE, name, behind);
    }
    g_free(name);
}

void plot_tell_names(const char *const names[], size_t n, GString *words)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0) g_string_append(words, i + 1 < n ? ", " : " and ");
        g_string_append(words, names[i]);
    }
}

const char *plot_keep(GString *text, sim_pool *pool)
{
    char *copy = sim_pool_take(pool, text->len + 1, 1);

    if (copy) memcpy(copy, text->str, text->len);
    g_string_free(text, TRUE);
    return copy ? copy : "";
}
