/* expression_work.c -- the units of an expression's parts, and the value of its program. */
#include "sim/study/expression_parts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/number.h"

enum { TEXT_SIZE = 600, HIGHEST_POWER = 16 };

sim_status sim_expression_refuse(const sim_expression_reader *r, const char *right,
                                 const char *format, ...)
{
    char wrong[TEXT_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(wrong, sizeof wrong, format, args);
    va_end(args);
    return sim_row_refuse(r->row, ": ", wrong, right, r->err);
}

sim_status sim_expression_put(sim_expression_reader *r, sim_expression_code code)
{
    if (r->expression->n == SIM_EXPRESSION_CODES)
        return sim_expression_refuse(r, "one of fewer parts", "it is too long");
    r->expression->code[r->expression->n++] = code;
    return SIM_OK;
}

sim_expression_part sim_expression_plain(void)
{
    return (sim_expression_part){
        .words = sim_unit_no_words, .dimension = sim_dimensionless, .unit = "1"};
}

sim_status sim_expression_measure(const sim_expression_reader *r, const char *unit,
                                  sim_expression_part *p)
{
    *p = sim_expression_plain();
    if (!sim_dimension_parse(r->world->units, unit, &p->dimension) ||
        !sim_unit_words_read(unit, &p->words)) {
        if (sim_units_lack_memory()) return sim_fail_memory(r->err, r->row->place);
        return sim_expression_refuse(r, "a unit of others",
                                     "nothing can be worked out in %s", unit);
    }
    snprintf(p->unit, sizeof p->unit, "%s", unit);
    return SIM_OK;
}

bool sim_expression_is_alike(const sim_expression_part *a, const sim_expression_part *b)
{
    return memcmp(a->dimension.power, b->dimension.power, sizeof a->dimension.power) == 0;
}

static double times(double a, double b) { return a * b; }

sim_status sim_expression_rescale(sim_expression_reader *r, const sim_expression_part *is,
                                  const sim_expression_part *wanted)
{
    const double scale =
        sim_number_round(is->dimension.scale / wanted->dimension.scale, 15);
    sim_status status = SIM_OK;

    if (scale == 1) return SIM_OK;
    status = sim_expression_put(r, (sim_expression_code){.number = scale});
    return status == SIM_OK ? sim_expression_put(r, (sim_expression_code){.compute = times})
                            : status;
}

sim_status sim_expression_make_alike(sim_expression_reader *r, const char *what,
                                     sim_expression_part *below, sim_expression_part *top)
{
    if (below->is_open && !top->is_open) {
        *below = *top;
        below->is_number = false;
        return SIM_OK;
    }
    if (top->is_open) return SIM_OK;
    if (!sim_expression_is_alike(below, top))
        return sim_expression_refuse(r, "two of one kind", "%s %s and %s", what,
                                     below->unit, top->unit);
    return sim_expression_rescale(r, top, below);
}

sim_status sim_expression_multiply_units(const sim_expression_reader *r,
                                         sim_expression_part *below,
                                         const sim_expression_part *top, int power)
{
    const bool is_plain = top->words.n == 0 && top->words.scale == 1;

    below->is_open = below->is_open && top->is_open;
    below->dimension = sim_dimension_multiply(below->dimension, top->dimension, power);
    if (is_plain) return SIM_OK;
    if (!sim_unit_words_multiply(&below->words, &top->words, power) ||
        !sim_unit_words_print(&below->words, below->unit))
        return sim_expression_refuse(r, "one of fewer factors", "its unit is too long");
    return SIM_OK;
}

sim_status sim_expression_raise_units(const sim_expression_reader *r,
                                      sim_expression_part *base,
                                      const sim_expression_part *exponent)
{
    const bool is_whole = exponent->is_number &&
                          exponent->number == rint(exponent->number) &&
                          fabs(exponent->number) <= HIGHEST_POWER;
    const sim_expression_part plain = sim_expression_plain(), once = *base;

    base->is_number = false;
    if (!sim_expression_is_alike(exponent, &plain))
        return sim_expression_refuse(r, "a power without a unit",
                                     "it raises to the power of %s", exponent->unit);
    if (once.words.n == 0 && once.words.scale == 1) return SIM_OK;
    if (!is_whole || exponent->number == 0)
        return sim_expression_refuse(r, "a whole number, not 0",
                                     "it raises %s to a power that its unit cannot have",
                                     once.unit);
    *base = plain;
    return sim_expression_multiply_units(r, base, &once, (int)exponent->number);
}

/* ---- working out ----------------------------------------------------------- */

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
