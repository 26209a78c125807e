#include "plots/strands.h"

#include <math.h>
#include <string.h>

#include "plots/corner.h"

static const double line_width = 0.45, sample_width = 1.5; /* points of the default page */
static const double straight = 0.2; /* points: from a straight line nobody sees so much */

/* Opacity: the more there are, the paler; all of them are to be seen. */
static const double least_alpha = 0.2, most_alpha = 0.55, shared_alpha = 14;

enum { SAMPLES = 4 }; /* lines in a legend */

/* ---- which ---------------------------------------------------------------- */

static size_t count_columns(const plot_strands *s) { return s->of->n_columns - 1; }

void plot_view_find_strands(plot_view *v)
{
    const plot_strands *s = &v->data->strands;
    const plot_panel *p = v->panel;
    size_t column;

    v->strand = SIZE_MAX;
    if (s->n == 0 || p->is_tally || p->points.column) return;
    if (strcmp(v->layers[PLOT_FRONT].told->name, s->of->name) != 0 ||
        strcmp(p->x.column, s->of->columns[0].name) != 0)
        return;
    column = sim_table_find(s->of, p->y.column);
    if (column > 0 && column < s->of->n_columns) v->strand = column - 1;
}

bool plot_view_has_strands(const plot_view *v) { return v->strand < SIZE_MAX; }

/* The course of one in an arm, row by row count_columns apart. */
static const double *course_of(const plot_view *v, size_t one, size_t arm)
{
    const plot_strands *s = &v->data->strands;

    return &s->numbers[(one * s->n_arms + arm) * s->n_rows * count_columns(s) + v->strand];
}

static size_t find_arm(const plot_view *v, size_t arm)
{
    return plot_arms_find(&v->data->arms, v->data->strands.arms[arm], arm);
}

/* Is it drawn, as the arm of that number of the figure? */
static bool is_shown(const plot_view *v, size_t arm)
{
    return arm < v->data->arms.n_front && plot_view_draws(v, PLOT_FRONT, arm);
}

/* ---- the axis ------------------------------------------------------------- */

static void widen(const plot_view *v, const double course[], plot_range *r)
{
    const plot_strands *s = &v->data->strands;

    for (size_t row = 0; row < s->n_rows; row++) {
        double value = course[row * count_columns(s)];

        if (!(s->x[row] >= v->x[0].from && s->x[row] <= v->x[v->n_parts - 1].to)) continue;
        if (fabs(value) < SIM_NEGLIGIBLE) value = 0;
        if (value >= v->lowest) plot_range_add(r, &v->upward, value);
    }
}

void plot_view_widen_by_strands(const plot_view *v, plot_range *r)
{
    const plot_strands *s = &v->data->strands;

    for (size_t arm = 0; plot_view_has_strands(v) && arm < s->n_arms; arm++)
        for (size_t one = 0; is_shown(v, find_arm(v, arm)) && one < s->n; one++)
            widen(v, course_of(v, one, arm), r);
}

/* ---- drawing -------------------------------------------------------------- */

static plot_pen pen_of(const plot_look *look, size_t n, plot_color color)
{
    plot_pen pen = plot_plain_pen(look, color, line_width);

    pen.color.alpha = fmin(most_alpha, fmax(least_alpha, shared_alpha / (double)n));
    return pen;
}

/* Past the edge of a log axis a line goes no farther than its next point. */
static bool is_far_below(const plot_view *v, const double course[], size_t row)
{
    const plot_strands *s = &v->data->strands;
    const size_t width = count_columns(s);
    const double least = v->y.from;

    if (v->upward.scale != PLOT_LOG || !(course[row * width] < least)) return false;
    return (row == 0 || !(course[(row - 1) * width] >= least)) &&
           (row + 1 == s->n_rows || !(course[(row + 1) * width] >= least));
}

/* Places it on a part of the x axis, and passes over points that lie on a straight line; how many
 * are left in view->points. */
static size_t trace(const plot_view *v, const double course[], size_t part)
{
    const plot_strands *s = &v->data->strands;
    const plot_range *ends = &v->ends[part];
    plot_point *p = v->points;
    size_t n = 0;

    for (size_t row = 0; row < s->n_rows; row++) {
        const bool is_there = s->x[row] >= ends->from && s->x[row] <= ends->to &&
                              !is_far_below(v, course, row);

        p[row] = plot_frame_place(&v->parts[part], s->x[row],
                                  is_there ? course[row * count_columns(s)] : NAN);
    }
    for (size_t row = 0; row < s->n_rows; n++) {
        const bool is_there = plot_is_finite(p[row]);
        const size_t next =
            is_there ? plot_corner_next(p, s->n_rows, row, straight) : row + 1;

        p[n] = p[row];
        row = next;
    }
    return n;
}

static void draw_arm(const plot_view *v, size_t arm, size_t shown, size_t part)
{
    const plot_strands *s = &v->data->strands;
    const plot_pen pen = pen_of(v->look, s->n, plot_view_pen(v, PLOT_FRONT, shown).color);

    plot_open_arm(v->canvas, s->arms[arm]);
    for (size_t one = s->n; one-- > 0;)
        plot_draw_line(v->canvas, &pen, v->points, trace(v, course_of(v, one, arm), part));
    plot_close_scope(v->canvas);
}

void plot_view_draw_strands(const plot_view *v)
{
    for (size_t part = 0; plot_view_has_strands(v) && part < v->n_parts; part++) {
        plot_clip(v->canvas, v->parts[part].box, 0);
        for (size_t arm = v->data->strands.n_arms; arm-- > 0;) {
            const size_t shown = find_arm(v, arm);

            if (is_shown(v, shown)) draw_arm(v, arm, shown, part);
        }
        plot_unclip(v->canvas);
    }
}

void plot_draw_strands_sample(plot_canvas *canvas, const plot_look *look, plot_box box)
{
    const plot_pen line = plot_plain_pen(look, look->theme->quiet, sample_width);
    const plot_pen thin = pen_of(look, SAMPLES, look->theme->quiet);
    const double right = box.x + box.width, middle = box.y + 0.5 * box.height;

    for (size_t i = 0; i < SAMPLES; i++) {
        const double part = (double)i / (SAMPLES - 1);
        const plot_point ends[] = {{box.x, box.y + part * box.height},
                                   {right, box.y + (1 - part) * box.height}};

        plot_draw_segment(canvas, &thin, ends[0], ends[1]);
    }
    plot_draw_segment(canvas, &line, (plot_point){box.x, middle},
                      (plot_point){right, middle});
}
