#include "plots/fact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/number.h"
#include "sim/io/text.h"

enum { DIGITS = 3 };

static const double alike = 0.01;        /* where no row says: relative */
static const double most_percent = 99.5; /* what is more is not all */
static const double most_more = 200;     /* percent; beyond, how many times is told */

static const struct {
    const char *name, *title, *caption;
} cases[] = {
#define CASE(id, name, title, caption) [PLOT_##id] = {name, title, caption},
#include "plots/facts.def"
};

const char *plot_case_name(plot_case is) { return cases[is].name; }

/* 1 where more is better, -1 where less is, 0 else. */
static double sense_of(const plot_topic *topic)
{
    static const double senses[] = {[SIM_MORE_IS_BETTER] = 1, [SIM_LESS_IS_BETTER] = -1};

    return topic->telling ? senses[topic->telling->better] : 0;
}

/* The smallest difference of two numbers that is worth a word. */
static double least_of(const plot_topic *topic, double a, double b)
{
    return topic->telling && topic->reading != PLOT_READ_UNTIL
               ? topic->telling->least
               : alike * fmax(fabs(a), fabs(b));
}

/* ---- reading ---------------------------------------------------------------- */

/* The first of the highest, with sign 1, or lowest values of sign * y; NAN without any. */
static plot_read find_extreme(const plot_stretch *s, double sign)
{
    plot_read read = {.value = NAN, .at = NAN, .base = NAN};

    for (size_t row = s->first; row < s->end; row++) {
        const double x = sim_table_cell(s->table, row, s->x);
        const double y = sim_table_cell(s->table, row, s->y);

        if (!(x >= s->from && x <= s->to) || !isfinite(y)) continue;
        if (isnan(read.base)) read.base = y;
        read.is_end = false;
        if (!isnan(read.value) && !(sign * y > sign * read.value)) continue;
        read.value = y;
        read.at = x;
        read.is_end = true;
    }
    return read;
}

/* The last value or, with a limit, the last that is not below it. */
static plot_read find_last(const plot_stretch *s, double limit)
{
    plot_read read = {.value = NAN, .at = NAN, .base = NAN};

    for (size_t row = s->first; row < s->end; row++) {
        const double x = sim_table_cell(s->table, row, s->x);
        const double y = sim_table_cell(s->table, row, s->y);

        if (!(x >= s->from && x <= s->to) || !isfinite(y)) continue;
        read.is_end = y >= limit;
        if (!read.is_end) continue;
        read.value = y;
        read.at = x;
    }
    return read;
}

plot_read plot_fact_read(const plot_topic *topic, const plot_stretch *s)
{
    plot_read high = find_extreme(s, 1), low = find_extreme(s, -1), read;
    const double up = high.value - high.base, down = low.base - low.value;

    switch (topic->reading) {
    case PLOT_READ_LAST:
        read = find_last(s, -INFINITY);
        break;
    case PLOT_READ_UNTIL:
        read = find_last(s, topic->limit);
        read.value = read.at;
        break;
    case PLOT_READ_BEST:
        read = plot_fact_choose(topic, sense_of(topic) < 0 ? &low : &high,
                                sense_of(topic) < 0 ? &high : &low);
        break;
    default:
        read = up >= down ? high : low;
    }
    read.arm = s->first < s->end ? s->table->keys[s->first] : NULL;
    return read;
}

/* Does it differ from what it would be without an effect? */
static bool changes(const plot_topic *topic, const plot_read *r)
{
    if (isnan(r->value)) return false;
    return isnan(r->base) ||
           !(fabs(r->value - r->base) < least_of(topic, r->value, r->base));
}

plot_read plot_fact_choose(const plot_topic *topic, const plot_read *best,
                           const plot_read *worst)
{
    return !changes(topic, best) && changes(topic, worst) ? *worst : *best;
}

/* ---- comparing -------------------------------------------------------------- */

static bool is_alike(const plot_topic *topic, double a, double b)
{
    char one[SIM_NUMBER_SIZE], other[SIM_NUMBER_SIZE];

    sim_number_print(one, a, DIGITS);
    sim_number_print(other, b, DIGITS);
    return strcmp(one, other) == 0 || fabs(a - b) < least_of(topic, a, b);
}

