/* test_chart.c -- panels of plain layers: which axes they get, and what is told of them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "plots/chart.h"
#include "tests/boxes.h"
#include "tests/page.h"
#include "tests/suite.h"

static const plot_measure dose = {.label = "dose", .unit = "cell", .scale = PLOT_LOG};
static const plot_measure day = {.label = "time", .unit = "day"};
static const plot_measure relief = {.label = "relief", .unit = "mm"};

/* A chart on a page, before it is finished. */
typedef struct {
    plot_canvas measure;
    plot_look look;
    plot_draft draft;
    plot_chart chart;
} scene;

static sim_error err;

static void set(scene *s, size_t n_panels)
{
    *s = (scene){.look = page_plain("svg")};
    page_blank(&s->measure);
    s->draft = (plot_draft){.look = &s->look, .canvas = s->measure};
    ck_assert_int_eq(plot_chart_init(&s->chart, &s->draft, n_panels, &err), SIM_OK);
    s->chart.name = "chart";
    s->chart.title = "Relief by dose";
}

static void end(scene *s)
{
    plot_canvas_free(&s->measure);
    sim_pool_free(&s->draft.pool);
}

static plot_chart_panel *add(plot_chart *c, const plot_measure *x, const plot_measure *y)
{
    plot_chart_panel *p = plot_chart_add(c);

    p->title = "panel";
    p->x = *x;
    p->y = *y;
    return p;
}

/* A layer of one spot. */
static void put(plot_chart *c, plot_chart_panel *p, plot_chart_kind kind,
                plot_chart_spot spot)
{
    plot_chart_layer *l = plot_chart_add_layer(c, p, kind, 1);

    ck_assert_uint_eq(l->n, 1);
    l->list[0] = spot;
}

static void put_at(plot_chart *c, plot_chart_panel *p, double x, double y)
{
    put(c, p, PLOT_CHART_SPOTS, (plot_chart_spot){x, y, NAN, NAN, PLOT_IS_THERE});
}

static void check_range(plot_range range, double from, double to)
{
    ck_assert_double_eq_tol(range.from, from, 1e-9 * fabs(to));
    ck_assert_double_eq_tol(range.to, to, 1e-9 * fabs(to));
}

/* Wider by 4 percent at both ends, of decades where it is a log one. */
START_TEST(axes_show_all_that_is_there)
{
    scene s;
    plot_chart_panel *p;

    set(&s, 1);
    p = add(&s.chart, &dose, &relief);
    put(&s.chart, p, PLOT_CHART_SPOTS, (plot_chart_spot){1e6, 12, 7, 17, PLOT_IS_THERE});
    put_at(&s.chart, p, 1e8, 9);
    put_at(&s.chart, p, -1, 9); /* no log axis shows that */
    ck_assert_int_eq(plot_chart_finish(&s.chart, &err), SIM_OK);
    check_range(p->across, pow(10, 6 - 0.08), pow(10, 8 + 0.08));
    check_range(p->upward, 7 - 0.4, 17 + 0.4);
    check_range(s.chart.facets.list[0].range, p->across.from, p->across.to);
    check_range(s.chart.facets.list[0].y_range, p->upward.from, p->upward.to);
    end(&s);
}
END_TEST

/* A rule across has no place on the x axis, one that is upright none on the other; a bar lies along. */
START_TEST(each_kind_counts_on_its_own_axis)
{
    scene s;
    plot_chart_panel *p;

    set(&s, 1);
    p = add(&s.chart, &day, &relief);
    put_at(&s.chart, p, 2, 1);
    put(&s.chart, p, PLOT_CHART_ACROSS, (plot_chart_spot){99, 6, NAN, NAN, PLOT_IS_THERE});
    put(&s.chart, p, PLOT_CHART_UPRIGHT,
        (plot_chart_spot){7, NAN, NAN, NAN, PLOT_IS_THERE});
    put(&s.chart, p, PLOT_CHART_SPAN, (plot_chart_spot){NAN, 3, 4, 12, PLOT_IS_THERE});
    ck_assert_int_eq(plot_chart_finish(&s.chart, &err), SIM_OK);
    check_range(p->across, 2 - 0.4, 12 + 0.4);
    check_range(p->upward, 1 - 0.2, 6 + 0.2);
    end(&s);
}
END_TEST

