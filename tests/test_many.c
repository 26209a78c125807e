/* test_many.c -- potency run --replicates as its users meet it. */
#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "tests/suite.h"
#include "tests/temp.h"

enum { PATH = 512, TEXT = 4096 };

static char root[PATH], dir[TEMP_PATH];

static const char experiment[] = "[run]\ndays = 190\nensemble_columns = vas, m1\n"
                                 "[cohort]\njoint.placebo = fixed\n"
                                 "[passaging]\nharvest_passage = 1\n"
                                 "[arm a]\n[arm b]\nproduct.dose = 3.71e7\n"
                                 "[figure mine]\ny = m2\n[figure other]\ny = m1\n";

static void set_up(void)
{
    const char *program = getenv("POTENCY");
    FILE *out;

    ck_assert_ptr_nonnull(realpath(program ? program : "build/potency", root));
    temp_folder("many", dir);
    ck_assert_int_eq(chdir(dir), 0);
    out = fopen("a.ini", "wb");
    ck_assert_ptr_nonnull(out);
    fputs(experiment, out);
    ck_assert_int_eq(fclose(out), 0);
}

static void tear_down(void)
{
    char command[PATH];

    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

/* Runs a line of shell, "potency" being the program; its exit code, and what it printed. */
static int shell(const char *line, char text[TEXT])
{
    char command[2 * PATH + TEXT];
    size_t length;
    FILE *out;
    int status;

    snprintf(command, sizeof command, "potency() { '%s' \"$@\"; }; exec 2>&1; %s", root,
             line);
    out = popen(command, "r");
    ck_assert_ptr_nonnull(out);
    length = fread(text, 1, TEXT - 1, out);
    text[length] = '\0';
    while (getc(out) != EOF) continue;
    status = pclose(out);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

START_TEST(threads_change_nothing_that_is_written)
{
    char text[TEXT];

    ck_assert_msg(shell("for t in 1 2 3; do potency run a.ini -n 7 --spread -j $t -o $t > "
                        "$t.txt || exit 1; sed -i '/^[123]\\//d' $t.txt; done; "
                        "diff -r 1 2 && diff -r 1 3 && cmp 1.txt 2.txt && cmp 1.txt 3.txt",
                        text) == 0,
                  "%s", text);
}
END_TEST

START_TEST(run_ini_repeats_a_cohort)
{
    char text[TEXT];

    ck_assert_msg(
        shell("potency run a.ini -n 5 --spread --set run.seed=7 -o one > log && "
              "grep -q 'potency run run.ini --replicates 5 --spread$' one/run.ini && "
              "grep -q '^# Random numbers: philox' one/run.ini && "
              "grep -q '^# Draw: cohort$' one/run.ini && cp one/run.ini again.ini && "
              "potency run again.ini --replicates 5 --spread -o two >> log && "
              "for f in one/*.csv; do cmp $f two/${f#*/} || exit 1; done",
              text) == 0,
        "%s", text);
}
END_TEST

START_TEST(the_plain_run_stays_beside_its_cohort)
{
    char text[TEXT];

    ck_assert_msg(
        shell("potency run a.ini -o one > log && "
              "potency run a.ini -n 3 -o two >> log && "
              "for f in passages culture timecourse timecourse_after_doses summary; do "
              "cmp one/$f.csv two/$f.csv || exit 1; done; ls two",
              text) == 0,
        "%s", text);
    ck_assert_str_eq(text, "cohort.csv\ncohort_passages.csv\ncohort_timecourse_after_doses."
                           "csv\ncolumns.csv\nculture."
                           "csv\nensemble.csv\nfigures.csv\nfiles.csv\nmine.png\n"
                           "other.png\npassages.csv\npotency.png\nreplicates.csv\nrun.ini\n"
                           "summary.csv\ntimecourse.csv\ntimecourse_after_doses.csv\n");
}
END_TEST

START_TEST(every_column_is_explained)
{
    char text[TEXT];

    ck_assert_msg(shell("potency run a.ini -n 2 -o one > log && "
                        "for f in ensemble cohort replicates; do "
                        "head -n 1 one/$f.csv | tr , '\\n' > header; "
                        "sed -n \"s/^$f.csv,\\([^,]*\\),.*/\\1/p\" one/columns.csv | "
                        "diff header - || exit 1; done",
                        text) == 0,
                  "%s", text);
}
END_TEST

static const struct {
    const char *line, *message;
} misuse[] = {
    {"potency run a.ini --spread", "--spread needs a cohort; --replicates 500"},
    {"potency run a.ini -n 0", "--replicates 0 is no whole number from 1 to 1000000"},
    {"potency run a.ini -n 1.5", "--replicates 1.5 is no whole number"},
    {"potency run a.ini -n 1000001", "--replicates 1000001 is no whole number"},
    {"potency run a.ini --resume",
     "--resume and --shard are of a cohort; --replicates 500"},
    {"potency run a.ini --shard 1/2", "--resume and --shard are of a cohort; --replicates"},
    {"potency run a.ini -n 3 --shard 3/2", "--shard 3/2 is no part of a whole; 1/4 to 4/4"},
    {"potency run a.ini -n 3 -j none", "--threads none is no whole number from 1 to"},
};

START_TEST(bad_numbers_are_refused)
{
    char text[TEXT];

    ck_assert_int_eq(shell(misuse[_i].line, text), 2);
    ck_assert_msg(strstr(text, misuse[_i].message) != NULL, "%s", text);
    ck_assert_int_ne(access("out", F_OK), 0);
}
END_TEST

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static pid_t start_long_run(void)
{
    pid_t child = fork();

    if (child != 0) return child;
    signal(SIGINT, SIG_DFL);
    if (!freopen("said", "w", stderr) || !freopen("/dev/null", "w", stdout)) _exit(127);
    execl(root, root, "run", "a.ini", "-n", "1000000", "-o", "out", (char *)NULL);
    _exit(127);
}

static const int signals[] = {SIGINT, SIGTERM};

START_TEST(an_interrupt_ends_it_and_leaves_what_was_solved)
{
    const struct timespec moment = {.tv_nsec = 20000000};
    char said[TEXT] = "";
    pid_t child = start_long_run();
    double sent;
    int status = 0;
    FILE *in;

    while (access("out/replicates.db", F_OK) != 0) nanosleep(&moment, NULL);
    for (int i = 0; i < 10; i++) nanosleep(&moment, NULL);
    sent = now();
    ck_assert_int_eq(kill(child, signals[_i]), 0);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_double_lt(now() - sent, 1);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    ck_assert_int_eq(shell("ls -A out", said), 0);
    ck_assert_str_eq(said, "replicates.db\n");
    in = fopen("said", "r");
    ck_assert_ptr_nonnull(in);
    ck_assert_ptr_nonnull(fgets(said, sizeof said, in));
    fclose(in);
    ck_assert_msg(strncmp(said, "a.ini: interrupted after ", 25) == 0, "%s", said);
    ck_assert_msg(strstr(said, " of 1000000 replicates; they are kept, and --resume goes "
                               "on\n") != NULL,
                  "%s", said);
}
END_TEST

START_TEST(laboratories_are_told_with_their_donors)
{
    char text[TEXT];

    ck_assert_msg(
        shell("for d in 1 3 4 9; do potency run a.ini -n 4 --set run.days=9 "
              "--set cohort.donors_per_laboratory=$d | grep -o '^4 repl.*donors, p'; done",
              text) == 0,
        "%s", text);
    ck_assert_str_eq(text, "4 replicates, laboratories, donors, p\n"
                           "4 replicates, laboratories of 3 donors each, donors, p\n"
                           "4 replicates, one laboratory, donors, p\n"
                           "4 replicates, one laboratory, donors, p\n");
}
END_TEST

START_TEST(plot_draws_a_cohort_as_its_run_did)
{
    char text[TEXT];

    ck_assert_msg(shell("potency run a.ini -n 9 --format svg > /dev/null && "
                        "potency plot out -o again --format svg && "
                        "for f in potency mine other; do for d in out again; do "
                        "grep '^<desc>\\|^<title>\\|^Draw' $d/$f.svg > $d.txt; done; "
                        "diff out.txt again.txt || exit 1; done; "
                        "grep -q 'bands: 50 and 90 % of 9 donors' again/potency.svg",
                        text) == 0,
                  "%s", text);
    ck_assert_str_eq(
        text, "again/potency.svg\nagain/mine.svg\nagain/other.svg\nagain/figures.csv\n");
}
END_TEST

START_TEST(a_figure_says_where_it_shows_no_cohort)
{
    char text[TEXT];

    ck_assert_msg(shell("potency run a.ini -n 9 --format svg > /dev/null && cd out && "
                        "grep -c 'bands: 50 and 90 % of 9 donors and patients' potency.svg "
                        "&& grep -l '9 replicates, draw cohort' *.svg && "
                        "grep -l 'one course, no replicates' *.svg",
                        text) == 0,
                  "%s", text);
    ck_assert_str_eq(text, "1\nother.svg\npotency.svg\nmine.svg\n");
}
END_TEST

START_TEST(a_number_that_a_short_run_lacks_leaves_the_others_their_spread)
{
    char text[TEXT];

    ck_assert_msg(shell("potency run a.ini -n 9 --spread --set run.days=100 > printed && "
                        "! grep failed printed && test -s out/spread.png && "
                        "grep -c '^a,best_specific_relief,.*[0-9],[0-9]' out/spread.csv && "
                        "grep -c '^a,specific_relief_month_6,[a-z]*,,$' out/spread.csv",
                        text) == 0,
                  "%s", text);
    ck_assert_str_eq(text, "5\n5\n"); /* parts */
}
END_TEST

/* Where nothing is drawn, all replicates are the course: so are their medians between its days. */
START_TEST(medians_between_days_are_those_of_a_course_that_all_share)
{
    char text[TEXT];

    ck_assert_int_eq(
        shell(
            "printf '[run]\\ndays = 9\\n[cohort]\\ndraw = none\\n[arm one]\\n[arm "
            "none]\\nproduct.dose = 0\\n' > "
            "same.ini && potency run same.ini -n 3 -o same > log 2>&1 && awk -F, 'FNR == 1 "
            "{ for (i = 1; i "
            "<= NF; i++) if ($i == \"tnf\" || $i == \"q50\") c = i; next } NR == FNR { "
            "tnf[$1, $2] = $c; next } $3 == \"tnf\" { n++; bad += $c != tnf[$1, $2] } END "
            "{ print n, bad }' same/timecourse_after_doses.csv "
            "same/cohort_timecourse_after_doses.csv; "
            "wc -l < same/timecourse_after_doses.csv",
            text),
        0);
    ck_assert_str_eq(text, "66 0\n67\n");
}
END_TEST

START_TEST(what_an_earlier_cohort_left_is_removed_and_named)
{
    char text[TEXT];

    ck_assert_int_eq(shell("potency run a.ini -n 3 > /dev/null; potency run a.ini | "
                           "grep earlier; ls out | grep -E 'ensemble|cohort|replicates'",
                           text),
                     1);
    ck_assert_str_eq(text, "removed out/cohort.csv, which was of an earlier run\n"
                           "removed out/cohort_passages.csv, which was of an earlier run\n"
                           "removed out/cohort_timecourse_after_doses.csv, which was of an "
                           "earlier run\n"
                           "removed out/ensemble.csv, which was of an earlier run\n"
                           "removed out/replicates.csv, which was of an earlier run\n");
}
END_TEST

/* The damage, and what is said of it; $n is the first line of an arm c. */
static const char *const damage[][2] = {
    {"sed -i 5d out/ensemble.csv",
     "out/ensemble.csv:5: does not fit run.ini; a file that a run of this version wrote "
     "would be right"},
    {"sed -i '$d' out/ensemble.csv",
     "out/ensemble.csv: ends early; a file that a run of this version wrote would be "
     "right"},
    {"sed -i 's/^b,/c,/' out/cohort.csv",
     "out/cohort.csv:$n: does not fit run.ini; a file that a run of this version wrote "
     "would be right"},
    {"sed -i '$d' out/cohort.csv; sed -i '$d' out/cohort.csv; head -n 40 out/cohort.csv > "
     "x; "
     "mv x out/cohort.csv",
     "out/cohort.csv: ends early; a file that a run of this version wrote would be "
     "right"},
    {"sed -i '$d' out/cohort_passages.csv", "out/cohort_passages.csv: ends early; a file "
                                            "that a run of this version wrote would be "
                                            "right"},
    {"sed -i '4s/,cycling,/,day,/' out/cohort_passages.csv",
     "out/cohort_passages.csv:4: does not fit run.ini; a file that a run of this version "
     "wrote would be right"},
    {"rm out/cohort.csv", "out/cohort.csv: cannot be read: No such file or directory"},
};

START_TEST(a_damaged_cohort_is_not_drawn)
{
    char line[TEXT], text[TEXT], expected[TEXT];

    snprintf(line, sizeof line,
             "potency run a.ini -n 9 > /dev/null; %s; potency plot out -o again",
             damage[_i][0]);
    ck_assert_int_eq(shell(line, text), 1);
    snprintf(line, sizeof line,
             "n=$(grep -snm1 ^c, out/cohort.csv | cut -d: -f1); echo \"%s\"",
             damage[_i][1]);
    ck_assert_int_eq(shell(line, expected), 0);
    ck_assert_str_eq(text, expected);
    ck_assert_int_ne(access("again", F_OK), 0);
}
END_TEST

/* ---- what is kept of a cohort that did not end ------------------------------- */

START_TEST(a_cohort_goes_on_from_what_shards_have_solved)
{
    char text[TEXT];

    ck_assert_msg(shell("potency run a.ini -n 9 --spread -o whole > log || exit 1; "
                        "for i in 3 1; do potency run a.ini -n 9 --shard $i/3 -o parts || "
                        "exit 1; done; potency run a.ini -n 9 --spread --resume -o parts > "
                        "log && diff -r whole parts",
                        text) == 0,
                  "%s", text);
    ck_assert_str_eq(text, "3 of 9 replicates, shard 3 of 3\nparts/replicates-3-of-3.db\n\n"
                           "for teaching and research, not for treatment decisions\n"
                           "3 of 9 replicates, shard 1 of 3\nparts/replicates-1-of-3.db\n\n"
                           "for teaching and research, not for treatment decisions\n");
}
END_TEST

static void change(const char *path, const char *sql)
{
    sqlite3 *db;

    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

/* What was solved is taken as it is: a number that only the database has shows it. */
START_TEST(nothing_is_solved_twice)
{
    static const char fill[] = "potency run a.ini -n 4 --shard 2/2 --resume -o x > log";
    char text[TEXT];

    ck_assert_int_eq(shell(fill, text), 0);
    change("x/replicates-2-of-2.db", "UPDATE items SET redraws = 77 WHERE item = 2");
    ck_assert_int_eq(shell(fill, text), 0);
    ck_assert_msg(shell("potency run a.ini -n 4 --resume -o x > log && cut -d, -f1-4 "
                        "x/replicates.csv",
                        text) == 0,
                  "%s", text);
    ck_assert_str_eq(text, "arm,replicate,seed,redraws\na,0,1,0\nb,0,1,0\na,1,1,77\n"
                           "b,1,1,77\na,2,1,0\nb,2,1,0\na,3,1,0\nb,3,1,0\n");
}
END_TEST

START_TEST(more_replicates_than_before_go_on_from_those)
{
    char text[TEXT];

    ck_assert_msg(
        shell("potency run a.ini -n 4 --shard 1/1 -o x > log && potency run a.ini "
              "-n 7 --resume -o x > log && potency run a.ini -n 7 -o whole > log "
              "&& diff -r x whole",
              text) == 0,
        "%s", text);
}
END_TEST

static const struct {
    const char *line, *said;
} unfit[] = {
    {"potency run a.ini -n 3 -o x",
     "x/replicates-1-of-2.db: holds what an earlier run has solved; --resume goes on with "
     "it, and without this file all begins anew\n"},
    {"potency run a.ini -n 3 --shard 1/2 -o x",
     "x/replicates-1-of-2.db: holds what an earlier run has solved; --resume goes on with "
     "it, and without this file all begins anew\n"},
    {"potency run a.ini -n 3 --resume --seed 5 -o x",
     "x/replicates-1-of-2.db: is of another experiment: run.seed here 5, there 1\n"},
    {"potency run a.ini -n 3 --resume --set joint.placebo=0.3 --shard 1/2 -o x",
     "x/replicates-1-of-2.db: is of another experiment: joint.placebo here 0.3, there "
     "0.26\n"},
    {"potency run a.ini -n 3 --resume --set joint.flare_pain=3 --shard 1/2 -o x",
     "x/replicates-1-of-2.db: is of another experiment: joint.flare_pain here 3 mm, there "
     "15 mm\n"},
    {"potency run a.ini -n 3 --resume --set 'run.ensemble_columns=vas, m2' -o x",
     "x/replicates-1-of-2.db: is of another experiment: course.m1 here not, there kept; "
     "course.m2 here kept, there not\n"},
    {"potency export x/replicates-1-of-2.db",
     "x/replicates-1-of-2.db: is no sweep, but what potency run --replicates has solved so "
     "far; the same run with --resume goes on with it\n"},
    {"echo no database > x/replicates-2-of-2.db; potency run a.ini -n 3 --resume -o x",
     "x/replicates-2-of-2.db: is no database; a file that potency sweep wrote would be "
     "right\n"},
};

START_TEST(what_is_kept_of_another_experiment_is_refused)
{
    char text[TEXT];

    ck_assert_int_eq(shell("potency run a.ini -n 3 --shard 1/2 -o x", text), 0);
    ck_assert_int_eq(shell(unfit[_i].line, text), 1);
    ck_assert_str_eq(text, unfit[_i].said);
    ck_assert_int_eq(shell("ls x | grep -v ^replicates-", text), 1);
}
END_TEST

START_TEST(a_cohort_that_failed_as_a_whole_blocks_no_other)
{
    char text[TEXT];

    ck_assert_int_eq(shell("potency run a.ini -n 3 --set 'cohort.joint.vas_base=normal "
                           "1e300' -o x",
                           text),
                     1);
    ck_assert_msg(strncmp(text, "a.ini: all 3 replicates failed, the first with: ", 48) ==
                      0,
                  "%s", text);
    ck_assert_int_ne(access("x", F_OK), 0);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("many");
    TCase *runs = tcase_create("runs"), *kept = tcase_create("kept");
    TCase *failed = tcase_create("failed");

    tcase_add_checked_fixture(runs, set_up, tear_down);
    tcase_add_test(runs, threads_change_nothing_that_is_written);
    tcase_add_test(runs, run_ini_repeats_a_cohort);
    tcase_add_test(runs, the_plain_run_stays_beside_its_cohort);
    tcase_add_test(runs, every_column_is_explained);
    tcase_add_test(runs, a_number_that_a_short_run_lacks_leaves_the_others_their_spread);
    tcase_add_test(runs, medians_between_days_are_those_of_a_course_that_all_share);
    tcase_add_test(runs, what_an_earlier_cohort_left_is_removed_and_named);
    tcase_add_test(runs, laboratories_are_told_with_their_donors);
    tcase_add_test(runs, plot_draws_a_cohort_as_its_run_did);
    tcase_add_test(runs, a_figure_says_where_it_shows_no_cohort);
    tcase_add_loop_test(runs, a_damaged_cohort_is_not_drawn, 0,
                        sizeof damage / sizeof *damage);
    tcase_add_loop_test(runs, bad_numbers_are_refused, 0, sizeof misuse / sizeof *misuse);
    tcase_add_loop_test(kept, an_interrupt_ends_it_and_leaves_what_was_solved, 0,
                        sizeof signals / sizeof *signals);
    tcase_set_timeout(runs, 120);
    suite_add_tcase(s, runs);
    tcase_add_checked_fixture(kept, set_up, tear_down);
    tcase_add_test(kept, a_cohort_goes_on_from_what_shards_have_solved);
    tcase_add_test(kept, nothing_is_solved_twice);
    tcase_add_test(kept, more_replicates_than_before_go_on_from_those);
    tcase_add_loop_test(kept, what_is_kept_of_another_experiment_is_refused, 0,
                        sizeof unfit / sizeof *unfit);
    tcase_set_timeout(kept, 120);
    suite_add_tcase(s, kept);
    tcase_add_checked_fixture(failed, set_up, tear_down);
    tcase_add_test(failed, a_cohort_that_failed_as_a_whole_blocks_no_other);
    suite_add_tcase(s, failed);
    return s;
}

int main(void) { return suite_run_apart(suite()); }
