#include "tests/paper.h"

#include <math.h>
#include <string.h>

#include <check.h>

#include "plots/figure.h"
#include "plots/recording.h"
#include "plots/title.h"
#include "plots/view.h"
#include "sim/study/job.h"
#include "sim/study/outlook.h"
#include "tests/boxes.h"
#include "tests/page.h"

enum { WIDTHS = 2, BANDS = 4, PATH = 256, N_SIZES = 4, N_WISHED = 4, ONE_OF = 4 };

/* What the program reads of a folder. */
typedef struct {
    const char *dir;
    char file[PATH];
    sim_job job;
    sim_outlook outlook;
    const sim_table *tables[SIM_TABLES_MAX + 1], *between[SIM_TABLES_MAX + 1];
    plot_band bands[BANDS];
    plot_data data;
    GString *title;
} paper;

/* ---- reading ------------------------------------------------------------------- */

static void use(paper *p, const sim_table all[])
{
    const sim_table *median = &all[SIM_QUANTILES / 2];

    if (median->n_columns == 0) return;
    for (size_t i = 0; i < p->job.tables.n; i++)
        if (strcmp(p->tables[i]->name, median->name) == 0) p->tables[i] = median;
    for (size_t i = 0; i < WIDTHS; i++)
        p->bands[p->data.bands.n_tables * WIDTHS + i] =
            (plot_band){.low = &all[i], .high = &all[SIM_QUANTILES - 1 - i]};
    p->data.bands.n_tables++;
}

static void read_cohort(paper *p, const char *dir)
{
    const sim_outlook_source source = {dir, p->job.session.chain, &p->job.experiment,
                                       &p->job.tables.table[p->job.tables.summary]};
    sim_error err = {""};

    ck_assert_msg(sim_outlook_read(&p->outlook, &source, &err) == SIM_OK, "%s", err.text);
    p->data.bands = (plot_bands){.list = p->bands, .n = WIDTHS, .words = p->outlook.words};
    use(p, p->outlook.course);
    use(p, p->outlook.reports);
    if (p->outlook.survival.n_columns > 0)
        p->tables[p->data.runs[PLOT_FRONT].n++] = &p->outlook.survival;
}

static void set_title(paper *p)
{
    const sim_chain *chain = p->job.session.chain;
    const sim_headline headline = chain->stages[chain->n_stages - 1].model->headline;
    const bool is_cohort = p->job.replicates > 0;
    const plot_headline h = {.chain = chain,
                             .summary = is_cohort
                                            ? &p->outlook.summary
                                            : &p->job.tables.table[p->job.tables.summary],
                             .best = headline.best,
                             .worst = headline.worst,
                             .end = sim_experiment_value(&p->job.experiment, "run", "days"),
                             .of = is_cohort ? "median " : NULL};
    sim_error err = {""};

    p->title = g_string_new(NULL);
    ck_assert_int_eq(plot_title_print(&h, chain->page, NULL, p->title, &err), SIM_OK);
}

static void collect_tables(paper *p)
{
    const sim_tables *all = &p->job.tables;

    for (size_t i = 0; i < all->n; i++) {
        p->tables[i] = &all->table[i];
        p->between[i] = all->between[i] > 0 ? &all->table[all->between[i]] : NULL;
    }
}

static void open_paper(paper *p, const char *dir)
{
    const sim_experiment *e;
    sim_error err = {""};

    *p = (paper){.dir = dir, .outlook = {.words = ""}};
    ck_assert_msg(sim_job_load(&p->job, dir, p->file, sizeof p->file, &err) == SIM_OK, "%s",
                  err.text);
    e = &p->job.experiment;
    collect_tables(p);
    p->data = (plot_data){
        .runs = {{p->tables, p->job.tables.n, p->job.replicates > 0 ? NULL : p->between}},
        .backgrounds = {&p->job.arm_names[e->n_own], e->n_arms - e->n_own},
        .chain = p->job.session.chain};
    if (p->job.replicates > 0) read_cohort(p, dir);
    set_title(p);
}

static void close_paper(paper *p)
{
    g_string_free(p->title, TRUE);
    sim_outlook_free(&p->outlook);
    sim_job_close(&p->job);
}

/* ---- drawing -------------------------------------------------------------------- */

static const char footer[] =
    "Potency 0.4.0, seed 2385, 1234567890abcdef; for teaching and research, not for "
    "treatment decisions";

static void check_page(const paper *p, const plot_page *shown, size_t size, bool dark)
{
    const plot_caption caption = {.title = p->title->str, .footer = footer};
    const plot_look look = {plot_theme_find(dark ? "dark" : "light"),
                            plot_size_find(plot_size_name(size)), NULL, shown->panel};
    char what[2 * PATH];
    page_list list;

    snprintf(what, sizeof what, "%s %s %s", p->dir, plot_size_name(size),
             shown->panel  ? shown->panel
             : shown->wish ? "figure"
                           : "page");
    page_record(&list, &plot_page_maker, shown, &caption, &look);
    boxes_check(&list.list, what);
    page_list_free(&list);
}

static bool has_panel(const paper *p, const plot_panel *panel)
{
    const sim_table *table = plot_run_find(&p->data.runs[PLOT_FRONT], panel->table);

    return sim_table_find(table, panel->y.column) < table->n_columns;
}

/* Some panels alone, each in one of the sizes. */
static void check_panels(const paper *p, size_t number)
{
    const char *figure = p->job.session.chain->page;
    const plot_panel *panel;

    for (size_t i = 0; (panel = plot_panel_at(figure, i)); i++)
        if ((i + number) % ONE_OF == 0 && has_panel(p, panel))
            check_page(p, &(plot_page){figure, &p->data, NULL, panel->name},
                       (i + number) / ONE_OF % N_SIZES,
                       (i + number) / ONE_OF / N_SIZES % 2);
}

/* A figure of one's own: some columns of the time course, one like any other. */
static void check_wish(const paper *p, size_t number)
{
    const sim_table *table = plot_run_find(&p->data.runs[PLOT_FRONT], "timecourse");
    const char *y[N_WISHED];
    const plot_wish wish = {.name = "own",
                            .table = "timecourse",
                            .x = "day",
                            .y = y,
                            .n_y = 1 + number % N_WISHED,
                            .scale = number % 3 ? PLOT_LINEAR : PLOT_LOG,
                            .from = NAN,
                            .to = NAN};

    for (size_t i = 0; i < N_WISHED; i++)
        y[i] = table->columns[1 + (number + 5 * i) % (table->n_columns - 1)].name;
    check_page(p, &(plot_page){p->job.session.chain->page, &p->data, &wish, NULL},
               number % N_SIZES, number / N_SIZES % 2);
}

void paper_check(const char *dir, int number)
{
    const size_t n = (size_t)number;
    paper p;

    open_paper(&p, dir);
    for (size_t size = 0; size < N_SIZES; size++)
        check_page(&p, &(plot_page){p.job.session.chain->page, &p.data, NULL, NULL}, size,
                   n % 2 == (size / 2) % 2);
    check_panels(&p, n);
    check_wish(&p, n);
    close_paper(&p);
}

void paper_draw(const char *dir, const char *panel, plot_look *look, page_list *list)
{
    const plot_caption caption = {.title = panel, .footer = footer};
    paper p;

    open_paper(&p, dir);
    *look = (plot_look){plot_theme_find("light"), plot_size_find("a4"), NULL, true};
    page_record(list, &plot_page_maker,
                &(plot_page){p.job.session.chain->page, &p.data, NULL, panel}, &caption,
                look);
    close_paper(&p);
}