/* Arms that change, from those that do most to those that do least for the better; first is
 * the earlier of those two in the order of arms. */
typedef struct {
    const plot_read *best, *least, *first, *second;
    size_t n, n_read;
} extremes;

static extremes find_extremes(const plot_topic *topic, const plot_read reads[], size_t n)
{
    const double sense = sense_of(topic) < 0 ? -1 : 1;
    extremes e = {0};

    for (size_t i = 0; i < n; i++) {
        e.n_read += isnan(reads[i].value) ? 0 : 1;
        if (!changes(topic, &reads[i])) continue;
        e.n++;
        if (!e.best || sense * reads[i].value > sense * e.best->value) e.best = &reads[i];
        if (!e.least || sense * reads[i].value < sense * e.least->value)
            e.least = &reads[i];
    }
    if (!e.best) return e;
    e.first = e.best->order <= e.least->order ? e.best : e.least;
    e.second = e.first == e.best ? e.least : e.best;
    return e;
}

static bool is_harmed(const plot_topic *topic, const plot_read *r)
{
    return !isnan(r->base) && sense_of(topic) * (r->value - r->base) < 0;
}

static plot_case judge(const plot_topic *topic, const extremes *e)
{
    if (e->n == 0) return PLOT_NOTHING;
    if (is_harmed(topic, e->best)) return PLOT_HARM;
    if (e->n_read == 1) return PLOT_ONE;
    if (e->n == 1) return PLOT_ALONE;
    if (is_alike(topic, e->best->value, e->least->value)) return PLOT_TIE;
    if (is_harmed(topic, e->least)) return PLOT_MIXED;
    if (sense_of(topic) == 0) return PLOT_DIFFERENT;
    return e->first == e->best ? PLOT_WORSE : PLOT_BETTER;
}

plot_fact plot_fact_of(const plot_topic *topic, const plot_read reads[], size_t n)
{
    const extremes e = find_extremes(topic, reads, n);
    plot_fact fact = {.is = judge(topic, &e), .n = e.n_read, .n_changed = e.n};

    switch (fact.is) {
    case PLOT_NOTHING:
        break;
    case PLOT_HARM:
        fact.arm = *e.least;
        break;
    case PLOT_ONE:
    case PLOT_ALONE:
    case PLOT_TIE:
        fact.arm = *e.best;
        break;
    case PLOT_MIXED:
        fact.arm = *e.best;
        fact.other = *e.least;
        break;
    default:
        fact.arm = *e.first;
        fact.other = *e.second;
    }
    return fact;
}

/* ---- words ------------------------------------------------------------------- */

typedef struct {
    const plot_fact *fact;
    const plot_topic *topic;
    bool rises;
    GString *text;
} writer;

static void add_number(GString *text, double value, const char *unit)
{
    char number[SIM_NUMBER_SIZE];

    sim_number_print(number, value, DIGITS);
    g_string_append(text, number);
    if (*unit && strcmp(unit, "1") != 0) g_string_append_printf(text, " %s", unit);
}

/* "on day 37", "at passage 12". */
static void add_at(GString *text, const plot_topic *topic, double at)
{
    char number[SIM_NUMBER_SIZE];

    sim_number_print(number, at, SIM_NUMBER_SHORT);
    g_string_append_printf(text, "%s %s %s", strcmp(topic->x, "day") == 0 ? "on" : "at",
                           topic->x, number);
}

static void add_value(const writer *w, const plot_read *read)
{
    if (w->topic->reading == PLOT_READ_UNTIL) {
        add_at(w->text, w->topic, read->at);
        if (read->is_end) g_string_append(w->text, " (the end)");
    } else
        add_number(w->text, read->value, w->topic->unit);
}

static void add_quantity(const writer *w, bool starts)
{
    const plot_topic *topic = w->topic;
    const char *words = topic->telling ? topic->telling->words : topic->words;
    const size_t start = w->text->len;

    g_string_append_printf(w->text, "%s%s", topic->of ? topic->of : "", words);
    if (starts) w->text->str[start] = g_ascii_toupper(w->text->str[start]);
}

