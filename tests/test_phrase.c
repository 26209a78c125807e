/* test_phrase.c -- what is found in numbers, in words. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "plots/phrase.h"
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
     "At all times: within 1 mm of the start with every arm."},
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
     "At all times: within 1 mm of the start."},
    {&relief,
     3,
     {0.2, 16.27, NAN},
     0,
     PLOT_ALONE,
     "Relief peaks at 16.3 mm with P5; less than 1 mm with another",
     "Highest: 16.3 mm with P5 on day 32; within 1 mm of the start with another."},
    {&relief,
     3,
     {0.2, 16.27, 0.3},
     0,
     PLOT_ALONE,
     "Relief peaks at 16.3 mm with P5; less than 1 mm with the 2 others",
     "Highest: 16.3 mm with P5 on day 32; within 1 mm of the start with the 2 others."},
    {&relief,
     3,
     {16.27, 16.9, 16.5},
     0,
     PLOT_TIE,
     "Relief peaks at 16.3 to 16.9 mm with every arm",
     "Highest: 16.3 to 16.9 mm with every arm."},
    {&relief,
     3,
     {16.27, 16.9, 0.5},
     0,
     PLOT_TIE,
     "Relief peaks at 16.3 to 16.9 mm with P2 and P5",
     "Highest: 16.3 to 16.9 mm with P2 and P5."},
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
     "Relief peaks at 16.3 mm with P2; less than 1 mm with P12, at worst −3.71 mm on day "
     "33",
     "Highest: 16.3 mm with P2 on day 31; with P12 no better than at the start, at worst "
     "−3.71 mm on day 33."},
    {&relief,
     3,
     {0.2, -2.385, -3.71},
     0,
     PLOT_HARM,
     "Relief: less than 1 mm with any arm; at worst −3.71 mm with P12 on day 33",
     "No better than at the start with any arm; at worst −3.71 mm with P12 on day 33."},
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
     "Lowest: 0.94 mm with P2 on day 31; with P5 no better than at the start, at worst "
     "2.38 "
     "mm on day 32."},
    {&ratio,
     2,
     {1.9, 2.385},
     1.778,
     PLOT_HARM,
     NULL,
     "No better than at the start with any arm; at worst 2.38 mm with P5 on day 32."},
    {&cells,
     2,
     {1.5e6, 3.71e7},
     NAN,
     PLOT_DIFFERENT,
     NULL,
     "Lowest: 1.5×10⁶ mm with P2 on day 31; 3.71×10⁷ mm with P5 on day 32."},
    {NULL, 2, {3.71, 3.72}, NAN, PLOT_TIE, NULL, "Lowest: 3.71 to 3.72 mm with both arms."},
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

    plot_phrase_title(&fact, &topic, title);
    plot_phrase_caption(&fact, &topic, caption);
    ck_assert_str_eq(plot_case_name(fact.is), plot_case_name(f->is));
    if (f->title) ck_assert_str_eq(title->str, f->title);
    ck_assert_str_eq(caption->str, f->caption);
    g_string_free(title, TRUE);
    g_string_free(caption, TRUE);
}
END_TEST

/* ---- readings -------------------------------------------------------------- */

static const plot_topic until = {
    .unit = "cell", .telling = &cells, .reading = PLOT_READ_UNTIL, .x = "day", .limit = 1};
static const plot_topic last = {.unit = "1",
                                .telling = &ratio,
                                .reading = PLOT_READ_LAST,
                                .lead = "in the harvest",
                                .x = "passage"};
static const plot_topic end = {
    .unit = "1", .telling = &ratio, .reading = PLOT_READ_LAST, .x = "day"};
static const plot_topic median = {.unit = "mm",
                                  .telling = &relief,
                                  .reading = PLOT_READ_BEST,
                                  .is_median = true,
                                  .x = "day"};
static const plot_topic one_of = {.unit = "mm",
                                  .telling = &relief,
                                  .reading = PLOT_READ_BEST,
                                  .x = "day",
                                  .names_one = true};

static const plot_topic of_days = {.unit = "mm",
                                   .telling = &relief,
                                   .reading = PLOT_READ_BEST,
                                   .is_of_days = true,
                                   .x = "day"};
