/* test_observed_parts.c -- the parts that list what was observed, each by itself: of which quantity, what
 * holds for all rows, rows, a section, a log. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/models.h"
#include "sim/study/observed_parts.h"
#include "sim/study/session.h"
#include "tests/suite.h"

enum { LINES = 12 };

static const char two_arms[] = "[passaging]\nharvest_passage = 6\n[arm a]\n[arm b]\n";

/* ---- a list that is filled, and a section to fill it with --------------------------------------- */

typedef struct {
    sim_session session;
    sim_experiment e;
    sim_observations all;
    sim_data_list data;
    sim_observing o;
    sim_error err;
} filled;

static void must(const filled *f, sim_status status)
{
    ck_assert_msg(status == SIM_OK, "%s", f->err.text);
}

static void open_filled(filled *f, const char *chain, const char *text)
{
    const sim_source source = {.file = "own.ini", .text = text, .all_subjects = true};

    memset(f, 0, sizeof *f);
    must(f, sim_session_open(&f->session, models_chain(chain), &f->err));
    must(f, sim_experiment_read(&f->e, &f->session.catalog, &f->session.presets, &source,
                                &f->err));
    f->o = (sim_observing){&f->all, &f->e, f->session.catalog.chain, .err = &f->err};
    must(f, sim_reports_init(f->o.chain, &f->o.reports, &f->err));
    must(f, sim_readout_init(&f->o.readout, f->o.chain, &f->err));
    f->all.report_number = sim_table_find(&f->o.reports, "passage");
}

static void close_filled(filled *f)
{
    sim_readout_free(&f->o.readout);
    sim_table_free(&f->o.reports);
    sim_observations_free(&f->all);
    sim_data_free(&f->data);
    sim_experiment_free(&f->e);
    sim_session_close(&f->session);
}

/* A section of rows "NAME = TEXT", in lines 8, 9, ... of own.ini, with its table where it has one. */
static const sim_data *section(filled *f, const char *const rows[])
{
    char name[64], place[32];
    sim_data *data;

    must(f, sim_data_add(&f->data, "own", "own.ini:7", &f->err));
    data = &f->data.list[f->data.n - 1];
    for (size_t i = 0; rows[i]; i++) {
        const char *is = strstr(rows[i], " = ");
        const sim_row row = {.name = name, .how = is + 3, .place = place};

        snprintf(name, sizeof name, "%.*s", (int)(is - rows[i]), rows[i]);
        snprintf(place, sizeof place, "own.ini:%zu", 8 + i);
        must(f, sim_data_set(&f->data, &row, &f->err));
    }
    if (sim_data_find(data, "columns")) must(f, sim_data_read_table(data, NULL, &f->err));
    return data;
}

/* ---- of which quantity ------------------------------------------------------------------------ */

static sim_status find_quantity(filled *f, const char *y, sim_observed_set *set)
{
    const char *const rows[] = {y, NULL};
    sim_tabled t = {.o = &f->o, .data = section(f, rows)};
    const sim_status status = sim_tabled_find_quantity(&t);

    *set = t.set;
    return status;
}

START_TEST(a_column_of_a_course_is_a_symbol_of_its_stage)
{
    sim_observed_set set;
    filled f;

    open_filled(&f, NULL, two_arms);
    must(&f, find_quantity(&f, "y = timecourse.live_in_joint", &set));
    ck_assert_int_eq(set.where, SIM_OBSERVED_COURSE);
    ck_assert_uint_eq(set.stage, f.o.chain->n_stages - 1);
    ck_assert_str_eq(set.symbol->name, "live_in_joint");
    ck_assert_ptr_null(set.against);
    ck_assert_str_eq(set.unit, "cell");
    ck_assert_str_eq(set.x_name, "day");
    ck_assert_str_eq(set.x_unit, "day");
    ck_assert_str_eq(set.quantity, "timecourse.live_in_joint");
    close_filled(&f);
}
END_TEST

