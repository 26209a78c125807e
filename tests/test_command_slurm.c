/* test_command_slurm.c -- the job script: how it is printed, and what its three roles do.
 *
 * sbatch, squeue and potency are shell scripts here that write down how they were called and
 * answer as the test says; the real Slurm is for tests/slurm.sh.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* sbatch numbers its jobs; one word of a call a line, between brackets. */
static const char sweep[] = "[sweep]\nproduct.dose = 1e6..1e7 x 3\n";

static const char sbatch[] = "#!/bin/sh\n"
                             "[ ! -e full ] || exit 1\n"
                             "printf '[%s]' sbatch \"$@\" >> calls; echo >> calls\n"
                             "echo . >> jobs\n"
                             "echo \"$((40 + $(wc -l < jobs)));cluster\"\n";

static const char squeue[] = "#!/bin/sh\n"
                             "printf '[%s]' squeue \"$@\" >> calls; echo >> calls\n"
                             "cat queue 2>/dev/null\n";

/* --missing prints what is in the file `missing`, and fails where there is none. */
static const char potency[] = "#!/bin/sh\n"
                              "[ \"$1\" != export ] || { cat \"$2\"; exit; }\n"
                              "printf '[%s]' potency \"$@\" >> calls; echo >> calls\n"
                              "case $1,$2 in\n"
                              "merge,--missing) cat missing ;;\n"
                              "merge,*) [ ! -e spoilt ] && echo merged > \"$2\" ;;\n"
                              "esac\n";

/* Prints the script for an odd name, to be called with the stand-ins. */
static void set_up(void)
{
    program_result result;

    program_shell("mkdir bin", &result);
    program_write_text("bin/sbatch", sbatch);
    program_write_text("bin/squeue", squeue);
    program_write_text("bin/potency", potency);
    program_write_text("it's 5%.ini", sweep);
    program_shell("chmod +x bin/*", &result);
    program_succeed("slurm \"it's 5%.ini\" --shards 12 > printed", &result);
    program_shell("sed 's/^program=.*/program=potency/' printed > job.sh", &result);
}

/* A command line with the stand-ins in front of all other programs. */
static void call(const char *command, program_result *result)
{
    char line[PROGRAM_TEXT];

    snprintf(line, sizeof line, "rm -f calls; export PATH=\"$PWD/bin:$PATH\"; %s", command);
    program_shell(line, result);
}

static void check_calls(const char *right)
{
    program_result result;

    program_shell("cat calls 2>/dev/null || :", &result);
    ck_assert_str_eq(result.out, right);
}

/* ---- the script ----------------------------------------------------------- */

static const char *const names[] = {
    "plain",
    "with a space",
    "it's",
    "\"quoted\"",
    "$HOME `ls` $(ls)",
    "a;b & c|d",
    "-n",
    "a\nline",
    "100% *?[a]",
    "#x~!",
    "@program@ a",
    "=",
    "\303\244 \316\261",
    "a\tb{c,d}(e)",
};

START_TEST(any_name_of_a_file_is_one_word)
{
    char command[PROGRAM_TEXT], right[PROGRAM_TEXT];
    const char *dot = names[_i][0] == '-' ? "./" : "";
    program_result result;

    /* the shell gets the name from a file: no quoting of the test's own is tested */
    program_write_text("name", names[_i]);
    program_write_text("sweep.ini", sweep);
    snprintf(
        command, sizeof command,
        "name=$(cat name); cp sweep.ini ./\"$name.ini\"; \"$POTENCY\" slurm --shards 3 "
        "--partition=\"$name\" -- \"$name.ini\" > job.sh && sh -n job.sh && "
        "sed '/^# ---- files/,$d' job.sh > top && "
        ". ./top && printf '%%s' \"$file,$database,$partition,$shards\"");
    program_shell(command, &result);
    ck_assert_str_eq(result.err, "");
    snprintf(right, sizeof right, "%s%s.ini,%s%s.db,%s,3", dot, names[_i], dot, names[_i],
             names[_i]);
    ck_assert_str_eq(result.out, right);
}
END_TEST

