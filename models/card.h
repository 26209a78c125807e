/* card.h -- the model card: card.def as a table. */
#ifndef MODELS_CARD_H
#define MODELS_CARD_H

typedef enum {
    MODELS_CARD_END,
    MODELS_CARD_HEAD,
    MODELS_CARD_SAY,
    MODELS_CARD_SHOW,
} models_card_kind;

typedef enum {
    MODELS_CARD_CHAINS,  /* the chains and their stages */
    MODELS_CARD_SOURCES, /* how many parameters are fitted, assumed, unverified */
    MODELS_CARD_SCORES,  /* hits among published measurements, and those not run */
} models_card_fact;

typedef struct {
    models_card_kind kind;
    const char *text;       /* of HEAD and SAY */
    const char *parameters; /* of SAY: "section.name", separated by blanks */
    models_card_fact fact;  /* of SHOW */
} models_card_row;

extern const models_card_row models_card[]; /* ends at MODELS_CARD_END */

#endif
