/* test_age.c -- parameter files of earlier versions: what changed is named, and what means
 * the same still runs.  tests/data/run_0_3_0.ini is a run.ini that version 0.3.0 wrote. */
#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/program.h"
#include "tests/suite.h"

static char old[PROGRAM_TEXT]; /* what version 0.3.0 wrote */

/* Before the tests go into their folders. */
static void read_old(void)
{
    FILE *in = fopen("tests/data/run_0_3_0.ini", "rb");
    size_t length;

    ck_assert_ptr_nonnull(in);
    length = fread(old, 1, sizeof old - 1, in);
    old[length] = '\0';
    fclose(in);
    ck_assert_uint_gt(length, 4000);
}

/* ---- a whole file --------------------------------------------------------- */

#define NAMES \
    "run.ini:4: is of Potency 0.3.0, whose model was another; gone: " \
    "persistence.doublings_half, persistence.doublings_hill, persistence.lung_settle, " \
    "persistence.lung_tail, joint.recruit_hill, joint.cartilage_turnover, " \
    "joint.synthesis_m2, joint.synthesis_cue; renamed: joint.vas_floor (now " \
    "joint.pain_floor); in another unit: joint.placebo, rehab.pain_limit, rehab.width; " \
    "of " \
    "another meaning: product.dead_weight, persistence.reject_memory; at defaults of " \
    "then: " \
    "17 rows; a file of the rows that you set (`potency check` tells of each row), or " \
    "that " \
    "version, would be right"

START_TEST(a_run_of_an_earlier_version_is_refused_with_what_changed)
{
    program_write_text("run.ini", old);
    program_write_text("own.ini", "[run]\ndays = 8\n");
    program_refuse("run run.ini -o x", NAMES);
    program_refuse("run run.ini -o x --set joint.placebo=0.3", NAMES);
    program_refuse("run own.ini -o x --against run.ini", NAMES);
    program_refuse("sweep run.ini -o x.db", NAMES);
    program_refuse("sensitivity run.ini -o x -n 8", NAMES);
}
END_TEST

/* Lines of the check of a whole file, in any place. */
static const char *const lines[] = {
    NAMES "\n",
    "run.ini:46: passaging.cycle_time = 32 was the default in 0.3.0 and is 23 now; leaving "
    "the row out would be right\n",
    "run.ini:86: product.dead_weight = 1: since 0.4.0 it is the weight of a cell that was "
    "dead in the syringe and no longer of every dead cell (0.15 lysed, 1 apoptotic); "
    "leaving "
    "the row out would be right\n",
    "run.ini:103: persistence.doublings_half is gone since 0.4.0: senescent cells do not "
    "settle, however often the others have divided; leaving it out would be right\n",
    "run.ini:175: joint.vas_floor is gone since 0.4.0: joint.pain_floor took its place, a "
    "share of the patient's own pain; joint.pain_floor = 0.4 (24 of 60 mm) would be "
    "right\n",
    "run.ini:176: joint.placebo = 16: since 0.4.0 it is a share of joint.vas_base and no "
    "longer mm; leaving the row out would be right\n",
};

