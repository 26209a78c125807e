#include "plots/view.h"

#include <math.h>
#include <string.h>

#include "plots/joined.h"
#include "plots/strands.h"

/* Arms. */

bool plot_wanted_has(const plot_wanted *wanted, const char *name)
{
    for (size_t i = 0; i < wanted->n; i++)
        if (strcmp(wanted->names[i], name) == 0) return true;
    return false;
}

static bool is_wanted(const plot_wanted *wanted, const char *name)
{
    return wanted->n == 0 || plot_wanted_has(wanted, name);
}

size_t plot_arms_find(const plot_arms *arms, const char *name, size_t start)
{
    for (size_t k = 0; k < arms->n; k++) {
        const size_t i = (start + k) % arms->n;

        if (strcmp(arms->names[i], name) == 0) return i;
    }
    return arms->n;
}

/* Rows of one arm stand together. */
static void add_arms(plot_arms *arms, const sim_table *table, const plot_wanted *wanted)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        const char *key = table->keys[row];

        if (row > 0 && key == table->keys[row - 1]) continue;
        if (plot_arms_find(arms, key, 0) == arms->n && is_wanted(wanted, key))
            arms->names[arms->n++] = key;
    }
}

/* An arm may be missing in a table: the table with most rows tells the order. */
static void add_run(plot_arms *arms, const plot_run *run, const plot_wanted *wanted)
{
    const sim_table *longest = run->n > 0 ? run->tables[0] : NULL;

    for (size_t i = 1; i < run->n; i++)
        if (run->tables[i]->n_rows > longest->n_rows) longest = run->tables[i];
    if (longest) add_arms(arms, longest, wanted);
    for (size_t i = 0; i < run->n; i++) add_arms(arms, run->tables[i], wanted);
}

bool plot_arms_is_background(const plot_arms *arms, size_t arm)
{
    return arms->is_background && arms->is_background[arm];
}

/* Numbers those that are named: backgrounds by themselves. */
static void set_places(plot_arms *arms, sim_pool *pool)
{
    size_t n_backgrounds = 0;

    arms->places = sim_pool_take(pool, arms->n, sizeof *arms->places);
    arms->n_colored = 0;
    for (size_t arm = 0; arms->places && arm < arms->n_named; arm++)
        arms->places[arm] =
            plot_arms_is_background(arms, arm) ? n_backgrounds++ : arms->n_colored++;
}

plot_pen plot_arms_pen(const plot_arms *arms, const plot_look *look, size_t arm)
{
    if (!arms->places) return plot_arm_pen(look, arm, arms->n_named);
    return plot_arms_is_background(arms, arm)
               ? plot_background_pen(look, arms->places[arm])
               : plot_arm_pen(look, arms->places[arm], arms->n_colored);
}

static void find_backgrounds(plot_arms *arms, const plot_wanted *names, sim_pool *pool)
{
    arms->is_background = sim_pool_take(pool, arms->n, sizeof *arms->is_background);
    for (size_t arm = 0; arms->is_background && arm < arms->n; arm++)
        arms->is_background[arm] = plot_wanted_has(names, arms->names[arm]);
}

/* Fills `chosen` with those in front that are named where there are too many: of who are
 * treated PLOT_NAMED_MAX spread evenly over all, and the first background.  How many. */
static size_t spread(const plot_arms *arms, bool chosen[])
{
    size_t n = 0, k = 0, n_treated = 0, background = arms->n, named;

    for (size_t arm = arms->n_front; arm-- > 0;) {
        if (plot_arms_is_background(arms, arm))
            background = arm;
        else
            n_treated++;
    }
    named = n_treated < PLOT_NAMED_MAX ? n_treated : PLOT_NAMED_MAX;
    for (size_t arm = 0; arm < arms->n_front; arm++) {
        const bool is_treated = !plot_arms_is_background(arms, arm);

        chosen[arm] = is_treated && n < named &&
                      k == (named > 1 ? n * (n_treated - 1) / (named - 1) : 0);
        n += chosen[arm];
        k += is_treated;
    }
    if (background < arms->n) chosen[background] = true;
    return named + (background < arms->n);
}

static void move_chosen(plot_arms *arms, const bool chosen[], const plot_arms *all)
{
    size_t n = 0;

    for (int turn = 1; turn >= 0; turn--) {
        for (size_t arm = 0; arm < all->n; arm++) {
            if (chosen[arm] != (turn == 1)) continue;
            arms->is_background[n] = all->is_background[arm];
            arms->names[n++] = all->names[arm];
        }
    }
}

