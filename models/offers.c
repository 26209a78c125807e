/* offers.c -- what a clinic's offer may say, and how it is answered: offers.def as a table. */
#include <math.h>

#include "models/models.h"

#define KEY(_name, question, _kind, row, what) \
    {.kind = SIM_OFFER_##_kind, .name = #_name, .of = #question, .low = row, .text = what},
#define WORD(key, word, also) \
    {.kind = SIM_OFFER_WORD, .of = #key, .name = word, .text = also},
#define TEST(_name, test) {.kind = SIM_OFFER_TEST, .name = #_name, .when = test},
#define MAP(question, test, rows) \
    {.kind = SIM_OFFER_MAP, .of = #question, .when = test, .low = rows},
#define ASSUME(question, test, rows) \
    {.kind = SIM_OFFER_ASSUME, .of = #question, .when = test, .low = rows},
#define UNKNOWN(_name, question, test, worst, best, ask) \
    {.kind = SIM_OFFER_UNKNOWN, \
     .name = #_name, \
     .of = #question, \
     .when = test, \
     .low = worst, \
     .high = best, \
     .text = ask},
#define CLASH(test, right) {.kind = SIM_OFFER_CLASH, .when = test, .text = right},
#define CONDITION(word, also, title, ...) \
    {.kind = SIM_OFFER_CONDITION, \
     .name = #word, \
     .text = also, \
     .of = title, \
     .world = &(const sim_offer_world){__VA_ARGS__}},
#define ARM(condition, _name, rows) \
    {.kind = SIM_OFFER_ARM, .of = #condition, .name = #_name, .low = rows},
#define VARIANT(condition, _name, rows) \
    {.kind = SIM_OFFER_VARIANT, .of = #condition, .name = #_name, .low = rows},
#define QUESTION(_name, asked) {.kind = SIM_OFFER_QUESTION, .name = #_name, .text = asked},
#define VERDICT(question, test, words) \
    {.kind = SIM_OFFER_VERDICT, .of = #question, .when = test, .text = words},
#define SAY(question, test, words) \
    {.kind = SIM_OFFER_SAY, .of = #question, .when = test, .text = words},
#define CLAIM(test, holds, words) \
    {.kind = SIM_OFFER_CLAIM, .when = test, .low = holds, .text = words},
#define BELOW(verdict, times) {.kind = SIM_OFFER_BELOW, .text = verdict, .number = times},
#define GRADE(verdict, share) {.kind = SIM_OFFER_GRADE, .text = verdict, .number = share},
#define TITLE(test, words) {.kind = SIM_OFFER_TITLE, .when = test, .text = words},

const sim_offer_row models_offers[] = {
#include "models/offers.def"
    {.kind = SIM_OFFER_END},
};