START_TEST(options_stand_at_the_top)
{
    program_result result;

    program_succeed(
        "slurm 'it'\\''s 5%.ini' -n 1000 -j 8 -t 1-12:00 -p long -A lab -o a/b.db "
        "> job.sh",
        &result);
    program_shell("grep -E '^(file|database|shards|threads|time_limit|partition|account)=' "
                  "job.sh | sed 's/ *#.*//'",
                  &result);
    ck_assert_str_eq(result.out, "file='it'\\''s 5%.ini'\ndatabase=a/b.db\nshards=1000\n"
                                 "threads=8\ntime_limit=1-12:00\npartition=long\n"
                                 "account=lab\n");
}
END_TEST

static const struct {
    const char *arguments, *said;
    int code;
} refused[] = {
    {"a.ini --shards 0", "potency slurm: --shards 0 is no whole number from 1 to 1000\n",
     2},
    {"a.ini --shards 1e12",
     "potency slurm: --shards 1e12 is no whole number from 1 to 1000\n", 2},
    {"a.ini --shards 1001",
     "potency slurm: --shards 1001 is no whole number from 1 to 1000\n", 2},
    {"a.ini --shards 2.5",
     "potency slurm: --shards 2.5 is no whole number from 1 to 1000\n", 2},
    {"a.ini --shards x", "potency slurm: --shards x is no whole number from 1 to 1000\n",
     2},
    {"a.ini -n 3 --threads 0",
     "potency slurm: --threads 0 is no whole number from 1 to 1024\n", 2},
    {"a.ini", "potency slurm: --shards is missing; --shards 64 makes 64 tasks\n", 2},
    {"b.ini -n 3", "b.ini: cannot be read: No such file or directory\n", 1},
    {"bin -n 3", "bin: is a folder; a file would be right\n", 1},
    {"a.ini -n 3 -o bin",
     "slurm: -o 'bin' is no name of a file; one such as sweep.db would be right\n", 1},
    {"a.ini -n 3 -o a/",
     "slurm: -o 'a/' is no name of a file; one such as sweep.db would be right\n", 1},
    {"a.ini -n 3 -o 'a\\b.db'",
     "slurm: a\\b.db: Slurm takes no backslash in the names of logs; -o with another name "
     "would be right\n",
     1},
};

START_TEST(what_makes_no_script_is_refused)
{
    char command[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", sweep);
    snprintf(command, sizeof command, "slurm %s", refused[_i].arguments);
    program_run(command, &result);
    ck_assert_int_eq(strncmp(result.err, refused[_i].said, strlen(refused[_i].said)), 0);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, refused[_i].code);
}
END_TEST

/* ---- submitting ----------------------------------------------------------- */

#define COMMON "[sbatch][--parsable][--requeue][--open-mode=append]"
#define MERGE_LOG "[--output=it's 5%%.shards/merge.log][it's 5%.shards/job.sh][merge]"
#define SHARDS \
    "[it's 5%.shards/001.db][it's 5%.shards/002.db][it's 5%.shards/003.db]" \
    "[it's 5%.shards/004.db][it's 5%.shards/005.db][it's 5%.shards/006.db]" \
    "[it's 5%.shards/007.db][it's 5%.shards/008.db][it's 5%.shards/009.db]" \
    "[it's 5%.shards/010.db][it's 5%.shards/011.db][it's 5%.shards/012.db]"
#define MISSING "[potency][merge][--missing][it's 5%.db]" SHARDS "\n"
#define ARRAY(tasks) \
    COMMON "[--job-name=it's 5%][--array=" tasks "][--cpus-per-task=1]" \
           "[--output=it's 5%%.shards/%3a.log][it's 5%.shards/job.sh][task]\n"
#define MERGE(array, try) \
    COMMON "[--job-name=it's 5%-merge][--dependency=afterany:" array "]" MERGE_LOG "[" try \
           "]\n"
#define SAID(array, merge, tasks) \
    "array job " array ": shards " tasks " of 12\nmerge job " merge \
    ": writes it's 5%.db, tells of it in it's 5%.shards/merge.log\n"

/* As a run leaves it that was begun: a shard, and perhaps others, are there. */
static void begin(const char *missing)
{
    program_result result;

    program_shell("mkdir \"it's 5%.shards\" && : > \"it's 5%.shards/001.db\" && "
                  "cp job.sh \"it's 5%.shards\"",
                  &result);
    ck_assert_int_eq(result.code, 0);
    if (missing) program_write_text("missing", missing);
}

