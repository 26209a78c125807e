/* test_robust.c -- whatever runs within the ranges of its rows stays within what its numbers
 * may be.  In the environment DRAWS=500 draws as many as that, SEED=7 others, and ROBUST=1
 * prints how many were refused. */
#include <check.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/counts.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

enum { MAX = 256, DAYS = 730, USUAL_DRAWS = 100 };

static int asked(const char *name, int usual)
{
    const char *text = getenv(name);

    return text ? atoi(text) : usual;
}

/* ---- draws ---------------------------------------------------------------- */

/* Uniform within (0, 1), from one number of 64 bits (Steele, Lea & Flood (2014): the
 * finalizer of SplitMix64). */
static double uniform(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.;
}

static double draw_row(const sim_symbol *s, uint64_t *state)
{
    const double u = uniform(state);

    if (strcmp(s->name, "doses") == 0) return 1 + floor(3 * u);
    if (s->kind == SIM_WHOLE) return s->low + floor((s->high - s->low + 1) * u);
    return s->low + (s->high - s->low) * u;
}

/* Every row of a model, in the order in which it is declared. */
static void draw_rows(const sim_model *m, uint64_t *state, double p[])
{
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind == SIM_PARAM || s->kind == SIM_WHOLE) p[s->slot] = draw_row(s, state);
    }
}

static void set(const sim_model *m, double p[], const char *name, double value)
{
    const sim_symbol *s = sim_model_find(m, name);

    ck_assert_msg(s != NULL && sim_symbol_is_constant(s), "%s", name);
    p[s->slot] = value;
}

static double get(const sim_model *m, const double p[], const char *name)
{
    return p[sim_model_find(m, name)->slot];
}

/* A harvest that may be anything, and the product made of it. */
static void draw_product(uint64_t *state, double p[])
{
    const sim_model *m = &model_product;

    draw_rows(m, state, p);
    set(m, p, "expanded", 1);
    set(m, p, "senescent_fraction", uniform(state));
    set(m, p, "divisions", 70 * uniform(state));
    set(m, p, "harvested", 1e9);
    m->derive(p);
}

/* What the knee takes over from the product, rows and rules alike; what it has of the culture
 * alone is read by people, and drives nothing. */
static void hand_over(const double product[], double knee[])
{
    double rules[MAX];

    model_product.observe(0, NULL, product, rules);
    for (size_t i = 0; i < model_knee.n_symbols; i++) {
        const sim_symbol *s = &model_knee.symbols[i];
        const sim_symbol *from = sim_model_find(&model_product, s->name);

        if (s->kind != SIM_INPUT) continue;
        ck_assert_msg(from || sim_model_find(&model_passaging, s->name), "%s", s->name);
        knee[s->slot] = from ? sim_symbol_value(from, product, NULL, rules) : 0;
    }
    model_knee.derive(knee);
}

/* ---- bounds --------------------------------------------------------------- */

static const struct {
    const char *name;
    double low, high;
    bool of_base; /* `high` is a share of vas_base */
} bounds[] = {
    {"vas", 0, 100, false},
    {"total_relief", -INFINITY, 1, true},
    {"specific_relief", -INFINITY, 1, true},
    {"placebo_relief", 0, 1, true},
    /* the solver's tolerance */
    {"memory", -1e-6, 1 + 1e-6, false},
    {"imprint", -1e-6, 1 + 1e-6, false},
    {"trained", -1e-6, 1 + 1e-6, false},
    {"adherence", -1e-6, 1 + 1e-6, false},
    {"cartilage", -1e-6, 1 + 1e-7, false},
};

static double value_of(const double p[], const sim_course *course, size_t row,
                       const char *name)
{
    const double *x = &course->x[row * course->n_states];
    double rules[MAX];

    model_knee.observe(course->t[row], x, p, rules);
    return sim_symbol_value(sim_model_find(&model_knee, name), p, x, rules);
}

static void assert_row_is_within(const double p[], const sim_course *course, size_t row,
                                 int draw)
{
    const double *x = &course->x[row * course->n_states];
    const double base = get(&model_knee, p, "vas_base");
    double rules[MAX];

    model_knee.observe(course->t[row], x, p, rules);
    for (size_t i = 0; i < course->n_states; i++)
        ck_assert_msg(isfinite(x[i]), "draw %d, state %zu on day %zu: %g", draw, i, row,
                      x[i]);
    for (int i = 0; i < LENGTH(bounds); i++) {
        const double size = bounds[i].of_base ? base : 1;
        const double v =
            sim_symbol_value(sim_model_find(&model_knee, bounds[i].name), p, x, rules);

        ck_assert_msg(v >= bounds[i].low && v <= bounds[i].high * size,
                      "draw %d, %s on day %zu: %.9g", draw, bounds[i].name, row, v);
    }
}

