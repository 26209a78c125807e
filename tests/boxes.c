#include "tests/boxes.h"

#include <math.h>

#include <check.h>

static const double touching = 0.5; /* pt */

/* Parts of a line of text that no letter fills, in em: above those without accents, and below
 * what hangs down.  Lines of several are further apart than that. */
static const double blank_above = 0.19, blank_below = 0.14;

static bool is_on(const plot_box *box, const plot_box *sheet)
{
    return box->x >= sheet->x - touching && box->y >= sheet->y - touching &&
           box->x + box->width <= sheet->x + sheet->width + touching &&
           box->y + box->height <= sheet->y + sheet->height + touching;
}

static plot_box letters_of(const plot_drawn *d)
{
    plot_box box = d->box;

    box.y += blank_above * d->style.size;
    box.height -= (blank_above + blank_below) * d->style.size;
    return box;
}

static bool overlap(const plot_drawn *one, const plot_drawn *other)
{
    const plot_box letters[] = {letters_of(one), letters_of(other)};
    const plot_box *a = &letters[0], *b = &letters[1];
    const double across = fmin(a->x + a->width, b->x + b->width) - fmax(a->x, b->x);
    const double down = fmin(a->y + a->height, b->y + b->height) - fmax(a->y, b->y);

    return across > touching && down > touching;
}

static void check_apart(const plot_recording *list, size_t i, const char *what)
{
    const plot_drawn *a = &list->drawn[i];

    for (size_t k = 0; k < i; k++) {
        const plot_drawn *b = &list->drawn[k];

        if (b->text && *b->text && overlap(a, b))
            ck_abort_msg(
                "%s: '%s' (%.1f, %.1f, %.1f x %.1f) lies upon '%s' (%.1f, %.1f, %.1f x "
                "%.1f)",
                what, a->text, a->box.x, a->box.y, a->box.width, a->box.height, b->text,
                b->box.x, b->box.y, b->box.width, b->box.height);
    }
}

static void check_text(const plot_recording *list, size_t i, const char *what)
{
    const plot_drawn *d = &list->drawn[i];

    if (!is_on(&d->box, &list->drawn[0].box))
        ck_abort_msg("%s: '%s' (%.1f, %.1f, %.1f x %.1f) is not on the page", what, d->text,
                     d->box.x, d->box.y, d->box.width, d->box.height);
    check_apart(list, i, what);
}

static plot_box part_within(const plot_box *a, const plot_box *b)
{
    const double x = fmax(a->x, b->x), y = fmax(a->y, b->y);

    return (plot_box){x, y, fmin(a->x + a->width, b->x + b->width) - x,
                      fmin(a->y + a->height, b->y + b->height) - y};
}

/* What its window shows of it; a line of no numbers has no width. */
static void check_shape(const plot_recording *list, size_t i, const char *what)
{
    const plot_drawn *d = &list->drawn[i];
    plot_box box = d->box;

    if (d->clip > 0) box = part_within(&box, &list->clips[d->clip - 1]);
    if (box.width >= 0 && box.height >= 0 && !is_on(&box, &list->drawn[0].box))
        ck_abort_msg("%s: shape %zu (%.1f, %.1f, %.1f x %.1f) is not on the page", what, i,
                     box.x, box.y, box.width, box.height);
}

/* The first box is the paper. */
void boxes_check(const plot_recording *list, const char *what)
{
    for (size_t i = 0; i < list->n; i++) {
        const char *text = list->drawn[i].text;

        if (!text)
            check_shape(list, i, what);
        else if (*text)
            check_text(list, i, what);
    }
}
