#include "plots/validation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/facets.h"
#include "plots/findings.h"
#include "plots/heading.h"
#include "plots/key.h"
#include "plots/target.h"
#include "sim/io/number.h"

/* Lengths in em. */
static const double key_gap = 0.6, head_gap = 0.7, line_height = 1.32, halo = 0.4,
                    limit_half = 0.55, apart = 0.75, band_step = 1.1;

static const double limit_width = 1.6;                   /* points of the default page */
static const double value_room = 0.05, at_room = 0.06;   /* of an axis, beyond its ends */
static const double aspects[] = {0.36, 0.36, 0.48, 0.6}; /* by the number of panels */
static const double word_share = 0.5, sign_share = 0.64; /* of a panel's room */
static const double ratio_room = 2; /* a life span's axis reaches that far at least */
static const double most_decades = 2;
static const double crowded = 0.9;    /* of a group's room that its points may take */
static const double legible = 1.05;   /* lines by the height of their words */
static const double bars_least = 0.3; /* of the width of a bar, where many stand close */

enum { N_ASPECTS = sizeof aspects / sizeof *aspects };
enum { MOST_SLOTS = 12, LABEL_SIZE = 160, SHORT_STUDY = 4, TICKS = 6, DIGITS = 3 };

typedef char label[LABEL_SIZE];

typedef struct {
    const plot_question *question;
    const plot_mark *
        *marks; /* [n] as they stand: lines from top to bottom, points by `at` */
    size_t n;
    plot_measure at, values; /* with the words of categories */
    label *labels;           /* [n_labels] of lines from the bottom, or of times */
    const char **words;      /* [n_labels] what the axis shows of them */
    size_t n_labels;
    size_t *lines;       /* [n] of the marks */
    const char **places; /* [n_labels] host and bed that start above a line; NULL: none */
    char saying[PLOT_WORDS_SIZE];
} view;

typedef struct {
    const plot_validation *validation;
    plot_facets facets;
    plot_mark *marks; /* [validation->n] */
    view views[PLOT_MOST_PANELS];
    plot_score score;
    size_t n_idle, n_empty, n_missing; /* do not run; have no value; are not drawn */
    char title[2 * PLOT_WORDS_SIZE], saying[3 * PLOT_WORDS_SIZE];
} job;

static bool has_lines(const view *v) { return plot_question_has_lines(v->question); }

static bool has_slots(const view *v)
{
    return v->question->form == PLOT_BY_TIME || v->question->form == PLOT_BY_PASSAGE;
}

static const char *const signs[] = {"less", "neither", "more"};

/* ---- words ----------------------------------------------------------------- */

static bool has_rows(const plot_share shares[2]) { return shares[0].n + shares[1].n > 0; }

static void add(char *text, size_t size, const char *more)
{
    size_t n = strlen(text);

    snprintf(text + n, size - n, "%s", more);
}

/* Is it one hit of one role: "1 of 5 predicted numbers lies"? */
static bool is_single(const plot_share shares[2])
{
    return shares[0].n * shares[1].n == 0 && shares[0].hits + shares[1].hits == 1;
}

/* "71 of 87 calibration numbers and 40 of 79 predicted ones lie within ..." */
static void set_title(job *j)
{
    const plot_share *numbers = j->score.numbers, *sign = j->score.signs;
    char share[PLOT_WORDS_SIZE];

    if (has_rows(numbers)) {
        plot_share_print(share, numbers, "numbers");
        snprintf(j->title, sizeof j->title, "%s %s within what was measured", share,
                 is_single(numbers) ? "lies" : "lie");
    } else if (has_rows(sign)) {
        plot_share_print(share, sign, "signs");
        snprintf(j->title, sizeof j->title, "%s %s as measured", share,
                 is_single(sign) ? "is" : "are");
    } else
        snprintf(j->title, sizeof j->title, "No row was run");
}

/* Adds "18 rows ...", or "1 row ..." in other words; nothing of none. */
static void add_count(job *j, size_t n, const char *one, const char *many)
{
    char text[PLOT_WORDS_SIZE];

    if (n == 0) return;
    snprintf(text, sizeof text, "%zu %s. ", n, n == 1 ? one : many);
    add(j->saying, sizeof j->saying, text);
}

