#include "plots/tell.h"

#include <math.h>
#include <string.h>

#include "plots/curve.h"
#include "plots/guide.h"
#include "plots/headcount.h"
#include "plots/phrase.h"

/* The largest size in a column, of the arms that own points. */
static double find_scale(const plot_view *v, const sim_table *told, size_t y)
{
    const plot_rows *rows = v->layers[PLOT_FRONT].told_rows;
    double most = 0;

    for (size_t arm = 0; arm < v->data->arms.n_front; arm++) {
        for (size_t row = rows[arm].first; row < rows[arm].end; row++) {
            const double size = fabs(sim_table_cell(told, row, y));

            if (!plot_view_owns(v, PLOT_FRONT, arm)) break;
            if (isfinite(size) && size > most) most = size;
        }
    }
    return most;
}

/* Of all rows that are told. */
typedef struct {
    double last, asked; /* the last x, and the last that is not after the one asked for */
} reach;

static reach find_reach(const plot_view *v)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const size_t x = sim_table_find(l->told, l->table->columns[l->x].name);
    reach found = {-INFINITY, -INFINITY};

    for (size_t arm = 0; arm < v->data->arms.n_front; arm++) {
        for (size_t row = l->told_rows[arm].first; row < l->told_rows[arm].end; row++) {
            const double at = sim_table_cell(l->told, row, x);

            found.last = fmax(found.last, at);
            if (at <= v->panel->read_at) found.asked = fmax(found.asked, at);
        }
    }
    return found;
}

/* What is to be read at an x is read at the last row before it, where there is none; of a run
 * that is over by then, at its end. */
static void set_reading(const plot_view *v, plot_topic *topic)
{
    const reach found = find_reach(v);

    topic->reading = v->panel->reading;
    topic->limit = v->panel->y.start;
    if (topic->reading != PLOT_READ_ON) return;
    topic->limit = isfinite(found.asked) ? found.asked : v->panel->read_at;
    if (found.last < v->panel->read_at) topic->reading = PLOT_READ_LAST;
}

/* What is said of one column of the run in front. */
static plot_topic topic_of(const plot_view *v, size_t y)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const sim_column *column = &l->table->columns[y];
    const sim_unit_told told =
        sim_chain_unit_told(v->data->chain, column->name, column->unit);

    plot_topic topic = {.column = column->name,
                        .unit = told.unit,
                        .times = told.times,
                        .is_difference = told.is_difference,
                        .words = v->panel->y.label,
                        .telling = sim_chain_telling(v->data->chain, column->name),
                        .lead = v->panel->lead,
                        .is_median = plot_view_has_spans(v) && !v->panel->is_tally,
                        .x = l->table->columns[l->x].name,
                        .scale =
                            find_scale(v, l->told, sim_table_find(l->told, column->name)),
                        .names_one = v->data->arms.n_front > 1};

    set_reading(v, &topic);
    return topic;
}

/* The rows of an arm in the window of the panel. */
static plot_stretch stretch_of(const plot_view *v, size_t y, size_t arm)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const plot_x *x = &v->panel->x;

    return (plot_stretch){.table = l->told,
                          .first = l->told_rows[arm].first,
                          .end = l->told_rows[arm].end,
                          .x = sim_table_find(l->told, l->table->columns[l->x].name),
                          .y = sim_table_find(l->told, l->table->columns[y].name),
                          .from = isnan(x->from) ? -INFINITY : x->from,
                          .to = isnan(x->to) ? INFINITY : x->to};
}

/* Those that are drawn, some of which may lie between the days that are told. */
static plot_stretch drawn_of(const plot_view *v, const plot_stretch *told, size_t arm)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    plot_stretch drawn = *told;

    drawn.table = l->table;
    drawn.first = l->rows[arm].first;
    drawn.end = l->rows[arm].end;
    drawn.x = l->x;
    drawn.y = sim_table_find(l->table, told->table->columns[told->y].name);
    return drawn;
}

/* Is more drawn than is told? */
static bool has_further(const plot_view *v)
{
    return v->layers[PLOT_FRONT].table != v->layers[PLOT_FRONT].told;
}

static bool differs(const plot_topic *topic, double drawn, double told)
{
    return fabs(drawn - told) >= plot_telling_least(topic->telling, drawn, told);
}

/* Is what is read of an arm's line something else than what is told of its days? */
static bool reads_further(const plot_view *v, const plot_topic *topic, size_t arm)
{
    const plot_stretch told = stretch_of(v, v->layers[PLOT_FRONT].y, arm);
    const plot_stretch drawn = drawn_of(v, &told, arm);

    return topic->reading != PLOT_READ_UNTIL && has_further(v) &&
           differs(topic, plot_fact_read(topic, &drawn).value,
                   plot_fact_read(topic, &told).value);
}

