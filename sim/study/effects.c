#include "sim/study/effects.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/tables.h"

enum { BATCH = 24 };

/* What is known of a choice so far. */
typedef enum { OPEN, MATTERS, IDLE } verdict;

typedef struct {
    const sim_effects_task *task;
    verdict *verdicts;        /* [n_assignments] */
    sim_network *nets;        /* [n_stages] of all that it solves */
    sim_params params;        /* of the arm itself (0) and without each choice */
    const char *names[BATCH]; /* keys of their rows */
    size_t choices[BATCH];    /* [n] which was left out; the first is none */
    sim_cues cues[BATCH];     /* of the arm, of all alike */
    size_t n;
    size_t left; /* of the work */
} search;

/* ---- comparing ------------------------------------------------------------ */

/* The rows of a table with one key. */
typedef struct {
    size_t first, n;
} rows;

static rows find_rows(const sim_table *table, const char *key)
{
    rows r = {0, 0};

    while (r.first < table->n_rows && table->keys[r.first] != key) r.first++;
    while (r.first + r.n < table->n_rows && table->keys[r.first + r.n] == key) r.n++;
    return r;
}

static bool is_printed_alike(double a, double b)
{
    char one[SIM_NUMBER_SIZE], other[SIM_NUMBER_SIZE];

    if (a == b || (!isfinite(a) && !isfinite(b))) return true;
    sim_number_print(one, a, SIM_NUMBER_TABLE);
    sim_number_print(other, b, SIM_NUMBER_TABLE);
    return strcmp(one, other) == 0;
}

static bool are_alike(const sim_table *table, const char *key, const char *other)
{
    const rows a = find_rows(table, key), b = find_rows(table, other);
    const double *one = &table->cells[a.first * table->n_columns];
    const double *two = &table->cells[b.first * table->n_columns];

    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n * table->n_columns; i++) {
        if (!is_printed_alike(one[i], two[i])) return false;
    }
    return true;
}

/* A choice that changes no table is idle unless, in another arm, it matters. */
static void compare(search *s, const sim_tables *tables)
{
    for (size_t k = 1; k < s->n; k++) {
        bool alike = true;

        for (size_t t = 0; t < tables->n && alike; t++)
            alike = are_alike(&tables->table[t], s->names[0], s->names[k]);
        s->verdicts[s->choices[k]] = alike ? IDLE : MATTERS;
    }
}

/* ---- solving -------------------------------------------------------------- */

static void drop(search *s, size_t k)
{
    const size_t n_stages = s->task->choices->chain->n_stages;

    s->n--;
    s->choices[k] = s->choices[s->n];
    for (size_t i = 0; i < n_stages; i++) {
        const double *const last = s->params.at[s->n * n_stages + i];

        s->params.at[s->n * n_stages + i] = s->params.at[k * n_stages + i];
        s->params.at[k * n_stages + i] = last;
    }
}

/* Without its choice an arm may be one that cannot be solved: then it matters. */
static sim_status solve(search *s, sim_solution *solution, sim_error *err)
{
    sim_task task = *s->task->task;
    sim_status status;

    task.params = s->params.at;
    if (task.cues) task.cues = s->cues;
    task.backgrounds = NULL; /* those of the experiment's arms */
    task.nets = s->nets;
    for (;;) {
        if (s->left == 0) return sim_fail(err, SIM_EWORK, "choices: no work is left");
        task.n_arms = s->n;
        task.work = s->left;
        status = sim_chain_solve(&task, solution, err);
        s->left -= solution->work < s->left ? solution->work : s->left;
        if (status == SIM_OK || status == SIM_EWORK || status == SIM_ENOMEM ||
            solution->failed_arm == 0)
            return status;
        s->verdicts[s->choices[solution->failed_arm]] = MATTERS;
        drop(s, solution->failed_arm);
        sim_solution_free(solution);
    }
}

/* An arm that cannot be solved is told elsewhere. */
static void pass_over(search *s)
{
    for (size_t k = 1; k < s->n; k++) s->verdicts[s->choices[k]] = MATTERS;
}

