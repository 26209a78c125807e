/* test_media.c -- figures of every kind in every size: type that can be read, no page higher
 * than paper, all on it and no text upon another. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/field.h"
#include "plots/ranks.h"
#include "plots/recording.h"
#include "plots/stack.h"
#include "plots/trend.h"
#include "plots/validation.h"
#include "tests/boxes.h"
#include "tests/figure.h"
#include "tests/suite.h"

static const struct {
    const char *name;
    double width, height, least; /* height 0: at most that of A4 */
} media[] = {
    {"a4", 595.3, 0, 7},
    {"column", 241, 0, 7},
    {"slide", 960, 540, 16},
    {"square", 720, 720, 16},
};

enum { N_MEDIA = sizeof media / sizeof *media, A4_HEIGHT = 842, N_POINTS = 12 };

/* ---- one figure of each kind -------------------------------------------------- */

static void check_figure(const plot_maker *maker, const void *shown, int medium,
                         bool alone);

typedef struct {
    size_t n_arms;
    bool is_cohort;
    const char *panel; /* NULL: all that have room */
    size_t n_columns;  /* of a figure of one's own; 0: it is the page */
} run;

static const char *const columns[PLOT_MOST_COLUMNS] = {
    "tnf",       "pge2", "live_in_joint", "total_relief",
    "cartilage", "mmp",  "m1_m2_ratio",   "imprint",
    "trained",   "pge2", "tnf",           "placebo_relief"};

static void draw_run(int medium, run r)
{
    const plot_wish wish = {.name = "own",
                            .table = "timecourse",
                            .x = "day",
                            .y = columns,
                            .n_y = r.n_columns,
                            .from = NAN,
                            .to = NAN};
    figure_tables t;
    const sim_table *const all[] = {&t.passages, &t.timecourse};

    figure_init(&t, r.n_arms);
    {
        const plot_band bands[] = {{.low = &t.timecourse, .high = &t.timecourse}};
        const plot_data data = {
            .runs = {{all, 2, NULL}, {all, r.is_cohort ? 0 : 2, NULL}},
            .behind_name = "a long name of another run.ini",
            .bands = {bands, r.is_cohort ? 1 : 0,
                      "lines: median; bands: 50 and 90 % of 500 patients",
                      r.is_cohort ? 1 : 0}};
        const plot_page shown = {"potency", &data, r.n_columns > 0 ? &wish : NULL, r.panel};

        check_figure(&plot_page_maker, &shown, medium, r.panel != NULL);
    }
    figure_free(&t);
}

static void draw_pages(int medium)
{
    static const size_t counts[] = {1, 6, FIGURE_ARMS};

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        draw_run(medium, (run){.n_arms = counts[i]});
}

static void draw_cohorts(int medium)
{
    draw_run(medium, (run){.n_arms = 6, .is_cohort = true});
    draw_run(medium, (run){.n_arms = FIGURE_ARMS, .is_cohort = true});
}

static void draw_panels(int medium)
{
    const plot_panel *panel;

    for (size_t i = 0; (panel = plot_panel_at("potency", i)); i++)
        draw_run(medium, (run){.n_arms = i % 2 ? 6 : FIGURE_ARMS, .panel = panel->name});
}

static void draw_wishes(int medium)
{
    static const size_t counts[] = {1, 2, 5, PLOT_MOST_COLUMNS};

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        draw_run(medium, (run){.n_arms = i % 2 ? 6 : FIGURE_ARMS,
                               .is_cohort = i == 2,
                               .n_columns = counts[i]});
}

static double x[N_POINTS], y[N_POINTS], z[N_POINTS];

static void fill(void)
{
    for (size_t i = 0; i < N_POINTS; i++) {
        x[i] = 1 + (double)(i % 4);
        y[i] = 1e6 * (1 + (double)(i / 4));
        z[i] = 3.71 + sin(2.385 * (double)i);
    }
}

static const plot_measure passage = {.label = "passage", .unit = "1", .whole = true};
static const plot_measure cells = {
    .label = "cells in one injection", .unit = "cell", .scale = PLOT_LOG};
static const plot_measure relief = {.label = "pain relief beyond placebo, at its highest",
                                    .unit = "mm"};

static void draw_sweep(int medium)
{
    static const plot_series series[] = {{"P2", x, z, NULL, NULL, N_POINTS},
                                         {"P12", x, y, NULL, NULL, N_POINTS}};
    plot_trend_panel panels[PLOT_MOST_PANELS];
    plot_trend trend = {.title = "Relief by passage and by cells",
                        .y = relief,
                        .panels = panels,
                        .saying = "A saying about the sweep, in a sentence"};

    for (size_t i = 0; i < PLOT_MOST_PANELS; i++)
        panels[i] = (plot_trend_panel){"source = umbilical cord", passage, series, 2};
    for (trend.n_panels = 1; trend.n_panels <= PLOT_MOST_PANELS; trend.n_panels++)
        check_figure(&plot_trend_maker, &trend, medium, false);
}

static void draw_field(int medium)
{
    plot_field_panel panels[PLOT_MOST_PANELS];
    plot_field field = {.title = "Relief by passage and by cells",
                        .x = passage,
                        .y = cells,
                        .z = relief,
                        .panels = panels};

    for (size_t i = 0; i < PLOT_MOST_PANELS; i++)
        panels[i] = (plot_field_panel){"source = umbilical cord", x, y, z, N_POINTS};
    for (field.n_panels = 1; field.n_panels <= PLOT_MOST_PANELS; field.n_panels++)
        check_figure(&plot_field_maker, &field, medium, false);
}

