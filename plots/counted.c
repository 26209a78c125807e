#include "plots/counted.h"

#include <math.h>
#include <string.h>

/* Columns of the table, beside that of the count itself. */
static const char *const low[] = {"low", "difference_low"};
static const char *const high[] = {"high", "difference_high"};
static const char difference[] = "difference";

const sim_headcount *plot_count_of(const plot_headline *h)
{
    return &h->chain->stages[h->chain->n_stages - 1].model->counted;
}

static double cell_of(const plot_headline *h, size_t row, const char *column)
{
    const size_t at = sim_table_find(h->counted, column);

    return at < h->counted->n_columns ? sim_table_cell(h->counted, row, at) : NAN;
}

static bool is_treated(const plot_headline *h, size_t row)
{
    return !plot_wanted_has(&h->backgrounds, h->counted->keys[row]);
}

plot_read plot_count_read(const plot_headline *h, size_t row)
{
    const char *value = h->is_against ? difference : plot_count_of(h)->name;

    return (plot_read){.arm = h->counted->keys[row],
                       .value = cell_of(h, row, value),
                       .at = NAN,
                       .base = h->is_against ? 0 : NAN,
                       .low = cell_of(h, row, low[h->is_against]),
                       .high = cell_of(h, row, high[h->is_against]),
                       .order = row};
}

bool plot_count_is_told(const plot_headline *h)
{
    if (!h->counted || !plot_count_of(h)->name) return false;
    for (size_t row = 0; row < h->counted->n_rows; row++)
        if (is_treated(h, row) && isfinite(plot_count_read(h, row).value)) return true;
    return false;
}

/* In what it is told: shares in percent, their differences in points. */
static void set_unit(plot_topic *topic, const sim_table *table)
{
    const size_t column = sim_table_find(table, topic->column);
    const char *unit = column < table->n_columns ? table->columns[column].unit : "1";
    const bool is_share = strcmp(unit, "1") == 0;

    topic->times = is_share ? 100 : 1;
    topic->unit = !is_share ? unit : topic->is_difference ? SIM_POINT : "%";
}

/* Of all arms that are told: how far their intervals and their backgrounds reach. */
static void set_reach(plot_topic *topic, const plot_headline *h)
{
    topic->low = topic->background_low = INFINITY;
    topic->high = topic->background_high = -INFINITY;
    for (size_t row = 0; row < h->counted->n_rows; row++) {
        const plot_read read = plot_count_read(h, row);
        const double background = cell_of(h, row, topic->column) - read.value;

        if (!is_treated(h, row) || isnan(read.value)) continue;
        topic->low = fmin(topic->low, read.low);
        topic->high = fmax(topic->high, read.high);
        topic->background_low = fmin(topic->background_low, background);
        topic->background_high = fmax(topic->background_high, background);
    }
}

plot_topic plot_count_topic(const plot_headline *h)
{
    const sim_headcount *counted = plot_count_of(h);
    plot_topic topic = {.column = counted->name,
                        .is_difference = h->is_against,
                        .words = counted->telling.words,
                        .telling = &counted->telling,
                        .reading = PLOT_READ_BEST,
                        .x = "day",
                        .is_count = true};

    set_unit(&topic, h->counted);
    set_reach(&topic, h);
    return topic;
}
