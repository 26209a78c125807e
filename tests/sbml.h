/* sbml.h -- for tests: documents of small models and of a chain, and what is asked of them. */
#ifndef TESTS_SBML_H
#define TESTS_SBML_H

#include <libxml/tree.h>

#include "sim/io/sbml.h"

enum { SBML_CONSTANTS = 256, SBML_STAGES = 2 };

/* The units of all documents, between set_up and tear_down. */
extern sim_units *sbml_units;
void sbml_set_up(void);
void sbml_tear_down(void);

/* Defaults, and 2.385 for inputs and chances. */
void sbml_fill(const sim_model *m, double p[SBML_CONSTANTS]);

/* Writes a model so filled, at a level or at Version 2; the caller frees. */
char *sbml_write_at(const sim_model *m, size_t level, sim_status *status, sim_error *err);
char *sbml_write(const sim_model *m, sim_status *status, sim_error *err);

xmlDocPtr sbml_parse(const sim_model *m);

/* The value of an XPath expression; /s:x stands for an element x of SBML. */
double sbml_number(xmlDocPtr document, const char *expression);

/* A dish and a host. */
extern const sim_chain sbml_planted;

/* The constants of the planted chain that are set. */
typedef struct {
    double dish[SBML_CONSTANTS], host[SBML_CONSTANTS];
    const double *at[SBML_STAGES];
} sbml_constants;
void sbml_fill_chain(sbml_constants *c);

xmlDocPtr sbml_parse_chain(const sim_chain *chain, const double *const p[]);
xmlDocPtr sbml_parse_planted(void);

/* Fails the test where that is not true of the document, which it frees. */
void sbml_expect(xmlDocPtr document, const char *fact);

#endif
