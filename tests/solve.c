#include "tests/solve.h"

#include <check.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/data_models.h"

/* Is that symbol "name", or "section.name" as in a parameter file? */
static bool is_meant(const sim_model *m, const sim_symbol *s, const char *name)
{
    const char *point = strchr(name, '.'), *section = sim_model_section(m, s);
    const size_t length = point ? (size_t)(point - name) : 0;

    if (!point) return strcmp(name, s->name) == 0;
    return strcmp(point + 1, s->name) == 0 && strlen(section) == length &&
           strncmp(section, name, length) == 0;
}

static void set_defaults(const sim_model *m, const change changes[], double p[])
{
    for (size_t i = 0; i < m->n_symbols; i++) {
        const sim_symbol *s = &m->symbols[i];

        if (!sim_symbol_is_settable(s)) continue;
        p[s->slot] = s->value;
        for (const change *c = changes; c && c->name; c++) {
            if (is_meant(m, s, c->name)) p[s->slot] = c->value;
        }
    }
}

sim_status solve_chain(solved *s, const sim_chain *chain, const change *const changes[],
                       size_t n_arms, double end, const sim_options *options,
                       sim_error *err)
{
    size_t n = 0, at = 0;
    sim_task task = {
        .chain = chain, .n_arms = n_arms, .end = end, .every = 1, .options = *options};

    for (size_t i = 0; i < chain->n_stages; i++) n += chain->stages[i].model->n_constants;
    *s = (solved){.n_arms = n_arms};
    s->values = calloc(n * n_arms + 1, sizeof *s->values);
    s->params = calloc(n_arms * chain->n_stages + 1, sizeof *s->params);
    sim_bug(!s->values || !s->params);
    for (size_t arm = 0; arm < n_arms; arm++) {
        for (size_t i = 0; i < chain->n_stages; i++) {
            set_defaults(chain->stages[i].model, changes[arm], &s->values[at]);
            s->params[arm * chain->n_stages + i] = &s->values[at];
            at += chain->stages[i].model->n_constants;
        }
    }
    task.params = s->params;
    return sim_chain_solve(&task, &s->solution, err);
}

sim_status solve_arms(solved *s, const change *const changes[], size_t n_arms, double end,
                      const sim_options *options, sim_error *err)
{
    return solve_chain(s, &models_chains[0], changes, n_arms, end, options, err);
}

void solve_one(solved *s, const change changes[])
{
    sim_error err = {""};

    if (solve_arms(s, &changes, 1, 730, &(sim_options){.rtol = 1e-7}, &err) == SIM_OK)
        return;
    fprintf(stderr, "%s\n", err.text);
    abort();
}

void solved_free(solved *s)
{
    sim_solution_free(&s->solution);
    free(s->values);
    free(s->params);
}

const sim_outcome *solved_stage(const solved *s, size_t arm, const char *stage)
{
    for (size_t i = 0; i < s->solution.chain->n_stages; i++) {
        if (strcmp(s->solution.chain->stages[i].model->name, stage) == 0)
            return sim_solution_outcome(&s->solution, arm, i);
    }
    sim_bug_found("no such stage", stage, 0);
}

static const sim_symbol *find(const sim_outcome *outcome, const char *name)
{
    const sim_symbol *symbol = sim_model_find(outcome->model, name);

    sim_bug(!symbol);
    return symbol;
}

double solved_end(const solved *s, size_t arm, const char *stage, const char *name)
{
    const sim_outcome *o = solved_stage(s, arm, stage);

    return sim_outcome_end(o, find(o, name));
}

double solved_on(const solved *s, size_t arm, const char *name, double day)
{
    const sim_chain *chain = s->solution.chain;
    const sim_outcome *o = sim_solution_outcome(&s->solution, arm, chain->n_stages - 1);

    for (size_t i = 0; i < o->result.grid.n; i++) {
        if (o->result.grid.t[i] == day) return sim_outcome_output(o, find(o, name), i);
    }
    sim_bug_found("no output on that day", name, (int)day);
}

double solved_extreme(const solved *s, size_t arm, const char *name, double sign,
                      double *day)
{
    const sim_chain *chain = s->solution.chain;
    const sim_outcome *o = sim_solution_outcome(&s->solution, arm, chain->n_stages - 1);
    double best = -INFINITY;

    for (size_t i = 0; i < o->result.grid.n; i++) {
        double value = sign * sim_outcome_output(o, find(o, name), i);

        if (!(value > best)) continue;
        best = value;
        *day = o->result.grid.t[i];
    }
    return sign * best;
}

static const sim_stage toss_stages[] = {{&model_toss, NULL, "course", NULL, NULL},
                                        {&model_told, NULL, NULL, NULL, NULL}};
static const sim_chain toss = {
    .name = "toss", .title = "a toss", .stages = toss_stages, .n_stages = 2};

void solve_toss(double odds, sim_solution *solution)
{
    double p[2][16] = {{0}};
    const double *const params[] = {p[0], p[1]};
    const sim_task task = {.chain = &toss,
                           .params = params,
                           .n_arms = 1,
                           .end = 3,
                           .every = 1,
                           .options = {.rtol = 1e-7}};
    sim_error err = {""};

    p[0][sim_model_find(&model_toss, "odds")->slot] = odds;
    p[0][sim_model_find(&model_toss, "prize")->slot] = 4;
    ck_assert_msg(sim_chain_solve(&task, solution, &err) == SIM_OK, "%s", err.text);
}
