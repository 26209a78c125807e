#include "tests/temp.h"

#include <stdio.h>
#include <stdlib.h>

#include "sim/error.h"

void temp_folder(const char *word, char path[TEMP_PATH])
{
    const char *place = getenv("TMPDIR");
    const int length = snprintf(path, TEMP_PATH, "%s/potency-%s-XXXXXX",
                                place && *place ? place : "/tmp", word);

    sim_bug(length >= TEMP_PATH || !mkdtemp(path));
}
