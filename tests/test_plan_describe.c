/* test_plan_describe.c -- what the numbers of a sweep hang on, by name. */
#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tests/points.h"
#include "tests/suite.h"

/* All that is given, one after the other. */
static sim_status print(void *self, const sim_store_parameter *p, sim_error *ignored)
{
    char *text = self;
    const size_t at = strlen(text);

    (void)ignored;
    snprintf(text + at, POINTS_TEXT - at, "%s = %s [%s]\n", p->name, p->value, p->unit);
    return SIM_OK;
}

static const char sweep[] = "[run]\ndays = 23\n[sweep]\nproduct.dose = log 2e6..5e7 x 3\n"
                            "presets.source = adipose, umbilical\n"
                            "[arm early]\n[arm late]\njoint.volume = 3.71\n";

START_TEST(all_that_numbers_hang_on_is_told)
{
    static const char *const told[] = {
        ("sweep.product.dose = log 2e6..5e7 x 3 [1]\nsweep.presets.source = adipose, "
         "umbilical "
         "[1]\n"),
        "\nrun.days = 23 [day]\n",
        ("\narm late: number = 2 [1]\narm late: joint.volume = 3.71 "
         "[mL]\n"),
        "\nwith presets.source = adipose: passaging.cycle_time = 24 [h]\n",
    };
    static char text[POINTS_TEXT];

    points_plan(sweep, false);
    points_succeed(sim_plan_describe(&points_record.plan, print, text, &points_err));
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        ck_assert_msg(strstr(text, told[i]) != NULL, "%s: %s", told[i], text);
    ck_assert_ptr_null(strstr(text, "sweep.points")); /* which a grid does not read */
    sim_plan_print_axes(&points_record.plan, text, POINTS_TEXT);
    ck_assert_str_eq(text,
                     "product.dose log 2e6..5e7 x 3; presets.source adipose, umbilical");
}
END_TEST

START_TEST(a_plan_with_another_value_has_another_hash)
{
    char other[POINTS_TEXT];
    uint64_t hashes[3];

    for (size_t i = 0; i < 3; i++) {
        snprintf(other, sizeof other, "%s%s", sweep, i == 2 ? "joint.load = 1.07\n" : "");
        points_plan(other, false);
        points_succeed(sim_plan_hash(&points_record.plan, &hashes[i], &points_err));
        sim_record_close(&points_record);
    }
    ck_assert_uint_eq(hashes[0], hashes[1]);
    ck_assert_uint_ne(hashes[0], hashes[2]);
}
END_TEST

static void add_plans(TCase *cases)
{
    tcase_add_test(cases, all_that_numbers_hang_on_is_told);
    tcase_add_test(cases, a_plan_with_another_value_has_another_hash);
}

int main(void)
{
    Suite *suite = suite_create("plan_describe");

    points_add_case(suite, "plans", add_plans);
    return suite_run(suite);
}