START_TEST(a_difference_to_the_background_is_told_from_its_symbol)
{
    sim_observed_set set;
    filled f;

    open_filled(&f, "ards", "[arm a]\n");
    must(&f, find_quantity(&f, "y = timecourse.pf_against_background", &set));
    ck_assert_int_eq(set.where, SIM_OBSERVED_COURSE);
    ck_assert_str_eq(set.symbol->name, "pf");
    ck_assert_str_eq(set.against->name, "pf_against_background");
    ck_assert_str_eq(set.unit, set.symbol->unit);
    close_filled(&f);
}
END_TEST

START_TEST(a_column_of_reports_and_a_number_have_their_places)
{
    sim_observed_set set;
    filled f;

    open_filled(&f, NULL, two_arms);
    must(&f, find_quantity(&f, "y = passages.harvested", &set));
    ck_assert_int_eq(set.where, SIM_OBSERVED_REPORT);
    ck_assert_str_eq(f.o.reports.columns[set.number].name, "harvested");
    ck_assert_str_eq(set.unit, "cell");
    ck_assert_str_eq(set.x_name, "passage");
    sim_data_free(&f.data);
    must(&f, find_quantity(&f, "y = summary.specific_relief_month_6", &set));
    ck_assert_int_eq(set.where, SIM_OBSERVED_NUMBER);
    ck_assert_str_eq(f.o.readout.list[set.number].column.name, "specific_relief_month_6");
    ck_assert_str_eq(set.unit, "mm");
    ck_assert_ptr_null(set.x_name);
    close_filled(&f);
}
END_TEST

static const struct {
    const char *y, *message;
} no_quantities[] = {
    {"value = 1",
     "own.ini:7: [data own] does not say what was observed; y = TABLE.COLUMN, or "
     "format = passages of a log, would be right"},
    {"y = .pain",
     "own.ini:8: y = .pain: is no quantity; TABLE.COLUMN, such as summary.NAME, "
     "would be right"},
    {"y = passage.doublings",
     "own.ini:8: y = passage.doublings: there is no table 'passage' to "
     "compare with; did you mean 'passages'?"},
    {"y = summery.x",
     "own.ini:8: y = summery.x: there is no table 'summery' to compare with; "
     "did you mean 'summary'?"},
    {"y = timecourse.live_in_join", "own.ini:8: y = timecourse.live_in_join: table "
                                    "timecourse has no column 'live_in_join'; "
                                    "did you mean 'live_in_joint'?"},
    {"y = summary.responder",
     "own.ini:8: y = summary.responder: is drawn by chance for each "
     "replicate; a number of summary.csv would be right"},
};

START_TEST(what_no_table_has_is_refused_with_what_is_near)
{
    sim_observed_set set;
    filled f;

    open_filled(&f, NULL, two_arms);
    ck_assert_int_ne(find_quantity(&f, no_quantities[_i].y, &set), SIM_OK);
    ck_assert_str_eq(f.err.text, no_quantities[_i].message);
    close_filled(&f);
}
END_TEST

/* ---- what holds for all rows -------------------------------------------------------------------- */

static const struct {
    sim_field_id id;
    const char *text;
    bool is_fixed;
} looks[] = {
    {SIM_FIELD_ARM, "a", true},       {SIM_FIELD_SUBJECT, "M1", true},
    {SIM_FIELD_SD, "estimate", true}, {SIM_FIELD_SD, "spread", false},
    {SIM_FIELD_SD, "20 %", true},     {SIM_FIELD_VALUE, "estimate", false},
    {SIM_FIELD_VALUE, "-3", true},    {SIM_FIELD_LIMIT, ".5", true},
    {SIM_FIELD_LIMIT, "lod", false},  {SIM_FIELD_X, "P3", true},
    {SIM_FIELD_X, "passage", false},  {SIM_FIELD_X, "12 week", true},
};

START_TEST(a_number_is_told_from_a_heading)
{
    sim_tabled t;
    filled f;

    open_filled(&f, NULL, two_arms);
    t = (sim_tabled){.o = &f.o};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        ck_assert_msg(sim_tabled_is_fixed(&t, looks[i].id, looks[i].text) ==
                          looks[i].is_fixed,
                      "%s", looks[i].text);
    close_filled(&f);
}
END_TEST

