/* test_mathml.c -- formulas as MathML, for both versions. */
#include <check.h>
#include <libxml/tree.h>

#include "tests/data_models.h"
#include "tests/sbml.h"
#include "tests/suite.h"

/* Of min(A, 1) / max(B, 1). */
static const char *const extremes[] = {
    "count(//m:min) = 0 and count(//m:max) = 0",
    "//m:piecewise[m:piece/m:ci='A' and m:piece/*/m:lt and m:otherwise/m:cn=1]",
    "//m:piecewise[m:piece/*[m:lt]/m:ci='A' and m:piece/*[m:lt]/m:cn=1]",
    "//m:piecewise[m:piece/m:ci='B' and m:piece/*/m:gt and m:otherwise/m:cn=1]",
};

START_TEST(min_and_max_are_written_for_version_1)
{
    xmlDocPtr document = sbml_parse(&model_every);

    ck_assert_msg(sbml_number(document, extremes[_i]) != 0, "%s", extremes[_i]);
    xmlFreeDoc(document);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("mathml");
    TCase *extreme = tcase_create("extremes");

    tcase_add_checked_fixture(extreme, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(extreme, min_and_max_are_written_for_version_1, 0,
                        LENGTH(extremes));
    suite_add_tcase(suite, extreme);
    return suite_run(suite);
}
