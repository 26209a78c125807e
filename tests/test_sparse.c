/* test_sparse.c -- factors of sparse matrices, against GSL's of dense ones. */
#include <check.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/derived.h"
#include "sim/engine/rng.h"
#include "sim/engine/rodas_tableau.h"
#include "tests/anywhere.h"
#include "tests/suite.h"

enum { MOST = 64, TRIES = 200 };

/* A matrix, dense and sparse, and a right side. */
typedef struct {
    size_t n;
    double dense[MOST * MOST], right[MOST];
    sim_entry entries[MOST * MOST];
    size_t n_entries;
} matrix;

static gsl_rng *make_rng(const char *purpose)
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    ck_assert_ptr_nonnull(rng);
    sim_rng_start(rng, &(sim_stream){.seed = 5, .purpose = purpose});
    return rng;
}

static void solve(const sim_sparse *lu, const matrix *m, double y[], double *smallest)
{
    double *v = calloc(lu->n_values + 1, sizeof *v);

    ck_assert_ptr_nonnull(v);
    for (size_t i = 0; i < m->n * m->n; i++) {
        if (m->dense[i] == 0) continue;
        ck_assert_uint_ne(lu->place[i], SIM_SPARSE_NONE);
        v[lu->place[i]] = m->dense[i];
    }
    *smallest = sim_sparse_factor(lu, v);
    memcpy(y, m->right, m->n * sizeof *y);
    sim_sparse_solve(lu, v, y);
    free(v);
}

static void solve_densely(const matrix *m, double y[])
{
    double a[MOST * MOST];
    gsl_matrix_view view = gsl_matrix_view_array(a, m->n, m->n);
    gsl_vector_const_view right = gsl_vector_const_view_array(m->right, m->n);
    gsl_vector_view out = gsl_vector_view_array(y, m->n);
    gsl_permutation *order = gsl_permutation_alloc(m->n);
    int sign;

    ck_assert_ptr_nonnull(order);
    memcpy(a, m->dense, sizeof a);
    gsl_linalg_LU_decomp(&view.matrix, order, &sign);
    gsl_linalg_LU_solve(&view.matrix, order, &right.vector, &out.vector);
    gsl_permutation_free(order);
}

/* Of each equation, relative to the sizes of its terms: the largest. */
static double residual(const matrix *m, const double y[])
{
    double most = 0;

    for (size_t i = 0; i < m->n; i++) {
        double sum = -m->right[i], size = fabs(m->right[i]);

        for (size_t j = 0; j < m->n; j++) {
            sum += m->dense[i * m->n + j] * y[j];
            size += fabs(m->dense[i * m->n + j] * y[j]);
        }
        most = fmax(most, fabs(sum) / size);
    }
    return most;
}

/* The largest difference of two solutions, relative to the larger of the numbers. */
static double difference(const matrix *m, const double y[], const double z[])
{
    double most = 0, size = 0;

    for (size_t i = 0; i < m->n; i++) {
        most = fmax(most, fabs(y[i] - z[i]));
        size = fmax(size, fabs(z[i]));
    }
    return most / size;
}

/* One entry in five or so, and a diagonal that outweighs its row. */
static void draw_matrix(gsl_rng *rng, matrix *m)
{
    *m = (matrix){.n = 1 + gsl_rng_uniform_int(rng, 30)};
    for (size_t i = 0; i < m->n * m->n; i++) {
        const size_t row = i / m->n, column = i % m->n;

        if (row == column || gsl_rng_uniform(rng) > 0.2) continue;
        m->entries[m->n_entries++] = (sim_entry){row, column};
        m->dense[i] = 2 * gsl_rng_uniform(rng) - 1;
        m->dense[row * m->n + row] += 1.1 * fabs(m->dense[i]);
    }
    for (size_t i = 0; i < m->n; i++) {
        m->dense[i * m->n + i] += 0.01;
        m->right[i] = 2 * gsl_rng_uniform(rng) - 1;
    }
}