/* Does an arm's line go higher or lower than on the days that are told? */
static bool goes_further(const plot_view *v, const plot_topic *topic,
                         const plot_stretch *told, const plot_track *days, size_t arm)
{
    plot_stretch drawn;
    plot_track all;

    if (!has_further(v)) return false;
    drawn = drawn_of(v, told, arm);
    all = plot_fact_track(topic, &drawn);
    return differs(topic, all.high.value, days->high.value) ||
           differs(topic, all.low.value, days->low.value);
}

/* What the caption of a panel is about. */
static plot_topic topic_of_panel(const plot_view *v)
{
    plot_topic topic = topic_of(v, v->layers[PLOT_FRONT].y);

    for (size_t arm = 0; arm < v->data->arms.n_front && !topic.is_of_days; arm++)
        topic.is_of_days =
            plot_view_owns(v, PLOT_FRONT, arm) && reads_further(v, &topic, arm);
    return topic;
}

/* What is read of an arm on a stretch of its curve. */
static plot_read read_stretch(const plot_view *v, const plot_topic *topic,
                              const plot_stretch *s, size_t arm)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    plot_read read = plot_fact_read(topic, s);

    if (!plot_view_owns(v, PLOT_FRONT, arm)) read.value = NAN;
    read.arm = v->data->arms.names[arm];
    read.order = l->rows[arm].first; /* as in the tables */
    if (v->across.words) read.at = NAN;
    return read;
}

static plot_read read_arm(const plot_view *v, const plot_topic *topic, size_t y, size_t arm)
{
    const plot_stretch s = stretch_of(v, y, arm);

    return read_stretch(v, topic, &s, arm);
}

/* Compares the arms of the run in front; of who owns no points nothing is read. */
static plot_fact find_fact(const plot_view *v, const plot_topic *topic)
{
    plot_read *reads = g_new0(plot_read, v->data->arms.n_front + 1);
    plot_fact fact;
    size_t n = 0;

    for (size_t arm = 0; arm < v->data->arms.n_front; arm++)
        if (!plot_arms_is_background(&v->data->arms, arm))
            reads[n++] = read_arm(v, topic, v->layers[PLOT_FRONT].y, arm);
    fact = plot_fact_of(topic, reads, n);
    g_free(reads);
    return fact;
}

/* What the line that is drawn of an arm does for the worse, before or after what is told. */
static plot_fact find_setback(const plot_view *v, const plot_topic *topic)
{
    const size_t most = v->data->arms.n_front;
    plot_read *reads = g_new0(plot_read, 2 * most + 1), *worsts = reads + most;
    plot_fact fact = {.is = PLOT_UNDEFINED};
    size_t n = 0;

    for (size_t arm = 0; arm < most && topic->telling; arm++) {
        const plot_stretch told = stretch_of(v, v->layers[PLOT_FRONT].y, arm);
        const plot_stretch drawn = drawn_of(v, &told, arm);
        plot_topic worst = *topic;

        if (plot_arms_is_background(&v->data->arms, arm)) continue;
        worst.reading = PLOT_READ_WORST;
        reads[n] = read_stretch(v, topic, &told, arm);
        worsts[n++] = read_stretch(v, &worst, &drawn, arm);
    }
    if (topic->reading == PLOT_READ_BEST && topic->telling)
        fact = plot_fact_of_setback(topic, reads, worsts, n);
    g_free(reads);
    return fact;
}

/* "Highest: 1.64 with P12 on day 0.17."; nothing where there is none. */
static plot_fact tell_setback(const plot_view *v, GString *text)
{
    plot_topic topic = topic_of(v, v->layers[PLOT_FRONT].y);
    const plot_fact fact = find_setback(v, &topic);

    topic.reading = PLOT_READ_WORST;
    plot_phrase_caption(&fact, &topic, text);
    return fact;
}

/* The same, without the day of what is read where it starts. */
static plot_read read_background(const plot_view *v, const plot_topic *topic, size_t arm)
{
    const plot_stretch s = stretch_of(v, v->layers[PLOT_FRONT].y, arm);
    plot_read read = read_arm(v, topic, v->layers[PLOT_FRONT].y, arm);

    read = plot_fact_of_one(topic, &read).arm;
    if (read.at == plot_fact_track(topic, &s).start.at) read.at = NAN;
    return read;
}

/* What is read of those that they are held against: the lowest and the highest.  Nothing of
 * what they have nothing of. */
