/* test_sbml_events.c -- events in a document: triggers, priorities and assignments. */
#include <check.h>

#include "tests/data_models.h"
#include "tests/sbml.h"
#include "tests/suite.h"

/* On the model of everything. */
static const char *const alone[] = {
    "count(//s:event) = 4",
    "//s:event[@id='high_when']/s:trigger/@initialValue = 'true'",
    "//s:event[@id='high_at']/s:trigger/@initialValue = 'false'",
    ("//s:event[@id='high_when']/s:priority//m:cn > "
     "//s:event[@id='high_at']/s:priority//m:cn"),
    "//s:event[@id='high_at_end']//s:eventAssignment/@variable = 'ended'",
    "count(//s:event[@id='high_when']//s:eventAssignment) = 2",
    "count(//s:event[@id='high_at']//s:eventAssignment) = 3",
    "//s:event[@id='high_at']//s:trigger//m:ci = 'high_count'",
};

START_TEST(the_document_of_a_model_says)
{
    sbml_expect(sbml_parse(&model_every), alone[_i]);
}
END_TEST

/* normalize-space(math) is the names and numbers of a formula in their order. */
static const char *const chain[] = {
    "normalize-space(//s:eventAssignment[@variable='lucky_kept']) = 'grown 4'",
    "normalize-space(//s:eventAssignment[@variable='miss_kept']) = 'grown 4'",
    "normalize-space(//s:event[@id='miss_low_when']/s:trigger) = "
    "'host_phase 0 few miss_kept 0 host_phase 1'",
    "//s:event[@id='miss_low_when']/s:trigger/m:math/m:apply[m:or]/m:apply[m:and]",
    "normalize-space(//s:event[@id='miss_low_at']/s:trigger) = "
    "'host_time pause miss_low_count pause miss_low_count 2 host_phase 1'",
};

START_TEST(the_document_of_a_chain_says) { sbml_expect(sbml_parse_planted(), chain[_i]); }
END_TEST

int main(void)
{
    Suite *suite = suite_create("sbml_events");
    TCase *all = tcase_create("events");

    tcase_add_checked_fixture(all, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(all, the_document_of_a_model_says, 0, sizeof alone / sizeof *alone);
    tcase_add_loop_test(all, the_document_of_a_chain_says, 0, sizeof chain / sizeof *chain);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
