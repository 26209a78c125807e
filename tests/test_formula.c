/* test_formula.c -- the text of every formula against its compiled code, the rows, and the text of a
 * reaction. */
#include <check.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/model/formula.h"
#include "tests/data_models.h"
#include "tests/suite.h"

enum { MAX = 256, TRIALS = 100 };

static const sim_model *const all_models[] = {
    &model_passaging, &model_product, &model_knee,  &model_gvhd,  &model_ards, &model_heart,
    &model_circle,    &model_dimer,   &model_vilar, &model_known, &model_ramp};
enum { N_MODELS = sizeof all_models / sizeof *all_models };

/* Everything a formula may name, at one random point. */
typedef struct {
    const sim_model *model;
    double t, k, p[MAX], x[MAX], o[MAX], lets[MAX];
    const char *index; /* of a timetable */
    size_t n_lets;     /* that are known by now */
    gsl_rng *rng;
    size_t compared, differ;
    char first[512]; /* the first difference */
} point;

static double value_of(const char *name, void *data)
{
    const point *at = data;
    const sim_symbol *s = sim_model_find(at->model, name);

    if (s) return sim_symbol_value(s, at->p, at->x, at->o);
    if (strcmp(name, "t") == 0) return at->t;
    if (at->index && strcmp(name, at->index) == 0) return at->k;
    for (size_t i = 0; i < at->n_lets; i++)
        if (strcmp(at->model->lets[i].name, name) == 0) return at->lets[i];
    ck_abort_msg("model %s: a formula names '%s', which is not declared", at->model->name,
                 name);
    return NAN;
}

static double read_text(point *at, sim_place place, const char *text)
{
    sim_formula f;
    sim_error err;

    ck_assert_msg(sim_formula_parse(&f, text, &err) == SIM_OK, "%s:%d: %s", place.file,
                  place.line, err.text);
    return sim_formula_eval(&f, value_of, at);
}

/* Equal to rounding: the two may order their sums differently. */
static void compare(point *at, sim_place place, const char *text, double compiled)
{
    double read = read_text(at, place, text);
    bool same = (isnan(read) && isnan(compiled)) || read == compiled ||
                fabs(read - compiled) <= 1e-12 * fmax(1, fabs(compiled));

    at->compared++;
    if (same) return;
    if (at->differ++ == 0)
        snprintf(at->first, sizeof at->first, "%s:%d: %s reads as %.17g but computes %.17g",
                 place.file, place.line, text, read, compiled);
}

static void draw(point *at)
{
    const sim_model *m = at->model;
    double scale[MAX];

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];
        double u = gsl_rng_uniform(at->rng);

        if (s->kind == SIM_PARAM || s->kind == SIM_WHOLE)
            at->p[s->slot] = fmin(s->high, fmax(s->low, s->value * (0.5 + u)));
        else if (s->kind == SIM_INPUT)
            at->p[s->slot] = 3.71 * u;
        else if (s->kind == SIM_RECORD)
            at->x[s->slot] = floor(3 * u);
    }
    at->t = 20 * gsl_rng_uniform(at->rng);
    at->k = floor(5 * gsl_rng_uniform(at->rng));
    m->derive(at->p);
    m->scales(at->p, scale);
    for (size_t i = 0; i < m->n_moving; i++)
        at->x[i] = 2.385 * scale[i] * gsl_rng_uniform(at->rng);
    m->observe(at->t, at->x, at->p, at->o);
}

static void compare_symbols(point *at)
{
    const sim_model *m = at->model;
    double start[MAX], scale[MAX];

    m->start(at->p, start);
    m->scales(at->p, scale);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->scale) compare(at, s->at, s->scale, scale[s->slot]);
        if (!s->formula) continue;
        compare(at, s->at, s->formula,
                sim_symbol_is_state(s) ? start[s->slot]
                                       : sim_symbol_value(s, at->p, at->x, at->o));
    }
}

static void compare_flows(point *at)
{
    const sim_model *m = at->model;
    double out[MAX];

    m->rates(at->t, at->x, at->p, out);
    for (size_t i = 0; i < m->n_flows; i++)
        compare(at, m->flows[i].at, m->flows[i].formula, out[i]);
    m->refuse(at->p, out);
    for (size_t i = 0; i < m->n_refusals; i++)
        compare(at, m->refusals[i].at, m->refusals[i].condition, out[i]);
    m->blank(at->t, at->x, at->p, out);
    for (size_t i = 0; i < m->n_blanks; i++)
        compare(at, m->blanks[i].at, m->blanks[i].condition, out[i]);
    m->warn(at->t, at->x, at->p, out);
    for (size_t i = 0; i < m->n_warnings; i++)
        compare(at, m->warnings[i].at, m->warnings[i].condition, out[i]);
}

