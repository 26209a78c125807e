/* command_rerun.c -- potency rerun ARTEFACT: the same experiment again, from what a figure or a page
 * carries. */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/cli/report.h"
#include "sim/io/embedded.h"
#include "sim/io/files.h"
#include "sim/io/text.h"

enum { PATH_SIZE = 4096, WORDS_MOST = 64 };

typedef struct {
    sim_arguments shared;
    bool anyway;
} rerun_options;

static const sim_option options[] = {
    {"output", 'o', "DIR", "Folder of what is made again (again)",
     SIM_INTO(rerun_options, shared.dir)},
    {"anyway", 'A', NULL, "Go on where another version of the program made it",
     SIM_INTO(rerun_options, anyway)},
    {0},
};

/* What an artefact says of its making. */
typedef struct {
    const char *path;
    char *text; /* its run.ini */
    char *line; /* the command with its options, of which the words are parts */
    char *words[WORDS_MOST];
    size_t n_words;
    char *version;
    char *then;     /* what was made of the folder; NULL: nothing more */
    char *drawn_by; /* what drew it, where that was not the program; else NULL */
    const sim_listing *listing; /* that command */
} recipe;

/* ---- reading -------------------------------------------------------------- */

/* Copies what stands behind a start of a line in the comments above all rows; *copy NULL: no line
 * starts so. */
static sim_status copy_line(const recipe *r, const char *start, char **copy, sim_error *err)
{
    const char *line = r->text;

    *copy = NULL;
    while (*line == '#' && !sim_text_starts(line, start)) {
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    if (*line != '#') return SIM_OK;
    *copy = strndup(line + strlen(start), strcspn(line, "\n") - strlen(start));
    return *copy ? SIM_OK : sim_fail_memory(err, r->path);
}

static sim_status refuse_foreign(const recipe *r, sim_error *err)
{
    return sim_fail(
        err, SIM_EPARSE,
        "%s: carries no run.ini; a figure, a report or a run.ini that this program "
        "wrote would be right",
        r->path);
}

static sim_status check_whole(const recipe *r, sim_error *err)
{
    char *reason;
    sim_status status = copy_line(r, SIM_NOT_AGAIN, &reason, err);

    if (reason)
        status = sim_fail(err, SIM_EVALUE, "%s: cannot be made again from this alone: %s",
                          r->path, reason);
    free(reason);
    return status;
}

/* A run.ini says how it is run; a figure also how it is drawn. */
static sim_status read_lines(recipe *r, sim_error *err)
{
    sim_status status = check_whole(r, err);

    if (status == SIM_OK) status = copy_line(r, SIM_AGAIN, &r->line, err);
    if (status == SIM_OK && !r->line) status = copy_line(r, "# Command: ", &r->line, err);
    if (status == SIM_OK) status = copy_line(r, SIM_THEN, &r->then, err);
    if (status == SIM_OK) status = copy_line(r, SIM_DRAWN_BY, &r->drawn_by, err);
    if (status == SIM_OK) status = copy_line(r, "# Software: ", &r->version, err);
    if (status == SIM_OK && (!r->line || !r->version)) status = refuse_foreign(r, err);
    return status;
}

/* Takes the next word out of a line, in place, with quotes as a shell has them. */
static char *next_word(char **rest)
{
    char *from = *rest + strspn(*rest, " "), *to = from, *word = from;
    bool is_quoted = false;

    if (!*from) return NULL;
    for (; *from && (is_quoted || *from != ' '); from++) {
        if (*from == '\'')
            is_quoted = !is_quoted;
        else if (!is_quoted && *from == '\\' && from[1])
            *to++ = *++from;
        else
            *to++ = *from;
    }
    *rest = from + (*from != '\0');
    *to = '\0';
    return word;
}

static sim_status split(recipe *r, sim_error *err)
{
    char *rest = r->line, *word;

    while ((word = next_word(&rest))) {
        if (r->n_words == WORDS_MOST)
            return sim_fail(err, SIM_EPARSE,
                            "%s: was made with more than %d words; the file as it was "
                            "written would be right",
                            r->path, WORDS_MOST);
        r->words[r->n_words++] = word;
    }
    return r->n_words > 0 ? SIM_OK : refuse_foreign(r, err);
}

/* ---- checking ------------------------------------------------------------- */

/* The option of a word "--name" or "--name=value" that figures hang on; NULL: none. */
static const sim_option *find_option(const sim_option list[], size_t n, const char *word)
{
    const size_t length = strcspn(word, "=");

    for (size_t i = 0; i < n; i++) {
        const char *name = list[i].name;

        if (list[i].again && sim_text_starts(word, "--") && strlen(name) + 2 == length &&
            strncmp(word + 2, name, length - 2) == 0)
            return list[i].placeholder || !word[length] ? &list[i] : NULL;
    }
    return NULL;
}

static bool needs_word(const sim_option *option, const char *word)
{
    return option->placeholder && !strchr(word, '=');
}

static const char page_command[] = "report";

static sim_status check_then(const recipe *r, sim_error *err)
{
    if (!r->then || strcmp(r->then, page_command) == 0) return SIM_OK;
    return sim_fail(
        err, SIM_EPARSE,
        "%s: was made of a folder by '%s', and only a %s is; the file as it was "
        "written would be right",
        r->path, r->then, page_command);
}

/* Nothing else is asked for in the name of who runs it: no file, no folder. */
static sim_status check_words(recipe *r, sim_error *err)
{
    sim_option list[SIM_OPTIONS_MAX];
    size_t n;

    r->listing = sim_command_find(r->words[0]);
    if (!r->listing || !r->listing->command->again)
        return sim_fail(err, SIM_EPARSE,
                        "%s: was made by '%s', which does not draw from a run.ini alone; "
                        "what run, story, trial, ledger or appraise wrote would be right",
                        r->path, r->words[0]);
    n = sim_options_list(r->listing->command, list);
    for (size_t i = 1; i < r->n_words; i++) {
        const char *word = r->words[i];
        const sim_option *option = find_option(list, n, word);

        if (!option || (needs_word(option, r->words[i]) && ++i == r->n_words))
            return sim_fail(err, SIM_EPARSE,
                            "%s: was made by `potency %s` with '%s', which this version "
                            "does not draw by; the file as it was written would be right",
                            r->path, r->words[0], word);
    }
    return check_then(r, err);
}

static bool is_of_here(const recipe *r)
{
    static const char name[] = "Potency ";

    return sim_text_starts(r->version, name) &&
           strcmp(r->version + strlen(name), sim_version) == 0;
}

static sim_status check_version(const recipe *r, bool anyway, sim_error *err)
{
    if (anyway || is_of_here(r)) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: was made by %s, and this is Potency %s, which may reckon and draw "
                    "otherwise; that version, or --anyway, would be right",
                    r->path, r->version, sim_version);
}

