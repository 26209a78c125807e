/* mutate.c -- mutate SEED < FILE: the text of FILE with a few faults that SEED decides.
 *
 * Bytes are flipped, lines doubled, dropped, swapped, cut or spliced with words that a
 * parameter file may hold; the same seed makes the same text.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 << 16, CHANGES_MOST = 6 };

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

static size_t change(uint64_t *state, char text[], size_t n)
{
    static char line[ROOM];
    const size_t at = below(state, n), other = below(state, n);
    const char *word = words[below(state, N_WORDS)];
    const char byte = (char)below(state, 256);
    size_t length, start = find_line(text, n, at, &length);

    memcpy(line, text + start, length);
    switch (below(state, 7)) {
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

    for (size_t i = 0; i < changes; i++) n = change(&state, text, n);
    return fwrite(text, 1, n, stdout) == n && fflush(stdout) == 0 ? 0 : 1;
}
