/* test_fact.c -- what is found in numbers, and the words for it. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "plots/fact.h"
#include "tests/suite.h"

static const sim_telling relief = {
    .least = 1, .better = SIM_MORE_IS_BETTER, .words = "relief"};
static const sim_telling ratio = {
    .least = 0.02, .better = SIM_LESS_IS_BETTER, .words = "the ratio"};
static const sim_telling cells = {.least = 1, .words = "cells"};

static const char *const names[] = {"P2", "P5", "P12"};

/* ---- cases ---------------------------------------------------------------- */

typedef struct {
    const sim_telling *telling;
    size_t n;
    double values[3], base;
    plot_case is;
    const char *title, *caption;
} finding;

static const finding findings[] = {
    {&relief,
     3,
     {0.31, -0.62, 0},
     0,
     PLOT_NOTHING,
     "Relief: less than 1 mm with every arm",
     "Change: less than 1 mm from the start with every arm."},
    {&relief,
     1,
     {16.27},
     0,
     PLOT_ONE,
     "Relief peaks at 16.3 mm on day 31",
     "Highest: 16.3 mm on day 31."},
    {&relief,
     1,
     {0.62},
     0,
     PLOT_NOTHING,
     "Relief: less than 1 mm",
     "Change: less than 1 mm from the start."},
    {&relief,
     3,
     {0.2, 16.27, NAN},
     0,
     PLOT_ALONE,
     "Relief peaks at 16.3 mm with P5; less than 1 mm with the other",
     "Highest: 16.3 mm with P5 on day 32; less than 1 mm from the start with the other."},
    {&relief,
     3,
     {0.2, 16.27, 0.3},
     0,
     PLOT_ALONE,
     "Relief peaks at 16.3 mm with P5; less than 1 mm with the 2 others",
     "Highest: 16.3 mm with P5 on day 32; less than 1 mm from the start with the 2 "
     "others."},
    {&relief,
     3,
     {NAN, 16.27, NAN},
     0,
     PLOT_ONE,
     "Relief peaks at 16.3 mm on day 32",
     "Highest: 16.3 mm on day 32."},
    {&relief,
     3,
     {16.27, 16.9, 16.5},
     0,
     PLOT_TIE,
     "Relief peaks at about 16.9 mm with every arm",
     "Highest: about 16.9 mm with every arm."},
    {&relief,
     3,
     {16.27, 16.9, 0.5},
     0,
     PLOT_TIE,
     "Relief peaks at about 16.9 mm with 2 arms",
     "Highest: about 16.9 mm with 2 arms."},
    {&relief,
     3,
     {16.27, 12.1, 8.521},
     0,
     PLOT_WORSE,
     "Relief peaks at 16.3 mm with P2 and at 8.52 mm with P12: 48 % less",
     "Highest: 16.3 mm with P2 on day 31; 8.52 mm with P12 on day 33."},
    {&relief,
     3,
     {8.521, 12.1, 16.27},
     0,
     PLOT_BETTER,
     "Relief peaks at 8.52 mm with P2 and at 16.3 mm with P12: 91 % more",
     "Highest: 8.52 mm with P2 on day 31; 16.3 mm with P12 on day 33."},
    {&relief,
     2,
     {2.385, 37.1},
     0,
     PLOT_BETTER,
     "Relief peaks at 2.38 mm with P2 and at 37.1 mm with P5: 16 times as much",
     "Highest: 2.38 mm with P2 on day 31; 37.1 mm with P5 on day 32."},
    {&relief,
     3,
     {16.27, 12.1, -3.71},
     0,
     PLOT_MIXED,
     "Relief peaks at 16.3 mm with P2; with P12 it is -3.71 mm at worst",
     "Highest: 16.3 mm with P2 on day 31; with P12 -3.71 mm at worst, on day 33."},
    {&relief,
     3,
     {0.2, -2.385, -3.71},
     0,
     PLOT_HARM,
     "Relief: none with every arm; at worst -3.71 mm with P12 on day 33",
     "Lowest: -3.71 mm with P12 on day 33."},
    {&ratio,
     2,
     {0.355, 0.94},
     1.778,
     PLOT_WORSE,
     NULL,
     "Lowest: 0.355 mm with P2 on day 31; 0.94 mm with P5 on day 32."},
    {&ratio,
     2,
     {0.94, 2.385},
     1.778,
     PLOT_MIXED,
     NULL,
     "Lowest: 0.94 mm with P2 on day 31; with P5 2.38 mm at worst, on day 32."},
    {&ratio,
     2,
     {1.9, 2.385},
     1.778,
     PLOT_HARM,
     NULL,
     "Highest: 2.38 mm with P5 on day 32."},
    {&cells,
     2,
     {1.5e6, 3.71e7},
     NAN,
     PLOT_DIFFERENT,
     NULL,
     "Lowest: 1.5e+06 mm with P2 on day 31; 3.71e+07 mm with P5 on day 32."},
    {NULL, 2, {3.71, 3.72}, NAN, PLOT_TIE, NULL, "Lowest: about 3.72 mm with every arm."},
    {NULL,
     2,
     {3.71, 3.8},
     NAN,
     PLOT_DIFFERENT,
     NULL,
     "Lowest: 3.71 mm with P2 on day 31; 3.8 mm with P5 on day 32."},
};

static plot_fact find(const finding *f, const plot_topic *topic)
{
    plot_read reads[3];

    for (size_t i = 0; i < f->n; i++)
        reads[i] = (plot_read){.arm = isnan(f->values[i]) ? NULL : names[i],
                               .value = f->values[i],
                               .at = 31 + (double)i,
                               .base = f->base,
                               .order = i};
    return plot_fact_of(topic, reads, f->n);
}

START_TEST(numbers_are_told_apart_by_what_is_worth_a_word)
{
    const finding *f = &findings[_i];
    const plot_topic topic = {.column = "relief",
                              .unit = "mm",
                              .words = "it",
                              .telling = f->telling,
                              .reading = PLOT_READ_BEST,
                              .x = "day"};
    const plot_fact fact = find(f, &topic);
    GString *title = g_string_new(NULL), *caption = g_string_new(NULL);

    plot_fact_title(&fact, &topic, false, title);
    plot_fact_caption(&fact, &topic, caption);
    ck_assert_str_eq(plot_case_name(fact.is), plot_case_name(f->is));
    if (f->title) ck_assert_str_eq(title->str, f->title);
    ck_assert_str_eq(caption->str, f->caption);
    g_string_free(title, TRUE);
    g_string_free(caption, TRUE);
}
END_TEST

START_TEST(the_earlier_arm_is_named_first)
{
    const plot_topic topic = {.unit = "mm", .telling = &relief, .reading = PLOT_READ_BEST};
    const plot_read reads[] = {{.arm = "P12", .value = 8.521, .order = 9},
                               {.arm = "P2", .value = 16.27, .order = 2}};
    const plot_fact fact = plot_fact_of(&topic, reads, 2);

    ck_assert_str_eq(fact.arm.arm, "P2");
    ck_assert_str_eq(fact.other.arm, "P12");
    ck_assert_int_eq(fact.is, PLOT_WORSE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fact");
    TCase *cases = tcase_create("cases");

    suite_add_tcase(suite, cases);
    tcase_add_loop_test(cases, numbers_are_told_apart_by_what_is_worth_a_word, 0,
                        sizeof findings / sizeof *findings);
    tcase_add_test(cases, the_earlier_arm_is_named_first);
    return suite_run(suite);
}
