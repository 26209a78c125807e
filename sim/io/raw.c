#include "sim/io/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/files.h"

/* SQLite's file format: 1.3 (header), 3 (journal), 4.1 (log); os_unix.c (bytes it locks). */
enum { HEADER = 100, LOG_HEADER = 32, JOURNAL_HEADER = 28, PIECE = 1 << 16 };
enum { FIRST_LOCK = 0x40000000, LOCKS = 512 };
static const unsigned char journal_magic[] = {0xd9, 0xd5, 0x05, 0xf9,
                                              0x20, 0xa1, 0x63, 0xd7};
static const char *const beside[] = {"-wal", "-journal", "-shm"};
enum { LOG, JOURNAL, MEMORY, BESIDE };
enum { NAME_SIZE = PATH_MAX + 16 };

/* ---- names ---------------------------------------------------------------- */

/* The name of a file beside it: where a link leads, as SQLite has it.  Needs no memory, so that
 * what is left can always be removed. */
static void name_beside(const char *path, size_t which, char name[NAME_SIZE])
{
    char real[PATH_MAX];

    snprintf(name, NAME_SIZE, "%s%s", realpath(path, real) ? real : path, beside[which]);
}

static sim_status refuse_to_read(const char *path, int why, sim_error *err)
{
    return sim_fail(err, SIM_EIO,
                    "%s: cannot be read: %s; a file that potency sweep wrote would be "
                    "right",
                    *path ? path : "''", strerror(why));
}

sim_status sim_raw_open(const char *path, FILE **in, sim_error *err)
{
    struct stat about;
    sim_error ignored;

    *in = NULL;
    if (stat(path, &about) != 0) return refuse_to_read(path, errno, err);
    if (S_ISDIR(about.st_mode))
        return sim_fail(err, SIM_EIO, "%s: is a folder; a file would be right", path);
    if (!S_ISREG(about.st_mode))
        return sim_fail(err, SIM_EIO,
                        "%s: is no plain file; a file that potency sweep wrote would be "
                        "right",
                        path);
    errno = 0;
    if (sim_files_read(path, in, &ignored) == SIM_OK) return SIM_OK;
    return refuse_to_read(path, errno, err);
}

/* ---- looking -------------------------------------------------------------- */

static uint32_t number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

/* How many bytes of its start there are, up to `size`; none of what is no plain file. */
static sim_status read_start(const char *path, unsigned char start[], size_t size,
                             size_t *n, sim_error *err)
{
    struct stat about;
    FILE *in = NULL;
    sim_status status;

    *n = 0;
    memset(start, 0, size);
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode)) return SIM_OK;
    status = sim_raw_open(path, &in, err);
    if (status != SIM_OK) return status;
    errno = 0;
    *n = fread(start, 1, size, in);
    if (ferror(in)) status = refuse_to_read(path, errno, err);
    fclose(in);
    return status;
}

/* The starts of a database's files, and how many bytes there are of each. */
typedef struct {
    unsigned char file[HEADER], log[LOG_HEADER], journal[JOURNAL_HEADER];
    size_t n_file, n_log, n_journal;
} starts;

static sim_status read_starts(const char *path, starts *s, sim_error *err)
{
    char name[NAME_SIZE];
    sim_status status = read_start(path, s->file, sizeof s->file, &s->n_file, err);

    name_beside(path, LOG, name);
    if (status == SIM_OK) status = read_start(name, s->log, sizeof s->log, &s->n_log, err);
    name_beside(path, JOURNAL, name);
    if (status == SIM_OK)
        status = read_start(name, s->journal, sizeof s->journal, &s->n_journal, err);
    return status;
}

static bool is_beside(const char *path, size_t which)
{
    char name[NAME_SIZE];
    struct stat about;

    name_beside(path, which, name);
    return lstat(name, &about) == 0;
}

