#include "sim/io/xml.h"

#include <libxml/chvalid.h>
#include <libxml/xmlwriter.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"

struct sim_xml {
    xmlBufferPtr buffer;
    xmlTextWriterPtr writer;
    bool is_html;
    bool failed;
};

static void check(sim_xml *xml, int result)
{
    if (result < 0) xml->failed = true;
}

/* libxml2 prints what it has no memory for; here the one line of an error says so. */
static void say_nothing(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
}

static sim_status make(sim_xml **xml, sim_error *err)
{
    sim_xml *x = calloc(1, sizeof *x);

    *xml = x;
    xmlSetGenericErrorFunc(NULL, say_nothing);
    if (x && (x->buffer = xmlBufferCreate()) != NULL)
        x->writer = xmlNewTextWriterMemory(x->buffer, 0);
    if (!x || !x->writer) {
        sim_xml_free(x);
        *xml = NULL;
        return sim_fail_memory(err, "writing XML");
    }
    return SIM_OK;
}

sim_status sim_xml_init(sim_xml **xml, sim_error *err)
{
    const sim_status status = make(xml, err);

    if (status != SIM_OK) return status;
    check(*xml, xmlTextWriterSetIndent((*xml)->writer, 1));
    check(*xml, xmlTextWriterStartDocument((*xml)->writer, NULL, "UTF-8", NULL));
    return SIM_OK;
}

sim_status sim_xml_init_html(sim_xml **xml, sim_error *err)
{
    const sim_status status = make(xml, err);

    if (status != SIM_OK) return status;
    (*xml)->is_html = true;
    check(*xml, xmlTextWriterWriteRaw((*xml)->writer, BAD_CAST "<!DOCTYPE html>\n"));
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

void sim_xml_close(sim_xml *xml)
{
    check(xml, xml->is_html ? xmlTextWriterFullEndElement(xml->writer)
                            : xmlTextWriterEndElement(xml->writer));
}

void sim_xml_close_void(sim_xml *xml) { check(xml, xmlTextWriterEndElement(xml->writer)); }

void sim_xml_close_some(sim_xml *xml, int n)
{
    for (; n > 0; n--) sim_xml_close(xml);
}

/* Puts "?" in place of what XML has no character for, such as U+FFFF, and of what is no
 * UTF-8. */
static void mend(xmlChar *text)
{
    size_t left = strlen((const char *)text);

    while (left > 0) {
        int length = left < 4 ? (int)left : 4;
        const int c = xmlGetUTF8Char(text, &length);
        const size_t n = c < 0 ? 1 : (size_t)length;

        if (c < 0 || !xmlIsCharQ((unsigned)c)) memset(text, '?', n);
        text += n;
        left -= n;
    }
}

/* Not by xmlTextWriterWriteString, which leaves a text out if it has no memory to escape it. */
void sim_xml_text(sim_xml *xml, const char *text)
{
    sim_xml_text_some(xml, text, strlen(text));
}

void sim_xml_text_some(sim_xml *xml, const char *text, size_t n)
{
    xmlChar *mended = xmlStrndup(BAD_CAST text, (int)n), *escaped = NULL;

    if (mended) mend(mended);
    if (mended) escaped = xmlEncodeSpecialChars(NULL, mended);
    check(xml, escaped ? xmlTextWriterWriteRaw(xml->writer, escaped) : -1);
    xmlFree(escaped);
    xmlFree(mended);
}

void sim_xml_raw(sim_xml *xml, const char *text)
{
    check(xml, xmlTextWriterWriteRaw(xml->writer, BAD_CAST text));
}

void sim_xml_attribute(sim_xml *xml, const char *name, const char *value)
{
    check(xml, xmlTextWriterStartAttribute(xml->writer, BAD_CAST name));
    sim_xml_text(xml, value);
    check(xml, xmlTextWriterEndAttribute(xml->writer));
}

void sim_xml_attribute_number(sim_xml *xml, const char *name, double value)
{
    char text[SIM_NUMBER_SIZE];

    sim_number_print_exact(text, value);
    sim_xml_attribute(xml, name, text);
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
    const xmlChar *text;

    check(xml, xmlTextWriterEndDocument(xml->writer));
    check(xml, xmlTextWriterFlush(xml->writer));
    text = xmlBufferContent(xml->buffer);
    if (xml->failed || !text) return sim_fail_memory(err, "writing XML");
    fputs((const char *)text, out);
    return SIM_OK;
}
