#include "sim/study/inquiry.h"

#include <math.h>

#include "sim/study/reduction.h"

const sim_asked sim_inquiries[SIM_INQUIRIES] = {
    [SIM_ASKS_WHO_RESPONDS] = {600, 3}, [SIM_ASKS_CHANCES] = {SIM_ASKED_MOST, 1}};

sim_inquiry sim_question_inquiry(const sim_question *q)
{
    return q->how->demand == SIM_A_READING ? SIM_ASKS_WHO_RESPONDS : SIM_ASKS_CHANCES;
}

/* ---- one of them ------------------------------------------------------------------- */

/* 1 or 0; NAN where nothing is read. */
static double responds(const sim_question *q, const sim_view *v,
                       const double noise[SIM_VISITS])
{
    const sim_visits *measured = &q->chain->population->measured;
    const double days[SIM_VISITS] = {measured->before, q->at[0].from};
    double told[SIM_VISITS];

    for (size_t i = 0; i < SIM_VISITS; i++)
        told[i] = sim_visits_read(measured, sim_view_read(v, days[i]), noise[i]);
    return sim_responder_read(&q->chain->population->responders[0], told[0], told[1]);
}

sim_reply sim_question_reply(const sim_question *q, const sim_solved *solved,
                             const double noise[SIM_VISITS])
{
    const size_t arms[SIM_SIDES] = {q->arm, q->against != SIM_NONE ? q->against : q->arm};
    sim_reply reply;

    for (size_t side = 0; side < SIM_SIDES; side++) {
        const sim_view v = sim_view_of(q, solved, arms[side]);
        const double place = q->at[side * q->two_places].from;
        const bool counts = sim_question_inquiry(q) == SIM_ASKS_CHANCES;

        reply.above[side] =
            counts ? sim_view_read_term(&v, q->term, place) : responds(q, &v, noise);
        reply.below[side] = counts ? sim_view_read_term(&v, q->below, place) : 1;
    }
    return reply;
}

/* ---- all of them ------------------------------------------------------------------- */

static bool has_numbers(const sim_reply *reply)
{
    for (size_t side = 0; side < SIM_SIDES; side++) {
        if (!isfinite(reply->above[side]) || !isfinite(reply->below[side])) return false;
    }
    return true;
}

/* The number of one side. */
static double conclude_side(const sim_question *q, const sim_reply replies[], size_t n,
                            size_t side)
{
    double above = 0, below = 0;

    for (size_t i = 0; i < n; i++) {
        if (!has_numbers(&replies[i])) continue;
        above += replies[i].above[side];
        below += replies[i].below[side];
    }
    return q->how->conclude ? q->how->conclude(above / below) : above / below;
}

double sim_question_conclude(const sim_question *q, const sim_reply replies[], size_t n)
{
    const double first = conclude_side(q, replies, n, 0);
    const double second = conclude_side(q, replies, n, 1);
    const double x = q->pair == SIM_RATIO        ? first / second
                     : q->pair == SIM_DIFFERENCE ? first - second
                                                 : first;

    return isfinite(x) ? q->factor * x : NAN;
}
