/* error.h -- how a function reports that it failed.
 *
 * A function that can fail returns a sim_status and takes a `sim_error *` last.  On
 * failure it writes one line there, starting with the place in the user's file when
 * there is one, and returns at once:
 *
 *     return sim_fail(err, SIM_EVALUE, "%s:%d: %s = %g is outside ...", ...);
 *
 * The line names the place, the subject, what is wrong and what would be right.  Only
 * main() prints it.
 */
#ifndef SIM_ERROR_H
#define SIM_ERROR_H

typedef enum {
    SIM_OK = 0,
    SIM_EIO,     /* a file could not be opened, read or written */
    SIM_EPARSE,  /* text that is not in the grammar */
    SIM_ENAME,   /* a name that was never declared */
    SIM_EVALUE,  /* a number outside its declared range */
    SIM_ENOMEM,  /* no memory left */
    SIM_ESOLVER, /* the integrator gave up */
    SIM_ESTOP,   /* somebody asked to stop */
    SIM_EWORK,   /* more work than was allowed */
} sim_status;

typedef struct {
    char text[1024]; /* one line, no line feed at its end */
} sim_error;

/* Formats one line into *err and returns `status`, so that it can be returned. */
sim_status sim_fail(sim_error *err, sim_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The one message for a failed allocation; `what` was being done. */
void sim_note_memory(sim_error *err, const char *what);

/* Inline, so that an analyser sees that it never returns SIM_OK. */
static inline sim_status sim_fail_memory(sim_error *err, const char *what)
{
    sim_note_memory(err, what);
    return SIM_ENOMEM;
}

/* A bug is not an error: where `condition` holds, says so and aborts, in release too. */
#define sim_bug(condition) \
    ((condition) ? sim_bug_found(#condition, __FILE__, __LINE__) : (void)0)

void sim_bug_found(const char *condition, const char *file, int line)
    __attribute__((noreturn));

#endif
