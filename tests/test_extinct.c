/* test_extinct.c -- a culture that died is no product: nothing is injected, its potency is
 * empty in tables, and cohorts count it apart. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/tables.h"
#include "tests/program.h"
#include "tests/solve.h"
#include "tests/suite.h"

/* ---- one knee ------------------------------------------------------------- */

/* Ten cells that turn senescent and die, the last of them in P1. */
#define DYING \
    {"founders", 10}, {"death_rate", 0.45}, {"hazard_scale", 6}, { "harvest_passage", 3 }

enum { EXTINCT, REST, RINSE, VESICLES, SALINE, LIVING, DEAD, BOUGHT, N_ARMS };
static const char *const names[] = {"extinct", "rest",   "rinse", "vesicles",
                                    "saline",  "living", "dead",  "bought"};
static const change *const arms[] = {
    [EXTINCT] = (change[]){DYING, {0}},
    [REST] = (change[]){DYING, {"vesicles", 1e11}, {0}},
    [RINSE] = (change[]){DYING, {"vehicle", 1}, {0}},
    [VESICLES] = (change[]){DYING, {"vesicles", 1e11}, {"dose", 0}, {0}},
    [SALINE] = (change[]){DYING, {"vehicle", 1}, {"dose", 0}, {0}},
    [LIVING] = (change[]){{"hit_probability", 0.9}, {0}},
    [DEAD] = (change[]){{"viability", 0}, {0}},
    [BOUGHT] = (change[]){{"expanded", 0}, {0}},
};

static void solve(solved *s)
{
    sim_error err = {""};

    ck_assert_msg(solve_arms(s, arms, N_ARMS, 182, &(sim_options){.rtol = 1e-7}, &err) ==
                      SIM_OK,
                  "%s", err.text);
}

START_TEST(nothing_is_injected_of_a_culture_that_died)
{
    static const char *const none[] = {
        "injected",  "fresh",          "debris",    "dead", "eaten",          "exposure",
        "dead_miss", "placebo_relief", "secreting", "ev",   "specific_relief"};
    solved s;

    solve(&s);
    ck_assert_double_eq(solved_end(&s, EXTINCT, "passaging", "harvested"), 0);
    ck_assert_double_eq(solved_end(&s, EXTINCT, "product", "injected_live"), 0);
    ck_assert_double_eq(solved_end(&s, EXTINCT, "product", "injected_dead"), 0);
    for (size_t day = 0; day <= 182; day += 91) {
        for (size_t i = 0; i < sizeof none / sizeof *none; i++)
            ck_assert_msg(solved_on(&s, EXTINCT, none[i], (double)day) == 0,
                          "%s on day %zu", none[i], day);
    }
    solved_free(&s);
}
END_TEST

/* An arm that asked a dead culture for cells beside what needs none, and one that did not. */
static const struct {
    size_t with, without;
    double ev; /* of 1e11 particles in 10 mL, by the share that hits */
} rests[] = {{REST, VESICLES, 9.7}, {RINSE, SALINE, 0}};

START_TEST(vesicles_and_vehicle_are_injected_without_the_cells)
{
    static const char *const same[] = {"specific_relief", "vas", "flare", "m1", "ev"};
    const size_t with = rests[_i].with, without = rests[_i].without;
    solved s;

    solve(&s);
    ck_assert_double_eq(solved_on(&s, with, "ev", 0), rests[_i].ev);
    ck_assert_double_gt(solved_on(&s, with, "placebo_relief", 91), 10);
    ck_assert_double_gt(solved_on(&s, with, "flare", 1), 0.01); /* the needle */
    ck_assert_double_eq(solved_on(&s, with, "injected_at", 91), 0);
    ck_assert_double_eq(solved_on(&s, with, "injected", 182), 0);
    ck_assert_double_eq(solved_on(&s, with, "extinct", 0), 1);
    ck_assert_double_eq(solved_on(&s, without, "extinct", 0), 0);
    for (size_t day = 0; day <= 182; day += 26) {
        for (size_t i = 0; i < sizeof same / sizeof *same; i++)
            ck_assert_double_eq(solved_on(&s, with, same[i], (double)day),
                                solved_on(&s, without, same[i], (double)day));
    }
    solved_free(&s);
}
END_TEST

