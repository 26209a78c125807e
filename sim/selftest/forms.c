#include "sim/selftest/forms.h"

#include <math.h>
#include <string.h>

/* ---- independent species -------------------------------------------------- */

static double start_of(const sim_setup *s, const char *name)
{
    double x[SIM_SETUP_MAX];

    s->model->start(s->p, x);
    return x[sim_model_find(s->model, name)->slot];
}

/* Births and deaths from n (Bailey (1964) The Elements of Stochastic Processes, 8.5). */
static sim_form born_and_dying(const sim_setup *s, double t)
{
    const double n = start_of(s, "A");
    const double birth = sim_setup_value(s, "birth"), death = sim_setup_value(s, "death");
    const double gain = exp((birth - death) * t);

    return (sim_form){"birth and death", "A", n * gain,
                      n * (birth + death) / (birth - death) * gain * (gain - 1)};
}

/* Since the event: those that were set and still stay, and those that came. */
static sim_form coming_and_leaving(const sim_setup *s, double t)
{
    const double size = sim_setup_value(s, "size"), leave = sim_setup_value(s, "leave");
    const double stay = exp(-leave * (t - sim_setup_value(s, "reset")));
    const double set = sim_setup_value(s, "put") * size * stay;
    const double come = sim_setup_value(s, "enter") * size / leave * (1 - stay);

    return (sim_form){"immigration and death", "X", come + set, come + set * (1 - stay)};
}

/* Arrivals in batches, each cell leaving at its own rate: the moments' equations solved. */
static sim_form arriving_in_batches(const sim_setup *s, double t)
{
    const double rate = sim_setup_value(s, "batch") * sim_setup_value(s, "size");
    const double leave = sim_setup_value(s, "leave"), batch = 5;
    const double one = exp(-leave * t), two = exp(-2 * leave * t);

    return (sim_form){"immigration in batches", "Y", rate * batch / leave * (1 - one),
                      rate * batch * ((1 - two) / (2 * leave) - (one - two) / leave) +
                          rate * batch * batch * (1 - two) / (2 * leave)};
}

/* Each cell is there with one probability: it has neither died nor been left out. */
static sim_form sampled_at_a_time(const sim_setup *s, double t)
{
    const double n = start_of(s, "Q");
    const double kept = sim_setup_value(s, "kept") * exp(-sim_setup_value(s, "fade") * t);

    return (sim_form){"event at a time", "Q", n * kept, n * kept * (1 - kept)};
}

/* The time from each count to the next is exponential. */
static sim_form reaching_a_level(const sim_setup *s, double t)
{
    const double grow = sim_setup_value(s, "grow");
    const double level = sim_setup_value(s, "level") * sim_setup_value(s, "size");
    sim_form form = {"event at a threshold", "reached", 0, 0};

    (void)t;
    for (double n = start_of(s, "W"); n < level; n++) {
        form.mean += 1 / (grow * n);
        form.variance += 1 / (grow * n * grow * n);
    }
    return form;
}

size_t sim_forms_linear(const sim_setup *s, double t, sim_form forms[SIM_FORMS_MAX])
{
    forms[0] = born_and_dying(s, t);
    forms[1] = coming_and_leaving(s, t);
    forms[2] = arriving_in_batches(s, t);
    forms[3] = sampled_at_a_time(s, t);
    return 4;
}

size_t sim_forms_known(const sim_setup *s, double t, sim_form forms[SIM_FORMS_MAX])
{
    const size_t n = sim_forms_linear(s, t, forms);

    forms[n] = reaching_a_level(s, t);
    return n + 1;
}

size_t sim_forms_known_mean(const sim_setup *s, double t, sim_form forms[SIM_FORMS_MAX])
{
    const size_t n = sim_forms_known(s, t, forms);

    forms[n - 1].mean =
        log(sim_setup_value(s, "level") * sim_setup_value(s, "size") / start_of(s, "W")) /
        sim_setup_value(s, "grow");
    return n;
}

/* ---- births at the rate k (1 - exp(-t)) ----------------------------------- */