static void set_saying(job *j)
{
    const plot_share *sign = j->score.signs;
    char share[PLOT_WORDS_SIZE], text[2 * PLOT_WORDS_SIZE];

    if (has_rows(j->score.numbers) && has_rows(sign)) {
        plot_share_print(share, sign, "signs");
        snprintf(text, sizeof text, "%s (less, neither or more) %s as measured. ", share,
                 is_single(sign) ? "is" : "are");
        add(j->saying, sizeof j->saying, text);
    }
    add_count(j, j->n_idle, "row cannot be run and counts nowhere",
              "rows cannot be run and count nowhere");
    add_count(j, j->n_empty, "without a value is a miss", "without a value are misses");
    add_count(j, j->n_missing, "more counts but is not drawn here",
              "more count but are not drawn here");
    if (j->validation->band_words && j->facets.n > 0)
        add(j->saying, sizeof j->saying, j->validation->band_words);
}

/* "limit 0.01", "limits 0.0001 to 0.01"; "" where none is told. */
static void print_limits(const view *v, char text[PLOT_WORDS_SIZE])
{
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];
    double least = INFINITY, most = -INFINITY;

    for (size_t i = 0; i < v->n; i++) {
        least = fmin(least, v->marks[i]->row->limit);
        most = fmax(most, v->marks[i]->row->limit);
    }
    sim_number_print(low, least, DIGITS);
    sim_number_print(high, most, DIGITS);
    text[0] = '\0';
    if (least > most) return;
    snprintf(text, PLOT_WORDS_SIZE, least < most ? "; limits %s to %s" : "; limit %s", low,
             high);
}

static void set_view_saying(view *v)
{
    char numbers[PLOT_WORDS_SIZE], sign[PLOT_WORDS_SIZE], more[PLOT_WORDS_SIZE] = "";
    plot_score score = {0};

    for (size_t i = 0; i < v->n; i++) plot_score_add(&score, v->marks[i]->row);
    plot_share_print(numbers, score.numbers, "");
    plot_share_print(sign, score.signs, "");
    if (v->question->by_place && !v->question->has_limits) print_limits(v, more);
    snprintf(v->saying, sizeof v->saying, "within: %.80s%s%.60s%.60s%s%.60s",
             numbers[0] ? numbers : sign, numbers[0] && sign[0] ? "; signs: " : "",
             numbers[0] ? sign : "", more, v->question->note ? "; " : "",
             v->question->note ? v->question->note : "");
}

/* A study's name up to what explains it: "Braid 2018 (nude mouse)". */
static size_t short_length(const char *study)
{
    size_t n = strcspn(study, "(,;");

    while (n > 0 && study[n - 1] == ' ') n--;
    return n > 0 ? n : strlen(study);
}

static void cut_letter(char *text)
{
    char *last = g_utf8_find_prev_char(text, text + strlen(text));

    if (last) *last = '\0';
}

/* Does the study's name hold what the row's begins with: "soft tissue (Preda, Srifa)" and
 * "Srifa SC"? */
static bool is_named(const plot_finding *row)
{
    char *word = g_strndup(row->row, strcspn(row->row, " ,:"));
    bool found = strlen(word) >= SHORT_STUDY && strstr(row->study, word);

    g_free(word);
    return found;
}

/* Has no other row of the panel this name? */
static bool is_alone(const view *v, const plot_finding *row)
{
    size_t n = 0;

    for (size_t i = 0; i < v->n; i++)
        n += strcmp(v->marks[i]->row->row, row->row) == 0 ? 1 : 0;
    return n == 1;
}

static void join(const char *study, const char *row, label text)
{
    snprintf(text, LABEL_SIZE, "%.70s: %.80s", study, row);
}

/* "Braid 2018: IM".  Where that is wider than the room, the study gets an ellipsis, and is left
 * out where that does not help: long names of rows explain themselves. */
static void print_label(const job *j, size_t panel, const plot_finding *row, label text)
{
    double room = plot_facets_word_room(&j->facets, panel);
    label study, cut;

    snprintf(text, LABEL_SIZE, "%s", row->row);
    if (is_named(row)) return;
    snprintf(study, sizeof study, "%.*s", (int)short_length(row->study), row->study);
    join(study, row->row, text);
    while (plot_draft_measure(j->facets.draft, PLOT_TICK, text) > room &&
           g_utf8_strlen(study, -1) > SHORT_STUDY) {
        cut_letter(study);
        snprintf(cut, sizeof cut, "%.100s…", study);
        join(cut, row->row, text);
    }
    if (plot_draft_measure(j->facets.draft, PLOT_TICK, text) <= room) return;
    if (is_alone(&j->views[panel], row))
        snprintf(text, LABEL_SIZE, "%s", row->row);
    else
        snprintf(text, LABEL_SIZE, "%.*s: %.80s", (int)short_length(row->study), row->study,
                 row->row);
}