static const size_t without_cells[] = {EXTINCT, REST, RINSE, VESICLES, SALINE};

START_TEST(its_potency_is_nought_in_equations_and_empty_in_tables)
{
    const sim_symbol *potency = sim_model_find(&model_knee, "potency");
    const size_t arm = without_cells[_i];
    const sim_outcome *product, *knee;
    solved s;

    solve(&s);
    product = solved_stage(&s, arm, "product");
    knee = solved_stage(&s, arm, "knee");
    ck_assert_double_eq(product->o_end[sim_model_find(&model_product, "potency")->slot], 0);
    ck_assert_double_eq(knee->p[potency->slot], 0);
    ck_assert_double_nan(solved_end(&s, arm, "product", "potency"));
    ck_assert_double_nan(sim_outcome_output(knee, potency, 7));
    ck_assert_int_eq(isnan(solved_end(&s, arm, "product", "doses_per_donor")),
                     arm == VESICLES || arm == SALINE);
    solved_free(&s);
}
END_TEST

static double summary(const sim_tables *tables, size_t arm, const char *column)
{
    const sim_table *table = &tables->table[tables->summary];

    return sim_table_cell(table, arm, sim_table_find(table, column));
}

START_TEST(only_what_was_asked_of_a_dead_culture_is_extinct)
{
    sim_error err = {""};
    sim_tables tables;
    solved s;

    solve(&s);
    ck_assert_int_eq(sim_tables_init(&tables, &s.solution, names, &err), SIM_OK);
    for (size_t arm = 0; arm < N_ARMS; arm++)
        ck_assert_double_eq(summary(&tables, arm, "extinct"), arm <= RINSE ? 1 : 0);
    ck_assert_double_eq(summary(&tables, EXTINCT, "harvested"), 0);
    ck_assert_double_nan(summary(&tables, EXTINCT, "potency"));
    /* vesicles are no cells, and are injected as they were */
    ck_assert_double_gt(summary(&tables, VESICLES, "best_specific_relief"), 0.1);
    ck_assert_double_gt(summary(&tables, VESICLES, "total_relief_month_3"), 5);
    /* a dead product was made of cells that had their potency */
    ck_assert_double_gt(summary(&tables, LIVING, "potency"), 0.8);
    ck_assert_double_eq(summary(&tables, DEAD, "potency"),
                        summary(&tables, LIVING, "potency"));
    ck_assert_double_gt(summary(&tables, LIVING, "harvested"), 1e6);
    ck_assert_double_nan(summary(&tables, BOUGHT, "harvested"));
    ck_assert_double_eq(summary(&tables, BOUGHT, "potency"), 1);
    sim_tables_free(&tables);
    solved_free(&s);
}
END_TEST

START_TEST(passages_of_a_culture_lose_their_potency_with_the_last_cell)
{
    const sim_table *table;
    size_t died = 0;
    sim_error err = {""};
    sim_tables tables;
    solved s;

    solve(&s);
    ck_assert_int_eq(sim_tables_init(&tables, &s.solution, names, &err), SIM_OK);
    table = &tables.table[0];
    ck_assert_str_eq(table->name, "passages");
    for (size_t r = 0; r < table->n_rows; r++) {
        const double potency = sim_table_cell(table, r, sim_table_find(table, "potency"));
        const double harvest = sim_table_cell(table, r, sim_table_find(table, "harvested"));
        const bool of_cells = strcmp(table->keys[r], "vesicles") != 0 &&
                              strcmp(table->keys[r], "saline") != 0;

        ck_assert_msg(isnan(potency) == (harvest == 0 || !of_cells),
                      "row %zu: %g of %g cells", r, potency, harvest);
        died += harvest == 0;
    }
    ck_assert_uint_eq(died, 5); /* the culture that five arms share stands under each */
    sim_tables_free(&tables);
    solved_free(&s);
}
END_TEST

/* ---- cohorts -------------------------------------------------------------- */

static const char cohort[] =
    "[run]\nmethod = auto\ndays = 190\n[cohort]\ndraw = none\n"
    "[passaging]\nfounders = 10\ndeath_rate = 0.45\nhazard_scale = 4\n"
    "harvest_passage = 0\ninitial_area = 10\n"
    "[arm cells]\n[arm untreated]\nproduct.dose = 0\n";

