/* test_glances.c -- a run is looked at soon after each dose: when, and what is then seen. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "sim/study/glances.h"
#include "sim/study/job.h"
#include "tests/suite.h"

/* No dose; two on days of the output; two between them. */
static const char experiment[] =
    "[passaging]\nharvest_passage = 1\n"
    "[arm none]\nproduct.dose = 0\n"
    "[arm two]\nproduct.doses = 2\nproduct.dose_interval = 3\n"
    "[arm odd]\nproduct.doses = 2\nproduct.dose_interval = 4.371\n";

static void solve_by(sim_job *job, const char *method, double odds)
{
    char text[1024];
    const sim_source source = {.file = "a.ini", .text = text};
    sim_error err = {""};

    snprintf(text, sizeof text,
             "[run]\ndays = 9\nmethod = %s\n[delivery]\nhit_probability = %g\n%s", method,
             odds, experiment);
    ck_assert_msg(sim_job_read(job, &source, &err) == SIM_OK, "%s", err.text);
    ck_assert_msg(sim_job_solve(job, &err) == SIM_OK, "%s", err.text);
}

static void solve(sim_job *job) { solve_by(job, "ode", 1); }

static const sim_outcome *knee(const sim_job *job, size_t arm)
{
    return sim_solution_outcome(&job->solution, arm, job->session.chain->n_stages - 1);
}

/* What is seen at glance i of an arm. */
static double seen(const sim_job *job, size_t arm, const char *name, size_t i)
{
    const sim_outcome *o = knee(job, arm);

    return sim_outcome_glance(o, sim_model_find(o->model, name), i);
}

/* The glance at t, before the events then or after them. */
static size_t find(const sim_job *job, double t, bool before)
{
    size_t i = 0;

    while (i < job->glances.n && (fabs(job->glances.list[i].t - t) > 1e-9 ||
                                  job->glances.list[i].before != before))
        i++;
    ck_assert_msg(i < job->glances.n, "no glance at %g", t);
    return i;
}

START_TEST(glances_are_in_order_and_none_is_at_an_output_but_before_a_dose)
{
    sim_job job;

    solve(&job);
    ck_assert_uint_gt(job.glances.n, 60);
    for (size_t i = 0; i < job.glances.n; i++) {
        const sim_glance *g = &job.glances.list[i];

        ck_assert(g->t > 0 && g->t <= 9);
        if (i > 0) ck_assert(g->t >= g[-1].t && (g->t > g[-1].t || g[-1].before));
        if (g->before)
            ck_assert(g->t == 3 || g->t == 4.371);
        else
            ck_assert(fabs(g->t - rint(g->t)) > 1e-9);
    }
    sim_job_close(&job);
}
END_TEST

/* Every arm has them all, so that rows of one stand beside those of another. */
START_TEST(all_arms_are_seen_at_the_same_times)
{
    sim_job job;

    solve(&job);
    for (size_t arm = 0; arm < 3; arm++) {
        const sim_course *course = &knee(&job, arm)->result.glances;

        ck_assert_uint_eq(course->n, job.glances.n);
        for (size_t i = 0; i < course->n; i++)
            ck_assert_double_eq(course->t[i], job.glances.list[i].t);
    }
    sim_job_close(&job);
}
END_TEST

START_TEST(a_dose_is_seen_from_before_and_from_after)
{
    sim_job job;
    double last;

    solve(&job);
    last = seen(&job, 2, "injected", find(&job, 4.371, true));
    ck_assert_double_eq(seen(&job, 2, "injected", find(&job, 4.371, false)), 2 * last);
    ck_assert_double_gt(seen(&job, 2, "live_in_joint", find(&job, 4.371, false)),
                        seen(&job, 2, "live_in_joint", find(&job, 4.371, true)) + 4e7);
    /* on a day of the outputs, what is after stands there */
    ck_assert_double_eq(seen(&job, 1, "injected", find(&job, 3, true)), last);
    ck_assert_double_eq(sim_outcome_on_day(knee(&job, 1),
                                           sim_model_find(knee(&job, 1)->model, "injected"),
                                           3),
                        2 * last);
    /* whom no dose is given does not change between */
    ck_assert_double_eq(seen(&job, 0, "live_in_joint", find(&job, 4.371, false)), 0);
    sim_job_close(&job);
}
END_TEST

/* Cells that nobody divides fall all the time but where a dose is: each glance lies between the
 * outputs around it. */
