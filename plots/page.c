/* page.c -- a page of panels in a grid, as a draft shows it. */
#include <math.h>
#include <string.h>

#include "plots/figure.h"
#include "plots/guide.h"
#include "plots/heading.h"
#include "plots/held.h"
#include "plots/key.h"
#include "plots/occasions.h"
#include "plots/tell.h"
#include "plots/view.h"

/* Lengths in em. */
static const double title_gap = 0.7, legend_gap = 1.1;
static const double column_gap = 2.3, row_gap = 1.5, stack_gap = 0.3;
static const double least_panel = 15;     /* without what it says, and second lines */
static const double least_alone = 8;      /* of a plotting area, in large type */
static const double x_axis_height = 2.15; /* of numbers and label of a shared axis */
static const double squarest = 0.85; /* height of a plotting area in its room's width */

/* A page in the making. */
typedef struct {
    plot_grid grid;
    plot_data data;   /* with the arms that are shown */
    plot_view *views; /* [grid.n] */
    plot_draft *draft;
    plot_box area;         /* of the panels */
    double saying, second; /* heights kept for words of each of them */
    plot_fact found;       /* that is told in the title of a wish */
    bool has_found;
} layout;

static double em(const layout *l, double ems) { return plot_em(l->draft->look, ems); }

/* The arms, below the title; where the panels begin. */
static double draw_arms(const layout *l)
{
    plot_draft *d = l->draft;
    plot_box room = plot_draft_room(d, title_gap);

    return room.y + plot_legend_draw(&d->canvas, d->look, &l->data, room) +
           em(l, legend_gap);
}

static size_t count_rows(const plot_grid *g)
{
    return (g->n + g->columns - 1) / g->columns;
}

/* Is there room for what panels say? */
static bool has_captions(const plot_grid *g)
{
    return !g->stacked || (g->is_told && g->n == 1);
}

static double gap_y(const layout *l)
{
    return em(l, l->grid.stacked ? stack_gap : row_gap);
}

/* What shared axes need below the lowest panel. */
static double extra_height(const layout *l)
{
    return l->grid.stacked ? em(l, x_axis_height) : 0;
}

static size_t row_of(const plot_grid *g, size_t i)
{
    return g->stacked ? i % count_rows(g) : i / g->columns;
}

static size_t column_of(const plot_grid *g, size_t i)
{
    return g->stacked ? i / count_rows(g) : i % g->columns;
}

static plot_spot find_spot(const layout *l, size_t i)
{
    const plot_grid *g = &l->grid;
    size_t rows = count_rows(g), row = row_of(g, i);
    bool lowest = !g->stacked || row + 1 == rows || i + 1 == g->n;
    double gap_x = em(l, column_gap);
    double width = (l->area.width + gap_x) / (double)g->columns;
    double height = (l->area.height - extra_height(l) + gap_y(l)) / (double)rows;

    return (plot_spot){
        .room = {l->area.x + width * (double)column_of(g, i),
                 l->area.y + height * (double)row, width - gap_x,
                 height - gap_y(l) + (lowest ? extra_height(l) : 0)},
        .letter =
            g->stacked || g->n == 1 || l->draft->look->size->brief ? '\0' : (char)('A' + i),
        .shows_x = lowest,
    };
}

static void measure_words(layout *l)
{
    plot_draft *d = l->draft;

    l->saying = l->second = 0;
    for (size_t i = 0; i < l->grid.n; i++) {
        const plot_spot spot = find_spot(l, i);
        const plot_view *v = &l->views[i];

        l->saying = fmax(l->saying, plot_saying_height(&d->canvas, d->look, v->caption,
                                                       spot.room.width));
        l->second = fmax(l->second,
                         plot_heading_second(v, &d->canvas, spot.letter, spot.room.width));
    }
}

/* Does large type leave too little room for a panel alone? */
static bool is_crowded(const layout *l)
{
    plot_spot spot = find_spot(l, 0);

    spot.second = l->second;
    return l->draft->look->alone &&
           spot.room.height - plot_view_around(&l->views[0], &spot) < em(l, least_alone);
}

/* On a page of fixed height, what is told below the title goes before panels are too low; what a
 * figure of the user's own leaves out is said in any case. */
static bool needs_quiet(const layout *l)
{
    const plot_draft *d = l->draft;

    return d->look->size->height > 0 && l->data.cause && !d->is_quiet &&
           d->saying == l->data.cause &&
           find_spot(l, 0).room.height - l->second < em(l, least_panel);
}

