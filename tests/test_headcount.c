/* test_headcount.c -- what is counted of a cohort, drawn instead of its medians. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "plots/figure.h"
#include "plots/view.h"
#include "sim/io/rows.h"
#include "tests/boxes.h"
#include "tests/page.h"
#include "tests/suite.h"

enum { N_DAYS = 101, N_ARMS = 11, FEW = 3, N_COLUMNS = 5 };

static const char *const names[N_ARMS] = {"P2", "P12", "background", "a", "b", "c",
                                          "d",  "e",   "f",          "g", "h"};
static const char *const held_against[] = {"background"};

/* Of 200: how many are lost by a day. */
static double lost(size_t arm, size_t day)
{
    return fmin(200, floor((double)((arm + 2) * day) / 5));
}

/* Medians of a course and, beside them, what was counted of the cohort: two that differ. */
typedef struct {
    sim_table course, survival;
    const sim_table *tables[2];
    plot_data data;
} cohort;

static void add_days(sim_table *table, size_t arm)
{
    sim_error err;
    double *cells;

    for (size_t day = 0; day < N_DAYS; day++) {
        const double n = 200 - lost(arm, day);
        const double row[] = {(double)day, n / 200, n / 200 - 0.05, n / 200 + 0.05, n};

        ck_assert_int_eq(sim_table_add_row(table, names[arm], &cells, &err), SIM_OK);
        memcpy(cells, row, table->n_columns * sizeof *row);
        if (table->n_columns < N_COLUMNS) cells[1] = 1 - (double)day / 1000;
    }
}

static void open_cohort(cohort *c, size_t n_arms)
{
    const sim_column columns[N_COLUMNS] = {sim_day_column,
                                           {"survival", "1", "", SIM_CELL_NUMBER},
                                           {"survival_low", "1", "", SIM_CELL_NUMBER},
                                           {"survival_high", "1", "", SIM_CELL_NUMBER},
                                           {"survival_at_risk", "1", "", SIM_CELL_NUMBER}};
    sim_error err;

    *c = (cohort){.tables = {&c->course, &c->survival}};
    ck_assert_int_eq(
        sim_table_init(&c->course, "timecourse", sim_arm_column, columns, 2, &err), SIM_OK);
    ck_assert_int_eq(sim_table_init(&c->survival, "cohort_survival", sim_arm_column,
                                    columns, N_COLUMNS, &err),
                     SIM_OK);
    for (size_t arm = 0; arm < n_arms; arm++) {
        add_days(&c->course, arm);
        add_days(&c->survival, arm);
    }
    c->data = (plot_data){.runs = {{c->tables, 2, NULL}},
                          .bands = {.n = 2, .words = "bands of medians"},
                          .backgrounds = {held_against, 1}};
}

static void close_cohort(cohort *c)
{
    sim_table_free(&c->course);
    sim_table_free(&c->survival);
}

/* The panel of survival, on a column in large type; what it says is added to facts. */
static void draw(const cohort *c, const char *size, page_list *list, plot_facts *facts)
{
    const plot_page shown = {"gvhd", &c->data, NULL, "survival"};
    const plot_figure figure = {&plot_page_maker, &shown};
    const plot_look look = {plot_theme_find("light"), plot_size_find(size), NULL,
                            strcmp(size, "column") == 0};

    page_record_said(list, &figure, &page_caption, &look, facts);
    boxes_check(&list->list, size);
}

/* The text that a figure says at a place with an arm, or of all without. */
static const char *find_said(const plot_facts *facts, const char *place, const char *arm)
{
    for (size_t i = 0; i < facts->n; i++) {
        const plot_saying *s = &facts->list[i];

        if (strcmp(s->place, place) == 0 && s->has_fact && s->fact.arm.arm &&
            strcmp(s->fact.arm.arm, arm) == 0)
            return s->text;
    }
    return "";
}

START_TEST(what_was_counted_is_drawn_and_told)
{
    page_list list;
    plot_facts facts = {0};
    cohort c;

    open_cohort(&c, FEW);
    draw(&c, "a4", &list, &facts);
    ck_assert_str_eq(find_said(&facts, "caption", "P2"),
                     "On day 100: 0.8 with P2; 0.7 with P12.");
    ck_assert(page_list_shows(&list, "Share of the cohort who are alive"));
    ck_assert(page_list_shows(&list, "alive, with interval"));
    plot_facts_free(&facts);
    page_list_free(&list);
    close_cohort(&c);
}
END_TEST

START_TEST(without_a_count_the_medians_are)
{
    page_list list;
    plot_facts facts = {0};
    cohort c;

    open_cohort(&c, FEW);
    c.data.runs[PLOT_FRONT].n = 1;
    draw(&c, "a4", &list, &facts);
    ck_assert(!page_list_shows(&list, "with interval"));
    ck_assert_ptr_nonnull(strstr(find_said(&facts, "caption", "P2"), "0.9 with"));
    plot_facts_free(&facts);
    page_list_free(&list);
    close_cohort(&c);
}
END_TEST

/* Of 200 so many are left on day 100, the last tick. */
static const char *const left[FEW] = {"160", "140", "120"};

