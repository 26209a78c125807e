/* test_slots.c -- replicates that are solved side by side stand where each would alone. */
#include <check.h>
#include <string.h>

#include "sim/study/slots.h"
#include "sim/study/tables.h"
#include "tests/cohort.h"
#include "tests/suite.h"

enum { MOST = 64 };

static planted p;

static const char experiment[] = "[arm a]\n[arm b]\ntaker.need = 7.1\n";

/* A pass over numbers alone, with its slots' numbers in numbers[SIM_SAMPLES][MOST]. */
static void open_pass(sim_pass *pass, const sim_ensemble_task *task, sim_slot slots[],
                      double numbers[][MOST])
{
    static const sim_watch nothing = {0};
    static sim_ensemble ensemble;
    sim_error err = {""};

    ensemble = (sim_ensemble){.assay = task->assay, .watch = &nothing};
    *pass = (sim_pass){.ensemble = &ensemble,
                       .n_arms = task->assay->task->n_arms,
                       .n_numbers = task->assay->readout.n,
                       .n_drawn = task->assay->lottery.n_points};
    ck_assert_uint_le(pass->n_arms * (pass->n_numbers + pass->n_drawn), MOST);
    ck_assert_int_eq(sim_crew_init(&pass->crew, task, &err), SIM_OK);
    ck_assert_int_eq(sim_reports_init(task->assay->task->chain, &ensemble.form, &err),
                     SIM_OK);
    for (size_t i = 0; i < SIM_SAMPLES; i++) {
        slots[i] = (sim_slot){.numbers = numbers[i]};
        slots[i].drawn = slots[i].numbers + pass->n_arms * pass->n_numbers;
        slots[i].courses = slots[i].reports = slots[i].drawn + pass->n_arms * pass->n_drawn;
    }
}

static void close_pass(sim_pass *pass)
{
    sim_crew_free(&pass->crew);
    sim_table_free(&pass->ensemble->form);
}

START_TEST(slots_of_a_group_hold_what_each_holds_alone)
{
    static double together[SIM_SAMPLES][MOST], alone[SIM_SAMPLES][MOST];
    sim_slot slots[SIM_SAMPLES];
    sim_error err = {""};
    sim_pass pass;

    ck_assert_msg(planted_open(&p, experiment, &err) == SIM_OK, "%s", err.text);
    const sim_ensemble_task task = {.assay = &p.assay, .n = 100, .threads = 1};

    open_pass(&pass, &task, slots, together);
    sim_pass_get(&pass, 0, slots, SIM_SAMPLES, 23, 7);
    for (size_t i = 0; i < SIM_SAMPLES; i++) ck_assert(slots[i].solved);
    close_pass(&pass);
    for (size_t i = 0; i < SIM_SAMPLES; i++) {
        open_pass(&pass, &task, slots, alone);
        sim_pass_get(&pass, 0, &slots[i], 1, 23 + 7 * i, 1);
        ck_assert_int_eq(slots[i].status, SIM_OK);
        close_pass(&pass);
        ck_assert_mem_eq(alone[i], together[i], sizeof alone[i]);
        ck_assert(i == 0 || memcmp(alone[i], alone[0], sizeof alone[i]) != 0);
    }
    planted_close(&p);
}
END_TEST

static bool stop(void *self)
{
    (void)self;
    return true;
}

START_TEST(nothing_is_solved_after_an_end)
{
    static double numbers[SIM_SAMPLES][MOST];
    const sim_hooks hooks = {.stop = stop};
    sim_slot slots[SIM_SAMPLES];
    sim_error err = {""};
    sim_pass pass;

    ck_assert_msg(planted_open(&p, experiment, &err) == SIM_OK, "%s", err.text);
    const sim_ensemble_task task = {
        .assay = &p.assay, .n = 100, .threads = 1, .hooks = &hooks};

    open_pass(&pass, &task, slots, numbers);
    sim_relay_pass(&pass.crew.relay, true);
    ck_assert(sim_crew_is_stopped(&pass.crew));
    sim_pass_get(&pass, 0, slots, SIM_SAMPLES, 0, 1);
    for (size_t i = 0; i < SIM_SAMPLES; i++) ck_assert(!slots[i].solved);
    close_pass(&pass);
    planted_close(&p);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("slots");
    TCase *tcase = tcase_create("slots");

    tcase_add_test(tcase, slots_of_a_group_hold_what_each_holds_alone);
    tcase_add_test(tcase, nothing_is_solved_after_an_end);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
