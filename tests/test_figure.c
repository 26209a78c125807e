/* test_figure.c -- pages of any number of arms in every format; pixels only for "not
 * blank", for the numbers behind them are tested in test_measure.c. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>
#include <check.h>

#include "plots/figure.h"
#include "tests/suite.h"

static const sim_column passage_columns[] = {
    {"passage", "1", "passage number", SIM_CELL_NUMBER},
    {"day", "day", "time in culture", SIM_CELL_NUMBER},
    {"cumulative_doublings", "doubling", "population doublings since P0", SIM_CELL_NUMBER},
    {"senescent_fraction", "1", "senescent among live cells", SIM_CELL_NUMBER},
    {"potency", "1", "secretion of a cell relative to a young one", SIM_CELL_NUMBER},
    {"doses_per_donor", "1", "doses in the harvest; empty without a dose", SIM_CELL_NUMBER},
    {"potent_doses", "1", "the same, times potency", SIM_CELL_NUMBER},
};

static const sim_column time_columns[] = {
    {"day", "day", "time after the first dose", SIM_CELL_NUMBER},
    {"live_in_joint", "cell", "live cells in the joint", SIM_CELL_NUMBER},
    {"m1_m2_ratio", "1", "M1 per M2 macrophage", SIM_CELL_NUMBER},
    {"tnf", "1", "TNF", SIM_CELL_NUMBER},
    {"mmp", "1", "matrix-degrading enzymes", SIM_CELL_NUMBER},
    {"cartilage", "1", "cartilage", SIM_CELL_NUMBER},
    {"total_relief", "mm", "pain relief, the placebo's share included", SIM_CELL_NUMBER},
    {"placebo_relief", "mm", "pain relief by the placebo", SIM_CELL_NUMBER},
    {"pge2", "ng/mL", "PGE2", SIM_CELL_NUMBER},
    {"imprint", "1", "imprint on the macrophages", SIM_CELL_NUMBER},
    {"trained", "1", "training", SIM_CELL_NUMBER},
};

enum { N_PASSAGE = 7, N_TIME = 11, TRAINED = 10, MAX_ARMS = 14, LAST_DAY = 730 };

/* Forty characters, with all that markup and XML could trip over. */
static const char *const names[MAX_ARMS] = {
    "untreated",
    "fresh <P2> & \"rested\", guided by a needle",
    "fresh P5",
    "fresh P8",
    "P12: ünïcode μ → 10⁶",
    "not UTF-8: \xe9\xff",
    "a name of many words that does not end where it ought to end",
    "stromal vascular fraction, no culture",
    "apoptotic",
    "P9",
    "P10",
    "P11",
    "P13",
    "P14",
};

static const plot_note notes[] = {
    {"Software", "Potency 0.1.0"},
    {"Seed", "2385"},
    {"Changed", "joint.volume = 3.71 mL <&> \"größer\""},
};

static const plot_caption caption = {
    .title = "Cells of late passages secrete less & relieve less <pain>",
    .footer = "Potency 0.1.0, seed 2385; for teaching and research",
    .notes = notes,
    .n_notes = 3,
};

typedef struct {
    sim_table passages, timecourse;
} tables;

static double *add_row(sim_table *table, const char *arm)
{
    sim_error err;
    double *row;

    ck_assert_int_eq(sim_table_add_row(table, arm, &row, &err), SIM_OK);
    return row;
}

static void add_passages(sim_table *table, size_t arm)
{
    for (size_t p = 0; p <= 2 + arm; p++) {
        double *row = add_row(table, names[arm]);
        double n = (double)p;

        row[0] = n;
        row[1] = 13.71 + 8.3 * n;
        row[2] = 8.9 + 2.385 * n * (1 - 0.02 * n);
        row[3] = 1 - exp(-pow(0.09 * (n + 1), 2));
        row[4] = exp(-0.07 * n);
        row[5] = arm > 0 ? 0.02385 * exp2(2.7 * n) : NAN;
        row[6] = row[4] * row[5];
    }
}

