/* test_profile.c -- profile likelihood: SciPy's ends, closed forms, what the data do not bound. */
#include <check.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "sim/study/misfit.h"
#include "sim/study/profile.h"
#include "sim/study/profile_parts.h"
#include "tests/curves.h"
#include "tests/suite.h"

enum { MOST = 4 };

static double usual(void) { return sim_profile_threshold(0.95); }

static sim_profiles profile_with(const sim_problem *p, const double natural[],
                                 const sim_profile_ask *ask)
{
    double from[MOST];
    sim_error err = {""};
    sim_least fit;
    sim_profiles ps;

    gsl_set_error_handler_off();
    for (size_t i = 0; i < p->n_unknowns; i++)
        from[i] = sim_unknown_fitted(&p->unknowns[i], natural[i]);
    ck_assert_msg(sim_least_run(p, &(sim_least_ask){.from = from}, &fit, &err) == SIM_OK,
                  "%s", err.text);
    ck_assert_msg(sim_profiles_run(p, &fit, ask, &ps, &err) == SIM_OK, "%s", err.text);
    sim_least_free(&fit);
    return ps;
}

static sim_profiles profile(const sim_problem *p, const double natural[])
{
    return profile_with(p, natural, &(sim_profile_ask){.threshold = usual(), .threads = 1});
}

static void expect_end(const sim_profile_side *side, double at, double width)
{
    ck_assert_int_eq(side->end, SIM_SIDE_CROSSED);
    ck_assert_double_eq_tol(side->at, at, 1e-4 * width);
}

/* ---- SciPy ---------------------------------------------------------------- */

START_TEST(ends_are_those_of_scipy)
{
    const curve *c = &curves[_i];
    sim_fit_unknown unknowns[CURVES_UNKNOWNS];
    const sim_problem p = (curves_unknowns(c, unknowns), curves_problem(c, unknowns));
    sim_profiles ps = profile(&p, c->values);

    ck_assert_uint_eq(ps.rounds, 1);
    ck_assert(ps.settled);
    for (size_t i = 0; i < c->n_unknowns; i++) {
        const sim_profile *one = &ps.list[i];
        const double low = c->below[i], high = c->above[i];

        if (!isnan(low)) expect_end(&one->sides[0], low, c->values[i] - low);
        if (!isnan(high)) expect_end(&one->sides[1], high, high - c->values[i]);
        if (isnan(high)) {
            ck_assert_int_eq(one->sides[1].end, SIM_SIDE_RANGE);
            ck_assert_double_eq(one->sides[1].at, c->high[i]);
            ck_assert_int_eq(one->status, SIM_OPEN_ABOVE);
        } else {
            ck_assert_int_eq(one->status, SIM_TWO_SIDED);
        }
        ck_assert_uint_le(one->sides[0].n + one->sides[1].n, 20);
    }
    sim_profiles_free(&ps);
}
END_TEST

/* ---- a line --------------------------------------------------------------- */

static const double line[6][2] = {{0.3, 1.41}, {1.1, 2.08}, {1.9, 4.3},
                                  {3.2, 4.9},  {4.4, 8.17}, {5.1, 8.02}};

/* a + b x, with an sd of 1 or, where there is one, the third unknown. */
static sim_status line_residuals(void *self, size_t member, const double b[], double r[],
                                 sim_error *err)
{
    const sim_fitted_sd *fitted = self;
    const double sd = fitted ? b[2] : 1;

    (void)member, (void)err;
    for (size_t i = 0; i < 6; i++) r[i] = (line[i][1] - b[0] - b[1] * line[i][0]) / sd;
    if (fitted) sim_misfit_of_sd(fitted, sd, &r[6]);
    return SIM_OK;
}

typedef struct {
    double values[2], errors[2], squares;
} solution;

