#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

/* test_faults.c -- memory that runs out and a disk that fails, at every single place.
 *
 * The linker gives this program its own malloc and fopen (`-Wl,--wrap`, see the
 * Makefile).  Each subject below is tried with its n-th allocation failing, for n = 1, 2,
 * ... until none is left, then with all of them failing from the n-th on; and the same
 * with what it asks of files.  What must hold: the failure is reported in one line, no
 * allocation is lost, and the folder is as it was.
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
#include "tests/subjects.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char root[TEMP_PATH], program[4096];
static int home;

/* The ways that earlier subjects failed at, with one failure and with all that follow it:
 * hashes in memory that the processes of all tests share. */
enum { SEEN_MAX = 1 << 16, SEEN_AGAIN = 5 };
static uint64_t (*seen)[SEEN_MAX];

/* Of the allocations that are due, FAULTS leaves one in so many to slow programs. */
static size_t one_in = 1;

/* One of all points, one of a part: without the lines that a sweep tells. */
static void make_databases(void)
{
    static const char *const options[] = {"-o kept.db", "-i 1/3 -o shard.db"};
    char command[sizeof program + 64];

    for (size_t i = 0; i < 2; i++) {
        snprintf(command, sizeof command, "'%s' sweep s.ini -k %s >said 2>&1", program,
                 options[i]);
        ck_assert_int_eq(system(command), 0);
    }
}

