/* handout.c -- the question above, what came out of it below. */
#include "plots/handout.h"

#include <math.h>

#include "plots/words.h"

/* Lengths and sizes of letters in em. */
static const double part_gap = 1.8, line_gap = 0.6, choice_gap = 1.1, box_size = 1.4;
static const double least_figure = 30, rule_gap = 3.2, text_size = 1.4, large = 1.7,
                    fold_gap = 2.4;
static const double paragraph_sizes[] = {1.2, 1.1, 1, 0.9}; /* the first that has room */
enum { RULES = 3, LINES = 400, SIZES = sizeof paragraph_sizes / sizeof *paragraph_sizes };

static const char reason[] = "Why do you think so?", fold[] = "fold here and turn it away";

/* A page in the making. */
typedef struct {
    const plot_handout *shown;
    plot_draft *draft;
    void *figure;       /* its page */
    const char *saying; /* what it says of itself; NULL: nothing */
    double small;       /* letters of the paragraphs below it */
    size_t n_below;     /* those that have room */
    const char *left;   /* what tells of the others */
    double top, bottom; /* where the choices begin, and where the figure ends */
} sheet;

static double em(const sheet *s, double ems) { return plot_em(s->draft->look, ems); }

static plot_text style_for(const sheet *s, plot_role role, double size)
{
    plot_text style = plot_text_for(s->draft->look, role);

    style.size = em(s, size);
    style.width = plot_draft_inner(s->draft);
    style.lines = LINES;
    return style;
}

/* A text at the left margin; where it ends. */
static double draw_text(const sheet *s, const plot_text *style, double y, const char *text)
{
    const plot_point at = {s->draft->look->size->margin, y};
    const plot_box box = plot_draw_text(&s->draft->canvas, style, at, text);

    return box.y + box.height;
}

static void draw_rule(const sheet *s, double y, plot_line line)
{
    const plot_look *look = s->draft->look;
    plot_pen pen = plot_plain_pen(look, look->theme->quiet, 0.7);
    const double left = look->size->margin;

    pen.line = line;
    plot_draw_segment(&s->draft->canvas, &pen, (plot_point){left, y},
                      (plot_point){left + plot_draft_inner(s->draft), y});
}

/* An empty box, and what it stands for. */
static double draw_choice(const sheet *s, double y, size_t number)
{
    GString *text = g_string_new(NULL);
    const plot_look *look = s->draft->look;
    const plot_pen pen = plot_plain_pen(look, look->theme->ink, 0.9);
    const double left = look->size->margin, size = em(s, box_size);
    const plot_point corners[] = {
        {left, y}, {left + size, y}, {left + size, y + size}, {left, y + size}, {left, y}};
    plot_text style = style_for(s, PLOT_LABEL, large);
    const plot_point at = {left + 1.7 * size, y + size / 2};
    plot_box box;

    g_string_printf(text, "%c) %s", (char)('a' + (int)number), s->shown->choices[number]);
    style.align_y = 0.5;
    style.width -= 1.7 * size;
    plot_draw_line(&s->draft->canvas, &pen, corners, sizeof corners / sizeof *corners);
    box = plot_draw_text(&s->draft->canvas, &style, at, text->str);
    g_string_free(text, TRUE);
    return fmax(y + size, box.y + box.height);
}

/* All above the figure; where that begins. */
static double draw_above(const sheet *s)
{
    const plot_handout *h = s->shown;
    const plot_text asks = style_for(s, PLOT_LABEL, text_size);
    const plot_text answers = style_for(s, PLOT_TITLE, large);
    plot_text aside = style_for(s, PLOT_FOOTER, 1);
    double y = s->top + em(s, part_gap);

    for (size_t i = 0; i < h->n_choices; i++) y = draw_choice(s, y, i) + em(s, choice_gap);
    y = draw_text(s, &asks, y + em(s, line_gap), reason);
    for (size_t i = 0; i < RULES; i++) {
        y += em(s, rule_gap);
        draw_rule(s, y, PLOT_SOLID);
    }
    y += em(s, fold_gap);
    draw_rule(s, y, PLOT_DASHED);
    aside.align_x = 1;
    plot_draw_text(&s->draft->canvas, &aside,
                   (plot_point){s->draft->look->size->margin + plot_draft_inner(s->draft),
                                y + em(s, 0.2)},
                   fold);
    y = draw_text(s, &answers, y + em(s, part_gap), h->answer);
    y = draw_text(s, &asks, y + em(s, line_gap), h->finding);
    aside.align_x = 0;
    return s->saying ? draw_text(s, &aside, y + em(s, line_gap), s->saying) : y;
}