static solution solve_line(void)
{
    double n = 6, x = 0, y = 0, xx = 0, xy = 0, det;
    solution s = {.squares = 0};

    for (size_t i = 0; i < 6; i++) {
        x += line[i][0];
        y += line[i][1];
        xx += line[i][0] * line[i][0];
        xy += line[i][0] * line[i][1];
    }
    det = n * xx - x * x;
    s.values[0] = (xx * y - x * xy) / det;
    s.values[1] = (n * xy - x * y) / det;
    s.errors[0] = sqrt(xx / det);
    s.errors[1] = sqrt(n / det);
    for (size_t i = 0; i < 6; i++)
        s.squares += pow(line[i][1] - s.values[0] - s.values[1] * line[i][0], 2);
    return s;
}

static const sim_fit_unknown of_line[] = {{"a", -50, 50, false, 0},
                                          {"b", -INFINITY, INFINITY, false, 0},
                                          {"sd", 0.01, 100, true, 0}};

START_TEST(of_a_line_the_interval_is_that_of_the_normal_distribution)
{
    const sim_problem p = {2, 6, of_line, 0, 0, line_residuals, NULL};
    const double start[] = {3, 3}, z = gsl_cdf_ugaussian_Qinv(0.025);
    const solution s = solve_line();
    sim_profiles ps = profile(&p, start);

    for (size_t i = 0; i < 2; i++) {
        expect_end(&ps.list[i].sides[0], s.values[i] - z * s.errors[i], z * s.errors[i]);
        expect_end(&ps.list[i].sides[1], s.values[i] + z * s.errors[i], z * s.errors[i]);
        ck_assert_int_eq(ps.list[i].status, SIM_TWO_SIDED);
    }
    sim_profiles_free(&ps);
}
END_TEST

/* With the noise fitted it is Student's, by another way. */
START_TEST(where_noise_is_fitted_the_interval_is_students)
{
    sim_fitted_sd fitted = {of_line[2].low, of_line[2].high, 6};
    const sim_problem p = {
        3, 8, of_line, 0, sim_misfit_of_sd_offset(&fitted), line_residuals, &fitted};
    const double start[] = {3, 3, 1};
    const solution s = solve_line();
    const double sd = sqrt(s.squares / 4), t = gsl_cdf_tdist_Qinv(0.025, 4) * sd;
    sim_profiles ps = profile_with(
        &p, start,
        &(sim_profile_ask){.threshold = sim_profile_threshold_of_noise(0.95, 6, 2),
                           .threads = 1});

    ck_assert_double_eq_tol(ps.best.values[2], sqrt(s.squares / 6), 1e-4);
    for (size_t i = 0; i < 2; i++) {
        expect_end(&ps.list[i].sides[0], s.values[i] - t * s.errors[i], t * s.errors[i]);
        expect_end(&ps.list[i].sides[1], s.values[i] + t * s.errors[i], t * s.errors[i]);
    }
    ck_assert_int_eq(ps.list[2].status, SIM_TWO_SIDED);
    sim_profiles_free(&ps);
}
END_TEST

START_TEST(thresholds_are_quantiles)
{
    ck_assert_double_eq_tol(usual(), 3.841458820694, 1e-11);
    /* F(1, 4) at 0.95 is 7.708647422 */
    ck_assert_double_eq_tol(sim_profile_threshold_of_noise(0.95, 6, 2),
                            6 * log(1 + 7.708647422 / 4), 1e-8);
    ck_assert_double_eq_tol(sim_profile_threshold_of_noise(0.95, 1000000, 2), usual(),
                            1e-4);
    ck_assert(isinf(sim_profile_threshold_of_noise(0.95, 2, 2)));
}
END_TEST

/* ---- what the data do not bound ------------------------------------------- */

/* Two numbers that only act as one, and a third one. */
typedef struct {
    bool log;
    double sign; /* of the second in the sum of both, fitted scale */
    double range;
    sim_relation relation;
} joined;

static sim_status joined_residuals(void *self, size_t member, const double b[], double r[],
                                   sim_error *err)
{
    const joined *j = self;
    const double both = j->log ? b[0] * pow(b[1], j->sign) : b[0] + j->sign * b[1];

    (void)member, (void)err;
    for (int i = 0; i < 8; i++)
        r[i] = (both * exp(-b[2] * i) - 2.385 * exp(-0.31 * i) - 0.02 * (i % 3)) / 0.05;
    return SIM_OK;
}

