/* test_story_value.c -- values of a story: worked out of tables and rows, and told in a unit. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "tests/suite.h"
#include "tests/tale.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))
#define RELIEF "specific_relief_month_6"

static const char rows[] =
    "question = How much?\nchoices = much | little\n"
    "answer = " RELIEF " of P12 in P2\n"
    "outcome much = from 0.7: much\noutcome little = otherwise: little\n";

/* Reads a value of that job as a story would. */
static sim_status read_value(tale *t, const char *text, sim_story_value *value,
                             sim_error *err)
{
    sim_story_text at = {&t->story.world, text, "here", err};
    const sim_status status = sim_story_value_read(&at, value);

    if (status == SIM_OK) ck_assert_msg(*at.at == '\0', "left: %s", at.at);
    return status;
}

/* ---- what they come to -------------------------------------------------------- */

/* A cell of a table, in an arm's row number `row` from its first; -1: its last. */
static double cell(const tale *t, const char *name, const char *arm, int row,
                   const char *column)
{
    double found = NAN;

    for (size_t i = 0; i < t->job.tables.n; i++) {
        const sim_table *table = &t->job.tables.table[i];
        int n = 0;

        if (strcmp(table->name, name) != 0) continue;
        ck_assert_uint_lt(sim_table_find(table, column), table->n_columns);
        for (size_t k = 0; k < table->n_rows; k++)
            if (strcmp(table->keys[k], arm) == 0 && (n++ == row || row < 0))
                found = sim_table_cell(table, k, sim_table_find(table, column));
    }
    return found;
}

static double summary(const tale *t, const char *arm, const char *column)
{
    return cell(t, "summary", arm, 0, column);
}

static double find(tale *t, const char *text)
{
    sim_story_value value;
    sim_error err = {""};

    ck_assert_msg(read_value(t, text, &value, &err) == SIM_OK, "%s", err.text);
    return sim_story_value_find(&value, &t->story.world);
}

START_TEST(values_are_those_of_tables_and_rows)
{
    double p2, p12;
    tale t;

    tale_read(&t, rows);
    tale_solve(&t);
    p2 = summary(&t, "P2", RELIEF);
    p12 = summary(&t, "P12", RELIEF);
    ck_assert_double_gt(p2 - p12, 5); /* they differ */
    ck_assert_double_eq(find(&t, RELIEF " of P12"), p12);
    ck_assert_double_eq(find(&t, RELIEF " of P12 in P2"), p12 / p2);
    ck_assert_double_eq(find(&t, RELIEF " of P12 less P2"), p12 - p2);
    ck_assert_double_eq(find(&t, RELIEF " of P2 less P12 in P2"), (p2 - p12) / p2);
    ck_assert_double_eq_tol(
        find(&t, RELIEF " of P2 less total_relief_month_1 of P12 less P2"),
        p2 - summary(&t, "P12", "total_relief_month_1") -
            summary(&t, "P2", "total_relief_month_1"),
        1e-12);
    ck_assert_double_eq(find(&t, "vas of P12 on day 37"),
                        cell(&t, "timecourse", "P12", 37, "vas"));
    ck_assert_double_eq(find(&t, "vas of P12 on day 37 less P2"),
                        cell(&t, "timecourse", "P12", 37, "vas") -
                            cell(&t, "timecourse", "P2", 37, "vas"));
    ck_assert_double_eq(find(&t, "senescent of P12"),
                        cell(&t, "passages", "P12", -1, "senescent"));
    ck_assert_double_eq(find(&t, "passaging.harvest_passage of P12"), 12);
    ck_assert_double_eq(find(&t, "passaging.harvest_passage of P12 less P2"), 10);
    tale_free(&t);
}
END_TEST

static const char *const undefined[] = {
    "specific_relief_month_12 of P2", /* the run ends on day 200 */
    "specific_relief_month_12 of P2 less P12",
    "vas of P2 on day 201",
    "vas of P2 on day 37.31",
    "vas of P2 on day 201 in P2",
    "patients with " RELIEF " of P2 from 3", /* no cohort is solved */
};

START_TEST(what_is_not_there_is_not_defined)
{
    tale t;

    tale_read(&t, rows);
    tale_solve(&t);
    for (int i = 0; i < LENGTH(undefined); i++)
        ck_assert_msg(isnan(find(&t, undefined[i])), "%s", undefined[i]);
    tale_free(&t);
}
END_TEST

/* Not the start of a longer word, and blanks as they come. */
START_TEST(words_are_taken_whole)
{
    sim_error err = {""};
    tale t;
    sim_story_text at = {&t.story.world, " less \t P2", "here", &err};

    ck_assert(!sim_story_take(&at, "les"));
    ck_assert(!sim_story_take(&at, "less P"));
    ck_assert(sim_story_take(&at, "less P2"));
    ck_assert_str_eq(at.at, "");
}
END_TEST

/* ---- responses ---------------------------------------------------------------- */

static const char figure[] =
    "[figure dose]\nkind = response\ny = specific_relief_month_1, " RELIEF
    "\nover = product.dose\nvalues = 1e6, 4e7\n";

