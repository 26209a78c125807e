#include "tests/ending.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/csv.h"
#include "sim/io/sbml.h"
#include "sim/study/tables.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

enum { ROWS = 16, NAME = 64, SYMBOLS = 256 };

static const sim_row_name treatment[] = {
    {"product", "dose"}, {"product", "vesicles"}, {"product", "vehicle"}};

static const double drawn_rtol = 1e-6;

#define CHAIN(id) \
    static const sim_stage id##_stages[] = { \
        {&model_passaging, "passages", "culture", "expanded", NULL}, \
        {&model_product, NULL, NULL, NULL, NULL}, \
        {&model_##id, NULL, "timecourse", NULL, "timecourse_after_doses"}}; \
    const sim_chain ending_##id = {.name = #id, \
                                   .title = #id, \
                                   .stages = id##_stages, \
                                   .n_stages = LENGTH(id##_stages), \
                                   .treatment = treatment, \
                                   .n_treatment = LENGTH(treatment)};

CHAIN(gvhd)
CHAIN(ards)
CHAIN(heart)

/* ---- solving -------------------------------------------------------------- */

void ending_solve(solved *s, const sim_chain *chain, const change changes[], double end,
                  double rtol)
{
    sim_error err = {""};

    ck_assert_msg(solve_chain(s, chain, &changes, 1, end, &(sim_options){.rtol = rtol},
                              &err) == SIM_OK,
                  "%s", err.text);
}

double ending_summary(const solved *s, size_t arm, const char *name)
{
    const sim_chain *chain = s->solution.chain;
    const sim_model *m = chain->stages[chain->n_stages - 1].model;

    for (size_t i = 0; i < m->n_summaries; i++)
        if (strcmp(m->summaries[i].name, name) == 0)
            return sim_summary_read(&s->solution, arm, &m->summaries[i]);
    ck_abort_msg("no summary %s", name);
    return NAN;
}

void ending_solve_both(solved *s, const sim_chain *chain, const change changes[],
                       double end)
{
    static const size_t backgrounds[] = {1, 2};
    change nothing[ROWS + 1] = {{"product.dose", 0}};
    const change *const both[] = {changes, nothing};
    sim_error err = {""};

    for (size_t i = 0, n = 1; changes[i].name; i++)
        if (strcmp(changes[i].name, "product.dose") != 0) nothing[n++] = changes[i];
    ck_assert_msg(solve_chain(s, chain, both, 2, end, &(sim_options){.rtol = 1e-7}, &err) ==
                      SIM_OK,
                  "%s", err.text);
    s->solution.backgrounds = backgrounds;
}

double ending_read(const sim_outcome *outcome, size_t output, const char *name)
{
    const sim_symbol *s = sim_model_find(outcome->model, name);

    ck_assert_msg(s != NULL, "no %s", name);
    if (sim_symbol_is_constant(s)) return outcome->p[s->slot];
    return sim_outcome_output(outcome, s, output);
}

double ending_rate(const sim_outcome *outcome, size_t output, const char *name)
{
    const sim_course *course = &outcome->result.grid;
    const sim_model *m = outcome->model;
    double v[SYMBOLS];

    m->rates(course->t[output], &course->x[output * course->n_states], outcome->p, v);
    for (size_t i = 0; i < m->n_flows; i++)
        if (strcmp(m->flows[i].name, name) == 0) return v[i];
    ck_abort_msg("no rate of %s", name);
    return NAN;
}

void ending_check_course(const sim_chain *chain, const change changes[], double end,
                         ending_check *check)
{
    solved s;
    const sim_outcome *outcome;

    ending_solve(&s, chain, changes, end, 1e-7);
    outcome = solved_stage(&s, 0, chain->name);
    ck_assert_uint_eq(outcome->result.grid.n, (size_t)end + 1);
    for (size_t i = 0; i < outcome->result.grid.n; i++) check(outcome, i);
    solved_free(&s);
}

/* ---- against a reference -------------------------------------------------- */

/* The arm of a reference that is solved, and what is not near enough. */
typedef struct {
    const sim_chain *chain;
    double end;
    char arm[NAME];
    bool is_open;
    solved solved;
    int n, bad;
    char text[2048];
} comparison;

/* "product.dose = 0; ards.steroid = 0" */
static void read_changes(char *rows, change changes[ROWS + 1])
{
    size_t n = 0;

    for (char *row = strtok(rows, ";"); row; row = strtok(NULL, ";")) {
        char *name = row + strspn(row, " "), *sign = strstr(row, " = ");

        ck_assert(sign != NULL && n < ROWS);
        *sign = '\0';
        changes[n++] = (change){name, strtod(sign + 3, NULL)};
    }
    changes[n] = (change){NULL, 0};
}

static void open_arm(comparison *c, const char *arm, const char *rows)
{
    char text[512];
    change changes[ROWS + 1];

    if (c->is_open && strcmp(arm, c->arm) == 0) return;
    if (c->is_open) solved_free(&c->solved);
    snprintf(c->arm, sizeof c->arm, "%s", arm);
    snprintf(text, sizeof text, "%s", rows);
    read_changes(text, changes);
    ending_solve(&c->solved, c->chain, changes, c->end, 1e-9);
    c->is_open = true;
}

static sim_status take_row(void *self, const sim_csv_row *row, sim_error *err)
{
    comparison *c = self;
    const size_t length = strlen(c->text);
    double expected, found;

    (void)err;
    ck_assert_uint_eq(row->n, 5);
    if (row->line == 1) return SIM_OK;
    open_arm(c, row->field[0], row->field[1]);
    expected = strtod(row->field[4], NULL);
    found = solved_on(&c->solved, 0, row->field[2], strtod(row->field[3], NULL));
    c->n++;
    if (fabs(found - expected) <= 1e-3 * fabs(expected)) return SIM_OK;
    c->bad++;
    snprintf(c->text + length, sizeof c->text - length,
             "%s, %s on day %s: %.9g, expected %g\n", c->arm, row->field[2], row->field[3],
             found, expected);
    return SIM_OK;
}

void ending_compare(const sim_chain *chain, const char *name, double end, int n)
{
    comparison c = {.chain = chain, .end = end};
    char path[NAME];
    sim_error err = {""};
    FILE *in;

    snprintf(path, sizeof path, "tests/data/reference/%s.csv", name);
    in = fopen(path, "r");
    ck_assert_ptr_nonnull(in);
    ck_assert_msg(sim_csv_take_all(&(sim_csv_input){in, path, "another"}, take_row, &c,
                                   &err) == SIM_OK,
                  "%s", err.text);
    fclose(in);
    if (c.is_open) solved_free(&c.solved);
    ck_assert_msg(c.bad == 0, "%d of %d:\n%s", c.bad, c.n, c.text);
    ck_assert_int_eq(c.n, n);
}

/* ---- at random ------------------------------------------------------------ */

/* What a product may be; half of the numbers that may be nothing are. */
static const struct {
    const char *name;
    double low, high; /* low above 0: even in the logarithm */
    bool may_be_0;
} inputs[] = {
    {"senescent_in_fit", 0, 1, true},
    {"senescent_in_sasp", 0, 1, true},
    {"secretory_share", 0.01, 1, false},
    {"vigour", 0.01, 3, false},
    {"cells", 1, 1e9, false},
    {"injected_live", 1, 1e9, true},
    {"injected_dead", 1, 1e9, true},
    {"dose", 1, 1e9, false},
    {"vesicles", 1, 1e13, true},
    {"fitness", 0.01, 1, false},
    {"mismatch", 0, 2, true},
    {"sensitized", 0, 1, true},
    {"dose_interval", 1, 730, false},
};

static double draw_between(gsl_rng *rng, double low, double high)
{
    const double u = gsl_rng_uniform(rng);

    return low > 0 && high > 30 * low ? low * pow(high / low, u) : low + (high - low) * u;
}

static double draw_input(gsl_rng *rng, const char *name)
{
    for (size_t i = 0; i < LENGTH(inputs); i++) {
        if (strcmp(inputs[i].name, name) != 0) continue;
        if (inputs[i].may_be_0 && gsl_rng_uniform(rng) < 0.3) return 0;
        return draw_between(rng, inputs[i].low, inputs[i].high);
    }
    if (strcmp(name, "doses") == 0) return 1 + (double)gsl_rng_uniform_int(rng, 3);
    return 0;
}

static void draw_constants(gsl_rng *rng, const sim_model *m, double p[])
{
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind == SIM_INPUT) p[s->slot] = draw_input(rng, s->name);
        if (s->kind == SIM_PARAM) p[s->slot] = draw_between(rng, s->low, s->high);
        if (s->kind == SIM_WHOLE) p[s->slot] = rint(draw_between(rng, s->low, s->high));
    }
    m->derive(p);
}

