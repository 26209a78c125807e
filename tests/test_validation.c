/* test_validation.c -- the page of a validation: its words, rings, dots on bars, odd rows. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/validation.h"
#include "tests/boxes.h"
#include "tests/page.h"
#include "tests/suite.h"

/* What rows of a panel have in common. */
typedef struct {
    const char *title, *quantity, *how, *unit, *at, *study;
    double n, doublings;
} asked;

static const asked panels[] = {
    {"Senescent cells by doublings", "senescent_fraction", "value", "%", "8", "A", NAN, 21},
    {"Doublings per passage", "doublings", "value", "PD", "3", "A", NAN, NAN},
    {"Passage doubling time", "doubling_time", "pooled", "h", "1-10", "A", NAN, NAN},
    {"Life span by study", "cumulative_doublings", "value", "PD", "end", "A", NAN, NAN},
    {"How long cells are seen", "live_fraction", "day_below", "day", "1-400", "A", NAN,
     NAN},
    {"How many cells are seen", "live_fraction", "value", "1", "21", "A", NAN, NAN},
    {"Net relief against trial size", "specific_relief", "value", "mm", "182", "A", 12,
     NAN},
    {"Net relief against trial size", "specific_relief", "value", "mm", "182", "pooled",
     NAN, NAN},
    {"Relief over time: the pain left", "vas", "value", "mm", "365", "A", NAN, NAN},
    {"Placebo", "placebo_relief", "value", "mm", "91", "A", NAN, NAN},
    {"Other numbers of joints", "cell_area", "value", "um2", "8", "A", NAN, NAN},
};

enum { N_ASKED = sizeof panels / sizeof *panels };

/* 20 was measured, 10 to 40 counts as right; `hit` is what these say. */
static plot_finding number(const asked *a, double predicted)
{
    double scale = strcmp(a->title, "How many cells are seen") == 0 ? 0.01 : 1;

    return (plot_finding){.group = "knee",
                          .study = a->study,
                          .row = "a row",
                          .arm = "an arm",
                          .against = "",
                          .quantity = a->quantity,
                          .at = a->at,
                          .how = a->how,
                          .unit = a->unit,
                          .scale = "log2",
                          .place = "",
                          .runs = true,
                          .measured = 20 * scale,
                          .low = 10 * scale,
                          .high = 40 * scale,
                          .limit = NAN,
                          .n = a->n,
                          .doublings = a->doublings,
                          .predicted = predicted * scale,
                          .reading = NAN,
                          .low90 = NAN,
                          .high90 = NAN,
                          .hit = predicted >= 10 && predicted <= 40};
}

static plot_finding sign(double measured, double predicted)
{
    plot_finding row = number(&panels[0], predicted);

    row.is_sign = true;
    row.unit = "mm";
    row.measured = measured;
    row.predicted = predicted;
    row.reading = 3.71 * predicted;
    row.low = row.high = 0;
    row.hit = measured == predicted;
    return row;
}

static page draw_all(const plot_validation *v, plot_look look)
{
    return page_draw(&plot_validation_maker, v, look);
}

static page draw(const plot_finding rows[], size_t n)
{
    return draw_all(&(plot_validation){rows, n, NULL, NULL}, page_plain("svg"));
}

/* ---- what an SVG holds ------------------------------------------------------ */

typedef struct {
    double left, top, right, bottom;
} box;

enum { MOST = 256 };

/* Bars, dots and rings that are no sample of the legend, whose dots stand at `legend`. */
typedef struct {
    box bars[MOST], frames[MOST];
    double x[MOST], y[MOST];
    bool is_filled[MOST];
    size_t n_bars, n_dots, n_rings, n_ways, n_frames;
} shown;

static const double dot_radius = 0.23 * 7.6, ring_radius = 0.5 * 7.6;
static const char miss[] = " stroke=\"#c70d12\"", dot[] = " stroke=\"#0002f7\"";

static bool has(const char *tag, const char *words)
{
    const char *end = strchr(tag, '>'), *found = strstr(tag, words);

    return found && found < end;
}

