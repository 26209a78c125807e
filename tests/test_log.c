/* test_log.c -- logs of reports: what is read of them, and what is refused, by file and line. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/study/arms.h"
#include "sim/study/log_parts.h"
#include "sim/study/session.h"
#include "tests/broken.h"
#include "tests/suite.h"
#include "tests/temp.h"

enum { TEXT = 1024 };

static sim_session session;

static void open_session(void)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_session_open(&session, models_chain(NULL), &err), SIM_OK);
}

static void close_session(void) { sim_session_close(&session); }

/* ---- a section and its file ----------------------------------------------------------- */

/* Adds "name = text" rows, ';' between each two, from line 4 of own.ini on. */
static void add_rows(sim_data_list *all, const char *rows)
{
    char text[TEXT], place[32], *rest = NULL;
    int line = 4;
    sim_error err = {""};

    snprintf(text, sizeof text, "%s", rows);
    for (char *row = strtok_r(text, ";", &rest); row; row = strtok_r(NULL, ";", &rest)) {
        char *equals = strstr(row, " = ");

        ck_assert_ptr_nonnull(equals);
        *equals = '\0';
        snprintf(place, sizeof place, "own.ini:%d", line++);
        ck_assert_int_eq(
            sim_data_set(all, &(sim_row){.name = row, .how = equals + 3, .place = place},
                         &err),
            SIM_OK);
    }
}

static sim_status try_log(sim_log *log, const char *beside, const char *rows,
                          sim_error *err)
{
    const sim_log_world world = {&models_passages_log, session.catalog.units, beside};
    sim_data_list all = {0};
    sim_status status;

    ck_assert_int_eq(sim_data_add(&all, "log", "own.ini:1", err), SIM_OK);
    add_rows(&all, "format = passages");
    add_rows(&all, rows);
    status = sim_log_read(log, &all.list[0], &world, err);
    sim_data_free(&all);
    return status;
}

/* The log of a text, in a file. */
static void read_log(sim_log *log, const char *text, const char *rows)
{
    char folder[TEMP_PATH], beside[TEMP_PATH + 16];
    sim_error err = {""};
    sim_status status;

    temp_folder("log", folder);
    snprintf(beside, sizeof beside, "%s/own.csv", folder);
    temp_put(beside, text);
    status = try_log(log, beside, rows, &err);
    temp_remove(folder);
    ck_assert_msg(status == SIM_OK, "%s", err.text);
}

static double value(const sim_log *log, size_t row, const char *column)
{
    ck_assert_uint_lt(row, log->n);
    return log->rows[row].value[sim_logbook_find(log->book, column)];
}

/* ---- what is read ------------------------------------------------------------------------- */

START_TEST(a_log_is_read_in_the_units_of_its_book)
{
    static const char text[] =
        "\xEF\xBB\xBFnotes,P,date,cells in,cells out,vial,flask,blue\r\n"
        "\"a, b\",P2,2019-03-12,0.5,4.37,93,0.0175,\r\n"
        ",p3,2019-03-19,0.25,\"2.385\",,,5.3\r\n\r\n,,,,,,,\r\n";
    static const char rows[] =
        "file = own.csv;column passage = P;column seeded = cells in;seeded_unit = 1e6;"
        "column harvested = cells out;harvested_unit = 1e6 cell;column viability = vial;"
        "viability_unit = %;column area = flask;area_unit = m2;column senescent = blue;"
        "senescent_unit = %;plated = 2019-03-05";
    const size_t harvested = sim_logbook_find(&models_passages_log, "harvested");
    sim_log log;

    read_log(&log, text, rows);
    ck_assert_uint_eq(log.n, 2);
    ck_assert_uint_eq(log.n_subjects, 1);
    ck_assert_uint_eq(log.rows[0].number, 2);
    ck_assert_uint_eq(log.rows[1].line, 3);
    ck_assert_double_eq(sim_log_length(&log.rows[0]), 7);
    ck_assert_double_eq(log.rows[1].start, log.rows[0].end);
    ck_assert_double_eq(value(&log, 0, "seeded"), 5e5);
    ck_assert_double_eq(value(&log, 1, "harvested"), 2.385e6);
    ck_assert_double_eq(value(&log, 0, "viability"), 0.93);
    ck_assert_double_eq(value(&log, 0, "area"), 175);
    ck_assert(isnan(value(&log, 1, "area")));
    ck_assert_double_eq(value(&log, 1, "senescent"), 0.053);
    ck_assert_double_eq_tol(sim_log_seen(&log, &log.rows[0], harvested), 4.37e6 * 0.93,
                            1e-6);
    ck_assert_double_eq(sim_log_seen(&log, &log.rows[1], harvested), 2.385e6);
    ck_assert_double_eq_tol(sim_log_growth(&log, &log.rows[0]), log2(4.37 * 0.93 / 0.5),
                            1e-12);
    ck_assert_double_eq_tol(sim_log_growth(&log, &log.rows[1]), log2(2.385 / 0.25), 1e-12);
    sim_log_free(&log);
}
END_TEST

