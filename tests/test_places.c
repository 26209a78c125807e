/* test_places.c -- where things stand on pages of runs and cohorts: curves, points, bands, shade,
 * names and keys are held against the numbers of the tables by the axes' own ticks. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <check.h>

#include "plots/figure.h"
#include "tests/axes.h"
#include "tests/figure.h"
#include "tests/suite.h"

enum { MOST_ARMS = 4, N_TABLES = 2, N_WIDTHS = 2, MOST_ROWS = FIGURE_DAYS + 1, STEP = 7 };
enum { N_SIZES = 4, N_PANELS = 10 };

static const char *const names[MOST_ARMS] = {"untreated", "P2", "P5 & P6", "P8"};

/* Of quantiles, by the medians: outer low and high, inner low and high. */
static const double quantiles[2 * N_WIDTHS] = {0.7, 1.3, 0.85, 1.12};

/* pt: some roundings of a few hundred, and that of log10 */
static const double exact = 0.01;

typedef struct {
    const char *name;
    plot_pen pen; /* of its sample in the legend */
} sample;

typedef struct {
    figure_tables median, edges[2 * N_WIDTHS]; /* of bands; or the first: the run behind */
    const sim_table *all[N_TABLES], *behind[N_TABLES];
    plot_band bands[N_TABLES * N_WIDTHS];
    plot_data data;
    plot_look look;
    page_list page;
    sample arms[MOST_ARMS];
    size_t n_arms;
} fixture;

/* ---- what is drawn ----------------------------------------------------------------- */

static bool is_scaled(const sim_column *c)
{
    return strcmp(c->name, "day") != 0 && strcmp(c->name, "passage") != 0;
}

static void scale(sim_table *table, double by)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        if (is_scaled(&table->columns[i % table->n_columns])) table->cells[i] *= by;
}

/* It is drawn before the panels. */
static void read_legend(fixture *f)
{
    for (size_t k = 0; k < f->n_arms; k++)
        f->arms[k].pen =
            axes_sample(&f->page.list, PLOT_A_LINE, f->arms[k].name)->shape.pen;
}

typedef struct {
    const char *panel; /* NULL: all that have room */
    const char *size, *theme;
    size_t n_arms;
    bool is_cohort, has_behind;
} drawing;

static void rename_arms(sim_table *table)
{
    const char *last = NULL;
    size_t arm = 0;

    for (size_t row = 0; row < table->n_rows; row++) {
        const char *key = table->keys[row];

        if (last && strcmp(key, last) != 0) arm++;
        last = key;
        table->keys[row] = names[arm];
    }
}

static void init(figure_tables *t, size_t n_arms, double by)
{
    figure_init(t, n_arms);
    rename_arms(&t->passages);
    rename_arms(&t->timecourse);
    scale(&t->passages, by);
    scale(&t->timecourse, by);
}

static void open_bands(fixture *f)
{
    for (size_t i = 0; i < 2 * N_WIDTHS; i++) init(&f->edges[i], f->n_arms, quantiles[i]);
    for (size_t i = 0; i < N_WIDTHS; i++) {
        const figure_tables *low = &f->edges[2 * i], *high = &f->edges[2 * i + 1];

        f->bands[i] = (plot_band){.low = &low->passages, .high = &high->passages};
        f->bands[N_WIDTHS + i] =
            (plot_band){.low = &low->timecourse, .high = &high->timecourse};
    }
    f->data.bands = (plot_bands){f->bands, N_WIDTHS, "lines: median", N_TABLES};
}

static void open_behind(fixture *f)
{
    init(&f->edges[0], f->n_arms, quantiles[0]);
    f->behind[0] = &f->edges[0].passages;
    f->behind[1] = &f->edges[0].timecourse;
    f->data.runs[PLOT_BEHIND] = (plot_run){f->behind, N_TABLES, NULL};
    f->data.behind_name = "other.ini";
}

static void open(fixture *f, const drawing *d)
{
    static const plot_caption caption = {.title = "Cells", .footer = "seed 2385"};
    const plot_page shown = {"potency", &f->data, NULL, d->panel};

    *f = (fixture){.n_arms = d->n_arms};
    init(&f->median, d->n_arms, 1);
    f->all[0] = &f->median.passages;
    f->all[1] = &f->median.timecourse;
    f->data = (plot_data){.runs = {{f->all, N_TABLES, NULL}}};
    if (d->is_cohort) open_bands(f);
    if (d->has_behind) open_behind(f);
    for (size_t i = 0; i < d->n_arms; i++) f->arms[i].name = names[i];
    f->look = (plot_look){plot_theme_find(d->theme), plot_size_find(d->size), NULL,
                          d->panel != NULL};
    page_record(&f->page, &plot_page_maker, &shown, &caption, &f->look);
}

