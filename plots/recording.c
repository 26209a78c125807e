#include "plots/recording.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/text.h"

/* Room for one more behind n; false where memory is short, now or before. */
static bool grow(plot_recording *r, void *list, size_t n, size_t size)
{
    r->failed = r->failed || !sim_memory_grow(list, n, size);
    return !r->failed;
}

static plot_drawn *add_drawn(plot_recording *r)
{
    if (!grow(r, &r->drawn, r->n, sizeof *r->drawn)) return NULL;
    r->drawn[r->n] = (plot_drawn){.clip = r->n_open > 0 ? r->open[r->n_open - 1] : 0};
    return &r->drawn[r->n++];
}

/* Grows to hold n points; a width below 0 holds nothing yet. */
static void hold(plot_box *box, const plot_point points[], size_t n)
{
    for (size_t i = 0; points && i < n; i++) {
        double right, bottom;

        if (!plot_is_finite(points[i])) continue;
        if (box->width < 0) *box = (plot_box){points[i].x, points[i].y, 0, 0};
        right = fmax(box->x + box->width, points[i].x);
        bottom = fmax(box->y + box->height, points[i].y);
        box->x = fmin(box->x, points[i].x);
        box->y = fmin(box->y, points[i].y);
        box->width = right - box->x;
        box->height = bottom - box->y;
    }
}

static plot_point *copy_points(plot_recording *r, const plot_point points[], size_t n)
{
    plot_point *copy = points ? malloc((n + 1) * sizeof *copy) : NULL;

    if (copy) memcpy(copy, points, n * sizeof *copy);
    r->failed = r->failed || (points && !copy);
    return copy;
}

static void draw(void *self, const plot_shape *shape)
{
    plot_recording *r = self;
    plot_drawn *drawn = add_drawn(r);

    if (!drawn) return;
    drawn->shape = *shape;
    drawn->shape.pixels = NULL;
    drawn->shape.points = copy_points(r, shape->points, shape->n);
    drawn->shape.back = copy_points(r, shape->back, shape->n);
    drawn->box = shape->box;
    if (!shape->points) return;
    drawn->box.width = -1;
    hold(&drawn->box, shape->points, shape->n);
    hold(&drawn->box, shape->back, shape->n);
}

static void clip(void *self, const plot_window *window)
{
    plot_recording *r = self;
    plot_box *box;

    if (!grow(r, &r->clips, r->n_clips, sizeof *r->clips) ||
        !grow(r, &r->open, r->n_open, sizeof *r->open))
        return;
    box = &r->clips[r->n_clips++];
    *box = window->box;
    if (window->points) box->width = -1;
    hold(box, window->points, window->points ? window->n : 0);
    r->open[r->n_open++] = r->n_clips;
}

static void unclip(void *self)
{
    plot_recording *r = self;

    if (r->n_open > 0) r->n_open--;
}

static void show(void *self, const plot_text *style, const plot_words *words)
{
    plot_recording *r = self;
    plot_drawn *drawn = style->halo > 0 ? NULL : add_drawn(r);

    if (!drawn) return;
    drawn->text = sim_text_copy(words->text);
    drawn->style = *style;
    drawn->box = words->box;
    r->failed = r->failed || !drawn->text;
}

static plot_letter find(void *self, int32_t character, bool bold)
{
    plot_canvas *measure = ((plot_recording *)self)->measure;

    return measure->medium->find(measure->self, character, bold);
}

static sim_status check(const void *self, sim_error *err)
{
    return ((const plot_recording *)self)->failed ? sim_fail_memory(err, "drawing")
                                                  : SIM_OK;
}

/* The list outlives its canvas. */
static void leave(void *self) { (void)self; }

static const plot_medium medium = {.find = find,
                                   .draw = draw,
                                   .clip = clip,
                                   .unclip = unclip,
                                   .show = show,
                                   .check = check,
                                   .free = leave};

plot_canvas plot_recording_canvas(plot_recording *recording)
{
    return (plot_canvas){.medium = &medium, .self = recording};
}

static sim_status write_nothing(plot_sheet *sheet, FILE *out, sim_error *err)
{
    (void)out;
    return plot_canvas_check(sheet->canvas, err);
}

plot_format plot_recording_format(plot_recording *recording)
{
    recording->canvas = plot_recording_canvas(recording);
    return (plot_format){"recording", NULL, NULL, write_nothing, &recording->canvas};
}

const plot_drawn *plot_recording_find(const plot_recording *r, const char *text)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->drawn[i].text && strcmp(r->drawn[i].text, text) == 0) return &r->drawn[i];
    return NULL;
}

void plot_recording_free(plot_recording *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free((void *)r->drawn[i].text);
        free((void *)r->drawn[i].shape.points);
        free((void *)r->drawn[i].shape.back);
    }
    free(r->drawn);
    free(r->clips);
    free(r->open);
    *r = (plot_recording){0};
}