/* ---- rows into panels ------------------------------------------------------ */

static int compare_lines(const void *one, const void *other)
{
    const plot_mark *a = *(const plot_mark *const *)one;
    const plot_mark *b = *(const plot_mark *const *)other;
    int place = strcmp(a->row->place, b->row->place);

    if (place != 0) return place;
    return (a->row > b->row) - (a->row < b->row);
}

static int compare_points(const void *one, const void *other)
{
    const plot_mark *a = *(const plot_mark *const *)one;
    const plot_mark *b = *(const plot_mark *const *)other;

    if (a->is_across != b->is_across) return a->is_across ? -1 : 1;
    if (!a->is_across && a->at != b->at) return (a->at > b->at) - (a->at < b->at);
    return (a->row > b->row) - (a->row < b->row);
}

static bool is_asked(const job *j, int panel)
{
    for (size_t i = 0; i < j->validation->n; i++)
        if (j->marks[i].panel == panel) return true;
    return false;
}

static sim_status collect(job *j, view *v, int panel, sim_error *err)
{
    size_t n = j->validation->n;

    v->marks = calloc(n + 1, sizeof *v->marks);
    v->lines = calloc(n + 1, sizeof *v->lines);
    v->labels = calloc(2 * n + 1, sizeof *v->labels);
    v->words = calloc(2 * n + 1, sizeof *v->words);
    v->places = calloc(2 * n + 1, sizeof *v->places);
    if (!v->marks || !v->lines || !v->labels || !v->words || !v->places)
        return sim_fail_memory(err, "figure");
    for (size_t i = 0; i < n; i++)
        if (j->marks[i].panel == panel) v->marks[v->n++] = &j->marks[i];
    v->at = v->question->at;
    v->values = v->question->values;
    if (!has_lines(v))
        qsort(v->marks, v->n, sizeof *v->marks, compare_points);
    else if (v->question->by_place)
        qsort(v->marks, v->n, sizeof *v->marks, compare_lines);
    return SIM_OK;
}

static bool starts_place(const view *v, size_t i)
{
    const char *place = v->marks[i]->row->place;

    return v->question->by_place && place[0] &&
           (i == 0 || strcmp(place, v->marks[i - 1]->row->place) != 0);
}

/* Numbers the lines from the bottom; a place has one of its own above its rows. */
static void set_lines(view *v)
{
    size_t line;

    for (size_t i = 0; i < v->n; i++) v->n_labels += starts_place(v, i) ? 2 : 1;
    line = v->n_labels;
    for (size_t i = 0; i < v->n; i++) {
        if (starts_place(v, i)) v->places[--line] = v->marks[i]->row->place;
        v->lines[i] = --line;
    }
    for (size_t i = 0; i < v->n_labels; i++) v->words[i] = v->labels[i];
    v->at.words = v->words;
    v->at.n_words = v->n_labels;
    if (v->question->form != PLOT_LINES_SIGN) return;
    v->values.words = signs;
    v->values.n_words = sizeof signs / sizeof *signs;
}

/* "6" months, passage "3" or "1–10". */
static void print_slot(const view *v, const plot_mark *m, label text)
{
    char number[SIM_NUMBER_SIZE];
    const char *dash = strchr(m->row->at, '-');

    sim_number_print(number, m->at, m->at > 1 ? 2 : 1);
    if (v->question->form == PLOT_BY_TIME || !dash)
        snprintf(text, LABEL_SIZE, "%s", number);
    else
        snprintf(text, LABEL_SIZE, "%.*s–%s", (int)(dash - m->row->at), m->row->at,
                 dash + 1);
}

