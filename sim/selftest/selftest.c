#include "sim/selftest/selftest.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/selftest/central.h"
#include "sim/selftest/forms.h"

/* How often a sound engine may fail a whole table. */
static const double false_alarms = 1e-3;

/* Of solutions that are not drawn, relative; a hundred times that of a step. */
static const double tolerance = 1e-7;

/* Of leaps: the usual epsilon, and how far off they may be; see selftest.h. */
static const double epsilon = 0.03, turnover_error = 3e-3;
static const double e_folds = 2;

enum { THREADS_TRIED = 3 };

typedef struct trial trial;

/* What a trial needs at hand. */
typedef struct {
    const sim_selftest *selftest;
    const trial *trial;
    double limit;
    sim_setup setup;
    sim_form forms[SIM_FORMS_MAX];
    const char *names[SIM_FORMS_MAX];
    size_t n_forms;
    double *values;            /* [n_forms][runs] */
    size_t n_checks, n_failed; /* so far */
} bench;

typedef enum { KNOWN, RAMP, DIMER } which;

/* One setup by one method. */
struct trial {
    const char *purpose; /* of its random numbers */
    which model;
    const sim_value *values; /* on top of the defaults */
    const char *times;       /* how much larger than others it is, in words */
    const char *method;
    double end;
    sim_forms *forms;
    size_t comparisons; /* statistical ones per form */
    sim_status (*check)(bench *b, sim_error *err);
};

static sim_status check_moments(bench *b, sim_error *err),
    check_means(bench *b, sim_error *err), check_solution(bench *b, sim_error *err),
    check_threads(bench *b, sim_error *err);

/* What the rows of trials.def set. */
static const sim_value join_only[] = {
    {"split", 0}, {"decay", 0}, {"mature", 0}, {"join", 1e-5}, {0}};
static const sim_value dimers[] = {{"founders", 20}, {"join", 0.01}, {"split", 0.1},
                                   {"decay", 0},     {"mature", 0},  {0}};
static const sim_value dimers_20[] = {{"founders", 400}, {"join", 5e-4}, {"split", 0.1},
                                      {"decay", 0},      {"mature", 0},  {0}};
static const sim_value cells_300[] = {{"size", 300}, {0}};
static const sim_value births[] = {{"founders", 10}, {0}};
static const sim_value births_1000[] = {{"founders", 1e4}, {0}};

#define TRIAL(...) {__VA_ARGS__},
static const trial trials[] = {
#include "sim/selftest/trials.def"
};
#undef TRIAL

enum { N_TRIALS = sizeof trials / sizeof *trials };

/* ---- checks --------------------------------------------------------------- */

static void tell(bench *b, const char *what, sim_check check)
{
    snprintf(check.what, sizeof check.what, "%s%s", what, b->trial->times);
    check.method = b->trial->method;
    check.passed = fabs(check.z) < check.limit;
    b->n_checks++;
    b->n_failed += !check.passed;
    b->selftest->tell(b->selftest->self, &check);
}

static sim_status run_batch(const bench *b, size_t n, size_t threads, double values[],
                            sim_error *err)
{
    const sim_trials batch = {
        .method = b->trial->method,
        .end = b->trial->end,
        .n = n,
        .threads = threads,
        .epsilon = epsilon,
        .stream = {.seed = b->selftest->seed, .purpose = b->trial->purpose}};

    return sim_trials_run(&batch, &b->setup, b->names, b->n_forms, values, err);
}

/* The number nearest to `found` that a method with that relative error may give. */
static double explained(double found, double expected, double part)
{
    const double allowed = part * fabs(expected);

    return fmin(fmax(found, expected - allowed), expected + allowed);
}

/* Of a mean, relative. */
static double error_of_leaps(const bench *b)
{
    const double growth = epsilon / 2;

    return strcmp(b->trial->method, "tau") == 0 ? e_folds * growth * growth / 6 : 0;
}

static void tell_mean(bench *b, const sim_form *form, const sim_central *c)
{
    const double part = error_of_leaps(b);

    tell(b, form->what,
         (sim_check){.number = "mean",
                     .letter = 'Z',
                     .found = c->mean,
                     .expected = form->mean,
                     .allowed = part * fabs(form->mean),
                     .error = sim_central_mean_error(c),
                     .z = sim_central_z_mean(c, explained(c->mean, form->mean, part)),
                     .limit = b->limit});
}

static void tell_variance(bench *b, const sim_form *form, const sim_central *c)
{
    const double leaps = error_of_leaps(b);
    const double part = leaps > 0 ? 2 * leaps + turnover_error : 0;
    const double expected = explained(c->variance, form->variance, part);

    tell(b, form->what,
         (sim_check){.number = "variance",
                     .letter = 'Y',
                     .found = c->variance,
                     .expected = form->variance,
                     .allowed = part * form->variance,
                     .error = sim_central_variance_error(c),
                     .z = sim_central_z_variance(c, expected),
                     .limit = b->limit});
}

