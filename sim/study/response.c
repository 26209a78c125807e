#include "sim/study/response.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/sight.h"
#include "sim/study/team.h"

enum { TOGETHER = 8 }; /* values that a thread solves side by side */

static const char own_name[] = "own";

/* ---- life ----------------------------------------------------------------- */

static sim_axis_world world_of(const sim_job *job)
{
    return (sim_axis_world){&job->session.catalog, &job->session.presets, false};
}

typedef void print_value(const sim_axis *axis, const sim_axis_world *world, double value,
                         char text[SIM_NUMBER_SIZE]);

/* All values of an axis as texts; the pool tells if there was no memory. */
static const char **list_values(sim_response *r, const sim_axis_world *world,
                                print_value *print)
{
    const sim_axis *axis = &r->drawing.axis;
    const char **list = sim_pool_take(&r->pool, axis->levels, sizeof *list);
    char text[SIM_NUMBER_SIZE];

    for (size_t i = 0; list && i < axis->levels; i++) {
        char *word;

        print(axis, world, sim_axis_level(axis, i), text);
        word = sim_pool_take(&r->pool, strlen(text) + 1, 1);
        if (word) memcpy(word, text, strlen(text));
        list[i] = word;
    }
    return list;
}

static sim_status name_words(sim_response *r, const sim_job *job, sim_error *err)
{
    const sim_axis_world world = world_of(job);

    if (!sim_axis_has_words(&r->drawing.axis, &world)) return SIM_OK;
    r->words = list_values(r, &world, sim_axis_print_words);
    r->names = list_values(r, &world, sim_axis_print);
    return sim_pool_check(&r->pool, "response", err);
}

/* Of presets the group alone says what they are. */
static sim_column column_of(const sim_drawing *d, const sim_axis_world *world)
{
    sim_column column = sim_axis_column(&d->axis, world);
    const char *dot = strchr(d->x, '.');

    if (d->axis.is_preset && dot) column.meaning = dot + 1;
    return column;
}

static sim_status make_table(sim_response *r, const sim_job *job, sim_error *err)
{
    const sim_axis_world world = world_of(job);
    const sim_drawing *d = &r->drawing;
    const sim_column own = {own_name, "1", "is it the arm's own value, 1 or 0?",
                            SIM_CELL_NUMBER};
    sim_column *columns = sim_pool_take(&r->pool, d->n_y + 2, sizeof *columns);

    if (!columns) return sim_fail_memory(err, "response");
    columns[0] = column_of(d, &world);
    for (size_t i = 0; i < d->n_y; i++)
        columns[1 + i] = d->table->columns[sim_table_find(d->table, d->y[i])];
    columns[1 + d->n_y] = own;
    return sim_table_init(&r->table, r->figure->name, sim_arm_column, columns, d->n_y + 2,
                          err);
}

static sim_status init_one(sim_response *r, const sim_job *job, sim_error *err)
{
    const sim_figure_world world = sim_job_figure_world(job, &job->tables, NULL);
    sim_status status = sim_drawing_init(&r->drawing, r->figure, &world, err);

    if (status == SIM_OK) status = make_table(r, job, err);
    return status == SIM_OK ? name_words(r, job, err) : status;
}

sim_status sim_responses_init(sim_responses *rs, const sim_job *job, sim_error *err)
{
    const sim_figures *figures = &job->experiment.figures;
    sim_status status = SIM_OK;

    *rs = (sim_responses){.job = job, .list = calloc(figures->n + 1, sizeof *rs->list)};
    if (!rs->list) return sim_fail_memory(err, "response");
    for (size_t i = 0; status == SIM_OK && i < figures->n; i++) {
        if (!sim_figure_is(&figures->list[i], SIM_FIGURE_RESPONSE)) continue;
        rs->list[rs->n].figure = &figures->list[i];
        status = init_one(&rs->list[rs->n++], job, err);
    }
    return status;
}

void sim_responses_free(sim_responses *rs)
{
    for (size_t i = 0; i < rs->n; i++) {
        sim_table_free(&rs->list[i].table);
        sim_drawing_free(&rs->list[i].drawing);
        sim_pool_free(&rs->list[i].pool);
    }
    free(rs->list);
    *rs = (sim_responses){0};
}

const sim_response *sim_responses_find(const sim_responses *rs, const char *name)
{
    for (size_t i = 0; i < rs->n; i++)
        if (strcmp(rs->list[i].figure->name, name) == 0) return &rs->list[i];
    return NULL;
}

/* ---- solving -------------------------------------------------------------- */

/* What the threads share. */
typedef struct {
    const sim_job *job;
    sim_response *response;
    sim_axes axes; /* the one */
    const sim_network *nets;
    sim_readout readout;
    sim_kept kept;
    size_t n_arms, n_y;
    double *numbers;    /* [levels][n_arms][n_y] */
    sim_error *reasons; /* [levels][n_arms] "" where it was solved */
    atomic_int status;  /* of memory that was short */
} crew;

/* A value, put into all arms. */
typedef struct {
    sim_experiment placed;
    sim_params params;
    sim_task task;
    sim_solution solution;
} point;