static const struct {
    double low, high, from, to;
} zeros[] = {
    {2, 10, 0, 10.32},      /* 0 is near: less than half of the other end */
    {6, 10, 5.84, 10.16},   /* far */
    {-1, 10, -1.44, 10.44}, /* beyond */
};

START_TEST(an_axis_starts_at_zero_where_that_is_near)
{
    scene s;
    plot_chart_panel *p;

    set(&s, 1);
    p = add(&s.chart, &day, &relief);
    p->from_zero = true;
    put_at(&s.chart, p, 0, zeros[_i].low);
    put_at(&s.chart, p, 1, zeros[_i].high);
    ck_assert_int_eq(plot_chart_finish(&s.chart, &err), SIM_OK);
    check_range(p->upward, zeros[_i].from, zeros[_i].to);
    end(&s);
}
END_TEST

/* Two of relief over days, one of it over dose; unless they share, each has its own. */
START_TEST(what_is_labelled_alike_can_share_its_axes)
{
    scene s;
    plot_chart_panel *one, *two, *other;

    set(&s, 3);
    s.chart.shares = _i;
    one = add(&s.chart, &day, &relief);
    two = add(&s.chart, &day, &relief);
    other = add(&s.chart, &dose, &relief);
    put_at(&s.chart, one, 0, 0);
    put_at(&s.chart, one, 100, 10);
    put_at(&s.chart, two, 0, 0);
    put_at(&s.chart, two, 50, 20);
    put_at(&s.chart, other, 1e6, 5);
    put_at(&s.chart, other, 1e7, 30);
    ck_assert_int_eq(plot_chart_finish(&s.chart, &err), SIM_OK);
    check_range(one->across, -4, 104);
    check_range(two->across, _i ? -4 : -2, _i ? 104 : 52);
    check_range(one->upward, _i ? -1.2 : -0.4, _i ? 31.2 : 10.4);
    check_range(other->upward, _i ? -1.2 : 4, 31.2 - (_i ? 0 : 0.2));
    check_range(other->across, pow(10, 5.96), pow(10, 7.04));
    end(&s);
}
END_TEST

START_TEST(what_has_nothing_to_show_is_refused)
{
    scene s;
    plot_chart_panel *p;

    set(&s, 1);
    p = add(&s.chart, &dose, &relief);
    ck_assert_int_eq(plot_chart_finish(&s.chart, &err), SIM_EVALUE);
    put_at(&s.chart, p, NAN, NAN); /* a place without a number */
    ck_assert_int_eq(plot_chart_finish(&s.chart, &err), SIM_OK);
    check_range(p->across, pow(10, -0.04), pow(10, 1.04));
    check_range(p->upward, -0.04, 1.04);
    end(&s);
}
END_TEST

/* One too many takes the place of the last. */
START_TEST(layers_are_no_more_than_there_is_room_for)
{
    scene s;
    plot_chart_panel *p;

    set(&s, 1);
    p = add(&s.chart, &day, &relief);
    for (size_t i = 0; i < PLOT_CHART_LAYERS + 2; i++)
        plot_chart_add_layer(&s.chart, p, PLOT_CHART_LINE, i + 1);
    ck_assert_uint_eq(p->n, PLOT_CHART_LAYERS);
    ck_assert_uint_eq(p->layers[0].n, 1);
    ck_assert_uint_eq(p->layers[PLOT_CHART_LAYERS - 1].n, PLOT_CHART_LAYERS + 2);
    ck_assert_uint_eq(s.chart.n_points, PLOT_CHART_LAYERS + 2);
    ck_assert_double_nan(p->layers[0].list[0].low); /* none has errors yet */
    end(&s);
}
END_TEST

/* ---- drawn -------------------------------------------------------------------- */

