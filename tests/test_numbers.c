/* test_numbers.c -- numbers of one's own: their rows, the chain that has them, and what they come
 * to in a run. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/formed.h"
#include "sim/study/job.h"
#include "tests/experiment.h"
#include "tests/program.h"
#include "tests/suite.h"

enum { TEXT = 16384 };
static char broken[TEXT], expected[TEXT]; /* read before a test has its own folder */

static void read_text(const char *path, char text[TEXT])
{
    FILE *in = fopen(path, "rb");

    if (!in || fread(text, 1, TEXT - 1, in) < 1000) abort();
    fclose(in);
}

/* ---- what is refused ------------------------------------------------------ */

START_TEST(broken_rows_are_told_with_their_lines)
{
    program_result result;

    program_write_text("broken.ini", broken);
    program_run("check broken.ini", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_str_eq(result.out, expected);
}
END_TEST

/* Refused are all names that a table has beside numbers, whatever writes it. */
START_TEST(no_name_is_that_of_a_column_beside_them)
{
    program_result result;

    program_write_text("a.ini",
                       "[run]\ndays = 9\n[numbers]\nq = at(vas, 3)\n[sweep]\n"
                       "product.dose = 1e6, 1e7\nreplicates = 3\n[optimise]\n"
                       "maximise = q\nscan = 4\nclimbs = 1\nproduct.dose = 1e6..1e7\n");
    program_succeed("run a.ini -n 3 -o r", &result);
    program_run("sweep a.ini -o a.db", &result);
    program_run("optimise a.ini -o o", &result);
    program_shell("(head -qn 1 r/summary.csv r/replicates.csv o/optimise.csv; "
                  "$POTENCY export a.db | head -n 1; echo Q,potency_SD,risk) | "
                  "tr , '\\n' | grep -v '[.]' | LC_ALL=C sort -u >names; "
                  "(echo '[numbers]'; echo 'q = 1'; sed 's/$/ = 2/' names) >b.ini; "
                  "$POTENCY check b.ini >told; while read -r name; do "
                  "grep -q \"number '$name' [hn]\\|: $name is given twice\" told || "
                  "echo $name; done <names",
                  &result);
    ck_assert_str_eq(result.out, "risk\n");
}
END_TEST

START_TEST(a_run_stops_at_the_first_and_writes_nothing)
{
    program_result result;

    program_write_text("a.ini", "[numbers]\nown = auc(vas, 0, 28) + 5 day\n");
    program_run("run a.ini -o out", &result);
    program_check_refusal(&result,
                          "a.ini:2: own = auc(vas, 0, 28) + 5 day: it adds mm day and "
                          "day; two of one kind would be right");
    program_shell("ls out", &result);
    ck_assert_int_ne(result.code, 0);
}
END_TEST

/* ---- rows and layers -------------------------------------------------------- */

static const char three[] = "[numbers]\n"
                            "burden = auc(vas, 0, 28 day)\n"
                            "twice = 2 * burden + 12 mm day\n"
                            "gain = specific_relief_month_1 * doses_per_donor\n";

static const sim_formed *formed(const sim_experiment *e, const char *name)
{
    size_t i = 0;

    while (strcmp(e->numbers->list[i].name, name) != 0) i++;
    return &e->numbers->list[i];
}

START_TEST(units_are_worked_out)
{
    sim_experiment e;

    experiment_read(&e, three, experiment_no_sets);
    ck_assert_uint_eq(e.numbers->n, 3);
    ck_assert_str_eq(formed(&e, "burden")->expression.unit, "mm day");
    ck_assert_str_eq(formed(&e, "twice")->expression.unit, "mm day");
    ck_assert_str_eq(formed(&e, "gain")->expression.unit, "mm");
    sim_experiment_free(&e);
}
END_TEST

START_TEST(what_is_set_stands_over_the_file)
{
    static const char *const sets[EXPERIMENT_SETS] = {"numbers.burden=auc(vas, 0, 7 day)",
                                                      "numbers.more=burden / 7"};
    sim_experiment e;
    sim_error err = {""};

    experiment_read(&e, three, sets);
    ck_assert_uint_eq(e.numbers->n, 4);
    ck_assert_str_eq(formed(&e, "burden")->how, "auc(vas, 0, 7 day)");
    ck_assert_str_eq(formed(&e, "burden")->origin,
                     "--set numbers.burden=auc(vas, 0, 7 day)");
    ck_assert_str_eq(e.numbers->list[0].name, "burden");
    sim_experiment_free(&e);
    ck_assert_int_ne(
        experiment_try(&e, three,
                       (const char *const[EXPERIMENT_SETS]){"numbers.a=2", "numbers.a=3"},
                       &err),
        SIM_OK);
    ck_assert_str_eq(err.text, "--set numbers.a=3: a is given twice, first at --set "
                               "numbers.a=2; one of the two would be right");
    sim_experiment_free(&e);
    /* in the place of one that is above it */
    ck_assert_int_ne(
        experiment_try(&e, three,
                       (const char *const[EXPERIMENT_SETS]){"numbers.burden=twice / 2"},
                       &err),
        SIM_OK);
    ck_assert_ptr_nonnull(strstr(err.text, "unknown number 'twice'"));
    sim_experiment_free(&e);
}
END_TEST

/* Row by row: what is not understood leaves all as it was. */
START_TEST(a_row_that_is_refused_leaves_nothing)
{
    const sim_row good = {"ratio", "potency / 0.5", "a.ini:1", "a.ini:1", 1},
                  bad = {"other", "ratio + 2 mm", "a.ini:2", "a.ini:2", 1},
                  low = {"ratio", "2", "a.ini:3", "a.ini:3", 0};
    sim_numbers *numbers;
    sim_error err;

    ck_assert_int_eq(sim_numbers_init(&numbers, &experiment_session.catalog, &err), SIM_OK);
    ck_assert_int_eq(sim_numbers_set(numbers, &good, &err), SIM_OK);
    ck_assert_int_ne(sim_numbers_set(numbers, &bad, &err), SIM_OK);
    ck_assert_str_eq(err.text,
                     "a.ini:2: other = ratio + 2 mm: it adds 1 and mm; two of one kind "
                     "would be right");
    ck_assert_uint_eq(numbers->n, 1);
    ck_assert_int_eq(sim_numbers_set(numbers, &low, &err), SIM_OK);
    ck_assert_str_eq(numbers->list[0].how, "potency / 0.5");
    sim_numbers_free(numbers);
}
END_TEST

START_TEST(no_more_than_there_is_room_for)
{
    sim_numbers *numbers;
    sim_error err;
    char name[32];
    const sim_row row = {name, "at(vas, 1) + at(pge2, 1 day) / 1 pg * 1 mL * 1 mm",
                         "a.ini:1", "a.ini:1", 1};
    size_t n = 0;

    ck_assert_int_eq(sim_numbers_init(&numbers, &experiment_session.catalog, &err), SIM_OK);
    do {
        snprintf(name, sizeof name, "number_%zu", n++);
    } while (sim_numbers_set(numbers, &row, &err) == SIM_OK);
    ck_assert_uint_eq(numbers->n, SIM_NUMBERS_MOST);
    ck_assert_str_eq(err.text,
                     "a.ini:1: number 'number_48' is one of more than 48; fewer would be "
                     "right");
    sim_numbers_free(numbers);
}
END_TEST

START_TEST(run_ini_has_them_and_the_hash_changes_with_them)
{
    unsigned long long hash;
    sim_experiment e, same;
    char *text;

    experiment_read(&e, three, experiment_no_sets);
    text = experiment_text(&e);
    hash = sim_experiment_hash(&e);
    ck_assert_ptr_nonnull(strstr(text,
                                 "\n[numbers]\nburden = auc(vas, 0, 28 day) #: a.ini:2\n"
                                 "twice = 2 * burden + 12 mm day #: a.ini:3\n"));
    sim_experiment_free(&e);
    experiment_read(&same, text, experiment_no_sets);
    ck_assert(hash == sim_experiment_hash(&same));
    sim_experiment_free(&same);
    free(text);
    experiment_read(&e, "[numbers]\nburden = auc(vas, 0, 29 day)\n", experiment_no_sets);
    experiment_read(&same, "[numbers]\nburden = auc(vas, 0, 30 day)\n", experiment_no_sets);
    ck_assert(hash != sim_experiment_hash(&e));
    ck_assert(sim_experiment_hash(&same) != sim_experiment_hash(&e));
    sim_experiment_free(&e);
    sim_experiment_free(&same);
}
END_TEST

START_TEST(the_chain_is_as_it_was_but_for_its_summary)
{
    const sim_chain *base = experiment_session.chain;
    const sim_model *last = base->stages[base->n_stages - 1].model, *own;
    const sim_chain *chain;
    sim_experiment e;

    experiment_read(&e, "", experiment_no_sets);
    ck_assert_ptr_eq(sim_numbers_chain(e.numbers, base), base);
    ck_assert_ptr_null(sim_numbers_traced(e.numbers));
    sim_experiment_free(&e);
    experiment_read(&e, three, experiment_no_sets);
    chain = sim_numbers_chain(e.numbers, base);
    own = chain->stages[chain->n_stages - 1].model;
    ck_assert_uint_eq(own->n_summaries, last->n_summaries + 3);
    ck_assert_ptr_eq(own->symbols, last->symbols);
    ck_assert_ptr_eq(own->like, last);
    ck_assert_str_eq(own->summaries[last->n_summaries + 1].name, "twice");
    ck_assert_str_eq(own->summaries[last->n_summaries + 1].unit, "mm day");
    ck_assert(sim_kept_has(sim_numbers_traced(e.numbers), sim_model_find(last, "vas")));
    ck_assert(!sim_kept_has(sim_numbers_traced(e.numbers), sim_model_find(last, "pge2")));
    sim_experiment_free(&e);
}
END_TEST

/* ---- what they come to ------------------------------------------------------ */

/* Tables have nine digits. */
static void assert_near(double value, double wanted, double size)
{
    ck_assert_msg(fabs(value - wanted) <= 1e-8 * size, "%.12g is not %.12g", value, wanted);
}

static void solve(sim_job *job, const char *text)
{
    const sim_source source = {.text = text};
    sim_error err = {""};

    ck_assert_msg(sim_job_read(job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_job_solve(job, &err) == SIM_OK, "%s", err.text);
}

static double number(const sim_job *job, size_t arm, const char *name)
{
    const sim_table *summary = &job->tables.table[job->tables.summary];

    return sim_table_cell(summary, arm, sim_table_find(summary, name));
}

enum { LAST = 9999 };

/* Of a table in time, a row a day, or of another its last row. */
static double on_day(const sim_job *job, const char *table, size_t row, const char *column)
{
    for (size_t i = 0; i < job->tables.n; i++) {
        const sim_table *t = &job->tables.table[i];

        if (strcmp(t->name, table) == 0)
            return sim_table_cell(t, row == LAST ? t->n_rows - 1 : row,
                                  sim_table_find(t, column));
    }
    ck_abort_msg("no table %s", table);
}

/* A dose on days 0, 91 and 182: with counts of it, and a rule that ends at 0. */
#define KNEE "[run]\ndays = 250\n[product]\ndoses = 3\ndose_interval = 91 day\n"

START_TEST(numbers_on_a_day_are_those_of_the_tables)
{
    static const struct {
        const char *at, *column;
        size_t row;
    } on[] = {
        {"at(vas, 10)", "vas", 10},
        {"at(vas, 91)", "vas", 91}, /* after the dose */
        {"at(vas, 250)", "vas", 250},
        {"at(vas, 0)", "vas", 0},
        {"at(specific_relief, 33 week)", "specific_relief", 231},
        {"at(m1_m2_ratio, 2400 h)", "m1_m2_ratio", 100},
        {"at(live_in_joint, 183)", "live_in_joint", 183},
        {"at(tnf, 182)", "tnf", 182},
    };
    char text[512];
    sim_job job;

    snprintf(text, sizeof text, "%s[numbers]\nown = %s\n", KNEE, on[_i].at);
    solve(&job, text);
    assert_near(number(&job, 0, "own") /
                    on_day(&job, "timecourse", on[_i].row, on[_i].column),
                1, 1);
    sim_job_close(&job);
}
END_TEST

START_TEST(what_hangs_together_does)
{
    sim_job job;

    solve(&job, KNEE "[numbers]\n"
                     "whole = auc(vas)\n"
                     "first_half = auc(vas, 0, 125)\n"
                     "second_half = auc(vas, 125, 250)\n"
                     "average = mean(vas, 0, 250 day)\n"
                     "above = time_above(specific_relief, 5)\n"
                     "below = time_below(specific_relief, 5 mm)\n"
                     "cross = first(day, specific_relief > 5 mm)\n"
                     "there = at(specific_relief, 0) + 0 * cross / 1 day * 1 mm\n"
                     "top = max(specific_relief)\n"
                     "low = min(specific_relief)\n"
                     "product_of_two = specific_relief_month_3 * doses_per_donor\n"
                     "largest = max(specific_relief_month_1, specific_relief_month_3)\n");
    assert_near(number(&job, 0, "whole") / 250, number(&job, 0, "average"), 100);
    assert_near(number(&job, 0, "whole"),
                number(&job, 0, "first_half") + number(&job, 0, "second_half"), 1e4);
    assert_near(number(&job, 0, "above") + number(&job, 0, "below"), 250, 250);
    ck_assert_double_gt(number(&job, 0, "above"), 50);
    ck_assert_double_ge(number(&job, 0, "top"), number(&job, 0, "best_specific_relief"));
    ck_assert_double_le(number(&job, 0, "top"),
                        number(&job, 0, "best_specific_relief") + 0.1);
    ck_assert_double_le(number(&job, 0, "low"), number(&job, 0, "worst_specific_relief"));
    assert_near(number(&job, 0, "product_of_two"),
                number(&job, 0, "specific_relief_month_3") *
                    on_day(&job, "passages", LAST, "doses_per_donor"),
                1e3);
    ck_assert_double_eq(number(&job, 0, "largest"),
                        number(&job, 0, "specific_relief_month_3"));
    ck_assert(number(&job, 0, "cross") > 0 && number(&job, 0, "cross") < 60);
    sim_job_close(&job);
}
END_TEST

/* The level is reached between two days; that day is where it is reached. */
START_TEST(a_first_day_is_where_the_level_is_reached)
{
    char text[256];
    sim_job job;
    double day;

    solve(&job, "[run]\ndays = 60\n[numbers]\nown = first(day, specific_relief >= 3 mm)\n");
    day = number(&job, 0, "own");
    sim_job_close(&job);
    ck_assert_double_gt(fabs(day - rint(day)), 1e-3);
    snprintf(text, sizeof text,
             "[run]\ndays = 60\n[numbers]\nown = at(specific_relief, %.15g day)\n", day);
    solve(&job, text);
    assert_near(number(&job, 0, "own"), 3, 10);
    sim_job_close(&job);
}
END_TEST

/* Of a course that ends less one beside it: heart, whose columns against a background are. */
START_TEST(a_difference_to_the_background_is_read_too)
{
    sim_job job;
    double at, own, its;

    solve(&job, "[run]\nindication = heart\ndays = 100\n[numbers]\n"
                "gain = at(lvef_against_background, 80 day)\n"
                "sum = auc(lvef_against_background, 0, 80)\n"
                "total = auc(lvef, 0, 80)\nlate = at(lvef, 80)\n");
    at = number(&job, 0, "gain");
    ck_assert_uint_eq(job.experiment.n_arms, 2);
    own = number(&job, 0, "late");
    its = number(&job, 1, "late");
    assert_near(at, own - its, 100);
    assert_near(number(&job, 0, "sum"), number(&job, 0, "total") - number(&job, 1, "total"),
                1e4);
    ck_assert(isnan(number(&job, 1, "gain")));
    sim_job_close(&job);
}
END_TEST

/* As many columns as fit stand side by side. */
START_TEST(tables_of_them_are_as_wide_as_a_line)
{
    char *text = NULL;
    size_t size, longest = 0, lines = 0;
    FILE *out = open_memstream(&text, &size);
    sim_job job;

    solve(&job, "[run]\ndays = 2\n[numbers]\n"
                "a_name_that_is_as_long_as_a_name_may_be_ = auc(vas)\n"
                "another_that_is_rather_long = at(vas, 1)\n"
                "and_one_more_that_is_long = min(vas)\nshort = max(vas)\n");
    sim_formed_print(&job.tables, job.session.chain, out);
    fclose(out);
    for (const char *line = text; *line; line += strcspn(line, "\n") + 1, lines++)
        if (strcspn(line, "\n") > longest) longest = strcspn(line, "\n");
    ck_assert_uint_eq(lines, 8);
    ck_assert_uint_le(longest, 92);
    ck_assert_ptr_nonnull(strstr(text, "another_that_is_rather_long\n"));
    free(text);
    sim_job_close(&job);
}
END_TEST

/* ---- wherever numbers are ----------------------------------------------------- */

START_TEST(a_run_shows_them_with_their_units)
{
    program_result result;

    program_write_text("a.ini",
                       "[run]\ndays = 60\n[numbers]\nburden = auc(vas, 0, 28 day)\n"
                       "never = first(day, vas > 99.5 mm)\n");
    program_succeed("run a.ini -o out", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "arm         burden      never\n"
                                             "            mm day        day\n"
                                             "default       1"));
    program_shell("head -1 out/summary.csv | grep -o ',burden,never$' && "
                  "tail -1 out/summary.csv | grep -o ',$' && grep burden out/columns.csv",
                  &result);
    ck_assert_str_eq(result.out,
                     ",burden,never\n,\nsummary.csv,burden,mm day,\"[numbers] burden = "
                     "auc(vas, 0, 28 day)\"\n");
}
END_TEST

START_TEST(a_store_begun_with_others_is_not_resumed)
{
    static const char rows[] =
        "[run]\ndays = 40\n[sweep]\nproduct.dose = 1e6, 1e7\n[numbers]\n";
    program_result result;
    char text[256];

    snprintf(text, sizeof text, "%sburden = auc(vas, 0, 30 day)\n", rows);
    program_write_text("a.ini", text);
    program_run("sweep a.ini -o a.db", &result);
    ck_assert_int_eq(result.code, 0);
    program_shell(
        "$POTENCY export a.db | head -1 | grep -o ',burden'; $POTENCY export a.db "
        "--columns | grep -o 'number,burden,mm day,.*'",
        &result);
    ck_assert_str_eq(result.out,
                     ",burden\nnumber,burden,mm day,\"[numbers] burden = auc(vas, 0, 30 "
                     "day)\"\n");
    snprintf(text, sizeof text, "%sburden = auc(vas, 0, 31 day)\n", rows);
    program_write_text("a.ini", text);
    program_run("sweep a.ini -o a.db --resume", &result);
    program_check_refusal(&result,
                          "a.db: is of another sweep: numbers.burden here auc(vas, 0, 31 "
                          "day) mm day, there auc(vas, 0, 30 day) mm day");
}
END_TEST

/* Counts and means alike; the mean of a cohort is that of its replicates. */
START_TEST(a_cohort_has_them_replicate_by_replicate)
{
    program_result result;
    double mean, of_rows;

    program_write_text("a.ini",
                       "[run]\ndays = 40\n[numbers]\nburden = auc(vas, 0, 30 day)\n"
                       "later = burden / 30 day - at(vas, 30)\n");
    program_succeed("run a.ini -o out --replicates 12 --threads 2", &result);
    ck_assert_ptr_nonnull(
        strstr(result.out, "[numbers] burden = auc(vas, 0, 30 day), mm day\n"));
    program_shell(
        "awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == \"burden\") c = i } "
        "NR > 1 { sum += $c; n++ } END { print n, sum / n }' out/replicates.csv; "
        "grep '^default,burden,' out/cohort.csv | cut -d, -f5",
        &result);
    ck_assert_msg(sscanf(result.out, "12 %lf\n%lf", &of_rows, &mean) == 2, "%s",
                  result.out);
    ck_assert_double_gt(mean, 300);
    ck_assert_double_eq_tol(mean, of_rows, 1e-5 * mean); /* awk prints six digits */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("numbers");
    TCase *rows = tcase_create("rows"), *values = tcase_create("values"),
          *program = tcase_create("program");

    read_text("tests/data/numbers/broken.ini", broken);
    read_text("tests/data/numbers/expected.txt", expected);
    experiment_add_fixture(rows);
    tcase_add_test(rows, units_are_worked_out);
    tcase_add_test(rows, what_is_set_stands_over_the_file);
    tcase_add_test(rows, a_row_that_is_refused_leaves_nothing);
    tcase_add_test(rows, no_more_than_there_is_room_for);
    tcase_add_test(rows, run_ini_has_them_and_the_hash_changes_with_them);
    tcase_add_test(rows, the_chain_is_as_it_was_but_for_its_summary);
    tcase_add_loop_test(values, numbers_on_a_day_are_those_of_the_tables, 0, 8);
    tcase_add_test(values, what_hangs_together_does);
    tcase_add_test(values, a_first_day_is_where_the_level_is_reached);
    tcase_add_test(values, a_difference_to_the_background_is_read_too);
    tcase_add_test(values, tables_of_them_are_as_wide_as_a_line);
    program_add_folder(program);
    tcase_set_timeout(program, 30);
    tcase_add_test(program, broken_rows_are_told_with_their_lines);
    tcase_add_test(program, no_name_is_that_of_a_column_beside_them);
    tcase_add_test(program, a_run_stops_at_the_first_and_writes_nothing);
    tcase_add_test(program, a_store_begun_with_others_is_not_resumed);
    tcase_add_test(program, a_cohort_has_them_replicate_by_replicate);
    tcase_add_test(program, a_run_shows_them_with_their_units);
    suite_add_tcase(suite, rows);
    suite_add_tcase(suite, values);
    suite_add_tcase(suite, program);
    return suite_run(suite);
}
