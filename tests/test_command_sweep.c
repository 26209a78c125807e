/* test_command_sweep.c -- potency sweep as its users meet it: killed at any moment, several at
 * once, with a full disk, and with what is no sweep. */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/program.h"
#include "tests/suite.h"
#include "tests/swept.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- a sweep that ends early ---------------------------------------------- */

START_TEST(a_killed_sweep_keeps_what_it_told_and_goes_on)
{
    program_result result;
    char message[SWEPT_LINE];
    int n;

    ck_assert(swept_kill_after("k.db", "1", _i));
    swept_shell("cp k.db copy.db && cp k.db-wal copy.db-wal");
    n = swept_points("k.db");
    ck_assert_msg(n >= _i && n < SWEPT_POINTS, "%d of %d points after line %d", n,
                  SWEPT_POINTS, _i);
    program_run("export copy.db", &result);
    snprintf(message, sizeof message,
             "copy.db: has %d of 20 points; potency sweep --resume adds the others\n", n);
    ck_assert_str_eq(result.err, message);
    ck_assert_int_eq(result.code, 0);
    swept_resume("k.db");
    swept_check("k.db");
    swept_resume("copy.db");
    swept_check("copy.db");
    swept_shell("test \"$(ls *.db*)\" = \"$(printf 'copy.db\\nk.db')\"");
}
END_TEST

/* Before there is anything in it, or hardly any. */
START_TEST(a_sweep_that_was_killed_as_it_began_goes_on)
{
    const struct timespec moment = {0, _i * 500000L};
    swept_watched w;
    int status = 0;

    if (_i == 0) {
        swept_shell(": > k.db");
        swept_resume("k.db");
        swept_check("k.db");
        return;
    }
    w = swept_start("k.db", "1");
    while (access("k.db", F_OK) != 0) continue;
    nanosleep(&moment, NULL);
    kill(w.child, SIGKILL);
    ck_assert_int_eq(waitpid(w.child, &status, 0), w.child);
    close(w.out);
    swept_resume("k.db");
    swept_check("k.db");
}
END_TEST

START_TEST(a_sweep_may_be_killed_until_it_ends)
{
    const char *const threads[] = {"1", "2", "3"};
    int kills = 0, before = 0;

    while (swept_kill_after("k.db", threads[kills % 3], 1 + kills % 2)) {
        const int n = swept_points("k.db");

        ck_assert_int_gt(n, before);
        before = n;
        kills++;
    }
    ck_assert_int_ge(kills, 4);
    swept_check("k.db");
}
END_TEST

static const int asking[] = {SIGINT, SIGTERM, SIGHUP};

