#include "tests/vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <libxml/parser.h>
#include <utf8proc.h>

#include "plots/font.h"

enum { MOST_POINTS = 20000 };

static const double fine = 0.00051, coarse = 0.0051; /* pt: of numbers, of paths, rounded */

/* ---- reading -------------------------------------------------------------- */

static bool is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

double vector_number(const xmlNode *element, const char *name)
{
    xmlChar *text = xmlGetProp((xmlNode *)element, (const xmlChar *)name);
    const double number = text ? strtod((const char *)text, NULL) : NAN;

    xmlFree(text);
    return number;
}

size_t vector_trace(const xmlNode *element, plot_point points[], size_t most)
{
    xmlChar *data = xmlGetProp((xmlNode *)element, (const xmlChar *)"d");
    char command = '\0', *at = (char *)data;
    plot_point p = {0, 0};
    size_t n = 0;

    while (*at) {
        double x, y;

        if (*at == 'M' || *at == 'l' || *at == 'z') command = *at++;
        if (command == 'z') continue;
        if (command == 'M' && n > 0) points[n++] = (plot_point){NAN, NAN};
        x = strtod(at, &at);
        y = strtod(at, &at);
        p = command == 'M' ? (plot_point){x, y} : (plot_point){p.x + x, p.y + y};
        ck_assert_uint_lt(n + 1, most);
        points[n++] = p;
    }
    xmlFree(data);
    return n;
}

/* ---- comparing ------------------------------------------------------------ */

typedef struct {
    const plot_recording *list;
    const char *what;
    size_t next;
    plot_point *points; /* [MOST_POINTS] */
} comparison;

static void check_near(const comparison *c, double number, double right, double near)
{
    ck_assert_msg(fabs(number - right) <= near, "%s: drawn %zu: %.9g instead of %.9g",
                  c->what, c->next, number, right);
}

static void check_color(const comparison *c, const xmlNode *element, const char *name,
                        plot_color color)
{
    xmlChar *text = xmlGetProp((xmlNode *)element, (const xmlChar *)name);
    char right[16];

    snprintf(right, sizeof right, "#%02lx%02lx%02lx", lround(255 * color.red),
             lround(255 * color.green), lround(255 * color.blue));
    ck_assert_msg(text && strcmp((const char *)text, right) == 0,
                  "%s: drawn %zu: %s is %s instead of %s", c->what, c->next, name,
                  text ? (const char *)text : "none", right);
    xmlFree(text);
}

static void check_text(const comparison *c, const xmlNode *element, const plot_drawn *d)
{
    xmlChar *text = xmlNodeGetContent(element), *weight;
    const plot_letter letter = plot_font_find('M', d->style.bold);

    ck_assert_msg(strcmp((const char *)text, d->text) == 0, "%s: '%s' instead of '%s'",
                  c->what, (const char *)text, d->text);
    check_near(c, vector_number(element, "x"), d->box.x, fine);
    check_near(c, vector_number(element, "y"), d->box.y + d->style.size * letter.ascent,
               2 * fine);
    check_near(c, vector_number(element, "textLength"), d->box.width, fine);
    check_near(c, vector_number(element, "font-size"), d->style.size, fine);
    check_color(c, element, "fill", d->style.color);
    weight = xmlGetProp((xmlNode *)element, (const xmlChar *)"font-weight");
    ck_assert_msg(d->style.bold == (weight != NULL), "%s: '%s' is %s", c->what, d->text,
                  d->style.bold ? "not bold" : "bold");
    xmlFree(weight);
    xmlFree(text);
}

static void check_box(const comparison *c, const xmlNode *element, const plot_box *b)
{
    check_near(c, vector_number(element, "x"), fmin(b->x, b->x + b->width), fine);
    check_near(c, vector_number(element, "y"), fmin(b->y, b->y + b->height), fine);
    check_near(c, vector_number(element, "width"), fabs(b->width), fine);
    check_near(c, vector_number(element, "height"), fabs(b->height), fine);
}

