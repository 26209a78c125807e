/* test_story.c -- which outcome is told, and its sentence with the numbers in it. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/suite.h"
#include "tests/tale.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))
#define RELIEF "specific_relief_month_6"

/* At month 6 P12 has 0.522 of what P2 has, 8.45 of 16.18 mm. */
static const struct {
    const char *condition;
    bool holds;
} conditions[] = {
    {"from 0.51", true},
    {"from 0.53", false},
    {"below 0.53", true},
    {"below 0.51", false},
    {"from 0.51 and below 0.53", true},
    {"from 0.51 and below 0.52", false},
    {"from 0.53 and below 0.53", false},
    {RELIEF " of P2 less P12 more", true},
    {RELIEF " of P12 less P2 more", false},
    {RELIEF " of P12 less P2 less", true},
    {RELIEF " of P2 less P12 less", false},
    {RELIEF " of P2 less P12 alike", false},
    {"total_relief_month_1 of P2 less P2 alike", true},
    {"total_relief_month_1 of P2 less P2 more", false},
    {"total_relief_month_1 of P2 less P2 less", false},
    {RELIEF " of P12 defined", true},
    {RELIEF " of P12 undefined", false},
    {"specific_relief_month_12 of P12 undefined", true},
    {"specific_relief_month_12 of P12 defined", false},
};

static void read_condition(tale *t, const char *condition)
{
    char rows[1024];

    snprintf(rows, sizeof rows,
             "question = How much?\nchoices = this | that\nanswer = " RELIEF
             " of P12 in P2\noutcome this = %s: this\noutcome that = otherwise: that\n",
             condition);
    tale_read(t, rows);
    tale_solve(t);
}

START_TEST(the_first_outcome_whose_condition_holds_is_told)
{
    sim_story_finding found;
    tale t;

    read_condition(&t, conditions[_i].condition);
    found = sim_story_find(&t.story);
    ck_assert_ptr_null(found.missing);
    ck_assert_str_eq(found.outcome->name, conditions[_i].holds ? "this" : "that");
    tale_free(&t);
}
END_TEST

/* A limit that the value has exactly, and differences just at the least that is worth a word. */
START_TEST(a_limit_belongs_to_what_lies_above_it)
{
    char condition[128];
    sim_story_finding found;
    double share;
    tale t;

    read_condition(&t, "from 0.5");
    share = sim_story_value_find(&t.story.answer, &t.story.world);
    tale_free(&t);
    for (int i = 0; i < 2; i++) {
        snprintf(condition, sizeof condition, "%s %.17g", i == 0 ? "from" : "below", share);
        read_condition(&t, condition);
        found = sim_story_find(&t.story);
        ck_assert_str_eq(found.outcome->name, i == 0 ? "this" : "that");
        tale_free(&t);
    }
}
END_TEST

/* What cannot be told, and for want of what. */
static const struct {
    const char *rows, *missing; /* NULL: it can */
} untold[] = {
    {"answer = specific_relief_month_12 of P2\noutcome a = from 3: a\noutcome b = "
     "otherwise: b\n",
     "specific_relief_month_12 of P2"},
    {"answer = " RELIEF " of P2\noutcome a = below 3: a\n"
     "outcome b = otherwise: {specific_relief_month_12 of P12}\n",
     "specific_relief_month_12 of P12"},
    {"answer = " RELIEF " of P2\noutcome a = from 3: {vas of P2 on day 300}\n"
     "outcome b = otherwise: b\n",
     "vas of P2 on day 300"},
    {"answer = specific_relief_month_12 of P2\noutcome a = undefined: a\n"
     "outcome b = otherwise: b\n",
     NULL},
    {"answer = " RELIEF " of P2\noutcome a = specific_relief_month_12 of P2 from 3: a\n"
     "outcome c = from 3: c\noutcome b = otherwise: b\n",
     NULL},
};

START_TEST(nothing_is_told_of_what_is_not_defined)
{
    char rows[1024], name[256];
    sim_story_finding found;
    tale t;

    snprintf(rows, sizeof rows, "question = How?\nchoices = a | b\n%s", untold[_i].rows);
    tale_read(&t, rows);
    tale_solve(&t);
    found = sim_story_find(&t.story);
    ck_assert_int_eq(found.outcome != NULL, untold[_i].missing == NULL);
    if (untold[_i].missing) {
        sim_story_value_name(found.missing, &t.story.world, name, sizeof name);
        ck_assert_str_eq(name, untold[_i].missing);
    }
    tale_free(&t);
}
END_TEST

/* ---- sentences ---------------------------------------------------------------- */

static void tell(double value, const sim_unit_told *told, FILE *out)
{
    fprintf(out, "<%.3f %s>", value * told->times, told->unit);
}

static sim_status read_value(tale *t, const char *text, sim_story_value *value)
{
    sim_error err = {""};
    sim_story_text at = {&t->story.world, text, "here", &err};

    return sim_story_value_read(&at, value);
}

START_TEST(values_stand_in_the_sentence)
{
    char expected[512];
    double p2, p12;
    sim_memory text = {0};
    sim_error err = {""};
    sim_story_value value;
    tale t;

    read_condition(&t, "from 0.5: {" RELIEF " of P2}{" RELIEF " of P2 less P12}, {" RELIEF
                       " of P12 in P2} (50 %; # all)");
    ck_assert_int_eq(read_value(&t, RELIEF " of P2", &value), SIM_OK);
    p2 = sim_story_value_find(&value, &t.story.world);
    ck_assert_int_eq(read_value(&t, RELIEF " of P12", &value), SIM_OK);
    p12 = sim_story_value_find(&value, &t.story.world);
    snprintf(expected, sizeof expected,
             "<%.3f mm><%.3f mm>, <%.3f %%> (50 %%; # all): this", p2, p2 - p12,
             100 * p12 / p2);
    ck_assert_int_eq(sim_memory_open(&text, "test", &err), SIM_OK);
    sim_story_print(&t.story, &t.story.outcomes[0], tell, text.stream);
    ck_assert_int_eq(sim_memory_close(&text, "test", &err), SIM_OK);
    ck_assert_str_eq(text.bytes, expected);
    sim_memory_free(&text);
    tale_free(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("story");
    TCase *found = tcase_create("found"), *words = tcase_create("words");

    tcase_add_loop_test(found, the_first_outcome_whose_condition_holds_is_told, 0,
                        LENGTH(conditions));
    tcase_add_test(found, a_limit_belongs_to_what_lies_above_it);
    tcase_add_loop_test(found, nothing_is_told_of_what_is_not_defined, 0, LENGTH(untold));
    tcase_add_test(words, values_stand_in_the_sentence);
    suite_add_tcase(suite, found);
    suite_add_tcase(suite, words);
    return suite_run(suite);
}
