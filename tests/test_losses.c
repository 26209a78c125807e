/* test_losses.c -- why a number of one arm is not that of another. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/study/losses.h"
#include "tests/suite.h"

static const char knee[] =
    "[arm P2]\npassaging.harvest_passage = 2\n"
    "[arm P8]\npassaging.harvest_passage = 8\n"
    "[arm P12]\npassaging.harvest_passage = 12\n"
    "[arm worst]\npassaging.harvest_passage = 12\npresets.product = thawed_injected\n"
    "presets.host = unrelated_donor\npresets.guidance = blind_knee\n"
    "[arm dead]\npassaging.harvest_passage = 2\npresets.product = dead\n"
    "[arm same]\npassaging.harvest_passage = 2\n";

static sim_job job;
static sim_losses losses;
static sim_error err;

static sim_status find(const char *text, const sim_losses_ask *ask)
{
    const sim_source source = {.file = "own.ini", .text = text};

    ck_assert_msg(sim_job_read(&job, &source, &err) == SIM_OK, "%s", err.text);
    return sim_losses_find(&losses, &job, ask, &err);
}

static void give_back(void)
{
    sim_losses_free(&losses);
    sim_job_close(&job);
}

static double part(const char *name)
{
    for (size_t i = 0; i < losses.n; i++)
        if (strcmp(losses.parts[i].name, name) == 0) return losses.parts[i].part;
    return NAN;
}

static double sum_of_parts(void)
{
    double sum = 0;

    for (size_t i = 0; i < losses.n; i++) sum += losses.parts[i].part;
    return sum;
}

/* ---- numbers that another program found ------------------------------------- */

/* Month 6, in mm, against own fresh P2: computed from the same rows by another solver. */
static const struct {
    const char *arm;
    double whole;
    struct {
        const char *name;
        double part;
    } parts[8];
} known[] = {
    {"P12",
     -7.729,
     {{"senescent share", -2.550},
      {"secretion per cell", -3.534},
      {"stay", -1.087},
      {"SASP", -0.557}}},
    {"P8",
     -3.334,
     {{"senescent share", -0.804},
      {"secretion per cell", -1.916},
      {"stay", -0.351},
      {"SASP", -0.263}}},
    {"worst",
     -11.723,
     {{"live cells", -0.214},
      {"senescent share", -2.171},
      {"secretion per cell", -3.589},
      {"stay", -2.601},
      {"needle", -1.642},
      {"rejection", -1.256},
      {"SASP", -0.250}}},
    {"dead", -13.400, {{"live cells", -13.400}}},
};

START_TEST(the_parts_are_those_that_were_found_elsewhere)
{
    size_t n = 0;

    ck_assert_msg(find(knee, &(sim_losses_ask){.arm = known[_i].arm,
                                               .against = "P2",
                                               .number = "specific_relief_month_6"}) ==
                      SIM_OK,
                  "%s", err.text);
    ck_assert_double_eq_tol(losses.whole, known[_i].whole, 1e-3);
    for (size_t i = 0; i < 8 && known[_i].parts[i].name; i++, n++)
        ck_assert_msg(fabs(part(known[_i].parts[i].name) - known[_i].parts[i].part) < 1e-3,
                      "%s: %g", known[_i].parts[i].name, part(known[_i].parts[i].name));
    ck_assert_uint_eq(losses.n, n);
    ck_assert_double_eq_tol(sum_of_parts(), losses.whole, 1e-9);
    give_back();
}
END_TEST

/* ---- who plays ------------------------------------------------------------ */

/* Rows that the number does not hang on are no players, however much they differ. */
START_TEST(what_the_number_does_not_hang_on_has_no_part)
{
    ck_assert_int_eq(find("[arm a]\n[arm b]\nrehab.adherence_time = 23.85\n"
                          "persistence.reject_rate = 0.71\njoint.cartilage_loss = 0.03\n"
                          "passaging.max_area = 2e6\n",
                          &(sim_losses_ask){0}),
                     SIM_OK);
    ck_assert_uint_eq(losses.n, 0);
    ck_assert_double_eq(losses.whole, 0);
    ck_assert_str_eq(losses.arm, "b");
    ck_assert_str_eq(losses.against, "a");
    give_back();
}
END_TEST

/* Neither arm reads reject_rate: one has no mismatch, the other kills nothing. */
START_TEST(what_only_a_course_between_the_arms_reads_is_no_player_by_itself)
{
    ck_assert_int_eq(find("[arm a]\npersistence.reject_rate = 0.71\n"
                          "persistence.reject_memory = 0\n"
                          "[arm b]\nproduct.mismatch = 1\npersistence.reject_rate = 0\n"
                          "persistence.reject_memory = 0\n",
                          &(sim_losses_ask){0}),
                     SIM_OK);
    ck_assert_uint_eq(losses.n, 1);
    ck_assert_str_eq(losses.parts[0].name, "rejection");
    ck_assert_double_eq_tol(losses.whole, 0, 1e-6);
    give_back();
}
END_TEST

