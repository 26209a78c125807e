/* test_folders.c -- what a run may write, replace and remove, and what it leaves, whatever
 * happens to it. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))
#define ELSEWHERE "; -o names another folder"

static const char one_arm[] =
    "[run]\ndays = 3\n[passaging]\nharvest_passage = 0\n[arm a]\n";
static const char two_arms[] =
    "[run]\ndays = 5\n[passaging]\nharvest_passage = 0\n[arm b]\n"
    "[arm c]\nproduct.dose = 1e6\n[figure mine]\ny = tnf\n";

static void shell(const char *command, program_result *result)
{
    program_shell(command, result);
    ck_assert_msg(result->code == 0, "%s: %s%s", command, result->out, result->err);
}

static void write_experiments(void)
{
    program_write_text("a.ini", one_arm);
    program_write_text("b.ini", two_arms);
}

/* ---- one at a time --------------------------------------------------------- */

START_TEST(who_comes_second_is_refused)
{
    program_result result;

    write_experiments();
    shell("mkdir -p out/.potency && : > out/.potency/lock", &result);
    program_shell("flock out/.potency/lock \"$POTENCY\" run a.ini", &result);
    program_check_refusal(&result,
                          "out: another potency writes there; to wait until it has "
                          "ended, or another folder by -o, would be right");
    program_succeed("run a.ini", &result);
    shell("test ! -e out/.potency", &result);
}
END_TEST

/* What ended with 0 last is what the folder holds; the others say one line. */
static const char at_once[] =
    "for i in 0 1 2 3; do printf '[run]\\ndays = %d\\n[arm a]\\n' $((i + 2)) > $i.ini; "
    "\"$POTENCY\" run $i.ini -o ref$i > log || exit 1; done\n"
    "for round in 1 2 3 4 5; do rm -rf out; for i in 0 1 2 3; do "
    "( \"$POTENCY\" run $i.ini > log$i 2> said$i; echo $? > code$i ) & done; wait\n"
    "whole=0; for i in 0 1 2 3; do if test $(cat code$i) = 0; then "
    "test ! -s said$i || exit 2; diff -r ref$i out > log && whole=1; else "
    "test \"$(cat said$i | sed 's/;.*//')\" = 'out: another potency writes there' || exit "
    "3; "
    "fi; done; test $whole = 1 || exit 4; done";

START_TEST(runs_at_once_leave_one_of_them_whole)
{
    program_result result;

    shell(at_once, &result);
}
END_TEST

/* ---- what is not ours -------------------------------------------------------- */

#define NOT_OURS ": was not made by this program, as no files.csv lists it, and is kept"
#define UNLISTED \
    ": was not made by this program, as files.csv does not list it, and is kept"
#define CHANGED ": was changed since this program wrote it, and is kept"
#define NO_PLAIN ": stands in the way and is no plain file"

