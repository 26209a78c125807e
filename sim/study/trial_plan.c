#include "sim/study/trial_plan.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/text.h"

static const struct {
    const char *name, *usual, *doc;
} texts[SIM_TRIAL_TEXTS + 1] = {
#define TEXT(id, ...) [SIM_TRIAL_##id] = {__VA_ARGS__},
#define WHOLE(...)
#define WORD(...)
#define PARAM(...)
#include "sim/study/trial_plan.def"
#undef TEXT
#undef WHOLE
#undef WORD
#undef PARAM
};

static const char *const designs[] = {
    [SIM_TRIAL_PARALLEL] = "parallel", [SIM_TRIAL_PAIRED] = "paired", NULL};
static const char *const dropouts[] = {
    [SIM_DROPOUT_CHANCE] = "chance", [SIM_DROPOUT_LEAST] = "least_gain", NULL};
static const char *const laboratories[] = {"each", "one", NULL};

const char *sim_trial_design_name(size_t i) { return designs[i]; }
const char *sim_trial_dropout_name(size_t i) { return dropouts[i]; }
const char *sim_trial_laboratory_name(size_t i) { return laboratories[i]; }

/* ---- rows of text ------------------------------------------------------------ */

const char *sim_trial_text_name(size_t i)
{
    return i < SIM_TRIAL_TEXTS ? texts[i].name : NULL;
}

const char *sim_trial_text_usual(size_t i)
{
    return i < SIM_TRIAL_TEXTS ? texts[i].usual : NULL;
}

const char *sim_trial_text_doc(size_t i)
{
    return i < SIM_TRIAL_TEXTS ? texts[i].doc : NULL;
}

sim_trial_text sim_trial_text_find(const char *key)
{
    sim_trial_text i = 0;

    while (i < SIM_TRIAL_TEXTS && strcmp(texts[i].name, key) != 0) i++;
    return i;
}

const char *sim_trial_plan_place(const sim_trial_plan *plan, sim_trial_text which)
{
    return plan->rows[which].place ? plan->rows[which].place : "trial";
}

static void free_row(sim_trial_row *row)
{
    free(row->how);
    free(row->place);
    free(row->origin);
    *row = (sim_trial_row){0};
}

sim_status sim_trial_plan_set(sim_trial_plan *plan, sim_trial_text which,
                              const sim_row *row, sim_error *err)
{
    sim_trial_row *kept = &plan->rows[which], fresh = {.layer = row->layer};
    char odd[SIM_CHARACTERS_WHAT];
    sim_status status;

    if (kept->how && kept->layer == row->layer)
        return sim_row_refuse_second(row, kept->place, err);
    if (!*row->how)
        return sim_fail(err, SIM_EPARSE, "%s: %s has no value; %s would be right",
                        row->place, row->name, texts[which].doc);
    if (sim_characters_are_odd(row->how, SIM_PLAIN_NAME, odd))
        return sim_fail(err, SIM_EPARSE, "%s: %s %s", row->place, row->name, odd);
    if (kept->how && kept->layer > row->layer) return SIM_OK;
    fresh.how = sim_text_copy(row->how);
    status = sim_row_keep(row, &fresh.place, &fresh.origin, err);
    if (!fresh.how) status = sim_fail_memory(err, row->place);
    if (status != SIM_OK) {
        free_row(&fresh);
        return status;
    }
    free_row(kept);
    *kept = fresh;
    return SIM_OK;
}

void sim_trial_plan_write(const sim_trial_plan *plan, FILE *out)
{
    for (sim_trial_text i = 0; i < SIM_TRIAL_TEXTS; i++) {
        if (plan->rows[i].how)
            fprintf(out, "%s = %s #: %s\n", texts[i].name, plan->rows[i].how,
                    plan->rows[i].origin);
    }
}

void sim_trial_plan_free(sim_trial_plan *plan)
{
    for (sim_trial_text i = 0; i < SIM_TRIAL_TEXTS; i++) free_row(&plan->rows[i]);
    *plan = (sim_trial_plan){0};
}
