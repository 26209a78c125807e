/* test_json.c -- tables as one JSON object, piece by piece. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "sim/io/json.h"
#include "sim/io/rows.h"
#include "tests/suite.h"

static const sim_column columns[] = {{"arm", "1", "its name", SIM_CELL_TEXT},
                                     {"vas", "mm", "pain", SIM_CELL_NUMBER}};
static const sim_layout layout = SIM_LAYOUT("own", columns);

static void add_table(sim_json *json, const char *name, double number)
{
    const sim_rows_to to = {.json = sim_json_table(json, name)};
    sim_rows rows;
    sim_error err = {""};

    sim_rows_start(&rows, &layout, &to);
    sim_rows_text(&rows, name);
    sim_rows_number(&rows, number);
    ck_assert_int_eq(sim_rows_end(&rows, &err), SIM_OK);
}

START_TEST(an_object_holds_facts_tables_and_warnings)
{
    const sim_json_fact facts[] = {
        {"Seed", "2385"}, {"none", NULL}, {"Not default", "arm \"\xC3\xBC\": a, b"}};
    sim_findings warnings = {0};
    sim_error err = {""};
    sim_json json;
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(sim_findings_add(&warnings, "a \\ b", &err), SIM_OK);
    ck_assert_int_eq(sim_findings_add(&warnings, "c", &err), SIM_OK);
    sim_json_start(&json, out, facts, 3);
    add_table(&json, "one", 3.71);
    add_table(&json, "two", -1.0 / 3);
    ck_assert_int_eq(sim_json_end(&json, &warnings, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_str_eq(text,
                     "{\"provenance\": {\n\"Seed\": \"2385\",\n"
                     "\"Not default\": \"arm \\\"\xC3\xBC\\\": a, b\"},\n"
                     "\"tables\": {\n"
                     "\"one\": {\"columns\": [\n"
                     "{\"name\": \"arm\", \"unit\": \"1\", \"meaning\": \"its name\"},\n"
                     "{\"name\": \"vas\", \"unit\": \"mm\", \"meaning\": \"pain\"}],\n"
                     "\"rows\": [\n[\"one\", 3.71]]},\n"
                     "\"two\": {\"columns\": [\n"
                     "{\"name\": \"arm\", \"unit\": \"1\", \"meaning\": \"its name\"},\n"
                     "{\"name\": \"vas\", \"unit\": \"mm\", \"meaning\": \"pain\"}],\n"
                     "\"rows\": [\n[\"two\", -0.333333333]]}},\n"
                     "\"warnings\": [\n\"a \\\\ b\",\n\"c\"]}\n");
    sim_findings_free(&warnings);
    free(text);
}
END_TEST

START_TEST(an_empty_object_is_json_too)
{
    sim_json json;
    sim_error err = {""};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    json_t *root;

    ck_assert_ptr_nonnull(out);
    sim_json_start(&json, out, NULL, 0);
    ck_assert_int_eq(sim_json_end(&json, NULL, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
    root = json_loads(text, 0, NULL);
    ck_assert_uint_eq(json_object_size(root), 3);
    ck_assert_uint_eq(json_object_size(json_object_get(root, "tables")), 0);
    json_decref(root);
    free(text);
}
END_TEST

START_TEST(without_a_stream_nothing_is_written)
{
    sim_json json;
    sim_error err = {""};

    sim_json_start(&json, NULL, NULL, 0);
    ck_assert_ptr_null(sim_json_table(&json, "one"));
    ck_assert_int_eq(sim_json_end(&json, NULL, &err), SIM_OK);
}
END_TEST

START_TEST(a_text_that_is_no_utf8_is_an_error)
{
    const sim_json_fact fact = {"name", "caf\xE9"};
    sim_json json;
    sim_error err = {""};
    FILE *out = tmpfile();

    ck_assert_ptr_nonnull(out);
    sim_json_start(&json, out, &fact, 1);
    ck_assert_int_eq(sim_json_end(&json, NULL, &err), SIM_ENOMEM);
    fclose(out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json");
    TCase *json = tcase_create("json");

    tcase_add_test(json, an_object_holds_facts_tables_and_warnings);
    tcase_add_test(json, an_empty_object_is_json_too);
    tcase_add_test(json, without_a_stream_nothing_is_written);
    tcase_add_test(json, a_text_that_is_no_utf8_is_an_error);
    suite_add_tcase(suite, json);
    return suite_run(suite);
}