START_TEST(rows_of_several_subjects_stand_together_by_their_numbers)
{
    static const char text[] =
        "donor,passage,day,seeded\nB,1,7,1e5\nA,0,14,\nB,2,15.5,2e5\n"
        "A,1,20,3e5\n";
    sim_log log;

    read_log(&log, text, "file = own.csv");
    ck_assert_uint_eq(log.n_subjects, 2);
    ck_assert_str_eq(log.subjects[0], "B");
    ck_assert_uint_eq(log.first[1], 2);
    ck_assert_uint_eq(log.first[2], 4);
    ck_assert_double_eq(log.rows[1].value[sim_logbook_find(log.book, "seeded")], 2e5);
    ck_assert_double_eq(sim_log_length(&log.rows[1]), 8.5);
    ck_assert_double_eq(sim_log_length(&log.rows[2]), 14);
    ck_assert_double_eq(sim_log_length(&log.rows[3]), 6);
    ck_assert_uint_eq(sim_log_find_subject(&log, "A"), 1);
    sim_log_free(&log);
}
END_TEST

START_TEST(a_number_may_hold_for_all_rows_and_a_row_may_rest_before_it)
{
    static const char text[] =
        "passage,plated,date\n0,,2019-03-01\n1,2019-04-01,2019-04-08\n";
    sim_log log;

    read_log(&log, text, "file = own.csv;seeded = 530;area = 176 cm2;viability = 90 %");
    ck_assert_double_eq(value(&log, 1, "seeded"), 530);
    ck_assert_double_eq(value(&log, 0, "area"), 176);
    ck_assert_double_eq(value(&log, 1, "viability"), 0.9);
    ck_assert(isnan(sim_log_length(&log.rows[0])));
    ck_assert_double_eq(sim_log_length(&log.rows[1]), 7);
    sim_log_free(&log);
}
END_TEST

START_TEST(a_log_may_have_what_was_seen_alone)
{
    static const char text[] = "passage,sa_beta_gal\n6,0\n9,5.3\n38,57.4\n";
    sim_pool pool = {0};
    sim_cues cues;
    sim_error err = {""};
    sim_log log;

    read_log(&log, text, "file = own.csv;senescent_unit = %");
    ck_assert(!log.drives);
    ck_assert_uint_eq(log.rows[2].number, 38);
    ck_assert_double_eq(value(&log, 2, "senescent"), 0.574);
    ck_assert_int_eq(sim_log_cues(&log, 0, &pool, &cues, &err), SIM_OK);
    ck_assert_ptr_null(cues.model);
    sim_log_free(&log);
}
END_TEST

/* ---- what it tells -------------------------------------------------------------------------- */

static double told(const sim_cues *cues, size_t after, const char *record)
{
    double found = NAN;

    for (size_t i = 0; i < cues->n; i++)
        if (cues->list[i].after == after &&
            cues->list[i].state == sim_model_find(cues->model, record)->slot)
            found = cues->list[i].value;
    return found;
}

