#define _GNU_SOURCE /* strcasestr, strsep */

#include "sim/io/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 64, EDIT = 2, SHORTEST_START = 3, FAR = 1 << 20 };

char *sim_text_copy(const char *text)
{
    char *copy = text ? malloc(strlen(text) + 1) : NULL;

    return copy ? strcpy(copy, text) : NULL;
}

bool sim_text_starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

char *sim_text_trim(char *text)
{
    char *end = text + strlen(text);

    while (end > text && isspace((unsigned char)end[-1])) *--end = '\0';
    while (isspace((unsigned char)*text)) text++;
    return text;
}

/* Nothing, or a comment. */
static bool is_end(const char *text)
{
    const char *behind = text + strspn(text, " \t");

    return *behind == '\0' || (behind > text && (*behind == '#' || *behind == ';'));
}

char *sim_text_unquote(char *text)
{
    char *close;

    text = sim_text_trim(text);
    if (*text != '"') return text;
    close = strchr(text + 1, '"');
    if (!close || !is_end(close + 1)) return text;
    *close = '\0';
    return sim_text_trim(text + 1);
}

static const char *const quotes[] = {"\"",     "'",      "`",      "\u201C", "\u201D",
                                     "\u201E", "\u2018", "\u2019", "\u201A", "\u00AB",
                                     "\u00BB", "\u2039", "\u203A", "\u2032", "\u2033"};

enum { N_QUOTES = sizeof quotes / sizeof *quotes };

/* Takes one quote off either end; false if there is none. */
static bool strip_quote(char *text)
{
    const size_t whole = strlen(text);

    for (size_t i = 0; i < N_QUOTES; i++) {
        const size_t length = strlen(quotes[i]);

        if (strncmp(text, quotes[i], length) == 0) {
            memmove(text, text + length, whole - length + 1);
            return true;
        }
        if (whole >= length && strcmp(text + whole - length, quotes[i]) == 0) {
            text[whole - length] = '\0';
            return true;
        }
    }
    return false;
}

bool sim_text_strip_quotes(char *text)
{
    const bool stripped = strip_quote(text);

    while (strip_quote(text)) continue;
    return stripped;
}

void sim_text_list(char text[], size_t size, const char *more)
{
    const char *comma = *text ? ", " : "";

    if (strlen(text) + strlen(comma) + strlen(more) < size)
        sim_text_append(text, size, "%s%s", comma, more);
}

void sim_text_append(char text[], size_t size, const char *format, ...)
{
    const size_t length = strlen(text);
    va_list args;

    va_start(args, format);
    vsnprintf(text + length, size - length, format, args);
    va_end(args);
}

void sim_text_quote(char text[], size_t size, const char *word)
{
    sim_text_append(text, size, "'");
    for (; *word; word++) {
        if (*word == '\'')
            sim_text_append(text, size, "'\\''");
        else
            sim_text_append(text, size, "%c", *word);
    }
    sim_text_append(text, size, "'");
}

char *sim_text_next(char **rest)
{
    char *part = strsep(rest, ",");

    return part ? sim_text_trim(part) : NULL;
}

void sim_text_hash(uint64_t *hash, const char *text)
{
    *hash = sim_hash_bytes(sim_hash_bytes(*hash, text, strlen(text)), "\n", 1);
}

bool sim_text_holds(const char *text, const char *part)
{
    return strcasestr(text, part) != NULL;
}

const char *sim_text_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* ---- the nearest name ----------------------------------------------------- */

static char fold(char c)
{
    if (c == '-' || c == ' ') return '_';
    return (char)tolower((unsigned char)c);
}

static int least(int a, int b) { return a < b ? a : b; }

/* The cost of turning a into b; rows of the table roll over three lines. */
static int edits(const char *a, const char *b)
{
    int line[3][LONGEST + 1];
    const size_t n_a = strlen(a), n_b = strlen(b);

    for (size_t j = 0; j <= n_b; j++) line[0][j] = EDIT * (int)j;
    for (size_t i = 1; i <= n_a; i++) {
        int *now = line[i % 3], *last = line[(i + 2) % 3], *before = line[(i + 1) % 3];

        now[0] = EDIT * (int)i;
        for (size_t j = 1; j <= n_b; j++) {
            const bool same = fold(a[i - 1]) == fold(b[j - 1]);

            now[j] = last[j - 1] + (same ? 0 : EDIT);
            now[j] = least(now[j], least(last[j], now[j - 1]) + EDIT);
            if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
                fold(a[i - 2]) == fold(b[j - 1]))
                now[j] = least(now[j], before[j - 2] + EDIT);
        }
    }
    return line[n_a % 3][n_b];
}

static bool starts_with(const char *name, const char *start)
{
    while (*start && fold(*name) == fold(*start)) name++, start++;
    return *start == '\0';
}

/* A name cut short, or with more at its end: one edit, and for each letter an eighth of
 * one if it is missing, a half if it is too much. */
static int cost_of(const char *wanted, const char *name)
{
    const int n = (int)strlen(wanted), n_name = (int)strlen(name);
    const int most = EDIT * ((n_name + 1) / 3);
    int cost;

    if (n >= SHORTEST_START && starts_with(name, wanted))
        return n == n_name ? 0 : EDIT + (n_name - n) / 4;
    if (n_name >= SHORTEST_START && starts_with(wanted, name)) return EDIT + n - n_name;
    if (EDIT * abs(n - n_name) > most) return FAR;
    cost = edits(wanted, name);
    return cost <= most ? cost : FAR;
}

void sim_nearest_offer(sim_nearest *nearest, const char *name)
{
    const size_t n = strlen(nearest->wanted);
    char wanted[LONGEST + 1];
    int cost;

    if (n == 0 || n > LONGEST || strlen(name) > LONGEST) return;
    strcpy(wanted, nearest->wanted);
    sim_text_strip_quotes(wanted);
    cost = cost_of(wanted, name);
    if (cost == FAR || (nearest->best && cost >= nearest->cost)) return;
    nearest->best = name;
    nearest->cost = cost;
}

void sim_nearest_print(const sim_nearest *nearest, const char *otherwise, char text[],
                       size_t size)
{
    if (nearest->best)
        snprintf(text, size, "; did you mean '%s'?", nearest->best);
    else
        snprintf(text, size, "; %s", otherwise);
}

void sim_choice_offer(sim_choice *choice, const char *name)
{
    sim_nearest_offer(&choice->nearest, name);
    sim_text_list(choice->all, sizeof choice->all, name);
}

void sim_choice_print(const sim_choice *choice, char text[], size_t size)
{
    char otherwise[sizeof choice->all + 32];

    snprintf(otherwise, sizeof otherwise, "one of %s would be right", choice->all);
    sim_nearest_print(&choice->nearest, otherwise, text, size);
}
