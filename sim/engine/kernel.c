#include "sim/engine/kernel.h"

#include <stdint.h>
#include <string.h>

/* Printed by the build: compiled for a set of instructions, `base` is what each processor
 * has, and for so many lanes.  Each ends in an empty row. */
extern const sim_kernel sim_kernels_base_1[], sim_kernels_base_2[], sim_kernels_base_4[],
    sim_kernels_base_8[];

#ifdef __x86_64__
extern const sim_kernel sim_kernels_avx2_1[], sim_kernels_avx2_2[], sim_kernels_avx2_4[],
    sim_kernels_avx2_8[], sim_kernels_avx512_1[], sim_kernels_avx512_2[],
    sim_kernels_avx512_4[], sim_kernels_avx512_8[];

static bool has_sse2(void) { return true; }
static bool has_avx2(void) { return __builtin_cpu_supports("avx2"); }
static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
}
static const struct {
    const char *name;
    bool (*is_here)(void);
} isas[] = {{"sse2", has_sse2}, {"avx2", has_avx2}, {"avx512", has_avx512}};
enum { BASE, AVX2, AVX512 };
#else
static bool is_here(void) { return true; }
static const struct {
    const char *name;
    bool (*is_here)(void);
} isas[] = {{"base", is_here}};
enum { BASE };
#endif
enum { N_ISAS = sizeof isas / sizeof *isas };

/* Of those with as many lanes the best comes first: that whose vectors are as long. */
static const struct {
    int isa;
    size_t lanes;
    const sim_kernel *kernels;
} sets[] = {
    {BASE, 1, sim_kernels_base_1},     {BASE, 2, sim_kernels_base_2},
#ifdef __x86_64__
    {AVX2, 4, sim_kernels_avx2_4},     {AVX512, 8, sim_kernels_avx512_8},
    {AVX2, 1, sim_kernels_avx2_1},     {AVX2, 2, sim_kernels_avx2_2},
    {AVX2, 8, sim_kernels_avx2_8},     {AVX512, 1, sim_kernels_avx512_1},
    {AVX512, 2, sim_kernels_avx512_2}, {AVX512, 4, sim_kernels_avx512_4},
#endif
    {BASE, 4, sim_kernels_base_4},     {BASE, 8, sim_kernels_base_8},
};

double *sim_lanes_align(double *place)
{
    const size_t row = SIM_LANES_MOST * sizeof *place;

    return (double *)(((uintptr_t)place + row - 1) / row * row);
}

const char *sim_isa_name(size_t i) { return i < N_ISAS ? isas[i].name : NULL; }

bool sim_isa_is_here(const char *name)
{
    for (size_t i = 0; i < N_ISAS; i++)
        if (strcmp(isas[i].name, name) == 0) return isas[i].is_here();
    return false;
}

static bool serves(int isa, const sim_kernel_choice *choice)
{
    const char *name = isas[isa].name;

    return choice && choice->isa ? strcmp(name, choice->isa) == 0 : isas[isa].is_here();
}

const sim_kernel *sim_kernel_find(const sim_model *model, size_t lanes,
                                  const sim_kernel_choice *choice)
{
    if (model->like) model = model->like;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        if (sets[i].lanes != lanes || !serves(sets[i].isa, choice)) continue;
        for (const sim_kernel *k = sets[i].kernels; k->model; k++)
            if (k->model == model) return k;
        return NULL;
    }
    return NULL;
}