/* What a path reaches is what its points do: no more is passed over than is rounded. */
static void check_path(const comparison *c, const xmlNode *element, const plot_drawn *d)
{
    const size_t n = vector_trace(element, c->points, MOST_POINTS);
    plot_point low = {INFINITY, INFINITY}, high = {-INFINITY, -INFINITY};

    for (size_t i = 0; i < n; i++) {
        low = (plot_point){fmin(low.x, c->points[i].x), fmin(low.y, c->points[i].y)};
        high = (plot_point){fmax(high.x, c->points[i].x), fmax(high.y, c->points[i].y)};
    }
    ck_assert_msg((n > 0) == (d->box.width >= 0), "%s: drawn %zu: %zu points", c->what,
                  c->next, n);
    if (n == 0 || fabs(d->box.x) > 1e8 || fabs(d->box.y) > 1e8) return;
    check_near(c, low.x, d->box.x, 2 * coarse);
    check_near(c, low.y, d->box.y, 2 * coarse);
    check_near(c, high.x, d->box.x + d->box.width, 2 * coarse);
    check_near(c, high.y, d->box.y + d->box.height, 2 * coarse);
}

static void check_shape(const comparison *c, const xmlNode *element, const plot_drawn *d)
{
    static const char *const names[] = {
        [PLOT_A_LINE] = "path", [PLOT_AN_AREA] = "path",  [PLOT_A_HATCH] = "path",
        [PLOT_A_BOX] = "rect",  [PLOT_A_DISK] = "circle", [PLOT_AN_IMAGE] = "image",
    };
    const plot_shape *s = &d->shape;

    ck_assert_msg(is_named(element, names[s->kind]), "%s: drawn %zu: a %s instead of a %s",
                  c->what, c->next, (const char *)element->name, names[s->kind]);
    if (s->kind == PLOT_A_LINE || s->kind == PLOT_A_HATCH || s->kind == PLOT_A_DISK) {
        check_color(c, element, "stroke", s->pen.color);
        check_near(c, vector_number(element, "stroke-width"), s->pen.width, fine);
    }
    if (s->kind == PLOT_AN_AREA || s->kind == PLOT_A_BOX || s->kind == PLOT_A_DISK)
        check_color(c, element, "fill", s->fill);
    if (s->kind == PLOT_A_LINE || s->kind == PLOT_AN_AREA) check_path(c, element, d);
    if (s->kind == PLOT_A_BOX || s->kind == PLOT_AN_IMAGE) check_box(c, element, &d->box);
    if (s->kind != PLOT_A_DISK) return;
    check_near(c, vector_number(element, "cx"), page_middle_x(d), fine);
    check_near(c, vector_number(element, "cy"), page_middle_y(d), fine);
    check_near(c, vector_number(element, "r"), 0.5 * d->box.width, fine);
}

static bool is_drawn(const xmlNode *node)
{
    return is_named(node, "text") || is_named(node, "path") || is_named(node, "rect") ||
           is_named(node, "circle") || is_named(node, "image");
}

/* A text of nothing shows nothing. */
static const plot_drawn *next_drawn(comparison *c)
{
    while (c->next < c->list->n) {
        const plot_drawn *d = &c->list->drawn[c->next];

        if (!d->text || *d->text) return d;
        c->next++;
    }
    return NULL;
}

static void check_below(comparison *c, const xmlNode *parent)
{
    for (const xmlNode *node = parent->children; node; node = node->next) {
        if (is_drawn(node)) {
            const plot_drawn *d = next_drawn(c);

            ck_assert_msg(d != NULL, "%s: more than was drawn", c->what);
            ck_assert_msg(is_named(node, "text") == (d->text != NULL),
                          "%s: drawn %zu: a %s", c->what, c->next,
                          (const char *)node->name);
            (d->text ? check_text : check_shape)(c, node, d);
            c->next++;
        } else if (!is_named(node, "clipPath"))
            check_below(c, node);
    }
}

/* Has the font all letters of a text?  Others may be wider where they are measured. */
static bool has_letters(const char *text)
{
    while (*text) {
        utf8proc_int32_t c;

        text += utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &c);
        if (!plot_font_has(c) && plot_font_find(c, false).advance > 0) return false;
    }
    return true;
}

void vector_check(const plot_recording *list, const page *svg, const char *what)
{
    xmlDoc *document =
        xmlReadMemory(svg->bytes, (int)svg->size, what, NULL, XML_PARSE_HUGE);
    comparison c = {list, what, 0, malloc(MOST_POINTS * sizeof *c.points)};
    bool is_comparable = true;

    for (size_t i = 0; i < list->n; i++)
        is_comparable =
            is_comparable && (!list->drawn[i].text || has_letters(list->drawn[i].text));
    ck_assert_msg(document != NULL, "%s: is no XML", what);
    if (is_comparable) check_below(&c, xmlDocGetRootElement(document));
    ck_assert_msg(!is_comparable || !next_drawn(&c), "%s: less than was drawn: %zu of %zu",
                  what, c.next, list->n);
    free(c.points);
    xmlFreeDoc(document);
}
