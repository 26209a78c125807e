/* test_pages.c -- the figures of a run: which there are, and in which files. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const char experiment[] = "[run]\ndays = 30\n"
                                 "[figure growth]\nfile = passages\nx = passage\n"
                                 "y = doublings\n"
                                 "[arm young]\n[arm old]\n"
                                 "passaging.harvest_passage = 8\n";

static const char *const pages[][2] = {
    {"--format svg", "growth.svg\npotency.svg\n"},
    {"--format pdf,svg", "growth.pdf\ngrowth.svg\npotency.pdf\npotency.svg\n"},
    {"--panel pain", "potency-pain.png\n"},
    {"--replicates 8 --spread --format svg", "growth.svg\npotency.svg\nspread.svg\n"},
};

START_TEST(a_run_has_these_figures)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", experiment);
    snprintf(arguments, sizeof arguments, "run a.ini %s 2> told", pages[_i][0]);
    program_succeed(arguments, &result);
    program_shell("cd out && LC_ALL=C ls -A | grep -E '(png|svg|pdf)$'", &result);
    ck_assert_str_eq(result.out, pages[_i][1]);
}
END_TEST

START_TEST(what_figures_say_has_their_names)
{
    program_result result;

    program_write_text("a.ini", experiment);
    program_succeed("run a.ini", &result);
    program_shell("cut -d , -f 1 out/figures.csv | LC_ALL=C sort -u", &result);
    ck_assert_str_eq(result.out, "figure\ngrowth\npotency\n");
}
END_TEST

/* A figure that is another's is found before anything is solved, whichever it is. */
static const struct {
    const char *options, *file;
} kept[] = {
    {"", "growth.png"},
    {"--format pdf", "potency.pdf"},
    {"--panel pain", "potency-pain.png"},
    {"", "figures.csv"},
    {"--replicates 8 --spread", "spread.png"},
};

START_TEST(a_figure_of_another_is_kept)
{
    char command[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", experiment);
    snprintf(command, sizeof command, "mkdir out && echo kept > out/%s", kept[_i].file);
    program_shell(command, &result);
    snprintf(command, sizeof command, "run a.ini %s", kept[_i].options);
    program_run(command, &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.out, "");
    ck_assert_ptr_nonnull(strstr(result.err, kept[_i].file));
    snprintf(command, sizeof command, "cd out && ls -A && cat %s", kept[_i].file);
    program_shell(command, &result);
    snprintf(command, sizeof command, "%s\nkept\n", kept[_i].file);
    ck_assert_str_eq(result.out, command);
}
END_TEST

/* A cohort has fewer columns than a run, but what is gained over the background. */
static const char *const others[] = {"gvhd", "ards", "heart"};

START_TEST(one_patient_of_a_cohort_has_a_page)
{
    char text[256];
    program_result result;

    snprintf(text, sizeof text,
             "[run]\nindication = %s\ndays = 20\n[product]\ndose = 1e8\n", others[_i]);
    program_write_text("a.ini", text);
    program_succeed("run a.ini --replicates 1", &result);
    snprintf(text, sizeof text, "ls out/%s.png", others[_i]);
    program_shell(text, &result);
    program_shell("cut -d , -f 2 out/figures.csv | grep -c gain || true", &result);
    ck_assert_str_ne(result.out, "0\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pages");
    TCase *cases = tcase_create("pages");

    program_add_folder(cases);
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, a_run_has_these_figures, 0, LENGTH(pages));
    tcase_add_test(cases, what_figures_say_has_their_names);
    tcase_add_loop_test(cases, a_figure_of_another_is_kept, 0, LENGTH(kept));
    tcase_add_loop_test(cases, one_patient_of_a_cohort_has_a_page, 0, LENGTH(others));
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
