/* test_title.c -- the finding in words, whatever the arms have in their summary. */
#include <check.h>
#include <math.h>

#include "models/models.h"
#include "plots/title.h"
#include "sim/study/tables.h"
#include "tests/suite.h"

enum { MOST_ARMS = 4 };

static const char *const names[MOST_ARMS] = {"P2", "P12", "saline", "untreated"};

typedef struct {
    size_t n; /* arms */
    double best[MOST_ARMS], worst[MOST_ARMS], day;
    const char *words, *of_medians;
    const char *setback; /* NULL: none is told */
    double between; /* of the first arm, within its first day; 0: there are no such rows */
} finding;

#define RELIEF "Pain relief beyond placebo"

static const finding findings[] = {
    {.n = 4,
     .best = {16.27, 8.52},
     .day = 218,
     .words = RELIEF " peaks at 16.3 mm with P2 and at 8.52 mm with P12: 48 % less"},
    {.n = 2,
     .best = {3.71, 23.85},
     .day = 218,
     .words = RELIEF " peaks at 3.71 mm with P2 and at 23.9 mm with P12: 6.4 times as much",
     .of_medians = RELIEF " peaks at a median of 3.71 mm with P2 and of 23.9 mm with P12: "
                          "6.4 times as much"},
    {.n = 3,
     .best = {NAN, 8.52, 2.385},
     .worst = {NAN},
     .day = 218,
     .words = RELIEF " peaks at 8.52 mm with P12 and at 2.38 mm with saline: 72 % less"},
    {.n = 2,
     .best = {2.385, 2.385},
     .day = 218,
     .words = RELIEF " peaks at 2.38 mm with both arms"},
    {.n = 1, .best = {7.1}, .day = 218, .words = RELIEF " peaks at 7.1 mm on day 218"},
    {.n = 2,
     .best = {16.27, 0.5371},
     .day = 218,
     .words = RELIEF " peaks at 16.3 mm with P2; less than 1 mm with the other"},
    {.n = 2,
     .best = {3.65e-9, -2.385e-8},
     .words = RELIEF ": less than 1 mm with both arms"},
    /* a flare before what helps is no harm */
    {.n = 2,
     .best = {16.27, 8.52},
     .worst = {-4.88, -5.11},
     .day = 218,
     .words = RELIEF " peaks at 16.3 mm with P2 and at 8.52 mm with P12: 48 % less"},
    {.n = 3,
     .best = {0, 16.27, 0},
     .worst = {-3.71, -4.88, 0},
     .day = 218,
     .words =
         RELIEF " peaks at 16.3 mm with P12; less than 1 mm with P2, at worst −3.71 mm "
                "on day 90"},
    {.n = 2,
     .best = {0, 0},
     .worst = {-2.385, -3.71},
     .words = RELIEF ": less than 1 mm with any arm; at worst −3.71 mm with P12 on day 90"},
    /* of what never helps the worst is told, and not its least bad day */
    {.n = 2,
     .best = {-0.2, -2.5},
     .worst = {-21.2, -25.6},
     .day = 30,
     .words = RELIEF ": less than 1 mm with any arm; at worst −25.6 mm with P12 on day 90"},
    /* but one that is the longer way is told, of the arm that is worst off */
    {.n = 2,
     .best = {4.88, 4.77},
     .worst = {-40.24, -19.98},
     .day = 218,
     .words = RELIEF " peaks at 4.77 to 4.88 mm with both arms",
     .setback = "at worst −40.2 mm with P2 on day 90"},
    /* days are whole; what is as far between them needs no word */
    {.n = 2,
     .best = {4.88, 4.77},
     .worst = {-21.2, -19.98},
     .day = 218,
     .words = RELIEF " peaks at 4.77 to 4.88 mm with both arms",
     .setback = "at worst (on whole days) −21.2 mm with P2 on day 90",
     .between = -30.3},
    {.n = 2,
     .best = {0, 0},
     .worst = {-3.71, -2.385},
     .words = RELIEF ": less than 1 mm with any arm; at worst −3.71 mm with P2 on day 90",
     .between = -4.5},
    {.n = 2,
     .best = {16.27, 2.81},
     .worst = {-4.88, -7.04},
     .day = 218,
     .words = RELIEF " peaks at 16.3 mm with P2 and at 2.81 mm with P12: 83 % less",
     .of_medians = RELIEF " peaks at a median of 16.3 mm with P2 and of 2.81 mm with P12: "
                          "83 % less",
     .setback = "at worst a median of −7.04 mm with P12"},
    /* what is best on the last day is no peak */
    {.n = 2,
     .best = {9.0216, 3.1946},
     .day = 730,
     .words = RELIEF " reaches 9.02 mm with P2 and 3.19 mm with P12: 65 % less"},
};

static void fill(const finding *f, const sim_model *knee, sim_table *summary)
{
    const size_t best_day = sim_table_find(summary, "best_specific_relief_day");
    const size_t worst_day = sim_table_find(summary, "worst_specific_relief_day");
    sim_error err = {""};

    for (size_t arm = 0; arm < f->n; arm++) {
        double *row;

        ck_assert_int_eq(sim_table_add_row(summary, names[arm], &row, &err), SIM_OK);
        row[knee->headline.best] = f->best[arm];
        row[knee->headline.worst] = f->worst[arm];
        row[best_day] = f->day;
        row[worst_day] = 90;
    }
}

