/* test_cues.c -- records that a run is told: at its start and after events, by any solver, and a
 * culture whose passages are told. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

#include "sim/engine/cues.h"
#include "sim/engine/ode.h"
#include "tests/data_models.h"
#include "tests/solve.h"
#include "tests/suite.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static size_t slot_of(const sim_model *m, const char *name)
{
    const sim_symbol *s = sim_model_find(m, name);

    ck_assert_ptr_nonnull(s);
    return s->slot;
}

static size_t event_of(const sim_model *m, const char *name)
{
    size_t i = 0;

    while (strcmp(m->events[i].name, name) != 0) ck_assert_uint_lt(++i, m->n_events);
    return i;
}

/* ---- lists ------------------------------------------------------------------ */

START_TEST(lists_are_compared_by_all_they_tell)
{
    static const sim_cue one[] = {{1, 2, 4, 2.385}, {0, 1, 3, 3.71}};
    static const sim_cue others[][2] = {{{0, 2, 4, 2.385}, {0, 1, 3, 3.71}},
                                        {{1, 3, 4, 2.385}, {0, 1, 3, 3.71}},
                                        {{1, 2, 5, 2.385}, {0, 1, 3, 3.71}},
                                        {{1, 2, 4, 2.385}, {0, 1, 3, 3.72}}};
    const sim_cues all = {NULL, one, 2}, fewer = {NULL, one, 1}, none = {NULL, NULL, 0};

    ck_assert_int_eq(sim_cues_compare(&all, &(sim_cues){NULL, one, 2}), 0);
    ck_assert_int_eq(sim_cues_compare(&none, &(sim_cues){NULL, one, 0}), 0);
    ck_assert_int_gt(sim_cues_compare(&all, &fewer), 0);
    ck_assert_int_lt(sim_cues_compare(&none, &fewer), 0);
    for (size_t i = 0; i < LENGTH(others); i++) {
        const sim_cues other = {NULL, others[i], 2};
        const int order = sim_cues_compare(&all, &other);

        ck_assert_int_ne(order, 0);
        ck_assert_int_lt(order * sim_cues_compare(&other, &all), 0);
    }
}
END_TEST

/* ---- an oscillator ----------------------------------------------------------- */

/* Kicks come at 1.7, 3.7 and 5.7; a rises through the level at its start and once a turn. */
static void run_circle(const sim_cues *cues, size_t solver, sim_result *result)
{
    const sim_value values[] = {{"stiff", 23.85}, {"kicks", 3}, {0}};
    const sim_options options = {.rtol = 1e-8, .solver = solver};
    sim_setup setup;
    sim_error err = {""};

    ck_assert_int_eq(sim_setup_init(&setup, &model_circle, values, &err), SIM_OK);
    ck_assert_int_eq(sim_run_model(&(sim_run){.net = &setup.net,
                                              .p = setup.p,
                                              .options = &options,
                                              .end = 7,
                                              .cues = cues},
                                   result, &err),
                     SIM_OK);
    sim_setup_free(&setup);
}

START_TEST(a_record_is_what_it_is_told_and_events_go_on_from_there)
{
    const sim_model *m = &model_circle;
    const size_t kick = event_of(m, "kick"), high = event_of(m, "high");
    const size_t kicked = slot_of(m, "kicked"), crossings = slot_of(m, "crossings");
    const sim_cue list[] = {{high, 0, kicked, 100},   {kick, 2, kicked, 400},
                            {kick, 2, kicked, 500},   {high, 1, crossings, 70},
                            {high, 17, crossings, 9}, {high, 2, kicked, -3}};
    const sim_cues told = {m, list, 5};
    sim_result result, untold;

    run_circle(&told, 0, &result);
    run_circle(NULL, 0, &untold);
    ck_assert_double_eq(untold.x_end[kicked], 3);
    ck_assert_double_eq(result.x_end[kicked], 501);
    ck_assert_double_ge(untold.x_end[crossings], 2);
    ck_assert_double_eq(result.x_end[crossings], untold.x_end[crossings] + 69);
    ck_assert_mem_eq(result.x_end, untold.x_end, m->n_moving * sizeof *result.x_end);
    sim_result_free(&result);
    sim_result_free(&untold);
}
END_TEST

