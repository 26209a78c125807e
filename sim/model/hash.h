/* hash.h -- a number that changes with any of some bytes: FNV-1a, 64 bits (Fowler, Noll & Vo;
 * draft-eastlake-fnv).  It is no digest: whoever wants two texts of one hash finds them.
 */
#ifndef SIM_MODEL_HASH_H
#define SIM_MODEL_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Where a hash starts. */
#define SIM_HASH UINT64_C(0xcbf29ce484222325)

/* The hash after some more bytes. */
uint64_t sim_hash_bytes(uint64_t hash, const void *bytes, size_t n);

/* That of a text alone. */
uint64_t sim_hash_text(const char *text);

#endif
