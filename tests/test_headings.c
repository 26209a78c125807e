/* test_headings.c -- the words of the glossary: they have every heading, name parameters that exist,
 * and stand in README.md as they are. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/cli/glossary.h"
#include "tests/names.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

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

int main(void)
{
    Suite *suite = suite_create("headings");
    TCase *table = tcase_create("table");

    tcase_add_test(table, every_heading_of_the_terminal_is_a_word);
    tcase_add_test(table, the_parameters_of_a_word_exist);
    tcase_add_test(table, the_readme_has_the_same_table);
    suite_add_tcase(suite, table);
    return suite_run(suite);
}
