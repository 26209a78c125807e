#include "plots/phrase.h"

#include <math.h>
#include <string.h>

#include "plots/words.h"
#include "sim/error.h"

enum { DAY_DIGITS = 2 };

static const double whole_days = 10; /* from here on days are told without a fraction */

static const struct {
    const char *name, *title, *caption;
} cases[] = {
#define CASE(id, name, title, caption) [PLOT_##id] = {name, title, caption},
#include "plots/facts.def"
};

const char *plot_case_name(plot_case is) { return cases[is].name; }

typedef struct {
    const plot_fact *fact;
    const plot_topic *topic;
    bool is_title;
    GString *text;
} writer;

/* ---- numbers ------------------------------------------------------------------ */

/* "37", "2.4", "12". */
static void add_x(const writer *w, double x)
{
    const bool is_day = strcmp(w->topic->x, "day") == 0;

    if (is_day && x >= whole_days)
        g_string_append_printf(w->text, "%.0f", x);
    else
        plot_add_plain(w->text, x, is_day ? DAY_DIGITS : PLOT_PHRASE_DIGITS);
}

/* "on day 37", "at passage 12"; of the first day, "after 4 hours". */
static void add_at(const writer *w, double at)
{
    if (strcmp(w->topic->x, "day") == 0 && at > 0 && at < 1) {
        plot_phrase_hours(at, w->text);
        return;
    }
    g_string_append_printf(w->text, "%s %s ", strcmp(w->topic->x, "day") == 0 ? "on" : "at",
                           w->topic->x);
    add_x(w, at);
}

/* "until day 319", "with breaks until day 319", "to the end, day 730". */
static void add_until(const writer *w, const plot_read *read)
{
    if (read->is_broken) g_string_append(w->text, "with breaks ");
    g_string_append_printf(w->text, "%s %s ", read->is_end ? "to the end," : "until",
                           w->topic->x);
    add_x(w, read->at);
}

/* "16.3 mm"; "less than 1 mm", "within 1 mm of 0 mm" of what is not worth a word. */
static void add_number(const writer *w, double value)
{
    const plot_topic *topic = w->topic;
    const bool is_small = value != 0 && plot_fact_is_small(topic, value);

    if (!is_small || !topic->telling) {
        plot_phrase_number(is_small ? 0 : value, topic->unit, w->text);
        return;
    }
    g_string_append(w->text, value > 0 ? "less than " : "within ");
    plot_phrase_number(topic->telling->least, topic->unit, w->text);
    if (value > 0) return;
    g_string_append(w->text, " of ");
    plot_phrase_number(0, topic->unit, w->text);
}

static void add_value(const writer *w, const plot_read *read)
{
    if (w->topic->reading == PLOT_READ_UNTIL)
        add_until(w, read);
    else
        add_number(w, read->value);
}

/* ---- places ------------------------------------------------------------------- */

static void add_quantity(const writer *w)
{
    const plot_topic *topic = w->topic;

    g_string_append_printf(w->text, "%s%s", topic->of ? topic->of : "",
                           topic->telling ? topic->telling->words : topic->words);
}

/* Is the last number of all that are named at one x?  Then the lead tells it. */
static bool shares_end(const writer *w)
{
    const plot_fact *f = w->fact;

    return w->topic->reading == PLOT_READ_LAST && f->is != PLOT_EACH && f->arm.arm &&
           (!f->other.arm || f->other.at == f->arm.at);
}

/* Of what it is told: " (median, on whole days)". */
static void add_kind(const plot_topic *topic, GString *text)
{
    static const char *const kinds[2][2] = {{"", " (on whole days)"},
                                            {" (median)", " (median, on whole days)"}};

    g_string_append(text, kinds[topic->is_median][topic->is_of_days]);
}

static void add_lead(const writer *w)
{
    const plot_topic *topic = w->topic;
    const plot_read *r = &w->fact->arm;
    const char *last = topic->lead ? topic->lead : "at the end";

    if (topic->reading == PLOT_READ_LAST) {
        g_string_append(w->text, last);
        if (shares_end(w)) {
            g_string_append(w->text, ", ");
            add_at(w, r->at);
        }
    } else if (topic->reading == PLOT_READ_UNTIL) {
        g_string_append(w->text, "at least ");
        plot_phrase_number(topic->limit, topic->unit, w->text);
    } else if (w->fact->is == PLOT_NOTHING) {
        g_string_append(w->text, topic->is_of_days ? "always" : "at all times");
    } else if (topic->reading == PLOT_READ_FARTHEST) {
        g_string_append(w->text, "farthest from the start");
    } else {
        g_string_append(w->text, r->value >= r->base ? "highest" : "lowest");
    }
    add_kind(topic, w->text);
}

