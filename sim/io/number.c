#include "sim/io/number.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- nine digits, fast ---------------------------------------------------- */

/* A number for a table is printed by the million: what printf works out in many digits is
 * done here in whole numbers of 64 bits, wherever that shows beyond doubt how to round
 * (Loitsch 2010, Printing floating-point numbers quickly and accurately with integers). */

enum {
    TABLE_DIGITS = SIM_NUMBER_TABLE,
    FINE = 27,   /* powers of ten in the finer table, which are exact */
    COARSE = 11, /* steps of FINE in the coarser one, up and down */
    DOUBT = 8    /* of 2^64 that a product may be wrong by */
};

__extension__ typedef unsigned __int128 wide;

/* bits * 2^two, the first of 64 bits being 1. */
typedef struct {
    uint64_t bits;
    int two;
} binary;

/* The first 64 bits of powers of ten. */
#define TEN(bits) (uint64_t)(bits)
static const uint64_t fine[FINE] = {
    TEN(1e0L * 0x1p63L),   TEN(1e1L * 0x1p60L),   TEN(1e2L * 0x1p57L),
    TEN(1e3L * 0x1p54L),   TEN(1e4L * 0x1p50L),   TEN(1e5L * 0x1p47L),
    TEN(1e6L * 0x1p44L),   TEN(1e7L * 0x1p40L),   TEN(1e8L * 0x1p37L),
    TEN(1e9L * 0x1p34L),   TEN(1e10L * 0x1p30L),  TEN(1e11L * 0x1p27L),
    TEN(1e12L * 0x1p24L),  TEN(1e13L * 0x1p20L),  TEN(1e14L * 0x1p17L),
    TEN(1e15L * 0x1p14L),  TEN(1e16L * 0x1p10L),  TEN(1e17L * 0x1p7L),
    TEN(1e18L * 0x1p4L),   TEN(1e19L * 0x1p0L),   TEN(1e20L * 0x1p-3L),
    TEN(1e21L * 0x1p-6L),  TEN(1e22L * 0x1p-10L), TEN(1e23L * 0x1p-13L),
    TEN(1e24L * 0x1p-16L), TEN(1e25L * 0x1p-20L), TEN(1e26L * 0x1p-23L)};
static const uint64_t coarse[2 * COARSE + 1] = {
    TEN(1e-297L * 0x1p1050L), TEN(1e-270L * 0x1p960L), TEN(1e-243L * 0x1p871L),
    TEN(1e-216L * 0x1p781L),  TEN(1e-189L * 0x1p691L), TEN(1e-162L * 0x1p602L),
    TEN(1e-135L * 0x1p512L),  TEN(1e-108L * 0x1p422L), TEN(1e-81L * 0x1p333L),
    TEN(1e-54L * 0x1p243L),   TEN(1e-27L * 0x1p153L),  TEN(1e0L * 0x1p63L),
    TEN(1e27L * 0x1p-26L),    TEN(1e54L * 0x1p-116L),  TEN(1e81L * 0x1p-206L),
    TEN(1e108L * 0x1p-295L),  TEN(1e135L * 0x1p-385L), TEN(1e162L * 0x1p-475L),
    TEN(1e189L * 0x1p-564L),  TEN(1e216L * 0x1p-654L), TEN(1e243L * 0x1p-744L),
    TEN(1e270L * 0x1p-833L),  TEN(1e297L * 0x1p-923L)};
#undef TEN

/* floor(two * log10(2)), floor(ten * log2(10)): right for all powers of a double. */
static int tens_in(int two) { return (two * 78913 + (4096 << 18)) / (1 << 18) - 4096; }
static int twos_in(int ten) { return (ten * 217706 + (4096 << 16)) / (1 << 16) - 4096; }

/* Nine digits d.dddddddd and the power of ten of the first. */
typedef struct {
    uint32_t digits; /* from 1e8 to 1e9 - 1 */
    int power;
} decimal;

