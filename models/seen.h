/* seen.h -- where what arms differ in is seen: of a switch of a chain the column of a panel of its page.
 *
 * Memory: none of its own.
 */
#ifndef MODELS_SEEN_H
#define MODELS_SEEN_H

/* The column; NULL for what is no switch of that chain. */
const char *models_seen_in(const char *chain, const char *name);

#endif