/* A field that says so in line 8, of a quantity in mm. */
static sim_status take_fixed(filled *f, sim_tabled *t, sim_field_id id, const char *row)
{
    const char *const rows[] = {row, NULL};
    const sim_data *data = section(f, rows);

    t->o = &f->o;
    t->set.unit = "mm";
    t->set.x_unit = "day";
    t->fields[id].row = &data->rows[0];
    return sim_tabled_take_fixed(t, id);
}

static const struct {
    sim_field_id id;
    sim_error_kind kind;
    sim_observed_where where;
    const char *row, *x_unit, *value_unit;
    double value;
} fixed[] = {
    {SIM_FIELD_X, SIM_ERROR_NORMAL, SIM_OBSERVED_REPORT, "x = p3", NULL, NULL, 3},
    {SIM_FIELD_X, SIM_ERROR_NORMAL, SIM_OBSERVED_COURSE, "x = 2 week", NULL, NULL, 14},
    {SIM_FIELD_X, SIM_ERROR_NORMAL, SIM_OBSERVED_COURSE, "x = 2", "week", NULL, 14},
    {SIM_FIELD_X, SIM_ERROR_NORMAL, SIM_OBSERVED_COURSE, "x = 2", NULL, NULL, 2},
    {SIM_FIELD_VALUE, SIM_ERROR_NORMAL, SIM_OBSERVED_COURSE, "value = 3", NULL, "cm", 30},
    {SIM_FIELD_LIMIT, SIM_ERROR_NORMAL, SIM_OBSERVED_COURSE, "limit = 1 m", NULL, "cm",
     1000},
    {SIM_FIELD_ARM, SIM_ERROR_NORMAL, SIM_OBSERVED_COURSE, "arm = b", NULL, NULL, 1},
    {SIM_FIELD_SD, SIM_ERROR_NORMAL, SIM_OBSERVED_COURSE, "sd = 2 cm", NULL, NULL, 20},
    {SIM_FIELD_SD, SIM_ERROR_RELATIVE, SIM_OBSERVED_COURSE, "sd_relative = 20 %", NULL,
     NULL, 0.2},
};

START_TEST(what_a_section_says_is_taken_in_our_units)
{
    sim_tabled t = {.x_unit = fixed[_i].x_unit, .value_unit = fixed[_i].value_unit};
    const sim_field *field = &t.fields[fixed[_i].id];
    filled f;

    open_filled(&f, NULL, two_arms);
    t.set.where = fixed[_i].where;
    t.set.kind = fixed[_i].kind;
    must(&f, take_fixed(&f, &t, fixed[_i].id, fixed[_i].row));
    ck_assert(field->is_fixed);
    ck_assert_double_eq_tol(field->fixed, fixed[_i].value, 1e-12 * fixed[_i].value);
    if (fixed[_i].id == SIM_FIELD_SD) ck_assert_double_eq(t.set.sd, field->fixed);
    close_filled(&f);
}
END_TEST

START_TEST(an_sd_may_be_estimated_and_is_never_zero)
{
    sim_tabled t = {0};
    filled f;

    open_filled(&f, NULL, two_arms);
    t.set.kind = SIM_ERROR_NORMAL;
    must(&f, take_fixed(&f, &t, SIM_FIELD_SD, "sd = estimate"));
    ck_assert(t.set.is_fitted);
    sim_data_free(&f.data);
    ck_assert_int_ne(take_fixed(&f, &t, SIM_FIELD_SD, "sd = 0"), SIM_OK);
    ck_assert(!t.set.is_fitted);
    ck_assert_str_eq(
        f.err.text,
        "own.ini:8: sd = 0: is no heading of the file and no standard deviation; "
        "a number above 0, in mm, or estimate would be right");
    sim_data_free(&f.data);
    t.set.kind = SIM_ERROR_LOGARITHM;
    ck_assert_int_ne(take_fixed(&f, &t, SIM_FIELD_SD, "log = 30"), SIM_OK);
    ck_assert_str_eq(f.err.text,
                     "own.ini:8: log = 30: is above 3, as a percentage is; 30 % "
                     "would be right");
    sim_data_free(&f.data);
    must(&f, take_fixed(&f, &t, SIM_FIELD_SD, "log = 30 %"));
    ck_assert_double_eq(t.set.sd, 0.3);
    close_filled(&f);
}
END_TEST

