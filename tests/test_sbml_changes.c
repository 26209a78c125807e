/* test_sbml_changes.c -- what changes in a document: reactions with their sides, modifiers and
 * laws; when a stage begins, moves and ends; triggers, priorities and assignments of events. */
#include <check.h>

#include "tests/data_models.h"
#include "tests/sbml.h"
#include "tests/suite.h"

/* On the model of everything. */
static const char *const alone[] = {
    "//s:reaction[@id='meeting']//s:listOfReactants/s:speciesReference/@stoichiometry = 2",
    "count(//s:reaction[@id='meeting']//s:modifierSpeciesReference) = 0",
    "count(//s:reaction[@id='change']//s:modifierSpeciesReference) = 0",
    "//s:reaction[@id='turning']//s:modifierSpeciesReference/@species = 'B'",
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
    "count(//s:reaction) = 3 and //s:reaction/@id = 'dish_turn'",
    "//s:reaction/@id = 'lucky_host_turn' and //s:reaction/@id = 'miss_host_turn'",
    "//s:reaction[@id='lucky_host_turn']//s:modifierSpeciesReference/@species = 'grown'",
    ("//s:reaction[@id='dish_turn']//m:math/m:piecewise[m:piece/m:apply/m:eq]/m:otherwise/"
     "m:cn = 0"),
    "//s:parameter[@id='dish_phase']/@value = 1 and //s:parameter[@id='host_phase']/@value "
    "= 0",
    "normalize-space(//s:reaction[@id='dish_turn']//m:math) = "
    "'growth grown dish_phase 1 0'",
    "normalize-space(//s:rateRule[@variable='lucky_spent']/m:math) = "
    "'lucky_part host_phase 1 0'",
    "normalize-space(//s:assignmentRule[@variable='host_time']/m:math) = "
    "'t host_start host_phase 1 0'",
    "normalize-space(//s:assignmentRule[@variable='dish_time']/m:math) = "
    "'t dish_start dish_phase 1 dish_length'",
    "//s:event[@id='full_when_end']//s:eventAssignment[@variable='dish_phase']//m:cn = 2",
    "//s:event[@id='full_when_end']//s:eventAssignment[@variable='dish_length']//m:ci = "
    "'dish_time'",
    "normalize-space(//s:event[@id='host_begins']/s:trigger) = 'dish_phase 2'",
    "//s:event[@id='host_begins']//s:eventAssignment[@variable='host_phase']//m:cn = 1",
    "//s:event[@id='host_begins']//s:eventAssignment[@variable='host_start']//m:csymbol",
    "count(//s:event[@id='host_begins']//s:eventAssignment) = 4",
    "//s:event[@id='full_when_end']/s:priority//m:cn > "
    "//s:event[@id='host_begins']/s:priority//m:cn",
    "//s:event[@id='host_begins']/s:priority//m:cn > "
    "//s:event[@id='lucky_low_at']/s:priority//m:cn",
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
    Suite *suite = suite_create("sbml_changes");
    TCase *all = tcase_create("changes");

    tcase_add_checked_fixture(all, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(all, the_document_of_a_model_says, 0, sizeof alone / sizeof *alone);
    tcase_add_loop_test(all, the_document_of_a_chain_says, 0, sizeof chain / sizeof *chain);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
