#define _GNU_SOURCE /* fopencookie */

#include "tests/faults.h"

#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/io/files_parts.h"

/* ---- the plan -------------------------------------------------------------- */

fault_plan faults_plan;

/* Five of them: whatever lies deeper in common, each way from one caller to the next fails. */
enum { CALLERS = 5 };
uint64_t faults_ways[FAULTS_CALLS];

static void note_way(void)
{
    void *callers[CALLERS + 2];
    const int n = backtrace(callers, CALLERS + 2);
    uint64_t hash = 0;

    for (int i = 2; i < n; i++)
        hash = (hash ^ (uintptr_t)callers[i]) * 11400714819323198485U;
    if (faults_plan.calls == FAULTS_CALLS) abort();
    faults_ways[faults_plan.calls] = hash;
}

/* Subjects may solve on several threads. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static bool next_fails(fault_kind kind)
{
    if (faults_plan.kind != kind) return false;
    if (faults_plan.first == SIZE_MAX) note_way();
    faults_plan.calls++;
    return faults_plan.all_after ? faults_plan.calls >= faults_plan.first
                                 : faults_plan.calls == faults_plan.first;
}

static bool fails(fault_kind kind)
{
    bool failed;

    pthread_mutex_lock(&lock);
    failed = next_fails(kind);
    pthread_mutex_unlock(&lock);
    return failed;
}

/* Ends the process by force, or asks it to end, at the n-th call that changes a folder. */
static void may_die(void)
{
    if (faults_plan.kind != KILL && faults_plan.kind != INTERRUPT) return;
    if (++faults_plan.calls == faults_plan.first)
        raise(faults_plan.kind == KILL ? SIGKILL : SIGTERM);
}

/* ---- memory ---------------------------------------------------------------- */

/* The blocks that were allocated here and not yet freed, hashed; what libraries allocate
 * and we free is not among them. */
enum { LIVE_MAX = 1 << 16 };
static uintptr_t live[LIVE_MAX];
size_t faults_n_live;

static size_t home_of(uintptr_t block)
{
    return (size_t)((block >> 4) * 11400714819323198485U >> 40) % LIVE_MAX;
}

static size_t place_of(uintptr_t block)
{
    size_t i = home_of(block);

    while (live[i] != 0 && live[i] != block) i = (i + 1) % LIVE_MAX;
    return i;
}

static void *born(void *block)
{
    if (!block) return NULL;
    pthread_mutex_lock(&lock);
    if (faults_n_live++ > LIVE_MAX / 2) abort();
    live[place_of((uintptr_t)block)] = (uintptr_t)block;
    pthread_mutex_unlock(&lock);
    return block;
}

/* What stands behind the gap moves up, unless it is at home there. */
static void forget(uintptr_t block)
{
    size_t gap = place_of(block);

    if (live[gap] == 0) return;
    live[gap] = 0;
    faults_n_live--;
    for (size_t i = (gap + 1) % LIVE_MAX; live[i] != 0; i = (i + 1) % LIVE_MAX) {
        const size_t away = (i - home_of(live[i])) % LIVE_MAX;

        if (away < (i - gap) % LIVE_MAX) continue;
        live[gap] = live[i];
        live[i] = 0;
        gap = i;
    }
}

static void died(uintptr_t block)
{
    pthread_mutex_lock(&lock);
    forget(block);
    pthread_mutex_unlock(&lock);
}

void *__wrap_malloc(size_t size)
{
    return fails(MEMORY) ? NULL : born(__real_malloc(size));
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails(MEMORY) ? NULL : born(__real_calloc(n, size));
}

/* Forgotten first: what is freed may be another thread's at once. */
void *__wrap_realloc(void *old, size_t size)
{
    void *grown;

    if (fails(MEMORY)) return NULL;
    died((uintptr_t)old);
    grown = __real_realloc(old, size);
    born(grown ? grown : old);
    return grown;
}

void __wrap_free(void *block)
{
    died((uintptr_t)block);
    __real_free(block);
}

/* ---- disk ------------------------------------------------------------------ */

/* A file whose reads and writes can fail. */
typedef struct {
    FILE *stream; /* NULL: the place is free */
    int number;
} open_file;

enum { OPEN_MAX_FILES = 32 };
static open_file open_files[OPEN_MAX_FILES + 1];

static int failed(int why)
{
    errno = why;
    return -1;
}

static ssize_t read_some(void *cookie, char *bytes, size_t size)
{
    return fails(DISK) ? failed(EIO) : read(((open_file *)cookie)->number, bytes, size);
}

static ssize_t write_some(void *cookie, const char *bytes, size_t size)
{
    const int number = ((open_file *)cookie)->number;

    if (fails(DISK)) return failed(ENOSPC), 0;
    return write(number, bytes, fails(SHORT_WRITES) ? size / 2 : size);
}

static int close_it(void *cookie)
{
    open_file *file = cookie;

    file->stream = NULL;
    return close(file->number);
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
    const cookie_io_functions_t functions = {
        .read = read_some, .write = write_some, .close = close_it};
    open_file *file = open_files;
    int flags = *mode == 'r' ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC;

    if (fails(DISK)) return failed(EMFILE), NULL;
    while (file->stream) file++;
    if (file == open_files + OPEN_MAX_FILES) abort();
    file->number = open(path, flags | O_CLOEXEC, 0666);
    if (file->number < 0) return NULL;
    return file->stream = fopencookie(file, mode, functions);
}

