/* udunits.c -- of UDUNITS what the program calls, as sim/page/libraries/udunits2.h has it. */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <udunits2.h>

enum { MOST_BASES = 16, MOST_POWER = 1000 };

/* A factor, and a power of each base unit. */
struct ut_unit {
    ut_system *system;
    double scale;
    int power[MOST_BASES];
};

typedef struct {
    char *symbol;
    ut_unit unit;
} row;

struct ut_system {
    size_t n_bases, n_rows, capacity;
    row *rows;
};

/* ---- the system ------------------------------------------------------------ */

ut_system *ut_new_system(void) { return calloc(1, sizeof(ut_system)); }

void ut_free_system(ut_system *system)
{
    for (size_t i = 0; system && i < system->n_rows; i++) free(system->rows[i].symbol);
    if (system) free(system->rows);
    free(system);
}

static ut_unit *copy_unit(const ut_unit *unit)
{
    ut_unit *copy = malloc(sizeof *copy);

    if (copy) *copy = *unit;
    return copy;
}

ut_unit *ut_new_base_unit(ut_system *system)
{
    ut_unit base = {.system = system, .scale = 1};

    if (system->n_bases == MOST_BASES) return NULL;
    base.power[system->n_bases++] = 1;
    return copy_unit(&base);
}

ut_status ut_map_symbol_to_unit(const char *symbol, ut_encoding encoding,
                                const ut_unit *unit)
{
    ut_system *s = unit->system;
    char *copy = strdup(symbol);

    (void)encoding;
    if (copy && s->n_rows == s->capacity) {
        const size_t capacity = s->capacity > 0 ? 2 * s->capacity : 16;
        row *more = realloc(s->rows, capacity * sizeof *more);

        if (more) s->rows = more;
        if (more) s->capacity = capacity;
    }
    if (!copy || s->n_rows == s->capacity) {
        free(copy);
        return UT_BAD_ARG;
    }
    s->rows[s->n_rows++] = (row){copy, *unit};
    return UT_SUCCESS;
}

/* ---- reading ----------------------------------------------------------------
 *
 *     product = power, {[["*" | "." | "-" | "/" | " per "], power]}
 *     power   = basic, [["^" | "**"], whole number | raised digits]
 *     basic   = number | name | "(", product, ")"
 */

typedef struct {
    const ut_system *system;
    const char *at;
    bool failed;
} reader;

static bool read_product(reader *r, ut_unit *unit);

static bool is_letter(const char *at)
{
    const unsigned char c = (unsigned char)*at, next = c ? (unsigned char)at[1] : 0;

    return isalpha(c) || c == '_' || c == '%' || (c == 0xC2 && next == 0xB5) ||
           (c == 0xCE && next == 0xBC);
}

/* Digits may stand within a name, and not at its end: "m3" is "m" and 3. */
static size_t name_length(const char *text)
{
    size_t n = 0, end = 0;

    while (is_letter(text + n) || (n > 0 && isdigit((unsigned char)text[n]))) {
        const bool is_digit = isdigit((unsigned char)text[n]) != 0;

        n += (unsigned char)text[n] >= 0x80 ? 2 : 1;
        if (!is_digit) end = n;
    }
    return end;
}

static bool read_name(reader *r, ut_unit *unit)
{
    const size_t n = name_length(r->at);

    for (size_t i = 0; n > 0 && i < r->system->n_rows; i++) {
        const row *known = &r->system->rows[i];

        if (strlen(known->symbol) != n || memcmp(known->symbol, r->at, n) != 0) continue;
        *unit = known->unit;
        r->at += n;
        return true;
    }
    return false;
}

