#include "plots/occasions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"

static const double sharp = 0.45;  /* half the width of a triangle, in its height */
static const double height = 0.34; /* em: no number below the axis is so near */

enum { MOST_TOLD = 10, DIGITS = 5 };

/* ---- which ---------------------------------------------------------------------- */

/* The arm of the run in front that it happens to; n_front: none that is shown, or one that
 * others are held against. */
static size_t arm_of(const plot_data *data, const plot_occasion *o)
{
    const plot_arms *arms = &data->arms;
    const size_t arm = plot_arms_find(arms, o->arm, 0);

    if (arm >= arms->n_front || plot_arms_is_background(arms, arm)) return arms->n_front;
    return arm;
}

static size_t count_arms(const plot_arms *arms)
{
    size_t n = 0;

    for (size_t arm = 0; arm < arms->n_front; arm++)
        n += !plot_arms_is_background(arms, arm);
    return n;
}

/* ---- in words -------------------------------------------------------------------- */

/* When something happens, to how many arms in all. */
typedef struct {
    const char *words;
    double *at; /* [n] each once, in order */
    size_t n, n_all;
} happening;

static int compare(const void *a, const void *b)
{
    const double one = *(const double *)a, other = *(const double *)b;

    return (one > other) - (one < other);
}

static void keep_each_once(happening *h)
{
    size_t kept = 0;

    qsort(h->at, h->n, sizeof *h->at, compare);
    for (size_t i = 0; i < h->n; i++)
        if (kept == 0 || h->at[kept - 1] < h->at[i]) h->at[kept++] = h->at[i];
    h->n_all = h->n;
    h->n = kept;
}

/* All of one kind. */
static happening find_happening(const plot_data *data, const char *words)
{
    const plot_occasions *o = &data->occasions;
    happening h = {words, g_new(double, o->n + 1), 0, 0};

    for (size_t i = 0; i < o->n; i++)
        if (o->list[i].words == words && arm_of(data, &o->list[i]) < data->arms.n_front)
            h.at[h.n++] = o->list[i].at;
    keep_each_once(&h);
    return h;
}

static void add_number(double at, GString *words)
{
    char number[SIM_NUMBER_SIZE];

    sim_number_print(number, at, DIGITS);
    g_string_append(words, number);
}

/* "on days 0, 7 and 14", "16 times from day 0 to day 49". */
static void tell_times(const happening *h, const char *x, GString *words)
{
    if (h->n > MOST_TOLD) {
        g_string_append_printf(words, " %zu times from %s ", h->n, x);
        add_number(h->at[0], words);
        g_string_append_printf(words, " to %s ", x);
        add_number(h->at[h->n - 1], words);
        return;
    }
    g_string_append_printf(words, " on %s%s ", x, h->n > 1 ? "s" : "");
    for (size_t i = 0; i < h->n; i++) {
        if (i > 0) g_string_append(words, i + 1 < h->n ? ", " : " and ");
        add_number(h->at[i], words);
    }
}

static bool is_same(const happening *a, const happening *b)
{
    return a->n == b->n && a->n_all == b->n_all &&
           memcmp(a->at, b->at, a->n * sizeof *a->at) == 0;
}

/* "dose and enrolment on day 9": the first, and those behind it that happen when it does. */
static void tell_happening(happening list[], size_t n, const plot_data *data,
                           GString *words)
{
    const char **names = g_new(const char *, n + 1);
    size_t n_names = 0;

    if (words->len > 0) g_string_append(words, "; ");
    for (size_t i = 0; i < n; i++) {
        if (!is_same(&list[0], &list[i])) continue;
        names[n_names++] = list[i].words;
        if (i > 0) list[i].n = 0;
    }
    plot_tell_names(names, n_names, words);
    tell_times(&list[0], data->occasions.x, words);
    if (list[0].n_all < list[0].n * count_arms(&data->arms))
        g_string_append(words, ", not in every arm");
    g_free(names);
}

/* The kinds that happen, in the order of the list. */
static size_t find_happenings(const plot_data *data, happening list[])
{
    const plot_occasions *o = &data->occasions;
    size_t n = 0;

    for (size_t i = 0; i < o->n; i++) {
        bool is_known = false;

        for (size_t k = 0; k < n; k++)
            is_known = is_known || list[k].words == o->list[i].words;
        if (!is_known) list[n++] = find_happening(data, o->list[i].words);
    }
    return n;
}

bool plot_occasions_print(const plot_data *data, GString *words)
{
    happening *list = g_new0(happening, data->occasions.n + 1);
    const size_t n = find_happenings(data, list);

    for (size_t i = 0; i < n; i++)
        if (list[i].n > 0) tell_happening(&list[i], n - i, data, words);
    for (size_t i = 0; i < n; i++) g_free(list[i].at);
    g_free(list);
    return words->len > 0;
}

/* ---- on the axis ----------------------------------------------------------------- */

void plot_draw_occasion(plot_canvas *canvas, plot_color color, plot_point tip, double tall)
{
    const double half = sharp * tall, base = tip.y + tall;

    plot_draw_area(canvas, color,
                   (plot_point[]){tip, {tip.x + half, base}, {tip.x - half, base}}, 3);
}

bool plot_view_has_occasions(const plot_view *v)
{
    const plot_occasions *o = &v->data->occasions;
    bool has_place = v->across.scale == PLOT_LINEAR;

    for (size_t i = 0; i < o->n; i++) has_place = has_place || o->list[i].at > 0;
    return o->n > 0 && has_place && strcmp(v->panel->table, o->table) == 0 &&
           strcmp(v->panel->x.column, o->x) == 0;
}

/* Of one of several arms alone its own; of more of them none's. */
static plot_color color_of(const plot_view *v, const plot_occasion *occasion)
{
    const plot_occasions *o = &v->data->occasions;
    const size_t arm = arm_of(v->data, occasion);
    bool is_alone = plot_view_names(v, arm) && count_arms(&v->data->arms) > 1;

    for (size_t i = 0; i < o->n && is_alone; i++) {
        const size_t other = arm_of(v->data, &o->list[i]);

        is_alone = other == arm || other == v->data->arms.n_front ||
                   o->list[i].at != occasion->at || o->list[i].words != occasion->words;
    }
    return is_alone ? plot_view_pen(v, PLOT_FRONT, arm).color : v->look->theme->ink;
}

/* Has another of the same kind and time been drawn? */
static bool is_drawn(const plot_view *v, size_t i)
{
    const plot_occasions *o = &v->data->occasions;

    for (size_t k = 0; k < i; k++)
        if (o->list[k].at == o->list[i].at && o->list[k].words == o->list[i].words &&
            arm_of(v->data, &o->list[k]) < v->data->arms.n_front)
            return true;
    return false;
}

static void draw_at(const plot_view *v, const plot_occasion *o)
{
    for (size_t part = 0; part < v->n_parts; part++) {
        const plot_box *b = &v->parts[part].box;
        const double x = plot_frame_x(&v->parts[part], o->at);

        if (!(x >= b->x - 1e-6 && x <= b->x + b->width + 1e-6)) continue;
        plot_draw_occasion(v->canvas, color_of(v, o), (plot_point){x, b->y + b->height},
                           plot_em(v->look, height));
        return;
    }
}

void plot_view_draw_occasions(const plot_view *v)
{
    const plot_occasions *o = &v->data->occasions;

    for (size_t i = 0; !v->empty && plot_view_has_occasions(v) && i < o->n; i++)
        if (arm_of(v->data, &o->list[i]) < v->data->arms.n_front && !is_drawn(v, i))
            draw_at(v, &o->list[i]);
}