START_TEST(a_row_that_no_switch_has_plays_by_its_own_name)
{
    ck_assert_int_eq(find("[arm a]\n[arm b]\njoint.volume = 23.85\njoint.polarize = 0.21\n",
                          &(sim_losses_ask){0}),
                     SIM_OK);
    ck_assert_uint_eq(losses.n, 2);
    ck_assert(!isnan(part("joint.volume")) && !isnan(part("joint.polarize")));
    ck_assert_double_eq_tol(sum_of_parts(), losses.whole, 1e-9);
    give_back();
}
END_TEST

/* Both ways are the same but for the sign. */
START_TEST(the_other_way_round_all_signs_are)
{
    double there[2];

    ck_assert_int_eq(find(knee, &(sim_losses_ask){.arm = "P8", .against = "worst"}),
                     SIM_OK);
    there[0] = losses.whole;
    there[1] = part("stay");
    give_back();
    ck_assert_int_eq(find(knee, &(sim_losses_ask){.arm = "worst", .against = "P8"}),
                     SIM_OK);
    ck_assert_double_eq(losses.whole, -there[0]);
    ck_assert_double_eq_tol(part("stay"), -there[1], 1e-12);
    give_back();
}
END_TEST

START_TEST(more_than_can_play_are_folded_and_sum)
{
    char text[1024] = "[arm a]\n[arm b]\n";
    static const char *const rows[] = {
        "volume = 12",        "polarize = 0.24", "recruit = 1.9e6", "tnf_decay = 7",
        "il10_decay = 2",     "mmp_decay = 0.6", "load = 1.04",     "pain_time = 8",
        "imprint_time = 150", "vas_base = 57",   "ev_decay = 2.1",  "tsg6_decay = 3.1",
        "m1_base = 3.1e7",    "il10_half = 155"};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "joint.%s\n", rows[i]);
    ck_assert_msg(find(text, &(sim_losses_ask){0}) == SIM_OK, "%s", err.text);
    ck_assert_uint_gt(losses.n_folded, 1);
    ck_assert(!isnan(part("everything else")));
    ck_assert_double_eq_tol(sum_of_parts(), losses.whole, 1e-9);
    for (size_t i = 1; i < losses.n; i++)
        ck_assert(fabs(losses.parts[i - 1].part) >= fabs(losses.parts[i].part));
    give_back();
}
END_TEST

/* ---- other numbers and patients -------------------------------------------- */

static const struct {
    const char *text, *number;
} others[] = {
    {knee, "cartilage_month_24"},
    {knee, "potent_doses"},
    {knee, "live_fraction_day_7"},
    {knee, "best_specific_relief_day"},
    {"[run]\nindication = gvhd\n[arm P2]\n[arm worst]\npassaging.harvest_passage = 9\n"
     "presets.product = thawed_injected\n",
     "survival_day_180_against_background"},
    {"[run]\nindication = ards\n[arm P2]\n[arm worst]\npassaging.harvest_passage = 9\n"
     "ards.steroid = 0\n",
     "mortality_day_28_against_background"},
    {"[run]\nindication = ards\n[arm P2]\n[arm worst]\npassaging.harvest_passage = 9\n"
     "ards.steroid = 0\n",
     "best_survival_against_background"},
    {"[run]\nindication = heart\n[arm P2]\n[arm worst]\npresets.host = unrelated_donor\n"
     "presets.route = intravenous\nheart.esvi_base = 61\n",
     "lvef_month_6_against_background"},
};

/* Both ends are what a run says, and what lies between sums. */
START_TEST(any_number_of_a_summary_is_parted)
{
    const sim_table *summary;
    size_t column;

    ck_assert_msg(find(others[_i].text, &(sim_losses_ask){.arm = "worst",
                                                          .against = "P2",
                                                          .number = others[_i].number}) ==
                      SIM_OK,
                  "%s", err.text);
    ck_assert_int_eq(sim_job_solve(&job, &err), SIM_OK);
    summary = &job.tables.table[job.tables.summary];
    column = sim_table_find(summary, others[_i].number);
    for (size_t arm = 0; arm < summary->n_rows; arm++) {
        const double value = sim_table_cell(summary, arm, column);

        if (strcmp(summary->keys[arm], "P2") == 0)
            ck_assert_double_eq_tol(losses.value_against, value, 1e-8 * fabs(value) + 1e-9);
        if (strcmp(summary->keys[arm], "worst") == 0)
            ck_assert_double_eq_tol(losses.value, value, 1e-8 * fabs(value) + 1e-9);
    }
    ck_assert_uint_gt(losses.n, 0);
    ck_assert_double_eq_tol(sum_of_parts(), losses.whole, 1e-9 * (1 + fabs(losses.whole)));
    give_back();
}
END_TEST

/* ---- the sentence ------------------------------------------------------------ */

