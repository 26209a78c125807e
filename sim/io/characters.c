#include "sim/io/characters.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

int32_t sim_characters_next(const char *text, size_t *length)
{
    utf8proc_int32_t character = -1;
    const utf8proc_ssize_t read =
        utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &character);

    *length = read > 0 ? (size_t)read : 1;
    return read > 0 ? character : -1;
}

bool sim_characters_end_with_number(const char *start, const char *end)
{
    const char *at = end;
    utf8proc_int32_t c;

    do at--;
    while (at > start && ((unsigned char)*at & 0xC0) == 0x80);
    if (utf8proc_iterate((const utf8proc_uint8_t *)at, end - at, &c) <= 0) return false;
    return utf8proc_category(c) == UTF8PROC_CATEGORY_ND ||
           utf8proc_category(c) == UTF8PROC_CATEGORY_NO;
}

size_t sim_characters_count(const char *text)
{
    size_t n = 0, length;

    for (; *text; text += length, n++) sim_characters_next(text, &length);
    return n;
}

void sim_characters_cut(char *text, size_t most)
{
    size_t length;

    for (; *text && most > 0; text += length, most--) sim_characters_next(text, &length);
    *text = '\0';
}

bool sim_characters_are_broken(const char *text, char what[SIM_CHARACTERS_WHAT])
{
    size_t length;

    for (size_t n = 1; *text; text += length, n++) {
        if (sim_characters_next(text, &length) >= 0) continue;
        snprintf(what, SIM_CHARACTERS_WHAT, "the byte 0x%02X as its character %zu",
                 (unsigned)(unsigned char)*text, n);
        return true;
    }
    return false;
}

/* ---- what no plain text holds --------------------------------------------- */

static const char plain[] = "plain text", space[] = "a plain space",
                  visible[] = "the text without it";

/* Ranges of characters that need words of their own, before the categories of Unicode. */
static const struct {
    utf8proc_int32_t first, last;
    const char *what, *right;
} ranges[] = {
    {0x00, 0x1F, "a control character", plain},
    {0x7F, 0x9F, "a control character", plain},
    {0x00AD, 0x00AD, "a soft hyphen", visible},
    {0x061C, 0x061C, "which turns the direction of text", plain},
    {0x115F, 0x1160, "which cannot be seen", visible},
    {0x200B, 0x200B, "a space without width", space},
    {0x200E, 0x200F, "which turns the direction of text", plain},
    {0x2028, 0x2029, "an end of a line", plain},
    {0x202A, 0x202E, "which turns the direction of text", plain},
    {0x2066, 0x2069, "which turns the direction of text", plain},
    {0x2800, 0x2800, "a blank that is no space", space},
    {0x3164, 0x3164, "which cannot be seen", visible},
    {0xFEFF, 0xFEFF, "a byte-order mark", visible},
    {0xFFA0, 0xFFA0, "which cannot be seen", visible},
};

enum { N_RANGES = sizeof ranges / sizeof *ranges };

static bool joins_others(utf8proc_int32_t c)
{
    return c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F);
}

/* What it is where it is odd, and what would be right; NULL where it is not. */
static const char *oddity(utf8proc_int32_t c, sim_plainness plainness, const char **right)
{
    if (c == '\t' || (c >= ' ' && c < 0x7F)) return NULL;
    for (size_t i = 0; i < N_RANGES; i++) {
        *right = ranges[i].right;
        if (c >= ranges[i].first && c <= ranges[i].last) return ranges[i].what;
    }
    *right = space;
    if (utf8proc_category(c) == UTF8PROC_CATEGORY_ZS) return "a blank that is no space";
    *right = visible;
    if (joins_others(c) && plainness == SIM_PLAIN_TEXT) return NULL;
    return utf8proc_category(c) == UTF8PROC_CATEGORY_CF ||
                   utf8proc_get_property(c)->ignorable
               ? "which cannot be seen"
               : NULL;
}

bool sim_characters_are_odd(const char *text, sim_plainness plainness,
                            char what[SIM_CHARACTERS_WHAT])
{
    const char *is, *right;
    size_t length;

    for (; *text; text += length) {
        const utf8proc_int32_t c = sim_characters_next(text, &length);

        if (c < 0 || (is = oddity(c, plainness, &right)) == NULL) continue;
        snprintf(what, SIM_CHARACTERS_WHAT, "holds U+%04X, %s; %s would be right",
                 (unsigned)c, is, right);
        return true;
    }
    return false;
}