/* An attribute, behind what parts it from the one before. */
static double read_number(const char *tag, const char *name)
{
    return strtod(strstr(tag, name) + strlen(name), NULL);
}

/* The box of a path: a corner, then steps. */
static box read_path(const char *data)
{
    double x, y;
    char *at;
    box b;

    x = strtod(data + 1, &at);
    y = strtod(at, &at);
    b = (box){x, y, x, y};
    for (at += *at == 'l'; *at != '"' && *at != 'z'; at += *at == 'l') {
        x += strtod(at, &at);
        y += strtod(at, &at);
        b = (box){fmin(b.left, x), fmin(b.top, y), fmax(b.right, x), fmax(b.bottom, y)};
    }
    return b;
}

static box read_rect(const char *tag)
{
    const double x = read_number(tag, " x=\""), y = read_number(tag, " y=\"");

    return (box){x, y, x + read_number(tag, " width=\""),
                 y + read_number(tag, " height=\"")};
}

static void read_circle(shown *s, const char *tag)
{
    if (has(tag, miss)) s->n_rings++;
    if (!has(tag, "stroke-width=\"0.96\"") || !has(tag, dot)) return;
    s->x[s->n_dots] = read_number(tag, " cx=\"");
    s->y[s->n_dots] = read_number(tag, " cy=\"");
    s->is_filled[s->n_dots++] = has(tag, "fill=\"#0002f7\"");
}

static void read_shape(shown *s, const char *tag)
{
    const char *data = strstr(tag, " d=\"");
    const bool is_rect = strncmp(tag, "<rect ", 6) == 0;
    const bool is_path = strncmp(tag, "<path ", 6) == 0;

    if (strncmp(tag, "<circle ", 8) == 0) read_circle(s, tag);
    if ((is_rect || is_path) &&
        (has(tag, "fill-opacity=\"0.62\"") || has(tag, "fill-opacity=\"0.3\"")))
        s->bars[s->n_bars++] = is_rect ? read_rect(tag) : read_path(data + 4);
    if (is_path && has(tag, "stroke-width=\"0.72\"") && has(tag, "stroke=\"#73737a\""))
        s->frames[s->n_frames++] = read_path(data + 4);
    if (is_path && has(tag, miss)) s->n_ways++;
}

/* Without the samples of the legend: so many bars, dots and rings come first. */
static shown read_page(const page *written, size_t bars, size_t dots, size_t rings)
{
    shown *all = calloc(1, sizeof *all), s;

    for (const char *at = written->bytes; (at = strchr(at, '<')); at++) read_shape(all, at);
    s = *all;
    ck_assert(s.n_bars >= bars && s.n_dots >= dots && s.n_rings >= rings);
    memmove(s.bars, &s.bars[bars], (MOST - bars) * sizeof *s.bars);
    memmove(s.x, &s.x[dots], (MOST - dots) * sizeof *s.x);
    memmove(s.y, &s.y[dots], (MOST - dots) * sizeof *s.y);
    memmove(s.is_filled, &s.is_filled[dots], (MOST - dots) * sizeof *s.is_filled);
    s.n_bars -= bars;
    s.n_dots -= dots;
    s.n_rings -= rings;
    free(all);
    return s;
}

static bool holds(const box *b, double x, double y)
{
    return x >= b->left - 0.1 && x <= b->right + 0.1 && y >= b->top - 0.1 &&
           y <= b->bottom + 0.1;
}

/* ---- misses ----------------------------------------------------------------- */

/* For each panel: below, within and above. */
static const double predictions[] = {7.19, 23.85, 43.71};

START_TEST(a_dot_is_on_its_bar_exactly_where_it_hits)
{
    const asked *a = &panels[_i / 3];
    plot_finding row = number(a, predictions[_i % 3]);
    size_t rings = row.hit ? 0 : 1;
    page written = draw(&row, 1);
    shown s = read_page(&written, 1, row.hit ? 1 : 2, rings);

    ck_assert(page_holds(&written, a->title));
    ck_assert_uint_eq(s.n_bars, 1);
    ck_assert_uint_eq(s.n_dots, 1);
    ck_assert(!s.is_filled[0]);
    ck_assert_uint_eq(s.n_rings, rings);
    ck_assert_int_eq(holds(&s.bars[0], s.x[0], s.y[0]), row.hit);
    ck_assert_uint_eq(s.n_frames, 1);
    ck_assert(holds(&s.frames[0], s.x[0], s.y[0]));
    free(written.bytes);
}
END_TEST

