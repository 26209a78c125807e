#include "tests/anywhere.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "models/models.h"
#include "sim/engine/rng.h"
#include "tests/data_models.h"

/* `planted` is missing: its text and its code differ, as a fault that another test finds. */
static const sim_model *const small[] = {
    &model_known, &model_ramp,    &model_dimer,  &model_circle, &model_every,  &model_below,
    &model_taker, &model_treated, &model_mortal, &model_fading, &model_toss,   &model_dish,
    &model_host,  &model_vilar,   &model_guest,  &model_driven, &model_powers,
};
enum { SMALL = sizeof small / sizeof *small };

const sim_model *anywhere_model(size_t i)
{
    size_t n = 0;

    for (size_t k = 0; k < SMALL; k++)
        if (small[k]->n_moving > 0 && n++ == i) return small[k];
    for (size_t k = 0; models_stage(k); k++)
        if (models_stage(k)->model->n_moving > 0 && n++ == i) return models_stage(k)->model;
    return NULL;
}

size_t anywhere_count(void)
{
    size_t n = 0;

    while (anywhere_model(n)) n++;
    return n;
}

gsl_rng *anywhere_rng(const sim_model *model)
{
    gsl_rng *rng = gsl_rng_alloc(sim_rng_type);

    ck_assert_ptr_nonnull(rng);
    sim_rng_start(rng, &(sim_stream){.seed = 16, .purpose = model->name});
    return rng;
}

static double between(gsl_rng *rng, double low, double high)
{
    const double u = gsl_rng_uniform(rng);

    return low > 0 && high > 30 * low ? low * pow(high / low, u) : low + (high - low) * u;
}

static double draw_constant(gsl_rng *rng, const sim_symbol *s)
{
    const bool is_default = gsl_rng_uniform(rng) < 0.5;

    if (s->kind == SIM_INPUT) return pow(10, between(rng, -3, 3));
    if (is_default || s->kind == SIM_WORD) return s->value;
    return s->kind == SIM_WHOLE ? rint(between(rng, s->low, s->high))
                                : between(rng, s->low, s->high);
}

static double draw_state(gsl_rng *rng, double scale)
{
    const double u = gsl_rng_uniform(rng);

    if (u < 1. / 6) return 0;
    if (u < 1. / 6 + 0.1) return -scale * pow(10, between(rng, -9, -3));
    return scale * pow(10, between(rng, -4, 2));
}

void anywhere_draw(gsl_rng *rng, const sim_model *m, anywhere_place *place)
{
    double scales[ANYWHERE_STATES];

    ck_assert(m->n_constants <= ANYWHERE_CONSTANTS && m->n_states <= ANYWHERE_STATES);
    memset(place, 0, sizeof *place);
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (sim_symbol_is_settable(s) || s->kind == SIM_INPUT)
            place->p[s->slot] = draw_constant(rng, s);
    }
    m->derive(place->p);
    m->scales(place->p, scales);
    for (size_t i = 0; i < m->n_states; i++)
        place->x[i] = draw_state(rng, i < m->n_moving && scales[i] > 0 ? scales[i] : 1);
    place->t = between(rng, 0, 30);
}

void anywhere_visit(const sim_model *model, int n, anywhere_visitor *visit, void *self)
{
    gsl_rng *rng = anywhere_rng(model);

    for (int k = 0; k < n; k++) {
        anywhere_place at;

        anywhere_draw(rng, model, &at);
        visit(self, &at);
    }
    gsl_rng_free(rng);
}
