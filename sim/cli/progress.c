#include "sim/cli/progress.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BAR = 30 };

/* Between two pictures of the bar; between two plain lines, unless a twentieth was done. */
static const double pause_shown = 0.2, pause_told = 60;
enum { TOLD_LEAST = 20 };

/* ---- signals -------------------------------------------------------------- */

static const int asking[] = {SIGINT, SIGTERM, SIGHUP};
enum { N_ASKING = sizeof asking / sizeof *asking };

sim_status sim_signals_hold(sim_status (*work)(void *self, sim_error *err), void *self,
                            sim_error *err)
{
    const struct timespec at_once = {0};
    sigset_t set, before;
    sim_status status;

    sigemptyset(&set);
    for (size_t i = 0; i < N_ASKING; i++) sigaddset(&set, asking[i]);
    sigprocmask(SIG_BLOCK, &set, &before);
    status = work(self, err);
    while (status == SIM_ESTOP && sigtimedwait(&set, NULL, &at_once) > 0) continue;
    sigprocmask(SIG_SETMASK, &before, NULL);
    return status;
}

/* The signals are blocked: one that came is pending. */
bool sim_signals_came(void)
{
    sigset_t pending;

    if (sigpending(&pending) != 0) return false;
    for (size_t i = 0; i < N_ASKING; i++) {
        if (sigismember(&pending, asking[i])) return true;
    }
    return false;
}

static bool asks_to_end(void *self)
{
    (void)self;
    return sim_signals_came();
}

/* ---- progress ------------------------------------------------------------- */

static void print_left(double seconds, char text[32])
{
    enum { MINUTE = 60, HOUR = 3600 };
    const long s = lround(fmin(seconds, 1e9));

    if (s < 2 * MINUTE)
        snprintf(text, 32, "%ld s", s);
    else if (s < 2 * HOUR)
        snprintf(text, 32, "%ld min", s / MINUTE);
    else
        snprintf(text, 32, "%ld h %ld min", s / HOUR, s % HOUR / MINUTE);
}

static void print_line(const sim_progress *p, size_t done, double t)
{
    const double rate = (double)(done - p->before) / fmax(t - p->start, 1e-9);
    char left[32] = "?";

    if (rate > 0) print_left((double)(p->n - done) / rate, left);
    fprintf(stderr, "%zu of %zu %s, %.3g/s, %s left", done, p->n, p->what, rate, left);
}

static void show(void *self, size_t done_now)
{
    sim_progress *p = self;
    const size_t done = p->before + done_now;
    const double t = sim_now();
    char bar[BAR + 1];

    if (!p->shows || (t - p->shown < pause_shown && done < p->n)) return;
    p->shown = t;
    for (size_t i = 0; i < BAR; i++) bar[i] = i * p->n < done * BAR ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\r[%s] ", bar);
    print_line(p, done, t);
    fputs("\033[K", stderr);
    if (done == p->n) fputs("\r\033[K", stderr);
    fflush(stderr);
}

sim_hooks sim_progress_start(sim_progress *p, const char *what, size_t before, size_t n)
{
    const double t = sim_now();

    *p = (sim_progress){.what = what,
                        .n = n,
                        .before = before,
                        .shows = isatty(STDERR_FILENO),
                        .start = t,
                        .shown = t,
                        .told = before};
    return (sim_hooks){asks_to_end, show, p};
}

void sim_progress_commit(void *self, size_t done)
{
    sim_progress *p = self;
    const double t = sim_now();

    if (p->shows || done == p->told) return;
    if (t - p->shown < pause_told && (done - p->told) * TOLD_LEAST < p->n && done < p->n)
        return;
    p->shown = t;
    p->told = done;
    print_line(p, done, t);
    fputc('\n', stderr);
}

void sim_progress_end(const sim_progress *p)
{
    if (p->shows && p->shown > p->start) fputs("\r\033[K", stderr);
}
