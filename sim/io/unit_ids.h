/* unit_ids.h -- the units that one SBML document uses, under the names it gives them.
 *
 * Memory: the list holds its own texts and needs no free.
 */
#ifndef SIM_IO_UNIT_IDS_H
#define SIM_IO_UNIT_IDS_H

#include "sim/io/dimension.h"
#include "sim/io/xml.h"

enum { SIM_UNIT_IDS = 128, SIM_UNIT_ID = 64 };

typedef struct {
    struct {
        char id[SIM_UNIT_ID];   /* "ng_per_mL" */
        char text[SIM_UNIT_ID]; /* "ng/mL" */
        sim_dimension unit;
    } rows[SIM_UNIT_IDS];
    size_t n;
} sim_unit_ids;

/* The id of a unit that a row of a model has; NULL if the list is full. */
const char *sim_unit_ids_add(sim_unit_ids *ids, const char *text, sim_dimension unit);

/* The id of a unit that was worked out; NULL if the list is full. */
const char *sim_unit_ids_find(sim_unit_ids *ids, sim_dimension unit);

/* Writes one unitDefinition for each. */
void sim_unit_ids_write(const sim_unit_ids *ids, sim_xml *xml);

#endif
