#include "sim/io/ini.h"

#include <ctype.h>
#include <ini.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* inih's own limit of a line is 200 with the line feed and the end of the string. */
enum { LINE_SIZE = 198, RAW_SIZE = 1024 };

typedef struct {
    sim_ini *ini;
    FILE *in;         /* or */
    const char *text; /* what is left of it */
    int line;
    char origin[RAW_SIZE];
    sim_status status;
    sim_error *err;
} reader;

/* ---- rows ----------------------------------------------------------------- */

static char *copy(const char *text)
{
    char *c = text ? malloc(strlen(text) + 1) : NULL;

    return c ? strcpy(c, text) : NULL;
}

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
    *row = (sim_ini_row){copy(section), copy(name), copy(value), copy(origin), r->line};
    if (!row->section || (name && (!row->name || !row->value)) || (origin && !row->origin))
        r->status = sim_fail_memory(r->err, ini->file);
}

static int on_row(void *data, const char *section, const char *name, const char *value)
{
    add_row(data, section, name, value);
    return 1;
}

/* ---- lines ---------------------------------------------------------------- */

static sim_status refuse(reader *r, const char *what)
{
    r->status = sim_fail(r->err, SIM_EPARSE, "%s:%d: %s", r->ini->file, r->line, what);
    return r->status;
}

/* Reads one raw line without its line feed; false at the end. */
static bool read_raw(reader *r, char line[RAW_SIZE], size_t *length)
{
    bool any = false;
    int c;

    *length = 0;
    for (;;) {
        c = r->in ? getc(r->in) : *r->text ? (unsigned char)*r->text++ : EOF;
        if (c == EOF || c == '\n') break;
        any = true;
        if (c == '\0') {
            refuse(r, "holds a NUL byte; plain text would be right");
            return false;
        }
        if (*length + 1 < RAW_SIZE) line[(*length)++] = (char)c;
    }
    line[*length] = '\0';
    return any || c == '\n';
}

static void trim_end(char *line)
{
    size_t length = strlen(line);

    while (length > 0 && isspace((unsigned char)line[length - 1])) line[--length] = '\0';
}

/* Cuts a comment off: a whole line, or what stands behind white space and # or ;. */
static void strip_comment(reader *r, char *line)
{
    char *c = line;

    r->origin[0] = '\0';
    while (*c &&
           !((*c == '#' || *c == ';') && (c == line || isspace((unsigned char)c[-1]))))
        c++;
    if (strncmp(c, SIM_INI_ORIGIN, strlen(SIM_INI_ORIGIN)) == 0)
        strcpy(r->origin, c + strlen(SIM_INI_ORIGIN));
    trim_end(r->origin);
    *c = '\0';
}

static sim_status check_line(reader *r, const char *line)
{
    const char *close;

    if (isspace((unsigned char)line[0]))
        return refuse(r, "is indented; a row that starts at the left edge would be right");
    if (strlen(line) > LINE_SIZE)
        return refuse(r, "is longer than 198 characters; a shorter row would be right");
    if (line[0] == '[') {
        close = strchr(line, ']');
        if (!close || close[1] != '\0' || close == line + 1 || close > line + 49)
            return refuse(r, "is no section; [name] with at most 48 characters would be "
                             "right");
    } else if (line[0] && !strchr(line, '=')) {
        return refuse(r, "is no row; name = value would be right");
    }
    return SIM_OK;
}

/* The next line for inih, comments gone; NULL at the end or after a refusal. */
static char *next_line(char *out, int size, void *data)
{
    reader *r = data;
    char line[RAW_SIZE];
    size_t length;

    r->line++;
    if (r->status != SIM_OK || !read_raw(r, line, &length)) return NULL;
    if (r->line == 1 && strncmp(line, "\xEF\xBB\xBF", 3) == 0)
        memmove(line, line + 3, strlen(line + 3) + 1);
    if (line[0] != '#' && line[0] != ';' && length + 1 >= RAW_SIZE) {
        refuse(r, "is longer than 198 characters; a shorter row would be right");
        return NULL;
    }
    strip_comment(r, line);
    trim_end(line);
    if (check_line(r, line) != SIM_OK) return NULL;
    if (line[0] == '[') {
        line[strlen(line) - 1] = '\0';
        trim_end(line);
        add_row(r, line + 1, NULL, NULL);
        strcat(line, "]");
    }
    snprintf(out, (size_t)size, "%s\n", line);
    return out;
}

static sim_status parse(reader *r)
{
    int bad = ini_parse_stream(next_line, r, on_row, r);

    if (r->status == SIM_OK && r->in && ferror(r->in))
        r->status = sim_fail(r->err, SIM_EIO, "%s: cannot be read", r->ini->file);
    if (r->status == SIM_OK && bad != 0)
        r->status =
            sim_fail(r->err, SIM_EPARSE, "%s:%d: is no row; name = value would be right",
                     r->ini->file, bad);
    return r->status;
}

sim_status sim_ini_read(sim_ini *ini, const char *file, FILE *in, sim_error *err)
{
    reader r = {.ini = ini, .in = in, .err = err};

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
