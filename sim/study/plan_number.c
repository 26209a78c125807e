/* plan_number.c -- of plan.h: which number of the results one names. */
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/plan.h"

enum { LINE_SIZE = 1024 };

/* "a column of summary.csv, or of passages.csv," */
static void print_sources(const sim_chain *chain, char text[], size_t size)
{
    *text = '\0';
    sim_text_append(text, size, "a column of summary.csv");
    for (size_t i = 0; i < chain->n_stages; i++) {
        if (chain->stages[i].reports)
            sim_text_append(text, size, ", or of %s.csv,", chain->stages[i].reports);
    }
}

/* Is there a number of that name, or what is kept of it in a cohort, in runs of a chain? */
static sim_status has_number(const sim_chain *chain, const char *name, bool *has,
                             sim_error *err)
{
    sim_readout readout;
    sim_status status = sim_readout_init(&readout, chain, err);

    *has = false;
    for (size_t i = 0; status == SIM_OK && !*has && i < readout.n; i++) {
        const char *own = readout.list[i].column.name;
        const size_t length = strlen(own);

        *has = strncmp(own, name, length) == 0 && (!name[length] || name[length] == '_');
    }
    sim_readout_free(&readout);
    return status;
}

/* Refuses a number that another chain has; SIM_OK if none has it. */
static sim_status check_elsewhere(const sim_plan *plan, const char *name, const char *right,
                                  sim_error *err)
{
    const sim_chain *own = plan->task->chain;
    const sim_chain *chain = plan->task->experiment->catalog->chains;
    sim_status status = SIM_OK;
    bool has;

    for (; status == SIM_OK && chain && chain->name; chain++) {
        if (strcmp(chain->name, own->name) == 0) continue;
        status = has_number(chain, name, &has, err);
        if (status == SIM_OK && has)
            status = sim_fail(err, SIM_ENAME,
                              "--number %.200s is of indication %s, and this run treats "
                              "%s; %s would be right",
                              name, chain->name, own->name, right);
    }
    return status;
}

sim_status sim_plan_find_number(const sim_plan *plan, const char *name, size_t *number,
                                sim_error *err)
{
    const sim_store_form *form = &plan->form;
    const sim_chain *chain = plan->task->chain;
    sim_nearest nearest = {.wanted = name};
    char hint[LINE_SIZE], right[LINE_SIZE / 2];
    size_t measured;
    sim_status status;

    print_sources(chain, right, sizeof right);
    *number = chain->stages[chain->n_stages - 1].model->headline.best *
              (plan->replicates > 0 ? SIM_KEPT : 1);
    if (!name) return SIM_OK;
    for (*number = 0; *number < form->n_numbers; (*number)++) {
        if (strcmp(form->numbers[*number].name, name) == 0) return SIM_OK;
        sim_nearest_offer(&nearest, form->numbers[*number].name);
    }
    measured = sim_readout_find(&plan->readout, name);
    if (measured >= plan->n_read && measured < plan->readout.n)
        return sim_fail(
            err, SIM_ENAME,
            "--number %s is of cohorts, and no point of this is one; %s would be right",
            name, right);
    status = check_elsewhere(plan, name, right, err);
    if (status != SIM_OK) return status;
    sim_text_append(right, sizeof right, " would be right");
    sim_nearest_print(&nearest, right, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "--number %.200s is no number of the results%s", name,
                    hint);
}