static void check_falls(const sim_job *job, size_t arm)
{
    const sim_outcome *o = knee(job, arm);
    const sim_symbol *fresh = sim_model_find(o->model, "fresh");

    for (size_t i = 0; i < job->glances.n; i++) {
        const double t = job->glances.list[i].t;

        if (job->glances.list[i].before || t == 4.371) continue;
        if (t < 4.371 || t > 5)
            ck_assert_double_le(seen(job, arm, "fresh", i),
                                sim_outcome_on_day(o, fresh, floor(t)));
        if (t < 4 || t > 4.371)
            ck_assert_double_ge(seen(job, arm, "fresh", i),
                                sim_outcome_on_day(o, fresh, ceil(t)));
    }
}

START_TEST(what_is_seen_lies_between_the_outputs_around_it_in_the_mean_and_in_counts)
{
    static const char *const methods[] = {"ode", "tau", "auto"};
    sim_job job;

    solve_by(&job, methods[_i], 1);
    ck_assert_uint_eq(knee(&job, 2)->result.glances.n, job.glances.n);
    check_falls(&job, 2);
    sim_job_close(&job);
}
END_TEST

/* No step is taken for their sake: states at outputs are those of a run without them. */
START_TEST(outputs_are_the_same_with_glances_and_without)
{
    static const char *const methods[] = {"ode", "tau", "auto"};
    sim_job job;
    sim_solution bare;
    sim_task task;
    sim_error err = {""};

    solve_by(&job, methods[_i], 0.371);
    task = job.task;
    task.n_glances = 0;
    ck_assert_msg(sim_chain_solve(&task, &bare, &err) == SIM_OK, "%s", err.text);
    for (size_t arm = 0; arm < 3; arm++) {
        const sim_course *with = &knee(&job, arm)->result.grid;
        const sim_course *without = &sim_solution_outcome(&bare, arm, 2)->result.grid;

        ck_assert_uint_eq(with->n, without->n);
        ck_assert(memcmp(with->x, without->x, with->n * with->n_states * sizeof *with->x) ==
                  0);
    }
    sim_solution_free(&bare);
    sim_job_close(&job);
}
END_TEST

/* Of hit and miss: what is read of either is mixed. */
START_TEST(a_mixture_is_seen_as_the_mean_of_both)
{
    sim_job mixed, hit;

    solve_by(&mixed, "ode", 0.371);
    solve_by(&hit, "ode", 1);
    ck_assert_uint_eq(mixed.glances.n, hit.glances.n);
    for (size_t i = 0; i < mixed.glances.n; i++) {
        const double right = 0.371 * seen(&hit, 2, "live_in_joint", i);

        ck_assert_double_eq_tol(seen(&mixed, 2, "live_in_joint", i), right,
                                1e-5 * right + 1e-6); /* run.rtol */
    }
    sim_job_close(&mixed);
    sim_job_close(&hit);
}
END_TEST

START_TEST(there_are_no_more_than_there_may_be)
{
    char text[8192] = "[run]\ndays = 400\n[passaging]\nharvest_passage = 0\n";
    sim_job job;
    sim_glances glances;
    sim_error err = {""};

    for (int arm = 0; arm < 12; arm++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "[arm a%d]\nproduct.doses = 12\nproduct.dose_interval = %g\n", arm,
                 7.371 + arm);
    ck_assert_msg(sim_job_read(&job, &(sim_source){.file = "a.ini", .text = text}, &err) ==
                      SIM_OK,
                  "%s", err.text);
    job.task = sim_params_task(&job.params, &job.experiment);
    ck_assert_int_eq(sim_glances_init(&glances, &job.task, &err), SIM_OK);
    ck_assert_uint_eq(glances.n, SIM_GLANCES_MOST);
    ck_assert_double_lt(glances.list[glances.n - 1].t, 200); /* the first */
    sim_glances_free(&glances);
    sim_job_close(&job);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("glances");
    TCase *tcase = tcase_create("glances");

    tcase_add_test(tcase, glances_are_in_order_and_none_is_at_an_output_but_before_a_dose);
    tcase_add_test(tcase, all_arms_are_seen_at_the_same_times);
    tcase_add_test(tcase, a_dose_is_seen_from_before_and_from_after);
    tcase_add_loop_test(
        tcase, what_is_seen_lies_between_the_outputs_around_it_in_the_mean_and_in_counts, 0,
        3);
    tcase_add_loop_test(tcase, outputs_are_the_same_with_glances_and_without, 0, 3);
    tcase_add_test(tcase, a_mixture_is_seen_as_the_mean_of_both);
    tcase_add_test(tcase, there_are_no_more_than_there_may_be);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