static void close(fixture *f)
{
    page_list_free(&f->page);
    figure_free(&f->median);
    for (size_t i = 0; i < 2 * N_WIDTHS; i++) figure_free(&f->edges[i]);
}

/* ---- numbers on the page ------------------------------------------------------------- */

typedef struct {
    plot_point points[MOST_ROWS]; /* where its numbers belong, in the part and beside it */
    double numbers[MOST_ROWS];    /* of a column that marks them */
    bool is_inside[MOST_ROWS];
    size_t n;
} course;

typedef struct {
    const axes *axes;
    const fixture *of;
    const plot_panel *panel;
} scene;

/* Of one arm, in one part. */
typedef struct {
    const sim_table *table;
    const char *arm, *column, *mark;
    size_t part;
} wanted;

static size_t column_of(const sim_table *table, const char *column)
{
    const size_t i = sim_table_find(table, column);

    ck_assert_uint_lt(i, table->n_columns);
    return i;
}

static course place_all(const scene *s, const wanted *w)
{
    const axes_part *part = &s->axes->parts[w->part];
    const size_t x = column_of(w->table, s->panel->x.column);
    const size_t y = column_of(w->table, w->column);
    const size_t mark = column_of(w->table, w->mark ? w->mark : w->column);
    const plot_box *b = &part->box;
    course c = {.n = 0};

    for (size_t row = 0; row < w->table->n_rows; row++) {
        plot_point *at = &c.points[c.n];

        if (w->table->keys[row] != w->arm) continue;
        at->x = axes_place(&part->x, sim_table_cell(w->table, row, x) / part->unit);
        at->y = axes_place(&s->axes->y, sim_table_cell(w->table, row, y));
        c.numbers[c.n] = sim_table_cell(w->table, row, mark);
        c.is_inside[c.n++] = at->x > b->x - exact && at->x < b->x + b->width + exact &&
                             at->y > b->y - exact && at->y < b->y + b->height + exact;
    }
    return c;
}

static const sim_table *table_of(const scene *s)
{
    return s->of->all[strcmp(s->panel->table, "timecourse") == 0];
}

static wanted curve_of(const scene *s, size_t arm, size_t part)
{
    return (wanted){table_of(s), s->of->arms[arm].name, s->panel->y.column,
                    s->panel->points.column, part};
}

static bool owns(const scene *s, size_t arm)
{
    const sim_table *table = table_of(s);
    const char *owner = s->panel->points.owner;
    const size_t column = owner ? column_of(table, owner) : 0;

    for (size_t row = 0; row < table->n_rows; row++)
        if (table->keys[row] == s->of->arms[arm].name &&
            (!owner || isfinite(sim_table_cell(table, row, column))))
            return true;
    return false;
}

/* Columns that all arms have the same numbers of. */
static bool is_shared(const scene *s)
{
    return strcmp(s->panel->name, "cartilage") == 0 ||
           strcmp(s->panel->name, "training") == 0;
}

/* ---- lines --------------------------------------------------------------------------- */

static void fail_at(const scene *s, const char *what, plot_point at, double off)
{
    ck_abort_msg("%s: %s at (%.2f, %.2f) is %.3f points off", s->panel->name, what, at.x,
                 at.y, off);
}

/* Each number lies on the line. */
static void check_numbers_on(const scene *s, const char *what, const course *c,
                             const plot_point line[], size_t n)
{
    double off;

    for (size_t i = 0; i < c->n; i++)
        if (c->is_inside[i] && (i % STEP == 0 || i < STEP || i + 2 > c->n) &&
            !((off = axes_to_line(c->points[i], line, n)) < exact))
            fail_at(s, what, c->points[i], off);
}

/* The line lies on the numbers; a log axis cuts it. */
static void check_line_on(const scene *s, const char *what, const course *c,
                          const plot_point line[], size_t n)
{
    const double bottom = s->axes->box.y + s->axes->box.height - 0.5;
    double off;

    for (size_t i = 0; i < n; i++)
        if ((i % STEP == 0 || i + 1 == n) && plot_is_finite(line[i]) &&
            line[i].y < bottom && !((off = axes_to_line(line[i], c->points, c->n)) < exact))
            fail_at(s, what, line[i], off);
}

