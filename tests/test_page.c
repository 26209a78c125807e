/* test_page.c -- what a page of panels tells, what it leaves out, and a run behind it. */
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "sim/io/memory.h"
#include "tests/figure.h"
#include "tests/markup.h"
#include "tests/suite.h"

typedef struct {
    const char *size;
    bool front, behind; /* in which run an arm trains */
    const char *words;
} training_case;

static const training_case trainings[] = {{"a4", false, false, "Figure of 9 panels, "},
                                          {"a4", true, false, "Figure of 10 "},
                                          {"a4", false, true, "Figure of 10 panels, "},
                                          {"slide", true, true, "Figure of 3 "},
                                          {"column", true, true, "Figure of 4 panels, "}};

enum { N_TRAININGS = sizeof trainings / sizeof *trainings };

/* What stands still, be it at 0.71 in one arm and at 0 in the other, is no training. */
START_TEST(training_is_drawn_where_somebody_trains)
{
    const training_case *c = &trainings[_i];
    figure_tables t, behind;
    page drawn;

    figure_init(&t, 2);
    figure_init(&behind, 2);
    for (size_t row = 0; row <= FIGURE_DAYS; row++)
        t.timecourse.cells[row * FIGURE_TIME + FIGURE_TRAINED] = 0.71;
    if (c->front) t.timecourse.cells[238 * FIGURE_TIME + FIGURE_TRAINED] = 0.3;
    if (c->behind) behind.timecourse.cells[385 * FIGURE_TIME + FIGURE_TRAINED] = 0.3;
    drawn = figure_draw(&t, &behind, NULL, figure_look("light", c->size, "svg"));
    ck_assert_msg(page_holds(&drawn, c->words), "%s", c->words);
    ck_assert_int_eq(page_holds(&drawn, "Training. Upward: part of full training"),
                     strstr(c->words, "10") != NULL);
    free(drawn.bytes);
    figure_free(&t);
    figure_free(&behind);
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
        "Below 0 it hurts more than before. untreated: ",
        "Gray: placebo",
        "for teaching and research</desc>",
    };
    figure_tables t;
    page drawn;

    figure_init(&t, 2);
    drawn = figure_page(&t, "svg");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(page_holds(&drawn, words[i]), "%s", words[i]);
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

static void expect(xmlDocPtr svg, const char *where, const char *what)
{
    sim_memory fact;
    sim_error err;

    ck_assert_int_eq(sim_memory_open(&fact, "fact", &err), SIM_OK);
    fprintf(fact.stream, where, what);
    ck_assert_int_eq(sim_memory_close(&fact, "fact", &err), SIM_OK);
    markup_expect(svg, fact.bytes);
    sim_memory_free(&fact);
}

#define PANEL "/*/*[name() = 'g']/*[@data-panel]"

/* Each is a drawing of its own, of a column of a table, and each curve in it is an arm's. */
START_TEST(an_svg_names_panels_and_arms)
{
    const plot_panel *panel;
    figure_tables t;
    page drawn;
    xmlDocPtr svg;

    figure_init(&t, 3);
    drawn = figure_page(&t, "svg");
    svg = markup_parse(drawn.bytes);
    markup_expect(svg, "count(" PANEL ") = 9 and count(//@data-panel) = 9");
    markup_expect(svg, "count(" PANEL "[name() = 'svg']) = 9");
    for (size_t i = 0; (panel = plot_panel_at("potency", i)); i++) {
        if (panel->moving) continue; /* nobody trains */
        expect(svg, "count(" PANEL "[@data-panel = '%s']) = 1", panel->name);
        expect(svg, "count(" PANEL "[@data-column = '%s']) >= 1", panel->y.column);
        expect(svg, "count(" PANEL "[@data-table = '%s']) >= 1", panel->table);
        expect(svg,
               panel->y.scale == PLOT_LOG
                   ? "contains(" PANEL "[@data-panel = '%s']/@data-y, ' log')"
                   : "not(contains(" PANEL "[@data-panel = '%s']/@data-y, ' log'))",
               panel->name);
    }
    for (size_t row = 0; row < t.timecourse.n_rows; row += FIGURE_DAYS + 1)
        expect(svg,
               strchr(t.timecourse.keys[row], '"')
                   ? "count(" PANEL "[.//@data-arm = '%s']) >= 6"
                   : "count(" PANEL "[.//@data-arm = \"%s\"]) >= 6",
               t.timecourse.keys[row]);
    markup_expect(svg, "contains(" PANEL "[@data-panel = 'pain']/@data-x, ' 0 14; ')");
    markup_expect(svg, "not(//*[@data-arm][not(ancestor::*[@data-panel])])");
    xmlFreeDoc(svg);
    free(drawn.bytes);
    figure_free(&t);
}
END_TEST

