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

static _Noreturn void work_apart(const sim_apart *a, int out)
{
    answer mine = {.err = {""}};

    if (a->lock >= 0) close(a->lock); /* it ends with the process that took it */
    if (a->prepare) a->prepare();
    mine.status = a->work(a->self, &mine.err);
    _exit(write(out, &mine, sizeof mine) == sizeof mine ? 0 : 1);
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
    const bool whole = waited && read(in, &theirs, sizeof theirs) == sizeof theirs;
    int status = 0;

    if (!waited) kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    if (!waited)
        return sim_fail(err, SIM_ESTOP, "%s: interrupted before it was drawn", a->what);
    if (!whole) return crashed(a, status, err);
    *err = theirs.err;
    return theirs.status;
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
        status = a->work(a->self, err);
    else
        status = sim_fail(err, SIM_EIO,
                          "%s: cannot be drawn, as no process can be started: %s; a higher "
                          "limit (ulimit -u) would be right",
                          a->what, strerror(errno));
    close(ends[0]);
    return status;
}
