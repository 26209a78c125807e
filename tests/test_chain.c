/* test_chain.c -- the default chain: what stands still, what holds of any solution, and the
 * identities of a culture. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/gsl.h"
#include "sim/engine/kernel.h"
#include "sim/engine/ode.h"
#include "sim/study/tables.h"
#include "tests/solve.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* The reference numbers are printed with four to five digits. */
static void assert_near(double value, double expected, double relative, const char *what)
{
    ck_assert_msg(fabs(value - expected) <= relative * fabs(expected),
                  "%s is %.9g, expected %.9g", what, value, expected);
}

/* ---- what stands still ---------------------------------------------------- */

/* Rows that a patient may have, beside the defaults; load stays 1. */
static const change *const untreated[] = {
    (change[]){{"dose", 0}, {0}},
    (change[]){{"dose", 0},
               {"polarize", 0.2371},
               {"recruit", 1.713e6},
               {"m1_base", 2.91e7},
               {"vas_base", 47.3},
               {0}},
    (change[]){{"dose", 0},
               {"il10_base", 11.7},
               {"pge2_inflamed", 0.371},
               {"drive_tnf", 0.213},
               {"pain_tnf", 0.371},
               {0}},
    (change[]){{"dose", 0},
               {"polarize", 0.229},
               {"recruit", 1097000.0},
               {"m1_base", 39630000.0},
               {"m2_base", 18480000.0},
               {"il10_base", 5.197},
               {"tnf_half", 1.012},
               {"pge2_base", 0.2548},
               {"m1_loss", 0.03114},
               {0}},
};

static void assert_stands_still(const sim_outcome *o, const sim_symbol *state, double scale)
{
    const size_t width = o->result.grid.n_states;
    const double *x = &o->result.grid.x[state->slot];

    for (size_t i = 1; i < o->result.grid.n; i++)
        ck_assert_msg(fabs(x[i * width] - x[0]) <= 1e-9 * scale,
                      "%s moves by %g of its scale until day %g", state->name,
                      (x[i * width] - x[0]) / scale, o->result.grid.t[i]);
}

/* Does nothing but its own course move it? */
static bool stands_still(const sim_symbol *state)
{
    return (state->kind == SIM_SPECIES || state->kind == SIM_SIGNAL) &&
           strcmp(state->name, "cartilage") != 0 && strcmp(state->name, "adherence") != 0;
}

static const char *const still_by[] = {"auto", "msbdf"};

static sim_options by_solver(const char *solver, double rtol)
{
    sim_options options = {.rtol = rtol};

    while (strcmp(sim_solver_name(options.solver), solver) != 0) options.solver++;
    return options;
}

START_TEST(an_untreated_knee_stays_where_it_is)
{
    const sim_options options = by_solver(still_by[_i / LENGTH(untreated)], 1e-10);
    double scales[64], day = -1;
    const sim_outcome *knee;
    const sim_model *m;
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(
        solve_arms(&s, &untreated[_i % LENGTH(untreated)], 1, 730, &options, &err), SIM_OK);
    knee = solved_stage(&s, 0, "knee");
    m = knee->model;
    m->scales(knee->p, scales);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *state = &m->symbols[i];

        if (stands_still(state)) assert_stands_still(knee, state, scales[state->slot]);
    }
    ck_assert_double_eq(solved_extreme(&s, 0, "specific_relief", 1, &day), 0);
    ck_assert_double_eq(day, 0);
    ck_assert_double_eq(solved_extreme(&s, 0, "specific_relief", -1, &day), 0);
    ck_assert_double_eq(solved_on(&s, 0, "placebo_relief", 90), 0);
    solved_free(&s);
}
END_TEST

START_TEST(nothing_leads_an_untreated_knee_away_but_for_rounding)
{
    const sim_kernel *kernel = sim_kernel_find(&model_knee, 1, NULL);
    double t = 0, x[64], dxdt[64], *q;
    solved s;

    solve_one(&s, untreated[_i]);
    ck_assert_ptr_nonnull(kernel);
    q = calloc(kernel->n_prepared + 1, sizeof *q);
    model_knee.start(solved_stage(&s, 0, "knee")->p, x);
    kernel->prepare(x, solved_stage(&s, 0, "knee")->p, q);
    kernel->slopes(&t, x, q, dxdt);
    for (size_t i = 0; i < model_knee.n_symbols; i++) {
        const sim_symbol *state = &model_knee.symbols[i];

        if (stands_still(state))
            ck_assert_msg(dxdt[state->slot] == 0, "%s moves by %g a day", state->name,
                          dxdt[state->slot]);
    }
    free(q);
    solved_free(&s);
}
END_TEST