static const joined joints[] = {
    {true, 1, 6, SIM_ONLY_PRODUCT}, {true, -1, 6, SIM_ONLY_RATIO},
    {false, 1, 40, SIM_ONLY_SUM},   {false, -1, 40, SIM_ONLY_DIFFERENCE},
    {true, 0.5, 6, SIM_TOGETHER},
};

START_TEST(of_two_that_act_as_one_neither_is_identifiable)
{
    const joined *j = &joints[_i];
    const sim_fit_unknown unknowns[] = {
        {"one", j->log ? 0.01 : -40, j->log ? 100 : 40, j->log, 0},
        {"other", j->log ? 0.3 : -7, j->log ? 4 : 9, j->log, 0}, /* the shorter range */
        {"rate", 0.01, 10, true, 0}};
    const sim_problem p = {3, 8, unknowns, 0, 0, joined_residuals, (void *)j};
    const double start[] = {1.7, 1.1, 0.5};
    sim_profiles ps = profile(&p, start);

    ck_assert_int_eq(ps.list[0].status, SIM_NOT_IDENTIFIABLE);
    ck_assert_int_eq(ps.list[1].status, SIM_NOT_IDENTIFIABLE);
    ck_assert_int_eq(ps.list[2].status, SIM_TWO_SIDED);
    for (size_t s = 0; s < 2; s++) {
        /* the first goes as far as the range of the other lets it */
        ck_assert_int_eq(ps.list[0].sides[s].end, SIM_SIDE_OTHERS);
        ck_assert_uint_eq(ps.list[0].sides[s].by, 1);
        ck_assert_int_eq(ps.list[1].sides[s].end, SIM_SIDE_RANGE);
        ck_assert_double_lt(ps.list[1].sides[s].rise, 1e-4);
    }
    ck_assert_double_eq(ps.list[1].sides[0].at, unknowns[1].low);
    ck_assert_double_eq(ps.list[1].sides[1].at, unknowns[1].high);
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(sim_profiles_relation(&ps, &p, i, 1 - i), j->relation);
        ck_assert_int_eq(sim_profiles_relation(&ps, &p, i, 2), SIM_APART);
        ck_assert_int_eq(sim_profiles_relation(&ps, &p, 2, i), SIM_APART);
    }
    sim_profiles_free(&ps);
}
END_TEST

START_TEST(states_and_relations_have_words)
{
    ck_assert_str_eq(sim_profile_status_text(SIM_TWO_SIDED), "two-sided");
    ck_assert_str_eq(sim_profile_status_text(SIM_OPEN_BELOW), "open below");
    ck_assert_str_eq(sim_profile_status_text(SIM_OPEN_ABOVE), "open above");
    ck_assert_str_eq(sim_profile_status_text(SIM_NOT_IDENTIFIABLE), "not identifiable");
    ck_assert_ptr_null(sim_relation_text(SIM_APART));
    ck_assert_str_eq(sim_relation_text(SIM_ONLY_PRODUCT), "product");
    ck_assert_str_eq(sim_relation_text(SIM_TOGETHER), "combination");
}
END_TEST

/* All that is seen is a plateau, which any fast rate explains. */
static sim_status plateau_residuals(void *self, size_t member, const double b[], double r[],
                                    sim_error *err)
{
    (void)self, (void)member, (void)err;
    for (int i = 0; i < 5; i++)
        r[i] = (b[1] * (1 - exp(-b[0] * (i + 1))) - 3.71 - 0.05 * (i % 2)) / 0.1;
    return SIM_OK;
}

/* The rise at the lower end, of the rate alone: the other is fitted by hand. */
static double plateau_chi2(double rate)
{
    double sums[3] = {0, 0, 0};

    for (int i = 0; i < 5; i++) {
        const double part = 1 - exp(-rate * (i + 1)), y = 3.71 + 0.05 * (i % 2);

        sums[0] += part * part;
        sums[1] += part * y;
        sums[2] += y * y;
    }
    return (sums[2] - sums[1] * sums[1] / sums[0]) / 0.01;
}

