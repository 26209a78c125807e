/* test_glossary.c -- words are found by any name they have; parameters fit by name, meaning,
 * glossary and source, in this order. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "models/models.h"
#include "sim/cli/glossary.h"
#include "sim/study/session.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

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

static const struct {
    const char *name, *term; /* NULL: no word */
} names[] = {
    {"Replicates", "replicate"},
    {"specific_relief", "relief"},
    {"specific_relief_month_12", "relief"},
    {"total_relief_month_12", "placebo"},
    {"live on\nday 30", "live fraction"},
    {"P25", "passage"},
    {"P#", "passage"},
    {"POTENCY", "potency"},
    {"poten", NULL},
    {"", NULL},
};

START_TEST(case_gaps_and_an_s_do_not_count)
{
    const models_word *found = sim_glossary_find(names[_i].name);

    if (!names[_i].term) {
        ck_assert_ptr_null(found);
        return;
    }
    ck_assert_ptr_nonnull(found);
    ck_assert_str_eq(found->term, names[_i].term);
}
END_TEST

START_TEST(a_word_knows_its_parameters_by_their_whole_names)
{
    const models_word *potency = sim_glossary_find("potency");

    ck_assert(sim_glossary_has_parameter(potency, "product.lot_potency"));
    ck_assert(!sim_glossary_has_parameter(potency, "product.lot"));
    ck_assert(!sim_glossary_has_parameter(potency, "joint.load"));
    ck_assert(sim_glossary_mentions(potency, "SECRETION per"));
    ck_assert(!sim_glossary_mentions(potency, "zebra"));
}
END_TEST

START_TEST(a_misspelt_word_is_near_one_of_those_offered)
{
    sim_nearest nearest = {.wanted = "confluenze"};

    sim_glossary_offer(&nearest);
    ck_assert_str_eq(nearest.best, "confluence");
}
END_TEST

/* For completion: each a word that is found again. */
START_TEST(terms_are_single_words)
{
    size_t n = 0;

    for (; sim_glossary_term(n); n++) {
        ck_assert_ptr_null(strchr(sim_glossary_term(n), ' '));
        ck_assert_str_eq(sim_glossary_find(sim_glossary_term(n))->term,
                         sim_glossary_term(n));
    }
    ck_assert_uint_gt(n, 20);
}
END_TEST

static sim_session session;

static void open_session(void)
{
    sim_error err = {""};

    ck_assert_int_eq(sim_session_open(&session, &models_chains[0], &err), SIM_OK);
}

static void close_session(void) { sim_session_close(&session); }

static const struct {
    const char *section, *name, *pattern;
    sim_fit fit;
} fits[] = {
    {"joint", "pain_floor", NULL, SIM_BY_NAME},
    {"joint", "pain_floor", "Pain_FLOOR", SIM_BY_NAME},
    {"joint", "pain_floor", "joint.pain", SIM_BY_NAME},
    {"joint", "pain_floor", "joint.*", SIM_BY_NAME},
    {"joint", "pain_floor", "joint.pain?", SIM_NOT_AT_ALL},
    {"joint", "pain_floor", "joint.floor", SIM_NOT_AT_ALL},
    {"joint", "m1_base", "macrophage", SIM_BY_MEANING},
    {"product", "lot_potency", "pot joint", SIM_NOT_AT_ALL},
    {"product", "fitness", "Braid 2018", SIM_BY_SOURCE},
    {"joint", "tnf_decay", "1/day", SIM_BY_SOURCE},
    {"joint", "tnf_decay", "tnf, 1/day", SIM_BY_SOURCE}, /* as badly as the worst word */
    {"persistence", "anoikis", "engraftment", SIM_BY_GLOSSARY},
    {"joint", "tnf_decay", "zebra", SIM_NOT_AT_ALL},
};

START_TEST(a_parameter_fits_a_pattern)
{
    sim_error err = {""};
    size_t row;

    ck_assert_int_eq(sim_catalog_find(&session.catalog, fits[_i].section, fits[_i].name,
                                      "here", &row, &err),
                     SIM_OK);
    ck_assert_int_eq(sim_search_fit(&session.catalog.rows[row], fits[_i].pattern),
                     fits[_i].fit);
}
END_TEST

START_TEST(a_pattern_longer_than_any_text_fits_none)
{
    char pattern[400];

    memset(pattern, 'a', sizeof pattern - 1);
    pattern[sizeof pattern - 1] = '\0';
    for (size_t i = 0; i < session.catalog.n; i++)
        ck_assert_int_eq(sim_search_fit(&session.catalog.rows[i], pattern), SIM_NOT_AT_ALL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("glossary");
    TCase *cases = tcase_create("glossary"), *search = tcase_create("search");

    tcase_add_test(cases, a_name_leads_to_one_word);
    tcase_add_loop_test(cases, case_gaps_and_an_s_do_not_count, 0, LENGTH(names));
    tcase_add_test(cases, a_word_knows_its_parameters_by_their_whole_names);
    tcase_add_test(cases, a_misspelt_word_is_near_one_of_those_offered);
    tcase_add_test(cases, terms_are_single_words);
    suite_add_tcase(suite, cases);
    tcase_add_checked_fixture(search, open_session, close_session);
    tcase_add_loop_test(search, a_parameter_fits_a_pattern, 0, LENGTH(fits));
    tcase_add_test(search, a_pattern_longer_than_any_text_fits_none);
    suite_add_tcase(suite, search);
    return suite_run(suite);
}
