#include "plots/lines.h"

#include <math.h>
#include <string.h>

#include <utf8proc.h>

#include "sim/io/units.h"

enum { NO_BREAK_SPACE = 0xA0, ELLIPSIS = 0x2026, BROKEN = 0xFFFD, MOST_BYTES = 4 };

static const char ellipsis[] = "…";

static const double slack = 1e-6; /* pt: a text fits into the width that was measured */

/* Characters. */

/* The next character as it is shown, and past it.  No line ends between a number and its
 * "%". */
static int32_t read_character(const char **at)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)*at, -1, &c);

    if (n <= 0) c = BROKEN;
    *at += n > 0 ? n : 1;
    if (c == '\t' || c == '\r' || c == '\n' || c == 0x2028 || c == 0x2029) c = ' ';
    return c == ' ' && **at == '%' ? NO_BREAK_SPACE : c;
}

static bool is_mark(int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);

    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* Classes of characters (UAX 14), one bit each. */
enum {
    SPACE = 1 << 0,
    GAP = 1 << 1, /* no width, but a line may end */
    JOINER = 1 << 2,
    GLUE = 1 << 3,
    OPEN = 1 << 4,
    CLOSE = 1 << 5,
    QUOTE = 1 << 6,
    EXCLAIM = 1 << 7,
    COMMA = 1 << 8,
    SLASH = 1 << 9,
    HYPHEN = 1 << 10,
    DASH = 1 << 11, /* a line may end behind it */
    BAR = 1 << 12,  /* and before it */
    DOTS = 1 << 13,
    BEFORE = 1 << 14, /* a number */
    BEHIND = 1 << 15, /* a number */
    DIGIT = 1 << 16,
    WIDE = 1 << 17, /* a line may end around it */
    LETTER = 1 << 18,
    ANY = (1 << 19) - 1,
};

static const struct {
    int class;
    const char *characters;
} classes[] = {
    {SPACE, " "},
    {GAP, "\u200B"},
    {JOINER, "\u2060\uFEFF"},
    {GLUE, "\u00A0\u2007\u2011\u202F"},
    {OPEN, "([{¡¿‚„⟨"},
    {CLOSE, ")]}⟩、。"},
    {QUOTE, "\"'‘’“”«»‹›"},
    {EXCLAIM, "!?"},
    {COMMA, ",.:;"},
    {SLASH, "/"},
    {HYPHEN, "-"},
    {DASH, "|‐–\u00AD\u2009"},
    {BAR, "—"},
    {DOTS, "…"},
    {BEFORE, "+$\\£€±−№"},
    {BEHIND, "%¢°‰′″"},
};

static int find_class(int32_t c)
{
    char bytes[MOST_BYTES + 1] = {0};

    utf8proc_encode_char(c, (utf8proc_uint8_t *)bytes);
    for (size_t i = 0; bytes[0] && i < sizeof classes / sizeof *classes; i++)
        if (strstr(classes[i].characters, bytes)) return classes[i].class;
    if (utf8proc_category(c) == UTF8PROC_CATEGORY_ND) return DIGIT;
    return utf8proc_charwidth(c) == 2 ? WIDE : LETTER;
}

/* Between which no line ends; the last rows hold where spaces stand between them, too. */
static const struct {
    int before, after;
    bool over_spaces;
} bonds[] = {
    {ANY, QUOTE | DOTS | HYPHEN | DASH, false},
    {JOINER | GLUE | QUOTE, ANY, false},
    {ANY & ~(HYPHEN | DASH), GLUE, false},
    {LETTER | DIGIT, LETTER | DIGIT | OPEN | BEFORE | BEHIND, false},
    {BEFORE | BEHIND, LETTER | DIGIT | OPEN, false},
    {CLOSE, LETTER | DIGIT | BEFORE | BEHIND, false},
    {HYPHEN | SLASH, DIGIT, false},
    {COMMA, LETTER | DIGIT, false},
    {BEFORE, WIDE, false},
    {WIDE, BEHIND, false},
    {ANY, SPACE | GAP | JOINER | CLOSE | EXCLAIM | COMMA | SLASH, true},
    {OPEN, ANY, true},
    {QUOTE, OPEN, true},
    {BAR, BAR, true},
};

