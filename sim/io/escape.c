#include "sim/io/escape.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Bytes that stand for one: "\\u{00ad}" for two is the longest. */
enum { ESCAPED_MOST = 5 };

/* ---- characters ----------------------------------------------------------- */

/* The length of the character that a text starts with, and its number; 0 where no UTF-8
 * starts (Unicode 15, table 3-7: nothing overlong, no surrogates). */
static size_t decode(const char *text, uint32_t *number)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } forms[] = {
        {0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};
    const unsigned char *c = (const unsigned char *)text;

    for (size_t n = 0; n < sizeof forms / sizeof *forms; n++) {
        if ((c[0] & forms[n].mask) != forms[n].lead) continue;
        *number = c[0] & (unsigned char)~forms[n].mask;
        for (size_t i = 1; i <= n; i++) {
            if ((c[i] & 0xc0) != 0x80) return 0;
            *number = *number << 6 | (c[i] & 0x3f);
        }
        if (*number < forms[n].least || *number > 0x10ffff) return 0;
        return *number >= 0xd800 && *number <= 0xdfff ? 0 : n + 1;
    }
    return 0;
}

/* Unicode 15: categories Cc and Cf as far as they are obeyed or hidden, and separators of
 * lines. */
static bool is_hidden(uint32_t number)
{
    static const struct {
        uint32_t first, last;
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
    uint32_t number = 0;
    const size_t n = decode(text, &number);

    if (n == 0 || number < 0x20 || number == 0x7f)
        snprintf(piece, SIM_ESCAPE_PIECE, "\\x%02x", (unsigned)(unsigned char)*text);
    else if (is_hidden(number))
        snprintf(piece, SIM_ESCAPE_PIECE, "\\u{%04x}", (unsigned)number);
    else
        snprintf(piece, SIM_ESCAPE_PIECE, "%.*s", (int)n, text);
    return n > 0 ? n : 1;
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
    uint32_t number;

    while (*text) {
        const size_t n = decode(text, &number);

        if (n == 0) return false;
        text += n;
    }
    return true;
}