static const double losses[] = {0, 0.0371, 0.045, 0.1};

START_TEST(cartilage_of_an_untreated_knee_falls_exponentially)
{
    solved s;

    solve_one(&s, (change[]){{"dose", 0}, {"cartilage_loss", losses[_i]}, {0}});
    /* 730 days are two years; the solver's 1e-7 per step */
    assert_near(solved_on(&s, 0, "cartilage", 730), exp(-2 * losses[_i]), 1e-6,
                "cartilage");
    solved_free(&s);
}
END_TEST

START_TEST(adherence_of_an_untreated_knee_falls_to_what_pain_allows)
{
    solved s;

    solve_one(&s, (change[]){{"dose", 0}, {"pain_limit", 53.7}, {0}});
    for (int day = 0; day <= 730; day += 73) {
        const double able = solved_on(&s, 0, "able", day);

        assert_near(able, 1 / (1 + exp((60 - 53.7) / 20)), 1e-12, "able");
        /* 20 times the solver's tolerance, over some hundred steps */
        ck_assert_double_eq_tol(solved_on(&s, 0, "adherence", day),
                                able * able + (1 - able * able) * exp(-day / 60.), 5e-5);
    }
    solved_free(&s);
}
END_TEST

/* ---- what must hold of any solution --------------------------------------- */

static const change *const all_arms[] = {
    (change[]){{"harvest_passage", 2}, {0}},
    (change[]){{"harvest_passage", 5}, {0}},
    (change[]){{"harvest_passage", 8}, {0}},
    (change[]){{"harvest_passage", 12}, {0}},
    (change[]){{"dose", 0}, {0}},
    (change[]){{"dose", 0}, {"vehicle", 1}, {0}},
};
static const char *const arm_names[] = {"P2", "P5", "P8", "P12", "untreated", "saline"};

/* Everything summary.csv says, at a tolerance. */
static void summarise(double rtol, solved *s, sim_tables *tables)
{
    sim_error err = {""};

    ck_assert_msg(solve_arms(s, all_arms, LENGTH(all_arms), 730,
                             &(sim_options){.rtol = rtol}, &err) == SIM_OK,
                  "%s", err.text);
    ck_assert_msg(sim_tables_init(tables, &s->solution, arm_names, &err) == SIM_OK, "%s",
                  err.text);
}

START_TEST(a_thousandth_of_the_tolerance_moves_no_summary_number)
{
    solved s[2];
    sim_tables tables[2];
    const sim_table *a, *b;

    summarise(1e-6, &s[0], &tables[0]);
    summarise(1e-9, &s[1], &tables[1]);
    a = &tables[0].table[tables[0].summary];
    b = &tables[1].table[tables[1].summary];
    for (size_t r = 0; r < a->n_rows; r++) {
        for (size_t c = 0; c < a->n_columns; c++) {
            double x = sim_table_cell(a, r, c), y = sim_table_cell(b, r, c);
            bool is_day = strcmp(a->columns[c].unit, "day") == 0;

            ck_assert_msg((isnan(x) && isnan(y)) ||
                              fabs(x - y) <= (is_day ? 1 : 1e-4 * fmax(1, fabs(y))),
                          "%s of arm %s: %.9g at 1e-6, %.9g at 1e-9", a->columns[c].name,
                          a->keys[r], x, y);
        }
    }
    for (int i = 0; i < 2; i++) {
        sim_tables_free(&tables[i]);
        solved_free(&s[i]);
    }
}
END_TEST

START_TEST(no_count_is_ever_negative)
{
    solved s;
    sim_tables tables;

    summarise(1e-7, &s, &tables);
    for (size_t arm = 0; arm < s.n_arms; arm++) {
        const sim_outcome *o = solved_stage(&s, arm, "knee");

        for (size_t i = 0; i < o->model->n_symbols; i++) {
            const sim_symbol *symbol = &o->model->symbols[i];

            for (size_t row = 0; symbol->kind == SIM_SPECIES && row < o->result.grid.n;
                 row++)
                ck_assert_double_ge(
                    o->result.grid.x[row * o->result.grid.n_states + symbol->slot], 0);
        }
    }
    sim_tables_free(&tables);
    solved_free(&s);
}
END_TEST

