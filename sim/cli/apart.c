#include "sim/cli/apart.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/cli/progress.h"

enum { PAUSE = 50 }; /* ms between two looks for a signal */

typedef struct {
    sim_status status;
    sim_error err;
} answer;

/* False where some of it is lost. */
static bool report(const sim_apart *a, int end)
{
    FILE *out = a->report ? fdopen(end, "wb") : NULL;

    if (!a->report) return true;
    if (!out) return false;
    a->report(a->self, out);
    return !ferror(out) && fclose(out) == 0;
}

static _Noreturn void work_apart(const sim_apart *a, int out)
{
    answer mine = {.err = {""}};

    if (a->lock >= 0) close(a->lock); /* it ends with the process that took it */
    if (a->prepare) a->prepare();
    mine.status = a->work(a->self, &mine.err);
    if (write(out, &mine, sizeof mine) != sizeof mine) _exit(1);
    _exit(mine.status != SIM_OK || report(a, out) ? 0 : 1);
}

/* All that it reported, until it closes its end; false where some is lost. */
static bool take_report(const sim_apart *a, int in)
{
    char bytes[BUFSIZ];
    ssize_t n = 0;

    while (a->report && (n = read(in, bytes, sizeof bytes)) != 0) {
        if (n < 0 && errno != EINTR) return false;
        if (n > 0) fwrite(bytes, 1, (size_t)n, a->into);
    }
    return true;
}

/* Waits until there is an answer, or can be none; false: a signal came first. */
static bool wait_for_answer(int in)
{
    struct pollfd end = {.fd = in, .events = POLLIN};

    while (poll(&end, 1, PAUSE) <= 0) {
        if (sim_signals_came()) return false;
    }
    return true;
}

static sim_status crashed(const sim_apart *a, int status, sim_error *err)
{
    return sim_fail(err, SIM_EIO,
                    "%s: drawing broke off (%s); more memory or threads (ulimit -v, -u) "
                    "would be right",
                    a->what,
                    WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "without a word");
}

static sim_status take_answer(const sim_apart *a, pid_t child, int in, sim_error *err)
{
    answer theirs;
    const bool waited = wait_for_answer(in);
    const bool answered = waited && read(in, &theirs, sizeof theirs) == sizeof theirs;
    const bool whole = answered && (theirs.status != SIM_OK || take_report(a, in));
    int status = 0;

    if (!waited) kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    if (!waited)
        return sim_fail(err, SIM_ESTOP, "%s: interrupted before it was drawn", a->what);
    if (!whole || status != 0) return crashed(a, status, err);
    *err = theirs.err;
    return theirs.status;
}

static sim_status work_here(const sim_apart *a, sim_error *err)
{
    const sim_status status = a->work(a->self, err);

    if (status == SIM_OK && a->report) a->report(a->self, a->into);
    return status;
}

sim_status sim_apart_run(const sim_apart *a, sim_error *err)
{
    int ends[2];
    pid_t child;
    sim_status status;

    if (pipe(ends) != 0)
        return sim_fail(err, SIM_EIO, "%s: cannot be drawn: %s", a->what, strerror(errno));
    child = fork();
    if (child == 0) {
        close(ends[0]);
        work_apart(a, ends[1]);
    }
    close(ends[1]);
    if (child > 0)
        status = take_answer(a, child, ends[0], err);
    else if (errno == ENOSYS)
        status = work_here(a, err);
    else
        status = sim_fail(err, SIM_EIO,
                          "%s: cannot be drawn, as no process can be started: %s; a higher "
                          "limit (ulimit -u) would be right",
                          a->what, strerror(errno));
    close(ends[0]);
    return status;
}
