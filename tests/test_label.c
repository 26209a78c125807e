/* test_label.c -- names at curves: which are written, and that they touch nothing. */
#include <check.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "plots/label.h"
#include "plots/scene.h"
#include "tests/suite.h"
#include "tests/view.h"

/* Relief over 150 days; "three" ends half way, and is moved up by 4 mm. */
static void open_relief(view_fixture *f, const plot_points *points)
{
    plot_panel relief = view_panel;

    relief.x = (plot_x){"day", &plot_time, 0, NAN, "time", 0};
    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    if (points) relief.points = *points;
    view_open(f, &relief, 150);
    for (size_t row = 302; row < f->table.n_rows; row++)
        view_put(f, row, RELIEF, sim_table_cell(&f->table, row, RELIEF) + 4);
    view_record(f);
}

/* No letter fills the uppermost and lowest parts of a line. */
static bool are_apart(const plot_box *a, const plot_box *b)
{
    const double filled = 0.75;

    return fabs(a->y - b->y) > filled * fmax(a->height, b->height) ||
           a->x > b->x + b->width || b->x > a->x + a->width;
}

START_TEST(arms_whose_curves_are_one_share_a_label)
{
    view_fixture f;
    const plot_drawn *both, *three;

    open_relief(&f, NULL);
    plot_view_draw_labels(&f.view);
    ck_assert(!f.pool.failed);
    ck_assert_uint_eq(f.list.n, 2);
    both = plot_recording_find(&f.list, "two, one");
    three = plot_recording_find(&f.list, "three");
    ck_assert(both && three);
    ck_assert(both->style.bold == three->style.bold);
    ck_assert_double_ne(both->style.color.red, three->style.color.red);
    /* within the axes, and off each other */
    ck_assert_double_ge(both->box.x, f.view.box.x);
    ck_assert_double_ge(three->box.y, f.view.box.y - plot_em(&f.look, 0.2));
    ck_assert(are_apart(&both->box, &three->box));
    view_close(&f);
}
END_TEST

START_TEST(a_lone_arm_is_named_by_the_legend)
{
    view_fixture f;

    open_relief(&f, NULL);
    f.data.arms.n = f.data.arms.n_front = f.data.arms.n_named = 1;
    plot_view_draw_labels(&f.view);
    ck_assert(!f.pool.failed);
    ck_assert_uint_eq(f.list.n, 0);
    view_close(&f);
}
END_TEST

