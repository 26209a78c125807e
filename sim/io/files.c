#include "sim/io/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/io/files_parts.h"
#include "sim/io/memory.h"

/* ---- paths ------------------------------------------------------------------ */

sim_places sim_places_of(const char *dir, const char *name)
{
    sim_places places;
    const int longest =
        snprintf(places.before, SIM_PATH, "%s/" SIM_ROOM "/%s.old", dir, name);

    sim_bug(longest >= SIM_PATH);
    snprintf(places.fresh, SIM_PATH, "%s/" SIM_ROOM "/%s", dir, name);
    snprintf(places.path, SIM_PATH, "%s/%s", dir, name);
    return places;
}

sim_status sim_folder_check(const char *dir, sim_error *err)
{
    enum { LONGEST = SIM_PATH - NAME_MAX - 64 };

    if (strlen(dir) <= LONGEST) return SIM_OK;
    return sim_fail(err, SIM_EIO,
                    "%.100s...: the path is too long; a shorter one would be right", dir);
}

const char *sim_path_shown(const char *path) { return *path ? path : "''"; }

sim_status sim_refuse_to_write(const char *path, sim_error *err)
{
    return sim_fail(err, SIM_EIO, "%s: cannot be written: %s; -o names another folder",
                    path, strerror(errno));
}

sim_status sim_folder_make(const char *dir, bool *made, sim_error *err)
{
    if (mkdir(dir, 0777) == 0) {
        *made = true;
        return SIM_OK;
    }
    if (errno == EEXIST && sim_files_is_folder(dir)) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: cannot be made a folder: %s; -o names another",
                    sim_path_shown(dir), strerror(errno));
}

/* Not every file system knows how, nor is every folder readable. */
sim_status sim_folder_sync(const char *path, sim_error *err)
{
    const int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool failed;

    if (folder < 0) return SIM_OK;
    failed = fsync(folder) != 0 && errno != EINVAL;
    if (failed) sim_refuse_to_write(path, err);
    close(folder);
    return failed ? SIM_EIO : SIM_OK;
}

/* ---- a set ------------------------------------------------------------------ */

sim_status sim_files_init(sim_files *files, const char *dir, const char *of, sim_error *err)
{
    sim_status status;

    *files = (sim_files){.dir = dir, .of = of};
    status = sim_folder_check(dir, err);
    if (status == SIM_OK) status = sim_room_enter(dir, &files->made_dir, &files->lock, err);
    files->is_locked = status == SIM_OK;
    if (status == SIM_OK) status = sim_room_settle(dir, err);
    return status == SIM_OK ? sim_files_list_read(&files->list, dir, err) : status;
}

sim_status sim_files_make(sim_files *files, const char *dir, sim_error *err)
{
    const sim_status status = sim_folder_check(dir, err);

    *files = (sim_files){.dir = dir};
    return status == SIM_OK ? sim_folder_make(dir, &files->made_dir, err) : status;
}

void sim_files_source(sim_files *files, const char *path)
{
    struct stat about;

    if (stat(path, &about) != 0) return;
    sim_bug(files->n_sources == SIM_FILES_SOURCES);
    files->source[files->n_sources++] = about;
}

static bool is_source(const sim_files *files, const struct stat *about)
{
    for (size_t i = 0; i < files->n_sources; i++) {
        if (files->source[i].st_dev == about->st_dev &&
            files->source[i].st_ino == about->st_ino)
            return true;
    }
    return false;
}

/* What -o names. */
static const char *named(const sim_files *files)
{
    return files->is_one ? "file" : "folder";
}

static sim_status refuse_target(const sim_files *files, const char *path, const char *why,
                                sim_error *err)
{
    return sim_fail(err, SIM_EIO, "%s: %s; -o names another %s", path, why, named(files));
}

/* What has the name of a target and is listed. */
static sim_status check_listed(const sim_files *files, const sim_files_row *row,
                               const char *path, sim_error *err)
{
    sim_standing standing;
    sim_status status = sim_files_row_compare(row, path, &standing, err);

    if (status != SIM_OK) return status;
    if (standing == SIM_CHANGED)
        return refuse_target(files, path,
                             "was changed since this program wrote it, and is kept", err);
    if (standing == SIM_ABSENT || strcmp(row->of, files->of) == 0) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: is of %s, by " SIM_LIST "; -o names another %s",
                    path, row->of, named(files));
}

sim_status sim_files_claim(const sim_files *files, const char *name, sim_error *err)
{
    const sim_files_row *row = sim_files_list_find(&files->list, name);
    sim_places at;
    struct stat about;

    if (!sim_files_name_is_right(name))
        return sim_fail(err, SIM_EIO,
                        "%s: a file cannot be named so; a name without control characters "
                        "would be right",
                        files->dir);
    at = sim_places_of(files->dir, name);
    if (lstat(at.path, &about) != 0)
        return errno == ENOENT ? SIM_OK
                               : sim_fail(err, SIM_EIO,
                                          "%s: cannot be written: %s; -o names another %s",
                                          at.path, strerror(errno), named(files));
    if (is_source(files, &about)) return refuse_target(files, at.path, "is read here", err);
    if (!S_ISREG(about.st_mode))
        return refuse_target(files, at.path, "stands in the way and is no plain file", err);
    if (row) return check_listed(files, row, at.path, err);
    return refuse_target(
        files, at.path,
        files->list.exists
            ? "was not made by this program, as " SIM_LIST " does not list it, and is kept"
            : "was not made by this program, as no " SIM_LIST " lists it, and is kept",
        err);
}

