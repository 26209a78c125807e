/* sbml_parts.h -- what the parts of the SBML writer share: the document, what things are
 * called in it, and its small elements.
 *
 * A document holds models: one alone, or those of a chain.  The last stage of a chain whose
 * CHANCE is neither sure nor impossible stands in it twice, once for each course, and a
 * third time as their mixture.
 *
 * The document is written twice: the first time to learn which units it needs.  Its status
 * keeps the first failure, after which no formula is written.
 */
#ifndef SIM_IO_SBML_PARTS_H
#define SIM_IO_SBML_PARTS_H

#include "sim/io/mathml.h"
#include "sim/io/sbml.h"

enum {
    SIM_SBML_LABEL = 128,
    SIM_SBML_MODELS = 16,
    SIM_SBML_NOTE = 1024,
    SIM_SBML_UNITS = 128,
    SIM_SBML_UNIT = 64,
};

/* A unit under the name that the document gives it. */
typedef struct {
    char id[SIM_SBML_UNIT];   /* "ng_per_mL" */
    char text[SIM_SBML_UNIT]; /* "ng/mL" */
    sim_dimension unit;
} sim_sbml_unit_id;

/* A model as it stands in the document. */
typedef struct sim_sbml_model {
    const sim_model *model;
    size_t stage;
    double *p;                     /* [n_constants] */
    sim_dimension *symbols, *lets; /* [n_symbols], [n_lets] their units */
    bool *varies;                  /* [n_symbols] hangs on how an earlier stage ends */
    const char *course; /* what its names start with; NULL: there is but one course */
    double chance;      /* what its CHANCE is */
    bool is_copy;       /* the second course: what both have stands with the first */
    bool is_skipped;    /* of it there are only the constants that others need */
    const struct sim_sbml_model *before; /* whose end starts it; NULL: time 0 does */
} sim_sbml_model;

typedef struct {
    const sim_sbml_form *form;
    const sim_chain *chain; /* NULL: of one model alone */
    sim_sbml_model models[SIM_SBML_MODELS];
    size_t n_models;
    const sim_sbml_model *of; /* whose rows are written */
    bool is_mixed;            /* names in formulas are those of the mixture */
    sim_sbml_unit_id units[SIM_SBML_UNITS];
    size_t n_units;
    sim_dimension time, count;      /* of t, and of what reactions change */
    const sim_timetable *timetable; /* whose index is known by name; NULL: none */
    char id[SIM_SBML_LABEL];        /* the last that was made */
    size_t priority;                /* of the next event */
    const char *list;               /* to be opened before the next element; NULL: none */
    sim_xml *xml;
    sim_status status;
    sim_error *err;
} sim_sbml;

/* A row whose formula is written. */
typedef struct {
    sim_place at;
    const char *name;
} sim_sbml_row;

/* Keeps a failure of a row, if it is the first. */
sim_status sim_sbml_refuse(sim_sbml *d, sim_status status, sim_sbml_row r,
                           const char *text);

/* ---- in sbml_models.c: which models ---------------------------------------- */

/* Takes up one model, or those of a chain with the constants p[n_stages].  sim_sbml_leave
 * frees what that took, and is legal after a failure too. */
void sim_sbml_take(sim_sbml *d, const sim_model *model, const double p[]);
void sim_sbml_take_chain(sim_sbml *d, const sim_chain *chain, const double *const p[]);
void sim_sbml_leave(sim_sbml *d);

/* The model that an INPUT of d->of takes its value from, and the row; NULL if the document
 * has none such. */
const sim_sbml_model *sim_sbml_source(const sim_sbml *d, const char *input,
                                      const sim_symbol **symbol);

/* Do later models need this constant of one that is skipped? */
bool sim_sbml_is_needed(sim_sbml *d, const sim_symbol *symbol);

/* Does the value of a formula hang on how an earlier stage ends? */
bool sim_sbml_varies(sim_sbml *d, const char *text);

/* ---- in sbml_parts.c: what things are called ------------------------------- */

/* Words for the clock of a stage of a chain, as names in formulas. */
#define SIM_SBML_PHASE "phase_"   /* 0 not begun, 1 going on, 2 over */
#define SIM_SBML_START "start_"   /* the document's time at which it began */
#define SIM_SBML_LENGTH "length_" /* how long it took */
#define SIM_SBML_CLOCK "time_"    /* its own time: t */
#define SIM_SBML_NOW "now_"       /* the document's time */