START_TEST(a_rate_too_fast_to_be_seen_is_open_above)
{
    const sim_fit_unknown unknowns[] = {{"rate", 0.1, 1000, true, 0},
                                        {"height", 0, 10, false, 0}};
    const sim_problem p = {2, 5, unknowns, 0, 0, plateau_residuals, NULL};
    const double start[] = {3, 3};
    sim_profiles ps = profile(&p, start);
    const sim_profile *rate = &ps.list[0];

    ck_assert_int_eq(rate->status, SIM_OPEN_ABOVE);
    ck_assert_int_eq(rate->sides[1].end, SIM_SIDE_RANGE);
    ck_assert_double_eq(rate->sides[1].at, 1000);
    ck_assert_int_eq(rate->sides[0].end, SIM_SIDE_CROSSED);
    ck_assert_double_eq_tol(plateau_chi2(rate->sides[0].at) - ps.best.chi2, usual(), 2e-3);
    ck_assert_int_eq(ps.list[1].status, SIM_TWO_SIDED);
    sim_profiles_free(&ps);
}
END_TEST

/* Where nothing depends on it, it has no end on either side, even without a range. */
static sim_status idle_residuals(void *self, size_t member, const double b[], double r[],
                                 sim_error *err)
{
    (void)self, (void)member, (void)err;
    r[0] = b[1] - 3.71;
    r[1] = 2 * (b[1] - 2.385);
    return SIM_OK;
}

START_TEST(what_plays_no_part_is_not_identifiable)
{
    const sim_fit_unknown unknowns[] = {{"idle", _i ? 0 : 0.1, _i ? INFINITY : 10, true, 0},
                                        {"height", -10, 10, false, 0}};
    const sim_problem p = {2, 2, unknowns, 0, 0, idle_residuals, NULL};
    const double start[] = {3, 3};
    sim_profiles ps = profile(&p, start);

    ck_assert_int_eq(ps.list[0].status, SIM_NOT_IDENTIFIABLE);
    for (size_t s = 0; s < 2; s++) {
        ck_assert_int_eq(ps.list[0].sides[s].end, SIM_SIDE_RANGE);
        ck_assert_double_eq_tol(ps.list[0].sides[s].rise, 0, 1e-6);
    }
    ck_assert_int_eq(ps.list[1].status, SIM_TWO_SIDED);
    ck_assert_int_eq(sim_profiles_relation(&ps, &p, 0, 1), SIM_APART);
    sim_profiles_free(&ps);
}
END_TEST

/* ---- a better point on the way -------------------------------------------- */

/* Two valleys, at -1 and 2; the second is deeper, and between them it rises by less than the
 * threshold. */
static sim_status valleys_residuals(void *self, size_t member, const double b[], double r[],
                                    sim_error *err)
{
    (void)self, (void)member, (void)err;
    r[0] = 0.6 * (b[0] + 1) * (b[0] - 2);
    r[1] = 0.3 * (b[0] - 4);
    r[2] = b[1] - b[0];
    return SIM_OK;
}

START_TEST(a_better_point_on_the_way_begins_anew)
{
    const sim_fit_unknown unknowns[] = {{"place", -5, 8, false, 0},
                                        {"other", -9, 9, false, 0}};
    const sim_problem p = {2, 3, unknowns, 0, 0, valleys_residuals, NULL};
    const double start[] = {-1.2, -1.2};
    sim_profiles ps = profile(&p, start);
    double ends[2];

    ck_assert_uint_eq(ps.rounds, 2);
    ck_assert(ps.settled);
    ck_assert_double_gt(ps.best.values[0], 1.9);
    for (size_t s = 0; s < 2; s++) {
        const double x = ends[s] = ps.list[0].sides[s].at;
        const double rise =
            pow(0.6 * (x + 1) * (x - 2), 2) + pow(0.3 * (x - 4), 2) - ps.best.chi2;

        ck_assert_double_eq_tol(rise, usual(), 2e-3);
    }
    ck_assert(ends[0] < ps.best.values[0] && ends[1] > ps.best.values[0]);
    sim_profiles_free(&ps);
}
END_TEST

/* ---- a valley that bends ---------------------------------------------------- */

enum { STEEP = 30 }; /* between two walls */

