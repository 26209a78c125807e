/* test_network.c -- what a model is once its equations are parsed. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "sim/engine/network.h"
#include "tests/data_models.h"
#include "tests/solve.h"
#include "tests/suite.h"

static size_t slot(const sim_model *m, const char *name)
{
    return sim_model_find(m, name)->slot;
}

START_TEST(a_reaction_fires_as_often_as_its_left_side_is_there)
{
    static const struct {
        const sim_model *model;
        const char *reaction, *species;
        double count, firings;
    } cases[] = {
        {&model_dimer, "joining", "S1", 5, 2},
        {&model_dimer, "joining", "S1", 1, 0},
        {&model_dimer, "decaying", "S1", 7, 7},
        {&model_guest, "making", "A", 1, INFINITY},
        {&model_guest, "making", "A", 0, 0},
        {&model_guest, "entering", "A", 0, INFINITY},
        {&model_passaging, "renewal", "cycling", 0, 0},
        {&model_passaging, "renewal", "cycling", 2, INFINITY},
        {&model_passaging, "exhaustion", "cycling", 2, 2},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double x[32] = {0};
        size_t r = 0;
        sim_network net;
        sim_error err;

        ck_assert_int_eq(sim_network_init(&net, cases[i].model, &err), SIM_OK);
        while (strcmp(cases[i].model->flows[r].name, cases[i].reaction) != 0) r++;
        x[slot(cases[i].model, cases[i].species)] = cases[i].count;
        ck_assert_msg(sim_network_firings(&net, r, x) == cases[i].firings, "%s of %g: %g",
                      cases[i].reaction, cases[i].count, sim_network_firings(&net, r, x));
        sim_network_free(&net);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("network");
    TCase *all = tcase_create("network");

    tcase_add_test(all, a_reaction_fires_as_often_as_its_left_side_is_there);
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
