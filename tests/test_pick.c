/* test_pick.c -- one point of a sweep's database, run by itself: its numbers are those of the
 * sweep, byte for byte. */
#include <stdio.h>
#include <string.h>

#include "tests/program.h"
#include "tests/sheet.h"
#include "tests/suite.h"
#include "tests/swept.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { KEPT = 7, WORDS = 256 };

#define ARMS \
    "[arm treated]\n[arm \"un\", treated]\nproduct.dose = 0\n[arm own]\n" \
    "presets.host = own_cells\npassaging.harvest_passage = 7\n"

/* Presets, words, whole and real numbers; chance; a cohort, and one that chance plays a part in;
 * a screening, which stands over the rows of arms. */
static const struct {
    const char *file, *command;
    int point;
    bool is_cohort;
} sweeps[] = {
    {"[run]\ndays = 40\n" ARMS "[sweep]\ndesign = lhs\npoints = 20\n"
     "product.dose = log 1e6..1e8\npassaging.harvest_passage = 1..12\n"
     "presets.host = range\njoint.m1_loss = range\n",
     "sweep s.ini -o s.db", 17, false},
    {"[run]\ndays = 20\nmethod = tau\n" ARMS "[sweep]\ndesign = grid\n"
     "product.dose = 1e6, 1e7\npassaging.harvest_passage = 2, 9\n",
     "sweep s.ini -o s.db", 4, false},
    {"[run]\ndays = 40\n" ARMS "[sweep]\ndesign = grid\nreplicates = 30\n"
     "product.dose = 1e6, 1e7\npassaging.harvest_passage = 2, 9\n",
     "sweep s.ini -o s.db", 3, true},
    {"[run]\ndays = 40\n" ARMS "[sweep]\ndesign = grid\nreplicates = 12\n"
     "cohort.product.lot_potency = 0.1..0.5 x 3\ncohort.donors_per_laboratory = 1, 5\n"
     "cohort.joint.vas_base = 3, 12\n",
     "sweep s.ini -o s.db", 5, true},
    {"[run]\ndays = 5\nmethod = tau\n" ARMS "[sweep]\ndesign = grid\nreplicates = 6\n"
     "product.dose = 1e6, 1e7\npassaging.harvest_passage = 2, 9\n",
     "sweep s.ini -o s.db", 2, true},
    {"[run]\ndays = 40\n" ARMS "[sensitivity]\nproduct.dose = 1e6..1e7\n"
     "joint.m1_loss = 0.3..0.5\n",
     "sensitivity s.ini --arm own --method sobol --samples 8 -o out && cp "
     "out/sensitivity.db "
     "s.db",
     11, false},
};

static program_result result;

static void take_point(int i)
{
    char command[WORDS];

    program_write_text("s.ini", sweeps[i].file);
    snprintf(
        command, sizeof command,
        "\"$POTENCY\" %s >said 2>told && \"$POTENCY\" run s.db --point %d -o p >said && "
        "\"$POTENCY\" export s.db >s.csv",
        sweeps[i].command, sweeps[i].point);
    program_shell(command, &result);
    ck_assert_msg(result.code == 0, "%s", result.err);
}

static void read_sheet(sheet *s, const char *dir, const char *name)
{
    char path[PROGRAM_PATH];

    program_shell("pwd", &result);
    snprintf(path, sizeof path, "%.*s/%s", (int)strcspn(result.out, "\n"), result.out, dir);
    ck_assert(sheet_read(s, path, name));
}

/* The row of a point in an arm. */
static size_t find_row(const sheet *s, int point, const char *arm)
{
    char text[WORDS];
    size_t row = 0;

    snprintf(text, sizeof text, "%d", point);
    row = sheet_find(s, 0, "point", text);
    while (row < s->n_rows && strcmp(sheet_text(s, row, "arm"), arm) != 0) row++;
    ck_assert(row < s->n_rows && strcmp(sheet_text(s, row, "point"), text) == 0);
    return row;
}

/* Every column of summary.csv is one of the sweep's. */
static size_t check_summary(const sheet *points, const sheet *summary, int point)
{
    size_t n = 0;

    for (size_t r = 0; r < summary->n_rows; r++) {
        const size_t row = find_row(points, point, sheet_text(summary, r, "arm"));

        for (size_t c = 1; c < summary->n_columns; c++, n++) {
            const char *name = summary->cells[c];

            ck_assert_str_eq(sheet_text(summary, r, name), sheet_text(points, row, name));
        }
    }
    return n;
}

/* Each quantity of an arm of cohort.csv is four numbers of the sweep, in their order. */
static size_t check_cohort(const sheet *points, const sheet *cohort, int point)
{
    static const char *const parts[KEPT] = {
        "mean", "sd", "q05", "q95", "difference", "difference_low", "difference_high"};
    const size_t first = sheet_column(points, "reason") + 1;
    size_t n = 0, of_arm = 0;

    for (size_t r = 0; r < cohort->n_rows; r++, n++) {
        const char *arm = sheet_text(cohort, r, "arm");
        const size_t row = find_row(points, point, arm);

        of_arm =
            r > 0 && strcmp(sheet_text(cohort, r - 1, "arm"), arm) == 0 ? of_arm + 1 : 0;
        for (size_t k = 0; k < KEPT; k++) {
            const size_t column = first + of_arm * KEPT + k;

            ck_assert_str_eq(sheet_text(cohort, r, parts[k]),
                             points->cells[(row + 1) * points->n_columns + column]);
        }
    }
    return n;
}

