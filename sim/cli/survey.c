#include "sim/cli/survey.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sort.h>

#include "plots/field.h"
#include "plots/trend.h"
#include "sim/io/text.h"
#include "sim/study/probe.h"

enum { FIGURE_NAME = SIM_FILES_NAME - 8 }; /* its format stands behind it */
enum { TEXT_SIZE = 256, AXES_MOST = 256, LEVELS_FEW = 6, BINS = 4, WORDS_MOST = 64 };

/* What a point is called that was refused, failed, or does not have the number. */
static const char no_number[] = "without this number";

/* Points by arm; nominal values of the axes, whatever an arm's own rows say. */
typedef struct {
    size_t arm;
    double number, low, high;
    double *values; /* [n_axes] of a word, its number among the axis's levels */
} spot;

/* What an axis is for. */
typedef struct {
    const sim_axis *axis;
    size_t index; /* among the axes of the sweep */
    bool has_words;
    plot_measure measure;
    char *words[WORDS_MOST];
} role;

/* How an axis parts the points into panels. */
typedef struct {
    const role *role;
    size_t n;
    double bounds[BINS + 1];      /* of an axis without few levels */
    double low[BINS], high[BINS]; /* that are really in them */
} parting;

typedef struct {
    const sim_survey *survey;
    size_t number; /* of the store's */
    bool is_mean;  /* over the replicates of a cohort */
    bool has_band;
    size_t arm; /* the only one; n_arms: all */
    role roles[AXES_MOST];
    size_t n_roles;
    const role *x, *y; /* y NULL: lines */
    parting parts[2];
    size_t n_parts;
    spot *spots;    /* [n] */
    double *values; /* what they point into */
    size_t n, capacity;
    double *nominal; /* [n_axes] of the point in hand */
    bool has_apart;  /* are replicates of some point set apart? */
    bool *own;       /* [n_arms][n_axes] rows of the arm stand over the axis */
    char title[TEXT_SIZE], saying[4 * TEXT_SIZE], band_words[TEXT_SIZE];
    char titles[PLOT_MOST_PANELS][TEXT_SIZE];
} job;

static const sim_plan *plan_of(const job *j) { return &j->survey->record->plan; }

static const sim_experiment *experiment_of(const job *j)
{
    return plan_of(j)->task->experiment;
}

/* ---- axes ----------------------------------------------------------------- */

static void free_roles(job *j)
{
    for (size_t i = 0; i < j->n_roles; i++) {
        for (size_t k = 0; k < WORDS_MOST; k++) free(j->roles[i].words[k]);
    }
}

static sim_status add_role(job *j, size_t index, sim_error *err)
{
    const sim_axis *axis = &plan_of(j)->task->axes->list[index];
    const sim_column column = sim_axis_column(axis, &plan_of(j)->world);
    role *r = &j->roles[j->n_roles++];

    *r = (role){.axis = axis,
                .index = index,
                .has_words = sim_axis_has_words(axis, &plan_of(j)->world)};
    r->measure = (plot_measure){.label = axis->is_preset ? strchr(axis->name, '.') + 1
                                                         : column.meaning,
                                .unit = column.unit,
                                .scale = axis->log ? PLOT_LOG : PLOT_LINEAR,
                                .whole = axis->whole};
    for (size_t i = 0; r->has_words && i < axis->levels && i < WORDS_MOST; i++) {
        char word[SIM_NUMBER_SIZE];

        sim_axis_print(axis, &plan_of(j)->world, axis->list[i], word);
        r->words[i] = sim_text_copy(word);
        if (!r->words[i]) return sim_fail_memory(err, "plot");
        r->measure.words = (const char *const *)r->words;
        r->measure.n_words = i + 1;
    }
    return SIM_OK;
}

static sim_status refuse_axis(const job *j, const char *name, sim_error *err)
{
    const sim_axes *axes = plan_of(j)->task->axes;
    sim_choice choice = {.nearest = {.wanted = name}};
    char hint[640];

    for (size_t i = 0; i < axes->n; i++) sim_choice_offer(&choice, axes->list[i].name);
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "--axes %.200s is no axis of this sweep%s", name, hint);
}

