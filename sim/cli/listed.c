#include "sim/cli/listed.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/glossary.h"
#include "sim/io/sections.h"
#include "sim/io/text.h"

bool sim_listed_matches(const sim_parameter *q, const char *pattern)
{
    return sim_search_fit(q, pattern) < SIM_NOT_AT_ALL;
}

const sim_parameter *sim_listed_drawn(const sim_session *session, const sim_draw *draw)
{
    return sim_catalog_get(&session->catalog, draw->section, draw->name);
}

/* By its name as a row of [cohort] or, for a word, as the parameter that is drawn. */
static bool matches_draw(const sim_session *session, const sim_draw *draw,
                         const char *pattern)
{
    char name[160];

    if (!pattern) return true;
    snprintf(name, sizeof name, "cohort.%s.%s", draw->section, draw->name);
    if (strpbrk(pattern, "*?[")) return fnmatch(pattern, name, 0) == 0;
    return strstr(name, pattern) ||
           sim_listed_matches(sim_listed_drawn(session, draw), pattern);
}

const sim_draw *sim_listed_next_draw(const sim_session *session, const char *pattern,
                                     size_t *at)
{
    const sim_population *population = session->catalog.population;

    while (population && *at < population->n_draws) {
        const sim_draw *draw = &population->draws[(*at)++];

        if (matches_draw(session, draw, pattern)) return draw;
    }
    return NULL;
}

/* By its name, or a part of it. */
static bool matches_former(const sim_former *former, const char *pattern)
{
    char name[128];

    if (!pattern || !sim_former_is_gone(former)) return false;
    snprintf(name, sizeof name, "%s.%s", former->section, former->name);
    return strpbrk(pattern, "*?[") ? fnmatch(pattern, name, 0) == 0
                                   : sim_text_holds(name, pattern);
}

const sim_former *sim_listed_next_former(const sim_session *session, const char *pattern,
                                         size_t *at)
{
    const sim_formers *formers = session->catalog.formers;

    while (*at < formers->n) {
        const sim_former *former = &formers->list[(*at)++];

        if (matches_former(former, pattern)) return former;
    }
    return NULL;
}

static bool matches_trial(sim_trial_text text, const char *pattern)
{
    char name[128];

    if (!pattern) return true;
    snprintf(name, sizeof name, "%s.%s", sim_sections[SIM_SECTION_TRIAL].word,
             sim_trial_text_name(text));
    if (strpbrk(pattern, "*?[")) return fnmatch(pattern, name, 0) == 0;
    return sim_text_holds(name, pattern);
}

sim_trial_text sim_listed_next_trial(const char *pattern, size_t *at)
{
    while (*at < SIM_TRIAL_TEXTS) {
        const sim_trial_text text = (sim_trial_text)(*at)++;

        if (matches_trial(text, pattern)) return text;
    }
    return SIM_TRIAL_TEXTS;
}

double sim_listed_default(const sim_session *session, const sim_parameter *q)
{
    return q->symbol->words == models_chain_name ? (double)(session->chain - models_chains)
                                                 : q->usual;
}