/* ---- rows --------------------------------------------------------------------------------------- */

/* Of reports, in cells: columns n, pd, with an sd of 0.2 and limits of 1 and 5. */
static sim_tabled of_rows(filled *f, const char *const rows[])
{
    sim_tabled t = {.o = &f->o, .data = section(f, rows), .known = SIM_NONE};

    t.table = t.data->table;
    t.set = (sim_observed_set){.where = SIM_OBSERVED_REPORT,
                               .unit = "1",
                               .kind = SIM_ERROR_NORMAL,
                               .log = SIM_NONE,
                               .sd = 0.2};
    for (sim_field_id id = 0; id < SIM_FIELDS; id++) t.fields[id].column = SIM_NONE;
    t.fields[SIM_FIELD_X].column = 0;
    t.fields[SIM_FIELD_VALUE].column = 1;
    t.fields[SIM_FIELD_ARM] = (sim_field){.is_fixed = true, .fixed = 1};
    t.fields[SIM_FIELD_SD] = (sim_field){.is_fixed = true, .fixed = 0.2};
    t.fields[SIM_FIELD_LIMIT] = (sim_field){.is_fixed = true, .fixed = 1};
    t.fields[SIM_FIELD_LIMIT_ABOVE] = (sim_field){.is_fixed = true, .fixed = 5};
    return t;
}

START_TEST(rows_are_taken_with_their_limits_and_empty_cells_are_none)
{
    static const char *const rows[] = {
        "columns = n,pd", "row 1 = P1,2.5", "row 2 = 2,",    "row 3 = 2,1",
        "row 4 = 3,7",    "row 5 = 4,> 3",  "row 6 = 6,<=2", NULL};
    static const struct {
        size_t line;
        double x, value;
        sim_sighting seen;
    } right[] = {{9, 1, 2.5, SIM_SEEN},
                 {11, 2, 1, SIM_SEEN_BELOW},
                 {12, 3, 5, SIM_SEEN_ABOVE},
                 {13, 4, 3, SIM_SEEN_ABOVE},
                 {14, 6, 2, SIM_SEEN_BELOW}};
    const size_t n = sizeof right / sizeof *right;
    sim_tabled t;
    filled f;

    open_filled(&f, NULL, two_arms);
    t = of_rows(&f, rows);
    must(&f, sim_tabled_take_rows(&t));
    ck_assert_uint_eq(f.all.n, n);
    ck_assert_uint_eq(f.all.sets[0].n_censored, 4);
    for (size_t i = 0; i < n; i++) {
        const sim_observed *o = &f.all.list[i];

        ck_assert_uint_eq(o->line, right[i].line);
        ck_assert_double_eq(o->x, right[i].x);
        ck_assert_double_eq(o->seen.value, right[i].value);
        ck_assert_int_eq(o->seen.seen, right[i].seen);
        ck_assert_double_eq(o->seen.sd, 0.2);
        ck_assert_uint_eq(o->arm, 1);
        ck_assert_uint_eq(o->row, SIM_NONE);
    }
    close_filled(&f);
}
END_TEST

static const struct {
    const char *rows[LINES];
    const char *message;
} no_rows[] = {
    {{"columns = n,pd", "row 1 = 1,2", "row 2 = P7,2"},
     "own.ini:10: n = P7: is behind the last passage of arm 'b', number 6; an earlier one, "
     "or "
     "harvest_passage = 7, would be right"},
    {{"columns = n,pd", "row 1 = Q1,2"},
     "own.ini:9: n = Q1: is no whole number from 0 on; one would be right"},
    {{"columns = n,pd", "row 1 = 1,>"},
     "own.ini:9: pd = >: names no limit; <1e3 would be right"},
    {{"columns = n,pd", "row 1 = 1,", "row 2 = 2,"},
     "own.ini:8: has no number in its column 'pd'; one in some row would be right"},
};

