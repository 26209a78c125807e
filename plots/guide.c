#include "plots/guide.h"

#include <math.h>
#include <string.h>

#include "plots/amount.h"
#include "plots/phrase.h"

enum { MOST_TOLD = 4 }; /* arms that leave the limits */

static const double dot_radius = 3, dot_rim = 1; /* points of the default page */

bool plot_view_is_limited(const plot_view *v)
{
    const plot_guides *g = v->panel->guides;

    return g && (!isnan(g->low) || !isnan(g->high));
}

static plot_range put_ends(const plot_view *v, plot_range r)
{
    const plot_guides *g = v->panel->guides;

    if (!isnan(g->low)) r.from = g->low;
    if (!isnan(g->high)) r.to = g->high;
    if (r.from < r.to) return r;
    r = isnan(g->high) ? (plot_range){r.from, r.from} : (plot_range){r.to, r.to};
    return plot_range_widen(r, &v->upward, 1);
}

plot_ruler plot_view_limit(const plot_view *v, plot_range range, size_t most)
{
    const plot_ruler round = plot_ruler_on_ticks(&v->upward, put_ends(v, range), most);

    return plot_ruler_exact(&v->upward, put_ends(v, (plot_range){round.from, round.to}),
                            most);
}

void plot_view_cut(plot_view *v)
{
    v->is_beyond = !v->empty && (v->drawn_y.to < v->y.from || v->drawn_y.from > v->y.to);
    v->drawn_y.from = fmin(fmax(v->drawn_y.from, v->y.from), v->y.to);
    v->drawn_y.to = fmax(fmin(v->drawn_y.to, v->y.to), v->y.from);
}

void plot_view_widen_by_line(const plot_view *v, plot_range *r)
{
    if (v->panel->guides && !plot_range_is_empty(*r))
        plot_range_add(r, &v->upward, v->panel->guides->line);
}

/* ---- dots ------------------------------------------------------------------ */

void plot_view_draw_dots(const plot_view *v)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const size_t column =
        v->panel->dots ? sim_table_find(l->table, v->panel->dots) : l->table->n_columns;
    const plot_pen rim = plot_plain_pen(v->look, v->look->theme->paper, dot_rim);

    if (column == l->table->n_columns || v->across.words) return;
    plot_clip(v->canvas, v->parts[0].box, plot_em(v->look, 1));
    for (size_t arm = v->data->arms.n_front; arm-- > 0;)
        for (size_t row = l->rows[arm].first; row < l->rows[arm].end; row++) {
            const plot_point at =
                plot_frame_place(&v->parts[0], l->across[row], l->upward[row]);

            if (sim_table_cell(l->table, row, column) != 1 || !plot_view_names(v, arm) ||
                !plot_is_finite(at))
                continue;
            plot_draw_disk(v->canvas, plot_view_pen(v, PLOT_FRONT, arm).color, &rim, at,
                           dot_radius * v->look->size->line);
        }
    plot_unclip(v->canvas);
}

/* ---- in words -------------------------------------------------------------- */

/* What an arm's curve reaches in the window. */
static plot_range reach_of(const plot_view *v, size_t arm)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const plot_x *x = &v->panel->x;
    const plot_measure any = {.scale = PLOT_LINEAR};
    plot_range r = plot_range_empty();

    for (size_t row = l->rows[arm].first; row < l->rows[arm].end; row++)
        if (!(l->across[row] < x->from) && !(l->across[row] > x->to) &&
            isfinite(plot_measure_even(&v->across, l->across[row])))
            plot_range_add(&r, &any, l->upward[row]);
    return r;
}

static plot_topic topic_of(const plot_view *v)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const sim_unit_told told = sim_chain_unit_told(v->data->chain, v->panel->y.column,
                                                   l->table->columns[l->y].unit);

    return (plot_topic){.unit = told.unit, .times = told.times};
}

void plot_view_tell_words(const plot_view *v, size_t arm, GString *words)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const plot_topic topic = topic_of(v);

    plot_phrase_name(v->data->arms.names[arm], words);
    for (size_t row = l->rows[arm].first; row < l->rows[arm].end; row++) {
        g_string_append_printf(words, "%s %s ", row == l->rows[arm].first ? ":" : ",",
                               v->across.words[(size_t)l->across[row]]);
        if (isfinite(l->upward[row]))
            plot_amount_tell(l->upward[row], &topic, words);
        else
            g_string_append(words, "no number");
    }
}

/* "P2 goes on to 16.3 mm and down to -4 mm" */
static void tell_reach(const plot_view *v, size_t arm, plot_range r, GString *words)
{
    const plot_guides *g = v->panel->guides;
    const plot_topic topic = topic_of(v);

    plot_phrase_name(v->data->arms.names[arm], words);
    g_string_append(words, " goes on ");
    if (r.to > g->high) {
        g_string_append(words, "to ");
        plot_amount_tell(r.to, &topic, words);
    }
    if (!(r.from < g->low)) return;
    g_string_append(words, r.to > g->high ? " and down to " : "down to ");
    plot_amount_tell(r.from, &topic, words);
}

void plot_view_tell_beyond(const plot_view *v, GString *words)
{
    const plot_guides *g = v->panel->guides;
    size_t n = 0;

    for (size_t arm = 0; g && arm < v->data->arms.n_front; arm++) {
        const plot_range r = reach_of(v, arm);

        if (plot_range_is_empty(r) || !(r.to > g->high || r.from < g->low)) continue;
        if (n++ >= MOST_TOLD) continue;
        if (n > 1) g_string_append(words, ", ");
        tell_reach(v, arm, r, words);
    }
    if (n > MOST_TOLD)
        g_string_append_printf(words, ", and %zu more go on beyond the axis",
                               n - MOST_TOLD);
}

/* Has a shown arm a value at an x that a log axis has no place for? */
static bool has_unplaced(const plot_view *v)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];

    for (size_t arm = 0; arm < v->data->arms.n_front; arm++)
        for (size_t row = l->rows[arm].first; row < l->rows[arm].end; row++)
            if (l->across[row] <= 0 && plot_drawable(l->upward[row])) return true;
    return false;
}

void plot_view_tell_unplaced(const plot_view *v, GString *words)
{
    if (v->across.scale != PLOT_LOG || !isnan(v->panel->x.from) || !has_unplaced(v)) return;
    g_string_append_printf(words, "Log axis: what lies at %s 0 or below is not drawn",
                           v->panel->x.column);
}

void plot_view_tell_caption(const plot_view *v, const plot_fact *fact,
                            const plot_topic *topic, GString *title)
{
    GString *found = g_string_new(NULL);
    char label[PLOT_WORDS_SIZE];

    plot_phrase_caption(fact, topic, found);
    if (found->len > 0) {
        plot_spell(label, v->panel->y.label);
        label[strcspn(label, ",;")] = '\0';
        if (g_ascii_islower(label[0]) && g_ascii_islower(label[1]))
            label[0] = g_ascii_toupper(label[0]);
        if (found->str[found->len - 1] == '.') g_string_truncate(found, found->len - 1);
        found->str[0] = g_ascii_tolower(found->str[0]);
        g_string_append_printf(title, "%s, %s", label, found->str);
    }
    g_string_free(found, TRUE);
}
