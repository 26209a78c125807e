/* catalog.h -- all parameters of some models, found by section and name.
 *
 * Memory: the catalog owns its list and its units; symbols are static.
 */
#ifndef SIM_IO_CATALOG_H
#define SIM_IO_CATALOG_H

#include "sim/error.h"
#include "sim/io/former.h"
#include "sim/io/number.h"
#include "sim/io/units.h"
#include "sim/model/model.h"

typedef struct {
    size_t model; /* which of the catalog's models */
    const sim_symbol *symbol;
    const char *section;
    const sim_units *units;   /* those of the catalog */
    const sim_former *former; /* since an earlier version; NULL: none */
    double usual; /* its value where nothing is said: the symbol's or the chain's */
} sim_parameter;

typedef struct {
    const sim_model *const *models; /* [n_models] borrowed */
    size_t n_models;
    sim_parameter *rows; /* [n] in the order of declaration */
    size_t n;
    sim_units *units;
    const sim_population *population; /* how cohorts draw them; NULL: not at all */
    const sim_chain *chain;           /* whose models they are; NULL: none's */
    const sim_chain *chains; /* all that there are, up to one without a name; NULL: none */
    const sim_formers *formers; /* of names that earlier versions knew; NULL: none */
    const char *version;        /* of the program; NULL: unknown */
} sim_catalog;

/* sim_catalog_free is legal after a failure too. */
sim_status sim_catalog_init(sim_catalog *catalog, const sim_model *const models[],
                            size_t n_models, sim_error *err);

void sim_catalog_free(sim_catalog *catalog);

/* Lets messages say what became of names of earlier versions. */
void sim_catalog_take_changes(sim_catalog *catalog, const sim_formers *changes,
                              const char *version);

/* Takes out the rows of a cohort that other chains of the catalog name as their own, and its
 * own does not. */
void sim_catalog_hide(sim_catalog *catalog);

/* The chain that has section.name, or any row of that section where name is NULL, where the
 * catalog's own chain has none; NULL if none has. */
const sim_chain *sim_catalog_elsewhere(const sim_catalog *catalog, const char *section,
                                       const char *name);

/* Is it a section of some parameter?  A message starts with `place` and, as those of the
 * functions below do, names what is nearest. */
sim_status sim_catalog_check_section(const sim_catalog *catalog, const char *section,
                                     const char *place, sim_error *err);

/* Do the rows of this section, as those of [run] do, say how models are run, and belong to
 * none? */
bool sim_catalog_is_of_run(const sim_catalog *catalog, const char *section);

/* The parameter section.name; NULL if there is none. */
const sim_parameter *sim_catalog_get(const sim_catalog *catalog, const char *section,
                                     const char *name);

/* Finds section.name; a message starts with `place`. */
sim_status sim_catalog_find(const sim_catalog *catalog, const char *section,
                            const char *name, const char *place, size_t *row,
                            sim_error *err);

/* Refuses section.name = value if that parameter is gone, saying what would be right. */
sim_status sim_catalog_check_gone(const sim_catalog *catalog, const char *section,
                                  const char *name, const char *value, const char *place,
                                  sim_error *err);

/* Refuses a key that has no section, naming the parameter that it may stand for. */
sim_status sim_catalog_refuse_key(const sim_catalog *catalog, const char *key,
                                  const char *place, sim_error *err);

/* Reads a value, turns it into the parameter's unit where it names another, and checks
 * kind and range. */
sim_status sim_parameter_parse(const sim_parameter *parameter, const char *text,
                               const char *place, double *value, sim_error *err);

/* Refuses a value that means what it meant before the parameter's change. */
sim_status sim_parameter_refuse_change(const sim_parameter *parameter, const char *text,
                                       const char *place, sim_error *err);

/* Prints a value so that it reads back as the same: a word or the shortest decimal. */
void sim_parameter_print(const sim_parameter *parameter, double value,
                         char text[SIM_NUMBER_SIZE]);

#endif
