/* test_facets.c -- small multiples: where panels stand, and what their axes have in common. */
#include <math.h>

#include <check.h>

#include "plots/facets.h"
#include "tests/page.h"
#include "tests/suite.h"

static const plot_measure passage = {.label = "passage", .unit = "1", .whole = true};
static const plot_measure relief = {.label = "relief", .unit = "mm"};

typedef struct {
    plot_look look;
    plot_draft draft;
    plot_facets facets;
} scene;

/* A page of n panels, whose plotting areas begin below 71 points. */
static void set(scene *s, size_t n, const char *size)
{
    *s = (scene){.look = page_plain("svg")};
    s->look.size = plot_size_find(size);
    s->draft = (plot_draft){.look = &s->look,
                            .caption = page_caption,
                            .width = s->look.size->width,
                            .height = s->look.size->height,
                            .below = 23.85};
    page_blank(&s->draft.canvas);
    s->facets = (plot_facets){.draft = &s->draft,
                              .n = n,
                              .measure = &relief,
                              .range = {0, 13.2},
                              .rounded = true,
                              .common_x = true,
                              .aspect = 0.6};
    for (size_t i = 0; i < n; i++)
        s->facets.list[i] =
            (plot_facet){.title = "adipose", .measure = &passage, .range = {0.5, 9.5}};
    plot_facets_arrange(&s->facets, 71);
}

static const char *const sizes[] = {"a4", "column", "slide", "square"};

START_TEST(panels_stand_apart_on_their_page)
{
    scene s;
    size_t n = (size_t)_i / 3 + 1;

    set(&s, n, sizes[_i % 3]);
    for (size_t i = 0; i < n; i++) {
        plot_box b = s.facets.boxes[i];

        ck_assert(b.x > 0 && b.x + b.width < s.draft.width);
        ck_assert(b.y > 71 && b.y + b.height < s.draft.height - 23.85);
        ck_assert(b.width > 20 && b.height > 20);
        if (i % s.facets.columns > 0)
            ck_assert_double_gt(b.x, s.facets.boxes[i - 1].x + s.facets.boxes[i - 1].width);
        if (i >= s.facets.columns) {
            plot_box above = s.facets.boxes[i - s.facets.columns];

            ck_assert_double_eq(b.x, above.x);
            ck_assert_double_gt(b.y, above.y + above.height);
        }
        ck_assert_double_eq(b.width, s.facets.boxes[0].width);
    }
    plot_canvas_free(&s.draft.canvas);
}
END_TEST

/* What a medium is told of a panel, and how many panels are open. */
typedef struct {
    const char *name;
    plot_box room;
    int n_open;
} told;

static void open_scope(void *self, const plot_scope *scope)
{
    told *t = self;

    ck_assert_str_eq(scope->panel, t->name);
    t->room = scope->room;
    t->n_open++;
}

static void close_scope(void *self) { ((told *)self)->n_open--; }

static bool holds(const plot_box *outer, const plot_box *inner)
{
    return outer->x <= inner->x && outer->y <= inner->y &&
           outer->x + outer->width >= inner->x + inner->width &&
           outer->y + outer->height >= inner->y + inner->height;
}

START_TEST(panels_have_rooms_of_their_own)
{
    static const plot_medium medium = {.open = open_scope, .close = close_scope};
    told t = {.name = "adipose"};
    double bottom = 71;
    scene s;

    set(&s, 6, sizes[_i % 3]);
    s.facets.common_x = _i < 3;
    plot_facets_arrange(&s.facets, 71);
    plot_canvas_free(&s.draft.canvas);
    s.draft.canvas = (plot_canvas){.medium = &medium, .self = &t};
    s.facets.list[5].title = NULL;
    for (size_t i = 0; i < 6; i++) {
        plot_frame frame;

        if (i == 5) t.name = "relief (mm)";
        frame = plot_facets_begin(&s.facets, i);
        ck_assert_int_eq(t.n_open, 1);
        ck_assert(holds(&t.room, &frame.box));
        ck_assert_double_ge(t.room.y, bottom - 1e-9);
        if ((i + 1) % s.facets.columns == 0) bottom = t.room.y + t.room.height;
        plot_facets_end(&s.facets);
        ck_assert_int_eq(t.n_open, 0);
    }
    ck_assert_double_le(bottom, s.draft.height);
}
END_TEST

