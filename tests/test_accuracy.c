/* test_accuracy.c -- every ending at random constants, at the ends of ranges and by all presets:
 * what `[run] solver = auto` gives at its usual tolerance, against another solver at 1e-11.
 *
 * Numbers of the summary are right to 1e-4 of their size, or of 1 mm, 1 cell, 1 day, 0.01 of a
 * share or ratio, or a hundredth of the largest in their column, if that is larger; a day of an
 * extreme is right if what is told of it is as extreme to that.  States of all stages, at outputs
 * and at events, are right to 1e-5 of their scale, or of their largest value in the course, and
 * events to 1e-4 of their time, or of a day.  Counts are no further below 0 than 1e-6 of their
 * scale, before any is clipped.
 *
 * In the environment ACCURACY=200 draws as many sets of each ending, a quarter of that more with a
 * row at an end of its range, and takes all presets; SEED=7 draws others, VERBOSE=1 prints what is
 * worst and what it took. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/engine/ode.h"
#include "sim/study/presets.h"
#include "sim/study/session.h"
#include "sim/study/tables.h"
#include "tests/suite.h"

enum {
    STAGES = 4,
    CONSTANTS = 256,
    SUMMARIES = 64,
    STATES = 64,
    USUAL_SETS = 8,
    SETS = 400
};

static const double exact_rtol = 1e-11;

/* The default of [run] rtol. */
static double usual_rtol(void) { return sim_model_find(&model_settings, "rtol")->value; }

static int asked(const char *name, int usual)
{
    const char *text = getenv(name);

    return text ? atoi(text) : usual;
}

static bool is_asked(const char *name) { return getenv(name) != NULL; }

/* ---- what no solver is to leave below nothing ----------------------------- */

static struct {
    const sim_model *model;
    double lowest[STATES]; /* of a state since the start of a set */
} depth;

sim_status __real_sim_stepper_check(const sim_network *net, double t, const double x[],
                                    sim_error *err);
sim_status __wrap_sim_stepper_check(const sim_network *net, double t, const double x[],
                                    sim_error *err);

/* Sees every state before it is clipped: those of outputs, and the ends of steps. */
sim_status __wrap_sim_stepper_check(const sim_network *net, double t, const double x[],
                                    sim_error *err)
{
    for (size_t i = 0; net->model == depth.model && i < net->model->n_moving; i++)
        depth.lowest[i] = fmin(depth.lowest[i], x[i]);
    return __real_sim_stepper_check(net, t, x, err);
}

/* ---- an ending ------------------------------------------------------------ */

/* One number of a set: by the usual solver, and exactly. */
typedef struct {
    double found, exact;
} pair;

typedef struct {
    const sim_chain *chain;
    const sim_model *model; /* the last */
    sim_catalog catalog;
    sim_presets presets;
    sim_network *nets;
    gsl_rng *rng;
    double p[2][STAGES][CONSTANTS]; /* of the arm and of its background */
    char what[64];                  /* the set in words */
    pair numbers[SETS][SUMMARIES];
    char whats[SETS][64];
    size_t n;
    double worst_state, worst_depth;
    size_t steps, rhs, exact_steps, refused, unknown;
    char text[4096];
    int n_bad;
} ending;

static void open_ending(ending *e, const sim_chain *chain)
{
    static const sim_model *models[STAGES];
    sim_error err = {""};

    *e = (ending){.chain = chain, .model = chain->stages[chain->n_stages - 1].model};
    for (size_t i = 0; i < chain->n_stages; i++) models[i] = chain->stages[i].model;
    depth.model = e->model;
    ck_assert_uint_le(e->model->n_summaries, SUMMARIES);
    for (size_t i = 0; i < chain->n_stages; i++)
        ck_assert_uint_le(models[i]->n_states, STATES);
    ck_assert_int_eq(sim_catalog_init(&e->catalog, models, chain->n_stages, &err), SIM_OK);
    e->catalog.chain = chain;
    e->catalog.chains = models_chains;
    ck_assert_msg(sim_presets_init(&e->presets, &e->catalog, models_preset_texts, &err) ==
                      SIM_OK,
                  "%s", err.text);
    ck_assert_int_eq(sim_chain_make_nets(chain, &e->nets, &err), SIM_OK);
    e->rng = gsl_rng_alloc(sim_rng_type);
    sim_rng_start(
        e->rng, &(sim_stream){.seed = (uint64_t)asked("SEED", 1), .purpose = chain->name});
}

