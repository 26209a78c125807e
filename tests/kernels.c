#include "tests/kernels.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/lanes.h"
#include "sim/engine/rodas_tableau.h"
#include "tests/anywhere.h"
#include "tests/dual.h"

bool kernels_run(size_t lanes) { return lanes <= sim_lanes_best(&(sim_kernel_choice){0}); }

/* ---- a batch -------------------------------------------------------------- */

typedef struct {
    const sim_kernel *kernel;
    double *t, *h, *x, *p, *q, *scale, *rtol, *x1, *dense, *error, *work, *slopes;
} batch;

/* Of whole rows of lanes, aligned. */
static double *make_array(const batch *b, size_t n)
{
    const size_t row = SIM_LANES_MOST * sizeof(double);
    const size_t bytes = (n * b->kernel->lanes + 1) * sizeof(double);
    double *array = aligned_alloc(row, (bytes + row - 1) / row * row);

    ck_assert_ptr_nonnull(array);
    memset(array, 0, bytes);
    return array;
}

static void open_batch(batch *b, const sim_kernel *k)
{
    const sim_model *m = k->model;

    b->kernel = k;
    b->t = make_array(b, 1);
    b->h = make_array(b, 1);
    b->rtol = make_array(b, 1);
    b->error = make_array(b, 1);
    b->x = make_array(b, m->n_states);
    b->p = make_array(b, m->n_constants);
    b->q = make_array(b, k->n_prepared);
    b->scale = make_array(b, m->n_moving);
    b->x1 = make_array(b, m->n_moving);
    b->slopes = make_array(b, m->n_moving);
    b->dense = make_array(b, SIM_DENSE * m->n_moving);
    b->work = make_array(b, k->n_work);
}

static void close_batch(batch *b)
{
    double *const arrays[] = {b->t,    b->h,  b->x,     b->p,     b->q,    b->scale,
                              b->rtol, b->x1, b->dense, b->error, b->work, b->slopes};

    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) free(arrays[i]);
}

static void put(const batch *b, double to[], const double from[], size_t n, size_t lane)
{
    for (size_t i = 0; i < n; i++) to[i * b->kernel->lanes + lane] = from[i];
}

static void put_place(const batch *b, size_t lane, const anywhere_place *at, double h)
{
    const sim_model *m = b->kernel->model;
    double scales[ANYWHERE_STATES];

    m->scales(at->p, scales);
    for (size_t i = 0; i < m->n_moving; i++) scales[i] = fmax(scales[i], 1e-300);
    b->t[lane] = at->t;
    b->h[lane] = h;
    b->rtol[lane] = 1e-6;
    put(b, b->x, at->x, m->n_states, lane);
    put(b, b->p, at->p, m->n_constants, lane);
    put(b, b->scale, scales, m->n_moving, lane);
}

static void run_batch(const batch *b)
{
    const sim_trial all = {.t = b->t,
                           .h = b->h,
                           .x = b->x,
                           .q = b->q,
                           .scale = b->scale,
                           .rtol = b->rtol,
                           .x1 = b->x1,
                           .dense = b->dense,
                           .error = b->error,
                           .work = b->work};

    b->kernel->prepare(b->x, b->p, b->q);
    b->kernel->slopes(b->t, b->x, b->q, b->slopes);
    b->kernel->attempt(&all);
}

/* ---- against the rows ----------------------------------------------------- */

typedef struct {
    sim_network net;
    sim_derived derived;
    dual_model by_text;
    dual slopes[DUAL_MOST];
    batch batch;
} subject;

static void open_subject(subject *s, const sim_kernel *k)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_network_init(&s->net, k->model, &err), SIM_OK);
    ck_assert_int_eq(sim_derived_init(&s->derived, &s->net, &err), SIM_OK);
    dual_open(&s->by_text, k->model);
    open_batch(&s->batch, k);
}

static void close_subject(subject *s)
{
    close_batch(&s->batch);
    dual_close(&s->by_text);
    sim_derived_free(&s->derived);
    sim_network_free(&s->net);
}

/* To 1e-12 of what it was summed of; parts may have vanished from one of them. */
static bool is_near(double found, double expected, double size)
{
    return fabs(found - expected) <= 1e-12 * size + 1e-200 ||
           (!isfinite(found) && !isfinite(expected));
}