/* May a line end between characters of two classes, with spaces between them or without? */
static bool may_end(int before, int after, bool spaced)
{
    if (before == GAP) return true;
    for (size_t i = 0; i < sizeof bonds / sizeof *bonds; i++)
        if ((bonds[i].before & before) && (bonds[i].after & after) &&
            (bonds[i].over_spaces || !spaced))
            return false;
    return true;
}

/* Lines. */

/* A line up to some character. */
typedef struct {
    plot_row row;
    int last;    /* class of its last character that is no space; 0: none */
    bool spaced; /* spaces follow that character */
} reach;

/* In whole 1/1024 pt, as a text of that size is laid out. */
static double grid(double length) { return round(1024 * length) / 1024; }

static void add_letter(const plot_lines *l, plot_row *row, int32_t c)
{
    plot_letter letter = l->find(l->self, c, l->bold);

    row->width += is_mark(c) ? 0 : grid(l->size * letter.advance);
    row->ascent = fmax(row->ascent, grid(l->size * letter.ascent));
    row->descent = fmax(row->descent, grid(l->size * letter.descent));
}

/* Adds the next character of the text. */
static void advance(const plot_lines *l, reach *r)
{
    int32_t c = read_character(&r->row.end);
    int class = find_class(c);

    add_letter(l, &r->row, c);
    r->spaced = class == SPACE;
    if (class != SPACE && !is_mark(c)) r->last = class;
}

static double room(const plot_lines *l)
{
    return l->width > 0 ? l->width + slack : INFINITY;
}

static plot_row start_row(const plot_lines *l)
{
    return (plot_row){.start = l->rest, .end = l->rest};
}

/* Adds as many characters as have room: one at least, if nothing follows. */
static plot_row fill(const plot_lines *l, plot_row row)
{
    reach next = {.row = row};

    while (*next.row.end) {
        advance(l, &next);
        if (next.row.width > room(l) && (row.is_cut || row.end > row.start)) break;
        row = next.row;
    }
    return row;
}

/* The whole words that have room, if there is one; where the next line begins.  What is
 * measured is parted only where no line could end before it. */
static const char *fill_words(const plot_lines *l, plot_row *words)
{
    reach r = {.row = start_row(l)}, solid = r;
    const char *next = NULL;
    bool parts = true; /* what is measured */

    while (*r.row.end && solid.row.width <= room(l)) {
        const char *at = r.row.end;
        int32_t c = read_character(&at);
        bool ends =
            solid.last && !is_mark(c) && may_end(solid.last, find_class(c), r.spaced);
        bool measured = ends && sim_units_bind(r.row.start, r.row.end);

        if (ends && (!measured || parts)) {
            *words = solid.row;
            next = r.row.end;
            parts = measured;
        }
        advance(l, &r);
        if (!r.spaced) solid = r;
    }
    return next;
}

/* It takes all of the room, so that it begins where a text begins that just fits. */
static plot_row cut(const plot_lines *l)
{
    plot_row row = start_row(l);

    row.is_cut = true;
    add_letter(l, &row, ELLIPSIS);
    row = fill(l, row);
    row.width = fmax(row.width, l->width);
    return row;
}

static plot_row take_all(const plot_lines *l)
{
    plot_lines endless = *l;
    plot_row row = start_row(l);

    endless.width = 0;
    if (*l->rest) return fill(&endless, row);
    add_letter(l, &row, ' ');
    row.width = 0;
    return row;
}

bool plot_lines_next(plot_lines *l, plot_row *row)
{
    const char *next = NULL;

    if (!l->rest) return false;
    *row = take_all(l);
    if (row->width > room(l)) {
        if (l->lines <= 1)
            *row = cut(l);
        else if (!(next = fill_words(l, row))) {
            *row = fill(l, start_row(l));
            next = row->end;
        }
    }
    l->rest = next && *next ? next : NULL;
    l->lines--;
    return true;
}

void plot_row_print(const plot_row *row, char text[])
{
    for (const char *at = row->start; at < row->end;)
        text += utf8proc_encode_char(read_character(&at), (utf8proc_uint8_t *)text);
    strcpy(text, row->is_cut ? ellipsis : "");
}
