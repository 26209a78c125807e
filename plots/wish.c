/* wish.c -- figures of the user's own: see figure.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/arm_order.h"
#include "plots/page.h"
#include "plots/view.h"
#include "plots/words.h"
#include "sim/io/text.h"

enum { MOST_NAMED = 5 }; /* columns in a title */

/* A wish, and the row of a panel for each of its columns. */
typedef struct {
    const plot_wish *wish;
    const sim_table *table;
    plot_data data;
    plot_panel panels[PLOT_MOST_COLUMNS];
} request;

static sim_status find_table(request *r, sim_error *err)
{
    const plot_run *run = &r->data.runs[PLOT_FRONT];
    char known[256] = "";

    r->table = plot_run_find(run, r->wish->table);
    if (r->table) return SIM_OK;
    for (size_t i = 0; i < run->n; i++)
        sim_text_append(known, sizeof known, "%s'%s'", i ? ", " : "", run->tables[i]->name);
    return sim_fail(err, SIM_ENAME, "figure '%s': unknown table '%s'; known: %s",
                    r->wish->name, r->wish->table, known);
}

static sim_status check_column(const request *r, const char *column, sim_error *err)
{
    if (sim_table_find(r->table, column) < r->table->n_columns) return SIM_OK;
    return sim_fail(err, SIM_ENAME, "figure '%s': the table '%s' has no column '%s'",
                    r->wish->name, r->table->name, column);
}

static sim_status check_columns(const request *r, sim_error *err)
{
    const plot_wish *w = r->wish;
    sim_status status;

    if (w->n_y == 0 || w->n_y > PLOT_MOST_COLUMNS)
        return sim_fail(err, SIM_EVALUE, "figure '%s': %zu columns; 1 to %d would be right",
                        w->name, w->n_y, PLOT_MOST_COLUMNS);
    if (w->from >= w->to)
        return sim_fail(err, SIM_EVALUE, "figure '%s': from = %g is not below to = %g",
                        w->name, w->from, w->to);
    status = check_column(r, w->x, err);
    for (size_t i = 0; status == SIM_OK && i < w->n_y; i++)
        status = check_column(r, w->y[i], err);
    return status;
}

static sim_status list_arms(request *r, sim_error *err)
{
    const plot_wish *w = r->wish;
    sim_status status =
        plot_arms_init(&r->data.arms, r->data.runs, (plot_wanted){w->arms, w->n_arms}, err);

    for (size_t i = 0; status == SIM_OK && i < w->n_arms; i++)
        if (plot_arms_find(&r->data.arms, w->arms[i], 0) == r->data.arms.n)
            status = sim_fail(err, SIM_ENAME, "figure '%s': unknown arm '%s'", w->name,
                              w->arms[i]);
    return status;
}

/* Days are counted as time, whole numbers as such. */
static const plot_unit *find_unit(const request *r, size_t column)
{
    if (strcmp(r->table->columns[column].unit, "day") == 0) return &plot_time;
    for (size_t row = 0; row < r->table->n_rows; row++) {
        double value = sim_table_cell(r->table, row, column);

        if (plot_drawable(value) && value != floor(value)) return &plot_number;
    }
    return &plot_whole;
}

static void set_panels(request *r)
{
    const plot_wish *w = r->wish;
    size_t x = sim_table_find(r->table, w->x);

    for (size_t i = 0; i < w->n_y; i++)
        r->panels[i] = (plot_panel){
            .page = w->name,
            .name = w->y[i],
            .table = w->table,
            .x = {w->x, find_unit(r, x), w->from, w->to, r->table->columns[x].meaning, 0},
            .y = {w->y[i], w->scale, NAN, NAN, NAN,
                  r->table->columns[sim_table_find(r->table, w->y[i])].meaning},
        };
}

/* "PGE₂ · IL-10": the meanings, each up to its first comma. */
static char *make_title(const request *r)
{
    GString *title = g_string_new(NULL);
    size_t n = r->wish->n_y > MOST_NAMED ? MOST_NAMED - 1 : r->wish->n_y;
    char word[PLOT_WORDS_SIZE];

    for (size_t i = 0; i < n; i++) {
        plot_spell(word, r->panels[i].y.label);
        word[strcspn(word, ",;")] = '\0';
        g_string_append_printf(title, "%s%s", i > 0 ? " \xC2\xB7 " : "", word);
    }
    if (n < r->wish->n_y) g_string_append_printf(title, " and %zu more", r->wish->n_y - n);
    if (g_ascii_islower(title->str[0]) && g_ascii_islower(title->str[1]))
        title->str[0] = g_ascii_toupper(title->str[0]);
    return g_string_free(title, FALSE);
}

static sim_status draw(request *r, const plot_caption *caption, const plot_look *look,
                       FILE *out, sim_error *err)
{
    const plot_size *size = look->size;
    size_t columns = (r->wish->n_y + size->wish_rows - 1) / size->wish_rows;
    char *title = make_title(r);
    const plot_page page = {
        .title = r->wish->title ? r->wish->title : title,
        .panels = r->panels,
        .n = r->wish->n_y,
        .columns = columns,
        .panel = r->wish->n_y == 1 ? size->panel : size->wish_panel,
        .wide = columns > 1,
        .stacked = true,
    };
    sim_status status = plot_page_make(&page, &r->data, caption, look, out, err);

    g_free(title);
    return status;
}

sim_status plot_wish_write(const plot_wish *wish, const plot_source *source,
                           const plot_caption *caption, const plot_look *look, FILE *out,
                           sim_error *err)
{
    request r = {.wish = wish, .data = plot_data_of(source)};
    sim_status status = find_table(&r, err);

    if (status == SIM_OK) status = check_columns(&r, err);
    if (status == SIM_OK) status = list_arms(&r, err);
    if (status == SIM_OK) {
        set_panels(&r);
        status = draw(&r, caption, look, out, err);
    }
    free(r.data.arms.names);
    return status;
}
