/* faults.h -- for tests: memory that runs out and a disk that fails, where a plan says so.
 *
 * The linker gives programs with this file a malloc and a fopen of their own (`-Wl,--wrap`, see
 * the Makefile); nothing fails before a plan is made.
 */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "sim/io/findings.h"
#include "sim/model/hash.h"

/* Check itself is linked with these wrappers: no assertion stands where calls may fail. */
typedef enum { NOTHING, MEMORY, DISK, SHORT_WRITES, CHANGES, KILL, INTERRUPT } fault_kind;

/* Which calls fail. */
typedef struct {
    fault_kind kind;
    size_t first; /* from 1 */
    bool all_after;
    size_t calls; /* so far */
} fault_plan;
extern fault_plan faults_plan;

/* Who made each call while none fails: callers, and theirs, hashed.  Calls by the same way
 * fail alike. */
enum { FAULTS_CALLS = 1 << 16 };
extern uint64_t faults_ways[FAULTS_CALLS];

extern size_t faults_n_live; /* blocks that were allocated here and not yet freed */
extern bool faults_is_trial; /* figures are drawn in this process then */

/* How often the disk was waited for. */
typedef struct {
    size_t files, folders;
} faults_disk;
extern faults_disk faults_synced;

/* What fails nowhere, and what does where it is planned. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *block);
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

/* A number that changes with all that a subject came to: it starts at SIM_HASH. */
extern uint64_t faults_result;
void faults_mix(const void *bytes, size_t size);
void faults_add_findings(const sim_findings *findings);

/* The hash of names and contents in a folder, less files.csv; 0 if there is none. */
typedef enum { ALL, TABLES } file_kind;
uint64_t faults_hash_files(const char *path, file_kind kind);
uint64_t faults_hash_folder(const char *path);

void faults_remove_folder(const char *path);

/* Where there is none, there is none afterwards. */
void faults_copy_folder(const char *from, const char *to);

/* Makes the files in the folder those of another time, and says so in its list. */
void faults_age_folder(const char *path);

#endif