static bool has_role(const job *j, const sim_axis *axis)
{
    for (size_t i = 0; i < j->n_roles; i++) {
        if (j->roles[i].axis == axis) return true;
    }
    return false;
}

static sim_status choose_roles(job *j, sim_error *err)
{
    const sim_axes *axes = plan_of(j)->task->axes;
    const char *wanted = j->survey->wish->axes;
    char *list = sim_text_copy(wanted ? wanted : ""), *rest = list, *name;
    sim_status status = list ? SIM_OK : sim_fail_memory(err, "plot");

    for (size_t i = 0; status == SIM_OK && !wanted && i < axes->n && i < AXES_MOST; i++)
        status = add_role(j, i, err);
    while (status == SIM_OK && wanted && (name = sim_text_next(&rest))) {
        const sim_axis *axis = sim_axes_find(axes, name);

        if (!axis) status = refuse_axis(j, name, err);
        if (axis && has_role(j, axis))
            status = sim_fail(err, SIM_ENAME, "--axes names %s twice; once would be right",
                              name);
        if (status == SIM_OK && j->n_roles < AXES_MOST)
            status = add_role(j, (size_t)(axis - axes->list), err);
    }
    free(list);
    return status;
}

static bool scatters(const job *j) { return j->n_roles > 3; }

/* The first two axes of numbers are x and y; with one of them, or none, there is no y. */
static void assign(job *j)
{
    for (size_t i = 0; i < j->n_roles && !scatters(j); i++) {
        const role *r = &j->roles[i];

        if (r->has_words) continue;
        if (!j->x)
            j->x = r;
        else if (!j->y)
            j->y = r;
    }
    for (size_t i = 0; i < j->n_roles && !j->x; i++) {
        if (scatters(j)) break;
        j->x = &j->roles[i];
    }
    for (size_t i = 0; i < j->n_roles && !scatters(j); i++) {
        if (&j->roles[i] != j->x && &j->roles[i] != j->y)
            j->parts[j->n_parts++].role = &j->roles[i];
    }
}

/* Are all points of the sweep there? */
static bool is_whole(const job *j)
{
    return j->n / experiment_of(j)->n_arms == plan_of(j)->n;
}

/* ---- points --------------------------------------------------------------- */

static double level_of(const role *r, double value)
{
    for (size_t i = 0; r->axis->list && i < r->axis->levels; i++) {
        if (r->axis->list[i] == value) return (double)i;
    }
    return NAN;
}

/* Where an arm has another value than the point, its own row says so. */
static void note_own(job *j, const sim_store_row *row)
{
    const sim_plan *plan = plan_of(j);
    const size_t n_axes = plan->task->axes->n;

    for (size_t i = 0; row->arm < experiment_of(j)->n_arms && i < n_axes; i++) {
        const sim_axis *axis = &plan->task->axes->list[i];
        char word[SIM_NUMBER_SIZE];

        sim_axis_print(axis, &plan->world, j->nominal[i], word);
        if (row->inputs[i].word ? strcmp(row->inputs[i].word, word) != 0
                                : row->inputs[i].number != j->nominal[i])
            j->own[row->arm * n_axes + i] = true;
    }
}

static sim_status take_row(void *self, const sim_store_row *row, sim_error *err)
{
    job *j = self;
    sim_plan *plan = &j->survey->record->plan;
    const size_t n_axes = plan->task->axes->n;
    const bool is_ok = strcmp(row->status, sim_probe_ok) == 0;
    spot *s;

    if (j->n == j->capacity) {
        const size_t capacity = j->capacity ? 2 * j->capacity : 1024;
        spot *spots = realloc(j->spots, capacity * sizeof *spots);
        double *values = realloc(j->values, capacity * n_axes * sizeof *values);

        if (spots) j->spots = spots;
        if (values) j->values = values;
        if (!spots || !values) return sim_fail_memory(err, "plot");
        j->capacity = capacity;
    }
    while (plan->given < row->point && sim_plan_next(plan, j->nominal)) continue;
    s = &j->spots[j->n];
    *s = (spot){.arm = row->arm,
                .number = is_ok ? row->numbers[j->number] : NAN,
                .low = j->has_band ? row->numbers[j->number + SIM_KEPT_LOW] : NAN,
                .high = j->has_band ? row->numbers[j->number + SIM_KEPT_HIGH] : NAN};
    note_own(j, row);
    if (plan->replicates > 0 && plan->readout.apart < plan->readout.n &&
        row->numbers[plan->readout.apart * SIM_KEPT + SIM_KEPT_MEAN] > 0)
        j->has_apart = true;
    memcpy(&j->values[j->n++ * n_axes], j->nominal, n_axes * sizeof *j->nominal);
    return SIM_OK;
}

