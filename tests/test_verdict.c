/* test_verdict.c -- the studies of a table are told, each once. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/published.h"
#include "sim/cli/verdict.h"
#include "sim/io/memory.h"
#include "tests/measured.h"
#include "tests/suite.h"

static sim_measurements table;

static void read_table(void) { measured_read_published(&table); }

static void free_table(void) { sim_measurements_free(&table); }

/* "expansion     Bonab 2006   16 rows  ..." */
START_TEST(rows_are_counted_by_study)
{
    sim_memory text = {0};
    sim_error err;
    char *rest;
    size_t sum = 0, n;
    bool *chosen = malloc(table.n * sizeof *chosen);

    ck_assert_ptr_nonnull(chosen);
    for (size_t i = 0; i < table.n; i++) chosen[i] = true;
    ck_assert_int_eq(sim_memory_open(&text, "studies", &err), SIM_OK);
    sim_verdict_print_studies(&table, chosen, text.stream);
    free(chosen);
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
    Suite *suite = suite_create("verdict");
    TCase *cases = tcase_create("verdict");

    tcase_add_checked_fixture(cases, read_table, free_table);
    tcase_add_test(cases, rows_are_counted_by_study);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