static void check_line(const scene *s, const char *what, const course *c,
                       const plot_point line[], size_t n)
{
    check_numbers_on(s, what, c, line, n);
    check_line_on(s, what, c, line, n);
}

/* A line of that color and, where it is no dash of a line that arms share, pattern. */
static bool is_of(const scene *s, const plot_drawn *d, const plot_pen *pen)
{
    return d->shape.kind == PLOT_A_LINE && axes_is_color(d->shape.pen.color, pen->color) &&
           d->shape.pen.color.alpha > 0.99 &&
           (is_shared(s) || d->shape.pen.line == pen->line);
}

/* The next line of an arm in a part from number *i on; NULL: none. */
static const plot_drawn *next_line(const scene *s, size_t arm, size_t part, size_t *i)
{
    for (*i = *i > s->axes->at ? *i : s->axes->at; *i < s->axes->to; ++*i) {
        const plot_drawn *d = &s->axes->list->drawn[*i];

        if (axes_is_in(s->axes, part, d) && is_of(s, d, &s->of->arms[arm].pen)) {
            ++*i;
            return d;
        }
    }
    return NULL;
}

/* One line, or dashes where arms share one. */
static void check_curve(const scene *s, size_t arm, size_t part)
{
    const wanted w = curve_of(s, arm, part);
    const course c = place_all(s, &w);
    const plot_drawn *line = NULL, *next;
    size_t i = 0, n = 0;

    while ((next = next_line(s, arm, part, &i))) {
        line = next;
        check_line_on(s, w.arm, &c, line->shape.points, line->shape.n);
        n++;
    }
    ck_assert_int_eq(n > 0, owns(s, arm));
    if (n == 1) check_numbers_on(s, w.arm, &c, line->shape.points, line->shape.n);
    ck_assert(n <= 1 || is_shared(s));
}

static void check_curves(const scene *s)
{
    for (size_t arm = 0; arm < s->of->n_arms; arm++)
        for (size_t part = 0; part < s->axes->n_parts; part++) check_curve(s, arm, part);
}

/* ---- the run behind ------------------------------------------------------------------- */

/* The run behind alone has dashed lines: each lies on the numbers of one of its arms. */
static bool is_behind(const scene *s, const plot_drawn *line, size_t arm, size_t part)
{
    wanted w = curve_of(s, arm, part);
    course c;

    w.table = s->of->behind[w.table == &s->of->median.timecourse];
    c = place_all(s, &w);
    for (size_t i = 0; i < line->shape.n; i += STEP)
        if (plot_is_finite(line->shape.points[i]) &&
            line->shape.points[i].y < s->axes->box.y + s->axes->box.height - 0.5 &&
            !(axes_to_line(line->shape.points[i], c.points, c.n) < exact))
            return false;
    return true;
}

static void check_behind(const scene *s)
{
    size_t n = 0, n_own = 0;

    for (size_t arm = 0; arm < s->of->n_arms; arm++)
        n_own += owns(s, arm) ? s->axes->n_parts : 0;
    for (size_t i = s->axes->at; i < s->axes->to; i++)
        for (size_t part = 0; part < s->axes->n_parts; part++) {
            const plot_drawn *d = &s->axes->list->drawn[i];
            bool found = false;

            if (!axes_is_in(s->axes, part, d) || d->shape.kind != PLOT_A_LINE ||
                d->shape.pen.line != PLOT_DASHED || d->shape.n == 0)
                continue;
            for (size_t arm = 0; arm < s->of->n_arms; arm++)
                found = found || is_behind(s, d, arm, part);
            ck_assert_msg(found, "%s: a dashed line of nobody", s->panel->name);
            n++;
        }
    ck_assert_uint_eq(n, s->of->behind[0] ? n_own : 0);
}

/* ---- bands ---------------------------------------------------------------------------- */

/* Areas and edges of bands come from the widest to the narrowest; edges are paler lines. */
static const plot_drawn *find_part_of_band(const scene *s, const wanted *w, bool is_area,
                                           plot_color color, size_t which)
{
    for (size_t i = s->axes->at; i < s->axes->to; i++) {
        const plot_drawn *d = &s->axes->list->drawn[i];
        const plot_color own = is_area ? d->shape.fill : d->shape.pen.color;

        if (axes_is_in(s->axes, w->part, d) &&
            d->shape.kind == (is_area ? PLOT_AN_AREA : PLOT_A_LINE) && own.alpha < 0.99 &&
            axes_is_color(own, color) && which-- == 0)
            return d;
    }
    ck_abort_msg("%s: '%s' has no such band", s->panel->name, w->arm);
}