static sim_status read_points(job *j, sim_error *err)
{
    const size_t n_axes = plan_of(j)->task->axes->n;
    sim_status status;

    j->nominal = calloc(n_axes + 1, sizeof *j->nominal);
    j->own = calloc(experiment_of(j)->n_arms * n_axes + 1, sizeof *j->own);
    if (!j->nominal || !j->own) return sim_fail_memory(err, "plot");
    sim_plan_rewind(&j->survey->record->plan);
    status = sim_store_each_row(&j->survey->record->store, 0, take_row, j, err);
    for (size_t i = 0; i < j->n; i++) j->spots[i].values = &j->values[i * n_axes];
    if (status == SIM_OK && j->n == 0)
        status = sim_fail(err, SIM_EVALUE,
                          "%s: has no points yet; potency sweep --resume adds them",
                          j->survey->record->store.path);
    return status;
}

static double value_of(const spot *s, const role *r)
{
    return r->has_words ? level_of(r, s->values[r->index]) : s->values[r->index];
}

/* ---- panels --------------------------------------------------------------- */

static size_t bin_of(const parting *p, double value)
{
    size_t b = 0;

    while (b + 1 < BINS && value >= p->bounds[b + 1]) b++;
    return b;
}

static sim_status part_by(job *j, parting *p, sim_error *err)
{
    const sim_axis *axis = p->role->axis;
    double *sorted;

    p->n = axis->levels;
    if (p->role->has_words || (axis->levels > 0 && axis->levels <= LEVELS_FEW))
        return SIM_OK;
    p->n = BINS;
    sorted = malloc((j->n + 1) * sizeof *sorted);
    if (!sorted) return sim_fail_memory(err, "plot");
    for (size_t i = 0; i < j->n; i++) sorted[i] = j->spots[i].values[p->role->index];
    gsl_sort(sorted, 1, j->n);
    for (size_t b = 0; b <= BINS; b++)
        p->bounds[b] = sorted[b == BINS ? j->n - 1 : b * j->n / BINS];
    for (size_t b = 0; b < BINS; b++) {
        p->low[b] = INFINITY;
        p->high[b] = -INFINITY;
    }
    for (size_t i = 0; i < j->n; i++) {
        const size_t b = bin_of(p, sorted[i]);

        p->low[b] = fmin(p->low[b], sorted[i]);
        p->high[b] = fmax(p->high[b], sorted[i]);
    }
    free(sorted);
    return SIM_OK;
}

static bool has_bins(const parting *p)
{
    return !p->role->has_words &&
           !(p->role->axis->levels > 0 && p->n == p->role->axis->levels);
}

static size_t part_of(const parting *p, const spot *s)
{
    const double value = s->values[p->role->index];
    size_t i = 0;

    if (!has_bins(p)) {
        while (i < p->n && sim_axis_level(p->role->axis, i) != value) i++;
        return i;
    }
    return bin_of(p, value);
}

static void print_part(const job *j, const parting *p, size_t i, char text[TEXT_SIZE])
{
    const sim_axis *axis = p->role->axis;
    const char *name = axis->is_preset ? strchr(axis->name, '.') + 1 : axis->name;
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    if (!has_bins(p)) {
        sim_axis_print(axis, &plan_of(j)->world, sim_axis_level(axis, i), low);
        snprintf(text, TEXT_SIZE, "%s = %s", name, low);
        return;
    }
    sim_number_print(low, p->low[i], 3);
    sim_number_print(high, p->high[i], 3);
    if (p->low[i] > p->high[i])
        snprintf(text, TEXT_SIZE, "%s: none", name);
    else
        snprintf(text, TEXT_SIZE, "%s %s to %s", name, low, high);
}

/* Panels of lines; of a heat map without a third axis, those of the arms. */
static bool parts_by_arm(const job *j)
{
    return j->y && j->n_parts == 0 && j->arm == experiment_of(j)->n_arms;
}

