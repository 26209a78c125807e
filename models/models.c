#include "models/models.h"

#include <string.h>

#define LENGTH(table) (sizeof(table) / sizeof *(table))

/* Another program has more chains. */
#ifndef MODELS_CHAINS
#define MODELS_CHAINS "models/chains.def"
#endif

/* Arrays within rows, and how long they are. */
#define ARRAY(member, type, ...) \
    .member = (const type[]){__VA_ARGS__}, \
    .n_##member = sizeof((const type[]){__VA_ARGS__}) / sizeof(type),

#define STAGE(id, ...) {&model_##id, __VA_ARGS__},
#define CULTURE STAGE(passaging, "passages", "culture", "expanded", NULL)
#define PRODUCT STAGE(product, NULL, NULL, NULL, NULL)
#define ROW(section, name) {#section, #name},
#define GIVEN ROW(product, dose) ROW(product, vesicles) ROW(product, vehicle)

#define PAGE(id) .page = #id,
#define EXPERIMENT(id) .experiment = #id,
#define DAYS(length) .days = length,
#define CLOCK(text) .clock = text,
#define STAGES(...) ARRAY(stages, sim_stage, __VA_ARGS__)
#define TREATMENT(...) ARRAY(treatment, sim_row_name, __VA_ARGS__)
#define MARKS(...) ARRAY(marks, sim_text, __VA_ARGS__)
#define MARK(event, words) {#event, words},
#define SWITCHES(...) ARRAY(switches, sim_switch, __VA_ARGS__)
#define SWITCH(text, names, seen) {text, names},
#define NUMBER(id) .number = #id,
#define TRIAL(id) .trial = #id,
#define POPULATION(id) .population = &models_##id##_population,
#define LOG(id) .log = &models_##id##_log,
#define YARDSTICK(id) .yardstick = &models_##id##_yardstick,

const sim_chain models_chains[] = {
#define CHAIN(id, text, ...) {.name = #id, .title = text, __VA_ARGS__},
#include MODELS_CHAINS
    {0},
};

const char *models_chain_name(size_t i)
{
    return i < LENGTH(models_chains) ? models_chains[i].name : NULL;
}

const sim_chain *models_chain(const char *name)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        if (!name || strcmp(chain->name, name) == 0) return chain;
    }
    return NULL;
}

/* The first stage with that model. */
static const sim_stage *first_with(const sim_model *model)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        for (size_t i = 0; i < chain->n_stages; i++)
            if (chain->stages[i].model == model) return &chain->stages[i];
    }
    return NULL;
}

const sim_stage *models_stage(size_t number)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        for (size_t i = 0; i < chain->n_stages; i++) {
            const sim_stage *stage = &chain->stages[i];

            if (first_with(stage->model) == stage && number-- == 0) return stage;
        }
    }
    return NULL;
}