/* The page believes what decides on hits, wherever the dot is. */
START_TEST(a_ring_is_where_the_row_says_miss)
{
    plot_finding rows[4];
    page written;
    shown s;

    for (size_t i = 0; i < 4; i++) {
        rows[i] = number(&panels[3], 23.85);
        rows[i].hit = i != 2;
    }
    written = draw(rows, 4);
    s = read_page(&written, 1, 2, 1);
    ck_assert_uint_eq(s.n_rings, 1);
    ck_assert_uint_eq(s.n_dots, 4);
    ck_assert_uint_eq(s.n_ways, 0);
    free(written.bytes);
}
END_TEST

START_TEST(a_line_leads_from_the_bar_to_a_far_miss)
{
    plot_finding row = number(&panels[3], 78.5);
    page written = draw(&row, 1);

    ck_assert_uint_eq(read_page(&written, 1, 2, 1).n_ways, 1);
    free(written.bytes);
}
END_TEST

START_TEST(filled_is_calibration_and_open_is_predicted)
{
    plot_finding rows[N_ASKED];
    page written;
    shown s;
    size_t filled = 0;

    for (size_t i = 0; i < N_ASKED; i++) {
        rows[i] = number(&panels[i], 23.85);
        rows[i].is_calibration = i % 3 == 0;
    }
    written = draw(rows, N_ASKED);
    s = read_page(&written, 1, 2, 0);
    for (size_t i = 0; i < s.n_dots; i++) filled += s.is_filled[i];
    ck_assert_uint_eq(s.n_dots, N_ASKED);
    ck_assert_uint_eq(filled, 4);
    free(written.bytes);
}
END_TEST

START_TEST(signs_are_ringed_where_they_differ)
{
    const plot_finding rows[] = {sign(1, 1), sign(-1, 1), sign(0, 0), sign(0, -1)};
    page written = draw(rows, 4);
    shown s = read_page(&written, 1, 2, 1);

    ck_assert_uint_eq(s.n_bars, 4);
    ck_assert_uint_eq(s.n_rings, 2);
    ck_assert(page_holds(&written, "2 of 4 predicted signs are as measured"));
    ck_assert(s.x[0] == s.x[1] && s.x[2] < s.x[0] && s.x[3] < s.x[2]);
    free(written.bytes);
}
END_TEST

/* ---- places ------------------------------------------------------------------ */

START_TEST(rows_of_one_month_stand_side_by_side)
{
    plot_finding rows[9];
    page written;
    shown s;

    for (size_t i = 0; i < 9; i++) {
        rows[i] = number(&panels[8], 23.85);
        rows[i].at = i < 5 ? "365" : i < 7 ? "182" : "1460";
    }
    written = draw(rows, 9);
    s = read_page(&written, 1, 1, 0);
    ck_assert_uint_eq(s.n_dots, 9);
    for (size_t i = 1; i < 9; i++) ck_assert(s.x[i] > s.x[i - 1] + dot_radius);
    for (size_t i = 0; i < 9; i++) ck_assert(holds(&s.bars[i], s.x[i], s.y[i]));
    free(written.bytes);
}
END_TEST

/* Lines from top to bottom are in the order of the file. */
START_TEST(lines_do_not_overlap)
{
    plot_finding rows[20];
    page written;
    shown s;

    for (size_t i = 0; i < 20; i++) rows[i] = number(&panels[3], i % 2 ? 23.85 : 57.1);
    written = draw(rows, 20);
    s = read_page(&written, 1, 2, 1);
    ck_assert_uint_eq(s.n_rings, 10);
    for (size_t i = 1; i < 20; i++) ck_assert(s.y[i] > s.y[i - 1] + 2 * ring_radius);
    free(written.bytes);
}
END_TEST

