/* population.h -- what the populations of all chains have alike, for the files of models/ that
 * declare one.
 */
#ifndef MODELS_POPULATION_H
#define MODELS_POPULATION_H

#include "models/models.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

/* The start of a sim_population: whose its draws are, and the file's own tables `draws`,
 * `columns` (of ensemble.csv) and `parted` (summaries whose variance --spread splits). */
#define POPULATION(whose) \
    .owners = {[SIM_LABORATORY] = {"laboratory", "who cultured them"}, \
               [SIM_SOURCE] = {"donor", "whose cells"}, \
               [SIM_SUBJECT] = {"patient", whose}}, \
    .chance = {"chance", "cell by cell"}, .sharing = "donors_per_laboratory", \
    .draws = draws, .n_draws = LENGTH(draws), .columns = columns, \
    .n_columns = LENGTH(columns), .parted = parted, .n_parted = LENGTH(parted)

#endif
