#include "sim/io/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH = 2 };

sim_status sim_scratch_make(sim_scratch *s, sim_error *err)
{
    const char *place = getenv("TMPDIR");

    if (!place || *place == '\0') place = "/tmp";
    if (snprintf(s->dir, sizeof s->dir, "%s/potency-XXXXXX", place) < (int)sizeof s->dir &&
        mkdtemp(s->dir))
        return SIM_OK;
    s->dir[0] = '\0';
    return sim_fail(err, SIM_EIO,
                    "%.800s: no folder can be made there: %s; TMPDIR naming another would "
                    "be right",
                    place, strerror(errno));
}

static bool is_itself(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* A link is removed as such: nothing outside is touched. */
static void remove_all(const char *dir, int depth)
{
    DIR *entries = opendir(dir);
    const struct dirent *entry;

    while (entries && (entry = readdir(entries))) {
        char path[SIM_SCRATCH_PATH + 300];

        if (is_itself(entry->d_name)) continue;
        snprintf(path, sizeof path, "%.4000s/%.255s", dir, entry->d_name);
        if (unlink(path) != 0 && depth > 1) remove_all(path, depth - 1);
    }
    if (entries) closedir(entries);
    rmdir(dir);
}

void sim_scratch_remove(sim_scratch *s)
{
    if (*s->dir) remove_all(s->dir, DEPTH);
    s->dir[0] = '\0';
}