START_TEST(what_is_beyond_the_axis_is_an_arrow_at_its_edge)
{
    plot_finding rows[] = {number(&panels[4], INFINITY), number(&panels[4], 0),
                           number(&panels[4], 23.85)};
    page written = draw(rows, 3);
    shown s = read_page(&written, 1, 2, 1);

    ck_assert_uint_eq(s.n_dots, 1);
    ck_assert_uint_eq(s.n_rings, 2);
    ck_assert(!page_holds(&written, "\"nan") &&
              page_holds(&written, "A, a row: never against 20 day;"));
    free(written.bytes);
}
END_TEST

START_TEST(lines_stand_below_their_host_and_bed)
{
    plot_finding rows[] = {number(&panels[4], 21), number(&panels[4], 22),
                           number(&panels[4], 23), number(&panels[4], 24)};
    page written;
    shown s;

    rows[0].place = rows[2].place = "own cells, muscle";
    rows[1].place = rows[3].place = "immunodeficient, joint";
    written = draw(rows, 4);
    s = read_page(&written, 1, 1, 0);
    ck_assert(s.x[0] > s.x[2] && s.x[1] > s.x[3]);
    ck_assert(s.y[2] - s.y[1] > 1.5 * (s.y[1] - s.y[0]));
    free(written.bytes);
}
END_TEST

/* Sizes rise to the right, then those not told, then the bands. */
START_TEST(trials_stand_by_their_size)
{
    plot_finding rows[5];
    page written;
    shown s;

    for (size_t i = 0; i < 5; i++) rows[i] = number(&panels[i == 4 ? 7 : 6], 23.85);
    rows[0].n = NAN;
    rows[1].n = 120;
    rows[2].n = 9;
    rows[3].n = 9;
    written = draw(rows, 5);
    s = read_page(&written, 1, 1, 0);
    ck_assert_uint_eq(s.n_dots, 5);
    for (size_t i = 2; i < 5; i++) ck_assert(s.x[i] > s.x[i - 1] + dot_radius);
    ck_assert(s.x[0] > s.x[4]);
    ck_assert(s.bars[0].right - s.bars[0].left > 10 * (s.bars[1].right - s.bars[1].left));
    ck_assert(holds(&s.bars[0], s.x[0], s.y[0]) && holds(&s.bars[0], s.x[1], s.y[0]));
    free(written.bytes);
}
END_TEST

START_TEST(many_sizes_are_those_of_classes)
{
    plot_finding rows[40];
    page written;
    shown s;

    for (size_t i = 0; i < 40; i++) {
        rows[i] = number(&panels[6], 23.85);
        rows[i].n = 10 + (double)i;
    }
    written = draw(rows, 40);
    s = read_page(&written, 1, 1, 0);
    ck_assert_uint_eq(s.n_dots, 40);
    ck_assert(s.x[10] - s.x[9] > s.x[9] - s.x[8] + 0.1);
    for (size_t i = 11; i < 40; i++)
        ck_assert_double_eq_tol(s.x[i] - s.x[i - 1], s.x[11] - s.x[10], 0.01);
    free(written.bytes);
}
END_TEST

/* ---- words -------------------------------------------------------------------- */

typedef struct {
    int hits, n; /* of numbers; n below 0: of calibration */
    int signs;   /* predicted, all hits */
    const char *title;
} title_case;

static const title_case titles[] = {
    {3, 5, 0,
     "<title id=\"figure-title\">3 of 5 predicted numbers lie within what was measured<"},
    {1, 5, 0, ">1 of 5 predicted numbers lies within what was measured<"},
    {3, -4, 2, ">3 of 4 calibration numbers lie within what was measured<"},
    {0, 0, 3, ">3 of 3 predicted signs are as measured<"},
    {0, 0, 1, ">1 of 1 predicted signs is as measured<"},
    {0, 0, 0, ">No row was run<"},
};