START_TEST(a_check_tells_of_each_row)
{
    program_result result;

    program_write_text("run.ini", old);
    program_run("check run.ini", &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_msg(strstr(result.out, lines[_i]) != NULL, "%.300s", lines[_i]);
}
END_TEST

/* Who follows those lines ends up with a file that runs as today's defaults do. */
START_TEST(what_is_left_of_it_runs)
{
    program_result result;

    program_write_text("run.ini", old);
    program_write_text("own.ini",
                       "[run]\ndays = 200\n[arm a]\npassaging.harvest_passage = 2\n"
                       "[arm b]\nproduct.dose = 0\n");
    program_shell(
        "\"$POTENCY\" check run.ini | sed -n 's/^run.ini:\\([0-9]*\\):.*/\\1d/p' | "
        "grep -v '^4d' > cut; sed -f cut run.ini > left.ini; "
        "\"$POTENCY\" check left.ini && \"$POTENCY\" run left.ini -o left && "
        "\"$POTENCY\" run own.ini -o own && cmp left/summary.csv own/summary.csv && "
        "cmp left/timecourse.csv own/timecourse.csv",
        &result);
    ck_assert_msg(result.code == 0, "%s%s", result.out, result.err);
}
END_TEST

START_TEST(a_run_of_this_version_runs_again)
{
    program_result result;

    program_write_text("own.ini", "[run]\ndays = 8\n[product]\ndead_weight = 0.31\n");
    program_shell("\"$POTENCY\" run own.ini -o x 2> told", &result);
    ck_assert_int_eq(result.code, 0);
    program_succeed("run x/run.ini -o y", &result);
    program_shell("cmp x/summary.csv y/summary.csv", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* ---- files of one's own --------------------------------------------------- */

#define SINCE_WEIGHT \
    ": since 0.4.0 it is the weight of a cell that was dead in the syringe and no longer " \
    "of " \
    "every dead cell (0.15 lysed, 1 apoptotic)"

static const struct {
    const char *file, *message;
} refused[] = {
    {"[joint]\nvas_floor = 24\n",
     "a.ini:2: joint.vas_floor is gone since 0.4.0: joint.pain_floor took its place, a "
     "share "
     "of the patient's own pain; joint.pain_floor = 0.4 (24 of 60 mm) would be right"},
    {"[arm x]\njoint.placebo = 15 mm\n",
     "a.ini:2: joint.placebo = 15 mm: since 0.4.0 it is a share of joint.vas_base and no "
     "longer mm; 0.25 (15 of 60 mm) would be right"},
    {"[sweep]\njoint.placebo = 8, 16, 24\n", "a.ini:2: joint.placebo = 8: since 0.4.0 it "
                                             "is a share of joint.vas_base and no longer "
                                             "mm; 0.13 (8 of 60 mm) would be right"},
    {"[sweep]\npersistence.lung_tail = 0.01..0.1\n",
     "a.ini:2: persistence.lung_tail is gone since 0.4.0: no number showed that cells "
     "settle "
     "in the lung; leaving it out would be right"},
    {"[sensitivity]\nrehab.pain_limit = 0.5..1.5\n",
     "a.ini:2: rehab.pain_limit = 1.5: since 0.4.0 it is mm of the patient's pain and no "
     "longer a pain index; 78 mm (1.5 of the way from 24 to 60 mm) would be right"},
    {"[cohort]\njoint.placebo = normal 8\n",
     "a.ini:2: joint.placebo = normal 8: since 0.4.0 it is a share of joint.vas_base and "
     "no "
     "longer mm; a value that is meant so would be right"},
    {"[cohort]\njoint.recruit_hill = lognormal 0.1\n",
     "a.ini:2: joint.recruit_hill is gone since 0.4.0: it is 2 in the equation, and "
     "joint.imprint_rate and joint.imprint_time carry the memory of the joint; leaving it "
     "out would be right"},
    {"[run]\nensemble_columns = m1, lung_settled\n",
     "a.ini:2: run.ensemble_columns: column 'lung_settled' is gone since 0.4.0: no cell "
     "settles in the lung"},
    {"[figure f]\ny = lung_settled\n",
     "a.ini:2: figure f: no file has the column 'lung_settled': gone since 0.4.0: no cell "
     "settles in the lung"},
    {"[figure f]\nfile = culture.csv\ny = growth\n",
     "a.ini:3: figure f: culture.csv has no column 'growth': gone since 0.4.0: 'doublings' "
     "and 'doubling_time' are of the whole passage"},
    /* who says which version it is for */
    {"# Potency 0.3.0\n[product]\ndead_weight = 0.31\n",
     "a.ini:1: is of Potency 0.3.0, whose model was another; of another meaning: "
     "product.dead_weight; a file of the rows that you set (`potency check` tells of each "
     "row), or that version, would be right"},
    {"# All parameters of Potency 0.2.0 at their defaults; rows that are left out keep\n"
     "[rehab]\nwidth = 1\n",
     "a.ini:1: is of Potency 0.2.0, whose model was another; in another unit: rehab.width; "
     "a "
     "file of the rows that you set (`potency check` tells of each row), or that version, "
     "would be right"},
    /* what stands there by default, marked or not */
    {"# All parameters of Potency 0.3.0 at their defaults; rows that are left out keep\n"
     "[passaging]\ncycle_time = 32\nlag_time = 24\n[arm x]\njoint.pain_time = 30 d\n",
     "a.ini:1: is of Potency 0.3.0, whose model was another; at defaults of then: 2 rows; "
     "a "
     "file of the rows that you set (`potency check` tells of each row), or that version, "
     "would be right"},
    {"#Potency 0.3.0\r\n[rehab]\r\nwidth = 1\r\n",
     "a.ini:1: is of Potency 0.3.0, whose model was another; in another unit: rehab.width; "
     "a "
     "file of the rows that you set (`potency check` tells of each row), or that version, "
     "would be right"},
    {"# Potency 23.8.5\n[product]\ndose = 3e7\n",
     "a.ini:1: is of Potency 23.8.5, and this is VERSION; that version, or a later one, "
     "would be right"},
};

START_TEST(a_row_that_changed_is_refused)
{
    char message[1024], version[32];
    const char *wanted = refused[_i].message, *at = strstr(wanted, "VERSION");
    program_result result;

    program_shell("\"$POTENCY\" --version | sed -n '1s/^potency //p'", &result);
    snprintf(version, sizeof version, "%.*s", (int)strcspn(result.out, "\n"), result.out);
    snprintf(message, sizeof message, "%.*s%s%s", at ? (int)(at - wanted) : INT_MAX, wanted,
             at ? version : "", at ? at + strlen("VERSION") : "");
    program_write_text("a.ini", refused[_i].file);
    program_refuse("run a.ini -o x", message);
}
END_TEST

/* Nothing is wrong with them; `told` is what a run says of their rows. */
static const struct {
    const char *file, *told;
} accepted[] = {
    {"[product]\ndead_weight = 0.31\n",
     "a.ini:2: product.dead_weight" SINCE_WEIGHT
     "; '# Potency 0.4.0' as the first row says that it is meant so\n"},
    {"# Potency 0.4.0\n[product]\ndead_weight = 0.31\n", ""},
    {"# Potency 0.3.0\n[product]\ndose = 3.1e7\n", ""},
    {"# Potency 0.3.0\n[passaging]\ncycle_time = 31.7\n", ""},
    {"# like Potency 0.3.0\n[rehab]\ntherapy = 1\n", ""},
    {"[product]\ndose = 3.1e7\n# Potency 0.3.0\n[joint]\nplacebo = 0.3\n", ""},
    {"[joint]\nplacebo = 0.31\npain_floor = 0.37\n[rehab]\ntherapy = 1\npain_limit = 71\n",
     ""},
};

START_TEST(a_row_that_means_the_same_runs)
{
    program_result result;

    program_write_text("a.ini", accepted[_i].file);
    program_tell("run a.ini -o x --set run.days=8", accepted[_i].told, &result);
}
END_TEST

/* ---- parameters ----------------------------------------------------------- */

START_TEST(params_says_what_became_of_a_name)
{
    program_result result;

    program_succeed("params joint.vas_floor", &result);
    ck_assert_str_eq(
        result.out,
        "joint.vas_floor                  is gone since 0.4.0: joint.pain_floor "
        "took its place, a share of the patient's own pain\n");
    program_succeed("params synthesis", &result);
    ck_assert_str_eq(result.out,
                     "joint.synthesis_m2               is gone since 0.4.0: cartilage only "
                     "falls, by joint.cartilage_loss\n"
                     "joint.synthesis_cue              is gone since 0.4.0: cartilage only "
                     "falls, by joint.cartilage_loss\n");
    program_refuse(
        "params --json synthesis",
        "params: joint.synthesis_m2 is gone since 0.4.0: cartilage only falls, by "
        "joint.cartilage_loss");
}
END_TEST

START_TEST(params_says_since_when_a_value_is_another)
{
    program_result result;

    program_succeed("params rehab.pain_limit", &result);
    ck_assert_str_eq(result.out,
                     "rehab.pain_limit                 = 60         [5, 120] mm\n"
                     "    pain of the patient at which half of the training is done\n"
                     "    source: assumed\n"
                     "    since 0.4.0 it is mm of the patient's pain and no longer a pain "
                     "index\n");
}
END_TEST

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    Suite *suite = suite_create("age");
    TCase *whole = tcase_create("whole"), *own = tcase_create("own"),
          *params = tcase_create("params"), *parts[] = {whole, own, params};

    tcase_add_unchecked_fixture(whole, read_old, NULL);
    for (size_t i = 0; i < 3; i++) {
        program_add_folder(parts[i]);
        suite_add_tcase(suite, parts[i]);
    }
    tcase_add_test(whole, a_run_of_an_earlier_version_is_refused_with_what_changed);
    tcase_add_loop_test(whole, a_check_tells_of_each_row, 0, LENGTH(lines));
    tcase_add_test(whole, what_is_left_of_it_runs);
    tcase_add_test(whole, a_run_of_this_version_runs_again);
    tcase_add_loop_test(own, a_row_that_changed_is_refused, 0, LENGTH(refused));
    tcase_add_loop_test(own, a_row_that_means_the_same_runs, 0, LENGTH(accepted));
    tcase_add_test(params, params_says_what_became_of_a_name);
    tcase_add_test(params, params_says_since_when_a_value_is_another);
    return suite_run(suite);
}
