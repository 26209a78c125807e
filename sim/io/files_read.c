/* files_read.c -- of files.h: opening a file, and reading a whole text. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/io/files_parts.h"

bool sim_files_is_folder(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

sim_status sim_files_read(const char *path, FILE **in, sim_error *err)
{
    if (sim_files_is_folder(path))
        return sim_fail(err, SIM_EIO, "%s: is a folder; a file would be right", path);
    *in = fopen(path, "rb");
    if (*in) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: cannot be read: %s", sim_path_shown(path),
                    strerror(errno));
}

sim_status sim_files_read_text(const char *path, char **text, sim_error *err)
{
    FILE *in = NULL;
    size_t size = 0;
    sim_status status = sim_files_read(path, &in, err);

    *text = NULL;
    if (status != SIM_OK) return status;
    errno = 0;
    if (getdelim(text, &size, '\0', in) < 0) {
        free(*text);
        *text = NULL;
        if (ferror(in) || errno != 0)
            status = sim_fail(err, SIM_EIO, "%s: cannot be read: %s", sim_path_shown(path),
                              strerror(errno));
        else if (!(*text = calloc(1, 1)))
            status = sim_fail_memory(err, path);
    }
    fclose(in);
    return status;
}
