/* test_choices.c -- what somebody chose holds or is told: by run and sweep from the rows
 * alone, by check also from solving again.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- presets -------------------------------------------------------------- */

/* A file of a few days, --set, and what standard error says of it. */
typedef struct {
    const char *file, *options, *told;
} told_case;

#define SHORT "[run]\ndays = 9\n"

static const told_case over_presets[] = {
    /* what differs is told, with both values; what is the same is not */
    {SHORT "[presets]\nproduct = exosomes\n[product]\ndose = 5e7\nvesicles = 1e11\n", "",
     "a.ini:6: product.dose = 5e+07 stands over preset exosomes's value 0\n"},
    /* the row of one arm over the preset of all */
    {SHORT
     "[presets]\nhost = unrelated_donor\n[arm x]\n[arm y]\nproduct.mismatch = 0.385\n",
     "",
     "a.ini:7: product.mismatch = 0.385 stands over preset unrelated_donor's value 1 in "
     "arm "
     "y\n"},
    /* and of all over that of one: the arm's preset holds, for it is chosen later */
    {SHORT "[product]\nviability = 0.8\n[arm x]\n[arm y]\npresets.product = "
           "thawed_rested\n",
     "", ""},
    /* a --set of all over the preset of some */
    {SHORT "[arm x]\npresets.product = thawed_rested\n[arm y]\n"
           "presets.product = thawed_rested\n[arm z]\n",
     "--set product.viability=0.385",
     "--set product.viability=0.385: product.viability = 0.385 stands over preset "
     "thawed_rested's value 0.9 in arms x, y\n"},
    {SHORT "[presets]\nsource = umbilical\n", "--set passaging.cycle_time=1.25d",
     "--set passaging.cycle_time=1.25d: passaging.cycle_time = 30 stands over preset "
     "umbilical's value 17.5\n"},
};

static void assert_told(const char *command, const told_case *c)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", c->file);
    snprintf(arguments, sizeof arguments, "%s %s", command, c->options);
    program_tell(arguments, c->told, &result);
}

START_TEST(a_row_over_a_presets_value_is_told_with_both)
{
    assert_told("check a.ini", &over_presets[_i]);
    assert_told("run a.ini", &over_presets[_i]);
}
END_TEST

/* A sweep tells its progress as well, afterwards. */
static void assert_sweep_tells(const told_case *c)
{
    program_result result;

    program_write_text("a.ini", c->file);
    program_run("sweep a.ini -o a.db", &result);
    ck_assert_int_eq(result.code, 0);
    ck_assert_int_eq(strncmp(result.err, c->told, strlen(c->told)), 0);
    ck_assert_ptr_null(strstr(result.err + strlen(c->told), "a.ini"));
}

START_TEST(a_sweep_tells_what_axes_put_over_a_preset)
{
    const told_case c = {
        SHORT "[presets]\nproduct = exosomes\n[product]\nvesicles = 2e11\n"
              "[sweep]\nproduct.dose = 0, 1e7\n",
        "",
        "a.ini:6: product.vesicles = 2e+11 stands over preset exosomes's value 1e+11\n"
        "a.ini:8: sweep.product.dose = 0, 1e7 stands over preset exosomes's value 0\n"};

    assert_sweep_tells(&c);
}
END_TEST

static const told_case other_places[] = {
    {SHORT "[sweep]\npresets.guidance = guided_knee, guided_hip\n", "",
     "a.ini:4: presets.guidance = guided_hip is for the hip, and this run treats the knee; "
     "guided_knee would be right\n"},
    {SHORT "[sweep]\npresets.guidance = guided_hip, blind_shoulder\n", "",
     "a.ini:4: sweep.presets.guidance has presets that are not for the knee, which this "
     "run treats: guided_hip (hip), blind_shoulder (shoulder); those for the knee would be "
     "right\n"},
    {SHORT "[sweep]\npresets.guidance = guided_knee, blind_knee\n", "", ""},
};

START_TEST(an_axis_of_presets_for_another_place_is_told)
{
    assert_sweep_tells(&other_places[_i]);
    assert_told("check a.ini", &other_places[_i]);
}
END_TEST