START_TEST(a_sweep_that_is_asked_to_end_keeps_its_points)
{
    const swept_watched w = swept_start("k.db", _i == 0 ? "1" : "2");
    char said[PROGRAM_TEXT] = "", message[SWEPT_LINE];
    size_t length = 0;
    ssize_t n;
    int status = 0, points;

    ck_assert(swept_wait(&w, 5));
    kill(w.child, asking[_i]);
    while ((n = read(w.out, said + length, sizeof said - length - 1)) > 0)
        length += (size_t)n;
    said[length] = '\0';
    close(w.out);
    ck_assert_int_eq(waitpid(w.child, &status, 0), w.child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    points = swept_points("k.db");
    ck_assert(points >= 5 && points < SWEPT_POINTS);
    snprintf(
        message, sizeof message,
        "\nk.db: interrupted after %d of 20 points, which are kept; --resume goes on\n",
        points);
    ck_assert_msg(length >= strlen(message) &&
                      strcmp(said + length - strlen(message), message) == 0,
                  "%s", said);
    swept_shell("test \"$(ls *.db*)\" = k.db"); /* one plain file, as after the end */
    swept_resume("k.db");
    swept_check("k.db");
}
END_TEST

/* From when there is a database on, a signal that asks to end is heard. */
START_TEST(a_sweep_that_is_asked_to_end_as_it_begins_does_so_itself)
{
    const swept_watched w = swept_start("k.db", "1");
    int status = 0;

    while (access("k.db", F_OK) != 0 && waitpid(w.child, &status, WNOHANG) == 0) continue;
    kill(w.child, asking[_i]);
    ck_assert_int_eq(waitpid(w.child, &status, 0), w.child);
    close(w.out);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    swept_shell("test \"$(ls *.db*)\" = k.db");
    swept_resume("k.db");
    swept_check("k.db");
}
END_TEST

START_TEST(a_resumed_sweep_says_what_was_there)
{
    program_result result;

    ck_assert(swept_kill_after("k.db", "1", 3));
    swept_sql("k.db", "DELETE FROM points WHERE point > 2");
    swept_sql("k.db", "DELETE FROM results WHERE point > 2");
    swept_sql("k.db", "DELETE FROM courses WHERE point > 2");
    program_run("sweep a.ini -k -r -o k.db", &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_ptr_nonnull(strstr(result.out, "20 of 20 points, 2 of them from before\n"));
    swept_check("k.db");
    program_run("sweep a.ini -k -r -o k.db", &result); /* nothing is left to do */
    ck_assert_int_eq(result.code, 0);
    ck_assert_ptr_nonnull(strstr(result.out, "20 of 20 points, 20 of them from before\n"));
    ck_assert_str_eq(result.err, "");
    swept_check("k.db");
}
END_TEST

/* ---- several at once ------------------------------------------------------ */

START_TEST(a_sweep_is_read_while_it_runs)
{
    const swept_watched w = swept_start("k.db", "2");
    static char before[PROGRAM_TEXT], after[PROGRAM_TEXT];
    program_result result;
    int status = 0;

    for (int i = 0; i < SWEPT_POINTS / 4 && swept_wait(&w, 3); i++) {
        swept_check_part("k.db");
        program_run("plot k.db -o figures", &result);
        ck_assert_msg(result.code == 0, "%s", result.err);
    }
    program_list(before);
    kill(w.child, SIGKILL);
    ck_assert_int_eq(waitpid(w.child, &status, 0), w.child);
    close(w.out);
    swept_check_part("k.db"); /* and after it was killed */
    swept_shell("rm part.csv");
    program_list(after);
    swept_shell("ls *.db-wal"); /* which readers leave alone */
    swept_resume("k.db");
    swept_check("k.db");
}
END_TEST

/* Killed and gone on with, again and again, under the eyes of a reader in a loop.  One that
 * was killed before its log began has no points, as a copy without its log has none. */
START_TEST(a_reader_in_a_loop_is_in_nobody_s_way)
{
    program_result result;

    program_shell(
        "( while [ ! -e end ]; do \"$POTENCY\" export k.db >part.csv 2>err || "
        "grep -q 'No such file\\|is empty\\|holds no points' err || { cat err; "
        "break; }; done ) & "
        "for t in 0.05 0.1 0.2 60; do timeout --foreground -s KILL $t \"$POTENCY\" sweep "
        "a.ini -k -r -j 1 "
        "-o k.db >said 2>told; grep 'in use' told; done; : >end; wait",
        &result);
    ck_assert_str_eq(result.out, "");
    swept_check("k.db");
}
END_TEST

/* One of them solves; the others are told at once, whether it is new or gone on with. */
START_TEST(of_sweeps_at_once_one_goes_on)
{
    program_result result;

    if (_i == 1) ck_assert(swept_kill_after("k.db", "1", 3));
    program_shell(
        "for i in 1 2 3 4; do ( \"$POTENCY\" sweep a.ini -k -r -j 1 -o k.db "
        ">said.$i 2>told.$i; echo $? >code.$i ) & done; wait; "
        "cat code.? | sort | uniq -c | tr -s ' \\n' ' '; "
        "grep -h -v ' points, \\| is in use by another process, perhaps by its sweep; "
        "waiting until that ends would be right' told.?",
        &result);
    ck_assert_msg(strstr(result.out, " 0 ") != NULL, "%s", result.out);
    ck_assert_str_eq(strchr(result.out, '0') ? result.err : "", "");
    swept_check("k.db");
    swept_shell("test \"$(ls *.db*)\" = k.db");
}
END_TEST

/* A command as a user who may not write; false where this one cannot become another. */
static bool run_as_nobody(const char *arguments, program_result *result)
{
    char command[SWEPT_LINE];

    swept_shell("chmod 755 .. .");
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
    char message[SWEPT_LINE];

    ck_assert(swept_kill_after("k.db", "1", 4));
    if (!run_as_nobody("export k.db", &result)) return;
    snprintf(message, sizeof message,
             "k.db: has %d of 20 points; potency sweep --resume adds the others\n",
             swept_points("k.db"));
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
    ck_assert(swept_kill_after("k.db", "1", 4));
    swept_shell("cp k.db copy.db");
    program_refuse(
        "export copy.db",
        "copy.db: holds no points; if it is a copy, what it had is in the file copy.db-wal "
        "beside the first one: both files together would be right");
    swept_shell("cp k.db-wal copy.db-wal");
    swept_check_part("copy.db");
}
END_TEST

/* As one is left whose threads could not be started. */
START_TEST(one_without_points_is_in_nobody_s_way)
{
    program_result result;

    swept_shell("cp ../whole.db k.db");
    swept_sql("k.db", "DELETE FROM points");
    swept_sql("k.db", "DELETE FROM results");
    program_run(_i == 0 ? "sweep a.ini -k -o k.db"
                        : "merge k.db ../1.db ../2.db ../3.db "
                          "../4.db",
                &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    swept_check("k.db");
}
END_TEST

/* ---- what it prints ------------------------------------------------------- */

START_TEST(a_sweep_tells_what_was_refused)
{
    program_result result;
    char *line;

    swept_shell("cp ../said ../told .");
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
        line, "../whole.db\n\nwhat words mean (`potency words` has them all)\nsweep  "));
    ck_assert_ptr_nonnull(
        strstr(line, "\n`potency plot ../whole.db` draws it, `potency export ../whole.db` "
                     "prints it, with "
                     "--columns what its columns are\n\n"
                     "for teaching and research, not for treatment decisions\n"));
    program_shell("wc -l < told; grep -c '^[0-9]* of 20 points, .*/s, .* left$' told",
                  &result);
    ck_assert_str_eq(result.out, "20\n20\n");
}
END_TEST

START_TEST(whole_inputs_are_kept_as_whole_numbers)
{
    program_write_text("w.ini", "[run]\ndays = 5\n[sweep]\nproduct.doses = 1, 2\n"
                                "passaging.harvest_passage = 2..3\n");
    swept_shell("\"$POTENCY\" sweep w.ini -o w.db >/dev/null 2>&1");
    ck_assert_int_eq(swept_sql("w.db", "SELECT count(*) FROM results WHERE "
                                       "typeof(\"product.doses\") = 'integer' AND "
                                       "typeof(\"passaging.harvest_passage\") = 'integer'"),
                     4);
}
END_TEST

START_TEST(threads_change_nothing)
{
    char command[SWEPT_LINE];

    snprintf(command, sizeof command,
             "\"$POTENCY\" sweep a.ini -k -j %d -o t.db >said 2>told", _i);
    swept_shell(command);
    swept_check("t.db");
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
    swept_shell(
        "export LOCPATH=$PWD/locale LC_ALL=de_DE.UTF-8 && "
        "\"$POTENCY\" sweep a.ini -k -o l.db >said 2>told && "
        "\"$POTENCY\" verify l.db >verified && "
        "for o in --columns --courses ''; do \"$POTENCY\" export l.db $o || exit 1; done "
        ">found.csv && cmp found.csv ../whole.csv");
}
END_TEST

START_TEST(a_shard_says_so)
{
    program_result result;

    program_shell("cat ../said.2", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "\n5 of 20 points, shard 2 of 4\n"));
    ck_assert_ptr_nonnull(
        strstr(result.out, "\n`potency merge ALL.db ../2.db ...` joins the shards\n"));
    program_run("export ../2.db", &result);
    ck_assert_str_eq(result.err, "../2.db: has 5 of 20 points, being a shard\n");
    ck_assert_int_eq(result.code, 0);
    program_succeed("verify ../2.db", &result);
    ck_assert_str_eq(result.out, "../2.db: sound; 5 of 5 points solved again, all equal\n");
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
    char arguments[SWEPT_LINE];

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
    swept_shell("test ! -e b.db");
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
    char arguments[SWEPT_LINE];

    swept_shell(": > empty");
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        snprintf(arguments, sizeof arguments, "%s %s", readers[i], no_databases[_i][0]);
        program_refuse(arguments, no_databases[_i][1]);
    }
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
    ck_assert_int_lt(swept_points("f.db"), SWEPT_POINTS);
    swept_resume("f.db");
    swept_check("f.db");
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
                        SWEPT_POINTS - 1);
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
}

static void add_results(TCase *cases)
{
    tcase_add_test(cases, a_sweep_tells_what_was_refused);
    tcase_add_test(cases, whole_inputs_are_kept_as_whole_numbers);
    tcase_add_loop_test(cases, threads_change_nothing, 2, 4);
    tcase_add_test(cases, another_locale_changes_nothing);
    tcase_add_test(cases, a_shard_says_so);
}

static void add_refusals(TCase *cases)
{
    tcase_add_loop_test(cases, a_bad_sweep_is_refused_in_one_line_and_leaves_no_database, 0,
                        LENGTH(bad));
    tcase_add_loop_test(cases, wrong_usage_is_told_as_such, 0, LENGTH(misused));
    tcase_add_loop_test(cases, what_is_no_database_is_not_read, 0, LENGTH(no_databases));
}

int main(void)
{
    Suite *suite = suite_create("command_sweep");

    swept_add_case(suite, "kills", add_kills);
    swept_add_case(suite, "readers", add_readers);
    swept_add_case(suite, "leftovers", add_leftovers);
    swept_add_case(suite, "results", add_results);
    swept_add_case(suite, "refusals", add_refusals);
    return suite_run(suite);
}
