#include "sim/io/ratio.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"

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
    char text[SIM_NUMBER_SIZE], digits[SIM_NUMBER_SIZE];
    decimal d = {0};
    size_t n = 0;
    bool behind_point = false;

    sim_number_print_exact(text, number);
    for (const char *c = text; *c && *c != 'e'; c++) {
        if (*c == '.')
            behind_point = true;
        else
            digits[n++] = *c;
        if (behind_point && *c != '.') d.exponent--;
    }
    digits[n] = '\0';
    d.whole = strtod(digits, NULL);
    if (strchr(text, 'e')) d.exponent += (int)strtol(strchr(text, 'e') + 1, NULL, 10);
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