/* Moves the arms that are named to the front; the order of the others stays. */
static void choose_named(plot_arms *arms, sim_pool *pool)
{
    plot_arms all = *arms;
    bool *chosen;

    arms->n_named = arms->n;
    if (arms->n <= PLOT_NAMED_MAX) return;
    all.names = sim_pool_take(pool, arms->n, sizeof *all.names);
    all.is_background = sim_pool_take(pool, arms->n, sizeof *all.is_background);
    chosen = sim_pool_take(pool, arms->n, sizeof *chosen);
    if (!all.names || !all.is_background || !chosen) return;
    memcpy(all.names, arms->names, arms->n * sizeof *all.names);
    memcpy(all.is_background, arms->is_background, arms->n * sizeof *all.is_background);
    arms->n_named = spread(arms, chosen);
    move_chosen(arms, chosen, &all);
}

sim_status plot_arms_find_all(plot_data *data, plot_wanted wanted, sim_error *err)
{
    const plot_run *runs = data->runs;
    plot_arms *arms = &data->arms;
    size_t n_rows = 0;

    for (size_t layer = 0; layer < PLOT_LAYERS; layer++)
        for (size_t i = 0; i < runs[layer].n; i++) n_rows += runs[layer].tables[i]->n_rows;
    *arms = (plot_arms){.names = sim_pool_take(data->pool, n_rows, sizeof *arms->names)};
    if (!arms->names) return sim_fail_memory(err, "figure");
    add_run(arms, &runs[PLOT_FRONT], &wanted);
    arms->n_front = arms->n;
    add_run(arms, &runs[PLOT_BEHIND], &wanted);
    find_backgrounds(arms, &data->backgrounds, data->pool);
    if (!data->pool->failed) choose_named(arms, data->pool);
    set_places(arms, data->pool);
    return sim_pool_check(data->pool, "figure", err);
}

/* Tables and columns. */

const sim_table *plot_run_find(const plot_run *run, const char *name)
{
    for (size_t i = 0; i < run->n; i++)
        if (strcmp(run->tables[i]->name, name) == 0) return run->tables[i];
    return NULL;
}

static sim_status find_table(plot_view *v, size_t layer, sim_error *err)
{
    const plot_run *run = &v->data->runs[layer];
    const bool is_tally = layer == PLOT_FRONT && v->panel->is_tally;
    const char *name = is_tally ? v->panel->tally.table : v->panel->table;

    v->layers[layer].table = v->layers[layer].told = plot_run_find(run, name);
    if (v->layers[layer].table || (layer == PLOT_BEHIND && run->n == 0)) return SIM_OK;
    return sim_fail(err, SIM_ENAME,
                    "figure '%s': panel '%s' draws the table '%s', which %s%s",
                    v->panel->page, v->panel->name, name,
                    layer == PLOT_FRONT ? "was not given" : v->data->behind_name,
                    layer == PLOT_FRONT ? "" : " does not have");
}

static sim_status find_column(const plot_view *v, size_t layer, const char *name,
                              size_t *column, sim_error *err)
{
    const sim_table *table = v->layers[layer].table;

    if (!name) return SIM_OK;
    *column = sim_table_find(table, name);
    if (*column < table->n_columns) return SIM_OK;
    return sim_fail(
        err, SIM_ENAME,
        "figure '%s': panel '%s' draws the column '%s', which the table '%s'%s%s "
        "does not have",
        v->panel->page, v->panel->name, name, table->name,
        layer == PLOT_FRONT ? "" : " of ", layer == PLOT_FRONT ? "" : v->data->behind_name);
}

static const sim_table *find_between(const plot_run *run, const sim_table *table)
{
    for (size_t i = 0; run->between && i < run->n; i++)
        if (run->tables[i] == table) return run->between[i];
    return NULL;
}

/* A table with the rows that lie between its own, of the columns that the panel shows; itself
 * where there are none.  The pool tells if there was no memory. */
static const sim_table *join(const plot_view *v, const sim_table *table,
                             const sim_table *between)
{
    const plot_panel *p = v->panel;
    const char *const columns[] = {between ? between->columns[0].name : NULL,
                                   p->x.column,
                                   p->y.column,
                                   p->points.column,
                                   p->points.owner,
                                   p->shade.column};
    const plot_join how = {table, between, columns[0], columns,
                           sizeof columns / sizeof *columns};
    sim_table *joined;

    if (!between) return table;
    joined = sim_pool_take(v->data->pool, 1, sizeof *joined);
    if (!joined) return table;
    *joined = plot_join_tables(&how, v->data->pool);
    return joined;
}

