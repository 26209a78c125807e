#include "plots/answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/number.h"

static const double line_height = 1.32;                  /* em */
static const double value_room = 0.05, at_room = 0.06;   /* of an axis, beyond its ends */
static const double word_share = 0.5, sign_share = 0.64; /* of a panel's room */
static const double ratio_room = 2;   /* an axis of ratios reaches that far at least */
static const double most_decades = 2; /* that the model adds to a log axis, at each end */
static const double most_spans = 3;   /* of what was measured, that it adds to another */

enum { MOST_SLOTS = 12, SHORT_STUDY = 4, LONG_STUDY = 70, DIGITS = 3, SLOT_DIGITS = 2 };

static const char *const signs[] = {"less", "same", "more"};

bool plot_answer_has_lines(const plot_answer *a) { return a->question->form >= PLOT_LINES; }

static bool has_slots(const plot_answer *a)
{
    return a->question->form >= PLOT_BY_PASSAGE && a->question->form <= PLOT_BY_SIZE;
}

/* ---- words ----------------------------------------------------------------- */

/* "limit 0.01", "limits 0.0001 to 0.01"; "" where none is told. */
static void print_limits(const plot_answer *a, char text[PLOT_WORDS_SIZE])
{
    char low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];
    double least = INFINITY, most = -INFINITY;

    for (size_t i = 0; i < a->n; i++) {
        least = fmin(least, a->marks[i]->row->limit);
        most = fmax(most, a->marks[i]->row->limit);
    }
    sim_number_print(low, least, DIGITS);
    sim_number_print(high, most, DIGITS);
    text[0] = '\0';
    if (least > most) return;
    snprintf(text, PLOT_WORDS_SIZE, least < most ? "; limits %s to %s" : "; limit %s", low,
             high);
}

/* A note is about bands, limits or numbers in another unit, and told where there are some. */
static const char *find_note(const plot_answer *a)
{
    for (size_t i = 0; i < a->n; i++) {
        const plot_mark *m = a->marks[i];

        if (m->is_across || m->is_scaled ||
            (a->question->has_limits && !isnan(m->row->limit)))
            return a->question->note;
    }
    return NULL;
}

static void set_saying(plot_answer *a)
{
    const char *note = find_note(a);
    char numbers[PLOT_WORDS_SIZE], sign[PLOT_WORDS_SIZE], more[PLOT_WORDS_SIZE] = "";
    plot_score score = {0};

    for (size_t i = 0; i < a->n; i++) plot_score_add(&score, a->marks[i]->row);
    plot_share_print(numbers, score.numbers, "");
    plot_share_print(sign, score.signs, "");
    if (a->question->by_place && !a->question->has_limits) print_limits(a, more);
    snprintf(a->saying, sizeof a->saying, "within: %.80s%s%.60s%.60s%s%.60s",
             numbers[0] ? numbers : sign, numbers[0] && sign[0] ? "; signs: " : "",
             numbers[0] ? sign : "", more, note ? "; " : "", note ? note : "");
}

/* A study's name up to what explains it: "Braid 2018 (nude mouse)". */
static size_t short_length(const char *study)
{
    size_t n = strcspn(study, "(,;");

    while (n > 0 && study[n - 1] == ' ') n--;
    if (n == 0) n = strlen(study);
    return n < LONG_STUDY ? n : LONG_STUDY;
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
static bool is_alone(const plot_answer *a, const plot_finding *row)
{
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++)
        n += strcmp(a->marks[i]->row->row, row->row) == 0 ? 1 : 0;
    return n == 1;
}

/* Without the part of a letter at the end of a text that was cut. */
static void cut_part(char *text)
{
    const char *end;

    if (!g_utf8_validate(text, -1, &end) && strlen(end) < 4) text[end - text] = '\0';
}

static void copy(const char *from, size_t length, plot_answer_label text)
{
    snprintf(
        text, sizeof(plot_answer_label), "%.*s",
        (int)(length < sizeof(plot_answer_label) ? length : sizeof(plot_answer_label) - 1),
        from);
    cut_part(text);
}

static void join(const char *study, const char *row, plot_answer_label text)
{
    snprintf(text, sizeof(plot_answer_label), "%.75s: %.80s", study, row);
    cut_part(text);
}

