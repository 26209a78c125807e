/* test_sbml_notes.c -- what is said of the whole document. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "tests/data_models.h"
#include "tests/sbml.h"
#include "tests/suite.h"

/* On the model of everything. */
static const char *const alone[] = {
    "contains(//s:model/s:notes, 'One course of two: that in which lucky = 1.')",
    "contains(//s:model/s:notes, 'a note < & >')",
};

START_TEST(the_document_of_a_model_says)
{
    sbml_expect(sbml_parse(&model_every), alone[_i]);
}
END_TEST

START_TEST(it_says_what_it_is_not_for)
{
    sim_error err = {""};
    sim_status status;
    char *text = sbml_write(&model_knee, &status, &err);

    ck_assert_int_eq(status, SIM_OK);
    ck_assert_ptr_nonnull(strstr(text, sim_disclaimer));
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sbml_notes");
    TCase *tcase = tcase_create("sbml");

    tcase_add_checked_fixture(tcase, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(tcase, the_document_of_a_model_says, 0,
                        sizeof alone / sizeof *alone);
    tcase_add_test(tcase, it_says_what_it_is_not_for);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
