#include "sim/study/making.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"

/* Which solver ran each stage; several if arms differ. */
void sim_making_print_solvers(const sim_solution *solution, char text[], size_t size)
{
    const size_t n_stages = solution->chain->n_stages;

    text[0] = '\0';
    for (size_t i = 0; i < n_stages; i++) {
        const char *last = NULL;

        for (size_t arm = 0; arm < solution->n_arms; arm++) {
            const sim_outcome *outcome = sim_solution_outcome(solution, arm, i);

            if (!outcome->result.solver || outcome->result.solver == last) continue;
            sim_text_append(text, size, "%s%s %s", *text ? ", " : "", outcome->model->name,
                            outcome->result.solver);
            last = outcome->result.solver;
        }
    }
}

static const char solver_comment[] = "# Solver: ", command_comment[] = "# Command: ";

void sim_making_read(FILE *run_ini, char solver[], size_t size, sim_making *making)
{
    char line[512];

    solver[0] = '\0';
    *making = (sim_making){.solver = solver};
    while (!*solver && fgets(line, sizeof line, run_ini)) {
        const char *option = strstr(line, " --replicates ");

        line[strcspn(line, "\r\n")] = '\0';
        if (sim_text_starts(line, command_comment) && option) {
            making->replicates = strtoul(option + strlen(" --replicates "), NULL, 10);
            making->spread = strstr(line, " --spread") != NULL;
        }
        if (sim_text_starts(line, solver_comment))
            snprintf(solver, size, "%s", line + strlen(solver_comment));
    }
}
