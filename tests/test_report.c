/* test_report.c -- two runs side by side: `run --against`; text is broken between words,
 * within the width of a line. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/report.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { MOVED_MAX = 20 };

static const char two_arms[] = "[run]\ndays = 200\n[product]\ndose = 2.385e7\n"
                               "[arm P2]\n[arm P8]\npassaging.harvest_passage = 8\n";

/* Changes of the second run, and what is printed of parameters that differ. */
static const struct {
    const char *file, *options, *parameters;
} differences[] = {
    {two_arms, "", "  none\n"},
    {two_arms, "--set joint.load=1.371",
     "  joint.load                       here 1.371, there 1\n"},
    {two_arms, "--set 'arm P8:product.dose=3.71e7'",
     " arm P8\n  product.dose                     here 3.71e+07, there 2.385e+07 cell\n"},
    {two_arms, "--set joint.volume=8.31 --set 'arm P2:joint.volume=23.85'",
     "  joint.volume                     here 8.31, there 10 mL\n"
     " arm P2\n  joint.volume                     here 23.85, there 10 mL\n"},
    /* a solver alone moves numbers by about the last digits of a folder */
    {two_arms, "--set run.solver=msbdf --set joint.load=0.7385",
     "  run.solver                       here msbdf, there auto\n"
     "  joint.load                       here 0.7385, there 1\n"},
    {"[run]\ndays = 200\n[product]\ndose = 2.385e7\n[arm P2]\n[arm P5]\n"
     "passaging.harvest_passage = 5\n",
     "", "  arm P5 is only here\n  arm P8 is only there\n"},
};

/* What stands between two lines of the report; the caller frees it. */
static char *cut(const char *report, const char *after, const char *before)
{
    const char *start = strstr(report, after), *end;
    char *text;

    ck_assert_msg(start != NULL, "'%s' is missing in %s", after, report);
    start += strlen(after);
    end = strstr(start, before);
    ck_assert_msg(end != NULL, "'%s' is missing in %s", before, report);
    text = calloc((size_t)(end - start) + 1, 1);
    ck_assert_ptr_nonnull(text);
    return memcpy(text, start, (size_t)(end - start));
}

/* Runs the first file into `one`, and the second against `other`. */
static void compare(int i, const char *other, program_result *result)
{
    char arguments[PROGRAM_TEXT];

    program_write_text("a.ini", two_arms);
    program_write_text("b.ini", differences[i].file);
    program_succeed("run a.ini -o one", result);
    snprintf(arguments, sizeof arguments, "run b.ini -o two --against %s %s", other,
             differences[i].options);
    program_succeed(arguments, result);
}

START_TEST(parameters_that_differ_are_told)
{
    program_result result;
    char *text;

    compare(_i, "one", &result);
    text = cut(result.out, "\nagainst one\n\nparameters that differ\n",
               "\nnumbers of summary.csv that moved, the most changed first\n");
    ck_assert_str_eq(text, differences[_i].parameters);
    free(text);
}
END_TEST

/* A folder holds 9 digits of what the file gives; the report shows 4. */
START_TEST(the_folder_of_a_run_compares_as_its_file_does)
{
    program_result result;
    char *one, *other;

    compare(_i, "one", &result);
    one = cut(result.out, "\nagainst one\n", "\ntwo/passages.csv\n");
    compare(_i, "a.ini", &result);
    other = cut(result.out, "\nagainst a.ini\n", "\ntwo/passages.csv\n");
    ck_assert_str_eq(one, other);
    free(one);
    free(other);
}
END_TEST

