/* players.h -- what two arms differ in, in the words of their chain: the switches of which some
 * constant differs that a number hangs on, and such constants as no switch names, each by itself.
 *
 * The constants are those that may be set of the last stage's model: its parameters, and its INPUTs.
 *
 * Memory: players own their arrays; the chain is borrowed.
 */
#ifndef SIM_STUDY_PLAYERS_H
#define SIM_STUDY_PLAYERS_H

#include "sim/io/memory.h"
#include "sim/study/presets.h"
#include "sim/study/reads.h"

enum { SIM_PLAYERS = 12 }; /* at most: there are two to that power of courses */

/* The constants of the last stage of both arms, p[n_constants], and of what they are held
 * against, NULL where they are held against nothing. */
typedef struct {
    const double *arm, *against, *arm_background, *against_background;
} sim_pair;

typedef struct {
    const sim_model *model;
    sim_pool pool;
    const char **names; /* [n_all] of switches, then of rows: "section.name" */
    size_t n_all, n_switches;
    size_t *
        owners; /* [n_constants] which of those a constant is of; SIM_NONE: it is never set */
    bool *reads;              /* [n_constants] does the number hang on it? */
    bool *differs;            /* [n_all] */
    size_t list[SIM_PLAYERS]; /* [n] which of those play */
    size_t n;
    size_t
        n_folded; /* the last player stands for so many, where they are too many; 0: it does
                      * not */
    size_t
        *bits; /* [n_constants] which of the players a constant is of; SIM_NONE: of none */
} sim_players;

/* The switch of a chain that has a constant of its last model; n_switches: none has. */
size_t sim_switch_of(const sim_chain *chain, const sim_symbol *symbol);

/* sim_players_free is legal after a failure too. */
sim_status sim_players_init(sim_players *players, const sim_chain *chain, sim_error *err);
void sim_players_free(sim_players *players);

/* Notes which constants a number hangs on, as the arm says that was taken. */
void sim_players_read(sim_players *players, const sim_chain *chain, const sim_reads *reads);

/* Notes what differs between two arms. */
void sim_players_compare(sim_players *players, const sim_pair *pair);

/* How much each of them changes alone, effects[n_all]; read only where they are too many. */
void sim_players_choose(sim_players *players, const double effects[]);

/* Are they more than can play? */
bool sim_players_are_many(const sim_players *players);

/* The name of a player. */
const char *sim_players_name(const sim_players *players, size_t i);

#endif
