/* test_passages.c -- what a cohort says of its passages, and how one patient is drawn. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/study/ensemble.h"
#include "sim/study/tables.h"
#include "tests/program.h"
#include "tests/solve.h"
#include "tests/suite.h"

/* ---- reports of an arm ------------------------------------------------------ */

static const char *const names[] = {"young", "old", "bought"};
static const change *const arms[] = {
    (change[]){{"harvest_passage", 2}, {0}},
    (change[]){{"harvest_passage", 7}, {0}},
    (change[]){{"expanded", 0}, {0}},
};
enum { N_ARMS = 3, MOST = 9 };

static void check_reports(const sim_solution *solution, size_t arm, const sim_table *table)
{
    double *cells = calloc(MOST * table->n_columns, sizeof *cells);
    sim_error err = {""};
    size_t n = 0;

    ck_assert_ptr_nonnull(cells);
    ck_assert_int_eq(sim_reports_read(solution, arm, MOST, cells, &err), SIM_OK);
    for (size_t row = 0; row < table->n_rows; row++) {
        if (strcmp(table->keys[row], names[arm]) != 0) continue;
        ck_assert_mem_eq(&cells[n++ * table->n_columns],
                         &table->cells[row * table->n_columns],
                         table->n_columns * sizeof *cells);
    }
    ck_assert_uint_eq(n, arm == 0 ? 3 : arm == 1 ? 8 : 0);
    for (size_t i = n * table->n_columns; i < MOST * table->n_columns; i++)
        ck_assert(isnan(cells[i]));
    free(cells);
}

START_TEST(reports_are_the_rows_of_their_table)
{
    sim_error err = {""};
    sim_table form;
    sim_tables tables;
    solved s;

    ck_assert_int_eq(solve_arms(&s, arms, N_ARMS, 9, &(sim_options){.rtol = 1e-7}, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_tables_init(&tables, &s.solution, names, &err), SIM_OK);
    ck_assert_int_eq(sim_reports_init(&models_chains[0], &form, &err), SIM_OK);
    ck_assert_str_eq(form.name, "passages");
    ck_assert_uint_eq(form.n_columns, tables.table[0].n_columns);
    for (size_t arm = 0; arm < N_ARMS; arm++)
        check_reports(&s.solution, arm, &tables.table[0]);
    sim_table_free(&form);
    sim_tables_free(&tables);
    solved_free(&s);
}
END_TEST

START_TEST(a_cohort_has_room_for_every_passage_there_can_be)
{
    const sim_symbol *last = sim_model_find(&model_passaging, "harvest_passage");

    ck_assert_ptr_nonnull(last);
    ck_assert_double_le(last->high + 1, SIM_REPORTS_MOST);
}
END_TEST

/* ---- cohorts ---------------------------------------------------------------- */

static const char cohort[] = "[run]\ndays = 20\n[arm a]\npassaging.harvest_passage = 4\n"
                             "[arm b]\npassaging.harvest_passage = 2\n";

static const char dying[] =
    "[run]\nmethod = auto\ndays = 20\n[cohort]\ndraw = none\n"
    "[passaging]\nfounders = 10\ndeath_rate = 0.3\nhazard_scale = 4\n"
    "initial_area = 10\n[arm two]\npassaging.harvest_passage = 2\n"
    "[arm six]\npassaging.harvest_passage = 6\n"
    "[arm none]\nproduct.dose = 0\n";

static void run(const char *text, const char *options, program_result *result)
{
    char arguments[256];

    program_write_text("a.ini", text);
    snprintf(arguments, sizeof arguments, "run a.ini %s", options);
    program_run(arguments, result);
    ck_assert_msg(result->code == 0, "%s", result->err);
}

/* Of 9 numbers the fifth is the median: that of the harvest is in both tables. */
START_TEST(the_last_passage_is_that_of_the_harvests)
{
    static const char *const shared[] = {"senescent_fraction", "cumulative_doublings",
                                         "potency", "potent_doses", "day"};
    char line[1024];
    program_result result;

    run(cohort, "-n 9", &result);
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        snprintf(line, sizeof line,
                 "awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == \"%s\") c = i; "
                 "next } $1 == \"a\" { print $c }' out/replicates.csv | sort -g | sed -n "
                 "5p; awk -F, '$1 == \"a\" && $2 == 4 && $3 == \"%s\" { print $10 }' "
                 "out/cohort_passages.csv",
                 shared[i], shared[i]);
        program_shell(line, &result);
        char *end = strchr(result.out, '\n');

        ck_assert_ptr_nonnull(end);
        ck_assert_msg(strlen(end + 1) > 1 &&
                          strncmp(result.out, end + 1, (size_t)(end + 1 - result.out)) == 0,
                      "%s: %s", shared[i], result.out);
    }
}
END_TEST

/* Both commands print as much, and the same, one after the other: what tables have, and what
 * the figure says of the potency of each arm. */
static void check_told(const char *arguments, const char *tables)
{
    static const char told[] =
        "grep '^potency,ageing,alt,' out/figures.csv | cut -d, -f6,9 | tr , ' '";
    char both[PROGRAM_TEXT];
    program_result result;

    run(cohort, arguments, &result);
    snprintf(both, sizeof both, "%s; %s", tables, told);
    program_shell(both, &result);
    ck_assert_uint_gt(strlen(result.out), 8);
    ck_assert_mem_eq(result.out, result.out + strlen(result.out) / 2,
                     strlen(result.out) / 2);
}