/* Times and passages become categories, as long as they are few: most rows are of the same. */
static void set_slots(view *v)
{
    label last = "", text;
    size_t n = 0;

    for (size_t i = 0; i < v->n; i++) {
        print_slot(v, v->marks[i], text);
        if (n > 0 && strcmp(text, last) == 0) {
            v->lines[i] = n - 1;
            continue;
        }
        snprintf(v->labels[n], LABEL_SIZE, "%s", text);
        snprintf(last, sizeof last, "%s", text);
        v->lines[i] = n++;
    }
    if (n > MOST_SLOTS) return;
    v->n_labels = n;
    for (size_t i = 0; i < n; i++) v->words[i] = v->labels[i];
    v->at.words = v->words;
    v->at.n_words = n;
}

/* Where a mark stands on the axis that is not that of values. */
static double at_of(const view *v, size_t i)
{
    return v->at.words ? (double)v->lines[i] : v->marks[i]->at;
}

/* ---- axes ------------------------------------------------------------------ */

/* The most that a number of the model's may add to the end of an axis: as much as what was
 * measured takes, on a log axis two decades. */
static double widest(const view *v, plot_range range)
{
    double from = plot_measure_even(&v->values, range.from);
    double to = plot_measure_even(&v->values, range.to);

    if (v->values.scale == PLOT_LOG) return most_decades;
    return fmax(to - from, fmax(fabs(from), fabs(to)));
}

static void add_predicted(const view *v, plot_range *range)
{
    const plot_measure *m = &v->values;
    bool is_any = plot_range_is_empty(*range);
    double most = is_any ? INFINITY : widest(v, *range);
    double from = plot_measure_even(m, range->from) - most;
    double to = plot_measure_even(m, range->to) + most;

    for (size_t i = 0; i < v->n; i++) {
        const double values[] = {v->marks[i]->predicted, v->marks[i]->low90,
                                 v->marks[i]->high90};

        for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
            double even = plot_measure_even(m, values[k]);

            if (is_any || (even >= from && even <= to)) plot_range_add(range, m, values[k]);
        }
    }
}

/* What was measured sets the scale. */
static plot_range find_values(const view *v)
{
    plot_range range = plot_range_empty(), fixed = v->question->range;
    const plot_measure *m = &v->values;
    bool is_ratio = v->question->form == PLOT_LINES_RATIO;

    if (m->words) return (plot_range){-0.5, (double)m->n_words - 0.5};
    for (size_t i = 0; i < v->n; i++) {
        plot_range_add(&range, m, v->marks[i]->measured);
        plot_range_add(&range, m, v->marks[i]->low);
        plot_range_add(&range, m, v->marks[i]->high);
    }
    add_predicted(v, &range);
    if (is_ratio) plot_range_add(&range, m, ratio_room);
    if (is_ratio) plot_range_add(&range, m, 1 / ratio_room);
    if (m->scale == PLOT_LINEAR) plot_range_add(&range, m, 0);
    if (plot_range_is_empty(range)) range = (plot_range){1, 10};
    range = plot_range_widen(range, m, value_room);
    if (!isnan(fixed.from)) range.from = fixed.from;
    if (!isnan(fixed.to)) range.to = fixed.to;
    return range.from < range.to ? range : (plot_range){range.from, range.from + 1};
}

static plot_range find_at(const view *v)
{
    plot_range range = plot_range_empty();

    if (v->at.words) return (plot_range){-0.5, (double)v->at.n_words - 0.5};
    for (size_t i = 0; i < v->n; i++) plot_range_add(&range, &v->at, v->marks[i]->at);
    if (plot_range_is_empty(range)) range = (plot_range){1, 100};
    return plot_range_widen(range, &v->at, at_room);
}

/* In em; a list of very many lines does without words. */
static double list_height(const view *v)
{
    return line_height * fmin((double)v->n_labels, PLOT_MOST_TICKS);
}

static void set_facet(view *v, plot_facet *facet)
{
    *facet = (plot_facet){.title = v->question->title,
                          .saying = v->saying,
                          .measure = has_lines(v) ? &v->values : &v->at,
                          .range = has_lines(v) ? find_values(v) : find_at(v),
                          .y = has_lines(v) ? &v->at : &v->values,
                          .y_range = has_lines(v) ? find_at(v) : find_values(v),
                          .height = has_lines(v) ? list_height(v) : 0,
                          .words = v->question->form == PLOT_LINES_SIGN ? sign_share
                                                                        : word_share};
}

/* A page of few, low panels reads best where all lists stand below the points. */
static bool is_in_turn(const job *j, const plot_question *q, bool lists)
{
    bool brief = j->facets.draft->look->size->brief;

    return brief ? plot_question_has_lines(q) == lists : !lists;
}

