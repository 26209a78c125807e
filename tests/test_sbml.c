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
#include "tests/sbml.h"
#include "tests/suite.h"

enum { SYMBOLS = 256 };

static const sim_model *const models[] = {&model_passaging, &model_product, &model_knee,
                                          &model_gvhd,      &model_ards,    &model_heart,
                                          &model_planted,   &model_every};

static double kinds(const sim_model *m, sim_kind kind)
{
    double n = 0;

    for (size_t i = 0; i < m->n_symbols; i++) n += m->symbols[i].kind == kind;
    return n;
}

START_TEST(every_row_has_its_element)
{
    const sim_model *m = models[_i];
    xmlDocPtr document = sbml_parse(m);
    const double rates = (double)(m->n_flows - m->n_reactions);

    ck_assert_double_eq(sbml_number(document, "count(//s:species)"), kinds(m, SIM_SPECIES));
    ck_assert_double_eq(sbml_number(document, "count(//s:reaction)"),
                        (double)m->n_reactions);
    ck_assert_double_eq(sbml_number(document, "count(//s:rateRule)"), rates);
    ck_assert_double_eq(sbml_number(document, "count(//s:assignmentRule)"),
                        (double)(m->n_rules + m->n_lets));
    ck_assert_double_eq(sbml_number(document, "count(//s:constraint)"),
                        (double)m->n_refusals);
    ck_assert_double_eq(sbml_number(document, "count(//s:parameter[@constant='true'])"),
                        (double)m->n_constants);
    /* each number and each parameter has a unit */
    ck_assert_double_eq(sbml_number(document, "count(//m:cn[not(@s:units)])"), 0);
    ck_assert_double_eq(sbml_number(document, "count(//s:parameter[not(@units)])"), 0);
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
    "//s:eventAssignment[@variable='last']//m:ci = 'clock'",
    "//s:rateRule[@variable='s']//m:cn = 24",
    "//s:assignmentRule[@variable='ratio']//m:cn = 1000",
    "//s:assignmentRule[@variable='many']//m:cn[@type='e-notation' and m:sep] = 2.38512",
    "contains(//s:constraint/s:message, 'must not be negative')",
    "count(//*[starts-with(local-name(), 'listOf') and not(*)]) = 0",
    "//m:csymbol/@definitionURL = 'http://www.sbml.org/sbml/symbols/time'",
    "contains(//s:model/s:notes, 'One course of two: that in which lucky = 1.')",
    "contains(//s:model/s:notes, 'a note < & >')",
    "//s:functionDefinition[@id='H'] and //s:functionDefinition[@id='log1p']",
};

START_TEST(the_document_says)
{
    xmlDocPtr document = sbml_parse(&model_every);

    ck_assert_msg(sbml_number(document, facts[_i]) != 0, "%s", facts[_i]);
    xmlFreeDoc(document);
}
END_TEST

START_TEST(it_says_what_it_is_not_for)
{
    sim_error err = {""};
    sim_status status;
    char *text = sbml_write(&model_knee, &status, &err);

    ck_assert_int_eq(status, SIM_OK);
    ck_assert_ptr_nonnull(strstr(text, sim_disclaimer));
    free(text);
}
END_TEST

START_TEST(both_versions_say_the_same)
{
    sim_error err = {""};
    sim_status status;
    char *one = sbml_write_at(models[_i], 0, &status, &err);
    char *two = sbml_write_at(models[_i], 1, &status, &err), *a = one, *b = two;
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
    text = sbml_write(&m, &status, &err);
    ck_assert_int_eq(status, SIM_EVALUE);
    ck_assert_str_eq(text, "");
    message = strstr(err.text, ": birth_day: ");
    ck_assert_ptr_nonnull(message);
    ck_assert(strstr(err.text, "tests/data/every.def:") != NULL);
    ck_assert_str_eq(message, ": birth_day: a product is in 1440/day, where 1/day would be "
                              "right, in \"birth * 24\"");
    free(text);

    symbols[sim_model_find(&model_every, "odds") - model_every.symbols].unit = "furlong";
    text = sbml_write(&m, &status, &err);
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
    char *text = sbml_write(&model_circle, &status, &err);

    ck_assert_int_eq(status, SIM_EVALUE);
    ck_assert_str_eq(text, "");
    ck_assert_ptr_nonnull(
        strstr(err.text, ": a: b is in 1, where 86400/day would be right, in \"b\""));
    free(text);
}
END_TEST

/* ---- a chain --------------------------------------------------------------- */

/* normalize-space(math) is the names and numbers of a formula in their order. */
static const char *const facts_of_chain[] = {
    /* what an INPUT names is what the dish has */
    "count(//s:parameter[@id='grown' or @id='host_grown']) = 0",
    "count(//s:parameter[@id='sown']) = 1 and count(//s:parameter[@id='loss']) = 1",
    /* a constant of what varies is a rule, and one of constants is none */
    "//s:assignmentRule/@variable = 'odds' and not(//s:initialAssignment/@symbol = 'odds')",
    "//s:initialAssignment/@symbol = 'half' and not(//s:assignmentRule/@variable = 'half')",
    "//s:parameter[@id='odds']/@constant = 'false'",
    "//s:parameter[@id='half']/@constant = 'true'",
    /* the course of each copy, and the share of the first */
    "//s:parameter[@id='lucky_lucky' and @constant='true']/@value = 1",
    "//s:parameter[@id='miss_lucky' and @constant='true']/@value = 0",
    "normalize-space(//s:assignmentRule[@variable='lucky']/m:math) = 'odds'",
    ("normalize-space(//s:assignmentRule[@variable='lucky_more']/m:math) = "
     "'lucky_seen lucky_lucky'"),
    "contains(//s:parameter[@id='lucky_lucky']/s:notes, 'Its probability is odds, and')",
    /* refused where it is known, before that where it hangs on constants */
    "normalize-space(//s:constraint[1]/m:math) = 'half few'",
    "normalize-space(//s:constraint[2]/m:math) = 'host_phase 0 share 1'",
};

START_TEST(the_document_of_a_chain_says)
{
    sbml_constants c;
    xmlDocPtr document;

    sbml_fill_chain(&c);
    document = sbml_parse_chain(&sbml_planted, c.at);
    ck_assert_msg(sbml_number(document, facts_of_chain[_i]) != 0, "%s", facts_of_chain[_i]);
    xmlFreeDoc(document);
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
          *chain = tcase_create("chain"), *command = tcase_create("command");

    tcase_add_checked_fixture(tcase, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(tcase, every_row_has_its_element, 0, LENGTH(models));
    tcase_add_loop_test(tcase, the_document_says, 0, LENGTH(facts));
    tcase_add_test(tcase, it_says_what_it_is_not_for);
    tcase_add_test(tcase, a_planted_mistake_is_refused_with_its_row);
    tcase_add_test(tcase, a_rate_needs_its_time);
    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(extreme, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(extreme, both_versions_say_the_same, 0, LENGTH(models));
    suite_add_tcase(suite, extreme);
    tcase_add_checked_fixture(chain, sbml_set_up, sbml_tear_down);
    tcase_add_loop_test(chain, the_document_of_a_chain_says, 0, LENGTH(facts_of_chain));
    suite_add_tcase(suite, chain);
    program_add_folder(command);
    tcase_add_loop_test(command, the_command_prints, 0, LENGTH(printed));
    tcase_add_loop_test(command, counts_have_the_same_document, 0, LENGTH(alike));
    tcase_add_loop_test(command, what_is_no_arm_is_refused, 0, LENGTH(refused));
    suite_add_tcase(suite, command);
    return suite_run(suite);
}