static binary times(binary a, binary b)
{
    const wide product = (wide)a.bits * b.bits;
    const int shift = 63 + (int)(product >> 127);

    return (binary){(uint64_t)(product >> shift), a.two + b.two + shift};
}

static bool has_ten(int power) { return abs(power) < COARSE * FINE; }

/* 10^power. */
static binary ten(int power)
{
    const unsigned place = (unsigned)(power + COARSE * FINE);
    const binary from = {coarse[place / FINE], 0}, by = {fine[place % FINE], 0};

    return (binary){times(from, by).bits, twos_in(power) - 63};
}

/* Of what is more than 0, and not subnormal. */
static binary to_binary(double x)
{
    uint64_t bits;

    memcpy(&bits, &x, sizeof bits);
    return (binary){bits << 11 | UINT64_C(1) << 63, (int)(bits >> 52) - 1023 - 63};
}

/* The nearest whole number; false where that is not beyond doubt. */
static bool to_whole(binary b, uint64_t *whole)
{
    const uint64_t half = UINT64_C(1) << (-b.two - 1), rest = b.bits & (2 * half - 1);

    *whole = (b.bits >> -b.two) + (rest > half);
    return rest + DOUBT < half || rest > half + DOUBT;
}

/* What a double holds exactly. */
static const double exact[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
enum { N_EXACT = sizeof exact / sizeof *exact };

static double scaled(double x, int power)
{
    return power < 0 ? x / exact[-power] : x * exact[power];
}

/* The same by one operation of doubles, which is wrong by less than `unsure`: mostly enough. */
static bool scale_to_nine(double x, decimal *d)
{
    static const double unsure = 1e-5, end = 999999999.5;
    int up = TABLE_DIGITS - 1 - d->power;
    double y;

    if (up >= N_EXACT || up <= 1 - N_EXACT) return false; /* it may become one less */
    y = scaled(x, up);
    if (y > end - unsure && y < end + unsure) return false;
    if (y > end) y = scaled(x, --up);
    d->digits = (uint32_t)(y + 0.5);
    d->power = TABLE_DIGITS - 1 - up;
    return fabs(y - d->digits) < 0.5 - unsure;
}

/* False where it is too near to the middle of two such numbers, or too large or small. */
static bool round_to_nine(double x, decimal *d)
{
    static const uint64_t least = 100000000, end = 1000000000;
    const binary b = to_binary(x);
    const int most = TABLE_DIGITS - 1;
    uint64_t whole;

    d->power = tens_in(b.two + 63); /* or one more */
    if (scale_to_nine(x, d)) return true;
    d->power = tens_in(b.two + 63);
    if (!has_ten(most - d->power) || !has_ten(most - d->power - 1)) return false;
    if (!to_whole(times(b, ten(most - d->power)), &whole)) return false;
    if (whole > end && !to_whole(times(b, ten(most - ++d->power)), &whole)) return false;
    if (whole == end) d->power++;
    d->digits = (uint32_t)(whole == end ? least : whole);
    return true;
}

/* From "00" to "99". */
#define TEN_PAIRS(t) t "0" t "1" t "2" t "3" t "4" t "5" t "6" t "7" t "8" t "9"
static const char pairs[] =
    TEN_PAIRS("0") TEN_PAIRS("1") TEN_PAIRS("2") TEN_PAIRS("3") TEN_PAIRS("4")
        TEN_PAIRS("5") TEN_PAIRS("6") TEN_PAIRS("7") TEN_PAIRS("8") TEN_PAIRS("9");
#undef TEN_PAIRS

/* The digits, and zeros behind them; how many without the zeros. */
static int list_digits(uint32_t digits, char list[2 * TABLE_DIGITS])
{
    int n = TABLE_DIGITS;

    memset(list + TABLE_DIGITS, '0', TABLE_DIGITS);
    for (int i = TABLE_DIGITS - 2; i > 0; i -= 2, digits /= 100)
        memcpy(list + i, pairs + 2 * (digits % 100), 2);
    *list = (char)('0' + digits);
    while (n > 1 && list[n - 1] == '0') n--;
    return n;
}

/* As %.9g does.  What is behind the end is overwritten:
 * to copy nine digits is faster than to copy some. */
static size_t print_decimal(char *text, const decimal *d)
{
    char list[2 * TABLE_DIGITS];
    const char *const start = text;
    const bool scientific = d->power < -4 || d->power >= TABLE_DIGITS;
    const int n = list_digits(d->digits, list);
    const int before = scientific ? 1 : d->power + 1; /* digits before the point */

    if (before <= 0) {
        memcpy(text, "0.000", 5);
        text += 2 - before;
        memcpy(text, list, TABLE_DIGITS);
        text += n;
    } else {
        memcpy(text, list, TABLE_DIGITS);
        text[before] = '.';
        memcpy(text + before + 1, list + before, TABLE_DIGITS);
        text += n > before ? n + 1 : before;
    }
    if (scientific) {
        *text++ = 'e';
        *text++ = d->power < 0 ? '-' : '+';
        if (abs(d->power) >= 100) *text++ = (char)('0' + abs(d->power) / 100);
        *text++ = (char)('0' + abs(d->power) / 10 % 10);
        *text++ = (char)('0' + abs(d->power) % 10);
    }
    *text = '\0';
    return (size_t)(text - start);
}

static bool is_fast(double number, int digits, decimal *d)
{
    return digits == TABLE_DIGITS && isnormal(number) && round_to_nine(fabs(number), d);
}

size_t sim_number_print(char text[SIM_NUMBER_SIZE], double number, int digits)
{
    decimal d;

    if (number == 0) {
        memcpy(text, "0", 2);
        return 1;
    }
    if (is_fast(number, digits, &d)) {
        *text = '-';
        return number < 0 ? 1 + print_decimal(text + 1, &d) : print_decimal(text, &d);
    }
    return (size_t)snprintf(text, SIM_NUMBER_SIZE, "%.*g", digits, number);
}

/* ---- any number of digits ------------------------------------------------- */

/* The double nearest to it; false where that is not beyond doubt. */
static bool to_double(const decimal *d, double *number)
{
    const int power = d->power - (TABLE_DIGITS - 1);
    binary b = {(uint64_t)d->digits << 34, -34};
    uint64_t whole;

    if (abs(power) < N_EXACT) { /* one operation rounds once */
        *number = power < 0 ? d->digits / exact[-power] : d->digits * exact[power];
        return true;
    }
    for (; !(b.bits >> 63); b.two--) b.bits <<= 1;
    b = times(b, ten(power));
    if (!to_whole((binary){b.bits, -11}, &whole)) return false;
    *number = ldexp((double)whole, b.two + 11);
    return true;
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

/* Digits with a point among them, as tables have most numbers: where they and the power of
 * ten are exact, one division rounds them once.  Their end; NULL for all else. */
static const char *parse_plain(const char *text, double *number)
{
    enum { MOST = 15 };
    const bool minus = *text == '-';
    const char *at = text + minus;
    uint64_t whole = 0;
    int n = 0, behind = 0;
    bool point = false;

    for (; isdigit((unsigned char)*at) || (*at == '.' && !point); at++) {
        point |= *at == '.';
        if (*at == '.') continue;
        whole = 10 * whole + (uint64_t)(*at - '0');
        behind += point;
        if (++n > MOST) return NULL;
    }
    if (n == 0 || (*at && !isspace((unsigned char)*at))) return NULL;
    *number = (minus ? -1 : 1) * ((double)whole / exact[behind]);
    return at;
}

bool sim_number_parse_start(const char *text, double *number, const char **rest)
{
    char *end;

    while (isspace((unsigned char)*text)) text++;
    *rest = parse_plain(text, number);
    if (*rest) return true;
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
