/* test_results.c -- the tables in a folder of results, as CSV and in results.json. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/csv.h"
#include "sim/io/results.h"
#include "tests/cells.h"
#include "tests/program.h"
#include "tests/suite.h"
#include "tests/temp.h"

static const char experiment[] = "[run]\ndays = 12\n"
                                 "[arm P2 \"old\", yes]\npassaging.harvest_passage = 2\n"
                                 "[arm Gr\xC3\xB6\xC3\x9F"
                                 "e, \xC2\xB5]\n"
                                 "product.dose = 2.385e7\n";

static program_result result;

static void run(const char *arguments, char folder[PROGRAM_PATH])
{
    program_write_text("a.ini", experiment);
    program_run(arguments, &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
    program_shell("pwd", &result);
    snprintf(folder, PROGRAM_PATH, "%.*s/out", (int)strcspn(result.out, "\n"), result.out);
}

/* What columns.csv says is what stands beside each table. */
typedef struct {
    const json_t *tables;
    const char *table;
    size_t column, n_tables;
    char name[64];
} described;

static sim_status take_column(void *self, const sim_csv_row *row, sim_error *err)
{
    described *d = self;
    const json_t *column;

    (void)err;
    /* what figures say is no result, and is written after them */
    if (row->is_header || strcmp(row->field[0], "figures.csv") == 0) return SIM_OK;
    if (strcmp(row->field[0], d->name) != 0) {
        snprintf(d->name, sizeof d->name, "%s", row->field[0]);
        d->n_tables++;
        d->column = 0;
    }
    *strstr(d->name, ".csv") = '\0';
    column = json_array_get(json_object_get(json_object_get(d->tables, d->name), "columns"),
                            d->column++);
    strcat(d->name, ".csv");
    ck_assert_str_eq(cells_text(column, "name"), row->field[1]);
    ck_assert_str_eq(cells_text(column, "unit"), row->field[2]);
    ck_assert_str_eq(cells_text(column, "meaning"), row->field[3]);
    return SIM_OK;
}

static void check_columns(const json_t *root, const char *folder)
{
    described d = {.tables = json_object_get(root, "tables")};
    char path[PROGRAM_PATH + 32];
    sim_error err = {""};
    FILE *in;

    snprintf(path, sizeof path, "%s/columns.csv", folder);
    in = fopen(path, "rb");
    ck_assert_ptr_nonnull(in);
    ck_assert_msg(sim_csv_take_all(&(sim_csv_input){in, path, "another"}, take_column, &d,
                                   &err) == SIM_OK,
                  "%s", err.text);
    ck_assert_uint_eq(d.n_tables, json_object_size(d.tables));
    fclose(in);
}

static const struct {
    const char *arguments, *tables;
} runs[] = {
    {"run a.ini --json", "passages culture timecourse timecourse_after_doses summary"},
    {"run a.ini --json -n 3 --spread --set run.method=tau",
     "replicates ensemble cohort_timecourse_after_doses cohort cohort_passages spread "
     "passages culture timecourse "
     "timecourse_after_doses summary"},
};

START_TEST(results_json_has_the_tables_of_the_folder)
{
    char folder[PROGRAM_PATH], path[PROGRAM_PATH + 64], names[512] = "";
    const char *name;
    json_t *root, *table;

    run(runs[_i].arguments, folder);
    snprintf(path, sizeof path, "%s/results.json", folder);
    root = cells_load(path);
    json_object_foreach(json_object_get(root, "tables"), name, table)
    {
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s",
                 *names ? " " : "", name);
        snprintf(path, sizeof path, "%s/%s.csv", folder, name);
        cells_check(root, name, path);
    }
    ck_assert_str_eq(names, runs[_i].tables);
    check_columns(root, folder);
    ck_assert_str_eq(cells_text(json_object_get(root, "provenance"), "Seed"), "1");
    ck_assert(json_is_array(json_object_get(root, "warnings")));
    json_decref(root);
}
END_TEST

/* It is listed, changes no table, and a run that is not asked for it removes it. */
START_TEST(results_json_comes_and_goes)
{
    char folder[PROGRAM_PATH];

    run("run a.ini", folder);
    program_shell(
        "cat out/*.csv out/run.ini | grep -v 'results.json' | sha256sum; "
        "grep -c results.json out/files.csv; \"$POTENCY\" run a.ini --json | grep "
        "results; cat out/*.csv out/run.ini | grep -v 'results.json' | sha256sum; "
        "grep -c ^results.json, out/files.csv; \"$POTENCY\" run a.ini | grep "
        "results; ls out/*.json",
        &result);
    ck_assert_int_eq(strncmp(result.out, strstr(result.out, "out/results.json\n") + 17, 64),
                     0);
    ck_assert_ptr_nonnull(strstr(result.out, "  -\n0\nout/results.json\n"));
    ck_assert_ptr_nonnull(strstr(result.out, "  -\n1\n"));
    ck_assert_ptr_nonnull(strstr(result.err, "'out/*.json'"));
}
END_TEST

START_TEST(a_table_that_is_not_there_cannot_be_opened)
{
    char path[SIM_RESULTS_PATH], dir[TEMP_PATH], message[512], far[SIM_RESULTS_PATH];
    FILE *in;
    sim_error err = {""};

    temp_folder("results", dir);
    ck_assert_int_eq(sim_results_open(dir, "cohort", path, &in, &err), SIM_EIO);
    ck_assert_ptr_null(in);
    snprintf(message, sizeof message,
             "%s/cohort.csv: cannot be read: No such file or directory", dir);
    ck_assert_int_eq(strncmp(err.text, message, strlen(message)), 0);
    ck_assert_int_eq(rmdir(dir), 0);
    memset(far, 'a', sizeof far - 1);
    far[sizeof far - 1] = '\0';
    ck_assert_int_eq(sim_results_open(far, "cohort", path, &in, &err), SIM_EIO);
    ck_assert_ptr_null(in);
}
END_TEST

/* ---- one object ------------------------------------------------------------- */

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
    Suite *suite = suite_create("results");
    TCase *json = tcase_create("json"), *reading = tcase_create("reading"),
          *object = tcase_create("object");

    program_add_folder(json);
    tcase_add_loop_test(json, results_json_has_the_tables_of_the_folder, 0,
                        sizeof runs / sizeof *runs);
    tcase_set_timeout(json, 60);
    tcase_add_test(json, results_json_comes_and_goes);
    tcase_add_test(reading, a_table_that_is_not_there_cannot_be_opened);
    tcase_add_test(object, an_object_holds_facts_tables_and_warnings);
    tcase_add_test(object, an_empty_object_is_json_too);
    tcase_add_test(object, without_a_stream_nothing_is_written);
    tcase_add_test(object, a_text_that_is_no_utf8_is_an_error);
    suite_add_tcase(suite, object);
    suite_add_tcase(suite, json);
    suite_add_tcase(suite, reading);
    return suite_run(suite);
}