/* The text of a law as it reads in counts: pairs(A) is A(A-1)/2. */
static void write_in_counts(const char *law, char text[], size_t size)
{
    const char *call = strstr(law, "pairs("), *end = call ? strchr(call, ')') : NULL;

    if (!end) {
        snprintf(text, size, "%s", law);
        return;
    }
    call += strlen("pairs(");
    snprintf(text, size, "%.*s((%.*s) * ((%.*s) - 1) / 2%s",
             (int)(call - strlen("pairs(") - law), law, (int)(end - call), call,
             (int)(end - call), call, end);
    ck_assert_ptr_null(strstr(text, "pairs("));
}

static void compare_propensities(point *at)
{
    const sim_model *m = at->model;
    double out[MAX];
    char text[1024];

    m->propensities(at->t, at->x, at->p, out);
    for (size_t i = 0; i < m->n_flows; i++) {
        write_in_counts(m->flows[i].formula, text, sizeof text);
        compare(at, m->flows[i].at, text, out[i]);
    }
}

static void compare_triggers(point *at)
{
    const sim_model *m = at->model;
    double out[MAX], k[MAX];
    char text[1024];

    m->gaps(at->t, at->x, at->p, out);
    for (size_t i = 0; i < m->n_crossings; i++) {
        snprintf(text, sizeof text, "(%s) - (%s)", m->crossings[i].quantity,
                 m->crossings[i].level);
        compare(at, m->crossings[i].at, text, out[i]);
    }
    for (size_t i = 0; i < m->n_timetables; i++) k[i] = at->k;
    m->times(at->t, at->x, at->p, k, out);
    for (size_t i = 0; i < m->n_timetables; i++) {
        const sim_timetable *row = &m->timetables[i];

        at->index = row->index;
        if (at->k < read_text(at, row->at, row->count))
            compare(at, row->at, row->time, out[i]);
        else
            ck_assert(isinf(out[i]));
        at->index = NULL;
    }
}

static double draw_the_mean(void *data, double n, double part)
{
    ++*(int *)data;
    return n * part;
}

/* In counts an event is the same but for its draws. */
static void compare_draws(const point *at, size_t event, const double after[])
{
    int drawn = 0, asked = 0;
    const sim_sampler sampler = {draw_the_mean, &drawn};
    const sim_model *m = at->model;
    double counted[MAX];

    memcpy(counted, at->x, sizeof counted);
    m->fire(event, &(sim_moment){at->t, at->x, at->p, &sampler}, counted);
    ck_assert(memcmp(counted, after, sizeof counted) == 0);
    for (size_t i = 0; i < m->n_lets; i++)
        asked += m->lets[i].event == event && strstr(m->lets[i].formula, "sample(");
    for (size_t i = 0; i < m->n_sets; i++)
        asked += m->sets[i].event == event && strstr(m->sets[i].formula, "sample(");
    ck_assert_int_eq(drawn, asked);
}

static void compare_event(point *at, size_t event)
{
    const sim_model *m = at->model;
    double after[MAX];
    bool stops = false, read_stops = false;

    memcpy(after, at->x, sizeof after);
    stops = m->fire(event, &(sim_moment){at->t, at->x, at->p, NULL}, after);
    compare_draws(at, event, after);
    for (at->n_lets = 0; at->n_lets < m->n_lets; at->n_lets++) {
        const sim_action *let = &m->lets[at->n_lets];

        at->lets[at->n_lets] = read_text(at, let->at, let->formula);
    }
    for (size_t i = 0; i < m->n_sets; i++) {
        if (m->sets[i].event == event)
            compare(at, m->sets[i].at, m->sets[i].formula,
                    after[sim_model_find(m, m->sets[i].name)->slot]);
    }
    at->n_lets = 0;
    for (size_t i = 0; i < m->n_stops; i++) {
        if (m->stops[i].event == event &&
            read_text(at, m->stops[i].at, m->stops[i].formula) != 0)
            read_stops = true;
    }
    ck_assert_int_eq(stops, read_stops);
}

