/* test_choices_tell.c -- what is said of a choice that stands over a preset or does nothing. */
#include <check.h>

#include "sim/study/choices.h"
#include "tests/experiment.h"
#include "tests/suite.h"

static sim_experiment experiment;
static sim_choices choices;
static sim_findings told;

static void tell(const char *text)
{
    sim_error err = {""};

    experiment_read(&experiment, text, experiment_no_sets);
    ck_assert_int_eq(
        sim_choices_init(&choices, &experiment, experiment_session.chain, &err), SIM_OK);
    ck_assert_int_eq(sim_choices_look(&choices, NULL, &err), SIM_OK);
    told = (sim_findings){0};
    ck_assert_int_eq(sim_choices_tell(&choices, &told, &err), SIM_OK);
}

static void give_back(void)
{
    sim_findings_free(&told);
    sim_choices_free(&choices);
    sim_experiment_free(&experiment);
}

static void expect(const char *after)
{
    char line[TEMP_PATH + 512];

    ck_assert_uint_eq(told.n, 1);
    snprintf(line, sizeof line, "%s:%s", experiment_file, after);
    ck_assert_str_eq(told.lines[0], line);
}

START_TEST(a_row_that_stands_over_a_preset_is_told)
{
    tell("[presets]\nproduct = exosomes\n[product]\ndose = 3.7e6\n[arm a]\n");
    expect("4: product.dose = 3.7e+06 stands over preset exosomes's value 0");
    give_back();
}
END_TEST

START_TEST(a_row_without_effect_is_told)
{
    tell("[product]\ndose_interval = 23.5\n[arm a]\n");
    expect("2: product.dose_interval = 23.5 has no effect in arm a");
    give_back();
}
END_TEST

START_TEST(a_preset_for_another_place_is_told_and_holds)
{
    tell("[arm a]\npresets.guidance = blind_shoulder\n");
    expect(
        "2: presets.guidance = blind_shoulder is for the shoulder, and this run treats the "
        "knee; blind_knee would be right");
    give_back();
    tell("[presets]\nguidance = guided_knee\n[arm a]\n");
    ck_assert_uint_eq(told.n, 0);
    give_back();
}
END_TEST

START_TEST(choices_have_the_names_of_their_rows)
{
    char name[SIM_CHOICES_NAME];

    tell("[presets]\nproduct = thawed_injected\n[product]\ndose = 3.7e6\n[arm a]\n");
    ck_assert_uint_eq(told.n, 0);
    sim_choices_name(&experiment, &experiment.assignments[0], name);
    ck_assert_str_eq(name, "presets.product = thawed_injected");
    sim_choices_name(&experiment, &experiment.assignments[1], name);
    ck_assert_str_eq(name, "product.dose = 3.7e+06");
    give_back();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("choices_tell");
    TCase *tests = tcase_create("tests");

    experiment_add_fixture(tests);
    tcase_add_test(tests, a_preset_for_another_place_is_told_and_holds);
    tcase_add_test(tests, a_row_that_stands_over_a_preset_is_told);
    tcase_add_test(tests, a_row_without_effect_is_told);
    tcase_add_test(tests, choices_have_the_names_of_their_rows);
    suite_add_tcase(suite, tests);
    return suite_run(suite);
}
