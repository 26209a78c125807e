/* ends.c -- of sim/cli/apart.h and progress.h: the page has one process and no signals, and who
 * ends a calculation there ends all of it.
 */
#include <stdio.h>

#include "sim/cli/apart.h"
#include "sim/cli/progress.h"
#include "sim/page/page.h"

static const double pause_shown = 0.1, first_shown = 0.4; /* seconds */

sim_status sim_apart_run(const sim_apart *a, sim_error *err)
{
    const sim_status status = a->work(a->self, err);

    if (status == SIM_OK && a->report) a->report(a->self, a->into);
    return status;
}

sim_status sim_signals_hold(sim_status (*work)(void *self, sim_error *err), void *self,
                            sim_error *err)
{
    return work(self, err);
}

bool sim_signals_came(void) { return false; }

static void show(void *self, size_t done)
{
    sim_progress *p = self;
    const double t = sim_now();
    char text[POTENCY_PROGRESS];

    if (!p->shows || t - p->shown < pause_shown) return;
    p->shown = t;
    snprintf(text, sizeof text, "%zu of %zu %s", p->before + done, p->n, p->what);
    potency_progress(text);
}

sim_hooks sim_progress_start(sim_progress *progress, const char *what, size_t before,
                             size_t n)
{
    const double t = sim_now();

    *progress = (sim_progress){.what = what,
                               .n = n,
                               .before = before,
                               .shows = true,
                               .start = t,
                               .shown = t + first_shown};
    return (sim_hooks){NULL, show, progress};
}

void sim_progress_commit(void *progress, size_t done) { (void)progress, (void)done; }

void sim_progress_end(const sim_progress *progress) { (void)progress; }
