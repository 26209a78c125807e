#include "sim/error.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many bytes a character has that a terminal may obey and not show: a control, one that
 * turns the direction of text or ends a line; 0 of any other. */
static size_t unshown(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;

    if (iscntrl(c[0])) return 1;
    if (c[0] == 0xC2 && c[1] >= 0x80 && c[1] <= 0x9F) return 2;
    if (c[0] == 0xD8 && c[1] == 0x9C) return 2;
    if (c[0] != 0xE2) return 0;
    if (c[1] == 0x80)
        return c[2] == 0x8E || c[2] == 0x8F || (c[2] >= 0xA8 && c[2] <= 0xAE) ? 3 : 0;
    return c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9 ? 3 : 0;
}

static bool is_inside_character(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

/* Of a message that is too long, as that of a long row is: its start and its end. */
static void keep_both_ends(sim_error *err, const char *message)
{
    enum { END = 240 };
    static const char gap[] = " ... ";
    const char *end = message + strlen(message) - END;
    size_t start;

    while (is_inside_character(*end)) end++;
    start = sizeof err->text - sizeof gap - strlen(end);
    while (is_inside_character(message[start])) start--;
    snprintf(err->text, sizeof err->text, "%.*s%s%s", (int)start, message, gap, end);
}

sim_status sim_fail(sim_error *err, sim_status status, const char *format, ...)
{
    va_list args, again;
    char *whole = NULL;
    int length;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(err->text, sizeof err->text, format, args);
    if (length >= (int)sizeof err->text) whole = malloc((size_t)length + 1);
    if (whole) {
        vsnprintf(whole, (size_t)length + 1, format, again);
        keep_both_ends(err, whole);
        free(whole);
    }
    va_end(again);
    va_end(args);
    for (char *c = err->text; *c;) { /* it stays one line */
        const size_t n = unshown(c);

        memset(c, ' ', n);
        c += n ? n : 1;
    }
    return status;
}

void sim_note_memory(sim_error *err, const char *what)
{
    sim_fail(err, SIM_ENOMEM, "%s: out of memory; close other programs or ask for less",
             what);
}

void sim_bug_found(const char *condition, const char *file, int line)
{
    fprintf(stderr, "potency: bug at %s:%d: %s; please report it\n", file, line, condition);
    abort();
}