START_TEST(numbers_stand_beneath_their_ticks_in_the_colors_of_arms)
{
    const plot_drawn *tick, *label, *first, *number;
    page_list list;
    plot_facts facts = {0};
    cohort c;
    double y;

    open_cohort(&c, FEW);
    draw(&c, "a4", &list, &facts);
    tick = plot_recording_find(&list.list, "100");
    label = plot_recording_find(&list.list, "time since the first dose (days)");
    first = plot_recording_find(&list.list, "at risk");
    ck_assert(tick && label && first);
    ck_assert_double_gt(first->box.y, label->box.y + 0.9 * label->box.height);
    y = first->box.y;
    for (size_t arm = 0; arm < FEW; arm++) {
        number = plot_recording_find(&list.list, left[arm]);
        ck_assert_ptr_nonnull(number);
        ck_assert_double_eq_tol(page_middle_x(number), page_middle_x(tick), 0.1);
        ck_assert_double_gt(number->box.y, y + 0.8 * number->box.height);
        y = number->box.y;
    }
    ck_assert_double_gt(plot_recording_find(&list.list, "140")->style.color.red,
                        plot_recording_find(&list.list, "160")->style.color.red + 0.1);
    plot_facts_free(&facts);
    page_list_free(&list);
    close_cohort(&c);
}
END_TEST

/* Is the text left of this one, in its line? */
static bool leads(const page_list *list, const char *text, const plot_drawn *number)
{
    for (size_t i = 0; i < list->list.n; i++) {
        const plot_drawn *d = &list->list.drawn[i];

        if (d->text && strcmp(d->text, text) == 0 &&
            fabs(page_middle_y(d) - page_middle_y(number)) < 0.1 &&
            d->box.x + d->box.width < number->box.x)
            return true;
    }
    return false;
}

/* Beside a piece of its line, where a page has more panels. */
START_TEST(a_panel_alone_names_the_rows)
{
    page_list list;
    plot_facts facts = {0};
    cohort c;

    open_cohort(&c, FEW);
    draw(&c, "column", &list, &facts);
    for (size_t arm = 0; arm < FEW; arm++) {
        const plot_drawn *number = plot_recording_find(&list.list, left[arm]);

        ck_assert_ptr_nonnull(number);
        ck_assert(leads(&list, names[arm], number));
    }
    plot_facts_free(&facts);
    page_list_free(&list);
    close_cohort(&c);
}
END_TEST

START_TEST(many_arms_have_no_room_on_a_slide)
{
    page_list list;
    plot_facts facts = {0};
    cohort c;

    open_cohort(&c, N_ARMS);
    draw(&c, "slide", &list, &facts);
    ck_assert_ptr_null(plot_recording_find(&list.list, "at risk"));
    ck_assert_ptr_null(plot_recording_find(&list.list, "160"));
    plot_facts_free(&facts);
    page_list_free(&list);
    close_cohort(&c);
}
END_TEST

/* Of 200 are left 160 in the first arm, and none in the last. */
START_TEST(where_rows_have_no_room_a_line_tells_the_start_and_the_end)
{
    page_list list;
    plot_facts facts = {0};
    const plot_drawn *line, *label;
    cohort c;

    open_cohort(&c, N_ARMS);
    draw(&c, "slide", &list, &facts);
    line =
        plot_recording_find(&list.list, "at risk: 200 at the start, 0 to 160 at the end");
    label = plot_recording_find(&list.list, "time since the first dose (days)");
    ck_assert(line && label);
    ck_assert_double_gt(line->box.y, label->box.y + 0.9 * label->box.height);
    plot_facts_free(&facts);
    page_list_free(&list);
    close_cohort(&c);
}
END_TEST

START_TEST(who_cannot_see_them_is_told_the_first_and_the_last)
{
    page_list list;
    plot_facts facts = {0};
    const char *told = "";
    cohort c;

    open_cohort(&c, FEW);
    draw(&c, "slide", &list, &facts);
    for (size_t i = 0; i < facts.n; i++)
        if (strcmp(facts.list[i].quantity, "survival_at_risk") == 0)
            told = facts.list[i].text;
    ck_assert_str_eq(told, "At risk at the start and at the end: P2 200 and 160; P12 200 "
                           "and 140; background 200 and 120.");
    plot_facts_free(&facts);
    page_list_free(&list);
    close_cohort(&c);
}
END_TEST

START_TEST(nothing_is_said_of_medians_where_there_are_none)
{
    page_list list;
    plot_facts facts = {0};
    cohort c;

    open_cohort(&c, FEW);
    draw(&c, "a4", &list, &facts);
    ck_assert(!page_list_shows(&list, "bands of medians"));
    plot_facts_free(&facts);
    page_list_free(&list);
    close_cohort(&c);
}
END_TEST

/* All upon each other let half of what is behind them through. */
START_TEST(intervals_of_many_arms_hide_no_grid)
{
    page_list list;
    plot_facts facts = {0};
    double clear = 1;
    cohort c;

    open_cohort(&c, N_ARMS);
    draw(&c, "a4", &list, &facts);
    for (size_t i = 0; i < list.list.n; i++) {
        const plot_drawn *d = &list.list.drawn[i];

        if (!d->text && d->shape.back) clear *= 1 - d->shape.fill.alpha;
    }
    ck_assert_double_ge(clear, 0.5 - 1e-9);
    ck_assert_double_lt(clear, 0.6);
    plot_facts_free(&facts);
    page_list_free(&list);
    close_cohort(&c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("headcount");
    TCase *all = tcase_create("headcount");

    tcase_add_test(all, what_was_counted_is_drawn_and_told);
    tcase_add_test(all, without_a_count_the_medians_are);
    tcase_add_test(all, numbers_stand_beneath_their_ticks_in_the_colors_of_arms);
    tcase_add_test(all, a_panel_alone_names_the_rows);
    tcase_add_test(all, many_arms_have_no_room_on_a_slide);
    tcase_add_test(all, where_rows_have_no_room_a_line_tells_the_start_and_the_end);
    tcase_add_test(all, who_cannot_see_them_is_told_the_first_and_the_last);
    tcase_add_test(all, nothing_is_said_of_medians_where_there_are_none);
    tcase_add_test(all, intervals_of_many_arms_hide_no_grid);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
