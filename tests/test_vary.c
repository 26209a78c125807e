/* test_vary.c -- which parameters an analysis varies, and within what. */
#include <string.h>

#include "sim/study/sensitivity.h"
#include "tests/points.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static void read_record(void)
{
    points_plan("[sensitivity]\nspread = 1.25\npersistence.tail = 0.03..0.08\n"
                "[product]\ndose = 0\n[sweep]\njoint.volume = 2, 5\n",
                false);
}

START_TEST(what_is_named_varies_by_the_spread_or_its_own_range)
{
    const sim_axes *axes = &points_record.axes;
    const sim_axis *volume, *tail;
    size_t still = 0;

    read_record();
    points_succeed(sim_sensitivity_choose(&points_record,
                                          "persistence.tail, joint.volume, product.dose",
                                          &still, &points_err));
    ck_assert_uint_eq(axes->n, 2);
    ck_assert_uint_eq(still, 1); /* what is 0 has no factor */
    tail = sim_axes_find(axes, "persistence.tail");
    ck_assert(tail->low == 0.03 && tail->high == 0.08);
    volume = sim_axes_find(axes, "joint.volume");
    ck_assert_double_eq_tol(volume->high / volume->low, 1.25 * 1.25,
                            1e-8); /* of 9 digits */
}
END_TEST

START_TEST(a_section_varies_as_a_whole_and_without_a_list_all_do)
{
    size_t still = 0, n;

    read_record();
    points_succeed(
        sim_sensitivity_choose(&points_record, "persistence", &still, &points_err));
    n = points_record.axes.n;
    ck_assert_uint_gt(n, 3);
    for (size_t i = 0; i < n; i++)
        ck_assert_int_eq(strncmp(points_record.axes.list[i].name, "persistence.", 12), 0);
    sim_axes_free(&points_record.axes);
    points_record.axes = (sim_axes){0};
    still = 0;
    points_succeed(sim_sensitivity_choose(&points_record, NULL, &still, &points_err));
    ck_assert_uint_gt(points_record.axes.n, 5 * n);
    ck_assert_ptr_null(sim_axes_find(&points_record.axes, "run.days"));
}
END_TEST

static const struct {
    const char *list, *message;
} refusals[] = {
    {"persistense",
     "--vary persistense: is no section, model or parameter; did you mean 'persistence'?"},
    {"joint.volum",
     "--vary joint.volum: unknown parameter 'joint.volum'; did you mean 'volume'?"},
    {"product.dose", "--vary product.dose: nothing of it can vary, being 0, words or "
                     "switches; a range in "
                     "[sensitivity], as product.dose = 0..1e+09, would be right"},
};

START_TEST(what_cannot_vary_is_refused)
{
    size_t still = 0;

    read_record();
    ck_assert_int_ne(
        sim_sensitivity_choose(&points_record, refusals[_i].list, &still, &points_err),
        SIM_OK);
    ck_assert_str_eq(points_err.text, refusals[_i].message);
}
END_TEST

static void add_all(TCase *cases)
{
    tcase_add_test(cases, what_is_named_varies_by_the_spread_or_its_own_range);
    tcase_add_test(cases, a_section_varies_as_a_whole_and_without_a_list_all_do);
    tcase_add_loop_test(cases, what_cannot_vary_is_refused, 0, LENGTH(refusals));
}

int main(void)
{
    Suite *suite = suite_create("vary");

    points_add_case(suite, "vary", add_all);
    return suite_run(suite);
}
