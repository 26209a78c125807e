/* test_command_merge.c -- potency merge as its users meet it: the shards of a sweep, in any
 * order, unfinished, killed, or of another. */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/program.h"
#include "tests/suite.h"
#include "tests/swept.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

START_TEST(shards_merge_into_the_whole)
{
    program_result result;

    program_succeed("merge m.db ../3.db ../1.db ../4.db ../2.db", &result);
    ck_assert_str_eq(result.out, "m.db: 20 of 20 points of 4 shards\n");
    swept_check("m.db");
    swept_shell("test \"$(ls *.db*)\" = m.db");
    program_succeed("verify m.db", &result);
    ck_assert_str_eq(result.out, "m.db: sound; 20 of 20 points solved again, all equal\n");
}
END_TEST

START_TEST(more_shards_than_points_merge_too)
{
    program_result result;

    swept_shell(
        "for i in 1 2 3; do \"$POTENCY\" sweep a.ini --set sweep.points=2 -i $i/3 -o "
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
    swept_shell("cp ../3.db 3.db && cp ../1.db 1.db");
    swept_sql("3.db", "DELETE FROM points WHERE point = (SELECT max(point) FROM points)");
    swept_sql("3.db", "DELETE FROM results WHERE point NOT IN (SELECT point FROM points)");
    swept_sql("3.db", "DELETE FROM courses WHERE point NOT IN (SELECT point FROM points)");
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
    swept_resume("m.db");
    swept_check("m.db");
}
END_TEST

START_TEST(a_shard_that_was_killed_is_merged_as_it_is)
{
    program_result result;
    int n;

    ck_assert(swept_kill_after("k.db", "1", 4));
    program_shell("cp k.db l.db; cp k.db-wal l.db-wal", &result);
    n = swept_points("l.db");
    program_run("merge m.db k.db", &result);
    program_check_refusal(&result,
                          "m.db: is not written: of 1 shards these are missing or "
                          "unfinished: 1; all of them, or --partial, would be right");
    program_succeed("merge -p m.db k.db", &result);
    ck_assert_int_eq(swept_points("m.db"), n);
    swept_resume("m.db");
    swept_check("m.db");
}
END_TEST

/* It writes under a name of its own, and what others have stays theirs. */
START_TEST(a_merge_leaves_files_of_others_alone)
{
    program_result result;

    swept_shell("cp ../1.db m.db.part && cp ../2.db n.db.part");
    program_succeed("merge m.db m.db.part ../2.db ../3.db ../4.db", &result);
    swept_check("m.db");
    swept_shell("cmp ../1.db m.db.part && cmp ../2.db n.db.part && "
                "test \"$(echo m.* n.*)\" = 'm.db m.db.part n.db.part'");
}
END_TEST

/* ---- one that ends early -------------------------------------------------- */

static const int asking[] = {SIGINT, SIGTERM, SIGHUP};

/* The signal is pending when it starts. */
START_TEST(a_merge_that_is_asked_to_end_leaves_nothing)
{
    const char *program = getenv("POTENCY");
    char said[SWEPT_LINE] = "";
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
    swept_shell("test -z \"$(ls *.db* 2>/dev/null)\"");
}
END_TEST

/* What a merge that was killed leaves is no obstacle; one that was killed at its very end has
 * left a whole database. */
START_TEST(a_merge_may_be_killed)
{
    program_result result;

    program_shell(
        "for t in 0.01 0.02 0.03 0.04 0.05 0.06; do timeout --foreground -s KILL $t "
        "\"$POTENCY\" "
        "merge m.db ../1.db ../2.db ../3.db ../4.db >/dev/null 2>&1; "
        "\"$POTENCY\" verify m.db >/dev/null 2>&1 && rm m.db*; done; \"$POTENCY\" merge "
        "m.db ../1.db ../2.db ../3.db ../4.db && "
        "ls m.db*",
        &result);
    ck_assert_str_eq(result.out, "m.db: 20 of 20 points of 4 shards\nm.db\n");
    swept_check("m.db");
}
END_TEST

/* ---- what is no set of shards --------------------------------------------- */

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

START_TEST(what_is_no_set_of_shards_is_not_merged)
{
    char arguments[SWEPT_LINE];

    swept_shell(unmergeable[_i].make);
    if (unmergeable[_i].sql) swept_sql(unmergeable[_i].file, unmergeable[_i].sql);
    snprintf(arguments, sizeof arguments, "merge %s", unmergeable[_i].arguments);
    program_refuse(arguments, swept_message(unmergeable[_i].message));
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static void add_leftovers(TCase *cases)
{
    tcase_add_loop_test(cases, a_merge_that_is_asked_to_end_leaves_nothing, 0,
                        LENGTH(asking));
    tcase_add_test(cases, a_merge_may_be_killed);
}

static void add_shards(TCase *cases)
{
    tcase_add_test(cases, shards_merge_into_the_whole);
    tcase_add_test(cases, more_shards_than_points_merge_too);
    tcase_add_test(cases, missing_shards_are_listed);
    tcase_add_test(cases, a_partial_merge_goes_on);
    tcase_add_test(cases, a_shard_that_was_killed_is_merged_as_it_is);
    tcase_add_test(cases, a_merge_leaves_files_of_others_alone);
    tcase_add_loop_test(cases, what_is_no_set_of_shards_is_not_merged, 0,
                        LENGTH(unmergeable));
}

int main(void)
{
    Suite *suite = suite_create("command_merge");

    swept_add_case(suite, "leftovers", add_leftovers);
    swept_add_case(suite, "shards", add_shards);
    return suite_run(suite);
}
