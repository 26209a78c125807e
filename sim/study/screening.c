#include "sim/study/screening.h"

#include <math.h>
#include <string.h>

#include "sim/study/bootstrap.h"

/* Part of a number by which arithmetic alone moves it. */
static const double rounding = 1e-12;

const sim_screening *const sim_screenings[] = {&sim_morris, &sim_saltelli, NULL};

const char *sim_screening_name(size_t i)
{
    for (size_t k = 0; sim_screenings[k]; k++) {
        if (k == i) return sim_screenings[k]->name;
    }
    return NULL;
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

sim_status sim_screen_fail(const sim_screening *screening, const sim_screen *screen,
                           size_t n, sim_error *err)
{
    return sim_fail(err, SIM_EVALUE,
                    "%s: %zu of %zu samples gave a number; %d or more would be right",
                    screening->name, n, screen->samples, SIM_SAMPLES_LEAST);
}