static sim_status set_views(job *j, sim_error *err)
{
    plot_facets *f = &j->facets;
    sim_status status = SIM_OK;

    for (int lists = 0; lists < 2; lists++)
        for (size_t i = 0; status == SIM_OK && plot_question_find(i); i++) {
            view *v = &j->views[f->n];

            if (!is_in_turn(j, plot_question_find(i), lists == 1)) continue;
            if (!is_asked(j, (int)i)) continue;
            v->question = plot_question_find(i);
            status = collect(j, v, (int)i, err);
            if (has_lines(v)) set_lines(v);
            if (has_slots(v)) set_slots(v);
            set_view_saying(v);
            set_facet(v, &f->list[f->n++]);
        }
    return status;
}

/* ---- arranging ------------------------------------------------------------- */

static plot_draft *draft_of(const job *j) { return j->facets.draft; }

static double em(const job *j, double ems) { return plot_em(draft_of(j)->look, ems); }

/* Is something drawn that this sign explains? */
static bool is_needed(const job *j, plot_key_kind kind)
{
    for (size_t i = 0; i < j->validation->n; i++) {
        const plot_finding *row = j->marks[i].row;

        if (j->marks[i].panel == PLOT_NO_PANEL) continue;
        if (kind == PLOT_KEY_TARGET || (kind == PLOT_KEY_MISS && !row->hit) ||
            (kind == PLOT_KEY_FITTED && row->is_calibration) ||
            (kind == PLOT_KEY_OPEN && !row->is_calibration))
            return true;
    }
    return false;
}

static double draw_header(const job *j, double y)
{
    static const plot_key keys[] = {
        {.kind = PLOT_KEY_TARGET,
         .text = "measured, and the interval that counts as right"},
        {.kind = PLOT_KEY_FITTED, .text = "the model, fitted to it: calibration"},
        {.kind = PLOT_KEY_OPEN, .text = "the model, not fitted: predicted"},
        {.kind = PLOT_KEY_MISS, .text = "a miss"},
    };
    enum { N_KEYS = sizeof keys / sizeof *keys };
    plot_draft *d = draft_of(j);
    plot_box room = {d->look->size->margin, y + em(j, key_gap),
                     plot_inner_width(d->look, d->width), 0};
    plot_key needed[N_KEYS];
    size_t n = 0;

    for (size_t i = 0; i < N_KEYS; i++)
        if (is_needed(j, keys[i].kind)) needed[n++] = keys[i];
    room.y += plot_key_draw(&d->canvas, d->look, needed, n, room);
    return room.y + em(j, head_gap);
}

/* Lines that stand closer than words are high have none. */
static bool is_legible(const job *j, size_t panel)
{
    const plot_text style = plot_text_for(draft_of(j)->look, PLOT_TICK);
    double height =
        plot_measure_text(&draft_of(j)->canvas, &style, (plot_point){0, 0}, "0").height;

    return j->views[panel].n_labels <= PLOT_MOST_TICKS &&
           plot_facets_box(&j->facets, panel).height >=
               legible * height * (double)j->views[panel].n_labels;
}

static void label_lines(job *j, size_t panel)
{
    view *v = &j->views[panel];

    for (size_t i = 0; i < v->n; i++)
        print_label(j, panel, v->marks[i]->row, v->labels[v->lines[i]]);
    for (size_t i = 0; i < v->n_labels && !is_legible(j, panel); i++) v->words[i] = "";
}

static void arrange(void *figure, plot_draft *draft)
{
    job *j = figure;
    double top = draw_header(j, draft->top);

    if (j->facets.n == 0) {
        if (draft->height == 0) draft->height = ceil(top + draft->below);
        return;
    }
    plot_facets_arrange(&j->facets, top, draft->below);
    for (size_t i = 0; i < j->facets.n; i++)
        if (has_lines(&j->views[i])) label_lines(j, i);
    plot_facets_arrange(&j->facets, top, draft->below);
}

/* ---- drawing --------------------------------------------------------------- */