START_TEST(an_axis_that_nothing_reads_is_told)
{
    const told_case c = {
        "[run]\nindication = heart\ndays = 30\n[sweep]\n"
        "product.dose_interval = 17, 23\nproduct.dose = 1e7, 2e7\n"
        "presets.host = own_cells, matched_donor\n",
        "",
        "a.ini:5: sweep.product.dose_interval = 17, 23 has no effect in any "
        "arm\n"};

    assert_sweep_tells(&c);
    assert_told("check a.ini", &c);
}
END_TEST

START_TEST(the_default_experiment_tells_nothing)
{
    program_result result;

    program_shell("cp \"$OLDPWD/params.ini\" .", &result);
    ck_assert_int_eq(result.code, 0);
    program_succeed("check params.ini", &result);
    program_succeed("run params.ini --set run.days=9", &result);
    program_succeed("check out/run.ini", &result);
}
END_TEST

/* ---- rows without effect -------------------------------------------------- */

static const told_case unread[] = {
    /* what another ending takes no notice of */
    {"[run]\nindication = gvhd\ndays = 30\n[product]\ndose_interval = 91\n[presets]\n"
     "host = unrelated_donor\n",
     "",
     "a.ini:5: product.dose_interval = 91 has no effect in any arm\n"
     "a.ini:7: presets.host = unrelated_donor has no effect in any arm\n"},
    /* no interval without a second dose */
    {SHORT "[product]\ndose_interval = 91\n[arm x]\n[arm y]\n", "",
     "a.ini:4: product.dose_interval = 91 has no effect in any arm\n"},
    {SHORT "[product]\ndose_interval = 3\n[arm x]\n[arm y]\nproduct.doses = 2\n", "", ""},
    /* no culture where nothing is cultured: a row, and a preset */
    {SHORT "[arm x]\npresets.product = marrow_concentrate\npassaging.harvest_passage = 8\n"
           "presets.source = umbilical\n",
     "",
     "a.ini:5: passaging.harvest_passage = 8 has no effect in arm x\n"
     "a.ini:6: presets.source = umbilical has no effect in arm x\n"},
    /* what is multiplied by 0 */
    {SHORT "[arm x]\npersistence.reject_rate = 0.385\n[arm y]\nproduct.mismatch = 1\n"
           "persistence.reject_rate = 0.385\n",
     "", "a.ini:4: persistence.reject_rate = 0.385 has no effect in arm x\n"},
    /* what says what holds anyway is no choice to speak of */
    {SHORT "[product]\ndose_interval = 180\n[presets]\nproduct = fresh\n", "", ""},
    /* what gave way: to a preset, to a --set, to the arms; but not to the same for all */
    {SHORT "[product]\nviability = 0.8\n[arm x]\npresets.product = thawed_rested\n", "",
     "a.ini:4: product.viability = 0.8 has no effect in arm x: preset thawed_rested stands "
     "over it\n"},
    {SHORT "[arm x]\njoint.load = 1.1\n[arm y]\n", "--set joint.load=1.2",
     "a.ini:4: joint.load = 1.1 has no effect in arm x: --set joint.load=1.2 stands over "
     "it\n"},
    {SHORT "[joint]\nload = 1.3\n[arm x]\njoint.load = 1.1\n[arm y]\njoint.load = 1.2\n",
     "", "a.ini:4: joint.load = 1.3 has no effect in any arm: a.ini:6 stands over it\n"},
    {SHORT "[joint]\nload = 1.1\n[arm x]\n[arm y]\n", "--set joint.load=1.2", ""},
    /* a preset of which no row holds */
    {SHORT "[presets]\nhost = unrelated_donor\n[product]\nmismatch = 0\n", "",
     "a.ini:4: presets.host = unrelated_donor has no effect in arm default: a.ini:6 stands "
     "over it\n"
     "a.ini:6: product.mismatch = 0 stands over preset unrelated_donor's value 1\n"},
};

