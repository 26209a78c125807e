/* test_team.c -- threads that work together, work that is done apart, and the hooks of a long
 * calculation. */
#include <check.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "sim/cli/apart.h"
#include "sim/cli/progress.h"
#include "sim/study/team.h"
#include "tests/suite.h"

#if defined(__SANITIZE_ADDRESS__)
enum { HAS_ROOM = 0 }; /* its own memory is beyond any limit */
#else
enum { HAS_ROOM = 1 };
#endif

/* ---- teams ------------------------------------------------------------------ */

enum { THINGS = 2385, MEMBERS = 8 };

typedef struct {
    atomic_size_t next;
    int done[THINGS];
    int came[MEMBERS];
} job;

static void work(void *self, size_t member)
{
    job *j = self;

    j->came[member]++;
    for (size_t i; (i = atomic_fetch_add(&j->next, 1)) < THINGS;) j->done[i]++;
}

static void check_done(const job *j)
{
    for (size_t i = 0; i < THINGS; i++) ck_assert_int_eq(j->done[i], 1);
}

START_TEST(a_team_does_each_thing_once)
{
    static job j;

    sim_team_run(MEMBERS, work, &j);
    check_done(&j);
    for (size_t i = 0; i < MEMBERS; i++) ck_assert_int_eq(j.came[i], 1);
}
END_TEST

static void do_thing(void *self, size_t member, size_t i)
{
    job *j = self;

    ck_assert_uint_lt(member, MEMBERS);
    j->done[i]++;
}

START_TEST(things_that_a_team_shares_are_done_once_each)
{
    static job j;

    sim_team_share(MEMBERS, THINGS, do_thing, &j);
    check_done(&j);
}
END_TEST

START_TEST(a_team_of_one_is_the_caller)
{
    static job j;

    sim_team_run(1, work, &j);
    check_done(&j);
    ck_assert_int_eq(j.came[0], 1);
    ck_assert_int_eq(j.came[1], 0);
}
END_TEST

/* No address space is left for a thread's stack. */
static void forbid_threads(void)
{
    struct rlimit limit = {.rlim_max = RLIM_INFINITY};
    size_t pages = 0;
    FILE *in = fopen("/proc/self/statm", "r");

    ck_assert_ptr_nonnull(in);
    ck_assert_int_eq(fscanf(in, "%zu", &pages), 1);
    ck_assert_int_eq(fclose(in), 0);
    limit.rlim_cur = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + (1 << 20);
    ck_assert_int_eq(setrlimit(RLIMIT_AS, &limit), 0);
}

START_TEST(threads_that_the_system_refuses_are_done_without)
{
    static job j;

    if (!HAS_ROOM) return;
    forbid_threads();
    sim_team_run(MEMBERS, work, &j);
    check_done(&j);
    ck_assert_int_eq(j.came[0], 1);
    ck_assert_int_eq(j.came[MEMBERS - 1], 0);
}
END_TEST

START_TEST(threads_are_as_many_as_asked_for_or_processors)
{
    ck_assert_uint_eq(sim_threads(3), 3);
    ck_assert_uint_ge(sim_threads(0), 1);
}
END_TEST

/* ---- apart -------------------------------------------------------------------- */

static sim_status succeed(void *self, sim_error *err)
{
    (void)err;
    return write(*(int *)self, "drawn", 5) == 5 ? SIM_OK : SIM_EIO;
}

static sim_status refuse(void *self, sim_error *err)
{
    (void)self;
    return sim_fail(err, SIM_EVALUE, "a.png: is too wide");
}

static sim_status crash(void *self, sim_error *err)
{
    (void)self;
    (void)err;
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
    return SIM_OK;
}

static sim_status dawdle(void *self, sim_error *err)
{
    (void)self;
    (void)err;
    while (pause() != 0) continue;
    return SIM_OK;
}

START_TEST(what_is_done_apart_is_done)
{
    char text[8] = "";
    sim_error err = {""};
    int ends[2];

    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(
        sim_apart_run(
            &(sim_apart){.work = succeed, .self = &ends[1], .what = "a.png", .lock = -1},
            &err),
        SIM_OK);
    ck_assert_int_eq(read(ends[0], text, 5), 5);
    ck_assert_str_eq(text, "drawn");
}
END_TEST

