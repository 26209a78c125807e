/* test_attack.c -- databases of others: made by hand to do harm, or spoiled by chance.  What
 * is no sweep's is refused in one line; nothing of it is run, and no file of others is touched. */
#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/characters.h"
#include "tests/program.h"
#include "tests/spoil.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))
#define RIGHT "; a file that potency sweep wrote would be right"

/* Spoiled ones in a plain run; ATTACKS asks for more. */
enum { ATTACKS = 48, SECONDS = 60, LINE = 1024 };

static const char experiment[] =
    "[run]\ndays = 5\nensemble_columns = vas\n[arm a]\n[arm b]\n"
    "product.dose = 1e6\n[sweep]\nproduct.viability = 0.5, 0.9\n"
    "passaging.harvest_passage = 1, 2\n";

/* One finished, a shard, and one that was killed, for all tests. */
static void make_bases(void)
{
    program_result result;

    program_write_text("s.ini", experiment);
    program_shell("cp s.ini .. && \"$POTENCY\" sweep s.ini -k -j 1 -o ../a.db && "
                  "\"$POTENCY\" sweep s.ini -k -j 1 --shard 1/2 -o ../b.db",
                  &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    program_shell(
        "cp ../a.db ../c.db && sqlite3 ../c.db 'PRAGMA journal_mode = WAL; PRAGMA "
        "wal_autocheckpoint = 0; DELETE FROM points WHERE point = 2; DELETE FROM "
        "results WHERE point = 2; DELETE FROM courses WHERE point = 2' "
        "'.shell cp ../c.db ../d.db; cp ../c.db-wal ../d.db-wal' >/dev/null; "
        "rm -f ../c.db*; mv ../d.db ../c.db; mv ../d.db-wal ../c.db-wal",
        &result);
}

static void go_to_work(void)
{
    program_result result;
    static char work[PROGRAM_PATH];

    program_shell("pwd", &result);
    snprintf(work, sizeof work, "%.*s", (int)strcspn(result.out, "\n"), result.out);
    ck_assert_int_eq(chdir(work), 0);
    program_shell("cp ../s.ini . && cp ../a.db x.db", &result);
    ck_assert_int_eq(result.code, 0);
    program_write_text("mine.txt", "of mine\n");
}

/* ---- by hand -------------------------------------------------------------- */

static const struct {
    const char *sql, *message;
} attacks[] = {
    {"CREATE INDEX i ON columns(number, kind, name, unit, meaning); UPDATE sqlite_schema "
     "SET "
     "rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'builds') WHERE name = "
     "'i'",
     "x.db: has what no sweep makes: 'i'" RIGHT},
    {"CREATE INDEX i ON columns(kind, name)", "x.db: has what no sweep makes: 'i'" RIGHT},
    {"CREATE INDEX i ON results(abs(point))", "x.db: has what no sweep makes: 'i'" RIGHT},
    {"DROP TABLE columns; CREATE VIEW columns AS SELECT 1 AS number, 'input' AS kind, 'a' "
     "AS "
     "name, '1' AS unit, 'm' AS meaning",
     "x.db: has what no sweep makes: 'columns'" RIGHT},
    {"DROP TABLE columns; CREATE VIEW columns AS WITH RECURSIVE c(i) AS (SELECT 1 UNION "
     "ALL "
     "SELECT i + 1 FROM c) SELECT i AS number, 'input' AS kind, 'a' || i AS name, '1' AS "
     "unit, "
     "'m' AS meaning FROM c",
     "x.db: has what no sweep makes: 'columns'" RIGHT},
    {"DROP TABLE points; CREATE VIEW points AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL "
     "SELECT i + 1 FROM c) SELECT i AS point, 1.0 AS seconds, 1 AS build FROM c",
     "x.db: has what no sweep makes: 'points'" RIGHT},
    {"CREATE TRIGGER t AFTER INSERT ON points BEGIN DELETE FROM results; END",
     "x.db: has what no sweep makes: 't'" RIGHT},
    {"CREATE VIRTUAL TABLE v USING fts5(a)", "x.db: has what no sweep makes: 'v'" RIGHT},
    {"CREATE TABLE more(a)", "x.db: has what no sweep makes: 'more'" RIGHT},
    {"CREATE TABLE \"\x1b[31m\xe2\x80\xae\"(a)",
     "x.db: has what no sweep makes: '\\x1b[31m\\u{202e}'" RIGHT},
    {"ANALYZE", "x.db: has what no sweep makes: 'sqlite_stat1'" RIGHT},
    {"ALTER TABLE facts ADD COLUMN more", "x.db: has what no sweep makes: 'facts'" RIGHT},
    {"ALTER TABLE results ADD COLUMN more AS (point + 1)",
     "x.db: has other columns than it says in table 'results'" RIGHT},
    {"ALTER TABLE results ADD COLUMN \"more\" REAL",
     "x.db: has other columns than it says in table 'results'" RIGHT},
    {"ALTER TABLE courses ADD COLUMN more",
     "x.db: has other columns than it says in table 'courses'" RIGHT},
    {"DROP TABLE courses; CREATE TABLE courses(point, arm_number, arm, day, vas)",
     "x.db: has other columns than it says in table 'courses'" RIGHT},
    {"DROP TABLE courses", "x.db: lacks table 'courses'" RIGHT},
    {"DELETE FROM columns WHERE kind = 'course'",
     "x.db: has other columns than it says in table 'courses'" RIGHT},
    {"DELETE FROM columns WHERE number = 1",
     "x.db: has other columns than it says in table 'results'" RIGHT},
    {"INSERT INTO columns(kind, name, unit, meaning) VALUES('input', 'late', '1', 'm')",
     "x.db: has a column of an unknown or late kind, 'input'" RIGHT},
    {"UPDATE columns SET kind = 'view' WHERE number = 1",
     "x.db: has a column of an unknown or late kind, 'view'" RIGHT},
    {"WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 100000) INSERT "
     "INTO "
     "columns(kind, name, unit, meaning) SELECT 'course', 'a' || i, '1', 'm' FROM c",
     "x.db: has more than 4000 columns" RIGHT},
    {"UPDATE columns SET name = x'6100' WHERE number = 2",
     "x.db: columns: name is no text" RIGHT},
    {"UPDATE columns SET name = CAST(x'6100' AS TEXT) WHERE number = 2",
     "x.db: columns: name is no UTF-8" RIGHT},
    {"UPDATE columns SET unit = CAST(x'c328' AS TEXT) WHERE number = 2",
     "x.db: columns: unit is no UTF-8" RIGHT},
    {"UPDATE columns SET meaning = NULL WHERE number = 2",
     "x.db: columns: meaning is no text" RIGHT},
    {"UPDATE columns SET meaning = printf('%.*c', 2000000, 'x') WHERE number = 2",
     "x.db: columns: meaning is too long a text" RIGHT},
    {"DELETE FROM facts WHERE name = 'arms'", "x.db: has no number of arms" RIGHT},
    {"UPDATE facts SET value = '0' WHERE name = 'arms'",
     "x.db: has no number of arms" RIGHT},
    {"UPDATE facts SET value = '2x' WHERE name = 'arms'",
     "x.db: has no number of arms" RIGHT},
    {"UPDATE facts SET value = '99999999999' WHERE name = 'arms'",
     "x.db: has no number of arms" RIGHT},
    {"UPDATE facts SET value = '1000000000' WHERE name = 'shards'",
     "x.db: has no number of shards" RIGHT},
    {"UPDATE facts SET value = '1.5' WHERE name = 'shard'",
     "x.db: has no number of shard" RIGHT},
    {"UPDATE facts SET value = '-4' WHERE name = 'points'",
     "x.db: has no number of points" RIGHT},
    {"UPDATE facts SET value = '1e300' WHERE name = 'points'",
     "x.db: has no number of points" RIGHT},
    {"PRAGMA encoding = 'UTF-16'; PRAGMA writable_schema = 0; VACUUM INTO 'y.db'", NULL},
};

/* The commands that read one; all refuse it in the same words: the first attacks by each of
 * them, the others by one. */
static const char *const readers[] = {"export x.db", "verify x.db", "plot x.db -o figures",
                                      "merge m.db x.db", "sweep s.ini -k -r -o x.db"};

START_TEST(what_was_made_to_do_harm_is_refused)
{
    spoil_by_sql("x.db", attacks[_i].sql);
    for (int i = 0; attacks[_i].message && i < 5; i++) {
        if (_i < 4 || i == _i % 5) program_refuse(readers[i], attacks[_i].message);
    }
}
END_TEST

static const struct {
    const char *sql, *command, *message;
} rows[] = {
    {"UPDATE results SET arm_number = -1 WHERE id = 3", "export x.db",
     "x.db: results: arm_number is no count" RIGHT},
    {"UPDATE results SET arm_number = 7 WHERE id = 3", "plot x.db -o figures",
     "x.db: results: arm_number is none of its arms" RIGHT},
    {"UPDATE results SET point = 1 WHERE id = 3", "export x.db",
     "x.db: results: id is not that of its point and arm" RIGHT},
    {"UPDATE results SET status = x'6f6b' WHERE id = 3", "export x.db",
     "x.db: results: status is no text" RIGHT},
    {"UPDATE results SET potency = zeroblob(8) WHERE id = 3", "verify x.db",
     "x.db: results: potency is no number" RIGHT},
    {"UPDATE results SET arm = CAST(x'80' AS TEXT) WHERE id = 3", "merge m.db x.db",
     "x.db: results: arm is no UTF-8" RIGHT},
    {"UPDATE courses SET arm_number = 2 WHERE arm_number = 1 AND point = 1",
     "export x.db -k", "x.db: courses: arm_number is none of its arms" RIGHT},
    {"UPDATE points SET point = -1 WHERE point = 1", "verify x.db",
     "x.db: points: point is no count" RIGHT},
    {"UPDATE facts SET value = '300' WHERE name = 'points'", "plot x.db -o figures",
     "x.db: is of 300 points in 2 arms, and its experiment has 4 in 2" RIGHT},
    {"UPDATE facts SET value = '9' WHERE name = 'sets'", "verify x.db",
     "x.db: has no fact 'set 1'" RIGHT},
};

START_TEST(a_row_that_no_sweep_writes_is_refused)
{
    spoil_by_sql("x.db", rows[_i].sql);
    program_refuse(rows[_i].command, rows[_i].message);
}
END_TEST

/* Of a billion shards, missing ones would be listed for ever. */
START_TEST(missing_shards_of_a_view_or_of_a_billion_are_none)
{
    spoil_by_sql("x.db", _i == 0 ? "UPDATE facts SET value = '1e9' WHERE name = 'shards'"
                                 : attacks[5].sql);
    program_refuse("merge --missing m.db x.db", "m.db: none of its shards can be read");
}
END_TEST

/* ---- what is beside it ---------------------------------------------------- */

static const struct {
    const char *make, *command, *message;
} beside[] = {
    {"cp mine.txt new.db-journal", "sweep s.ini -o new.db",
     "new.db-journal: is there, and is of no database here; another name for the database, "
     "or "
     "moving that away, would be right"},
    {"cp mine.txt new.db-wal", "merge new.db x.db",
     "new.db-wal: is there, and is of no database here; another name for the database, or "
     "moving that away, would be right"},
    {": >e.db; cp mine.txt e.db-journal", "sweep s.ini -o e.db",
     "e.db-journal: was written by no sweep; another name for the database, or moving that "
     "away, would be right"},
    {"cp mine.txt x.db-wal", "sweep s.ini -k -r -o x.db",
     "x.db-wal: was written by no sweep; another name for the database, or moving that "
     "away, "
     "would be right"},
    {"ln -s mine.txt x.db-wal", "sweep s.ini -k -r -o x.db",
     "x.db-wal: is no plain file; another name for the database, or moving that away, "
     "would "
     "be right"},
    {"mkfifo x.db-journal", "sweep s.ini -k -r -o x.db",
     "x.db-journal: is no plain file; another name for the database, or moving that away, "
     "would be right"},
    /* a journal that names a file, which SQLite would remove */
    {"{ printf '\\331\\325\\005\\371 \\241c\\327'; head -c 504 /dev/zero; printf "
     "'\\0\\0\\0\\1mine.txt\\0\\0\\0\\010\\0\\0\\0\\0\\331\\325\\005\\371 \\241c\\327'; } "
     ">x.db-journal",
     "export x.db",
     "x.db-journal: names another file; another name for the database, or moving that "
     "away, "
     "would be right"},
};

START_TEST(files_of_others_beside_it_stay)
{
    program_result result;

    program_shell(beside[_i].make, &result);
    ck_assert_int_eq(result.code, 0);
    program_refuse(beside[_i].command, beside[_i].message);
}
END_TEST

/* ---- where nothing is written --------------------------------------------- */

#define PLAIN ": is no plain file; another name would be right"

static const struct {
    const char *make, *command, *message;
} targets[] = {
    {"mknod n c 1 3", "sweep s.ini -o n", "n" PLAIN},
    {"mknod n c 1 3", "sweep s.ini -k -r -o n",
     "n: is no plain file; a file that potency sweep wrote would be right"},
    {"mknod n c 1 3", "merge n x.db", "n" PLAIN},
    {"mkdir out && mknod out/sensitivity.db c 1 3", "sensitivity s.ini -o out",
     "out/sensitivity.db: is no plain file; a file that potency sweep wrote would be "
     "right"},
    {"mkfifo n", "sweep s.ini -o n", "n" PLAIN},
    {"mkfifo n", "merge n x.db", "n" PLAIN},
    {"ln -s /dev/full n", "sweep s.ini -o n",
     "n: is a link to what is no plain file; another name would be right"},
    {"ln -s absent n", "merge n x.db",
     "n: is a link that leads nowhere; another name would be right"},
    {": >e && ln -s e n", "sweep s.ini -o n",
     "n: is a link, under which nothing is made; another name would be right"},
    {"ln x.db y.db", "merge y.db x.db",
     "y.db: is one of the shards; another name to write to would be right"},
    {"ln -s x.db y.db", "merge y.db x.db",
     "y.db: is one of the shards; another name to write to would be right"},
    {"cp mine.txt n", "merge n x.db",
     "n: is there already; another name, or potency sweep --resume to go on with it, would "
     "be "
     "right"},
    {"true", "sweep s.ini -o $(printf 'n%.0s' $(seq 250))", NULL},
};

START_TEST(only_plain_files_and_new_names_are_written)
{
    program_result result;
    static char long_name[LINE / 2], line[LINE];

    program_shell(targets[_i].make, &result);
    if (result.code != 0) return; /* a device needs root */
    memset(long_name, 'n', 250);
    snprintf(line, sizeof line,
             "%s: cannot be written: the name is too long; a shorter one would be right",
             long_name);
    program_refuse(targets[_i].command, targets[_i].message ? targets[_i].message : line);
}
END_TEST

START_TEST(an_empty_file_that_was_there_stays_empty)
{
    program_shell("mkdir full && : >full/e.db", &(program_result){0});
    program_shell(
        "cd full && ulimit -f 1 && trap '' XFSZ && \"$POTENCY\" sweep ../s.ini -o e.db",
        &(program_result){0});
    program_result result;
    program_shell("test -f full/e.db && test ! -s full/e.db && ls full", &result);
    ck_assert_str_eq(result.out, "e.db\n");
}
END_TEST

/* ---- terminals ------------------------------------------------------------ */

START_TEST(texts_of_others_are_shown_escaped)
{
    program_result result;

    spoil_by_sql("x.db", "UPDATE results SET reason = char(27) || '[2J' || char(155) || "
                         "'31m' || char(8238) || 'kcab', status = 'a,\"b\"' WHERE id = 1");
    program_shell("\"$POTENCY\" export x.db | sed -n 2p | cut -d, -f 5-7", &result);
    ck_assert_str_eq(result.out, "\"a,\"\"b\"\"\",\"\\x1b[2J\\u{009b}31m\\u{202e}kcab\"\n");
    spoil_by_sql("x.db", "UPDATE results SET status = char(27) || ']0;x' || char(7)");
    program_run("verify x.db", &result);
    ck_assert_ptr_null(strchr(result.err, '\x1b'));
    ck_assert_ptr_null(strchr(result.err, '\x07'));
}
END_TEST

START_TEST(a_refusal_is_told_escaped)
{
    program_result result;

    spoil_by_sql("x.db",
                 "UPDATE results SET status = 'refused', \"condition\" = 'c', reason = "
                 "char(27) || '[31mred' || char(133)");
    program_run("sweep s.ini -k -r -o x.db", &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_ptr_nonnull(strstr(result.out, "most often for: \\x1b[31mred\\u{0085}\n"));
}
END_TEST

static const struct {
    const char *text, *shown;
} texts[] = {
    {"P8 \xc3\xa9t\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x90\x81",
     "P8 \xc3\xa9t\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x90\x81"},
    {"a\\b \"c\"", "a\\b \"c\""},
    {"a\x1b[31mb\x7f\r\n\t", "a\\x1b[31mb\\x7f\\x0d\\x0a\\x09"},
    {"\xc2\x9b"
     "1m\xc2\x85",
     "\\u{009b}1m\\u{0085}"},
    {"\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8b\xef\xbb\xbf",
     "\\u{202e}\\u{2066}\\u{200b}\\u{feff}"},
    {"\xe2\x80\xa8", "\\u{2028}"},
    {"\xf3\xa0\x81\x81", "\\u{e0041}"},
    {"\xff\xc3", "\\xff\\xc3"},
    {"\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80",
     "\\xc0\\xaf\\xed\\xa0\\x80\\xf4\\x90\\x80\\x80"},
};

START_TEST(what_steers_a_terminal_is_written_out)
{
    char shown[128], cut[8];
    char *copy = sim_escape_copy(texts[_i].text);

    sim_escape_print(texts[_i].text, shown, sizeof shown);
    ck_assert_str_eq(shown, texts[_i].shown);
    ck_assert_str_eq(copy, texts[_i].shown);
    sim_escape_print(texts[_i].text, cut, sizeof cut);
    ck_assert_uint_lt(strlen(cut), sizeof cut);
    ck_assert_int_eq(strncmp(cut, texts[_i].shown, strlen(cut)), 0);
    free(copy);
}
END_TEST

/* ---- by chance ------------------------------------------------------------ */

static int n_attacks(void)
{
    const char *asked = getenv("ATTACKS");

    return asked && atoi(asked) > 0 ? atoi(asked) : ATTACKS;
}

static const char *const commands[] = {
    "export x.db",
    "export x.db -k",
    "export x.db -c",
    "verify x.db",
    "plot x.db -o figures",
    "merge --missing m.db x.db",
    "merge -p m.db x.db y.db",
    "sweep s.ini -k -r -j 1 -o x.db",
};

static bool is_one_line(const char *text)
{
    return *text && strchr(text, '\n') == text + strlen(text) - 1;
}

static void check_end(const program_result *r, const char *command, const char *how)
{
    ck_assert_msg(r->code >= 0 && r->code <= 2, "%s of %s: exit %d: %s", command, how,
                  r->code, r->err);
    if (r->code != 0)
        ck_assert_msg(is_one_line(r->err), "%s of %s: %s", command, how, r->err);
    for (const char *c = r->err; *c; c++)
        ck_assert_msg(*c == '\n' || (unsigned char)*c >= ' ', "%s of %s: %s", command, how,
                      r->err);
}

/* All but the last only read it. */
START_TEST(a_spoiled_one_is_refused_or_read)
{
    static const char *const bases[] = {"a", "b", "c"};
    static char before[PROGRAM_TEXT], after[PROGRAM_TEXT];
    program_result result;
    char command[LINE];
    const char *how;

    snprintf(
        command, sizeof command,
        "cp ../%s.db x.db; [ ! -e ../%s.db-wal ] || cp ../%s.db-wal x.db-wal; cp ../b.db "
        "y.db",
        bases[_i % 3], bases[_i % 3], bases[_i % 3]);
    program_shell(command, &result);
    how = spoil_database("x.db", (unsigned long long)_i);
    for (int i = 0; i < LENGTH(commands); i++) {
        if (!getenv("ATTACKS") && i < LENGTH(commands) - 1 && i % 3 != _i % 3) continue;
        program_list(before);
        snprintf(command, sizeof command, "timeout %d \"$POTENCY\" %s", SECONDS,
                 commands[i]);
        program_shell(command, &result);
        check_end(&result, commands[i], how);
        program_shell("rm -rf figures m.db", &result);
        program_list(after);
        if (i < LENGTH(commands) - 1) ck_assert_str_eq(after, before);
    }
    program_shell("cat mine.txt && cmp s.ini ../s.ini && cmp y.db ../b.db", &result);
    ck_assert_str_eq(result.out, "of mine\n");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static void add_tables(TCase *cases)
{
    tcase_add_loop_test(cases, what_was_made_to_do_harm_is_refused, 0, LENGTH(attacks));
}

static void add_rows(TCase *cases)
{
    tcase_add_loop_test(cases, a_row_that_no_sweep_writes_is_refused, 0, LENGTH(rows));
}

static void add_missing(TCase *cases)
{
    tcase_add_loop_test(cases, missing_shards_of_a_view_or_of_a_billion_are_none, 0, 2);
}

static void add_files(TCase *cases)
{
    tcase_add_loop_test(cases, files_of_others_beside_it_stay, 0, LENGTH(beside));
    tcase_add_loop_test(cases, only_plain_files_and_new_names_are_written, 0,
                        LENGTH(targets));
    tcase_add_test(cases, an_empty_file_that_was_there_stays_empty);
}

static void add_terminal(TCase *cases)
{
    tcase_add_test(cases, texts_of_others_are_shown_escaped);
    tcase_add_test(cases, a_refusal_is_told_escaped);
    tcase_add_loop_test(cases, what_steers_a_terminal_is_written_out, 0, LENGTH(texts));
}

static void add_spoiled(TCase *cases)
{
    tcase_add_loop_test(cases, a_spoiled_one_is_refused_or_read, 0, n_attacks());
}

int main(void)
{
    static void (*const add[])(TCase *) = {add_tables, add_rows,     add_missing,
                                           add_files,  add_terminal, add_spoiled};
    static const char *const names[] = {"tables", "rows",     "missing",
                                        "files",  "terminal", "spoiled"};
    Suite *suite = suite_create("attack");

    for (size_t i = 0; i < 6; i++) {
        TCase *cases = tcase_create(names[i]);

        program_add_folder(cases);
        tcase_add_unchecked_fixture(cases, make_bases, NULL);
        tcase_add_checked_fixture(cases, go_to_work, NULL);
        tcase_set_timeout(cases, 60);
        add[i](cases);
        suite_add_tcase(suite, cases);
    }
    return suite_run(suite);
}
