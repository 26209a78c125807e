#include "sim/engine/rng.h"

#include <Random123/philox.h>
#include <limits.h>

#include "sim/model/hash.h"

const char sim_rng_scheme[] = "philox4x64-10/1";

enum { WORDS = 4 };

typedef struct {
    philox4x64_key_t key;     /* seed, purpose */
    philox4x64_ctr_t counter; /* block, replicate, point, 0 */
    philox4x64_ctr_t block;
    unsigned used; /* words of the block */
} philox;

static void start(philox *s, const sim_stream *stream)
{
    s->key = (philox4x64_key_t){{stream->seed, sim_hash_text(stream->purpose)}};
    s->counter = (philox4x64_ctr_t){{0, stream->replicate, stream->point, 0}};
    s->used = WORDS;
}

static inline uint64_t next(philox *s)
{
    if (s->used == WORDS) {
        s->block = philox4x64_R(10, s->counter, s->key);
        s->counter.v[0]++;
        s->used = 0;
    }
    return s->block.v[s->used++];
}

static void set(void *state, unsigned long seed)
{
    start(state, &(sim_stream){.seed = seed, .purpose = ""});
}

static unsigned long get(void *state) { return (unsigned long)next(state); }

uint64_t sim_rng_word(gsl_rng *rng) { return next(rng->state); }

/* Of words beyond the last whole multiple another is drawn. */
uint64_t sim_rng_below(gsl_rng *rng, uint64_t n)
{
    const uint64_t each = UINT64_MAX / n;
    uint64_t k;

    do {
        k = sim_rng_word(rng) / each;
    } while (k >= n);
    return k;
}

static void swap(char *one, char *other, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const char byte = one[i];

        one[i] = other[i];
        other[i] = byte;
    }
}

/* Fisher and Yates. */
void sim_rng_shuffle(gsl_rng *rng, void *list, size_t n, size_t size)
{
    char *bytes = list;

    for (size_t i = n; i > 1; i--)
        swap(bytes + (i - 1) * size, bytes + sim_rng_below(rng, i) * size, size);
}

static double get_double(void *state) { return (double)(next(state) >> 11 | 1) * 0x1p-53; }

static const gsl_rng_type type = {.name = "philox4x64-10",
                                  .max = ULONG_MAX,
                                  .min = 0,
                                  .size = sizeof(philox),
                                  .set = set,
                                  .get = get,
                                  .get_double = get_double};
const gsl_rng_type *const sim_rng_type = &type;

void sim_rng_start(gsl_rng *rng, const sim_stream *stream) { start(rng->state, stream); }
