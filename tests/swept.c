/* swept.c -- see swept.h. */
#define _GNU_SOURCE /* pipe2, F_SETPIPE_SZ */

#include "tests/swept.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sqlite3.h>

#include "sim/study/version.h"
#include "tests/program.h"

static const char experiment[] = "[run]\ndays = 30\nensemble_columns = vas, m1\n"
                                 "[arm treated]\n[arm \"un\", treated]\nproduct.dose = 0\n"
                                 "[sweep]\ndesign = lhs\npoints = 20\n"
                                 "product.dose = log 1e6..1e8\n"
                                 "joint.recruit = 1e6..2.8e6\npresets.host = range\n";

static void go_to_work(void)
{
    program_result result;
    char work[PROGRAM_PATH];

    program_shell("pwd", &result);
    snprintf(work, sizeof work, "%.*s", (int)strcspn(result.out, "\n"), result.out);
    ck_assert_int_eq(chdir(work), 0);
    program_write_text("a.ini", experiment);
}

void swept_shell(const char *command)
{
    program_result result;

    program_shell(command, &result);
    ck_assert_msg(result.code == 0, "%s: %s%s", command, result.out, result.err);
}

/* All that can be read of a database, into a file. */
static void export_all(const char *db, const char *file)
{
    char command[SWEPT_LINE];

    snprintf(
        command, sizeof command,
        "for o in --columns --courses ''; do \"$POTENCY\" export %s $o || exit 1; done "
        ">%s",
        db, file);
    swept_shell(command);
}

static void make_whole(void)
{
    program_write_text("a.ini", experiment);
    swept_shell(
        "\"$POTENCY\" sweep a.ini -k -j 1 -o ../whole.db >../said 2>../told && "
        "for i in 1 2 3 4; do \"$POTENCY\" sweep a.ini -k -j $((i % 3 + 1)) --shard $i/4 "
        "-o ../$i.db >../said.$i 2>../told.$i || exit 1; done");
    export_all("../whole.db", "../whole.csv");
}

void swept_check(const char *db)
{
    export_all(db, "found.csv");
    swept_shell("cmp found.csv ../whole.csv");
}

void swept_check_part(const char *db)
{
    char command[SWEPT_LINE];
    program_result result;

    snprintf(command, sizeof command,
             "\"$POTENCY\" export %s >part.csv && \"$POTENCY\" export -k %s >>part.csv && "
             "grep -vxFf ../whole.csv part.csv",
             db, db);
    program_shell(command, &result);
    ck_assert_msg(result.code == 1 && !*result.out, "%s%s", result.out, result.err);
}

int swept_sql(const char *file, const char *text)
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

int swept_points(const char *file)
{
    return swept_sql(file, "SELECT count(*) FROM points");
}

/* What is written into the pipe waits until what was written before is read: the sweep is
 * never more than a line ahead. */
static void make_pipe(int ends[2])
{
    if (pipe2(ends, O_DIRECT) != 0) ck_assert_int_eq(pipe(ends), 0);
    fcntl(ends[1], F_SETPIPE_SZ, 4096);
}

swept_watched swept_start(const char *db, const char *threads)
{
    const char *program = getenv("POTENCY");
    const char *arguments[] = {program, "sweep", "a.ini", "-k",    "--resume",
                               "-o",    db,      "-j",    threads, NULL};
    int ends[2], nothing = open("/dev/null", O_WRONLY);
    swept_watched w;

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

bool swept_wait(const swept_watched *w, int lines)
{
    char bytes[SWEPT_LINE];
    ssize_t n;

    while (lines > 0 && (n = read(w->out, bytes, sizeof bytes - 1)) > 0) {
        bytes[n] = '\0';
        for (const char *c = bytes; (c = strstr(c, " points, ")); c++) lines--;
    }
    return lines <= 0;
}

bool swept_kill_after(const char *db, const char *threads, int lines)
{
    const swept_watched w = swept_start(db, threads);
    const bool told = swept_wait(&w, lines);
    int status = 0;

    if (told) kill(w.child, SIGKILL);
    ck_assert_int_eq(waitpid(w.child, &status, 0), w.child);
    close(w.out);
    ck_assert(told ? WIFSIGNALED(status) : WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return told;
}

void swept_resume(const char *db)
{
    char command[SWEPT_LINE];

    snprintf(command, sizeof command,
             "\"$POTENCY\" sweep a.ini -k --resume -o %s >said 2>told", db);
    swept_shell(command);
}

/* A message with the version in it. */
const char *swept_message(const char *message)
{
    static char text[SWEPT_LINE];
    const char *at = strstr(message, "VERSION");

    if (!at) return message;
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - message), message, sim_version,
             at + strlen("VERSION"));
    return text;
}

void swept_add_case(Suite *suite, const char *name, void (*add)(TCase *cases))
{
    TCase *cases = tcase_create(name);

    program_add_folder(cases);
    tcase_add_unchecked_fixture(cases, make_whole, NULL);
    tcase_add_checked_fixture(cases, go_to_work, NULL);
    tcase_set_timeout(cases, 60);
    add(cases);
    suite_add_tcase(suite, cases);
}
