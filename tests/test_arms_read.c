/* test_arms_read.c -- an experiment from a file and --set: names of arms, and what is refused. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "tests/experiment.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* 60 characters without a meaning */
#define SIXTY "qwertzuiopasdfghjklyxcvbnmQWERTZUIOPASDFGHJKLYXCVBNM23857151"

/* ---- names ---------------------------------------------------------------- */

#define ALIKE(second, first) \
    "a.ini:2: arm '" second "' looks like arm '" first \
    "' above it, in other characters or blanks; another name would be right"

static const program_refusal names[] = {
    {"[arm]\nproduct.dose = 3e7\n", "",
     "a.ini:1: arm '' needs a name of 1 to 40 characters; [arm P8] would be right"},
    {"[arm   ]\nproduct.dose = 3e7\n", "",
     "a.ini:1: arm '' needs a name of 1 to 40 characters; [arm P8] would be right"},
    {"[arm P2]\n[arm P2]\n", "",
     "a.ini:2: section [arm P2] stands twice, first at a.ini:1; one header for all its "
     "rows, or another name, would be right"},
    {"[arm P2]\n[arm  P2]\n", "",
     "a.ini:2: arm 'P2' is given twice; another name would be right"},
    {"[arm a\tb]\n", "",
     "a.ini:1: the arm's name holds a tab; a plain space would be right"},
    {"[arm abcdefghij.klmnopqrst-uvwxyz_238537151106]\n", "",
     "a.ini:1: arm 'abcdefghij.klmnopqrst-uvwxyz_238537151106' needs a name of 1 to 40 "
     "characters; [arm P8] would be right"},
    {"[arm a]b]\n", "",
     "a.ini:1: [arm a]b] has more behind its first ]; [name] alone in its row would be "
     "right"},
    {"[arm d\u00E9j\u00E0]\n[arm de\u0301ja\u0300]\n", "",
     ALIKE("de\u0301ja\u0300", "d\u00E9j\u00E0")},
    {"[arm P2]\n[arm \uFF302]\n", "", ALIKE("\uFF302", "P2")},
    {"[arm P2]\n[arm \u04202]\n", "", ALIKE("\u04202", "P2")},
    {"[arm two weeks]\n[arm two  weeks]\n", "", ALIKE("two  weeks", "two weeks")},
    {"[arm P2]\n[arm P\u200B2]\n", "",
     "a.ini:2: holds U+200B, a space without width; a plain space would be right"},
    {"[arm P\u202E2]\n", "",
     "a.ini:1: holds U+202E, which turns the direction of text; plain text would be right"},
    {"[arm P\xC2\x9B"
     "2]\n",
     "", "a.ini:1: holds U+009B, a control character; plain text would be right"},
    {"[arm P\u200D2]\n", "",
     "a.ini:1: holds U+200D, which cannot be seen; the text without it would be right"},
    {"[arm P2]\n[figure f]\ny = tnf\narms = \u04202\n", "",
     "a.ini:4: figure f: the name of an arm is written in other characters here; the same "
     "ones would be right"},
};

START_TEST(names_that_cannot_be_told_apart_are_refused) { program_refuse_file(&names[_i]); }
END_TEST

/* The bytes of a name are the user's; it is found by what it looks like. */
START_TEST(a_name_is_kept_as_it_was_written)
{
    program_result result;

    program_write_text("a.ini", "[run]\ndays = 3\n[arm de\u0301ja\u0300]\n");
    program_succeed("run a.ini -o out --set 'arm d\u00E9j\u00E0:product.dose=3e7'",
                    &result);
    program_shell("grep -A 1 '^.arm ' out/run.ini", &result);
    ck_assert_str_eq(result.out,
                     "[arm de\u0301ja\u0300]\nproduct.dose = 3e+07 #: --set arm "
                     "d\u00E9j\u00E0:product.dose=3e7\n");
}
END_TEST