/* What a name in a formula, or a unit, is called in the document `scope`; the first holds
 * until the next.  NULL: SBML's time. */
const char *sim_sbml_name(const char *name, void *scope);
const char *sim_sbml_unit(sim_dimension unit, void *scope);

/* What a row of d->of is called; with an event, also "inject_at". */
const char *sim_sbml_id(sim_sbml *d, const char *name);
const char *sim_sbml_event_id(sim_sbml *d, size_t event, const char *word);

/* The unit of a name in a formula; a sim_name_dimension of the document `scope`. */
bool sim_sbml_dimension(const char *name, const void *scope, sim_dimension *dimension);

/* What a unit is called that a row has. */
const char *sim_sbml_unit_of_row(sim_sbml *d, const char *text, sim_dimension unit);
const char *sim_sbml_unit_of_symbol(sim_sbml *d, const sim_symbol *symbol);

/* Writes one unitDefinition for each unit that has got a name. */
void sim_sbml_write_units(sim_sbml *d);

/* ---- there too: small elements --------------------------------------------- */

/* A list is there with its first element only: Version 1 takes no empty one. */
void sim_sbml_open_list(sim_sbml *d, const char *list);
void sim_sbml_close_list(sim_sbml *d);
void sim_sbml_element(sim_sbml *d, const char *element);

/* Opens an element with an id and, unless NULL, a name. */
void sim_sbml_open(sim_sbml *d, const char *element, const char *id, const char *name);
void sim_sbml_open_parameter(sim_sbml *d, const char *id, const char *name,
                             const char *unit, bool constant);

/* All of a parameter that has no notes; without a value, NULL. */
void sim_sbml_parameter(sim_sbml *d, const char *id, const char *name, const char *unit,
                        const char *value, bool constant);

void sim_sbml_open_math(sim_sbml *d);

/* <p>text</p>, and <element><p>text</p></element> */
void sim_sbml_p(sim_sbml *d, const char *text);
void sim_sbml_paragraph(sim_sbml *d, const char *element, const char *text);

/* Adds to a note where tables show an empty cell for what equations read as a number.  Of two
 * courses, tables show the mixture. */
void sim_sbml_add_blank(sim_sbml *d, const sim_symbol *s, char text[SIM_SBML_NOTE]);

/* The formula alone; *target NULL: in its own unit. */
void sim_sbml_formula(sim_sbml *d, sim_sbml_row r, const char *text,
                      const sim_dimension *target);

/* The formula in <math>. */
void sim_sbml_math(sim_sbml *d, sim_sbml_row r, const char *text, sim_dimension target);

/* That in an element that gives a value to this id, to a row of d->of, or to a
 * symbol by its own formula. */
void sim_sbml_assign(sim_sbml *d, const char *element, const char *id, sim_sbml_row r,
                     const char *text, sim_dimension target);
void sim_sbml_assignment(sim_sbml *d, const char *element, sim_sbml_row r, const char *text,
                         sim_dimension target);
void sim_sbml_assign_symbol(sim_sbml *d, const char *element, const sim_symbol *s);

/* Of a DERIVED, whose formula is in constants, a CHANCE being its probability there; of a
 * CHANCE, that probability. */
void sim_sbml_assign_constant(sim_sbml *d, const char *element, const sim_symbol *s);

/* ---- the lists of a document ----------------------------------------------- */

/* In sbml_changes.c: of d->of, its reactions, the rules of its clock and its signals, the
 * parameters that its clock and its events need, and the events. */
void sim_sbml_reactions(sim_sbml *d);
void sim_sbml_clock_rules(sim_sbml *d);
void sim_sbml_rate_rules(sim_sbml *d);
void sim_sbml_event_parameters(sim_sbml *d);
void sim_sbml_events(sim_sbml *d);

/* In sbml_models.c: of two courses, what they make together. */
void sim_sbml_mixture_parameters(sim_sbml *d);
void sim_sbml_mixture_start(sim_sbml *d);
void sim_sbml_mixture_rules(sim_sbml *d);

#endif
