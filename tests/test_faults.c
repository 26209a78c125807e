/* test_faults.c -- memory that runs out and a disk that fails, at every single place.
 *
 * The linker gives this program its own malloc and fopen (`-Wl,--wrap`, see the
 * Makefile).  Each subject below is tried with its n-th allocation failing, for n = 1, 2,
 * ... until none is left, then with all of them failing from the n-th on; and the same
 * with what it asks of files.  What must hold: the failure is reported in one line, no
 * allocation is lost, and the folder is as it was.
 */
#define _GNU_SOURCE /* fopencookie, memfd_create */

#include <check.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/cli/record.h"
#include "sim/io/files_parts.h"
#include "sim/study/advice.h"
#include "tests/suite.h"
#include "tests/temp.h"

/* ---- the plan -------------------------------------------------------------- */

/* Check itself is linked with these wrappers: no assertion stands where calls may fail. */
typedef enum { NOTHING, MEMORY, DISK, SHORT_WRITES, CHANGES, KILL, INTERRUPT } fault_kind;

/* Which calls fail. */
typedef struct {
    fault_kind kind;
    size_t first; /* from 1 */
    bool all_after;
    size_t calls; /* so far */
} fault_plan;

static fault_plan plan;

/* Who made each call while none fails: callers, and theirs, hashed.  Calls by the same way
 * fail alike. */
enum { CALLS_MAX = 1 << 16, CALLERS = 8 };
static uint64_t ways[CALLS_MAX];

static void note_way(void)
{
    void *callers[CALLERS + 2];
    const int n = backtrace(callers, CALLERS + 2);
    uint64_t hash = 0;

    for (int i = 2; i < n; i++)
        hash = (hash ^ (uintptr_t)callers[i]) * 11400714819323198485U;
    if (plan.calls == CALLS_MAX) abort();
    ways[plan.calls] = hash;
}

static bool fails(fault_kind kind)
{
    if (plan.kind != kind) return false;
    if (plan.first == SIZE_MAX) note_way();
    plan.calls++;
    return plan.all_after ? plan.calls >= plan.first : plan.calls == plan.first;
}

/* Ends the process by force, or asks it to end, at the n-th call that changes a folder. */
static void may_die(void)
{
    if (plan.kind != KILL && plan.kind != INTERRUPT) return;
    if (++plan.calls == plan.first) raise(plan.kind == KILL ? SIGKILL : SIGTERM);
}

/* ---- memory ---------------------------------------------------------------- */

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *block);

/* The blocks that were allocated here and not yet freed, hashed; what libraries allocate
 * and we free is not among them. */
enum { LIVE_MAX = 1 << 16 };
static uintptr_t live[LIVE_MAX];
static size_t n_live;

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
    if (n_live++ > LIVE_MAX / 2) abort();
    live[place_of((uintptr_t)block)] = (uintptr_t)block;
    return block;
}

/* What stands behind the gap moves up, unless it is at home there. */
static void died(uintptr_t block)
{
    size_t gap = place_of(block);

    if (live[gap] == 0) return;
    live[gap] = 0;
    n_live--;
    for (size_t i = (gap + 1) % LIVE_MAX; live[i] != 0; i = (i + 1) % LIVE_MAX) {
        const size_t away = (i - home_of(live[i])) % LIVE_MAX;

        if (away < (i - gap) % LIVE_MAX) continue;
        live[gap] = live[i];
        live[i] = 0;
        gap = i;
    }
}