int __wrap_fileno(FILE *stream)
{
    for (size_t i = 0; i < OPEN_MAX_FILES; i++) {
        if (open_files[i].stream == stream) return open_files[i].number;
    }
    return __real_fileno(stream);
}

/* Is it on the disk, and not in memory? */
static bool is_file(FILE *stream)
{
    for (size_t i = 0; i < OPEN_MAX_FILES; i++) {
        if (open_files[i].stream == stream) return true;
    }
    return false;
}

int __wrap_fflush(FILE *stream)
{
    return is_file(stream) && fails(DISK) ? failed(ENOSPC) : __real_fflush(stream);
}

int __wrap_fclose(FILE *stream)
{
    const bool fault = is_file(stream) && fails(DISK);
    const int status = __real_fclose(stream);

    return fault ? failed(EIO) : status;
}

faults_disk faults_synced;

/* That it really waits for the disk is of no use here. */
int __wrap_fsync(int number)
{
    struct stat about;

    if (fstat(number, &about) == 0 && S_ISDIR(about.st_mode))
        faults_synced.folders++;
    else
        faults_synced.files++;
    may_die();
    return fails(DISK) || fails(CHANGES) ? failed(EIO) : 0;
}

/* An old file can be given its name back: that needs no room. */
int __wrap_rename(const char *from, const char *to)
{
    const size_t n = strlen(from);
    const bool is_old = n > 4 && strcmp(from + n - 4, ".old") == 0;

    may_die();
    return !is_old && (fails(DISK) || fails(CHANGES)) ? failed(EIO)
                                                      : __real_rename(from, to);
}

/* In a trial, figures are drawn in this process. */
bool faults_is_trial;

pid_t __wrap_fork(void) { return faults_is_trial ? failed(ENOSYS) : __real_fork(); }

int __wrap_mkdir(const char *path, mode_t mode)
{
    may_die();
    return fails(DISK) || fails(CHANGES) ? failed(ENOSPC) : __real_mkdir(path, mode);
}

/* ---- results --------------------------------------------------------------- */

uint64_t faults_result;

static void mix(uint64_t *hash, const void *bytes, size_t size)
{
    *hash = sim_hash_bytes(*hash, bytes, size);
}

void faults_mix(const void *bytes, size_t size) { mix(&faults_result, bytes, size); }

void faults_add_findings(const sim_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++)
        faults_mix(findings->lines[i], strlen(findings->lines[i]));
}

/* Is the list of all, or, where only tables count, a figure or what figures say? */
static bool is_left_out(const char *name, file_kind kind)
{
    return strcmp(name, "files.csv") == 0 ||
           (kind == TABLES &&
            (strcmp(name, "figures.csv") == 0 ||
             (!strstr(name, ".csv") && !strstr(name, ".ini") && !strstr(name, ".txt"))));
}

uint64_t faults_hash_files(const char *path, file_kind kind)
{
    DIR *folder = opendir(path);
    uint64_t sum = 1;

    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char bytes[4096], name[512];
        uint64_t hash = SIM_HASH;
        ssize_t n;
        int number;

        if (*entry->d_name == '.' || is_left_out(entry->d_name, kind)) continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        mix(&hash, name, strlen(name));
        number = open(name, O_RDONLY);
        while ((n = read(number, bytes, sizeof bytes)) > 0) mix(&hash, bytes, (size_t)n);
        close(number);
        sum += hash;
    }
    if (folder) closedir(folder);
    return folder ? sum : 0;
}

uint64_t faults_hash_folder(const char *path) { return faults_hash_files(path, ALL); }

void faults_remove_folder(const char *path)
{
    DIR *folder = opendir(path);

    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char name[512];

        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (*entry->d_name != '.') unlink(name);
    }
    if (folder) closedir(folder);
    rmdir(path);
}

static void copy_file(const char *from, const char *to)
{
    const int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_EXCL, 0666);
    char bytes[4096];
    ssize_t n;

    ck_assert(in >= 0 && out >= 0);
    while ((n = read(in, bytes, sizeof bytes)) > 0)
        ck_assert_int_eq(write(out, bytes, (size_t)n), n);
    ck_assert_int_eq(n, 0);
    close(in);
    close(out);
}

void faults_copy_folder(const char *from, const char *to)
{
    DIR *folder = opendir(from);

    if (folder) ck_assert_int_eq(__real_mkdir(to, 0777), 0);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char old[512], new[512];

        if (*entry->d_name == '.') continue;
        snprintf(old, sizeof old, "%s/%s", from, entry->d_name);
        snprintf(new, sizeof new, "%s/%s", to, entry->d_name);
        copy_file(old, new);
    }
    if (folder) closedir(folder);
}

void faults_age_folder(const char *path)
{
    sim_files_list list;
    char name[512];
    sim_error err;
    FILE *out;

    if (access(path, F_OK) != 0) return;
    ck_assert_msg(sim_files_list_read(&list, path, &err) == SIM_OK, "%s", err.text);
    for (size_t i = 0; i < list.n; i++) {
        int number;

        snprintf(name, sizeof name, "%s/%s", path, list.row[i].name);
        number = open(name, O_WRONLY | O_APPEND);
        ck_assert_int_eq(write(number, "old", 3), 3);
        close(number);
        ck_assert_int_eq(sim_files_row_measure(&list.row[i], name, &err), SIM_OK);
    }
    snprintf(name, sizeof name, "%s/files.csv", path);
    out = __real_fopen(name, "wb");
    sim_files_list_write(&list, out);
    ck_assert_int_eq(__real_fclose(out), 0);
    sim_files_list_free(&list);
}