static size_t count_panels(const job *j)
{
    size_t n = 1;

    if (scatters(j)) return j->n_roles < PLOT_MOST_PANELS ? j->n_roles : PLOT_MOST_PANELS;
    if (parts_by_arm(j)) return experiment_of(j)->n_arms;
    for (size_t i = 0; i < j->n_parts; i++) n *= j->parts[i].n;
    return n;
}

static size_t panel_of(const job *j, const spot *s)
{
    size_t panel = 0;

    if (parts_by_arm(j)) return s->arm;
    for (size_t i = 0; i < j->n_parts; i++) {
        const size_t part = part_of(&j->parts[i], s);

        if (part >= j->parts[i].n) return SIZE_MAX;
        panel = panel * j->parts[i].n + part;
    }
    return panel;
}

static const char *title_panel(job *j, size_t panel)
{
    char *title = j->titles[panel], part[TEXT_SIZE];
    size_t rest = panel;

    title[0] = '\0';
    if (parts_by_arm(j))
        snprintf(title, TEXT_SIZE, "%s", experiment_of(j)->arms[panel].name);
    for (size_t i = j->n_parts; i-- > 0; rest /= j->parts[i].n) {
        char before[TEXT_SIZE];

        print_part(j, &j->parts[i], rest % j->parts[i].n, part);
        snprintf(before, sizeof before, "%s", title);
        snprintf(title, TEXT_SIZE, "%.120s%s%.120s", part, *before ? ", " : "", before);
    }
    return *title && count_panels(j) > 1 ? title : NULL;
}

/* ---- figures -------------------------------------------------------------- */

/* Some of the points, as the figures want them. */
typedef struct {
    double *x, *y, *low, *high; /* [n] */
    size_t n;
} columns;

static sim_status columns_init(columns *c, size_t n, sim_error *err)
{
    c->n = 0;
    c->x = malloc((4 * n + 1) * sizeof *c->x);
    if (!c->x) return sim_fail_memory(err, "plot");
    c->y = c->x + n;
    c->low = c->y + n;
    c->high = c->low + n;
    return SIM_OK;
}

/* The number in words; of the mean of a cohort, those of a run. */
static const sim_column *number_column(const job *j)
{
    const sim_plan *plan = plan_of(j);

    return j->is_mean ? &plan->readout.list[j->number / SIM_KEPT].column
                      : &plan->form.numbers[j->number];
}

static plot_measure number_measure(const job *j)
{
    const sim_column *column = number_column(j);

    return (plot_measure){.label = column->meaning, .unit = column->unit};
}

static sim_status draw_field(const void *figure, const plot_caption *caption,
                             const plot_look *look, FILE *out, sim_error *err)
{
    return plot_field_write(figure, caption, look, out, err);
}

static sim_status draw_trend(const void *figure, const plot_caption *caption,
                             const plot_look *look, FILE *out, sim_error *err)
{
    return plot_trend_write(figure, caption, look, out, err);
}

typedef struct {
    sim_draw_figure *draw;
    const void *figure;
} drawn;

/* The database's name without what stands behind its last point. */
static sim_status name_figure(const char *path, char name[FIGURE_NAME], sim_error *err)
{
    const char *base = sim_text_base_name(path), *point = strrchr(base, '.');
    const size_t length = point && point != base ? (size_t)(point - base) : strlen(base);

    if (length >= FIGURE_NAME)
        return sim_fail(
            err, SIM_EVALUE,
            "%s: its figure would have a name of %zu bytes; a database with one "
            "of at most %d would be right",
            path, length, FIGURE_NAME - 1);
    snprintf(name, FIGURE_NAME, "%.*s", (int)length, base);
    return SIM_OK;
}

static sim_status write_figure(const job *j, const drawn *d, sim_files *files,
                               sim_error *err)
{
    const sim_survey *s = j->survey;
    char name[FIGURE_NAME];
    sim_provenance provenance;
    plot_caption caption = {.title = j->title};
    const sim_sheet sheet = {name, s->dir, s->look, &caption, d->draw, d->figure};

    sim_status status = name_figure(s->record->store.path, name, err);

    if (status != SIM_OK) return status;
    sim_provenance_init(
        &provenance, experiment_of(j),
        &(sim_making){.plan = plan_of(j), .replicates = plan_of(j)->replicates});
    caption.footer = provenance.footer;
    caption.notes = provenance.notes;
    caption.n_notes = provenance.n;
    return sim_sheet_write(&sheet, files, err);
}

