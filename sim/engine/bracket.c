#include "sim/engine/bracket.h"

#include <math.h>

double sim_bracket_middle(const sim_bracket *b, int i)
{
    const double part = i % 3 == 0 ? 0.5 : b->at_lo / (b->at_lo - b->at_hi);

    return b->lo + fmin(fmax(part, 0.001), 0.999) * (b->hi - b->lo);
}

void sim_bracket_narrow(sim_bracket *b, double mid, double value)
{
    const int side = value >= 0 ? 1 : -1;

    if (side > 0) b->hi = mid, b->at_hi = value;
    if (side < 0) b->lo = mid, b->at_lo = value;
    if (side > 0 && b->side > 0) b->at_lo *= 0.5;
    if (side < 0 && b->side < 0) b->at_hi *= 0.5;
    b->side = side;
}