/* The first arm is the untreated one. */
static void add_timecourse(sim_table *table, size_t arm)
{
    double effect = arm > 0 ? exp(-0.11 * (double)arm) : 0;

    for (int day = 0; day <= LAST_DAY; day++) {
        double *row = add_row(table, names[arm]), t = day;
        double gain = effect * (1 - exp(-t / 7)) * exp(-t / 211);

        row[0] = t;
        row[1] = effect * (3.6e7 * exp(-2.1 * t) + 1.4e7 * exp(-0.03 * t));
        row[2] = 1.7778 - 1.3 * gain;
        row[3] = 1 - 0.43 * gain;
        row[4] = 1 - 0.26 * gain;
        row[5] = 1 - 0.08 * t / LAST_DAY;
        row[7] = arm > 0 ? 16 * (1 - exp(-t / 10)) * exp(-t / 500) : 0;
        row[6] = row[7] + 13.1 * gain;
        row[8] = 0.2385 + 3.71 * gain;
        row[9] = 0.71 * gain;
        row[TRAINED] = 0;
    }
}

static void init_tables(tables *t, size_t n_arms)
{
    const sim_column key = {"arm", "1", "arm of the study", SIM_CELL_TEXT};
    sim_error err;

    ck_assert_int_eq(
        sim_table_init(&t->passages, "passages", key, passage_columns, N_PASSAGE, &err),
        SIM_OK);
    ck_assert_int_eq(
        sim_table_init(&t->timecourse, "timecourse", key, time_columns, N_TIME, &err),
        SIM_OK);
    for (size_t arm = 0; arm < n_arms; arm++) {
        if (arm != 7) add_passages(&t->passages, arm);
        add_timecourse(&t->timecourse, arm);
    }
}

static void free_tables(tables *t)
{
    sim_table_free(&t->passages);
    sim_table_free(&t->timecourse);
}

typedef struct {
    char *bytes;
    size_t size;
} file;

static plot_look make_look(const char *theme, const char *size, const char *format)
{
    return (plot_look){plot_theme_find(theme), plot_size_find(size),
                       plot_format_find(format)};
}

/* The page, or a wish; `behind` may be NULL. */
static file draw(const tables *t, const tables *behind, const plot_wish *wish,
                 plot_look look)
{
    const sim_table *const all[] = {&t->passages, &t->timecourse};
    const sim_table *const others[] = {behind ? &behind->passages : NULL,
                                       behind ? &behind->timecourse : NULL};
    const plot_source source = {.tables = all,
                                .n_tables = 2,
                                .behind = others,
                                .n_behind = behind ? 2 : 0,
                                .behind_name = "other.ini"};
    file page = {NULL, 0};
    FILE *out = open_memstream(&page.bytes, &page.size);
    sim_error err = {""};
    sim_status status =
        wish ? plot_wish_write(wish, &source, &caption, &look, out, &err)
             : plot_page_write("potency", &source, &caption, &look, out, &err);

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    ck_assert_int_eq(fclose(out), 0);
    return page;
}

static file write_page(const tables *t, const char *format)
{
    return draw(t, NULL, NULL, make_look("light", "page", format));
}

static bool holds(const file *page, const char *text)
{
    size_t n = strlen(text);

    for (size_t i = 0; i + n <= page->size; i++)
        if (memcmp(page->bytes + i, text, n) == 0) return true;
    return false;
}

typedef struct {
    const char *name, *start, *end;
} format_case;

static const format_case formats[] = {
    {"png", "\x89PNG\r\n\x1a\n", "IEND\xae\x42\x60\x82"},
    {"svg", "<?xml", "</svg>\n"},
    {"pdf", "%PDF-1.", "%%EOF\n"},
};

static const size_t arm_counts[] = {1, 5, 9, MAX_ARMS};

enum { N_FORMATS = 3, N_COUNTS = 4 };

