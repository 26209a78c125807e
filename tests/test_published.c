/* test_published.c -- the program holds its measurements and the parameter files that they name. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/published.h"
#include "sim/cli/verdict.h"
#include "sim/io/memory.h"
#include "tests/suite.h"

static sim_measurements table;

static void read_table(void)
{
    sim_error err = {""};
    FILE *in;

    ck_assert_int_eq(sim_published_open(&in, &err), SIM_OK);
    ck_assert_msg(sim_measurements_read(&table, sim_published_rows, in, &err) == SIM_OK,
                  "%s", err.text);
    fclose(in);
}

static void free_table(void) { sim_measurements_free(&table); }

START_TEST(every_file_of_a_row_is_held)
{
    for (size_t i = 0; i < table.n; i++) {
        sim_found found = {0};
        sim_error err = {""};

        if (table.list[i].why_not) continue;
        ck_assert_int_eq(sim_published_find(NULL, table.list[i].file, &found, &err),
                         SIM_OK);
        ck_assert_msg(found.text != NULL, "%s", table.list[i].file);
        ck_assert_ptr_eq(strstr(found.place, "validation/"), found.place);
        free(found.text);
        free(found.place);
    }
    ck_assert_uint_gt(table.n, 80);
}
END_TEST

START_TEST(a_file_that_is_not_held_is_not_found)
{
    sim_found found = {0};
    sim_error err;

    ck_assert_int_eq(sim_published_find(NULL, "zebra.ini", &found, &err), SIM_OK);
    ck_assert_ptr_null(found.text);
}
END_TEST

/* "expansion     Bonab 2006   16 rows  ..." */
START_TEST(rows_are_counted_by_study)
{
    sim_memory text = {0};
    sim_error err;
    char *rest;
    size_t sum = 0, n;

    ck_assert_int_eq(sim_memory_open(&text, "studies", &err), SIM_OK);
    sim_verdict_print_studies(&table, text.stream);
    ck_assert_int_eq(sim_memory_close(&text, "studies", &err), SIM_OK);
    for (char *line = strtok_r(text.bytes, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        char *row = strstr(line, " row");

        ck_assert_ptr_nonnull(row);
        *row = '\0';
        n = strtoul(strrchr(line, ' ') + 1, NULL, 10);
        ck_assert_uint_gt(n, 0);
        sum += n;
    }
    ck_assert_uint_eq(sum, table.n);
    sim_memory_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("published");
    TCase *cases = tcase_create("published");

    tcase_add_checked_fixture(cases, read_table, free_table);
    tcase_add_test(cases, every_file_of_a_row_is_held);
    tcase_add_test(cases, a_file_that_is_not_held_is_not_found);
    tcase_add_test(cases, rows_are_counted_by_study);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
