#define _GNU_SOURCE /* memfd_create */

#include "tests/subjects.h"

#include <check.h>
#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sim/cli/cli.h"
#include "sim/engine/ode.h"
#include "sim/engine/print.h"
#include "sim/engine/run.h"
#include "sim/io/files_parts.h"
#include "sim/study/advice.h"
#include "sim/study/appraise.h"
#include "sim/study/record.h"
#include "tests/data_models.h"
#include "tests/faults.h"

/* ---- files ----------------------------------------------------------------- */

const char subjects_experiment[] = "[run]\n"
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
                                   "title = Two of them\n"
                                   "[numbers]\n"
                                   "burden = auc(vas, 0, 1 day) + 6 h * at(vas, 36 h)\n";

/* Of b.ini, which does not run for long. */
const char subjects_measured[] =
    "study,row,role,kind,measured,low,high,unit,file,arm,quantity,at,how,limit\n"
    "\"A, b\",c,predicted,number,3.71,2,4,mm,b.ini,P0,vas,2,value,\n"
    "\"A, b\",d,calibration,sign,1,,4,%,b.ini,P0,senescent_fraction,1,value,\n"
    "E,f,predicted,number,3.71,2,4,h,b.ini,P0,log_phase_doubling_time,1,value,\n"
    "E,g,predicted,number,3.71,2,4,day,b.ini,P0,live_fraction,1-2,day_below,0.1\n";

const char subjects_story[] = "[run]\n"
                              "days = 2\n"
                              "[passaging]\n"
                              "harvest_passage = 0\n"
                              "[arm P0]\n"
                              "[arm dead]\n"
                              "presets.product = dead\n"
                              "[figure shares]\n"
                              "kind = bars\n"
                              "y = live_fraction_day_1\n"
                              "[story]\n"
                              "question = Are the dead alive?\n"
                              "choices = yes | no\n"
                              "answer = live_fraction_day_1 of dead\n"
                              "outcome yes = from 1 %: {live_fraction_day_1 of dead}.\n"
                              "outcome no = otherwise: {live_fraction_day_1 of P0}.\n"
                              "ledger = dead against P0\n"
                              "about = Nobody rises.\n"
                              "reverse = arm dead:product.viability=0.5\n";

/* So few, and so far apart, that the smallest trials find them. */
const char subjects_optimum[] = "[run]\ndays = 3\n"
                                "[optimise]\n"
                                "maximise = live_fraction_day_1 * doses_per_donor\n"
                                "condition = live_fraction_day_1 >= 0.1\n"
                                "scan = 3\nclimbs = 1\n"
                                "product.dose = 1e6, 2e6\n"
                                "product.viability = 0.5, 0.9\n";

const char subjects_trial[] = "[run]\n"
                              "days = 2\n"
                              "[passaging]\n"
                              "harvest_passage = 0\n"
                              "[trial]\n"
                              "number = live_fraction_day_1\n"
                              "patients = P0 5, dead 8\n"
                              "trials = 3\n"
                              "pool = 4\n"
                              "[arm P0]\n"
                              "[arm dead]\n"
                              "presets.product = dead\n";

/* Two days of cells that go, by one number. */
const char subjects_fit[] = "[run]\n"
                            "days = 2\n"
                            "[passaging]\n"
                            "harvest_passage = 0\n"
                            "[fit]\n"
                            "starts = 1\n"
                            "product.viability = 0.1..1\n"
                            "[arm P0]\n"
                            "[data own]\n"
                            "y = timecourse.live_fraction\n"
                            "x = day\n"
                            "value = v\n"
                            "sd = 0.1\n"
                            "columns = day,v\n"
                            "row 1 = 1,0.5\n"
                            "row 2 = 2,0.3\n";

const char subjects_broken[] = "[run]\n"
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

void subjects_write_file(const char *path, const char *text)
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
            if (parts[p]) faults_mix(parts[p], strlen(parts[p]) + 1);
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

    faults_add_findings(&findings);
    sim_findings_free(&findings);
    return status;
}

