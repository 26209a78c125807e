#include "sim/cli/vicinity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/phrase.h"
#include "plots/vicinity.h"
#include "sim/cli/measured.h"
#include "sim/io/memory.h"

enum { TEXT_SIZE = 2048, OTHERS = 8 };

/* What the figure shows, and its texts. */
typedef struct {
    const sim_optimum *o;
    sim_measured *axes; /* [n_panels], or both of a map */
    plot_vicinity_panel *panels;
    const char **conditions;
    char title[TEXT_SIZE], saying[TEXT_SIZE];
    double others_x[OTHERS], others_y[OTHERS];
    sim_pool pool;
} picture;

/* ---- words ------------------------------------------------------------------ */

/* "harvest passage 3, dose 2×10⁷ cells" */
static void add_place(const sim_optimum *o, const sim_optimum_point *point, GString *text)
{
    for (size_t i = 0; i < o->aim->axes.n; i++) {
        const sim_axis *axis = &o->aim->axes.list[i];
        const char *unit = sim_axis_column(axis, &o->plan.world).unit;
        char name[SIM_NUMBER_SIZE], word[SIM_NUMBER_SIZE];

        g_string_append_printf(text, "%s%s ", i > 0 ? ", " : "",
                               sim_measured_name(axis, name));
        sim_axis_print_words(axis, &o->plan.world, point->values[i], word);
        if (sim_axis_has_words(axis, &o->plan.world))
            g_string_append(text, word);
        else
            plot_phrase_number(point->values[i], g_str_has_suffix(name, unit) ? "1" : unit,
                               text);
    }
}

static void add_value(const sim_optimum *o, const sim_optimum_point *point, GString *text)
{
    plot_phrase_number(sim_optimum_value(o, point), o->number.unit, text);
    g_string_append(text, " at ");
    add_place(o, point, text);
}

static void take(GString *text, char into[TEXT_SIZE])
{
    snprintf(into, TEXT_SIZE, "%s", text->str);
    g_string_free(text, TRUE);
}

static void print_title(picture *p)
{
    const sim_optimum *o = p->o;
    const sim_optimum_point *best = sim_optimum_best(o);
    const bool is_met = sim_optimum_is_met(o, best);
    GString *text = g_string_new(is_met ? o->aim->is_least ? "Least " : "Most "
                                        : "No point meets all conditions: ");

    g_string_append_printf(text, "%.120s%s", o->aim->number.how,
                           is_met ? ": " : " around ");
    if (is_met)
        add_value(o, best, text);
    else
        add_place(o, best, text);
    take(text, p->title);
}

/* What would be had without each condition that binds, and whether anybody would notice. */
static void print_saying(picture *p)
{
    const sim_optimum *o = p->o;
    GString *text = g_string_new(NULL);

    for (size_t k = 0; k < o->aim->n_conditions; k++) {
        const sim_optimum_point *other = sim_optimum_without(o, k);
        const sim_noticed *noticed =
            other ? sim_optimum_unnoticed(o, other, &(size_t){0}) : NULL;

        if (!other) continue;
        g_string_append_printf(text, "%swithout '%.80s': ", text->len > 0 ? "; " : "",
                               sim_aim_condition(o->aim, k));
        add_value(o, other, text);
        if (noticed) g_string_append_printf(text, "; %s", noticed->words);
    }
    if (o->plan.replicates > 0)
        g_string_append_printf(text, "%smeans of %zu replicates", text->len > 0 ? "; " : "",
                               o->plan.replicates);
    take(text, p->saying);
}

/* ---- numbers ---------------------------------------------------------------- */

static bool fill_panel(picture *p, size_t i)
{
    const sim_optimum *o = p->o;
    const sim_optimum_panel *from = &o->panels[i];
    const bool is_map = from->upward != SIM_SEARCH_ALL;
    const size_t n = from->n_across * from->n_upward;
    plot_vicinity_panel *panel = &p->panels[i];
    double *x = sim_pool_take(&p->pool, n, sizeof *x),
           *y = sim_pool_take(&p->pool, n, sizeof *y),
           *z = sim_pool_take(&p->pool, n, sizeof *z);
    size_t *fails = sim_pool_take(&p->pool, n, sizeof *fails);
    bool has_any = false;

    for (size_t k = 0; !p->pool.failed && k < n; k++) {
        const sim_optimum_point *point = sim_optimum_find(o, from->first + k);

        x[k] = point->values[from->across];
        y[k] = is_map ? point->values[from->upward] : 0;
        z[k] = sim_optimum_value(o, point);
        fails[k] = point->reason ? o->aim->n_conditions : sim_optimum_worst(o, point);
        has_any |= isfinite(z[k]);
    }
    *panel = (plot_vicinity_panel){.x = p->axes[from->across].measure,
                                   .x_values = x,
                                   .y_values = y,
                                   .z = z,
                                   .fails = fails,
                                   .n = n,
                                   .best_x = sim_optimum_best(o)->values[from->across]};
    if (!is_map) return has_any;
    panel->y = p->axes[from->upward].measure;
    panel->best_y = sim_optimum_best(o)->values[from->upward];
    return has_any;
}

