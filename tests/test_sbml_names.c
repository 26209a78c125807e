/* test_sbml_names.c -- what things are called in a document. */
#include <check.h>
#include <libxml/tree.h>

#include "models/models.h"
#include "tests/data_models.h"
#include "tests/sbml.h"
#include "tests/suite.h"

/* normalize-space(math) is the names and numbers of a formula in their order. */
static const char *const facts[] = {
    "//s:model/@id = 'planted' and //s:model/@name = 'a dish and a host'",
    "count(//s:species) = 3 and //s:species/@id = 'grown'",
    "//s:species[@id='lucky_kept']/@name = 'lucky: what is kept'",
    "//s:species[@id='miss_kept']/@name = 'miss: what is kept'",
};

START_TEST(the_document_of_a_chain_says) { sbml_expect(sbml_parse_planted(), facts[_i]); }
END_TEST

/* A document's ids live in one space, whatever they are of. */
START_TEST(an_id_stands_once)
{
    const sim_chain *chain = &models_chains[0];
    double values[SBML_CONSTANTS][SBML_CONSTANTS] = {{0}};
    const double *p[SBML_CONSTANTS];
    xmlDocPtr document;

    for (size_t i = 0; i < chain->n_stages; i++) {
        sbml_fill(chain->stages[i].model, values[i]);
        p[i] = values[i];
    }
    document = sbml_parse_chain(chain, p);
    ck_assert_double_ge(sbml_number(document, "count(//s:model//*[@id])"), 400);
    ck_assert_double_eq(
        sbml_number(document, "count(//s:*[@id and not(self::s:unitDefinition) and "
                              "@id = preceding::s:*[not(self::s:unitDefinition)]/@id])"),
        0);
    xmlFreeDoc(document);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sbml_names");
    TCase *chain = tcase_create("chain");

    tcase_add_checked_fixture(chain, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(chain, the_document_of_a_chain_says, 0,
                        sizeof facts / sizeof *facts);
    tcase_add_test(chain, an_id_stands_once);
    suite_add_tcase(suite, chain);
    return suite_run(suite);
}
