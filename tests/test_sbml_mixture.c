/* test_sbml_mixture.c -- what two courses make together in a document. */
#include <check.h>
#include <libxml/tree.h>

#include "tests/data_models.h"
#include "tests/sbml.h"
#include "tests/suite.h"

#define MEAN_OF(x) "//s:assignmentRule[@variable='" x "']/m:math/m:apply[m:plus]"

static const char *const facts_of_mixture[] = {
    MEAN_OF("kept") "/m:apply[1][m:times and m:ci[1]='lucky' and m:ci[2]='lucky_kept']",
    MEAN_OF("kept") "/m:apply[2][m:times and m:ci='miss_kept']/m:apply[m:minus and m:cn=1]/"
                    "m:ci = 'lucky'",
    MEAN_OF("spent") "/m:apply[2]/m:ci = 'miss_spent'",
    MEAN_OF("seen") "/m:apply[1]/m:ci[2] = 'lucky_seen'",
    MEAN_OF("part") "/m:apply[1]/m:ci[2] = 'lucky_part'",
    /* tables show the mixture */
    "normalize-space(//s:parameter[@id='seen']/s:notes) = 'empty in tables where seen < 1'",
    "count(//s:parameter[@id='lucky_seen' or @id='miss_seen']/s:notes) = 0",
    MEAN_OF("squared") "/m:apply[1]/m:ci[2] = 'lucky_squared'",
    /* a ratio is one of the mixed state, and so is what it is made of */
    "normalize-space(//s:assignmentRule[@variable='ratio']/m:math) = "
    "'kept kept kept kept grown'",
    "normalize-space(//s:assignmentRule[@variable='miss_ratio']/m:math) = "
    "'miss_squared miss_kept miss_kept grown'",
};

START_TEST(both_courses_are_mixed_by_the_share_of_the_first)
{
    sbml_constants c;
    xmlDocPtr document;

    sbml_fill_chain(&c);
    document = sbml_parse_chain(&sbml_planted, c.at);
    ck_assert_msg(sbml_number(document, facts_of_mixture[_i]) != 0, "%s",
                  facts_of_mixture[_i]);
    xmlFreeDoc(document);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("sbml_mixture");
    TCase *mixture = tcase_create("mixture");

    tcase_add_checked_fixture(mixture, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(mixture, both_courses_are_mixed_by_the_share_of_the_first, 0,
                        LENGTH(facts_of_mixture));
    suite_add_tcase(suite, mixture);
    return suite_run(suite);
}