/* One row of the first arm. */
static void open_between(const finding *f, sim_table *between)
{
    static const sim_column columns[] = {{"specific_relief", "mm", "", SIM_CELL_NUMBER}};
    static const sim_column arm = {"arm", "1", "", SIM_CELL_TEXT};
    double *row;
    sim_error err;

    ck_assert_int_eq(sim_table_init(between, "course_after_doses", arm, columns, 1, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_table_add_row(between, names[0], &row, &err), SIM_OK);
    *row = f->between;
}

START_TEST(a_title_tells_what_the_summary_holds)
{
    const finding *f = &findings[_i];
    const sim_chain *chain = &models_chains[0];
    const sim_model *knee = chain->stages[chain->n_stages - 1].model;
    const sim_solution nothing = {.chain = chain};
    GString *text = g_string_new(NULL);
    plot_facts facts = {0};
    sim_tables tables;
    sim_table between;
    sim_error err;
    plot_headline h;

    ck_assert_int_eq(sim_tables_init(&tables, &nothing, NULL, &err), SIM_OK);
    fill(f, knee, &tables.table[tables.summary]);
    open_between(f, &between);
    h = (plot_headline){.chain = chain,
                        .summary = &tables.table[tables.summary],
                        .best = knee->headline.best,
                        .worst = knee->headline.worst,
                        .quantity = "specific_relief",
                        .between = f->between < 0 ? &between : NULL,
                        .end = 730,
                        .is_median = f->of_medians != NULL};
    ck_assert_int_eq(plot_title_print(&h, "potency", &facts, text, &err), SIM_OK);
    ck_assert_uint_eq(facts.n, f->setback ? 2 : 1);
    ck_assert_str_eq(facts.list[0].text, f->of_medians ? f->of_medians : f->words);
    ck_assert_str_eq(facts.list[0].quantity, "best_specific_relief");
    if (f->setback) ck_assert_str_eq(facts.list[1].text, f->setback);
    ck_assert(g_str_has_prefix(text->str, facts.list[0].text));
    ck_assert(g_str_has_suffix(text->str, f->setback ? f->setback : facts.list[0].text));
    plot_facts_free(&facts);
    sim_table_free(&between);
    sim_tables_free(&tables);
    g_string_free(text, TRUE);
}
END_TEST

#define GAIN "Gain of survival over the background"

/* Shares alive, less the background's, which has none. */
static const struct {
    double values[3];
    const char *words;
} gains[] = {
    {{0.0507, 0.0349},
     GAIN " peaks at 5.1 points with P2 and at 3.5 points with P12: 31 % less"},
    {{0.0507, -0.0213},
     GAIN
     " peaks at 5.1 points with P2; less than 1 point with P12, at worst −2.1 points on "
     "day 90"},
    {{-0.0507, -0.0213},
     GAIN ": less than 1 point with any arm; at worst −5.1 points with P2 on day 90"},
    {{0.0507, 0.0011},
     GAIN " peaks at 5.1 points with P2; less than 1 point with the other"},
    {{0.0507, 0.0502}, GAIN " peaks at 5 to 5.1 points with both arms"},
    {{0.0007, -0.0002}, GAIN ": less than 1 point with both arms"},
    {{0.0507, NAN}, GAIN " peaks at 5.1 points with P2 on day 90"},
};

START_TEST(a_difference_to_the_background_is_in_points)
{
    static const char *const keys[] = {"P2", "P12", "background"};
    const sim_chain *chain = models_chain("gvhd");
    const sim_headline headline = chain->stages[chain->n_stages - 1].model->headline;
    const sim_solution nothing = {.chain = chain};
    GString *text = g_string_new(NULL);
    sim_tables tables;
    sim_error err;
    plot_headline h;

    size_t best_day, worst_day;

    ck_assert_int_eq(sim_tables_init(&tables, &nothing, NULL, &err), SIM_OK);
    best_day = sim_table_find(&tables.table[tables.summary],
                              "best_survival_against_background_day");
    worst_day = sim_table_find(&tables.table[tables.summary],
                               "worst_survival_against_background_day");
    for (size_t arm = 0; arm < 3; arm++) {
        double *row;

        ck_assert_int_eq(
            sim_table_add_row(&tables.table[tables.summary], keys[arm], &row, &err),
            SIM_OK);
        row[headline.best] = arm < 2 ? gains[_i].values[arm] : NAN;
        row[headline.worst] = row[headline.best];
        row[best_day] = row[worst_day] = 90;
    }
    h = (plot_headline){.chain = chain,
                        .summary = &tables.table[tables.summary],
                        .best = headline.best,
                        .worst = headline.worst,
                        .end = 180,
                        .backgrounds = {&keys[2], 1}};
    ck_assert_int_eq(plot_title_print(&h, "gvhd", NULL, text, &err), SIM_OK);
    ck_assert_str_eq(text->str, gains[_i].words);
    sim_tables_free(&tables);
    g_string_free(text, TRUE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("title");
    TCase *cases = tcase_create("headline");

    suite_add_tcase(suite, cases);
    tcase_add_loop_test(cases, a_difference_to_the_background_is_in_points, 0,
                        sizeof gains / sizeof *gains);
    tcase_add_loop_test(cases, a_title_tells_what_the_summary_holds, 0,
                        sizeof findings / sizeof *findings);
    return suite_run(suite);
}