START_TEST(a_report_has_what_was_told_before_the_event_and_not_then)
{
    const sim_model *m = &model_circle;
    const size_t crossings = slot_of(m, "crossings");
    const sim_cue list[] = {{0, 0, crossings, 20}, {event_of(m, "high"), 1, crossings, 70}};
    const sim_cues told = {m, list, LENGTH(list)};
    sim_result result;

    run_circle(&told, 0, &result);
    ck_assert_uint_ge(result.reports.n, 2);
    ck_assert_double_eq(result.reports.x[crossings], 20);
    ck_assert_double_eq(result.reports.x[result.reports.n_states + crossings], 70);
    sim_result_free(&result);
}
END_TEST

/* ---- a culture ---------------------------------------------------------------- */

enum { TOLD = 5, CUES = 3 * TOLD + 1, CULTURES = 3 };

/* Passages 1 to 4, each plated with more than there is; the second with fewer. */
static const double days[TOLD] = {11.37, 6.5, 9.3, 7.25, 12};
static const double cells[TOLD] = {0, 2.385e7, 1137, 3.71e8, 4.1e5};
static const double area = 1e9, cap = 500;

static sim_cues tell_culture(sim_cue list[CUES], size_t last)
{
    const sim_model *m = &model_passaging;
    const size_t detach = event_of(m, "detach");
    sim_cues cues = {m, list, 0};

    for (size_t passage = 0; passage <= last; passage++) {
        const bool follows = passage < last;

        list[cues.n++] = (sim_cue){detach, passage, slot_of(m, "told_days"), days[passage]};
        list[cues.n++] = (sim_cue){detach, passage, slot_of(m, "told_cells"),
                                   follows ? cells[passage + 1] : -1};
        list[cues.n++] =
            (sim_cue){detach, passage, slot_of(m, "told_area"), follows ? area : -1};
    }
    list[cues.n++] = (sim_cue){detach, last + 1, slot_of(m, "told_days"), -1};
    return cues;
}

/* Nothing but division in free space, and no senescence to speak of. */
static const sim_value free_space[] = {{"hazard_scale", 200},  {"hazard_shape", 6},
                                       {"death_rate", 0},      {"harvest_passage", 4},
                                       {"thawed_passage", 3},  {"founders", 200},
                                       {"initial_area", 1e5},  {"lag_time", 24},
                                       {"dilution_lag", 1.37}, {0}};

static void run_culture(const sim_value values[], const sim_cues *cues,
                        const sim_options *options, sim_result *result)
{
    sim_setup setup;
    sim_error err = {""};
    sim_run run = {.options = options, .end = INFINITY, .cues = cues};

    ck_assert_int_eq(sim_setup_init(&setup, &model_passaging, values, &err), SIM_OK);
    run.net = &setup.net;
    run.p = setup.p;
    ck_assert_msg(sim_run_model(&run, result, &err) == SIM_OK, "%s", err.text);
    sim_setup_free(&setup);
}

static double at_report(const sim_result *r, size_t passage, const char *name)
{
    ck_assert_uint_lt(passage, r->reports.n);
    return r->reports.x[passage * r->reports.n_states + slot_of(&model_passaging, name)];
}

/* Cells of one after so many days: a doubling per cycle of 23 h, after a lag whose part of those
 * that have recovered is 1 - exp(-(t / delay)^2). */
static double grown(size_t passage)
{
    const double density = cells[passage] / area, t = days[passage];
    const double thin = passage == 0 ? 0 : fmax(0, log10(1000 / density));
    const double delay = (1 + 1.37 * thin) * 24 / 24;
    const double lost = delay * sqrt(M_PI) / 2 * erf(t / delay);

    return exp2((t - lost) * 24 / 23);
}

static double caught(size_t passage)
{
    const double thawed = passage == 3 ? 0.35 : 1;

    return passage == 0 ? 200 : cells[passage] * 0.85 * thawed;
}

static const char *const ways[] = {"auto", "rodas5p", "msbdf"};

static size_t solver_named(const char *name)
{
    size_t i = 0;

    while (strcmp(sim_solver_name(i), name) != 0)
        ck_assert_ptr_nonnull(sim_solver_name(++i));
    return i;
}

