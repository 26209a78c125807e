/* test_sections.c -- section kinds: each header by its kind, and what the table says of it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/sections.h"
#include "tests/experiment.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- headers -------------------------------------------------------------- */

static const struct {
    const char *header;
    sim_section_kind kind;
    const char *name; /* of that kind */
} headers[] = {
    {"run", SIM_SECTION_RUN, ""},
    {"cohort", SIM_SECTION_COHORT, ""},
    {"sweep", SIM_SECTION_SWEEP, ""},
    {"sensitivity", SIM_SECTION_SENSITIVITY, ""},
    {"trial", SIM_SECTION_TRIAL, ""},
    {"optimise", SIM_SECTION_OPTIMISE, ""},
    {"presets", SIM_SECTION_PRESETS, ""},
    {"arm P8", SIM_SECTION_ARM, "P8"},
    {"arm \t P8, old", SIM_SECTION_ARM, "P8, old"},
    {"arm\tP8", SIM_SECTION_ARM, "P8"},
    {"arm", SIM_SECTION_ARM, ""},
    {"arm ", SIM_SECTION_ARM, ""},
    {"figure cytokines", SIM_SECTION_FIGURE, "cytokines"},
    {"data log", SIM_SECTION_DATA, "log"},
    {"data", SIM_SECTION_DATA, ""},
    {"story", SIM_SECTION_STORY, ""},
    {"offer", SIM_SECTION_OFFER, ""},
    {"story P8", SIM_SECTION_MODEL, NULL},
    {"armour", SIM_SECTION_MODEL, NULL},
    {"arms P8", SIM_SECTION_MODEL, NULL},
    {"figures own", SIM_SECTION_MODEL, NULL},
    {"run ", SIM_SECTION_MODEL, NULL},
    {"sweep x", SIM_SECTION_MODEL, NULL},
    {"preset", SIM_SECTION_MODEL, NULL},
    {"Run", SIM_SECTION_MODEL, NULL},
    {"passaging", SIM_SECTION_MODEL, NULL},
    {"", SIM_SECTION_MODEL, ""},
};

START_TEST(a_header_is_of_one_kind)
{
    const sim_section_kind kind = sim_section_kind_of(headers[_i].header);
    const char *name = sim_section_name(headers[_i].header, kind);

    ck_assert_int_eq(kind, headers[_i].kind);
    if (headers[_i].name)
        ck_assert_str_eq(name, headers[_i].name);
    else
        ck_assert_ptr_null(name);
    for (sim_section_kind other = 0; other < SIM_SECTION_MODEL; other++) {
        if (other != kind) ck_assert_ptr_null(sim_section_name(headers[_i].header, other));
    }
}
END_TEST

/* What the settings declare are the sections with parameters, and no model has one of them. */
START_TEST(the_table_holds_the_sections_of_the_settings)
{
    bool declared[SIM_SECTION_KINDS] = {false};

    for (size_t i = 0; i < experiment_session.catalog.n; i++) {
        const sim_parameter *q = &experiment_session.catalog.rows[i];
        const sim_section_kind kind = sim_section_kind_of(q->section);

        ck_assert_msg((q->model == 0) == (kind != SIM_SECTION_MODEL), "%s", q->section);
        ck_assert_msg(sim_sections[kind].has_parameters, "%s", q->section);
        declared[kind] = true;
    }
    for (sim_section_kind kind = 0; kind < SIM_SECTION_KINDS; kind++)
        ck_assert_msg(sim_sections[kind].has_parameters == declared[kind], "%s",
                      sim_sections[kind].shown);
}
END_TEST

/* ---- in an experiment ----------------------------------------------------- */

/* A section and its rows, how run.ini has the last of them, and whether the hash changes. */
static const struct {
    const char *text, *written;
    bool is_hashed;
} sections[] = {
    {"[run]\ndays = 238\n", "\ndays = 238 #: a.ini:2\n", true},
    {"[run]\nensemble_columns = m1, m2\n", "\nensemble_columns = m1, m2 #: a.ini:2\n",
     false},
    {"[cohort]\npain_noise = 8.31\n", "\npain_noise = 8.31 #: a.ini:2\n", true},
    {"[cohort]\njoint.placebo = fixed\n", "\njoint.placebo = fixed #: a.ini:2\n", true},
    {"[sweep]\npoints = 385\n", "\npoints = 385 #: a.ini:2\n", false},
    {"[sweep]\njoint.load = 0.7, 1.3\n", "\njoint.load = 0.7, 1.3 #: a.ini:2\n", false},
    {"[sensitivity]\nspread = 1.385\n", "\nspread = 1.385 #: a.ini:2\n", false},
    {"[sensitivity]\njoint.load = 0.7..1.3\n", "\njoint.load = 0.7..1.3 #: a.ini:2\n",
     false},
    {"[trial]\ntrials = 385\n", "\ntrials = 385 #: a.ini:2\n", false},
    {"[trial]\ndesign = paired\n", "\ndesign = paired #: a.ini:2\n", false},
    {"[presets]\nproduct = dead\n", "\n[presets]\nproduct = dead\n", true},
    {"[arm x]\njoint.load = 1.385\n", "\n[arm x]\njoint.load = 1.385 #: a.ini:2\n", true},
    {"[optimise]\nminimise = potency\nproduct.dose = 1e6..1e7\n",
     "\nminimise = potency #: a.ini:2\nproduct.dose = 1e6..1e7 #: a.ini:3\n", false},
    {"[data own]\nformat = passages\ncolumns = passage, day, seeded\nrow 1 = 1, 7, 2385\n",
     "\nrow 1 = 1,0,7,2385\n", true},
    {"[data own]\ny = timecourse.live_fraction\nx = day\nvalue = v\nsd = 0.1\n"
     "columns = day,v\nrow 1 = 1,0.385\n",
     "\nrow 1 = 1,0.385\n", false},
    {"[numbers]\nworth = 2 * potency\n", "\n[numbers]\nworth = 2 * potency #: a.ini:2\n",
     true},
    {"[figure own]\ny = tnf\n", "\n[figure own]\ny = tnf\n", false},
    {"[joint]\nload = 1.385\n", "\nload = 1.385 #: a.ini:2\n", true},
};