static sim_status open_session(sim_error *err)
{
    sim_session session;
    sim_status status = sim_session_open(&session, &models_chains[0], err);

    for (size_t i = 0; status == SIM_OK && i < session.presets.n; i++)
        faults_mix(session.presets.list[i].rows,
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

sim_status subjects_write_table(sim_error *err)
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
    if (status == SIM_OK) faults_mix(table.cells, 2 * table.n_rows * sizeof(double));
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
    faults_mix(text, size);
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
    faults_add_findings(&findings);
    sim_findings_free(&findings);
    sim_job_close(&job);
    return status;
}

/* An offer, its answers, and what its figure would show. */
static sim_status appraise(sim_error *err)
{
    const sim_source source = {
        .text = "[offer]\ncondition = knee\ncells = 0\nvesicles = 2.3e10\n"
                "guidance = guided\nclaims = cures | lasting\n"};
    const sim_appraisal_task task = {models_offers, &source};
    sim_appraisal appraisal;
    sim_status status = sim_appraisal_init(&appraisal, &task, err);

    if (status == SIM_OK) status = sim_appraisal_title(&appraisal, err);
    for (size_t i = 0; status == SIM_OK && i < appraisal.n_answers; i++)
        faults_mix(appraisal.answers[i].paragraphs[0],
                   strlen(appraisal.answers[i].paragraphs[0]));
    sim_appraisal_free(&appraisal);
    return status;
}

static void add_tables(const sim_tables *tables)
{
    for (size_t i = 0; i < tables->n; i++) {
        const sim_table *table = &tables->table[i];

        faults_mix(table->cells, table->n_rows * table->n_columns * sizeof(double));
    }
}

static sim_status solve(const sim_source *source, sim_error *err)
{
    sim_findings warnings = {0};
    sim_job job;
    sim_status status = sim_job_read(&job, source, err);

    if (status == SIM_OK) status = sim_job_solve(&job, err);
    if (status == SIM_OK) status = sim_job_warnings(&job, &warnings, err);
    if (status == SIM_OK) status = sim_advice_far_values(&job.experiment, &warnings, err);
    if (status == SIM_OK) add_tables(&job.tables);
    faults_add_findings(&warnings);
    sim_findings_free(&warnings);
    sim_job_close(&job);
    return status;
}

static sim_status solve_job(sim_error *err)
{
    return solve(&(sim_source){.file = "a.ini", .sets = sets, .n_sets = 2}, err);
}

static sim_status solve_in_counts(sim_error *err)
{
    static const char *const in_counts[] = {"run.method=auto"};

    return solve(&(sim_source){.file = "b.ini", .sets = in_counts, .n_sets = 1}, err);
}

static sim_status load_job(sim_error *err)
{
    sim_job job;
    char file[256];
    sim_status status = sim_job_load(&job, "run", file, sizeof file, err);

    if (status == SIM_OK) status = sim_job_check_files(&job, "run", err);
    if (status == SIM_OK) add_tables(&job.tables);
    if (status == SIM_OK) faults_mix(job.solver, strlen(job.solver));
    sim_job_close(&job);
    return status;
}

/* ---- subjects: sim/engine ----------------------------------------------------- */

/* A model that nothing was printed of, by each solver of its mean. */
static sim_status run_by_rows(sim_error *err)
{
    static const double p[] = {1000, 0.371, 1};
    sim_network net;
    sim_status status = sim_network_init(&net, &model_circle, err);

    for (size_t i = 0; status == SIM_OK && sim_solver_name(i); i++) {
        const sim_options options = {.solver = i, .rtol = 1e-5};
        const sim_run run = {
            .net = &net, .p = p, .options = &options, .end = 2.5, .every = 1};
        sim_result result;

        status = sim_run_model(&run, &result, err);
        if (status == SIM_OK)
            faults_mix(result.x_end, model_circle.n_states * sizeof *result.x_end);
        sim_result_free(&result);
    }
    sim_network_free(&net);
    return status;
}

static sim_status print_kernels(sim_error *err)
{
    static const sim_model *const models[] = {&model_every, &model_circle};
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    sim_status status;

    if (!out) abort();
    status = sim_print_kernels(out, models, 2, err);
    if (__real_fclose(out) != 0) abort();
    if (status == SIM_OK) faults_mix(text, size);
    __real_free(text);
    return status;
}

/* ---- subjects: sweeps -------------------------------------------------------- */

const char subjects_sweep[] = "[run]\ndays = 2\nensemble_columns = vas\n"
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
    const sim_axis_world world = {&session.catalog, &session.presets, false};

    for (size_t i = 0; status == SIM_OK && i < 6; i++) {
        const sim_row row = {rows[i % 3][0], rows[i % 3][1], "a.ini:3", "a.ini:3",
                             (unsigned)i / 3};

        status = sim_axes_set(&axes, &world, &row, err);
    }
    if (status == SIM_OK)
        status = sim_axes_spread(
            &axes, &world, &(sim_axis_spread){.row = 40, .value = 2.385, .spread = 1.1},
            err);
    for (size_t i = 0; status == SIM_OK && i < axes.n; i++)
        faults_mix(&axes.list[i].levels, sizeof axes.list[i].levels);
    sim_axes_free(&axes);
    sim_session_close(&session);
    return status;
}

