/* test_validate.c -- the model beside published measurements: the same as an independent
 * implementation says, worse where it is wrong, and alike on any number of threads. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/validation.h"
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

/* ---- the band ---------------------------------------------------------------- */

static const sim_text files[] = {
    {"own.ini",
     "# Study: Nobody 2031\n# Citation:  none\n# Assumed: much\n# Assumed: more\n"
     "[run]\ndays = 30\n[delivery]\nhit_probability = 0.81\n[arm P2]\n"
     "[arm saline]\npresets.product = saline\n"},
    {"cul.ini", "[run]\ndays = 1\n[passaging]\nharvest_passage = 6\n[arm air]\n"},
    {"sal.ini", "[run]\ndays = 30\n[arm saline]\npresets.product = saline\n"
                "product.expanded = 0\n"},
    {NULL, NULL},
};

static const char rows[] = MEASURED_HEADER
    "A,a,predicted,number,3,2,4,mm,own.ini,P2,,vas,30,value,\n"
    "A,b,predicted,number,3,2,4,mm,own.ini,saline,,vas,30,value,\n"
    "A,c,predicted,sign,1,,4,mm,own.ini,P2,saline,total_relief,30,value difference,\n"
    "A,d,predicted,number,3,2,4,%,cul.ini,air,,senescent_fraction,6,value,\n"
    "A,e,predicted,number,3,2,4,h,cul.ini,air,,log_phase_doubling_time,2,value,\n"
    "A,f,predicted,number,3,2,4,day,own.ini,P2,,live_fraction,1-30,day_below,1e-9\n"
    "A,g,predicted,number,3,2,4,%,sal.ini,saline,,vas,30,responders,\n";

START_TEST(the_band_is_of_donors_and_laboratories_alone)
{
    const measured_wish wish = {.files = files, .replicates = 20, .no_cohorts = true};
    measured m;
    const sim_measurement *list;

    measured_solve(&m, rows, &wish);
    list = m.table.list;
    ck_assert_double_lt(list[0].low90, list[0].predicted);
    ck_assert_double_gt(list[0].high90, list[0].low90 + 0.5);
    /* whose saline has nothing of a donor in it; the patient stays at the rows */
    ck_assert_double_eq(list[1].low90, list[1].predicted);
    ck_assert_double_eq(list[1].high90, list[1].predicted);
    /* of a sign it is that of the reading */
    ck_assert(list[2].low90 < list[2].reading && list[2].reading < list[2].high90);
    ck_assert_double_gt(list[3].high90, 10 * list[3].low90);
    ck_assert_double_gt(list[4].high90, 1.5 * list[4].low90);
    ck_assert(isinf(list[5].low90) && isinf(list[5].high90));
    ck_assert(isnan(list[6].low90) && isnan(list[6].high90));
    ck_assert_uint_eq(m.validation.n_lost, 0);
    measured_close(&m);
}
END_TEST

/* Where growth outlasts the passages of the file, the band has no upper end; what has no
 * value for another reason is left out and counted. */
START_TEST(a_band_tells_what_it_leaves_out)
{
    static const char asked[] = MEASURED_HEADER
        "A,a,predicted,number,3,2,4,passage,cul.ini,air,,passage,end,value,\n"
        "A,b,predicted,number,3,2,4,PD,cul.ini,air,,cumulative_doublings,end,value,\n"
        "A,c,predicted,number,3,2,4,%,cul.ini,air,,senescent_fraction,end,value,\n"
        "A,d,predicted,number,3,2,4,%,cul.ini,air,,senescent_fraction,6,value,\n"
        "A,e,predicted,number,3,2,4,day,own.ini,P2,,live_fraction,1-30,day_below,2\n";
    const measured_wish wish = {.files = files, .replicates = 20, .no_cohorts = true};
    measured m;
    const sim_measurement *list;

    measured_solve(&m, asked, &wish);
    list = m.table.list;
    for (size_t i = 0; i < 2; i++) {
        ck_assert(isnan(list[i].predicted) && isfinite(list[i].low90));
        ck_assert(isinf(list[i].high90));
        ck_assert_uint_eq(list[i].n_band, 20);
    }
    ck_assert(list[2].n_band < 20 && isfinite(list[2].high90));
    ck_assert_uint_eq(list[3].n_band, 20);
    ck_assert_str_eq(list[0].remark, "growth does not end by the last passage of the file");
    ck_assert_ptr_null(list[3].remark);
    ck_assert_str_eq(list[4].remark, "it is below the limit from the first day on, and so "
                                     "never crosses it");
    measured_close(&m);
}
END_TEST

START_TEST(any_number_of_threads_gives_the_same)
{
    const measured_wish one = {.files = files, .replicates = 12, .threads = 1};
    const measured_wish three = {.files = files, .replicates = 12, .threads = 3};
    measured a, b;

    measured_solve(&a, rows, &one);
    measured_solve(&b, rows, &three);
    for (size_t i = 0; i < a.table.n; i++) {
        const sim_measurement *x = &a.table.list[i], *y = &b.table.list[i];
        const double these[] = {x->predicted, x->reading, x->low90, x->high90};
        const double those[] = {y->predicted, y->reading, y->low90, y->high90};

        ck_assert_mem_eq(these, those, sizeof these);
    }
    measured_close(&b);
    measured_close(&a);
}
END_TEST

