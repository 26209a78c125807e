#include "sim/io/embedded.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "sim/io/files.h"
#include "sim/io/memory.h"

static const char begin_mark[] = "potency-run.ini-begin",
                  end_mark[] = "potency-run.ini-end";

/* RFC 4648: six bits a letter. */
static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum { GROUP = 3, LETTERS = 4, GROUPS_A_LINE = 19 };

/* ---- writing -------------------------------------------------------------- */

/* Up to three bytes as four letters, the last of them '=' for each byte that is not there. */
static void write_group(const unsigned char bytes[], size_t n, FILE *out)
{
    unsigned long bits = 0;

    for (size_t i = 0; i < GROUP; i++) bits = bits << 8 | (i < n ? bytes[i] : 0u);
    for (size_t i = 0; i < LETTERS; i++)
        fputc(i > n ? '=' : letters[bits >> (6 * (LETTERS - 1 - i)) & 63], out);
}

static void write_letters(const unsigned char bytes[], size_t n, const char *before,
                          FILE *out)
{
    for (size_t i = 0; i < n; i += GROUP) {
        if (i % ((size_t)GROUP * GROUPS_A_LINE) == 0) fprintf(out, "\n%s", before);
        write_group(bytes + i, n - i < GROUP ? n - i : GROUP, out);
    }
}

sim_status sim_embedded_write(const char *text, const char *before, FILE *out,
                              sim_error *err)
{
    const size_t length = strlen(text);
    uLongf size = compressBound((uLong)length);
    unsigned char *bytes;
    bool is_done;

    if (length > SIM_EMBEDDED_MOST) return SIM_OK;
    bytes = malloc(size);
    is_done = bytes && compress2(bytes, &size, (const Bytef *)text, (uLong)length,
                                 Z_BEST_COMPRESSION) == Z_OK;
    if (is_done) {
        fprintf(out, "%s%s", before, begin_mark);
        write_letters(bytes, size, before, out);
        fprintf(out, "\n%s%s\n", before, end_mark);
    }
    free(bytes);
    return is_done ? SIM_OK : sim_fail_memory(err, "run.ini");
}

/* ---- reading -------------------------------------------------------------- */

/* A file in memory, and how far it is read. */
typedef struct {
    const char *path;
    char *bytes;
    size_t size, capacity, at;
} haystack;

static sim_status read_all(haystack *h, FILE *in, sim_error *err)
{
    enum { FIRST = 1 << 16 };

    do {
        if (h->size == h->capacity) {
            const size_t capacity = h->capacity > 0 ? 2 * h->capacity : FIRST;
            char *more = realloc(h->bytes, capacity);

            if (!more) return sim_fail_memory(err, h->path);
            h->bytes = more;
            h->capacity = capacity;
        }
        h->size += fread(h->bytes + h->size, 1, h->capacity - h->size, in);
    } while (h->size == h->capacity && h->size <= SIM_EMBEDDED_FILE_MOST);
    if (ferror(in))
        return sim_fail(err, SIM_EIO, "%s: cannot be read: %s", h->path, strerror(errno));
    if (h->size > SIM_EMBEDDED_FILE_MOST)
        return sim_fail(err, SIM_EPARSE,
                        "%s: is longer than %d MiB; a figure of this program would be "
                        "right",
                        h->path, SIM_EMBEDDED_FILE_MOST >> 20);
    return SIM_OK;
}

/* Where a mark stands at or behind `from`; h->size: nowhere. */
static size_t find_mark(const haystack *h, size_t from, const char *mark)
{
    const size_t length = strlen(mark);

    while (from + length <= h->size) {
        const char *at = memchr(h->bytes + from, *mark, h->size - length - from + 1);

        if (!at) break;
        if (memcmp(at, mark, length) == 0) return (size_t)(at - h->bytes);
        from = (size_t)(at - h->bytes) + 1;
    }
    return h->size;
}

static sim_status refuse(const haystack *h, sim_error *err)
{
    return sim_fail(err, SIM_EPARSE,
                    "%s: the run.ini within is damaged; the file as it was written would "
                    "be right",
                    h->path);
}

/* Letters to bytes, in place; what breaks lines, or starts them, stands for nothing.  False if
 * there is anything else. */
static bool decode(char *text, size_t n, size_t *n_bytes)
{
    unsigned long bits = 0;
    size_t n_letters = 0, n_missing = 0, size = 0;

    for (size_t i = 0; i < n; i++) {
        const char *letter = text[i] ? strchr(letters, text[i]) : NULL;

        if (text[i] && strchr("%\r\n ", text[i])) continue;
        if (text[i] == '=')
            n_missing++;
        else if (!letter || n_missing > 0)
            return false;
        bits = bits << 6 | (letter ? (unsigned long)(letter - letters) : 0u);
        if (++n_letters % LETTERS != 0) continue;
        for (size_t k = 0; k < GROUP; k++)
            text[size++] = (char)(bits >> (8 * (GROUP - 1 - k)) & 255);
        bits = 0;
    }
    if (n_letters % LETTERS != 0 || n_missing >= GROUP) return false;
    *n_bytes = size - n_missing;
    return true;
}

/* As long as it may be, and no longer, whatever is claimed. */
static sim_status inflate_text(const haystack *h, const char *bytes, size_t n, char **text,
                               sim_error *err)
{
    uLongf size = SIM_EMBEDDED_MOST;
    char *most = malloc(SIM_EMBEDDED_MOST + 1), *fitting;
    int code;

    if (!most) return sim_fail_memory(err, h->path);
    code = uncompress((Bytef *)most, &size, (const Bytef *)bytes, (uLong)n);
    if (code != Z_OK || memchr(most, '\0', size)) {
        free(most);
        return code == Z_MEM_ERROR ? sim_fail_memory(err, h->path) : refuse(h, err);
    }
    most[size] = '\0';
    fitting = realloc(most, size + 1);
    *text = fitting ? fitting : most;
    return SIM_OK;
}

/* The next text; NULL: there is no more. */
static sim_status read_next(haystack *h, char **text, sim_error *err)
{
    const size_t begin = find_mark(h, h->at, begin_mark);
    const size_t from = begin + strlen(begin_mark), end = find_mark(h, begin, end_mark);
    size_t n = 0;

    *text = NULL;
    if (begin == h->size) return SIM_OK;
    h->at = end + strlen(end_mark);
    if (end == h->size || !decode(h->bytes + from, end - from, &n)) return refuse(h, err);
    return inflate_text(h, h->bytes + from, n, text, err);
}

/* All that a page of several figures carries must be the same. */
static sim_status read_only(haystack *h, char **text, sim_error *err)
{
    sim_status status = read_next(h, text, err);
    char *other = *text;

    while (status == SIM_OK && other) {
        status = read_next(h, &other, err);
        if (status == SIM_OK && other && strcmp(*text, other) != 0)
            status = sim_fail(err, SIM_EPARSE,
                              "%s: holds more than one run.ini; a file with one would be "
                              "right",
                              h->path);
        free(other);
    }
    return status;
}

sim_status sim_embedded_read(const char *path, char **text, sim_error *err)
{
    haystack h = {.path = path};
    FILE *in = NULL;
    sim_status status = sim_files_read(path, &in, err);

    *text = NULL;
    if (status != SIM_OK) return status;
    status = read_all(&h, in, err);
    fclose(in);
    if (status == SIM_OK) status = read_only(&h, text, err);
    free(h.bytes);
    if (status != SIM_OK) {
        free(*text);
        *text = NULL;
    }
    return status;
}