/* A row of run.ini is none of what a file's name says. */
START_TEST(the_name_of_a_file_writes_no_rows)
{
    program_result result;

    program_shell("printf '[run]\\ndays = 3\\n' > 'a\n[arm b]\n\u202E.ini'", &result);
    program_succeed("run 'a\n[arm b]\n\u202E.ini' -o out", &result);
    program_shell("grep '^days' out/run.ini", &result);
    ck_assert_str_eq(result.out, "days = 3 #: a?[arm b]??.ini:2\n");
    program_succeed("run out/run.ini -o again", &result);
    program_shell("diff -r out again", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* ---- --set ---------------------------------------------------------------- */

static const program_refusal sets[] = {
    {"[arm x]\n", "--set product.dose",
     "--set product.dose: is no value; section.name=value would be right"},
    {"[arm x]\n", "--set 'arm y:product.dose=1e7'",
     "--set arm y:product.dose=1e7: there is no arm 'y'; the name of an [arm] of the file "
     "would be right"},
    {"[arm x]\n", "--set 'arm x product.dose=1e7'",
     "--set arm x product.dose=1e7: names no arm; 'arm NAME:section.name=value' would be "
     "right"},
    {"[arm x]\n", "--set 'arm x=y:product.dose'",
     "--set arm x=y:product.dose: is no value; section.name=value would be right"},
    {"[arm x]\n", "--set 'arm x:product.dose'",
     "--set arm x:product.dose: is no value; section.name=value would be right"},
    {"[arm x]\n", "--set 'arm:product.dose=1e7'",
     "--set arm:product.dose=1e7: names no arm; 'arm NAME:section.name=value' would be "
     "right"},
    {"[arm x]\n", "--set product.dose=2e9",
     "--set product.dose=2e9: product.dose = 2e9 cell is outside [0, 1e+09] cell"},
    {"[arm x]\n", "--set product.dose=",
     "--set product.dose=: product.dose has no value; one in [0, 1e+09] cell would be "
     "right"},
    {"[arm x]\n", "--set =2e7",
     "--set =2e7: is no value; section.name=value would be right"},
    {"[arm x]\n", "--set ''", "--set : is no value; section.name=value would be right"},
    {"[arm x]\n", "--set dose=2e7",
     "--set dose=2e7: 'dose' is no parameter; did you mean 'product.dose'?"},
    {"[arm x]\n", "--set pasaging.donor_age=30",
     "--set pasaging.donor_age=30: unknown section 'pasaging'; did you mean 'passaging'?"},
    {"[arm x]\n", "--set passaging.donor_ages=30",
     "--set passaging.donor_ages=30: unknown parameter 'passaging.donor_ages'; did you "
     "mean 'donor_age'?"},
    {"[arm x]\n", "--set presets.host=mouse",
     "--set presets.host=mouse: unknown preset 'mouse' of group host; one of "
     "immunodeficient, matched_donor, own_cells, unrelated_donor would be right"},
    {"[arm x]\n", "--set presets.hots=own_cells",
     "--set presets.hots=own_cells: unknown group of presets 'hots'; did you mean 'host'?"},
    {"[arm x]\n", "--set product.dose=3e7 --set product.dose=4e7",
     "--set product.dose=4e7: product.dose is given twice, first at --set "
     "product.dose=3e7; one of the two would be right"},
    {"[arm x]\n", "--set 'passaging.cycle_time=2 week'",
     "--set passaging.cycle_time=2 week: passaging.cycle_time = 2 week (336 h) is outside "
     "[15, 120] h"},
    {"[arm x]\n", "--set 'passaging.cycle_time=30 g'",
     "--set passaging.cycle_time=30 g: passaging.cycle_time = 30 g: 'g' measures something "
     "else; h, or what converts to it, would be right"},
    {"[arm x]\n", "--set joint.recruit=9e6",
     "--set joint.recruit=9e6: arm x: recruit_base = -3.3e+06 cell/day must not be "
     "negative; lower recruit or renew, or raise m1_loss or m2_loss"},
    {"[arm x]\n", "--set 'product.dose=\n2e7'",
     "--set product.dose= 2e7: holds U+000A, a control character; plain text would be "
     "right"},
    {"[arm x]\n", "--set 'product.dose=2e7\x01'",
     "--set product.dose=2e7 : holds U+0001, a control character; plain text would be "
     "right"},
    {"[arm x]\n", "--set 'arm x:run.days=238'",
     "--set arm x:run.days=238: run.days belongs to the whole run; a row of [run] would be "
     "right"},
    {"[arm x]\n", "--set 'figure own.y=tnf'",
     "--set figure own.y=tnf: figures cannot be set; a section [figure NAME] of the file "
     "would be right"},
    {"[arm x]\n", "--set " SIXTY SIXTY SIXTY SIXTY SIXTY "=2",
     "--set " SIXTY SIXTY SIXTY SIXTY SIXTY
     "=2: is longer than 255 characters; a shorter value would be right"},
};

START_TEST(a_set_is_refused_with_what_would_be_right) { program_refuse_file(&sets[_i]); }
END_TEST

/* ---- reading -------------------------------------------------------------- */

/* The program says the same; here is what frees after each. */
static const struct {
    const char *text, *set, *message; /* of a --set, whole */
} refused[] = {
    {"[arm x]\n", "arm x:run.days=238",
     "--set arm x:run.days=238: run.days belongs to the whole run; a row of [run] would be "
     "right"},
    {"[arm x]\n", "arm:product.dose=3.71e7",
     "--set arm:product.dose=3.71e7: names no arm; 'arm NAME:section.name=value' would be "
     "right"},
    {"[arm x]\n", "dose=3.71e7",
     "--set dose=3.71e7: 'dose' is no parameter; did you mean 'product.dose'?"},
    {"[arm x]\n", ".dose=3.71e7",
     "--set .dose=3.71e7: '.dose' is no parameter; did you mean 'product.dose'?"},
    {"[arm x]\n", "product.=3.71e7",
     "--set product.=3.71e7: 'product.' is no parameter; section.name would be right"},
    {"[arm a=b]\n", "arm a=b:product.dose",
     "--set arm a=b:product.dose: is no value; section.name=value would be right"},
};

START_TEST(a_broken_set_is_refused)
{
    sim_experiment e;
    sim_error err = {""};

    ck_assert_int_ne(experiment_try(&e, refused[_i].text,
                                    (const char *const[EXPERIMENT_SETS]){refused[_i].set},
                                    &err),
                     SIM_OK);
    ck_assert_str_eq(err.text, refused[_i].message);
    sim_experiment_free(&e);
}
END_TEST

START_TEST(two_sets_of_the_same_row_are_refused)
{
    sim_experiment e;
    sim_error err = {""};

    ck_assert_int_eq(experiment_try(&e, "",
                                    (const char *const[EXPERIMENT_SETS]){"joint.load=0.7",
                                                                         "joint.load=0.8"},
                                    &err),
                     SIM_ENAME);
    ck_assert_str_eq(err.text, "--set joint.load=0.8: joint.load is given twice, first at "
                               "--set joint.load=0.7; one of the two would be right");
    sim_experiment_free(&e);
}
END_TEST

/* Arms whose names hold the signs of the grammar can be set too. */
static const char *const odd_names[] = {
    "a=b", "a:b", "a = b: c", "one, two; three", "[x", "\xC3\xA9t\xC3\xA9"};

START_TEST(an_arm_of_any_name_can_be_set)
{
    char text[128], set[128];
    sim_experiment e;

    snprintf(text, sizeof text, "[arm x]\n[arm %s]\n", odd_names[_i]);
    snprintf(set, sizeof set, "arm %s : product.dose = 3.71e7", odd_names[_i]);
    experiment_read(&e, text, (const char *const[EXPERIMENT_SETS]){set});
    ck_assert_double_eq(experiment_setting(&e, 0, "product", "dose")->value, 5e7);
    ck_assert_double_eq(experiment_setting(&e, 1, "product", "dose")->value, 3.71e7);
    sim_experiment_free(&e);
}
END_TEST

/* What is wrong is noted, and all that is right holds. */
START_TEST(with_findings_the_reading_goes_on)
{
    static const char text[] = "[product]\ndose = plenty\nviability = 0.7385\n[zebra]\n"
                               "dose = 3\n[arm x]\ndose = 3\njoint.load = 0.371\n";
    const char *const given[] = {"joint.volume=x", "joint.volume=8.31"};
    sim_findings findings = {0};
    const sim_source source = {
        .file = experiment_file, .sets = given, .n_sets = 2, .findings = &findings};
    sim_experiment e;
    sim_error err = {""};
    FILE *out = fopen(experiment_file, "wb");

    ck_assert_ptr_nonnull(out);
    fputs(text, out);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_msg(sim_experiment_read(&e, &experiment_session.catalog,
                                      &experiment_session.presets, &source, &err) == SIM_OK,
                  "%s", err.text);
    ck_assert_uint_eq(findings.n, 4);
    ck_assert_str_eq(findings.lines[3], "--set joint.volume=x: joint.volume = x is not a "
                                        "number; one in [1, 60] mL would be right");
    ck_assert_double_eq(experiment_setting(&e, 0, "product", "dose")->value, 5e7);
    ck_assert_double_eq(experiment_setting(&e, 0, "product", "viability")->value, 0.7385);
    ck_assert_double_eq(experiment_setting(&e, 0, "joint", "load")->value, 0.371);
    ck_assert_double_eq(experiment_setting(&e, 0, "joint", "volume")->value, 8.31);
    sim_experiment_free(&e);
    sim_findings_free(&findings);
}
END_TEST

START_TEST(a_text_needs_no_file)
{
    const sim_source source = {.text = "[arm x]\nproduct.dose = plenty\n"};
    sim_experiment e;
    sim_error err = {""};

    ck_assert_int_eq(sim_experiment_read(&e, &experiment_session.catalog,
                                         &experiment_session.presets, &source, &err),
                     SIM_EPARSE);
    ck_assert_str_eq(err.text, "text:2: product.dose = plenty is not a number; one in [0, "
                               "1e+09] cell would be right");
    sim_experiment_free(&e);
}
END_TEST

START_TEST(the_name_of_an_arm_has_at_most_40_characters)
{
    sim_experiment e;
    sim_error err = {""};
    char expected[sizeof experiment_file + 128];

    experiment_read(&e, "[arm abcdefghij.klmnopqrst-uvwxyz_23853715110]\n",
                    experiment_no_sets);
    ck_assert_uint_eq(strlen(e.arms[0].name), 40);
    sim_experiment_free(&e);
    ck_assert_int_eq(experiment_try(&e, "[arm abcdefghij.klmnopqrst-uvwxyz_238537151106]\n",
                                    experiment_no_sets, &err),
                     SIM_ENAME);
    snprintf(
        expected, sizeof expected,
        "%s:1: arm 'abcdefghij.klmnopqrst-uvwxyz_238537151106' needs a name of 1 to 40 "
        "characters; [arm P8] would be right",
        experiment_file);
    ck_assert_str_eq(err.text, expected);
    sim_experiment_free(&e);
}
END_TEST

/* ---- the chain that is asked for --------------------------------------------- */

static const sim_chain planted_chains[] = {{.name = "one"}, {.name = "two"}, {0}};

static const struct {
    const char *text, *set; /* one --set; NULL: none */
    const char *chain;
} asked[] = {
    {"[run]\ndays = 2\n", NULL, "one"},
    {"[run]\nindication = two\n", NULL, "two"},
    {"[arm run]\nindication = two\n", NULL, "one"},
    {"[run]\nindication = tow\n", NULL, "one"},
    {"", "run.indication=two", "two"},
    {"[run]\nindication = two\n", " run.indication = one", "one"},
    {"[run]\nindication = two\n", "run.indication", "two"},
    {"[run]\nindication = two\n", "run.days=7", "two"},
};

START_TEST(the_chain_is_that_of_the_last_word_on_it)
{
    const sim_source source = {
        .text = asked[_i].text, .sets = &asked[_i].set, .n_sets = asked[_i].set ? 1 : 0};
    sim_error err = {""};
    sim_ini ini;

    ck_assert_int_eq(sim_source_read(&source, &ini, &err), SIM_OK);
    ck_assert_str_eq(sim_source_chain(&source, &ini, planted_chains)->name,
                     asked[_i].chain);
    sim_ini_free(&ini);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arms_read");
    TCase *of_names = tcase_create("names"), *of_sets = tcase_create("sets"),
          *of_reading = tcase_create("reading");

    program_add_folder(of_names);
    tcase_set_timeout(of_names, 60);
    tcase_add_loop_test(of_names, names_that_cannot_be_told_apart_are_refused, 0,
                        LENGTH(names));
    tcase_add_test(of_names, a_name_is_kept_as_it_was_written);
    tcase_add_test(of_names, the_name_of_a_file_writes_no_rows);
    suite_add_tcase(suite, of_names);
    program_add_folder(of_sets);
    tcase_set_timeout(of_sets, 60);
    tcase_add_loop_test(of_sets, a_set_is_refused_with_what_would_be_right, 0,
                        LENGTH(sets));
    suite_add_tcase(suite, of_sets);
    experiment_add_fixture(of_reading);
    tcase_add_loop_test(of_reading, a_broken_set_is_refused, 0, LENGTH(refused));
    tcase_add_test(of_reading, two_sets_of_the_same_row_are_refused);
    tcase_add_loop_test(of_reading, an_arm_of_any_name_can_be_set, 0, LENGTH(odd_names));
    tcase_add_test(of_reading, with_findings_the_reading_goes_on);
    tcase_add_test(of_reading, a_text_needs_no_file);
    tcase_add_test(of_reading, the_name_of_an_arm_has_at_most_40_characters);
    tcase_add_loop_test(of_reading, the_chain_is_that_of_the_last_word_on_it, 0,
                        LENGTH(asked));
    suite_add_tcase(suite, of_reading);
    return suite_run(suite);
}
