/* test_sbml.c -- models as SBML: what stands in the document.  That it is valid and means
 * the same is asked of another program, by sbml_check.py. */
#include <check.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/cli/cli.h"
#include "sim/io/sbml.h"
#include "sim/io/xml.h"
#include "tests/data_models.h"
#include "tests/program.h"
#include "tests/suite.h"

enum { CONSTANTS = 256, SYMBOLS = 256 };

static sim_units *units;

static void set_up(void)
{
    sim_error err;

    ck_assert_msg(sim_units_init(&units, &err) == SIM_OK, "%s", err.text);
}

static void tear_down(void) { sim_units_free(units); }

/* Both levels that can be written. */
enum { LEVELS = 2, STAGES = 2 };

static void fill(const sim_model *m, double p[CONSTANTS])
{
    ck_assert_uint_le(m->n_constants, CONSTANTS);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (sim_symbol_is_constant(s))
            p[s->slot] = sim_symbol_is_settable(s) ? s->value : 2.385;
    }
}

/* Writes a model with its defaults, and 2.385 for inputs and chances; the caller frees. */
static char *write_at(const sim_model *m, size_t level, sim_status *status, sim_error *err)
{
    static const char *const notes[] = {"a note < & >"};
    const sim_sbml_form form = {units, level, notes, 1};
    double p[CONSTANTS] = {0};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    fill(m, p);
    *status = sim_sbml_write(&form, m, p, out, err);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

static char *write(const sim_model *m, sim_status *status, sim_error *err)
{
    return write_at(m, 1, status, err);
}

static xmlDocPtr parse_text(char *text)
{
    xmlDocPtr document =
        xmlReadMemory(text, (int)strlen(text), "sbml", NULL, XML_PARSE_NONET);

    ck_assert_ptr_nonnull(document);
    free(text);
    return document;
}

static xmlDocPtr parse(const sim_model *m)
{
    sim_error err = {""};
    sim_status status;
    char *text = write(m, &status, &err);

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    return parse_text(text);
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
    "normalize-space(//s:parameter[@id='clock']/s:notes) = 'empty in tables where B < 1'",
    "normalize-space(//s:parameter[@id='given']/s:notes) = "
    "'the value that an earlier stage gave; empty in tables where A <= 0'",
    "contains(//s:parameter[@id='far']/s:notes, 'illustrative; empty in tables where A > "
    "2')",
    "count(//s:parameter[@id='area']/s:notes) = 0",
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
    "contains(//s:model/s:notes, 'One course of two: that in which lucky = 1.')",
    "contains(//s:model/s:notes, 'a note < & >')",
    "count(//*[starts-with(local-name(), 'listOf') and not(*)]) = 0",
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

/* Of min(A, 1) / max(B, 1). */
static const char *const extremes[] = {
    "count(//m:min) = 0 and count(//m:max) = 0",
    "//m:piecewise[m:piece/m:ci='A' and m:piece/*/m:lt and m:otherwise/m:cn=1]",
    "//m:piecewise[m:piece/*[m:lt]/m:ci='A' and m:piece/*[m:lt]/m:cn=1]",
    "//m:piecewise[m:piece/m:ci='B' and m:piece/*/m:gt and m:otherwise/m:cn=1]",
};

START_TEST(min_and_max_are_written_for_version_1)
{
    xmlDocPtr document = parse(&model_every);

    ck_assert_msg(number(document, extremes[_i]) != 0, "%s", extremes[_i]);
    xmlFreeDoc(document);
}
END_TEST

START_TEST(both_versions_say_the_same)
{
    sim_error err = {""};
    sim_status status;
    char *one = write_at(models[_i], 0, &status, &err);
    char *two = write_at(models[_i], 1, &status, &err), *a = one, *b = two;
    size_t fast = 0;

    ck_assert_ptr_nonnull(strstr(one, "level3/version1/core"));
    ck_assert_ptr_nonnull(strstr(one, "level=\"3\" version=\"1\""));
    ck_assert_ptr_nonnull(strstr(two, "level=\"3\" version=\"2\""));
    for (; *a && *b; a++, b++) {
        if (strncmp(a, " fast=\"false\"", 13) == 0) a += 13, fast++;
        if (*a == '1' && *b == '2') continue;
        ck_assert_msg(*a == *b, "%.40s is not %.40s", a, b);
    }
    ck_assert_str_eq(a, b);
    ck_assert_uint_eq(fast, models[_i]->n_reactions);
    free(one);
    free(two);
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

/* ---- a chain --------------------------------------------------------------- */

static const sim_stage stages[STAGES] = {{&model_dish, NULL, NULL, "needed"},
                                         {&model_host, NULL, NULL, NULL}};
static const sim_chain planted = {"planted", "a dish and a host", stages, STAGES, NULL,
                                  NULL};

/* The constants of the planted chain that are set. */
typedef struct {
    double dish[CONSTANTS], host[CONSTANTS];
    const double *at[STAGES];
} constants;

static void fill_chain(constants *c)
{
    *c = (constants){.at = {c->dish, c->host}};
    fill(&model_dish, c->dish);
    fill(&model_host, c->host);
}

static xmlDocPtr parse_chain(const sim_chain *chain, const double *const p[])
{
    const sim_sbml_form form = {.units = units, .level = 1};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    sim_error err = {""};
    sim_status status;

    ck_assert_ptr_nonnull(out);
    status = sim_sbml_write_chain(&form, chain, p, out, &err);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_msg(status == SIM_OK, "%s", err.text);
    return parse_text(text);
}

/* normalize-space(math) is the names and numbers of a formula in their order. */
static const char *const facts_of_chain[] = {
    "//s:model/@id = 'planted' and //s:model/@name = 'a dish and a host'",
    "count(//s:species) = 3 and //s:species/@id = 'grown'",
    "//s:species[@id='lucky_kept']/@name = 'lucky: what is kept'",
    "//s:species[@id='miss_kept']/@name = 'miss: what is kept'",
    /* two stages have a reaction `turn`; the second stands there twice */
    "count(//s:reaction) = 3 and //s:reaction/@id = 'dish_turn'",
    "//s:reaction/@id = 'lucky_host_turn' and //s:reaction/@id = 'miss_host_turn'",
    /* what an INPUT names is what the dish has */
    "count(//s:parameter[@id='grown' or @id='host_grown']) = 0",
    "count(//s:parameter[@id='sown']) = 1 and count(//s:parameter[@id='loss']) = 1",
    "//s:reaction[@id='lucky_host_turn']//s:modifierSpeciesReference/@species = 'grown'",
    /* a constant of what varies is a rule, and one of constants is none */
    "//s:assignmentRule/@variable = 'odds' and not(//s:initialAssignment/@symbol = 'odds')",
    "//s:initialAssignment/@symbol = 'half' and not(//s:assignmentRule/@variable = 'half')",
    "//s:parameter[@id='odds']/@constant = 'false'",
    "//s:parameter[@id='half']/@constant = 'true'",
    /* the course of each copy, and the share of the first */
    "//s:parameter[@id='lucky_lucky' and @constant='true']/@value = 1",
    "//s:parameter[@id='miss_lucky' and @constant='true']/@value = 0",
    "normalize-space(//s:assignmentRule[@variable='lucky']/m:math) = 'odds'",
    "normalize-space(//s:assignmentRule[@variable='lucky_more']/m:math) = "
    "'lucky_seen lucky_lucky'",
    "contains(//s:parameter[@id='lucky_lucky']/s:notes, 'Its probability is odds, and')",
    /* stages: the dish moves from time 0 on, the host when the dish is over */
    "//s:parameter[@id='dish_phase']/@value = 1 and //s:parameter[@id='host_phase']/@value "
    "= 0",
    "normalize-space(//s:reaction[@id='dish_turn']//m:math) = "
    "'growth grown dish_phase 1 0'",
    "//s:reaction[@id='dish_turn']//m:math/m:piecewise[m:piece/m:apply/m:eq]/m:otherwise/"
    "m:cn = 0",
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
    "normalize-space(//s:eventAssignment[@variable='lucky_kept']) = 'grown 4'",
    "normalize-space(//s:eventAssignment[@variable='miss_kept']) = 'grown 4'",
    "count(//s:event[@id='host_begins']//s:eventAssignment) = 4",
    "//s:event[@id='full_when_end']/s:priority//m:cn > "
    "//s:event[@id='host_begins']/s:priority//m:cn",
    "//s:event[@id='host_begins']/s:priority//m:cn > "
    "//s:event[@id='lucky_low_at']/s:priority//m:cn",
    /* a level that is passed at the start is not risen through */
    "normalize-space(//s:event[@id='miss_low_when']/s:trigger) = "
    "'host_phase 0 few miss_kept 0 host_phase 1'",
    "//s:event[@id='miss_low_when']/s:trigger/m:math/m:apply[m:or]/m:apply[m:and]",
    "normalize-space(//s:event[@id='miss_low_at']/s:trigger) = "
    "'host_time pause miss_low_count pause miss_low_count 2 host_phase 1'",
    /* refused where it is known, before that where it hangs on constants */
    "normalize-space(//s:constraint[1]/m:math) = 'half few'",
    "normalize-space(//s:constraint[2]/m:math) = 'host_phase 0 share 1'",
};

START_TEST(the_document_of_a_chain_says)
{
    constants c;
    xmlDocPtr document;

    fill_chain(&c);
    document = parse_chain(&planted, c.at);
    ck_assert_msg(number(document, facts_of_chain[_i]) != 0, "%s", facts_of_chain[_i]);
    xmlFreeDoc(document);
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
    constants c;
    xmlDocPtr document;

    fill_chain(&c);
    document = parse_chain(&planted, c.at);
    ck_assert_msg(number(document, facts_of_mixture[_i]) != 0, "%s", facts_of_mixture[_i]);
    xmlFreeDoc(document);
}
END_TEST

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
    constants c;
    xmlDocPtr document;

    fill_chain(&c);
    c.dish[sim_model_find(&model_dish, "needed")->slot] = 0;
    document = parse_chain(&planted, c.at);
    ck_assert_msg(number(document, facts_without_dish[_i]) != 0, "%s",
                  facts_without_dish[_i]);
    xmlFreeDoc(document);
}
END_TEST

/* Two stages in a row, of which the first never ends. */
START_TEST(a_stage_after_one_without_end_is_refused)
{
    const sim_stage endless[] = {{&model_host, NULL, NULL, NULL},
                                 {&model_dish, NULL, NULL, NULL}};
    const sim_chain chain = {"endless", "two in a row", endless, STAGES, NULL, NULL};
    const sim_sbml_form form = {.units = units, .level = 1};
    double one[CONSTANTS] = {0}, two[CONSTANTS] = {0};
    const double *const p[] = {one, two};
    sim_error err = {""};

    fill(&model_host, one);
    fill(&model_dish, two);
    ck_assert_int_eq(sim_sbml_write_chain(&form, &chain, p, stdout, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text,
                     "host: has no STOP, so that dish could not begin; SBML needs one");
}
END_TEST

/* A document's ids live in one space, whatever they are of. */
START_TEST(an_id_stands_once)
{
    const sim_chain *chain = &models_chains[0];
    double values[CONSTANTS][CONSTANTS] = {{0}};
    const double *p[CONSTANTS];
    xmlDocPtr document;

    for (size_t i = 0; i < chain->n_stages; i++) {
        fill(chain->stages[i].model, values[i]);
        p[i] = values[i];
    }
    document = parse_chain(chain, p);
    ck_assert_double_ge(number(document, "count(//s:model//*[@id])"), 400);
    ck_assert_double_eq(number(document,
                               "count(//s:*[@id and not(self::s:unitDefinition) and "
                               "@id = preceding::s:*[not(self::s:unitDefinition)]/@id])"),
                        0);
    xmlFreeDoc(document);
}
END_TEST

/* ---- memory ---------------------------------------------------------------- */

/* Allocations that libxml2 still gets. */
static size_t allocations;

static bool is_given(void)
{
    if (allocations == 0) return false;
    allocations--;
    return true;
}

/* Where LeakSanitizer looks on: libxml2 itself forgets a name when its next one fails. */
void __lsan_disable(void) __attribute__((weak));
void __lsan_enable(void) __attribute__((weak));

static void *give_again(void *old, size_t size)
{
    void *given = NULL;

    if (__lsan_disable) __lsan_disable();
    if (is_given()) given = realloc(old, size);
    if (__lsan_enable) __lsan_enable();
    return given;
}

static void *give(size_t size) { return give_again(NULL, size); }

static char *give_copy(const char *text)
{
    char *copy = give(strlen(text) + 1);

    return copy ? strcpy(copy, text) : NULL;
}

static void ignore(void *data, const char *format, ...) { (void)data, (void)format; }

static sim_status write_small(FILE *out, sim_error *err)
{
    sim_xml *xml;
    sim_status status = sim_xml_init(&xml, err);

    if (status != SIM_OK) return status;
    sim_xml_open(xml, "a");
    sim_xml_attribute(xml, "b", "c < d");
    sim_xml_open(xml, "p");
    sim_xml_text(xml, "a note < & >");
    sim_xml_inline(xml, "sep");
    sim_xml_text(xml, "its end");
    sim_xml_close(xml);
    sim_xml_close(xml);
    status = sim_xml_write(xml, out, err);
    sim_xml_free(xml);
    return status;
}

/* The text, or NULL after a failure, with so many allocations. */
static char *write_small_with(size_t n)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    sim_error err = {""};
    sim_status status;

    ck_assert_ptr_nonnull(out);
    allocations = n;
    status = write_small(out, &err);
    allocations = SIZE_MAX;
    ck_assert_int_eq(fclose(out), 0);
    if (status == SIM_OK) return text;
    ck_assert_int_eq(status, SIM_ENOMEM);
    ck_assert_str_eq(text, "");
    free(text);
    return NULL;
}

START_TEST(without_memory_nothing_is_left_out_in_silence)
{
    size_t n = 0;
    char *whole, *text;

    ck_assert_int_eq(xmlMemSetup(free, give, give_again, give_copy), 0);
    xmlSetGenericErrorFunc(NULL, ignore);
    whole = write_small_with(SIZE_MAX);
    ck_assert_ptr_nonnull(whole);
    while ((text = write_small_with(n)) == NULL) n++;
    ck_assert_uint_ge(n, 10);
    for (size_t more = n; more < n + 100; more++) {
        free(text);
        text = write_small_with(more);
        if (text) ck_assert_str_eq(text, whole);
    }
    free(text);
    free(whole);
}
END_TEST

/* ---- characters ------------------------------------------------------------ */

static const char *const texts[][2] = {
    {"plain <&> \xc3\xbc", "plain &lt;&amp;&gt; \xc3\xbc"},
    {"a\xef\xbf\xbf"
     "b",
     "a???b"}, /* U+FFFF */
    {"a\x01"
     "b\x7f",
     "a?b\x7f"}, /* a control character */
    {"a\xed\xa0\x80"
     "b",
     "a???b"},                                /* half a pair of UTF-16 */
    {"a\xff\xc3", "a??"},                     /* no UTF-8 */
    {"\xf0\x9f\xa6\xb4", "\xf0\x9f\xa6\xb4"}, /* a bone */
};

START_TEST(what_is_no_character_of_xml_is_replaced)
{
    sim_error err = {""};
    sim_xml *xml;
    char *text = NULL, expected[128];
    size_t size;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(sim_xml_init(&xml, &err), SIM_OK);
    sim_xml_open(xml, "p");
    sim_xml_attribute(xml, "a", texts[_i][0]);
    sim_xml_text(xml, texts[_i][0]);
    sim_xml_close(xml);
    ck_assert_int_eq(sim_xml_write(xml, out, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
    snprintf(expected, sizeof expected, "<p a=\"%s\">%s</p>", texts[_i][1], texts[_i][1]);
    ck_assert_msg(strstr(text, expected) != NULL, "%s is not in %s", expected, text);
    sim_xml_free(xml);
    free(text);
}
END_TEST

/* ---- the command ----------------------------------------------------------- */

static const char two_arms[] = "[run]\ndays = 20\n[arm one]\n[arm two]\n"
                               "product.dose = 3.71e6\npassaging.donor_age = 71\n";

/* What a command prints in its first lines. */
static const char *const printed[][2] = {
    {"knee",
     "\nchances: 1 with this probability, else 0; the mean course is the mixture of "
     "both\n  hit = hit_probability "},
    {"knee", "\nratios worked out from the state: of a mixture, from its mixed state\n"
             "  live_fraction = when(injected > 0, live_in_joint / injected, 0) "},
    {"knee",
     "  lysis_attached_miss  attached_miss ->               lyse * attached_miss\n"},
    {"knee", "\nfunctions\n  H(x, k)          x / (x + k)\n"
             "  when(c, a, b)    a where c holds, else b\n"},
    {"passaging",
     "\n  cycling_death    cycling ->                      death_rate * cycling\n"},
    {"knee --sbml",
     "One course of two: that in which hit = 1. The tables of the program are "
     "the mixture of both by its probability, hit_probability;"},
    {"knee --sbml", "Written by Potency"},
    {"passaging --sbml", "The program stops where the parameter `ended` becomes 1."},
    {"passaging --sbml --set passaging.donor_age=71",
     "Values that are not defaults: passaging.donor_age = 71.<"},
    {"passaging --sbml --sbml-level 3.1", "level=\"3\" version=\"1\">"},
    {"passaging --sbml", "level=\"3\" version=\"2\">"},
    {"a.ini --sbml", ": arm one, followed for 20 days.<"},
    {"a.ini --sbml", "Values that are not defaults: none.<"},
    {"a.ini --sbml --arm two",
     "Values that are not defaults: passaging.donor_age = 71; product.dose = 3.71e+06.<"},
    {"a.ini --sbml --arm two --set 'arm two:product.dose=2.385e6'",
     "product.dose = 2.385e+06.<"},
    {"a.ini --sbml", "knee begins at the time knee_start, when passaging is over;"},
    {"a.ini --sbml", "knee stands here twice: hit_X is its X where hit = 1"},
    {"a.ini --sbml", "<species id=\"hit_m1\""},
    {"a.ini --sbml", "<species id=\"miss_attached\""},
    {"a.ini --sbml", "<parameter id=\"passaging_rate\""},
    {"a.ini --sbml --set product.expanded=0", "passaging is left out: what it would give "
                                              "counts as 0.<"},
    {"a.ini --sbml --set delivery.hit_probability=1", "<species id=\"m1\""},
    {"a.ini --sbml --sbml-level 3.1", "level=\"3\" version=\"1\">"},
};

START_TEST(the_command_prints)
{
    char command[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", two_arms);
    snprintf(command, sizeof command, "\"$POTENCY\" models %s | head -n 600",
             printed[_i][0]);
    program_shell(command, &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_msg(strstr(result.out, printed[_i][1]) != NULL, "%s: %s", printed[_i][0],
                  printed[_i][1]);
}
END_TEST

/* A document is of the mean, whatever the run's method. */
static const char *const alike[][2] = {
    {"knee --sbml", "knee --sbml --set run.method=tau"},
    {"a.ini --sbml", "a.ini --sbml --arm one --set run.method=ssa --set run.seed=3"},
};

START_TEST(counts_have_the_same_document)
{
    char command[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", two_arms);
    snprintf(
        command, sizeof command,
        "\"$POTENCY\" models %s > a && \"$POTENCY\" models %s > b && test -s a && cmp a b",
        alike[_i][0], alike[_i][1]);
    program_shell(command, &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_str_eq(result.err, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

static const char *const refused[][2] = {
    {"models a.ini --sbml --arm tow",
     "--arm tow: there is no arm 'tow'; did you mean 'two'?"},
    {"models a.ini --sbml --arm ''",
     "--arm : there is no arm ''; the name of an [arm] of the file would be right"},
    {"models a.ini --sbml --set joint.m1_loss=0.005",
     "--set joint.m1_loss=0.005: arm one: recruit_base = -600000 cell/day must not be "
     "negative; lower recruit or renew, or raise m1_loss or m2_loss"},
};

START_TEST(what_is_no_arm_is_refused)
{
    program_write_text("a.ini", two_arms);
    program_refuse(refused[_i][0], refused[_i][1]);
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("sbml");
    TCase *tcase = tcase_create("sbml"), *extreme = tcase_create("extremes"),
          *chain = tcase_create("chain"), *mixture = tcase_create("mixture"),
          *memory = tcase_create("memory"), *command = tcase_create("command"),
          *characters = tcase_create("characters");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, every_row_has_its_element, 0, LENGTH(models));
    tcase_add_loop_test(tcase, the_document_says, 0, LENGTH(facts));
    tcase_add_test(tcase, it_says_what_it_is_not_for);
    tcase_add_test(tcase, a_planted_mistake_is_refused_with_its_row);
    tcase_add_test(tcase, a_rate_needs_its_time);
    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(extreme, set_up, tear_down);
    tcase_add_loop_test(extreme, min_and_max_are_written_for_version_1, 0,
                        LENGTH(extremes));
    tcase_add_loop_test(extreme, both_versions_say_the_same, 0, LENGTH(models));
    suite_add_tcase(suite, extreme);
    tcase_add_checked_fixture(chain, set_up, tear_down);
    tcase_add_loop_test(chain, the_document_of_a_chain_says, 0, LENGTH(facts_of_chain));
    tcase_add_loop_test(chain, a_stage_that_is_left_out_gives_0, 0,
                        LENGTH(facts_without_dish));
    tcase_add_test(chain, a_stage_after_one_without_end_is_refused);
    tcase_add_test(chain, an_id_stands_once);
    suite_add_tcase(suite, chain);
    tcase_add_checked_fixture(mixture, set_up, tear_down);
    tcase_add_loop_test(mixture, both_courses_are_mixed_by_the_share_of_the_first, 0,
                        LENGTH(facts_of_mixture));
    suite_add_tcase(suite, mixture);
    tcase_add_test(memory, without_memory_nothing_is_left_out_in_silence);
    suite_add_tcase(suite, memory);
    tcase_add_loop_test(characters, what_is_no_character_of_xml_is_replaced, 0,
                        LENGTH(texts));
    suite_add_tcase(suite, characters);
    program_add_folder(command);
    tcase_add_loop_test(command, the_command_prints, 0, LENGTH(printed));
    tcase_add_loop_test(command, counts_have_the_same_document, 0, LENGTH(alike));
    tcase_add_loop_test(command, what_is_no_arm_is_refused, 0, LENGTH(refused));
    suite_add_tcase(suite, command);
    return suite_run(suite);
}