/* "Braid 2018: IM".  Where that is wider than the room, the study gets an ellipsis, and is left
 * out where that does not help: long names of rows explain themselves. */
static void print_label(const plot_answer *a, const plot_finding *row, plot_draft *draft,
                        double room, plot_answer_label text)
{
    plot_answer_label whole, study, shorter;

    copy(row->row, strlen(row->row), text);
    if (is_named(row)) return;
    copy(row->study, short_length(row->study), study);
    join(study, row->row, whole);
    memcpy(text, whole, sizeof whole);
    while (plot_draft_measure(draft, PLOT_TICK, text) > room &&
           g_utf8_strlen(study, -1) > SHORT_STUDY) {
        cut_letter(study);
        snprintf(shorter, sizeof shorter, "%.70s…", study);
        join(shorter, row->row, text);
    }
    if (plot_draft_measure(draft, PLOT_TICK, text) <= room) return;
    if (is_alone(a, row))
        copy(row->row, strlen(row->row), text);
    else
        memcpy(text, whole, sizeof whole);
}

void plot_answer_label_lines(plot_answer *a, plot_draft *draft, double room)
{
    for (size_t i = 0; i < a->n; i++)
        print_label(a, a->marks[i]->row, draft, room, a->labels[a->lines[i]]);
}

void plot_answer_hide_labels(plot_answer *a)
{
    for (size_t i = 0; i < a->at.n_words; i++) a->words[i] = "";
    a->at.label = "a line for each row";
}

/* ---- rows into panels ------------------------------------------------------ */

/* "immunodeficient, soft tissue": what is read tells the bed where the place does not. */
static void print_place(const plot_finding *row, plot_answer_label text)
{
    const char *bed = plot_mark_bed(row), *place = row->place;

    snprintf(text, sizeof(plot_answer_label), "%.100s", place);
    if (strchr(place, ',')) return;
    snprintf(text, sizeof(plot_answer_label), "%.100s%s%s", place,
             *place && *bed ? ", " : "", bed);
}

static int compare_places(const plot_mark *a, const plot_mark *b)
{
    plot_answer_label one, other;

    print_place(a->row, one);
    print_place(b->row, other);
    return strcmp(one, other);
}

static int compare_points(const void *one, const void *other)
{
    const plot_mark *a = *(const plot_mark *const *)one;
    const plot_mark *b = *(const plot_mark *const *)other;

    if (a->is_across != b->is_across) return a->is_across ? -1 : 1;
    if (!a->is_across && a->at != b->at) return (a->at > b->at) - (a->at < b->at);
    return (a->row > b->row) - (a->row < b->row);
}

static int compare_lines(const void *one, const void *other)
{
    const plot_mark *a = *(const plot_mark *const *)one;
    const plot_mark *b = *(const plot_mark *const *)other;
    int place = compare_places(a, b);

    return place != 0 ? place : (a->row > b->row) - (a->row < b->row);
}

static void collect(plot_answer *a, sim_pool *pool, int panel, const plot_mark marks[],
                    size_t n)
{
    a->marks = sim_pool_take(pool, n, sizeof *a->marks);
    a->lines = sim_pool_take(pool, n, sizeof *a->lines);
    a->labels = sim_pool_take(pool, 2 * n, sizeof *a->labels);
    a->words = sim_pool_take(pool, 2 * n, sizeof *a->words);
    if (pool->failed) return;
    for (size_t i = 0; i < n; i++) {
        if (marks[i].panel != panel) continue;
        a->marks[a->n++] = &marks[i];
        a->n_bands += marks[i].is_across ? 1 : 0;
    }
    if (!plot_answer_has_lines(a))
        qsort(a->marks, a->n, sizeof *a->marks, compare_points);
    else if (a->question->by_place)
        qsort(a->marks, a->n, sizeof *a->marks, compare_lines);
}

static bool starts_place(const plot_answer *a, size_t i)
{
    return a->question->by_place &&
           (i == 0 || compare_places(a->marks[i], a->marks[i - 1]) != 0);
}

