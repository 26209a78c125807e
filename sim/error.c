#include "sim/error.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

sim_status sim_fail(sim_error *err, sim_status status, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    for (char *c = err->text; *c; c++) {
        if (iscntrl((unsigned char)*c)) *c = ' '; /* it stays one line */
    }
    return status;
}

void sim_note_memory(sim_error *err, const char *what)
{
    sim_fail(err, SIM_ENOMEM, "%s: out of memory; close other programs or ask for less",
             what);
}

void sim_bug_found(const char *condition, const char *file, int line)
{
    fprintf(stderr, "potency: bug at %s:%d: %s; please report it\n", file, line, condition);
    abort();
}