/* Digits, with a point and an exponent, and a sign before them; neither hexadecimal nor NaN. */
static bool read_number(reader *r, ut_unit *unit)
{
    const char *digits = r->at + (*r->at == '-' || *r->at == '+');
    char *end;
    double number;

    if (!isdigit((unsigned char)*digits) &&
        !(*digits == '.' && isdigit((unsigned char)digits[1])))
        return false;
    if (digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X')) return false;
    number = strtod(r->at, &end);
    r->at = end;
    *unit = (ut_unit){.scale = number};
    return isfinite(number) && number != 0;
}

static bool read_basic(reader *r, ut_unit *unit)
{
    if (*r->at != '(') return is_letter(r->at) ? read_name(r, unit) : read_number(r, unit);
    r->at++;
    r->at += strspn(r->at, " ");
    if (!read_product(r, unit)) return false;
    r->at += strspn(r->at, " ");
    return *r->at++ == ')';
}

static const char *const raised[] = {
    "\xE2\x81\xB0", "\xC2\xB9",     "\xC2\xB2",     "\xC2\xB3",     "\xE2\x81\xB4",
    "\xE2\x81\xB5", "\xE2\x81\xB6", "\xE2\x81\xB7", "\xE2\x81\xB8", "\xE2\x81\xB9"};
static const char raised_minus[] = "\xE2\x81\xBB";

/* The digit that is raised there; -1: none is. */
static int raised_digit(const char *at)
{
    for (int i = 0; i < 10; i++)
        if (strncmp(at, raised[i], strlen(raised[i])) == 0) return i;
    return -1;
}

static bool read_raised(reader *r, int *power)
{
    const bool is_below = strncmp(r->at, raised_minus, strlen(raised_minus)) == 0;
    const char *at = r->at + (is_below ? strlen(raised_minus) : 0);
    int digit = raised_digit(at), number = 0;

    if (digit < 0) return false;
    for (; digit >= 0 && number < MOST_POWER; digit = raised_digit(at)) {
        number = 10 * number + digit;
        at += strlen(raised[digit]);
    }
    *power = is_below ? -number : number;
    r->at = at;
    return true;
}

/* 1, where no power stands there; false: it is none. */
static bool read_power(reader *r, int *power)
{
    const size_t mark = *r->at == '^' ? 1 : strncmp(r->at, "**", 2) == 0 ? 2 : 0;
    const char *digits;
    char *end;
    long number;

    *power = 1;
    if (mark == 0 && read_raised(r, power)) return true;
    digits = r->at + mark + (r->at[mark] == '-' || r->at[mark] == '+');
    if (!isdigit((unsigned char)*digits) ||
        (mark == 0 && digits[strspn(digits, "0123456789")] == '.'))
        return mark == 0;
    if (mark == 0 && digits > r->at + 1) return true;
    number = strtol(r->at + mark, &end, 10);
    r->at = end;
    if (labs(number) > MOST_POWER) return false;
    *power = (int)number;
    return true;
}

static bool multiply(ut_unit *unit, const ut_unit *by, int power)
{
    unit->scale *= power == 1 ? by->scale : pow(by->scale, power);
    for (size_t i = 0; i < MOST_BASES; i++) {
        unit->power[i] += power * by->power[i];
        if (abs(unit->power[i]) > MOST_POWER) return false;
    }
    return isfinite(unit->scale) && unit->scale != 0;
}

static bool read_raised_unit(reader *r, ut_unit *unit)
{
    ut_unit basic = {0};
    int power;

    *unit = (ut_unit){.scale = 1};
    return read_basic(r, &basic) && read_power(r, &power) && multiply(unit, &basic, power);
}

/* What stands between two factors: 1 to multiply, -1 to divide; 0: neither. */
static int read_operator(reader *r)
{
    const size_t blanks = strspn(r->at, " ");
    const char *at = r->at + blanks;
    const bool is_per =
        blanks > 0 && (strncmp(at, "per ", 4) == 0 || strncmp(at, "PER ", 4) == 0);
    const size_t dot = strncmp(at, "\xC2\xB7", 2) == 0 ? 2
                       : *at && strchr("*.-", *at)     ? 1
                                                       : 0;

    if (*at == '\0' || *at == ')') return 0;
    if (*at == '/' || is_per) {
        at += is_per ? 4 : 1;
        r->at = at + strspn(at, " ");
        return -1;
    }
    if (dot == 0 && blanks == 0 && *at != '(' && !is_letter(at)) return 0;
    r->at = at + dot;
    if (dot > 0) r->at += strspn(r->at, " ");
    return 1;
}

static bool read_product(reader *r, ut_unit *unit)
{
    enum { DEEPEST = 100 };
    static int depth;
    bool done = depth < DEEPEST;
    int power;

    depth++;
    done = done && read_raised_unit(r, unit);
    while (done && (power = read_operator(r)) != 0) {
        ut_unit next;

        done = read_raised_unit(r, &next) && multiply(unit, &next, power);
    }
    depth--;
    return done;
}

ut_unit *ut_parse(const ut_system *system, const char *text, ut_encoding encoding)
{
    reader r = {.system = system, .at = text};
    ut_unit unit;

    (void)encoding;
    if (!read_product(&r, &unit) || *r.at) return NULL;
    unit.system = (ut_system *)system;
    return copy_unit(&unit);
}

/* ---- what it is made of ------------------------------------------------------ */

int ut_compare(const ut_unit *one, const ut_unit *other)
{
    return one->scale != other->scale ||
           memcmp(one->power, other->power, sizeof one->power) != 0;
}

static ut_status visit_product(const ut_unit *unit, const ut_visitor *visitor, void *data)
{
    ut_unit bases[MOST_BASES] = {{0}};
    const ut_unit *base[MOST_BASES];
    int power[MOST_BASES], n = 0;

    for (size_t i = 0; i < MOST_BASES; i++) {
        if (unit->power[i] == 0) continue;
        bases[n] = (ut_unit){.system = unit->system, .scale = 1};
        bases[n].power[i] = 1;
        base[n] = &bases[n];
        power[n++] = unit->power[i];
    }
    return visitor->visit_product(unit, n, base, power, data);
}

ut_status ut_accept_visitor(const ut_unit *unit, const ut_visitor *visitor, void *data)
{
    ut_unit of = *unit;

    of.scale = 1;
    if (unit->scale != 1) return visitor->visit_galilean(unit, unit->scale, &of, 0, data);
    return visit_product(unit, visitor, data);
}

void ut_free(ut_unit *unit) { free(unit); }