START_TEST(all_shards_are_submitted_and_a_merge_after_them)
{
    program_result result;

    call("sh job.sh", &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, SAID("41", "42", "1-12"));
    check_calls(ARRAY("1-12") MERGE("41", "1"));
    program_shell(
        "cmp job.sh \"it's 5%.shards/job.sh\" && cat \"it's 5%.shards/merge.job\"",
        &result);
    ck_assert_str_eq(result.out, "42\n");
}
END_TEST

START_TEST(options_of_the_cluster_reach_both_jobs)
{
    program_result result;

    program_succeed("slurm it*.ini -n 2 -j 4 -t 2:00:00 -p 'a b' -A lab -o r.db | sed "
                    "'s/^program=.*/program=potency/; s/^more_options=.*/more_options=\"-x "
                    "n7 --mem=2G\"/' > job.sh",
                    &result);
    call("sh job.sh", &result);
    ck_assert_str_eq(result.err, "");
    check_calls(COMMON "[--time=2:00:00][--partition=a b][--account=lab][-x][n7][--mem=2G]"
                       "[--job-name=r][--array=1-2][--cpus-per-task=4]"
                       "[--output=r.shards/%3a.log][r.shards/job.sh][task]\n" COMMON
                       "[--time=2:00:00][--partition=a b][--account=lab][-x][n7][--mem=2G]"
                       "[--job-name=r-merge][--dependency=afterany:41]"
                       "[--output=r.shards/merge.log][r.shards/job.sh][merge][1]\n");
}
END_TEST

static const struct {
    const char *missing; /* NULL: the merge cannot tell */
    const char *calls;
} begun[] = {
    {"3,7\n", MISSING ARRAY("3,7") MERGE("41", "1")},
    {"1,2,3,4,5,6,7,8,9,10,11,12\n", MISSING ARRAY("1-12") MERGE("41", "1")},
    {NULL, MISSING ARRAY("1-12") MERGE("41", "1")},
    {"\n", MISSING COMMON "[--job-name=it's 5%-merge]" MERGE_LOG "[1]\n"},
    {"", MISSING COMMON "[--job-name=it's 5%-merge]" MERGE_LOG "[1]\n"},
};

START_TEST(a_second_submission_goes_on_with_what_is_unfinished)
{
    program_result result;

    begin(begun[_i].missing);
    call("sh job.sh", &result);
    ck_assert_int_eq(result.code, 0);
    check_calls(begun[_i].calls);
}
END_TEST

static const struct {
    const char *before, *command, *said;
} unwilling[] = {
    {":", "PATH=/nowhere /bin/sh job.sh",
     "sbatch is missing; this needs a computer of a Slurm cluster\n"},
    {"sed 's/^program=.*/program=none/' job.sh > x; mv x job.sh", "sh job.sh",
     "none is not found; 'program' in job.sh says where it is\n"},
    {"mkdir other", "cd other; sh ../job.sh",
     "it's 5%.ini is not readable here; this runs in the folder where it was printed\n"},
    {": > \"it's 5%.db\"", "sh job.sh",
     "it's 5%.db is there already, nothing to do; without it and it's 5%.shards, all "
     "begins "
     "anew\n"},
    {":", "sh < job.sh",
     "this must be a file: save it, for example as job.sh, and run sh job.sh\n"},
    {"mkdir \"it's 5%.shards\"; echo 17 > \"it's 5%.shards/merge.job\"; echo 17 main > "
     "queue",
     "sh job.sh",
     "merge job 17 and what it waits for are in the queue; nothing to do until they end\n"},
    {":", "sh job.sh 3", "sh job.sh takes no arguments\n"},
};

