#include "sim/study/session.h"

#include <string.h>

#include "models/models.h"
#include "sim/io/sections.h"
#include "sim/study/version.h"

/* How long the course of a chain is, where it says so and nothing else does. */
static void take_days(sim_catalog *catalog, const sim_chain *chain)
{
    for (size_t i = 0; chain->days > 0 && i < catalog->n; i++) {
        sim_parameter *q = &catalog->rows[i];

        if (sim_section_kind_of(q->section) == SIM_SECTION_RUN &&
            strcmp(q->symbol->name, "days") == 0)
            q->usual = chain->days;
    }
}

sim_status sim_session_open(sim_session *session, const sim_chain *chain, sim_error *err)
{
    sim_status status;
    size_t n = 0;

    *session = (sim_session){.chain = chain};
    sim_bug(chain->n_stages >= SIM_SESSION_MODELS);
    session->models[n++] = &model_settings;
    for (size_t i = 0; i < chain->n_stages; i++)
        session->models[n++] = chain->stages[i].model;
    status = sim_catalog_init(&session->catalog, session->models, n, err);
    if (status != SIM_OK) return status;
    session->catalog.population = chain->population;
    session->catalog.chain = chain;
    session->catalog.chains = models_chains;
    take_days(&session->catalog, chain);
    sim_catalog_hide(&session->catalog);
    sim_catalog_take_changes(&session->catalog, &models_changes, sim_version);
    return sim_presets_init(&session->presets, &session->catalog, models_preset_texts, err);
}

void sim_session_close(sim_session *session)
{
    sim_presets_free(&session->presets);
    sim_catalog_free(&session->catalog);
}