START_TEST(a_row_that_cannot_be_is_refused_by_its_line)
{
    sim_tabled t;
    filled f;

    open_filled(&f, NULL, two_arms);
    t = of_rows(&f, no_rows[_i].rows);
    ck_assert_int_ne(sim_tabled_take_rows(&t), SIM_OK);
    ck_assert_str_eq(f.err.text, no_rows[_i].message);
    close_filled(&f);
}
END_TEST

/* ---- a section ------------------------------------------------------------------------------------ */

/* Columns by their usual names; of those that mean something, none is left. */
START_TEST(a_section_finds_its_columns_and_marks_what_it_uses)
{
    static const char *const rows[] = {"y = timecourse.live_fraction",
                                       "value_unit = %",
                                       "sd = spread",
                                       "arm = a",
                                       "columns = note, value, day, spread, donor",
                                       "row 1 = x,50,7,5,M1",
                                       "row 2 = y,25,14,2,M2",
                                       "row 3 = z,20,21,2,M1",
                                       NULL};
    static const bool used[] = {false, true, true, true, true};
    filled f;
    const sim_data *data;

    open_filled(&f, NULL, two_arms);
    data = section(&f, rows);
    must(&f, sim_observing_take_table(&f.o, data));
    for (size_t i = 0; i < sizeof used / sizeof *used; i++)
        ck_assert_int_eq(data->table->used[i], used[i]);
    ck_assert_uint_eq(f.all.n_sets, 1);
    ck_assert_uint_eq(f.all.sets[0].n, 3);
    ck_assert_str_eq(f.all.sets[0].place, "own.ini:7");
    ck_assert(isnan(f.all.sets[0].sd));
    ck_assert_double_eq_tol(f.all.list[0].seen.sd, 0.05, 1e-15);
    ck_assert_double_eq_tol(f.all.list[1].seen.value, 0.25, 1e-15);
    ck_assert_double_eq(f.all.list[2].x, 21);
    ck_assert_uint_eq(f.all.n_sources, 2);
    ck_assert_uint_eq(f.all.list[2].source, f.all.list[0].source);
    close_filled(&f);
}
END_TEST

/* The sd of logarithms has no unit of the values', that of the values has theirs. */
START_TEST(an_sd_is_in_the_unit_of_the_values_where_it_is_one_of_them)
{
    static const char *const of_values[] = {
        "y = timecourse.live_in_joint", "value_unit = 1e6", "sd = 0.5", "arm = a",
        "columns = day,value",          "row 1 = 7,2",      NULL};
    static const char *const of_logs[] = {
        "y = timecourse.live_in_joint", "value_unit = 1e6", "log = 0.5", "arm = a",
        "columns = day,value",          "row 1 = 7,2",      NULL};
    filled f;

    open_filled(&f, NULL, two_arms);
    must(&f, sim_observing_take_table(&f.o, section(&f, of_values)));
    sim_data_free(&f.data);
    must(&f, sim_observing_take_table(&f.o, section(&f, of_logs)));
    ck_assert_uint_eq(f.all.n_sets, 2);
    ck_assert_double_eq(f.all.list[0].seen.sd, 5e5);
    ck_assert_double_eq(f.all.list[1].seen.sd, 0.5);
    ck_assert_double_eq(f.all.list[1].seen.value, 2e6);
    ck_assert_int_eq(f.all.sets[1].kind, SIM_ERROR_LOGARITHM);
    ck_assert_uint_eq(f.all.list[1].set, 1);
    close_filled(&f);
}
END_TEST

/* ---- a log ------------------------------------------------------------------------------------------ */

/* Nobody tells what was seeded before row 0, so that its harvest is not compared; its share is. */
static const char two_logs[] =
    "[arm a]\n[arm b]\n"
    "[data first]\nformat = passages\narm = a\n"
    "columns = donor,passage,day,seeded,harvested\nrow 1 = A,1,7,1e5,5e5\n"
    "[data second]\nformat = passages\narm = b\n"
    "columns = donor,passage,day,seeded,harvested,viability,senescent\n"
    "row 1 = A,0,14,,4e6,,0.05\nrow 2 = A,1,21,1e5,1e6,0.9,\nrow 3 = B,1,7,1e5,8e5,,0.1\n";

