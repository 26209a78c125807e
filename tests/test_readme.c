/* test_readme.c -- README.md tells the truth: its commands run as printed, its table of
 * claims says what the parameters say, and no command is forgotten.
 *
 * A block ```console holds commands ("$ ", continued by "> ") and what they print, on both
 * streams; a line "..." stands for any lines.  All run in one temporary folder, one after
 * the other, with params.ini in it.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/cli/cli.h"
#include "tests/suite.h"
#include "tests/temp.h"

enum { PATH = 4096, TEXT = 262144, LINES = 2048 };

static char readme[TEXT], dir[TEMP_PATH];

static void read_file(const char *name, char text[TEXT])
{
    FILE *in = fopen(name, "rb");
    size_t length;

    ck_assert_msg(in != NULL, "%s", name);
    length = fread(text, 1, TEXT - 1, in);
    ck_assert_uint_lt(length, TEXT - 1);
    text[length] = '\0';
    fclose(in);
}

static void set_up(void)
{
    const char *program = getenv("POTENCY");
    char build[PATH], path[2 * PATH + 16], command[PATH];

    read_file("README.md", readme);
    temp_folder("readme", dir);
    ck_assert_ptr_nonnull(realpath(program ? program : "build/potency", build));
    *strrchr(build, '/') = '\0';
    snprintf(path, sizeof path, "%s:%s", build, getenv("PATH"));
    ck_assert_int_eq(setenv("PATH", path, 1), 0);
    snprintf(command, sizeof command, "cp params.ini %s", dir);
    ck_assert_int_eq(system(command), 0);
}

static void tear_down(void)
{
    char command[PATH];

    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

/* ---- commands ------------------------------------------------------------- */

/* The next line of a text, cut out of it; NULL at the end. */
static char *next_line(char **text)
{
    char *line = *text, *end = strchr(line, '\n');

    if (!*line) return NULL;
    *text = end ? end + 1 : line + strlen(line);
    if (end) *end = '\0';
    return line;
}

static size_t split(char *text, const char *lines[LINES])
{
    size_t n = 0;

    for (char *line; (line = next_line(&text)) != NULL;) {
        ck_assert_uint_lt(n, LINES);
        lines[n++] = line;
    }
    return n;
}

/* Do the printed lines match the expected ones, of which "..." is any number? */
static bool match(const char *const expected[], size_t n, const char *const printed[],
                  size_t n_printed)
{
    if (n == 0) return n_printed == 0;
    if (strcmp(expected[0], "...") == 0) {
        for (size_t skip = 0; skip <= n_printed; skip++) {
            if (match(expected + 1, n - 1, printed + skip, n_printed - skip)) return true;
        }
        return false;
    }
    return n_printed > 0 && strcmp(expected[0], printed[0]) == 0 &&
           match(expected + 1, n - 1, printed + 1, n_printed - 1);
}

static void run_command(const char *command, char output[TEXT])
{
    static char shell[TEXT];
    size_t length;
    FILE *out;

    snprintf(shell, sizeof shell, "cd %s && {\n%s\n} 2>&1", dir, command);
    out = popen(shell, "r");
    ck_assert_ptr_nonnull(out);
    length = fread(output, 1, TEXT - 1, out);
    output[length] = '\0';
    pclose(out); /* some examples are of failures */
}

static void check_command(const char *command, const char *const expected[], size_t n)
{
    static char output[TEXT], whole[TEXT];
    const char *printed[LINES];
    size_t n_printed;

    run_command(command, output);
    strcpy(whole, output);
    n_printed = split(output, printed);
    ck_assert_msg(match(expected, n, printed, n_printed),
                  "README.md: `%s` prints something else:\n%s", command, whole);
}

/* Runs the commands of one block; returns how many. */
static int check_block(char *block)
{
    const char *lines[LINES];
    size_t n = split(block, lines), i = 0;
    int n_commands = 0;

    while (i < n) {
        char command[PATH] = "";
        size_t first;

        ck_assert_msg(strncmp(lines[i], "$ ", 2) == 0, "README.md: '%s' is no command",
                      lines[i]);
        strcat(command, lines[i++] + 2);
        for (; i < n && lines[i][0] == '>'; i++)
            strcat(strcat(command, "\n"), lines[i] + (lines[i][1] == ' ' ? 2 : 1));
        for (first = i; i < n && strncmp(lines[i], "$ ", 2) != 0;) i++;
        check_command(command, lines + first, i - first);
        n_commands++;
    }
    return n_commands;
}

START_TEST(its_commands_run_as_printed)
{
    static const char open[] = "\n```console\n", close[] = "\n```\n";
    char *at = readme, *end;
    int n_commands = 0;

    while ((at = strstr(at, open)) != NULL) {
        at += strlen(open);
        end = strstr(at, close);
        ck_assert_ptr_nonnull(end);
        end[1] = '\0';
        n_commands += check_block(at);
        at = end + strlen(close);
    }
    ck_assert_int_ge(n_commands, 20);
}
END_TEST

/* `make demo` is that command in the folder of the program. */
START_TEST(its_first_screen_is_what_the_default_experiment_prints)
{
    static const char open[] = "\n    make demo\n", fence[] = "\n```\n";
    const char *lines[LINES];
    char *at = strstr(readme, open), *end;
    size_t n;

    ck_assert_ptr_nonnull(at);
    at = strstr(at, fence);
    ck_assert_ptr_nonnull(at);
    at += strlen(fence);
    end = strstr(at, fence);
    ck_assert_ptr_nonnull(end);
    end[1] = '\0';
    n = split(at, lines);
    check_command("potency run params.ini -o out", lines, n);
}
END_TEST

