#include "sim/study/players.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/io/catalog.h"

enum { ROW_NAME = 128 };

/* ---- switches ------------------------------------------------------------- */

/* Does a list of names, a blank between each two, have that one? */
static bool has_name(const char *list, const char *name)
{
    const size_t length = strlen(name);

    for (const char *at = list; (at = strstr(at, name)); at += length) {
        const bool starts = at == list || at[-1] == ' ';

        if (starts && (at[length] == ' ' || at[length] == '\0')) return true;
    }
    return false;
}

static size_t find_in(const sim_chain *chain, const char *name)
{
    size_t i = 0;

    while (i < chain->n_switches && !has_name(chain->switches[i].rows, name)) i++;
    return i;
}

size_t sim_switch_of(const sim_chain *chain, const sim_symbol *symbol)
{
    const sim_model *m = chain->stages[chain->n_stages - 1].model;
    const size_t found = find_in(chain, symbol->name);
    char section[ROW_NAME];

    if (found < chain->n_switches || symbol->kind == SIM_INPUT) return found;
    snprintf(section, sizeof section, "%s.", sim_model_section(m, symbol));
    return find_in(chain, section);
}

/* ---- life ----------------------------------------------------------------- */

static bool may_differ(const sim_symbol *symbol)
{
    return symbol->kind == SIM_INPUT || sim_symbol_is_settable(symbol);
}

/* The name of a row that no switch names. */
static const char *name_row(sim_players *p, const sim_symbol *symbol)
{
    char *name = sim_pool_take(&p->pool, ROW_NAME, 1);

    if (!name) return NULL;
    if (symbol->kind == SIM_INPUT)
        snprintf(name, ROW_NAME, "%s", symbol->name);
    else
        snprintf(name, ROW_NAME, "%s.%s", sim_model_section(p->model, symbol),
                 symbol->name);
    return name;
}

static void name_all(sim_players *p, const sim_chain *chain)
{
    p->n_all = p->n_switches = chain->n_switches;
    for (size_t i = 0; i < p->n_switches; i++) p->names[i] = chain->switches[i].name;
    for (size_t i = 0; i < p->model->n_constants; i++) p->owners[i] = SIM_NONE;
    for (size_t i = 0; i < p->model->n_symbols; i++) {
        const sim_symbol *symbol = &p->model->symbols[i];
        size_t owner;

        if (!may_differ(symbol)) continue;
        owner = sim_switch_of(chain, symbol);
        if (owner == p->n_switches) {
            owner = p->n_all;
            p->names[p->n_all++] = name_row(p, symbol);
        }
        p->owners[symbol->slot] = owner;
    }
}

sim_status sim_players_init(sim_players *p, const sim_chain *chain, sim_error *err)
{
    const sim_model *m = chain->stages[chain->n_stages - 1].model;
    const size_t n = chain->n_switches + m->n_constants;

    *p = (sim_players){.model = m};
    p->names = sim_pool_take(&p->pool, n, sizeof *p->names);
    p->differs = sim_pool_take(&p->pool, n, sizeof *p->differs);
    p->owners = sim_pool_take(&p->pool, m->n_constants, sizeof *p->owners);
    p->reads = sim_pool_take(&p->pool, m->n_constants, sizeof *p->reads);
    p->bits = sim_pool_take(&p->pool, m->n_constants, sizeof *p->bits);
    if (!p->pool.failed) name_all(p, chain);
    return sim_pool_check(&p->pool, "telling apart what arms differ in", err);
}

void sim_players_free(sim_players *p) { sim_pool_free(&p->pool); }

/* ---- who plays ------------------------------------------------------------ */

void sim_players_read(sim_players *p, const sim_chain *chain, const sim_reads *reads)
{
    for (size_t i = 0; i < p->model->n_symbols; i++) {
        const sim_symbol *symbol = &p->model->symbols[i];

        if (may_differ(symbol) && sim_reads_has(reads, chain->n_stages - 1, symbol))
            p->reads[symbol->slot] = true;
    }
}

static void compare(sim_players *p, const double a[], const double b[])
{
    for (size_t i = 0; a && b && i < p->model->n_constants; i++) {
        if (p->owners[i] != SIM_NONE && p->reads[i] && a[i] != b[i])
            p->differs[p->owners[i]] = true;
    }
}

void sim_players_compare(sim_players *p, const sim_pair *pair)
{
    compare(p, pair->arm, pair->against);
    compare(p, pair->arm_background, pair->against_background);
}

static size_t count(const sim_players *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->n_all; i++) n += p->differs[i];
    return n;
}

bool sim_players_are_many(const sim_players *p) { return count(p) > SIM_PLAYERS; }

/* Does one come before another where there is no room for all: a switch before a row, then what
 * changes more? */
static bool comes_before(const sim_players *p, const double effects[], size_t a, size_t b)
{
    if ((a < p->n_switches) != (b < p->n_switches)) return a < p->n_switches;
    if (fabs(effects[a]) != fabs(effects[b])) return fabs(effects[a]) > fabs(effects[b]);
    return a < b;
}

static bool has_room(const sim_players *p, const double effects[], size_t player)
{
    size_t before = 0;

    for (size_t i = 0; i < p->n_all; i++)
        if (p->differs[i] && i != player && comes_before(p, effects, i, player)) before++;
    return before < SIM_PLAYERS - 1;
}

/* Which player stands for an owner. */
static size_t find_player(const sim_players *p, size_t owner)
{
    if (owner == SIM_NONE || !p->differs[owner]) return SIM_NONE;
    for (size_t k = 0; k < p->n; k++)
        if (p->list[k] == owner || p->list[k] == SIM_NONE) return k;
    return SIM_NONE;
}

void sim_players_choose(sim_players *p, const double effects[])
{
    const bool many = sim_players_are_many(p);

    p->n = p->n_folded = 0;
    for (size_t i = 0; i < p->n_all; i++) {
        if (!p->differs[i]) continue;
        if (many && !has_room(p, effects, i))
            p->n_folded++;
        else
            p->list[p->n++] = i;
    }
    if (many) p->list[p->n++] = SIM_NONE;
    for (size_t i = 0; i < p->model->n_constants; i++)
        p->bits[i] = find_player(p, p->owners[i]);
}

const char *sim_players_name(const sim_players *p, size_t i)
{
    return p->list[i] == SIM_NONE ? "everything else" : p->names[p->list[i]];
}
