#include "sim/cli/fitting.h"

#include <stdio.h>

#include "sim/cli/fit_pages.h"
#include "sim/cli/progress.h"
#include "sim/study/fit_ini.h"
#include "sim/study/fit_tables.h"

static const char columns_file[] = "columns.csv", run_file[] = "run.ini",
                  fit_file[] = "fit.ini";

/* ---- solving ---------------------------------------------------------------------------------- */

static bool asks_to_stop(void *self)
{
    (void)self;
    return sim_signals_came();
}

static sim_status draw(sim_fitting *f, sim_error *err)
{
    const size_t steps = sim_fit_draws_steps(&f->fit);
    sim_progress progress;
    sim_hooks hooks;
    sim_status status;

    if (steps == 0) return SIM_OK;
    hooks = sim_progress_start(&progress, "steps", 0, steps);
    status = sim_fit_draws_run(&f->draws, &f->fit, &hooks, err);
    sim_progress_end(&progress);
    return status;
}

static sim_status solve(sim_fitting *f, sim_error *err)
{
    const sim_hooks quiet = {.stop = asks_to_stop};
    sim_progress progress;
    sim_hooks hooks;
    sim_status status = sim_fit_open(&f->fit, f->options.dir, f->options.resumes, err);

    if (status != SIM_OK) return status;
    hooks = sim_progress_start(&progress, "starts", 0, sim_fit_starts(&f->fit));
    status = sim_fit_solve(&f->fit, &hooks, &quiet, err);
    if (status == SIM_OK) status = sim_fit_band_find(&f->band, &f->fit, err);
    sim_progress_end(&progress);
    if (status == SIM_OK) status = draw(f, err);
    if (status == SIM_OK) status = sim_prospects_init(&f->prospects, &f->fit, &quiet, err);
    if (status == SIM_ESTOP)
        sim_fail(err, status,
                 "fit: interrupted; what was worked out is kept, and --resume goes on");
    if (status == SIM_EVALUE || status == SIM_ESOLVER)
        sim_fit_done(&f->fit); /* nothing to go on with */
    return status;
}

/* ---- writing ---------------------------------------------------------------------------------- */

static sim_status claim(const sim_fitting *f, sim_error *err)
{
    const char *const names[] = {run_file, fit_file, columns_file};
    char name[SIM_FILES_NAME];
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < sizeof names / sizeof *names; i++)
        status = sim_files_claim(&f->files, names[i], err);
    for (size_t i = 0; status == SIM_OK && sim_fit_table_name(i); i++) {
        snprintf(name, sizeof name, "%s.csv", sim_fit_table_name(i));
        status = sim_files_claim(&f->files, name, err);
    }
    for (size_t i = 0;
         status == SIM_OK && sim_fit_draws_steps(&f->fit) > 0 && sim_fit_draws_table(i);
         i++) {
        snprintf(name, sizeof name, "%s.csv", sim_fit_draws_table(i));
        status = sim_files_claim(&f->files, name, err);
    }
    snprintf(name, sizeof name, "%s.csv", sim_fit_band_layout.name);
    if (status == SIM_OK) status = sim_files_claim(&f->files, name, err);
    snprintf(name, sizeof name, "%s.csv", sim_prospects_table);
    if (status == SIM_OK && f->fit.job.experiment.n_logs > 0)
        status = sim_files_claim(&f->files, name, err);
    if (status == SIM_OK && f->options.json)
        status = sim_files_claim(&f->files, sim_results_file, err);
    return status == SIM_OK ? sim_fit_pages_claim(f->options.look, &f->files, err) : status;
}

static sim_status open_folder(sim_fitting *f, sim_error *err)
{
    const sim_status status = sim_files_init(&f->files, f->options.dir, sim_fit_maker, err);

    if (status != SIM_OK) return status;
    sim_files_source(&f->files, f->fit.job.file);
    return claim(f, err);
}

