/* test_handout.c -- a page to hand out: the question with its boxes above the fold, and below it
 * what came out. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "plots/figure.h"
#include "plots/handout.h"
#include "tests/boxes.h"
#include "tests/figure.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N_ARMS = 2, BOX_POINTS = 5 };

static const double sheet_height = 842;

static const char *const choices[] = {"most of it", "about half", "hardly anything"};

typedef struct {
    figure_tables tables;
    plot_look look;
    page_list page;
} drawing;

static const char *const short_texts[] = {"Cells age.",
                                          "- Bonab 2006: ten passages\n- Chen 2015"};
static const char *const long_texts[] = {
    "Each passage lets the cells divide a few times more, until the dish is full again. "
    "Cells "
    "that have divided often stop for good: they are senescent. They are alive, and the "
    "label "
    "on the vial counts them like the others, but they secrete less of what calms a joint "
    "and "
    "more of what inflames it, and they do not stay as long. All that is in the model.",
    "Fransen 2015, Br J Sports Med 49, 1554: exercise relieved by 12 points of 100 at the "
    "end "
    "of the programme (44 trials) and by 6 two to six months later (12 trials); the model "
    "gives 10 at its best and 7 at month 6; Iijima 2018, npj Regen Med: rehabilitation as "
    "a "
    "modifier of what MSCs do in the knee was not well addressed in the trials. No trial "
    "that "
    "gave cells with and without exercise is known to the authors, so the sum is a "
    "prediction."};

static void draw(drawing *d, const char *const texts[2], size_t n_panels)
{
    static const char *const y[] = {"tnf", "total_relief"};
    const sim_table *const all[] = {&d->tables.passages, &d->tables.timecourse};
    const plot_data data = {.runs = {{all, 2, NULL}}};
    const plot_wish wish = {.name = "own",
                            .table = "timecourse",
                            .x = "day",
                            .y = y,
                            .n_y = n_panels,
                            .from = NAN,
                            .to = NAN,
                            .title = "The title of the figure",
                            .note = "dots: each arm's own value"};
    const plot_page shown = {"own", &data, &wish, NULL};
    const plot_figure figure = {&plot_page_maker, &shown};
    plot_paragraph paragraphs[] = {{"About it", texts[0]}, {"Literature", texts[1]}};
    const plot_handout handout = {"How much of it is left?",
                                  choices,
                                  3,
                                  "The answer is b) about half.",
                                  "At month 6 cells of P12 relieve 8.45 mm.",
                                  paragraphs,
                                  2,
                                  "The book has them.",
                                  &figure};

    figure_init(&d->tables, N_ARMS);
    d->look = (plot_look){plot_theme_find("light"), plot_size_find("a4"), NULL, false};
    page_record(&d->page, &plot_handout_maker, &handout, &page_caption, &d->look);
}

static void end(drawing *d)
{
    page_list_free(&d->page);
    figure_free(&d->tables);
}

/* Where the text begins, on its first line. */
static double top_of(const drawing *d, const char *text)
{
    const plot_drawn *drawn = plot_recording_find(&d->page.list, text);

    ck_assert_msg(drawn != NULL, "'%s' is not drawn", text);
    return drawn->box.y;
}

/* The line along which it is folded: dashed, from margin to margin. */
static const plot_drawn *find_fold(const drawing *d)
{
    const plot_drawn *found = NULL;

    for (size_t i = 0; i < d->page.list.n; i++) {
        const plot_drawn *drawn = &d->page.list.drawn[i];

        if (drawn->text || drawn->shape.kind != PLOT_A_LINE ||
            drawn->shape.pen.line != PLOT_DASHED || drawn->box.height > 0)
            continue;
        if (drawn->box.width > 0.9 * d->look.size->width) found = drawn;
    }
    return found;
}

START_TEST(the_question_stands_above_the_fold_and_the_answer_below)
{
    const plot_drawn *fold;
    drawing d;

    draw(&d, short_texts, 1);
    fold = find_fold(&d);
    ck_assert_ptr_nonnull(fold);
    ck_assert_double_lt(top_of(&d, "How much of it is left?"), top_of(&d, "a) most of it"));
    ck_assert_double_lt(top_of(&d, "a) most of it"), top_of(&d, "c) hardly anything"));
    ck_assert_double_lt(top_of(&d, "Why do you think so?"), fold->box.y);
    ck_assert_double_gt(top_of(&d, "The answer is b) about half."), fold->box.y);
    ck_assert_double_gt(top_of(&d, "At month 6 cells of P12 relieve 8.45 mm."),
                        top_of(&d, "The answer is b) about half."));
    ck_assert_double_gt(top_of(&d, "dots: each arm's own value"),
                        top_of(&d, "At month 6 cells of P12 relieve 8.45 mm."));
    ck_assert_double_gt(top_of(&d, "About it"),
                        top_of(&d, "dots: each arm's own value") + 100);
    ck_assert_double_gt(top_of(&d, "- Bonab 2006: ten passages"), top_of(&d, "Literature"));
    ck_assert_double_gt(top_of(&d, "- Chen 2015"),
                        top_of(&d, "- Bonab 2006: ten passages"));
    ck_assert_double_gt(top_of(&d, "dots: each arm's own value"), fold->box.y);
    ck_assert_ptr_null(plot_recording_find(&d.page.list, "The title of the figure"));
    end(&d);
}
END_TEST

