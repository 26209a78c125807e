#include "tests/counts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX = 256 };

typedef struct {
    sim_network net;
    double p[MAX];
} prepared;

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

static void prepare(const counts_plan *plan, prepared *to)
{
    const sim_model *m = plan->model;
    sim_error err = {""};

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (!sim_symbol_is_settable(s)) continue;
        to->p[s->slot] = s->value;
        for (const change *c = plan->changes; c && c->name; c++) {
            if (strcmp(c->name, s->name) == 0) to->p[s->slot] = c->value;
        }
    }
    m->derive(to->p);
    must(sim_network_init(&to->net, m, &err), &err);
}

static void run(const counts_plan *plan, const prepared *with, uint64_t replicate,
                double every, sim_result *result)
{
    const sim_options options = {.method = counts_method(plan->method),
                                 .rtol = 1e-7,
                                 .stream = {.seed = plan->seed, .replicate = replicate}};
    const sim_run run = {&with->net, with->p, &options, plan->end, every};
    sim_error err = {""};

    must(sim_run_model(&run, result, &err), &err);
}

void counts_run(const counts_plan *plan, uint64_t replicate, double every,
                sim_result *result)
{
    prepared with;

    prepare(plan, &with);
    run(plan, &with, replicate, every, result);
    sim_network_free(&with.net);
}

static counts_moments moments_of(const double values[], size_t n)
{
    counts_moments m = {.n = n};

    for (size_t i = 0; i < n; i++) m.mean += values[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        double square = (values[i] - m.mean) * (values[i] - m.mean);

        m.variance += square / (double)(n - 1);
        m.fourth += square * square / (double)n;
    }
    return m;
}

void counts_moments_of(const counts_plan *plan, const char *const names[], size_t n_names,
                       counts_moments moments[])
{
    double *values = calloc(n_names * plan->n, sizeof *values), rules[MAX];
    prepared with;

    sim_bug(!values);
    prepare(plan, &with);
    for (size_t r = 0; r < plan->n; r++) {
        sim_result result;

        run(plan, &with, r, 0, &result);
        plan->model->observe(result.t_end, result.x_end, with.p, rules);
        for (size_t i = 0; i < n_names; i++)
            values[i * plan->n + r] = sim_symbol_value(
                sim_model_find(plan->model, names[i]), with.p, result.x_end, rules);
        sim_result_free(&result);
    }
    for (size_t i = 0; i < n_names; i++)
        moments[i] = moments_of(&values[i * plan->n], plan->n);
    sim_network_free(&with.net);
    free(values);
}

double counts_z_mean(const counts_moments *m, double expected)
{
    return (m->mean - expected) / sqrt(m->variance / (double)m->n);
}

static double error_of_variance(const counts_moments *m)
{
    double n = (double)m->n;

    return sqrt((m->fourth - (n - 3) / (n - 1) * m->variance * m->variance) / n);
}

double counts_z_variance(const counts_moments *m, double expected)
{
    return (m->variance - expected) / error_of_variance(m);
}

double counts_z_means(const counts_moments *a, const counts_moments *b)
{
    return (a->mean - b->mean) /
           sqrt(a->variance / (double)a->n + b->variance / (double)b->n);
}

double counts_z_sds(const counts_moments *a, const counts_moments *b)
{
    double sd_a = sqrt(a->variance), sd_b = sqrt(b->variance);

    return (sd_a - sd_b) /
           hypot(error_of_variance(a) / (2 * sd_a), error_of_variance(b) / (2 * sd_b));
}

/* ---- closed forms --------------------------------------------------------- */

/* Births and deaths from n (Bailey (1964) The Elements of Stochastic Processes, 8.5). */
static counts_form born_and_dying(double n, double birth, double death, double t)
{
    double gain = exp((birth - death) * t);

    return (counts_form){"A", n * gain,
                         n * (birth + death) / (birth - death) * gain * (gain - 1)};
}

/* Arrivals in batches, each cell leaving at its own rate: the moments' equations solved. */
static counts_form arriving(double rate, double batch, double leave, double t)
{
    double one = exp(-leave * t), two = exp(-2 * leave * t);

    return (counts_form){"Y", rate * batch / leave * (1 - one),
                         rate * batch * ((1 - two) / (2 * leave) - (one - two) / leave) +
                             rate * batch * batch * (1 - two) / (2 * leave)};
}

