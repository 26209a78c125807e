#include "tests/counts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/stepper.h"

size_t counts_method(const char *name)
{
    size_t i = 0;

    while (sim_steppers[i] && strcmp(sim_steppers[i]->name, name) != 0) i++;
    sim_bug(!sim_steppers[i]);
    return i;
}

static void must(sim_status status, const sim_error *err)
{
    if (status == SIM_OK) return;
    fprintf(stderr, "%s\n", err->text);
    abort();
}

static void prepare(const counts_plan *plan, sim_setup *setup)
{
    sim_error err = {""};

    must(sim_setup_init(setup, plan->model, plan->changes, &err), &err);
}

static sim_trials batch_of(const counts_plan *plan)
{
    return (sim_trials){.method = plan->method,
                        .end = plan->end,
                        .n = plan->n,
                        .threads = 1,
                        .stream = {.seed = plan->seed}};
}

void counts_run(const counts_plan *plan, uint64_t replicate, double every,
                sim_result *result)
{
    const sim_trials batch = batch_of(plan);
    const sim_options options = sim_trials_options(&batch, replicate);
    sim_setup setup;
    sim_run run = {.net = &setup.net,
                   .p = setup.p,
                   .options = &options,
                   .end = plan->end,
                   .every = every};
    sim_error err = {""};

    prepare(plan, &setup);
    must(sim_run_model(&run, result, &err), &err);
    sim_setup_free(&setup);
}

void counts_moments_of(const counts_plan *plan, const char *const names[], size_t n_names,
                       sim_central moments[])
{
    const sim_trials batch = batch_of(plan);
    double *values = calloc(n_names * plan->n, sizeof *values);
    sim_setup setup;
    sim_error err = {""};

    sim_bug(!values);
    prepare(plan, &setup);
    must(sim_trials_run(&batch, &setup, names, n_names, values, &err), &err);
    for (size_t i = 0; i < n_names; i++)
        moments[i] = sim_central_of(&values[i * plan->n], plan->n);
    sim_setup_free(&setup);
    free(values);
}

bool counts_agree(const counts_plan *plan, sim_forms *forms_of, char text[COUNTS_TEXT])
{
    const char *names[SIM_FORMS_MAX];
    sim_form forms[SIM_FORMS_MAX];
    sim_central found[SIM_FORMS_MAX];
    sim_setup setup;
    size_t n;

    prepare(plan, &setup);
    n = forms_of(&setup, plan->end, forms);
    sim_setup_free(&setup);
    for (size_t i = 0; i < n; i++) names[i] = forms[i].name;
    counts_moments_of(plan, names, n, found);
    for (size_t i = 0; i < n; i++) {
        const double z = sim_central_z_mean(&found[i], forms[i].mean),
                     y = sim_central_z_variance(&found[i], forms[i].variance);

        if (fabs(z) < 4 && fabs(y) < 4) continue;
        snprintf(text, COUNTS_TEXT,
                 "%s, %s: mean %.6g (expected %.6g, Z = %.2f), variance %.6g (expected "
                 "%.6g, Z = %.2f)",
                 plan->method, forms[i].name, found[i].mean, forms[i].mean, z,
                 found[i].variance, forms[i].variance, y);
        return false;
    }
    return true;
}

double counts_z_means(const sim_central *a, const sim_central *b)
{
    return (a->mean - b->mean) /
           hypot(sim_central_mean_error(a), sim_central_mean_error(b));
}

double counts_z_sds(const sim_central *a, const sim_central *b)
{
    const double sd_a = sqrt(a->variance), sd_b = sqrt(b->variance);

    return (sd_a - sd_b) / hypot(sim_central_variance_error(a) / (2 * sd_a),
                                 sim_central_variance_error(b) / (2 * sd_b));
}

bool counts_match(const counts_plan *one, const counts_plan *other,
                  const char *const names[], size_t n_names, char text[COUNTS_TEXT])
{
    sim_central a[16], b[16];

    counts_moments_of(one, names, n_names, a);
    counts_moments_of(other, names, n_names, b);
    for (size_t i = 0; i < n_names; i++) {
        const double z = counts_z_means(&a[i], &b[i]), y = counts_z_sds(&a[i], &b[i]);

        if (fabs(z) < 4 && fabs(y) < 4) continue;
        snprintf(text, COUNTS_TEXT,
                 "%s: %.6g and %.6g (Z = %.2f), sd %.4g and %.4g (Z = %.2f)", names[i],
                 a[i].mean, b[i].mean, z, sqrt(a[i].variance), sqrt(b[i].variance), y);
        return false;
    }
    return true;
}