/* Presets and words are numbered in their own lists, and shown as places of the axis. */
static double place_of(const sim_optimum *o, size_t axis, double value)
{
    const sim_axis *a = &o->aim->axes.list[axis];
    size_t i = 0;

    if (!sim_axis_has_words(a, &o->plan.world)) return value;
    while (i + 1 < a->levels && a->list[i] != value) i++;
    return (double)i;
}

static void place_words(picture *p, size_t i)
{
    const sim_optimum_panel *from = &p->o->panels[i];
    plot_vicinity_panel *panel = &p->panels[i];
    double *x = (double *)panel->x_values, *y = (double *)panel->y_values;
    const bool is_map = from->upward != SIM_SEARCH_ALL;

    for (size_t k = 0; k < panel->n; k++) {
        x[k] = place_of(p->o, from->across, x[k]);
        if (is_map) y[k] = place_of(p->o, from->upward, y[k]);
    }
    panel->best_x = place_of(p->o, from->across, panel->best_x);
    if (is_map) panel->best_y = place_of(p->o, from->upward, panel->best_y);
}

/* Of a map: other places that the search came to. */
static void add_others(picture *p)
{
    const sim_optimum *o = p->o;
    plot_vicinity_panel *panel = &p->panels[0];
    size_t n = 0;

    for (size_t i = 1; i < o->ends.n && n < OTHERS; i++) {
        const sim_optimum_point *point = sim_optimum_find(o, o->ends.list[i].number);

        if (!sim_optimum_is_met(o, point)) continue;
        p->others_x[n] = place_of(o, 0, point->values[0]);
        p->others_y[n++] = place_of(o, 1, point->values[1]);
    }
    panel->others_x = p->others_x;
    panel->others_y = p->others_y;
    panel->n_others = n;
}

/* ---- the figure ------------------------------------------------------------- */

static sim_status fill(picture *p, bool *has_any, sim_error *err)
{
    const sim_optimum *o = p->o;

    p->axes = sim_pool_take(&p->pool, o->aim->axes.n, sizeof *p->axes);
    p->panels = sim_pool_take(&p->pool, o->n_panels, sizeof *p->panels);
    p->conditions = sim_pool_take(&p->pool, o->aim->n_conditions, sizeof *p->conditions);
    if (p->pool.failed) return sim_fail_memory(err, "figure");
    for (size_t i = 0; i < o->aim->axes.n; i++)
        sim_measured_init(&p->axes[i], &o->aim->axes.list[i], &o->plan.world);
    for (size_t k = 0; k < o->aim->n_conditions; k++)
        p->conditions[k] = sim_aim_condition(o->aim, k);
    for (size_t i = 0; i < o->n_panels; i++) {
        *has_any |= fill_panel(p, i);
        if (!p->pool.failed) place_words(p, i);
    }
    if (o->panels[0].upward != SIM_SEARCH_ALL) add_others(p);
    return sim_pool_check(&p->pool, "figure", err);
}

static sim_status write(picture *p, const sim_sheet *sheet, plot_caption *caption,
                        sim_files *files, sim_error *err)
{
    const sim_optimum *o = p->o;
    const bool is_met = sim_optimum_is_met(o, sim_optimum_best(o));
    const plot_vicinity shown = {
        .title = p->title,
        .saying = *p->saying ? p->saying : NULL,
        .z = {.label = o->aim->number.how, .unit = o->number.unit, .scale = PLOT_LINEAR},
        .is_map = o->panels[0].upward != SIM_SEARCH_ALL,
        .panels = p->panels,
        .n_panels = o->n_panels,
        .conditions = p->conditions,
        .n_conditions = o->aim->n_conditions,
        .best = sim_optimum_value(o, sim_optimum_best(o)),
        .best_name = is_met ? "the best" : "where conditions lack least"};
    sim_sheet own = *sheet;

    own.maker = &plot_vicinity_maker;
    own.shown = &shown;
    caption->title = p->title;
    return sim_sheet_write(&own, files, err);
}

sim_status sim_vicinity_write(const sim_optimum *o, const sim_sheet *sheet,
                              plot_caption *caption, sim_files *files, sim_error *err)
{
    picture p = {.o = o};
    bool has_any = false;
    sim_status status = fill(&p, &has_any, err);

    if (status == SIM_OK && has_any) {
        print_title(&p);
        print_saying(&p);
        status = write(&p, sheet, caption, files, err);
    }
    sim_pool_free(&p.pool);
    return status;
}
