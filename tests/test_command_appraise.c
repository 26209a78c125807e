/* test_command_appraise.c -- `potency appraise`: what it prints and writes. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/version.h"
#include "tests/program.h"
#include "tests/suite.h"

#define OFFER \
    "[offer]\ncondition = knee\ncells = 5e7\ncounted = msc\nviability = 0 %\n" \
    "source = bone_marrow\ndonor = own\npassage = 2\nhandling = fresh\n" \
    "guidance = guided\nclaims = cures twice | safe # it says\n"

START_TEST(the_first_line_is_what_it_is_for)
{
    program_result r;

    program_write_text("a.ini", OFFER);
    program_succeed("appraise a.ini", &r);
    ck_assert_int_eq(strncmp(r.out, sim_disclaimer, strlen(sim_disclaimer)), 0);
    ck_assert_int_eq(r.out[strlen(sim_disclaimer)], '\n');
    ck_assert_ptr_nonnull(strstr(r.out,
                                 "\nWhat may one expect?  at best part of the effect lost, "
                                 "at worst too little effect\n"));
    ck_assert_ptr_nonnull(strstr(r.out, "2.8 to 11.3 mm"));
    ck_assert_ptr_nonnull(strstr(r.out, "\"cures twice\":"));
}
END_TEST

/* The text that is printed, the figure under the verdict, and all that made them. */
START_TEST(a_folder_gets_text_figure_and_rows)
{
    program_result r, file;

    program_write_text("a.ini", OFFER);
    program_succeed("appraise a.ini -o out", &r);
    ck_assert_ptr_nonnull(strstr(
        r.out, "\nout/appraisal.txt\nout/run.ini\nout/appraisal.png\nout/figures.csv\n"));
    program_shell("cat out/appraisal.txt", &file);
    ck_assert_int_eq(strncmp(r.out, file.out, strlen(file.out)), 0);
    ck_assert_int_eq(strncmp(file.out, sim_disclaimer, strlen(sim_disclaimer)), 0);
    program_shell("grep -c '^appraisal,,title,.*2.8 to 11.3 mm of relief.*17 to 70 %' "
                  "out/figures.csv",
                  &file);
    ck_assert_str_eq(file.out, "1\n");
    program_shell("grep -o '^appraisal,total_relief,alt,[a-z]*,total_relief,[a-z ]*,' "
                  "out/figures.csv | cut -d, -f6",
                  &file);
    ck_assert_str_eq(file.out, "offer at worst\noffer at best\nreference\nsaline\n");
    program_shell("grep -c '^potency,' out/figures.csv", &file);
    ck_assert_str_eq(file.out, "0\n");
}
END_TEST

/* run.ini says the offer again, and its arms are those of a run. */
START_TEST(what_made_it_can_be_solved_again)
{
    program_result first, again;

    program_write_text("a.ini", OFFER);
    program_succeed("appraise a.ini -o out", &first);
    program_succeed("appraise out/run.ini", &again);
    program_cut(&first, "How many", "\nout/");
    program_cut(&again, "How many", "\nout/");
    ck_assert_str_eq(first.out, again.out);
    program_shell("grep -c 'mm of relief' out/run.ini", &again);
    ck_assert_str_eq(again.out, "0\n"); /* a verdict that another value would belie */
    program_run("run out/run.ini -o solved", &again);
    ck_assert_int_eq(again.code, 0);
    program_shell("grep -E -o '^(offer at worst|reference),' solved/summary.csv", &again);
    ck_assert_str_eq(again.out, "offer at worst,\nreference,\n");
}
END_TEST

static const struct {
    const char *text, *options, *message;
} refused[] = {
    {OFFER, "--set offer.passage=77",
     "--set offer.passage=77: passage: passaging.harvest_passage = 77 passage is outside "
     "[0, 40] passage"},
    {OFFER, "--set 'arm offer:product.dose=3e6'",
     "--set arm offer:product.dose=3e6: an offer has no arms; --set product.dose=3e6 would "
     "be "
     "right"},
    {OFFER, "--set ofer.passage=7",
     "--set ofer.passage=7: unknown section 'ofer'; did you mean 'offer'?"},
    {OFFER "[product]\ndose = 2 kg\n", "",
     "a.ini:13: product.dose = 2 kg: 'kg' measures something else; cell, or what converts "
     "to "
     "it, would be right"},
    {"[offer]\nhandling = thawd\n", "",
     "a.ini:2: handling: unknown word 'thawd'; one of fresh, thawed_rested, "
     "thawed_injected, frozen would be right"},
    {"[run]\ndays = 100\n", "",
     "a.ini: says nothing of an offer; a section [offer] with rows such as condition would "
     "be right"},
};

