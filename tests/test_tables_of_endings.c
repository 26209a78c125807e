/* test_tables_of_endings.c -- sweeps of the experiments of ARDS and of the heart give what is
 * told with these models, to the digits told.
 *
 * The numbers are those of the tables "What a teacher tells with it" of the two models'
 * documents: above each case stands the question of its row there.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "tests/points.h"
#include "tests/suite.h"

enum { TEXT = 256 };

/* What a document tells of an arm at points of a sweep. */
typedef struct {
    const char *chain, *rows; /* rows behind those of its experiment */
    const char *arm, *number;
    double times;     /* 100: it is told in percent */
    const char *told; /* "values of the axes: number, ..." */
} telling;

static const char dead[] = "mortality_day_28",
                  month_6[] = "lvef_month_6_against_background",
                  month_12[] = "lvef_month_12_against_background",
                  month_24[] = "lvef_month_24_against_background",
                  walk[] = "walk_month_6_against_background",
                  spared[] = "event_free_mi_month_24_against_background";

#define SWEEP(rows) "\n[sweep]\n" rows

/* ---- the lung -------------------------------------------------------------- */

static const char early[] = SWEEP("ards.first_dose = 3, 8, 9, 12, 16, 25\n"),
                  thawed[] = SWEEP("product.fitness = 0.1\nproduct.thaw_secretion = 0.9\n"
                                   "product.viability = 0.9, 0.5, 0\n"),
                  steroid[] = SWEEP("ards.steroid = 0, 1\nards.steroid_day = 2, 9\n"),
                  regrow[] = SWEEP("ards.steroid = 0\nards.regrow = 0.46, 0.47, 0.48\n");

/* ---- the heart ------------------------------------------------------------- */

static const char doses[] = SWEEP("product.dose = 2e7, 1e8, 2e8, 4e8, 8e8\n"),
                  injections[] = SWEEP("product.dose = 2.4e7\n"
                                       "heart.injections = 5, 10, 15, 20, 30\n"),
                  hosts[] = "\n[arm P5]\npassaging.harvest_passage = 5\n" SWEEP(
                      "presets.host = own_cells, unrelated_donor\n"
                      "passaging.donor_age = 33, 65\n"),
                  sensitized[] = SWEEP("product.sensitized = 0, 1\n"),
                  routes[] = SWEEP("presets.route = transendocardial, intracoronary, "
                                   "intravenous\n"),
                  products[] =
                      SWEEP("presets.product = thawed_injected, dead, apoptotic\n"),
                  inflamed[] = SWEEP("product.dose = 1.5e8\nheart.crp_base = 1, 10\n"),
                  steep[] = SWEEP("product.dose = 1.5e8\nheart.mi_power = 4\n");

static const telling tellings[] = {
    /* no cells; why are trials flat?; over-expanded; too early, too late */
    {"ards", early, "background", dead, 100, "9: 25.3"},
    {"ards", early, "P12", dead, 100, "9: 23.1"},
    {"ards", early, "P2", dead, 100,
     "3: 24.7, 8: 21.0, 9: 21.3, 12: 22.7, 16: 24.0, 25: 25.2"},
    /* thawed at the bedside */
    {"ards", thawed, "P2", dead, 100,
     "0.1 0.9 0.9: 22.1, 0.1 0.9 0.5: 23.4, 0.1 0.9 0: 25.8"},
    /* dose */
    {"ards", SWEEP("product.dose = 1e6, 7e7, 4e8, 1e9\n"), "P2", dead, 100,
     "1e6: 25.3, 7e7: 24.2, 4e8: 21.3, 1e9: 19.3"},
    /* dexamethasone; who gets better anyway? */
    {"ards", steroid, "background", dead, 100, "0 9: 34.8, 1 2: 43.0, 1 9: 25.3"},
    {"ards", regrow, "background", dead, 100, "0 0.46: 37.9, 0 0.47: 34.8, 0 0.48: 32.1"},

    /* does it work?; dose optimum and inverse; over-expanded */
    {"heart", doses, "P2", month_6, 1, "2e7: 1.6, 1e8: 3.3, 2e8: 3.6, 4e8: 3.5, 8e8: 2.6"},
    {"heart", doses, "P2", month_12, 1, "1e8: 2.8"},
    {"heart", doses, "P2", month_24, 1, "2e7: 0.9, 1e8: 2.0, 2e8: 2.1, 4e8: 1.6, 8e8: 0.2"},
    {"heart", doses, "P12", month_6, 1, "1e8: 1.6"},
    /* number of doses */
    {"heart", injections, "P2", month_12, 1,
     "2.4e7 5: 1.40, 2.4e7 10: 1.50, 2.4e7 15: 1.48, 2.4e7 20: 1.42, 2.4e7 30: 1.24"},
    /* own or donor */
    {"heart", hosts, "P2", month_6, 1, "own_cells 33: 4.3, unrelated_donor 33: 3.3"},
    {"heart", hosts, "P5", month_6, 1, "own_cells 65: 3.4"},
    {"heart", sensitized, "P2", month_6, 1, "0: 3.3, 1: 2.0"},
    /* route */
    {"heart", routes, "P2", month_6, 1,
     "transendocardial: 3.3, intracoronary: 2.9, intravenous: 1.7"},
    {"heart", routes, "P2", walk, 1,
     "transendocardial: 20, intracoronary: 19, intravenous: 13"},
    /* thawed and injected; dead; apoptotic */
    {"heart", products, "P2", month_6, 1,
     "thawed_injected: 1.5, dead: 0.04, apoptotic: 0.7"},
    /* CRP low or high; prevented per 1,000 */
    {"heart", inflamed, "P2", month_6, 1, "1.5e8 1: 3.1, 1.5e8 10: 3.8"},
    {"heart", inflamed, "P2", spared, 1000, "1.5e8 1: 1.3, 1.5e8 10: 2.7"},
};

