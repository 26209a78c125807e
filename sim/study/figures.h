/* figures.h -- the [figure NAME] sections of a parameter file: figures of one's own.
 *
 * A section is read as text, and understood once the tables are known that it draws from.
 *
 * Memory: sim_figures owns its texts; a drawing owns its lists and borrows the rest from
 *         the figure, the table and the arms.
 */
#ifndef SIM_STUDY_FIGURES_H
#define SIM_STUDY_FIGURES_H

#include "sim/io/former.h"
#include "sim/io/table.h"
#include "sim/io/units.h"
#include "sim/study/tables.h"

/* The rows that a section may have; their names stand in figures.c. */
typedef enum {
    SIM_FIGURE_FILE,
    SIM_FIGURE_Y,
    SIM_FIGURE_X,
    SIM_FIGURE_SCALE,
    SIM_FIGURE_FROM,
    SIM_FIGURE_TO,
    SIM_FIGURE_ARMS,
    SIM_FIGURE_TITLE,
    SIM_FIGURE_ROWS,
} sim_figure_row;

typedef struct {
    char *name, *place;               /* of the section */
    char *text[SIM_FIGURE_ROWS];      /* NULL where there is no such row */
    char *row_place[SIM_FIGURE_ROWS]; /* for messages */
} sim_figure;

typedef struct {
    sim_figure *list; /* [n] in the order of the file */
    size_t n;
} sim_figures;

/* What a section comes to. */
typedef struct {
    const sim_table *table;
    const char *x;
    const char **y; /* [n_y] columns */
    size_t n_y;
    bool log;
    double from, to;   /* in the unit of x; NAN: as the data are */
    const char **arms; /* [n_arms] 0: all */
    size_t n_arms;
    const char *title; /* NULL: none was given */
    char *words;       /* what y points into */
} sim_drawing;

/* Name and meaning of a row, for help; NULL past the last. */
const char *sim_figure_row_name(size_t i);
const char *sim_figure_row_doc(size_t i);

/* Is a row's text all that stands behind its =, even what would be a comment elsewhere?
 * Quotes around it are taken off. */
bool sim_figure_row_is_whole(const char *row);

/* Starts a figure, whose name no page of the chains has, and gives the last one a row.
 * Messages start with `place`. */
sim_status sim_figures_add(sim_figures *figures, const sim_chain chains[], const char *name,
                           const char *place, sim_error *err);
sim_status sim_figures_set(sim_figures *figures, const char *row, const char *text,
                           const char *place, sim_error *err);

void sim_figures_free(sim_figures *figures);

/* Writes the sections; reading them gives the same figures. */
void sim_figures_write(const sim_figures *figures, FILE *out);

typedef struct {
    const sim_tables *tables;
    const char *const *arm_names; /* [n_arms] */
    size_t n_arms;
    const sim_units *units;
    const sim_formers *formers; /* columns that there were; NULL: none */
    const sim_chain *chains; /* all that there are, up to one without a name; NULL: none */
} sim_figure_world;

/* Understands a figure.  sim_drawing_free is legal after a failure too. */
sim_status sim_drawing_init(sim_drawing *drawing, const sim_figure *figure,
                            const sim_figure_world *world, sim_error *err);

void sim_drawing_free(sim_drawing *drawing);

#endif