/* What is drawn, and gives the row all the same. */
static const told_case undrawn[] = {
    {SHORT "[cohort]\npassaging.low_oxygen = lognormal 0.385 laboratory 0.238\n[arm x]\n",
     "",
     "a.ini:4: cohort.passaging.low_oxygen = lognormal 0.385 laboratory 0.238 has no "
     "effect "
     "in any arm: it is a factor, and the row is 0\n"},
    {SHORT "[cohort]\npassaging.low_oxygen = lognormal 0.385\n[arm x]\n[arm y]\n"
           "passaging.low_oxygen = 0.71\n",
     "", ""},
    {SHORT "[cohort]\npassaging.low_oxygen = uniform 0.238 0.71\n", "", ""},
    {SHORT "[cohort]\nproduct.mismatch = lognormal 0.385\n",
     "", /* of the preset own_cells */
     "a.ini:4: cohort.product.mismatch = lognormal 0.385 has no effect in any arm: it is a "
     "factor, and the row is 0\n"},
    {SHORT "[cohort]\ndonors_per_laboratory = 7\npassaging.hazard_scale = lognormal 0.3\n"
           "passaging.cycle_time = fixed\n",
     "",
     "a.ini:4: cohort.donors_per_laboratory = 7 has no effect: no row of [cohort] has a "
     "laboratory\n"},
    {SHORT "[cohort]\ndonors_per_laboratory = 7\npassaging.cycle_time = fixed\n", "", ""},
    {SHORT "[cohort]\nproduct.dose_interval = normal 91 7 399\n", "",
     "a.ini:4: cohort.product.dose_interval = normal 91 7 399 has no effect in any arm\n"},
};

START_TEST(a_draw_that_changes_nothing_is_told)
{
    assert_told("check a.ini", &undrawn[_i]);
    assert_told("run a.ini -n 2", &undrawn[_i]);
}
END_TEST

START_TEST(a_draw_is_not_idle_that_an_axis_wakes)
{
    const told_case c = {SHORT "[cohort]\npassaging.low_oxygen = lognormal 0.385\n"
                               "product.mismatch = lognormal 0.238\n"
                               "[sweep]\nreplicates = 2\npassaging.low_oxygen = 0, 0.7\n"
                               "presets.host = own_cells, unrelated_donor\n",
                         "", ""};

    assert_sweep_tells(&c);
}
END_TEST

START_TEST(a_row_that_nothing_reads_is_told_without_solving)
{
    assert_told("run a.ini", &unread[_i]);
    assert_told("check a.ini", &unread[_i]);
}
END_TEST

/* What a sweep moves is read at some point of it. */
START_TEST(a_sweep_knows_what_its_axes_wake)
{
    const told_case c = {
        SHORT "[product]\ndose_interval = 3\n[persistence]\nreject_rate = 0.385\n"
              "[sweep]\nproduct.doses = 1, 2\n",
        "", "a.ini:6: persistence.reject_rate = 0.385 has no effect in arm default\n"};

    assert_sweep_tells(&c);
    assert_told("check a.ini", &c);
}
END_TEST

/* An arm without cells: `run` cannot tell from the rows what `check` finds by solving. */
#define NO_CELLS \
    SHORT "[arm x]\nproduct.dose = 0\npersistence.attach = 3\ndelivery.hit_probability = " \
          "0.5\n" \
          "joint.load = 1.1\n[arm y]\npersistence.attach = 3\n"

START_TEST(check_finds_by_solving_what_rows_do_not_show)
{
    const told_case by_rows = {NO_CELLS, "", ""};
    const told_case by_solving = {
        NO_CELLS, "",
        "a.ini:5: persistence.attach = 3 has no effect in arm x\n"
        "a.ini:6: delivery.hit_probability = 0.5 has no effect in arm x\n"};

    assert_told("run a.ini", &by_rows);
    assert_told("check a.ini", &by_solving);
}
END_TEST

/* Rows about foreign, dead, few or frozen cells, of an arm that has none of them. */
#define NO_SUCH_CELLS \
    SHORT "[arm x]\npersistence.memory_rate = 0.11\njoint.flare_reject = 0.13\n" \
          "product.vehicle = 1\nrehab.analgesia = 0.31\npassaging.dilution_lag = 2.3\n" \
          "passaging.thawed_passage = 7\n[arm z]\npresets.product = saline\n" \
          "product.lot_potency = 1.7\ndelivery.hit_probability = 0.81\n" \
          "persistence.tail = 0.031\n"

