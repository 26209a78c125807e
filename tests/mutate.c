/* mutate.c -- mutate SEED < FILE: the text of FILE with a few changes that SEED decides.
 *
 * Most are other values, which may well be right and lead deep into the program; else bytes
 * are flipped, lines doubled, dropped, swapped, cut or spliced with words that a parameter
 * file may hold.  The same seed makes the same text.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 << 16, CHANGES_MOST = 4, GENTLE = 3, KINDS = 7 };

static const char *const words[] = {
    "[arm a]",
    "[arm ]",
    "[sweep]",
    "[cohort]",
    "[figure f]",
    "= ",
    "=",
    "1e308",
    "-1e-300",
    "nan",
    "inf",
    "1, 2, 4 week",
    "log 1..2 x 9",
    "range",
    "lognormal 0.3",
    "uniform 0 1",
    " #",
    " ;",
    "\"",
    "\xef\xbb\xbf",
    "\xc2\x85",
    "\xe2\x80\xae",
    "\xc3\x28",
    "%s%n",
    "50,000",
    "presets.source",
    "method = tau",
    "method = auto",
    "product.dose",
    "0x1p-1074",
    "days = 1e9",
    "every = 1e-9",
    "y = tnf, vas",
    "scale = log",
    "from = -1e100",
    "to = 1e100",
    "\t",
    "\r\n",
    "[run]",
    "doses = 12",
    "days = 0",
    "1/0",
    "99999999999",
    "replicates = 5",
    "\x1b[31m",
};
enum { N_WORDS = sizeof words / sizeof *words };

/* What may stand behind a =, right for some rows and not for others. */
static const char *const values[] = {
    "0",         "1",        "2",       "3",
    "7",         "12",       "0.5",     "0.9",
    "1e-3",      "20",       "100",     "1e5",
    "5e7",       "1e-300",   "adipose", "umbilical",
    "fresh",     "dead",     "ode",     "tau",
    "fixed",     "1 week",   "28 h",    "50 %",
    "tnf, il10", "range",    "1, 2 d",  "0.1..1 x 3",
    "linear",    "exosomes", "2, 5",    "log 1..9 x 2",
};
enum { N_VALUES = sizeof values / sizeof *values };

/* SplitMix64 (Steele, Lea & Flood (2014) OOPSLA, 453). */
static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static size_t below(uint64_t *state, size_t n) { return n ? next(state) % n : 0; }

/* Puts `with` in place of `cut` bytes at `at`. */
static size_t splice(char text[], size_t n, size_t at, size_t cut, const char *with,
                     size_t length)
{
    if (cut > n - at) cut = n - at;
    if (n - cut + length > ROOM) return n;
    memmove(text + at + length, text + at + cut, n - at - cut);
    memcpy(text + at, with, length);
    return n - cut + length;
}

/* The line around `at`: where it starts, and its length with the feed. */
static size_t find_line(const char text[], size_t n, size_t at, size_t *length)
{
    size_t start = at, end = at;

    while (start > 0 && text[start - 1] != '\n') start--;
    while (end < n && text[end] != '\n') end++;
    *length = end - start + (end < n);
    return start;
}

/* The number that stands at `at`, times a factor, mostly within its range. */
static size_t change_number(uint64_t *state, char text[], size_t n, size_t at)
{
    static const double factors[] = {0.5, 0.9, 1.1, 1.25, 2, 0, 10, 1e-9, -1};
    const double factor = factors[below(state, sizeof factors / sizeof *factors)];
    char old[64] = "", now[64], *end;
    size_t length = n - at < sizeof old - 1 ? n - at : sizeof old - 1;

    memcpy(old, text + at, length);
    snprintf(now, sizeof now, "%g", factor * strtod(old, &end));
    return splice(text, n, at, (size_t)(end - old), now, strlen(now));
}

/* Another value behind the = of the line at `at`, if it has one. */
static size_t change_value(uint64_t *state, char text[], size_t n)
{
    const char *value = values[below(state, N_VALUES)];
    size_t length, start = find_line(text, n, below(state, n), &length), at;
    const char *equals = memchr(text + start, '=', length);

    if (!equals) return n;
    at = (size_t)(equals - text) + 1;
    while (at < n && text[at] == ' ') at++;
    if (at < n && text[at] >= '0' && text[at] <= '9' && below(state, 8) > 0)
        return change_number(state, text, n, at);
    if (below(state, 4) > 0) return n;
    return splice(text, n, at, start + length - at - 1, value, strlen(value));
}

static size_t change(uint64_t *state, char text[], size_t n)
{
    static char line[ROOM];
    const size_t at = below(state, n), other = below(state, n);
    const char *word = words[below(state, N_WORDS)];
    const char byte = (char)below(state, 256);
    size_t length, start = find_line(text, n, at, &length);

    memcpy(line, text + start, length);
    switch (below(state, KINDS)) {
    case 0:
        return splice(text, n, at, 1, &byte, 1);
    case 1:
        return splice(text, n, at, below(state, 8), word, strlen(word));
    case 2:
        return splice(text, n, start, length, "", 0);
    case 3:
        return splice(text, n, start, 0, line, length);
    case 4:
        start = find_line(text, n, other, &(size_t){0});
        return splice(text, n, start, 0, line, length);
    case 5:
        return splice(text, n, at, 1 + below(state, 3), "", 0);
    default:
        n = splice(text, n, start, 0, "\n", 1);
        return splice(text, n, start, 0, word, strlen(word));
    }
}

int main(int argc, char **argv)
{
    static char text[ROOM];
    uint64_t state = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
    size_t n = fread(text, 1, ROOM / 2, stdin), changes = 1 + below(&state, CHANGES_MOST);

    for (size_t i = 0; i < changes; i++)
        n = below(&state, GENTLE + 1) < GENTLE ? change_value(&state, text, n)
                                               : change(&state, text, n);
    return fwrite(text, 1, n, stdout) == n && fflush(stdout) == 0 ? 0 : 1;
}
