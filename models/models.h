/* models.h -- what is built in: the chains of models, one per indication, and texts about them.
 *
 * Adding a chain is a .def and a .c of its last model, a line here, and a row of chains.def; the
 * rest reads it.
 */
#ifndef MODELS_MODELS_H
#define MODELS_MODELS_H

#include "sim/model/former.h"
#include "sim/model/model.h"
#include "sim/model/offer.h"

extern const sim_model model_passaging, model_product; /* of every chain */
extern const sim_model model_knee, model_gvhd, model_ards, model_heart;

extern const sim_population models_knee_population, models_gvhd_population,
    models_ards_population, models_heart_population;
extern const sim_yardstick models_knee_yardstick, models_gvhd_yardstick,
    models_ards_yardstick, models_heart_yardstick;

extern const sim_logbook models_passages_log;

extern const sim_chain
    models_chains[]; /* ends at a name of NULL; the first is the default */

const char *models_chain_name(size_t i); /* NULL past the last */

/* The stages of all chains, by number; a model that several share counts once.  NULL past the
 * last. */
const sim_stage *models_stage(size_t i);

/* The chain of that name, the first for NULL; NULL if there is none. */
const sim_chain *models_chain(const char *name);

/* What became of names that earlier versions knew: changes.def as a table. */
extern const sim_formers models_changes;

/* What a clinic's offer may say, and how it is answered: offers.def as a table. */
extern const sim_offer_row models_offers[]; /* ends at SIM_OFFER_END */

/* The texts of presets/NAME.ini, of presets/stories/NAME.ini, of the experiments that chains start
 * with (params.ini and experiments/NAME.ini) and of validation/, published measurements and their parameter files.
 * The tables are generated from those files and end at {NULL, NULL}. */
extern const sim_text models_preset_texts[], models_story_texts[],
    models_experiment_texts[], models_validation_texts[];

/* The glossary: words.def as a table. */
typedef struct {
    const char *term;
    const char *also;       /* other words and headings, separated by ", " */
    const char *meaning;    /* one line */
    const char *parameters; /* "section.name", separated by blanks; "" without any */
} models_word;

extern const models_word models_words[]; /* ends at a term of NULL */

/* The model card: card.def as a table. */
typedef enum {
    MODELS_CARD_HEAD,
    MODELS_CARD_SAY,
    MODELS_CARD_CHAINS,  /* shows the chains and their stages */
    MODELS_CARD_SOURCES, /* how many parameters are fitted, assumed, unverified */
    MODELS_CARD_SCORES,  /* hits among published measurements, and those not run */
    MODELS_CARD_END,
} models_card_kind;

typedef struct {
    models_card_kind kind;
    const char *text;       /* of HEAD and SAY */
    const char *parameters; /* of SAY: "section.name", separated by blanks */
} models_card_row;

extern const models_card_row models_card[]; /* ends at MODELS_CARD_END */

#endif
