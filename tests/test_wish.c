/* test_wish.c -- figures of the user's own: columns, windows, arms, and what is refused. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "tests/figure.h"
#include "tests/suite.h"

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
    const char *const words[] = {
        title,
        "Figure of 5 panels, ",
        "cartilage",
        "Upward: TNF-α from 0.",
        "Upward: PGE₂ (ng/mL) from 0",
        "time after the first dose (months) from 0 to 24. ",
    };
    plot_wish wish = plain;
    figure_tables t;
    page drawn;

    figure_init(&t, 3);
    drawn =
        figure_draw(&t, NULL, &wish,
                    figure_look("dark", plot_size_name((size_t)_i % PAGE_SIZES), "svg"));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(page_holds(&drawn, words[i]), "%s", words[i]);
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

START_TEST(what_has_no_room_is_said_where_it_is_seen)
{
    static const char *const starts[] = {"TNF-α · PGE₂ · live cells in the joint · ",
                                         "Left out for want of room: "};
    const plot_look look = figure_look("light", "slide", "png");
    plot_wish wish = plain;
    figure_tables t;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const plot_data source = {.runs = {{.tables = all, .n = 2}}};
    const plot_page shown = {"mine", &source, &wish, NULL};
    plot_facts facts = {0};
    page_list list;

    wish.n_y = PLOT_MOST_COLUMNS;
    figure_init(&t, 3);
    page_record_said(&list, &(plot_figure){&plot_page_maker, &shown}, &figure_caption,
                     &look, &facts);
    for (size_t i = 0; i < 2; i++) {
        const char *text = facts.list[i].text;

        ck_assert_msg(strncmp(text, starts[i], strlen(starts[i])) == 0, "%s", text);
        ck_assert_msg(page_list_shows(&list, text), "%s", text);
        ck_assert_str_eq(facts.list[i].place, i == 0 ? "title" : "caption");
    }
    ck_assert(strstr(facts.list[1].text, "matrix-degrading enzymes") ||
              strstr(facts.list[1].text, "cartilage"));
    plot_facts_free(&facts);
    page_list_free(&list);
    figure_free(&t);
}
END_TEST

START_TEST(a_wish_keeps_to_its_window_arms_and_title)
{
    const char *arms[] = {"fresh P5", "untreated"};
    plot_wish wish = plain;
    figure_tables t;
    page drawn;

    figure_init(&t, 5);
    wish.from = 3;
    wish.to = 24;
    wish.arms = arms;
    wish.n_arms = 2;
    wish.title = "Of my own";
    wish.scale = PLOT_LOG;
    drawn = figure_draw(&t, &t, &wish, figure_look("light", "a4", "svg"));
    ck_assert(page_holds(&drawn, "<title id=\"figure-title\">Of my own</title>"));
    ck_assert(page_holds(&drawn, "a curve for each arm: untreated and fresh P5. "));
    ck_assert(page_holds(&drawn, "time after the first dose (days) from 3 to 24. "));
    ck_assert(page_holds(&drawn, " on a log scale"));
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

typedef struct {
    plot_wish wish;
    sim_status status;
    const char *message;
} wish_case;

static const char *const unknown[] = {"fresh P5", "fresh P6"};

static const wish_case wishes[] = {
    {{.name = "mine",
      .table = "timeline",
      .x = "day",
      .y = columns,
      .n_y = 1,
      .from = NAN,
      .to = NAN},
     SIM_ENAME,
     "figure 'mine': unknown table 'timeline'; known: 'passages', 'timecourse'"},
    {{.name = "mine",
      .table = "timecourse",
      .x = "week",
      .y = columns,
      .n_y = 1,
      .from = NAN,
      .to = NAN},
     SIM_ENAME,
     "figure 'mine': the table 'timecourse' has no column 'week'"},
    {{.name = "mine",
      .table = "passages",
      .x = "day",
      .y = columns,
      .n_y = 1,
      .from = NAN,
      .to = NAN},
     SIM_ENAME,
     "figure 'mine': the table 'passages' has no column 'tnf'"},
    {{.name = "mine",
      .table = "timecourse",
      .x = "day",
      .y = columns,
      .n_y = 13,
      .from = NAN,
      .to = NAN},
     SIM_EVALUE,
     "figure 'mine': 13 columns; 1 to 12 would be right"},
    {{.name = "mine",
      .table = "timecourse",
      .x = "day",
      .y = columns,
      .n_y = 0,
      .from = NAN,
      .to = NAN},
     SIM_EVALUE,
     "figure 'mine': 0 columns; 1 to 12 would be right"},
    {{.name = "mine",
      .table = "timecourse",
      .x = "day",
      .y = columns,
      .n_y = 1,
      .from = 24.5,
      .to = 2.385},
     SIM_EVALUE,
     "figure 'mine': from = 24.5 is not below to = 2.385"},
    {{.name = "mine",
      .table = "timecourse",
      .x = "day",
      .y = columns,
      .n_y = 1,
      .from = NAN,
      .to = NAN,
      .arms = unknown,
      .n_arms = 2},
     SIM_ENAME,
     "figure 'mine': unknown arm 'fresh P6'"},
};

enum { N_WISHES = sizeof wishes / sizeof *wishes };

START_TEST(what_a_wish_gets_wrong_is_named)
{
    figure_tables t;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const plot_data source = {.runs = {{all, 2, NULL}}};
    const plot_page shown = {"mine", &source, &wishes[_i].wish, NULL};
    const plot_look look = figure_look("light", "a4", "png");
    sim_error err;

    figure_init(&t, 5);
    ck_assert_int_eq(plot_figure_write(&(plot_figure){&plot_page_maker, &shown},
                                       &figure_caption, &look, stderr, &err),
                     wishes[_i].status);
    ck_assert_str_eq(err.text, wishes[_i].message);
    figure_free(&t);
}
END_TEST

/* Windows without a row, columns without a number, most columns. */
START_TEST(any_wish_that_can_be_named_can_be_drawn)
{
    const plot_wish odd[] = {
        {.name = "mine",
         .table = "timecourse",
         .x = "day",
         .y = columns,
         .n_y = 12,
         .scale = PLOT_LOG,
         .from = NAN,
         .to = NAN},
        {.name = "mine",
         .table = "timecourse",
         .x = "day",
         .y = columns,
         .n_y = 2,
         .scale = PLOT_LINEAR,
         .from = 2.385,
         .to = 2.71},
        {.name = "mine",
         .table = "timecourse",
         .x = "day",
         .y = columns,
         .n_y = 2,
         .scale = PLOT_LOG,
         .from = 1e6,
         .to = NAN},
        {.name = "mine",
         .table = "timecourse",
         .x = "tnf",
         .y = columns,
         .n_y = 2,
         .scale = PLOT_LOG,
         .from = NAN,
         .to = NAN},
        {.name = "mine",
         .table = "passages",
         .x = "passage",
         .y = (const char *[]){"potency"},
         .n_y = 1,
         .scale = PLOT_LINEAR,
         .from = NAN,
         .to = NAN},
        {.name = "mine",
         .table = "timecourse",
         .x = "day",
         .y = columns,
         .n_y = 1,
         .scale = PLOT_LINEAR,
         .from = 0,
         .to = 3650,
         .arms = unknown,
         .n_arms = 1,
         .title = ""},
    };
    figure_tables t;
    page drawn;

    figure_init(&t, 4);
    drawn = figure_draw(&t, NULL, &odd[_i % 6],
                        figure_look("light", plot_size_name((size_t)_i / 6), "svg"));
    ck_assert(!page_holds(&drawn, "\"nan"));
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("wish");
    TCase *cases = tcase_create("wish");

    suite_add_tcase(suite, cases);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, a_wish_has_a_panel_for_each_column, 0, PAGE_SIZES);
    tcase_add_test(cases, what_has_no_room_is_said_where_it_is_seen);
    tcase_add_test(cases, a_wish_keeps_to_its_window_arms_and_title);
    tcase_add_loop_test(cases, what_a_wish_gets_wrong_is_named, 0, N_WISHES);
    tcase_add_loop_test(cases, any_wish_that_can_be_named_can_be_drawn, 0, 6 * PAGE_SIZES);
    return suite_run(suite);
}