START_TEST(the_title_is_what_the_rows_say)
{
    const title_case *c = &titles[_i];
    plot_finding rows[16];
    size_t n = 0;
    page written;

    for (int i = 0; i < abs(c->n); i++) {
        rows[n] = number(&panels[1], i < c->hits ? 23.85 : 57);
        rows[n++].is_calibration = c->n < 0;
    }
    for (int i = 0; i < c->signs; i++) rows[n++] = sign(1, 1);
    written = draw(rows, n);
    ck_assert_msg(page_holds(&written, c->title), "%s", c->title);
    free(written.bytes);
}
END_TEST

/* Adds up what the panels say they show. */
static size_t count_told(const page *written)
{
    size_t sum = 0;

    for (const char *at = written->bytes; (at = strstr(at, " row")); at++) {
        const char *start = at;

        while (start[-1] >= '0' && start[-1] <= '9') start--;
        if (strncmp(at, " rows, within", 13) == 0 || strncmp(at, " row, within", 12) == 0)
            sum += strtoul(start, NULL, 10);
    }
    return sum;
}

/* Each of these in each panel: a hit, a miss, one that does not run, one without a value. */
static size_t make_rows(plot_finding rows[4 * N_ASKED + 2])
{
    size_t n = 0;

    for (size_t i = 0; i < N_ASKED; i++)
        for (size_t k = 0; k < 4; k++) {
            rows[n] = number(&panels[i], k == 1 ? 57 : k == 3 ? NAN : 23.85);
            rows[n].is_calibration = i % 2;
            rows[n++].runs = k != 2;
        }
    rows[n++] = sign(-1, -1);
    rows[n++] = sign(1, 0);
    return n;
}

START_TEST(every_row_is_in_one_panel_or_counted)
{
    static const char *const words[] = {
        "5 of 15 calibration numbers and 6 of 18 predicted ones lie within what was "
        "measured",
        "1 of 2 predicted signs (less, same or more) is as measured. 11 rows cannot be "
        "run "
        "and count nowhere. 11 without a value are misses. Figure of 11 panels. ",
        "Doublings per passage, 2 rows, within: 1 of 2 calibration. "
        "Misses: A, a row: 57 against 20 PD. ",
        "Net relief against trial size, 4 rows, within: 1 of 2 calibration, 1 of 2 "
        "predicted; "
        "band: pooled.",
        "for teaching and research</desc>",
    };
    plot_finding rows[4 * N_ASKED + 2];
    size_t n = make_rows(rows);
    page written = draw(rows, n);

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(page_holds(&written, words[i]), "%s", words[i]);
    ck_assert(!page_holds(&written, "not drawn"));
    ck_assert_uint_eq(count_told(&written), 2 * N_ASKED + 2);
    free(written.bytes);
}
END_TEST

START_TEST(a_slide_says_how_many_it_leaves_out)
{
    plot_finding rows[4 * N_ASKED + 2];
    size_t n = make_rows(rows);
    plot_look look = page_plain("svg");
    page written;

    look.size = plot_size_find("slide");
    written = draw_all(&(plot_validation){rows, n, NULL, NULL}, look);
    ck_assert(page_holds(&written, "20 more count but are not drawn here. "));
    ck_assert_uint_eq(count_told(&written), 2 * N_ASKED + 2 - 20);
    free(written.bytes);
}
END_TEST

START_TEST(a_slide_of_few_panels_leaves_none_out)
{
    plot_finding rows[] = {number(&panels[9], 23.85), number(&panels[10], 23.85)};
    plot_look look = page_plain("svg");
    page written;

    look.size = plot_size_find("slide");
    written = draw_all(&(plot_validation){rows, 2, NULL, NULL}, look);
    ck_assert(page_holds(&written, "Figure of 2 panels. Placebo, 1 row"));
    ck_assert(!page_holds(&written, "not drawn"));
    free(written.bytes);
}
END_TEST

START_TEST(panels_without_rows_are_left_out)
{
    plot_finding rows[] = {number(&panels[0], 23.85), number(&panels[9], 23.85)};
    page written = draw(rows, 2);

    ck_assert(
        page_holds(&written, "Figure of 2 panels. Senescent cells by doublings, 1 row"));
    ck_assert(page_holds(&written, "Placebo, 1 row"));
    ck_assert(!page_holds(&written, "Life span by study"));
    free(written.bytes);
}
END_TEST

