/* test_relay.c -- the hooks of a long calculation. */
#include <check.h>

#include "sim/study/team.h"
#include "tests/suite.h"

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
    Suite *suite = suite_create("relay");
    TCase *hooks = tcase_create("hooks");

    tcase_add_test(hooks, each_piece_is_told_until_a_hook_stops_it);
    tcase_add_test(hooks, what_was_broken_off_does_not_count);
    tcase_add_test(hooks, without_hooks_it_counts);
    tcase_add_test(hooks, the_clock_goes_forward);
    suite_add_tcase(suite, hooks);
    return suite_run(suite);
}
