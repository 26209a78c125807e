/* test_reference.c -- the knee's chain against numbers of an independent solver: those of
 * tests/data/reference/, whose parameter files the program runs as a user would. */
#include <check.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/csv.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { MAX_ROWS = 32768, MAX_COLUMNS = 96, NAME = 48 };

/* A CSV whose first column is a key; an empty cell is NAN. */
typedef struct {
    size_t n_rows, n_columns;
    char columns[MAX_COLUMNS][NAME], (*keys)[NAME];
    double (*cells)[MAX_COLUMNS];
} sheet;

static sim_status take_row(void *self, const sim_csv_row *row, sim_error *err)
{
    sheet *s = self;

    (void)err;
    ck_assert_uint_le(row->n, MAX_COLUMNS);
    ck_assert_uint_lt(s->n_rows, MAX_ROWS);
    for (size_t i = 0; row->line == 1 && i < row->n; i++)
        snprintf(s->columns[i], NAME, "%s", row->field[i]);
    s->n_columns = row->n;
    if (row->line == 1) return SIM_OK;
    snprintf(s->keys[s->n_rows], NAME, "%s", row->field[0]);
    for (size_t i = 1; i < row->n; i++)
        s->cells[s->n_rows][i] = *row->field[i] ? strtod(row->field[i], NULL) : NAN;
    s->n_rows++;
    return SIM_OK;
}

static void read_sheet(FILE *in, const char *name, sheet *s)
{
    sim_error err = {""};

    ck_assert_ptr_nonnull(in);
    *s = (sheet){.keys = calloc(MAX_ROWS, sizeof *s->keys),
                 .cells = calloc(MAX_ROWS, sizeof *s->cells)};
    ck_assert(s->keys && s->cells);
    ck_assert_msg(sim_csv_take_all(&(sim_csv_input){in, name, "another"}, take_row, s,
                                   &err) == SIM_OK,
                  "%s", err.text);
}

static void sheet_free(sheet *s)
{
    free(s->keys);
    free(s->cells);
}

static size_t column_of(const sheet *s, const char *name)
{
    size_t i = 0;

    while (i < s->n_columns && strcmp(s->columns[i], name) != 0) i++;
    ck_assert_msg(i < s->n_columns, "no column %s", name);
    return i;
}

/* The cell of a key, in the row in which `by` has that value; NULL: in its only row. */
static double look_up(const sheet *s, const char *key, const char *by, double value,
                      const char *name)
{
    const size_t column = column_of(s, name), other = by ? column_of(s, by) : 0;

    for (size_t row = 0; row < s->n_rows; row++) {
        if (strcmp(s->keys[row], key) == 0 && (!by || s->cells[row][other] == value))
            return s->cells[row][column];
    }
    ck_abort_msg("no row of %s where %s is %g", key, by ? by : "", value);
    return NAN;
}

/* ---- the numbers ---------------------------------------------------------- */

static char folder[PATH_MAX]; /* of the reference, found before a test has its own */

static void find_folder(void)
{
    ck_assert_ptr_nonnull(realpath("tests/data/reference", folder));
}

static void read_reference(const char *name, sheet *s)
{
    char path[PATH_MAX + NAME];
    FILE *in;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    in = fopen(path, "r");
    read_sheet(in, path, s);
    fclose(in);
}

