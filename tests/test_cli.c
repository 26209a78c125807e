/* test_cli.c -- the program as its users meet it: wrong usage, good runs, and running
 * run.ini again.  Bad input is in test_input.c. */
#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- usage ---------------------------------------------------------------- */

static const char *const wrong_usage[][2] = {
    {"", "Usage: potency [OPTION...] COMMAND [ARGUMENT...]\n"},
    {"dance", "potency: unknown command 'dance'; `potency --help` lists the commands\n"},
    {"rnu a.ini", "potency: unknown command 'rnu'; did you mean 'run'?\n"},
    {"run", "Usage: potency run [OPTION...] FILE\n"},
    {"run a.ini b.ini",
     "potency run: 'b.ini' is one argument too many; one FILE would be right\n"},
    {"run --loud", "potency run: unrecognized option '--loud'\n"},
    {"run a.ini --format gif",
     "potency run: --format gif is unknown; one of png, svg, pdf would be right\n"},
    {"run a.ini --format png,png", "potency run: --format names png twice\n"},
    {"run a.ini --format ,",
     "potency run: --format names no kind of figure; png would be right\n"},
    {"run a.ini --size huge",
     "potency run: --size huge is unknown; one of page, column, slide would be right\n"},
    {"run a.ini --set", "potency run: option '--set' requires an argument\n"},
    {"check", "Usage: potency check [OPTION...] FILE\n"},
    {"check a.ini b.ini",
     "potency check: 'b.ini' is one argument too many; one FILE would be right\n"},
    {"plot", "Usage: potency plot [OPTION...] DIR|DB\n"},
    {"plot a b", "potency plot: 'b' is one argument too many; one DIR|DB would be right\n"},
    {"params a b",
     "potency params: 'b' is one argument too many; one [PATTERN] would be right\n"},
    {"params --ini --json", "potency params: one of --ini and --json would be right\n"},
    {"presets a b",
     "potency presets: 'b' is one argument too many; one [PRESET] would be right\n"},
    {"models a b",
     "potency models: 'b' is one argument too many; one [MODEL|FILE] would be right\n"},
    {"models --sbml", "potency models: --sbml needs a MODEL or a FILE\n"},
    {"models knee --set a.b=1", "potency models: --set goes with --sbml\n"},
    {"models knee --arm a", "potency models: --arm goes with --sbml\n"},
    {"models knee --sbml --arm a",
     "potency models: --arm goes with a FILE; knee is a model\n"},
    {"models knee --sbml-level 3.1", "potency models: --sbml-level goes with --sbml\n"},
    {"models knee --sbml --sbml-level 3.3",
     "potency models: --sbml-level 3.3 is unknown; 3.1 or 3.2 would be right\n"},
    {"models a.ini",
     "potency models: a.ini is no model; with --sbml, a FILE's chain is printed\n"},
    {"completion a b",
     "potency completion: 'b' is one argument too many; one SHELL would be right\n"},
    {"manual a", "potency manual: Too many arguments\n"},
};

START_TEST(wrong_usage_is_told_and_exits_with_2)
{
    program_result result;

    program_run(wrong_usage[_i][0], &result);
    ck_assert_int_eq(result.code, 2);
    ck_assert_str_eq(result.out, "");
    result.err[strlen(wrong_usage[_i][1])] = '\0'; /* argp adds where to find help */
    ck_assert_str_eq(result.err, wrong_usage[_i][1]);
}
END_TEST

