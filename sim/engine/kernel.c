#include "sim/engine/kernel.h"

static const sim_kernel *const tables[] = {sim_kernels_1, sim_kernels_2, sim_kernels_4,
                                           sim_kernels_8};

const sim_kernel *sim_kernel_find(const sim_model *model, size_t lanes)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        for (const sim_kernel *k = tables[i]; k->model; k++)
            if (k->model == model && k->lanes == lanes) return k;
    }
    return NULL;
}