/* Compares every formula of a model at random points. */
static point *compare_all(const sim_model *model)
{
    point *at = calloc(1, sizeof *at);

    ck_assert_ptr_nonnull(at);
    at->model = model;
    at->rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int trial = 0; trial < TRIALS; trial++) {
        draw(at);
        compare_symbols(at);
        compare_flows(at);
        compare_propensities(at);
        compare_triggers(at);
        for (size_t e = 0; e < model->n_events; e++) compare_event(at, e);
    }
    gsl_rng_free(at->rng);
    return at;
}

START_TEST(the_text_of_a_formula_is_its_code)
{
    point *at = compare_all(all_models[_i]);

    ck_assert_msg(at->differ == 0, "%s", at->first);
    ck_assert_uint_ge(at->compared, TRIALS);
    free(at);
}
END_TEST

START_TEST(a_planted_integer_division_is_caught)
{
    point *at = compare_all(&model_planted);

    ck_assert_uint_ge(at->differ, TRIALS);
    ck_assert_ptr_nonnull(
        strstr(at->first, "tests/data/planted.def:8: 1 / 2 * A reads as"));
    free(at);
}
END_TEST

START_TEST(every_row_has_its_range_unit_source_and_meaning)
{
    const sim_model *m = all_models[_i];
    double p[MAX] = {0}, scale[MAX];

    /* inputs of 0, as of an arm without a dose */
    for (size_t i = 0; i < m->n_symbols; i++)
        if (sim_symbol_is_settable(&m->symbols[i]))
            p[m->symbols[i].slot] = m->symbols[i].value;
    m->derive(p);
    m->scales(p, scale);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind == SIM_SECTION) continue;
        ck_assert_msg(*s->unit && *s->meaning, "%s:%d: %s lacks a unit or a meaning",
                      s->at.file, s->at.line, s->name);
        if (s->kind == SIM_SPECIES || s->kind == SIM_SIGNAL)
            ck_assert_msg(s->scale && scale[s->slot] > 0, "%s:%d: %s lacks a scale",
                          s->at.file, s->at.line, s->name);
        if (s->kind != SIM_PARAM && s->kind != SIM_WHOLE) continue;
        ck_assert_msg(s->low <= s->value && s->value <= s->high && s->low < s->high,
                      "%s:%d: %s = %g is outside [%g, %g]", s->at.file, s->at.line, s->name,
                      s->value, s->low, s->high);
        ck_assert_msg(s->source && *s->source, "%s:%d: %s lacks a source", s->at.file,
                      s->at.line, s->name);
    }
}
END_TEST

START_TEST(a_name_is_unique_in_its_model)
{
    const sim_model *m = all_models[_i];

    for (size_t i = 0; i < m->n_symbols; i++) {
        if (m->symbols[i].kind == SIM_SECTION) continue;
        ck_assert_msg(sim_model_find(m, m->symbols[i].name) == &m->symbols[i],
                      "%s is declared twice", m->symbols[i].name);
    }
}
END_TEST

/* ---- messages ------------------------------------------------------------- */

static const struct {
    const char *text, *message;
} bad_formulas[] = {
    {"2.385 *", "expected a name at '' in \"2.385 *\""},
    {"(a + b", "expected ) at '' in \"(a + b\""},
    {"sinh(a)", "expected a function of define_model.h at 'a)' in \"sinh(a)\""},
    {"a b", "expected an operator at 'b' in \"a b\""},
    {"min(a)", "expected , at ')' in \"min(a)\""},
    {"a ? b : c", "expected an operator at '? b : c' in \"a ? b : c\""},
};

START_TEST(a_bad_formula_says_what_was_expected)
{
    sim_formula f;
    sim_error err;

    ck_assert_int_eq(sim_formula_parse(&f, bad_formulas[_i].text, &err), SIM_EPARSE);
    ck_assert_str_eq(err.text, bad_formulas[_i].message);
}
END_TEST

START_TEST(a_formula_knows_what_it_depends_on)
{
    bool uses[MAX] = {false};
    sim_error err;
    const sim_model *m = &model_knee;

    ck_assert_int_eq(sim_formula_mark_uses(m, "m1_m2_ratio + fit", uses, &err), SIM_OK);
    ck_assert(uses[sim_model_find(m, "m1") - m->symbols]);
    ck_assert(uses[sim_model_find(m, "fitness") - m->symbols]);
    /* a state's start is not what its value depends on */
    ck_assert(!uses[sim_model_find(m, "m1_base") - m->symbols]);
}
END_TEST

