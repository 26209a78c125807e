#include "models/models.h"

#include <string.h>

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static const sim_stage knee[] = {
    {&model_passaging, "passages", "culture", "expanded", NULL},
    {&model_product, NULL, NULL, NULL, NULL},
    {&model_knee, NULL, "timecourse", NULL, "timecourse_after_doses"},
};

const sim_chain models_chains[] = {
    {.name = "knee",
     .title = "passaging, product and an osteoarthritic knee",
     .experiment = "params",
     .stages = knee,
     .n_stages = LENGTH(knee),
     .population = &models_knee_population,
     .yardstick = &models_knee_yardstick},
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
