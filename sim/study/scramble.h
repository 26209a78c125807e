/* scramble.h -- bits of the digits of low-discrepancy points, reversed and scrambled. */
#ifndef SIM_STUDY_SCRAMBLE_H
#define SIM_STUDY_SCRAMBLE_H

#include <stdint.h>

uint32_t sim_reverse_bits(uint32_t x);

/* Owen's nested uniform scrambling of the fraction x / 2^32 by a hash (Owen (1995) LNS 106,
 * 299; Laine & Karras (2011) Comput. Graph. Forum 30, 1265; Burley (2020) JCGT 9(4), 1,
 * listings 1 and 2): whether a digit changes hangs on the seed and on the digits before
 * it, so that numbers which share their first k digits still do. */
uint32_t sim_scramble(uint32_t x, uint32_t seed);

#endif
