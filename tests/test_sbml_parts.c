/* test_sbml_parts.c -- notes of a document: where tables are empty. */
#include <check.h>

#include "tests/data_models.h"
#include "tests/sbml.h"
#include "tests/suite.h"

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

int main(void)
{
    Suite *suite = suite_create("sbml_parts");
    TCase *all = tcase_create("sbml_parts");

    tcase_add_checked_fixture(all, sbml_set_up, sbml_tear_down);
    tcase_add_test(all, a_note_tells_where_tables_are_empty);
    tcase_add_test(all, no_list_is_empty);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
