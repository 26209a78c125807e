/* test_words.c -- the glossary: it knows every heading, names parameters that exist, stands
 * in README.md as it is, and helps to find parameters.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/cli/glossary.h"
#include "tests/names.h"
#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- the table ------------------------------------------------------------ */

static const char *const headings[] = {"arm",   "mean",  "sd",     "5 %",     "95 %",
                                       "%",     "2.5 %", "97.5 %", "mu_star", "mu",
                                       "sigma", "first", "total",  "extinct"};

START_TEST(every_heading_of_the_terminal_is_a_word)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        const sim_model *m = chain->stages[chain->n_stages - 1].model;

        for (size_t i = 0; i < m->n_summaries; i++) {
            const char *heading = m->summaries[i].heading;

            ck_assert_msg(!*heading || sim_glossary_find(heading), "'%s'", heading);
        }
    }
    for (int i = 0; i < LENGTH(headings); i++)
        ck_assert_msg(sim_glossary_find(headings[i]) != NULL, "'%s'", headings[i]);
}
END_TEST

START_TEST(the_parameters_of_a_word_exist)
{
    sim_session session;
    sim_error err = {""};

    ck_assert_int_eq(sim_session_open(&session, &models_chains[0], &err), SIM_OK);
    for (const models_word *word = models_words; word->term; word++)
        names_check(&session.catalog, word->parameters, "words.def");
    sim_session_close(&session);
}
END_TEST

/* Each by all of its names. */
START_TEST(a_name_leads_to_one_word)
{
    for (const models_word *word = models_words; word->term; word++) {
        char text[512], *rest;

        ck_assert_ptr_eq(sim_glossary_find(word->term), word);
        snprintf(text, sizeof text, "%s", word->also);
        for (char *also = strtok_r(text, ",", &rest); also;
             also = strtok_r(NULL, ",", &rest))
            ck_assert_msg(sim_glossary_find(sim_text_trim(also)) == word, "'%s' of '%s'",
                          also, word->term);
    }
}
END_TEST

START_TEST(the_readme_has_the_same_table)
{
    enum { SIZE = 1 << 17 };
    static char readme[SIZE];
    FILE *in = fopen("README.md", "rb");
    char row[512], *at, *end;
    size_t n = 0;

    ck_assert_ptr_nonnull(in);
    readme[fread(readme, 1, SIZE - 1, in)] = '\0';
    fclose(in);
    at = strstr(readme, "\n| word | meaning |\n|---|---|\n");
    ck_assert_ptr_nonnull(at);
    at = strstr(at, "|---|---|\n") + strlen("|---|---|\n");
    for (const models_word *word = models_words; word->term; word++, n++) {
        snprintf(row, sizeof row, "| %s | %s |", word->term, word->meaning);
        end = strchr(at, '\n');
        *end = '\0';
        ck_assert_str_eq(at, row);
        at = end + 1;
    }
    ck_assert_int_eq(*at, '\n');
    ck_assert_uint_ge(n, 30);
}
END_TEST

/* ---- the command ---------------------------------------------------------- */

static const struct {
    const char *arguments, *out;
} printed[] = {
    {"words 'live d30'",
     "live fraction: part of the injected live cells that live in the joint; live d30 is "
     "that "
     "on\n    day 30\n"
     "    also: live d30, engraftment, persistence, survival, live_fraction\n"
     "    parameters: persistence.attach persistence.anoikis persistence.settle "
     "persistence.stress\n                persistence.tail\n"},
    {"words POTENCY", "potency: secretion per live cell, relative to a young fresh one\n"
                      "    parameters: product.lot_potency product.secretion_senescent "
                      "product.secretion_loss\n                product.thaw_secretion\n"},
    {"words specific_relief_month_12 | head -n 1",
     "specific relief: pain relief in mm without the placebo's share, negative in a flare; "
     "best mm\n"},
    {"words replicates | head -n 1",
     "replicate: one run of a cohort, or of a model in counts\n"},
    {"words sacs",
     "vesicles              small sacs that cells secrete (exosomes are some of "
     "them); injected\n                      alone they are a cell-free product\n"},
    {"words | grep -c '^[^ ]'", "56\n"},
};

START_TEST(words_are_said_by_any_of_their_names)
{
    program_result result;

    program_succeed(printed[_i].arguments, &result);
    ck_assert_str_eq(result.out, printed[_i].out);
}
END_TEST

START_TEST(an_unknown_word_is_refused)
{
    program_refuse("words zebra",
                   "words: unknown word 'zebra'; `potency words` lists them, "
                   "`potency params WORD` searches parameters");
    program_refuse("words confluenze",
                   "words: unknown word 'confluenze'; did you mean 'confluence'?");
}
END_TEST

/* ---- parameters ----------------------------------------------------------- */

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
    Suite *suite = suite_create("words");
    TCase *table = tcase_create("table"), *command = tcase_create("command"),
          *params = tcase_create("params");

    tcase_add_test(table, every_heading_of_the_terminal_is_a_word);
    tcase_add_test(table, the_parameters_of_a_word_exist);
    tcase_add_test(table, a_name_leads_to_one_word);
    tcase_add_test(table, the_readme_has_the_same_table);
    program_add_folder(command);
    tcase_add_loop_test(command, words_are_said_by_any_of_their_names, 0, LENGTH(printed));
    tcase_add_test(command, an_unknown_word_is_refused);
    program_add_folder(params);
    tcase_add_loop_test(params, parameters_are_found_by_names_meanings_units_and_sources, 0,
                        LENGTH(found));
    tcase_add_test(params, macrophages_are_found_by_their_meaning);
    suite_add_tcase(suite, table);
    suite_add_tcase(suite, command);
    suite_add_tcase(suite, params);
    return suite_run(suite);
}
