/* test_sbml_clock.c -- when a stage of a chain begins, moves and ends in a document. */
#include <check.h>

#include "tests/data_models.h"
#include "tests/sbml.h"
#include "tests/suite.h"

/* normalize-space(math) is the names and numbers of a formula in their order. */
static const char *const facts[] = {
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
};

START_TEST(the_document_of_a_chain_says) { sbml_expect(sbml_parse_planted(), facts[_i]); }
END_TEST

int main(void)
{
    Suite *suite = suite_create("sbml_clock");
    TCase *all = tcase_create("clock");

    tcase_add_checked_fixture(all, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(all, the_document_of_a_chain_says, 0, sizeof facts / sizeof *facts);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