static const struct {
    const char *before, *command, *message;
} kept[] = {
    {"mkdir out && echo mine > out/summary.csv", "run a.ini",
     "out/summary.csv" NOT_OURS ELSEWHERE},
    {"mkdir out && echo mine > out/potency.png", "run a.ini",
     "out/potency.png" NOT_OURS ELSEWHERE},
    {"mkdir out && echo mine > out/cohort.csv", "run a.ini -n 2",
     "out/cohort.csv" NOT_OURS ELSEWHERE},
    {"\"$POTENCY\" run a.ini > log && echo mine > out/mine.png", "run b.ini",
     "out/mine.png" UNLISTED ELSEWHERE},
    {"\"$POTENCY\" run a.ini > log && echo >> out/summary.csv", "run b.ini",
     "out/summary.csv" CHANGED ELSEWHERE},
    {"\"$POTENCY\" run a.ini > log && sed -i 's/P/Q/' out/potency.png", "plot out",
     "out/potency.png" CHANGED ELSEWHERE},
    {"mkdir out && echo mine > out/files.csv", "run a.ini",
     "out/files.csv:1: is no row of a list that this program writes; the file as it was "
     "written, or another folder, would be right"},
    /* no plain files */
    {"mkdir out && mkfifo out/summary.csv", "run a.ini",
     "out/summary.csv" NO_PLAIN ELSEWHERE},
    {"mkdir out && ln -s ../a.ini out/summary.csv", "run b.ini",
     "out/summary.csv" NO_PLAIN ELSEWHERE},
    {"mkdir out && ln -s /dev/null out/run.ini", "run a.ini",
     "out/run.ini" NO_PLAIN ELSEWHERE},
    {"mkdir out elsewhere && ln -s ../elsewhere out/.potency", "run a.ini",
     "out/.potency: stands in the way and is no folder of this program" ELSEWHERE},
    {"mkdir out && mkfifo out/files.csv", "run a.ini",
     "out/files.csv: stands in the way and is no plain file; another folder would be "
     "right"},
    {"mkdir out && mknod out/summary.csv c 1 3", "run a.ini",
     "out/summary.csv" NO_PLAIN ELSEWHERE},
    /* what is read */
    {"cp a.ini run.ini", "run run.ini -o .", "./run.ini: is read here" ELSEWHERE},
    {"mkdir out && ln a.ini out/columns.csv", "run a.ini",
     "out/columns.csv: is read here" ELSEWHERE},
    {"\"$POTENCY\" run a.ini > log", "run out/run.ini",
     "out/run.ini: is read here" ELSEWHERE},
    {"\"$POTENCY\" run a.ini > log", "run b.ini --against out",
     "out/run.ini: is read here" ELSEWHERE},
    {"\"$POTENCY\" run a.ini > log && ln -s out link", "run b.ini --against link",
     "out/run.ini: is read here" ELSEWHERE},
    {"\"$POTENCY\" run a.ini > log", "run b.ini --against out/run.ini",
     "out/run.ini: is read here" ELSEWHERE},
    {"mkdir out && cp a.ini out/sensitivity.csv",
     "sensitivity out/sensitivity.csv --vary joint.load",
     "out/sensitivity.csv: is read here" ELSEWHERE},
    /* what belongs to another */
    {"\"$POTENCY\" run a.ini > log && \"$POTENCY\" run b.ini -o other > log",
     "plot other -o out", "out: holds another run" ELSEWHERE},
    {"\"$POTENCY\" run a.ini > log && \"$POTENCY\" sweep s.ini -o potency.db > log 2>&1",
     "plot potency.db -o out", "out/potency.png: is of run, by files.csv" ELSEWHERE},
    {"\"$POTENCY\" sweep s.ini -o s.db > log 2>&1 && echo mine > s.png", "plot s.db",
     "./s.png" NOT_OURS ELSEWHERE},
    {"mkdir out && echo mine > out/sensitivity.csv", "sensitivity a.ini --vary joint.load",
     "out/sensitivity.csv" NOT_OURS ELSEWHERE},
};

START_TEST(what_is_not_ours_is_kept)
{
    program_result result;

    write_experiments();
    program_write_text("s.ini", "[run]\ndays = 2\n[sweep]\nproduct.dose = 1e6, 2e6\n");
    program_shell(kept[_i].before, &result);
    if (result.code != 0 && strstr(kept[_i].before, "mknod")) {
        printf("skipped: what_is_not_ours_is_kept: a device needs root\n");
        return;
    }
    ck_assert_int_eq(result.code, 0);
    program_refuse(kept[_i].command, kept[_i].message);
}
END_TEST

START_TEST(what_is_beside_a_run_stays)
{
    program_result result;

    write_experiments();
    shell("mkdir out && echo mine > out/notes.txt && echo mine > out/mine.csv", &result);
    program_succeed("run b.ini", &result);
    program_succeed("run a.ini", &result);
    shell("cat out/notes.txt out/mine.csv", &result);
    ck_assert_str_eq(result.out, "mine\nmine\n");
}
END_TEST

