#include "sim/io/files.h"

#include <errno.h>
#include <stdlib.h>
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

/* A path as a message shows it. */
static const char *shown(const char *path) { return *path ? path : "''"; }

sim_status sim_files_init(sim_files *files, const char *dir, sim_error *err)
{
    struct stat about;

    *files = (sim_files){.dir = dir};
    if (mkdir(dir, 0777) == 0) {
        files->made_dir = true;
        return SIM_OK;
    }
    if (errno == EEXIST && stat(dir, &about) == 0 && S_ISDIR(about.st_mode)) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: cannot be made a folder: %s; -o names another",
                    shown(dir), strerror(errno));
}

static sim_status refuse_to_write(const sim_files *files, size_t i, int why, sim_error *err)
{
    return sim_fail(err, SIM_EIO, "%s/%s: cannot be written: %s; -o names another folder",
                    files->dir, files->file[i].name, strerror(why));
}

/* What was written so far has a place: a full disk is noticed at the first file. */
static sim_status flush_one(const sim_files *files, size_t i, sim_error *err)
{
    FILE *stream = files->file[i].stream;

    if (fflush(stream) == 0 && !ferror(stream)) return SIM_OK;
    return refuse_to_write(files, i, errno, err);
}

sim_status sim_files_open(sim_files *files, const char *name, FILE **out, sim_error *err)
{
    char path[PATH_SIZE];
    sim_status status = path_of(files, name, ".part", path, err);
    sim_file *grown;

    sim_bug(strlen(name) >= SIM_FILES_NAME);
    for (size_t i = 0; i < files->n; i++) sim_bug(strcmp(files->file[i].name, name) == 0);
    if (status == SIM_OK && files->n > 0) status = flush_one(files, files->n - 1, err);
    if (status != SIM_OK) return status;
    grown = realloc(files->file, (files->n + 1) * sizeof *grown);
    if (!grown) return sim_fail_memory(err, path);
    files->file = grown;
    *out = fopen(path, "wb");
    if (!*out)
        return sim_fail(err, SIM_EIO, "%s: cannot be written: %s; -o names another folder",
                        path, strerror(errno));
    grown[files->n] = (sim_file){.stream = *out};
    strcpy(grown[files->n++].name, name);
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
    return failed ? refuse_to_write(files, i, why, err) : SIM_OK;
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

/* Where the file system knows no second names, there is nothing to go back to. */
static sim_status rename_one(sim_files *files, size_t i, sim_error *err)
{
    const char *name = files->file[i].name;
    char from[PATH_SIZE], to[PATH_SIZE], old[PATH_SIZE];
    sim_status status = path_of(files, name, ".part", from, err);

    if (status == SIM_OK) status = path_of(files, name, "", to, err);
    if (status == SIM_OK) status = path_of(files, name, ".old.part", old, err);
    if (status != SIM_OK) return status;
    unlink(old);
    files->file[i].kept = link(to, old) == 0;
    if (rename(from, to) != 0)
        return sim_fail(err, SIM_EIO, "%s: cannot be written: %s; -o names another folder",
                        to, strerror(errno));
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
    files->whole = status == SIM_OK;
    return status;
}

/* Takes one file back, if not all are whole, and the second name of the one before. */
static void clear_one(const sim_files *files, const sim_file *file)
{
    char part[PATH_SIZE], name[PATH_SIZE], old[PATH_SIZE];
    sim_error ignored;

    if (path_of(files, file->name, ".part", part, &ignored) != SIM_OK ||
        path_of(files, file->name, "", name, &ignored) != SIM_OK ||
        path_of(files, file->name, ".old.part", old, &ignored) != SIM_OK)
        return;
    if (!file->renamed) unlink(part);
    if (file->renamed && !files->whole && !file->kept) unlink(name);
    if (file->renamed && !files->whole && file->kept && rename(old, name) != 0)
        return; /* the one before is not lost: it keeps its second name */
    if (file->kept) unlink(old);
}

void sim_files_free(sim_files *files)
{
    for (size_t i = 0; i < files->n; i++) {
        if (files->file[i].stream) fclose(files->file[i].stream);
        clear_one(files, &files->file[i]);
    }
    if (files->made_dir && !files->whole) rmdir(files->dir);
    free(files->file);
    *files = (sim_files){0};
}

bool sim_files_is_folder(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool sim_files_has(const char *dir, const char *name)
{
    const sim_files files = {.dir = dir};
    char path[PATH_SIZE];
    struct stat about;
    sim_error ignored;

    return path_of(&files, name, "", path, &ignored) == SIM_OK && stat(path, &about) == 0;
}

sim_status sim_files_read(const char *path, FILE **in, sim_error *err)
{
    if (sim_files_is_folder(path))
        return sim_fail(err, SIM_EIO, "%s: is a folder; a file would be right", path);
    *in = fopen(path, "rb");
    if (*in) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: cannot be read: %s", shown(path), strerror(errno));
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
            status = sim_fail(err, SIM_EIO, "%s: cannot be read: %s", shown(path),
                              strerror(errno));
        else if (!(*text = calloc(1, 1)))
            status = sim_fail_memory(err, path);
    }
    fclose(in);
    return status;
}