static const plot_topic medians_of_days = {.unit = "mm",
                                           .telling = &relief,
                                           .reading = PLOT_READ_BEST,
                                           .is_median = true,
                                           .is_of_days = true,
                                           .x = "day"};

#define READ(name, number, v, when, ...) \
    { \
        .arm = name, .value = v, .at = when, .base = NAN, .order = number, __VA_ARGS__ \
    }

static const struct {
    const plot_topic *topic;
    plot_read reads[2];
    size_t n;
    const char *caption, *title;
} readings[] = {
    {&until,
     {READ("P2", 0, 319, 319, ), READ("P12", 1, 309.4, 309.4, )},
     2,
     "At least 1 cell: until day 319 with P2; until day 309 with P12.",
     NULL},
    {&until,
     {READ("P2", 0, 319, 319, .is_broken = true), READ("P12", 1, 730, 730, .is_end = true)},
     2,
     "At least 1 cell: with breaks until day 319 with P2; to the end, day 730 with P12.",
     NULL},
    {&until,
     {READ("P2", 0, 319, 319, ), READ("P12", 1, 318, 318, )},
     2,
     "At least 1 cell: until day 318 to 319 with both arms.",
     NULL},
    {&last,
     {READ("P2", 0, 0.0203, 2, ), READ("P12", 1, 0.537, 12, )},
     2,
     "In the harvest: 0.0203 with P2 at passage 2; 0.537 with P12 at passage 12.",
     NULL},
    {&last,
     {READ("own", 0, 0.0894, 5, ), READ("old", 1, 0.292, 5, )},
     2,
     "In the harvest, at passage 5: 0.0894 with own; 0.292 with old.",
     NULL},
    {&end, {READ("P2", 0, 0.947, 730, )}, 1, "At the end, on day 730: 0.947.", NULL},
    {&median,
     {READ("P2", 0, 16.27, 218, .is_end = false), READ("P12", 1, 8.521, 216, )},
     2,
     "Highest (median): 16.3 mm with P2 on day 218; 8.52 mm with P12 on day 216.",
     "Relief peaks at a median of 16.3 mm with P2 and of 8.52 mm with P12"},
    {&median,
     {READ("P2", 0, 16.27, 218, )},
     1,
     "Highest (median): 16.3 mm on day 218.",
     "Relief peaks at a median of 16.3 mm"},
    {&one_of,
     {READ("P2", 0, 16.27, 2.385, .is_end = true)},
     1,
     "Highest: 16.3 mm with P2 on day 2.4.",
     "Relief reaches 16.3 mm with P2 on day 2.4"},
    {&one_of, {READ("P2", 0, NAN, NAN, )}, 1, "", "Relief: nothing to tell"},
    {&of_days,
     {READ("P2", 0, 16.27, 218, ), READ("P12", 1, -3.71, 1, )},
     2,
     "Highest (on whole days): 16.3 mm with P2 on day 218; with P12 no better than at the "
     "start, at worst −3.71 mm on day 1.",
     NULL},
    {&of_days,
     {READ("P2", 0, -3.71, 1, )},
     1,
     "No better than at the start; at worst (on whole days) −3.71 mm on day 1.",
     NULL},
    {&medians_of_days,
     {READ("P2", 0, -2.385, 1, ), READ("P12", 1, -3.71, 1, )},
     2,
     "No better than at the start with any arm; at worst (median, on whole days) −3.71 mm "
     "with P12 on day 1.",
     NULL},
    {&of_days,
     {READ("P2", 0, 16.27, 0.1667, ), READ("P12", 1, 8.521, 1 / 24., )},
     2,
     "Highest (on whole days): 16.3 mm with P2 after 4 hours; 8.52 mm with P12 after 1 "
     "hour.",
     NULL},
    {&of_days,
     {READ("P2", 0, 0.2, 1, )},
     1,
     "Always (on whole days): within 1 mm of the start.",
     NULL},
};