START_TEST(arms_that_differ_downstream_share_a_culture)
{
    const change *const arms[] = {
        (change[]){{"dose", 2.385e7}, {0}},
        (change[]){{"dose", 3.71e7}, {0}},
        (change[]){{"harvest_passage", 3}, {0}},
    };
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(solve_arms(&s, arms, 3, 30, &(sim_options){.rtol = 1e-7}, &err),
                     SIM_OK);
    ck_assert_ptr_eq(solved_stage(&s, 0, "passaging"), solved_stage(&s, 1, "passaging"));
    ck_assert_ptr_ne(solved_stage(&s, 0, "passaging"), solved_stage(&s, 2, "passaging"));
    ck_assert_ptr_ne(solved_stage(&s, 0, "knee"), solved_stage(&s, 1, "knee"));
    solved_free(&s);
}
END_TEST

START_TEST(the_mean_course_is_the_mixture_of_a_hit_and_a_miss)
{
    const change *const arms[] = {
        (change[]){{"hit_probability", 1}, {0}},
        (change[]){{"hit_probability", 0}, {0}},
        (change[]){{"hit_probability", 0.2385}, {0}},
    };
    static const char *const states[] = {"pain", "settled", "settled_miss", "m1",
                                         "cartilage"};
    sim_error err = {""};
    solved s;

    ck_assert_int_eq(solve_arms(&s, arms, 3, 365, &(sim_options){.rtol = 1e-7}, &err),
                     SIM_OK);
    for (int i = 0; i < LENGTH(states); i++) {
        double hit = solved_on(&s, 0, states[i], 91),
               miss = solved_on(&s, 1, states[i], 91);

        assert_near(solved_on(&s, 2, states[i], 91), 0.2385 * hit + 0.7615 * miss, 1e-12,
                    states[i]);
    }
    /* a ratio is taken of the mixed states, and is not the mixture of ratios */
    assert_near(solved_on(&s, 2, "m1_m2_ratio", 91),
                solved_on(&s, 2, "m1", 91) / solved_on(&s, 2, "m2", 91), 1e-12, "ratio");
    solved_free(&s);
}
END_TEST

START_TEST(a_product_without_culture_skips_it)
{
    solved s;

    solve_one(&s, (change[]){{"expanded", 0}, {0}});
    ck_assert(solved_stage(&s, 0, "passaging")->skipped);
    ck_assert_double_eq(solved_end(&s, 0, "product", "potency"), 1);
    ck_assert_double_eq(solved_on(&s, 0, "senescent_in_fit", 7), 0);
    ck_assert_double_nan(solved_on(&s, 0, "harvested", 7));
    ck_assert_double_nan(solved_on(&s, 0, "cumulative_doublings", 7));
    ck_assert_double_nan(solved_on(&s, 0, "senescent_fraction", 7));
    ck_assert_double_nan(solved_on(&s, 0, "potent_doses", 7));
    solved_free(&s);
}
END_TEST

START_TEST(doses_fall_on_their_days_and_outputs_come_after_them)
{
    solved s;

    solve_one(
        &s, (change[]){{"doses", 3}, {"dose_interval", 365}, {"hit_probability", 1}, {0}});
    ck_assert_double_eq(solved_on(&s, 0, "fresh", 0), 5e7 * 0.95);
    ck_assert_double_eq(solved_on(&s, 0, "injected", 364), 5e7 * 0.95);
    ck_assert_double_eq(solved_on(&s, 0, "injected", 365), 2 * 5e7 * 0.95);
    /* what is left of the first dose is below a cell by then */
    assert_near(solved_on(&s, 0, "fresh", 365), 5e7 * 0.95, 1e-7, "fresh");
    /* one that falls on the last day is given */
    ck_assert_double_eq(solved_on(&s, 0, "injected", 730), 3 * 5e7 * 0.95);
    solved_free(&s);
}
END_TEST

