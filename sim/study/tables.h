/* tables.h -- what a solved chain says, as tables.
 *
 * The tables that each stage has: its reports (a row per event, with the columns of the
 * stateless stages after it), its course (a row per output, all states and rules) and, of some,
 * rows between those of the course; then the summary, a row per arm, as the SUMMARY rows of the chain's last model declare it.
 *
 * Memory: sim_tables owns its tables; names of arms are borrowed.
 */
#ifndef SIM_STUDY_TABLES_H
#define SIM_STUDY_TABLES_H

#include "sim/io/table.h"
#include "sim/study/chain.h"

/* ---- the summary: the few numbers that people read off a course ------------ */

/* One number of an outcome of that model. */
double sim_summary_read(const sim_solution *solution, size_t arm, const sim_summary *row);

/* The same of what is read before output `end`; NAN where that leaves nothing.  A row that is
 * read at the end stands from the first output on which it is not empty. */
double sim_summary_read_before(const sim_solution *solution, size_t arm,
                               const sim_summary *row, size_t end);

/* What a symbol is on a day of the output grid; NAN if it is none. */
double sim_outcome_on_day(const sim_outcome *outcome, const sim_symbol *symbol, double day);

sim_column sim_summary_column(const sim_model *model, const sim_summary *row);

sim_status sim_summary_build(const sim_solution *solution, const char *const arm_names[],
                             sim_table *table, sim_error *err);

/* ---- reports of the first stage that has any --------------------------------- */

/* Their table without rows; without columns too if no stage reports.  sim_table_free is legal
 * after a failure too. */
sim_status sim_reports_init(const sim_chain *chain, sim_table *table, sim_error *err);

/* Fills cells[most][columns of that table] with an arm's first reports: NAN behind its last.
 * Leaves them as they are if no stage reports. */
sim_status sim_reports_read(const sim_solution *solution, size_t arm, size_t most,
                            double cells[], sim_error *err);

/* ---- all tables ----------------------------------------------------------- */

enum { SIM_TABLES_MAX = 8 };

typedef struct {
    sim_table table[SIM_TABLES_MAX];
    size_t n;
    size_t summary; /* which of them */
    size_t between
        [SIM_TABLES_MAX]; /* which of them has rows between those of a course; 0: none
                                     * has */
} sim_tables;

/* arm_names[n_arms]; arms that were not solved have no rows.  sim_tables_free is legal after a
 * failure too. */
sim_status sim_tables_init(sim_tables *tables, const sim_solution *solution,
                           const char *const arm_names[], sim_error *err);

/* The same from the CSV files in a folder that a run wrote, without solving.  Rows between those
 * of a course may be missing, as in the folder of a version that wrote none. */
sim_status sim_tables_read(sim_tables *tables, const sim_chain *chain, const char *dir,
                           const char *const arm_names[], size_t n_arms, sim_error *err);

void sim_tables_free(sim_tables *tables);

/* Describes every column of every table, for columns.csv. */
void sim_tables_describe(const sim_tables *tables, sim_rows *columns);

#endif