void *__wrap_malloc(size_t size)
{
    return fails(MEMORY) ? NULL : born(__real_malloc(size));
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails(MEMORY) ? NULL : born(__real_calloc(n, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    const uintptr_t before = (uintptr_t)old;
    void *grown;

    if (fails(MEMORY) || !(grown = __real_realloc(old, size))) return NULL;
    died(before);
    return born(grown);
}

void __wrap_free(void *block)
{
    died((uintptr_t)block);
    __real_free(block);
}

/* ---- disk ------------------------------------------------------------------ */

FILE *__real_fopen(const char *path, const char *mode);
int __real_fflush(FILE *stream);
int __real_fclose(FILE *stream);
int __real_fileno(FILE *stream);
int __real_rename(const char *from, const char *to);
int __real_mkdir(const char *path, mode_t mode);
FILE *__wrap_fopen(const char *path, const char *mode);
int __wrap_fflush(FILE *stream);
int __wrap_fclose(FILE *stream);
int __wrap_fileno(FILE *stream);
int __wrap_fsync(int number);
int __wrap_rename(const char *from, const char *to);
int __wrap_mkdir(const char *path, mode_t mode);
pid_t __real_fork(void);
pid_t __wrap_fork(void);

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

/* How often the disk was waited for. */
static struct {
    size_t files, folders;
} synced;

/* That it really waits for the disk is of no use here. */
int __wrap_fsync(int number)
{
    struct stat about;

    if (fstat(number, &about) == 0 && S_ISDIR(about.st_mode))
        synced.folders++;
    else
        synced.files++;
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
static bool is_trial;

pid_t __wrap_fork(void) { return is_trial ? failed(ENOSYS) : __real_fork(); }

int __wrap_mkdir(const char *path, mode_t mode)
{
    may_die();
    return fails(DISK) || fails(CHANGES) ? failed(ENOSPC) : __real_mkdir(path, mode);
}

/* ---- results --------------------------------------------------------------- */

/* A number that changes with all that a subject came to (FNV-1a, 64 bits). */
static uint64_t result;
static const uint64_t no_result = 0xcbf29ce484222325U;

static void mix(uint64_t *hash, const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        *hash = (*hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3U;
}

static void add_findings(const sim_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++)
        mix(&result, findings->lines[i], strlen(findings->lines[i]));
}

typedef enum { ALL, TABLES } file_kind;

/* Is the list of all, or, where only tables count, a figure? */
static bool is_left_out(const char *name, file_kind kind)
{
    return strcmp(name, "files.csv") == 0 ||
           (kind == TABLES && !strstr(name, ".csv") && !strstr(name, ".ini") &&
            !strstr(name, ".txt"));
}

/* The hash of names and contents in a folder, less files.csv; 0 if there is none. */
static uint64_t hash_files(const char *path, file_kind kind)
{
    DIR *folder = opendir(path);
    uint64_t sum = 1;

    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char bytes[4096], name[512];
        uint64_t hash = no_result;
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

static uint64_t hash_folder(const char *path) { return hash_files(path, ALL); }

static void remove_folder(const char *path)
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

/* Where there is none, there is none afterwards. */
static void copy_folder(const char *from, const char *to)
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

/* Makes the files in the folder those of another time, and says so in its list. */
static void age_folder(const char *path)
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

/* ---- files ----------------------------------------------------------------- */

static const char experiment_text[] = "[run]\n"
                                      "days = 2\n"
                                      "[presets]\n"
                                      "source = adipose\n"
                                      "host = own_cells\n"
                                      "[passaging]\n"
                                      "harvest_passage = 0\n"
                                      "cycle_time = 1.385 d\n"
                                      "[product]\n"
                                      "dose = 37.1e6 # fresh\n"
                                      "[arm P0]\n"
                                      "[arm dead]\n"
                                      "presets.product = dead\n"
                                      "product.dose = 2.385e7 #: elsewhere.ini:3\n"
                                      "[arm untreated]\n"
                                      "product.dose = 0\n"
                                      "[arm none]\n"
                                      "product.dose = 0\n"
                                      "[figure cytokines]\n"
                                      "file = timecourse.csv\n"
                                      "y = tnf, il10\n"
                                      "scale = log\n"
                                      "from = 6 h\n"
                                      "arms = P0, dead\n"
                                      "title = Two of them\n";

/* Of b.ini, which does not run for long. */
static const char measured_text[] =
    "study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how,limit\n"
    "\"A, b\",c,predicted,number,3.71,2,4,mm,b.ini,P0,vas,2,value,\n"
    "\"A, b\",d,calibration,sign,1,,4,%,b.ini,P0,senescent_fraction,1,value,\n"
    "E,f,predicted,number,3.71,2,4,h,b.ini,P0,log_phase_doubling_time,1,value,\n"
    "E,g,predicted,number,3.71,2,4,day,b.ini,P0,live_fraction,1-2,day_below,0.1\n";

static const char broken_text[] = "[run]\n"
                                  "days = never\n"
                                  "[passaging\n"
                                  "harvest_passage = 0\n"
                                  "[product]\n"
                                  "dosis = 37.1e6\n"
                                  "doses = 77\n"
                                  " indented = 1\n"
                                  "[arm P0]\n"
                                  "presets.product = stale\n"
                                  "[arm P0]\n"
                                  "[figure ?]\n"
                                  "[figure a]\n"
                                  "y = tfn, il01\n"
                                  "[figure b]\n"
                                  "y = tnf\n"
                                  "arms = P9\n"
                                  "[figure c]\n";

static const char *const sets[] = {"passaging.donor_age=38.3",
                                   "arm dead:product.dose=3.71e7"};

static void write_file(const char *path, const char *text)
{
    FILE *out = __real_fopen(path, "wb");

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(__real_fclose(out), 0);
}

/* ---- subjects: sim/io ------------------------------------------------------ */

static sim_status read_ini(const char *file, sim_findings *findings, sim_error *err)
{
    FILE *in = NULL;
    sim_ini ini = {0};
    sim_status status = sim_files_read(file, &in, err);

    if (status != SIM_OK) return status;
    status = sim_ini_read(&ini, file, in, findings, err);
    for (size_t i = 0; status == SIM_OK && i < ini.n_rows; i++) {
        const char *const parts[] = {ini.rows[i].section, ini.rows[i].name,
                                     ini.rows[i].value, ini.rows[i].origin};

        for (size_t p = 0; p < 4; p++)
            if (parts[p]) mix(&result, parts[p], strlen(parts[p]) + 1);
    }
    sim_ini_free(&ini);
    fclose(in);
    return status;
}

static sim_status read_rows(sim_error *err) { return read_ini("a.ini", NULL, err); }

static sim_status read_broken_rows(sim_error *err)
{
    sim_findings findings = {0};
    sim_status status = read_ini("broken.ini", &findings, err);

    add_findings(&findings);
    sim_findings_free(&findings);
    return status;
}

static sim_status open_session(sim_error *err)
{
    sim_session session;
    sim_status status = sim_session_open(&session, &models_chains[0], err);

    for (size_t i = 0; status == SIM_OK && i < session.presets.n; i++)
        mix(&result, session.presets.list[i].rows,
            session.presets.list[i].n_rows * sizeof(sim_preset_row));
    sim_session_close(&session);
    return status;
}

static sim_status build_table(sim_table *table, const char *const keys[], sim_error *err)
{
    const sim_column columns[] = {{"day", "day", "time", SIM_CELL_NUMBER},
                                  {"a, b", "1", "needs quotes", SIM_CELL_NUMBER}};
    sim_status status = sim_table_init(
        table, "a", (sim_column){"arm", "1", "arm", SIM_CELL_TEXT}, columns, 2, err);

    for (size_t i = 0; status == SIM_OK && i < 385; i++) {
        double *cells;

        status = sim_table_add_row(table, keys[i % 2], &cells, err);
        if (status != SIM_OK) break;
        cells[0] = 2.385 * (double)i;
        cells[1] = 0.371 / (double)(i % 7);
    }
    return status;
}

static const char *const keys[] = {"P2", "no, \"cells\""};

static sim_status write_table(sim_error *err)
{
    sim_table table = {0};
    sim_files files = {0};
    FILE *out = NULL;
    sim_status status = build_table(&table, keys, err);

    if (status == SIM_OK) status = sim_files_init(&files, "out", "run", err);
    if (status == SIM_OK) status = sim_files_open(&files, "a.csv", &out, err);
    if (status == SIM_OK) status = sim_table_write(&table, &(sim_rows_to){.csv = out}, err);
    if (status == SIM_OK) status = sim_files_open(&files, "b.csv", &out, err);
    if (status == SIM_OK) status = sim_table_write(&table, &(sim_rows_to){.csv = out}, err);
    if (status == SIM_OK) status = sim_files_commit(&files, err);
    sim_files_free(&files);
    sim_table_free(&table);
    return status;
}

static sim_status read_table(sim_error *err)
{
    const sim_column columns[] = {{"day", "day", "time", SIM_CELL_NUMBER},
                                  {"a, b", "1", "needs quotes", SIM_CELL_NUMBER}};
    sim_csv_source source = {"kept/a.csv", NULL, keys, 2};
    sim_table table;
    sim_status status = sim_table_init(
        &table, "a", (sim_column){"arm", "1", "arm", SIM_CELL_TEXT}, columns, 2, err);

    if (status == SIM_OK) status = sim_files_read("kept/a.csv", &source.in, err);
    if (status == SIM_OK) status = sim_table_read_csv(&table, &source, err);
    if (status == SIM_OK) mix(&result, table.cells, 2 * table.n_rows * sizeof(double));
    if (source.in) fclose(source.in);
    sim_table_free(&table);
    return status;
}

/* ---- subjects: sim/study and the job ---------------------------------------- */

static void add_experiment(const sim_experiment *e)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out) abort();
    sim_experiment_write(e, out);
    if (__real_fclose(out) != 0) abort();
    mix(&result, text, size);
    __real_free(text);
}

static sim_status read_job(sim_error *err)
{
    const sim_source source = {.file = "a.ini", .sets = sets, .n_sets = 2};
    sim_job job;
    sim_status status = sim_job_read(&job, &source, err);

    if (status == SIM_OK) status = sim_job_check_figures(&job, NULL, err);
    if (status == SIM_OK) status = sim_job_check_refusals(&job, NULL, err);
    if (status == SIM_OK) add_experiment(&job.experiment);
    sim_job_close(&job);
    return status;
}

static sim_status read_broken_job(sim_error *err)
{
    sim_findings findings = {0};
    const char *const bad[] = {"joint.renew=4e5", "joint.recruit=9e6", "x=1"};
    const sim_source source = {
        .file = "broken.ini", .sets = bad, .n_sets = 3, .findings = &findings};
    sim_job job;
    sim_status status = sim_job_read(&job, &source, err);

    if (status == SIM_OK) status = sim_job_check_figures(&job, &findings, err);
    if (status == SIM_OK) status = sim_job_check_refusals(&job, &findings, err);
    if (status == SIM_OK) status = sim_findings_sort(&findings, "broken.ini", err);
    add_findings(&findings);
    sim_findings_free(&findings);
    sim_job_close(&job);
    return status;
}

static void add_tables(const sim_tables *tables)
{
    for (size_t i = 0; i < tables->n; i++) {
        const sim_table *table = &tables->table[i];

        mix(&result, table->cells, table->n_rows * table->n_columns * sizeof(double));
    }
}

static sim_status solve_job(sim_error *err)
{
    const sim_source source = {.file = "a.ini", .sets = sets, .n_sets = 2};
    sim_findings warnings = {0};
    sim_job job;
    sim_status status = sim_job_read(&job, &source, err);

    if (status == SIM_OK) status = sim_job_solve(&job, err);
    if (status == SIM_OK) status = sim_job_warnings(&job, &warnings, err);
    if (status == SIM_OK) status = sim_advice_far_values(&job.experiment, &warnings, err);
    if (status == SIM_OK) add_tables(&job.tables);
    add_findings(&warnings);
    sim_findings_free(&warnings);
    sim_job_close(&job);
    return status;
}

static sim_status load_job(sim_error *err)
{
    sim_job job;
    char file[256];
    sim_status status = sim_job_load(&job, "run", file, sizeof file, err);

    if (status == SIM_OK) status = sim_job_check_files(&job, "run", err);
    if (status == SIM_OK) add_tables(&job.tables);
    if (status == SIM_OK) mix(&result, job.solver, strlen(job.solver));
    sim_job_close(&job);
    return status;
}

/* ---- subjects: sweeps -------------------------------------------------------- */

static const char sweep_text[] = "[run]\ndays = 2\nensemble_columns = vas\n"
                                 "[passaging]\nharvest_passage = 0\n"
                                 "[arm P0]\n[arm untreated]\nproduct.dose = 0\n"
                                 "[sweep]\ndesign = grid\n"
                                 "product.dose = log 1e6..3.71e7 x 2\n"
                                 "joint.drive_tnf = 0.5, 0.8\n"
                                 "presets.host = own_cells\n";

static sim_status read_axes(sim_error *err)
{
    static const char *const rows[][2] = {
        {"product.dose", "log 1e6..3.71e7 x 9"},
        {"passaging.cycle_time", "1.5 day, 40 h, 2500 min"},
        {"presets.source", "range"}};
    sim_session session;
    sim_axes axes = {0};
    sim_status status = sim_session_open(&session, &models_chains[0], err);
    const sim_axis_world world = {&session.catalog, &session.presets};

    for (size_t i = 0; status == SIM_OK && i < 6; i++) {
        const sim_row row = {rows[i % 3][0], rows[i % 3][1], "a.ini:3", "a.ini:3",
                             (unsigned)i / 3};

        status = sim_axes_set(&axes, &world, &row, err);
    }
    if (status == SIM_OK)
        status = sim_axes_spread(&axes, &world, &(sim_axis_spread){40, 2.385, 1.1}, err);
    for (size_t i = 0; status == SIM_OK && i < axes.n; i++)
        mix(&result, &axes.list[i].levels, sizeof axes.list[i].levels);
    sim_axes_free(&axes);
    sim_session_close(&session);
    return status;
}

static sim_status mix_parameter(void *self, const sim_store_parameter *p, sim_error *err)
{
    (void)self;
    (void)err;
    mix(&result, p->name, strlen(p->name));
    mix(&result, p->value, strlen(p->value));
    return SIM_OK;
}

static sim_status plan_sweep(sim_error *err)
{
    const sim_arguments arguments = {.argument = "s.ini"};
    sim_findings advice = {0};
    sim_record record = {0};
    sim_status status = sim_record_read(&record, &arguments, err);

    if (status == SIM_OK) status = sim_record_plan(&record, NULL, true, err);
    if (status == SIM_OK) status = sim_plan_advise(&record.plan, &advice, err);
    if (status == SIM_OK)
        status = sim_plan_describe(&record.plan, mix_parameter, NULL, err);
    add_findings(&advice);
    sim_findings_free(&advice);
    sim_record_close(&record);
    return status;
}

static sim_status mix_row(void *self, const sim_store_row *row, sim_error *err)
{
    const sim_store *store = self;

    (void)err;
    mix(&result, row->status, strlen(row->status));
    mix(&result, row->numbers, store->form.n_numbers * sizeof(double));
    return SIM_OK;
}

/* Solves the points of s.ini, with what one of --set says, into a database of its own. */
static sim_status sweep_with(const char *set, sim_error *err)
{
    const sim_arguments arguments = {.argument = "s.ini", .sets = {set}, .n_sets = 1};
    sim_record r = {0};
    const sim_sweep_task task = {.plan = &r.plan,
                                 .store = &r.store,
                                 .advice = "--resume goes on",
                                 .build = "this one",
                                 .threads = 1,
                                 .shard = 1,
                                 .shards = 1};
    sim_status status = sim_record_read(&r, &arguments, err);

    if (status == SIM_OK) status = sim_record_plan(&r, NULL, true, err);
    if (status == SIM_OK) status = sim_record_create(&r, "new.db", false, err);
    if (status == SIM_OK) status = sim_sweep_run(&r.sweep, &task, err);
    if (status == SIM_OK) status = sim_store_finish(&r.store, err);
    if (status == SIM_OK) status = sim_store_each_row(&r.store, 0, mix_row, &r.store, err);
    if (r.store.db) sim_store_discard(&r.store);
    sim_record_close(&r);
    return status;
}

static sim_status sweep_points(sim_error *err)
{
    return sweep_with("sweep.replicates=0", err);
}

static sim_status sweep_cohorts(sim_error *err)
{
    return sweep_with("sweep.replicates=2", err);
}

/* ---- subjects: whole commands ------------------------------------------------ */

enum { ARGUMENTS = 12, ARGUMENT = 64 };

/* Calls a command with the words of a line; what it prints goes into the result. */
static sim_status call(const char *line, sim_error *err)
{
    char words[ARGUMENTS][ARGUMENT], *argv[ARGUMENTS + 1] = {NULL}, bytes[4096];
    const int saved = dup(STDOUT_FILENO), file = memfd_create("stdout", 0);
    const sim_listing *listing;
    sim_status status;
    ssize_t n;
    int argc = 0, length;

    for (; sscanf(line, " %63s%n", words[argc], &length) == 1; line += length, argc++)
        argv[argc] = words[argc];
    __real_fflush(stdout);
    if (saved < 0 || file < 0 || dup2(file, STDOUT_FILENO) < 0) abort();
    listing = sim_command_find(argv[0]);
    status = listing->command->call(&(sim_call){listing, argc, argv}, err);
    __real_fflush(stdout);
    lseek(file, 0, SEEK_SET);
    while ((n = read(file, bytes, sizeof bytes)) > 0) mix(&result, bytes, (size_t)n);
    if (dup2(saved, STDOUT_FILENO) < 0) abort();
    close(saved);
    close(file);
    return status;
}

static sim_status run(sim_error *err)
{
    return call("run a.ini -o out -f svg -s passaging.donor_age=38.3 -a run", err);
}

static sim_status run_against_file(sim_error *err)
{
    return call("run a.ini -o out -f pdf -s run.days=3 -a b.ini", err);
}

static sim_status plot(sim_error *err) { return call("plot run -o out", err); }

static sim_status check(sim_error *err) { return call("check a.ini", err); }

static sim_status list_params(sim_error *err) { return call("params", err); }

static sim_status list_presets(sim_error *err) { return call("presets", err); }

static sim_status show_preset(sim_error *err) { return call("presets dead", err); }

static sim_status list_models(sim_error *err) { return call("models", err); }

static sim_status show_model(sim_error *err) { return call("models knee", err); }

static sim_status export_sweep(sim_error *err) { return call("export kept.db", err); }

static sim_status verify_sweep(sim_error *err) { return call("verify kept.db", err); }

static sim_status list_missing(sim_error *err)
{
    return call("merge --missing m.db shard.db", err);
}

static sim_status merge_shards(sim_error *err)
{
    const sim_status status = call("merge --partial m.db shard.db", err);

    unlink("m.db");
    return status;
}

static sim_status validate(sim_error *err)
{
    return call("validate m.csv -o out -f svg -n 1 -j 1", err);
}

/* ---- trials ------------------------------------------------------------------ */

typedef struct {
    const char *name;
    sim_status (*act)(sim_error *err);
} subject;

static const subject subjects[] = {
    {"rows of a file", read_rows},
    {"rows of a broken file", read_broken_rows},
    {"catalog and presets", open_session},
    {"writing a table", write_table},
    {"reading a table", read_table},
    {"reading an experiment", read_job},
    {"reading a broken experiment", read_broken_job},
    {"solving", solve_job},
    {"loading a run", load_job},
    {"axes", read_axes},
    {"planning a sweep", plan_sweep},
    {"a sweep", sweep_points},
    {"a sweep of cohorts", sweep_cohorts},
    {"potency export", export_sweep},
    {"potency verify", verify_sweep},
    {"potency merge --missing", list_missing},
    {"potency merge", merge_shards},
    {"potency run", run},
    {"potency run against a file", run_against_file},
    {"potency plot", plot},
    {"potency check", check},
    {"potency params", list_params},
    {"potency presets", list_presets},
    {"potency presets dead", show_preset},
    {"potency models", list_models},
    {"potency models knee", show_model},
    {"potency validate", validate},
};

enum { N_SUBJECTS = sizeof subjects / sizeof *subjects };

static char root[TEMP_PATH], program[4096];
static int home;

/* One of all points, one of a part: without the lines that a sweep tells. */
static void make_databases(void)
{
    static const char *const options[] = {"-o kept.db", "-i 1/3 -o shard.db"};
    char command[sizeof program + 64];

    for (size_t i = 0; i < 2; i++) {
        snprintf(command, sizeof command, "'%s' sweep s.ini -k %s >said 2>&1", program,
                 options[i]);
        ck_assert_int_eq(system(command), 0);
    }
}

static void set_up(void)
{
    const char *built = getenv("POTENCY");
    sim_error err = {""};

    ck_assert_ptr_nonnull(realpath(built ? built : "build/potency", program));
    gsl_set_error_handler_off();
    temp_folder("faults", root);
    home = open(".", O_RDONLY | O_DIRECTORY);
    ck_assert(home >= 0 && chdir(root) == 0);
    write_file("a.ini", experiment_text);
    write_file("b.ini", "[run]\ndays = 2\n[passaging]\nharvest_passage = 1\n[arm P0]\n");
    write_file("broken.ini", broken_text);
    write_file("s.ini", sweep_text);
    write_file("m.csv", measured_text);
    make_databases();
    ck_assert_msg(write_table(&err) == SIM_OK, "%s", err.text);
    ck_assert_int_eq(rename("out", "kept"), 0);
    ck_assert_msg(call("run a.ini -o run", &err) == SIM_OK, "%s", err.text);
}

static void tear_down(void)
{
    remove_folder("out");
    remove_folder("stock");
    remove_folder("run");
    remove_folder("kept");
    ck_assert_int_eq(fchdir(home), 0);
    close(home);
    remove_folder(root);
    ck_assert_int_ne(access(root, F_OK), 0);
}

/* One trial; its plan says afterwards how many calls there were. */
static sim_status try(const subject *s, fault_plan *p, sim_error *err)
{
    const size_t before = n_live;
    sim_status status;

    *err = (sim_error){""};
    result = no_result;
    plan = *p;
    is_trial = true;
    status = s->act(err);
    is_trial = false;
    *p = plan;
    plan = (fault_plan){.kind = NOTHING};
    ck_assert_msg(n_live == before, "%s: %zu allocations are lost when call %zu fails: %s",
                  s->name, n_live - before, p->first, err->text);
    return status;
}

/* The folder that results go to: there is none, or one that holds an earlier run. */
typedef enum { FRESH, OLD } folder_state;

static uint64_t prepare_folder(const subject *s, folder_state state)
{
    fault_plan none = {.kind = NOTHING};
    sim_error err;

    remove_folder("out");
    remove_folder("stock");
    if (state == FRESH) return 0;
    ck_assert_msg(try(s, &none, &err) == SIM_OK, "%s: %s", s->name, err.text);
    age_folder("out");
    copy_folder("out", "stock");
    return hash_folder("out");
}

/* Gives the folder what it had then. */
static void restore_folder(void)
{
    remove_folder("out");
    copy_folder("stock", "out");
}

/* Do its tables stay when its figures fail? */
static bool draws_last(const subject *s)
{
    return s->act == run || s->act == run_against_file || s->act == validate;
}

/* What the folder may be after a failure. */
typedef struct {
    uint64_t before, tables;
} folders;

static void check_failure(const subject *s, const fault_plan *p, sim_status status,
                          const sim_error *err, const folders *right_ones)
{
    const sim_status right = p->kind == MEMORY ? SIM_ENOMEM : SIM_EIO;

    ck_assert_msg(status == right, "%s: call %zu fails, status %d: %s", s->name, p->first,
                  status, err->text);
    ck_assert_msg(strchr(err->text, ':') > err->text, "%s: call %zu: '%s' names no place",
                  s->name, p->first, err->text);
    for (const char *c = err->text; *c; c++) ck_assert(!iscntrl((unsigned char)*c));
    ck_assert_msg(hash_folder("out") == right_ones->before ||
                      (draws_last(s) && hash_folder("out") == right_ones->tables),
                  "%s: call %zu fails, the folder differs: %s", s->name, p->first,
                  err->text);
    ck_assert_msg(access("out/.potency", F_OK) != 0, "%s: call %zu fails and leaves a room",
                  s->name, p->first);
}

/* Is it the first or the last call of its way? A run makes thousands of allocations, most
 * of them in loops. */
static bool ends_its_way(size_t call, size_t calls)
{
    bool before = false, after = false;

    for (size_t i = 0; i < call && !before; i++) before = ways[i] == ways[call];
    for (size_t i = call + 1; i < calls && !after; i++) after = ways[i] == ways[call];
    return !before || !after;
}

/* Which call fails next, from 1: of those for memory, the ends of each way; of those to the
 * disk, the first and the last, and ever fewer between. */
static size_t next(const fault_plan *p, size_t calls)
{
    size_t n = p->first + 1;

    if (p->kind != MEMORY) return calls <= 32 || n + 3 > calls ? n : n + p->first / 4;
    while (n <= calls && !ends_its_way(n - 1, calls)) n++;
    return n;
}

/* Fails one call after the other; a failure that did no harm gives the same result. */
static void fail_each(const subject *s, fault_kind kind, bool all_after, folder_state state)
{
    uint64_t expected, after;
    folders right = {.before = prepare_folder(s, state)};
    fault_plan p = {.kind = kind, .first = SIZE_MAX};
    sim_error err;

    ck_assert_msg(try(s, &p, &err) == SIM_OK, "%s: %s", s->name, err.text);
    expected = result;
    after = hash_folder("out");
    right.tables = hash_files("out", TABLES);
    restore_folder();
    for (size_t first = 1, calls = p.calls; first <= calls; first = next(&p, calls)) {
        sim_status status;

        p = (fault_plan){kind, first, all_after, 0};
        status = try(s, &p, &err);
        if (status != SIM_OK)
            check_failure(s, &p, status, &err, &right);
        else
            ck_assert_msg(result == expected && hash_folder("out") == after,
                          "%s: call %zu fails and gives another result", s->name, first);
        if (hash_folder("out") != right.before) restore_folder();
    }
}

START_TEST(a_failing_allocation_is_told_and_loses_nothing)
{
    fail_each(&subjects[_i], MEMORY, false, FRESH);
}
END_TEST

START_TEST(memory_that_is_gone_for_good_is_told_and_loses_nothing)
{
    fail_each(&subjects[_i], MEMORY, true, OLD);
}
END_TEST

START_TEST(a_failing_file_is_told_and_leaves_no_new_one)
{
    fail_each(&subjects[_i], DISK, false, FRESH);
}
END_TEST

START_TEST(a_failing_file_leaves_those_of_the_run_before)
{
    fail_each(&subjects[_i], DISK, false, OLD);
}
END_TEST

START_TEST(a_disk_that_is_gone_for_good_leaves_the_files_of_the_run_before)
{
    fail_each(&subjects[_i], DISK, true, OLD);
}
END_TEST

START_TEST(a_short_write_is_told_and_leaves_the_files_of_the_run_before)
{
    fail_each(&subjects[_i], SHORT_WRITES, false, OLD);
}
END_TEST

/* ---- ends by force ------------------------------------------------------------ */

static const char *const killed[] = {"writing a table", "potency run"};

static const subject *subject_named(const char *name)
{
    const subject *s = subjects;

    while (strcmp(s->name, name) != 0) s++;
    return s;
}

/* What became of a process that met this plan. */
static int wait_for(const subject *s, const fault_plan *p)
{
    const pid_t child = __real_fork();
    sim_error err;
    int status;

    ck_assert_int_ge(child, 0);
    if (child == 0) {
        signal(SIGTERM, SIG_DFL); /* Check's would end the test */
        plan = *p;
        is_trial = true;
        s->act(&err);
        _exit(plan.calls < plan.first ? 0 : 1);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return status;
}

/* Was it killed at this call? */
static bool kill_at(const subject *s, size_t first)
{
    const int status = wait_for(s, &(fault_plan){.kind = KILL, .first = first});

    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

START_TEST(what_is_killed_at_any_call_is_followed_by_a_whole_run)
{
    const subject *s = subject_named(killed[_i / 2]);
    const folder_state state = _i % 2 ? OLD : FRESH;
    fault_plan none = {.kind = NOTHING};
    size_t calls = 0;
    uint64_t after;
    sim_error err;

    prepare_folder(s, FRESH);
    ck_assert_msg(try(s, &none, &err) == SIM_OK, "%s", err.text);
    after = hash_folder("out");
    prepare_folder(s, state);
    while (kill_at(s, calls + 1)) {
        calls++;
        ck_assert_msg(try(s, &none, &err) == SIM_OK, "%s: killed at call %zu: %s", s->name,
                      calls, err.text);
        ck_assert_msg(hash_folder("out") == after, "%s: killed at call %zu: it differs",
                      s->name, calls);
        ck_assert_int_ne(access("out/.potency", F_OK), 0);
        restore_folder();
    }
    ck_assert_uint_gt(calls, 10);
}
END_TEST

static sim_status run_alone(sim_error *err) { return call("run a.ini -o out -f svg", err); }

/* It waits until the folder is whole, whether it ends the run then or is told. */
START_TEST(a_signal_at_any_call_leaves_a_folder_in_order)
{
    const subject s = {"potency run", run_alone};
    size_t first = 0;
    int status;

    write_file("a.ini", experiment_text);
    do {
        sim_files_list list;
        sim_error err;

        remove_folder("out");
        status = wait_for(&s, &(fault_plan){.kind = INTERRUPT, .first = ++first});
        ck_assert_msg(access("out/.potency", F_OK) != 0, "call %zu leaves a room", first);
        if (access("out", F_OK) != 0) continue;
        ck_assert_int_eq(sim_files_list_read(&list, "out", &err), SIM_OK);
        ck_assert(list.exists);
        ck_assert_int_eq(sim_files_list_check(&list, "out", false, &err), SIM_OK);
        sim_files_list_free(&list);
    } while (!WIFEXITED(status) || WEXITSTATUS(status) != 0);
    unlink("a.ini");
    ck_assert_uint_gt(first, 10);
}
END_TEST

/* ---- the disk -------------------------------------------------------------------- */

static char dry[TEMP_PATH];

static void enter_folder(void)
{
    temp_folder("disk", dry);
    ck_assert_int_eq(chdir(dry), 0);
}

static void leave_folder(void)
{
    remove_folder("out");
    remove_folder("stock");
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(dry), 0);
}

/* Two tables and the list; the room, the folder before and after the list has its name, and
 * where a new folder stands. */
START_TEST(what_is_written_waits_for_the_disk)
{
    sim_error err;

    ck_assert_msg(write_table(&err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(synced.files, 3);
    ck_assert_uint_eq(synced.folders, 4);
}
END_TEST

/* Any of the calls that change the folder or wait for the disk, the last too. */
START_TEST(a_call_that_fails_makes_the_commit_fail)
{
    size_t n = 0;
    sim_error err;

    plan = (fault_plan){CHANGES, SIZE_MAX, false, 0};
    ck_assert_msg(write_table(&err) == SIM_OK, "%s", err.text);
    n = plan.calls;
    for (size_t first = 1; first <= n; first++) {
        plan = (fault_plan){NOTHING, 0, false, 0};
        remove_folder("out");
        plan = (fault_plan){CHANGES, first, false, 0};
        ck_assert_msg(write_table(&err) == SIM_EIO, "call %zu of %zu", first, n);
    }
    plan = (fault_plan){NOTHING, 0, false, 0};
}
END_TEST

/* ---- standard output --------------------------------------------------------- */

static const char *const printing[] = {
    "run a.ini -o out",
    "run a.ini -o out -a run",
    "check a.ini",
    "plot run -o out",
    "sweep s.ini -k -r -o kept.db",
    "validate m.csv -n 0 -o out",
    "export kept.db",
    "export kept.db --courses",
    "export kept.db --columns",
    "sensitivity --help",
    "verify kept.db",
    "merge --missing m.db shard.db",
    "merge --partial merged.db shard.db",
    "params",
    "params product.",
    "params product.dose",
    "presets",
    "presets dead",
    "models",
    "models knee",
    "completion bash",
    "selftest --runs 1000",
    "slurm s.ini --shards 3",
    "manual",
    "words",
    "words PD",
    "card",
    "--help",
    "--version",
    "run --help",
};

enum { N_PRINTING = sizeof printing / sizeof *printing };

START_TEST(a_full_standard_output_is_told_and_fails)
{
    char command[8192], said[256] = "";
    size_t length;
    FILE *in;
    int status;

    /* but for what is told of its rows */
    snprintf(command, sizeof command,
             "'%s' %s >/dev/full 2>all; code=$?; grep -v ' stands over ' all >said; "
             "exit $code",
             program, printing[_i]);
    status = system(command);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 1, "%s: exits %d",
                  printing[_i], WEXITSTATUS(status));
    in = fopen("said", "rb");
    ck_assert_ptr_nonnull(in);
    length = fread(said, 1, sizeof said - 1, in);
    ck_assert_int_eq(fclose(in), 0);
    ck_assert_msg(strncmp(said, "standard output: cannot be written: ", 36) == 0, "%s: %s",
                  printing[_i], said);
    ck_assert_msg(strchr(said, '\n') == said + length - 1, "%s: %s", printing[_i], said);
}
END_TEST

START_TEST(every_command_is_among_those_that_print)
{
    for (size_t c = 0; sim_commands[c].name; c++) {
        const size_t length = strlen(sim_commands[c].name);
        size_t i = 0;

        while (i < N_PRINTING && strncmp(printing[i], sim_commands[c].name, length) != 0)
            i++;
        ck_assert_msg(i < N_PRINTING, "%s", sim_commands[c].name);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("faults");
    TCase *faults = tcase_create("faults"), *disk = tcase_create("disk"),
          *killing = tcase_create("killed"), *asking = tcase_create("signals");

    tcase_add_checked_fixture(disk, enter_folder, leave_folder);
    tcase_add_test(disk, what_is_written_waits_for_the_disk);
    tcase_add_test(disk, a_call_that_fails_makes_the_commit_fail);
    suite_add_tcase(suite, disk);
    tcase_add_checked_fixture(killing, enter_folder, leave_folder);
    tcase_add_loop_test(killing, what_is_killed_at_any_call_is_followed_by_a_whole_run, 0,
                        2);
    suite_add_tcase(suite, killing);
    tcase_add_checked_fixture(asking, enter_folder, leave_folder);
    tcase_add_test(asking, a_signal_at_any_call_leaves_a_folder_in_order);
    tcase_set_timeout(asking, 240);
    suite_add_tcase(suite, asking);
    tcase_add_unchecked_fixture(faults, set_up, tear_down);
    tcase_set_timeout(faults, 60);
    tcase_add_loop_test(faults, a_failing_allocation_is_told_and_loses_nothing, 0,
                        N_SUBJECTS);
    tcase_add_loop_test(faults, memory_that_is_gone_for_good_is_told_and_loses_nothing, 0,
                        N_SUBJECTS);
    tcase_add_loop_test(faults, what_is_killed_at_any_call_is_followed_by_a_whole_run, 2,
                        4);
    tcase_add_loop_test(faults, a_failing_file_is_told_and_leaves_no_new_one, 0,
                        N_SUBJECTS);
    tcase_add_loop_test(faults, a_failing_file_leaves_those_of_the_run_before, 0,
                        N_SUBJECTS);
    tcase_add_loop_test(faults,
                        a_disk_that_is_gone_for_good_leaves_the_files_of_the_run_before, 0,
                        N_SUBJECTS);
    tcase_add_loop_test(faults,
                        a_short_write_is_told_and_leaves_the_files_of_the_run_before, 0,
                        N_SUBJECTS);
    tcase_add_loop_test(faults, a_full_standard_output_is_told_and_fails, 0, N_PRINTING);
    tcase_add_test(faults, every_command_is_among_those_that_print);
    suite_add_tcase(suite, faults);
    return suite_run(suite);
}
