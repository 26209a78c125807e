/* test_faults.c -- a disk that fails and a run that is killed, at every single place; memory that runs
 * out is in test_faults_memory.c and test_faults_gone.c.
 *
 * The linker gives this program its own malloc and fopen (`-Wl,--wrap`, see the Makefile).
 */
#include <check.h>
#include <ctype.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/cli/cli.h"
#include "sim/io/files_parts.h"
#include "tests/faults.h"
#include "tests/faulty.h"
#include "tests/suite.h"
#include "tests/temp.h"

START_TEST(a_failing_file_is_told_and_leaves_no_new_one)
{
    faulty_fail_each(&subjects[_i], DISK, false, FRESH);
}
END_TEST

START_TEST(a_failing_file_leaves_those_of_the_run_before)
{
    faulty_fail_each(&subjects[_i], DISK, false, OLD);
}
END_TEST

START_TEST(a_disk_that_is_gone_for_good_leaves_the_files_of_the_run_before)
{
    faulty_fail_each(&subjects[_i], DISK, true, OLD);
}
END_TEST

START_TEST(a_short_write_is_told_and_leaves_the_files_of_the_run_before)
{
    faulty_fail_each(&subjects[_i], SHORT_WRITES, false, OLD);
}
END_TEST

/* ---- ends by force ------------------------------------------------------------ */

static const char *const killed[] = {"writing a table", "potency run"};

static const subject *subject_named(const char *name)
{
    const subject *s = subjects;

    while (strcmp(s->name, name) != 0) s++;
    return s;
}

/* What became of a process that met this faults_plan: 0 where it did not, and all was well.
 * It draws, and who starts it does not: Pango's threads may hold a lock that no child would
 * ever see opened. */
static int wait_for(const subject *s, const fault_plan *p)
{
    const pid_t child = __real_fork();
    const size_t before = faults_n_live;
    sim_error err;
    int ended;

    ck_assert_int_ge(child, 0);
    if (child == 0) {
        sim_status status;

        signal(SIGTERM, SIG_DFL); /* Check's would end the test */
        faults_plan = *p;
        faults_is_trial = true;
        status = s->act(&err);
        _exit(status == SIM_OK && faults_n_live == before &&
                      faults_plan.calls < faults_plan.first
                  ? 0
                  : 1);
    }
    ck_assert_int_eq(waitpid(child, &ended, 0), child);
    return ended;
}

/* Was it killed at this call? */
static bool kill_at(const subject *s, size_t first)
{
    const int status = wait_for(s, &(fault_plan){.kind = KILL, .first = first});

    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

static bool runs_whole(const subject *s)
{
    return wait_for(s, &(fault_plan){.kind = NOTHING, .first = SIZE_MAX}) == 0;
}

START_TEST(what_is_killed_at_any_call_is_followed_by_a_whole_run)
{
    const subject *s = subject_named(killed[_i / 2]);
    size_t calls = 0;
    uint64_t after;

    faulty_prepare_folder(s, FRESH);
    ck_assert_msg(runs_whole(s), "%s", s->name);
    after = faults_hash_folder("out");
    if (_i % 2)
        faulty_keep_folder();
    else
        faulty_prepare_folder(s, FRESH);
    while (kill_at(s, calls + 1)) {
        calls++;
        ck_assert_msg(runs_whole(s), "%s: killed at call %zu", s->name, calls);
        ck_assert_msg(faults_hash_folder("out") == after,
                      "%s: killed at call %zu: it differs", s->name, calls);
        ck_assert_int_ne(access("out/.potency", F_OK), 0);
        faulty_restore_folder();
    }
    ck_assert_uint_gt(calls, 10);
}
END_TEST

static sim_status run_alone(sim_error *err)
{
    return subjects_call("run a.ini -o out -f svg", err);
}

/* It waits until the folder is whole, whether it ends the run then or is told. */
START_TEST(a_signal_at_any_call_leaves_a_folder_in_order)
{
    const subject s = {"potency run", run_alone, true, false, 1};
    size_t first = 0;
    int status;

    subjects_write_file("a.ini", subjects_experiment);
    do {
        sim_files_list list;
        sim_error err;

        faults_remove_folder("out");
        status = wait_for(&s, &(fault_plan){.kind = INTERRUPT, .first = ++first});
        ck_assert_msg(access("out/.potency", F_OK) != 0, "call %zu leaves a room", first);
        if (access("out", F_OK) != 0) continue;
        ck_assert_int_eq(sim_files_list_read(&list, "out", &err), SIM_OK);
        ck_assert(list.exists);
        ck_assert_int_eq(sim_files_list_check(&list, "out", false, &err), SIM_OK);
        sim_files_list_free(&list);
    } while (!WIFEXITED(status) || WEXITSTATUS(status) != 0);
    unlink("a.ini");
    ck_assert_uint_gt(first, 10);
}
END_TEST

/* ---- the disk -------------------------------------------------------------------- */

static char dry[TEMP_PATH];

static void enter_folder(void)
{
    temp_folder("disk", dry);
    ck_assert_int_eq(chdir(dry), 0);
}

static void leave_folder(void)
{
    faults_remove_folder("out");
    faults_remove_folder("stock");
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(dry), 0);
}

/* Two tables and the list; the room, the folder before and after the list has its name, and
 * where a new folder stands. */
