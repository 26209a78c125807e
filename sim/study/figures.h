/* figures.h -- the [figure NAME] sections of a parameter file: figures of one's own.
 *
 * A section is read as text, and understood once the tables are known that it draws from.
 *
 * Memory: sim_figures owns its texts; a drawing owns its lists and borrows the rest from
 *         the figure, the table and the arms.
 */
#ifndef SIM_STUDY_FIGURES_H
#define SIM_STUDY_FIGURES_H

#include "sim/study/axis.h"
#include "sim/study/tables.h"

/* The rows that a section may have, and what a figure shows: figures.def. */
typedef enum {
#define KIND(...)
#define ROW(id, ...) SIM_FIGURE_##id,
#include "sim/study/figures.def"
#undef KIND
#undef ROW
    SIM_FIGURE_ROWS,
} sim_figure_row;

typedef enum {
#define KIND(id, word) SIM_FIGURE_##id,
#define ROW(...)
#include "sim/study/figures.def"
#undef KIND
#undef ROW
    SIM_FIGURE_KINDS,
} sim_figure_kind;

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
    sim_figure_kind kind;
    bool
        is_told; /* has it a row that 0.3 had not?  Without a title it tells what it found */
    const sim_table *table; /* of a response, whose numbers are solved at its values */
    const char *x;          /* of a response, the name of its axis */
    const char **y;         /* [n_y] columns */
    size_t n_y;
    bool log, x_log;
    double from, to;        /* in the unit of x; NAN: as the data are */
    double low, high;       /* limits of the axis of y, in its unit; NAN: as the data are */
    double line;            /* that is drawn at that y; NAN: none */
    const char *line_words; /* what it means */
    const char *band;       /* column that is shaded down to 0; NULL: none */
    sim_axis axis;          /* of a response */
    const char **arms;      /* [n_arms] 0: all */
    size_t n_arms;
    const char **sum; /* [n_sum] that are added up; 0: none are */
    size_t n_sum;
    char *sum_name;    /* of what they come to: "exercise + cells" */
    const char *title; /* NULL: none was given */
    char *words;       /* what y points into */
    char *line_text;   /* and line_words */
} sim_drawing;

/* Name and meaning of a row, for help; NULL past the last. */
const char *sim_figure_row_name(size_t i);
const char *sim_figure_row_doc(size_t i);

/* The name of a kind; NULL past the last. */
const char *sim_figure_kind_name(size_t i);

/* Is a figure of that kind, by its row? */
bool sim_figure_is(const sim_figure *figure, sim_figure_kind kind);

/* Has a figure of that kind such a row? */
bool sim_figure_kind_has(sim_figure_kind kind, sim_figure_row row);

/* Had figures no such row up to 0.3, whose figures are drawn as they were? */
bool sim_figure_row_is_new(sim_figure_row row);

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
    const sim_table *subjects;    /* has the columns of a cohort's replicates */
    const char *const *arm_names; /* [n_arms] */
    size_t n_arms;
    const sim_catalog *catalog; /* its units, chains and formers may be NULL: none */
    const sim_presets *presets;
} sim_figure_world;

/* Understands a figure.  sim_drawing_free is legal after a failure too. */
sim_status sim_drawing_init(sim_drawing *drawing, const sim_figure *figure,
                            const sim_figure_world *world, sim_error *err);

void sim_drawing_free(sim_drawing *drawing);

/* Of a drawing that adds arms up: what it draws of its arms and, as another with the name of the
 * sum, what those come to; a number that one of them lacks there is undefined.  sim_table_free is
 * due after a failure too; the drawing must outlive it. */
sim_status sim_drawing_add_up(const sim_drawing *drawing, sim_table *table, sim_error *err);

#endif
