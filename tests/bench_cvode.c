/* bench_cvode.c -- a course of the knee by our solver and by CVODE, side by side: the same
 * slopes and Jacobian, the same achieved error.  Printed, never asserted.
 *
 * The course is that of the day after a hit to the end, without its events: neither solver
 * stops on the way.  Errors are the largest of any state on any day, relative to the larger of
 * its scale and its largest value, against Rodas5P at 1e-11.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>
#ifdef WITH_KLU
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>
#endif

#define LANES 1
#define KERNELS bench_kernels
#include "kernels/lanes.c"

#include "sim/engine/derived.h"
#include "sim/engine/lanes.h"
#include "sim/engine/rodas.h"
#include "tests/solve.h"

enum { STATES = 128, FIRST = 1, LAST = 730, DAYS = LAST - FIRST, ROUNDS = 9, TIMES = 16 };
static const double our_rtol = 1e-7, finest = 1e-11;

/* What is solved. */
typedef struct {
    sim_network net;
    sim_derived derived;
    solved solved;
    const double *p;
    const double *x; /* [n_states] on the first day */
    double q[n_prepared_knee], scale[STATES];
    size_t n;                 /* states that move */
    const sim_kernel *kernel; /* of as many lanes as serve best here */
} problem;

/* [DAYS * n] the states of each day after the first; NULL: none are asked for. */
typedef double *course;