/* Each line of a text begins at the margin. */
static double draw_lines(const sheet *s, const plot_text *style, double y, const char *text)
{
    char **lines = g_strsplit(text, "\n", -1);

    for (size_t i = 0; lines[i]; i++) y = draw_text(s, style, y + em(s, 0.2), lines[i]);
    g_strfreev(lines);
    return y;
}

/* What is said below the figure; where it ends. */
static double draw_below(const sheet *s, double y)
{
    const plot_text heading = style_for(s, PLOT_TITLE, s->small);
    const plot_text text = style_for(s, PLOT_LABEL, s->small);
    const plot_text aside = style_for(s, PLOT_FOOTER, 1);

    for (size_t i = 0; i < s->n_below; i++) {
        const plot_paragraph *p = &s->shown->paragraphs[i];

        y = draw_text(s, &heading, y, p->heading);
        y = draw_lines(s, &text, y, p->text) + em(s, 0.9);
    }
    return s->left ? draw_text(s, &aside, y, s->left) + em(s, 0.9) : y;
}

/* "No room here for: Literature, About it. story.txt has them." */
static const char *print_left(const sheet *s)
{
    const plot_handout *h = s->shown;
    GString *text = g_string_new("No room here for: ");

    if (s->n_below == h->n_paragraphs) {
        g_string_free(text, TRUE);
        return NULL;
    }
    for (size_t i = s->n_below; i < h->n_paragraphs; i++)
        g_string_append_printf(text, "%s%s", i > s->n_below ? ", " : "",
                               h->paragraphs[i].heading);
    g_string_append_printf(text, ". %s", h->elsewhere);
    return plot_keep(text, &s->draft->pool);
}

/* Smaller letters where room is short; then what is said last is only named.  How high it is. */
static double fit_below(sheet *s)
{
    const plot_draft *d = s->draft;
    const double most =
        d->look->size->most_height - d->top - d->below - em(s, least_figure + part_gap);
    double height;

    s->n_below = s->shown->n_paragraphs;
    for (size_t i = 0; i < SIZES; i++) {
        s->small = paragraph_sizes[i];
        height = draw_below(s, 0);
        if (height <= most) return height;
    }
    while (height > most && s->n_below > 0) {
        s->n_below--;
        s->left = print_left(s);
        height = draw_below(s, 0);
    }
    return height;
}

/* The figure, with room left below it, on a page that it makes no higher than a sheet: what is said
 * below gives way before the figure is too low. */
static void arrange(void *page)
{
    sheet *s = page;
    plot_draft *d = s->draft;
    const double foot = d->below;

    s->top = d->top;
    d->top = draw_above(s);
    d->below = foot + em(s, part_gap) + fit_below(s);
    s->shown->figure->maker->arrange(s->figure);
    s->bottom = d->height - d->below;
    d->below = foot;
    if (d->look->size->height == 0) d->height = fmax(d->height, d->look->size->most_height);
}

static void draw(void *page)
{
    sheet *s = page;

    draw_above(s);
    s->shown->figure->maker->draw(s->figure);
    draw_below(s, s->bottom + em(s, part_gap));
}

static void tell(const void *page, GString *words)
{
    const sheet *s = page;
    const plot_handout *h = s->shown;

    for (size_t i = 0; i < h->n_choices; i++)
        g_string_append_printf(words, "A box to tick: %s. ", h->choices[i]);
    g_string_append_printf(words, "%s %s %s ", reason, h->answer, h->finding);
    if (s->saying) g_string_append_printf(words, "%s. ", s->saying);
    h->figure->maker->tell(s->figure, words);
    for (size_t i = 0; i < s->n_below; i++)
        g_string_append_printf(words, "%s: %s ", h->paragraphs[i].heading,
                               h->paragraphs[i].text);
    if (s->left) g_string_append_printf(words, "%s ", s->left);
}

/* The question is the page's title, whatever the figure's is; what the figure says below a title
 * would tell of it before it is seen. */
static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    sheet *s = page;
    sim_status status;

    *s = (sheet){.shown = shown, .draft = draft};
    s->figure = sim_pool_take(&draft->pool, 1, s->shown->figure->maker->size);
    status = sim_pool_check(&draft->pool, "handout", err);
    if (status == SIM_OK)
        status =
            s->shown->figure->maker->init(s->figure, s->shown->figure->shown, draft, err);
    draft->caption.title = s->shown->question;
    s->saying = draft->saying;
    draft->saying = NULL;
    return status;
}

const plot_maker plot_handout_maker = {
    .size = sizeof(sheet), .init = init, .arrange = arrange, .draw = draw, .tell = tell};
