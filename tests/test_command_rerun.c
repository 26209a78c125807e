/* test_command_rerun.c -- potency rerun: figures made again from what they carry. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/embedded.h"
#include "sim/io/memory.h"
#include "sim/study/version.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* An arm whose name a shell would part; rows, a figure of its own and a preset. */
static const char experiment[] =
    "[run]\ndays = 37\nseed = 2385\n[presets]\nsource = adipose\n"
    "[arm P2]\npassaging.harvest_passage = 2\n[arm old lot]\n"
    "passaging.harvest_passage = 9\n"
    "[figure cells]\nfile = timecourse.csv\ny = live_in_joint\n"
    "[figure doses]\nkind = response\ny = specific_relief_month_1\nover = product.dose\n"
    "values = log 1e5..1e8 x 4\n";

static const char offer[] =
    "[offer]\ncondition = knee\ncells = 37 million\nsource = adipose\npassage = 9\n";

static const char told[] =
    "[run]\ndays = 37\n[arm P2]\npassaging.harvest_passage = 2\n[arm P9]\n"
    "passaging.harvest_passage = 9\n"
    "[figure other]\nfile = timecourse.csv\ny = m1\n"
    "[figure own]\nfile = timecourse.csv\ny = live_in_joint\n"
    "[story]\nquestion = How much is left?\nchoices = much | little\n"
    "answer = live_in_joint of P9 on day 5\n"
    "outcome much = from 1e9: {live_in_joint of P9 on day 5} live. # all of them\n"
    "outcome little = otherwise: Few live.\n";

/* What makes a folder "d" with this artefact. */
static const struct {
    const char *made, *artefact;
} again[] = {
    {"run a.ini -o d", "potency.png"},
    {"run a.ini -o d", "cells.png"},
    {"run a.ini -o d", "doses.png"},
    {"run a.ini -o d", "run.ini"},
    {"run a.ini -o d --set product.dose=3.71e6 -f svg,pdf --dark", "potency.svg"},
    {"run a.ini -o d --seed 7 -f pdf,svg -S slide", "potency.pdf"},
    {"run a.ini -o d -n 5 --spread", "potency.png"},
    {"run a.ini -o d -n 5 --spread", "run.ini"},
    {"run a.ini -o d -P pain", "potency-pain.png"},
    {"ledger a.ini -o d --arm 'old lot' --against P2 -q live_fraction_day_1 -n 3 -f svg",
     "ledger.svg"},
    {"ledger a.ini -o d --arm 'old lot' -q live_fraction_day_1", "run.ini"},
    {"appraise o.ini -o d -f pdf", "appraisal.pdf"},
    {"appraise o.ini -o d --set offer.passage=3", "appraisal.png"},
    {"appraise o.ini -o d", "run.ini"},
    {"story over_expanded -o d -f svg", "over_expanded.svg"},
    {"story over_expanded -o d --handout", "over_expanded-handout.pdf"},
    {"story own.ini -o d", "own.png"},
    {"story own.ini -o d", "other.png"},
};

static void write_files(void)
{
    program_write_text("a.ini", experiment);
    program_write_text("o.ini", offer);
    program_write_text("own.ini", told);
}

