#include "sim/io/units.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <udunits2.h>

#include "sim/io/characters.h"
#include "sim/io/number.h"

typedef struct {
    const char *name;
    const char *aliases; /* words that mean the same */
    const char *meaning; /* in terms of rows above; NULL for a base unit */
    bool counted;        /* a thing: what is per thing may leave it out */
} row;

static const row rows[] = {
    {"day", "d days", NULL, false},
    {"m", "metre metres meter meters", NULL, false},
    {"g", "gram grams", NULL, false},
    {"cell", "cells", NULL, true},
    {"particle", "particles", NULL, true},
    {"division", "divisions", NULL, true},
    {"passage", "passages", NULL, true},
    {"donor", "donors", NULL, true},
    {"copy", "copies", NULL, true},
    {"PD", "", NULL, true},
    {"kb", "", NULL, false},
    /* time; a year is 365 days, so that rates per year and per day agree to the digit, and a
     * month is a twelfth of it */
    {"s", "second seconds", "day/86400", false},
    {"min", "minute minutes", "day/1440", false},
    {"h", "hr hour hours", "day/24", false},
    {"week", "weeks", "7 day", false},
    {"month", "months", "365 day/12", false},
    {"year", "yr years", "365 day", false},
    /* length, volume, mass */
    {"cm", "", "1e-2 m", false},
    {"mm", "", "1e-3 m", false},
    {"um", "\302\265m \316\274m", "1e-6 m", false}, /* micro sign, Greek mu */
    {"nm", "", "1e-9 m", false},
    {"L", "l litre litres liter liters", "1e-3 m3", false},
    {"dL", "dl", "1e-4 m3", false},
    {"mL", "ml", "1e-6 m3", false},
    {"uL", "ul \302\265L \316\274L", "1e-9 m3", false},
    {"kg", "", "1e3 g", false},
    {"mg", "", "1e-3 g", false},
    {"ug", "\302\265g \316\274g", "1e-6 g", false},
    {"ng", "", "1e-9 g", false},
    {"pg", "", "1e-12 g", false},
    /* the rest; a millimetre of mercury is 133.322387415 Pa */
    {"kPa", "", "1e6 g/(m s2)", false},
    {"mmHg", "", "133.322387415e3 g/(m s2)", false},
    {"bp", "", "1e-3 kb", false},
    {"%", "percent", "1e-2", false},
    {"point", "points", "1e-2", false}, /* a difference of per cents */
};

enum {
    N_ROWS = sizeof rows / sizeof *rows,
    N_BASES = 11,
    LONGEST_NAME = 32,
    LONGEST_TEXT = 200,
    DIGITS = 15,
};

struct sim_units {
    ut_system *system;
    ut_unit *base[N_BASES]; /* of the first rows */
};

/* Is a word one of these, with blanks between them? */
static bool has_word(const char *words, const char *word, size_t length)
{
    while (*words) {
        const size_t n = strcspn(words, " ");

        if (n == length && memcmp(words, word, n) == 0) return true;
        words += n + strspn(words + n, " ");
    }
    return false;
}

bool sim_units_name(const char *word, size_t length)
{
    for (size_t i = 0; length > 0 && i < N_ROWS; i++) {
        if (has_word(rows[i].name, word, length) || has_word(rows[i].aliases, word, length))
            return true;
    }
    return false;
}

/* ---- in a text --------------------------------------------------------------- */

static const char word_ends[] = " ,;:./()";

static bool starts_with_name(const char *word)
{
    return sim_units_name(word, strcspn(word, word_ends));
}

/* Does a word of those bytes count something, as that of an arm, "P2", does not? */
static bool is_number(const char *word, const char *end)
{
    return !isalpha((unsigned char)*word) && sim_characters_end_with_number(word, end);
}

/* Is what stands before and behind a slash a unit, "mg/L", behind a number? */
static bool binds_ratio(const char *text, const char *at)
{
    const char *above = at - 1;

    while (above > text && above[-1] != ' ') above--;
    return above > text && sim_characters_end_with_number(text, above - 1) &&
           starts_with_name(above) && starts_with_name(at);
}

