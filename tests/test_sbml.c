/* test_sbml.c -- models as SBML: what stands in the document.  That it is valid and means
 * the same is asked of another program, by sbml_check.py. */
#include <check.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/cli/cli.h"
#include "sim/io/sbml.h"
#include "tests/data_models.h"

enum { CONSTANTS = 256, SYMBOLS = 256 };

static sim_units *units;

static void set_up(void)
{
    sim_error err;

    ck_assert_msg(sim_units_init(&units, &err) == SIM_OK, "%s", err.text);
}

static void tear_down(void) { sim_units_free(units); }

/* Writes a model with its defaults, and 2.385 for inputs and chances; the caller frees. */
static char *write(const sim_model *m, sim_status *status, sim_error *err)
{
    double p[CONSTANTS] = {0};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    ck_assert_uint_le(m->n_constants, CONSTANTS);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (sim_symbol_is_constant(s))
            p[s->slot] = sim_symbol_is_settable(s) ? s->value : 2.385;
    }
    *status = sim_sbml_write(m, p, units, out, err);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

static xmlDocPtr parse(const sim_model *m)
{
    sim_error err = {""};
    sim_status status;
    char *text = write(m, &status, &err);
    xmlDocPtr document;

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    document = xmlReadMemory(text, (int)strlen(text), "sbml", NULL, XML_PARSE_NONET);
    ck_assert_ptr_nonnull(document);
    free(text);
    return document;
}

/* The value of an XPath expression; /x stands for an element x of any namespace. */
static double number(xmlDocPtr document, const char *expression)
{
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    xmlXPathObjectPtr object;
    double value;

    xmlXPathRegisterNs(context, BAD_CAST "s",
                       BAD_CAST "http://www.sbml.org/sbml/level3/version2/core");
    xmlXPathRegisterNs(context, BAD_CAST "m",
                       BAD_CAST "http://www.w3.org/1998/Math/MathML");
    object = xmlXPathEvalExpression(BAD_CAST expression, context);
    ck_assert_msg(object != NULL, "%s", expression);
    value = xmlXPathCastToNumber(object);
    xmlXPathFreeObject(object);
    xmlXPathFreeContext(context);
    return value;
}

static const sim_model *const models[] = {&model_passaging, &model_product, &model_knee,
                                          &model_planted, &model_every};

static double kinds(const sim_model *m, sim_kind kind)
{
    double n = 0;

    for (size_t i = 0; i < m->n_symbols; i++) n += m->symbols[i].kind == kind;
    return n;
}

START_TEST(every_row_has_its_element)
{
    const sim_model *m = models[_i];
    xmlDocPtr document = parse(m);
    const double rates = (double)(m->n_flows - m->n_reactions);

    ck_assert_double_eq(number(document, "count(//s:species)"), kinds(m, SIM_SPECIES));
    ck_assert_double_eq(number(document, "count(//s:reaction)"), (double)m->n_reactions);
    ck_assert_double_eq(number(document, "count(//s:rateRule)"), rates);
    ck_assert_double_eq(number(document, "count(//s:assignmentRule)"),
                        (double)(m->n_rules + m->n_lets));
    ck_assert_double_eq(number(document, "count(//s:constraint)"), (double)m->n_refusals);
    ck_assert_double_eq(number(document, "count(//s:parameter[@constant='true'])"),
                        (double)m->n_constants);
    /* each number and each parameter has a unit */
    ck_assert_double_eq(number(document, "count(//m:cn[not(@s:units)])"), 0);
    ck_assert_double_eq(number(document, "count(//s:parameter[not(@units)])"), 0);
    xmlFreeDoc(document);
}
END_TEST

