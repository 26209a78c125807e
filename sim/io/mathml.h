/* mathml.h -- a formula as MathML, in the part of it that SBML Level 3 takes from Version
 * 1 on. */
#ifndef SIM_IO_MATHML_H
#define SIM_IO_MATHML_H

#include "sim/io/dimension.h"
#include "sim/io/xml.h"

/* How the document calls what stands in a formula. */
typedef struct {
    const char *(*name)(const char *name, void *scope); /* NULL: SBML's time */
    const char *(*unit)(sim_dimension unit, void *scope);
    void *scope;
} sim_mathml_ids;

/* Functions of formulas that MathML lacks: a document that uses them defines them. */
typedef struct {
    const char *name, *args[2]; /* the second may be NULL */
    const char *body;           /* a formula in the arguments */
} sim_mathml_function;

extern const sim_mathml_function sim_mathml_functions[]; /* ends at a name of NULL */

/* Writes what stands within <math>. */
void sim_mathml_write(const sim_measured *formula, const sim_mathml_ids *ids, sim_xml *xml);

/* Opens <apply> of a function, whose arguments follow. */
void sim_mathml_open_apply(const char *function, sim_xml *xml);

/* Writes <element>text</element>: a name is <ci>. */
void sim_mathml_write_leaf(const char *element, const char *text, sim_xml *xml);

#endif