/* Numbers the lines from the bottom; a place has one of its own above its rows. */
static void set_lines(plot_answer *a)
{
    size_t line;

    for (size_t i = 0; i < a->n; i++) a->at.n_words += starts_place(a, i) ? 2 : 1;
    line = a->at.n_words;
    for (size_t i = 0; i < a->n; i++) {
        if (starts_place(a, i)) {
            a->words[--line] = "";
            print_place(a->marks[i]->row, a->labels[line]);
        }
        a->lines[i] = --line;
        a->words[line] = a->labels[line];
    }
    a->at.words = a->words;
    if (a->question->form != PLOT_LINES_SIGN) return;
    a->values.words = signs;
    a->values.n_words = sizeof signs / sizeof *signs;
}

/* "10–19", "20–49": from a 1, 2 or 5 to the next. */
static void print_class(double number, plot_answer_label text)
{
    static const double steps[] = {1, 2, 5, 10};
    double decade = pow(10, floor(log10(number)));
    size_t i = number >= 5 * decade ? 2 : number >= 2 * decade ? 1 : 0;

    snprintf(text, sizeof(plot_answer_label), "%.0f–%.0f", steps[i] * decade,
             steps[i + 1] * decade - 1);
}

/* "6" months, passage "3" or "1–10". */
static void print_slot(const plot_answer *a, const plot_mark *m, plot_answer_label text)
{
    char number[SIM_NUMBER_SIZE];
    const char *dash = strchr(m->row->at, '-');

    sim_number_print(number, m->at, m->at < 100 ? SLOT_DIGITS : DIGITS);
    if (a->question->form == PLOT_BY_PASSAGE && dash)
        snprintf(text, sizeof(plot_answer_label), "%.*s–%s", (int)(dash - m->row->at),
                 m->row->at, dash + 1);
    else if (m->is_across)
        snprintf(text, sizeof(plot_answer_label), "%s", a->question->band);
    else
        snprintf(text, sizeof(plot_answer_label), "%s", isinf(m->at) ? "not told" : number);
}

/* Gives the points slots by their labels, which follow each other; how many. */
static size_t count_slots(plot_answer *a, bool by_class)
{
    plot_answer_label text;
    size_t n = 0;

    for (size_t k = 0; k < a->n; k++) {
        size_t i = (k + a->n_bands) % a->n; /* bands come last */

        if (by_class && isfinite(a->marks[i]->at))
            print_class(a->marks[i]->at, text);
        else
            print_slot(a, a->marks[i], text);
        if (n == 0 || strcmp(text, a->labels[n - 1]) != 0)
            memcpy(a->labels[n++], text, sizeof text);
        a->lines[i] = n - 1;
    }
    return n;
}

/* Times, passages and sizes become categories: most rows are of the same.  Where they are
 * many, sizes are those of classes, and the others stand along an axis. */
static void set_slots(plot_answer *a)
{
    size_t n = count_slots(a, false);

    if (n > MOST_SLOTS && a->question->form != PLOT_BY_SIZE) return;
    if (n > MOST_SLOTS) n = count_slots(a, true);
    for (size_t i = 0; i < n; i++) a->words[i] = a->labels[i];
    a->at.words = a->words;
    a->at.n_words = n;
}

double plot_answer_at(const plot_answer *a, size_t i)
{
    return a->at.words ? (double)a->lines[i] : a->marks[i]->at;
}

/* ---- axes ------------------------------------------------------------------ */

/* The most that a number of the model's may add to the end of an axis. */
static double widest(const plot_answer *a, plot_range range)
{
    double from = plot_measure_even(&a->values, range.from);
    double to = plot_measure_even(&a->values, range.to);

    if (a->values.scale == PLOT_LOG) return most_decades;
    return most_spans * fmax(to - from, fmax(fabs(from), fabs(to)));
}

static void add_predicted(const plot_answer *a, plot_range *range)
{
    const plot_measure *m = &a->values;
    bool is_any = plot_range_is_empty(*range);
    double most = is_any ? INFINITY : widest(a, *range);
    double from = plot_measure_even(m, range->from) - most;
    double to = plot_measure_even(m, range->to) + most;

    for (size_t i = 0; i < a->n; i++) {
        double even = plot_measure_even(m, a->marks[i]->predicted);

        if (is_any || (even >= from && even <= to))
            plot_range_add(range, m, a->marks[i]->predicted);
    }
}