static sim_status read_recipe(recipe *r, bool anyway, sim_error *err)
{
    sim_status status = sim_embedded_read(r->path, &r->text, err);

    if (status == SIM_OK && !r->text) status = sim_files_read_text(r->path, &r->text, err);
    if (status == SIM_OK) status = read_lines(r, err);
    if (status == SIM_OK) status = check_version(r, anyway, err);
    if (status == SIM_OK) status = split(r, err);
    return status == SIM_OK ? check_words(r, err) : status;
}

/* ---- again ---------------------------------------------------------------- */

/* Ends the program where the words are not right. */
static sim_status call_again(recipe *r, const char *dir, sim_error *err)
{
    char name[64], output[PATH_SIZE];
    char *argv[WORDS_MOST + 4] = {name, output};
    int argc = 2;
    sim_call again = {.listing = r->listing, .argv = argv, .text = r->text};

    if (snprintf(output, sizeof output, "--output=%s", dir) >= (int)sizeof output)
        return sim_fail(err, SIM_EIO,
                        "%s: the path is too long; a shorter one would be right", dir);
    snprintf(name, sizeof name, "potency %s", r->listing->name);
    for (size_t i = 1; i < r->n_words; i++) argv[argc++] = r->words[i];
    argv[argc++] = "--";
    argv[argc++] = (char *)r->path;
    again.argc = argc;
    argp_err_exit_status = EXIT_FAILURE; /* whoever calls did not write them */
    return r->listing->command->call(&again, err);
}

/* Of that folder. */
static sim_status call_page(const char *dir, const char *page, sim_error *err)
{
    char name[64], output[PATH_SIZE + 16];
    char *argv[] = {name, output, "--", (char *)dir, NULL};
    const sim_call call = {
        .listing = sim_command_find(page_command), .argc = 4, .argv = argv};

    snprintf(name, sizeof name, "potency %s", page_command);
    snprintf(output, sizeof output, "--output=%s", page);
    return call.listing->command->call(&call, err);
}

