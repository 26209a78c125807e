/* test_counted.c -- what is counted of a cohort, printed. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/counted.h"
#include "tests/cohort.h"
#include "tests/suite.h"

/* All that is printed of a cohort of 40; to be freed. */
static char *print(const char *text)
{
    char *bytes = NULL;
    size_t size;
    FILE *out = open_memstream(&bytes, &size);
    sim_ensemble e;
    planted p;

    ck_assert_ptr_nonnull(out);
    planted_run_in(&p, &planted_mortal, text, 40, &e);
    sim_counted_print(&e, 10, out);
    fclose(out);
    sim_ensemble_free(&e);
    planted_close(&p);
    return bytes;
}

static const struct {
    const char *text, *line;
} printed[] = {
    {"[arm a]\n", "\nresponders, %\n(planted)\n"},
    {"[arm a]\n", "\nalive on day 11, %\n"},
    {"[arm a]\n", "\nlevel on day 6, of the living, mm\n"},
    {"[arm a]\n", "\nlevel at the end of the trial, mm\n"},
    /* what lies beyond the run is empty */
    {"[arm a]\n", "  -                   -          -"},
    {"[arm a]\n", "difference to background"},
    {"[arm a]\n[arm b]\nmortal.rate = 0.1\n", "difference to its background"},
    {"[giver]\ngive = 0\n[arm a]\n[arm b]\n", "difference to a  expected\n"},
};

START_TEST(a_count_is_printed_with_its_words)
{
    char *text = print(printed[_i].text);

    ck_assert_msg(strstr(text, printed[_i].line), "no \"%s\" in\n%s", printed[_i].line,
                  text);
    free(text);
}
END_TEST

/* Those who respond are others in each arm: nothing is said of a difference. */
START_TEST(of_some_there_is_no_difference)
{
    char *text = print("[arm a]\n"), *late = strstr(text, "\nlate, %\n"), *head, *end;

    ck_assert_ptr_nonnull(late);
    head = strchr(late + 2, '\n') + 1;
    end = strchr(head, '\n');
    *end = '\0';
    ck_assert_ptr_nonnull(strstr(head, "(95 % interval)"));
    ck_assert_ptr_null(strstr(head, "difference"));
    ck_assert_ptr_null(strstr(head, "expected"));
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("counted");
    TCase *cases = tcase_create("printed");

    tcase_add_loop_test(cases, a_count_is_printed_with_its_words, 0,
                        sizeof printed / sizeof *printed);
    tcase_add_test(cases, of_some_there_is_no_difference);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