static void run_reference(const char *name, const char *options)
{
    char arguments[PATH_MAX + 2 * NAME];
    program_result result;

    snprintf(arguments, sizeof arguments, "run %s/%s -o out --format svg %s", folder, name,
             options);
    program_run(arguments, &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
}

static void read_result(const char *name, sheet *s)
{
    char path[PROGRAM_TEXT + NAME];
    FILE *in;
    program_result result;

    program_shell("pwd", &result);
    result.out[strcspn(result.out, "\n")] = '\0';
    snprintf(path, sizeof path, "%s/out/%s", result.out, name);
    in = fopen(path, "r");
    read_sheet(in, name, s);
    fclose(in);
}

/* What is not near enough is noted, so that a failure tells of more than the first. */
typedef struct {
    char text[2048];
    int n, bad;
} verdict;

static void note(verdict *v, const char *key, const char *name, double found,
                 double expected, double absolute)
{
    const size_t length = strlen(v->text);

    v->n++;
    if (isnan(expected) && isnan(found)) return;
    if (fabs(found - expected) <= absolute) return;
    if (fabs(found - expected) <= 1e-3 * fabs(expected) && absolute > 0) return;
    v->bad++;
    snprintf(v->text + length, sizeof v->text - length, "%s, %s: %.9g, expected %g\n", key,
             name, found, expected);
}

static void give(const verdict *v, int n)
{
    ck_assert_msg(v->bad == 0, "%d of %d:\n%s", v->bad, v->n, v->text);
    ck_assert_int_eq(v->n, n);
}

/* The usual tolerance, and one that leaves the equations alone. */
static const char *const tolerances[] = {"", "--set run.rtol=1e-9"};

/* The reference has four to five digits; of mm, 2e-3. */
static const double tiny = 1e-12, mm = 2e-3;

START_TEST(every_passage_of_each_source_is_what_an_independent_solver_says)
{
    sheet expected, found;
    verdict v = {"", 0, 0};

    read_reference("cultures.csv", &expected);
    run_reference("cultures.ini", tolerances[_i]);
    read_result("passages.csv", &found);
    for (size_t row = 0; row < expected.n_rows; row++) {
        const double passage = expected.cells[row][1];
        char key[2 * NAME];

        snprintf(key, sizeof key, "%s P%g", expected.keys[row], passage);
        for (size_t i = 2; i < expected.n_columns; i++)
            note(&v, key, expected.columns[i],
                 look_up(&found, expected.keys[row], "passage", passage,
                         expected.columns[i]),
                 expected.cells[row][i], tiny);
    }
    give(&v, 21 * 9);
    sheet_free(&expected);
    sheet_free(&found);
}
END_TEST

static const struct {
    const char *arm;
    double passage;
    const char *column;
    double value;
} conditions[] = {
    {"aged_75", 2, "senescent_fraction", 0.07655},
    {"aged_75", 5, "senescent_fraction", 0.29128},
    {"aged_75", 8, "senescent_fraction", 0.66352},
    {"low_oxygen", 2, "day", 23.586},
    {"low_oxygen", 5, "senescent_fraction", 0.046122},
    {"thin", 1, "doublings", 8.6113},
    {"thin", 2, "doublings", 9.5119},
    {"thin", 3, "doublings", 8.1650},
};

START_TEST(age_oxygen_and_density_do_to_a_culture_what_an_independent_solver_says)
{
    sheet found;
    verdict v = {"", 0, 0};

    run_reference("cultures.ini", "");
    read_result("passages.csv", &found);
    for (int i = 0; i < LENGTH(conditions); i++)
        note(&v, conditions[i].arm, conditions[i].column,
             look_up(&found, conditions[i].arm, "passage", conditions[i].passage,
                     conditions[i].column),
             conditions[i].value, tiny);
    give(&v, LENGTH(conditions));
    sheet_free(&found);
}
END_TEST

static void compare_summary(const sheet *expected, verdict *v)
{
    static const struct {
        const char *reference, *name;
        double absolute;
    } columns[] = {
        {"potency", "potency", 1e-12},
        {"best", "best_specific_relief", 2e-3},
        /* outputs are whole days, and beside the highest they fall by 1e-5 mm and more */
        {"best_day", "best_specific_relief_day", 0},
    };
    sheet found;

    read_result("summary.csv", &found);
    for (size_t row = 0; row < expected->n_rows; row++) {
        for (int i = 0; i < LENGTH(columns); i++)
            note(v, expected->keys[row], columns[i].name,
                 look_up(&found, expected->keys[row], NULL, 0, columns[i].name),
                 expected->cells[row][column_of(expected, columns[i].reference)],
                 columns[i].absolute);
    }
    sheet_free(&found);
}

static void compare_course(const sheet *expected, verdict *v)
{
    sheet found;

    read_result("timecourse.csv", &found);
    for (size_t row = 0; row < expected->n_rows; row++) {
        for (size_t i = 0; i < expected->n_columns; i++) {
            const char *name = expected->columns[i];
            const bool is_vas = strncmp(name, "vas_", 4) == 0;
            double day;

            if (sscanf(name, is_vas ? "vas_day_%lf" : "day_%lf", &day) != 1) continue;
            note(v, expected->keys[row], name,
                 look_up(&found, expected->keys[row], "day", day,
                         is_vas ? "vas" : "specific_relief"),
                 expected->cells[row][i], mm);
        }
    }
    sheet_free(&found);
}

START_TEST(every_arm_of_a_knee_takes_the_course_an_independent_solver_says)
{
    sheet expected;
    verdict v = {"", 0, 0};

    read_reference("knee.csv", &expected);
    run_reference("knee.ini", tolerances[_i]);
    compare_summary(&expected, &v);
    compare_course(&expected, &v);
    give(&v, 23 * 11);
    sheet_free(&expected);
}
END_TEST

static const struct {
    const char *arm, *column;
    double day, value;
} states[] = {
    {"P2", "live_fraction", 1, 0.27680},
    {"P2", "live_fraction", 7, 0.12904},
    {"P2", "live_fraction", 30, 0.040856},
    {"thawed_injected", "live_fraction", 1, 0.070334},
    {"thawed_injected", "live_fraction", 7, 0.0066679},
    {"thawed_injected", "live_fraction", 30, 0.0021112},
    {"unrelated", "live_fraction", 1, 0.27671},
    {"unrelated", "live_fraction", 7, 0.095623},
    {"P2", "m1_m2_ratio", 0, 1.7778},
    {"P2", "m1_m2_ratio", 30, 0.36526},
    {"P2", "imprint", 30, 0.75851},
    {"P2", "cartilage", 730, 0.94706},
    {"untreated", "cartilage", 730, 0.91393},
    {"unrelated", "memory", 182, 0.61105},
};

START_TEST(cells_macrophages_and_cartilage_are_where_an_independent_solver_says)
{
    sheet found;
    verdict v = {"", 0, 0};

    run_reference("knee.ini", "");
    read_result("timecourse.csv", &found);
    for (int i = 0; i < LENGTH(states); i++)
        note(&v, states[i].arm, states[i].column,
             look_up(&found, states[i].arm, "day", states[i].day, states[i].column),
             states[i].value, tiny);
    /* printed as 0: less than one cell of 47.5 million */
    note(&v, "unrelated", "live_fraction",
         look_up(&found, "unrelated", "day", 30, "live_fraction"), 0, 1e-7);
    give(&v, LENGTH(states) + 1);
    sheet_free(&found);
}
END_TEST

static Suite *suite(void)
{
    Suite *all = suite_create("reference");
    TCase *cultures = tcase_create("cultures"), *knee = tcase_create("knee");

    tcase_add_unchecked_fixture(cultures, find_folder, NULL);
    tcase_add_unchecked_fixture(knee, find_folder, NULL);
    program_add_folder(cultures);
    program_add_folder(knee);
    tcase_set_timeout(cultures, 60);
    tcase_set_timeout(knee, 60);
    tcase_add_loop_test(cultures,
                        every_passage_of_each_source_is_what_an_independent_solver_says, 0,
                        LENGTH(tolerances));
    tcase_add_test(cultures,
                   age_oxygen_and_density_do_to_a_culture_what_an_independent_solver_says);
    tcase_add_loop_test(knee,
                        every_arm_of_a_knee_takes_the_course_an_independent_solver_says, 0,
                        LENGTH(tolerances));
    tcase_add_test(knee,
                   cells_macrophages_and_cartilage_are_where_an_independent_solver_says);
    suite_add_tcase(all, cultures);
    suite_add_tcase(all, knee);
    return all;
}

int main(void) { return suite_run(suite()); }
