#include "sim/cli/evidence.h"

#include <math.h>
#include <string.h>

#include "plots/validation.h"
#include "sim/cli/report.h"
#include "sim/engine/rng.h"
#include "sim/io/text.h"

enum { PLACE_SIZE = 96, STUDY = 128 };

const char sim_evidence_page[] = "validation";

/* What the page is made of. */
typedef struct {
    plot_finding *rows;
    char (*places)[PLACE_SIZE]; /* [n] host and bed of a row's arm */
    size_t n;
    sim_pool pool; /* of these */
    char band[256];
    sim_provenance made;
} material;

/* ---- rows ----------------------------------------------------------------- */

/* The presets that say where the cells are: "own cells, muscle". */
static void print_place(const sim_validation *v, size_t row, char place[PLACE_SIZE])
{
    static const char *const wanted[] = {"host", "guidance"};
    const sim_experiment *e = &v->bases[v->basis_of[row]]->experiment;
    const sim_arm *arm = &e->arms[v->questions[row].arm];

    for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++) {
        for (size_t g = 0; g < e->presets->n_groups; g++) {
            if (strcmp(e->presets->groups[g], wanted[w]) != 0 ||
                arm->presets[g] == SIM_NONE)
                continue;
            sim_text_list(place, PLACE_SIZE, e->presets->list[arm->presets[g]].name);
        }
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

static sim_status collect_rows(const sim_validation *v, material *m, sim_error *err)
{
    m->rows = sim_pool_take(&m->pool, v->table->n + 1, sizeof *m->rows);
    m->places = sim_pool_take(&m->pool, v->table->n + 1, sizeof *m->places);
    if (m->pool.failed) return sim_fail_memory(err, "figure");
    for (size_t row = 0; row < v->table->n; row++) {
        if (v->task->chosen && !v->task->chosen[row]) continue;
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

    p->caption = (plot_caption){.title = "", .footer = p->footer, .notes = p->notes};
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

sim_status sim_evidence_write(const sim_validation *v, const char *study,
                              const sim_sheet_look *look, sim_files *files, sim_error *err)
{
    material m = {0};
    sim_status status = collect_rows(v, &m, err);

    if (status == SIM_OK) {
        plot_validation page = {m.rows, m.n, NULL};

        collect_making(v, study, &m);
        if (*m.band) page.band_words = m.band;
        status = sim_sheet_write(&(sim_sheet){sim_evidence_page, look, &m.made.caption,
                                              &plot_validation_maker, &page, NULL},
                                 files, err);
    }
    sim_pool_free(&m.pool);
    return status;
}
