/* catalog_chains.c -- which rows other chains have: they are named, and their settings hidden. */

#include <string.h>

#include "sim/io/catalog.h"

/* Has a model that parameter or, without a name, that section? */
static bool has_row(const sim_model *m, const char *section, const char *name)
{
    bool is_inside = false;

    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (s->kind == SIM_SECTION)
            is_inside = strcmp(s->name, section) == 0;
        else if (is_inside && sim_symbol_is_settable(s) &&
                 (!name || strcmp(s->name, name) == 0))
            return true;
    }
    return false;
}

/* Does a chain name that setting of a cohort: as one of its own, as the noise of what is
 * measured, as how many share a laboratory? */
static bool has_setting(const sim_chain *chain, const char *name)
{
    const sim_population *p = chain->population;
    size_t i = 0;

    if (!p) return false;
    if (p->sharing && strcmp(p->sharing, name) == 0) return true;
    if (p->measured.noise && strcmp(p->measured.noise, name) == 0) return true;
    while (i < p->n_settings && strcmp(p->settings[i], name) != 0) i++;
    return i < p->n_settings;
}

static bool chain_has_row(const sim_catalog *catalog, const sim_chain *chain,
                          const char *section, const char *name)
{
    for (size_t i = 0; i < chain->n_stages; i++) {
        if (has_row(chain->stages[i].model, section, name)) return true;
    }
    return name && has_setting(chain, name) && has_row(catalog->models[0], section, name);
}

/* Is a row a setting that other chains have, and the catalog's own has not? */
static bool is_hidden(const sim_catalog *catalog, const sim_parameter *q)
{
    const sim_chain *chain = catalog->chains;

    if (q->model != 0 || has_setting(catalog->chain, q->symbol->name)) return false;
    while (chain->name && !has_setting(chain, q->symbol->name)) chain++;
    return chain->name != NULL;
}

void sim_catalog_hide(sim_catalog *catalog)
{
    size_t n = 0;

    if (!catalog->chain || !catalog->chains) return;
    for (size_t i = 0; i < catalog->n; i++) {
        if (!is_hidden(catalog, &catalog->rows[i])) catalog->rows[n++] = catalog->rows[i];
    }
    catalog->n = n;
}

const sim_chain *sim_catalog_elsewhere(const sim_catalog *catalog, const char *section,
                                       const char *name)
{
    const sim_chain *chain = catalog->chains;

    if (!chain || (catalog->chain && chain_has_row(catalog, catalog->chain, section, name)))
        return NULL;
    while (chain->name && !chain_has_row(catalog, chain, section, name)) chain++;
    return chain->name ? chain : NULL;
}
