/* memory.h -- a text that grows while it is printed, and lists that grow.
 *
 * glibc's open_memstream leaves out what it has no memory for and says nothing, not even
 * when it is closed; here the stream remembers, and closing it tells.
 *
 * Memory: what it holds is its own until sim_memory_free; it must not move while open.
 */
#ifndef SIM_IO_MEMORY_H
#define SIM_IO_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "sim/error.h"

typedef struct {
    FILE *stream; /* NULL before it is opened and once it is closed */
    char *bytes;  /* once closed, with a NUL behind them; NULL before */
    size_t size, capacity;
    bool failed;
} sim_memory;

/* `what` is being done, for the message. */
sim_status sim_memory_open(sim_memory *m, const char *what, sim_error *err);

/* Fails if anything that was printed is not there. */
sim_status sim_memory_close(sim_memory *m, const char *what, sim_error *err);

void sim_memory_free(sim_memory *m);

/* Makes room for one more behind the n entries of a list, whose address `list` is; entries have
 * `size` bytes.  False where memory is short: the list is as it was. */
bool sim_memory_grow(void *list, size_t n, size_t size);

/* Arrays that live as long as each other. */
typedef struct {
    void *last;
    bool failed; /* there was no memory for one of them */
} sim_pool;

/* n entries of that size, all bytes 0, until sim_pool_free; NULL where memory is short. */
void *sim_pool_take(sim_pool *pool, size_t n, size_t size);
void sim_pool_free(sim_pool *pool);

/* SIM_OK, or that there was no memory for what is being done. */
sim_status sim_pool_check(const sim_pool *pool, const char *what, sim_error *err);

#endif