static void close_ending(ending *e)
{
    sim_chain_free_nets(e->chain, e->nets);
    sim_presets_free(&e->presets);
    sim_catalog_free(&e->catalog);
    gsl_rng_free(e->rng);
}

static void complain(ending *e, const char *what, const char *name, pair p)
{
    const size_t length = strlen(e->text);

    e->n_bad++;
    snprintf(e->text + length, sizeof e->text - length, "%s: %s is %.9g, expected %.9g\n",
             what, name, p.found, p.exact);
}

/* ---- sets ----------------------------------------------------------------- */

static double *value_of(ending *e, const sim_parameter *row)
{
    return &e->p[0][row->model][row->symbol->slot];
}

static void set_usual(ending *e)
{
    for (size_t i = 0; i < e->catalog.n; i++)
        *value_of(e, &e->catalog.rows[i]) = e->catalog.rows[i].usual;
}

/* Log-normal with sd 0.3 around what is usual, within its range; a word or a whole number is
 * any. */
static double draw_row(ending *e, const sim_parameter *row)
{
    const sim_symbol *s = row->symbol;
    double value;

    if (s->kind == SIM_WORD) {
        size_t n = 0;

        while (s->words(n)) n++;
        return (double)gsl_rng_uniform_int(e->rng, n);
    }
    if (s->kind == SIM_WHOLE)
        return s->low + floor((s->high - s->low + 1) * gsl_rng_uniform(e->rng));
    do {
        value = row->usual * exp(0.3 * gsl_ran_gaussian(e->rng, 1));
    } while (value < s->low || value > s->high);
    return value;
}

static void draw_set(ending *e)
{
    for (size_t i = 0; i < e->catalog.n; i++)
        *value_of(e, &e->catalog.rows[i]) = draw_row(e, &e->catalog.rows[i]);
}

/* One of the drawn numbers at an end of its range. */
static void draw_end(ending *e)
{
    const sim_parameter *row;

    draw_set(e);
    do {
        row = &e->catalog.rows[gsl_rng_uniform_int(e->rng, e->catalog.n)];
    } while (row->symbol->kind != SIM_PARAM);
    *value_of(e, row) =
        gsl_rng_uniform(e->rng) < 0.5 ? row->symbol->low : row->symbol->high;
    snprintf(e->what + strlen(e->what), sizeof e->what - strlen(e->what), " (%s = %g)",
             row->symbol->name, *value_of(e, row));
}

static void set_preset(ending *e, const sim_preset *preset)
{
    set_usual(e);
    for (size_t i = 0; i < preset->n_rows; i++)
        *value_of(e, &e->catalog.rows[preset->rows[i].row]) = preset->rows[i].value;
}

/* The same without what treats. */
static void make_background(ending *e)
{
    memcpy(e->p[1], e->p[0], sizeof e->p[0]);
    for (size_t i = 0; i < e->chain->n_treatment; i++) {
        const sim_row_name *name = &e->chain->treatment[i];
        const sim_parameter *row = sim_catalog_get(&e->catalog, name->section, name->name);

        e->p[1][row->model][row->symbol->slot] = 0;
    }
}

/* ---- solving -------------------------------------------------------------- */

static size_t solver_named(const char *name)
{
    size_t i = 0;

    while (strcmp(sim_solver_name(i), name) != 0) i++;
    return i;
}