START_TEST(a_seed_draws_other_donors)
{
    static const char *const sets[] = {"run.seed=7"};
    const measured_wish one = {.files = files, .replicates = 5};
    const measured_wish other = {
        .files = files, .replicates = 5, .sets = sets, .n_sets = 1};
    measured a, b;

    measured_solve(&a, rows, &one);
    measured_solve(&b, rows, &other);
    ck_assert_double_eq(a.table.list[3].predicted, b.table.list[3].predicted);
    ck_assert_double_ne(a.table.list[3].low90, b.table.list[3].low90);
    /* a row about a cohort has its own seed */
    ck_assert_double_eq(a.table.list[6].predicted, b.table.list[6].predicted);
    measured_close(&b);
    measured_close(&a);
}
END_TEST

/* A cohort of 600 that `run --replicates` would solve with seed 3 has these responders. */
START_TEST(responders_are_those_of_a_cohort)
{
    const measured_wish wish = {.files = files};
    measured m;

    measured_solve(&m, rows, &wish);
    ck_assert_double_gt(m.table.list[6].predicted, 5);
    ck_assert_double_lt(m.table.list[6].predicted, 95);
    ck_assert_double_eq_tol(fmod(m.table.list[6].predicted * 6, 1), 0, 1e-9);
    measured_close(&m);
}
END_TEST

/* ---- files ------------------------------------------------------------------- */

START_TEST(a_file_says_what_it_assumes)
{
    const measured_wish wish = {.files = files};
    measured m;
    const sim_basis *b;
    sim_error err = {""};

    ck_assert_msg(measured_open(&m, rows, &wish, &err) == SIM_OK, "%s", err.text);
    ck_assert_uint_eq(m.validation.n_bases, 3); /* each file once, whatever its rows */
    b = m.validation.bases[0];
    ck_assert_str_eq(b->about[SIM_ABOUT_STUDY].lines[0], "Nobody 2031");
    ck_assert_str_eq(b->about[SIM_ABOUT_CITATION].lines[0], "none");
    ck_assert_uint_eq(b->about[SIM_ABOUT_ASSUMED].n, 2);
    ck_assert_str_eq(b->about[SIM_ABOUT_ASSUMED].lines[1], "more");
    measured_close(&m);
}
END_TEST

START_TEST(what_cannot_be_solved_is_told_with_its_file_and_arm)
{
    static const sim_text bad[] = {
        {"own.ini", "[run]\ndays = 30\n[arm P2]\njoint.drive_tnf = 0.9\n"}, {NULL, NULL}};
    const measured_wish wish = {.files = bad};
    measured m;
    sim_error err = {""};

    ck_assert_int_eq(measured_open(&m,
                                   MEASURED_HEADER "A,a,predicted,number,3,2,4,mm,own.ini,"
                                                   "P2,,vas,30,value,\n",
                                   &wish, &err),
                     SIM_OK);
    ck_assert_int_ne(sim_validation_solve(&m.validation, NULL, &err), SIM_OK);
    ck_assert_str_eq(err.text,
                     "own.ini: arm P2: drive_tnf + drive_mmp = 0.9 + 0.3 must not "
                     "exceed 1");
    measured_close(&m);
}
END_TEST

static bool always(void *self)
{
    (void)self;
    return true;
}

START_TEST(who_asks_to_stop_is_obeyed)
{
    const measured_wish wish = {.files = files, .replicates = 3};
    const sim_hooks hooks = {.stop = always};
    measured m;
    sim_error err = {""};

    ck_assert_int_eq(measured_open(&m, rows, &wish, &err), SIM_OK);
    ck_assert_int_eq(sim_validation_solve(&m.validation, &hooks, &err), SIM_ESTOP);
    ck_assert_str_eq(err.text, "validate: interrupted; nothing is written");
    measured_close(&m);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("validate");
    TCase *agreement = tcase_create("agreement"), *wrong = tcase_create("wrong");
    TCase *band = tcase_create("band"), *file = tcase_create("files");
    TCase *owners = tcase_create("owners");

    tcase_add_test(agreement, every_row_agrees_with_an_independent_implementation);
    tcase_add_test(agreement, totals_mix_neither_roles_nor_kinds);
    tcase_add_test(wrong, a_wrong_parameter_lowers_the_score);
    tcase_add_test(owners, the_band_is_of_donors_and_laboratories_alone);
    tcase_add_test(owners, a_band_tells_what_it_leaves_out);
    tcase_add_test(band, any_number_of_threads_gives_the_same);
    tcase_add_test(band, a_seed_draws_other_donors);
    tcase_add_test(band, responders_are_those_of_a_cohort);
    tcase_add_test(file, a_file_says_what_it_assumes);
    tcase_add_test(file, what_cannot_be_solved_is_told_with_its_file_and_arm);
    tcase_add_test(file, who_asks_to_stop_is_obeyed);
    tcase_set_timeout(agreement, 60);
    tcase_set_timeout(wrong, 60);
    tcase_set_timeout(band, 60);
    tcase_set_timeout(owners, 60);
    suite_add_tcase(s, agreement);
    suite_add_tcase(s, wrong);
    suite_add_tcase(s, owners);
    suite_add_tcase(s, band);
    suite_add_tcase(s, file);
    return s;
}

int main(void) { return suite_run(suite()); }
