/* test_counts.c -- the chain in counts: every cell that was injected is somewhere, and means
 * are those of the mean course where laws are linear. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/counts.h"
#include "tests/data_models.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- every cell is somewhere ---------------------------------------------- */

enum { MAX_FLOWS = 128, DAYS = 30 };

/* A knee of few macrophages, so that exact runs are short. */
#define FEW \
    {"expanded", 0}, {"m1_base", 1e5}, {"m2_base", 1e5}, {"recruit", 2e3}, {"renew", 1e3}, \
        {"eat_half", 1e5}, \
    { \
        "dose", 4739 \
    }
#define MANY \
    {"expanded", 0}, { "dose", 23712385 }

/* Reactions that a cell vanishes by, apart from being eaten. */
static const char *const lysis[] = {"lysis_fresh",         "lysis_attached",
                                    "lysis_settled",       "lysis_fresh_miss",
                                    "lysis_attached_miss", "lysis_settled_miss"};
static const char *const clearance[] = {"removal_miss", "lung_clearance"};

static const char *const pools[] = {
    "fresh",         "attached",     "settled",   "dead",       "debris",    "fresh_miss",
    "attached_miss", "settled_miss", "dead_miss", "lung_early", "lung_late", "lung_dead"};

static const struct {
    const char *name, *method;
    double injected; /* cells of all doses, live and dead */
    bool lysed;
    const change *changes;
} treatments[] = {
    {"own cells, exact", "ssa", 4739, false, (change[]){FEW, {"hit_probability", 1}, {0}}},
    {"own cells", "tau", 23712385, false, (change[]){MANY, {"hit_probability", 1}, {0}}},
    {"half dead, exact", "ssa", 4739, false,
     (change[]){FEW, {"viability", 0.5371}, {"hit_probability", 1}, {0}}},
    {"sensitized, three doses, exact", "ssa", 3 * 4739, true,
     (change[]){FEW,
                {"mismatch", 1},
                {"sensitized", 0.371},
                {"doses", 3},
                {"dose_interval", 7},
                {"hit_probability", 1},
                {0}}},
    {"sensitized, three doses", "tau", 3 * 23712385., true,
     (change[]){MANY,
                {"mismatch", 1},
                {"sensitized", 1},
                {"doses", 3},
                {"dose_interval", 7},
                {"hit_probability", 1},
                {0}}},
    {"missed, exact", "ssa", 2 * 4739, true,
     (change[]){FEW,
                {"mismatch", 0.7},
                {"doses", 2},
                {"dose_interval", 12},
                {"hit_probability", 0},
                {0}}},
    {"missed", "tau", 2 * 23712385., true,
     (change[]){MANY,
                {"mismatch", 0.7},
                {"doses", 2},
                {"dose_interval", 12},
                {"hit_probability", 0},
                {0}}},
    {"the last dose on the last day", "tau", 4 * 23712385., false,
     (change[]){MANY, {"doses", 4}, {"dose_interval", 10}, {"hit_probability", 1}, {0}}},
};

/* A knee in which some reactions count their firings in `eaten`, which drives nothing. */
typedef struct {
    sim_model model;
    sim_flow flows[MAX_FLOWS];
    char equations[MAX_FLOWS][64];
    sim_network net;
} counter;

static void counter_init(counter *c, const char *const reactions[], int n)
{
    sim_error err = {""};

    c->model = model_knee;
    ck_assert_uint_le(c->model.n_flows, MAX_FLOWS);
    memcpy(c->flows, model_knee.flows, c->model.n_flows * sizeof *c->flows);
    for (int i = 0; i < n; i++) {
        size_t r = 0;

        while (r < c->model.n_reactions && strcmp(c->flows[r].name, reactions[i]) != 0) r++;
        ck_assert_msg(r < c->model.n_reactions, "no reaction %s", reactions[i]);
        snprintf(c->equations[r], sizeof c->equations[r], "%s%seaten", c->flows[r].equation,
                 strstr(c->flows[r].equation, "-> ")[3] ? " + " : "");
        c->flows[r].equation = c->equations[r];
    }
    c->model.flows = c->flows;
    ck_assert_int_eq(sim_network_init(&c->net, &c->model, &err), SIM_OK);
}

static double value(const sim_course *course, size_t row, const char *name)
{
    return course->x[row * course->n_states + sim_model_find(&model_knee, name)->slot];
}

