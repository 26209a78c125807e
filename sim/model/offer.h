/* offer.h -- what an offer of a treatment may say, and how it is answered: the rows of a table
 * that models/ has and that sim/study/ walks.
 *
 * A `when` is a list of tests, separated by blanks, which must all hold; "" always does.
 *
 *     key        the offer says that key, whatever it says; or the name of a TEST row that holds
 *     key=word   it says that word, or that number
 *     name>X     the whole range of a number is above X: what a key says and, once it is solved,
 *     name<X     that of a parameter (section.name) or of a number in an answer
 *     !test      the test does not hold
 *
 * Rows to be set are "section.name=value" and "presets.group=NAME", separated by blanks.
 *
 * In sentences {NAME} is a number of the answers, of the offer or, as {NAME of ARM}, of an arm
 * beside it: a column of the summary, or a parameter; one of the numbers that are worked out
 * (number: the main one; reference: that of the reference; kept: what part of the reference's it is, and QUESTION.kept, if only
 * what that question asks of differed; days, months: how long it lasts; asks: how many
 * unknowns matter, and NAME.moves by how many times the smallest difference one does).  Behind
 * the name, % prints percent, # a count in words and - no unit; "1 - NAME" is the rest to 1.
 * {key} is what the offer says of it, {ask} the unknowns that matter, {grade} the verdict.
 *
 * Memory: every pointer is to static storage.
 */
#ifndef SIM_MODEL_OFFER_H
#define SIM_MODEL_OFFER_H

#include <stdbool.h>

typedef enum {
    SIM_OFFER_TEXT,   /* a key, of a question, that takes any text; WORD rows name some */
    SIM_OFFER_WORDS,  /* a key that takes one of its WORD rows */
    SIM_OFFER_NUMBER, /* a key that takes a value of the parameter `low` */
    SIM_OFFER_WORD,   /* of the key `of`; `text`: other words for it, after commas */
    SIM_OFFER_TEST,   /* holds if any row of its name does */
    SIM_OFFER_MAP,    /* sets the rows `low` */
    SIM_OFFER_ASSUME, /* the same, but for rows that the file sets itself */
    SIM_OFFER_UNKNOWN, /* likewise sets `low` at worst and `high` at best; `text`: what to ask */
    SIM_OFFER_CLASH, /* keys that contradict each other; `text` is what would be right */
    SIM_OFFER_CONDITION,
    SIM_OFFER_ARM,      /* beside the offer, of the condition `of`, by its own rows */
    SIM_OFFER_VARIANT,  /* the same, by the offer's rows and then its own */
    SIM_OFFER_QUESTION, /* `text` is asked */
    SIM_OFFER_VERDICT,  /* on the question `of`: the first that holds */
    SIM_OFFER_SAY,      /* in answer to the question `of`: all that hold */
    SIM_OFFER_CLAIM,    /* where a claim holds one of the words `low`: `text` is said */
    SIM_OFFER_BELOW,    /* the verdict below `number` times the smallest difference that is
                         * worth a word: the first that holds */
    SIM_OFFER_GRADE,    /* the verdict from that part of the reference on: likewise */
    SIM_OFFER_TITLE,    /* of the figure: the first that holds */
    SIM_OFFER_END,
} sim_offer_kind;

typedef struct {
    sim_offer_kind kind;
    const char *name, *of, *when, *low, *high, *text;
    double number;
    const struct sim_offer_world *world; /* of a CONDITION */
} sim_offer_row;

/* What an offer for a condition is held against. */
typedef struct sim_offer_world {
    const char *chain;
    bool is_modelled;           /* false: the chain counts the product, and no more */
    const char *rows;           /* of all arms, where the file has none */
    const char *beside;         /* the reference, in words */
    const char *figure;         /* columns that are drawn */
    const char *number, *worst; /* of the summary: more is better; the worst, or NULL */
    const char *course; /* column of its course that lasts; NULL: nothing is said of it */
    double least;       /* of it that is worth a day */
    double month;       /* days of one */
} sim_offer_world;

#endif
