/* glib.h -- of GLib what figures are made with, for the page, which has no GLib: texts that grow,
 * and what ASCII and UTF-8 are.  Functions do as GLib's documentation says; where memory is short,
 * all of them abort, as GLib does.
 */
#ifndef SIM_PAGE_GLIB_H
#define SIM_PAGE_GLIB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <strings.h>

typedef int gboolean;
typedef uint32_t gunichar;
typedef ptrdiff_t gssize;

enum { FALSE, TRUE };

#define G_MAXUINT UINT32_MAX

/* ---- memory ---------------------------------------------------------------- */

void *g_malloc(size_t size);
void *g_malloc0_n(size_t n, size_t size);
void g_free(void *memory);
char *g_strdup(const char *text); /* NULL of NULL */
char *g_strndup(const char *text, size_t n);
char *g_strconcat(const char *first, ...) __attribute__((sentinel));
#define g_new(type, n) ((type *)g_malloc0_n((n), sizeof(type)))
#define g_new0(type, n) g_new(type, n)

/* ---- texts ----------------------------------------------------------------- */

typedef struct {
    char *str;
    size_t len, allocated_len;
} GString;

GString *g_string_new(const char *text); /* NULL: empty */
char *g_string_free(GString *text, gboolean all);
GString *g_string_append(GString *text, const char *more);
GString *g_string_append_len(GString *text, const char *more, ptrdiff_t n);
GString *g_string_append_c(GString *text, char c);
void g_string_append_printf(GString *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void g_string_printf(GString *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
GString *g_string_assign(GString *text, const char *other);
GString *g_string_prepend(GString *text, const char *before);
GString *g_string_truncate(GString *text, size_t n);
GString *g_string_erase(GString *text, ptrdiff_t from, ptrdiff_t n);
unsigned g_string_replace(GString *text, const char *find, const char *by, unsigned most);
gboolean g_string_equal(const GString *one, const GString *other);

#define g_snprintf snprintf
gboolean g_str_has_prefix(const char *text, const char *prefix);
gboolean g_str_has_suffix(const char *text, const char *suffix);
char *g_strchomp(char *text);
char **g_strsplit(const char *text, const char *between, int most); /* most: below 1 */
void g_strfreev(char **texts);

/* ---- ASCII, whatever the place ----------------------------------------------- */

static inline bool g_ascii_isdigit(char c) { return c >= '0' && c <= '9'; }
static inline bool g_ascii_islower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool g_ascii_isupper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool g_ascii_isalpha(char c)
{
    return g_ascii_islower(c) || g_ascii_isupper(c);
}
static inline bool g_ascii_isalnum(char c)
{
    return g_ascii_isalpha(c) || g_ascii_isdigit(c);
}
static inline char g_ascii_toupper(char c)
{
    return g_ascii_islower(c) ? (char)(c - 'a' + 'A') : c;
}
static inline char g_ascii_tolower(char c)
{
    return g_ascii_isupper(c) ? (char)(c - 'A' + 'a') : c;
}
#define g_ascii_strncasecmp strncasecmp

/* ---- UTF-8 ------------------------------------------------------------------- */

gboolean g_utf8_validate(const char *text, ptrdiff_t n, const char **end);
long g_utf8_strlen(const char *text, ptrdiff_t n);
gunichar g_utf8_get_char_validated(const char *text, ptrdiff_t n);
char *g_utf8_find_prev_char(const char *text, const char *at);
gboolean g_unichar_ismark(gunichar c);

#endif