/* Where a value is on its axis of the panel: at the edge if it is further, and then which. */
static double place_value(const job *j, size_t panel, double value, int *beyond)
{
    const view *v = &j->views[panel];
    const plot_ruler *r =
        has_lines(v) ? &j->facets.x[panel] : plot_facets_y(&j->facets, panel);
    plot_box b = plot_facets_box(&j->facets, panel);
    double share;

    *beyond = 0;
    if (isnan(value)) return NAN;
    *beyond = (value > r->to) - (value < r->from);
    share = *beyond > 0 ? 1 : *beyond < 0 ? 0 : plot_ruler_place(r, value);
    return has_lines(v) ? b.x + b.width * share : b.y + b.height * (1 - share);
}

static double place_at(const job *j, size_t panel, double at)
{
    plot_box b = plot_facets_box(&j->facets, panel);

    if (has_lines(&j->views[panel]))
        return b.y +
               b.height * (1 - plot_ruler_place(plot_facets_y(&j->facets, panel), at));
    return b.x + b.width * plot_ruler_place(&j->facets.x[panel], at);
}

/* Points over the same place stand side by side. */
typedef struct {
    size_t first, end; /* of the marks */
    double middle, step;
} group;

/* The room of a group: halfway to its neighbours or the edges, whichever is nearer. */
static double group_room(const job *j, size_t panel, const group *g)
{
    const view *v = &j->views[panel];
    plot_box b = plot_facets_box(&j->facets, panel);
    double left = 2 * (g->middle - b.x), right = 2 * (b.x + b.width - g->middle);

    if (g->first > 0 && !v->marks[g->first - 1]->is_across)
        left = g->middle - place_at(j, panel, at_of(v, g->first - 1));
    if (g->end < v->n) right = place_at(j, panel, at_of(v, g->end)) - g->middle;
    return crowded * fmin(left, right);
}

static group find_group(const job *j, size_t panel, size_t first)
{
    const view *v = &j->views[panel];
    group g = {first, first + 1, place_at(j, panel, at_of(v, first)), em(j, apart)};

    if (has_lines(v)) return g;
    while (g.end < v->n && at_of(v, g.end) == at_of(v, first)) g.end++;
    if (g.end > g.first + 1)
        g.step = fmin(g.step, group_room(j, panel, &g) / (double)(g.end - g.first));
    return g;
}

static plot_target find_target(const job *j, size_t panel, size_t i, const group *g)
{
    const plot_mark *m = j->views[panel].marks[i];
    double width = plot_target_width(draft_of(j)->look);
    double shift = (double)(i - g->first) - 0.5 * (double)(g->end - g->first - 1);
    int none;
    plot_target t = {
        .is_upright = !has_lines(&j->views[panel]),
        .across = g->middle + shift * g->step,
        .from = place_value(j, panel, m->low, &none),
        .to = place_value(j, panel, m->high, &none),
        .measured = place_value(j, panel, m->measured, &none),
        .low90 = place_value(j, panel, m->low90, &none),
        .high90 = place_value(j, panel, m->high90, &none),
        .is_filled = m->row->is_calibration,
        .is_miss = !m->row->hit,
        .width = width,
    };

    if (g->end > g->first + 1)
        t.width = fmax(bars_least * width, fmin(width, 0.8 * g->step));
    t.predicted = place_value(j, panel, m->predicted, &t.beyond);
    t.predicted -=
        t.beyond * plot_target_reach(draft_of(j)->look) * (t.is_upright ? -1 : 1);
    return t;
}

typedef void draw_part(plot_canvas *canvas, const plot_look *look, const plot_target *t);

/* How many bands across there are; they come first. */
static size_t count_bands(const view *v)
{
    size_t n = 0;

    while (n < v->n && v->marks[n]->is_across) n++;
    return n;
}

/* Their dots stand at the right edge, one left of the other. */
static plot_target find_band(const job *j, size_t panel, size_t i)
{
    plot_box b = plot_facets_box(&j->facets, panel);
    double step =
        fmin(em(j, band_step), b.width / (double)(count_bands(&j->views[panel]) + 1));
    const group alone = {i, i + 1, b.x + b.width - step * (double)(i + 1), 0};

    return find_target(j, panel, i, &alone);
}

static void draw_bands(const job *j, size_t panel, draw_part *draw_one, bool is_bar)
{
    const view *v = &j->views[panel];
    plot_draft *d = draft_of(j);
    plot_box b = plot_facets_box(&j->facets, panel);

    for (size_t i = 0; i < count_bands(v); i++) {
        plot_target t = find_band(j, panel, i);

        if (is_bar) {
            t.across = b.x + 0.5 * b.width;
            t.width = b.width;
            t.is_faint = true;
        }
        draw_one(&d->canvas, d->look, &t);
    }
}