/* Prints of replicates.csv of an arm: how many are extinct, how many harvested nothing, and
 * the mean of a column over the others. */
static const char of_replicates[] =
    "awk -F, -v arm=cells -v name=%s 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next "
    "} "
    "$1 != arm { next } { n += $c[\"extinct\"]; none += $c[\"harvested\"] == 0 } "
    "$c[\"extinct\"] == 0 { k++; sum += $c[name] } "
    "$c[\"extinct\"] == 1 && ($c[\"potency\"] != \"\" || $c[\"injected_live\"] != 0 || "
    "$c[\"best_specific_relief\"] > 1e-9) { wrong++ } "
    "END { print n, none, sum / k, wrong + 0 }' out/replicates.csv";

/* "n mean" of a row of cohort.csv. */
static const char of_cohort[] =
    "awk -F, '$1 == \"%s\" && $2 == \"%s\" { print $4, $5 }' out/cohort.csv";

static void print_numbers(const char *line, const char *a, const char *b, double numbers[],
                          int n)
{
    char command[1024];
    program_result result;

    snprintf(command, sizeof command, line, a, b);
    program_shell(command, &result);
    numbers[2] = numbers[3] = NAN;
    ck_assert_msg(sscanf(result.out, "%lf %lf %lf %lf", &numbers[0], &numbers[1],
                         &numbers[2], &numbers[3]) == n,
                  "%s: %s%s", command, result.out, result.err);
}

static void run_cohort(const char *options, program_result *result)
{
    char arguments[128];

    program_write_text("a.ini", cohort);
    snprintf(arguments, sizeof arguments, "run a.ini --seed 4 %s", options);
    program_run(arguments, result);
    ck_assert_msg(result->code == 0, "%s", result->err);
}

START_TEST(a_cohort_takes_its_numbers_over_those_that_have_a_product)
{
    static const char *const columns[] = {"best_specific_relief", "responder", "potency"};
    double apart[4], numbers[4];
    char line[256];
    program_result result;

    run_cohort("-n 300", &result);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        print_numbers(of_replicates, columns[i], "", apart, 4);
        ck_assert_double_gt(apart[0], 30);
        ck_assert_double_lt(apart[0], 270);
        ck_assert_double_eq(apart[0], apart[1]); /* none harvested, none counted */
        ck_assert_double_eq(apart[3], 0);        /* nor injected */
        print_numbers(of_cohort, "cells", columns[i], numbers, 2);
        ck_assert_double_eq(numbers[0], 300 - apart[0]);
        /* awk prints six digits */
        ck_assert_double_eq_tol(numbers[1], apart[2], 1e-5 * fabs(apart[2]));
    }
    print_numbers(of_cohort, "cells", "extinct", numbers, 2);
    ck_assert_double_eq(numbers[0], 300);
    ck_assert_double_eq_tol(numbers[1], apart[0] / 300, 1e-8);
    print_numbers(of_cohort, "cells", "harvested", numbers, 2);
    ck_assert_double_eq(numbers[0], 300);
    print_numbers(of_cohort, "untreated", "best_specific_relief", numbers, 2);
    ck_assert_double_eq(numbers[0], 300);
    snprintf(line, sizeof line,
             "\nreplicates that have a product: of these alone are the means, quantiles, "
             "differences and responders\narm        replicates    extinct\n"
             "cells      %10.0f  %9.0f\nuntreated         300          0\n",
             300 - apart[0], apart[0]);
    ck_assert_msg(strstr(result.out, line) != NULL, "%s", result.out);
}
END_TEST