START_TEST(random_matrices_are_solved_as_densely)
{
    gsl_rng *rng = make_rng("matrices");

    for (int k = 0; k < TRIES; k++) {
        double y[MOST], z[MOST], smallest;
        static matrix m;
        sim_sparse lu;
        sim_error err;

        draw_matrix(rng, &m);
        ck_assert_int_eq(sim_sparse_init(&lu, m.n, m.entries, m.n_entries, &err), SIM_OK);
        solve(&lu, &m, y, &smallest);
        solve_densely(&m, z);
        ck_assert_double_le(residual(&m, y), 1e-12);
        ck_assert_double_le(difference(&m, y, z), 1e-12);
        sim_sparse_free(&lu);
    }
    gsl_rng_free(rng);
}
END_TEST

/* An arrow: eliminated from its head on it fills in, from its feet on not at all. */
START_TEST(what_touches_least_is_eliminated_first)
{
    enum { N = 9 };
    static matrix m;
    double y[N], smallest;
    sim_sparse lu;
    sim_error err;

    m = (matrix){.n = N};
    for (size_t i = 1; i < N; i++) {
        m.entries[m.n_entries++] = (sim_entry){0, i};
        m.entries[m.n_entries++] = (sim_entry){i, 0};
        m.dense[i] = m.dense[i * N] = 0.2385;
    }
    for (size_t i = 0; i < N; i++) {
        m.dense[i * N + i] = 2.385;
        m.right[i] = 0.371 * (double)i;
    }
    ck_assert_int_eq(sim_sparse_init(&lu, N, m.entries, m.n_entries, &err), SIM_OK);
    ck_assert_uint_eq(lu.n_values, 3 * N - 2);
    solve(&lu, &m, y, &smallest);
    ck_assert_double_le(residual(&m, y), 1e-15);
    /* the head ties with the last foot, and comes before it */
    ck_assert_double_eq_tol(smallest, 2.385 - 7 * 0.2385 * 0.2385 / 2.385, 1e-14);
    sim_sparse_free(&lu);
}
END_TEST

START_TEST(an_entry_that_stands_twice_counts_once)
{
    const sim_entry entries[] = {{0, 1}, {0, 1}, {1, 1}};
    sim_sparse lu;
    sim_error err;

    ck_assert_int_eq(sim_sparse_init(&lu, 2, entries, 3, &err), SIM_OK);
    ck_assert_uint_eq(lu.n_values, 3);
    ck_assert_uint_eq(lu.place[2], SIM_SPARSE_NONE);
    sim_sparse_free(&lu);
}
END_TEST

START_TEST(the_smallest_pivot_tells_of_a_singular_matrix)
{
    const sim_entry entries[] = {{0, 1}, {1, 0}};
    static matrix m;
    double y[2], smallest;
    sim_sparse lu;
    sim_error err;

    m = (matrix){.n = 2, .dense = {2.385, 4.77, 0.371, 0.742}, .right = {1, 1}};
    ck_assert_int_eq(sim_sparse_init(&lu, 2, entries, 2, &err), SIM_OK);
    solve(&lu, &m, y, &smallest);
    ck_assert_double_le(smallest, 1e-16);
    sim_sparse_free(&lu);
}
END_TEST

/* ---- the matrices of models ----------------------------------------------- */

/* -J, in sparse and dense form; is it all numbers? */
static bool make_matrix(const sim_derived *d, double t, const double x[], const double p[],
                        matrix *m)
{
    double *values = calloc((size_t)d->graph.n_nodes, sizeof *values);
    bool sound = true;

    ck_assert_ptr_nonnull(values);
    sim_graph_compute(&d->graph, t, x, p, values);
    *m = (matrix){.n = d->lu.n};
    for (size_t e = 0; e < d->n_entries; e++) {
        size_t i = 0;

        while (d->lu.place[i] != d->entries[e].place) i++;
        m->dense[i] = -values[d->entries[e].node];
        sound = sound && isfinite(m->dense[i]);
    }
    for (size_t i = 0; i < m->n; i++) m->right[i] = cos(2.385 * (double)i);
    free(values);
    return sound;
}

static double largest_entry(const matrix *m)
{
    double largest = 1e-3;

    for (size_t i = 0; i < m->n * m->n; i++) largest = fmax(largest, fabs(m->dense[i]));
    return largest;
}

/* Is it solved with shift - J, or is a step of this shift refused?  The residual is that of each
 * equation, so that no unit of a state weighs more than another. */
