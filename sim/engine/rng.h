/* rng.h -- random numbers: Philox4x64-10, one stream per purpose.
 *
 * A counter-based generator (Salmon, Moraes, Dror & Shaw (2011) Proc. SC11, art. 16; the
 * Random123 library): a number is a function of its stream and its place in it, so that
 * results never depend on threads, order or chunks.  The key holds the seed and a hash of
 * the purpose, the counter holds replicate, sweep point and block.
 *
 * Safety: one gsl_rng belongs to one thread; streams share nothing.
 */
#ifndef SIM_ENGINE_RNG_H
#define SIM_ENGINE_RNG_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

/* What the numbers are for.  Equal streams give equal numbers, others independent ones. */
typedef struct {
    uint64_t seed;
    uint64_t replicate;
    uint64_t point;      /* of a sweep, counted from 1; 0 where no point plays a part */
    const char *purpose; /* "knee", "hit", "passaging.hazard_scale" */
} sim_stream;

/* Words of 64 bits; uniform numbers are odd multiples of 2^-53, so never 0 and never 1. */
extern const gsl_rng_type *const sim_rng_type;

/* Names the way from a stream to its numbers; another way has another name. */
extern const char sim_rng_scheme[];

/* The next word of such a generator, all 64 bits where an unsigned long has fewer. */
uint64_t sim_rng_word(gsl_rng *rng);

/* A whole number from 0 below n, which is not 0, and a list of n entries of that size in random order: the
 * numbers of gsl_rng_uniform_int and gsl_ran_shuffle where an unsigned long has 64 bits. */
uint64_t sim_rng_below(gsl_rng *rng, uint64_t n);
void sim_rng_shuffle(gsl_rng *rng, void *list, size_t n, size_t size);

/* Puts a generator of sim_rng_type at the start of a stream. */
void sim_rng_start(gsl_rng *rng, const sim_stream *stream);

#endif
