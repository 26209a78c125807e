/* test_occasions.c -- when timed events happen to each arm, and how figures show it: triangles
 * below the axis of time, words in the legend.
 */
#include <check.h>
#include <math.h>
#include <string.h>

#include "models/models.h"
#include "plots/occasions.h"
#include "sim/study/job.h"
#include "sim/study/occasions.h"
#include "tests/suite.h"
#include "tests/view.h"

/* ---- when ------------------------------------------------------------------------- */

static void find(const char *text, sim_job *job, sim_occasions *occasions)
{
    const sim_source source = {.file = "a.ini", .text = text};
    sim_error err = {""};
    sim_task task;

    ck_assert_msg(sim_job_read(job, &source, &err) == SIM_OK, "%s", err.text);
    task = sim_params_task(&job->params, &job->experiment);
    ck_assert(sim_occasions_init(occasions, &task, &err) == SIM_OK);
}

/* The days on which an arm has what is called so, as a list. */
static void check_days(const sim_job *job, const sim_occasions *o, size_t arm,
                       const char *words, const char *days)
{
    GString *list = g_string_new(NULL);

    for (size_t i = 0; i < o->n; i++) {
        const char *called = sim_occasion_words(&o->list[i], job->session.chain);

        if (o->list[i].arm == arm && called && strcmp(called, words) == 0)
            g_string_append_printf(list, "%g ", o->list[i].t);
    }
    ck_assert_str_eq(list->str, days);
    g_string_free(list, TRUE);
}

START_TEST(an_arm_has_its_own_days_and_a_background_no_dose)
{
    sim_occasions o;
    sim_job job;

    find("[run]\nindication = ards\ndays = 17\n[ards]\nsteroid_day = 3.5\n"
         "[arm soon]\nards.first_dose = 2\n"
         "[arm often]\nproduct.doses = 3\nproduct.dose_interval = 5\n",
         &job, &o);
    ck_assert_uint_eq(job.experiment.n_arms,
                      3 + 1); /* soon and often differ in their days */
    check_days(&job, &o, 0, "dose", "2 ");
    check_days(&job, &o, 1, "dose", "9 14 ");
    check_days(&job, &o, 2, "dose", "");
    check_days(&job, &o, 3, "dose", "");
    check_days(&job, &o, 2, "enrolment", "9 ");
    check_days(&job, &o, 2, "dexamethasone", "3.5 ");
    check_days(&job, &o, 2, "end of dexamethasone", "13.5 ");
    sim_occasions_free(&o);
    sim_job_close(&job);
}
END_TEST

static bool has_event(const sim_chain *chain, const char *name)
{
    for (size_t i = 0; i < chain->n_stages; i++) {
        const sim_model *m = chain->stages[i].model;

        for (size_t k = 0; chain->stages[i].glances && k < m->n_timetables; k++)
            if (strcmp(m->events[m->timetables[k].event].name, name) == 0) return true;
    }
    return false;
}

START_TEST(every_mark_is_a_timed_event_of_its_chain)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        ck_assert_msg(chain->n_marks > 0, "%s marks nothing", chain->name);
        for (size_t i = 0; i < chain->n_marks; i++)
            ck_assert_msg(has_event(chain, chain->marks[i].name), "%s: %s", chain->name,
                          chain->marks[i].name);
    }
}
END_TEST

/* ---- in words ---------------------------------------------------------------------- */

static const char dose[] = "dose", visit[] = "visit", drug[] = "drug";

static void check_words(const plot_occasion *list, size_t n, const char *right)
{
    static bool is_background[] = {false, false, true};
    GString *words = g_string_new(NULL);
    view_fixture f;

    view_open(&f, &view_panel, 20);
    f.data.arms.is_background = is_background;
    f.data.occasions = (plot_occasions){"course", "day", list, n, NULL};
    ck_assert_int_eq(plot_occasions_print(&f.data, words), *right != 0);
    ck_assert_str_eq(words->str, right);
    g_string_free(words, TRUE);
    view_close(&f);
}

START_TEST(what_happens_at_one_time_is_told_together)
{
    const plot_occasion all[] = {
        {"one", 9, dose},   {"two", 9, dose},   {"one", 9, visit},   {"two", 9, visit},
        {"one", 2.5, drug}, {"two", 2.5, drug}, {"three", 4, visit}, {"nobody", 4, dose}};

    check_words(all, 8, "dose and visit on day 9; drug on day 2.5");
    check_words(all + 6, 2, "");
}
END_TEST

START_TEST(what_not_every_arm_has_is_told_so)
{
    const plot_occasion all[] = {{"one", 0, dose}, {"one", 7, dose}, {"two", 14, dose}};

    check_words(all, 2, "dose on days 0 and 7, not in every arm");
    check_words(all, 3, "dose on days 0, 7 and 14, not in every arm");
}
END_TEST

START_TEST(many_times_are_counted)
{
    plot_occasion all[24];

    for (int i = 0; i < 24; i++)
        all[i] = (plot_occasion){i % 2 ? "one" : "two", 3.5 * (i / 2), dose};
    check_words(all, 24, "dose 12 times from day 0 to day 38.5");
}
END_TEST

/* ---- on the axis ------------------------------------------------------------------- */

/* Places of all triangles. */
static size_t find_tips(const view_fixture *f, plot_point tips[], plot_color colors[])
{
    size_t n = 0;

    for (size_t i = 0; i < f->list.n; i++) {
        const plot_drawn *d = &f->list.drawn[i];

        if (d->text || d->shape.kind != PLOT_AN_AREA || d->shape.n != 3) continue;
        tips[n] = d->shape.points[0];
        colors[n++] = d->shape.fill;
    }
    return n;
}

START_TEST(each_time_has_a_triangle_below_the_axis_in_the_color_of_who_is_alone)
{
    const plot_occasion all[] = {{"one", 3, dose}, {"two", 3, dose}, {"one", 40, dose}};
    const plot_color *ink;
    plot_point tips[3];
    plot_color colors[3];
    view_fixture f;

    view_open(&f, &view_panel, 120);
    f.data.occasions = (plot_occasions){view_panel.table, "day", all, 3, NULL};
    view_record(&f);
    plot_view_draw_occasions(&f.view);
    ink = &f.look.theme->ink;
    ck_assert_uint_eq(find_tips(&f, tips, colors), 2);
    ck_assert_double_eq_tol(tips[0].x, plot_frame_x(&f.view.parts[0], 3), 1e-9);
    ck_assert_double_eq_tol(tips[1].x, plot_frame_x(&f.view.parts[1], 40), 1e-9);
    ck_assert_double_eq_tol(tips[0].y, f.view.box.y + f.view.box.height, 1e-9);
    ck_assert(memcmp(&colors[0], ink, sizeof *ink) == 0);
    ck_assert(memcmp(&colors[1], ink, sizeof *ink) != 0);
    f.data.occasions.table = "another";
    ck_assert(!plot_view_has_occasions(&f.view));
    view_close(&f);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("occasions");
    TCase *all = tcase_create("occasions");

    tcase_add_test(all, an_arm_has_its_own_days_and_a_background_no_dose);
    tcase_add_test(all, every_mark_is_a_timed_event_of_its_chain);
    tcase_add_test(all, what_happens_at_one_time_is_told_together);
    tcase_add_test(all, what_not_every_arm_has_is_told_so);
    tcase_add_test(all, many_times_are_counted);
    tcase_add_test(all,
                   each_time_has_a_triangle_below_the_axis_in_the_color_of_who_is_alone);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