static sim_status check_moments(bench *b, sim_error *err)
{
    const size_t n = b->selftest->runs;
    sim_status status = run_batch(b, n, b->selftest->threads, b->values, err);

    for (size_t i = 0; status == SIM_OK && i < b->n_forms; i++) {
        const sim_central c = sim_central_of(&b->values[i * n], n);

        tell_mean(b, &b->forms[i], &c);
        tell_variance(b, &b->forms[i], &c);
    }
    return status;
}

/* Means in counts against the ode's. */
static sim_status check_means(bench *b, sim_error *err)
{
    const size_t n = b->selftest->runs;
    const sim_trials batch = {.method = "ode", .end = b->trial->end, .n = 1, .threads = 1};
    double ode[SIM_FORMS_MAX];
    sim_status status = sim_trials_run(&batch, &b->setup, b->names, b->n_forms, ode, err);

    if (status == SIM_OK) status = run_batch(b, n, b->selftest->threads, b->values, err);
    for (size_t i = 0; status == SIM_OK && i < b->n_forms; i++) {
        const sim_central c = sim_central_of(&b->values[i * n], n);
        char what[48];

        snprintf(what, sizeof what, "%s, ode", b->forms[i].what);
        tell_mean(b, &(sim_form){what, b->names[i], ode[i], 0}, &c);
    }
    return status;
}

static sim_status check_solution(bench *b, sim_error *err)
{
    sim_status status = run_batch(b, 1, 1, b->values, err);

    for (size_t i = 0; status == SIM_OK && i < b->n_forms; i++) {
        const double expected = b->forms[i].mean, error = tolerance * fabs(expected);

        tell(b, b->forms[i].what,
             (sim_check){.number = "value",
                         .letter = '-',
                         .found = b->values[i],
                         .expected = expected,
                         .error = error,
                         .z = (b->values[i] - expected) / error,
                         .limit = 1});
    }
    return status;
}

/* Counts the numbers that are not those of one thread, for each other number of them. */
static sim_status check_threads(bench *b, sim_error *err)
{
    const size_t n = b->selftest->runs / THREADS_TRIED;
    double *one = b->values, *other = one + n * b->n_forms;
    sim_status status = run_batch(b, n, 1, one, err);

    for (size_t threads = 2; status == SIM_OK && threads <= THREADS_TRIED; threads++) {
        double differ = 0;
        char what[48];

        status = run_batch(b, n, threads, other, err);
        if (status != SIM_OK) break;
        for (size_t i = 0; i < n * b->n_forms; i++)
            differ += memcmp(&one[i], &other[i], sizeof *one) != 0;
        snprintf(what, sizeof what, "%zu threads as one", threads);
        tell(b, what,
             (sim_check){.number = "differ",
                         .letter = '-',
                         .found = differ,
                         .error = 1,
                         .z = differ,
                         .limit = 1});
    }
    return status;
}

/* ---- the table ------------------------------------------------------------ */

/* Sets a trial up; frees what the last one had. */
static sim_status set_up(bench *b, const trial *t, sim_error *err)
{
    const sim_model *const models[] = {b->selftest->known, b->selftest->ramp,
                                       b->selftest->dimer};
    sim_status status;

    sim_setup_free(&b->setup);
    b->trial = t;
    status = sim_setup_init(&b->setup, models[t->model], t->values, err);
    if (status != SIM_OK) return status;
    b->n_forms = t->forms(&b->setup, t->end, b->forms);
    for (size_t i = 0; i < b->n_forms; i++) b->names[i] = b->forms[i].name;
    return SIM_OK;
}

sim_status sim_selftest_run(const sim_selftest *selftest, sim_error *err)
{
    bench b = {.selftest = selftest};
    sim_status status = SIM_OK;
    double comparisons = 0;

    sim_bug(selftest->runs < SIM_SELFTEST_LEAST);
    b.values = malloc(SIM_FORMS_MAX * selftest->runs * sizeof *b.values);
    if (!b.values) return sim_fail_memory(err, "selftest");
    for (size_t i = 0; status == SIM_OK && i < N_TRIALS; i++) {
        status = set_up(&b, &trials[i], err);
        comparisons += (double)(trials[i].comparisons * b.n_forms);
    }
    b.limit = gsl_cdf_ugaussian_Qinv(false_alarms / comparisons / 2);
    for (size_t i = 0; status == SIM_OK && i < N_TRIALS; i++) {
        status = set_up(&b, &trials[i], err);
        if (status == SIM_OK) status = trials[i].check(&b, err);
    }
    sim_setup_free(&b.setup);
    free(b.values);
    if (status == SIM_OK && b.n_failed > 0)
        return sim_fail(err, SIM_EVALUE, "selftest: %zu of %zu checks failed", b.n_failed,
                        b.n_checks);
    return status;
}