START_TEST(what_is_wrong_is_told_in_a_line)
{
    char arguments[256];

    program_write_text("a.ini", refused[_i].text);
    snprintf(arguments, sizeof arguments, "appraise a.ini -o out %s", refused[_i].options);
    program_refuse(arguments, refused[_i].message);
}
END_TEST

/* Of what has no model something is said all the same, and there is nothing to draw. */
START_TEST(what_has_no_model_is_no_failure)
{
    program_result r;

    program_write_text("a.ini", OFFER);
    program_succeed("appraise a.ini --set offer.condition=autism -o out", &r);
    ck_assert_ptr_nonnull(strstr(r.out, "What may one expect?  cannot say: no model\n"));
    ck_assert_ptr_nonnull(strstr(r.out, "\nout/appraisal.txt\nout/run.ini\n"));
    ck_assert_ptr_null(strstr(r.out, ".png"));
}
END_TEST

/* A culture that has not as many cells is told of, as in a run. */
START_TEST(warnings_of_the_offer_are_told)
{
    program_result r;

    program_write_text("a.ini", OFFER);
    program_succeed("appraise a.ini --set offer.passage=0", &r);
    ck_assert_ptr_nonnull(
        strstr(r.out, "\nwarning: offer at worst: the treatment asks for 5e+07 cells and"));
    program_succeed("appraise a.ini", &r);
    ck_assert_ptr_null(strstr(r.out, "warning"));
}
END_TEST

/* Draws of a method would take hours, and differ; the mean is what is told. */
START_TEST(it_is_of_the_mean_whatever_the_method)
{
    program_result mean, asked;

    program_write_text("a.ini", "[run]\nmethod = ssa\n" OFFER);
    program_succeed("appraise a.ini -o out", &asked);
    ck_assert_ptr_nonnull(strstr(asked.out, "\nwarning: run.method = ssa is not used: all "
                                            "here is solved in the mean\n"));
    program_write_text("a.ini", OFFER);
    program_succeed("appraise a.ini", &mean);
    ck_assert_ptr_null(strstr(mean.out, "run.method"));
    program_cut(&asked, "How many", "\nwarning");
    ck_assert_ptr_nonnull(strstr(mean.out, asked.out));
    program_shell("head -n 6 out/run.ini | grep -E -o 'potency .*|Method: .*'", &asked);
    ck_assert_str_eq(asked.out, "potency appraise run.ini\nMethod: ode\n");
}
END_TEST

START_TEST(without_a_file_it_lists_what_an_offer_may_say)
{
    program_result r;

    program_succeed("appraise", &r);
    ck_assert_int_eq(strncmp(r.out, sim_disclaimer, strlen(sim_disclaimer)), 0);
    ck_assert_ptr_nonnull(strstr(r.out,
                                 "\ndonor         whose cells they are: own, matched, "
                                 "unrelated\n"));
    program_run("appraise -o out", &r);
    ck_assert_int_eq(r.code, 2);
}
END_TEST

/* What other commands read of such a file, they read as if there were no offer. */
START_TEST(other_commands_pass_an_offer_over)
{
    program_result r;

    program_write_text("a.ini", OFFER "[arm x]\nproduct.dose = 3e6\n");
    program_succeed("check a.ini", &r);
    program_succeed("appraise a.ini", &r);
    ck_assert_ptr_nonnull(strstr(r.out, "of 50 million cells"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_appraise");
    TCase *cases = tcase_create("appraise");

    program_add_folder(cases);
    tcase_add_test(cases, the_first_line_is_what_it_is_for);
    tcase_add_test(cases, a_folder_gets_text_figure_and_rows);
    tcase_add_test(cases, what_made_it_can_be_solved_again);
    tcase_add_loop_test(cases, what_is_wrong_is_told_in_a_line, 0,
                        (int)(sizeof refused / sizeof *refused));
    tcase_add_test(cases, what_has_no_model_is_no_failure);
    tcase_add_test(cases, warnings_of_the_offer_are_told);
    tcase_add_test(cases, it_is_of_the_mean_whatever_the_method);
    tcase_add_test(cases, without_a_file_it_lists_what_an_offer_may_say);
    tcase_add_test(cases, other_commands_pass_an_offer_over);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
