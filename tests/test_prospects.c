/* test_prospects.c -- what a log says once it was fitted: against the tables of the same culture, at the ends
 * of its intervals, and in words. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/prospects_print.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/prospects_parts.h"
#include "sim/study/tables.h"
#include "tests/fitted.h"
#include "tests/suite.h"

enum { TEXT = 4096, LAST = 8 };

/* Eight passages of which the cells were counted; one number is fitted. */
static const char log_text[] =
    "[run]\ndays = 1\n[passaging]\nharvest_passage = %d\n%s[product]\ndose = 5e7\n%s[arm "
    "a]\n[fit]\n"
    "starts = 2\npassaging.hazard_scale = 8..100\n[data log]\nformat = passages\n"
    "columns = passage,day,seeded,area,harvested\nrow 1 = 0,0,,500,4e6\n"
    "row 2 = 1,7,4e5,225,6.1e6\nrow 3 = 2,14,4e5,225,5.6e6\nrow 4 = 3,21,4e5,225,5.2e6\n"
    "row 5 = 4,28,4e5,225,4.9e6\n%s";

static const char more_rows[] = "row 6 = 5,37,3e5,225,4.1e6\nrow 7 = 6,44,5e5,225,3.6e6\n"
                                "row 8 = 7,53,4e5,225,3.3e6\nrow 9 = 8,63,4e5,225,2.2e6\n";

typedef struct {
    sim_fit fit;
    sim_prospects prospects;
} asked;

