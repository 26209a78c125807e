/* test_fuzz.c -- the inputs that fuzzing kept: each reaches something, or once broke it. */
#include <check.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz.h"
#include "tests/suite.h"

enum { INPUTS_MAX = 512, NAME = 256, SIZE = 1 << 16 };

/* A reader and its inputs, in the order of their names. */
typedef struct {
    const char *dir;
    int (*read)(const uint8_t *data, size_t size);
    char names[INPUTS_MAX][NAME];
    int n;
} corpus;

static corpus parameter_files = {.dir = "tests/data/ini", .read = fuzz_ini};
static corpus tables = {.dir = "tests/data/csv", .read = fuzz_csv};

static int compare_names(const void *a, const void *b) { return strcmp(a, b); }

static void list(corpus *c)
{
    DIR *folder = opendir(c->dir);

    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (*entry->d_name == '.' || c->n == INPUTS_MAX) continue;
        snprintf(c->names[c->n++], NAME, "%s", entry->d_name);
    }
    if (folder) closedir(folder);
    qsort(c->names, (size_t)c->n, NAME, compare_names);
}

/* Check names the input by its number; the reader aborts with what does not hold. */
static void replay(const corpus *c, int i)
{
    static uint8_t bytes[SIZE];
    char path[2 * NAME];
    size_t size;
    FILE *in;

    snprintf(path, sizeof path, "%s/%s", c->dir, c->names[i]);
    in = fopen(path, "rb");
    ck_assert_msg(in != NULL, "%s", path);
    size = fread(bytes, 1, SIZE, in);
    ck_assert_msg(feof(in) != 0, "%s is longer than %d bytes", path, SIZE);
    ck_assert_int_eq(fclose(in), 0);
    ck_assert_int_eq(c->read(bytes, size), 0);
}

START_TEST(any_parameter_file_is_read_or_refused_in_words) { replay(&parameter_files, _i); }
END_TEST

START_TEST(any_table_is_read_or_refused_in_words) { replay(&tables, _i); }
END_TEST

START_TEST(there_are_inputs)
{
    ck_assert_int_gt(parameter_files.n, 0);
    ck_assert_int_gt(tables.n, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fuzz");
    TCase *inputs = tcase_create("inputs");

    list(&parameter_files);
    list(&tables);
    tcase_set_timeout(inputs, 60);
    tcase_add_test(inputs, there_are_inputs);
    tcase_add_loop_test(inputs, any_parameter_file_is_read_or_refused_in_words, 0,
                        parameter_files.n);
    tcase_add_loop_test(inputs, any_table_is_read_or_refused_in_words, 0, tables.n);
    suite_add_tcase(suite, inputs);
    return suite_run(suite);
}
