#include <math.h>

#include "sim/study/expression.h"

double sim_expression_value(const sim_expression *e, const double slots[])
{
    double stack[SIM_EXPRESSION_CODES + 1];
    size_t n = 0;

    for (size_t i = 0; i < e->n; i++) {
        const sim_expression_code *code = &e->code[i];

        if (!code->compute) {
            stack[n++] = code->is_slot ? slots[code->slot] : code->number;
        } else {
            const double b = code->is_unary ? 0 : stack[--n];

            stack[n - 1] = code->compute(stack[n - 1], b);
        }
    }
    return isfinite(stack[0]) ? stack[0] : NAN;
}

bool sim_expression_uses(const sim_expression *e, size_t slot)
{
    size_t i = 0;

    while (i < e->n && !(e->code[i].is_slot && e->code[i].slot == slot)) i++;
    return i < e->n;
}

bool sim_expression_is_name(const sim_expression *e, size_t *slot)
{
    const bool is_name = e->n == 1 && e->code[0].is_slot;

    if (is_name) *slot = e->code[0].slot;
    return is_name;
}