/* Squares at the left margin, each beside its choice. */
START_TEST(each_choice_has_a_box_to_tick)
{
    size_t n = 0;
    drawing d;

    draw(&d, short_texts, 1);
    for (size_t i = 0; i < d.page.list.n; i++) {
        const plot_drawn *box = &d.page.list.drawn[i];
        char text[64];
        const plot_drawn *words;

        if (box->text || box->shape.kind != PLOT_A_LINE || box->shape.n != BOX_POINTS ||
            fabs(box->box.width - box->box.height) > 1e-9)
            continue;
        snprintf(text, sizeof text, "%c) %s", (char)('a' + (int)n), choices[n]);
        words = plot_recording_find(&d.page.list, text);
        ck_assert_msg(words != NULL, "%s", text);
        ck_assert_double_eq_tol(page_middle_y(words), page_middle_y(box), 1);
        ck_assert_double_gt(words->box.x, box->box.x + box->box.width);
        n++;
    }
    ck_assert_uint_eq(n, 3);
    end(&d);
}
END_TEST

static const struct {
    const char *const *texts;
    size_t n_panels;
} pages[] = {{short_texts, 1}, {short_texts, 2}, {long_texts, 1}, {long_texts, 2}};

/* The figure is no lower than people can read. */
START_TEST(a_page_is_a_sheet_and_nothing_stands_on_anything_else)
{
    drawing d;
    double above, below;

    draw(&d, pages[_i].texts, pages[_i].n_panels);
    boxes_check(&d.page.list, "handout");
    ck_assert_double_eq_tol(d.page.list.drawn[0].box.height, sheet_height, 1);
    above = top_of(&d, "At month 6 cells of P12 relieve 8.45 mm.");
    below = top_of(&d, "About it");
    ck_assert_double_gt(below - above, 150);
    end(&d);
}
END_TEST

/* In whatever size its letters are: how high a line of the text is. */
static double line_of(const drawing *d, const char *text)
{
    const plot_drawn *drawn = plot_recording_find(&d->page.list, text);

    ck_assert_msg(drawn != NULL, "'%s' is not drawn", text);
    return drawn->box.height;
}

static const char passage[] = "passage ";

/* So many words that it is drawn in smaller letters, or not at all. */
static void draw_words(drawing *d, char *text, size_t n_words)
{
    const char *const texts[] = {"Cells age.", text};

    text[0] = '\0';
    for (size_t i = 0; i < n_words; i++) strcat(text, passage);
    draw(d, texts, 2);
    boxes_check(&d->page.list, "handout");
    ck_assert_double_eq_tol(d->page.list.drawn[0].box.height, sheet_height, 1);
    ck_assert_double_gt(top_of(d, "About it"), 0);
}

enum { MOST_WORDS = 1400 };

/* How many of the words stand on the page. */
static size_t count_words(const drawing *d)
{
    size_t n = 0;

    for (size_t i = 0; i < d->page.list.n; i++)
        for (const char *at = d->page.list.drawn[i].text;
             at && (at = strstr(at, "passage")) != NULL; at++)
            n++;
    return n;
}

START_TEST(letters_are_smaller_before_words_are_left_out)
{
    static char text[MOST_WORDS * sizeof passage];
    double before = INFINITY;
    drawing d;

    draw_words(&d, text, 10);
    for (size_t n_words = 10; plot_recording_find(&d.page.list, "Literature");
         n_words += 60) {
        const double now = line_of(&d, "Cells age.");

        ck_assert_uint_eq(count_words(&d), n_words);
        ck_assert_double_le(now, before);
        before = now;
        end(&d);
        ck_assert_uint_lt(n_words + 60, MOST_WORDS);
        draw_words(&d, text, n_words + 60);
    }
    end(&d);
    draw_words(&d, text, 10);
    ck_assert_double_lt(before, 0.9 * line_of(&d, "Cells age."));
    end(&d);
}
END_TEST

/* More than a sheet has room for: what is said last is named, and the figure is there. */
START_TEST(what_has_no_room_is_named)
{
    static char text[MOST_WORDS * sizeof passage];
    drawing d;

    draw_words(&d, text, MOST_WORDS);
    ck_assert_ptr_null(plot_recording_find(&d.page.list, "Literature"));
    ck_assert_uint_eq(count_words(&d), 0);
    ck_assert_double_gt(top_of(&d, "No room here for: Literature. The book has them."),
                        top_of(&d, "Cells age."));
    end(&d);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("handout");
    TCase *sheet = tcase_create("sheet");

    tcase_set_timeout(sheet, 60);
    tcase_add_test(sheet, the_question_stands_above_the_fold_and_the_answer_below);
    tcase_add_test(sheet, each_choice_has_a_box_to_tick);
    tcase_add_loop_test(sheet, a_page_is_a_sheet_and_nothing_stands_on_anything_else, 0, 4);
    tcase_add_test(sheet, letters_are_smaller_before_words_are_left_out);
    tcase_add_test(sheet, what_has_no_room_is_named);
    suite_add_tcase(suite, sheet);
    return suite_run(suite);
}