static void draw_targets(const job *j, size_t panel, draw_part *draw_one)
{
    const view *v = &j->views[panel];
    plot_draft *d = draft_of(j);
    group g;

    for (size_t first = 0; first < v->n; first = g.end) {
        if (v->marks[first]->is_across) {
            g.end = first + 1;
            continue;
        }
        g = find_group(j, panel, first);
        for (size_t i = g.first; i < g.end; i++) {
            plot_target t = find_target(j, panel, i, &g);

            draw_one(&d->canvas, d->look, &t);
        }
    }
}

/* Of a list: what its axis sees at best, and what the lines have in common. */
static void draw_limits(const job *j, size_t panel)
{
    const view *v = &j->views[panel];
    plot_draft *d = draft_of(j);
    const plot_pen pen = plot_plain_pen(d->look, d->look->theme->ink, limit_width);
    double half = em(j, limit_half);
    int beyond;

    for (size_t i = 0; v->question->has_limits && i < v->n; i++) {
        double x = place_value(j, panel, v->marks[i]->row->limit, &beyond);
        double y = place_at(j, panel, at_of(v, i));

        if (isnan(x) || beyond != 0) continue;
        plot_draw_segment(&d->canvas, &pen, (plot_point){x, y - half},
                          (plot_point){x, y + half});
    }
}

/* Thin lines part categories. */
static void draw_slots(const job *j, size_t panel)
{
    const view *v = &j->views[panel];
    plot_draft *d = draft_of(j);
    const plot_pen pen = plot_plain_pen(d->look, d->look->theme->grid, 0.7);
    plot_box b = plot_facets_box(&j->facets, panel);
    size_t n = has_lines(v) ? v->values.n_words : v->at.n_words;

    for (size_t i = 1; i < n; i++) {
        double x = b.x + b.width * (double)i / (double)n;

        plot_draw_segment(&d->canvas, &pen, (plot_point){x, b.y},
                          (plot_point){x, b.y + b.height});
    }
}

/* A thin line leads from a label to its marks. */
static void draw_leads(const job *j, size_t panel)
{
    const view *v = &j->views[panel];
    plot_draft *d = draft_of(j);
    const plot_pen pen = plot_plain_pen(d->look, d->look->theme->grid, 0.7);
    plot_box b = plot_facets_box(&j->facets, panel);

    for (size_t i = 0; has_lines(v) && i < v->n; i++) {
        double y = place_at(j, panel, at_of(v, i));

        plot_draw_segment(&d->canvas, &pen, (plot_point){b.x, y},
                          (plot_point){b.x + b.width, y});
    }
}

/* Host and bed, above the lines that have them. */
static void draw_places(const job *j, size_t panel)
{
    const view *v = &j->views[panel];
    plot_draft *d = draft_of(j);
    plot_text style = plot_text_for(d->look, PLOT_SAYING);
    plot_box b = plot_facets_box(&j->facets, panel);

    double left = plot_facets_left(&j->facets, panel);

    style.align_y = 0.5;
    style.lines = 1;
    style.width = b.x + b.width - left;
    style.halo = em(j, halo);
    style.halo_color = d->look->theme->paper;
    for (size_t i = 0; has_lines(v) && i < v->n_labels && is_legible(j, panel); i++)
        if (v->places[i])
            plot_draw_text(&d->canvas, &style,
                           (plot_point){left, place_at(j, panel, (double)i)}, v->places[i]);
}

static void draw_panel(const job *j, size_t panel)
{
    plot_facets_draw_grid(&j->facets, panel);
    draw_slots(j, panel);
    draw_leads(j, panel);
    draw_bands(j, panel, plot_target_draw_bar, true);
    draw_targets(j, panel, plot_target_draw_bar);
    draw_limits(j, panel);
    plot_facets_draw_axes(&j->facets, panel);
    draw_places(j, panel);
    draw_bands(j, panel, plot_target_draw_dot, false);
    draw_targets(j, panel, plot_target_draw_dot);
}

static void draw(void *figure, plot_draft *draft)
{
    job *j = figure;

    draw_header(j, draft->top);
    for (size_t i = 0; i < j->facets.n; i++) draw_panel(j, i);
}