static sim_status start_point(const crew *c, size_t level, point *p, sim_error *err)
{
    const sim_experiment *e = &c->job->experiment;
    const double value = sim_axis_level(&c->response->drawing.axis, level);
    sim_status status =
        sim_experiment_place_init(&p->placed, e, &c->axes, SIM_BY_ANALYSIS, err);

    if (status == SIM_OK)
        status = sim_params_init(&p->params, c->job->session.chain, &p->placed, err);
    if (status != SIM_OK) return status;
    sim_experiment_place(&p->placed, &value);
    sim_params_fill(&p->params, &p->placed);
    p->task = sim_params_task(&p->params, &p->placed);
    p->task.nets = c->nets;
    p->task.kept = &c->kept;
    p->task.options.stream.point = level + 1;
    return SIM_OK;
}

static void end_point(point *p)
{
    sim_params_free(&p->params);
    sim_experiment_unplace(&p->placed);
}

static void read_arm(crew *c, size_t level, size_t arm, const sim_solution *solution,
                     size_t of)
{
    const sim_chain *chain = c->job->session.chain;
    const sim_model *last = chain->stages[chain->n_stages - 1].model;
    const sim_drawing *d = &c->response->drawing;

    for (size_t i = 0; i < c->n_y; i++) {
        const size_t column = sim_table_find(d->table, d->y[i]);

        c->numbers[(level * c->n_arms + arm) * c->n_y + i] =
            sim_summary_read(solution, of, &last->summaries[column]);
    }
}

/* Each arm with what it is held against, where all of them together failed. */
static void solve_arm(crew *c, size_t level, size_t arm, const point *p)
{
    bool *asked = calloc(c->n_arms, sizeof *asked);
    sim_task task = p->task;
    sim_solution solution;
    sim_solving one = {.task = &task, .solution = &solution};

    if (!asked) {
        atomic_store(&c->status, SIM_ENOMEM);
        return;
    }
    asked[arm] = true;
    if (task.backgrounds && task.backgrounds[arm] < c->n_arms)
        asked[task.backgrounds[arm]] = true;
    task.asked = asked;
    sim_chain_solve_all(&one, 1);
    if (one.status == SIM_OK)
        read_arm(c, level, arm, &solution, arm);
    else
        c->reasons[level * c->n_arms + arm] = one.error;
    if (one.status == SIM_ENOMEM) atomic_store(&c->status, SIM_ENOMEM);
    sim_solution_free(&solution);
    free(asked);
}

static void take_point(crew *c, size_t level, const point *p, const sim_solving *solved)
{
    for (size_t arm = 0; arm < c->n_arms; arm++) {
        if (solved->status == SIM_OK)
            read_arm(c, level, arm, &p->solution, arm);
        else
            solve_arm(c, level, arm, p);
    }
}

/* Some values side by side. */
static void solve_chunk(void *self, size_t member, size_t chunk)
{
    crew *c = self;
    const size_t levels = c->response->drawing.axis.levels, first = chunk * TOGETHER;
    const size_t n = levels - first < TOGETHER ? levels - first : TOGETHER;
    point points[TOGETHER] = {0};
    sim_solving list[TOGETHER];
    sim_error err;
    sim_status status = SIM_OK;

    (void)member;
    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        status = start_point(c, first + i, &points[i], &err);
        list[i] = (sim_solving){.task = &points[i].task, .solution = &points[i].solution};
    }
    if (status == SIM_OK) {
        sim_chain_solve_all(list, n);
        for (size_t i = 0; i < n; i++) {
            take_point(c, first + i, &points[i], &list[i]);
            sim_solution_free(&points[i].solution);
        }
    } else
        atomic_store(&c->status, (int)status);
    for (size_t i = 0; i < n; i++) end_point(&points[i]);
}

/* ---- rows ----------------------------------------------------------------- */

static bool is_shown(const sim_drawing *d, const char *arm)
{
    for (size_t i = 0; i < d->n_arms; i++)
        if (strcmp(d->arms[i], arm) == 0) return true;
    return d->n_arms == 0;
}

static sim_status add_row(sim_response *r, const char *arm, double x, const double y[],
                          bool is_own, sim_error *err)
{
    double *row;
    const sim_status status = sim_table_add_row(&r->table, arm, &row, err);

    if (status != SIM_OK) return status;
    row[0] = x;
    memcpy(&row[1], y, r->drawing.n_y * sizeof *y);
    row[1 + r->drawing.n_y] = is_own;
    return SIM_OK;
}

/* The row of the arm's own value, with what the summary has. */
static sim_status add_own(crew *c, size_t arm, double own, sim_error *err)
{
    const sim_drawing *d = &c->response->drawing;
    const size_t at = c->response->drawing.axis.levels * c->n_arms * c->n_y;
    double *y = &c->numbers[at];

    for (size_t i = 0; i < d->n_y; i++)
        y[i] = sim_table_cell(d->table, arm, sim_table_find(d->table, d->y[i]));
    return add_row(c->response, c->job->arm_names[arm], own, y, true, err);
}