/* ---- sweeps --------------------------------------------------------------- */

/* Solves a chain's experiment at the points that rows behind it ask for. */
static points_results *sweep(const char *chain, const char *rows)
{
    const sim_text *experiment = models_experiment_texts;
    const char *name = models_chain(chain)->experiment;
    char text[POINTS_TEXT];

    while (strcmp(experiment->name, name) != 0) experiment++;
    snprintf(text, sizeof text, "%s%s", experiment->text, rows);
    return points_sweep(text, false);
}

static bool stands_at(const points_results *r, const points_row *row, const char *at)
{
    char values[TEXT], *value;

    snprintf(values, sizeof values, "%s", at);
    value = strtok(values, " ");
    for (size_t i = 0; i < r->n_inputs; i++, value = strtok(NULL, " ")) {
        ck_assert_msg(value != NULL, "%s", at);
        if (row->words[i] ? strcmp(row->words[i], value) != 0
                          : row->inputs[i] != strtod(value, NULL))
            return false;
    }
    return true;
}

/* A number of an arm at the point with these values. */
static double find(const points_results *r, const char *arm, const char *at,
                   const char *number)
{
    for (size_t i = 0; i < r->n; i++) {
        const points_row *row = &r->rows[i];

        if (strcmp(row->arm_name, arm) == 0 && stands_at(r, row, at))
            return row->numbers[points_number(number)];
    }
    ck_abort_msg("no point at %s with arm %s", at, arm);
}

/* With as many digits behind the point as were told. */
static void check_told(const char *told, double value, const char *at)
{
    const char *point = strchr(told, '.');
    char text[TEXT];

    snprintf(text, sizeof text, "%.*f", point ? (int)strlen(point + 1) : 0, value);
    ck_assert_msg(strcmp(text, told) == 0, "at %s: %.6g, told %s", at, value, told);
}

START_TEST(sweeps_give_what_is_told)
{
    const telling *t = &tellings[_i];
    points_results *r = sweep(t->chain, t->rows);
    char text[TEXT], *rest;

    snprintf(text, sizeof text, "%s", t->told);
    for (char *at = strtok_r(text, ",", &rest); at; at = strtok_r(NULL, ",", &rest)) {
        char *value = strstr(at, ": ");

        ck_assert_msg(value != NULL, "%s", at);
        *value = '\0';
        check_told(value + 2, t->times * find(r, t->arm, at, t->number), at);
    }
    points_free(r);
}
END_TEST

/* How many times the background's is the hazard of who has a share free of events? */
static double hazard_ratio(const points_results *r, const char *at, const char *untreated,
                           const char *number)
{
    return log(find(r, "P2", at, number)) / log(find(r, "background", untreated, number));
}

/* Events of heart failure "fall by 10 %". */
START_TEST(fewer_hearts_fail)
{
    points_results *r = sweep("heart", doses);

    check_told("10", 100 - 100 * hazard_ratio(r, "1e8", "0", "event_free_hf_month_24"),
               "1e8");
    points_free(r);
}
END_TEST

/* "With mi_power 4 the model gives 0.84". */
START_TEST(inflammation_cannot_prevent_most_infarctions)
{
    points_results *r = sweep("heart", steep);

    check_told("0.84", hazard_ratio(r, "1.5e8 4", "0 4", "event_free_mi_month_24"),
               "mi_power 4");
    points_free(r);
}
END_TEST

static void add_tables(TCase *cases)
{
    tcase_add_loop_test(cases, sweeps_give_what_is_told, 0,
                        sizeof tellings / sizeof *tellings);
    tcase_add_test(cases, fewer_hearts_fail);
    tcase_add_test(cases, inflammation_cannot_prevent_most_infarctions);
}

int main(void)
{
    Suite *suite = suite_create("tables_of_endings");

    points_add_case(suite, "tables", add_tables);
    return suite_run(suite);
}
