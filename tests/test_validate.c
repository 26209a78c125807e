/* test_validate.c -- the model beside published measurements: the same as an independent
 * implementation says, and worse where it is wrong. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/io/number.h"
#include "tests/measured.h"
#include "tests/suite.h"

static const char *held(const char *name)
{
    for (const sim_text *text = models_validation_texts; text->name; text++) {
        if (strcmp(text->name, name) == 0) return text->text;
    }
    ck_abort_msg("%s is not held", name);
    return NULL;
}

/* Without cohorts, which take longer than all else together. */
static void solve_held(measured *m, const char *const sets[], size_t n_sets)
{
    const measured_wish wish = {.files = models_validation_texts,
                                .sets = sets,
                                .n_sets = n_sets,
                                .no_cohorts = true};

    measured_solve(m, held("validation.csv"), &wish);
}

/* ---- an independent implementation ----------------------------------------- */

static const char *cell(const sim_measurements *table, size_t row, const char *column)
{
    size_t c = 0;

    while (strcmp(table->header[c], column) != 0) c++;
    return table->cells[row * table->n_columns + c];
}

static double number(const sim_measurements *table, size_t row, const char *column)
{
    double value = NAN;

    sim_number_parse(cell(table, row, column), &value);
    return value;
}

/* 0.5 %; shares below 1e-4 to 1e-6; 6 points of a cohort's share, whose standard error is
 * 2 points in each of the two. */
static double tolerance(const sim_measurement *m, double right)
{
    if (strcmp(m->how, "responders") == 0) return 6;
    return fabs(right) < 1e-4 ? 1e-6 : 0.005 * fabs(right);
}

static void check_row(const sim_measurements *table, size_t row)
{
    const sim_measurement *m = &table->list[row];
    const double right = number(table, row, "reference_model");

    ck_assert_msg(fabs(m->predicted - right) <=
                      (m->kind == SIM_SIGN_ROW ? 0 : tolerance(m, right)),
                  "%s, %s: %g, not %g", m->study, m->name, m->predicted, right);
    ck_assert_msg(m->hit == (number(table, row, "hit") == 1), "%s, %s: a hit, or not",
                  m->study, m->name);
    if (m->kind == SIM_SIGN_ROW)
        ck_assert_msg(fabs(m->reading - number(table, row, "reading")) <=
                          fmax(1e-6, 0.005 * fabs(m->reading)),
                      "%s, %s: reads %g", m->study, m->name, m->reading);
}

START_TEST(every_row_agrees_with_an_independent_implementation)
{
    const measured_wish wish = {.files = models_validation_texts};
    measured m;
    size_t n = 0;

    measured_solve(&m, held("validation.csv"), &wish);
    for (size_t row = 0; row < m.table.n; row++) {
        if (!sim_validation_runs(&m.validation, row)) continue;
        check_row(&m.table, row);
        n++;
    }
    ck_assert_uint_eq(m.table.n, 218);
    ck_assert_uint_eq(n, 200);
    measured_close(&m);
}
END_TEST

static size_t count_hits(const measured *m)
{
    size_t hits = 0;

    for (size_t role = 0; role < SIM_ROLES; role++) {
        for (size_t kind = 0; kind < SIM_ROW_KINDS; kind++)
            hits += sim_validation_score(&m->validation, (sim_role)role, (sim_row_kind)kind,
                                         NULL)
                        .hits;
    }
    return hits;
}

/* ---- wrong parameters -------------------------------------------------------- */

static const struct {
    const char *set, *group;
    sim_role role;
    sim_row_kind kind;
} planted[] = {
    {"passaging.hazard_scale=20", "expansion", SIM_CALIBRATION, SIM_NUMBER_ROW},
    {"persistence.tail=0.5", "persistence", SIM_PREDICTED, SIM_SIGN_ROW},
    {"joint.placebo=0.6", "knee", SIM_CALIBRATION, SIM_NUMBER_ROW},
    {"joint.cue_eaten=0", "knee", SIM_PREDICTED, SIM_SIGN_ROW},
};

