/* document.h -- what `potency models --sbml` prints. */
#ifndef SIM_CLI_DOCUMENT_H
#define SIM_CLI_DOCUMENT_H

#include "sim/cli/cli.h"

typedef struct {
    const sim_arguments *arguments; /* the parameter file, of an experiment; values */
    const char *arm;                /* of an experiment; NULL: the first */
    size_t level;                   /* a sim_sbml_level */
} sim_document;

/* Prints one model with the values of the defaults and of --set, and with the inputs that
 * the stages before it then give in the mean. */
sim_status sim_document_print_model(const sim_document *document, const sim_model *model,
                                    sim_error *err);

/* Prints the whole chain with the values of an experiment's arm. */
sim_status sim_document_print_arm(const sim_document *document, sim_error *err);

#endif
