#include "plots/draft.h"

#include "plots/cairo.h"
#include "plots/heading.h"

static const double saying_gap = 0.25; /* em */

/* Title and saying; where they end. */
static double draw_head(plot_draft *d, const plot_maker *maker)
{
    double y = plot_headline_draw(&d->canvas, d->look, d->width, maker->title);
    plot_text style = plot_text_for(d->look, PLOT_SAYING);
    plot_box box;

    if (!maker->saying) return y;
    style.width = plot_inner_width(d->look, d->width);
    box = plot_draw_text(
        &d->canvas, &style,
        (plot_point){d->look->size->margin, y + plot_em(d->look, saying_gap)},
        maker->saying);
    return box.y + box.height;
}

/* The footer; its height. */
static double draw_foot(plot_draft *d)
{
    return plot_footer_draw(&d->canvas, d->look, (plot_point){d->width, d->height},
                            d->caption->footer);
}

static sim_status arrange(plot_draft *d, const plot_maker *maker, void *figure,
                          sim_error *err)
{
    sim_status status = plot_cairo_init_blank(&d->canvas, err);

    if (status == SIM_OK) {
        d->top = draw_head(d, maker);
        d->below = draw_foot(d);
        maker->arrange(figure, d);
        status = plot_canvas_check(&d->canvas, err);
    }
    plot_canvas_free(&d->canvas);
    return status;
}

static sim_status draw(plot_draft *d, const plot_maker *maker, void *figure, sim_error *err)
{
    plot_draw_box(&d->canvas, d->look->theme->paper, (plot_box){0, 0, d->width, d->height});
    draw_head(d, maker);
    draw_foot(d);
    maker->draw(figure, d);
    return d->no_memory ? sim_fail_memory(err, "figure")
                        : plot_canvas_check(&d->canvas, err);
}

static char *tell(const plot_draft *d, const plot_maker *maker, const void *figure)
{
    GString *words = g_string_new(NULL);

    g_string_append_printf(words, "%s. ", maker->title);
    maker->tell(figure, words);
    g_string_append(words, d->caption->footer);
    return g_string_free(words, FALSE);
}

sim_status plot_draft_write(plot_draft *d, const plot_maker *maker, void *figure, FILE *out,
                            sim_error *err)
{
    plot_caption titled = *d->caption;
    plot_sheet sheet = {0};
    sim_status status;
    char *words;

    titled.title = maker->title;
    d->width = maker->is_page ? d->look->size->width : d->look->size->wish_width;
    d->height = d->look->size->height;
    status = arrange(d, maker, figure, err);
    if (status == SIM_OK)
        status = plot_sheet_init(&sheet, d->look->format,
                                 (plot_paper){d->width, d->height, d->look->size->pixels},
                                 &d->canvas, err);
    if (status == SIM_OK) status = draw(d, maker, figure, err);
    if (status == SIM_OK) {
        words = tell(d, maker, figure);
        status = plot_sheet_write(&sheet, &titled, words, out, err);
        g_free(words);
    }
    plot_sheet_free(&sheet);
    return status;
}

double plot_draft_measure(plot_draft *d, plot_role role, const char *text)
{
    plot_text style = plot_text_for(d->look, role);

    return plot_measure_text(&d->canvas, &style, text).width;
}
