/* command_validate.c -- potency validate: the model beside published measurements. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/cli/cli.h"
#include "sim/cli/evidence.h"
#include "sim/cli/progress.h"
#include "sim/cli/published.h"
#include "sim/cli/verdict.h"
#include "sim/engine/rng.h"
#include "sim/io/files.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"

enum {
    REPLICATES = 200,
    FEW = 20, /* of which none lies outside 90 % */
    REPLICATES_MOST = 100000,
    PATH_SIZE = 4096,
    TEXT_SIZE = 512,
    NAME_SIZE = 256
};

static const char own_name[] = "validate", own_table[] = "validation.csv";
static const char own_columns[] = "validation_columns.csv", own_report[] = "validation.txt";

typedef struct {
    sim_arguments shared;
    sim_sheet_look look;
    const char *study;
    size_t replicates, threads;
    bool lists;
} validate_options;

/* ---- options -------------------------------------------------------------- */

static const sim_option options[] = {
    {.group = sim_folder_options},
    {"study", 'y', "NAME",
     "Only the rows of this study or part (gvhd), or of studies that start with NAME, or "
     "else hold it",
     SIM_INTO(validate_options, study)},
    {"list", 'l', NULL, "List the studies, those of --study, and end",
     SIM_INTO(validate_options, lists)},
    {"replicates", 'n', "N",
     "Replicates of donor and laboratory for the 90 % band (200); 0: no band",
     SIM_INTO(validate_options, replicates), .most = REPLICATES_MOST},
    {"seed", 'r', "S", "Seed of their draws, as --set run.seed=S", sim_read_setting,
     .setting = "run.seed"},
    {"threads", 'j', "T", "Threads that solve (as many as there are processors)",
     SIM_INTO(validate_options, threads), .least = 1, .most = SIM_THREADS_MOST},
    {.group = sim_set_options},
    {.group = sim_sheet_rows, .at = offsetof(validate_options, look)},
    {0},
};

/* All that it holds; released in one place. */
typedef struct {
    validate_options options;
    sim_measurements table;
    bool *chosen; /* [table.n] */
    sim_validation_task task;
    sim_validation validation;
    sim_memory report;
    sim_files files;
} validate_state;

/* ---- texts ---------------------------------------------------------------- */

/* Where a table's parameter files may stand: beside it, or in validation/ beside it. */
static const char *const folders[] = {"", "validation/"};
enum { N_FOLDERS = sizeof folders / sizeof *folders };

/* How long the folder in a table's name is; a table that is piped stands in this one. */
static int folder_length(const char *rows)
{
    struct stat about;

    if (stat(rows, &about) == 0 && !S_ISREG(about.st_mode)) return 0;
    return (int)(sim_text_base_name(rows) - rows);
}

static sim_status print_path(const char *rows, size_t folder, const char *name,
                             char path[PATH_SIZE], sim_error *err)
{
    if (snprintf(path, PATH_SIZE, "%.*s%s%s", folder_length(rows), rows, folders[folder],
                 name) < PATH_SIZE)
        return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: the path is too long; a shorter one would be right",
                    name);
}

/* Offers the files of a folder; the nearest one's name is copied to `room`. */
static void offer_files(const char *path, sim_nearest *nearest, char room[NAME_SIZE])
{
    DIR *dir = opendir(*path ? path : ".");
    const struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        const char *ending = strrchr(entry->d_name, '.');

        if (!ending || strcmp(ending, ".ini") != 0) continue;
        sim_nearest_offer(nearest, entry->d_name);
        if (nearest->best != entry->d_name) continue;
        snprintf(room, NAME_SIZE, "%s", entry->d_name);
        nearest->best = room;
    }
    if (dir) closedir(dir);
}

static sim_status hint_at_files(const char *rows, const char *name, sim_found *found,
                                sim_error *err)
{
    sim_nearest nearest = {.wanted = name};
    char path[PATH_SIZE], room[NAME_SIZE];
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < N_FOLDERS; i++) {
        status = print_path(rows, i, "", path, err);
        if (status == SIM_OK) offer_files(path, &nearest, room);
    }
    sim_nearest_print(&nearest,
                      "a parameter file beside the table, or in validation/ beside it, "
                      "would be right",
                      found->hint, sizeof found->hint);
    return status;
}

static sim_status find_beside(const char *rows, const char *name, sim_found *found,
                              sim_error *err)
{
    char path[PATH_SIZE];

    for (size_t i = 0; i < N_FOLDERS; i++) {
        sim_status status = print_path(rows, i, name, path, err);

        if (status != SIM_OK) return status;
        if (access(path, F_OK) != 0) continue;
        found->is_file = true;
        found->place = sim_text_copy(path);
        return found->place ? sim_files_read_text(path, &found->text, err)
                            : sim_fail_memory(err, path);
    }
    return hint_at_files(rows, name, found, err);
}

