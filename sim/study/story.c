#include "sim/study/story.h"

#include <math.h>

static bool holds(const sim_story_test *test, double value, double least)
{
    switch (test->kind) {
    case SIM_STORY_FROM:
        return value >= test->level;
    case SIM_STORY_BELOW:
        return value < test->level;
    case SIM_STORY_MORE:
        return value > least;
    case SIM_STORY_ALIKE:
        return fabs(value) <= least;
    case SIM_STORY_LESS:
        return value < -least;
    case SIM_STORY_UNDEFINED:
        return isnan(value);
    default:
        return !isnan(value);
    }
}

/* Do all tests hold?  Notes the first value that one needs and that is not defined. */
static bool holds_all(const sim_story *s, const sim_story_outcome *o,
                      const sim_story_value **missing)
{
    bool all = true;

    for (size_t i = 0; i < o->n_tests; i++) {
        const sim_story_test *test = &o->tests[i];
        const double value = sim_story_value_find(&test->value, &s->world);
        const bool asks_that =
            test->kind == SIM_STORY_UNDEFINED || test->kind == SIM_STORY_DEFINED;

        if (isnan(value) && !asks_that && !*missing) *missing = &test->value;
        all &= holds(test, value, sim_story_value_least(&test->value, &s->world));
    }
    return all;
}

/* The first value of a sentence that is not defined; NULL: all are. */
static const sim_story_value *find_missing(const sim_story *s, const sim_story_outcome *o)
{
    for (size_t i = 0; i < o->n_pieces; i++) {
        const sim_story_value *value = o->pieces[i].value;

        if (value && isnan(sim_story_value_find(value, &s->world))) return value;
    }
    return NULL;
}

sim_story_finding sim_story_find(const sim_story *s)
{
    const sim_story_value *missing = NULL;
    size_t i = 0;

    while (i + 1 < s->n_outcomes && !holds_all(s, &s->outcomes[i], &missing)) i++;
    if (s->outcomes[i].n_tests > 0) missing = NULL;
    if (!missing) missing = find_missing(s, &s->outcomes[i]);
    return (sim_story_finding){missing ? NULL : &s->outcomes[i], missing};
}

void sim_story_print(const sim_story *s, const sim_story_outcome *o, sim_story_teller *tell,
                     FILE *out)
{
    for (size_t i = 0; i < o->n_pieces; i++) {
        const sim_story_value *value = o->pieces[i].value;
        sim_unit_told told;

        if (o->pieces[i].words) fputs(o->pieces[i].words, out);
        if (!value) continue;
        told = sim_story_value_told(value, &s->world);
        tell(sim_story_value_find(value, &s->world), &told, out);
    }
}
