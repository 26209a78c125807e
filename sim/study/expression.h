/* expression.h -- what is worked out of named numbers, and conditions on them, with units:
 *
 *     specific_relief_month_12 * doses_per_donor
 *     harvested >= doses * dose
 *     10 * log10(lowest_tnf / 2 pg/mL)
 *
 * It has + - * / ^ ( ), min, max, abs, sqrt, exp, log, log2 and log10.  A number may have a unit
 * behind it, of words that units have: "5 mm", "2 pg/mL", "12 mm day".
 * What is added or compared may differ in the scale of its unit (mm and cm), and counts in that
 * of what stands first; a number without a unit is in the unit of what it is added to or compared
 * with.
 *
 * Units:  worked out from those of the names; of mm times day "mm day".
 * Memory: nothing is allocated; an expression holds all that it needs.
 */
#ifndef SIM_STUDY_EXPRESSION_H
#define SIM_STUDY_EXPRESSION_H

#include "sim/io/unit_words.h"
#include "sim/io/units.h"
#include "sim/study/row.h"

enum { SIM_EXPRESSION_CODES = 128 };

/* One step of a program that works with a stack. */
typedef struct {
    double (*compute)(double a,
                      double b); /* of the two on top, which it replaces, or of one */
    size_t slot;                 /* without: whose value goes on top; or */
    double number;               /* itself */
    bool is_slot, is_unary;
} sim_expression_code;

typedef struct {
    sim_expression_code code[SIM_EXPRESSION_CODES];
    size_t n;
    char unit[SIM_UNIT_TEXT];
} sim_expression;

/* What a name stands for. */
typedef struct {
    const char *name, *unit;
    size_t slot; /* where its value stands when it is worked out */
} sim_named;

/* A function of what is no number, "auc(tnf, 0, 28)". */
typedef struct {
    const char *name;
    char **args; /* [n_args] their texts */
    size_t n_args;
    const sim_row *row; /* for messages */
} sim_expression_call;

typedef struct {
    const sim_units *units;
    /* The i-th name; false past the last. */
    bool (*name)(void *scope, size_t i, sim_named *named);
    /* Is that a function of its own?  If so, what it stands for; NULL: there is none. */
    sim_status (*call)(void *scope, const sim_expression_call *call, bool *is_own,
                       sim_named *named, sim_error *err);
    /* The i-th of their names, for messages; NULL past the last. */
    const char *(*function)(size_t i);
    void *scope;
} sim_expression_world;

/* Reads row->how; messages are "PLACE: NAME = HOW: what is wrong; what would be right". */
sim_status sim_expression_read(sim_expression *expression,
                               const sim_expression_world *world, const sim_row *row,
                               sim_error *err);

/* In its unit, of the values of all slots; NAN where one that it needs is, or where it has no
 * value there. */
double sim_expression_value(const sim_expression *expression, const double slots[]);

bool sim_expression_uses(const sim_expression *expression, size_t slot);

/* Is it a name and nothing else?  If so, its slot. */
bool sim_expression_is_name(const sim_expression *expression, size_t *slot);

/* A condition: `left` compared with `right`, which is in the unit of `left`. */
typedef struct {
    sim_expression left, right;
    bool is_upper;  /* is left to be at most right?  Else at least */
    bool is_strict; /* and not equal */
} sim_condition;

/* Reads row->how, which has one of >=, <=, > and <. */
sim_status sim_condition_read(sim_condition *condition, const sim_expression_world *world,
                              const sim_row *row, sim_error *err);

/* By how much it holds, in the unit of `left`: below 0 it does not, and by how much; NAN where a
 * side is. */
double sim_condition_margin(const sim_condition *condition, const double slots[]);

/* Does it hold?  Where a side is NAN it does not. */
bool sim_condition_holds(const sim_condition *condition, const double slots[]);

#endif
