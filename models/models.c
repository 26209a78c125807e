#include "models/models.h"

#include <string.h>

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static const sim_stage knee[] = {
    {&model_passaging, "passages", "culture", "expanded", NULL},
    {&model_product, NULL, NULL, NULL, NULL},
    {&model_knee, NULL, "timecourse", NULL, "timecourse_after_doses"},
};

#define ENDING(id) \
    static const sim_stage id[] = { \
        {&model_passaging, "passages", "culture", "expanded", NULL}, \
        {&model_product, NULL, NULL, NULL, NULL}, \
        {&model_##id, NULL, "timecourse", NULL, "timecourse_after_doses"}};
ENDING(gvhd)
ENDING(ards)
ENDING(heart)

/* What is given; without any of it an arm is held against nothing. */
static const sim_row_name treatment[] = {
    {"product", "dose"}, {"product", "vesicles"}, {"product", "vehicle"}};

const sim_chain models_chains[] = {
    {.name = "knee",
     .title = "passaging, product and an osteoarthritic knee",
     .page = "potency",
     .experiment = "params",
     .stages = knee,
     .n_stages = LENGTH(knee),
     .population = &models_knee_population,
     .yardstick = &models_knee_yardstick},
    {.name = "gvhd",
     .title = "passaging, product and graft-versus-host disease",
     .page = "gvhd",
     .experiment = "gvhd",
     .stages = gvhd,
     .n_stages = LENGTH(gvhd),
     .treatment = treatment,
     .n_treatment = LENGTH(treatment),
     .population = &models_gvhd_population},
    {.name = "ards",
     .title = "passaging, product and a lung in acute respiratory distress",
     .page = "ards",
     .experiment = "ards",
     .stages = ards,
     .n_stages = LENGTH(ards),
     .treatment = treatment,
     .n_treatment = LENGTH(treatment),
     .population = &models_ards_population},
    {.name = "heart",
     .title = "passaging, product and a heart that fails after an infarct",
     .page = "heart",
     .experiment = "heart",
     .stages = heart,
     .n_stages = LENGTH(heart),
     .treatment = treatment,
     .n_treatment = LENGTH(treatment),
     .population = &models_heart_population},
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
