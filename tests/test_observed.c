/* test_observed.c -- what was observed: of which quantities, by whom, how it scatters, and what is
 * refused, by file and line. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/observed.h"
#include "sim/study/session.h"
#include "tests/broken.h"
#include "tests/experiment.h"
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
    ck_assert_uint_eq(s.all.n_sources, 2);
    ck_assert_uint_eq(s.all.n, 4);
    ck_assert_double_eq(observed(&s, 0)->seen.value, 9e5);
    ck_assert_double_eq(observed(&s, 0)->x, 1);
    ck_assert_uint_eq(observed(&s, 0)->line, 6);
    ck_assert_str_eq(s.all.sources[observed(&s, 1)->source], "B");
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

/* ---- tables ------------------------------------------------------------------------------- */

START_TEST(a_table_is_read_in_the_units_of_its_quantity)
{
    seen s;

    read_text(&s, "[arm a]\n[arm b]\n[data own]\ny = timecourse.live_fraction\n"
                  "x = week\nx_unit = week\nvalue_unit = %\nsd = spread\nlimit = 1\n"
                  "limit_above = 90\ncolumns = week, value, spread, arm, donor, note\n"
                  "row 1 = 1, 50, 5, a, M1, \"x, y\"\nrow 2 = 2, 0.5, 4, b, M2,\n"
                  "row 3 = 3, , , b, M2,\nrow 4 = 4, <2, 3, b, M1,\n"
                  "row 5 = 0.5, 95, 2, a, M1,\n");
    ck_assert_uint_eq(s.all.n, 4);
    ck_assert_uint_eq(set_of(&s, 0)->n, 4);
    ck_assert_uint_eq(set_of(&s, 0)->n_censored, 3);
    ck_assert_int_eq(set_of(&s, 0)->where, SIM_OBSERVED_COURSE);
    ck_assert_str_eq(set_of(&s, 0)->symbol->name, "live_fraction");
    ck_assert_double_eq(observed(&s, 0)->x, 7);
    ck_assert_double_eq(observed(&s, 0)->seen.value, 0.5);
    ck_assert_double_eq(observed(&s, 0)->seen.sd, 0.05);
    ck_assert_int_eq(observed(&s, 0)->seen.seen, SIM_SEEN);
    ck_assert_int_eq(observed(&s, 1)->seen.seen, SIM_SEEN_BELOW);
    ck_assert_double_eq(observed(&s, 1)->seen.value, 0.01);
    ck_assert_uint_eq(observed(&s, 1)->arm, 1);
    ck_assert_str_eq(s.all.sources[observed(&s, 1)->source], "M2");
    ck_assert_double_eq(observed(&s, 2)->seen.value, 0.02);
    ck_assert_double_eq(observed(&s, 2)->x, 28);
    ck_assert_uint_eq(observed(&s, 2)->line, 15);
    ck_assert_int_eq(observed(&s, 3)->seen.seen, SIM_SEEN_ABOVE);
    ck_assert_double_eq(observed(&s, 3)->seen.value, 0.9);
    free_seen(&s);
}
END_TEST

START_TEST(what_a_section_says_holds_for_all_rows)
{
    seen s;

    read_text(&s, "[arm a]\n[arm b]\n[data own]\ny = timecourse.live_in_joint\nx = 2 week\n"
                  "arm = b\nlog = 30 %\nvalue_unit = 1e6\ncolumns = donor, value\n"
                  "row 1 = M1, 2.5\nrow 2 = M2, 0.5\n");
    ck_assert_double_eq(observed(&s, 1)->x, 14);
    ck_assert_double_eq(observed(&s, 1)->seen.value, 5e5);
    ck_assert_double_eq(observed(&s, 1)->seen.sd, 0.3);
    ck_assert_int_eq(observed(&s, 1)->seen.kind, SIM_ERROR_LOGARITHM);
    ck_assert_uint_eq(observed(&s, 1)->arm, 1);
    ck_assert_double_eq(set_of(&s, 0)->sd, 0.3);
    free_seen(&s);
}
END_TEST

START_TEST(reports_and_numbers_are_compared_too)
{
    seen s;

    read_text(&s, "[passaging]\nharvest_passage = 6\n[arm a]\n[data own]\ny = "
                  "passages.potency\nx = P\nsd_relative = estimate\n"
                  "columns = P, value\nrow 1 = P2, 0.9\nrow 2 = p4, 0.7\n"
                  "[data other]\ny = summary.specific_relief_month_6\nvalue = 1.2\n"
                  "value_unit = cm\nsd = 4\ncolumns = n\nrow 1 = 1\n");
    ck_assert_int_eq(set_of(&s, 0)->where, SIM_OBSERVED_REPORT);
    ck_assert_str_eq(set_of(&s, 0)->x_name, "passage");
    ck_assert(set_of(&s, 0)->is_fitted);
    ck_assert_double_eq(set_of(&s, 0)->low, 1e-4);
    ck_assert_double_eq(set_of(&s, 0)->high, 10);
    ck_assert_double_eq(observed(&s, 1)->x, 4);
    ck_assert_int_eq(set_of(&s, 1)->where, SIM_OBSERVED_NUMBER);
    ck_assert(isnan(observed(&s, 2)->x));
    ck_assert_double_eq(observed(&s, 2)->seen.value, 12);
    ck_assert_double_eq(observed(&s, 2)->seen.sd, 40);
    ck_assert_str_eq(set_of(&s, 1)->unit, "mm");
    free_seen(&s);
}
END_TEST

