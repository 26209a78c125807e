#include "plots/phrase.h"

#include <math.h>
#include <string.h>

#include "plots/words.h"
#include "sim/error.h"

enum { N_CASES = PLOT_BACKGROUND + 1 };

static const struct {
    const char *name, *title, *caption;
} cases[] = {
#define CASE(id, name, title, caption) [PLOT_##id] = {name, title, caption},
#define DIFFERENCE(...)
#define COUNT(...)
#include "plots/facts.def"
#undef CASE
#undef DIFFERENCE
#undef COUNT
};

/* Captions of differences to a background; NULL: as of anything else. */
static const char *const differences[N_CASES] = {
#define CASE(...)
#define DIFFERENCE(id, caption) [PLOT_##id] = caption,
#define COUNT(...)
#include "plots/facts.def"
#undef CASE
#undef DIFFERENCE
#undef COUNT
};

/* Titles about what is counted. */
static const char *const counts[N_CASES] = {
#define CASE(...)
#define DIFFERENCE(...)
#define COUNT(id, title) [PLOT_##id] = title,
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

static void add_value(const writer *w, const plot_read *read)
{
    if (w->topic->reading == PLOT_READ_UNTIL)
        plot_amount_tell_until(w->topic, read, w->text);
    else if (w->topic->is_count)
        plot_amount_tell_count(read->value, w->topic, w->text);
    else
        plot_amount_tell_value(read->value, w->topic, w->text);
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
           isfinite(f->arm.at) && (!f->other.arm || f->other.at == f->arm.at);
}

static bool is_high(const plot_topic *topic, const plot_read *read)
{
    return topic->reading == PLOT_READ_HIGHEST || read->value >= read->base;
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
            plot_amount_tell_at(r->at, w->topic, w->text);
        }
    } else if (topic->reading == PLOT_READ_UNTIL) {
        g_string_append(w->text, "at least ");
        plot_amount_tell(topic->limit, topic, w->text);
    } else if (topic->reading == PLOT_READ_ON) {
        plot_amount_tell_at(topic->limit, w->topic, w->text);
    } else if (w->fact->is == PLOT_NOTHING) {
        g_string_append(w->text, topic->is_of_days ? "always" : "at all times");
    } else if (topic->reading == PLOT_READ_FARTHEST) {
        g_string_append(w->text, "farthest from the start");
    } else {
        g_string_append(w->text, is_high(topic, r) ? "highest" : "lowest");
    }
    plot_amount_tell_kind(topic, w->text);
}

static void add_kind_of_it(const writer *w) { plot_amount_tell_kind(w->topic, w->text); }
static void add_of_days(const writer *w)
{
    if (w->topic->is_of_days) g_string_append(w->text, " (on whole days)");
}
static void add_arm(const writer *w) { plot_phrase_name(w->fact->arm.arm, w->text); }
static void add_other(const writer *w) { plot_phrase_name(w->fact->other.arm, w->text); }
static void add_arm_value(const writer *w) { add_value(w, &w->fact->arm); }
static void add_other_value(const writer *w) { add_value(w, &w->fact->other); }

/* Medians of a title are of what is best in each course, whenever; a highest of nothing is at no
 * time. */
static void add_when(const writer *w, const plot_read *read)
{
    const bool is_nothing = w->topic->reading == PLOT_READ_HIGHEST && read->value == 0;

    if (!is_nothing && w->topic->reading != PLOT_READ_UNTIL &&
        w->topic->reading != PLOT_READ_ON && !(w->is_title && w->topic->is_median) &&
        !shares_end(w) && isfinite(read->at))
        plot_amount_tell_at(read->at, w->topic, w->text);
}

static void add_arm_at(const writer *w) { add_when(w, &w->fact->arm); }
static void add_other_at(const writer *w) { add_when(w, &w->fact->other); }

/* Of an end of a range. */
static char *print_end(const writer *w, const plot_read *read)
{
    GString *text = g_string_new(NULL);

    if (w->topic->reading == PLOT_READ_UNTIL)
        plot_amount_tell_x(read->at, w->topic, text);
    else if (!w->topic->telling && plot_fact_is_small(w->topic, read->value))
        plot_amount_tell_bare(0, w->topic, text);
    else if (w->topic->is_count)
        plot_amount_tell_bare_count(read->value, w->topic, text);
    else
        plot_amount_tell_bare(read->value, w->topic, text);
    return g_string_free(text, FALSE);
}

static void add_ends(const writer *w, const char *low, const char *high)
{
    if (w->topic->reading == PLOT_READ_UNTIL)
        g_string_append_printf(w->text, "until %s ", w->topic->x);
    g_string_append_printf(w->text, "%s to %s", low, high);
    if (w->topic->reading != PLOT_READ_UNTIL) plot_amount_tell_unit(w->topic, w->text);
}

/* Are both ends of it less than what is worth a word? */
static bool is_range_small(const writer *w)
{
    const plot_read *a = &w->fact->arm, *b = &w->fact->other;

    return !w->topic->is_count && w->topic->reading != PLOT_READ_UNTIL &&
           plot_fact_is_small(w->topic, a->value) &&
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

static void add_background(const writer *w)
{
    g_string_append(w->text, w->fact->n > 1 ? "backgrounds" : "background");
}

/* Of one with where it is. */
static void add_range_at(const writer *w)
{
    if (!w->fact->other.arm && plot_fact_is_harm(w->topic, &w->fact->arm))
        g_string_append(w->text, "at worst ");
    add_range(w);
    if (w->fact->other.arm) return;
    g_string_append_c(w->text, ' ');
    add_arm_at(w);
}

/* Of a difference of counts: " against the background's 31.7 %". */
static void add_against(const writer *w)
{
    if (w->topic->is_difference) plot_amount_tell_background(w->topic, w->text);
}

static void add_interval(const writer *w)
{
    plot_amount_tell_interval(&w->fact->arm, " (95 % interval ", w->topic, w->text);
}

static void add_other_interval(const writer *w)
{
    plot_amount_tell_interval(&w->fact->other, " (", w->topic, w->text);
}

static void add_other_bare(const writer *w)
{
    plot_amount_tell_bare_count(w->fact->other.value, w->topic, w->text);
}

static void add_intervals(const writer *w)
{
    const plot_read all = {.low = w->topic->low, .high = w->topic->high};
    const bool is_one = w->fact->n < 2;

    plot_amount_tell_interval(
        &all, is_one ? " (95 % interval " : " (95 % intervals within ", w->topic, w->text);
}

static void add_least(const writer *w) { plot_amount_tell_least(w->topic, w->text); }

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
    {"against", add_against},
    {"interval", add_interval},
    {"other interval", add_other_interval},
    {"other bare", add_other_bare},
    {"intervals", add_intervals},
    {"does", add_does},
    {"and at", add_and_at},
    {"of a median", add_of_a_median},
    {"background", add_background},
    {"value from to", add_range_at},
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
    const char *difference = topic->is_difference ? differences[fact->is] : NULL;

    write_words(&(writer){fact, topic, false, text},
                difference ? difference : cases[fact->is].caption);
}

void plot_phrase_title(const plot_fact *fact, const plot_topic *topic, GString *text)
{
    write_words(&(writer){fact, topic, true, text},
                topic->is_count ? counts[fact->is] : cases[fact->is].title);
}
