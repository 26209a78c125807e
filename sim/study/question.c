#include "sim/study/question.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/reduction.h"

bool sim_question_is_of_cohort(const sim_question *q) { return !q->how->reduce; }

/* In the row's unit; infinite only where a time is asked for that never comes. */
static double finish(const sim_question *q, double x)
{
    return isfinite(x) || q->how->unit == SIM_TIME ? q->factor * x : NAN;
}

double sim_question_answer(const sim_question *q, const sim_solved *solved)
{
    const sim_view one = sim_view_of(q, solved, q->arm);
    const bool two_arms = q->against != SIM_NONE;
    const sim_view other = two_arms ? sim_view_of(q, solved, q->against) : one;
    double first, second;

    if (one.outcome->skipped || other.outcome->skipped) return NAN;
    first = q->how->reduce(&one, &q->at[0]);
    if (q->pair == SIM_ALONE) return finish(q, first);
    second = q->how->reduce(&other, &q->at[q->two_places]);
    return finish(q, q->pair == SIM_RATIO ? first / second : first - second);
}

bool sim_question_is_apart(const sim_question *q, const sim_solved *solved)
{
    const sim_population *population = q->chain->population;
    const sim_symbol *symbol;

    if (q->span != SIM_AT_OUTPUT || !population || !population->apart) return false;
    symbol = sim_question_symbol(q, population->apart);
    sim_bug(!symbol);
    return sim_outcome_end(sim_view_of(q, solved, q->arm).outcome, symbol) > 0;
}

/* Why an arm has nothing at a place; NULL: it has. */
static const char *why_nothing(const sim_view *v, double place)
{
    const sim_yardstick *y = v->q->chain->yardstick;

    if (v->q->span == SIM_AT_OUTPUT || v->outcome->skipped ||
        v->q->how->at == SIM_ONE_TIME || !isnan(sim_view_report(v, y->number, place)))
        return NULL;
    return isinf(place) ? y->endless : y->ended;
}

static const char *why_none(const sim_question *q, const sim_solved *solved)
{
    const sim_view one = sim_view_of(q, solved, q->arm);
    const sim_view other =
        q->against != SIM_NONE ? sim_view_of(q, solved, q->against) : one;
    const sim_range *first = &q->at[0], *second = &q->at[q->two_places];
    const char *why[] = {why_nothing(&one, first->from), why_nothing(&one, first->to),
                         why_nothing(&other, second->from),
                         why_nothing(&other, second->to)};

    for (size_t i = 0; i < sizeof why / sizeof *why; i++) {
        if (why[i]) return why[i];
    }
    if (q->how->demand == SIM_A_LIMIT && q->pair != SIM_ALONE)
        return "neither falls below the limit";
    return q->how->at == SIM_ONE_TIME ? q->chain->yardstick->outside
                                      : "what is read is empty there";
}

const char *sim_question_remark(const sim_question *q, const sim_solved *solved,
                                double answer)
{
    const sim_view v = sim_view_of(q, solved, q->arm);

    if (isnan(answer)) return why_none(q, solved);
    if (q->how->demand == SIM_A_LIMIT && q->pair == SIM_ALONE && isinf(answer) &&
        sim_view_read(&v, fmax(1, q->at[0].from)) < q->row->limit)
        return "it is below the limit from the first day on, and so never crosses it";
    return NULL;
}

/* Is it how far growth comes?  What only rises lies beyond the last report if that does. */
static bool is_of_growth(const sim_question *q)
{
    const sim_yardstick *y = q->chain->yardstick;
    const char *const rising[] = {y->number, y->time, y->progress};

    if (q->pair != SIM_ALONE || strcmp(q->how->name, "value") != 0 ||
        isfinite(q->at[0].from))
        return false;
    for (size_t i = 0; i < sizeof rising / sizeof *rising; i++) {
        if (strcmp(rising[i], q->row->quantity) == 0) return true;
    }
    return false;
}

bool sim_question_is_outlasted(const sim_question *q, const sim_solved *solved)
{
    const sim_yardstick *y = q->chain->yardstick;
    const sim_view v = sim_view_of(q, solved, q->arm);
    const size_t n = v.outcome->result.reports.n;

    if (!is_of_growth(q) || v.outcome->skipped || n == 0 ||
        !isnan(sim_view_report(&v, y->number, INFINITY)))
        return false;
    return sim_outcome_report(v.outcome, sim_question_symbol(q, y->number), n - 1) >=
           sim_outcome_end(v.outcome, sim_question_symbol(q, y->last));
}

void sim_question_place(const sim_question *q, const sim_solved *solved, double *place,
                        double *progress)
{
    const sim_view v = sim_view_of(q, solved, q->arm);

    *place = q->at[0].from;
    *progress = NAN;
    if (q->how->at == SIM_ONE_TIME || q->span == SIM_AT_OUTPUT || v.outcome->skipped)
        return;
    *place = sim_view_place(&v, q->at[0].from);
    *progress = sim_view_report(&v, q->chain->yardstick->progress, q->at[0].from);
}

void sim_question_free(sim_question *q)
{
    free(q->term);
    free(q->below);
    free(q->then);
    q->term = q->below = q->then = NULL;
}