START_TEST(bands_and_differences_leave_the_extinct_out_too)
{
    program_result result;

    run_cohort("-n 40 --format svg", &result);
    program_shell(
        "n=$(awk -F, '$1 == \"cells\" && $2 == \"responder\" { print $4 }' "
        "out/cohort.csv); "
        "awk -F, -v n=$n '$1 == \"cells\" && $4 != n { print; exit } "
        "$1 == \"untreated\" && $4 != 40 { print; exit }' out/ensemble.csv; "
        "awk -F, '$2 == \"best_specific_relief\" { m[$1] = $5; d = $14 } "
        "END { print (d + m[\"cells\"] < 1e-6) }' out/cohort.csv; "
        "grep -c '^<desc.*of those of 40 repeats that have a product, by chance alone' "
        "out/potency.svg; $POTENCY plot out -o again --format svg; "
        "grep -c '^<desc.*of those of 40 repeats that have a product, by chance alone' "
        "again/potency.svg; grep '^cohort.csv,n,' out/columns.csv",
        &result);
    ck_assert_str_eq(result.out,
                     "1\n1\nagain/potency.svg\nagain/"
                     "figures.csv\n1\ncohort.csv,n,1,\"replicates that it is "
                     "taken over: in which it is defined and which have a product (but all "
                     "for extinct, harvested)\"\n");
}
END_TEST

START_TEST(a_spread_is_of_samples_that_have_a_product)
{
    program_result result;

    run_cohort("-n 24 --spread --set passaging.death_rate=0.3", &result);
    ck_assert_ptr_null(strstr(result.out, "failed"));
    ck_assert_ptr_nonnull(strstr(result.out, "chance    samples\n"));
    ck_assert_ptr_nonnull(
        strstr(result.out, "untreated              -              -              -       "
                           "       -              -         24\n"));
}
END_TEST

START_TEST(an_arm_that_died_out_has_no_means_and_leaves_the_others_theirs)
{
    program_result result;

    program_write_text("a.ini", cohort);
    program_shell(
        "printf '[arm gone]\\npassaging.death_rate = 0.5\\n"
        "passaging.cycle_time = 120\\npassaging.primary_days = 28\\n' > b.ini; "
        "sed -n '/^\\[arm/q; p' a.ini | cat - b.ini > c.ini; "
        "sed -n '/^\\[arm/,$p' a.ini >> c.ini; "
        "$POTENCY run c.ini -n 8 --set cohort.pain_noise=0 | sed -n '/^responders/,/^$/p'; "
        "grep -c 'gone,[0-9]*,vas,0,,,,,,,,' out/ensemble.csv; "
        "$POTENCY plot out -o again",
        &result);
    ck_assert_ptr_nonnull(strstr(result.out, "gone               -\n"));
    ck_assert_ptr_nonnull(strstr(result.out, "untreated        0.0\n"));
    ck_assert_ptr_nonnull(strstr(result.out, "\n191\nagain/potency.png\n"));
}
END_TEST

/* ---- sweeps --------------------------------------------------------------- */

static const char through[] =
    "[run]\ndays = 120\n[passaging]\nharvest_passage = 5\nhazard_scale = 20\n"
    "[sweep]\npassaging.death_rate = 0.01..0.5 x 8\n";

/* "status extinct harvested potency best injected", a row per point. */
static const char of_sweep[] =
    "$POTENCY sweep a.ini -o a.db > said 2>&1 || cat said; $POTENCY export a.db | "
    "awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } { print $3, "
    "$c[\"status\"], $c[\"extinct\"], $c[\"harvested\"], $c[\"potency\"] == \"\" ? \"-\" "
    ": $c[\"potency\"], $c[\"best_specific_relief\"], $c[\"injected_live\"] }' | sort -g";

typedef struct {
    double death, extinct, harvested, best, injected;
    char status[16], potency[32];
} point;

static const char *read_point(const char *text, point *p)
{
    ck_assert_msg(sscanf(text, "%lf %15s %lf %lf %31s %lf %lf", &p->death, p->status,
                         &p->extinct, &p->harvested, p->potency, &p->best,
                         &p->injected) == 7,
                  "%s", text);
    return strchr(text, '\n') + 1;
}

START_TEST(relief_does_not_rise_again_after_extinction)
{
    program_result result;
    const char *text;
    size_t n = 0, n_extinct = 0;

    program_write_text("a.ini", through);
    program_shell(of_sweep, &result);
    for (text = result.out; *text; n++) {
        point p;

        text = read_point(text, &p);
        ck_assert_str_eq(p.status, "ok");
        ck_assert(p.extinct == 0 || p.extinct == 1);
        ck_assert(p.extinct == 1 || n_extinct == 0); /* once it is, it stays so */
        ck_assert_int_eq(p.extinct == 1, p.harvested == 0);
        ck_assert_int_eq(p.extinct == 1, strcmp(p.potency, "-") == 0);
        ck_assert_int_eq(p.extinct == 1, p.best < 1e-9);
        ck_assert_int_eq(p.extinct == 1, p.injected == 0);
        n_extinct += p.extinct == 1;
    }
    ck_assert_uint_eq(n, 8);
    ck_assert_uint_gt(n_extinct, 1);
    ck_assert_uint_lt(n_extinct, 8);
}
END_TEST

