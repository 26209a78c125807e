/* test_sweep_cli.c -- potency sweep, export, verify and merge as their users meet them:
 * killed at any moment, in parts, with a full disk, and with what is no sweep. */
#define _GNU_SOURCE /* pipe2, F_SETPIPE_SZ */

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "sim/cli/cli.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* Each point is a twentieth: with a line for each that is on disk. */
enum { POINTS = 20, LINE = 512 };

static const char experiment[] = "[run]\ndays = 30\nensemble_columns = vas, m1\n"
                                 "[arm treated]\n[arm \"un\", treated]\nproduct.dose = 0\n"
                                 "[sweep]\ndesign = lhs\npoints = 20\n"
                                 "product.dose = log 1e6..1e8\n"
                                 "joint.recruit = 1e6..2.8e6\npresets.host = range\n";

static char work[PROGRAM_PATH]; /* the folder of the test */

static void go_to_work(void)
{
    program_result result;

    program_shell("pwd", &result);
    snprintf(work, sizeof work, "%.*s", (int)strcspn(result.out, "\n"), result.out);
    ck_assert_int_eq(chdir(work), 0);
    program_write_text("a.ini", experiment);
}

/* ---- help ----------------------------------------------------------------- */

static void shell(const char *command)
{
    program_result result;

    program_shell(command, &result);
    ck_assert_msg(result.code == 0, "%s: %s%s", command, result.out, result.err);
}

/* All that can be read of a database, into a file. */
static void export_all(const char *db, const char *file)
{
    char command[LINE];

    snprintf(
        command, sizeof command,
        "for o in --columns --courses ''; do \"$POTENCY\" export %s $o || exit 1; done "
        ">%s",
        db, file);
    shell(command);
}

/* One sweep of all points for all tests, and its four shards. */
static void make_whole(void)
{
    program_write_text("a.ini", experiment);
    shell("\"$POTENCY\" sweep a.ini -k -j 1 -o ../whole.db >../said 2>../told && "
          "for i in 1 2 3 4; do \"$POTENCY\" sweep a.ini -k -j $((i % 3 + 1)) --shard $i/4 "
          "-o ../$i.db >../said.$i 2>../told.$i || exit 1; done");
    export_all("../whole.db", "../whole.csv");
}

static void check_whole(const char *db)
{
    export_all(db, "found.csv");
    shell("cmp found.csv ../whole.csv");
}

/* Runs statements of SQL on a file by a connection of the test's own; the first number of the
 * last, if any. */
static int sql(const char *file, const char *text)
{
    sqlite3 *db;
    int value = 0;

    ck_assert_int_eq(sqlite3_open(file, &db), SQLITE_OK);
    while (*text) {
        sqlite3_stmt *get = NULL;
        int code;

        ck_assert_msg(sqlite3_prepare_v2(db, text, -1, &get, &text) == SQLITE_OK, "%s: %s",
                      file, sqlite3_errmsg(db));
        code = sqlite3_step(get);
        if (code == SQLITE_ROW) value = sqlite3_column_int(get, 0);
        ck_assert_msg(code == SQLITE_ROW || code == SQLITE_DONE, "%s", sqlite3_errmsg(db));
        sqlite3_finalize(get);
    }
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
    return value;
}

static int points_in(const char *file) { return sql(file, "SELECT count(*) FROM points"); }

/* ---- a sweep that is watched ---------------------------------------------- */

typedef struct {
    pid_t child;
    int out; /* what it says on standard error */
} watched;

/* What is written into the pipe waits until what was written before is read: the sweep is
 * never more than a line ahead. */
static void make_pipe(int ends[2])
{
    if (pipe2(ends, O_DIRECT) != 0) ck_assert_int_eq(pipe(ends), 0);
    fcntl(ends[1], F_SETPIPE_SZ, 4096);
}

