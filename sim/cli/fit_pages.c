#include "sim/cli/fit_pages.h"

#include <stdio.h>

#include "sim/study/fit_folder.h"

static size_t count_sets(const plot_estimate_of *f) { return f->n_sets; }
static size_t count_numbers(const plot_estimate_of *f) { return f->n_numbers; }
static size_t count_pairs(const plot_estimate_of *f)
{
    return plot_estimate_pairs(f->draws);
}
static size_t count_starts(const plot_estimate_of *f) { return f->n_starts; }

static const struct {
    const char *name;
    const plot_maker *maker;
    size_t (*count)(const plot_estimate_of *f); /* panels */
} figures[] = {{"fit", &plot_estimate_maker, count_sets},
               {"residuals", &plot_estimate_residuals_maker, count_sets},
               {"profiles", &plot_estimate_profiles_maker, count_numbers},
               {"starts", &plot_estimate_starts_maker, count_starts},
               {"pairs", &plot_estimate_pairs_maker, count_pairs}};

enum { N_FIGURES = sizeof figures / sizeof *figures };

sim_status sim_fit_pages_claim(const sim_sheet_look *look, const sim_files *files,
                               sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < N_FIGURES; i++)
        status = sim_sheet_claim(figures[i].name, look, files, err);
    return status == SIM_OK ? sim_sheet_claim_facts(NULL, files, err) : status;
}

static size_t find_room(const sim_sheet_look *look)
{
    const plot_size *size = plot_size_find(look->size ? look->size : plot_size_name(0));

    return plot_facets_room(size, PLOT_MOST_PANELS, false);
}

static sim_status write_figure(const sim_fit_pages *pages, size_t i, sim_files *files,
                               sim_error *err)
{
    const plot_estimate_of *f = &pages->shown->figures;
    const size_t n = figures[i].count(f), room = find_room(pages->look);
    char name[SIM_FILES_NAME];
    sim_status status = SIM_OK;

    for (size_t first = 0; status == SIM_OK && first < n; first += room) {
        const plot_estimate_page page = {f, first, room};
        const sim_sheet sheet = {
            name,  pages->look, &pages->provenance->caption, figures[i].maker,
            &page, pages->facts};

        snprintf(name, sizeof name, "%s", figures[i].name);
        if (first > 0)
            snprintf(name, sizeof name, "%s_%zu", figures[i].name, first / room + 1);
        status = sim_sheet_write(&sheet, files, err);
    }
    return status;
}

sim_status sim_fit_pages_write(const sim_fit_pages *pages, sim_files *files, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < N_FIGURES; i++)
        status = write_figure(pages, i, files, err);
    return status == SIM_OK ? sim_sheet_write_facts(NULL, pages->facts, files, err)
                            : status;
}

/* What figures carry to be made again. */
static sim_status embed(const sim_experiment *e, const char *again,
                        sim_provenance *provenance, sim_error *err)
{
    char line[64 + SIM_AGAIN_SIZE];
    FILE *out;
    sim_status status;

    snprintf(line, sizeof line, "%s%s", sim_fit_maker, again);
    status = sim_provenance_start(provenance, e, line, &out, err);
    return status == SIM_OK ? sim_provenance_end(provenance, err) : status;
}

sim_status sim_fit_pages_draw(const sim_job *job, const char *dir,
                              const sim_sheet_look *look, const char *again,
                              sim_files *files, sim_error *err)
{
    const sim_experiment *e = &job->experiment;
    const sim_fit_shown_of of = {dir, job->session.chain,
                                 sim_experiment_value(e, "fit", "level")};
    sim_fit_shown shown;
    sim_provenance provenance;
    plot_facts facts = {0};
    const sim_fit_pages pages = {&shown, look, &provenance, &facts};
    sim_status status = sim_fit_shown_read(&shown, &of, err);

    sim_provenance_init(&provenance, e, &(sim_making){.asked = sim_fit_maker});
    if (status == SIM_OK) status = embed(e, again, &provenance, err);
    if (status == SIM_OK) status = sim_fit_pages_write(&pages, files, err);
    plot_facts_free(&facts);
    sim_provenance_free(&provenance);
    sim_fit_shown_free(&shown);
    return status;
}