bool sim_units_bind(const char *text, const char *at)
{
    const char *end = at - 1, *before = end;

    if (end <= text) return false;
    if (*end == '/') return binds_ratio(text, at);
    if (*end != ' ') return false;
    while (before > text && before[-1] != ' ') before--;
    if (before == end) return false;
    if (is_number(before, end)) return starts_with_name(at);
    return *at >= '0' && *at <= '9' && end[-1] != 's' &&
           sim_units_name(before, (size_t)(end - before));
}

/* ---- the system ------------------------------------------------------------ */

/* Names are mapped as symbols: UDUNITS ignores the case of what it calls a name. */
static bool map_words(const char *words, const ut_unit *unit)
{
    while (*words) {
        char word[LONGEST_NAME];
        size_t length = strcspn(words, " ");

        sim_bug(length >= sizeof word);
        memcpy(word, words, length);
        word[length] = '\0';
        if (ut_map_symbol_to_unit(word, UT_UTF8, unit) != UT_SUCCESS) return false;
        words += length + strspn(words + length, " ");
    }
    return true;
}

static bool add_row(sim_units *units, size_t i)
{
    ut_unit *unit = rows[i].meaning ? ut_parse(units->system, rows[i].meaning, UT_UTF8)
                                    : ut_new_base_unit(units->system);
    bool done = unit && map_words(rows[i].name, unit) && map_words(rows[i].aliases, unit);

    sim_bug((i < N_BASES) != (rows[i].meaning == NULL));
    if (i < N_BASES)
        units->base[i] = unit;
    else
        ut_free(unit);
    return done;
}

sim_status sim_units_init(sim_units **units, sim_error *err)
{
    bool done;

    ut_set_error_message_handler(ut_ignore);
    *units = calloc(1, sizeof **units);
    done = *units && ((*units)->system = ut_new_system()) != NULL;
    for (size_t i = 0; done && i < N_ROWS; i++) done = add_row(*units, i);
    if (done) return SIM_OK;
    sim_units_free(*units);
    *units = NULL;
    return sim_fail_memory(err, "setting up the units");
}

void sim_units_free(sim_units *units)
{
    if (!units) return;
    for (size_t i = 0; i < N_BASES; i++) ut_free(units->base[i]);
    ut_free_system(units->system);
    free(units);
}

/* ---- reading a unit -------------------------------------------------------- */

typedef struct {
    const sim_units *units;
    sim_unit_parts *parts;
} walk;

static ut_status add_part(walk *w, const ut_unit *base, int power)
{
    size_t i = 0;

    if (w->parts->n == SIM_UNIT_PARTS) return UT_BAD_ARG;
    while (ut_compare(base, w->units->base[i]) != 0) i++;
    w->parts->parts[w->parts->n++] = (sim_unit_part){rows[i].name, power};
    return UT_SUCCESS;
}

static ut_status visit_basic(const ut_unit *unit, void *data)
{
    return add_part(data, unit, 1);
}

static ut_status visit_product(const ut_unit *unit, int n, const ut_unit *const bases[],
                               const int powers[], void *data)
{
    ut_status status = UT_SUCCESS;

    (void)unit;
    for (int i = 0; i < n && status == UT_SUCCESS; i++)
        if (powers[i] != 0) status = add_part(data, bases[i], powers[i]);
    return status;
}

static ut_status visit_scaled(const ut_unit *unit, double scale, const ut_unit *of,
                              double offset, void *data);

/* What has an origin or a logarithm has no factor. */
static ut_status visit_origin(const ut_unit *unit, const ut_unit *of, double origin,
                              void *data)
{
    (void)unit, (void)of, (void)origin, (void)data;
    return UT_BAD_ARG;
}

static ut_status visit_logarithm(const ut_unit *unit, double base, const ut_unit *of,
                                 void *data)
{
    return visit_origin(unit, of, base, data);
}

static const ut_visitor visitor = {visit_basic, visit_product, visit_scaled, visit_origin,
                                   visit_logarithm};