static void add_kind_of_it(const writer *w) { add_kind(w->topic, w->text); }
static void add_of_days(const writer *w)
{
    if (w->topic->is_of_days) g_string_append(w->text, " (on whole days)");
}
static void add_arm(const writer *w) { plot_phrase_name(w->fact->arm.arm, w->text); }
static void add_other(const writer *w) { plot_phrase_name(w->fact->other.arm, w->text); }
static void add_arm_value(const writer *w) { add_value(w, &w->fact->arm); }
static void add_other_value(const writer *w) { add_value(w, &w->fact->other); }

/* Medians of a title are of what is best in each course, whenever. */
static void add_when(const writer *w, const plot_read *read)
{
    if (w->topic->reading != PLOT_READ_UNTIL && !(w->is_title && w->topic->is_median) &&
        !shares_end(w) && isfinite(read->at))
        add_at(w, read->at);
}

static void add_arm_at(const writer *w) { add_when(w, &w->fact->arm); }
static void add_other_at(const writer *w) { add_when(w, &w->fact->other); }

/* Of an end of a range. */
static char *print_end(const writer *w, const plot_read *read)
{
    GString *text = g_string_new(NULL);
    const writer end = {w->fact, w->topic, w->is_title, text};

    if (w->topic->reading == PLOT_READ_UNTIL)
        add_x(&end, read->at);
    else if (!w->topic->telling && plot_fact_is_small(w->topic, read->value))
        plot_add_number(text, 0, PLOT_PHRASE_DIGITS);
    else
        plot_add_number(text, read->value, PLOT_PHRASE_DIGITS);
    return g_string_free(text, FALSE);
}

static void add_ends(const writer *w, const char *low, const char *high)
{
    if (w->topic->reading == PLOT_READ_UNTIL)
        g_string_append_printf(w->text, "until %s ", w->topic->x);
    g_string_append_printf(w->text, "%s to %s", low, high);
    if (w->topic->reading != PLOT_READ_UNTIL)
        plot_phrase_unit(NAN, w->topic->unit, w->text);
}

/* Are both ends of it less than what is worth a word? */
static bool is_range_small(const writer *w)
{
    const plot_read *a = &w->fact->arm, *b = &w->fact->other;

    return w->topic->reading != PLOT_READ_UNTIL && plot_fact_is_small(w->topic, a->value) &&
           (!b->arm || plot_fact_is_small(w->topic, b->value));
}

static const plot_read *find_larger(const plot_read *a, const plot_read *b)
{
    return b->arm && fabs(b->value) > fabs(a->value) ? b : a;
}

/* "0.91 to 0.914", "until day 318 to 319"; one number where both are printed alike. */
static void add_range(const writer *w)
{
    const plot_read *a = &w->fact->arm, *b = &w->fact->other;
    const bool is_in_order = !b->arm || a->value <= b->value;
    char *low = print_end(w, is_in_order ? a : b);
    char *high = print_end(w, b->arm && is_in_order ? b : a);

    if (strcmp(low, high) == 0 || is_range_small(w))
        add_value(w, find_larger(a, b));
    else
        add_ends(w, low, high);
    g_free(low);
    g_free(high);
}

static void add_least(const writer *w)
{
    const plot_topic *topic = w->topic;

    if (topic->telling)
        plot_phrase_number(topic->telling->least, topic->unit, w->text);
    else
        g_string_append_printf(w->text, "%g %%", 100 * plot_telling_least(NULL, 1, 1));
}

static bool rises(const writer *w)
{
    return w->fact->arm.is_end || (w->fact->other.arm && w->fact->other.is_end);
}

static void add_does(const writer *w)
{
    g_string_append(w->text, rises(w) ? "reaches " : "peaks at ");
    if (w->topic->is_median) g_string_append(w->text, "a median of ");
}

