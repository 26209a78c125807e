#include "plots/figure.h"

#include <math.h>
#include <string.h>

#include "plots/view.h"
#include "sim/io/text.h"

/* Another program has more pages. */
#ifndef PLOT_FIGURES
#define PLOT_FIGURES "plots/figures.def"
#endif

enum { MOST_NAMED = 5 }; /* columns in a title */

static const char *const pages[] = {
#define PAGE(id) #id,
#define PANEL(...)
#define SPELL(...)
#include PLOT_FIGURES
#undef PAGE
#undef PANEL
};

#define AUTO NAN
#define NUMBER &plot_number
#define WHOLE &plot_whole
#define DAYS &plot_days
#define WEEKS &plot_weeks
#define MONTHS &plot_months
#define TIME &plot_time
#define TABLE(id) .table = #id,
#define TITLE(text, sentence) .title = text, .saying = sentence,
#define X(id, unit, from, to, label) .x = {#id, unit, from, to, label, .split = 0},
#define X_SPLIT(id, unit, from, at, to, label) \
    .x = {#id, unit, from, to, label, .split = at},
#define Y(id, scale, start, end, level, label) \
    .y = {#id, PLOT_##scale, start, end, level, label},
#define POINTS(id, owner, prefix) .points = {#id, prefix, #owner},
#define SHADE(id, label, words) .shade = {#id, label, words},
#define READ(which, words) .reading = PLOT_READ_##which, .lead = words,
#define LEVELS(...) .levels = {__VA_ARGS__},
#define READ_AFTER(x, words) .reading = PLOT_READ_ON, .read_at = x, .read_after = words,
#define READ_ON(x) .reading = PLOT_READ_ON, .read_at = x,
#define RANK(place) .rank = place,
#define MOVING .moving = true,
#define THERE .if_there = true,
#define COHORT(id, low, high, count, counted, label, sentence) \
    .tally = {#id, #low, #high, #count, counted, label, sentence, 0},
#define COHORT_OF(id, low, high, x, label, sentence) \
    .tally = {#id, #low, #high, NULL, NULL, label, sentence, x},

static const plot_panel panels[] = {
#define PAGE(...)
#define PANEL(page, name, ...) {#page, #name, __VA_ARGS__},
#include PLOT_FIGURES
};

enum {
    N_PAGES = sizeof pages / sizeof *pages,
    N_PANELS = sizeof panels / sizeof *panels,
};

const plot_panel *plot_panel_at(const char *page, size_t i)
{
    for (size_t panel = 0; panel < N_PANELS; panel++) {
        if (page && strcmp(panels[panel].page, page) != 0) continue;
        if (i-- == 0) return &panels[panel];
    }
    return NULL;
}

static sim_status check_page(const char *name, sim_error *err)
{
    char known[256] = "";

    for (size_t i = 0; i < N_PAGES; i++) {
        if (strcmp(pages[i], name) == 0) return SIM_OK;
        sim_text_append(known, sizeof known, "%s'%s'", i ? ", " : "", pages[i]);
    }
    return sim_fail(err, SIM_ENAME, "unknown figure '%s'; known: %s", name, known);
}

static bool has_column(const sim_table *table, const char *column)
{
    return !column || sim_table_find(table, column) < table->n_columns;
}

static bool moves_in(const plot_panel *panel, const plot_run *run)
{
    const sim_table *table = plot_run_find(run, panel->table);
    size_t column = table ? sim_table_find(table, panel->y.column) : 0;

    if (!table || column == table->n_columns) return false;
    for (size_t row = 1; row < table->n_rows; row++) {
        double change =
            sim_table_cell(table, row, column) - sim_table_cell(table, row - 1, column);

        if (fabs(change) > SIM_NEGLIGIBLE &&
            strcmp(table->keys[row], table->keys[row - 1]) == 0)
            return true;
    }
    return false;
}

/* Has the page a use for the panel, be it for the run in front or for that behind? */
static bool is_wanted(const plot_panel *panel, const plot_page *page)
{
    const plot_run *runs = page->data->runs;

    if (strcmp(panel->page, page->name) != 0) return false;
    if (page->panel) return strcmp(panel->name, page->panel) == 0;
    return !panel->moving || moves_in(panel, &runs[PLOT_FRONT]) ||
           moves_in(panel, &runs[PLOT_BEHIND]);
}

/* Shows what is counted of a cohort, where it is. */
static void choose_tally(plot_panel *panel, const plot_run *run)
{
    const plot_tally *t = &panel->tally;
    const sim_table *table = t->table ? plot_run_find(run, t->table) : NULL;

    panel->is_tally = table && has_column(table, panel->x.column) &&
                      has_column(table, panel->y.column) && has_column(table, t->low) &&
                      has_column(table, t->high) && has_column(table, t->count);
    if (!panel->is_tally) return;
    panel->y.label = t->label;
    panel->saying = t->saying;
    if (t->read_at <= 0) return;
    panel->reading = PLOT_READ_ON;
    panel->read_at = t->read_at;
}

/* What is read some time after something happens is read on that day; at the end where it does
 * not happen. */
static void choose_day(plot_panel *panel, const plot_occasions *occasions)
{
    double first = INFINITY;

    if (panel->reading != PLOT_READ_ON || !panel->read_after) return;
    for (size_t i = 0; i < occasions->n; i++)
        if (strcmp(occasions->list[i].words, panel->read_after) == 0)
            first = fmin(first, occasions->list[i].at);
    if (isfinite(first))
        panel->read_at += first;
    else
        panel->reading = PLOT_READ_LAST;
}

/* Leaves out of the panel what an ensemble does not have; false if that is all of it. */
static bool reduce_panel(plot_panel *panel, const plot_run *run)
{
    const sim_table *table = plot_run_find(run, panel->table);

    if (!table || !has_column(table, panel->x.column) ||
        !has_column(table, panel->y.column) || !has_column(table, panel->points.column))
        return false;
    if (!has_column(table, panel->points.owner)) panel->points.owner = NULL;
    if (!has_column(table, panel->shade.column)) panel->shade.column = NULL;
    return true;
}

/* Is it of an ensemble, or of one of its replicates? */
static bool is_of_ensemble(const plot_page *page)
{
    return page->data->bands.n > 0 || page->data->bands.words;
}

static void choose_panels(plot_grid *g, const plot_page *page)
{
    for (size_t i = 0; i < N_PANELS; i++) {
        if (!is_wanted(&panels[i], page)) continue;
        g->panels[g->n] = panels[i];
        choose_day(&g->panels[g->n], &page->data->occasions);
        if (page->data->bands.n > 0)
            choose_tally(&g->panels[g->n], &page->data->runs[PLOT_FRONT]);
        g->n += (!is_of_ensemble(page) && !panels[i].if_there) ||
                reduce_panel(&g->panels[g->n], &page->data->runs[PLOT_FRONT]);
    }
}

size_t plot_grid_leave_out(plot_grid *g)
{
    size_t last = 0;
    plot_panel panel;

    for (size_t i = 1; i < g->n; i++)
        if (g->panels[i].rank > g->panels[last].rank) last = i;
    panel = g->panels[last];
    g->n--;
    memmove(&g->panels[last], &g->panels[last + 1], (g->n - last) * sizeof panel);
    g->panels[g->n] = panel;
    g->n_left++;
    return last;
}

static void leave_out(plot_grid *g, size_t most)
{
    while (g->n > most) plot_grid_leave_out(g);
}

/* No more than fill the rows evenly: four panels stand two by two. */
static size_t count_columns(size_t most, size_t n_panels)
{
    size_t columns = most, rows = (n_panels + most - 1) / most;

    while (columns > 1 && (n_panels + columns - 2) / (columns - 1) <= rows) columns--;
    return columns;
}

/* Of a page of which nothing can be drawn. */
static sim_status refuse_nothing(const plot_page *page, sim_error *err)
{
    char known[512] = "";
    const plot_panel *panel;

    if (!page->panel)
        return sim_fail(err, SIM_ENAME,
                        "figure '%s': no table has the columns of any of its panels",
                        page->name);
    for (size_t i = 0; (panel = plot_panel_at(page->name, i)); i++) {
        if (strcmp(panel->name, page->panel) == 0)
            return sim_fail(err, SIM_ENAME,
                            "figure '%s': no table has the columns of panel '%s'",
                            page->name, page->panel);
        sim_text_append(known, sizeof known, "%s%s", i ? ", " : "", panel->name);
    }
    return sim_fail(err, SIM_ENAME,
                    "figure '%s' has no panel '%s'; one of %s would be right", page->name,
                    page->panel, known);
}

static sim_status find_page(plot_grid *g, const plot_page *page, const plot_look *look,
                            sim_error *err)
{
    const plot_size *size = look->size;
    sim_status status = check_page(page->name, err);

    if (status != SIM_OK) return status;
    choose_panels(g, page);
    if (g->n == 0) return refuse_nothing(page, err);
    leave_out(g, size->panels);
    g->columns = count_columns(size->columns, g->n);
    g->box = look->alone || g->n == 1 ? size->alone : size->panel;
    return SIM_OK;
}

/* Figures of the user's own. */

/* A wish, and what it draws from. */
typedef struct {
    const plot_wish *wish;
    const sim_table *table;
    const plot_run *run;
} request;

static sim_status find_table(request *r, sim_error *err)
{
    const plot_run *run = r->run;
    char known[256] = "";

    r->table = plot_run_find(run, r->wish->table);
    if (r->table) return SIM_OK;
    for (size_t i = 0; i < run->n; i++)
        sim_text_append(known, sizeof known, "%s'%s'", i ? ", " : "", run->tables[i]->name);
    return sim_fail(err, SIM_ENAME, "figure '%s': unknown table '%s'; known: %s",
                    r->wish->name, r->wish->table, known);
}

static sim_status check_column(const request *r, const char *column, sim_error *err)
{
    if (sim_table_find(r->table, column) < r->table->n_columns) return SIM_OK;
    return sim_fail(err, SIM_ENAME, "figure '%s': the table '%s' has no column '%s'",
                    r->wish->name, r->table->name, column);
}

static sim_status check_columns(const request *r, sim_error *err)
{
    const plot_wish *w = r->wish;
    sim_status status;

    if (w->n_y == 0 || w->n_y > PLOT_MOST_COLUMNS)
        return sim_fail(err, SIM_EVALUE, "figure '%s': %zu columns; 1 to %d would be right",
                        w->name, w->n_y, PLOT_MOST_COLUMNS);
    if (w->from >= w->to)
        return sim_fail(err, SIM_EVALUE, "figure '%s': from = %g is not below to = %g",
                        w->name, w->from, w->to);
    status = check_column(r, w->x, err);
    for (size_t i = 0; status == SIM_OK && i < w->n_y; i++)
        status = check_column(r, w->y[i], err);
    if (status == SIM_OK && w->guides && w->guides->band)
        status = check_column(r, w->guides->band, err);
    return status;
}

/* Days are counted as time, whole numbers as such. */
static const plot_unit *find_unit(const request *r, size_t column)
{
    if (strcmp(r->table->columns[column].unit, "day") == 0) return &plot_time;
    for (size_t row = 0; row < r->table->n_rows; row++) {
        double value = sim_table_cell(r->table, row, column);

        if (plot_drawable(value) && value != floor(value)) return &plot_number;
    }
    return &plot_whole;
}

/* "placebo's part of relief": a meaning up to its first comma.  The pool's. */
static const char *shorten(const char *meaning, sim_pool *pool)
{
    const size_t n = strcspn(meaning, ",;");
    char *text = sim_pool_take(pool, n + 1, 1);

    if (text) memcpy(text, meaning, n);
    return text;
}

/* The line and the band of a panel. */
static void set_guides(const request *r, plot_panel *panel, sim_pool *pool)
{
    const plot_guides *g = r->wish->guides;

    panel->guides = g;
    if (!g) return;
    if (isfinite(g->line)) panel->levels[0] = (plot_level){g->line, g->line_words};
    if (g->band) {
        const size_t column = sim_table_find(r->table, g->band);
        const char *words = shorten(r->table->columns[column].meaning, pool);

        panel->shade = (plot_shade){g->band, words, words};
    }
}

/* Of a response that which is best, from wherever it starts. */
static plot_reading reading_of(const plot_wish *w, const sim_chain *chain, const char *y)
{
    const sim_telling *told = sim_chain_telling(chain, y);

    if (!w->dots) return PLOT_READ_FARTHEST;
    return told && told->better == SIM_LESS_IS_BETTER ? PLOT_READ_LOWEST
                                                      : PLOT_READ_HIGHEST;
}

static void set_panels(const request *r, const sim_chain *chain, plot_panel list[],
                       sim_pool *pool)
{
    const plot_wish *w = r->wish;
    size_t x = sim_table_find(r->table, w->x);

    for (size_t i = 0; i < w->n_y; i++) {
        list[i] = (plot_panel){
            .page = w->name,
            .name = w->y[i],
            .table = w->table,
            .x = {w->x, find_unit(r, x), w->from, w->to, r->table->columns[x].meaning, 0},
            .y = {w->y[i], w->scale, NAN, NAN, NAN,
                  r->table->columns[sim_table_find(r->table, w->y[i])].meaning},
            .x_scale = w->x_scale,
            .words = w->words,
            .n_words = w->n_words,
            .dots = w->dots,
            .reading = reading_of(w, chain, w->y[i]),
            .rank = i + 1,
        };
        set_guides(r, &list[i], pool);
    }
}

/* "PGE₂ · IL-10": the meanings, each up to its first comma. */
static void print_title(const plot_panel list[], size_t n_panels, char *title, size_t size)
{
    size_t n = n_panels > MOST_NAMED ? MOST_NAMED - 1 : n_panels;
    char word[PLOT_WORDS_SIZE];

    for (size_t i = 0; i < n; i++) {
        plot_spell(word, list[i].y.label);
        word[strcspn(word, ",;")] = '\0';
        sim_text_append(title, size, "%s%s", i > 0 ? " \xC2\xB7 " : "", word);
    }
    if (n < n_panels) sim_text_append(title, size, " and %zu more", n_panels - n);
    if (g_ascii_islower(title[0]) && g_ascii_islower(title[1]))
        title[0] = g_ascii_toupper(title[0]);
}

static sim_status find_wish(plot_grid *g, const plot_page *page, plot_draft *draft,
                            sim_error *err)
{
    const plot_size *size = draft->look->size;
    const plot_wish *w = page->wish;
    request r = {.wish = w, .run = &page->data->runs[PLOT_FRONT]};
    sim_status status = find_table(&r, err);

    if (status == SIM_OK) status = check_columns(&r, err);
    if (status != SIM_OK) return status;
    set_panels(&r, page->data->chain, g->panels, &draft->pool);
    if (draft->pool.failed) return sim_fail_memory(err, "figure");
    if (w->title)
        snprintf(g->title, sizeof g->title, "%s", w->title);
    else
        print_title(g->panels, w->n_y, g->title, sizeof g->title);
    g->arms = (plot_wanted){w->arms, w->n_arms};
    g->n = w->n_y;
    leave_out(g, size->columns * size->wish_rows);
    g->columns = (g->n + size->wish_rows - 1) / size->wish_rows;
    g->box = g->n == 1 ? size->alone : size->wish_panel;
    g->stacked = true;
    g->is_told = w->is_told;
    return SIM_OK;
}

sim_status plot_grid_find(plot_grid *g, const plot_page *page, plot_draft *draft,
                          sim_error *err)
{
    g->panels =
        sim_pool_take(&draft->pool, N_PANELS + PLOT_MOST_COLUMNS, sizeof *g->panels);
    if (!g->panels) return sim_fail_memory(err, "figure");
    return page->wish ? find_wish(g, page, draft, err)
                      : find_page(g, page, draft->look, err);
}
