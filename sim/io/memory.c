#define _GNU_SOURCE /* fopencookie, which musl has too */

#include "sim/io/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Makes room for so many more bytes and a NUL. */
static bool grow(sim_memory *m, size_t n)
{
    enum { FIRST = 1024 };
    size_t capacity = m->capacity ? m->capacity : FIRST;
    char *grown;

    while (capacity - m->size <= n) capacity *= 2;
    if (capacity == m->capacity) return true;
    grown = realloc(m->bytes, capacity);
    if (!grown) return false;
    m->bytes = grown;
    m->capacity = capacity;
    return true;
}

/* All of it or, as of a disk that is full, nothing. */
static ssize_t take(void *memory, const char *bytes, size_t n)
{
    sim_memory *m = memory;

    if (m->failed || !grow(m, n)) {
        m->failed = true;
        return 0;
    }
    memcpy(m->bytes + m->size, bytes, n);
    m->size += n;
    m->bytes[m->size] = '\0';
    return (ssize_t)n;
}

sim_status sim_memory_open(sim_memory *m, const char *what, sim_error *err)
{
    *m = (sim_memory){0};
    if (grow(m, 0)) m->stream = fopencookie(m, "w", (cookie_io_functions_t){.write = take});
    if (!m->stream) return sim_fail_memory(err, what);
    m->bytes[0] = '\0';
    return SIM_OK;
}

sim_status sim_memory_close(sim_memory *m, const char *what, sim_error *err)
{
    FILE *stream = m->stream;
    const bool failed = ferror(stream);

    m->stream = NULL;
    return fclose(stream) != 0 || failed || m->failed ? sim_fail_memory(err, what) : SIM_OK;
}

void sim_memory_free(sim_memory *m)
{
    if (m->stream) fclose(m->stream);
    free(m->bytes);
    *m = (sim_memory){0};
}

/* Its room is the next power of two, so that it need not be kept. */
bool sim_memory_grow(void *list, size_t n, size_t size)
{
    void *old, *grown;

    if ((n & (n - 1)) != 0) return true;
    memcpy(&old, list, sizeof old);
    grown = realloc(old, (n > 0 ? 2 * n : 1) * size);
    if (grown) memcpy(list, &grown, sizeof grown);
    return grown != NULL;
}

/* What stands before an array of a pool. */
typedef union {
    void *before; /* the one that was taken before it */
    long double aligned;
} block;

void *sim_pool_take(sim_pool *pool, size_t n, size_t size)
{
    const bool fits = n < (SIZE_MAX - sizeof(block)) / size;
    block *taken = fits ? calloc(1, sizeof *taken + n * size) : NULL;

    pool->failed |= !taken;
    if (!taken) return NULL;
    taken->before = pool->last;
    pool->last = taken;
    return taken + 1;
}

void sim_pool_free(sim_pool *pool)
{
    while (pool->last) {
        block *taken = pool->last;

        pool->last = taken->before;
        free(taken);
    }
}

sim_status sim_pool_check(const sim_pool *pool, const char *what, sim_error *err)
{
    return pool->failed ? sim_fail_memory(err, what) : SIM_OK;
}
