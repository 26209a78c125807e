/* test_data.c -- [data NAME] sections as text. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/data.h"
#include "tests/suite.h"

static sim_status add(sim_data_list *all, const char *name, sim_error *err)
{
    return sim_data_add(all, name, "own.ini:7", err);
}

static sim_status set(sim_data_list *all, const char *name, const char *text,
                      const char *place, sim_error *err)
{
    return sim_data_set(all, &(sim_row){.name = name, .how = text, .place = place}, err);
}

START_TEST(rows_are_found_by_their_names)
{
    sim_data_list all = {0};
    sim_error err = {""};
    const sim_data_row *row;

    ck_assert_int_eq(add(&all, "log", &err), SIM_OK);
    ck_assert_int_eq(set(&all, "file", "a.csv", "own.ini:8", &err), SIM_OK);
    ck_assert_int_eq(add(&all, "other", &err), SIM_OK);
    ck_assert_int_eq(set(&all, "column  seeded", "cells in", "own.ini:9", &err), SIM_OK);
    ck_assert_ptr_null(sim_data_find(&all.list[0], "column  seeded"));
    ck_assert_str_eq(sim_data_find(&all.list[0], "file")->text, "a.csv");
    row = &all.list[1].rows[0];
    ck_assert_str_eq(sim_data_name_behind(row, "column"), "seeded");
    ck_assert_ptr_null(sim_data_name_behind(row, "colum"));
    ck_assert_ptr_null(sim_data_name_behind(&all.list[0].rows[0], "file"));
    sim_data_refuse(row, &err, "is %s", "odd");
    ck_assert_str_eq(err.text, "own.ini:9: column  seeded = cells in: is odd");
    sim_data_free(&all);
}
END_TEST

START_TEST(what_is_written_is_the_section)
{
    sim_data_list all = {0};
    sim_error err = {""};
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    ck_assert_int_eq(add(&all, "my log", &err), SIM_OK);
    ck_assert_int_eq(set(&all, "file", "a.csv", "own.ini:8", &err), SIM_OK);
    ck_assert_int_eq(set(&all, "x", "passage", "own.ini:9", &err), SIM_OK);
    sim_data_write(&all.list[0], out);
    fclose(out);
    ck_assert_str_eq(text, "\n[data my log]\nfile = a.csv\nx = passage\n");
    free(text);
    sim_data_free(&all);
}
END_TEST

static const struct {
    const char *name, *message;
} names[] = {
    {"", "own.ini:7: data '' need a name of 1 to 40 characters; [data log] would be right"},
    {"12345678901234567890123456789012345678901",
     "own.ini:7: data '12345678901234567890123456789012345678901' need a name of 1 to 40 "
     "characters; [data log] would be right"},
    {"log",
     "own.ini:7: data 'log' are given twice, first at own.ini:7; another name would be "
     "right"},
    {"l\xE2\x80\x8Bog",
     "own.ini:7: the name of the data holds U+200B, a space without width; a "
     "plain space would be right"},
};

START_TEST(a_name_that_is_none_is_refused)
{
    sim_data_list all = {0};
    sim_error err = {""};

    ck_assert_int_eq(add(&all, "log", &err), SIM_OK);
    ck_assert_int_eq(add(&all, names[_i].name, &err), SIM_ENAME);
    ck_assert_str_eq(err.text, names[_i].message);
    sim_data_free(&all);
}
END_TEST

START_TEST(a_row_stands_once)
{
    sim_data_list all = {0};
    sim_error err = {""};

    ck_assert_int_eq(add(&all, "log", &err), SIM_OK);
    ck_assert_int_eq(set(&all, "file", "a.csv", "own.ini:8", &err), SIM_OK);
    ck_assert_int_eq(set(&all, "file", "b.csv", "own.ini:9", &err), SIM_ENAME);
    ck_assert_str_eq(err.text, "own.ini:9: file is given twice, first at own.ini:8; one of "
                               "the two would be right");
    sim_data_free(&all);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("data");
    TCase *tc = tcase_create("data");

    tcase_add_test(tc, rows_are_found_by_their_names);
    tcase_add_test(tc, what_is_written_is_the_section);
    tcase_add_loop_test(tc, a_name_that_is_none_is_refused, 0,
                        sizeof names / sizeof *names);
    tcase_add_test(tc, a_row_stands_once);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
