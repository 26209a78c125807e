#include "sim/io/ini.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"

enum {
    RAW_SIZE = SIM_INI_LINE + 2,
    ORIGIN_SIZE = 512,
    SECTION_LENGTH = 48,
    SECTION_SIZE = 4 * SECTION_LENGTH + 1,
    SHOWN_NAME = 198,
    WHAT_SIZE = 1024,
    SECTIONS_MAX = 6000
};

typedef struct {
    sim_ini *ini;
    FILE *in;         /* or */
    const char *text; /* what is left of it */
    int line;
    char section[SECTION_SIZE], origin[ORIGIN_SIZE];
    char *raw; /* [RAW_SIZE] the line without its line feed, or up to its first NUL byte */
    char *comment; /* [RAW_SIZE] of this line, from the blank before it on */
    size_t length; /* of what fitted */
    bool holds_nul;
    bool passes_over; /* the rows below a header that was refused */
    bool at_end;      /* nothing that follows can be read */
    int n_sections;
    sim_findings *findings;
    sim_status status;
    sim_error *err;
} reader;

/* ---- rows ----------------------------------------------------------------- */

static void join_comment(reader *r, sim_ini_row *row)
{
    const size_t size = strlen(row->value) + strlen(r->comment) + 1;

    row->whole = malloc(size);
    if (row->whole)
        snprintf(row->whole, size, "%s%s", row->value, r->comment);
    else
        r->status = sim_fail_memory(r->err, r->ini->file);
}

/* The row of a section's header has neither a name nor a value. */
static void add_row(reader *r, const char *section, const char *name, const char *value)
{
    sim_ini *ini = r->ini;
    const char *origin = name && r->origin[0] ? r->origin : NULL;
    sim_ini_row *row;

    if (r->status != SIM_OK) return;
    if (!sim_memory_grow(&ini->rows, ini->n_rows, sizeof *ini->rows)) {
        r->status = sim_fail_memory(r->err, ini->file);
        return;
    }
    row = &ini->rows[ini->n_rows++];
    *row = (sim_ini_row){.section = sim_text_copy(section),
                         .name = sim_text_copy(name),
                         .value = sim_text_copy(value),
                         .origin = sim_text_copy(origin),
                         .line = r->line};
    if (!row->section || (name && (!row->name || !row->value)) || (origin && !row->origin))
        r->status = sim_fail_memory(r->err, ini->file);
    if (r->status == SIM_OK && value && *r->comment) join_comment(r, row);
}

/* A line with a =. */
static void add_pair(reader *r, char *line)
{
    char *equals = strchr(line, '=');

    *equals = '\0';
    sim_text_trim(line);
    add_row(r, r->section, line, sim_text_trim(equals + 1));
}

/* ---- lines ---------------------------------------------------------------- */

/* Says what is wrong; always true. */
static __attribute__((format(printf, 2, 3))) bool complain(char what[WHAT_SIZE],
                                                           const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(what, WHAT_SIZE, format, args);
    va_end(args);
    return true;
}

/* The reading goes on where there are findings, with this line left out. */
static void refuse_line(reader *r, const char *what)
{
    sim_status status =
        sim_fail(r->err, SIM_EPARSE, "%s:%d: %s", r->ini->file, r->line, what);

    r->status = sim_findings_note(r->findings, status, r->err);
}

/* False at the end. */
static bool read_raw(reader *r)
{
    bool any = false;
    int c;

    r->length = 0;
    r->holds_nul = false;
    for (;;) {
        c = r->in ? getc(r->in) : *r->text ? (unsigned char)*r->text++ : EOF;
        if (c == EOF || c == '\n') break;
        any = true;
        r->holds_nul = c == '\0';
        if (r->holds_nul) break;
        if (r->length + 1 < RAW_SIZE) r->raw[r->length++] = (char)c;
    }
    r->raw[r->length] = '\0';
    return any || c == '\n';
}

/* Did not all of it fit? */
static bool is_cut(const reader *r) { return r->length > SIM_INI_LINE; }

