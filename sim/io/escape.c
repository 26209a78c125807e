#include "sim/io/escape.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"

/* Bytes that stand for one: "\\u{00ad}" for two is the longest. */
enum { ESCAPED_MOST = 5 };

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

size_t sim_escape_next(const char *text, char piece[SIM_ESCAPE_PIECE])
{
    size_t n;
    const int32_t number = sim_characters_next(text, &n);

    if (number < 0x20 || number == 0x7f)
        snprintf(piece, SIM_ESCAPE_PIECE, "\\x%02x", (unsigned)(unsigned char)*text);
    else if (is_hidden(number))
        snprintf(piece, SIM_ESCAPE_PIECE, "\\u{%04x}", (unsigned)number);
    else
        snprintf(piece, SIM_ESCAPE_PIECE, "%.*s", (int)n, text);
    return n;
}

/* ---- texts ---------------------------------------------------------------- */

bool sim_escape_is_plain(const char *text)
{
    char piece[SIM_ESCAPE_PIECE];

    while (*text) {
        const size_t n = sim_escape_next(text, piece);

        if (strlen(piece) != n || strncmp(piece, text, n) != 0) return false;
        text += n;
    }
    return true;
}

void sim_escape_write(const char *text, FILE *out)
{
    char piece[SIM_ESCAPE_PIECE];

    while (*text) {
        text += sim_escape_next(text, piece);
        fputs(piece, out);
    }
}

void sim_escape_print(const char *text, char out[], size_t size)
{
    char piece[SIM_ESCAPE_PIECE];
    size_t at = 0;

    out[0] = '\0';
    while (*text) {
        text += sim_escape_next(text, piece);
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

bool sim_escape_is_utf8(const char *text)
{
    for (size_t n; *text; text += n) {
        if (sim_characters_next(text, &n) < 0) return false;
    }
    return true;
}
