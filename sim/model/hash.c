#include "sim/model/hash.h"

#include <string.h>

uint64_t sim_hash_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < n; i++) hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
    return hash;
}

uint64_t sim_hash_text(const char *text)
{
    return sim_hash_bytes(SIM_HASH, text, strlen(text));
}