START_TEST(every_format_holds_any_number_of_arms)
{
    const format_case *format = &formats[_i % N_FORMATS];
    tables t;
    file page;
    size_t start = strlen(format->start), end = strlen(format->end);

    init_tables(&t, arm_counts[_i / N_FORMATS]);
    page = write_page(&t, format->name);
    ck_assert_uint_gt(page.size, 10000);
    ck_assert_mem_eq(page.bytes, format->start, start);
    ck_assert_mem_eq(page.bytes + page.size - end, format->end, end);
    free(page.bytes);
    free_tables(&t);
}
END_TEST

START_TEST(equal_input_gives_equal_bytes)
{
    tables t;
    file one, two;

    init_tables(&t, 5);
    one = write_page(&t, formats[_i].name);
    two = write_page(&t, formats[_i].name);
    ck_assert_uint_eq(one.size, two.size);
    ck_assert_mem_eq(one.bytes, two.bytes, one.size);
    free(one.bytes);
    free(two.bytes);
    free_tables(&t);
}
END_TEST

START_TEST(no_file_says_when_it_was_made)
{
    static const char *const marks[] = {"CreationDate", "ModDate", "tIME"};
    tables t;
    file page;

    init_tables(&t, 1);
    page = write_page(&t, formats[_i].name);
    for (size_t i = 0; i < 3; i++) ck_assert_msg(!holds(&page, marks[i]), "%s", marks[i]);
    free(page.bytes);
    free_tables(&t);
}
END_TEST

START_TEST(a_png_names_its_making_in_text_chunks)
{
    static const char *const chunks[] = {"tEXtSoftware", "tEXtSeed", "tEXtTitle",
                                         "iTXtChanged", "iTXtDescription"};
    tables t;
    file page;

    init_tables(&t, 1);
    page = write_page(&t, "png");
    for (size_t i = 0; i < 5; i++) ck_assert_msg(holds(&page, chunks[i]), "%s", chunks[i]);
    ck_assert(holds(&page, "joint.volume = 3.71 mL <&> \"größer\""));
    free(page.bytes);
    free_tables(&t);
}
END_TEST

START_TEST(an_svg_names_its_making_in_escaped_xml)
{
    tables t;
    file page;

    init_tables(&t, 1);
    page = write_page(&t, "svg");
    ck_assert(holds(
        &page,
        "<title id=\"figure-title\">Cells of late passages secrete less &amp; relieve less "
        "&lt;pain&gt;</title>"));
    ck_assert(holds(&page, "<metadata>\nSoftware: Potency 0.1.0\nSeed: 2385\nChanged: "
                           "joint.volume = 3.71 mL &lt;&amp;&gt; &quot;größer&quot;\n"
                           "</metadata>"));
    free(page.bytes);
    free_tables(&t);
}
END_TEST

typedef struct {
    const file *page;
    size_t at;
} reader;

static cairo_status_t read_bytes(void *closure, unsigned char *bytes, unsigned n)
{
    reader *r = closure;

    if (r->at + n > r->page->size) return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, r->page->bytes + r->at, n);
    r->at += n;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *read_png(const file *page)
{
    reader r = {page, 0};
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_bytes, &r);

    ck_assert_int_eq(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
    return image;
}

/* The share of pixels of a box (parts of the page) that are not white. */
static double inked(cairo_surface_t *image, double x, double y, double width, double height)
{
    int w = cairo_image_surface_get_width(image), n = 0, ink = 0;
    int h = cairo_image_surface_get_height(image);
    const unsigned char *data = cairo_image_surface_get_data(image);

    for (int j = (int)(y * h); j < (int)((y + height) * h); j++)
        for (int i = (int)(x * w); i < (int)((x + width) * w); i++, n++) {
            const unsigned char *pixel =
                data + (ptrdiff_t)j * cairo_image_surface_get_stride(image) + 4 * i;

            ink += memcmp(pixel, "\xff\xff\xff", 3) != 0;
        }
    return (double)ink / n;
}

