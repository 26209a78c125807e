#include "tests/sbml.h"

#include <check.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>

#include "tests/data_models.h"

sim_units *sbml_units;

void sbml_set_up(void)
{
    sim_error err;

    ck_assert_msg(sim_units_init(&sbml_units, &err) == SIM_OK, "%s", err.text);
}

void sbml_tear_down(void) { sim_units_free(sbml_units); }

void sbml_fill(const sim_model *m, double p[SBML_CONSTANTS])
{
    ck_assert_uint_le(m->n_constants, SBML_CONSTANTS);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (sim_symbol_is_constant(s))
            p[s->slot] = sim_symbol_is_settable(s) ? s->value : 2.385;
    }
}

/* Writes a model with its defaults, and 2.385 for inputs and chances; the caller frees. */
char *sbml_write_at(const sim_model *m, size_t level, sim_status *status, sim_error *err)
{
    static const char *const notes[] = {"a note < & >"};
    const sim_sbml_form form = {sbml_units, level, notes, 1};
    double p[SBML_CONSTANTS] = {0};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    sbml_fill(m, p);
    *status = sim_sbml_write(&form, m, p, out, err);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

char *sbml_write(const sim_model *m, sim_status *status, sim_error *err)
{
    return sbml_write_at(m, 1, status, err);
}

static xmlDocPtr parse_text(char *text)
{
    xmlDocPtr document =
        xmlReadMemory(text, (int)strlen(text), "sbml", NULL, XML_PARSE_NONET);

    ck_assert_ptr_nonnull(document);
    free(text);
    return document;
}

xmlDocPtr sbml_parse(const sim_model *m)
{
    sim_error err = {""};
    sim_status status;
    char *text = sbml_write(m, &status, &err);

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    return parse_text(text);
}

/* The value of an XPath expression; /x stands for an element x of any namespace. */
double sbml_number(xmlDocPtr document, const char *expression)
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

static const sim_stage stages[SBML_STAGES] = {{&model_dish, NULL, NULL, "needed", NULL},
                                              {&model_host, NULL, NULL, NULL, NULL}};
const sim_chain sbml_planted = {.name = "planted",
                                .title = "a dish and a host",
                                .stages = stages,
                                .n_stages = SBML_STAGES};

void sbml_fill_chain(sbml_constants *c)
{
    *c = (sbml_constants){.at = {c->dish, c->host}};
    sbml_fill(&model_dish, c->dish);
    sbml_fill(&model_host, c->host);
}

xmlDocPtr sbml_parse_chain(const sim_chain *chain, const double *const p[])
{
    const sim_sbml_form form = {.units = sbml_units, .level = 1};
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

xmlDocPtr sbml_parse_planted(void)
{
    sbml_constants c;

    sbml_fill_chain(&c);
    return sbml_parse_chain(&sbml_planted, c.at);
}

void sbml_expect(xmlDocPtr document, const char *fact)
{
    ck_assert_msg(sbml_number(document, fact) != 0, "%s", fact);
    xmlFreeDoc(document);
}