static bool has_room(const layout *l)
{
    return find_spot(l, 0).room.height - l->saying - l->second >= em(l, least_panel);
}

/* Captions are shorter, or go, before panels are too low. */
static void leave_out_captions(layout *l)
{
    if (!has_captions(&l->grid) || has_room(l)) return;
    for (size_t i = 0; i < l->grid.n; i++)
        if (l->views[i].caption) l->views[i].caption = l->views[i].shorter;
    measure_words(l);
    if (has_room(l)) return;
    for (size_t i = 0; i < l->grid.n; i++) l->views[i].caption = NULL;
    l->saying = 0;
}

static void set_axes(layout *l)
{
    for (size_t i = 0; i < l->grid.n; i++) {
        plot_spot spot = find_spot(l, i);

        spot.saying = l->saying;
        spot.second = l->second;
        plot_view_set_axes(&l->views[i], &l->draft->canvas, spot);
    }
}

/* Panels on top of each other begin at one line. */
static double find_left(const layout *l, size_t panel)
{
    double left = 0;

    for (size_t i = 0; i < l->grid.n; i++)
        if (column_of(&l->grid, i) == column_of(&l->grid, panel))
            left = fmax(left, plot_view_left(&l->views[i]));
    return left;
}

/* On a page of fixed height, the last in rank goes while panels would be too low. */
static void leave_out(layout *l)
{
    plot_grid *g = &l->grid;

    while (count_rows(g) > 1 && !g->stacked &&
           find_spot(l, 0).room.height < em(l, least_panel)) {
        const size_t last = plot_grid_leave_out(g);

        memmove(&l->views[last], &l->views[last + 1], (g->n - last) * sizeof *l->views);
    }
}

/* Of the panels, were there no end to the page: none is higher than wide. */
static double find_height(const layout *l)
{
    const plot_grid *g = &l->grid;
    double rows = (double)count_rows(g);
    plot_spot spot = find_spot(l, 0);
    double box = fmin(g->box, squarest * spot.room.width), each;

    spot.saying = l->saying;
    spot.second = l->second;
    spot.shows_x = !g->stacked;
    each = plot_view_around(&l->views[0], &spot) + box;
    return rows * each + (rows - 1) * gap_y(l) + extra_height(l);
}

static void arrange(void *page)
{
    layout *l = page;
    plot_draft *d = l->draft;
    double above = draw_arms(l), around = above + d->below;

    l->area = (plot_box){d->look->size->margin, above, plot_draft_inner(d), 0};
    measure_words(l);
    if (d->height == 0)
        d->height = ceil(fmin(find_height(l) + around, d->look->size->most_height));
    l->area.height = d->height - around;
    d->is_crowded = is_crowded(l);
    if (needs_quiet(l)) d->is_quiet = d->is_crowded = true;
    if (d->is_crowded) return;
    if (d->look->size->height > 0) leave_out(l);
    leave_out_captions(l);
    set_axes(l);
    for (size_t i = 0; i < l->grid.n; i++) plot_view_arrange(&l->views[i], find_left(l, i));
}

/* How many; those of an empty panel, or of words, are none. */
static size_t find_axes(const plot_view *v, plot_axis across[PLOT_PARTS], plot_axis *upward)
{
    if (v->empty || v->across.words || v->upward.words) return 0;
    for (size_t i = 0; i < v->n_parts; i++) across[i] = plot_frame_axis_x(&v->parts[i]);
    *upward = plot_frame_axis_y(&v->parts[0]);
    return v->n_parts;
}

static void draw_panel(const layout *l, size_t i)
{
    const plot_view *v = &l->views[i];
    plot_axis across[PLOT_PARTS], upward;
    const size_t n = find_axes(v, across, &upward);

    plot_open_scope(&l->draft->canvas,
                    &(plot_scope){.panel = v->panel->name,
                                  .room = v->spot.room,
                                  .table = v->layers[PLOT_FRONT].table->name,
                                  .column = v->panel->y.column,
                                  .across = across,
                                  .upward = &upward,
                                  .n_across = n});
    plot_view_draw(v);
    plot_close_scope(&l->draft->canvas);
}

