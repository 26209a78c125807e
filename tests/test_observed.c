/* test_observed.c -- what was observed: of which quantities, by whom, how it scatters, and what is
 * refused, by file and line. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/observed.h"
#include "sim/study/session.h"
#include "tests/suite.h"
#include "tests/temp.h"

enum { TEXT = 2048 };

static sim_session session;

static void open_session(void)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_session_open(&session, models_chain(NULL), &err), SIM_OK);
}

static void close_session(void) { sim_session_close(&session); }

/* ---- an experiment of a text -------------------------------------------------------------- */

typedef struct {
    sim_experiment e;
    sim_observations all;
} seen;

static void read_text(seen *s, const char *text)
{
    const sim_source source = {.file = "own.ini", .text = text, .all_subjects = true};
    sim_error err = {""};
    sim_status status =
        sim_experiment_read(&s->e, &session.catalog, &session.presets, &source, &err);

    ck_assert_msg(status == SIM_OK, "%s", err.text);
    status = sim_observations_init(&s->all, &s->e, &err);
    ck_assert_msg(status == SIM_OK, "%s", err.text);
}

static void free_seen(seen *s)
{
    sim_observations_free(&s->all);
    sim_experiment_free(&s->e);
}

static const sim_observed *observed(const seen *s, size_t i)
{
    ck_assert_uint_lt(i, s->all.n);
    return &s->all.list[i];
}

static const sim_observed_set *set_of(const seen *s, size_t i)
{
    ck_assert_uint_lt(i, s->all.n_sets);
    return &s->all.sets[i];
}

/* ---- logs --------------------------------------------------------------------------------- */

#define OF_LOG \
    "[arm a]\n[data log]\nformat = passages\n" \
    "columns = donor,passage,day,seeded,harvested,viability,senescent\n" \
    "row 1 = A,0,14,,4e6,,\nrow 2 = A,1,21,1e5,1e6,0.9,0.01\nrow 3 = B,1,7,1e5,8e5,,\n" \
    "row 4 = B,2,14,1e5,,,0.2\n"

START_TEST(a_log_gives_a_set_for_each_column_that_is_compared)
{
    seen s;

    read_text(&s, OF_LOG);
    ck_assert_uint_eq(s.all.n_sets, 2);
    ck_assert_str_eq(set_of(&s, 0)->quantity, "passages.harvested");
    ck_assert_str_eq(set_of(&s, 1)->quantity, "passages.senescent_fraction");
    ck_assert_str_eq(set_of(&s, 0)->x_name, "passage");
    ck_assert_int_eq(set_of(&s, 0)->kind, SIM_ERROR_LOGARITHM);
    ck_assert_double_eq(set_of(&s, 0)->sd, 0.1);
    ck_assert_int_eq(set_of(&s, 1)->kind, SIM_ERROR_NORMAL);
    ck_assert_double_eq(set_of(&s, 1)->sd, 0.04);
    ck_assert_uint_eq(s.all.n_donors, 2);
    ck_assert_uint_eq(s.all.n, 4);
    ck_assert_double_eq(observed(&s, 0)->seen.value, 9e5);
    ck_assert_double_eq(observed(&s, 0)->x, 1);
    ck_assert_uint_eq(observed(&s, 0)->line, 6);
    ck_assert_str_eq(s.all.donors[observed(&s, 1)->donor], "B");
    ck_assert_double_eq(observed(&s, 3)->seen.value, 0.2);
    ck_assert_double_eq(observed(&s, 3)->x, 2);
    free_seen(&s);
}
END_TEST

START_TEST(a_log_may_say_how_it_scatters_or_that_it_is_to_be_estimated)
{
    seen s;

    read_text(&s, OF_LOG "harvested_sd = 15 %\nsenescent_sd = estimate\n");
    ck_assert_double_eq(observed(&s, 0)->seen.sd, 0.15);
    ck_assert(!set_of(&s, 0)->is_fitted);
    ck_assert(set_of(&s, 1)->is_fitted);
    ck_assert(isnan(set_of(&s, 1)->sd));
    ck_assert_double_eq_tol(set_of(&s, 1)->low, 0.19e-4, 1e-12);
    ck_assert_double_eq_tol(set_of(&s, 1)->high, 1.9, 1e-12);
    ck_assert_double_eq(sim_observed_with(observed(&s, 2), 0.5).sd, 0.5);
    free_seen(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("observed");
    TCase *tc = tcase_create("observed");

    tcase_add_checked_fixture(tc, open_session, close_session);
    tcase_add_test(tc, a_log_gives_a_set_for_each_column_that_is_compared);
    tcase_add_test(tc, a_log_may_say_how_it_scatters_or_that_it_is_to_be_estimated);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