START_TEST(a_common_axis_ends_at_ticks)
{
    plot_frame one, other;
    scene s;

    set(&s, 4, "a4");
    one = plot_facets_frame(&s.facets, 0);
    other = plot_facets_frame(&s.facets, 3);
    ck_assert_ptr_eq(one.y, other.y);
    ck_assert(one.y->from == 0 && one.y->to >= 13.2);
    ck_assert_double_eq(one.y->ticks[one.y->n - 1], one.y->to);
    ck_assert_double_eq(plot_facets_left(&s.facets, 0), s.facets.area.x);
    plot_canvas_free(&s.draft.canvas);
}
END_TEST

START_TEST(a_long_title_has_two_lines_and_its_row_the_room)
{
    scene s;
    plot_text style;
    double first, apart, line;

    set(&s, 6, "a4");
    style = plot_text_for(&s.look, PLOT_TITLE);
    line = plot_measure_text(&s.draft.canvas, &style, "0").height;
    first = s.facets.boxes[0].y;
    apart = s.facets.boxes[3].y - first;
    s.facets.list[4].title = "product = marrow_concentrate, guidance = guided_shoulder";
    s.draft.height = 0;
    plot_facets_arrange(&s.facets, 71);
    ck_assert_double_eq(s.facets.boxes[0].y, first);
    ck_assert_double_eq_tol(s.facets.boxes[3].y - first, apart + line, 1e-9); /* rounding */
    plot_canvas_free(&s.draft.canvas);
}
END_TEST

START_TEST(axes_of_their_own_keep_their_ends)
{
    plot_frame frame;
    scene s;

    set(&s, 2, "a4");
    for (size_t i = 0; i < 2; i++) {
        s.facets.list[i].y = &relief;
        s.facets.list[i].y_range = (plot_range){-1.37, 2.385 * (double)(i + 1)};
    }
    plot_facets_arrange(&s.facets, 71);
    frame = plot_facets_frame(&s.facets, 1);
    ck_assert(frame.y->from == -1.37 && frame.y->to == 4.77);
    ck_assert_double_lt(plot_facets_left(&s.facets, 1), frame.box.x);
    plot_canvas_free(&s.draft.canvas);
}
END_TEST

START_TEST(axes_are_told)
{
    GString *words = g_string_new(NULL);
    scene s;

    set(&s, 1, "a4");
    plot_facets_tell_x(&s.facets, 0, words);
    ck_assert_str_eq(words->str, "To the right: passage from 1 to 9. ");
    g_string_free(words, TRUE);
    plot_canvas_free(&s.draft.canvas);
}
END_TEST

START_TEST(panels_without_room_are_refused)
{
    sim_error err = {""};

    ck_assert_int_eq(plot_facets_check("A <page>", 12, 1, &err), SIM_OK);
    ck_assert_int_eq(plot_facets_check("A <page>", 13, 1, &err), SIM_EVALUE);
    ck_assert_str_eq(err.text, "figure 'A <page>': 13 panels; 1 to 12 would be right");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("facets");
    TCase *tcase = tcase_create("facets");

    tcase_add_loop_test(tcase, panels_stand_apart_on_their_page, 0, 3 * PLOT_MOST_PANELS);
    tcase_add_loop_test(tcase, panels_have_rooms_of_their_own, 0, 6);
    tcase_add_test(tcase, a_common_axis_ends_at_ticks);
    tcase_add_test(tcase, a_long_title_has_two_lines_and_its_row_the_room);
    tcase_add_test(tcase, axes_of_their_own_keep_their_ends);
    tcase_add_test(tcase, axes_are_told);
    tcase_add_test(tcase, panels_without_room_are_refused);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
