#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include "tests/faulty.h"

#include <check.h>
#include <ctype.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/temp.h"

char faulty_program[4096];
static char root[TEMP_PATH];
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
    char command[sizeof faulty_program + 64];

    for (size_t i = 0; i < 2; i++) {
        snprintf(command, sizeof command, "'%s' sweep s.ini -k %s >said 2>&1",
                 faulty_program, options[i]);
        ck_assert_int_eq(system(command), 0);
    }
}

void faulty_set_up(void)
{
    const char *built = getenv("POTENCY"), *wanted = getenv("FAULTS");
    sim_error err = {""};

    if (wanted) one_in = strtoul(wanted, NULL, 10);
    ck_assert_uint_ge(one_in, 1);
    ck_assert_ptr_nonnull(realpath(built ? built : "build/potency", faulty_program));
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
    subjects_write_file("c.ini", subjects_trial);
    subjects_write_file("o.ini", subjects_optimum);
    subjects_write_file("f.ini", subjects_fit);
    subjects_write_file("m.csv", subjects_measured);
    make_databases();
    ck_assert_msg(subjects_write_table(&err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(rename("out", "kept"), 0);
    ck_assert_msg(subjects_call("run a.ini -o run", &err) == SIM_OK, "%s", err.text);
}

void faulty_tear_down(void)
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

uint64_t faulty_keep_folder(void)
{
    faults_age_folder("out");
    faults_copy_folder("out", "stock");
    return faults_hash_folder("out");
}

uint64_t faulty_prepare_folder(const subject *s, faulty_folder state)
{
    fault_plan none = {.kind = NOTHING};
    sim_error err;

    faults_remove_folder("out");
    faults_remove_folder("stock");
    if (state == FRESH) return 0;
    ck_assert_msg(try(s, &none, &err) == SIM_OK, "%s: %s", s->name, err.text);
    return faulty_keep_folder();
}

void faulty_restore_folder(void)
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
    while (n <= calls &&
           !(n % (one_in * subjects[subject_index].of) == 0 &&
             is_due(p, n - 1, subject_index) && ends_its_way(p, n - 1, calls)))
        n++;
    return n;
}

void faulty_fail_each(const subject *s, fault_kind kind, bool all_after,
                      faulty_folder state)
{
    uint64_t expected, after;
    folders right = {.before = faulty_prepare_folder(s, state)};
    fault_plan p = {.kind = kind, .first = SIZE_MAX};
    size_t calls;
    sim_error err;

    ck_assert_msg(try(s, &p, &err) == SIM_OK, "%s: %s", s->name, err.text);
    expected = faults_result;
    after = faults_hash_folder("out");
    right.tables = faults_hash_files("out", TABLES);
    right.after = after;
    faulty_restore_folder();
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
        if (faults_hash_folder("out") != right.before) faulty_restore_folder();
    }
    if (kind == MEMORY) see_ways(all_after, calls);
}
