/* ledger.h -- what a cohort has solved so far, in stores that outlive the program.
 *
 * Items are replicates and samples of a spread, each solved once: a ledger is asked for it
 * first and given it afterwards.  What is given is committed every second or so.
 *
 * Memory: the stores are borrowed.
 * Safety: any thread may call sim_ledger_get, sim_ledger_add and sim_ledger_is_lost at any time.
 */
#ifndef SIM_STUDY_LEDGER_H
#define SIM_STUDY_LEDGER_H

#include <pthread.h>

#include "sim/io/store.h"

typedef enum { SIM_LEDGER_REPLICATE, SIM_LEDGER_SAMPLE, SIM_LEDGER_KINDS } sim_ledger_kind;

typedef struct {
    sim_store *stores; /* [n_stores] the first is added to */
    size_t n_stores;
    size_t added;      /* since the last commit */
    double last;       /* when that was */
    sim_status status; /* of the first failure; nothing more is added then */
    sim_error why;
    pthread_mutex_t lock;
} sim_ledger;

void sim_ledger_init(sim_ledger *ledger, sim_store stores[], size_t n_stores);
void sim_ledger_free(sim_ledger *ledger);

/* Which item of which kind; the rest as in sim_store_item. */
typedef struct {
    sim_ledger_kind kind;
    size_t number;
} sim_ledger_key;

/* True if it was solved before: fills numbers[item->n] and the item.  A failure is kept in
 * `status`. */
bool sim_ledger_get(sim_ledger *ledger, sim_ledger_key key, sim_store_item *item,
                    double numbers[]);

/* Takes what was solved.  A failure is kept in `status`. */
void sim_ledger_add(sim_ledger *ledger, sim_ledger_key key, sim_store_item *item);

/* Has any of them failed? */
bool sim_ledger_is_lost(sim_ledger *ledger);

/* Commits; the first failure of all, if there was one. */
sim_status sim_ledger_close(sim_ledger *ledger, sim_error *err);

#endif