/* Each assertion that holds is told too, and there are millions of numbers: they are looked at
 * first. */
static bool is_sound(const double x[], const double scales[], const char *logarithm,
                     const sim_symbol *s)
{
    if (!sim_symbol_is_state(s) || s->kind == SIM_RECORD) return true;
    if (!isfinite(x[s->slot])) return false;
    if (logarithm && strcmp(s->name, logarithm) == 0) return true;
    return x[s->slot] >= -10 * drawn_rtol * scales[s->slot];
}

static void check_output(const sim_model *m, const double p[], const double x[], double t,
                         const char *logarithm, int draw)
{
    double scales[SYMBOLS], o[SYMBOLS];

    m->scales(p, scales);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (!is_sound(x, scales, logarithm, s))
            ck_abort_msg("draw %d: %s is %g on day %g", draw, s->name, x[s->slot], t);
    }
    m->observe(t, x, p, o);
    for (size_t k = 0; k < m->n_rules; k++)
        if (!isfinite(o[k])) ck_abort_msg("draw %d: a rule is %g on day %g", draw, o[k], t);
}

static void check_run(const sim_network *net, const double p[], const ending_draws *draws,
                      int draw)
{
    const sim_options options = {.rtol = drawn_rtol};
    const sim_run run = {
        .net = net, .p = p, .options = &options, .end = draws->end, .every = 1};
    const sim_model *m = net->model;
    sim_result result;
    sim_error err = {""};

    ck_assert_msg(sim_run_model(&run, &result, &err) == SIM_OK, "draw %d: %s", draw,
                  err.text);
    for (size_t i = 0; i < result.grid.n; i++)
        check_output(m, p, &result.grid.x[i * result.grid.n_states], result.grid.t[i],
                     draws->logarithm, draw);
    sim_result_free(&result);
}