START_TEST(a_section_is_set_written_and_hashed_as_its_kind_says)
{
    sim_experiment e, defaults;
    char *text;

    experiment_read(&defaults, "", experiment_no_sets);
    experiment_read(&e, sections[_i].text, experiment_no_sets);
    text = experiment_text(&e);
    ck_assert_msg(strstr(text, sections[_i].written) != NULL, "%s", text);
    ck_assert_int_eq(sim_experiment_hash(&e) != sim_experiment_hash(&defaults),
                     sections[_i].is_hashed);
    free(text);
    sim_experiment_free(&e);
    sim_experiment_free(&defaults);
}
END_TEST

/* Other commands read these: an experiment is the same with them and without. */
static const char *const passed_over[] = {
    "[story]\nquestion = Which? 50 % = half\nno_such_row = {load of x}\n",
    "[offer]\ncells = 5.31e6\ncells = twice\n",
    "[story]\n",
    "[offer]\n[story]\njoint.load = 1.385\n",
};

START_TEST(a_section_of_another_command_is_passed_over)
{
    static const char own[] = "[joint]\nload = 1.385\n";
    sim_experiment e, plain;
    char text[256], *written, *wanted;

    snprintf(text, sizeof text, "%s%s", own, passed_over[_i]);
    experiment_read(&plain, own, experiment_no_sets);
    experiment_read(&e, text, experiment_no_sets);
    written = experiment_text(&e);
    wanted = experiment_text(&plain);
    ck_assert_str_eq(written, wanted);
    ck_assert(sim_experiment_hash(&e) == sim_experiment_hash(&plain));
    free(written);
    free(wanted);
    sim_experiment_free(&e);
    sim_experiment_free(&plain);
}
END_TEST

/* "section.name" cannot stand for a row of these. */
static const char *const no_keys[][2] = {
    {"arm.load=1.385", "--set arm.load=1.385: [arm NAME] holds no parameters; section.name "
                       "of a parameter would be right"},
    {"arms P8.load=1", "--set arms P8.load=1: unknown section 'arms P8'; did you mean 'arm "
                       "NAME'?"},
    {"figure.y=tnf",
     "--set figure.y=tnf: [figure NAME] holds no parameters; section.name of "
     "a parameter would be right"},
    {"story.question=Why?",
     "--set story.question=Why?: [story] holds no parameters; section.name of a parameter "
     "would be right"},
    {"offer.cells=5e6",
     "--set offer.cells=5e6: [offer] holds no parameters; section.name of "
     "a parameter would be right"},
    {"stroy.question=Why?",
     "--set stroy.question=Why?: unknown section 'stroy'; did you mean 'story'?"},
    {"preset.group=host", "--set preset.group=host: unknown section 'preset'; did you mean "
                          "'presets'?"},
};

START_TEST(a_section_without_parameters_stands_in_no_key)
{
    const char *const sets[EXPERIMENT_SETS] = {no_keys[_i][0]};
    sim_error err = {""};
    sim_experiment e;

    ck_assert_int_eq(experiment_try(&e, "", sets, &err), SIM_ENAME);
    ck_assert_str_eq(err.text, no_keys[_i][1]);
    sim_experiment_free(&e);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sections");
    TCase *names = tcase_create("headers"), *uses = tcase_create("uses");

    experiment_add_fixture(names);
    tcase_add_loop_test(names, a_header_is_of_one_kind, 0, LENGTH(headers));
    tcase_add_test(names, the_table_holds_the_sections_of_the_settings);
    experiment_add_fixture(uses);
    tcase_add_loop_test(uses, a_section_is_set_written_and_hashed_as_its_kind_says, 0,
                        LENGTH(sections));
    tcase_add_loop_test(uses, a_section_of_another_command_is_passed_over, 0,
                        LENGTH(passed_over));
    tcase_add_loop_test(uses, a_section_without_parameters_stands_in_no_key, 0,
                        LENGTH(no_keys));
    suite_add_tcase(suite, names);
    suite_add_tcase(suite, uses);
    return suite_run(suite);
}