static void assert_course_is_within(const double p[], const sim_course *course, int draw)
{
    for (size_t row = 0; row < course->n; row++) {
        assert_row_is_within(p, course, row, draw);
        if (row == 0) continue;
        ck_assert_msg(value_of(p, course, row, "cartilage") -
                              value_of(p, course, row - 1, "cartilage") <=
                          1e-7,
                      "draw %d gains cartilage on day %zu", draw, row);
    }
}

/* Both courses of the needle: their mixture is within what both are within. */
static void assert_knee_is_within(double p[], int draw)
{
    const sim_options options = {.rtol = 1e-7};
    sim_network net;
    sim_error err = {""};

    ck_assert_int_eq(sim_network_init(&net, &model_knee, &err), SIM_OK);
    for (int hit = 0; hit < 2; hit++) {
        const sim_run run = {
            .net = &net, .p = p, .options = &options, .end = DAYS, .every = 1};
        sim_result result;

        set(&model_knee, p, "hit", hit);
        ck_assert_msg(sim_run_model(&run, &result, &err) == SIM_OK, "draw %d: %s", draw,
                      err.text);
        ck_assert_uint_eq(result.grid.n, DAYS + 1);
        assert_course_is_within(p, &result.grid, draw);
        sim_result_free(&result);
    }
    sim_network_free(&net);
}

/* ---- the knee ------------------------------------------------------------- */

START_TEST(random_knees_stay_within_their_bounds)
{
    const int n = asked("DRAWS", USUAL_DRAWS);
    double product[MAX] = {0}, knee[MAX] = {0};
    int refused[SIM_REFUSALS] = {0}, drawn = 0, run = 0;
    uint64_t state = (uint64_t)asked("SEED", 12);

    while (run < n) {
        char text[512];
        size_t refusal;

        drawn++;
        draw_product(&state, product);
        draw_rows(&model_knee, &state, knee);
        hand_over(product, knee);
        refusal = sim_model_refusal(&model_knee, knee, 0, text, sizeof text);
        refused[refusal]++;
        if (refusal < model_knee.n_refusals) continue;
        run++;
        assert_knee_is_within(knee, drawn);
    }
    for (size_t i = 0; getenv("ROBUST") && i < model_knee.n_refusals; i++)
        printf("%d of %d refused: %s\n", refused[i], drawn,
               model_knee.refusals[i].condition);
    /* few run: a set point bounds the rows of a joint together */
    ck_assert_int_gt(drawn, 10 * n);
}
END_TEST

/* Corners at which numbers once left their scale: all pain there is and no brake on it, an
 * effect as large as it may be on a knee of little pain, a host who kills all. */
static const change *const corners[] = {
    (change[]){{"dose", 1e9},
               {"sasp", 0.1},
               {"load", 3},
               {"vas_base", 100},
               {"drive_tnf", 0.6},
               {"pain_tnf", 0.6},
               {"flare_debris", 0.5},
               {"flare_pain", 60},
               {"viability", 0.371},
               {0}},
    (change[]){{"dose", 1e9},
               {"lot_potency", 20},
               {"polarize", 1},
               {"vas_base", 7.1},
               {"placebo", 0.7},
               {"pain_floor", 0},
               {"load", 0},
               {"therapy", 1},
               {"analgesia", 0.8},
               {0}},
    (change[]){{"mismatch", 2},
               {"sensitized", 1},
               {"reject_memory", 10},
               {"flare_reject", 1},
               {"flare_time", 30},
               {"dose", 1e9},
               {"doses", 12},
               {"dose_interval", 1},
               {"vas_base", 95},
               {0}},
    (change[]){{"vas_base", 0},
               {"therapy", 1},
               {"pain_limit", 5},
               {"width", 1},
               {"flare_pain", 60},
               {"flare_debris", 0.5},
               {"dose", 1e9},
               {"viability", 0},
               {"dead_weight", 1},
               {0}},
    (change[]){{"dose", 0}, {"pain_limit", 5}, {"width", 1}, {"vas_base", 100}, {0}},
};