/* A journal that was ended is empty or has zeros where its mark was. */
sim_status sim_raw_look(const char *path, sim_raw *raw, sim_error *err)
{
    static const char magic[] = "SQLite format 3";
    starts s = {.n_file = 0};
    struct stat about;
    FILE *in = NULL;
    sim_status status = sim_raw_open(path, &in, err);

    *raw = (sim_raw){0};
    if (status != SIM_OK) return status;
    fclose(in);
    if (stat(path, &about) == 0) raw->size = (size_t)about.st_size;
    raw->is_alone = !is_beside(path, LOG) && !is_beside(path, JOURNAL);
    status = read_starts(path, &s, err);
    raw->is_database = s.n_file == HEADER && memcmp(s.file, magic, sizeof magic) == 0;
    raw->expects_log = s.file[18] == 2 || s.file[19] == 2;
    raw->schema = number_at(s.file + 40);
    raw->encoding = number_at(s.file + 56);
    raw->format = number_at(s.file + 60);
    raw->application = number_at(s.file + 68);
    raw->has_log = s.n_log == LOG_HEADER;
    raw->is_begun = s.n_journal == JOURNAL_HEADER &&
                    memcmp(s.journal, journal_magic, sizeof journal_magic) == 0 &&
                    number_at(s.journal + 16) == 0;
    return status;
}

bool sim_raw_is_empty(const sim_raw *raw)
{
    if (raw->is_begun || raw->size == 0) return true;
    return raw->is_database && raw->schema == 0 && !raw->has_log;
}

/* ---- what is beside it ---------------------------------------------------- */

static sim_status refuse_beside(const char *path, size_t which, const char *what,
                                sim_error *err)
{
    return sim_fail(
        err, SIM_EIO,
        "%s%s: %s; another name for the database, or moving that away, would be "
        "right",
        path, beside[which], what);
}

/* The end of a journal may name a file that SQLite then opens, and removes. */
static sim_status find_another(const char *name, bool *names, sim_error *err)
{
    unsigned char end[sizeof journal_magic] = {0};
    FILE *in;
    sim_status status = sim_raw_open(name, &in, err);

    *names = false;
    if (status != SIM_OK) return status;
    errno = 0;
    if (fseek(in, -(long)sizeof end, SEEK_END) == 0 && ftell(in) > 0)
        *names = fread(end, 1, sizeof end, in) == sizeof end &&
                 memcmp(end, journal_magic, sizeof end) == 0;
    if (ferror(in)) status = refuse_to_read(name, errno, err);
    fclose(in);
    return status;
}

/* SQLite's log or journal, or empty. */
static sim_status find_kind(const char *name, size_t which, bool *known, sim_error *err)
{
    static const unsigned char log_magic[] = {0x37, 0x7f, 0x06};
    unsigned char start[sizeof journal_magic], zeros[sizeof start] = {0};
    size_t n = 0;
    sim_status status = read_start(name, start, sizeof start, &n, err);

    if (n == 0 || (which == JOURNAL && memcmp(start, zeros, n) == 0))
        *known = true;
    else if (which == LOG)
        *known = n > 3 && memcmp(start, log_magic, sizeof log_magic) == 0;
    else
        *known = n == sizeof start && memcmp(start, journal_magic, sizeof start) == 0;
    return status;
}

static sim_status check_one(const char *path, size_t which, sim_error *err)
{
    char name[NAME_SIZE];
    struct stat about;
    bool known = false, names = false;
    sim_status status;

    name_beside(path, which, name);
    if (lstat(name, &about) != 0) return SIM_OK;
    if (!S_ISREG(about.st_mode)) return refuse_beside(path, which, "is no plain file", err);
    if (access(path, F_OK) != 0)
        return refuse_beside(path, which, "is there, and is of no database here", err);
    if (which == MEMORY) return SIM_OK; /* that is shared, of nobody now */
    status = find_kind(name, which, &known, err);
    if (status == SIM_OK && !known)
        return refuse_beside(path, which, "was written by no sweep", err);
    if (status == SIM_OK && which == JOURNAL) status = find_another(name, &names, err);
    return status == SIM_OK && names ? refuse_beside(path, which, "names another file", err)
                                     : status;
}

sim_status sim_raw_check_beside(const char *path, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < BESIDE; i++)
        status = check_one(path, i, err);
    return status;
}

void sim_raw_remove_beside(const char *path)
{
    for (size_t i = 0; i < BESIDE; i++) {
        char name[NAME_SIZE];
        struct stat about;

        name_beside(path, i, name);
        if (lstat(name, &about) == 0 && S_ISREG(about.st_mode)) unlink(name);
    }
}