static void check_slopes(const subject *s, size_t lane, const anywhere_place *at)
{
    const sim_model *m = s->net.model;
    double v[DUAL_FLOWS], sum[DUAL_MOST] = {0}, size[DUAL_MOST] = {0};

    m->rates(at->t, at->x, at->p, v);
    for (const sim_change *c = s->net.changes; c < s->net.changes + s->net.n_changes; c++) {
        sum[c->state] += c->amount * v[c->flow];
        size[c->state] += fabs(c->amount * v[c->flow]);
    }
    for (size_t i = 0; i < m->n_moving; i++) {
        const double found = s->batch.slopes[i * s->batch.kernel->lanes + lane];

        if (!is_near(found, sum[i], size[i]))
            ck_abort_msg("%s: slope of state %zu is %.17g, expected %.17g", m->name, i,
                         found, sum[i]);
    }
}

/* The matrix that factors were made of, from these, step by step backwards; and the sizes of
 * what its entries are then summed of. */
static void multiply_factors(const sim_sparse *lu, double v[], double sizes[])
{
    for (size_t i = 0; i < lu->n_values; i++) sizes[i] = fabs(v[i]);
    for (size_t k = lu->n_factor; k-- > 0;) {
        const sim_lu_step *step = &lu->factor[k];

        if (step->kind == SIM_LU_PIVOT) {
            v[step->a] = 1 / v[step->a];
            sizes[step->a] = sizes[step->a] > 0 ? 1 / sizes[step->a] : 0;
        } else if (step->kind == SIM_LU_DIVIDE) {
            v[step->a] /= v[step->b];
            sizes[step->a] /= fabs(v[step->b]);
        } else {
            v[step->a] += v[step->b] * v[step->c];
            sizes[step->a] += fabs(v[step->b] * v[step->c]);
        }
    }
}

static void check_matrix(const subject *s, double d, double v[], const anywhere_place *at)
{
    const sim_sparse *lu = &s->derived.lu;
    double *sizes = calloc(lu->n_values, sizeof *sizes);

    ck_assert_ptr_nonnull(sizes);
    multiply_factors(lu, v, sizes);
    for (size_t i = 0; i < lu->n * lu->n; i++) {
        const size_t row = i / lu->n, column = i % lu->n, place = lu->place[i];
        const double by = s->slopes[row].by[column], own = row == column ? d : 0;
        const bool none = place == SIM_SPARSE_NONE;
        const double found = none ? 0 : v[place], more = none ? 0 : sizes[place];

        if (!is_near(found, own - by, own + s->slopes[row].sizes[column] + more))
            ck_abort_msg("%s: %zu by %zu is %.17g, expected %.17g, at t = %g",
                         s->net.model->name, row, column, own - found, by, at->t);
    }
    free(sizes);
}

static void check_attempt(const subject *s, size_t lane, const anywhere_place *at)
{
    const sim_model *m = s->net.model;
    const size_t n = m->n_moving, lanes = s->batch.kernel->lanes,
                 N = s->derived.lu.n_values;
    const double *ft = s->batch.work + (SIM_RODAS_STAGES + 1) * n * lanes + lane;
    const double *factors = ft + 2 * n * lanes;
    double *v = calloc(N, sizeof *v);

    ck_assert_ptr_nonnull(v);
    for (size_t i = 0; i < n; i++) {
        if (!is_near(ft[i * lanes], s->slopes[i].by[n], s->slopes[i].sizes[n]))
            ck_abort_msg("%s: state %zu by t is %.17g, expected %.17g", m->name, i,
                         ft[i * lanes], s->slopes[i].by[n]);
    }
    for (size_t i = 0; i < N; i++) v[i] = factors[i * lanes];
    check_matrix(s, 1 / s->batch.h[lane] / rodas_gamma, v, at);
    free(v);
}

/* A step so short that elimination loses no digits: twice the largest sum of a row, and more than
 * anything else; 0: a law or a derivative has no number there. */
static double short_step(const subject *s)
{
    const size_t n = s->net.model->n_moving;
    double most = 1e-3;

    for (size_t i = 0; i < n; i++) {
        double sum = 0;

        for (size_t k = 0; k <= n; k++) sum += fabs(s->slopes[i].by[k]);
        if (!isfinite(sum) || !isfinite(s->slopes[i].value)) return 0;
        most = fmax(most, sum);
    }
    return 1 / (2 * most * rodas_gamma);
}

