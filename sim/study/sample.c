/* sample.c -- of lottery.h: who a replicate is, its room, the numbers that chance gives it, correlated
 * ones among them, and how often draws were made again. */
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "sim/study/lottery_parts.h"

/* ---- life ----------------------------------------------------------------- */

void sim_sample_put_rows(sim_sample *sample, const sim_lottery *s)
{
    const sim_chain *chain = s->task->chain;

    for (size_t i = 0; i < s->task->n_arms * chain->n_stages; i++)
        memcpy((double *)sample->params.at[i], s->task->params[i],
               chain->stages[i % chain->n_stages].model->n_constants * sizeof(double));
}

sim_status sim_sample_init(sim_sample *sample, const sim_lottery *s, sim_error *err)
{
    const size_t n_arms = s->task->n_arms;
    sim_pool *pool = &sample->pool;
    sim_status status;

    *sample = (sim_sample){0};
    sample->streams = sim_pool_take(pool, s->n_points, sizeof(gsl_rng *));
    sample->again = sim_pool_take(pool, s->n_points, sizeof *sample->again);
    sample->dirty = sim_pool_take(pool, s->n_points, sizeof *sample->dirty);
    sample->middles = sim_pool_take(pool, n_arms * s->n_points, sizeof *sample->middles);
    sample->uniforms = sim_pool_take(pool, s->n_points, sizeof *sample->uniforms);
    sample->normals = sim_pool_take(pool, s->n_points, sizeof *sample->normals);
    sample->work = sim_pool_take(pool, s->n_values, sizeof *sample->work);
    sample->stray = gsl_rng_alloc(sim_rng_type);
    if (pool->failed || !sample->stray) return sim_fail_memory(err, "cohort");
    for (size_t i = 0; i < s->n_points; i++) {
        sample->streams[i] = gsl_rng_alloc(sim_rng_type);
        if (!sample->streams[i]) return sim_fail_memory(err, "cohort");
    }
    status = sim_params_room(&sample->params, s->task->chain, n_arms, err);
    if (status == SIM_OK) sim_sample_put_rows(sample, s);
    return status;
}

void sim_sample_free(sim_sample *sample, const sim_lottery *s)
{
    for (size_t i = 0; sample->streams && i < s->n_points; i++)
        gsl_rng_free(sample->streams[i]);
    gsl_rng_free(sample->stray);
    sim_params_free(&sample->params);
    sim_pool_free(&sample->pool);
    *sample = (sim_sample){0};
}

/* ---- what is drawn -------------------------------------------------------- */

/* Does a number hang on others before it? */
static bool is_bent(const sim_copula *c, size_t i)
{
    size_t j = 0;

    while (j < i && c->lower[i * c->n + j] == 0) j++;
    return j < i;
}

/* Groups are dirty as a whole. */
void sim_sample_draw_uniforms(sim_sample *sample, const sim_lottery *s, sim_level level)
{
    const sim_copula *c = &s->copula;
    const bool correlates = level == SIM_OF_OWNER && c->n > 0;

    for (size_t i = 0; i < s->n_points; i++)
        if (sample->dirty[i]) sample->uniforms[i] = gsl_rng_uniform(sample->streams[i]);
    if (!correlates) return;
    for (size_t i = 0; i < s->n_points; i++)
        sample->normals[i] =
            sample->dirty[i] ? gsl_cdf_ugaussian_Pinv(sample->uniforms[i]) : 0;
    sim_copula_correlate(c, sample->normals);
    for (size_t i = 0; i < s->n_points; i++)
        if (sample->dirty[i] && is_bent(c, i))
            sample->uniforms[i] = gsl_cdf_ugaussian_P(sample->normals[i]);
}

static bool is_group_dirty(const sim_sample *sample, const sim_lottery *s, size_t i)
{
    size_t k = 0;

    while (k < s->n_points &&
           !(sample->dirty[k] && s->copula.groups[k] == s->copula.groups[i]))
        k++;
    return k < s->n_points;
}

size_t sim_sample_mark_groups(sim_sample *sample, const sim_lottery *s, sim_level level)
{
    size_t n = 0;

    if (level != SIM_OF_OWNER || s->copula.n == 0) return 0;
    for (size_t i = 0; i < s->n_points; i++) {
        if (sample->dirty[i] || s->points[i].levels[level].shape == SIM_FIXED) continue;
        if (!is_group_dirty(sample, s, i)) continue;
        sample->dirty[i] = true;
        sample->again[i]++;
        n++;
    }
    return n;
}

/* ---- beside that ---------------------------------------------------------- */

sim_member sim_lottery_member(const sim_lottery *s, uint64_t replicate)
{
    return (sim_member){replicate / s->per_laboratory, replicate, replicate, replicate,
                        replicate};
}

double sim_sample_uniform(const sim_sample *sample, const sim_lottery *s,
                          const sim_member *member, const char *purpose)
{
    sim_rng_start(
        sample->stray,
        &(sim_stream){.seed = s->seed, .replicate = member->subject, .purpose = purpose});
    return gsl_rng_uniform(sample->stray);
}

double sim_sample_noise(const sim_sample *sample, const sim_lottery *s,
                        const sim_member *member, const char *purpose)
{
    return gsl_cdf_ugaussian_Pinv(sim_sample_uniform(sample, s, member, purpose));
}

sim_status sim_lottery_count_redraws(const sim_lottery *s, size_t n, size_t counts[],
                                     sim_error *err)
{
    sim_sample sample;
    sim_error ignored;
    sim_status status = sim_sample_init(&sample, s, err);

    for (size_t i = 0; i < s->n_points; i++) counts[i] = 0;
    for (size_t replicate = 0; status == SIM_OK && replicate < n; replicate++) {
        const sim_member member = sim_lottery_member(s, replicate);

        sim_sample_draw(&sample, s, &member, &ignored);
        for (size_t i = 0; i < s->n_points; i++) counts[i] += sample.again[i];
    }
    sim_sample_free(&sample, s);
    return status;
}