/* Two panels of two series; `shown` is whether panels tell for themselves. */
static sim_status init(void *self, const void *shown, plot_draft *draft, sim_error *why)
{
    const bool *is_quiet = shown;
    plot_chart *c = self;
    sim_status status = plot_chart_init(c, draft, 2, why);

    if (status != SIM_OK) return status;
    c->name = "chart";
    c->title = "Relief by dose";
    c->saying = "as it was seen";
    c->is_quiet = *is_quiet;
    c->n_series = c->n_keys = 2;
    c->keys[0] = "saline";
    c->keys[1] = "young cells";
    for (size_t i = 0; i < 2; i++) {
        plot_chart_panel *p = add(c, &dose, &relief);

        p->title = i == 0 ? "month 3" : "month 12";
        p->told = i == 0 ? "relief falls by 2 mm" : "";
        p->quantity = i == 0 ? "fall" : NULL;
        p->value = i == 0 ? 2 : NAN;
        for (size_t k = 0; k < 2; k++) put_at(c, p, 1e6, 10 + (double)(3 * k));
        put_at(c, p, 1e8, 12);
    }
    return plot_chart_finish(c, why);
}

static const plot_maker maker = {sizeof(plot_chart), init,
                                 plot_chart_arrange, plot_chart_draw,
                                 plot_chart_tell,    plot_chart_find};

START_TEST(its_page_has_panels_keys_and_words)
{
    const bool is_quiet = true;
    const plot_look look = page_plain("svg");
    page_list list;

    page_record(&list, &maker, &is_quiet, &page_caption, &look);
    ck_assert(page_list_shows(&list, "Relief by dose"));
    ck_assert(page_list_shows(&list, "as it was seen"));
    ck_assert(page_list_shows(&list, "saline"));
    ck_assert(page_list_shows(&list, "young cells"));
    ck_assert(page_list_shows(&list, "month 3"));
    ck_assert(page_list_shows(&list, "month 12"));
    boxes_check(&list.list, "chart");
    page_list_free(&list);
}
END_TEST

START_TEST(who_does_not_see_it_is_told_its_axes)
{
    const bool is_quiet = true;
    page written = page_draw(&maker, &is_quiet, page_plain("svg"));

    ck_assert(page_holds(&written, "Figure of 2 panels. month 3: to the right: dose "));
    ck_assert(page_holds(&written, " on a log scale. Upward: relief (mm) from 9.88 to "
                                   "13.1. relief falls by 2 mm. month 12: "));
    free(written.bytes);
}
END_TEST

/* Title and words below it; of a panel that tells something, that with its number. */
START_TEST(what_a_panel_tells_is_found_once_or_twice)
{
    const bool is_quiet = _i;
    const plot_look look = page_plain("svg");
    const plot_figure figure = {&maker, &is_quiet};
    const plot_saying *last;
    plot_facts facts = {0};
    page_list list;

    page_record_said(&list, &figure, &page_caption, &look, &facts);
    ck_assert_uint_eq(facts.n, is_quiet ? 3 : 4);
    ck_assert_str_eq(facts.list[0].text, "Relief by dose");
    ck_assert_str_eq(facts.list[2].place, is_quiet ? "alt" : "caption");
    last = &facts.list[facts.n - 1];
    ck_assert_str_eq(last->place, "alt");
    ck_assert_str_eq(last->panel, "month 3");
    ck_assert_str_eq(last->quantity, "fall");
    ck_assert_double_eq(last->fact.arm.value, 2);
    ck_assert_str_eq(last->text, "relief falls by 2 mm");
    plot_facts_free(&facts);
    page_list_free(&list);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("chart");
    TCase *cases = tcase_create("chart");

    tcase_add_test(cases, axes_show_all_that_is_there);
    tcase_add_test(cases, each_kind_counts_on_its_own_axis);
    tcase_add_loop_test(cases, an_axis_starts_at_zero_where_that_is_near, 0, 3);
    tcase_add_loop_test(cases, what_is_labelled_alike_can_share_its_axes, 0, 2);
    tcase_add_test(cases, what_has_nothing_to_show_is_refused);
    tcase_add_test(cases, layers_are_no_more_than_there_is_room_for);
    tcase_add_test(cases, its_page_has_panels_keys_and_words);
    tcase_add_test(cases, who_does_not_see_it_is_told_its_axes);
    tcase_add_loop_test(cases, what_a_panel_tells_is_found_once_or_twice, 0, 2);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
