#include "sim/study/fates.h"

#include <math.h>
#include <string.h>

#include "sim/engine/instant.h"

bool sim_population_has_end(const sim_population *p)
{
    bool has = false;

    for (size_t i = 0; p && i < p->n_fates; i++) has = has || p->fates[i].ends;
    return has;
}

static size_t n_outputs(const sim_life *life) { return life->outcome->result.grid.n; }

static const sim_symbol *rule_of(const sim_life *life, const sim_fate *fate)
{
    const sim_symbol *rule = sim_model_find(life->outcome->model, fate->spared);

    sim_bug(!rule);
    return rule;
}

/* The first output on which a fate has come; the number of outputs if it does not. */
static size_t find_row(const sim_life *life, const sim_fate *fate, double uniform)
{
    const sim_symbol *rule = rule_of(life, fate);
    size_t i = 0;

    while (i < n_outputs(life) && !(sim_outcome_output(life->outcome, rule, i) < uniform))
        i++;
    return i;
}

void sim_life_init(sim_life *life, const sim_population *p, const sim_outcome *outcome,
                   const double uniforms[])
{
    *life = (sim_life){.population = p, .outcome = outcome, .end = outcome->result.grid.n};
    if (!p) return;
    sim_bug(p->n_fates > SIM_FATES);
    for (size_t i = 0; i < p->n_fates; i++) {
        life->rows[i] = find_row(life, &p->fates[i], uniforms[i]);
        if (p->fates[i].ends && life->rows[i] < life->end) life->end = life->rows[i];
    }
}

double sim_life_day(const sim_life *life, size_t i)
{
    return life->rows[i] < n_outputs(life) ? life->outcome->result.grid.t[life->rows[i]]
                                           : NAN;
}

/* ---- counting ------------------------------------------------------------- */

/* The last output by the day of a count; the number of outputs if they end before it. */
static size_t find_output(const sim_life *life, const sim_count *count)
{
    const sim_outcome *outcome = life->outcome;
    const double *t = outcome->result.grid.t;
    const size_t n = n_outputs(life);
    double day = count->day;
    size_t i = 0;

    if (count->origin) {
        const sim_symbol *origin = sim_model_find(outcome->model, count->origin);

        sim_bug(!origin || !sim_symbol_is_constant(origin));
        day += outcome->p[origin->slot];
    }
    if (n == 0 || (t[n - 1] < day && !sim_is_one_instant(t[n - 1], day))) return n;
    while (i + 1 < n && (t[i + 1] <= day || sim_is_one_instant(t[i + 1], day))) i++;
    return i;
}

/* Does that fate matter to a count: the named one or, of a value, what ends readings? */
static bool matters(const sim_count *count, const sim_fate *fate)
{
    if (count->how == SIM_RESPONDS || count->how == SIM_WORTH) return fate->ends;
    return !count->of || strcmp(count->of, fate->name) == 0;
}

/* What a count is of a subject who is spared with that chance, or is (1) or not (0). */
static double count_at(const sim_count *count, double spared, double value)
{
    switch (count->how) {
    case SIM_SPARED:
        return spared;
    case SIM_STRUCK:
        return 1 - spared;
    case SIM_RESPONDS:
        return isnan(value) ? NAN
                            : (value >= count->least && value <= count->most ? spared : 0);
    default:
        return spared * value;
    }
}

double sim_life_count(const sim_life *life, const sim_count *count, double value)
{
    const size_t output = find_output(life, count);
    bool spared = true;

    if (output == n_outputs(life)) return NAN;
    for (size_t i = 0; i < life->population->n_fates; i++) {
        if (matters(count, &life->population->fates[i]))
            spared = spared && life->rows[i] > output;
    }
    return count_at(count, spared ? 1 : 0, value);
}

double sim_life_expect(const sim_life *life, const sim_count *count, double value)
{
    const size_t output = find_output(life, count);
    double spared = 1;

    if (output == n_outputs(life)) return NAN;
    for (size_t i = 0; i < life->population->n_fates; i++) {
        const sim_fate *fate = &life->population->fates[i];

        if (matters(count, fate))
            spared *= sim_outcome_output(life->outcome, rule_of(life, fate), output);
    }
    return count_at(count, spared, value);
}