static const char *const answers[][2] = {
    {"--help", "Commands"},
    {"--version", "potency "},
    {"run --help", "--set"},
    {"check --help", "--set"},
    {"plot --help", "--format"},
    {"params --help", "PATTERN"},
    {"params", "joint.pain_floor"},
    {"params 'joint.*'", "joint.pain_floor"},
    {"params tail", "[0.001, 1] 1/day"},
    {"presets --help", "presets"},
    {"presets", "product.fitness = 0.1\n"},
    {"presets thawed_injected", "thawed_injected, of group product: thawed and injected at "
                                "once\n"},
    {"presets thawed_injected", "product.fitness = 0.1    (default 1)\n"},
    {"presets adipose", "passaging.hazard_scale = 30 division    (default 37)\n"},
    {"models --help", "MODEL"},
    {"models", "passaging"},
    {"models knee", "\n  d(cartilage)/dt = -cartilage_loss / 365 * mmp * cartilage\n"},
    {"completion --help", "bash or zsh"},
    {"manual --help", "manual page"},
    {"models --help", "--sbml"},
    {"selftest --help", "--runs"},
    {"selftest --runs 1000 --seed 3", "checks passed"},
};

START_TEST(every_command_answers)
{
    program_result result;

    program_succeed(answers[_i][0], &result);
    ck_assert_ptr_nonnull(strstr(result.out, answers[_i][1]));
}
END_TEST

static const char *const printers[] = {"params",     "params --json",   "presets",
                                       "manual",     "completion bash", "models knee",
                                       "check a.ini"};

START_TEST(what_cannot_be_printed_is_told)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", "");
    snprintf(arguments, sizeof arguments, "%s > /dev/full", printers[_i]);
    program_run(arguments, &result);
    ck_assert_str_eq(result.err,
                     "standard output: cannot be written: No space left on device\n");
    ck_assert_int_eq(result.code, 1);
}
END_TEST

/* ---- runs ----------------------------------------------------------------- */

static const char experiment[] =
    "[presets]\nsource = adipose\n[run]\ndays = 365\n"
    "[product]\ndose = 3.71e7 # cells\n"
    "[arm young]\npassaging.harvest_passage = 3\n"
    "[arm thawed]\npresets.product = thawed_injected\n"
    "passaging.harvest_passage = 3\nproduct.fitness = 0.2385\n"
    "[arm concentrate]\npresets.product = marrow_concentrate\n";

#define TOLD \
    "12: product.fitness = 0.2385 stands over preset thawed_injected's value 0.1 in arm " \
    "thawed\n"

static const char *const formats[][2] = {
    {"", "columns.csv\nculture.csv\nfiles.csv\npassages.csv\npotency.png\nrun.ini\n"
         "summary.csv\ntimecourse.csv\n"},
    {"--format svg,pdf", "columns.csv\nculture.csv\nfiles.csv\npassages.csv\npotency."
                         "pdf\npotency.svg\nrun.ini\n"
                         "summary.csv\ntimecourse.csv\n"},
};

START_TEST(a_run_writes_these_files_and_no_others)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", experiment);
    snprintf(arguments, sizeof arguments, "run a.ini %s", formats[_i][0]);
    program_tell(arguments, "a.ini:" TOLD, &result);
    program_shell("LC_ALL=C ls -A out", &result);
    ck_assert_str_eq(result.out, formats[_i][1]);
    /* none is empty */
    program_shell("find out -size 0", &result);
    ck_assert_str_eq(result.out, "");
}
END_TEST

/* Lines of run.ini, and of which layer they tell. */
static const char *const told_layers[] = {
    "\nhazard_scale = 30 #: preset adipose\n",               /* the file's preset */
    "\ndose = 3.71e+07 #: a.ini:6\n",                        /* its row */
    "\nproduct.dose = 4e+08 #: preset marrow_concentrate\n", /* the arm's preset over it */
    "\nproduct.fitness = 0.2385 #: a.ini:12\n", /* the arm's row over its preset */
    "\nproduct.viability = 0.9 #: preset thawed_injected\n",
    "\nproduct.dose = 2.385e+07 #: --set arm young:product.dose=2.385e7\n", /* over all */
};

