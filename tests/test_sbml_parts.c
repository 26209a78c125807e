/* test_sbml_parts.c -- what things and units are called in a document, its lists, and notes
 * where tables are empty. */
#include <check.h>
#include <libxml/tree.h>
#include <stdlib.h>

#include "models/models.h"
#include "sim/io/sbml_parts.h"
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

START_TEST(a_note_tells_where_tables_are_empty)
{
    sbml_expect(sbml_parse(&model_every),
                "normalize-space(//s:parameter[@id='clock']/s:notes) = "
                "'empty in tables where B < 1'");
}
END_TEST

START_TEST(no_list_is_empty)
{
    sbml_expect(sbml_parse_planted(),
                "count(//*[starts-with(local-name(), 'listOf') and not(*)]) = 0");
}
END_TEST

START_TEST(a_unit_has_one_id)
{
    const sim_dimension one = {1, {1, 0, 0}}, other = {1, {0, 1, 0}};
    sim_sbml *document = calloc(1, sizeof *document);
    const char *id;

    ck_assert_ptr_nonnull(document);
    id = sim_sbml_unit_of_row(document, "ng/mL", one);
    ck_assert_str_eq(id, "ng_per_mL");
    ck_assert_ptr_eq(sim_sbml_unit_of_row(document, "ng/mL", one), id);
    ck_assert_uint_eq(document->n_units, 1);
    ck_assert_ptr_ne(sim_sbml_unit_of_row(document, "1/day", other), id);
    ck_assert_uint_eq(document->n_units, 2);
    free(document);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sbml_parts");
    TCase *chain = tcase_create("chain");

    tcase_add_checked_fixture(chain, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(chain, the_document_of_a_chain_says, 0,
                        sizeof facts / sizeof *facts);
    tcase_add_test(chain, an_id_stands_once);
    tcase_add_test(chain, a_note_tells_where_tables_are_empty);
    tcase_add_test(chain, no_list_is_empty);
    tcase_add_test(chain, a_unit_has_one_id);
    suite_add_tcase(suite, chain);
    return suite_run(suite);
}
