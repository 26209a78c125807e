/* test_subjects.c -- the numbers of each replicate, as a table and read back from a folder. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "models/models.h"
#include "sim/study/subjects.h"
#include "tests/program.h"
#include "tests/suite.h"

static const char *const arms[] = {"P2", "P12"};

/* Fills dir with the name of a folder that holds this. */
static void open_folder(const char *text, program_result *dir)
{
    program_shell("mkdir -p out", dir);
    program_write_text("out/replicates.csv", text);
    program_shell("printf %s \"$PWD/out\"", dir);
}

START_TEST(replicates_are_read_arm_by_arm_and_foreign_columns_passed_over)
{
    program_result dir;
    sim_subjects s;
    sim_error err;
    size_t column;

    open_folder("arm,replicate,potency,other\nP2,0,0.71,3\nP12,0,0.2385,word\nP2,1,,4\n",
                &dir);
    ck_assert_int_eq(sim_subjects_init(&s, &models_chains[0], &err), SIM_OK);
    ck_assert_int_eq(sim_subjects_read(&s, dir.out, arms, 2, &err), SIM_OK);
    column = sim_table_find(&s.table, "potency");
    ck_assert_uint_eq(s.table.n_rows, 3);
    ck_assert_str_eq(s.table.keys[1], "P2");
    ck_assert_double_eq(sim_table_cell(&s.table, 0, column), 0.71);
    ck_assert_double_nan(sim_table_cell(&s.table, 1, column));
    ck_assert_double_eq(sim_table_cell(&s.table, 2, column), 0.2385);
    sim_subjects_free(&s);
}
END_TEST

static const struct {
    const char *text, *message;
} files[] = {
    {"arms,potency\nP2,1\n",
     "out/replicates.csv:1: starts with no column 'arm'; a file that "
     "a run wrote would be right"},
    {"arm,potency\nP3,1\n",
     "out/replicates.csv:2: unexpected arm 'P3'; one of run.ini would be right"},
    {"arm,potency\nP2,much\n",
     "out/replicates.csv:2: 'much' is no number; one would be right"},
    {"arm,potency\nP2,1,2\n", "out/replicates.csv:2: has 3 cells; 2 would be right"},
};

START_TEST(what_is_no_table_of_replicates_is_refused)
{
    program_result dir;
    sim_subjects s;
    sim_error err;

    open_folder(files[_i].text, &dir);
    ck_assert_int_eq(sim_subjects_init(&s, &models_chains[0], &err), SIM_OK);
    ck_assert_int_ne(sim_subjects_read(&s, dir.out, arms, 2, &err), SIM_OK);
    ck_assert_ptr_nonnull(strstr(err.text, files[_i].message));
    sim_subjects_free(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("subjects");
    TCase *cases = tcase_create("rows");

    program_add_folder(cases);
    tcase_add_test(cases, replicates_are_read_arm_by_arm_and_foreign_columns_passed_over);
    tcase_add_loop_test(cases, what_is_no_table_of_replicates_is_refused, 0, 4);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
