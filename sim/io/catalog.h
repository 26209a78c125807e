/* catalog.h -- all parameters of some models, found by section and name.
 *
 * Memory: the catalog owns its list; what the rows point at is static.
 */
#ifndef SIM_IO_CATALOG_H
#define SIM_IO_CATALOG_H

#include "sim/error.h"
#include "sim/io/number.h"
#include "sim/model/model.h"

typedef struct {
    size_t model; /* which of the catalog's models */
    const sim_symbol *symbol;
    const char *section;
} sim_parameter;

typedef struct {
    const sim_model *const *models; /* [n_models] borrowed */
    size_t n_models;
    sim_parameter *rows; /* [n] in the order of declaration */
    size_t n;
} sim_catalog;

sim_status sim_catalog_init(sim_catalog *catalog, const sim_model *const models[],
                            size_t n_models, sim_error *err);

void sim_catalog_free(sim_catalog *catalog);

/* Is it a section of some parameter?  A message starts with `place`. */
sim_status sim_catalog_check_section(const sim_catalog *catalog, const char *section,
                                     const char *place, sim_error *err);

/* Finds section.name; a message starts with `place`. */
sim_status sim_catalog_find(const sim_catalog *catalog, const char *section,
                            const char *name, const char *place, size_t *row,
                            sim_error *err);

/* Reads a value and checks its kind and range. */
sim_status sim_parameter_parse(const sim_parameter *parameter, const char *text,
                               const char *place, double *value, sim_error *err);

/* Prints a value so that it reads back as the same: a word or the shortest decimal. */
void sim_parameter_print(const sim_parameter *parameter, double value,
                         char text[SIM_NUMBER_SIZE]);

#endif