static void make(const char *arguments)
{
    program_result result;

    program_run(arguments, &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
}

/* Under another name and in another place; all that was written comes again, but for the name
 * of the file that a text tells. */
START_TEST(it_comes_out_byte_for_byte)
{
    program_result result;
    char command[512], last[256];

    write_files();
    make(again[_i].made);
    snprintf(command, sizeof command,
             "mkdir e && cp d/%s 'e/x y' && rm a.ini o.ini own.ini", again[_i].artefact);
    program_shell(command, &result);
    make("rerun 'e/x y' -o f");
    program_run("rerun 'e/x y' -o f", &result);
    ck_assert_int_eq(result.code, 0);
    snprintf(last, sizeof last, "f/%s: the same bytes as e/x y\n", again[_i].artefact);
    ck_assert_msg(strlen(result.out) > strlen(last) &&
                      strcmp(result.out + strlen(result.out) - strlen(last), last) == 0,
                  "%s", result.out);
    if (strcmp(again[_i].artefact, "run.ini") == 0) return; /* tells of no drawing */
    program_shell("diff -rq -x files.csv -x appraisal.txt d f", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

/* Drawn from tables, it is what the run itself would have drawn. */
START_TEST(what_plot_drew_is_made_again_by_a_run)
{
    program_result result;

    write_files();
    make("run a.ini -o d -n 4 -f svg");
    make("plot d -o p -S column -f svg");
    program_run("rerun p/potency.svg -o f", &result);
    ck_assert(strstr(result.out, "\nf/potency.svg: the same bytes as p/potency.svg\n"));
    ck_assert(program_exists("f/replicates.csv"));
}
END_TEST

/* What makes a page "r.html" that is made again. */
static const struct {
    const char *made, *argument, *holds; /* what is made of it on the way */
} pages[] = {
    {NULL, "a.ini", "f/potency.png"},
    {NULL, "a.ini --set product.dose=3.71e6 --seed 7", "f/doses.csv"},
    {NULL, "a.ini -n 5", "f/replicates.csv"},
    {"run a.ini -n 4 --against told.ini -f pdf -o d", "d", "f/cells.png"},
    {"story own.ini -o d --handout", "d", "f/story.txt"},
    {"story over_expanded -o d -f svg", "d", "f/over_expanded.svg"},
    {"ledger a.ini -o d --arm 'old lot' --against P2 -q live_fraction_day_1 -n 3 --dark",
     "d", "f/ledger.csv"},
};

/* In another place, and without what it was made of. */
START_TEST(a_page_is_made_again)
{
    program_result result;
    char command[512];

    write_files();
    program_shell("cp own.ini told.ini", &result);
    if (pages[_i].made) make(pages[_i].made);
    snprintf(command, sizeof command, "report %s -o r.html", pages[_i].argument);
    make(command);
    program_shell("mkdir e && mv r.html e && rm -r *.ini d", &result);
    program_run("rerun e/r.html -o f", &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    ck_assert_msg(strstr(result.out, "\nf/report.html: the same bytes as e/r.html\n"), "%s",
                  result.out);
    ck_assert(program_exists(pages[_i].holds));
}
END_TEST

/* ---- what a figure carries ------------------------------------------------- */

static char *carried(const char *file)
{
    char *text, path[PROGRAM_PATH];
    program_result folder;
    sim_error err = {""};

    program_shell("pwd | tr -d '\\n'", &folder);
    snprintf(path, sizeof path, "%.400s/%.100s", folder.out, file);
    ck_assert_msg(sim_embedded_read(path, &text, &err) == SIM_OK, "%s", err.text);
    ck_assert_ptr_nonnull(text);
    return text;
}

static void carry(const char *text)
{
    sim_memory m;
    sim_error err;

    ck_assert_int_eq(sim_memory_open(&m, "test", &err), SIM_OK);
    ck_assert_int_eq(sim_embedded_write(text, "", m.stream, &err), SIM_OK);
    ck_assert_int_eq(sim_memory_close(&m, "test", &err), SIM_OK);
    program_write("x", m.bytes, m.size);
    sim_memory_free(&m);
}

START_TEST(it_carries_the_run_ini_and_no_place)
{
    program_result result;
    char *text, *head;

    write_files();
    program_shell("mkdir secret && mv a.ini secret", &result);
    make("run secret/a.ini -o d --dark -f png,svg");
    program_shell("cat d/run.ini", &result);
    text = carried("d/potency.png");
    head = strchr(text, '\n');
    *head = '\0';
    ck_assert_str_eq(text, "# Again: run --format='png,svg' --dark");
    ck_assert_str_eq(head + 1, result.out);
    ck_assert_ptr_null(strstr(text, "secret"));
    free(text);
}
END_TEST

/* In whatever order they were said. */
START_TEST(options_stand_in_one_order)
{
    program_result result;

    write_files();
    make("run a.ini -o d --dark -S slide");
    make("run a.ini -o e -S a4 --size=slide -d");
    program_shell("diff -r d e", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

/* ---- refusals -------------------------------------------------------------- */

static const char foreign[] = "x: carries no run.ini; a figure, a report or a run.ini that "
                              "this program wrote would be "
                              "right";

/* Ends a list of comments as this version does. */
static void carry_of_here(const char *comments, const char *rows)
{
    char text[2048];

    snprintf(text, sizeof text, "%s# Software: Potency %s\n%s", comments, sim_version,
             rows);
    carry(text);
}

static const char *const comments[] = {"", "# Again:  \n", "[run]\n# Again: run\n"};

START_TEST(what_says_no_command_is_refused)
{
    carry_of_here(comments[_i], "[run]\ndays = 5\n");
    program_refuse("rerun x -o f", foreign);
}
END_TEST

static const struct {
    const char *again, *word;
} hostile[] = {
    {"# Again: run --against='/etc/passwd'\n", "--against=/etc/passwd"},
    {"# Again: run --dark -o/tmp\n", "-o/tmp"},
    {"# Again: run --size slide --output=elsewhere\n", "--output=elsewhere"},
    {"# Again: run --outpu=elsewhere\n", "--outpu=elsewhere"},
    {"# Again: run --dar\n", "--dar"},
    {"# Again: run /etc/passwd\n", "/etc/passwd"},
    {"# Command: run --set 'product.dose=2 \\'\n", "--set"},
    {"# Again: run ''\n", ""},
    {"# Again: run --dark=yes\n", "--dark=yes"},
    {"# Again: run --dark --size\n", "--size"},
};

/* Nothing is done in the name of who reads it but to draw. */
START_TEST(other_options_are_refused)
{
    char message[512];

    carry_of_here(hostile[_i].again, "");
    snprintf(message, sizeof message,
             "x: was made by `potency run` with '%s', which this version does not draw by; "
             "the file as it was written would be right",
             hostile[_i].word);
    program_refuse("rerun x -o f", message);
}
END_TEST

static const struct {
    const char *again, *said;
} crafted[] = {
    {"# Again: run --size=zebra\n",
     "x: potency run: --size zebra is unknown; one of a4, column, slide, square would be "
     "right"},
    {"# Again: run --replicates 0\n",
     "x: potency run: --replicates 0 is no whole number from 1 to 1000000"},
    {"# Again: run --spread\n",
     "x: potency run: --spread needs a cohort; --replicates 500 beside it would be right"},
    {"# Again: run\n# Then: rm\n",
     "x: was made of a folder by 'rm', and only a report is; the file as it was written "
     "would be right"},
    {"# Again: run\n# Then: report --set=product.dose=2\n",
     "x: was made of a folder by 'report --set=product.dose=2', and only a report is; the "
     "file as it was written would be right"},
};

/* What is wrong with options that its user did not write is one line, without their usage. */
START_TEST(options_that_cannot_be_are_told_in_a_line)
{
    carry_of_here(crafted[_i].again, "");
    program_refuse("rerun x -o f", crafted[_i].said);
}
END_TEST

static const char *const others[] = {"rerun", "merge", "zebra", "sweep"};

START_TEST(other_commands_are_refused)
{
    char again_line[64], message[512];

    snprintf(again_line, sizeof again_line, "# Again: %s x\n", others[_i]);
    carry_of_here(again_line, "");
    snprintf(message, sizeof message,
             "x: was made by '%s', which does not draw from a run.ini alone; what run, "
             "story, trial, ledger or appraise wrote would be right",
             others[_i]);
    program_refuse("rerun x -o f", message);
}
END_TEST

START_TEST(what_is_wrong_in_its_rows_is_said_with_their_place)
{
    carry("# Again: run\n");
    program_refuse("rerun x -o f", foreign);
    carry("");
    program_refuse("rerun x -o f", foreign);
    carry_of_here("# Again: run\n", "[run]\ndays = zebra\n");
    program_refuse(
        "rerun x -o f",
        "x:4: run.days = zebra is not a number; one in [1, 3650] day would be right");
}
END_TEST

START_TEST(too_many_words_are_refused)
{
    char text[1024] = "# Again: run";

    for (int i = 0; i < 64; i++) strcat(text, " --dark");
    strcat(text, "\n");
    carry_of_here(text, "");
    program_refuse("rerun x -o f",
                   "x: was made with more than 64 words; the file as it was "
                   "written would be right");
}
END_TEST

/* By a picture of another program, an empty file, a folder, none. */
START_TEST(a_file_without_run_ini_is_refused)
{
    program_write_text("a.png", "\x89PNG\r\n\x1a\n");
    program_write_text("a.svg", "<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]><svg>&b;</svg>");
    program_write_text("empty", "");
    program_refuse("rerun a.png",
                   "a.png: carries no run.ini; a figure, a report or a run.ini that "
                   "this program wrote would be right");
    program_refuse("rerun a.svg",
                   "a.svg: carries no run.ini; a figure, a report or a run.ini that "
                   "this program wrote would be right");
    program_refuse("rerun empty",
                   "empty: carries no run.ini; a figure, a report or a run.ini that "
                   "this program wrote would be right");
    program_refuse("rerun .", ".: is a folder; a file would be right");
    program_refuse("rerun none", "none: cannot be read: No such file or directory");
}
END_TEST

static const struct {
    const char *made, *artefact, *why;
} parts[] = {
    {"run a.ini -o d --against own.ini", "d/potency.png",
     "another run is drawn behind it (--against), which it does not carry; a figure "
     "without "
     "would be right"},
    {"sweep s.ini -o s.db", "d/s.png",
     "it shows a sweep, whose points it does not carry; `potency plot` with the database "
     "would be right"},
    {"sensitivity a.ini -o d -n 8 -q live_fraction_day_1", "d/sensitivity.png",
     "it shows a sweep, whose points it does not carry; `potency sensitivity` with the "
     "parameter file would be right"},
};

/* What needs more than it carries says so. */
START_TEST(a_figure_that_is_not_whole_says_why)
{
    char command[256], message[512];

    write_files();
    program_write_text("s.ini",
                       "[run]\ndays = 5\n[arm a]\n[sweep]\nproduct.dose = 1e6, 2e6, 4e6\n");
    make(parts[_i].made);
    if (!program_exists(parts[_i].artefact)) make("plot s.db -o d");
    snprintf(command, sizeof command, "rerun %s -o f", parts[_i].artefact);
    snprintf(message, sizeof message, "%s: cannot be made again from this alone: %s",
             parts[_i].artefact, parts[_i].why);
    program_refuse(command, message);
}
END_TEST

START_TEST(a_page_that_is_not_whole_says_why)
{
    program_result result;

    write_files();
    program_write_text("s.ini",
                       "[run]\ndays = 5\n[arm a]\n[sweep]\nproduct.dose = 1e6, 2e6\n");
    make("sweep s.ini -o s.db");
    make("report s.db -o r.html");
    program_refuse(
        "rerun r.html -o f",
        "r.html: cannot be made again from this alone: it shows a sweep, whose "
        "points it does not carry; `potency report` of the database would be right");
    make("story own.ini -o d");
    program_shell("rm d/*.png", &result);
    make("report d -o q.html");
    program_refuse(
        "rerun q.html -o f",
        "q.html: cannot be made again from this alone: no figure in its folder "
        "says how `potency story` made it; a folder as that wrote it would be right");
    program_shell(
        "grep -c 'cannot make this page again from itself: no figure in its folder' "
        "q.html",
        &result);
    ck_assert_str_eq(result.out, "1\n");
}
END_TEST

START_TEST(a_page_is_not_written_over)
{
    write_files();
    make("report a.ini -o d/report.html");
    program_refuse("rerun d/report.html -o d",
                   "d/report.html: is read here; -o names another folder");
}
END_TEST

START_TEST(it_does_not_write_over_what_it_reads)
{
    write_files();
    make("run a.ini -o d");
    program_refuse("rerun d/potency.png -o d",
                   "d/potency.png: is read here; -o names another folder");
}
END_TEST

/* ---- other bytes ----------------------------------------------------------- */

START_TEST(another_version_is_refused_but_for_anyway)
{
    char *text, *at, message[512];
    program_result result;

    write_files();
    make("run a.ini -o d");
    text = carried("d/cells.png");
    at = strstr(text, sim_version);
    ck_assert_ptr_nonnull(at);
    *at = '!';
    carry(text);
    snprintf(
        message, sizeof message,
        "x: was made by Potency !%s, and this is Potency %s, which may reckon and draw "
        "otherwise; that version, or --anyway, would be right",
        sim_version + 1, sim_version);
    program_refuse("rerun x -o f", message);
    program_run("rerun x -o f --anyway", &result);
    ck_assert_int_eq(result.code, 0);
    snprintf(message, sizeof message, "\nf: other bytes than x, which Potency !%s made\n",
             sim_version + 1);
    ck_assert(strstr(result.out, message) != NULL);
    program_shell("cmp f/summary.csv d/summary.csv", &result);
    ck_assert_int_eq(result.code, 0);
    free(text);
}
END_TEST

/* A picture of the same that something else drew: its bytes are no mistake. */
START_TEST(what_another_program_drew_is_made_again)
{
    char *text, *at, picture[65536];
    program_result result;

    write_files();
    make("run a.ini -o d");
    text = carried("d/cells.png");
    at = strstr(text, "# Software: ");
    ck_assert_ptr_nonnull(at);
    snprintf(picture, sizeof picture, "%.*s# Drawn by: a browser\n%s", (int)(at - text),
             text, at);
    carry(picture);
    program_run("rerun x -o f", &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert(strstr(result.out, "\nf: what x shows, which a browser drew: its bytes are "
                                 "others\n"));
    program_shell("cmp f/summary.csv d/summary.csv && cmp f/cells.png d/cells.png",
                  &result);
    ck_assert_int_eq(result.code, 0);
    free(text);
}
END_TEST

/* A figure with a byte changed still says how it is made; what comes out is another. */
START_TEST(a_figure_that_was_changed_comes_out_otherwise)
{
    program_result result;

    write_files();
    make("run a.ini -o d -f svg");
    program_shell("mkdir e && sed 's/<title/<Title/' d/cells.svg > e/cells.svg && cp "
                  "e/cells.svg e/b",
                  &result);
    program_run("rerun e/cells.svg -o f", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert(strstr(result.err, "f/cells.svg: is not e/cells.svg, from byte ") ==
              result.err);
    ck_assert(strstr(result.err, " on; that was changed, or fonts and libraries are others "
                                 "here\n"));
    program_run("rerun e/b -o f", &result);
    ck_assert_str_eq(
        result.err,
        "e/b: no file of f has its bytes, and none its name; it was changed, or "
        "fonts and libraries are others here\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_rerun");
    TCase *same = tcase_create("same"), *carries = tcase_create("carries"),
          *refused = tcase_create("refused");

    program_add_folder(same);
    tcase_set_timeout(same, 60);
    tcase_add_loop_test(same, it_comes_out_byte_for_byte, 0, LENGTH(again));
    tcase_add_test(same, what_plot_drew_is_made_again_by_a_run);
    tcase_add_loop_test(same, a_page_is_made_again, 0, LENGTH(pages));
    suite_add_tcase(suite, same);
    program_add_folder(carries);
    tcase_set_timeout(carries, 60);
    tcase_add_test(carries, it_carries_the_run_ini_and_no_place);
    tcase_add_test(carries, options_stand_in_one_order);
    suite_add_tcase(suite, carries);
    program_add_folder(refused);
    tcase_set_timeout(refused, 60);
    tcase_add_loop_test(refused, what_says_no_command_is_refused, 0, LENGTH(comments));
    tcase_add_loop_test(refused, other_options_are_refused, 0, LENGTH(hostile));
    tcase_add_loop_test(refused, options_that_cannot_be_are_told_in_a_line, 0,
                        LENGTH(crafted));
    tcase_add_loop_test(refused, other_commands_are_refused, 0, LENGTH(others));
    tcase_add_test(refused, what_is_wrong_in_its_rows_is_said_with_their_place);
    tcase_add_test(refused, too_many_words_are_refused);
    tcase_add_test(refused, a_file_without_run_ini_is_refused);
    tcase_add_loop_test(refused, a_figure_that_is_not_whole_says_why, 0, LENGTH(parts));
    tcase_add_test(refused, a_page_that_is_not_whole_says_why);
    tcase_add_test(refused, a_page_is_not_written_over);
    tcase_add_test(refused, it_does_not_write_over_what_it_reads);
    tcase_add_test(refused, another_version_is_refused_but_for_anyway);
    tcase_add_test(refused, what_another_program_drew_is_made_again);
    tcase_add_test(refused, a_figure_that_was_changed_comes_out_otherwise);
    suite_add_tcase(suite, refused);
    return suite_run(suite);
}