START_TEST(a_log_tells_how_passages_go_and_nothing_behind_its_end)
{
    static const char text[] = "passage,day,seeded,area\n0,11.5,1e7,50\n1,18,3710,\n"
                               "2,30,2.385e5,371\n";
    sim_pool pool = {0};
    sim_cues cues;
    sim_error err = {""};
    sim_log log;

    read_log(&log, text, "file = own.csv");
    ck_assert_int_eq(sim_log_cues(&log, 0, &pool, &cues, &err), SIM_OK);
    ck_assert_ptr_eq(cues.model, &model_passaging);
    ck_assert_double_eq(told(&cues, 0, "told_days"), 11.5);
    ck_assert_double_eq(told(&cues, 1, "told_days"), 6.5);
    ck_assert_double_eq(told(&cues, 2, "told_days"), 12);
    ck_assert_double_eq(told(&cues, 3, "told_days"), -1);
    ck_assert_double_eq(told(&cues, 0, "area"), 50);
    ck_assert_double_eq(told(&cues, 0, "told_cells"), 3710);
    ck_assert_double_eq(told(&cues, 0, "told_area"), -1);
    ck_assert_double_eq(told(&cues, 1, "told_cells"), 2.385e5);
    ck_assert_double_eq(told(&cues, 1, "told_area"), 371);
    ck_assert_double_eq(told(&cues, 2, "told_cells"), -1);
    ck_assert_double_eq(told(&cues, 2, "told_area"), -1);
    sim_pool_free(&pool);
    sim_log_free(&log);
}
END_TEST

/* ---- what is refused -------------------------------------------------------------------------- */

START_TEST(a_broken_log_is_refused_by_file_and_line)
{
    broken_try(_i, &session, "[arm a]\n[data log]\nformat = passages\n");
}
END_TEST

START_TEST(there_are_forty_broken_logs_and_more) { ck_assert_int_ge(n_broken, 40); }
END_TEST

START_TEST(a_million_rows_are_refused_at_the_first_that_is_too_many)
{
    char folder[TEMP_PATH], path[TEMP_PATH + 16], message[2 * TEMP_PATH + 128];
    FILE *out;
    sim_error err = {""};
    sim_log log;

    temp_folder("log", folder);
    snprintf(path, sizeof path, "%s/own.csv", folder);
    out = fopen(path, "w");
    fputs("donor,passage,day,seeded\n", out);
    for (int i = 0; i < 1000000; i++)
        fprintf(out, "%d,%d,%d,1e5\n", i / 40, i % 40 + 1, i % 40 + 1);
    fclose(out);
    ck_assert_int_eq(try_log(&log, path, "file = own.csv", &err), SIM_EVALUE);
    snprintf(message, sizeof message,
             "%s:20002: is row 20001; at most 20000, one for each passage, would be right",
             path);
    ck_assert_str_eq(err.text, message);
    sim_log_free(&log);
    ck_assert(temp_remove(folder));
}
END_TEST

static const struct {
    const char *rows, *message;
} sections[] = {
    {"", "own.ini:1: [data log] names no file; file = NAME.csv would be right"},
    {"file = none.csv", "own.ini:4: data.file: none.csv: cannot be read: No such file or "
                        "directory"},
    {"columns = passage, day, seeded;row 1 = 1, 7, 1e5;file = x.csv",
     "own.ini:4: columns = passage, day, seeded: stands beside 'file'; one of the two "
     "would be "
     "right"},
    {"columns = passage, day, seeded;row 1 = 1, 7, 1e5;row 2 = 2, 7, 1e5",
     "own.ini:6: passage 2 ends on day 7, and starts on day 7; a later end would be right"},
    {"columns = passage, when, seeded;row 1 = 1, 7, 1e5;column date = whn",
     "own.ini:4: has no column 'whn'; column day = when in [data log] may be meant"},
    {"columns = passage, day;row 1 = 1, 7;column flask = x",
     "own.ini:6: data.column flask is of no column that a log has; column donor, passage, "
     "plated, day, seeded, area, harvested, viability, senescent would be right"},
    {"columns = passage, day;row 1 = 1, 7;column pasage = x",
     "own.ini:6: data.column pasage is of no column that a log has; did you mean "
     "'passage'?"},
    {"columns = passage, a, b;row 1 = 1, 7, 8;column day = a;column date = b",
     "own.ini:7: column date = b: stands beside 'column day'; one of the two would be "
     "right"},
    {"columns = passage, day, seeded;row 1 = 1, 7",
     "own.ini:5: has 2 cells; 3, as many as the header, would be right"},
};

