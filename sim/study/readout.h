/* readout.h -- the numbers that are read off one arm of one replicate.
 *
 * They are the SUMMARY rows of the last model, then the COLUMN rows of the stages before
 * it at their end (the harvest), then the needle, then what is measured: both visits, how far
 * the second is below the first, and who so is a responder; then when each fate comes, and
 * what is counted, each beside what it is on average.  Nothing is read of a subject after its
 * end but chances: of who is dead before a day, the number of that day is NAN.
 *
 * Memory: a readout owns its list and texts.
 * Safety: may be read by any number of threads.
 */
#ifndef SIM_STUDY_READOUT_H
#define SIM_STUDY_READOUT_H

#include "sim/io/memory.h"
#include "sim/io/table.h"
#include "sim/study/fates.h"

enum { SIM_VISITS = 2, SIM_RULES = 4 };

/* One number; which of the sources it has says where it is read. */
typedef struct {
    sim_column column;
    const sim_summary *summary; /* of the last stage */
    const sim_symbol *symbol;   /* of `stage` at its end */
    size_t stage;
    const sim_count *count; /* what is counted; of it or, if `expects`, on average */
    bool expects;
    size_t fate;   /* without the others: its day; SIM_FATES: it is none */
    bool is_share; /* 0 or 1 in each replicate */
    bool ends;     /* it is read of the living alone */
    bool over_all; /* its mean is over all replicates, those set apart included */
} sim_number;

/* What chance gives a subject, in all arms. */
typedef struct {
    double noise[SIM_VISITS]; /* by which the reading of a visit is off */
    double fates[SIM_FATES];  /* uniform in (0, 1); 0: the fate never comes */
} sim_fortune;

typedef struct {
    const sim_chain *chain;
    sim_number *list; /* [n] */
    size_t n;
    size_t visits;     /* where what is measured starts; `fates` if nothing is */
    size_t fall;       /* the number after the visits; likewise */
    size_t responders; /* where those of visits start; likewise */
    size_t fates;      /* where the days of fates and counts start; n if there are none */
    size_t *counted;   /* [population's n_counts] the number of each */
    size_t *expected;  /* [population's n_counts] and what it is on average; n: none is */
    size_t apart; /* the number that sets a replicate apart where it is 1; n: none does */
    char names[SIM_VISITS + 1][64];
    char fell[96];              /* meaning of the fall */
    char rules[SIM_RULES][256]; /* meanings */
    sim_pool pool;              /* of what is counted and of its texts */
} sim_readout;

/* sim_readout_free is legal after a failure too. */
sim_status sim_readout_init(sim_readout *readout, const sim_chain *chain, sim_error *err);

void sim_readout_free(sim_readout *readout);

/* What is measured on the visits of a chain that has some, as it is told: "pain"; where no row
 * says, the symbol. */
const char *sim_readout_measured(const sim_chain *chain);

/* The number of that name; n if there is none. */
size_t sim_readout_find(const sim_readout *readout, const char *name);

/* Is it 0 or 1 in each replicate, so that its mean is a share and its quantiles say nothing? */
bool sim_readout_is_share(const sim_readout *readout, size_t number);

/* Is an arm of those numbers set apart? */
bool sim_readout_is_apart(const sim_readout *readout, const double numbers[]);

/* Leaves of an arm that is set apart only what counts over all; the rest becomes NAN.  Says
 * whether it is. */
bool sim_readout_set_apart(const sim_readout *readout, double numbers[]);

/* What is told of that truth on a visit that is off by `noise`; NAN of no truth. */
double sim_visits_read(const sim_visits *visits, double truth, double noise);

/* Does a patient of those readings count as a responder, 1 or 0?  NAN where one is missing. */
double sim_responder_read(const sim_responder *rule, double before, double after);

/* A number before those of visits, of what is read before output `end`. */
double sim_readout_plain(const sim_readout *readout, size_t number,
                         const sim_solution *solution, size_t arm, size_t end);

/* The first day on which nothing is read of a subject with these numbers; INFINITY: it is
 * read to the end. */
double sim_readout_end(const sim_readout *readout, const double numbers[]);

/* Is a symbol of the last model read of the living alone? */
bool sim_readout_is_of_living(const sim_readout *readout, const sim_symbol *symbol);

/* Marks the symbols of the last model, wanted[n_symbols], whose outputs are read. */
void sim_readout_want(const sim_readout *readout, bool wanted[]);

/* Fills numbers[n] of an arm. */
void sim_readout_read(const sim_readout *readout, const sim_solution *solution, size_t arm,
                      const sim_fortune *fortune, double numbers[]);

#endif