START_TEST(what_is_read_has_words_of_its_own)
{
    const plot_topic *topic = readings[_i].topic;
    plot_read reads[2] = {readings[_i].reads[0], readings[_i].reads[1]};
    GString *title = g_string_new(NULL), *caption = g_string_new(NULL);
    plot_fact fact;

    if (topic->telling == &relief) reads[0].base = reads[1].base = -1e-3;
    fact = plot_fact_of(topic, reads, readings[_i].n);
    plot_phrase_caption(&fact, topic, caption);
    ck_assert_str_eq(caption->str, readings[_i].caption);
    if (readings[_i].title) plot_phrase_title(&fact, topic, title);
    if (readings[_i].title)
        ck_assert_msg(g_str_has_prefix(title->str, readings[_i].title), "%s", title->str);
    g_string_free(title, TRUE);
    g_string_free(caption, TRUE);
}
END_TEST

enum { COURSE = 5 };

static const plot_topic tnf = {
    .unit = "1", .telling = &ratio, .reading = PLOT_READ_BEST, .x = "day", .scale = 1.3};
static const plot_topic in_cells = {.unit = "cell",
                                    .telling = &cells,
                                    .reading = PLOT_READ_FARTHEST,
                                    .x = "day",
                                    .scale = 4.6e7};
static const plot_topic untold = {
    .unit = "pM", .reading = PLOT_READ_FARTHEST, .x = "day", .scale = 4.6e-7};

/* On days 0, 1, 2.385, 155 and 730. */
static const struct {
    const plot_topic *topic;
    double y[COURSE];
    const char *words;
} courses[] = {
    {&one_of,
     {0, 3.71, 16.27, 8.5, 2.4},
     "0 mm on day 0, highest 16.3 mm on day 2.4, 2.4 mm on day 730"},
    {&one_of, {0.04, 0.31, 0.2, 0, 0.1}, "within 1 mm of 0.04 mm throughout"},
    {&one_of, {0, 0, 0, -3.71, -3.71}, "0 mm on day 0, −3.71 mm on day 730"},
    {&one_of, {NAN, NAN, NAN, NAN, NAN}, "nothing to show"},
    {&one_of,
     {0, 16.27, -0.4, -2.1, -0.3},
     "0 mm on day 0, highest 16.3 mm on day 1, lowest −2.1 mm on day 155, within 1 mm of 0 "
     "mm on day 730"},
    {&tnf,
     {1, 1.3, 1.1, 0.727, 0.909},
     "1 on day 0, highest 1.3 on day 1, lowest 0.727 on day 155, 0.909 on day 730"},
    {&median,
     {0, 3.71, 16.27, 8.5, 2.4},
     "0 mm on day 0, highest 16.3 mm on day 2.4, 2.4 mm on day 730 (median)"},
    {&last,
     {0.0203, 0.1, NAN, 0.3, NAN},
     "0.0203 at passage 0, 0.3 at passage 155, none at passage 730"},
    {&last, {0.0203, 0.1, 0.2, 0.3, 0.31}, "0.0203 at passage 0, 0.31 at passage 730"},
    {&until,
     {0, 9e6, 3, 2, 0.5},
     "0 cells on day 0, highest 9×10⁶ cells on day 1, at least 1 cell until day 155"},
    {&until, {0.4, 0.3, 0, 0, 0}, "less than 1 cell throughout"},
    {&in_cells,
     {4.6e7, 1e3, 2e-8, 0, 3.59e-37},
     "4.6×10⁷ cells on day 0, less than 1 cell on day 730"},
    {&untold,
     {0, 3e-17, 4.6e-7, 2e-8, 3e-17},
     "0 pM on day 0, highest 4.6×10⁻⁷ pM on day 2.4, 0 pM on day 730"},
    {&untold, {0, 3e-17, 0, 2e-17, 3e-17}, "within 1 % of 0 pM throughout"},
};