static void add_and_at(const writer *w)
{
    if (w->topic->is_median)
        g_string_append(w->text, "of ");
    else if (!rises(w))
        g_string_append(w->text, "at ");
}

static void add_of_a_median(const writer *w)
{
    if (w->topic->is_median) g_string_append(w->text, "a median of ");
}

static void add_one(const writer *w)
{
    if (w->fact->n_all < 2 && !w->topic->names_one) return;
    g_string_append(w->text, " with ");
    add_arm(w);
}

static void add_every(const writer *w)
{
    const plot_fact *f = w->fact;
    const char *word = f->n_all == 2 ? "both arms" : "every arm";

    if (f->n_all < 2) return;
    if (f->n == f->n_all || f->n == 0)
        g_string_append_printf(w->text, " with %s", word);
    else
        g_string_append(w->text,
                        f->n == 1 ? " with the one arm shown" : " with every arm shown");
}

static void add_any(const writer *w)
{
    if (w->fact->n_all > 1) g_string_append(w->text, " with any arm");
}

static void add_alike(const writer *w)
{
    const plot_fact *f = w->fact;

    if (f->n_changed == f->n_all)
        g_string_append(w->text, f->n_all == 2 ? "both arms" : "every arm");
    else if (f->n_changed == 2 && f->other.arm)
        plot_phrase_names(f->arm.arm, f->other.arm, w->text);
    else if (f->n_changed == f->n)
        g_string_append(w->text, "every arm shown");
    else
        g_string_append_printf(w->text, "%zu of %zu arms", f->n_changed, f->n_all);
}

static void add_rest(const writer *w)
{
    const plot_fact *f = w->fact;
    const size_t n = f->n - f->n_changed;
    const char *the = f->n == f->n_all ? "the " : "";

    if (n > 1)
        g_string_append_printf(w->text, "%s%zu other%s", the, n, *the ? "s" : " arms");
    else
        g_string_append(w->text, *the ? "the other" : "another");
}

static void add_change(const writer *w)
{
    const plot_read *a = &w->fact->arm, *b = &w->fact->other;

    plot_phrase_change((b->value - b->base) / (a->value - a->base), w->text);
}

static const struct {
    const char *name;
    void (*add)(const writer *w);
} places[] = {
    {"quantity", add_quantity},
    {"lead", add_lead},
    {"kind", add_kind_of_it},
    {"of days", add_of_days},
    {"least", add_least},
    {"arm", add_arm},
    {"value", add_arm_value},
    {"at", add_arm_at},
    {"other", add_other},
    {"other value", add_other_value},
    {"other at", add_other_at},
    {"range", add_range},
    {"does", add_does},
    {"and at", add_and_at},
    {"of a median", add_of_a_median},
    {"change", add_change},
    {"one", add_one},
    {"with every", add_every},
    {"with any", add_any},
    {"alike", add_alike},
    {"rest", add_rest},
};

enum { N_PLACES = sizeof places / sizeof *places };

/* ---- sentences ------------------------------------------------------------------ */

/* The first letter may be a capital. */
static size_t find_place(const char *name, size_t length)
{
    size_t i = 0;

    while (i < N_PLACES && !(g_ascii_strncasecmp(places[i].name, name, length) == 0 &&
                             places[i].name[length] == '\0'))
        i++;
    sim_bug(i == N_PLACES);
    return i;
}

/* No blank stands before a comma, a semicolon or a full stop, or after another blank. */
static void add_char(GString *text, char c)
{
    if (strchr(" ,;.", c) && text->len > 0 && text->str[text->len - 1] == ' ')
        g_string_truncate(text, text->len - 1);
    g_string_append_c(text, c);
}

static void write_words(const writer *w, const char *words)
{
    for (const char *c = words; *c; c++) {
        const size_t length = strcspn(c, "}"), start = w->text->len;

        if (*c != '{') {
            add_char(w->text, *c);
            continue;
        }
        places[find_place(c + 1, length - 1)].add(w);
        if (g_ascii_isupper(c[1]))
            w->text->str[start] = g_ascii_toupper(w->text->str[start]);
        c += length;
    }
    if (w->text->len > 0 && w->text->str[w->text->len - 1] == ' ')
        g_string_truncate(w->text, w->text->len - 1);
}

