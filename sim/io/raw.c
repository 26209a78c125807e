#include "sim/io/raw.h"

#include <errno.h>
#include <fcntl.h>
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
enum { LOG, JOURNAL, BESIDE = sizeof beside / sizeof *beside };

/* ---- names ---------------------------------------------------------------- */

/* The name of a file beside it: where a link leads, as SQLite has it; to be freed. */
static char *name_beside(const char *path, const char *ending)
{
    char *real = realpath(path, NULL), *name;
    const size_t size = strlen(real ? real : path) + strlen(ending) + 1;

    name = malloc(size);
    if (name) snprintf(name, size, "%s%s", real ? real : path, ending);
    free(real);
    return name;
}

static sim_status refuse_to_read(const char *path, int why, sim_error *err)
{
    return sim_fail(err, SIM_EIO,
                    "%s: cannot be read: %s; a file that potency sweep wrote would be "
                    "right",
                    *path ? path : "''", strerror(why));
}

static sim_status open_plain(const char *path, FILE **in, sim_error *err)
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

/* How many bytes of its start there are, up to `size`; 0 if there is no such file. */
static size_t read_start(const char *path, unsigned char start[], size_t size)
{
    sim_error ignored;
    FILE *in;
    size_t n = 0;

    memset(start, 0, size);
    if (path && open_plain(path, &in, &ignored) == SIM_OK) {
        n = fread(start, 1, size, in);
        fclose(in);
    }
    return n;
}

/* A journal that was ended is empty or has zeros where its mark was. */
static void look_beside(const char *path, sim_raw *raw)
{
    char *log = name_beside(path, beside[LOG]),
         *journal = name_beside(path, beside[JOURNAL]);
    unsigned char start[LOG_HEADER];
    struct stat about;

    raw->is_alone =
        log && journal && lstat(log, &about) != 0 && lstat(journal, &about) != 0;
    raw->has_log = read_start(log, start, LOG_HEADER) == LOG_HEADER;
    raw->is_begun = read_start(journal, start, JOURNAL_HEADER) == JOURNAL_HEADER &&
                    memcmp(start, journal_magic, sizeof journal_magic) == 0 &&
                    number_at(start + 16) == 0;
    free(log);
    free(journal);
}

sim_status sim_raw_look(const char *path, sim_raw *raw, sim_error *err)
{
    static const char magic[] = "SQLite format 3";
    unsigned char start[HEADER];
    struct stat about;
    FILE *in = NULL;
    sim_status status = open_plain(path, &in, err);

    *raw = (sim_raw){0};
    if (status != SIM_OK) return status;
    fclose(in);
    if (stat(path, &about) == 0) raw->size = (size_t)about.st_size;
    raw->is_database = read_start(path, start, HEADER) == HEADER &&
                       memcmp(start, magic, sizeof magic) == 0;
    raw->expects_log = start[18] == 2 || start[19] == 2;
    raw->schema = number_at(start + 40);
    raw->encoding = number_at(start + 56);
    raw->format = number_at(start + 60);
    raw->application = number_at(start + 68);
    look_beside(path, raw);
    return SIM_OK;
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
static bool names_another(const char *name)
{
    unsigned char end[sizeof journal_magic] = {0};
    sim_error ignored;
    FILE *in;
    bool names = false;

    if (open_plain(name, &in, &ignored) != SIM_OK) return true;
    if (fseek(in, -(long)sizeof end, SEEK_END) == 0 && ftell(in) > 0)
        names = fread(end, 1, sizeof end, in) == sizeof end &&
                memcmp(end, journal_magic, sizeof end) == 0;
    fclose(in);
    return names;
}

/* SQLite's log or journal, or empty. */
static bool is_known(const char *name, size_t which)
{
    static const unsigned char log_magic[] = {0x37, 0x7f, 0x06};
    unsigned char start[sizeof journal_magic], zeros[sizeof start] = {0};
    const size_t n = read_start(name, start, sizeof start);

    if (n == 0 || (which != LOG && memcmp(start, zeros, n) == 0)) return true;
    if (which == LOG) return n > 3 && memcmp(start, log_magic, sizeof log_magic) == 0;
    return which == JOURNAL && n == sizeof start &&
           memcmp(start, journal_magic, sizeof start) == 0;
}

static sim_status check_one(const char *path, const char *name, size_t which,
                            sim_error *err)
{
    const bool is_new = access(path, F_OK) != 0;
    struct stat about;

    if (lstat(name, &about) != 0) return SIM_OK;
    if (!S_ISREG(about.st_mode)) return refuse_beside(path, which, "is no plain file", err);
    if (is_new)
        return refuse_beside(path, which, "is there, and is of no database here", err);
    if (which == BESIDE - 1) return SIM_OK; /* memory that is shared, of nobody now */
    if (!is_known(name, which))
        return refuse_beside(path, which, "was written by no sweep", err);
    if (which == JOURNAL && names_another(name))
        return refuse_beside(path, which, "names another file", err);
    return SIM_OK;
}

sim_status sim_raw_check_beside(const char *path, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < BESIDE; i++) {
        char *name = name_beside(path, beside[i]);

        status = name ? check_one(path, name, i, err) : sim_fail_memory(err, path);
        free(name);
    }
    return status;
}

