#include "sim/cli/trial_pages.h"

#include <stdio.h>

#include "plots/forest.h"
#include "plots/power.h"

enum { LABEL_SIZE = 256 };

static const struct {
    const char *name;
    const plot_maker *maker;
} figures[] = {{"trials", &plot_forest_maker}, {"power", &plot_power_maker}};

enum { N_FIGURES = sizeof figures / sizeof *figures };

sim_status sim_trial_pages_claim(const sim_sheet_look *look, const sim_files *files,
                                 sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < N_FIGURES; i++)
        status = sim_sheet_claim(figures[i].name, look, files, err);
    return status == SIM_OK ? sim_sheet_claim_facts(NULL, files, err) : status;
}

/* As differences of it are told. */
static sim_unit_told told_of(const sim_trial_view *v)
{
    const sim_trial_scale scale = sim_trial_scale_of(v);

    return (sim_unit_told){*scale.unit ? scale.unit_of_differences : "1", scale.times,
                           true};
}

sim_status sim_trial_pages_write(const sim_trial_pages *pages, sim_files *files,
                                 sim_error *err)
{
    const sim_trial_view *v = pages->view;
    char label[LABEL_SIZE], design[LABEL_SIZE], subjects[64];
    plot_trials shown = {
        .trial = v->trial,
        .trials = v->across,
        .control = sim_trial_view_control(v),
        .number = v->measure->column.name,
        .label = label,
        .told = told_of(v),
        .counted = subjects,
        .test = sim_trial_test(v),
        .interval = sim_trial_interval(v),
        .better = v->measure->better,
        .alpha = v->experiment->trial.alpha,
    };
    sim_status status = SIM_OK;

    sim_trial_print_number(v, label, sizeof label);
    sim_trial_print_design(v, design, sizeof design);
    if (*design) shown.note = design;
    snprintf(subjects, sizeof subjects, "%ss", sim_trial_subject(v));
    for (size_t i = 0; status == SIM_OK && i < N_FIGURES; i++) {
        const sim_sheet sheet = {figures[i].name,  pages->look, &pages->provenance->caption,
                                 figures[i].maker, &shown,      pages->facts};

        shown.name = figures[i].name;
        status = sim_sheet_write(&sheet, files, err);
    }
    return status == SIM_OK ? sim_sheet_write_facts(NULL, pages->facts, files, err)
                            : status;
}

sim_status sim_trial_pages_embed(const sim_experiment *e, const char *again,
                                 sim_provenance *provenance, sim_error *err)
{
    char line[64 + SIM_AGAIN_SIZE];
    FILE *out;
    sim_status status;

    snprintf(line, sizeof line, "%s%s", sim_trial_maker, again);
    status = sim_provenance_start(provenance, e, line, &out, err);
    return status == SIM_OK ? sim_provenance_end(provenance, err) : status;
}

sim_status sim_trial_pages_redraw(const sim_trial_folder *folder,
                                  const sim_sheet_look *look, const char *again,
                                  sim_files *files, sim_error *err)
{
    const sim_experiment *e = &folder->job.experiment;
    sim_provenance provenance;
    plot_facts facts = {0};
    const sim_trial_pages pages = {&folder->view, look, &provenance, &facts};
    sim_status status;

    sim_provenance_init(&provenance, e,
                        &(sim_making){.asked = sim_trial_maker, .is_trial = true});
    status = sim_trial_pages_embed(e, again, &provenance, err);
    if (status == SIM_OK) status = sim_trial_pages_write(&pages, files, err);
    plot_facts_free(&facts);
    sim_provenance_free(&provenance);
    return status;
}
