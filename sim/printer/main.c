/* main.c -- prints the kernels of the models that are built in, for the build to compile. */
#include <stdio.h>
#include <stdlib.h>

#include "models/models.h"
#include "sim/engine/kernel.h"
#include "sim/engine/print.h"

/* There are none yet. */
const sim_kernel *sim_kernel_find(const sim_model *model, size_t lanes,
                                  const sim_kernel_choice *choice)
{
    (void)model, (void)lanes, (void)choice;
    return NULL;
}

int main(void)
{
    enum { MOST = 256 };
    const sim_model *models[MOST];
    size_t n = 0;
    sim_error err;

    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        for (size_t i = 0; i < chain->n_stages; i++) {
            sim_bug(n == MOST);
            models[n++] = chain->stages[i].model;
        }
    }
    if (sim_print_kernels(stdout, models, n, &err) != SIM_OK) {
        fprintf(stderr, "%s\n", err.text);
        return EXIT_FAILURE;
    }
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
