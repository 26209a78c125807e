/* stores.c -- see stores.h. */
#include "tests/stores.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "tests/temp.h"

const sim_column stores_inputs[] = {
    {"product.dose", "cell", "cells given", SIM_CELL_NUMBER},
    {"presets.source", "1", "preset", SIM_CELL_EITHER}};
const sim_column stores_numbers[] = {
    {"potency", "1", "what it does", SIM_CELL_NUMBER},
    {"a \"quoted\", name", "mL", "with a comma, too", SIM_CELL_NUMBER},
    {"select", "1", "a word of SQL; DROP TABLE results", SIM_CELL_NUMBER},
    {"day", "day", "courses have one too", SIM_CELL_NUMBER}};
static const sim_column course[] = {{"m1", "cell", "macrophages", SIM_CELL_NUMBER},
                                    {"it's", "1", "quote", SIM_CELL_NUMBER}};
const sim_store_form stores_form = {2, 4, 0, stores_inputs, stores_numbers, NULL, 2, false},
                     stores_form_course = {2,      4, 2,    stores_inputs, stores_numbers,
                                           course, 2, false};

static char dir[TEMP_PATH];
sim_store stores_one;
sim_error stores_err;

static void set_up(void)
{
    temp_folder("store", dir);
    ck_assert_int_eq(chdir(dir), 0);
}

static void tear_down(void)
{
    char command[TEMP_PATH + 8];

    sim_store_close(&stores_one);
    snprintf(command, sizeof command, "rm -rf %s", dir);
    ck_assert_int_eq(system(command), 0);
}

void stores_succeed(sim_status status)
{
    ck_assert_msg(status == SIM_OK, "%s", stores_err.text);
}

void stores_refuse(sim_status status, const char *message)
{
    ck_assert_int_ne(status, SIM_OK);
    ck_assert_str_eq(stores_err.text, message);
}

const char *stores_files(void)
{
    static char text[STORES_TEXT];
    struct dirent **entries;
    const int n = scandir(".", &entries, NULL, alphasort);

    text[0] = '\0';
    for (int i = 0; i < n; i++) {
        if (entries[i]->d_name[0] != '.') strcat(strcat(text, entries[i]->d_name), " ");
        free(entries[i]);
    }
    free(entries);
    return text;
}

void stores_write(const char *name, const char *bytes, size_t n)
{
    FILE *out = fopen(name, "wb");

    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes, 1, n, out), n);
    ck_assert_int_eq(fclose(out), 0);
}

char *stores_bytes(const char *name, size_t *n)
{
    char *bytes = malloc(1 << 22);
    FILE *in = fopen(name, "rb");

    ck_assert_ptr_nonnull(in);
    *n = fread(bytes, 1, 1 << 22, in);
    ck_assert_int_eq(fclose(in), 0);
    return bytes;
}

const char *stores_sql(const char *name, const char *text)
{
    static char value[STORES_TEXT];
    sqlite3 *db;
    sqlite3_stmt *get = NULL;

    value[0] = '\0';
    ck_assert_int_eq(sqlite3_open(name, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, text, -1, &get, NULL), SQLITE_OK);
    if (sqlite3_step(get) == SQLITE_ROW)
        snprintf(value, sizeof value, "%s", (const char *)sqlite3_column_text(get, 0));
    sqlite3_finalize(get);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
    return value;
}

char stores_long[STORES_TEXT];

static const sim_store_input words[][2] = {{{NULL, 2.385e7, false}, {"adipose", 0, false}},
                                           {{NULL, 12, true}, {"bone_marrow", 0, false}}};
static const double cells[][4] = {{0.371, 1.0 / 3, -2.385e-300, 7}, {NAN, INFINITY, 0, 2}};
const sim_store_row stores_rows[] = {
    {1, 0, "P2", words[0], "ok", NULL, NULL, cells[0], NAN},
    {1, 1, "no, \"it's\" \xC3\xA9", words[1], "refused", "a < b", stores_long, cells[1],
     NAN},
};

void stores_add(size_t point, double seconds)
{
    sim_store_row mine[2] = {stores_rows[0], stores_rows[1]};
    size_t build = 0;

    mine[0].point = mine[1].point = point;
    stores_succeed(sim_store_begin(&stores_one, &stores_err));
    stores_succeed(sim_store_add_build(&stores_one, "gcc 12", &build, &stores_err));
    stores_succeed(sim_store_add_point(
        &stores_one, &(sim_store_point){point, build, seconds, mine, 2}, &stores_err));
}

void stores_create(const char *name, const sim_store_form *columns)
{
    memset(stores_long, 'x', sizeof stores_long - 1);
    stores_succeed(sim_store_create(&stores_one, name, columns, &stores_err));
}

void stores_make(const char *name)
{
    stores_create(name, &stores_form);
    stores_add(3, 0.25);
    stores_add(1, 0.125);
    stores_succeed(sim_store_set_fact(&stores_one, "version", "1", &stores_err));
    stores_succeed(sim_store_commit(&stores_one, &stores_err));
    stores_succeed(sim_store_finish(&stores_one, &stores_err));
    sim_store_close(&stores_one);
}

static void check_text(const char *a, const char *b)
{
    if (!b)
        ck_assert_ptr_null(a);
    else
        ck_assert_str_eq(a, b);
}

sim_status stores_check_row(void *self, const sim_store_row *row, sim_error *ignored)
{
    stores_seen *s = self;
    const sim_store_row *right = &stores_rows[row->arm];

    (void)ignored;
    ck_assert_uint_lt(row->arm, 2);
    check_text(row->arm_name, right->arm_name);
    check_text(row->status, right->status);
    check_text(row->condition, right->condition);
    check_text(row->reason, right->reason);
    for (size_t i = 0; i < 2; i++) {
        check_text(row->inputs[i].word, right->inputs[i].word);
        if (!right->inputs[i].word)
            ck_assert(row->inputs[i].number == right->inputs[i].number);
        ck_assert(row->inputs[i].whole == right->inputs[i].whole);
    }
    for (size_t i = 0; i < 4; i++) {
        if (isfinite(right->numbers[i]))
            ck_assert(row->numbers[i] == right->numbers[i]);
        else
            ck_assert(isnan(row->numbers[i]));
    }
    s->points[s->n] = row->point;
    s->seconds[s->n++] = row->seconds;
    return SIM_OK;
}

sim_status stores_join(const char *other)
{
    static const sim_store_rule all = {NULL, NULL, NULL};
    sim_store from = {0};
    sim_status status = sim_store_open(&from, other, false, &stores_err);

    if (status == SIM_OK) status = sim_store_add_all(&stores_one, &from, &all, &stores_err);
    if (status == SIM_OK) status = sim_store_commit(&stores_one, &stores_err);
    sim_store_close(&from);
    return status;
}

void stores_add_case(Suite *suite, const char *name, void (*add)(TCase *cases))
{
    TCase *cases = tcase_create(name);

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 60);
    add(cases);
    suite_add_tcase(suite, cases);
}