static bool is_shown(const job *j, size_t arm)
{
    return j->arm == experiment_of(j)->n_arms || j->arm == arm;
}

typedef struct {
    double x, y, z;
} place;

static int by_place(const void *one, const void *other)
{
    const place *a = one, *b = other;

    if (a->x != b->x) return (a->x > b->x) - (a->x < b->x);
    return (a->y > b->y) - (a->y < b->y);
}

/* The points at one place, where other axes vary, become one with the mean of their
 * numbers; those that failed do not count, unless all did. */
static size_t join_places(place list[], size_t n)
{
    size_t joined = 0;

    qsort(list, n, sizeof *list, by_place);
    for (size_t first = 0, end; first < n; first = end) {
        double sum = 0;
        size_t count = 0;

        for (end = first; end < n && by_place(&list[first], &list[end]) == 0; end++) {
            if (isnan(list[end].z)) continue;
            sum += list[end].z;
            count++;
        }
        list[joined] = list[first];
        list[joined++].z = count > 0 ? sum / (double)count : NAN;
    }
    return joined;
}

/* Places of a grid that are not solved yet. */
static size_t add_missing(const job *j, place list[], size_t n)
{
    const sim_axis *x = j->x->axis, *y = j->y->axis;
    const size_t had = n;

    if (plan_of(j)->design.kind != SIM_GRID) return n;
    for (size_t i = 0; i < x->levels * y->levels; i++) {
        const place missing = {sim_axis_level(x, i / y->levels),
                               sim_axis_level(y, i % y->levels), NAN};

        if (!bsearch(&missing, list, had, sizeof *list, by_place)) list[n++] = missing;
    }
    return n;
}

static size_t count_places(const job *j)
{
    const bool is_grid = plan_of(j)->design.kind == SIM_GRID;

    return j->n + (is_grid ? j->x->axis->levels * j->y->axis->levels : 0);
}

static sim_status fill_field(const job *j, size_t panel, columns *c, sim_error *err)
{
    place *list = malloc((count_places(j) + 1) * sizeof *list);
    size_t n = 0;

    if (!list) return sim_fail_memory(err, "plot");
    for (size_t i = 0; i < j->n; i++) {
        const spot *s = &j->spots[i];

        if (is_shown(j, s->arm) && panel_of(j, s) == panel)
            list[n++] = (place){value_of(s, j->x), value_of(s, j->y), s->number};
    }
    n = add_missing(j, list, join_places(list, n));
    for (size_t i = 0; i < n; i++) {
        c->x[i] = list[i].x;
        c->y[i] = list[i].y;
        c->low[i] = list[i].z; /* the color */
    }
    c->n = n;
    free(list);
    return SIM_OK;
}

static sim_status write_field(job *j, sim_files *files, sim_error *err)
{
    const size_t n_panels = count_panels(j);
    plot_field_panel panels[PLOT_MOST_PANELS];
    columns c[PLOT_MOST_PANELS] = {{0}};
    const plot_field field = {
        .title = j->title,
        .x = j->x->measure,
        .y = j->y->measure,
        .z = number_measure(j),
        .panels = panels,
        .n_panels = n_panels,
        .failed = is_whole(j) ? no_number : "without this number, or not solved yet",
        .saying = j->saying};
    sim_status status = SIM_OK;

    for (size_t p = 0; status == SIM_OK && p < n_panels; p++) {
        status = columns_init(&c[p], count_places(j), err);
        if (status == SIM_OK) status = fill_field(j, p, &c[p], err);
        if (status != SIM_OK) break;
        panels[p] = (plot_field_panel){title_panel(j, p), c[p].x, c[p].y, c[p].low, c[p].n};
    }
    if (status == SIM_OK)
        status = write_figure(j, &(drawn){draw_field, &field}, files, err);
    for (size_t p = 0; p < n_panels; p++) free(c[p].x);
    return status;
}

