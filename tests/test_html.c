/* test_html.c -- what pages are made of: elements, numbers, images. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/html.h"
#include "tests/markup.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static char *text;
static size_t size;

static sim_xml *start(void)
{
    sim_error err = {""};
    sim_xml *xml;

    ck_assert_int_eq(sim_xml_init_html(&xml, &err), SIM_OK);
    return xml;
}

static void end(sim_xml *xml)
{
    FILE *out = open_memstream(&text, &size);
    sim_error err = {""};

    ck_assert_int_eq(sim_xml_write(xml, out, &err), SIM_OK);
    fclose(out);
    sim_xml_free(xml);
}

START_TEST(a_page_is_of_a_language_and_fits_a_phone)
{
    sim_xml *xml = start();
    xmlDocPtr page;

    sim_html_start(xml, "a < b & \"c\"", "p > a { color: red; }");
    sim_html_element(xml, "h1", "a < b & \"c\"");
    sim_html_element(xml, "p", "");
    sim_html_open(xml, "p", "of & none");
    sim_html_close(xml);
    sim_html_end(xml);
    end(xml);
    ck_assert(strncmp(text, "<!DOCTYPE html>\n<html lang=\"en\">", 32) == 0);
    ck_assert(strstr(text, "<style>p > a { color: red; }</style>") != NULL);
    ck_assert(strstr(text, "<p class=\"of &amp; none\"></p>") != NULL);
    page = markup_parse(text);
    markup_expect(page, "/html/head/title = 'a < b & \"c\"'");
    markup_expect(page, "/html/body/main/h1 = 'a < b & \"c\"'");
    markup_expect(page, "count(//p) = 1");
    markup_expect(page, "//meta[@charset='utf-8']");
    markup_expect(page, "//meta[@name='viewport'][contains(@content, 'device-width')]");
    xmlFreeDoc(page);
    free(text);
}
END_TEST

/* As it is shown, and what it carries beside that. */
static const struct {
    double number;
    const char *written;
} numbers[] = {
    {3, "<td>3</td>"},
    {-0.5, "<td>-0.5</td>"},
    {2.385371, "<td data-value=\"2.385371\">2.385</td>"},
    {16.27166612345, "<td data-value=\"16.2716661\">16.27</td>"},
    {47512345, "<td data-value=\"47512345\">4.751e+07</td>"},
    {NAN, "<td>\u2013</td>"},
    {INFINITY, "<td>\u2013</td>"},
};

START_TEST(numbers_carry_the_digits_of_their_table)
{
    sim_xml *xml = start();

    sim_html_number_cell(xml, numbers[_i].number);
    end(xml);
    ck_assert_msg(strstr(text, numbers[_i].written) != NULL, "%s", text);
    free(text);
}
END_TEST

START_TEST(a_number_amid_text_carries_them_too)
{
    sim_xml *xml = start();

    sim_xml_open(xml, "p");
    sim_html_number(xml, 2.385371);
    sim_xml_text(xml, " to ");
    sim_html_number(xml, 3);
    sim_xml_close(xml);
    end(xml);
    ck_assert_ptr_nonnull(
        strstr(text, "<p><span data-value=\"2.385371\">2.385</span> to 3</p>"));
    free(text);
}
END_TEST

/* As it stands in a text, and as markup. */
static const struct {
    const char *text, *written;
} prose[] = {
    {"no code", "<p>no code</p>"},
    {"`a < b` and `c`.", "<p><code>a &lt; b</code> and <code>c</code>.</p>"},
    {"open `to the end", "<p>open <code>to the end</code></p>"},
};

START_TEST(what_stands_between_backticks_is_code)
{
    sim_xml *xml = start();

    sim_html_prose(xml, "p", prose[_i].text);
    end(xml);
    ck_assert_msg(strstr(text, prose[_i].written) != NULL, "%s", text);
    free(text);
}
END_TEST

START_TEST(images_are_part_of_the_page)
{
    static const char bytes[] = "\x89P\0<&>3.71";
    sim_xml *xml = start();
    sim_error err = {""};

    ck_assert_int_eq(
        sim_html_write_image(xml, &(sim_html_image){"png", "a < \"b\"", bytes, 10}, &err),
        SIM_OK);
    end(xml);
    ck_assert_str_eq(text, "<!DOCTYPE html>\n<img alt=\"a &lt; &quot;b&quot;\" "
                           "src=\"data:image/png;base64,iVAAPCY+My43MQ==\"/>\n\n");
    free(text);
}
END_TEST

START_TEST(a_table_scrolls_by_itself_and_says_what_it_is)
{
    sim_xml *xml = start();
    xmlDocPtr page;

    sim_html_open_table(xml, "numbers > 2");
    sim_xml_open(xml, "tr");
    sim_html_head_cell(xml, "row", "A&B");
    sim_html_words_cell(xml, "words < of & many");
    sim_xml_close(xml);
    sim_html_close_table(xml);
    end(xml);
    page = markup_parse(text);
    markup_expect(page, "/div[@tabindex='0'][@role='group'][@aria-label='numbers > 2']");
    markup_expect(page, "/div/table/caption = 'numbers > 2'");
    markup_expect(page, "/div/table/tr/th[@scope='row'] = 'A&B'");
    markup_expect(page, "/div/table/tr/td[@class='words'] = 'words < of & many'");
    xmlFreeDoc(page);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("html");
    TCase *pages = tcase_create("pages"), *parts = tcase_create("parts");

    tcase_add_test(pages, a_page_is_of_a_language_and_fits_a_phone);
    tcase_add_loop_test(parts, numbers_carry_the_digits_of_their_table, 0, LENGTH(numbers));
    tcase_add_test(parts, a_number_amid_text_carries_them_too);
    tcase_add_loop_test(parts, what_stands_between_backticks_is_code, 0, LENGTH(prose));
    tcase_add_test(parts, images_are_part_of_the_page);
    tcase_add_test(parts, a_table_scrolls_by_itself_and_says_what_it_is);
    suite_add_tcase(suite, pages);
    suite_add_tcase(suite, parts);
    return suite_run(suite);
}
