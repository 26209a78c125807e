/* command_slurm.c -- potency slurm FILE: a job script for a sweep in shards. */
#define _GNU_SOURCE /* program_invocation_name */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/slurm.h"
#include "sim/cli/solving.h"
#include "sim/io/files.h"
#include "sim/io/text.h"

/* Slurm counts the tasks of an array up to MaxArraySize - 1, and that is 1001 by default. */
enum { SHARDS_MOST = 1000, NAME_SIZE = 512 };

typedef struct {
    sim_arguments shared; /* `dir` is the database */
    size_t shards;        /* 0: not given */
    size_t threads;
    size_t throttle; /* 0: not given */
    bool keeps_courses;
    const char *time, *partition, *account, *memory, *modules;
} slurm_options;

/* ---- options -------------------------------------------------------------- */

static const sim_option options[] = {
    {"shards", 'n', "N", "Parts of the sweep, a task each: 1 to 1000, Slurm's own limit",
     SIM_INTO(slurm_options, shards), .least = 1, .most = SHARDS_MOST},
    {"threads", 'j', "T", "Threads, and processors, of each task (1)",
     SIM_INTO(slurm_options, threads), .least = 1, .most = SIM_THREADS_MOST},
    {"time", 't', "LIMIT", "Time limit of each task, as sbatch takes it: 2:00:00",
     SIM_INTO(slurm_options, time)},
    {"memory", 'm', "MEMORY", "Memory of each task, as sbatch takes it: 2G",
     SIM_INTO(slurm_options, memory)},
    {"throttle", 'w', "N", "Tasks that run at a time, at most",
     SIM_INTO(slurm_options, throttle), .least = 1, .most = SHARDS_MOST},
    {"modules", 'M', "LIST", "Modules that each job loads first: 'gcc/12 gsl'",
     SIM_INTO(slurm_options, modules)},
    {"partition", 'p', "P", "Partition of the cluster", SIM_INTO(slurm_options, partition)},
    {"account", 'A', "ACCOUNT", "Account that is charged",
     SIM_INTO(slurm_options, account)},
    {"output", 'o', "DB",
     "Database of the merged results (FILE's name, ending in .db); shards and logs gather "
     "beside it",
     SIM_INTO(slurm_options, shared.dir)},
    {.group = sim_set_options},
    {"keep-courses", 'k', NULL, "Passed on to potency sweep, as --set is",
     SIM_INTO(slurm_options, keeps_courses)},
    {0},
};

static void check_options(const void *options_read, struct argp_state *state)
{
    const slurm_options *o = options_read;

    if (o->shards == 0)
        argp_error(state, "--shards is missing; --shards 64 makes 64 tasks");
}

/* ---- the script ----------------------------------------------------------- */

/* What stands for @name@ in slurm.sh. */
typedef struct {
    const char *name, *value; /* NULL: the options that sweep gets too */
    bool is_path;             /* which no program may take for an option */
    const slurm_options *options;
} filling;

/* As the shell reads one word. */
static void print_quoted(const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_./:+-";

    if (*text && text[strspn(text, plain)] == '\0') {
        printf("%s", text);
        return;
    }
    putchar('\'');
    for (; *text; text++) {
        if (*text == '\'')
            printf("'\\''");
        else
            putchar(*text);
    }
    putchar('\'');
}

/* The filling whose name stands between an @ and the next; NULL if none does. */
static const filling *find_filling(const filling *fillings, const char *at)
{
    for (; fillings->name; fillings++) {
        const size_t length = strlen(fillings->name);

        if (strncmp(at + 1, fillings->name, length) == 0 && at[length + 1] == '@')
            return fillings;
    }
    return NULL;
}

static void print_filling(const filling *f)
{
    if (f->value) {
        if (f->is_path && *f->value == '-') printf("./");
        print_quoted(f->value);
        return;
    }
    if (f->options->keeps_courses) printf(" --keep-courses");
    for (size_t i = 0; i < f->options->shared.n_sets; i++) {
        printf(" --set ");
        print_quoted(f->options->shared.sets[i]);
    }
}

static void print_line(const char *line, const filling *fillings)
{
    while (*line) {
        const filling *f = *line == '@' ? find_filling(fillings, line) : NULL;

        if (f) {
            print_filling(f);
            line += strlen(f->name) + 2;
        } else {
            putchar(*line++);
        }
    }
}

/* FILE's name in this folder, with another ending. */
static void name_database(const char *file, char database[NAME_SIZE])
{
    const char *name = sim_text_base_name(file);
    const size_t length = strlen(name);
    const bool ini = length > 4 && strcmp(name + length - 4, ".ini") == 0;

    snprintf(database, NAME_SIZE, "%.*s.db", (int)(ini ? length - 4 : length), name);
}

/* Can its sweep be made?  The tasks would find out one by one, later. */
static sim_status check_file(const sim_arguments *shared, sim_error *err)
{
    sim_record record;
    const sim_source source = sim_arguments_source(shared);
    sim_status status = sim_record_read(&record, &source, err);

    if (status == SIM_OK) status = sim_record_plan(&record, NULL, false, err);
    sim_record_close(&record);
    return status;
}

/* sbatch takes a backslash in the name of a log for its own. */
static sim_status check_database(const char *database, sim_error *err)
{
    if (*sim_text_base_name(database) == '\0' || sim_files_is_folder(database))
        return sim_fail(err, SIM_EVALUE,
                        "slurm: -o '%.512s' is no name of a file; one such as sweep.db "
                        "would be right",
                        database);
    if (strchr(database, '\\'))
        return sim_fail(err, SIM_EVALUE,
                        "slurm: %.512s: Slurm takes no backslash in the names of logs; -o "
                        "with another name would be right",
                        database);
    return SIM_OK;
}

static void print_script(const slurm_options *o)
{
    char shards[32], threads[32], throttle[32] = "";
    const filling fillings[] = {{"program", program_invocation_name, true, o},
                                {"file", o->shared.argument, true, o},
                                {"database", o->shared.dir, true, o},
                                {"shards", shards, false, o},
                                {"threads", threads, false, o},
                                {"throttle", throttle, false, o},
                                {"modules", o->modules, false, o},
                                {"memory", o->memory, false, o},
                                {"time", o->time, false, o},
                                {"partition", o->partition, false, o},
                                {"account", o->account, false, o},
                                {"options", NULL, false, o},
                                {0}};

    if (o->throttle > 0) snprintf(throttle, sizeof throttle, "%zu", o->throttle);
    snprintf(shards, sizeof shards, "%zu", o->shards);
    snprintf(threads, sizeof threads, "%zu", o->threads);
    for (size_t i = 0; sim_slurm_script[i]; i++) print_line(sim_slurm_script[i], fillings);
}

static sim_status call(const sim_call *how, sim_error *err)
{
    slurm_options o = {.threads = 1,
                       .time = "",
                       .memory = "",
                       .modules = "",
                       .partition = "",
                       .account = ""};
    char database[NAME_SIZE];
    sim_status status;

    sim_options_read(how, &o);
    status = check_file(&o.shared, err);
    name_database(o.shared.argument, database);
    if (!o.shared.dir) o.shared.dir = database;
    if (status == SIM_OK) status = check_database(o.shared.dir, err);
    if (status == SIM_OK) print_script(&o);
    return status;
}

const sim_command sim_command_slurm = {
    .options = options, .check = check_options, .call = call};
