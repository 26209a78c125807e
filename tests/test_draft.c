/* test_draft.c -- a figure is arranged on nothing, then drawn, told and written. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "plots/draft.h"
#include "tests/page.h"
#include "tests/suite.h"

/* A figure that notes what it was given. */
typedef struct {
    int n_arranged, n_drawn, n_told;
    double width, top, below, measured;
    bool has_no_memory;
} figure;

static void arrange(void *self, plot_draft *draft)
{
    figure *f = self;

    ck_assert_int_eq(f->n_drawn, 0);
    f->n_arranged++;
    f->width = draft->width;
    f->top = draft->top;
    f->below = draft->below;
    f->measured = plot_draft_measure(draft, PLOT_LABEL, "doses");
    draft->height = f->top + 71 + f->below;
}

static void draw(void *self, plot_draft *draft)
{
    figure *f = self;

    f->n_drawn++;
    ck_assert_double_eq(draft->top, f->top);
    ck_assert_double_eq(plot_draft_measure(draft, PLOT_LABEL, "doses"), f->measured);
    plot_draw_box(&draft->canvas, draft->look->theme->miss,
                  (plot_box){20, draft->top, 100, 71});
    draft->no_memory = f->has_no_memory;
}

static void tell(const void *self, GString *words)
{
    ck_assert_int_eq(((const figure *)self)->n_drawn, 1);
    g_string_append(words, "Told between. ");
}

static sim_status make(figure *f, const plot_maker *maker, page *out, sim_error *err)
{
    const plot_look look = page_plain("svg");
    plot_draft draft = {.look = &look, .caption = &page_caption};
    FILE *file = open_memstream(&out->bytes, &out->size);
    sim_status status = plot_draft_write(&draft, maker, f, file, err);

    ck_assert_int_eq(fclose(file), 0);
    return status;
}

START_TEST(a_figure_is_arranged_drawn_and_told_once)
{
    const plot_maker maker = {"A title", NULL, false, arrange, draw, tell};
    figure f = {0};
    page out = {0};
    sim_error err;

    ck_assert_int_eq(make(&f, &maker, &out, &err), SIM_OK);
    ck_assert_int_eq(f.n_arranged, 1);
    ck_assert_int_eq(f.n_drawn, 1);
    ck_assert_double_eq(f.width, 720);
    ck_assert(page_holds(&out, ">A title. Told between. Potency 0.2.0, seed 2385; for"));
    ck_assert(!page_holds(&out, page_caption.title));
    free(out.bytes);
}
END_TEST

START_TEST(a_saying_takes_its_room_below_the_title)
{
    plot_maker maker = {"A title", NULL, true, arrange, draw, tell};
    figure without = {0}, with = {0};
    page out = {0};
    sim_error err;

    ck_assert_int_eq(make(&without, &maker, &out, &err), SIM_OK);
    free(out.bytes);
    maker.saying = "what it says";
    ck_assert_int_eq(make(&with, &maker, &out, &err), SIM_OK);
    free(out.bytes);
    ck_assert_double_eq(with.width, 960); /* of a page */
    ck_assert_double_gt(with.top, without.top + 0.94 * 9.5);
    ck_assert_double_eq(with.below, without.below);
}
END_TEST

START_TEST(a_maker_without_memory_is_no_figure)
{
    const plot_maker maker = {"A title", NULL, false, arrange, draw, tell};
    figure f = {.has_no_memory = true};
    page out = {0};
    sim_error err;

    ck_assert_int_eq(make(&f, &maker, &out, &err), SIM_ENOMEM);
    ck_assert_str_eq(err.text,
                     "figure: out of memory; close other programs or ask for less");
    ck_assert_uint_eq(out.size, 0);
    free(out.bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("draft");
    TCase *figures = tcase_create("figures");

    tcase_add_test(figures, a_figure_is_arranged_drawn_and_told_once);
    tcase_add_test(figures, a_saying_takes_its_room_below_the_title);
    tcase_add_test(figures, a_maker_without_memory_is_no_figure);
    suite_add_tcase(suite, figures);
    return suite_run(suite);
}
