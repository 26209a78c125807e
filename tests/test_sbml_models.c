/* test_sbml_models.c -- which stages of a chain stand in a document, and what two
 * courses of one make together. */
#include <check.h>
#include <libxml/tree.h>

#include "tests/data_models.h"
#include "tests/sbml.h"
#include "tests/suite.h"

static const char *const facts_without_dish[] = {
    "count(//s:species) = 1 and //s:species/@id = 'kept'",
    "count(//s:event[starts-with(@id, 'full') or @id='host_begins']) = 0",
    "//s:parameter[@id='grown' and @constant='true']/@value = 0",
    "//s:parameter[@id='share' and @constant='true']/@value = 0",
    "//s:parameter[@id='sown' and @constant='true']/@value = 2.385",
    "//s:parameter[@id='sown_twice' and @constant='true']/@value = 4.77",
    "count(//s:parameter[@id='growth' or @id='needed' or @id='dish_phase']) = 0",
    "//s:parameter[@id='host_phase' and @constant='true']/@value = 1",
    "//s:parameter[@id='host_start' and @constant='true']/@value = 0",
    /* the chance is 0 for sure: one course, by the names that the mixture has */
    "//s:parameter[@id='lucky' and @constant='true']/@value = 0",
    "count(//*[starts-with(@id, 'miss_') or starts-with(@id, 'lucky_')]) = 0",
    "//s:reaction/@id = 'host_turn'",
    "normalize-space(//s:event[@id='low_when']/s:trigger) = 'few kept 0 host_phase 1'",
    "contains(//s:model/s:notes, 'dish is left out')",
};

START_TEST(a_stage_that_is_left_out_gives_0)
{
    sbml_constants c;
    xmlDocPtr document;

    sbml_fill_chain(&c);
    c.dish[sim_model_find(&model_dish, "needed")->slot] = 0;
    document = sbml_parse_chain(&sbml_planted, c.at);
    ck_assert_msg(sbml_number(document, facts_without_dish[_i]) != 0, "%s",
                  facts_without_dish[_i]);
    xmlFreeDoc(document);
}
END_TEST

/* Two stages in a row, of which the first never ends. */
START_TEST(a_stage_after_one_without_end_is_refused)
{
    const sim_stage endless[] = {{&model_host, NULL, NULL, NULL, NULL},
                                 {&model_dish, NULL, NULL, NULL, NULL}};
    const sim_chain chain = {.name = "endless",
                             .title = "two in a row",
                             .stages = endless,
                             .n_stages = SBML_STAGES};
    const sim_sbml_form form = {.units = sbml_units, .level = 1};
    double one[SBML_CONSTANTS] = {0}, two[SBML_CONSTANTS] = {0};
    const double *const p[] = {one, two};
    sim_error err = {""};

    sbml_fill(&model_host, one);
    sbml_fill(&model_dish, two);
    ck_assert_int_eq(sim_sbml_write_chain(&form, &chain, p, stdout, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "host: has no STOP, so that dish could not begin; SBML needs one");
}
END_TEST

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
    Suite *suite = suite_create("sbml_models");
    TCase *chain = tcase_create("chain"), *mixture = tcase_create("mixture");

    tcase_add_checked_fixture(chain, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(chain, a_stage_that_is_left_out_gives_0, 0,
                        LENGTH(facts_without_dish));
    tcase_add_test(chain, a_stage_after_one_without_end_is_refused);
    suite_add_tcase(suite, chain);
    tcase_add_checked_fixture(mixture, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(mixture, both_courses_are_mixed_by_the_share_of_the_first, 0,
                        LENGTH(facts_of_mixture));
    suite_add_tcase(suite, mixture);
    return suite_run(suite);
}
