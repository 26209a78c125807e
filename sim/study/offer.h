/* offer.h -- what an offer says: the section [offer] of a parameter file, read by a table of
 * rows that says which keys and words there are (sim/model/offer.h).
 *
 * Memory: an offer owns its texts; rows, catalog and sim_ini are borrowed.
 */
#ifndef SIM_STUDY_OFFER_H
#define SIM_STUDY_OFFER_H

#include "sim/io/catalog.h"
#include "sim/io/ini.h"
#include "sim/io/memory.h"
#include "sim/model/offer.h"

/* What is said of a key. */
typedef struct {
    const char *text;  /* as it stands there; NULL: nothing is said */
    const char *place; /* "offer.ini:3: cells", for messages */
    const char *word;  /* that of the table; NULL: it is none */
    double number;     /* of a key that takes one; else NAN */
    int line;
} sim_said;

typedef struct {
    double low, high;
} sim_range;

/* A number that is worked out, by its name; false if there is none of that name. */
typedef bool sim_range_find(const void *data, const char *name, sim_range *range);

typedef struct {
    const sim_offer_row *rows;
    size_t n_rows;
    sim_said *said; /* [n_rows] of the rows that are keys */
    const sim_offer_row
        *condition;       /* what it is for; the last of them: none of the others */
    sim_range_find *find; /* NULL: nothing is worked out yet */
    const void *data;
    sim_pool pool;
} sim_offer;

/* Reads the section [offer] and the texts of --set that start with "offer."; refuses keys and
 * words that there are not, and a file that says nothing.  sim_offer_free is legal after a
 * failure too. */
typedef struct {
    const sim_ini *ini;
    const char *const *sets; /* [n_sets] */
    size_t n_sets;
} sim_offer_source;
sim_status sim_offer_read(sim_offer *offer, const sim_offer_row rows[],
                          const sim_offer_source *source, sim_error *err);

/* Reads its numbers as the parameters have them, and refuses keys that contradict each other. */
sim_status sim_offer_measure(sim_offer *offer, const sim_catalog *catalog, sim_error *err);

void sim_offer_free(sim_offer *offer);

/* Takes quotes off both ends of a text, in place, if nothing within is quoted. */
void sim_offer_unquote(char *text);

/* Does a text of --set give a value to a key of an offer? */
bool sim_set_is_of_offer(const char *set);

/* Do all tests of a `when` hold? */
bool sim_offer_holds(const sim_offer *offer, const char *when);

/* The next row of that kind behind number `at` (from 0: the first), whose tests hold; NULL past
 * the last.  `of`: of that alone; NULL: of any. */
const sim_offer_row *sim_offer_next(const sim_offer *offer, sim_offer_kind kind,
                                    const char *of, size_t *at);

/* What is said of a key; NULL if there is no such key. */
const sim_said *sim_offer_said(const sim_offer *offer, const char *key);

#endif
