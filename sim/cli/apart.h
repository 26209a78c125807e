/* apart.h -- work in a process of its own, so that a library that crashes there, for want
 * of memory or threads, ends nothing else.
 *
 * Safety: forks; no other thread may run meanwhile.
 */
#ifndef SIM_CLI_APART_H
#define SIM_CLI_APART_H

#include <stdio.h>

#include "sim/error.h"

typedef struct {
    sim_status (*work)(void *self, sim_error *err); /* leaves what it does in files */
    void *self;
    void (*report)(void *self, FILE *out); /* called there after it, to write what is not in
                                            * files; NULL: nothing */
    FILE *into;                            /* here, where what it wrote comes to stand */
    void (*prepare)(void); /* called first, in the process of its own; NULL: nothing */
    const char *what;      /* for messages: "out/potency.png" */
    int lock;              /* a file that is closed there */
} sim_apart;

/* What `work` returns; SIM_EIO where it crashed; SIM_ESTOP where a signal that asks to end,
 * and that the caller has blocked, came before it was done.  Where there are no processes,
 * it is done here. */
sim_status sim_apart_run(const sim_apart *apart, sim_error *err);

#endif