static ut_status visit_scaled(const ut_unit *unit, double scale, const ut_unit *of,
                              double offset, void *data)
{
    walk *w = data;

    if (offset != 0) return visit_origin(unit, of, offset, data);
    w->parts->scale *= scale;
    return ut_accept_visitor(of, &visitor, data);
}

/* Micro signs, dots and raised digits are what units need beyond ASCII: two bytes each. */
static size_t character_length(const char *text)
{
    const unsigned char first = (unsigned char)text[0], second = (unsigned char)text[1];

    if (first < 0x80) return iscntrl(first) ? 0 : 1;
    return first >= 0xC2 && first < 0xE0 && second >= 0xA0 && second < 0xC0 ? 2 : 0;
}

/* One line of a length that no unit exceeds, without an origin, and with parentheses that
 * match: UDUNITS takes "h)" for "h". */
static bool is_plain(const char *text)
{
    size_t length = strlen(text);
    int depth = 0;

    if (length == 0 || length > LONGEST_TEXT || strchr(text, '@')) return false;
    for (size_t i = 0, step; i < length && depth >= 0; i += step) {
        if ((step = character_length(&text[i])) == 0) return false;
        depth += (text[i] == '(') - (text[i] == ')');
    }
    return depth == 0 && text[0] != ' ' && text[length - 1] != ' ';
}

/* Can what stands behind a stroke or "per" be a unit, and no number? */
static bool starts_unit(const char *text)
{
    return isalpha((unsigned char)*text) || (unsigned char)*text >= 0x80 || *text == '(' ||
           *text == '%';
}

/* The length of the stroke or "per" before a unit; 0 if there is none. */
static size_t per_length(const char *text)
{
    return text[0] == '/' ? 1 : strncmp(text, "per ", 4) == 0 ? 4 : 0;
}

/* "/day" and "per day" are 1/day. */
static ut_unit *parse_unit(const sim_units *units, const char *text)
{
    char whole[LONGEST_TEXT + 2];
    const size_t per = per_length(text);

    if (!is_plain(text)) return NULL;
    if (per == 0) return ut_parse(units->system, text, UT_UTF8);
    if (!starts_unit(text + per)) return NULL;
    snprintf(whole, sizeof whole, "1/%s", text + per);
    return ut_parse(units->system, whole, UT_UTF8);
}

/* split, with the scale as it comes. */
static bool split(const sim_units *units, const char *text, sim_unit_parts *parts)
{
    walk w = {units, parts};
    ut_unit *unit;
    bool done;

    errno = 0;
    unit = parse_unit(units, text);
    *parts = (sim_unit_parts){.scale = 1};
    if (!unit) return false;
    done = ut_accept_visitor(unit, &visitor, &w) == UT_SUCCESS && isfinite(parts->scale) &&
           parts->scale > 0;
    ut_free(unit);
    return done;
}

bool sim_units_split(const sim_units *units, const char *text, sim_unit_parts *parts)
{
    if (!split(units, text, parts)) return false;
    parts->scale = sim_number_round(parts->scale, DIGITS);
    return true;
}

/* The status of UDUNITS is that of its parser, to which all failures are of syntax. */
bool sim_units_lack_memory(void) { return errno == ENOMEM; }

bool sim_units_known(const sim_units *units, const char *text)
{
    sim_unit_parts parts;

    return split(units, text, &parts);
}

bool sim_units_may_follow(const char *text, const char *wanted)
{
    if (isalpha((unsigned char)text[0]) || !strchr("0123456789.+-(", text[0])) return true;
    return strcmp(text, wanted) == 0 ||
           (strncmp(text, "1/", 2) == 0 &&
            (text[2] == '(' || isalpha((unsigned char)text[2])));
}

/* ---- exact factors --------------------------------------------------------- */

/* The scales of units are products of a few doubles. */
static const double close_to = 4e-15, whole_most = 9007199254740992.0; /* 2^53 */

enum { TERMS = 40 };