static sim_status mix_parameter(void *self, const sim_store_parameter *p, sim_error *err)
{
    (void)self;
    (void)err;
    faults_mix(p->name, strlen(p->name));
    faults_mix(p->value, strlen(p->value));
    return SIM_OK;
}

static sim_status plan_of(const sim_source *source, sim_error *err)
{
    sim_findings advice = {0};
    sim_record record = {0};
    sim_status status = sim_record_read(&record, source, err);

    if (status == SIM_OK) status = sim_record_plan(&record, NULL, true, err);
    if (status == SIM_OK) status = sim_plan_advise(&record.plan, &advice, err);
    if (status == SIM_OK)
        status = sim_plan_describe(&record.plan, mix_parameter, NULL, err);
    faults_add_findings(&advice);
    sim_findings_free(&advice);
    sim_record_close(&record);
    return status;
}

/* Points of a grid, of a table, of axes that go together; draws that are correlated. */
static sim_status plan_sweep(sim_error *err)
{
    static const sim_source sources[] = {
        {.file = "s.ini"},
        {.text = "[run]\ndays = 2\n[arm a]\n[arm b]\n[sweep]\ndesign = table\n"
                 "columns = walker,product.dose@b,passaging.lag_time [d]\n"
                 "row 1 = 1,1e6,0.5\nrow 2 = 1,2e6,1\n"},
        {.text = "[run]\ndays = 2\n[cohort]\n"
                 "correlate = product.lot_potency, passaging.hazard_scale 0.5\n"
                 "[sweep]\nreplicates = 2\nproduct.dose = 1e6, 1e7\n"
                 "cohort.product.lot_potency = 0.1, 0.3\n"
                 "together = product.dose, cohort.product.lot_potency\n"}};
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < sizeof sources / sizeof *sources; i++)
        status = plan_of(&sources[i], err);
    return status;
}

static sim_status mix_row(void *self, const sim_store_row *row, sim_error *err)
{
    const sim_store *store = self;

    (void)err;
    faults_mix(row->status, strlen(row->status));
    faults_mix(row->numbers, store->form.n_numbers * sizeof(double));
    return SIM_OK;
}

/* Solves the points of s.ini, with what one of --set says, into a database of its own. */
static sim_status sweep_with(const char *set, sim_error *err)
{
    const sim_source source = {.file = "s.ini", .sets = &set, .n_sets = 1};
    sim_record r = {0};
    const sim_sweep_task task = {.plan = &r.plan,
                                 .store = &r.store,
                                 .advice = "--resume goes on",
                                 .build = "this one",
                                 .threads = 1,
                                 .shard = 1,
                                 .shards = 1};
    sim_status status = sim_record_read(&r, &source, err);

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

sim_status subjects_call(const char *line, sim_error *err)
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
    status = listing->command->call(
        &(sim_call){.listing = listing, .argc = argc, .argv = argv}, err);
    __real_fflush(stdout);
    lseek(file, 0, SEEK_SET);
    while ((n = read(file, bytes, sizeof bytes)) > 0) faults_mix(bytes, (size_t)n);
    if (dup2(saved, STDOUT_FILENO) < 0) abort();
    close(saved);
    close(file);
    return status;
}

static sim_status run(sim_error *err)
{
    return subjects_call("run a.ini -o out -f svg -s passaging.donor_age=38.3 -a run", err);
}

static sim_status run_against_file(sim_error *err)
{
    return subjects_call("run a.ini -o out -f pdf -s run.days=3 -a b.ini", err);
}

static sim_status plot(sim_error *err) { return subjects_call("plot run -o out", err); }

static sim_status check(sim_error *err) { return subjects_call("check a.ini", err); }

static sim_status list_params(sim_error *err) { return subjects_call("params", err); }

static sim_status list_presets(sim_error *err) { return subjects_call("presets", err); }

static sim_status show_preset(sim_error *err) { return subjects_call("presets dead", err); }

static sim_status list_models(sim_error *err) { return subjects_call("models", err); }

static sim_status show_model(sim_error *err) { return subjects_call("models knee", err); }

static sim_status export_sweep(sim_error *err)
{
    return subjects_call("export kept.db", err);
}

static sim_status verify_sweep(sim_error *err)
{
    return subjects_call("verify kept.db", err);
}

static sim_status list_missing(sim_error *err)
{
    return subjects_call("merge --missing m.db shard.db", err);
}

