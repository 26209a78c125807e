#include "sim/study/slice.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/probe.h"
#include "sim/study/spots.h"

enum { HINT_SIZE = 640, SCATTERED = 4 };

static const sim_axes *axes_of(const sim_slice *s) { return s->plan->task->axes; }

static const sim_experiment *experiment_of(const sim_slice *s)
{
    return s->plan->task->experiment;
}

static size_t index_of(const sim_slice *s, const sim_axis *axis)
{
    return (size_t)(axis - axes_of(s)->list);
}

bool sim_slice_shows(const sim_slice *s, size_t arm)
{
    return s->arm == experiment_of(s)->n_arms ? arm < s->n_arms : s->arm == arm;
}

bool sim_slice_is_whole(const sim_slice *s)
{
    return s->n / experiment_of(s)->n_arms == s->plan->n;
}

const sim_column *sim_slice_column(const sim_slice *s)
{
    return s->is_mean ? &s->plan->readout.list[s->number / SIM_KEPT].column
                      : &s->plan->form.numbers[s->number];
}

/* ---- axes and arms -------------------------------------------------------- */

static sim_status refuse_choice(const sim_choice *choice, const char *option,
                                const char *kind, sim_error *err)
{
    char hint[HINT_SIZE];

    sim_choice_print(choice, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "%s %.200s is no %s of this sweep%s", option,
                    choice->nearest.wanted, kind, hint);
}

/* What is held against a background says nothing of the background. */
static sim_status choose_arm(sim_slice *s, sim_error *err)
{
    const sim_experiment *e = experiment_of(s);
    const bool own = sim_chain_is_against(s->plan->task->chain, sim_slice_column(s)->name);
    const char *wanted = s->wish->arm;
    sim_choice choice = {.nearest = {.wanted = wanted}};

    s->arm = e->n_arms;
    s->n_arms = own ? e->n_own : e->n_arms;
    if (!wanted) return SIM_OK;
    for (size_t i = 0; i < e->n_arms; i++) {
        if (strcmp(e->arms[i].name, wanted) == 0) s->arm = i;
        sim_choice_offer(&choice, e->arms[i].name);
    }
    return s->arm < e->n_arms ? SIM_OK : refuse_choice(&choice, "--arm", "arm", err);
}

static sim_status add_axis(sim_slice *s, const char *name, sim_error *err)
{
    const sim_axis *axis = sim_axes_find(axes_of(s), name);
    sim_choice choice = {.nearest = {.wanted = name}};

    for (size_t i = 0; axis && i < s->n_axes; i++) {
        if (s->axes[i] == axis)
            return sim_fail(err, SIM_ENAME, "--axes names %s twice; once would be right",
                            name);
    }
    if (axis) {
        s->axes[s->n_axes++] = axis;
        return SIM_OK;
    }
    for (size_t i = 0; i < axes_of(s)->n; i++)
        sim_choice_offer(&choice, axes_of(s)->list[i].name);
    return refuse_choice(&choice, "--axes", "axis", err);
}

static sim_status choose_axes(sim_slice *s, sim_error *err)
{
    const char *wanted = s->wish->axes;
    char *list = sim_text_copy(wanted ? wanted : ""), *rest = list, *name;
    sim_status status = SIM_OK;

    if (!list) status = sim_fail_memory(err, "plot");
    for (size_t i = 0; status == SIM_OK && !wanted && i < axes_of(s)->n; i++)
        if (axes_of(s)->list[i].follows == 0) s->axes[s->n_axes++] = &axes_of(s)->list[i];
    while (status == SIM_OK && wanted && (name = sim_text_next(&rest)))
        status = add_axis(s, name, err);
    free(list);
    s->scatters = s->n_axes >= SCATTERED;
    return status;
}

/* ---- points --------------------------------------------------------------- */

/* Where an arm has another value than the point, its own row says so. */
static void note_own(sim_slice *s, const sim_store_row *row)
{
    const size_t n_axes = axes_of(s)->n;

    for (size_t i = 0; row->arm < experiment_of(s)->n_arms && i < n_axes; i++) {
        char word[SIM_NUMBER_SIZE];

        sim_axis_print(&axes_of(s)->list[i], &s->plan->world, s->nominal[i], word);
        if (row->inputs[i].word ? strcmp(row->inputs[i].word, word) != 0
                                : row->inputs[i].number != s->nominal[i])
            s->own[row->arm * n_axes + i] = true;
    }
}