/* What was measured sets the scale; bands may be cut by the frame. */
static plot_range find_values(const plot_answer *a)
{
    plot_range range = plot_range_empty(), fixed = a->question->range;
    const plot_measure *m = &a->values;
    bool is_ratio = a->question->form == PLOT_LINES_RATIO;

    if (m->words) return (plot_range){-0.5, (double)m->n_words - 0.5};
    for (size_t i = 0; i < a->n; i++) {
        plot_range_add(&range, m, a->marks[i]->measured);
        plot_range_add(&range, m, a->marks[i]->low);
        plot_range_add(&range, m, a->marks[i]->high);
    }
    add_predicted(a, &range);
    if (is_ratio) plot_range_add(&range, m, ratio_room);
    if (is_ratio) plot_range_add(&range, m, 1 / ratio_room);
    if (m->scale == PLOT_LINEAR) plot_range_add(&range, m, 0);
    if (plot_range_is_empty(range)) range = (plot_range){1, 10};
    range = plot_range_widen(range, m, value_room);
    if (!isnan(fixed.from)) range.from = fixed.from;
    if (!isnan(fixed.to)) range.to = fixed.to;
    return range.from < range.to ? range : (plot_range){range.from, range.from + 1};
}

static plot_range find_at(const plot_answer *a)
{
    plot_range range = plot_range_empty();

    if (a->at.words) return (plot_range){-0.5, (double)a->at.n_words - 0.5};
    for (size_t i = 0; i < a->n; i++) plot_range_add(&range, &a->at, a->marks[i]->at);
    if (plot_range_is_empty(range)) range = (plot_range){1, 100};
    return plot_range_widen(range, &a->at, at_room);
}

plot_facet plot_answer_facet(const plot_answer *a)
{
    bool has_lines = plot_answer_has_lines(a);
    bool is_sign = a->question->form == PLOT_LINES_SIGN;
    plot_range at = find_at(a), values = find_values(a);
    double height = line_height * fmin((double)a->at.n_words, PLOT_MOST_TICKS);

    return (plot_facet){.title = a->question->title,
                        .saying = a->saying,
                        .measure = has_lines ? &a->values : &a->at,
                        .range = has_lines ? values : at,
                        .y = has_lines ? &a->at : &a->values,
                        .y_range = has_lines ? at : values,
                        .height = has_lines ? height : 0,
                        .words = is_sign ? sign_share : word_share};
}

void plot_answer_init(plot_answer *a, sim_pool *pool, int panel, const plot_mark marks[],
                      size_t n)
{
    *a = (plot_answer){.question = plot_question_find((size_t)panel)};
    a->at = a->question->at;
    a->values = a->question->values;
    collect(a, pool, panel, marks, n);
    if (plot_answer_has_lines(a)) set_lines(a);
    if (has_slots(a)) set_slots(a);
    set_saying(a);
}

/* ---- in sentences ---------------------------------------------------------- */

static void tell_miss(const plot_finding *row, GString *words)
{
    char measured[SIM_NUMBER_SIZE], predicted[SIM_NUMBER_SIZE] = "never";

    sim_number_print(measured, row->measured, DIGITS);
    if (!isinf(row->predicted)) sim_number_print(predicted, row->predicted, DIGITS);
    g_string_append_printf(words, "%s, %s: %s against %s", row->study, row->row, predicted,
                           measured);
    if (!row->is_sign && row->unit[0] && strcmp(row->unit, "1") != 0)
        g_string_append_printf(words, " %s", row->unit);
}

static void tell_misses(const plot_answer *a, GString *words)
{
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++) {
        if (a->marks[i]->row->hit) continue;
        g_string_append(words, n++ > 0 ? "; " : " Misses: ");
        tell_miss(a->marks[i]->row, words);
    }
    g_string_append(words, n > 0 ? ". " : " ");
}

void plot_answer_tell(const plot_answer *a, GString *words)
{
    g_string_append_printf(words, "%s, %zu row%s, %s.", a->question->title, a->n,
                           a->n == 1 ? "" : "s", a->saying);
    tell_misses(a, words);
}
