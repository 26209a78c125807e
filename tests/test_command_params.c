/* test_command_params.c -- potency params: as a file, as JSON, and by words. */
#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- params as a file and as JSON ----------------------------------------- */

START_TEST(params_as_a_file_are_the_default_experiment)
{
    program_result result;

    program_succeed("params --ini > all.ini", &result);
    program_write_text("a.ini", "");
    program_succeed("check all.ini", &result);
    ck_assert_str_eq(result.out, "all.ini: no problem, 0 warnings\n");
    program_succeed("run all.ini -o all -f svg", &result);
    program_succeed("run a.ini -o one -f svg", &result);
    /* figures but for what they carry of the file */
    program_shell(
        "sed -i 's/ #: .*//' all/run.ini one/run.ini && "
        "sed -i '/potency-run.ini-begin/,/potency-run.ini-end/d' */potency.svg && "
        "ls all/*.svg && diff -r -x files.csv all one",
        &result);
    ck_assert_str_eq(result.out, "all/potency.svg\n");
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
                 draw->owner == SIM_SOURCE ? "donor" : "patient", draw->section,
                 draw->name);
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

/* ---- words ---------------------------------------------------------------- */

/* Without the draws of a cohort, whose names have two points. */
#define PARAMS(pattern) \
    "params '" pattern "' | sed -n 's/^\\([a-z]*[.][a-z0-9_]*\\) .*/\\1/p' | tr '\\n' ' '"

static const struct {
    const char *arguments, *out;
} found[] = {
    {PARAMS("tail"), "persistence.tail persistence.tail_miss persistence.lung_tail "},
    {PARAMS("VAS"), "joint.vas_base joint.placebo cohort.pain_noise joint.pain_time "
                    "joint.pain_tnf joint.pain_drive joint.pain_floor joint.vas_floor "},
    {PARAMS("exercise"),
     "joint.load rehab.therapy rehab.rate rehab.effect rehab.pain_limit "
     "rehab.width rehab.analgesia rehab.adherence_time "},
    {PARAMS("saline"), "product.vehicle joint.placebo joint.placebo_on joint.placebo_off "},
    {PARAMS("Braid 2018"),
     "product.fitness persistence.tail_miss persistence.anoikis_thaw "},
    {PARAMS("1/day tnf"), "joint.tnf_decay "},
    {PARAMS("trial.p*"), "trial.pool trial.patients "},
    {PARAMS("joint.vas*"), "joint.vas_base joint.vas_floor "},
    {PARAMS("Placebo DAY"), "joint.placebo_on joint.placebo_off "},
    {PARAMS("immune memory"), "product.sensitized persistence.memory_rate product.mismatch "
                              "persistence.reject_memory joint.flare_reject "},
};

START_TEST(parameters_are_found_by_names_meanings_units_and_sources)
{
    program_result result;

    program_succeed(found[_i].arguments, &result);
    ck_assert_str_eq(result.out, found[_i].out);
}
END_TEST

START_TEST(a_row_that_another_indication_reads_says_so)
{
    static const char told[] = "nothing of indication gvhd reads it\n";
    program_result result;

    program_succeed("params mismatch --indication gvhd", &result);
    ck_assert_ptr_nonnull(
        strstr(result.out, "    has no effect: nothing of indication gvhd reads it\n"));
    program_succeed("params --ini product.mismatch --indication gvhd", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "# has no effect: "));
    program_succeed("params --json product.mismatch --indication gvhd", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "\"is_read\": false"));
    program_succeed("params product.mismatch", &result);
    ck_assert_ptr_null(strstr(result.out, "has no effect"));
    program_succeed("presets unrelated_donor --indication gvhd", &result);
    ck_assert_ptr_nonnull(strstr(result.out, told));
    program_succeed("presets --indication gvhd", &result);
    ck_assert_ptr_nonnull(strstr(result.out, "product.mismatch = 1 (no effect here)\n"));
}
END_TEST

START_TEST(macrophages_are_found_by_their_meaning)
{
    program_result result;

    program_succeed(PARAMS("macrophage"), &result);
    ck_assert_ptr_nonnull(strstr(result.out, "joint.m1_base joint.m2_base "));
    ck_assert_ptr_nonnull(strstr(result.out, "joint.m1_loss "));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("command_params");
    TCase *forms = tcase_create("forms");
    TCase *draws = tcase_create("draws");
    TCase *words = tcase_create("words");

    program_add_folder(forms);
    tcase_set_timeout(forms, 60);
    tcase_add_test(forms, params_as_a_file_are_the_default_experiment);
    tcase_add_test(forms, a_part_of_the_params_is_a_file_too);
    tcase_add_test(forms, params_as_json_are_all_parameters);
    suite_add_tcase(suite, forms);
    program_add_folder(draws);
    tcase_set_timeout(draws, 60);
    tcase_add_loop_test(draws, params_show_what_a_cohort_draws, 0, LENGTH(draw_patterns));
    tcase_add_test(draws, the_draws_as_a_file_are_the_default_ones);
    tcase_add_test(draws, a_drawn_parameter_says_so_to_programs);
    suite_add_tcase(suite, draws);
    program_add_folder(words);
    tcase_add_loop_test(words, parameters_are_found_by_names_meanings_units_and_sources, 0,
                        LENGTH(found));
    tcase_add_test(words, macrophages_are_found_by_their_meaning);
    tcase_add_test(words, a_row_that_another_indication_reads_says_so);
    suite_add_tcase(suite, words);
    return suite_run(suite);
}
