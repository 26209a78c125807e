#include "sim/cli/trial_pages.h"

#include <stdio.h>

#include "plots/forest.h"
#include "plots/power.h"

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

void sim_trial_show(const sim_trial_view *v, sim_trial_shown *s)
{
    sim_trial_print_number(v, s->label, sizeof s->label);
    sim_trial_print_design(v, s->design, sizeof s->design);
    snprintf(s->subjects, sizeof s->subjects, "%ss", sim_trial_subject(v));
    s->plot = (plot_trials){.trial = v->trial,
                            .trials = v->across,
                            .control = sim_trial_view_control(v),
                            .number = v->measure->column.name,
                            .label = s->label,
                            .told = told_of(v),
                            .counted = s->subjects,
                            .test = sim_trial_test(v),
                            .interval = sim_trial_interval(v),
                            .better = v->measure->better,
                            .note = *s->design ? s->design : NULL,
                            .alpha = v->experiment->trial.alpha};
}

sim_status sim_trial_pages_write(const sim_trial_pages *pages, sim_files *files,
                                 sim_error *err)
{
    sim_trial_shown shown;
    sim_status status = SIM_OK;

    sim_trial_show(pages->view, &shown);
    for (size_t i = 0; status == SIM_OK && i < N_FIGURES; i++) {
        const sim_sheet sheet = {figures[i].name,  pages->look, &pages->provenance->caption,
                                 figures[i].maker, &shown.plot, pages->facts};

        shown.plot.name = figures[i].name;
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
    const sim_trial_pages pages = {&folder->tables.view, look, &provenance, &facts};
    sim_status status;

    sim_provenance_init(&provenance, e,
                        &(sim_making){.asked = sim_trial_maker, .is_trial = true});
    status = sim_trial_pages_embed(e, again, &provenance, err);
    if (status == SIM_OK) status = sim_trial_pages_write(&pages, files, err);
    plot_facts_free(&facts);
    sim_provenance_free(&provenance);
    return status;
}