START_TEST(it_names_every_command)
{
    for (size_t i = 0; sim_commands[i].name; i++) {
        char name[64];

        snprintf(name, sizeof name, "potency %s", sim_commands[i].name);
        ck_assert_msg(strstr(readme, name) != NULL, "README.md: lacks `%s`", name);
    }
}
END_TEST

START_TEST(its_links_lead_to_files)
{
    int n = 0;

    for (const char *at = readme; (at = strstr(at, "](")) != NULL; at++) {
        char file[PATH];

        if (sscanf(at, "](%4000[^)# ]", file) != 1) continue; /* within the page */
        ck_assert_msg(access(file, R_OK) == 0, "README.md: %s is not there", file);
        n++;
    }
    ck_assert_int_ge(n, 20);
}
END_TEST

/* ---- the table of claims -------------------------------------------------- */

/* The text between the n-th and the next bar of a table's row, blanks cut off. */
static void cell_of(const char *row, int n, char cell[PATH])
{
    const char *end;

    while (n-- > 0) row = strchr(row, '|') + 1;
    end = strchr(row, '|');
    ck_assert_ptr_nonnull(end);
    while (*row == ' ') row++;
    while (end > row && end[-1] == ' ') end--;
    snprintf(cell, PATH, "%.*s", (int)(end - row), row);
}

/* "| claim | [`section.name`](models/FILE.def) | source |": the source is that of the
 * parameter, which is declared in that file. */
static void check_claim(const sim_catalog *catalog, const char *row)
{
    char link[PATH], source[PATH], section[64], name[64], file[PATH];
    const sim_symbol *symbol;
    sim_error err = {""};
    size_t found;

    cell_of(row, 2, link);
    cell_of(row, 3, source);
    ck_assert_msg(
        sscanf(link, "[`%63[a-z_].%63[a-z0-9_]`](%4000[^)])", section, name, file) == 3,
        "%s", row);
    ck_assert_msg(sim_catalog_find(catalog, section, name, "README.md", &found, &err) ==
                      SIM_OK,
                  "%s", err.text);
    symbol = catalog->rows[found].symbol;
    ck_assert_str_eq(source, symbol->source);
    ck_assert_str_eq(file,
                     symbol->at.file + (strncmp(symbol->at.file, "./", 2) == 0 ? 2 : 0));
}

/* What `command` prints, and nothing else, stands between two comments. */
/* What stands between the ` of a cell. */
static void quoted_cell_of(const char *row, int n, char cell[PATH])
{
    char whole[PATH];

    cell_of(row, n, whole);
    ck_assert_msg(sscanf(whole, "`%[^`]`", cell) == 1, "%s", row);
}

START_TEST(its_map_is_true)
{
    static const char heading[] = "\n| step | file | where to look |\n";
    static char held[TEXT];
    char *rest = strstr(readme, heading), *row;
    int n = 0;

    ck_assert_ptr_nonnull(rest);
    rest += strlen(heading);
    ck_assert_str_eq(next_line(&rest), "|---|---|---|");
    while ((row = next_line(&rest)) && row[0] == '|') {
        char file[PATH], name[PATH];

        quoted_cell_of(row, 2, file);
        quoted_cell_of(row, 3, name);
        read_file(file, held);
        ck_assert_msg(strstr(held, name), "%s does not hold %s", file, name);
        n++;
    }
    ck_assert_int_eq(n, 10);
}
END_TEST

static void check_included(const char *command)
{
    static char printed[TEXT], wanted[TEXT];
    char open[PATH];
    const char *from, *to;

    snprintf(open, sizeof open, "<!-- %s -->\n", command);
    from = strstr(readme, open);
    ck_assert_msg(from != NULL, "README.md: lacks %s", open);
    from += strlen(open);
    to = strstr(from, "<!-- end -->");
    ck_assert_ptr_nonnull(to);
    snprintf(wanted, sizeof wanted, "%.*s", (int)(to - from), from);
    run_command(command, printed);
    ck_assert_str_eq(wanted, printed);
}

START_TEST(its_model_card_is_that_of_the_program)
{
    check_included("potency card --markdown");
}
END_TEST

START_TEST(its_claims_have_the_sources_of_their_parameters)
{
    static const char heading[] = "\n| what the model says | parameter | on whose word |\n";
    char *at = strstr(readme, heading), *row;
    sim_session session;
    sim_error err = {""};
    int n = 0;

    ck_assert_ptr_nonnull(at);
    at += strlen(heading);
    ck_assert_int_eq(sim_session_open(&session, &models_chains[0], &err), SIM_OK);
    next_line(&at); /* the rule below the heading */
    for (; (row = next_line(&at)) != NULL && row[0] == '|'; n++)
        check_claim(&session.catalog, row);
    ck_assert_int_ge(n, 15);
    sim_session_close(&session);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("readme");
    TCase *tests = tcase_create("tests");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 240);
    tcase_add_test(tests, its_commands_run_as_printed);
    tcase_add_test(tests, its_first_screen_is_what_the_default_experiment_prints);
    tcase_add_test(tests, it_names_every_command);
    tcase_add_test(tests, its_links_lead_to_files);
    tcase_add_test(tests, its_map_is_true);
    tcase_add_test(tests, its_model_card_is_that_of_the_program);
    tcase_add_test(tests, its_claims_have_the_sources_of_their_parameters);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