START_TEST(points_have_a_prefix_and_their_number)
{
    const plot_points points = {"day", "d", NULL};
    view_fixture f;

    open_relief(&f, &points);
    plot_view_draw_labels(&f.view);
    ck_assert(!f.pool.failed);
    ck_assert_ptr_nonnull(plot_recording_find(&f.list, "d150"));
    ck_assert_ptr_null(plot_recording_find(&f.list, "three"));
    ck_assert_uint_gt(f.list.n, 20);
    for (size_t i = 0; i < f.list.n; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(are_apart(&f.list.drawn[i].box, &f.list.drawn[k].box), "%s, %s",
                          f.list.drawn[i].text, f.list.drawn[k].text);
    view_close(&f);
}
END_TEST

/* Are the points of a box, or its middle, in the area between the curve and 0? */
static bool is_shaded(const view_fixture *f, const plot_box *b)
{
    const plot_frame *part = &f->view.parts[0];

    for (int day = 0; day <= 150; day++) {
        plot_point at = plot_frame_place(part, day, 12.23 * sin(0.02 * day) - 0.2385);
        bool across = at.x >= b->x && at.x <= b->x + b->width;
        double zero = plot_frame_y(part, 0);

        if (across && b->y + 0.8 * b->height > at.y && b->y + 0.2 * b->height < zero)
            return true;
    }
    return false;
}

START_TEST(no_name_stands_on_the_shade_and_its_word_stands_in_it)
{
    plot_panel relief = view_panel;
    view_fixture f;
    const plot_drawn *both, *word;

    relief.x = (plot_x){"day", &plot_time, 0, NAN, "time", 0};
    relief.y = (plot_y){"relief", PLOT_LINEAR, 0, 5, NAN, "relief"};
    relief.shade = (plot_shade){.column = "relief", .label = "shade"};
    view_open(&f, &relief, 150);
    view_record(&f);
    plot_view_draw_labels(&f.view);
    both = plot_recording_find(&f.list, "two, one");
    word = plot_recording_find(&f.list, "shade");
    ck_assert(both && word);
    ck_assert(!is_shaded(&f, &both->box));
    ck_assert(is_shaded(&f, &word->box));
    for (size_t i = 0; i < f.list.n; i++) {
        const plot_box *b = &f.list.drawn[i].box;

        ck_assert(plot_is_inside(
            &(plot_box){b->x, b->y + 0.2 * b->height, b->width, 0.6 * b->height},
            &f.view.box, 0));
    }
    view_close(&f);
}
END_TEST

static const struct {
    const char *one, *other; /* names of arms whose curves are one */
    const char *label;       /* ends so */
    double from, to;         /* its width, in that of the plotting area */
} long_names[] = {
    {"untreated", "saline", "untreated, saline", 0, 0.55},
    {"untreated for two years or three", "saline",
     "untreated for two years or three, saline", 0.55, 0.75},
    {"an arm with a very long name indeed.....", "saline", "… and 1 more", 0, 0.55},
    {"ذراع", "🐎", "ذراع, 🐎", 0, 0.55},
};

START_TEST(names_that_are_too_long_are_cut)
{
    const char *names[] = {long_names[_i].one, long_names[_i].other, "three"};
    const plot_drawn *label = NULL;
    view_fixture f;

    open_relief(&f, NULL);
    f.data.arms.names = names;
    plot_view_draw_labels(&f.view);
    for (size_t i = 0; i < f.list.n; i++)
        if (strcmp(f.list.drawn[i].text, "three") != 0) label = &f.list.drawn[i];
    ck_assert_ptr_nonnull(label);
    ck_assert_double_le(label->box.width, long_names[_i].to * f.view.box.width + 1e-9);
    ck_assert_double_gt(label->box.width, long_names[_i].from * f.view.box.width);
    ck_assert_int_eq(label->text[0], long_names[_i].one[0]);
    ck_assert_msg(g_str_has_suffix(label->text, long_names[_i].label), "%s", label->text);
    view_close(&f);
}
END_TEST

/* Relief on a log axis: "three" has none. */
START_TEST(an_arm_without_a_place_on_a_log_axis_is_named)
{
    plot_panel relief = view_panel;
    const plot_spot spot = {{20, 30, 290, 230}, 24, 'A', true, 0};
    const plot_drawn *below;
    view_fixture f;

    relief.x = (plot_x){"day", &plot_time, 0, NAN, "time", 0};
    relief.y =
        (plot_y){"relief", _i == 0 ? PLOT_LOG : PLOT_LINEAR, NAN, NAN, NAN, "relief"};
    view_open(&f, &relief, 150);
    for (size_t row = 302; row < f.table.n_rows; row++) view_put(&f, row, RELIEF, -2e-15);
    plot_view_set_axes(&f.view, &f.canvas, spot);
    plot_view_arrange(&f.view, 30);
    view_record(&f);
    plot_view_draw_labels(&f.view);
    ck_assert(plot_recording_find(&f.list, "two, one") != NULL);
    below = plot_recording_find(&f.list, "below 10⁻³: three");
    ck_assert_int_eq(below != NULL, _i == 0);
    ck_assert(!below || plot_is_inside(&below->box, &f.view.box, -1));
    view_close(&f);
}
END_TEST

START_TEST(names_without_room_in_a_line_have_two)
{
    static const char name[] = "saline, and nothing else at all";
    plot_panel relief = view_panel;
    const plot_spot spot = {{20, 30, 290, 230}, 24, 'A', true, 0};
    const char *names[] = {"two", "one", name};
    const plot_drawn *first, *second;
    view_fixture f;

    relief.x = (plot_x){"day", &plot_time, 0, NAN, "time", 0};
    relief.y = (plot_y){"relief", PLOT_LOG, NAN, NAN, NAN, "relief"};
    view_open(&f, &relief, 150);
    f.data.arms.names = names;
    for (size_t row = 302; row < f.table.n_rows; row++) view_put(&f, row, RELIEF, 0);
    plot_view_set_axes(&f.view, &f.canvas, spot);
    plot_view_arrange(&f.view, 30);
    view_record(&f);
    plot_view_draw_labels(&f.view);
    first = plot_recording_find(&f.list, "below 10⁻³: saline, and");
    second = plot_recording_find(&f.list, "nothing else at all");
    ck_assert(first && second);
    ck_assert_double_eq_tol(first->box.x, second->box.x, 1e-9);
    ck_assert_double_gt(second->box.y, first->box.y);
    view_close(&f);
}
END_TEST

/* What is left of each could be the other. */
START_TEST(names_that_would_be_cut_to_the_same_are_left_to_the_legend)
{
    const char *names[] = {"fresh cells of the tenth passage, of one donor",
                           "fresh cells of the tenth passage, of two donors",
                           "fresh cells of the tenth passage, of ten donors"};
    view_fixture f;

    open_relief(&f, NULL);
    f.data.arms.names = names;
    plot_view_draw_labels(&f.view);
    ck_assert_uint_eq(f.list.n, 0);
    view_close(&f);
}
END_TEST

/* Cut between letters, not before the mark of one or after a joiner: é in two, a family. */
START_TEST(a_name_is_cut_between_whole_letters)
{
    static const char *const odd[] = {
        "ee\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
        "👩\u200D👩\u200D👧👩\u200D👩\u200D👧👩\u200D👩\u200D👧👩\u200D👩\u200D👧",
    };
    const char *names[] = {"two", "one", odd[_i]};
    view_fixture f;

    open_relief(&f, NULL);
    f.data.arms.names = names;
    plot_view_draw_labels(&f.view);
    for (size_t i = 0; i < f.list.n; i++) {
        const char *text = f.list.drawn[i].text, *dots = strstr(text, "…");

        if (strcmp(text, "two, one") == 0 || !dots) continue;
        ck_assert_int_eq(strncmp(text, odd[_i], (size_t)(dots - text)), 0);
        ck_assert(strncmp(odd[_i] + (dots - text), "\u0301", 2) != 0);
        ck_assert(strncmp(odd[_i] + (dots - text), "\u200D", 3) != 0);
    }
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("label");
    TCase *tcase = tcase_create("label");

    suite_add_tcase(suite, tcase);
    tcase_add_test(tcase, arms_whose_curves_are_one_share_a_label);
    tcase_add_test(tcase, a_lone_arm_is_named_by_the_legend);
    tcase_add_test(tcase, no_name_stands_on_the_shade_and_its_word_stands_in_it);
    tcase_add_loop_test(tcase, names_that_are_too_long_are_cut, 0,
                        sizeof long_names / sizeof *long_names);
    tcase_add_test(tcase, names_without_room_in_a_line_have_two);
    tcase_add_test(tcase, names_that_would_be_cut_to_the_same_are_left_to_the_legend);
    tcase_add_loop_test(tcase, a_name_is_cut_between_whole_letters, 0, 2);
    tcase_add_loop_test(tcase, an_arm_without_a_place_on_a_log_axis_is_named, 0, 2);
    tcase_add_test(tcase, points_have_a_prefix_and_their_number);
    return suite_run(suite);
}