START_TEST(no_panel_of_a_png_is_blank)
{
    tables t;
    file page;
    cairo_surface_t *image;
    double share;

    init_tables(&t, 5);
    page = write_page(&t, "png");
    image = read_png(&page);
    share = inked(image, _i % 3 / 3.0, 0.12 + 0.28 * (_i / 3), 1 / 3.0, 0.28);
    ck_assert_double_gt(share, 0.01);
    ck_assert_double_lt(share, 0.6);
    /* nothing runs over the edge of the page */
    ck_assert_double_eq(inked(image, 0, 0, 0.01, 1), 0);
    ck_assert_double_eq(inked(image, 0.99, 0, 0.01, 1), 0);
    ck_assert_double_eq(inked(image, 0, 0, 1, 0.01), 0);
    ck_assert_double_eq(inked(image, 0, 0.99, 1, 0.01), 0);
    cairo_surface_destroy(image);
    free(page.bytes);
    free_tables(&t);
}
END_TEST

START_TEST(empty_tables_make_an_empty_page)
{
    tables t;
    file page;

    init_tables(&t, 0);
    page = write_page(&t, formats[_i].name);
    ck_assert_uint_gt(page.size, 3000);
    free(page.bytes);
    free_tables(&t);
}
END_TEST

static void fill(sim_table *table, double value)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) table->cells[i] = value;
}

START_TEST(any_number_can_stand_in_a_cell)
{
    static const double values[] = {NAN,    INFINITY, -INFINITY, 0,     -2.385,
                                    1e-300, 1e300,    3.71e99,   -1e99, 1e-12};
    tables t;
    file page;

    init_tables(&t, 2);
    fill(&t.passages, values[_i]);
    fill(&t.timecourse, values[_i]);
    page = write_page(&t, "svg");
    ck_assert(!holds(&page, "\"nan"));
    free(page.bytes);
    free_tables(&t);
}
END_TEST

START_TEST(one_row_of_an_arm_is_enough)
{
    tables t;
    file page;

    init_tables(&t, 2);
    t.passages.n_rows = 1;
    t.timecourse.n_rows = 1;
    page = write_page(&t, "png");
    free(page.bytes);
    free_tables(&t);
}
END_TEST

typedef struct {
    const char *figure;
    size_t n_tables;    /* given, of the two */
    const char *hidden; /* column of timecourse that gets another name */
    sim_status status;
    const char *message;
} error_case;

static const error_case errors[] = {
    {"potenzy", 2, NULL, SIM_ENAME, "unknown figure 'potenzy'; known: 'potency'"},
    {"potency", 1, NULL, SIM_ENAME,
     "figure 'potency': panel 'persistence' draws the table 'timecourse', which was not "
     "given"},
    {"potency", 2, "tnf", SIM_ENAME,
     "figure 'potency': panel 'inflammation' draws the column 'tnf', which the table "
     "'timecourse' "
     "does not have"},
    {"potency", 2, "day", SIM_ENAME,
     "figure 'potency': panel 'persistence' draws the column 'day', which the table "
     "'timecourse' does not have"},
};

START_TEST(what_is_missing_is_named)
{
    const error_case *c = &errors[_i];
    tables t;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const plot_source source = {.tables = all, .n_tables = c->n_tables};
    const plot_look look = make_look("light", "page", "pdf");
    sim_error err;
    FILE *out = tmpfile();

    init_tables(&t, 2);
    for (size_t i = 0; c->hidden && i < N_TIME; i++)
        if (strcmp(t.timecourse.columns[i].name, c->hidden) == 0)
            t.timecourse.columns[i].name = "hidden";
    ck_assert_int_eq(plot_page_write(c->figure, &source, &caption, &look, out, &err),
                     c->status);
    ck_assert_str_eq(err.text, c->message);
    ck_assert_int_eq(ftell(out), 0);
    fclose(out);
    free_tables(&t);
}
END_TEST