size_t sim_forms_ramp(const sim_setup *s, double t, sim_form forms[SIM_FORMS_MAX])
{
    const double n = sim_setup_value(s, "founders");
    const double gain = exp(sim_setup_value(s, "k") * (t - 1 + exp(-t)));

    forms[0] = (sim_form){"birth at a rate of time", "A", n * gain, n * gain * (gain - 1)};
    forms[1] = forms[0];
    forms[1].what = "birth at a signal's rate";
    forms[1].name = "B";
    return 2;
}

/* The signal's integral t - 1 + exp(-t) rises through its level: Newton's method. */
static double time_of_passing(double level)
{
    double t = level + 1;

    for (int i = 0; i < 20; i++) t -= (t - 1 + exp(-t) - level) / (1 - exp(-t));
    return t;
}

size_t sim_forms_ramp_mean(const sim_setup *s, double t, sim_form forms[SIM_FORMS_MAX])
{
    const size_t n = sim_forms_ramp(s, t, forms);

    forms[n] = (sim_form){"event of a signal", "passed",
                          time_of_passing(sim_setup_value(s, "far")), 0};
    return n + 1;
}

/* ---- dimers --------------------------------------------------------------- */

enum { DIMERS_MAX = 255 };

typedef struct {
    int founders, n; /* monomers; dimers that they can make */
    double join, split;
} dimerisation;

/* Slopes of the probabilities of 0 .. n dimers. */
static void master(const dimerisation *d, const double p[], double dpdt[])
{
    memset(dpdt, 0, (size_t)(d->n + 1) * sizeof *dpdt);
    for (int i = 0; i <= d->n; i++) {
        const double free = d->founders - 2 * i;
        const double up = d->join * free * (free - 1) / 2 * p[i];
        const double down = d->split * i * p[i];

        dpdt[i] -= up + down;
        if (i < d->n) dpdt[i + 1] += up;
        if (i > 0) dpdt[i - 1] += down;
    }
}

/* Runge and Kutta's method of order 4, in steps of at most 0.1 of the shortest stay. */
static void solve_master(const dimerisation *d, double t, double p[])
{
    const double shares[] = {0.5, 0.5, 1}, weights[] = {1, 2, 2, 1};
    const double fastest = d->join * d->founders * d->founders / 2 + d->split * d->n;
    const double steps = ceil(t * fastest / 0.1), h = t / steps;
    double at[DIMERS_MAX + 1], k[DIMERS_MAX + 1], sum[DIMERS_MAX + 1];
    const size_t bytes = (size_t)(d->n + 1) * sizeof *p;

    for (double step = 0; step < steps; step++) {
        memcpy(at, p, bytes);
        memcpy(sum, p, bytes);
        for (int stage = 0; stage < 4; stage++) {
            master(d, at, k);
            for (int i = 0; i <= d->n; i++) {
                sum[i] += h / 6 * weights[stage] * k[i];
                if (stage < 3) at[i] = p[i] + h * shares[stage] * k[i];
            }
        }
        memcpy(p, sum, bytes);
    }
}

size_t sim_forms_dimer(const sim_setup *s, double t, sim_form forms[SIM_FORMS_MAX])
{
    const int founders = (int)sim_setup_value(s, "founders");
    const dimerisation d = {founders, founders / 2, sim_setup_value(s, "join"),
                            sim_setup_value(s, "split")};
    double p[DIMERS_MAX + 1] = {1};

    sim_bug(d.n > DIMERS_MAX);
    solve_master(&d, t, p);
    forms[0] = (sim_form){"dimerisation", "S2", 0, 0};
    for (int i = 0; i <= d.n; i++) forms[0].mean += i * p[i];
    for (int i = 0; i <= d.n; i++)
        forms[0].variance += (i - forms[0].mean) * (i - forms[0].mean) * p[i];
    return 1;
}

size_t sim_forms_dimer_mean(const sim_setup *s, double t, sim_form forms[SIM_FORMS_MAX])
{
    const double n = sim_setup_value(s, "founders"), join = sim_setup_value(s, "join");

    forms[0] = (sim_form){"dimerisation", "S1", n / (1 + n * join * t), 0};
    return 1;
}
