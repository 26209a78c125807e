/* test_seen.c -- where what arms differ in is seen: each switch has a panel on its chain's page. */
#include <check.h>
#include <string.h>

#include "models/models.h"
#include "models/seen.h"
#include "plots/figure.h"
#include "tests/suite.h"

static bool has_panel(const char *page, const char *column)
{
    const plot_panel *panel;

    for (size_t i = 0; (panel = plot_panel_at(page, i)); i++)
        if (strcmp(panel->y.column, column) == 0) return true;
    return false;
}

START_TEST(each_switch_is_seen_in_a_panel)
{
    const sim_chain *chain = &models_chains[_i];

    for (size_t i = 0; i < chain->n_switches; i++) {
        const char *seen = models_seen_in(chain->name, chain->switches[i].name);

        ck_assert_msg(seen != NULL, "%s: %s", chain->name, chain->switches[i].name);
        ck_assert_msg(has_panel(chain->page, seen), "%s: %s", chain->name, seen);
    }
}
END_TEST

static bool has_switch(const sim_chain *chain, const char *name)
{
    for (size_t i = 0; i < chain->n_switches; i++)
        if (strcmp(chain->switches[i].name, name) == 0) return true;
    return false;
}

/* What others have alone is not found in theirs. */
START_TEST(a_switch_of_another_chain_is_none)
{
    const sim_chain *chain = &models_chains[_i];

    for (size_t c = 0; models_chain_name(c); c++) {
        const sim_chain *other = &models_chains[c];

        for (size_t i = 0; i < other->n_switches; i++)
            ck_assert_msg(has_switch(chain, other->switches[i].name) ||
                              models_seen_in(chain->name, other->switches[i].name) == NULL,
                          "%s: %s", chain->name, other->switches[i].name);
    }
}
END_TEST

START_TEST(a_chain_has_its_own)
{
    ck_assert_str_eq(models_seen_in("knee", "stay"), "live_in_joint");
    ck_assert_str_eq(models_seen_in("heart", "stay"), "live");
    ck_assert_ptr_null(models_seen_in("gvhd", "needle"));
    ck_assert_ptr_null(models_seen_in("knee", "product.volume"));
    ck_assert_ptr_null(models_seen_in("beans", "stay"));
    ck_assert_ptr_null(models_seen_in("stay", "stay"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("seen");
    TCase *tcase = tcase_create("seen");
    int n = 0;

    while (models_chain_name((size_t)n)) n++;
    tcase_add_loop_test(tcase, each_switch_is_seen_in_a_panel, 0, n);
    tcase_add_loop_test(tcase, a_switch_of_another_chain_is_none, 0, n);
    tcase_add_test(tcase, a_chain_has_its_own);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
