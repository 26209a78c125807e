#include "tests/markup.h"

#include <check.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <string.h>

xmlDocPtr markup_parse(const char *text)
{
    const xmlDocPtr document =
        xmlReadMemory(text, (int)strlen(text), "page", NULL, XML_PARSE_HUGE);

    ck_assert_msg(document != NULL, "%.2000s", text);
    return document;
}

xmlDocPtr markup_read(const char *path)
{
    const xmlDocPtr document = xmlReadFile(path, NULL, XML_PARSE_HUGE);

    ck_assert_msg(document != NULL, "%s", path);
    return document;
}

static xmlXPathObjectPtr ask(xmlDocPtr document, const char *expression)
{
    const xmlXPathContextPtr context = xmlXPathNewContext(document);
    const xmlXPathObjectPtr object = xmlXPathEvalExpression(BAD_CAST expression, context);

    ck_assert_msg(object != NULL, "%s", expression);
    xmlXPathFreeContext(context);
    return object;
}

double markup_number(xmlDocPtr document, const char *expression)
{
    const xmlXPathObjectPtr object = ask(document, expression);
    const double value = xmlXPathCastToNumber(object);

    xmlXPathFreeObject(object);
    return value;
}

char *markup_text(xmlDocPtr document, const char *expression)
{
    const xmlXPathObjectPtr object = ask(document, expression);
    xmlChar *text = xmlXPathCastToString(object);

    xmlXPathFreeObject(object);
    return (char *)text;
}

void markup_expect(xmlDocPtr document, const char *fact)
{
    const xmlXPathObjectPtr object = ask(document, fact);
    const int holds = xmlXPathCastToBoolean(object);

    xmlXPathFreeObject(object);
    ck_assert_msg(holds, "%s", fact);
}
