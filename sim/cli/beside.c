#include "sim/cli/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/beside.h"
#include "sim/cli/pages.h"
#include "sim/cli/report.h"
#include "sim/io/text.h"

enum { PATH_SIZE = 4096 };

/* A folder, read. */
typedef struct {
    sim_job job;
    sim_outlook outlook; /* of its cohort, if it had one */
    sim_provenance provenance;
    char file[PATH_SIZE], of[SIM_OF_SIZE];
} folder;

typedef struct {
    const sim_beside *beside;
    folder *folders;       /* [beside->n] */
    plot_beside_run *runs; /* [beside->n] */
    const char **arms;     /* [n_arms] that all have */
    size_t n_arms;
    char footer[SIM_FOOTER_SIZE], parameters[SIM_FOOTER_SIZE], brief[SIM_FOOTER_SIZE];
    plot_facts facts;
} picture;

/* ---- reading --------------------------------------------------------------- */

static sim_status read_folder(folder *f, const char *dir, sim_error *err)
{
    sim_status status = SIM_OK;

    if (sim_store_exists(dir) && !sim_files_is_folder(dir))
        return sim_fail(err, SIM_EIO,
                        "%s: is no folder; folders of runs, each of another indication, or "
                        "one database alone, would be right",
                        dir);
    status = sim_job_load(&f->job, dir, f->file, sizeof f->file, err);
    if (status == SIM_OK && f->job.replicates > 0)
        status = sim_outlook_read(
            &f->outlook,
            &(sim_outlook_source){dir, f->job.session.chain, &f->job.experiment,
                                  &f->job.tables.table[f->job.tables.summary]},
            err);
    if (status == SIM_OK) status = sim_job_check_files(&f->job, dir, err);
    if (status != SIM_OK) return status;
    sim_provenance_init(&f->provenance, &f->job.experiment,
                        &(sim_making){.solver = f->job.solver,
                                      .replicates = f->job.replicates,
                                      .spread = f->job.spread});
    return SIM_OK;
}

/* No two of them are of one chain. */
static sim_status check_chain(const picture *p, size_t i, sim_error *err)
{
    const char *name = p->folders[i].job.session.chain->name;

    for (size_t other = 0; other < i; other++) {
        if (strcmp(p->folders[other].job.session.chain->name, name) == 0)
            return sim_fail(err, SIM_EVALUE,
                            "%s: is of indication %s, as %s is; runs of different "
                            "indications would be right",
                            p->beside->dirs[i], name, p->beside->dirs[other]);
    }
    return SIM_OK;
}

static sim_status read_all(picture *p, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < p->beside->n; i++) {
        status = read_folder(&p->folders[i], p->beside->dirs[i], err);
        if (status == SIM_OK) status = check_chain(p, i, err);
    }
    return status;
}

/* ---- arms ------------------------------------------------------------------ */

/* Among those of the file: what others are held against has no bar. */
static bool has_arm(const sim_job *job, const char *name)
{
    for (size_t arm = 0; arm < job->experiment.n_own; arm++) {
        if (strcmp(job->arm_names[arm], name) == 0) return true;
    }
    return false;
}

static void keep_common(picture *p, const sim_job *job)
{
    size_t n = 0;

    for (size_t arm = 0; arm < p->n_arms; arm++) {
        if (has_arm(job, p->arms[arm])) p->arms[n++] = p->arms[arm];
    }
    p->n_arms = n;
}

static sim_status find_arms(picture *p, sim_error *err)
{
    const sim_job *first = &p->folders[0].job;

    p->n_arms = first->experiment.n_own;
    p->arms = calloc(p->n_arms + 1, sizeof *p->arms);
    if (!p->arms) return sim_fail_memory(err, "figure");
    for (size_t arm = 0; arm < p->n_arms; arm++) p->arms[arm] = first->arm_names[arm];
    for (size_t i = 1; i < p->beside->n; i++) {
        keep_common(p, &p->folders[i].job);
        if (p->n_arms == 0)
            return sim_fail(
                err, SIM_EVALUE,
                "%s: has no arm that %s has too, by its name; [arm] sections of "
                "the same names would be right",
                p->beside->dirs[i], i == 1 ? p->beside->dirs[0] : "each folder before it");
    }
    return SIM_OK;
}

/* ---- drawing --------------------------------------------------------------- */

static void set_runs(picture *p)
{
    for (size_t i = 0; i < p->beside->n; i++) {
        folder *f = &p->folders[i];
        const sim_chain *chain = f->job.session.chain;
        const sim_outlook *outlook = f->job.replicates > 0 ? &f->outlook : NULL;

        p->runs[i] =
            (plot_beside_run){.name = chain->name,
                              .title = chain->stages[chain->n_stages - 1].model->title,
                              .headline = sim_pages_headline(&f->job, outlook, f->of)};
        if (!p->runs[i].headline.is_against) p->runs[i].headline.counted = NULL;
        sim_text_append(p->parameters, sizeof p->parameters, "%s%s %s", i > 0 ? ", " : "",
                        chain->name, f->provenance.hash);
        sim_text_append(p->brief, sizeof p->brief, "%s%s %.8s", i > 0 ? ", " : "",
                        chain->name, f->provenance.hash);
    }
    snprintf(p->footer, sizeof p->footer, "%s \xC2\xB7 parameters %.600s \xC2\xB7 %s",
             p->folders[0].provenance.version, p->brief, sim_disclaimer);
}

static sim_status draw(picture *p, sim_files *files, sim_error *err)
{
    const plot_note notes[] = {{"Software", p->folders[0].provenance.version},
                               {"Command", "plot"},
                               {"Parameters", p->parameters},
                               {"Disclaimer", sim_disclaimer}};
    const plot_caption caption = {
        .run_ini = SIM_NOT_AGAIN "it shows several runs, which it does not carry; `potency "
                                 "plot` with their folders would be right",
        .footer = p->footer,
        .notes = notes,
        .n_notes = sizeof notes / sizeof *notes};
    const plot_beside shown = {p->runs, p->beside->n, p->arms, p->n_arms};
    const sim_sheet sheet = {plot_beside_count(p->beside->n),
                             p->beside->look,
                             &caption,
                             &plot_beside_maker,
                             &shown,
                             &p->facts};
    sim_status status = sim_sheet_write(&sheet, files, err);

    return status == SIM_OK ? sim_sheet_write_facts(NULL, &p->facts, files, err) : status;
}

static void close_all(picture *p)
{
    for (size_t i = 0; p->folders && i < p->beside->n; i++) {
        sim_outlook_free(&p->folders[i].outlook);
        sim_job_close(&p->folders[i].job);
    }
    free(p->folders);
    free(p->runs);
    free(p->arms);
    plot_facts_free(&p->facts);
}

sim_status sim_beside_write(const sim_beside *beside, sim_files *files, sim_error *err)
{
    picture p = {.beside = beside,
                 .folders = calloc(beside->n, sizeof *p.folders),
                 .runs = calloc(beside->n, sizeof *p.runs)};
    sim_status status = p.folders && p.runs ? SIM_OK : sim_fail_memory(err, "figure");

    if (status == SIM_OK) status = read_all(&p, err);
    if (status == SIM_OK) status = find_arms(&p, err);
    if (status == SIM_OK) {
        set_runs(&p);
        status = draw(&p, files, err);
    }
    close_all(&p);
    return status;
}
