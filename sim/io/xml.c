#include "sim/io/xml.h"

#include <libxml/xmlwriter.h>
#include <stdbool.h>
#include <stdlib.h>

#include "sim/io/number.h"

struct sim_xml {
    xmlBufferPtr buffer;
    xmlTextWriterPtr writer;
    bool failed;
};

static void check(sim_xml *xml, int result)
{
    if (result < 0) xml->failed = true;
}

sim_status sim_xml_init(sim_xml **xml, sim_error *err)
{
    sim_xml *x = calloc(1, sizeof *x);

    *xml = x;
    if (x && (x->buffer = xmlBufferCreate()) != NULL)
        x->writer = xmlNewTextWriterMemory(x->buffer, 0);
    if (!x || !x->writer) {
        sim_xml_free(x);
        *xml = NULL;
        return sim_fail_memory(err, "writing XML");
    }
    check(x, xmlTextWriterSetIndent(x->writer, 1));
    check(x, xmlTextWriterStartDocument(x->writer, NULL, "UTF-8", NULL));
    return SIM_OK;
}

void sim_xml_free(sim_xml *xml)
{
    if (!xml) return;
    if (xml->writer) xmlFreeTextWriter(xml->writer);
    if (xml->buffer) xmlBufferFree(xml->buffer);
    free(xml);
}

void sim_xml_open(sim_xml *xml, const char *element)
{
    check(xml, xmlTextWriterStartElement(xml->writer, BAD_CAST element));
}

void sim_xml_close(sim_xml *xml) { check(xml, xmlTextWriterEndElement(xml->writer)); }

void sim_xml_attribute(sim_xml *xml, const char *name, const char *value)
{
    check(xml, xmlTextWriterWriteAttribute(xml->writer, BAD_CAST name, BAD_CAST value));
}

void sim_xml_attribute_number(sim_xml *xml, const char *name, double value)
{
    char text[SIM_NUMBER_SIZE];

    sim_number_print_exact(text, value);
    sim_xml_attribute(xml, name, text);
}

void sim_xml_text(sim_xml *xml, const char *text)
{
    check(xml, xmlTextWriterWriteString(xml->writer, BAD_CAST text));
}

void sim_xml_inline(sim_xml *xml, const char *element)
{
    check(xml, xmlTextWriterSetIndent(xml->writer, 0));
    sim_xml_open(xml, element);
    sim_xml_close(xml);
    check(xml, xmlTextWriterSetIndent(xml->writer, 1));
}

sim_status sim_xml_write(sim_xml *xml, FILE *out, sim_error *err)
{
    check(xml, xmlTextWriterEndDocument(xml->writer));
    check(xml, xmlTextWriterFlush(xml->writer));
    if (xml->failed) return sim_fail_memory(err, "writing XML");
    fputs((const char *)xmlBufferContent(xml->buffer), out);
    return SIM_OK;
}