void sim_raw_remove_beside(const char *path)
{
    for (size_t i = 0; i < BESIDE; i++) {
        char *name = name_beside(path, beside[i]);
        struct stat about;

        if (name && lstat(name, &about) == 0 && S_ISREG(about.st_mode)) unlink(name);
        free(name);
    }
}

/* ---- locks ---------------------------------------------------------------- */

sim_status sim_raw_watch(const char *path, FILE **watch, sim_error *err)
{
    return open_plain(path, watch, err);
}

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
    char *piece = malloc(PIECE);
    size_t n = 0;
    bool is_good = piece != NULL;

    while (is_good && (n = fread(piece, 1, PIECE, in)) > 0)
        is_good = fwrite(piece, 1, n, out) == n;
    free(piece);
    return is_good && !ferror(in);
}

/* Why it failed, or 0; a file that is not there leaves none. */
static int copy_one(const char *from, const char *to)
{
    sim_error ignored;
    FILE *in, *out;
    bool is_good;

    if (open_plain(from, &in, &ignored) != SIM_OK) return 0;
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
    char *from = name_beside(path, beside[which]), to[sizeof copy->file + 16];
    const int why = from ? 0 : ENOMEM;

    snprintf(to, sizeof to, "%s%s", copy->file, beside[which]);
    if (why != 0) return why;
    errno = copy_one(from, to);
    free(from);
    return errno;
}

/* What stays the same while a copy is one of a moment. */
typedef struct {
    unsigned char log[LOG_HEADER], journal[JOURNAL_HEADER], counter[4];
    size_t log_size, journal_size;
} marks;

static void read_marks(const char *path, marks *m)
{
    char *log = name_beside(path, beside[LOG]),
         *journal = name_beside(path, beside[JOURNAL]);
    unsigned char start[HEADER];

    m->log_size = read_start(log, m->log, sizeof m->log);
    m->journal_size = read_start(journal, m->journal, sizeof m->journal);
    read_start(path, start, sizeof start);
    memcpy(m->counter, start + 24, sizeof m->counter);
    free(log);
    free(journal);
}

/* Without a log, the file's own counter tells. */
static bool are_same(const marks *a, const marks *b)
{
    const bool has_log = a->log_size == LOG_HEADER;

    return a->log_size == b->log_size && memcmp(a->log, b->log, sizeof a->log) == 0 &&
           a->journal_size == b->journal_size &&
           memcmp(a->journal, b->journal, sizeof a->journal) == 0 &&
           (has_log || memcmp(a->counter, b->counter, sizeof a->counter) == 0);
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

sim_status sim_raw_copy_all(const char *path, sim_raw_copy *copy, bool *changed,
                            sim_error *err)
{
    const char *place = getenv("TMPDIR");
    marks before, after;
    int why;

    *copy = (sim_raw_copy){.folder = ""};
    block_signals(&copy->before);
    if (!place || !*place) place = "/tmp";
    if (snprintf(copy->folder, sizeof copy->folder, "%s/potency-XXXXXX", place) >=
            (int)sizeof copy->folder ||
        !mkdtemp(copy->folder)) {
        copy->folder[0] = '\0';
        return refuse_to_copy(path, place, errno, err);
    }
    snprintf(copy->file, sizeof copy->file, "%s/copy.db", copy->folder);
    read_marks(path, &before);
    why = copy_one(path, copy->file);
    if (why == 0) why = copy_beside(path, copy, LOG);
    if (why == 0) why = copy_beside(path, copy, JOURNAL);
    read_marks(path, &after);
    *changed = !are_same(&before, &after);
    return why == 0 ? SIM_OK : refuse_to_copy(path, place, why, err);
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
