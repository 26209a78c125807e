/* test_search.c -- parameters fit by name, meaning, glossary and source, in this order. */
#include <check.h>
#include <string.h>

#include "models/models.h"
#include "sim/cli/search.h"
#include "sim/study/session.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

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
    Suite *suite = suite_create("search");
    TCase *cases = tcase_create("search");

    tcase_add_checked_fixture(cases, open_session, close_session);
    tcase_add_loop_test(cases, a_parameter_fits_a_pattern, 0, LENGTH(fits));
    tcase_add_test(cases, a_pattern_longer_than_any_text_fits_none);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