static void ask(asked *a, const char *culture, const char *product, const char *rows)
{
    char text[TEXT];
    sim_error err = {""};

    snprintf(text, sizeof text, log_text, LAST, culture, product, rows);
    fitted_solve(&a->fit, text, 2);
    ck_assert_msg(sim_prospects_init(&a->prospects, &a->fit, NULL, &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_uint_eq(a->prospects.n, 1);
}

static void forget(asked *a)
{
    sim_prospects_free(&a->prospects);
    sim_fit_free(&a->fit);
}

static const sim_prospect *answer(const asked *a, sim_prospect_kind kind)
{
    return &a->prospects.list[0].list[kind];
}

/* ---- the same culture, run ------------------------------------------------------------------------- */

/* What the tables of a run of it say, with that hazard_scale. */
typedef struct {
    double spent, until, amount, all;
} said;

static double cell(const sim_table *t, size_t row, const char *column)
{
    return sim_table_cell(t, row, sim_table_find(t, column));
}

static said run(double hazard_scale, const char *rows)
{
    char text[TEXT], own[64];
    const sim_source source = {.file = "own.ini", .text = text};
    sim_error err = {""};
    sim_job job;
    const sim_table *t;
    said s = {.until = 2, .amount = 0, .all = 0};
    double all = 4e6;

    snprintf(own, sizeof own, "hazard_scale = %.17g\n", hazard_scale);
    snprintf(text, sizeof text, log_text, LAST, own, "", rows);
    ck_assert_msg(sim_job_read(&job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_job_solve(&job, &err) == SIM_OK, "%s", err.text);
    t = &job.tables.table[0];
    ck_assert_str_eq(t->name, "passages");
    ck_assert_uint_eq(t->n_rows, LAST + 1);
    s.spent = 1 - cell(t, LAST, "potency") / cell(t, 2, "potency");
    while (s.until < LAST &&
           cell(t, (size_t)s.until + 1, "potency") >= cell(t, 2, "potency") / 2)
        s.until++;
    for (size_t k = 1; k <= (size_t)s.until; k++) {
        all *= exp2(cell(t, k, "doublings"));
        if (k >= 2) s.amount = fmax(s.amount, cell(t, k, "harvested") / 5e7);
        if (k >= 2) s.all = fmax(s.all, all / 5e7);
    }
    sim_job_close(&job);
    return s;
}

static void expect(const said *s, double spent, double until, double amount, double all)
{
    ck_assert_double_eq_tol(spent, s->spent, 1e-3 * s->spent);
    ck_assert_double_eq(until, s->until);
    ck_assert_double_eq_tol(amount, s->amount, 2e-3 * s->amount);
    ck_assert_double_eq_tol(all, s->all, 1e-2 * s->all);
}

/* With one number fitted, ends are those of its own interval: cells that tire later are spent less. */
START_TEST(answers_are_those_of_the_same_culture_run)
{
    asked a;
    const sim_prospect *spent, *until, *amount, *all;
    said best, low, high;

    ask(&a, "", "", more_rows);
    best = run(a.fit.parts[0].answers[0].value, more_rows);
    low = run(a.fit.parts[0].answers[0].low, more_rows);
    high = run(a.fit.parts[0].answers[0].high, more_rows);
    spent = answer(&a, SIM_PROSPECT_SPENT);
    until = answer(&a, SIM_PROSPECT_UNTIL);
    amount = answer(&a, SIM_PROSPECT_AMOUNT);
    all = answer(&a, SIM_PROSPECT_ALL);
    ck_assert_double_lt(best.until, LAST);
    expect(&best, spent->value, until->value, amount->value, all->value);
    ck_assert_double_lt(high.spent, low.spent);
    expect(&low, spent->fit.high, until->fit.low, amount->fit.low, all->fit.low);
    expect(&high, spent->fit.low, until->fit.high, amount->fit.high, all->fit.high);
    for (size_t i = 0; i < SIM_PROSPECTS; i++) {
        ck_assert(!answer(&a, (sim_prospect_kind)i)->is_open[0] &&
                  !answer(&a, (sim_prospect_kind)i)->is_open[1]);
        ck_assert(!answer(&a, (sim_prospect_kind)i)->is_extrapolated[0]);
    }
    forget(&a);
}
END_TEST

/* ---- ranges of what no log tells ------------------------------------------------------------------- */

/* Cells that secrete alike however old they are, at a corner of the ranges, are never spent; at the other
 * they are spent first of all. */
START_TEST(ranges_are_shown_apart)
{
    asked a;
    const sim_prospect *spent, *until;

    ask(&a, "", "", more_rows);
    spent = answer(&a, SIM_PROSPECT_SPENT);
    until = answer(&a, SIM_PROSPECT_UNTIL);
    ck_assert_double_eq_tol(spent->ranges.low, 0, 1e-12);
    ck_assert_double_gt(spent->ranges.high, spent->fit.high);
    ck_assert_double_ge(spent->both.high, spent->ranges.high);
    ck_assert_double_eq(until->ranges.high, 40);
    ck_assert_double_lt(until->ranges.low, until->fit.low);
    forget(&a);
    ask(&a, "", "secretion_loss = 0\nsecretion_senescent = 1\n", more_rows);
    ck_assert_double_eq_tol(answer(&a, SIM_PROSPECT_SPENT)->value, 0, 1e-12);
    ck_assert_double_eq(answer(&a, SIM_PROSPECT_UNTIL)->value, 40);
    ck_assert(answer(&a, SIM_PROSPECT_UNTIL)->is_extrapolated[0]);
    forget(&a);
}
END_TEST

/* ---- words ------------------------------------------------------------------------------------------ */

START_TEST(what_lies_beyond_the_log_is_said_to)
{
    char text[SIM_PROSPECT_WORDS];
    asked a;

    ask(&a, "", "", "");
    sim_prospect_print(&a.prospects.list[0], &a.fit, SIM_PROSPECT_SPENT, text);
    ck_assert_ptr_nonnull(strstr(text, "spent at P4, the last that was recorded: "));
    ck_assert_ptr_null(strstr(text, "extrapolated"));
    sim_prospect_print(&a.prospects.list[0], &a.fit, SIM_PROSPECT_UNTIL, text);
    ck_assert_ptr_nonnull(
        strstr(text, "last passage with at least half the potency of P2: P"));
    ck_assert_ptr_nonnull(
        strstr(text, "; extrapolated beyond P4, the last that was recorded"));
    ck_assert_ptr_nonnull(strstr(text, "(95 %: P"));
    ck_assert_ptr_nonnull(strstr(text, " or later by the ranges; "));
    sim_prospect_print_untold(&a.prospects.list[0], &a.fit, text);
    ck_assert_str_eq(text, "product.secretion_loss 0..0.08 1/division and "
                           "product.secretion_senescent 0..1");
    forget(&a);
}
END_TEST

START_TEST(the_terminal_is_told_all_answers)
{
    sim_memory told = {0};
    sim_error err = {""};
    asked a;

    ask(&a, "", "", more_rows);
    ck_assert(sim_memory_open(&told, "told", &err) == SIM_OK);
    sim_prospects_print(&a.prospects, &a.fit, told.stream);
    ck_assert(sim_memory_close(&told, "told", &err) == SIM_OK);
    ck_assert_ptr_nonnull(strstr(told.bytes, "\nhow far this culture is spent: log\n"));
    ck_assert_ptr_nonnull(
        strstr(told.bytes, "doses of 5e+07 cells in the fullest harvest"));
    ck_assert_ptr_nonnull(strstr(told.bytes, "\nranges, of what no log tells: product."));
    sim_memory_free(&told);
    forget(&a);
}
END_TEST

/* Three of four arms have the same answers; of the other fewer passages were seen. */
START_TEST(answers_that_are_the_same_are_told_once)
{
    static const char *const names[] = {"a", "b", "c", "d"};
    static const char *const whose[] = {"log_a, log_b X, log_d", "", "log_c", ""};
    static const char rows[] =
        "format = passages\ncolumns = passage,day,seeded,area,harvested\n"
        "row 1 = 0,0,,500,4e6\nrow 2 = 1,7,4e5,225,6.1e6\nrow 3 = 2,14,4e5,225,5.6e6\n";
    char text[TEXT] = "[run]\ndays = 1\n[passaging]\nharvest_passage = 4\n[fit]\n"
                      "starts = 2\npassaging.hazard_scale = 8..100\n";
    char told[SIM_PROSPECT_WORDS];
    sim_error err = {""};
    asked a;

    for (size_t i = 0; i < 4; i++)
        sim_text_append(text, sizeof text, "[arm %s]\n[data log_%s]\narm = %s\n%s%s%s",
                        names[i], names[i], names[i], i == 1 ? "donor = X\n" : "", rows,
                        i == 2 ? "" : "row 4 = 3,21,4e5,225,5.2e6\n");
    fitted_solve(&a.fit, text, 2);
    ck_assert_msg(sim_prospects_init(&a.prospects, &a.fit, NULL, &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_uint_eq(a.prospects.n, 4);
    for (size_t i = 0; i < 4; i++) {
        sim_prospect_print_whose(&a.prospects, &a.fit, i, told);
        ck_assert_str_eq(told, whose[i]);
    }
    forget(&a);
}
END_TEST

/* ---- one point -------------------------------------------------------------------------------------- */

START_TEST(what_no_log_tells_is_put_back)
{
    sim_error err = {""};
    sim_pool pool = {0};
    sim_prospect_point usual, moved, again;
    const double corner[SIM_UNTOLD_MOST] = {0.08, 0};
    const double never_tires[] = {100}, never_spent[SIM_UNTOLD_MOST] = {0, 1};
    sim_prospect_work w;
    asked a;

    ask(&a, "", "", more_rows);
    w = (sim_prospect_work){.fit = &a.fit,
                            .log = &a.prospects.list[0],
                            .book = a.prospects.list[0].of->log.book,
                            .cues = &a.fit.parts[0].problem.groups[0].cues[0]};
    ck_assert(sim_prospect_open(&w, 1, &pool, &err) == SIM_OK);
    ck_assert_uint_eq(w.n_untold, 2);
    ck_assert_uint_eq(w.since, 1);
    for (size_t i = 0; i < 3; i++)
        ck_assert(sim_prospect_solve(&w, 0, a.fit.parts[0].profiles.best.values,
                                     i == 1 ? corner : NULL,
                                     i == 0   ? &usual
                                     : i == 1 ? &moved
                                              : &again,
                                     &err) == SIM_OK);
    ck_assert_double_gt(moved.whole[SIM_PROSPECT_SPENT], usual.whole[SIM_PROSPECT_SPENT]);
    ck_assert_double_eq(again.whole[SIM_PROSPECT_SPENT], usual.whole[SIM_PROSPECT_SPENT]);
    ck_assert_double_eq(floor(usual.smooth[SIM_PROSPECT_UNTIL]),
                        usual.whole[SIM_PROSPECT_UNTIL]);
    /* forty passages: 1e17 of the size and more, which are told as so many that nobody counts them */
    ck_assert(sim_prospect_solve(&w, 0, never_tires, never_spent, &again, &err) == SIM_OK);
    ck_assert_double_gt(again.smooth[SIM_PROSPECT_ALL], log(1e17));
    ck_assert_double_eq(again.whole[SIM_PROSPECT_ALL], sim_prospect_many);
    sim_prospect_close(&w);
    sim_pool_free(&pool);
    forget(&a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("prospects");
    TCase *tc = tcase_create("answers");

    tcase_set_timeout(tc, 120);
    tcase_add_test(tc, answers_are_those_of_the_same_culture_run);
    tcase_add_test(tc, ranges_are_shown_apart);
    tcase_add_test(tc, what_lies_beyond_the_log_is_said_to);
    tcase_add_test(tc, the_terminal_is_told_all_answers);
    tcase_add_test(tc, answers_that_are_the_same_are_told_once);
    tcase_add_test(tc, what_no_log_tells_is_put_back);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