void kernels_check(const sim_kernel *k)
{
    gsl_rng *rng = anywhere_rng(k->model);
    int n_matrices = 0;
    static subject s;

    open_subject(&s, k);
    for (int i = 0; i < ANYWHERE_PLACES; i++) {
        const size_t lane = (size_t)i % k->lanes;
        anywhere_place at;
        double h;

        anywhere_draw(rng, k->model, &at);
        dual_slopes(&s.by_text, &s.net, at.t, at.x, at.p, s.slopes);
        h = short_step(&s);
        for (size_t l = 0; l < k->lanes; l++) put_place(&s.batch, l, &at, h > 0 ? h : 1e-3);
        run_batch(&s.batch);
        check_slopes(&s, lane, &at);
        if (h > 0) check_attempt(&s, lane, &at);
        n_matrices += h > 0;
    }
    ck_assert_msg(n_matrices > ANYWHERE_PLACES / 2, "%s: %d", k->model->name, n_matrices);
    close_subject(&s);
    gsl_rng_free(rng);
}

/* ---- against one lane ----------------------------------------------------- */

static void compare_bits(const batch *b, size_t lane, const double all[],
                         const double one[], size_t n, const char *what)
{
    for (size_t i = 0; i < n; i++) {
        const double found = all[i * b->kernel->lanes + lane];

        if (memcmp(&found, &one[i], sizeof found) == 0) continue;
        if (isnan(found) && isnan(one[i])) continue;
        ck_abort_msg("%s: %s %zu in lane %zu of %zu: %.17g, alone %.17g",
                     b->kernel->model->name, what, i, lane, b->kernel->lanes, found,
                     one[i]);
    }
}

void kernels_check_lanes(const sim_kernel *k, const sim_kernel *one)
{
    gsl_rng *rng = anywhere_rng(k->model);
    const size_t n = k->model->n_moving;
    batch all, alone;

    open_batch(&all, k);
    open_batch(&alone, one);
    for (int i = 0; i < ANYWHERE_PLACES; i += (int)k->lanes) {
        anywhere_place at[SIM_LANES_MOST];

        for (size_t l = 0; l < k->lanes; l++) {
            anywhere_draw(rng, k->model, &at[l]);
            put_place(&all, l, &at[l], pow(10, -4 * gsl_rng_uniform(rng)));
        }
        run_batch(&all);
        for (size_t l = 0; l < k->lanes; l++) {
            put_place(&alone, 0, &at[l], all.h[l]);
            run_batch(&alone);
            compare_bits(&all, l, all.slopes, alone.slopes, n, "slope");
            compare_bits(&all, l, all.x1, alone.x1, n, "state");
            compare_bits(&all, l, all.dense, alone.dense, SIM_DENSE * n, "number between");
            compare_bits(&all, l, all.error, alone.error, 1, "error");
        }
    }
    close_batch(&all);
    close_batch(&alone);
    gsl_rng_free(rng);
}

/* ---- rules ---------------------------------------------------------------- */

void kernels_check_rules(const sim_kernel *k)
{
    const sim_model *m = k->model;
    gsl_rng *rng = anywhere_rng(m);
    batch b;
    double *found, *expected = calloc(m->n_rules + 1, sizeof *expected);

    ck_assert_ptr_nonnull(expected);
    open_batch(&b, k);
    found = make_array(&b, m->n_rules);
    for (int i = 0; i < ANYWHERE_PLACES; i += (int)k->lanes) {
        anywhere_place at[SIM_LANES_MOST];

        for (size_t l = 0; l < k->lanes; l++) {
            anywhere_draw(rng, m, &at[l]);
            put_place(&b, l, &at[l], 1);
        }
        k->observe(b.t, b.x, at[0].p, ~0ULL, found);
        for (size_t l = 0; l < k->lanes; l++) {
            m->observe(at[l].t, at[l].x, at[0].p, expected);
            for (size_t r = 0; r < m->n_rules; r++) {
                const double value = found[r * k->lanes + l];

                if (value == 0 && expected[r] == 0) expected[r] = value;
            }
            compare_bits(&b, l, found, expected, m->n_rules, "rule");
        }
    }
    close_batch(&b);
    free(found);
    free(expected);
    gsl_rng_free(rng);
}