static sim_status take_row(void *self, const sim_store_row *row, sim_error *err)
{
    sim_slice *s = self;
    sim_plan *plan = s->plan;
    const size_t apart = plan->readout.apart;
    const size_t size = axes_of(s)->n * sizeof *s->values; /* of a point's values */
    const double *number = &row->numbers[s->number];
    const bool is_ok = strcmp(row->status, sim_probe_ok) == 0;

    if (!sim_memory_grow(&s->points, s->n, sizeof *s->points) ||
        !sim_memory_grow(&s->values, s->n, size))
        return sim_fail_memory(err, "plot");
    while (plan->given < row->point && sim_plan_next(plan, s->nominal)) continue;
    memcpy(&s->values[s->n * axes_of(s)->n], s->nominal, size);
    s->points[s->n++] = (sim_slice_point){row->arm,
                                          is_ok ? *number : NAN,
                                          s->has_band ? number[SIM_KEPT_LOW] : NAN,
                                          s->has_band ? number[SIM_KEPT_HIGH] : NAN,
                                          false,
                                          NULL};
    note_own(s, row);
    if (apart >= plan->readout.n) return SIM_OK;
    if (plan->replicates > 0)
        s->has_apart |= row->numbers[apart * SIM_KEPT + SIM_KEPT_MEAN] > 0;
    else
        s->points[s->n - 1].is_apart = is_ok && row->numbers[apart] > 0;
    return SIM_OK;
}

static sim_status read_points(sim_slice *s, sim_store *store, sim_error *err)
{
    sim_status status;

    sim_plan_rewind(s->plan);
    status = sim_store_each_row(store, 0, take_row, s, err);
    for (size_t i = 0; i < s->n; i++) s->points[i].values = &s->values[i * axes_of(s)->n];
    if (status == SIM_OK && s->n == 0)
        return sim_fail(err, SIM_EVALUE,
                        "%s: has no points yet; potency sweep --resume adds them",
                        store->path);
    return status;
}

/* Of an axis with words, axis->levels if it is none of them. */
static size_t level_of(const sim_slice *s, const sim_slice_point *point,
                       const sim_axis *axis)
{
    const double value = point->values[index_of(s, axis)];
    size_t level = 0;

    while (level < axis->levels && !(axis->list && axis->list[level] == value)) level++;
    return level;
}

static double value_of(const sim_slice *s, const sim_slice_point *point,
                       const sim_axis *axis)
{
    size_t level;

    if (!sim_axis_has_words(axis, &s->plan->world)) return point->values[index_of(s, axis)];
    level = level_of(s, point, axis);
    return level < axis->levels ? (double)level : NAN;
}

/* ---- panels --------------------------------------------------------------- */

static sim_status add_parting(sim_slice *s, const sim_axis *axis, sim_error *err)
{
    double *values = malloc((s->n + 1) * sizeof *values);

    if (!values) return sim_fail_memory(err, "plot");
    for (size_t i = 0; i < s->n; i++) values[i] = s->points[i].values[index_of(s, axis)];
    sim_strata_init(&s->parts[s->n_parts++], axis, &s->plan->world, values, s->n);
    free(values);
    return SIM_OK;
}

static size_t count_arms(const sim_slice *s)
{
    return s->arm == experiment_of(s)->n_arms ? s->n_arms : 1;
}

static bool parts_lines(const sim_slice *s, const sim_axis *axis)
{
    for (size_t i = 0; i < s->n_words; i++)
        if (s->words[i] == axis) return true;
    return false;
}

/* Axes with words that part lines: all but that along which they go, or none where the lines
 * would be too many. */