START_TEST(equal_runs_have_no_number_that_moved)
{
    program_result result;
    char *text;

    compare(0, "one", &result);
    text = cut(result.out, "the most changed first\n", "\ntwo/");
    ck_assert_str_eq(text, "  none\n");
    free(text);
    program_shell(
        "diff -r --exclude=files.csv --exclude=potency.png --exclude=run.ini one two",
        &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

START_TEST(numbers_of_ones_own_are_compared_by_name)
{
    program_result result;
    char *text;

    program_write_text("a.ini",
                       "[run]\ndays = 2\n[passaging]\nharvest_passage = 0\n"
                       "[numbers]\nfirst = 2 * potency\nboth = 3 * potency\n[arm x]\n");
    program_write_text("b.ini",
                       "[run]\ndays = 2\n[passaging]\nharvest_passage = 0\n"
                       "[numbers]\nboth = 3 * potency\nlast = 5 * potency\n[arm x]\n");
    program_succeed("run a.ini -o one --against b.ini", &result);
    text = cut(result.out, "the most changed first\n", "\none/");
    ck_assert_str_eq(text, "  first is only here\n  last is only there\n");
    free(text);
}
END_TEST

/* The change that a line of the report shows, relative to the other run's number. */
static double change_of(const char *line)
{
    double one, other;
    char arm[64], column[64];

    ck_assert_int_eq(
        sscanf(line, "%63s %63s here %lf, there %lf", arm, column, &one, &other), 4);
    return other == 0 ? INFINITY : fabs((one - other) / other);
}

START_TEST(numbers_that_moved_are_told_the_most_changed_first)
{
    program_result result;
    double before = INFINITY;
    int n = 0, more = 0;
    char *text, *rest, *line;

    program_write_text("a.ini", two_arms);
    program_succeed("run a.ini -o one --set run.days=730", &result);
    program_succeed(
        "run a.ini -o two --set run.days=730 --set joint.load=1.371 --against one",
        &result);
    text = cut(result.out, "the most changed first\n", "\ntwo/");
    for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        double change;

        if (sscanf(line, "  and %d more", &more) == 1) continue;
        change = change_of(line);
        /* the numbers are shown with four digits */
        ck_assert(change <= before + 2e-3 * (1 + before));
        before = change;
        n++;
    }
    ck_assert_int_eq(n, MOVED_MAX);
    ck_assert_int_gt(more, 0);
    free(text);
}
END_TEST

START_TEST(a_run_writes_the_same_tables_with_and_without_another)
{
    program_result result;

    program_write_text("a.ini", two_arms);
    program_write_text("b.ini", "[joint]\nload = 1.371\n");
    program_succeed("run a.ini -o one", &result);
    program_succeed("run a.ini -o two --against b.ini", &result);
    program_shell("diff -r --exclude=files.csv --exclude=potency.png one two", &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* What is printed to standard output. */
static void print(const char *heading, const char *text, int indent, char out[1024])
{
    FILE *file = tmpfile();
    const int saved = dup(STDOUT_FILENO);
    size_t n;

    ck_assert(file && saved >= 0);
    fflush(stdout);
    ck_assert_int_ge(dup2(fileno(file), STDOUT_FILENO), 0);
    sim_paragraph_print(heading, text, indent, stdout);
    fflush(stdout);
    ck_assert_int_ge(dup2(saved, STDOUT_FILENO), 0);
    close(saved);
    rewind(file);
    n = fread(out, 1, 1023, file);
    out[n] = '\0';
    fclose(file);
}

/* What is read at the end, of what events set down, has no day that is known before. */
static const struct {
    const char *rows, *line;
} short_runs[] = {
    {"[run]\nindication = gvhd\ndays = 120\n",
     "run.days = 120 ends before alive day 180 and 2 more of summary.csv; run.days = 180 "
     "would be right\n"},
    {"[run]\nindication = gvhd\ndays = 180\n", ""},
    {"[run]\nindication = ards\ndays = 40\n",
     "run.days = 40 ends before dead by day 60 and 1 more of summary.csv; a longer run "
     "would be right\n"},
    {"[run]\nindication = heart\ndays = 730\n", ""},
    {"[run]\ndays = 365\n",
     "run.days = 365 ends before relief mm 24 months, cartilage 24 months and 1 more of "
     "summary.csv; run.days = 730 would be right\n"},
};

START_TEST(numbers_beyond_the_end_are_told)
{
    program_result result;

    program_write_text("a.ini", short_runs[_i].rows);
    program_shell("\"$POTENCY\" run a.ini -o a | grep 'ends before'", &result);
    ck_assert_str_eq(result.out, short_runs[_i].line);
}
END_TEST

START_TEST(a_short_text_stands_behind_its_heading)
{
    char out[1024];

    print("-", "one  two three", 4, out);
    ck_assert_str_eq(out, "-   one two three\n");
}
END_TEST

START_TEST(lines_are_as_long_as_words_allow)
{
    char text[512] = "", out[1024], *rest = out;

    for (int i = 0; i < 50; i++) snprintf(text + 8 * i, 9, "%07d ", 1385 * i + 37);
    print("heading:", text, 11, out);
    for (char *line = strtok_r(out, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        ck_assert_uint_le(strlen(line), SIM_LINE_LENGTH);
        if (line != out) ck_assert_uint_eq(strspn(line, " "), 11);
        /* the next word would not fit */
        if (*rest) ck_assert_uint_gt(strlen(line) + 1 + 7, SIM_LINE_LENGTH);
    }
}
END_TEST

START_TEST(a_word_longer_than_a_line_stands_alone)
{
    char word[120], text[140], right[160], out[1024];

    memset(word, 'w', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    snprintf(text, sizeof text, "a %s b", word);
    snprintf(right, sizeof right, "-a\n %s\n b\n", word);
    print("-", text, 1, out);
    ck_assert_str_eq(out, right);
}
END_TEST

/* Behind 88 letters a word of two has no room for what is bound to it, and letters are counted,
 * not bytes. */
static const struct {
    const char *bound, *rest;
} bonds[] = {
    {"16.2 mm", "and more"},  {"-0.4 mm.", "More"},       {"44 %", "of it"},
    {"10⁷ cells", "at most"}, {"day 7", "or later"},      {"7 mg/L", "of it"},
    {"5 PD", "(doublings)"},  {"9 months", "and a half"},
};

START_TEST(no_line_ends_between_a_number_and_its_unit)
{
    char text[256], right[256], line[89] = "", out[1024];

    while (strlen(line) < 88) strcat(line, strlen(line) % 8 == 7 ? " " : "a");
    line[87] = 'a';
    snprintf(text, sizeof text, "%s %s %s", line, bonds[_i].bound, bonds[_i].rest);
    snprintf(right, sizeof right, "%s\n%s %s\n", line, bonds[_i].bound, bonds[_i].rest);
    print("", text, 0, out);
    ck_assert_str_eq(out, right);
}
END_TEST

START_TEST(other_words_are_not_bound_and_letters_are_counted)
{
    static const char umlauts[] = "ääääääääääääääääääääääääääääää";
    char text[512], right[512], out[1024];

    snprintf(text, sizeof text, "%s %s %s ab P2 cells", umlauts, umlauts, umlauts + 2 * 8);
    snprintf(right, sizeof right, "%s %s %s ab P2\ncells\n", umlauts, umlauts,
             umlauts + 2 * 8);
    print("", text, 0, out);
    ck_assert_str_eq(out, right);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report");
    TCase *against = tcase_create("against"), *paragraph = tcase_create("paragraph");

    program_add_folder(against);
    tcase_set_timeout(against, 60);
    tcase_add_loop_test(against, parameters_that_differ_are_told, 0, LENGTH(differences));
    tcase_add_loop_test(against, the_folder_of_a_run_compares_as_its_file_does, 2,
                        LENGTH(differences) - 1);
    tcase_add_test(against, equal_runs_have_no_number_that_moved);
    tcase_add_test(against, numbers_of_ones_own_are_compared_by_name);
    tcase_add_test(against, numbers_that_moved_are_told_the_most_changed_first);
    tcase_add_test(against, a_run_writes_the_same_tables_with_and_without_another);
    tcase_add_loop_test(against, numbers_beyond_the_end_are_told, 0, LENGTH(short_runs));
    suite_add_tcase(suite, against);
    tcase_add_test(paragraph, a_short_text_stands_behind_its_heading);
    tcase_add_test(paragraph, lines_are_as_long_as_words_allow);
    tcase_add_test(paragraph, a_word_longer_than_a_line_stands_alone);
    tcase_add_loop_test(paragraph, no_line_ends_between_a_number_and_its_unit, 0,
                        sizeof bonds / sizeof *bonds);
    tcase_add_test(paragraph, other_words_are_not_bound_and_letters_are_counted);
    suite_add_tcase(suite, paragraph);
    return suite_run(suite);
}
