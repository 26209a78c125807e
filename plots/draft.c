#include "plots/draft.h"

#include <math.h>

#include "plots/words.h"

static const double saying_gap = 0.25, footer_gap = 0.9; /* em */

/* Fits the title, a little smaller where that saves a line. */
static plot_text fit_headline(plot_draft *d)
{
    static const double smaller[] = {1, 0.94, 0.88};
    plot_text style = plot_text_for(d->look, PLOT_HEADLINE), best;
    double size = style.size, lines, least = INFINITY;

    style.width = plot_draft_inner(d);
    best = style;
    for (size_t i = 0; i < sizeof smaller / sizeof *smaller; i++) {
        style.size = smaller[i] * size;
        lines = round(plot_measure_text(&d->canvas, &style, d->caption.title).height /
                      style.size);
        if (lines >= least) continue;
        least = lines;
        best = style;
    }
    return best;
}

/* Title and saying; where they end. */
static double draw_head(plot_draft *d)
{
    double margin = d->look->size->margin;
    plot_text style = fit_headline(d);
    plot_box box = plot_draw_text(&d->canvas, &style, (plot_point){margin, 0.75 * margin},
                                  d->caption.title);
    double y = box.y + box.height;

    if (!d->saying || d->is_quiet) return y;
    style = plot_text_for(d->look, PLOT_SAYING);
    style.width = plot_draft_inner(d);
    box = plot_draw_text(&d->canvas, &style,
                         (plot_point){margin, y + plot_em(d->look, saying_gap)}, d->saying);
    return box.y + box.height;
}

/* The footer; its height. */
static double draw_foot(plot_draft *d)
{
    double margin = d->look->size->margin;
    plot_text style = plot_text_for(d->look, PLOT_FOOTER);
    plot_box box;

    style.width = plot_draft_inner(d);
    style.align_y = 1;
    box = plot_draw_text(&d->canvas, &style, (plot_point){margin, d->height - 0.7 * margin},
                         d->caption.footer);
    return box.height + 0.7 * margin + plot_em(d->look, footer_gap);
}

static void arrange_all(plot_draft *d, const plot_maker *maker, void *page)
{
    d->width = d->look->size->width;
    d->height = d->look->size->height;
    d->is_crowded = false;
    d->top = draw_head(d);
    d->below = draw_foot(d);
    maker->arrange(page);
}

static sim_status arrange(plot_draft *d, const plot_maker *maker, void *page,
                          sim_error *err)
{
    sim_status status = plot_format_blank(d->look->format, &d->canvas, err);

    if (status == SIM_OK) {
        do {
            const bool was_quiet = d->is_quiet;

            arrange_all(d, maker, page);
            d->own.alone = d->own.alone && (!d->is_crowded || d->is_quiet != was_quiet);
        } while (d->is_crowded);
        status = plot_canvas_check(&d->canvas, err);
    }
    return status;
}

/* The sheet, with the fonts of the canvas on which it was arranged. */
static sim_status open_sheet(plot_draft *d, plot_sheet *sheet, sim_error *err)
{
    plot_canvas blank = d->canvas;
    const plot_paper paper = {d->width, d->height, d->look->size->pixels, &blank, d->name};
    sim_status status;

    d->canvas = (plot_canvas){0};
    status = plot_sheet_init(sheet, d->look->format, paper, &d->canvas, err);
    plot_canvas_free(&blank);
    return status;
}

static sim_status draw(plot_draft *d, const plot_maker *maker, void *page, sim_error *err)
{
    plot_draw_box(&d->canvas, d->look->theme->paper, (plot_box){0, 0, d->width, d->height});
    draw_head(d);
    draw_foot(d);
    maker->draw(page);
    return d->pool.failed ? sim_fail_memory(err, "figure")
                          : plot_canvas_check(&d->canvas, err);
}

static char *tell(const plot_draft *d, const plot_maker *maker, const void *page)
{
    GString *words = g_string_new(NULL);

    g_string_append_printf(words, "%s. ", d->caption.title);
    maker->tell(page, words);
    g_string_append(words, d->caption.footer);
    return g_string_free(words, FALSE);
}

