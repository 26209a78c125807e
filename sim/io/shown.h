/* shown.h -- a formula as MathML that is looked at: fractions, powers and cases, as it is printed
 * in a paper.  mathml.h says what a formula means, for programs; this says how it looks. */
#ifndef SIM_IO_SHOWN_H
#define SIM_IO_SHOWN_H

#include "sim/io/xml.h"
#include "sim/model/formula.h"

/* Writes <math> with `name`, an equals sign and the formula of that text; NULL: the formula
 * alone.  With a name that is a `rate`, its derivative by time stands there. */
sim_status sim_shown_write(sim_xml *xml, const char *name, bool is_rate, const char *text,
                           sim_error *err);

#endif
