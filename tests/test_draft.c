/* test_draft.c -- a figure is arranged on nothing, then drawn, told and written, between a
 * headline and a footer. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "plots/cairo.h"
#include "plots/draft.h"
#include "plots/recording.h"
#include "tests/page.h"
#include "tests/suite.h"

/* A figure that notes what it was given. */
typedef struct {
    const char *title, *saying;
    bool has_no_memory;
    int n_arranged, n_drawn;
    double width, top, below, measured;
} figure;

typedef struct {
    figure *noted;
    plot_draft *draft;
} draft_page;

static sim_status init(void *self, const void *shown, plot_draft *draft, sim_error *err)
{
    figure *f = *(figure *const *)shown;

    (void)err;
    *(draft_page *)self = (draft_page){f, draft};
    draft->caption.title = f->title;
    draft->saying = f->saying;
    return SIM_OK;
}

static void arrange(void *self)
{
    figure *f = ((draft_page *)self)->noted;
    plot_draft *draft = ((draft_page *)self)->draft;

    ck_assert_int_eq(f->n_drawn, 0);
    f->n_arranged++;
    f->width = draft->width;
    f->top = draft->top;
    f->below = draft->below;
    f->measured = plot_draft_measure(draft, PLOT_LABEL, "doses");
    draft->height = f->top + 71 + f->below;
}

static void draw(void *self)
{
    figure *f = ((draft_page *)self)->noted;
    plot_draft *draft = ((draft_page *)self)->draft;

    f->n_drawn++;
    ck_assert_double_eq(draft->top, f->top);
    ck_assert_double_eq(plot_draft_measure(draft, PLOT_LABEL, "doses"), f->measured);
    plot_draw_box(&draft->canvas, draft->look->theme->miss,
                  (plot_box){20, draft->top, 100, 71});
    draft->pool.failed = f->has_no_memory;
}

static void tell(const void *self, GString *words)
{
    ck_assert_int_eq(((const draft_page *)self)->noted->n_drawn, 1);
    g_string_append(words, "Told between. ");
}

static const plot_maker maker = {sizeof(draft_page), init, arrange, draw, tell, NULL};

static sim_status make(figure *f, page *out, sim_error *err)
{
    const plot_look look = page_plain("svg");
    FILE *file = open_memstream(&out->bytes, &out->size);
    sim_status status =
        plot_figure_write(&(plot_figure){&maker, &f}, &page_caption, &look, file, err);

    ck_assert_int_eq(fclose(file), 0);
    return status;
}

START_TEST(a_figure_is_arranged_drawn_and_told_once)
{
    figure f = {.title = "A title"};
    page out = {0};
    sim_error err;

    ck_assert_int_eq(make(&f, &out, &err), SIM_OK);
    ck_assert_int_eq(f.n_arranged, 1);
    ck_assert_int_eq(f.n_drawn, 1);
    ck_assert_double_eq(f.width, 595.3);
    ck_assert(page_holds(&out, ">A title. Told between. Potency 0.2.0, seed 2385; for"));
    ck_assert(!page_holds(&out, page_caption.title));
    free(out.bytes);
}
END_TEST

START_TEST(a_saying_takes_its_room_below_the_title)
{
    figure without = {.title = "A title"}, with = without;
    page out = {0};
    sim_error err;

    ck_assert_int_eq(make(&without, &out, &err), SIM_OK);
    free(out.bytes);
    with.saying = "what it says";
    ck_assert_int_eq(make(&with, &out, &err), SIM_OK);
    free(out.bytes);
    ck_assert_double_eq(with.width, 595.3); /* of a page */
    ck_assert_double_gt(with.top, without.top + 0.94 * 7.6);
    ck_assert_double_eq(with.below, without.below);
}
END_TEST

START_TEST(a_maker_without_memory_is_no_figure)
{
    figure f = {.title = "A title", .has_no_memory = true};
    page out = {0};
    sim_error err;

    ck_assert_int_eq(make(&f, &out, &err), SIM_ENOMEM);
    ck_assert_str_eq(err.text,
                     "figure: out of memory; close other programs or ask for less");
    ck_assert_uint_eq(out.size, 0);
    free(out.bytes);
}
END_TEST