/* ---- figures.csv ---------------------------------------------------------------- */

/* Rows of a panel, of a place. */
static size_t count_said(const plot_facts *facts, const char *panel, const char *place)
{
    size_t n = 0;

    for (size_t i = 0; i < facts->n; i++)
        n += strcmp(facts->list[i].panel, panel) == 0 &&
             strcmp(facts->list[i].place, place) == 0;
    return n;
}

static const struct {
    const char *size;
    size_t n_arms;
} said[] = {{"a4", 2},     {"a4", 14},    {"column", 4}, {"slide", 3},
            {"slide", 14}, {"square", 4}, {"square", 14}};

START_TEST(what_is_listed_is_what_is_drawn)
{
    const plot_look look = figure_look("light", said[_i].size, "png");
    figure_tables t;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const plot_data source = {.runs = {{.tables = all, .n = 2}}};
    const plot_page shown = {"potency", &source, NULL, NULL};
    const plot_panel *panel;
    plot_facts facts = {0};
    page_list list;

    figure_init(&t, said[_i].n_arms);
    page_record_said(&list, &(plot_figure){&plot_page_maker, &shown}, &figure_caption,
                     &look, &facts);
    for (size_t i = 0; i < facts.n; i++)
        if (strcmp(facts.list[i].place, "caption") == 0)
            ck_assert_msg(page_list_shows(&list, facts.list[i].text), "%s: %s",
                          said[_i].size, facts.list[i].text);
    for (size_t i = 0; (panel = plot_panel_at("potency", i)); i++) {
        const bool is_drawn = page_list_shows(&list, panel->title);

        ck_assert_int_eq(count_said(&facts, panel->name, "alt") > 0, is_drawn);
        if (page_list_shows(&list, panel->saying))
            ck_assert_uint_ge(count_said(&facts, panel->name, "caption"), 1);
    }
    plot_facts_free(&facts);
    page_list_free(&list);
    figure_free(&t);
}
END_TEST

/* A run behind. */

START_TEST(a_run_behind_is_drawn_and_told)
{
    figure_tables t, behind;
    page alone, both;

    figure_init(&t, 2);
    figure_init(&behind, 4);
    alone = figure_page(&t, "svg");
    both = figure_draw(&t, &behind, NULL, figure_look("light", "a4", "svg"));
    ck_assert(!page_holds(&alone, "Pale dashes"));
    ck_assert(page_holds(&both, "Pale dashes behind them: other.ini. "));
    ck_assert(page_holds(&both, ", fresh P5 and fresh P8. "));
    free(alone.bytes);
    free(both.bytes);
    figure_free(&t);
    figure_free(&behind);
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
    figure_tables t, behind;
    const sim_table *const all[] = {&t.passages, &t.timecourse};
    const sim_table *const others[] = {&behind.passages, &behind.timecourse};
    const plot_data source = {.runs = {{all, 2, NULL}, {others, 2 - (size_t)_i, NULL}},
                              .behind_name = "other.ini"};
    const plot_page shown = {"potency", &source, NULL, NULL};
    const plot_look look = figure_look("light", "a4", "png");
    sim_error err;

    figure_init(&t, 2);
    figure_init(&behind, 2);
    behind.timecourse.columns[3].name = "hidden";
    ck_assert_int_eq(plot_figure_write(&(plot_figure){&plot_page_maker, &shown},
                                       &figure_caption, &look, stderr, &err),
                     SIM_ENAME);
    ck_assert_str_eq(err.text, messages[_i]);
    figure_free(&t);
    figure_free(&behind);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("page");
    TCase *cases = tcase_create("page"), *moving = tcase_create("moving");

    suite_add_tcase(suite, cases);
    suite_add_tcase(suite, moving);
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(moving, training_is_drawn_where_somebody_trains, 0, N_TRAININGS);
    tcase_add_test(cases, an_svg_tells_what_it_shows);
    tcase_add_test(cases, an_svg_names_panels_and_arms);
    tcase_add_loop_test(cases, what_is_listed_is_what_is_drawn, 0,
                        sizeof said / sizeof *said);
    tcase_add_test(cases, a_run_behind_is_drawn_and_told);
    tcase_add_loop_test(cases, what_is_missing_behind_is_named, 0, 2);
    return suite_run(suite);
}