/* Where a comment begins: at the start of a line, or behind white space. */
static char *find_comment(char *line)
{
    char *c = line;

    while (*c &&
           !((*c == '#' || *c == ';') && (c == line || isspace((unsigned char)c[-1]))))
        c++;
    return c;
}

/* Cuts a comment off and keeps it.  An origin that no run wrote, it is so long, is a comment
 * like others. */
static void strip_comment(reader *r, char *line)
{
    char *c = find_comment(line), *before = c;

    r->origin[0] = '\0';
    if (strncmp(c, SIM_INI_ORIGIN, strlen(SIM_INI_ORIGIN)) == 0 && strlen(c) < ORIGIN_SIZE)
        strcpy(r->origin, c + strlen(SIM_INI_ORIGIN));
    sim_text_trim(r->origin);
    while (before > line && isspace((unsigned char)before[-1])) before--;
    snprintf(r->comment, RAW_SIZE, "%s", *c ? before : "");
    sim_text_trim(r->comment);
    *c = '\0';
}

/* Comments in which the program, or a user, says which version of it a file is for. */
static const char *const signatures[] = {"Software: Potency ", "All parameters of Potency ",
                                         "Potency "};

static void note_version(reader *r, const char *line)
{
    sim_ini *ini = r->ini;

    if (ini->n_rows > 0 || *ini->version || (*line != '#' && *line != ';')) return;
    line += 1 + strspn(line + 1, " \t");
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const char *version = line + strlen(signatures[i]);

        if (!sim_text_starts(line, signatures[i]) || !isdigit((unsigned char)*version))
            continue;
        snprintf(ini->version, sizeof ini->version, "%.*s",
                 (int)strspn(version, "0123456789."), version);
        ini->version_line = r->line;
        return;
    }
}

static bool is_utf_16(const char *text)
{
    return sim_text_starts(text, "\xFF\xFE") || sim_text_starts(text, "\xFE\xFF");
}

/* ---- what is wrong with a line -------------------------------------------- */

/* With its bytes, whatever it says.  False if nothing is. */
static bool find_bad_bytes(reader *r, char what[WHAT_SIZE])
{
    const bool utf_16 = r->line == 1 && is_utf_16(r->raw);
    char which[SIM_CHARACTERS_WHAT];

    r->at_end = utf_16 || r->holds_nul;
    what[0] = '\0';
    if (utf_16) return complain(what, "is UTF-16; a file saved as UTF-8 would be right");
    if (r->holds_nul) return complain(what, "holds a NUL byte; plain text would be right");
    if (!is_cut(r) && sim_characters_are_broken(r->raw, which))
        return complain(
            what, "holds %s, which is not UTF-8; a file saved as UTF-8 would be right",
            which);
    return false;
}

/* "[arm A" of "[arm A #1]"; what the comment took is known. */
static bool find_bad_header(const reader *r, const char *line, char what[WHAT_SIZE])
{
    const char *close = strchr(line, ']'), *name = line + 1 + strspn(line + 1, " \t");

    if (!close && strchr(r->comment, ']'))
        return complain(
            what,
            "a %c behind a blank begins a comment, so that %.60s has no ]; a name "
            "without it would be right",
            r->comment[strspn(r->comment, " \t")], line);
    if (!close) return complain(what, "%.60s has no ]; [name] would be right", line);
    if (close[1])
        return complain(
            what,
            "%.60s has more behind its first ]; [name] alone in its row would be "
            "right",
            line);
    if (name == close) return complain(what, "[] has no name; [name] would be right");
    if (sim_characters_count(name) > SECTION_LENGTH + 1)
        return complain(what,
                        "%.60s... is too long; [name] with at most %d characters would "
                        "be right",
                        line, SECTION_LENGTH);
    return false;
}

/* What stands between a name and a value in other kinds of files. */
static const struct {
    const char *sign, *what;
} separators[] = {
    {"\t", "a tab stands"},  {":", "a colon stands"},     {";", "a semicolon stands"},
    {",", "a comma stands"}, {"\uFF1D", "U+FF1D stands"}, {"\uFF1A", "U+FF1A stands"},
    {"", "nothing stands"},
};

