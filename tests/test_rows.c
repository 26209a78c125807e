/* test_rows.c -- cells and rows: the one writer of CSV and JSON, and the reader; columns. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "models/models.h"
#include "sim/io/rows.h"
#include "sim/study/spread.h"
#include "tests/suite.h"

static const sim_column columns[] = {
    {"arm", "1", "name, of the \"arm\"", SIM_CELL_TEXT},
    {"replicate", "1", "its number", SIM_CELL_WHOLE},
    {"t\xC3\xA9l, \"x\"", "\xC2\xB5g/mL", "a number", SIM_CELL_NUMBER},
    {"presets.source", "1", "a word or a number", SIM_CELL_EITHER},
};
static const sim_layout layout = SIM_LAYOUT("own", columns);

/* What was written, in both formats. */
typedef struct {
    char *csv, *json;
    size_t csv_size, json_size;
    sim_rows_to to;
    sim_rows rows;
} written;

static void start(written *w, bool foreign)
{
    *w = (written){0};
    w->to = (sim_rows_to){open_memstream(&w->csv, &w->csv_size),
                          open_memstream(&w->json, &w->json_size), foreign};
    ck_assert(w->to.csv && w->to.json);
    sim_rows_start(&w->rows, &layout, &w->to);
}

static void end(written *w)
{
    sim_error err = {""};

    ck_assert_msg(sim_rows_end(&w->rows, &err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(fclose(w->to.csv), 0);
    ck_assert_int_eq(fclose(w->to.json), 0);
}

static void clear(written *w)
{
    free(w->csv);
    free(w->json);
}

static void write_row(written *w, const char *arm, uint64_t replicate, double number)
{
    sim_rows_text(&w->rows, arm);
    sim_rows_whole(&w->rows, replicate);
    sim_rows_number(&w->rows, number);
}

/* ---- CSV ------------------------------------------------------------------ */

static const char *const fields[][2] = {
    {"P2", "P2"},
    {"", ""},
    {"one, two", "\"one, two\""},
    {"\"", "\"\"\"\""},
    {"a \"young\" arm", "\"a \"\"young\"\" arm\""},
    {"two\nlines", "\"two\nlines\""},
    {"two\rlines", "\"two\rlines\""},
    {"it's; a\tarm", "it's; a\tarm"},
    {"\xC3\xA9t\xC3\xA9", "\xC3\xA9t\xC3\xA9"},
};

START_TEST(a_field_is_quoted_where_it_must_be)
{
    char line[64];
    written w;

    start(&w, false);
    write_row(&w, fields[_i][0], 3, 2.385);
    sim_rows_text(&w.rows, "");
    end(&w);
    snprintf(line, sizeof line, "\n%s,3,2.385,\n", fields[_i][1]);
    ck_assert_str_eq(strchr(w.csv, '\n'), line);
    clear(&w);
}
END_TEST

START_TEST(rows_end_where_their_columns_do)
{
    written w;

    start(&w, false);
    write_row(&w, "P2", 0, 1.0 / 3);
    sim_rows_number(&w.rows, 7.1e-30);
    write_row(&w, "\xC3\xBC", 9007199254740993u, NAN);
    sim_rows_text(&w.rows, "bone_marrow");
    write_row(&w, "", 1, -INFINITY);
    sim_rows_number(&w.rows, -0.0);
    end(&w);
    ck_assert_str_eq(w.csv, "arm,replicate,\"t\xC3\xA9l, \"\"x\"\"\",presets.source\n"
                            "P2,0,0.333333333,7.1e-30\n"
                            "\xC3\xBC,9007199254740993,,bone_marrow\n"
                            ",1,,0\n");
    clear(&w);
}
END_TEST

START_TEST(without_a_stream_nothing_is_written)
{
    sim_rows rows;
    sim_error err = {""};

    sim_rows_start(&rows, &layout, NULL);
    sim_rows_text(&rows, "P2");
    sim_rows_number(&rows, 2.385);
    ck_assert_int_eq(sim_rows_end(&rows, &err), SIM_OK);
    ck_assert_uint_eq(rows.n, 0);
}
END_TEST

/* ---- JSON ----------------------------------------------------------------- */

static json_t *parse(const char *text)
{
    json_error_t why;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &why);

    ck_assert_msg(root != NULL, "%d: %s in %s", why.line, why.text, text);
    return root;
}

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

START_TEST(json_has_what_the_columns_are)
{
    written w;
    json_t *root, *all;

    start(&w, false);
    end(&w);
    root = parse(w.json);
    all = json_object_get(root, "columns");
    ck_assert_uint_eq(json_array_size(all), layout.n);
    for (size_t i = 0; i < layout.n; i++) {
        const json_t *c = json_array_get(all, i);

        ck_assert_str_eq(text_of(c, "name"), columns[i].name);
        ck_assert_str_eq(text_of(c, "unit"), columns[i].unit);
        ck_assert_str_eq(text_of(c, "meaning"), columns[i].meaning);
    }
    ck_assert_uint_eq(json_array_size(json_object_get(root, "rows")), 0);
    json_decref(root);
    clear(&w);
}
END_TEST

/* One text of each that JSON must write otherwise; each number is that of the CSV. */
START_TEST(json_has_the_cells_of_the_csv)
{
    static const char *const texts[] = {"a \"young\" arm",
                                        "back\\slash",
                                        "two\nlines",
                                        "tab\t\x01",
                                        "\xC2\xB5, \xF0\x9F\xA6\xB4",
                                        ""};
    static const double numbers[] = {1.0 / 3, 2.385e300, -7.1e-30, 12, NAN, INFINITY};
    enum { N = 6 };
    written w;
    json_t *root, *rows;

    start(&w, false);
    for (size_t i = 0; i < N; i++) {
        write_row(&w, texts[i], 371 + i, numbers[i]);
        if (i % 2 == 0)
            sim_rows_text(&w.rows, texts[i]);
        else
            sim_rows_number(&w.rows, numbers[i]);
    }
    end(&w);
    root = parse(w.json);
    rows = json_object_get(root, "rows");
    ck_assert_uint_eq(json_array_size(rows), N);
    for (size_t i = 0; i < N; i++) {
        const json_t *row = json_array_get(rows, i), *number = json_array_get(row, 2);
        char digits[64];

        ck_assert_uint_eq(json_array_size(row), layout.n);
        ck_assert_str_eq(json_string_value(json_array_get(row, 0)), texts[i]);
        ck_assert_int_eq(json_integer_value(json_array_get(row, 1)), 371 + (json_int_t)i);
        ck_assert(json_is_string(json_array_get(row, 3)) == (i % 2 == 0));
        ck_assert(json_is_null(number) == !isfinite(numbers[i]));
        if (!isfinite(numbers[i])) continue;
        snprintf(digits, sizeof digits, "%.9g", numbers[i]);
        ck_assert(json_number_value(number) == strtod(digits, NULL));
    }
    json_decref(root);
    clear(&w);
}
END_TEST

/* As a terminal may be shown them; in JSON the same characters. */
START_TEST(foreign_texts_are_written_out)
{
    written w;
    json_t *root;

    start(&w, true);
    write_row(&w, "a \x1b[2J\xC2\x9B", 1, 2);
    sim_rows_text(&w.rows, "no \xFF UTF-8");
    end(&w);
    ck_assert_ptr_nonnull(
        strstr(w.csv, "\n\"a \\x1b[2J\\u{009b}\",1,2,\"no \\xff UTF-8\"\n"));
    root = parse(w.json);
    ck_assert_str_eq(json_string_value(json_array_get(
                         json_array_get(json_object_get(root, "rows"), 0), 0)),
                     "a \\x1b[2J\\u{009b}");
    json_decref(root);
    clear(&w);
}
END_TEST

/* ---- reading -------------------------------------------------------------- */

typedef struct {
    size_t n;
    double sum;
    char texts[256];
} taken;

static sim_status take(void *self, size_t line, const sim_cell cells[], sim_error *err)
{
    taken *t = self;

    (void)err;
    ck_assert_uint_eq(line, 2 + t->n++);
    t->sum += isnan(cells[2].number) ? 0.5 : cells[2].number;
    ck_assert(isnan(cells[0].number));
    strcat(t->texts, cells[3].text);
    return SIM_OK;
}

static sim_status read_text(const char *text, const char *wrong, taken *t, sim_error *err)
{
    char copy[512];
    sim_rows_from from = {.file = "own.csv", .layout = &layout, .wrong = wrong};
    sim_status status;

    *t = (taken){0};
    snprintf(copy, sizeof copy, "%s", text);
    from.in = fmemopen(copy, strlen(copy), "r");
    ck_assert_ptr_nonnull(from.in);
    status = sim_rows_read(&from, take, t, err);
    fclose(from.in);
    return status;
}

START_TEST(what_was_written_is_read)
{
    sim_error err = {""};
    written w;
    taken t;

    start(&w, false);
    write_row(&w, "12", 0, 2.385);
    sim_rows_text(&w.rows, "adipose, ");
    write_row(&w, "", 1, NAN);
    sim_rows_number(&w.rows, 3.71);
    end(&w);
    ck_assert_msg(read_text(w.csv, NULL, &t, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(t.n, 2);
    ck_assert_double_eq(t.sum, 2.885);
    ck_assert_str_eq(t.texts, "adipose, 3.71");
    clear(&w);
}
END_TEST

START_TEST(what_is_wrong_is_said_or_what_is_to_be_said)
{
    static const char text[] = "arm,replicate,\"t\xC3\xA9l, \"\"x\"\"\",presets.source\n"
                               "P2,0,2.385,adipose\nP2,x,2,3\n";
    sim_error err = {""};
    taken t;

    ck_assert_int_eq(read_text(text, NULL, &t, &err), SIM_EPARSE);
    ck_assert_str_eq(err.text, "own.csv:3: not a number: 'x'; a file that a run of this "
                               "version wrote would be right");
    ck_assert_int_eq(read_text(text, "is no row; another would be right", &t, &err),
                     SIM_EPARSE);
    ck_assert_str_eq(err.text, "own.csv:3: is no row; another would be right");
}
END_TEST

/* ---- columns ---------------------------------------------------------------- */

START_TEST(a_column_of_a_model_is_its_symbol)
{
    const sim_model *m = models_chains[0].stages[models_chains[0].n_stages - 1].model;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_column column = sim_column_of(&m->symbols[i]);

        ck_assert_str_eq(column.name, m->symbols[i].name);
        ck_assert_ptr_eq(column.unit, m->symbols[i].unit);
        ck_assert_ptr_eq(column.meaning, m->symbols[i].meaning);
        ck_assert_int_eq(column.kind, SIM_CELL_NUMBER);
    }
}
END_TEST

START_TEST(a_layout_finds_its_columns)
{
    ck_assert_uint_eq(sim_layout_find(&sim_spread_layout, "share"), 3);
    ck_assert_uint_eq(sim_layout_find(&sim_spread_layout, "shar"), sim_spread_layout.n);
    ck_assert_uint_eq(sim_layout_find(&sim_columns_layout, "file"), 0);
}
END_TEST

START_TEST(columns_are_described_in_their_order)
{
    static const sim_column three[] = {
        {"arm", "1", "name, of the \"arm\"", SIM_CELL_TEXT},
        {"mu, star", NULL, "mean size", SIM_CELL_NUMBER},
        {"dose", "cell", "cells given", SIM_CELL_WHOLE},
    };
    static const sim_layout own = SIM_LAYOUT("own", three);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    sim_rows rows;
    sim_error err = {""};

    ck_assert_ptr_nonnull(out);
    sim_rows_start(&rows, &sim_columns_layout, &(sim_rows_to){.csv = out});
    sim_rows_describe(&rows, &own, "mm");
    ck_assert_int_eq(sim_rows_end(&rows, &err), SIM_OK);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_str_eq(text, "file,column,unit,meaning\n"
                           "own.csv,arm,1,\"name, of the \"\"arm\"\"\"\n"
                           "own.csv,\"mu, star\",mm,mean size\n"
                           "own.csv,dose,cell,cells given\n");
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rows");
    TCase *csv = tcase_create("csv"), *json = tcase_create("json"),
          *reading = tcase_create("reading"), *described = tcase_create("columns");

    tcase_add_loop_test(csv, a_field_is_quoted_where_it_must_be, 0,
                        sizeof fields / sizeof *fields);
    tcase_add_test(csv, rows_end_where_their_columns_do);
    tcase_add_test(csv, without_a_stream_nothing_is_written);
    tcase_add_test(json, json_has_what_the_columns_are);
    tcase_add_test(json, json_has_the_cells_of_the_csv);
    tcase_add_test(json, foreign_texts_are_written_out);
    tcase_add_test(reading, what_was_written_is_read);
    tcase_add_test(reading, what_is_wrong_is_said_or_what_is_to_be_said);
    tcase_add_test(described, a_column_of_a_model_is_its_symbol);
    tcase_add_test(described, a_layout_finds_its_columns);
    tcase_add_test(described, columns_are_described_in_their_order);
    suite_add_tcase(suite, csv);
    suite_add_tcase(suite, json);
    suite_add_tcase(suite, reading);
    suite_add_tcase(suite, described);
    return suite_run(suite);
}