static const struct {
    const char *text, *arm, *against, *number, *sentence, *title;
} told[] = {
    {knee, "P12", "P2", NULL,
     "Specific pain relief after 6 months (day 182): 8.4 mm with P12, 16.2 mm with P2. "
     "With "
     "P12 it is 7.7 mm less than with P2: 46 % of it (3.5 mm) comes from secretion per "
     "cell, "
     "33 % (2.6 mm) from senescent share, 14 % (1.1 mm) from stay and 7 % (0.6 mm) from "
     "SASP.",
     "Specific pain relief after 6 months (day 182): 7.7 mm less with P12 than with P2, "
     "46 % of it from secretion per cell"},
    {knee, "P2", "dead", NULL,
     "Specific pain relief after 6 months (day 182): 16.2 mm with P2, 2.8 mm with dead. "
     "With "
     "P2 it is 13.4 mm more than with dead: all of it comes from live cells.",
     "Specific pain relief after 6 months (day 182): 13.4 mm more with P2 than with dead, "
     "all of it from live cells"},
    {knee, "same", "P2", NULL,
     "Specific pain relief after 6 months (day 182): 16.2 mm with same, 16.2 mm with P2. "
     "They differ in nothing that it hangs on.",
     "Specific pain relief after 6 months (day 182): less than 1 mm between same and P2"},
    {"[arm a]\n[arm b]\njoint.volume = 10.385\n", "b", "a", NULL,
     "The difference is below 1 mm, too small to be worth a word, and so is each part.",
     "Specific pain relief after 6 months (day 182): less than 1 mm between b and a"},
    {"[arm a]\n[arm b]\npassaging.harvest_passage = 8\nrehab.therapy = 0.43\n", "b", "a",
     NULL,
     ", too small to be worth a word, though parts are more: +3.5 mm from exercise, but "
     "-2.0 mm "
     "from secretion per cell; other parts are smaller.",
     "Specific pain relief after 6 months (day 182): less than 1 mm between b and a"},
    {"[arm a]\n[arm b]\npassaging.harvest_passage = 8\nrehab.therapy = 1\n", "b", "a", NULL,
     "more than with a: +10.1 mm from exercise, but -", "; most, +10.1 mm, from exercise"},
    {"[arm a]\n[arm b]\nrehab.therapy = 0.3\npresets.product = dead\n", "b", "a", NULL,
     " mm less than with a: -13.8 mm from live cells, but +2.0 mm from exercise.",
     " mm less with b than with a; most, -13.8 mm, from live cells"},
    {"[arm a]\n[arm b]\npresets.product = saline\n", "b", "a", "potency",
     "potency is not defined with b: there is nothing to part.", ": not defined"},
    {"[arm a]\n[arm b]\nproduct.dose = 2.385e7\n", "b", "a", "potency",
     ". Nothing in which they differ moves it.", " between b and a"},
    {"[run]\nindication = gvhd\n[arm a]\n[arm b]\nproduct.dose = 0\n", "b", "a", NULL,
     "survival_day_180_against_background is not defined with b, which has no background: "
     "there is nothing to part.",
     ": not defined"},
    {"[run]\nindication = heart\n[arm a]\n[arm b]\npassaging.harvest_passage = 8\n"
     "presets.host = unrelated_donor\n",
     "b", "a", NULL, " from senescent share and 9 % (0.16 points) from stay.",
     "points less"},
    {"[arm a]\n[arm b]\npresets.product = saline\n", "b", "a", NULL, "0.0 mm with b, ",
     ", all of it from live cells"},
    {"[run]\nindication = gvhd\n[arm a]\n[arm b]\npresets.product = dead\n", "b", "a",
     "survival_day_100", "Survival to day 100: ", " between b and a"},
};

START_TEST(sentence_and_title_are_made_of_the_numbers)
{
    const sim_losses_ask ask = {
        .arm = told[_i].arm, .against = told[_i].against, .number = told[_i].number};
    char text[1024];

    ck_assert_msg(find(told[_i].text, &ask) == SIM_OK, "%s", err.text);
    sim_losses_print(&losses, text, sizeof text);
    ck_assert_msg(strstr(text, told[_i].sentence) != NULL, "%s", text);
    sim_losses_print_title(&losses, text, sizeof text);
    ck_assert_msg(strstr(text, told[_i].title) != NULL, "%s", text);
    give_back();
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("losses");
    TCase *c = tcase_create("parts"), *words = tcase_create("words");

    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, the_parts_are_those_that_were_found_elsewhere, 0, LENGTH(known));
    tcase_add_test(c, what_the_number_does_not_hang_on_has_no_part);
    tcase_add_test(c, what_only_a_course_between_the_arms_reads_is_no_player_by_itself);
    tcase_add_test(c, a_row_that_no_switch_has_plays_by_its_own_name);
    tcase_add_test(c, the_other_way_round_all_signs_are);
    tcase_add_test(c, more_than_can_play_are_folded_and_sum);
    tcase_add_loop_test(c, any_number_of_a_summary_is_parted, 0, LENGTH(others));
    suite_add_tcase(suite, c);
    tcase_add_loop_test(words, sentence_and_title_are_made_of_the_numbers, 0, LENGTH(told));
    suite_add_tcase(suite, words);
    return suite_run(suite);
}