START_TEST(a_disturbed_joint_returns_to_its_set_point)
{
    const sim_model *m = &model_knee;
    double p[256] = {0}, x[64], dxdt[64];
    sim_network net;
    sim_error err = {""};
    solved s;
    const sim_outcome *o;
    double t = 0, h = 0.01;

    solve_one(&s, (change[]){{"dose", 0}, {0}});
    o = solved_stage(&s, 0, "knee");
    memcpy(p, o->p, m->n_constants * sizeof *p);
    ck_assert_int_eq(sim_network_init(&net, m, &err), SIM_OK);
    m->start(p, x);
    x[sim_model_find(m, "m1")->slot] *= 1.1;
    /* Heun's method, written out: independent of the solver; 58/day asks for h < 0.03 */
    for (int i = 0; i < (int)(182 / h); i++, t += h) {
        double y[64], f[64];

        ck_assert_int_eq(sim_gsl_slopes(&net, p, t, x, dxdt, &err), SIM_OK);
        for (size_t k = 0; k < m->n_states; k++)
            y[k] = x[k] + (k < m->n_moving ? h * dxdt[k] : 0);
        ck_assert_int_eq(sim_gsl_slopes(&net, p, t + h, y, f, &err), SIM_OK);
        for (size_t k = 0; k < m->n_moving; k++) x[k] += 0.5 * h * (dxdt[k] + f[k]);
    }
    assert_near(x[sim_model_find(m, "m1")->slot], 3.2e7, 3e-4, "m1");
    sim_network_free(&net);
    solved_free(&s);
}
END_TEST

/* ---- identities of the culture -------------------------------------------- */

/* Free space at once: no lag, no death, ten cells in a large vessel. */
static const change free_space[] = {
    {"death_rate", 0},
    {"lag_time", 0.1},
    {"lag_shape", 6},
    {"founders", 10},
    {"initial_area", 1e5},
    {"cycle_time", 23.85},
    {0},
};
static const double probabilities[] = {0, 0.02385, 0.1371, 0.2385, 0.371};

enum { SLOPES = 16 };

static void find_slopes(const double p[], const double x[], double slopes[SLOPES])
{
    sim_network net;
    sim_error err;

    ck_assert_int_eq(sim_network_init(&net, &model_passaging, &err), SIM_OK);
    ck_assert_int_eq(sim_gsl_slopes(&net, p, 28, x, slopes, &err), SIM_OK);
    sim_network_free(&net);
}

/* d(senescent)/dt per d(cycling)/dt is their ratio at the limit; with more senescent cells
 * the fraction falls, with fewer it rises. */
static void assert_attracted(const double p[], double x[], double limit)
{
    static const double shares[] = {0.9, 1, 1.1};
    const size_t cycling = sim_model_find(&model_passaging, "cycling")->slot,
                 senescent = sim_model_find(&model_passaging, "senescent")->slot;
    double slopes[SLOPES];

    for (int i = 0; i < LENGTH(shares); i++) {
        double f = shares[i] * limit, rise;

        x[cycling] = 10 * (1 - f);
        x[senescent] = 10 * f;
        find_slopes(p, x, slopes);
        rise = slopes[senescent] * (1 - f) - slopes[cycling] * f;
        if (shares[i] == 1 || limit == 0)
            ck_assert_double_eq_tol(rise, 0, 1e-12 * fabs(slopes[cycling]));
        else
            ck_assert_double_gt(rise * (1 - shares[i]), 0);
    }
}

/* In hours, from the growth of all live cells. */
static double doubling_time(const double p[], const double x[])
{
    const size_t cycling = sim_model_find(&model_passaging, "cycling")->slot,
                 senescent = sim_model_find(&model_passaging, "senescent")->slot;
    double slopes[SLOPES];

    find_slopes(p, x, slopes);
    return 24 * log(2) * (x[cycling] + x[senescent]) /
           (slopes[cycling] + slopes[senescent]);
}

static void start_in_free_space(double p[], double x[])
{
    const sim_model *m = &model_passaging;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (!sim_symbol_is_settable(s)) continue;
        p[s->slot] = s->value;
        for (const change *c = free_space; c->name; c++)
            if (strcmp(c->name, s->name) == 0) p[s->slot] = c->value;
    }
    m->derive(p);
    m->start(p, x);
}

