/* target.c -- of files.h: may a file be written under this name? */
#include "sim/io/files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/text.h"

/* What is written beside a file has longer names: "-journal". */
enum { NAME_MOST = 255 - 8 };

static sim_status refuse(const char *path, const char *why, sim_error *err)
{
    return sim_fail(err, SIM_EIO, "%s: %s; another name would be right", path, why);
}

static sim_status refuse_name(const char *path, int why, sim_error *err)
{
    if (why == ENAMETOOLONG)
        return sim_fail(err, SIM_EIO,
                        "%.600s: cannot be written: the name is too long; a shorter one "
                        "would be right",
                        path);
    return sim_fail(err, SIM_EIO, "%s: cannot be written: %s; -o names another file",
                    *path ? path : "''", strerror(why));
}

/* Its folder is where it appears, and what is written beside it. */
static sim_status check_folder(const char *path, sim_error *err)
{
    const size_t length = (size_t)(sim_text_base_name(path) - path);
    char *folder = malloc(length + 2);
    int why;

    if (!folder) return sim_fail_memory(err, path);
    snprintf(folder, length + 2, "%.*s", (int)length, path);
    if (length == 0) strcpy(folder, ".");
    why = access(folder, W_OK | X_OK) == 0 ? 0 : errno;
    free(folder);
    return why == 0 ? SIM_OK : refuse_name(path, why, err);
}

static sim_status check_link(const char *path, sim_error *err)
{
    struct stat about;

    if (stat(path, &about) != 0) return refuse(path, "is a link that leads nowhere", err);
    if (S_ISREG(about.st_mode)) return SIM_OK;
    return refuse(path, "is a link to what is no plain file", err);
}

static sim_status check_there(const char *path, const struct stat *about, sim_error *err)
{
    sim_status status = SIM_OK;

    if (S_ISDIR(about->st_mode))
        return sim_fail(err, SIM_EIO, "%s: is a folder; a file would be right", path);
    if (S_ISLNK(about->st_mode))
        status = check_link(path, err);
    else if (!S_ISREG(about->st_mode))
        status = refuse(path, "is no plain file", err);
    if (status == SIM_OK && access(path, W_OK) != 0) status = refuse_name(path, errno, err);
    return status;
}

sim_status sim_files_check_target(const char *path, sim_error *err)
{
    struct stat about;
    sim_status status = SIM_OK;

    if (strlen(sim_text_base_name(path)) > NAME_MOST)
        return refuse_name(path, ENAMETOOLONG, err);
    if (lstat(path, &about) == 0)
        status = check_there(path, &about, err);
    else if (errno != ENOENT || !*sim_text_base_name(path))
        return refuse_name(path, errno, err);
    return status == SIM_OK ? check_folder(path, err) : status;
}

sim_status sim_files_check_new_target(const char *path, sim_error *err)
{
    struct stat about;
    sim_status status = sim_files_check_target(path, err);

    if (status != SIM_OK || lstat(path, &about) != 0 || !S_ISLNK(about.st_mode))
        return status;
    return refuse(path, "is a link, under which nothing is made", err);
}

bool sim_files_are_same(const char *one, const char *other)
{
    struct stat a, b;

    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}
