#include "sim/model/model.h"

#include <stdio.h>
#include <string.h>

#include "sim/error.h"

enum { BLANKS_MAX = 16 };

const sim_symbol *sim_model_find_part(const sim_model *model, const char *name,
                                      size_t length)
{
    for (size_t i = 0; i < model->n_symbols; i++) {
        const sim_symbol *s = &model->symbols[i];

        if (*s->name == *name && s->kind != SIM_SECTION &&
            strncmp(s->name, name, length) == 0 && s->name[length] == '\0')
            return s;
    }
    return NULL;
}

const sim_symbol *sim_model_find(const sim_model *model, const char *name)
{
    return sim_model_find_part(model, name, strlen(name));
}

const char *sim_owner_name(const sim_population *population, sim_owner owner)
{
    static const char *const names[SIM_OWNERS] = {[SIM_LABORATORY] = "laboratory",
                                                  [SIM_SOURCE] = "source",
                                                  [SIM_SUBJECT] = "subject"};
    const char *name = population ? population->owners[owner].name : NULL;

    return name ? name : names[owner];
}

const sim_symbol *sim_chain_find_source(const sim_chain *chain, const char *name,
                                        size_t stage, size_t *source)
{
    for (*source = stage; (*source)-- > 0;) {
        const sim_symbol *s = sim_model_find(chain->stages[*source].model, name);

        if (s && s->kind != SIM_INPUT) return s;
    }
    return NULL;
}

static bool has_column(const sim_model *model, const char *column)
{
    const sim_symbol *s = sim_model_find(model, column);

    if (s && (sim_symbol_is_state(s) || s->kind == SIM_RULE)) return true;
    for (size_t i = 0; i < model->n_againsts; i++) {
        if (strcmp(model->againsts[i].name, column) == 0) return true;
    }
    return false;
}

const sim_chain *sim_chains_find_column(const sim_chain chains[], const char *column)
{
    for (const sim_chain *chain = chains; chain && chain->name; chain++) {
        if (has_column(chain->stages[chain->n_stages - 1].model, column)) return chain;
    }
    return NULL;
}

bool sim_chain_skips(const sim_chain *chain, size_t stage, const double *const p[])
{
    const char *needs = chain->stages[stage].needs;

    for (size_t i = 0; needs && i < chain->n_stages; i++) {
        const sim_symbol *s = sim_model_find(chain->stages[i].model, needs);

        if (s && s->kind != SIM_INPUT) return p[i][s->slot] <= 0;
    }
    return false;
}

const char *sim_model_section(const sim_model *model, const sim_symbol *symbol)
{
    while (symbol > model->symbols && symbol->kind != SIM_SECTION) symbol--;
    sim_bug(symbol->kind != SIM_SECTION);
    return symbol->name;
}

bool sim_symbol_is_settable(const sim_symbol *symbol)
{
    return symbol->kind >= SIM_PARAM && symbol->kind <= SIM_WORD;
}

bool sim_symbol_is_constant(const sim_symbol *symbol)
{
    return symbol->kind >= SIM_PARAM && symbol->kind <= SIM_CHANCE;
}

bool sim_symbol_is_state(const sim_symbol *symbol)
{
    return symbol->kind >= SIM_SPECIES && symbol->kind <= SIM_RECORD;
}

double sim_symbol_value(const sim_symbol *symbol, const double p[], const double x[],
                        const double o[])
{
    sim_bug(symbol->kind == SIM_SECTION);
    if (sim_symbol_is_constant(symbol)) return p[symbol->slot];
    return sim_symbol_is_state(symbol) ? x[symbol->slot] : o[symbol->slot];
}

bool sim_model_blanks(const sim_model *m, const sim_symbol *symbol,
                      const sim_moment *moment)
{
    const size_t which = (size_t)(symbol - m->symbols);
    double holds[BLANKS_MAX];

    sim_bug(m->n_blanks > BLANKS_MAX);
    for (size_t i = 0; i < m->n_blanks; i++) {
        if (m->blanks[i].symbol != which) continue;
        m->blank(moment->t, moment->x, moment->p, holds);
        if (holds[i] != 0) return true;
    }
    return false;
}