/* Themes, sizes, words. */

typedef struct {
    const char *size;
    int width, height; /* of the PNG; 0: as the panels need */
    const char *words;
} size_case;

static const size_case sizes[] = {
    {"page", 1920, 0, "Figure of 9 panels, "},
    {"column", 1004, 0, "Figure of 9 panels, "},
    {"slide", 1920, 1080, "Figure of 6 panels, "},
};

enum { N_SIZES = 3 };

START_TEST(a_size_has_its_width_and_its_panels)
{
    const size_case *c = &sizes[_i];
    tables t;
    file page;
    cairo_surface_t *image;

    init_tables(&t, 9);
    page = draw(&t, NULL, NULL, make_look("light", c->size, "png"));
    ck_assert(holds(&page, c->words));
    image = read_png(&page);
    ck_assert_int_eq(cairo_image_surface_get_width(image), c->width);
    if (c->height) ck_assert_int_eq(cairo_image_surface_get_height(image), c->height);
    /* nothing runs over the edge of the page */
    ck_assert_double_eq(inked(image, 0, 0, 0.01, 1), 0);
    ck_assert_double_eq(inked(image, 0.99, 0, 0.01, 1), 0);
    cairo_surface_destroy(image);
    free(page.bytes);
    free_tables(&t);
}
END_TEST

typedef struct {
    const char *size;
    bool front, behind; /* in which run an arm trains */
    const char *words;
} training_case;

static const training_case trainings[] = {{"page", false, false, "Figure of 9 panels, "},
                                          {"page", true, false, "Figure of 10 "},
                                          {"page", false, true, "Figure of 10 panels, "},
                                          {"slide", true, true, "Figure of 6 "},
                                          {"column", true, true, "Figure of 10 panels, "}};

enum { N_TRAININGS = sizeof trainings / sizeof *trainings };

/* What stands still, be it at 0.71 in one arm and at 0 in the other, is no training. */
START_TEST(training_is_drawn_where_somebody_trains)
{
    const training_case *c = &trainings[_i];
    tables t, behind;
    file page;

    init_tables(&t, 2);
    init_tables(&behind, 2);
    for (size_t row = 0; row <= LAST_DAY; row++)
        t.timecourse.cells[row * N_TIME + TRAINED] = 0.71;
    if (c->front) t.timecourse.cells[238 * N_TIME + TRAINED] = 0.3;
    if (c->behind) behind.timecourse.cells[385 * N_TIME + TRAINED] = 0.3;
    page = draw(&t, &behind, NULL, make_look("light", c->size, "svg"));
    ck_assert_msg(holds(&page, c->words), "%s", c->words);
    ck_assert_int_eq(holds(&page, "Training. Upward: part of full training"),
                     strstr(c->words, "10") != NULL);
    free(page.bytes);
    free_tables(&t);
    free_tables(&behind);
}
END_TEST

START_TEST(a_theme_colors_the_paper)
{
    static const char *const themes[] = {"light", "dark"};
    static const unsigned char blue[] = {255, 25}, green[] = {255, 20}, red[] = {255, 19};
    tables t;
    file page;
    cairo_surface_t *image;
    const unsigned char *corner;

    init_tables(&t, 2);
    page = draw(&t, NULL, NULL, make_look(themes[_i], "page", "png"));
    image = read_png(&page);
    corner = cairo_image_surface_get_data(image);
    ck_assert_uint_eq(corner[0], blue[_i]);
    ck_assert_uint_eq(corner[1], green[_i]);
    ck_assert_uint_eq(corner[2], red[_i]);
    cairo_surface_destroy(image);
    free(page.bytes);
    free_tables(&t);
}
END_TEST

