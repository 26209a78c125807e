/* test_counted.c -- the count that a title tells: as a table, and in words. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/models.h"
#include "plots/counted.h"
#include "sim/study/census.h"
#include "sim/study/counted.h"
#include "tests/suite.h"

enum { N_ROWS = 4, N_NUMBERS = 6 };

#define OF "Responders on day 28 against the background's 40 %: "
#define NONE \
    { \
        NAN, NAN, NAN, NAN, NAN, NAN \
    }
#define BACKGROUND \
    { \
        0.4, 0.29, 0.53, NAN, NAN, NAN \
    }

/* Share, its interval, difference, its interval. */
static const struct {
    double rows[N_ROWS - 1][N_NUMBERS];
    const char *words;
} findings[] = {
    {{{0.6333, 0.5, 0.74, 0.2333, 0.118, 0.3386}, {0.48, 0.36, 0.6, 0.08, 0.0068, 0.1571}},
     OF "+23 points (95 % interval 12 to 34) with P2, +8 (0.68 to 16) with P12"},
    {{{0.33, 0.2, 0.45, -0.07, -0.16, 0.0237}, {0.45, 0.3, 0.6, 0.05, -0.04, 0.14}},
     OF "+5 points (95 % interval −4 to 14) with P12, −7 (−16 to 2.4) with P2"},
    {{{0.33, 0.2, 0.45, -0.07, -0.16, 0.0237}, {0.35, 0.3, 0.6, -0.05, -0.14, 0.04}},
     OF "no better with any arm; at worst −7 points (95 % interval −16 to 2.4) with P2"},
    {{{0.4, 0.29, 0.53, 0, -0.0613, 0.0613}, {0.4, 0.29, 0.53, 0, -0.0713, 0.0613}},
     OF "within 1 point of it with both arms (95 % intervals within −7.1 to 6.1)"},
    {{{0.43, 0.3, 0.55, 0.03, -0.04, 0.1}, {0.43, 0.3, 0.55, 0.03, -0.0537, 0.1}},
     OF "+3 points with both arms (95 % intervals within −5.4 to 10)"},
    {{{0.51, 0.3, 0.65, 0.11, 0.02, 0.2}, {0.4, 0.29, 0.53, 0, -0.06, 0.06}},
     OF "+11 points (95 % interval 2 to 20) with P2; within 1 point of it with the other"},
    {{{0.41, 0.3, 0.55, 0.01, NAN, NAN}, NONE}, OF "+1 point with P2"},
    /* arms of which each has a background of its own */
    {{{0.6, 0.5, 0.74, 0.2, 0.11, 0.3}, {0.4, 0.3, 0.5, 0.1, 0.02, 0.2}},
     "Responders on day 28 against the backgrounds' 30 to 40 %: +20 points (95 % interval "
     "11 "
     "to 30) with P2, +10 (2 to 20) with P12"},
};

typedef struct {
    sim_table table;
    plot_headline headline;
} counted;

static void open_counted(counted *c, const char *chain, double rows[][N_NUMBERS], size_t n)
{
    static const char *const keys[] = {"P2", "P12", "background"};
    static const char *const backgrounds[] = {"background"};
    sim_error err = {""};

    *c = (counted){.headline = {.chain = models_chain(chain),
                                .counted = &c->table,
                                .backgrounds = {backgrounds, 1},
                                .is_against = true}};
    ck_assert_int_eq(sim_counted_init(&c->table, c->headline.chain, &err), SIM_OK);
    for (size_t i = 0; i < n; i++) {
        double *cells;

        ck_assert_int_eq(sim_table_add_row(&c->table, keys[i], &cells, &err), SIM_OK);
        for (size_t k = 0; k < N_NUMBERS; k++) cells[k] = rows[i][k];
    }
}

static const char *title_of(const counted *c)
{
    static char words[512];
    const sim_table summary = {.n_rows = c->table.n_rows,
                               .keys = c->table.keys,
                               .columns = c->table.columns,
                               .n_columns = c->table.n_columns,
                               .cells = c->table.cells};
    plot_headline h = c->headline;
    GString *text = g_string_new(NULL);
    sim_error err = {""};

    h.summary = &summary;
    ck_assert_int_eq(plot_title_print(&h, "page", NULL, text, &err), SIM_OK);
    snprintf(words, sizeof words, "%s", text->str);
    g_string_free(text, TRUE);
    return words;
}