static sim_status solve(ending *e, const char *solver, double rtol, sim_solution *solution,
                        sim_error *err)
{
    static const size_t backgrounds[] = {1, 2};
    const double *params[2 * STAGES];
    sim_task task = {.chain = e->chain,
                     .params = params,
                     .n_arms = e->chain->n_treatment > 0 ? 2 : 1,
                     .end = e->chain->days > 0 ? e->chain->days : 730,
                     .every = 1,
                     .nets = e->nets,
                     .options = {.solver = solver_named(solver), .rtol = rtol}};

    if (task.n_arms == 2) task.backgrounds = backgrounds;
    for (size_t arm = 0; arm < task.n_arms; arm++)
        for (size_t i = 0; i < e->chain->n_stages; i++)
            params[arm * e->chain->n_stages + i] = e->p[arm][i];
    return sim_chain_solve(&task, solution, err);
}

/* By whatever can. */
static sim_status solve_exactly(ending *e, sim_solution *solution, sim_error *err)
{
    sim_status status = solve(e, "msbdf", exact_rtol, solution, err);

    if (status == SIM_OK) return status;
    sim_solution_free(solution);
    return solve(e, "rkf45", exact_rtol, solution, err);
}

/* ---- comparing ------------------------------------------------------------ */

static void count_cost(ending *e, const sim_outcome *o)
{
    for (int i = 0; i < SIM_COURSES && o->course[i]; i++) count_cost(e, o->course[i]);
    if (o->course[0]) return;
    e->steps += o->result.cost.steps;
    e->rhs += o->result.cost.rhs;
}

/* The same stage, solved twice. */
typedef struct {
    const sim_network *net;
    const sim_result *found, *exact;
    double size[STATES]; /* of a state: what its error is held against */
} twice;

static void raise_sizes(twice *w, const sim_course *course)
{
    for (size_t row = 0; row < course->n; row++)
        for (size_t i = 0; i < w->net->model->n_moving; i++)
            w->size[i] = fmax(w->size[i], fabs(course->x[row * course->n_states + i]));
}

/* Has one of the two an event before t that the other has not yet?  These are held against each
 * other themselves. */
static bool is_between_events(const twice *w, double t)
{
    const sim_course *a = &w->found->reports, *b = &w->exact->reports;

    for (size_t i = 0; i < a->n && i < b->n; i++)
        if ((a->t[i] <= t) != (b->t[i] <= t)) return true;
    return false;
}

static void take_state(ending *e, const twice *w, size_t state, pair p)
{
    const sim_symbol *s = w->net->states[state];
    const double off = fabs(p.found - p.exact) / w->size[state];

    e->worst_state = fmax(e->worst_state, off);
    if (off <= 1e-5) return;
    if (is_asked("VERBOSE"))
        printf("%s: %s: %s: %.2g\n", e->chain->name, e->what, s->name, off);
    complain(e, e->what, s->name, p);
}

static void compare_row(ending *e, const twice *w, const sim_course *a, const sim_course *b,
                        size_t row)
{
    const double *found = &a->x[row * a->n_states], *exact = &b->x[row * b->n_states];

    for (size_t i = 0; i < w->net->model->n_moving; i++)
        take_state(e, w, i, (pair){found[i], exact[i]});
}

static void compare_outputs(ending *e, const twice *w)
{
    const sim_course *a = &w->found->grid, *b = &w->exact->grid;

    if (a->n != b->n) complain(e, e->what, "rows", (pair){(double)a->n, (double)b->n});
    for (size_t row = 0; row < a->n && row < b->n; row++)
        if (!is_between_events(w, b->t[row])) compare_row(e, w, a, b, row);
}

static void compare_events(ending *e, const twice *w)
{
    const sim_course *a = &w->found->reports, *b = &w->exact->reports;

    if (a->n != b->n) complain(e, e->what, "events", (pair){(double)a->n, (double)b->n});
    for (size_t row = 0; row < a->n && row < b->n; row++) {
        const pair t = {a->t[row], b->t[row]};

        compare_row(e, w, a, b, row);
        if (!(fabs(t.found - t.exact) <= 1e-4 * fmax(1, t.exact)))
            complain(e, e->what, "an event", t);
    }
}