static bool is_solved(const sim_sparse *lu, matrix *m, double shift, const char *where)
{
    double y[MOST], smallest;

    for (size_t i = 0; i < m->n; i++) m->dense[i * m->n + i] += shift;
    solve(lu, m, y, &smallest);
    if (smallest < rodas_smallest_pivot * shift) return false;
    ck_assert_msg(residual(m, y) <= 1e-12, "%s: %g at a shift of %g", where, residual(m, y),
                  shift);
    return true;
}

static void derive(const sim_model *model, sim_network *net, sim_derived *d)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_network_init(net, model, &err), SIM_OK);
    ck_assert_int_eq(sim_derived_init(d, net, &err), SIM_OK);
}

/* How many of its matrices are solved at a place. */
typedef int solve_at(const sim_network *net, const sim_derived *d, const anywhere_place *at,
                     gsl_rng *rng);

static int solve_anywhere(const sim_model *model, solve_at *count)
{
    gsl_rng *rng = anywhere_rng(model);
    int n = 0;
    sim_network net;
    sim_derived d;

    derive(model, &net, &d);
    for (int k = 0; k < ANYWHERE_PLACES; k++) {
        anywhere_place at;

        anywhere_draw(rng, model, &at);
        n += count(&net, &d, &at, rng);
    }
    sim_derived_free(&d);
    sim_network_free(&net);
    gsl_rng_free(rng);
    return n;
}

/* In a step of up to a hundred times the shortest time there is. */
static int solve_one(const sim_network *net, const sim_derived *d, const anywhere_place *at,
                     gsl_rng *rng)
{
    const double part = pow(10, 1 - 3 * gsl_rng_uniform(rng));
    static matrix m;

    if (!make_matrix(d, at->t, at->x, at->p, &m)) return 0;
    return is_solved(&d->lu, &m, part * largest_entry(&m), net->model->name);
}

/* Whatever the state.  One whose pivots have lost their digits is refused: few of them are. */
START_TEST(matrices_of_models_are_solved)
{
    const sim_model *model = anywhere_model((size_t)_i);
    const int n = solve_anywhere(model, solve_one);

    ck_assert_msg(n > ANYWHERE_PLACES / 2, "%s: %d", model->name, n);
}
END_TEST

enum { STEPS = 6 };

/* How many steps of the course from a place are solved; some courses lead nowhere. */
static int take_steps(const sim_network *net, const sim_derived *d,
                      const anywhere_place *at, gsl_rng *rng)
{
    const sim_options options = {.rtol = 1e-7};
    const double stop = at->t + 1000;
    int n = 0;
    void *state;
    sim_step step;
    sim_error err = {""};

    (void)rng;
    ck_assert_int_eq(sim_stepper_rodas.init(&state, net, at->p, &options, &err), SIM_OK);
    ck_assert_int_eq(sim_stepper_rodas.restart(state, at->t, at->x, stop, &err), SIM_OK);
    for (int i = 0; i < STEPS; i++) {
        static matrix m;

        if (sim_stepper_rodas.advance(state, stop, &step, &err) != SIM_OK) break;
        ck_assert(make_matrix(d, step.t0, step.x0, at->p, &m));
        n += is_solved(&d->lu, &m, 1 / (rodas_gamma * (step.t1 - step.t0)),
                       net->model->name);
        if (step.t1 >= stop) break;
    }
    sim_stepper_rodas.free(state);
    return n;
}

/* The longer the step, the larger the residual may be: but those that the solver takes, be they
 * 1e8 times the shortest time, are solved. */
START_TEST(steps_that_are_taken_are_solved)
{
    const sim_model *model = anywhere_model((size_t)_i);
    const int n = solve_anywhere(model, take_steps);

    ck_assert_msg(n >= ANYWHERE_PLACES, "%s: %d", model->name, n);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sparse");
    TCase *all = tcase_create("sparse");

    tcase_add_test(all, random_matrices_are_solved_as_densely);
    tcase_add_test(all, what_touches_least_is_eliminated_first);
    tcase_add_test(all, an_entry_that_stands_twice_counts_once);
    tcase_add_test(all, the_smallest_pivot_tells_of_a_singular_matrix);
    tcase_add_loop_test(all, matrices_of_models_are_solved, 0, (int)anywhere_count());
    tcase_add_loop_test(all, steps_that_are_taken_are_solved, 0, (int)anywhere_count());
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