START_TEST(an_arm_is_told_from_its_start_to_its_end)
{
    static const double days[COURSE] = {0, 1, 2.385, 155, 730};
    static const sim_column columns[] = {{"x", "1", "", SIM_CELL_NUMBER},
                                         {"y", "1", "", SIM_CELL_NUMBER}};
    static const sim_column arm = {"arm", "1", "", SIM_CELL_TEXT};
    const plot_topic *topic = courses[_i].topic;
    GString *words = g_string_new(NULL);
    sim_table table;
    sim_error err;

    ck_assert_int_eq(sim_table_init(&table, "course", arm, columns, 2, &err), SIM_OK);
    for (size_t i = 0; i < COURSE; i++) {
        double *row;

        ck_assert_int_eq(sim_table_add_row(&table, "P2", &row, &err), SIM_OK);
        row[0] = days[i];
        row[1] = courses[_i].y[i];
    }
    {
        const plot_stretch all = {&table, 0, COURSE, 0, 1, -INFINITY, INFINITY};
        const plot_read read = plot_fact_read(topic, &all);
        const plot_fact fact = plot_fact_of_one(topic, &read);
        const plot_track course = plot_fact_track(topic, &all);

        plot_phrase_arm(&fact, &course, topic, words);
    }
    ck_assert(g_str_has_prefix(words->str, "P2: "));
    ck_assert_str_eq(words->str + strlen("P2: "), courses[_i].words);
    g_string_free(words, TRUE);
    sim_table_free(&table);
}
END_TEST

START_TEST(numbers_have_three_digits_and_no_letter_e)
{
    static const struct {
        double value;
        const char *unit, *words;
    } numbers[] = {
        {45123456, "cell", "4.51×10⁷ cells"},
        {1e7, "1", "10⁷"},
        {99999999, "", "10⁸"},
        {-2.387e-5, "mm", "−2.39×10⁻⁵ mm"},
        {0, "mm", "0 mm"},
        {23851, "1", "23900"},
        {0.02027, "1", "0.0203"},
        {0.2385, "1/day", "0.238 per day"},
        {0, "1/(1e6 cell)", "0 per 10⁶ cells"},
        {3.71, "1/mL", "3.71 per mL"},
        {3.71, "1/(1e6 cell)/day", "3.71 1/(10⁶ cell)/day"},
    };

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        GString *words = g_string_new(NULL);

        plot_phrase_number(numbers[i].value, numbers[i].unit, words);
        ck_assert_str_eq(words->str, numbers[i].words);
        g_string_free(words, TRUE);
    }
}
END_TEST

/* ---- units ---------------------------------------------------------------- */

static const struct {
    double value;
    const char *unit, *words;
} units[] = {
    {3.71, "cell", "3.71 cells"},
    {1, "cell", "1 cell"},
    {1, "mL/m2", "1 mL/m²"},
    {0.0371, "1e6 cell", "0.0371×10⁶ cells"},
    {1, "1e6 cell/kg", "1×10⁶ cells/kg"},
};

START_TEST(a_number_stands_before_its_unit)
{
    GString *text = g_string_new(NULL);

    plot_phrase_number(units[_i].value, units[_i].unit, text);
    ck_assert_str_eq(text->str, units[_i].words);
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(a_name_that_joins_others_stands_in_quotes)
{
    static const struct {
        const char *name, *words;
    } arms[] = {
        {"P2", "P2"},
        {"old donor", "old donor"},
        {"sandy", "sandy"},
        {"exercise and cells", "“exercise and cells”"},
        {"cells, then rest", "“cells, then rest”"},
    };
    GString *both = g_string_new(NULL);

    for (size_t i = 0; i < sizeof arms / sizeof *arms; i++) {
        GString *words = g_string_new(NULL);

        plot_phrase_name(arms[i].name, words);
        ck_assert_str_eq(words->str, arms[i].words);
        g_string_free(words, TRUE);
    }
    plot_phrase_names("cells and rest", "cells", both);
    ck_assert_str_eq(both->str, "“cells and rest” and cells");
    g_string_free(both, TRUE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("phrase");
    TCase *cases = tcase_create("words");

    suite_add_tcase(suite, cases);
    tcase_add_loop_test(cases, numbers_are_told_apart_by_what_is_worth_a_word, 0,
                        sizeof findings / sizeof *findings);
    tcase_add_loop_test(cases, what_is_read_has_words_of_its_own, 0,
                        sizeof readings / sizeof *readings);
    tcase_add_loop_test(cases, an_arm_is_told_from_its_start_to_its_end, 0,
                        sizeof courses / sizeof *courses);
    tcase_add_loop_test(cases, a_number_stands_before_its_unit, 0,
                        sizeof units / sizeof *units);
    tcase_add_test(cases, a_name_that_joins_others_stands_in_quotes);
    tcase_add_test(cases, numbers_have_three_digits_and_no_letter_e);
    return suite_run(suite);
}
