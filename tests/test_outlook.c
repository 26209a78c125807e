/* test_outlook.c -- what an ensemble says, for figures: from itself, and read from files. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/study/tables.h"
#include "tests/cohort.h"
#include "tests/suite.h"
#include "tests/temp.h"

static const char text[] = "[run]\ndays = 10\nmethod = ssa\n"
                           "[arm a, \"b\"]\n[arm \xC3\xBC]\ntaker.need = 7.1\n";
static const char *const names[] = {"a, \"b\"", "\xC3\xBC"};

static planted p;
static sim_ensemble ensemble;
static sim_table summary;
static char dir[TEMP_PATH];
static sim_error err;

static void write_tables(void)
{
    char path[TEMP_PATH + 16];
    FILE *out[2];

    temp_folder("outlook", dir);
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s.csv", dir, i == 0 ? "ensemble" : "cohort");
        out[i] = fopen(path, "wb");
        ck_assert_ptr_nonnull(out[i]);
    }
    ck_assert_int_eq(
        sim_tallies_write_course(&ensemble, &(sim_rows_to){.csv = out[0]}, &err), SIM_OK);
    ck_assert_int_eq(
        sim_tallies_write_numbers(&ensemble, &(sim_rows_to){.csv = out[1]}, &err), SIM_OK);
    ck_assert(fclose(out[0]) == 0 && fclose(out[1]) == 0);
}

static void set_up(void)
{
    sim_solution solution;

    planted_run(&p, text, 23, &ensemble);
    ck_assert_int_eq(sim_chain_solve(&p.task, &solution, &err), SIM_OK);
    ck_assert_int_eq(sim_summary_build(&solution, names, &summary, &err), SIM_OK);
    sim_solution_free(&solution);
    write_tables();
}

static void tear_down(void)
{
    char path[TEMP_PATH + 16];

    snprintf(path, sizeof path, "%s/ensemble.csv", dir);
    unlink(path);
    snprintf(path, sizeof path, "%s/cohort.csv", dir);
    unlink(path);
    rmdir(dir);
    sim_table_free(&summary);
    sim_ensemble_free(&ensemble);
    planted_close(&p);
}

static sim_status read_again(sim_outlook *o)
{
    const sim_outlook_source source = {dir, p.task.chain, &p.experiment, &summary};

    return sim_outlook_read(o, &source, &err);
}

/* To the last bit: what is drawn of both is the same. */
static void check_same(const sim_table *one, const sim_table *other)
{
    ck_assert_str_eq(one->name, other->name);
    ck_assert_uint_eq(one->n_rows, other->n_rows);
    ck_assert_uint_eq(one->n_columns, other->n_columns);
    for (size_t r = 0; r < one->n_rows; r++) {
        ck_assert_str_eq(one->keys[r], other->keys[r]);
        for (size_t c = 0; c < one->n_columns; c++) {
            const double a = sim_table_cell(one, r, c), b = sim_table_cell(other, r, c);

            ck_assert_int_eq(isnan(a), isnan(b));
            if (!isnan(a)) ck_assert_double_eq(a, b);
        }
    }
}

START_TEST(what_is_read_is_what_was_written)
{
    sim_outlook o, again;

    ck_assert_int_eq(sim_outlook_init(&o, &ensemble, &summary, &err), SIM_OK);
    ck_assert_msg(read_again(&again) == SIM_OK, "%s", err.text);
    for (size_t i = 0; i < SIM_QUANTILES; i++) check_same(&o.course[i], &again.course[i]);
    check_same(&o.summary, &again.summary);
    ck_assert_uint_eq(o.course[0].n_rows, 2 * 11);
    ck_assert_str_eq(o.words,
                     "lines: median; bands: 50 and 90 % of 23 donors and patients");
    ck_assert_str_eq(again.words, o.words);
    ck_assert(!again.is_estimated);
    sim_outlook_free(&o);
    sim_outlook_free(&again);
}
END_TEST

static const struct {
    size_t n, singles;
    const char *words;
} drawn[] = {
    {23, 0, "lines: median; bands: 50 and 90 % of 23 donors and patients"},
    {23, 200, "thick lines: median; thin lines: each of 23 donors and patients"},
    {23, 23, "thick lines: median; thin lines: each of 23 donors and patients"},
    {23, 5,
     "thick lines: median of 23 donors and patients; thin lines: the first 5 of them"},
    {1, 200, "lines: one patient and one donor"},
};

START_TEST(it_says_how_many_are_drawn_one_by_one)
{
    sim_ensemble_task task = {.n = drawn[_i].n, .singles = drawn[_i].singles};
    sim_ensemble e;
    sim_outlook o;
    planted q;
    char apart[64];

    ck_assert_int_eq(planted_open(&q, text, &err), SIM_OK);
    task.assay = &q.assay;
    ck_assert_int_eq(sim_ensemble_run(&e, &task, &err), SIM_OK);
    ck_assert_int_eq(sim_outlook_init(&o, &e, &summary, &err), SIM_OK);
    ck_assert_str_eq(o.words, drawn[_i].words);
    ck_assert_int_eq(sim_outlook_is_one(&o), drawn[_i].n == 1);
    ck_assert(!sim_outlook_tell_apart(&o, 0, "first", apart, sizeof apart));
    ck_assert_int_eq(o.singles != NULL, drawn[_i].singles > 0);
    sim_outlook_free(&o);
    sim_ensemble_free(&e);
    planted_close(&q);
}
END_TEST

static const struct {
    const char *edit, *message; /* a sed script; the message behind the folder */
} damaged[] = {
    {"sed -i '5s/result\\|got/x/' ensemble.csv",
     "/ensemble.csv:5: does not fit run.ini; a file that a run of this version wrote would "
     "be right"},
    {"sed -i '$d' ensemble.csv",
     "/ensemble.csv: ends early; a file that a run of this version wrote would be right"},
    {"sed -i '2s/,final,/,finl,/' cohort.csv",
     "/cohort.csv: ends early; a file that a run of this version wrote would be right"},
    {"sed -i '3s/$/,1/' cohort.csv", "/cohort.csv:3: does not fit run.ini; a file that a "
                                     "run of this version wrote would be "
                                     "right"},
};

START_TEST(a_damaged_table_is_refused)
{
    char command[2 * TEMP_PATH + 64];
    sim_outlook o;

    snprintf(command, sizeof command, "cd %s && %s", dir, damaged[_i].edit);
    ck_assert_int_eq(system(command), 0);
    ck_assert_int_eq(read_again(&o), SIM_EPARSE);
    ck_assert_str_eq(err.text + strlen(dir), damaged[_i].message);
    sim_outlook_free(&o);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("outlook");
    TCase *cases = tcase_create("outlook");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, what_is_read_is_what_was_written);
    tcase_add_loop_test(cases, it_says_how_many_are_drawn_one_by_one, 0,
                        sizeof drawn / sizeof *drawn);
    tcase_add_loop_test(cases, a_damaged_table_is_refused, 0,
                        sizeof damaged / sizeof *damaged);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