START_TEST(an_svg_tells_what_it_shows)
{
    static const char *const words[] = {
        " role=\"img\" aria-labelledby=\"figure-title figure-desc\">",
        "<desc id=\"figure-desc\">Cells of late passages secrete less &amp; relieve less "
        "&lt;pain&gt;. Figure of 9 panels, a curve for each arm: untreated and fresh "
        "&lt;P2&gt;",
        "A: Cells that no longer divide. Upward: senescent part of the live cells from 0.0 "
        "to 1.0",
        "doses in the harvest, times potency from 0.01 to 10 on a log scale",
        "live cells in the joint from 1 to 10⁸ on a log scale; to the right: days from 0 "
        "to 14, then time since day 0 (months) from 0.46 to 24. ",
        "part in injected knees, the largest if arms differ. Below 0 "
        "it hurts more than before. ",
        "for teaching and research</desc>",
    };
    tables t;
    file page;

    init_tables(&t, 2);
    page = write_page(&t, "svg");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(holds(&page, words[i]), "%s", words[i]);
    free(page.bytes);
    free_tables(&t);
}
END_TEST

/* A run behind. */

START_TEST(a_run_behind_is_drawn_and_told)
{
    tables t, behind;
    file alone, both;

    init_tables(&t, 2);
    init_tables(&behind, 4);
    alone = write_page(&t, "svg");
    both = draw(&t, &behind, NULL, make_look("light", "page", "svg"));
    ck_assert(!holds(&alone, "stroke-dasharray"));
    ck_assert(holds(&both, "stroke-dasharray"));
    ck_assert(holds(&both, "Dashed behind them: other.ini. "));
    ck_assert(holds(&both, ", fresh P5 and fresh P8. "));
    free(alone.bytes);
    free(both.bytes);
    free_tables(&t);
    free_tables(&behind);
}
END_TEST

START_TEST(what_is_missing_behind_is_named)
{
    static const char *const messages[] = {
        "figure 'potency': panel 'inflammation' draws the column 'tnf', which the table "
        "'timecourse' of other.ini does not have",
        "figure 'potency': panel 'persistence' draws the table 'timecourse', which "
        "other.ini "
        "does not have",
    };
    tables t, behind;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const sim_table *const others[] = {&behind.passages, &behind.timecourse};
    const plot_source source = {.tables = all,
                                .n_tables = 2,
                                .behind = others,
                                .n_behind = 2 - (size_t)_i,
                                .behind_name = "other.ini"};
    const plot_look look = make_look("light", "page", "png");
    sim_error err;

    init_tables(&t, 2);
    init_tables(&behind, 2);
    behind.timecourse.columns[3].name = "hidden";
    ck_assert_int_eq(plot_page_write("potency", &source, &caption, &look, stderr, &err),
                     SIM_ENAME);
    ck_assert_str_eq(err.text, messages[_i]);
    free_tables(&t);
    free_tables(&behind);
}
END_TEST

/* Wishes. */

static const char *const columns[PLOT_MOST_COLUMNS + 1] = {
    "tnf", "pge2", "live_in_joint", "total_relief", "cartilage", "mmp", "m1_m2_ratio",
    "tnf", "pge2", "live_in_joint", "total_relief", "cartilage", "mmp"};

static const plot_wish plain = {.name = "mine",
                                .table = "timecourse",
                                .x = "day",
                                .y = columns,
                                .n_y = 5,
                                .from = NAN,
                                .to = NAN};

START_TEST(a_wish_has_a_panel_for_each_column)
{
    static const char title[] =
        "<title id=\"figure-title\">TNF-α · PGE₂ · live cells in the "
        "joint · pain relief · cartilage</title>";
    static const char *const words[] = {
        title,
        "Figure of 5 panels, ",
        "Upward: TNF-α from 0.",
        "Upward: PGE₂ (ng/mL) from 0",
        "time after the first dose (months) from 0 to 24. ",
    };
    plot_wish wish = plain;
    tables t;
    file page;

    init_tables(&t, 3);
    page = draw(&t, NULL, &wish, make_look("dark", sizes[_i % N_SIZES].size, "svg"));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(holds(&page, words[i]), "%s", words[i]);
    free(page.bytes);
    free_tables(&t);
}
END_TEST