static sim_status merge_shards(sim_error *err)
{
    const sim_status status = subjects_call("merge --partial m.db shard.db", err);

    unlink("m.db");
    return status;
}

static sim_status validate(sim_error *err)
{
    return subjects_call("validate m.csv -o out -f svg -n 1 -j 1", err);
}

static sim_status tell_story(sim_error *err)
{
    return subjects_call("story t.ini -o out -f svg --handout", err);
}

static sim_status keep_ledger(sim_error *err)
{
    return subjects_call(
        "ledger t.ini --number live_fraction_day_1 -o out -f svg -n 2 -j 1", err);
}

/* What it has solved stays for --resume, which is another subject's. */
static sim_status hold_trials(sim_error *err)
{
    const sim_status status = subjects_call("trial c.ini -o out -f svg -j 1", err);

    unlink("out/pool.db");
    rmdir("out"); /* if that was all */
    return status;
}

/* The same. */
static sim_status optimise(sim_error *err)
{
    const sim_status status = subjects_call("optimise o.ini -o out -f svg -j 1", err);

    unlink("out/optimise.db");
    rmdir("out"); /* if that was all */
    return status;
}

/* Likewise. */
static sim_status fit_data(sim_error *err)
{
    const sim_status status =
        subjects_call("fit f.ini -o out -f svg -j 1 --method mcmc --steps 10", err);

    unlink("out/fit.db");
    rmdir("out");
    return status;
}

static sim_status report_run(sim_error *err)
{
    return subjects_call("report run -o out/r.html -j 1", err);
}

static sim_status report_file(sim_error *err)
{
    return subjects_call("report t.ini -o out/r.html -j 1", err);
}

static sim_status report_sweep(sim_error *err)
{
    return subjects_call("report kept.db -o out/r.html -j 1", err);
}

static sim_status write_explorer(sim_error *err)
{
    return subjects_call("explore b.ini -o out/p.html", err);
}

/* A run that is made again from what a figure of it would carry. */
static sim_status make_again(sim_error *err)
{
    return subjects_call("rerun run/run.ini -o out", err);
}

/* ---- all ---------------------------------------------------------------------- */

const subject subjects[SUBJECTS] = {
    {"solving in counts", solve_in_counts, false, false, 1},
    {"a model by its rows", run_by_rows, false, false, 1},
    {"printing kernels", print_kernels, false, false, 1},
    {"a fit", subjects_solve_fit, false, false, 4},
    {"what a log is worth", subjects_value_log, false, false, 4},
    {"rows of a file", read_rows, false, false, 1},
    {"rows of a broken file", read_broken_rows, false, false, 1},
    {"catalog and presets", open_session, false, false, 1},
    {"writing a table", subjects_write_table, false, false, 1},
    {"reading a table", read_table, false, false, 1},
    {"reading an experiment", read_job, false, false, 1},
    {"reading a broken experiment", read_broken_job, false, false, 1},
    {"an appraisal", appraise, false, false, 1},
    {"solving", solve_job, false, false, 1},
    {"loading a run", load_job, false, false, 1},
    {"axes", read_axes, false, false, 1},
    {"planning a sweep", plan_sweep, false, false, 1},
    {"a sweep", sweep_points, false, false, 1},
    {"a sweep of cohorts", sweep_cohorts, false, false, 1},
    {"potency export", export_sweep, false, false, 1},
    {"potency verify", verify_sweep, false, false, 1},
    {"potency merge --missing", list_missing, false, false, 1},
    {"potency merge", merge_shards, false, false, 1},
    {"potency run", run, true, false, 1},
    {"potency run against a file", run_against_file, true, false, 1},
    {"potency story", tell_story, true, false, 1},
    {"potency ledger", keep_ledger, true, false, 1},
    {"potency trial", hold_trials, true, false, 1},
    {"potency optimise", optimise, true, false, 4},
    {"potency fit", fit_data, true, false, 16},
    {"potency rerun", make_again, true, true, 1},
    {"potency plot", plot, false, false, 1},
    {"potency validate", validate, true, false, 1},
    {"potency report of a run", report_run, false, false, 8},
    {"potency report of a file", report_file, false, false, 8},
    {"potency report of a sweep", report_sweep, false, false, 8},
    {"potency explore", write_explorer, false, false, 1},
    {"potency check", check, false, false, 1},
    {"potency params", list_params, false, false, 1},
    {"potency presets", list_presets, false, false, 1},
    {"potency presets dead", show_preset, false, false, 1},
    {"potency models", list_models, false, false, 1},
    {"potency models knee", show_model, false, false, 1},
};