static sim_status write_page(plot_draft *d, const plot_maker *maker, void *page, FILE *out,
                             sim_error *err)
{
    plot_sheet sheet = {0};
    sim_status status = arrange(d, maker, page, err);
    char *words;

    if (status == SIM_OK)
        status = open_sheet(d, &sheet, err);
    else
        plot_canvas_free(&d->canvas);
    if (status == SIM_OK) status = draw(d, maker, page, err);
    if (status == SIM_OK) {
        words = tell(d, maker, page);
        status = plot_sheet_write(&sheet, &d->caption, words, out, err);
        g_free(words);
    }
    plot_sheet_free(&sheet);
    return status;
}

/* The page of the figure's maker, as it begins: of the draft's pool, which is to be freed. */
static sim_status begin(plot_draft *d, const plot_figure *figure, void **page,
                        sim_error *err)
{
    sim_status status;

    *page = sim_pool_take(&d->pool, 1, figure->maker->size);
    status = sim_pool_check(&d->pool, "figure", err);
    return status == SIM_OK ? figure->maker->init(*page, figure->shown, d, err) : status;
}

sim_status plot_figure_write_to(const plot_figure *figure, const plot_caption *caption,
                                const plot_look *look, const plot_outlet *outlet,
                                sim_error *err)
{
    plot_draft draft = {
        .look = &draft.own, .own = *look, .caption = *caption, .name = outlet->name};
    const plot_maker *maker = figure->maker;
    void *page;
    sim_status status = begin(&draft, figure, &page, err);

    if (status == SIM_OK) status = write_page(&draft, maker, page, outlet->out, err);
    if (status == SIM_OK && outlet->facts && maker->find)
        maker->find(page, outlet->name, outlet->facts);
    if (status == SIM_OK) status = sim_pool_check(&draft.pool, "figure", err);
    sim_pool_free(&draft.pool);
    return status;
}

sim_status plot_figure_write(const plot_figure *figure, const plot_caption *caption,
                             const plot_look *look, FILE *out, sim_error *err)
{
    return plot_figure_write_to(figure, caption, look, &(plot_outlet){.out = out}, err);
}

double plot_draft_inner(const plot_draft *d)
{
    return d->width - 2 * d->look->size->margin;
}

plot_box plot_draft_room(const plot_draft *d, double gap)
{
    return (plot_box){d->look->size->margin, d->top + plot_em(d->look, gap),
                      plot_draft_inner(d), 0};
}

void plot_draft_tell_left(GString *words, size_t i, size_t n, const char *panel)
{
    g_string_append_printf(words, "%s%s%s", i == 0 ? "Left out for want of room: " : "; ",
                           panel, i + 1 == n ? ". " : "");
}

void plot_draft_tell_saying(const plot_draft *d, GString *words)
{
    if (d->saying && *d->saying) g_string_append_printf(words, "%s. ", d->saying);
}

void plot_draft_say_left(plot_draft *d, size_t n_shown, size_t n)
{
    GString *text;

    if (n_shown == n) return;
    if (!d->whole) d->whole = d->saying ? d->saying : "";
    text = g_string_new(d->whole);
    if (text->len > 0) g_string_append(text, "; ");
    g_string_append_printf(text, "%zu of %zu panels have room here, the title is of all",
                           n_shown, n);
    d->saying = plot_keep(text, &d->pool);
}

void plot_draft_find(const plot_draft *d, const char *figure, plot_facts *facts)
{
    plot_saying s = {.figure = figure, .panel = "", .place = "title", .quantity = ""};

    s.text = (char *)d->caption.title;
    plot_facts_add(facts, &s);
    s.place = "caption";
    s.text = (char *)d->saying;
    if (d->saying) plot_facts_add(facts, &s);
}

double plot_draft_measure(plot_draft *d, plot_role role, const char *text)
{
    plot_text style = plot_text_for(d->look, role);

    return plot_measure_text(&d->canvas, &style, text).width;
}