START_TEST(what_is_written_waits_for_the_disk)
{
    sim_error err;

    ck_assert_msg(subjects_write_table(&err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(faults_synced.files, 3);
    ck_assert_uint_eq(faults_synced.folders, 4);
}
END_TEST

/* Any of the calls that change the folder or wait for the disk, the last too. */
START_TEST(a_call_that_fails_makes_the_commit_fail)
{
    size_t n = 0;
    sim_error err;

    faults_plan = (fault_plan){CHANGES, SIZE_MAX, false, 0};
    ck_assert_msg(subjects_write_table(&err) == SIM_OK, "%s", err.text);
    n = faults_plan.calls;
    for (size_t first = 1; first <= n; first++) {
        faults_plan = (fault_plan){NOTHING, 0, false, 0};
        faults_remove_folder("out");
        faults_plan = (fault_plan){CHANGES, first, false, 0};
        ck_assert_msg(subjects_write_table(&err) == SIM_EIO, "call %zu of %zu", first, n);
    }
    faults_plan = (fault_plan){NOTHING, 0, false, 0};
}
END_TEST

/* ---- standard output --------------------------------------------------------- */

static const char *const printing[] = {
    "run a.ini -o out",
    "run a.ini -o out -a run",
    "check a.ini",
    "plot run -o out",
    "report run -o out/r.html",
    "sweep s.ini -k -r -o kept.db",
    "validate m.csv -n 0 -o out",
    "export kept.db",
    "export kept.db --courses",
    "export kept.db --columns",
    "sensitivity --help",
    "verify kept.db",
    "merge --missing m.db shard.db",
    "merge --partial merged.db shard.db",
    "params",
    "params product.",
    "params product.dose",
    "presets",
    "presets dead",
    "models",
    "models knee",
    "completion bash",
    "selftest --runs 1000",
    "slurm s.ini --shards 3",
    "manual",
    "story",
    "appraise",
    "ledger --help",
    "optimise --help",
    "rerun --help",
    "explore --help",
    "trial --help",
    "fit --help",
    "words",
    "words PD",
    "card",
    "--help",
    "--version",
    "run --help",
};

enum { N_PRINTING = sizeof printing / sizeof *printing };

START_TEST(a_full_standard_output_is_told_and_fails)
{
    char command[8192], said[256] = "";
    size_t length;
    FILE *in;
    int status;

    /* but for what is told of its rows */
    snprintf(command, sizeof command,
             "'%s' %s >/dev/full 2>all; code=$?; grep -v ' stands over ' all >said; "
             "exit $code",
             faulty_program, printing[_i]);
    status = system(command);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 1, "%s: exits %d",
                  printing[_i], WEXITSTATUS(status));
    in = fopen("said", "rb");
    ck_assert_ptr_nonnull(in);
    length = fread(said, 1, sizeof said - 1, in);
    ck_assert_int_eq(fclose(in), 0);
    ck_assert_msg(strncmp(said, "standard output: cannot be written: ", 36) == 0, "%s: %s",
                  printing[_i], said);
    ck_assert_msg(strchr(said, '\n') == said + length - 1, "%s: %s", printing[_i], said);
}
END_TEST

START_TEST(every_command_is_among_those_that_print)
{
    for (size_t c = 0; sim_commands[c].name; c++) {
        const size_t length = strlen(sim_commands[c].name);
        size_t i = 0;

        while (i < N_PRINTING && strncmp(printing[i], sim_commands[c].name, length) != 0)
            i++;
        ck_assert_msg(i < N_PRINTING, "%s", sim_commands[c].name);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("faults");
    TCase *faults = tcase_create("faults"), *disk = tcase_create("disk"),
          *killing = tcase_create("killed"), *asking = tcase_create("signals");

    tcase_add_checked_fixture(disk, enter_folder, leave_folder);
    tcase_add_test(disk, what_is_written_waits_for_the_disk);
    tcase_add_test(disk, a_call_that_fails_makes_the_commit_fail);
    suite_add_tcase(suite, disk);
    tcase_add_checked_fixture(killing, enter_folder, leave_folder);
    tcase_add_loop_test(killing, what_is_killed_at_any_call_is_followed_by_a_whole_run, 0,
                        2);
    suite_add_tcase(suite, killing);
    tcase_add_checked_fixture(asking, enter_folder, leave_folder);
    tcase_add_test(asking, a_signal_at_any_call_leaves_a_folder_in_order);
    tcase_set_timeout(asking, 240);
    suite_add_tcase(suite, asking);
    tcase_add_unchecked_fixture(faults, faulty_set_up, faulty_tear_down);
    tcase_set_timeout(faults, 60);
    tcase_add_loop_test(faults, what_is_killed_at_any_call_is_followed_by_a_whole_run, 2,
                        4);
    tcase_add_loop_test(faults, a_failing_file_is_told_and_leaves_no_new_one,
                        SUBJECTS_OF_ENGINE, SUBJECTS);
    tcase_add_loop_test(faults, a_failing_file_leaves_those_of_the_run_before,
                        SUBJECTS_OF_ENGINE, SUBJECTS);
    tcase_add_loop_test(faults,
                        a_disk_that_is_gone_for_good_leaves_the_files_of_the_run_before,
                        SUBJECTS_OF_ENGINE, SUBJECTS);
    tcase_add_loop_test(faults,
                        a_short_write_is_told_and_leaves_the_files_of_the_run_before,
                        SUBJECTS_OF_ENGINE, SUBJECTS);
    tcase_add_loop_test(faults, a_full_standard_output_is_told_and_fails, 0, N_PRINTING);
    tcase_add_test(faults, every_command_is_among_those_that_print);
    suite_add_tcase(suite, faults);
    return suite_run_apart(suite);
}
