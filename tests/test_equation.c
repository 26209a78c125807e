/* test_equation.c -- the text of a reaction. */
#include <check.h>
#include <string.h>

#include "models/models.h"
#include "sim/model/equation.h"
#include "tests/suite.h"

static sim_status parse(const char *text, sim_equation *equation, sim_error *err)
{
    const sim_flow flow = {.name = "move", .equation = text, .at = {"a.def", 7}};

    return sim_equation_parse(equation, &model_passaging, &flow, err);
}

START_TEST(terms_stand_in_the_order_of_the_text)
{
    sim_equation equation;
    sim_error err;

    ck_assert_int_eq(parse("3 cycling + senescent -> 2 senescent+cycling", &equation, &err),
                     SIM_OK);
    ck_assert_uint_eq(equation.n, 4);
    ck_assert_uint_eq(equation.n_left, 2);
    ck_assert_str_eq(equation.terms[0].species->name, "cycling");
    ck_assert_double_eq(equation.terms[0].count, 3);
    ck_assert_str_eq(equation.terms[1].species->name, "senescent");
    ck_assert_double_eq(equation.terms[1].count, 1);
    ck_assert_str_eq(equation.terms[2].species->name, "senescent");
    ck_assert_double_eq(equation.terms[2].count, 2);
    ck_assert_str_eq(equation.terms[3].species->name, "cycling");
}
END_TEST

START_TEST(a_side_may_be_empty)
{
    sim_equation equation;
    sim_error err;

    ck_assert_int_eq(parse(" -> cycling", &equation, &err), SIM_OK);
    ck_assert_uint_eq(equation.n_left, 0);
    ck_assert_uint_eq(equation.n, 1);
    ck_assert_int_eq(parse("cycling -> ", &equation, &err), SIM_OK);
    ck_assert_uint_eq(equation.n_left, 1);
    ck_assert_uint_eq(equation.n, 1);
}
END_TEST

static const char *const bad[][2] = {
    {"Q -> cycling", "a.def:7: move: unknown species 'Q' in \"Q -> cycling\""},
    {"cycling + -> ", "a.def:7: move: unknown species '' in \"cycling + -> \""},
    {"cycling -> divisions", "a.def:7: move: unknown species 'divisions' in "
                             "\"cycling -> divisions\""},
    {"cycling", "a.def:7: move: expected \"A + B -> C\", got \"cycling\""},
    {"cycling -> senescent -> ",
     "a.def:7: move: expected \"A + B -> C\", got \"cycling -> senescent -> \""},
    {"17 cycling+cycling+cycling+cycling+cycling+cycling+cycling+cycling+cycling+cycling"
     "+cycling+cycling+cycling+cycling+cycling+cycling+cycling -> ",
     "a.def:7: move: expected fewer terms, got"},
};

START_TEST(a_bad_equation_is_refused_with_its_place)
{
    sim_equation equation;
    sim_error err;

    ck_assert_int_ne(parse(bad[_i][0], &equation, &err), SIM_OK);
    ck_assert_msg(strncmp(err.text, bad[_i][1], strlen(bad[_i][1])) == 0, "%s", err.text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("equation");
    TCase *tcase = tcase_create("equation");

    tcase_add_test(tcase, terms_stand_in_the_order_of_the_text);
    tcase_add_test(tcase, a_side_may_be_empty);
    tcase_add_loop_test(tcase, a_bad_equation_is_refused_with_its_place, 0,
                        sizeof bad / sizeof *bad);
    suite_add_tcase(suite, tcase);
    return suite_run(suite);
}