static const char *lead_of(const writer *w)
{
    const plot_read *r = &w->fact->arm;

    switch (w->topic->reading) {
    case PLOT_READ_LAST:
        return "At the end";
    case PLOT_READ_UNTIL:
        return "Last";
    case PLOT_READ_FARTHEST:
        return "Farthest from the start";
    default:
        break;
    }
    if (w->fact->is == PLOT_NOTHING) return "Change";
    return r->value >= r->base ? "Highest" : "Lowest";
}

static void add_lead(const writer *w) { g_string_append(w->text, lead_of(w)); }
static void add_quantity_first(const writer *w) { add_quantity(w, true); }
static void add_quantity_within(const writer *w) { add_quantity(w, false); }
static void add_arm(const writer *w) { g_string_append(w->text, w->fact->arm.arm); }
static void add_other(const writer *w) { g_string_append(w->text, w->fact->other.arm); }
static void add_arm_value(const writer *w) { add_value(w, &w->fact->arm); }
static void add_other_value(const writer *w) { add_value(w, &w->fact->other); }

static void add_arm_at(const writer *w)
{
    if (w->topic->reading != PLOT_READ_UNTIL) add_at(w->text, w->topic, w->fact->arm.at);
}

static void add_other_at(const writer *w)
{
    if (w->topic->reading != PLOT_READ_UNTIL) add_at(w->text, w->topic, w->fact->other.at);
}

static void add_least(const writer *w)
{
    add_number(w->text, w->topic->telling ? w->topic->telling->least : 0, w->topic->unit);
}

static void add_does(const writer *w)
{
    g_string_append(w->text, w->rises ? "reaches " : "peaks at ");
}

static void add_up_to(const writer *w)
{
    if (!w->rises) g_string_append(w->text, "at ");
}

static void add_with_every(const writer *w)
{
    if (w->fact->n > 1) g_string_append(w->text, " with every arm");
}

static void add_alike(const writer *w)
{
    if (w->fact->n_changed == w->fact->n)
        g_string_append(w->text, "every arm");
    else
        g_string_append_printf(w->text, "%zu arms", w->fact->n_changed);
}

static void add_rest(const writer *w)
{
    const size_t n = w->fact->n - w->fact->n_changed;

    g_string_append_printf(w->text, n == 1 ? "the other" : "the %zu others", n);
}

/* ": 48 % less"; nothing of numbers whose ratio means nothing. */
static void add_change(const writer *w)
{
    const double from = w->fact->arm.value - w->fact->arm.base;
    const double ratio = (w->fact->other.value - w->fact->other.base) / from;
    const double percent = 100 * fabs(ratio - 1);
    char times[SIM_NUMBER_SIZE];

    if (!(ratio > 0)) return;
    sim_number_print(times, ratio, 2);
    if (ratio < 1 && percent > most_percent)
        g_string_append(w->text, ": over 99 % less");
    else if (ratio > 1 && percent > most_more)
        g_string_append_printf(w->text, ": %s times as much", times);
    else if (percent >= 0.5)
        g_string_append_printf(w->text, ": %.0f %% %s", percent,
                               ratio < 1 ? "less" : "more");
}

static const struct {
    const char *name;
    void (*add)(const writer *w);
} places[] = {
    {"quantity", add_quantity_within},
    {"Quantity", add_quantity_first},
    {"lead", add_lead},
    {"least", add_least},
    {"arm", add_arm},
    {"value", add_arm_value},
    {"at", add_arm_at},
    {"other", add_other},
    {"other value", add_other_value},
    {"other at", add_other_at},
    {"does", add_does},
    {"up to", add_up_to},
    {"change", add_change},
    {"with every", add_with_every},
    {"alike", add_alike},
    {"rest", add_rest},
};

enum { N_PLACES = sizeof places / sizeof *places };

static size_t find_place(const char *name, size_t length)
{
    size_t i = 0;

    while (i < N_PLACES &&
           !(strncmp(places[i].name, name, length) == 0 && places[i].name[length] == '\0'))
        i++;
    sim_bug(i == N_PLACES);
    return i;
}

/* No blank stands before a comma, a semicolon or a full stop, after another blank, or at the
 * end. */
static void add_char(GString *text, char c)
{
    if (strchr(" ,;.", c) && text->len > 0 && text->str[text->len - 1] == ' ')
        g_string_truncate(text, text->len - 1);
    g_string_append_c(text, c);
}

