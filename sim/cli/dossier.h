/* dossier.h -- a report of a run, a ledger or a sweep as one page of HTML: question, findings,
 * figures, tables, parameters, equations, what was measured, and how to do it again.
 *
 * It is gathered from what a command has written; nothing is solved.  Its parts:
 * dossier_findings.c, dossier_trial.c, dossier_fit.c, dossier_tables.c, dossier_parameters.c, dossier_models.c and
 * dossier_evidence.c.
 *
 * Memory: everything is borrowed.
 */
#ifndef SIM_CLI_DOSSIER_H
#define SIM_CLI_DOSSIER_H

#include "sim/cli/fit_shown.h"
#include "sim/cli/report.h"
#include "sim/io/html.h"
#include "sim/io/sections.h"
#include "sim/study/record.h"
#include "sim/study/trial_view.h"

/* What a row of figures.csv says. */
typedef struct {
    const char *figure, *panel, *place, *found, *text;
} sim_said;

/* What a row of columns.csv says. */
typedef struct {
    const char *file, *column, *unit, *meaning;
} sim_described;

typedef struct {
    const char *dir;   /* folder of its tables; NULL: of a sweep, it is in a database */
    const char *drawn; /* folder of its figures */
    bool
        draws; /* this program has just drawn them: they may be a part of the page, not images */
    const sim_files_list *written, *figures; /* what these folders list */
    const sim_job *job;                      /* without tables where it is of a ledger */
    sim_record *record;                      /* of a sweep; NULL */
    const char *ini;                         /* run.ini, or the file of a sweep, whole */
    sim_section_kind asks; /* the section that asked for it: RUN, or that of a sweep */
    const char *story;     /* what a story told; NULL */
    const char *again;     /* what the page carries, from which it is made again */
    const sim_trial_view *trial; /* of trials, both tables; NULL */
    const sim_fit_shown *fit;    /* of a fit; NULL */
    size_t
        threads; /* that solve published experiments; 0: as many as there are processors */

    /* what its parts make of that */
    sim_xml *xml;
    bool has_fonts; /* some outlines were written, and with them their fonts */
    sim_pool pool;
    sim_said *said; /* [n_said] */
    size_t n_said;
    sim_described *described; /* [n_described] */
    size_t n_described;
} sim_dossier;

/* Writes the page. */
sim_status sim_dossier_write(sim_dossier *dossier, FILE *out, sim_error *err);

/* ---- its parts, for sim_dossier_write alone ---------------------------------- */

/* A copy that lives as long as the pool. */
const char *sim_dossier_keep(sim_dossier *dossier, const char *text);

sim_status sim_dossier_read_said(sim_dossier *dossier, sim_error *err);
void sim_dossier_write_findings(const sim_dossier *dossier);
sim_status sim_dossier_write_figures(sim_dossier *dossier, sim_error *err);
sim_status sim_dossier_write_story(const sim_dossier *dossier, sim_error *err);
/* "What do trials of P2 and P8 against saline find?"; and all that they teach. */
void sim_dossier_print_trial(const sim_trial_view *view, char text[], size_t size);
void sim_dossier_write_trial(const sim_dossier *dossier);
/* "What do these data say of passaging.cycle_time?"; and all of a fit. */
void sim_dossier_print_fit(const sim_fit_shown *fit, char text[], size_t size);
sim_status sim_dossier_write_fit(const sim_dossier *dossier, sim_error *err);
sim_status sim_dossier_write_tables(sim_dossier *dossier, sim_error *err);
sim_status sim_dossier_write_points(sim_dossier *dossier, sim_error *err);
sim_status sim_dossier_write_parameters(sim_dossier *dossier, sim_error *err);
sim_status sim_dossier_write_models(sim_dossier *dossier, sim_error *err);
sim_status sim_dossier_write_evidence(sim_dossier *dossier, sim_error *err);

/* dossier.css, and after it {0} */
extern const sim_text sim_dossier_styles[];

#endif