void counts_known(double size, counts_form forms[COUNTS_FORMS])
{
    const double stay = exp(-0.37 * 3), kept = 0.37 * exp(-0.03 * 8);
    const double there = 2.3 / 0.37;
    counts_form reached = {"reached", 0, 0};

    for (double n = 20 * size; n < 50 * size; n++) {
        reached.mean += 1 / (0.2 * n);
        reached.variance += 1 / (0.2 * n * 0.2 * n);
    }
    forms[0] = born_and_dying(100 * size, 0.1, 0.11, 8);
    forms[1] = (counts_form){"X", size * (there * (1 - stay) + 50 * stay),
                             size * (there * (1 - stay) + 50 * stay * (1 - stay))};
    forms[2] = arriving(0.71 * size, 5, 0.37, 8);
    forms[3] = (counts_form){"Q", 1000 * size * kept, 1000 * size * kept * (1 - kept)};
    forms[4] = reached;
}

void counts_ramp(double founders, counts_form forms[2])
{
    double gain = exp(0.5 * (4 - 1 + exp(-4)));

    forms[0] = (counts_form){"A", founders * gain, founders * gain * (gain - 1)};
    forms[1] = forms[0];
    forms[1].name = "B";
}

typedef struct {
    int founders;
    double join, split;
} dimerisation;

/* Slopes of the probabilities of 0 .. founders / 2 dimers. */
static void master(const dimerisation *d, const double p[], double dpdt[])
{
    int n = d->founders / 2;

    memset(dpdt, 0, (size_t)(n + 1) * sizeof *dpdt);
    for (int i = 0; i <= n; i++) {
        double free = d->founders - 2 * i;
        double up = d->join * free * (free - 1) / 2 * p[i], down = d->split * i * p[i];

        dpdt[i] -= up + down;
        if (i < n) dpdt[i + 1] += up;
        if (i > 0) dpdt[i - 1] += down;
    }
}

void counts_dimer(int founders, double join, double split, double t, counts_form *form)
{
    enum { STEPS = 4000 };
    const dimerisation d = {founders, join, split};
    const double shares[] = {0.5, 0.5, 1}, weights[] = {1, 2, 2, 1}, h = t / STEPS;
    double p[MAX] = {1}, at[MAX], k[MAX], sum[MAX];
    int n = founders / 2;

    for (int step = 0; step < STEPS; step++) {
        memcpy(at, p, sizeof at);
        memcpy(sum, p, sizeof sum);
        for (int stage = 0; stage < 4; stage++) {
            master(&d, at, k);
            for (int i = 0; i <= n; i++) {
                sum[i] += h / 6 * weights[stage] * k[i];
                if (stage < 3) at[i] = p[i] + h * shares[stage] * k[i];
            }
        }
        memcpy(p, sum, sizeof p);
    }
    *form = (counts_form){.name = "S2"};
    for (int i = 0; i <= n; i++) form->mean += i * p[i];
    for (int i = 0; i <= n; i++)
        form->variance += (i - form->mean) * (i - form->mean) * p[i];
}

bool counts_agree(const counts_plan *plan, const counts_form forms[], size_t n_forms,
                  char text[COUNTS_TEXT])
{
    const char *names[16] = {NULL};
    counts_moments found[16];

    for (size_t i = 0; i < n_forms; i++) names[i] = forms[i].name;
    counts_moments_of(plan, names, n_forms, found);
    for (size_t i = 0; i < n_forms; i++) {
        double z = counts_z_mean(&found[i], forms[i].mean),
               y = counts_z_variance(&found[i], forms[i].variance);

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

bool counts_match(const counts_plan *one, const counts_plan *other,
                  const char *const names[], size_t n_names, char text[COUNTS_TEXT])
{
    counts_moments a[16], b[16];

    counts_moments_of(one, names, n_names, a);
    counts_moments_of(other, names, n_names, b);
    for (size_t i = 0; i < n_names; i++) {
        double z = counts_z_means(&a[i], &b[i]), y = counts_z_sds(&a[i], &b[i]);

        if (fabs(z) < 4 && fabs(y) < 4) continue;
        snprintf(text, COUNTS_TEXT,
                 "%s: %.6g and %.6g (Z = %.2f), sd %.4g and %.4g (Z = %.2f)", names[i],
                 a[i].mean, b[i].mean, z, sqrt(a[i].variance), sqrt(b[i].variance), y);
        return false;
    }
    return true;
}