static sim_status make(recipe *r, const char *dir, sim_error *err)
{
    char page[PATH_SIZE];
    sim_status status;

    if (!r->then) return call_again(r, dir, err);
    if (snprintf(page, sizeof page, "%s/%s.html", dir, page_command) >= (int)sizeof page)
        return sim_fail(err, SIM_EIO,
                        "%s: the path is too long; a shorter one would be right", dir);
    if (sim_files_are_same(page, r->path))
        return sim_fail(err, SIM_EIO, "%s: is read here; -o names another folder", page);
    status = call_again(r, dir, err);
    return status == SIM_OK ? call_page(dir, page, err) : status;
}

/* ---- comparing ------------------------------------------------------------ */

/* The first byte by which two files differ, from 1; 0: none. */
static sim_status compare(const char *one, const char *other, size_t *differs,
                          sim_error *err)
{
    FILE *a = NULL, *b = NULL;
    sim_status status = sim_files_read(one, &a, err);
    int byte = 0;

    *differs = 0;
    if (status == SIM_OK) status = sim_files_read(other, &b, err);
    for (size_t at = 1; status == SIM_OK && *differs == 0 && byte != EOF; at++) {
        byte = fgetc(a);
        if (byte != fgetc(b)) *differs = at;
    }
    if (status == SIM_OK && (ferror(a) || ferror(b)))
        status = sim_fail(err, SIM_EIO, "%s: cannot be read", ferror(a) ? one : other);
    if (a) fclose(a);
    if (b) fclose(b);
    return status;
}

/* What came out: is the artefact among it? */
typedef struct {
    bool is_same;
    char path[PATH_SIZE]; /* the file that has the same bytes; else, or the same name */
    size_t differs;       /* from this byte on; 0: there is no such file */
} match;

static sim_status find_match(const recipe *r, const char *dir, match *m, sim_error *err)
{
    sim_files_list list = {0};
    sim_status status = sim_files_list_read(&list, dir, err);

    *m = (match){.is_same = false};
    for (size_t i = 0; status == SIM_OK && !m->is_same && i < list.n; i++) {
        const char *name = list.row[i].name;
        char path[PATH_SIZE];
        size_t differs;

        snprintf(path, sizeof path, "%s/%s", dir, name);
        status = compare(path, r->path, &differs, err);
        m->is_same = status == SIM_OK && differs == 0;
        if (!m->is_same && strcmp(name, sim_text_base_name(r->path)) != 0) continue;
        snprintf(m->path, sizeof m->path, "%s", path);
        m->differs = differs;
    }
    sim_files_list_free(&list);
    return status;
}

static sim_status tell_match(const recipe *r, const char *dir, sim_error *err)
{
    match m;
    const sim_status status = find_match(r, dir, &m, err);

    if (status != SIM_OK) return status;
    if (m.is_same) {
        printf("%s: the same bytes as %s\n", m.path, r->path);
        return SIM_OK;
    }
    if (r->drawn_by) {
        printf("%s: what %s shows, which %s drew: its bytes are others\n", dir, r->path,
               r->drawn_by);
        return SIM_OK;
    }
    if (!is_of_here(r)) {
        printf("%s: other bytes than %s, which %s made\n", *m.path ? m.path : dir, r->path,
               r->version);
        return SIM_OK;
    }
    if (!*m.path)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: no file of %s has its bytes, and none its name; it was changed, "
            "or fonts and libraries are others here",
            r->path, dir);
    return sim_fail(err, SIM_EVALUE,
                    "%s: is not %s, from byte %zu on; that was changed, or fonts and "
                    "libraries are others here",
                    m.path, r->path, m.differs);
}

/* ---- the command ---------------------------------------------------------- */

static sim_status call(const sim_call *how, sim_error *err)
{
    rerun_options o = {.shared.dir = "again"};
    recipe r = {0};
    sim_status status;

    sim_options_read(how, &o);
    r.path = o.shared.argument;
    status = read_recipe(&r, o.anyway, err);
    if (status == SIM_OK) status = make(&r, o.shared.dir, err);
    if (status == SIM_OK) status = tell_match(&r, o.shared.dir, err);
    free(r.line);
    free(r.version);
    free(r.then);
    free(r.drawn_by);
    free(r.text);
    return status;
}

const sim_command sim_command_rerun = {.options = options, .call = call};
