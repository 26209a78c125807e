/* test_print_nodes.c -- operations of formulas as C in vectors. */
#define _POSIX_C_SOURCE 200809L /* open_memstream */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/print_nodes.h"
#include "tests/data_models.h"
#include "tests/suite.h"

/* What a formula of the oscillator (states a, b, c; constants stiff, level, kicks) is printed
 * as: its operations, each behind those that it is made of, then its value. */
static const struct {
    const char *formula, *printed;
} cases[] = {
    {"a", "x[0]"},
    {"t", "*t"},
    {"stiff", "p[0]"},
    {"0.1", "ALL(0x1.999999999999ap-4)"},
    {"stiff * (a - c)", "    const real n3 = x[0] - x[2];\n"
                        "    const real n4 = p[0] * n3;\n"
                        "n4"},
    {"when(a >= level, exp(b), -b)", "    const truth n2 = x[0] >= p[1];\n"
                                     "    const real a4_0 = x[1];\n"
                                     "    real n4;\n\n"
                                     "    CALL(&n4, exp, &a4_0);\n"
                                     "    const real n5 = -x[1];\n"
                                     "    const real n6 = SELECT(n2, n4, n5);\n"
                                     "n6"},
    {"pow(a, level) + max(b, min(t, 2))", "    const real a2_0 = x[0];\n"
                                          "    const real a2_1 = p[1];\n"
                                          "    real n2;\n\n"
                                          "    CALL2(&n2, pow, &a2_0, &a2_1);\n"
                                          "    const real n6 = SMALLER(*t , ALL(0x1p+1));\n"
                                          "    const real n7 = LARGER(x[1] , n6);\n"
                                          "    const real n8 = n2 + n7;\n"
                                          "n8"},
    {"(a >= b) * 2", "    const truth n2 = x[0] >= x[1];\n"
                     "    const real n4 = SELECT(n2, ALL(1), ALL(0)) * ALL(0x1p+1);\n"
                     "n4"},
    {"a * b + a * b", "    const real n2 = x[0] * x[1];\n"
                      "    const real n3 = n2 + n2;\n"
                      "n3"},
    {"sqrt(-a)", "    const real n1 = -x[0];\n"
                 "    const real a2_0 = n1;\n"
                 "    real n2;\n\n"
                 "    CALL(&n2, sqrt, &a2_0);\n"
                 "n2"},
};

static void print(const char *formula, const char *expected)
{
    sim_graph graph;
    sim_printer p = {.model = &model_circle, .graph = &graph, .constant = "p[%zu]"};
    size_t size;
    char *text = NULL;
    sim_error err = {""};
    int n;

    ck_assert_int_eq(sim_graph_init(&graph, &model_circle, &err), SIM_OK);
    n = sim_graph_formula(&graph, formula);
    ck_assert_int_eq(graph.status, SIM_OK);
    p.out = open_memstream(&text, &size);
    p.needed = calloc((size_t)graph.n_nodes, sizeof *p.needed);
    p.prepared = calloc((size_t)graph.n_nodes, sizeof *p.prepared);
    ck_assert(p.out && p.needed && p.prepared);
    for (int i = 0; i < graph.n_nodes; i++) p.prepared[i] = SIM_NOT_PREPARED;
    sim_print_need(&p, n, true);
    sim_print_operations(&p, true);
    sim_print_value(&p, n, true);
    fclose(p.out);
    ck_assert_str_eq(text, expected);
    free(text);
    free(p.needed);
    free(p.prepared);
    sim_graph_free(&graph);
}

START_TEST(operations_are_constants_in_order_and_then_the_value)
{
    print(cases[_i].formula, cases[_i].printed);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("print_nodes");
    TCase *all = tcase_create("nodes");

    tcase_add_loop_test(all, operations_are_constants_in_order_and_then_the_value, 0,
                        (int)(sizeof cases / sizeof *cases));
    suite_add_tcase(suite, all);
    return suite_run(suite);
}
