#include "sim/io/number.h"

#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- nine digits, fast ---------------------------------------------------- */

/* A number for a table is printed by the million: what printf works out in many digits is
 * done here in one multiplication, wherever that shows beyond doubt how to round. */

enum {
    EXACT_POWERS = 28,
    MOST_POWER = 3 * (EXACT_POWERS - 1),
    TABLE_DIGITS = SIM_NUMBER_TABLE
};

/* Powers of ten that a long double of 64 bits holds exactly. */
static const long double powers[EXACT_POWERS] = {
    1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L,
    1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L,
    1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L};

static const double log10_of_2 = 0.30102999566398120;

/* Nine digits d.dddddddd and the power of ten of the first. */
typedef struct {
    unsigned long digits; /* from 1e8 to 1e9 - 1 */
    int power;
} decimal;

/* x * 10^power, rounded by a part in 2^64 up to four times. */
static long double shift_point(long double x, int power)
{
    const int most = EXACT_POWERS - 1;

    for (; power > most; power -= most) x *= powers[most];
    for (; power < -most; power += most) x /= powers[most];
    return power < 0 ? x / powers[-power] : x * powers[power];
}

/* False where it is too near to the middle of two such numbers, or too large or small. */
static bool round_to_nine(double x, decimal *d)
{
    static const long double doubt = 1e-8L; /* of the last digit; the error is 3e-10 */
    const int most = TABLE_DIGITS - 1;
    int shift = (int)floor(log10_of_2 * ilogb(x)); /* of the first digit, or one too low */
    long double scaled, rest;

    if (abs(most - shift) >= MOST_POWER) return false;
    scaled = shift_point(x, most - shift);
    if (scaled >= powers[most + 1]) scaled = shift_point(x, most - ++shift);
    if (!(scaled >= powers[most] && scaled < powers[most + 1])) return false;
    d->digits = (unsigned long)scaled;
    rest = scaled - (long double)d->digits;
    if (fabsl(rest - 0.5L) < doubt) return false;
    d->digits += rest > 0.5L;
    d->power = shift;
    if (d->digits < 1000000000UL) return true;
    d->digits /= 10;
    d->power++;
    return true;
}

/* The digits without the zeros at their end; how many. */
static int list_digits(unsigned long digits, char list[TABLE_DIGITS])
{
    int n = TABLE_DIGITS;

    for (int i = TABLE_DIGITS; i-- > 0; digits /= 10) list[i] = (char)('0' + digits % 10);
    while (n > 1 && list[n - 1] == '0') n--;
    return n;
}

/* As %.9g does; the power has two digits at most. */
static void print_decimal(char *text, const decimal *d)
{
    char list[TABLE_DIGITS];
    const bool scientific = d->power < -4 || d->power >= TABLE_DIGITS;
    const int n = list_digits(d->digits, list);
    const int before = scientific ? 1 : d->power + 1; /* digits before the point */

    if (before <= 0) {
        *text++ = '0';
        *text++ = '.';
        for (int i = before; i < 0; i++) *text++ = '0';
    }
    for (int i = 0; i < n || i < before; i++) {
        if (i == before && before > 0) *text++ = '.';
        *text++ = i < n ? list[i] : '0';
    }
    if (scientific) {
        *text++ = 'e';
        *text++ = d->power < 0 ? '-' : '+';
        *text++ = (char)('0' + abs(d->power) / 10);
        *text++ = (char)('0' + abs(d->power) % 10);
    }
    *text = '\0';
}

static bool is_fast(double number, int digits, decimal *d)
{
    return digits == TABLE_DIGITS && LDBL_MANT_DIG >= 64 && isfinite(number) &&
           round_to_nine(fabs(number), d);
}

void sim_number_print(char text[SIM_NUMBER_SIZE], double number, int digits)
{
    decimal d;

    if (number == 0) {
        strcpy(text, "0");
        return;
    }
    if (is_fast(number, digits, &d)) {
        if (number < 0) *text++ = '-';
        print_decimal(text, &d);
        return;
    }
    snprintf(text, SIM_NUMBER_SIZE, "%.*g", digits, number);
}

/* ---- any number of digits ------------------------------------------------- */

/* The double nearest to it; false where that is not beyond doubt. */
static bool to_double(const decimal *d, double *number)
{
    static const long double doubt = 0x1p-60L; /* of it; the error is 2^-61.6 */
    const long double value =
        shift_point((long double)d->digits, d->power - (TABLE_DIGITS - 1));

    *number = (double)(value * (1 - doubt));
    return *number == (double)(value * (1 + doubt));
}

double sim_number_round(double number, int digits)
{
    char text[SIM_NUMBER_SIZE];
    double rounded;
    decimal d;

    if (number == 0) return 0;
    if (is_fast(number, digits, &d) && to_double(&d, &rounded))
        return number < 0 ? -rounded : rounded;
    sim_number_print(text, number, digits);
    return strtod(text, NULL);
}

void sim_number_print_exact(char text[SIM_NUMBER_SIZE], double number)
{
    for (int digits = 6; digits <= 17; digits++) {
        sim_number_print(text, number, digits);
        if (strtod(text, NULL) == number) return;
    }
}

bool sim_number_parse_start(const char *text, double *number, const char **rest)
{
    char *end;

    while (isspace((unsigned char)*text)) text++;
    *number = strtod(text, &end);
    *rest = end;
    /* strtod also takes hexadecimal numbers */
    return end > text && isfinite(*number) &&
           strspn(text, "+-.0123456789eE") >= (size_t)(end - text);
}

bool sim_number_parse(const char *text, double *number)
{
    const char *rest;

    if (!sim_number_parse_start(text, number, &rest)) return false;
    while (isspace((unsigned char)*rest)) rest++;
    return *rest == '\0';
}

/* Does a decimal number have a fraction that is not 0?  Judged by its digits: a double rounds
 * them. */
static bool has_fraction(const char *text)
{
    long below = 0, zeros = 0; /* digits behind the point; zeros at the end of all digits */
    bool point = false, any = false;
    const char *at = text + strspn(text, " \t\n\r\v\f+-");

    for (; isdigit((unsigned char)*at) || *at == '.'; at++) {
        if (*at == '.') {
            point = true;
            continue;
        }
        any |= *at != '0';
        below += point;
        zeros = *at == '0' ? zeros + 1 : 0;
    }
    if (!any) return false;
    if (*at == 'e' || *at == 'E') zeros += strtol(at + 1, NULL, 10);
    return zeros < below;
}

bool sim_number_parse_whole(const char *text, double *number)
{
    static const double most = 9007199254740992; /* 2^53 */

    return sim_number_parse(text, number) && fabs(*number) < most && !has_fraction(text);
}