static int complain(const char *what)
{
    fprintf(stderr, "bench_cvode: %s failed\n", what);
    return 1;
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static bool open_problem(problem *b, sim_error *err)
{
    static const change hit[] = {{"hit_probability", 1}, {NULL, 0}};
    const change *const arm = hit;
    const sim_options options = {.rtol = 1e-9};
    const sim_outcome *knee;

    if (solve_arms(&b->solved, &arm, 1, LAST, &options, err) != SIM_OK ||
        sim_network_init(&b->net, &model_knee, err) != SIM_OK ||
        sim_derived_init(&b->derived, &b->net, err) != SIM_OK)
        return false;
    knee = solved_stage(&b->solved, 0, "knee");
    b->n = model_knee.n_moving;
    b->p = knee->p;
    b->x = knee->result.grid.x + FIRST * knee->result.grid.n_states;
    prepare_knee(b->x, b->p, b->q);
    model_knee.scales(b->p, b->scale);
    b->kernel = sim_kernel_find(&model_knee, sim_lanes_best(&options.kernels), NULL);
    return b->kernel && knee->result.grid.t[FIRST] == FIRST;
}

/* ---- our solver --------------------------------------------------------------- */

/* A course on its way. */
typedef struct {
    void *state;
    double t;
    size_t day;
    course out;
} walk;

static bool start(walk *w, const problem *b, const sim_options *options, course out)
{
    sim_error err = {""};

    *w = (walk){.t = FIRST, .out = out};
    return sim_stepper_rodas.init(&w->state, &b->net, b->p, options, &err) == SIM_OK &&
           sim_stepper_rodas.restart(w->state, FIRST, b->x, LAST, &err) == SIM_OK;
}

static void take_step(walk *w, const problem *b, const sim_step *step)
{
    double x[STATES];

    for (; w->out && w->day < DAYS && FIRST + 1 + (double)w->day <= step->t1; w->day++) {
        sim_stepper_rodas.interpolate(w->state, FIRST + 1 + (double)w->day, x);
        memcpy(w->out + w->day * b->n, x, b->n * sizeof *x);
    }
    w->t = step->t1;
}

static bool solve_alone(const problem *b, double rtol, course out)
{
    const sim_options options = {.rtol = rtol};
    sim_error err = {""};
    sim_step step;
    walk w;
    bool done = start(&w, b, &options, out);

    while (done && w.t < LAST) {
        done = sim_stepper_rodas.advance(w.state, LAST, &step, &err) == SIM_OK;
        if (done) take_step(&w, b, &step);
    }
    if (w.state) sim_stepper_rodas.free(w.state);
    return done;
}

/* The arrays of a batch, and where those of a lane are. */
typedef struct {
    sim_trial batch;
    sim_lane lane[SIM_LANES_MOST];
    double *all, *at;
} lanes;

static double *take(lanes *l, size_t n)
{
    double *array = l->at;

    l->at += n * SIM_LANES_MOST;
    return array;
}

static bool open_lanes(lanes *l, const sim_kernel *k)
{
    const size_t n = k->model->n_moving, rows = 4 + 6 * n + k->n_prepared + k->n_work;
    double *t, *h, *x, *q, *scale, *rtol, *x1, *dense, *error;

    l->at = l->all = aligned_alloc(64, rows * SIM_LANES_MOST * sizeof *l->all);
    if (!l->all) return false;
    memset(l->all, 0, rows * SIM_LANES_MOST * sizeof *l->all);
    t = take(l, 1), h = take(l, 1), rtol = take(l, 1), error = take(l, 1);
    x = take(l, n), x1 = take(l, n), scale = take(l, n), dense = take(l, SIM_DENSE * n);
    q = take(l, k->n_prepared);
    l->batch =
        (sim_trial){t, h, x, q, scale, rtol, x1, dense, error, take(l, k->n_work), NULL};
    for (size_t i = 0; i < k->lanes; i++)
        l->lane[i] = (sim_lane){k,         t + i,    h + i,  x + i,     q + i,
                                scale + i, rtol + i, x1 + i, dense + i, error + i};
    return true;
}

/* As many courses as there are lanes, which start alike. */
static bool solve_in_lanes(const problem *b, const sim_kernel *k, double rtol, course out)
{
    const sim_options options = {.rtol = rtol};
    walk w[SIM_LANES_MOST];
    lanes l = {.all = NULL};
    sim_error err = {""};
    bool done = open_lanes(&l, k), accepted;
    sim_step step;

    for (size_t i = 0; i < k->lanes; i++) done = start(&w[i], b, &options, out) && done;
    while (done && w[0].t < LAST) {
        for (size_t i = 0; i < k->lanes; i++) {
            sim_rodas_ask(w[i].state, LAST);
            sim_rodas_put(w[i].state, &l.lane[i]);
        }
        k->attempt(&l.batch);
        for (size_t i = 0; done && i < k->lanes; i++) {
            sim_rodas_get(w[i].state, &l.lane[i]);
            done = sim_rodas_take(w[i].state, &accepted, &step, &err) == SIM_OK;
            if (done && accepted) take_step(&w[i], b, &step);
        }
    }
    for (size_t i = 0; i < k->lanes; i++) sim_stepper_rodas.free(w[i].state);
    free(l.all);
    return done;
}

/* ---- CVODE ---------------------------------------------------------------------- */

typedef struct {
    const problem *b;
    bool sparse;
} callback;

static int give_slopes(realtype t, N_Vector x, N_Vector f, void *self)
{
    const callback *c = self;

    slopes_knee(c->b->q, &t, N_VGetArrayPointer(x), N_VGetArrayPointer(f));
    return 0;
}

static void fill_dense(const problem *b, const double v[], SUNMatrix to)
{
    SUNMatZero(to);
    for (size_t i = 0; i < b->n * b->n; i++)
        if (b->derived.lu.place[i] != SIM_SPARSE_NONE)
            SM_ELEMENT_D(to, i / b->n, i % b->n) = -v[b->derived.lu.place[i]];
}

#ifdef WITH_KLU
static void fill_sparse(const problem *b, const double v[], SUNMatrix to)
{
    sunindextype *columns = SUNSparseMatrix_IndexPointers(to), at = 0;

    for (size_t j = 0; j < b->n; j++) {
        columns[j] = at;
        for (size_t i = 0; i < b->n; i++) {
            const size_t place = b->derived.lu.place[i * b->n + j];

            if (place == SIM_SPARSE_NONE) continue;
            SUNSparseMatrix_IndexValues(to)[at] = (sunindextype)i;
            SUNSparseMatrix_Data(to)[at++] = -v[place];
        }
    }
    columns[b->n] = at;
}
#else
#define fill_sparse fill_dense
#endif

static int give_jacobian(realtype t, N_Vector x, N_Vector f, SUNMatrix to, void *self,
                         N_Vector a, N_Vector b, N_Vector c)
{
    const problem *of = ((const callback *)self)->b;
    const double none = 0;
    double again[STATES], v[STATES * STATES], by_time[STATES];

    (void)f, (void)a, (void)b, (void)c;
    linearize_knee(of->q, &t, N_VGetArrayPointer(x), &none, again, v, by_time);
    (((const callback *)self)->sparse ? fill_sparse : fill_dense)(of, v, to);
    return 0;
}

typedef struct {
    SUNContext context;
    N_Vector x, tolerance;
    SUNMatrix matrix;
    SUNLinearSolver linear;
    void *cvode;
} solver;

static void close_solver(solver *s)
{
    CVodeFree(&s->cvode);
    SUNLinSolFree(s->linear);
    SUNMatDestroy(s->matrix);
    N_VDestroy(s->x);
    N_VDestroy(s->tolerance);
    SUNContext_Free(&s->context);
}

static void open_linear(solver *s, const callback *c)
{
    const sunindextype n = (sunindextype)c->b->n;

#ifdef WITH_KLU
    if (c->sparse) {
        s->matrix = SUNSparseMatrix(n, n, (sunindextype)c->b->derived.lu.n_values, CSC_MAT,
                                    s->context);
        s->linear = SUNLinSol_KLU(s->x, s->matrix, s->context);
        return;
    }
#endif
    s->matrix = SUNDenseMatrix(n, n, s->context);
    s->linear = SUNLinSol_Dense(s->x, s->matrix, s->context);
}

static bool open_solver(solver *s, callback *c, double rtol)
{
    const problem *b = c->b;

    *s = (solver){0};
    if (SUNContext_Create(NULL, &s->context) != 0) return false;
    s->x = N_VNew_Serial((sunindextype)b->n, s->context);
    s->tolerance = N_VNew_Serial((sunindextype)b->n, s->context);
    memcpy(N_VGetArrayPointer(s->x), b->x, b->n * sizeof *b->x);
    for (size_t i = 0; i < b->n; i++)
        N_VGetArrayPointer(s->tolerance)[i] = fmax(rtol * b->scale[i], 1e-300);
    s->cvode = CVodeCreate(CV_BDF, s->context);
    open_linear(s, c);
    return CVodeInit(s->cvode, give_slopes, FIRST, s->x) == 0 &&
           CVodeSVtolerances(s->cvode, rtol, s->tolerance) == 0 &&
           CVodeSetUserData(s->cvode, c) == 0 &&
           CVodeSetLinearSolver(s->cvode, s->linear, s->matrix) == 0 &&
           CVodeSetJacFn(s->cvode, give_jacobian) == 0 &&
           CVodeSetMaxNumSteps(s->cvode, 1000000) == 0 &&
           CVodeSetStopTime(s->cvode, LAST) == 0;
}

static bool solve_by_cvode(const problem *b, bool sparse, double rtol, course out)
{
    callback c = {b, sparse};
    solver s;
    bool done = open_solver(&s, &c, rtol);
    realtype t;

    for (size_t day = out ? 0 : DAYS - 1; done && day < DAYS; day++) {
        done = CVode(s.cvode, FIRST + 1 + (double)day, s.x, &t, CV_NORMAL) >= 0;
        if (out) memcpy(out + day * b->n, N_VGetArrayPointer(s.x), b->n * sizeof *out);
    }
    close_solver(&s);
    return done;
}

/* ---- side by side ------------------------------------------------------------- */

typedef enum { OURS, IN_LANES, DENSE, KLU, N_WAYS } way;

static const char *const names[N_WAYS] = {"Rodas5P, alone", "Rodas5P, in lanes",
                                          "CVODE, dense", "CVODE, KLU"};

static bool solve_by(const problem *b, way by, double rtol, course out)
{
    if (by == OURS) return solve_alone(b, rtol, out);
    if (by == IN_LANES) return solve_in_lanes(b, b->kernel, rtol, out);
    return solve_by_cvode(b, by == KLU, rtol, out);
}

static double error_of(const problem *b, const double x[], const double right[])
{
    double worst = 0;

    for (size_t i = 0; i < b->n; i++) {
        double size = b->scale[i], most = 0;

        for (size_t day = 0; day < DAYS; day++) {
            size = fmax(size, fabs(right[day * b->n + i]));
            most = fmax(most, fabs(x[day * b->n + i] - right[day * b->n + i]));
        }
        worst = fmax(worst, most / size);
    }
    return worst;
}

/* ms of a course, the median of some rounds; negative where it failed. */
static double time_of(const problem *b, way by, double rtol, course out)
{
    double ms[ROUNDS];

    for (size_t round = 0; round < ROUNDS; round++) {
        const double begun = now();

        for (size_t i = 0; i < TIMES; i++)
            if (!solve_by(b, by, rtol, out)) return -1;
        ms[round] =
            1e3 * (now() - begun) / TIMES / (by == IN_LANES ? (double)b->kernel->lanes : 1);
    }
    qsort(ms, ROUNDS, sizeof *ms, compare);
    return ms[ROUNDS / 2];
}

/* The tolerance, of eight to a decade, that errs most nearly as ours does. */
static double find_rtol(const problem *b, way by, double error, course work,
                        const double right[])
{
    double nearest = finest, least = INFINITY;

    for (int k = 32; k < 88; k++) {
        const double rtol = pow(10, -0.125 * k);
        double off;

        if (!solve_by(b, by, rtol, work)) continue;
        off = fabs(log(error_of(b, work, right) / error));
        if (off < least) nearest = rtol;
        least = fmin(least, off);
    }
    return nearest;
}

static int print_ways(const problem *b, course work, const double right[])
{
    double error = 0, ours[2][2] = {{0}};

    printf("\n%-18s %8s %8s %12s %9s %14s %14s\n", "the knee, ms", "rtol", "error",
           "every day", "the last", "by ours alone", "in lanes");
    for (way by = OURS; by < N_WAYS; by++) {
        double rtol = our_rtol, ms[2];

#ifndef WITH_KLU
        if (by == KLU) continue;
#endif
        if (by >= DENSE) rtol = find_rtol(b, by, error, work, right);
        if (!solve_by(b, by, rtol, work)) return complain(names[by]);
        if (by == OURS) error = error_of(b, work, right);
        ms[0] = time_of(b, by, rtol, work);
        ms[1] = time_of(b, by, rtol, NULL);
        if (by < DENSE) memcpy(ours[by], ms, sizeof ms);
        printf("%-18s %8.1e %8.1e %12.3f %9.3f", names[by], rtol, error_of(b, work, right),
               ms[0], ms[1]);
        for (way us = OURS; by >= DENSE && us < DENSE; us++)
            printf("   %5.2f %5.2f", ms[0] / ours[us][0], ms[1] / ours[us][1]);
        printf("\n");
    }
    printf("(of %zu lanes; medians of %d)\n", b->kernel->lanes, ROUNDS);
    return 0;
}

int main(void)
{
    problem b = {.n = 0};
    sim_error err = {""};
    course work, right;
    int failed;

    if (!open_problem(&b, &err)) return complain(*err.text ? err.text : "the course");
    work = calloc(2 * DAYS * b.n, sizeof *work);
    if (!work) return complain("memory");
    right = work + DAYS * b.n;
    failed = solve_alone(&b, finest, right) ? print_ways(&b, work, right)
                                            : complain("the reference");
    free(work);
    sim_derived_free(&b.derived);
    sim_network_free(&b.net);
    solved_free(&b.solved);
    return failed;
}