/* ---- locks ---------------------------------------------------------------- */

bool sim_raw_is_locked(FILE *watch)
{
    struct flock lock = {
        .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = FIRST_LOCK, .l_len = LOCKS};

    return fcntl(fileno(watch), F_GETLK, &lock) == 0 && lock.l_type == F_WRLCK;
}

/* ---- a copy --------------------------------------------------------------- */

static sim_status refuse_to_copy(const char *path, const char *folder, int why,
                                 sim_error *err)
{
    return sim_fail(
        err, SIM_EIO,
        "%s: cannot be copied to %s, where one that is being written, or was "
        "not finished, is read: %s; TMPDIR naming another folder would be right",
        path, folder, strerror(why));
}

static bool copy_bytes(FILE *in, FILE *out)
{
    char piece[PIECE];
    size_t n = 0;
    bool is_good = true;

    while (is_good && (n = fread(piece, 1, sizeof piece, in)) > 0)
        is_good = fwrite(piece, 1, n, out) == n;
    return is_good && !ferror(in);
}

/* Why it failed, or 0; a file that is not there leaves none. */
static int copy_one(const char *from, const char *to)
{
    sim_error ignored;
    FILE *in, *out;
    bool is_good;

    if (access(from, F_OK) != 0) return 0;
    errno = 0;
    if (sim_raw_open(from, &in, &ignored) != SIM_OK) return errno ? errno : EIO;
    errno = 0;
    out = fopen(to, "wb");
    is_good = out && copy_bytes(in, out);
    if (out && fclose(out) != 0) is_good = false;
    fclose(in);
    if (is_good) return 0;
    return errno ? errno : EIO;
}

static int copy_beside(const char *path, const sim_raw_copy *copy, size_t which)
{
    char from[NAME_SIZE], to[sizeof copy->file + 16];

    name_beside(path, which, from);
    snprintf(to, sizeof to, "%s%s", copy->file, beside[which]);
    return copy_one(from, to);
}

/* Did nothing change while a copy was made?  Without a log, the file's own counter tells. */
static bool are_same(const starts *a, const starts *b)
{
    return a->n_log == b->n_log && memcmp(a->log, b->log, sizeof a->log) == 0 &&
           a->n_journal == b->n_journal &&
           memcmp(a->journal, b->journal, sizeof a->journal) == 0 &&
           (a->n_log == LOG_HEADER || memcmp(a->file + 24, b->file + 24, 4) == 0);
}

static void block_signals(sigset_t *before)
{
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, before);
}

static sim_status copy_all(const char *path, const char *place, sim_raw_copy *copy,
                           sim_error *err)
{
    int why;

    if (snprintf(copy->folder, sizeof copy->folder, "%s/potency-XXXXXX", place) >=
            (int)sizeof copy->folder ||
        !mkdtemp(copy->folder)) {
        copy->folder[0] = '\0';
        return refuse_to_copy(path, place, errno, err);
    }
    snprintf(copy->file, sizeof copy->file, "%s/copy.db", copy->folder);
    why = copy_one(path, copy->file);
    if (why == 0) why = copy_beside(path, copy, LOG);
    if (why == 0) why = copy_beside(path, copy, JOURNAL);
    return why == 0 ? SIM_OK : refuse_to_copy(path, place, why, err);
}

sim_status sim_raw_copy_all(const char *path, sim_raw_copy *copy, bool *changed,
                            sim_error *err)
{
    const char *place = getenv("TMPDIR");
    starts before = {.n_file = 0}, after = {.n_file = 0};
    sim_status status;

    *copy = (sim_raw_copy){.folder = ""};
    block_signals(&copy->before);
    status = read_starts(path, &before, err);
    if (status == SIM_OK)
        status = copy_all(path, place && *place ? place : "/tmp", copy, err);
    if (status == SIM_OK) status = read_starts(path, &after, err);
    *changed = status == SIM_OK && !are_same(&before, &after);
    return status;
}

void sim_raw_unlink(const sim_raw_copy *copy)
{
    if (*copy->folder) {
        sim_raw_remove_beside(copy->file);
        unlink(copy->file);
        rmdir(copy->folder);
    }
    sigprocmask(SIG_SETMASK, &copy->before, NULL);
}