START_TEST(cohorts_at_points_count_theirs)
{
    program_result result;

    program_write_text("a.ini", cohort);
    program_shell(
        "sed -i '/^\\[arm/,$d' a.ini; printf '[sweep]\\nreplicates = 12\\n"
        "passaging.cycle_time = 32, 120\\n' >> a.ini; "
        "printf '[arm a]\\n[arm b]\\npassaging.death_rate = 0.5\\n"
        "passaging.primary_days = 28\\n' >> a.ini; "
        "$POTENCY sweep a.ini -o a.db --keep-courses > said 2>&1 || cat said; "
        "$POTENCY export a.db | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; "
        "next } $3 == 120 && $2 == \"b\" { print $c[\"status\"], $c[\"extinct\"], "
        "$c[\"extinct_sd\"], $c[\"harvested\"], \"[\" $c[\"potency\"] "
        "$c[\"best_specific_relief\"] $c[\"responder\"] \"]\" } "
        "$3 == 32 && $2 == \"a\" { print ($c[\"extinct\"] > 0 && $c[\"extinct\"] < 1 && "
        "$c[\"best_specific_relief\"] > 5) }' | sort; "
        "$POTENCY export a.db --columns | grep 'number,potency,'; "
        "p=$($POTENCY export a.db | awk -F, '$3 == 120 { print $1; exit }'); "
        "$POTENCY export a.db --courses | grep -c \"^$p,b,[0-9]*,,*$\"",
        &result);
    ck_assert_str_eq(result.out,
                     "1\nok 1 0 0 []\nnumber,potency,1,\"secretion per live cell, relative "
                     "to a young fresh one: mean of the replicates that have a product\"\n"
                     "96\n");
}
END_TEST

static void add_knee(TCase *cases)
{
    tcase_add_test(cases, nothing_is_injected_of_a_culture_that_died);
    tcase_add_loop_test(cases, vesicles_and_vehicle_are_injected_without_the_cells, 0, 2);
    tcase_add_loop_test(cases, its_potency_is_nought_in_equations_and_empty_in_tables, 0,
                        5);
    tcase_add_test(cases, only_what_was_asked_of_a_dead_culture_is_extinct);
    tcase_add_test(cases, passages_of_a_culture_lose_their_potency_with_the_last_cell);
}

static void add_cohort(TCase *cases)
{
    program_add_folder(cases);
    tcase_add_test(cases, a_cohort_takes_its_numbers_over_those_that_have_a_product);
    tcase_set_timeout(cases, 120);
}

static void add_others(TCase *cases)
{
    program_add_folder(cases);
    tcase_add_test(cases, bands_and_differences_leave_the_extinct_out_too);
    tcase_add_test(cases, a_spread_is_of_samples_that_have_a_product);
    tcase_add_test(cases, an_arm_that_died_out_has_no_means_and_leaves_the_others_theirs);
    tcase_set_timeout(cases, 120);
}

static void add_sweep(TCase *cases)
{
    program_add_folder(cases);
    tcase_add_test(cases, relief_does_not_rise_again_after_extinction);
    tcase_add_test(cases, cohorts_at_points_count_theirs);
    tcase_set_timeout(cases, 120);
}

static Suite *suite(void)
{
    static void (*const add[])(TCase *) = {add_knee, add_cohort, add_others, add_sweep};
    static const char *const cases[] = {"knee", "cohort", "others", "sweep"};
    Suite *all = suite_create("extinct");

    for (size_t i = 0; i < sizeof add / sizeof *add; i++) {
        TCase *one = tcase_create(cases[i]);

        add[i](one);
        suite_add_tcase(all, one);
    }
    return all;
}

int main(void)
{
    gsl_set_error_handler_off();
    return suite_run(suite());
}
