/* bracket.h -- where a quantity is known to rise through 0, ever narrower. */
#ifndef SIM_ENGINE_BRACKET_H
#define SIM_ENGINE_BRACKET_H

/* In (lo, hi], where it is at_lo < 0 and at_hi >= 0. */
typedef struct {
    double lo, hi, at_lo, at_hi;
    int side; /* the end that moved last: -1 or 1; 0: none yet */
} sim_bracket;

/* Where to look in step i, counted from 1.  Regula falsi with the Illinois weights (Dowell &
 * Jarratt (1971) BIT 11, 168), halved every third time so that both ends move. */
double sim_bracket_middle(const sim_bracket *bracket, int i);

/* Moves an end to `mid`, where the quantity is `value`. */
void sim_bracket_narrow(sim_bracket *bracket, double mid, double value);

#endif
