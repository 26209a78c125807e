/* test_catalog_chains.c -- rows that other chains have. */
#include <check.h>

#include "models/models.h"
#include "sim/study/session.h"
#include "tests/suite.h"

static sim_error err;

static void open_session(sim_session *session, const char *chain)
{
    ck_assert_msg(sim_session_open(session, models_chain(chain), &err) == SIM_OK, "%s",
                  err.text);
}

static const struct {
    const char *chain, *setting;
    bool has;
} settings[] = {
    {"knee", "pain_noise", true},  {"knee", "lvef_noise", false},
    {"heart", "lvef_noise", true}, {"heart", "pain_noise", false},
    {"gvhd", "pain_noise", false}, {"ards", "lvef_noise", false},
    {"ards", "draw", true},        {"gvhd", "donors_per_laboratory", true},
};

START_TEST(a_chain_has_its_own_settings_alone)
{
    sim_session session;

    open_session(&session, settings[_i].chain);
    ck_assert_int_eq(sim_catalog_get(&session.catalog, "cohort", settings[_i].setting) !=
                         NULL,
                     settings[_i].has);
    sim_session_close(&session);
}
END_TEST

static const struct {
    const char *chain, *section, *name, *text;
} refused[] = {
    {"gvhd", "cohort", "pain_noise",
     "a:3: cohort.pain_noise is of indication knee, and this run treats gvhd; [run] "
     "indication = knee, or no such row, would be right"},
    {"knee", "cohort", "lvef_noise",
     "a:3: cohort.lvef_noise is of indication heart, and this run treats knee; [run] "
     "indication = heart, or no such row, would be right"},
    {"ards", "gvhd", "kill",
     "a:3: section 'gvhd' is of indication gvhd, and this run treats ards; [run] "
     "indication = gvhd, or no such row, would be right"},
};

START_TEST(a_row_of_another_chain_is_refused_with_its_name)
{
    sim_session session;
    size_t row;

    open_session(&session, refused[_i].chain);
    ck_assert_int_eq(sim_catalog_find(&session.catalog, refused[_i].section,
                                      refused[_i].name, "a:3", &row, &err),
                     SIM_ENAME);
    ck_assert_str_eq(err.text, refused[_i].text);
    sim_session_close(&session);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog_chains");
    TCase *cases = tcase_create("chains");

    tcase_add_loop_test(cases, a_chain_has_its_own_settings_alone, 0,
                        sizeof settings / sizeof *settings);
    tcase_add_loop_test(cases, a_row_of_another_chain_is_refused_with_its_name, 0,
                        sizeof refused / sizeof *refused);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
