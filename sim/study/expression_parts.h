/* expression_parts.h -- what the parts of expression.c share: the text in reading, and the part of
 * it that was read, with its unit (expression_work.c).
 */
#ifndef SIM_STUDY_EXPRESSION_PARTS_H
#define SIM_STUDY_EXPRESSION_PARTS_H

#include "sim/io/dimension.h"
#include "sim/study/expression.h"

/* A part of an expression, whose value lies on top of the stack. */
typedef struct {
    bool is_open;   /* of numbers without units alone: it may have any */
    bool is_number; /* a number, and nothing else */
    double number;
    sim_unit_words words;
    sim_dimension dimension;
    char unit[SIM_UNIT_TEXT];
} sim_expression_part;

typedef struct {
    const sim_expression_world *world;
    const sim_row *row;
    sim_expression *expression;
    const char *at, *end;
    int depth;
    sim_error *err;
} sim_expression_reader;

/* "PLACE: NAME = HOW: WRONG; RIGHT would be right". */
sim_status sim_expression_refuse(const sim_expression_reader *r, const char *right,
                                 const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds to the program. */
sim_status sim_expression_put(sim_expression_reader *r, sim_expression_code code);

/* What has no unit, or one. */
sim_expression_part sim_expression_plain(void);
sim_status sim_expression_measure(const sim_expression_reader *r, const char *unit,
                                  sim_expression_part *part);

/* May they be added? */
bool sim_expression_is_alike(const sim_expression_part *a, const sim_expression_part *b);

/* Makes of the value on top, in the unit of `is`, one in that of `wanted`, which is alike. */
sim_status sim_expression_rescale(sim_expression_reader *r, const sim_expression_part *is,
                                  const sim_expression_part *wanted);

/* Brings the part on top to the unit of the one below, or that one's to its own; `what` is done
 * to both, "it adds". */
sim_status sim_expression_make_alike(sim_expression_reader *r, const char *what,
                                     sim_expression_part *below, sim_expression_part *top);

/* The unit of below times top to that power. */
sim_status sim_expression_multiply_units(const sim_expression_reader *r,
                                         sim_expression_part *below,
                                         const sim_expression_part *top, int power);

/* The same of base to the power of `exponent`: of what has a unit, a whole number. */
sim_status sim_expression_raise_units(const sim_expression_reader *r,
                                      sim_expression_part *base,
                                      const sim_expression_part *exponent);

#endif