/* The same course each time: what is counted draws no number. */
static void run_counter(const char *const reactions[], int n, const double p[],
                        const sim_options *options, sim_result *result)
{
    counter c;
    sim_error err = {""};
    sim_run run = {.net = &c.net, .p = p, .options = options, .end = DAYS, .every = 1};

    counter_init(&c, reactions, n);
    ck_assert_msg(sim_run_model(&run, result, &err) == SIM_OK, "%s", err.text);
    sim_network_free(&c.net);
}

static double in_pools(const sim_course *course, size_t row)
{
    double sum = 0;

    for (int i = 0; i < LENGTH(pools); i++) sum += value(course, row, pools[i]);
    return sum;
}

START_TEST(every_injected_cell_is_in_a_pool_eaten_lysed_or_cleared)
{
    const change *const arm = treatments[_i].changes;
    const sim_options options = {.method = counts_method(treatments[_i].method),
                                 .rtol = 1e-7,
                                 .stream = {.seed = 31, .replicate = (uint64_t)_i}};
    enum { PLAIN, LYSED, CLEARED, N_RUNS };
    sim_result run[N_RUNS];
    const double *p;
    sim_error err = {""};
    double lysed = 0, cleared = 0, eaten = 0, gone = 0;
    solved s;

    ck_assert_int_eq(solve_arms(&s, &arm, 1, DAYS, &(sim_options){.rtol = 1e-7}, &err),
                     SIM_OK);
    p = solved_stage(&s, 0, "knee")->p;
    run_counter(NULL, 0, p, &options, &run[PLAIN]);
    run_counter(lysis, LENGTH(lysis), p, &options, &run[LYSED]);
    run_counter(clearance, LENGTH(clearance), p, &options, &run[CLEARED]);
    for (size_t day = 0; day <= DAYS; day++) {
        const double doses = floor(value(&run[PLAIN].grid, day, "injected_at") /
                                   p[sim_model_find(&model_knee, "dose_interval")->slot]) +
                             1;
        const double cells = p[sim_model_find(&model_knee, "cells")->slot];

        eaten = value(&run[PLAIN].grid, day, "eaten");
        lysed = value(&run[LYSED].grid, day, "eaten") - eaten;
        cleared = value(&run[CLEARED].grid, day, "eaten") - eaten;
        gone = eaten + lysed + cleared;
        ck_assert_double_eq(in_pools(&run[PLAIN].grid, day) + gone, doses * cells);
        ck_assert_double_eq(in_pools(&run[LYSED].grid, day),
                            in_pools(&run[PLAIN].grid, day));
    }
    ck_assert_double_eq(in_pools(&run[PLAIN].grid, DAYS) + gone, treatments[_i].injected);
    ck_assert_msg((lysed > 0) == treatments[_i].lysed, "%s: %g lysed", treatments[_i].name,
                  lysed);
    ck_assert_double_gt(cleared, 0);
    for (int i = 0; i < N_RUNS; i++) sim_result_free(&run[i]);
    solved_free(&s);
}
END_TEST

/* ---- means ---------------------------------------------------------------- */

/* Free space, where the clock follows no count: cells grow by laws that are linear. */
START_TEST(a_culture_in_free_space_has_the_mean_of_the_mean_course)
{
    static const change changes[] = {{"founders", 40},
                                     {"initial_area", 1e5},
                                     {"primary_days", 7},
                                     {"hazard_scale", 7},
                                     {"death_rate", 0.137},
                                     {"harvest_passage", 0},
                                     {0}};
    static const char *const names[] = {"cycling", "senescent", "divisions"};
    const counts_plan counts = {&model_passaging, changes, _i == 0 ? "ssa" : "tau",
                                INFINITY,         2000,    32},
                      mean = {&model_passaging, changes, "ode", INFINITY, 1, 0};
    sim_central found[3];
    sim_result ode;

    counts_moments_of(&counts, names, 3, found);
    counts_run(&mean, 0, 0, &ode);
    for (int i = 0; i < 2; i++) {
        const double expected = ode.x_end[sim_model_find(&model_passaging, names[i])->slot];
        const double z = sim_central_z_mean(&found[i], expected);

        ck_assert_msg(fabs(z) < 4, "%s: %g, in the mean %g (Z = %.2f)", names[i],
                      found[i].mean, expected, z);
    }
    sim_result_free(&ode);
}
END_TEST