/* A row without =, as in YAML or a table. */
static bool find_other_separator(const char *line, char what[WHAT_SIZE])
{
    const size_t name = strspn(line, "abcdefghijklmnopqrstuvwxyz"
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");
    const char *behind = line + name + strspn(line + name, " ");

    for (size_t i = 0;
         name > 0 && name <= SHOWN_NAME && i < sizeof separators / sizeof *separators;
         i++) {
        const char *value = behind + strlen(separators[i].sign);

        value += strspn(value, " \t");
        if (!sim_text_starts(behind, separators[i].sign) || value == line + name) continue;
        if (strspn(value, "0123456789.+-") == 0) return false;
        return complain(what, "is no row: %s where = should; %.*s = %.60s would be right",
                        separators[i].what, (int)name, line, value);
    }
    return false;
}

/* Is "; 2 ; 4" the rest of a list, as a row "section.name" may have one? */
static bool is_rest_of_list(const char *line, const char *comment)
{
    const char *dot = strchr(line, '.');

    comment += strspn(comment, " \t");
    return dot && dot < strchr(line, '=') && *comment == ';' &&
           strpbrk(comment, "0123456789") &&
           strspn(comment, " \t;,.+-0123456789eE") == strlen(comment);
}

/* What begins a comment, or a section, in other kinds of files. */
static const struct {
    const char *start;
    bool section;
} others[] = {
    {"//", false},     {"/*", false},    {"--", false},    {"!", false},
    {"(", true},       {"{", true},      {"<", true},      {"\"[", true},
    {"\u201C[", true}, {"\uFF3B", true}, {"\u3010", true},
};

static bool starts_as_other(const char *line, bool section)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].section == section && sim_text_starts(line, others[i].start))
            return true;
    }
    return false;
}

static bool is_meant_as_section(const char *line)
{
    if (starts_as_other(line, true)) return true;
    line += strspn(line, " \t\r\v\f");
    return *line == '[' || (*line && line[strlen(line) - 1] == ']' && !strchr(line, '='));
}

/* With a row: its = and what stands before it. */
static bool find_bad_row(const reader *r, const char *line, char what[WHAT_SIZE])
{
    const char *equals = strchr(line, '='), *colon = strchr(line, ':');

    if (starts_as_other(line, false))
        return complain(what, "is no comment; a # at its start would be right");
    if (is_meant_as_section(line))
        return complain(what, "is no section; [name] would be right");
    if (line[0] == '=')
        return complain(what, "has no name before the =; name = value would be right");
    if (!equals && find_other_separator(line, what)) return true;
    if (!equals) return complain(what, "is no row; name = value would be right");
    if (colon && colon < equals)
        return complain(what, "has a colon before its =; name = value would be right");
    if (is_rest_of_list(line, r->comment))
        return complain(what, "a ; behind a blank begins a comment; commas between values "
                              "would be right");
    return false;
}

/* With a row or header, its comment gone.  False if nothing is. */
static bool find_bad_text(const reader *r, const char *line, char what[WHAT_SIZE])
{
    const bool is_header = line[0] == '[';
    char odd[SIM_CHARACTERS_WHAT];

    if (isspace((unsigned char)line[0]))
        return complain(what,
                        "is indented; a row that starts at the left edge would be right");
    if (sim_characters_are_odd(line, is_header ? SIM_PLAIN_NAME : SIM_PLAIN_TEXT, odd))
        return complain(what, "%s", odd);
    if (!line[0]) return false;
    return is_header ? find_bad_header(r, line, what) : find_bad_row(r, line, what);
}

/* ---- headers and rows ----------------------------------------------------- */