/* Headline and footer. */

typedef struct {
    plot_canvas measure;
    plot_recording list;
    plot_look look;
} fixture;

static void begin(fixture *f)
{
    page_blank(&f->measure);
    f->list = (plot_recording){.measure = &f->measure};
    f->look = page_plain("png");
}

static void end(fixture *f)
{
    plot_recording_free(&f->list);
    plot_canvas_free(&f->measure);
}

/* Records a figure on paper of this width: its title and its footer, line by line. */
static void record(fixture *f, figure *shown, double width, const char *footer)
{
    const plot_caption caption = {.footer = footer};
    const plot_format format = plot_recording_format(&f->list);
    plot_size size = *f->look.size;
    plot_look look = {f->look.theme, &size, &format, false};
    sim_error err;

    size.width = width;
    ck_assert_int_eq(
        plot_figure_write(&(plot_figure){&maker, &shown}, &caption, &look, stdout, &err),
        SIM_OK);
}

START_TEST(a_short_headline_keeps_its_size)
{
    figure shown = {.title = "Relief peaks at 16.3 mm"};
    const plot_drawn *title;
    fixture f;

    begin(&f);
    record(&f, &shown, 720, "");
    title = plot_recording_find(&f.list, shown.title);
    ck_assert_ptr_nonnull(title);
    ck_assert_double_eq(title->style.size, 1.75 * 7.6);
    ck_assert_double_eq(title->box.x, 16);
    ck_assert_double_eq(title->box.y, 12);
    ck_assert_double_eq_tol(shown.top, 12 + title->box.height, 1e-9);
    end(&f);
}
END_TEST

/* Just too long for one line, at first. */
START_TEST(a_headline_is_smaller_where_that_saves_a_line)
{
    figure shown = {.title =
                        "Pain relief beyond placebo peaks at 16.3 mm with P2 and at 8.5"};
    const plot_drawn *title;
    plot_text style;
    fixture f;
    double width;

    begin(&f);
    style = plot_text_for(&f.look, PLOT_HEADLINE);
    width = plot_measure_text(&f.measure, &style, shown.title).width;
    record(&f, &shown, 0.96 * width + 32, "");
    title = plot_recording_find(&f.list, shown.title);
    ck_assert_ptr_nonnull(title);
    ck_assert_double_eq_tol(title->style.size, 0.94 * style.size, 1e-9);
    end(&f);
}
END_TEST

START_TEST(a_footer_stands_at_the_bottom_whatever_its_lines)
{
    static const char footer[] =
        "Potency 0.4.0 · seed 2385 · parameters 9153e6fc90c9457f · "
        "for teaching and research, not for treatment decisions";
    const plot_drawn *lines;
    figure shown = {.title = "A title"};
    fixture f;
    double height;

    begin(&f);
    record(&f, &shown, 240, footer);
    ck_assert_uint_eq(f.list.n, 6); /* paper, title, footer, the figure's box */
    lines = &f.list.drawn[2];
    height = shown.top + 71 + shown.below;
    for (size_t i = 0; i < 3; i++) ck_assert_double_le(lines[i].box.width, 208 + 1e-6);
    ck_assert_double_eq_tol(lines[2].box.y + lines[2].box.height, height - 11.2, 1e-9);
    ck_assert_double_eq_tol(shown.below, height - lines[0].box.y + 0.9 * 7.6, 1e-9);
    end(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("draft");
    TCase *figures = tcase_create("figures");

    tcase_add_test(figures, a_figure_is_arranged_drawn_and_told_once);
    tcase_add_test(figures, a_saying_takes_its_room_below_the_title);
    tcase_add_test(figures, a_maker_without_memory_is_no_figure);
    tcase_add_test(figures, a_short_headline_keeps_its_size);
    tcase_add_test(figures, a_headline_is_smaller_where_that_saves_a_line);
    tcase_add_test(figures, a_footer_stands_at_the_bottom_whatever_its_lines);
    suite_add_tcase(suite, figures);
    return suite_run(suite);
}