static void check_lower(const measured *right, size_t i)
{
    measured wrong;
    sim_score good, bad;

    solve_held(&wrong, &planted[i].set, 1);
    good = sim_validation_score(&right->validation, planted[i].role, planted[i].kind,
                                planted[i].group);
    bad = sim_validation_score(&wrong.validation, planted[i].role, planted[i].kind,
                               planted[i].group);
    ck_assert_uint_eq(bad.n, good.n);
    ck_assert_uint_gt(good.n, 10);
    ck_assert_msg(bad.hits < good.hits, "%s: %zu hits, not below %zu", planted[i].set,
                  bad.hits, good.hits);
    ck_assert_uint_lt(count_hits(&wrong), count_hits(right));
    measured_close(&wrong);
}

START_TEST(a_wrong_parameter_lowers_the_score)
{
    measured right;

    solve_held(&right, NULL, 0);
    for (size_t i = 0; i < sizeof planted / sizeof *planted; i++) check_lower(&right, i);
    measured_close(&right);
}
END_TEST

/* ---- totals ------------------------------------------------------------------ */

/* Roles, kinds and groups stand apart, and what does not run counts nowhere. */
START_TEST(totals_mix_neither_roles_nor_kinds)
{
    measured m;
    size_t n = 0;

    solve_held(&m, NULL, 0);
    for (size_t role = 0; role < SIM_ROLES; role++) {
        for (size_t kind = 0; kind < SIM_ROW_KINDS; kind++) {
            static const char *const groups[] = {"expansion", "persistence", "knee"};
            const sim_score all = sim_validation_score(&m.validation, (sim_role)role,
                                                       (sim_row_kind)kind, NULL);
            sim_score sum = {0, 0};

            for (size_t g = 0; g < 3; g++) {
                const sim_score part = sim_validation_score(&m.validation, (sim_role)role,
                                                            (sim_row_kind)kind, groups[g]);

                sum.n += part.n;
                sum.hits += part.hits;
            }
            ck_assert_uint_eq(sum.n, all.n);
            ck_assert_uint_eq(sum.hits, all.hits);
            n += all.n;
        }
    }
    ck_assert_uint_eq(n, 200);
    measured_close(&m);
}
END_TEST

/* ---- files ------------------------------------------------------------------- */

START_TEST(a_file_says_what_it_assumes)
{
    const measured_wish wish = {.files = measured_banded};
    measured m;
    const sim_basis *b;
    sim_error err = {""};

    ck_assert_msg(measured_open(&m, measured_banded_rows, &wish, &err) == SIM_OK, "%s",
                  err.text);
    ck_assert_uint_eq(m.validation.n_bases, 3); /* each file once, whatever its rows */
    b = m.validation.bases[0];
    ck_assert_str_eq(b->about[SIM_ABOUT_STUDY].lines[0], "Nobody 2031");
    ck_assert_str_eq(b->about[SIM_ABOUT_CITATION].lines[0], "none");
    ck_assert_uint_eq(b->about[SIM_ABOUT_ASSUMED].n, 2);
    ck_assert_str_eq(b->about[SIM_ABOUT_ASSUMED].lines[1], "more");
    measured_close(&m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("validate");
    TCase *agreement = tcase_create("agreement"), *wrong = tcase_create("wrong"),
          *file = tcase_create("files");

    tcase_add_test(agreement, every_row_agrees_with_an_independent_implementation);
    tcase_add_test(agreement, totals_mix_neither_roles_nor_kinds);
    tcase_add_test(wrong, a_wrong_parameter_lowers_the_score);
    tcase_add_test(file, a_file_says_what_it_assumes);
    tcase_set_timeout(agreement, 60);
    tcase_set_timeout(wrong, 60);
    suite_add_tcase(suite, agreement);
    suite_add_tcase(suite, wrong);
    suite_add_tcase(suite, file);
    return suite_run(suite);
}