START_TEST(rows_about_other_cells_are_told)
{
    const told_case by_rows = {
        NO_SUCH_CELLS, "",
        "a.ini:5: joint.flare_reject = 0.13 has no effect in arm x\n"
        "a.ini:8: passaging.dilution_lag = 2.3 has no effect in arm x\n"
        "a.ini:12: product.lot_potency = 1.7 has no effect in arm z\n"};
    const told_case by_solving = {
        NO_SUCH_CELLS, "",
        "a.ini:4: persistence.memory_rate = 0.11 has no effect in arm x\n"
        "a.ini:5: joint.flare_reject = 0.13 has no effect in arm x\n"
        "a.ini:6: product.vehicle = 1 has no effect in arm x\n"
        "a.ini:7: rehab.analgesia = 0.31 has no effect in arm x\n"
        "a.ini:8: passaging.dilution_lag = 2.3 has no effect in arm x\n"
        "a.ini:9: passaging.thawed_passage = 7 has no effect in arm x\n"
        "a.ini:12: product.lot_potency = 1.7 has no effect in arm z\n"
        "a.ini:14: persistence.tail = 0.031 has no effect in arm z\n"};

    assert_told("run a.ini", &by_rows);
    assert_told("check a.ini", &by_solving);
}
END_TEST

/* Saline is none where the file has a dose; the preset of an arm stands over that. */
START_TEST(saline_beside_a_dose_is_told)
{
    static const char beside[] =
        SHORT "[presets]\nproduct = saline\n[product]\ndose = 4e7\n";
    const told_case by_rows = {
        beside, "", "a.ini:6: product.dose = 4e+07 stands over preset saline's value 0\n"};
    const told_case by_solving = {
        beside, "",
        "a.ini:4: presets.product = saline has no effect in arm default\n"
        "a.ini:6: product.dose = 4e+07 stands over preset saline's value 0\n"};
    const told_case of_arm = {
        SHORT "[product]\ndose = 4e7\n[arm x]\npresets.product = saline\n[arm y]\n", "",
        ""};

    assert_told("run a.ini", &by_rows);
    assert_told("check a.ini", &by_solving);
    assert_told("check a.ini", &of_arm);
}
END_TEST

/* Told of a row of all arms only where it matters in none. */
START_TEST(a_row_of_all_arms_is_tried_in_all)
{
    const told_case matters = {
        SHORT "[persistence]\nattach = 3\n[arm x]\nproduct.dose = 0\n[arm y]\n", "", ""};
    const told_case idle = {
        SHORT "[persistence]\nattach = 3\n[product]\ndose = 0\n[arm x]\n[arm y]\n"
              "joint.load = 1.1\n",
        "", "a.ini:4: persistence.attach = 3 has no effect in any arm\n"};

    assert_told("check a.ini", &matters);
    assert_told("check a.ini", &idle);
}
END_TEST

/* Without its row the arm would be refused: then the row matters. */
START_TEST(a_row_without_which_nothing_can_be_solved_matters)
{
    const told_case c = {
        SHORT "[joint]\ndrive_mmp = 0.13\n[arm x]\njoint.drive_tnf = 0.81\n", "", ""};

    assert_told("check a.ini", &c);
}
END_TEST

/* ---- the bound of check --------------------------------------------------- */

static void write_arms(int n, const char *head, int dose_step)
{
    FILE *out = NULL;
    size_t size;
    char *text = NULL;

    out = open_memstream(&text, &size);
    fputs(head, out);
    for (int i = 0; i < n; i++)
        fprintf(out, "[arm n%d]\nproduct.dose = %d\n", i, 20000000 + i * dose_step);
    ck_assert_int_eq(fclose(out), 0);
    program_write_text("a.ini", text);
    free(text);
}

