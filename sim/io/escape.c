#include "sim/io/escape.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"

/* Bytes that stand for one: "\\u{00ad}" for two is the longest. */
enum { ESCAPED_MOST = 5, PIECE = 16 };

/* ---- characters ----------------------------------------------------------- */

/* Unicode 15: categories Cc and Cf as far as they are obeyed or hidden, and separators of
 * lines. */
static bool is_hidden(int32_t number)
{
    static const struct {
        int32_t first, last;
    } ranges[] = {{0x80, 0x9f},     {0xad, 0xad},      {0x61c, 0x61c},   {0x180e, 0x180e},
                  {0x200b, 0x200f}, {0x2028, 0x202e},  {0x2060, 0x206f}, {0xfeff, 0xfeff},
                  {0xfff9, 0xfffb}, {0xe0000, 0xe007f}};

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (number >= ranges[i].first && number <= ranges[i].last) return true;
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

/* ---- texts ---------------------------------------------------------------- */

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