/* run.ini has the rows of a file in it, of the columns that are used: it reads as the same. */
START_TEST(what_is_written_of_a_table_reads_as_the_same)
{
    static const char head[] =
        "[arm a]\n[data own]\ny = timecourse.live_fraction\nsd = 0.1\n";
    static const char rows[] =
        "\xEF\xBB\xBF\"day\",note,value,donor\r\n1,\"a \"\"b\"\" # c\",0.5,\"M, 1\"\r\n\r\n"
        ",,,\r\n7 ,,<0.1,M2\r\n";
    char folder[TEMP_PATH], text[TEXT], path[TEMP_PATH + 16], *written;
    uint64_t hashes[2] = {SIM_HASH, SIM_HASH};
    seen s, again;

    temp_folder("observed", folder);
    snprintf(path, sizeof path, "%s/own.csv", folder);
    temp_put(path, rows);
    snprintf(text, sizeof text, "%sfile = %s\n", head, path);
    read_text(&s, text);
    written = experiment_text(&s.e);
    ck_assert_ptr_nonnull(strstr(written, "row 1 = 1,0.5,\"M, 1\"\n"));
    read_text(&again, written);
    ck_assert_uint_eq(again.all.n, 2);
    ck_assert_str_eq(again.all.sources[0], "M, 1");
    sim_observations_hash(&s.all, &hashes[0]);
    sim_observations_hash(&again.all, &hashes[1]);
    ck_assert(hashes[0] == hashes[1]);
    again.all.list[1].seen.value = 0.2;
    hashes[1] = SIM_HASH;
    sim_observations_hash(&again.all, &hashes[1]);
    ck_assert(hashes[0] != hashes[1]);
    free(written);
    free_seen(&again);
    free_seen(&s);
    ck_assert(temp_remove(folder));
}
END_TEST

START_TEST(an_experiment_without_data_has_nothing_to_compare)
{
    const sim_source source = {.file = "own.ini", .text = "[arm a]\n"};
    sim_observations all;
    sim_experiment e;
    sim_error err = {""};

    ck_assert_int_eq(
        sim_experiment_read(&e, &session.catalog, &session.presets, &source, &err), SIM_OK);
    ck_assert_int_eq(sim_observations_init(&all, &e, &err), SIM_EPARSE);
    ck_assert_str_eq(err.text,
                     "nothing was observed; a section [data NAME] would be right");
    sim_observations_free(&all);
    sim_experiment_free(&e);
}
END_TEST

/* ---- what is refused --------------------------------------------------------------------- */

START_TEST(a_broken_table_is_refused_by_file_and_line)
{
    broken_try(_i, &session,
               "[run]\ndays = 100\n[passaging]\nharvest_passage = 6\n[arm a]\n[arm b]\n"
               "[data own]\n");
}
END_TEST

START_TEST(there_are_forty_broken_tables_and_more) { ck_assert_int_ge(n_broken, 40); }
END_TEST

START_TEST(a_million_rows_are_refused_at_the_first_that_is_too_many)
{
    char folder[TEMP_PATH], path[TEMP_PATH + 16], beside[TEMP_PATH + 16], right[TEXT];
    sim_error err = {""};
    sim_experiment e;
    FILE *out;

    temp_folder("observed", folder);
    snprintf(path, sizeof path, "%s/own.csv", folder);
    snprintf(beside, sizeof beside, "%s/own.ini", folder);
    out = fopen(path, "w");
    fputs("day,value\n", out);
    for (int i = 0; i < 1000000; i++) fprintf(out, "%d,0.5\n", i % 100);
    fclose(out);
    ck_assert_int_eq(
        sim_experiment_read(&e, &session.catalog, &session.presets,
                            &(sim_source){.file = beside,
                                          .text = "[arm a]\n[data own]\nsd = 0.1\n"
                                                  "y = timecourse.live_fraction\n"
                                                  "file = own.csv\n"},
                            &err),
        SIM_EVALUE);
    snprintf(
        right, sizeof right,
        "%s:20002: is row 20001; at most 20000, one for each observation, would be right",
        path);
    ck_assert_str_eq(err.text, right);
    sim_experiment_free(&e);
    ck_assert(temp_remove(folder));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("observed");
    TCase *tc = tcase_create("observed");

    broken_read("tests/data/observed");
    tcase_add_checked_fixture(tc, open_session, close_session);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_log_gives_a_set_for_each_column_that_is_compared);
    tcase_add_test(tc, a_log_may_say_how_it_scatters_or_that_it_is_to_be_estimated);
    tcase_add_test(tc, a_table_is_read_in_the_units_of_its_quantity);
    tcase_add_test(tc, what_a_section_says_holds_for_all_rows);
    tcase_add_test(tc, reports_and_numbers_are_compared_too);
    tcase_add_test(tc, what_is_written_of_a_table_reads_as_the_same);
    tcase_add_test(tc, an_experiment_without_data_has_nothing_to_compare);
    tcase_add_test(tc, a_million_rows_are_refused_at_the_first_that_is_too_many);
    tcase_add_loop_test(tc, a_broken_table_is_refused_by_file_and_line, 0, n_broken);
    tcase_add_test(tc, there_are_forty_broken_tables_and_more);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