/* Along the lower valley, b = -1, nothing rises; along the upper one it does as a^2. */
static sim_status bend_residuals(void *self, size_t member, const double b[], double r[],
                                 sim_error *err)
{
    (void)self, (void)member, (void)err;
    r[0] = STEEP * (b[1] * b[1] - 1);
    r[1] = b[0] * (b[1] + 1) / 2;
    return SIM_OK;
}

static const sim_fit_unknown of_bend[] = {{"along", -10, 10, false, 0},
                                          {"valley", -2, 2, false, 0}};
static const sim_problem bend = {2, 2, of_bend, 0, 0, bend_residuals, NULL};

static sim_profiles profile_bend(const sim_starts *starts)
{
    const double start[] = {0.3, 1.1};

    return profile_with(
        &bend, start,
        &(sim_profile_ask){.threshold = usual(), .starts = starts, .threads = 2});
}

/* Of the upper valley alone an interval would be that of the normal distribution. */
START_TEST(a_wall_is_no_end_where_a_start_came_to_another_valley)
{
    const sim_starts_ask ask = {.n = 12, .seed = 4, .threads = 1};
    const double wall = sqrt(1 + sqrt(usual()) / STEEP);
    sim_error err = {""};
    sim_starts starts;
    sim_profiles alone = profile_bend(NULL), ps;

    ck_assert(sim_starts_run(&bend, &ask, &starts, &err) == SIM_OK);
    ps = profile_bend(&starts);
    for (size_t s = 0; s < 2; s++) {
        const sim_profile_side *along = &ps.list[0].sides[s];

        expect_end(&alone.list[0].sides[s], (s ? 1 : -1) * sqrt(usual()), 10);
        ck_assert_int_eq(along->end, SIM_SIDE_RANGE);
        ck_assert_double_eq(along->at, s ? 10 : -10);
        for (size_t i = 0; i < along->n; i++) /* what was climbed is no profile */
            ck_assert_double_le(along->points[i].chi2, usual());
        /* the other's goes from wall to wall */
        expect_end(&ps.list[1].sides[s], (s ? 1 : -1) * wall, 1);
    }
    ck_assert_int_eq(ps.list[0].status, SIM_NOT_IDENTIFIABLE);
    ck_assert_uint_le(ps.evaluations, 3 * alone.evaluations);
    sim_profiles_free(&alone);
    sim_profiles_free(&ps);
    sim_starts_free(&starts);
}
END_TEST

/* ---- threads, and what is kept -------------------------------------------- */

enum { KEPT = 400 };

typedef struct {
    size_t n, most;
    sim_profile_key keys[KEPT];
    sim_profile_point points[KEPT];
    double x[KEPT][MOST];
} shelf;

static bool have(void *self, const sim_profile_key *key, sim_profile_point *point)
{
    shelf *s = self;
    double *x = point->x;

    for (size_t i = 0; i < s->n; i++) {
        if (memcmp(&s->keys[i], key, sizeof *key) != 0) continue;
        *point = s->points[i];
        point->x = x;
        memcpy(x, s->x[i], sizeof s->x[i]);
        return true;
    }
    return false;
}

static sim_status keep(void *self, const sim_profile_key *key,
                       const sim_profile_point *point, sim_error *err)
{
    shelf *s = self;

    (void)err;
    ck_assert_uint_lt(s->n, KEPT);
    s->keys[s->n] = *key;
    s->points[s->n] = *point;
    memcpy(s->x[s->n++], point->x, sizeof s->x[0]);
    return SIM_OK;
}

static bool stop_when_full(void *self)
{
    return ((shelf *)self)->n >= ((shelf *)self)->most;
}

static void expect_alike(const sim_profiles *a, const sim_profiles *b)
{
    ck_assert_uint_eq(a->rounds, b->rounds);
    ck_assert_mem_eq(a->companions, b->companions, a->n * a->n * sizeof *a->companions);
    for (size_t i = 0; i < 2 * a->n; i++) {
        const sim_profile_side *one = &a->list[i / 2].sides[i % 2];
        const sim_profile_side *other = &b->list[i / 2].sides[i % 2];

        ck_assert_uint_eq(one->n, other->n);
        ck_assert_mem_eq(&one->at, &other->at, sizeof one->at);
        ck_assert_int_eq(one->end, other->end);
        for (size_t k = 0; k < one->n; k++) {
            ck_assert_double_eq(one->points[k].chi2, other->points[k].chi2);
            ck_assert_mem_eq(one->points[k].x, other->points[k].x, a->n * sizeof(double));
        }
    }
}