static void compare_courses(ending *e, size_t stage, const sim_outcome *found,
                            const sim_outcome *exact)
{
    twice w = {&e->nets[stage], &found->result, &exact->result, {0}};

    if (found->skipped || found->model->n_moving == 0) return;
    found->model->scales(found->p, w.size);
    raise_sizes(&w, &exact->result.grid);
    raise_sizes(&w, &exact->result.reports);
    compare_outputs(e, &w);
    compare_events(e, &w);
}

/* What a summary tells the day of was, on a day, by the exact solver. */
static double exact_on(const sim_solution *exact, const sim_summary *row, double day)
{
    const sim_outcome *o = sim_solution_outcome(exact, 0, exact->chain->n_stages - 1);
    const sim_outcome *background = sim_solution_background(exact, 0);
    const sim_symbol *s = &o->model->symbols[row->symbol];

    if (!sim_reading_is_against(row->reading)) return sim_outcome_on_day(o, s, day);
    return sim_outcome_on_day(o, s, day) - sim_outcome_on_day(background, s, day);
}

static pair read_summary(const sim_solution *found, const sim_solution *exact,
                         const sim_summary *row)
{
    const pair p = {sim_summary_read(found, 0, row), sim_summary_read(exact, 0, row)};

    if (!sim_reading_is_day(row->reading)) return p;
    if (!isfinite(p.found) || !isfinite(p.exact)) return p;
    return (pair){exact_on(exact, row, p.found), exact_on(exact, row, p.exact)};
}

static void compare(ending *e, const sim_solution *found, const sim_solution *exact)
{
    for (size_t i = 0; i < e->model->n_summaries; i++)
        e->numbers[e->n][i] = read_summary(found, exact, &e->model->summaries[i]);
    snprintf(e->whats[e->n], sizeof e->whats[e->n], "%s", e->what);
    e->n++;
    for (size_t arm = 0; arm < found->n_arms; arm++)
        for (size_t stage = 0; stage < e->chain->n_stages; stage++)
            compare_courses(e, stage, sim_solution_outcome(found, arm, stage),
                            sim_solution_outcome(exact, arm, stage));
    for (size_t i = 0; i < found->n_outcomes; i++) count_cost(e, found->outcomes[i]);
}

static void check_depth(ending *e, const sim_solution *found)
{
    const size_t last = e->chain->n_stages - 1;
    double scales[STATES];

    e->model->scales(sim_solution_outcome(found, 0, last)->p, scales);
    for (size_t i = 0; i < e->model->n_moving; i++) {
        const double share = depth.lowest[i] / scales[i];
        const sim_symbol *s = e->nets[last].states[i];

        if (s->kind != SIM_SPECIES) continue;
        e->worst_depth = fmin(e->worst_depth, share);
        if (share < -1e-6) complain(e, e->what, s->name, (pair){depth.lowest[i], 0});
    }
}

/* Solves the set twice; false: it was refused. */
static bool take_set(ending *e)
{
    sim_solution found, exact;
    sim_error err = {""};
    sim_status status;
    bool refused;

    make_background(e);
    memset(depth.lowest, 0, sizeof depth.lowest);
    status = solve(e, "auto", usual_rtol(), &found, &err);
    refused = found.refusal != NULL;
    e->refused += refused;
    if (status == SIM_OK) {
        check_depth(e, &found);
        if (solve_exactly(e, &exact, &err) == SIM_OK)
            compare(e, &found, &exact);
        else
            e->unknown++;
        sim_solution_free(&exact);
    } else if (!refused) {
        complain(e, e->what, err.text, (pair){0, 0});
    }
    sim_solution_free(&found);
    return !refused;
}