START_TEST(the_model_obeys_both_identities_at_constant_p)
{
    const sim_model *m = &model_passaging;
    double p[64] = {0}, x[16], rules[64], f;
    const double fixed = probabilities[_i];

    start_in_free_space(p, x);
    /* the divisions at which the default Weibull hazard gives p */
    x[sim_model_find(m, "divisions")->slot] = 37 * pow(-log1p(-fixed) * 37 / 4.5, 1 / 3.5);
    x[sim_model_find(m, "cycling")->slot] = (1 - 2 * fixed) * 10;
    x[sim_model_find(m, "senescent")->slot] = 2 * fixed * 10;
    m->observe(28, x, p, rules);
    f = sim_symbol_value(sim_model_find(m, "senescent_fraction"), p, x, rules);
    assert_near(sim_symbol_value(sim_model_find(m, "p"), p, x, rules), fixed, 1e-12, "p");
    assert_near(f, 2 * fixed, 1e-12, "senescent fraction");
    /* ten cells cover 1e-9 of the vessel */
    assert_near(doubling_time(p, x), 23.85 / (1 + log2(1 - f / 2)), 1e-7, "doubling time");
    assert_attracted(p, x, 2 * fixed);
}
END_TEST

static const double caps[] = {0.5, 0.5371, 0.9, 0.99};

/* From p = 1/2 on fewer cells divide than turn senescent, and all are in the end. */
START_TEST(a_culture_whose_daughters_are_mostly_senescent_shrinks_to_those)
{
    solved s;
    const change changes[] = {{"senescence_cap", caps[_i]},
                              {"hazard_scale", 4},
                              {"hazard_shape", 6},
                              {"founders", 1e4},
                              {"death_rate", 0},
                              {"harvest_passage", 2},
                              {0}};

    solve_one(&s, changes);
    ck_assert_double_eq(solved_end(&s, 0, "passaging", "p"), caps[_i]);
    if (caps[_i] > 0.5)
        ck_assert_double_gt(solved_end(&s, 0, "passaging", "senescent_fraction"), 0.9);
    ck_assert_double_gt(solved_end(&s, 0, "passaging", "harvested"), 0);
    solved_free(&s);
}
END_TEST

/* ---- ends of a culture ---------------------------------------------------- */

START_TEST(a_dying_culture_is_extinct_and_harvests_nothing)
{
    char text[512];
    solved s;

    solve_one(&s,
              (change[]){{"founders", 10}, {"death_rate", 0.5}, {"cycle_time", 120}, {0}});
    ck_assert_double_eq(solved_end(&s, 0, "passaging", "harvested"), 0);
    ck_assert(sim_outcome_warning(solved_stage(&s, 0, "passaging"), 0, text, sizeof text));
    ck_assert_ptr_nonnull(strstr(text, "no cell was left"));
    solved_free(&s);
}
END_TEST

START_TEST(a_spent_culture_says_from_which_passage)
{
    solved s;

    solve_one(&s, (change[]){{"harvest_passage", 40}, {0}});
    ck_assert_double_gt(solved_end(&s, 0, "passaging", "first_spent"), 12);
    ck_assert_double_gt(solved_end(&s, 0, "passaging", "harvested"), 0);
    solved_free(&s);
}
END_TEST

START_TEST(a_culture_seeded_above_confluence_runs_its_whole_time)
{
    solved s;

    solve_one(&s, (change[]){{"seeding_density", 2e4},
                             {"coverage", 5e7},
                             {"confluence", 0.3},
                             {"harvest_passage", 1},
                             {0}});
    ck_assert_double_eq(solved_end(&s, 0, "passaging", "dense_from"), 1);
    ck_assert_double_eq_tol(solved_end(&s, 0, "passaging", "days"), 14, 1e-12);
    solved_free(&s);
}
END_TEST