/* Which end: 0, the lower, or 1. */
static void check_end(const scene *s, size_t arm, size_t part, size_t which)
{
    static const char *const ends[] = {"lower end", "upper end"};
    const plot_color color = s->of->arms[arm].pen.color;
    const figure_tables *t = &s->of->edges[which];
    wanted w = curve_of(s, arm, part);
    const plot_drawn *edge, *area;
    course c;

    w.table = w.table == &s->of->median.passages ? &t->passages : &t->timecourse;
    c = place_all(s, &w);
    edge = find_part_of_band(s, &w, false, color, which);
    check_line(s, ends[which % 2], &c, edge->shape.points, edge->shape.n);
    if (s->of->n_arms > 2) return; /* of many, not all areas are filled */
    area = find_part_of_band(s, &w, true, color, which / 2);
    check_line(s, ends[which % 2], &c, which % 2 ? area->shape.back : area->shape.points,
               area->shape.n);
}

static void check_bands(const scene *s)
{
    for (size_t arm = 0; arm < s->of->n_arms; arm++)
        for (size_t part = 0; part < s->axes->n_parts; part++)
            for (size_t i = 0; owns(s, arm) && i < 2 * s->of->data.bands.n; i++)
                check_end(s, arm, part, i);
}

/* ---- points --------------------------------------------------------------------------- */

static plot_point middle_of(const plot_drawn *d)
{
    return (plot_point){page_middle_x(d), page_middle_y(d)};
}

/* The disk at a place, the last that was drawn; NULL: none. */
static const plot_drawn *find_disk(const scene *s, plot_point at)
{
    const plot_drawn *found = NULL;

    for (size_t i = s->axes->at; i < s->axes->to; i++) {
        const plot_drawn *d = &s->axes->list->drawn[i];

        if (axes_is_in(s->axes, 0, d) && d->shape.kind == PLOT_A_DISK &&
            hypot(page_middle_x(d) - at.x, page_middle_y(d) - at.y) < exact)
            found = d;
    }
    return found;
}

static bool is_place_of_any(const scene *s, plot_point at)
{
    for (size_t arm = 0; arm < s->of->n_arms; arm++) {
        const wanted w = curve_of(s, arm, 0);
        const course c = place_all(s, &w);

        for (size_t i = 0; i < c.n; i++)
            if (hypot(c.points[i].x - at.x, c.points[i].y - at.y) < exact) return true;
    }
    return false;
}

/* Arms have the same numbers on their way: only the last of each is its own. */
static void check_points(const scene *s)
{
    for (size_t arm = 0; arm < s->of->n_arms; arm++) {
        const wanted w = curve_of(s, arm, 0);
        const course c = place_all(s, &w);

        for (size_t i = 0; owns(s, arm) && i < c.n; i++) {
            const plot_drawn *disk = find_disk(s, c.points[i]);

            ck_assert_msg(disk != NULL, "%s: point %zu of '%s'", s->panel->name, i, w.arm);
            if (i + 1 == c.n && arm + 1 == s->of->n_arms)
                ck_assert(axes_is_color(disk->shape.fill, s->of->arms[arm].pen.color));
        }
    }
    for (size_t i = s->axes->at; i < s->axes->to; i++) {
        const plot_drawn *d = &s->axes->list->drawn[i];

        if (axes_is_in(s->axes, 0, d) && d->shape.kind == PLOT_A_DISK &&
            !is_place_of_any(s, middle_of(d)))
            fail_at(s, "a point of nobody", middle_of(d), NAN);
    }
}

/* ---- shade and level -------------------------------------------------------------------- */

/* The arm with the largest number. */
static size_t find_most(const scene *s, const char *column)
{
    const sim_table *table = table_of(s);
    const size_t i = column_of(table, column);
    double most = -INFINITY;
    size_t best = 0;

    for (size_t row = 0; row < table->n_rows; row++)
        if (sim_table_cell(table, row, i) > most) {
            most = sim_table_cell(table, row, i);
            while (s->of->arms[best].name != table->keys[row]) best++;
        }
    return best;
}