/* ---- equations -------------------------------------------------------------- */

static sim_status parse(const char *text, sim_equation *equation, sim_error *err)
{
    const sim_flow flow = {.name = "move", .equation = text, .at = {"a.def", 7}};

    return sim_equation_parse(equation, &model_passaging, &flow, err);
}

START_TEST(terms_stand_in_the_order_of_the_text)
{
    sim_equation equation;
    sim_error err;

    ck_assert_int_eq(parse("3 cycling + senescent -> 2 senescent+cycling", &equation, &err),
                     SIM_OK);
    ck_assert_uint_eq(equation.n, 4);
    ck_assert_uint_eq(equation.n_left, 2);
    ck_assert_str_eq(equation.terms[0].species->name, "cycling");
    ck_assert_double_eq(equation.terms[0].count, 3);
    ck_assert_str_eq(equation.terms[1].species->name, "senescent");
    ck_assert_double_eq(equation.terms[1].count, 1);
    ck_assert_str_eq(equation.terms[2].species->name, "senescent");
    ck_assert_double_eq(equation.terms[2].count, 2);
    ck_assert_str_eq(equation.terms[3].species->name, "cycling");
}
END_TEST

START_TEST(a_side_may_be_empty)
{
    sim_equation equation;
    sim_error err;

    ck_assert_int_eq(parse(" -> cycling", &equation, &err), SIM_OK);
    ck_assert_uint_eq(equation.n_left, 0);
    ck_assert_uint_eq(equation.n, 1);
    ck_assert_int_eq(parse("cycling -> ", &equation, &err), SIM_OK);
    ck_assert_uint_eq(equation.n_left, 1);
    ck_assert_uint_eq(equation.n, 1);
}
END_TEST

static const char *const bad[][2] = {
    {"Q -> cycling", "a.def:7: move: unknown species 'Q' in \"Q -> cycling\""},
    {"cycling + -> ", "a.def:7: move: unknown species '' in \"cycling + -> \""},
    {"cycling -> divisions", "a.def:7: move: unknown species 'divisions' in "
                             "\"cycling -> divisions\""},
    {"cycling", "a.def:7: move: expected \"A + B -> C\", got \"cycling\""},
    {"cycling -> senescent -> ",
     "a.def:7: move: expected \"A + B -> C\", got \"cycling -> senescent -> \""},
    {"17 cycling+cycling+cycling+cycling+cycling+cycling+cycling+cycling+cycling+cycling"
     "+cycling+cycling+cycling+cycling+cycling+cycling+cycling -> ",
     "a.def:7: move: expected fewer terms, got"},
};

START_TEST(a_bad_equation_is_refused_with_its_place)
{
    sim_equation equation;
    sim_error err;

    ck_assert_int_ne(parse(bad[_i][0], &equation, &err), SIM_OK);
    ck_assert_msg(strncmp(err.text, bad[_i][1], strlen(bad[_i][1])) == 0, "%s", err.text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("formula");
    TCase *rows = tcase_create("rows"), *messages = tcase_create("messages"),
          *equations = tcase_create("equations");

    tcase_add_loop_test(rows, the_text_of_a_formula_is_its_code, 0, N_MODELS);
    tcase_add_test(rows, a_planted_integer_division_is_caught);
    tcase_add_loop_test(rows, every_row_has_its_range_unit_source_and_meaning, 0, N_MODELS);
    tcase_add_loop_test(rows, a_name_is_unique_in_its_model, 0, N_MODELS);
    tcase_add_loop_test(messages, a_bad_formula_says_what_was_expected, 0,
                        sizeof bad_formulas / sizeof *bad_formulas);
    tcase_add_test(messages, a_formula_knows_what_it_depends_on);
    suite_add_tcase(suite, rows);
    suite_add_tcase(suite, messages);
    tcase_add_test(equations, terms_stand_in_the_order_of_the_text);
    tcase_add_test(equations, a_side_may_be_empty);
    tcase_add_loop_test(equations, a_bad_equation_is_refused_with_its_place, 0,
                        sizeof bad / sizeof *bad);
    suite_add_tcase(suite, equations);
    return suite_run(suite);
}
