#include "sim/io/html.h"

#include <math.h>
#include <nettle/base64.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_SIZE = 32, DIGITS = 4 };

void sim_html_open(sim_xml *xml, const char *element, const char *of)
{
    sim_xml_open(xml, element);
    if (of) sim_xml_attribute(xml, "class", of);
}

void sim_html_close(sim_xml *xml)
{
    sim_xml_close(xml);
    sim_xml_raw(xml, "\n");
}

void sim_html_element(sim_xml *xml, const char *element, const char *text)
{
    if (*text == '\0') return;
    sim_xml_open(xml, element);
    sim_xml_text(xml, text);
    sim_html_close(xml);
}

static void write_meta(sim_xml *xml, const char *name, const char *content)
{
    sim_xml_open(xml, "meta");
    sim_xml_attribute(xml, "name", name);
    sim_xml_attribute(xml, "content", content);
    sim_xml_close_void(xml);
    sim_xml_raw(xml, "\n");
}

void sim_html_start(sim_xml *xml, const char *title, const char *css)
{
    sim_xml_open(xml, "html");
    sim_xml_attribute(xml, "lang", "en");
    sim_xml_open(xml, "head");
    sim_xml_raw(xml, "\n<meta charset=\"utf-8\"/>\n");
    write_meta(xml, "viewport", "width=device-width, initial-scale=1");
    write_meta(xml, "color-scheme", "light dark");
    sim_html_element(xml, "title", title);
    sim_xml_open(xml, "style");
    sim_xml_raw(xml, css);
    sim_html_close(xml);
    sim_html_close(xml);
    sim_xml_open(xml, "body");
    sim_xml_open(xml, "main");
    sim_xml_raw(xml, "\n");
}

void sim_html_end(sim_xml *xml)
{
    sim_html_close(xml);
    sim_html_close(xml);
    sim_html_close(xml);
}

void sim_html_prose(sim_xml *xml, const char *element, const char *text)
{
    bool is_code = false;

    sim_xml_open(xml, element);
    while (*text) {
        const size_t n = strcspn(text, "`");

        if (is_code) sim_xml_open(xml, "code");
        sim_xml_text_some(xml, text, n);
        if (is_code) sim_xml_close(xml);
        text += n + (text[n] != '\0');
        is_code = !is_code;
    }
    sim_html_close(xml);
}

/* What scrolls can be reached by keys, and says what it is. */
void sim_html_open_wide(sim_xml *xml, const char *element, const char *label)
{
    sim_html_open(xml, element, "wide");
    sim_xml_attribute(xml, "role", "group");
    sim_xml_attribute(xml, "tabindex", "0");
    sim_xml_attribute(xml, "aria-label", label);
}

void sim_html_open_table(sim_xml *xml, const char *caption)
{
    sim_html_open_wide(xml, "div", caption);
    sim_xml_open(xml, "table");
    sim_html_element(xml, "caption", caption);
}

void sim_html_close_table(sim_xml *xml)
{
    sim_xml_close(xml);
    sim_html_close(xml);
}

void sim_html_head_cell(sim_xml *xml, const char *scope, const char *text)
{
    sim_xml_open(xml, "th");
    sim_xml_attribute(xml, "scope", scope);
    sim_xml_text(xml, text);
    sim_xml_close(xml);
}

void sim_html_plain_cell(sim_xml *xml, const char *text)
{
    sim_xml_open(xml, "td");
    sim_xml_text(xml, text);
    sim_xml_close(xml);
}

void sim_html_whole_cell(sim_xml *xml, const char *text)
{
    sim_html_open(xml, "td", "whole");
    sim_xml_text(xml, text);
    sim_xml_close(xml);
}

void sim_html_words_cell(sim_xml *xml, const char *text)
{
    sim_html_open(xml, "td", "words");
    sim_xml_text(xml, text);
    sim_xml_close(xml);
}

/* As it is shown; true where it has more digits than that. */
static bool print_number(double number, char shown[NUMBER_SIZE], char exact[NUMBER_SIZE])
{
    snprintf(exact, NUMBER_SIZE, "%.9g", number);
    if (isfinite(number))
        snprintf(shown, NUMBER_SIZE, "%.*g", DIGITS, number);
    else
        snprintf(shown, NUMBER_SIZE, "\u2013");
    return isfinite(number) && strcmp(exact, shown) != 0;
}

void sim_html_number(sim_xml *xml, double number)
{
    char exact[NUMBER_SIZE], shown[NUMBER_SIZE];
    const bool has_more = print_number(number, shown, exact);

    if (has_more) sim_xml_open(xml, "span");
    if (has_more) sim_xml_attribute(xml, "data-value", exact);
    sim_xml_text(xml, shown);
    if (has_more) sim_xml_close(xml);
}

void sim_html_number_cell(sim_xml *xml, double number)
{
    char exact[NUMBER_SIZE], shown[NUMBER_SIZE];
    const bool has_more = print_number(number, shown, exact);

    sim_xml_open(xml, "td");
    if (has_more) sim_xml_attribute(xml, "data-value", exact);
    sim_xml_text(xml, shown);
    sim_xml_close(xml);
}

sim_status sim_html_write_image(sim_xml *xml, const sim_html_image *image, sim_error *err)
{
    const size_t length = BASE64_ENCODE_RAW_LENGTH(image->size);
    char start[NUMBER_SIZE * 2];
    const int n = snprintf(start, sizeof start, "data:image/%.20s;base64,", image->type);
    char *uri = malloc((size_t)n + length + 1);

    if (!uri) return sim_fail_memory(err, "writing HTML");
    memcpy(uri, start, (size_t)n);
    base64_encode_raw(uri + n, image->size, (const uint8_t *)image->bytes);
    uri[(size_t)n + length] = '\0';
    sim_xml_open(xml, "img");
    sim_xml_attribute(xml, "alt", image->alt);
    sim_xml_attribute(xml, "src", uri);
    sim_xml_close_void(xml);
    sim_xml_raw(xml, "\n");
    free(uri);
    return SIM_OK;
}
