#include "plots/heading.h"

#include <math.h>

static const double footer_gap = 0.9; /* em */

double plot_inner_width(const plot_look *look, double page_width)
{
    return page_width - 2 * look->size->margin;
}

static plot_text fit_headline(plot_canvas *canvas, const plot_look *look, double width,
                              const char *title)
{
    static const double smaller[] = {1, 0.94, 0.88};
    plot_text style = plot_text_for(look, PLOT_HEADLINE), best;
    double size = style.size, lines, least = INFINITY;

    style.width = width;
    best = style;
    for (size_t i = 0; i < sizeof smaller / sizeof *smaller; i++) {
        style.size = smaller[i] * size;
        lines = round(plot_measure_text(canvas, &style, title).height / style.size);
        if (lines >= least) continue;
        least = lines;
        best = style;
    }
    return best;
}

double plot_headline_draw(plot_canvas *canvas, const plot_look *look, double page_width,
                          const char *title)
{
    double margin = look->size->margin;
    plot_text style = fit_headline(canvas, look, plot_inner_width(look, page_width), title);
    plot_box box =
        plot_draw_text(canvas, &style, (plot_point){margin, 0.75 * margin}, title);

    return box.y + box.height;
}

double plot_footer_draw(plot_canvas *canvas, const plot_look *look, plot_point corner,
                        const char *footer)
{
    double margin = look->size->margin;
    plot_text style = plot_text_for(look, PLOT_FOOTER);
    plot_box box;

    style.width = plot_inner_width(look, corner.x);
    style.align_y = 1;
    box = plot_draw_text(canvas, &style, (plot_point){margin, corner.y - 0.7 * margin},
                         footer);
    return box.height + 0.7 * margin + plot_em(look, footer_gap);
}