/* An area whose last two points stand on 0, below the first and the last of its edge. */
static void check_shade_part(const scene *s, const plot_drawn *area, size_t part)
{
    wanted w = curve_of(s, find_most(s, s->panel->shade.column), part);
    const plot_point *p = area->shape.points;
    const size_t n = area->shape.n - 2;
    size_t first = 0, last;
    course c;

    w.column = s->panel->shade.column;
    c = place_all(s, &w);
    check_line(s, "shade", &c, p, n);
    while (!c.is_inside[first]) first++;
    for (last = c.n - 1; !c.is_inside[last];) last--;
    ck_assert_double_eq_tol(p[0].x, c.points[first].x, exact);
    ck_assert_double_eq_tol(p[n - 1].x, c.points[last].x, exact);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_double_eq_tol(p[n + i].x, p[i ? 0 : n - 1].x, exact);
        ck_assert_double_eq_tol(p[n + i].y, axes_place(&s->axes->y, 0), exact);
    }
}

static void check_shade(const scene *s)
{
    const plot_recording *list = s->axes->list;
    size_t n = 0;

    for (size_t i = 0; i < s->axes->at; i++)
        for (size_t part = 0; part < s->axes->n_parts; part++) {
            const plot_drawn *d = &list->drawn[i];

            if (!axes_is_in(s->axes, part, d) || d->shape.kind != PLOT_AN_AREA) continue;
            ck_assert(axes_is_color(d->shape.fill, s->of->look.theme->shade));
            check_shade_part(s, d, part);
            n++;
        }
    ck_assert_uint_eq(n, s->panel->shade.column ? s->axes->n_parts : 0);
}

static void check_level(const scene *s)
{
    const double y = axes_place(&s->axes->y, s->panel->y.level);
    size_t n = 0;

    for (size_t i = s->axes->at; i < s->axes->to; i++) {
        const plot_drawn *d = &s->axes->list->drawn[i];

        n += !d->text && d->shape.kind == PLOT_A_LINE && d->clip == 0 && d->shape.n == 2 &&
             d->box.height < exact && fabs(d->box.y - y) < exact;
    }
    ck_assert_uint_ge(n, isnan(s->panel->y.level) ? 0 : s->axes->n_parts);
}

/* ---- names ------------------------------------------------------------------------------- */

/* To a line or, of points, to the last. */
static double distance(const scene *s, const plot_box *box, size_t arm)
{
    const wanted w = curve_of(s, arm, 0);
    const course c = place_all(s, &w);
    double best = INFINITY;

    if (s->panel->points.column)
        return owns(s, arm) ? axes_box_to_line(box, &c.points[c.n - 1], 1) : INFINITY;

    for (size_t part = 0; part < s->axes->n_parts; part++) {
        const plot_drawn *line;
        size_t i = 0;

        while ((line = next_line(s, arm, part, &i)))
            best = fmin(best, axes_box_to_line(box, line->shape.points, line->shape.n));
    }
    return best;
}

/* The middle of what letters fill. */
static plot_box letters_of(const plot_drawn *d)
{
    const double blank = 0.19 * d->style.size;

    return (plot_box){d->box.x, d->box.y + blank, d->box.width, d->box.height - 2 * blank};
}

static bool is_in_box(const axes *a, const plot_drawn *d)
{
    const double y = page_middle_y(d), x = page_middle_x(d);

    return x > a->box.x && x < a->box.x + a->box.width && y > a->box.y &&
           y < a->box.y + a->box.height;
}

/* A name stands nearer to its own curve than to any other. */
static void check_name(const scene *s, const plot_drawn *d, size_t arm)
{
    const plot_box box = letters_of(d);
    const double own = distance(s, &box, arm), em = d->style.size;

    ck_assert_msg(own < 1.5 * em, "%s: '%s' is %.1f points from its line", s->panel->name,
                  d->text, own);
    for (size_t other = 0; other < s->of->n_arms; other++)
        ck_assert_msg(other == arm || distance(s, &box, other) > own,
                      "%s: '%s' stands at the line of '%s'", s->panel->name, d->text,
                      s->of->arms[other].name);
}

static void check_names(const scene *s)
{
    for (size_t i = s->axes->at; i < s->axes->to; i++) {
        const plot_drawn *d = &s->axes->list->drawn[i];

        if (!d->text || !d->style.bold || !is_in_box(s->axes, d)) continue;
        for (size_t arm = 0; arm < s->of->n_arms; arm++)
            if (strcmp(d->text, names[arm]) == 0) check_name(s, d, arm);
    }
}

