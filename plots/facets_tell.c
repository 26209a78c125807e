/* facets_tell.c -- small multiples in sentences, for who cannot see them. */
#include <math.h>

#include "plots/facets.h"

/* Of values, the first and the last; of whole numbers, those that are within it. */
static plot_range find_told(const plot_measure *m, plot_range range, plot_values values)
{
    if (values.n > 0) return (plot_range){values.list[0], values.list[values.n - 1]};
    return m->whole ? (plot_range){ceil(range.from), floor(range.to)} : range;
}

static void tell_range(const plot_measure *m, plot_range range, GString *words)
{
    char from[PLOT_WORDS_SIZE], to[PLOT_WORDS_SIZE];

    plot_measure_print_value(from, m, range.from);
    plot_measure_print_value(to, m, range.to);
    g_string_append_printf(words, " from %s to %s", from, to);
}

void plot_facets_tell_points(const plot_facets *f, const plot_measure *m, plot_range range,
                             size_t n_failed, GString *words)
{
    if (n_failed > 0) g_string_append_printf(words, ", %zu %s", n_failed, f->failed);
    if (!plot_range_is_empty(range)) {
        g_string_append_c(words, ',');
        tell_range(m, find_told(m, range, (plot_values){0}), words);
    }
    g_string_append(words, ". ");
}

static void tell(const plot_measure *m, plot_range range, plot_values values,
                 GString *words)
{
    char label[PLOT_WORDS_SIZE];

    plot_measure_print(label, m);
    g_string_append(words, label);
    if (m->words) {
        g_string_append(words, ": ");
        plot_tell_names(m->words, m->n_words, words);
        return;
    }
    tell_range(m, find_told(m, range, values), words);
    if (m->scale == PLOT_LOG) g_string_append(words, " on a log scale");
}

void plot_facets_tell_x(const plot_facets *f, size_t panel, GString *words)
{
    g_string_append(words, "To the right: ");
    tell(f->x[panel].measure, f->list[panel].range, f->list[panel].values, words);
    g_string_append(words, ". ");
}

void plot_facets_tell_y(const plot_facets *f, GString *words)
{
    g_string_append(words, "Upward: ");
    tell(f->measure, (plot_range){f->y.from, f->y.to}, f->values, words);
    g_string_append(words, ". ");
}