static plot_fact find_background_fact(const plot_view *v, const plot_topic *topic)
{
    plot_fact fact = {.is = PLOT_UNDEFINED};

    for (size_t arm = 0; arm < v->data->arms.n_front; arm++) {
        const plot_read own = read_background(v, topic, arm);

        if (!plot_arms_is_background(&v->data->arms, arm) || !(fabs(own.value) > 0))
            continue;
        fact.is = PLOT_BACKGROUND;
        fact.n++;
        if (!fact.arm.arm)
            fact.arm = own;
        else if (own.value < fact.arm.value) {
            if (!fact.other.arm) fact.other = fact.arm;
            fact.arm = own;
        } else if (!fact.other.arm || own.value > fact.other.value)
            fact.other = own;
    }
    fact.n_all = fact.n_changed = fact.n;
    return fact;
}

/* ---- the gray area ------------------------------------------------------------ */

static bool is_same(double a, double b)
{
    return fabs(a - b) <= SIM_NEGLIGIBLE * fmax(1, fabs(a));
}

/* The arm whose it is: alone, one of several alike (PLOT_TIE), or the largest. */
static plot_fact find_shade_fact(const plot_view *v, const plot_topic *topic,
                                 size_t largest)
{
    const size_t y = v->layers[PLOT_FRONT].shade;
    plot_fact fact = {.is = PLOT_ALONE, .arm = read_arm(v, topic, y, largest)};
    bool is_alike = true;

    for (size_t arm = 0; arm < v->data->arms.n_front; arm++) {
        const plot_read read = read_arm(v, topic, y, arm);

        if (!(read.value > 0)) continue;
        fact.n++;
        is_alike = is_alike && is_same(read.value, fact.arm.value) &&
                   is_same(read.at, fact.arm.at);
    }
    fact.n_all = v->data->arms.n_front;
    if (fact.n > 1) fact.is = is_alike ? PLOT_TIE : PLOT_DIFFERENT;
    return fact;
}

static void add_whose(const plot_fact *fact, GString *text)
{
    g_string_append(text, " with ");
    plot_phrase_name(fact->arm.arm, text);
    if (fact->is == PLOT_DIFFERENT) g_string_append(text, ", the largest");
}

/* "Gray: placebo's part with P5, the largest."; nothing where there is none.  No arm is named
 * where it is alike in all that have it. */
static plot_fact tell_shade(const plot_view *v, GString *text)
{
    plot_curve curve;
    plot_topic topic;
    plot_fact fact = {0};

    if (!plot_view_find_shade(v, PLOT_FRONT, &curve)) return fact;
    topic = topic_of(v, v->layers[PLOT_FRONT].shade);
    topic.reading = PLOT_READ_HIGHEST;
    fact = find_shade_fact(v, &topic, curve.arm);
    g_string_append_printf(text, "Gray: %s%s", v->panel->shade.words,
                           topic.is_median ? " (median)" : "");
    if (fact.is == PLOT_TIE)
        g_string_append(text, fact.n == fact.n_all ? "" : ", if any");
    else if (v->data->arms.n_front > 1)
        add_whose(&fact, text);
    g_string_append_c(text, '.');
    return fact;
}

/* ---- captions ------------------------------------------------------------------- */

/* Has the page room for what was found alone? */
static bool is_brief(const plot_view *v) { return v->look->size->brief && !v->look->alone; }

static void add_sentence(GString *caption, GString *sentence)
{
    if (caption->len > 0 && sentence->len > 0) g_string_append_c(caption, ' ');
    g_string_append(caption, sentence->str);
    g_string_free(sentence, TRUE);
}

void plot_view_set_caption(plot_view *v)
{
    const plot_topic topic = topic_of_panel(v);
    const plot_fact fact = find_fact(v, &topic);
    const plot_fact background = find_background_fact(v, &topic);
    const bool brief = is_brief(v);
    GString *caption = g_string_new(brief ? NULL : v->panel->saying);
    GString *found = g_string_new(NULL), *setback = g_string_new(NULL);
    GString *shade = g_string_new(NULL), *behind = g_string_new(NULL);

    plot_phrase_caption(&fact, &topic, found);
    plot_phrase_caption(&background, &topic, behind);
    if (!brief) tell_setback(v, setback);
    if (!brief) tell_shade(v, shade);
    add_sentence(caption, found);
    add_sentence(caption, setback);
    if (caption->len > 0) v->shorter = plot_keep(g_string_new(caption->str), v->data->pool);
    add_sentence(caption, behind);
    add_sentence(caption, shade);
    if (caption->len > 0)
        v->caption = plot_keep(caption, v->data->pool);
    else
        g_string_free(caption, TRUE);
}

