#include "sim/cli/evidence.h"

#include <math.h>
#include <string.h>

#include "plots/validation.h"
#include "sim/cli/report.h"
#include "sim/engine/rng.h"
#include "sim/io/text.h"

enum { PLACE_SIZE = 96, STUDY = 128, NAME_SIZE = 96 };

const char sim_evidence_page[] = "validation";

/* What the page is made of. */
typedef struct {
    plot_finding *rows;
    char (*places)[PLACE_SIZE]; /* [n] where a row's arm is treated */
    size_t n;
    sim_pool pool; /* of these */
    char band[256];
    sim_provenance made;
} material;

/* ---- pages ---------------------------------------------------------------- */

/* The chain that reads a row; what does not run is told with the first. */
static size_t chain_of(const sim_validation *v, size_t row)
{
    const size_t basis = v->basis_of[row];

    return basis == SIM_NONE
               ? 0
               : (size_t)(v->bases[basis]->branch->session.chain - v->task->chains);
}

static bool is_on(const sim_validation *v, size_t row, size_t chain)
{
    return (!v->task->chosen || v->task->chosen[row]) && chain_of(v, row) == chain;
}

static bool has_page(const sim_validation *v, size_t chain)
{
    size_t row = 0;

    while (row < v->table->n && !is_on(v, row, chain)) row++;
    return row < v->table->n;
}

static size_t count_pages(const sim_validation *v)
{
    size_t n = 0;

    for (size_t chain = 0; chain < v->n_branches; chain++) n += has_page(v, chain);
    return n;
}

static void print_name(const sim_validation *v, size_t chain, char name[NAME_SIZE])
{
    size_t first = 0;

    while (!has_page(v, first)) first++;
    snprintf(name, NAME_SIZE, "%s%s%.60s", sim_evidence_page, chain == first ? "" : "_",
             chain == first ? "" : v->task->chains[chain].name);
}

sim_status sim_evidence_claim(const sim_validation *v, const sim_sheet_look *look,
                              const sim_files *files, sim_error *err)
{
    sim_status status = SIM_OK;
    char name[NAME_SIZE];

    for (size_t chain = 0; status == SIM_OK && chain < v->n_branches; chain++) {
        if (!has_page(v, chain)) continue;
        print_name(v, chain, name);
        status = sim_sheet_claim(name, look, files, err);
    }
    return status;
}

/* ---- rows ----------------------------------------------------------------- */

/* The arm's preset of that group; NULL without one. */
static const sim_preset *find_preset(const sim_experiment *e, const sim_arm *arm,
                                     const char *group)
{
    for (size_t g = 0; g < e->presets->n_groups; g++) {
        if (strcmp(e->presets->groups[g], group) == 0 && arm->presets[g] != SIM_NONE)
            return &e->presets->list[arm->presets[g]];
    }
    return NULL;
}

/* The presets that say where it is treated: "own cells, muscle". */
static void print_place(const sim_validation *v, size_t row, char place[PLACE_SIZE])
{
    const sim_basis *basis = v->bases[v->basis_of[row]];
    const sim_arm *arm = &basis->experiment.arms[v->questions[row].arm];
    const char *const *group = basis->branch->session.chain->yardstick->places;

    for (; group && *group; group++) {
        const sim_preset *preset = find_preset(&basis->experiment, arm, *group);

        if (preset) sim_text_list(place, PLACE_SIZE, preset->name);
    }
    for (char *c = place; *c; c++) {
        if (*c == '_') *c = ' ';
    }
}

static plot_finding finding_of(const sim_validation *v, size_t row, const char *place)
{
    const sim_measurement *m = &v->table->list[row];

    return (plot_finding){
        .group = m->group,
        .study = m->study,
        .row = m->name,
        .arm = m->why_not ? "" : m->arm,
        .against = m->against,
        .quantity = m->why_not ? "" : m->quantity,
        .at = m->why_not ? "" : m->at,
        .how = m->why_not ? "" : m->how,
        .unit = m->unit,
        .scale = m->scale,
        .place = place,
        .is_calibration = m->role == SIM_CALIBRATION,
        .is_sign = m->kind == SIM_SIGN_ROW,
        .is_of_culture = !m->why_not && v->questions[row].span != SIM_AT_OUTPUT,
        .runs = !m->why_not,
        .measured = m->measured,
        .low = m->low,
        .high = m->high,
        .limit = m->limit,
        .n = m->n,
        .doublings = m->doublings,
        .predicted = m->predicted,
        .reading = m->reading,
        .low90 = m->low90,
        .high90 = m->high90,
        .hit = m->hit,
    };
}

