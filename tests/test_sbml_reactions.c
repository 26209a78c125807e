/* test_sbml_reactions.c -- reactions in a document: their sides, modifiers and laws. */
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
};

START_TEST(the_document_of_a_chain_says) { sbml_expect(sbml_parse_planted(), chain[_i]); }
END_TEST

int main(void)
{
    Suite *suite = suite_create("sbml_reactions");
    TCase *all = tcase_create("reactions");

    tcase_add_checked_fixture(all, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(all, the_document_of_a_model_says, 0, sizeof alone / sizeof *alone);
    tcase_add_loop_test(all, the_document_of_a_chain_says, 0, sizeof chain / sizeof *chain);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
