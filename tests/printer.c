/* printer.c -- prints the kernels of the models that only tests know, for the build to compile. */
#include <stdio.h>
#include <stdlib.h>

#include "sim/engine/kernel.h"
#include "sim/engine/print.h"
#include "tests/anywhere.h"

int main(void)
{
    enum { MOST = 64 };
    const sim_model *models[MOST];
    size_t n = 0;
    sim_error err;

    for (size_t i = 0; anywhere_model(i); i++) {
        sim_bug(n == MOST);
        if (!sim_kernel_find(anywhere_model(i), 1, NULL)) models[n++] = anywhere_model(i);
    }
    if (sim_print_kernels(stdout, models, n, &err) != SIM_OK) {
        fprintf(stderr, "%s\n", err.text);
        return EXIT_FAILURE;
    }
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