void sim_characters_make_plain(char *text)
{
    char *to = text;
    const char *right;
    size_t length;

    for (const char *from = text; *from; from += length) {
        const utf8proc_int32_t c = sim_characters_next(from, &length);

        if (c < 0 || c == '\t' || oddity(c, SIM_PLAIN_NAME, &right)) {
            *to++ = '?';
        } else {
            memmove(to, from, length);
            to += length;
        }
    }
    *to = '\0';
}

/* ---- what looks the same -------------------------------------------------- */

/* Greek and Cyrillic letters, dashes and quotes, and below each what it looks like. */
static const char others[] = "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝ"
                             "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧνο"
                             "‐‑‒–—−’‘ʼ′",
                  latin[] = "ABESIJKMHOPCTYXaesijopcyxdhqw"
                            "ABEZHIKMNOPTYXvo"
                            "------''''";

static char as_latin(utf8proc_int32_t c)
{
    const char *other = others;
    size_t length;

    for (size_t i = 0; latin[i]; i++, other += length) {
        if (sim_characters_next(other, &length) == c) return latin[i];
    }
    return '\0';
}

/* In place: what is written never is longer than what was read. */
static void simplify(char *text)
{
    char *to = text;
    size_t length;

    for (const char *from = text; *from; from += length) {
        const utf8proc_int32_t c = sim_characters_next(from, &length);
        const char letter = c < 0x80 ? '\0' : as_latin(c);

        if (c == ' ' && (to == text || to[-1] == ' ')) continue;
        if (letter) {
            *to++ = letter;
        } else {
            memmove(to, from, length);
            to += length;
        }
    }
    while (to > text && to[-1] == ' ') to--;
    *to = '\0';
}

char *sim_characters_look(const char *name)
{
    utf8proc_uint8_t *look = NULL;
    const utf8proc_option_t options = UTF8PROC_NULLTERM | UTF8PROC_STABLE |
                                      UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_IGNORE;

    if (utf8proc_map((const utf8proc_uint8_t *)name, 0, &look, options) < 0) return NULL;
    simplify((char *)look);
    return (char *)look;
}

/* ---- texts of others ------------------------------------------------------- */

/* Bytes that stand for one: "\\u{00ad}" for two is the longest. */
enum { ESCAPED_MOST = 5, PIECE = 16 };

/* Unicode 15: categories Cc and Cf as far as they are obeyed or hidden, and separators of
 * lines. */
static bool is_hidden(int32_t number)
{
    static const struct {
        int32_t first, last;
    } hidden[] = {{0x80, 0x9f},     {0xad, 0xad},      {0x61c, 0x61c},   {0x180e, 0x180e},
                  {0x200b, 0x200f}, {0x2028, 0x202e},  {0x2060, 0x206f}, {0xfeff, 0xfeff},
                  {0xfff9, 0xfffb}, {0xe0000, 0xe007f}};

    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        if (number >= hidden[i].first && number <= hidden[i].last) return true;
    }
    return false;
}

/* The next piece of a text as it is shown; how many bytes of the text it stands for. */
static size_t next(const char *text, char piece[PIECE])
{
    size_t n;
    const int32_t number = sim_characters_next(text, &n);

    if (number < 0x20 || number == 0x7f)
        snprintf(piece, PIECE, "\\x%02x", (unsigned)(unsigned char)*text);
    else if (is_hidden(number))
        snprintf(piece, PIECE, "\\u{%04x}", (unsigned)number);
    else
        snprintf(piece, PIECE, "%.*s", (int)n, text);
    return n;
}

void sim_escape_write(const char *text, FILE *out)
{
    char piece[PIECE];

    while (*text) {
        text += next(text, piece);
        fputs(piece, out);
    }
}

void sim_escape_print(const char *text, char out[], size_t size)
{
    char piece[PIECE];
    size_t at = 0;

    out[0] = '\0';
    while (*text) {
        text += next(text, piece);
        if (at + strlen(piece) >= size) return;
        at += (size_t)snprintf(out + at, size - at, "%s", piece);
    }
}

char *sim_escape_copy(const char *text)
{
    const size_t size = strlen(text) * ESCAPED_MOST + 1;
    char *copy = malloc(size);

    if (copy) sim_escape_print(text, copy, size);
    return copy;
}