static sim_status find_text(void *self, const char *name, sim_found *found, sim_error *err)
{
    const validate_state *s = self;
    const char *rows = s->options.shared.argument;

    return rows ? find_beside(rows, name, found, err)
                : sim_published_find(NULL, name, found, err);
}

static sim_status read_own(const char *rows, sim_measurements *table, sim_error *err)
{
    FILE *in = NULL;
    sim_status status = sim_files_read(rows, &in, err);

    if (status != SIM_OK) return status;
    status = sim_measurements_read(table, rows, in, err);
    fclose(in);
    return status;
}

static sim_status read_rows(validate_state *s, sim_error *err)
{
    const char *rows = s->options.shared.argument;
    const sim_status status =
        rows ? read_own(rows, &s->table, err) : sim_published_read(&s->table, err);

    for (size_t i = 0; status == SIM_OK && i < s->table.remarks.n; i++)
        fprintf(stderr, "%s\n", s->table.remarks.lines[i]);
    return status;
}

/* ---- studies -------------------------------------------------------------- */

typedef bool fits(const sim_measurement *row, const char *wanted);

static bool is_named(const sim_measurement *row, const char *wanted)
{
    return strcmp(row->study, wanted) == 0;
}

static bool is_of_group(const sim_measurement *row, const char *wanted)
{
    return strcasecmp(row->group, wanted) == 0;
}

static bool starts_so(const sim_measurement *row, const char *wanted)
{
    return strncasecmp(row->study, wanted, strlen(wanted)) == 0;
}

static bool holds(const sim_measurement *row, const char *wanted)
{
    return sim_text_holds(row->study, wanted);
}

static size_t choose_by(validate_state *s, fits *fit)
{
    size_t n = 0;

    for (size_t i = 0; i < s->table.n; i++) {
        s->chosen[i] = fit(&s->table.list[i], s->options.study);
        n += s->chosen[i];
    }
    return n;
}

/* The first words of what is in front of a comma, a colon or a parenthesis: "Satue 2019" of
 * "Satue 2019 (knee, tolerant rat)" is what people type. */
static void offer_study(sim_nearest *nearest, const char *study, char room[TEXT_SIZE])
{
    sim_nearest_offer(nearest, study);
    if (nearest->best) return;
    snprintf(room, TEXT_SIZE, "%.*s", (int)strcspn(study, ",(:"), study);
    sim_nearest_offer(nearest, sim_text_trim(room));
    if (nearest->best) nearest->best = study;
}

static sim_status choose_rows(validate_state *s, sim_error *err)
{
    static fits *const how[] = {is_named, is_of_group, starts_so, holds};
    sim_nearest nearest = {.wanted = s->options.study};
    char hint[TEXT_SIZE], room[TEXT_SIZE];

    s->chosen = calloc(s->table.n + 1, sizeof *s->chosen);
    if (!s->chosen) return sim_fail_memory(err, "validate");
    if (!s->options.study) {
        for (size_t i = 0; i < s->table.n; i++) s->chosen[i] = true;
        return SIM_OK;
    }
    for (size_t i = 0; *s->options.study && i < sizeof how / sizeof *how; i++) {
        if (choose_by(s, how[i]) > 0) return SIM_OK;
    }
    for (size_t i = 0; i < s->table.n; i++)
        offer_study(&nearest, s->table.list[i].study, room);
    sim_nearest_print(&nearest, "`potency validate --list` lists them", hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "--study '%s' is no study of %s%s", s->options.study,
                    s->table.file, hint);
}

/* ---- solving -------------------------------------------------------------- */

static sim_status prepare(validate_state *s, sim_error *err)
{
    sim_status status = read_rows(s, err);

    if (status == SIM_OK) status = choose_rows(s, err);
    if (status != SIM_OK || s->options.lists) return status;
    s->task = (sim_validation_task){.chains = models_chains,
                                    .find = find_text,
                                    .self = s,
                                    .sets = s->options.shared.sets,
                                    .n_sets = s->options.shared.n_sets,
                                    .chosen = s->chosen,
                                    .replicates = s->options.replicates,
                                    .threads = s->options.threads};
    return sim_validation_init(&s->validation, &s->task, &s->table, err);
}

static sim_status claim_files(validate_state *s, sim_error *err)
{
    static const char *const names[] = {own_table, own_columns, own_report};
    sim_status status = sim_files_init(&s->files, s->options.shared.dir, own_name, err);

    if (status == SIM_OK && s->options.shared.argument)
        sim_files_source(&s->files, s->options.shared.argument);
    for (size_t i = 0; status == SIM_OK && i < sizeof names / sizeof *names; i++)
        status = sim_files_claim(&s->files, names[i], err);
    return status == SIM_OK
               ? sim_evidence_claim(&s->validation, &s->options.look, &s->files, err)
               : status;
}

static sim_status solve(validate_state *s, sim_error *err)
{
    sim_progress progress;
    const sim_hooks hooks =
        sim_progress_start(&progress, "solves", 0, sim_validation_count(&s->validation));
    sim_status status = sim_validation_solve(&s->validation, &hooks, err);

    sim_progress_end(&progress);
    return status;
}