static void set_up(void)
{
    const char *built = getenv("POTENCY"), *wanted = getenv("FAULTS");
    sim_error err = {""};

    if (wanted) one_in = strtoul(wanted, NULL, 10);
    ck_assert_uint_ge(one_in, 1);
    ck_assert_ptr_nonnull(realpath(built ? built : "build/potency", program));
    gsl_set_error_handler_off();
    temp_folder("faults", root);
    seen = mmap(NULL, 2 * sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                -1, 0);
    ck_assert_ptr_ne(seen, MAP_FAILED);
    home = open(".", O_RDONLY | O_DIRECTORY);
    ck_assert(home >= 0 && chdir(root) == 0);
    subjects_write_file("a.ini", subjects_experiment);
    subjects_write_file("b.ini",
                        "[run]\ndays = 2\n[passaging]\nharvest_passage = 1\n[arm P0]\n");
    subjects_write_file("broken.ini", subjects_broken);
    subjects_write_file("s.ini", subjects_sweep);
    subjects_write_file("t.ini", subjects_story);
    subjects_write_file("m.csv", subjects_measured);
    make_databases();
    ck_assert_msg(subjects_write_table(&err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(rename("out", "kept"), 0);
    ck_assert_msg(subjects_call("run a.ini -o run", &err) == SIM_OK, "%s", err.text);
}

static void tear_down(void)
{
    faults_remove_folder("out");
    faults_remove_folder("stock");
    faults_remove_folder("run");
    faults_remove_folder("kept");
    ck_assert_int_eq(munmap(seen, 2 * sizeof *seen), 0);
    ck_assert_int_eq(fchdir(home), 0);
    close(home);
    faults_remove_folder(root);
    ck_assert_int_ne(access(root, F_OK), 0);
}

/* One trial; its plan says afterwards how many calls there were. */
static sim_status try(const subject *s, fault_plan *p, sim_error *err)
{
    const size_t before = faults_n_live;
    sim_status status;

    *err = (sim_error){""};
    faults_result = SIM_HASH;
    faults_plan = *p;
    faults_is_trial = true;
    status = s->act(err);
    faults_is_trial = false;
    *p = faults_plan;
    faults_plan = (fault_plan){.kind = NOTHING};
    ck_assert_msg(faults_n_live == before,
                  "%s: %zu allocations are lost when call %zu fails: %s", s->name,
                  faults_n_live - before, p->first, err->text);
    return status;
}

/* The folder that results go to: there is none, or one that holds an earlier run. */
typedef enum { FRESH, OLD } folder_state;

/* What is there is an earlier run's from then on. */
static uint64_t keep_folder(void)
{
    faults_age_folder("out");
    faults_copy_folder("out", "stock");
    return faults_hash_folder("out");
}

static uint64_t prepare_folder(const subject *s, folder_state state)
{
    fault_plan none = {.kind = NOTHING};
    sim_error err;

    faults_remove_folder("out");
    faults_remove_folder("stock");
    if (state == FRESH) return 0;
    ck_assert_msg(try(s, &none, &err) == SIM_OK, "%s: %s", s->name, err.text);
    return keep_folder();
}

/* Gives the folder what it had then. */
static void restore_folder(void)
{
    faults_remove_folder("out");
    faults_copy_folder("stock", "out");
}

/* What the folder may be after a failure. */
typedef struct {
    uint64_t before, tables, after;
} folders;

static void check_failure(const subject *s, const fault_plan *p, sim_status status,
                          const sim_error *err, const folders *right_ones)
{
    const sim_status right = p->kind == MEMORY ? SIM_ENOMEM : SIM_EIO;

    ck_assert_msg(status == right, "%s: call %zu fails, status %d: %s", s->name, p->first,
                  status, err->text);
    ck_assert_msg(strchr(err->text, ':') > err->text, "%s: call %zu: '%s' names no place",
                  s->name, p->first, err->text);
    for (const char *c = err->text; *c; c++) ck_assert(!iscntrl((unsigned char)*c));
    ck_assert_msg(faults_hash_folder("out") == right_ones->before ||
                      (s->draws_last && faults_hash_folder("out") == right_ones->tables) ||
                      (s->compares_last && faults_hash_folder("out") == right_ones->after),
                  "%s: call %zu fails, the folder differs: %s", s->name, p->first,
                  err->text);
    ck_assert_msg(access("out/.potency", F_OK) != 0, "%s: call %zu fails and leaves a room",
                  s->name, p->first);
}

static uint64_t *place_of_way(bool all_after, uint64_t way)
{
    size_t i = way % SEEN_MAX;

    while (seen[all_after][i] != 0 && seen[all_after][i] != way) i = (i + 1) % SEEN_MAX;
    return &seen[all_after][i];
}

static void see_ways(bool all_after, size_t calls)
{
    for (size_t i = 0; i < calls; i++)
        *place_of_way(all_after, faults_ways[i]) = faults_ways[i];
}

/* Subjects have most of their ways in common.  What one failed at, the next fails at in one
 * of five calls, each in others. */
static bool is_due(const fault_plan *p, size_t call, size_t subject_index)
{
    return *place_of_way(p->all_after, faults_ways[call]) == 0 ||
           (call + subject_index) % SEEN_AGAIN == 0;
}

/* Is it the first or the last call of its way? A run makes thousands of allocations, most
 * of them in loops.  Where all fail that follow, the last, by which most is to be freed. */
static bool ends_its_way(const fault_plan *p, size_t call, size_t calls)
{
    bool before = p->all_after, after = false;

    for (size_t i = 0; i < call && !before; i++)
        before = faults_ways[i] == faults_ways[call];
    for (size_t i = call + 1; i < calls && !after; i++)
        after = faults_ways[i] == faults_ways[call];
    return !before || !after;
}

/* Which call fails next, from 1: of those for memory, the ends of each way; of those to the
 * disk, the first and the last, and ever fewer between. */
static size_t next(const fault_plan *p, size_t calls, size_t subject_index)
{
    size_t n = p->first + 1;

    if (p->kind != MEMORY) return calls <= 32 || n + 3 > calls ? n : n + p->first / 4;
    while (n <= calls && !(n % one_in == 0 && is_due(p, n - 1, subject_index) &&
                           ends_its_way(p, n - 1, calls)))
        n++;
    return n;
}

/* Fails one call after the other; a failure that did no harm gives the same result. */
static void fail_each(const subject *s, fault_kind kind, bool all_after, folder_state state)
{
    uint64_t expected, after;
    folders right = {.before = prepare_folder(s, state)};
    fault_plan p = {.kind = kind, .first = SIZE_MAX};
    size_t calls;
    sim_error err;

    ck_assert_msg(try(s, &p, &err) == SIM_OK, "%s: %s", s->name, err.text);
    expected = faults_result;
    after = faults_hash_folder("out");
    right.tables = faults_hash_files("out", TABLES);
    right.after = after;
    restore_folder();
    calls = p.calls;
    for (size_t first = 1; first <= calls;
         first = next(&p, calls, (size_t)(s - subjects))) {
        sim_status status;

        p = (fault_plan){kind, first, all_after, 0};
        status = try(s, &p, &err);
        if (status != SIM_OK)
            check_failure(s, &p, status, &err, &right);
        else
            ck_assert_msg(faults_result == expected && faults_hash_folder("out") == after,
                          "%s: call %zu fails and gives another result", s->name, first);
        if (faults_hash_folder("out") != right.before) restore_folder();
    }
    if (kind == MEMORY) see_ways(all_after, calls);
}

START_TEST(a_failing_allocation_is_told_and_loses_nothing)
{
    fail_each(&subjects[_i], MEMORY, false, FRESH);
}
END_TEST

START_TEST(memory_that_is_gone_for_good_is_told_and_loses_nothing)
{
    fail_each(&subjects[_i], MEMORY, true, OLD);
}
END_TEST

START_TEST(a_failing_file_is_told_and_leaves_no_new_one)
{
    fail_each(&subjects[_i], DISK, false, FRESH);
}
END_TEST

START_TEST(a_failing_file_leaves_those_of_the_run_before)
{
    fail_each(&subjects[_i], DISK, false, OLD);
}
END_TEST

START_TEST(a_disk_that_is_gone_for_good_leaves_the_files_of_the_run_before)
{
    fail_each(&subjects[_i], DISK, true, OLD);
}
END_TEST

START_TEST(a_short_write_is_told_and_leaves_the_files_of_the_run_before)
{
    fail_each(&subjects[_i], SHORT_WRITES, false, OLD);
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

    prepare_folder(s, FRESH);
    ck_assert_msg(runs_whole(s), "%s", s->name);
    after = faults_hash_folder("out");
    if (_i % 2)
        keep_folder();
    else
        prepare_folder(s, FRESH);
    while (kill_at(s, calls + 1)) {
        calls++;
        ck_assert_msg(runs_whole(s), "%s: killed at call %zu", s->name, calls);
        ck_assert_msg(faults_hash_folder("out") == after,
                      "%s: killed at call %zu: it differs", s->name, calls);
        ck_assert_int_ne(access("out/.potency", F_OK), 0);
        restore_folder();
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
    const subject s = {"potency run", run_alone, true, false};
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
    "rerun --help",
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
             program, printing[_i]);
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
          *killing = tcase_create("killed"), *asking = tcase_create("signals"),
          *engine = tcase_create("engine");

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
    tcase_add_unchecked_fixture(engine, set_up, tear_down);
    tcase_set_timeout(engine, 60);
    tcase_add_loop_test(engine, a_failing_allocation_is_told_and_loses_nothing, 0,
                        SUBJECTS_OF_ENGINE);
    tcase_add_loop_test(engine, memory_that_is_gone_for_good_is_told_and_loses_nothing, 0,
                        SUBJECTS_OF_ENGINE);
    suite_add_tcase(suite, engine);
    tcase_add_unchecked_fixture(faults, set_up, tear_down);
    tcase_set_timeout(faults, 60);
    tcase_add_loop_test(faults, a_failing_allocation_is_told_and_loses_nothing,
                        SUBJECTS_OF_ENGINE, SUBJECTS);
    tcase_add_loop_test(faults, memory_that_is_gone_for_good_is_told_and_loses_nothing,
                        SUBJECTS_OF_ENGINE, SUBJECTS);
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