static sim_status collect_rows(const sim_validation *v, size_t chain, material *m,
                               sim_error *err)
{
    m->rows = sim_pool_take(&m->pool, v->table->n + 1, sizeof *m->rows);
    m->places = sim_pool_take(&m->pool, v->table->n + 1, sizeof *m->places);
    if (m->pool.failed) return sim_fail_memory(err, "figure");
    for (size_t row = 0; row < v->table->n; row++) {
        if (!is_on(v, row, chain)) continue;
        if (sim_validation_runs(v, row)) print_place(v, row, m->places[m->n]);
        m->rows[m->n] = finding_of(v, row, m->places[m->n]);
        m->n++;
    }
    return SIM_OK;
}

/* ---- what made it ----------------------------------------------------------- */

static void collect_making(const sim_validation *v, const char *study, material *m)
{
    const size_t n = v->task->replicates;
    const sim_population *population = sim_validation_population(v);
    sim_provenance *p = &m->made;

    p->caption = (plot_caption){.title = "",
                                .footer = p->footer,
                                .notes = p->notes,
                                .run_ini = SIM_NOT_AGAIN
                                "it holds measurements against the model; `potency "
                                "validate` would be right"};
    snprintf(p->version, sizeof p->version, "Potency %s", sim_version);
    snprintf(p->command, sizeof p->command, "validate --replicates %zu%s%.*s%s", n,
             study ? " --study '" : "", STUDY, study ? study : "", study ? "'" : "");
    if (n > 0)
        snprintf(m->band, sizeof m->band,
                 "thin lines: 90 %% of %zu replicate%s over %.40s and %.40s", n,
                 n == 1 ? "" : "s", sim_owner_name(population, SIM_SOURCE),
                 sim_owner_name(population, SIM_LABORATORY));
    for (size_t i = 0; i < v->task->n_sets; i++)
        sim_text_list(p->changed, sizeof p->changed, v->task->sets[i]);
    snprintf(p->footer, sizeof p->footer, "%s \xC2\xB7 %s \xC2\xB7 %s", p->version,
             p->command, sim_disclaimer);
    sim_provenance_note(p, "Software", p->version);
    sim_provenance_note(p, "Command", p->command);
    sim_provenance_note(p, "Random numbers", n > 0 ? sim_rng_scheme : "none drawn");
    sim_provenance_note(p, "Set", *p->changed ? p->changed : "nothing");
    sim_provenance_note(p, "Disclaimer", sim_disclaimer);
}

/* ---- writing ---------------------------------------------------------------- */

static bool has_band(const material *m)
{
    for (size_t i = 0; i < m->n; i++) {
        if (!isnan(m->rows[i].low90)) return true;
    }
    return false;
}

static sim_status write_page(const sim_validation *v, size_t chain, const char *study,
                             const sim_sheet_look *look, sim_files *files, sim_error *err)
{
    char name[NAME_SIZE];
    material m = {0};
    sim_status status = collect_rows(v, chain, &m, err);

    print_name(v, chain, name);
    if (status == SIM_OK) {
        plot_validation page = {.rows = m.rows, .n = m.n};

        collect_making(v, study, &m);
        if (*m.band && has_band(&m)) page.band_words = m.band;
        if (count_pages(v) > 1) page.of = v->task->chains[chain].name;
        status = sim_sheet_write(
            &(sim_sheet){name, look, &m.made.caption, &plot_validation_maker, &page, NULL},
            files, err);
    }
    sim_pool_free(&m.pool);
    return status;
}

sim_status sim_evidence_write(const sim_validation *v, const char *study,
                              const sim_sheet_look *look, sim_files *files, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t chain = 0; status == SIM_OK && chain < v->n_branches; chain++)
        if (has_page(v, chain)) status = write_page(v, chain, study, look, files, err);
    return status;
}