/* ---- what an earlier run left ------------------------------------------------ */

START_TEST(figures_of_an_earlier_run_are_removed)
{
    program_result result;

    write_experiments();
    program_succeed("run b.ini --format svg,png", &result);
    shell("echo '<!-- mine -->' >> out/mine.svg && \"$POTENCY\" run a.ini | grep ' earlier "
          "' && "
          "ls -A out && diff -x files.csv -x mine.svg -r out \"$(\"$POTENCY\" run a.ini -o "
          "ref > "
          "log && echo ref)\"",
          &result);
    ck_assert_str_eq(
        result.out,
        "removed out/mine.png, which was of an earlier run\n"
        "removed out/potency.svg, which was of an earlier run\n"
        "out/mine.svg is of an earlier run and was changed since: it stays\n"
        "columns.csv\nculture.csv\nfigures.csv\nfiles.csv\nmine.svg\npassages.csv\n"
        "potency.png\nrun.ini\nsummary.csv\ntimecourse.csv\ntimecourse_after_doses.csv\n");
}
END_TEST

START_TEST(runs_sweeps_and_analyses_leave_each_other_alone)
{
    program_result result;

    write_experiments();
    program_write_text("s.ini", "[run]\ndays = 2\n[sweep]\nproduct.dose = 1e6, 2e6\n");
    shell("\"$POTENCY\" sweep s.ini -o s.db > log 2>&1 && \"$POTENCY\" plot s.db && "
          "\"$POTENCY\" sensitivity s.ini -o . --vary joint.load > log 2>&1 && "
          "\"$POTENCY\" run a.ini -o . > log && "
          "\"$POTENCY\" sensitivity s.ini -o . --vary joint.load > log 2>&1 && "
          "\"$POTENCY\" plot s.db && "
          "cut -d, -f1,4 files.csv | grep -v run",
          &result);
    ck_assert_str_eq(result.out, "./s.png\n./s_figures.csv\n./s.png\n./s_figures.csv\n"
                                 "file,of\ns.png,s.db\ns_figures.csv,s.db\n"
                                 "sensitivity.csv,sensitivity\n"
                                 "sensitivity.png,sensitivity\n"
                                 "sensitivity_columns.csv,sensitivity\n"
                                 "sensitivity_figures.csv,sensitivity\n");
}
END_TEST

START_TEST(files_csv_lists_what_the_folder_has)
{
    program_result result;

    write_experiments();
    program_succeed("run b.ini", &result);
    program_succeed("plot out --format svg", &result);
    shell(
        "cd out && tail -n +2 files.csv | awk -F, '{ print $3 \"  \" $1 }' | sha256sum -c "
        "--quiet && tail -n +2 files.csv | cut -d, -f1 > ../listed && "
        "LC_ALL=C ls -A | grep -v '^files.csv$' | diff ../listed - && "
        "tail -n +2 files.csv | while IFS=, read -r name bytes rest; do "
        "test $(wc -c < \"$name\") = $bytes || exit 1; done",
        &result);
}
END_TEST

/* ---- figures that are added --------------------------------------------------- */

static const char *const edits[] = {
    "printf '\\n# of my own\\n[figure more]\\ny = m1\\n' >> out/run.ini",
    "sed -i 's/^y = tnf/y = m1/' out/run.ini",
    "sed -i '/^\\[figure/,$d' out/run.ini",
};

START_TEST(figure_sections_of_a_run_may_be_edited)
{
    program_result result;

    write_experiments();
    program_succeed("run b.ini", &result);
    shell(edits[_i], &result);
    program_succeed("plot out", &result);
    program_succeed("plot out -o other", &result);
    program_succeed("run a.ini --against out -o new", &result);
}
END_TEST

/* ---- ends of all kinds ---------------------------------------------------------- */

/* A run of a second or so; where it was ended, it leaves an older one or nothing, beside what
 * its cohort keeps. */