START_TEST(a_wish_keeps_to_its_window_arms_and_title)
{
    const char *arms[] = {"fresh P5", "untreated"};
    plot_wish wish = plain;
    tables t;
    file page;

    init_tables(&t, 5);
    wish.from = 3;
    wish.to = 24;
    wish.arms = arms;
    wish.n_arms = 2;
    wish.title = "Of my own";
    wish.scale = PLOT_LOG;
    page = draw(&t, &t, &wish, make_look("light", "page", "svg"));
    ck_assert(holds(&page, "<title id=\"figure-title\">Of my own</title>"));
    ck_assert(holds(&page, "a curve for each arm: untreated and fresh P5. "));
    ck_assert(holds(&page, "time after the first dose (days) from 3 to 24. "));
    ck_assert(holds(&page, " on a log scale"));
    free(page.bytes);
    free_tables(&t);
}
END_TEST

typedef struct {
    plot_wish wish;
    sim_status status;
    const char *message;
} wish_case;

static const char *const unknown[] = {"fresh P5", "fresh P6"};

static const wish_case wishes[] = {
    {{"mine", "timeline", "day", columns, 1, 0, NAN, NAN, NULL, 0, NULL},
     SIM_ENAME,
     "figure 'mine': unknown table 'timeline'; known: 'passages', 'timecourse'"},
    {{"mine", "timecourse", "week", columns, 1, 0, NAN, NAN, NULL, 0, NULL},
     SIM_ENAME,
     "figure 'mine': the table 'timecourse' has no column 'week'"},
    {{"mine", "passages", "day", columns, 1, 0, NAN, NAN, NULL, 0, NULL},
     SIM_ENAME,
     "figure 'mine': the table 'passages' has no column 'tnf'"},
    {{"mine", "timecourse", "day", columns, 13, 0, NAN, NAN, NULL, 0, NULL},
     SIM_EVALUE,
     "figure 'mine': 13 columns; 1 to 12 would be right"},
    {{"mine", "timecourse", "day", columns, 0, 0, NAN, NAN, NULL, 0, NULL},
     SIM_EVALUE,
     "figure 'mine': 0 columns; 1 to 12 would be right"},
    {{"mine", "timecourse", "day", columns, 1, 0, 24.5, 2.385, NULL, 0, NULL},
     SIM_EVALUE,
     "figure 'mine': from = 24.5 is not below to = 2.385"},
    {{"mine", "timecourse", "day", columns, 1, 0, NAN, NAN, unknown, 2, NULL},
     SIM_ENAME,
     "figure 'mine': unknown arm 'fresh P6'"},
};

enum { N_WISHES = sizeof wishes / sizeof *wishes };

START_TEST(what_a_wish_gets_wrong_is_named)
{
    tables t;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const plot_source source = {.tables = all, .n_tables = 2};
    const plot_look look = make_look("light", "page", "png");
    sim_error err;

    init_tables(&t, 5);
    ck_assert_int_eq(
        plot_wish_write(&wishes[_i].wish, &source, &caption, &look, stderr, &err),
        wishes[_i].status);
    ck_assert_str_eq(err.text, wishes[_i].message);
    free_tables(&t);
}
END_TEST

/* Windows without a row, columns without a number, most columns. */
START_TEST(any_wish_that_can_be_named_can_be_drawn)
{
    const plot_wish odd[] = {
        {"mine", "timecourse", "day", columns, 12, PLOT_LOG, NAN, NAN, NULL, 0, NULL},
        {"mine", "timecourse", "day", columns, 2, PLOT_LINEAR, 2.385, 2.71, NULL, 0, NULL},
        {"mine", "timecourse", "day", columns, 2, PLOT_LOG, 1e6, NAN, NULL, 0, NULL},
        {"mine", "timecourse", "tnf", columns, 2, PLOT_LOG, NAN, NAN, NULL, 0, NULL},
        {"mine", "passages", "passage", (const char *[]){"potency"}, 1, PLOT_LINEAR, NAN,
         NAN, NULL, 0, NULL},
        {"mine", "timecourse", "day", columns, 1, PLOT_LINEAR, 0, 3650, unknown, 1, ""},
    };
    tables t;
    file page;

    init_tables(&t, 4);
    page = draw(&t, NULL, &odd[_i % 6], make_look("light", sizes[_i / 6].size, "svg"));
    ck_assert(!holds(&page, "\"nan"));
    free(page.bytes);
    free_tables(&t);
}
END_TEST