START_TEST(a_title_tells_what_is_counted_against_the_background)
{
    static const double background[N_NUMBERS] = BACKGROUND;
    double rows[3][N_NUMBERS];
    counted c;

    for (size_t k = 0; k < N_NUMBERS; k++) {
        for (size_t i = 0; i < 2; i++) rows[i][k] = findings[_i].rows[i][k];
        rows[2][k] = background[k];
    }
    open_counted(&c, "gvhd", rows, 3);
    ck_assert_str_eq(title_of(&c), findings[_i].words);
    sim_table_free(&c.table);
}
END_TEST

START_TEST(without_a_background_shares_are_told)
{
    double rows[][N_NUMBERS] = {{0.275, 0.161, 0.428, NAN, NAN, NAN},
                                {0.31, 0.19, 0.46, 0.035, -0.02, 0.09}};
    counted c;

    open_counted(&c, "ards", rows, 2);
    c.headline.is_against = false;
    ck_assert_str_eq(
        title_of(&c),
        "Deaths within 28 days of enrolment: 27.5 % (95 % interval 16.1 to 42.8) "
        "with P2, 31 (19 to 46) with P12");
    sim_table_free(&c.table);
}
END_TEST

/* Events are told below the title, which is of the ejection fraction. */
START_TEST(what_is_counted_beside_the_headline_stands_below_the_title)
{
    double rows[][N_NUMBERS] = {{0.15, 0.09, 0.24, -0.0333, -0.1, 0.031}, NONE, BACKGROUND};
    GString *text = g_string_new(NULL);
    sim_error err = {""};
    counted c;

    open_counted(&c, "heart", rows, 3);
    c.headline.summary = &c.table;
    ck_assert_int_eq(plot_title_print_count(&c.headline, "page", NULL, text, &err), SIM_OK);
    ck_assert_str_eq(text->str,
                     "Worsening or death within 12 months against the background's "
                     "18.3 %: −3.3 points (95 % interval −10 to 3.1) with P2");
    sim_table_free(&c.table);
    open_counted(&c, "gvhd", rows, 3); /* counted instead of it */
    g_string_truncate(text, 0);
    ck_assert_int_eq(plot_title_print_count(&c.headline, "page", NULL, text, &err), SIM_OK);
    ck_assert_str_eq(text->str, "");
    sim_table_free(&c.table);
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(what_is_beyond_the_run_is_not_told)
{
    double rows[][N_NUMBERS] = {NONE, NONE};
    counted c;

    open_counted(&c, "gvhd", rows, 2);
    ck_assert(!plot_count_is_told(&c.headline));
    sim_table_free(&c.table);
}
END_TEST

/* A title's count is one of the population's, and a chain without one has no table. */
START_TEST(each_count_that_is_told_is_counted)
{
    const sim_chain *chain = &models_chains[_i];
    const sim_population *p = chain->population;
    const char *name = chain->stages[chain->n_stages - 1].model->counted.name;
    size_t found = 0;
    sim_table table;
    sim_error err = {""};

    ck_assert_int_eq(sim_counted_init(&table, chain, &err), SIM_OK);
    ck_assert_uint_eq(table.n_columns, name ? N_NUMBERS : 0);
    for (size_t i = 0; name && i < p->n_counts; i++)
        found += p->counts[i].name && strcmp(p->counts[i].name, name) == 0;
    ck_assert_uint_eq(found, name != NULL);
    sim_table_free(&table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("counted");
    TCase *cases = tcase_create("counted");

    tcase_add_loop_test(cases, a_title_tells_what_is_counted_against_the_background, 0,
                        sizeof findings / sizeof *findings);
    tcase_add_test(cases, without_a_background_shares_are_told);
    tcase_add_test(cases, what_is_beyond_the_run_is_not_told);
    tcase_add_test(cases, what_is_counted_beside_the_headline_stands_below_the_title);
    tcase_add_loop_test(cases, each_count_that_is_told_is_counted, 0, 4);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
