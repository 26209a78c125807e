/* test_replicate.c -- one replicate: drawn, solved and read. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "tests/cohort.h"
#include "tests/suite.h"

enum { MOST = 32 };

static planted p;

static void open_assay(const char *text)
{
    sim_error err = {""};

    ck_assert_msg(planted_open(&p, text, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_le(p.assay.readout.n * p.assay.task->n_arms, MOST);
}

/* Solves a replicate of the open assay by a worker of its own. */
static void solve(const sim_member *member, double numbers[MOST])
{
    sim_sample worker;
    sim_solution solution;
    sim_error err = {""};

    ck_assert_int_eq(sim_sample_init(&worker, &p.assay.lottery, &err), SIM_OK);
    ck_assert_msg(sim_sample_solve(&worker, &p.assay, member, &solution, &err) == SIM_OK,
                  "%s", err.text);
    sim_sample_read(&worker, &p.assay, member, &solution, numbers);
    sim_solution_free(&solution);
    sim_sample_free(&worker, &p.assay.lottery);
}

START_TEST(a_replicate_is_the_same_whoever_solves_it)
{
    const sim_member one = {0, 23, 23, 23, 23}, other = {0, 23, 24, 23, 23};
    double first[MOST] = {0}, again[MOST] = {0}, next[MOST] = {0};
    size_t gift;

    open_assay("[cohort]\npain_noise = 2.385\n[arm a]\n[arm b]\ntaker.need = 7.1\n");
    solve(&one, first);
    solve(&one, again);
    solve(&other, next);
    ck_assert_mem_eq(first, again, sizeof first);
    gift = sim_readout_find(&p.assay.readout, "gift");
    ck_assert(first[gift] == next[gift]); /* the same donor */
    ck_assert(first[0] != next[0]);       /* another patient */
    planted_close(&p);
}
END_TEST

/* No noise where none is asked for; else one of its own for each visit. */
START_TEST(visits_are_off_by_noise)
{
    const sim_member member = {0, 3, 3, 3, 3};
    double noise[SIM_VISITS];
    sim_error err = {""};

    for (int noisy = 0; noisy < 2; noisy++) {
        sim_sample worker;

        open_assay(noisy ? "[cohort]\npain_noise = 2.385\n" : "[cohort]\npain_noise = 0\n");
        ck_assert_int_eq(sim_sample_init(&worker, &p.assay.lottery, &err), SIM_OK);
        sim_sample_visits(&worker, &p.assay, &member, noise);
        ck_assert_int_eq(noise[0] != 0 && noise[1] != 0 && noise[0] != noise[1], noisy);
        sim_sample_free(&worker, &p.assay.lottery);
        planted_close(&p);
    }
}
END_TEST

START_TEST(a_row_says_who_it_is_what_is_read_and_what_was_drawn)
{
    static const char *const first[] = {"arm", "replicate", "seed", "redraws",
                                        "laboratory"};
    const sim_layout *l;

    open_assay("");
    l = &p.assay.replicates;
    ck_assert_str_eq(l->name, "replicates");
    ck_assert_uint_eq(l->n, 5 + p.assay.readout.n + 2);
    for (size_t i = 0; i < 5; i++) {
        ck_assert_str_eq(l->columns[i].name, first[i]);
        ck_assert_int_eq(l->columns[i].kind, i == 0 ? SIM_CELL_TEXT : SIM_CELL_WHOLE);
    }
    ck_assert_str_eq(l->columns[5].name, "final");
    ck_assert_str_eq(l->columns[l->n - 2].name, "giver.give");
    ck_assert_str_eq(l->columns[l->n - 1].name, "taker.need");
    ck_assert_str_eq(l->columns[l->n - 1].meaning, "the patient's part");
    planted_close(&p);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("replicate");
    TCase *cases = tcase_create("replicate");

    tcase_add_test(cases, a_replicate_is_the_same_whoever_solves_it);
    tcase_add_test(cases, visits_are_off_by_noise);
    tcase_add_test(cases, a_row_says_who_it_is_what_is_read_and_what_was_drawn);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