START_TEST(one_log_is_taken_and_not_its_neighbour)
{
    filled f;

    open_filled(&f, NULL, two_logs);
    ck_assert_uint_eq(f.e.n_logs, 2);
    must(&f, sim_observing_take_log(&f.o, 1));
    ck_assert_uint_eq(f.all.n_sets, 2);
    ck_assert_str_eq(f.all.sets[0].name, "second");
    ck_assert_str_eq(f.all.sets[0].quantity, "passages.harvested");
    ck_assert_uint_eq(f.all.sets[0].n, 2);
    ck_assert_double_eq_tol(f.all.list[0].seen.value, 9e5, 1e-6);
    ck_assert_uint_eq(f.all.list[0].row, 1);
    ck_assert_uint_eq(f.all.list[0].arm, 1);
    ck_assert_double_eq(f.all.list[1].seen.value, 8e5);
    ck_assert_str_eq(f.all.sets[1].quantity, "passages.senescent_fraction");
    ck_assert_uint_eq(f.all.sets[1].n, 2);
    ck_assert_double_eq(f.all.list[2].x, 0);
    ck_assert_double_eq(f.all.list[2].seen.value, 0.05);
    close_filled(&f);
}
END_TEST

START_TEST(of_a_log_with_a_subject_chosen_his_rows_are_taken_alone)
{
    filled f;

    open_filled(&f, NULL, two_logs);
    f.e.logs[1].subject = 1;
    must(&f, sim_observing_take_log(&f.o, 1));
    ck_assert_uint_eq(f.all.n, 2);
    ck_assert_uint_eq(f.all.n_sources, 1);
    ck_assert_str_eq(f.all.sources[0], "B");
    ck_assert_double_eq(f.all.list[1].seen.value, 0.1);
    close_filled(&f);
}
END_TEST

START_TEST(a_log_of_an_arm_that_is_left_out_gives_nothing)
{
    filled f;

    open_filled(&f, NULL, two_logs);
    f.e.logs[0].arm = SIM_NONE;
    must(&f, sim_observing_take_log(&f.o, 0));
    ck_assert_uint_eq(f.all.n_sets, 0);
    ck_assert_uint_eq(f.all.n, 0);
    close_filled(&f);
}
END_TEST

static void add_parts_of_a_table(TCase *tc)
{
    tcase_add_test(tc, a_column_of_a_course_is_a_symbol_of_its_stage);
    tcase_add_test(tc, a_difference_to_the_background_is_told_from_its_symbol);
    tcase_add_test(tc, a_column_of_reports_and_a_number_have_their_places);
    tcase_add_loop_test(tc, what_no_table_has_is_refused_with_what_is_near, 0,
                        sizeof no_quantities / sizeof *no_quantities);
    tcase_add_test(tc, a_number_is_told_from_a_heading);
    tcase_add_loop_test(tc, what_a_section_says_is_taken_in_our_units, 0,
                        sizeof fixed / sizeof *fixed);
    tcase_add_test(tc, an_sd_may_be_estimated_and_is_never_zero);
    tcase_add_test(tc, rows_are_taken_with_their_limits_and_empty_cells_are_none);
    tcase_add_loop_test(tc, a_row_that_cannot_be_is_refused_by_its_line, 0,
                        sizeof no_rows / sizeof *no_rows);
}

int main(void)
{
    Suite *suite = suite_create("observed_parts");
    TCase *tc = tcase_create("observed_parts");

    add_parts_of_a_table(tc);
    tcase_add_test(tc, a_section_finds_its_columns_and_marks_what_it_uses);
    tcase_add_test(tc, an_sd_is_in_the_unit_of_the_values_where_it_is_one_of_them);
    tcase_add_test(tc, one_log_is_taken_and_not_its_neighbour);
    tcase_add_test(tc, of_a_log_with_a_subject_chosen_his_rows_are_taken_alone);
    tcase_add_test(tc, a_log_of_an_arm_that_is_left_out_gives_nothing);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
