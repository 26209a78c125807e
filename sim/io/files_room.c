/* files_room.c -- of files.h: the room of new files, its lock, and what was left there. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/files_parts.h"

#define LOCK "lock"

enum { TRIES = 1000 };

/* ---- the lock -------------------------------------------------------------- */

/* Of one try to lock: AGAIN where the holder of the lock was just leaving. */
typedef enum { LOCKED, AGAIN, FAILED } outcome;

static outcome refuse_room(const char *dir, sim_error *err)
{
    sim_fail(err, SIM_EIO, "%s: cannot be written: %s; -o names another folder",
             sim_path_shown(dir), strerror(errno));
    return FAILED;
}

static outcome in_the_way(const char *room, sim_error *err)
{
    sim_fail(err, SIM_EIO,
             "%s: stands in the way and is no folder of this program; -o names another "
             "folder",
             room);
    return FAILED;
}

static outcome make_folders(const char *dir, const char *room, bool *made_dir,
                            sim_error *err)
{
    struct stat about;

    if (sim_folder_make(dir, made_dir, err) != SIM_OK) return FAILED;
    if (mkdir(room, 0777) != 0 && errno != EEXIST)
        return errno == ENOENT ? AGAIN : refuse_room(dir, err);
    if (lstat(room, &about) != 0) return AGAIN;
    return S_ISDIR(about.st_mode) ? LOCKED : in_the_way(room, err);
}

/* Is what was opened still what has the name? */
static bool is_current(int lock, const char *path)
{
    struct stat held, named;

    return fstat(lock, &held) == 0 && lstat(path, &named) == 0 &&
           held.st_dev == named.st_dev && held.st_ino == named.st_ino &&
           S_ISREG(named.st_mode);
}

static outcome fail_to_lock(const char *dir, int lock, sim_error *err)
{
    if (errno == EWOULDBLOCK)
        sim_fail(err, SIM_EIO,
                 "%s: another potency writes there; to wait until it has ended, or another "
                 "folder by -o, would be right",
                 dir);
    else
        sim_fail(err, SIM_EIO,
                 "%s: cannot be locked: %s; -o names a folder on another file system", dir,
                 strerror(errno));
    close(lock);
    return FAILED;
}

/* Does the room hold anything but the lock? */
static bool has_more(const char *room)
{
    DIR *folder = opendir(room);
    bool has = false;

    for (struct dirent *entry; folder && (entry = readdir(folder));)
        has |= strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
               strcmp(entry->d_name, LOCK) != 0;
    if (folder) closedir(folder);
    return has;
}

/* What stands in a room that had no lock is not of this program. */
static outcome take_lock(const char *dir, const char *room, int *lock, sim_error *err)
{
    const int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
    char path[SIM_PATH];
    bool is_new;

    if (sim_path(path, err, "%s/" LOCK, room) != SIM_OK) return FAILED;
    *lock = open(path, flags | O_EXCL, 0666);
    is_new = *lock >= 0;
    if (!is_new && errno == EEXIST) *lock = open(path, flags, 0666);
    if (*lock < 0) return errno == ENOENT ? AGAIN : refuse_room(dir, err);
    if (flock(*lock, LOCK_EX | LOCK_NB) != 0) return fail_to_lock(dir, *lock, err);
    if (!is_current(*lock, path)) {
        close(*lock);
        return AGAIN;
    }
    if (!is_new || !has_more(room)) return LOCKED;
    unlink(path);
    close(*lock);
    return in_the_way(room, err);
}

sim_status sim_room_enter(const char *dir, bool *made_dir, int *lock, sim_error *err)
{
    char room[SIM_PATH];
    outcome now = AGAIN;

    *made_dir = false;
    if (sim_path(room, err, "%s/" SIM_ROOM, dir) != SIM_OK) return SIM_EIO;
    for (int i = 0; now == AGAIN && i < TRIES; i++) {
        now = make_folders(dir, room, made_dir, err);
        if (now == LOCKED) now = take_lock(dir, room, lock, err);
    }
    if (now == AGAIN) in_the_way(room, err);
    return now == LOCKED ? SIM_OK : SIM_EIO;
}

/* ---- what a process that was ended left ------------------------------------- */

/* Could the new file of this name take the place of what stands there? */
static sim_status may_replace(const sim_files_list *old, const char *name, const char *path,
                              bool *may, sim_error *err)
{
    const sim_files_row *row = sim_files_list_find(old, name);
    sim_standing standing = SIM_ABSENT;
    struct stat about;
    sim_status status = SIM_OK;

    if (row) status = sim_files_row_compare(row, path, &standing, err);
    *may = row ? standing != SIM_CHANGED : lstat(path, &about) != 0;
    return status;
}

static sim_status give_name(const char *from, const char *to, sim_error *err)
{
    if (rename(from, to) == 0) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: cannot be written: %s; -o names another folder", to,
                    strerror(errno));
}