static void list_words(sim_slice *s)
{
    s->n_lines = 1;
    for (size_t i = 0; !s->y && i < axes_of(s)->n; i++) {
        const sim_axis *axis = &axes_of(s)->list[i];

        if (!sim_axis_has_words(axis, &s->plan->world) || axis == s->x) continue;
        s->words[s->n_words++] = axis;
        if (s->n_lines <= SIM_SLICE_LINES) s->n_lines *= axis->levels;
    }
    if (s->n_words == 0 || s->n_lines * count_arms(s) <= SIM_SLICE_LINES) return;
    s->mixes_words = s->scatters;
    for (size_t i = 0; i < s->n_words; i++) {
        bool is_shown = false;

        for (size_t k = 0; k < s->n_axes; k++) is_shown |= s->axes[k] == s->words[i];
        s->mixes_words |= !is_shown;
    }
    s->n_words = 0;
    s->n_lines = 1;
}

/* The first two axes of numbers are x and y; with one of them, or none, there is no y. */
static sim_status assign(sim_slice *s, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; i < s->n_axes && !s->scatters; i++) {
        if (sim_axis_has_words(s->axes[i], &s->plan->world)) continue;
        if (!s->x)
            s->x = s->axes[i];
        else if (!s->y)
            s->y = s->axes[i];
    }
    if (!s->x && !s->scatters) s->x = s->axes[0];
    list_words(s);
    for (size_t i = 0; status == SIM_OK && i < s->n_axes && !s->scatters; i++) {
        if (s->axes[i] != s->x && s->axes[i] != s->y && !parts_lines(s, s->axes[i]))
            status = add_parting(s, s->axes[i], err);
    }
    return status;
}

/* Panels of lines; of a map without a third axis, those of the arms. */
static bool parts_by_arm(const sim_slice *s)
{
    return s->y && s->n_parts == 0 && s->arm == experiment_of(s)->n_arms;
}

static sim_status count_panels(sim_slice *s, const sim_store *store, sim_error *err)
{
    s->n_panels = s->scatters ? s->n_axes : 1;
    if (s->scatters && s->n_panels > s->wish->panels) s->n_panels = s->wish->panels;
    for (size_t i = 0; i < s->n_parts; i++) s->n_panels *= s->parts[i].n;
    if (parts_by_arm(s)) s->n_panels = s->n_arms;
    if (s->n_panels <= s->wish->panels) return SIM_OK;
    return sim_fail(err, SIM_EVALUE,
                    "%s: would have %zu panels; --axes or --arm, so that there are at most "
                    "%zu, would be right",
                    store->path, s->n_panels, s->wish->panels);
}

size_t sim_slice_panel(const sim_slice *s, const sim_slice_point *point)
{
    size_t panel = 0;

    if (parts_by_arm(s)) return sim_slice_shows(s, point->arm) ? point->arm : SIZE_MAX;
    for (size_t i = 0; i < s->n_parts; i++) {
        const sim_strata *p = &s->parts[i];
        const size_t part = sim_strata_find(p, point->values[index_of(s, p->axis)]);

        if (part >= p->n) return SIZE_MAX;
        panel = panel * p->n + part;
    }
    return panel;
}

const char *sim_slice_panel_arm(const sim_slice *s, size_t panel)
{
    return parts_by_arm(s) && s->n_panels > 1 ? experiment_of(s)->arms[panel].name : NULL;
}

size_t sim_slice_panel_stratum(const sim_slice *s, size_t panel, size_t i)
{
    for (size_t k = s->n_parts; --k > i;) panel /= s->parts[k].n;
    return panel % s->parts[i].n;
}

/* ---- columns -------------------------------------------------------------- */

static sim_status columns_init(sim_slice_columns *c, sim_pool *pool, size_t n,
                               sim_error *err)
{
    double *all = sim_pool_take(pool, 5 * n, sizeof *all);

    if (pool->failed) return sim_fail_memory(err, "plot");
    *c = (sim_slice_columns){all, all + n, all + 2 * n, all + 3 * n, all + 4 * n, 0};
    return SIM_OK;
}

