/* test_crew.c -- the threads that solve replicates, and what all of them share. */
#include <check.h>
#include <stdatomic.h>

#include "sim/study/crew.h"
#include "tests/cohort.h"
#include "tests/suite.h"

enum { PIECES = 371 };

typedef struct {
    sim_crew crew;
    atomic_size_t done[PIECES];
} shared_work;

static void take_piece(void *self, size_t member, size_t i)
{
    shared_work *j = self;

    ck_assert_uint_lt(member, j->crew.threads);
    atomic_fetch_add(&j->done[i], 1);
}

START_TEST(each_piece_is_done_once_each_time)
{
    static shared_work j;
    sim_error err = {""};
    planted p;

    ck_assert_int_eq(planted_open(&p, "", &err), SIM_OK);
    const sim_ensemble_task task = {.assay = &p.assay, .n = 7, .threads = 3};

    ck_assert_int_eq(sim_crew_init(&j.crew, &task, &err), SIM_OK);
    ck_assert_uint_eq(j.crew.threads, 3);
    for (size_t round = 1; round <= 2; round++) {
        sim_team_share(j.crew.threads, PIECES, take_piece, &j);
        for (size_t i = 0; i < PIECES; i++)
            ck_assert_uint_eq(atomic_load(&j.done[i]), round);
    }
    ck_assert(!sim_crew_is_stopped(&j.crew) && !sim_crew_is_lost(&j.crew));
    sim_crew_free(&j.crew);
    planted_close(&p);
}
END_TEST

START_TEST(it_is_lost_where_nothing_can_be_kept)
{
    sim_ledger ledger = {.status = SIM_EIO};
    sim_error err = {""};
    sim_crew crew;
    planted p;

    ck_assert_int_eq(planted_open(&p, "", &err), SIM_OK);
    const sim_ensemble_task task = {
        .assay = &p.assay, .n = 7, .threads = 1, .ledger = &ledger};

    ck_assert_int_eq(sim_crew_init(&crew, &task, &err), SIM_OK);
    ck_assert(sim_crew_is_lost(&crew));
    ledger.status = SIM_OK;
    ck_assert(!sim_crew_is_lost(&crew));
    sim_crew_free(&crew);
    planted_close(&p);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("crew");
    TCase *cases = tcase_create("crew");

    tcase_add_test(cases, each_piece_is_done_once_each_time);
    tcase_add_test(cases, it_is_lost_where_nothing_can_be_kept);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