/* ---- writing -------------------------------------------------------------- */

/* Rows about a cohort are not of the mean course. */
static void print_asked(const sim_validation *v, FILE *out)
{
    for (size_t i = 0; i < v->n_bases; i++) {
        if (!v->bases[i]->asks[SIM_ASKS_CHANCES]) continue;
        fprintf(out, "cohort_...: of %zu replicates, seed %d, whatever run.seed is\n",
                sim_inquiries[SIM_ASKS_CHANCES].n,
                (int)sim_inquiries[SIM_ASKS_CHANCES].seed);
        return;
    }
}

static void print_making(const validate_state *s, FILE *out)
{
    const validate_options *o = &s->options;
    const sim_population *population = sim_validation_population(&s->validation);

    fprintf(out, "Potency %s beside published measurements%s%s\n", sim_version,
            o->study ? ": " : "", o->study ? o->study : "");
    fprintf(out, "model: the mean course; ");
    if (o->replicates > 0)
        fprintf(out, "band: 90 %% of %zu replicate%s over %s and %s%s\n", o->replicates,
                o->replicates == 1 ? "" : "s", sim_owner_name(population, SIM_SOURCE),
                sim_owner_name(population, SIM_LABORATORY),
                o->replicates < FEW ? ", too few for a band" : "");
    else
        fprintf(out, "no band\n");
    if (o->replicates > 0)
        fprintf(out, "random numbers: %s; the seed is run.seed of each file\n",
                sim_rng_scheme);
    print_asked(&s->validation, out);
    for (size_t i = 0; i < o->shared.n_sets; i++)
        fprintf(out, "--set %s\n", o->shared.sets[i]);
    if (s->validation.n_lost > 0)
        fprintf(out, "warning: %zu replicates could not be solved and stand in no band\n",
                s->validation.n_lost);
}

static sim_status print_report(validate_state *s, sim_error *err)
{
    sim_status status = sim_memory_open(&s->report, "validate", err);

    if (status != SIM_OK) return status;
    print_making(s, s->report.stream);
    sim_verdict_print(&s->validation, s->report.stream);
    return sim_memory_close(&s->report, "validate", err);
}

static sim_status write_tables(validate_state *s, sim_error *err)
{
    sim_rows_to to = {0};
    sim_rows rows;
    sim_column column;
    sim_status status = sim_files_open(&s->files, own_table, &to.csv, err);

    if (status == SIM_OK) status = sim_measurements_write(&s->table, s->chosen, &to, err);
    if (status == SIM_OK) status = sim_files_open(&s->files, own_columns, &to.csv, err);
    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &sim_columns_layout, &to);
    for (size_t i = 0; sim_measurement_column(i, &column); i++)
        sim_rows_describe(&rows, &(sim_layout){"validation", &column, 1}, "");
    return sim_rows_end(&rows, err);
}

static sim_status write_all(validate_state *s, sim_error *err)
{
    FILE *out = NULL;
    sim_status status = print_report(s, err);

    if (status == SIM_OK) status = write_tables(s, err);
    if (status == SIM_OK) status = sim_files_open(&s->files, own_report, &out, err);
    if (status != SIM_OK) return status;
    fprintf(out, "%s\n%s\n", s->report.bytes, sim_disclaimer);
    status = sim_files_replace(&s->files, err);
    if (status == SIM_OK)
        status = sim_evidence_write(&s->validation, s->options.study, &s->options.look,
                                    &s->files, err);
    return status == SIM_OK ? sim_files_commit(&s->files, err) : status;
}

static sim_status run(void *self, sim_error *err)
{
    validate_state *s = self;
    sim_status status = claim_files(s, err);

    if (status == SIM_OK) status = solve(s, err);
    if (status == SIM_OK) status = write_all(s, err);
    sim_files_leave(&s->files);
    return status;
}

/* ---- the command ---------------------------------------------------------- */

static sim_status call(const sim_call *how, sim_error *err)
{
    validate_state s = {.options = {.shared.dir = "out", .replicates = REPLICATES}};
    sim_status status;

    sim_options_read(how, &s.options);
    status = prepare(&s, err);
    if (status == SIM_OK && s.options.lists) {
        sim_verdict_print_studies(&s.table, s.chosen, stdout);
    } else if (status == SIM_OK) {
        status = sim_signals_hold(run, &s, err);
        if (status == SIM_OK) {
            printf("%s\n", s.report.bytes);
            sim_files_print(&s.files, stdout);
            printf("\n%s\n", sim_disclaimer);
        }
    }
    sim_files_free(&s.files);
    sim_memory_free(&s.report);
    sim_validation_free(&s.validation);
    free(s.chosen);
    sim_measurements_free(&s.table);
    return status;
}

const sim_command sim_command_validate = {.options = options, .call = call};