static void draw(void *page)
{
    const layout *l = page;
    sim_error err;

    draw_arms(l);
    for (size_t i = 0; i < l->grid.n; i++) draw_panel(l, i);
    if (l->data.held && plot_held_take(l->data.held, l->views, l->grid.n, &err) != SIM_OK)
        l->draft->pool.failed = true;
}

static void tell_left_out(const plot_grid *g, GString *words)
{
    for (size_t i = 0; i < g->n_left; i++) {
        const plot_panel *panel = &g->panels[g->n + i];
        char label[PLOT_WORDS_SIZE];

        plot_spell(label, panel->title ? panel->title : panel->y.label);
        plot_draft_tell_left(words, i, g->n_left, label);
    }
}

/* Words of a panel, behind what it shows where there are several. */
static void say_panel(const layout *l, size_t i,
                      void (*tell_one)(const plot_view *v, GString *words), GString *words)
{
    GString *text = g_string_new(NULL);
    char label[PLOT_WORDS_SIZE];

    tell_one(&l->views[i], text);
    if (text->len > 0 && words->len > 0) g_string_append(words, "; ");
    if (text->len > 0 && l->grid.n > 1 && tell_one == plot_view_tell_beyond) {
        plot_spell(label, l->grid.panels[i].y.label);
        g_string_append_printf(words, "%s: ", label);
    }
    g_string_append(words, text->str);
    g_string_free(text, TRUE);
}

/* Below the title of a figure of the user's own: what was asked for and is not there, and what
 * does not fit between limits or on a log axis. */
static const char *say_wish(layout *l, const char *note)
{
    GString *words = g_string_new(NULL);

    tell_left_out(&l->grid, words);
    if (words->len > 0) g_string_truncate(words, words->len - strlen(". "));
    if (note) g_string_append_printf(words, "%s%s", words->len > 0 ? "; " : "", note);
    for (size_t i = 0; i < l->grid.n; i++) {
        if (i == 0) say_panel(l, i, plot_view_tell_unplaced, words);
        say_panel(l, i, plot_view_tell_beyond, words);
    }
    if (words->len > 0) return plot_keep(words, &l->draft->pool);
    g_string_free(words, TRUE);
    return NULL;
}

/* Without a title of its own: what was found in the first panel, if anything was. */
static void set_title(layout *l, const plot_wish *w)
{
    GString *title;

    if (!w->is_told || w->title) return;
    title = g_string_new(NULL);
    l->found = plot_view_tell_found(&l->views[0], title);
    l->has_found = title->len > 0;
    if (l->has_found)
        l->draft->caption.title = plot_keep(title, &l->draft->pool);
    else
        g_string_free(title, TRUE);
}

/* "; gray is what they are held against: background". */
static void tell_backgrounds(const plot_arms *arms, GString *words)
{
    const char **names = g_new0(const char *, arms->n_named + 1);
    size_t n = 0;

    for (size_t arm = 0; arm < arms->n_named; arm++)
        if (plot_arms_is_background(arms, arm)) names[n++] = arms->names[arm];
    if (n > 0) g_string_append(words, "; gray is what they are held against: ");
    if (n > 0) plot_tell_names(names, n, words);
    g_free(names);
}

static void tell(const void *page, GString *words)
{
    const layout *l = page;
    const plot_data *data = &l->data;
    const plot_arms *arms = &data->arms;

    if (l->draft->saying) g_string_append_printf(words, "%s. ", l->draft->saying);
    g_string_append_printf(words, "Figure of %zu panel%s", l->grid.n,
                           l->grid.n == 1 ? "" : "s");
    if (arms->n > 0) {
        g_string_append_printf(words, ", a curve for each arm: ");
        plot_tell_names(arms->names, arms->n_named, words);
        tell_backgrounds(arms, words);
        if (arms->n_named < arms->n)
            g_string_append_printf(words, "; %zu more are thin and gray",
                                   arms->n - arms->n_named);
    }
    g_string_append(words, ". ");
    if (data->runs[PLOT_BEHIND].n > 0)
        g_string_append_printf(words, "Pale dashes behind them: %s. ", data->behind_name);
    if (data->bands.n > 0 && data->bands.words)
        g_string_append_printf(words, "%s of the same colors behind the curves: %s. ",
                               data->strands.n > 0 ? "Thin lines" : "Areas",
                               data->bands.words);
    else if (data->bands.words)
        g_string_append_printf(words, "The %s. ", data->bands.words);
    if (data->occasions.words)
        g_string_append_printf(words, "Triangles on the axes of time: %s. ",
                               data->occasions.words);
    for (size_t i = 0; i < l->grid.n; i++) plot_tell_panel(&l->views[i], words);
    if (!l->grid.stacked) tell_left_out(&l->grid, words);
}

