#include "sim/page/drag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/held.h"
#include "plots/svg.h"
#include "sim/cli/pages.h"
#include "sim/cli/solving.h"
#include "sim/page/page.h"

/* What lasts from call to call, of one chain. */
static struct {
    const sim_chain *chain; /* NULL: none yet */
    sim_network *nets;
    sim_shelf shelf;
    plot_held held;
} kept;

static sim_status keep_chain(const sim_chain *chain, sim_error *err)
{
    sim_status status;

    if (kept.chain == chain) return SIM_OK;
    sim_shelf_clear(&kept.shelf);
    plot_held_free(&kept.held);
    if (kept.chain) sim_chain_free_nets(kept.chain, kept.nets);
    kept.nets = NULL;
    kept.chain = NULL;
    status = sim_chain_make_nets(chain, &kept.nets, err);
    if (status == SIM_OK) kept.chain = chain;
    return status;
}

/* Reads the experiment, and solves those arms of it; NULL: all. */
static sim_status solve(sim_job *j, const bool *asked, sim_error *err)
{
    sim_status status = sim_job_check_size(j, NULL, err);

    if (status == SIM_OK) status = sim_job_check_refusals(j, NULL, err);
    if (status == SIM_OK) status = keep_chain(models_chain(j->session.chain->name), err);
    if (status != SIM_OK) return status;
    j->part = (sim_job_part){asked, kept.nets, &kept.shelf};
    return sim_job_solve(j, err);
}

/* ---- axes ------------------------------------------------------------------ */

typedef struct {
    sim_arguments shared;
    const char *against;
    sim_sheet_look look;
} hold_options;

static const sim_option hold_rows[] = {
    {.group = sim_result_options},
    {"against", 'a', "FILE", "Another parameter file, drawn behind this one",
     SIM_INTO(hold_options, against)},
    {.group = sim_panel_rows, .at = offsetof(hold_options, look)},
    {0},
};

/* A page's axes are as far as what is drawn in them. */
typedef struct {
    sim_job job, behind;
    sim_provenance provenance;
    sim_files files;
} holding;

static sim_status solve_both(holding *h, const hold_options *o, sim_error *err)
{
    const sim_source source = sim_arguments_source(&o->shared);
    const sim_source behind = {.file = o->against};
    sim_status status = sim_job_read(&h->job, &source, err);

    if (status == SIM_OK) status = solve(&h->job, NULL, err);
    if (status == SIM_OK && o->against) status = sim_job_read(&h->behind, &behind, err);
    if (status == SIM_OK && o->against) status = solve(&h->behind, NULL, err);
    return status;
}

static sim_status draw_axes(holding *h, const hold_options *o, sim_error *err)
{
    const sim_pages pages = {.job = &h->job,
                             .dir = o->shared.dir,
                             .behind = o->against ? &h->behind : NULL,
                             .behind_name = o->against,
                             .look = &o->look,
                             .held = &kept.held,
                             .provenance = &h->provenance};
    sim_status status;

    sim_provenance_init(&h->provenance, &h->job.experiment,
                        &(sim_making){.solver = h->job.solver});
    status = sim_files_init(&h->files, o->shared.dir, SIM_FILES_OF_RUN, err);
    if (status == SIM_OK) status = sim_pages_write(&pages, &h->files, err);
    if (status == SIM_OK) status = sim_files_commit(&h->files, err);
    sim_files_leave(&h->files);
    return status;
}

static sim_status hold(const sim_call *how, sim_error *err)
{
    hold_options o = {.shared.dir = "out"};
    holding h = {0};
    sim_status status;

    sim_options_read(how, &o);
    plot_held_free(&kept.held);
    status = solve_both(&h, &o, err);
    if (status == SIM_OK) status = draw_axes(&h, &o, err);
    for (size_t arm = 0; status == SIM_OK && arm < kept.held.arms.n_front; arm++)
        printf("%s\n", kept.held.arms.names[arm]);
    sim_provenance_free(&h.provenance);
    sim_job_close(&h.behind);
    sim_job_close(&h.job);
    return status;
}

const sim_command sim_command_hold = {.options = hold_rows, .call = hold};

/* ---- curves ---------------------------------------------------------------- */

static bool is_named(const char *name, char *const names[], int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0) return true;
    return n == 0;
}

/* Which arms are solved: those, and what they are held against. */
static bool *choose_arms(const sim_job *j, char *const names[], int n)
{
    const sim_experiment *e = &j->experiment;
    bool *asked = calloc(e->n_arms + 1, sizeof *asked);

    for (size_t arm = 0; asked && arm < e->n_arms; arm++) {
        if (!is_named(j->arm_names[arm], names, n)) continue;
        asked[arm] = true;
        if (e->backgrounds[arm] < e->n_arms) asked[e->backgrounds[arm]] = true;
    }
    return asked;
}

static sim_status draw_curves(const sim_job *j, FILE *out, sim_error *err)
{
    const sim_tables *t = &j->tables;
    const sim_table *tables[SIM_TABLES_MAX], *between[SIM_TABLES_MAX] = {NULL};
    const plot_data data = {.runs = {{tables, t->n, between}, {NULL, 0, NULL}},
                            .chain = j->session.chain};
    plot_canvas canvas;
    sim_status status = plot_svg_init(&canvas, out, "frame", err);

    for (size_t i = 0; i < t->n; i++) {
        tables[i] = &t->table[i];
        if (t->between[i] > 0) between[i] = &t->table[t->between[i]];
    }
    fputs("<svg xmlns=\"http://www.w3.org/2000/svg\">\n", out);
    if (status == SIM_OK) status = plot_held_draw(&kept.held, &data, &canvas, err);
    if (status == SIM_OK) status = plot_svg_end(&canvas, err);
    fputs("</svg>\n", out);
    plot_canvas_free(&canvas);
    return status;
}

static sim_status write_frame(const sim_job *j, sim_error *err)
{
    sim_files files;
    FILE *out = NULL;
    sim_status status = sim_files_init(&files, "out", SIM_FILES_OF_RUN, err);

    if (status == SIM_OK) status = sim_files_open(&files, "frame.svg", &out, err);
    if (status == SIM_OK) status = draw_curves(j, out, err);
    if (status == SIM_OK) status = sim_files_commit(&files, err);
    sim_files_leave(&files);
    return status;
}

/* Its words are no options: an arm may have any name. */
static sim_status frame(const sim_call *how, sim_error *err)
{
    const sim_source source = {.file = how->argc > 1 ? how->argv[1] : NULL,
                               .text = how->text};
    sim_job j;
    bool *asked = NULL;
    sim_status status = sim_job_read(&j, &source, err);

    if (status == SIM_OK &&
        (kept.held.n == 0 || models_chain(j.session.chain->name) != kept.chain))
        status =
            sim_fail(err, SIM_EVALUE,
                     "%s: no axes are held for it; 'hold' before would be right", j.file);
    if (status == SIM_OK) {
        asked = choose_arms(&j, how->argv + 2, how->argc - 2);
        status = asked ? solve(&j, asked, err) : sim_fail_memory(err, "frame");
    }
    if (status == SIM_OK) status = write_frame(&j, err);
    free(asked);
    sim_job_close(&j);
    return status;
}

const sim_command sim_command_frame = {.call = frame};