START_TEST(a_section_without_its_log_is_refused)
{
    sim_error err = {""};
    sim_log log;

    ck_assert_int_ne(try_log(&log, "own.ini", sections[_i].rows, &err), SIM_OK);
    ck_assert_str_eq(err.text, sections[_i].message);
    sim_log_free(&log);
}
END_TEST

/* Rows as they stand in a file, last first; the days of each subject count from its first start. */
START_TEST(cells_make_rows_and_rows_an_order)
{
    static const char *const cells[3][3] = {
        {"B", "P2", "19.5"}, {"A", "3", "23.85"}, {"B", "3", "37.1"}};
    sim_log_row rows[3];
    sim_error err = {""};
    sim_log log = {.book = &models_passages_log, .file = (char[]){"own.csv"}};
    const sim_log_world world = {&models_passages_log, session.catalog.units, NULL};
    sim_log_reader r = {.log = &log, .world = &world, .err = &err};
    const size_t columns[3] = {sim_logbook_of(log.book, SIM_LOG_SUBJECT),
                               sim_logbook_of(log.book, SIM_LOG_NUMBER),
                               sim_logbook_of(log.book, SIM_LOG_END)};

    for (size_t i = 0; i < 3; i++) {
        rows[i] = (sim_log_row){.start = i == 2 ? NAN : 7, .end = NAN, .line = i + 2};
        r.line = i + 2;
        for (size_t c = 0; c < 3; c++)
            ck_assert_int_eq(sim_log_take_cell(&r, columns[c], cells[i][c], &rows[i]),
                             SIM_OK);
    }
    ck_assert_int_eq(sim_log_take_cell(&r, columns[1], "2.5", &rows[0]), SIM_EVALUE);
    log.rows = rows;
    log.n = 3;
    log.drives = false;
    ck_assert_int_eq(sim_log_order(&r), SIM_OK);
    ck_assert_str_eq(log.subjects[0], "B");
    ck_assert_uint_eq(log.first[1], 2);
    ck_assert_uint_eq(log.first[2], 3);
    ck_assert_uint_eq(rows[1].number, 3);
    ck_assert_double_eq(rows[0].start, 0);
    ck_assert_double_eq_tol(rows[1].end, 37.1 - 7, 1e-12);
    ck_assert_double_eq_tol(rows[2].end, 23.85 - 7, 1e-12);
    for (size_t i = 0; i < log.n_subjects; i++) free(log.subjects[i]);
    free(log.subjects);
    free(log.first);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("log");
    TCase *tc = tcase_create("log");

    broken_read("tests/data/logs");
    tcase_add_checked_fixture(tc, open_session, close_session);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, a_log_is_read_in_the_units_of_its_book);
    tcase_add_test(tc, rows_of_several_subjects_stand_together_by_their_numbers);
    tcase_add_test(tc, a_number_may_hold_for_all_rows_and_a_row_may_rest_before_it);
    tcase_add_test(tc, cells_make_rows_and_rows_an_order);
    tcase_add_test(tc, a_log_may_have_what_was_seen_alone);
    tcase_add_test(tc, a_log_tells_how_passages_go_and_nothing_behind_its_end);
    tcase_add_loop_test(tc, a_broken_log_is_refused_by_file_and_line, 0, n_broken);
    tcase_add_test(tc, there_are_forty_broken_logs_and_more);
    tcase_add_test(tc, a_million_rows_are_refused_at_the_first_that_is_too_many);
    tcase_add_loop_test(tc, a_section_without_its_log_is_refused, 0,
                        sizeof sections / sizeof *sections);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
