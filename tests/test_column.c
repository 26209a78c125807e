/* test_column.c -- what the columns of files are. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "models/models.h"
#include "sim/io/rows.h"
#include "sim/study/spread.h"
#include "tests/suite.h"

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
    static const sim_column columns[] = {
        {"arm", "1", "name, of the \"arm\"", SIM_CELL_TEXT},
        {"mu, star", NULL, "mean size", SIM_CELL_NUMBER},
        {"dose", "cell", "cells given", SIM_CELL_WHOLE},
    };
    static const sim_layout layout = SIM_LAYOUT("own", columns);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    sim_rows rows;
    sim_error err = {""};

    ck_assert_ptr_nonnull(out);
    sim_rows_start(&rows, &sim_columns_layout, &(sim_rows_to){.csv = out});
    sim_rows_describe(&rows, &layout, "mm");
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
    Suite *suite = suite_create("column");
    TCase *columns = tcase_create("columns");

    tcase_add_test(columns, a_column_of_a_model_is_its_symbol);
    tcase_add_test(columns, a_layout_finds_its_columns);
    tcase_add_test(columns, columns_are_described_in_their_order);
    suite_add_tcase(suite, columns);
    return suite_run(suite);
}
