/* test_players.c -- what two arms differ in, in the words of their chain. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "models/models.h"
#include "sim/study/players.h"
#include "tests/suite.h"

static const sim_model *last_of(const sim_chain *chain)
{
    return chain->stages[chain->n_stages - 1].model;
}

static size_t switch_named(const sim_chain *chain, const char *name)
{
    size_t i = 0;

    while (i < chain->n_switches && strcmp(chain->switches[i].name, name) != 0) i++;
    return i;
}

/* What a stage is given counts as something that a reader knows. */
START_TEST(each_input_of_a_last_stage_is_in_a_switch)
{
    const sim_chain *chain = &models_chains[_i];
    const sim_model *m = last_of(chain);

    for (size_t i = 0; i < m->n_symbols; i++) {
        if (m->symbols[i].kind != SIM_INPUT) continue;
        ck_assert_msg(sim_switch_of(chain, &m->symbols[i]) < chain->n_switches, "%s: %s",
                      chain->name, m->symbols[i].name);
    }
}
END_TEST

/* Does the model have a row of that name, or a section of it where it ends with a dot? */
static bool is_known(const sim_model *m, const char *name)
{
    const size_t length = strlen(name);
    const sim_symbol *s;

    if (name[length - 1] != '.') {
        s = sim_model_find(m, name);
        return s && (s->kind == SIM_INPUT || sim_symbol_is_settable(s));
    }
    for (size_t i = 0; i < m->n_symbols; i++) {
        s = &m->symbols[i];
        if (s->kind == SIM_SECTION && strlen(s->name) == length - 1 &&
            strncmp(s->name, name, length - 1) == 0)
            return true;
    }
    return false;
}

START_TEST(each_name_of_a_switch_is_a_row_and_stands_once)
{
    const sim_chain *chain = &models_chains[_i];

    for (size_t i = 0; i < chain->n_switches; i++) {
        char rows[1024], *rest = rows, *name;

        ck_assert_uint_lt(strlen(chain->switches[i].rows), sizeof rows);
        strcpy(rows, chain->switches[i].rows);
        while ((name = strtok_r(rest, " ", &rest))) {
            const sim_symbol *s = sim_model_find(last_of(chain), name);

            ck_assert_msg(is_known(last_of(chain), name), "%s: %s", chain->name, name);
            if (s) ck_assert_uint_eq(sim_switch_of(chain, s), i);
        }
    }
}
END_TEST

START_TEST(the_number_of_a_chain_is_one_of_its_summary)
{
    const sim_chain *chain = &models_chains[_i];
    const sim_model *m = last_of(chain);
    size_t i = 0;

    ck_assert_ptr_nonnull(chain->number);
    while (i < m->n_summaries && strcmp(m->summaries[i].name, chain->number) != 0) i++;
    ck_assert_uint_lt(i, m->n_summaries);
}
END_TEST

START_TEST(a_name_stands_before_its_section)
{
    const sim_model *m = &model_knee;
    const sim_chain *chain = models_chain("knee");

    ck_assert_uint_eq(sim_switch_of(chain, sim_model_find(m, "tail")),
                      switch_named(chain, "stay"));
    ck_assert_uint_eq(sim_switch_of(chain, sim_model_find(m, "tail_miss")),
                      switch_named(chain, "needle"));
    ck_assert_uint_eq(sim_switch_of(chain, sim_model_find(m, "reject_rate")),
                      switch_named(chain, "rejection"));
    ck_assert_uint_eq(sim_switch_of(chain, sim_model_find(m, "therapy")),
                      switch_named(chain, "exercise"));
    ck_assert_uint_eq(sim_switch_of(chain, sim_model_find(m, "volume")), chain->n_switches);
}
END_TEST

/* ---- too many of them ----------------------------------------------------- */

/* All constants of the knee differ. */
START_TEST(of_too_many_the_least_rows_are_one)
{
    const sim_chain *chain = models_chain("knee");
    sim_players players;
    sim_error err;
    double a[256] = {0}, b[256], effects[256] = {0};

    for (size_t i = 0; i < 256; i++) b[i] = 1;
    ck_assert(model_knee.n_constants <= 256);
    ck_assert_int_eq(sim_players_init(&players, chain, &err), SIM_OK);
    for (size_t i = 0; i < model_knee.n_constants; i++) players.reads[i] = true;
    sim_players_compare(&players, &(sim_pair){a, b, NULL, NULL});
    ck_assert(sim_players_are_many(&players));
    effects[players.owners[sim_model_find(&model_knee, "volume")->slot]] = -2.385;
    effects[players.owners[sim_model_find(&model_knee, "load")->slot]] = 1.1;
    sim_players_choose(&players, effects);
    ck_assert_uint_eq(players.n, SIM_PLAYERS);
    for (size_t i = 0; i < chain->n_switches; i++)
        ck_assert_str_eq(sim_players_name(&players, i), chain->switches[i].name);
    ck_assert_str_eq(sim_players_name(&players, players.n - 1), "everything else");
    ck_assert_uint_eq(players.n_folded, players.n_all - (SIM_PLAYERS - 1));
    for (size_t i = 0; i < model_knee.n_constants; i++)
        ck_assert(players.owners[i] == SIM_NONE || players.bits[i] < players.n);
    sim_players_free(&players);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("players");
    TCase *c = tcase_create("switches");
    int n = 0;

    while (models_chains[n].name) n++;
    tcase_add_loop_test(c, each_input_of_a_last_stage_is_in_a_switch, 0, n);
    tcase_add_loop_test(c, each_name_of_a_switch_is_a_row_and_stands_once, 0, n);
    tcase_add_loop_test(c, the_number_of_a_chain_is_one_of_its_summary, 0, n);
    tcase_add_test(c, a_name_stands_before_its_section);
    tcase_add_test(c, of_too_many_the_least_rows_are_one);
    suite_add_tcase(suite, c);
    return suite_run(suite);
}