/* What was written so far has a place: a full disk is noticed at the first file. */
static sim_status flush_last(const sim_files *files, sim_error *err)
{
    const sim_file *last = &files->file[files->n - 1];

    if (fflush(last->stream) == 0 && !ferror(last->stream)) return SIM_OK;
    return sim_refuse_to_write(sim_places_of(files->dir, last->name).path, err);
}

sim_status sim_files_open(sim_files *files, const char *name, FILE **out, sim_error *err)
{
    sim_status status = sim_files_claim(files, name, err);
    sim_places at;
    sim_file *file;

    for (size_t i = 0; i < files->n; i++) sim_bug(strcmp(files->file[i].name, name) == 0);
    if (status == SIM_OK && files->n > files->n_whole) status = flush_last(files, err);
    if (status != SIM_OK) return status;
    at = sim_places_of(files->dir, name);
    if (!sim_memory_grow(&files->file, files->n, sizeof *files->file))
        return sim_fail_memory(err, at.fresh);
    *out = fopen(at.fresh, "wbx");
    if (!*out) return sim_refuse_to_write(at.path, err);
    file = &files->file[files->n++];
    *file = (sim_file){.stream = *out};
    strcpy(file->name, name);
    return SIM_OK;
}

/* ---- names change hands ------------------------------------------------------ */

/* Something that gets a name, after what has it, or only goes. */
typedef struct {
    const char *name;
    bool comes;           /* a new one is in the room */
    bool is_aside, named; /* how far it is */
} move;

typedef struct {
    move *list;
    size_t n;
} moves;

/* What has the name keeps it until the new one takes it, where the file system knows second
 * names. */
static bool put_aside(const move *one, const char *path, const char *before)
{
    return (one->comes && link(path, before) == 0) || rename(path, before) == 0;
}

static sim_status make_move(const char *dir, move *one, sim_error *err)
{
    const sim_places at = sim_places_of(dir, one->name);

    one->is_aside = put_aside(one, at.path, at.before);
    if (!one->is_aside && errno != ENOENT) return sim_refuse_to_write(at.path, err);
    if (!one->comes) return SIM_OK;
    one->named = rename(at.fresh, at.path) == 0;
    return one->named ? SIM_OK : sim_refuse_to_write(at.path, err);
}

static void take_back(const char *dir, const move *one)
{
    const sim_places at = sim_places_of(dir, one->name);

    if (one->is_aside)
        rename(at.before, at.path);
    else if (one->named)
        unlink(at.path);
}

static sim_status sync_all(const sim_files *files, sim_error *err)
{
    const sim_status status = sim_folder_sync(files->dir, err);

    if (status != SIM_OK || !files->made_dir) return status;
    return sim_folder_sync(sim_places_of(files->dir, "..").path, err);
}

/* The list is the last, when all the others are on disk. */
static sim_status make_moves(const sim_files *files, const moves *m, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < m->n; i++) {
        if (i + 1 == m->n) status = sim_folder_sync(files->dir, err);
        if (status == SIM_OK) status = make_move(files->dir, &m->list[i], err);
    }
    if (status == SIM_OK) status = sync_all(files, err);
    if (status == SIM_OK) return SIM_OK;
    unlink(sim_places_of(files->dir, SIM_LIST).fresh);
    for (size_t i = m->n; i-- > 0;) take_back(files->dir, &m->list[i]);
    return status;
}

/* ---- committing --------------------------------------------------------------- */

/* Is all of it on disk?  errno says why not. */
static bool close_stream(FILE *stream)
{
    const bool written =
        fflush(stream) == 0 && !ferror(stream) && fsync(fileno(stream)) == 0;
    const int why = errno;
    const bool closed = fclose(stream) == 0;

    if (!written) errno = why;
    return written && closed;
}

/* Closes a new file and puts its row into the list. */
static sim_status close_one(const sim_files *files, sim_file *file, sim_files_list *list,
                            sim_error *err)
{
    const sim_places at = sim_places_of(files->dir, file->name);
    FILE *stream = file->stream;
    sim_files_row row = {.bytes = 0};
    sim_status status;

    file->stream = NULL;
    if (!close_stream(stream)) return sim_refuse_to_write(at.path, err);
    strcpy(row.name, file->name);
    snprintf(row.of, sizeof row.of, "%s", files->of);
    status = sim_files_row_measure(&row, at.fresh, err);
    if (status == SIM_OK) status = sim_files_claim(files, file->name, err);
    return status == SIM_OK ? sim_files_list_put(list, &row, err) : status;
}

