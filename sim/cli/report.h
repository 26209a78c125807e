/* report.h -- what a run says about its making, and to the terminal. */
#ifndef SIM_CLI_REPORT_H
#define SIM_CLI_REPORT_H

#include "plots/figure.h"
#include "sim/io/memory.h"
#include "sim/study/job.h"
#include "sim/study/making.h"

enum { SIM_NOTES = 12, SIM_NOTE_SIZE = 4096, SIM_FOOTER_SIZE = 768 };

/* Provenance: the same for equal runs, so no date, path, host or number of threads. */
typedef struct {
    plot_note notes[SIM_NOTES];
    plot_caption caption; /* notes and footer; its title is the figure's to set */
    char seed[32], hash[32], changed[SIM_NOTE_SIZE], version[64], command[256];
    char varied[SIM_NOTE_SIZE];
    char footer[SIM_FOOTER_SIZE];
    char single[SIM_FOOTER_SIZE]; /* the footer where none of the replicates is drawn */
    char trials[SIM_FOOTER_SIZE]; /* and of trials */
    sim_memory run_ini;           /* that figures carry */
} sim_provenance;

void sim_provenance_init(sim_provenance *provenance, const sim_experiment *experiment,
                         const sim_making *making);

/* Adds a note; name and value are borrowed. */
void sim_provenance_note(sim_provenance *provenance, const char *name, const char *value);

/* Starts the run.ini that figures carry, to be made again by: `again` is the command with its
 * options ("run --size='slide'").  More sections may be written to *out before its end, which
 * hands it to the caption.  sim_provenance_free is legal after a failure too. */
sim_status sim_provenance_start(sim_provenance *provenance,
                                const sim_experiment *experiment, const char *again,
                                FILE **out, sim_error *err);
sim_status sim_provenance_end(sim_provenance *provenance, sim_error *err);
void sim_provenance_free(sim_provenance *provenance);

/* The first line of what they carry; and all of it where that does not do: why, and what would. */
#define SIM_AGAIN "# Again: "
#define SIM_NOT_AGAIN "# Not again: "
/* A line behind SIM_AGAIN, of a page: what then is made of the folder. */
#define SIM_THEN "# Then: "

/* A line behind those of a picture that something else drew of ours: what that was. */
#define SIM_DRAWN_BY "# Drawn by: "

/* The command that makes a run again: "run --replicates='4' --spread". */
void sim_report_print_again(const sim_job *job, char text[], size_t size);

/* Notes that a method other than the mean stays unused, for what is solved in the mean. */
sim_status sim_report_note_method(const sim_experiment *experiment, sim_findings *warnings,
                                  sim_error *err);

/* Writes run.ini: the provenance and the warnings as comments, then every value in force.
 */
void sim_report_write_run(const sim_provenance *provenance,
                          const sim_experiment *experiment, const sim_findings *warnings,
                          FILE *out);

/* Parts of the tables on the terminal: the width of the column of arms, an arm's name in
 * it, a number, of which one that is not defined is "-". */
int sim_report_width(const char *const arm_names[], size_t n_arms);
void sim_report_print_name(const char *name, int width, FILE *out);
void sim_report_print_cell(double number, FILE *out);

enum { SIM_LINE_LENGTH = 92 };

/* Prints `text` behind a heading, broken between words, but not between a number and its unit;
 * each line but the first starts with `indent` blanks. */
void sim_paragraph_print(const char *heading, const char *text, int indent, FILE *out);

/* Prints the arms as a short aligned table. */
void sim_report_print_summary(const sim_tables *tables, const sim_chain *chain, FILE *out);

/* Prints, in a line, which numbers of that table are empty as the run ends before they are
 * read, and how long it would have to be; nothing where none is. */
void sim_report_print_beyond(const sim_tables *tables, const sim_chain *chain, double days,
                             FILE *out);

/* Prints what is in force in one run and not in the other, and the numbers of the summary
 * that differ, the most changed first. */
sim_status sim_report_print_comparison(const sim_job *one, const sim_job *other, FILE *out,
                                       sim_error *err);

#endif
