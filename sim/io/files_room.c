/* files_room.c -- of files.h: the room of new files, its lock, and what was left there. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "sim/io/files_parts.h"

#define LOCK "lock"

enum { TRIES = 1000 };

/* ---- the lock -------------------------------------------------------------- */

/* Of one try to lock: AGAIN where the holder of the lock was just leaving. */
typedef enum { LOCKED, AGAIN, FAILED } outcome;

static outcome refuse_room(const char *dir, sim_error *err)
{
    sim_refuse_to_write(sim_path_shown(dir), err);
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
    const sim_places at = sim_places_of(dir, LOCK);
    bool is_new;

    *lock = open(at.fresh, flags | O_EXCL, 0666);
    is_new = *lock >= 0;
    if (!is_new && errno == EEXIST) *lock = open(at.fresh, flags, 0666);
    if (*lock < 0) return errno == ENOENT ? AGAIN : refuse_room(dir, err);
    if (flock(*lock, LOCK_EX | LOCK_NB) != 0) return fail_to_lock(dir, *lock, err);
    if (!is_current(*lock, at.fresh)) {
        close(*lock);
        return AGAIN;
    }
    if (!is_new || !has_more(room)) return LOCKED;
    unlink(at.fresh);
    close(*lock);
    return in_the_way(room, err);
}

sim_status sim_room_enter(const char *dir, bool *made_dir, int *lock, sim_error *err)
{
    const sim_places room = sim_places_of(dir, SIM_ROOM);
    outcome now = AGAIN;

    *made_dir = false;
    for (int i = 0; now == AGAIN && i < TRIES; i++) {
        now = make_folders(dir, room.path, made_dir, err);
        if (now == LOCKED) now = take_lock(dir, room.path, lock, err);
    }
    if (now == AGAIN) in_the_way(room.path, err);
    return now == LOCKED ? SIM_OK : SIM_EIO;
}

/* ---- what a process that was ended left ------------------------------------- */

static sim_status give_name(const char *from, const char *to, sim_error *err)
{
    return rename(from, to) == 0 ? SIM_OK : sim_refuse_to_write(to, err);
}

/* Brings one file to what its row says, from the room, if it is there, unless what has the name
 * was not there before. */
static sim_status settle_row(const char *dir, const sim_files_list *old,
                             const sim_files_row *row, sim_error *err)
{
    const sim_places at = sim_places_of(dir, row->name);
    const char *const kept[] = {at.fresh, at.before};
    const sim_files_row *before = sim_files_list_find(old, row->name);
    sim_standing standing;
    sim_status status = sim_files_row_compare(row, at.path, &standing, err);

    if (status != SIM_OK || standing == SIM_AS_LISTED) return status;
    if (standing == SIM_CHANGED && before)
        status = sim_files_row_compare(before, at.path, &standing, err);
    if (status != SIM_OK || standing == SIM_CHANGED) return status;
    for (size_t i = 0; status == SIM_OK && i < 2; i++) {
        status = sim_files_row_compare(row, kept[i], &standing, err);
        if (status == SIM_OK && standing == SIM_AS_LISTED)
            return give_name(kept[i], at.path, err);
    }
    return status;
}

/* What the old list has and the new one has not goes, if nobody changed it. */
static sim_status remove_dropped(const char *dir, const sim_files_list *old,
                                 const sim_files_list *list, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < old->n; i++) {
        const sim_places at = sim_places_of(dir, old->row[i].name);
        sim_standing standing;

        if (sim_files_list_find(list, old->row[i].name)) continue;
        status = sim_files_row_compare(&old->row[i], at.path, &standing, err);
        if (status == SIM_OK && standing == SIM_AS_LISTED) unlink(at.path);
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
    const sim_places at = sim_places_of(dir, SIM_LIST);
    sim_status status = settle(dir, old, list, err);

    if (status == SIM_OK) status = remove_dropped(dir, old, list, err);
    if (status == SIM_OK) status = sim_folder_sync(dir, err);
    if (status == SIM_OK) status = give_name(at.fresh, at.path, err);
    return status == SIM_OK ? sim_folder_sync(dir, err) : status;
}

/* The list that is in the room; one that cannot be understood is none. */
static sim_status read_new_list(sim_files_list *list, const char *dir, sim_error *err)
{
    const sim_places at = sim_places_of(dir, SIM_LIST);
    const sim_status status = sim_files_list_read_file(list, at.fresh, err);

    if (status != SIM_EPARSE) return status;
    list->exists = false;
    return SIM_OK;
}

sim_status sim_room_settle(const char *dir, sim_error *err)
{
    sim_files_list old = {0}, list = {0};
    sim_status status;

    if (!has_more(sim_places_of(dir, SIM_ROOM).path)) return SIM_OK;
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
    DIR *room = opendir(sim_places_of(dir, SIM_ROOM).path);

    for (struct dirent *entry; room && (entry = readdir(room));) {
        if (strcmp(entry->d_name, LOCK) != 0)
            unlink(sim_places_of(dir, entry->d_name).fresh); /* fails for "." and ".." */
    }
    if (room) closedir(room);
}

/* Who waits for the lock's name meanwhile looks again, as its file has none. */
void sim_room_leave(const char *dir, int lock)
{
    sim_room_clear(dir);
    unlink(sim_places_of(dir, LOCK).fresh);
    rmdir(sim_places_of(dir, SIM_ROOM).path);
    close(lock);
}
