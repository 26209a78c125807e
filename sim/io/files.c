#include "sim/io/files.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static sim_status path_of(const sim_files *files, const char *name, const char *ending,
                          char path[PATH_SIZE], sim_error *err)
{
    int length = snprintf(path, PATH_SIZE, "%s/%s%s", files->dir, name, ending);

    if (length > 0 && length < PATH_SIZE) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: the path is too long; a shorter one would be right",
                    name);
}

sim_status sim_files_init(sim_files *files, const char *dir, sim_error *err)
{
    struct stat about;

    *files = (sim_files){.dir = dir};
    if (mkdir(dir, 0777) == 0) {
        files->made_dir = true;
        return SIM_OK;
    }
    if (errno == EEXIST && stat(dir, &about) == 0 && S_ISDIR(about.st_mode)) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: cannot be made a folder: %s; -o names another", dir,
                    strerror(errno));
}

sim_status sim_files_open(sim_files *files, const char *name, FILE **out, sim_error *err)
{
    char path[PATH_SIZE];
    sim_status status = path_of(files, name, ".part", path, err);

    sim_bug(files->n == SIM_FILES_MAX || strlen(name) >= SIM_FILES_NAME);
    for (size_t i = 0; i < files->n; i++) sim_bug(strcmp(files->file[i].name, name) == 0);
    if (status != SIM_OK) return status;
    *out = fopen(path, "wb");
    if (!*out)
        return sim_fail(err, SIM_EIO, "%s: cannot be written: %s; -o names another folder",
                        path, strerror(errno));
    strcpy(files->file[files->n].name, name);
    files->file[files->n++].stream = *out;
    return SIM_OK;
}

static sim_status close_one(sim_files *files, size_t i, sim_error *err)
{
    FILE *stream = files->file[i].stream;
    bool failed = fflush(stream) != 0 || ferror(stream) || fsync(fileno(stream)) != 0;
    int why = errno;

    if (fclose(stream) != 0 && !failed) {
        failed = true;
        why = errno;
    }
    files->file[i].stream = NULL;
    if (!failed) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s/%s: cannot be written: %s; -o names another folder",
                    files->dir, files->file[i].name, strerror(why));
}

/* Before the first file gets its name: could each? */
static sim_status check_target(const sim_files *files, size_t i, sim_error *err)
{
    char path[PATH_SIZE];
    struct stat about;
    sim_status status = path_of(files, files->file[i].name, "", path, err);

    if (status != SIM_OK || lstat(path, &about) != 0 || S_ISREG(about.st_mode))
        return status;
    return sim_fail(err, SIM_EIO,
                    "%s: stands in the way and is no plain file; -o names another folder",
                    path);
}

static sim_status rename_one(sim_files *files, size_t i, sim_error *err)
{
    char from[PATH_SIZE], to[PATH_SIZE];
    sim_status status = path_of(files, files->file[i].name, ".part", from, err);

    if (status == SIM_OK) status = path_of(files, files->file[i].name, "", to, err);
    if (status != SIM_OK) return status;
    if (rename(from, to) != 0)
        return sim_fail(err, SIM_EIO, "%s: cannot be written: %s", to, strerror(errno));
    files->file[i].renamed = true;
    return SIM_OK;
}

sim_status sim_files_commit(sim_files *files, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < files->n; i++)
        status = close_one(files, i, err);
    for (size_t i = 0; status == SIM_OK && i < files->n; i++)
        status = check_target(files, i, err);
    for (size_t i = 0; status == SIM_OK && i < files->n; i++)
        status = rename_one(files, i, err);
    if (status == SIM_OK) files->made_dir = false;
    return status;
}

void sim_files_free(sim_files *files)
{
    char path[PATH_SIZE];
    sim_error ignored;

    for (size_t i = 0; i < files->n; i++) {
        if (files->file[i].stream) fclose(files->file[i].stream);
        if (files->file[i].renamed) continue;
        if (path_of(files, files->file[i].name, ".part", path, &ignored) == SIM_OK)
            unlink(path);
    }
    if (files->made_dir) rmdir(files->dir);
    *files = (sim_files){0};
}

sim_status sim_files_read(const char *path, FILE **in, sim_error *err)
{
    struct stat about;

    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return sim_fail(err, SIM_EIO, "%s: is a folder; a parameter file would be right",
                        path);
    *in = fopen(path, "rb");
    if (*in) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: cannot be read: %s", path, strerror(errno));
}
