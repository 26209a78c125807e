#include "sim/io/ini.h"

#include <ctype.h>
#include <ini.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "sim/io/text.h"

/* inih's own limit is 200: SIM_INI_LINE, the line feed and the end of the string. */
enum { RAW_SIZE = 1024, ORIGIN_SIZE = 512, SECTION_LENGTH = 48 };

typedef struct {
    sim_ini *ini;
    FILE *in;         /* or */
    const char *text; /* what is left of it */
    int line;
    char section[RAW_SIZE], origin[ORIGIN_SIZE];
    bool passes_over; /* the rows below a header that was refused */
    bool at_end;      /* nothing that follows can be read */
    sim_findings *findings;
    sim_status status;
    sim_error *err;
} reader;

/* ---- rows ----------------------------------------------------------------- */

static bool grow(sim_ini *ini)
{
    size_t capacity = ini->capacity ? 2 * ini->capacity : 64;
    sim_ini_row *rows = realloc(ini->rows, capacity * sizeof *rows);

    if (!rows) return false;
    ini->rows = rows;
    ini->capacity = capacity;
    return true;
}

/* The row of a section's header has neither a name nor a value. */
static void add_row(reader *r, const char *section, const char *name, const char *value)
{
    sim_ini *ini = r->ini;
    const char *origin = name && r->origin[0] ? r->origin : NULL;
    sim_ini_row *row;

    if (r->status != SIM_OK) return;
    if (ini->n_rows == ini->capacity && !grow(ini)) {
        r->status = sim_fail_memory(r->err, ini->file);
        return;
    }
    row = &ini->rows[ini->n_rows++];
    *row = (sim_ini_row){sim_text_copy(section), sim_text_copy(name), sim_text_copy(value),
                         sim_text_copy(origin), r->line};
    if (!row->section || (name && (!row->name || !row->value)) || (origin && !row->origin))
        r->status = sim_fail_memory(r->err, ini->file);
}

/* inih cuts the names of sections at 49 bytes: ours is kept instead. */
static int on_row(void *data, const char *section, const char *name, const char *value)
{
    const reader *r = data;

    (void)section;
    if (!r->passes_over) add_row(data, r->section, name, value);
    return 1;
}

/* ---- lines ---------------------------------------------------------------- */

/* The reading goes on where there are findings, with this line left out. */
static void refuse(reader *r, const char *what)
{
    sim_status status =
        sim_fail(r->err, SIM_EPARSE, "%s:%d: %s", r->ini->file, r->line, what);

    r->status = sim_findings_note(r->findings, status, r->err);
}

/* A raw line without its line feed, or up to its first NUL byte. */
typedef struct {
    char text[RAW_SIZE];
    size_t length; /* of what fitted */
    bool holds_nul;
} raw_line;

/* False at the end. */
static bool read_raw(reader *r, raw_line *line)
{
    bool any = false;
    int c;

    line->length = 0;
    line->holds_nul = false;
    for (;;) {
        c = r->in ? getc(r->in) : *r->text ? (unsigned char)*r->text++ : EOF;
        if (c == EOF || c == '\n') break;
        any = true;
        line->holds_nul = c == '\0';
        if (line->holds_nul) break;
        if (line->length + 1 < RAW_SIZE) line->text[line->length++] = (char)c;
    }
    line->text[line->length] = '\0';
    return any || c == '\n';
}

static void trim_end(char *line)
{
    size_t length = strlen(line);

    while (length > 0 && isspace((unsigned char)line[length - 1])) line[--length] = '\0';
}

/* Cuts a comment off: a whole line, or what stands behind white space and # or ;.  An
 * origin that no run wrote, it is so long, is a comment like others. */