START_TEST(threads_and_interruptions_change_nothing)
{
    const curve *c = &curves[2];
    static shelf s;
    sim_fit_unknown unknowns[CURVES_UNKNOWNS];
    const sim_problem p = (curves_unknowns(c, unknowns), curves_problem(c, unknowns));
    const sim_profile_store store = {have, keep, &s};
    const sim_hooks hooks = {.stop = stop_when_full, .self = &s};
    sim_profile_ask ask = {
        .threshold = usual(), .threads = (size_t)_i, .store = &store, .hooks = &hooks};
    sim_profiles whole = profile(&p, c->values), parted;
    sim_error err = {""};

    s.n = 0;
    s.most = 7;
    ck_assert_int_eq(sim_profiles_run(&p, &whole.best, &ask, &parted, &err), SIM_ESTOP);
    ck_assert_str_eq(err.text, "fit: interrupted while profiles were worked out");
    ck_assert_uint_lt(s.n, 11);
    sim_profiles_free(&parted);
    ask.hooks = NULL;
    parted = profile_with(&p, c->values, &ask);
    expect_alike(&whole, &parted);
    sim_profiles_free(&parted);
    sim_profiles_free(&whole);
}
END_TEST

START_TEST(those_not_asked_for_are_left_out)
{
    const bool which[] = {false, true};
    const sim_problem p = {2, 6, of_line, 0, 0, line_residuals, NULL};
    const double start[] = {3, 3};
    sim_profiles ps = profile_with(
        &p, start, &(sim_profile_ask){.threshold = usual(), .which = which, .threads = 2});

    ck_assert(!ps.list[0].done && ps.list[1].done);
    ck_assert_uint_eq(ps.list[0].sides[0].n, 0);
    ck_assert_uint_gt(ps.list[1].sides[0].n, 1);
    sim_profiles_free(&ps);
}
END_TEST

/* What is better by less is not: a part of the misfit, or what noise makes of it. */
START_TEST(a_better_point_is_better_than_noise)
{
    const sim_problem sure = {.offset = 371}, noisy = {.noise = 1e-3};

    ck_assert_double_eq_tol(sim_profile_margin(&sure, 371 + 23.85), 24.85e-6, 1e-12);
    ck_assert_double_eq_tol(sim_profile_margin(&noisy, 9), 0.04, 1e-12);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("profile");
    TCase *known = tcase_create("known"), *open = tcase_create("open");
    TCase *again = tcase_create("again");

    tcase_add_loop_test(known, ends_are_those_of_scipy, 0, CURVES);
    tcase_add_test(known, of_a_line_the_interval_is_that_of_the_normal_distribution);
    tcase_add_test(known, where_noise_is_fitted_the_interval_is_students);
    tcase_add_test(known, thresholds_are_quantiles);
    tcase_add_test(known, a_better_point_is_better_than_noise);
    tcase_add_loop_test(open, of_two_that_act_as_one_neither_is_identifiable, 0,
                        sizeof joints / sizeof *joints);
    tcase_add_test(open, states_and_relations_have_words);
    tcase_add_test(open, a_rate_too_fast_to_be_seen_is_open_above);
    tcase_add_loop_test(open, what_plays_no_part_is_not_identifiable, 0, 2);
    tcase_add_test(again, a_better_point_on_the_way_begins_anew);
    tcase_add_test(again, a_wall_is_no_end_where_a_start_came_to_another_valley);
    tcase_add_loop_test(again, threads_and_interruptions_change_nothing, 1, 4);
    tcase_add_test(again, those_not_asked_for_are_left_out);
    suite_add_tcase(suite, known);
    suite_add_tcase(suite, open);
    suite_add_tcase(suite, again);
    return suite_run(suite);
}