/* ---- in sentences ---------------------------------------------------------- */

/* "mm"; nothing of a sign or a bare number. */
static const char *unit_of(const plot_finding *row)
{
    return row->is_sign || strcmp(row->unit, "1") == 0 ? "" : row->unit;
}

static void tell_miss(const plot_finding *row, GString *words)
{
    char measured[SIM_NUMBER_SIZE], predicted[SIM_NUMBER_SIZE] = "never";

    sim_number_print(measured, row->measured, DIGITS);
    if (!isinf(row->predicted)) sim_number_print(predicted, row->predicted, DIGITS);
    g_string_append_printf(words, "%s, %s: %s against %s", row->study, row->row, predicted,
                           measured);
    if (*unit_of(row)) g_string_append_printf(words, " %s", unit_of(row));
}

static void tell_misses(const view *v, GString *words)
{
    size_t n = 0;

    for (size_t i = 0; i < v->n; i++) {
        if (v->marks[i]->row->hit) continue;
        g_string_append(words, n++ > 0 ? "; " : " Misses: ");
        tell_miss(v->marks[i]->row, words);
    }
    g_string_append(words, n > 0 ? ". " : " ");
}

static void tell(const void *figure, GString *words)
{
    const job *j = figure;

    g_string_append_printf(words, "%sFigure of %zu panel%s. ", j->saying, j->facets.n,
                           j->facets.n == 1 ? "" : "s");
    for (size_t i = 0; i < j->facets.n; i++) {
        const view *v = &j->views[i];

        g_string_append_printf(words, "%s, %zu row%s, %s.", v->question->title, v->n,
                               v->n == 1 ? "" : "s", v->saying);
        tell_misses(v, words);
    }
}

/* ---- the figure ------------------------------------------------------------ */

static sim_status check_rows(const plot_validation *v, sim_error *err)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->rows[i].low > v->rows[i].high || v->rows[i].low90 > v->rows[i].high90)
            return sim_fail(err, SIM_EVALUE,
                            "figure 'validation': an interval of '%s', '%s' ends before it "
                            "starts",
                            v->rows[i].study, v->rows[i].row);
    return SIM_OK;
}

static sim_status init_job(job *j, sim_error *err)
{
    const plot_validation *v = j->validation;
    bool brief = draft_of(j)->look->size->brief;
    sim_status status;

    j->marks = calloc(v->n + 1, sizeof *j->marks);
    if (!j->marks) return sim_fail_memory(err, "figure");
    for (size_t i = 0; i < v->n; i++) {
        j->marks[i] = plot_mark_find(&v->rows[i], brief);
        plot_score_add(&j->score, &v->rows[i]);
        if (!v->rows[i].runs)
            j->n_idle++;
        else if (isnan(v->rows[i].predicted))
            j->n_empty++;
        else if (j->marks[i].panel == PLOT_NO_PANEL)
            j->n_missing++;
    }
    j->facets.broad = true;
    status = set_views(j, err);
    j->facets.aspect = aspects[j->facets.n < N_ASPECTS ? j->facets.n : N_ASPECTS - 1];
    set_title(j);
    set_saying(j);
    return status;
}

static void free_job(job *j)
{
    for (size_t i = 0; i < PLOT_MOST_PANELS; i++) {
        view *v = &j->views[i];

        free(v->marks);
        free(v->lines);
        free(v->labels);
        free(v->words);
        free(v->places);
    }
    free(j->marks);
}

sim_status plot_validation_write(const plot_validation *validation,
                                 const plot_caption *caption, const plot_look *look,
                                 FILE *out, sim_error *err)
{
    plot_draft draft = {.look = look, .caption = caption};
    job *j = calloc(1, sizeof *j);
    plot_maker maker = {.is_page = true, .arrange = arrange, .draw = draw, .tell = tell};
    sim_status status = j ? check_rows(validation, err) : sim_fail_memory(err, "figure");

    if (status == SIM_OK) {
        j->validation = validation;
        j->facets.draft = &draft;
        status = init_job(j, err);
        maker.title = j->title;
        maker.saying = j->saying[0] ? j->saying : NULL;
    }
    if (status == SIM_OK) status = plot_draft_write(&draft, &maker, j, out, err);
    if (j) free_job(j);
    free(j);
    return status;
}
