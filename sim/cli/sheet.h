/* sheet.h -- how figures look, as options say, and a figure as files: one in each format that was
 * asked for. */
#ifndef SIM_CLI_SHEET_H
#define SIM_CLI_SHEET_H

#include "plots/draft.h"
#include "sim/cli/cli.h"
#include "sim/io/files.h"

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
} sim_sheet_look;

extern const sim_option sim_sheet_rows[]; /* the options */

extern const sim_option sim_panel_rows[]; /* those and --panel, for the page of a run */

/* A figure of any kind, in all formats. */
typedef struct {
    const char *name; /* of the files */
    const sim_sheet_look *look;
    const plot_caption *caption;
    const plot_maker *maker;
    const void *shown;
    plot_facts *facts; /* what it says is added; NULL: to nothing */
} sim_sheet;

/* Adds it to the set of files. */
sim_status sim_sheet_write(const sim_sheet *sheet, sim_files *files, sim_error *err);

/* Adds what it says as NAME_figures.csv, where a folder may hold figures of several names, or
 * as figures.csv (NULL); the claim of that file. */
sim_status sim_sheet_write_facts(const char *name, plot_facts *facts, sim_files *files,
                                 sim_error *err);
sim_status sim_sheet_claim_facts(const char *name, const sim_files *files, sim_error *err);

/* Could a figure of that name be written? */
sim_status sim_sheet_claim(const char *name, const sim_sheet_look *look,
                           const sim_files *files, sim_error *err);

#endif