static void fill_series(const job *j, size_t panel, size_t arm, columns *c)
{
    const role *x = scatters(j) ? &j->roles[panel] : j->x;

    for (size_t i = 0; i < j->n; i++) {
        const spot *s = &j->spots[i];

        if (s->arm != arm || (!scatters(j) && panel_of(j, s) != panel)) continue;
        c->x[c->n] = value_of(s, x);
        c->y[c->n] = s->number;
        c->low[c->n] = s->low;
        c->high[c->n++] = s->high;
    }
}

static sim_status write_trend(job *j, sim_files *files, sim_error *err)
{
    const size_t n_panels = count_panels(j), n_arms = experiment_of(j)->n_arms;
    const size_t n_shown = j->arm == n_arms ? n_arms : 1;
    const size_t first = j->arm == n_arms ? 0 : j->arm;
    plot_series *series = calloc(n_panels * n_shown + 1, sizeof *series);
    columns *c = calloc(n_panels * n_shown + 1, sizeof *c);
    plot_trend_panel panels[PLOT_MOST_PANELS];
    const plot_trend trend = {.title = j->title,
                              .y = number_measure(j),
                              .panels = panels,
                              .n_panels = n_panels,
                              .scatter = plan_of(j)->task->axes->n > j->n_parts + 1,
                              .repeats = scatters(j),
                              .failed = no_number,
                              .saying = j->saying,
                              .band_words = j->has_band ? j->band_words : NULL};
    sim_status status = series && c ? SIM_OK : sim_fail_memory(err, "plot");

    for (size_t i = 0; status == SIM_OK && i < n_panels * n_shown; i++) {
        const size_t panel = i / n_shown, arm = first + i % n_shown;

        status = columns_init(&c[i], j->n, err);
        if (status != SIM_OK) break;
        fill_series(j, panel, arm, &c[i]);
        series[i] = (plot_series){
            experiment_of(j)->arms[arm].name, c[i].x, c[i].y, j->has_band ? c[i].low : NULL,
            j->has_band ? c[i].high : NULL,   c[i].n};
        panels[panel] =
            (plot_trend_panel){scatters(j) ? NULL : title_panel(j, panel),
                               scatters(j) ? j->roles[panel].measure : j->x->measure,
                               &series[panel * n_shown], n_shown};
    }
    if (status == SIM_OK)
        status = write_figure(j, &(drawn){draw_trend, &trend}, files, err);
    for (size_t i = 0; c && i < n_panels * n_shown; i++) free(c[i].x);
    free(series);
    free(c);
    return status;
}

/* ---- all of it ------------------------------------------------------------ */

/* Does a heat map have several points at one place? */
static bool averages(const job *j)
{
    bool bins = plan_of(j)->task->axes->n > 2 + j->n_parts;

    for (size_t i = 0; i < j->n_parts; i++) bins |= has_bins(&j->parts[i]);
    return j->y && bins && plan_of(j)->design.kind == SIM_GRID;
}

/* "; late has its own dose, whatever the axis says" */
static void print_own(const job *j, char text[], size_t size)
{
    const size_t n_axes = plan_of(j)->task->axes->n;

    for (size_t arm = 0; arm < experiment_of(j)->n_arms; arm++) {
        if (!is_shown(j, arm)) continue;
        for (size_t i = 0; i < j->n_roles; i++) {
            const size_t at = strlen(text);

            if (j->own[arm * n_axes + j->roles[i].index])
                snprintf(text + at, size - at, "; %s has its own %s",
                         experiment_of(j)->arms[arm].name, j->roles[i].axis->name);
        }
    }
}

/* Says so where the number leaves replicates out. */
static void print_apart(const job *j, char text[], size_t size)
{
    const sim_plan *plan = plan_of(j);
    const size_t at = strlen(text);

    if (plan->replicates == 0 || !j->has_apart) return;
    if (plan->readout.list[j->number / SIM_KEPT].over_all) return;
    snprintf(text + at, size - at, "; over the replicates that %s",
             plan->task->chain->population->others);
}

