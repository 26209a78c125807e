/* test_reads.c -- which parameters an arm's course depends on, from the rows alone. */
#include <check.h>

#include "sim/study/params.h"
#include "sim/study/reads.h"
#include "tests/experiment.h"
#include "tests/suite.h"

static sim_experiment experiment;
static sim_params params;
static sim_reads *reads;

static void take(const char *text)
{
    const sim_chain *chain = experiment_session.chain;
    sim_error err = {""};

    experiment_read(&experiment, text, experiment_no_sets);
    ck_assert_int_eq(sim_params_init(&params, chain, &experiment, &err), SIM_OK);
    ck_assert_int_eq(sim_reads_init(&reads, chain, &err), SIM_OK);
    sim_reads_take(reads, (const double *const *)params.at);
}

static void give_back(void)
{
    sim_reads_free(reads);
    sim_params_free(&params);
    sim_experiment_free(&experiment);
    reads = NULL;
}

/* A parameter of whichever stage has it. */
static bool has(const char *name, bool releases)
{
    const sim_chain *chain = experiment_session.chain;

    for (size_t i = 0; i < chain->n_stages; i++) {
        const sim_symbol *symbol = sim_model_find(chain->stages[i].model, name);

        if (!symbol || symbol->kind == SIM_INPUT) continue;
        if (releases) sim_reads_release(reads, i, symbol);
        return sim_reads_has(reads, i, symbol);
    }
    ck_abort_msg("%s", name);
}

START_TEST(what_is_multiplied_by_a_zero_is_not_read)
{
    take("[product]\ndose = 3.71e7\ndoses = 1\n[arm a]\n");
    ck_assert(has("dose", false));
    ck_assert(has("volume", false));
    ck_assert(!has("dose_interval", false));
    give_back();
    take("[product]\ndose = 3.71e7\ndoses = 3\n[arm a]\n");
    ck_assert(has("dose_interval", false));
    give_back();
}
END_TEST

START_TEST(what_may_have_any_value_wakes_others)
{
    take("[product]\ndoses = 1\n[arm a]\n");
    ck_assert(!has("dose_interval", false));
    has("doses", true);
    sim_reads_take(reads, (const double *const *)params.at);
    ck_assert(has("dose_interval", false));
    give_back();
}
END_TEST

START_TEST(what_is_told_wakes_what_hangs_on_it)
{
    take("[arm a]\n");
    ck_assert(has("dilution_lag", false));
    sim_reads_tell(reads, false);
    sim_reads_take(reads, (const double *const *)params.at);
    ck_assert(!has("dilution_lag", false));
    ck_assert(has("lag_time", false));
    give_back();
}
END_TEST

/* ---- what one quantity hangs on ------------------------------------------- */

/* Does it, in the arm that was taken?  A row or an INPUT of the last stage. */
static bool hangs_on(const char *quantity, const char *name)
{
    const size_t last = experiment_session.chain->n_stages - 1;
    const sim_model *m = experiment_session.chain->stages[last].model;

    sim_reads_take_one(reads, (const double *const *)params.at,
                       sim_model_find(m, quantity));
    return sim_reads_has(reads, last, sim_model_find(m, name));
}

START_TEST(a_quantity_hangs_on_what_moves_it_and_on_nothing_else)
{
    take("[arm a]\n");
    ck_assert(hangs_on("specific_relief", "senescent_in_sasp"));
    ck_assert(hangs_on("specific_relief", "injected_live"));
    ck_assert(hangs_on("specific_relief", "hit_probability"));
    ck_assert(hangs_on("specific_relief", "vas_base"));
    ck_assert(!hangs_on("specific_relief", "harvested"));
    ck_assert(!hangs_on("specific_relief", "doses_per_donor"));
    ck_assert(!hangs_on("specific_relief", "cartilage_loss"));
    ck_assert(hangs_on("cartilage", "cartilage_loss"));
    ck_assert(!hangs_on("cartilage", "vas_base"));
    ck_assert(hangs_on("potent_doses", "doses_per_donor"));
    ck_assert(hangs_on("potent_doses", "batch")); /* where it is empty */
    ck_assert(!hangs_on("potent_doses", "injected_live"));
    ck_assert(hangs_on("injected_at", "dose_interval") ==
              hangs_on("specific_relief", "dose_interval"));
    give_back();
}
END_TEST

START_TEST(a_quantity_hangs_on_nothing_that_a_zero_stands_before)
{
    take("[arm a]\n");
    ck_assert(!hangs_on("specific_relief", "adherence_time"));
    ck_assert(!hangs_on("specific_relief", "reject_rate"));
    ck_assert(!hangs_on("specific_relief", "dose_interval"));
    give_back();
    take("[product]\nmismatch = 0.71\ndoses = 2\n[rehab]\ntherapy = 0.3\n[arm a]\n");
    ck_assert(hangs_on("specific_relief", "adherence_time"));
    ck_assert(hangs_on("specific_relief", "reject_rate"));
    ck_assert(hangs_on("specific_relief", "dose_interval"));
    give_back();
}
END_TEST

/* What was asked of one quantity leaves no trace. */
START_TEST(all_tables_are_read_as_before)
{
    take("[arm a]\n");
    ck_assert(!hangs_on("potent_doses", "volume"));
    sim_reads_take(reads, (const double *const *)params.at);
    ck_assert(has("volume", false));
    ck_assert(has("harvest_passage", false));
    give_back();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reads");
    TCase *tests = tcase_create("tests");

    experiment_add_fixture(tests);
    tcase_add_test(tests, what_is_multiplied_by_a_zero_is_not_read);
    tcase_add_test(tests, what_may_have_any_value_wakes_others);
    tcase_add_test(tests, what_is_told_wakes_what_hangs_on_it);
    tcase_add_test(tests, a_quantity_hangs_on_what_moves_it_and_on_nothing_else);
    tcase_add_test(tests, a_quantity_hangs_on_nothing_that_a_zero_stands_before);
    tcase_add_test(tests, all_tables_are_read_as_before);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
