/* facets_scope.c -- small multiples by name, for media that can tell what is a panel's. */
#include "plots/facets.h"

/* From where the row above ends. */
static double top_of(const plot_facets *f, size_t row)
{
    const plot_box *above = &f->boxes[row > 0 ? (row - 1) * f->columns : 0];

    if (row == 0) return f->area.y;
    return above->y + above->height + (f->common_x ? 0 : f->below[row - 1]);
}

static plot_box room_of(const plot_facets *f, size_t panel)
{
    const plot_box b = f->boxes[panel];
    const size_t row = panel / f->columns;
    const double left = plot_facets_left(f, panel), top = top_of(f, row);
    const double below = f->common_x && row + 1 < f->rows ? 0 : f->below[row];

    return (plot_box){left, top, b.x + b.width - left, b.y + b.height + below - top};
}

plot_frame plot_facets_begin(const plot_facets *f, size_t panel)
{
    const plot_facet *facet = &f->list[panel];
    char label[PLOT_WORDS_SIZE];

    plot_measure_print(label, facet->y ? facet->y : f->measure);
    plot_open_scope(&f->draft->canvas,
                    &(plot_scope){.panel = facet->title ? facet->title : label,
                                  .room = room_of(f, panel)});
    return plot_facets_frame(f, panel);
}

void plot_facets_end(const plot_facets *f) { plot_close_scope(&f->draft->canvas); }
