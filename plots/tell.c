#include "plots/tell.h"

#include <math.h>
#include <string.h>

static plot_topic topic_of(const plot_view *v)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const sim_column *column = &l->table->columns[l->y];

    return (plot_topic){
        .column = column->name,
        .unit = column->unit,
        .words = v->panel->y.label,
        .telling = v->data->chain ? sim_chain_telling(v->data->chain, column->name) : NULL,
        .reading = v->panel->reading,
        .of = v->data->bands.n > 0 ? "median " : "",
        .x = l->table->columns[l->x].name,
        .x_unit = l->table->columns[l->x].unit,
        .limit = v->panel->y.start};
}

/* What is read of an arm in the window of the panel; arm NULL where none of it is drawn. */
static plot_read read_arm(const plot_view *v, const plot_topic *topic, size_t arm)
{
    const plot_layer *l = &v->layers[PLOT_FRONT];
    const plot_x *x = &v->panel->x;
    const plot_stretch s = {.table = l->table,
                            .first = l->rows[arm].first,
                            .end = l->rows[arm].end,
                            .x = l->x,
                            .y = l->y,
                            .from = isnan(x->from) ? -INFINITY : x->from,
                            .to = isnan(x->to) ? INFINITY : x->to};
    plot_read read = plot_fact_read(topic, &s);

    if (!plot_view_owns(v, PLOT_FRONT, arm)) read.value = NAN;
    if (isnan(read.value)) read.arm = NULL;
    read.order = l->rows[arm].first;
    return read;
}

/* Compares the arms of the run in front. */
static plot_fact find_fact(const plot_view *v, const plot_topic *topic)
{
    plot_read *reads = g_new0(plot_read, v->data->arms.n_front + 1);
    plot_fact fact;

    for (size_t arm = 0; arm < v->data->arms.n_front; arm++)
        reads[arm] = read_arm(v, topic, arm);
    fact = plot_fact_of(topic, reads, v->data->arms.n_front);
    g_free(reads);
    return fact;
}

void plot_view_set_caption(plot_view *v)
{
    const plot_topic topic = topic_of(v);
    const plot_fact fact = find_fact(v, &topic);
    GString *text = g_string_new(v->panel->saying ? v->panel->saying : "");

    if (text->len > 0 && fact.n > 0) g_string_append_c(text, ' ');
    plot_fact_caption(&fact, &topic, text);
    if (text->len > 0) {
        char *copy = sim_pool_take(v->data->pool, text->len + 1, 1);

        if (copy) memcpy(copy, text->str, text->len);
        v->caption = copy;
    }
    g_string_free(text, TRUE);
}

void plot_view_tell_arms(const plot_view *v, GString *words)
{
    const plot_topic topic = topic_of(v);

    for (size_t arm = 0; arm < v->data->arms.n_named && arm < v->data->arms.n_front;
         arm++) {
        const plot_read read = read_arm(v, &topic, arm);

        if (!read.arm) continue;
        plot_fact_tell(&read, &topic, words);
        g_string_append(words, ". ");
    }
}

static void add(const plot_view *v, const plot_saying *saying, GString *text,
                plot_facts *facts)
{
    plot_saying s = *saying;

    s.panel = v->panel->name;
    s.quantity = v->panel->y.column;
    s.text = text->str;
    plot_facts_add(facts, &s);
    g_string_free(text, TRUE);
}

static void add_caption(const plot_view *v, const char *figure, plot_facts *facts)
{
    const plot_topic topic = topic_of(v);
    const plot_fact fact = find_fact(v, &topic);
    GString *text = g_string_new(NULL);

    if (v->panel->saying)
        add(v, &(plot_saying){.figure = figure, .place = "caption"},
            g_string_new(v->panel->saying), facts);
    plot_fact_caption(&fact, &topic, text);
    add(v,
        &(plot_saying){
            .figure = figure, .place = "caption", .has_fact = true, .fact = fact},
        text, facts);
}

void plot_view_find(const plot_view *v, const char *figure, plot_facts *facts)
{
    const plot_topic topic = topic_of(v);

    if (v->caption) add_caption(v, figure, facts);
    for (size_t arm = 0; arm < v->data->arms.n_named && arm < v->data->arms.n_front;
         arm++) {
        const plot_read read = read_arm(v, &topic, arm);
        const plot_fact fact = {.is = PLOT_EACH, .n = 1, .n_changed = 1, .arm = read};
        GString *text = g_string_new(NULL);

        if (read.arm) plot_fact_tell(&read, &topic, text);
        if (read.arm)
            add(v,
                &(plot_saying){
                    .figure = figure, .place = "alt", .has_fact = true, .fact = fact},
                text, facts);
        else
            g_string_free(text, TRUE);
    }
}
