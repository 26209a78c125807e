#include "sim/study/screening.h"

#include <math.h>
#include <string.h>

/* Part of a number by which arithmetic alone moves it. */
static const double rounding = 1e-12;

const sim_screening *const sim_screenings[] = {&sim_morris, &sim_saltelli, NULL};

const char *sim_screening_name(size_t i)
{
    return i + 1 < sizeof sim_screenings / sizeof *sim_screenings ? sim_screenings[i]->name
                                                                  : NULL;
}

const sim_screening *sim_screening_find(const char *name)
{
    for (size_t i = 0; sim_screenings[i]; i++) {
        if (strcmp(sim_screenings[i]->name, name) == 0) return sim_screenings[i];
    }
    return NULL;
}

double sim_screen_difference(double a, double b)
{
    return fabs(a - b) <= rounding * fmax(fabs(a), fabs(b)) ? 0 : a - b;
}

gsl_rng *sim_screen_start(sim_screen_rng *room, const sim_screen *screen, size_t sample,
                          const char *purpose)
{
    sim_bug(sim_rng_type->size > sizeof room->state);
    room->rng = (gsl_rng){.type = sim_rng_type, .state = room->state};
    sim_rng_start(&room->rng, &(sim_stream){screen->seed, sample, 0, purpose});
    return &room->rng;
}

size_t sim_screening_points(const sim_screening *s, size_t n_axes)
{
    return n_axes + s->points_besides;
}

/* Products are those of distances from the mean, so that they leave something. */
static double find_mean(const double y[], size_t n)
{
    sim_moments moments = {0};

    for (size_t i = 0; i < n; i++) sim_moments_add(&moments, y[i]);
    return moments.mean;
}

static sim_status work_init(sim_screen_work *w, const sim_screening *s, sim_error *err)
{
    const size_t n_axes = w->screen->n_axes;
    const size_t n_values = n_axes * s->values.each + s->values.of_all;
    sim_status status;

    w->effects = sim_pool_take(&w->pool, n_axes, sizeof *w->effects);
    w->moments = sim_pool_take(&w->pool, n_axes, sizeof *w->moments);
    w->counted = sim_pool_take(&w->pool, n_values, sizeof *w->counted);
    w->intervals = sim_pool_take(&w->pool, n_values, sizeof *w->intervals);
    if (w->pool.failed) return sim_fail_memory(err, s->name);
    status = sim_bootstrap_init(&w->bootstrap, w->screen->samples,
                                s->sums.of_all + n_axes * s->sums.each, err);
    w->bootstrap.n_values = n_values;
    w->bootstrap.statistic = s->values.find;
    w->bootstrap.seed = w->screen->seed;
    return status;
}

/* What is of all axes counts no more samples than any of them does. */
static void count_of_all(sim_screen_work *w, const sim_screening *s)
{
    const size_t n = w->bootstrap.n_values - s->values.of_all;

    for (size_t i = n; i < w->bootstrap.n_values; i++) {
        w->counted[i] = w->screen->samples;
        for (size_t k = 0; k < n; k++)
            w->counted[i] = w->counted[k] < w->counted[i] ? w->counted[k] : w->counted[i];
    }
}

sim_status sim_screening_analyze(const sim_screening *s, const sim_screen *screen,
                                 const double y[], double table[], sim_error *err)
{
    const size_t n_points = sim_screening_points(s, screen->n_axes);
    sim_screen_work w = {.screen = screen,
                         .mean = find_mean(y, screen->samples * n_points)};
    sim_status status = work_init(&w, s, err);
    size_t n = 0;

    for (size_t i = 0; status == SIM_OK && i < screen->samples; i++)
        n += s->sums.add(&w, i, &y[i * n_points], sim_bootstrap_sums(&w.bootstrap, i));
    if (status == SIM_OK && n < SIM_SAMPLES_LEAST)
        status = sim_fail(err, SIM_EVALUE,
                          "%s: %zu of %zu samples gave a number; %d or more would be right",
                          s->name, n, screen->samples, SIM_SAMPLES_LEAST);
    if (status == SIM_OK) {
        count_of_all(&w, s);
        status = sim_bootstrap_run(&w.bootstrap, w.counted, w.intervals, err);
    }
    for (size_t j = 0; status == SIM_OK && j < screen->n_axes; j++)
        s->values.fill(&w, j, &table[j * s->n_columns]);
    sim_pool_free(&w.pool);
    sim_bootstrap_free(&w.bootstrap);
    return status;
}