static void write_words(const writer *w, const char *words)
{
    for (const char *c = words; *c; c++) {
        const size_t length = strcspn(c, "}");

        if (*c != '{') {
            add_char(w->text, *c);
            continue;
        }
        places[find_place(c + 1, length - 1)].add(w);
        c += length;
    }
    if (w->text->len > 0 && w->text->str[w->text->len - 1] == ' ')
        g_string_truncate(w->text, w->text->len - 1);
}

void plot_fact_caption(const plot_fact *fact, const plot_topic *topic, GString *text)
{
    const writer w = {fact, topic, false, text};

    if (fact->n > 0) write_words(&w, cases[fact->is].caption);
}

void plot_fact_title(const plot_fact *fact, const plot_topic *topic, bool rises,
                     GString *text)
{
    const writer w = {fact, topic, rises, text};

    write_words(&w, cases[fact->is].title);
}

void plot_fact_tell(const plot_read *read, const plot_topic *topic, GString *text)
{
    const plot_fact fact = {.is = PLOT_EACH, .arm = *read};
    const writer w = {&fact, topic, false, text};

    g_string_append_printf(text, "%s: ", read->arm);
    if (isnan(read->value))
        g_string_append(text, "nothing to show");
    else
        write_words(&w, "{lead} {value} {at}");
}

/* ---- figures.csv --------------------------------------------------------------- */

static const sim_column columns[] = {
    {"figure", "1", "name of the figure", SIM_CELL_TEXT},
    {"panel", "1", "name of its panel; empty: all of the figure", SIM_CELL_TEXT},
    {"place", "1", "title, caption or alt: for who cannot see the figure", SIM_CELL_TEXT},
    {"case", "1", "what is found; empty: the text is not about numbers", SIM_CELL_TEXT},
    {"quantity", "1", "column that is told", SIM_CELL_TEXT},
    {"arm", "1", "arm that is told first", SIM_CELL_TEXT},
    {"other_arm", "1", "arm that it is compared with", SIM_CELL_TEXT},
    {"day", "", "when, in the unit of the panel's x", SIM_CELL_NUMBER},
    {"value", "", "value of the arm, in the unit of the quantity", SIM_CELL_NUMBER},
    {"other_value", "", "value of the other arm", SIM_CELL_NUMBER},
    {"text", "1", "what the figure says", SIM_CELL_TEXT},
};
const sim_layout plot_facts_layout = SIM_LAYOUT("figures", columns);

void plot_facts_add(plot_facts *facts, const plot_saying *saying)
{
    char *text;

    if (!facts || facts->failed) return;
    text = sim_text_copy(saying->text);
    if (!text || !sim_memory_grow(&facts->list, facts->n, sizeof *facts->list)) {
        facts->failed = true;
        free(text);
        return;
    }
    facts->list[facts->n] = *saying;
    facts->list[facts->n++].text = text;
}

void plot_facts_free(plot_facts *facts)
{
    for (size_t i = 0; i < facts->n; i++) free(facts->list[i].text);
    free(facts->list);
    *facts = (plot_facts){0};
}

static void write_saying(sim_rows *rows, const plot_saying *s)
{
    sim_rows_text(rows, s->figure);
    sim_rows_text(rows, s->panel);
    sim_rows_text(rows, s->place);
    sim_rows_text(rows, s->has_fact ? plot_case_name(s->fact.is) : "");
    sim_rows_text(rows, s->quantity);
    sim_rows_text(rows, s->fact.arm.arm ? s->fact.arm.arm : "");
    sim_rows_text(rows, s->fact.other.arm ? s->fact.other.arm : "");
    sim_rows_number(rows, s->fact.arm.arm ? s->fact.arm.at : NAN);
    sim_rows_number(rows, s->fact.arm.arm ? s->fact.arm.value : NAN);
    sim_rows_number(rows, s->fact.other.arm ? s->fact.other.value : NAN);
    sim_rows_text(rows, s->text);
}

sim_status plot_facts_write(const plot_facts *facts, const sim_rows_to *to, sim_error *err)
{
    sim_rows rows;

    if (facts->failed) return sim_fail_memory(err, "figures");
    sim_rows_start(&rows, &plot_facts_layout, to);
    for (size_t i = 0; i < facts->n; i++) write_saying(&rows, &facts->list[i]);
    return sim_rows_end(&rows, err);
}