/* "P5" stands at a point of this number, nearer than at any other. */
static void check_number(const scene *s, const plot_drawn *d)
{
    const plot_box box = letters_of(d);
    const double number = axes_number(d->text + strlen(s->panel->points.prefix));
    double own = INFINITY, others = INFINITY;

    for (size_t arm = 0; arm < s->of->n_arms; arm++) {
        const wanted w = curve_of(s, arm, 0);
        const course c = place_all(s, &w);

        for (size_t k = 0; k < c.n; k++) {
            const double off = axes_box_to_line(&box, &c.points[k], 1);

            if (c.numbers[k] == number)
                own = fmin(own, off);
            else
                others = fmin(others, off);
        }
    }
    ck_assert_msg(own < 1.5 * d->style.size && own < others, "%s: '%s' is at another point",
                  s->panel->name, d->text);
}

static void check_numbers(const scene *s)
{
    const char *prefix = s->panel->points.prefix;

    for (size_t i = s->axes->at; prefix && i < s->axes->to; i++) {
        const plot_drawn *d = &s->axes->list->drawn[i];

        if (d->text && is_in_box(s->axes, d) &&
            strncmp(d->text, prefix, strlen(prefix)) == 0)
            check_number(s, d);
    }
}

/* ---- pages -------------------------------------------------------------------------------- */

static void check_panel(const scene *s)
{
    ck_assert_uint_ge(s->axes->y.n, 2);
    for (size_t part = 0; part < s->axes->n_parts; part++)
        ck_assert_uint_ge(s->axes->parts[part].x.n, 2);
    check_curves(s);
    check_bands(s);
    check_behind(s);
    if (s->panel->points.column) check_points(s);
    check_shade(s);
    check_level(s);
    check_names(s);
    check_numbers(s);
}

static void check_page(const fixture *f, const plot_panel *panel, size_t which)
{
    axes a;
    const scene s = {&a, f, panel};

    axes_read(&a, &f->page.list, &f->look, which,
              (axes_scales){false, panel->y.scale == PLOT_LOG});
    check_panel(&s);
}

static const drawing pages[] = {
    {NULL, "a4", "light", 4, false, false},   {NULL, "a4", "dark", 2, true, false},
    {NULL, "a4", "light", 3, true, false},    {NULL, "column", "light", 2, true, false},
    {NULL, "slide", "dark", 4, false, false}, {NULL, "square", "light", 3, false, false},
    {NULL, "a4", "light", 3, false, true},
};

enum { N_PAGES = sizeof pages / sizeof *pages };

START_TEST(panels_of_a_page_show_what_the_tables_hold)
{
    const drawing *d = &pages[_i];
    const plot_panel *panel;
    size_t n, n_found = 0;
    fixture f;

    open(&f, d);
    read_legend(&f);
    n = axes_count(&f.page.list, &f.look);
    for (size_t i = 0; (panel = plot_panel_at("potency", i)); i++) {
        const size_t which = axes_find(&f.page.list, &f.look, panel->title);
        if (which == n) continue;
        check_page(&f, panel, which);
        n_found++;
    }
    ck_assert_uint_ge(n_found, 2);
    ck_assert_uint_eq(n_found, n);
    close(&f);
}
END_TEST

START_TEST(a_panel_alone_shows_what_the_tables_hold)
{
    const plot_panel *panel = plot_panel_at("potency", (size_t)_i / N_SIZES);
    const drawing d = {panel->name,
                       plot_size_name((size_t)_i % N_SIZES),
                       _i / N_SIZES % 2 ? "dark" : "light",
                       _i % 3 ? 2 : 4,
                       _i % 3 == 1,
                       _i % 3 == 2};
    fixture f;

    open(&f, &d);
    read_legend(&f);
    ck_assert_uint_eq(axes_count(&f.page.list, &f.look), 1);
    check_page(&f, panel, 0);
    close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("places");
    TCase *whole = tcase_create("page"), *panel = tcase_create("panel");

    suite_add_tcase(suite, whole);
    suite_add_tcase(suite, panel);
    tcase_add_loop_test(whole, panels_of_a_page_show_what_the_tables_hold, 0, N_PAGES);
    tcase_add_loop_test(panel, a_panel_alone_shows_what_the_tables_hold, 0,
                        N_PANELS * N_SIZES);
    return suite_run(suite);
}