int ending_draw(const sim_model *m, const ending_draws *draws)
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);
    sim_network net;
    sim_error err = {""};
    double p[SYMBOLS];
    int refused = 0;

    ck_assert(rng && m->n_constants <= SYMBOLS && m->n_rules <= SYMBOLS);
    sim_rng_start(rng, &(sim_stream){.seed = draws->seed, .purpose = "draws"});
    ck_assert_int_eq(sim_network_init(&net, m, &err), SIM_OK);
    for (int ran = 0; ran < draws->n;) {
        char text[512];

        draw_constants(rng, m, p);
        if (sim_model_refusal(m, p, 0, text, sizeof text) < m->n_refusals)
            refused++;
        else
            check_run(&net, p, draws, refused + ran++);
    }
    sim_network_free(&net);
    gsl_rng_free(rng);
    return refused;
}

/* ---- in counts ------------------------------------------------------------ */

static void compare_courses(const solved *s, const solved *mean, const char *method)
{
    const sim_chain *chain = s->solution.chain;
    const sim_outcome *a = solved_stage(s, 0, chain->name),
                      *b = solved_stage(mean, 0, chain->name);
    const sim_course *x = &a->result.grid, *y = &b->result.grid;

    ck_assert_uint_eq(x->n, y->n);
    for (size_t i = 0; i < x->n * x->n_states; i++) {
        if (fabs(x->x[i] - y->x[i]) <= 1e-4 * (1 + fabs(y->x[i]))) continue;
        ck_abort_msg("%s: state %zu on day %g is %g, expected %g", method, i % x->n_states,
                     y->t[i / x->n_states], x->x[i], y->x[i]);
    }
}

void ending_compare_counts(const sim_chain *chain, const change changes[], double end)
{
    change all[ROWS + 1] = {{"product.expanded", 0}};
    const change *const arms[] = {all};
    sim_error err = {""};
    solved mean;

    for (size_t i = 0; changes[i].name; i++) all[i + 1] = changes[i];
    ending_solve(&mean, chain, all, end, 1e-8);
    for (size_t method = 1; sim_steppers[method]; method++) {
        solved s;

        ck_assert_msg(solve_chain(&s, chain, arms, 1, end,
                                  &(sim_options){.method = method, .rtol = 1e-8},
                                  &err) == SIM_OK,
                      "%s", err.text);
        compare_courses(&s, &mean, sim_steppers[method]->name);
        solved_free(&s);
    }
    solved_free(&mean);
}

/* ---- as SBML -------------------------------------------------------------- */

void ending_write_sbml(const sim_chain *chain)
{
    sim_units *units;
    sim_error err = {""};
    solved s;
    FILE *out = tmpfile();

    ck_assert(out && sim_units_init(&units, &err) == SIM_OK);
    ending_solve(&s, chain, NULL, 30, 1e-6);
    ck_assert_msg(sim_sbml_write_chain(&(sim_sbml_form){.units = units, .level = 1}, chain,
                                       s.params, out, &err) == SIM_OK,
                  "%s", err.text);
    solved_free(&s);
    sim_units_free(units);
    fclose(out);
}
