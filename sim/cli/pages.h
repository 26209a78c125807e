/* pages.h -- the figures of a run: the default page and those of its [figure] sections. */
#ifndef SIM_CLI_PAGES_H
#define SIM_CLI_PAGES_H

#include "plots/figure.h"
#include "sim/cli/cli.h"
#include "sim/cli/many.h"
#include "sim/cli/report.h"
#include "sim/io/files.h"
#include "sim/study/job.h"

enum { SIM_FORMATS_MAX = 8 };

/* How figures look, as the options say; {0} is the defaults. */
typedef struct {
    bool dark;
    const char *size;                     /* NULL: a4 */
    const char *formats[SIM_FORMATS_MAX]; /* [n_formats]; none: png */
    size_t n_formats;
    const char
        *panel; /* of the page, drawn alone in large type and without any other figure;
                        * NULL: all */
} sim_pages_look;

extern const sim_option sim_pages_rows[]; /* the options */

extern const sim_option sim_panel_rows[]; /* those and --panel, for the page of a run */

/* A figure of any kind, in all formats. */
typedef struct {
    const char *name; /* of the files */
    const sim_pages_look *look;
    const plot_caption *caption;
    const plot_maker *maker;
    const void *shown;
    plot_facts *facts; /* what it says is added; NULL: to nothing */
} sim_sheet;

/* Adds it to the set of files. */
sim_status sim_sheet_write(const sim_sheet *sheet, sim_files *files, sim_error *err);

/* Adds what it says as NAME_figures.csv, where a folder may hold figures of several names; the
 * claim of that file. */
sim_status sim_sheet_write_facts(const char *name, const plot_facts *facts,
                                 sim_files *files, sim_error *err);
sim_status sim_sheet_claim_facts(const char *name, const sim_files *files, sim_error *err);

/* Could a figure of that name be written? */
sim_status sim_sheet_claim(const char *name, const sim_pages_look *look,
                           const sim_files *files, sim_error *err);

typedef struct {
    const sim_job *job;
    const sim_outlook *outlook; /* of its cohort; NULL: none */
    const sim_many *many;       /* the cohort where its spread is to be drawn; NULL */
    const sim_job *behind;      /* another run, drawn dashed behind; NULL: none */
    const char *behind_name;
    const sim_pages_look *look;
    const sim_provenance *provenance;
} sim_pages;

/* Could all figures be written? */
sim_status sim_pages_claim(const sim_pages *pages, const sim_files *files, sim_error *err);

/* Adds all figures to the set of files; a signal that asks to end, and that the caller has
 * blocked, ends it with SIM_ESTOP. */
sim_status sim_pages_write(const sim_pages *pages, sim_files *files, sim_error *err);

#endif