/* What a number may be off by a ten-thousandth of, be it as small as it may. */
static double floor_of(const ending *e, size_t summary)
{
    const sim_summary *row = &e->model->summaries[summary];
    const char *unit = sim_reading_is_day(row->reading)
                           ? e->model->symbols[row->symbol].unit
                           : sim_summary_column(e->model, row).unit;
    double most = 0;

    if (strcmp(unit, "mm") == 0 || strcmp(unit, "cell") == 0 || strcmp(unit, "day") == 0)
        return 1;
    if (strcmp(unit, "1") == 0) return 0.01;
    for (size_t i = 0; i < e->n; i++)
        if (isfinite(e->numbers[i][summary].exact))
            most = fmax(most, fabs(e->numbers[i][summary].exact));
    return 0.01 * most;
}

static void compare_summaries(ending *e)
{
    for (size_t k = 0; k < e->model->n_summaries; k++) {
        const double least = floor_of(e, k);
        double worst = 0;

        for (size_t i = 0; i < e->n; i++) {
            const pair p = e->numbers[i][k];
            const double off = fabs(p.found - p.exact) / fmax(fabs(p.exact), least);

            if ((isnan(p.found) && isnan(p.exact)) || p.found == p.exact) continue;
            worst = fmax(worst, off);
            if (!(off <= 1e-4)) complain(e, e->whats[i], e->model->summaries[k].name, p);
        }
        if (is_asked("VERBOSE") && worst > 2e-5)
            printf("%s: %s: %.2g\n", e->chain->name, e->model->summaries[k].name, worst);
    }
}

static void end(ending *e)
{
    compare_summaries(e);
    if (is_asked("VERBOSE"))
        printf("%s: %zu sets, %zu refused, %zu without reference; states %.2g, depth %.2g; "
               "%zu steps, %zu right-hand sides\n",
               e->chain->name, e->n, e->refused, e->unknown, e->worst_state, e->worst_depth,
               e->steps, e->rhs);
    ck_assert_msg(e->n_bad == 0, "%d numbers:\n%s", e->n_bad, e->text);
    ck_assert_uint_le(20 * e->unknown, e->n);
    close_ending(e);
    free(e);
}

/* ---- tests ---------------------------------------------------------------- */

static ending *begin(int number)
{
    ending *e = malloc(sizeof *e);

    ck_assert_ptr_nonnull(e);
    open_ending(e, &models_chains[number]);
    return e;
}

static void take_sets(ending *e, int n, void draw(ending *), const char *name)
{
    for (int i = 0, tries = 0; i < n; tries++) {
        snprintf(e->what, sizeof e->what, "%s %d", name, tries);
        draw(e);
        i += take_set(e);
        ck_assert_int_lt(tries, 1000 * n);
    }
}

START_TEST(random_sets_are_solved_right)
{
    const int n = asked("ACCURACY", USUAL_SETS);
    ending *e = begin(_i);

    take_sets(e, n, draw_set, "set");
    take_sets(e, n / 4, draw_end, "end");
    end(e);
}
END_TEST

START_TEST(presets_are_solved_right)
{
    const size_t step = is_asked("ACCURACY") ? 1 : 6;
    ending *e = begin(_i);

    set_usual(e);
    snprintf(e->what, sizeof e->what, "usual");
    ck_assert(take_set(e));
    for (size_t i = (size_t)_i; i < e->presets.n; i += step) {
        snprintf(e->what, sizeof e->what, "preset %s", e->presets.list[i].name);
        set_preset(e, &e->presets.list[i]);
        take_set(e);
    }
    end(e);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("accuracy");
    TCase *all = tcase_create("accuracy");
    int n = 0;

    gsl_set_error_handler_off();
    while (models_chains[n].name) n++;
    tcase_set_timeout(all, 3600);
    tcase_add_loop_test(all, random_sets_are_solved_right, 0, n);
    tcase_add_loop_test(all, presets_are_solved_right, 0, n);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
