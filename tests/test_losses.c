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

/* ---- the sentence ------------------------------------------------------------ */

START_TEST(the_sentence_tells_the_largest_first)
{
    char text[1024];

    ck_assert_int_eq(find(knee, &(sim_losses_ask){.arm = "P12", .against = "P2"}), SIM_OK);
    sim_losses_print(&losses, text, sizeof text);
    ck_assert_str_eq(
        text, "specific pain relief after 6 months (day 182): 8.45 mm with P12, 16.18 "
              "mm with P2. Of the 7.73 mm that P12 has less than P2, 46 % (3.53 mm) is "
              "secretion per cell, 33 % (2.55 mm) senescent share, 14 % (1.09 mm) stay "
              "and 7 % (0.56 mm) SASP.");
    give_back();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("losses");
    TCase *c = tcase_create("known");

    tcase_add_loop_test(c, the_parts_are_those_that_were_found_elsewhere, 0, 4);
    tcase_add_test(c, the_sentence_tells_the_largest_first);
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