static watched start(const char *db, const char *threads)
{
    const char *program = getenv("POTENCY");
    const char *arguments[] = {program, "sweep", "a.ini", "-k",    "--resume",
                               "-o",    db,      "-j",    threads, NULL};
    int ends[2], nothing = open("/dev/null", O_WRONLY);
    watched w;

    make_pipe(ends);
    w.child = fork();
    ck_assert_int_ge(w.child, 0);
    if (w.child == 0) {
        dup2(nothing, STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        execv(program, (char *const *)arguments);
        _exit(127);
    }
    close(nothing);
    close(ends[1]);
    w.out = ends[0];
    return w;
}

/* Waits until it has told of so many lines of points; false if it ended before. */
static bool wait_for_lines(const watched *w, int lines)
{
    char bytes[LINE];
    ssize_t n;

    while (lines > 0 && (n = read(w->out, bytes, sizeof bytes - 1)) > 0) {
        bytes[n] = '\0';
        for (const char *c = bytes; (c = strstr(c, " points, ")); c++) lines--;
    }
    return lines <= 0;
}

/* Kills it when it has told of so many lines; false if it ended before. */
static bool kill_after(const char *db, const char *threads, int lines)
{
    const watched w = start(db, threads);
    const bool told = wait_for_lines(&w, lines);
    int status = 0;

    if (told) kill(w.child, SIGKILL);
    ck_assert_int_eq(waitpid(w.child, &status, 0), w.child);
    close(w.out);
    ck_assert(told ? WIFSIGNALED(status) : WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return told;
}

static void resume(const char *db)
{
    char command[LINE];

    snprintf(command, sizeof command,
             "\"$POTENCY\" sweep a.ini -k --resume -o %s >said 2>told", db);
    shell(command);
}

START_TEST(a_killed_sweep_keeps_what_it_told_and_goes_on)
{
    program_result result;
    char message[LINE];
    int n;

    ck_assert(kill_after("k.db", "1", _i));
    shell("cp k.db copy.db && cp k.db-wal copy.db-wal");
    n = points_in("k.db");
    ck_assert_msg(n >= _i && n < POINTS, "%d of %d points after line %d", n, POINTS, _i);
    program_run("export copy.db", &result);
    snprintf(message, sizeof message,
             "copy.db: has %d of 20 points; potency sweep --resume adds the others\n", n);
    ck_assert_str_eq(result.err, message);
    ck_assert_int_eq(result.code, 0);
    resume("k.db");
    check_whole("k.db");
    resume("copy.db");
    check_whole("copy.db");
    shell("test \"$(ls *.db*)\" = \"$(printf 'copy.db\\nk.db')\"");
}
END_TEST

/* Before there is anything in it, or hardly any. */
START_TEST(a_sweep_that_was_killed_as_it_began_goes_on)
{
    const struct timespec moment = {0, _i * 500000L};
    watched w;
    int status = 0;

    if (_i == 0) {
        shell(": > k.db");
        resume("k.db");
        check_whole("k.db");
        return;
    }
    w = start("k.db", "1");
    while (access("k.db", F_OK) != 0) continue;
    nanosleep(&moment, NULL);
    kill(w.child, SIGKILL);
    ck_assert_int_eq(waitpid(w.child, &status, 0), w.child);
    close(w.out);
    resume("k.db");
    check_whole("k.db");
}
END_TEST

START_TEST(a_sweep_may_be_killed_until_it_ends)
{
    const char *const threads[] = {"1", "2", "3"};
    int kills = 0, before = 0;

    while (kill_after("k.db", threads[kills % 3], 1 + kills % 2)) {
        const int n = points_in("k.db");

        ck_assert_int_gt(n, before);
        before = n;
        kills++;
    }
    ck_assert_int_ge(kills, 4);
    check_whole("k.db");
}
END_TEST

static const int asking[] = {SIGINT, SIGTERM, SIGHUP};

START_TEST(a_sweep_that_is_asked_to_end_keeps_its_points)
{
    const watched w = start("k.db", _i == 0 ? "1" : "2");
    char said[PROGRAM_TEXT] = "", message[LINE];
    size_t length = 0;
    ssize_t n;
    int status = 0, points;

    ck_assert(wait_for_lines(&w, 5));
    kill(w.child, asking[_i]);
    while ((n = read(w.out, said + length, sizeof said - length - 1)) > 0)
        length += (size_t)n;
    said[length] = '\0';
    close(w.out);
    ck_assert_int_eq(waitpid(w.child, &status, 0), w.child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    points = points_in("k.db");
    ck_assert(points >= 5 && points < POINTS);
    snprintf(
        message, sizeof message,
        "\nk.db: interrupted after %d of 20 points, which are kept; --resume goes on\n",
        points);
    ck_assert_msg(length >= strlen(message) &&
                      strcmp(said + length - strlen(message), message) == 0,
                  "%s", said);
    shell("test \"$(ls *.db*)\" = k.db"); /* one plain file, as after the end */
    resume("k.db");
    check_whole("k.db");
}
END_TEST

/* From when there is a database on, a signal that asks to end is heard. */
START_TEST(a_sweep_that_is_asked_to_end_as_it_begins_does_so_itself)
{
    const watched w = start("k.db", "1");
    int status = 0;

    while (access("k.db", F_OK) != 0 && waitpid(w.child, &status, WNOHANG) == 0) continue;
    kill(w.child, asking[_i]);
    ck_assert_int_eq(waitpid(w.child, &status, 0), w.child);
    close(w.out);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    shell("test \"$(ls *.db*)\" = k.db");
    resume("k.db");
    check_whole("k.db");
}
END_TEST

START_TEST(whole_inputs_are_kept_as_whole_numbers)
{
    program_write_text("w.ini", "[run]\ndays = 5\n[sweep]\nproduct.doses = 1, 2\n"
                                "passaging.harvest_passage = 2..3\n");
    shell("\"$POTENCY\" sweep w.ini -o w.db >/dev/null 2>&1");
    ck_assert_int_eq(sql("w.db", "SELECT count(*) FROM results WHERE "
                                 "typeof(\"product.doses\") = 'integer' AND "
                                 "typeof(\"passaging.harvest_passage\") = 'integer'"),
                     4);
}
END_TEST

START_TEST(a_resumed_sweep_says_what_was_there)
{
    program_result result;

    ck_assert(kill_after("k.db", "1", 3));
    sql("k.db", "DELETE FROM points WHERE point > 2");
    sql("k.db", "DELETE FROM results WHERE point > 2");
    sql("k.db", "DELETE FROM courses WHERE point > 2");
    program_run("sweep a.ini -k -r -o k.db", &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_ptr_nonnull(strstr(result.out, "20 of 20 points, 2 of them from before\n"));
    check_whole("k.db");
    program_run("sweep a.ini -k -r -o k.db", &result); /* nothing is left to do */
    ck_assert_int_eq(result.code, 0);
    ck_assert_ptr_nonnull(strstr(result.out, "20 of 20 points, 20 of them from before\n"));
    ck_assert_str_eq(result.err, "");
    check_whole("k.db");
}
END_TEST

/* ---- several at once ------------------------------------------------------ */

/* Every row and day is one that the whole has. */
static void check_part(const char *db)
{
    char command[LINE];
    program_result result;

    snprintf(command, sizeof command,
             "\"$POTENCY\" export %s >part.csv && \"$POTENCY\" export -k %s >>part.csv && "
             "grep -vxFf ../whole.csv part.csv",
             db, db);
    program_shell(command, &result);
    ck_assert_msg(result.code == 1 && !*result.out, "%s%s", result.out, result.err);
}

START_TEST(a_sweep_is_read_while_it_runs)
{
    const watched w = start("k.db", "2");
    static char before[PROGRAM_TEXT], after[PROGRAM_TEXT];
    program_result result;
    int status = 0;

    for (int i = 0; i < POINTS / 4 && wait_for_lines(&w, 3); i++) {
        check_part("k.db");
        program_run("plot k.db -o figures", &result);
        ck_assert_msg(result.code == 0, "%s", result.err);
    }
    program_list(before);
    kill(w.child, SIGKILL);
    ck_assert_int_eq(waitpid(w.child, &status, 0), w.child);
    close(w.out);
    check_part("k.db"); /* and after it was killed */
    shell("rm part.csv");
    program_list(after);
    shell("ls *.db-wal"); /* which readers leave alone */
    resume("k.db");
    check_whole("k.db");
}
END_TEST

/* Killed and gone on with, again and again, under the eyes of a reader in a loop.  One that
 * was killed before its log began has no points, as a copy without its log has none. */
START_TEST(a_reader_in_a_loop_is_in_nobody_s_way)
{
    program_result result;

    program_shell("( while [ ! -e end ]; do \"$POTENCY\" export k.db >part.csv 2>err || "
                  "grep -q 'No such file\\|is empty\\|holds no points' err || { cat err; "
                  "break; }; done ) & "
                  "for t in 0.05 0.1 0.2 60; do timeout -s KILL $t \"$POTENCY\" sweep "
                  "a.ini -k -r -j 1 "
                  "-o k.db >said 2>told; grep 'in use' told; done; : >end; wait",
                  &result);
    ck_assert_str_eq(result.out, "");
    check_whole("k.db");
}
END_TEST

/* One of them solves; the others are told at once, whether it is new or gone on with. */
START_TEST(of_sweeps_at_once_one_goes_on)
{
    program_result result;

    if (_i == 1) ck_assert(kill_after("k.db", "1", 3));
    program_shell(
        "for i in 1 2 3 4; do ( \"$POTENCY\" sweep a.ini -k -r -j 1 -o k.db "
        ">said.$i 2>told.$i; echo $? >code.$i ) & done; wait; "
        "cat code.? | sort | uniq -c | tr -s ' \\n' ' '; "
        "grep -h -v ' points, \\| is in use by another process, perhaps by its sweep; "
        "waiting until that ends would be right' told.?",
        &result);
    ck_assert_msg(strstr(result.out, " 0 ") != NULL, "%s", result.out);
    ck_assert_str_eq(strchr(result.out, '0') ? result.err : "", "");
    check_whole("k.db");
    shell("test \"$(ls *.db*)\" = k.db");
}
END_TEST

/* A command as a user who may not write; false where this one cannot become another. */
static bool run_as_nobody(const char *arguments, program_result *result)
{
    char command[LINE];

    shell("chmod 755 .. .");
    if (getuid() == 0)
        snprintf(command, sizeof command,
                 "setpriv --reuid=65534 --regid=65534 --clear-groups \"$POTENCY\" %s",
                 arguments);
    else
        snprintf(command, sizeof command,
                 "chmod 555 . && { \"$POTENCY\" %s; code=$?; chmod 755 .; exit $code; }",
                 arguments);
    program_shell(command, result);
    return strstr(result->err, "setpriv") == NULL;
}

START_TEST(who_may_not_write_reads_what_was_killed)
{
    program_result result;
    char message[LINE];

    ck_assert(kill_after("k.db", "1", 4));
    if (!run_as_nobody("export k.db", &result)) return;
    snprintf(message, sizeof message,
             "k.db: has %d of 20 points; potency sweep --resume adds the others\n",
             points_in("k.db"));
    ck_assert_str_eq(result.err, message);
    ck_assert_int_eq(result.code, 0);
    ck_assert_ptr_nonnull(strstr(result.out, "\n4,treated,"));
}
END_TEST

START_TEST(who_may_not_write_is_told_so)
{
    program_result result;

    if (!run_as_nobody("sweep a.ini -o n.db", &result)) return;
    program_check_refusal(
        &result, "n.db: cannot be written: Permission denied; -o names another file");
}
END_TEST

START_TEST(a_copy_without_its_log_is_told_as_such)
{
    ck_assert(kill_after("k.db", "1", 4));
    shell("cp k.db copy.db");
    program_refuse(
        "export copy.db",
        "copy.db: holds no points; if it is a copy, what it had is in the file copy.db-wal "
        "beside the first one: both files together would be right");
    shell("cp k.db-wal copy.db-wal");
    check_part("copy.db");
}
END_TEST

/* As one is left whose threads could not be started. */
START_TEST(one_without_points_is_in_nobody_s_way)
{
    program_result result;

    shell("cp ../whole.db k.db");
    sql("k.db", "DELETE FROM points");
    sql("k.db", "DELETE FROM results");
    program_run(_i == 0 ? "sweep a.ini -k -o k.db"
                        : "merge k.db ../1.db ../2.db ../3.db "
                          "../4.db",
                &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    check_whole("k.db");
}
END_TEST

/* The signal is pending when it starts. */
START_TEST(a_merge_that_is_asked_to_end_leaves_nothing)
{
    const char *program = getenv("POTENCY");
    char said[LINE] = "";
    size_t length = 0;
    ssize_t n;
    int ends[2], status = 0;
    pid_t child;

    ck_assert_int_eq(pipe(ends), 0);
    child = fork();
    if (child == 0) {
        sigset_t set;

        sigemptyset(&set);
        sigaddset(&set, asking[_i]);
        sigprocmask(SIG_BLOCK, &set, NULL);
        raise(asking[_i]);
        dup2(ends[1], STDERR_FILENO);
        execl(program, program, "merge", "m.db", "../1.db", "../2.db", "../3.db", "../4.db",
              NULL);
        _exit(127);
    }
    close(ends[1]);
    while ((n = read(ends[0], said + length, sizeof said - length - 1)) > 0)
        length += (size_t)n;
    close(ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    ck_assert_str_eq(said, "m.db: interrupted; it is not written\n");
    shell("test -z \"$(ls *.db* 2>/dev/null)\"");
}
END_TEST

/* What a merge that was killed leaves is no obstacle; one that was killed at its very end has
 * left a whole database. */
START_TEST(a_merge_may_be_killed)
{
    program_result result;

    program_shell(
        "for t in 0.01 0.02 0.03 0.04 0.05 0.06; do timeout -s KILL $t \"$POTENCY\" "
        "merge m.db ../1.db ../2.db ../3.db ../4.db >/dev/null 2>&1; "
        "\"$POTENCY\" verify m.db >/dev/null 2>&1 && rm m.db*; done; \"$POTENCY\" merge "
        "m.db ../1.db ../2.db ../3.db ../4.db && "
        "ls m.db*",
        &result);
    ck_assert_str_eq(result.out, "m.db: 20 of 20 points of 4 shards\nm.db\n");
    check_whole("m.db");
}
END_TEST

/* ---- what it prints ------------------------------------------------------- */

START_TEST(a_sweep_tells_what_was_refused)
{
    program_result result;
    char *line;

    shell("cp ../said ../told .");
    program_shell("cat said", &result);
    line = strstr(result.out, "20 of 20 points\n");
    ck_assert_ptr_nonnull(line);
    ck_assert_int_eq(strncmp(result.out,
                             "warning: a.ini:10: product.dose does not vary in "
                             "\"un\", treated: rows of its own stand over it\n",
                             92),
                     0);
    ck_assert_ptr_nonnull(
        strstr(line, " of 40 rows were refused, most often for: recruit_base = -"));
    ck_assert_ptr_nonnull(strstr(line, " cell/day must not be negative; "));
    ck_assert_ptr_nonnull(strstr(
        line, "../whole.db\n\nfor teaching and research, not for treatment decisions\n"));
    program_shell("wc -l < told; grep -c '^[0-9]* of 20 points, .*/s, .* left$' told",
                  &result);
    ck_assert_str_eq(result.out, "20\n20\n");
}
END_TEST

START_TEST(threads_change_nothing)
{
    char command[LINE];

    snprintf(command, sizeof command,
             "\"$POTENCY\" sweep a.ini -k -j %d -o t.db >said 2>told", _i);
    shell(command);
    check_whole("t.db");
}
END_TEST

START_TEST(export_quotes_what_needs_it)
{
    program_result result;

    program_shell(
        "\"$POTENCY\" export ../whole.db | head -n 3 | cut -c 1-36 && "
        "\"$POTENCY\" export ../whole.db | wc -l && "
        "\"$POTENCY\" export ../whole.db --timing | head -n 1 | grep -o '[^,]*$' && "
        "\"$POTENCY\" export ../whole.db --timing | sed 's/,[^,]*$//' >t && "
        "\"$POTENCY\" export ../whole.db | cmp - t && "
        "\"$POTENCY\" export ../whole.db -k | head -n 1 && "
        "\"$POTENCY\" export ../whole.db -k | wc -l && "
        "\"$POTENCY\" export ../whole.db -c | head -n 7",
        &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "point,arm,product.dose,joint.recruit\n"
                                 "1,treated,49010168.1,1060584.29,own_\n"
                                 "1,\"\"\"un\"\", treated\",0,1060584.29,own\n"
                                 "41\nseconds\npoint,arm,day,vas,m1\n1241\n"
                                 "kind,column,unit,meaning\n"
                                 "key,point,1,\"number of the point, from 1\"\n"
                                 "key,arm,1,name of the arm\n"
                                 "input,product.dose,cell,cells injected: live and dead\n"
                                 "input,joint.recruit,cell/day,monocytes recruited at full "
                                 "inflammation (bounded further by recruit_base >= 0)\n"
                                 "input,presets.host,1,preset\n"
                                 "status,status,1,\"ok, refused or failed\"\n");
}
END_TEST

START_TEST(another_locale_changes_nothing)
{
    program_result result;

    program_shell("mkdir locale && localedef -i de_DE -f UTF-8 locale/de_DE.UTF-8 && "
                  "LOCPATH=$PWD/locale LC_ALL=de_DE.UTF-8 locale -k decimal_point",
                  &result);
    if (!strstr(result.out, "decimal_point=\",\"")) {
        printf("skipped: another_locale_changes_nothing: needs localedef\n");
        return;
    }
    shell("export LOCPATH=$PWD/locale LC_ALL=de_DE.UTF-8 && "
          "\"$POTENCY\" sweep a.ini -k -o l.db >said 2>told && "
          "\"$POTENCY\" verify l.db >verified && "
          "for o in --columns --courses ''; do \"$POTENCY\" export l.db $o || exit 1; done "
          ">found.csv && cmp found.csv ../whole.csv");
}
END_TEST

START_TEST(export_refuses_courses_that_were_not_kept)
{
    shell("\"$POTENCY\" sweep a.ini --set sweep.points=2 -o n.db >said 2>told");
    program_refuse("export n.db --courses",
                   "n.db: keeps no courses; a sweep with --keep-courses would be right");
}
END_TEST

/* ---- shards --------------------------------------------------------------- */

START_TEST(shards_merge_into_the_whole)
{
    program_result result;

    program_succeed("merge m.db ../3.db ../1.db ../4.db ../2.db", &result);
    ck_assert_str_eq(result.out, "m.db: 20 of 20 points of 4 shards\n");
    check_whole("m.db");
    shell("test \"$(ls *.db*)\" = m.db");
    program_succeed("verify m.db", &result);
    ck_assert_str_eq(result.out, "m.db: sound; 20 of 20 points solved again, all equal\n");
}
END_TEST

START_TEST(a_shard_says_so)
{
    program_result result;

    program_shell("cat ../said.2", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "\n5 of 20 points, shard 2 of 4\n"));
    program_run("export ../2.db", &result);
    ck_assert_str_eq(result.err, "../2.db: has 5 of 20 points, being a shard\n");
    ck_assert_int_eq(result.code, 0);
    program_succeed("verify ../2.db", &result);
    ck_assert_str_eq(result.out, "../2.db: sound; 5 of 5 points solved again, all equal\n");
}
END_TEST

START_TEST(more_shards_than_points_merge_too)
{
    program_result result;

    shell("for i in 1 2 3; do \"$POTENCY\" sweep a.ini --set sweep.points=2 -i $i/3 -o "
          "$i.db >said.$i 2>told || exit 1; done");
    program_shell("cat said.3", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "\n0 of 2 points, shard 3 of 3\n"));
    program_succeed("merge m.db 1.db 2.db 3.db", &result);
    ck_assert_str_eq(result.out, "m.db: 2 of 2 points of 3 shards\n");
}
END_TEST

/* A copy of shard 3 that lacks its last point. */
static void make_unfinished(void)
{
    shell("cp ../3.db 3.db && cp ../1.db 1.db");
    sql("3.db", "DELETE FROM points WHERE point = (SELECT max(point) FROM points)");
    sql("3.db", "DELETE FROM results WHERE point NOT IN (SELECT point FROM points)");
    sql("3.db", "DELETE FROM courses WHERE point NOT IN (SELECT point FROM points)");
}

START_TEST(missing_shards_are_listed)
{
    program_result result;

    make_unfinished();
    program_write_text("x", "no database");
    program_succeed("merge --missing m.db 3.db ../4.db x absent.db 1.db", &result);
    ck_assert_str_eq(result.out, "2,3\n");
    program_succeed("merge --missing m.db ../1.db ../2.db ../3.db ../4.db", &result);
    ck_assert_str_eq(result.out, "");
    program_refuse("merge --missing m.db x absent.db",
                   "m.db: none of its shards can be read");
}
END_TEST

START_TEST(a_partial_merge_goes_on)
{
    program_result result;

    make_unfinished();
    program_succeed("merge --partial m.db 3.db ../4.db 1.db", &result);
    ck_assert_str_eq(result.out, "m.db: 14 of 20 points of 4 shards\n");
    program_run("export m.db", &result);
    ck_assert_str_eq(result.err,
                     "m.db: has 14 of 20 points; potency sweep --resume adds the others\n");
    resume("m.db");
    check_whole("m.db");
}
END_TEST

START_TEST(a_shard_that_was_killed_is_merged_as_it_is)
{
    program_result result;
    int n;

    ck_assert(kill_after("k.db", "1", 4));
    program_shell("cp k.db l.db; cp k.db-wal l.db-wal", &result);
    n = points_in("l.db");
    program_run("merge m.db k.db", &result);
    program_check_refusal(&result,
                          "m.db: is not written: of 1 shards these are missing or "
                          "unfinished: 1; all of them, or --partial, would be right");
    program_succeed("merge -p m.db k.db", &result);
    ck_assert_int_eq(points_in("m.db"), n);
    resume("m.db");
    check_whole("m.db");
}
END_TEST

/* It writes under a name of its own, and what others have stays theirs. */
START_TEST(a_merge_leaves_files_of_others_alone)
{
    program_result result;

    shell("cp ../1.db m.db.part && cp ../2.db n.db.part");
    program_succeed("merge m.db m.db.part ../2.db ../3.db ../4.db", &result);
    check_whole("m.db");
    shell("cmp ../1.db m.db.part && cmp ../2.db n.db.part && "
          "test \"$(echo m.* n.*)\" = 'm.db m.db.part n.db.part'");
}
END_TEST

static const struct {
    const char *make, *file, *sql; /* what is done first */
    const char *arguments, *message;
} unmergeable[] = {
    {"true", NULL, NULL, "m.db ../1.db ../2.db ../4.db",
     "m.db: is not written: of 4 shards these are missing or unfinished: 3; all of them, "
     "or "
     "--partial, would be right"},
    {"true", NULL, NULL, "m.db ../4.db",
     "m.db: is not written: of 4 shards these are missing or unfinished: 1, 2, 3; all of "
     "them, or --partial, would be right"},
    {"cp ../3.db .", "3.db", "DELETE FROM points WHERE point = 3",
     "m.db ../1.db ../2.db 3.db ../4.db",
     "m.db: is not written: of 4 shards these are missing or unfinished: 3; all of them, "
     "or "
     "--partial, would be right"},
    {"\"$POTENCY\" sweep a.ini -k -i 3/4 --set 'passaging.cycle_time=40 h' -o 3.db >said "
     "2>told",
     NULL, NULL, "m.db ../1.db ../2.db 3.db ../4.db",
     "3.db: is of another sweep: passaging.cycle_time here 23 h, there 40 h"},
    {"\"$POTENCY\" sweep a.ini -k -i 3/5 -o 3.db >said 2>told", NULL, NULL,
     "m.db ../1.db ../2.db 3.db ../4.db",
     "3.db: is shard 3 of 5, and ../1.db is one of 4; shards of one sweep would be right"},
    {"cp ../3.db .", NULL, NULL, "m.db ../1.db ../3.db 3.db",
     "3.db: is shard 3 of 4, as ../3.db is; each of them once would be right"},
    {"true", NULL, NULL, "m.db ../1.db a.ini",
     "a.ini: is no database; a file that potency sweep wrote would be right"},
    {"true", NULL, NULL, "m.db a.ini ../1.db",
     "a.ini: is no database; a file that potency sweep wrote would be right"},
    {"true", NULL, NULL, "m.db ../1.db 2.db",
     "2.db: cannot be read: No such file or directory; a file that potency sweep wrote "
     "would be right"},
    {"cp ../3.db .", "3.db", "PRAGMA user_version = 7", "m.db ../1.db 3.db",
     "3.db: is of format 7; one of format 2, or the version of potency that wrote it, "
     "would "
     "be right"},
    {"cp ../3.db .", "3.db", "UPDATE facts SET value = '0.0.1' WHERE name = 'version'",
     "m.db ../1.db 3.db",
     "3.db: was made with version 0.0.1 and this is VERSION; the same version would be "
     "right"},
    {"cp ../1.db .", "1.db", "UPDATE facts SET value = '0.0.1' WHERE name = 'version'",
     "m.db 1.db ../3.db",
     "1.db: was made with version 0.0.1 and this is VERSION; the same version would be "
     "right"},
    {"cp ../1.db m.db", NULL, NULL, "m.db ../1.db ../2.db ../3.db ../4.db",
     "m.db: is there already; another name, or potency sweep --resume to go on with it, "
     "would be right"},
    {"cp ../1.db .", NULL, NULL, "1.db 1.db ../2.db ../3.db ../4.db",
     "1.db: is one of the shards; another name to write to would be right"},
    {"true", NULL, NULL, "absent/m.db ../1.db ../2.db ../3.db ../4.db",
     "absent/m.db: cannot be written: No such file or directory; -o names another "
     "file"},
    {"cp ../3.db .", "3.db", "INSERT INTO points VALUES(1, 1, 1)",
     "--partial m.db ../1.db 3.db",
     "3.db: has 10 rows of 6 points in 2 arms; a file that potency sweep wrote would be "
     "right"},
    {"cp ../3.db .", "3.db",
     "UPDATE points SET point = 1 WHERE point = 3; UPDATE results SET point = 1, id = "
     "arm_number + 1 WHERE point = 3",
     "--partial m.db ../1.db 3.db",
     "3.db: has point 1, which is of another shard; shards of one sweep would be right"},
};

/* A message with the version in it. */
static const char *with_version(const char *message)
{
    static char text[LINE];
    const char *at = strstr(message, "VERSION");

    if (!at) return message;
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - message), message, sim_version,
             at + strlen("VERSION"));
    return text;
}

START_TEST(what_is_no_set_of_shards_is_not_merged)
{
    char arguments[LINE];

    shell(unmergeable[_i].make);
    if (unmergeable[_i].sql) sql(unmergeable[_i].file, unmergeable[_i].sql);
    snprintf(arguments, sizeof arguments, "merge %s", unmergeable[_i].arguments);
    program_refuse(arguments, with_version(unmergeable[_i].message));
}
END_TEST

/* ---- going on with another ------------------------------------------------ */

static const struct {
    const char *sql, *options, *message;
} strangers[] = {
    {NULL, "-k -r --set 'passaging.cycle_time=40 h'",
     "w.db: is of another sweep: passaging.cycle_time here 40 h, there 23 h"},
    {NULL, "-k -r --set run.seed=7 --set product.viability=0.72",
     "w.db: is of another sweep: run.seed here 7, there 1; product.viability here 0.72, "
     "there 0.95"},
    {NULL, "-k -r --set 'arm treated:product.viability=0.72'",
     "w.db: is of another sweep: arm treated: product.viability here 0.72, there not"},
    {NULL, "-k -r --set 'sweep.product.dose=log 1e6..1e9'",
     "w.db: is of another sweep: sweep.product.dose here log 1e6..1e9, there log 1e6..1e8"},
    {NULL, "-k -r --set sweep.passaging.donor_age=range",
     "w.db: is of another sweep: sweep.passaging.donor_age here range, there not"},
    {NULL, "-k -r --set sweep.points=21",
     "w.db: is of another sweep: sweep.points here 21, there 20"},
    {NULL, "-k -r --set sweep.replicates=3",
     "w.db: is of another sweep: sweep.replicates here 3, there 0"},
    {NULL, "-k -r --set presets.source=adipose",
     "w.db: is of another sweep: presets.source here adipose, there not; "
     "passaging.cycle_time here 24 h, there 23 h; passaging.hazard_scale here 30 division, "
     "there 37 division; passaging.age_slope here 0.002 1/year, there 0.0064 1/year; "
     "passaging.telomere_start here 9 kb, there 9.2 kb"},
    {NULL, "-r",
     "w.db: is of another sweep: course.vas here not, there kept; course.m1 here not, "
     "there kept"},
    {NULL, "-k -r --set cohort.persistence.tail=fixed",
     "w.db: is of another sweep: cohort.persistence.tail here fixed, there lognormal 0.5"},
    {NULL,
     "-k -r --set run.seed=7 --set product.viability=0.72 --set joint.load=2 --set "
     "product.fitness=0.9 --set product.doses=2 --set run.days=31 --set "
     "passaging.donor_age=41",
     "w.db: is of another sweep: run.days here 31 day, there 30 day; run.seed here 7, "
     "there 1; passaging.donor_age here 41 year, there 33 year; product.doses here 2, "
     "there 1; product.viability here 0.72, there 0.95; 2 more"},
    {NULL, "-k -r --shard 1/4",
     "w.db: is shard 1/1, not 1/4; --shard 1/1, or another name, would be right"},
    {"UPDATE facts SET value = '4' WHERE name = 'shards'", "-k -r",
     "w.db: is shard 1/4, not 1/1; --shard 1/4, or another name, would be right"},
    {"UPDATE facts SET value = '0.0.1' WHERE name = 'version'", "-k -r",
     "w.db: was made with version 0.0.1 and this is VERSION; the same version would be "
     "right"},
    {"UPDATE facts SET value = 'dice' WHERE name = 'rng'", "-k -r",
     "w.db: was made with rng dice and this is philox4x64-10/1; "
     "the same rng would be right"},
    {"DELETE FROM facts WHERE name = 'version'", "-k -r",
     "w.db: was made with version unknown and this is VERSION; the same version would be "
     "right"},
    {"DELETE FROM facts WHERE name = 'shard'", "-k -r",
     "w.db: has no number of shard; a file that potency sweep wrote would be right"},
    {NULL, "-k",
     "w.db: is there already; another name, or potency sweep --resume to go on with it, "
     "would be right"},
};

START_TEST(a_sweep_does_not_go_on_with_another)
{
    char arguments[LINE];

    shell("cp ../whole.db w.db");
    if (strangers[_i].sql) sql("w.db", strangers[_i].sql);
    snprintf(arguments, sizeof arguments, "sweep a.ini -o w.db %s", strangers[_i].options);
    program_refuse(arguments, with_version(strangers[_i].message));
}
END_TEST

START_TEST(the_order_of_axes_and_courses_counts)
{
    shell("cp ../whole.db w.db && sed '/^product.dose = log/d' a.ini >b.ini && "
          "echo 'product.dose = log 1e6..1e8' >>b.ini && "
          "sed 's/vas, m1/m1, vas/' a.ini >c.ini");
    program_refuse(
        "sweep b.ini -k -r -o w.db",
        "w.db: is of another sweep: axis 1 here joint.recruit, there product.dose; axis "
        "2 here presets.host, there joint.recruit; axis 3 here product.dose, there "
        "presets.host");
    program_refuse(
        "sweep c.ini -k -r -o w.db",
        "w.db: is of another sweep: course 1 here m1, there vas; course 2 here vas, there "
        "m1");
}
END_TEST

/* ---- bad sweeps ----------------------------------------------------------- */

#define NOTHING \
    "b.ini: nothing varies; a section [sweep] with a row such as 'product.dose = log " \
    "1e6..1.5e8 x 9' would be right"
#define DOSES "[sweep]\nproduct.dose = 1e6..1e7 x 3\n"

static const struct {
    const char *file, *options, *message;
} bad[] = {
    {"[run]\ndays = 30\n", "", NOTHING},
    {"[sweep]\npoints = 3\n", "", NOTHING},
    {"[sweep]\n", "",
     "b.ini:1: section [sweep] is empty; rows below it, or leaving it out, would be right"},
    {"[sweep]\nproduct.dsoe = 1e6..1e7\n", "",
     "b.ini:2: unknown parameter 'product.dsoe'; did you mean 'dose'?"},
    {"[sweep]\nproduct.dose = 1e7..1e6\n", "",
     "b.ini:2: product.dose = 1e7..1e6 is an empty range; the lower end first, as in "
     "1..12, would be right"},
    {"[sweep]\nproduct.dose = 1e6..1e10\n", "",
     "b.ini:2: product.dose = 1e10 cell is outside [0, 1e+09] cell"},
    {"[sweep]\npoints = 0\nproduct.dose = 1e6..1e7\n", "",
     "b.ini:2: sweep.points = 0 is outside [1, 1e+07]"},
    {"[sweep]\npoints = 1e12\nproduct.dose = 1e6..1e7\n", "",
     "b.ini:2: sweep.points = 1e12 is outside [1, 1e+07]"},
    {"[sweep]\npoints = 2.385\nproduct.dose = 1e6..1e7\n", "",
     "b.ini:2: sweep.points = 2.385 is not whole; a whole number in [1, 1e+07] would be "
     "right"},
    {"[sweep]\ndesign = gird\nproduct.dose = 1e6..1e7\n", "",
     "b.ini:2: sweep.design = gird is unknown; did you mean 'grid'?"},
    {"[sweep]\nreplicates = -1\nproduct.dose = 1e6..1e7\n", "",
     "b.ini:2: sweep.replicates = -1 is outside [0, 10000]"},
    {"[sweep]\nproduct.dose = 1e6..1e7 x 10000\nproduct.viability = 0.1..0.9 x 10000\n", "",
     "b.ini: [sweep] grid: the axes have 1e+08 points; at most 10000000 would be right"},
    {"[sweep]\nproduct.dose = 1e6..1e7\n", "",
     "b.ini:2: product.dose = 1e6..1e7 has no number of levels, which a grid needs; "
     "'1e6..1e7 x 9', or sweep.design = sobol, would be right"},
    {DOSES "[arm a]\nproduct.dose = 0\n[arm b]\nproduct.dose = 1e6\n", "",
     "b.ini:2: product.dose varies in no arm, as rows of [arm NAME] or --set stand over it "
     "(a, b); leaving those out would be right"},
    {DOSES, "--set product.dose=1e6",
     "b.ini:2: product.dose varies in no arm, as rows of [arm NAME] or --set stand over it "
     "(default); leaving those out would be right"},
    {"[sweep]\npresets.source = range\n", "--set presets.source=adipose",
     "b.ini:2: presets.source varies in no arm, as rows of [arm NAME] or --set stand over "
     "it (default); leaving those out would be right"},
    {DOSES "product.dose = 3.71e6\n", "",
     "b.ini:3: product.dose is given twice, first at b.ini:2; one of the two would be "
     "right"},
    {"[arm a]\nsweep.product.dose = 1e6..1e7\n", "",
     "b.ini:2: sweep.product.dose belongs to the whole run; a row of [sweep] would be "
     "right"},
    {DOSES, "--set sweep.product.dose=5e9",
     "--set sweep.product.dose=5e9: product.dose = 5e9 cell is outside [0, 1e+09] cell"},
    {DOSES, "--shard 5/4", "--shard 5/4 is no part of a whole; 1/4 to 4/4 would be right"},
    {DOSES, "--shard 0/4", "--shard 0/4 is no part of a whole; 1/4 to 4/4 would be right"},
    {DOSES, "--shard x", "--shard x is no part of a whole; 1/4 to 4/4 would be right"},
    {DOSES, "--shard 1/0", "--shard 1/0 is no part of a whole; 1/4 to 4/4 would be right"},
    {DOSES, "--shard 1.5/4",
     "--shard 1.5/4 is no part of a whole; 1/4 to 4/4 would be right"},
    {DOSES, "--shard /", "--shard / is no part of a whole; 1/4 to 4/4 would be right"},
    {DOSES, "--shard 1/200000",
     "--shard 1/200000 is no part of a whole; 1/4 to 4/4 would be right"},
    {DOSES, "-o absent/b.db",
     "absent/b.db: cannot be written: No such file or directory; -o names another file"},
    {DOSES, "-o a.ini/b.db",
     "a.ini/b.db: cannot be written: Not a directory; -o names another file"},
    {DOSES, "-o ''",
     "'': cannot be written: No such file or directory; -o names another file"},
    {DOSES, "-o .", ".: is a folder; a file would be right"},
    {DOSES, "-r -o .", ".: is a folder; a file would be right"},
    {DOSES, "-o a.ini",
     "a.ini: is there already; another name, or potency sweep --resume to go on with it, "
     "would be right"},
    {DOSES, "-r -o a.ini",
     "a.ini: is no database; a file that potency sweep wrote would be right"},
    {NULL, "", "b.ini: cannot be read: No such file or directory"},
};

START_TEST(a_bad_sweep_is_refused_in_one_line_and_leaves_no_database)
{
    char arguments[LINE];

    if (bad[_i].file) program_write_text("b.ini", bad[_i].file);
    snprintf(arguments, sizeof arguments, "sweep b.ini -o b.db %s", bad[_i].options);
    program_refuse(arguments, bad[_i].message);
}
END_TEST

static const char *const misused[][2] = {
    {"sweep", "Usage: potency sweep [OPTION...] FILE\n"},
    {"sweep a.ini", "potency sweep: -o DB says where the results go\n"},
    {"sweep a.ini -o b.db -j 0",
     "potency sweep: --threads 0 is no whole number from 1 to 1024\n"},
    {"export", "Usage: potency export [OPTION...] DB\n"},
    {"verify", "Usage: potency verify [OPTION...] DB\n"},
    {"verify x.db -n 0",
     "potency verify: --points 0 is no whole number from 1 to 100000\n"},
    {"verify x.db --seed 9007199254740993",
     "potency verify: --seed 9007199254740993 is no whole number from 0 to "
     "9007199254740991\n"},
    {"merge", "Usage: potency merge [OPTION...] OUT SHARD...\n"},
    {"merge m.db", "Usage: potency merge [OPTION...] OUT SHARD...\n"},
};

START_TEST(wrong_usage_is_told_as_such)
{
    program_result result;

    program_run(misused[_i][0], &result);
    ck_assert_int_eq(result.code, 2);
    ck_assert_str_eq(result.out, "");
    ck_assert_msg(strncmp(result.err, misused[_i][1], strlen(misused[_i][1])) == 0, "%s",
                  result.err);
    shell("test ! -e b.db");
}
END_TEST

static const char *const readers[] = {"export", "verify", "export --timing", "merge m.db"};
static const char *const no_databases[][2] = {
    {"a.ini", "a.ini: is no database; a file that potency sweep wrote would be right"},
    {".", ".: is a folder; a file would be right"},
    {"absent.db", "absent.db: cannot be read: No such file or directory; a file that "
                  "potency sweep wrote would be right"},
    {"''", "'': cannot be read: No such file or directory; a file that potency sweep wrote "
           "would be right"},
    {"empty", "empty: is empty; a file that potency sweep wrote would be right, or, if it "
              "was ended as it began, to remove this one"},
};

START_TEST(what_is_no_database_is_not_read)
{
    char arguments[LINE];

    shell(": > empty");
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        snprintf(arguments, sizeof arguments, "%s %s", readers[i], no_databases[_i][0]);
        program_refuse(arguments, no_databases[_i][1]);
    }
}
END_TEST

/* ---- verify --------------------------------------------------------------- */

static const struct {
    const char *sql, *message;
} changes[] = {
    {"UPDATE results SET potency = potency * 1.0000001 WHERE point = 7 AND arm_number = 0",
     "w.db: point 7, arm treated: potency is "},
    {"UPDATE results SET potency = NULL WHERE point = 7 AND arm_number = 0",
     "w.db: point 7, arm treated: potency is empty there, and "},
    {"UPDATE results SET potency = 0.371 WHERE point = 7 AND arm_number = 1",
     "w.db: point 7, arm \"un\", treated: potency is 0.371 there, and empty when solved "
     "again; the file was changed, or the program\n"},
    {"UPDATE results SET \"product.dose\" = 2e7 WHERE point = 3 AND arm_number = 0",
     "w.db: point 3, arm treated: product.dose is 20000000 there, and "},
    {"UPDATE results SET \"presets.host\" = 'mouse' WHERE point = 3 AND arm_number = 0",
     "w.db: point 3, arm treated: presets.host is 'mouse' there, and '"},
    {"UPDATE results SET status = 'fine' WHERE point = 9 AND arm_number = 0",
     "w.db: point 9, arm treated: status is 'fine' there, and '"},
    {"UPDATE results SET arm = 'P9' WHERE point = 9 AND arm_number = 0",
     "w.db: point 9, arm P9: arm is 'P9' there, and 'treated' when solved again; the file "
     "was changed, or the program\n"},
    {"DELETE FROM results WHERE point = 9 AND arm_number = 0",
     "w.db: has 39 rows of 20 points in 2 arms; a file that potency sweep wrote would be "
     "right\n"},
    {"DELETE FROM points WHERE point = 9",
     "w.db: has 40 rows of 19 points in 2 arms; a file that potency sweep wrote would be "
     "right\n"},
    {"UPDATE points SET point = 21 WHERE point = 20",
     "w.db: has 38 rows of 20 points in 2 arms; a file that potency sweep wrote would be "
     "right\n"},
    {"UPDATE points SET point = 21 WHERE point = 20; UPDATE results SET point = 21, id = "
     "id "
     "+ 2 WHERE point = 20",
     "w.db: point 21 is beyond the last one\n"},
    {"UPDATE results SET arm_number = 5 WHERE point = 9 AND arm_number = 1",
     "w.db: results: arm_number is none of its arms; a file that potency sweep wrote would "
     "be "
     "right\n"},
    {"DELETE FROM points", "w.db: has no points yet; potency sweep --resume adds them\n"},
    {"UPDATE parameters SET value = '40' WHERE name = 'passaging.cycle_time'",
     "w.db: is of another sweep: passaging.cycle_time here 23 h, there 40 h\n"},
    {"UPDATE facts SET value = '[run' WHERE name = 'text'",
     "a.ini:1: [run has no ]; [name] would be right\n"},
};

START_TEST(verify_names_what_was_changed)
{
    program_result result;

    shell("cp ../whole.db w.db");
    sql("w.db", changes[_i].sql);
    program_run("verify w.db --points 20", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.out, "");
    ck_assert_msg(strncmp(result.err, changes[_i].message, strlen(changes[_i].message)) ==
                      0,
                  "%s", result.err);
    ck_assert_ptr_eq(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
}
END_TEST

/* Whatever points verify draws. */
START_TEST(a_point_without_its_row_is_found_by_all_who_read_it)
{
    static const char *const commands[] = {"verify w.db --points 1", "export w.db",
                                           "plot w.db -o figures",
                                           "sweep a.ini -k -r -o w.db"};

    shell("cp ../whole.db w.db");
    sql("w.db", "DELETE FROM results WHERE point = 9 AND arm_number = 0");
    program_refuse(commands[_i],
                   "w.db: has 39 rows of 20 points in 2 arms; a file that potency sweep "
                   "wrote would be right");
}
END_TEST

START_TEST(verify_passes_what_is_as_it_was)
{
    static char before[PROGRAM_TEXT], after[PROGRAM_TEXT];
    program_result result;

    shell("cp ../whole.db w.db");
    program_list(before);
    program_succeed("verify w.db --points 7", &result);
    result.out[strcspn(result.out, "\n")] = '\0';
    ck_assert_str_eq(result.out, "w.db: sound; 7 of 20 points solved again, all equal");
    program_list(after);
    ck_assert_str_eq(after, before);
}
END_TEST

/* The second line of what verify prints. */
static const char *drawn_by(const char *options, program_result *result)
{
    char line[LINE];

    snprintf(line, sizeof line, "verify w.db --points 7 %s", options);
    program_succeed(line, result);
    return strchr(result->out, '\n') + 1;
}

START_TEST(verify_draws_its_points_by_a_seed)
{
    static program_result own, one, other, again;

    shell("cp ../whole.db w.db");
    ck_assert_str_eq(drawn_by("--seed 1", &one), drawn_by("", &own));
    ck_assert_ptr_nonnull(
        strstr(one.out, ", drawn by seed 1; another --seed draws others\n"));
    drawn_by("--seed 7", &other);
    ck_assert_ptr_nonnull(strstr(other.out, ", drawn by seed 7; another --seed"));
    *strstr(one.out, ", drawn") = *strstr(other.out, ", drawn") = '\0';
    ck_assert_str_ne(one.out, other.out);
    ck_assert_str_eq(drawn_by("--seed 7", &again), drawn_by("--seed 007", &own));
    program_succeed("verify w.db --points 20", &own);
    ck_assert_str_eq(own.out, "w.db: sound; 20 of 20 points solved again, all equal\n");
}
END_TEST

START_TEST(verify_allows_another_build_to_round_otherwise)
{
    program_result result;

    shell("cp ../whole.db w.db");
    sql("w.db", "UPDATE builds SET build = 'another'");
    sql("w.db", "UPDATE results SET potency = potency * 1.0000001 WHERE point = 7");
    program_succeed("verify w.db", &result);
    ck_assert_str_eq(result.out, "w.db: sound; 20 of 20 points solved again, all alike\n"
                                 "20 of them were solved by another build and agree to "
                                 "1e-06\n");
    sql("w.db", "UPDATE results SET potency = potency * 1.00001 WHERE point = 7");
    program_run("verify w.db", &result);
    ck_assert_int_eq(result.code, 1);
}
END_TEST

START_TEST(verify_finds_damage)
{
    program_result result;

    shell("cp ../whole.db w.db && size=$(wc -c < w.db) && head -c 4096 /dev/zero | tr "
          "'\\0' 7 "
          "| dd of=w.db bs=1 seek=$((size / 4096 / 2 * 4096)) conv=notrunc 2>said");
    program_run("verify w.db", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_msg(strncmp(result.err, "w.db: is damaged", 16) == 0, "%s", result.err);
    ck_assert_ptr_eq(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
    shell("cp ../whole.db w.db && truncate -s 8192 w.db");
    program_refuse("verify w.db",
                   "w.db: is damaged (database disk image is malformed); a copy, or "
                   "the sweep once more, would be right");
}
END_TEST

/* ---- a full disk ---------------------------------------------------------- */

#define FULL \
    "small/f.db: the disk is full; what was committed before is kept, and is gone on " \
    "with " \
    "when there is room\n"

/* In a mount of the test's own, which ends with it. */
START_TEST(a_full_disk_keeps_what_was_committed)
{
    program_result result;

    program_shell("mkdir small && unshare -m mount -t tmpfs -o size=64k none small",
                  &result);
    if (result.code != 0) {
        printf("skipped: a_full_disk_keeps_what_was_committed: needs root, unshare and "
               "tmpfs\n");
        return;
    }
    program_shell(
        "unshare -m sh -c 'mount -t tmpfs -o size=256k none small && "
        "{ \"$POTENCY\" sweep a.ini -k -j 1 -o small/f.db >said 2>told; echo $?; "
        "tail -n 1 told >&2; cp small/* .; "
        "\"$POTENCY\" export small/f.db >part.csv; echo $?; "
        "\"$POTENCY\" sweep a.ini -k -r -j 1 -o small/f.db >said 2>told; echo $?; "
        "tail -n 1 told >&2; }'",
        &result);
    ck_assert_str_eq(result.out, "1\n0\n1\n");
    ck_assert_str_eq(
        result.err, FULL
        "small/f.db: has 8 of 20 points; potency sweep --resume adds the others\n" FULL);
    ck_assert_int_lt(points_in("f.db"), POINTS);
    resume("f.db");
    check_whole("f.db");
}
END_TEST

START_TEST(a_disk_that_is_full_from_the_start_is_left_as_it_was)
{
    program_result result;

    program_shell("mkdir small && unshare -m mount -t tmpfs -o size=64k none small",
                  &result);
    if (result.code != 0) {
        printf("skipped: a_disk_that_is_full_from_the_start_is_left_as_it_was: needs root, "
               "unshare and tmpfs\n");
        return;
    }
    program_shell("unshare -m sh -c 'mount -t tmpfs -o size=16k none small && "
                  "\"$POTENCY\" sweep a.ini -o small/f.db; echo $?; ls -A small'",
                  &result);
    ck_assert_str_eq(result.err,
                     "small/f.db: the disk is full; a place with more room would "
                     "be right\n");
    ck_assert_str_eq(result.out, "1\n");
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static void add_kills(TCase *cases)
{
    tcase_add_loop_test(cases, a_killed_sweep_keeps_what_it_told_and_goes_on, 1,
                        POINTS - 1);
    tcase_add_loop_test(cases, a_sweep_that_was_killed_as_it_began_goes_on, 0, 8);
    tcase_add_test(cases, a_sweep_may_be_killed_until_it_ends);
    tcase_add_loop_test(cases, a_sweep_that_is_asked_to_end_keeps_its_points, 0,
                        LENGTH(asking));
    tcase_add_loop_test(cases, a_sweep_that_is_asked_to_end_as_it_begins_does_so_itself, 0,
                        LENGTH(asking));
    tcase_add_test(cases, a_resumed_sweep_says_what_was_there);
    tcase_add_test(cases, a_full_disk_keeps_what_was_committed);
    tcase_add_test(cases, a_disk_that_is_full_from_the_start_is_left_as_it_was);
}

static void add_readers(TCase *cases)
{
    tcase_add_test(cases, a_sweep_is_read_while_it_runs);
    tcase_add_test(cases, a_reader_in_a_loop_is_in_nobody_s_way);
    tcase_add_loop_test(cases, of_sweeps_at_once_one_goes_on, 0, 2);
    tcase_add_test(cases, who_may_not_write_reads_what_was_killed);
}

static void add_leftovers(TCase *cases)
{
    tcase_add_test(cases, who_may_not_write_is_told_so);
    tcase_add_test(cases, a_copy_without_its_log_is_told_as_such);
    tcase_add_loop_test(cases, one_without_points_is_in_nobody_s_way, 0, 2);
    tcase_add_loop_test(cases, a_merge_that_is_asked_to_end_leaves_nothing, 0,
                        LENGTH(asking));
    tcase_add_test(cases, a_merge_may_be_killed);
}

static void add_samples(TCase *cases)
{
    tcase_add_test(cases, verify_passes_what_is_as_it_was);
    tcase_add_test(cases, verify_draws_its_points_by_a_seed);
}

static void add_lost_rows(TCase *cases)
{
    tcase_add_loop_test(cases, a_point_without_its_row_is_found_by_all_who_read_it, 0, 4);
}

static void add_results(TCase *cases)
{
    tcase_add_test(cases, a_sweep_tells_what_was_refused);
    tcase_add_test(cases, whole_inputs_are_kept_as_whole_numbers);
    tcase_add_loop_test(cases, threads_change_nothing, 2, 4);
    tcase_add_test(cases, export_quotes_what_needs_it);
    tcase_add_test(cases, another_locale_changes_nothing);
    tcase_add_test(cases, export_refuses_courses_that_were_not_kept);
    tcase_add_loop_test(cases, verify_names_what_was_changed, 0, LENGTH(changes));
    tcase_add_test(cases, verify_allows_another_build_to_round_otherwise);
    tcase_add_test(cases, verify_finds_damage);
}

static void add_shards(TCase *cases)
{
    tcase_add_test(cases, shards_merge_into_the_whole);
    tcase_add_test(cases, a_shard_says_so);
    tcase_add_test(cases, more_shards_than_points_merge_too);
    tcase_add_test(cases, missing_shards_are_listed);
    tcase_add_test(cases, a_partial_merge_goes_on);
    tcase_add_test(cases, a_shard_that_was_killed_is_merged_as_it_is);
    tcase_add_test(cases, a_merge_leaves_files_of_others_alone);
    tcase_add_loop_test(cases, what_is_no_set_of_shards_is_not_merged, 0,
                        LENGTH(unmergeable));
}

static void add_refusals(TCase *cases)
{
    tcase_add_loop_test(cases, a_sweep_does_not_go_on_with_another, 0, LENGTH(strangers));
    tcase_add_test(cases, the_order_of_axes_and_courses_counts);
    tcase_add_loop_test(cases, a_bad_sweep_is_refused_in_one_line_and_leaves_no_database, 0,
                        LENGTH(bad));
    tcase_add_loop_test(cases, wrong_usage_is_told_as_such, 0, LENGTH(misused));
    tcase_add_loop_test(cases, what_is_no_database_is_not_read, 0, LENGTH(no_databases));
}

int main(void)
{
    static void (*const add[])(TCase *) = {add_kills,    add_readers,  add_leftovers,
                                           add_results,  add_samples,  add_shards,
                                           add_refusals, add_lost_rows};
    static const char *const names[] = {"kills",   "readers", "leftovers", "results",
                                        "samples", "shards",  "refusals",  "lost rows"};
    Suite *suite = suite_create("sweep_cli");

    for (size_t i = 0; i < LENGTH(names); i++) {
        TCase *cases = tcase_create(names[i]);

        program_add_folder(cases);
        tcase_add_unchecked_fixture(cases, make_whole, NULL);
        tcase_add_checked_fixture(cases, go_to_work, NULL);
        tcase_set_timeout(cases, 60);
        add[i](cases);
        suite_add_tcase(suite, cases);
    }
    return suite_run(suite);
}