static void strip_comment(reader *r, char *line)
{
    char *c = line;

    r->origin[0] = '\0';
    while (*c &&
           !((*c == '#' || *c == ';') && (c == line || isspace((unsigned char)c[-1]))))
        c++;
    if (strncmp(c, SIM_INI_ORIGIN, strlen(SIM_INI_ORIGIN)) == 0 && strlen(c) < ORIGIN_SIZE)
        strcpy(r->origin, c + strlen(SIM_INI_ORIGIN));
    trim_end(r->origin);
    *c = '\0';
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool is_utf_16(const char *text)
{
    return starts_with(text, "\xFF\xFE") || starts_with(text, "\xFE\xFF");
}

/* What is wrong with the bytes of a line, whatever it says; NULL if nothing is. */
static const char *find_bad_bytes(reader *r, const raw_line *line)
{
    const bool whole = line->length + 1 < RAW_SIZE;

    const bool utf_16 = r->line == 1 && is_utf_16(line->text);

    r->at_end = utf_16 || line->holds_nul;
    if (utf_16) return "is UTF-16; a file saved as UTF-8 would be right";
    if (line->holds_nul) return "holds a NUL byte; plain text would be right";
    if (whole && !g_utf8_validate(line->text, (gssize)line->length, NULL))
        return "holds bytes that are not UTF-8; a file saved as UTF-8 would be right";
    return NULL;
}

/* What word processors and web pages put in place of a space: no-break and narrow no-break
 * space, zero-width space, byte-order mark. */
static const char *const blanks[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x8B",
                                     "\xEF\xBB\xBF"};

static bool is_header(const char *line)
{
    const char *close = strchr(line, ']');

    return close && close[1] == '\0' &&
           strspn(line + 1, " \t") != (size_t)(close - line - 1) &&
           g_utf8_strlen(line + 1, close - line - 1) <= SECTION_LENGTH;
}

/* The same of a row or header, its comment gone. */
static const char *find_bad_row(const char *line)
{
    if (isspace((unsigned char)line[0]))
        return "is indented; a row that starts at the left edge would be right";
    if (strlen(line) > SIM_INI_LINE)
        return "is longer than 198 characters; a shorter row would be right";
    for (const char *c = line; *c; c++) {
        if (iscntrl((unsigned char)*c) && *c != '\t')
            return "holds a control character; plain text would be right";
    }
    if (line[0] == '[')
        return is_header(line)
                   ? NULL
                   : "is no section; [name] with at most 48 characters would be "
                     "right";
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        if (strstr(line, blanks[i]))
            return "holds a blank that is no space; a plain space would be right";
    }
    if (line[0] == '=') return "has no name before the =; name = value would be right";
    if (line[0] && !strchr(line, '=')) return "is no row; name = value would be right";
    return NULL;
}

/* A header becomes a row of its own, unless it stands twice. */
static void add_header(reader *r, const char *name)
{
    char what[2 * RAW_SIZE];

    for (size_t i = 0; i < r->ini->n_rows; i++) {
        const sim_ini_row *row = &r->ini->rows[i];

        if (row->name || strcmp(row->section, name) != 0) continue;
        snprintf(
            what, sizeof what,
            "section [%s] stands twice, first at %s:%d; one header for all its rows, or "
            "another name, would be right",
            name, r->ini->file, row->line);
        refuse(r, what);
        return;
    }
    add_row(r, name, NULL, NULL);
}

/* Puts the line into the form that inih reads; what is refused becomes an empty one, and
 * the rows below a header that is refused are nobody's. */
static void prepare(reader *r, raw_line *line)
{
    char *text = line->text;
    const char *bad = find_bad_bytes(r, line);

    while (r->line == 1 && starts_with(text, "\xEF\xBB\xBF"))
        memmove(text, text + 3, strlen(text + 3) + 1);
    if (!bad && text[0] != '#' && text[0] != ';' && line->length + 1 >= RAW_SIZE)
        bad = "is longer than 198 characters; a shorter row would be right";
    if (!bad) {
        strip_comment(r, text);
        trim_end(text);
        bad = find_bad_row(text);
    }
    if (bad) {
        if (text[strspn(text, " \t\r\v\f")] == '[') r->passes_over = true;
        refuse(r, bad);
        text[0] = '\0';
    }
}

/* The next line for inih, comments gone; NULL at the end or after a refusal. */
static char *next_line(char *out, int size, void *data)
{
    reader *r = data;
    raw_line line;

    r->line++;
    if (r->status != SIM_OK || r->at_end || !read_raw(r, &line)) return NULL;
    prepare(r, &line);
    if (line.text[0] == '[') {
        r->passes_over = false;
        line.text[strlen(line.text) - 1] = '\0';
        trim_end(line.text);
        strcpy(r->section, line.text + 1);
        add_header(r, r->section);
        strcat(line.text, "]");
    }
    if (r->status != SIM_OK) return NULL;
    snprintf(out, (size_t)size, "%s\n", line.text);
    return out;
}

static sim_status parse(reader *r)
{
    int bad = ini_parse_stream(next_line, r, on_row, r);

    if (r->status == SIM_OK && r->in && ferror(r->in))
        r->status = sim_fail(r->err, SIM_EIO, "%s: cannot be read", r->ini->file);
    if (r->status == SIM_OK && bad < 0) r->status = sim_fail_memory(r->err, r->ini->file);
    r->line = bad;
    if (r->status == SIM_OK && bad != 0)
        refuse(r, "is no row; name = value would be right");
    return r->status;
}

sim_status sim_ini_read(sim_ini *ini, const char *file, FILE *in, sim_findings *findings,
                        sim_error *err)
{
    reader r = {.ini = ini, .in = in, .findings = findings, .err = err};

    *ini = (sim_ini){.file = file};
    return parse(&r);
}

sim_status sim_ini_read_text(sim_ini *ini, const char *file, const char *text,
                             sim_error *err)
{
    reader r = {.ini = ini, .text = text, .err = err};

    *ini = (sim_ini){.file = file};
    return parse(&r);
}

void sim_ini_free(sim_ini *ini)
{
    for (size_t i = 0; i < ini->n_rows; i++) {
        free(ini->rows[i].section);
        free(ini->rows[i].name);
        free(ini->rows[i].value);
        free(ini->rows[i].origin);
    }
    free(ini->rows);
    *ini = (sim_ini){0};
}