typedef struct {
    double value;
    size_t level;
} place;

static int compare(const void *a, const void *b)
{
    const place *one = a, *other = b;

    return (one->value > other->value) - (one->value < other->value);
}

/* The levels in the order of their values; words in that of the list, by their number in it. */
static void sort_levels(const sim_response *r, place list[])
{
    const sim_axis *axis = &r->drawing.axis;

    for (size_t i = 0; i < axis->levels; i++)
        list[i] = (place){r->words ? (double)i : sim_axis_level(axis, i), i};
    qsort(list, axis->levels, sizeof *list, compare);
}

/* The own value of an arm as the axis counts; NAN where it is a word that is not listed. */
static double find_own(const sim_response *r, const sim_job *job, size_t arm)
{
    const sim_axis *axis = &r->drawing.axis;
    const double own = sim_experiment_setting(&job->experiment, arm, axis);

    if (!r->words) return own;
    for (size_t i = 0; i < axis->levels; i++)
        if (sim_axis_level(axis, i) == own) return (double)i;
    return NAN;
}

static void note_failure(crew *c, size_t level, size_t arm)
{
    sim_response *r = c->response;
    const sim_error *why = &c->reasons[level * c->n_arms + arm];

    if (*why->text && r->n_failed++ == 0) r->why = *why;
}

static sim_status add_arm(crew *c, size_t arm, const place levels[], sim_error *err)
{
    sim_response *r = c->response;
    const size_t n = r->drawing.axis.levels;
    const double own = find_own(r, c->job, arm);
    bool is_there = !(own > levels[0].value && own < levels[n - 1].value);
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        const double x = levels[i].value;

        if (!is_there && own <= x) {
            if (own < x) status = add_own(c, arm, own, err);
            is_there = true;
        }
        note_failure(c, levels[i].level, arm);
        if (status == SIM_OK)
            status = add_row(r, c->job->arm_names[arm], x,
                             &c->numbers[(levels[i].level * c->n_arms + arm) * c->n_y],
                             x == own, err);
    }
    return status;
}

static sim_status add_rows(crew *c, sim_error *err)
{
    sim_response *r = c->response;
    place *levels = sim_pool_take(&r->pool, r->drawing.axis.levels, sizeof *levels);
    sim_status status = levels ? SIM_OK : sim_fail_memory(err, "response");

    if (status == SIM_OK) sort_levels(r, levels);
    for (size_t arm = 0; status == SIM_OK && arm < c->n_arms; arm++)
        if (is_shown(&r->drawing, c->job->arm_names[arm]))
            status = add_arm(c, arm, levels, err);
    sim_table_round(&r->table);
    return status;
}

static sim_status solve_levels(crew *c, sim_error *err)
{
    const size_t levels = c->response->drawing.axis.levels;
    sim_pool *pool = &c->response->pool;

    c->numbers = sim_pool_take(pool, (levels * c->n_arms + 1) * c->n_y, sizeof *c->numbers);
    c->reasons = sim_pool_take(pool, levels * c->n_arms, sizeof *c->reasons);
    if (pool->failed) return sim_fail_memory(err, "response");
    for (size_t i = 0; i < levels * c->n_arms * c->n_y; i++) c->numbers[i] = NAN;
    sim_team_share(sim_threads(0), (levels + TOGETHER - 1) / TOGETHER, solve_chunk, c);
    if (atomic_load(&c->status) != SIM_OK) return sim_fail_memory(err, "response");
    return add_rows(c, err);
}

static sim_status solve_one(const sim_job *job, sim_response *r, const sim_network *nets,
                            sim_error *err)
{
    crew c = {.job = job,
              .response = r,
              .axes = {.list = &r->drawing.axis, .n = 1},
              .nets = nets,
              .n_arms = job->experiment.n_arms,
              .n_y = r->drawing.n_y};
    sim_status status = sim_readout_init(&c.readout, job->session.chain, err);

    if (status == SIM_OK) status = sim_sight_keep(&c.kept, &c.readout, NULL, err);
    if (status == SIM_OK) status = solve_levels(&c, err);
    sim_kept_free(&c.kept);
    sim_readout_free(&c.readout);
    return status;
}

static sim_status tell_failures(const sim_response *r, sim_findings *findings,
                                sim_error *err)
{
    if (r->n_failed == 0) return SIM_OK;
    return sim_findings_print(findings, err,
                              "figure %s: %zu of %zu points have no number, the first: "
                              "%.600s",
                              r->figure->name, r->n_failed, r->table.n_rows, r->why.text);
}

sim_status sim_responses_solve(sim_responses *rs, sim_findings *findings, sim_error *err)
{
    const sim_chain *chain = rs->job->session.chain;
    sim_network *nets = NULL;
    sim_status status = rs->n > 0 ? sim_chain_make_nets(chain, &nets, err) : SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < rs->n; i++) {
        status = solve_one(rs->job, &rs->list[i], nets, err);
        if (status == SIM_OK) status = tell_failures(&rs->list[i], findings, err);
    }
    if (nets) sim_chain_free_nets(chain, nets);
    return status;
}