bool sim_ratio_find(double number, sim_ratio *ratio)
{
    double above = 1, below = 0, last_above = 0, last_below = 1, rest = number;

    for (int i = 0; i < TERMS; i++) {
        const double term = floor(rest), next_above = term * above + last_above,
                     next_below = term * below + last_below;

        if (!(next_above < whole_most && next_below < whole_most)) return false;
        last_above = above;
        last_below = below;
        above = next_above;
        below = next_below;
        *ratio = (sim_ratio){above, below};
        if (fabs(above / below - number) <= close_to * number) return above > 0;
        rest = 1 / (rest - term);
    }
    return false;
}

/* A number as `whole` times ten to the power of `exponent`, by its shortest decimal. */
typedef struct {
    double whole;
    int exponent;
} decimal;

static decimal decimal_of(double number)
{
    char text[SIM_NUMBER_SIZE], *e, *point;
    decimal d = {0};

    sim_number_print_exact(text, number);
    if ((e = strchr(text, 'e')) != NULL) {
        d.exponent = (int)strtol(e + 1, NULL, 10);
        *e = '\0';
    }
    if ((point = strchr(text, '.')) != NULL) {
        memmove(point, point + 1, strlen(point));
        d.exponent -= (int)strlen(point);
    }
    d.whole = strtod(text, NULL);
    return d;
}

static double greatest_common(double a, double b)
{
    while (b > 0) {
        const double rest = fmod(a, b);

        a = b;
        b = rest;
    }
    return a;
}

/* Multiplies one side of a fraction by ten as often as is asked, the other divided where it
 * can be; false if that leaves the whole numbers. */
static bool scale_by_tens(double *side, double *other, int times)
{
    for (; times > 0; times--) {
        const double common = greatest_common(10, fabs(*other));

        *other /= common;
        *side *= 10 / common;
        if (!(fabs(*side) < whole_most)) return false;
    }
    return true;
}

double sim_ratio_multiply(double number, sim_ratio ratio)
{
    const decimal d = decimal_of(number);
    const double common = greatest_common(fabs(d.whole), ratio.below);
    double above, below, whole;

    if (number == 0) return 0;
    below = ratio.below / common;
    whole = d.whole / common;
    above = whole * ratio.above;
    if (fabs(whole) < whole_most && fabs(above) < whole_most &&
        scale_by_tens(&above, &below, d.exponent) &&
        scale_by_tens(&below, &above, -d.exponent))
        return above / below;
    return number * ratio.above / ratio.below;
}

/* ---- one unit for another --------------------------------------------------- */

/* The power of a base in a unit; 0 if it has none. */
static int power_of(const sim_unit_parts *parts, const char *base)
{
    for (size_t i = 0; i < parts->n; i++) {
        if (strcmp(parts->parts[i].base, base) == 0) return parts->parts[i].power;
    }
    return 0;
}

/* Do two units agree, or is all that `from` lacks a thing that `to` is per, or, where it
 * says what for alone ("/cm2"), a thing that is counted? */
static bool agrees(const sim_unit_parts *from, const sim_unit_parts *to, bool is_per)
{
    for (size_t i = 0; i < N_BASES; i++) {
        const int a = power_of(from, rows[i].name), b = power_of(to, rows[i].name);

        if (a != b && !(rows[i].counted && a == 0 && (b < 0 || is_per))) return false;
    }
    return true;
}

bool sim_units_convert(const sim_units *units, double number, const char *from,
                       const char *to, double *result)
{
    sim_unit_parts a, b;
    sim_ratio ratio;

    if (!split(units, from, &a) || !split(units, to, &b) ||
        !agrees(&a, &b, per_length(from) > 0))
        return false;
    if (sim_ratio_find(a.scale / b.scale, &ratio))
        *result = ratio.above == ratio.below ? number : sim_ratio_multiply(number, ratio);
    else
        *result = number * (a.scale / b.scale);
    return isfinite(*result);
}

bool sim_units_read(const sim_units *units, const char *text, const char *to,
                    double *result, const char **behind)
{
    if (!sim_number_parse_start(text, result, behind)) return false;
    *behind += strspn(*behind, " \t");
    return !**behind || (sim_units_may_follow(*behind, to) &&
                         sim_units_convert(units, *result, *behind, to, result));
}