/* Brings one file to what its row says, from the room, if it is there. */
static sim_status settle_row(const char *dir, const sim_files_list *old,
                             const sim_files_row *row, sim_error *err)
{
    char path[SIM_PATH], fresh[SIM_PATH], before[SIM_PATH];
    sim_standing standing = SIM_ABSENT;
    bool may = false;
    sim_status status = sim_path(path, err, "%s/%s", dir, row->name);

    if (status == SIM_OK)
        status = sim_path(fresh, err, "%s/" SIM_ROOM "/%s", dir, row->name);
    if (status == SIM_OK)
        status = sim_path(before, err, "%s/" SIM_ROOM "/%s.old", dir, row->name);
    if (status == SIM_OK) status = sim_files_row_compare(row, path, &standing, err);
    if (status != SIM_OK || standing == SIM_AS_LISTED) return status;
    status = may_replace(old, row->name, path, &may, err);
    if (status != SIM_OK || !may) return status;
    status = sim_files_row_compare(row, fresh, &standing, err);
    if (status != SIM_OK) return status;
    if (standing == SIM_AS_LISTED) return give_name(fresh, path, err);
    status = sim_files_row_compare(row, before, &standing, err);
    if (status != SIM_OK || standing != SIM_AS_LISTED) return status;
    return give_name(before, path, err);
}

/* What the old list has and the new one has not goes, if nobody changed it. */
static sim_status remove_dropped(const char *dir, const sim_files_list *old,
                                 const sim_files_list *list, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < old->n; i++) {
        char path[SIM_PATH];
        sim_standing standing;

        if (sim_files_list_find(list, old->row[i].name)) continue;
        status = sim_path(path, err, "%s/%s", dir, old->row[i].name);
        if (status == SIM_OK)
            status = sim_files_row_compare(&old->row[i], path, &standing, err);
        if (status == SIM_OK && standing == SIM_AS_LISTED) unlink(path);
    }
    return status;
}

static sim_status settle(const char *dir, const sim_files_list *old,
                         const sim_files_list *list, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < list->n; i++)
        status = settle_row(dir, old, &list->row[i], err);
    return status;
}

/* The new list is in the room: all its files were complete. */
static sim_status finish(const char *dir, const sim_files_list *old,
                         const sim_files_list *list, sim_error *err)
{
    char from[SIM_PATH], to[SIM_PATH];
    sim_status status = settle(dir, old, list, err);

    if (status == SIM_OK) status = remove_dropped(dir, old, list, err);
    if (status == SIM_OK) status = sim_path(from, err, "%s/" SIM_ROOM "/" SIM_LIST, dir);
    if (status == SIM_OK) status = sim_path(to, err, "%s/" SIM_LIST, dir);
    if (status == SIM_OK) status = sim_folder_sync(dir, err);
    if (status == SIM_OK) status = give_name(from, to, err);
    return status == SIM_OK ? sim_folder_sync(dir, err) : status;
}

/* The list that is in the room; one that cannot be understood is none. */
static sim_status read_new_list(sim_files_list *list, const char *dir, sim_error *err)
{
    char path[SIM_PATH];
    sim_status status = sim_path(path, err, "%s/" SIM_ROOM "/" SIM_LIST, dir);

    if (status == SIM_OK) status = sim_files_list_read_file(list, path, err);
    if (status != SIM_EPARSE) return status;
    list->exists = false;
    return SIM_OK;
}

sim_status sim_room_settle(const char *dir, sim_error *err)
{
    sim_files_list old = {0}, list = {0};
    char path[SIM_PATH];
    sim_status status = sim_path(path, err, "%s/" SIM_ROOM, dir);

    if (status != SIM_OK || !has_more(path)) return status;
    status = sim_files_list_read(&old, dir, err);
    if (status == SIM_OK) status = read_new_list(&list, dir, err);
    if (status == SIM_OK)
        status = list.exists ? finish(dir, &old, &list, err) : settle(dir, &old, &old, err);
    if (status == SIM_OK) sim_room_clear(dir);
    sim_files_list_free(&list);
    sim_files_list_free(&old);
    return status;
}

/* ---- the end ---------------------------------------------------------------- */

void sim_room_clear(const char *dir)
{
    char path[SIM_PATH];
    sim_error ignored;
    DIR *room;

    if (sim_path(path, &ignored, "%s/" SIM_ROOM, dir) != SIM_OK) return;
    room = opendir(path);
    for (struct dirent *entry; room && (entry = readdir(room));) {
        if (strcmp(entry->d_name, LOCK) == 0) continue;
        if (sim_path(path, &ignored, "%s/" SIM_ROOM "/%s", dir, entry->d_name) == SIM_OK)
            unlink(path); /* fails for "." and ".." */
    }
    if (room) closedir(room);
}

/* Who waits for the lock's name meanwhile looks again, as its file has none. */
void sim_room_leave(const char *dir, int lock)
{
    char path[SIM_PATH];
    sim_error ignored;

    sim_room_clear(dir);
    if (sim_path(path, &ignored, "%s/" SIM_ROOM "/" LOCK, dir) == SIM_OK) unlink(path);
    if (sim_path(path, &ignored, "%s/" SIM_ROOM, dir) == SIM_OK) rmdir(path);
    close(lock);
}