START_TEST(knees_at_corners_stay_within_their_bounds)
{
    solved s;
    double p[MAX];

    solve_one(&s, corners[_i]);
    memcpy(p, solved_stage(&s, 0, "knee")->p, model_knee.n_constants * sizeof *p);
    assert_knee_is_within(p, _i);
    assert_course_is_within(p, &solved_stage(&s, 0, "knee")->result.grid, _i);
    solved_free(&s);
}
END_TEST

/* ---- cultures ------------------------------------------------------------- */

/* Nothing told it what it is to be. */
static bool is_untold(size_t state, double value)
{
    for (size_t i = 0; i < model_passaging.n_symbols; i++) {
        const sim_symbol *s = &model_passaging.symbols[i];

        if (sim_symbol_is_state(s) && s->slot == state)
            return value == -1 && strncmp(s->name, "told_", 5) == 0;
    }
    return false;
}

static void assert_culture_is_within(const sim_result *result, const double p[], int draw)
{
    double rules[MAX];

    for (size_t row = 0; row < result->reports.n; row++) {
        const double *x = &result->reports.x[row * result->reports.n_states];
        static const char *const within_1[] = {"senescent_fraction", "p", "lag"};

        model_passaging.observe(result->reports.t[row], x, p, rules);
        for (size_t i = 0; i < result->reports.n_states; i++)
            ck_assert_msg(isfinite(x[i]) && (x[i] >= 0 || is_untold(i, x[i])),
                          "draw %d, P%zu, state %zu: %g", draw, row, i, x[i]);
        for (int i = 0; i < LENGTH(within_1); i++) {
            const double v = sim_symbol_value(sim_model_find(&model_passaging, within_1[i]),
                                              p, x, rules);

            ck_assert_msg(v >= 0 && v <= 1, "draw %d, P%zu, %s: %g", draw, row, within_1[i],
                          v);
        }
    }
}

START_TEST(random_cultures_stay_within_their_bounds)
{
    const int n = asked("DRAWS", USUAL_DRAWS);
    const sim_model *m = &model_passaging;
    const sim_options options = {.rtol = 1e-7};
    int refused = 0, extinct = 0;
    double p[MAX] = {0};
    uint64_t state = (uint64_t)asked("SEED", 13);
    sim_network net;
    sim_error err = {""};

    ck_assert_int_eq(sim_network_init(&net, m, &err), SIM_OK);
    for (int draw = 0; draw < n; draw++) {
        const sim_run run = {.net = &net, .p = p, .options = &options, .end = INFINITY};
        sim_result result;
        char text[512];

        draw_rows(m, &state, p);
        m->derive(p);
        if (sim_model_refusal(m, p, 0, text, sizeof text) < m->n_refusals) {
            refused++;
            continue;
        }
        ck_assert_msg(sim_run_model(&run, &result, &err) == SIM_OK, "draw %d: %s", draw,
                      err.text);
        assert_culture_is_within(&result, p, draw);
        extinct += result.x_end[sim_model_find(m, "cycling")->slot] +
                       result.x_end[sim_model_find(m, "senescent")->slot] <
                   1;
        sim_result_free(&result);
    }
    sim_network_free(&net);
    /* most die of a death rate of up to half a cell a day */
    ck_assert_int_gt(extinct, n / 4);
    ck_assert_int_lt(refused, n / 10);
    if (getenv("ROBUST"))
        printf("%d cultures: %d refused, %d extinct\n", n, refused, extinct);
}
END_TEST

static Suite *suite(void)
{
    Suite *all = suite_create("robust");
    TCase *knees = tcase_create("knees"), *at_corners = tcase_create("corners"),
          *cultures = tcase_create("cultures");

    tcase_add_test(knees, random_knees_stay_within_their_bounds);
    tcase_add_loop_test(at_corners, knees_at_corners_stay_within_their_bounds, 0,
                        LENGTH(corners));
    tcase_add_test(cultures, random_cultures_stay_within_their_bounds);
    tcase_set_timeout(knees, 600);
    tcase_set_timeout(at_corners, 60);
    tcase_set_timeout(cultures, 600);
    suite_add_tcase(all, knees);
    suite_add_tcase(all, at_corners);
    suite_add_tcase(all, cultures);
    return all;
}

int main(void)
{
    gsl_set_error_handler_off();
    return suite_run(suite());
}