/* Of P12 alone: it rises, falls and rises again, and has a gap. */
static const double doses[][2] = {{1e6, 0.5}, {2e6, 1.5}, {5e6, 7.3},
                                  {1e7, 6.1}, {2e7, NAN}, {4e7, 6.7}};

static void make_response(sim_table *table)
{
    static const sim_column key = {"arm", "", "arm", SIM_CELL_TEXT};
    static const sim_column columns[] = {{"product.dose", "cell", "dose", SIM_CELL_NUMBER},
                                         {RELIEF, "mm", "relief", SIM_CELL_NUMBER}};
    sim_error err = {""};
    double *row;

    ck_assert_int_eq(sim_table_init(table, "dose", key, columns, 2, &err), SIM_OK);
    for (size_t i = 0; i < sizeof doses / sizeof *doses; i++) {
        ck_assert_int_eq(sim_table_add_row(table, "P12", &row, &err), SIM_OK);
        memcpy(row, doses[i], sizeof doses[i]);
    }
}

static const struct {
    const char *text, *unit;
    double value, tolerance;
} responses[] = {
    {"highest " RELIEF " of P12 over product.dose", "mm", 7.3, 0},
    {"place of highest " RELIEF " of P12 over product.dose", "cell", 5e6, 0},
    {"place of " RELIEF " of P12 reaching 1 mm over product.dose", "cell", 1.5e6, 1e-6},
    {"place of " RELIEF " of P12 reaching 0.31 over product.dose", "cell", 1e6, 0},
    {"place of " RELIEF " of P12 reaching 7.3 over product.dose", "cell", 5e6, 1e-6},
    {"place of " RELIEF " of P12 reaching 7.31 over product.dose", "cell", NAN, 0},
    {"highest " RELIEF " of P2 over product.dose", "mm", NAN, 0},
    {"highest " RELIEF " of P12 over product.dose less " RELIEF " of P12", "mm", -1.15,
     0.01},
};

