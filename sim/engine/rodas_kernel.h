/* rodas_kernel.h -- the kernel of a model whose functions were printed: see print.h. */
#define WITH ((const real *)b->q)
#include "sim/engine/rodas_attempt.h"

static void OF_MODEL(slopes_alone)(const double t[], const double x[], const double q[],
                                   double dxdt[])
{
    OF_MODEL(slopes)((const real *)q, (const real *)t, (const real *)x, (real *)dxdt);
}

enum { OF_MODEL(n_prepared) = N_PREPARED, OF_MODEL(n_work) = SIM_RODAS_WORK(N, N_VALUES) };

#undef WITH
#undef OF_MODEL
#undef N
#undef N_VALUES
#undef N_PREPARED
