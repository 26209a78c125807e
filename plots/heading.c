#include "plots/heading.h"

#include <stdio.h>

enum { HEADING_LINES = 2 };

static const double y_label_gap = 0.65, saying_gap = 0.3; /* em */

/* "A   Pain", or "" without a title. */
static void print_title(const plot_panel *panel, char letter, char text[PLOT_WORDS_SIZE])
{
    const char *title = panel->title ? panel->title : "";

    if (letter && *title)
        snprintf(text, PLOT_WORDS_SIZE, "%c   %s", letter, title);
    else
        snprintf(text, PLOT_WORDS_SIZE, "%s", title);
}

/* Of words above the plotting area. */
static plot_text heading_style(const plot_look *look, plot_role role, double width)
{
    plot_text style = plot_text_for(look, role);

    style.width = width;
    style.lines = HEADING_LINES;
    return style;
}

static double second_line(plot_canvas *canvas, const plot_text *style, const char *text)
{
    return plot_measure_text(canvas, style, text).height -
           plot_measure_text(canvas, style, "0").height;
}

double plot_heading_second(const plot_view *v, plot_canvas *canvas, char letter,
                           double width)
{
    const plot_text title = heading_style(v->look, PLOT_TITLE, width);
    const plot_text label = heading_style(v->look, PLOT_LABEL, width);
    char text[PLOT_WORDS_SIZE];
    double second = 0;

    print_title(v->panel, letter, text);
    if (*text) second += second_line(canvas, &title, text);
    plot_measure_print(text, &v->upward);
    return second + second_line(canvas, &label, text);
}

double plot_saying_height(plot_canvas *canvas, const plot_look *look, const char *caption,
                          double width)
{
    plot_text style = plot_text_for(look, PLOT_SAYING);

    if (!caption) return 0;
    style.width = width;
    return plot_measure_text(canvas, &style, caption).height + plot_em(look, saying_gap);
}

void plot_heading_draw(const plot_view *v)
{
    const plot_box *room = &v->spot.room;
    const plot_text title = heading_style(v->look, PLOT_TITLE, room->width);
    plot_text label = heading_style(v->look, PLOT_LABEL, room->width);
    char text[PLOT_WORDS_SIZE];

    print_title(v->panel, v->spot.letter, text);
    plot_draw_text(v->canvas, &title, (plot_point){room->x, room->y}, text);
    plot_measure_print(text, &v->upward);
    label.align_y = 1;
    plot_draw_text(v->canvas, &label,
                   (plot_point){room->x, v->parts[0].box.y - plot_em(v->look, y_label_gap)},
                   text);
}

void plot_saying_draw(const plot_view *v)
{
    const plot_box *room = &v->spot.room;
    plot_text style = plot_text_for(v->look, PLOT_SAYING);

    if (!v->caption) return;
    style.width = room->width;
    plot_open_scope(v->canvas, &(plot_scope){.place = "caption"});
    plot_draw_text(v->canvas, &style,
                   (plot_point){room->x, room->y + room->height - v->spot.saying +
                                             plot_em(v->look, saying_gap)},
                   v->caption);
    plot_close_scope(v->canvas);
}
