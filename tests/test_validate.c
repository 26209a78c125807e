/* test_validate.c -- the model beside published measurements: the same as an independent
 * implementation says, and worse where it is wrong.
 *
 * COHORT, where the environment has it, is how many of a cohort are asked at most; `make
 * test-cohort` asks as many as the rows do. */
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

/* By how much the chances of a cohort of 2,000 may differ: three standard errors of both, in the
 * unit of the row. */
static const struct {
    const char *how, *quantity; /* NULL: any */
    double by;
} spreads[] = {
    {"cohort_share", "response", 3.2},
    {"cohort_share", "alive_of_others", 3.2},
    {"cohort_share", NULL, 2},
    {"cohort_share difference", NULL, 0.2},
    {"cohort_share ratio", NULL, 0.01},
    {"cohort_odds ratio", NULL, 0.02},
    {"cohort_mean", "ventilator_free_days", 0.6},
    {"cohort_mean difference", "ventilator_free_days", 0.2},
    {"cohort_mean", NULL, 0.15},
};

static size_t most_asked(void)
{
    const char *text = getenv("COHORT");

    return text ? strtoul(text, NULL, 10) : 200;
}

static bool is_of_chances(const sim_measurement *m)
{
    return strncmp(m->how, "cohort_", strlen("cohort_")) == 0;
}

static double spread(const sim_measurement *m)
{
    const double asked = fmin(2000, (double)most_asked());

    for (size_t i = 0; i < sizeof spreads / sizeof *spreads; i++) {
        if (strcmp(spreads[i].how, m->how) != 0) continue;
        if (!spreads[i].quantity || strcmp(spreads[i].quantity, m->quantity) == 0)
            return spreads[i].by * sqrt(2000 / asked);
    }
    ck_abort_msg("%s of %s", m->how, m->quantity);
    return 0;
}

/* 0.5 %, or a hundredth of the unit of the three that are about a disease; shares below 1e-4 to
 * 1e-6; 6 points of a cohort's share, whose standard error is 2 points in each of the two. */
static double tolerance(const sim_measurement *m, double right)
{
    static const char *const diseases[] = {"gvhd", "ards", "heart"};
    double least = fabs(right) < 1e-4 ? 1e-6 : 0;

    if (strcmp(m->how, "responders") == 0)
        return 6 * sqrt(600 / fmin(600, (double)most_asked()));
    if (is_of_chances(m)) return spread(m);
    for (size_t i = 0; i < sizeof diseases / sizeof *diseases; i++)
        if (strcmp(m->group, diseases[i]) == 0) least = 0.01;
    return fmax(least, 0.005 * fabs(right));
}

/* May a cohort on the other side of a bound be as right? */
static bool is_at_a_bound(const sim_measurement *m, double right)
{
    return is_of_chances(m) &&
           fmin(fabs(right - m->low), fabs(right - m->high)) < spread(m);
}

static void check_row(const sim_measurements *table, size_t row)
{
    const sim_measurement *m = &table->list[row];
    const double right = number(table, row, "reference_model");

    ck_assert_msg(fabs(m->predicted - right) <=
                      (m->kind == SIM_SIGN_ROW ? 0 : tolerance(m, right)),
                  "%s, %s: %g, not %g", m->study, m->name, m->predicted, right);
    ck_assert_msg(m->hit == (number(table, row, "hit") == 1) || is_at_a_bound(m, right),
                  "%s, %s: a hit, or not", m->study, m->name);
    if (m->kind == SIM_SIGN_ROW)
        ck_assert_msg(fabs(m->reading - number(table, row, "reading")) <=
                          fmax(1e-6, 0.005 * fabs(m->reading)),
                      "%s, %s: reads %g", m->study, m->name, m->reading);
}