void plot_phrase_caption(const plot_fact *fact, const plot_topic *topic, GString *text)
{
    write_words(&(writer){fact, topic, false, text}, cases[fact->is].caption);
}

void plot_phrase_title(const plot_fact *fact, const plot_topic *topic, GString *text)
{
    write_words(&(writer){fact, topic, true, text}, cases[fact->is].title);
}

/* ---- one arm ---------------------------------------------------------------------- */

typedef struct {
    const writer *w;
    const plot_track *course;
    const char *before; /* what stands before the next number */
} teller;

static void tell_number(teller *t, const char *which, const plot_read *read)
{
    g_string_append_printf(t->w->text, "%s%s", t->before, which);
    add_number(t->w, read->value);
    g_string_append_c(t->w->text, ' ');
    add_at(t->w, read->at);
    t->before = ", ";
}

static bool prints_alike(const writer *w, const plot_read *a, const plot_read *b)
{
    GString *one = g_string_new(NULL), *other = g_string_new(NULL);
    bool alike;

    add_number(&(writer){w->fact, w->topic, false, one}, a->value);
    add_number(&(writer){w->fact, w->topic, false, other}, b->value);
    alike = g_string_equal(one, other);
    g_string_free(one, TRUE);
    g_string_free(other, TRUE);
    return alike;
}

/* Does it tell more than start and end do? */
static bool is_told(const teller *t, const plot_read *read)
{
    const plot_topic *topic = t->w->topic;
    const plot_read *start = &t->course->start, *end = &t->course->end;

    if (read->at == end->at || prints_alike(t->w, read, end)) return false;
    if (plot_fact_is_small(topic, read->value) && plot_fact_is_small(topic, end->value))
        return false;
    return plot_fact_differs(topic, read->value, start->value);
}

static void tell_extremes(teller *t)
{
    const plot_track *c = t->course;
    const plot_read *first = c->high.at <= c->low.at ? &c->high : &c->low;
    const plot_read *both[] = {first, first == &c->high ? &c->low : &c->high};

    for (size_t i = 0; i < 2; i++)
        if (is_told(t, both[i]))
            tell_number(t, both[i] == &c->high ? "highest " : "lowest ", both[i]);
}

/* What is below the limit is not drawn. */
static void tell_until(teller *t)
{
    const plot_topic *topic = t->w->topic;
    const plot_track *c = t->course;

    if (c->high.value < topic->limit) {
        g_string_append(t->w->text, "less than ");
        plot_phrase_number(topic->limit, topic->unit, t->w->text);
        g_string_append(t->w->text, " throughout");
        return;
    }
    tell_number(t, "", &c->start);
    if (is_told(t, &c->high)) tell_number(t, "highest ", &c->high);
    g_string_append(t->w->text, t->before);
    write_words(t->w, "{lead}");
    g_string_append_c(t->w->text, ' ');
    add_until(t->w, &t->w->fact->arm);
}

static void tell_course(teller *t)
{
    const plot_track *c = t->course;

    tell_number(t, "", &c->start);
    tell_extremes(t);
    if (c->end.at != c->start.at) tell_number(t, "", &c->end);
    if (c->is_whole) return;
    g_string_append_printf(t->w->text, "%snone ", t->before);
    add_at(t->w, c->last_at);
}

static void tell_nothing(const writer *w)
{
    write_words(w, "within {least} of");
    g_string_append_c(w->text, ' ');
    plot_phrase_number(w->fact->arm.value, w->topic->unit, w->text);
    g_string_append(w->text, " throughout");
}

void plot_phrase_arm(const plot_fact *fact, const plot_track *course,
                     const plot_topic *topic, GString *text)
{
    const writer w = {fact, topic, false, text};
    teller t = {&w, course, ""};

    g_string_append_printf(text, "%s: ", fact->arm.arm);
    if (isnan(course->start.value)) {
        g_string_append(text, "nothing to show");
        return;
    }
    if (topic->reading == PLOT_READ_UNTIL)
        tell_until(&t);
    else if (fact->is == PLOT_NOTHING)
        tell_nothing(&w);
    else
        tell_course(&t);
    if (topic->reading != PLOT_READ_UNTIL) add_kind(topic, text);
}