START_TEST(what_a_joint_cannot_be_is_refused)
{
    static const struct {
        change changes[3];
        const char *message;
    } cases[] = {
        {{{"recruit", 9e6}},
         "recruit_base = -3.3e+06 cell/day must not be negative; lower recruit or renew, "
         "or raise m1_loss or m2_loss"},
        {{{"m2_loss", 0.4}},
         "back = -0.684623 1/day must not be negative; raise renew or polarize, or lower "
         "m2_loss or m2_base"},
        {{{"drive_tnf", 0.8}}, "drive_tnf + drive_mmp = 0.8 + 0.3 must not exceed 1"},
        {{{"pain_tnf", 0.7}}, "pain_tnf + pain_drive = 0.7 + 0.4 must not exceed 1"},
        {{{"il10_m1", 0.3}}, "il10_m1 + il10_m2 = 0.3 + 0.8 must not exceed 1"},
    };

    for (int i = 0; i < LENGTH(cases); i++) {
        const change *const arm = cases[i].changes;
        sim_error err = {""};
        solved s;

        ck_assert_int_eq(solve_arms(&s, &arm, 1, 30, &(sim_options){.rtol = 1e-7}, &err),
                         SIM_EVALUE);
        ck_assert_str_eq(err.text, cases[i].message);
        ck_assert_ptr_nonnull(s.solution.refusal);
        solved_free(&s);
    }
}
END_TEST

START_TEST(an_arm_that_nobody_asks_for_is_not_solved)
{
    static const bool asked[] = {false, true};
    const change *const arms[] = {(change[]){{"harvest_passage", 5}, {NULL, 0}},
                                  (change[]){{"harvest_passage", 3}, {NULL, 0}}};
    const sim_options options = {.rtol = 1e-6};
    sim_error err = {""};
    sim_solution some;
    solved all;

    ck_assert_int_eq(solve_arms(&all, arms, 2, 91, &options, &err), SIM_OK);
    ck_assert_int_eq(sim_chain_solve(&(sim_task){.chain = &models_chains[0],
                                                 .params = all.params,
                                                 .n_arms = 2,
                                                 .asked = asked,
                                                 .end = 91,
                                                 .every = 1,
                                                 .options = options},
                                     &some, &err),
                     SIM_OK);
    ck_assert_ptr_null(sim_solution_outcome(&some, 0, 2));
    ck_assert_mem_eq(sim_solution_outcome(&some, 1, 2)->o_end,
                     sim_solution_outcome(&all.solution, 1, 2)->o_end,
                     sim_solution_outcome(&some, 1, 2)->model->n_rules * sizeof(double));
    ck_assert_uint_lt(some.work, all.solution.work);
    sim_solution_free(&some);
    solved_free(&all);
}
END_TEST

/* ---- cost ----------------------------------------------------------------- */

START_TEST(outputs_do_not_drive_the_solver)
{
    static const change one[] = {{"hit_probability", 1}, {0}};
    const change *const arm = one;
    sim_error err = {""};
    sim_network net;
    sim_options options = {.rtol = 1e-7};
    sim_result few, many;
    solved s;
    sim_run run;

    ck_assert_int_eq(solve_arms(&s, &arm, 1, 730, &options, &err), SIM_OK);
    ck_assert_int_eq(sim_network_init(&net, &model_knee, &err), SIM_OK);
    run = (sim_run){.net = &net,
                    .p = solved_stage(&s, 0, "knee")->p,
                    .options = &options,
                    .end = 730,
                    .every = 730};
    ck_assert_int_eq(sim_run_model(&run, &few, &err), SIM_OK);
    run.every = 1;
    ck_assert_int_eq(sim_run_model(&run, &many, &err), SIM_OK);
    ck_assert_uint_eq(few.grid.n, 2);
    ck_assert_uint_eq(many.grid.n, 731);
    ck_assert_uint_eq(many.cost.rhs, few.cost.rhs);
    ck_assert_mem_eq(many.x_end, few.x_end, model_knee.n_states * sizeof *few.x_end);
    ck_assert_str_eq(many.solver, "rodas5p");
    sim_result_free(&few);
    sim_result_free(&many);
    sim_network_free(&net);
    solved_free(&s);
}
END_TEST

/* Right-hand sides that each arm took, culture and knee, by msbdf at 1e-7 and with four
 * states fewer: imprint, memory, flare and adherence. */
static const size_t before[] = {4252, 4760, 5179, 5667, 965};

/* The largest error of any state of a stage, relative to the larger of its scale and of its
 * own largest value. */
