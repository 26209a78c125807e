#include "tests/temp.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <check.h>

#include "sim/error.h"

void temp_folder(const char *word, char path[TEMP_PATH])
{
    const char *place = getenv("TMPDIR");
    const int length = snprintf(path, TEMP_PATH, "%s/potency-%s-XXXXXX",
                                place && *place ? place : "/tmp", word);

    sim_bug(length >= TEMP_PATH || !mkdtemp(path));
}

bool temp_remove(const char *path)
{
    char command[TEMP_PATH + 16];

    snprintf(command, sizeof command, "rm -rf %s", path);
    return system(command) == 0;
}

void temp_enter(const char *word, char path[TEMP_PATH])
{
    temp_folder(word, path);
    ck_assert_int_eq(chdir(path), 0);
}

void temp_leave(const char *path)
{
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(path), 0);
}

void temp_put(const char *name, const char *text)
{
    FILE *out = fopen(name, "wb");

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
}