/* Is the quantity 0 where nothing has an effect, and more of it better? */
static bool is_relief(const plot_topic *topic, const plot_fact *fact)
{
    return topic->telling && topic->telling->better == SIM_MORE_IS_BETTER &&
           fabs(fact->arm.base) <= SIM_NEGLIGIBLE;
}

plot_fact plot_view_tell_found(const plot_view *v, GString *title)
{
    plot_topic topic = topic_of_panel(v);
    plot_fact fact = find_fact(v, &topic);

    if (!is_relief(&topic, &fact)) {
        plot_view_tell_caption(v, &fact, &topic, title);
        return fact;
    }
    topic.reading = PLOT_READ_BEST;
    fact = find_fact(v, &topic);
    plot_phrase_title(&fact, &topic, title);
    return fact;
}

/* ---- for who cannot see it --------------------------------------------------------- */

static size_t count_told(const plot_view *v)
{
    const plot_arms *arms = &v->data->arms;

    return arms->n_named < arms->n_front ? arms->n_named : arms->n_front;
}

static plot_fact tell_arm(const plot_view *v, const plot_topic *topic, size_t arm,
                          GString *text)
{
    const plot_read read = read_arm(v, topic, v->layers[PLOT_FRONT].y, arm);
    const plot_fact fact = plot_fact_of_one(topic, &read);
    const plot_stretch s = stretch_of(v, v->layers[PLOT_FRONT].y, arm);
    plot_track course = plot_fact_track(topic, &s);
    plot_topic of = *topic;

    if (!plot_view_owns(v, PLOT_FRONT, arm)) course.start.value = NAN;
    of.is_of_days = goes_further(v, topic, &s, &course, arm);
    if (v->across.words)
        plot_view_tell_words(v, arm, text);
    else
        plot_phrase_arm(&fact, &course, &of, text);
    return fact;
}

void plot_view_tell_arms(const plot_view *v, GString *words)
{
    const plot_topic topic = topic_of(v, v->layers[PLOT_FRONT].y);

    for (size_t arm = 0; arm < count_told(v); arm++) {
        if (arm > 0) g_string_append(words, "; ");
        tell_arm(v, &topic, arm, words);
    }
    if (count_told(v) > 0) g_string_append(words, ". ");
    tell_shade(v, words);
    plot_headcount_tell(v, words);
    if (words->len > 0 && words->str[words->len - 1] != ' ') g_string_append_c(words, ' ');
}

/* ---- for figures.csv ------------------------------------------------------------------ */

/* Frees the text; one without words is none. */
static void add(const plot_view *v, const plot_saying *saying, GString *text,
                plot_facts *facts)
{
    plot_saying s = *saying;

    s.panel = v->panel->name;
    if (!s.quantity) s.quantity = v->panel->y.column;
    s.text = text->str;
    if (text->len > 0) plot_facts_add(facts, &s);
    g_string_free(text, TRUE);
}

static void add_captions(const plot_view *v, const char *figure, plot_facts *facts)
{
    const plot_topic topic = topic_of_panel(v);
    plot_saying s = {.figure = figure, .place = "caption"};
    GString *found = g_string_new(NULL), *setback = g_string_new(NULL);
    GString *shade = g_string_new(NULL), *behind = g_string_new(NULL);
    const bool brief = is_brief(v);

    add(v, &s, g_string_new(brief ? NULL : v->panel->saying), facts);
    s.has_fact = true;
    s.fact = find_fact(v, &topic);
    plot_phrase_caption(&s.fact, &topic, found);
    add(v, &s, found, facts);
    if (!brief) s.fact = tell_setback(v, setback);
    add(v, &s, setback, facts);
    s.fact = find_background_fact(v, &topic);
    plot_phrase_caption(&s.fact, &topic, behind);
    add(v, &s, behind, facts);
    s.quantity = v->panel->shade.column;
    if (!brief) s.fact = tell_shade(v, shade);
    add(v, &s, shade, facts);
}

void plot_view_find(const plot_view *v, const char *figure, plot_facts *facts)
{
    const plot_topic topic = topic_of(v, v->layers[PLOT_FRONT].y);
    GString *counted = g_string_new(NULL);

    if (v->caption) add_captions(v, figure, facts);
    for (size_t arm = 0; arm < count_told(v); arm++) {
        GString *text = g_string_new(NULL);
        const plot_fact fact = tell_arm(v, &topic, arm, text);

        add(v,
            &(plot_saying){
                .figure = figure, .place = "alt", .has_fact = true, .fact = fact},
            text, facts);
    }
    plot_headcount_tell(v, counted);
    add(v,
        &(plot_saying){.figure = figure, .place = "alt", .quantity = v->panel->tally.count},
        counted, facts);
}
