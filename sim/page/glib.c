/* glib.c -- of GLib what figures call, as sim/page/libraries/glib.h has it. */
#include <glib.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* ---- memory ---------------------------------------------------------------- */

void *g_malloc(size_t size)
{
    void *memory = malloc(size > 0 ? size : 1);

    if (!memory) abort();
    return memory;
}

void *g_malloc0_n(size_t n, size_t size)
{
    void *memory = calloc(n > 0 ? n : 1, size);

    if (!memory) abort();
    return memory;
}

void g_free(void *memory) { free(memory); }

char *g_strndup(const char *text, size_t n)
{
    const size_t length = strnlen(text, n);
    char *copy = g_malloc(length + 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *g_strdup(const char *text) { return text ? g_strndup(text, strlen(text)) : NULL; }

char *g_strconcat(const char *first, ...)
{
    GString *all = g_string_new(first);
    va_list more;

    va_start(more, first);
    for (const char *text; (text = va_arg(more, const char *));) g_string_append(all, text);
    va_end(more);
    return g_string_free(all, FALSE);
}

/* ---- texts ----------------------------------------------------------------- */

/* Makes room for so many bytes and a NUL. */
static void make_room(GString *text, size_t n)
{
    enum { FIRST = 64 };
    size_t room = text->allocated_len ? text->allocated_len : FIRST;

    while (room <= n) room *= 2;
    if (room == text->allocated_len) return;
    text->str = realloc(text->str, room);
    if (!text->str) abort();
    text->allocated_len = room;
}

GString *g_string_new(const char *text)
{
    GString *made = g_malloc(sizeof *made);

    *made = (GString){0};
    make_room(made, 0);
    made->str[0] = '\0';
    return text ? g_string_append(made, text) : made;
}

char *g_string_free(GString *text, gboolean all)
{
    char *left = text->str;

    if (all) free(left);
    free(text);
    return all ? NULL : left;
}

GString *g_string_append_len(GString *text, const char *more, ptrdiff_t n)
{
    const size_t length = n < 0 ? strlen(more) : (size_t)n;

    make_room(text, text->len + length);
    memmove(text->str + text->len, more, length);
    text->len += length;
    text->str[text->len] = '\0';
    return text;
}

GString *g_string_append(GString *text, const char *more)
{
    return g_string_append_len(text, more, -1);
}

GString *g_string_append_c(GString *text, char c)
{
    return g_string_append_len(text, &c, 1);
}

static void print(GString *text, const char *format, va_list args)
{
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0) abort();
    make_room(text, text->len + (size_t)n);
    vsnprintf(text->str + text->len, (size_t)n + 1, format, args);
    text->len += (size_t)n;
}

void g_string_append_printf(GString *text, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    print(text, format, args);
    va_end(args);
}

void g_string_printf(GString *text, const char *format, ...)
{
    va_list args;

    g_string_truncate(text, 0);
    va_start(args, format);
    print(text, format, args);
    va_end(args);
}

GString *g_string_assign(GString *text, const char *other)
{
    return g_string_append(g_string_truncate(text, 0), other);
}

GString *g_string_prepend(GString *text, const char *before)
{
    const size_t n = strlen(before);

    make_room(text, text->len + n);
    memmove(text->str + n, text->str, text->len + 1);
    memcpy(text->str, before, n);
    text->len += n;
    return text;
}

GString *g_string_truncate(GString *text, size_t n)
{
    if (n < text->len) text->len = n;
    text->str[text->len] = '\0';
    return text;
}

GString *g_string_erase(GString *text, ptrdiff_t from, ptrdiff_t n)
{
    const size_t end = n < 0 ? text->len : (size_t)(from + n);

    memmove(text->str + from, text->str + end, text->len - end + 1);
    text->len -= end - (size_t)from;
    return text;
}

unsigned g_string_replace(GString *text, const char *find, const char *by, unsigned most)
{
    const size_t n = strlen(find);
    GString *made = g_string_new(NULL);
    const char *at = text->str;
    unsigned count = 0;

    for (const char *found;
         n > 0 && (most == 0 || count < most) && (found = strstr(at, find)); count++) {
        g_string_append_len(made, at, found - at);
        g_string_append(made, by);
        at = found + n;
    }
    g_string_append(made, at);
    g_string_assign(text, made->str);
    g_string_free(made, TRUE);
    return count;
}

gboolean g_string_equal(const GString *one, const GString *other)
{
    return one->len == other->len && memcmp(one->str, other->str, one->len) == 0;
}

gboolean g_str_has_prefix(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

gboolean g_str_has_suffix(const char *text, const char *suffix)
{
    const size_t n = strlen(text), end = strlen(suffix);

    return n >= end && strcmp(text + n - end, suffix) == 0;
}

char *g_strchomp(char *text)
{
    size_t n = strlen(text);

    while (n > 0 && strchr(" \t\n\v\f\r", text[n - 1])) n--;
    text[n] = '\0';
    return text;
}

/* All parts; none of an empty text. */
char **g_strsplit(const char *text, const char *between, int most)
{
    size_t n = 1, i = 0;
    char **parts;

    if (most > 0) abort();
    for (const char *at = text; (at = strstr(at, between)); at += strlen(between)) n++;
    parts = g_new0(char *, n + 1);
    if (!*text) return parts;
    for (const char *end; (end = strstr(text, between)); text = end + strlen(between))
        parts[i++] = g_strndup(text, (size_t)(end - text));
    parts[i] = g_strdup(text);
    return parts;
}

void g_strfreev(char **texts)
{
    for (size_t i = 0; texts && texts[i]; i++) free(texts[i]);
    free(texts);
}

/* ---- UTF-8 ------------------------------------------------------------------- */

/* The bytes of the character there; 0: none that is whole and may stand there. */
static size_t read_character(const char *text, ptrdiff_t n, gunichar *c)
{
    const ptrdiff_t length = n < 0 ? (ptrdiff_t)strnlen(text, 4) : n;
    utf8proc_int32_t read = -1;
    const utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)text, length, &read);

    if (used <= 0 || read < 0) return 0;
    *c = (gunichar)read;
    return (size_t)used;
}

gboolean g_utf8_validate(const char *text, ptrdiff_t n, const char **end)
{
    const char *last = text + (n < 0 ? strlen(text) : (size_t)n);
    gunichar c = 0;

    for (size_t used; text < last; text += used)
        if ((used = read_character(text, last - text, &c)) == 0 || c == 0) break;
    if (end) *end = text;
    return text == last;
}

static bool continues(char c) { return (c & 0xC0) == 0x80; }

long g_utf8_strlen(const char *text, ptrdiff_t n)
{
    const size_t length = n < 0 ? strlen(text) : (size_t)n;
    long count = 0;

    for (size_t i = 0; i < length; i++) count += !continues(text[i]);
    return count;
}

gunichar g_utf8_get_char_validated(const char *text, ptrdiff_t n)
{
    gunichar c = 0;

    return read_character(text, n, &c) > 0 ? c : (gunichar)-1;
}

char *g_utf8_find_prev_char(const char *text, const char *at)
{
    while (at > text)
        if (!continues(*--at)) return (char *)at;
    return NULL;
}

gboolean g_unichar_ismark(gunichar c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return TRUE;
    default:
        return FALSE;
    }
}