START_TEST(check_says_how_many_arms_it_solved)
{
    program_result result;
    char line[128];
    size_t solved = 0;

    write_arms(200, "[run]\nrtol = 1e-9\n", 100);
    program_succeed("check a.ini", &result);
    ck_assert_int_eq(sscanf(result.out, "warning: a.ini: %zu of", &solved), 1);
    ck_assert_uint_gt(solved, 20);
    ck_assert_uint_lt(solved, 200);
    snprintf(
        line, sizeof line,
        "warning: a.ini: %zu of 200 arms solved: the others would take too long here\n",
        solved);
    ck_assert_int_eq(strncmp(result.out, line, strlen(line)), 0);
    ck_assert_ptr_nonnull(strstr(result.out, "a.ini: no problem, "));
}
END_TEST

/* Solving for the rows has a bound of its own. */
START_TEST(check_says_how_many_rows_it_tried)
{
    program_result result;
    char line[160];
    size_t tried = 0;

    write_arms(60, "[run]\nrtol = 1e-9\n", 100);
    program_succeed("check a.ini", &result);
    ck_assert_int_eq(sscanf(result.out, "warning: a.ini: %zu of", &tried), 1);
    ck_assert_uint_gt(tried, 20);
    ck_assert_uint_lt(tried, 60);
    snprintf(line, sizeof line,
             "warning: a.ini: %zu of 60 rows tried for their effect: the others would take "
             "too long here\na.ini: no problem, 1 warning\n",
             tried);
    ck_assert_str_eq(result.out, line);
}
END_TEST

START_TEST(check_solves_in_the_mean_what_is_solved_in_counts)
{
    program_result result;

    program_write_text("a.ini", "[run]\ndays = 30\nmethod = ssa\n[product]\ndose = 1e7\n");
    program_succeed("check a.ini", &result);
    ck_assert_str_eq(result.out,
                     "warning: run.method = ssa fires about 9e+08 reactions one by one, "
                     "which takes some 4.9 minutes; auto or tau would be right\n"
                     "a.ini: no problem, 1 warning\n");
    program_write_text("a.ini", "[run]\ndays = 30\nmethod = auto\n[product]\ndose = 1e7\n");
    program_succeed("check a.ini", &result);
    ck_assert_str_eq(result.out, "a.ini: no problem, 0 warnings\n");
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("choices");
    TCase *presets = tcase_create("presets"), *rows = tcase_create("rows");
    TCase *solving = tcase_create("solving"), *bound = tcase_create("bound");

    tcase_add_loop_test(presets, a_row_over_a_presets_value_is_told_with_both, 0,
                        LENGTH(over_presets));
    tcase_add_test(presets, a_sweep_tells_what_axes_put_over_a_preset);
    tcase_add_loop_test(presets, an_axis_of_presets_for_another_place_is_told, 0,
                        LENGTH(other_places));
    tcase_add_test(presets, an_axis_that_nothing_reads_is_told);
    tcase_add_test(presets, the_default_experiment_tells_nothing);
    tcase_add_loop_test(rows, a_row_that_nothing_reads_is_told_without_solving, 0,
                        LENGTH(unread));
    tcase_add_test(rows, a_sweep_knows_what_its_axes_wake);
    tcase_add_loop_test(rows, a_draw_that_changes_nothing_is_told, 0, LENGTH(undrawn));
    tcase_add_test(rows, a_draw_is_not_idle_that_an_axis_wakes);
    tcase_add_test(solving, check_finds_by_solving_what_rows_do_not_show);
    tcase_add_test(solving, rows_about_other_cells_are_told);
    tcase_add_test(solving, saline_beside_a_dose_is_told);
    tcase_add_test(solving, a_row_of_all_arms_is_tried_in_all);
    tcase_add_test(solving, a_row_without_which_nothing_can_be_solved_matters);
    tcase_add_test(bound, check_says_how_many_arms_it_solved);
    tcase_add_test(bound, check_says_how_many_rows_it_tried);
    tcase_add_test(bound, check_solves_in_the_mean_what_is_solved_in_counts);
    tcase_set_timeout(bound, 60);
    program_add_folder(presets);
    program_add_folder(rows);
    program_add_folder(solving);
    program_add_folder(bound);
    suite_add_tcase(s, presets);
    suite_add_tcase(s, rows);
    suite_add_tcase(s, solving);
    suite_add_tcase(s, bound);
    return s;
}

int main(void) { return suite_run(suite()); }
