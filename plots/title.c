#include "plots/title.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/counted.h"
#include "plots/phrase.h"

static const char suffix[] = "_day";

/* The day of a column's number; NAN if there is no such column. */
static double find_day(const plot_headline *h, size_t row, size_t column)
{
    char *name = g_strconcat(h->summary->columns[column].name, suffix, NULL);
    const size_t day = sim_table_find(h->summary, name);

    g_free(name);
    return day < h->summary->n_columns ? sim_table_cell(h->summary, row, day) : NAN;
}

static plot_read read_cell(const plot_headline *h, size_t row, size_t column)
{
    plot_read read = {.arm = h->summary->keys[row],
                      .value = sim_table_cell(h->summary, row, column),
                      .at = find_day(h, row, column),
                      .base = 0,
                      .order = row};

    if (!isfinite(read.value)) read.value = NAN;
    read.is_end = read.at >= h->end;
    return read;
}

static plot_topic topic_of_course(const plot_headline *h)
{
    const sim_column *column = &h->summary->columns[h->best];
    const sim_unit_told told = sim_chain_unit_told(h->chain, column->name, column->unit);

    return (plot_topic){.column = column->name,
                        .unit = told.unit,
                        .times = told.times,
                        .is_difference = told.is_difference,
                        .words = column->meaning,
                        .telling = sim_chain_telling(h->chain, column->name),
                        .reading = PLOT_READ_BEST,
                        .of = h->of,
                        .is_median = h->is_median,
                        .x = "day"};
}

/* Is what is counted told in the place of what courses are like?  Without backgrounds no course
 * has a difference to one. */
static bool is_of_count(const plot_headline *h)
{
    return plot_count_is_told(h) &&
           (plot_count_of(h)->place == SIM_INSTEAD_OF_HEADLINE || !h->is_against);
}

plot_topic plot_headline_topic(const plot_headline *h)
{
    return is_of_count(h) ? plot_count_topic(h) : topic_of_course(h);
}

void plot_headline_read(const plot_headline *h, size_t row, plot_read *best,
                        plot_read *worst)
{
    if (is_of_count(h)) {
        *best = *worst = plot_count_read(h, row);
        return;
    }
    *best = read_cell(h, row, h->best);
    *worst = read_cell(h, row, h->worst);
}

/* What is told of the arms, and where it stands. */
typedef struct {
    const plot_headline *headline;
    plot_topic topic;
    plot_saying saying;
    plot_facts *facts;
    GString *text;
} title;

/* Does the course of an arm go farther between the days, for the worse, than on them? */
static bool goes_further(const title *t, const plot_read *worst)
{
    const sim_table *b = t->headline->between;
    const size_t column = b ? sim_table_find(b, t->headline->quantity) : 0;
    const double sense = t->topic.telling->better == SIM_LESS_IS_BETTER ? -1 : 1;

    for (size_t row = 0; b && column < b->n_columns && row < b->n_rows; row++) {
        const double value = sim_table_cell(b, row, column);

        if (strcmp(b->keys[row], worst->arm) == 0 &&
            sense * (worst->value - value) >= t->topic.telling->least)
            return true;
    }
    return false;
}

/* Which of both that are named is told as the worst; NULL: none. */
static const plot_read *find_worst(const plot_fact *fact)
{
    const bool is_first = fact->is == PLOT_HARM || fact->is == PLOT_SETBACK;

    return is_first ? &fact->arm : fact->is == PLOT_MIXED ? &fact->other : NULL;
}

static void add_fact(title *t, plot_fact fact)
{
    const size_t start = t->text->len;
    const plot_read *worst = find_worst(&fact);

    t->topic.is_of_days = worst && t->topic.telling && goes_further(t, worst);
    t->saying.quantity = t->topic.column;
    plot_phrase_title(&fact, &t->topic, t->text);
    t->saying.fact = fact;
    t->saying.text = t->text->str + start;
    if (t->text->len > start) plot_facts_add(t->facts, &t->saying);
}

/* Reads of n arms what is told of each, and the worst. */
static void find_facts(title *t, plot_read reads[], plot_read worsts[])
{
    const plot_headline *h = t->headline;
    size_t n = 0;
    plot_fact setback;

    for (size_t row = 0; row < h->summary->n_rows; row++) {
        plot_read best;

        if (plot_wanted_has(&h->backgrounds, h->summary->keys[row])) continue;
        plot_headline_read(h, row, &best, &worsts[n]);
        reads[n] = plot_fact_choose(&t->topic, &best, &worsts[n]);
        n++;
    }
    setback = plot_fact_of_setback(&t->topic, reads, worsts, n);
    add_fact(t, plot_fact_of(&t->topic, reads, n));
    if (setback.is != PLOT_SETBACK) return;
    g_string_append(t->text, "; ");
    add_fact(t, setback);
}

static title begin(const plot_headline *h, const char *figure, plot_facts *facts,
                   GString *text)
{
    return (title){.headline = h,
                   .saying = {.figure = figure, .panel = "", .has_fact = true},
                   .facts = facts,
                   .text = text};
}

sim_status plot_title_print(const plot_headline *h, const char *figure, plot_facts *facts,
                            GString *text, sim_error *err)
{
    title t = begin(h, figure, facts, text);
    plot_read *reads = calloc(2 * h->summary->n_rows + 1, sizeof *reads);

    if (!reads) return sim_fail_memory(err, "title");
    t.topic = plot_headline_topic(h);
    t.saying.place = "title";
    find_facts(&t, reads, reads + h->summary->n_rows);
    free(reads);
    return SIM_OK;
}

sim_status plot_title_print_count(const plot_headline *h, const char *figure,
                                  plot_facts *facts, GString *text, sim_error *err)
{
    title t = begin(h, figure, facts, text);
    plot_read *reads;
    size_t n = 0;

    if (!plot_count_is_told(h) || is_of_count(h)) return SIM_OK;
    reads = calloc(h->counted->n_rows + 1, sizeof *reads);
    if (!reads) return sim_fail_memory(err, "title");
    for (size_t row = 0; row < h->counted->n_rows; row++)
        if (!plot_wanted_has(&h->backgrounds, h->counted->keys[row]))
            reads[n++] = plot_count_read(h, row);
    t.topic = plot_count_topic(h);
    t.saying.place = "caption";
    add_fact(&t, plot_fact_of(&t.topic, reads, n));
    free(reads);
    return SIM_OK;
}