/* What is told of panel B is read off the curves that it draws. */
START_TEST(the_culture_is_drawn_by_its_medians)
{
    check_told("-n 9",
               "awk -F, '$3 == \"potency\" && ($1 == \"a\" && $2 == 4 || $1 == \"b\" && "
               "$2 == 2) { print $1, $10 }' out/cohort_passages.csv");
}
END_TEST

/* "passage n" of each passage of arm six, and how many of its replicates came so far. */
START_TEST(cultures_that_end_early_count_as_far_as_they_come)
{
    program_result result;

    run(dying, "-n 20", &result);
    program_shell(
        "awk -F, 'FNR == 1 { f++; if (f == 1) for (i = 1; i <= NF; i++) c[$i] = i; next } "
        "f == 1 && $1 == \"six\" { for (k = 0; k <= $c[\"passage\"]; k++) n[k]++ } "
        "f == 2 && $1 == \"six\" && $3 == \"day\" { seen++; if (n[$2] != $4) print $2, $4, "
        "n[$2]; if ($4 < 20) few++ } END { for (k in n) all++; print (seen == all), (few > "
        "0) "
        "}' out/replicates.csv out/cohort_passages.csv",
        &result);
    ck_assert_str_eq(result.out, "1 1\n");
}
END_TEST

START_TEST(who_died_out_is_counted_in_words)
{
    program_result result;

    run(dying, "-n 20 --format svg", &result);
    program_shell(
        "awk -F, '$2 == \"extinct\" && $5 > 0 { printf \"In %d of 20 replicates of %s no "
        "cell was left to harvest\\n\", $5 * $4 + 0.5, $1 }' out/cohort.csv > told; "
        "test -s told || echo none; "
        "grep '^potency,,caption,extinct,extinct,' out/figures.csv | cut -d, -f11 | diff "
        "told - && sed 's/ replicates.*//; s/^In/in/; q' told > start; tr '\\n' ' ' < "
        "out/potency.svg | grep -q \"$(cat start)\" && $POTENCY plot out -o again --format "
        "svg > /dev/null && for d in out again; do grep ',caption,\\(cohort\\|extinct\\),' "
        "$d/figures.csv > $d.txt; done; cmp out.txt again.txt && echo alike",
        &result);
    ck_assert_str_eq(result.out, "alike\n");
    run(cohort, "-n 3 -o well", &result);
    program_shell("grep -c extinct well/figures.csv", &result);
    ck_assert_str_eq(result.out, "0\n");
}
END_TEST

START_TEST(one_patient_is_drawn_as_one)
{
    program_result result;

    run(cohort, "-n 1 --format svg", &result);
    program_shell("grep -c 'bands\\|edian' out/potency.svg out/figures.csv; "
                  "grep -o \"lines: one patient and one donor\" out/figures.csv; "
                  "grep -c '^potency,,title,.*One patient.s pain relief' out/figures.csv; "
                  "$POTENCY plot out -o again --format svg > /dev/null; "
                  "for d in out again; do grep 'ne patient' $d/figures.csv > $d.txt; done; "
                  "cmp out.txt again.txt && echo alike",
                  &result);
    ck_assert_str_eq(result.out, "out/potency.svg:0\nout/figures.csv:0\n"
                                 "lines: one patient and one donor\n1\nalike\n");
}
END_TEST

/* What the captions of its culture say is what replicates.csv has of it. */
START_TEST(one_patient_has_the_culture_of_its_replicate)
{
    check_told("-n 1", "awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } "
                       "{ print $1, $c[\"potency\"] }' out/replicates.csv");
}
END_TEST

START_TEST(two_patients_have_no_interval_of_nothing)
{
    program_result result;

    run(cohort, "-n 2 --set product.dose=0", &result);
    ck_assert_ptr_null(strstr(result.out, "(0 to 0)"));
    ck_assert_ptr_null(strstr(result.out, "(-0 to "));
    ck_assert_ptr_nonnull(strstr(result.out, "(no interval: too few)"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("passages");
    TCase *reports = tcase_create("reports"), *cohorts = tcase_create("cohorts");

    tcase_add_test(reports, reports_are_the_rows_of_their_table);
    tcase_add_test(reports, a_cohort_has_room_for_every_passage_there_can_be);
    suite_add_tcase(suite, reports);
    program_add_folder(cohorts);
    tcase_set_timeout(cohorts, 60);
    tcase_add_test(cohorts, the_last_passage_is_that_of_the_harvests);
    tcase_add_test(cohorts, the_culture_is_drawn_by_its_medians);
    tcase_add_test(cohorts, cultures_that_end_early_count_as_far_as_they_come);
    tcase_add_test(cohorts, who_died_out_is_counted_in_words);
    tcase_add_test(cohorts, one_patient_is_drawn_as_one);
    tcase_add_test(cohorts, one_patient_has_the_culture_of_its_replicate);
    tcase_add_test(cohorts, two_patients_have_no_interval_of_nothing);
    suite_add_tcase(suite, cohorts);
    return suite_run(suite);
}