START_TEST(a_response_is_read_off_its_figure)
{
    char text[2048];
    const sim_table *tables[1];
    sim_story_value value;
    sim_table table;
    sim_error err = {""};
    double found;
    tale t;

    snprintf(text, sizeof text, "%s%s", rows, figure);
    tale_read(&t, text);
    tale_solve(&t);
    make_response(&table);
    tables[0] = &table;
    t.story.world.responses = tables;
    t.story.world.n_responses = 1;
    ck_assert_msg(read_value(&t, responses[_i].text, &value, &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_str_eq(sim_story_value_unit(&value), responses[_i].unit);
    found = sim_story_value_find(&value, &t.story.world);
    if (isnan(responses[_i].value))
        ck_assert(isnan(found));
    else
        ck_assert_double_eq_tol(found, responses[_i].value,
                                responses[_i].tolerance + 1e-12);
    sim_story_value_name(&value, &t.story.world, text, sizeof text);
    ck_assert_msg(read_value(&t, text, &value, &err) == SIM_OK, "%s: %s", text, err.text);
    sim_table_free(&table);
    tale_free(&t);
}
END_TEST

static const char *const no_responses[][2] = {
    {"highest " RELIEF " of P12",
     "here: nothing stands where 'over' should; over SECTION.NAME would "
     "be right"},
    {"highest " RELIEF " of P12 over dose",
     "here: 'dose' is no parameter; SECTION.NAME would be right"},
    {"highest " RELIEF " of P12 over product.viability",
     "here: no figure shows " RELIEF
     " over product.viability; one with kind = response, y = " RELIEF
     " and over = product.viability would be right"},
    {"highest relief_month_6 of P12 over product.dose", ""},
    {"highest specific_relief of P12 over product.dose", ""},
    {"highest potency of P12 over product.dose",
     "here: no figure shows potency over product.dose; one with kind = response, y = "
     "potency "
     "and over = product.dose would be right"},
    {"place of " RELIEF " of P12 over product.dose",
     "here: 'over product.dose' stands where 'reaching' should; reaching X would be right"},
    {"place of " RELIEF " of P12 reaching much over product.dose",
     "here: 'much' is no number in mm; one would be right"},
};

START_TEST(a_response_without_a_figure_is_refused)
{
    char text[2048];
    sim_story_value value;
    sim_error err = {""};
    tale t;

    snprintf(text, sizeof text, "%s%s", rows, figure);
    tale_read(&t, text);
    tale_solve(&t);
    ck_assert_int_ne(read_value(&t, no_responses[_i][0], &value, &err), SIM_OK);
    if (*no_responses[_i][1]) ck_assert_str_eq(err.text, no_responses[_i][1]);
    tale_free(&t);
}
END_TEST

/* ---- how they are told -------------------------------------------------------- */

static const struct {
    const char *text, *unit;
    double times;
    bool is_difference;
    double least; /* worth a word */
} told[] = {
    {RELIEF " of P12", "mm", 1, false, 1},
    {RELIEF " of P12 less P2", "mm", 1, true, 1},
    {RELIEF " of P12 as cm", "cm", 0.1, false, 1},
    {RELIEF " of P12 in P2", "%", 100, false, 1},
    {RELIEF " of P2 less P12 in P2", "%", 100, false, 1},
    {"potency of P12", "1", 1, false, 0.01},
    {"potency of P12 as %", "%", 100, false, 0.01},
    {"potency of P12 less P2 as %", "point", 100, true, 0.01},
    {"live_fraction of P12 on day 30 as %", "%", 100, false, 0.001},
    {"passaging.harvest_passage of P12", "passage", 1, false, 0.12},
    {"passaging.donor_age of P12 less P2", "year", 1, true, 0.33},
    {"patients with " RELIEF " of P2 from 3", "%", 100, false, 1},
    {"patients with " RELIEF " of P12 from 3 less P2", "point", 100, true, 1},
    {"worst_flare_day of P2 as week", "week", 1 / 7.0, false, 0},
};

START_TEST(a_value_is_told_in_its_unit)
{
    sim_story_value value;
    sim_error err = {""};
    sim_unit_told as;
    tale t;

    tale_read(&t, rows);
    tale_solve(&t);
    ck_assert_msg(read_value(&t, told[_i].text, &value, &err) == SIM_OK, "%s", err.text);
    as = sim_story_value_told(&value, &t.story.world);
    ck_assert_str_eq(as.unit, told[_i].unit);
    ck_assert_double_eq_tol(as.times, told[_i].times, 1e-12);
    ck_assert_int_eq(as.is_difference, told[_i].is_difference);
    tale_free(&t);
}
END_TEST

START_TEST(the_least_difference_is_that_of_its_number)
{
    sim_story_value value;
    sim_error err = {""};
    tale t;

    tale_read(&t, rows);
    tale_solve(&t);
    for (int i = 0; i < LENGTH(told); i++) {
        if (told[i].least == 0) continue;
        ck_assert_msg(read_value(&t, told[i].text, &value, &err) == SIM_OK, "%s", err.text);
        ck_assert_double_eq_tol(sim_story_value_least(&value, &t.story.world),
                                told[i].least, 1e-12);
    }
    tale_free(&t);
}
END_TEST

/* They read as the same value again, and so have the same words. */
START_TEST(a_value_has_words)
{
    sim_story_value value, again;
    sim_error err = {""};
    char name[256], other[256];
    tale t;

    tale_read(&t, rows);
    tale_solve(&t);
    ck_assert_int_eq(read_value(&t, told[_i].text, &value, &err), SIM_OK);
    sim_story_value_name(&value, &t.story.world, name, sizeof name);
    ck_assert_msg(read_value(&t, name, &again, &err) == SIM_OK, "%s", err.text);
    sim_story_value_name(&again, &t.story.world, other, sizeof other);
    ck_assert_str_eq(name, other);
    ck_assert_msg(strncmp(name, told[_i].text, strcspn(told[_i].text, " ")) == 0, "%s",
                  name);
    if (!sim_story_value_is_of_subjects(&value))
        ck_assert_double_eq(sim_story_value_find(&again, &t.story.world),
                            sim_story_value_find(&value, &t.story.world));
    tale_free(&t);
}
END_TEST

static const char *const no_units[][2] = {
    {RELIEF " of P2 as day",
     "here: 'day' is no unit that mm can be told in; another would be right"},
    {RELIEF " of P2 as %",
     "here: '%' is no unit that mm can be told in; another would be right"},
    {RELIEF " of P2 in P12 as mm",
     "here: 'mm' is no unit that 1 can be told in; another would be right"},
};

START_TEST(a_unit_that_does_not_fit_is_refused)
{
    sim_story_value value;
    sim_error err = {""};
    tale t;

    tale_read(&t, rows);
    tale_solve(&t);
    ck_assert_int_eq(read_value(&t, no_units[_i][0], &value, &err), SIM_EPARSE);
    ck_assert_str_eq(err.text, no_units[_i][1]);
    tale_free(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("story_value");
    TCase *found = tcase_create("found"), *words = tcase_create("told");

    tcase_add_test(found, values_are_those_of_tables_and_rows);
    tcase_add_test(found, what_is_not_there_is_not_defined);
    tcase_add_test(found, words_are_taken_whole);
    tcase_add_loop_test(words, a_value_is_told_in_its_unit, 0, LENGTH(told));
    tcase_add_test(words, the_least_difference_is_that_of_its_number);
    tcase_add_loop_test(words, a_value_has_words, 0, LENGTH(told));
    tcase_add_loop_test(words, a_unit_that_does_not_fit_is_refused, 0, LENGTH(no_units));
    tcase_add_loop_test(found, a_response_is_read_off_its_figure, 0, LENGTH(responses));
    tcase_add_loop_test(found, a_response_without_a_figure_is_refused, 0,
                        LENGTH(no_responses));
    suite_add_tcase(suite, found);
    suite_add_tcase(suite, words);
    return suite_run(suite);
}
