/* sbml_parts.h -- what the parts of the SBML writer share: the document and its small
 * elements.
 *
 * The document is written twice: the first time to learn which units it needs.  Its status
 * keeps the first failure, after which no formula is written.
 */
#ifndef SIM_IO_SBML_PARTS_H
#define SIM_IO_SBML_PARTS_H

#include "sim/io/mathml.h"
#include "sim/io/unit_ids.h"

enum { SIM_SBML_LABEL = 64 };

typedef struct {
    const sim_model *model;
    const double *p;
    const sim_units *units;
    sim_unit_ids ids;
    sim_dimension *symbols, *lets;  /* [n_symbols], [n_lets] their units */
    sim_dimension time, count;      /* of t, and of what reactions change */
    const sim_timetable *timetable; /* whose index is known by name; NULL: none */
    char counter[SIM_SBML_LABEL];   /* what that index is called in the document */
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

/* The unit of a name in a formula; a sim_name_dimension of the document `scope`. */
bool sim_sbml_dimension(const char *name, const void *scope, sim_dimension *dimension);

/* What a name in a formula, or a unit, is called in the document `scope`. */
const char *sim_sbml_name(const char *name, void *scope);
const char *sim_sbml_unit(sim_dimension unit, void *scope);

/* What a unit is called that a row has. */
const char *sim_sbml_unit_of_row(sim_sbml *d, const char *text, sim_dimension unit);

/* Opens an element with an id and, unless NULL, a name. */
void sim_sbml_open(sim_sbml *d, const char *element, const char *id, const char *name);
void sim_sbml_open_parameter(sim_sbml *d, const char *id, const char *name,
                             const char *unit, bool constant);
void sim_sbml_open_math(sim_sbml *d);
void sim_sbml_open_apply(sim_sbml *d, const char *operator);

/* <element><p>text</p></element> */
void sim_sbml_paragraph(sim_sbml *d, const char *element, const char *text);

/* The formula alone; *target NULL: in its own unit. */
void sim_sbml_formula(sim_sbml *d, sim_sbml_row r, const char *text,
                      const sim_dimension *target);

/* The formula in <math>, and that in an element with the row's name under `key`. */
void sim_sbml_math(sim_sbml *d, sim_sbml_row r, const char *text, sim_dimension target);
void sim_sbml_assignment(sim_sbml *d, const char *element, const char *key, sim_sbml_row r,
                         const char *text, sim_dimension target);

/* In sbml_events.c: the parameters that events need, and the events. */
void sim_sbml_event_parameters(sim_sbml *d);
void sim_sbml_events(sim_sbml *d);

#endif
