/* command_run.c -- potency run FILE: solve an experiment, write tables and a figure. */
#include <argp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/cli/report.h"
#include "sim/io/files.h"
#include "sim/model/formula.h"

enum { SETS_MAX = 256, FORMATS_MAX = 8 };

typedef struct {
    const char *file, *dir;
    const char *sets[SETS_MAX];
    size_t n_sets;
    const plot_format *formats[FORMATS_MAX];
    const char *format_names[FORMATS_MAX];
    size_t n_formats;
} options;

/* All that a run holds; released in one place. */
typedef struct {
    options options;
    sim_session session;
    sim_experiment experiment;
    const double **params; /* [n_arms][n_stages] into `values` */
    double *values;
    const char **arm_names; /* [n_arms] */
    sim_solution solution;
    sim_tables tables;
    sim_provenance provenance;
    sim_files files;
} job;

/* ---- options -------------------------------------------------------------- */

static bool has_format(const options *o, const plot_format *format)
{
    for (size_t i = 0; i < o->n_formats; i++) {
        if (o->formats[i] == format) return true;
    }
    return false;
}

static void add_formats(options *o, char *list, struct argp_state *state)
{
    char *rest = list;

    o->n_formats = 0;
    for (char *name = strtok_r(list, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
        const plot_format *format = plot_format_find(name);

        if (!format)
            argp_error(state, "--format %s is unknown; png, svg or pdf would be right",
                       name);
        if (has_format(o, format)) argp_error(state, "--format names %s twice", name);
        sim_bug(o->n_formats == FORMATS_MAX);
        o->format_names[o->n_formats] = name;
        o->formats[o->n_formats++] = format;
    }
    if (o->n_formats == 0)
        argp_error(state, "--format names no figure; png, svg or pdf would be right");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    options *o = state->input;

    switch (key) {
    case 'o':
        o->dir = arg;
        return 0;
    case 'f':
        add_formats(o, arg, state);
        return 0;
    case 's':
        if (o->n_sets == SETS_MAX)
            argp_error(state, "at most %d --set are taken", SETS_MAX);
        o->sets[o->n_sets++] = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (o->file) argp_error(state, "one FILE would be right");
        o->file = arg;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void parse_options(int argc, char **argv, options *o)
{
    static const struct argp_option table[] = {
        {"output", 'o', "DIR", 0, "Folder of the results (out)", 0},
        {"set", 's', "NAME=VALUE", 0,
         "Set section.name=value or 'arm NAME:section.name=value', over the file", 0},
        {"format", 'f', "LIST", 0, "Figures to write: png, svg, pdf (png)", 0},
        {0},
    };
    static const struct argp parser = {
        .options = table,
        .parser = parse,
        .args_doc = "FILE",
        .doc = "Solves the experiment of parameter file FILE and writes passages.csv, "
               "culture.csv, timecourse.csv, summary.csv, columns.csv, run.ini and a "
               "figure to DIR.",
    };

    *o = (options){.dir = "out",
                   .formats = {plot_format_find("png")},
                   .format_names = {"png"},
                   .n_formats = 1};
    argp_parse(&parser, argc, argv, 0, NULL, o);
}

/* ---- solving -------------------------------------------------------------- */

/* Lays the arms' values out as the chain wants them: constants by stage. */
static sim_status collect_params(job *j, sim_error *err)
{
    const sim_experiment *e = &j->experiment;
    const sim_chain *chain = j->session.chain;
    const size_t n_arms = e->n_arms;
    size_t n = 0, at = 0;

    for (size_t i = 0; i < chain->n_stages; i++) n += chain->stages[i].model->n_constants;
    j->values = calloc(n * n_arms + 1, sizeof *j->values);
    j->params = calloc(n_arms * chain->n_stages + 1, sizeof *j->params);
    j->arm_names = calloc(n_arms + 1, sizeof *j->arm_names);
    if (!j->values || !j->params || !j->arm_names) return sim_fail_memory(err, "run");
    for (size_t arm = 0; arm < n_arms; arm++) {
        size_t start[SIM_SESSION_MODELS] = {0};

        j->arm_names[arm] = e->arms[arm].name;
        for (size_t i = 0; i < chain->n_stages; i++) {
            j->params[arm * chain->n_stages + i] = &j->values[at];
            start[i + 1] = at; /* model 0 are the settings */
            at += chain->stages[i].model->n_constants;
        }
        for (size_t r = 0; r < e->catalog->n; r++) {
            const sim_parameter *q = &e->catalog->rows[r];

            if (q->model > 0)
                j->values[start[q->model] + q->symbol->slot] =
                    e->arms[arm].settings[r].value;
        }
    }
    return SIM_OK;
}

/* Does `later` stand over `earlier`, or after it in the same file? */
static bool is_later(const sim_setting *later, const sim_setting *earlier)
{
    if (!earlier || later->scope != earlier->scope)
        return !earlier || later->scope > earlier->scope;
    return later->order > earlier->order;
}

/* The last row that the refused condition hangs on; NULL if none differs from its default.
 */
static const sim_setting *find_culprit(const job *j)
{
    const sim_model *m = j->solution.failed_stage->model;
    const sim_arm *arm = &j->experiment.arms[j->solution.failed_arm];
    const sim_setting *culprit = NULL;
    bool *uses = calloc(m->n_symbols + 1, sizeof *uses);
    sim_error ignored;

    if (!uses ||
        sim_formula_mark_uses(m, j->solution.refusal->condition, uses, &ignored) != SIM_OK)
        goto out;
    for (size_t r = 0; r < j->experiment.catalog->n; r++) {
        const sim_parameter *q = &j->experiment.catalog->rows[r];
        const sim_setting *setting = &arm->settings[r];

        if (j->session.models[q->model] != m || !uses[q->symbol - m->symbols]) continue;
        if (setting->value != q->symbol->value && is_later(setting, culprit))
            culprit = setting;
    }
out:
    free(uses);
    return culprit;
}

static sim_status solve(job *j, sim_error *err)
{
    const sim_experiment *e = &j->experiment;
    const sim_task task = {
        .chain = j->session.chain,
        .params = j->params,
        .n_arms = e->n_arms,
        .end = sim_experiment_value(e, "run", "days"),
        .every = 1,
        .options = {.method = (size_t)sim_experiment_value(e, "run", "method"),
                    .solver = (size_t)sim_experiment_value(e, "run", "solver"),
                    .rtol = sim_experiment_value(e, "run", "rtol")},
    };
    sim_error why = {""};
    sim_status status = sim_chain_solve(&task, &j->solution, &why);
    const sim_setting *culprit;

    if (status == SIM_OK) return SIM_OK;
    culprit = j->solution.refusal ? find_culprit(j) : NULL;
    return sim_fail(err, status, "%s: arm %s: %s",
                    culprit ? culprit->place : j->options.file,
                    e->arms[j->solution.failed_arm].name, why.text);
}

/* ---- writing -------------------------------------------------------------- */

static sim_status write_tables(job *j, sim_error *err)
{
    sim_status status = SIM_OK;
    FILE *out = NULL;

    for (size_t i = 0; status == SIM_OK && i < j->tables.n; i++) {
        char name[SIM_FILES_NAME];

        snprintf(name, sizeof name, "%s.csv", j->tables.table[i].name);
        status = sim_files_open(&j->files, name, &out, err);
        if (status == SIM_OK) sim_table_write_csv(&j->tables.table[i], out);
    }
    if (status == SIM_OK) status = sim_files_open(&j->files, "columns.csv", &out, err);
    if (status == SIM_OK) sim_tables_write_columns(&j->tables, out);
    if (status == SIM_OK) status = sim_files_open(&j->files, "run.ini", &out, err);
    if (status == SIM_OK)
        sim_report_write_run(&j->provenance, &j->experiment, &j->solution, out);
    return status;
}

static sim_status write_figures(job *j, sim_error *err)
{
    const sim_table *tables[SIM_TABLES_MAX];
    char title[512];
    const plot_caption caption = {title, j->provenance.footer, j->provenance.notes,
                                  j->provenance.n};
    const plot_source source = {.tables = tables, .n_tables = j->tables.n};
    sim_status status = SIM_OK;
    sim_error why = {""};
    FILE *out = NULL;

    sim_tables_print_headline(&j->tables, &j->solution, title, sizeof title);
    for (size_t i = 0; i < j->tables.n; i++) tables[i] = &j->tables.table[i];
    for (size_t i = 0; status == SIM_OK && i < j->options.n_formats; i++) {
        const plot_look look = {plot_theme_find(plot_theme_name(0)),
                                plot_size_find(plot_size_name(0)), j->options.formats[i]};
        char name[SIM_FILES_NAME];

        snprintf(name, sizeof name, "potency.%s", j->options.format_names[i]);
        status = sim_files_open(&j->files, name, &out, err);
        if (status == SIM_OK)
            status = plot_page_write("potency", &source, &caption, &look, out, &why);
        if (*why.text)
            status = sim_fail(err, status, "%s/%s: %s", j->options.dir, name, why.text);
    }
    return status;
}

/* Writes all files; a signal that asks to end waits until they are whole. */
static sim_status write_all(job *j, sim_error *err)
{
    sigset_t asks_to_end, before;
    sim_status status;

    sigemptyset(&asks_to_end);
    sigaddset(&asks_to_end, SIGINT);
    sigaddset(&asks_to_end, SIGTERM);
    sigaddset(&asks_to_end, SIGHUP);
    sigprocmask(SIG_BLOCK, &asks_to_end, &before);
    status = sim_files_init(&j->files, j->options.dir, err);
    if (status == SIM_OK) status = write_tables(j, err);
    if (status == SIM_OK) status = write_figures(j, err);
    if (status == SIM_OK) status = sim_files_commit(&j->files, err);
    if (status != SIM_OK) sim_files_free(&j->files);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return status;
}

static void print_report(const job *j)
{
    sim_report_print_summary(&j->tables, &j->solution, stdout);
    printf("\nsolved by %s\n", j->provenance.solver);
    sim_report_print_warnings(&j->experiment, &j->solution, "warning: ", stdout);
    printf("\n");
    for (size_t i = 0; i < j->files.n; i++)
        printf("%s/%s\n", j->options.dir, j->files.file[i].name);
    printf("\n%s\n", sim_disclaimer);
}

static void close_job(job *j)
{
    sim_files_free(&j->files);
    sim_tables_free(&j->tables);
    sim_solution_free(&j->solution);
    free(j->arm_names);
    free(j->params);
    free(j->values);
    sim_experiment_free(&j->experiment);
    sim_session_close(&j->session);
}

sim_status sim_command_run(int argc, char **argv, sim_error *err)
{
    job j = {.files = {.n = 0}};
    sim_status status;

    parse_options(argc, argv, &j.options);
    status = sim_session_open(&j.session, &models_chains[0], err);
    if (status == SIM_OK)
        status = sim_experiment_read(&j.experiment, &j.session.catalog, &j.session.presets,
                                     j.options.file, j.options.sets, j.options.n_sets, err);
    if (status == SIM_OK) status = collect_params(&j, err);
    if (status == SIM_OK) status = solve(&j, err);
    if (status == SIM_OK)
        status = sim_tables_init(&j.tables, &j.solution, j.arm_names, err);
    if (status == SIM_OK) sim_provenance_init(&j.provenance, &j.experiment, &j.solution);
    if (status == SIM_OK) status = write_all(&j, err);
    if (status == SIM_OK) print_report(&j);
    close_job(&j);
    return status;
}
