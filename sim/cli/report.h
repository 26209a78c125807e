/* report.h -- what a run says about its making, and to the terminal. */
#ifndef SIM_CLI_REPORT_H
#define SIM_CLI_REPORT_H

#include "plots/figure.h"
#include "sim/study/arms.h"
#include "sim/study/tables.h"

enum { SIM_NOTES = 8, SIM_NOTE_SIZE = 4096 };

/* Provenance: the same for equal runs, so no date, path, host or number of threads. */
typedef struct {
    plot_note notes[SIM_NOTES];
    size_t n;
    char solver[128], seed[32], hash[32], changed[SIM_NOTE_SIZE], version[64];
    char footer[256];
} sim_provenance;

void sim_provenance_init(sim_provenance *provenance, const sim_experiment *experiment,
                         const sim_solution *solution);

/* Writes run.ini: the provenance as comments, then every value in force. */
void sim_report_write_run(const sim_provenance *provenance,
                          const sim_experiment *experiment, const sim_solution *solution,
                          FILE *out);

/* Prints the arms as a short aligned table. */
void sim_report_print_summary(const sim_tables *tables, const sim_solution *solution,
                              FILE *out);

/* Prints each arm's warnings, a line each, after `prefix`. */
void sim_report_print_warnings(const sim_experiment *experiment,
                               const sim_solution *solution, const char *prefix, FILE *out);

#endif
