#include "tests/paper.h"

#include <math.h>
#include <string.h>

#include <check.h>

#include "plots/figure.h"
#include "plots/recording.h"
#include "plots/title.h"
#include "sim/study/job.h"
#include "sim/study/outlook.h"
#include "tests/page.h"

enum { WIDTHS = 2, BANDS = 4, PATH = 256 };

/* What the program reads of a folder. */
typedef struct {
    char file[PATH];
    sim_job job;
    sim_outlook outlook;
    const sim_table *tables[SIM_TABLES_MAX];
    plot_band bands[BANDS];
    plot_data data;
    GString *title;
} paper;

static const double touching = 0.5; /* pt */

/* Parts of a line of text that no letter fills, in em: above those without accents, and below
 * what hangs down.  Lines of several are further apart than that. */
static const double blank_above = 0.19, blank_below = 0.14;

/* ---- reading ------------------------------------------------------------------- */

static void use(paper *p, const sim_table all[])
{
    const sim_table *median = &all[SIM_QUANTILES / 2];

    if (median->n_columns == 0) return;
    for (size_t i = 0; i < p->job.tables.n; i++)
        if (strcmp(p->tables[i]->name, median->name) == 0) p->tables[i] = median;
    for (size_t i = 0; i < WIDTHS; i++)
        p->bands[p->data.bands.n_tables * WIDTHS + i] =
            (plot_band){&all[i], &all[SIM_QUANTILES - 1 - i]};
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
    ck_assert_int_eq(plot_title_print(&h, "potency", NULL, p->title, &err), SIM_OK);
}

static void open_paper(paper *p, const char *dir)
{
    sim_error err = {""};

    *p = (paper){.outlook = {.words = ""}};
    ck_assert_msg(sim_job_load(&p->job, dir, p->file, sizeof p->file, &err) == SIM_OK, "%s",
                  err.text);
    for (size_t i = 0; i < p->job.tables.n; i++) p->tables[i] = &p->job.tables.table[i];
    p->data =
        (plot_data){.runs = {{p->tables, p->job.tables.n}}, .chain = p->job.session.chain};
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

static void draw_page(const paper *p, size_t size, bool dark, plot_recording *list)
{
    const plot_caption caption = {
        .title = p->title->str,
        .footer =
            "Potency 0.4.0, seed 2385, 1234567890abcdef; for teaching and research, not "
            "for treatment decisions"};
    const plot_page shown = {"potency", &p->data, NULL, NULL};
    const plot_format format = plot_recording_format(list);
    const plot_look look = {plot_theme_find(dark ? "dark" : "light"),
                            plot_size_find(plot_size_name(size)), &format, false};
    sim_error err = {""};

    ck_assert_msg(plot_figure_write(&(plot_figure){&plot_page_maker, &shown}, &caption,
                                    &look, stdout, &err) == SIM_OK,
                  "%s", err.text);
}

/* ---- where texts stand ------------------------------------------------------------ */

static bool is_on(const plot_box *box, const plot_box *sheet)
{
    return box->x >= sheet->x - touching && box->y >= sheet->y - touching &&
           box->x + box->width <= sheet->x + sheet->width + touching &&
           box->y + box->height <= sheet->y + sheet->height + touching;
}

static plot_box letters_of(const plot_drawn *d)
{
    plot_box box = d->box;

    box.y += blank_above * d->style.size;
    box.height -= (blank_above + blank_below) * d->style.size;
    return box;
}

static bool overlap(const plot_drawn *one, const plot_drawn *other)
{
    const plot_box letters[] = {letters_of(one), letters_of(other)};
    const plot_box *a = &letters[0], *b = &letters[1];
    const double across = fmin(a->x + a->width, b->x + b->width) - fmax(a->x, b->x);
    const double down = fmin(a->y + a->height, b->y + b->height) - fmax(a->y, b->y);

    return across > touching && down > touching;
}

static void check_apart(const plot_recording *list, size_t i, const char *what)
{
    const plot_drawn *a = &list->drawn[i];

    for (size_t k = 0; k < i; k++) {
        const plot_drawn *b = &list->drawn[k];

        if (b->text && *b->text && overlap(a, b))
            ck_abort_msg(
                "%s: '%s' (%.1f, %.1f, %.1f x %.1f) lies upon '%s' (%.1f, %.1f, %.1f x "
                "%.1f)",
                what, a->text, a->box.x, a->box.y, a->box.width, a->box.height, b->text,
                b->box.x, b->box.y, b->box.width, b->box.height);
    }
}

/* The first box is the paper. */
static void check_texts(const plot_recording *list, const char *what)
{
    const plot_box *sheet = &list->drawn[0].box;

    for (size_t i = 0; i < list->n; i++) {
        const plot_drawn *d = &list->drawn[i];

        if (!d->text || !*d->text) continue;
        if (!is_on(&d->box, sheet))
            ck_abort_msg("%s: '%s' (%.1f, %.1f, %.1f x %.1f) is not on the page", what,
                         d->text, d->box.x, d->box.y, d->box.width, d->box.height);
        check_apart(list, i, what);
    }
}

void paper_check(const char *dir, bool dark_first)
{
    paper p;

    open_paper(&p, dir);
    for (size_t size = 0; plot_size_name(size); size++) {
        plot_canvas measure;
        plot_recording list = {.measure = &measure};
        char what[2 * PATH];

        page_blank(&measure);
        snprintf(what, sizeof what, "%s %s", dir, plot_size_name(size));
        draw_page(&p, size, dark_first == (size / 2 % 2 == 0), &list);
        check_texts(&list, what);
        plot_recording_free(&list);
        plot_canvas_free(&measure);
    }
    close_paper(&p);
}
