/* example.c -- the library in one page: an experiment is read and solved, and a column of its
 * summary is printed.
 *
 *     cc example.c $(pkg-config --cflags --libs --static potency) && ./a.out params.ini
 */
#include <math.h>
#include <stdio.h>

#include <gsl/gsl_errno.h>

#include "sim/study/job.h"

static void print_column(const sim_table *table, const char *name)
{
    const size_t column = sim_table_find(table, name);

    puts(name);
    for (size_t row = 0; column < table->n_columns && row < table->n_rows; row++) {
        const double value = sim_table_cell(table, row, column);

        if (isfinite(value)) printf("%.9g", value); /* else it is not defined */
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    const sim_source source = {.file = argc > 1 ? argv[1] : "params.ini"};
    sim_job job;
    sim_error err = {""};
    sim_status status;

    gsl_set_error_handler_off(); /* what fails is told in err */
    status = sim_job_read(&job, &source, &err);
    if (status == SIM_OK) status = sim_job_solve(&job, &err);
    if (status == SIM_OK)
        print_column(&job.tables.table[job.tables.summary], "best_specific_relief");
    else
        fprintf(stderr, "%s\n", err.text);
    sim_job_close(&job);
    return status == SIM_OK ? 0 : 1;
}