/* Own cells: each goes its way without the others, but for the macrophages that eat. */
START_TEST(own_cells_have_the_mean_of_the_mean_course)
{
    enum { N = 60, DAY = 4 };
    static const char *const names[] = {"fresh", "attached",  "settled", "debris",
                                        "eaten", "lung_dead", "injected"};
    const char *const method = _i == 0 ? "ssa" : "tau";
    static const change changes[] = {FEW, {"hit_probability", 1}, {0}};
    const change *const arm = changes;
    double sum[LENGTH(names)] = {0}, square[LENGTH(names)] = {0};
    sim_error err = {""};
    solved mean, s;

    ck_assert_int_eq(solve_arms(&mean, &arm, 1, DAY, &(sim_options){.rtol = 1e-7}, &err),
                     SIM_OK);
    for (uint64_t r = 0; r < N; r++) {
        const sim_options options = {.method = counts_method(method),
                                     .rtol = 1e-7,
                                     .stream = {.seed = 33, .replicate = r}};

        ck_assert_int_eq(solve_arms(&s, &arm, 1, DAY, &options, &err), SIM_OK);
        for (int i = 0; i < LENGTH(names); i++) {
            const double x = solved_on(&s, 0, names[i], DAY);

            sum[i] += x;
            square[i] += x * x;
        }
        solved_free(&s);
    }
    for (int i = 0; i < LENGTH(names); i++) {
        const double m = sum[i] / N, sd = sqrt((square[i] / N - m * m) / (N - 1)),
                     expected = solved_on(&mean, 0, names[i], DAY);

        ck_assert_msg(fabs(m - expected) < 4 * sd + 0.5, "%s: %g, in the mean %g", names[i],
                      m, expected);
    }
    solved_free(&mean);
}
END_TEST

/* ---- extinct cultures ----------------------------------------------------- */

/* One cell is no extinct culture in counts; in the mean less than one is. */
START_TEST(a_culture_in_counts_is_extinct_without_a_cell)
{
    static const change changes[] = {{"founders", 10},     {"death_rate", 0.45},
                                     {"hazard_scale", 4},  {"harvest_passage", 0},
                                     {"initial_area", 10}, {0}};
    const change *const arm = changes;
    int extinct = 0, few = 0;

    for (uint64_t r = 0; r < 60; r++) {
        const sim_options options = {.method = counts_method("tau"),
                                     .rtol = 1e-7,
                                     .stream = {.seed = 34, .replicate = r}};
        double live;
        sim_error err = {""};
        solved s;

        ck_assert_int_eq(solve_arms(&s, &arm, 1, 1, &options, &err), SIM_OK);
        live = solved_end(&s, 0, "passaging", "live");
        ck_assert_double_eq(live, floor(live));
        ck_assert_double_eq(solved_end(&s, 0, "passaging", "harvested"), 0.9 * live);
        ck_assert_int_eq(isnan(solved_end(&s, 0, "passaging", "senescent_fraction")),
                         live == 0);
        ck_assert_int_eq(isnan(solved_end(&s, 0, "product", "potency")), live == 0);
        ck_assert_double_eq(solved_on(&s, 0, "extinct", 1), live == 0);
        ck_assert_int_eq(solved_on(&s, 0, "injected", 1) > 0, live > 0);
        extinct += live == 0;
        few += live == 1;
        solved_free(&s);
    }
    ck_assert_int_gt(extinct, 10);
    ck_assert_int_gt(few, 0);
}
END_TEST

static Suite *suite(void)
{
    Suite *all = suite_create("counts");
    TCase *firings = tcase_create("firings"), *means = tcase_create("means"),
          *extinct = tcase_create("extinct");

    tcase_add_loop_test(firings, every_injected_cell_is_in_a_pool_eaten_lysed_or_cleared, 0,
                        LENGTH(treatments));
    tcase_add_loop_test(means, a_culture_in_free_space_has_the_mean_of_the_mean_course, 0,
                        2);
    tcase_add_loop_test(means, own_cells_have_the_mean_of_the_mean_course, 0, 2);
    tcase_add_test(extinct, a_culture_in_counts_is_extinct_without_a_cell);
    tcase_set_timeout(firings, 60);
    tcase_set_timeout(means, 60);
    suite_add_tcase(all, firings);
    suite_add_tcase(all, means);
    suite_add_tcase(all, extinct);
    return all;
}

int main(void)
{
    gsl_set_error_handler_off();
    return suite_run(suite());
}