static sim_status start_results(sim_fitting *f, sim_error *err)
{
    const sim_provenance *p = &f->provenance;
    sim_json_fact facts[SIM_NOTES];

    f->results = (sim_results){.files = &f->files};
    if (!f->options.json) return SIM_OK;
    for (size_t i = 0; i < p->caption.n_notes; i++)
        facts[i] = (sim_json_fact){p->notes[i].name, p->notes[i].value};
    return sim_results_start_json(&f->results, facts, p->caption.n_notes, err);
}

static sim_status write_columns(sim_fitting *f, sim_error *err)
{
    sim_column room[SIM_FIT_COLUMNS];
    sim_layout band;
    sim_rows_to to = {0};
    sim_rows rows;
    sim_status status = sim_files_open(&f->files, columns_file, &to.csv, err);

    if (status != SIM_OK) return status;
    sim_rows_start(&rows, &sim_columns_layout, &to);
    sim_fit_tables_describe(&f->fit, &rows);
    band = sim_fit_name_columns(f->fit.job.session.chain, &sim_fit_band_layout, room);
    sim_rows_describe(&rows, &band, "");
    if (f->prospects.n > 0) sim_prospects_describe(&f->fit, &rows);
    sim_rows_describe(&rows, &plot_facts_layout, "");
    status = sim_fit_draws_describe(&f->draws, &rows, err);
    return status == SIM_OK ? sim_rows_end(&rows, err) : status;
}

static sim_status write_rows(sim_fitting *f, sim_error *err)
{
    FILE *out = NULL;
    sim_status status = sim_files_open(&f->files, run_file, &out, err);

    if (status != SIM_OK) return status;
    sim_report_write_run(&f->provenance, &f->fit.job.experiment, &f->warnings, out);
    status = sim_files_open(&f->files, fit_file, &out, err);
    return status == SIM_OK ? sim_fit_ini_write(&f->fit, out, err) : status;
}

static sim_status write_figures(sim_fitting *f, sim_error *err)
{
    const sim_status status = sim_fit_pages_draw(
        &f->fit.job, f->options.dir, f->options.look, f->options.again, &f->files, err);

    return status == SIM_OK ? sim_files_commit(&f->files, err) : status;
}

static sim_status write(sim_fitting *f, sim_error *err)
{
    sim_status status = SIM_OK;

    sim_provenance_init(&f->provenance, &f->fit.job.experiment,
                        &(sim_making){.asked = sim_fit_maker, .draws = true});
    status = start_results(f, err);
    if (status == SIM_OK) status = sim_fit_tables_write(&f->fit, &f->results, err);
    if (status == SIM_OK) status = sim_fit_draws_write(&f->draws, &f->results, err);
    if (status == SIM_OK) status = sim_fit_band_write(&f->band, &f->fit, &f->results, err);
    if (status == SIM_OK)
        status = sim_prospects_write(&f->prospects, &f->fit, &f->results, err);
    if (status == SIM_OK) status = sim_json_end(&f->results.json, &f->warnings, err);
    if (status == SIM_OK) status = write_columns(f, err);
    if (status == SIM_OK) status = write_rows(f, err);
    if (status == SIM_OK) status = sim_files_replace(&f->files, err);
    if (status == SIM_OK) sim_fit_done(&f->fit);
    return status == SIM_OK ? write_figures(f, err) : status;
}

sim_status sim_fitting_work(void *self, sim_error *err)
{
    sim_fitting *f = self;
    sim_error ignored;
    sim_status status = sim_fit_read(&f->fit, &f->options.source, f->options.threads, err);

    if (status == SIM_OK)
        status = sim_report_note_method(&f->fit.job.experiment, &f->warnings, err);
    if (status == SIM_OK) status = open_folder(f, err);
    if (status == SIM_OK) status = solve(f, err);
    if (status == SIM_OK) status = write(f, err);
    (void)sim_fit_close(&f->fit, &ignored); /* what went wrong before is what is told */
    sim_files_leave(&f->files);
    return status;
}

void sim_fitting_free(sim_fitting *f)
{
    sim_provenance_free(&f->provenance);
    sim_files_free(&f->files);
    sim_findings_free(&f->warnings);
    sim_fit_band_free(&f->band);
    sim_fit_draws_free(&f->draws);
    sim_prospects_free(&f->prospects);
    sim_fit_free(&f->fit);
}