bool sim_reading_is_day(sim_reading reading)
{
    return reading == SIM_DAY_OF_LOWEST || reading == SIM_DAY_OF_HIGHEST ||
           reading == SIM_DAY_OF_LOWEST_AGAINST || reading == SIM_DAY_OF_HIGHEST_AGAINST;
}

bool sim_reading_is_against(sim_reading reading) { return reading >= SIM_AGAINST; }

/* The symbol that a column of a model shows; NULL: a day, or none. */
static const sim_symbol *find_shown(const sim_model *model, const char *column)
{
    for (size_t i = 0; i < model->n_summaries; i++) {
        const sim_summary *s = &model->summaries[i];

        if (strcmp(s->name, column) == 0)
            return sim_reading_is_day(s->reading) || s->own ? NULL
                                                            : &model->symbols[s->symbol];
    }
    return sim_model_find(model, column);
}

/* The difference to the background that a column has; NULL: it has another. */
static const sim_against *find_against(const sim_model *model, const char *column)
{
    const sim_symbol *shown = NULL;

    for (size_t i = 0; i < model->n_summaries; i++) {
        const sim_summary *s = &model->summaries[i];

        if (sim_reading_is_against(s->reading) && !sim_reading_is_day(s->reading) &&
            strcmp(s->name, column) == 0)
            shown = &model->symbols[s->symbol];
    }
    for (size_t i = 0; i < model->n_againsts; i++) {
        const sim_against *a = &model->againsts[i];

        if (strcmp(a->name, column) == 0 || &model->symbols[a->telling.symbol] == shown)
            return a;
    }
    return NULL;
}

/* How the symbol itself is told, by its name. */
static const sim_telling *find_telling(const sim_model *m, const char *name)
{
    for (size_t i = 0; i < m->n_tellings; i++) {
        if (strcmp(m->symbols[m->tellings[i].symbol].name, name) == 0)
            return &m->tellings[i];
    }
    return NULL;
}

bool sim_chain_is_against(const sim_chain *chain, const char *column)
{
    const sim_model *last = chain->stages[chain->n_stages - 1].model;

    for (size_t i = 0; i < last->n_summaries; i++) {
        const sim_summary *s = &last->summaries[i];

        if (strcmp(s->name, column) == 0) return sim_reading_is_against(s->reading);
    }
    return false;
}

const sim_telling *sim_chain_telling(const sim_chain *chain, const char *column)
{
    for (size_t stage = chain ? chain->n_stages : 0; stage-- > 0;) {
        const sim_model *m = chain->stages[stage].model;
        const sim_symbol *shown = find_shown(m, column);
        const sim_against *against = find_against(m, column);
        const sim_telling *telling = shown ? find_telling(m, shown->name) : NULL;

        if (against) return &against->telling;
        if (telling) return telling;
    }
    return NULL;
}

sim_unit_told sim_chain_unit_told(const sim_chain *chain, const char *column,
                                  const char *unit)
{
    const sim_telling *telling = sim_chain_telling(chain, column);
    sim_unit_told told = {unit, 1, false};

    for (size_t stage = 0; chain && stage < chain->n_stages; stage++) {
        const sim_model *m = chain->stages[stage].model;
        const sim_against *against = find_against(m, column);

        if (!against) continue;
        told.is_difference = true;
        telling = find_telling(m, m->symbols[against->telling.symbol].name);
    }
    if (telling && telling->is_share) {
        told.times = 100;
        told.unit = "%";
    }
    if (told.is_difference && strcmp(told.unit, "%") == 0) told.unit = SIM_POINT;
    return told;
}

void sim_notice_print(const sim_notice *notice, const sim_model *model, const double p[],
                      const double x[], const double o[], char text[], size_t size)
{
    size_t at = 0;

    for (const char *c = notice->text; *c && at + 32 < size; c++) {
        const sim_symbol *s =
            *c == '{' ? sim_model_find_part(model, c + 1, strcspn(c + 1, "}")) : NULL;

        sim_bug(*c == '{' && !s);
        if (!s) {
            text[at++] = *c;
            continue;
        }
        at += (size_t)snprintf(text + at, size - at, "%.6g", sim_symbol_value(s, p, x, o));
        c += strcspn(c, "}");
    }
    text[at] = '\0';
}
