/* test_amount.c -- numbers in words, with their units. */
#include <check.h>
#include <math.h>

#include "plots/amount.h"
#include "sim/model/model.h"
#include "tests/suite.h"

static const sim_telling share = {.least = 0.01, .words = "survival"};
static const plot_topic alive = {
    .unit = "%", .times = 100, .telling = &share, .x = "day", .scale = 1};
static const plot_topic gain = {
    .unit = SIM_POINT, .times = 100, .telling = &share, .x = "day", .scale = 1};
static const sim_telling some = {.least = 0.01, .words = "live cells"};
static const plot_topic live = {
    .unit = "1e6 cell/kg", .telling = &some, .x = "day", .scale = 2};

static const struct {
    const plot_topic *topic;
    double value;
    const char *words, *bare;
} numbers[] = {
    {&alive, 0.53589, "53.6 %", "53.6"},
    {&alive, 0.0012, "less than 1 %", "0.12"},
    {&alive, -0.0012, "within 1 point of 0 %", "−0.12"},
    {&gain, 0.05073, "5.1 points", "5.1"},
    {&gain, 0.01003, "1 point", "1"},
    {&gain, -0.0401, "−4 points", "−4"},
    {&live, 1.9047, "1.9×10⁶ cells/kg", "1.9×10⁶"},
    {&live, 0.084, "84000 cells/kg", "84000"},
    {&live, 0, "0 cells/kg", "0"},
    {&live, 3e-5, "less than 10000 cells/kg", "30"},
};

START_TEST(shares_are_told_in_percent_and_their_differences_in_points)
{
    GString *words = g_string_new(NULL), *bare = g_string_new(NULL);

    plot_amount_tell_value(numbers[_i].value, numbers[_i].topic, words);
    plot_amount_tell_bare(numbers[_i].value, numbers[_i].topic, bare);
    ck_assert_str_eq(words->str, numbers[_i].words);
    ck_assert_str_eq(bare->str, numbers[_i].bare);
    g_string_free(words, TRUE);
    g_string_free(bare, TRUE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("amount");
    TCase *all = tcase_create("amount");

    tcase_add_loop_test(all, shares_are_told_in_percent_and_their_differences_in_points, 0,
                        sizeof numbers / sizeof *numbers);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