static sim_status try_batch(search *s, sim_error *err)
{
    sim_solution solution = {.chain = s->task->choices->chain};
    sim_tables tables = {0};
    sim_status status = SIM_OK;

    if (s->n > 1) {
        status = solve(s, &solution, err);
        if (status == SIM_OK) status = sim_tables_init(&tables, &solution, s->names, err);
        if (status == SIM_OK) compare(s, &tables);
        if (status == SIM_ESOLVER || status == SIM_EVALUE) {
            pass_over(s);
            status = SIM_OK;
        }
        sim_tables_free(&tables);
        sim_solution_free(&solution);
    }
    s->n = 1;
    return status;
}

/* ---- which are tried ------------------------------------------------------ */

static sim_status try_choice(search *s, size_t arm, size_t choice, sim_error *err)
{
    sim_choices *c = s->task->choices;

    if (!(c->seen[choice] & SIM_CHOICE_IS_READ) || s->verdicts[choice] == MATTERS)
        return SIM_OK;
    if (!sim_choices_remove(c, c->experiment, arm, choice)) return SIM_OK;
    sim_params_put(&s->params, s->n, c->experiment->catalog, &c->without);
    s->choices[s->n++] = choice;
    return s->n == BATCH ? try_batch(s, err) : SIM_OK;
}

static sim_status try_group(search *s, size_t arm, size_t group, sim_error *err)
{
    const sim_experiment *e = s->task->choices->experiment;
    sim_status status = SIM_OK;

    for (size_t g = e->own_from[group]; status == SIM_OK && g < e->own_from[group + 1]; g++)
        status = try_choice(s, arm, e->own[g], err);
    return status;
}

static sim_status try_arm(search *s, size_t arm, sim_error *err)
{
    const sim_experiment *e = s->task->choices->experiment;
    sim_status status;

    s->n = 1;
    for (size_t k = 0; s->task->task->cues && k < BATCH; k++)
        s->cues[k] = s->task->task->cues[arm];
    sim_params_put(&s->params, 0, e->catalog, &e->arms[arm]);
    status = try_group(s, arm, arm, err);
    if (status == SIM_OK) status = try_group(s, arm, e->n_arms, err);
    return status == SIM_OK ? try_batch(s, err) : status;
}

/* A row of all arms has no verdict before it was tried in all of them. */
static sim_status tell(const search *s, size_t arms, sim_findings *findings,
                       sim_effects_tally *tally, sim_error *err)
{
    const sim_choices *c = s->task->choices;
    const sim_experiment *e = c->experiment;
    sim_status status = SIM_OK;

    *tally = (sim_effects_tally){0};
    for (size_t i = 0; status == SIM_OK && i < e->n_assignments; i++) {
        const size_t arm = e->assignments[i].arm;
        const bool whole = arm == SIM_NONE ? arms == e->n_arms : arm < arms;

        if (!(c->seen[i] & SIM_CHOICE_IS_READ)) continue;
        tally->rows++;
        tally->tried += s->verdicts[i] == MATTERS || whole;
        if (s->verdicts[i] == IDLE && whole)
            status = sim_choices_tell_one(c, i, findings, err);
    }
    return status;
}

static sim_status search_init(search *s, sim_error *err)
{
    static const char *const names[BATCH] = {
        "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11",
        "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23"};
    const sim_choices *c = s->task->choices;
    sim_status status;

    memcpy(s->names, names, sizeof names);
    s->left = s->task->work;
    s->verdicts = calloc(c->experiment->n_assignments + 1, sizeof *s->verdicts);
    if (!s->verdicts) return sim_fail_memory(err, "choices");
    status = sim_chain_make_nets(c->chain, &s->nets, err);
    return status == SIM_OK ? sim_params_room(&s->params, c->chain, BATCH, err) : status;
}

sim_status sim_effects_find(const sim_effects_task *task, sim_findings *findings,
                            sim_effects_tally *tally, sim_error *err)
{
    search s = {.task = task};
    sim_status status = search_init(&s, err);
    size_t arm = 0;

    while (status == SIM_OK && arm < task->task->n_arms) {
        status = try_arm(&s, arm, err);
        arm += status == SIM_OK;
    }
    if (status == SIM_EWORK) status = SIM_OK;
    if (status == SIM_OK) status = tell(&s, arm, findings, tally, err);
    sim_params_free(&s.params);
    sim_chain_free_nets(task->choices->chain, s.nets);
    free(s.verdicts);
    return status;
}