static const char ended[] =
    "\"$POTENCY\" run a.ini -o old > log && \"$POTENCY\" run b.ini -n 20 -o new > log\n"
    "for t in 0.03 0.1 0.3; do for folder in fresh out; do\n"
    "rm -rf fresh out again; cp -r old out\n"
    "timeout -s %s $t \"$POTENCY\" run b.ini -n 20 -o $folder > log 2> said\n"
    "test $(wc -l < said) -le 1 || exit 1\n"
    "if test %s != KILL; then test ! -e $folder/.potency || exit 2; "
    "if test -e $folder/files.csv; then \"$POTENCY\" plot $folder -o again > log || exit "
    "3; "
    "elif test -e $folder; then test \"$(ls -A $folder)\" = replicates.db || exit 4; fi; "
    "fi\n"
    "\"$POTENCY\" run b.ini -n 20 --resume -o $folder > log || exit 5\n"
    "diff -r new $folder && test ! -e $folder/.potency || exit 6\n"
    "done; done";

static const char *const signals[] = {"INT", "TERM", "HUP", "KILL"};

START_TEST(a_run_that_is_ended_is_followed_by_a_whole_one)
{
    char command[PROGRAM_PATH + sizeof ended];
    program_result result;

    write_experiments();
    snprintf(command, sizeof command, ended, signals[_i], signals[_i]);
    shell(command, &result);
}
END_TEST

static const struct {
    const char *limit, *message;
} limits[] = {
    {"ulimit -f 2",
     "out/culture.csv: cannot be written: File too large; -o names another folder"},
    {"ulimit -f 40", "out/potency.png: writing png: File too large; -o names another "
                     "folder; the tables are "
                     "written, without figures"},
    {"echo "
     "\"<fontconfig><dir>$PWD/none</dir><cachedir>$PWD/cache</cachedir></fontconfig>\" > "
     "fonts.conf; export FONTCONFIG_FILE=$PWD/fonts.conf",
     "out/potency.png: no font with letters was found; to install one (Debian's package "
     "fonts-dejavu-core) would be right; the tables are written, without figures"},
};

START_TEST(what_a_figure_lacks_is_told_and_tables_stay)
{
    char command[2 * PROGRAM_PATH];
    program_result result;

    write_experiments();
    snprintf(command, sizeof command, "%s; \"$POTENCY\" run a.ini", limits[_i].limit);
    program_shell(command, &result);
    program_check_refusal(&result, limits[_i].message);
    if (_i == 0)
        shell("test ! -e out", &result);
    else
        shell(
            "\"$POTENCY\" run a.ini -o ref > log && rm ref/potency.png ref/figures.csv && "
            "diff -r -x files.csv out ref && \"$POTENCY\" plot out",
            &result);
}
END_TEST

int main(void)
{
    const struct {
        const char *name;
        const TTest *test;
        int n;
    } all[] = {
        {"lock", who_comes_second_is_refused, 1},
        {"at once", runs_at_once_leave_one_of_them_whole, 1},
        {"kept", what_is_not_ours_is_kept, LENGTH(kept)},
        {"beside", what_is_beside_a_run_stays, 1},
        {"earlier", figures_of_an_earlier_run_are_removed, 1},
        {"each other", runs_sweeps_and_analyses_leave_each_other_alone, 1},
        {"list", files_csv_lists_what_the_folder_has, 1},
        {"edits", figure_sections_of_a_run_may_be_edited, LENGTH(edits)},
        {"ends", a_run_that_is_ended_is_followed_by_a_whole_one, LENGTH(signals)},
        {"limits", what_a_figure_lacks_is_told_and_tables_stay, LENGTH(limits)},
    };
    Suite *suite = suite_create("folders");

    for (int i = 0; i < LENGTH(all); i++) {
        TCase *cases = tcase_create(all[i].name);

        program_add_folder(cases);
        tcase_set_timeout(cases, 120);
        tcase_add_loop_test(cases, all[i].test, 0, all[i].n);
        suite_add_tcase(suite, cases);
    }
    return suite_run(suite);
}