static sim_status find_columns(plot_view *v, size_t layer, sim_error *err)
{
    const plot_panel *p = v->panel;
    plot_layer *l = &v->layers[layer];
    const struct {
        const char *name;
        size_t *column;
    } rows[] = {{p->x.column, &l->x},
                {p->y.column, &l->y},
                {p->points.column, &l->mark},
                {p->points.owner, &l->owner},
                {p->shade.column, &l->shade}};
    sim_status status = SIM_OK;

    for (size_t i = 0; l->table && status == SIM_OK && i < sizeof rows / sizeof *rows; i++)
        status = find_column(v, layer, rows[i].name, rows[i].column, err);
    return status;
}

/* Columns are looked for in the table that was given, which is named if it lacks one. */
static sim_status find_layer(plot_view *v, size_t layer, sim_error *err)
{
    plot_layer *l = &v->layers[layer];
    sim_status status = find_table(v, layer, err);

    if (status == SIM_OK) status = find_columns(v, layer, err);
    if (status != SIM_OK || !l->told) return status;
    l->table = join(v, l->told, find_between(&v->data->runs[layer], l->told));
    status = sim_pool_check(v->data->pool, "figure", err);
    return status == SIM_OK ? find_columns(v, layer, err) : status;
}

static void set_measures(plot_view *v)
{
    const plot_panel *p = v->panel;
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const sim_unit_told told =
        sim_chain_unit_told(v->data->chain, p->y.column, l->table->columns[l->y].unit);

    v->across = (plot_measure){.label = p->x.label,
                               .unit = l->table->columns[l->x].unit,
                               .scale = p->x_scale,
                               .words = p->words,
                               .n_words = p->n_words,
                               .counted = p->x_scale == PLOT_LINEAR && !p->words ? p->x.unit
                                                                                 : NULL};
    v->upward = (plot_measure){.label = p->y.label,
                               .unit = told.unit,
                               .scale = p->y.scale,
                               .counted = told.times > 1 ? &plot_percent : NULL};
}

static bool has_rows(const sim_table *table, const sim_table *like)
{
    if (table->n_rows != like->n_rows) return false;
    for (size_t row = 0; row < table->n_rows; row++)
        if (strcmp(table->keys[row], like->keys[row]) != 0) return false;
    return true;
}

/* The interval of what is counted is the narrowest band, which is always filled. */
static void find_interval(plot_view *v)
{
    const sim_table *table = v->layers[PLOT_FRONT].table;

    v->spans[v->data->bands.n - 1] =
        (plot_span){table, table, sim_table_find(table, v->panel->tally.low),
                    sim_table_find(table, v->panel->tally.high)};
}

static sim_status find_spans(plot_view *v, sim_error *err)
{
    const plot_bands *bands = &v->data->bands;
    const sim_table *table = v->layers[PLOT_FRONT].table;

    v->spans = sim_pool_take(v->data->pool, bands->n, sizeof *v->spans);
    if (!v->spans) return sim_fail_memory(err, "figure");
    if (v->panel->is_tally) find_interval(v);
    plot_view_find_strands(v);
    for (size_t k = 0; !plot_view_has_strands(v) && k < bands->n_tables * bands->n; k++) {
        const size_t i = k % bands->n;
        const plot_band *b = &bands->list[k];
        plot_span span;

        if (strcmp(b->low->name, table->name) != 0) continue;
        span.lows = join(v, b->low, b->low_between);
        span.highs = join(v, b->high, b->high_between);
        if (v->data->pool->failed) return sim_fail_memory(err, "figure");
        if (!has_rows(span.lows, table) || !has_rows(span.highs, table))
            return sim_fail(err, SIM_EVALUE,
                            "figure '%s': band %zu does not have the rows of the table "
                            "'%s'",
                            v->panel->page, i + 1, table->name);
        span.low = sim_table_find(span.lows, v->panel->y.column);
        span.high = sim_table_find(span.highs, v->panel->y.column);
        if (span.low < span.lows->n_columns && span.high < span.highs->n_columns)
            v->spans[i] = span;
    }
    return SIM_OK;
}