START_TEST(layers_stand_one_over_the_other)
{
    program_result result;

    program_write_text("a.ini", experiment);
    program_tell("run a.ini --set 'arm young:product.dose=2.385e7'", "a.ini:" TOLD,
                 &result);
    program_shell("cat out/run.ini", &result);
    for (int i = 0; i < LENGTH(told_layers); i++)
        ck_assert_msg(strstr(result.out, told_layers[i]) != NULL, "'%s' is missing",
                      told_layers[i]);
}
END_TEST

/* What a shell command says about the tables of three arms, one of them without culture. */
static const char *const tables[][2] = {
    {"head -n 1 out/passages.csv",
     "arm,passage,day,days,cycling,senescent,harvested,divisions,doublings,"
     "cumulative_doublings,senescent_fraction,doubling_time,telomere,potency,"
     "doses_per_donor,potent_doses\n"},
    /* a meaning is the title of a figure, where nothing stands before it */
    {"grep -c ',\"*the same' out/columns.csv", "0\n"},
    /* and the title ends at a comma: it tells one column from another but for the stages */
    {"sed -n 's/^timecourse.csv,[^,]*,[^,]*,\"*//p' out/columns.csv | sed 's/[,;].*//' | "
     "sort | uniq -d",
     "immune response of the host\n"},
    /* three arms and 366 days */
    {"wc -l < out/timecourse.csv", "1099\n"},
    {"grep -c concentrate out/passages.csv", "0\n"},
    {"grep -c concentrate out/culture.csv", "0\n"},
    {"head -n 1 out/culture.csv | cut -d , -f -5", "arm,day,cycling,senescent,divisions\n"},
    {"tr , '\\n' < out/culture.csv | grep -cx day", "1\n"},
    /* P0 ends on day 14: a row a day up to then, and the growing culture's own after it */
    {"grep -E '^young,(0|13|14|15),' out/culture.csv | cut -d , -f 2,6",
     "0,0\n13,0\n14,1\n15,1\n"},
};

START_TEST(tables_have_the_promised_columns_and_rows)
{
    program_result result;

    program_write_text("a.ini", experiment);
    program_tell("run a.ini", "a.ini:" TOLD, &result);
    for (int i = 0; i < LENGTH(tables); i++) {
        program_shell(tables[i][0], &result);
        ck_assert_str_eq(result.out, tables[i][1]);
    }
}
END_TEST