START_TEST(what_cannot_be_submitted_is_refused_in_one_line)
{
    program_result result;

    program_shell(unwilling[_i].before, &result);
    call(unwilling[_i].command, &result);
    ck_assert_str_eq(result.err, unwilling[_i].said);
    ck_assert_int_eq(result.code, 1);
    program_shell("! grep sbatch calls", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(a_merge_job_of_before_that_has_ended_is_no_hindrance)
{
    program_result result;

    begin("4\n");
    program_shell("echo 17 > \"it's 5%.shards/merge.job\"", &result);
    call("sh job.sh", &result);
    ck_assert_str_eq(result.out, SAID("41", "42", "4"));
    check_calls("[squeue][--noheader][--format=%i][--jobs=17]\n" MISSING ARRAY("4")
                    MERGE("41", "1"));
}
END_TEST

START_TEST(a_submission_that_slurm_refuses_fails)
{
    program_result result;

    program_write_text("full", "");
    call("sh job.sh", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.out, "");
}
END_TEST

/* ---- a task --------------------------------------------------------------- */

START_TEST(a_task_runs_its_shard_and_goes_on_with_it)
{
    program_result result;

    call("SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_JOB_ID=41 SLURMD_NODENAME=n2 "
         "SLURM_RESTART_COUNT=1 sh job.sh task",
         &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "shard 7 of 12: job 41, node n2, restart 1\n");
    check_calls("[potency][sweep][it's 5%.ini][-o][it's 5%.shards/007.db][--resume]"
                "[--shard][7/12][--threads][1]\n");
}
END_TEST

/* ---- the merge ------------------------------------------------------------ */

START_TEST(complete_shards_are_merged)
{
    program_result result;

    begin("\n");
    call("SLURM_JOB_ID=42 sh job.sh merge 1", &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "it's 5%.db: all 12 shards\n");
    ck_assert_int_eq(result.code, 0);
    check_calls(MISSING "[potency][merge][it's 5%.shards/merge-42.part]" SHARDS "\n");
    program_shell("cat \"it's 5%.db\"; ls *shards", &result);
    ck_assert_str_eq(result.out, "merged\n001.db\njob.sh\n");
}
END_TEST

START_TEST(a_merge_that_fails_leaves_nothing)
{
    program_result result;

    begin("");
    program_write_text("spoilt", "");
    call("SLURM_JOB_ID=42 sh job.sh merge 1", &result);
    ck_assert_str_eq(result.err, "it's 5%.db is not written\n");
    ck_assert_int_eq(result.code, 1);
    program_shell("ls *shards; ls *.db", &result);
    ck_assert_str_eq(result.out, "001.db\njob.sh\n");
}
END_TEST

START_TEST(a_merge_that_is_done_is_done_once)
{
    program_result result;

    begin("\n");
    program_shell("echo before > \"it's 5%.db\"", &result);
    call("SLURM_JOB_ID=42 sh job.sh merge 1", &result);
    ck_assert_str_eq(result.out, "it's 5%.db is there already\n");
    ck_assert_int_eq(result.code, 0);
    check_calls("");
}
END_TEST

static const struct {
    const char *role, *said, *calls;
} again[] = {
    {"merge 1", "unfinished after try 1 of 3: 3,7\n" SAID("41", "42", "3,7"),
     MISSING ARRAY("3,7") MERGE("41", "2")},
    {"merge 2", "unfinished after try 2 of 3: 3,7\n" SAID("41", "42", "3,7"),
     MISSING ARRAY("3,7") MERGE("41", "3")},
};

START_TEST(unfinished_shards_are_submitted_again)
{
    char command[PROGRAM_PATH];
    program_result result;

    begin("3,7\n");
    snprintf(command, sizeof command, "SLURM_JOB_ID=42 sh job.sh %s", again[_i].role);
    call(command, &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, again[_i].said);
    ck_assert_int_eq(result.code, 0);
    check_calls(again[_i].calls);
}
END_TEST

START_TEST(after_the_third_try_they_are_reported)
{
    program_result result;

    begin("3,12\n");
    call("SLURM_JOB_ID=42 sh job.sh merge 3", &result);
    ck_assert_str_eq(result.out,
                     "it's 5%.db is not written; unfinished, and nothing new in 3 tries:\n"
                     "shard 3 of 12: it's 5%.shards/003.db, log it's 5%.shards/003.log\n"
                     "shard 12 of 12: it's 5%.shards/012.db, log it's 5%.shards/012.log\n");
    ck_assert_str_eq(result.err, "sh it's 5%.shards/job.sh goes on with them\n");
    ck_assert_int_eq(result.code, 1);
    check_calls(MISSING);
}
END_TEST

START_TEST(without_any_shard_all_are_unfinished)
{
    program_result result;

    program_shell("mkdir \"it's 5%.shards\"", &result);
    call("SLURM_JOB_ID=42 sh job.sh merge 1", &result);
    ck_assert_str_eq(result.err, "");
    check_calls(ARRAY("1-12") MERGE("41", "2"));
}
END_TEST

START_TEST(a_merge_that_cannot_submit_fails)
{
    program_result result;

    begin("3,7\n");
    program_write_text("full", "");
    call("SLURM_JOB_ID=42 sh job.sh merge 1", &result);
    ck_assert_str_eq(result.out, "unfinished after try 1 of 3: 3,7\n");
    ck_assert_int_eq(result.code, 1);
}
END_TEST

/* ---- wrappers and modules --------------------------------------------------- */

static const struct {
    const char *printed; /* by sbatch, as the argument of printf */
    const char *number;  /* "": none */
} told[] = {
    {"4711", "4711"},
    {"4711;west", "4711"},
    {"checking your job ...\\n4711", "4711"},
    {"checking your job ...\\n4711;west\\n", "4711"},
    {"4711\\nyour quota: 3 of 20 TB are in use\\n", "4711"},
    {"3 jobs of yours are queued\\n  4711 \\n", "4711"},
    {"\\n\\nSubmitted batch job 4711 on cluster west\\n", "4711"},
    {"4711\\r", "4711"},
    {"accepted, all 12 tasks\\nthank you", ""},
    {"", ""},
};

static void say_by_sbatch(const char *printed)
{
    char text[PROGRAM_TEXT];

    snprintf(text, sizeof text,
             "#!/bin/sh\nprintf '[%%s]' sbatch \"$@\" >> calls; echo >> calls\n"
             "printf '%s\\n'\n",
             printed);
    program_write_text("bin/sbatch", text);
}

START_TEST(a_merge_waits_for_the_number_that_a_wrapper_prints_among_other_lines)
{
    program_result result;

    say_by_sbatch(told[_i].printed);
    call("sh job.sh", &result);
    if (*told[_i].number) {
        ck_assert_str_eq(result.err, "");
        ck_assert_str_eq(result.out, SAID("4711", "4711", "1-12"));
        check_calls(ARRAY("1-12") MERGE("4711", "1"));
        return;
    }
    ck_assert_ptr_nonnull(strstr(
        result.err, "array job it's 5% is submitted, but sbatch told no number, only: "));
    ck_assert_ptr_nonnull(strstr(result.err, "run this again when it has ended, or end it: "
                                             "scancel --name='it's 5%'\n"));
    ck_assert_int_eq(result.code, 1);
    check_calls(ARRAY("1-12"));
}
END_TEST

START_TEST(settings_of_the_command_line_stand_at_the_head_and_reach_the_jobs)
{
    program_result result;

    program_succeed("slurm it*.ini -n 12 -m 2G -w 4 -M 'gcc/12 gsl' -k --set "
                    "\"run.seed=7\" --set 'product.viability=0.7' -o r.db | sed "
                    "'s/^program=.*/program=potency/' > job.sh",
                    &result);
    program_write_text("module.sh", "module() { printf '[%s]' module \"$@\" >> calls; "
                                    "echo >> calls; }\n");
    call("cat module.sh job.sh > both.sh; sh both.sh", &result);
    ck_assert_str_eq(result.err, "");
    check_calls("[module][load][gcc/12][gsl]\n" COMMON
                "[--mem=2G][--job-name=r][--array=1-12%4][--cpus-per-task=1]"
                "[--output=r.shards/%3a.log][r.shards/job.sh][task]\n" COMMON
                "[--mem=2G][--job-name=r-merge][--dependency=afterany:41]"
                "[--output=r.shards/merge.log][r.shards/job.sh][merge][1]\n");
    call("SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_JOB_ID=41 sh both.sh task", &result);
    ck_assert_str_eq(result.err, "");
    check_calls("[module][load][gcc/12][gsl]\n"
                "[potency][sweep][it's 5%.ini][--keep-courses][--set][run.seed=7][--set]"
                "[product.viability=0.7][-o][r.shards/007.db][--resume][--shard][7/12]"
                "[--threads][1]\n");
}
END_TEST

START_TEST(a_set_with_quotes_stays_one_word)
{
    program_result result;

    program_write_text("arm.ini", "[sweep]\nproduct.dose = 1e6, 2e6\n[arm it's $1]\n");
    program_succeed(
        "slurm arm.ini -n 2 --set 'arm it'\\''s $1:product.viability=0.7' | sed "
        "'s/^program=.*/program=potency/' > job.sh",
        &result);
    call("SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_JOB_ID=41 sh job.sh task", &result);
    check_calls("[potency][sweep][arm.ini][--set][arm it's $1:product.viability=0.7][-o]"
                "[arm.shards/001.db][--resume][--shard][1/2][--threads][1]\n");
}
END_TEST

START_TEST(modules_that_cannot_be_loaded_are_told)
{
    program_result result;

    program_shell("sed 's/^modules=[^ ]*/modules=gsl/' job.sh > x; mv x job.sh", &result);
    call("unset LMOD_PKG MODULESHOME; sh job.sh", &result);
    ck_assert_str_eq(
        result.err,
        "no command 'module' here; 'modules' in job.sh names what it would load\n");
    ck_assert_int_eq(result.code, 1);
}
END_TEST

/* ---- tries ------------------------------------------------------------------ */

static const struct {
    const char *rows;  /* at the last look */
    const char *shard; /* what shard 3 holds now: its lines are its rows */
    const char *said;
    int code;
} tries[] = {
    {"3:2 7:0\n", "a\nb\n", "nothing new in 3 tries", 1},
    {"3:1 7:0\n", "a\nb\n", "unfinished after try 1 of 3: 3,7\n", 0},
    {"3:2 7:5 8:0\n", "a\nb\n", "unfinished after try 1 of 3: 3,7\n", 0},
};

START_TEST(tries_count_anew_when_a_shard_got_on)
{
    program_result result;

    begin("3,7\n");
    program_write_text("it's 5%.shards/003.db", tries[_i].shard);
    program_write_text("it's 5%.shards/rows", tries[_i].rows);
    call("SLURM_JOB_ID=42 sh job.sh merge 3", &result);
    ck_assert_ptr_nonnull(strstr(result.out, tries[_i].said));
    ck_assert_int_eq(result.code, tries[_i].code);
    program_shell("cat \"it's 5%.shards/rows\"", &result);
    ck_assert_str_eq(result.out, "3:2 7:0\n");
}
END_TEST

static void add_wrappers(TCase *cases)
{
    tcase_add_loop_test(
        cases, a_merge_waits_for_the_number_that_a_wrapper_prints_among_other_lines, 0,
        LENGTH(told));
    tcase_add_test(cases,
                   settings_of_the_command_line_stand_at_the_head_and_reach_the_jobs);
    tcase_add_test(cases, a_set_with_quotes_stays_one_word);
    tcase_add_test(cases, modules_that_cannot_be_loaded_are_told);
    tcase_add_loop_test(cases, tries_count_anew_when_a_shard_got_on, 0, LENGTH(tries));
}

static void add_roles(TCase *cases)
{
    tcase_add_test(cases, all_shards_are_submitted_and_a_merge_after_them);
    tcase_add_test(cases, options_of_the_cluster_reach_both_jobs);
    tcase_add_loop_test(cases, a_second_submission_goes_on_with_what_is_unfinished, 0,
                        LENGTH(begun));
    tcase_add_loop_test(cases, what_cannot_be_submitted_is_refused_in_one_line, 0,
                        LENGTH(unwilling));
    tcase_add_test(cases, a_merge_job_of_before_that_has_ended_is_no_hindrance);
    tcase_add_test(cases, a_submission_that_slurm_refuses_fails);
    tcase_add_test(cases, a_task_runs_its_shard_and_goes_on_with_it);
    tcase_add_test(cases, complete_shards_are_merged);
    tcase_add_test(cases, a_merge_that_fails_leaves_nothing);
    tcase_add_test(cases, a_merge_that_is_done_is_done_once);
    tcase_add_loop_test(cases, unfinished_shards_are_submitted_again, 0, LENGTH(again));
    tcase_add_test(cases, after_the_third_try_they_are_reported);
    tcase_add_test(cases, without_any_shard_all_are_unfinished);
    tcase_add_test(cases, a_merge_that_cannot_submit_fails);
}

int main(void)
{
    Suite *suite = suite_create("command_slurm");
    TCase *script = tcase_create("script"), *roles = tcase_create("roles"),
          *wrappers = tcase_create("wrappers");

    for (int i = 0; i < 3; i++) {
        TCase *cases = (TCase *[]){script, roles, wrappers}[i];

        program_add_folder(cases);
        tcase_add_checked_fixture(cases, set_up, NULL);
        suite_add_tcase(suite, cases);
    }
    tcase_add_loop_test(script, any_name_of_a_file_is_one_word, 0, LENGTH(names));
    tcase_add_test(script, options_stand_at_the_top);
    tcase_add_loop_test(script, what_makes_no_script_is_refused, 0, LENGTH(refused));
    add_roles(roles);
    add_wrappers(wrappers);
    return suite_run(suite);
}