START_TEST(bands_are_told_where_there_are_some)
{
    plot_finding row = number(&panels[0], 23.85);
    const plot_validation v = {&row, 1, "thin lines: 90 % of 200 replicates", NULL};
    page written;

    row.low90 = 21.3;
    row.high90 = 38.5;
    written = draw_all(&v, page_plain("svg"));
    ck_assert(page_holds(&written, "Thin lines: 90 % of 200 replicates."));
    free(written.bytes);
}
END_TEST

/* A panel's note is told where there is what it is about. */
START_TEST(notes_are_of_what_is_drawn)
{
    plot_finding rows[] = {number(&panels[0], 23.85), number(&panels[0], 23.85),
                           number(&panels[0], 0.7)};
    page one, all;

    rows[0].quantity = "specific_relief";
    rows[1].quantity = "placebo_relief";
    rows[0].unit = rows[1].unit = "mm";
    rows[1].at = "91";
    one = draw(rows, 2);
    ck_assert(!page_holds(&one, "band: pooled"));
    ck_assert(!page_holds(&one, "effect sizes"));
    rows[0].study = "pooled effect";
    rows[2].quantity = "placebo_relief";
    rows[2].at = "91";
    rows[2].how = "per_sd";
    rows[2].unit = "1";
    all = draw(rows, 3);
    ck_assert(page_holds(&all, "band: pooled"));
    ck_assert(page_holds(&all, "effect sizes at 20 mm an SD"));
    free(all.bytes);
    free(one.bytes);
}
END_TEST

START_TEST(limits_of_assays_are_told)
{
    plot_finding rows[] = {number(&panels[4], 23.85), number(&panels[4], 23.85),
                           number(&panels[5], 23.85)};
    page written;

    rows[0].limit = 0.01;
    rows[1].limit = 0.0001;
    rows[2].limit = 0.01;
    written = draw(rows, 3);
    ck_assert(page_holds(&written, "within: 2 of 2 predicted; limits 0.0001 to 0.01."));
    ck_assert(
        page_holds(&written, "within: 1 of 1 predicted; long strokes: detection limits."));
    free(written.bytes);
}
END_TEST

/* ---- odd rows ------------------------------------------------------------------ */

static const char long_name[] = "Ein Labor <mit> \"Namen\" & 実験室 %s %n, der nicht "
                                "endet: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                "éééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"
                                "éééééééééééééééééééééééééééééééééé";

START_TEST(long_and_odd_names_stay_on_the_page)
{
    plot_finding rows[4 * N_ASKED + 2];
    size_t n = make_rows(rows);
    plot_look look = page_look(_i);
    page written;

    for (size_t i = 0; i < n; i++) {
        rows[i].study = i % 4 ? long_name : "\xC3";
        rows[i].row = i % 3 ? long_name : "";
        rows[i].place = i % 2 ? long_name : "";
    }
    written = draw_all(&(plot_validation){rows, n, long_name, NULL}, look);
    ck_assert_uint_gt(written.size, 0);
    if (strcmp(plot_format_name(0), "png") == 0 && look.format == plot_format_find("png"))
        page_check_png(&written);
    free(written.bytes);
}
END_TEST

START_TEST(many_rows_have_a_page)
{
    enum { N = 600 };
    plot_finding *rows = calloc(N, sizeof *rows);
    plot_look look = page_look(_i);
    page written;

    for (size_t i = 0; i < N; i++)
        rows[i] =
            i % 12 == 11 ? sign(1, 0) : number(&panels[i % 12], 5 + (double)(i * 37 % 101));
    written = draw_all(&(plot_validation){rows, N, NULL, NULL}, look);
    page_check_png(&written);
    free(written.bytes);
    free(rows);
}
END_TEST

static void check_boxes(const plot_finding rows[], size_t n, const char *words, int size)
{
    const plot_look look = page_look(PAGE_THEMES * size);
    page_list drawn;

    page_record(&drawn, &plot_validation_maker, &(plot_validation){rows, n, words, NULL},
                &page_caption, &look);
    boxes_check(&drawn.list, look.size->name);
    page_list_free(&drawn);
}