static double error_of(const sim_outcome *o, const sim_outcome *exact)
{
    const size_t width = o->result.grid.n_states, n = o->result.grid.n;
    double scales[64], worst = 0;

    ck_assert_uint_eq(n, exact->result.grid.n);
    o->model->scales(o->p, scales);
    for (size_t i = 0; i < o->model->n_moving; i++) {
        const double *x = &o->result.grid.x[i], *is = &exact->result.grid.x[i];
        double off = 0, size = scales[i];

        for (size_t k = 0; k < n; k++) {
            size = fmax(size, fabs(is[k * width]));
            off = fmax(off, fabs(x[k * width] - is[k * width]));
        }
        worst = fmax(worst, off / size);
    }
    return worst;
}

static void solve_by(const char *solver, double rtol, solved *s)
{
    const sim_options options = by_solver(solver, rtol);
    sim_error err = {""};

    ck_assert_msg(solve_arms(s, all_arms, LENGTH(before), 730, &options, &err) == SIM_OK,
                  "%s", err.text);
}

START_TEST(an_error_of_1e_5_costs_four_slopes_of_the_five_that_fewer_states_cost)
{
    static const char *const stages[] = {"passaging", "knee"};
    size_t took = 0, took_before = 0;
    solved s, exact;

    solve_by("auto", 2e-6, &s);
    solve_by("msbdf", 1e-11, &exact);
    for (size_t arm = 0; arm < (size_t)LENGTH(before); arm++) {
        for (int i = 0; i < LENGTH(stages); i++) {
            const sim_outcome *o = solved_stage(&s, arm, stages[i]);
            const double error = error_of(o, solved_stage(&exact, arm, stages[i]));

            took += o->result.cost.rhs;
            ck_assert_msg(error <= 1e-5, "%s, %s: %g", arm_names[arm], stages[i], error);
        }
        took_before += before[arm];
    }
    ck_assert_msg(took <= took_before * 8 / 10, "%zu, and took %zu", took, took_before);
    solved_free(&s);
    solved_free(&exact);
}
END_TEST

static Suite *suite(void)
{
    Suite *all = suite_create("chain");
    TCase *still = tcase_create("still"), *solution = tcase_create("solution"),
          *culture = tcase_create("culture"), *cost = tcase_create("cost");

    tcase_add_loop_test(still, an_untreated_knee_stays_where_it_is, 0,
                        LENGTH(still_by) * LENGTH(untreated));
    tcase_add_loop_test(still, nothing_leads_an_untreated_knee_away_but_for_rounding, 0,
                        LENGTH(untreated));
    tcase_add_loop_test(still, cartilage_of_an_untreated_knee_falls_exponentially, 0,
                        LENGTH(losses));
    tcase_add_test(still, adherence_of_an_untreated_knee_falls_to_what_pain_allows);
    tcase_add_test(solution, a_thousandth_of_the_tolerance_moves_no_summary_number);
    tcase_add_test(solution, no_count_is_ever_negative);
    tcase_add_test(solution, arms_that_differ_downstream_share_a_culture);
    tcase_add_test(solution, the_mean_course_is_the_mixture_of_a_hit_and_a_miss);
    tcase_add_test(solution, a_product_without_culture_skips_it);
    tcase_add_test(solution, doses_fall_on_their_days_and_outputs_come_after_them);
    tcase_add_test(solution, a_disturbed_joint_returns_to_its_set_point);
    tcase_set_timeout(solution, 120);
    tcase_add_loop_test(culture, the_model_obeys_both_identities_at_constant_p, 0,
                        LENGTH(probabilities));
    tcase_add_loop_test(culture,
                        a_culture_whose_daughters_are_mostly_senescent_shrinks_to_those, 0,
                        LENGTH(caps));
    tcase_add_test(culture, a_dying_culture_is_extinct_and_harvests_nothing);
    tcase_add_test(culture, a_spent_culture_says_from_which_passage);
    tcase_add_test(culture, a_culture_seeded_above_confluence_runs_its_whole_time);
    tcase_add_test(culture, what_a_joint_cannot_be_is_refused);
    tcase_add_test(cost, an_arm_that_nobody_asks_for_is_not_solved);
    tcase_add_test(cost, outputs_do_not_drive_the_solver);
    tcase_add_test(cost,
                   an_error_of_1e_5_costs_four_slopes_of_the_five_that_fewer_states_cost);
    suite_add_tcase(all, still);
    suite_add_tcase(all, solution);
    suite_add_tcase(all, culture);
    suite_add_tcase(all, cost);
    return all;
}

int main(void)
{
    gsl_set_error_handler_off();
    return suite_run(suite());
}
