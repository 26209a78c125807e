#include "plots/marks.h"

#include <math.h>
#include <string.h>

#include "sim/io/number.h"

static const double month = 365.0 / 12; /* day */

#define AUTO NAN
#define TITLE(text) .title = text,
#define AT(text, of, scale) .at = {text, of, PLOT_##scale, false, NULL, 0, NULL},
#define VALUES(text, of, scale, from, to) \
    .values = {text, of, PLOT_##scale, false, NULL, 0, NULL}, .range = {from, to},
#define NOTE(text) .note = text,
#define BAND(word) .band = word,
#define PLACES .by_place = true,
#define LIMITS .has_limits = true,
#define DETAIL .detail = true,

static const plot_question questions[] = {
#define PANEL(id, kind, ...) {.name = #id, .form = PLOT_##kind, __VA_ARGS__},
#define TAKE(...)
#define BED(...)
#include "plots/validation.def"
#undef PANEL
#undef TAKE
#undef BED
};

/* Panels by number. */
enum {
#define PANEL(id, ...) PANEL_##id,
#define TAKE(...)
#define BED(...)
#include "plots/validation.def"
#undef PANEL
#undef TAKE
#undef BED
    N_QUESTIONS
};

typedef enum { NUMBERS = 1, SIGNS = 2, BOTH = NUMBERS | SIGNS } kinds;

/* Texts NULL: any. */
typedef struct {
    int panel;
    kinds kind;
    const char *group, *quantity, *how, *unit, *at, *arm;
    bool is_compared, is_of_culture;
    double times; /* 0: 1 */
} rule;

#define GROUP(text) .group = text,
#define QUANTITY(text) .quantity = text,
#define HOW(text) .how = text,
#define UNIT(text) .unit = text,
#define WHERE(text) .at = text,
#define ARM(text) .arm = text,
#define COMPARED .is_compared = true,
#define CULTURE .is_of_culture = true,
#define TIMES(factor) .times = factor,

static const rule rules[] = {
#define PANEL(...)
#define TAKE(id, which, ...) {.panel = PANEL_##id, .kind = which, __VA_ARGS__},
#define BED(...)
#include "plots/validation.def"
#undef PANEL
#undef TAKE
#undef BED
};

enum { N_RULES = sizeof rules / sizeof *rules };

const plot_question *plot_question_find(size_t i)
{
    return i < N_QUESTIONS ? &questions[i] : NULL;
}

static const struct {
    const char *start, *bed;
} beds[] = {
#define PANEL(...)
#define TAKE(...)
#define BED(quantity, text) {quantity, text},
#include "plots/validation.def"
};

const char *plot_mark_bed(const plot_finding *row)
{
    for (size_t i = 0; i < sizeof beds / sizeof *beds; i++) {
        if (g_str_has_prefix(row->quantity, beds[i].start)) return beds[i].bed;
    }
    return "";
}

/* ---- which rows ------------------------------------------------------------ */

/* Is the text one of "a|b"? */
static bool is_one_of(const char *choices, const char *text)
{
    size_t n = strlen(text);

    for (const char *at = choices; at; at = strchr(at, '|')) {
        at += *at == '|' ? 1 : 0;
        if (strncmp(at, text, n) == 0 && (at[n] == '|' || at[n] == '\0')) return true;
    }
    return !choices;
}

static bool fits(const rule *r, const plot_finding *row)
{
    return (r->kind & (row->is_sign ? SIGNS : NUMBERS)) &&
           is_one_of(r->group, row->group) && is_one_of(r->quantity, row->quantity) &&
           is_one_of(r->how, row->how) && is_one_of(r->unit, row->unit) &&
           is_one_of(r->at, row->at) && is_one_of(r->arm, row->arm) &&
           (!r->is_compared || row->against[0]) &&
           (!r->is_of_culture || row->is_of_culture);
}

/* ---- where ----------------------------------------------------------------- */

/* "8", or the middle of "1-10"; NAN for anything else. */
static double read_at(const char *text)
{
    double first, last;
    const char *rest;

    if (!sim_number_parse_start(text, &first, &rest)) return NAN;
    if (*rest == '\0') return first;
    if (*rest != '-' || !sim_number_parse(rest + 1, &last)) return NAN;
    return 0.5 * (first + last);
}

static double find_at(plot_form form, const plot_finding *row)
{
    switch (form) {
    case PLOT_BY_DOUBLINGS:
        return row->doublings;
    case PLOT_BY_PASSAGE:
        return read_at(row->at);
    case PLOT_BY_TIME:
        return read_at(row->at) / month;
    case PLOT_BY_SIZE:
        return row->n > 0 && plot_drawable(row->n) ? row->n : INFINITY;
    default:
        return NAN;
    }
}

/* What is right: of a sign, where the reading would give it. */
static void set_bounds(plot_mark *m)
{
    const plot_finding *row = m->row;

    m->low = isfinite(row->low) ? row->low : -INFINITY;
    m->high = isfinite(row->high) ? row->high : INFINITY;
    m->measured = row->measured;
    if (!row->is_sign) return;
    m->measured = NAN;
    if (row->measured > 0) {
        m->low = m->high;
        m->high = INFINITY;
    } else if (row->measured < 0) {
        m->high = m->low;
        m->low = -INFINITY;
    }
}

/* Signs are categories, counted from 0; what is right is all of the one that was measured. */
static void set_sign(plot_mark *m)
{
    m->measured = NAN;
    m->predicted = 1 + m->row->predicted;
    m->low = 1 + m->row->measured - 0.5;
    m->high = 1 + m->row->measured + 0.5;
    m->low90 = m->high90 = NAN;
}

typedef double converter(const plot_mark *m, double value);

static double multiply(const plot_mark *m, double value) { return value * m->at; }

static double divide(const plot_mark *m, double value) { return value / m->measured; }

/* By how many half-widths of its interval, on that side, a value is off. */
static double count_spans(const plot_mark *m, double value)
{
    bool is_log = strcmp(m->row->scale, "log2") == 0 && m->measured > 0;
    double bound = value < m->measured ? m->low : m->high;
    double off = value - m->measured, span = fabs(bound - m->measured);

    if (is_log && isfinite(bound) && bound > 0 && value >= 0) {
        off = log(value / m->measured);
        span = fabs(log(bound / m->measured));
    }
    return off == 0 || isinf(span) ? 0 : off / span;
}

static void convert(plot_mark *m, converter *by)
{
    const plot_mark before = *m;

    m->measured = by(&before, before.measured);
    m->predicted = by(&before, before.predicted);
    m->low90 = by(&before, before.low90);
    m->high90 = by(&before, before.high90);
    if (isfinite(before.low)) m->low = by(&before, before.low);
    if (isfinite(before.high)) m->high = by(&before, before.high);
}

static bool is_shown(const plot_mark *m)
{
    return !isnan(m->predicted) && m->low <= m->high &&
           (isfinite(m->measured) || isfinite(m->low) || isfinite(m->high));
}

static bool place_line(plot_mark *m, plot_form form)
{
    if (form == PLOT_LINES_RATIO && !(m->measured > 0)) return false;
    if (form == PLOT_LINES_RATIO) convert(m, divide);
    if (form == PLOT_LINES_SPANS) convert(m, count_spans);
    if (form == PLOT_LINES_SIGN) set_sign(m);
    return true;
}

static bool has_place(const plot_question *q, const plot_mark *m)
{
    return q->form >= PLOT_BY_SIZE || m->is_across ||
           !isnan(plot_measure_even(&q->at, m->at));
}

/* Can this panel show the row? */
static bool place(plot_mark *m, const rule *r)
{
    const plot_question *q = &questions[r->panel];

    set_bounds(m);
    m->predicted = m->row->is_sign ? m->row->reading : m->row->predicted;
    m->low90 = m->row->low90;
    m->high90 = m->row->high90;
    m->is_scaled = r->times > 0;
    m->at = m->is_scaled ? r->times : 1;
    convert(m, multiply);
    m->at = find_at(q->form, m->row);
    m->is_across = q->band && strstr(m->row->study, q->band);
    if (m->is_across) m->at = NAN;
    return has_place(q, m) && place_line(m, q->form) && is_shown(m);
}

plot_mark plot_mark_find(const plot_finding *row, bool brief)
{
    plot_mark mark;

    for (size_t i = 0; row->runs && i < N_RULES; i++) {
        mark = (plot_mark){.row = row, .panel = rules[i].panel};
        if (!fits(&rules[i], row) || !place(&mark, &rules[i])) continue;
        if (brief && questions[mark.panel].detail) break;
        return mark;
    }
    return (plot_mark){.row = row, .panel = PLOT_NO_PANEL};
}

/* ---- scores ---------------------------------------------------------------- */

void plot_score_add(plot_score *score, const plot_finding *row)
{
    plot_share *s = row->is_sign ? score->signs : score->numbers;

    if (!row->runs) return;
    s[row->is_calibration].n++;
    s[row->is_calibration].hits += row->hit ? 1 : 0;
}

void plot_share_print(char text[PLOT_WORDS_SIZE], const plot_share shares[2],
                      const char *noun)
{
    const plot_share *predicted = &shares[0], *fitted = &shares[1];
    const char *space = noun[0] ? " " : "", *join = noun[0] ? " and " : ", ";
    bool both = fitted->n > 0 && predicted->n > 0;
    size_t n = 0;

    text[0] = '\0';
    if (fitted->n > 0)
        n = (size_t)snprintf(text, PLOT_WORDS_SIZE, "%zu of %zu calibration%s%s%s",
                             fitted->hits, fitted->n, space, noun, both ? join : "");
    if (predicted->n > 0)
        snprintf(text + n, PLOT_WORDS_SIZE - n, "%zu of %zu predicted%s%s", predicted->hits,
                 predicted->n, space, both && noun[0] ? "ones" : noun);
}