START_TEST(a_culture_goes_as_it_is_told)
{
    const sim_options options = {.rtol = 1e-9, .solver = solver_named(ways[_i])};
    sim_cue list[CUES];
    const sim_cues cues = tell_culture(list, TOLD - 1);
    double t = 0;
    sim_result r;

    run_culture(free_space, &cues, &options, &r);
    ck_assert_uint_eq(r.reports.n, TOLD);
    for (size_t passage = 0; passage < TOLD; passage++) {
        const double live = caught(passage) * grown(passage);

        ck_assert_double_eq(at_report(&r, passage, "passage"), (double)passage);
        t += days[passage];
        ck_assert_double_eq_tol(r.reports.t[passage], t, 1e-12);
        ck_assert_msg(fabs(at_report(&r, passage, "cycling") / live - 1) < 2e-4,
                      "P%zu: %.9g, not %.9g", passage, at_report(&r, passage, "cycling"),
                      live);
        if (passage == 0) continue;
        ck_assert_double_eq(at_report(&r, passage, "plated"), cells[passage]);
        ck_assert_double_eq(at_report(&r, passage, "area"), area);
    }
    sim_result_free(&r);
}
END_TEST

/* What is told of two passages is not told of the third. */
START_TEST(a_culture_goes_on_by_its_rows_where_nothing_is_told)
{
    const sim_options options = {.rtol = 1e-7};
    const sim_value values[] = {{"harvest_passage", 4}, {"max_area", cap}, {0}};
    sim_cue list[CUES];
    const sim_cues cues = tell_culture(list, 2);
    sim_result r;

    run_culture(values, &cues, &options, &r);
    ck_assert_uint_eq(r.reports.n, 5);
    ck_assert_double_eq(at_report(&r, 1, "plated"), cells[1]);
    ck_assert_double_eq(at_report(&r, 2, "plated"), cells[2]);
    ck_assert_double_le(at_report(&r, 3, "area"), cap);
    ck_assert_double_eq_tol(at_report(&r, 3, "plated"), 4000 * at_report(&r, 3, "area"),
                            1e-6);
    ck_assert_double_le(r.reports.t[3] - r.reports.t[2], 14 + 1e-9);
    ck_assert_double_eq(at_report(&r, 3, "told_days"), -1);
    sim_result_free(&r);
}
END_TEST

/* Plated so that 100 cm2 are covered within days, and left there for twenty. */
START_TEST(a_passage_that_is_told_its_length_has_it_however_dense)
{
    const sim_options options = {.rtol = 1e-7};
    const sim_value values[] = {{"harvest_passage", 1}, {"primary_days", 11.37}, {0}};
    const sim_model *m = &model_passaging;
    const size_t detach = event_of(m, "detach");
    const sim_cue list[] = {{detach, 0, slot_of(m, "told_cells"), 2.385e5},
                            {detach, 0, slot_of(m, "told_area"), 100},
                            {detach, 1, slot_of(m, "told_days"), 20}};
    const sim_cues cues = {m, list, LENGTH(list)};
    sim_result r;

    run_culture(values, &cues, &options, &r);
    ck_assert_uint_eq(r.reports.n, 2);
    ck_assert_double_gt(2100 * at_report(&r, 1, "cycling"), 0.75 * 1e8 * 100);
    ck_assert_double_eq_tol(r.reports.t[1], 31.37, 1e-12);
    sim_result_free(&r);
}
END_TEST

/* Counts are whole, and as many as attach are there, of whichever kind. */
START_TEST(a_culture_in_counts_goes_as_it_is_told)
{
    static const char *const methods[] = {"tau", "ssa"};
    static const sim_value values[] = {{"harvest_passage", 2}, {"founders", 40},
                                       {"attachment", 1},      {"hazard_scale", 9},
                                       {"death_rate", 0},      {0}};
    sim_options options = {.rtol = 1e-6, .stream = {.seed = 2385}};
    const sim_model *m = &model_passaging;
    const size_t detach = event_of(m, "detach");
    const sim_cue list[] = {{detach, 0, slot_of(m, "told_days"), 5},
                            {detach, 0, slot_of(m, "told_cells"), 3710},
                            {detach, 0, slot_of(m, "told_area"), 371},
                            {detach, 1, slot_of(m, "told_days"), 1e-9},
                            {detach, 1, slot_of(m, "told_cells"), 1},
                            {detach, 2, slot_of(m, "told_days"), 1e-9}};
    const sim_cues cues = {m, list, LENGTH(list)};
    sim_result r;

    while (strcmp(sim_stepper_name(options.method), methods[_i]) != 0) options.method++;
    run_culture(values, &cues, &options, &r);
    ck_assert_uint_eq(r.reports.n, 3);
    ck_assert_double_eq(at_report(&r, 1, "cycling") + at_report(&r, 1, "senescent"), 3710);
    ck_assert_double_gt(at_report(&r, 1, "senescent"), 0);
    ck_assert_double_eq(fmod(at_report(&r, 1, "cycling"), 1), 0);
    ck_assert_double_eq(at_report(&r, 2, "cycling") + at_report(&r, 2, "senescent"), 1);
    ck_assert_ptr_null(r.part_of);
    sim_result_free(&r);
}
END_TEST