START_TEST(a_full_disk_is_reported)
{
    static const char *const messages[] = {
        "writing png: No space left on device",
        "writing svg: No space left on device",
        "writing pdf: No space left on device",
    };
    tables t;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const plot_source source = {.tables = all, .n_tables = 2};
    const plot_look look = make_look("light", "page", formats[_i].name);
    FILE *out = fopen("/dev/full", "wb");
    sim_error err;

    if (!out) return;
    init_tables(&t, 1);
    ck_assert_int_eq(plot_page_write("potency", &source, &caption, &look, out, &err),
                     SIM_EIO);
    ck_assert_str_eq(err.text, messages[_i]);
    fclose(out);
    free_tables(&t);
}
END_TEST

START_TEST(formats_are_found_by_name)
{
    ck_assert_ptr_nonnull(plot_format_find(formats[_i].name));
    ck_assert_str_eq(plot_format_name((size_t)_i), formats[_i].name);
    ck_assert_ptr_null(plot_format_find("bmp"));
    ck_assert_ptr_null(plot_format_name(N_FORMATS));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("figure");
    TCase *cases = tcase_create("figure"), *moving = tcase_create("moving");

    suite_add_tcase(suite, cases);
    suite_add_tcase(suite, moving);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, every_format_holds_any_number_of_arms, 0,
                        N_FORMATS * N_COUNTS);
    tcase_add_loop_test(cases, equal_input_gives_equal_bytes, 0, N_FORMATS);
    tcase_add_loop_test(cases, no_file_says_when_it_was_made, 0, N_FORMATS);
    tcase_add_test(cases, a_png_names_its_making_in_text_chunks);
    tcase_add_test(cases, an_svg_names_its_making_in_escaped_xml);
    tcase_add_loop_test(cases, no_panel_of_a_png_is_blank, 0, 9);
    tcase_add_loop_test(cases, empty_tables_make_an_empty_page, 0, N_FORMATS);
    tcase_add_loop_test(cases, any_number_can_stand_in_a_cell, 0, 10);
    tcase_add_test(cases, one_row_of_an_arm_is_enough);
    tcase_add_loop_test(cases, what_is_missing_is_named, 0, 4);
    tcase_add_loop_test(cases, a_size_has_its_width_and_its_panels, 0, N_SIZES);
    tcase_add_loop_test(moving, training_is_drawn_where_somebody_trains, 0, N_TRAININGS);
    tcase_add_loop_test(cases, a_theme_colors_the_paper, 0, 2);
    tcase_add_test(cases, an_svg_tells_what_it_shows);
    tcase_add_test(cases, a_run_behind_is_drawn_and_told);
    tcase_add_loop_test(cases, what_is_missing_behind_is_named, 0, 2);
    tcase_add_loop_test(cases, a_wish_has_a_panel_for_each_column, 0, N_SIZES);
    tcase_add_test(cases, a_wish_keeps_to_its_window_arms_and_title);
    tcase_add_loop_test(cases, what_a_wish_gets_wrong_is_named, 0, N_WISHES);
    tcase_add_loop_test(cases, any_wish_that_can_be_named_can_be_drawn, 0, 6 * N_SIZES);
    tcase_add_loop_test(cases, a_full_disk_is_reported, 0, N_FORMATS);
    tcase_add_loop_test(cases, formats_are_found_by_name, 0, N_FORMATS);
    return suite_run(suite);
}