START_TEST(every_row_agrees_with_an_independent_implementation)
{
    const measured_wish wish = {.files = models_validation_texts,
                                .most_asked = most_asked()};
    measured m;
    size_t n = 0;

    measured_solve(&m, held("validation.csv"), &wish);
    for (size_t row = 0; row < m.table.n; row++) {
        if (!sim_validation_runs(&m.validation, row)) continue;
        check_row(&m.table, row);
        n++;
    }
    ck_assert_uint_eq(m.table.n, 270);
    ck_assert_uint_eq(n, 252);
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
            static const char *const groups[] = {"expansion", "persistence", "knee",
                                                 "ards",      "heart",       "gvhd"};
            const sim_score all = sim_validation_score(&m.validation, (sim_role)role,
                                                       (sim_row_kind)kind, NULL);
            sim_score sum = {0, 0};

            for (size_t g = 0; g < 6; g++) {
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
    ck_assert_uint_eq(n, 252);
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

/* ---- chains ------------------------------------------------------------------ */

static const sim_text mixed[] = {
    {"knee.ini", "[run]\ndays = 30\n[arm a]\n"},
    {"lung.ini", "[run]\nindication = ards\ndays = 20\n[arm a]\n"},
    {NULL, NULL},
};
static const char mixed_rows[] =
    MEASURED_HEADER "A,a,predicted,number,3,2,4,mm,knee.ini,a,,vas,30,value,\n"
                    "A,b,predicted,number,3,2,4,mmHg,lung.ini,a,,pf,20,value,\n";

/* Each file is read by the chain that it names, and a value for one chain holds in its files. */
START_TEST(files_of_two_chains_stand_in_one_table)
{
    static const char *const sets[] = {"ards.pf_healthy = 500", "product.dose = 2e8"};
    const measured_wish plain = {.files = mixed};
    const measured_wish other = {.files = mixed, .sets = sets, .n_sets = 1};
    const measured_wish dose = {.files = mixed, .sets = &sets[1], .n_sets = 1};
    measured a, b, c;

    measured_solve(&a, mixed_rows, &plain);
    measured_solve(&b, mixed_rows, &other);
    measured_solve(&c, mixed_rows, &dose);
    ck_assert_double_eq(measured_said(&a, 0), measured_said(&b, 0));
    ck_assert_double_gt(measured_said(&b, 1), measured_said(&a, 1) + 10);
    ck_assert_double_ne(measured_said(&a, 0), measured_said(&c, 0));
    ck_assert_double_ne(measured_said(&a, 1), measured_said(&c, 1));
    measured_close(&c);
    measured_close(&b);
    measured_close(&a);
}
END_TEST

START_TEST(a_value_that_no_file_takes_is_refused)
{
    static const char *const sets[] = {"heart.retention = 0.3"};
    const measured_wish wish = {.files = mixed, .sets = sets, .n_sets = 1};
    measured m;
    sim_error err = {""};

    ck_assert_int_ne(measured_open(&m, mixed_rows, &wish, &err), SIM_OK);
    ck_assert_str_eq(err.text,
                     "--set heart.retention = 0.3: section 'heart' is of indication heart, "
                     "and this run treats knee; [run] indication = heart, or no such row, "
                     "would be right");
    measured_close(&m);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("validate");
    TCase *agreement = tcase_create("agreement"), *wrong = tcase_create("wrong"),
          *file = tcase_create("files"), *chains = tcase_create("chains");

    tcase_add_test(agreement, every_row_agrees_with_an_independent_implementation);
    tcase_add_test(agreement, totals_mix_neither_roles_nor_kinds);
    tcase_add_test(wrong, a_wrong_parameter_lowers_the_score);
    tcase_add_test(file, a_file_says_what_it_assumes);
    tcase_add_test(chains, files_of_two_chains_stand_in_one_table);
    tcase_add_test(chains, a_value_that_no_file_takes_is_refused);
    if (most_asked() <= 200) tcase_set_timeout(agreement, 120);
    tcase_set_timeout(wrong, 60);
    suite_add_tcase(suite, agreement);
    suite_add_tcase(suite, wrong);
    suite_add_tcase(suite, file);
    suite_add_tcase(suite, chains);
    return suite_run(suite);
}