START_TEST(what_fails_apart_says_why)
{
    sim_error err = {""};

    ck_assert_int_eq(
        sim_apart_run(
            &(sim_apart){.work = refuse, .self = NULL, .what = "a.png", .lock = -1}, &err),
        SIM_EVALUE);
    ck_assert_str_eq(err.text, "a.png: is too wide");
}
END_TEST

START_TEST(what_crashes_apart_is_an_error)
{
    sim_error err = {""};

    ck_assert_int_eq(
        sim_apart_run(
            &(sim_apart){.work = crash, .self = NULL, .what = "a.png", .lock = -1}, &err),
        SIM_EIO);
    ck_assert_str_eq(err.text,
                     "a.png: drawing broke off (Segmentation fault); more memory or "
                     "threads (ulimit -v, -u) would be right");
}
END_TEST

static sim_status draw_interrupted(void *self, sim_error *err)
{
    (void)self;
    raise(SIGTERM);
    return sim_apart_run(
        &(sim_apart){.work = dawdle, .self = NULL, .what = "a.png", .lock = -1}, err);
}

START_TEST(a_signal_ends_what_is_done_apart)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_signals_hold(draw_interrupted, NULL, &err), SIM_ESTOP);
    ck_assert_str_eq(err.text, "a.png: interrupted before it was drawn");
}
END_TEST

/* ---- relays ----------------------------------------------------------------- */

typedef struct {
    size_t asked, told, last, stop_at;
} listener;

static bool stop(void *self)
{
    listener *l = self;

    return ++l->asked == l->stop_at;
}

static void progress(void *self, size_t done)
{
    listener *l = self;

    l->told++;
    l->last = done;
}

START_TEST(each_piece_is_told_until_a_hook_stops_it)
{
    listener l = {.stop_at = 7};
    const sim_hooks hooks = {stop, progress, &l};
    sim_relay relay;

    sim_relay_init(&relay, &hooks);
    for (size_t i = 1; !sim_relay_is_stopped(&relay); i++) {
        sim_relay_pass(&relay, false);
        ck_assert_uint_eq(l.last, i);
    }
    ck_assert_uint_eq(l.told, 7);
    ck_assert_uint_eq(atomic_load(&relay.done), 7);
}
END_TEST

START_TEST(what_was_broken_off_does_not_count)
{
    listener l = {.stop_at = 0};
    const sim_hooks hooks = {stop, progress, &l};
    sim_relay relay;

    sim_relay_init(&relay, &hooks);
    sim_relay_pass(&relay, false);
    sim_relay_pass(&relay, true);
    ck_assert(sim_relay_is_stopped(&relay));
    ck_assert_uint_eq(atomic_load(&relay.done), 1);
    ck_assert_uint_eq(l.told, 1);
}
END_TEST

START_TEST(without_hooks_it_counts)
{
    sim_relay relay;

    sim_relay_init(&relay, NULL);
    for (int i = 0; i < 5; i++) sim_relay_pass(&relay, false);
    ck_assert(!sim_relay_is_stopped(&relay));
    ck_assert_uint_eq(atomic_load(&relay.done), 5);
}
END_TEST

START_TEST(the_clock_goes_forward)
{
    const double first = sim_now();

    ck_assert_double_gt(first, 0);
    ck_assert_double_ge(sim_now(), first);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("team");
    TCase *team = tcase_create("team"), *apart = tcase_create("apart"),
          *hooks = tcase_create("hooks");

    tcase_add_test(team, a_team_does_each_thing_once);
    tcase_add_test(team, things_that_a_team_shares_are_done_once_each);
    tcase_add_test(team, a_team_of_one_is_the_caller);
    tcase_add_test(team, threads_that_the_system_refuses_are_done_without);
    tcase_add_test(team, threads_are_as_many_as_asked_for_or_processors);
    tcase_add_test(apart, what_is_done_apart_is_done);
    tcase_add_test(apart, what_fails_apart_says_why);
    tcase_add_test(apart, what_crashes_apart_is_an_error);
    tcase_add_test(apart, a_signal_ends_what_is_done_apart);
    tcase_add_test(hooks, each_piece_is_told_until_a_hook_stops_it);
    tcase_add_test(hooks, what_was_broken_off_does_not_count);
    tcase_add_test(hooks, without_hooks_it_counts);
    tcase_add_test(hooks, the_clock_goes_forward);
    suite_add_tcase(suite, team);
    suite_add_tcase(suite, apart);
    suite_add_tcase(suite, hooks);
    return suite_run(suite);
}