static bool is_written(const sim_files *files, const char *name, size_t first)
{
    for (size_t i = first; i < files->n; i++) {
        if (strcmp(files->file[i].name, name) == 0) return true;
    }
    return false;
}

/* A file of an earlier set goes; one that was changed since stays and is no longer listed. */
static sim_status drop_one(sim_files *files, const sim_files_row *row, sim_files_list *list,
                           moves *m, sim_error *err)
{
    const sim_places at = sim_places_of(files->dir, row->name);
    struct stat about;
    sim_standing standing;
    sim_status status = sim_files_row_compare(row, at.path, &standing, err);

    if (status != SIM_OK || (lstat(at.path, &about) == 0 && is_source(files, &about)))
        return status;
    sim_files_list_drop(list, row->name);
    if (standing == SIM_ABSENT) return SIM_OK;
    if (standing == SIM_AS_LISTED) m->list[m->n++] = (move){.name = row->name};
    return sim_findings_add(standing == SIM_AS_LISTED ? &files->removed : &files->changed,
                            row->name, err);
}

static sim_status drop_others(sim_files *files, sim_files_list *list, moves *m,
                              sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < files->list.n; i++) {
        const sim_files_row *row = &files->list.row[i];

        if (strcmp(row->of, files->of) == 0 &&
            !is_written(files, row->name, files->n_whole))
            status = drop_one(files, row, list, m, err);
    }
    return status;
}

/* From its last rename on, what is in the room can be finished. */
static sim_status write_list(const sim_files *files, const sim_files_list *list,
                             sim_error *err)
{
    const sim_places part = sim_places_of(files->dir, SIM_LIST ".part"),
                     whole = sim_places_of(files->dir, SIM_LIST);
    FILE *out = fopen(part.fresh, "wb");
    sim_status status;

    if (out) sim_files_list_write(list, out);
    if (!out || !close_stream(out) || rename(part.fresh, whole.fresh) != 0)
        return sim_refuse_to_write(whole.path, err);
    status = sim_folder_sync(sim_places_of(files->dir, SIM_ROOM).path, err);
    if (status != SIM_OK) unlink(whole.fresh);
    return status;
}

static sim_status prepare(sim_files *files, bool replaces, sim_files_list *list, moves *m,
                          sim_error *err)
{
    sim_status status = SIM_OK;

    m->list = calloc(files->n + files->list.n + 1, sizeof *m->list);
    if (!m->list) return sim_fail_memory(err, SIM_LIST);
    for (size_t i = 0; status == SIM_OK && i < files->list.n; i++)
        status = sim_files_list_put(list, &files->list.row[i], err);
    for (size_t i = files->n_whole; status == SIM_OK && i < files->n; i++) {
        m->list[m->n++] = (move){.name = files->file[i].name, .comes = true};
        status = close_one(files, &files->file[i], list, err);
    }
    if (status == SIM_OK && replaces) status = drop_others(files, list, m, err);
    m->list[m->n++] = (move){.name = SIM_LIST, .comes = true};
    return status == SIM_OK ? write_list(files, list, err) : status;
}

static sim_status commit(sim_files *files, bool replaces, sim_error *err)
{
    sim_files_list list = {.exists = true};
    moves m = {.n = 0};
    sim_status status = prepare(files, replaces, &list, &m, err);

    if (status == SIM_OK) status = make_moves(files, &m, err);
    if (status == SIM_OK) {
        const sim_files_list before = files->list;

        files->list = list;
        list = before;
        files->n_whole = files->n;
        sim_room_clear(files->dir);
    }
    free(m.list);
    sim_files_list_free(&list);
    return status;
}

sim_status sim_files_commit(sim_files *files, sim_error *err)
{
    return commit(files, false, err);
}

sim_status sim_files_replace(sim_files *files, sim_error *err)
{
    return commit(files, true, err);
}

/* ---- the end ------------------------------------------------------------------ */

void sim_files_leave(sim_files *files)
{
    for (size_t i = files->n_whole; i < files->n; i++) {
        if (files->file[i].stream) fclose(files->file[i].stream);
    }
    files->n = files->n_whole;
    if (files->is_locked) sim_room_leave(files->dir, files->lock);
    if (files->made_dir && files->n_whole == 0) rmdir(files->dir);
    files->is_locked = files->made_dir = false;
}

void sim_files_print(const sim_files *files, FILE *out)
{
    for (size_t i = 0; i < files->n; i++)
        fprintf(out, "%s/%s\n", files->dir, files->file[i].name);
    for (size_t i = 0; i < files->removed.n; i++) {
        if (!is_written(files, files->removed.lines[i], 0))
            fprintf(out, "removed %s/%s, which was of an earlier run\n", files->dir,
                    files->removed.lines[i]);
    }
    for (size_t i = 0; i < files->changed.n; i++)
        fprintf(out, "%s/%s is of an earlier run and was changed since: it stays\n",
                files->dir, files->changed.lines[i]);
}

void sim_files_free(sim_files *files)
{
    sim_files_leave(files);
    sim_files_list_free(&files->list);
    sim_findings_free(&files->removed);
    sim_findings_free(&files->changed);
    free(files->file);
    *files = (sim_files){0};
}