static void draw_ranks(int medium)
{
    enum { N_BARS = 40 };
    plot_rank bars[N_BARS];
    const plot_ranks ranks = {.title = "What matters most",
                              .saying = "40 parameters, each varied in its range",
                              .value_label = "total: with all interactions",
                              .other_label = "first: by itself",
                              .sign_label = "size of the mean; +: raises",
                              .axis_label = "mean absolute effect on relief (mm)",
                              .bars = bars,
                              .n_bars = N_BARS,
                              .most = N_BARS};

    for (size_t i = 0; i < N_BARS; i++)
        bars[i] = (plot_rank){.label = "clearance of dead cells by macrophages",
                              .detail = "joint.efferocytosis, 0.9 to 1.1 per day",
                              .value = 1 + (double)i,
                              .low = 0.9 + (double)i,
                              .high = 1.2 + (double)i,
                              .other = 0.5,
                              .other_low = 0.4,
                              .other_high = 0.6,
                              .mean = 1};
    check_figure(&plot_ranks_maker, &ranks, medium, false);
}

static void draw_stack(int medium)
{
    static const char *const parts[] = {"laboratory: who cultured them",
                                        "donor: whose cells", "chance: cell by cell"};
    static const double shares[] = {0.21, 0.375, 0.415, 0.02, 0.03, 0.95};
    static const char *const labels[] = {"P2: best relief", "P12: best relief"};
    const plot_stack stack = {.title = "Where the spread of results comes from",
                              .parts = parts,
                              .n_parts = 3,
                              .labels = labels,
                              .n_bars = 2,
                              .shares = shares};

    check_figure(&plot_stack_maker, &stack, medium, false);
}

static void draw_validation(int medium)
{
    static const struct {
        const char *quantity, *how, *unit, *at;
    } asked[] = {
        {"senescent_fraction", "value", "%", "8"},
        {"doublings", "value", "PD", "3"},
        {"doubling_time", "pooled", "h", "1-10"},
        {"live_fraction", "value", "1", "21"},
        {"specific_relief", "value", "mm", "182"},
        {"vas", "value", "mm", "365"},
        {"placebo_relief", "value", "mm", "91"},
        {"cell_area", "value", "um2", "8"},
        {"cumulative_doublings", "value", "PD", "end"},
    };
    enum { N_ASKED = sizeof asked / sizeof *asked };
    plot_finding rows[N_ASKED];
    const plot_validation validation = {rows, N_ASKED, "thin lines: 90 % of 200", NULL};

    for (size_t i = 0; i < N_ASKED; i++)
        rows[i] = (plot_finding){.group = "knee",
                                 .study = "Higuera 2009",
                                 .row = "a row",
                                 .arm = "an arm",
                                 .against = "",
                                 .quantity = asked[i].quantity,
                                 .at = asked[i].at,
                                 .how = asked[i].how,
                                 .unit = asked[i].unit,
                                 .scale = "log2",
                                 .place = "",
                                 .runs = true,
                                 .measured = 0.2,
                                 .low = 0.1,
                                 .high = 0.4,
                                 .limit = NAN,
                                 .n = 12,
                                 .doublings = 21,
                                 .predicted = 0.23,
                                 .reading = NAN,
                                 .low90 = NAN,
                                 .high90 = NAN,
                                 .hit = true};
    check_figure(&plot_validation_maker, &validation, medium, false);
}

/* ---- what holds of each ------------------------------------------------------- */

static void check_text(const plot_drawn *text, double least)
{
    ck_assert_msg(text->style.size >= least - 1e-9, "'%s' of %g pt", text->text,
                  text->style.size);
}

static void check_figure(const plot_maker *maker, const void *shown, int medium, bool alone)
{
    static const plot_caption caption = {
        .title = "Pain relief beyond placebo peaks at 16.3 mm with P2",
        .footer = "Potency 0.4.0 · seed 2385 · parameters 9153e6fc90c9457f · "
                  "for teaching and research, not for treatment decisions"};
    const plot_look look = {plot_theme_find("light"), plot_size_find(media[medium].name),
                            NULL, alone};
    page_list l;
    plot_box paper;

    page_record(&l, maker, shown, &caption, &look);
    paper = l.list.drawn[0].box; /* the paper */
    ck_assert_double_eq(paper.width, media[medium].width);
    if (media[medium].height > 0)
        ck_assert_double_eq(paper.height, media[medium].height);
    else
        ck_assert_double_le(paper.height, A4_HEIGHT);
    for (size_t i = 0; i < l.list.n; i++)
        if (l.list.drawn[i].text) check_text(&l.list.drawn[i], media[medium].least);
    boxes_check(&l.list, media[medium].name);
    page_list_free(&l);
}

static void (*const kinds[])(int) = {draw_pages,  draw_panels, draw_cohorts,
                                     draw_wishes, draw_sweep,  draw_field,
                                     draw_ranks,  draw_stack,  draw_validation};

enum { N_KINDS = sizeof kinds / sizeof *kinds };

START_TEST(all_texts_can_be_read_on_their_medium)
{
    fill();
    kinds[_i / N_MEDIA](_i % N_MEDIA);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("media");
    TCase *cases = tcase_create("media");

    suite_add_tcase(suite, cases);
    tcase_add_loop_test(cases, all_texts_can_be_read_on_their_medium, 0, N_KINDS * N_MEDIA);
    return suite_run(suite);
}