/* A header becomes a row of its own, unless it stands twice. */
static void add_header(reader *r, const char *name)
{
    char what[WHAT_SIZE];

    r->at_end = ++r->n_sections > SECTIONS_MAX;
    if (r->at_end) {
        complain(what, "section [%s] is number %d; at most %d sections would be right",
                 name, SECTIONS_MAX + 1, SECTIONS_MAX);
        refuse_line(r, what);
        return;
    }
    for (size_t i = 0; i < r->ini->n_rows; i++) {
        const sim_ini_row *row = &r->ini->rows[i];

        if (row->name || strcmp(row->section, name) != 0) continue;
        complain(
            what,
            "section [%s] stands twice, first at %s:%d; one header for all its rows, or "
            "another name, would be right",
            name, r->ini->file, row->line);
        r->passes_over = true;
        refuse_line(r, what);
        return;
    }
    add_row(r, name, NULL, NULL);
}

/* The section above a row that is left out may look empty then. */
static void note_loss(sim_ini *ini)
{
    for (size_t i = ini->n_rows; i > 0; i--) {
        if (ini->rows[i - 1].name) continue;
        ini->rows[i - 1].lost = true;
        return;
    }
}

/* Cuts the line to its header or row; what is refused becomes an empty one, and the rows
 * below a header that is refused are nobody's. */
static void prepare(reader *r)
{
    char *text = r->raw, what[WHAT_SIZE];
    bool bad = find_bad_bytes(r, what);

    while (r->line == 1 && sim_text_starts(text, "\xEF\xBB\xBF"))
        memmove(text, text + 3, strlen(text + 3) + 1);
    r->comment[0] = r->origin[0] = '\0';
    if (!bad && text[0] != '#' && text[0] != ';' && is_cut(r))
        bad = complain(what, "is longer than %d bytes; a shorter row would be right",
                       SIM_INI_LINE);
    if (!bad) {
        note_version(r, text);
        strip_comment(r, text);
        sim_text_trim(text);
        bad = find_bad_text(r, text, what);
    }
    if (!bad) return;
    if (is_meant_as_section(text))
        r->passes_over = true;
    else
        note_loss(r->ini);
    refuse_line(r, what);
    text[0] = '\0';
}

static void take_line(reader *r)
{
    char *text = r->raw;

    if (text[0] == '[') {
        r->passes_over = false;
        text[strlen(text) - 1] = '\0';
        sim_text_trim(text);
        strcpy(r->section, text + 1 + strspn(text + 1, " \t"));
        add_header(r, r->section);
    } else if (text[0] && !r->passes_over) {
        add_pair(r, text);
    }
}

static void read_lines(reader *r)
{
    while (r->status == SIM_OK && !r->at_end && read_raw(r)) {
        r->line++;
        prepare(r);
        if (r->status == SIM_OK) take_line(r);
    }
    if (r->status == SIM_OK && r->in && ferror(r->in))
        r->status = sim_fail(r->err, SIM_EIO, "%s: cannot be read", r->ini->file);
}

static sim_status read_ini(reader *r)
{
    r->raw = malloc(2 * RAW_SIZE);
    if (r->raw) {
        r->comment = r->raw + RAW_SIZE;
        read_lines(r);
    } else {
        r->status = sim_fail_memory(r->err, r->ini->file);
    }
    free(r->raw);
    return r->status;
}

sim_status sim_ini_read(sim_ini *ini, const char *file, FILE *in, sim_findings *findings,
                        sim_error *err)
{
    reader r = {.ini = ini, .in = in, .findings = findings, .err = err};

    *ini = (sim_ini){.file = file};
    return read_ini(&r);
}

sim_status sim_ini_read_text(sim_ini *ini, const char *file, const char *text,
                             sim_error *err)
{
    reader r = {.ini = ini, .text = text, .err = err};

    *ini = (sim_ini){.file = file};
    return read_ini(&r);
}

void sim_ini_free(sim_ini *ini)
{
    for (size_t i = 0; i < ini->n_rows; i++) {
        const sim_ini_row *row = &ini->rows[i];
        char *const owned[] = {row->section, row->name, row->value, row->whole,
                               row->origin};

        for (size_t k = 0; k < sizeof owned / sizeof *owned; k++) free(owned[k]);
    }
    free(ini->rows);
    *ini = (sim_ini){0};
}