START_TEST(no_words_of_rows_lie_upon_others)
{
    enum { N = 200 };
    plot_finding odd[4 * N_ASKED + 2], many[N];
    size_t n = make_rows(odd);

    check_boxes(odd, n, "thin lines: 90 % of 200", _i);
    for (size_t i = 0; i < n; i++) {
        odd[i].study = i % 4 ? long_name : "Lee 2019";
        odd[i].row = i % 3 ? long_name : "";
        odd[i].place = i % 2 ? long_name : "";
    }
    check_boxes(odd, n, long_name, _i);
    for (size_t i = 0; i < N; i++)
        many[i] =
            i % 12 == 11 ? sign(1, 0) : number(&panels[i % 11], 5 + (double)(i * 37 % 101));
    check_boxes(many, N, NULL, _i);
}
END_TEST

START_TEST(an_interval_that_crosses_is_refused)
{
    plot_finding row = number(&panels[0], 23.85);
    const plot_validation v = {&row, 1, NULL, NULL};
    plot_look look = page_plain("svg");
    sim_error err = {""};

    row.low = 41;
    ck_assert(plot_figure_write(&(plot_figure){&plot_validation_maker, &v}, &page_caption,
                                &look, NULL, &err) != SIM_OK);
    ck_assert_str_eq(err.text,
                     "figure 'validation': an interval of 'A', 'a row' ends before "
                     "it starts");
}
END_TEST

static TCase *odd_case(void)
{
    TCase *odd = tcase_create("odd");

    tcase_set_timeout(odd, 60);
    tcase_add_loop_test(odd, long_and_odd_names_stay_on_the_page, 0, PAGE_LOOKS);
    tcase_add_loop_test(odd, many_rows_have_a_page, 0, PAGE_SIZES * PAGE_THEMES);
    tcase_add_loop_test(odd, no_words_of_rows_lie_upon_others, 0, PAGE_SIZES);
    tcase_add_test(odd, an_interval_that_crosses_is_refused);
    return odd;
}

static TCase *words_case(void)
{
    TCase *words = tcase_create("words");

    tcase_add_loop_test(words, the_title_is_what_the_rows_say, 0,
                        sizeof titles / sizeof *titles);
    tcase_add_test(words, every_row_is_in_one_panel_or_counted);
    tcase_add_test(words, a_slide_says_how_many_it_leaves_out);
    tcase_add_test(words, a_slide_of_few_panels_leaves_none_out);
    tcase_add_test(words, panels_without_rows_are_left_out);
    tcase_add_test(words, bands_are_told_where_there_are_some);
    tcase_add_test(words, notes_are_of_what_is_drawn);
    tcase_add_test(words, limits_of_assays_are_told);
    return words;
}

int main(void)
{
    Suite *suite = suite_create("validation");
    TCase *misses = tcase_create("misses"), *places = tcase_create("places");

    tcase_add_loop_test(misses, a_dot_is_on_its_bar_exactly_where_it_hits, 0, 3 * N_ASKED);
    tcase_add_test(misses, a_ring_is_where_the_row_says_miss);
    tcase_add_test(misses, a_line_leads_from_the_bar_to_a_far_miss);
    tcase_add_test(misses, filled_is_calibration_and_open_is_predicted);
    tcase_add_test(misses, signs_are_ringed_where_they_differ);
    tcase_add_test(places, rows_of_one_month_stand_side_by_side);
    tcase_add_test(places, lines_do_not_overlap);
    tcase_add_test(places, what_is_beyond_the_axis_is_an_arrow_at_its_edge);
    tcase_add_test(places, lines_stand_below_their_host_and_bed);
    tcase_add_test(places, trials_stand_by_their_size);
    tcase_add_test(places, many_sizes_are_those_of_classes);
    suite_add_tcase(suite, misses);
    suite_add_tcase(suite, places);
    suite_add_tcase(suite, words_case());
    suite_add_tcase(suite, odd_case());
    return suite_run(suite);
}