sim_status sim_slice_map(sim_slice *s, size_t panel, sim_slice_columns *c, sim_error *err)
{
    const bool is_grid = s->plan->design.kind == SIM_GRID;
    const size_t room = s->n + (is_grid ? s->x->levels * s->y->levels : 0);
    sim_spot *list = sim_pool_take(&s->pool, room, sizeof *list);
    sim_status status = columns_init(c, &s->pool, room, err);
    size_t n = 0;

    if (status != SIM_OK) return status;
    for (size_t i = 0; i < s->n; i++) {
        const sim_slice_point *p = &s->points[i];

        if (sim_slice_shows(s, p->arm) && sim_slice_panel(s, p) == panel)
            list[n++] = (sim_spot){value_of(s, p, s->x), value_of(s, p, s->y), p->number};
    }
    n = sim_spots_join(list, n);
    if (is_grid) n = sim_spots_complete(list, n, s->x, s->y);
    for (; c->n < n; c->n++) {
        c->x[c->n] = list[c->n].x;
        c->y[c->n] = list[c->n].y;
        c->number[c->n] = list[c->n].z;
    }
    return SIM_OK;
}

size_t sim_slice_count_lines(const sim_slice *s) { return s->n_lines * count_arms(s); }

bool sim_slice_scatters(const sim_slice *s)
{
    return axes_of(s)->n > s->n_parts + s->n_words + 1 || s->scatters;
}

size_t sim_slice_line_arm(const sim_slice *s, size_t line)
{
    const size_t n_arms = count_arms(s);

    return n_arms > 1 ? line % n_arms : s->arm % experiment_of(s)->n_arms;
}

static bool is_on_line(const sim_slice *s, const sim_slice_point *p, size_t line)
{
    size_t rest = line / count_arms(s);

    if (p->arm != sim_slice_line_arm(s, line)) return false;
    for (size_t i = s->n_words; i-- > 0; rest /= s->words[i]->levels)
        if (level_of(s, p, s->words[i]) != rest % s->words[i]->levels) return false;
    return true;
}

sim_status sim_slice_line(sim_slice *s, size_t panel, size_t line, sim_slice_columns *c,
                          sim_error *err)
{
    const sim_axis *x = s->scatters ? s->axes[panel] : s->x;
    sim_status status = columns_init(c, &s->pool, s->n, err);

    for (size_t i = 0; status == SIM_OK && i < s->n; i++) {
        const sim_slice_point *p = &s->points[i];

        if (!is_on_line(s, p, line)) continue;
        if (!s->scatters && sim_slice_panel(s, p) != panel) continue;
        c->x[c->n] = value_of(s, p, x);
        c->number[c->n] = p->number;
        c->low[c->n] = p->low;
        c->high[c->n++] = p->high;
    }
    return status;
}

/* ---- all of it ------------------------------------------------------------ */

sim_status sim_slice_init(sim_slice *s, sim_plan *plan, sim_store *store,
                          const sim_slice_wish *wish, sim_error *err)
{
    sim_status status;

    *s = (sim_slice){.plan = plan, .wish = wish};
    if (plan->task->screening)
        return sim_fail(err, SIM_EVALUE,
                        "%s: is of a sensitivity analysis, which potency sensitivity draws",
                        store->path);
    status = sim_plan_find_number(plan, wish->number, &s->number, err);
    s->is_mean = plan->replicates > 0 && s->number % SIM_KEPT == SIM_KEPT_MEAN;
    s->has_band = s->is_mean && !sim_readout_is_share(&plan->readout, s->number / SIM_KEPT);
    s->axes = sim_pool_take(&s->pool, axes_of(s)->n, sizeof *s->axes);
    s->words = sim_pool_take(&s->pool, axes_of(s)->n, sizeof *s->words);
    s->nominal = sim_pool_take(&s->pool, axes_of(s)->n, sizeof *s->nominal);
    s->own =
        sim_pool_take(&s->pool, experiment_of(s)->n_arms * axes_of(s)->n, sizeof *s->own);
    if (status == SIM_OK) status = sim_pool_check(&s->pool, "plot", err);
    if (status == SIM_OK) status = choose_arm(s, err);
    if (status == SIM_OK) status = choose_axes(s, err);
    if (status == SIM_OK) status = read_points(s, store, err);
    if (status == SIM_OK) status = assign(s, err);
    if (s->y && s->arm == experiment_of(s)->n_arms && s->n_parts > 0) s->arm = 0;
    return status == SIM_OK ? count_panels(s, store, err) : status;
}

void sim_slice_free(sim_slice *s)
{
    free(s->points);
    free(s->values);
    sim_pool_free(&s->pool);
    *s = (sim_slice){0};
}