/* Over the file that it reads, against the folder that it writes. */
START_TEST(a_run_may_be_repeated_in_its_place)
{
    program_result result;

    program_write_text("a.ini", experiment);
    program_tell("run a.ini -o one", "a.ini:" TOLD, &result);
    program_shell("cp -r one kept", &result);
    program_tell("run a.ini -o ./one/", "a.ini:" TOLD, &result);
    program_shell("diff -r one kept", &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(a_file_may_come_through_a_pipe)
{
    program_result result;

    program_write_text("a.ini", experiment);
    program_tell("run a.ini -o one", "a.ini:" TOLD, &result);
    program_shell("cat a.ini | \"$POTENCY\" run /dev/stdin -o two && "
                  "diff one/summary.csv two/summary.csv",
                  &result);
    ck_assert_str_eq(result.err, "/dev/stdin:" TOLD);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* ---- run.ini again -------------------------------------------------------- */

/* Whatever is set, run.ini holds it: the second run writes the bytes of the first. */
static const struct {
    const char *file, *options, *before; /* a command between the two runs */
} rerun[] = {
    {"", "", "true"},
    {experiment,
     "--set rehab.therapy=0.71 --set product.viability=0.5 "
     "--set 'arm young:product.dose=2.385e7'",
     "true"},
    {"[arm x]\n", "--set presets.source=umbilical", "true"},
    {"[presets]\nproduct = exosomes\n[arm x]\npresets.product = fresh\n", "", "true"},
    {"[run]\ndays = 238\nsolver = rkf45\n", "--set run.rtol=2.385e-8", "true"},
    {"[arm x]\npresets.product = thawed_injected\n", "--set product.fitness=0.371", "true"},
    {"[arm x]\nproduct.dose = 3.71e7\n", "", "sed -i 's/$/\\r/' one/run.ini"},
    {"[run]\ndays = 30\n[arm a=b]\nproduct.dose = 3e7 cells\n[arm c: \"d\";e]\n"
     "[arm \xC3\xA9t\xC3\xA9, \xE2\x89\xA4 5 %]\n[arm [x]\n"
     "[arm abcdefghij.klmnopqrst-uvwxyz_23853715110]\n",
     "--set 'arm a=b:joint.load=0.7385' --set 'arm c: \"d\";e:joint.volume=8.31 mL'",
     "true"},
    {"[run]\ndays = 60 d\n[passaging]\ncycle_time = 1.3 d\n[arm P2]\n[arm P8]\n"
     "passaging.harvest_passage = 8\n"
     "[figure cytokines]\ny = tnf, il10\nscale = log\nfrom = 1 week\nto = 1008 h\n"
     "arms = P8\ntitle = What \"it\" says: 1 = 2\n"
     "[figure growth]\nfile = passages\nx = passage\ny = doublings\n",
     "--set presets.host=unrelated_donor", "true"},
};

/* Lines without the places in which they start, sorted. */
#define WITHOUT_PLACES "sed -E 's/^(--set )?[^ ]+: //' | sort"

/* Runs a command of which standard error says the same of choices as first.err. */
static void run_alike(const char *command)
{
    char line[PROGRAM_TEXT];
    program_result result;

    snprintf(line, sizeof line, "%s 2> second.err >second.out", command);
    program_shell(line, &result);
    ck_assert_int_eq(result.code, 0);
    program_shell("cat first.err | " WITHOUT_PLACES " > one.told; "
                  "cat $(test -f second.err || echo away/)second.err | " WITHOUT_PLACES
                  " > two.told; diff one.told two.told",
                  &result);
    ck_assert_str_eq(result.out, "");
}

/* `second` runs one/run.ini into the folder `two`. */
static void run_again(int i, const char *formats_of_figures, const char *second)
{
    char arguments[PROGRAM_TEXT];
    program_result result;

    program_write_text("a.ini", rerun[i].file);
    snprintf(arguments, sizeof arguments, "run a.ini -o one %s %s 2> first.err",
             rerun[i].options, formats_of_figures);
    program_succeed(arguments, &result);
    program_shell("mkdir -p away && cp one/run.ini kept.ini", &result);
    program_shell(rerun[i].before, &result);
    run_alike(second);
    program_shell("mv kept.ini one/run.ini && diff -r one two", &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}

START_TEST(run_ini_repeats_the_run_from_any_folder)
{
    run_again(_i, "", "cd away && \"$POTENCY\" run ../one/run.ini -o \"$PWD/../two\"");
}
END_TEST

START_TEST(run_ini_repeats_figures_of_every_format)
{
    run_again(1, "--format png,svg,pdf",
              "\"$POTENCY\" run one/run.ini -o two --format png,svg,pdf");
}
END_TEST

START_TEST(run_ini_repeats_the_run_where_decimals_have_a_comma)
{
    program_result result;

    program_shell("mkdir locale && localedef -i de_DE -f UTF-8 locale/de_DE.UTF-8 && "
                  "LOCPATH=$PWD/locale LC_ALL=de_DE.UTF-8 locale -k decimal_point",
                  &result);
    if (strcmp(result.out, "decimal_point=\",\"\n") != 0) {
        printf("skipped: run_ini_repeats_the_run_where_decimals_have_a_comma: needs "
               "localedef and Debian's locales\n");
        return;
    }
    for (int i = LENGTH(rerun) - 2; i < LENGTH(rerun); i++) {
        program_shell("rm -rf one two", &result);
        run_again(i, "--format png,svg,pdf",
                  "LOCPATH=$PWD/locale LC_ALL=de_DE.UTF-8 LANGUAGE=de \"$POTENCY\" run "
                  "one/run.ini -o two --format png,svg,pdf");
    }
}
END_TEST

/* ---- params as a file and as JSON ----------------------------------------- */

START_TEST(params_as_a_file_are_the_default_experiment)
{
    program_result result;

    program_succeed("params --ini > all.ini", &result);
    program_write_text("a.ini", "");
    program_succeed("check all.ini", &result);
    ck_assert_str_eq(result.out, "all.ini: no problem, 0 warnings\n");
    program_succeed("run all.ini -o all", &result);
    program_succeed("run a.ini -o one", &result);
    program_shell(
        "sed -i 's/ #: .*//' all/run.ini one/run.ini && diff -r -x files.csv all one",
        &result);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

START_TEST(a_part_of_the_params_is_a_file_too)
{
    program_result result;

    program_succeed("params --ini 'passaging.*' > some.ini", &result);
    program_succeed("check some.ini", &result);
    ck_assert_str_eq(result.out, "some.ini: no problem, 0 warnings\n");
    program_shell("grep -c '^[[]' some.ini", &result);
    ck_assert_str_eq(result.out, "1\n");
}
END_TEST

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    ck_assert_ptr_nonnull(text);
    return text;
}

static double number_of(const json_t *object, const char *name)
{
    const json_t *number = json_object_get(object, name);

    ck_assert(json_is_number(number));
    return json_number_value(number);
}

static void check_word(const json_t *object, const sim_symbol *s)
{
    const json_t *words = json_object_get(object, "words");
    size_t n = 0;

    for (; s->words(n); n++)
        ck_assert_str_eq(json_string_value(json_array_get(words, n)), s->words(n));
    ck_assert_uint_eq(json_array_size(words), n);
    ck_assert_str_eq(text_of(object, "default"), s->words((size_t)s->value));
}

static void check_parameter(const json_t *object, const sim_parameter *q)
{
    const sim_symbol *s = q->symbol;

    ck_assert_str_eq(text_of(object, "section"), q->section);
    ck_assert_str_eq(text_of(object, "name"), s->name);
    ck_assert_str_eq(text_of(object, "unit"), s->unit);
    ck_assert_str_eq(text_of(object, "meaning"), s->meaning);
    ck_assert_str_eq(text_of(object, "source"), s->source);
    if (s->kind == SIM_WORD) {
        check_word(object, s);
        return;
    }
    ck_assert_double_eq(number_of(object, "default"), s->value);
    ck_assert_double_eq(number_of(object, "low"), s->low);
    ck_assert_double_eq(number_of(object, "high"), s->high);
    ck_assert_int_eq(json_is_true(json_object_get(object, "whole")), s->kind == SIM_WHOLE);
}

START_TEST(params_as_json_are_all_parameters)
{
    static program_result result;
    sim_session session;
    sim_error err = {""};
    json_error_t why;
    json_t *list;

    ck_assert_int_eq(sim_session_open(&session, &models_chains[0], &err), SIM_OK);
    program_succeed("params --json", &result);
    list = json_loads(result.out, JSON_REJECT_DUPLICATES, &why);
    ck_assert_msg(list != NULL, "%d: %s", why.line, why.text);
    ck_assert_uint_eq(json_array_size(list), session.catalog.n);
    for (size_t i = 0; i < session.catalog.n; i++)
        check_parameter(json_array_get(list, i), &session.catalog.rows[i]);
    json_decref(list);
    sim_session_close(&session);
}
END_TEST

static void add_runs(TCase *cases)
{
    tcase_add_loop_test(cases, a_run_writes_these_files_and_no_others, 0, LENGTH(formats));
    tcase_add_test(cases, layers_stand_one_over_the_other);
    tcase_add_test(cases, tables_have_the_promised_columns_and_rows);
    tcase_add_test(cases, a_run_may_be_repeated_in_its_place);
    tcase_add_test(cases, a_file_may_come_through_a_pipe);
    tcase_add_loop_test(cases, run_ini_repeats_the_run_from_any_folder, 0, LENGTH(rerun));
    tcase_add_test(cases, run_ini_repeats_figures_of_every_format);
    tcase_add_test(cases, run_ini_repeats_the_run_where_decimals_have_a_comma);
    tcase_set_timeout(cases, 120);
}

/* ---- seeds ---------------------------------------------------------------- */

#define ZEROS "000000000000000000000000000000000000000000000000000000000000000000000"
#define MANY_ZEROS ZEROS ZEROS ZEROS ZEROS

static const char short_experiment[] = "[run]\ndays = 3\n[arm a]\n";

START_TEST(a_seed_is_taken_to_its_last_digit)
{
    program_result result;

    program_write_text("a.ini", short_experiment);
    program_succeed("run a.ini --seed " ZEROS "9 -o long", &result);
    program_shell("grep -c '^seed = 9 ' long/run.ini", &result);
    ck_assert_str_eq(result.out, "1\n");
    program_succeed("run a.ini --seed 9007199254740991", &result);
    program_shell("grep -c '^seed = 9007199254740991 ' out/run.ini", &result);
    ck_assert_str_eq(result.out, "1\n");
}
END_TEST

static const struct {
    const char *arguments, *message;
} bad_seeds[] = {
    {"run a.ini --seed 9007199254740993",
     "--set run.seed=9007199254740993: run.seed = 9007199254740993 is outside [0, "
     "9007199254740991]"},
    {"run a.ini --seed 4503599627370496.5",
     "--set run.seed=4503599627370496.5: run.seed = 4503599627370496.5 is not whole; a "
     "whole "
     "number in [0, 9007199254740991] would be right"},
    {"run a.ini --seed 1e-400",
     "--set run.seed=1e-400: run.seed = 1e-400 is not whole; a whole number in [0, "
     "9007199254740991] would be right"},
    {"run a.ini --seed " MANY_ZEROS "9",
     "--set run.seed=" MANY_ZEROS
     "9: is longer than 255 characters; a shorter value would be "
     "right"},
    {"run a.ini --seed 3 --seed 4",
     "--set run.seed=4: run.seed is given twice, first at --set run.seed=3; one of the two "
     "would be right"},
    {"sensitivity a.ini --samples " MANY_ZEROS "9",
     "--set sensitivity.samples=" MANY_ZEROS "9: is longer than 255 characters; a shorter "
     "value would be right"},
    {"sweep a.ini -o a.db --shard 1.0000000000000000000001/4",
     "--shard 1.0000000000000000000001/4 is no part of a whole; 1/4 to 4/4 would be right"},
};

START_TEST(a_seed_that_would_be_rounded_is_refused)
{
    program_write_text("a.ini", short_experiment);
    program_refuse(bad_seeds[_i].arguments, bad_seeds[_i].message);
}
END_TEST

static void add_seeds(TCase *cases)
{
    tcase_add_test(cases, a_seed_is_taken_to_its_last_digit);
    tcase_add_loop_test(cases, a_seed_that_would_be_rounded_is_refused, 0,
                        LENGTH(bad_seeds));
}

/* ---- draws of a cohort ---------------------------------------------------- */

static const char *const draw_patterns[] = {"", "cohort", "cohort.*", "cohort.[jp]*.*"};

START_TEST(params_show_what_a_cohort_draws)
{
    const sim_population *population = models_chains[0].population;
    char line[PROGRAM_PATH];
    program_result result;

    snprintf(line, sizeof line, "params '%s'", draw_patterns[_i]);
    program_succeed(*draw_patterns[_i] ? line : "params", &result);
    ck_assert_uint_gt(population->n_draws, 0);
    for (size_t i = 0; i < population->n_draws; i++) {
        const sim_draw *draw = &population->draws[i];
        char name[128];
        const char *at;

        snprintf(name, sizeof name, "\ncohort.%s.%s ", draw->section, draw->name);
        at = strstr(result.out, name);
        if (!at)
            at = strncmp(result.out, name + 1, strlen(name + 1)) == 0 ? result.out : NULL;
        ck_assert_msg(at != NULL, "%s", name);
        snprintf(line, sizeof line, " = %s\n", draw->how);
        ck_assert_ptr_nonnull(strstr(at, line));
        snprintf(line, sizeof line, "\n    drawn for each %s around the row %s.%s; ",
                 draw->owner == SIM_DONOR ? "donor" : "patient", draw->section, draw->name);
        ck_assert_msg(strstr(at, line) != NULL, "%s", line);
    }
}
END_TEST

START_TEST(the_draws_as_a_file_are_the_default_ones)
{
    program_result result;

    program_succeed("params --ini 'cohort*' > some.ini", &result);
    program_shell("grep -c '^[a-z_]*[.][a-z_]* = ' some.ini", &result);
    ck_assert_uint_eq(strtoul(result.out, NULL, 10), models_chains[0].population->n_draws);
    program_shell("grep '^[[]' some.ini && \"$POTENCY\" check some.ini >checked && "
                  "\"$POTENCY\" params --ini cohort.joint.vas_base | tail -n 3",
                  &result);
    ck_assert_str_eq(
        result.out, "[cohort]\n# pain on the visual analogue scale before treatment\n"
                    "# drawn for each patient around the row joint.vas_base; 'fixed' draws "
                    "nothing\njoint.vas_base = normal 12 30 95\n");
}
END_TEST

START_TEST(a_drawn_parameter_says_so_to_programs)
{
    program_result result;

    program_succeed("params --json joint.vas_base", &result);
    ck_assert_ptr_nonnull(strstr(result.out,
                                 "\"cohort\": {\n      \"draw\": \"normal 12 30 "
                                 "95\",\n      \"owner\": \"patient\"\n"));
    program_succeed("params --json joint.pain_floor", &result);
    ck_assert_ptr_null(strstr(result.out, "\"cohort\""));
}
END_TEST

static void add_draws(TCase *cases)
{
    tcase_add_loop_test(cases, params_show_what_a_cohort_draws, 0, LENGTH(draw_patterns));
    tcase_add_test(cases, the_draws_as_a_file_are_the_default_ones);
    tcase_add_test(cases, a_drawn_parameter_says_so_to_programs);
}

static void add_answers(TCase *cases)
{
    tcase_add_loop_test(cases, wrong_usage_is_told_and_exits_with_2, 0,
                        LENGTH(wrong_usage));
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, every_command_answers, 0, LENGTH(answers));
    tcase_add_loop_test(cases, what_cannot_be_printed_is_told, 0, LENGTH(printers));
    tcase_add_test(cases, params_as_a_file_are_the_default_experiment);
    tcase_add_test(cases, a_part_of_the_params_is_a_file_too);
    tcase_add_test(cases, params_as_json_are_all_parameters);
}

int main(void)
{
    Suite *suite = suite_create("cli");
    TCase *answering = tcase_create("answers"), *runs = tcase_create("runs");
    TCase *seeds = tcase_create("seeds"), *draws = tcase_create("draws");

    program_add_folder(answering);
    program_add_folder(runs);
    program_add_folder(seeds);
    tcase_set_timeout(seeds, 60);
    add_seeds(seeds);
    program_add_folder(draws);
    tcase_set_timeout(draws, 60);
    add_draws(draws);
    add_answers(answering);
    add_runs(runs);
    suite_add_tcase(suite, answering);
    suite_add_tcase(suite, runs);
    suite_add_tcase(suite, seeds);
    suite_add_tcase(suite, draws);
    return suite_run(suite);
}