/* Entitles the figure by what the number means up to a semicolon; returns the rest. */
static const char *print_title(job *j)
{
    const char *meaning = number_column(j)->meaning;
    const size_t length = strcspn(meaning, ";");

    snprintf(j->title, sizeof j->title, "%.*s", (int)length, meaning);
    if (j->title[0] >= 'a' && j->title[0] <= 'z')
        j->title[0] = (char)(j->title[0] - 'a' + 'A');
    return &meaning[length];
}

static void print_words(job *j)
{
    const char *note = print_title(j);
    const sim_plan *plan = plan_of(j);
    const size_t n_arms = experiment_of(j)->n_arms;
    const bool one_arm = j->arm < n_arms && n_arms > 1;
    char more[TEXT_SIZE] = "", all[32] = "";

    if (scatters(j) && j->n_roles > PLOT_MOST_PANELS)
        snprintf(more, sizeof more, "; %zu more axes are not shown",
                 j->n_roles - PLOT_MOST_PANELS);
    if (!is_whole(j)) snprintf(all, sizeof all, " of %zu", plan->n);
    snprintf(j->saying, sizeof j->saying, "%zu%s points, %s%s%s%s%s%s", j->n / n_arms, all,
             sim_design_name(plan->design.kind), one_arm ? ", arm " : "",
             one_arm ? experiment_of(j)->arms[j->arm].name : "",
             averages(j) ? "; mean over the other axes" : "", more, note);
    print_own(j, j->saying, sizeof j->saying);
    print_apart(j, j->saying, sizeof j->saying);
    snprintf(j->band_words, sizeof j->band_words,
             "lines: mean; bands: 5 to 95 %% of %zu replicates", plan->replicates);
}

static sim_status choose_arm(job *j, sim_error *err)
{
    const sim_experiment *e = experiment_of(j);
    const char *wanted = j->survey->wish->arm;
    sim_choice choice = {.nearest = {.wanted = wanted}};
    char hint[640];

    j->arm = e->n_arms;
    if (!wanted) return SIM_OK;
    for (size_t i = 0; i < e->n_arms; i++) {
        if (strcmp(e->arms[i].name, wanted) == 0) j->arm = i;
        sim_choice_offer(&choice, e->arms[i].name);
    }
    if (j->arm < e->n_arms) return SIM_OK;
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "--arm %.100s is no arm of this sweep%s", wanted, hint);
}

static sim_status prepare(job *j, sim_error *err)
{
    sim_record *r = j->survey->record;
    sim_status status;

    if (r->task.screening)
        return sim_fail(err, SIM_EVALUE,
                        "%s: is of a sensitivity analysis, which potency sensitivity draws",
                        r->store.path);
    status = sim_record_find_number(r, j->survey->wish->number, &j->number, err);
    j->is_mean = r->plan.replicates > 0 && j->number % SIM_KEPT == SIM_KEPT_MEAN;
    j->has_band =
        j->is_mean && !sim_readout_is_share(&r->plan.readout, j->number / SIM_KEPT);
    if (status == SIM_OK) status = choose_arm(j, err);
    if (status == SIM_OK) status = choose_roles(j, err);
    if (status == SIM_OK) status = read_points(j, err);
    if (status != SIM_OK) return status;
    assign(j);
    for (size_t i = 0; status == SIM_OK && i < j->n_parts; i++)
        status = part_by(j, &j->parts[i], err);
    if (j->y && j->arm == experiment_of(j)->n_arms && j->n_parts > 0) j->arm = 0;
    if (status == SIM_OK && count_panels(j) > PLOT_MOST_PANELS)
        status =
            sim_fail(err, SIM_EVALUE,
                     "%s: would have %zu panels; --axes or --arm, so that there are at "
                     "most %d, would be right",
                     r->store.path, count_panels(j), PLOT_MOST_PANELS);
    if (status == SIM_OK) print_words(j);
    return status;
}

sim_status sim_survey_write(const sim_survey *survey, sim_files *files, sim_error *err)
{
    job *j = calloc(1, sizeof *j);
    sim_status status;

    if (!j) return sim_fail_memory(err, "plot");
    j->survey = survey;
    status = prepare(j, err);
    if (status == SIM_OK)
        status = j->y ? write_field(j, files, err) : write_trend(j, files, err);
    free_roles(j);
    free(j->spots);
    free(j->values);
    free(j->nominal);
    free(j->own);
    free(j);
    return status;
}
