/* phrase_arm.c -- the whole course of one arm in words.
 */
#include <math.h>

#include "plots/phrase.h"

typedef struct {
    const plot_fact *fact;
    const plot_topic *topic;
    GString *text;
    const plot_track *course;
    const char *before; /* what stands before the next number */
} teller;

static void tell_number(teller *t, const char *which, const plot_read *read)
{
    g_string_append_printf(t->text, "%s%s", t->before, which);
    plot_amount_tell_value(read->value, t->topic, t->text);
    g_string_append_c(t->text, ' ');
    plot_amount_tell_at(read->at, t->topic, t->text);
    t->before = ", ";
}

static bool prints_alike(const plot_topic *topic, const plot_read *a, const plot_read *b)
{
    GString *one = g_string_new(NULL), *other = g_string_new(NULL);
    bool alike;

    plot_amount_tell_value(a->value, topic, one);
    plot_amount_tell_value(b->value, topic, other);
    alike = g_string_equal(one, other);
    g_string_free(one, TRUE);
    g_string_free(other, TRUE);
    return alike;
}

/* Does it tell more than start and end do? */
static bool is_told(const teller *t, const plot_read *read)
{
    const plot_topic *topic = t->topic;
    const plot_read *start = &t->course->start, *end = &t->course->end;

    if (read->at == end->at || prints_alike(topic, read, end)) return false;
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
    const plot_topic *topic = t->topic;
    const plot_track *c = t->course;

    if (c->high.value < topic->limit) {
        g_string_append(t->text, "less than ");
        plot_amount_tell(topic->limit, topic, t->text);
        g_string_append(t->text, " throughout");
        return;
    }
    tell_number(t, "", &c->start);
    if (is_told(t, &c->high)) tell_number(t, "highest ", &c->high);
    g_string_append_printf(t->text, "%sat least ", t->before);
    plot_amount_tell(topic->limit, topic, t->text);
    g_string_append_c(t->text, ' ');
    plot_amount_tell_until(topic, &t->fact->arm, t->text);
}

static void tell_course(teller *t)
{
    const plot_track *c = t->course;

    tell_number(t, "", &c->start);
    tell_extremes(t);
    if (c->end.at != c->start.at) tell_number(t, "", &c->end);
    if (c->is_whole) return;
    g_string_append_printf(t->text, "%snone ", t->before);
    plot_amount_tell_at(c->last_at, t->topic, t->text);
}

static void tell_nothing(teller *t)
{
    g_string_append(t->text, "within ");
    plot_amount_tell_least(t->topic, t->text);
    g_string_append(t->text, " of ");
    plot_amount_tell(t->fact->arm.value, t->topic, t->text);
    g_string_append(t->text, " throughout");
}

void plot_phrase_arm(const plot_fact *fact, const plot_track *course,
                     const plot_topic *topic, GString *text)
{
    teller t = {fact, topic, text, course, ""};

    g_string_append_printf(text, "%s: ", fact->arm.arm);
    if (isnan(course->start.value)) {
        g_string_append(text, "nothing to show");
        return;
    }
    if (topic->reading == PLOT_READ_UNTIL)
        tell_until(&t);
    else if (fact->is == PLOT_NOTHING)
        tell_nothing(&t);
    else
        tell_course(&t);
    if (topic->reading != PLOT_READ_UNTIL) plot_amount_tell_kind(topic, text);
}