/* ---- chains --------------------------------------------------------------------- */

/* Arms of the same constants: told one thing, another, the first again, and nothing. */
enum { ARMS = 4 };

static void solve_told(sim_solution *solution, size_t lanes, sim_shelf *shelf, solved *s)
{
    static const change usual[] = {{0}}, *const same[ARMS] = {usual, usual, usual, usual};
    const sim_options options = {.rtol = 1e-6, .kernels = {.lanes = lanes}};
    sim_cue lists[2][CUES];
    sim_cues cues[ARMS] = {{0}};
    sim_error err = {""};
    sim_task task;

    for (size_t arm = 0; arm < ARMS - 1; arm++)
        cues[arm] = tell_culture(lists[arm % 2], 1 + arm % 2);
    ck_assert_int_eq(solve_arms(s, same, ARMS, 5, &options, &err), SIM_OK);
    task = (sim_task){.chain = &models_chains[0],
                      .params = s->params,
                      .n_arms = ARMS,
                      .cues = cues,
                      .end = 5,
                      .every = 1,
                      .shelf = shelf,
                      .options = options};
    ck_assert_int_eq(sim_chain_solve(&task, solution, &err), SIM_OK);
}

static double harvest(const sim_solution *s, size_t arm)
{
    const sim_outcome *o = sim_solution_outcome(s, arm, 0);

    return sim_outcome_end(o, sim_model_find(&model_passaging, "harvested"));
}

START_TEST(arms_that_are_told_the_same_share_a_culture)
{
    static const size_t lanes[] = {1, 2, 4, 8};
    sim_solution solution, again;
    sim_shelf shelf = {0};
    solved s, other;

    solve_told(&solution, lanes[_i], &shelf, &s);
    ck_assert_ptr_eq(sim_solution_outcome(&solution, 0, 0),
                     sim_solution_outcome(&solution, 2, 0));
    for (size_t arm = 0; arm < ARMS; arm++)
        for (size_t before = 0; before < arm; before++)
            ck_assert(harvest(&solution, arm) != harvest(&solution, before) ||
                      (arm == 2 && before == 0));
    ck_assert_double_eq(harvest(&solution, 3), solved_end(&s, 0, "passaging", "harvested"));
    solve_told(&again, 1, &shelf, &other);
    for (size_t arm = 0; arm < ARMS; arm++)
        ck_assert_ptr_eq(sim_solution_outcome(&solution, arm, 0),
                         sim_solution_outcome(&again, arm, 0));
    sim_solution_free(&solution);
    sim_solution_free(&again);
    solved_free(&s);
    solved_free(&other);
    sim_shelf_clear(&shelf);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cues");
    TCase *tc = tcase_create("cues");

    gsl_set_error_handler_off();
    tcase_add_test(tc, lists_are_compared_by_all_they_tell);
    tcase_add_test(tc, a_record_is_what_it_is_told_and_events_go_on_from_there);
    tcase_add_test(tc, a_report_has_what_was_told_before_the_event_and_not_then);
    tcase_add_loop_test(tc, a_culture_goes_as_it_is_told, 0, LENGTH(ways));
    tcase_add_test(tc, a_culture_goes_on_by_its_rows_where_nothing_is_told);
    tcase_add_test(tc, a_passage_that_is_told_its_length_has_it_however_dense);
    tcase_add_loop_test(tc, a_culture_in_counts_goes_as_it_is_told, 0, 2);
    tcase_add_loop_test(tc, arms_that_are_told_the_same_share_a_culture, 0, 4);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