static sim_status list_arms(layout *l, sim_error *err)
{
    const plot_wanted *wanted = &l->grid.arms;
    const plot_arms *arms = &l->data.arms;
    sim_status status = plot_arms_find_all(&l->data, *wanted, err);

    for (size_t i = 0; status == SIM_OK && i < wanted->n; i++)
        if (plot_arms_find(arms, wanted->names[i], 0) == arms->n)
            status = sim_fail(err, SIM_ENAME, "figure '%s': unknown arm '%s'",
                              l->grid.panels->page, wanted->names[i]);
    return status;
}

/* Where no panel has medians, nothing is said of them. */
static void forget_medians(layout *l)
{
    size_t n = 0;

    for (size_t i = 0; i < l->grid.n; i++) n += l->grid.panels[i].is_tally;
    if (n > 0 && n == l->grid.n) l->data.bands.words = NULL;
}

/* Is there a panel that shows what happens? */
static void set_occasions(layout *l)
{
    plot_occasions *o = &l->data.occasions;
    bool is_shown = false;
    GString *words = g_string_new(NULL);

    for (size_t i = 0; i < l->grid.n; i++)
        is_shown = is_shown || plot_view_has_occasions(&l->views[i]);
    if (is_shown && plot_occasions_print(&l->data, words))
        o->words = plot_keep(words, &l->draft->pool);
    else
        g_string_free(words, TRUE);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_page *p = shown;
    layout *l = page;
    plot_grid *g = &l->grid;
    sim_status status = plot_grid_find(g, p, draft, err);

    l->draft = draft;
    l->data = *p->data;
    l->data.pool = &draft->pool;
    if (*g->title) draft->caption.title = g->title;
    draft->saying = p->wish ? NULL : p->data->cause;
    if (status == SIM_OK) status = list_arms(l, err);
    if (status != SIM_OK) return status;
    forget_medians(l);
    l->views = sim_pool_take(&draft->pool, g->n, sizeof *l->views);
    if (!l->views) return sim_fail_memory(err, "figure");
    for (size_t i = 0; status == SIM_OK && i < g->n; i++) {
        status = plot_view_init(&l->views[i], &g->panels[i], &l->data, draft->look, err);
        if (status == SIM_OK && has_captions(g)) plot_view_set_caption(&l->views[i]);
        l->views[i].is_bare = l->data.held != NULL;
    }
    if (status == SIM_OK && p->wish) {
        draft->saying = say_wish(l, p->wish->note);
        set_title(l, p->wish);
    }
    if (status == SIM_OK) set_occasions(l);
    return status;
}

static void find_occasions(const layout *l, const char *figure, plot_facts *facts)
{
    char *text = g_strdup(l->data.occasions.words);

    if (text)
        plot_facts_add(facts, &(plot_saying){.figure = figure,
                                             .panel = "",
                                             .place = "caption",
                                             .quantity = "",
                                             .fact = {.arm = {.value = NAN, .at = NAN},
                                                      .other = {.value = NAN}},
                                             .text = text});
    g_free(text);
}

/* Of a figure of the user's own. */
static void find_title(const layout *l, const char *figure, plot_facts *facts)
{
    plot_saying s = {.figure = figure,
                     .panel = "",
                     .place = "title",
                     .quantity = l->grid.panels->y.column,
                     .has_fact = true,
                     .fact = l->found,
                     .text = (char *)l->draft->caption.title};

    if (!l->has_found) {
        plot_draft_find(l->draft, figure, facts);
        return;
    }
    plot_facts_add(facts, &s);
    s = (plot_saying){.figure = figure,
                      .panel = "",
                      .place = "caption",
                      .quantity = "",
                      .text = (char *)l->draft->saying};
    if (l->draft->saying) plot_facts_add(facts, &s);
}

static void find(const void *page, const char *figure, plot_facts *facts)
{
    const layout *l = page;

    if (l->grid.stacked) find_title(l, figure, facts);
    find_occasions(l, figure, facts);
    for (size_t i = 0; i < l->grid.n; i++) plot_view_find(&l->views[i], figure, facts);
}

const plot_maker plot_page_maker = {sizeof(layout), init, arrange, draw, tell, find};