/* On the model of everything. */
static const char *const facts[] = {
    "/s:sbml/@level = 3 and /s:sbml/@version = 2",
    "/s:sbml/s:model/@id = 'every' and /s:sbml/s:model/@name = 'a model of everything'",
    "//s:model/@timeUnits = 'day' and //s:model/@extentUnits = 'cell'",
    "//s:unitDefinition[@id='day']//s:unit[@kind='second']/@multiplier = 86400",
    "//s:unitDefinition[@id='per_cell_per_day' and @name='1/cell/day']",
    "//s:species[@id='A']/@substanceUnits = 'cell' and "
    "not(//s:species[@id='A']/@initialAmount)",
    "//s:species[@id='B']/@initialAmount = 2.385",
    "//s:initialAssignment[@symbol='A']//m:ci = 'given'",
    "//s:initialAssignment[@symbol='birth_day']//m:cn = 24",
    "//s:initialAssignment[@symbol='s']//m:cn/@s:units = 'dimensionless'",
    "//s:parameter[@id='given']/@value = 2.385 and //s:parameter[@id='lucky']/@value = 1",
    "contains(//s:parameter[@id='birth']/s:notes, '0.371, accepted from 0 to 1; "
    "source: illustrative < & >')",
    "contains(//s:parameter[@id='lucky']/s:notes, 'odds = 2.385')",
    "//s:parameter[@id='high_count' and @value=0 and @constant='false']",
    "//s:parameter[@id='ended' and @value=0]",
    "//s:parameter[@id='kept']/@units = 'cell'",
    "//s:reaction[@id='meeting']//s:listOfReactants/s:speciesReference/@stoichiometry = 2",
    "count(//s:reaction[@id='meeting']//s:modifierSpeciesReference) = 0",
    "count(//s:reaction[@id='change']//s:modifierSpeciesReference) = 0",
    "//s:reaction[@id='turning']//s:modifierSpeciesReference/@species = 'B'",
    "count(//s:event) = 4",
    "//s:event[@id='high_when']/s:trigger/@initialValue = 'true'",
    "//s:event[@id='high_at']/s:trigger/@initialValue = 'false'",
    "//s:event[@id='high_when']/s:priority//m:cn > "
    "//s:event[@id='high_at']/s:priority//m:cn",
    "//s:event[@id='high_at_end']//s:eventAssignment/@variable = 'ended'",
    "count(//s:event[@id='high_when']//s:eventAssignment) = 2",
    "count(//s:event[@id='high_at']//s:eventAssignment) = 3",
    "//s:event[@id='high_at']//s:trigger//m:ci = 'high_count'",
    "//s:eventAssignment[@variable='last']//m:ci = 'clock'",
    "//s:rateRule[@variable='s']//m:cn = 24",
    "//s:assignmentRule[@variable='ratio']//m:cn = 1000",
    "//s:assignmentRule[@variable='many']//m:cn[@type='e-notation' and m:sep] = 2.38512",
    "contains(//s:constraint/s:message, 'must not be negative')",
    "//m:csymbol/@definitionURL = 'http://www.sbml.org/sbml/symbols/time'",
    "//s:functionDefinition[@id='H'] and //s:functionDefinition[@id='log1p']",
};

START_TEST(the_document_says)
{
    xmlDocPtr document = parse(&model_every);

    ck_assert_msg(number(document, facts[_i]) != 0, "%s", facts[_i]);
    xmlFreeDoc(document);
}
END_TEST

START_TEST(it_says_what_it_is_not_for)
{
    sim_error err = {""};
    sim_status status;
    char *text = write(&model_knee, &status, &err);

    ck_assert_int_eq(status, SIM_OK);
    ck_assert_ptr_nonnull(strstr(text, sim_disclaimer));
    free(text);
}
END_TEST

/* A model that adds what cannot be added. */
START_TEST(a_planted_mistake_is_refused_with_its_row)
{
    sim_model m = model_every;
    sim_symbol symbols[SYMBOLS];
    sim_error err = {""};
    sim_status status;
    char *text, *message;

    ck_assert_uint_le(m.n_symbols, SYMBOLS);
    memcpy(symbols, m.symbols, m.n_symbols * sizeof *symbols);
    symbols[sim_model_find(&m, "birth") - m.symbols].unit = "1/min";
    m.symbols = symbols;
    text = write(&m, &status, &err);
    ck_assert_int_eq(status, SIM_EVALUE);
    ck_assert_str_eq(text, "");
    message = strstr(err.text, ": birth_day: ");
    ck_assert_ptr_nonnull(message);
    ck_assert(strstr(err.text, "tests/data/every.def:") != NULL);
    ck_assert_str_eq(message, ": birth_day: a product is in 1440/day, where 1/day would be "
                              "right, in \"birth * 24\"");
    free(text);

    symbols[sim_model_find(&model_every, "odds") - model_every.symbols].unit = "furlong";
    text = write(&m, &status, &err);
    ck_assert_int_eq(status, SIM_EVALUE);
    ck_assert_ptr_nonnull(strstr(err.text, ": odds: 'furlong' is no unit"));
    free(text);
}
END_TEST

/* b is no speed of a: the oscillator of the solver's tests has units only in part. */
START_TEST(a_rate_needs_its_time)
{
    sim_error err = {""};
    sim_status status;
    char *text = write(&model_circle, &status, &err);

    ck_assert_int_eq(status, SIM_EVALUE);
    ck_assert_str_eq(text, "");
    ck_assert_ptr_nonnull(
        strstr(err.text, ": a: b is in 1, where 86400/day would be right, in \"b\""));
    free(text);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("sbml");
    TCase *tcase = tcase_create("sbml");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, every_row_has_its_element, 0, LENGTH(models));
    tcase_add_loop_test(tcase, the_document_says, 0, LENGTH(facts));
    tcase_add_test(tcase, it_says_what_it_is_not_for);
    tcase_add_test(tcase, a_planted_mistake_is_refused_with_its_row);
    tcase_add_test(tcase, a_rate_needs_its_time);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
