/* test_command_card.c -- the model card counts each parameter once, and says what the model is
 * not for. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "tests/program.h"
#include "tests/suite.h"

static const char *const headings[] = {
    "What it is for",
    "What it is not for",
    "What it is made of",
    "Where its numbers come from",
    "What the data do not decide",
    "How it does against measurements",
    "Known faults",
};

/* It solves all that was measured: once, for all tests. */
static program_result card;

static void print_card(void) { program_succeed("card | tee ../card.txt", &card); }

START_TEST(its_parts_stand_in_order)
{
    const char *at = card.out;

    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        char line[64];

        snprintf(line, sizeof line, "\n\n%s\n- ", headings[i]);
        at = strstr(at, line);
        ck_assert_msg(at != NULL, "'%s' in\n%s", headings[i], card.out);
        at += 2;
    }
    ck_assert_ptr_nonnull(
        strstr(card.out, "\nfor teaching and research, not for treatment decisions\n"));
}
END_TEST

START_TEST(each_parameter_counts_once)
{
    unsigned sum = 0, n, whole, of = 0;
    char s;
    size_t lines = 0;

    for (const char *at = card.out; (at = strstr(at, "\n- ")) != NULL; at += 3) {
        if (sscanf(at, "\n- %u of %u parameter%c", &n, &whole, &s) != 3) continue;
        of = whole;
        sum += n;
        lines++;
    }
    ck_assert_uint_eq(lines, 5);
    ck_assert_uint_gt(of, 0);
    ck_assert_uint_eq(sum, of);
}
END_TEST

/* "- 79 of 102 numbers ...: expansion 50 of 64, persistence 9 of 9, knee 11 of 14 ..."; all rows
 * that run stand in one of them. */
START_TEST(a_score_is_the_sum_of_its_groups)
{
    program_result result;
    size_t lines = 0, rows = 0;

    program_shell("tr '\\n' ' ' < ../card.txt | sed 's/ - /\\n- /g; s/  */ /g' | "
                  "grep -E '^- [0-9]+ of [0-9]+ (numbers|signs)'",
                  &result);
    for (char *line = result.out; *line; lines++) {
        unsigned hits, n, part_hits, part_n, sum_hits = 0, sum_n = 0;
        char *end = strchr(line, '\n'), *groups = strchr(line, ':');

        *end = '\0';
        ck_assert_int_eq(sscanf(line, "- %u of %u", &hits, &n), 2);
        ck_assert_ptr_nonnull(groups);
        for (char *at = groups; at; at = strchr(at + 1, ',')) {
            ck_assert_int_eq(sscanf(at, "%*[:,] %*s %u of %u", &part_hits, &part_n), 2);
            ck_assert_uint_le(part_hits, part_n);
            sum_hits += part_hits;
            sum_n += part_n;
        }
        ck_assert_uint_eq(sum_hits, hits);
        ck_assert_uint_eq(sum_n, n);
        rows += n;
        line = end + 1;
    }
    ck_assert_uint_eq(lines, 4);
    ck_assert_uint_eq(rows, 252);
}
END_TEST

START_TEST(it_takes_no_argument)
{
    program_result result;

    program_run("card knee", &result);
    ck_assert_int_eq(result.code, 2);
    ck_assert_str_eq(result.out, "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_card");
    TCase *printed = tcase_create("printed");

    program_add_folder(printed);
    tcase_add_unchecked_fixture(printed, print_card, NULL);
    tcase_set_timeout(printed, 60);
    tcase_add_test(printed, its_parts_stand_in_order);
    tcase_add_test(printed, each_parameter_counts_once);
    tcase_add_test(printed, a_score_is_the_sum_of_its_groups);
    tcase_add_test(printed, it_takes_no_argument);
    suite_add_tcase(suite, printed);
    return suite_run(suite);
}