START_TEST(a_point_gives_the_numbers_of_the_sweep)
{
    sheet points, one;

    take_point(_i);
    read_sheet(&points, ".", "s");
    read_sheet(&one, "p", sweeps[_i].is_cohort ? "cohort" : "summary");
    ck_assert_uint_ge(sweeps[_i].is_cohort ? check_cohort(&points, &one, sweeps[_i].point)
                                           : check_summary(&points, &one, sweeps[_i].point),
                      30);
    sheet_free(&points);
    sheet_free(&one);
}
END_TEST

/* From its run.ini, and from its figures: the cohort and the random numbers are in both. */
START_TEST(a_point_is_run_again_from_what_it_left)
{
    take_point(_i);
    program_shell(
        "\"$POTENCY\" run p/run.ini $(sed -n 's/^# Command: run//p' p/run.ini) -o q "
        ">said && cmp p/summary.csv q/summary.csv && "
        "\"$POTENCY\" rerun p/potency.png -o r >said && "
        "cmp p/summary.csv r/summary.csv && "
        "{ [ ! -e p/cohort.csv ] || { cmp p/cohort.csv q/cohort.csv && "
        "cmp p/cohort.csv r/cohort.csv; }; }",
        &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
}
END_TEST

START_TEST(a_point_says_where_its_rows_are_from)
{
    take_point(0);
    program_shell("grep -c '#: point 17 of s.db$' p/run.ini", &result);
    ck_assert_str_eq(result.out, "3\n"); /* a preset has no such comment */
    program_shell("\"$POTENCY\" run s.db --point 17 --set product.dose=2e6 -o p2 >said && "
                  "grep '^dose =' p2/run.ini",
                  &result);
    ck_assert_str_eq(result.out, "dose = 2e+06 #: --set product.dose=2e6\n");
}
END_TEST

static void add_points(TCase *cases)
{
    tcase_set_timeout(cases, 30);
    program_add_folder(cases);
    tcase_add_loop_test(cases, a_point_gives_the_numbers_of_the_sweep, 0, LENGTH(sweeps));
    tcase_add_loop_test(cases, a_point_is_run_again_from_what_it_left, 1, 4);
    tcase_add_test(cases, a_point_says_where_its_rows_are_from);
}

/* ---- what is refused ------------------------------------------------------ */

static const struct {
    const char *before, *arguments, *message;
} refusals[] = {
    {"cp ../whole.db k.db", "run k.db --point 21 -o p",
     "k.db: has no point 21; one from 1 to 20 would be right"},
    {"cp ../1.db k.db", "run k.db --point 2 -o p",
     "k.db: point 2 is not solved, being none of the 5 of 20 that are there; one of those, "
     "or "
     "potency sweep --resume first, would be right"},
    {"cp ../whole.db k.db", "run k.db --point 2 --spread -o p",
     "k.db: has no cohorts at its points, which --spread, --lines, --resume and --shard "
     "need; "
     "--replicates 500 beside them would be right"},
    {"cp ../whole.db k.db", "run k.db -o p",
     "k.db: is the database of a sweep; --point 1 beside it, or a parameter file, would be "
     "right"},
    {":", "run a.ini --point 2 -o p",
     "a.ini: is no database; a file that potency sweep wrote would be right"},
    {":", "run none.db --point 2 -o p",
     "none.db: cannot be read: No such file or directory; a file that potency sweep wrote "
     "would "
     "be right"},
};

START_TEST(a_point_that_is_not_there_is_one_line)
{
    swept_shell(refusals[_i].before);
    program_refuse(refusals[_i].arguments, refusals[_i].message);
}
END_TEST

START_TEST(a_point_of_another_version_is_one_line)
{
    swept_shell("cp ../whole.db k.db");
    swept_sql("k.db", "UPDATE facts SET value = '0.1.0' WHERE name = 'version'");
    program_refuse(
        "run k.db --point 2 -o p",
        swept_message("k.db: was made with version 0.1.0 and this is VERSION; the "
                      "same version would be right"));
}
END_TEST

static void add_refusals(TCase *cases)
{
    tcase_add_loop_test(cases, a_point_that_is_not_there_is_one_line, 0, LENGTH(refusals));
    tcase_add_test(cases, a_point_of_another_version_is_one_line);
}

int main(void)
{
    Suite *suite = suite_create("pick");
    TCase *cases = tcase_create("points");

    add_points(cases);
    suite_add_tcase(suite, cases);
    swept_add_case(suite, "refused", add_refusals);
    return suite_run(suite);
}