/* Rows of one arm stand together, and arms mostly in the order of the figure. */
static plot_rows *find_rows(const plot_view *v, const sim_table *table)
{
    plot_rows *rows = sim_pool_take(v->data->pool, v->data->arms.n, sizeof *rows);
    const plot_arms *arms = &v->data->arms;
    size_t next = 0;

    for (size_t row = 0, end; rows && table && row < table->n_rows; row = end) {
        const char *key = table->keys[row];
        const size_t arm = plot_arms_find(arms, key, next);

        end = row + 1;
        while (end < table->n_rows &&
               (table->keys[end] == key || strcmp(table->keys[end], key) == 0))
            end++;
        if (arm == arms->n || rows[arm].end > 0) continue;
        rows[arm] = (plot_rows){.first = row, .end = end};
        next = arm + 1;
    }
    return rows;
}

static double *copy_column(const plot_view *v, const sim_table *table, size_t column)
{
    double *cells = sim_pool_take(v->data->pool, table->n_rows, sizeof *cells);

    for (size_t row = 0; cells && row < table->n_rows; row++)
        cells[row] = sim_table_cell(table, row, column);
    return cells;
}

static sim_status allocate(plot_view *v, sim_error *err)
{
    size_t n_points = 0;

    for (size_t layer = 0; layer < PLOT_LAYERS; layer++) {
        plot_layer *l = &v->layers[layer];

        l->rows = find_rows(v, l->table);
        l->told_rows = l->told == l->table ? l->rows : find_rows(v, l->told);
        if (!l->table) continue;
        l->across = copy_column(v, l->table, l->x);
        l->upward = copy_column(v, l->table, l->y);
        if (l->table->n_rows > n_points) n_points = l->table->n_rows;
    }
    v->points = sim_pool_take(v->data->pool, 3 * n_points + 2, sizeof *v->points);
    v->lead = sim_pool_take(v->data->pool, v->data->arms.n, sizeof *v->lead);
    return sim_pool_check(v->data->pool, "figure", err);
}

/* Arms that are drawn as one. */

bool plot_view_owns(const plot_view *v, size_t layer, size_t arm)
{
    const plot_layer *l = &v->layers[layer];

    if (!v->panel->points.owner) return true;
    for (size_t row = l->rows[arm].first; row < l->rows[arm].end; row++)
        if (plot_drawable(sim_table_cell(l->table, row, l->owner))) return true;
    return false;
}

static bool have_same(const double column[], plot_rows a, plot_rows b)
{
    for (size_t i = 0; i < a.end - a.first; i++) {
        double one = column[a.first + i], other = column[b.first + i];

        if (one != other && !(isnan(one) && isnan(other))) return false;
    }
    return true;
}

bool plot_layer_is_same(const plot_layer *layer, size_t one, size_t other)
{
    const plot_rows a = layer->rows[one], b = layer->rows[other];

    return a.end - a.first == b.end - b.first && have_same(layer->across, a, b) &&
           have_same(layer->upward, a, b);
}

static size_t work_out_drawn(const plot_view *v, size_t layer, size_t arm)
{
    const plot_layer *l = &v->layers[layer];

    if (!v->panel->points.column || l->rows[arm].first == l->rows[arm].end) return arm;
    for (size_t other = 0; other < v->data->arms.n; other++)
        if (plot_layer_is_same(l, arm, other) && plot_view_owns(v, layer, other))
            return other;
    return v->data->arms.n;
}

sim_status plot_view_init(plot_view *v, const plot_panel *panel, const plot_data *data,
                          const plot_look *look, sim_error *err)
{
    sim_status status = SIM_OK;

    *v = (plot_view){.look = look, .panel = panel, .data = data};
    for (size_t layer = 0; status == SIM_OK && layer < PLOT_LAYERS; layer++)
        status = find_layer(v, layer, err);
    if (status == SIM_OK) set_measures(v);
    if (status == SIM_OK) status = find_spans(v, err);
    if (status == SIM_OK) status = allocate(v, err);
    for (size_t layer = 0; status == SIM_OK && layer < PLOT_LAYERS; layer++)
        for (size_t arm = 0; arm < data->arms.n; arm++)
            v->layers[layer].rows[arm].drawn_for = work_out_drawn(v, layer, arm);
    return status;
}

/* How arms look. */

bool plot_view_names(const plot_view *v, size_t arm)
{
    const plot_arms *arms = &v->data->arms;

    return arms->n_named == arms->n || arm < arms->n_named;
}

plot_pen plot_view_pen(const plot_view *v, size_t layer, size_t arm)
{
    const plot_pen pen = plot_arms_pen(&v->data->arms, v->look, arm);

    return layer == PLOT_BEHIND ? plot_behind_pen(v->look, pen) : pen;
}

bool plot_view_draws(const plot_view *v, size_t layer, size_t arm)
{
    return plot_view_names(v, arm) && v->layers[layer].rows[arm].drawn_for == arm;
}
