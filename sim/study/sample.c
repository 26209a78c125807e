/* sample.c -- of lottery.h: who a replicate is, numbers that chance gives it beside what is
 * drawn, and how often draws were made again. */
#include <gsl/gsl_cdf.h>

#include "sim/study/lottery.h"

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
