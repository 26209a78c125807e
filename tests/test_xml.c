/* test_xml.c -- a document without memory, and characters that XML does not have. */
#include <check.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/xml.h"
#include "tests/suite.h"

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

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("xml");
    TCase *memory = tcase_create("memory"), *characters = tcase_create("characters");

    tcase_add_test(memory, without_memory_nothing_is_left_out_in_silence);
    suite_add_tcase(suite, memory);
    tcase_add_loop_test(characters, what_is_no_character_of_xml_is_replaced, 0,
                        LENGTH(texts));
    suite_add_tcase(suite, characters);
    return suite_run(suite);
}
